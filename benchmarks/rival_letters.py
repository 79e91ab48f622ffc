"""Greek and Armenian with Latin letters, of which one stands for two: what is restored, held and restored wrongly.

    python benchmarks/rival_letters.py FOLDER [--names NAME ...] [--texts 160]

FOLDER: files ``*.jsonl.gz`` of clean texts (``{"text": ...}``), all or those whose names begin with one of NAMES.
Eight lines at a time, mostly of the script, have every letter of ``TABLES`` replaced, half of them, one in eight.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import textclean
from textclean.homoglyphs.table import kind
from textclean.scripts import ARMENIAN, GREEK

TABLES = {
    GREEK: dict(zip("\u03bf\u03c3\u03b3\u03bd\u03c5\u03b9\u03b1\u03c1", "ooyvuiap", strict=True)),
    ARMENIAN: dict(zip("\u0563\u0566\u0578\u0570\u057d\u0561\u0585\u0575", "qqnhuwoj", strict=True)),
}
RATES = (1.0, 0.5, 0.125)
LINES, LEAST, MOST, MAINLY = 8, 150, 1200, 0.75
WORD = re.compile(r"[^\W\d_]+")


def pieces(folder: Path, names: tuple[str, ...], script: int) -> Iterator[str]:
    """Eight lines at a time, without code and addresses."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        if not path.name.startswith(names):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in rows:
                lines = json.loads(row)["text"].split("\n")
                for at in range(0, len(lines), LINES):
                    piece = "\n".join(lines[at : at + LINES])
                    letters = [char for char in piece if char.isalpha()]
                    own = sum(kind(char) == script for char in letters)
                    if LEAST < len(piece) < MOST and own > MAINLY * len(letters) and not re.search("`|http", piece):
                        yield piece


def main() -> None:
    """Print a line for each script and rate."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--names", nargs="*", default=[""])
    parser.add_argument("--texts", type=int, default=160)
    given = parser.parse_args()
    for script, table in TABLES.items():
        dice = random.Random(7)
        found = list(pieces(given.folder, tuple(given.names), script))
        chosen = dice.sample(found, min(given.texts, len(found)))
        for rate in RATES:
            told: Counter[str] = Counter()
            for piece in chosen:
                broken = "".join(table[c] if c in table and dice.random() < rate else c for c in piece)
                new = textclean.clean(broken)
                told["exact"] += new == piece
                for match in WORD.finditer(piece) if len(new) == len(piece) else ():
                    old, was, now = (text[match.start() : match.end()] for text in (piece, broken, new))
                    if old != was:
                        told["right" if now == old else "kept" if now == was else "wrong"] += 1
                    else:
                        told["harmed"] += now != old
            print({GREEK: "Greek", ARMENIAN: "Armenian"}[script], rate, len(chosen), "texts:", dict(told))


if __name__ == "__main__":
    main()
