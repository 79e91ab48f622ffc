"""Charsets without a state, in which equal bytes are equal characters: of one byte, of several, UTF-8, UTF-16, UTF-32.

Python's own names mislead on the web: its cp1252 refuses five bytes, gbk lacks 2,149 of the standard's pairs, euc_kr
8,823, shift_jis 2,725, euc_jp the NEC row.  Here a label means what the WHATWG Encoding Standard's index gives it, and
the bytes 80-9F that a Windows code page leaves free are C1 controls.  An undecodable byte becomes U+FFFD and a span
that keeps it; so does every piece that would not be written back as the bytes it came from (cp932 87 90 is U+2252,
which is written 81 E0).
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import Any

from textclean.charsets import GAP, charset, from_standard, rows, to_standard
from textclean.decoding.span import Span
from textclean.patterns import lazy

_ESCAPES = "".join(map(chr, range(0xDC80, 0xDD00)))
ESCAPED = lazy(f"[{_ESCAPES}]")
# One U+FFFD stands for one broken sequence, as browsers do it: a lead byte and the continuation bytes that fit.
_BROKEN_UTF8 = lazy(
    "\udce0[\udca0-\udcbf]|[\udce1-\udcec\udcee\udcef][\udc80-\udcbf]|\udced[\udc80-\udc9f]"
    "|\udcf0[\udc90-\udcbf][\udc80-\udcbf]?|[\udcf1-\udcf3][\udc80-\udcbf]{1,2}|\udcf4[\udc80-\udc8f][\udc80-\udcbf]?"
    "|[\udc80-\udcff]"
)
_LONE = lazy("[\ud800-\udfff]")


@cache
def table(encoding: str) -> str | None:
    """The 256 characters of a single-byte *encoding* (U+FFFE: none), or None if it is not single-byte."""
    if encoding == "x-user-defined":
        return "".join(chr(b if b < 0x80 else 0xF780 + b - 0x80) for b in range(256))
    row = rows().get(encoding)
    if row is None or not row.one_byte:
        return None
    chars = charset(encoding).table
    if row.family == "windows":
        chars = "".join(chr(byte) if c == GAP and byte < 0xA0 else c for byte, c in enumerate(chars))
    return chars


@cache
def _writing(encoding: str) -> Any:
    return codecs.charmap_build(table(encoding) or "")


@cache
def several(encoding: str) -> str | None:
    """Python's codec of an *encoding* that takes several bytes a character, or None."""
    row = rows().get(encoding)
    return row.codec if row and row.wide else None


@cache
def units(encoding: str) -> str | None:
    """Python's codec of a form of UTF-16 or UTF-32, or None."""
    return rows()[encoding].codec if encoding.startswith(("utf-16", "utf-32")) else None


def decode(data: bytes, encoding: str) -> tuple[str, tuple[Span, ...]]:
    """The text of *data* in *encoding*, and spans for what is undecodable or not reversible.  Never raises."""
    if encoding == "utf-8" or encoding == "ascii":
        return _settle(data.decode("utf-8", "surrogateescape"), "utf-8")
    chars = table(encoding)
    if chars is not None:
        try:
            return codecs.charmap_decode(data, "strict", chars)[0], ()
        except UnicodeDecodeError:
            return _settle(codecs.charmap_decode(data, "surrogateescape", chars)[0], encoding)
    return _decode_several(data, encoding) if several(encoding) else _decode_units(data, encoding)


def encode(text: str, encoding: str) -> bytes:
    """*text* in *encoding*.  Raises UnicodeEncodeError where it has no bytes for a character."""
    if encoding in ("utf-8", "ascii"):
        return text.encode("utf-8")
    if table(encoding) is not None:
        return codecs.charmap_encode(text, "strict", _writing(encoding))[0]
    codec = several(encoding)
    if codec is None:
        return text.encode(units(encoding) or encoding)
    return from_standard(text, codec).encode(codec, "textclean.nec" if codec == "euc_jp" else "strict")


def _settle(escaped: str, encoding: str, spans: list[Span] | None = None) -> tuple[str, tuple[Span, ...]]:
    """Escaped bytes (U+DC80-DCFF) become U+FFFD, each with a span that keeps its bytes."""
    if not (escaped.isascii() or ESCAPED.search(escaped)):
        return escaped, tuple(spans or ())

    found = list(spans or ())
    pieces: list[str] = []
    at = gone = 0  # gone: code points that the text has lost to this point
    pattern = _BROKEN_UTF8 if encoding == "utf-8" else ESCAPED
    for match in pattern.finditer(escaped):
        start = match.start() - gone
        raw = match.group().encode("ascii", "surrogateescape")
        euro = raw == b"\x80" and encoding in ("gbk", "gb18030")
        pieces += [escaped[at : match.start()], "\u20ac" if euro else "\ufffd"]
        found.append(Span(start, start + 1, encoding, raw, "not reversible" if euro else "undecodable"))
        at = match.end()
        gone += len(raw) - 1
    return "".join([*pieces, escaped[at:]]), tuple(sorted(found))


def _decode_several(data: bytes, encoding: str) -> tuple[str, tuple[Span, ...]]:
    python = several(encoding) or encoding
    errors = "textclean.nec" if python == "euc_jp" else "surrogateescape"
    escaped = data.decode(python, errors)
    text = to_standard(escaped, python)
    if _back(text, python) == data:
        return _settle(text, encoding)
    return _settle(*_piece_by_piece(data, encoding, python, errors))


def _back(text: str, codec: str) -> bytes | None:
    """The bytes of *text*, in which surrogates stand for undecodable bytes; None if it cannot be written."""
    try:
        errors = "textclean.nec" if codec == "euc_jp" else "surrogateescape"
        return from_standard(text, codec).encode(codec, errors)
    except UnicodeEncodeError:
        return None


def _piece_by_piece(data: bytes, encoding: str, python: str, errors: str) -> tuple[str, str, list[Span]]:
    """Line by line, and byte by byte in the lines that do not come back: which characters are not reversible?"""

    spans: list[Span] = []
    out: list[str] = []
    at = 0
    for line in data.splitlines(keepends=True):
        escaped = line.decode(python, errors)
        whole = _back(to_standard(escaped, python), python) == line
        for piece, raw in [(escaped, line)] if whole else _bytewise(line, python, errors):
            text = to_standard(piece, python)
            if _back(text, python) != raw:
                spans.append(Span(at, at + len(text), encoding, raw, "not reversible"))
            out.append(text)
            at += len(text)
    return "".join(out), encoding, spans


def _bytewise(line: bytes, python: str, errors: str) -> list[tuple[str, bytes]]:
    """Characters of *line*, each with its bytes."""
    decoder = codecs.getincrementaldecoder(python)(errors)
    pieces = []
    start = 0
    for at in range(1, len(line) + 1):
        piece = decoder.decode(line[at - 1 : at])
        if piece:
            end = at - len(decoder.getstate()[0])
            escapes = len(piece) - len(piece.lstrip(_ESCAPES))
            if 0 < escapes < len(piece):  # a byte given up and the character after it come out together
                pieces.append((piece[:escapes], line[start : start + escapes]))
                piece, start = piece[escapes:], start + escapes
            pieces.append((piece, line[start:end]))
            start = end
    if start < len(line):  # a cut character: its first byte is given up (the final flag would lose the rest)
        pieces.append((chr(0xDC00 + line[start]), line[start : start + 1]))
        pieces += _bytewise(line[start + 1 :], python, errors)
    return pieces


def _nec(error: UnicodeError) -> tuple[str | bytes, int]:
    """For EUC-JP: rows that JIS leaves free and NEC and IBM filled (AD A1 is U+2460), by way of Shift_JIS."""
    if isinstance(error, UnicodeDecodeError):
        pair = error.object[error.start : error.start + 2]
        if len(pair) == 2 and min(pair) > 0xA0 and max(pair) < 0xFF:
            row, cell = pair[0] - 0xA0, pair[1] - 0xA0
            lead = (row - 1) // 2 + (0x81 if row <= 62 else 0xC1)
            trail = cell + 0x9E if row % 2 == 0 else cell + 0x3F + (cell > 63)
            try:
                return bytes([lead, trail]).decode("cp932"), error.start + 2
            except UnicodeDecodeError:
                pass
        if pair[0] < 0x80:
            raise error
        return chr(0xDC00 + pair[0]), error.start + 1
    if isinstance(error, UnicodeEncodeError):
        char = error.object[error.start]
        if "\udc80" <= char <= "\udcff":
            return bytes([ord(char) - 0xDC00]), error.start + 1
        try:
            lead, trail = char.encode("cp932")
        except (UnicodeEncodeError, ValueError):
            raise error from None
        row = 2 * (lead - (0x81 if lead < 0xA0 else 0xC1)) + (2 if trail > 0x9E else 1)
        if row > 94:
            raise error
        cell = trail - 0x9E if row % 2 == 0 else trail - 0x3F - (trail > 0x7F)
        return bytes([0xA0 + row, 0xA0 + cell]), error.start + 1
    raise error


codecs.register_error("textclean.nec", _nec)


def _decode_units(data: bytes, encoding: str) -> tuple[str, tuple[Span, ...]]:
    """UTF-16 and UTF-32: lone surrogates, units above U+10FFFF and a cut tail become U+FFFD."""

    codec = units(encoding) or encoding
    size = 4 if "32" in encoding else 2
    whole = len(data) - len(data) % size
    if size == 4:
        order = "little" if encoding.endswith("le") else "big"
        try:
            text = data[:whole].decode(codec, "surrogatepass")
        except UnicodeDecodeError:
            points = [int.from_bytes(data[at : at + 4], order) for at in range(0, whole, 4)]  # type: ignore[arg-type]
            text = "".join(chr(p) if p < 0x110000 else "\ud800" for p in points)
    else:
        text = data[:whole].decode(codec, "surrogatepass")
    spans: list[Span] = []
    if data[whole:]:
        spans.append(Span(len(text), len(text) + 1, encoding, data[whole:], "undecodable"))
    if _LONE.search(text):
        at = last = 0  # byte offset of the code point *last*
        for match in _LONE.finditer(text):
            at += len(text[last : match.start()].encode(codec, "surrogatepass"))
            last = match.start()
            spans.append(Span(last, last + 1, encoding, data[at : at + size], "undecodable"))
        text = _LONE.sub("\ufffd", text)
    return text + ("\ufffd" if data[whole:] else ""), tuple(sorted(spans))
