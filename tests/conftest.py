"""Shared by all tests: the repository's folders and the examples of all rules."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from textclean.contract import Example, Rule
from textclean.rule_registry import rules

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"

settings.register_profile(
    "textclean", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True, max_examples=60
)
settings.register_profile("long", settings.get_profile("textclean"), derandomize=False, max_examples=20_000)
settings.load_profile("textclean")


def forget_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """What git says of the repository whose hook runs the tests is nothing to their own."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)


def examples() -> list[pytest.param]:
    """Every example of every rule; a known miss is a strict expected failure."""
    found = []
    for rule in rules().values():
        for number, example in enumerate(rule.examples):
            marks = (
                [] if example.solved else [pytest.mark.xfail(strict=True, reason="a known miss, listed in the docs")]
            )
            found.append(pytest.param(rule, example, id=f"{rule.name}-{number}", marks=marks))
    return found


__all__ = ["FIXTURES", "ROOT", "Example", "Rule", "examples"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """What pyproject.toml says to pytest-asyncio, which only the extra [hosts] brings, is known without it too."""
    if importlib.util.find_spec("pytest_asyncio") is None:
        parser.addini("asyncio_default_fixture_loop_scope", "of pytest-asyncio")
