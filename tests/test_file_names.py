"""Damaged names of files and folders: found, restored, taken back; nothing is ever overwritten."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from textclean import file_names
from textclean.cli.main import main
from textclean.cli.rename import _is_same


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args), "--isolated"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tree(folder: Path) -> list[str]:
    return sorted(os.path.relpath(Path(top) / name, folder) for top, _, names in os.walk(folder) for name in names)


def make(folder: Path, *names: str | bytes) -> None:
    for name in names:
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(os.fsdecode(name), "utf-8", "surrogateescape")


DECOMPOSED = unicodedata.normalize("NFD", "\u00dcbersicht f\u00fcr caf\u00e9.txt")
DAMAGED = {
    "Pr\u00c3\u00bcfung/Gr\u00c3\u00b6\u00c3\u0178e.txt": "Pr\u00fcfung/Gr\u00f6\u00dfe.txt",
    f"mac/{DECOMPOSED}": "mac/\u00dcbersicht f\u00fcr caf\u00e9.txt",
    "club\u200bhouse.txt": "clubhouse.txt",
    "th\u0435 president.md": "the president.md",
}


def test_a_dry_run_first_then_names_then_back(folder: Path) -> None:
    make(folder, *DAMAGED, "fine \u00e9.txt", "\u4e2d\u6587.txt", ".git/th\u0435.txt")
    before = tree(folder)
    result = run("rename", ".")
    assert result.exit_code == 1
    assert result.stdout.count("\u2192") == 5  # four files and a folder
    assert tree(folder) == before
    assert run("check", "--names").exit_code == 1
    assert run("rename", ".", "--apply", "--changes", folder.parent / "names").exit_code == 0
    assert tree(folder) == sorted([*DAMAGED.values(), "fine \u00e9.txt", "\u4e2d\u6587.txt", ".git/th\u0435.txt"])
    assert run("rename", ".").exit_code == 0
    assert run("check", "--names").exit_code == 0
    assert run("rename", "--undo", folder.parent / "names").exit_code == 0
    assert tree(folder) != before
    assert run("rename", "--undo", folder.parent / "names", "--apply").exit_code == 0
    assert tree(folder) == before
    (folder.parent / "names").unlink()


@pytest.mark.parametrize(
    ("charset", "names"),
    [
        (
            "gbk",
            [
                "\u6d4b\u8bd5\u6587\u6863.txt",
                "\u4e2d\u56fd\u5386\u53f2\u8d44\u6599.txt",
                "\u7b2c\u4e00\u7ae0\u8bf4\u660e.txt",
            ],
        ),
        ("shift_jis", ["\u65e5\u672c\u8a9e\u306e\u8cc7\u6599.txt", "\u8acb\u6c42\u66f8\u306b\u3064\u3044\u3066.txt"]),
        ("cp437", ["\u00dcbersicht f\u00fcr M\u00e4rz.txt", "Gr\u00f6\u00dfe der T\u00fcren.txt"]),
    ],
)
def test_names_out_of_archives(folder: Path, charset: str, names: list[str]) -> None:
    """As ``unzip`` writes them where it keeps the bytes."""
    make(folder, *(name.encode(charset) for name in names))
    assert run("check", "--names", ".").exit_code == 1
    assert run("rename", "--apply", ".").exit_code == 0
    assert tree(folder) == sorted(names)


def test_nothing_is_overwritten(folder: Path) -> None:
    make(
        folder,
        "club\u200bhouse.txt",
        "clubhouse.txt",
        "the\u200b end.txt",
        "th\u0435 end.txt",
        "ab\u200bbey.txt",
        "Abbey.TXT",
    )
    before = {name: (folder / name).read_text("utf-8") for name in tree(folder)}
    result = run("rename", "--apply", ".")
    assert result.exit_code == 2
    assert "there is 'clubhouse.txt' already" in result.output
    assert "there is 'Abbey.TXT' already, and some disks hold it for the same name" in result.output
    after = {name: (folder / name).read_text("utf-8") for name in tree(folder)}
    assert sorted(after.values()) == sorted(before.values())  # nothing is lost
    assert "the end.txt" in after
    assert len(after) == 6


def test_a_file_that_appears_meanwhile_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(folder, "club\u200bhouse.txt")
    found = list(file_names.found(["."], {}))
    make(folder, "clubhouse.txt")
    monkeypatch.setattr(file_names, "found", lambda *_: found)
    result = run("rename", "--apply", ".")
    assert (result.exit_code, "there is something of that name already" in result.output) == (2, True)
    assert (folder / "clubhouse.txt").read_text("utf-8") == "clubhouse.txt"


def test_a_second_link_is_another_file(folder: Path) -> None:
    make(folder, "a")
    os.link("a", "b")
    assert not _is_same("a", "b")


@pytest.mark.parametrize("name", ["\u200b", "\u200b..", "a\u200b "])
def test_results_that_are_no_names_are_refused(folder: Path, name: str) -> None:
    make(folder, name)
    run("rename", "--apply", ".")
    assert tree(folder) == [name]


def test_errors_say_what_to_do(folder: Path) -> None:
    assert run("rename").exit_code == 2
    assert "there is no absent" in run("rename", "absent").output
    make(folder, "record")
    assert "is no record of new names" in run("rename", "--undo", "record").output
    assert "exists already" in run("rename", ".", "--apply", "--changes", "record").output


def test_reports_for_programs(folder: Path) -> None:
    make(folder, "club\u200bhouse.txt", b"caf\xe9 au lait.txt")
    for kind in ("json", "sarif", "github", "html", "full"):
        result = run("check", "--names", "--output-format", kind)
        assert result.exit_code == 1
        assert result.stdout
