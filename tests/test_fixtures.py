"""Every fixture, byte for byte: ``fixtures/<rule>/<case>/before.txt`` becomes ``after.txt``; ``fixtures/clean`` stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FIXTURES

from textclean.pipeline import Pipeline
from textclean.registry import rules
from textclean.testing import check_result

CASES = sorted(path.parent for path in FIXTURES.glob("*/*/before.txt"))
CLEAN = sorted(FIXTURES.glob("clean/*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_damage_is_undone(case: Path) -> None:
    rule = rules()[case.parent.name]
    profile = next((p for p in ("repair", "normalize", "ascii") if p in rule.profiles), "repair")
    cleaner = Pipeline(profile=profile, also=[rule.name])
    before = (case / "before.txt").read_bytes().decode("utf-8", "surrogatepass")
    after = (case / "after.txt").read_bytes().decode("utf-8")
    result = cleaner.inspect(before)
    assert result.text == after
    check_result(result)
    assert cleaner.clean(after) == after
    assert (case / "why.md").read_text("utf-8").strip()


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_text_comes_back(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert Pipeline().clean(text) is text
