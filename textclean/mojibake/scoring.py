"""How likely words are, as they stand and as chains of charsets would have it, in the languages of their neighbourhood.

All words of a section and all their readings are scored in one call of ``textclean.language``.  Then each chain gets a
:class:`~textclean.mojibake.sections.Row`: the language of the section is the one that explains its ASCII words and the
words as that chain leaves them.  Letters in a row say what may be a word; the lists of ``language.lexicon`` say what
is one: a word costs what the list says, or what its letters cost and :data:`UNLISTED`.  Nats are weighed by
:data:`WEIGHT`, for neighbouring letters are not independent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from textclean import language, scripts
from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import prior
from textclean.language import lexicon
from textclean.mojibake import chains
from textclean.mojibake.chains import Story
from textclean.mojibake.sections import Row
from textclean.patterns import lazy

ALIKE = 2  # distinct words that show letters which are alike only to be damage of that kind
WEIGHT = 0.9  # fitted by benchmarks/calibration.py: what a nat of the language model is worth
STRANGE = 6.0  # nats for a legacy charset that brings back no common word at all
FOREIGN = 3.0  # nats for a word or a name of a language that nobody here knows
SIGNS = 15.0  # nats for a legacy charset that does nothing but put signs in the place of signs
UNLISTED = 2.0  # nats for a word that the list of its language lacks
NOISE, NOISE_WIDE = math.log(400), math.log(20000)  # any character, any Han character: damaged beyond recognition
TONGUES_ASKED = 5  # languages whose lists are looked up for each story
_ALPHABETIC = lazy(
    "[A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u06d3\u1e00-\u1fff'\u2019]+"
)
TONGUES = frozenset(lexicon.codes())
_LETTERS = lazy("[\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0370-\u1fff\u3041-\ud7a3]")
_NO_WORDS = lexicon.codes("Han") + lexicon.codes("Hangul") + lexicon.codes("Thai")
_LISTED = frozenset(lexicon.codes()) - frozenset(_NO_WORDS)


class Scores:
    """The costs of strings in all languages, worked out in one go; *lists*: words may be looked up in lists, too."""

    def __init__(self, texts: Iterable[str], lists: bool = True) -> None:
        distinct = dict.fromkeys(texts)
        self._words = {text: _ALPHABETIC.findall(text) for text in distinct} if lists else {}
        bare = dict.fromkeys(word.strip("'\u2019").lower() for words in self._words.values() for word in words)
        self.column = {text: at for at, text in enumerate(dict.fromkeys([*distinct, *bare]))}
        self.costs, self.names = language.by_languages(list(self.column))
        self._known: dict[tuple[int, str], float] = {}

    def columns(self, texts: Sequence[str]) -> list[int]:
        """The columns of *texts* in ``costs``."""
        return [self.column[text] for text in texts]

    def listed(self, at: int, texts: Sequence[str]) -> list[float]:
        """What the list of language number *at* adds to the cost of each of *texts*."""
        code = self.names[at]
        if code not in _LISTED:
            return [0.0] * len(texts)
        return [sum(self._listed(at, code, word) for word in self._words.get(text, ())) for text in texts]

    def _listed(self, at: int, code: str, word: str) -> float:
        word = word.strip("'\u2019").lower()
        if (at, word) not in self._known:
            letters = self.costs[at, self.column[word]]
            nats = lexicon.nats(word, code)
            self._known[at, word] = UNLISTED if nats is None else float(min(letters + UNLISTED, nats) - letters)
        return self._known[at, word]

    def brings_back(self, at: int, old: str, new: str) -> bool:
        """Has *new* a word of three letters or more that *old* lacks and the list of language number *at* holds?

        Of Han, Hangul and Thai every text may be words.
        """
        code = self.names[at]
        if code not in _LISTED:
            return code in _NO_WORDS or code == "zh-Hant"
        words = {word.strip("'\u2019").lower() for word in self._words.get(new, ())}
        words -= {word.strip("'\u2019").lower() for word in self._words.get(old, ())}
        return any(len(word) > 2 and lexicon.nats(word, code) is not None for word in words)


class Task(NamedTuple):
    """What is to be scored: the distinct *words* of a section, how often each occurs, its ASCII *context*.

    *read* maps, for each story, the words that it can have damaged to what they may have been.
    """

    words: Sequence[str]
    counts: Sequence[int]
    context: str
    read: Mapping[Story, Mapping[str, Sequence[str]]]

    def texts(self) -> Iterator[str]:
        """All that a :class:`Scores` must know."""
        yield from (self.context, *self.words)
        yield from filter(None, map(folded, self.words))
        for known in self.read.values():
            for texts in known.values():
                yield from texts


class Scored(NamedTuple):
    """A story over the words of a section: its *row*, the *tongue* it is judged in, and for each word its texts.

    Each text comes with the logarithm of its share among those of the same word.
    """

    row: Row
    tongue: str
    texts: Mapping[str, Sequence[tuple[str, float]]]


def folded(word: str, near: bool = True) -> str | None:
    """*word*, of two scripts, with its look-alikes in the script of most; None where that leaves two scripts.

    *near*: those, too, that are alike only.
    """
    if word.isascii() or not _LATIN.search(word) or not _OTHER.search(word):
        return None
    for target in ("Latin", "Cyrillic"):
        new = word.translate(_twins(target, near))
        if not (_LATIN.search(new) and _OTHER.search(new)):
            return new
    return None


_LATIN, _OTHER = lazy("[A-Za-z]"), lazy("[\u0370-\u052f]")


@cache
def _twins(target: str, near: bool) -> dict[int, str]:
    return str.maketrans(scripts.twins(target, near))


def promise(task: Task, scores: Scores) -> Any:
    """For each story the most that its log odds could be by letters alone: all words damaged that gain by it."""
    import numpy as np

    about = scores.costs[:, scores.column[task.context]]
    written = scores.costs[:, scores.columns(task.words)]
    often = np.array(task.counts, float)
    columns = [scores.columns([known.get(word, [word])[0] for word in task.words]) for known in task.read.values()]
    after = scores.costs[:, columns]  # languages x stories x words
    totals = about[:, None] + np.minimum(written[:, None, :], after) @ often
    priors = np.array([_prior(story, "") for story in task.read])
    return priors + WEIGHT * ((about + written @ often).min() - totals.min(axis=0))


def rows(task: Task, scores: Scores) -> list[Scored]:
    """Each story over the distinct words, in the language that it makes of the section.

    A story must also explain its words better than damage beyond recognition does, where any character is as good as
    another: that is in its prior.
    """
    import numpy as np

    words = task.words
    about = scores.costs[:, scores.column[task.context]]
    written = scores.costs[:, scores.columns(words)]
    often = np.array(task.counts, float)

    def in_language(at: int, texts: Sequence[str]) -> Any:
        return scores.costs[at, scores.columns(texts)] + np.array(scores.listed(at, texts))

    twins = {at: twin for at, word in enumerate(words) if (twin := folded(word)) is not None}
    if len(twins) < ALIKE:
        twins = {at: twin for at, twin in twins.items() if folded(words[at], near=False) is not None}
    price = -prior("homoglyphs", "document") / WEIGHT / max(1.0, sum(often[at] for at in twins))
    for at, twin in twins.items():  # written with letters that look like the right ones: one surprise for all of them
        written[:, at] = np.minimum(written[:, at], scores.costs[:, scores.column[twin]] + price)
    foreign = scores.costs[-1, scores.columns(words)] + FOREIGN

    def as_written(at: int) -> Any:
        return np.minimum(written[at] + np.array(scores.listed(at, words)), foreign)

    totals = about + written @ often
    best = min(_few(totals), key=lambda at: about[at] + as_written(at) @ often)
    base = as_written(best)
    noise = np.array([sum(NOISE if char < "\u2e80" else NOISE_WIDE for char in word) for word in words])
    found = []
    for story, known in task.read.items():
        after = written.copy()
        fits = np.zeros(len(words), bool)
        for number, word in enumerate(words):
            if word in known:
                fits[number] = True
                after[:, number] = scores.costs[:, scores.columns(known[word])].min(axis=1)
        totals = about + np.minimum(written, after) @ often
        options = []
        for at in _few(totals):
            plain = as_written(at)
            texts = {word: _shares(known[word], in_language(at, known[word])) for word in words if word in known}
            read_back = np.array([texts[word][1] if word in texts else 0.0 for word in words])
            cost = np.where(fits, np.minimum(plain, read_back), plain) @ often
            options.append((float(about[at] + cost), at, plain, read_back, texts))
        _, at, plain, read_back, texts = min(options, key=lambda option: option[:2])
        damaged = np.where(fits, (base - read_back) * WEIGHT, -np.inf)
        common = float(about[best] - about[at]) * WEIGHT
        taken = fits & (read_back < plain)
        sense = WEIGHT * float(((noise - read_back) * often)[taken].sum()) - prior("mojibake", "unknown")
        nats = _prior(story, scores.names[at]) - log_sum([0.0, -sense])
        if story.chain[-1].meant != "utf-8" and story.chain[-1] != chains.WINDOWS:
            pairs = [(word, known[word][0]) for word, yes in zip(words, taken.tolist(), strict=True) if yes]
            nats -= STRANGE * (not any(scores.brings_back(at, old, new) for old, new in pairs))
            nats -= SIGNS * (not any(_LETTERS.search(old) or _LETTERS.search(new) for old, new in pairs))
        row = Row(nats, damaged.tolist(), ((base - plain) * WEIGHT).tolist(), common)
        found.append(Scored(row, scores.names[at], {word: shares for word, (shares, _) in texts.items()}))
    return found


def _shares(texts: Sequence[str], costs: Any) -> tuple[list[tuple[str, float]], float]:
    """The likeliest of *texts* with the logarithms of their shares, and the cost of all of them together."""
    nats = (-WEIGHT * costs).tolist()
    total = log_sum(nats)
    ranked = sorted(zip(nats, texts, strict=True), reverse=True)[:3]
    return [(text, value - total) for value, text in ranked], -total / WEIGHT


def _prior(story: Story, tongue: str) -> float:
    lost = prior("lost", story.loss) if story.loss else 0.0
    return prior("mojibake", "document") + chains.share(story.chain, tongue) + lost


def _few(totals: Any) -> list[int]:
    """The likeliest languages: those whose lists are worth a look."""
    return list(totals.argsort()[:TONGUES_ASKED].tolist())
