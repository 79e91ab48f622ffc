"""The words of a document as look-alike repair sees them: in which scripts is each written, in which could it be read?

A word is a run of letters and marks; it ends at a hyphen, an apostrophe, a digit, an underscore.  Everything that can
be said without context is three sets of bits (``scripts.LATIN`` and so on), kept as parallel lists:

* ``kinds``: the scripts of its letters (their union); more than one bit means a word of mixed letters;
* ``exact``: the alphabets that could have spelled it, taking each foreign letter for its exact twin;
* ``near``: the same with approximate twins.

Short documents are cut by ``re`` and a dictionary of distinct words, long ones by numpy; the lists are equal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from textclean import scripts
from textclean.scripts import ARMENIAN, CYRILLIC, EXOTIC, GEORGIAN, GREEK, LATIN, MARK, OTHER

NUMPY_FROM = 4096  # code points; below, numpy's import and its fixed costs are dearer than a loop
ALPHABETS = (LATIN, GREEK, CYRILLIC, ARMENIAN)
NAMES = {
    LATIN: "Latin", GREEK: "Greek", CYRILLIC: "Cyrillic", ARMENIAN: "Armenian", GEORGIAN: "Georgian", EXOTIC: "rare",
}  # fmt: skip
ALL = LATIN | GREEK | CYRILLIC | ARMENIAN
_LETTERS = re.compile(rb"[^\0]+")
_APOSTROPHE = "\u02bc"  # a letter by its property, but it joins two parts of a word as ' and U+2019 do


class Words:
    """The words of one text, as parallel lists; ``len()`` is their number."""

    starts: list[int]
    ends: list[int]
    kinds: list[int]
    exact: list[int]
    near: list[int]

    def __init__(self, value: str, vectorised: bool | None = None) -> None:
        self.value = value
        shown = value.replace(_APOSTROPHE, "'")
        if len(value) >= NUMPY_FROM if vectorised is None else vectorised:
            self._cut_by_numpy(shown)
        else:
            self._cut(shown)

    def _cut(self, shown: str) -> None:
        self.starts, self.ends, self.kinds, self.exact, self.near = [], [], [], [], []
        known: dict[str, tuple[int, int, int]] = {}
        for match in _LETTERS.finditer(scripts.kinds(shown)):
            start, end = match.span()
            word = shown[start:end]
            bits = known.get(word)
            if bits is None:
                kind, exact, near = 0, ALL, ALL
                for char in word:
                    kind |= scripts.kind(char)
                    exact &= scripts.reading(char)
                    near &= scripts.reading(char, near=True)
                bits = known[word] = kind & ~MARK, exact & ALL, near & ALL
            self.starts.append(start)
            self.ends.append(end)
            self.kinds.append(bits[0])
            self.exact.append(bits[1])
            self.near.append(bits[2])

    def _cut_by_numpy(self, shown: str) -> None:
        import numpy as np

        points = scripts.codes(shown)
        bits = scripts.classes(points)
        starts, ends, kinds = scripts.runs(bits)
        lists = [starts, ends, kinds & (255 ^ MARK)]
        for near in (False, True):
            read = np.where(bits, scripts.readings(points, near), 255)
            lists.append((np.bitwise_and.reduceat(read, starts) if len(starts) else kinds) & ALL)
        self.starts, self.ends, self.kinds, self.exact, self.near = (part.tolist() for part in lists)

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> str:
        return self.value[self.starts[at] : self.ends[at]]

    @cached_property
    def mixed(self) -> list[int]:
        """The words of letters of two scripts and more, none of them a script without twins."""
        return [at for at, kind in enumerate(self.kinds) if kind & (kind - 1) and not kind & OTHER]

    def doubtful(self, kind: int, target: int) -> list[int]:
        """The words wholly of *kind* that could be read as *target*."""
        return [at for at, own in enumerate(self.kinds) if own == kind and self.exact[at] & target]

    def script(self, at: int) -> int:
        """The one script that this word can be, or 0."""
        kind = self.kinds[at]
        return kind if kind in NAMES and not self.exact[at] & ~kind else 0

    def letters(self, indices: Iterable[int]) -> Counter[str]:
        """How often each letter occurs in these words."""
        counted: Counter[str] = Counter()
        for word, times in Counter(map(self.__getitem__, indices)).items():
            for char in word:
                counted[char] += times
        return counted


def respell(word: str, target: int, near: bool = False) -> str:
    """*word* with every foreign letter replaced by its twin in *target*; letters without one stay."""
    table = scripts.twins(NAMES[target], near)
    return "".join(char if scripts.kind(char) & (target | MARK) else table.get(char, char) for char in word)
