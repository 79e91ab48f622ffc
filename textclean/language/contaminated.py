"""Letters that counts of the web give to a language, and that its writers did not write.

The n-gram tables are counts of text that was scraped, and some of it was read with the wrong charset: Czech with the
``ì`` of windows-1252 where windows-1250 has ``ě``.  What windows-1252 shows for the letters that a language needs, in
the charset that Windows had for it, is no letter of that language; nor is what the CLDR does not list even among the
letters of its loans.
"""

from __future__ import annotations

from functools import cache

from textclean.charsets import rows
from textclean.language import alphabets

WESTERN = "cp1252"
_REGIONAL = ("windows-1250", "windows-1254", "windows-1257")  # of Latin letters


def letters(code: str, counted: str) -> str:
    """Those of the letters *counted* that language *code* has.

    >>> letters("cs", "abc\\u011b\\xec"), letters("ro", "abc\\u0103\\xe3\\xfe")
    ('abcě', 'abcă')
    """
    if code not in alphabets.codes():
        return counted
    own = alphabets.letters(code, loans=True) - _misread(code)
    return "".join([char for char in counted if char in own or char <= "\x7f"])


@cache
def _misread(code: str) -> frozenset[str]:
    """What windows-1252 shows for the letters that language *code* needs, but for those that it needs, too."""
    needed = alphabets.letters(code)
    codecs = [row.codec for row in map(rows().__getitem__, _REGIONAL) if code in row.languages]
    shown = {_shown(letter, codec) for letter in needed for codec in codecs}
    return frozenset(shown) - needed


def _shown(letter: str, codec: str) -> str:
    """*letter*, written in *codec*, as windows-1252 shows it, in lower case; itself where either cannot."""
    try:
        return letter.encode(codec).decode(WESTERN).lower()
    except UnicodeError:
        return letter
