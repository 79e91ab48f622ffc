"""Letters that counts of the web give to a language, and that its writers did not write.

The n-gram tables are counts of text that was scraped, and some of it was read with the wrong charset: Czech with the
``ì`` of windows-1252 where windows-1250 has ``ě``, Romanian with ``þ`` for ``ţ``.  Such letters are no letters of the
language: for each one its own charset was read as windows-1252 and its own letter stands beside it.  What the alphabets
of the CLDR lack, even among the letters of loans, is not a letter of the language either.
"""

from __future__ import annotations

from textclean.language import alphabets

MISREAD = {  # shown by windows-1252, of the letters that the language has in windows-1250, -1254 and -1257
    "az": "\xf0\xfd\xfe",
    "cs": "\xe8\xec\xef\xf2\xf8\xf9",
    "et": "\xf0\xfe",
    "hr": "\xe6\xe8\xf0",
    "hu": "\xf5\xfb",
    "lt": "\xe0\xe1\xe6\xe8\xeb\xf0\xf8\xfb\xfe",
    "lv": "\xe2\xe7\xe8\xec\xed\xee\xef\xf0\xf2\xfb\xfe",
    "pl": "\xe6\xea\xf1\xff\u0153",
    "ro": "\xe3\xfe",
    "sk": "\xe0\xe5\xe8\xef\xf2",
    "sl": "\xe6\xe8\xf0",
    "tr": "\xf0\xfd\xfe",
}


def letters(code: str, counted: str) -> str:
    """Those of the letters *counted* that language *code* has.

    >>> letters("ro", "abc\\u0103\\xe3\\xfe")
    'abcă'
    """
    if code not in alphabets.codes():
        return counted
    own = alphabets.letters(code, loans=True).difference(MISREAD.get(code, ""))
    return "".join([char for char in counted if char in own or char <= "\x7f"])
