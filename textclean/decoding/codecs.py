"""Codecs that cover what pages really hold, total in one direction: any bytes decode, and nothing is forgotten.

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

from textclean.decoding.span import Span
from textclean.patterns import lazy

# Canonical name -> Python's codec.  The rest of the single-byte names are Python's own.
_SINGLE = {
    "windows-874": "cp874", **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
    "ibm866": "cp866", "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "mac-centeuro": "mac_latin2",
}  # fmt: skip
_MULTI = {
    "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc-kr": "cp949",
    "johab": "johab", "euc-jp": "euc_jp",
}  # fmt: skip
_UNICODE = {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-32le": "utf-32-le", "utf-32be": "utf-32-be"}
# Where the standard departs from Python's table.
_PATCHES = {"windows-1255": {0xCA: "\u05ba"}, "koi8-u": {0xAE: "\u045e", 0xBE: "\u040e"}}
# JIS X 0208 signs that the standard maps as Microsoft did; Python's euc_jp maps them as JIS does.
_JIS_TO_WEB = str.maketrans("\u301c\u2016\u2212\u00a2\u00a3\u00ac", "\uff5e\u2225\uff0d\uffe0\uffe1\uffe2")
_WEB_TO_JIS = {ord(chr(web)): chr(jis) for jis, web in _JIS_TO_WEB.items()}
_HOLE = "\ufffe"
_ASCII = "".join(map(chr, range(128)))
_ESCAPES = "".join(map(chr, range(0xDC80, 0xDD00)))
_ESCAPED = lazy(f"[{_ESCAPES}]")
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
    if encoding in _MULTI or encoding in _UNICODE or encoding.startswith(("utf-", "iso-2022", "hz", "cesu")):
        return None
    if encoding in ("ascii", "utf-8"):
        return None
    if encoding == "x-user-defined":
        return "".join(chr(b if b < 0x80 else 0xF780 + b - 0x80) for b in range(256))
    read = bytes(range(256)).decode(_SINGLE.get(encoding, encoding), "surrogateescape")
    free = "windows" in encoding
    chars = [_HOLE if c >= "\udc80" and c <= "\udcff" else c for c in read]
    for byte, char in enumerate(chars):
        if char == _HOLE and free and byte < 0xA0:
            chars[byte] = chr(byte)
        elif chars.index(char) < byte:  # EBCDIC pages use U+001A for "nothing": only its first byte comes back
            chars[byte] = _HOLE
        chars[byte] = _PATCHES.get(encoding, {}).get(byte, chars[byte])
    return "".join(chars)


@cache
def _writing(encoding: str) -> Any:
    return codecs.charmap_build(table(encoding) or "")


def extends_ascii(encoding: str) -> bool:
    """Are the bytes below 80 ASCII, and the encoding not UTF-8 and without a state?"""
    return encoding in _MULTI or (table(encoding) or "").startswith(_ASCII)


def switches(encoding: str) -> bool:
    """Has *encoding* a state, so that bytes below 80 may be anything?"""
    return encoding.startswith("iso-2022") or encoding in ("hz", "utf-7")


def decode(data: bytes, encoding: str, state: bytes = b"") -> tuple[str, tuple[Span, ...]]:
    """The text of *data* in the canonical *encoding*, and spans for what is undecodable or not reversible.

    Never raises on any bytes.  *encoding* is a name that ``labels.resolve`` gives.  *state*: the escape sequences in
    force before *data*, as ``escapes.state`` gives them.
    """
    if encoding == "utf-8" or encoding == "ascii":
        return _settle(data.decode("utf-8", "surrogateescape"), "utf-8")
    chars = table(encoding)
    if chars is not None:
        try:
            return codecs.charmap_decode(data, "strict", chars)[0], ()
        except UnicodeDecodeError:
            return _settle(codecs.charmap_decode(data, "surrogateescape", chars)[0], encoding)
    if encoding in _MULTI:
        return _decode_multi(data, encoding)
    if encoding in _UNICODE:
        return _decode_units(data, encoding)
    return _decode_special(data, encoding, state)


def peek(data: bytes, encoding: str) -> str:
    """The text for the eye: U+FFFD where a byte is undecodable, no spans, no question whether it is reversible."""
    chars = table(encoding)
    if chars is not None:
        return codecs.charmap_decode(data, "replace", chars)[0]
    python = _MULTI.get(encoding)
    if python is None:
        return data.decode("utf-8", "replace") if encoding == "utf-8" else decode(data, encoding)[0]
    if python == "euc_jp":
        return _ESCAPED.sub("\ufffd", data.decode(python, "textclean.nec")).translate(_JIS_TO_WEB)
    if b"\x80" in data and python == "gb18030":
        return _ESCAPED.sub("\ufffd", data.decode(python, "surrogateescape").replace("\udc80", "\u20ac"))
    return data.decode(python, "replace")


def is_valid(data: bytes, encoding: str, *, cut: bool = False) -> bool:
    """Does *data* decode in *encoding* without an undecodable byte?  *cut*: its last character may be cut off."""
    text = peek(data, encoding)
    return "\ufffd" not in (text[:-4] + text[-4:].rstrip("\ufffd") if cut else text)


def pending(data: bytes, encoding: str) -> int:
    """How many bytes at the end of *data* are the beginning of a character that is cut off.

    In UTF-8 the first half of a surrogate pair (CESU-8) counts too.
    """
    if encoding in ("utf-8", "ascii", "cesu-8"):
        from textclean.decoding import utf8  # they need each other

        tail = utf8.CUT_PAIR.search(data, max(0, len(data) - 5))
        return len(data) - tail.start() if tail else 0
    if encoding not in _MULTI:
        return 0
    errors = "textclean.nec" if encoding == "euc-jp" else "surrogateescape"
    decoder = codecs.getincrementaldecoder(_MULTI[encoding])(errors)
    decoder.decode(data)
    return len(decoder.getstate()[0])


def encode(text: str, encoding: str) -> bytes:
    """*text* in *encoding*.  Raises UnicodeEncodeError where it has no bytes for a character.

    CESU-8 is written as UTF-8: what was written otherwise has a span that keeps its bytes.
    """
    if encoding in ("utf-8", "ascii", "cesu-8"):
        return text.encode("utf-8")
    if table(encoding) is not None:
        return codecs.charmap_encode(text, "strict", _writing(encoding))[0]
    if encoding == "euc-jp":
        return text.translate(_WEB_TO_JIS).encode("euc_jp", "textclean.nec")
    python = _MULTI.get(encoding) or _UNICODE.get(encoding)
    if python:
        return text.encode(python)
    return text.encode({"hz": "hz", "utf-7": "utf-7", "iso-2022-kr": "iso2022_kr"}.get(encoding, "iso2022_jp_2"))


def _settle(escaped: str, encoding: str, spans: list[Span] | None = None) -> tuple[str, tuple[Span, ...]]:
    """Escaped bytes (U+DC80-DCFF) become U+FFFD, each with a span that keeps its bytes."""
    if not (escaped.isascii() or _ESCAPED.search(escaped)):
        return escaped, tuple(spans or ())

    found = list(spans or ())
    pieces: list[str] = []
    at = gone = 0  # gone: code points that the text has lost to this point
    pattern = _BROKEN_UTF8 if encoding == "utf-8" else _ESCAPED
    for match in pattern.finditer(escaped):
        start = match.start() - gone
        raw = match.group().encode("ascii", "surrogateescape")
        euro = raw == b"\x80" and encoding in ("gbk", "gb18030")
        pieces += [escaped[at : match.start()], "\u20ac" if euro else "\ufffd"]
        found.append(Span(start, start + 1, encoding, raw, "not reversible" if euro else "undecodable"))
        at = match.end()
        gone += len(raw) - 1
    return "".join([*pieces, escaped[at:]]), tuple(sorted(found))


def _decode_multi(data: bytes, encoding: str) -> tuple[str, tuple[Span, ...]]:
    python = _MULTI[encoding]
    errors = "textclean.nec" if python == "euc_jp" else "surrogateescape"
    escaped = data.decode(python, errors)
    if _back(escaped, encoding) == data:
        web = escaped.translate(_JIS_TO_WEB) if python == "euc_jp" else escaped
        return _settle(web, encoding)
    return _settle(*_piece_by_piece(data, encoding, python, errors))


def _back(escaped: str, encoding: str) -> bytes | None:
    try:
        if encoding == "euc-jp":
            return escaped.translate(_WEB_TO_JIS).encode("euc_jp", "textclean.nec")
        return escaped.encode(_MULTI[encoding], "surrogateescape")
    except UnicodeEncodeError:
        return None


def _piece_by_piece(data: bytes, encoding: str, python: str, errors: str) -> tuple[str, str, list[Span]]:
    """Line by line, and byte by byte in the lines that do not come back: which characters are not reversible?"""

    spans: list[Span] = []
    out: list[str] = []
    at = 0
    for line in data.splitlines(keepends=True):
        escaped = line.decode(python, errors)
        pieces = [(escaped, line)] if _back(escaped, encoding) == line else _bytewise(line, python, errors)
        for piece, raw in pieces:
            web = piece.translate(_JIS_TO_WEB) if python == "euc_jp" else piece
            if _back(web, encoding) != raw:
                spans.append(Span(at, at + len(web), encoding, raw, "not reversible"))
            out.append(web)
            at += len(web)
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

    size = 4 if "32" in encoding else 2
    whole = len(data) - len(data) % size
    if size == 4:
        order = "little" if encoding.endswith("le") else "big"
        try:
            text = data[:whole].decode(_UNICODE[encoding], "surrogatepass")
        except UnicodeDecodeError:
            points = [int.from_bytes(data[at : at + 4], order) for at in range(0, whole, 4)]  # type: ignore[arg-type]
            text = "".join(chr(p) if p < 0x110000 else "\ud800" for p in points)
    else:
        text = data[:whole].decode(_UNICODE[encoding], "surrogatepass")
    spans: list[Span] = []
    if data[whole:]:
        spans.append(Span(len(text), len(text) + 1, encoding, data[whole:], "undecodable"))
    if _LONE.search(text):
        at = last = 0  # byte offset of the code point *last*
        for match in _LONE.finditer(text):
            at += len(text[last : match.start()].encode(_UNICODE[encoding], "surrogatepass"))
            last = match.start()
            spans.append(Span(last, last + 1, encoding, data[at : at + size], "undecodable"))
        text = _LONE.sub("\ufffd", text)
    return text + ("\ufffd" if data[whole:] else ""), tuple(sorted(spans))


def _decode_special(data: bytes, encoding: str, state: bytes) -> tuple[str, tuple[Span, ...]]:
    """Encodings with a state (ISO-2022, HZ, UTF-7): one span over the whole unless it is written back as it was."""
    from textclean.decoding import escapes, utf8  # rare

    if encoding == "cesu-8":
        return utf8.variants(data)
    if encoding == "utf-7":
        whole = (state + data).decode("latin-1").encode("ascii", "replace")
        text = _LONE.sub("\ufffd", whole.decode("utf-7", "replace"))
    else:
        text = escapes.decode(state + data, encoding)
    try:
        if not state and encode(text, encoding) == data:
            return text, ()
    except UnicodeEncodeError:
        pass
    return text, (Span(0, len(text), encoding, data, "not reversible"),)
