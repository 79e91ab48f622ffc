"""Grades are probabilities: which log odds are CERTAIN, LIKELY and GUESS.

The contract (docs/grades.md): of the edits that are called CERTAIN at most 1 in 10,000 is wrong, of those called
LIKELY at most 1 in 500, of those held as GUESS at most 1 in 10.  If the log odds of the ledger are calibrated, the
limits follow: odds of 10,000 to 1 are ln 10,000 = 9.2 nats.  Whether they are is measured by
``benchmarks/calibration.py``, which prints how often edits of each bin of odds were right.
"""

from __future__ import annotations

import math

from textclean.contract import Sure

WRONG_AT_MOST = {Sure.CERTAIN: 1e-4, Sure.LIKELY: 2e-3, Sure.GUESS: 0.1}  # share of edits of this grade
LIMITS = {sure: math.log((1 - share) / share) for sure, share in WRONG_AT_MOST.items()}  # log odds in nats


def grade(log_odds: float) -> Sure | None:
    """The grade that *log_odds* (nats, for the repair against everything else) are worth; None: not even a guess.

    >>> grade(12.0), grade(7.0), grade(3.0), grade(-1.0)
    (<Sure.CERTAIN: 3>, <Sure.LIKELY: 2>, <Sure.GUESS: 1>, None)
    """
    return next((sure for sure in sorted(LIMITS, reverse=True) if log_odds >= LIMITS[sure]), None)
