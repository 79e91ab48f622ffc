"""What is fuzzed: each target takes any bytes and checks promises, not only that nothing crashes.

The first byte of the input chooses the settings, so that the fuzzer can vary them; the rest is the text, the file or
the configuration.  A target raises :class:`Broken`, which names the promise, or whatever the library wrongly raised.

This module needs no fuzzer: ``tests/test_fuzz.py`` runs every target over the seeds, ``run.py`` is the long run.
"""

from __future__ import annotations

import email
import io
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from textclean import Pipeline, formats, reports
from textclean.cli import config
from textclean.decoding import decode
from textclean.errors import NotText, TextcleanError, UsageError
from textclean.formats import commonmark, mime
from textclean.formats import html as html_format
from textclean.formats.base import Block, Done, Task
from textclean.io.undo import restored
from textclean.reports.findings import Tally
from textclean.rule_registry import rules
from textclean.testing import check_result

Target = Callable[[bytes], None]

_LABELS = ("text/html; charset=iso-8859-1", "windows-1251", "utf-8", "shift_jis", "gb18030", "utf-16le", "nonsense", "")
_ENCODINGS = ("utf-8", "windows-1252", "koi8-r", "euc-kr", "iso-2022-jp", "utf-7", "utf-16be", "big5")
# What a report may hold besides printable characters.  ESC only where colours were asked for.
_LIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
_COMMAND = re.compile(r"::(?:error|warning|notice) file=[^\n]*::|\d+ file|$")


class Broken(AssertionError):  # noqa: N818  (a promise was)
    """A promise that did not hold, by its name."""


def promise(kept: object, name: str) -> None:
    """Raise :class:`Broken` unless *kept*."""
    if not kept:
        raise Broken(name)


def split(data: bytes) -> tuple[int, bytes]:
    """The byte that chooses, and the rest."""
    return (data[0], data[1:]) if data else (0, b"")


# Bytes to text


def decoding(data: bytes) -> None:
    """``decode``: any bytes have a text; the text is well-formed; the way back is exact."""
    choice, data = split(data)
    hints: dict[str, Any] = {}
    label = _LABELS[choice >> 3 & 7]
    kind = choice & 7
    if kind == 1:
        hints["transport"] = label
    elif kind == 2:
        hints["encoding"] = _ENCODINGS[choice >> 3 & 7]
    elif kind == 3:
        hints["language"] = ("ru", "ja", "de", "xx", "", "el", "zh", "th")[choice >> 3 & 7]
    elif kind == 4:
        hints["inflate"] = True
    errors = ("replace", "replace", "surrogateescape", "strict")[choice >> 6]
    try:
        found = decode(data, errors=errors, **hints)
    except NotText:
        return
    except UnicodeDecodeError as error:
        promise(errors == "strict", "decode raises UnicodeDecodeError only if asked to be strict")
        promise(error.end > error.start, "a strict error names bytes")
        return
    if kind == 4 and found.encode() != data:
        return  # it was unpacked
    promise(found.encode() == data, "decoded.encode() gives the very bytes")
    promise(decode(data, errors=errors, **hints) == found, "decoding twice gives one answer")
    if errors == "replace":
        found.text.encode("utf-8")  # well-formed
    end = 0
    for span in found.spans:
        promise(end <= span.start <= span.end <= len(found.text), "spans are sorted and inside the text")
        end = span.end
    middle = len(found.text) // 2
    if not found.spans and not found.encoding.startswith(("iso-2022", "utf-7", "hz")):  # those have states
        promise(found.bom + found.raw(0, middle) + found.raw(middle, len(found.text)) == data, "raw() can be cut")


# A text, cleaned


@cache
def cleaners() -> tuple[Pipeline, ...]:
    """The pipelines that inputs choose from."""
    everything = tuple(rules())
    return (
        Pipeline(),
        Pipeline("normalize"),
        Pipeline("ascii"),
        Pipeline(also=everything),
        Pipeline(also=["escapes", "percent", "quoted_printable"]),
        Pipeline(floor="guess"),
        Pipeline(also=everything, floor="guess"),
        Pipeline(floor="certain"),
    )


def as_text(data: bytes) -> str:
    """*data* as a str that may hold any code point, surrogates too."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def inspecting(data: bytes) -> None:
    """``inspect`` and ``clean``: exact ways back, well-formed, the same answer twice."""
    choice, data = split(data)
    cleaner = cleaners()[choice & 7]
    markup = (None, True, False)[(choice >> 3 & 3) % 3]
    source: str | bytes = data if choice & 0x20 else as_text(data)
    try:
        result = cleaner.inspect(source, markup=markup)
    except NotText:
        promise(isinstance(source, bytes), "only bytes can be no text")
        return
    check_result(result)
    promise(cleaner.clean(source, markup=markup) == result.text, "clean() and inspect() agree")
    promise(result.before == source or isinstance(source, bytes), "result.before is the source")
    if not result.changes:
        promise(result.text is result.before, "nothing changed: the very same object")
    for fix in (*result.fixes, *result.held):
        promise(0 <= fix.start <= fix.end <= len(result.before), "a fix lies inside the source")
    again = cleaner.clean(result.text, markup=markup)
    promise(again == result.text, "idempotent")
    promise(again is result.text, "clean text is the same object")


# Files of records


def _treated(name: str, data: bytes, task: Task) -> list[tuple[Block, Done]]:
    kind = formats.find(name)
    pieces = [(block, kind.treat(block, task)) for block in kind.blocks(io.BytesIO(data), task)]
    promise(b"".join(block.data for block, _ in pieces) == data, "blocks are the whole file")
    return pieces


def _written(pieces: list[tuple[Block, Done]]) -> bytes:
    return b"".join(block.data if done.data is None else done.data for block, done in pieces)


def _record(name: str, choice: int, data: bytes, **more: Any) -> tuple[bytes, list[tuple[Block, Done]]] | None:
    """The file as written and its blocks; None if it was refused.  Checks what holds for every format."""
    settings: dict[str, Any] = {"profile": "normalize"} if choice & 1 else {}
    task = Task(
        settings,
        name,
        keep=bool(choice & 2),
        report=bool(choice & 4),
        undo=bool(choice & 8),
        diff=bool(choice & 16),
        size=256 if choice & 32 else 1 << 22,
        **more,
    )
    try:
        pieces = _treated(name, data, task)
    except (NotText, UsageError):
        return None
    out = _written(pieces)
    for block, done in pieces:
        promise(
            done.changed
            or not done.spots
            or all(f.held for s in done.spots for f in s.findings)
            or done.refused
            or name == "warc"
            or any(re.search("were not made|left as it was|cannot be written", note.text) for note in done.notes)
            or any(f.rule == "decoding" for s in done.spots for f in s.findings),
            "what is reported is changed",
        )
        if task.undo and done.data is not None and done.data != block.data:
            promise(done.undo is not None, "a changed block has a way back")
            way = json.loads(json.dumps(done.undo))
            promise(restored(way, done.data) == block.data, "the way back of a block is exact")
    if task.report:
        _reported(pieces)
    certain = all("(utf-8 valid)" in done.reading or "(ascii)" in done.reading for _, done in pieces)
    if (
        certain and not choice & 32 and not any(done.refused or done.notes for _, done in pieces)
    ):  # blocks are documents
        again = _written(_treated(name, out, task))
        promise(again == out, "a file cleaned twice is the same file")
    return out, pieces


def _reported(pieces: list[tuple[Block, Done]]) -> None:
    """Every report of what was found can be made, and carries nothing live."""
    found = [spot for _, done in pieces for spot in done.spots]
    tally = Tally(1)
    tally.add(found)
    for name in reports.FORMATS:
        report = reports.find(name)
        out = report.head() + report.spots("a\u202eb\n::error::\x1b[31m.txt", found) + report.tail(tally)
        live = _LIVE.search(out)
        promise(live is None, f"no live control in the {name} report")
        if name == "sarif":
            json.loads(out)
        if name == "jsonl":
            promise(all(json.loads(line) for line in out.split("\n") if line), "every line of the report is JSON")
        if name == "github":
            promise(all(map(_COMMAND.match, out.split("\n"))), "every line is a command of ours")


def _utf8(pieces: list[tuple[Block, Done]]) -> bool:
    """Was everything read as UTF-8, so that bytes can be compared with bytes?"""
    return all(re.match(r"(?:utf-8|ascii) ", done.reading) and not done.failed for _, done in pieces)


def jsonl(data: bytes) -> None:
    """JSON lines: every line parses as before, and differs in the named field only."""
    choice, data = split(data)
    made = _record("jsonl", choice, data, places=("text", "a.b") if choice & 64 else ())
    if made is None or not _utf8(made[1]):
        return
    out, _ = made
    try:
        before, after = data.decode("utf-8").split("\n"), out.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return
    promise(len(before) == len(after), "as many lines as before")
    for old, new in zip(before, after, strict=True):
        if old == new:
            continue
        paths = (("text",), ("a", "b")) if choice & 64 else (("text",),)
        was, now = (_without(json.loads(line, strict=False), paths) for line in (old, new))
        promise(was == now or was != was, "only the named field of a record changes")


def _without(value: Any, paths: tuple[tuple[str, ...], ...]) -> str:
    """*value* with the strings at *paths* blanked, as text, which compares NaN with NaN."""
    for path in paths:
        value = _blanked(value, path)
    return json.dumps(value, sort_keys=True)


def _blanked(value: Any, path: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_blanked(item, path) for item in value]
    if not path:
        return "" if isinstance(value, str) else value
    if isinstance(value, dict) and path[0] in value:
        return {**value, path[0]: _blanked(value[path[0]], path[1:])}
    return value


def csv(data: bytes) -> None:
    """Tables: as many rows and cells as before; the header and the cells of other columns stay."""
    choice, data = split(data)
    made = _record("csv", choice, data, places=("2",) if choice & 64 else ())
    if made is None or not _utf8(made[1]) or any(done.notes for _, done in made[1]):
        return
    out, pieces = made
    try:
        before, after = data.decode("utf-8-sig"), out.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    if before == after:
        return
    shape = pieces[0][0].context
    rows, again = (list(_rows(text, shape.delimiter)) for text in (before, after))
    promise([len(row) for row in rows] == [len(row) for row in again], "as many rows and cells as before")
    promise(rows[0] == again[0], "the header stays")
    if choice & 64:
        promise(
            [[c for n, c in enumerate(row) if n != 1] for row in rows]
            == [[c for n, c in enumerate(row) if n != 1] for row in again],
            "only the chosen column changes",
        )


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The cells of each row, by Python's own reader where it agrees on the dialect."""
    import csv as reader

    reader.field_size_limit(1 << 24)
    try:
        yield from reader.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except reader.Error:
        return


def html(data: bytes) -> None:
    """HTML: the same tags with the same attributes; scripts, styles, comments and code to the byte."""
    choice, data = split(data)
    made = _record("html", choice, data, places=("data-x",) if choice & 64 else ())
    if made is None or not _utf8(made[1]):
        return
    try:
        before, after = data.decode("utf-8-sig"), made[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    if before == after:
        return
    promise(_markup(before) == _markup(after), "tags and attributes stay")
    promise(_Outline.of(before) == _Outline.of(after), "another parser sees the same tags")


def _markup(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (token.name, tuple(attribute.name for attribute in token.attributes))
        for token in html_format.tokens(text)
        if token.name
    ]


class _Outline(HTMLParser):
    """The names of tags and attributes, and the comments, as the standard library sees them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [name for name, _ in attrs]))
        if tag in ("title", "textarea"):  # hold no tags (HTML standard, 13.2.5.2), which older versions do not know
            self.set_cdata_mode(tag)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)

    def handle_comment(self, data: str) -> None:
        self.seen.append(("comment", data))

    @classmethod
    def of(cls, text: str) -> list[object]:
        parser = cls()
        try:
            parser.feed(text)
            parser.close()
        except AssertionError:  # some versions fail on <![...
            return []
        return parser.seen


def warc_records(data: bytes) -> None:
    """WARC: as many records, each with a right length; heads change in length and digests only."""
    choice, data = split(data)
    made = _record("warc", choice, data)
    if made is None:
        return
    out, pieces = made
    task = Task({}, "warc")
    again = list(formats.find("warc").blocks(io.BytesIO(out), task))
    promise(len(again) == len(pieces), "as many records as before")
    for (block, done), new in zip(pieces, again, strict=True):
        promise((block.data if done.data is None else done.data) == new.data, "a record's length is right")
        if done.data is not None and block.context:
            heads = (block.data[: block.context], new.data[: new.context])
            promise(_bare_head(heads[0]) == _bare_head(heads[1]), "a head changes in length and digests only")


def _bare_head(head: bytes) -> list[bytes]:
    changing = re.compile(rb"(?:content-length|warc-(?:block|payload)-digest):", re.I)
    return [line for line in head.split(b"\n") if not changing.match(line)]


def mail(data: bytes) -> None:
    """Mail: the same parts with the same fields, for another parser too; what is no text, to the byte."""
    choice, data = split(data)
    made = _record("mail", choice, data)
    if made is None or made[0] == data:
        return
    out, _ = made
    before, after = ([type(part).__name__ for part in mime.walk(d, 0, len(d), [])] for d in (data, out))
    promise(before == after, "as many parts as before, of the same kinds")
    if not data.startswith((b"From ", b">From ")):
        promise(_parts(data) == _parts(out), "another parser sees the same parts and fields")


def _parts(data: bytes) -> list[object]:
    """The parts of a message as the standard library sees them: fields, types, and what is no text."""
    found: list[object] = []
    for part in email.message_from_bytes(data).walk():
        kind = part.get_content_type()
        raw = None if part.is_multipart() or kind.startswith("text/") else part.get_payload()
        found.append((kind, [name.lower() for name in part], raw))
    return found


def markdown(data: bytes) -> None:
    """Markdown: the same blocks, links and code follow each other; as many lines."""
    choice, data = split(data)
    made = _record("markdown", choice, data)
    if made is None or not _utf8(made[1]) or choice & 32 or choice & 1:  # normalize settles line ends
        return
    try:
        before, after = data.decode("utf-8-sig"), made[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    promise(before.count("\n") == after.count("\n"), "as many lines as before")
    promise(commonmark.document(before).shape == commonmark.document(after).shape, "the same blocks as before")


# Settings


@cache
def _folder() -> Path:
    where = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
    return Path(tempfile.mkdtemp(prefix="textclean-fuzz-", dir=where))


def settings(data: bytes) -> None:
    """Configuration: any file gives settings that a pipeline takes, or an error of ours that names the file."""
    choice, data = split(data)
    if choice & 1:
        flags = tuple(as_text(data).split("\n"))
        with suppress(TextcleanError):
            Pipeline(options=config.assignments(flags))
        return
    path = _folder() / ("pyproject.toml" if choice & 2 else "textclean.toml")
    path.write_bytes(data)
    try:
        found = config.load({}, config=path)
    except UsageError as error:
        promise(str(path) in str(error), "an error about settings names the file")
        return
    with suppress(TextcleanError):
        for name in ("a.txt", "b.ru.txt", "docs/x.md"):
            cleaner = Pipeline(**found.pipeline(name))
            cleaner.clean("Th\u0435 president")
        json.dumps(found.shown())


TARGETS: dict[str, Target] = {
    "decode": decoding,
    "inspect": inspecting,
    "jsonl": jsonl,
    "csv": csv,
    "html": html,
    "warc": warc_records,
    "mail": mail,
    "markdown": markdown,
    "config": settings,
}
