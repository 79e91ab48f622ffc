"""The everyday case, told without the ledger: UTF-8 read as windows-1252 all through, letters in words and signs.

All of the text must decode, to letters of Latin alphabets that stand in words and to signs and symbols; it must not
speak of charsets, nor hold a word in its good form, too.  A test compares the answers with the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.evidence.ordinary_signs import ABOUT
from textclean.mojibake.charsets import charset, utf8
from textclean.patterns import lazy
from textclean.prefilter import badness

_STRANGE = lazy(
    "[^\x00-\x7f\xa0\xa1\xab\xbb\xbf\xdf-\xf6\xf8-\xff\u0101-\u017e\u0218-\u021b\u2010-\u2027\u2030-\u205e\u2070-\u2bff\ufe0f\ufffd"
    "\U0001f000-\U0001faff]"  # symbols: nobody writes the three or four characters that they are read as
)
_WORD = lazy("[^\x00-\x40\\[-`{-\x7f]+")


def runs(value: str) -> list[tuple[int, int, str]] | None:
    """Each run of *value* that is damaged and what it was, if this is the everyday case; else None.

    >>> runs("caf\\xc3\\xa9"), runs("CAF\\xc3\\u2030"), runs("\\xc3\\xa9")
    ([(3, 5, 'é')], None, None)
    """
    shown = charset("cp1252")
    data = shown.encode(value)
    new = None if data is None else utf8(data)
    if new is None or _STRANGE.search(new) or badness.suspicious(new) or ABOUT.search(value):
        return None
    found = list(_runs(value))
    for start, end, text in found:
        beside = value[start - 1 : start] + value[end : end + 1]
        if text < "\u2000" and not any("a" <= char <= "z" for char in beside):
            return None
    good = {word for word in _WORD.findall(new) if not word.isascii()}
    return None if any(word in value for word in good) else found


def _runs(value: str) -> Iterator[tuple[int, int, str]]:
    for match in charset("cp1252").runs.finditer(value):
        data = charset("cp1252").encode(match[0])
        if data is not None and (new := utf8(data)) is not None:
            yield (*match.span(), new)
