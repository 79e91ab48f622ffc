"""The ledger: sums, grades as probabilities, priors, and the question why (not)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean import Sure
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, grade, note, tracing
from textclean.evidence.grades import LIMITS, WRONG_AT_MOST

NATS = st.floats(-50, 50)


def hypothesis(new: str | None, *nats: float) -> Hypothesis:
    return Hypothesis("a kind", new, tuple(Addend(f"part {at}", value) for at, value in enumerate(nats)))


def test_the_limits_are_the_probabilities_of_the_contract() -> None:
    for sure, share in WRONG_AT_MOST.items():
        assert math.isclose(1 / (1 + math.exp(LIMITS[sure])), share)


def test_grades() -> None:
    assert [grade(nats) for nats in (9.3, 9.1, 6.3, 6.1, 2.2, 2.1, -5)] == [
        Sure.CERTAIN, Sure.LIKELY, Sure.LIKELY, Sure.GUESS, Sure.GUESS, None, None,
    ]  # fmt: skip


def test_the_sum_is_the_decision() -> None:
    decision = decide([hypothesis(None, -9.0), hypothesis("a", -4.0, 6.0), hypothesis("b", -8.0, 6.0)])
    assert decision.best.new == "a"
    assert math.isclose(decision.log_odds, 2.0 - math.log(math.exp(-9.0) + math.exp(-2.0)))
    assert decision.sure is Sure.GUESS
    assert decision.reason() == "part 1"


def test_two_ways_to_one_text_add_up() -> None:
    one = decide([hypothesis(None, 0.0), hypothesis("a", 6.0)])
    two = decide([hypothesis(None, 0.0), hypothesis("a", 6.0), hypothesis("a", 6.0)])
    assert math.isclose(two.log_odds, one.log_odds + math.log(2))


def test_what_stands_as_written_has_no_grade() -> None:
    assert decide([hypothesis(None, 0.0), hypothesis("a", -20.0)]).sure is None


def test_nothing_to_decide_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least the hypothesis"):
        decide([])


@given(NATS, st.lists(NATS, min_size=1, max_size=5))
def test_more_evidence_never_lowers_the_odds(extra: float, others: list[float]) -> None:
    rivals = [hypothesis(str(at), nats) for at, nats in enumerate(others)]
    weak = decide([*rivals, hypothesis("best", max(others) + 1)])
    strong = decide([*rivals, hypothesis("best", max(others) + 1 + abs(extra))])
    assert strong.log_odds >= weak.log_odds - 1e-9


def test_a_text_that_wakes_no_rule_says_so() -> None:
    result = textclean.inspect("plain", trace=True)
    assert [note.gate for note in result.considered] == ["no rule woke: it holds nothing that a rule cares for"]
    assert textclean.inspect("plain").considered == ()


def test_notes_are_kept_only_for_those_who_ask() -> None:
    note("homoglyphs", 0, 1, None, "said to nobody")
    with tracing() as notes:
        note("homoglyphs", 0, 1, decide([Hypothesis(AS_WRITTEN, None, ())]))
    assert [(found.rule, found.start, found.end, found.gate) for found in notes] == [("homoglyphs", 0, 1, "")]
