"""Restore files from a record of changes, each complete or not at all, by digest."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from textclean.cli.output import standard_output
from textclean.cli.running import CANNOT, CLEAN, hint
from textclean.errors import TextcleanError, UsageError
from textclean.io import compression
from textclean.io.files import STDIN, Replacement, check_writable
from textclean.io.undo import checked
from textclean.io.undo import restored as original

_COPY = 1 << 20  # bytes of an unchanged stretch at a time


def restore(record: str, dry_run: bool) -> int:
    """Restore every target of *record*; name the ones that cannot be and go on.  The exit code."""
    started = time.monotonic()
    code = CLEAN
    restored = 0
    for target, lines in _targets(Path(record)).items():
        try:
            _restore(target, checked(lines), dry_run)
        except (OSError, TextcleanError) as error:
            hint(f"{target} is left as it is: {error}")
            code = CANNOT
        else:
            restored += 1
    can = "can be restored" if dry_run else "restored"
    hint(f"{restored:,} file{'s' * (restored != 1)} {can}, in {time.monotonic() - started:.1f} s")
    return code


def _targets(record: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    with compression.reader(record) as stream:
        for number, line in enumerate(iter(stream.readline, b""), 1):
            try:
                entry = json.loads(line)
                found.setdefault(entry["target"], []).append(entry)
            except (ValueError, KeyError, TypeError, RecursionError) as cause:
                if not line.endswith(b"\n"):  # the run that wrote it was killed here
                    break
                raise UsageError(
                    f"{record}, line {number}, is no record of changes; name the file that --changes wrote"
                ) from cause
    return found


def _restore(target: str, lines: list[dict[str, Any]], dry_run: bool) -> None:
    if target == STDIN:
        _through(lines, dry_run)
        return
    path = Path(target)
    with compression.reader(path) as stream:
        digests = _digest(_blocks(stream, lines, None))
    if digests[0] != lines[-1]["sha256_after"] and _sum(path) == lines[-1]["sha256_before"]:
        return  # a run that broke off had announced the change and not made it
    _refuse_unless_same(digests, lines)
    if dry_run:
        return
    check_writable(path)
    new = Replacement(path, times=True)
    try:
        packed = compression.writer(new.stream, path)
        with compression.reader(path) as stream:
            _digest(_blocks(stream, lines, packed))
        if packed is not new.stream:
            packed.close()
        new.commit()
    except BaseException:
        new.forget()
        raise


def _through(lines: list[dict[str, Any]], dry_run: bool) -> None:
    """Standard input restored to standard output, after all of it has been checked."""
    with tempfile.TemporaryFile() as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept, _COPY)
        kept.seek(0)
        _refuse_unless_same(_digest(_blocks(kept, lines, None)), lines)
        if not dry_run:
            kept.seek(0)
            target = standard_output()
            _digest(_blocks(kept, lines, target))
            target.flush()


def _blocks(stream: IO[bytes], lines: list[dict[str, Any]], target: IO[bytes] | None) -> Iterator[tuple[bytes, bytes]]:
    """``(now, then)`` for each piece of the target, written to *target* as it goes."""
    for line in lines[:-1]:
        left = line.get("same", 0) or line["out"]
        while left or line.get("out") == 0:
            now = stream.read(min(left, _COPY) if "same" in line else left)
            left -= len(now)
            then = now if "same" in line else _restored(line, now)
            if target is not None:
                target.write(then)
            yield now, then
            if not now:
                break
    rest = stream.read(1)
    if rest:
        yield rest, rest


def _restored(line: dict[str, Any], now: bytes) -> bytes:
    try:
        return original(line, now)
    except UnicodeError:  # other bytes than were recorded: the digest will say so
        return b""


def _digest(pairs: Iterator[tuple[bytes, bytes]]) -> tuple[str, str]:
    after, before = hashlib.sha256(), hashlib.sha256()
    for now, then in pairs:
        after.update(now)
        before.update(then)
    return after.hexdigest(), before.hexdigest()


def _sum(path: Path) -> str:
    found = hashlib.sha256()
    with compression.reader(path) as stream:
        for piece in iter(lambda: stream.read(_COPY), b""):
            found.update(piece)
    return found.hexdigest()


def _refuse_unless_same(digests: tuple[str, str], lines: list[dict[str, Any]]) -> None:
    if digests[0] != lines[-1]["sha256_after"]:
        raise UsageError("it has changed since the changes were recorded; undo would damage it")
    if digests[1] != lines[-1]["sha256_before"]:
        raise UsageError("the recorded changes do not lead back to the original; the record is damaged")
