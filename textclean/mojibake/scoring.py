"""How likely words are, as they stand and as chains of charsets would have it, in the languages of their neighbourhood.

All words of a section and all their readings are scored in one call of ``textclean.language``.  Then each chain gets a
:class:`~textclean.mojibake.sections.Row`: the language of the section is the one that explains its ASCII words and the
words as that chain leaves them; nats are weighed by :data:`WEIGHT`, for neighbouring letters are not independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textclean import language
from textclean.mojibake.sections import Row

WEIGHT = 0.7  # fitted by benchmarks/calibration.py: what a nat of the language model is worth


class Scores:
    """The costs of strings in all languages, worked out in one go."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.column = {text: at for at, text in enumerate(dict.fromkeys(texts))}
        self.costs, self.names = language.by_languages(list(self.column))

    def of(self, texts: Sequence[str]) -> Any:
        """Languages x texts, in nats."""
        return self.costs[:, [self.column[text] for text in texts]]


def rows(
    words: Sequence[str], context: str, read: Sequence[Mapping[str, str]], priors: Sequence[float], counts: Sequence[int]
) -> tuple[list[Row], list[str]]:
    """For each chain a row over the distinct *words*, and the language that it makes of the section.

    *read* maps the words that a chain can have damaged to what they were; *counts*: how often each word occurs.
    """
    import numpy as np

    texts = [context, *words, *(new for known in read for new in known.values())]
    scores = Scores(texts)
    about = scores.of([context])[:, 0]
    written = scores.of(words)
    often = np.array(counts, float)
    as_written = about + written @ often
    best = int(as_written.argmin())
    base = written[best]
    found, names = [], []
    for known, prior in zip(read, priors, strict=True):
        columns = [scores.column[known.get(word, word)] for word in words]
        after = scores.costs[:, columns]
        fits = np.array([word in known for word in words])
        total = about + np.minimum(written, after) @ often
        at = int(total.argmin())
        damaged = np.where(fits, (base - after[at]) * WEIGHT, -np.inf)
        kept = (base - written[at]) * WEIGHT
        found.append(Row(prior, damaged.tolist(), kept.tolist(), float(about[best] - about[at]) * WEIGHT))
        names.append(scores.names[at])
    return found, names
