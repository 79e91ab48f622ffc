"""UTF-8: proven by its own pattern, even with its head or tail cut off; and its variants.

A random byte pair is a UTF-8 sequence once in some sixteen times, a longer text practically never: strict UTF-8 with
one multi-byte sequence beats any declaration.  CESU-8 (Oracle, MySQL's old utf8) writes a supplementary character as
two surrogates of three bytes each, Java's modified UTF-8 writes U+0000 as C0 80 besides; both are read, and the
spans keep their bytes.  A lone surrogate (WTF-8) is undecodable.
"""

from __future__ import annotations

from textclean.decoding.span import Span
from textclean.patterns import lazy

SEQUENCE = (
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_CESU = rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]"
VARIANT = lazy(rb"(?P<pair>" + _CESU + rb")|(?P<nul>\xc0\x80)")
_TAIL = (
    rb"[\xc2-\xf4]|\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]?|[\xf1-\xf3][\x80-\xbf]{1,2}|\xf4[\x80-\x8f][\x80-\xbf]?"
)
_CUT_TAIL = lazy(rb"(?:" + _TAIL + rb")\Z")
CUT_PAIR = lazy(rb"(?:\xed[\xa0-\xaf](?:[\x80-\xbf](?:\xed[\xb0-\xbf]?)?)?|" + _TAIL + rb")\Z")


def cut(data: bytes) -> tuple[int, int] | None:
    """Where whole UTF-8 begins and ends in *data*, if only its ends are cut (at most 3 bytes each); else None.

    None too if no multi-byte sequence is left as proof.
    """
    start = 0
    while start < min(3, len(data)) and 0x80 <= data[start] < 0xC0:
        start += 1
    tail = _CUT_TAIL.search(data, max(start, len(data) - 3))
    end = tail.start() if tail else len(data)
    if start == 0 and end == len(data):
        return None
    inner = data[start:end]
    try:
        text = inner.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if len(text) == len(inner) else (start, end)


def variants(data: bytes) -> tuple[str, tuple[Span, ...]]:
    """The text of CESU-8, modified UTF-8 or plain UTF-8, and a span for each sequence of the variants."""
    from textclean.decoding import codecs  # they need each other

    pieces: list[str] = []
    spans: list[Span] = []
    at = done = 0
    for match in VARIANT.finditer(data):
        text, inner = codecs.decode(data[done : match.start()], "utf-8")
        pieces.append(text)
        spans += [span._replace(start=span.start + at, end=span.end + at) for span in inner]
        at += len(text)
        raw = match.group()
        pieces.append(raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
                      if match["pair"] else "\0")  # fmt: skip
        why = "surrogate pair in UTF-8" if match["pair"] else "U+0000 as C0 80"
        spans.append(Span(at, at + 1, "cesu-8", raw, why))
        at += 1
        done = match.end()
    text, inner = codecs.decode(data[done:], "utf-8")
    spans += [span._replace(start=span.start + at, end=span.end + at) for span in inner]
    return "".join([*pieces, text]), tuple(spans)
