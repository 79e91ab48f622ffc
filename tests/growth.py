"""Is a piece of work linear?  Two sizes are compared, never a time with a clock's figure."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 5  # a machine may run at half its speed for a second or two
MOST = 2  # times as long as the size says
LOAD = 0.1  # seconds that say nothing of growth


def assert_linear(work: Callable[[Any], object], text: Callable[[int], Any], small: int, large: int) -> None:
    """*work* on *text(large)* takes no longer than in proportion, in the fastest of up to five rounds by turns."""
    inputs = text(small), text(large)
    limit = MOST * large / small
    least = [math.inf, math.inf]
    work(inputs[0])  # loads what is loaded on first use
    for _ in range(ROUNDS):
        least = [min(known, seconds(work, given)) for known, given in zip(least, inputs, strict=True)]
        if least[1] < limit * least[0] + LOAD:
            return
    raise AssertionError(
        f"{least[1]:.3f} s where {least[0]:.3f} s on a {large / small:g}th of it allow {limit:g} times"
    )


def seconds(work: Callable[[Any], object], given: Any) -> float:
    """CPU time."""
    start = time.process_time()
    work(given)
    return time.process_time() - start


def repeated(piece: str) -> Callable[[int], str]:
    """A text of any size, in code points, that is *piece* over and over."""
    return lambda size: piece * (size // len(piece))
