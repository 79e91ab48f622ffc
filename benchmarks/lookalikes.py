"""Look-alike letters, restored and harmed, beside the peers in one run.

    pip install '.[bench]' decancer-py
    python benchmarks/lookalikes.py            # the table of docs/look-alikes.md; --smoke for a few documents of each

A document is a few sentences of one language, damaged by a table that is drawn at random for it: for each letter one of
the characters that ``tables/confusables.tsv`` has for it.  So this measures decisions, not the coverage of the table.
*Restored*: the author's text, to the character (a tool that lowers all letters is compared without case).  *Harmed*:
the undamaged document comes back changed.  A peer that is not installed has no column.  silverspeak 3 is not here: its
normaliser has no defaults (a graph and two thresholds are the caller's), and reads the graph at each call.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import textclean
from textclean.homoglyphs.table import CLEAR, NAMES, SCRIPTS, kind, options

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from vocabulary import SENTENCES

Cleaner = Callable[[str], str]
Damage = Callable[[str, dict[str, str], Random], str]
DOCUMENTS = 12  # of each language and row
LATIN = ("English", "German", "French", "Spanish", "Portuguese", "Italian", "Swedish", "Polish", "Czech", "Turkish")
ROWS = {
    "Latin, Cyrillic letters": (LATIN, "Latin", ("Cyrillic",)),
    "Latin, Greek letters": (LATIN, "Latin", ("Greek",)),
    "Latin, any letters": (LATIN, "Latin", ()),
    "Cyrillic, Latin letters": (("Russian", "Ukrainian", "Bulgarian", "Serbian"), "Cyrillic", ("Latin",)),
    "Greek, Latin letters": (("Greek",), "Greek", ("Latin",)),
    "Armenian, Latin letters": (("Armenian",), "Armenian", ("Latin",)),
}


def every(text: str, table: dict[str, str], rng: Random) -> str:
    """All letters of the table."""
    return "".join(table.get(char, char) for char in text)


def tenth(text: str, table: dict[str, str], rng: Random) -> str:
    """One letter in ten."""
    return "".join(table.get(char, char) if rng.random() < 0.1 else char for char in text)


def always(text: str, table: dict[str, str], rng: Random) -> str:
    """One letter, wherever it stands."""
    letters = sorted(set(text) & set(table), key=lambda char: (-text.count(char), char))[:6]
    return text.replace(letter, table[letter]) if letters and (letter := rng.choice(letters)) else text


def words(text: str, table: dict[str, str], rng: Random) -> str:
    """Words all of whose letters are in the table, one in two."""
    return " ".join(
        every(word, table, rng) if set(word) <= set(table) and rng.random() < 0.5 else word for word in text.split(" ")
    )


SHARES: dict[str, Damage] = {"every letter": every, "one in ten": tenth, "one letter always": always, "words": words}


def tables(target: str, sources: tuple[str, ...]) -> dict[str, list[str]]:
    """Letter -> the characters of these scripts (any, if none is named) that look like it."""
    found: dict[str, list[str]] = {}
    for char, letters in options(SCRIPTS[target]).items():
        letter, nats = letters[0]
        if nats <= CLEAR and (not sources or NAMES.get(kind(char)) in sources) and char > "\x7f" * (target == "Latin"):
            found.setdefault(letter, []).append(char)
    return found


def documents(row: str, share: str, number: int) -> Iterator[tuple[str, str]]:
    """Pairs of a clean document and the damaged one."""
    languages, target, sources = ROWS[row]
    choices = tables(target, sources)
    for language in languages:
        for seed in range(number):
            rng = Random(f"{row} {share} {language} {seed}")
            sentences = [*SENTENCES[language]]
            rng.shuffle(sentences)
            text = " ".join(sentences[: rng.randint(1, len(sentences))])
            damaged = SHARES[share](text, {letter: rng.choice(chars) for letter, chars in choices.items()}, rng)
            if damaged != text:
                yield text, damaged


def peers() -> dict[str, Cleaner]:
    """The tools that are installed."""
    found: dict[str, Cleaner] = {"textclean": textclean.clean}
    calls: tuple[tuple[str, str, Callable[[object], Cleaner]], ...] = (
        ("disarm", "disarm", lambda module: module.canonicalize),  # type: ignore[attr-defined]
        ("decancer", "decancer_py", lambda module: lambda text: str(module.parse(text))),  # type: ignore[attr-defined]
        ("ftfy", "ftfy", lambda module: module.fix_text),  # type: ignore[attr-defined]
    )
    for name, module, call in calls:
        try:
            found[name] = call(importlib.import_module(module))
        except ImportError:
            print(f"{name} is not installed", file=sys.stderr)
    return found


def right(name: str, out: str, text: str) -> bool:
    """Is *out* the author's *text*?"""
    return out.casefold() == text.casefold() if name == "decancer" else out == text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="two documents of each language")
    number = 2 if parser.parse_args().smoke else DOCUMENTS
    tools = peers()
    print(f"| text, replaced by | share | documents | {' | '.join(tools)} |")
    print("|---|---|---|" + "---|" * len(tools))
    for row in ROWS:
        for share in SHARES:
            pairs = list(documents(row, share, number))
            cells = [
                f"{100 * sum(right(name, str(tool(damaged)), text) for text, damaged in pairs) / len(pairs):.0f}"
                for name, tool in tools.items()
                if pairs
            ]
            if pairs:
                print(f"| {row} | {share} | {len(pairs)} | {' | '.join(cells)} |")
        clean = {text for share in SHARES for text, _ in documents(row, share, number)}
        harmed = [
            f"{100 * sum(not right(name, str(tool(text)), text) for text in clean) / len(clean):.0f}"
            for name, tool in tools.items()
        ]
        print(f"| {row.split(',')[0]}, clean: harmed | | {len(clean)} | {' | '.join(harmed)} |")


if __name__ == "__main__":
    main()
