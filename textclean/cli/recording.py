"""The file named by ``--changes``: one JSON object a line, read back by ``textclean undo``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from textclean.cli.output import named, opened
from textclean.errors import UsageError
from textclean.io.files import Replacement

if TYPE_CHECKING:
    from textclean.io.undo import Recorder


class Record:
    """Writes the record of one run, or nothing if *path* is None.

    The file appears when the run ends, even if it failed, as soon as one target is complete.  Each target is on the
    disk before the file it tells of changes; of a run that was killed there is ``NAME.xxxxxxxx.part``, good to the last
    complete target.  Raises UsageError if *path* is one of the *sources* or holds anything: that would be lost.
    """

    def __init__(self, stack: ExitStack, path: Path | None, sources: Iterable[str] = ()) -> None:
        self._recorder: Recorder | None = None
        self._file: IO[bytes] | None = None
        self._journal: Replacement | None = None
        self._complete = False
        self._name = str(path)
        self._path = path
        if path is not None and path.exists() and not path.is_file():
            self._file = stack.enter_context(opened(path))
        elif path is not None:
            _refuse_to_replace(path, sources)
            self._journal = Replacement(path, journal=True)
            self._file = self._journal.stream
            stack.push(self._close)

    def add(self, target: str, source: bytes, out: bytes, way: dict[str, Any] | None) -> None:
        """Record a block that was written to *target*."""
        if self._file is not None:
            from textclean.io.undo import Recorder

            self._refuse_if_same(target)
            self._recorder = self._recorder or Recorder(target)
            self._write(self._recorder.add(source, out, way))

    def _refuse_if_same(self, target: str) -> None:
        if self._recorder is None and self._journal is not None and self._journal.target == Path(target).resolve():
            raise UsageError(f"{target} cannot be the result and the record of changes at once; name another record")

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
        assert self._path is not None
        try:
            if failed is None or self._complete:
                with named(self._name):
                    if _is_filled(self._path):
                        raise UsageError(
                            f"{self._name} was written by somebody else meanwhile; the record is {self._journal.keep()}"
                        )
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


def _refuse_to_replace(path: Path, sources: Iterable[str]) -> None:
    if path.exists() and any(Path(name).exists() and path.samefile(name) for name in sources):
        raise UsageError(f"{path} is to be read, and --changes would replace it; name another file for the record")
    if _is_filled(path):
        raise UsageError(
            f"{path} exists already, and what it holds would be lost: if it is a record of changes, it is the only way "
            "back from them. Name another file for --changes, or move this one away"
        )


def _is_filled(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
