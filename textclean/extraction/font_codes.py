"""Fonts of TeX whose codes came out as they are: control characters, ``(cid:28)``, letters of another table.

A page names characters by their codes in the font.  Fonts that METAFONT drew as bitmaps tell no reader what a code
stands for.  Some readers then give the code itself, so that "fi" is U+001C; others look it up in Adobe's standard
encoding and write ``(cid:28)`` where that has nothing (pdfminer.six and what is built on it).  The tables of TeX are
known: T1 ("Extended TeX Font Encoding Scheme", TUGboat 11, 1990), OT1 (D. Knuth, The TeXbook,
appendix F), T2A for Cyrillic.  Which one it was is asked of the document: what lost ligatures must become words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from textclean.contract import Sure
from textclean.evidence import prior
from textclean.evidence.grades import LIMITS
from textclean.extraction import pooling, vocabulary
from textclean.extraction.vocabulary import LETTERS, Vocabulary
from textclean.patterns import lazy

MANY = 400  # distinct words that are asked
DISTINCT = 2  # codes that must have made words
UNKNOWN = -3.0  # nats that a word says against a table that makes no word of it: names are in no list

_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_T1_UPPER = (
    "\u0102\u0104\u0106\u010c\u010e\u011a\u0118\u011e\u0139\u013d\u0141\u0143\u0147\u014a\u0150\u0154"
    "\u0158\u015a\u0160\u015e\u0164\u0162\u0170\u016e\u0178\u0179\u017d\u017b\u0132\u0130\u0111\xa7"
    "\u0103\u0105\u0107\u010d\u010f\u011b\u0119\u011f\u013a\u013e\u0142\u0144\u0148\u014b\u0151\u0155"
    "\u0159\u015b\u0161\u015f\u0165\u0163\u0171\u016f\xff\u017a\u017e\u017c\u0133\xa1\xbf\xa3"
)
# Codes 0x0B and 0x0C of T1 are accents that no text has alone; there they are ends of lines and pages.
_T1 = {
    **dict(zip(range(0x0E, 0x17), "\u2039\u203a\u201c\u201d\u201e\xab\xbb\u2013\u2014", strict=True)),
    0x19: "\u0131",
    **dict(zip(range(0x1B, 0x20), _LIGATURES, strict=True)),
    **dict(zip(range(0x80, 0xC0), _T1_UPPER, strict=True)),
    **{code: chr(code) for code in range(0xC0, 0x100)},
    **{0xD7: "\u0152", 0xDF: "SS", 0xF7: "\u0153", 0xFF: "\xdf"},
}
_OT1 = {
    **dict(zip(range(0x0B, 0x10), _LIGATURES, strict=True)),
    **dict(zip(range(0x19, 0x20), "\xdf\xe6\u0153\xf8\xc6\u0152\xd8", strict=True)),
}
_T2A = {
    **dict(zip(range(0x0E, 0x17), "\u2039\u203a\u201c\u201d\u201e\xab\xbb\u2013\u2014", strict=True)),
    0x9C: "\u0401",
    0xBC: "\u0451",
    **{code: chr(0x410 + code - 0xC0) for code in range(0xC0, 0x100)},
}
FONTS = ((_T1, "Latin"), (_OT1, "Latin"), (_T2A, "Cyrillic"))
# Adobe's standard encoding (PostScript Language Reference, appendix E), as far as T1 has letters there: what is
# shown -> its code.  All other codes above 0xA0 it leaves empty.
_STANDARD = {
    **dict(zip("\xa1\xa2\xa3\u2044\xa5\u0192\xa7\xa4'\u201c\xab", range(0xA1, 0xAC), strict=True)),
    **dict(zip("\u2039\u203a\ufb01\ufb02", range(0xAC, 0xB0), strict=True)),
    **dict(zip("\u2013\u2020\u2021\xb7", range(0xB1, 0xB5), strict=True)),
    **dict(zip("\xb6\u2022\u201a\u201e\u201d\xbb\u2026\u2030", range(0xB6, 0xBE), strict=True)),
    **dict(zip("`\xb4\u02c6\u02dc\xaf\u02d8\u02d9\xa8", range(0xC1, 0xC9), strict=True)),
    **{"\xbf": 0xBF, "\u02da": 0xCA, "\xb8": 0xCB, "\u02dd": 0xCD, "\u02db": 0xCE, "\u02c7": 0xCF, "\u2014": 0xD0},
    **{"\xc6": 0xE1, "\xaa": 0xE3, "\u0141": 0xE8, "\xd8": 0xE9, "\u0152": 0xEA, "\xba": 0xEB, "\xe6": 0xF1},
    **{"\u0131": 0xF5, "\u0142": 0xF8, "\xf8": 0xF9, "\u0153": 0xFA, "\xdf": 0xFB},
}  # fmt: skip
_TOKEN = lazy(r"\(cid:(\d{1,3})\)|([\x0b\x0c\x0e-\x1f])")
_NUMBERED = r"\(cid:\d{1,3}\)"
_CONTROL = r"[\x0b\x0c\x0e-\x1f]"
_BREAKS = "\x0b\x0c"  # as often the end of a line or page


class Place(NamedTuple):
    """Codes of a font in a word or alone: the span in code points, what they stand for, the sign, how sure that is."""

    start: int
    end: int
    new: str
    why: str
    sure: Sure


class _Reading:
    """One table of codes, and how the reader shows them: as numbers in parentheses, or as the characters themselves."""

    def __init__(self, table: dict[int, str], numbered: bool) -> None:
        self.table = table
        shown = _STANDARD if numbered else {chr(code): code for code in range(0x80, 0x100)}
        self._letters = {ord(c): table[code] for c, code in shown.items() if table.get(code, c) != c}
        token = _NUMBERED if numbered else _CONTROL
        others = "".join(map(chr, self._letters))
        self.token = lazy(token)
        self.word = lazy(f"(?:[{LETTERS}{re.escape(others)}]|{token})+")

    def decoded(self, text: str, letters: bool = False) -> str:
        """*text* with the characters of its codes; with *letters* also those that another table made of codes."""
        parts, at = [], 0
        for match in _TOKEN.finditer(text):
            parts.append(text[at : match.start()].translate(self._letters) if letters else text[at : match.start()])
            parts.append(self.table.get(int(match[1]) if match[1] else ord(match[0]), match[0]))
            at = match.end()
        return "".join([*parts, text[at:].translate(self._letters) if letters else text[at:]])

    def words(self, value: str) -> Iterator[tuple[re.Match[str], str, str]]:
        """The words of *value* that hold codes or letters made of codes: the match and its two readings."""
        for match in self.word.finditer(value):
            plain, whole = self.decoded(match[0]), self.decoded(match[0], letters=True)
            if whole != match[0]:
                yield match, plain, whole


def places(value: str) -> list[Place]:
    """The places of *value* where codes of a TeX font stand for letters and signs, in order; none without proof.

    >>> text = "The (cid:28)rst o(cid:30)ce has di(cid:27)erent (cid:28)les (cid:21) and so on"
    >>> [place.new for place in places(text)]
    ['first', 'office', 'different', 'files', '–']
    """
    numbered = "(cid:" in value
    if not lazy(_NUMBERED if numbered else _CONTROL).search(value):
        return []
    best: tuple[float, _Reading | None, Vocabulary | None] = LIMITS[Sure.CERTAIN], None, None
    for table, script in FONTS:
        reading = _Reading(table, numbered)
        words = vocabulary.of(reading.decoded(value[: 2 * vocabulary.SAMPLE], letters=True), script)
        odds = _odds(value, reading, words)
        if odds > best[0]:
            best = odds, reading, words
    _, proven, known = best
    return list(_found(value, proven, known)) if proven is not None and known is not None else []


def _odds(value: str, reading: _Reading, words: Vocabulary) -> float:
    """The log odds that the codes of *value* are those of *reading*: what its ligatures make is words."""
    said: dict[str, float] = {}
    codes: set[str] = set()
    for match, plain, whole in reading.words(value):
        tokens = reading.token.findall(match[0])
        if not tokens or match[0] in said or not whole.isalpha():
            continue
        new = next((new for new in (plain, whole) if words.known(new)), None)
        if new is None:
            said[match[0]] = UNKNOWN
        else:
            bare = words.cost(reading.token.sub("", match[0]))
            said[match[0]] = max(UNKNOWN, min(pooling.BOUND, bare - words.cost(new)))
            codes.update(tokens)
        if len(said) == MANY:
            break
    return prior("extraction", "ligatures") + sum(said.values()) if len(codes) >= DISTINCT else -math.inf


def _found(value: str, reading: _Reading, words: Vocabulary) -> Iterator[Place]:
    done = 0
    for match, plain, whole in reading.words(value):
        yield from _signs(value, done, match.start(), reading)
        done = match.end()
        known = next((new for new in (plain, whole) if words.known(new)), None)
        tokens = reading.token.findall(match[0])
        why = ", ".join(dict.fromkeys(map(_named, tokens))) or "a letter of another table"
        if known is not None and (tokens or not words.known(match[0])):
            yield Place(*match.span(), known, why, Sure.CERTAIN)
        elif words.cost(match[0]) - words.cost(whole) > LIMITS[Sure.LIKELY]:
            yield Place(*match.span(), whole, why, Sure.LIKELY)
        elif tokens and plain != match[0] and not set(tokens) & set(_BREAKS):
            yield Place(*match.span(), plain, why, Sure.LIKELY)
    yield from _signs(value, done, len(value), reading)


def _signs(value: str, start: int, end: int, reading: _Reading) -> Iterator[Place]:
    """The codes of ``value[start:end]``, where no word is."""
    for match in reading.token.finditer(value, start, end):
        new = reading.decoded(match[0])
        if new != match[0] and match[0] not in _BREAKS:
            yield Place(*match.span(), new, _named(match[0]), Sure.LIKELY)


def _named(token: str) -> str:
    return token if len(token) > 1 else f"U+{ord(token):04X}"
