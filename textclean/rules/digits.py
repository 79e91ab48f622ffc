"""Digits that stand for letters in a word, and letters that stand for digits in a number.

OCR reads o as 0 and the Cyrillic letters ze and be as 3 and 6; spammers write that way on purpose.  Codes, model
numbers, sizes, plates and ordinals mix both every day, so a word must have letters of one alphabet, one or two digits
with letters around them, and be likely: its reading is a usual word of the language, and either stands elsewhere in
the text or has company of the same kind.  Everything else that reads as a word is held; what does not stays silent.
In Latin text such words are leetspeak more often than damage, so there two words at least must occur elsewhere.
Plain ASCII text does not wake the rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textclean import scripts
from textclean.contract import Edit, Stage, Sure, rule
from textclean.letters.lookalikes import case
from textclean.letters.swaps import Surroundings, kind_of
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, GREEK, LATIN
from textclean.text import Text

LETTERS = {
    LATIN: {"0": "o", "1": "l", "5": "s", "6": "b", "8": "b"},
    CYRILLIC: {"0": "\u043e", "3": "\u0437", "6": "\u0431"},
    GREEK: {"0": "\u03bf"},
    ARMENIAN: {"0": "\u0585"},
}
ZEROS = "\u041e\u043e\u039f\u03bf\u0555\u0585"
THREES = "\u0417\u0437"
SHORT = 4  # letters; shorter words are too often codes or ordinals
LONGEST = 40  # code points of a word with digits in it
RARE = 6.0  # nats above the usual cost: no word, and not looked for elsewhere
USUAL = -1.0  # nats below the usual cost of a word, for a reading with company
COMPANY = 2  # distinct words of this kind that make each other likelier
_LETTER = f"[{scripts.LATIN_LETTERS}{scripts.CYRILLIC_LETTERS}{scripts.GREEK_LETTERS}{scripts.ARMENIAN_LETTERS}]"
_DIGIT = lazy(f"[013568](?:(?<={_LETTER}.)|(?={_LETTER}))")
_INSIDE = lazy(f"[{_LETTER[1:-1]}{scripts.GEORGIAN_LETTERS}{scripts.MARKS}0-9]*")
_LEET = lazy("[a-z][2479][a-z]")
_ROUND = lazy(f"[{ZEROS}{THREES}]")
_NUMBER = lazy(f"[{ZEROS}{THREES}](?<=[0-9].)(?=[0-9])")


class _Found(NamedTuple):
    start: int
    word: str
    reading: str
    kind: int
    inside: bool


@rule(Stage.LETTERS, fact="digit_words")
def digits(text: Text) -> Iterator[Edit]:
    """Restore digits inside words and letters inside numbers where the words of the text prove it; hold the rest."""
    found = list(_words(text.value))
    about = Surroundings(text, [(item.start, item.reading) for item in found])
    found = [item for item in found if (item.inside and len(item.word) >= SHORT) or _again(item, about)]
    if found and not text.code:  # names of programs: intersect1d, hankel1e
        about = Surroundings(text, [(item.start, item.reading) for item in found])
        distinct = {item.word for item in found if item.inside and about.surplus(item.reading, item.kind) <= 0}
        leet = any(_LEET.search(line) for line in _lines(text, found))
        for item in found:
            if not text.is_garbled(item.start):
                yield from _edits(item, about, len(distinct), leet)
    if _ROUND.search(text.marks):
        for match in _NUMBER.finditer(text.value):
            yield from _number(text.value, match.start())


def _lines(text: Text, found: list[_Found]) -> set[str]:
    return {text.value[slice(*text.line_at(item.start))][:2000] for item in found[:50]}


def _words(value: str) -> Iterator[_Found]:
    """The words of letters of one alphabet and a few digits that could be letters, in small letters or a title."""
    done = 0
    for match in _DIGIT.finditer(value):
        if match.start() < done:
            continue
        start, end = _bounds(value, *match.span())
        done = end
        word = value[start:end]
        digits = [at for at, char in enumerate(word) if "0" <= char <= "9"]
        kind = LATIN if word.isascii() else kind_of(char for char in word if not "0" <= char <= "9")
        table = LETTERS.get(kind, {})
        joined = value[start - 1 : start] in (*"-_/.@#",) or value[end : end + 1] in (*"-_/@",)
        few = len(digits) == 1 < len(word) or 3 * len(digits) <= len(word)
        if not table or not few or joined or not all(word[at] in table for at in digits):
            continue
        rest = "".join(char for char in word if not "0" <= char <= "9")
        if case(rest) != "lower" and not (case(rest) == "title" and digits[0] > 0):
            continue
        reading = "".join(table.get(char, char) for char in word)
        yield _Found(start, word, reading, kind, all(0 < at < len(word) - 1 for at in digits))


def _bounds(value: str, start: int, end: int) -> tuple[int, int]:
    """The word of letters, marks and digits around ``value[start:end]``, as far as LONGEST on either side."""
    before = _INSIDE.match(value[max(0, start - LONGEST) : start][::-1])
    after = _INSIDE.match(value, end, end + LONGEST)
    return start - len(before[0] if before else ""), after.end() if after else end


def _again(item: _Found, about: Surroundings) -> str:
    """The reading as the text has it elsewhere, at the start of a sentence if nowhere else; empty if it has not."""
    if about.elsewhere(item.reading):
        return item.reading
    title = item.reading[0].upper() + item.reading[1:]
    return title if not item.inside and about.elsewhere(title) else ""


def _edits(item: _Found, about: Surroundings, company: int, leet: bool) -> Iterator[Edit]:
    surplus, again = about.surplus(item.reading, item.kind), _again(item, about)
    if surplus > RARE:
        return
    reading = again or item.reading
    if (surplus > 0 or len(item.word) < SHORT) and not again:
        return
    if item.kind == LATIN and not item.inside and not again:  # a name with a number: python3, area51
        return
    why = f"digits in the word {reading!r}"
    sure = Sure.GUESS
    asked = COMPANY + 1 if len(item.word) < SHORT else COMPANY if item.kind == LATIN else 0
    if again and company >= asked:
        sure, why = Sure.LIKELY, f"{why}, which the text has elsewhere"
    elif item.kind != LATIN and item.inside and surplus <= (USUAL if company > COMPANY else 2 * USUAL):
        sure = Sure.LIKELY
    elif item.kind == LATIN and item.inside and company > COMPANY and surplus <= USUAL and not leet:
        sure, why = Sure.LIKELY, f"{why}, like {company - 1} other words"
    for at, (old, new) in enumerate(zip(item.word, reading, strict=True)):
        if old != new:
            yield Edit(item.start + at, item.start + at + 1, new, why, sure)


def _number(value: str, at: int) -> Iterator[Edit]:
    """A letter between digits, in a number that has no other letter."""
    start, end = _bounds(value, at, at + 1)
    number = value[start:end]
    letters = [char for char in number if not "0" <= char <= "9"]
    if len(letters) == 1 and len(number) >= 3:
        zero = value[at] in ZEROS
        sure = Sure.LIKELY if zero and len(number) >= 4 else Sure.GUESS
        yield Edit(at, at + 1, "0" if zero else "3", f"a letter in the number {number!r}", sure)


digits.fixes(
    "\u0421\u0432\u0435\u0436\u0435\u0435 \u043c\u043e\u043b\u043e\u043a\u043e \u0438 \u0435\u0449\u0451 \u043c0"
    "\u043b\u043e\u043a\u043e \u043d\u0430 \u0440\u044b\u043d\u043a\u0435",
    "\u0421\u0432\u0435\u0436\u0435\u0435 \u043c\u043e\u043b\u043e\u043a\u043e \u0438 \u0435\u0449\u0451 \u043c"
    "\u043e\u043b\u043e\u043a\u043e \u043d\u0430 \u0440\u044b\u043d\u043a\u0435",
    "the word stands elsewhere",
)
digits.fixes(
    "\u0412 2\u041e25 \u0433\u043e\u0434\u0443 \u043f\u0440\u0438\u043d\u044f\u043b\u0438 \u0437\u0430\u043a"
    "\u043e\u043d",
    "\u0412 2025 \u0433\u043e\u0434\u0443 \u043f\u0440\u0438\u043d\u044f\u043b\u0438 \u0437\u0430\u043a\u043e\u043d",
    "a Cyrillic letter in a number",
)
digits.fixes(
    "La soci\u00e9t\u00e9, la famille; la s0ci\u00e9t\u00e9, la fami1le",
    "La soci\u00e9t\u00e9, la famille; la soci\u00e9t\u00e9, la famille",
    "French, both words stand elsewhere",
)
digits.fixes(
    "Pena1 code \u2014 the text says \u201cpenal\u201d twice",
    "Penal code \u2014 the text says \u201cpenal\u201d twice",
    "a name with a number, for all we know",
    solved=False,
)
digits.keeps(
    "import numpy\ndef union(a, b):\n    return intersect1d(a, b)\n# intersect, union1d \u2013 setdiff1d, setxor1d\n",
    "names of a program",
)
digits.keeps(
    "\u041b\u0430\u043c\u043f\u0430 40\u043c\u043c, 6-\u0439 \u044d\u0442\u0430\u0436, 3D-\u043f\u0440\u0438"
    "\u043d\u0442\u0435\u0440, 4K-\u044d\u043a\u0440\u0430\u043d \u0438 B2B",
    "sizes, ordinals and terms",
)
digits.keeps(
    "\u041a\u0432\u0430\u0440\u0442\u0438\u0440\u0430 5\u0431, \u0434\u043e\u043c 3\u0430, \u0413\u041e\u0421"
    "\u0422 12\u043134, \u04100, 10\u044515",
    "addresses and formats",
)
digits.keeps("na\u00efve users of k8s, i18n, l10n, w3c, b2b, p2p and m0n0wall", "abbreviations and names")
digits.keeps("caf\u00e9 h4ck3r n00b pr0n l33t w4r3z", "leetspeak")
digits.keeps("python3 et covid19, la fa\u00e7ade d\u2019area51", "names with a number")
digits.keeps("Schr\u00f6dinger C60, H2O, CO2, \u03b11\u03b21, p53, Il6 und Ca2+", "chemistry")
digits.keeps(
    "\u0443\u043b. \u041c\u0438\u0440\u0430 3\u0430, 10\u0439 \u043a\u043b\u0430\u0441\u0441, 5\u0433\u043e "
    "\u043c\u0430\u044f, 60\u0445 \u0433\u043e\u0434\u043e\u0432, 30\u043c",
    "Russian ordinals",
)
digits.keeps("UUID 3f0b1c, sha 0deadb0ef, \u043a\u043b\u044e\u0447 \u04301\u04312\u04323", "codes")
