"""Latin text that surely was not misread: letters of one language's alphabet and typography, and no odd meeting.

Text read with the wrong charset, in any length, has other characters among its own; where one is an everyday sign, it
stands inside a word or beside another.  To ask that is cheaper than to ask what ``textclean.prefilter.places`` and
``textclean.prefilter.badness`` ask.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any

from textclean.patterns import lazy
from textclean.prefilter import codings, conditions, lost_bytes, neighbours, places

# Letters that begin no common two-byte sequence of UTF-8 read as Latin-1 (but U+00C4), and signs of typography.
LETTERS_AND_SIGNS = frozenset(
    "\xc4\xdf\xc9\xd6\xda\xdc\xe0\xe1\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb\xfc"
    "\u0153\xa0\xa1\xab\xbb\xbf\xb7\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026"
    "\u2190\u2191\u2192\u2193\u2318\u2605\u2606\u2713\u2714"  # in no charset that is misread
)
_TYPOGRAPHY = frozenset(char for char in LETTERS_AND_SIGNS if char < "\xc0" or char > "\u2000")
# The same for alphabets that share little with those: Czech and Slovak, Polish, Hungarian.  Without the capitals that
# lead UTF-8 read as cp1250 or cp1257.
ALPHABETS = tuple(
    _TYPOGRAPHY.union(letters)
    for letters in (
        "\xc1\xc9\xd3\xda\xdd\xe1\xe4\xe9\xed\xf3\xf4\xfa\xfd\u010c\u010d\u010e\u010f\u011a\u011b\u013a\u013e\u0147\u0148"
        "\u0155\u0158\u0159\u0160\u0161\u0164\u0165\u016f\u017d\u017e",
        "\xd3\xf3\u0104\u0105\u0107\u0118\u0119\u0141\u0142\u0143\u0144\u015a\u015b\u0179\u017a\u017b\u017c",
        "\xc1\xc9\xd3\xd6\xda\xdc\xe1\xe9\xed\xf3\xf6\xfa\xfc\u0150\u0151\u0170\u0171",
    )
)
# Latvian and Lithuanian letters as UTF-8 shows them, which a lone name may bring into a German page.
_BALTIC = lazy("\xc4[\xa0\xab\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026]")
# The signs of Spanish questions; in UTF-8, behind a letter.
_SPANISH = frozenset("\xa1\xbf")
_BEHIND_A_LETTER = lazy(b"\xc2[\xa1\xbf](?<=[a-z\x80-\xbf]..)")


@cache
def _coded() -> tuple[Any, codings.Searches]:
    """The coding of ASCII and all those characters in a byte each, and what is looked for in it."""
    characters = "".join(map(chr, range(0x80))) + "".join(sorted(LETTERS_AND_SIGNS.union(*ALPHABETS)))
    patterns = [conditions.MISREAD, places.SIGN_IN_WORD.pattern, places.WEAK_SIGN.pattern, lost_bytes.MAY.pattern]
    return codecs.charmap_build(characters), codings.Searches(patterns, codings.one_byte(characters))


def latin(value: str, characters: str, utf8: bytes) -> bool:
    """Is a long Latin text with these distinct *characters* beyond ASCII everyday text?  False is no answer."""
    western = LETTERS_AND_SIGNS.issuperset(characters)
    one = neighbours.ordinary(characters)  # a single language's
    if not western and not (one and any(alphabet.issuperset(characters) for alphabet in ALPHABETS)):
        return False
    if "\xc4" in characters and _BALTIC.search(value):
        return False
    if _SPANISH.intersection(characters) and _BEHIND_A_LETTER.search(utf8):
        return False
    long = len(value) >= neighbours.LONG
    # Letters tell that a long text in one language was not misread.  Signs alone may be what became of its letters,
    # letters of two languages what became of those of a third.
    if western and one and long and not _TYPOGRAPHY.issuperset(characters):
        return True
    return not _odd(value, characters) and (long or (one and neighbours.familiar(value)))


def _odd(value: str, characters: str) -> bool:
    """Do everyday characters meet where no author puts them side by side?"""
    table, searches = _coded()
    return searches.any(characters, codecs.charmap_encode(value, "strict", table)[0])
