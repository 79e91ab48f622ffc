"""Run clean text through the default pipeline and print what it changes: each change is harm until someone says no.

    python tools/harm.py FOLDER_OR_FILE ...         # folders of .jsonl, .jsonl.gz (records with "text") or text files
    python tools/harm.py --sample                   # the repository's own clean text; for CI

A change that was judged to mend a true slip of an author is listed in ``judged_slips.jsonl``, by a digest of its line,
and set apart.  Exits with 1 if anything else was changed, or if clean text came back equal but as another object.
Lines count from 1; they end at LF.  Sizes are bytes of UTF-8.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

from library import ROOT, pipeline, textclean

OWN = ROOT / "fixtures" / "clean"
JUDGED = Path(__file__).parent / "judged_slips.jsonl"
AROUND = 24  # code points of a word shown on each side of a change
RECORDS = (".jsonl", ".jsonl.gz")
CATEGORIES = {"Cf": "format", "Cc": "control", "Co": "private use", "Cn": "unassigned", "Cs": "surrogate"}
CATEGORIES |= {"N": "number", "P": "punctuation", "S": "symbol", "Z": "space"}
ASIDE = ("held, ", "judged slip, ")  # classes that are no harm
ALL = "all that was changed"
HANDED = 16  # documents given to a job at once


class Document(NamedTuple):
    """A text and where it is from: the file, and the number of its record, from 1."""

    place: str
    text: str | bytes


class Change(NamedTuple):
    """A word of a line that was changed or, if *held*, would have been."""

    group: str  # rules, and kinds of characters before and after
    place: str
    line: int
    digest: str  # of the line
    before: str
    after: str
    grade: str
    why: str
    held: bool


class Report(NamedTuple):
    """What came of a document."""

    place: str
    size: int
    lines: int  # that are not blank
    seconds: float  # of the processor
    copied: bool  # equal, but another object
    changes: tuple[Change, ...]
    error: str


def documents(paths: Iterable[Path], every: int = 1) -> Iterator[Document]:
    """Every Nth document of files and folders, in the order of their names; where there are records, only they."""
    return islice((document for path in paths for document in _documents(path)), 0, None, every)


def _documents(path: Path) -> Iterator[Document]:
    files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    for file in [file for file in files if file.name.endswith(RECORDS)] or files:
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        if not name.endswith(RECORDS):
            data = file.read_bytes()
            try:
                yield Document(name, data.decode())
            except UnicodeDecodeError:
                yield Document(name, data)
            continue
        with gzip.open(file, "rt", encoding="utf-8") if name.endswith(".gz") else file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                record = json.loads(line)
                inner = f" ({record['source']})" if "source" in record else ""
                yield Document(f"{name}:{number}{inner}", record["text"])


def examined(document: Document, held: bool = False) -> Report:
    """What the default pipeline does to *document*; with *held*, also what it would do."""
    place, text = document
    lines = sum(bool(line.strip()) for line in text.split(b"\n" if isinstance(text, bytes) else "\n"))  # type: ignore[arg-type]
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    start = time.process_time()
    try:
        out = pipeline().clean(text)
        seconds = time.process_time() - start
        result = pipeline().inspect(text) if held or out is not text else None
    except textclean.TextcleanError as error:
        return Report(place, size, lines, time.process_time() - start, False, (), str(error))
    changes = () if result is None else (*_applied(place, result), *(_held(place, result) if held else ()))
    return Report(place, size, lines, seconds, isinstance(text, str) and out == text and out is not text, changes, "")


def _applied(place: str, result: Any) -> Iterator[Change]:
    """The changes of *result*; those inside one word are one."""
    words: list[list[Any]] = []
    for change in result.changes:
        gap = result.before[words[-1][-1].end : change.start] if words else ""
        if words and not any(c.isspace() for c in gap) and len(gap) <= AROUND:
            words[-1].append(change)
        else:
            words.append([change])
    for word in words:
        first, last = word[0], word[-1]
        causes = [fix for fix in result.fixes if fix.start <= last.end and first.start <= fix.end]
        new = result.text[first.at : last.till]
        kind = (kinds("".join(change.old for change in word)), kinds("".join(change.new for change in word)))
        yield _change(place, result.before, first.start, last.end, new, causes, kind)


def _held(place: str, result: Any) -> Iterator[Change]:
    for fix in result.held:
        kind = (kinds(fix.old), kinds(fix.new))
        yield _change(place, result.before, fix.start, fix.end, fix.new, [fix], kind)


def _change(place: str, text: str, start: int, end: int, new: str, causes: list[Any], kind: tuple[str, str]) -> Change:
    """The word of *text* around ``[start:end]``, which becomes *new*."""
    left = max(start - AROUND, text.rfind("\n", 0, start) + 1)
    while any(c.isspace() for c in text[left:start]):
        left += 1
    right = end
    while right < min(end + AROUND, len(text)) and not text[right].isspace():
        right += 1
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    rules = "+".join(sorted({fix.rule for fix in causes})) or "?"
    return Change(
        group=f"{rules}: {kind[0]} -> {kind[1]}",
        place=place,
        line=text.count("\n", 0, start) + 1,
        digest=hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        before=text[left:right],
        after=text[left:start] + new + text[end:right],
        grade=min((fix.sure for fix in causes), default=None).name if causes else "?",  # type: ignore[union-attr]
        why="; ".join(dict.fromkeys(fix.why for fix in causes)),
        held=any(fix.held for fix in causes),
    )


def kinds(text: str) -> str:
    """The kinds of characters in *text*: scripts of its letters, as their names begin, or what else they are."""
    found = {_kind(c) for c in text}
    return "+".join(sorted(found - {"ASCII"} or found)) or "nothing"


def _kind(char: str) -> str:
    category = unicodedata.category(char)
    if char < "\x80":
        return "control" if category == "Cc" else "ASCII"
    if category[0] in "LM":
        plain = unicodedata.normalize("NFKC", char)
        return "styled" if plain.isascii() else unicodedata.name(char, category).split()[0].split("-")[0].capitalize()
    return CATEGORIES.get(category) or CATEGORIES.get(category[0], category)


Judged = dict[tuple[str, str, str], str]


def judged(path: Path) -> Judged:
    """The notes on true slips, by digest of the line, word before, word after."""
    if not path.exists():
        return {}
    found = map(json.loads, filter(str.strip, path.read_text(encoding="utf-8").split("\n")))
    return {(slip["line"], slip["before"], slip["after"]): slip["note"] for slip in found}


def told(reports: list[Report], slips: Judged, most: int, slowest: int) -> Iterator[str]:
    """The report: at most *most* changes of each class, the documents that were changed, then the counts."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for report in reports:
        for change in report.changes:
            groups["held, " * change.held + "judged slip, " * _is_slip(change, slips) + change.group].append(change)
    for name, changes in sorted(groups.items(), key=lambda item: (item[0].startswith(ASIDE), item[0])):
        yield f"{name}: {len(changes)}"
        for change in changes[:most]:
            told = f"{change.place}, line {change.line}: {change.before!r} -> {change.after!r}"
            yield f"  {told} {change.grade} ({change.why})"
        if len(changes) > most:
            yield f"  ... and {len(changes) - most} more (--most)"
    for report in reports:
        names = Counter(change.group.partition(":")[0] for change in report.changes if not change.held)
        if names:
            yield f"changed: {report.place}: " + ", ".join(f"{rule} {count}" for rule, count in sorted(names.items()))
        if report.error:
            yield f"not read: {report.place}: {report.error}"
        if report.copied:
            yield f"equal, but another object: {report.place}"
    yield from _counts(reports, groups)
    yield from _speed(reports, slowest)


def _is_slip(change: Change, slips: Judged) -> bool:
    return (change.digest, change.before, change.after) in slips


def _counts(reports: list[Report], groups: dict[str, list[Change]]) -> Iterator[str]:
    """How many words of how many lines and documents, by class, and in a million lines that are not blank."""
    lines = sum(report.lines for report in reports)
    everything: dict[str, list[Change]] = {ALL: []}
    for name, changes in sorted(groups.items(), key=lambda item: -len(item[1])):
        everything[name] = changes
        if not name.startswith(ASIDE):
            everything[ALL] += changes
    yield f"{'words':>7} {'lines':>6} {'docs':>6} {'lines/M':>8}  class"
    for name, changes in everything.items():
        places = {(change.place, change.line) for change in changes}
        texts = Counter(place for place, _ in places)
        yield f"{len(changes):7} {len(places):6} {len(texts):6} {1e6 * len(places) / max(lines, 1):8.1f}  {name}"


def _speed(reports: list[Report], slowest: int) -> Iterator[str]:
    size, seconds = sum(report.size for report in reports), sum(report.seconds for report in reports)
    yield (
        f"{len(reports)} documents, {sum(report.lines for report in reports)} lines, {size / 1e6:.1f} MB, "
        f"{size / 1e6 / max(seconds, 1e-9):.2f} MB/s of processor time"
    )
    for report in sorted(reports, key=lambda report: -report.seconds)[:slowest]:
        yield f"  slow: {report.place}: {1e3 * report.seconds:.0f} ms for {report.size / 1e3:.1f} kB"


def harmful(reports: list[Report], slips: Judged) -> list[Change]:
    """The changes that nobody judged to be right."""
    changes = [change for report in reports for change in report.changes if not change.held]
    return [change for change in changes if not _is_slip(change, slips)]


def record(path: Path, changes: list[Change]) -> None:
    """Write *changes* as lines that can be judged: those that are right get a note and go to the list of slips."""
    slips = [{"line": change.digest, "before": change.before, "after": change.after, "note": ""} for change in changes]
    path.write_text("".join(json.dumps(slip, ensure_ascii=True) + "\n" for slip in slips), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="FOLDER_OR_FILE")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth document")
    parser.add_argument("--sample", action="store_true", help="the repository's own clean text, or every 50th document")
    parser.add_argument("--held", action="store_true", help="list what is held, too")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--judged", type=Path, default=JUDGED, metavar="FILE", help="the list of true slips")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write what was changed as lines for that list")
    parser.add_argument("--most", type=int, default=25, metavar="N", help="changes of a class to list (default: 25)")
    parser.add_argument("--slowest", type=int, default=5, metavar="N", help="slow documents to name (default: 5)")
    given = parser.parse_args(arguments)
    if not given.paths and not given.sample:
        parser.error("name a folder or a file, or say --sample")
    if missing := [path for path in given.paths if not path.exists()]:
        parser.error(f"{missing[0]}: no such folder or file")
    every = 50 if given.sample and given.paths and given.every == 1 else given.every
    found = documents(given.paths or [OWN], every)
    look = partial(examined, held=given.held)
    if given.jobs == 1:
        reports = list(map(look, found))
    else:
        with Pool(given.jobs) as pool:
            reports = list(pool.imap(look, found, chunksize=HANDED))
    slips = judged(given.judged)
    print(*told(reports, slips, given.most, given.slowest), sep="\n")
    wrong = harmful(reports, slips)
    if given.record:
        record(given.record, wrong)
    return int(bool(wrong) or any(report.copied or report.error for report in reports))


if __name__ == "__main__":
    sys.exit(main())
