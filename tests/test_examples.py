"""Every example of every rule, alone and in the whole pipeline."""

from __future__ import annotations

import pytest
from conftest import examples

from textclean.contract import Example, Rule
from textclean.pipeline import Pipeline
from textclean.testing import check_example, check_result


@pytest.mark.parametrize(("rule", "example"), examples())
def test_alone(rule: Rule, example: Example) -> None:
    check_example(rule, example)


@pytest.mark.parametrize(("rule", "example"), examples())
def test_among_all(rule: Rule, example: Example) -> None:
    profile = next((p for p in ("repair", "normalize", "ascii") if p in rule.profiles), "repair")
    result = Pipeline(profile=profile, also=[rule.name]).inspect(example.before)
    check_result(result)
    if profile == "repair":  # the other profiles change more than this rule does
        assert result.text == example.after
    assert Pipeline(profile=profile, also=[rule.name]).clean(result.text) == result.text
