"""How often a word occurs, worked out from how often short strings of letters do.

lingua's tables hold the frequencies of one to five letters inside words.  A string of letters stands alone as often as
it occurs at all, less as often as a letter precedes, less as often as a letter follows, plus as often as both do: exact
up to three letters (the last term needs two letters more), an estimate for four and five.  The frequency of a longer
word is that of its first four letters at a word start, times P(letter | the four before) for each further letter, times
the chance that the word ends after its last four.
"""

from __future__ import annotations

from pathlib import Path

from build_language import Tally, lingua_table

LOWEST = 2.5  # on the Zipf scale: log10 of the occurrences in a billion words


def lingua_tables(folder: Path, code: str) -> dict[int, dict[str, float]]:
    """Relative frequencies of strings of one to five letters, per letter of text."""
    tables: dict[int, dict[str, float]] = {}
    for size, name in enumerate(("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"), 1):
        table = lingua_table(folder, code, name)
        tables[size] = {gram: p * tables[size - 1][gram[:-1]] for gram, p in table.items()} if size > 1 else table
    return tables


class Frequencies:
    """How often a word occurs in a language, as a share of all its words."""

    def __init__(self, folder: Path, code: str) -> None:
        self.tables = lingua_tables(folder, code)
        self.before, self.after, self.both = Tally(float), Tally(float), Tally(float)
        for size in range(2, 6):
            for gram, n in self.tables[size].items():
                self.before[gram[1:]] += n
                self.after[gram[:-1]] += n
                self.both[gram[1:-1]] += n
        one = self.tables[1]
        self.words = sum(max(0.0, n - self.before.get(char, 0.0)) for char, n in one.items())
        self.least = self.words * 10 ** (LOWEST - 9)

    def of(self, word: str) -> float:
        """The share; 0 where some part never occurs."""
        size = len(word)
        if size <= 5:
            n = self.tables[size].get(word, 0.0)
            if not n:
                return 0.0
            before, after = self.before.get(word, 0.0), self.after.get(word, 0.0)
            if size == 5:
                start = n * self._starts(word[:4])
                end = max(0.0, 1 - self.after.get(word[1:], 0.0) / self.tables[4][word[1:]])
                return start * end / self.words
            both = self.both.get(word, 0.0) if size <= 3 else before * after / n
            return max(0.0, n - before - after + both) / self.words
        share = self.tables[4].get(word[:4], 0.0) * self._starts(word[:4])
        for at in range(4, size):
            if share < self.least:
                return 0.0
            past = self.tables[4].get(word[at - 4 : at], 0.0)
            share *= self.tables[5].get(word[at - 4 : at + 1], 0.0) / past if past else 0.0
        last = self.tables[4].get(word[-4:], 0.0)
        return share * max(0.0, 1 - self.after.get(word[-4:], 0.0) / last) / self.words if last else 0.0

    def _starts(self, four: str) -> float:
        whole = self.tables[4].get(four, 0.0)
        return max(0.0, 1 - self.before.get(four, 0.0) / whole) if whole else 0.0
