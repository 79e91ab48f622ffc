"""The long report for people: each damaged line with its damage made visible, before and after, and what did it."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.paint import Paint
from textclean.reports.visible import visible
from textclean.reports.wording import described, stated, summary, unseen

_WIDTH = 140  # code points of a line that are shown
_LEAD = 40  # of them before the first finding
COLOURS = {"certain": "red", "likely": "yellow", "guess": "cyan"}


class FullReport:
    """See the module."""

    def __init__(self, paint: Paint) -> None:
        self._paint = paint

    def head(self) -> str:
        """Nothing."""
        return ""

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """A few lines for each spot."""
        return "".join(self._spot(path, spot) for spot in found)

    def tail(self, tally: Tally) -> str:
        """One line for the whole run."""
        return summary(tally) + "\n"

    def _spot(self, path: str, spot: Spot) -> str:
        groups: dict[tuple[str, ...], list[Finding]] = {}
        for finding in spot.findings:
            key = (finding.rule, finding.why, finding.old, finding.new, finding.held, finding.sure, finding.level)
            groups.setdefault(key, []).append(finding)
        lines = [self._group(path, spot.cell, group) for group in groups.values()]
        begin = max(0, min(finding.at for finding in spot.findings) - _LEAD)
        changed = bool(spot.changes)
        gone: frozenset[str] = frozenset()
        if changed:  # of what is shown, for a line may be as long as the file
            end = begin + _WIDTH
            shown = [f for f in spot.findings if f.at < end]
            gone = frozenset().union(*(unseen(f.rule, f.old[:_WIDTH], f.new[:_WIDTH]) for f in shown))
            gone -= frozenset(spot.after[begin:end])
        lines.append(self._line("-" if changed else " ", spot.before, begin, gone, "red"))
        if changed:
            lines.append(self._line("+", spot.after, begin, frozenset(), "green"))
        return "\n".join(lines) + "\n"

    def _group(self, path: str, cell: str, group: list[Finding]) -> str:
        first = group[0]
        paint = self._paint
        path = f"./{path}" if path.startswith(":") else path  # "::" at the start of a line is a command to GitHub
        place = paint(f"{visible(path)}:{first.line}:{first.column}", bold=True) + (
            f" ({visible(cell)})" if cell else ""
        )
        times = f", {len(group)} times in this line" if len(group) > 1 else ""
        state = stated(first, why=False)
        rule = paint(first.rule, fg="blue" if first.held else COLOURS[first.sure])
        return f"{place}: {rule}: {visible(first.why)}: {described(first)} [{state}{times}]"

    def _line(self, sign: str, line: str, begin: int, gone: frozenset[str], colour: str) -> str:
        shown = visible(line[begin : begin + _WIDTH], gone)
        shown = ("..." if begin else "") + shown + ("..." if len(line) > begin + _WIDTH else "")
        return "    " + self._paint(f"{sign} {shown}", fg=colour if sign != " " else None)


def make(colour: bool) -> FullReport:
    """The report, with or without colours."""
    return FullReport(Paint(colour))
