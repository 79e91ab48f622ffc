"""How likely is a charset in a text of this language?

Shares of documents come from the table.  A charset has its whole share in the languages that it was made for; one that
is for any language of its script has a thousandth of it where others were made for the language.  By that 12 in 1,000
Polish documents in a legacy charset are in windows-1252.  Measured on pages of Common Crawl (CC-MAIN-2020-05,
commoncrawl/cc-notebooks): so labelled were 15 in 1,000 of the Czech, 29 of the Greek, 10 of the Arabic and 3 of the
Bulgarian ones, and many of these labels are wrong.  Everything else is an accident.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from textclean.charsets.rows import EACH, Row, rows

_ANY = 1e-3  # of the share of a charset for any language, where others are made for the language
_ACCIDENT = 1e-6  # of its share in a language that it was not made for


def prior(name: str, language: str, among: Iterable[str], foreign: bool = False) -> float:
    """ln P(charset *name* | *language*, one of the charsets *among*), in nats.

    *language*: ISO 639, or "" for one that nobody knows: there the charsets for any language lead.  *foreign*: the text
    is in another script than the charset was made for, and has only some words in that.

    >>> guess = ("windows-1252", "windows-1250", "windows-1257", "iso-8859-2")
    >>> [round(prior("windows-1250", language, guess), 1) for language in ("pl", "fr", "")]
    [-1.0, -17.4, -17.4]
    >>> [round(prior("windows-1252", language, guess), 1) for language in ("pl", "fr", "")]
    [-4.3, -0.0, -0.0]
    """
    row = rows()[name]
    weight = _ANY * row.share if foreign and not language else _weight(row, language)
    return math.log(weight) - _total(tuple(among), language)


def _weight(row: Row, language: str) -> float:
    return row.share * (1.0 if row.is_for(language) else _ANY if EACH in row.languages else _ACCIDENT)


@cache
def _total(among: tuple[str, ...], language: str) -> float:
    return math.log(math.fsum(_weight(rows()[name], language) for name in among))
