"""Annotations for GitHub Actions: workflow commands, one line for each damaged line and rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.paths import located
from textclean.reports.visible import visible
from textclean.reports.wording import described, summary

# Controls, bidi controls, surrogates and tags of a file's name: shown by code point, though GitHub then finds no file.
# Joiners stay, for names are spelled with them.
_LIVE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


class GithubReport:
    """See the module."""

    def head(self) -> str:
        """Nothing."""
        return ""

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """GitHub shows ten annotations of a level and step, so what a rule found in a line is one."""
        lines = []
        for spot in found:
            groups: dict[tuple[str, bool], list[Finding]] = {}
            for finding in spot.findings:
                groups.setdefault((finding.rule, bool(finding.held)), []).append(finding)
            lines += [_annotation(path, spot, group) for group in groups.values()]
        return "".join(lines)

    def tail(self, tally: Tally) -> str:
        """The summary, as a plain line of the log."""
        return summary(tally) + "\n"


def _annotation(path: str, spot: Spot, group: list[Finding]) -> str:
    first = group[0]
    level = _COMMANDS[min((f.level for f in group), key=list(_COMMANDS).index)]
    what = dict.fromkeys(f"{visible(f.why)}: {described(f)}" + (f" (held: {f.held})" if f.held else "") for f in group)
    message = "\n".join(what)
    facts = {
        "file": _LIVE.sub(lambda match: visible(match[0]), located(path)),
        "line": first.line,
        "col": first.column,
        "endLine": first.end_line,
        "endColumn": max(first.column, first.end_column - 1),
        "title": f"textclean: {first.rule}" + (f" in {visible(spot.cell)}" if spot.cell else ""),
    }
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())
    return f"::{level} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def make(colour: bool) -> GithubReport:
    """The report; GitHub colours it."""
    return GithubReport()
