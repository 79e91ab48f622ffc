"""One run over files and standard input: which sources, what to do with each, and what to say on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import click

from textclean import formats, stream
from textclean.cli.options import RunOptions
from textclean.cli.progress import Progress
from textclean.io import pool
from textclean.io.files import STDIN, File, Input, StandardInput
from textclean.io.walk import Walk
from textclean.pipeline import pipeline
from textclean.reports.findings import Tally, moved
from textclean.reports.visible import visible

CLEAN, FOUND, CANNOT = 0, 1, 2  # exit codes of every command


class Run:
    """The sources of one call of the command, treated in order.

    *finished* says of a file's name that there is nothing left to do.  *task* are fields of ``Task``, for all sources.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        asked: RunOptions,
        finished: Callable[[str], bool] = lambda name: False,
        **task: Any,
    ) -> None:
        self.asked = asked
        self.settings = asked.settings
        self.tally = Tally()
        self.failed = False
        self._names = names
        self._finished = finished
        self._progress = Progress(asked.progress, asked.quiet, names)
        self._task = task
        pipeline(**self.settings.pipeline())  # an unknown name is an error before anything is read or written
        if self.settings.encoding:
            from textclean.decoding import labels

            labels.require(self.settings.encoding)

    def sources(self) -> Iterator[tuple[Input, stream.Task]]:
        """What to read, with the task for each; standard input if no file is named."""
        walk = Walk(self.settings.exclude, self.settings.origin, self.note, self.error)
        for name in walk.files(self._names or (STDIN,)):
            if self._finished(name):
                self.note(f"{name} is finished already")
                continue
            called = self.asked.stdin_filename if name == STDIN else name
            source: Input = StandardInput(called or "<stdin>") if name == STDIN else self.file(name)
            if name == STDIN and sys.stdin.isatty():
                hint("reading standard input; end with Ctrl-D, or name files (textclean --help tells more)")
            task = self.task(called)
            if name == STDIN:  # find -print0 writes text
                task = replace(task, text_only=False, no_nul=False)
            yield source, task

    def file(self, name: str) -> File:
        """The file of that name, to be read."""
        return File(name, self.settings.max_ratio)

    def task(self, path: str) -> stream.Task:
        """What to do with the blocks of the file at *path*."""
        kind = formats.of(path, self.settings.input)
        places = {
            "jsonl": self.settings.field,
            "csv": self.settings.column,
            "parquet": self.settings.column,
            "html": self.settings.attribute,
        }
        return stream.Task(
            self.settings.pipeline(path),
            kind,
            self.settings.encoding,
            places=places.get(kind, ()),
            **self._task,
        )

    def blocks(self) -> Iterator[tuple[Input, stream.Block | None, stream.Done | None]]:
        """Every block with what came of it, places already those of the file; ``None`` twice ends a source.

        Notes go to standard error; files that cannot be read are named there, and the run goes on.
        """
        lines = length = 0
        reading = ""
        for given, block, done in stream.run(self.sources(), pool.count(self.settings.jobs)):
            source = cast(Input, given)  # they are those of sources()
            if done is None:
                self.tally.files += 1
                if self.asked.verbose and reading:
                    hint(f"{source.name}: {reading}")
                lines = length = 0
                reading = ""
            else:
                reading = reading or done.reading
                self._progress.add(len(block.data) if block else 0, sum(len(spot.findings) for spot in done.spots))
                for note in done.notes:
                    place = f"{source.name}:{note.line + lines}" if note.line else source.name
                    (self.error if note.failed else self.note)(f"{place}: {note.text}")
                if done.failed:
                    self.error(f"{source.name}: {done.failed}")
                spots = moved(done.spots, lines, length)
                self.tally.add(spots)
                first = lines
                lines += done.lines
                length += done.length
                yield source, block, done._replace(spots=spots, lines=first)
                continue
            yield source, None, None
        self._progress.clear()

    def error(self, text: str) -> None:
        """Say what went wrong and remember that the run failed."""
        self.failed = True
        self._progress.clear()
        hint(text)

    def note(self, text: str) -> None:
        """Say what a person may want to know, unless they asked for quiet."""
        if not self.asked.quiet:
            self._progress.clear()
            hint(text)

    def code(self, found: bool = False) -> int:
        """The exit code: 2 if something could not be done, else 1 if something was *found*."""
        return CANNOT if self.failed else FOUND if found else CLEAN


def hint(text: str) -> None:
    """One line on standard error, safe for a terminal and for any locale."""
    click.echo(f"textclean: {visible(text)}".encode(), err=True)
