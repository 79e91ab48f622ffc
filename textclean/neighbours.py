"""Do the accented letters of this text stand beside the neighbours that some language gives them?

One legacy charset read as another often leaves Latin letters among Latin letters: Czech ``kůň`` becomes ``kùò``.  No
pair of signs betrays it, but its letters keep company that no one language knows.  :func:`suspects` finds such
company in a document, cheaply: each context (letter before, accented letter, letter after; ``#`` is the edge of a
word) is looked up in a table of 40 languages, and the language that explains the most contexts is taken.  What stays
unexplained is a suspect only if some pair of charsets would explain it.

It also looks for Latin letters glued to another script, for a capital after a small Cyrillic letter, and for Han text
without the characters that every Han text needs.  It only wakes the repair; it never decides.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable
from functools import cache

from textclean.charsets import charset

LATIN = "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
# Signs that stand for letters in damaged words, and seldom at the end of a clean one.
SIGNS = "\x80-\x9f\xa1\xa2\xa4-\xa6\xa8\xaa\xac\xaf\xb1\xb4-\xb6\xb8-\xba\xbc-\xbf\u0192\u02c6\u02c7\u02d8-\u02dd\u2020\u2021\u2030\u2039\u203a\u201a"
_CONTEXT = re.compile(f"[{LATIN}{SIGNS}\xa3\xa7\xa9\xae\xb2\xb3\xd7\xf7\u20ac\u2122](?<=(..))(?=(.?))", re.DOTALL)
ACCENTED = re.compile(f"[{LATIN}{SIGNS}]")
_FIELD = 12  # bits of a counter
_MOST = 1500  # distinct contexts that are looked at

# (charset shown, charset meant): the pairs of Latin charsets that are met.
PAIRS = (
    ("cp1252", "cp1250"), ("cp1252", "iso-8859-2"), ("cp1252", "cp852"), ("cp1252", "cp1254"), ("cp1252", "cp857"),
    ("cp1252", "cp1257"), ("cp1252", "cp850"), ("cp1252", "mac_roman"), ("cp1250", "cp1252"), ("cp1250", "iso-8859-2"),
    ("iso-8859-2", "cp1252"), ("iso-8859-2", "cp1250"), ("mac_roman", "cp1252"), ("cp850", "cp1252"), ("cp437", "cp1252"),
    ("cp1254", "cp1252"), ("cp1257", "cp1252"), ("cp852", "cp1250"), ("cp1252", "mac_latin2"), ("cp1252", "mac_turkish"),
)  # fmt: skip


@cache
def _table() -> tuple[dict[str, str], list[str]]:
    data = pkgutil.get_data("textclean.tables", "neighbours.txt")
    assert data is not None
    lines = [line for line in data.decode().split("\n") if line and line[0] != "#"]
    codes = sorted({part.partition(":")[0] for line in lines for part in line.split(" ")[1:]})
    return {line[0]: line[2:] for line in lines}, codes


@cache
def _known(pair: tuple[str, str]) -> int:
    """The languages that know this context (letter before and here, letter after), one counter each set to 1."""
    lines, codes = _table()
    (before, here), after = pair[0], pair[1]
    if here.lower() != here and before.islower():  # a capital inside a word
        return 0
    before, here, after = _side(before), here.lower(), _side(after)
    known = 0
    for part in lines.get(here, "").split(" "):
        code, _, both = part.partition(":")
        left, _, right = both.partition("/")
        if before in left and after in right:
            known |= 1 << (_FIELD * codes.index(code))
    return known


def _side(char: str) -> str:
    """The neighbour as the table has it: a small letter, or ``#``."""
    return char.lower() if char.isalpha() else "#"


def _best(contexts: Iterable[tuple[str, str]]) -> int:
    """How many of *contexts* the language knows that knows the most of them."""
    total = sum(map(_known, contexts))
    best = 0
    while total:
        best = max(best, total & ((1 << _FIELD) - 1))
        total >>= _FIELD
    return best


def contexts_of(value: str) -> list[tuple[str, str]]:
    """The distinct contexts of accented Latin letters, and of signs that touch a letter, in *value*."""
    found = sorted(set(_CONTEXT.findall(f" {value}")))[:_MOST]
    return [(left, after) for left, after in found if left[1] >= "\xc0" and left[1] not in _NO_LETTERS or _glued(left, after)]


_NO_LETTERS = frozenset("\xd7\xf7\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u0192\u02c6\u02c7\u02d8\u02d9\u02da\u02db\u02dc\u02dd\u2020\u2021\u2030\u2039\u203a\u201a\u20ac\u2122")


def _glued(left: str, after: str) -> bool:
    """Is the sign inside a word, or one that never ends a clean word?"""
    if not ("a" <= left[0] <= "z" or left[0] >= "\xc0"):
        return False
    return "a" <= after <= "z" or left[1] not in "\xa3\xa7\xa9\xae\xb2\xb3\xd7\xf7\u20ac\u2122\xaa\xba\xb4\u2030"


def _explained(contexts: list[tuple[str, str]]) -> int:
    """How many of *contexts* are known, or no letters any more."""
    letters = [context for context in contexts if context[0][1] >= "\xc0" and context[0][1] not in _NO_LETTERS]
    quotes = sum(left[1] in "\u2018\u2019\u201c\u201d\u2013\u2014\u2026" for left, _ in contexts)
    return _best(letters) + quotes


def known(value: str) -> int:
    """How many contexts of *value* its best language knows."""
    return _best(contexts_of(value))


def strangers(value: str) -> list[tuple[str, str]]:
    """Contexts of *value* that its best language does not know and some pair of charsets would explain."""
    contexts = contexts_of(value)
    if not contexts:
        return []
    before = _best(contexts)
    missing = len(contexts) - before
    few = len(contexts) <= 12
    if not missing or (missing < 2 and not few):
        return []
    unknown = [context for context in contexts if not _known(context)]
    for shown, meant in PAIRS:
        table = _letters(shown, meant)
        read = [(left.translate(table), after.translate(table)) for left, after in contexts]
        if read != contexts and _explained(read) >= before + (1 if few else 2):
            return unknown or contexts
    return []


@cache
def _letters(shown: str, meant: str) -> dict[int, str]:
    """What the characters of *shown* should have been."""
    pairs = zip(charset(shown).high, charset(meant).high, strict=True)
    return {ord(a): b for a, b in pairs if a != b}
