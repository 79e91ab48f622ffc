"""The tools for maintainers: golden runs and their diff, harm on clean text, the sweep of numbers."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES, ROOT

from textclean.rule_registry import rules

sys.path.insert(0, str(ROOT / "tools"))

import cases
import golden
import harm
import library
import sweep

# golden.py

EXAM = (
    {"id": "one", "clean": "The president", "broken": "Th\u0435 president"},
    {"id": "two", "clean": "Les \u00e9t\u00e9s", "broken": "Les \u00e9t\u00e9s"},
    {
        "id": "three",
        "clean": "\u0414\u0430, \u043a\u043e\u043d\u0435\u0447\u043d\u043e.",
        "data": "0JTQsCwg0LrQvtC90LXRh9C90L4u",
    },
)


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    folder = tmp_path / "exam"
    folder.mkdir()
    with gzip.open(folder / "small.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in EXAM)
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_golden_run(exam: Path, tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "run.jsonl"
    arguments = ["run", "--exam", str(exam), "--every", "1", "--only", "exam/", "--jobs", str(jobs), "-o", str(out)]
    assert golden.main(arguments) == 0
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(told["id"], told["after"]) for told in answers] == [
        (f"exam/small/{number}/{row['id']}", row["clean"]) for number, row in enumerate(EXAM)
    ]
    assert answers[0] == {
        "id": "exam/small/0/one",
        "kind": "exam small",
        "settings": {"profile": "repair", "also": [], "only": None},
        "expected": "The president",
        "before": "Th\u0435 president",
        "after": "The president",
        "encoding": None,
        "fixes": [
            {"rule": "homoglyphs", "span": [2, 3], "before": "\u0435", "after": "e", "grade": "CERTAIN"},
        ],
        "held": [],
    }
    assert answers[2]["encoding"] == "utf-8"
    assert golden.main(["diff", str(out), str(out)]) == 0


def test_an_error_is_an_answer() -> None:
    told = golden.answer(cases.Case("pdf", "test", library.REPAIR, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))
    assert (told["after"], told["fixes"]) == (None, [])
    assert told["error"].startswith("NotText(")


def test_every_fixture_and_example_is_asked_once() -> None:
    ids = [case.id for case in cases.cases()]
    assert len(ids) == len(set(ids))
    assert list(library.rules()) == list(rules())
    texts = [path for path in FIXTURES.rglob("*") if path.is_file() and path.suffix != ".md"]
    assert sum(name.startswith("fixtures/") for name in ids) == 3 * len(texts)
    assert sum(name.startswith("examples/") for name in ids) == 4 * sum(len(rule.examples) for rule in rules().values())
    assert {f"accidents/{name}@repair" for name in ("entities", "cut", "percent")} <= set(ids)


def told(name: str, before: str, after: str, expected: str | None, **more: Any) -> golden.Answer:
    return {"id": name, "before": before, "after": after, "expected": expected, "fixes": [], "held": [], **more}


def edit(before: str, after: str, grade: str) -> golden.Answer:
    return {"rule": "mojibake", "span": [3, 5], "before": before, "after": after, "grade": grade}


OLD = (
    told("same", "a", "a", "a"),
    told("clean", "na\u00efve", "na\u00efve", "na\u00efve"),
    told("damaged", "caf\u00c3\u00a9", "caf\u00c3\u00a9", "caf\u00e9", held=[edit("\u00c3\u00a9", "\u00e9", "GUESS")]),
    told("right", "Th\u0435", "The", "The"),
    told("unknown", "x" * 100 + "1", "x" * 100 + "1", None),
    told("gone", "a", "a", "a"),
)
NEW = (
    told("same", "a", "a", "a"),
    told("clean", "na\u00efve", "naive", "na\u00efve"),
    told("damaged", "caf\u00c3\u00a9", "caf\u00e9", "caf\u00e9", fixes=[edit("\u00c3\u00a9", "\u00e9", "LIKELY")]),
    told("right", "Th\u0435", "Th\u0435", "The"),
    told("unknown", "x" * 100 + "1", "x" * 100 + "2", None),
)
REPORT = """\
harmed: clean
  before    'na\u00efve'
  old       'na\u00efve'
  new       'naive'
  expected  'na\u00efve'
lost: right
  before    'Th\u0435'
  old       'The'
  new       'Th\u0435'
  expected  'The'
restored: damaged
  before    'caf\u00c3\u00a9'
  old       'caf\u00c3\u00a9'
  new       'caf\u00e9'
  expected  'caf\u00e9'
  fixes     + mojibake 3:5 '\u00c3\u00a9' (U+00C3 U+00A9) -> '\u00e9' (U+00E9) LIKELY
  held      - mojibake 3:5 '\u00c3\u00a9' (U+00C3 U+00A9) -> '\u00e9' (U+00E9) GUESS
... and 1 more changed answers (--most)
only in OLD: 1 answers, such as gone
restored +1 -1, held +0 -1, harmed 1 of clean 2 (was 0); 1 changed otherwise, 4 of 5 answers differ
"""


def test_a_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, answers in (("old.jsonl", OLD), ("new.jsonl.gz", NEW)):
        with golden.opened(str(tmp_path / name), "w") as out:
            out.writelines(json.dumps(one) + "\n" for one in answers)
    assert golden.main(["diff", str(tmp_path / "old.jsonl"), str(tmp_path / "new.jsonl.gz"), "--most", "3"]) == 1
    assert capsys.readouterr().out == REPORT


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (told("i", "a", "b", "a"), told("i", "a", "a", "a"), "spared"),
        (told("i", "a", "a", "b"), told("i", "a", "a", "b", held=[edit("a", "b", "GUESS")]), "held"),
        (
            told("i", "a", "b", "b", fixes=[edit("a", "b", "LIKELY")]),
            told("i", "a", "b", "b", fixes=[edit("a", "b", "CERTAIN")]),
            "explained",
        ),
        (told("i", "a", "b", "c"), told("i", "a", "d", "c"), "changed"),
    ],
)
def test_other_verdicts(old: golden.Answer, new: golden.Answer, verdict: str) -> None:
    assert golden.verdict(old, new) == verdict


# harm.py


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "SOURCES.md").write_text("no record: Th\u0435\n", encoding="utf-8")
    records = [
        {"text": "Clean.\n\nVery clean.", "source": "here"},
        {"text": "A line.\nTh\u0435 pr\u0435sid\u0435nt sp\u043eke.", "source": "there"},
    ]
    with gzip.open(folder / "some.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in records)
    return folder


def test_harm(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slips = tmp_path / "slips.jsonl"
    quiet = ["--judged", str(slips), "--slowest", "0", "--jobs", "1"]
    assert harm.main([str(corpus), *quiet, "--record", str(slips)]) == 1
    *report, total = capsys.readouterr().out.splitlines()
    why = "in a word of 3 letters: Cyrillic letters in a Latin word; such letters are damage in this text"
    assert report[0] == "homoglyphs: Cyrillic -> ASCII: 3"
    assert report[1] == f"  some.jsonl.gz:2 (there), line 2: 'Th\u0435' -> 'The' CERTAIN ({why})"
    assert report[4] == "changed: some.jsonl.gz:2 (there): homoglyphs 3"
    assert report[-2:] == [
        "      3      1      1 250000.0  all that was changed",
        "      3      1      1 250000.0  homoglyphs: Cyrillic -> ASCII",
    ]
    assert total.startswith("2 documents, 4 lines, 0.0 MB, ")

    found = [json.loads(line) for line in slips.read_text(encoding="utf-8").splitlines()]
    assert [(slip["before"], slip["after"], slip["note"]) for slip in found] == [
        ("Th\u0435", "The", ""),
        ("pr\u0435sid\u0435nt", "president", ""),
        ("sp\u043eke.", "spoke.", ""),
    ]
    assert harm.main([str(corpus), *quiet]) == 0  # all of them were judged
    report = capsys.readouterr().out.splitlines()
    assert report[-3:-1] == [
        "      0      0      0      0.0  all that was changed",
        "      3      1      1 250000.0  judged slip, homoglyphs: Cyrillic -> ASCII",
    ]
    assert harm.main([str(corpus), *quiet, "--every", "2"]) == 0


def test_held_edits_are_no_harm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_text("See `th\u0435 president` there.\n", encoding="utf-8")
    assert harm.main([str(tmp_path), "--held", "--jobs", "1"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "held, homoglyphs: Cyrillic -> ASCII: 1"
    assert second.startswith("  one.txt, line 1: '`th\u0435' -> '`the' CERTAIN (")


def test_the_own_clean_text_is_not_harmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert harm.main(["--sample"]) == 0
    assert "0  all that was changed" in capsys.readouterr().out


def test_the_list_of_slips_holds_no_lines() -> None:
    for digest, before, after in harm.judged(harm.JUDGED):
        assert len(digest) == 16
        assert max(len(before), len(after)) <= 80


# sweep.py

MODULE = """\
LIMIT = 3
LOW, HIGH = 0.5, -8
POINT = 0x41
NAMED: dict[str, float] = {"a": 1.0, "b": 2}
TRUE = True


class Table:
    size: int = 7
"""


def test_numbers_of_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text(MODULE)
    monkeypatch.setattr(sweep, "ROOT", tmp_path)
    found = {number.name: number for number in sweep.numbers("package.module")}
    assert {name: number.value for name, number in found.items()} == {
        "LIMIT": 3,
        "LOW": 0.5,
        "HIGH": 8,
        "NAMED#0": 1.0,
        "NAMED#1": 2,
        "Table.size": 7,
    }
    assert [number.name for number in sweep.numbers("package.module.NAMED")] == ["NAMED#0", "NAMED#1"]
    assert [number.name for number in sweep.numbers("package.module.NAMED#1")] == ["NAMED#1"]
    assert sweep.values(found["LIMIT"], [0.5, 1, 2]) == [1, 6]
    assert sweep.values(found["LOW"], [0.5, 2]) == [0.25, 1.0]


def test_a_literal_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "changed_by_sweep.py").write_text("LOW, HIGH = 1, 8\nTWICE = 2 * HIGH\n")
    monkeypatch.setattr(sweep, "ROOT", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    (number,) = sweep.numbers("changed_by_sweep.HIGH")
    monkeypatch.setattr(sys, "meta_path", [sweep.Finder(number, 5), *sys.meta_path])
    import changed_by_sweep  # type: ignore[import-not-found]

    assert (changed_by_sweep.LOW, changed_by_sweep.HIGH, changed_by_sweep.TWICE) == (1, 5, 10)


def test_a_row_of_the_sweep() -> None:
    base = sweep.Score(frozenset("abc"), frozenset())
    assert sweep.row("N = 4", 2, sweep.Score(frozenset("bcd"), frozenset("x")), base) == (
        "N = 4                                     2      3    +1    -1       1    +1    -0"
    )
    assert (
        sweep.row("N = 4", 2, "ValueError: no", base)
        == "N = 4                                     2  failed: ValueError: no"
    )
