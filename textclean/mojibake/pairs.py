"""Two chains of charsets that befell one section: a page put together from sources that were misread differently.

Each word is as written, or damaged by the one chain or by the other; as in ``sections``, neighbours mostly alike, so
this is a hidden Markov model with three states.  That a second chain befell a text is as likely as that one did.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from textclean.evidence.ledger import log_sum


class Costs(NamedTuple):
    """What one chain says of the words, in nats relative to "all is as written": *damaged*, and *written*.

    *proven* is *damaged*, as far as the damage of each word tells about the section; *prior* is of the chain, *common*
    what it costs or gains the words that are ASCII.
    """

    prior: float
    common: float
    damaged: Sequence[float]
    proven: Sequence[float]
    written: Sequence[float]


class Pair(NamedTuple):
    """The chains number *first* and *second* together: nats, and for each word the chances of the one and the other."""

    first: int
    second: int
    nats: float
    chances: tuple[list[float], list[float]]


def likely(
    rows: Sequence[Costs], shares: Sequence[float], regimes: Sequence[tuple[float, Sequence[float]]], least: float
) -> Iterator[Pair]:
    """The pairs of chains each of which explains words that the other does not, if they may have *least* nats together.

    *shares*: how much each word tells about the section; *regimes*: how damage comes, the share of that and for each
    word the chance that the state changes before it.
    """
    for first, second in combinations(range(len(rows)), 2):
        one, other = rows[first], rows[second]
        # What is as written is of one language, which need not be that of what was damaged.
        host = max(one, other, key=lambda row: row.common + math.fsum(map(operator.mul, shares, row.written)))
        best = map(max, host.written, one.proven, other.proven)
        if one.prior + other.prior + host.common + math.fsum(map(operator.mul, shares, best)) < least:
            continue
        if _adds(one, other, host.written, shares) and _adds(other, one, host.written, shares):
            yield _together(first, second, one, other, host, shares, regimes)


def _adds(one: Costs, other: Costs, written: Sequence[float], shares: Sequence[float]) -> bool:
    """Does *one* explain words so much better than *other*, and than that they are as written, as its prior asks?"""
    gains = (max(0.0, a - max(b, c)) for a, b, c in zip(one.proven, other.proven, written, strict=True))
    return one.prior + math.fsum(map(operator.mul, shares, gains)) > 0


def _together(
    first: int,
    second: int,
    one: Costs,
    other: Costs,
    host: Costs,
    shares: Sequence[float],
    regimes: Sequence[tuple[float, Sequence[float]]],
) -> Pair:
    whole = [1.0] * len(shares)
    told, found = [], []
    for share, switches in regimes:
        told.append(math.log(share) + _forward((host.written, one.proven, other.proven), switches, shares)[0])
        nats, forward, emissions = _forward((host.written, one.damaged, other.damaged), switches, whole)
        found.append((math.log(share) + nats, _backward(forward, emissions, switches)))
    total = log_sum([nats for nats, _ in found])
    weights = [math.exp(nats - total) for nats, _ in found]
    one_state, other_state = (
        [sum(map(operator.mul, weights, each)) for each in zip(*(states[number] for _, states in found), strict=True)]
        for number in (1, 2)
    )
    nats = one.prior + other.prior + host.common + log_sum(told)
    return Pair(first, second, nats, (one_state, other_state))


_States = tuple[float, float, float]


def _forward(
    costs: tuple[Sequence[float], Sequence[float], Sequence[float]],
    switches: Sequence[float],
    shares: Sequence[float],
) -> tuple[float, list[_States], list[_States]]:
    """The log likelihood of the words, for each the chances of the states by those before it, and its emissions."""
    scale = 0.0
    found: list[_States] = []
    emissions: list[_States] = []
    w, a, b = 1 / 3, 1 / 3, 1 / 3
    for e_w, e_a, e_b, change, share in zip(*costs, switches, shares, strict=True):
        top = max(e_w, e_a, e_b)
        emission = math.exp(e_w - top), math.exp(e_a - top), math.exp(e_b - top)
        w, a, b = (state * nats for state, nats in zip(_moved((w, a, b), change), emission, strict=True))
        total = w + a + b
        w, a, b = w / total, a / total, b / total
        scale += share * (math.log(total) + top)
        found.append((w, a, b))
        emissions.append(emission)
    return scale, found, emissions


def _moved(states: _States, change: float) -> _States:
    """The states of the next word, or of the one before: from one damage to the other as if by way of "as written"."""
    (w, a, b), both, stay = states, change * change, 1 - change - change * change
    half = change / 2
    return w * (1 - change) + (a + b) * change, a * stay + w * half + b * both, b * stay + w * half + a * both


def _backward(
    forward: Sequence[_States], emissions: Sequence[_States], switches: Sequence[float]
) -> tuple[list[float], list[float], list[float]]:
    """For each state the chance of each word to be in it, by the words before and after."""
    found: list[_States] = []
    after: _States = (1.0, 1.0, 1.0)
    for before, emission, change in zip(reversed(forward), reversed(emissions), reversed(switches), strict=True):
        chances = [x * y for x, y in zip(before, after, strict=True)]
        total = sum(chances)
        found.append((chances[0] / total, chances[1] / total, chances[2] / total))
        w, a, b = _moved((emission[0] * after[0], emission[1] * after[1], emission[2] * after[2]), change)
        after = w / (w + a + b), a / (w + a + b), b / (w + a + b)
    found.reverse()
    return [w for w, _, _ in found], [a for _, a, _ in found], [b for _, _, b in found]
