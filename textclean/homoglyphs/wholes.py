"""Words wholly of look-alikes, of a script that the text writes, too: judged by the rates of its letters.

In the words that are known to be of one script, the share of each letter's places where a character of the other
stands.  When 274 of 274 ``e`` are Cyrillic, a word of Cyrillic twins between English words is certain; when one word of
a page is mixed, it is not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textclean.contract import Sure
from textclean.evidence import Addend, Decision, Hypothesis, decide, may_win
from textclean.evidence.grades import LIMITS
from textclean.evidence.ledger import log_sum
from textclean.evidence.trace import is_traced
from textclean.homoglyphs import elisions
from textclean.homoglyphs.elisions import elision
from textclean.homoglyphs.pool import PROVEN, SHORT
from textclean.homoglyphs.readings import Reading, read
from textclean.homoglyphs.section import ELIDED, ELISION, LINE, Section
from textclean.homoglyphs.table import NAMES, kind, options
from textclean.scripts import MARK

if TYPE_CHECKING:
    from textclean.homoglyphs.judge import Judge

# Nats more where at least three words beside it are of its own script and none of the other, and for one or two letters
# where nothing else on the line is damaged: a mark of currency, an initial.
ALONE = 6.0
# What three words say; and nats more for each small word of the other script right beside it, on a damaged line.
THREE = 0.75 * LINE


def whole_words(judge: Judge) -> Iterator[tuple[int, Decision]]:
    """The decisions on words of one script, all of twins, where replacements of that script are proven."""
    proven: dict[tuple[int, int], float] = {}
    for (old, new), times in judge.pool.pairs.items():
        way = kind(old), kind(new)
        proven[way] = proven.get(way, 0.0) + times
    for (source, target), times in proven.items():
        if source in NAMES and target in NAMES and source != target and times >= PROVEN:
            yield from _one_way(judge, source, target)


def _one_way(judge: Judge, source: int, target: int) -> Iterator[tuple[int, Decision]]:
    section, table = judge.section, options(target)
    rates = Rates(judge, source, target)
    asked = {at for suspect in judge.suspects for at in suspect.places}
    name = f"{NAMES[source]} letters in a {NAMES[target]} word"
    found: dict[str, list[tuple[Reading, tuple[Addend, ...]]]] = {}
    for at in section.words.of(source, section.first, section.last):
        if at in asked:
            continue
        word = section.words[at]
        if word not in found:
            found[word] = []
            if all(char in table or kind(char) == MARK for char in word) and not section.is_symbol(word, target):
                for reading in read(word, target, section.speech(target), judge.price, frozenset()):
                    addends = (
                        Addend("its letters are replaced elsewhere", -rates.nats(word, reading.new) - reading.changes),
                        Addend("the word is known" if reading.known else "its letters", -reading.nats),
                    )
                    found[word].append((reading, addends))
                # Most are out of the question wherever they stand: that is asked once for each word.
                if found[word] and not is_traced():
                    own = log_sum([sum(addend.nats for addend in addends) for _, addends in found[word]])
                    most = LINE + 2 * THREE + (ELIDED + elisions.APART) * (len(word) <= ELISION)
                    if own + most - judge.least_of_its_script(word, source) < LIMITS[Sure.GUESS]:
                        found[word].clear()
        if entries := found[word]:
            beside = section.line(at, target)
            damaged = judge.damaged_on_line_of(at, target)
            alone = beside <= -THREE or (len(word) < SHORT and damaged < 0.5)
            between = THREE * section.between(at, target) * (damaged >= 1)
            line = Addend(f"its neighbours are {NAMES[target]}", beside - ALONE * alone + between)
            damaged_ways = [_damaged(section, at, name, *entry, line) for entry in entries]
            if is_traced() or may_win(damaged_ways, judge.of_its_script(at, source)):
                yield at, decide([*judge.unmixed(at, source, entries[0][0], True), *damaged_ways])


def _damaged(
    section: Section, at: int, name: str, reading: Reading, own: tuple[Addend, ...], line: Addend
) -> Hypothesis:
    """The hypothesis that word *at* is *reading*."""
    nats = elision(section, at, reading)
    return Hypothesis(name, reading.new, (*own, line, *[Addend(elisions.NAME, nats)] * (nats != 0)))


class Rates:
    """How much of *target* stands as letters of *source*, letter by letter, and how many words wholly."""

    def __init__(self, judge: Judge, source: int, target: int) -> None:
        self.damaged: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        full = 0
        words = len(judge.section.clean[target])
        sure = [(suspect, max(suspect.readings, key=lambda r: suspect.chance[r.new])) for suspect in judge.suspects]
        sure = [(suspect, reading) for suspect, reading in sure if suspect.chance[reading.new] > 0.5]
        for suspect, reading in (*judge.plain, *sure):
            if reading.script == target:
                kept = 0
                for old, new in zip(suspect.word, reading.new, strict=True):
                    if old == new:
                        self.whole[new] += len(suspect.places)
                        kept += 1
                    elif kind(old) == source:
                        self.damaged[new] += len(suspect.places)
                words += len(suspect.places)
                full += len(suspect.places) * (kept == 0)
        self.whole.update("".join(judge.section.clean[target]))
        hits = self.damaged.total()
        self.pooled = (hits + 0.5) / (hits + sum(self.whole[char] for char in self.damaged) + 1)
        self.full = (full + 0.01) / (words + 1)

    def nats(self, old: str, new: str) -> float:
        """Nats for the damage of a word: letter by letter, or the whole word at once."""
        total = 0.0
        for before, after in zip(old, new, strict=True):
            if before != after:
                hits = self.damaged[after]
                total -= math.log((hits + 2 * self.pooled) / (hits + self.whole[after] + 2))
        return min(total, -math.log(self.full))
