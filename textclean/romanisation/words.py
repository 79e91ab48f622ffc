"""One word of an alphabet, spelled by a table; whole or not at all.

The word is looked up in small letters and composed form; a letter that the table has not, but whose base it has,
stands for its base (Greek and Russian stress marks).  Case follows the word: a capital that is spelled by several
letters is all capitals only beside other capitals.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from functools import lru_cache

from textclean import scripts
from textclean.romanisation.tables import Table, table


@lru_cache(maxsize=16384)
def spelled(word: str, name: str) -> str | None:
    """*word* as the table *name* spells it, or None if it has a letter that the table lacks.

    >>> spelled("Щука", "ru"), spelled("Євген", "uk"), spelled("Ευάγγελος", "el")
    ('Shchuka', 'Yevhen', 'Evangelos')
    """
    whole = unicodedata.normalize("NFC", word)
    small = "".join(_small(char) for char in whole)
    known = table(name)
    small = "".join(_base(char, known.letters) for char in small)
    if len(small) != len(whole):  # a stress mark that nothing composes with is gone: case is told by the rest
        whole = "".join(char for char in whole if not _loose(char, known))
    if len(small) != len(whole) or not known.letters.issuperset(small):
        return None
    pieces = []
    for match in known.pattern.finditer(small):
        group = match.lastgroup
        new = known.names[group] if group else known.plain.get(_base(match[0], known.plain))
        if new is None:
            return None
        pieces.append(_cased(new, whole, match.start(), match.end()))
    return "".join(pieces)


def _small(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _loose(char: str, known: Table) -> bool:
    return "\u0300" <= char <= "\u036f" and char not in known.letters


def _base(char: str, letters: Container[str]) -> str:
    """*char* itself if the table has it, else without its last marks."""
    if char in letters:
        return char
    if "\u0300" <= char <= "\u036f":
        return ""
    apart = unicodedata.normalize("NFD", char)
    while len(apart) > 1 and scripts.is_mark(apart[-1]):
        apart = apart[:-1]
        if (base := unicodedata.normalize("NFC", apart)) in letters:
            return base
    return char


def _cased(new: str, word: str, start: int, end: int) -> str:
    if not scripts.is_upper(word[start]):
        return new
    beside = word[max(0, start - 1) : start] + word[end : end + 1]
    if any(map(scripts.is_lower, beside)) or (len(word) == 1 or not any(map(scripts.is_upper, beside))):
        inner = any(map(scripts.is_upper, word[start + 1 : end]))
        return new.upper() if inner and end - start == len(word) else new[:1].upper() + new[1:]
    return new.upper()
