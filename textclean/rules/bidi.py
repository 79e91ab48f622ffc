"""Direction controls in text that has no use for them.

Hebrew, Arabic and their neighbours need marks (U+200E, U+200F, U+061C), embeddings and isolates, so that numbers and
foreign words keep their place.  In a line without a right-to-left letter they do nothing, or worse: an override shows
letters in another order than they are stored, which hides words from filters and file types from people.

What is right then, the stored or the shown order?  Groups nested in an override swap single letters: the reader saw
the text, so the shown order is restored.  A single overridden run keeps its stored order (``list_`` U+202E ``gnp.scr``
IS a .scr file) unless only the shown one reads like a language.  Never touched: lines with right-to-left letters,
where unbalanced controls are reported, and lines of a document that is mostly right-to-left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from textclean import direction, language
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.direction import CONTROLS
from textclean.hidden import NEUTRAL, RIGHT_TO_LEFT, named
from textclean.text import Text

MANY = 50  # from here on one batch instead of edits
LONGEST = 2000  # code points of a group whose order is replayed
SURE = 8.0  # nats by which the shown order must be likelier than the stored one
MINORITY = 10  # right-to-left letters are a guest where there are ten times as many characters

_RTL = re.compile(f"[{RIGHT_TO_LEFT}]")
_ANY = re.compile(f"[{CONTROLS}]")
_LETTER = re.compile(f"[^{NEUTRAL}{CONTROLS}]|[A-Za-z]")
_PLACEHOLDER = re.compile(r"%?[({][^(){}\n]{0,80}[)}]s?|%[a-zA-Z]|<[^<>\n]{0,200}>|&#?[A-Za-z0-9]{1,30};")
_REVERSED = re.compile(f"\u202e([^{CONTROLS}{RIGHT_TO_LEFT}]{{0,80}}[A-Za-z]{{2}}[^{CONTROLS}{RIGHT_TO_LEFT}]{{0,80}})")
_FILE_NAME = re.compile("[^ ]\\.[^ ]")


@rule(Stage.HIDDEN, triggers=CONTROLS)
def bidi(text: Text) -> Iterator[Edit | Batch]:
    """Drop direction controls from lines without right-to-left letters; restore the order that was seen."""
    value = text.value
    foreign = _RTL.search(value) is not None
    if not foreign and "\u202e" not in value and _used(value):
        new, count = _ANY.subn("", value)
        if count > MANY:
            yield Batch(new, partial(_dropped, value, 0, len(value)), Sure.CERTAIN)
        else:
            yield from _dropped(value, 0, len(value))
        return
    at_home = foreign and len(_RTL.findall(value)) * MINORITY > len(value)
    for start, end in text.lines:
        line = value[start:end]
        if not _ANY.search(line):
            continue
        if foreign and _RTL.search(line):
            for at in direction.unbalanced(line):
                yield Edit(start + at, start + at + 1, "", f"unbalanced {named(line[at], '')}", Sure.GUESS)
            for found in _REVERSED.finditer(line):
                why = f"override that shows {found[1]!r} reversed"
                yield Edit(start + found.start(), start + found.start() + 1, "", why, Sure.GUESS)
        elif not at_home and _used(line):
            yield from _line(value, start, end)


def _used(line: str) -> bool:
    """Are there letters?  A string of placeholders and digits may be meant for a right-to-left interface."""
    return _LETTER.search(_PLACEHOLDER.sub("", line)) is not None


def _line(value: str, start: int, end: int) -> Iterator[Edit]:
    """The edits for one line without right-to-left letters."""
    done = start
    for low, high in direction.groups(value[start:end]) if "\u202e" in value[start:end] else []:
        group = value[start + low : start + high]
        if "\u202e" not in group or len(group) > LONGEST:
            continue
        shown, stored = direction.shown(group), _ANY.sub("", group)
        if shown != stored and _was_seen(value[start:end], low, high, shown, stored):
            yield from _dropped(value, done, start + low)
            why = f"overridden direction; stored {stored!r}, seen {shown!r}"
            yield Edit(start + low, start + high, shown, why, Sure.LIKELY)
            done = start + high
    yield from _dropped(value, done, end)


def _was_seen(line: str, low: int, high: int, shown: str, stored: str) -> bool:
    """Did the author mean the order that was shown?"""
    if re.search("[\u2066-\u2068\u202d]", line[low:high]):  # nested
        return True
    before, after = line[max(low - 40, 0) : low].rpartition(" ")[2], line[high : high + 40].partition(" ")[0]
    if _FILE_NAME.search(before + stored + after):
        return False
    return language.gain(before + stored + after, before + shown + after) > SURE


def _dropped(value: str, start: int, end: int) -> list[Edit]:
    return [
        Edit(found.start(), found.end(), "", f"{named(found[0], '')} without right-to-left letters", Sure.CERTAIN)
        for found in _ANY.finditer(value, start, end)
    ]


bidi.fixes("the \u202agroup\u202c unit", "the group unit")
bidi.fixes("\u0421\u2067\u043d\u0435\u0433\u2069 \u200eok", "\u0421\u043d\u0435\u0433 ok")
bidi.fixes(
    "ma\u202d\u2066\u202e\u2066i\u2069\u2066l\u2069\u202c\u2069\u202c", "mali", because="the reader saw l before i"
)
bidi.fixes("\u202etnediserp eht\u202c spoke", "the president spoke", because="only the shown order is language")
bidi.fixes("open list_\u202egnp.scr", "open list_gnp.scr", because="the stored order is what the computer runs")
bidi.keeps("\u05d0\u05dc\u05d5\u05e2 217 \u202eA\u202c (3)", because="Yiddish places a foreign letter")
bidi.keeps(
    "\u0627\u0644\u0639\u062f\u062f \u200f+1 (234)\u200e \u2068PDF\u2069", because="Arabic marks a number's place"
)
bidi.keeps("\u200f%{count} %\u200f", because="a string of a right-to-left interface with nothing but a placeholder")
bidi.keeps("\u0633\u0644\u0627\u0645\u061c 50%\u200f", because="Arabic marks")
