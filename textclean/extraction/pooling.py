"""The places of one document share a kind of damage: each is judged by the prior, and by what the others say.

One weak place beside fifty strong ones is strong; one that looks strong, alone in a clean book, is weak.  The section
is all that is near (16 KiB to either side), so the answer does not depend on what is far away.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

REACH = 16 * 1024  # code points to either side whose places count
MOST = 400  # of them
BOUND = 7.0  # nats that one other place can say for or against


def shared(odds: Sequence[float], places: Sequence[int], kinds: Sequence[str], document: float) -> list[float]:
    """The log prior of the damage at each place, given the other places.

    *odds*: at each place, the log odds that the damage is there if the document has it at all.  *places*: code
    points, sorted.  *kinds*: places with the same are one piece of evidence (the same word again).  *document*: the
    log prior that a document has it.

    >>> [round(x, 1) for x in shared([9.0], [5], ["a"], -7.0)]
    [-7.0]
    >>> [round(x, 1) for x in shared([9.0, 9.0, 9.0], [5, 9, 20], ["a", "b", "c"], -7.0)]
    [-0.0, -0.0, -0.0]
    """
    found = []
    bounded = [max(-BOUND, min(BOUND, nats)) for nats in odds]
    window, near, every = (0, 0), dict[str, float](), 0.0
    for at, place in enumerate(places):
        first, last = bisect_left(places, place - REACH), bisect_left(places, place + REACH + 1)
        if (first, last) != window:  # neighbours mostly have the same
            window = first, last
            last = min(last, first + MOST)
            near = dict(zip(kinds[first:last], bounded[first:last], strict=True))
            every = math.fsum(near.values())
        total = document + every - near.get(kinds[at], 0.0)
        found.append(-math.log1p(math.exp(-total)) if total > -700 else total)
    return found


def unless(own: float, beside: float) -> float:
    """What another explanation loses (nats) where the damage is in the document with log chance *own*.

    *beside*: the log chance of the other explanation in a damaged document, against one that is not.

    >>> unless(-20.0, -5.0) > -0.001, round(unless(-0.0001, -5.0), 1)
    (True, -5.0)
    """
    chance = math.exp(own)
    return math.log(1 - chance + chance * math.exp(beside))
