"""What the words of a text say of one another about digits: moving a window is the same as counting anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean.homoglyphs.context import Context, contexts
from textclean.homoglyphs.digit_words import NOTHING, REACH, Chance, Found, Pair, Pool, Shown, Spelling
from textclean.homoglyphs.pool import stands_for
from textclean.scripts import LATIN
from textclean.text import Text

READINGS = {"m0on": "moon", "b1ll": "bill", "s0ft": "soft", "f1ve": "flve", "h0le2": "holez", "1ine": "line"}
WORD = st.tuples(
    st.sampled_from(sorted(READINGS)),
    st.sampled_from((5, 100, REACH // 2, REACH, REACH + 1)),
    st.sampled_from(("word", "short")),
    st.booleans(),
    st.one_of(st.sampled_from((0.0, 1.0)), st.floats(0, 1)),
    st.sampled_from((1.0, 0.75)),
)


def counted(found: Sequence[Found], chances: Sequence[Chance], item: Found) -> Shown:
    """The surest word of each other reading in reach, added up."""
    best: dict[str, tuple[Chance, Found]] = {}
    for other, chance in zip(found, chances, strict=True):
        near = abs(other.start - item.start) <= REACH and other.new != item.new
        if near and (other.new not in best or best[other.new][0].damaged < chance.damaged):
            best[other.new] = chance, other
    company, pairs, kept = 0.0, defaultdict[Pair, float](float), defaultdict[str, float](float)
    for chance, other in best.values():
        for pair in other.pairs if other.proves else ():
            pairs[pair] += chance.damaged * chance.reading
        company += chance.damaged * other.proves
        for digit in {digit for digit, _ in other.pairs}:
            kept[digit] += 1 - chance.damaged
    digits = {digit for digit, _ in item.pairs}
    return Shown(
        company,
        {pair: times for pair, times in pairs.items() if times and pair[0] in digits},
        {digit: kept[digit] for digit in digits},
    )


@given(st.lists(WORD, min_size=1, max_size=40))
def test_a_window_that_moves_tells_what_counting_tells(words: list[tuple[str, int, str, bool, float, float]]) -> None:
    found, chances, at = [], [], 0
    for word, gap, shape, known, damaged, reading in words:
        at += gap
        found.append(Found(at, word, LATIN, shape, (Spelling(READINGS[word], 5.0, known),)))
        chances.append(Chance(damaged, reading))
    pool = Pool(found, chances)
    for item in found:
        told, wanted = pool.around(item), counted(found, chances, item)
        assert told.company == pytest.approx(wanted.company, abs=1e-9)
        for pair in {*told.damaged, *wanted.damaged}:
            assert told.damaged.get(pair, 0.0) == pytest.approx(wanted.damaged.get(pair, 0.0), abs=1e-9)
        assert told.kept == pytest.approx(wanted.kept, abs=1e-9)


def context(value: str) -> Context:
    return contexts(Text(value)).at(0)


def test_what_a_digit_stands_for_everywhere_is_what_it_stands_for_here() -> None:
    text = "Oles hus og Ovens dør; Over bakken, Oven på, Olsens gård og ingen sne"
    shown = Shown(9.0, {("0", "o"): 9.0}, {"0": 0.0})
    assert shown.odds(("0", "o"), context("Oles hus er her"), LATIN) == pytest.approx(0.0)
    assert shown.odds(("0", "O"), context(text.replace("o", "0")), LATIN) < -5
    assert shown.odds(("0", "O"), context("hus er her"), LATIN) > -1  # no capital stands


def test_a_letter_that_is_seldom_replaced_says_little_of_others() -> None:
    words = " ".join("l" + "m" * n + " i" + "n" * n for n in range(1, 40))
    shown = Shown(1.0, {("1", "l"): 1.0}, {"1": 0.0})
    assert -4.5 < shown.odds(("1", "i"), context(words), LATIN) < 0
    assert NOTHING.odds(("1", "i"), context(words), LATIN) == 0.0


def test_a_character_stands_for_the_letter_that_is_replaced() -> None:
    costs = {"i": 0.5, "l": 0.5, "I": 0.5}
    always = stands_for(costs, {"i": 30.0}, {"i": 30.0, "l": 40.0, "I": 2.0})
    assert always["i"] > 0.9
    assert always["l"] < always["I"] < 0.001
    seldom = stands_for(costs, {"i": 1.0}, {"i": 50.0, "l": 40.0, "I": 2.0})
    assert 2 < seldom["i"] / seldom["l"] < 50  # that one slip is an i says little of the next
    both = stands_for(costs, {"i": 9.0, "l": 8.0}, {"i": 20.0, "l": 20.0, "I": 0.0})
    assert both["l"] == pytest.approx(both["i"], rel=0.2)


def test_a_word_that_begins_a_sentence_is_held_as_a_capital() -> None:
    text = "Наступила осень. Стало холодно. 0сень была дождливой, но красивой."
    assert [(edit.old, edit.new) for edit in textclean.inspect(text).held] == [("0", "\N{CYRILLIC CAPITAL LETTER O}")]
