"""Short strings of plain words, told in two microseconds: none of the facts in :data:`FACTS` holds for them.

Most calls on short strings are cells, titles and messages: words of one alphabet and everyday punctuation.  Making a
``Text`` with its facts costs ten times as much as finding that out.  Doubt is for the facts: a digit at a letter, two
scripts, a letter in company that no one language knows, capitals inside words.
"""

from __future__ import annotations

from textclean.patterns import lazy
from textclean.prefilter import lost_bytes, neighbours, unlisted
from textclean.prefilter.badness import suspicious
from textclean.prefilter.places import (
    ODD_COUPLE,
    PIECE,
    SWAPPED,
    ideographs,
    of_two_alphabets,
    pieces,
    signs_in_words,
    with_everyday_han,
)

FACTS = frozenset({"mixed", "misdecoded", "lossy", "digit_words"})

_SIGNS = "\t\n\r -/:-@\\[-`{-~\xa0\xab\xb7\xbb\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
# A digit at a letter.  The class says what it lacks: before Python 3.13 ``re`` walks through each range of a class.
_LETTER = "[^\0-`{-\x7f]"
_TOUCHED = f"(?<=[0-9])(?:(?<={_LETTER}.)|(?={_LETTER}))"
# What is odd begins at one character that is neither a sign nor a small letter: one class is searched fast.
_ODD_LATIN = lazy(f"[^{_SIGNS}A-Za-z{neighbours.LATIN}](?:(?<![0-9])|{_TOUCHED})")
_ODD_CYRILLIC = lazy(
    f"[^{_SIGNS}\u0430-\u045f](?:(?<![0-9\u0400-\u042f])|{_TOUCHED}"
    "|(?<=[\u0400-\u042f])(?:(?<=[\u0430-\u045f].)|(?![\u0430-\u044f]{2})))"  # a capital that begins no word
)
_ODD_GREEK = lazy(f"[^{_SIGNS}\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce](?:(?<![0-9])|{_TOUCHED})")
# Scripts without look-alikes in Latin: their letters stand apart from those of Latin words, and Han holds common ones.
_OTHERS = lazy(
    f"[^{_SIGNS}0-9A-Za-z\u0590-\u05ff\u0600-\u06ff\u0900-\u0eff\u1000-\u109f\u10d0-\u10ff\u1780-\u17ff"
    "\u3001\u3002\u3005-\u3007\u300c-\u300f\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]"
    "|[A-Za-z](?:(?<=[^\x00-\x7f].)|(?=[^\x00-\x7f])|(?<=[0-9].)|(?=[0-9]))"
)
# Mojibake needs characters side by side; of two Latin letters their languages tell, no more of them are plain.
_L = neighbours.LATIN
_MEETING = lazy(f"[^\x00-\x7f](?=[^\x00-\x7f])(?:(?<![{_L}])|(?![{_L}])|(?<=[{_L}]{{2}}))")

# The everyday letters of a script and ASCII signs alone, by the block of the first character: one search, where there
# is nothing else.  A Cyrillic capital begins a word of three letters.
_SIMPLE = "\n -/:-@"
_EVERYDAY = {
    0x3: lazy(f"[^{_SIMPLE}\u0386-\u03ce]"),
    0x4: lazy(
        f"[^{_SIMPLE}\u0430-\u044f\u0451](?:(?<![\u0410-\u042f])|(?<=[\u0430-\u044f\u0451].)|(?![\u0430-\u044f]{{2}}))"
    ),
    0x5: lazy(f"[^{_SIMPLE}\u05d0-\u05ea]"),
    0x6: lazy(f"[^{_SIMPLE}\u060c\u061b\u061f\u0621-\u064a]"),
    0x9: lazy(f"[^{_SIMPLE}\u0900-\u097f]"),
    0xE: lazy(f"[^{_SIMPLE}\u0e01-\u0e3a\u0e40-\u0e4e]"),
}
_CJK = lazy(
    f"[^{_SIMPLE}\u3001\u3002\u3005\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3\uff01\uff0c\uff1a\uff1b\uff1f]"
)
_LATIN_BLOCKS = (0x0, 0x1)
_CJK_BLOCKS = frozenset((0x30, *range(0x4E, 0xA0), *range(0xAC, 0xD8)))
# Words of Latin letters: what belongs to a word or stands between two of them, and joins none to a longer piece.
_NO_WORDS = lazy(f"[^ !&',-/:;?A-Za-z\u2013\u2014\u2019{neighbours.LATIN}]")
_REMEMBERED = 16384  # words


class _Languages(dict[str, int]):
    """Word -> the languages that it may be of by its letters, as ``neighbours.of_word`` tells; 0 if it is not plain."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = found = neighbours.of_word(word) if _is_plain_word(word) else 0
        return found


_languages = _Languages()


def is_plain(value: str) -> bool:
    """Is *value* surely plain?  False is no answer.

    >>> is_plain("Gr\\xfc\\xdfe"), is_plain("m\\xf9\\u017e"), is_plain("\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442")
    (True, False, True)
    """
    block = ord(value[0]) >> 8
    odd = _EVERYDAY.get(block)
    if odd is not None and odd.search(value) is None:
        return not suspicious(value)
    if block in _LATIN_BLOCKS:
        if _NO_WORDS.search(value) is None and _of_one_language(value):
            return True
    elif block in _CJK_BLOCKS and _CJK.search(value) is None and with_everyday_han(value):
        return True
    return _is_plain(value)


def _of_one_language(value: str) -> bool:
    """Are all words of *value* plain, and of one language by their letters?  What is known of words is remembered."""
    shared = -1
    words = value.split()
    for word in words:
        shared &= _languages[word]
        if not shared:
            return False
    return neighbours.is_of_one(shared, len(words) - 1)


def _is_plain_word(word: str) -> bool:
    """Is *word* plain between others, whatever they are?"""
    if word.isascii():
        return True
    between = f"x {word} x"
    lost = lost_bytes.looks_lowered(word, word) or lost_bytes.MAY.search(between)
    return not lost and _is_plain(word) and _is_plain(between)


def _is_plain(value: str) -> bool:
    if _ODD_LATIN.search(value) is None:
        garbled = (_MEETING.search(value) is not None and suspicious(value)) or signs_in_words(value)
        return (
            not garbled
            and _familiar(value)
            and not lost_bytes.suspected(value, value)
            and not unlisted.signed(value, value)
        )
    if _OTHERS.search(value) is None:
        plain = not ideographs(value, value) and SWAPPED.search(value) is None
    else:
        cyrillic = _ODD_CYRILLIC.search(value) is None and not of_two_alphabets(value)
        plain = cyrillic or _ODD_GREEK.search(value) is None
    if not plain or ODD_COUPLE.search(value) is not None:
        return False
    return not suspicious(value) and not lost_bytes.suspected(value, value)


def _familiar(value: str) -> bool:
    """Are the contexts of *value* familiar, and those of each quotation in it by itself?"""
    if not neighbours.familiar(value) or (len(value) <= unlisted.LONGEST and unlisted.any_word(value)):
        return False
    return PIECE.search(value) is None or all(map(neighbours.familiar, pieces(value)))
