"""The docs say what the code says: pages are current, examples run, the README's first example is true."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

import textclean

sys.path.insert(0, str(ROOT / "docs"))
HEAVY = (".integrations.", ".language_server", ".cli.web")  # their imports are extras
MODULES = [
    m.name for m in pkgutil.walk_packages(textclean.__path__, "textclean.") if not any(h in m.name for h in HEAVY)
]


def test_rule_pages_are_current() -> None:
    generate = importlib.import_module("generate")
    assert generate.stale() == []


@pytest.mark.parametrize("name", ["textclean", *(m for m in MODULES if not m.endswith("__main__"))])
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_rule_in_write_a_rule_is_a_rule() -> None:
    page = (ROOT / "docs" / "write-a-rule.md").read_text(encoding="utf-8")
    source, examples, check, *_ = re.findall(r"```python\n(.*?)```", page, re.S)
    module = type(sys)("interrobangs", doc="story")
    sys.modules["interrobangs"] = module
    try:
        exec(source + examples, module.__dict__)
        rule = module.interrobangs
        for example in rule.examples:
            edits = list(rule.find(textclean.Text(example.before)))
            text = example.before
            for edit in reversed(edits):
                text = text[: edit.start] + edit.new + text[edit.end :]
            assert text == example.after
        assert "check_rule" in check
    finally:
        del sys.modules["interrobangs"]


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
@pytest.mark.parametrize(("page", "command"), [("README.md", "| textclean"), ("docs/index.md", "> a.txt")])
def test_the_first_example_works_in_a_plain_shell(page: str, command: str) -> None:
    """In dash, too, whose printf knows octal escapes only."""
    text = (ROOT / page).read_text(encoding="utf-8")
    printf = re.search(rf"\$ (printf '.*?') {re.escape(command)}\n", text)[1]  # type: ignore[index]
    expected = re.search(r"^(The president said.*)$", text, re.M)[1]  # type: ignore[index]
    shell = shutil.which("dash") or "sh"
    before = subprocess.run([shell, "-c", printf], capture_output=True, check=True).stdout
    run = subprocess.run([sys.executable, "-m", "textclean"], input=before, capture_output=True, check=True)
    assert run.stdout.decode() == expected + "\n"
    assert before.decode() != expected + "\n"


PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def test_what_pages_name_is_importable() -> None:
    named = {
        found
        for page in PAGES
        for found in re.findall(r"(?<![\w/.-])textclean(?:\.[A-Za-z_]\w*)+(?![\w/-])", page.read_text("utf-8"))
    }
    files = {"textclean.toml", "textclean.sarif", "textclean.fish", "textclean.rules"}
    for name in sorted(named - files):
        home, _, last = name.rpartition(".")
        if "integrations" in name:  # their imports are extras
            assert importlib.util.find_spec(".".join(name.split(".")[:3])), name
        else:
            assert (
                importlib.util.find_spec(name) if _is_module(name) else hasattr(importlib.import_module(home), last)
            ), name


def _is_module(name: str) -> bool:
    return name in MODULES


def test_the_api_has_all_public_names_and_all_errors() -> None:
    api = importlib.import_module("api")
    named = {name for _, _, names in api.SECTIONS for name in names}
    assert set(textclean.__all__) - {"__version__"} <= named
    for name in MODULES:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    errors, left = set(), [textclean.TextcleanError]
    while left:
        error = left.pop()
        errors.add(f"{error.__module__}.{error.__name__}".removeprefix("textclean."))
        left += error.__subclasses__()
    assert {name for name in errors if not name.startswith("tests")} - {"errors.TextcleanError"} <= named
    assert {found.__name__ for found in map(api.found, named)} == {name.rpartition(".")[2] for name in named}


def test_the_format_in_the_docs_is_the_one_that_is_tested() -> None:
    example = ROOT / "tests" / "plugin_example" / "src" / "textclean_interrobangs" / "subtitles.py"
    page = (ROOT / "docs" / "write-a-format.md").read_text(encoding="utf-8")
    assert f"```python\n{example.read_text(encoding='utf-8')}```" in page
