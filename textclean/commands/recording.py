"""The file named by ``--changes``: one JSON object a line, read back by ``textclean undo``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from textclean.commands.output import opened
from textclean.tool.undo import Recorder


class Record:
    """Writes the record of one run, or nothing if *path* is None.  The file appears when the run is complete."""

    def __init__(self, stack: ExitStack, path: Path | None) -> None:
        self._file = stack.enter_context(opened(path)) if path else None
        self._recorder: Recorder | None = None

    def add(self, target: str, source: bytes, out: bytes, way: dict[str, Any] | None) -> None:
        """Record a block that was written to *target*."""
        if self._file is not None:
            self._recorder = self._recorder or Recorder(target)
            self._write(self._recorder.add(source, out, way))

    def end(self) -> None:
        """The target is complete."""
        if self._recorder is not None:
            self._write(self._recorder.end())
            self._recorder = None

    def forget(self) -> None:
        """The target was not written after all: without digests its lines count for nothing."""
        self._recorder = None

    def _write(self, lines: Iterable[dict[str, Any]]) -> None:
        for line in lines:
            self._file.write(json.dumps(line).encode() + b"\n")  # type: ignore[union-attr]
