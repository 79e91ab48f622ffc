"""WARC and WET (ISO 28500): text records cleaned, every other record passed through.

``conversion`` records (WET files) hold plain text; ``response`` and ``resource`` records are cleaned if they are HTML
or plain text.  A changed record gets its new Content-Length and digests.  A response that was chunked or compressed is
written plain if it changes, and its headers say ``X-Crawler-Content-Encoding`` and the like, as Common Crawl has it.
In a .gz file every record stays a gzip member of its own, as readers that jump by offset want it.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple, cast

from textclean import formats
from textclean.errors import NotText
from textclean.formats import http_body
from textclean.formats.base import Block, Done, Note, Task
from textclean.formats.decoded import refuse_no_text
from textclean.io import compression

_LENGTH = re.compile(rb"^content-length:[ \t]*([0-9]{1,18})[ \t]*\r?$", re.I | re.M)
_MOST = 1 << 28  # bytes of a record that are held in memory; a larger one goes by in pieces
_HEAD = 1 << 20  # bytes of a head; what has more is no record
_PACKED = re.compile(rb"^((?:content|transfer)-encoding:)", re.I | re.M)
_MISSING = (
    "bodies that are chunked or compressed are passed through; to have them cleaned, install textclean-restore[warc]"
)
_PLAIN = "responses that were chunked or compressed, and changed, are written plain (X-Crawler-... in their headers)"
_ALGORITHMS = {b"sha1": hashlib.sha1, b"sha256": hashlib.sha256, b"md5": hashlib.md5}


class Record(NamedTuple):
    """The head of a record with its empty line, and its content without the two line ends behind it."""

    head: bytes
    content: bytes


class WarcFormat:
    """See the module."""

    is_text = False
    suffixes: tuple[str, ...] = ()
    places = ""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """One record each, with what parts it from the next; *context* is the length of the head, 0 to pass it on."""
        while True:
            head = _head(stream)
            if not head:
                return
            found = _LENGTH.search(head)
            if not head.startswith(b"WARC/") or found is None:
                yield Block(head, context=0)
                yield from (Block(rest, context=0) for rest in iter(lambda: stream.read(1 << 20), b""))
                return
            left = int(found[1]) + 4
            if left <= _MOST:
                yield Block(head + _read(stream, left), context=len(head))
                continue
            yield Block(head, context=0)
            while left and (piece := stream.read(min(left, 1 << 20))):
                left -= len(piece)
                yield Block(piece, context=0)

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the text of one record."""
        if not block.context:
            broken = not block.data.startswith(b"WARC/") and block.first and len(block.data) < 1 << 16
            return Done(None, lines=1, notes=(Note("no WARC record; passed through", passed=1),) if broken else ())
        head, rest = block.data[: block.context], block.data[block.context :]
        record = Record(head, rest[:-4])
        kind = _value(head, b"warc-type")
        if kind == b"conversion":
            return _treated(record, rest[-4:], 0, "text", "utf-8", task)
        mime = _value(head, b"content-type")
        if kind == b"resource" and (name := _kind(mime)):
            return _treated(record, rest[-4:], 0, name, mime.decode("latin-1"), task)
        if kind == b"response" and mime.startswith(b"application/http"):
            return _response(record, rest[-4:], task)
        return Done(None, lines=1)

    def sink(self, stream: IO[bytes], path: Path) -> IO[bytes]:
        """Members, one for each record, if the file is .gz."""
        return cast("IO[bytes]", _Members(stream)) if path.suffix.lower() == ".gz" else compression.writer(stream, path)


def _response(record: Record, end: bytes, task: Task) -> Done:
    """Clean the body of an HTTP response."""
    split = re.compile(rb"\r?\n\r?\n").search(record.content)
    if split is None:
        return Done(None, lines=1)
    http = record.content[: split.end()]
    mime = _value(http, b"content-type")
    name = _kind(mime)
    if not name:
        return Done(None, lines=1)
    transport = mime.decode("latin-1")
    codings = [_value(http, header).decode("latin-1") for header in (b"transfer-encoding", b"content-encoding")]
    if not any(coding.lower() not in ("", "identity") for coding in codings):
        return _treated(record, end, split.end(), name, transport, task)
    try:
        body = http_body.unpacked(record.content[split.end() :], *codings)
    except ImportError:
        return Done(None, lines=1, notes=(Note(_MISSING, failed=True, passed=1),))
    except http_body.PackedError as error:
        uri = _uri(record.head)
        return Done(None, lines=1, notes=(Note(f"{uri}: its body is passed through: {error}", failed=True, passed=1),))
    plain = _as_plain(http)
    done = _treated(Record(record.head, plain + body), end, len(plain), name, transport, task, record)
    return done._replace(notes=(*done.notes, Note(_PLAIN))) if done.data is not None else done


def _as_plain(http: bytes) -> bytes:
    """The head of a response whose body is not packed any more, with a place for its length."""
    http = _PACKED.sub(rb"X-Crawler-\1", http)
    if _LENGTH.search(http):
        return http
    line_end = b"\r\n" if http.endswith(b"\r\n") else b"\n"
    return http.removesuffix(line_end) + b"Content-Length: 0" + line_end * 2


def _treated(
    record: Record, end: bytes, start: int, name: str, transport: str, task: Task, source: Record | None = None
) -> Done:
    """The record with its content from *start* on cleaned as format *name*; *source*: as in the file, if not so."""
    own = replace(task, format=name, transport=transport, keep=True, undo=False, places=(), diff=False, no_nul=False)
    uri = _uri(record.head)
    try:
        refuse_no_text(record.content[start:], own)
    except NotText as error:
        return Done(None, lines=1, notes=(Note(f"{uri}: passed through: {error}", passed=1),))
    done = formats.find(name).treat(Block(record.content[start:]), own)
    spots = tuple(spot._replace(cell=f"{uri} {spot.cell}".strip()) for spot in done.spots)
    notes = tuple(Note(f"{uri}: {note.text}") for note in done.notes)
    if done.refused:
        notes = (*notes, Note(f"{uri}: left as it was: {done.refused}"))
    if done.data is None:
        return Done(None, spots=spots, lines=1, notes=notes)
    body = done.data
    http = _length(record.content[:start], len(body)) if start else b""
    head = _length(record.head, len(http) + len(body))
    head = _digest(_digest(head, b"warc-block-digest", http + body), b"warc-payload-digest", body)
    out = head + http + body + end
    way_back = None
    if task.undo:
        from textclean.io.undo import of_edits

        old = b"".join((*(source or record), end))
        way_back = of_edits(old, out, [(0, len(out), old)])
    return Done(out, done.changed, spots, 1, 0, notes, undo=way_back)


def _uri(head: bytes) -> str:
    return _value(head, b"warc-target-uri").decode("utf-8", "replace")


def _kind(mime: bytes) -> str:
    bare = mime.split(b";")[0].strip().lower()
    return {b"text/html": "html", b"application/xhtml+xml": "html", b"text/plain": "text"}.get(bare, "")


def _value(head: bytes, name: bytes) -> bytes:
    found = _field(head, name)
    return found[1].strip() if found else b""


def _field(head: bytes, name: bytes) -> re.Match[bytes] | None:
    return re.compile(rb"^%b:[ \t]*([^\r\n]*)" % re.escape(name), re.I | re.M).search(head)


def _length(head: bytes, length: int) -> bytes:
    found = _LENGTH.search(head)
    return head[: found.start(1)] + b"%d" % length + head[found.end(1) :] if found else head


def _digest(head: bytes, name: bytes, data: bytes) -> bytes:
    """*head* with the digest *name* of *data*, in the algorithm and the alphabet (base 32 or 16) it had."""
    found = _field(head, name)
    algorithm, _, was = found[1].strip().partition(b":") if found else (b"", b"", b"")
    if found is None or algorithm.lower() not in _ALGORITHMS:
        return head
    digest = _ALGORITHMS[algorithm.lower()](data).digest()
    new = digest.hex().encode() if len(was) == 2 * len(digest) else base64.b32encode(digest)
    return head[: found.start(1)] + algorithm + b":" + new + head[found.start(1) + len(found[1].rstrip()) :]


def _head(stream: BinaryIO) -> bytes:
    """Up to and with the empty line; blank lines in front are taken along.  Cut where it gets too long."""
    lines = []
    started = False
    left = _HEAD
    while left > 0 and (line := stream.readline(left)):
        left -= len(line)
        lines.append(line)
        if line.strip():
            started = True
        elif started:
            break
    return b"".join(lines)


def _read(stream: BinaryIO, size: int) -> bytes:
    pieces = []
    while size and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class _Members:
    """Every write is a gzip member."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        self._stream.write(gzip.compress(data, mtime=0))
        return len(data)

    def close(self) -> None:
        """The stream is closed by whoever opened it."""


FORMAT = WarcFormat()
