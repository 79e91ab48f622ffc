"""The repairs of one document: suspicious places, the chains that may explain them, the odds of each word, edits.

A document is judged in sections of some 16 KiB, so that a clean line is not judged by damage far away.  In each
section that holds something suspicious:

1. the suspicious words are read back by all chains; the few chains that explain them best are kept;
2. every word that is not ASCII gets its cost as it stands and as each kept chain would have it (``scoring``);
3. ``sections`` makes odds of costs and priors, and ``evidence`` makes grades of odds.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from textclean.contract import Batch, Edit, Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, note
from textclean.evidence.grades import LIMITS
from textclean.evidence.priors import prior
from textclean.mojibake import badness, chains, scoring
from textclean.mojibake.chains import Chain
from textclean.mojibake.differences import differences
from textclean.mojibake.sections import Row, posteriors
from textclean.patterns import lazy
from textclean.spans import splice

if TYPE_CHECKING:
    from textclean.text import Text

SECTION = 16384  # code points
ASKED = 6  # distinct suspicious words that chains are searched on
CLOSE = 20.0  # nats behind the best chain, from which on another is not looked at
KEPT = 8  # chains that are kept for a closer look
MANY = 40  # repairs from which on one batch stands for all edits
_WORD = re.compile("[^\x00-\x2f:;<=>]+")
_BLANKS = re.compile("([\x00-\x2f]+)")  # never a trail byte in a two-byte charset


class Word(NamedTuple):
    """A run of characters between blanks and ASCII punctuation, with one at least that is not ASCII."""

    start: int
    end: int
    first: bool  # of its line, among those words


class Repair(NamedTuple):
    """``value[start:end]`` was *new*; *decision* says why, and how sure that is."""

    start: int
    end: int
    new: str
    chain: Chain
    decision: Decision


_looked_at: WeakKeyDictionary[Text, list[Repair]] = WeakKeyDictionary()


def repairs(text: Text) -> list[Repair]:
    """What was found out about *text*, sorted; asked once, by whichever rule."""
    if text not in _looked_at:
        _looked_at[text] = [repair for part in _sections(text) for repair in part.repairs()]
    return _looked_at[text]


def _sections(text: Text) -> Iterator[Section]:
    value = text.value
    at = 0
    while at < len(value):
        end = len(value)
        if end - at > SECTION:
            end = value.rfind("\n", at, at + SECTION) + 1 or value.rfind(" ", at, at + SECTION) + 1 or at + SECTION
        yield Section(text, at, end)
        at = end


class Section:
    """One stretch of text, judged as a whole."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.value = text.value

    def repairs(self) -> list[Repair]:
        """The words of this section that may have been something else."""
        hot = self.hot()
        if not hot:
            return []
        kept = self.search(hot)
        if not kept:
            return []
        return list(self.judged(kept))

    def hot(self) -> list[str]:
        """The distinct words that hold something suspicious, those with the most characters beyond ASCII first."""
        places = self.text.misread if not self.text.garbled else None
        patterns = [badness.EXPRESSION, *(places.patterns if places else ())]
        if places and places.words:
            patterns.append(re.compile("|".join(map(re.escape, places.words[:40]))))
        found: Counter[str] = Counter()
        for pattern in patterns:
            for match in pattern.finditer(self.value, self.start, self.end):
                start, end = self._around(match.start(), max(match.end(), match.start() + 1))
                word = self.value[start:end]
                if not word.isascii():
                    found[word] += 1
        return sorted(found, key=lambda word: -sum(char > "\x7f" for char in word[:80]))

    def _around(self, start: int, end: int) -> tuple[int, int]:
        value = self.value
        while start > self.start and _WORD.match(value[start - 1]):
            start -= 1
        while end < self.end and _WORD.match(value[end]):
            end += 1
        return start, end

    @cached_property
    def words(self) -> list[Word]:
        """All words of the section that are not ASCII."""
        found = []
        line = -1
        for match in _WORD.finditer(self.value, self.start, self.end):
            if not match[0].isascii():
                this = self.value.rfind("\n", line if line > 0 else self.start, match.start())
                found.append(Word(*match.span(), not found or this > line))
                line = max(line, this)
        return found

    @cached_property
    def context(self) -> str:
        """Some of the ASCII words of the section."""
        words = self.value[self.start : self.end].split()
        return " ".join([word for word in words if word.isascii() and word.isalpha()][:80])

    def search(self, hot: list[str]) -> list[Chain]:
        """The chains that explain the suspicious words best, if any is worth a closer look."""
        asked = hot[:ASKED]
        read: dict[Chain, dict[str, str]] = defaultdict(dict)
        for word in asked:
            for reading in chains.readings(word[:60]):
                read[reading.chain][word[:60]] = reading.text
        if not read:
            return []
        for chain, known in read.items():
            for word in asked:
                if word[:60] not in known and (new := chains.undo_in(word[:60], chain)):
                    known[word[:60]] = new
        words = [word[:60] for word in asked]
        order = list(read)
        found, _ = scoring.rows(words, self.context, [read[c] for c in order], [self.prior(c) for c in order], [1] * len(words))
        value = [row.prior + sum(max(0.0, d) for d in row.damaged) for row in found]
        best = sorted(range(len(order)), key=lambda at: -value[at])[:KEPT]
        top = value[best[0]]
        return [order[at] for at in best if value[at] > top - CLOSE and value[at] > LIMITS[Sure.GUESS]]

    def prior(self, chain: Chain) -> float:
        return prior("mojibake", "document") + chains.share(chain)

    def judged(self, kept: list[Chain]) -> Iterator[Repair]:
        """The odds of each word under the chains *kept*."""
        words = self.words
        texts = [self.value[w.start : w.end] for w in words]
        counts = Counter(texts)
        distinct = list(counts)
        number = {text: at for at, text in enumerate(distinct)}
        read = []
        for chain in kept:
            known = {}
            for word in distinct:
                new = chains.undo_in(word, chain)
                if new is not None:
                    known[word] = new
            read.append(known)
        rows, tongues = scoring.rows(distinct, self.context, read, [self.prior(c) for c in kept], [counts[w] for w in distinct])
        place = [number[text] for text in texts]
        spread = [
            row._replace(damaged=[row.damaged[at] for at in place], written=[row.written[at] for at in place])
            for row in rows
        ]
        chances = posteriors(spread, [w.first for w in words])
        for at, (word, text) in enumerate(zip(words, texts, strict=True)):
            hypotheses = [Hypothesis(AS_WRITTEN, None, (Addend("as written", math.log(max(1e-300, 1 - min(1.0, sum(c[at] for c in chances))))),))]
            for chain, row, known, tongue, chance in zip(kept, spread, read, tongues, chances, strict=True):
                if text in known and chance[at] > 1e-6:
                    gain = row.damaged[at]
                    first = row.prior
                    hypotheses.append(
                        Hypothesis(
                            chains.why(chain),
                            known[text],
                            (
                                Addend(f"{chains.why(chain)}", first),
                                Addend(f"words of {tongue}", gain),
                                Addend("the words beside it", math.log(chance[at]) - first - gain),
                            ),
                        )
                    )
            decision = decide(hypotheses)
            if len(hypotheses) > 1:
                note("mojibake", word.start, word.end, decision)
            if decision.best.new is not None and decision.sure is not None:
                chain = next(c for c in kept if chains.why(c) == decision.best.kind)
                yield Repair(word.start, word.end, decision.best.new, chain, decision)


def edits(text: Text) -> Iterator[Edit | Batch]:
    """The edits that undo all chains found in *text*."""
    made = repairs(text)
    found = list(_edits(text.value, made))
    sure = min((edit.sure for edit in found), default=Sure.GUESS)
    if len(found) > MANY and sure >= Sure.LIKELY:
        yield Batch(splice(text.value, (repair[:3] for repair in made)), lambda: found, sure)
    else:
        yield from found


def _edits(value: str, made: list[Repair]) -> Iterator[Edit]:
    counts = Counter(repair.chain for repair in made)
    for repair in made:
        reason = chains.why(repair.chain)
        sure = repair.decision.sure
        assert sure is not None
        for start, end, new in differences(repair.start, value[repair.start : repair.end], repair.new):
            yield Edit(start, end, new, reason, sure)


def doubts(text: Text) -> list[tuple[int, int]]:
    """The spans of the words that may have been misread, but nobody can be sure; sorted."""
    return [(r.start, r.end) for r in repairs(text) if r.decision.sure is Sure.GUESS]
