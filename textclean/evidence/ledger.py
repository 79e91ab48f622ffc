"""Hypotheses about one place, each a sum of named addends in nats, and the decision between them.

>>> written = Hypothesis(AS_WRITTEN, None, (Addend("two scripts in one word", -9.2),))
>>> restored = Hypothesis("a look-alike", "paypal", (Addend("prior of a look-alike", -4.6), Addend("a word", 11.0)))
>>> decision = decide([written, restored])
>>> decision.best.new, round(decision.log_odds, 1), decision.sure.name
('paypal', 15.6, 'CERTAIN')
>>> decision.reason()
'a word'
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from textclean.contract import Sure
from textclean.evidence.grades import LIMITS, grade

AS_WRITTEN = "as written"


class Addend(NamedTuple):
    """One part of a sum: what it is, as a short noun phrase for a person, and its weight in nats."""

    name: str
    nats: float


class Hypothesis(NamedTuple):
    """What may have happened at a place.

    *kind* names the damage (``"UTF-8 read as windows-1252"``) or is :data:`AS_WRITTEN`; *new* is the text of the place
    if the hypothesis is true (None: as it stands); *addends* are nats relative to a common zero.
    """

    kind: str
    new: str | None
    addends: tuple[Addend, ...]

    @property
    def nats(self) -> float:
        """The sum of the addends."""
        return math.fsum(addend.nats for addend in self.addends)


class Decision(NamedTuple):
    """The likeliest hypothesis, its log odds in nats against all others together, and what they are worth.

    *sure* is None where the place should stand as it is: because that is the likeliest, or because nothing is likely
    enough even to be held.
    """

    best: Hypothesis
    log_odds: float
    sure: Sure | None
    others: tuple[Hypothesis, ...]

    def reason(self, parts: int = 2) -> str:
        """The largest addends that speak for the best hypothesis, in words."""
        weighty = sorted((a for a in self.best.addends if a.nats > 0), key=lambda a: -a.nats)
        return "; ".join(addend.name for addend in weighty[:parts])


def decide(hypotheses: Sequence[Hypothesis]) -> Decision:
    """Compare *hypotheses* about one place.  Two that give the same text are one: their chances add up.

    Raises ValueError for an empty sequence.
    """
    if not hypotheses:
        raise ValueError("there is nothing to decide between: a place has at least the hypothesis 'as written'")
    best = max(hypotheses, key=lambda h: h.nats)
    same = [h.nats for h in hypotheses if h.new == best.new]
    other = [h.nats for h in hypotheses if h.new != best.new]
    log_odds = log_sum(same) - log_sum(other) if other else math.inf
    sure = None if best.new is None else grade(log_odds)
    return Decision(best, log_odds, sure, tuple(h for h in hypotheses if h is not best))


def may_win(repairs: Sequence[Hypothesis], written: Hypothesis) -> bool:
    """May one of *repairs* be a guess at least, if *written* is one of the hypotheses for the text as it stands?

    The others, which cost time to find, can only take away from that.

    >>> stands = Hypothesis(AS_WRITTEN, None, (Addend("a word", -9.0),))
    >>> may_win([Hypothesis("a look-alike", "a", (Addend("a word", -8.0),))], stands)
    False
    """
    return log_sum([repair.nats for repair in repairs]) - written.nats >= LIMITS[Sure.GUESS]


def log_sum(nats: Sequence[float]) -> float:
    """The logarithm of the sum of the chances whose logarithms are *nats*.

    >>> round(log_sum([0.0, 0.0]), 3)
    0.693
    """
    highest = max(nats)
    return highest + math.log(math.fsum(math.exp(x - highest) for x in nats)) if math.isfinite(highest) else highest
