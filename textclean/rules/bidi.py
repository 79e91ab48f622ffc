"""Direction controls in text that has no use for them.

Hebrew, Arabic and their neighbours need marks (U+200E, U+200F, U+061C), embeddings and isolates, so that numbers and
foreign words keep their place.  In a line without a right-to-left letter they do nothing, or worse: an override shows
letters in another order than they are stored, which hides words from filters and file types from people.

What is right then, the stored or the shown order?  Groups nested in an override swap single letters: the reader saw
the text, so the shown order is restored.  A single overridden run keeps its stored order (``list_`` U+202E ``gnp.scr``
IS a .scr file) unless only the shown one reads like a language.  Never touched: lines with right-to-left letters,
where unbalanced controls are reported, lines of a document that is mostly right-to-left, and lines that name a control.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from textclean import language
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden import direction
from textclean.hidden.characters import LETTER, NEUTRAL, RIGHT_TO_LEFT, named
from textclean.hidden.direction import CONTROLS
from textclean.markup import NO_MEMBER
from textclean.patterns import lazy
from textclean.text import Text

MANY = 50  # from here on one batch instead of edits
SAMPLE = 50  # overridden runs of a document that are judged, together
LONGEST = 2000  # code points of a group whose order is replayed
SURE = 8.0  # nats by which the shown order must be likelier than the stored one
MINORITY = 100  # right-to-left letters are a guest where there are a hundred times as many characters

_RTL = lazy(f"[{RIGHT_TO_LEFT}]")
_ANY = lazy(f"[{CONTROLS}]")
# Right-to-left marks among digits, signs and single letters are a format for such an interface: d/m/Y.
_SIGN, _PAIR = "[0-9/.,:+%()*-]", f"[{LETTER}]{{2}}"
# One between quotation marks or bars is shown.
_JUNK = lazy(
    f"[{CONTROLS}](?:(?<![\"'`|~].)|(?![\"'`|~]))(?:(?<![\u061c\u200f])|(?<={_PAIR}.)|(?={_PAIR})|(?<!{_SIGN}.)(?!{_SIGN}))"
)
_MOVING = lazy("[\u202a-\u202e\u2066-\u2069]")
_NAMED = lazy("(?i)(?:left-to-right|right-to-left)[- ](?:mark|embed|overr|isol)|arabic letter mark|u\\+20[026]")
_LETTER = lazy(f"[^{NEUTRAL}{CONTROLS}]|[A-Za-z]")
_PLACEHOLDER = lazy(
    r"%\([^()\n]{0,80}\)s?|%?\{" + NO_MEMBER + r"[^{}\n]{0,80}\}|%[a-zA-Z]|<[^<>\n]{0,200}>|&#?[A-Za-z0-9]{1,30};"
)
_REVERSED = lazy(f"\u202e([^{CONTROLS}{RIGHT_TO_LEFT}]{{0,80}}[A-Za-z]{{2}}[^{CONTROLS}{RIGHT_TO_LEFT}]{{0,80}})")
_FILE_NAME = lazy("[^ .][.][A-Za-z0-9]{2,5}(?![A-Za-z0-9])")


@rule(Stage.HIDDEN, triggers=CONTROLS)
def bidi(text: Text) -> Iterator[Edit | Batch]:
    """Drop direction controls from lines without right-to-left letters; restore the order that was seen."""
    value = text.value
    foreign = _RTL.search(text.signs) is not None
    own: list[tuple[int, int]] = []  # the spans where no control is needed
    if not foreign and "\u202e" not in value and not _NAMED.search(value):
        own = [(0, len(value))] if _used(value) else []
    else:
        at_home = foreign and _right_to_left(text.utf8) * MINORITY > len(value)
        done = 0
        for control in _ANY.finditer(value):
            if control.start() < done:
                continue
            start, done = text.line_at(control.start())
            line = value[start:done]
            if foreign and _RTL.search(line):
                yield from _reported(line, start)
            elif not at_home and _used(line) and not _NAMED.search(line):
                own.append((start, done))
    groups = list(_overridden(value, own))
    seen = _seen(groups)
    turned = [g for g in groups if g.nested or (seen and not g.file)]
    new = _new(value, own, turned)
    if len(value) - len(new) > MANY:
        yield Batch(new, lambda: list(_edits(value, own, turned)), Sure.LIKELY if turned else Sure.CERTAIN)
    else:
        yield from _edits(value, own, turned)


def _parts(own: list[tuple[int, int]], turned: list[_Group]) -> Iterator[tuple[int, int, _Group | None]]:
    """What becomes of the *own* spans: pieces that lose their controls, each with the turned group that follows it."""
    groups = deque(turned)
    for start, end in own:
        done = start
        while groups and groups[0].start < end:
            yield done, groups[0].start, groups[0]
            done = groups.popleft().end
        yield done, end, None


def _new(value: str, own: list[tuple[int, int]], turned: list[_Group]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, group in _parts(own, turned):
        pieces += value[done:start], _JUNK.sub("", value[start:end])
        done = end
        if group:
            pieces.append(group.shown)
            done = group.end
    return "".join([*pieces, value[done:]])


def _edits(value: str, own: list[tuple[int, int]], turned: list[_Group]) -> Iterator[Edit]:
    for start, end, group in _parts(own, turned):
        for found in _JUNK.finditer(value, start, end):
            why = f"{named(found[0], '')} without right-to-left letters"
            yield Edit(found.start(), found.end(), "", why, Sure.CERTAIN)
        if group:
            why = f"overridden direction; stored {group.stored!r}, seen {group.shown!r}"
            yield Edit(group.start, group.end, group.shown, why, Sure.LIKELY)


def _right_to_left(utf8: bytes) -> int:
    """About how many right-to-left letters?  Most begin with one of ten bytes."""
    return len(utf8) - len(utf8.translate(None, bytes(range(0xD6, 0xE0))))


def _reported(line: str, start: int) -> Iterator[Edit]:
    """What is odd about a line with right-to-left letters, that begins at *start*."""
    if not _MOVING.search(line):
        return
    for at in direction.unbalanced(line):
        yield Edit(start + at, start + at + 1, "", f"unbalanced {named(line[at], '')}", Sure.GUESS)
    for found in _REVERSED.finditer(line):
        why = f"override that shows {found[1]!r} reversed"
        yield Edit(start + found.start(), start + found.start() + 1, "", why, Sure.GUESS)


def _used(line: str) -> bool:
    """Are there letters?  A string of placeholders and digits may be meant for a right-to-left interface."""
    return _LETTER.search(_PLACEHOLDER.sub("", line)) is not None


class _Group(NamedTuple):
    """A group whose letters are shown in another order than they are stored.  Context: the rest of its word."""

    start: int
    end: int
    stored: str
    shown: str
    before: str
    after: str
    nested: bool  # isolates or overrides in an override: nobody builds that who only wants to turn text round

    @property
    def file(self) -> bool:
        """Does it look like the name of a file?"""
        return _FILE_NAME.search(self.before + self.stored + self.after) is not None


def _overridden(value: str, lines: list[tuple[int, int]]) -> Iterator[_Group]:
    for start, end in lines:
        line = value[start:end]
        for low, high in direction.groups(line) if "\u202e" in line else []:
            group = line[low:high]
            if "\u202e" not in group or len(group) > LONGEST:
                continue
            shown, stored = direction.shown(group), _ANY.sub("", group)
            if shown != stored:
                before, after = (
                    line[max(low - 40, 0) : low].rpartition(" ")[2],
                    line[high : high + 40].partition(" ")[0],
                )
                nested = re.search("[\u2066-\u2068\u202d]", group) is not None
                yield _Group(
                    start + low, start + high, stored, shown, _ANY.sub("", before), _ANY.sub("", after), nested
                )


def _seen(groups: list[_Group]) -> bool:
    """Do the overridden runs of the document, taken together, read like a language only as they were shown?"""
    runs = [g for g in groups if not (g.nested or g.file)][:SAMPLE]
    costs = language.costs([g.before + order + g.after for g in runs for order in (g.stored, g.shown)])
    return sum(cost.nats for cost in costs[::2]) - sum(cost.nats for cost in costs[1::2]) > SURE


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
bidi.keeps("FORMAT = 'd\u200f/m\u200f/Y'", because="the format of a date for a right-to-left interface")
bidi.keeps("FD \u200e LEFT-TO-RIGHT MARK\nFE \u200f RIGHT-TO-LEFT MARK", because="a table of characters names them")
bidi.keeps("'lrm;' => '\u200e',", because="a table shows it")
bidi.keeps("\u0633\u0644\u0627\u0645\u061c 50%\u200f", because="Arabic marks")
