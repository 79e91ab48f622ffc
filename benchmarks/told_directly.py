"""What is told without the ledger (``mojibake/direct.py``) of clean and of damaged texts: right, wrong, or nothing.

    python benchmarks/told_directly.py FOLDER [--texts 5000] [--seed 1] [--set by_lists.MORE=2 ...]

FOLDER holds clean text as for ``calibration.py``; the half that no number was fitted to is taken.  The beginning of
each text, 60 to 6,000 code points, is given as it is, all through as UTF-8 or a legacy charset read with another, in
one or two layers, with some of its lines damaged, and some of its words.  ``--set`` tries another number.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from calibration import documents

from textclean.mojibake import by_lists, direct
from textclean.mojibake.charsets import charset
from textclean.spans import splice

SHOWN = ("cp1252",) * 4 + ("cp1251", "cp1250", "mac_roman", "cp437", "cp850", "cp866", "koi8-r", "iso-8859-2", "cp1253",
         "cp1254", "cp1256", "iso-8859-15")  # fmt: skip
MEANT = ("cp1251", "koi8-r", "cp866", "cp1250", "iso-8859-2", "cp1253", "cp1252", "cp1254", "cp850", "cp852", "cp1255",
         "cp1256", "mac_roman", "iso-8859-5", "cp1257", "mac_cyrillic", "iso-8859-7", "koi8-u", "cp737")  # fmt: skip
LENGTHS = (60, 200, 1000, 6000)


def shown(data: bytes, name: str) -> str:
    """*data* as that charset shows it; bytes that it lacks as C1 controls."""
    return data.decode("latin-1").translate({0x80 + at: char for at, char in enumerate(charset(name).high)})


def damaged(text: str, dice: random.Random) -> Iterator[tuple[str, str]]:
    """The kind of damage, and *text* so damaged."""
    name = dice.choice(SHOWN)
    once = shown(text.encode(), name)
    yield "UTF-8", once
    yield "UTF-8, twice", shown(once.encode(), name)
    words = text.split(" ")
    first = dice.randrange(len(words))
    last = first + dice.choice((1, 1, 2, 4, len(words) // 3 + 1))
    part = [shown(word.encode(), name) if first <= at < last else word for at, word in enumerate(words)]
    yield "UTF-8, some words", " ".join(part)
    fit = [meant for meant in MEANT if meant != name and (data := charset(meant).encode(text)) is not None
           and charset(meant).decode(data) == text]  # fmt: skip
    if fit:
        legacy = shown(charset(dice.choice(fit[:4])).encode(text) or b"", name)
        yield "legacy", legacy
        lines = zip(text.split("\n"), legacy.split("\n"), strict=False)
        if text.count("\n") == legacy.count("\n"):
            yield "legacy, some lines", "\n".join(dice.choice(pair) for pair in lines)


def main() -> None:
    """Print the counts by kind of damage, and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--set", nargs="*", default=[])
    given = parser.parse_args()
    for setting in given.set:
        place, _, value = setting.partition("=")
        module, _, name = place.partition(".")
        owner = {"by_lists": by_lists, "direct": direct}[module]
        setattr(owner, name, type(getattr(owner, name))(value))
    dice = random.Random(given.seed)
    texts = [text for text in documents(given.folder, 1) if not text.isascii()]
    counts: Counter[tuple[str, str]] = Counter()
    for text in dice.sample(texts, min(given.texts, len(texts))):
        clean = text[: dice.choice(LENGTHS)]
        if clean.isascii() or "\ufffd" in clean:
            continue
        for kind, broken in (("clean", clean), *damaged(clean, dice)):
            if broken == clean and kind != "clean":
                continue
            told = direct.undone(broken)
            right = told and told[1] == clean == splice(broken, direct.runs(broken, told[0]))
            counts[kind, "nothing" if told is None else "right" if right else "wrong"] += 1
            if told and not right:
                differ = [pair for pair in zip(clean.split(), told[1].split(), strict=False) if pair[0] != pair[1]]
                print("wrong:", kind, told[0], differ[:3])
    for kind, verdict in sorted(counts):
        print(f"{kind:20} {verdict:8} {counts[kind, verdict]:,}")


if __name__ == "__main__":
    main()
