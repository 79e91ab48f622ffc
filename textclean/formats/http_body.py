"""Bodies of HTTP responses as they were sent: in chunks (RFC 9112, section 7.1), compressed (RFC 9110, section 8.4.1).

With the extra ``[warc]``: warcio takes them apart.  It guesses where a body is damaged; here that is an error, since
nothing may be lost.
"""

from __future__ import annotations

import io
import re
from typing import Any

MOST = 1 << 28  # bytes of an unpacked body, which is held in memory
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")  # how a body in chunks begins
_NONE = ("", "identity")


class PackedError(ValueError):
    """The body cannot be unpacked, and why."""


def unpacked(body: bytes, transfer: str, content: str) -> bytes:
    """*body* without the codings that the headers Transfer-Encoding and Content-Encoding name.

    Some crawlers write the plain body and leave the headers as they came; such a body is returned as it is.
    Raises ImportError if warcio is not installed, :class:`PackedError` for a body that is cut off, damaged, of more
    than 256 MiB, or in a coding that is not known here.

    >>> unpacked(b"plain", "", "identity")
    b'plain'
    """
    codings = [name.strip().lower() for name in f"{content},{transfer}".split(",")]
    for coding in reversed([name for name in codings if name not in _NONE]):
        body = _joined(body) if coding == "chunked" else _inflated(body, coding.removeprefix("x-"))
    return body


def _joined(body: bytes) -> bytes:
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    if not _CHUNK.match(body):
        return body
    stream = io.BytesIO(body)
    try:
        data = bytes(ChunkedDataReader(stream, raise_exceptions=True).read())
    except ChunkedDataException as cause:
        raise PackedError("its chunks are cut off or damaged") from cause
    if stream.read(1):
        raise PackedError("something stands behind its last chunk")
    return data


def _inflated(body: bytes, coding: str) -> bytes:
    from warcio.bufferedreaders import BufferedReader

    if coding == "gzip" and not body.startswith(b"\x1f\x8b"):
        return body
    known = BufferedReader.DECOMPRESSORS
    names = ("deflate", "deflate_alt") if coding == "deflate" else (coding,)
    if coding not in ("gzip", "deflate"):
        raise PackedError(f"its coding {coding!r} is not known here")
    for name in names:  # "deflate" is sent with and without the head of zlib
        data = _whole(body, known[name])
        if data is not None:
            return data
    raise PackedError(f"its {coding} data is cut off or damaged")


def _whole(body: bytes, made: Any) -> bytes | None:
    """All of *body*, by decompressors that *made* makes for its members; None if it is no such data throughout."""
    pieces, left = [], MOST
    while body:
        decompressor = made()
        try:
            pieces.append(decompressor.decompress(body, left + 1))
        except Exception:  # each library has errors of its own
            return None
        left -= len(pieces[-1])
        if left < 0:
            raise PackedError(f"it has more than {MOST >> 20} MiB")
        if not decompressor.eof:
            return None
        body = decompressor.unused_data
    return b"".join(pieces)
