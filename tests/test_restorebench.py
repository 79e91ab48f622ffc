"""The benchmark: the same set each time, every kind is damage, scores are exact, no loss is hidden."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import re
import subprocess
import sys
from types import ModuleType

import pytest
from conftest import ROOT

FOLDER = ROOT / "benchmarks" / "restore"
sys.path[:0] = [str(FOLDER), str(ROOT / "docs")]
figures, kinds, run, runners, scoring, sources, texts = map(
    importlib.import_module, ("figures", "kinds", "run", "runners", "scoring", "sources", "texts")
)
RESULTS = json.loads((FOLDER / "results.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def cases() -> list[texts.Case]:
    found: list[texts.Case] = texts.build(run.sample(), each=1)
    return found


@pytest.mark.parametrize("module", [scoring, sources], ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_the_set_is_the_same_each_time(cases: list[texts.Case]) -> None:
    code = "import sys; sys.path.insert(0, sys.argv[1]); import run, texts; "
    code += "print(texts.digest(texts.build(run.sample(), each=1)))"
    others = [
        subprocess.run(
            [sys.executable, "-c", code, str(FOLDER)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert others == [texts.digest(cases)] * 2


def test_as_many_clean_documents_as_there_are(cases: list[texts.Case]) -> None:
    clean = [case for case in cases if case.kind == "clean"]
    assert all(case.given == case.text for case in clean)
    assert len({case.text for case in clean}) == len(clean) > 0
    assert all(case.given not in (case.text, case.text.encode()) for case in cases if case.kind != "clean")


SAMPLES = {
    "bytes-legacy": ("de", "Grüße", b"Gr\xfc\xdfe"),
    "decomposed": ("de", "Grüße", "Gru\u0308ße"),
    "detached-accents": ("de", "Grüße", "Gr\xa8uße"),
    "escapes": ("de", "Grüße 😀", "Gr\\u00fc\\u00dfe \\ud83d\\ude00"),
    "ligatures": ("de", "offline", "o\ufb04ine"),
    "look-alikes-words": ("ru", "Она рассера рос", "Она paccepa poc"),
    "quoted-printable": ("de", "ü=", "=C3=BC=3D"),
    "utf8-as-cp1252": ("de", "Grüße", "GrÃ¼ÃŸe"),
    "utf8-lossy": ("cs", "čáp", "Ä\ufffdÃ¡p"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_kinds(name: str) -> None:
    language, text, expected = SAMPLES[name]
    found = {kinds.KINDS[name].damage(text, language, texts.Random(seed)) for seed in range(9)}
    assert expected in found


def test_every_kind_happens(cases: list[texts.Case]) -> None:
    without = {"bytes-mixed", "ligatures", "look-alikes-words", "utf8-lossy"}  # the sample is small
    assert {case.kind for case in cases} | without >= set(kinds.KINDS)
    assert {kind for kind in RESULTS["cases"] if kind != "clean"} == set(kinds.KINDS)


def test_outcomes() -> None:
    assert [scoring.outcome(answer, "GrÃ¼ÃŸe", "Grüße") for answer in ("Grüße", "GrÃ¼ÃŸe", "GrüÃŸe", "Gr")] == [
        "restored",
        "left",
        "closer",
        "closer",
    ]
    assert scoring.outcome("Gräße", "Grüße", "Grüße") == "harmed"
    assert scoring.outcome("Gr\ufffde", b"Gr\xfce", "Grüe") == "left"


def test_textclean_on_a_sample(cases: list[texts.Case]) -> None:
    some = [case for case in cases if case.language == "de" or case.kind == "clean"]
    answers = run.measure("textclean", some)
    assert answers == run.measure("textclean", some)._replace(seconds=answers.seconds)
    assert len(answers.outcomes) == len(some)
    assert {outcome for name, outcome in answers.outcomes.items() if name.startswith("clean/")} == {"restored"}
    assert answers.outcomes["utf8-as-cp1252/de/0"] == "restored"


def test_an_error_is_an_answer() -> None:
    def call(text: str) -> str:
        raise ValueError("no")

    assert run._answer(call, "a") == "ValueError: no"


def test_a_tool_that_is_missing_has_no_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zerowidth", None)  # an import of it fails
    monkeypatch.setattr(runners, "TOOLS", {name: runners.TOOLS[name] for name in ("textclean", "zerowidth")})
    assert runners.installed() == (["textclean"], ["zerowidth"])


def test_the_packages_are_pinned() -> None:
    lines = [line for line in sources.PINS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.]+==[\d.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines)
    assert len(sources.LANGUAGES) == len(RESULTS["languages"]) == 40


def test_results_are_those_of_the_recorded_set() -> None:
    assert RESULTS["digest"] == (FOLDER / "digest.txt").read_text("utf-8").strip()
    assert RESULTS["cases"]["clean"] == sum(RESULTS["cases"].values()) / 2


def test_every_loss_is_told_with_its_reason() -> None:
    lost = RESULTS["tools"]["textclean"]["lost"]
    counts = RESULTS["tools"]["textclean"]["kinds"]
    for kind in kinds.KINDS:
        assert sum(lost.get(kind, {}).values()) == RESULTS["cases"][kind] - counts[kind].get("restored", 0)
    assert set(lost) - {"clean"} == set(figures.REASONS)
    page = figures.page()
    assert all(figures.REASONS[kind] in page for kind in lost)
