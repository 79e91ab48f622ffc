"""Is a word of Latin and Cyrillic letters one with look-alikes, and nothing else?  Asked of the words of short strings.

A Cyrillic letter in a Latin word may be an accented one of another charset: ``ni\\u0441o`` is Spanish, read as
windows-1251.  Where each foreign letter has an exact twin, or in Cyrillic letters the word is listed, and no charset
makes a listed word of it, look-alikes are what explains it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from textclean import scripts
from textclean.patterns import lazy
from textclean.prefilter import listed, rereadings, unlisted

_C = "\u0400-\u045f"
# Words with letters of both alphabets, and the signs beyond ASCII at them, which a charset may have made of letters.
_WORD = lazy(f"[^\x00-@\\[-`{{-\x7f]*(?:[A-Za-z][{_C}]|[{_C}][A-Za-z])[^\x00-@\\[-`{{-\x7f]*")
_LATIN = lazy("[A-Za-z]")
# Two letters of UTF-8 as windows-1251 shows them, made lower case.
_LOWERED = lazy("[\u0430-\u044f][\u0451-\u045f\u0491]")


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
    anew = {word.translate(table) for table in rereadings.tables("Cyrillic")} - {word}
    return not _LOWERED.search(word) and not any(map(unlisted.spells, anew))


@cache
def _to_cyrillic() -> dict[int, str]:
    return str.maketrans(scripts.twins("Cyrillic"))
