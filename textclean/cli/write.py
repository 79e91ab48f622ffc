"""The commands that write text: to standard output, in place, or into a folder."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from textclean import formats
from textclean.cli.output import opened
from textclean.cli.placing import InPlace, IntoFolder, Placing
from textclean.cli.recording import Record
from textclean.cli.running import Run
from textclean.cli.statistics import statistics
from textclean.errors import UsageError
from textclean.io.files import STDIN


def out(names: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """All sources, one after the other, as UTF-8 to standard output, or to ``-o``, compressed if its suffix says so."""
    wants = bool(given["statistics"])
    run = Run(names, given, undo=bool(given["changes"]), report=wants, line_buffered=given["line_buffered"])
    target_name = str(given["output"].absolute()) if given["output"] else STDIN
    with ExitStack() as stack:
        target = stack.enter_context(opened(given["output"]))
        record = Record(stack, given["changes"], names)
        name = given["output"] or Path()
        sink: IO[bytes] | None = None
        for source, block, done in run.blocks():
            sink = sink or formats.find(run.task(source.name).format).sink(target, name)
            if block is None or done is None:
                if sink is not target:
                    sink.close()
                sink = None
                continue
            data = block.data if done.data is None else done.data
            sink.write(data)
            record.add(target_name, block.data, data, done.undo)
            if given["line_buffered"]:
                target.flush()
        record.end()
    if wants:
        sys.stderr.write(statistics(run.tally))
    return run.code()


def in_place(names: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """Every file rewritten where something changes; nothing is written to a file that is clean."""
    if not names or STDIN in names:
        raise UsageError("--in-place needs files; standard input has no place (drop the flag to use the filter)")
    if given["output"]:
        raise UsageError("--in-place writes the files themselves; -o has nothing to take")
    run = Run(
        names, given, keep=given["to"] != "utf-8", text_only=True, no_nul=True, undo=bool(given["changes"]), report=True
    )
    return _placed(run, names, given, InPlace)


def into_folder(names: tuple[str, ...], given: Mapping[str, Any]) -> int:
    """One file in the folder for each source; what is there already is finished and is skipped."""
    if not names or STDIN in names:
        raise UsageError("--output-dir needs files: their names are the names of the results")
    folder: Path = given["output_dir"]
    run = Run(names, given, undo=bool(given["changes"]), report=bool(given["statistics"]))
    run.wanted = lambda name: not IntoFolder.target(folder, name).exists()
    return _placed(run, names, given, lambda r, record: IntoFolder(r, record, folder))


def _placed(run: Run, names: tuple[str, ...], given: Mapping[str, Any], make: Any) -> int:
    with ExitStack() as stack:
        writer: Placing = make(run, Record(stack, given["changes"], names))
        stack.callback(writer.forget)
        for source, block, done in run.blocks():
            writer.opened = getattr(source, "opened", None)
            if block is None or done is None:
                writer.end(Path(source.name))
            else:
                writer.block(Path(source.name), block.data, done)
    if given["statistics"]:
        sys.stderr.write(statistics(run.tally))
    return run.code()
