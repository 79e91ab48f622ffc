"""Long documents whose damage is everywhere: the plain cases at once, by numpy; the others are left to the judge.

A plain case is a mixed word that only Latin can spell and that no trap knows: no rare letters, no short word with a
Greek letter or with odd capitals, nothing glued to an escape or a placeholder.  The new text is the array of code
points with the twins put in, and edits are listed only when somebody asks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from textclean import scripts
from textclean.contract import Batch, Edit, Sure
from textclean.letters.lookalikes import Words
from textclean.letters.traps import BORROWED, SHORT_CLASS, SHORT_GREEK, SHORT_ODD, convention, odd_capitals
from textclean.scripts import EXOTIC, GREEK, LATIN, OTHER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from textclean.letters.judge import Judge

_GLUED = "\\%&${@)"  # a character in front that a trap asks about


def plain(words: Words, anchored: int, only_latin: bool) -> NDArray[np.int64]:
    """The words that are Latin beyond doubt.

    *anchored*: the scripts that the document certainly has; *only_latin*: nothing in it needs another one.
    """
    import numpy as np

    kinds, exact = np.frombuffer(words.kinds, np.uint8), np.frombuffer(words.exact, np.uint8)
    starts, ends = np.frombuffer(words.starts, np.int64), np.frombuffer(words.ends, np.int64)
    forbidden = (anchored & ~LATIN) | EXOTIC | OTHER
    readable = exact & LATIN != 0 if only_latin else exact == LATIN
    found = np.flatnonzero((kinds & LATIN != 0) & (kinds != LATIN) & readable & (kinds & forbidden == 0))
    first, size = starts[found], ends[found] - starts[found]
    before = words.points[np.maximum(first - 1, 0)]
    glued = np.isin(before, _points(_GLUED)) | (np.isin(before, _points("-[")) & (size <= SHORT_CLASS))
    good = ~(glued & (first > 0)) & ((kinds[found] & GREEK == 0) | (size >= SHORT_GREEK))
    short = np.flatnonzero(good & (size < SHORT_ODD))
    # The letters of a short word as one number, so that each distinct word is looked at once.
    key = np.zeros(len(short), np.uint64)
    for place in range(SHORT_ODD - 1):
        letter = words.points[np.minimum(first[short] + place, len(words.points) - 1)].astype(np.uint64) & np.uint64(
            0xFFF
        )
        key = (key << np.uint64(12)) | np.where(size[short] > place, letter, np.uint64(0))
    _, sample, which = np.unique(key, return_index=True, return_inverse=True)
    odd = np.array([odd_capitals(words[int(found[short[at]])]) for at in sample.tolist()], bool)
    if len(odd):
        good[short[odd[which]]] = False
    if any(letter in words.value for letter in BORROWED):
        good &= np.array([not convention(words[at]) for at in found.tolist()], bool)
    result: NDArray[np.int64] = found[good]
    return result


def spelled(words: Words, at: list[int]) -> str:
    """The text with the foreign letters of these words replaced by their Latin twins."""
    import numpy as np

    kinds = np.frombuffer(words.kinds, np.uint8)
    if int(np.count_nonzero(kinds & ~np.uint8(LATIN) & ~np.uint8(OTHER))) == len(at):  # every foreign letter there is
        points = _twins()[words.points]
    else:
        starts, ends = np.frombuffer(words.starts, np.int64), np.frombuffer(words.ends, np.int64)
        step = np.zeros(len(words.points) + 1, np.int8)
        step[starts[at]] = 1
        step[ends[at]] = -1  # words do not touch
        inside = np.cumsum(step[:-1], dtype=np.int8).view(bool)
        points = np.where(inside, _twins()[words.points], words.points)
    return points.tobytes().decode("utf-32-le", "surrogatepass")


def judged(new: str, judge: Callable[[], Judge], words: Callable[[], Sequence[int]], sure: Sure) -> Batch:
    """The batch that restores these *words*, numbers in order."""

    def near(spans: list[tuple[int, int]]) -> list[Edit]:
        on, numbers = judge(), words()
        found: set[int] = set()  # many spans may lie in one word
        for start, end in spans:
            first = bisect_right(numbers, start, key=on.words.ends.__getitem__)
            found.update(numbers[first : bisect_left(numbers, end, key=on.words.starts.__getitem__)])
        return [on.edit(at) for at in sorted(found)]

    return Batch(new, lambda: [judge().edit(at) for at in words()], sure, near=near)


def _points(chars: str) -> list[int]:
    return [ord(char) for char in chars]


@cache
def _twins() -> NDArray[np.uint32]:
    """Code point -> its Latin twin, or itself."""
    import numpy as np

    table = np.arange(0x110000, dtype=np.dtype("<u4"))
    for char, twin in scripts.twins("Latin").items():
        if scripts.kind(char):  # signs that are no letters are part of no word
            table[ord(char)] = ord(twin)
    return table
