"""A rule and a format from a package of their own, installed into a scratch environment and found by entry points."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "plugin_example"

pytest.importorskip("hatchling")  # what builds the package; it need not be fetched then
pytestmark = pytest.mark.hosts


class Scratch:
    """A virtual environment that sees what this one has, plus what is installed into it."""

    def __init__(self, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = folder / scripts / Path(sys.executable).name
        site = Path(self.run("-c", "import sysconfig; print(sysconfig.get_path('purelib'))").stdout.strip())
        here = [sysconfig.get_path("purelib"), str(Path(__file__).parent.parent)]
        (site / "below.pth").write_text("".join(f"import site; site.addsitedir({path!r})\n" for path in here))

    def run(self, *args: str, text: str | None = None, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run its Python; from another folder, so that nothing is imported from here by chance."""
        command = [str(self.python), *args]
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=check,
            cwd=self.python.parent,
            env={**os.environ, "PYTHONUTF8": "1"},
        )

    def install(self, package: Path) -> None:
        """Install *package*, whose dependencies are there already."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python), "install", "--quiet"]
        subprocess.run([*pip, "--no-deps", "--no-build-isolation", str(package)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Scratch:
    source = tmp_path_factory.mktemp("source") / "package"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__"))
    found = Scratch(tmp_path_factory.mktemp("scratch") / "env")
    found.install(source)
    return found


def test_it_is_listed(scratch: Scratch) -> None:
    listed = scratch.run("-m", "textclean", "rules").stdout
    assert "interrobangs" in listed
    assert "homoglyphs" in listed


def test_it_is_explained(scratch: Scratch) -> None:
    told = scratch.run("-m", "textclean", "explain", "interrobangs").stdout
    assert "Some site replaced every question mark" in told
    assert "replacement" in told


def test_it_is_off_until_it_is_named(scratch: Scratch) -> None:
    assert scratch.run("-m", "textclean", text="Why\u203d\n").stdout == "Why\u203d\n"
    assert scratch.run("-m", "textclean", "--also", "interrobangs", text="Why\u203d\n").stdout == "Why?\n"
    option = ["--set", "interrobangs.replacement=!"]
    assert scratch.run("-m", "textclean", "--also", "interrobangs", *option, text="Why\u203d\n").stdout == "Why!\n"


def test_it_keeps_the_promises_of_a_rule(scratch: Scratch) -> None:
    code = """
from textclean.rule_registry import find
from textclean.testing import check_rule
check_rule(find("interrobangs"))
"""
    scratch.run("-c", code)


def test_it_travels_to_worker_processes(scratch: Scratch) -> None:
    code = """
import json, multiprocessing
from textclean import Pipeline
if __name__ == "__main__":
    cleaner = Pipeline(also=["interrobangs"])
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        print(json.dumps(pool.map(cleaner.clean, ["Why\\u203d", "plain"])))
"""
    file = scratch.python.parent / "workers.py"
    file.write_text(code)
    assert json.loads(scratch.run(str(file)).stdout) == ["Why?", "plain"]


CUES = "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Th\u0435 pr\u0435sident</i>\r\ncame.\r\n\r\n"
CUES += "2\n00:00:03,000 --> 00:00:04,000\nYes\n"


def test_a_format_is_known_by_suffix_and_by_name(scratch: Scratch, tmp_path: Path) -> None:
    (tmp_path / "film.CUES").write_bytes(CUES.encode())
    restored = CUES.replace("\u0435", "e")
    assert scratch.run("-m", "textclean", "-i", str(tmp_path)).returncode == 0
    assert (tmp_path / "film.CUES").read_bytes() == restored.encode()
    run = ("-m", "textclean", "--input", "cues", "--jobs", "2")
    assert scratch.run(*run, text=CUES.replace("\r", "") * 3).stdout == restored.replace("\r", "") * 3
    (tmp_path / "textclean.toml").write_text('input = "cues"\n')
    told = scratch.run("-m", "textclean", "check", "--config", str(tmp_path / "textclean.toml"), text=CUES, check=False)
    assert (told.returncode, "<stdin>:3:6 (cue 1): homoglyphs" in told.stdout) == (1, True)


def test_a_format_is_listed_and_its_near_match_given(scratch: Scratch) -> None:
    shown = "".join(scratch.run("-m", "textclean", "--help").stdout.split())
    assert "warc|parquet|json|markdown|ipynb|po|subtitles|properties|toml|yaml|mail|code|cues" in shown
    told = scratch.run("-m", "textclean", "--input", "cue", text="", check=False)
    assert (told.returncode, "unknown input format 'cue'; did you mean 'cues'?" in told.stderr) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cues =", "html =", "that name is taken"),
        ("subtitles:FORMAT", "subtitles:nothing", "cannot be loaded"),
        ("subtitles:FORMAT", "subtitles:Subtitles", "is the class Subtitles, not a format"),
    ],
)
def test_a_package_with_a_wrong_format_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    project = tmp_path / "package" / "pyproject.toml"
    project.write_text(project.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    scratch = Scratch(tmp_path / "env")
    scratch.install(tmp_path / "package")
    (tmp_path / "a.cues").write_text(CUES)
    run = scratch.run("-m", "textclean", str(tmp_path / "a.cues"), check=False)
    assert run.returncode == 2
    assert "textclean-interrobangs" in run.stderr
    assert said in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("interrobangs =", "homoglyphs =", "that name is taken"),
        ("interrobangs:interrobangs", "interrobangs:nothing", "cannot be loaded"),
        ("interrobangs:interrobangs", "interrobangs:re", "not a rule"),
    ],
)
def test_a_package_that_is_wrong_is_named(old: str, new: str, said: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "package", ignore=shutil.ignore_patterns("__pycache__"))
    project = tmp_path / "package" / "pyproject.toml"
    project.write_text(project.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    scratch = Scratch(tmp_path / "env")
    scratch.install(tmp_path / "package")
    run = scratch.run("-m", "textclean", "rules", check=False)
    assert run.returncode == 2
    assert "textclean-interrobangs" in run.stderr
    assert said in run.stderr
    assert "Traceback" not in run.stderr
