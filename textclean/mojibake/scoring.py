"""How likely words are, as they stand and as chains of charsets would have it, in the languages of their neighbourhood.

All words of a section and all their readings are scored in one call of ``textclean.language``.  Then each chain gets a
:class:`~textclean.mojibake.sections.Row`: the language of the section is the one that explains its ASCII words and the
words as that chain leaves them.  Letters in a row say what may be a word; the lists of ``language.lexicon`` say what
is one: a word costs what the list says, or what its letters cost and :data:`UNLISTED`.  Nats are weighed by
:data:`WEIGHT`, for neighbouring letters are not independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from textclean import language, scripts
from textclean.evidence.priors import prior
from textclean.language import lexicon
from textclean.mojibake import chains
from textclean.mojibake.chains import Chain
from textclean.mojibake.sections import Row
from textclean.patterns import lazy

WEIGHT = 0.9  # fitted by benchmarks/calibration.py: what a nat of the language model is worth
UNLISTED = 2.0  # nats for a word that the list of its language lacks
NOISE = 5.0  # nats for a character of text that is damaged beyond recognition
_ALPHABETIC = lazy("[A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u06d3\u1e00-\u1fff'\u2019]+")
TONGUES = frozenset(lexicon.codes())
_NO_WORDS = lexicon.codes("Han") + lexicon.codes("Hangul") + lexicon.codes("Thai")
_LISTED = frozenset(lexicon.codes()) - frozenset(_NO_WORDS)


class Scores:
    """The costs of strings in all languages, worked out in one go; *lists*: words may be looked up in lists, too."""

    def __init__(self, texts: Iterable[str], lists: bool = True) -> None:
        distinct = dict.fromkeys(texts)
        self._words = {text: _ALPHABETIC.findall(text) for text in distinct} if lists else {}
        bare = dict.fromkeys(word.strip("'\u2019").lower() for words in self._words.values() for word in words)
        self.column = {text: at for at, text in enumerate(dict.fromkeys([*distinct, *bare]))}
        costs, self.names = language.by_languages(list(self.column))
        self.costs, self._skeleton = costs[:-1], costs[-1]
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
            letters = self.costs[at, self.column[word]] - self._skeleton[self.column[word]]
            nats = lexicon.nats(word, code)
            self._known[at, word] = UNLISTED if nats is None else float(min(letters + UNLISTED, nats) - letters)
        return self._known[at, word]


class Task(NamedTuple):
    """What is to be scored: the distinct *words* of a section, how often each occurs, its ASCII *context*.

    *read* maps, for each chain, the words that it can have damaged to what they were.
    """

    words: Sequence[str]
    counts: Sequence[int]
    context: str
    read: Mapping[Chain, Mapping[str, str]]

    def texts(self) -> Iterator[str]:
        """All that a :class:`Scores` must know."""
        yield from (self.context, *self.words)
        yield from filter(None, map(folded, self.words))
        for known in self.read.values():
            yield from known.values()


def folded(word: str) -> str | None:
    """*word*, of two scripts, with its look-alikes in the script of most; None where that leaves two scripts."""
    if word.isascii() or not _LATIN.search(word) or not _OTHER.search(word):
        return None
    for target in ("Latin", "Cyrillic"):
        new = word.translate(_twins(target))
        if not (_LATIN.search(new) and _OTHER.search(new)):
            return new
    return None


_LATIN, _OTHER = lazy("[A-Za-z]"), lazy("[\u0370-\u052f]")


@cache
def _twins(target: str) -> dict[int, str]:
    return str.maketrans(scripts.twins(target))


def promise(task: Task, scores: Scores) -> Any:
    """For each chain the most that its log odds could be by letters alone: all words damaged that gain by it."""
    import numpy as np

    about = scores.costs[:, scores.column[task.context]]
    written = scores.costs[:, scores.columns(task.words)]
    often = np.array(task.counts, float)
    columns = [scores.columns([known.get(word, word) for word in task.words]) for known in task.read.values()]
    after = scores.costs[:, columns]  # languages x chains x words
    totals = about[:, None] + np.minimum(written[:, None, :], after) @ often
    priors = np.array([_prior(chain, "") for chain in task.read])
    return priors + WEIGHT * ((about + written @ often).min() - totals.min(axis=0))


def rows(task: Task, scores: Scores) -> tuple[list[Row], list[str]]:
    """For each chain a row over the distinct words, and the language that it makes of the section.

    The last row is of damage that no chain explains: any character beyond ASCII is as good as another then.
    """
    import numpy as np

    words = task.words
    about = scores.costs[:, scores.column[task.context]]
    written = scores.costs[:, scores.columns(words)]
    often = np.array(task.counts, float)

    def lists(at: int, texts: Sequence[str]) -> Any:
        return np.array(scores.listed(at, texts))

    for at, word in enumerate(words):  # written with a letter that looks like the right one
        if (twin := folded(word)) is not None:
            cost = scores.costs[:, scores.column[twin]] - prior("homoglyphs", "document") / WEIGHT
            written[:, at] = np.minimum(written[:, at], cost)
    totals = about + written @ often
    best = min(_few(totals), key=lambda at: totals[at] + lists(at, words) @ often)
    base = written[best] + lists(best, words)
    found, names = [], []
    for chain, known in task.read.items():
        new = [known.get(word, word) for word in words]
        after = scores.costs[:, scores.columns(new)]
        totals = about + np.minimum(written, after) @ often
        options = []
        for at in _few(totals):
            plain, read_back = written[at] + lists(at, words), after[at] + lists(at, new)
            options.append((float(about[at] + np.minimum(plain, read_back) @ often), at, plain, read_back))
        _, at, plain, read_back = min(options, key=lambda option: option[0])
        fits = np.array([word in known for word in words])
        damaged = np.where(fits, (base - read_back) * WEIGHT, -np.inf)
        kept = (base - plain) * WEIGHT
        common = float(about[best] - about[at]) * WEIGHT
        found.append(Row(_prior(chain, scores.names[at]), damaged.tolist(), kept.tolist(), common))
        names.append(scores.names[at])
    unknown = np.array([NOISE * sum(1 if char > "\x7f" else 0.9 for char in word) for word in words])
    nothing = np.zeros(len(words))
    found.append(
        Row(prior("mojibake", "document") + prior("mojibake", "unknown"), ((base - unknown) * WEIGHT).tolist(), nothing.tolist(), 0.0)
    )
    return found, [*names, ""]


def _prior(chain: Chain, tongue: str) -> float:
    return prior("mojibake", "document") + chains.share(chain, tongue)


def _few(totals: Any) -> list[int]:
    """The likeliest languages: those whose lists are worth a look."""
    return list(totals.argsort()[:3].tolist())
