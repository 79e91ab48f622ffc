"""What a word costs in the languages of a document: -ln P(word), in nats.

A listed word costs what its frequency says (``language.lexicon``).  Any other is spelled: the chance that a running
word is in no list, times the chance of its letters (``language.word_costs``).  Germanic compounds are spelled in
listed words.  So a restored word and the pieces that stand in its place can be weighed against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from textclean import language
from textclean.evidence import prior
from textclean.language import alphabets, lexicon
from textclean.patterns import lazy

SAMPLE = 6000  # code points of a document that tell its languages
MOST = 3  # languages that are asked
LIKELY_SHARE = 0.02  # of belief; a language below that is not asked
LETTERS = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"  # Latin, with marks
FAMILIAR = 1 / 3  # of the words of a text; names and terms are in no list
FEW = 6  # words that tell no language
COMPOUND = ("de", "nl", "sv", "da", "nb", "nn", "is", "af", "lb", "fi", "et", "hu")  # languages that write them as one
LINKS = ("", "s", "n", "en", "es", "e")  # what stands between the parts of a compound
PART = 3  # letters of the shortest part
FUNCTION = 6.0  # nats; what is commoner is "and", "or", "with", and ends no compound

_PARTS = lazy("[-'\u2019\u02bc]")
_OTHERS = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"  # Greek to Arabic
_LIKE_WORDS = lazy(f"[{LETTERS}{_OTHERS}]+(?:'[{LETTERS}{_OTHERS}]+)*")


class Vocabulary:
    """The words of some languages.

    >>> words = Vocabulary(["nl"])
    >>> words.listed("voorschriften"), words.listed("voorschrien")
    (True, False)
    >>> words.cost("voorschriften") < words.cost("voorschrien")
    True
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        self._costs: dict[str, float] = {}
        self._known: dict[str, bool] = {}
        own = [code for code in self.codes if code in alphabets.codes()]
        letters = (alphabets.letters(code, loans=True) for code in own)
        self._alphabet = frozenset[str]().union(*letters) if own else None  # lower case
        self._lists = [(code, lexicon.words(code)) for code in self.codes]

    def nats(self, word: str) -> float | None:
        """The cost of a listed *word*, in the language where it is commonest; None if no list has it."""
        found = [cost for code in self.codes if (cost := lexicon.nats(word, code)) is not None]
        return min(found) if found else None

    def listed(self, word: str) -> bool:
        """Is *word* in the list of one of the languages?"""
        return any(lexicon.folded(word, code) in listed for code, listed in self._lists)

    def known(self, word: str) -> bool:
        """Is it listed, or made of listed words: at apostrophes and hyphens, or as a compound?"""
        if word not in self._known:
            self._known[word] = self._is_known(word)
        return self._known[word]

    def _is_known(self, word: str) -> bool:
        if self.listed(word):
            return True
        parts = [part for part in _PARTS.split(word) if part]
        if len(parts) > 1:
            return all(self.listed(part) or len(part) == 1 for part in parts)
        return self._compound(word) is not None

    def all_known(self, text: str) -> bool:
        """Is each word of *text* known?"""
        return all(map(self.known, _LIKE_WORDS.findall(text.replace("\u2019", "'"))))

    def spells(self, text: str) -> bool:
        """Are all letters of *text* in the alphabets of the languages, their loans included?

        >>> Vocabulary(["de"]).spells("zw\u00f6lf"), Vocabulary(["de"]).spells("z\u1e85olf")
        (True, False)
        """
        return self._alphabet is None or all(c in self._alphabet or not c.isalpha() or c < "\x80" for c in text.lower())

    def familiar(self, text: str) -> bool:
        """Is *text*, but for names and terms, in one of the languages?  A third of its words are then listed.

        A few words do not tell: true.

        >>> Vocabulary(["en"]).familiar("dseaj jaleey tsaab luuq ngiia huuns")
        False
        """
        return self.share(text) >= FAMILIAR or len(set(_LIKE_WORDS.findall(text[:SAMPLE]))) < FEW

    def share(self, text: str) -> float:
        """The share of the distinct words at the beginning of *text* that are known: 0 to 1."""
        found = list(dict.fromkeys(_LIKE_WORDS.findall(text[:SAMPLE])))[:200]
        return sum(map(self.known, found)) / max(1, len(found))

    def main(self, words: Iterable[str]) -> Vocabulary:
        """The vocabulary of the one language that lists most of *words*: damaged text may be taken for others."""
        asked = list(words)
        own = [code for code in self.codes if code != lexicon.NAMES]
        known = {code: sum(lexicon.zipf(word, code) or 0.0 for word in asked) for code in own}  # big lists hold loans
        best = max(own, key=lambda code: known[code], default="en")
        return Vocabulary([best])

    def cost(self, word: str) -> float:
        """-ln P(*word*) in nats; of several words the sum."""
        return self.costs([word])[0]

    def costs(self, texts: list[str]) -> list[float]:
        """The cost of each of *texts*: of all its words together, without what is between them."""
        words = [_LIKE_WORDS.findall(text.replace("\u2019", "'")) for text in texts]
        missing = sorted({word for found in words for word in found} - self._costs.keys())
        spelled = []
        for word in missing:
            cost = self.nats(word)
            if cost is None and "'" in word:
                cost = sum(self.costs(word.split("'")))
            cost = self._compound(word) if cost is None else cost
            if cost is None:
                spelled.append(word)
            else:
                self._costs[word] = cost
        for word, letters in zip(spelled, self._letters(spelled), strict=True):
            self._costs[word] = letters - prior("extraction", "unlisted")
        return [sum(self._costs[word] for word in found) for found in words]

    def _letters(self, words: list[str]) -> list[float]:
        """The cost of spelling each of *words*, in the language where that is cheapest: most are names."""
        return language.word_costs([word.lower() for word in words])

    def _compound(self, word: str) -> float | None:
        """The cost of *word* as two listed words and a link, or None."""
        if len(word) < 2 * PART + 1 or not set(self.codes) & set(COMPOUND):
            return None
        best: float | None = None
        for at in range(PART, len(word) - PART + 1):
            tail = self.nats(word[at:])
            if tail is None or tail < FUNCTION:
                continue
            for link in LINKS:
                head = word[:at].removesuffix(link) if link else word[:at]
                if len(head) < PART or len(head) + len(link) != at:
                    continue
                cost = self.nats(head)
                if cost is not None and (best is None or cost + tail < best):
                    best = cost + tail
        return None if best is None else best - prior("extraction", "compound")


def of(text: str, script: str = "Latin") -> Vocabulary:
    """The vocabulary of a document: the languages that *text* is likely to be in, of those with a list in *script*.

    English stands in where none is likely; names of people, places and brands belong to all.

    >>> of("Technische Universit\\u00e4t M\\u00fcnchen und der Rest der Welt").codes[0]
    'de'
    """
    return _of(text[:SAMPLE], script)


@lru_cache(maxsize=16)
def _of(sample: str, script: str) -> Vocabulary:
    there = lexicon.codes(script)
    codes = []
    for found, share in language.languages(sample):
        code = lexicon.ALIASES.get(found, found)
        if code in there and share > LIKELY_SHARE and code not in codes:
            codes.append(code)
    if script == "Latin":
        codes = [*codes[:MOST], *(["en"] if "en" not in codes[:MOST] else []), lexicon.NAMES]
    elif not codes:
        codes = list(there[:1])
    return Vocabulary(codes)
