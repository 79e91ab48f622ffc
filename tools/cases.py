"""Texts with known answers: fixtures, examples of rules, generated accidents, and a folder of exam questions.

Always in the same order.  An id names a text and the settings it is asked with.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from library import PROFILES, REPAIR, ROOT, Settings, home, is_on, rules

FIXTURES = ROOT / "fixtures"
ENDLESS = frozenset(("cut", "twice"))  # accidents after which the author's text is not the answer


class Case(NamedTuple):
    """*given* under *settings* should become *expected*; None: nobody has said."""

    id: str
    kind: str
    settings: Settings
    given: str | bytes
    expected: str | None = None


def cases(exam: Path | None = None, every: int = 1) -> Iterator[Case]:
    """All cases; of the folder *exam*, if it is there, every Nth row of each file."""
    yield from chain(fixtures(), examples(), accidents())
    if exam is not None and exam.is_dir():
        yield from exam_rows(exam, every)


def fixtures() -> Iterator[Case]:
    """Every file of a fixture, in every profile; its answer is known in the profile where its rule is at home."""
    for path in sorted(FIXTURES.rglob("*")):
        if path.is_dir() or path.suffix == ".md":
            continue
        place = path.relative_to(FIXTURES)
        rule = place.parts[0]
        answer = _answer(path)
        for settings in _profiles(rule):
            expected = answer if settings.profile == home(rule) else None
            yield Case(
                f"fixtures/{place.as_posix()}@{settings.profile}", "fixture", settings, path.read_bytes(), expected
            )


def _answer(path: Path) -> str | None:
    """What the file *path* should become, if the fixture says so."""
    after = path.with_name("after.txt")
    if path.name == "before.txt" and after.exists():
        return after.read_bytes().decode()
    if path.name == "after.txt" or path.parent.name == "clean":
        return path.read_bytes().decode()
    return None


def examples() -> Iterator[Case]:
    """Every example of every rule: by the rule alone, and in every profile.  Known misses are among them."""
    for name, rule in rules().items():
        for number, example in enumerate(rule.examples):
            place = f"examples/{name}/{number}"
            yield Case(f"{place}@alone", "example", Settings(only=(name,)), example.before, example.after)
            for settings in _profiles(name):
                known = settings.profile == "repair" == home(name)  # other profiles change more than this rule does
                expected = example.after if known else None
                yield Case(f"{place}@{settings.profile}", "example", settings, example.before, expected)


def accidents() -> Iterator[Case]:
    """Sentences after each accident of the tests' damage generator, in every profile."""
    import digests  # of the tests; late, for it makes pipelines, and the sweep must come first

    for name, meant, given in digests.accidents():
        for profile in PROFILES:
            expected = meant if profile == "repair" and name not in ENDLESS else None
            yield Case(f"accidents/{name}@{profile}", "accident", Settings(profile), given, expected)


def exam_rows(folder: Path, every: int = 1) -> Iterator[Case]:
    """Every Nth row of each ``.jsonl.gz``: ``id``, ``clean``, and ``broken`` or ``data`` (bytes in Base64)."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every:
                    continue
                row = json.loads(line)
                given = base64.b64decode(row["data"]) if "data" in row else row["broken"]
                yield Case(f"exam/{name}/{number}/{row['id']}", f"exam {name}", REPAIR, given, row["clean"])


def _profiles(rule: str) -> Iterator[Settings]:
    """The three profiles, with *rule* (or what bears another name: nothing) on in each."""
    for profile in PROFILES:
        yield Settings(profile, (rule,) if rule in rules() and not is_on(rule, profile) else ())
