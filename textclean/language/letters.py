"""The cost of one word, letter by letter, in one language: the trigram tables without numpy.

For the few words of a short text, numpy's import and its calls cost more than they save.  The numbers are those of
:mod:`textclean.language.ngrams` (one step: -log P(letter | the two before), in nats); a table is put together when it
is first asked for, some 10 ms a language.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from itertools import accumulate
from typing import Any

from textclean.language.ngrams import TOP
from textclean.tables import read_table

UNKNOWN = 5.0  # nats more for a letter that the language does not write


class Letters:
    """The letters of one language and what they cost after two others."""

    def __init__(self, alphabet: str, cube: bytes, step: float) -> None:
        self.size = len(alphabet)
        self.number = {char: at for at, char in enumerate(alphabet) if at > 1}
        self.cube, self.step = cube, step

    def __contains__(self, char: str) -> bool:
        return char in self.number

    def cost(self, word: str) -> float:
        """Nats for the letters of *word*, in lower case, and for its end."""
        first = second = total = strange = 0
        size, cube, number = self.size, self.cube, self.number
        for char in word:
            here = number.get(char, 1)
            strange += here == 1
            total += cube[(first * size + second) * size + here]
            first, second = second, here
        return (total + cube[(first * size + second) * size]) * self.step + strange * UNKNOWN


def codes(script: str) -> list[str]:
    """The languages of *script* that have a table."""
    return [entry["code"] for entry in _file()[0]["languages"] if entry["group"] == script]


@cache
def letters(code: str) -> Letters | None:
    """The table of one language; None if there is none."""
    head, body, places = _file()
    if code not in places:
        return None
    alphabet, (two, fee, gaps, values), (many, few) = places[code]
    size = len(alphabet)
    after, rises = body[two : two + size * size], body[fee : fee + size * size]  # by one letter before; by two
    risen = {rise: after.translate(_raised(rise)) for rise in set(rises)}
    columns = [*range(0, size * size, size)] * size
    cells = bytearray().join([risen[rise][column : column + size] for rise, column in zip(rises, columns, strict=True)])
    places_of = accumulate(body[gaps : gaps + many])
    taken = iter(body[values : values + few])
    for gap, cell in zip(body[gaps : gaps + many], places_of, strict=True):
        if gap != 255:
            cells[cell - 1] = next(taken) * 2
    return Letters(alphabet, bytes(cells), head["step"])


@cache
def _raised(rise: int) -> bytes:
    """What each cost becomes if *rise* is added."""
    return bytes(min(TOP, rise + cost) for cost in range(256))


@lru_cache(maxsize=1)
def _file() -> tuple[Any, bytes, dict[str, Any]]:
    data = read_table("language.bin")
    body = zlib.decompress(data[data.index(b"\n") + 1 :])
    cut = body.index(b"\n")
    import json  # with the model

    head = json.loads(body[:cut])
    at = cut + 1 + 65536
    spans = []
    for entry in head["languages"]:
        size = len(entry["alphabet"])
        spans.append([at, at + size * size])
        at += 2 * size * size
    for column in (0, 1):
        for entry, span in zip(head["languages"], spans, strict=True):
            span.append(at)
            at += entry["kept"][column]
    return (
        head,
        body,
        {
            entry["code"]: (entry["alphabet"], tuple(span), tuple(entry["kept"]))
            for entry, span in zip(head["languages"], spans, strict=True)
        },
    )
