"""Speed beside the peers, in one run: medians of interleaved passes, as MB/s and as ratios.

    pip install '.[bench]'
    python benchmarks/speed.py                          # all rows; --smoke for a second's worth of each
    python benchmarks/speed.py --corpus pages.jsonl.gz  # your texts: a folder, or a file of JSON lines with "text"

Ratios are what counts: the clock of a shared machine swings by two.  Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import corpora
import disarm
import documents
import ftfy
import plsfix

import textclean

Cleaner = Callable[[str], object]
PEERS: dict[str, Cleaner] = {
    "textclean": textclean.clean,
    "plsfix": plsfix.fix_text,
    "ftfy": ftfy.fix_text,
    "disarm": disarm.canonicalize,
}


def rows() -> Iterable[tuple[str, list[str], dict[str, float]]]:
    """Name, documents, and the budget: at least so many times a peer's speed."""
    yield "ASCII, clean", [corpora.english()[:200_000]] * 10, {"plsfix": 12}
    yield "web pages, clean", corpora.web_pages(), {"plsfix": 5, "ftfy": 80}
    yield "web pages, one in thirty damaged", corpora.damaged_pages(), {"plsfix": 3.5}
    yield "about 100 languages, clean", corpora.many_languages(), {"plsfix": 2}
    yield "Russian with Latin words, clean", corpora.russian(), {"plsfix": 0.7}
    yield "seed article x 300", [corpora.seed()], {"disarm": 1.3}
    yield "UTF-8 read as latin-1", corpora.mojibake("latin-1"), {"plsfix": 1.3, "ftfy": 30}
    yield "UTF-8 read as cp1252", corpora.mojibake("cp1252"), {"plsfix": 1.3, "ftfy": 30}
    yield "UTF-8 read as cp1251", corpora.mojibake("cp1251", locale="ru"), {"ftfy": 5}
    yield "cp1251 read as latin-1", corpora.mojibake("latin-1", "cp1251", "ru"), {"ftfy": 5}


def seconds(function: Cleaner, texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        function(text)
    return time.perf_counter() - start


def measure(texts: list[str], passes: int, peers: Iterable[str]) -> dict[str, float]:
    """MB/s by name: medians of *passes* in which all take turns; slow ones sit some passes out."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    taken: dict[str, list[float]] = {name: [] for name in peers}
    for turn in range(passes):
        for name in taken:
            if not taken[name] or taken[name][0] < 1 or turn == passes - 1:
                taken[name].append(seconds(PEERS[name], texts))
    return {name: size / statistics.median(times) for name, times in taken.items()}


def line(name: str, speeds: dict[str, float], budget: dict[str, float]) -> str:
    own = speeds["textclean"]
    cells = "".join(f"{speeds[peer]:10.1f}" for peer in speeds)
    ratios = ", ".join(
        f"{own / speeds[peer]:.2f} x {peer} ({'ok' if own >= least * speeds[peer] else 'BELOW'} {least:g})"
        for peer, least in budget.items()
    )
    return f"{name:34s}{cells}   {ratios}"


def calls() -> None:
    """One short clean string, microseconds a call."""
    for text in ("A short, clean line of text.", "Grüße aus München – schön!", "Привет, мир и все люди"):
        cells = []
        for function in (textclean.clean, plsfix.fix_text):
            count = 20_000
            start = time.perf_counter()
            for _ in range(count):
                function(text)
            cells.append(1e6 * (time.perf_counter() - start) / count)
        print(f"call on {text!r:34s} textclean {cells[0]:.2f} us, plsfix {cells[1]:.2f} us")


def start_up() -> None:
    """CPU seconds of a fresh interpreter, medians of nine, as ratios to importing click."""

    def cpu(*command: str) -> float:
        code = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
            "r = resource.getrusage(resource.RUSAGE_CHILDREN); print(r.ru_utime + r.ru_stime)"
        )
        runs = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
                ).stdout
            )
            for _ in range(9)
        ]
        return statistics.median(runs)

    click = cpu(sys.executable, "-c", "import click")
    print(f"import textclean: {cpu(sys.executable, '-c', 'import textclean') / click:.2f} x import click (budget 1.6)")
    print(f"textclean --help: {cpu(sys.executable, '-m', 'textclean', '--help') / click:.2f} x import click (budget 3)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="small texts, one pass: does it run?")
    parser.add_argument("--rows", default="", help="only rows whose name contains this")
    parser.add_argument("--corpus", type=Path, help="real texts, one call a document, by kind")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="with --corpus: every Nth document only")
    arguments = parser.parse_args()
    if arguments.corpus:
        for row in documents.report(arguments.corpus, PEERS, arguments.every):
            print(row, flush=True)
        return
    print(f"{'MB/s':34s}{''.join(f'{name:>10s}' for name in PEERS)}")
    for name, texts, budget in rows():
        if arguments.rows not in name:
            continue
        used = [text[:2000] for text in texts[:3]] if arguments.smoke else texts
        print(line(name, measure(used, 1 if arguments.smoke else 7, PEERS), budget), flush=True)
    if not arguments.rows:
        calls()
        start_up()


if __name__ == "__main__":
    main()
