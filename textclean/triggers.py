"""Which rules care about a text?  On clean text the answer is "none", at the price of a look at its rare characters.

All trigger characters are merged into one class, all patterns into one; both are asked of ``Text.marks`` (the
distinct runs of characters that are not plain ASCII), which is tiny on Latin text.  Printable ASCII triggers are
``in`` tests, and so are literals.  Short strings are asked directly: building marks would cost more than it saves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from textclean.contract import Rule
from textclean.patterns import by_first, lazy
from textclean.prefilter import short as plain_words
from textclean.prefilter.one_script import Quiet
from textclean.text import SHORT, Text

Ranges = list[tuple[int, int]]
_SURROGATES = (0xD800, 0xDFFF)  # whatever rules are on: no result may hold one


class Wake:
    """The merged wake-up test of a set of rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        own = [(rule, *_split(parse_class(rule.triggers))) for rule in rules]
        self._wakers = [
            (rule, _named(rule), (*printable, *rule.literals), _shape(rule), *_in_two(others), _compile(rule.pattern))
            for rule, printable, others in own
        ]
        facts = {rule.fact for rule in rules if rule.fact}
        self._facts = tuple(sorted(facts, key=lambda fact: (fact not in Text.NEEDS, fact)))  # the cheap ones first
        self._quiet_facts = tuple(sorted(facts & Text.QUIET_FACTS, reverse=True))
        self._ascii_facts = tuple(sorted(facts & Text.ASCII_FACTS.keys()))
        plain = sorted({character for _, printable, _ in own for character in printable})
        wide = [_SURROGATES, *(span for _, _, others in own for span in others)]
        needs = [span for fact in facts for span in parse_class(Text.NEEDS.get(fact, "\x80-\U0010ffff"))]
        literals = [literal for rule in rules for literal in rule.literals]
        self._literals = (*plain, *(literal for literal in literals if len(literal) == 1))
        shapes = dict.fromkeys(rule.shape for rule in rules if rule.shape)
        longer = [
            *by_first(literal[0] + re.escape(literal[1:]) for literal in literals if len(literal) > 1).items(),
            *((shape[0], shape) for shape in shapes),
        ]
        self._longer = [(first, re.compile(pattern)) for first, pattern in longer]
        self._class, self._astral = _in_two(wide)
        self._needs, self._needs_astral = _in_two(needs)
        # One astral range beside the BMP costs little, many cost a walk through all of them for each character.
        first = [(ord(literal[0]), ord(literal[0])) for literal in (*plain, *literals, *shapes)]
        self._short = _class([span for span in wide + first if span[0] < 0x10000] + [(0x10000, 0x10FFFF)])
        self._short_ascii = _class([span for span in wide + first if span[0] < 0x80])
        shown = [(ord("0"), ord("9"))] if self._ascii_facts else []  # all of them need a digit
        self._short_look = _class([span for span in wide + first if span[0] < 0x80] + shown)
        self._short_facts = _compile("|".join(Text.ASCII_FACTS[fact] for fact in self._ascii_facts))
        self._known_facts = facts <= plain_words.FACTS
        self._pattern = _compile("|".join(f"(?:{rule.pattern})" for rule in rules if rule.pattern))
        self._in_pattern = _characters_in(rule.pattern for rule in rules if rule.pattern)
        self._letters: dict[str, bool] = {}
        self._always = not all(map(_named, rules))

    def sleeps(self, value: str) -> bool:
        """Is *value* short, and surely nothing for any rule?  The quick answer, before a ``Text`` is made."""
        if self._always or len(value) >= SHORT:
            return False
        if value.isascii():
            if self._short_look is None or self._short_look.search(value) is None:
                return True
            return not (
                (self._short_ascii and self._short_ascii.search(value))
                or (self._short_facts and self._short_facts.search(value))
            )
        if self._short and self._short.search(value):
            return False
        if self._in_pattern and self._in_pattern.search(value) and self._pattern and self._pattern.search(value):
            return False
        if self._known_facts and plain_words.is_plain(value):
            return True
        return not (
            (self._needs and self._needs.search(value))  # astral characters were seen to
            or (self._short_facts and self._short_facts.search(value))
        )

    def any(self, text: Text, glance: bool = False) -> bool:
        """Is there something for some rule?  At a *glance*, what is not seen to sleep is awake."""
        if self._always:
            return True
        value = text.value
        if self._says(value):
            return True
        if value.isascii():
            for fact in self._ascii_facts:
                if getattr(text, fact):
                    return True
            return text.has_controls
        if quiet := self._quietly(text):
            if (self._class and self._class.search(quiet.rare)) or (self._astral and self._astral.search(quiet.rare)):
                return True
            if self._pattern and self._may_match(quiet) and self._pattern.search(text.marks):
                return True
            for fact in self._quiet_facts:  # noqa: SIM110 - a generator takes twice the time
                if getattr(text, fact):
                    return True
            return False
        if glance:
            return True
        asked = value if len(value) < SHORT else text.marks
        return bool(
            (self._class and self._class.search(asked))
            or (self._astral and text.has_astral and self._astral.search(asked))
            or (self._may_hold(text, asked) and any(getattr(text, fact) for fact in self._facts))
            or any(getattr(text, fact) for fact in self._ascii_facts)
            or (self._pattern and self._in_pattern and self._in_pattern.search(asked) and self._pattern.search(asked))
        )

    def _quietly(self, text: Text) -> Quiet | None:
        """What it holds, if it is a long quiet text whose letters are nothing to any rule."""
        quiet = text.quiet if self._known_facts else None
        return quiet if quiet and (not quiet.letters or self._sleeps_on(quiet.letters)) else None

    def _sleeps_on(self, letters: str) -> bool:
        """Does no rule care for one of the letters of an alphabet?"""
        if letters not in self._letters:
            self._letters[letters] = not any(waker and waker.search(letters) for waker in (self._class, self._astral))
        return self._letters[letters]

    def _may_match(self, quiet: Quiet) -> bool:
        """Does a quiet text hold a character that a match of the merged pattern needs?"""
        asked = self._in_pattern
        return asked is not None and bool(asked.search(quiet.rare) or (quiet.letters and asked.search(quiet.letters)))

    def _says(self, value: str) -> bool:
        """Does a literal occur?  Of the longer ones the first character is looked for first: that costs nothing."""
        for literal in self._literals:
            if literal in value:
                return True
        for first, pattern in self._longer:  # noqa: SIM110
            if first in value and pattern.search(value):
                return True
        return False

    def _may_hold(self, text: Text, asked: str) -> bool:
        """Does a character occur without which no fact holds?"""
        return bool(
            (self._needs and self._needs.search(asked))
            or (self._needs_astral and text.has_astral and self._needs_astral.search(asked))
        )

    def awake(self, text: Text) -> list[Rule]:
        """The rules that have something to look at in *text*, in the order given."""
        found: list[Rule] = []
        value, quiet = text.value, self._quietly(text)
        marks = text.signs if quiet else text.marks
        # A pattern is about letters side by side, and few texts have any of them.
        runs = self._may_match(quiet) if quiet else bool(self._in_pattern and self._in_pattern.search(marks))
        # The few characters that any rule cares for: each rule is asked about these alone.
        low = "".join(set(self._class.findall(marks))) if self._class else ""
        high = "".join(set(self._astral.findall(marks))) if self._astral and text.has_astral else ""
        said = self._says(value)  # else no rule need be asked about its literals and its shape
        for rule, named, literals, shape, bmp, astral, pattern in self._wakers:
            if (
                not named
                or (said and literals and _holds_one(value, literals))
                or (said and shape and shape[0] in value and shape[1].search(value))
                or (low and bmp and bmp.search(low))
                or (high and astral and astral.search(high))
                or (runs and pattern and pattern.search(text.marks))
                or (rule.fact and getattr(text, rule.fact))
            ):
                found.append(rule)
        return found


def _shape(rule: Rule) -> tuple[str, re.Pattern[str]] | None:
    return (rule.shape[0], re.compile(rule.shape)) if rule.shape else None


def _holds_one(value: str, literals: Iterable[str]) -> bool:
    """Does one of *literals* occur?  The first character is asked for first: it is seldom there."""
    for literal in literals:  # noqa: SIM110 - a generator takes twice the time
        if literal[0] in value and literal in value:
            return True
    return False


def parse_class(inside: str) -> Ranges:
    """The code point ranges of the inside of a character class: characters, ``a-z`` ranges, backslash escapes.

    >>> parse_class("a-c\\\\-")
    [(97, 99), (45, 45)]
    """
    ranges: Ranges = []
    at = 0

    def character() -> int:
        nonlocal at
        at += 2 if inside[at] == "\\" else 1
        return ord(inside[at - 1])

    while at < len(inside):
        low = high = character()
        if at + 1 < len(inside) and inside[at] == "-":
            at += 1
            high = character()
        ranges.append((low, high))
    return ranges


def _split(ranges: Ranges) -> tuple[set[str], Ranges]:
    """Plain ASCII characters apart from the ranges of everything else (controls, and all above U+007E)."""
    plain: set[str] = set()
    others: Ranges = []
    for low, high in ranges:
        run: Ranges = []
        for code in range(low, min(high, 0x7E) + 1):
            if code in (9, 10, 12, 13) or 0x20 <= code <= 0x7E:
                plain.add(chr(code))
            else:  # 0x0B and 0x1C-0x1F stand as U+0001 in marks
                run += [(code, code)] if code not in (11, 28, 29, 30, 31) else [(code, code), (1, 1)]
        others += run
        if high > 0x7E:
            others.append((max(low, 0x7F), high))
    return plain, others


def _named(rule: Rule) -> bool:
    """Does the rule say when it wakes?"""
    return bool(rule.triggers or rule.literals or rule.shape or rule.pattern or rule.fact)


def _in_two(ranges: Ranges) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """The class of the ranges that start in the BMP, and that of the others."""
    return _class(span for span in ranges if span[0] < 0x10000), _class(span for span in ranges if span[0] >= 0x10000)


_compiled: dict[tuple[tuple[int, int], ...], re.Pattern[str]] = {}


def _class(ranges: Iterable[tuple[int, int]]) -> re.Pattern[str] | None:
    key = tuple(_merged(ranges))
    if not key:  # an empty class is a pattern error
        return None
    if key not in _compiled:
        _compiled[key] = lazy("[" + "".join(f"{_escaped(low)}-{_escaped(high)}" for low, high in key) + "]")
    return _compiled[key]


def _merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """*ranges* sorted, those that overlap or touch as one."""
    found: Ranges = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(high, found[-1][1])
        else:
            found.append((low, high))
    return found


def _escaped(code: int) -> str:
    return f"\\U{code:08x}"


_ANY_CHARACTER = lazy(r"[^\\\[](?<=[.])|\[\^|\\[SDWNBpP]")  # a dot outside of a class, or a class by what it lacks


def _characters_in(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """A class of which each match of one of the *patterns* in ``Text.marks`` holds a character; None: there are none.

    A match consists of characters that are not plain ASCII.  Where a pattern only names characters and ranges, these
    are the ones; where it says "any", all are.
    """
    named = ""
    for pattern in patterns:
        if _ANY_CHARACTER.search(pattern):
            return lazy("[^\x00-\x7f]")
        named += "".join(re.findall("[^\x00-\x7f](?:-[^\x00-\x7f])?|[\x01-\x1f\x7f]", pattern))
    return lazy(f"[{named}]") if named else None


def _compile(pattern: str) -> re.Pattern[str] | None:
    return lazy(pattern) if pattern else None
