"""The own set of cases out of PDFs and scanners: each comes out exactly as the file says, and enough come out right."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from textclean import Pipeline

FILE = Path(__file__).with_name("extraction_cases.txt")
NAMED = {"n": "\n", "f": "\x0c", "t": "\t", "\\": "\\"}


class Case(NamedTuple):
    """*how* it comes out: restored, held, kept or missed."""

    kind: str
    how: str
    before: str
    after: str


def _read(field: str) -> str:
    return re.sub(
        r"\\(?:([nft\\])|x([0-9a-f]{2})|u([0-9a-f]{4}))",
        lambda m: NAMED[m[1]] if m[1] else chr(int(m[2] or m[3], 16)),
        field,
    )


def _cases() -> list[Case]:
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    return [Case(kind, how, _read(before), _read(after[0] if after else before)) for kind, how, before, *after in rows]


CASES = _cases()
DEFAULT, GUESS = Pipeline(), Pipeline(floor="guess")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.how}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    if case.how == "missed":
        request.applymarker(pytest.mark.xfail(strict=True, reason="a known miss"))
    if case.how == "kept":
        assert DEFAULT.clean(case.before) is case.before
    elif case.how == "held":
        assert DEFAULT.clean(case.before) != case.after
        assert DEFAULT.inspect(case.before).held
        assert GUESS.clean(case.before) == case.after
    else:
        assert DEFAULT.clean(case.before) == case.after
        assert DEFAULT.clean(case.after) == case.after


def test_enough_of_them_come_out_right() -> None:
    count = Counter(case.how for case in CASES)
    damaged = len(CASES) - count["kept"]
    assert len(CASES) >= 400
    assert count["kept"] >= 200
    assert count["restored"] + count["held"] >= 0.9 * damaged
