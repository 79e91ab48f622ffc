"""The article this project was made for comes back exactly, through every door."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import FIXTURES

import textclean
from textclean.testing import check_result

BEFORE = (FIXTURES / "seed" / "before.txt").read_bytes()
AFTER = (FIXTURES / "seed" / "after.txt").read_bytes()


def command(data: bytes, *arguments: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "textclean", *arguments], input=data, capture_output=True, check=True
    ).stdout


def test_the_library() -> None:
    assert textclean.clean(BEFORE.decode()) == AFTER.decode()
    assert textclean.clean(BEFORE) == AFTER.decode()


def test_inspect() -> None:
    result = textclean.inspect(BEFORE)
    check_result(result)
    assert result.text == AFTER.decode()
    assert sum(len(fix.old) for fix in result.fixes) == 274
    assert {fix.rule for fix in result.fixes} == {"homoglyphs"}
    assert {(fix.old, fix.new) for fix in result.fixes} == {("\u0435", "e"), ("\u0435\u0435", "ee")}
    assert result.held == ()
    assert result.undo() == BEFORE


@pytest.mark.parametrize("times", [1, 300])
def test_a_pipe(times: int) -> None:
    assert command(BEFORE * times) == AFTER * times


def test_line_by_line() -> None:
    for before, after in zip(BEFORE.split(b"\n"), AFTER.split(b"\n"), strict=True):
        assert textclean.clean(before) == after.decode()
