"""Codecs that cover what pages really hold, total in one direction: any bytes decode, and nothing is forgotten.

One door to all encodings: those whose bytes mean the same everywhere (``stateless``), UTF-8's variants, and those that
switch by escape sequences.  An undecodable byte becomes U+FFFD and a span that keeps it.
"""

from __future__ import annotations

import codecs

from textclean.charsets import rows, to_standard
from textclean.decoding import escapes, stateless, utf8
from textclean.decoding.span import Span
from textclean.decoding.stateless import ESCAPED, several, table
from textclean.patterns import lazy

__all__ = ["decode", "encode", "extends_ascii", "is_valid", "peek", "pending", "switches", "table"]

_ASCII = "".join(map(chr, range(128)))
_LONE = lazy("[\ud800-\udfff]")


def extends_ascii(encoding: str) -> bool:
    """Are the bytes below 80 ASCII, and the encoding not UTF-8 and without a state?"""
    return several(encoding) is not None or (table(encoding) or "").startswith(_ASCII)


def switches(encoding: str) -> bool:
    """May bytes below 80 be a part of something else in *encoding*: has it a state, or accents beside their letters?"""
    row = rows().get(encoding)
    return row is not None and (row.family == "escape" or row.by_name)


def decode(data: bytes, encoding: str, state: bytes = b"") -> tuple[str, tuple[Span, ...]]:
    """The text of *data* in the canonical *encoding*, and spans for what is undecodable or not reversible.

    Never raises on any bytes.  *encoding* is a name that ``labels.resolve`` gives.  *state*: the escape sequences in
    force before *data*, as ``escapes.state`` gives them.
    """
    if switches(encoding):
        return _decode_special(data, encoding, state)
    return utf8.variants(data) if encoding == "cesu-8" else stateless.decode(data, encoding)


def peek(data: bytes, encoding: str) -> str:
    """The text for the eye: U+FFFD where a byte is undecodable, no spans, no question whether it is reversible."""
    chars = table(encoding)
    if chars is not None:
        return codecs.charmap_decode(data, "replace", chars)[0]
    python = several(encoding)
    if python is None:
        return data.decode("utf-8", "replace") if encoding == "utf-8" else decode(data, encoding)[0]
    if python == "euc_jp":
        return ESCAPED.sub("\ufffd", to_standard(data.decode(python, "textclean.nec"), python))
    if b"\x80" in data and python == "gb18030":
        return ESCAPED.sub("\ufffd", data.decode(python, "surrogateescape").replace("\udc80", "\u20ac"))
    return to_standard(data.decode(python, "replace"), python)


def is_valid(data: bytes, encoding: str, *, cut: bool = False) -> bool:
    """Does *data* decode in *encoding* without an undecodable byte?  *cut*: its last character may be cut off."""
    text = peek(data, encoding)
    return "\ufffd" not in (text[:-4] + text[-4:].rstrip("\ufffd") if cut else text)


def pending(data: bytes, encoding: str) -> int:
    """How many bytes at the end of *data* are the beginning of a character that is cut off.

    In UTF-8 the first half of a surrogate pair (CESU-8) counts too.
    """
    if encoding in ("utf-8", "ascii", "cesu-8"):
        tail = utf8.CUT_PAIR.search(data, max(0, len(data) - 5))
        return len(data) - tail.start() if tail else 0
    codec = several(encoding)
    if codec is None:
        return 0
    decoder = codecs.getincrementaldecoder(codec)("textclean.nec" if codec == "euc_jp" else "surrogateescape")
    decoder.decode(data)
    return len(decoder.getstate()[0])


def encode(text: str, encoding: str) -> bytes:
    """*text* in *encoding*.  Raises UnicodeEncodeError where it has no bytes for a character.

    CESU-8 is written as UTF-8: what was written otherwise has a span that keeps its bytes.
    """
    if encoding == "cesu-8":
        return text.encode("utf-8")
    if not switches(encoding):
        return stateless.encode(text, encoding)
    return _encode_by_name(text, encoding) if rows()[encoding].by_name else text.encode(rows()[encoding].codec)


def _encode_by_name(text: str, encoding: str) -> bytes:
    from textclean.decoding import marc8, sequences  # rare

    if encoding not in marc8.NAMES:
        return sequences.encode(text, encoding)
    if text.isascii():
        return text.encode()
    raise UnicodeEncodeError(encoding, text, 0, len(text), "nobody writes it any more")


def _decode_special(data: bytes, encoding: str, state: bytes) -> tuple[str, tuple[Span, ...]]:
    """Encodings with a state (ISO-2022, HZ, UTF-7): one span over the whole unless it is written back as it was."""
    if encoding == "utf-7":
        whole = (state + data).decode("latin-1").encode("ascii", "replace")
        text = _LONE.sub("\ufffd", whole.decode("utf-7", "replace"))
    elif rows()[encoding].by_name:
        from textclean.decoding import marc8, sequences  # rare

        text = marc8.decode(data) if encoding in marc8.NAMES else sequences.decode(data, encoding)
    else:
        text = escapes.decode(state + data, encoding)
    try:
        if not state and encode(text, encoding) == data:
            return text, ()
    except UnicodeEncodeError:
        pass
    return text, (Span(0, len(text), encoding, data, "not reversible"),)
