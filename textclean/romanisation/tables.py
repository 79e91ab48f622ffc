"""The tables in ``tables/romanisation``, read once: entries of letters with their context, and plain dictionaries.

``tables/romanisation/README.md`` tells the format and names the standard behind each file.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from textclean.tables import read_table

KEEP = "KEEP"  # the spelling of a sign that ASCII could only misrepresent


class Table(NamedTuple):
    """One way to write a language: which letters it knows, and their spelling in context."""

    letters: frozenset[str]
    plain: dict[str, str]
    pattern: re.Pattern[str]
    names: dict[str, str]  # a group of the pattern -> the spelling of its entry


@cache
def entries(name: str) -> dict[str, str]:
    """The lines of one file: what is spelled -> its spelling; ``-`` is the empty one, ``_`` a blank inside one.

    >>> entries("signs")["€"], entries("uk")["ь"]
    ('EUR', '')
    """
    body = read_table(f"romanisation/{name}.txt").decode()
    lines = (line.rsplit(" ", 1) for line in body.splitlines() if line and not line.startswith("# "))
    return {key: "" if new == "-" and name != "signs" else new.replace("_", " ") for key, new in lines}


@cache
def table(name: str) -> Table:
    """The table of one language or script, compiled."""
    plain: dict[str, str] = {}
    patterns: list[tuple[int, int, str, str]] = []
    letters: set[str] = set()
    for key, new in entries(name).items():
        behind, found, rest = key.partition("<")
        core, _, ahead = (rest if found else key).partition(">")
        behind = behind if found else ""
        core = unicodedata.normalize("NFC", core)
        letters |= set(core)
        if len(core) == 1 and not behind and not ahead:
            plain[core] = new
        else:
            where = _before(behind) + re.escape(core) + _after(ahead)
            patterns.append((-len(core), -bool(behind) - bool(ahead), where, new))
    patterns.sort()
    named = {f"e{at}": (where, new) for at, (_, _, where, new) in enumerate(patterns)}
    alternatives = [f"(?P<{group}>{where})" for group, (where, _) in named.items()]
    pattern = re.compile("|".join([*alternatives, "(?s:.)"]))
    return Table(frozenset(letters), plain, pattern, {group: new for group, (_, new) in named.items()})


def _before(chars: str) -> str:
    kinds = ["\\A" if char == "^" else f"(?<={re.escape(char)})" for char in chars]
    return f"(?:{'|'.join(kinds)})" if kinds else ""


def _after(chars: str) -> str:
    kinds = ["\\Z" if char == "$" else f"(?={re.escape(char)})" for char in chars]
    return f"(?:{'|'.join(kinds)})" if kinds else ""
