"""From the repairs of a document to edits: what differs, and how sure each part of it is; and what is doubted."""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Doubt, Edit, Sure
from textclean.evidence.grades import grade
from textclean.evidence.ledger import log_sum
from textclean.markup import is_data
from textclean.mojibake import chains, document
from textclean.mojibake.charsets import charset
from textclean.mojibake.differences import Change, differences
from textclean.patterns import lazy
from textclean.prefilter.lost_bytes import DROPPED
from textclean.spans import splice
from textclean.text import Text

MANY = 40  # repairs from which on one batch stands for all edits


def edits(text: Text, lossy: bool = False) -> Iterator[Edit | Batch]:
    """The edits that undo what was found in *text*: what lost nothing, or what did."""
    if everywhere := document.everywhere(text):
        if not lossy:
            yield Batch(everywhere[1], lambda: list(_edits(text.value, document.repairs(text))), Sure.CERTAIN)
        return
    made = [
        repair
        for repair in document.repairs(text)
        if bool(repair.story.loss) is lossy
        and not (repair.story.chain == (chains.WINDOWS,) and is_data(text.value, repair.start))
    ]
    found = list(_edits(text.value, made))
    sure = min((edit.sure for edit in found), default=Sure.GUESS)
    if len(found) > MANY and sure >= Sure.LIKELY:
        yield Batch(splice(text.value, (repair[:3] for repair in made)), lambda: found, sure)
    else:
        yield from found


def _edits(value: str, made: list[document.Repair]) -> Iterator[Edit]:
    proven = any(repair.decision.sure is not Sure.GUESS for repair in made)
    for repair in made:
        sure = repair.decision.sure
        assert sure is not None
        parts = _parts(repair, value[repair.start : repair.end], repair.new, proven)
        grades = _grades(value, repair, parts, proven) if sure is Sure.GUESS and len(parts) > 1 else [sure] * len(parts)
        for (start, end, new), own in zip(parts, grades, strict=True):
            yield Edit(start, end, new, chains.told(repair.story), own)


def _parts(repair: document.Repair, old: str, new: str, proven: bool) -> list[Change]:
    """The changes from *old*, what *repair* is of, to *new*; each U+FFFD for one letter is a change of its own.

    So are ideographs and syllables that lost nothing, beside such that lost a control character, in a doubtful repair
    where others have *proven* that there was damage.
    """
    pairs = [(old, new)]
    if "\ufffd" in old and len(old) == len(new):
        pairs = [(old[slice(*match.span())], new[slice(*match.span())]) for match in _LOST_OR_NOT.finditer(old)]
    elif proven and repair.decision.sure is Sure.GUESS and repair.story.loss == DROPPED and _WIDE.search(new):
        pairs = _intact(repair.story.chain, old, new)
    found: list[Change] = []
    at = repair.start
    for piece, other in pairs:
        found += differences(at, piece, other)
        at += len(piece)
    return found


def _intact(chain: chains.Chain, old: str, new: str) -> list[tuple[str, str]]:
    """*old* and *new*, in pieces: what comes back of *old* without a loss, and what stands between."""
    if len(chain) > 1 or chain[0].meant != "utf-8" or charset(chain[0].shown).wide:
        return [(old, new)]
    found, at, last = [], 0, 0
    for run in charset(chain[0].shown).runs.finditer(old):
        text = chains.undo_in(run[0], chain) or run[0]
        place = new.find(text, at + (run.start() > last))
        if place < 0 or (place > at) != (run.start() > last):
            return [(old, new)]
        found += [(old[last : run.start()], new[at:place]), (run[0], text)]
        at, last = place + len(text), run.end()
    if (at < len(new)) != (last < len(old)):
        return [(old, new)]
    return [pair for pair in (*found, (old[last:], new[at:])) if pair[0]]


_WIDE = lazy("[\u3041-\ud7a3]")
_LOST_OR_NOT = lazy("\ufffd|[^\ufffd]+")


def _grades(value: str, repair: document.Repair, parts: list[Change], proven: bool) -> list[Sure]:
    """How sure each part of a doubtful repair is: readings that differ in one letter may agree on all others."""
    old = value[repair.start : repair.end]
    hypotheses = (repair.decision.best, *repair.decision.others)
    made = [set(_parts(repair, old, h.new, proven)) if h.new is not None else set() for h in hypotheses]
    grades = []
    for part in parts:
        same = [h.nats for h, changes in zip(hypotheses, made, strict=True) if part in changes]
        other = [h.nats for h, changes in zip(hypotheses, made, strict=True) if part not in changes]
        grades.append((grade(log_sum(same) - log_sum(other)) if other else None) or Sure.GUESS)
    return grades


def doubts(text: Text) -> Iterator[Doubt]:
    """The words (between blanks) that may have been misread, but nobody can be sure."""
    value = text.value
    if document.everywhere(text):
        return
    for repair in document.repairs(text):
        if repair.decision.sure is Sure.GUESS:
            start = repair.start - len(value[max(0, repair.start - document.LONG) : repair.start].rpartition(" ")[2])
            yield Doubt(start, repair.end + len(value[repair.end : repair.end + document.LONG].partition(" ")[0]))
