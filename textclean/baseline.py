"""Findings that are known and accepted: a file that lists them by path, rule and content of the line.

Not by number: lines above may come and go.  The content is kept as a digest (SHA-256, its first 16 hexadecimal digits),
with a count, for the same line may stand several times.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from textclean.errors import BaselineError
from textclean.version import __version__

VERSION = 1
_SIGN = "textclean baseline"


class Baseline:
    """Counts by ``(path, rule, digest of the line)``."""

    def __init__(self, known: Counter[tuple[str, str, str]] | None = None) -> None:
        self._known = Counter(known or {})

    def add(self, path: str, rule: str, line: str) -> None:
        """Accept one more finding of *rule* in a *line* of the file at *path*."""
        self._known[path, rule, _digest(line)] += 1

    def take(self, path: str, rule: str, line: str) -> bool:
        """Is such a finding accepted?  Each that is listed counts once."""
        key = (path, rule, _digest(line))
        if self._known[key] <= 0:
            return False
        self._known[key] -= 1
        return True

    @property
    def left(self) -> int:
        """How many have not been taken: they are mended."""
        return sum(self._known.values())

    def dumped(self) -> str:
        """As JSON, sorted, one finding a line: for version control."""
        files: dict[str, dict[str, dict[str, int]]] = {}
        for (path, rule, digest), count in sorted(self._known.items()):
            files.setdefault(path, {}).setdefault(rule, {})[digest] = count
        head = {"about": _SIGN, "version": VERSION, "textclean": __version__, "findings": files}
        return json.dumps(head, indent=1, ensure_ascii=False) + "\n"


def load(path: Path) -> Baseline:
    """The baseline in the file at *path*.  Raises BaselineError for what is none, or of another version."""
    advice = f"write it anew: textclean check --write-baseline {path} FILES"
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError as cause:
        raise BaselineError(f"there is no baseline {path}; {advice}") from cause
    except (ValueError, RecursionError) as cause:
        raise BaselineError(f"{path} is no baseline: it is no JSON ({cause}); {advice}") from cause
    if not isinstance(data, dict) or data.get("about") != _SIGN:
        raise BaselineError(f"{path} is no baseline of textclean; name another file, or {advice}")
    version = data.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        hint = "update textclean" if newer else advice
        raise BaselineError(f"{path} is a baseline of version {version!r}, and this textclean reads {VERSION}; {hint}")
    return Baseline(_counts(data.get("findings"), path, advice))


def _counts(findings: Any, path: Path, advice: str) -> Counter[tuple[str, str, str]]:
    known: Counter[tuple[str, str, str]] = Counter()
    try:
        for name, rules in findings.items():
            for rule, digests in rules.items():
                for digest, count in digests.items():
                    if type(count) is not int or count < 1:
                        raise ValueError(f"{count!r} is no count")
                    known[name, rule, digest] = count
    except (AttributeError, ValueError) as cause:
        raise BaselineError(f"{path} is damaged: {cause}; {advice}") from cause
    return known


def _digest(line: str) -> str:
    return hashlib.sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:16]
