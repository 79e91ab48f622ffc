"""Latin text that surely was not misread: letters of one language's alphabet, signs, and no odd meeting.

Text read with the wrong charset, in any length, has other characters among its own; where one is an everyday sign, it
stands inside a word or beside another.  To ask that is cheaper than to ask what ``textclean.prefilter.places`` and
``textclean.prefilter.badness`` ask.
"""

from __future__ import annotations

from textclean.patterns import lazy
from textclean.prefilter import codings, conditions, lost_bytes, neighbours, places

# Letters that begin no common two-byte sequence of UTF-8 read as Latin-1 (but U+00C4), and signs of typography.
LETTERS_AND_SIGNS = frozenset(
    "\xc4\xdf\xc9\xd6\xda\xdc\xe0\xe1\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb\xfc"
    "\u0153\xa0\xa1\xab\xbb\xbf\xb7\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026"
    "\u2190\u2191\u2192\u2193\u2318\u2605\u2606\u2713\u2714"  # in no charset that is misread
)
_TYPOGRAPHY = frozenset(char for char in LETTERS_AND_SIGNS if char < "\xc0" or char > "\u2000")
# Latvian and Lithuanian letters as UTF-8 shows them, which a lone name may bring into a German page.
_BALTIC = lazy("\xc4[\xa0\xab\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026]")
# The signs of Spanish questions; in UTF-8, behind a letter.
_SPANISH = frozenset("\xa1\xbf")
_BEHIND_A_LETTER = lazy(b"\xc2[\xa1\xbf](?<=[a-z\x80-\xbf]..)")


# Anything but Latin letters, signs that charsets have, and what stands in none that is misread: the signs of Unicode's
# own blocks, emoji, selectors.
_OTHER = lazy("[^\x09-\x7e\xa0-\u024f\u1e00-\u1eff\u2010-\u20bf\u2116\u2122\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_MEETINGS = (
    conditions.MISREAD,
    places.SIGN_IN_WORD.pattern,
    places.WEAK_SIGN.pattern,
    *(pattern.pattern for pattern in lost_bytes.ALONE.values()),
)
_IN_UTF8 = codings.Searches(_MEETINGS, codings.utf8)


def latin(value: str, characters: str, utf8: bytes) -> bool:
    """Is a long Latin text with these distinct *characters* beyond ASCII everyday text?  False is no answer."""
    western = LETTERS_AND_SIGNS.issuperset(characters)
    one = neighbours.ordinary(characters)  # a single language's
    if not western and (not one or _OTHER.search(characters)):
        return False
    if western and _SPANISH.intersection(characters) and _BEHIND_A_LETTER.search(utf8):
        return False
    if "\xc4" in characters and _BALTIC.search(value):
        return False
    # Letters tell that a long text in one language was not misread.  Signs alone may be what became of its letters,
    # letters of two languages what became of those of a third.
    if western and one and len(value) >= neighbours.LONG and not _TYPOGRAPHY.issuperset(characters):
        return True
    if _IN_UTF8.any(characters, utf8) or (len(value) <= places.SHORT and places.SHORT_SIGN.search(value)):
        return False  # everyday characters meet where no author puts them side by side
    if western and len(value) >= neighbours.LONG:
        return True
    return one and not lost_bytes.looks_lowered(value, value) and _familiar(value)


def _familiar(value: str) -> bool:
    """Does one language know each line and each quotation of *value*?  Of a longer text its alphabet tells enough."""
    if len(value) < neighbours.LONG and not neighbours.familiar(value):
        return False
    pieces = places.pieces(value) if len(value) <= places.PIECES else ()
    return all(piece == value or neighbours.familiar(piece) for piece in pieces)
