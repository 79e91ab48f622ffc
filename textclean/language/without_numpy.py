"""The languages of a text where numpy is absent, as in the smallest copy of Pyodide: the same numbers, more slowly.

:func:`textclean.language.languages` asks here only then.  Only letters count: what a text costs besides is the same in
every language.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache

from textclean.language import contaminated
from textclean.language.letters import _file, letters
from textclean.language.ngrams import CASED, LETTER_FEE, composed


def languages(text: str, fee: float) -> list[tuple[str, float]]:
    """As :func:`textclean.language.languages`; *fee*: nats for a word in another language than the main one.

    >>> languages("Der Zug kommt heute später.", 5.0)[0][0]
    'de'
    """
    saved: dict[str, float] = {"-": 0.0}
    costs: dict[str, dict[str, float]] = {}
    for group, word in _words(text):
        if word not in costs:
            costs[word] = _costs(group, word)
        cheapest = min(costs[word].values()) + fee
        for code, cost in costs[word].items():
            saved[code] = saved.get(code, 0.0) + max(0.0, cheapest - cost)
    best = max(saved.values())
    weights = {code: math.exp(-min(50.0, best - nats)) for code, nats in saved.items()}
    total = sum(weights.values())
    order = sorted(weights, key=lambda code: -weights[code])[:6]
    return [(code, weights[code] / total) for code in order if code != "-" and weights[code] / total > 0.005]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The runs of letters of one script in *text*, in lower case, without marks, each with the script's name."""
    head, body, _ = _file()
    start = body.index(b"\n") + 1
    mark = head["classes"].index("mark")
    now, word = "", ""
    for char in composed(text) + " ":
        if char < "\U00010000" and body[start + ord(char)] == mark:
            continue
        group = _group(char)
        if group != now and word:
            yield now, word
            word = ""
        now = group
        word += _lower().get(char, char) if group else ""


def _costs(group: str, word: str) -> dict[str, float]:
    """Nats for *word* in each language of its script."""
    head, _, _ = _file()
    step: float = head["step"]
    if signs := {code: cells for code, (name, cells) in _signs().items() if name == group}:
        return {code: sum(cells.get(char, 58) for char in word) * step for code, cells in signs.items()}
    codes = [entry["code"] for entry in head["languages"] if entry["group"] == group]
    if not codes:
        return {"": LETTER_FEE * len(word)}
    found = {}
    for code in codes:
        table, own = letters(code), _own(code, group)
        assert table is not None
        first = second = total = 0
        extra = 0.0
        for char in [*word, ""]:
            here = table.number[char] if char in own else int(char != "")
            total += table.cube[(first * table.size + second) * table.size + here]
            extra += _rarity(char, group) if here == 1 else 0.0
            first, second = second, here
        found[code] = total * step + extra
    return found


@cache
def _own(code: str, group: str) -> frozenset[str]:
    """The letters that a language has, and that are counted for it."""
    table = letters(code)
    assert table is not None
    counted = "".join(table.number)
    return frozenset(counted if group not in CASED else contaminated.letters(code, counted))


@cache
def _rarity(char: str, group: str) -> float:
    """Nats more for a letter that a language lacks: the rarer the letter, the more."""
    head, _, places = _file()
    listed = any(char in places[entry["code"]][0][2:] for entry in head["languages"] if entry["group"] == group)
    return max(0.0, ((head["rarity"][char] if listed else 14) - 3) * 0.7)


@cache
def _lower() -> dict[str, str]:
    head, _, _ = _file()
    return {chr(upper): chr(lower) for upper, lower in zip(*head["lower"], strict=True)}


@cache
def _group(char: str) -> str:
    """The script whose letters *char* is one of; empty if it is none."""
    head, _, _ = _file()
    spans = ((name, first, last) for name, ranges in head["groups"].items() for first, last in ranges)
    found = [name for name, first, last in spans if first <= ord(char) <= last]
    return found[-1] if found else ""


@cache
def _signs() -> dict[str, tuple[str, dict[str, int]]]:
    """For each language of signs (Han, kana, Hangul): its script, and what each sign costs, in table units."""
    head, body, _ = _file()
    at = body.index(b"\n") + 1 + 65536
    at += sum(2 * len(entry["alphabet"]) ** 2 + sum(entry["kept"]) for entry in head["languages"])
    found: dict[str, tuple[str, dict[str, int]]] = {}
    for code, group in head["emissions"]:
        chars = [chr(point) for first, last in head["groups"][group] for point in range(first, last + 1)]
        found[code] = group, dict(zip(chars, body[at : at + len(chars)], strict=True))
        at += len(chars)
    return found
