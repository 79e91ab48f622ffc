"""``textclean [FILES]``: bytes in, restored UTF-8 out; or ``--in-place``, ``--diff``, ``--check``, ``--output-dir``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from textclean.cli import options
from textclean.errors import UsageError


@click.command("textclean")
@options.files
@click.option("--check", is_flag=True, help="The same as the command check.")
@click.option("--diff", is_flag=True, help="Print a unified diff; exit 1 if there is any.")
@click.option("-i", "--in-place", is_flag=True, help="Rewrite FILES where something changes, keeping their encoding.")
@click.option(
    "--output-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one file for each of FILES; those that are there already are finished, and skipped.",
)
@click.option(
    "--to", type=options.Known("target", ("utf-8",)), help="With --in-place: write UTF-8 whatever the file was."
)
@click.option(
    "--changes",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Record every change in FILE, for `textclean undo`.",
)
@click.option("--line-buffered", is_flag=True, help="Each line is a document of its own, written at once.")
@click.option(
    "--statistics", is_flag=True, help="Count findings by rule, on standard error (check: instead of the findings)."
)
@click.option("--show-settings", is_flag=True, help="Print the settings as JSON and do nothing.")
@options.history
@options.output_format("text")
@options.output
@options.what
def command(files: tuple[str, ...], **given: Any) -> int:
    """Write FILES (default: standard input), restored, to standard output."""
    asked = options.run_options(given)
    _refuse_contradictions(asked)
    if asked.show_settings:
        import json

        print(json.dumps(asked.settings.shown(), indent=2, default=dict))
        return 0
    if asked.check:
        from textclean.cli.check import check

        return check(files, asked)
    if asked.diff:
        from textclean.cli.diff import diff

        return diff(files, asked)
    from textclean.cli import write

    if asked.in_place:
        return write.in_place(files, asked)
    if asked.output_dir:
        return write.into_folder(files, asked.output_dir, asked)
    return write.out(files, asked)


def _refuse_contradictions(asked: options.RunOptions) -> None:
    flags = {
        "--check": asked.check,
        "--diff": asked.diff,
        "--in-place": asked.in_place,
        "--output-dir": asked.output_dir,
        "--line-buffered": asked.line_buffered,
    }
    found = [flag for flag, given in flags.items() if given]
    if len(found) > 1:
        raise UsageError(f"{' and '.join(found)} do not go together; choose one")
    for flag in ("--check", "--diff"):
        if flags[flag] and asked.changes:
            raise UsageError(f"{flag} changes nothing, so --changes has nothing to record; drop one of them")
        if flags[flag] and asked.statistics and flag == "--diff":
            raise UsageError("--diff prints a patch, and no statistics; count with check --statistics")
    counts = ("json", "jsonl") if asked.statistics else ()
    if not asked.check and asked.output_format not in ("text", *counts):
        raise UsageError(
            f"--output-format {asked.output_format} says how findings are reported, and there is no report here; "
            "use textclean check or textclean inspect"
        )
    if asked.output and asked.output_dir:
        raise UsageError("--output-dir and -o do not go together; choose one")
    if asked.to and not asked.in_place:
        raise UsageError("--to goes with --in-place; everywhere else the output is UTF-8 anyway")
