"""What was considered for each suspicious place, for a person: the hypotheses with their addends, or what stopped it.

>>> from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide
>>> from textclean.evidence.trace import Note
>>> written = Hypothesis(AS_WRITTEN, None, (Addend("two scripts in a word", -9.2),))
>>> restored = Hypothesis("look-alike", "the", (Addend("prior", -4.6), Addend("a common word", 6.0)))
>>> print("\\n".join(lines("th\\u200be end", [Note("homoglyphs", 0, 4, decide([written, restored]))])))
1:1 homoglyphs: "th[U+200B]e"
    +1.4  "the": look-alike = prior -4.6, a common word +6.0
    -9.2  as written = two scripts in a word -9.2
    log odds +10.6: CERTAIN
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textclean.evidence.ledger import Decision, Hypothesis
from textclean.evidence.trace import Note
from textclean.reports.visible import quoted

SHOWN = 40  # code points of a place


def lines(source: str, considered: Iterable[Note]) -> Iterator[str]:
    """The lines of the report on *source*; places are ``line:column``, both from 1."""
    for note in considered:
        line = source.count("\n", 0, note.start) + 1
        column = note.start - (source.rfind("\n", 0, note.start) + 1) + 1
        place = source[note.start : note.end]
        shown = quoted(place if len(place) <= SHOWN else place[:SHOWN]) + ("..." if len(place) > SHOWN else "")
        yield f"{line}:{column} {note.rule or 'triggers'}: {shown}"
        if note.gate:
            yield f"    left alone: {note.gate}"
        if note.decision is not None:
            yield from _decided(note.decision)


def _decided(decision: Decision) -> Iterator[str]:
    for hypothesis in sorted((decision.best, *decision.others), key=lambda h: -h.nats):
        yield f"    {hypothesis.nats:+.1f}  {_named(hypothesis)}"
    grade = decision.sure.name if decision.sure else "left as it stands"
    yield f"    log odds {decision.log_odds:+.1f}: {grade}"


def _named(hypothesis: Hypothesis) -> str:
    new = f"{quoted(hypothesis.new)}: " if hypothesis.new is not None else ""
    addends = ", ".join(f"{addend.name} {addend.nats:+.1f}" for addend in hypothesis.addends)
    return f"{new}{hypothesis.kind} = {addends or 'nothing'}"
