"""Words of a list that fit what was left of a word: where letters were lost, those beside them and the length remain.

A search letter by letter (``losses.readings``) keeps what is likeliest so far; where three of six letters are gone, the
word is often not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from textclean.language import alphabets, lexicon
from textclean.mojibake import losses

LEAST = 3  # letters of a word that is sought
LENGTHS = 64  # lists of words of one length that are kept, of any language


def fitting(words: Iterable[str], chain: losses.Chain, kind: str, code: str) -> Iterator[tuple[str, list[str]]]:
    """Those of *words* that language *code* may have, with what its list has for them; *chain*, *kind*: the loss.

    >>> list(fitting(["\\xc5ark\\xc4\\xb1"], (("utf-8", "cp1252"),), "c1", "tr"))
    [('ÅarkÄ±', ['şarkı', 'Şarkı'])]
    """
    chain = tuple(chain)
    for word in words:
        if found := _fitting(word, chain, kind, code):
            yield word, found


@lru_cache(losses.REMEMBERED)
def _fitting(word: str, chain: losses.Chain, kind: str, code: str) -> list[str]:
    """What the list of language *code* has for *word*."""
    own = alphabets.letters(code, loans=True) if code in alphabets.codes() else frozenset()
    places = list(_places(word, chain, kind)) if len(word) <= losses.LONG else []
    letters = [tuple([char for char in options if char.lower() in own]) for options in places]
    spelled = [number for number, options in enumerate(letters) if options]
    if len(spelled) < LEAST or spelled[-1] - spelled[0] >= len(spelled):
        return []
    if max(map(len, letters)) > losses.MANY:  # of Hangul any may have stood there
        return []
    first, last = spelled[0], spelled[-1] + 1
    inside = [letters[first], *map(losses.small_letters, letters[first + 1 : last])]
    before, after = ("".join(part[0] for part in parts) for parts in (places[:first], places[last:]))
    classes = "".join(f"[{re.escape(''.join(options).lower())}]" for options in inside)
    listed = re.findall(f"^{classes}$", _of_length(code, len(inside)), re.MULTILINE)
    found = sorted(listed, key=lambda known: lexicon.nats(known, code) or 0.0)[: losses.TEXTS]
    return [before + text + after for known in found for text in _written(known, inside)]


def _places(word: str, chain: losses.Chain, kind: str) -> Iterator[tuple[str, ...]]:
    """What each character of the text that became *word* may have been; the longest sequence, of several."""
    at = 0
    for here in losses.units(word, chain, kind):
        longest = max(here, key=lambda unit: unit.end)
        if longest.start >= at:
            yield from ((char,) for char in word[at : longest.start])
            yield longest.options
            at = longest.end
    yield from ((char,) for char in word[at:])


def _written(known: str, places: list[tuple[str, ...]]) -> Iterator[str]:
    """*known* as it may be written: with a capital where no small letter may stand, and with one in front."""
    text = "".join([char if char in options else char.upper() for char, options in zip(known, places, strict=True)])
    yield text
    if text[0].upper() != text[0] and text[0].upper() in places[0]:
        yield text[0].upper() + text[1:]


@lru_cache(maxsize=LENGTHS)
def _of_length(code: str, length: int) -> str:
    """The words of that many letters in the list of language *code*, one a line."""
    return "\n".join([word for word in lexicon.words(code) if len(word) == length])
