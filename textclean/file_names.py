"""Names of files and folders that were damaged: read from an archive in the wrong charset, decomposed, with hidden
characters.

The names of one folder are judged together, as the lines of one document: a name is too short to prove much alone.
Bytes that are no UTF-8 (names in zip archives in code page 437, GBK, Shift_JIS) are decoded by evidence first.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textclean.errors import NotText
from textclean.pipeline import pipeline
from textclean.reports.findings import Finding, Spot, spots

_LONGEST = 255  # bytes of a name, on most disks
_FORBIDDEN = frozenset(("", ".", ".."))
_SKIPPED = frozenset(("node_modules", "__pycache__", "site-packages"))


@dataclass(frozen=True)
class Name:
    """A name in *folder* that should be *new*, with what was found in it.  *refused*: why it cannot be; empty: it can.

    *old* is as Python gives it: bytes that are no UTF-8 are lone surrogates.
    """

    folder: str
    old: str
    new: str
    spot: Spot
    refused: str = ""

    @property
    def path(self) -> str:
        """Where it is now."""
        return os.path.join(self.folder, self.old)  # noqa: PTH118

    @property
    def target(self) -> str:
        """Where it should be."""
        return os.path.join(self.folder, self.new)  # noqa: PTH118


def found(paths: Iterable[str], settings: dict[str, Any]) -> Iterator[Name]:
    """The damaged names of *paths* and of all below them, the deepest first: so they can be renamed in this order.

    *settings* are those of ``Pipeline``.  Hidden names, and folders that programs fill, are left out; links are not
    followed.
    """
    for path in paths:
        if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
            for folder, folders, files in os.walk(path, topdown=False):
                inside = Path(os.path.relpath(folder, path)).parts
                if not any((p.startswith(".") and p != ".") or p in _SKIPPED for p in inside):
                    yield from _in_folder(
                        folder, sorted(n for n in (*folders, *files) if not n.startswith(".")), settings
                    )
        folder, name = os.path.split(path.rstrip("/"))
        if name not in _FORBIDDEN:
            yield from _in_folder(folder, [name], settings)


def _in_folder(folder: str, names: list[str], settings: dict[str, Any]) -> Iterator[Name]:
    if not names:
        return
    texts = _decoded(names)
    result = pipeline(**settings).inspect("\n".join(texts), markup=False)
    by_line = {spot.line: spot for spot in spots(result)}
    if result.text.count("\n") != len(names) - 1:  # a line break is no part of a name's damage
        return
    after = result.text.split("\n")
    taken = {_folded(name): name for name in _listed(folder)}
    for number, (old, text, new) in enumerate(zip(names, texts, after, strict=True), 1):
        spot = by_line.get(number)
        if text != old:
            spot = _undecodable(old, text, new, spot)
        if spot is None:
            continue
        refused = _refused(old, new, taken)
        if new != old and not refused:
            taken[_folded(new)] = old
        yield Name(folder, old, new, spot._replace(line=1, findings=tuple(map(_placed, spot.findings))), refused)


def _decoded(names: list[str]) -> list[str]:
    """*names* with those that are no UTF-8 decoded together."""
    strange = [number for number, name in enumerate(names) if any("\udc80" <= c <= "\udcff" for c in name)]
    if not strange:
        return names
    from textclean.decoding import by_evidence

    data = b"\n".join(os.fsencode(names[number]) for number in strange)
    try:
        lines = by_evidence(data).text.split("\n")
    except NotText:
        return names
    if len(lines) != len(strange) or "\ufffd" in "".join(lines):
        return names
    read = dict(zip(strange, lines, strict=True))
    return [read.get(number, name) for number, name in enumerate(names)]


def _undecodable(old: str, text: str, new: str, spot: Spot | None) -> Spot:
    """The finding that the bytes of a name were no UTF-8, before those of the rules."""
    why = f"bytes that are no UTF-8: {os.fsencode(old).hex(' ')}"
    first = Finding("decoding", why, "likely", 1, 1, 1, 1 + len(old), 0, len(old), old, text, "", 0, len(old))
    return Spot(1, old, new, (first, *(spot.findings if spot else ())), ())


def _placed(finding: Finding) -> Finding:
    return finding._replace(line=1, end_line=1, start=finding.at, end=finding.till)


def _refused(old: str, new: str, taken: dict[str, str]) -> str:
    """Why *old* cannot be called *new*; empty if it can."""
    if new == old:
        return ""
    if new in _FORBIDDEN or "/" in new or "\0" in new or "\\" in new or new != new.strip():
        return "the result is no name that every system takes"
    if len(os.fsencode(new)) > _LONGEST:
        return "the result is too long for a name"
    other = taken.get(_folded(new))
    if other is not None and other != old:
        return f"there is {other!r} already, and some disks hold it for the same name"
    return ""


def _folded(name: str) -> str:
    """The form in which disks that ignore case and normal form compare names."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208
    except OSError:
        return []
