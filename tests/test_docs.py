"""The docs say what the code says: pages are current, examples run, the README's first example is true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest
from conftest import ROOT

import textclean

sys.path.insert(0, str(ROOT / "docs"))
HEAVY = (".integrations.", ".language_server")  # their imports are extras
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


def test_the_first_example_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command, expected = re.search(r"\$ printf '(.*?)' \| textclean\n(.*?)\n", readme).groups()  # type: ignore[union-attr]
    before = command.replace("\\n", "\n").replace("\\u200b", "\u200b")
    run = subprocess.run([sys.executable, "-m", "textclean"], input=before.encode(), capture_output=True, check=True)
    assert run.stdout.decode() == expected + "\n"


def test_the_format_in_the_docs_is_the_one_that_is_tested() -> None:
    example = ROOT / "tests" / "plugin_example" / "src" / "textclean_interrobangs" / "subtitles.py"
    page = (ROOT / "docs" / "write-a-format.md").read_text(encoding="utf-8")
    assert f"```python\n{example.read_text(encoding='utf-8')}```" in page
