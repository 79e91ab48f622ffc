"""Clean text beside damaged text stays as it is: in one str, in one file of many pages, in a stream.

The everyday run takes 500 documents.  The long one: ``TEXTCLEAN_PAIRS=20000 pytest tests/test_mixed_documents.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from mixed_documents import Pair, clean_documents, pairs

import textclean

PAIRS = int(os.environ.get("TEXTCLEAN_PAIRS", "500"))
PAGES = 20  # documents in one file


def lines(mixed: list[Pair]) -> tuple[str, dict[int, str]]:
    """The documents as one text, and its clean lines by number."""
    text = ""
    clean: dict[int, str] = {}
    for pair in mixed:
        clean[(text + pair.before).count("\n")] = pair.clean
        text += pair.text + "\n\n"
    return text, clean


def changed(given: dict[int, str], text: str) -> list[tuple[str, str]]:
    """The clean lines that came out otherwise."""
    out = text.split("\n")
    return [(line, out[number]) for number, line in given.items() if out[number] != line]


def test_clean_documents_alone_are_clean() -> None:
    for name, sentences in clean_documents().items():
        text = " ".join(sentences)
        assert textclean.clean(text) is text, name


def test_thirty_languages() -> None:
    assert len(clean_documents()) >= 60
    assert not any("\n" in sentence for sentences in clean_documents().values() for sentence in sentences)


@pytest.mark.parametrize("seed", range(5))
def test_in_one_str(seed: int) -> None:
    harmed = []
    restored = 0
    for pair in pairs(seed, PAIRS // 5):
        result = textclean.inspect(pair.text)
        start, end = len(pair.before), len(pair.before) + len(pair.clean)
        restored += bool(result.fixes)
        harmed += [(pair.name, fix) for fix in result.fixes if fix.start < end and start < fix.end]
        at, till = result.target(start, end)
        assert harmed or result.text[at:till] == pair.clean
        assert textclean.clean(pair.text) == result.text
    assert harmed == []
    assert restored > 0.75 * (PAIRS // 5)  # the damage beside them is still seen


def test_in_one_file() -> None:
    for seed in range(100, 100 + PAIRS // PAGES):
        text, clean = lines(list(pairs(seed, PAGES)))
        assert changed(clean, textclean.clean(text.encode())) == [], seed


def test_in_a_stream() -> None:
    text, clean = lines([pair for seed in range(100, 100 + PAIRS // PAGES) for pair in pairs(seed, PAGES)])
    command = [sys.executable, "-m", "textclean", "--jobs", "1"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    assert changed(clean, done.stdout.decode()) == []
