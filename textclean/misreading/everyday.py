"""Latin text that surely was not misread: letters of one language's alphabet and typography, and no odd meeting.

Text read with the wrong charset, in any length, has other characters among its own; where one is an everyday sign, it
stands inside a word or beside another.  To ask that is cheaper than to ask what ``textclean.misreading.misread`` and
``textclean.garbled`` ask.
"""

from __future__ import annotations

import re

from textclean.misreading import neighbours
from textclean.patterns import lazy

# Letters that begin no common two-byte sequence of UTF-8 read as Latin-1 (but U+00C4), and signs of typography.
LETTERS_AND_SIGNS = frozenset(
    "\xc4\xdf\xc9\xd6\xda\xdc\xe0\xe1\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb\xfc"
    "\u0153\xa0\xa1\xab\xbb\xbf\xb7\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026"
    "\u2190\u2191\u2192\u2193\u2318\u2605\u2606\u2713\u2714"  # in no charset that is misread
)
# Latvian and Lithuanian letters as UTF-8 shows them, which a lone name may bring into a German page.
_BALTIC = lazy("\xc4[\xa0\xab\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026]")
# The signs of Spanish questions; in UTF-8, behind a letter.
_SPANISH = frozenset("\xa1\xbf")
_BEHIND_A_LETTER = lazy(b"\xc2[\xa1\xbf](?<=[\x80-\xbf]..)")
# Over UTF-8, each led by a byte that is not frequent: signs inside words, or where no author puts them; letters between
# signs, capitals beside either or alone, three in a row.
_MEETINGS = (
    (
        frozenset("\u2013\u2014\u2018\u201c\u201d\u201e\u2022\u2026"),
        lazy(
            b"\xe2\x80(?:[\x98\x9c-\x9e](?<=[a-z]...)[a-z]|[\x93\x94\xa2\xa6](?<=[a-z]...)[a-z](?![A-Za-z])"
            b"|\x9e(?:(?<=[a-z]...)[ ,.;:)\n]|(?<= ...)[ ']))"
        ),
    ),
    (frozenset("\xb7"), lazy(b"\xc2\xb7(?<=[a-z]..)[a-z]")),
    (frozenset("\u0153"), lazy(b"\xc5\x93(?:(?=[\xc2-\xe2])|(?<=[\x80-\xbf]..)(?<!\xe2\x80\x99..))")),
    (
        frozenset(map(chr, range(0xC0, 0x100))),
        lazy(
            b"\xc3(?:(?<=[\xbb\x9d].)(?:(?<=\xc2..)|(?<=\xe2\x80..))"
            b"|[\x80-\x9e](?:(?<=\xc3...)|(?=\xc2|\xe2(?!\x80\x99))|(?<=[a-z] ..) [a-z])"
            b"|.(?=[\xc2-\xe2])(?:(?:\xc2.|\xe2..)[\xc2-\xe2]|\xc3.\xc3))",
            re.DOTALL,
        ),
    ),
)


def latin(value: str, characters: str, utf8: bytes) -> bool:
    """Is a long Latin text with these distinct *characters* beyond ASCII everyday text?  False is no answer."""
    if not LETTERS_AND_SIGNS.issuperset(characters) or not neighbours.ordinary(characters):
        return False
    if "\xc4" in characters and _BALTIC.search(value):
        return False
    if _SPANISH.intersection(characters) and _BEHIND_A_LETTER.search(utf8):
        return False
    # A text that was misread holds more than a few odd meetings, unless it is short.
    return len(value) >= neighbours.LONG or (not _odd(characters, utf8) and neighbours.familiar(value))


def _odd(characters: str, utf8: bytes) -> bool:
    """Do everyday characters meet where no author puts them side by side?"""
    return any(not signs.isdisjoint(characters) and meeting.search(utf8) for signs, meeting in _MEETINGS)
