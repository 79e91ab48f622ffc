"""What reports say in words of a finding and of a run."""

from __future__ import annotations

import unicodedata

from textclean.contract import Stage
from textclean.reports.findings import Finding, Tally
from textclean.reports.visible import names, quoted


def described(finding: Finding) -> str:
    """What became, or would become, what.

    A single character by its name, more in quotes with what is hidden made visible.
    """
    old, new = finding.old, finding.new
    if is_seen(finding.rule) and old and new:  # the eye sees it
        return f"{quoted(old)} -> {quoted(new)}"
    if not old and not new:
        return "the whole file"
    if not old:
        return f"insert {quoted(new)}" if finding.rule != "decoding" else quoted(new)
    times = f" x {len(old)}" if len(old) > 1 else ""
    left = names(old) + times if len(set(old)) == 1 else quoted(old)
    return f"{left} -> {quoted(new)}" if new else f"{left}, removed"


def stated(finding: Finding, why: bool = True) -> str:
    """Its level, where that is an error; its grade, or why it is held; and *why* what is hidden and dangerous is so."""
    grade = f"held: {finding.held}" if finding.held else finding.sure
    if finding.level != "error":
        return grade
    return f"error, {grade}: {finding.why}" if why and _stage(finding.rule) is Stage.HIDDEN else f"error, {grade}"


def is_seen(rule: str) -> bool:
    """Does the damage that *rule* finds look damaged?  Look-alikes and hidden characters do not."""
    return _stage(rule) in (None, Stage.UNESCAPE, Stage.REDECODE)


def unseen(rule: str, old: str, new: str) -> frozenset[str]:
    """Characters of *old* that look like others in *new*: for a person they need their code points.

    Those of the stage LETTERS that are no styled form of a letter, and combining marks.  (What is hidden is shown by
    ``visible`` anyway.)
    """
    stage = _stage(rule)
    if stage in (None, Stage.UNESCAPE, Stage.REDECODE):
        return frozenset()
    gone = frozenset(old) - frozenset(new)
    return frozenset(
        c
        for c in gone
        if unicodedata.category(c).startswith("M")
        or (stage is Stage.LETTERS and not c.isascii() and unicodedata.normalize("NFKC", c) == c)
    )


def _stage(rule: str) -> Stage | None:
    from textclean import rule_registry

    found = rule_registry.rules().get(rule)
    return found.stage if found else None  # decoding is no rule


def summary(tally: Tally) -> str:
    """One line: how much was found in how much."""
    total, held = sum(tally.fixes.values()), sum(tally.held.values())
    files = f"{tally.files} file{'s' * (tally.files != 1)}"
    failed = f"{tally.failed} could not be read" if tally.failed else ""
    partly = f"{tally.partly} not looked at in full" if tally.partly else ""
    if not tally.files and failed:
        return failed
    if not total and not held:
        text = f"{files}: nothing {'found' if partly else 'to restore'}"
    else:
        text = f"{files}, {tally.changed} would change: {total} finding{'s' * (total != 1)}"
        text += f", {held} held" if held else ""
    return "; ".join(filter(None, (text, partly, failed)))
