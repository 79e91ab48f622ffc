"""What the window's server works out about one text, in a process of its own: plain data in, plain data out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from textclean.errors import TextcleanError

if TYPE_CHECKING:
    from textclean.result import Result

Settings = Mapping[str, Any]  # of a Pipeline
TRACED = 200_000  # bytes of a text whose findings are shown with their odds


def answer(data: bytes, name: str, pasted: bool, settings: Settings) -> dict[str, Any]:
    """All that the window shows of *data*; ``{"error": ...}`` for settings or data that cannot be taken.

    A *pasted* text is UTF-8; the encoding of a file is found.
    """
    try:
        result = _inspected(data, pasted, settings)
    except TextcleanError as error:
        return {"error": str(error)}
    from textclean.reports.choices import choices
    from textclean.reports.findings import Tally, spots
    from textclean.reports.visible import visible
    from textclean.reports.window import WindowReport

    found, offered = spots(result), choices(result)
    tally = Tally(files=1, changed=int(result.changed), size=len(data), lines=result.before.count("\n") + 1)
    tally.add(found)
    report = WindowReport(offered, result.considered)
    report.spots(name, found)
    fields = ("rule", "why", "sure", "line", "column", "start", "end", "old", "new", "held")
    problems = [*result.problems, *(result.decoded.problems if result.decoded else ())]
    return {
        "title": visible(name),
        "name": name,
        "encoding": result.encoding,
        "reading": "" if pasted else f"read as {result.encoding}",
        "before": result.before,
        "choices": [choice._asdict() for choice in offered],
        "findings": [{field: getattr(f, field) for field in fields} for spot in found for f in spot.findings],
        "problems": [visible(problem if isinstance(problem, str) else ": ".join(problem)) for problem in problems],
        **report.pieces(tally),
    }


def record(data: bytes, name: str, pasted: bool, settings: Settings, on: Collection[int]) -> dict[str, Any]:
    """The record of the choices *on*, for ``textclean undo``: ``{"lines": ...}``, JSON lines; or the error."""
    from textclean.io.undo import Recorder, recorded
    from textclean.reports.choices import decided

    try:
        result = decided(_inspected(data, pasted, settings), on)
    except TextcleanError as error:
        return {"error": str(error)}
    assert result.decoded is not None
    out = result.text.encode()
    recorder = Recorder(file_name(name))
    lines = [*recorder.add(data, out, recorded(data, result.decoded, result, out)), *recorder.end()]
    return {"lines": "".join(json.dumps(line) + "\n" for line in lines)}


def _inspected(data: bytes, pasted: bool, settings: Settings) -> Result:
    from textclean.pipeline import Pipeline

    # All hypotheses about each place of a large text take as long again as finding what to do.
    return Pipeline(**settings).inspect(data, encoding="utf-8" if pasted else None, trace=len(data) <= TRACED)


def file_name(name: str) -> str:
    """*name* without folders, for a file that lies beside its record.

    >>> file_name("../../etc/passwd"), file_name("C:\\\\a\\\\b.txt"), file_name("..")
    ('passwd', 'b.txt', 'text.txt')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char if char.isalnum() or char in "._- " else "_" for char in last).strip(". ")
    return kept or "text.txt"
