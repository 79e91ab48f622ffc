"""Japanese, Korean and Chinese mail as it travels: seven bits and escape sequences (ISO 2022), read as ASCII.

``ESC $ B`` says that two-byte characters follow, ``ESC ( B`` that ASCII does.  Terminals know such sequences, too, so
what stands between must decode all through (RFC 1468, RFC 1554).
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Sure
from textclean.patterns import lazy

STARTS = ("\x1b$B", "\x1b$@", "\x1b$(D", "\x1b$A", "\x1b$(C", "\x1b(J", "\x1b(I")
# An escape sequence with what it says something about, which ends at the next one and with the line.  Piece by piece:
# one pattern for several would try all ways to part a run that lacks its end.
_PIECE = lazy("\x1b(?:\\$[@AB]|\\$\\([CD]|\\([IJ])[\x20-\x7e\t]*")
_END = lazy("\x1b\\(B|(?=\n)|\\Z")
_ROMAN = "\x1b(J"  # ASCII but for two characters: it may end a run as well as go on with it


def runs(value: str) -> Iterator[Edit]:
    """Each run of such characters, with the escape sequences around it."""
    at = 0
    while (piece := _PIECE.search(value, at)) is not None:
        start = piece.start()
        while (following := _PIECE.match(value, piece.end())) is not None:
            piece = following
        at = piece.end()
        end = _END.match(value, at)
        if end is not None:
            at = end.end()
        elif piece[0].startswith(_ROMAN) and piece.start() > start:
            at = piece.start() + len(_ROMAN)
        else:
            continue
        try:
            new = value[start:at].encode("ascii").decode("iso2022_jp_2")
        except UnicodeDecodeError:
            continue
        if "\x1b" not in new and not new.isascii():
            yield Edit(start, at, new, "iso-2022-jp read as ascii", Sure.CERTAIN)
