"""Common words of about 45 languages, and how common they are: does this string exist as a word?

Frequencies are on the Zipf scale (van Heuven et al. 2014): log10 of the occurrences in a billion words, so 7 is "the",
4 a word read every day, 3 a word known to all and seldom written.  They are worked out from tables of short strings
(see ``tools/tables/build_words.py``), good to about half a unit, and worse for long words.  A word that is not listed
may still be one: a list says yes, never no.

Only the lists that are asked for are unpacked, about 1 ms each.
"""

from __future__ import annotations

import json
import lzma
from functools import cache, lru_cache
from importlib import resources

SCRIPTS = {
    "Latin": "en de fr es pt it pl cs sk hu ro hr tr lt lv nl sv da nb fi et sl is sq ca af az cy ga id vi",
    "Cyrillic": "ru uk bg sr mk be kk mn",
    "Greek": "el",
    "Armenian": "hy",
}
_EDGES = "\"'(),-.:;!?[]\u2018\u2019\u201c\u201d\xab\xbb"  # what stands around words in running text
_SHARED = "0123456789abcdefghijklmnopqrstuvwxyz"
_PACKING = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}]


def bare(word: str) -> str:
    """*word*, a piece of running text between blanks, without the punctuation at its ends.

    >>> bare("(so-called)")
    'so-called'
    """
    return word.strip(_EDGES)


def frequency(word: str, where: str) -> float:
    """How common *word* is (Zipf scale, 2.5 to 7) in *where*: a language (``ru``) or a script (``Cyrillic``).

    In a script, the language where it is commonest counts.  0.0 if it is not listed; case does not matter, and accents
    are expected in their composed form (NFC).  Raises KeyError for a language without a list.
    """
    small = word.lower()
    return max(words(code).get(small, 0.0) for code in SCRIPTS.get(where, where).split())


def known(word: str, where: str) -> bool:
    """Is *word* a common word of this language or script?"""
    return frequency(word, where) > 0


@cache
def words(code: str) -> dict[str, float]:
    """The common words of one language, lower case, with their frequencies."""
    index, data = _file()
    at, size = index[code]
    lines = lzma.decompress(data[at : at + size], format=lzma.FORMAT_RAW, filters=_PACKING).decode().split("\n")
    found, last = {}, ""
    for line, level in zip(lines[:-1], lines[-1], strict=True):
        last = last[: _SHARED.index(line[0])] + line[1:]
        found[last] = 2.75 + int(level) / 2
    return found


@lru_cache(maxsize=1)
def _file() -> tuple[dict[str, tuple[int, int]], bytes]:
    data = resources.files("textclean.tables").joinpath("words.bin").read_bytes()
    _, index, rest = data.split(b"\n", 2)
    return json.loads(index), rest
