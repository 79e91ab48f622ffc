"""Cases of ``benchmarks/linear.py`` that were quadratic once, at two small sizes."""

from __future__ import annotations

import sys

import pytest
from conftest import ROOT
from growth import assert_linear

sys.path.insert(0, str(ROOT / "benchmarks"))
import linear

CASES = {
    "files, jsonl, '{\"text\": ['": 64_000,
    "lines, look-alikes, sarif": 16_000,
    "lines, stray bytes, text": 32_000,
    "lines, stray bytes, sarif": 32_000,
    "lines, closing quotes, text": 8_000,
    "lines, only U+FFFD, text": 32_000,
    "lines, digits in a reference, text": 64_000,
    "distinct, references": 32_000,
    "distinct, cells with a hidden character": 8_000,
    "distinct, new in a page of another encoding": 16_000,
    "distinct, restored and written as references": 160_000,
}


@pytest.fixture(scope="module")
def cases() -> dict[str, tuple[str, linear.Work]]:
    return {name: (seed, work) for name, seed, work in linear.cases(["files", "lines", "distinct"])}


@pytest.mark.parametrize("name", CASES)
def test_what_was_quadratic_is_not(name: str, cases: dict[str, tuple[str, linear.Work]]) -> None:
    seed, work = cases[name]

    assert_linear(work, lambda size: linear.repeated(seed, size), CASES[name], 4 * CASES[name])
