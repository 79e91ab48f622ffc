"""``--against``: which earlier version belongs to which source, and which sources there are if none is named."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from textclean.cli.options import RunOptions
from textclean.errors import HistoryError, UsageError
from textclean.io import git
from textclean.io.files import STDIN, Held


class Earlier:
    """The earlier versions of the sources of one run.

    Raises HistoryError or UsageError where there can be none at all: outside of a repository, for a bad revision, for
    flags that contradict each other.
    """

    def __init__(self, names: tuple[str, ...], asked: RunOptions) -> None:
        self._file = asked.against_file
        self._staged = asked.staged
        self._repositories = git.Repositories()
        self._commits: dict[Path, str] = {}
        self._revision, self.names = _parted(asked.against, names, self._repositories)
        if self._file is not None:
            self._refuse_contradictions(asked)
        elif not self.names:
            self.names = tuple(self._changed_here())
        else:
            for name in self.names:
                self._refuse_unless_known(name, asked.stdin_filename)
        self._named = frozenset(self.names)

    def _refuse_contradictions(self, asked: RunOptions) -> None:
        if asked.against is not None:
            raise UsageError("--against and --against-file do not go together; choose one")
        if asked.staged:
            raise UsageError("--staged goes with --against, not with --against-file")
        if len(self.names) > 1 or any(name != STDIN and Path(name).is_dir() for name in self.names):
            raise UsageError(f"--against-file compares one file with {self._file}; name just one")

    def _refuse_unless_known(self, name: str, called: str) -> None:
        """Raise HistoryError for a source whose folder has no such revision: not each file in it is to say so."""
        if name == STDIN and not called:
            raise UsageError(
                "standard input has no earlier version in git; say which file it is: --stdin-filename NAME"
            )
        path = Path(called if name == STDIN else name)
        self._commit(self._repositories.of_folder(path.resolve() if path.is_dir() else path.parent.resolve()))

    def _changed_here(self) -> Iterable[str]:
        """The files below the working directory that differ."""
        here = Path.cwd()
        repository = self._repositories.of_folder(here)
        if self._revision == "HEAD" and repository.is_unborn():
            return  # nothing can have been lost yet
        for change in repository.changed(self._commit(repository), self._staged):
            path = repository.top / change.now
            if change.now and change.then and (self._staged or path.is_file()) and path.is_relative_to(here):
                yield os.path.relpath(path, here)

    def _commit(self, repository: git.Repository) -> str:
        if repository.top not in self._commits:
            self._commits[repository.top] = repository.commit(self._revision)
        return self._commits[repository.top]

    def version(self, name: str) -> bytes | None:
        """The bytes of the earlier version of the source *name*; None if there is none and nobody asked for it.

        Raises HistoryError for a source that was named by the user and has none.
        """
        if self._file is not None:
            return self._file.read_bytes()
        path = Path(name)
        repository = self._repositories.of_file(path)
        found = repository.earlier(path, self._commit(repository))
        if found is None and name in self._named:
            where = "the index" if self._revision == git.INDEX else self._revision
            raise HistoryError(f"{name} has no earlier version in {where}; it is new, or had another name")
        return found

    def staged(self, name: str) -> Held | None:
        """What is staged of the file *name*, if that is what is to be looked at."""
        if not self._staged:
            return None
        data = self._repositories.of_file(Path(name)).staged(Path(name))
        if data is None:
            raise HistoryError(f"nothing of {name} is staged")
        return Held(name, data)


def asked_for(names: tuple[str, ...], asked: RunOptions) -> Earlier | None:
    """The earlier versions, if the run is to compare with any."""
    if asked.against is None and asked.against_file is None:
        if asked.staged:
            raise UsageError("--staged goes with --against; say what to compare with")
        return None
    if asked.staged and (asked.in_place or asked.output_dir):
        raise UsageError("--staged is for check and --diff; restore the file, then git add it")
    return Earlier(names, asked)


def _parted(
    revision: str | None, names: tuple[str, ...], repositories: git.Repositories
) -> tuple[str, tuple[str, ...]]:
    """The revision and the names: a word behind ``--against`` that is a file, and no revision, is a name."""
    if revision is None or revision in ("HEAD", git.INDEX) or not Path(revision).exists():
        return revision or "HEAD", names
    path = Path(revision)
    try:
        repositories.of_folder(path.resolve() if path.is_dir() else path.parent.resolve()).commit(revision)
    except HistoryError:
        return "HEAD", (revision, *names)
    return revision, names
