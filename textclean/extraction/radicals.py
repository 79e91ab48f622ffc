"""Radicals and compatibility ideographs, and the ideographs they stand for: ``tables/radicals.txt``.

The first column is a character of the blocks Kangxi Radicals, CJK Radicals Supplement or CJK Compatibility
Ideographs, the second the ideograph that it looks like; from the Unicode Character Database.
"""

from __future__ import annotations

from functools import cache

from textclean.tables import read_table


@cache
def table() -> dict[str, str]:
    """Radical or compatibility ideograph -> ideograph.  Do not change it.

    >>> table()["\\u2f47"], table()["\\u2ed1"], table()["\\uf91d"]
    ('日', '長', '欄')
    """
    text = read_table("radicals.txt").decode()
    return dict(line.split("\t") for line in text.split("\n")[1:-1])
