"""Does a pair of charsets make a listed word of one of these words?  Asked of short strings with unfamiliar letters.

``neighbours`` tells that no language, or a rare one, knows the letters of a text in this company.  So it is in clean
strings of each language that its table lacks: Gaelic, Sorbian, Breton.  Text that was misread differs: read anew, a
word of it is listed, or is akin to one that is.  Where a sign or a capital stands inside a word, and of words without
ASCII, nothing is asked: they tell enough.
"""

from __future__ import annotations

from functools import cache, lru_cache

from textclean.charsets import charset, rows
from textclean.patterns import lazy
from textclean.prefilter import neighbours

LONGEST = neighbours.SHORT  # code points of a text that is told so; a longer one may hold one misread word
_L = neighbours.LATIN
_WORD = lazy(f"[A-Za-z\xa0{_L}{neighbours.SIGNS}]*[{_L}][A-Za-z\xa0{_L}{neighbours.SIGNS}]*")
_LETTER = lazy(f"[{_L}]")
_LETTERS = lazy(f"[A-Za-z{_L}]+")
_BOXES = lazy("[\u201a\u2500-\u25a0]")
OFTEN = 0.0003  # share of misreadings from which on bytes are taken for a charset often enough to ask
SHORT = 2  # letters of a word that must be common, and more so than as it is written
COMMON, MORE = 5.5, 0.5  # on the Zipf scale; a word that is so common as it is written must become a commoner one


def none_is_listed(value: str) -> bool:
    """Is no word of *value*, read anew with a pair of charsets of Latin letters, a listed one?  False is no answer.

    >>> none_is_listed("Na gn\\u00ecomhan"), none_is_listed("k\\u00f9\\u00f2")
    (True, False)
    """
    if len(value) > LONGEST or _BOXES.search(value) or _holds_signs(value):
        return False
    return not any(map(_becomes_listed, set(_WORD.findall(value))))


def _holds_signs(value: str) -> bool:
    """Does a sign stand at a letter that would be a letter, read anew?"""
    return any(not _LETTER.match(left, 1) for left, _ in neighbours.contexts_of(value))


@lru_cache(maxsize=4096)
def _becomes_listed(written: str) -> bool:
    """Is *written*, in which a letter is not ASCII, a word or some words that a list knows, read anew?

    Also true of what may be letters of another script, and where a capital stands inside.
    """
    letters = "".join(_LETTERS.findall(written))
    if letters[1:] != letters[1:].lower() and letters != letters.upper():
        return True
    if len(letters) > 1 and all(char > "\x7f" for char in letters):
        return True
    anew = {written.translate(table) for table in tables()} - {written}
    words = {word for text in anew for word in _LETTERS.findall(text) if word.lower() not in written.lower()}
    before = _frequency(letters)
    if before < COMMON and any(len(word) > SHORT and is_listed(word) for word in words):
        return True
    least = max(COMMON, before + MORE)
    return any(_frequency(word) >= least for word in words if word.islower() >= letters.islower())


def is_listed(word: str) -> bool:
    """Do the lists of the languages that know the letters of *word* in their company know it, or one akin to it?

    Where none does, those that have the letters must know itself: Czech has one word with the letters of "horse".
    """
    from textclean.language import lexicon

    if languages := _languages(word):
        return any(lexicon.known(word, code) or lexicon.related(word, code) for code in languages)
    beyond = frozenset(char for char in word.lower() if char > "\x7f")
    return any(lexicon.known(word, code) for code in _writing(beyond))


@lru_cache(maxsize=1024)
def _writing(letters: frozenset[str]) -> list[str]:
    """The languages with a list that write *letters*; of none of them nothing is asked."""
    from textclean.language import alphabets, lexicon

    known = set(alphabets.codes()).intersection(lexicon.codes("Latin"))
    return sorted(code for code in known if letters and letters <= alphabets.letters(code))


def _frequency(word: str) -> float:
    """How common *word* is in the language in which it is most common, on the Zipf scale; 0 if in none."""
    from textclean.language import lexicon

    return max((lexicon.zipf(word, code) or 0.0 for code in _languages(word)), default=0.0)


def _languages(word: str) -> list[str]:
    """The languages with a list that know the letters of *word* in their company; of an ASCII word none."""
    from textclean.language import lexicon

    listed = lexicon.codes("Latin")
    return [code for code in neighbours.familiar_to(word) if code in listed]


@cache
def tables(script: str = "Latin") -> list[dict[int, str]]:
    """What pairs of charsets make of characters: one of *script* was shown, one of Latin letters meant."""
    one_byte = [row for row in rows().values() if row.one_byte]
    latin = [row for row in one_byte if "Latin" in row.scripts and row.meant]
    return [
        {ord(a): b for a, b in zip(charset(shown.name).high, charset(meant.name).high, strict=True) if a != b}
        for shown in one_byte
        for meant in latin
        if script in shown.scripts and shown.shown >= OFTEN and shown != meant
    ]
