"""Words of Amharic and its relatives by BGN/PCGN 1967, without diacritics.

A letter is a consonant and one of seven vowels.  The sixth is a short i or no vowel at all: none at the end of a word,
and none after a vowel where the next letter has one.
"""

from __future__ import annotations

from functools import lru_cache

# One for each row of eight from U+1200.
_ROWS = "h l h m s r s sh k' k'w k' k'w b v t ch h hw n ny - k kw kh hw w - z zh y d d j g gw g t' ch' p' ts' ts' f p"
_CONSONANTS = _ROWS.split(" ")
_VOWELS = ("e", "u", "i", "a", "e", "", "o", "wa")
_SIXTH = 5


@lru_cache(maxsize=16384)
def spelled(word: str) -> str | None:
    """A run of Ethiopic syllables (U+1200-135A) in ASCII, or None if one of them has no place in the rows.

    >>> spelled("አማርኛ"), spelled("ኢትዮጵያ"), spelled("ሰላም")
    ('amarnya', "ityop'ya", 'selam')
    """
    units = [divmod(ord(char) - 0x1200, 8) for char in word]
    if any(row >= len(_CONSONANTS) for row, _ in units):
        return None
    parts: list[str] = []
    spoken = False  # did the letter before end in a vowel?
    for at, (row, order) in enumerate(units):
        following = units[at + 1 : at + 2]
        silent = order == _SIXTH and at > 0 and (not following or (spoken and following[0][1] != _SIXTH))
        consonant = _CONSONANTS[row].replace("-", "")
        vowel = "" if silent else "i" if order == _SIXTH else "a" if order == 0 and not consonant else _VOWELS[order]
        parts.append(consonant + vowel or "'")
        spoken = not silent
    return "".join(parts)
