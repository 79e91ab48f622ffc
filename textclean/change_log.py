"""What happened to one text, layer upon layer, in the places of its source.  Becomes a ``Result``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from textclean.conflicts import Found, Held
from textclean.contract import Edit, Sure
from textclean.evidence.trace import Note
from textclean.result import Change, Fix, Problem, Result
from textclean.spans import Hunk, compose, hunks_of, splice, to_source

if TYPE_CHECKING:
    from textclean.decoding import Decoded


_WHOLE = ("not reversible",)  # spans that only keep bytes for the way back; nothing was odd about them


class Record:
    """Collects the layers of edits on one text and composes their hunks into the one map to the source."""

    def __init__(self, before: str) -> None:
        self.before = before
        self.settled = True
        self._hunks: list[Hunk] = []
        self._fixes: list[Fix] = []
        self._held: dict[tuple[object, ...], Fix] = {}
        self._problems: dict[Problem, None] = {}
        self._considered: dict[Note, None] = {}

    def layer(self, value: str, made: list[Found]) -> str:
        """Record the edits of one stage on *value*, sorted and disjoint, and give the new value."""
        edits = []
        for rule, edit in made:
            for low, high, new in exact(value, edit):
                start, end = to_source(self._hunks, low, high)
                self._fixes.append(Fix(rule, edit.why, edit.sure, start, end, value[low:high], new))
                edits.append((low, high, new))
        self._hunks = compose(self._hunks, hunks_of(edits))
        return splice(value, edits)

    def hold(self, value: str, held: Iterable[Held]) -> None:
        """Record edits that were not made; they come back every round and are kept once."""
        for rule, edit, because in held:
            for low, high, new in exact(value, edit):
                start, end = to_source(self._hunks, low, high)
                fix = Fix(rule, edit.why, edit.sure, start, end, value[low:high], new, because)
                self._held.setdefault((rule, start, end, new), fix)

    def problem(self, rule: str, error: Exception) -> None:
        """Record a rule that raised; once, however often it raises."""
        self._problems.setdefault(Problem(rule, repr(error)))

    def consider(self, notes: Iterable[Note]) -> None:
        """Record what rules considered on the value of now; it comes back every round and is kept once."""
        for note in notes:
            start, end = to_source(self._hunks, note.start, note.end)
            self._considered.setdefault(note._replace(start=start, end=end))

    def result(self, text: str, decoded: Decoded | None) -> Result:
        """The whole story of how the source became *text*."""
        changes = []
        for hunk in self._hunks:
            old, new = self.before[hunk.start : hunk.end], text[hunk.at : hunk.till]
            if old != new:
                changes.append(Change(*hunk, old, new))
        places = {(fix.rule, fix.start, fix.end) for fix in self._held.values()}
        made = {place for fix in self._fixes if (place := (fix.rule, fix.start, fix.end)) in places}
        return Result(
            text,
            self.before,
            (*_of_decoding(decoded), *self._fixes),
            tuple(sorted((f for f in self._held.values() if (f.rule, f.start, f.end) not in made), key=_place)),
            tuple(changes),
            tuple(self._problems),
            self.settled,
            decoded,
            tuple(self._hunks),
            tuple(sorted(self._considered, key=lambda note: (note.start, note.end, note.rule))),
        )


def _place(fix: Fix) -> tuple[int, int, str]:
    return fix.start, fix.end, fix.rule


def exact(value: str, edit: Edit) -> Iterator[tuple[int, int, str]]:
    """The runs of characters that *edit* really changes, as ``(start, end, new)``; itself if the lengths differ.

    A rule may give back a whole word; the letters that were right have no part in the story.
    """
    old = value[edit.start : edit.end]
    if len(old) != len(edit.new) or len(old) == 1:
        yield edit[:3]
        return
    at = 0
    for same, run in groupby(zip(old, edit.new, strict=True), lambda pair: pair[0] == pair[1]):
        new = "".join(pair[1] for pair in run)
        if not same:
            yield edit.start + at, edit.start + at + len(new), new
        at += len(new)


def _of_decoding(decoded: Decoded | None) -> list[Fix]:
    """A fix for every piece of the bytes that was not read like the rest, or could not be read at all."""
    found = []
    for span in decoded.spans if decoded else ():
        if span.why not in _WHOLE:
            raw = repr(span.raw)[2:-1]
            how = "U+FFFD stands for it" if span.why == "undecodable" else f"read as {span.encoding}"
            new = decoded.text[span.start : span.end]  # type: ignore[union-attr]
            found.append(Fix("decoding", f"{span.why}, {how}", Sure.LIKELY, span.start, span.end, raw, new))
    return found
