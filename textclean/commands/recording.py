"""The file named by ``--changes``: one JSON object a line, read back by ``textclean undo``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from textclean.commands.output import named, opened
from textclean.tool.files import Replacement

if TYPE_CHECKING:
    from textclean.tool.undo import Recorder


class Record:
    """Writes the record of one run, or nothing if *path* is None.

    The file appears when the run ends, even if it failed, as soon as one target is complete.  Each target is on the
    disk before the file it tells of changes; of a run that was killed there is ``NAME.xxxxxxxx.part``, good to the last
    complete target.
    """

    def __init__(self, stack: ExitStack, path: Path | None) -> None:
        self._recorder: Recorder | None = None
        self._file: IO[bytes] | None = None
        self._journal: Replacement | None = None
        self._complete = False
        self._name = str(path)
        if path is not None and path.exists() and not path.is_file():
            self._file = stack.enter_context(opened(path))
        elif path is not None:
            self._journal = Replacement(path, journal=True)
            self._file = self._journal.stream
            stack.push(self._close)

    def add(self, target: str, source: bytes, out: bytes, way: dict[str, Any] | None) -> None:
        """Record a block that was written to *target*."""
        if self._file is not None:
            from textclean.tool.undo import Recorder

            self._recorder = self._recorder or Recorder(target)
            self._write(self._recorder.add(source, out, way))

    def end(self) -> None:
        """The target is complete."""
        if self._recorder is not None:
            self._write(self._recorder.end(), sync=True)
            self._recorder = None
            self._complete = True

    def forget(self) -> None:
        """The target was not written after all: without digests its lines count for nothing."""
        self._recorder = None

    def _close(self, failed: type[BaseException] | None, *_: object) -> None:
        assert self._journal is not None
        try:
            if failed is None or self._complete:
                with named(self._name):
                    self._journal.commit()
        finally:
            self._journal.forget()

    def _write(self, lines: Iterable[dict[str, Any]], sync: bool = False) -> None:
        assert self._file is not None
        with named(self._name):
            for line in lines:
                self._file.write(json.dumps(line).encode() + b"\n")
            if self._journal is not None and sync:
                self._journal.sync()
