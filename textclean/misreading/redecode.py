"""Find the chains of wrong charsets in one document and undo them: the document, its lines, spans inside a line.

The order matters, for a local repair destroys the bytes that a longer chain needs:

1. one chain for the document, found on a sample of its suspicious lines;
2. chains proven so far, then a search of its own, for every suspicious line left;
3. runs of valid UTF-8 under some charset inside a line that is otherwise right.

A chain proven once is tried on all other lines.  Everything is counted, so that hostile text stays linear: after
``PATIENCE`` lines that no chain explains, only proven chains are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textclean import garbled, language
from textclean.contract import Batch, Edit, Sure
from textclean.misreading import adapter, at_once, chains, islands, leftovers, misread, plausible
from textclean.misreading.charsets import charset
from textclean.misreading.fees import Step
from textclean.misreading.grades import grade
from textclean.misreading.hot_lines import HotLines
from textclean.misreading.repair import Repair, differences_of, edits_of, places_of
from textclean.spans import splice

if TYPE_CHECKING:
    from textclean.text import Text

SMALL = 4000  # code points up to which the whole document is the sample
PATIENCE = 12  # lines without a chain, after which no new chain is searched
BATCH = 48  # lines that the model is asked about at once
WINDOW = 400  # code points of each
SHOWN = 20  # lines of a whole document that the model is asked about
COMMONEST = Step("utf-8", "cp1252")
DISTINCT = 5  # runs of UTF-8 that are no accident
# Where iso-8859-15 has other characters than cp1252 after a lead.
_LATIN_9_LETTERS = "\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
_LATIN_9 = re.compile(f"[{_LATIN_9_LETTERS}](?<=[\xc2-\xf4].)")
_EURO = re.compile("[\xc2-\xdf]\u20ac")  # the commonest of them: a small a with dots there, a capital A here
WORD = 40  # code points beside a doubtful place that may belong to its word
MANY = 40  # repairs from which on one batch stands for all edits


_looked_at: WeakKeyDictionary[Text, Document] = WeakKeyDictionary()


def document(text: Text) -> Document:
    """What was found out about *text*, by its suspicious meetings if it has any; asked once, by whichever rule."""
    if text not in _looked_at:
        _looked_at[text] = Document(text.value, None if text.garbled else text.misread)
    return _looked_at[text]


def repairs(text: Text) -> list[Edit | Batch]:
    """The edits that undo all chains found in *text*; worked out once."""
    if text not in _repaired:
        found = list(_repairs(document(text)))
        if not found and text.garbled:  # a charset read as another leaves the line suspicious in other places
            found = list(_repairs(Document(text.value, text.misread)))
        _repaired[text] = found
    return _repaired[text]


_repaired: WeakKeyDictionary[Text, list[Edit | Batch]] = WeakKeyDictionary()


def doubts(text: Text) -> list[tuple[int, int]]:
    """The spans of the words (between blanks) that may have been misread, but nobody can be sure; sorted."""
    value = text.value
    spans = []
    for item in repairs(text):
        for edit in item.edits() if isinstance(item, Batch) and item.sure is Sure.GUESS else [item]:
            if isinstance(edit, Edit) and edit.sure is Sure.GUESS:
                start = edit.start - len(value[max(0, edit.start - WORD) : edit.start].rpartition(" ")[2])
                end = edit.end + len(value[edit.end : edit.end + WORD].partition(" ")[0])
                spans.append((start, end))
    return sorted(spans)


def _repairs(found: Document) -> Iterator[Edit | Batch]:
    value = found.value
    if not found.lines.first(1):
        return
    if whole := found.whole:
        new, chain, sure = whole
        yield Batch(new, lambda: list(differences_of(0, value, new, chain, sure)), sure)
        return
    made = sorted(found.pieces())
    sure = min((repair.sure for repair in made), default=Sure.GUESS)
    if len(made) > MANY and sure >= Sure.LIKELY:
        yield Batch(splice(value, (repair[:3] for repair in made)), lambda: list(edits_of(value, made)), sure)
    else:
        yield from edits_of(value, made)


class Document:
    """The chains in one text; *places* are suspicious beside those of ``garbled.PATTERN``."""

    def __init__(self, value: str, places: misread.Places | None) -> None:
        self.value = value
        self.lines = HotLines(value, places)
        self.proven: list[tuple[Step, ...]] = []
        self.explained = False  # all that is suspicious decodes

    @cached_property
    def whole(self) -> tuple[str, tuple[Step, ...], Sure] | None:
        """The document with one chain undone, if one explains all of it."""
        for step in (COMMONEST, Step("utf-8", "cp1251")):
            certain = self._certain(step)
            if certain or self.proven:
                return certain
        if known := at_once.utf8(self.value) or at_once.legacy(self.value):
            return known[0], (known[1],), Sure.CERTAIN
        small = len(self.value) <= SMALL
        sample = self.value if small else self.lines.sample(chains.LONG // 4, SMALL)
        taken = chains.search(sample)
        if taken is None:
            return None
        chain, sure = taken.reading.chain, grade(sample, taken)
        if sure < Sure.LIKELY and not small:
            return None
        new = chains.undo(self.value, chain)
        if new is not None and (_from_utf8(chain) or self._everywhere(new)):
            return new, chain, sure
        if sure >= Sure.LIKELY:
            self.proven.append(chain)
        return None

    def _certain(self, step: Step) -> tuple[str, tuple[Step, ...], Sure] | None:
        """A chain of the common *step*, where so much of it decodes that no model need be asked.

        That is where five distinct sequences decode, or where all suspicious lines do and there are two in four places.
        """
        folded: set[str] = set()
        places = 0
        explained = True
        for start, end in self.lines.first(5 * DISTINCT):
            line = self.value[start:end]
            runs = charset(step.shown).runs.findall(line[:WINDOW])
            places += len(runs)
            explained &= runs != []
            if folded.issuperset(runs):
                continue
            new = chains.undo(line, (step,))
            if new is not None and plausible.believable(line, new, True, plausible.about_mojibake(line)):
                folded.update(runs)
                explained &= not garbled.suspicious(new)
            else:
                explained = False
            if len(folded) >= DISTINCT:
                break
        else:
            self.explained = (
                step == COMMONEST and explained and places >= 4 and len(folded) >= 2 and not _EURO.search(self.value)
            )
            if not self.explained:
                return None
        if any(char in self.value for char in _LATIN_9_LETTERS) and _LATIN_9.search(self.value):
            return None
        if step != COMMONEST and not explained:
            return None
        self.proven.append((step,))
        chain: tuple[Step, ...] = ()
        current = self.value
        while len(chain) < chains.LAYERS:
            new = chains.undo(current, (step,))
            if new is None or not garbled.suspicious(current):  # decoding fails at once where nothing is left to undo
                break
            current, chain = new, (*chain, step)
        return (current, chain, Sure.CERTAIN) if chain else None

    def _everywhere(self, new: str) -> bool:
        """Is each line of *new* likelier than it was?  Of many lines, some are asked."""
        pairs = [(old, line) for old, line in zip(self.value.split("\n"), new.split("\n"), strict=True) if old != line]
        if len(pairs) == 1:
            return True
        windows: list[str] = []
        for pair in pairs[:: len(pairs) // SHOWN + 1]:
            start = max(0, next(adapter.differences(0, *pair)).start - WINDOW // 16)
            windows += [text[start : start + WINDOW // 4] for text in pair]
        costs = language.costs(windows)
        return all(before.nats >= after.nats for before, after in zip(costs[::2], costs[1::2], strict=True))

    def pieces(self) -> Iterator[Repair]:
        """Repairs of single lines and of spans inside lines."""
        done: set[int] = set()
        for chain in self.proven:
            yield from self._by(chain, done)
        failures = 0
        for start, end in self.lines:
            if start in done:
                continue
            line = self.value[start:end]
            looks = garbled.suspicious(line)
            taken = chains.search(line) if failures < (PATIENCE if looks else PATIENCE // 4) else None
            if taken is None:
                failures += 1
                if looks:
                    yield from self._islands(start, line) or self._leftovers(start, line)
                continue
            chain = taken.reading.chain
            sure = min(grade(line, taken), self._foreign(chain))
            yield Repair(start, end, taken.reading.text, chain, sure)
            done.add(start)
            if sure >= Sure.LIKELY:
                yield from self._by(chain, done)

    def _foreign(self, chain: tuple[Step, ...]) -> Sure:
        """How sure a chain found on one line can be: hardly, if the document as a whole is worse for it."""
        if chain[-1].meant == "utf-8":
            return Sure.CERTAIN
        text = chains.condensed(self.value, chains.LONG)
        new = chains.undo(text, chain, cut=True)
        if new is None or not (plausible.latin(text) and plausible.latin(new)):
            return Sure.CERTAIN
        return Sure.CERTAIN if plausible.believable(text, new, False) else Sure.GUESS

    def _by(self, chain: tuple[Step, ...], done: set[int]) -> list[Repair]:
        """The repairs of those lines that the proven *chain* explains; their starts are added to *done*.

        A legacy chain damages lines that do not look it, so all lines are tried that are not ASCII.
        """
        from_utf8 = _from_utf8(chain)
        fits: list[Repair] = []
        for start, end in self.lines if from_utf8 else self._other_lines():
            if start in done:
                continue
            line = self.value[start:end]
            new = chains.undo(line, chain)
            if new is not None and new != line and (not from_utf8 or plausible.believable(line, new, True)):
                fits.append(Repair(start, end, new, chain, Sure.LIKELY))
        if not from_utf8:
            fits = self._likelier(fits)
        done.update(repair.start for repair in fits)
        return fits

    def _other_lines(self) -> list[tuple[int, int]]:
        starts = [0, *(match.end() for match in re.finditer("\n", self.value))]
        spans = zip(starts, [*starts[1:], len(self.value)], strict=True)
        return [span for span in spans if not self.value[slice(*span)].isascii()]

    def _likelier(self, repairs: list[Repair]) -> list[Repair]:
        """Those repairs that the model agrees with; it is shown some 10,000 code points at a time."""
        good = []
        for at in range(0, len(repairs), BATCH):
            part = repairs[at : at + BATCH]
            costs = language.costs([text[:WINDOW] for r in part for text in (self.value[r.start : r.end], r.new)])
            good += [r for r, old, new in zip(part, costs[::2], costs[1::2], strict=True) if old.nats >= new.nats - 1]
        return good

    def _leftovers(self, start: int, line: str) -> list[Repair]:
        found = leftovers.undone(line)
        return [Repair(start, start + len(line), *found, Sure.LIKELY)] if found else []

    def _islands(self, start: int, line: str) -> list[Repair]:
        """Runs of UTF-8 inside a *line* that no chain explains as a whole, if none of it stays garbled."""
        found: list[Repair] = []
        current = line
        for _ in range(3):  # one charset after the other
            name, runs = islands.islands(current, self.value)
            if not runs:
                return []
            places = places_of(found, line, start)  # of each character of the line as it is now
            for begin, stop, new in runs:
                at, till = places[begin], places[stop - 1] + 1
                if till - at != stop - begin:  # an island in an island
                    return []
                found.append(Repair(at, till, new, (Step("utf-8", name),), Sure.LIKELY))
            found.sort()
            current = splice(line, [(r.start - start, r.end - start, r.new) for r in found])
            if not garbled.suspicious(current):
                return found
        return []


def _from_utf8(chain: tuple[Step, ...]) -> bool:
    return all(step.meant == "utf-8" for step in chain)
