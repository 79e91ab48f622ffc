"""Any text file beside its earlier version: the letters that the edit lost come back, nothing else is touched.

The file is read as a whole, in the charset in which it has most in common with the earlier version.  It is written in
its own encoding, or in that of the earlier version if the edit took it out of UTF-8, or read a legacy charset as UTF-8:
nobody who knows what he does writes such a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from textclean.decoding import Decoded, binary, by_evidence, codecs
from textclean.errors import NotText
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.history import restored
from textclean.reports.diff import hunks
from textclean.reports.findings import Finding, Spot, spots
from textclean.result import Result
from textclean.selection import floor_of

_MOST = 1 << 28  # bytes of a file: all of it is held in memory, twice
_UTF_8 = ("utf-8", "ascii")
# What Windows, its consoles and Macs write where nobody asks for UTF-8.
_CHARSETS = (
    *("windows-1252", "windows-1250", "windows-1251", "windows-1254", "cp850", "cp437", "ibm866", "macintosh"),
    *("gb18030", "shift_jis", "euc-kr", "big5"),
)


class HistoryFormat(Plain):
    """See the module."""

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """The whole file.  Raises OSError for more than 256 MiB."""
        data = stream.read(_MOST + 1)
        if len(data) > _MOST:
            raise OSError(f"a file of more than {_MOST >> 20} MiB, too much to compare with its earlier version")
        if data:
            yield Block(data)

    def treat(self, block: Block, task: Task) -> Done:
        """Compare, and take back what was lost."""
        assert task.earlier is not None
        try:
            nul = task.earlier.find(b"\0")
            binary.refuse(task.earlier[: binary.HEAD], task.earlier[nul:] if nul >= 0 else b"")
        except NotText as error:
            return Done(None, notes=(Note(f"its earlier version is no text ({error}); nothing to compare with"),))
        old = _as_utf8(task.earlier) or by_evidence(task.earlier)
        new = _read(block.data, old)
        floor = floor_of(task.settings.get("floor", "likely"))
        result = restored(
            old.text, new.text, old.encoding, floor, reencoded=new.encoding not in (old.encoding, *_UTF_8)
        )
        data, notes = _written(block.data, old, new, result)
        changed = data is not None and data != block.data
        told = tuple(spots(result)) if task.report else ()
        if task.report and changed and new.encoding not in _UTF_8:
            told = (_encoding_spot(old, new), *told)
        way_back = None
        if task.undo:
            from textclean.io.undo import recorded

            way_back = recorded(block.data, new, result, data)
        return Done(
            data,
            changed,
            told,
            new.text.count("\n"),
            len(new.text),
            notes,
            hunks(result) if task.diff else (),
            reading=f"{new.encoding} ({new.why}), beside an earlier version in {old.encoding}",
            undo=way_back,
        )


def _read(data: bytes, old: Decoded) -> Decoded:
    """The text of *data*: UTF-8 if it is, else in the charset in which it shares most letters with *old*."""
    if (found := _as_utf8(data)) is not None:
        return found
    found = by_evidence(data)
    if binary.is_wide(old.encoding) and not found.bom:
        text, spans = codecs.decode(data, old.encoding)
        if not spans:
            return Decoded(text, old.encoding, "as the earlier version")
    if found.bom or binary.is_wide(found.encoding):
        return found
    lines = data.split(b"\n")
    foreign = [not codecs.is_valid(line, "utf-8") for line in lines]
    strange = b"\n".join(line for line, is_foreign in zip(lines, foreign, strict=True) if is_foreign)
    known = Counter(c for c in old.text if not c.isascii())
    best = max(dict.fromkeys((old.encoding, *_CHARSETS)), key=lambda charset: _shared(strange, charset, known))
    if _shared(strange, best, known) <= 0:
        return found
    pieces = [
        codecs.decode(line, best)[0] if is_foreign else line.decode("utf-8")
        for line, is_foreign in zip(lines, foreign, strict=True)
    ]
    text = "\n".join(pieces)
    return Decoded(text, best, "shares most letters with the earlier version")


def _as_utf8(data: bytes) -> Decoded | None:
    """*data* as UTF-8 if it is valid, by whatever accident: that is how its readers read it."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    try:
        text = data[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    return Decoded(text, "ascii" if text.isascii() and not mark else "utf-8", "utf-8 valid", bom=mark)


def _shared(data: bytes, charset: str, known: Counter[str]) -> int:
    """How many letters of *data*, read in *charset*, the earlier version has too, less those that it has not."""
    if charset in _UTF_8:
        return -len(data)
    letters = Counter(c for c in codecs.decode(data, charset)[0] if not c.isascii())
    return sum(count if c in known else -count for c, count in letters.items())


def _written(data: bytes, old: Decoded, new: Decoded, result: Result) -> tuple[bytes | None, tuple[Note, ...]]:
    """The bytes of the result (None: those that are there), and what to say of them."""
    if new.encoding in _UTF_8:
        if not result.changes:
            return None, ()
        if old.encoding not in _UTF_8:  # it was read as UTF-8, and its letters went
            try:
                return old.encode(result.text), (Note(f"written in {old.encoding} again, as it was"),)
            except UnicodeEncodeError:
                note = Note(f"it was in {old.encoding}, which cannot hold all of it now; written as UTF-8")
                return new.bom + result.text.encode(), (note,)
        misread = any("charset" in fix.why for fix in result.fixes)  # by a tool that has put its mark in front, too
        return (old.bom if misread else new.bom) + result.text.encode(), ()
    if old.encoding == "utf-8":
        return old.bom + result.text.encode(), (Note("written as UTF-8 again, as it was"),)
    if not result.changes:
        return None, ()
    try:
        return new.bom + codecs.encode(result.text, new.encoding), ()
    except UnicodeEncodeError:
        return new.bom + codecs.encode(result.text, old.encoding), ()


def _encoding_spot(old: Decoded, new: Decoded) -> Spot:
    """The finding that the file is in another encoding than it was."""
    line = new.text.partition("\n")[0]
    why = f"written in {new.encoding}; the earlier version is {old.encoding}"
    return Spot(1, line, line, (Finding("history", why, "certain", 1, 1, 1, 1, 0, 0, "", "", ""),))


FORMAT = HistoryFormat()
