"""What the author may well have written: kinds of words that mix scripts on purpose, each with its likelihood.

The kinds are data, with examples: ``tables/ordinary.toml``.  Every rule that suspects a word asks here, so that a new
trap is one entry there and no guard in a rule.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from textclean import scripts
from textclean.evidence.ledger import AS_WRITTEN, Addend, Hypothesis
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, EXOTIC, GREEK, LATIN, MARK
from textclean.tables import read_table

NEAR = 100  # code points on either side that may speak of letters, or hold the slashes of a transcription, or a formula
FREE = 2.6  # nats a letter of a symbol, an index, a code: any letter may stand there
FLAT = 3.2  # ... and of an acronym, and for its end
ACRONYM = 5  # letters of an acronym at most
ACCENTED = 3.0  # nats more for a Latin letter beyond ASCII, or a Greek one with an accent: hardly any symbol has one
# Latin letters that whole communities type for one of their own: palochka, Ossetic, Chuvash, Altai, Macedonian.
NATIONAL = "I\u00e6\u00c6\u0259\u018f\u00f6\u00d6\u0103\u0102\u0115\u0114\u00e7\u00c7\u00e8\u00c8\u00ff"
# Capitals that stand in Latin names for style: KO(ya)N, S(Lambda)MSUNG.
STYLISH = "\u042f\u0418\u0414\u0428\u0426\u0416\u042d\u042e\u042b\u039b\u03a3\u039e\u0394\u03a8\u03a9\u0398"
# The Latin letter that Russian before 1918 is typed with, and the Greek one that Akan, Ewe and others are.
DOTTED, OPEN_E = "iI", "\u03b5"
ROMAN = "IVX"
# Greek letters that nobody takes for a symbol or an index between Latin ones: they look Latin.
_LATIN_LOOK = frozenset(
    "\u03bf\u03cc\u039f\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u03a1\u03a4\u03a5\u03a7"
)
BEGINS = "\xa6"  # a broken bar
OPTION = "~"  # a hyphen that a word begins with
_WITH_TONOS = frozenset(
    "\u0386\u0388\u0389\u038a\u038c\u038e\u038f\u0390\u03ac\u03ad\u03ae\u03af\u03b0\u03cc\u03cd\u03ce"
)
_OPENS = " \t\n([{'\"`\u00ab\u201c\u201e"
SPECIAL = {"N": NATIONAL, "F": STYLISH, "D": DOTTED, "E": OPEN_E, "V": ROMAN}
_SIGNS = {LATIN: "Ll", CYRILLIC: "Cc", GREEK: "Gg", ARMENIAN: "Aa", EXOTIC: "RR"}


def acronym(word: str) -> float:
    """What *word* costs in nats as an acronym, which any letters may make; infinity if it is none.

    >>> acronym("USN"), acronym("Usn"), acronym("CALCULATOR")
    (12.8, inf, inf)
    """
    letters = 1 < len(word) <= ACRONYM and all(map(scripts.is_upper, word)) and scripts.script_of_all(word) != ""
    return FLAT * (len(word) + 1) if letters else math.inf


class Kind(NamedTuple):
    """One entry of the file; *nats* are the log odds of its share."""

    name: str
    shape: re.Pattern[str]
    near: re.Pattern[str] | None
    line: bool  # must it be found on the line of the word?
    nats: float
    letters: str
    unproven: bool  # does it hold only where nothing else shows that such letters are damage?
    elsewhere: bool  # ... and where no other word of its script is in the text?
    unlisted: bool  # does it hold only where lists do not know the words of the text, and what this one may be?
    special: str  # the sign of the letters that it asks about, of ``SPECIAL``, or nothing
    examples: tuple[str, ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """The entries of ``tables/ordinary.toml``."""
    import tomllib  # with the first word, not with the package

    data = tomllib.loads(read_table("ordinary.toml").decode())
    return tuple(
        Kind(
            entry["name"],
            re.compile(entry["shape"]),
            re.compile(entry["near"], re.IGNORECASE) if "near" in entry else None,
            entry.get("line", False),
            math.log(entry["share"] / (1 - entry["share"])),
            entry["letters"],
            entry.get("unproven", False),
            entry.get("elsewhere", False),
            entry.get("unlisted", False),
            next((sign for sign in SPECIAL if sign in entry["shape"]), ""),
            tuple(entry["examples"]),
        )
        for entry in data.values()
    )


@cache
def names() -> frozenset[str]:
    """The names of all kinds."""
    return frozenset(kind.name for kind in kinds())


@cache
def unproven() -> frozenset[str]:
    """The names of the kinds that hold only where nothing else shows that such letters are damage."""
    return frozenset(kind.name for kind in kinds() if kind.unproven)


def shape(value: str, start: int, end: int, around: int, special: str = "") -> str:
    """The word ``value[start:end]`` as the expressions of the file see it, with a character on either side.

    *around*: the script of the words nearby, as a bit of ``textclean.scripts``; 0 if there are none.  *special*: a
    sign of ``SPECIAL``, to show its letters as.

    >>> shape("\\u0432 Discord\\u0435!", 2, 10, CYRILLIC)
    'c: <Lllllllc>!'
    >>> shape("flag -o", 6, 7, LATIN)
    'l:~<l> '
    """
    before, after = value[start - 1 : start] if start else "", value[end : end + 1]
    if _is_transcribed(value, start, end):
        before = after = "/"
    if before.strip(" ") == "" and not _WITHIN.search(value, max(0, start - 3), start):
        before = BEGINS
    elif before == "-" and value[max(0, start - 2) : start - 1].strip(_OPENS) == "":
        before = OPTION
    letters = SPECIAL.get(special, "")
    latin = _LATIN_LOOK if around == LATIN else frozenset()
    word = "".join(special if char in letters else "R" if char in latin else _sign(char) for char in value[start:end])
    return f"{_SIGNS.get(around, ' o' if around else '  ')[1]}:{_around(before)}<{word}>{_around(after)}"


def _is_transcribed(value: str, start: int, end: int) -> bool:
    """Does the word stand between slashes, with what else is pronounced there?

    >>> _is_transcribed("castagno //ka'stano//", 14, 19), _is_transcribed("he/she", 3, 6)
    (True, False)
    """
    before = _SLASH_BEFORE.search(value, max(0, start - NEAR), start)
    return before is not None and _SLASH_BEHIND.match(value, end, end + NEAR) is not None


_SLASH_BEFORE = lazy(r"(?<![^\s(\[;,])//?(?![\s/*])[^/\n\d<>]*\Z")
_SLASH_BEHIND = lazy(r"[^/\n\d<>]*(?<![\s*])/(?![^\s)\];,./])")
_WITHIN = lazy(r"[^\s.!?;\u2026\u2022\u2014\u2013*\"\u00ab\u201c\u201e(-] $")  # in the middle of a sentence


def _around(char: str) -> str:
    return "0" if "0" <= char <= "9" else " " if not char or char.isspace() else char


@cache
def _sign(char: str) -> str:
    bit = scripts.kind(char)
    if bit == GREEK and not "\u0386" <= char <= "\u03ce":  # phonetic ones and variants
        return "R"
    if "\u0250" <= char <= "\u02af":
        return "R"
    if bit == MARK:
        return ""
    small, capital = scripts.is_lower(char), scripts.is_upper(char)
    return _SIGNS.get(bit, "Oo")[0 if capital and not small else 1]


def hypotheses(
    value: str,
    start: int,
    end: int,
    around: int,
    parts: Callable[[], float],
    same: float,
    proven: bool = False,
    alone: bool = False,
    listed: bool = False,
) -> list[Hypothesis]:
    """The ways in which the author may have written the word ``value[start:end]`` on purpose.

    *parts*: nats for the word as words of its scripts side by side, asked only if a kind needs it.  *same*: nats for
    the word that a rule would make of it.  *proven*: other words of the text have shown that such letters are damage.
    *alone*: and no other word is of the script of this one.  *listed*: lists know the words of the text, and what a
    rule would make of this one.
    """
    plain = shape(value, start, end, around)
    seen = {"": plain}
    for special, letters in SPECIAL.items():
        asked = not set(letters).isdisjoint(value[start:end])
        seen[special] = shape(value, start, end, around, special) if asked else plain
    found = []
    for kind in kinds():
        if (proven and kind.unproven) or (alone and kind.elsewhere) or (listed and kind.unlisted):
            continue
        if kind.shape.search(seen[kind.special]) and (
            not kind.near or kind.near.search(value, *_near(value, start, end, kind.line))
        ):
            nats = same if kind.letters == "same" else parts() if kind.letters == "words" else free(value[start:end])
            found.append(Hypothesis(AS_WRITTEN, None, (Addend(kind.name, kind.nats), Addend("its letters", -nats))))
    return found


def free(word: str) -> float:
    """Nats for *word* as letters of which any may stand there.

    >>> round(free("T\u043a"), 1), round(free("\u03b1\xf0"), 1)
    (5.2, 8.2)
    """
    accented = sum(char > "\x7f" and (scripts.kind(char) == LATIN or char in _WITH_TONOS) for char in word)
    return FREE * len(word) + ACCENTED * accented


def _near(value: str, start: int, end: int, line: bool) -> tuple[int, int]:
    """What is near ``value[start:end]``: its line only, if so asked."""
    low, high = max(0, start - NEAR), end + NEAR
    if line:
        low, high = max(low, value.rfind("\n", low, start) + 1), min(high, value.find("\n", end) % (len(value) + 1))
    return low, high
