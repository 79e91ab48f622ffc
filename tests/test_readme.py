"""The tables of the README are true: what stands under "restored" comes out, what stands under "left alone" stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textclean import Pipeline

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
PROFILES = {"all": "repair", "`normalize`, `ascii`": "normalize", "`ascii`": "ascii"}
# Cells that describe a kind of text in words, or show white space.
IN_WORDS = {"CRLF, trailing blanks", "LF, none"}


def rows() -> list[list[str]]:
    table = README.split("| damage | for example | restored | left alone | profile |\n")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:]]


def quoted(cell: str) -> list[str]:
    """The code spans of a cell, with U+200B and the like for their escapes."""
    return [re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text) for text in re.findall("`([^`]*)`", cell)]


def cases(column: int) -> list[tuple[str, str, str]]:
    found = []
    for _, example, restored, left, profile in rows():
        if column == 2 and example not in IN_WORDS:
            found += [(PROFILES[profile], *pair) for pair in zip(quoted(example), quoted(restored), strict=True)]
        elif column == 3:
            found += [(PROFILES[profile], text, text) for text in quoted(left)]
    return found


@pytest.mark.parametrize(("profile", "before", "after"), cases(2))
def test_restored(profile: str, before: str, after: str) -> None:
    assert Pipeline(profile=profile).clean(before) == after


@pytest.mark.parametrize(("profile", "before", "after"), cases(3))
def test_left_alone(profile: str, before: str, after: str) -> None:
    assert Pipeline(profile=profile).clean(before) == after


def test_the_table_is_read() -> None:
    assert len(cases(2)) >= 10
    assert len(cases(3)) >= 6
