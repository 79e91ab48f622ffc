"""From bytes to text: evidence before guesses, and no byte lost.

``decode`` is the specification: the order of evidence, readable in one function.  Each kind of evidence has a module.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Never

from textclean import errors as failures
from textclean.decoding import bom, codecs, labels, magic
from textclean.decoding.evidence import Decoded, RunnerUp, problems
from textclean.decoding.span import Span
from textclean.patterns import lazy

__all__ = ["Decoded", "RunnerUp", "Span", "decode"]

_BLANK_C0 = bytes([*range(9), 11, *range(14, 32)])  # C0 controls that text does not use (but ESC)
_SNIFF = 4096  # bytes in which controls are counted
_SETTINGS = ("transport", "declared", "language", "errors", "inflate", "encoding")


def decode(
    data: bytes,
    *,
    transport: str | None = None,
    declared: str | None = None,
    language: str | None = None,
    errors: str = "replace",
    inflate: bool = False,
    encoding: str | None = None,
    **others: Never,
) -> Decoded:
    """The text of *data* and the evidence for it.  In this order, the first that holds:

    0. *encoding*, if the caller knows it: obeyed (MARC-8 and ANSEL need pymarc: UsageError).  A file that is no text
       (gzip, PDF, PNG, ...) raises NotText, or is unpacked first with *inflate*.
    1. A byte order mark.
    2. No high byte: escape sequences (ISO-2022, HZ), UTF-16 or UTF-32 by its pattern of controls, else ASCII.
    3. UTF-8: one valid multi-byte sequence and nothing invalid; its head or tail may be cut off.  Short text in
       two-byte sequences only, which East Asian text can be by accident, must read like a language too.
    4. UTF-8 with damage: foreign lines, fields and bytes are read by themselves, and spans say so.
    5. The charset of *transport* (a Content-Type header or a bare label), then *declared* (the label the document
       gives itself; read from the bytes by the HTML prescan if None): if it decodes and no other reading is far better.
    6. UTF-16 without marks or controls (East Asian text).
    7. The most plausible reading: candidates weighed by the language model, with chardetng's vote.
    8. windows-1252.

    *language*: an ISO 639 code, worth a little.  *errors*: what stands for an undecodable byte: "replace" (U+FFFD and
    a span that keeps the byte), "surrogateescape" (a lone surrogate; such text must not leave Python), or "strict"
    (UnicodeDecodeError).  Raises NotText as above and UsageError for an unknown *encoding*, *declared*, *errors* or
    keyword; nothing else on any bytes.  An unknown label in *transport* is a problem to report: it came from the
    network.
    """
    for name in others:
        raise failures.unknown("setting", name, _SETTINGS)
    if errors not in ("replace", "surrogateescape", "strict"):
        raise failures.unknown("errors mode", errors, ["replace", "surrogateescape", "strict"])
    stated = labels.require(encoding) if encoding else None
    declared = labels.require(declared, by_name=False) if declared else None
    if inflate:
        data = magic.inflate(data)
    if stated:
        found = _as(data, stated, "stated")
    else:
        magic.refuse(data, ", or decode with inflate=True")
        found = by_evidence(data, transport, declared, language)
    return found if errors == "replace" else _with_errors(found, errors)


def by_evidence(
    data: bytes, transport: str | None = None, declared: str | None = None, language: str | None = None
) -> Decoded:
    """What ``decode`` does from step 1 on; also for a later part of a file, which may begin like a PDF and is none."""
    mark = bom.find(data)
    if mark:
        return _marked(data, *mark)
    if b"\0" in data[:_SNIFF]:
        found = _by_pattern(data)
        if found:
            return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # UTF-16 without a blank has no NUL, but Khmer, Tibetan, Cyrillic and others have controls for their high bytes.
        found = _by_pattern(data) if _many_controls(data) else None
        if found:
            return found
        from textclean.decoding import legacy  # the rest is only for bytes that are not UTF-8

        return legacy.decode(data, transport, declared, language)
    if text.isascii():
        return _seven_bit(data, text, transport, declared)
    if len(data) - len(text) < 10 and _may_be_accident(text):
        from textclean.decoding import legacy

        return legacy.doubted(data, text, transport, declared, language)
    return Decoded(text, "utf-8", "utf-8 valid")


def _as(data: bytes, encoding: str, why: str) -> Decoded:
    """*data* read in *encoding*, come what may; a BOM that fits is set apart."""
    mark = bom.find(data)
    head = mark[0] if mark and mark[1] == encoding else b""
    text, spans = codecs.decode(data[len(head) :], encoding)
    return Decoded(text, encoding, why, bom=head, spans=spans, problems=problems(spans))


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    body = data[len(mark) :]
    if encoding == "utf-8" and not codecs.is_valid(body, "utf-8"):
        from textclean.decoding import legacy

        return legacy.damaged_after_bom(body, mark)
    text, spans = codecs.decode(body, encoding)
    return Decoded(text, encoding, "bom", bom=mark, spans=spans, problems=problems(spans))


def _seven_bit(data: bytes, text: str, transport: str | None, declared: str | None) -> Decoded:
    if b"\x1b" in data or b"\x0e" in data or (b"~" in data and b"~{" in data):
        from textclean.decoding import escapes  # rare

        switched = escapes.find(data)
        if switched:
            return _as(data, switched, "escape sequences")
    found = _by_pattern(data) if _many_controls(data) else None
    if found:
        return found
    if "utf-7" in (declared, transport and labels.resolve(labels.of_header(transport))) and b"+" in data:
        return _as(data, "utf-7", "declared and valid")
    return Decoded(text, "ascii", "ascii")


def _many_controls(data: bytes) -> bool:
    """Is one byte in twenty a control that text does not use?"""
    head = data[:_SNIFF]
    return (len(head) - len(head.translate(None, _BLANK_C0))) * 20 >= max(1, len(head))


def _by_pattern(data: bytes) -> Decoded | None:
    from textclean.decoding import utf16  # rare

    encoding = utf16.find(data)
    return _as(data, encoding, "utf-16 pattern") if encoding else None


# What short text in two-byte sequences mostly is: Latin-1 letters, an accented letter beside a plain one, a sign after
# a figure or a blank, three letters of one script.
_ORDINARY = lazy(
    "(?:[\0-\x7f]++|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff](?![\u0180-\u07ff])|(?<=[A-Za-z])[\u0100-\u017f](?![\u0180-\u07ff])"
    "|[\u0100-\u017f](?=[A-Za-z])|(?<![\u0080-\u07ff])[\u00a0-\u00bf\u00d7\u00f7](?![\u0080-\u07ff])"
    "|[\u0400-\u04ff]{3,}|[\u0370-\u03ff]{3,}|[\u05d0-\u05ea]{3,}|[\u0621-\u06d3]{3,}|[\u0531-\u0587]{3,})*"
)

_LONGER = lazy("[\u0800-\U0010ffff]")  # what takes three bytes or more


def _may_be_accident(text: str) -> bool:
    """Could other bytes be valid UTF-8 by chance here?  Only two-byte sequences, and not an ordinary word."""
    return not text.isascii() and not _LONGER.search(text) and not _ORDINARY.fullmatch(text)


def _with_errors(found: Decoded, errors: str) -> Decoded:
    """*found* with its undecodable bytes as lone surrogates, or UnicodeDecodeError for the first of them."""
    out: list[str] = []
    spans = []
    at = moved = 0
    for span in found.spans:
        if span.why == "undecodable":
            if errors == "strict":
                offset = len(found.bom + found.raw(0, span.start))
                raise UnicodeDecodeError(found.encoding, found.encode(), offset, offset + len(span.raw), "undecodable")
            escaped = "".join(chr(0xDC00 + b if b > 0x7F else b) for b in span.raw)
            out += [found.text[at : span.start], escaped]
            spans.append(span._replace(start=span.start + moved, end=span.start + moved + len(escaped)))
            moved += len(escaped) - (span.end - span.start)
            at = span.end
        else:
            spans.append(span._replace(start=span.start + moved, end=span.end + moved))
    text = "".join([*out, found.text[at:]])
    return replace(found, text=text, spans=tuple(spans))
