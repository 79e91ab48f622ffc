"""The shapes of words: which single-byte encodings are worth a look, all told at once.  It decides nothing else.

Two letters of different scripts side by side, a small letter before a capital, a sign inside a word, a control: no
word has them, and a wrong code page is full of them.  Each pair of neighbouring bytes is looked up, vectorised.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from typing import Any

from textclean.charsets import with_role
from textclean.decoding.stateless import table

# Kinds of characters, by number: 0 is what may stand anywhere.
_KINDS = (
    (1, "a-z\u00aa\u00ba\u00df-\u00f6\u00f8-\u00ff"), (2, "A-Z\u00c0-\u00d6\u00d8-\u00de"),
    (3, "\u0100-\u024f\u1e00-\u1eff"),
    (4, "\u0430-\u045f\u0491"), (5, "\u0400-\u042f\u0490"), (6, "\u0390\u03ac-\u03ce"),
    (7, "\u0386-\u038f\u0391-\u03ab"),
    (8, "\u05b0-\u05f4"), (9, "\u0621-\u06d3"), (10, "\u0e01-\u0e5b"), (11, "\x80-\x9f\ue000-\uf8ff\ufffe"),
    (12, "\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00be\u00d7\u00f7\u2190-\u2bff"),
)  # fmt: skip
_SCRIPT = (0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 0, 0)  # of each kind
_ILL = 3.0  # nats for two letters of different scripts side by side, a small letter before a capital, a control
_SIGN = 1.5  # nats for a sign beside a letter or another sign


@cache
def _sieve(names: tuple[str, ...]) -> tuple[tuple[str, ...], Any, Any]:
    """The single-byte encodings; the kind of each of their 256 bytes; the nats of each pair of kinds."""
    import numpy as np  # heavy, on first use

    tables = {name: chars for name in names if (chars := table(name))}
    characters = "".join({c for chars in tables.values() for c in chars})
    kind_of = {c: kind for kind, members in _KINDS for c in re.findall(f"[{members}]", characters)}
    kinds = np.array([[kind_of.get(c, 0) for c in chars] for chars in tables.values()], np.uint8)
    pairs = np.zeros((13, 13), np.float32)
    for one, other in itertools.product(range(13), repeat=2):
        if _SCRIPT[one] and _SCRIPT[other] and _SCRIPT[one] != _SCRIPT[other]:
            pairs[one, other] = _ILL
        if 12 in (one, other) and (_SCRIPT[one] or _SCRIPT[other] or one == other):
            pairs[one, other] = _SIGN
    for small, capital in ((1, 2), (4, 5), (6, 7)):
        pairs[small, capital] = _ILL
    pairs[11, :] = _ILL
    return tuple(tables), kinds, pairs


def misshapen(sample: bytes) -> dict[str, float]:
    """For each single-byte encoding the nats of things that no word has."""
    import numpy as np

    names, kinds, pairs = _sieve(with_role("guess"))
    read = kinds[:, np.frombuffer(sample + b" ", np.uint8)]
    return dict(zip(names, pairs[read[:, :-1], read[:, 1:]].sum(axis=1).tolist(), strict=True))
