"""The lines of a document that hold something suspicious: a meeting of characters, or a place that may be misread."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from textclean import garbled
from textclean.misreading import misread


class HotLines:
    """The spans of the suspicious lines, looked for no further than asked."""

    def __init__(self, value: str, places: misread.Places | None) -> None:
        self._found: list[tuple[int, int]] = []
        self._rest = _spans(value, places)
        self._value = value

    def first(self, count: int) -> list[tuple[int, int]]:
        """The first *count* of them."""
        self._found += islice(self._rest, max(0, count - len(self._found)))
        return self._found[:count]

    def sample(self, count: int, size: int) -> str:
        """The first *count* of them, or as many as make up *size* code points."""
        lines: list[str] = []
        for start, end in self.first(count):
            lines.append(self._value[start:end])
            size -= end - start
            if size < 0:
                break
        return "".join(lines)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        self._found += self._rest
        return iter(self._found)


def _spans(value: str, places: misread.Places | None) -> Iterator[tuple[int, int]]:
    """The spans of the lines (LF only) that hold something suspicious, in order."""
    tests = [garbled.EXPRESSION.search]
    if places:
        tests += [pattern.search for pattern in places.patterns]
        if places.words:
            tests.append(re.compile("|".join(map(re.escape, places.words[:40]))).search)
    if len(tests) == 1:
        yield from _lines_of(value, tests[0])
    else:
        yield from sorted({span for test in tests for span in _lines_of(value, test)})


def _lines_of(value: str, search: Callable[[str, int], re.Match[str] | None]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(value) and (match := search(value, at)):
        start = value.rfind("\n", at, match.start()) + 1 or at
        at = value.find("\n", match.start()) + 1 or len(value)
        yield start, at
