"""Is this reading a word?  What the rules for digits and for letters chosen by sound ask of the text around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from textclean import language, scripts
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, GREEK, LATIN, MARK
from textclean.text import Text

ALPHABETS = LATIN | CYRILLIC | GREEK | ARMENIAN
MANY = 40  # candidates, or places of one: more of them, and all words of the text are listed at once
SAMPLE = 2000  # code points around the first candidate, of which the language is asked
_WORD = lazy(
    f"[{scripts.LATIN_LETTERS}{scripts.CYRILLIC_LETTERS}{scripts.GREEK_LETTERS}{scripts.ARMENIAN_LETTERS}{scripts.MARKS}]+"
)

_APART = bytes(b if b >= 0x80 or 0x61 <= b | 0x20 <= 0x7A else 0x20 for b in range(256))  # ASCII that parts words


class Surroundings:
    """The words and the languages of a text, looked up only if a candidate was found."""

    def __init__(self, text: Text, candidates: Sequence[tuple[int, str]]) -> None:
        """*candidates*: where each stands, and its reading."""
        self.text, self.candidates = text, candidates
        self._surplus: dict[str, float] = {}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of the text."""
        # Most pieces between plain characters are ASCII words: splitting bytes costs half of a pattern over the text.
        pieces = set(self.text.utf8.translate(_APART).split())
        plain = {piece for piece in pieces if piece.isascii()}
        others = b" ".join(pieces - plain).decode("utf-8", "surrogatepass")
        return frozenset((*b" ".join(plain).decode().split(), *_WORD.findall(others)))

    @cached_property
    def languages(self) -> dict[int, str]:
        """The main language of each alphabet near the candidates."""
        around = max(0, self.candidates[0][0] - SAMPLE // 2)
        found: dict[int, list[str]] = {}
        for word in _WORD.findall(self.text.value[around : around + SAMPLE]):
            kind = 0
            for char in word:
                kind |= scripts.kind(char) & ~MARK
            found.setdefault(kind, []).append(word)
        named = {kind: language.languages(" ".join(words)) for kind, words in found.items() if kind & ALPHABETS == kind}
        return {kind: names[0][0] for kind, names in named.items() if names}

    def surplus(self, word: str, kind: int) -> float:
        """By how many nats *word* costs more than usual words of its length; infinite if its language is not known."""
        if kind not in self.languages:
            return float("inf")
        if word not in self._surplus:
            asked = sorted({word, *(reading for _, reading in self.candidates)} - self._surplus.keys())
            for each, cost in zip(asked, language.word_costs(asked, self.languages[kind]), strict=True):
                self._surplus[each] = cost - 4.5 - 3.2 * len(each)
        return self._surplus[word]

    def elsewhere(self, word: str) -> bool:
        """Does the text have *word* as it should be?"""
        if len(self.candidates) > MANY:
            return word in self.vocabulary
        at = self.text.value.find(word)
        for _ in range(MANY):
            if at < 0:
                return False
            around = self.text.value[max(0, at - 1) : at], self.text.value[at + len(word) : at + len(word) + 1]
            if not any(char and _WORD.match(char) for char in around):
                return True
            at = self.text.value.find(word, at + 1)
        return word in self.vocabulary


def kind_of(chars: Iterable[str]) -> int:
    """The one alphabet of these letters, or 0."""
    kind = 0
    for char in chars:
        kind |= scripts.kind(char) & ~MARK
    return kind if kind in (LATIN, CYRILLIC, GREEK, ARMENIAN) else 0
