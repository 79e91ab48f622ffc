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
@options.report
@options.what
def command(files: tuple[str, ...], **given: Any) -> int:
    """Write FILES (default: standard input), restored, to standard output."""
    _one_of(given, "check", "diff", "in_place", "output_dir", "line_buffered")
    if given["show_settings"]:
        import json

        print(json.dumps(options.settings(given).shown(), indent=2, default=dict))
        return 0
    if given["check"]:
        from textclean.cli.check import check

        return check(files, given)
    if given["diff"]:
        from textclean.cli.diff import diff

        return diff(files, given)
    from textclean.cli import write

    if given["in_place"]:
        return write.in_place(files, given)
    if given["output_dir"]:
        return write.into_folder(files, given)
    return write.out(files, given)


def _one_of(given: dict[str, Any], *names: str) -> None:
    asked = ["--" + name.replace("_", "-") for name in names if given[name]]
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} do not go together; choose one")
    if given["to"] and not given["in_place"]:
        raise UsageError("--to goes with --in-place; everywhere else the output is UTF-8 anyway")
