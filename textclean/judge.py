"""Judge the words of a document that mix letters of two scripts, or consist of twins of another one.

1. A mixed word with one reading by exact twins is a proof (source script, target script), unless it is a trap.
2. Traps wait for other proofs of the same direction; words with two readings ask their neighbours.
3. With proofs, words wholly of twins are judged by the document's damage rates, neighbours and languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from textclean import garbled
from textclean.contract import Edit, Sure
from textclean.evidence import Evidence
from textclean.lookalikes import ALL, ALPHABETS, LATIN, NAMES, Words, respell
from textclean.scripts import CYRILLIC, EXOTIC, GREEK
from textclean.text import Text
from textclean.traps import NEVER, borrowed, trap
from textclean.votes import Rates, votes, winner

PROOFS = 3  # other proofs that a trap waits for
SOURCES = (*ALPHABETS, EXOTIC)


class Judge:
    """One document on trial.  ``decided`` holds each word's script, 0 as long as it is not known."""

    def __init__(self, text: Text, words: Words) -> None:
        self.text, self.words = text, words
        self.decided = [words.script(at) for at in range(len(words))]
        self.anchors = Counter(self.decided)
        self.evidence = Evidence(words, self.decided)
        self.proofs: Counter[tuple[int, int]] = Counter()
        self._still: dict[tuple[int, int], bool] = {}
        self.chosen: dict[int, tuple[int, str, Sure]] = {}

    def edits(self) -> Iterator[Edit]:
        """All decisions, in order of the text."""
        self.mixed_words()
        self.whole_words()
        edits = [self.edit(at) for at in sorted(self.chosen)]
        yield from self.still(edits) if self.text.garbled else edits

    def still(self, edits: list[Edit]) -> Iterator[Edit]:
        """Hold the edits on lines that look like mojibake and would go on doing so: there the letters are no look-alikes."""
        for edit in edits:
            start, end = self.text.line_at(edit.start)
            if (start, end) not in self._still:
                there = [(e.start - start, e.end - start, e.new) for e in edits if start <= e.start < end]
                line = self.text.value[start:end]
                self._still[start, end] = garbled.suspicious(line) and garbled.suspicious(_applied(line, there))
            yield edit._replace(sure=Sure.GUESS) if self._still[start, end] else edit

    # -- words of mixed letters

    def mixed_words(self) -> None:
        waiting: list[tuple[int, int]] = []
        open_: list[tuple[int, list[int]]] = []
        if self.misread():
            return
        for at in self.words.mixed:
            targets = self.targets(at)
            if len(targets) != 1:
                open_.append((at, targets))
                continue
            reason = self.trapped(at, targets[0])
            if reason and reason != NEVER:
                waiting.append((at, targets[0]))
            elif not reason:
                self.choose(at, targets[0], Sure.CERTAIN, "no other reading")
                for source in self.sources(at, targets[0]):
                    self.proofs[source, targets[0]] += 1
        for at, target in waiting:
            if self.proven(at, target) and self.vote(at, ALL) in (target, 0):
                self.choose(at, target, Sure.LIKELY, "the same damage elsewhere in the text")
        for at, targets in open_:
            if targets:
                target = self.vote(at, sum(targets)) or self.majority(targets)
                if target and not self.trapped(at, target):
                    self.choose(at, target, Sure.LIKELY, f"neighbours {NAMES[target]}")
            else:
                self.approximate(at)

    def misread(self) -> bool:
        """Are the Latin words with foreign letters mojibake of one byte per letter?  Then nothing here is a look-alike."""
        kinds, exact = self.words.kinds, self.words.exact
        latin = [
            at
            for at in self.words.mixed
            if kinds[at] in (LATIN | CYRILLIC, LATIN | GREEK) and not exact[at] & kinds[at] & ~LATIN
        ]
        return bool(latin) and self.anchors[LATIN] > 0 and self.evidence.misread(latin[:: len(latin) // 200 + 1], LATIN)

    def targets(self, at: int) -> list[int]:
        """The alphabets that could have spelled the word and that it, or the document, is written in."""
        kind, exact, word = self.words.kinds[at], self.words.exact[at], self.words[at]
        return [
            target
            for target in ALPHABETS
            if exact & target and (kind & target or self.anchors[target]) and self.evidence.writable(target, word)
        ]

    def sources(self, at: int, target: int) -> list[int]:
        """The scripts of its foreign letters."""
        return [bit for bit in SOURCES if self.words.kinds[at] & bit and bit != target]

    def trapped(self, at: int, target: int) -> str:
        ending = borrowed(self.words, at) if target == LATIN else 0
        if ending and self.anchors[ending] and self.vote(at, LATIN | ending) != LATIN:
            return "a borrowed word with a native ending"
        return trap(self.words, at, target)

    def proven(self, at: int, target: int) -> bool:
        """Is the direction of this damage proven elsewhere?"""
        sources = self.sources(at, target)
        least = min(self.proofs[source, target] for source in sources)
        return least >= PROOFS or (least >= 1 and self.evidence.plausible(respell(self.words[at], target), target))

    def vote(self, at: int, among: int) -> int:
        return winner(votes(self.words, self.decided, at), among)

    def majority(self, targets: list[int]) -> int:
        """The script of nine in ten of the document's decided words, if it is one of *targets*."""
        total = Counter(self.decided)
        best = max(targets, key=lambda target: total[target])
        return best if total[best] >= 9 * sum(total[other] for other in ALPHABETS if other != best) and total[best] else 0

    def approximate(self, at: int) -> None:
        """A word that only approximate twins can spell: in proven damage, and if the reading is a word."""
        words = self.words
        target = self.vote(at, ALL)
        if (
            words.ends[at] - words.starts[at] >= 3
            and target
            and words.near[at] & words.kinds[at] & target
            and min(self.proofs[source, target] for source in self.sources(at, target)) >= 2
            and not self.trapped(at, target)
            and self.evidence.plausible(respell(words[at], target, near=True), target)
        ):
            self.choose(at, target, Sure.LIKELY, f"approximate twins; neighbours {NAMES[target]}")

    # -- words wholly of twins

    def whole_words(self) -> None:
        for source, target in list(self.proofs):
            if source not in ALPHABETS:
                continue
            asked = [at for at in self.words.doubtful(source, target) if not self.decided[at]]
            if not asked:
                continue
            rates = Rates(self.words.letters(i for i, own in enumerate(self.decided) if own == target), source, target)
            for _ in range(2):
                for at in asked:
                    if not self.decided[at]:
                        self.whole_word(at, source, target, rates)

    def whole_word(self, at: int, source: int, target: int, rates: Rates) -> None:
        word = self.words[at]
        if not self.evidence.writable(target, word):
            return
        if self.vote(at, source | target) != target:
            return
        reading = respell(word, target)
        odds = rates.log10(reading)
        limit = 2.3 if self.anchors[source] else 3.0
        if len(word) == 1 and (word == "\u03bd" or (source == LATIN and not self.evidence.function_word(reading, target))):
            limit = 0.6
        if -limit - 3 < odds < -limit + 3:
            odds += self.evidence.favour(word, source, reading, target)
        if odds > -limit:
            self.choose(at, target, Sure.LIKELY, f"as elsewhere in the text; neighbours {NAMES[target]}")

    # -- decisions

    def choose(self, at: int, target: int, sure: Sure, because: str) -> None:
        self.decided[at] = target
        self.chosen[at] = target, because, sure

    def edit(self, at: int) -> Edit:
        """The smallest span from the first to the last changed letter of the word, with its reason."""
        target, because, sure = self.chosen[at]
        word = self.words[at]
        new = respell(word, target, near=not self.words.exact[at] & target)
        changed = [i for i, (a, b) in enumerate(zip(word, new, strict=True)) if a != b]
        low, high = changed[0], changed[-1] + 1
        names = " and ".join(NAMES[source] for source in self.sources(at, target))
        why = f"{len(changed)} of {len(word)} letters {names}, all with {NAMES[target]} twins; {because}"
        start = self.words.starts[at]
        return Edit(start + low, start + high, new[low:high], why, sure)


def _applied(line: str, edits: list[tuple[int, int, str]]) -> str:
    pieces, done = [], 0
    for start, end, new in edits:
        pieces += line[done:start], new
        done = end
    return "".join([*pieces, line[done:]])
