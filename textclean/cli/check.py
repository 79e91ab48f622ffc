"""``textclean check``: a linter.  Says what would be changed and exits 1 if anything would."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from textclean.cli import options

_FEW = 5  # names that are told again


@click.command("check")
@options.files
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@options.guard
@options.history
@options.output_format("text")
@options.output
@options.what
def command(files: tuple[str, ...], **given: Any) -> int:
    """Say what would be changed in FILES (default: standard input); exit 1 if anything would be, else 0.

    What is held (a guess, or inside a URL) is listed too, but fails the check only if it is an error: a spoofed link,
    hidden text in instructions for agents.
    """
    return check(files, options.run_options(given))


def check(names: tuple[str, ...], asked: options.RunOptions) -> int:
    """See the command."""
    from textclean import reports
    from textclean.cli.guard import Guard
    from textclean.cli.output import opened
    from textclean.cli.running import Run
    from textclean.cli.statistics import statistics
    from textclean.reports.levels import HIDING
    from textclean.reports.paint import wanted

    if asked.names:
        return _check_names(names, asked)
    if asked.agents:
        asked = replace(asked, settings=replace(asked.settings, only=HIDING))
    guard = Guard(names, asked)
    run = Run(guard.names, asked, guard=guard, jobs=0, keep=True, ignores=True, text_only=True, report=True)
    report = reports.find(asked.output_format, colour=not asked.output and wanted(asked.color))
    changed = False
    dangerous = False
    damaged: list[str] = []
    with opened(asked.output) as target:
        target.write(b"" if asked.statistics else report.head().encode())
        for source, block, done in run.blocks():
            if block is None or done is None:
                run.tally.changed += changed
                damaged += [source.name] if changed else []
                changed = False
                continue
            changed = changed or done.changed
            dangerous = dangerous or any(f.level == "error" for spot in done.spots for f in spot.findings)
            if done.spots and not asked.statistics:
                target.write(report.spots(source.name, done.spots).encode())
        tail = statistics(run.tally, asked.output_format) if asked.statistics else report.tail(run.tally)
        if asked.output_format in ("text", "full") and not asked.statistics:
            if run.tally.changed:
                named = damaged if asked.agents else names if asked.changed is None else guard.names
                tail += f"fix with: {_fix(tuple(named), asked)}\n"
            if asked.quiet and not asked.output:
                tail = ""
        target.write(tail.encode())
    for told in guard.end():
        run.note(told)
    return run.code(bool(run.tally.changed) or dangerous)


def _check_names(paths: tuple[str, ...], asked: options.RunOptions) -> int:
    """The same for names of files and folders."""
    from textclean import file_names, reports
    from textclean.cli.output import opened
    from textclean.cli.rename import settings
    from textclean.cli.running import CLEAN, FOUND
    from textclean.reports.findings import Tally
    from textclean.reports.levels import leveled
    from textclean.reports.paint import wanted

    report = reports.find(asked.output_format, colour=not asked.output and wanted(asked.color))
    tally = Tally()
    with opened(asked.output) as target:
        target.write(report.head().encode())
        for name in file_names.found(paths or (".",), settings(asked)):
            spots = leveled([name.spot], name.path)
            tally.files += 1
            tally.changed += name.new != name.old
            tally.add(spots)
            target.write(report.spots(name.path, spots).encode("utf-8", "backslashreplace"))
        target.write(report.tail(tally).encode())
    return FOUND if tally.changed else CLEAN


def _fix(names: tuple[str, ...], asked: options.RunOptions) -> str:
    """The command that restores what was found."""
    import shlex

    from textclean.io.files import STDIN
    from textclean.reports.visible import visible

    how = asked.how
    if asked.agents:  # a preset of check
        how = (*(flag for flag in how if flag != "--agents"), "--only", ",".join(asked.settings.only or ()))
    if (not names and asked.against is None) or STDIN in names:
        return " ".join(("textclean", *how, "< FILE > COPY"))
    listed = [shlex.quote(name) for name in names] if len(names) <= _FEW else ["FILES"]
    return visible(" ".join(("textclean --in-place", *how, *listed)))
