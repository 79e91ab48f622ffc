"""The commands that write text: to standard output, in place, or into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from textclean import formats
from textclean.cli.options import RunOptions
from textclean.cli.output import opened
from textclean.cli.placing import InPlace, IntoFolder, Placing
from textclean.cli.recording import Record
from textclean.cli.running import Run
from textclean.cli.statistics import restored, statistics
from textclean.errors import UsageError
from textclean.io.files import STDIN
from textclean.reports.findings import Tally

_FEW = 20  # changed files that are told one by one


def out(names: tuple[str, ...], asked: RunOptions) -> int:
    """All sources, one after the other, as UTF-8 to standard output, or to ``-o``, compressed if its suffix says so."""
    _refuse_folders_on_a_terminal(names, asked)
    run = Run(names, asked, undo=asked.changes is not None, report=asked.statistics, line_buffered=asked.line_buffered)
    target_name = str(asked.output.absolute()) if asked.output else STDIN
    with ExitStack() as stack:
        target = stack.enter_context(opened(asked.output))
        record = Record(stack, asked.changes, names)
        name = asked.output or Path()
        sink: IO[bytes] | None = None
        changed = False
        for source, block, done in run.blocks():
            sink = sink or formats.find(run.task(source.name).format).sink(target, name)
            if block is None or done is None:
                if sink is not target:
                    sink.close()
                sink = None
                run.tally.changed += changed
                changed = False
                continue
            changed = changed or done.changed
            data = block.data if done.data is None else done.data
            sink.write(data)
            record.add(target_name, block.data, data, done.undo)
            if asked.line_buffered:
                target.flush()
        record.end()
    if asked.statistics:
        sys.stderr.write(statistics(run.tally, asked.output_format))
    return run.code()


def _refuse_folders_on_a_terminal(names: tuple[str, ...], asked: RunOptions) -> None:
    """Nobody wants to see all files of a folder go by."""
    folder = next((name for name in names if name != STDIN and Path(name).is_dir()), None)
    if folder is not None and asked.output is None and sys.stdout.isatty():
        raise UsageError(
            f"{folder} is a folder, and all its files would be written to the terminal; say what to do with them: "
            "check, --diff, --in-place or --output-dir DIR"
        )


def in_place(names: tuple[str, ...], asked: RunOptions) -> int:
    """Every file rewritten where something changes; nothing is written to a file that is clean."""
    if (not names and asked.against is None) or STDIN in names:
        raise UsageError("--in-place needs files; standard input has no place (drop the flag to use the filter)")
    if asked.output:
        raise UsageError("--in-place writes the files themselves; -o has nothing to take")
    run = Run(
        names,
        asked,
        keep=asked.to != "utf-8",
        ignores=True,
        text_only=True,
        no_nul=True,
        undo=asked.changes is not None,
        report=True,
    )
    return _placed(run, names, asked, InPlace)


def into_folder(names: tuple[str, ...], folder: Path, asked: RunOptions) -> int:
    """One file in the folder for each source; what is there already is finished and is skipped."""
    if not names or STDIN in names:
        raise UsageError("--output-dir needs files: their names are the names of the results")
    run = Run(
        names,
        asked,
        finished=lambda name: IntoFolder.target(folder, name).exists(),
        undo=asked.changes is not None,
        report=asked.statistics,
    )
    return _placed(run, names, asked, lambda run, record: IntoFolder(run, record, folder))


def _placed(run: Run, names: tuple[str, ...], asked: RunOptions, make: Callable[[Run, Record], Placing]) -> int:
    with ExitStack() as stack:
        writer = make(run, Record(stack, asked.changes, names))
        stack.callback(writer.forget)
        here, named = Tally(), 0
        for source, block, done in run.blocks():
            if block is not None and done is not None:
                here.add(done.spots)
                writer.block(source, block.data, done)
                continue
            before = run.tally.changed
            writer.end(source)
            if asked.in_place and run.tally.changed > before:
                named += 1
                if named <= _FEW:
                    run.note(f"{source.name}: {restored(here)}")
            here = Tally()
        if named > _FEW:
            run.note(f"and {named - _FEW:,} more files")
    run.close(counted=asked.in_place or asked.statistics)
    if asked.statistics:
        sys.stderr.write(statistics(run.tally, asked.output_format))
    return run.code()
