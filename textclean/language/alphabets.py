"""The letters of a language: which ones it needs, and which ones its loan words and names bring along.

From the exemplar characters of the Unicode CLDR (UTS #35, part 2, "Character Elements"), built by
``tools/tables/build_alphabets.py`` into a text file that can be read and compared.  128 languages; for Chinese,
Japanese and Korean the common characters, not all.
"""

from __future__ import annotations

from functools import cache, lru_cache

from textclean.errors import unknown
from textclean.tables import read_table


@cache
def letters(code: str, *, loans: bool = False) -> frozenset[str]:
    """The letters and marks that language *code* is written with: single code points, lower case, composed (NFC).

    With *loans* also those of foreign words and names.  Raises UsageError for a language that is not listed.

    >>> sorted(letters("mk") - letters("bg"))
    ['ѓ', 'ѕ', 'ј', 'љ', 'њ', 'ќ', 'џ']
    >>> "q" in letters("tr"), "q" in letters("tr", loans=True)
    (False, True)
    """
    rows = _rows()
    if code not in rows:
        raise unknown("language", code, rows)
    needed, foreign = rows[code]
    return _parsed(needed) | _parsed(foreign) if loans else _parsed(needed)


def codes() -> tuple[str, ...]:
    """The languages that are listed: ``pt``, ``sr_Latn``.

    >>> len(codes()) > 70
    True
    """
    return tuple(_rows())


def _parsed(field: str) -> frozenset[str]:
    together, *marks = field.split(" ")
    return frozenset(together) | {chr(int(mark[2:], 16)) for mark in marks}


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[str, str]]:
    text = read_table("exemplars.txt").decode()
    rows = {}
    for line in text.split("\n")[1:-1]:
        code, needed, foreign = [*line.split("\t"), ""][:3]
        rows[code] = (needed, foreign)
    return rows
