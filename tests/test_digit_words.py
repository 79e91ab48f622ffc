"""What the words of a text say of one another about digits: moving a window is the same as counting anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.homoglyphs.digit_words import REACH, Found, Pool
from textclean.scripts import LATIN

READINGS = {"m0on": "moon", "b1ll": "bill", "s0ft": "soft", "f1ve": "flve", "h0le2": "holez", "1ine": "line"}
WORD = st.tuples(
    st.sampled_from(sorted(READINGS)),
    st.sampled_from((5, 100, REACH // 2, REACH, REACH + 1)),
    st.sampled_from(("word", "short")),
    st.booleans(),
    st.one_of(st.sampled_from((0.0, 1.0)), st.floats(0, 1)),
)
Told = tuple[float, dict[tuple[str, str], float], dict[str, float]]


def counted(found: Sequence[Found], chances: Sequence[float], item: Found) -> Told:
    """The surest word of each other reading in reach, added up."""
    best: dict[str, tuple[float, Found]] = {}
    for other, chance in zip(found, chances, strict=True):
        near = abs(other.start - item.start) <= REACH and other.new != item.new
        if near and (other.new not in best or best[other.new][0] < chance):
            best[other.new] = chance, other
    company, pairs, kept = 0.0, defaultdict[tuple[str, str], float](float), defaultdict[str, float](float)
    for chance, other in best.values():
        for pair in other.pairs if other.proves else ():
            pairs[pair] += chance
        company += chance * other.proves
        for digit in {digit for digit, _ in other.pairs}:
            kept[digit] += 1 - chance
    return company, {pair: pairs[pair] for pair in item.pairs}, {digit: kept[digit] for digit, _ in item.pairs}


@given(st.lists(WORD, min_size=1, max_size=40))
def test_a_window_that_moves_tells_what_counting_tells(words: list[tuple[str, int, str, bool, float]]) -> None:
    found, chances, at = [], [], 0
    for word, gap, place, known, chance in words:
        at += gap
        found.append(Found(at, word, READINGS[word], 5.0, LATIN, place, known, ()))
        chances.append(chance)
    pool = Pool(found, chances)
    for item in found:
        told, wanted = pool.around(item), counted(found, chances, item)
        assert told[0] == pytest.approx(wanted[0], abs=1e-9)
        assert told[1] == pytest.approx(wanted[1], abs=1e-9)
        assert told[2] == pytest.approx(wanted[2], abs=1e-9)
