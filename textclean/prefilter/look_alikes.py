"""Is a word of Latin and Cyrillic letters one with look-alikes, and nothing else?  Asked of the words of short strings.

A Cyrillic letter in a Latin word may be an accented one of another charset: ``ni\\u0441o`` is Spanish, read as
windows-1251.  Where each foreign letter has an exact twin, or in Cyrillic letters the word is listed, and no charset
makes a listed word of it, look-alikes are what explains it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from textclean import scripts
from textclean.charsets import charset, rows
from textclean.prefilter import listed, neighbours, rereadings, unlisted

_C = "\u0400-\u045f"
# Words with letters of both alphabets, and the signs beyond ASCII at them, which a charset may have made of letters.
_WORD = re.compile(f"[^\x00-@\\[-`{{-\x7f]*(?:[A-Za-z][{_C}]|[{_C}][A-Za-z])[^\x00-@\\[-`{{-\x7f]*")
_LATIN = re.compile("[A-Za-z]")
_LATIN_WORD = re.compile(f"[A-Za-z{neighbours.LATIN}]+")
# Two letters of UTF-8 as windows-1251 shows them, made lower case.
_LOWERED = re.compile("[\u0430-\u044f][\u0451-\u045f\u0491]")


def explain(value: str) -> bool:
    """Do look-alikes alone explain each word of *value* that has letters of both alphabets, and has it one?

    >>> explain("The quick br\\u043ewn fox"), explain("El ni\\u0441o")
    (True, False)
    """
    words = _WORD.findall(value)
    return bool(words) and all(map(_is_explained, words))


@lru_cache(maxsize=4096)
def _is_explained(word: str) -> bool:
    if not scripts.twins("Latin").keys() >= {char for char in word if char > "\x7f"}:
        cyrillic = word.translate(_to_cyrillic())
        if _LATIN.search(cyrillic) or not listed.all_cyrillic_words(cyrillic):
            return False
    anew = {word.translate(table) for table in _tables()} - {word}
    return not _LOWERED.search(word) and not any(map(_is_listed, anew))


def _is_listed(word: str) -> bool:
    return _LATIN_WORD.fullmatch(word) is not None and unlisted.is_cased(word) and unlisted.listed(word)


@cache
def _to_cyrillic() -> dict[int, str]:
    return str.maketrans(scripts.twins("Cyrillic"))


@cache
def _tables() -> list[dict[int, str]]:
    """What was meant in Latin charsets where those of Cyrillic letters were shown."""
    one_byte = [row for row in rows().values() if row.one_byte]
    return [
        {ord(a): b for a, b in zip(charset(shown.name).high, charset(meant.name).high, strict=True) if a != b}
        for shown in one_byte
        for meant in one_byte
        if "Cyrillic" in shown.scripts and shown.shown >= rereadings.OFTEN and "Latin" in meant.scripts and meant.meant
    ]
