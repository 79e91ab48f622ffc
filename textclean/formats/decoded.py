"""Between bytes and text, for every format: decode a block, write its result, tell what was strange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textclean.formats.base import Block, Note, Task
from textclean.reports.findings import Finding, Spot

if TYPE_CHECKING:
    from textclean.decoding import Decoded
    from textclean.ignores import Ignores

_LOST = "undecodable"
_SNIFF = 4096  # bytes in which NULs tell of UTF-16 and UTF-32


def decoded_block(block: Block, task: Task) -> Decoded:
    """The text of *block*: as the stream is read that it is a piece of, else by itself."""
    from textclean.decoding import binary, by_evidence, decode

    if block.reading is not None:
        from textclean.decoding import stream

        found = stream.read(block.data, block.reading)
    elif task.encoding:
        found = decode(block.data, encoding=task.encoding)
    else:
        found = by_evidence(block.data, task.transport)
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
    if task.no_nul and b"\0" in block.data:
        return False
    if block.reading is not None:
        return block.reading.encoding in ("ascii", "utf-8") and not block.reading.bom
    if task.encoding or task.transport:
        return False
    return b"\0" not in block.data[:_SNIFF] and not block.data.startswith(_MARKS)


def beyond_ascii(data: bytes, length: int) -> bool:
    """Does valid UTF-8 of *length* code points hold so much beyond ASCII that it is nothing else?"""
    return len(data) - length >= _SURE


def written(block: Block, decoded: Decoded, text: str, task: Task) -> tuple[bytes | None, bool, str]:
    """``(data, changed, refused)``: the bytes to write (None: the block's own), and why they cannot be."""
    strange = any(span.why not in (_LOST, "not reversible") for span in decoded.spans)
    if text is decoded.text and not strange and (task.keep or _is_utf8(decoded)):
        return None, False, ""
    changed = strange or text != decoded.text
    if not task.keep or _is_utf8(decoded):
        return (decoded.bom if _is_utf8(decoded) else b"") + text.encode(), changed, ""
    state = _states(block, decoded.encoding)
    if state is None:
        return (
            None,
            changed,
            f"its encoding, {decoded.encoding}, is not written in parts; write it as UTF-8 with --to utf-8",
        )
    try:
        return (
            decoded.encode(_referenced(decoded, text) if task.format == "html" else text).removeprefix(state),
            changed,
            "",
        )
    except UnicodeEncodeError as error:
        from textclean.reports.visible import name

        lost = name(error.object[error.start])
        return None, changed, f"its encoding, {decoded.encoding}, cannot hold {lost}; write it as UTF-8 with --to utf-8"


def _states(block: Block, encoding: str) -> bytes | None:
    """What need not be written again at the head of *block*; None if a shift is in force at one of its ends."""
    from textclean.decoding import codecs

    if block.reading is None or not codecs.switches(encoding):
        return b""
    from textclean.decoding import escapes

    before = block.reading.state
    after = escapes.state(block.data, encoding, before)
    designated = all(state in (b"", state[:4]) and state[1:3] in (b"", b"$)") for state in (before, after))
    return before if designated else None


def _referenced(decoded: Decoded, text: str) -> str:
    """*text* with character references for what is new and its encoding cannot hold.

    What was there, in a line of another encoding, may be in a script, which knows no references.
    """
    from textclean.decoding import codecs

    written: dict[int, str] = {}
    for character in set(text) - set(decoded.text):
        try:
            codecs.encode(character, decoded.encoding)
        except UnicodeEncodeError:
            written[ord(character)] = f"&#x{ord(character):X};"
    return text.translate(written) if written else text  # in one go: there may be as many as the text is long


def _is_utf8(decoded: Decoded) -> bool:
    return decoded.encoding in ("utf-8", "ascii") and not any(span.why == _LOST for span in decoded.spans)


def ignore_notes(found: Ignores | None, task: Task) -> list[Note]:
    """What to say of comments that ignore what is not there, or rules that nobody knows."""
    if found is None or not task.report:
        return []
    from textclean import rule_registry
    from textclean.errors import unknown
    from textclean.pipeline import pipeline

    known = (*rule_registry.rules(), *rule_registry.RESERVED)
    strange = [(line, rule) for line, rule in found.names() if rule not in known]
    notes = [Note(f"ignore comment: {unknown('rule', rule, known)}", line) for line, rule in strange]
    on = (*pipeline(**dict(task.settings)).rules, "decoding")
    return notes + [Note(text, line) for line, text in found.unused(on)]


def strange_spots(decoded: Decoded, ignored: Ignores | None = None) -> list[Spot]:
    """The pieces that were not read like the rest, as findings of ``decoding``, without those that are *ignored*."""
    found = []
    line = 1
    at = 0
    for span in decoded.spans:
        if span.why == "not reversible" or (ignored and ignored.cover(ignored.line(span.start), "decoding")):
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
