"""What git remembers of a file: its earlier version, which files changed, and which lines were added.

Asked are git's own commands for programs (``rev-parse``, ``cat-file``, ``diff``), so that attributes, filters of line
ends, renames and worktrees mean what they mean to git.  Nothing is ever written.
"""

from __future__ import annotations

import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from textclean.errors import HistoryError

INDEX = ":"  # as a revision: what is staged
_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.M)
_POINTER = b"version https://git-lfs.github.com/spec/"


class Changed(NamedTuple):
    """A file that differs: its path now and its path then (empty: it is new), from the top of the working tree."""

    now: str
    then: str


class Repository:
    """The working tree that a folder is in.  Raises HistoryError if it is in none, or if git cannot be run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            raise HistoryError(f"there is no folder {folder}; name one that exists")
        found = self._git("rev-parse", "--show-toplevel")
        if found.returncode:
            reason = found.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
            raise HistoryError(
                f"{folder} is in no working tree of git ({reason.splitlines()[0] if reason else 'git failed'}); "
                "compare with a file instead: --against-file OLD"
            )
        self.top = Path(os.fsdecode(found.stdout.rstrip(b"\n")))
        self._changed: dict[tuple[str, bool], tuple[Changed, ...]] = {}

    def commit(self, revision: str) -> str:
        """The name of the commit that *revision* means; ``:`` is the index.  Raises HistoryError if there is none."""
        if revision == INDEX:
            return INDEX
        if revision and not revision.startswith("-"):
            found = self._git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            if not found.returncode:
                return found.stdout.decode().strip()
        if revision == "HEAD":
            raise HistoryError(
                f"{self.top} has no commit yet, so no earlier version; compare with what is staged (--against :) "
                "or with a file (--against-file OLD)"
            )
        raise HistoryError(f"git knows no revision {revision!r} in {self.top}; {self._advice()}")

    def is_unborn(self) -> bool:
        """Is there no commit yet?"""
        return self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode != 0

    def _advice(self) -> str:
        if self._text("rev-parse", "--is-shallow-repository") == "true":
            return "it is a shallow clone: get the rest with git fetch --unshallow (in GitHub Actions: fetch-depth: 0)"
        if self._text("rev-parse", "--show-superproject-working-tree"):
            return "it is a submodule, which has revisions of its own: name one of those, or HEAD"
        return "git log --oneline lists those there are"

    def earlier(self, path: Path, commit: str) -> bytes | None:
        """The bytes of the file at *path* in *commit*, as a checkout would write them; None if it was not there.

        A file that was renamed since is followed.  Raises HistoryError for a conflict in the index and for a pointer
        of Git LFS whose content is not here.
        """
        name = self.name_of(path)
        if name is None:
            return None
        data = self._blob(name, commit)
        if data is None and (former := self._renamed(name, path, commit)):
            data = self._blob(former, commit)
        if data is not None and data.startswith(_POINTER):
            raise HistoryError(f"the earlier version of {path} is a pointer of Git LFS; get the file with git lfs pull")
        return data

    def name_of(self, path: Path) -> str | None:
        """*path* from the top of the working tree, with ``/``; None if it is not in there."""
        try:
            return (path.parent.resolve() / path.name).relative_to(self.top.resolve()).as_posix()
        except ValueError:
            return None

    def _blob(self, name: str, commit: str) -> bytes | None:
        if commit == INDEX:
            stages = self._git("ls-files", "--stage", "-z", "--full-name", "--", f":(top,literal){name}").stdout
            if stages and not any(entry.split()[2] == b"0" for entry in stages.split(b"\0") if entry):
                raise HistoryError(
                    f"{name} is in conflict, and the index holds several versions of it; compare with one of them: "
                    "--against HEAD or --against MERGE_HEAD"
                )
        place = f":0:{name}" if commit == INDEX else f"{commit}:{name}"
        if self._text("cat-file", "-t", place) != "blob":
            return None
        found = self._git("cat-file", "--filters", place)
        if found.returncode:  # a filter that is not installed here
            found = self._git("cat-file", "blob", place)
        return None if found.returncode else found.stdout

    def _renamed(self, name: str, path: Path, commit: str) -> str:
        """What the file was called in *commit*; empty if nothing tells.

        A file that git does not know yet can have been moved without ``git mv``: then it is the only missing file
        that had the same base name, or the only missing one with the same suffix.
        """
        changes = self.changed(commit)
        for change in changes:
            if change.now == name and change.then:
                return change.then
        gone = [change.then for change in changes if not change.now]
        for same in (Path(name).name.__eq__, lambda other: Path(other).suffix == path.suffix):
            found = [former for former in gone if same(Path(former).name)]
            if len(found) == 1:
                return found[0]
        return ""

    def changed(self, commit: str, staged: bool = False) -> tuple[Changed, ...]:
        """The files that differ from *commit*, or of which that is *staged*; those that are gone have no path now.

        What ``git mv`` has told the index holds too where so much was changed since that git sees another file.
        """
        key = (commit, staged)
        if key not in self._changed:
            found = self._differing(_since(commit, staged))
            if not staged and commit != INDEX and any(change.now and not change.then for change in found):
                moved = {change.now: change.then for change in self.changed(commit, staged=True)}
                found = tuple(Changed(c.now, c.then or (c.now and moved.get(c.now, ""))) for c in found)
            self._changed[key] = found
        return self._changed[key]

    def _differing(self, since: tuple[str, ...]) -> tuple[Changed, ...]:
        found = self._git("-C", str(self.top), "diff", "--name-status", "-z", "-M", "--no-ext-diff", *since, "--")
        if found.returncode:
            raise HistoryError(f"git diff failed in {self.top}: {found.stderr.decode('utf-8', 'replace').strip()}")
        fields = iter(found.stdout.split(b"\0"))
        changes = []
        for status in fields:
            if not status:
                break
            first = os.fsdecode(next(fields))
            if status[:1] in b"RC":
                changes.append(Changed(os.fsdecode(next(fields)), first))
            elif status[:1] == b"D":
                changes.append(Changed("", first))
            else:
                changes.append(Changed(first, "" if status[:1] == b"A" else first))
        return tuple(changes)

    def untracked(self) -> tuple[str, ...]:
        """Files that git does not know and is not told to ignore, from the top of the working tree."""
        found = self._git("-C", str(self.top), "ls-files", "--others", "--exclude-standard", "-z")
        return tuple(os.fsdecode(name) for name in found.stdout.split(b"\0") if name)

    def added(self, commit: str, staged: bool = False) -> dict[str, list[range]]:
        """By path from the top: the lines, from 1, that were added or changed since *commit*, or of which that is
        *staged*.
        """
        options = ("-U0", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--text", "--no-prefix")
        found: dict[str, list[range]] = {}
        for change in self.changed(commit, staged):
            if change.now:
                found[change.now] = []
        output = self._git(
            "-c",
            "core.quotepath=off",
            "-C",
            str(self.top),
            "diff",
            "-z",
            *options,
            "--patch",
            *_since(commit, staged),
            "--",
        ).stdout
        for piece in re.split(rb"^diff --git ", output, flags=re.M)[1:]:
            head, _, body = piece.partition(b"\n+++ ")
            name = body.partition(b"\n")[0]
            if not head or name == b"/dev/null":
                continue
            ranges = found.setdefault(_unquoted(name), [])
            for hunk in _HUNK.finditer(body):
                start, count = int(hunk[1]), int(hunk[2] or 1)
                if count:
                    ranges.append(range(start, start + count))
        return found

    def left_at(self, commit: str) -> str:
        """Where the present branch left *commit*: what others have added to their branch since is not ours."""
        if commit == INDEX:
            return commit
        return self._text("merge-base", commit, "HEAD") or commit

    def staged(self, path: Path) -> bytes | None:
        """What is staged of the file at *path*, as a checkout would write it; None if nothing is."""
        name = self.name_of(path)
        return None if name is None else self._blob(name, INDEX)

    def _text(self, *arguments: str) -> str:
        return self._git(*arguments).stdout.decode("utf-8", "replace").strip()

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "0"}
        try:
            return subprocess.run(
                ["git", "-c", "core.fsmonitor=false", *arguments],
                cwd=self._folder,
                env=environment,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as cause:
            raise HistoryError(
                "git is not installed, or not on the PATH; compare with a file instead: --against-file OLD"
            ) from cause


def _since(commit: str, staged: bool) -> tuple[str, ...]:
    """What *commit* is compared with, for ``git diff``."""
    return (*(("--cached",) if staged else ()), *(() if commit == INDEX else (commit,)))


def _unquoted(name: bytes) -> str:
    """The path in a line ``+++``: in quotes with escapes if it holds controls, with a TAB behind if it has blanks."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"'):
        name = re.sub(
            rb"\\([0-7]{3}|.)",
            lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else {b"n": b"\n", b"t": b"\t"}.get(m[1], m[1]),
            name[1:-1],
        )
    return os.fsdecode(name)


class Repositories:
    """Those that some files are in, each asked once; a submodule is one of its own."""

    def __init__(self) -> None:
        self._known: dict[Path, Repository] = {}

    def of_file(self, path: Path) -> Repository:
        """The repository of the file at *path*.  Raises HistoryError."""
        return self.of_folder(path.parent.resolve())

    def of_folder(self, folder: Path) -> Repository:
        """The repository of a *folder*, whose links are followed.  Raises HistoryError."""
        if folder not in self._known:
            self._known[folder] = self._above(folder) or self._among(Repository(folder))
        return self._known[folder]

    def _above(self, folder: Path) -> Repository | None:
        """That of a folder above it, if one is known, and none begins between them."""
        if not folder.is_dir():
            return None
        for near, above in pairwise((folder, *folder.parents)):
            if os.path.lexists(near / ".git"):
                return None
            if above in self._known:
                return self._known[above]
        return None

    def _among(self, found: Repository) -> Repository:
        """*found*, or the same one that was found from another folder, with all that it knows."""
        return next((known for known in self._known.values() if known.top == found.top), found)
