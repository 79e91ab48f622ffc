"""``textclean stats``: damage counted by kind, file and language; the same in the table, in JSON and in the plot."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from textclean.cli.main import main

FILES = {
    "a.txt": "Th\u0435 president said it was the b\u0435st offer of all.\nclub\u200bhouse\nOrdinary.\n",
    "b.txt": "Die K\u00c3\u00bche m\u00c3\u00b6gen das Gras auf der Wiese.\nUnd wir gehen heute nach Hause.\n",
    "c.txt": "Nothing is wrong with this text at all.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["stats", str(folder), "--isolated", *args])


def test_a_table_by_rule_language_and_file(folder: Path) -> None:
    told = run(folder)
    assert told.exit_code == 0
    assert told.stdout == (
        "rule        findings  held  files\n"
        "homoglyphs         2     0      1\n"
        "mojibake           2     0      1\n"
        "invisible          1     0      1\n"
        "\n"
        "language  files  lines  damaged  kinds\n"
        "en            2      4        2  homoglyphs 2, invisible 1\n"
        "de            1      2        1  mojibake 2\n"
        "\n"
        f"{'file'.ljust(len(str(folder)) + 6)}  language  lines  damaged  kinds\n"
        f"{folder}/a.txt  en            3        2  homoglyphs 2, invisible 1\n"
        f"{folder}/b.txt  de            2        1  mojibake 2\n"
        "\n"
        "3 files, 2 damaged; 6 lines, 3 damaged\n"
    )


def test_json(folder: Path) -> None:
    found = json.loads(run(folder, "--output-format", "json").stdout)
    assert found["languages"] == {
        "en": {
            "language": "en",
            "lines": 4,
            "damaged": 2,
            "rules": {"homoglyphs": {"made": 2, "held": 0}, "invisible": {"made": 1, "held": 0}},
        },
        "de": {"language": "de", "lines": 2, "damaged": 1, "rules": {"mojibake": {"made": 2, "held": 0}}},
    }
    assert sorted(found["files"]) == sorted(f"{folder}/{name}" for name in FILES)


def test_a_plot_says_the_same_in_words(folder: Path) -> None:
    assert run(folder, "--plot", str(folder / "plot.svg")).exit_code == 0
    tree = ElementTree.parse(folder / "plot.svg").getroot()
    words = [element.text for element in tree if element.tag.endswith(("title", "desc"))]
    assert words == ["Damage by language: 3 files", "en: homoglyphs 2, invisible 1; de: mojibake 2"]


def test_a_plot_of_one_language_is_by_file_and_cannot_be_injected(tmp_path: Path) -> None:
    (tmp_path / "<b>&.txt").write_text("Th\u0435 end of the story is near.\n", "utf-8")
    assert run(tmp_path, "--plot", str(tmp_path / "plot.svg")).exit_code == 0
    tree = ElementTree.parse(tmp_path / "plot.svg").getroot()
    assert [element.text for element in tree if element.tag.endswith("title")] == ["Damage by file: 1 files"]
    assert any((element.text or "").endswith("<b>&.txt") for element in tree if element.tag.endswith("}text"))


def test_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing is wrong with this text at all.\n", "utf-8")
    assert run(tmp_path, "--plot", str(tmp_path / "plot.svg")).stdout == "1 file, 0 damaged; 1 lines, 0 damaged\n"
    ElementTree.parse(tmp_path / "plot.svg")


def test_a_plot_that_cannot_be_written_is_told(folder: Path) -> None:
    told = run(folder, "--plot", str(folder / "no" / "plot.svg"))
    assert told.exit_code == 2
    assert "plot.svg" in told.output
