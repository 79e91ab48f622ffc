"""``textclean rename``: damaged names of files and folders, restored; a dry run unless it is told otherwise."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import click

from textclean.cli import options
from textclean.errors import UsageError


@click.command("rename")
@options.files
@click.option("--apply", is_flag=True, help="Rename; without this flag nothing is done but told.")
@click.option(
    "--changes",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Record every new name in FILE, for --undo.",
)
@click.option("--undo", "record", type=click.Path(path_type=Path), metavar="FILE", help="Take back what FILE records.")
@options.what
def command(files: tuple[str, ...], apply: bool, changes: Path | None, record: Path | None, **given: Any) -> int:
    """Say which names of FILES, and of what is below them, are damaged, and what they would be called.

    Nothing is ever overwritten.  Exits 1 if something would be renamed, 2 if something could not be.
    """
    if record is not None:
        return _undo(record, apply)
    if not files:
        raise UsageError("name the files or folders whose names are to be looked at")
    if changes is not None and changes.exists() and changes.stat().st_size:
        raise UsageError(f"{changes} exists already, and what it holds would be lost; name another file for --changes")
    return _rename(files, apply, changes, options.run_options(given))


def settings(asked: options.RunOptions) -> dict[str, Any]:
    """Those of the pipeline; names are composed (NFC), too, as all systems but one write them."""
    given = asked.settings.pipeline()
    return given if given["only"] is not None else {**given, "also": (*given["also"], "decomposed")}


def _rename(files: tuple[str, ...], apply: bool, changes: Path | None, asked: options.RunOptions) -> int:
    from textclean import file_names
    from textclean.cli.running import CANNOT, CLEAN, FOUND, hint
    from textclean.reports.visible import visible

    for name in files:
        if not os.path.lexists(name):
            raise UsageError(f"there is no {name}")
    done = failed = 0
    with ExitStack() as stack:
        record = stack.enter_context(changes.open("xb")) if changes and apply and not changes.exists() else None
        if changes and apply and record is None:
            record = stack.enter_context(changes.open("wb"))
        for found in file_names.found(files, settings(asked)):
            if found.new == found.old:
                continue
            line = f"{visible(found.path)} \N{RIGHTWARDS ARROW} {visible(found.new)}"
            refused = found.refused
            if apply and not refused:
                refused = _move(found.path, found.target, record)
            if refused:
                failed += 1
                hint(f"{visible(found.path)} is not renamed to {visible(found.new)}: {refused}")
                continue
            done += 1
            click.echo(line.encode())
    if not asked.quiet:
        hint(f"{done:,} name{'s' * (done != 1)} {'restored' if apply else 'would be restored; --apply does it'}")
    return CANNOT if failed else FOUND if done and not apply else CLEAN


def _move(source: str, target: str, record: IO[bytes] | None) -> str:
    """Rename *source*; why it could not be.  What is done is in the *record* before it is done."""
    if os.path.lexists(target) and not _is_same(source, target):
        return "there is something of that name already"
    if record is not None:
        names = {"from": os.fsencode(os.path.abspath(source)), "to": os.fsencode(os.path.abspath(target))}  # noqa: PTH100
        record.write(json.dumps({key: os.fsdecode(name) for key, name in names.items()}).encode() + b"\n")
        record.flush()
        os.fsync(record.fileno())
    try:
        os.rename(source, target)  # noqa: PTH104
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _is_same(source: str, target: str) -> bool:
    """Do both names lead to one file, on a disk for which they are one?  A second link to a file is another."""
    one, other = os.lstat(source), os.lstat(target)
    names = os.listdir(os.path.dirname(target) or ".")  # noqa: PTH120, PTH208
    return os.path.samestat(one, other) and os.path.basename(target) not in names  # noqa: PTH119


def _undo(record: Path, apply: bool) -> int:
    from textclean.cli.running import CANNOT, CLEAN, hint
    from textclean.reports.visible import visible

    entries = []
    for number, line in enumerate(record.read_bytes().splitlines(), 1):
        try:
            entry = json.loads(line)
            entries.append((entry["from"], entry["to"]))
        except (ValueError, KeyError, TypeError) as cause:
            raise UsageError(
                f"{record}, line {number}, is no record of new names; name one that --changes wrote"
            ) from cause
    failed = 0
    for old, new in reversed(entries):
        refused = ""
        if apply:  # folders come back before what is in them
            refused = _move(new, old, None) if os.path.lexists(new) else "it is not there any more"
        if refused:
            failed += 1
            hint(f"{visible(new)} is not renamed back: {refused}")
        else:
            click.echo(f"{visible(new)} \N{RIGHTWARDS ARROW} {visible(os.path.basename(old))}".encode())  # noqa: PTH119
    if not apply:
        hint("nothing was done; --apply does it")
    return CANNOT if failed else CLEAN
