"""``textclean inspect``: everything there is to say about a text; always exits 0 if it could be read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from textclean.cli import options


@click.command("inspect")
@options.files
@options.output_format("full")
@options.output
@click.option(
    "--trace",
    is_flag=True,
    help="Say instead what was considered for each suspicious place, in nats, and what stopped it (text files).",
)
@options.what
def command(files: tuple[str, ...], trace: bool, **given: Any) -> int:
    """Say how FILES (default: standard input) were read, what is wrong where, by which rule, and what was held."""
    from textclean import reports
    from textclean.cli.output import opened
    from textclean.cli.running import Run
    from textclean.reports.paint import Paint, wanted
    from textclean.reports.visible import visible

    asked = replace(options.run_options(given), verbose=False)
    if trace:
        return _traced(files, asked)
    run = Run(files, asked, report=True)
    colour = not asked.output and wanted(asked.color)
    report = reports.find(asked.output_format, colour=colour)
    plain = asked.output_format in ("text", "full")
    told = ""
    changed = False
    with opened(asked.output) as target:
        target.write(report.head().encode())
        for source, _, done in run.blocks():
            if done is None:
                run.tally.changed += changed
                changed = False
                told = ""
                continue
            changed = changed or done.changed
            if plain and done.reading and not told:
                told = f"{visible(source.name)}: {done.reading}"
                target.write(Paint(colour)(told, bold=True).encode() + b"\n")
            target.write(report.spots(source.name, done.spots).encode())
        target.write(report.tail(run.tally).encode())
    return run.code()


def _traced(files: tuple[str, ...], asked: options.RunOptions) -> int:
    """Print what was considered in each source, which is read as one text of any format."""
    from textclean.cli.output import opened
    from textclean.cli.running import Run
    from textclean.errors import TextcleanError
    from textclean.pipeline import pipeline
    from textclean.reports import trace
    from textclean.reports.visible import visible

    run = Run(files, asked)
    with opened(asked.output) as target:
        for source, task in run.sources():
            try:
                with source.open() as stream:
                    result = pipeline(**dict(task.settings)).inspect(stream.read(), encoding=task.encoding, trace=True)
            except OSError as error:
                run.error(f"{source.name} cannot be read: {error.strerror or error}")
                continue
            except TextcleanError as error:
                run.error(f"{source.name}: {error}")
                continue
            for line in trace.lines(result.before, result.considered):
                shown = line if line.startswith(" ") else f"{visible(source.name)}:{line}"
                target.write(f"{shown}\n".encode())
    return run.code()
