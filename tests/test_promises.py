"""What holds for all rules: one name, a story, evidence in several scripts, ASCII source, the same answer twice."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import FIXTURES

import textclean
import textclean.rules
from textclean.contract import Rule
from textclean.pipeline import Pipeline
from textclean.rule_registry import rules
from textclean.testing import check_result, check_rule

RULES = sorted(rules().values(), key=lambda rule: rule.name)
SOURCES = sorted(Path(textclean.rules.__file__).parent.glob("[!_]*.py"))
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/before.txt"))
CLEAN = sorted((FIXTURES / "clean").glob("*.txt"))

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
each_source = pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)


@each_rule
def test_a_rule_keeps_its_promises(rule: Rule) -> None:
    check_rule(rule)


@each_rule
def test_module_and_rule_have_one_name(rule: Rule) -> None:
    assert rule.find.__module__ == f"textclean.rules.{rule.name}"


@each_source
def test_source_is_ascii_and_short(path: Path) -> None:
    source = path.read_bytes()
    assert source.isascii()
    assert source.count(b"\n") <= 200


@each_source
def test_decisions_do_not_depend_on_the_python_version(path: Path) -> None:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute) and node.attr in (
            "isalpha",
            "isalnum",
            "isdigit",
            "isspace",
            "isupper",
            "islower",
        ):
            found.add(node.attr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.startswith("\n"):
            found |= set(re.findall(r"(?<!\\)(?:\\\\)*(\\[wWsSdD])", node.value))
    assert not found, f"{path.name} asks Python's own tables: {found}"


@each_source
def test_rules_know_nothing_of_each_other(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in getattr(node, "names", []) if isinstance(node, ast.Import)]
        )
        for name in names:
            assert not re.match(r"textclean\.(rules|pipeline|cli|stream|settle|record|result)\b", name), name


def test_no_public_name_is_a_module() -> None:
    modules = {module.name for module in pkgutil.iter_modules(textclean.__path__)}
    assert not modules & set(textclean.__all__)


def test_every_module_has_a_docstring() -> None:
    for module in pkgutil.walk_packages(textclean.__path__, "textclean."):
        if re.search(r"\.integrations\.|\.tables\.build|__main__|\.language_server$|\.cli\.web$", module.name):
            continue  # of extras
        assert importlib.import_module(module.name).__doc__, module.name


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_fixture(case: Path) -> None:
    before, after = ((case / name).read_bytes() for name in ("before.txt", "after.txt"))
    assert (case / "why.md").read_text(encoding="utf-8").strip()
    rule = rules().get(case.parent.name)
    profile = "repair" if rule is None or not rule.profiles else next(iter(rule.profiles))
    pipeline = Pipeline(profile=profile, also=[rule.name] if rule else ())
    result = pipeline.inspect(before)
    assert result.text.encode() == after
    check_result(result)
    assert pipeline.clean(after.decode()) == after.decode()


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_text_comes_back_as_the_same_object(path: Path) -> None:
    text = path.read_bytes().decode()
    assert textclean.clean(text) is text
    for line in text.split("\n"):
        assert textclean.clean(line) is line


@pytest.mark.parametrize("path", sorted(Path(textclean.__file__).parent.rglob("*.py")), ids=lambda path: path.stem)
def test_no_name_has_two_meanings_in_a_module(path: Path) -> None:
    """A constant that is assigned twice has, for all functions, the value that stands last."""
    seen: Counter[str] = Counter()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            seen[node.name] += 1
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            seen.update(name.id for name in names if isinstance(name.ctx, ast.Store))
    assert [name for name, times in seen.items() if times > 1] == []
