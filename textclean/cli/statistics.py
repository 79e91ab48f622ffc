"""Counts of findings by rule, as a small table."""

from __future__ import annotations

from textclean.reports.findings import Tally


def statistics(tally: Tally) -> str:
    """One line for each rule: how many were applied, how many held, most first."""
    names = sorted({*tally.fixes, *tally.held}, key=lambda name: (-tally.fixes[name], -tally.held[name], name))
    width = max(map(len, names), default=0)
    lines = [f"{name:<{width}}  {tally.fixes[name]:>8}  {tally.held[name]:>8} held" for name in names]
    return "".join(line + "\n" for line in lines) or "nothing found\n"
