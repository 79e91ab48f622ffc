"""The best spelling of a word in one script: each letter that may stand for others, and what the language says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import prod
from typing import NamedTuple

from textclean import scripts
from textclean.homoglyphs.speech import Speech
from textclean.homoglyphs.table import kind, options
from textclean.scripts import LATIN, MARK

EVERY = 48  # spellings of a word that are all asked; of more, the likeliest by their letters
BEAM = 12
CASE = 4.0  # nats for a capital among small letters, and the other way round


class Reading(NamedTuple):
    """A spelling, what it costs in nats (characters and word), whether the word is known, and its letters alone."""

    new: str
    nats: float
    known: bool
    letters: float
    changes: float


def read(word: str, target: int, speech: Speech, price: Callable[[str, str, float], float]) -> list[Reading]:
    """The likeliest spellings of *word* in the letters of *target*, two at most; none if there is nothing to change.

    *price*: character, letter, cost in the table -> nats, by what the section has shown so far.
    """
    choices = _choices(word, target, price)
    if choices is None:
        return []
    spellings = _all(choices) if prod(map(len, choices)) <= EVERY else _beam(choices, speech)
    found = sorted((speech.cost(new)[0] + changes, new, changes) for new, changes in spellings if new != word)
    return [
        Reading(new, nats, speech.cost(new)[1], speech.letters(new) if not at else 0.0, changes)
        for at, (nats, new, changes) in enumerate(found[:2])
    ]


def _choices(word: str, target: int, price: Callable[[str, str, float], float]) -> list[list[tuple[str, float]]] | None:
    """For each character the letters that it may stand for, with nats; None if one stands for nothing."""
    table = options(target)
    capitals = case_of(word)
    found = []
    for at, char in enumerate(word):
        own = kind(char)
        if own & (target | MARK):
            found.append([(char, 0.0)])
            continue
        letters = table.get(char)
        if letters is None:
            return None
        here = []
        for letter, nats in letters:
            more = CASE if at and capitals != scripts.is_upper(letter) else 0.0
            here.append((letter, price(char, letter, nats) + more))
        here.sort(key=lambda option: option[1])
        found.append(here[:5])
    return found


def case_of(word: str) -> bool:
    """Is the word, but for its first letter, written in capitals?  By the letters of living alphabets, if it has any."""
    inner = [char for char in word[1:] if kind(char) & 31] or [char for char in word[1:] if scripts.is_upper(char) or scripts.is_lower(char)]
    upper = sum(map(scripts.is_upper, inner))
    return bool(inner) and upper * 2 > len(inner)


def _all(choices: list[list[tuple[str, float]]]) -> list[tuple[str, float]]:
    return [("".join(letter for letter, _ in way), sum(nats for _, nats in way)) for way in product(*choices)]


def _beam(choices: list[list[tuple[str, float]]], speech: Speech) -> list[tuple[str, float]]:
    table = speech.main
    ways: list[tuple[float, str, float, int, int]] = [(0.0, "", 0.0, 0, 0)]  # total, spelling, changes, two letters before
    for letters in choices:
        longer = []
        for total, new, changes, first, second in ways:
            for letter, nats in letters:
                small = letter.lower()
                if table is None or kind(letter) == MARK:
                    longer.append((total + nats, new + letter, changes + nats, first, second))
                    continue
                here = table.number.get(small, 1)
                step = table.cube[(first * table.size + second) * table.size + here] * table.step + 5.0 * (here == 1)
                longer.append((total + nats + step, new + letter, changes + nats, second, here))
        longer.sort(key=lambda way: way[0])
        ways = longer[:BEAM]
    return [(new, changes) for _, new, changes, _, _ in ways]


__all__ = ["LATIN", "Reading", "read"]
