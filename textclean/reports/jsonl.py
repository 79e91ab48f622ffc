"""The report for programs: one JSON object for each finding, one line each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from textclean.reports.findings import Spot, Tally
from textclean.reports.visible import code_point


class JsonlReport:
    """See the module."""

    def head(self) -> str:
        """Nothing."""
        return ""

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """One line for each finding: its fields, the path, and the code points of what was and what should be.

        Offsets and columns count code points; ``start`` is counted from the start of the file or of the record's cell.
        """
        lines = []
        for spot in found:
            for finding in spot.findings:
                facts: dict[str, Any] = {"path": path, **finding._asdict()}
                del facts["at"], facts["till"]
                facts["old_code_points"] = [code_point(c) for c in finding.old]
                facts["new_code_points"] = [code_point(c) for c in finding.new]
                if spot.cell:
                    facts["cell"] = spot.cell
                lines.append(json.dumps(facts, ensure_ascii=True) + "\n")
        return "".join(lines)

    def tail(self, tally: Tally) -> str:
        """Nothing."""
        return ""


def make(colour: bool) -> JsonlReport:
    """The report; colours mean nothing here."""
    return JsonlReport()
