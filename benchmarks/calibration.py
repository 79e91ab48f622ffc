"""Do the odds of the ledger mean what they say?  How often repairs of each bin of odds were right.

    python benchmarks/calibration.py FOLDER [--documents 2000] [--half 1] [--seed 1]

FOLDER holds clean text: ``*.jsonl.gz`` with a field ``text``, or ``*.txt`` and ``*.po``.  Files are sorted by name; the
even half was used to fit numbers, the odd half (``--half 1``, the default) tells.  Snippets of all lengths are drawn;
each is judged as it is, and once damaged: by a chain of charsets, as a whole, in one line or in a few words.  Chains
are drawn evenly enough to see rare ones, and weighed by their priors; damaged snippets count 2 in 100 in all.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from textclean.evidence import prior
from textclean.evidence.grades import LIMITS
from textclean.mojibake import chains, document
from textclean.mojibake.charsets import charset
from textclean.text import Text

EDGES = (-1.0, 0.0, 1.0, 2.2, 3.5, 5.0, 6.2, 7.5, 9.2, 12.0, 16.0, 1e9)
JUDGED = Path(__file__).parents[1] / "tools" / "judged_slips.jsonl"
_WORD, _RUN = re.compile("[^\x00-\x2f:;<=>]+"), re.compile("[^\x00-\x20]+")


class Seen(NamedTuple):
    """A repair that the ledger thought of: its log odds, whether it was right, its weight, and what it was."""

    odds: float
    right: bool
    weight: float
    story: str


def documents(folder: Path, half: int) -> Iterator[str]:
    """The texts of one half of the files; authors' slips that somebody judged are mended in them."""
    slips = judged_slips()
    files = sorted(path for path in folder.rglob("*") if path.name.endswith((".jsonl.gz", ".txt", ".po")))
    for path in files[half::2]:
        if path.suffix == ".gz":
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield without_slips(json.loads(line)["text"], slips)
        else:
            yield without_slips(path.read_text(encoding="utf-8", errors="ignore"), slips)


def judged_slips() -> dict[str, list[tuple[str, str]]]:
    """By the digest of a line, the words in it that are slips, and what their author meant (``tools/harm.py``)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        slip = json.loads(line)
        found[slip["line"]].append((slip["before"], slip["after"]))
    return found


def without_slips(text: str, slips: dict[str, list[tuple[str, str]]]) -> str:
    """*text* as its author meant it, where that is known."""
    if text.isascii():
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        digest = "" if line.isascii() else hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        for before, after in slips.get(digest, ()):
            lines[number] = lines[number].replace(before, after)
    return "\n".join(lines)


def snippet(text: str, rng: random.Random) -> str:
    """A few words, a line, some lines or a page of *text*, around a word that is not ASCII if there is one."""
    places = [m.start() for m in re.finditer("[^\x00-\x7f]", text[:200_000])]
    at = rng.choice(places) if places and rng.random() < 0.9 else rng.randrange(len(text))
    kind = rng.random()
    if kind < 0.5:
        line = text[text.rfind("\n", 0, at) + 1 : (text.find("\n", at) + 1 or len(text) + 1) - 1]
        if kind < 0.3:
            words = line.split(" ")
            offset = len(text[text.rfind("\n", 0, at) + 1 : at].split(" ")) - 1
            first = max(0, offset - rng.randrange(2))
            return " ".join(words[first : first + rng.randrange(1, 4)])
        return line[:600]
    size = 800 if kind < 0.8 else 6000
    return text[max(0, text.rfind("\n", 0, max(0, at - size // 2)) + 1) : at + size // 2]


def damaged(text: str, rng: random.Random) -> tuple[str, chains.Chain, float] | None:
    """*text* damaged by some chain, the chain, and its weight: how much commoner it is than it was drawn."""
    shown = rng.choice([*chains.SHOWN[0] * 12, *chains.SHOWN[1] * 2, *chains.SHOWN[2]])
    meant = "utf-8" if rng.random() < 0.6 else rng.choice([*chains.MEANT[0] * 3, *chains.MEANT[1]])
    layers = 2 if meant == "utf-8" and rng.random() < 0.1 else 1
    chain = (chains.Step(meant, shown),) * layers
    extent = rng.random()
    lines = text.split("\n")
    if extent < 0.6:
        parts = [("", text, "")]
    elif extent < 0.8 and len(lines) > 1:
        at = rng.randrange(len(lines))
        parts = [("\n".join([*lines[:at], ""]), lines[at], "\n".join(["", *lines[at + 1 :]]))]
    else:
        words = text.split(" ")
        first = rng.randrange(len(words))
        last = first + rng.randrange(1, 5)
        parts = [(" ".join([*words[:first], ""]), " ".join(words[first:last]), " ".join(["", *words[last:]]))]
    before, part, after = parts[0]
    new: str | None = part
    for _ in range(layers):
        new = None if new is None else misread(new, meant, shown)
    if new is None or new == part or new.isascii():
        return None
    if chains.undo(new, chain) != part:
        return None
    drawn = (12 if shown in chains.SHOWN[0] else 2 if shown in chains.SHOWN[1] else 1) * (0.9 if layers == 1 else 0.1)
    drawn *= 0.6 if meant == "utf-8" else 0.4 * (3 if meant in chains.MEANT[0] else 1) / 67
    return before + new + after, chain, math.exp(chains.share(chain)) / drawn


def misread(text: str, meant: str, shown: str) -> str | None:
    """*text* in charset *meant*, decoded as *shown*, or None where that fails."""
    try:
        data = text.encode(meant)
    except UnicodeEncodeError:
        return None
    if meant != "utf-8" and meant == shown:
        return None
    known = charset(shown)
    if known.wide:
        return known.decode(data)
    return data.decode("latin-1").translate({0x80 + at: char for at, char in enumerate(known.high)})


def judged(broken: str, clean: str) -> Iterator[tuple[float, bool, str]]:
    """The repairs of *broken* that the ledger thinks of, with their log odds, and whether they are right."""
    right: set[tuple[int, int, str]] = set()
    for pattern in (_WORD, _RUN):  # words are judged by either
        good, bad = pattern.findall(clean), [m.span() for m in pattern.finditer(broken)]
        if len(good) == len(bad):
            right |= {(*span, word) for span, word in zip(bad, good, strict=True)}
    for repair in document.ledger(Text(broken)):
        if repair.decision.log_odds < EDGES[0]:
            continue
        story = f"{broken[repair.start : repair.end]} -> {repair.new} ({repair.decision.best.kind})"
        yield repair.decision.log_odds, (repair.start, repair.end, repair.new) in right, story


def run(folder: Path, half: int, count: int, seed: int) -> list[Seen]:
    """Judge *count* snippets, clean and damaged."""
    rng = random.Random(seed)
    found: list[Seen] = []
    texts = [text for text in documents(folder, half) if not text.isascii()]
    rng.shuffle(texts)
    total = 0.0
    for number in range(count):
        clean = snippet(texts[number % len(texts)], rng)
        found += [Seen(odds, False, 1.0, story) for odds, _, story in judged(clean, clean)]
        made = damaged(clean, rng)
        if made is not None:
            broken, _, weight = made
            total += weight
            found += [Seen(odds, right, -weight, story) for odds, right, story in judged(broken, clean)]
    scale = count * math.exp(prior("mojibake", "document")) / max(total, 1e-9)
    return [seen._replace(weight=-seen.weight * scale) if seen.weight < 0 else seen for seen in found]


def table(found: list[Seen]) -> str:
    """The reliability table."""
    bins: dict[int, list[Seen]] = defaultdict(list)
    for seen in found:
        bins[next(at for at, edge in enumerate(EDGES) if seen.odds < edge)].append(seen)
    lines = [f"{'log odds':>14} {'repairs':>8} {'right':>8} {'says':>8} {'weighed':>9}"]
    for at in sorted(bins):
        part = bins[at]
        right = sum(seen.right for seen in part) / len(part)
        weight = sum(seen.weight for seen in part)
        weighed = sum(seen.weight for seen in part if seen.right) / max(weight, 1e-12)
        says = sum(1 / (1 + math.exp(-min(50, seen.odds))) for seen in part) / len(part)
        low = EDGES[at - 1] if at else -math.inf
        lines.append(f"{low:6.1f} {EDGES[at]:7.1f} {len(part):8d} {right:8.4f} {says:8.4f} {weighed:9.4f}")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and the surest of what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--half", type=int, default=1, choices=(0, 1))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = run(given.folder, given.half, given.documents, given.seed)
    print(table(found))
    print("limits:", {sure.name: round(limit, 1) for sure, limit in LIMITS.items()})
    shown: set[str] = set()
    for seen in sorted((seen for seen in found if not seen.right), key=lambda seen: -seen.odds):
        kind = seen.story.rpartition(" (")[2]
        if kind not in shown and len(shown) < 40:
            print(f"{seen.odds:6.1f} {'clean' if seen.weight == 1.0 else 'damaged'} {seen.story[:150]}")
        shown.add(kind)


if __name__ == "__main__":
    main()
