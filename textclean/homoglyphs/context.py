"""The text around a place, for rules that ask about one word: its languages, and which words stand there."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from textclean.homoglyphs.section import TELLING, Section
from textclean.homoglyphs.words import Words
from textclean.patterns import lazy
from textclean.scripts import LATIN
from textclean.text import Text

REACH = 8192  # code points on either side
# What stands before a sentence.
OPENING = "[^\\W\\d_]{3}[.!?\u2026][\"'\u201d\u2019\u00bb)]? +[\"'\u00ab\u201c\u201e(]?"
# Letters of words that lists have, and the share that they have, in a text of a language with a list: 0.5 and more in
# pages of 30 languages, 0.1 in Hausa.
LETTERS, EXPLAINED = 5, 0.2
_DIGITS = lazy("[0-9]+")
_SENTENCE = lazy(f"{OPENING}([^\\W\\d_])")
# The share of sentences that begin with a small letter, as if so many had been seen.  Counted on 850 words of every
# fifteenth document of the corpus that harm runs use: 2 in 100 where no other sentence near by does, 60 where many do.
SMALL, SEEN = 0.3, 6
_LETTER = "A-Za-z\xc0-\u1fff"
_NUMBER = lazy(f"[0-9](?<=[{_LETTER}].)[0-9]*+(?![_{_LETTER}])")
_BEFORE = lazy(f"[{_LETTER}]++(?![0-9_])")


class Context:
    """What stands at code points *start* to *end* of a text."""

    def __init__(self, text: Text, start: int, end: int) -> None:
        self.span = start, end
        words = Words(text.value[start:end])
        self.words = words
        self._kept: dict[str, int] = {}
        self.section = Section(words, 0, len(words))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words near the place, as they stand; pieces of words with digits are none."""
        words = self.words
        texts = list(map(words.value.__getitem__, map(slice, words.starts, words.ends)))
        for match in _DIGITS.finditer(words.value):
            after, before = bisect_left(words.starts, match.end()), bisect_left(words.ends, match.start())
            if after < len(words) and words.starts[after] == match.end():
                texts[after] = ""
            if before < len(words) and words.ends[before] == match.start():
                texts[before] = ""
        return frozenset(texts)

    @cached_property
    def numbered(self) -> Mapping[str, set[str]]:
        """The numbers behind each word near the place, in small letters: a series of columns, of parameters."""
        found: dict[str, set[str]] = defaultdict(set)
        value, done = self.words.value, 0
        for match in _NUMBER.finditer(value):
            before = _BEFORE.match(value[max(0, done - 1) : match.start()][::-1])
            if before:
                found[before[0][::-1].lower()].add(match[0])
            done = match.end()
        return found

    @cached_property
    def is_foreign(self) -> bool:
        """Is so little of the Latin words in a list that they must be of a language without one?

        Such texts may write digits as letters: Hausa 6, Arabic in Latin letters 3 and 7.
        """
        words = [word for word in set(self.section.clean[LATIN]) if len(word) >= LETTERS]
        has = self.section.speech(LATIN).listed
        return len(words) >= TELLING and sum(has(word)[1] for word in words) < EXPLAINED * len(words)

    @cached_property
    def small(self) -> float:
        """The share of sentences that begin with a small letter."""
        first = [letter.isupper() for letter in _SENTENCE.findall(self.words.value) if letter.lower() != letter.upper()]
        return (SMALL + first.count(False)) / (SEEN + len(first))

    def kept(self, letter: str) -> int:
        """The distinct words near the place in which *letter* stands."""
        if letter not in self._kept:
            self._kept[letter] = sum(letter in word for word in self.vocabulary)
        return self._kept[letter]

    def has(self, word: str, exactly: bool = False) -> bool:
        """Does *word* stand there, or (but for *exactly*) *word* with another first letter, capital or small?"""
        spellings = {word} if exactly else {first + word[1:] for first in (word[:1].upper(), word[:1].lower())}
        known = self.__dict__.get("vocabulary")  # else the text tells most
        return any((known is not None or new in self.words.value) and new in self.vocabulary for new in spellings)


def contexts(text: Text) -> Contexts:
    """The context of each place of *text*, one for each half of a reach."""
    return Contexts(text)


class Contexts(dict[int, Context]):
    """The contexts of one text, made when they are asked for."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __missing__(self, bucket: int) -> Context:
        at = bucket * REACH // 2 + REACH // 4
        span = max(0, at - REACH), min(at + REACH, len(self.text.value))
        whole = span == (0, len(self.text.value))  # a short text has one context
        same = (context for context in self.values() if whole and context.span == span)
        found = self[bucket] = next(same, None) or Context(self.text, *span)
        return found

    def at(self, place: int) -> Context:
        """The context of code point *place*."""
        return self[place // (REACH // 2)]
