"""The words of a document as look-alike repair sees them: in which scripts is each written, in which could it be read?

A word is a run of letters and marks; it ends at a hyphen, an apostrophe, a digit, an underscore.  What can be said
without context is two sets of bits (``scripts.LATIN`` and so on) for each word, kept in parallel columns:

* ``kinds``: the scripts of its letters (their union); more than one bit means a word of mixed letters;
* ``exact``: the alphabets that could have spelled it, taking each foreign letter for its exact twin.

Short documents are cut by ``re`` and a dictionary of distinct words, long ones by numpy; the columns are equal.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING

from textclean import scripts
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, EXOTIC, GEORGIAN, GREEK, LATIN, MARK, OTHER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMPY_FROM = 4096  # code points; below, numpy's import is dearer than a loop
LOADED_FROM = 1024  # where numpy has been imported already, its fixed costs alone
MANY = 12  # mixed words that can all be read by exact twins: no wrong charset did that
ALPHABETS = (LATIN, GREEK, CYRILLIC, ARMENIAN)
ALL = LATIN | GREEK | CYRILLIC | ARMENIAN
NAMES = {
    LATIN: "Latin", GREEK: "Greek", CYRILLIC: "Cyrillic", ARMENIAN: "Armenian", GEORGIAN: "Georgian", EXOTIC: "rare",
}  # fmt: skip
_LETTERS = lazy(rb"[^\0]+")
_APOSTROPHE = "\u02bc"  # a letter by its property, but it joins two parts of a word as ' and U+2019 do


class Words:
    """The words of one text, as columns; ``len()`` is their number, ``words[at]`` one of them as text."""

    starts: array[int]
    ends: array[int]
    kinds: bytes
    exact: bytes

    def __init__(self, value: str, vectorised: bool | None = None) -> None:
        self.value = value
        least = LOADED_FROM if "numpy" in sys.modules else NUMPY_FROM  # the columns are equal
        self.vectorised = len(value) >= least if vectorised is None else vectorised
        shown = value.replace(_APOSTROPHE, "'")
        if self.vectorised:
            self._cut_by_numpy(shown)
        else:
            self._cut(shown)

    def _cut(self, shown: str) -> None:
        starts, ends, kinds, exact = [], [], bytearray(), bytearray()
        known: dict[str, tuple[int, int]] = {}
        for match in _LETTERS.finditer(scripts.kinds(shown)):
            start, end = match.span()
            word = shown[start:end]
            bits = known.get(word)
            if bits is None:
                kind, readings = 0, ALL
                for char in word:
                    kind |= scripts.kind(char)
                    readings &= scripts.reading(char)
                bits = known[word] = kind & ~MARK, readings
            starts.append(start)
            ends.append(end)
            kinds.append(bits[0])
            exact.append(bits[1])
        self.starts, self.ends, self.kinds, self.exact = (
            array("q", starts),
            array("q", ends),
            bytes(kinds),
            bytes(exact),
        )

    def _cut_by_numpy(self, shown: str) -> None:
        import numpy as np

        self.points = scripts.codes(shown)
        bits = scripts.classes(self.points)
        starts, ends, kinds = scripts.runs(bits)
        exact = kinds
        if len(starts):
            # Between words anything may be read, so that the AND over a word and the gap behind it is the word's.
            exact = np.bitwise_and.reduceat(scripts.readings(self.points) | _outside()[bits], starts)
        self.starts, self.ends = array("q"), array("q")
        self.starts.frombytes(starts.astype(np.int64).tobytes())
        self.ends.frombytes(ends.astype(np.int64).tobytes())
        self.kinds, self.exact = (kinds & (255 ^ MARK)).tobytes(), (exact & ALL).tobytes()

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> str:
        return self.value[self.starts[at] : self.ends[at]]

    @cached_property
    def mixed(self) -> list[int]:
        """The words of letters of two scripts and more, none of them a script without twins."""
        return self.mixed_among(bytes(len(self)))

    def mixed_among(self, decided: bytes | bytearray) -> list[int]:
        """The mixed words that are not decided yet."""
        if self.vectorised:
            import numpy as np

            mixed = _is_mixed()[np.frombuffer(self.kinds, np.uint8)]
            found: list[int] = np.flatnonzero(mixed & (np.frombuffer(decided, np.uint8) == 0)).tolist()
            return found
        return [at for at, kind in enumerate(self.kinds) if kind in _MIXED and not decided[at]]

    def unknown(self, decided: bytearray, anchored: int) -> list[int]:
        """The undecided words with a foreign letter, but for those wholly of a script that the document has."""
        if self.vectorised:
            import numpy as np

            kinds = np.frombuffer(self.kinds, np.uint8)
            own = (kinds == LATIN) | ((kinds & anchored == kinds) & ~_is_mixed()[kinds])
            found: list[int] = np.flatnonzero((np.frombuffer(decided, np.uint8) == 0) & ~own).tolist()
            return found
        return [
            at
            for at, kind in enumerate(self.kinds)
            if not decided[at] and kind != LATIN and (kind in _MIXED or kind & anchored != kind)
        ]

    def foreign_to(self, target: int) -> bool:
        """Is there a mixed word that exact twins can spell, but not in *target*?"""
        if self.vectorised:
            import numpy as np

            exact = np.frombuffer(self.exact, np.uint8)
            other = (exact & target == 0) & (exact != 0)
            return bool((_is_mixed()[np.frombuffer(self.kinds, np.uint8)] & other).any())
        return any(self.exact[at] and not self.exact[at] & target for at in self.mixed)

    def doubtful(self, kind: int, target: int) -> list[int]:
        """The words wholly of *kind* that could be read as *target*."""
        if self.vectorised:
            import numpy as np

            kinds, exact = np.frombuffer(self.kinds, np.uint8), np.frombuffer(self.exact, np.uint8)
            found: list[int] = np.flatnonzero((kinds == kind) & (exact & target != 0)).tolist()
            return found
        exact_bits = self.exact
        return [at for at, own in enumerate(self.kinds) if own == kind and exact_bits[at] & target]

    def decided(self) -> bytearray:
        """The one script that each word can be; 0 for mixed words, words with two readings and words without twins."""
        if self.vectorised:
            import numpy as np

            kinds, exact = np.frombuffer(self.kinds, np.uint8), np.frombuffer(self.exact, np.uint8)
            return bytearray(np.where(exact & ~kinds, 0, kinds).tobytes().translate(_ONE))
        pairs = zip(self.kinds, self.exact, strict=True)
        return bytearray(bytes(0 if exact & ~kind else kind for kind, exact in pairs).translate(_ONE))

    def singles(self, kind: int) -> set[str]:
        """The letters of *kind* that stand alone as words."""
        if self.vectorised:
            import numpy as np

            sizes = np.frombuffer(self.ends, np.int64) - np.frombuffer(self.starts, np.int64)
            found = np.flatnonzero((np.frombuffer(self.kinds, np.uint8) == kind) & (sizes == 1)).tolist()
        else:
            found = [at for at, own in enumerate(self.kinds) if own == kind and self.ends[at] - self.starts[at] == 1]
        return {self.value[self.starts[at]] for at in found}

    def letters(self, decided: bytearray, target: int) -> Counter[str]:
        """How often each letter occurs in the words of *target*."""
        if self.vectorised:
            import numpy as np

            step = np.zeros(len(self.points) + 1, np.int8)
            own = np.frombuffer(decided, np.uint8) == target
            step[np.frombuffer(self.starts, np.int64)[own]] = 1
            step[np.frombuffer(self.ends, np.int64)[own]] -= 1  # words do not touch, but for U+02BC
            inside = np.cumsum(step[:-1], dtype=np.int8).view(bool)
            points, times = np.unique(self.points[inside], return_counts=True)
            return Counter(dict(zip(map(chr, points.tolist()), times.tolist(), strict=True)))
        counted: Counter[str] = Counter()
        for at, script in enumerate(decided):
            if script == target:
                counted.update(self.value[self.starts[at] : self.ends[at]])
        return counted


def respell(word: str, target: int, near: bool = False) -> str:
    """*word* with every foreign letter replaced by its twin in *target*; letters without one stay."""
    table = scripts.twins(NAMES[target], near)
    return "".join(char if scripts.kind(char) & (target | MARK) else table.get(char, char) for char in word)


_MIXED = frozenset(kind for kind in range(1, OTHER) if kind & (kind - 1))


def case(word: str) -> str:
    """How capitals stand in a word: ``lower upper title`` or ``odd``; a single capital is ``title``."""
    upper = [scripts.is_upper(char) for char in word if scripts.is_upper(char) or scripts.is_lower(char)]
    if not any(upper):
        return "lower"
    if len(upper) > 1 and all(upper):
        return "upper"
    return "title" if upper[0] and not any(upper[1:]) else "odd"


_PURE = {kind: re.compile(re.escape(bytes([kind]))) for kind in NAMES}
_ONE = bytes(kind if kind in NAMES else 0 for kind in range(256))


@cache
def _is_mixed() -> NDArray[np.bool_]:
    import numpy as np

    return np.array([kind in _MIXED for kind in range(256)])


@cache
def _outside() -> NDArray[np.uint8]:
    """All bits for a character of kind 0, none for a letter: what the gap behind a word adds to an AND over both."""
    import numpy as np

    table = np.zeros(256, np.uint8)
    table[0] = 255
    return table
