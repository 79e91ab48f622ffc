"""The pages by question say what the command says: their examples are run, in order, in an empty folder."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from snippets import snippets

PAGES = sorted(path.name for path in (ROOT / "docs" / "questions").glob("*.md"))
pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")


@pytest.mark.parametrize("page", [page for page in PAGES if snippets(f"questions/{page}", "console")])
def test_examples_say_what_the_command_says(page: str, tmp_path: Path) -> None:
    shim = tmp_path / "bin" / "textclean"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m textclean "$@"\n')
    shim.chmod(0o755)
    folder = tmp_path / "here"
    folder.mkdir()
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    for block in snippets(f"questions/{page}", "console"):
        for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            run = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True, check=False)
            told = run.stdout.decode()
            assert doctest.OutputChecker().check_output(expected, told, doctest.ELLIPSIS), (command, told, run.stderr)


def test_every_page_is_in_the_menu_and_on_the_start_page() -> None:
    start = (ROOT / "docs" / "index.md").read_text("utf-8")
    menu = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in PAGES:
        assert f"(questions/{page})" in start
        assert f"questions/{page}\n" in menu


def test_figures_on_the_start_page_are_those_of_the_benchmark() -> None:
    import importlib

    sys.path.insert(0, str(ROOT / "docs"))
    found = importlib.import_module("figures").results()
    clean = found["tools"]["textclean"]["kinds"]["clean"]
    start = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert f"of {found['cases']['clean']:,} clean documents in {len(found['languages'])} languages none was" in start
    assert clean.get("restored") == found["cases"]["clean"]


def test_pictures_have_words_for_those_who_do_not_see_them() -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        for alternative in re.findall(r"!\[(.*?)\]\(", page.read_text("utf-8")):
            assert len(alternative) > 20, page
    for plot in (ROOT / "docs" / "plots").glob("*.svg"):
        assert re.search(r"<title[^>]*>.+</title><desc[^>]*>.+</desc>", plot.read_text("utf-8")), plot
