"""Files in which ``check`` had nothing to tell: what they held, by digest, so that they need not be judged again.

A digest is that of the content, of all that is asked (settings, name, format, ignore comments) and of the code that
answers, plugins included.  So a file that lists digests can be too short or too old, and never says of a text what
``check`` would not say.  Nobody but who runs the command should be able to write it: whoever can may hide a finding.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.util import find_spec
from pathlib import Path

import textclean
from textclean import plugins
from textclean.errors import UsageError
from textclean.formats.base import Task
from textclean.io import compression
from textclean.io.files import Replacement

_SIGN = b"textclean: clean files, 1\n"
_SIZE = 16  # bytes of a digest
_MOST = 1 << 17  # digests that are kept, the last ones: 2 MB
_LARGE = 1 << 20  # bytes of a file from which on it is always judged anew


class CleanFiles:
    """What the file at *path* lists, and what comes to it; UsageError if that is a file of another kind."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            held = path.read_bytes()
        except FileNotFoundError:
            held = _SIGN
        if not held.startswith(_SIGN) or (len(held) - len(_SIGN)) % _SIZE:
            raise UsageError(f"{path} is no list of clean files (--cache); name another file, or delete it")
        self._known = {held[at : at + _SIZE]: None for at in range(len(_SIGN), len(held), _SIZE)}
        self._asked = _code()
        self._changed = False

    def digest(self, task: Task) -> hashlib.blake2b:
        """To be fed with the content of a file of which *task* is asked."""
        return hashlib.blake2b(f"{self._asked}\n{task!r}\n".encode("utf-8", "surrogateescape"), digest_size=_SIZE)

    def hold(self, path: Path, task: Task) -> bool:
        """Is the file at *path*, as it is now, known to be clean for *task*?"""
        if compression.suffix(str(path)):
            return False
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGE)
        except OSError:
            return False  # reading it will say what is wrong
        if len(data) == _LARGE:  # there may be more
            return False
        digest = self.digest(task)
        digest.update(data)
        found = digest.digest()
        if found not in self._known:
            return False
        self._known[found] = self._known.pop(found)  # it is the last that was asked for
        return True

    def add(self, digest: hashlib.blake2b) -> None:
        """There was nothing to tell about the content of that *digest*."""
        self._known[digest.digest()] = None
        self._changed = True

    def save(self) -> None:
        """Write the list, if it has grown."""
        if not self._changed:
            return
        new = Replacement(self._path)
        try:
            new.stream.write(_SIGN + b"".join(list(self._known)[-_MOST:]))
            new.commit()
        finally:
            new.forget()


def _code() -> str:
    """All code that answers: this package and the modules of plugins, by the times and sizes of their files."""
    files = sorted(Path(textclean.__file__).parent.rglob("*"))
    for kind in ("rule", "format"):
        for offer in plugins.offers(kind, ()).values():
            spec = find_spec(offer.entry.module)
            files += [Path(spec.origin)] if spec and spec.origin else []
    stats = [(file.name, file.stat()) for file in files if file.suffix != ".pyc"]
    seen = [(name, status.st_mtime_ns, status.st_size) for name, status in stats]
    return hashlib.sha256(repr((textclean.__version__, sys.version, seen)).encode()).hexdigest()
