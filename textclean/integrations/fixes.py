"""One fix as plain data, the same for every host: what report columns and report fields hold.

*held* says why a fix was not applied and is empty if it was; *start* and *end* are code points of the source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textclean import Fix, Result

TEXTS = ("rule", "why", "sure", "old", "new", "held")  # str; the other two are int
COUNTS = ("rule", "made", "held", "texts")
FIELDS = ("rule", "why", "sure", "start", "end", "old", "new", "held")


def of(result: Result | None) -> list[dict[str, Any]] | None:
    """All fixes of *result*, the held ones last; None for None."""
    return None if result is None else [as_dict(fix) for fix in (*result.fixes, *result.held)]


def counts(found: Iterable[list[dict[str, Any]] | None]) -> list[dict[str, Any]]:
    """How often each rule found something in some texts, most first: fixes made, held, and in how many texts."""
    rules: dict[str, dict[str, Any]] = {}
    for fixes in found:
        for fix in fixes or ():
            row = rules.setdefault(fix["rule"], {"rule": fix["rule"], "made": 0, "held": 0, "texts": 0})
            row["held" if fix["held"] else "made"] += 1
        for rule in {fix["rule"] for fix in fixes or ()}:
            rules[rule]["texts"] += 1
    return sorted(rules.values(), key=lambda row: (-row["made"] - row["held"], row["rule"]))


def as_dict(fix: Fix) -> dict[str, Any]:
    """*fix* by the names in :data:`FIELDS`.

    A lone surrogate, which most hosts refuse, is spelled ``\\\\udc80``.
    """
    found = {name: getattr(fix, name) for name in FIELDS} | {"sure": fix.sure.name.lower()}
    return {name: _well_formed(value) if name in TEXTS else value for name, value in found.items()}


def _well_formed(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
