"""The report for people: each damaged line with its damage made visible, before and after, and what did it."""

from __future__ import annotations

from collections.abc import Sequence

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.paint import Paint
from textclean.reports.visible import names, quoted, visible

_WIDTH = 140  # code points of a line that are shown
_LEAD = 40  # of them before the first finding
_COLOURS = {"certain": "red", "likely": "yellow", "guess": "cyan"}


class TextReport:
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
            key = (finding.rule, finding.why, finding.old, finding.new, finding.held, finding.sure)
            groups.setdefault(key, []).append(finding)
        lines = [self._group(path, spot.cell, group) for group in groups.values()]
        begin = max(0, min(finding.at for finding in spot.findings) - _LEAD)
        changed = spot.before != spot.after
        gone = frozenset(spot.before) - frozenset(spot.after)
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
        state = f"held: {first.held}" if first.held else first.sure
        rule = paint(first.rule, fg="blue" if first.held else _COLOURS[first.sure])
        return f"{place}: {rule}: {visible(first.why)}: {described(first)} [{state}{times}]"

    def _line(self, sign: str, line: str, begin: int, gone: frozenset[str], colour: str) -> str:
        shown = visible(line[begin : begin + _WIDTH], gone)
        shown = ("..." if begin else "") + shown + ("..." if len(line) > begin + _WIDTH else "")
        return "    " + self._paint(f"{sign} {shown}", fg=colour if sign != " " else None)


def described(finding: Finding) -> str:
    """What became, or would become, what.

    A single character by its name, more in quotes with what is hidden made visible.
    """
    old, new = finding.old, finding.new
    if not old:
        return f"insert {quoted(new)}" if finding.rule != "decoding" else quoted(new)
    times = f" x {len(old)}" if len(old) > 1 else ""
    left = names(old) + times if len(set(old)) == 1 else quoted(old)
    return f"{left} -> {quoted(new)}" if new else f"{left}, removed"


def summary(tally: Tally) -> str:
    """One line: how much was found in how much."""
    total, held = sum(tally.fixes.values()), sum(tally.held.values())
    files = f"{tally.files} file{'s' * (tally.files != 1)}"
    if not total and not held:
        return f"{files}: nothing to restore"
    text = f"{files}, {tally.changed} would change: {total} finding{'s' * (total != 1)}"
    return f"{text}, {held} held" if held else text


def make(colour: bool) -> TextReport:
    """The report, with or without colours."""
    return TextReport(Paint(colour))
