"""Blanks that were letters: a legacy charset shows one letter as the no-break space, and a program made it a plain one.

Code page 852 has a-acute where windows-1252 has the no-break space, code page 866 the Russian a, windows-1251 the
letter K where the Macintosh has it: ``v\\xe1s``, read so and "cleaned", is ``v s``.  Where the other letters of a text
have told its charset, each blank is asked: do the words on its two sides make one with that letter, likelier than two?
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from textclean import language
from textclean.evidence.priors import prior
from textclean.language import alphabets, lexicon
from textclean.mojibake import chains
from textclean.mojibake.chains import Chain
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy

DOUBLED = 2.5  # nats for two blanks to be a letter and a blank: beside it, one blank in a dozen is doubled by hand
_TOKEN = lazy("[^ \n]+|  ?")
_LETTERS = lazy("[^\\W\\d_]+")


class Joined(NamedTuple):
    """``value[start:end]`` was *new*, which is *gain* nats likelier than the words that stand there."""

    start: int
    end: int
    new: str
    gain: float


def letter(chain: Chain) -> str:
    """The letter of the charset meant that the charset shown has as a no-break space; "" if there is none.

    >>> letter((chains.Step("cp852", "cp1252"),)), letter((chains.Step("utf-8", "cp1252"),))
    ('á', '')
    """
    if len(chain) > 1 or chain[0].meant == "utf-8" or any(charset(name).wide for name in chain[0]):
        return ""
    pairs = zip(charset(chain[0].shown).high, charset(chain[0].meant).high, strict=True)
    return next((meant for shown, meant in pairs if shown == "\xa0" and meant.isalpha()), "")


def language_of(lost: str, texts: Iterable[str]) -> str:
    """The likeliest language of the first of *texts* whose language writes the letter *lost*; "" if none does.

    >>> language_of("ъ", ["see `git show`, see `git log`", "и все объекты"]), language_of("ъ", ["see `git show`"])
    """
    for text in texts:
        told = language.languages(text)
        if told and told[0][0] in alphabets.codes() and lost.lower() in alphabets.letters(told[0][0], loans=True):
            return told[0][0]
    return ""


def joined(value: str, chain: Chain, code: str) -> list[Joined]:
    """The words of *value* that lost that letter to a blank, in the language *code*, sorted; none overlaps another."""
    lost = letter(chain)
    ways = [way for line in re.finditer("[^\n]+", value) for way in _ways(value, line.span(), chain, lost)]
    texts = list(dict.fromkeys(word for way in ways for word in (*way.before, *way.after)))
    if not texts:
        return []
    costs = dict(zip(texts, _costs(texts, code), strict=True))
    found: list[Joined] = []
    taken = bytearray(len(value))
    for gain, way in sorted(((_gain(way, costs), way) for way in ways), key=lambda pair: -pair[0]):
        if gain > 0 and 1 not in taken[way.start : way.end]:
            taken[way.start : way.end] = b"\1" * (way.end - way.start)
            found.append(Joined(way.start, way.end, way.new, gain))
    often = Counter(one.new for one in found)  # what comes again tells more, but less each time
    return sorted(one._replace(gain=one.gain * (1 + math.log(often[one.new]))) for one in found)


class _Way(NamedTuple):
    """A stretch that was *new*: the words that stand there, as the chain reads them, and those of *new*."""

    start: int
    end: int
    new: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def _ways(value: str, span: tuple[int, int], chain: Chain, lost: str) -> Iterator[_Way]:
    """The ways in which one blank, or two around a word, may have been the letter *lost*."""
    runs = list(_TOKEN.finditer(value, *span))
    read = [run[0] if run[0].isascii() else chains.undo_in(run[0], chain, same=True) or run[0] for run in runs]
    for at, run in enumerate(runs):
        if run[0] == " ":
            around = [number for number in (at - 1, at + 1) if 0 <= number < len(runs)]
            if not around:
                continue
            yield _way(runs[around[0] :][: len(around) + 1], read, around, _put(read, (at,), lost))
            if at + 3 < len(runs) and runs[at + 2][0] == " " and at:
                inside = [at - 1, at + 1, at + 3]
                yield _way(runs[at - 1 : at + 4], read, inside, _put(read, (at, at + 2), lost))
        elif run[0] == "  ":
            if at:  # the letter ended a word, or was one
                yield _way(runs[at - 1 : at + 1], read, [at - 1], read[at - 1] + lost + " ")
            if at + 1 < len(runs):
                yield _way(runs[at : at + 2], read, [at + 1], " " + lost + read[at + 1])


def _put(read: Sequence[str], blanks: tuple[int, ...], lost: str) -> str:
    first, last = max(0, blanks[0] - 1), blanks[-1] + 2
    return "".join(lost if first + at in blanks else text for at, text in enumerate(read[first:last]))


def _way(runs: Sequence[re.Match[str]], read: Sequence[str], words: Sequence[int], new: str) -> _Way:
    before = tuple(word for at in words for word in _LETTERS.findall(read[at]))
    return _Way(runs[0].start(), runs[-1].end(), new, before, tuple(_LETTERS.findall(new)))


def _gain(way: _Way, costs: dict[str, float]) -> float:
    gain = sum(costs[word] for word in way.before) - sum(costs[word] for word in way.after)
    return gain + DOUBLED * (way.new[-1] == " " or way.new[0] == " ")


def _costs(words: Sequence[str], code: str) -> list[float]:
    """Nats of each word: what the list of the language says, or its letters."""
    listed = [lexicon.nats(word.lower(), code) for word in words]
    letters = [cost - prior("extraction", "unlisted") for cost in language.word_costs(words, code)]
    return [cost if nats is None else min(nats, cost) for nats, cost in zip(listed, letters, strict=True)]
