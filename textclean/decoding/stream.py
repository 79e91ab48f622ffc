"""Bytes of any size, piece by piece, in constant memory: decided once, near the front, and the same everywhere.

``Front`` looks at the bytes as they come and says how each piece is read; ``read`` reads a piece, in any process.  The
first 64 KB from the first byte that says anything decide, by ``textclean.decoding.decode``: what was ASCII before is
the same in every encoding that can follow.  Where the evidence lies in there, the text is that of the whole.

After that the encoding stays, and with it what a decoder has to remember from one piece to the next: the escape
sequences in force.  Only UTF-8 is proven line by line, everywhere: a good line is UTF-8 in a stream of windows-1252,
and the bytes that are not UTF-8 are read in one encoding, that of the first of them.  Pieces end at line ends where
there are any, and always between two characters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType
from typing import NamedTuple

from textclean.decoding import by_evidence, codecs, decode, labels, units
from textclean.decoding.evidence import Decoded, problems
from textclean.decoding.span import Span
from textclean.patterns import lazy

PIECE = 1 << 22  # bytes of a piece, about: 4 MiB
WINDOW = 1 << 16  # bytes that decide, from the first one that says anything
_SIGN = lazy(rb"[\x00-\x08\x0b\x0e-\x1f\x80-\xff]|~\{")  # what plain ASCII text does not hold
_DECLARED = 1 << 14  # bytes at the front of the stream in which it may name its own encoding
_ASCII_BEFORE = b" " * 4096  # stands for what has been passed on: no mark can follow it
_UTF8 = ("utf-8", "ascii")
_ENOUGH = 4096  # bytes of lines that are not UTF-8, by which the encoding of lines that come one by one is settled
_SAFE_END = lazy(rb"[\x00-\x2f](?=[^\x00-\x2f]*\Z)")  # no such byte is part of a multi-byte character
_NEW_LINES = {"utf-16le": b"\n\0", "utf-16be": b"\0\n", "utf-32le": b"\n\0\0\0", "utf-32be": b"\0\0\0\n"}

Ahead = Callable[[], bytes]  # what follows, at least WINDOW bytes of it if there are so many


class Reading(NamedTuple):
    """How a piece of a stream is read.

    *encoding* and *why* as in ``Decoded``.  *foreign*: the encoding of what is not UTF-8, where each line is settled
    for itself; "" if none is known, None if the whole piece is read in *encoding*.  *bom* is at the head of the
    piece.  *state*: the escape sequences in force where it begins.  *starts_inside*, *ends_inside*: a line goes on
    across its start, its end.
    """

    encoding: str
    why: str
    foreign: str | None = None
    bom: bytes = b""
    state: bytes = b""
    starts_inside: bool = False
    ends_inside: bool = False


_OPEN = Reading("ascii", "ascii", "")


class Front:
    """What is known of a stream so far.  The keywords are those of ``decode``; raises UsageError as it does.

    For each piece, in order: ``look`` at what comes next; then ``end`` says where text may end, or ``units`` in which
    bytes to look for an end; ``reading`` says how the piece is read.  The last piece needs no look.
    Where nothing can be waited for, ``line`` takes the place of all.
    """

    def __init__(
        self,
        *,
        transport: str | None = None,
        declared: str | None = None,
        language: str | None = None,
        encoding: str | None = None,
    ) -> None:
        self._transport, self._language = transport, language
        self._declared = labels.require(declared) if declared else None
        self._stated = labels.require(encoding) if encoding else ""
        self.asked = False  # to look: the stream may have more than one piece
        self._known: Reading | None = None
        self._begins = True  # nothing has been passed on
        self._looked = False  # at the piece to come
        self._state = b""
        self._inside = False
        self._sample: bytes | None = b""  # lines by which the encoding is still judged anew

    def look(self, data: bytes, ahead: Ahead) -> None:
        """Decide what *data*, which comes next, and what is *ahead* of it can decide.  Raises NotText as ``decode``."""
        self._look(data, ahead)
        self._looked = self.asked = True

    @property
    def mark(self) -> bytes:
        """The byte order mark at the head of what comes next."""
        return self._known.bom if self._known else b""

    def units(self, data: bytes) -> tuple[bytes, int]:
        """*data*, which comes next, as bytes in which ASCII can be looked for: see ``textclean.decoding.units``."""
        return units.units(data, (self._known or _OPEN).encoding, self._state)

    def end(self, data: bytes) -> int:
        """Where a piece of text at the head of *data* ends: after its last line, else a blank, else a character."""
        encoding = (self._known or _OPEN).encoding
        if encoding in _NEW_LINES:
            return _wide_end(data, encoding)
        at = data.rfind(b"\n") + 1 or data.rfind(b" ") + 1
        return at or _whole(data, len(data), encoding, self._state)

    def reading(self, data: bytes) -> Reading:
        """How the next piece, *data*, is read."""
        last = not self._looked
        if last:
            self._look(data, bytes)
        self._looked = False
        known = self._known or _OPEN
        inside = not last and not data.endswith(b"\n")
        found = known._replace(state=self._state, starts_inside=self._inside, ends_inside=inside)
        self._inside = inside
        self._passed(data)
        return found

    def line(self, data: bytes) -> Reading | None:
        """How *data*, the next line, is read, by what came so far; None: by itself, nothing is known yet.

        The encoding of what is not UTF-8 is judged anew with each such line, up to some KB of them.
        """
        if self._stated and self._known is None:
            self._look(data, bytes)
        elif self._sample is not None and _SIGN.search(data) is not None:
            self._judge_line(data)
        if self._known is None:
            self._begins = False
            return None
        self._looked = True
        return self.reading(data)._replace(starts_inside=False, ends_inside=False)

    def new_line(self, line: bytes) -> bytes:
        """The line end of the stream that begins with *line*, which was read up to a byte 0A; LF but for UTF-16."""
        if self._stated:
            return _NEW_LINES.get(self._stated, b"\n")
        for unit in (4, 2):
            missing = bytes(-len(line) % unit) if b"\0" in line else b""  # no NUL that is not there may tell of UTF-16
            whole = (line + missing)[: len(line + missing) // unit * unit]
            found = by_evidence(whole).encoding if _SIGN.search(line) else ""
            if len(_NEW_LINES.get(found, b"")) == unit:
                return _NEW_LINES[found]
        return b"\n"

    def _passed(self, data: bytes) -> None:
        """*data* is behind us."""
        if self._known is not None:
            if codecs.switches(self._known.encoding):
                self._state = _escapes().state(data, self._known.encoding, self._state)
            self._known = self._known._replace(bom=b"")
        self._begins = False

    def _look(self, data: bytes, ahead: Ahead) -> None:
        """Decide what can be decided by *data*, which comes next, and what is *ahead* of it."""
        if self._known is None:
            self._decide(data, ahead)
        if self._known is not None and self._known.foreign == "":
            self._find_foreign(data, ahead)

    def _decide(self, data: bytes, ahead: Ahead) -> None:
        at = 0
        while (sign := _SIGN.search(data, at)) or (self._begins and not at):
            till = ((sign.start() if sign else 0) + WINDOW) & ~3  # whole units
            found = self._judge(data[:till] if till <= len(data) else (data + ahead())[:till])
            if found.encoding != "ascii":
                self._known = self._settled(found)
            if found.encoding != "ascii" or till >= len(data):
                return
            at = till

    def _judge(self, data: bytes) -> Decoded:
        if self._stated:
            return decode(data, encoding=self._stated)
        if not self._begins:  # what begins like a PDF in the middle of a text is none
            return by_evidence(_ASCII_BEFORE + data, self._transport, self._declared, self._language)
        found = decode(data, transport=self._transport, declared=self._declared, language=self._language)
        self._declared = self._declared or _own(data)
        return found

    def _settled(self, found: Decoded) -> Reading:
        foreign: str | None = None
        if not self._stated and found.encoding in _UTF8:
            foreign = _foreign(found.spans)
        elif not self._stated and codecs.extends_ascii(found.encoding):
            foreign = found.encoding
        return Reading(found.encoding, found.why, foreign, found.bom)

    def _find_foreign(self, data: bytes, ahead: Ahead) -> None:
        """The encoding of the first bytes that are not UTF-8, if there are any."""
        at = 0
        while at < len(data):
            try:
                data[at:].decode("utf-8")
                return
            except UnicodeDecodeError as error:
                bad = at + error.start
            if bad + WINDOW > len(data):
                data += ahead()
            begin = max(data.rfind(b"\n", 0, max(0, bad - WINDOW // 2)) + 1, bad - WINDOW)
            found = self._foreign_around(data[begin : bad + WINDOW])
            if found:
                self._known = (self._known or _OPEN)._replace(foreign=found)
                return
            at = bad + WINDOW

    def _foreign_around(self, window: bytes) -> str:
        from textclean.decoding import detect, labels, mixed, utf8  # rare

        window = window[: window.rfind(b"\n") + 1] or window
        if utf8.cut(window) or not any(span.why == "undecodable" for span in utf8.variants(window)[1]):
            return ""
        hint = self._declared or (self._transport and labels.resolve(labels.of_header(self._transport)))
        favoured = [(hint, 15.0)] if hint and not hint.startswith("utf-") else []
        asked: list[str] = []

        def foreign(pieces: Sequence[bytes | str], context: str) -> str:
            asked.append(detect.rank(pieces, favoured, self._language, context)[0].encoding)
            return asked[-1]

        found = mixed.decode(window, foreign, lambda lines: foreign([lines], ""), proven=True)
        return (_foreign(found[1]) if found else "") or (asked[0] if asked else "")

    def _judge_line(self, data: bytes) -> None:
        """Lines come one by one: the encoding is that of all lines so far that are not UTF-8, up to some KB."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = ""
        if text and not text.isascii() and not (self._begins and data.startswith(b"\xef\xbb\xbf")):
            return  # good UTF-8 says nothing about what is not
        self._sample = (self._sample or b"") + data
        found = self._judge(self._sample)
        if found.encoding == "ascii":
            self._sample = b""
            return
        self._known = self._settled(found)
        if self._known.foreign is None or len(self._sample) >= _ENOUGH:
            self._sample = None


def read(data: bytes, reading: Reading) -> Decoded:
    """The text of *data*, a piece of a stream; ``encode`` gives back the very bytes."""
    body = data[len(reading.bom) :]
    encoding, foreign = reading.encoding, reading.foreign
    if foreign is None:
        text, spans = codecs.decode(body, encoding, reading.state)
    elif encoding in _UTF8 and _is_utf8(body):
        text, spans = body.decode("utf-8"), ()
    else:
        from textclean.decoding import lines  # rare

        text, spans = lines.decode(body, encoding, foreign, reading.starts_inside, reading.ends_inside)
    return Decoded(text, encoding, reading.why, bom=reading.bom, spans=spans, problems=problems(spans))


def decode_stream(
    chunks: Iterable[bytes],
    *,
    transport: str | None = None,
    declared: str | None = None,
    language: str | None = None,
    encoding: str | None = None,
    piece: int = PIECE,
) -> Iterator[Decoded]:
    """The text of *chunks* as pieces of at most *piece* bytes, each with its own spans; the keywords are ``decode``'s.

    ``b"".join(p.encode() for p in pieces)`` is the very bytes.  How the bytes are cut into chunks makes no difference.
    Raises what ``decode`` raises.  What fits one piece is decoded as a whole; so an empty stream gives an empty piece.

    >>> [found.text for found in decode_stream([b"caf", b"\\xc3", b"\\xa9"])]
    ['café']
    """
    front = Front(transport=transport, declared=declared, language=language, encoding=encoding)
    held = bytearray()
    source = iter(chunks)

    def ahead() -> bytes:
        return bytes(held[piece:])

    given = False
    while True:
        while len(held) < piece + WINDOW and (chunk := next(source, None)) is not None:
            held += chunk
        if len(held) <= piece:
            break
        data = bytes(held[:piece])
        front.look(data, ahead)
        data = data[: front.end(data)]
        yield read(data, front.reading(data))
        given = True
        del held[: len(data)]
    if given:
        yield read(bytes(held), front.reading(bytes(held)))
    else:
        yield decode(bytes(held), transport=transport, declared=declared, language=language, encoding=encoding)


def _escapes() -> ModuleType:
    from textclean.decoding import escapes  # rare

    return escapes


def _own(data: bytes) -> str | None:
    """What the document says of itself, at its very front only."""
    from textclean.decoding import declared  # rare, and only once

    return declared.find(data[:_DECLARED])


def _foreign(spans: tuple[Span, ...]) -> str:
    """In which encoding most of what is not UTF-8 was read; "" if all is."""
    found = Counter[str]()
    for span in spans:
        if span.encoding not in (*_UTF8, "cesu-8") and span.why != "undecodable":
            found[span.encoding] += len(span.raw)
    return found.most_common(1)[0][0] if found else ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide_end(data: bytes, encoding: str) -> int:
    """After the last line end of whole units; else between two characters."""
    new_line = _NEW_LINES[encoding]
    unit = len(new_line)
    at = len(data)
    while (at := data.rfind(new_line, 0, at + unit - 1)) >= 0:
        if at % unit == 0:
            return at + unit
    at = len(data) - len(data) % unit
    high = data[at - 1 if encoding.endswith("le") else at - 2]  # the first half of a pair stays with the second
    return at - unit if unit == 2 and 0xD8 <= high <= 0xDB else at


def _whole(data: bytes, at: int, encoding: str, state: bytes) -> int:
    """The end of the last whole character of ``data[:at]``; *at* if there is none."""
    if codecs.switches(encoding) or encoding == "ascii":
        return _escapes().boundary(data[:at], encoding, state) or at
    if encoding in _UTF8:
        return at - codecs.pending(data[max(0, at - 6) : at], encoding) or at
    safe = _SAFE_END.search(data, max(0, at - WINDOW), at)
    return at - codecs.pending(data[safe.end() if safe else 0 : at], encoding) or at
