"""What stands where a ligature stood: a control, a private-use code, an accent, U+FFFD, a blank, nothing.

Fonts number their ligatures as they like; where a page does not say which letters a glyph stands for, a reader gives
the number itself.  One sign stands for one ligature all through a document, so the signs are read together: the
reading that makes the most words wins, and each word is then weighed alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from textclean.charsets import charset, rows, with_role
from textclean.contract import Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, prior
from textclean.evidence.grades import LIMITS
from textclean.extraction import pooling, vocabulary
from textclean.extraction.vocabulary import LETTERS, Vocabulary
from textclean.language import alphabets, lexicon
from textclean.patterns import lazy

USUAL = 5  # that all fonts have; the others are rare
LIGATURES = ("fi", "ff", "fl", "ffi", "ffl", "ft", "tt", "ti", "Th", "fj", "ct", "st")
PRINTED = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
PRIVATE = "\ue000-\uf8ff"
ACCENTS = "\u02c6\u02c7\u02d8-\u02dd\xaf\xb8\xa8\xb4"  # numbers of ligatures, read as Adobe's standard encoding
LOST = "\ufffd"
SIGNS = f"{CONTROLS}{PRIVATE}{ACCENTS}{LOST}"
MOST_SIGNS = 3  # in one word
LONG = 9  # letters; two words that both have so many are two

_L = LETTERS.replace("\\u00aa\\u00ba", "")
_WORD = lazy(f"(?<![{_L}{SIGNS}])(?:[{_L}]+[{SIGNS}]|[{SIGNS}](?=[{_L}]))[{_L}{SIGNS}]*")
_SIGN = lazy(f"[{SIGNS}]")
_CONTROL = lazy(f"[{CONTROLS}]")
_LETTER_LOST = lazy(f"[{LOST}{ACCENTS}]")
_TORN = lazy(f"(?<![{_L}])[{_L}]*(?: ?[\ufb00-\ufb06] ?[{_L}]*)+")
_PRINTED = lazy("[\ufb00-\ufb06](?:(?<= .)|(?= ))")
_GAP = lazy(f"(?<![{_L}])([{_L}]+)(?= ([{_L}]+))")
_USUAL = tuple((ligature, lazy(f"(?={ligature})")) for ligature in LIGATURES[:USUAL])
_INSIDE = lazy(f"[{_L}]Th")  # a capital: only at the beginning of a word
_BARE = lazy(f"(?<![{_L}'\u2019-])[{_L}]{{3,}}(?![{_L}'\u2019-])")


class Place(NamedTuple):
    """A word that lost a ligature: its span in code points, the word, what stood in its place, what is known."""

    start: int
    end: int
    new: str
    why: str
    decision: Decision


class _Word(NamedTuple):
    start: int
    end: int
    old: str
    signs: tuple[str, ...]


def signed(value: str) -> list[Place]:
    """The places of *value* where a sign may stand for a ligature, decided, in order; remembered for a few texts."""
    return list(_signed(value))


@lru_cache(maxsize=4)
def _signed(value: str) -> tuple[Place, ...]:
    if not _SIGN.search(value):
        return ()
    words = [
        _Word(m.start(), m.end(), m[0], tuple(_SIGN.findall(m[0])))
        for m in _WORD.finditer(value)
        if 0 < len(_SIGN.findall(m[0])) <= MOST_SIGNS and len(m[0]) > 2
    ]
    if not words:
        return ()
    vocabulary_ = vocabulary.of(_SIGN.sub("", value))
    distinct = {word.old: word for word in words}
    if not any(vocabulary_.known(new) for word in distinct.values() for new, _ in _ways(word)):
        return ()
    table = _read_together(words, vocabulary_)
    known = {old: _hypotheses(word, vocabulary_, table) for old, word in distinct.items()}
    judged = [known[word.old] for word in words]
    odds = [_repair_odds(found) for found in judged]
    priors = pooling.shared(odds, [w.start for w in words], [w.old for w in words], prior("extraction", "ligatures"))
    places = []
    for word, found, own in zip(words, judged, priors, strict=True):
        decision = _decided(found, own)
        repairs = [h for h in (decision.best, *decision.others) if h.kind == _KIND]
        if not repairs:
            continue
        best = max(repairs, key=lambda h: h.nats)
        rest = [h.nats for h in (decision.best, *decision.others) if h.new != best.new]
        control = any(_CONTROL.match(sign) for sign in word.signs)
        if decision.best is best and decision.sure is not None:
            places.append(Place(word.start, word.end, best.new or "", _named(word.signs), decision))
        elif control and best.nats - max(rest) > -LIMITS[Sure.CERTAIN]:  # not to be dropped without a word
            held = decision._replace(best=best, sure=Sure.GUESS)
            places.append(Place(word.start, word.end, best.new or "", _named(word.signs), held))
    return tuple(places)


def doubts(value: str) -> frozenset[int]:
    """The code points of *value* where a control stands in a word that a ligature would make a word."""
    return frozenset(
        m.start() + place.start for place in signed(value) for m in _CONTROL.finditer(value[place.start : place.end])
    )


_KIND, STRAY, BREAK = "lost ligature", "stray control", "a break of page or line"


def _repair_odds(found: list[Hypothesis]) -> float:
    repairs = [h.nats for h in found if h.kind == _KIND]
    return max(repairs) - max(h.nats for h in found if h.kind != _KIND) if repairs else -pooling.BOUND


def _decided(found: list[Hypothesis], own: float) -> Decision:
    shared = Addend("the document lost ligatures", own)
    # Where the document lost ligatures, a control in a word is hardly a stray one.
    seldom = Addend("not in this document", pooling.unless(own, prior("extraction", "beside")))
    added = {_KIND: shared, STRAY: seldom, BREAK: seldom}
    return decide([h._replace(addends=(*h.addends, added[h.kind])) if h.kind in added else h for h in found])


def _read_together(words: list[_Word], vocabulary_: Vocabulary) -> dict[tuple[str, str], float]:
    """For each sign and ligature the nats that the words of the document give this reading, against the best one."""
    scores: dict[tuple[str, str], float] = {}
    for word in {w.old: w for w in words if len(w.signs) == 1}.values():
        news = [word.old.replace(word.signs[0], ligature) for ligature in LIGATURES]
        costs = [
            math.inf if _INSIDE.search(new) else cost for new, cost in zip(news, vocabulary_.costs(news), strict=True)
        ]
        best = min(costs)
        for ligature, cost in zip(LIGATURES, costs, strict=True):
            key = word.signs[0], ligature
            scores[key] = scores.get(key, 0.0) - min(pooling.BOUND, cost - best)
    return scores


def _hypotheses(word: _Word, words: Vocabulary, table: dict[tuple[str, str], float]) -> list[Hypothesis]:
    """What may have happened to *word*, without what the document says."""
    bare = _SIGN.sub("", word.old)
    written = prior("extraction", "sign_written") * len(word.signs)
    found = [Hypothesis(AS_WRITTEN, None, (Addend("signs of the author", written), Addend("", -words.cost(bare))))]
    if all(_CONTROL.match(sign) for sign in word.signs):
        stray = Addend("stray control", prior("extraction", "control_stray"))
        found = [Hypothesis(STRAY, bare, (stray, Addend("the word without it", -words.cost(bare))))]
        if all(sign in "\x0b\x0c" for sign in word.signs):
            apart = Addend("two words", -words.cost(_SIGN.sub(" ", word.old)))
            found.append(Hypothesis(BREAK, None, (apart,)))
    if len(word.signs) == 1 and _LETTER_LOST.match(word.signs[0]):
        found += [*_lost_letters(word, words), *_misread(word)]
    read = []
    for new, chosen in _ways(word):
        pairs = chosen.items()
        consensus = sum(table.get(pair, 0.0) - max(table.get((pair[0], x), 0.0) for x in LIGATURES) for pair in pairs)
        rare = sum(ligature not in LIGATURES[:USUAL] for ligature in chosen.values())
        read.append((new, consensus + rare * prior("extraction", "ligature_rare")))
    for (new, consensus), cost in zip(read, words.costs([new for new, _ in read]), strict=True):
        if words.known(new) and not _INSIDE.search(new):
            found.append(
                Hypothesis(_KIND, new, (Addend(f"makes the word {new!r}", -cost), Addend("as elsewhere", consensus)))
            )
    return found


def _ways(word: _Word) -> Iterator[tuple[str, dict[str, str]]]:
    """All that *word* may have been, each with the ligatures that its signs stand for."""
    ways = [[(sign, ligature) for ligature in LIGATURES] for sign in dict.fromkeys(word.signs)]
    for chosen in map(dict, product(*ways)):
        if LOST not in chosen or chosen[LOST] in LIGATURES[:USUAL]:
            yield "".join(chosen.get(c, c) for c in word.old), chosen


def _lost_letters(word: _Word, words: Vocabulary) -> Iterator[Hypothesis]:
    """U+FFFD is as often a letter that was lost, an accent one of another charset: what makes a word may be meant."""
    known = [code for code in words.codes if code in alphabets.codes()]
    lost = Addend("a letter was lost", prior("extraction", "letter_lost") - prior("extraction", "ligatures"))
    for letter in sorted({letter for code in known for letter in alphabets.letters(code, loans=True)}):
        if letter > "\x7f" and words.listed(new := word.old.replace(word.signs[0], letter)):
            yield Hypothesis("lost letter", new, (lost, Addend("makes a word", -words.cost(new))))


def _misread(word: _Word) -> Iterator[Hypothesis]:
    """An accent is also what charsets show for a letter, in lines of a language that the document is not in as a whole.

    MacRoman has O with stroke where windows-1252 has the macron: a Danish verb, and no tiger.
    """
    prior_ = Addend("a letter misread", prior("mojibake", "document") + prior("lost", "language"))
    for letter in _shown_as(word.signs[0]):
        new = word.old.replace(word.signs[0], letter)
        codes = (code for code in _listed() if letter.lower() in alphabets.letters(code))
        if found := [nats for code in codes if (nats := lexicon.nats(new, code)) is not None]:
            yield Hypothesis("misread letter", None, (prior_, Addend(f"makes the word {new!r}", -min(found))))


@cache
def _shown_as(sign: str) -> tuple[str, ...]:
    """The letters of charsets of one byte that others of them show as *sign*."""
    tables = {
        role: [charset(name).high for name in with_role(role) if rows()[name].one_byte] for role in ("shown", "meant")
    }
    places = {high.index(sign) for high in tables["shown"] if sign in high}
    return tuple(sorted({high[at] for high in tables["meant"] for at in places if high[at].isalpha()}))


@cache
def _listed() -> tuple[str, ...]:
    return tuple(code for code in lexicon.codes("Latin") if code in alphabets.codes())


def _named(signs: tuple[str, ...]) -> str:
    """The signs, for a person."""
    return ", ".join(
        f"U+{ord(sign):04X}" + (" (private use)" if "\ue000" <= sign <= "\uf8ff" else "")
        for sign in dict.fromkeys(signs)
    )


def torn(value: str) -> Iterator[Place]:
    """Printers' ligatures with a blank in the word that they stand in (``P{U+FB01} zer``)."""
    if value.isascii() or not _PRINTED.search(value):
        return
    for match in _TORN.finditer(value):
        old = match[0].rstrip(" ")
        if " " not in old or len(re.findall("[\ufb00-\ufb06]", old)) > MOST_SIGNS:
            continue
        words = vocabulary.of(re.sub("[\ufb00-\ufb06]", lambda m: PRINTED[m[0]], value))
        spelled = re.sub("[\ufb00-\ufb06]", lambda m: PRINTED[m[0]], old)
        pieces = spelled.split(" ")
        if len(pieces) > MOST_SIGNS + 2:
            continue
        found = [Hypothesis(AS_WRITTEN, None, (Addend("its pieces", -words.cost(spelled)),))]
        for way in product((" ", ""), repeat=len(pieces) - 1):
            new = pieces[0] + "".join(gap + piece for gap, piece in zip(way, pieces[1:], strict=True))
            if new != spelled and all(map(words.known, new.split(" "))):
                price = way.count("") * prior("extraction", "accent_blank")
                found.append(
                    Hypothesis(_KIND, new, (Addend("makes a word", -words.cost(new)), Addend("blanks", price)))
                )
        if len(found) > 1:
            decision = decide(found)
            if decision.sure is not None and decision.best.new is not None:
                yield Place(
                    match.start(), match.start() + len(old), decision.best.new, "a ligature and a blank", decision
                )


class _Robbed:
    """Neighbours and words of a text that are listed words without one of their usual ligatures, by letters alone."""

    def __init__(self, value: str, words: Vocabulary) -> None:
        self._folds = tuple({code in lexicon.DOTLESS: code for code in words.codes}.values())  # ways to fold letters
        self._pairs: set[tuple[str, str]] = set()
        self._words: set[str] = set()
        for code in self._folds:
            alike = tuple(c for c in words.codes if (c in lexicon.DOTLESS) == (code in lexicon.DOTLESS))
            spelled, robbed = lexicon.folded(value, code), frozenset().union(*map(_robbed, alike))
            self._pairs.update(pair for pair in set(_GAP.findall(spelled)) if pair[0] + pair[1] in robbed)
            self._words.update(robbed.intersection(_BARE.findall(spelled)))

    def pairs(self, value: str) -> Iterator[re.Match[str]]:
        """The matches of neighbours, of which not both are long."""
        first = {left for left, _ in self._pairs}
        for match in _GAP.finditer(value) if first else ():
            left, right = match[1], match[2]
            for code in self._folds:
                word = lexicon.folded(left, code)
                if word not in first or min(len(left), len(right)) >= LONG:
                    continue
                if (word, lexicon.folded(right, code)) in self._pairs:
                    yield match
                    break

    def words(self, value: str) -> Iterator[re.Match[str]]:
        """The matches of words."""
        for match in _BARE.finditer(value) if self._words else ():
            for code in self._folds:
                if lexicon.folded(match[0], code) in self._words:
                    yield match
                    break


@cache
def _robbed(code: str) -> frozenset[str]:
    """The words in the list of a language with one of the usual ligatures left out."""
    return frozenset(
        listed[: match.start()] + listed[match.start() + len(ligature) :]
        for ligature, anywhere in _USUAL
        for listed in lexicon.words(code)
        if ligature in listed
        for match in anywhere.finditer(listed)
    )


def gaps(value: str) -> Iterator[Place]:
    """Two words with a blank between them that are one with a ligature (``of ce``), and words that lost one whole."""
    words = vocabulary.of(value)
    if not words.familiar(value):  # where most words are in no list, one that is in none says nothing
        return
    found: list[tuple[int, int, str, list[Hypothesis]]] = []
    robbed = _Robbed(value, words)
    for match in robbed.pairs(value):
        left, right = match[1], match[2]
        news = [left + ligature + right for ligature in LIGATURES[:USUAL]]
        news = [new for new in news if words.listed(new)]
        if news:
            loss = Addend("lost to a blank", prior("extraction", "ligature_gap") - prior("extraction", "ligatures"))
            stands = Hypothesis(AS_WRITTEN, None, (Addend("two words", -words.cost(f"{left} {right}")),))
            repairs = [
                Hypothesis(_KIND, new, (loss, Addend(f"makes the word {new!r}", -words.cost(new)))) for new in news
            ]
            found.append((match.start(), match.end() + 1 + len(right), f"{left} {right}", [stands, *repairs]))
    for match in robbed.words(value):
        if words.known(match[0]):
            continue
        news = [
            match[0][:at] + ligature + match[0][at:]
            for at in range(len(match[0]) + 1)
            for ligature in LIGATURES[:USUAL]
        ]
        news = [new for new in dict.fromkeys(news) if words.listed(new)]
        if news:
            loss = Addend("lost", prior("extraction", "ligature_nothing") - prior("extraction", "ligatures"))
            stands = Hypothesis(AS_WRITTEN, None, (Addend("an unlisted word", -words.cost(match[0])),))
            repairs = [
                Hypothesis(_KIND, new, (loss, Addend(f"makes the word {new!r}", -words.cost(new)))) for new in news
            ]
            found.append((match.start(), match.end(), match[0], [stands, *repairs]))
    found.sort(key=lambda item: item[:2])
    odds = [_repair_odds(hypotheses) for *_, hypotheses in found]
    priors = pooling.shared(odds, [f[0] for f in found], [f[2] for f in found], prior("extraction", "ligatures"))
    end = 0
    for (start, till, old, hypotheses), own in zip(found, priors, strict=True):
        decision = _decided(hypotheses, own)
        if start >= end and decision.best.new is not None and decision.sure is not None:
            end = till
            yield Place(start, till, decision.best.new, "a blank" if " " in old else "nothing", decision)
