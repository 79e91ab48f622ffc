"""The arrows of imports point one way: each package and module may import only what stands below it.

The layers stand in pyproject.toml, from the top to the bottom; imports inside functions count, those for annotations
(``if TYPE_CHECKING:``) do not.  docs/architecture.md draws the same picture.
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "textclean"
LAYERS: list[list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["layers"]["order"]
LEVEL = {name: level for level, names in enumerate(reversed(LAYERS)) for name in names}


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that *path* imports when it runs, as dotted names without ``textclean``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("textclean."):
                yield name.removeprefix("textclean.")


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"), path


def room(name: str) -> str:
    """The package or top-level module that *name* is in."""
    return name.partition(".")[0]


def test_every_room_has_its_layer() -> None:
    rooms = {room(name) for name, _ in modules()} - {"__init__", "__main__"}
    assert rooms == set(LEVEL)


@pytest.mark.parametrize("at", sorted(LEVEL))
def test_imports_point_down(at: str) -> None:
    upward = [
        f"{name} imports {other}"
        for name, path in modules()
        if room(name) == at
        for other in imports(path)
        if room(other) in LEVEL and room(other) != at and LEVEL[room(other)] >= LEVEL[at]
    ]
    assert upward == []


def test_no_circles_inside_packages() -> None:
    """No module imports, by whatever way, one that imports it."""
    known = {name for name, _ in modules()}
    edges: dict[str, set[str]] = defaultdict(set)
    for name, path in modules():
        for imported in imports(path):
            other = imported if imported in known else imported.rpartition(".")[0]
            if other in known and other != name:
                edges[name].add(other)
    state: dict[str, int] = {}
    circles: list[str] = []

    def visit(name: str, way: list[str]) -> None:
        state[name] = 1
        for other in sorted(edges[name]):
            if state.get(other) == 1:
                circles.append(" -> ".join([*way[way.index(other) :], other]))
            elif other not in state:
                visit(other, [*way, other])
        state[name] = 2

    for name in sorted(known):
        if name not in state:
            visit(name, [name])
    assert circles == []


def test_rules_know_only_what_rules_share() -> None:
    """A rule imports no other rule, and nothing above the rules."""
    for name, path in modules():
        if name.startswith("rules."):
            assert not [other for other in imports(path) if room(other) == "rules"], name
