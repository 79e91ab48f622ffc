"""What does this place of the document want?  Neighbours vote for a script; proven damage sets the odds.

*Votes*: the nearest decided words on the line, three each side, the nearer the heavier; a quotation mark or bracket in
between weighs much, the end of a sentence a little.  *Rates*: in the words that are known to be of script T, the share
of each letter's places where its twin of script S stands.  When 274 of 274 ``e`` are Cyrillic, a word of Cyrillic
twins between English words is certain; when one word of a page is mixed, it is not.
"""

from __future__ import annotations

import math
from collections import Counter

from textclean import scripts
from textclean.letters.lookalikes import ALPHABETS, NAMES, Words
from textclean.patterns import lazy

REACH = 12  # words looked at on each side to find three decided ones
NEARER = 0.8  # the weight of a vote against the next nearer one
QUOTE, STOP = 0.3, 0.7  # what is left of a vote beyond a quotation mark or bracket, beyond the end of a sentence
CLEAR = 1.5  # a script wins if its votes are this many times those of the next
_QUOTE = lazy('["\u00ab\u00bb\u2018\u201a-\u201f\u2039\u203a()\\[\\]|\t]')
_STOP = lazy("[.!?:;\u2026]")


def votes(words: Words, decided: bytearray, index: int) -> dict[int, float]:
    """The weight of each script around word *index*, from its own line only; *decided* holds 0 for undecided."""
    found = dict.fromkeys(ALPHABETS, 0.0)
    value, starts, ends = words.value, words.starts, words.ends
    for step in (-1, 1):
        weight, seen, last = 1.0, 0, index
        for at in range(index + step, index + step * REACH, step):
            if not 0 <= at < len(starts):
                break
            gap = value[ends[at] : starts[last]] if step < 0 else value[ends[last] : starts[at]]
            if gap != " ":  # nearly always it is
                if "\n" in gap:
                    break
                if _QUOTE.search(gap):
                    weight *= QUOTE
                elif _STOP.search(gap):
                    weight *= STOP
            own = decided[at]
            if own in found:
                found[own] += weight
                weight *= NEARER
                seen += 1
                if seen == 3:
                    break
            last = at
    return found


def winner(found: dict[int, float], among: int) -> int:
    """The script of *among* (bits) that clearly leads, or 0 on a tie."""
    ranked = sorted(((weight, bit) for bit, weight in found.items() if bit & among), reverse=True)
    if not ranked or not ranked[0][0]:
        return 0
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > CLEAR * ranked[1][0] else 0


class Rates:
    """How much of *target* stands as twins of *source* in the words decided so far, letter by letter."""

    def __init__(self, letters: Counter[str], source: int, target: int) -> None:
        table = scripts.twins(NAMES[target])
        self.damaged: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        for char, times in letters.items():
            kind = scripts.kind(char)
            if kind == target:
                self.whole[char] += times
            elif kind == source and char in table:
                self.damaged[table[char]] += times
        hits = sum(self.damaged.values())
        self.pooled = (hits + 0.5) / (hits + sum(self.whole[char] for char in self.damaged) + 1)

    def log10(self, reading: str) -> float:
        """log10 of the chance that every letter of *reading* was replaced; two pooled observations smooth each rate."""
        return sum(
            math.log10((self.damaged[char] + 2 * self.pooled) / (self.damaged[char] + self.whole[char] + 2))
            for char in reading
        )
