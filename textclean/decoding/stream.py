"""Bytes of any size, piece by piece, in constant memory: the decision is made once, near the front.

The first 64 KB that hold a non-ASCII byte decide, by ``textclean.decoding.decode``: what was ASCII before is the same
in every encoding that can follow.  After that the encoding stays.  Where the evidence lies in that window, the text is
the same as that of the whole; what comes later (a foreign line in another encoding than the first ones) is not waited
for.  Pieces end at line ends where there are any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from textclean.decoding import by_evidence, codecs, decode, labels
from textclean.decoding.evidence import Decoded, problems
from textclean.patterns import lazy

PIECE = 1 << 22  # bytes of a piece, about: 4 MiB
_WINDOW = 1 << 16  # bytes that decide, from the first high byte on
_HIGH = lazy(rb"[\x80-\xff]")
_UTF8 = ("utf-8", "ascii", "cesu-8")


def decode_stream(
    chunks: Iterable[bytes],
    *,
    transport: str | None = None,
    declared: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    piece: int = PIECE,
) -> Iterator[Decoded]:
    """The text of *chunks* as pieces of about *piece* bytes, each with its own spans; the keywords are ``decode``'s.

    ``b"".join(p.encode() for p in pieces)`` is the very bytes.  How the bytes are cut into chunks makes no difference.
    Raises what ``decode`` raises.  An empty stream gives one empty piece.
    """

    def decide(data: bytes, later: bool, own: str | None) -> Decoded:
        if later and not encoding:  # what begins like a PDF in the middle of a text is none
            return by_evidence(data, transport, own and labels.require(own), language)
        return decode(data, transport=transport, declared=own, language=language, encoding=encoding)

    held = bytearray()
    source = iter(chunks)
    first: Decoded | None = None
    own = declared
    high = 0  # up to here there is no high byte in held
    given = False
    for chunk in source:
        held += chunk
        if first is None:
            found = _HIGH.search(held, high)
            high = found.start() if found else len(held)
            if len(held) < (high + _WINDOW if found else piece):
                continue
            own = own or _own(held, given)
            first = decide(bytes(held), given, own)
        while len(held) >= piece:
            size = _end(held, piece, first.encoding)
            yield _read(bytes(held[:size]), first, begins=not given)
            given = True
            del held[:size]
            high = max(0, high - size)
        if first.encoding == "ascii":  # still open: what is held has no high byte
            first, high = None, len(held)
    if first is None:
        first = decide(bytes(held), given, own)
        yield first if not given else _read(bytes(held), first, begins=False)
    elif held or not given:
        yield _read(bytes(held), first, begins=not given)


def _own(held: bytearray, given: bool) -> str | None:
    """What the document says of itself, at its very front only."""
    from textclean.decoding import declared  # rare, and only once

    return None if given else declared.find(bytes(held[: 1 << 14]))


def _end(held: bytearray, size: int, encoding: str) -> int:
    """Where a piece of about *size* bytes ends: after a line end, or else between two characters."""
    if encoding.startswith(("utf-16", "utf-32")):
        return size - size % 4 - (2 if _splits_pair(held, size - size % 4, encoding) else 0)
    end = held.rfind(b"\n", 0, size) + 1
    if end:
        return end
    if encoding in _UTF8:
        end = size
        while end > size - 4 and 0x80 <= held[end - 1] < 0xC0:
            end -= 1
        return end - 1 if held[end - 1] >= 0xC0 else size
    return size - codecs.pending(bytes(held[:size]), encoding)


def _splits_pair(held: bytearray, at: int, encoding: str) -> bool:
    high = held[at - 1] if encoding == "utf-16le" else held[at - 2]
    return "16" in encoding and 0xD8 <= high < 0xDC


def _read(data: bytes, first: Decoded, begins: bool) -> Decoded:
    """*data*, a piece of the stream, in the encoding that *first* decided."""
    head = first.bom if begins else b""
    body = data[len(head) :]
    base = first.encoding
    if base in _UTF8:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return _damaged(body, first, head)
        return replace(first, text=text, bom=head, spans=(), problems=())
    if any(span.encoding in _UTF8 for span in first.spans):
        return _damaged(body, first, head)
    text, spans = codecs.decode(body, base)
    return replace(first, text=text, bom=head, spans=spans, problems=problems(spans))


def _damaged(body: bytes, first: Decoded, head: bytes) -> Decoded:
    """A piece of mixed encodings; the foreign one is that of the front, if it had any."""
    from textclean.decoding import detect, mixed  # rare

    known = [span.encoding for span in first.spans if span.encoding not in _UTF8]
    fixed = known[0] if known else "" if first.encoding in _UTF8 else first.encoding

    def foreign(sample: Sequence[bytes | str], context: str) -> str:
        return fixed or detect.rank(sample, context=context)[0].encoding

    found = mixed.decode(body, foreign, lambda lines: fixed, proven=first.encoding in _UTF8)
    text, spans = found[:2] if found else codecs.decode(body, first.encoding)
    return replace(first, text=text, bom=head, spans=spans, problems=problems(spans))
