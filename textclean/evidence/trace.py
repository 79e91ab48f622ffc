"""What was considered at a place, and what stopped it: kept only where somebody asks (``inspect --trace``).

>>> from textclean.evidence.ledger import AS_WRITTEN, Hypothesis, decide
>>> with tracing() as notes:
...     note("homoglyphs", 0, 3, decide([Hypothesis(AS_WRITTEN, None, ())]))
>>> notes[0].rule, notes[0].start, notes[0].end, notes[0].decision.best.kind
('homoglyphs', 0, 3, 'as written')
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from textclean.evidence.ledger import Decision


class Note(NamedTuple):
    """A decision, with the rule that asked and the place in code points of the text that the rule read.

    *gate* says what stopped a place before it came to a decision ("" if it did not): there *decision* is None.
    """

    rule: str
    start: int
    end: int
    decision: Decision | None
    gate: str = ""


_notes: ContextVar[list[Note] | None] = ContextVar("textclean_trace", default=None)


@contextmanager
def tracing() -> Iterator[list[Note]]:
    """Collect the notes of all rules that run inside the block."""
    notes: list[Note] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def is_traced() -> bool:
    """Does somebody ask?  Then nothing may be answered from memory."""
    return _notes.get() is not None


def note(rule: str, start: int, end: int, decision: Decision | None, gate: str = "") -> None:
    """Say what was decided about ``text[start:end]``; nothing is kept outside of :func:`tracing`."""
    notes = _notes.get()
    if notes is not None:
        notes.append(Note(rule, start, end, decision, gate))


def taken() -> list[Note]:
    """The notes since the last call, taken out; none outside of :func:`tracing`."""
    notes = _notes.get()
    if not notes:
        return []
    found = list(notes)
    notes.clear()
    return found
