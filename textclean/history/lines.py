"""Which line of a text was which line of its earlier version, though letters of both differ.

Lines are known by their ASCII letters and digits, which most damage leaves alone.  Lines whose key occurs once on
either side are matched first, in the longest common order (patience diff, Bram Cohen), so the cost grows with the
number of lines and not with its square; what lies between is matched in turn.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from textclean.history.alignment import similar
from textclean.history.images import FOLDING

_SMALL = 100_000  # pairs of lines that difflib may look at
_FEW = 2_500  # pairs of lines that are compared code point by code point
_KEPT = re.compile("[^0-9A-Za-z]+")
_ALIKE = 0.5  # of the words of two lines, anywhere in a gap
_RELATED = 0.2  # the same, where their places in the gap agree

Pair = tuple[int, int]


class Gap(NamedTuple):
    """Lines ``old[start:end]`` and ``new[at:till]``, of which nothing is known yet."""

    start: int
    end: int
    at: int
    till: int

    @property
    def pairs(self) -> int:
        """How many pairs of lines could be."""
        return (self.end - self.start) * (self.till - self.at)


def key(line: str) -> str:
    """What stays of *line* whatever happens to its letters beyond ASCII; all of it, if that is nothing."""
    return _KEPT.sub("", line) or line


def folded_key(line: str) -> str:
    """The same where letters were folded to ASCII."""
    return _KEPT.sub("", line.translate(FOLDING)) or line


def pairs(old: Sequence[str], new: Sequence[str], explains: Callable[[str, str], bool]) -> tuple[list[Pair], list[int]]:
    """``(line of old, line of new)`` in order, and the lines of *new* that no line of *old* was found for.

    *explains* says whether damage alone makes the second line of the first.
    """
    found: list[Pair] = []
    gaps = [Gap(0, len(old), 0, len(new))]
    for make in (key, folded_key):
        olds, news = [make(line) for line in old], [make(line) for line in new]
        left: list[Gap] = []
        for gap in gaps:
            for item in _by_keys(olds, news, gap):
                (left if isinstance(item, Gap) else found).append(item)  # type: ignore[arg-type]
        gaps = left
    for gap in gaps:
        found += _between(old, new, gap, explains)
    found.sort(key=lambda pair: pair[1])
    known = {line for _, line in found}
    return found, [line for line in range(len(new)) if line not in known]


def _by_keys(old: Sequence[str], new: Sequence[str], whole: Gap) -> Iterator[Pair | Gap]:
    """Pairs of lines whose keys are the same, and the gaps between them."""
    stack = [whole]
    while stack:
        start, end, at, till = stack.pop()
        while start < end and at < till and old[start] == new[at]:
            yield start, at
            start, at = start + 1, at + 1
        while start < end and at < till and old[end - 1] == new[till - 1]:
            end, till = end - 1, till - 1
            yield end, till
        gap = Gap(start, end, at, till)
        if not gap.pairs:
            continue
        anchors = list(_anchors(old, new, gap)) or list(_common(old, new, gap))
        if not anchors:
            yield gap
            continue
        for line, place in anchors:
            yield line, place
            stack.append(Gap(start, line, at, place))
            start, at = line + 1, place + 1
        stack.append(Gap(start, end, at, till))


def _anchors(old: Sequence[str], new: Sequence[str], gap: Gap) -> Iterator[Pair]:
    """The longest run of lines, in both orders, whose keys stand once on either side of *gap*."""
    counts = Counter(old[gap.start : gap.end])
    places: dict[str, int] = {}
    again: set[str] = set()
    for place in range(gap.at, gap.till):
        if counts.get(new[place]) == 1:
            if new[place] in places:
                again.add(new[place])
            places[new[place]] = place
    lines = [line for line in range(gap.start, gap.end) if old[line] in places and old[line] not in again]
    # The longest increasing run of places, by patience sorting.
    tops: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for line in lines:
        place = places[old[line]]
        pile = bisect_left(tops, place)
        if pile:
            before[line] = ends[pile - 1]
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [line]
    chain = [ends[-1]] if ends else []
    while chain and chain[-1] in before:
        chain.append(before[chain[-1]])
    return ((line, places[old[line]]) for line in reversed(chain))


def _common(old: Sequence[str], new: Sequence[str], gap: Gap) -> Iterator[Pair]:
    """The same for a small gap where no key stands once."""
    if gap.pairs > _SMALL:
        return
    matcher = SequenceMatcher(None, old[gap.start : gap.end], new[gap.at : gap.till], autojunk=False)
    for match in matcher.get_matching_blocks():
        for n in range(match.size):
            yield gap.start + match.a + n, gap.at + match.b + n


def _between(old: Sequence[str], new: Sequence[str], gap: Gap, explains: Callable[[str, str], bool]) -> list[Pair]:
    """Pairs in a *gap* without common keys: by what damage explains, then by place where equally many are left."""
    if gap.pairs > _FEW:
        return _by_place(gap) if gap.end - gap.start == gap.till - gap.at else []
    if gap.end - gap.start == gap.till - gap.at and all(explains(old[a], new[b]) for a, b in _by_place(gap)):
        return _by_place(gap)
    chosen = _sure(old, new, _longest(old, new, gap, explains), gap, explains)
    found = list(chosen)
    start, at = gap.start, gap.at
    for a, b in (*chosen, (gap.end, gap.till)):
        rest = Gap(start, a, at, b)
        likely = [pair for pair in _by_place(rest) if similar(old[pair[0]], new[pair[1]]) >= _RELATED]
        if rest.end - rest.start == rest.till - rest.at and len(likely) == rest.end - rest.start:
            found += likely
        else:
            found += _alike(old, new, rest)
        start, at = a + 1, b + 1
    return found


def _by_place(gap: Gap) -> list[Pair]:
    return list(zip(range(gap.start, gap.end), range(gap.at, gap.till), strict=False))


def _longest(old: Sequence[str], new: Sequence[str], gap: Gap, explains: Callable[[str, str], bool]) -> list[Pair]:
    """The longest common order of lines, where a line is the same as what damage makes of it."""
    rows, columns = gap.end - gap.start, gap.till - gap.at
    same = [[explains(old[gap.start + a], new[gap.at + b]) for b in range(columns)] for a in range(rows)]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for a in range(rows - 1, -1, -1):
        for b in range(columns - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], best[a + 1][b + 1] + 1 if same[a][b] else 0)
    found = []
    a = b = 0
    while a < rows and b < columns:
        if same[a][b] and best[a][b] == best[a + 1][b + 1] + 1:
            found.append((gap.start + a, gap.at + b))
            a, b = a + 1, b + 1
        elif best[a + 1][b] >= best[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def _sure(
    old: Sequence[str], new: Sequence[str], found: list[Pair], gap: Gap, explains: Callable[[str, str], bool]
) -> list[Pair]:
    """Those of *found* that no other line of the *gap* explains as well."""
    return [
        (a, b)
        for a, b in found
        if not any(old[n] != old[a] and explains(old[n], new[b]) for n in range(gap.start, gap.end) if n != a)
    ]


def _alike(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Pair]:
    """What is left of the *gap*, by the words that lines share, in order."""
    found = []
    least = gap.start
    for b in range(gap.at, gap.till):
        scores = [(similar(old[a], new[b]), -a) for a in range(least, gap.end)]
        score, negative = max(scores, default=(0.0, 0))
        if score >= _ALIKE:
            found.append((-negative, b))
            least = -negative + 1
    return found
