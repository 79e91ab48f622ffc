"""From nats and priors to the odds of each word of a section: a chain of two states for each chain of charsets.

The words of a section that are not ASCII stand in a row.  If one chain of charsets befell the section, each of them is
damaged or not, and neighbours mostly alike: as a rule the whole text is damaged, else some lines, or a quotation.  That
is a hidden Markov model with two states (Rabiner 1989); the forward and backward sums give the likelihood of the
section under the chain and, for each word, the chance that it is damaged.  Chains compete with each other and with
"as written" by prior times likelihood.  So a weak word beside fifty strong ones is strong, and a strong-looking one
alone in a clean book is weak, without any count or limit.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import NamedTuple

from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import section


class Row(NamedTuple):
    """One chain over the words of a section, in nats relative to "all is as written".

    *prior* of the chain, *damaged* and *written* for each word (``-inf`` where the chain does not fit), *common*: what
    the chain costs or gains the words that are ASCII.
    """

    prior: float
    damaged: Sequence[float]
    written: Sequence[float]
    common: float


def posteriors(
    rows: Sequence[Row], proofs: Sequence[Sequence[float]], starts: Sequence[bool], senses: Sequence[float]
) -> list[list[float]]:
    """For each chain the chance that it befell each of the words.

    *proofs*: for each chain and word how much it tells about the section (0 to 1): what comes again and again is one
    proof.  *starts* says which words begin a line.  *senses*: nats that each chain explains its words better than
    damage beyond recognition does, which competes with all of them; infinite for valid UTF-8.
    """
    if not rows or not starts:
        return [[] for _ in rows]
    results = []
    for row, parts in zip(rows, proofs, strict=True):
        damaged = [nats * part for nats, part in zip(row.damaged, parts, strict=True)]
        written = [nats * part for nats, part in zip(row.written, parts, strict=True)]
        likelihood, _ = _regimes(row._replace(damaged=damaged, written=written), starts)
        results.append((likelihood, _regimes(row, starts)[1]))
    weights = [row.prior + row.common + likelihood for row, (likelihood, _) in zip(rows, results, strict=True)]
    noise = max(weight - sense for weight, sense in zip(weights, senses, strict=True))
    if math.isinf(senses[weights.index(max(weights))]):  # nothing is valid UTF-8 by accident
        noise = -math.inf
    top = max(0.0, noise, *weights)
    total = math.exp(-top) + math.exp(noise - top) + math.fsum(math.exp(weight - top) for weight in weights)
    return [
        [chance * math.exp(weight - top) / total for chance in chances]
        for weight, (_, chances) in zip(weights, results, strict=True)
    ]


def _regimes(row: Row, starts: Sequence[bool]) -> tuple[float, list[float]]:
    """The log likelihood of the section under the chain, and the chance of each word to be damaged if it befell it.

    Either damage comes in long stretches, or in single lines, fields and words: both are reckoned with.
    """
    priors = section("mojibake")
    part = math.exp(priors["part"])
    kinds = []
    for share, word, line in ((1 - part, "word_in_whole", "line_in_whole"), (part, "word", "line")):
        likelihood, chances = _forward_backward(row, starts, math.exp(priors[word]), math.exp(priors[line]))
        kinds.append((math.log(share) + likelihood, chances))
    total = log_sum([nats for nats, _ in kinds])
    shares = [math.exp(nats - total) for nats, _ in kinds]
    return total, [math.fsum(map(operator.mul, shares, pair)) for pair in zip(*(c for _, c in kinds), strict=True)]


def _forward_backward(row: Row, starts: Sequence[bool], word: float, line: float) -> tuple[float, list[float]]:
    """The same in one regime: a state changes with the chances *word* and, where a line begins, *line*."""
    switch = {False: word, True: line}
    size = len(starts)
    scale = 0.0
    forward: list[tuple[float, float, float]] = []  # chances of written, damaged; the switch before
    emissions: list[tuple[float, float]] = []
    written, damaged = 0.5, 0.5
    for at in range(size):
        top = max(row.damaged[at], row.written[at])
        e_w, e_d = math.exp(row.written[at] - top), math.exp(row.damaged[at] - top)
        change = switch[starts[at]] if at else 0.0
        written, damaged = (
            (written * (1 - change) + damaged * change) * e_w,
            (damaged * (1 - change) + written * change) * e_d,
        )
        total = written + damaged
        written, damaged = written / total, damaged / total
        scale += math.log(total) + top
        forward.append((written, damaged, change))
        emissions.append((e_w, e_d))
    chances = [0.0] * size
    after_w = after_d = 1.0
    for at in range(size - 1, -1, -1):
        w, d, change = forward[at]
        chances[at] = d * after_d / (w * after_w + d * after_d)
        e_w, e_d = emissions[at]
        after_w, after_d = (
            (1 - change) * e_w * after_w + change * e_d * after_d,
            (1 - change) * e_d * after_d + change * e_w * after_w,
        )
        norm = after_w + after_d
        after_w, after_d = after_w / norm, after_d / norm
    return scale, chances
