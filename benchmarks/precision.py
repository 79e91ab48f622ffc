"""How often what is repaired is right, by rule and grade, and how often what is held names the right candidate.

    python benchmarks/precision.py FOLDER [--documents 3000] [--half 1] [--seed 1] [--wrong 40]

FOLDER and the snippets are those of ``calibration.py``: clean text that no number was fitted to (``--half 1``), without
the texts that hold character references: a few words of one do not show whether it is HTML.  Each
snippet is given to ``inspect`` as it is, and once damaged: by a chain of charsets, or with letters that look alike in
another script (one, three, one in ten, or one letter always).  For each character of the clean text it is known what
became of it, so each fix is right or wrong by itself: its place, with what else was changed there, is the clean text
again or it is not.

``weighed`` counts a fix by how often its damage is met beside clean text: chains by their priors, documents with either
damage by theirs (2 and half a one in 100).  The interval is Wilson's, 95 %, of the fixes as they were counted.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from calibration import damaged, documents, snippet

import textclean
from textclean import scripts
from textclean.evidence import prior
from textclean.mojibake.charsets import charset
from textclean.result import Fix

SCRIPTS = ("Latin", "Cyrillic", "Greek")
REFERENCE = re.compile("&#?[0-9A-Za-z]+;")
SHARES = ("one letter", "three letters", "one in ten", "one letter always")


class Damage(NamedTuple):
    """A damaged text; where characters of the clean text begin in it; its weight; what befell it."""

    broken: str
    edges: Sequence[int]  # code points of *broken*, ascending
    clean: Sequence[int]  # the same places in the clean text
    weight: float
    kind: str


class Told(NamedTuple):
    """A fix: its rule, its grade or "held", whether it is right, its weight, and what it was."""

    rule: str
    grade: str
    right: bool
    weight: float
    story: str


def whole(text: str) -> Damage:
    """A text that nothing befell."""
    edges = range(len(text) + 1)
    return Damage(text, edges, edges, 1.0, "clean")


def misread(clean: str, rng: random.Random) -> Damage | None:
    """*clean* with a part that was read with the wrong charset."""
    made = damaged(clean, rng)
    if made is None:
        return None
    broken, chain, weight = made
    start = next((at for at, (a, b) in enumerate(zip(broken, clean, strict=False)) if a != b), 0)
    same = next((at for at, (a, b) in enumerate(zip(broken[::-1], clean[::-1], strict=False)) if a != b), 0)
    end = max(start, len(clean) - same)
    while start and not clean[start - 1].isspace():
        start -= 1
    while end < len(clean) and not clean[end].isspace():
        end += 1
    tail = len(broken) - len(clean)
    edges, own = [*range(start + 1)], [*range(start + 1)]
    if not any(charset(step.shown).wide for step in chain):
        for at in range(start, end):
            shown = clean[at]
            for step in reversed(chain):
                shown = shown.encode(step.meant).decode("latin-1")
                shown = shown.translate({0x80 + n: char for n, char in enumerate(charset(step.shown).high)})
            edges.append(edges[-1] + len(shown))
            own.append(at + 1)
    else:  # blanks are no part of what was misread, so words answer one another
        parts = broken[start : end + tail], clean[start:end]
        there, here = ([start + m.start() for m in re.finditer("[ \t\r\n]", part)] for part in parts)
        if len(there) == len(here):
            edges += [at for at in there if at > start]
            own += [at for at in here if at > start]
    edges += [at + tail for at in range(max(end, own[-1] + 1), len(clean) + 1)]
    own += range(max(end, own[-1] + 1), len(clean) + 1)
    if edges[-1] != len(broken) or any(a > b for a, b in pairwise(edges)):
        return None
    return Damage(broken, edges, own, weight, f"{chain[0].meant} as {chain[0].shown}" + ", twice" * (len(chain) - 1))


def exchanged(clean: str, rng: random.Random) -> Damage | None:
    """*clean* with letters of another script that look alike."""
    counts = Counter(scripts.script_of(char) for char in clean if char.isalpha())
    main = counts.most_common(1)[0][0] if counts else ""
    if main not in SCRIPTS:
        return None
    table: dict[str, str] = {}
    for who, like in scripts.look_alikes(f"{main.lower()}_exact").items():
        if scripts.script_of(who) in SCRIPTS and (like not in table or rng.random() < 0.5):
            table[like] = who
    letters = [at for at, char in enumerate(clean) if char in table and scripts.script_of(char) == main]
    if not letters:
        return None
    share = rng.choice(SHARES)
    if share == "one letter always":
        one = rng.choice([clean[at] for at in letters])
        chosen = [at for at in letters if clean[at] == one]
    else:
        number = {"one letter": 1, "three letters": 3}.get(share, max(1, len(letters) // 10))
        chosen = rng.sample(letters, min(number, len(letters)))
    characters = list(clean)
    for at in chosen:
        characters[at] = table[clean[at]]
    edges = range(len(clean) + 1)
    return Damage("".join(characters), edges, edges, 1.0, f"look-alikes in {main}, {share}")


def judged(clean: str, damage: Damage) -> list[Told]:
    """What ``inspect`` says of a damaged text, fix by fix."""
    result = textclean.inspect(damage.broken)
    grades = {True: "held", False: ""}
    return [
        Told(
            fix.rule,
            grades[held] or fix.sure.name,
            right,
            damage.weight,
            f"[{damage.kind}] {place!r} -> {new!r}, was {truth!r}: {fix.why}",
        )
        for held, fixes in ((False, result.fixes), (True, result.held))
        for fix, place, new, truth, right in _verdicts(clean, damage, fixes, alone=held)
    ]


def _verdicts(
    clean: str, damage: Damage, fixes: Sequence[Fix], *, alone: bool
) -> list[tuple[Fix, str, str, str, bool]]:
    """Each of *fixes* with its place, what it makes of it, what stood there, and whether these are the same."""
    found = []
    for fix in fixes:
        low = bisect_right(damage.edges, fix.start) - 1
        high = bisect_left(damage.edges, fix.end)
        start, end = damage.edges[low], damage.edges[high]
        truth = clean[damage.clean[low] : damage.clean[high]]
        there = [fix] if alone else [other for other in fixes if start <= other.start and other.end <= end]
        new, at = "", start
        for other in sorted(there, key=lambda other: other.start):
            new += damage.broken[at : other.start] + other.new
            at = other.end
        new += damage.broken[at:end]
        found.append((fix, damage.broken[start:end], new, truth, new == truth))
    return found


def run(folder: Path, half: int, count: int, seed: int) -> list[Told]:
    """Judge *count* snippets, as they are and damaged."""
    rng = random.Random(seed)
    texts = [text for text in documents(folder, half) if not text.isascii() and not REFERENCE.search(text)]
    rng.shuffle(texts)
    found: list[Told] = []
    totals: dict[str, float] = defaultdict(float)
    for number in range(count):
        clean = snippet(texts[number % len(texts)], rng)
        found += judged(clean, whole(clean))
        for kind, damage in ("mojibake", misread(clean, rng)), ("homoglyphs", exchanged(clean, rng)):
            if damage is not None:
                totals[kind] += damage.weight
                found += [told._replace(rule=f"{told.rule}\t{kind}") for told in judged(clean, damage)]
    scale = {kind: count * math.exp(prior(kind, "document")) / total for kind, total in totals.items()}
    return [_weighed(told, scale) for told in found]


def _weighed(told: Told, scale: dict[str, float]) -> Told:
    rule, _, kind = told.rule.partition("\t")
    return told._replace(rule=rule, weight=told.weight * scale[kind] if kind else 1.0)


def wilson(right: int, total: int) -> tuple[float, float]:
    """The interval that a share lies in, 95 % of the time."""
    z = 1.96
    share, part = right / total, z * z / total
    middle = (share + part / 2) / (1 + part)
    half = z * math.sqrt(share * (1 - share) / total + part / total / 4) / (1 + part)
    return max(0.0, middle - half), min(1.0, middle + half)


def table(found: list[Told]) -> str:
    """Rule and grade, fixes, right, Wilson's interval, right weighed."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in found:
        groups[told.rule, told.grade].append(told)
        groups["all", told.grade].append(told)
    lines = ["| rule | grade | fixes | right | 95 % | weighed |", "|---|---|---|---|---|---|"]
    for (rule, grade), part in sorted(groups.items()):
        right = sum(told.right for told in part)
        low, high = wilson(right, len(part))
        weight = sum(told.weight for told in part)
        weighed = sum(told.weight for told in part if told.right) / weight
        interval = f"{low:.4f} to {high:.4f}"
        lines.append(f"| {rule} | {grade} | {len(part):,} | {right / len(part):.4f} | {interval} | {weighed:.4f} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and some of what was wrong, the heaviest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--half", type=int, default=1, choices=(0, 1))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", type=int, default=40, help="how many wrong fixes to show")
    given = parser.parse_args()
    found = run(given.folder, given.half, given.documents, given.seed)
    print(table(found))
    shown: Counter[tuple[str, str, str]] = Counter()
    for told in sorted(found, key=lambda told: -told.weight):
        kind = told.rule, told.grade, told.story.partition("]")[0]
        if not told.right and told.grade != "held" and shown[kind] < 3 and shown.total() < given.wrong:
            print(f"{told.weight:8.4f} {told.rule} {told.grade} {told.story}")
            shown[kind] += 1


if __name__ == "__main__":
    main()
