"""Is a file text at all?  A known signature, NULs outside of UTF-16 and UTF-32, or many controls: then it is binary.

``decode`` reads whatever it is given, for a damaged text may hold stray NULs.  Who goes through files asks here first.
Who would write a file anew takes one NUL for enough, as ``grep`` and ``git`` do.
"""

from __future__ import annotations

from textclean.decoding import bom, codecs, magic, utf16
from textclean.errors import NotText

HEAD = 1 << 16  # bytes that are asked for; a multiple of four, so that no unit of UTF-32 is cut
_SNIFF = 4096  # bytes in which controls are counted
_ORDERED, _REPEATS = 8, 128  # characters; a shorter text may be in order, or have none twice
_WIDE = ("utf-16", "utf-32")
_NUL = (
    "binary, for it holds NULs and is neither UTF-16 nor UTF-32; skipped (if it is damaged text, restore a copy: "
    "textclean < FILE > COPY)"
)
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])


def refuse(head: bytes, nul: bytes = b"", strict: bool = True) -> None:
    """Raise NotText if a file is binary: *head* is all of it or its first 64 KiB, *nul* what begins with its first NUL.

    Not *strict*: NULs that are few, or in UTF-8, are damage, which a report should tell.  The message says what the
    file is, or what in it no text holds.
    """
    magic.refuse(head)
    why = _why(head, nul, strict)
    if why and not reads_wide(head):  # asked last: it takes the longest
        raise NotText(why)


def _why(head: bytes, nul: bytes, strict: bool) -> str:
    """What no text in bytes holds; empty if there is nothing of the kind."""
    if nul and (strict or (many_controls(nul) and not _is_utf8(nul[:_SNIFF]))):
        return _NUL
    if kind := magic.cut(head):
        return f"binary, for it begins as {kind} does, and ends there; skipped"
    if not _is_utf8(head[:_SNIFF]):
        if many_controls(head) or (strict and _count(head) > 1 and _count(head) * 50 > len(head[:_SNIFF])):
            return "binary, for it is no UTF-8 and holds many controls; skipped"
        if _is_zlib(head):
            return "binary, for it is packed with zlib; skipped"
    return ""


def refuse_nul(data: bytes, encoding: str) -> None:
    """Raise NotText if *data*, a part of a file that was read as *encoding*, holds a NUL that no text has."""
    if not is_wide(encoding) and b"\0" in data:
        raise NotText(_NUL)


def is_wide(encoding: str) -> bool:
    """Is it UTF-16 or UTF-32, where NUL is half of a character?"""
    return encoding.startswith(_WIDE)


def wide(data: bytes) -> str | None:
    """The form of UTF-16 or UTF-32 that ``decode`` would find by a mark or by NULs, or None."""
    mark = bom.find(data)
    found = mark[1] if mark else utf16.find(data) if b"\0" in data[:_SNIFF] else None
    return found if found and is_wide(found) else None


def reads_wide(head: bytes) -> bool:
    """Is it text in UTF-16 or UTF-32?  A mark alone is no proof: binary files begin with FF FE too."""
    mark = bom.find(head)
    if mark:
        return is_wide(mark[1]) and utf16.follows_mark(head[len(mark[0]) :], mark[1])
    found = utf16.find(head) or utf16.east_asian(head)
    return found is not None and not _is_table(codecs.peek(head[:_SNIFF], found))


def many_controls(data: bytes) -> bool:
    """Is one byte in twenty, near the front, a control that neither text nor terminals use?"""
    return _count(data) * 20 > len(data[:_SNIFF])


def _count(data: bytes) -> int:
    head = data[:_SNIFF]
    return len(head) - len(head.translate(None, _CONTROLS))


def _is_table(text: str) -> bool:
    """Would it rather be numbers of two or four bytes each: in order, or hardly one of them twice?"""
    distinct = len(set(text))
    ascending = distinct == len(text) >= _ORDERED and list(text) == sorted(text)
    return ascending or (len(text) >= _REPEATS and distinct * 20 > len(text) * 19)


def _is_zlib(head: bytes) -> bool:
    """Does it unpack, as far as it goes?  The two bytes in front (RFC 1950) could be text."""
    if not head.startswith((b"x\x01", b"x\x9c", b"x\xda")):
        return False
    import zlib  # rare

    try:
        zlib.decompressobj().decompress(head, _SNIFF)
    except zlib.error:
        return False
    return True


def _is_utf8(head: bytes) -> bool:
    """Valid, but for a character that the end of *head* cuts?"""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= _SNIFF - 3 and error.reason == "unexpected end of data"
    return True
