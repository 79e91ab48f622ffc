"""How often each kind of damage, and each way to write something odd on purpose, is met: ``tables/priors.toml``.

The file says of each number where it comes from.  Shares are kept as probabilities, and read as nats (ln p).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

from textclean.tables import read_table


@cache
def section(name: str) -> Mapping[str, float]:
    """The priors of one section of the file, each in nats (ln p, so 0 or less).

    >>> round(section("mojibake")["document"], 1)
    -3.9

    Raises KeyError for a section that the file does not have.
    """
    return {key: math.log(share) for key, share in _file()[name].items() if isinstance(share, int | float)}


def prior(name: str, key: str) -> float:
    """One prior, in nats.

    >>> prior("mojibake", "document") == section("mojibake")["document"]
    True
    """
    return section(name)[key]


@cache
def _file() -> Mapping[str, Any]:
    import tomllib  # with the first prior, not with the package

    return tomllib.loads(read_table("priors.toml").decode())
