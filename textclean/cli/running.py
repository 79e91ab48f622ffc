"""One run over files and standard input: which sources, what to do with each, and what to say on standard error."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from textclean import formats, stream
from textclean.cli import against
from textclean.cli.guard import Guard
from textclean.cli.options import RunOptions
from textclean.cli.progress import Progress, shown
from textclean.cli.statistics import closing
from textclean.errors import HistoryError
from textclean.formats import base
from textclean.io import pool
from textclean.io.files import STDIN, File, Input, StandardInput
from textclean.io.walk import Walk
from textclean.pipeline import pipeline
from textclean.reports.findings import Tally, moved
from textclean.reports.levels import is_agent_file, leveled
from textclean.reports.visible import message

if TYPE_CHECKING:
    from textclean.cli.clean_files import CleanFiles

_OBJECT = re.compile(rb'\{\s*"[^"\\\n]{1,80}"\s*:')  # how a record of JSON lines begins
_ALONE = 0.2  # seconds of work before other processes are started unasked: what is loaded by then, all have
CLEAN, FOUND, CANNOT = 0, 1, 2  # exit codes of every command


class Run:
    """The sources of one call of the command, treated in order.

    *finished* says of a file's name that there is nothing left to do, *guard* what is to be told, *jobs* how many
    processes work on files where nobody asked for a number (0: one per core).  *task* are fields of ``Task``, for all
    sources.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        asked: RunOptions,
        finished: Callable[[str], bool] = lambda name: False,
        guard: Guard | None = None,
        jobs: int = 1,
        **task: Any,
    ) -> None:
        self.asked = asked
        self.settings = asked.settings
        self.tally = Tally()
        self.failed = False
        self._earlier = against.asked_for(names, asked)
        if self._earlier is not None:
            names = self._earlier.names
        self._guard = guard if guard and guard.active else None
        counted = asked.statistics or asked.verbose or self._earlier is not None
        self._clean: CleanFiles | None = None
        if asked.cache and not counted:
            from textclean.cli.clean_files import CleanFiles

            self._clean = CleanFiles(asked.cache)
        changed_only = asked.against is not None or asked.changed is not None
        self._names = names if names or changed_only else (STDIN,)
        self._finished = finished
        if asked.settings.jobs is not None:
            self._jobs, self._alone = pool.count(asked.settings.jobs), 0.0
        else:  # what comes slowly through a pipe is told as it comes
            self._jobs, self._alone = pool.count(1 if STDIN in self._names else jobs), _ALONE
        writes_files = asked.in_place or asked.output_dir is not None or asked.output is not None
        self._progress = Progress(shown(asked.progress, asked.quiet, writes_files), ())
        self._task = task
        self._started = time.monotonic()
        pipeline(**self.settings.pipeline())  # an unknown name is an error before anything is read or written
        if self.settings.encoding:
            from textclean.decoding import labels

            labels.require(self.settings.encoding)

    def sources(self) -> Iterator[tuple[Input, base.Task]]:
        """What to read, with the task for each; standard input if no file is named."""
        only = is_agent_file if self.asked.agents else None
        wants = self._guard.wants if self._guard is not None else lambda name: True
        walk = Walk(self.settings.exclude, self.settings.origin, self.note, self.error, _has_format, only, wants)
        names: Iterable[str] = walk.files(self._names)
        if self._progress.on:
            names = list(names)
            self._progress = Progress(True, names)
        for name in names:
            if self._earlier is not None:
                yield from self._beside(name, self._earlier)
            elif name == STDIN:
                yield self._standard_input()
            elif self._guard is not None and not self._guard.wants(name):
                continue
            elif self._finished(name):
                self.note(f"{name} is finished already")
            elif self._clean is not None and self._clean.hold(Path(name), self.task(name)):
                self.tally.files += 1
            else:
                yield self.file(name), self.task(name)

    def _beside(self, name: str, earlier: against.Earlier) -> Iterator[tuple[Input, base.Task]]:
        """The source *name* with its earlier version, if it has one."""
        source, task = self._standard_input() if name == STDIN else (self.file(name), self.task(name))
        try:
            version = earlier.version(source.name)
            if version is not None:
                yield earlier.staged(name) or source, replace(task, earlier=version)
        except HistoryError as error:
            self.error(str(error))

    def _standard_input(self) -> tuple[Input, base.Task]:
        called = self.asked.stdin_filename
        source = StandardInput(called or "<stdin>", self.settings.max_ratio)
        task = replace(self.task(called), text_only=False, no_nul=False)  # find -print0 writes text
        if sys.stdin.isatty():
            hint("reading standard input; end with Ctrl-D, or name files (textclean --help tells more)")
        elif self.settings.input == formats.AUTO and not called and (kind := _looks_like(source.front())):
            self.note(
                f"standard input looks like {kind}, and is read as text; with --input {kind} only its texts are cleaned"
            )
        return source, task

    def file(self, name: str) -> File:
        """The file of that name, to be read."""
        return File(name, self.settings.max_ratio)

    def task(self, path: str) -> base.Task:
        """What to do with the blocks of the file at *path*."""
        kind = formats.of(path, self.settings.input) if self._earlier is None else "history"
        return base.Task(
            self.settings.pipeline(path),
            kind,
            self.settings.encoding,
            places=self.settings.places(formats.find(kind).places),
            name=path,
            **{**self._task, "ignores": self._heeds_ignores(path)},
        )

    def _heeds_ignores(self, path: str) -> bool:
        """Do ignore comments in the file at *path* count?

        Where somebody looks after the files, but never in instructions for agents: who hides text could add one.
        """
        guarded = self._task.get("ignores", False) and not self.asked.no_ignores
        return guarded and not (self.asked.agents or is_agent_file(path))

    def blocks(self) -> Iterator[tuple[Input, base.Block | None, base.Done | None]]:
        """Every block with what came of it, places already those of the file; ``None`` twice ends a source.

        Notes go to standard error; files that cannot be read are named there, and the run goes on.
        """
        try:
            yield from self._blocks()
        finally:
            self._progress.close()
        if self._clean is not None:
            self._clean.save()

    def _blocks(self) -> Iterator[tuple[Input, base.Block | None, base.Done | None]]:
        lines = length = 0
        reading = ""
        said: set[str] = set()
        failed = partly = told = False
        digest = None
        for given, block, done in stream.run(self.sources(), self._jobs, self._alone):
            source = cast(Input, given)  # they are those of sources()
            if block is None or done is None:
                self.tally.files += not failed
                self.tally.failed += failed
                self.tally.partly += partly and not failed
                if digest is not None and not told and self._clean is not None:
                    self._clean.add(digest)
                failed = partly = told = False
                digest = None
                self._progress.end()
                if self.asked.verbose and reading:
                    hint(f"{source.name}: {reading}")
                lines = length = 0
                reading = ""
                said.clear()
                yield source, None, None
                continue
            reading = reading or done.reading
            told = told or bool(done.changed or done.spots or done.notes or done.failed or done.refused)
            if self._clean is not None and not told and isinstance(source, File):
                digest = digest or self._clean.digest(self.task(source.name))
                digest.update(block.data)
            self._progress.add(source, len(block.data), sum(len(spot.findings) for spot in done.spots))
            failed = failed or bool(done.failed)
            partly = partly or any(note.failed for note in done.notes)
            self._tell(source.name, done, lines, said)
            changes = done.changed
            spots = leveled(moved(done.spots, lines, length), source.name, self.asked.agents)
            if self._guard is not None:
                spots = self._guard.keep(source.name, spots)
                told = any(not finding.held for spot in spots for finding in spot.findings)
                changes = told
            self.tally.add(spots)
            self.tally.size += len(block.data)
            self.tally.lines += done.lines
            self.tally.passed += sum(note.passed for note in done.notes)
            first = lines
            lines += done.lines
            length += done.length
            yield source, block, done._replace(changed=changes, spots=spots, lines=first)

    def _tell(self, name: str, done: base.Done, lines: int, said: set[str]) -> None:
        """The notes of a block that begins *lines* lines into the source; one that names no line is *said* once."""
        for note in done.notes:
            if not note.line and note.text in said:
                continue
            said.add(note.text)
            place = f"{name}:{note.line + lines}" if note.line else name
            (self.error if note.failed else self.note)(f"{place}: {note.text}")
        if done.failed:
            self.error(f"{name}: {done.failed}")

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

    def close(self, counted: bool) -> None:
        """Say what was done, after files were written; *counted*: with the findings."""
        if not self.asked.quiet:
            hint(closing(self.tally, time.monotonic() - self._started, counted))

    def code(self, found: bool = False) -> int:
        """The exit code: 2 if something could not be done, else 1 if something was *found*."""
        return CANNOT if self.failed else FOUND if found else CLEAN


def _has_format(path: str) -> bool:
    """Does the suffix of *path* name a format, other than those that any text may have?"""
    return formats.of(path, formats.AUTO) not in ("text", "markdown", "code")


def _looks_like(front: bytes) -> str:
    """The format, other than text, that a stream which begins with *front* seems to have."""
    begin = front[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "warc" if begin.startswith(b"warc/1.") else "jsonl" if _OBJECT.match(begin) else ""


def hint(text: str) -> None:
    """One line on standard error, safe for a terminal and for any locale."""
    click.echo(f"textclean: {message(text)}".encode(), err=True)
