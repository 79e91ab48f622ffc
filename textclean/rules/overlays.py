"""Lines drawn through or under every letter, and towers of marks ("Zalgo").

Text generators put U+0335-0338 or U+0332 after each letter, or heap dozens of combining marks on it; filters and search
then see other words.  Three kinds of author do the like, and are left alone: an orthography with a barred letter has
few of them, mostly vowels (Mazahua a and u with U+0338); a writer who strikes a word out strikes whole words among
plain ones; mathematics negates a sign (U+0338 after "=").  So lines go where (nearly) every letter of the document has
one, or where they are scattered over single letters of many kinds inside words.

A tower is four marks of the blocks for all scripts on one base, or two on letter after letter; no orthography, tone
notation or phonetic transcript does that, and Hebrew, Arabic, Thai or Tibetan marks are not of these blocks.  All such
marks go from that word (an accent that was typed as one character stays).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden.characters import LETTER
from textclean.hidden.hyphenation import VOWELS
from textclean.patterns import lazy
from textclean.text import Text

STRUCK = "\u0334-\u0338\u20d2\u20d3\u20e5\u20e6\u20eb"
DRAWN = "\u0305\u0332\u0333\u033f"
LINE = STRUCK + DRAWN
STACKED = "\u0300-\u036f\u0488\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20e2\u20e4-\u20ff"  # U+20E3 makes keycaps
LONG = 2000  # code points of a text from which on one batch stands for all edits
SAMPLE = 100_000  # code points after the first line that are judged
NEARLY_ALL = 10  # one plain word in so many may be left: a number, an address

_BASE = lazy(f"([{LETTER}])(?:(?![{LINE}])[{STACKED}])*(?:([{STRUCK}])|[{DRAWN}])")
_STRUCK_LETTER = lazy(f"[{LETTER}](?:(?![{LINE}])[{STACKED}])*[{LINE}][{STACKED}]*")
_VOWEL = lazy(f"[{VOWELS}]")
_SIGN = "\ufdd0"  # stands for a struck letter in what follows; no character
_ALL = lazy(f"[{LINE}]")
_SIGNS = "=<>~|+\u2190-\u22ff\u2a00-\u2aff"  # a line through these negates them
_LINES = lazy(f"[{LINE}](?<![{_SIGNS}].)[{LINE}]*")
_NEGATED = lazy(f"[{LINE}](?<=[{_SIGNS}].)")
_MARKS = lazy(f"[{STACKED}]+")
_TOWER = lazy(f"[{STACKED}]{{2}}(?:[{STACKED}]{{2}}|[{STACKED}]*[{LETTER}][{STACKED}]{{2,}}[{LETTER}][{STACKED}]{{2}})")
_WORD = lazy(f"[{LETTER}][{LETTER}{STACKED}]*")


@rule(Stage.HIDDEN, triggers=LINE, pattern=f"[{STACKED}]{{2}}")
def overlays(text: Text) -> Iterator[Edit | Batch]:
    """Drop lines through or under letters, and towers of marks."""
    value = text.value
    if _TOWER.search(value):
        words = [word.span() for word in _WORD.finditer(value)]
        # Signs with marks are eyes and mouths of faces.
        heaped = [span for span in words if _heaped(value[slice(*span)])]
        if 2 * len(heaped) > len(words):
            heaped = [(0, len(value))]
        pieces = _pieces(value, heaped)
        new = "".join(_MARKS.sub("", piece) if odd else piece for odd, piece in pieces)
        edits = partial(_towers, value, heaped)
    elif _drawn(value):
        new = value
        for line in [] if _NEGATED.search(value) else sorted(set(_ALL.findall(text.marks))):
            new = new.replace(line, "")  # ten times as fast as the pattern
        new = _LINES.sub("", new)
        edits = partial(_lines, value)
    else:
        return
    if len(value) > LONG:
        yield Batch(new, edits, Sure.LIKELY)
    else:
        yield from edits()


def _pieces(value: str, spans: list[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    """*value* cut at the *spans*, each piece with the word whether it is one of them."""
    done = 0
    for start, end in spans:
        yield False, value[done:start]
        yield True, value[start:end]
        done = end
    yield False, value[done:]


def _heaped(word: str) -> bool:
    """Does a base of the word carry four marks, or do two sit on most of its letters (at least three)?"""
    if not _TOWER.search(word):
        return False
    marks = _MARKS.findall(word)
    return max(map(len, marks)) > 3 or 2 * sum(len(run) > 1 for run in marks) > len(_MARKS.sub("", word))


def _drawn(value: str) -> bool:
    """Do lines go through the letters of the document without meaning?  Judged from the first line on."""
    first = _ALL.search(value)
    if first is None:
        return False
    value = value[max(first.start() - LONG, 0) : first.start() + SAMPLE]
    bases: dict[str, bool] = {}
    for base in _BASE.finditer(value):
        bases[base[1].lower()] = bases.get(base[1].lower(), False) or base[2] is not None
        if len(bases) > 8:
            break
    if len(bases) < 3 or all(map(_VOWEL.match, bases)):
        return False  # an orthography, or too little to tell
    marked = _STRUCK_LETTER.sub(_SIGN, value)
    words = re.findall(f"[{LETTER}{_SIGN}]+", marked)
    if sum(_SIGN not in word for word in words) * NEARLY_ALL <= len(words):
        return True
    single = len(re.findall(f"(?<![{_SIGN}]){_SIGN}(?:(?<=[{LETTER}].)|(?=[{LETTER}]))(?!{_SIGN})", marked))
    runs = len(re.findall(f"{_SIGN}+", marked))
    consonants = sum(_VOWEL.match(base) is None for base in bases)
    return 2 * single > runs and (any(bases.values()) or consonants > 4)


def _lines(value: str) -> list[Edit]:
    """The edits that take every line away."""
    return [
        Edit(m.start(), m.end(), "", f"line through or under a letter, U+{ord(m[0][0]):04X}", Sure.LIKELY)
        for m in _LINES.finditer(value)
    ]


def _towers(value: str, heaped: list[tuple[int, int]]) -> list[Edit]:
    """The edits that take the marks from *heaped* words."""
    return [
        Edit(m.start(), m.end(), "", f"{len(m[0])} of the marks heaped on a word", Sure.LIKELY)
        for start, end in heaped
        for m in _MARKS.finditer(value, start, end)
    ]


overlays.fixes("S\u0336a\u0336l\u0336e\u0336 e\u0336n\u0336d\u0336s\u0336", "Sale ends")
overlays.fixes(
    "\u041d\u0332\u043e\u0332\u0432\u0332\u043e\u0332\u0441\u0332\u0442\u0332\u044c",
    "\u041d\u043e\u0432\u043e\u0441\u0442\u044c",
)
overlays.fixes("sca\u0337ttered ov\u0337er th\u0337e let\u0337ters", "scattered over the letters")
overlays.fixes(
    "H\u0300\u0323\u0334\u0352\u0317e\u0301\u0330\u0342\u031cl\u0358\u0329l\u035b\u0331\u0302o\u0300\u0323 you",
    "Hello you",
    because="towers",
)
overlays.keeps("I h\u0336a\u0336t\u0336e\u0336 love it", because="a writer struck a word out")
overlays.keeps("ka\u0338nra\u0338 pjosu\u0338 k'u\u0338 mara", because="Mazahua has barred vowels")
overlays.keeps("a =\u0338 b, x \u2208\u0338 M, y <\u0338 z", because="negated signs")
overlays.keeps(
    "Tie\u0302\u0301ng Vie\u0323\u0302t [\u0251\u0303\u0300\u031f\u025b\u0330\u0301]",
    because="tones; a narrow transcript",
)
overlays.keeps(
    "\u05d1\u05b0\u05bc\u05e8\u05b5\u05d0\u05e9\u05b4\u05c1\u05d9\u05ea\u0596",
    because="Hebrew with points and an accent",
)
overlays.keeps(
    'letters = "[A-Za-z\u0300\u0301\u0309\u0303\u0323\u031b\u0111-]+"',
    because="the marks of Vietnamese in a regular expression",
)
