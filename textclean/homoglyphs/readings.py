"""The best spellings of a word in one script: each letter that may stand for others, and what the language says."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from textclean import scripts
from textclean.homoglyphs.speech import Speech
from textclean.homoglyphs.table import ALPHABETS, CLEAR, kind, options
from textclean.language.letters import UNKNOWN
from textclean.scripts import GREEK, LATIN, MARK

EVERY = 48  # spellings of a word that are all asked; of more, the likeliest by their letters: it spares time
BEAM = 12
LONGEST = 60  # letters; of a longer word only the cheapest spelling is asked
MOST = 5  # letters that one character may stand for, at most
ACRONYM, SMALL = 3.0, 4.0  # nats for a word in capitals, where its letters do not tell; a small letter before capitals
CASE = 8.0  # nats for a capital among small letters, and the other way round

PALOCHKA = "\u04c0"  # stands as a capital among small letters
# Greek writes one sigma at the end of a word, the other elsewhere, and at the end only where a vowel is elided.
SIGMA, FINAL_SIGMA = "\u03c3", "\u03c2"
ELIDED = 5.0  # nats for a word that ends so: one in a hundred and fifty

Choices = list[list[tuple[str, float]]]  # for each character the letters that it may stand for, with nats
Price = Callable[[str, str, float], float]


class Reading(NamedTuple):
    """A spelling in one script.

    *nats*: the word; *changes*: the characters, in nats too; *known*: does a list, or the text, have it?
    """

    script: int
    new: str
    nats: float
    changes: float
    known: bool


def read(word: str, target: int, speech: Speech, price: Price | None, own: frozenset[str]) -> list[Reading]:
    """The likeliest spellings of *word* in the letters of *target*, two at most; none if there is nothing to change.

    *price*: character, letter, cost in the table -> nats, by what the section has shown so far.  *own*: letters beyond
    the usual ones that the language is written with.
    """
    choices = _choices(word, target, own)
    if choices is None:
        return []
    if price is not None:
        choices = [
            [(letter, price(char, letter, nats)) for letter, nats in letters] if letters[0][0] != char else letters
            for char, letters in zip(word, choices, strict=True)
        ]
    if len(word) > LONGEST:
        choices = [letters[:1] for letters in choices]
    spellings = _all(choices) if prod(map(len, choices)) <= EVERY else _beam(choices, speech)
    found = []
    for new, changes in spellings:
        if new != word:
            nats, known = speech.cost(new)
            found.append((nats + changes, Reading(target, new, nats, changes, known)))
    found.sort(key=lambda pair: pair[0])
    return [reading._replace(changes=_once(word, reading, choices)) for _, reading in found[:2]]


def _once(word: str, reading: Reading, choices: Choices) -> float:
    """Nats for the characters of a reading, each replacement counted once: the next of its kind is no surprise."""
    nats = reading.changes
    seen = set()
    for old, new, letters in zip(word, reading.new, choices, strict=True):
        if old != new:
            if (old, new) in seen:
                nats -= next(cost for letter, cost in letters if letter == new)
            seen.add((old, new))
    return nats


@lru_cache(1 << 14)
def _choices(word: str, target: int, own: frozenset[str]) -> Choices | None:
    """For each character the letters that it may stand for, with nats; None if one stands for nothing."""
    table = options(target)
    capitals, acronym = case_of(word, target), _acronym(word, target)
    found = []
    for at, char in enumerate(word):
        if kind(char) & (target | MARK) or char in own:
            found.append([(char, 0.0)])
            continue
        letters = _sigmas(table.get(char, ()), at, word) if target == GREEK else table.get(char, ())
        if not letters:
            return None
        if target == LATIN and kind(char) & ALPHABETS and char != PALOCHKA and is_cased(char):
            letters = tuple((a, nats + CASE * (scripts.is_upper(a) != scripts.is_upper(char))) for a, nats in letters)
        elif at and capitals is not None:
            letters = tuple(
                (a, nats + CASE * (scripts.is_upper(a) not in (capitals, capitals or at < acronym)))
                for a, nats in letters
            )
        elif at or capitals:
            odd = ACRONYM if at else SMALL
            letters = tuple((a, nats + odd * (scripts.is_upper(a) == (at > 0))) for a, nats in letters)
        found.append(sorted(letters, key=lambda option: option[1])[:MOST])
    return found


def _acronym(word: str, target: int) -> int:
    """How many capitals *word* begins with, if all else is small and one, not the last, is of *target*.

    So for an acronym with an ending; the last capital may begin a word, as in names of programs.
    """
    size = next((at for at, char in enumerate(word) if not scripts.is_upper(char)), len(word))
    own = any(kind(char) == target for char in word[: max(0, size - 1)])
    return size if own and not any(map(scripts.is_upper, word[size:])) else 0


def _sigmas(letters: tuple[tuple[str, float], ...], at: int, word: str) -> tuple[tuple[str, float], ...]:
    """The Greek *letters* that may stand at place *at* of *word*."""
    if at < len(word) - 1:
        return tuple((letter, nats) for letter, nats in letters if letter != FINAL_SIGMA)
    return tuple((letter, nats + ELIDED * (letter == SIGMA and at > 0)) for letter, nats in letters)


def is_cased(char: str) -> bool:
    """Is it a capital or a small letter?"""
    return scripts.is_upper(char) or scripts.is_lower(char)


def case_of(word: str, target: int) -> bool | None:
    """Is the word, but for its first letter, in capitals?  None: it may be.

    By the letters of living alphabets, if it has any.  Letters without case count if they look like capitals only, as
    most of Lisu do.
    """
    cased = [char for char in word[1:] if is_cased(char)]
    inner = [char for char in cased if kind(char) & ALPHABETS] or cased
    if inner or scripts.is_lower(word[0]):
        return sum(map(scripts.is_upper, inner)) * 2 > len(inner)
    looks = [
        {scripts.is_upper(letter) for letter, nats in options(target).get(char, ()) if nats <= CLEAR}
        for char in word[1:]
        if kind(char) != MARK
    ]
    return None if {True, False} in looks else {True} in looks


def _all(choices: Choices) -> list[tuple[str, float]]:
    return [("".join(letter for letter, _ in way), sum(nats for _, nats in way)) for way in product(*choices)]


def _beam(choices: Choices, speech: Speech) -> list[tuple[str, float]]:
    table = speech.main
    ways: list[tuple[float, str, float, int, int]] = [
        (0.0, "", 0.0, 0, 0)
    ]  # total, spelling, changes, last two letters
    for letters in choices:
        longer = []
        for total, new, changes, first, second in ways:
            for letter, nats in letters:
                if table is None or kind(letter) == MARK:
                    longer.append((total + nats, new + letter, changes + nats, first, second))
                    continue
                here = table.number.get(letter.lower(), 1)
                step = table.cube[(first * table.size + second) * table.size + here] * table.step
                step += UNKNOWN * (here == 1)
                longer.append((total + nats + step, new + letter, changes + nats, second, here))
        longer.sort(key=lambda way: way[0])
        ways = longer[:BEAM]
    return [(new, changes) for _, new, changes, _, _ in ways]
