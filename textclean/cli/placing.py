"""Writers of files: in their place, or into a folder; block by block, and complete or not at all."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import IO

from textclean import formats
from textclean.cli.recording import Record
from textclean.cli.running import Run
from textclean.errors import TextcleanError
from textclean.formats.base import Done
from textclean.io.files import Input, Replacement, check_writable, identity


class Placing:
    """One file after another: blocks come, then the end."""

    def __init__(self, run: Run, record: Record) -> None:
        self._run = run
        self._record = record
        self._new: Replacement | None = None
        self._stream: IO[bytes] | None = None
        self._broken = False
        self._changed = False

    def block(self, source: Input, data: bytes, done: Done) -> None:
        """A block of *source* and what came of it."""
        raise NotImplementedError

    def end(self, source: Input) -> None:
        """The *source* is complete."""
        if self._new is not None and not self._broken:
            try:
                self._finish(source)
            except (OSError, TextcleanError) as error:
                self._give_up(source.name, error)
        self.forget()
        self._broken = self._changed = False

    def forget(self) -> None:
        """Whatever is half written goes."""
        self._record.forget()
        if self._new is not None:
            self._new.forget()
        self._new = self._stream = None

    def _open(self, path: Path, target: Path, times: bool) -> None:
        self._new = Replacement(target, times)
        self._stream = formats.find(self._run.task(str(path)).format).sink(self._new.stream, target)

    def _write(self, target: Path, old: bytes, done: Done) -> None:
        data = old if done.data is None else done.data
        assert self._stream is not None
        self._stream.write(data)
        self._changed = self._changed or done.changed or data != old
        self._record.add(str(target.absolute()), old, data, done.undo)

    def _finish(self, source: Input) -> None:
        assert self._new is not None
        assert self._stream is not None
        if self._stream is not self._new.stream:
            self._stream.close()
        self._new.seal()
        self._record.end()  # before the file takes its place: who has a new file has the way back too
        self._new.place()
        self._new = self._stream = None
        self._run.tally.changed += self._changed

    def _give_up(self, path: Path | str, error: object) -> None:
        self._run.error(f"{path} is left as it was: {error}")
        self._broken = True
        self.forget()


class InPlace(Placing):
    """Rewrites a file from its first changed block on; what stood before is copied.

    A clean file is not written, unless it is to be in another encoding.
    """

    _clean = 0

    def block(self, source: Input, data: bytes, done: Done) -> None:
        """See the class."""
        if self._broken or done.failed:
            self._broken = True
            return
        path = Path(source.name)
        try:
            if done.refused:
                raise TextcleanError(done.refused)
            if self._new is None and not done.changed and done.data in (None, data):
                self._clean += 1
                return
            if self._new is None:
                check_writable(path)
                self._open(path, path, True)
                assert self._new is not None
                _refuse_unless_same(self._new.target.lstat(), source)
                self._copy(source)
            self._write(path, data, done)
        except (OSError, TextcleanError) as error:
            self._give_up(path, error)

    def end(self, source: Input) -> None:
        """See the class."""
        super().end(source)
        self._clean = 0

    def _copy(self, source: Input) -> None:
        """The clean blocks that stood before the first changed one."""
        task = self._run.task(source.name)
        again = self._run.file(source.name)
        with again.open() as stream:
            _refuse_unless_same(again.opened, source)
            for block in islice(formats.find(task.format).blocks(stream, task), self._clean):
                self._write(again.path, block.data, Done(None))

    def _finish(self, source: Input) -> None:
        assert self._new is not None
        _refuse_unless_same(Path(source.name).stat(), source)
        _refuse_unless_same(self._new.target.lstat(), source)
        super()._finish(source)


def _refuse_unless_same(now: os.stat_result | None, source: Input) -> None:
    """The path must lead to the very file that was read, and nobody may have written to it."""
    if identity(now) != source.identity():
        raise TextcleanError("somebody else has changed it meanwhile")


class IntoFolder(Placing):
    """Writes one result for each source; folders below the named ones are kept."""

    def __init__(self, run: Run, record: Record, folder: Path) -> None:
        super().__init__(run, record)
        self._folder = folder

    @staticmethod
    def target(folder: Path, name: str) -> Path:
        """Where the result of the source *name* goes: its path below *folder*, without ``..`` or a drive."""
        parts = [part for part in Path(name).parts if part not in ("..", ".") and part != Path(name).anchor]
        return folder.joinpath(*parts)

    def block(self, source: Input, data: bytes, done: Done) -> None:
        """See the class."""
        if self._broken or done.failed:
            self._broken = True
            return
        path = Path(source.name)
        target = self.target(self._folder, source.name)
        try:
            if self._new is None:
                if target.is_symlink():
                    raise OSError("it is a symbolic link that leads nowhere")
                target.parent.mkdir(parents=True, exist_ok=True)
                self._open(path, target, False)
            self._write(target, data, done)
        except OSError as error:
            self._give_up(target, error)

    def end(self, source: Input) -> None:
        """See the class; an empty source gives an empty result."""
        try:
            if self._new is None and not self._broken and stat.S_ISREG(Path(source.name).stat().st_mode):
                self.block(source, b"", Done(None))
        except OSError as error:  # it has gone meanwhile
            self._give_up(source.name, error.strerror)
        super().end(source)
