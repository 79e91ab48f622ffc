"""Mail: messages (``.eml``) and mailboxes (``.mbox``).  Subjects, names and bodies of text are cleaned.

Each is decoded by what its head says (quoted-printable, base64, encoded words; charset), is a document of its own, and
is written back the same way; HTML by its own format.  Every other byte stays: other fields, attachments, pictures,
boundaries, what is signed or encrypted.  A change that could not be read back, or that would begin another part or
message, is not made.  (A signature of the whole message, DKIM, is broken by any change.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from textclean import formats
from textclean.decoding import codecs, labels
from textclean.errors import NotText
from textclean.formats import mime
from textclean.formats.answers import Answers
from textclean.formats.base import Block, Done, Note, Plain, Task, fill
from textclean.formats.decoded import refuse_no_text
from textclean.formats.holding import holding
from textclean.io import undo
from textclean.pipeline import pipeline
from textclean.reports.diff import Hunk, hunks
from textclean.reports.findings import Spot, moved, spots
from textclean.result import Change, Result
from textclean.spans import splice

MOST = 1 << 28  # bytes of a message that are held in memory; a larger one goes by in pieces
_FIELDS = frozenset(
    """subject comments keywords organization thread-topic content-description
    from to cc bcc reply-to sender resent-from resent-to""".split()  # noqa: SIM905  (so it is read)
)
_REMEMBERED = 32  # bodies
_NEXT = re.compile(rb"(?<=\n)\r?\n(?=From )")
_FORMATS = {"text/plain": "text", "text/html": "html"}
_ENVELOPE = re.compile(rb"^From ", re.M)
_HIGH = re.compile(rb"[\x80-\xff]")
_SEVEN = frozenset(("us-ascii", "ascii", ""))


class MailFormat(Plain):
    """See the module."""

    is_text = False  # charsets change from part to part

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """Whole messages: of a mailbox about ``task.size`` bytes of them.  *context* is false for what is too long."""
        held = bytearray(fill(stream, task.size))
        if held:
            refuse_no_text(bytes(held[:4096]), task)
        mailbox = held.startswith((b"From ", b">From "))
        while held:
            more = fill(stream, task.size)
            if not more:
                yield Block(bytes(held), context=True)
                return
            if mailbox and (cut := _last_end(held)):
                yield Block(bytes(held[:cut]), context=True)
                del held[:cut]
            held += more
            if len(held) > MOST:
                yield from self._passed(held, stream, task, mailbox)

    def _passed(self, held: bytearray, stream: BinaryIO, task: Task, mailbox: bool) -> Iterator[Block]:
        """A message that is too long goes by in pieces; *held* is what follows it."""
        while held:
            end = _NEXT.search(held) if mailbox else None
            cut = end.end() if end else max(0, len(held) - 8)
            yield Block(bytes(held[:cut]), context=False)
            del held[:cut]
            if end:
                return
            more = fill(stream, task.size)
            if not more:
                yield Block(bytes(held), context=False)
                held.clear()
            held += more

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the messages of a block."""
        data = block.data
        if not block.context:
            note = Note(f"a message of more than {MOST >> 20} MiB; passed through", failed=True, passed=1)
            return Done(None, lines=data.count(b"\n"), length=len(data), notes=(note,))
        ends = [match.end() for match in _NEXT.finditer(data)] if data.startswith((b"From ", b">From ")) else []
        edits: list[mime.ByteEdit] = []
        found: list[Spot] = []
        notes: list[Note] = []
        first = 0  # line of the message, from 0
        answers = Answers(pipeline(**dict(task.settings)), task.report)
        known: dict[tuple[bytes, str, str | None, bool], Done] = {}
        for start, end in zip([0, *ends], [*ends, len(data)], strict=True):
            message = _Message(data, start, end, first, task, answers, known)
            message.clean()
            first += data.count(b"\n", start, end)
            edits += message.edits
            found += message.spots
            notes += message.notes
        edits.sort()
        out = mime.spliced(data, edits) if edits else None
        way = undo.of_edits(data, out, _back(data, edits)) if task.undo and out is not None else None
        shown = _hunks(data, edits) if task.diff else ()
        return Done(out, bool(edits), tuple(sorted(found, key=lambda spot: spot.line)), data.count(b"\n"), len(data),
                    tuple(notes), shown, reading="mail (by its parts)", undo=way)  # fmt: skip


def _last_end(held: bytearray) -> int:
    """Where the last message begins, if it is not the first."""
    at = held.rfind(b"\nFrom ")
    while at > 0:
        if held[at - 1 : at] == b"\n" or held[at - 2 : at] == b"\n\r":
            return at + 1
        at = held.rfind(b"\nFrom ", 0, at)
    return 0


@dataclass
class _Message:
    """One message at ``data[start:end]``, which begins in line *first*: what is to be changed, and to be said."""

    data: bytes
    start: int
    end: int
    first: int
    task: Task
    answers: Answers  # of fields
    known: dict[tuple[bytes, str, str | None, bool], Done]  # bodies that were looked at: lists add the same to all
    edits: list[mime.ByteEdit] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def clean(self) -> None:
        """Find what is wrong, field by field and part by part."""
        self._boundaries: list[bytes] = []
        self._seen = (self.start, self.first)  # a place, and its line
        self._line_end = b"\r\n" if self.data.find(b"\r\n", self.start, self.end) >= 0 else b"\n"
        fields: list[mime.Field] = []
        for part in list(mime.walk(self.data, self.start, self.end, self._boundaries)):
            if isinstance(part, mime.Field):
                fields.append(part)
                if part.name in _FIELDS:
                    self._field(part)
            else:
                self._part(part)
        self._length(fields)

    def _line(self, at: int) -> int:
        """The number of the line with byte *at*, from 0; it is asked for places that come one after the other."""
        place, line = self._seen
        line += self.data.count(b"\n", place, at) if at >= place else -self.data.count(b"\n", at, place)
        self._seen = at, line
        return line

    def _field(self, part: mime.Field) -> None:
        value = self.data[part.start : part.end]
        for found in mime.words(self.data, part.start, part.end):
            result = self._inspected(found.text, part, found.start)
            if result.changes:
                new = mime.written(result.text, found, self._line_end)
                if new is None:
                    self.notes.append(Note(f"{part.name}: a change cannot be written", self._line(found.start) + 1))
                else:
                    self.edits.append((found.start, found.end, new))
        if _HIGH.search(value):  # UTF-8 without any encoding (RFC 6532)
            try:
                text = value.decode("utf-8")
            except UnicodeDecodeError:
                return
            for change in self._inspected(text, part, part.start).changes:
                at = part.start + len(text[: change.start].encode())
                self.edits.append((at, at + len(change.old.encode()), change.new.encode()))

    def _inspected(self, text: str, part: mime.Field, at: int) -> Result:
        if not self.answers.damaged(text):
            return Result(text, text)
        result = holding(self.answers.inspect(text), _over_lines)
        if self.task.report:
            self._tell(spots(result, cell=part.name), self._line(at), same=True)
        return result

    def _tell(self, found: tuple[Spot, ...] | list[Spot], line: int, cell: str = "", same: bool = False) -> None:
        """Add what was *found* in a text that begins at *line* (from 0), all of it there if *same*."""
        for spot in moved(found, line, 0):
            findings = spot.findings
            if same:
                findings = tuple(f._replace(line=line + 1, end_line=line + 1) for f in findings)
            name = f"{cell} {spot.cell}".strip()
            self.spots.append(spot._replace(line=findings[0].line, findings=findings, cell=name))

    def _part(self, part: mime.Part) -> None:
        line = self._line(part.start)
        if part.why:
            self.notes.append(Note(f"{part.mime}: passed through: {part.why}", line + 1, passed=1))
            return
        raw = self.data[part.start : part.end]
        try:
            body = mime.Body(raw, part.transfer)
            done = self._treated(body.decoded, part)
        except (ValueError, NotText) as error:
            self.notes.append(Note(f"{part.mime}: passed through: {error}", line + 1, passed=1))
            return
        found = [self._placed(spot, body, line) for spot in done.spots]
        self._tell(found, 0, part.mime)
        self.notes += (Note(f"{part.mime}: {note.text}", line + 1, note.failed, note.passed) for note in done.notes)
        refused = done.refused
        edits: list[mime.ByteEdit] = []
        if done.data is not None and not refused:
            edits = body.edits(_forth(body.decoded, done))
            new = mime.spliced(raw, edits)
            refused = self._misread(body, part, done.data, new) or self._torn(raw, new)
            if not refused and part.bare and mime.head_lines(new) != mime.head_lines(raw):
                refused = "a line would be a field of the head, or none any more"
        if refused:
            self.notes.append(Note(f"{part.mime}: left as it was: {refused}", line + 1))
            return
        self.edits += [(part.start + start, part.start + end, made) for start, end, made in edits]

    def _treated(self, decoded: bytes, part: mime.Part) -> Done:
        """What the format of the part makes of its bytes; its line ends stay, and blanks that say where lines flow."""
        settings = dict(self.task.settings)
        settings["skip"] = (*settings.get("skip", ()), "line_breaks", *(("spaces",) if part.flowed else ()))
        kind = _FORMATS[part.mime]
        label = part.charset if labels.resolve(part.charset) else None
        sure = decoded.isascii() or (labels.resolve(part.charset) == "utf-8" and codecs.is_valid(decoded, "utf-8"))
        own = Task(
            settings,
            kind,
            label if sure and part.charset.lower() not in _SEVEN else None,
            f"text/plain; charset={label}" if label else None,
            keep=True,
            report=self.task.report,
            undo=True,
        )
        key = (decoded, kind, label, part.flowed)
        if key not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            refuse_no_text(decoded, own)
            self.known[key] = formats.find(kind).treat(Block(decoded), own)
        return self.known[key]

    def _placed(self, spot: Spot, body: mime.Body, line: int) -> Spot:
        """*spot*, whose lines are those of the decoded part, with the lines of the file; *line*: where it begins."""
        findings = tuple(
            f._replace(line=line + body.line(f.line), end_line=line + body.line(f.end_line)) for f in spot.findings
        )
        return spot._replace(findings=findings)

    def _misread(self, body: mime.Body, part: mime.Part, wanted: bytes, new: bytes) -> str:
        """Why a reader would not find in *new*, the body as it is written, what is *wanted*; empty if he would."""
        if mime.Body(new, part.transfer).decoded != wanted:
            return "it could not be written"
        if body.decoded.isascii() and not wanted.isascii():
            if part.charset.lower() in _SEVEN:
                return "its charset, us-ascii, cannot hold what was restored"
            if part.transfer in ("", "7bit"):
                return "its transfer encoding, 7bit, cannot hold what was restored"
        return ""

    def _torn(self, raw: bytes, new: bytes) -> str:
        """Why *new* would be more than this part; empty if it is not."""
        began = len(_ENVELOPE.findall(new)) > len(_ENVELOPE.findall(raw))
        if began or any(_delimiters(raw, each) != _delimiters(new, each) for each in self._boundaries):
            return "a line would begin another part or message"
        return ""

    def _length(self, fields: list[mime.Field]) -> None:
        """Some mailboxes say how long a body is."""
        grown = sum(len(new) - (end - start) for start, end, new in self.edits)
        for part in fields:
            said = self.data[part.start : part.end].strip()
            if part.name == "content-length" and said.isdigit() and grown:
                head = re.compile(rb"\r?\n\r?\n").search(self.data, part.end, self.end)
                inside = sum(len(n) - (e - s) for s, e, n in self.edits if head and s >= head.end())
                if head and 0 <= self.end - head.end() - int(said[:18]) <= 2 and inside:
                    self.edits.append((part.start, part.end, b"%d" % (int(said) + inside)))
                return


def _delimiters(data: bytes, boundary: bytes) -> list[bytes]:
    """The lines that begin like a delimiter: what follows it decides, for each parser in its own way."""
    return re.findall(rb"^--" + re.escape(boundary) + rb".*", data, re.M)


def _over_lines(change: Change) -> str:
    return "a field is one line" if any(c in "\r\n" for c in change.old + change.new) else ""


def _forth(decoded: bytes, done: Done) -> list[mime.ByteEdit]:
    """The edits that made *done* of *decoded*, from the way back."""
    assert done.data is not None
    way = done.undo or {}
    if "edits" not in way or "encoding" in way:
        return [(0, len(decoded), done.data)]
    edits = []
    shift = 0
    for at, till, old in way["edits"]:
        was = old.encode() if isinstance(old, str) else bytes.fromhex(old["hex"])
        start = at - shift
        edits.append((start, start + len(was), done.data[at:till]))
        shift += till - at - len(was)
    return edits


def _back(data: bytes, edits: list[mime.ByteEdit]) -> list[undo.ByteEdit]:
    back = []
    shift = 0
    for start, end, new in edits:
        at = start + shift
        back.append((at, at + len(new), data[start:end]))
        shift += len(new) - (end - start)
    return back


def _hunks(data: bytes, edits: list[mime.ByteEdit]) -> tuple[Hunk, ...]:
    """The diff, if the block can be shown as text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ()
    changes: list[Change] = []
    at = done = shift = 0
    for start, end, new in edits:
        at += len(data[done:start].decode("utf-8", "replace"))
        old, made = data[start:end].decode("utf-8", "replace"), new.decode("utf-8", "replace")
        changes.append(Change(at, at + len(old), at + shift, at + shift + len(made), old, made))
        shift += len(made) - len(old)
        at, done = at + len(old), end
    return hunks(Result(splice(text, [(c.start, c.end, c.new) for c in changes]), text, changes=tuple(changes)))


FORMAT = MailFormat()
