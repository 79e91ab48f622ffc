"""What stands around a word says whether its author wrote its signs so: units, notation, phonetics, quotations."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from textclean.evidence import ordinary_signs

NEAR = 300  # code points of a line that say what it is about


class Word(NamedTuple):
    """A run of characters, with one at least that is not ASCII."""

    start: int
    end: int


class Surroundings:
    """The text *value*, asked about words in it."""

    def __init__(self, value: str) -> None:
        self.value = value
        self._signs: dict[int, float] = {}

    # Each of these signs is one character: most texts have none, and then no place need be asked.
    @cached_property
    def _has_notation(self) -> bool:
        return ordinary_signs.NOTATION.search(self.value) is not None

    @cached_property
    def _has_sounds(self) -> bool:
        return ordinary_signs.SOUNDS.search(self.value) is not None

    def ordinary(self, word: Word, text: str, new: str) -> float:
        """Nats for the author's having written the signs of *word* as they stand."""
        start = max(0, self.value.rfind("\n", 0, word.start) + 1, word.start - NEAR)
        lost = ordinary_signs.unpaired(self.value[start : word.start], text, new)
        if word.start not in self._signs:
            self._signs[word.start] = self._around(word, text, start)
        gone = {char for char in text if char > "\x7f" and text.count(char) > new.count(char)}
        typed = (
            gone
            and gone <= ordinary_signs.TYPED
            and not (gone.issuperset(text) or ordinary_signs.FRACTION.search(text))
        )
        return ordinary_signs.PAIRED * lost + 2 * ordinary_signs.UNIT * bool(typed) + self._signs[word.start]

    def _around(self, word: Word, text: str, start: int) -> float:
        """The same for what stands around *word* in its line, which begins at *start*."""
        line_end = self.value.find("\n", word.end, word.end + 4)
        end = word.end + 4 if line_end < 0 else line_end
        unit = ordinary_signs.UNITS.search(self.value, max(start, word.start - 4), end)
        around = self.value[max(0, word.start - NEAR) : word.end + NEAR]
        notation = self._has_notation and len(set(ordinary_signs.NOTATION.findall(around))) > 1
        named = ordinary_signs.IDENTIFIER.fullmatch(text)
        sign = ordinary_signs.DAGGER.search(self.value, max(start, word.start - 1), word.end + 1)
        listed = ordinary_signs.ALPHABET.search(self.value, start, word.end + NEAR)
        beyond = {char for char in text if char > "\x7f"}
        yers = beyond <= ordinary_signs.YERS and ordinary_signs.SLAVIC.search(around) is not None
        found = ordinary_signs.FORMULA.finditer(self.value, max(start, word.start - 2), end)
        formula = sum(match.start() < word.end for match in found)
        sounds = self._has_sounds and ordinary_signs.SOUNDS.search(around)
        spoken = ordinary_signs.PHONETIC.search(self.value, max(start, word.start - 1), word.end + 1) or (
            len(text) == 1 and sounds
        )
        tones = bool(sounds) and len(ordinary_signs.TONE.findall(text))
        kana = len(ordinary_signs.KANA.findall(text))  # the model knows no half-width kana: 10 nats each
        told = bool(unit) + bool(named) + bool(listed) + notation + bool(spoken) + tones
        units = ordinary_signs.UNIT * (told + 2 * (yers + formula + 2 * kana))
        detached = ordinary_signs.DETACHED.search(text)
        return ordinary_signs.ALONE * (bool(sign) + bool(detached)) + units

    def quoted(self, word: Word, new: str) -> float | None:
        """Nats for *word*, which may have been *new*, to be quoted as an example; None if nothing speaks for it."""
        line, start, end = line_around(self.value, word.start, word.end)
        shown = ordinary_signs.quoted(line, start, end, new)
        if shown is None:  # what a program prints has a line of its own, below the one that says how it was read
            start = word.start - start
            above = max(0, start - NEAR)
            said = self.value[max(above, self.value.rfind("\n", above, max(0, start - 1)) + 1) : start]
            start = max(0, word.start - NEAR)
            around = self.value[start : word.end + NEAR]
            shown = ordinary_signs.compared(said, around, word.start - start, word.end - start, new)
        return shown


def line_around(value: str, start: int, end: int) -> tuple[str, int, int]:
    """The line around ``value[start:end]``, cut where it is long, and the place in it."""
    first = max(0, value.rfind("\n", 0, start) + 1, start - NEAR)
    last = value.find("\n", end, end + NEAR)
    return value[first : end + NEAR if last < 0 else last], start - first, end - first
