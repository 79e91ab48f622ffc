"""What a section has shown about its damage, and what was suspected before: shares of damaged words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from textclean import scripts
from textclean.evidence import Hypothesis
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.readings import Reading
from textclean.homoglyphs.table import ALPHABETS, CLEAR, NAMES, NEAR, kind, of_an_alphabet, options, unmixed_scripts
from textclean.scripts import GREEK, LATIN

AGAIN = 0.5  # of a proof more for a word that stands e times as often: it proves little that the first has not
PROVEN, ATTACKED = 1.5, 3.0  # damaged words that prove a line or a direction, and a section or a text
STRENGTH = 2.0  # words that the prior of a letter counts for
SHORT = 3  # letters; a shorter word may be a symbol, and proves little or nothing

# The share of damaged words among those with a letter that is replaced, at most, and among those with one that is not.
ALWAYS, NEVER = 0.99, 1e-4
SECOND, ALIKE = 0.2, 10.0  # of a second letter for the same character; words that its share of damage counts for
Pair = tuple[str, str]  # a character, and the letter that it stands for


class Pool:
    """What a section has shown: damaged words, as sums of chances."""

    def __init__(self) -> None:
        self.pairs: dict[Pair, float] = defaultdict(float)  # (character, letter): damaged words with it
        self.seen: dict[str, float] = defaultdict(float)  # character: all words with it
        self.hits: dict[int, float] = defaultdict(float)  # script: damaged words of it that prove something
        self.sources: dict[int, float] = defaultdict(float)  # script of a replacement: damaged words with it
        self.suspects = self.words = 0.0
        self.pure = 0.0  # words wholly of another script
        self.pure_hits: dict[int, float] = defaultdict(float)  # script: those of them that are damaged words of it

    def add(self, other: Pool, weight: float) -> None:
        """Count what another section has shown, too."""
        for name in ("pairs", "seen", "hits", "sources", "pure_hits"):
            mine = getattr(self, name)
            for key, times in getattr(other, name).items():
                mine[key] += weight * times
        self.suspects += weight * other.suspects
        self.words += weight * other.words
        self.pure += weight * other.pure

    @cached_property
    def letters(self) -> Mapping[str, float]:
        """Letter: damaged words in which something stands for it."""
        found: dict[str, float] = defaultdict(float)
        for (_, new), times in self.pairs.items():
            found[new] += times
        return found

    def times(self, old: str, new: str) -> float:
        """Damaged words with *new* as *old*, capital or small."""
        small = old.lower(), new.lower()
        return self.pairs.get((old, new), 0.0) + (self.pairs.get(small, 0.0) if small != (old, new) else 0.0)


class Suspect:
    """One distinct word with foreign letters, where it stands, and what it may be."""

    def __init__(self, word: str, kinds: int, places: list[int]) -> None:
        self.word, self.kinds, self.places = word, kinds, places
        self.line = 0  # where it stands first
        self.weight = 1.0 if len(word) >= (SHORT if kinds not in NAMES else 2) else 0.5 * (kinds in NAMES)  # as a proof
        self.weight *= 1 + AGAIN * math.log(len(places))
        self.proof = 0.0  # the same, if its reading is a word
        # Per character: the chance that it is replaced, and no proof of it: the word does not show that it stands.
        self.open: dict[str, float] = {}
        self.readings: list[Reading] = []
        self.pairs: dict[str, tuple[tuple[Pair, float], ...]] = {}  # reading: replacements and their prior shares
        self.spelled: set[str] = set()  # readings that would only replace letters of other Latin alphabets
        self.proven = False  # are words around it damaged, and was it asked again with that in mind?
        self.written: list[Hypothesis] = []
        self.plain = False  # is it of no ordinary kind?
        self.as_written = 0.0
        self.lines: dict[int, float] = {}
        self.missing: dict[str, float] = {}  # reading: nats for its absence from the section
        self.chance: dict[str, float] = {}  # per reading

    def damaged(self, script: int) -> float:
        """The chance that it is a damaged word of *script*, and shows damage elsewhere."""
        return sum(
            self.chance.get(reading.new, 0.0)
            for reading in self.readings
            if reading.script == script and reading.new not in self.spelled
        )


def spelling(pairs: Iterable[tuple[Pair, float]]) -> bool:
    """Would only letters be replaced that some Latin alphabet has, as those of Hausa and Ewe?

    They come again and again where such a language is written, and prove nothing.
    """
    return all(of_an_alphabet(old) for (old, _), _ in pairs)


@cache
def letters_of(char: str) -> tuple[str, ...]:
    """All letters that a character may stand for."""
    return tuple(costs_of(char))


@cache
def costs_of(char: str) -> dict[str, float]:
    """All letters that a character may stand for, each with the cost of the table in nats."""
    return {letter: nats for bit in NAMES for letter, nats in options(bit).get(char, ())}


@cache
def replacements(old: str, new: str, script: int, pure: bool, own: int) -> tuple[tuple[Pair, float], ...]:
    """The distinct replacements, each with the prior share of damage among the words that hold such a character.

    *pure*: *old* is of one script.  *own*: its foreign letters may be nothing but damage (1), or hardly *new* (-1).
    """
    return tuple(
        (pair, base(*pair, script, pure, own))
        for pair in dict.fromkeys(zip(old, new, strict=True))
        if pair[0] != pair[1]
    )


@cache
def cost(old: str, new: str, script: int) -> float:
    """Nats for *old* as *new*, a letter of *script*; those of the best, if it looks like both about equally.

    Which one it stands for is another matter.
    """
    letters = dict(options(script).get(old, ()))
    best = min(letters.values(), default=math.inf)
    nats = letters.get(new, math.inf)
    return best if nats < NEAR else nats


@cache
def base(old: str, new: str, script: int, pure: bool, own: int) -> float:
    """The prior share of damage among words in which *old* may stand for *new*."""
    nats = cost(old, new, script)
    living = kind(old) & ALPHABETS and kind(old) != script
    unmixed = not living and scripts.script_of(old) in unmixed_scripts()
    if pure:
        return base_of("pure")
    if living:
        return base_of(("near", "exact", "exact_own")[max(0, (nats < CLEAR) + own)])
    # Phonetics write letters of their own beside Latin ones (and those may look Greek), never beside Cyrillic ones.
    spoken = script == LATIN or (script == GREEK and scripts.script_of(old) != "Greek")
    return base_of("rare" if spoken and not unmixed else "other")


@cache
def base_of(name: str) -> float:
    """A prior share of the file."""
    return math.exp(priors("homoglyphs")[name])


def stands_for(
    costs: Mapping[str, float], hits: Mapping[str, float], words: Mapping[str, float], twin: float = SECOND
) -> dict[str, float]:
    """How likely a character is each of the letters of *costs* (nats for their looks), where one of them stands.

    *hits*: words in which the character stands for a letter; *words*: all with the letter, or something for it.  Of the
    letters that it could be, one is replaced most; each other is replaced as often, or never.  *twin*: how likely the
    former is for the same letter as a capital, or a small one.
    """
    most = max(hits, key=lambda letter: hits[letter])
    share = min(ALWAYS, hits[most] / max(words[most], hits[most]))
    found = {}
    for letter, nats in costs.items():
        times = hits.get(letter, 0.0)
        kept = max(0.0, words[letter] - times)
        looks = min(0.0, costs[most] - nats)
        second = twin if letter.lower() == most.lower() else SECOND
        alike = math.log(second) + looks + times * math.log(share) + kept * math.log(1 - share)
        never = times * math.log(NEVER) + kept * math.log(1 - NEVER)
        chance = 1.0 if letter == most else 1 / (1 + math.exp(min(never - alike, 700.0)))
        rate = (times + ALIKE * share) / (times + kept + ALIKE)
        found[letter] = chance * rate + (1 - chance) * NEVER * math.exp(looks)
    return found
