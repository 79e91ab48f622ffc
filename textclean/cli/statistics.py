"""What a run did, in numbers: a table or an object by rule, and one line of closing words."""

from __future__ import annotations

import json

from textclean.reports.findings import Tally


def statistics(tally: Tally, output_format: str = "text") -> str:
    """Counts by rule: how many were applied, how many held, most first; one JSON object for programs."""
    names = sorted({*tally.fixes, *tally.held}, key=lambda name: (-tally.fixes[name], -tally.held[name], name))
    if output_format in ("json", "jsonl"):
        rules = {name: {"fixes": tally.fixes[name], "held": tally.held[name]} for name in names}
        facts = {"files": tally.files, "changed": tally.changed, "bytes": tally.size, "lines": tally.lines}
        more = {"passed": tally.passed, "unread": tally.failed}
        return json.dumps({**facts, **more, "rules": rules}) + "\n"
    width = max(map(len, names), default=0)
    lines = [f"{name:<{width}}  {tally.fixes[name]:>8}  {tally.held[name]:>8} held" for name in names]
    return "".join(line + "\n" for line in lines or ["nothing found"]) + _sums(tally) + "\n"


def _sums(tally: Tally) -> str:
    files = f"{tally.files:,} file{'s' * (tally.files != 1)}, {tally.changed:,} changed"
    passed = f", passed over: {tally.passed:,}" if tally.passed else ""
    return f"{files}, {tally.size:,} bytes, {tally.lines:,} lines{passed}"


def restored(tally: Tally) -> str:
    """What was restored in one file, by rule, and how much was held.

    >>> from collections import Counter
    >>> restored(Tally(fixes=Counter(homoglyphs=2, invisible=1), held=Counter(entities=1)))
    '3 places restored (homoglyphs 2, invisible 1), 1 held'
    """
    rules = ", ".join(f"{name} {count}" for name, count in tally.fixes.most_common())
    count, held = sum(tally.fixes.values()), sum(tally.held.values())
    text = f"{count:,} place{'s' * (count != 1)} restored ({rules})" if count else "written anew"
    return text + (f", {held:,} held" if held else "")


def closing(tally: Tally, seconds: float, counted: bool) -> str:
    """One line after files were written; *counted*: the findings were counted, too.

    >>> closing(Tally(files=3, changed=1), 0.25, False)
    '3 files, 1 changed, in 0.2 s'
    """
    text = f"{tally.files:,} file{'s' * (tally.files != 1)}, {tally.changed:,} changed"
    if counted:
        text += f", {sum(tally.fixes.values()):,} places restored"
        held = sum(tally.held.values())
        text += f", {held:,} held (textclean check tells which)" if held else ""
    return f"{text}, in {seconds:.1f} s"
