"""Two misreadings that no language model is needed for: UTF-16 with its bytes exchanged, and frames of DOS.

UTF-16 read in the wrong byte order makes of each ASCII character one whose low byte is zero: U+5600 for V.  Four of
them in a row, blanks (U+2000) included, are no text of any language, unless they are one character again and again.

Programs of DOS drew frames with box drawings of code page 437.  Read as windows-1252 a frame has corners and edges of
letters and signs: a run of one letter between two corners is its first line.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.mojibake.charsets import charset
from textclean.patterns import lazy
from textclean.prefilter.places import EXCHANGED, FRAME

_SWAPPED = lazy(f"[{EXCHANGED}]{{4,}}")
_LEAST = 3  # different characters in a row: "one" and "most" of Chinese are such characters
_FRAME = "\xc9\xcd\xbb\xba\xc8\xbc\xcc\xb9\xcb\xca\xce\xda\xc4\xbf\xb3\xc0\xd9\xc3\xb4\xc2\xc1\xc5"  # what frames hold
_RUN = lazy(f"[{_FRAME}]+")
_SIDE = lazy("^[ \t]*[\xba\xb3\xc8\xcc\xc0\xc3].*[\xba\xb3\xbc\xb9\xd9\xb4][ \t\r]*$")
_BOTTOM = lazy("^[ \t]*[\xc8\xc0]")


def swapped(value: str) -> Iterator[tuple[int, int, str]]:
    """The runs of UTF-16 with exchanged bytes in *value*, and what they were.

    >>> list(swapped("\\u5600\\u6900\\u6c00\\u2000\\u6100"))
    [(0, 5, 'Vil a')]
    """
    for match in _SWAPPED.finditer(value):
        new = match[0].encode("utf-16-le").decode("utf-16-be")
        if any(map(str.isalpha, new)) and len(set(new)) >= _LEAST:
            yield (*match.span(), new)


def frames(value: str) -> Iterator[tuple[int, int, str]]:
    """The runs of frames in *value*, from the first line of each to its last, and what they were.

    >>> list(frames("\\xda\\xc4\\xc4\\xc4\\xbf\\n\\xb3 a \\xb3\\n\\xc0\\xc4\\xc4\\xc4\\xd9"))[1]
    (6, 7, '│')
    """
    shown, meant = charset("cp1252"), charset("cp437")
    for top in FRAME.finditer(value):
        at = top.end()
        while at < len(value):  # the sides, and the last line
            end = value.find("\n", at + 1)
            line = value[at + 1 : end if end >= 0 else len(value)]
            if not _SIDE.match(line):
                break
            at = end if end >= 0 else len(value)
            if _BOTTOM.match(line):
                break
        for run in _RUN.finditer(value, top.start(), at):
            data = shown.encode(run[0])
            new = meant.decode(data) if data is not None else None
            if new is not None:
                yield (*run.span(), new)
