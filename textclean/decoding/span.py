"""A piece of decoded text that is not like the rest of its document."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A piece of the text that was not read, or cannot be written, like the rest of the document.

    *start*, *end*: code points of ``Decoded.text``.  *encoding*: how this piece was read.  *raw*: its bytes.
    *why*: "undecodable", "not reversible", "foreign line", "stray byte", "surrogate pair in UTF-8", ...
    """

    start: int
    end: int
    encoding: str
    raw: bytes
    why: str
