"""From nats and priors to the odds of each word of a section: a chain of two states for each chain of charsets.

The words of a section that are not ASCII stand in a row.  If one chain of charsets befell the section, each of them is
damaged or not, and neighbours mostly alike: as a rule the whole text is damaged, else some lines, or a quotation.  That
is a hidden Markov model with two states (Rabiner 1989); the forward and backward sums give the likelihood of the
section under the chain and, for each word, the chance that it is damaged.  Chains compete with each other and with
"as written" by prior times likelihood.  So a weak word beside fifty strong ones is strong, and a strong-looking one
alone in a clean book is weak, without any count or limit.  That a chain befell the section and damaged none of its
words is no state of it: that is "as written".
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import NamedTuple

from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import section
from textclean.mojibake import pairs


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
    rows: Sequence[Row],
    shares: Sequence[float],
    proofs: Sequence[Sequence[float]],
    starts: Sequence[bool],
    senses: Sequence[float],
) -> list[list[float]]:
    """For each chain the chance that it befell each of the words.

    *shares*: for each word how much it tells about the section (0 to 1): what comes again and again tells little.
    *proofs*: for each chain and word how much of that its damage tells.  *starts* says which words begin a line.
    *senses*: nats that each chain explains its words better than damage beyond recognition does, which competes with
    all of them; infinite for valid UTF-8.
    """
    if not rows or not starts:
        return [[] for _ in rows]
    results, costs = [], []
    switches, whole = _switches(starts), [1.0] * len(starts)
    for row, parts in zip(rows, proofs, strict=True):
        proven = [
            stays + (nats - stays) * part if part else stays
            for stays, nats, part in zip(row.written, row.damaged, parts, strict=True)
        ]
        likelihood, _ = _some_damaged(_regimes(row._replace(damaged=proven), switches, shares))
        results.append((likelihood, _chances(_regimes(row, switches, whole))))
        costs.append(pairs.Costs(row.prior, row.common, row.damaged, proven, row.written))
    weights = [row.prior + row.common + likelihood for row, (likelihood, _) in zip(rows, results, strict=True)]
    noise = max(weight - sense for weight, sense in zip(weights, senses, strict=True))
    if math.isinf(senses[weights.index(max(weights))]):  # nothing is valid UTF-8 by accident
        noise = -math.inf
    top = max(0.0, noise, *weights)
    regimes = [(share, changes) for share, changes, _ in switches]
    together = list(pairs.likely(costs, shares, regimes, top + math.log(SMALLEST)))
    top = max([top, *(pair.nats for pair in together)])
    total = math.exp(-top) + math.exp(noise - top) + math.fsum(math.exp(weight - top) for weight in weights)
    total += math.fsum(math.exp(pair.nats - top) for pair in together)
    found = [
        [chance * math.exp(weight - top) / total for chance in chances]
        for weight, (_, chances) in zip(weights, results, strict=True)
    ]
    for pair in together:
        share = math.exp(pair.nats - top) / total
        for number, chances in zip((pair.first, pair.second), pair.chances, strict=True):
            sense = math.exp(min(0.0, senses[number]) - log_sum([0.0, -abs(senses[number])]))
            found[number] = [old + share * sense * chance for old, chance in zip(found[number], chances, strict=True)]
    return found


SMALLEST = 1e-15  # share that floats can tell from none


class _Regime(NamedTuple):
    """How damage comes, with all that the words before each word tell."""

    nats: float  # log likelihood of the section under the chain, and of the regime
    intact: tuple[float, float]  # of its having damaged no word: how likely that is beforehand, and with what they tell
    forward: list[tuple[float, float]]  # for each word the chances of written and damaged
    emissions: list[tuple[float, float]]  # how likely it is, written and damaged, of the likelier of both
    switches: list[float]  # the chance that the state changes before it


class _Switches(NamedTuple):
    """How a regime goes on: its share, the chance of another state before each word, and nats that there is none."""

    share: float
    changes: list[float]
    stays: list[float]


def _switches(starts: Sequence[bool]) -> list[_Switches]:
    """Either damage comes in long stretches, or in single lines, fields and words: both are reckoned with."""
    priors = section("mojibake")
    part = math.exp(priors["part"])
    found = []
    for share, word, line in ((1 - part, "word_in_whole", "line_in_whole"), (part, "word", "line")):
        inside, first = math.exp(priors[word]), math.exp(priors[line])
        changes = [0.0, *(first if begins else inside for begins in starts[1:])]
        nats = {change: math.log1p(-change) for change in (0.0, inside, first)}
        found.append(_Switches(share, changes, [nats[change] for change in changes]))
    return found


def _regimes(row: Row, switches: Sequence[_Switches], shares: Sequence[float]) -> list[_Regime]:
    """The regimes; what each word tells, and that another state begins with it, counts by its *shares*."""
    tops = list(map(max, row.damaged, row.written))
    emissions = [
        (math.exp(written - top), math.exp(damaged - top))
        for damaged, written, top in zip(row.damaged, row.written, tops, strict=True)
    ]
    found = []
    written = math.fsum(map(operator.mul, shares, row.written))
    for share, changes, stays in switches:
        likelihood, forward = _forward(emissions, tops, changes, shares)
        none = math.log(share / 2) + math.fsum(map(operator.mul, shares, stays))
        found.append(_Regime(math.log(share) + likelihood, (none, none + written), forward, emissions, changes))
    return found


def _some_damaged(regimes: Sequence[_Regime]) -> tuple[float, float]:
    """The log likelihood of the section if one word at least is damaged, and the share of that."""
    total = log_sum([regime.nats for regime in regimes])
    before, after = (log_sum(list(nats)) for nats in zip(*(regime.intact for regime in regimes), strict=True))
    share = max(SMALLEST, -math.expm1(min(0.0, after - total)))
    return total + math.log(share) - math.log(-math.expm1(before)), share


def _chances(regimes: Sequence[_Regime]) -> list[float]:
    """The chance of each word to be damaged if the chain befell the section."""
    total = log_sum([regime.nats for regime in regimes])
    shares = [math.exp(regime.nats - total) / _some_damaged(regimes)[1] for regime in regimes]
    return [min(1.0, math.fsum(map(operator.mul, shares, p))) for p in zip(*map(_backward, regimes), strict=True)]


def _forward(
    emissions: Sequence[tuple[float, float]],
    tops: Sequence[float],
    switches: Sequence[float],
    shares: Sequence[float],
) -> tuple[float, list[tuple[float, float]]]:
    """The log likelihood of the section in one regime, and for each word the chances of written and damaged."""
    scale = 0.0
    found: list[tuple[float, float]] = []
    written, damaged = 0.5, 0.5
    for (e_w, e_d), top, change, share in zip(emissions, tops, switches, shares, strict=True):
        stay = 1 - change
        written, damaged = (written * stay + damaged * change) * e_w, (damaged * stay + written * change) * e_d
        total = written + damaged
        written, damaged = written / total, damaged / total
        scale += share * (math.log(total) + top)
        found.append((written, damaged))
    return scale, found


def _backward(regime: _Regime) -> list[float]:
    """The chance of each word to be damaged, by the words before and after it."""
    chances: list[float] = []
    after_w = after_d = 1.0
    backwards = zip(reversed(regime.forward), reversed(regime.emissions), reversed(regime.switches), strict=True)
    for (w, d), (e_w, e_d), change in backwards:
        chances.append(d * after_d / (w * after_w + d * after_d))
        written, damaged, stay = e_w * after_w, e_d * after_d, 1 - change
        after_w, after_d = stay * written + change * damaged, stay * damaged + change * written
        norm = after_w + after_d
        after_w, after_d = after_w / norm, after_d / norm
    chances.reverse()
    return chances
