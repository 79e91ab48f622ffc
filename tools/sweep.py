"""Which numbers matter?  Halve and double each, and count what is restored and what is harmed.

    python tools/sweep.py textclean.mojibake.scoring            # every number of a module
    python tools/sweep.py textclean.mojibake.scoring.CHANGED       # one
    python tools/sweep.py textclean.mojibake.scoring.CHANGED --factors 0.6 0.8 1.2 1.6

A number is a literal in an assignment of a module or of a class in it, also inside of a table or of a call; where an
assignment has several, they are told apart as ``NAME#0``, ``NAME#1``.  Hexadecimal ones are code points and left out.
Each value is tried in a process of its own, which reads the module with that one literal changed: whatever is made
from it, or imports it, has the new value.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import NamedTuple

from library import CLEAN, EXAM, ROOT, pipeline

Value = int | float


class Number(NamedTuple):
    """A literal of a module: its name there, its place, its value."""

    module: str
    name: str
    line: int
    column: int
    value: Value


class Score(NamedTuple):
    """The ids of damaged texts that came out right, and of clean ones that did not."""

    restored: frozenset[str]
    harmed: frozenset[str]


def numbers(target: str) -> list[Number]:
    """The numbers of a module, or those of one name in it (``module.NAME``, ``module.NAME#2``)."""
    module, path, name = _source(target)
    text = path.read_text(encoding="utf-8")
    found = [number for names, node in _assignments(ast.parse(text)) for number in _literals(text, module, names, node)]
    return [number for number in found if not name or name in (number.name, number.name.partition("#")[0])]


def _source(target: str) -> tuple[str, Path, str]:
    """The module of *target*, its file, and what is left of the name; nothing is imported."""
    parts = target.split(".")
    for length in range(len(parts), 0, -1):
        base = ROOT.joinpath(*parts[:length])
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if path.is_file():
                return ".".join(parts[:length]), path, ".".join(parts[length:])
    raise SystemExit(f"{target}: no such module under {ROOT}; say package.module or package.module.NAME")


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The names and values of the assignments of a module and of its classes."""
    bodies = [("", tree.body)] + [(f"{node.name}.", node.body) for node in tree.body if isinstance(node, ast.ClassDef)]
    for prefix, body in bodies:
        for node in body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            value = getattr(node, "value", None)
            for target in targets:
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    pairs = zip(target.elts, value.elts, strict=False)
                    yield from ((prefix + one.id, each) for one, each in pairs if isinstance(one, ast.Name))
                elif isinstance(target, ast.Name) and value is not None:
                    yield prefix + target.id, value


def _literals(text: str, module: str, name: str, value: ast.expr) -> Iterator[Number]:
    found = [node for node in ast.walk(value) if isinstance(node, ast.Constant) and type(node.value) in (int, float)]
    found = [node for node in found if not (ast.get_source_segment(text, node) or "").lower().startswith("0x")]
    for place, node in enumerate(sorted(found, key=lambda node: (node.lineno, node.col_offset))):
        assert isinstance(node.value, int | float)
        own = name if len(found) == 1 else f"{name}#{place}"
        yield Number(module, own, node.lineno, node.col_offset, node.value)


def values(number: Number, factors: Sequence[float]) -> list[Value]:
    """What to put in place of *number*: times each factor; whole numbers stay whole."""
    made = [number.value * factor for factor in factors]
    if isinstance(number.value, int):
        made = [int(value) for value in made]
    return [value for value in dict.fromkeys(made) if value != number.value]


class Patched(SourceFileLoader):
    """Loads a module with one literal changed."""

    number: Number
    value: Value

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        """The code of the changed source; no byte code is read or left behind."""
        tree = ast.parse(self.get_data(self.path))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and (node.lineno, node.col_offset) == self.number[2:4]:
                node.value = self.value
        return compile(tree, self.path, "exec")


class Finder(MetaPathFinder):
    """Finds the module of *number*, where *value* stands instead."""

    def __init__(self, number: Number, value: Value) -> None:
        self.number, self.value = number, value

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        """The usual spec with another loader; None for other modules."""
        spec = PathFinder.find_spec(fullname, path) if fullname == self.number.module else None
        if spec is None or spec.origin is None:
            return None
        loader = Patched(fullname, spec.origin)
        loader.number, loader.value = self.number, self.value
        return importlib.util.spec_from_file_location(fullname, spec.origin, loader=loader)


def measured(exam: Path, clean: Path, every: int) -> Score:
    """Texts with known answers, and every Nth exam question and clean document."""
    from cases import cases
    from harm import documents

    restored, harmed = set(), set()
    for case in cases(exam, every):
        if case.expected is None:
            continue
        out = pipeline(case.settings).clean(case.given)
        intact = case.given in (case.expected, case.expected.encode("utf-8", "surrogatepass"))
        if intact and out != case.expected:
            harmed.add(case.id)
        elif not intact and out == case.expected:
            restored.add(case.id)
    for place, text in documents([clean], every) if clean.is_dir() else ():
        if isinstance(text, str) and pipeline().clean(text) != text:
            harmed.add(place)
    return Score(frozenset(restored), frozenset(harmed))


def tried(given: argparse.Namespace, number: Number | None = None, value: Value = 0) -> Score | str:
    """The score with *value* for *number*, from another process; or how that process failed."""
    change = json.dumps([number, value])
    sample = ["--exam", str(given.exam), "--clean", str(given.clean), "--every", str(given.every)]
    command = [sys.executable, __file__, "--measure", change, *sample]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        return (run.stderr.strip().split("\n") or ["?"])[-1]
    restored, harmed = json.loads(run.stdout.split("\n")[-2])
    return Score(frozenset(restored), frozenset(harmed))


def row(name: str, value: object, score: Score | str, base: Score) -> str:
    """A line of the table: restored and harmed, and what came and went against *base*."""
    if isinstance(score, str):
        return f"{name:32} {value!s:>10}  failed: {score}"
    cells = []
    for now, was in zip(score, base, strict=True):
        cells.append(f"{len(now):6} {f'+{len(now - was)}':>5} {f'-{len(was - now)}':>5}")
    return f"{name:32} {value!s:>10} {'  '.join(cells)}"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="MODULE[.NAME]")
    parser.add_argument("--factors", type=float, nargs="+", default=[0.5, 2.0])
    parser.add_argument("--exam", type=Path, default=EXAM, metavar="DIR")
    parser.add_argument("--clean", type=Path, default=CLEAN, metavar="DIR")
    parser.add_argument("--every", type=int, default=40, metavar="N", help="exam questions and documents (default: 40)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="only say which numbers there are")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.measure:
        _measure(given)
        return 0
    found = [number for target in given.targets for number in numbers(target)]
    if not found:
        parser.error("name a module, or a number in it: textclean.pipeline.ROUNDS")
    if given.list:
        print(*(f"{n.module}.{n.name} = {n.value}  (line {n.line})" for n in found), sep="\n")
        return 0
    return _table(given, [(number, value) for number in found for value in values(number, given.factors)])


def _measure(given: argparse.Namespace) -> None:
    """In the other process: change the number, then score."""
    number, value = json.loads(given.measure)
    if number is not None:
        assert number[0] not in sys.modules, f"{number[0]} is loaded before it can be changed"
        sys.meta_path.insert(0, Finder(Number(*number), value))
    print(json.dumps([sorted(part) for part in measured(given.exam, given.clean, given.every)]))


def _table(given: argparse.Namespace, changes: list[tuple[Number, Value]]) -> int:
    base = tried(given)
    if isinstance(base, str):
        print(f"the baseline failed: {base}", file=sys.stderr)
        return 1
    print(f"{'number':32} {'value':>10} {'restored':>18}  {'harmed':>18}")
    print(row("as it is", "", base, base), flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        scores = pool.map(lambda change: tried(given, *change), changes)
        for (number, value), score in zip(changes, scores, strict=True):
            print(row(f"{number.name} = {number.value}", value, score, base), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
