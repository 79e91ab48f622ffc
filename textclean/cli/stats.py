"""``textclean stats``: which kinds of damage a corpus has, by file and by language, as a table, as JSON, as a plot."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from textclean.cli import options

_SAMPLE = 8_000  # bytes of a file that tell its language
_ROWS = 40  # files in the table and in the plot, those with most findings


@click.command("stats")
@options.files
@click.option(
    "--plot",
    "plotted",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a plot too: an SVG with a bar for each language, or for each file if there is only one language.",
)
@click.option("--output-format", type=options.Known("output format", ("text", "json")), default="text")
@options.output
@options.what
def command(files: tuple[str, ...], plotted: Path | None, **given: Any) -> int:
    """Count what is damaged in FILES (files and folders), by kind, by file and by language; nothing is changed."""
    from textclean.cli.output import named, opened
    from textclean.cli.running import Run

    asked = options.run_options(given)
    run = Run(files, asked, keep=True, text_only=True, report=True)
    found: dict[str, FileCounts] = {}
    for source, block, done in run.blocks():
        if block is None or done is None:
            continue
        counts = found.setdefault(source.name, FileCounts())
        counts.lines += block.data.count(b"\n")
        counts.language = counts.language or _language(block.data)
        for spot in done.spots:
            counts.damaged += 1
            for finding in spot.findings:
                (counts.held if finding.held else counts.made)[finding.rule] += 1
    with opened(asked.output) as target:
        target.write((_json(found) if asked.output_format == "json" else _table(found)).encode())
    if plotted is not None:
        with named(str(plotted)):
            plotted.write_text(_plot(found), encoding="utf-8")
    return run.code()


@dataclass
class FileCounts:
    """Of one file: its main language, lines, damaged lines, and findings by rule, made and held."""

    language: str = ""
    lines: int = 0
    damaged: int = 0
    made: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> Counter[str]:
        """Both by rule."""
        return self.made + self.held


def _language(data: bytes) -> str:
    """The likeliest main language of a text that begins with *data*, restored and without tags; "?" if unknown."""
    from textclean.language import languages
    from textclean.pipeline import clean

    text = re.sub(r"<[^<>]*>", " ", clean(data[:_SAMPLE]))
    likely = languages(text) if any(map(str.isalpha, text)) else []
    return (likely[0][0] if likely else "") or "?"


def by_language(found: dict[str, FileCounts]) -> dict[str, FileCounts]:
    """The files' counts, summed by language; those with most findings first."""
    summed: dict[str, FileCounts] = {}
    for counts in found.values():
        total = summed.setdefault(counts.language, FileCounts(counts.language))
        total.lines += counts.lines
        total.damaged += counts.damaged
        total.made += counts.made
        total.held += counts.held
    return dict(sorted(summed.items(), key=lambda item: (-item[1].findings.total(), item[0])))


def _table(found: dict[str, FileCounts]) -> str:
    from textclean.reports.visible import visible

    total: Counter[str] = sum((counts.findings for counts in found.values()), Counter())
    held: Counter[str] = sum((counts.held for counts in found.values()), Counter())
    touched = Counter(rule for counts in found.values() for rule in counts.findings)
    rows = [("rule", "findings", "held", "files")]
    rows += [(rule, f"{n:,}", f"{held[rule]:,}", f"{touched[rule]:,}") for rule, n in total.most_common()]
    files = Counter(counts.language for counts in found.values())
    languages = [("language", "files", "lines", "damaged", "kinds")]
    languages += [
        (code, f"{files[code]:,}", f"{c.lines:,}", f"{c.damaged:,}", _kinds(c.findings))
        for code, c in by_language(found).items()
    ]
    worst = sorted(found.items(), key=lambda item: (-item[1].damaged, item[0]))
    worst = [item for item in worst if item[1].damaged]
    listed = [("file", "language", "lines", "damaged", "kinds")]
    listed += [
        (visible(name), c.language, f"{c.lines:,}", f"{c.damaged:,}", _kinds(c.findings)) for name, c in worst[:_ROWS]
    ]
    if len(worst) > _ROWS:
        listed.append((f"and {len(worst) - _ROWS:,} more files", "", "", "", ""))
    lines = sum(counts.lines for counts in found.values())
    damaged = sum(counts.damaged for counts in found.values())
    sums = f"{len(found):,} file{'s' * (len(found) != 1)}, {len(worst):,} damaged; {lines:,} lines, {damaged:,} damaged"
    parts = [_aligned(rows), _aligned(languages), _aligned(listed)] if worst else []
    return "\n".join([*parts, sums + "\n"])


def _kinds(counts: Counter[str]) -> str:
    return ", ".join(f"{rule} {count:,}" for rule, count in counts.most_common())


def _aligned(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns; the first and the last to the left, a language too, numbers to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if at == 0 or rows[0][at] in ("language", "kinds") else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def _json(found: dict[str, FileCounts]) -> str:
    def plain(counts: FileCounts) -> dict[str, Any]:
        rules = sorted(counts.findings)
        return {
            "language": counts.language,
            "lines": counts.lines,
            "damaged": counts.damaged,
            "rules": {rule: {"made": counts.made[rule], "held": counts.held[rule]} for rule in rules},
        }

    facts = {
        "files": {name: plain(counts) for name, counts in sorted(found.items())},
        "languages": {code: plain(counts) for code, counts in by_language(found).items()},
    }
    return json.dumps(facts) + "\n"


def _plot(found: dict[str, FileCounts]) -> str:
    from textclean.reports import bars, html

    languages = {code: counts.findings for code, counts in by_language(found).items() if counts.findings}
    files = {name: counts.findings for name, counts in found.items() if counts.findings}
    worst = dict(sorted(files.items(), key=lambda item: (-item[1].total(), item[0]))[:_ROWS])
    few = len(languages) < 2
    title = f"Damage by {'file' if few else 'language'}: {len(found):,} files"
    rows = worst if few else languages
    return bars.plot(title, rows, {rule: html.hue(rule) for counts in rows.values() for rule in counts})
