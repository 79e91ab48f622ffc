"""Between bytes and text, for every format: decode a block, write its result, tell what was strange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textclean.reports.findings import Finding, Spot
from textclean.stream import Block, Task, line_end

if TYPE_CHECKING:
    from textclean.decoding import Decoded

_LOST = "undecodable"
_SNIFF = 4096  # bytes in which NULs tell of UTF-16 and UTF-32


def decoded_block(block: Block, task: Task) -> Decoded:
    """The text of *block*; the caller's word or an earlier block decides what is not plain UTF-8."""
    from textclean.decoding import binary, by_evidence, decode

    known = block.encoding if block.encoding not in ("ascii", "utf-8") else None  # those two are proven block by block
    stated = task.encoding or known
    found = decode(block.data, encoding=stated) if stated else by_evidence(block.data, task.transport)
    if task.no_nul:
        binary.refuse_nul(block.data, found.encoding)
    return found


def refuse_no_text(data: bytes, task: Task) -> None:
    """Raise NotText if a source begins with *data* and is an archive, an image, ...; the caller's word is obeyed."""
    from textclean.decoding import magic

    if not task.encoding:
        magic.refuse(data)


_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33")
_SURE = 10  # bytes beyond ASCII from which valid UTF-8 is no accident (see ``textclean.decoding.decode``)


def is_utf8_if_valid(block: Block, task: Task) -> bool:
    """Would :func:`decoded_block` read *block* as UTF-8, for sure, if it is valid?"""
    if task.encoding or task.transport or block.encoding not in (None, "ascii", "utf-8"):
        return False
    return b"\0" not in (block.data if task.no_nul else block.data[:_SNIFF]) and not block.data.startswith(_MARKS)


def beyond_ascii(data: bytes, length: int) -> bool:
    """Does valid UTF-8 of *length* code points hold so much beyond ASCII that it is nothing else?"""
    return len(data) - length >= _SURE


def own_encoding(data: bytes, task: Task) -> str:
    """The encoding of the source that begins with *data*, if its bytes cannot be searched for ASCII; else empty."""
    wide = b"\0" in data[:_SNIFF] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and b"\x1b$" not in data and not task.encoding and not task.transport:
        return ""
    encoding = decoded_block(Block(data), task).encoding
    return encoding if encoding.startswith(("utf-16", "utf-32", "iso-2022")) else ""


class Ends:
    """Where to cut text: at line ends, and between characters; minds the units of UTF-16 and UTF-32."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._line_end: bytes | None = None  # b"" for single bytes

    def __call__(self, data: bytes) -> int:
        """The end of the last line of *data*."""
        if self._line_end is None:
            self._line_end = self._look(data)
        unit = len(self._line_end)
        if not unit:
            return line_end(data)
        at = len(data)
        while (at := data.rfind(self._line_end, 0, at)) >= 0:
            if at % unit == 0:
                return at + unit
        at = len(data) - len(data) % unit
        high = data[at - 1 if self._line_end[0] else at - 2]  # the first half of a pair stays with the second
        return at - unit if unit == 2 and 0xD8 <= high <= 0xDB else at

    def _look(self, data: bytes) -> bytes:
        if not self._task.encoding and b"\0" not in data[:_SNIFF] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return b""
        from textclean.decoding import binary, labels

        encoding = labels.require(self._task.encoding) if self._task.encoding else binary.wide(data)
        codec = {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "utf-32le": "utf-32-le", "utf-32be": "utf-32-be"}
        return "\n".encode(codec[encoding]) if encoding in codec else b""


def written(block: Block, decoded: Decoded, text: str, task: Task) -> tuple[bytes | None, bool, str]:
    """``(data, changed, refused)``: the bytes to write (None: the block's own), and why they cannot be."""
    strange = any(span.why not in (_LOST, "not reversible") for span in decoded.spans)
    if text is decoded.text and not strange and (task.keep or _is_utf8(decoded)):
        return None, False, ""
    changed = strange or text != decoded.text
    if not task.keep or _is_utf8(decoded):
        return (decoded.bom if _is_utf8(decoded) else b"") + text.encode(), changed, ""
    try:
        return decoded.encode(_referenced(decoded, text) if task.format == "html" else text), changed, ""
    except UnicodeEncodeError as error:
        from textclean.reports.visible import name

        lost = name(error.object[error.start])
        return None, changed, f"its encoding, {decoded.encoding}, cannot hold {lost}; write it as UTF-8 with --to utf-8"


def _referenced(decoded: Decoded, text: str) -> str:
    """*text* with character references for what is new and its encoding cannot hold.

    What was there, in a line of another encoding, may be in a script, which knows no references.
    """
    from textclean.decoding import codecs

    for character in sorted(set(text) - set(decoded.text)):
        try:
            codecs.encode(character, decoded.encoding)
        except UnicodeEncodeError:
            text = text.replace(character, f"&#x{ord(character):X};")
    return text


def _is_utf8(decoded: Decoded) -> bool:
    return decoded.encoding in ("utf-8", "ascii") and not any(span.why == _LOST for span in decoded.spans)


def strange_spots(decoded: Decoded) -> list[Spot]:
    """The pieces that were not read like the rest, as findings of ``decoding``."""
    found = []
    line = 1
    at = 0
    for span in decoded.spans:
        if span.why == "not reversible":
            continue
        line += decoded.text.count("\n", at, span.start)
        at = span.start
        start = decoded.text.rfind("\n", 0, span.start) + 1
        end = decoded.text.find("\n", span.end)
        read = decoded.text[span.start : span.end]
        column = span.start - start + 1
        finding = Finding(
            "decoding",
            f"{span.why}: {span.raw[:16].hex(' ')}{'...' if len(span.raw) > 16 else ''} read as {span.encoding}",
            "guess" if span.why == _LOST else "likely",
            line,
            column,
            line + read.count("\n"),
            column + len(read),
            span.start,
            span.end,
            "",
            read,
            _LOST if span.why == _LOST else "",
            column - 1,
            column - 1 + len(read),
        )
        shown = decoded.text[start : end if end >= 0 else len(decoded.text)]
        found.append(Spot(line, shown, shown, (finding,)))
    return found
