"""The command at work, beside iconv, ftfy and json: wall time, CPU time and peak memory of whole processes.

    pip install '.[bench]'
    python benchmarks/tool.py             # 100 MB of everything; --smoke for a few MB; --memory adds 1 GB

Ratios are what counts, taken from passes that take turns.  Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import corpora

COMMAND = [sys.executable, "-m", "textclean", "--isolated"]
ICONV = ["iconv", "-f", "utf-8", "-t", "utf-8"]
FTFY = [sys.executable, "-c", "from ftfy.cli import main; main()"]
JSON = [
    sys.executable,
    "-c",
    "import sys, json\nfor line in sys.stdin: sys.stdout.write(json.dumps(json.loads(line)) + '\\n')",
]


class Cost(NamedTuple):
    """Of one process and its children: seconds of wall clock and of CPU, and MB at the peak of the largest."""

    wall: float
    cpu: float
    peak: float


def cost(command: list[str], source: Path | None) -> Cost:
    """Run *command* with *source* as its standard input."""
    before = time.perf_counter()
    with (source or Path(os.devnull)).open("rb") as stdin, Path(os.devnull).open("wb") as stdout:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - before
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def environment() -> dict[str, str]:
    """Ours, with compiled modules, as an installed command has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONIOENCODING": "utf-8"}


def compared(commands: dict[str, list[str]], sources: dict[str, Path], passes: int) -> dict[str, Cost]:
    """The median cost of each command, passes taking turns."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(passes):
        for name, command in commands.items():
            found[name].append(cost(command, sources[name]))
    return {
        name: Cost(*(statistics.median(values) for values in zip(*costs, strict=True))) for name, costs in found.items()
    }


def clean_text(path: Path, megabytes: float) -> Path:
    """Clean pages of the web, mostly Latin."""
    return fill(path, corpora.web_pages(), megabytes)


def damaged_text(path: Path, megabytes: float) -> Path:
    """The same, two lines in a hundred damaged by one chain."""
    rng = random.Random(4)
    pages = [
        "\n".join(
            line.replace("'", "\u2019").encode().decode("cp1252", "replace") if rng.random() < 0.02 else line
            for line in page.split("\n")
        )
        for page in corpora.web_pages()
    ]
    return fill(path, pages, megabytes)


def bad_text(path: Path, megabytes: float) -> Path:
    """Damage in every paragraph: work enough to share."""
    return fill(path, [page.replace("e", "\u0435") for page in corpora.web_pages()], megabytes)


def records(path: Path, megabytes: float) -> Path:
    """JSON lines with one text field."""
    pages = [
        json.dumps({"id": n, "url": f"https://example.org/{n}", "text": page}, ensure_ascii=False)
        for n, page in enumerate(corpora.web_pages())
    ]
    return fill(path, pages, megabytes)


def fill(path: Path, pieces: Iterable[str], megabytes: float) -> Path:
    """*pieces*, a line end after each, over and over up to that size."""
    data = ("\n".join(pieces) + "\n").encode()
    with path.open("wb") as file:
        while file.tell() + len(data) <= megabytes * 1e6:
            file.write(data)
        left = data[: max(0, int(megabytes * 1e6) - file.tell())]
        file.write(left[: left.rfind(b"\n") + 1])
    return path


def tree(folder: Path, files: int = 100) -> Path:
    """A folder of small clean files."""
    folder.mkdir()
    for n, page in enumerate(corpora.web_pages()[:files]):
        (folder / f"{n:03}.txt").write_text(page, encoding="utf-8")
    return folder


def line(what: str, figure: float, budget: str) -> None:
    print(f"{what:<58} {figure:8.2f}   {budget}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="a few MB, one pass")
    parser.add_argument("--memory", action="store_true", help="also 1 GB, for the peak of memory")
    asked = parser.parse_args()
    size, passes = (3.0, 1) if asked.smoke else (100.0, 3)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean = clean_text(folder / "clean.txt", size)
        few = damaged_text(folder / "damaged.txt", size)
        print(f"{size:g} MB each, {passes} passes; seconds of wall clock are in brackets\n")

        found = compared(
            {"us": COMMAND, "iconv": ICONV, "us, 2 %": COMMAND}, {"us": clean, "iconv": clean, "us, 2 %": few}, passes
        )
        base = found["iconv"].wall
        line(f"clean text: times iconv's {base:.2f} s", found["us"].wall / base, "at most 4")
        line("2 % of lines damaged by one chain: times iconv", found["us, 2 %"].wall / base, "at most 10")

        part = clean_text(folder / "part.txt", size / 20)
        slow = cost(FTFY, part).wall * 20
        line(f"clean text: times faster than ftfy's ({slow:.0f} s)", slow / found["us"].wall, "at least 40")

        bad = bad_text(folder / "bad.txt", size / 2)
        jobs = compared(
            {"one": COMMAND, "two": [*COMMAND, "--jobs", "2"]}, {"one": bad, "two": bad}, max(1, passes - 1)
        )
        line(
            f"damaged text: two jobs, times one ({jobs['one'].wall:.1f} s)",
            jobs["one"].wall / jobs["two"].wall,
            "at least 1.6",
        )

        lines = records(folder / "records.jsonl", size)
        found |= compared(
            {"json": JSON, "jsonl": [*COMMAND, "--input", "jsonl"]}, {"json": lines, "jsonl": lines}, passes
        )
        speed = found["json"].wall / found["jsonl"].wall
        line(f"JSON lines: times json.loads and dumps ({found['json'].wall:.1f} s)", speed, "at least 0.4")

        pages = tree(folder / "tree")
        start = cost([*COMMAND, "--show-settings"], None).wall
        checked = cost([*COMMAND, "check", str(pages)], None).wall
        line("100 files checked: seconds beyond start-up", checked - start, "under 1")

        line("peak MB on clean text", found["us"].peak, "at most 200")
        line("peak MB on damaged text", found["us, 2 %"].peak, "at most 200")
        if asked.memory:
            large = clean_text(folder / "large.txt", size * 10)
            line(f"peak MB on {size * 10:g} MB", cost(COMMAND, large).peak, "the same")


if __name__ == "__main__":
    main()
