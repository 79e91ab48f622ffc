"""Japanese, Korean and Chinese mail as it travels: seven bits and escape sequences (ISO 2022), read as ASCII.

``ESC $ B`` says that two-byte characters follow, ``ESC ( B`` that ASCII does.  Terminals know such sequences, too, so
what stands between must decode all through (RFC 1468, RFC 1557, RFC 1922).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Edit, Sure

STARTS = ("\x1b$B", "\x1b$@", "\x1b$(D", "\x1b$A", "\x1b$(C", "\x1b(J", "\x1b(I")
_RUN = re.compile("(?:\x1b(?:\\$[@AB]|\\$\\([CD]|\\([IJ])[\x21-\x7e \t]{0,4000}?)+(?:\x1b\\([BJ]|(?=\n)|$)")


def runs(value: str) -> Iterator[Edit]:
    """Each run of such characters, with the escape sequences around it."""
    for match in _RUN.finditer(value):
        try:
            new = match[0].encode("ascii").decode("iso2022_jp_2")
        except UnicodeDecodeError:
            continue
        if "\x1b" not in new and not new.isascii():
            yield Edit(*match.span(), new, "iso-2022-jp read as ascii", Sure.CERTAIN)
