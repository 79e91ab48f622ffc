"""Every fuzz target over its seeds, over what fuzzing has found, and over seeds damaged at random; no fuzzer needed.

The long run, led by coverage, is ``python tests/fuzz/run.py --all --minutes 30``.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.seeds import KEPT, NAMES, seeds
from fuzz.targets import TARGETS

from textclean import Pipeline
from textclean.contract import Rule
from textclean.rule_registry import rules
from textclean.testing import check_result

FOUND = sorted(path for path in KEPT.glob("*/*") if path.is_file())
DAMAGED = 40  # inputs for each target


def test_the_targets_are_those_that_have_seeds() -> None:
    assert tuple(TARGETS) == NAMES


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_fuzzing_found_stays_mended(path: Path) -> None:
    target = path.parent.name
    TARGETS["inspect" if target == "slow" else target](path.read_bytes())


@pytest.mark.parametrize("target", NAMES)
def test_seeds(target: str) -> None:
    for data in list(seeds(target))[::4]:
        TARGETS[target](data)


@pytest.mark.parametrize("target", NAMES)
def test_damaged_seeds(target: str) -> None:
    chance = random.Random(target)
    given = list(seeds(target))
    for _ in range(DAMAGED):
        TARGETS[target](damaged(chance, given))


def damaged(chance: random.Random, given: list[bytes]) -> bytes:
    """A seed with some bytes replaced, and pieces left out, doubled or taken from another seed."""
    data = bytearray(chance.choice(given))
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randint(0, len(data)) for _ in range(2))
        other = chance.choice(given)
        new = (b"", bytes(data[at:end]) * 2, chance.randbytes(2), other[at:end], bytes([chance.randrange(256)]))
        data[at : end if chance.random() < 0.3 else at + 1] = chance.choice(new)
    return bytes(data[:2048])


def test_the_long_run_says_how_it_is_used() -> None:
    script = Path(__file__).parent / "fuzz" / "run.py"
    told = subprocess.run([sys.executable, script, "--help"], capture_output=True, text=True, check=True).stdout
    assert "--minutes" in told


# A fuzzer that dies before it begins, and one that dies after three inputs.
STUBS = {
    "": 'raise ImportError("no fuzzer here")',
    "3": """
import contextlib, os
instrument_imports = lambda include: contextlib.nullcontext()
def Setup(arguments, function):
    global one
    one = function
def Fuzz():
    for _ in range(3):
        one(b"\\1a.b=c")
    print("cov: 7 ft: 9 corp: 3", flush=True)
    os._exit(77)
""",
}


@pytest.mark.parametrize("inputs", STUBS)
def test_the_long_run_tells_what_was_tried_and_what_died(inputs: str, tmp_path: Path) -> None:
    (tmp_path / "atheris.py").write_text(STUBS[inputs])
    script = Path(__file__).parent / "fuzz" / "run.py"
    command = [sys.executable, script, "config", "--minutes", "0.5", "--work", tmp_path / "work"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=100)
    told = done.stdout.splitlines()
    if not inputs:
        assert done.returncode == 2
        assert told[0] == "config: died before it tried anything (exit code 1): ImportError: no fuzzer here"
    else:
        assert done.returncode == 0, done.stderr
        assert told == ["config           1 executions    1.0 CPU min  edges 7 -> 7  findings 0  died 1"]


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)
def test_the_same_damage_many_times_is_mended_everywhere(rule: Rule) -> None:
    broken = [example.before for example in rule.examples if example.solved and example.before != example.after]
    check_result(Pipeline(only=[rule.name]).inspect("\n".join(broken * 20) + "\n"))
