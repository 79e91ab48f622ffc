"""Which findings ``check`` is to tell: those in lines that changed, and those that no baseline knows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from textclean import baseline
from textclean.cli.options import RunOptions
from textclean.errors import HistoryError, UsageError
from textclean.io import git
from textclean.io.files import STDIN, Replacement
from textclean.reports.findings import Finding, Spot
from textclean.reports.levels import is_agent_file


class Guard:
    """The filters of one run of ``check``.  *names* are the sources: those given, or the files that changed."""

    def __init__(self, names: tuple[str, ...], asked: RunOptions) -> None:
        if asked.baseline and asked.write_baseline:
            raise UsageError("--baseline and --write-baseline do not go together; choose one")
        if asked.changed is not None and (asked.against is not None or asked.against_file is not None):
            raise UsageError("--changed and --against do not go together: what --against tells is in changed lines")
        self._named = frozenset(names)
        if asked.agents and not names and asked.changed is None:
            names = (".",)
        self._lines = ChangedLines(asked.changed, names) if asked.changed is not None else None
        self.names = names if self._lines is None else self._lines.names
        self._agents = asked.agents
        self._known = baseline.load(asked.baseline) if asked.baseline else None
        self._new = baseline.Baseline() if asked.write_baseline else None
        self._file = asked.baseline or asked.write_baseline
        self.known = 0
        self.written = 0

    @property
    def active(self) -> bool:
        """Is anything to be left out?"""
        return self._lines is not None or self._file is not None or self._agents

    def wants(self, name: str) -> bool:
        """Can there be findings to tell in the file *name*?"""
        wanted = not self._agents or name in self._named or is_agent_file(name)
        return wanted and (self._lines is None or self._lines.any_in(name))

    def keep(self, name: str, spots: Iterable[Spot]) -> tuple[Spot, ...]:
        """Those of *spots* in the file *name* that are to be told."""
        kept = []
        for spot in spots:
            findings = tuple(finding for finding in spot.findings if self._wanted(name, spot, finding))
            if findings:
                kept.append(spot._replace(findings=findings))
        return tuple(kept)

    def _wanted(self, name: str, spot: Spot, finding: Finding) -> bool:
        if self._lines is not None and not self._lines.hold(name, finding.line, finding.end_line):
            return False
        if self._new is not None:
            self._new.add(self._relative(name), finding.rule, spot.before)
            self.written += 1
            return False
        if self._known is not None and self._known.take(self._relative(name), finding.rule, spot.before):
            self.known += 1
            return False
        return True

    def _relative(self, name: str) -> str:
        """*name* from the folder of the baseline, with ``/``: the same wherever the repository is."""
        assert self._file is not None
        path = os.path.relpath(os.path.abspath(name), self._file.parent.absolute())  # noqa: PTH100
        return Path(path).as_posix()

    def end(self) -> list[str]:
        """Write the new baseline; what to say at the end."""
        told = []
        if self._new is not None and self._file is not None:
            new = Replacement(self._file)
            try:
                new.stream.write(self._new.dumped().encode("utf-8", "surrogateescape"))
                new.commit()
            finally:
                new.forget()
            told.append(f"{self._file}: {self.written} finding{'s' * (self.written != 1)} accepted")
        if self._known is not None:
            told.append(f"{self.known} known finding{'s' * (self.known != 1)} left out ({self._file})")
            if self._known.left and self._lines is None:
                left = f"{self._known.left} finding{'s' * (self._known.left != 1)} of the baseline are mended"
                told.append(f"{left}, or were not looked at; to have a shorter one: --write-baseline {self._file}")
        return told


class ChangedLines:
    """The lines that were added or changed since a revision, in all files, and all lines of files git does not know."""

    def __init__(self, revision: str, names: tuple[str, ...]) -> None:
        if revision not in ("HEAD", git.INDEX) and Path(revision).exists() and not _is_revision(revision):
            revision, names = "HEAD", (revision, *names)  # a file behind the flag
        if STDIN in names:
            raise UsageError("--changed needs files that git knows; standard input is none")
        self._revision = revision
        self._repositories = git.Repositories()
        self._added: dict[Path, dict[str, list[range] | None]] = {}
        # By folder as it is named: what changed in its repository, and its path from the top.
        self._folders: dict[str, tuple[dict[str, list[range] | None], str | None]] = {}
        self.names = names
        if not names:
            here = Path.cwd()
            repository = self._repositories.of_folder(here)
            paths = (repository.top / name for name, lines in self._of(repository).items() if lines != [])
            self.names = tuple(os.path.relpath(p, here) for p in paths if p.is_relative_to(here) and p.is_file())
        for name in names:
            path = Path(name)
            self._of(self._repositories.of_folder(path.resolve() if path.is_dir() else path.parent.resolve()))

    def _of(self, repository: git.Repository) -> dict[str, list[range] | None]:
        """By path from the top: the lines; None for all of them."""
        if repository.top not in self._added:
            commit = repository.left_at(repository.commit(self._revision))
            found: dict[str, list[range] | None] = {}
            found.update(repository.added(commit))
            found.update(dict.fromkeys(repository.untracked()))
            self._added[repository.top] = found
        return self._added[repository.top]

    def _in(self, name: str) -> list[range] | None:
        folder, base = os.path.split(name)
        if folder not in self._folders:
            path = Path(folder).resolve()
            repository = self._repositories.of_folder(path)
            self._folders[folder] = self._of(repository), repository.name_of(path)
        lines, below = self._folders[folder]
        return [] if below is None else lines.get(base if below == "." else f"{below}/{base}", [])

    def any_in(self, name: str) -> bool:
        """Has the file *name* such lines?  One that is not there is to be read all the same, and told."""
        return self._in(name) != [] or not os.path.lexists(name)

    def hold(self, name: str, first: int, last: int) -> bool:
        """Is one of the lines *first* to *last* (from 1) of the file *name* among them?"""
        lines = self._in(name)
        return lines is None or any(part.start <= last and first < part.stop for part in lines)


def _is_revision(revision: str) -> bool:
    try:
        git.Repositories().of_folder(Path.cwd()).commit(revision)
    except HistoryError:
        return False
    return True
