"""What a word costs in the languages that a section of a text is written in, in nats (-ln P).

A word that a frequency list knows costs what its frequency says, any other word its letters and a fee for being
unknown.  A word that the text itself has elsewhere, spelled with letters of one script, is known, too.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import takewhile

from textclean import language, scripts
from textclean.evidence.ordinary import ACRONYM, FLAT
from textclean.homoglyphs.table import NAMES
from textclean.language import alphabets, harmony, lexicon, strings
from textclean.language.letters import UNKNOWN as UNWRITTEN
from textclean.language.letters import Letters, letters
from textclean.patterns import lazy
from textclean.scripts import CYRILLIC, LATIN

UNKNOWN = 2.5  # nats for a word that no list knows: one running word in twelve, in texts of the languages listed
OPEN, STRANGE = 3.9, 4.0  # nats a letter of a word of which no language here knows anything, and for such a word
EVERYDAY = 9.0  # nats of a word that is everyday, at most
NUMBER = 7.0  # nats for a Roman numeral of two figures and more
NUMERAL = lazy("M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
OWN = 6.0  # nats more than its share of the words for a word that the text has elsewhere
BEGUN = 3  # letters that a word of the list begins with
SEVERAL = 3  # words with a letter that the tables of the language lack, and it is one of its letters
SOFT = 0.3  # what a letter counts beyond that, if the language has it: it may be a word that nobody has seen
USUAL, LIKE = 2.4, 0.7  # nats a letter of words in a language that the letters know; what such a word counts
LOAN = 3.0  # nats for a word of a language that is met in texts of others: English and names, Russian, Ukrainian
SHARE = 0.02  # of belief that a language must have
SAMPLE = 800  # code points that are enough to tell a language
LARGE = ("en", "de", "fr", "es", "it", lexicon.NAMES)  # languages whose words stand in texts of any other
_LISTED = {code: script for script, codes in lexicon.SCRIPTS.items() for code in codes.split()}
MAIN = {"Latin": "en", "Cyrillic": "ru", "Greek": "el", "Armenian": "hy", "Georgian": "ka"}
_SIGNS = {"Latin": "a", "Cyrillic": "\u0430", "Greek": "\u03b1", "Armenian": "\u0561", "Georgian": "\u10d0"}

Codes = tuple[tuple[str, float], ...]  # languages, the likeliest first, each with the nats for its share


class Speech:
    """The languages of one script in one section, told by a *sample* of its *words*; *strange*: words of several.

    The words themselves are sought when one is asked for that no list tells enough of.
    """

    def __init__(
        self,
        script: int,
        sample: str,
        words: Callable[[], Sequence[str]] = tuple,
        strange: Collection[str] = frozenset(),
    ) -> None:
        self._given, self._strange = words, strange
        self._several: dict[str, bool] = {}
        self._costs: dict[str, tuple[float, bool]] = {}
        self.codes: Codes = spoken(script, sample[:SAMPLE])
        self.main: Letters | None = letters(self.codes[0][0]) if self.codes else None

    def cost(self, word: str) -> tuple[float, bool]:
        """Nats for *word*, a spelling in this script, and whether anybody knows it."""
        if word not in self._costs:
            self._costs[word] = self._cost(word)
        return self._costs[word]

    def _cost(self, word: str) -> tuple[float, bool]:
        found = _cost(word, self._strict if self._is_foreign(word) else self.codes)
        if self.main and not found[1] and any(char not in self.main and self._writes(char) for char in plain(word)):
            found = (min(found[0], FLAT * (len(word) + 1) + UNKNOWN), False)
        if times := self._own[plain(word)]:
            return min(found, (math.log(max(20, len(self._words)) / times) + OWN, True))
        return found

    @cached_property
    def _words(self) -> Sequence[str]:
        return self._given()

    @cached_property
    def _strict(self) -> Codes:
        """The languages, and what a loan with a letter costs that so many words do not have: none has been one."""
        unseen = math.log(len(self._words) + len(self._strange) + 1)
        return tuple((code, max(fee, unseen) if fee >= LOAN else fee) for code, fee in self.codes)

    def _is_foreign(self, word: str) -> bool:
        """Has *word* a letter that neither a likely language nor a word of the section has?"""
        small, own = plain(word), self.alphabet
        return bool(own) and not (own.issuperset(small) or self._seen.issuperset(small))

    @cached_property
    def _seen(self) -> frozenset[str]:
        return self.alphabet.union(*self._own, *self._strange)

    @cached_property
    def _own(self) -> Counter[str]:
        return Counter(_plain_all(self._words))

    def own_form(self, word: str, old: str) -> float:
        """Nats for *word* as a form of one that the text has elsewhere, in all letters that *old* has otherwise.

        Infinite if it has none.  Names come with many endings, and no list has them.
        """
        last = max(at for at, (a, b) in enumerate(zip(word, old, strict=True)) if a != b)
        least = max(lexicon.STEM, last + 1, len(word) - lexicon.ENDING)
        stem = plain(word)[:least]
        at = bisect_left(self._ordered, stem)
        forms = takewhile(lambda form: form.startswith(stem), self._ordered[at:])
        times = sum(self._own[form] for form in forms if len(form) <= least + lexicon.ENDING)
        return math.log(max(20, len(self._words)) / times) + OWN if times and len(stem) == least else math.inf

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._own)

    def _writes(self, char: str) -> bool:
        """Do several words of the section have the letter *char*?"""
        if char not in self._several:
            self._several[char] = char in self._seen and sum(char in word for word in self._own) >= SEVERAL
        return self._several[char]

    def listed(self, word: str) -> tuple[float, bool]:
        """As *cost*, but for what the text itself has."""
        return _cost(word, self.codes)

    def letters(self, word: str) -> float:
        """Nats for the letters of *word* alone."""
        return _letters(plain(word), self.codes)

    def familiar(self, word: str) -> float:
        """Does a list of one of the languages have *word* (1), or are its letters what the language writes (some)?"""
        return _familiar(word, self.codes)

    def has(self, word: str) -> bool:
        """Does a list of one of the languages have *word*, or has none of them a list?"""
        return _has(word, tuple(code for code, _ in self.codes if code in _LISTED))

    def is_listed(self, word: str) -> bool:
        """Do the lists of all likely languages, not only of one whose words are borrowed, have *word*?"""
        return bool(self._lists) and all(listed(composed(word), code) is not None for code in self._lists)

    def with_another(self, word: str, at: int) -> float:
        """Nats for the likeliest listed word that is *word* but for the letter at place *at*; infinite if none is."""
        found = (composed(f"{word[:at]}{letter}{word[at + 1 :]}") for letter in self.alphabet if letter != word[at])
        return min(
            (fee + n for bare in found for code, fee in self.codes if (n := listed(bare, code))), default=math.inf
        )

    def akin(self, word: str, rivals: Sequence[str]) -> bool:
        """Is *word* a form or a compound of a listed word, in letters that set it apart from its *rivals*?

        Not where a list has one of those.  All are of the same length.
        """
        if any(listed(composed(rival), code) is not None for rival in rivals for code in self._lists):
            return False
        apart = [at for at, letter in enumerate(word) if any(rival[at] != letter for rival in rivals)]
        return _akin(word, self._lists, apart[0], apart[-1])

    def leaves_first(self, word: str, rivals: Sequence[str]) -> float:
        """Nats for *word*, if one of its *rivals* begins as a listed word for longer."""
        code = self.codes[0][0]
        size = strings.begun(plain(word), code)
        return strings.FIRST * any(strings.begun(plain(rival), code) > size for rival in rivals)

    def are_strange(self, words: Sequence[str]) -> bool:
        """Does no listed word begin as one of *words*, for three letters?  Letters tell little of such loans.

        Asked in languages whose strings are told.
        """
        code = self.codes[0][0]
        return code in strings.CODES and all(strings.begun(plain(word), code) < BEGUN for word in words)

    def is_form(self, word: str, old: str) -> bool:
        """Is *word* a form or a compound of a listed word, in the letters that *old*, as long as it, has otherwise?"""
        apart = [at for at, (a, b) in enumerate(zip(word, old, strict=True)) if a != b]
        return _akin(word, self._lists, apart[0], apart[-1])

    @cached_property
    def _lists(self) -> tuple[str, ...]:
        """The likely languages that have a list."""
        return tuple(code for code, fee in self.codes if fee < 1 and code in _LISTED)

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """All letters of the likely languages."""
        known = alphabets.codes()
        return frozenset().union(*(alphabets.letters(code) for code, fee in self.codes if fee < 1 and code in known))


@lru_cache(1 << 16)
def _cost(word: str, codes: Codes) -> tuple[float, bool]:
    bare = composed(word)
    known = min((fee + nats for code, fee in codes if (nats := listed(bare, code)) is not None), default=math.inf)
    if NUMERAL.fullmatch(word) and len(word) > 1:
        known = min(known, NUMBER)
    unknown = _letters(bare.lower(), codes) + UNKNOWN
    if 1 < len(word) <= ACRONYM and scripts.is_upper(word[0]) and scripts.is_upper(word[-1]):
        unknown = min(unknown, FLAT * (len(word) + 1) + UNWRITTEN * _unwritten(bare.lower(), codes))
    return (known, True) if known <= unknown else (unknown, known < math.inf)


@lru_cache(1 << 16)
def _letters(small: str, codes: Codes) -> float:
    if laughs := _REPEATED.fullmatch(small):
        small = laughs[1]
    flat = FLAT * (len(small) + 1)
    found = [flat + UNWRITTEN * _unwritten(small, codes)] * bool(laughs)
    for code, fee in codes:
        if table := letters(code):
            cost = table.cost(small)
            if bare := _without_accents(small, table):  # of an accent that the language lacks no letter is stranger
                cost = min(cost, table.cost(bare) + UNWRITTEN * sum(map(str.__ne__, bare, small)))
            if cost > flat and code not in strings.CODES and all(char in table for char in small):
                # Of some languages the tables have seen little text.
                cost = flat + SOFT * (cost - flat)
            cost += harmony.cost(small, code)
            found.append(fee + cost + strings.cost(small, code))
    return min(found, default=flat)


_REPEATED = lazy("((.).{0,2}?)\\1{2,}\\2?")  # hahaha, kkkk: one syllable again and again


def _without_accents(small: str, table: Letters) -> str:
    """*small* without the accents of Latin letters that *table* has only bare; empty if nothing changes."""
    if small.isascii() or all(char in table for char in small):
        return ""
    strange = {char: unicodedata.normalize("NFD", char)[0] for char in small if "\xbf" < char < "\u0250"}
    bare = "".join(char if char in table else strange.get(char, char) for char in small)
    return bare if bare != small else ""


def _unwritten(small: str, codes: Codes) -> int:
    """How many letters of *small* the likeliest language is not written with."""
    table = letters(codes[0][0])
    return sum(char not in table for char in small) if table else 0


@lru_cache(1 << 16)
def _familiar(word: str, codes: Codes) -> float:
    bare = composed(word)
    if any(listed(bare, code) is not None for code, _ in codes):
        return 1.0
    return LIKE if _letters(bare.lower(), codes) < USUAL * (len(bare) + 1) else 0.0


@lru_cache(1 << 16)
def _has(word: str, codes: tuple[str, ...]) -> bool:
    bare = composed(word)
    return not codes or any(listed(bare, code) is not None for code in codes)


@lru_cache(1 << 14)
def _akin(word: str, codes: tuple[str, ...], first: int, last: int) -> bool:
    bare = composed(word)
    return len(bare) == len(word) and any(lexicon.akin(bare, code, first, last, stress=False) for code in codes)


@lru_cache(1 << 10)
def spoken(script: int, sample: str) -> Codes:
    """The languages that *sample*, words of one script, may be written in, the likeliest first, with their fees."""
    found = language.languages(sample) if sample else []
    kept = [(code, -math.log(share)) for code, share in found if share > SHARE and _script(code) == NAMES.get(script)]
    kept += [(lexicon.RELATIVES[code], fee) for code, fee in kept if code in lexicon.RELATIVES]
    if script == LATIN:
        kept += [("en", LOAN)] * ("en" not in dict(kept)) + [(lexicon.NAMES, LOAN)]
    if script == CYRILLIC:
        kept += [(code, LOAN) for code in ("ru", "uk") if code not in dict(kept)]
    return tuple(kept) or ((MAIN[NAMES[script]], LOAN),)


@cache
def _script(code: str) -> str:
    if code in ("sr", "hr") or code in _LISTED:
        return "Cyrillic" if code == "sr" else _LISTED[code]
    table = letters(code)
    return next((name for name, sign in _SIGNS.items() if table and sign in table), "")


@lru_cache(1 << 12)
def anywhere(word: str, script: int, alone: bool = False) -> float:
    """Nats for a word of which only the script is known: in the language that has it oftenest, or infinite.

    *alone*: no other word of that script stands there, and it may be of any of its languages.
    """
    bare = composed(word)
    codes = LARGE if script == LATIN and not alone else lexicon.codes(NAMES[script])
    found = [nats for code in codes if (nats := listed(bare, code)) is not None]
    return min(found, default=math.inf) + math.log(len(codes) + 1)


def listed(word: str, code: str) -> float | None:
    """Nats for a composed word; None if no list of *code* has it."""
    return lexicon.nats(word, code) if code in _LISTED or code == lexicon.NAMES else None


def plain(word: str) -> str:
    """*word* in lower case, composed, without marks of stress."""
    return composed(word).lower()


def _plain_all(words: Sequence[str]) -> Iterable[str]:
    """:func:`plain` of each of *words*, at once where no word needs a look of its own."""
    if (value := "\n".join(words)).isascii() or not _OF_MANY_ACCENTS.search(value):
        return plain(value).split("\n") if words else ()
    return map(plain, words)


def composed(word: str) -> str:
    """*word* as the lists have it but for its case: composed, without marks of stress."""
    if word.isascii():
        return word
    if _OF_MANY_ACCENTS.search(word):  # Greek of many accents: the lists have one
        parts = unicodedata.normalize("NFD", word).translate(_ONE_ACCENT)
        if _ONE_SYLLABLE.fullmatch(parts):  # and none on a word of one syllable, since 1982
            parts = parts.replace("\u0301", "")
        return unicodedata.normalize("NFC", parts)
    return unicodedata.normalize("NFC", word).replace("\u0301", "").replace("\u0300", "")


_OF_MANY_ACCENTS = lazy("[\u1f00-\u1fff]")
_OTHERS = "[^\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9\u0301]*"
# Two vowels that are one, or a vowel.
_VOWEL = (
    "(?:[\u03b1\u03b5\u03bf\u03c5]\u03b9|[\u03b1\u03b5\u03b7\u03bf]\u03c5|[\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9])"
)
_ONE_SYLLABLE = lazy(f"(?i:{_OTHERS}{_VOWEL}\u0301?{_OTHERS})")
_ONE_ACCENT = {0x313: None, 0x314: None, 0x345: None, 0x300: 0x301, 0x342: 0x301}
