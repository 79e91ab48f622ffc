"""Rows of dressed-up words: where they stand, which alphabets they prove to be dress, and what the words are.

A row is what one symbol after another makes, with blanks, punctuation, digits and accented letters between (no alphabet
has those).  A row *proves* an alphabet when it holds a word in it, or several; a row that proves nothing by itself
follows the document, unless it may be part of a formula.  Whether something is a word is asked of its length, its case,
a vowel and its neighbours, and more strictly of the alphabets that formulas or phonetics are written in.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise

from textclean.patterns import lazy
from textclean.styled import alphabets

Change = tuple[int, int, str]
SAMPLE = 400  # symbols of a row that are asked
DRESSED = alphabets.MATHS + alphabets.FRAMED

_ACCENTED = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_BETWEEN = f" \n\r\u00a0.,;:!?'\"()\u2010-\u2015\u2018-\u201f\u2026\u00ab\u00bb\u00bf\u00a1&/0-9{_ACCENTED}\\-"
_FORMULA = lazy("[=+\u00d7\u00f7\u00b1\u203f\u2190-\u22ff^_\\\\{}]")
_UPPER, _LOWER = lazy("[A-Z]"), lazy("[a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9]")
_MARKS = frozenset("\u24b8\u24c2\u24c5\u24c7\u24d2\u24dc\u24df\u24e1")  # circled C, M, P, R behind a name
_VOWEL = lazy(f"[aeiouyAEIOUY{_ACCENTED}]")
_FUNCTIONS = (
    " sin cos tan cot sec csc log exp lim max min sup inf det gcd lcm arg mod dim ker deg div rot curl gr"
    "ad sinh cosh "
    "tanh arcsin arccos arctan "
)
# Linguists set the labels of their glosses in small capitals: 1SG.NOM, PL-ACC; they list them, too: NOM, ACC, DAT.
_GLOSS = lazy(
    f"[0-9][{alphabets.SMALL}]|[{alphabets.SMALL}][.=:-][{alphabets.SMALL}]"
    f"|(?<![{alphabets.SMALL}])(?:[{alphabets.SMALL}]{{2,4}}[,;] ){{2}}"
    f"[{alphabets.SMALL}]{{2,4}}(?![{alphabets.SMALL}])"
)
SMALL_CAPITALS = "t"  # their name in ``alphabets``
_PART = lazy(f"[^\n]{{1,{SAMPLE}}}")
_LEFT, _RIGHT = lazy(f"[A-Za-z{_ACCENTED}]*\\Z"), lazy(f"[A-Za-z{_ACCENTED}]*")


# Phonetic letters that are no small capitals, and marks of stress and length: raised letters beside them are theirs.
_PHONETIC = lazy(f"(?![{alphabets.SMALL}])[\u0250-\u02af\u02c8\u02cc\u02d0\u02d1]")
NEAR = 60  # code points on either side of a row
LISTED = 4  # letters in the order of the alphabet or of Unicode, at most one left out between two: a list of them


@cache
def _kits() -> tuple[tuple[re.Pattern[str], ...], ...]:
    """For each family of symbols: a symbol, a row, a word of three letters; made on first use."""
    signs = ((alphabets.SMALL, "A-Zsxq\u0493\u01eb"), (alphabets.RAISED, "qCFQSXYZ"), (alphabets.LOWERED, ""))
    return tuple(_kit(symbols, plain) for symbols, plain in ((DRESSED, ""), *signs))


def _kit(symbols: str, plain: str = "") -> tuple[re.Pattern[str], ...]:
    """Patterns: a symbol, a row of words, a word of three letters.  *plain*: letters borrowed from ASCII."""
    row = f"[{symbols}](?:[{symbols}{plain}{_BETWEEN}]*[{symbols}{plain}])?"
    if symbols != DRESSED:  # phonetic signs and footnotes hang on other letters; these do not
        row = f"(?<![a-zA-Z0-9)\\]{_ACCENTED}{symbols}])[{plain}{_ACCENTED}]{{0,3}}{row}(?![A-Za-z0-9(\\[{symbols}])"
    letter = f"[{symbols}{plain}{_ACCENTED}]"
    word = f"[{_ACCENTED}{plain}]*[{symbols}]{letter}{{2,}}|[{_ACCENTED}{plain}]+[{symbols}]{letter}+"
    return re.compile(f"[{symbols}]"), re.compile(row), re.compile(word)


def changes(value: str, marks: str) -> list[Change]:
    """What the rows of *value* become: ``(start, end, new)`` of equal length, in no order; *marks*: ``Text.marks``."""
    kits = [kit[1:] for kit in _kits() if kit[0].search(marks)]
    return [change for row, word in kits for change in _changes(value, row, word)]


def _changes(value: str, row: re.Pattern[str], word: re.Pattern[str]) -> list[Change]:
    """The changes of one family of symbols."""
    plain, name = alphabets.tables()
    rows = [(span, _proofs(value, *span, word)) for match in row.finditer(value) for span in _rows(match)]
    proofs: Counter[str] = Counter()
    for _, own in rows:
        proofs.update(own)
    listed = {style for found in word.findall(value) if is_list(found) for style in _names(found)} if proofs else set()
    proofs = Counter({alphabet: count for alphabet, count in proofs.items() if alphabet not in listed})
    to_plain = {alphabet: {ord(char): plain[char] for char in plain if name[char] == alphabet} for alphabet in proofs}
    made: list[Change] = []
    for (start, end), own in rows if proofs else ():
        new = value[start:end]
        for alphabet in (own.keys() - listed) or (
            alphabet for alphabet in proofs if _follows(value, start, end, alphabet, proofs[alphabet])
        ):
            new = new.translate(to_plain[alphabet])
        if new != value[start:end]:
            made.append((start, end, new))
    return made


def _follows(value: str, start: int, end: int, alphabet: str, proofs: int) -> bool:
    """Does a row without a proof of its own follow the document's?  Not where it may be part of a formula."""
    formula = _FORMULA.search(value[max(0, start - 2) : end + 2]) is not None
    if end - start == 1:
        return proofs > 2 and not formula
    return proofs > (alphabet in alphabets.SIGNS) if alphabet not in alphabets.VARIABLES else proofs > 1 and not formula


def _rows(match: re.Match[str]) -> list[tuple[int, int]]:
    """The span of a row; of a long one in several alphabets, the spans of its lines."""
    if len(match[0]) <= SAMPLE or len(_names(match[0])) < 2:
        return [match.span()]
    return [line.span() for line in _PART.finditer(match.string, *match.span())]


def _names(symbols: str) -> set[str]:
    name = alphabets.tables()[1]
    return {name[char] for char in set(symbols) if char in name}


def _proofs(value: str, start: int, end: int, word: re.Pattern[str]) -> dict[str, int]:
    """The alphabets that a row proves to be dress, with the number of words that do."""
    words = word.findall(value, start, min(end, start + SAMPLE))
    if words and _names("".join(words)) & alphabets.SIGNS and _is_transcribed(value, start, end):
        words = [found for found in words if not _names(found) & alphabets.SIGNS]
    if _GLOSS.search(value, max(0, start - 1), end):
        words = [found for found in words if SMALL_CAPITALS not in _names(found)]
    if len(words) > 2:
        return dict.fromkeys(_names("".join(words)), len(words))
    around = value[max(0, start - 2) : start] + value[end : end + 2]
    formula = _FORMULA.search(around) is not None or value[end : end + 1] == "("
    proofs: Counter[str] = Counter()
    for found in words:
        proofs.update(style for style in _names(found) if _is_word(found, style, formula, len(words)))
    if not words and end - start < 4 and not formula:  # a few symbols inside a plain word
        left, right = _LEFT.search(value[max(0, start - 20) : start]), _RIGHT.match(value[end : end + 20])
        beside = "".join(side[0] for side in (left, right) if side)
        mark = left and not (right and right[0]) and value[start:end] in _MARKS
        if len(beside) > 2 and not mark and not _UPPER.search(beside, 1) and f" {beside} " not in _FUNCTIONS:
            inside = bool(left and left[0] and right and right[0])
            proofs.update(_names(value[start:end]) - alphabets.SIGNS - (set() if inside else alphabets.VARIABLES))
    return proofs


def _is_transcribed(value: str, start: int, end: int) -> bool:
    """Do phonetic letters stand beside a row?"""
    return _PHONETIC.search(value, max(0, start - NEAR), end + NEAR) is not None


def is_list(found: str) -> bool:
    """Are the letters of *found* those of the alphabet, in order, or its symbols in the order of their code points?"""
    plain = alphabets.tables()[0]
    return any(map(_in_order, ([ord(plain.get(char, char)) for char in found], [*map(ord, found)])))


def _in_order(codes: list[int]) -> bool:
    near = all(0 < after - before <= 2 for before, after in pairwise(codes))
    return len(codes) >= LISTED and (near or (len(codes) > 2 * LISTED and codes == sorted(set(codes))))


def _is_word(found: str, style: str, formula: bool, words: int) -> bool:
    """Is *found*, in one alphabet and one of at most two words of its row, a word and not a formula or a sign?"""
    plain = alphabets.tables()[0]
    letters = "".join(plain.get(char, char) for char in found)
    size = len(letters)
    if f" {letters} " in _FUNCTIONS or not letters.strip("0123456789"):
        return False
    if style in alphabets.SIGNS:
        signs = sum(char in plain for char in found)
        least = 5 if style == SMALL_CAPITALS else 4  # acronyms are set so by hand
        phonetic = all(char in alphabets.OF_PHONETICS for char in found if char in plain)
        return size + words > least and 2 * signs > size and not phonetic
    if style in alphabets.VARIABLES and (formula or size < 4):
        return False
    if not _LOWER.search(letters):
        steps = {ord(after) - ord(before) for before, after in pairwise(letters)}
        if steps <= {1} or steps <= {0}:
            return False  # the corners of a figure, one sign again and again
        return size > 3 or not (style in "abcdefghijklm" or set(letters) <= {*"ABOP"})
    return (size > 3 or not formula) and _VOWEL.search(letters) is not None
