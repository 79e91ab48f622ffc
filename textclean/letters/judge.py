"""Judge the words of a document that mix letters of two scripts, or consist of twins of another one.

1. A mixed word with one reading by exact twins is a proof (source script, target script), unless it is a trap.
2. Traps wait for other proofs of the same direction; words with two readings ask their neighbours.
3. With proofs, words wholly of twins are judged by the document's damage rates, neighbours and languages;
   without, only the clearest are restored (``textclean.letters.loners``).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property

from textclean import scripts
from textclean.contract import Batch, Edit, Sure
from textclean.letters.dense import judged, spelled
from textclean.letters.endings import beyond_reading
from textclean.letters.everywhere import everywhere
from textclean.letters.evidence import Evidence
from textclean.letters.loners import loners
from textclean.letters.lookalikes import ALL, ALPHABETS, MANY, NAMES, Words, case, respell
from textclean.letters.masks import contested, settle, unmask
from textclean.letters.strangers import strangers
from textclean.letters.traps import NEVER, SHORT_WORD, borrowed, index_of_symbol, palochka, trap
from textclean.letters.votes import votes, winner
from textclean.letters.wholes import whole_words
from textclean.mojibake import badness
from textclean.scripts import CYRILLIC, EXOTIC, GEORGIAN, GREEK, LATIN
from textclean.spans import splice
from textclean.text import Text

USUAL = -1.5  # nats below the usual cost that clear a short word of the suspicion to be a symbol
COMMON = -1.0  # nats below the usual cost for its length that make a word too common for a symbol
PROOFS = 3  # other proofs that a trap waits for
SOURCES = (*ALPHABETS, GEORGIAN, EXOTIC)
SAMPLE = 200  # mixed words looked at for a wrong charset
PLAIN = "no other reading"
ONLY = "nothing else in the text is in another script"


def findings(text: Text) -> Iterator[Edit | Batch]:
    """All decisions: edits in order of the text, or one batch if nothing but foreign letters in Latin words changes."""
    if beyond_reading(text):
        return
    new = everywhere(text)
    if new is None:
        yield from Judge(text, Words(text.value)).findings()
        return

    @cache
    def judge() -> Judge:
        return Judge(text, Words(text.value))

    yield judged(new, judge, lambda: judge().words.mixed, Sure.CERTAIN)


class Judge:
    """One document on trial.  ``decided`` holds each word's script, 0 as long as it is not known."""

    def __init__(self, text: Text, words: Words) -> None:
        self.text, self.words = text, words
        self.decided = words.decided()
        self.anchors = {bit: self.decided.count(bit) for bit in NAMES}
        self.total = Counter(self.anchors)  # decided words, the restored ones included
        self.evidence = Evidence(words, self.decided, text.inventory)
        self.proofs: Counter[tuple[int, int]] = Counter()
        self.chosen: dict[int, tuple[int, str, Sure]] = {}
        self.plain: list[int] = []
        self.taken: set[int] = set()  # words that textclean.letters.strangers restores with more than exact twins

    def findings(self) -> Iterator[Edit | Batch]:
        """See the function."""
        # Words without a reading by exact twins decide nothing: then the languages are asked only if others do.
        readable = any(self.words.exact[at] for at in self.words.mixed)
        if readable and self.misread():
            return
        if self.words.vectorised and self.words.mixed and not self.text.garbled:
            self.plain_words()
        self.mixed_words()
        whole_words(self)
        loners(self)
        self.last_letter()
        others = list(strangers(self))
        if not readable and (self.chosen or others) and self.misread():
            return
        for at in self.taken:
            self.chosen.pop(at, None)
        if not self.plain:
            edits = sorted([*(self.edit(at) for at in self.chosen), *others])
            yield from self.still(edits) if self.text.garbled else edits
            return
        chosen = [at for at, (target, _, _) in self.chosen.items() if target == LATIN]
        found = sorted({*self.plain, *chosen} - self.taken if self.taken else [*self.plain, *chosen])
        sure = min((self.chosen[at][2] for at in chosen), default=Sure.CERTAIN)
        yield judged(spelled(self.words, found), lambda: self, lambda: found, sure)
        yield from (self.edit(at) for at, (target, _, _) in sorted(self.chosen.items()) if target != LATIN)
        yield from others

    def last_letter(self) -> None:
        """Hold a lone Latin letter at the end of a word of another script, if the text has no other damage.

        A variable, an index or a footnote mark may be glued to the word there.
        """
        if len(self.chosen) != 1 or self.plain:
            return
        ((at, (target, because, _)),) = self.chosen.items()
        word = self.words[at]
        foreign = [place for place, char in enumerate(word) if scripts.kind(char) == LATIN]
        if target & self.words.kinds[at] & ~LATIN and foreign == [len(word) - 1]:
            self.chosen[at] = target, f"{because}; a letter at the end may be glued on", Sure.GUESS

    def still(self, edits: list[Edit]) -> Iterator[Edit]:
        """Hold the edits in pieces (between blanks) that go on looking like mojibake: no look-alikes did that."""
        value = self.text.value
        done = 0
        while done < len(edits):
            start, end = edits[done].start, edits[done].end
            while start and value[start - 1] > " ":
                start -= 1
            while end < len(value) and value[end] > " ":
                end += 1
            there = [edits[done]]
            while done + len(there) < len(edits) and edits[done + len(there)].start < end:
                there.append(edits[done + len(there)])
            done += len(there)
            new = splice(value[start:end], ((low - start, high - start, letters) for low, high, letters, _, _ in there))
            hold = self.text.is_garbled(start) and badness.suspicious(new)
            yield from (edit._replace(sure=Sure.GUESS) for edit in there) if hold else there

    # -- words of mixed letters

    def plain_words(self) -> None:
        """Long documents: the words that are Latin beyond doubt, at once."""
        import numpy as np

        from textclean.letters.dense import plain

        found = plain(self.words, sum(bit for bit in SOURCES if self.anchors.get(bit)), self.only_latin)
        np.frombuffer(self.decided, np.uint8)[found] = LATIN
        proofs = found[np.frombuffer(self.words.exact, np.uint8)[found] == LATIN]
        kinds = np.frombuffer(self.words.kinds, np.uint8)[proofs]
        for source in ALPHABETS[1:]:
            self.proofs[source, LATIN] += int(np.count_nonzero(kinds & source))
        self.plain = found.tolist()
        self.total[LATIN] += len(self.plain)

    @cached_property
    def only_latin(self) -> bool:
        """Does the document need no alphabet but Latin?"""
        if not self.anchors[LATIN] or any(self.anchors[bit] for bit in NAMES if bit != LATIN):
            return False
        return not self.words.foreign_to(LATIN)

    def mixed_words(self) -> None:
        """Choose the words with one reading; then the traps and the words with two."""
        waiting: list[tuple[int, int]] = []
        alone: list[tuple[int, int]] = []
        unsure: list[tuple[int, list[int]]] = []
        for at in self.words.mixed_among(self.decided):
            targets = self.targets(at)
            if len(targets) != 1:
                unsure.append((at, targets))
                continue
            if not self.anchors[targets[0]] and contested(self, at, targets[0]):
                alone.append((at, targets[0]))
                continue
            reason = self.trapped(at, targets[0])
            if reason and reason != NEVER:
                waiting.append((at, targets[0]))
            elif not reason:
                self.choose(at, targets[0], Sure.CERTAIN, PLAIN)
                for source in self.sources(at, targets[0]):
                    self.proofs[source, targets[0]] += 1
        for at, target in alone:
            settle(self, at, target, PLAIN)
        unmask(self, self.proven_total(LATIN))
        for at, target in waiting:
            self.evidence.expect([respell(self.words[at], target)], target)
        for at, target in waiting:
            if self.proven(at, target) and self.vote(at, ALL) in (target, 0):
                self.choose(at, target, Sure.LIKELY, "the same damage elsewhere in the text")
        for at, targets in unsure:
            if self.only_latin and LATIN in targets:
                reason = self.trapped(at, LATIN)
                if not reason or (reason != NEVER and self.proven(at, LATIN)):
                    self.choose(at, LATIN, Sure.LIKELY, ONLY)
            elif targets:
                if (target := self.vote(at, sum(targets)) or self.majority(targets)) and not self.trapped(at, target):
                    self.choose(at, target, Sure.LIKELY, f"neighbours {NAMES[target]}")
            else:
                self.approximate(at)

    def misread(self) -> bool:
        """Are the Latin words with foreign letters mojibake, one letter a byte?  Then nothing here is a look-alike.

        Where many words can all be read by exact twins they are no mojibake, and the languages are not asked.
        """
        kinds, exact = self.words.kinds, self.words.exact
        latin = [
            at
            for at in self.words.mixed[:: len(self.words.mixed) // SAMPLE + 1]
            if kinds[at] in (LATIN | CYRILLIC, LATIN | GREEK) and not exact[at] & kinds[at] & ~LATIN
        ]
        if not latin or (len(latin) >= MANY and all(exact[at] for at in latin)):
            return False
        return self.evidence.misread(latin, LATIN)

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
        """Why the word should wait for other proofs, or ""."""
        ending = borrowed(self.words, at) if target == LATIN else 0
        if ending and self.anchors[ending] and self.vote(at, LATIN | ending) != LATIN:
            return "a borrowed word with a native ending"
        if target == CYRILLIC:
            if palochka(self.words[at]):
                return NEVER
            reading = respell(self.words[at], target)
            if index_of_symbol(self.words, at) and self.evidence.surplus(reading, target) > COMMON:
                return "a symbol with an index"
        reason = trap(self.words, at, target)
        if reason == SHORT_WORD:
            reading = respell(self.words[at], target)
            if (len(reading) > 2 or case(reading) == "title") and self.evidence.surplus(reading, target) <= USUAL:
                return ""
        return reason

    def proven(self, at: int, target: int) -> bool:
        """Is the direction of this damage proven elsewhere?"""
        return (proofs := self.proven_total(target)) >= PROOFS or (
            proofs >= 1 and self.evidence.plausible(respell(self.words[at], target), target)
        )

    def proven_total(self, target: int) -> int:
        """How many words of mixed letters had to be *target*."""
        return sum(self.proofs[source, target] for source in SOURCES)

    def vote(self, at: int, among: int) -> int:
        """The script of *among* that the neighbours on the line speak, or 0."""
        return winner(votes(self.words, self.decided, at), among)

    def majority(self, targets: list[int]) -> int:
        """The script of nine in ten of the document's decided words, if it is one of *targets*."""
        best = max(targets, key=lambda target: self.total[target])
        others = sum(self.total[bit] for bit in ALPHABETS if bit != best)
        return best if self.total[best] and self.total[best] >= 9 * others else 0

    def approximate(self, at: int) -> None:
        """A word that only approximate twins can spell: in proven damage, and if the reading is a word."""
        words = self.words
        target = self.vote(at, words.kinds[at] & ALL)
        reading = respell(words[at], target, near=True) if target else ""
        if (
            words.ends[at] - words.starts[at] >= 3
            and target not in (0, LATIN)  # for Latin, see textclean.letters.strangers
            and not any(scripts.kind(char) & ~(target | scripts.MARK) for char in reading)
            and self.proven_total(target) >= 2
            and not self.trapped(at, target)
            and self.evidence.plausible(reading, target)
        ):
            self.choose(at, target, Sure.LIKELY, f"approximate twins; neighbours {NAMES[target]}")

    # -- decisions

    def choose(self, at: int, target: int, sure: Sure, because: str) -> None:
        """Word *at* is *target*."""
        self.total[target] += 1
        self.decided[at] = target
        self.chosen[at] = target, because, sure

    def edit(self, at: int) -> Edit:
        """The smallest span from the first to the last changed letter of the word, with its reason."""
        plain = PLAIN if self.words.exact[at] == LATIN else ONLY
        target, because, sure = self.chosen.get(at, (LATIN, plain, Sure.CERTAIN))
        word = self.words[at]
        spelled = self.words.exact[at] & target
        new = self.evidence.reading(word, target) if spelled else respell(word, target, near=True)
        changed = [i for i, (a, b) in enumerate(zip(word, new, strict=True)) if a != b]
        low, high = changed[0], changed[-1] + 1
        names = " and ".join(NAMES[source] for source in self.sources(at, target))
        why = f"{len(changed)} of {len(word)} letters {names}, all with {NAMES[target]} twins; {because}"
        start = self.words.starts[at]
        return Edit(start + low, start + high, new[low:high], sys.intern(why), sure)  # a few, many times over
