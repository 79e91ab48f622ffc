"""Words written in symbols that only look like letters: mathematical bold, circled, squared, small capitals, raised.

Text generators dress up posts and spam with alphabets made for other ends, and then no search, filter or screen reader
knows the words.  Each symbol stands for one plain letter, so a word is easily read back.  The question is only whether
it is a word:

* a lone symbol is the author's: variables, number sets, list marks, blood groups, footnotes, phonetic letters;
* so is a formula: words beside an operator, names of functions, italic capitals for the corners of a triangle;
* a word of three or four letters, or several words in a row, are dressed up, and so are the short words of the same
  alphabet beside them; letters that the alphabet lacks (accented ones, digits) stand between as they are;
* two regional indicators are a flag if such a flag exists; a row that cannot be flags is a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from textclean import alphabets
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.spans import splice
from textclean.text import Text

_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_BETWEEN = f" \n\r\u00a0.,;:!?'\"()\u2010-\u2015\u2018-\u201f\u2026\u00ab\u00bb\u00bf\u00a1&/0-9{_ACCENTED}\\-"
_FORMULA = re.compile("[=+\u00d7\u00f7\u00b1\u2190-\u22ff^_\\\\{}]")
_UPPER, _LOWER = re.compile("[A-Z]"), re.compile("[a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9]")
_VOWEL = re.compile(f"[aeiouyAEIOUY{_ACCENTED}]")
_FUNCTIONS = (
    " sin cos tan cot sec csc log exp lim max min sup inf det gcd lcm arg mod dim ker deg div rot curl gr"
    "ad sinh cosh "
    "tanh arcsin arccos arctan "
)


def _kit(symbols: str, plain: str = "") -> tuple[re.Pattern[str], ...]:
    """Patterns: a symbol, a row of words, a word of three letters.  *plain*: letters borrowed from ASCII."""
    row = f"[{symbols}](?:[{symbols}{plain}{_BETWEEN}]*[{symbols}{plain}])?"
    if symbols != _DRESSED:  # phonetic signs and footnotes hang on other letters; these do not
        row = f"(?<![a-zA-Z0-9)\\]{_ACCENTED}{symbols}])[{plain or symbols}]?{row}(?![A-Za-z0-9{symbols}])"
    letter = f"[{symbols}{plain}{_ACCENTED}]"
    word = f"[{_ACCENTED}{plain}]*[{symbols}]{letter}{{2,}}|[{_ACCENTED}{plain}]+[{symbols}]{letter}+"
    return re.compile(f"[{symbols}]"), re.compile(row), re.compile(word)


_DRESSED = alphabets.MATHS + alphabets.FRAMED
_KITS = tuple(
    _kit(symbols, plain)
    for symbols, plain in (
        (_DRESSED, ""),
        (alphabets.SMALL, "A-Zsxq\u0493\u01eb"),
        (alphabets.RAISED, ""),
        (alphabets.LOWERED, ""),
    )
)
_SYMBOLS = re.compile(
    f"[{_DRESSED}{alphabets.SMALL}{alphabets.RAISED}{alphabets.LOWERED}{alphabets.REGIONAL}\u0493\u01eb]+"
)
SAMPLE = 400  # symbols of a phrase that are asked
_PART = re.compile(f"[^\n]{{1,{SAMPLE}}}")
_ROW = re.compile(f"[{alphabets.REGIONAL}]{{3,}}")
_LEFT, _RIGHT = re.compile("[A-Za-z]*\\Z"), re.compile("[A-Za-z]*")


@rule(
    Stage.LETTERS,
    triggers=_DRESSED + alphabets.REGIONAL + alphabets.SMALL_ONLY + alphabets.RAISED + alphabets.LOWERED,
)
def fonts(text: Text) -> Iterator[Edit | Batch]:
    """Words in dressed-up letters become plain words; lone symbols, formulas and flags stay."""
    value = text.value
    kits = [kit[1:] for kit in _KITS if kit[0].search(text.marks)]
    found = [change for phrase, word in kits for change in _changes(value, phrase, word)]
    plain = alphabets.tables()[0]
    for row in text.finditer(_ROW):
        letters = "".join(map(plain.__getitem__, row[0]))
        if not alphabets.are_flags(letters):
            found.append((*row.span(), letters))
    if not found:
        return
    found.sort()

    def edits() -> list[Edit]:
        return [
            Edit(*run.span(), new[run.start() - start : run.end() - start], "word in dressed-up letters", Sure.LIKELY)
            for start, end, new in found
            for run in _SYMBOLS.finditer(value, start, end)
            if new[run.start() - start : run.end() - start] != run[0]
        ]

    yield Batch(splice(value, found), edits, Sure.LIKELY)


def _changes(value: str, phrase: re.Pattern[str], word: re.Pattern[str]) -> list[tuple[int, int, str]]:
    """What the phrases of one kit become: ``(start, end, new)``, of equal length."""
    plain, name = alphabets.tables()
    rows = [(row, _proofs(value, *row, word)) for match in phrase.finditer(value) for row in _rows(match)]
    proofs: Counter[str] = Counter()
    for _, own in rows:
        proofs.update(own)
    to_plain = {alphabet: {ord(char): plain[char] for char in plain if name[char] == alphabet} for alphabet in proofs}
    changes: list[tuple[int, int, str]] = []
    for (start, end), own in rows if proofs else ():
        # Without a proof of its own a phrase follows the document's, but not a lone symbol in a formula.
        alike = end - start > 1 or not _FORMULA.search(value[max(0, start - 2) : end + 2])
        new = value[start:end]
        for alphabet in own or (alphabet for alphabet, count in proofs.items() if count > 2 and alike):
            new = new.translate(to_plain[alphabet])
        if new != value[start:end]:
            changes.append((start, end, new))
    return changes


def _rows(match: re.Match[str]) -> list[tuple[int, int]]:
    """The span of a phrase; of a long one in several alphabets, the spans of its lines."""
    if len(match[0]) <= SAMPLE or len(_names(match[0])) < 2:
        return [match.span()]
    return [line.span() for line in _PART.finditer(match.string, *match.span())]


def _names(symbols: str) -> set[str]:
    name = alphabets.tables()[1]
    return {name[char] for char in set(symbols) if char in name}


def _proofs(value: str, start: int, end: int, word: re.Pattern[str]) -> dict[str, int]:
    """The alphabets that a phrase proves to be dress, with the number of words that do."""
    words = word.findall(value, start, min(end, start + SAMPLE))
    if len(words) > 2:
        return dict.fromkeys(_names("".join(words)), len(words))
    around = value[max(0, start - 2) : start] + value[end : end + 2]
    formula = _FORMULA.search(around) is not None or value[end : end + 1] == "("
    proofs: Counter[str] = Counter()
    for found in words:
        proofs.update(style for style in _names(found) if _is_word(found, style, formula, len(words)))
    if not words and end - start < 4 and not formula:  # a few symbols inside a plain word
        sides = (_LEFT.search(value[max(0, start - 20) : start]), _RIGHT.match(value[end : end + 20]))
        beside = "".join(side[0] for side in sides if side)
        if len(beside) > 2 and not _UPPER.search(beside, 1) and f" {beside} " not in _FUNCTIONS:
            proofs.update(_names(value[start:end]) - alphabets.VARIABLES - alphabets.SIGNS)
    return proofs


def _is_word(found: str, style: str, formula: bool, words: int) -> bool:
    """Is *found*, in one alphabet and one of at most two words of its row, a word and not a formula or a sign?"""
    plain = alphabets.tables()[0]
    letters = "".join(plain.get(char, char) for char in found)
    size = len(letters)
    if f" {letters} " in _FUNCTIONS or not letters.strip("0123456789"):
        return False
    if style in alphabets.SIGNS:
        signs = sum(char in plain for char in found)
        return size + words > 4 and 2 * signs > size and not all(char in alphabets.PHONETIC for char in found)
    if style in alphabets.VARIABLES and (formula or size < 4):
        return False
    if not _LOWER.search(letters):
        if all(ord(after) - ord(before) == 1 for before, after in pairwise(letters)):
            return False  # the corners of a figure
        return size > 3 or not (style in "abcdefghijklm" or set(letters) <= {*"ABOP"})
    return size > 3 or (not formula and _VOWEL.search(letters) is not None)


fonts.fixes(
    "\U0001d412\U0001d41a\U0001d425\U0001d41e \U0001d41e\U0001d427\U0001d41d\U0001d42c \U0001d41a"
    "\U0001d42d \U0001d7d3, \U0001d41a \U0001d425\U0001d428\U0001d42d",
    "Sale ends at 5, a lot",
)
fonts.fixes(
    "\U0001d5ea\u00fc\U0001d5ff\U0001d5f1\U0001d5f2 und \U0001d622\U0001d623\U0001d626\U0001d633",
    "W\u00fcrde und aber",
    because="letters without a bold form stayed plain",
)
fonts.fixes(
    "\u24c8\u24d0\u24db\u24d4 \U0001f175\U0001f181\U0001f174\U0001f174 \U0001d4e2\U0001d4f1\U0001d4f8\U0001d4f9",
    "Sale FREE Shop",
)
fonts.fixes(
    "\u1d1b\u029c\u026as \u026as \u1d00 \u1d1b\u1d07s\u1d1b, T\u029c\u1d07 E\u0274\u1d05", "this is a test, The End"
)
fonts.fixes("\u1d57\u02b0\u2071\u02e2 \u2071\u02e2 \u1d43 \u1d57\u1d49\u02e2\u1d57", "this is a test")
fonts.fixes("\U0001f1ed\U0001f1ea\U0001f1f1\U0001f1f1\U0001f1f4 world", "HELLO world", because="no row of flags")
fonts.fixes("\U0001d407ello \U0001d416orld", "Hello World", because="one symbol in a plain word")
fonts.keeps(
    "\U0001d453: \u211d \u2192 \u211d, \U0001d400\U0001d431 = \U0001d41b; \u25b3\U0001d434\U0001d435"
    "\U0001d436\U0001d437, \U0001d460\U0001d456\U0001d45b(\U0001d465)",
    because="mathematics",
)
fonts.keeps(
    "\u00bd m\u00b2 \u2116 5\u2122 20 \u2103, \u2460 one, \u24d0 two, 1\u02e2\u1d57, M\u1d50\u1d49, H\u2082O, x\u207f",
    because="signs",
)
fonts.keeps(
    "\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea\U0001f1fa\U0001f1e6 \U0001f170\U0001f171 \U0001f18e", because="flags"
)
fonts.keeps("[k\u02b0\u026at\u02b0] \u0299\u0280\u026a\u0274 t\u02b7a \u1d07\u1d0f", because="phonetic letters")
fonts.keeps("\u0414\u0430 \U0001d44e + \U0001d44f, \u6f22\u5b57 \U0001d538", because="other scripts")
