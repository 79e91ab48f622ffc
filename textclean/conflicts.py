"""Which of the edits found in one stage are made?  Bounds, overlaps, grades and protected spans, in one place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from textclean.contract import Batch, Doubt, Edit, Stage, Sure
from textclean.spans import splice
from textclean.text import Text


class Found(NamedTuple):
    """An edit and the rule that found it."""

    rule: str
    edit: Edit


class Held(NamedTuple):
    """An edit that is reported instead of made, and why."""

    rule: str
    edit: Edit
    because: str


LATER = (Stage.HIDDEN, Stage.LETTERS)  # what they would drop or replace may be bytes that a longer look can read


def whole(
    text: Text, stage: Stage, found: list[tuple[str, Edit | Batch]], floor: Sure, doubts: Sequence[Doubt] = ()
) -> str | None:
    """The new text, if there is one batch and what may stand in its way can be looked at alone; else None."""
    batches = [(rule, item) for rule, item in found if isinstance(item, Batch)]
    if len(batches) != 1 or batches[0][1].sure < floor:
        return None
    rule, batch = batches[0]
    others = [(name, item) for name, item in found if not isinstance(item, Batch)]
    spans = [(edit.start, edit.end) for _, edit in others]
    if stage is not Stage.REDECODE:
        spans += [(start, end) for start, end, _ in text.protected]
        spans += doubts if stage in LATER else ()
    if not spans:
        return batch.new
    if batch.near is None:
        return None
    near = batch.near([(max(0, start - 1), end + 1) for start, end in spans])
    made, _ = settle(text, stage, [*((rule, edit) for edit in near), *others], floor, doubts)
    return splice(batch.new, _anew(text.value, near, [item.edit for item in made]))


def _anew(value: str, near: list[Edit], made: list[Edit]) -> Iterator[tuple[int, int, str]]:
    """The spans of both, joined where they overlap, with *value* there after the edits that are *made*, sorted."""
    spans: list[list[int]] = []
    for start, end in sorted((edit.start, edit.end) for edit in (*near, *made)):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    at = 0
    for start, end in spans:
        inside: list[tuple[int, int, str]] = []
        while at < len(made) and made[at].end <= end:
            inside.append((made[at].start - start, made[at].end - start, made[at].new))
            at += 1
        yield start, end, splice(value[start:end], inside)


def settle(
    text: Text, stage: Stage, found: Iterable[tuple[str, Edit | Batch]], floor: Sure, doubts: Sequence[Doubt] = ()
) -> tuple[list[Found], list[Held]]:
    """Split what was found into the edits to make, sorted and disjoint, and the edits to hold.

    Of two that overlap the surest wins, then the longest, then the first; the loser may come back next round.
    """
    sure: list[Found] = []
    held: list[Held] = []
    for rule, item in found:
        for edit in item.edits() if isinstance(item, Batch) else (item,):
            if text.value[edit.start : edit.end] == edit.new:
                continue
            if edit.sure < floor:
                held.append(Held(rule, edit, edit.sure.name.lower()))
            else:
                sure.append(Found(rule, edit))
    if sure and stage is not Stage.REDECODE:  # a whole line was misread, its URL too
        sure, kept = _outside(text, sure)
        held += kept
        if sure and doubts and stage in LATER:
            sure, kept = _beside_doubts(text, sure, sorted(doubts))
            held += kept
    return _disjoint(sure), held


def _beside_doubts(text: Text, found: list[Found], spans: list[Doubt]) -> tuple[list[Found], list[Held]]:
    """Apart: the edits that touch no doubtful word, and those that do."""
    free: list[Found] = []
    held: list[Held] = []
    for item in found:
        at = bisect_left(spans, (item.edit.start, len(text.value))) - 1
        near = [span for span in spans[max(0, at) : at + 2] if item.edit.start < span[1] and span[0] < item.edit.end]
        if near:
            held.append(Held(item.rule, item.edit, "inside a word that may have been misread"))
        else:
            free.append(item)
    return free, held


def moved(doubts: Iterable[Doubt], made: Sequence[Found]) -> list[Doubt]:
    """Where *doubts* stand after the edits *made*, which are sorted and disjoint and touch none of them."""
    ends = [item.edit.end for item in made]
    shifts = [0, *accumulate(len(item.edit.new) - (item.edit.end - item.edit.start) for item in made)]
    return [Doubt(d.start + shift, d.end + shift) for d in doubts for shift in (shifts[bisect_right(ends, d.start)],)]


def check(text: Text, edit: Edit) -> Edit:
    """The edit itself.  Raises ValueError if it lies outside of the text: the rule is wrong."""
    if not 0 <= edit.start <= edit.end <= len(text.value):
        raise ValueError(f"edit {edit!r} lies outside of a text of {len(text.value)} code points")
    if not isinstance(edit.sure, Sure):
        raise TypeError(f"edit {edit!r} has no grade of type Sure")
    return edit


def _disjoint(found: list[Found]) -> list[Found]:
    """Sorted by place, without overlaps.  Two insertions at one place overlap."""
    kept: list[Found] = []
    for item in sorted(found, key=lambda f: (f.edit.start, f.edit.end)):
        edit = item.edit
        if kept and (edit.start < kept[-1].edit.end or edit.start == kept[-1].edit.start):
            last = kept[-1].edit
            if (edit.sure, edit.end - edit.start) <= (last.sure, last.end - last.start):
                continue
            kept.pop()
        kept.append(item)
    return kept


_LINE_ENDS = "\r\n\x0b\x85\u2028\u2029"


def _outside(text: Text, found: list[Found]) -> tuple[list[Found], list[Held]]:
    """Apart: the edits that touch no protected span, and those that do.

    The kind of a line end is the file's and not the code's: a file must not come out with two kinds.
    """
    spans = text.protected
    if not spans:
        return found, []
    free: list[Found] = []
    held: list[Held] = []
    index = 0
    for item in sorted(found, key=lambda f: f.edit.start):
        edit = item.edit
        while index < len(spans) and spans[index][1] <= edit.start:
            index += 1
        swallowed = index < len(spans) and edit.start < spans[index][0] and spans[index][1] < edit.end
        line_end = not text.value[edit.start : edit.end].strip(_LINE_ENDS) and edit.new.strip("\n") == "" < edit.new
        if index < len(spans) and spans[index][0] < max(edit.end, edit.start + 1) and not (swallowed or line_end):
            held.append(Held(item.rule, edit, f"inside {spans[index][2]}"))
        else:
            free.append(item)
    return free, held
