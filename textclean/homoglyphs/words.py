"""The words of a text and the scripts of their letters.

A word is a run of letters, marks and characters that stand for letters; it ends at a hyphen, an apostrophe, a digit.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, reduce
from itertools import compress
from operator import or_
from typing import TYPE_CHECKING

from textclean import markup, scripts
from textclean.homoglyphs.table import CLEAR, NAMES, kind, rare, readable
from textclean.patterns import lazy
from textclean.scripts import EXOTIC, MARK, OTHER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMPY_FROM = 8192  # code points; below, numpy's import and its table are dearer than a loop
NUMPY_THEN = 200  # where they are there already
MOST_KNOWN = 65535  # words of a script that are kept
_RUN = lazy(rb"[^\0]+")
_APOSTROPHE = "\u02bc"  # a letter by its property, but it joins two parts of a word as ' and U+2019 do


class Words:
    """The words of one text as columns: starts, ends (code points), kinds (the union of the kinds of its letters)."""

    def __init__(self, value: str, vectorised: bool | None = None) -> None:
        self.value = value
        shown = value.replace(_APOSTROPHE, "'")
        self.starts: array[int]
        self.ends: array[int]
        self.kinds: bytes
        least = NUMPY_THEN if _table.cache_info().currsize else NUMPY_FROM
        if len(value) >= least if vectorised is None else vectorised:
            self._cut_by_numpy(shown)
        else:
            self._cut(shown)

    def _cut(self, shown: str) -> None:
        bits = shown.translate(_KINDS).encode("latin-1")
        spans = [match.span() for match in _RUN.finditer(bits)]
        runs = [bits[start:end] for start, end in spans]
        known = {run: reduce(or_, set(run)) & ~MARK for run in set(runs)}
        self.starts = array("q", [start for start, _ in spans])
        self.ends = array("q", [end for _, end in spans])
        self.kinds = bytes(map(known.__getitem__, runs))

    def _cut_by_numpy(self, shown: str) -> None:
        import numpy as np

        starts, ends, kinds = scripts.runs(_table()[scripts.codes(shown)])
        self.starts, self.ends = array("q"), array("q")
        self.starts.frombytes(starts.astype(np.int64).tobytes())
        self.ends.frombytes(ends.astype(np.int64).tobytes())
        self.kinds = (kinds & (255 ^ MARK)).astype(np.uint8).tobytes()

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> str:
        return self.value[self.starts[at] : self.ends[at]]

    def is_linked(self, at: int) -> bool:
        """Is word *at* part of a link or an address?"""
        place = self.starts[at]
        found = bisect_left(self._links, (place + 1,)) - 1
        return found >= 0 and place < self._links[found][1]

    @cached_property
    def _links(self) -> list[tuple[int, int]]:
        return markup.links(self.value)

    def texts(self, script: int, first: int, last: int) -> Iterator[str]:
        """The words *first* to *last* that are wholly of *script*, as they stand."""
        own = self.kinds[first:last].translate(_ONLY[script])
        spans = map(slice, compress(self.starts[first:last], own), compress(self.ends[first:last], own))
        return map(self.value.__getitem__, spans)

    def strange_among(self, first: int, last: int) -> list[int]:
        """The words *first* to *last* that mix scripts, or have a character that only stands for letters."""
        return [match.start() for match in _STRANGE.finditer(self.kinds, first, last)]

    def of(self, script: int, first: int, last: int) -> list[int]:
        """The numbers of the words *first* to *last* that are wholly of *script*."""
        return list(compress(range(first, last), self.kinds[first:last].translate(_ONLY[script])))


_MIXED = bytes(bits for bits in range(1, 128) if bits & (bits - 1) or bits & EXOTIC)
_STRANGE = lazy(b"[" + re.escape(_MIXED) + b"]")
_ONLY = {bit: bytes(kinds == bit for kinds in range(256)) for bit in (*NAMES, OTHER)}


class _Kinds(dict[int, str]):
    """For ``str.translate``: the kind of a character, as the character of that number."""

    def __missing__(self, code: int) -> str:
        if len(self) > 0xFFFF:
            self.clear()
        found = self[code] = chr(kind(chr(code)))
        return found


_KINDS = _Kinds()


@cache
def _table() -> NDArray[np.uint8]:
    import numpy as np

    points = np.arange(0x110000, dtype=np.uint32)
    table = scripts.classes(points).copy()
    table[table == EXOTIC] = 0
    for code in (*map(ord, rare()), *np.flatnonzero(scripts.classes(points) == EXOTIC).tolist()):
        table[code] = kind(chr(code))
    return table


class _Firm(dict[str, bool]):
    """For each word wholly of the script *own*: has it a letter that stands for none of another alphabet?"""

    def __init__(self, own: int) -> None:
        self._own, self._others = own, [bit for bit in NAMES if bit != own]
        self._letters: dict[str, bool] = {}

    def __missing__(self, word: str) -> bool:
        if len(self) > MOST_KNOWN:
            self.clear()
        if self._own == OTHER:
            found = not any(all(readable(char, bit, CLEAR) for char in word) for bit in self._others)
        else:
            known = self._letters
            found = any(known[char] if char in known else self._is_firm(char) for char in word)
        self[word] = found
        return found

    def _is_firm(self, char: str) -> bool:
        alone = kind(char) != MARK and not any(readable(char, bit, CLEAR) for bit in self._others)
        self._letters[char] = alone
        return alone


_FIRM = {bit: _Firm(bit) for bit in (*NAMES, OTHER)}


def firm(word: str, own: int) -> bool:
    """Has *word*, wholly of the script *own*, a letter that stands for none of another alphabet?"""
    return _FIRM[own][word]


def firm_of(words: Iterable[str], own: int) -> Iterator[str]:
    """Those of *words*, wholly of the script *own*, that have such a letter."""
    return filter(_FIRM[own].__getitem__, words)


def script_name(bits: int) -> str:
    """The scripts of these bits in words."""
    names = {**NAMES, EXOTIC: "rare", OTHER: "other"}
    return " and ".join(name for bit, name in names.items() if bits & bit)
