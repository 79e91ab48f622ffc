"""Find the chains of wrong charsets in one document and undo them: the document, its lines, spans inside a line.

The order matters, for a local repair destroys the bytes that a longer chain needs:

1. one chain for the document, found on a sample of its suspicious lines;
2. chains proven so far, then a search of its own, for every suspicious line left;
3. runs of valid UTF-8 under some charset inside a line that is otherwise right.

A chain proven once is tried on all other lines.  Everything is counted, so that hostile text stays linear: after
``PATIENCE`` lines that no chain explains, only proven chains are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textclean import chains, garbled, language, plausible
from textclean.chains import Reading, Step
from textclean.charsets import ONE_BYTE, charset, utf8
from textclean.contract import Batch, Edit, Sure

SAMPLE = 2400  # code points of suspicious lines that a chain is searched on
WINDOW = 400  # code points of one line in the sample
PATIENCE = 60  # lines without a chain, after which no new chain is searched

_ASCII_RUNS = re.compile("([\x00-\x7f]+)")
_BLANKS = re.compile("([\x00-\x2f]+)")  # never a trail byte in a two-byte charset


class Repair(NamedTuple):
    """``value[start:end]`` was *new* before *chain* befell it."""

    start: int
    end: int
    new: str
    chain: tuple[Step, ...]
    sure: Sure


def repairs(value: str, misread: re.Pattern[str] | None) -> Iterator[Edit | Batch]:
    """The edits that undo all chains found in *value*; *misread* matches suspicious places beside ``garbled.PATTERN``."""
    hot = garbled.EXPRESSION if misread is None else re.compile(f"{garbled.PATTERN}|{misread.pattern}", re.DOTALL)
    lines = list(hot_lines(value, hot))
    if not lines:
        return
    found = _Document(value, lines, hot)
    if whole := found.whole():
        new, chain, sure = whole
        yield Batch(new, lambda: list(edits_of(0, value, new, chain, sure)), sure)
        return
    for repair in found.pieces():
        yield from edits_of(repair.start, value[repair.start : repair.end], repair.new, repair.chain, repair.sure)


def hot_lines(value: str, hot: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The spans of the lines (LF only) that hold a match of *hot*."""
    at = 0
    while match := hot.search(value, at):
        start = value.rfind("\n", at, match.start()) + 1 or at
        at = value.find("\n", match.start()) + 1 or len(value)
        yield start, at
        if at == len(value):
            return


class _Document:
    def __init__(self, value: str, lines: list[tuple[int, int]], hot: re.Pattern[str]) -> None:
        self.value, self.lines, self.hot = value, lines, hot
        self.proven: list[tuple[Step, ...]] = []

    def whole(self) -> tuple[str, tuple[Step, ...], Sure] | None:
        """The document with one chain undone, if one explains all of it."""
        sample = self._sample()
        taken = search(sample)
        if taken is None:
            return None
        reading, sure = taken
        if sure >= Sure.LIKELY:
            self.proven.append(reading.chain)
        if len(sample) == len(self.value):
            return reading.text, reading.chain, sure
        if any(step.meant != "utf-8" for step in reading.chain):
            return None
        new = chains.undo(self.value, reading.chain)
        return None if new is None else (new, reading.chain, sure)

    def pieces(self) -> Iterator[Repair]:
        """Repairs of single lines and of spans inside lines."""
        failures = 0
        for start, end in self.lines:
            line = self.value[start:end]
            done = self._by_proven(line)
            if done is None and failures < PATIENCE:
                if done := search(line):
                    if done[1] >= Sure.LIKELY:
                        self.proven.append(done[0].chain)
                else:
                    failures += 1
            if done:
                yield Repair(start, end, done[0].text, done[0].chain, done[1])
            else:
                yield from self._spans(start, line)

    def _by_proven(self, line: str) -> tuple[Reading, Sure] | None:
        readings = []
        for chain in self.proven:
            new = chains.undo(line, chain)
            if new is not None and new != line:
                readings.append(Reading(new, chain, -4.0))
        taken = chains.best(line, readings)
        return (taken[0], Sure.LIKELY) if taken else None

    def _spans(self, start: int, line: str) -> Iterator[Repair]:
        """Runs of valid UTF-8 under one charset, where reading them so makes the words around them likelier."""
        options = []
        characters = {char for char in line if char > "\x7f"}
        for name in ONE_BYTE:
            if len(characters & charset(name).characters) < 2:
                continue
            runs = []
            for match in charset(name).runs.finditer(line):
                data = charset(name).encode(match[0])
                new = None if data is None else utf8(data)
                if new is not None:
                    runs.append((match.start(), match.end(), new, name))
            if runs and runs not in options:
                options.append(runs)
        if not options:
            return
        windows: list[str] = []
        for runs in options:
            for begin, stop, new, _ in runs:
                left, right = line[max(0, begin - 12) : begin], line[stop : stop + 12]
                windows += [left + line[begin:stop] + right, left + new + right]
        costs = iter(language.costs(windows))
        scored = []
        for runs in options:
            good = []
            total = 0.0
            for run in runs:
                gain = next(costs).nats - next(costs).nats
                if gain > 6 and self._meant(line, run):
                    good.append(run)
                    total += gain
            scored.append((total, good))
        for begin, stop, new, name in max(scored, key=lambda pair: pair[0])[1]:
            yield Repair(start + begin, start + stop, new, (Step("utf-8", name),), Sure.LIKELY)

    @staticmethod
    def _meant(line: str, run: tuple[int, int, str, str]) -> bool:
        """Is the word around *run*, read anew, one that a person wrote?"""
        begin, stop, new, _ = run
        left, right = line[max(0, begin - 20) : begin].split(" ")[-1], line[stop : stop + 20].split(" ")[0]
        about = plausible.about_mojibake(line)
        return plausible.believable(left + line[begin:stop] + right, left + new + right, True, about)

    def _sample(self) -> str:
        if len(self.value) <= SAMPLE:
            return self.value
        pieces: list[str] = []
        size = 0
        for start, end in self.lines:
            match = self.hot.search(self.value, start, end)
            at = match.start() if match else start
            pieces.append(self.value[max(start, at - WINDOW // 4) : min(end, at + WINDOW)])
            size += len(pieces[-1])
            if size >= SAMPLE:
                break
        return "".join(pieces)


def search(text: str) -> tuple[Reading, Sure] | None:
    """The chain that explains *text*, and how sure it is; None if none does."""
    taken = chains.best(text, [*chains.utf8_readings(text), *chains.legacy_readings(text)])
    if taken is None:
        return None
    reading, margin = taken
    return reading, Sure.CERTAIN if margin > 8 else Sure.LIKELY


def edits_of(at: int, before: str, after: str, chain: tuple[Step, ...], sure: Sure) -> Iterator[Edit]:
    """One edit for each changed run of non-ASCII characters of *before*, which starts at *at* in the document."""
    why = chains.why(chain)
    wide = any(charset(name).wide for step in chain for name in step if name != "utf-8")
    parts = _BLANKS if wide else _ASCII_RUNS
    old, new = parts.split(before), parts.split(after)
    if len(old) != len(new) or old[1::2] != new[1::2]:
        old, new = [before], [after]
    for piece, other in zip(old, new, strict=True):
        if piece != other:
            start, end = _trim(piece, other)
            yield Edit(at + start, at + len(piece) - end, other[start : len(other) - end], why, sure)
        at += len(piece)


def _trim(old: str, new: str) -> tuple[int, int]:
    """How many characters *old* and *new* share at the start and at the end."""
    limit = min(len(old), len(new))
    start = 0
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end
