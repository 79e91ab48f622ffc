"""Letters that became U+FFFD: which word of the language can have stood there?

A program that read windows-1252 as UTF-8 put U+FFFD for each letter beyond ASCII, and for the typographic apostrophe.
The letter is gone, but not the word: ``Espa?ol`` is one word of the Spanish list.  So each word is looked up among
those that are written alike but for their letters beyond ASCII.  What has several readings, or may be a word that no
list has, is weighed by frequency.  Whether the first letter of a word was a capital is not known either.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from textclean import language
from textclean.contract import Edit, Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, note, prior
from textclean.evidence.grades import LIMITS
from textclean.evidence.ledger import log_sum
from textclean.language import alphabets, lexicon, ngrams
from textclean.mojibake.scoring import FUNCTION
from textclean.patterns import lazy

LOST = "\ufffd"
MOST = 3  # lost letters of a word
SAMPLE = 4000  # code points that tell the language of the words in them
LONG = 100  # code points of a word that a sample may cut
# Letters of the loans of languages that need none beyond ASCII, and of those without an alphabet in the CLDR.
ACCENTED = "\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xed\xee\xef\xf1\xf3\xf4\xf6\xfa\xfb\xfc"
ASKED = 80  # words of either kind
UNLISTED = 16.0  # nats for a word that the list of a language lacks: the lists end at some 15
# What a nat of the lists is worth: lost letters are those that tell forms of a word apart.  Fitted on 297 documents of
# 102 languages of the corpus that harm runs use (14 of 5,183 likely words wrong); of 282 others 6 of 5,148 (0.12 %),
# and of what is held 132 of 5,322.  `benchmarks/replaced.py` counts.
WEIGHT = 0.5
STRANGE = 0.25  # share of the words around it that its language lacks, from which on it may be another
_L = "A-Za-z'"
_WORD = lazy(f"(?<![^\\W\\d_])(?<!{LOST})(?:[{_L}]+{LOST}|{LOST}(?=[{_L}]))[{_L}{LOST}]*(?![^\\W\\d_])(?!{LOST})")
_ASCII_WORD = lazy(f"(?<![\\w{LOST}'])[A-Za-z]+(?![\\w{LOST}'])")
_BEYOND = lazy("[^\x00-\x7f]|(?<=[a-z])'(?=[a-z])")
_OPENS = lazy("(?:^|[.!?\u2026:\n] *|[\"'\u00ab\u201c\u201e(*-] ?)$")


class Place(NamedTuple):
    """A word that lost letters, in code points of the text, and what was decided about it."""

    start: int
    end: int
    decision: Decision


def edits(value: str) -> Iterator[Edit]:
    """The edits that put back letters of *value*, likely ones and those to be held."""
    for place in places(value):
        best = place.decision.best
        if best.new is not None and place.decision.sure is not None:
            sure = min(place.decision.sure, Sure.LIKELY)  # nothing of the letter itself is left
            why = f"a letter became U+FFFD; {place.decision.reason()}"
            for at, (old, new) in enumerate(zip(value[place.start : place.end], best.new, strict=True), place.start):
                if old != new:
                    yield Edit(at, at + 1, new, why, sure)


def places(value: str) -> Iterator[Place]:
    """The words of *value* that lost letters and may be words of a list."""
    if LOST not in value:
        return
    parts: dict[int, _Part] = {}
    for match in _WORD.finditer(value):
        if _is_word(match[0]):
            number = match.start() // SAMPLE
            if number not in parts:
                parts[number] = _Part(value[max(0, number * SAMPLE - LONG) : (number + 1) * SAMPLE + LONG])
            opens = _OPENS.search(value[max(0, match.start() - 3) : match.start()]) is not None
            decision = parts[number].decision(match[0], opens)
            if decision is not None:
                note("lossy", match.start(), match.end(), decision)
                yield Place(match.start(), match.end(), decision)


@cache
def _masked(code: str) -> dict[str, list[str]]:
    """The words of a language's list that lose letters, by what is left of them."""
    found: dict[str, list[str]] = {}
    for word in lexicon.words(code):
        if (left := _BEYOND.sub(LOST, word)) != word:
            found.setdefault(left, []).append(word)
    return found


class _Part:
    """A part of a text: the languages in Latin letters that it may be in, and the words in it that lost letters.

    Letters propose languages; words decide, those that lost letters too.
    """

    def __init__(self, part: str) -> None:
        whole = list(dict.fromkeys(_ASCII_WORD.findall(part)))[:ASKED]
        damaged = list(dict.fromkeys(match[0] for match in _WORD.finditer(part) if _is_word(match[0])))
        nats = {}
        for code in _proposed(part):
            found = [_listed(word, code) for word in damaged[:ASKED]]
            nats[code] = -sum(_nats(word, code) for word in whole) + sum(
                log_sum([-_nats(word, code) for word in words]) if words else -UNLISTED for words in found
            )
        total = log_sum(list(nats.values())) if nats else 0.0
        self.spoken = [(code, belief - total) for code, belief in nats.items() if total - belief < LIMITS[Sure.CERTAIN]]
        self.spoken.append((lexicon.NAMES, prior("lost", "name")))
        self._main = max(nats, key=lambda code: nats[code], default="")
        unlisted = sum(lexicon.nats(word, self._main) is None for word in whole) if self._main else 0
        self._unlisted = math.log((unlisted + 1) / (len(whole) + 1 / math.exp(prior("extraction", "unlisted"))))
        self._others = self._spelled([word for word in damaged if any(_listed(word, code) for code, _ in self.spoken)])
        self._decided: dict[tuple[str, bool], Decision | None] = {}

    def decision(self, word: str, opens: bool) -> Decision | None:
        """What *word* was, if it may be one of a list; *opens*: a sentence begins with it."""
        if (word, opens) not in self._decided:
            found = self._hypotheses(word, opens)
            self._decided[word, opens] = decide(found) if found else None
        return self._decided[word, opens]

    def _hypotheses(self, word: str, opens: bool) -> list[Hypothesis]:
        found = []
        for code, belief in self.spoken:
            for listed in _listed(word, code):
                nats = lexicon.nats(listed, code)
                assert nats is not None
                common = Addend(f"{listed!r} is a word of {code}", -nats)
                for new, likely in _cased(word, listed, opens, nats):
                    case = Addend("its case", likely)
                    found.append(Hypothesis("a letter became U+FFFD", new, (Addend("", belief), common, case)))
        if not found:
            return []
        share = Addend("a word that no list has", self._unlisted)
        found.append(Hypothesis(AS_WRITTEN, None, (share, Addend("its letters", self._others.get(word, -UNLISTED)))))
        found = [h._replace(addends=tuple(Addend(name, nats * WEIGHT) for name, nats in h.addends)) for h in found]
        best = max(h.nats for h in found)
        if len(word) >= lexicon.STEM and word[-1] == LOST:
            found.append(Hypothesis(AS_WRITTEN, None, (Addend("another ending", best + prior("lost", "ending")),)))
        if self._unlisted > math.log(STRANGE):
            found.append(
                Hypothesis(AS_WRITTEN, None, (Addend("no language with a list", best + prior("lost", "language")),))
            )
        return found

    def _spelled(self, words: Sequence[str]) -> dict[str, float]:
        """For each word the logarithm of the chance that its letters spell something that no list has."""
        if not self._main:
            return dict.fromkeys(words, 0.0)
        code = self._main
        letters = _letters(code)
        ways = {word: _fills(lexicon.folded(word, code), letters) for word in words}
        texts = list(dict.fromkeys(text for fills in ways.values() for text in fills))
        costs = dict(
            zip(texts, language.word_costs(texts, code if code in ngrams.model().codes else None), strict=True)
        )
        return {
            word: log_sum([-costs[text] for text in fills if lexicon.nats(text, code) is None] or [-UNLISTED])
            for word, fills in ways.items()
        }


def _is_word(run: str) -> bool:
    """Is enough left of a run of letters and U+FFFD to say what it was?"""
    return run.count(LOST) <= MOST and any(char.isalpha() for char in run)


def _letters(code: str) -> list[str]:
    """The letters beyond ASCII that a language needs; those of its loans, if it needs none."""
    if code not in alphabets.codes():
        return list(ACCENTED)
    own = [char for char in sorted(alphabets.letters(code)) if char > "\x7f" and char.isalpha()]
    return own or [char for char in sorted(alphabets.letters(code, loans=True)) if char in ACCENTED]


def _fills(word: str, letters: Sequence[str]) -> list[str]:
    """*word* with each of *letters* for what it lost; only a few ways, where it lost many."""
    number = word.count(LOST)
    few = letters if number < MOST else letters[:3]
    pieces = word.split(LOST)
    return [
        pieces[0] + "".join(letter + piece for letter, piece in zip(way, pieces[1:], strict=True))
        for way in product(few, repeat=number)
    ]


def _proposed(part: str) -> list[str]:
    """The languages with a list that the letters of *part* propose."""
    known = lexicon.codes("Latin")
    told = [*language.languages(_WORD.sub(" ", part)), *language.languages(part.replace(LOST, ""))]
    codes = dict.fromkeys(lexicon.ALIASES.get(code, code) for code, _ in told)
    return [code for code in codes if code in known]


def _listed(word: str, code: str) -> list[str]:
    return _masked(code).get(lexicon.folded(word, code), [])


def _nats(word: str, code: str) -> float:
    nats = lexicon.nats(word, code)
    return UNLISTED if nats is None else nats


def _cased(word: str, listed: str, opens: bool, nats: float) -> list[tuple[str, float]]:
    """*listed* with the capitals of *word*, and the nats that speak for each of its first letters and spellings."""
    shout = word.upper() == word and sum(map(str.isalpha, word)) > 1
    letters = [new.upper() if old.isupper() or shout else new for old, new in zip(word, listed, strict=True)]
    text = "".join(letters).replace("'", "\u2019") if "'" not in word else "".join(letters)
    if word[0] != LOST or shout or len(text) != len(word):
        return _spellings(text) if len(text) == len(word) else []
    likely = capital(nats)
    lower = math.log1p(-math.exp(likely))
    if opens:
        likely = prior("lost", "capital_first")
        lower = math.log1p(-math.exp(likely))
    return [(text, lower), (text[0].upper() + text[1:], likely)]


def capital(nats: float) -> float:
    """Nats for a word of the list, of that many *nats*, to be written with a capital inside a sentence."""
    return prior("lost", "capital" if nats > FUNCTION else "capital_function")


_CEDILLA = str.maketrans("\u0219\u021b\u0218\u021a", "\u015f\u0163\u015e\u0162")


def _spellings(text: str) -> list[tuple[str, float]]:
    """Romanian has a comma below two letters, and wrote a cedilla before 2007: nobody knows which of them was lost."""
    other = text.translate(_CEDILLA)
    return [(text, 0.0)] if other == text else [(text, -math.log(2)), (other, -math.log(2))]
