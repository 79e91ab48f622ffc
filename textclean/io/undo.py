"""The way back from cleaned bytes to the source's: byte edits, an encoding, or in the last resort the raw bytes.

Each way is tried when the change is recorded, and recorded only if it gives the very bytes of the source.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from textclean.errors import UsageError

if TYPE_CHECKING:
    from textclean.decoding import Decoded
    from textclean.result import Result

ByteEdit = tuple[int, int, bytes]  # out[at:till] was these bytes


def recorded(source: bytes, decoded: Decoded, result: Result, out: bytes | None) -> dict[str, Any] | None:
    """How to get *source* back from *out*, as plain data; None if they are the same."""
    if out is None or out == source:
        return None
    from textclean.decoding import codecs

    written = decoded.encoding if out != decoded.bom + result.text.encode() else "utf-8"
    edits: list[ByteEdit] = []
    at = len(decoded.bom) if out.startswith(decoded.bom) else 0
    done = 0
    try:
        for change in result.changes:
            at += len(codecs.encode(result.before[done : change.start], written))
            new = len(codecs.encode(change.new, written))
            edits.append((at, at + new, codecs.encode(change.old, written)))
            at += new
            done = change.end
        return of_edits(source, out, edits, decoded)
    except UnicodeEncodeError:  # the source's characters do not fit what was written
        return _raw(source)


def of_edits(source: bytes, out: bytes, edits: Sequence[ByteEdit], decoded: Decoded | None = None) -> dict[str, Any]:
    """The same for known byte edits, which lead back to *source*, or to its UTF-8 form if it was *decoded*."""
    way: dict[str, Any] = {"edits": [[at, till, _plain(old)] for at, till, old in edits]}
    if restored(way, out) == source:
        return way
    if decoded is not None:
        way |= {"encoding": decoded.encoding, "bom": decoded.bom.hex()}
        try:
            if restored(way, out) == source:
                return way
        except UnicodeError:
            pass
    return _raw(source)


def restored(way: dict[str, Any], out: bytes) -> bytes:
    """The source's bytes from the recorded *way* and the block *out*."""
    if "raw" in way:
        return zlib.decompress(base64.b64decode(way["raw"]))
    pieces: list[bytes] = []
    done = 0
    for at, till, old in way["edits"]:
        pieces += out[done:at], _bytes(old)
        done = till
    data = b"".join([*pieces, out[done:]])
    if "encoding" not in way:
        return data
    from textclean.decoding import codecs

    return bytes.fromhex(way["bom"]) + codecs.encode(data.decode("utf-8"), way["encoding"])


def _raw(source: bytes) -> dict[str, Any]:
    return {"raw": base64.b64encode(zlib.compress(source)).decode()}


def _plain(data: bytes) -> str | dict[str, str]:
    """Bytes as JSON can hold them: text if they are UTF-8, else hexadecimal."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"hex": data.hex()}


def _bytes(plain: str | dict[str, str]) -> bytes:
    return plain.encode() if isinstance(plain, str) else bytes.fromhex(plain["hex"])


class Recorder:
    """Collects the blocks of one target file and gives the lines of the record."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._before, self._after = hashlib.sha256(), hashlib.sha256()
        self._same = 0

    def add(self, source: bytes, out: bytes, way: dict[str, Any] | None) -> Iterable[dict[str, Any]]:
        """Record one block."""
        self._before.update(source)
        self._after.update(out)
        if way is None:
            self._same += len(out)
            return
        yield from self._unchanged()
        yield {"target": self._target, "out": len(out), **way}

    def end(self) -> Iterable[dict[str, Any]]:
        """The digests, which come last."""
        yield from self._unchanged()
        yield {
            "target": self._target,
            "sha256_before": self._before.hexdigest(),
            "sha256_after": self._after.hexdigest(),
        }

    def _unchanged(self) -> Iterable[dict[str, Any]]:
        if self._same:
            yield {"target": self._target, "same": self._same}
            self._same = 0


def checked(record: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines of one target.  Raises UsageError if the digests are missing: the record broke off."""
    lines = list(record)
    if not lines or "sha256_before" not in lines[-1]:
        raise UsageError("the record of changes is incomplete: it has no digests; the run that wrote it did not finish")
    return lines
