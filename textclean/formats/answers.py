"""What was found in the cells of a block: a value that comes again, or is asked about again, is judged once."""

from __future__ import annotations

from textclean import ignores
from textclean.pipeline import Pipeline
from textclean.result import Result

_MOST = 1 << 20  # code points of values that are remembered
_EACH = 64  # what a value costs besides them


class Answers:
    """A pipeline that remembers its last answers; *report*: what is held counts as damage too."""

    def __init__(self, cleaner: Pipeline, report: bool) -> None:
        self._cleaner = cleaner
        self._report = report
        self._known: dict[tuple[str, bool | None], Result | None] = {}
        self._size = 0

    def damaged(self, value: str, markup: bool | None = None) -> bool:
        """Is there anything to do, or to say, about *value*?"""
        key = value, markup
        if key not in self._known:
            self._keep(key, self._look(value, markup))
        return self._known[key] is not None

    def inspect(self, value: str, markup: bool | None = None) -> Result:
        """What there is."""
        return self._known.get((value, markup)) or self._inspected(value, markup)

    def _inspected(self, value: str, markup: bool | None) -> Result:
        ignored = ignores.of(value)  # names of rules in such a comment do not make it a text that teaches about them
        if ignored is None:
            return self._cleaner.inspect(value, markup=markup)
        return ignored.unmasked(self._cleaner.inspect(ignored.masked(), markup=markup))

    def _look(self, value: str, markup: bool | None) -> Result | None:
        result = self._inspected(value, markup)
        return result if result.changes or (self._report and result.held) else None

    def _keep(self, key: tuple[str, bool | None], found: Result | None) -> None:
        if self._size > _MOST:
            self._known.clear()
            self._size = 0
        self._known[key] = found
        self._size += len(key[0]) + _EACH
