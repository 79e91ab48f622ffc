"""From decisions to edits: one edit a word, from the first to the last changed letter, or one batch for many words."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from textclean.contract import Batch, Edit, Sure
from textclean.evidence import Decision, note
from textclean.homoglyphs import direct
from textclean.homoglyphs.judge import judged
from textclean.homoglyphs.pool import ATTACKED
from textclean.homoglyphs.signs import signs
from textclean.homoglyphs.table import kind
from textclean.homoglyphs.wholes import whole_words
from textclean.homoglyphs.words import Words
from textclean.prefilter import badness
from textclean.scripts import CYRILLIC
from textclean.spans import is_quoted, splice
from textclean.text import TWINS, Text

RULE = "homoglyphs"
ACUTE = "\u0301"
MANY = 50  # words; so many are one batch


class Found(NamedTuple):
    """A decision about one word at one place, and what is to be changed: ``text[start:end]`` becomes *new*."""

    start: int
    end: int
    new: str
    size: int
    decision: Decision
    sure: Sure

    @property
    def latin(self) -> bool:
        """Are the new letters Latin?"""
        return self.new[0] < "\u0250"

    def edit(self) -> Edit:
        """The edit, with its reason in words."""
        kind, reason = self.decision.best.kind, self.decision.reason()
        return Edit(self.start, self.end, self.new, f"in a word of {self.size} letters: {kind}; {reason}", self.sure)


def findings(text: Text) -> Iterator[Edit | Batch]:
    """All decisions on one text: edits in order, or one batch and the edits outside of it; none where it sleeps."""
    if not text.mixed:
        return

    @cache
    def found() -> list[Found]:
        return list(_found(text))

    if new := direct.direct(text):
        yield Batch(
            new,
            lambda: _explained(direct.edits(text.value, new, [(0, len(new))]), found()),
            Sure.CERTAIN,
            near=lambda spans: direct.edits(text.value, new, spans),
        )
        return
    damaged = [(item.start, item.end) for item in found() if item.sure > Sure.GUESS and item.latin]
    if len(damaged) >= ATTACKED:
        text.memory[TWINS] = {char for start, end in damaged for char in text.value[start:end] if char > "\x7f"}
        yield from signs(text.value, text.inventory, damaged)
    sure = [item for item in found() if item.sure > Sure.GUESS and not text.value[item.start : item.end].isascii()]
    if len(sure) < MANY:
        yield from (item.edit() for item in found())
        return
    new = splice(text.value, (item[:3] for item in sure))
    yield Batch(
        new,
        lambda: [item.edit() for item in sure],
        min(item.sure for item in sure),
        max(item.sure for item in sure),
        lambda spans: _near(sure, spans),
    )
    taken = {item.start for item in sure}
    yield from (item.edit() for item in found() if item.start not in taken)


def _explained(edits: list[Edit], found: list[Found]) -> list[Edit]:
    """*edits*, with the reasons and grades of the ledger where it says the same."""
    told = {item[:3]: item for item in found if item.sure > Sure.GUESS}
    return [told[edit[:3]].edit() if edit[:3] in told else edit for edit in edits]


def _near(found: list[Found], spans: list[tuple[int, int]]) -> list[Edit]:
    """The edits that touch the spans."""
    touching: set[int] = set()
    for start, end in spans:
        first = bisect_right(found, start, key=lambda item: item.end)
        touching.update(range(first, bisect_left(found, end, key=lambda item: item.start)))
    return [found[at].edit() for at in sorted(touching)]


def _found(text: Text) -> Iterator[Found]:
    words = Words(text.value)
    decided = chain.from_iterable(chain(judge.decisions(), whole_words(judge)) for judge in judged(words))
    for at, decision in sorted(decided, key=lambda pair: pair[0]):
        start, end = words.starts[at], words.ends[at]
        note(RULE, start, end, decision)
        sure, whole = decision.sure, decision.best.new
        if sure is not None and whole is not None:
            word = text.value[start:end]
            low = next(place for place, (a, b) in enumerate(zip(word, whole, strict=True)) if a != b)
            high = next(place for place in range(len(word), low, -1) if word[place - 1] != whole[place - 1])
            new = "".join(map(_stressed, word[low:high], whole[low:high]))
            if text.is_garbled(start) and badness.suspicious(_piece(text.value, start + low, start + high, new)):
                sure = Sure.GUESS
            if len(word) == 1 and is_quoted(text.value, start, end):
                sure = Sure.GUESS
            yield Found(start + low, start + high, new, len(word), decision, sure)


def _stressed(old: str, new: str) -> str:
    """*new*, with the acute of *old* where it is Cyrillic and has none: it marks the stress of the word."""
    lost = (ACUTE in unicodedata.normalize("NFD", old)) > (ACUTE in unicodedata.normalize("NFD", new))
    return new + ACUTE * (lost and kind(new) == CYRILLIC)


def _piece(value: str, start: int, end: int, new: str) -> str:
    """What stands between blanks around ``value[start:end]``, with *new* put in."""
    low, high = start, end
    while low and value[low - 1] > " ":
        low -= 1
    while high < len(value) and value[high] > " ":
        high += 1
    return value[low:start] + new + value[end:high]
