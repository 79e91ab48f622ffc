"""A condition over code points, compiled for the text as it is coded: UTF-8, or one byte a character.

A condition is declared once, as a pattern of ``re`` over code points that begins at one character, its *lead*, and
looks around it: ``[\\u2018\\u201c](?<=[a-z].)(?=[a-z])``.  Bytes are searched several times faster than characters are.
So :func:`around` compiles a condition for some leads: classes become sequences of bytes, a look behind becomes one for
each length in bytes that it may have, and what cannot match with these leads, or in this coding, is dropped.

A pattern may hold literals, classes, groups without numbers, alternatives, repeats, look-arounds, ``^`` and ``$``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

Ranges = tuple[tuple[int, int], ...]  # of code points, sorted, disjoint
Tree = Sequence[tuple[Any, Any]]  # as ``re`` parses a pattern
Fixed = dict[int, tuple[bytes, ...]]  # number of bytes -> patterns for just so many, of which one matches
Coding = Callable[[Ranges], Fixed]  # patterns for one of some characters

_NEVER = b"(?!)"
_EDGES = {op.AT_BEGINNING: b"^", op.AT_END: b"$"}
_LAST = 0x10FFFF
_ALL: Ranges = ((0, _LAST),)
# The first and the last code point of each length in UTF-8.
_LENGTHS = ((1, 0, 0x7F), (2, 0x80, 0x7FF), (3, 0x800, 0xFFFF), (4, 0x10000, _LAST))


class Searches(dict[str, "re.Pattern[bytes] | None"]):
    """For each character the search, in bytes of a coding, for the conditions that it leads; None if it leads none.

    >>> searches = Searches(["[\\xab\\xbb](?<=[a-z].)"], utf8)
    >>> searches.any("\\xab\\xe9", "l\\xe9\\xab".encode()), searches.any("\\xab\\xe9", "le\\xab".encode())
    (False, True)
    """

    def __init__(self, patterns: Iterable[str], coding: Coding) -> None:
        self._patterns, self._coding = (*patterns,), coding

    def __missing__(self, lead: str) -> re.Pattern[bytes] | None:
        self[lead] = found = self.of(((ord(lead), ord(lead)),))
        return found

    def of(self, leads: Ranges) -> re.Pattern[bytes] | None:
        """One search for all *leads*."""
        found = [part for pattern in self._patterns if (part := around(pattern, leads, self._coding)) is not None]
        return re.compile(_either(found), re.DOTALL) if found else None

    def any(self, leads: Iterable[str], data: bytes) -> bool:
        """Is a condition met in *data* that one of the characters *leads* leads?"""
        return any((search := self[lead]) is not None and search.search(data) for lead in leads)


def around(pattern: str, leads: Ranges, coding: Coding) -> bytes | None:
    """The part of *pattern* that begins at one of *leads*, over bytes of *coding*; None if none does.

    >>> around("[\\xab\\xbb](?<=[a-z].)", ((0xBB, 0xBB),), utf8)
    b'\\\\xc2\\\\xbb(?<=[a-z]\\\\xc2\\\\xbb)'
    >>> around("[\\xab\\xbb](?<=[a-z].)", ((0xAE, 0xAE),), utf8) is None
    True
    """
    asked: list[tuple[Ranges, bytes]] = []
    for (_, here), *rest in _alternatives(_parsed(pattern)):
        own = common(here, leads)
        behind = _sequence(rest, coding, own) if own and coding(own) else _NEVER
        if behind != _NEVER:
            asked.append((own, behind))
    every = union(own for own, _ in asked)  # in front: ``re`` looks for the first bytes of one class fast
    narrow = [(b"" if own == every else _behind(True, [(op.IN, own)], coding, ())) + rest for own, rest in asked]
    return _either(_listed(coding(every))) + _either(narrow) if asked else None


@cache
def leads(pattern: str) -> Ranges:
    """The characters that *pattern* can begin at."""
    return union(tree[0][1] for tree in _alternatives(_parsed(pattern)))


@cache
def utf8(members: Ranges) -> Fixed:
    """One of *members* in UTF-8, by its length in bytes."""
    found: Fixed = {}
    for length, first, last in _LENGTHS:
        parts = [part for low, high in members for part in _sequences(max(low, first), min(high, last), length)]
        if parts:
            found[length] = tuple(_joined(parts))
    return found


def one_byte(characters: str) -> Coding:
    """The coding that gives each of *characters* its number; there are 256 at most."""
    codes = {ord(char): code for code, char in reversed([*enumerate(characters)])}

    @cache
    def coded(members: Ranges) -> Fixed:
        found = union(((code, code),) for char, code in codes.items() if holds(members, char))
        return {1: (_class(found),)} if found else {}

    return coded


@cache
def _parsed(pattern: str) -> Tree:
    """The tree of *pattern*, in which each node for one character is an ``IN`` with its ranges."""
    return _plain(_parser.parse(pattern, re.DOTALL))


def _plain(tree: Iterable[tuple[Any, Any]]) -> Tree:
    found: list[tuple[Any, Any]] = []
    for operator, argument in tree:
        if operator is op.BRANCH:
            found.append((operator, [_plain(branch) for branch in argument[1]]))
        elif operator is op.SUBPATTERN:
            found.append((op.BRANCH, [_plain(argument[3])]))
        elif operator is op.MAX_REPEAT:
            found.append((operator, (*argument[:2], _plain(argument[2]))))
        elif operator in (op.ASSERT, op.ASSERT_NOT):
            found.append((operator, (argument[0], _plain(argument[1]))))
        elif operator is op.AT and argument in _EDGES:
            found.append((operator, _EDGES[argument]))
        else:
            found.append((op.IN, _members(operator, argument)))
    return found


def _alternatives(tree: Tree) -> Iterator[Tree]:
    """The alternatives of a pattern, each of which begins with a character."""
    operator, argument = tree[0]
    if operator is op.BRANCH:
        for branch in argument:
            yield from _alternatives([*branch, *tree[1:]])
    elif operator is op.IN:
        yield tree
    else:
        raise ValueError(f"a condition begins with its lead, not with {operator}")


def _sequence(tree: Tree, coding: Coding, lead: Ranges) -> bytes:
    """A pattern that goes on; *lead* as long as nothing behind it has been read."""
    found = []
    for operator, argument in tree:
        part = _one(operator, argument, coding, lead)
        if part == _NEVER:
            return _NEVER
        found.append(part)
        if operator in (op.IN, op.MAX_REPEAT):
            lead = ()
    return b"".join(found)


def _one(operator: Any, argument: Any, coding: Coding, lead: Ranges) -> bytes:
    """A pattern for one node of the tree."""
    if operator is op.IN:
        return _any(_listed(coding(argument)))
    if operator is op.BRANCH:
        return _any(part for branch in argument if (part := _sequence(branch, coding, lead)) != _NEVER)
    if operator is op.AT:
        return bytes(argument)
    if operator is op.MAX_REPEAT:
        low, high, inner = argument
        part = _sequence(inner, coding, ())
        if part == _NEVER:
            return b"" if low == 0 else _NEVER
        return b"(?:%b){%d,%b}" % (part, low, b"" if high is op.MAXREPEAT else b"%d" % high)
    direction, tree = argument
    if direction < 0:
        return _behind(operator is op.ASSERT, tree, coding, lead)
    part = _sequence(tree, coding, ())
    if part == _NEVER:
        return _NEVER if operator is op.ASSERT else b""
    return (b"(?=%b)" if operator is op.ASSERT else b"(?!%b)") % part


def _behind(wanted: bool, tree: Tree, coding: Coding, lead: Ranges) -> bytes:
    """A look behind, *wanted* or not."""
    if lead and len(tree) == 1 and tree[0][0] is op.IN:  # it asks for the lead alone, which is known
        own = common(tree[0][1], lead)
        if own == lead or not own:
            return b"" if wanted == bool(own) else _NEVER
    parts = [_either(parts) for _, parts in sorted(_fixed(tree, coding, lead).items())]
    if not wanted:
        return b"".join(b"(?<!%b)" % part for part in parts)
    return _any(b"(?<=%b)" % part for part in parts)


def _fixed(tree: Tree, coding: Coding, lead: Ranges) -> Fixed:
    """Patterns for what stands behind, by their number of bytes; the last character is the lead, if there is one."""
    found: Fixed = {0: (b"",)}
    for number, (operator, argument) in enumerate(tree):
        found = _product(found, _fixed_one(operator, argument, coding, lead if number == len(tree) - 1 else ()))
    return found


def _fixed_one(operator: Any, argument: Any, coding: Coding, lead: Ranges) -> Fixed:
    if operator is op.IN:
        members = common(argument, lead) if lead else argument
        return coding(members) if members else {}
    if operator is op.BRANCH:
        return _merged(
            (n, p) for branch in argument for n, parts in _fixed(branch, coding, lead).items() for p in parts
        )
    if operator is op.MAX_REPEAT:
        low, _, inner = argument  # a look behind is of one length
        return _fixed([*inner] * low, coding, lead)
    part = _one(operator, argument, coding, ())
    return {} if part == _NEVER else {0: (part,)}


def _product(first: Fixed, second: Fixed) -> Fixed:
    return _merged((a + b, _either(left) + _either(right)) for a, left in first.items() for b, right in second.items())


def _merged(parts: Iterable[tuple[int, bytes]]) -> Fixed:
    by_length: dict[int, list[bytes]] = {}
    for length, part in parts:
        by_length.setdefault(length, []).append(part)
    return {length: tuple(dict.fromkeys(same)) for length, same in by_length.items()}


def _listed(parts: Fixed) -> list[bytes]:
    return [part for same in parts.values() for part in same]


def _members(operator: Any, argument: Any) -> Ranges:
    """The characters that a node for one character matches."""
    if operator is op.ANY:
        return _ALL
    if operator is op.LITERAL:
        return ((argument, argument),)
    if operator is op.NOT_LITERAL:
        return _without(((argument, argument),))
    if operator is not op.IN:
        raise ValueError(f"{operator} has no place in a condition")
    negated = argument[0][0] is op.NEGATE
    spans = union(_span(*item) for item in argument[negated:])
    return _without(spans) if negated else spans


def _span(operator: Any, argument: Any) -> Ranges:
    if operator is op.LITERAL:
        return ((argument, argument),)
    if operator is op.RANGE:
        return (argument,)
    raise ValueError(f"{operator} has no place in a class of a condition")


def union(parts: Iterable[Ranges]) -> Ranges:
    """The characters that are in one of *parts*."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(span for part in parts for span in part):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        else:
            merged.append((low, high))
    return tuple(merged)


@cache
def common(first: Ranges, second: Ranges) -> Ranges:
    """The characters that are in both."""
    pairs = ((max(a, c), min(b, d)) for a, b in first for c, d in second)
    return tuple(sorted((low, high) for low, high in pairs if low <= high))


def _without(spans: Ranges) -> Ranges:
    edges = [-1, *(edge for span in spans for edge in span), _LAST + 1]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1)


def holds(members: Ranges, char: int) -> bool:
    """Is the code point *char* one of *members*?"""
    at = bisect_right(members, (char, _LAST + 1)) - 1
    return at >= 0 and members[at][1] >= char


def _sequences(low: int, high: int, length: int) -> Iterator[Ranges]:
    """The code points from *low* to *high*, all *length* bytes long in UTF-8, as sequences of ranges of bytes."""
    if low > high:
        return
    for at in range(length - 1, 0, -1):
        size = 1 << 6 * at  # of them begin alike in all but `at` bytes
        if low // size == high // size:
            continue
        if low % size:
            yield from _sequences(low, low | size - 1, length)
            yield from _sequences((low | size - 1) + 1, high, length)
            return
        if high % size != size - 1:
            yield from _sequences(low, high // size * size - 1, length)
            yield from _sequences(high // size * size, high, length)
            return
    yield tuple(zip(_encoded(low), _encoded(high), strict=True))


def _encoded(code: int) -> bytes:
    return chr(code).encode("utf-8", "surrogatepass")


def _joined(sequences: Iterable[Ranges]) -> list[bytes]:
    """One pattern for the sequences that differ in their last byte only."""
    by_front: dict[Ranges, list[tuple[int, int]]] = {}
    for *front, last in sequences:
        by_front.setdefault(tuple(front), []).append(last)
    return [b"".join(_class([span]) for span in front) + _class(last) for front, last in by_front.items()]


def _class(spans: Sequence[tuple[int, int]]) -> bytes:
    """A class of bytes."""
    if len(spans) == 1 and spans[0][0] == spans[0][1]:
        return _byte(spans[0][0])
    return b"[%b]" % b"".join(_byte(a) if a == b else b"%b-%b" % (_byte(a), _byte(b)) for a, b in spans)


def _byte(code: int) -> bytes:
    return bytes([code]) if 0x30 <= code <= 0x39 or 0x61 <= code | 0x20 <= 0x7A else b"\\x%02x" % code


def _either(parts: Sequence[bytes]) -> bytes:
    distinct = [*dict.fromkeys(parts)]
    return distinct[0] if len(distinct) == 1 else b"(?:%b)" % b"|".join(distinct)


def _any(parts: Iterable[bytes]) -> bytes:
    return _either([*parts] or [_NEVER])
