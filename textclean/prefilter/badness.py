"""Does this look like text decoded with the wrong charset?  A cheap question, asked of every document.

Mojibake puts characters side by side that no author does: a capital with an accent before a currency sign, a box
drawing after a Cyrillic letter, a C1 control anywhere.  :data:`EXPRESSION` knows these meetings.  It is one ``re``
pattern that starts at a class without plain Cyrillic, Greek, Hebrew, Arabic, Thai and Han letters, so that clean
text passes at the speed of a character class; it can be asked of ``Text.marks`` (where plain ASCII is a blank) and
of the text itself.  It only wakes the repair; it never decides.
"""

from __future__ import annotations

from textclean.patterns import lazy
from textclean.prefilter.conditions import C1, MISREAD

FEW = 8  # runs that are looked for one by one
EXPRESSION = lazy(MISREAD)
_MEETING = lazy(f"[^\x00-\x7f](?:(?=[^\x00-\x7f])|(?<=[{C1}]))")  # without one nothing of it can match


def suspicious(value: str) -> bool:
    """Do characters of *value* (a text, a line, or ``Text.marks``) meet as they do in mojibake?

    >>> suspicious("sch\\xc3\\xb6n"), suspicious("sch\\xf6n")
    (True, False)
    """
    return _MEETING.search(value) is not None and EXPRESSION.search(value) is not None


def holds(value: str, marks: str) -> bool:
    """As ``suspicious(value)``, for a long text with its ``Text.marks``, which are asked first.

    The inside of a word may look like a whole one there: each run that does is looked for in the text.
    """
    if not suspicious(marks):
        return False
    runs: list[str] = []
    end = -1
    while (match := EXPRESSION.search(marks, end + 1)) is not None:
        start = marks.rfind(" ", end + 1, match.start()) + 1 or end + 1
        end = marks.find(" ", match.start())
        runs.append(marks[start:end] if end >= 0 else marks[start:])
        if len(runs) > FEW or "\x01" in marks:  # which stands for another control
            return EXPRESSION.search(value) is not None
        if end < 0:
            break
    return any(_meets(value, run) for run in runs)


def _meets(value: str, run: str) -> bool:
    """Does *run*, or a part of it, look like mojibake at one of its places in *value*?"""
    at = value.find(run)
    while at >= 0:
        if any(EXPRESSION.match(value, place) for place in range(at, at + len(run))):
            return True
        at = value.find(run, at + len(run))
    return False
