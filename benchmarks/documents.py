"""Documents as a program meets them: real texts of a folder or a file, by kind, one call a document.

A document is the ``text`` of a JSON line or a whole ``.txt`` file, packed with gzip or not.  No document comes twice,
and their typography is their own.  A document is called damaged if its line says so (``"damaged": true``) or if
textclean changes it; all others are clean.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import textclean
from textclean import scripts

SHORT = 100  # code points of a short string
MENU = 40  # code points of a line of a menu
PASSES = 3
CALLS = 20  # of a short string, in one measurement
LINES = 10  # of a page that may have menus


class Document(NamedTuple):
    """One text, and the kinds that it belongs to."""

    text: str
    kinds: tuple[str, ...]


def documents(path: Path) -> list[Document]:
    """The documents of a folder or a file, those without a letter left out."""
    return [
        Document(text, tuple(_kinds(text, damaged))) for text, damaged in _texts(path) if any(map(str.isalpha, text))
    ]


def _texts(path: Path) -> Iterator[tuple[str, bool]]:
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file() and {".txt", ".jsonl"} & set(inner.suffixes):
                yield from _texts(inner)
        return
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    value = data.decode(errors="replace")
    if ".jsonl" not in path.suffixes:
        yield value, False
        return
    for line in value.split("\n"):
        record = json.loads(line) if line else {}
        if isinstance(text := record.get("text"), str):
            yield text, bool(record.get("damaged"))


def _kinds(text: str, damaged: bool) -> Iterator[str]:
    yield "all"
    changed = textclean.clean(text) != text
    if len(text) < SHORT:
        yield f"short, {_script(text)}"
        return
    if damaged or changed:
        yield "damaged"
        return
    yield "clean"
    yield "clean Latin" if _script(text) in ("ASCII", "Latin") else "clean, other scripts"
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(len(line) < MENU for line in lines) * 2 > len(lines) > LINES:
        yield "clean, with menus"


def _script(text: str) -> str:
    """The script of most letters that are not ASCII, if they are many."""
    if text.isascii():
        return "ASCII"
    others = [scripts.script_of(char) for char in text if char > "\u024f" and char.isalpha()]
    if len(others) * 5 < sum(map(str.isalpha, text)):
        return "Latin"
    return max(set(others), key=others.count)


class Speed(NamedTuple):
    """Of one program on the documents of one kind: MB/s in all, for half and a twentieth of them, and the tail."""

    total: float
    median: float
    slow: float  # MB/s that 19 of 20 documents reach
    tail: float  # share of the time that the slowest twentieth takes
    call: float  # microseconds a document


def measure(function: Callable[[str], object], texts: list[str], short: bool) -> Speed:
    """CPU time, the fastest of some passes: others use the machine, too."""
    times = [float("inf")] * len(texts)
    calls = CALLS if short else 1
    for _ in range(PASSES):
        for at, text in enumerate(texts):
            start = time.process_time()
            for _ in range(calls):
                function(text)
            times[at] = min(times[at], (time.process_time() - start) / calls)
    times = [max(seconds, 1e-7) for seconds in times]
    sizes = [len(text.encode("utf-8", "surrogatepass")) / 1e6 for text in texts]
    speeds = sorted(size / seconds for size, seconds in zip(sizes, times, strict=True))
    slowest = sorted(times)[-max(1, len(times) // 20) :]
    return Speed(
        sum(sizes) / sum(times),
        speeds[len(speeds) // 2],
        speeds[len(speeds) // 20],
        sum(slowest) / sum(times),
        1e6 * sum(times) / len(times),
    )


def report(path: Path, peers: dict[str, Callable[[str], object]], every: int = 1) -> Iterator[str]:
    """The lines of a table: each kind of document, each program."""
    found = documents(path)[::every]
    kinds = sorted({kind for document in found for kind in document.kinds})
    yield f"{len(found)} documents of {path}, one call a document, CPU time, best of {PASSES} passes"
    yield f"{'':26s}{'':12s}{'MB/s':>8s}{'median':>9s}{'5 %':>8s}{'tail':>7s}{'us/call':>10s}   against it"
    for kind in kinds:
        texts = [document.text for document in found if kind in document.kinds]
        speeds = {name: measure(function, texts, kind.startswith("short")) for name, function in peers.items()}
        for name, speed in speeds.items():
            head = f"{kind} ({len(texts)})" if name == "textclean" else ""
            ratio = "" if name == "textclean" else f"{speeds['textclean'].total / speed.total:.2f} x {name}"
            yield (
                f"{head:26s}{name:12s}{speed.total:8.1f}{speed.median:9.1f}{speed.slow:8.1f}{speed.tail:7.0%}"
                f"{speed.call:10.1f}   {ratio}"
            )
