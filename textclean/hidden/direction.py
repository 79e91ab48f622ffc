"""The order in which a reader sees characters, where direction controls change it (Unicode Standard Annex #9).

Only for a left-to-right line without right-to-left letters: there nothing but an override moves letters, which is how
swapped letters are hidden from filters.  Embeddings, isolates and overrides set levels; the highest levels are
reversed first, and brackets in a reversed run are mirrored.  A base letter and its marks move as one.
"""

from __future__ import annotations

import re

from textclean.hidden.characters import MARK
from textclean.patterns import lazy

CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
MIRRORED = dict(zip("()[]{}<>\u00ab\u00bb\u2039\u203a", ")(][}{><\u00bb\u00ab\u203a\u2039", strict=True))
DEEPEST = 125  # BD2: levels beyond are ignored
READABLE = 20  # levels that are replayed; deeper groups are made by machines to be slow

_OPENERS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
_ISOLATES = "\u2066\u2067\u2068"
_CONTROL = lazy("[\u202a-\u202e\u2066-\u2069]")
_ANY = lazy(f"[{CONTROLS}]")
_SPECIAL = lazy(f"[{CONTROLS}{MARK}]")
_MIRROR = str.maketrans(MIRRORED)
_UNIT = lazy(f"[{CONTROLS}]|[^{CONTROLS}][{MARK}]*")


class _Open:
    """The groups that are open, innermost last, each with what its opener remembered."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, int, str]] = []
        self._isolates = 0

    def open(self, opener: str, level: int = 0, override: str = "") -> None:
        self.groups.append((opener, level, override))
        self._isolates += opener in _ISOLATES

    def close(self, closer: str) -> list[tuple[str, int, str]]:
        """What *closer* closes, innermost first: U+202C one embedding, U+2069 an isolate and all that is open in it."""
        closed: list[tuple[str, int, str]] = []
        if closer == "\u202c":
            if self.groups and self.groups[-1][0] not in _ISOLATES:
                closed.append(self.groups.pop())
        elif self._isolates:
            self._isolates -= 1
            while not closed or closed[-1][0] not in _ISOLATES:
                closed.append(self.groups.pop())
        return closed


def groups(line: str) -> list[tuple[int, int]]:
    """The outermost groups of embeddings, overrides and isolates as ``(start, end)``; those that touch are one.

    A group that nothing closes ends with the line.  Closers without an opener belong to no group.
    """
    found: list[tuple[int, int]] = []
    state = _Open()
    start = 0
    for control in _CONTROL.finditer(line):
        c, at = control[0], control.start()
        if c in _OPENERS:
            if not state.groups:
                start = found.pop()[0] if found and found[-1][1] == at else at
            state.open(c)
        elif state.close(c) and not state.groups:
            found.append((start, at + 1))
    if state.groups:
        found.append((start, len(line.rstrip("\n"))))
    return found


def unbalanced(line: str) -> list[int]:
    """The places of controls that open what nothing closes, or close what nothing opened."""
    state = _Open()
    odd: list[int] = []
    for control in _CONTROL.finditer(line):
        c, at = control[0], control.start()
        if c in _OPENERS:
            state.open(c, at)
        else:
            closed = state.close(c)
            odd += [place for _, place, _ in closed[:-1]] if closed else [at]
    return sorted(odd + [place for _, place, _ in state.groups])


def shown(group: str) -> str:
    """*group* in the order in which it is seen, without its controls.

    >>> shown("\\u202eba\\u202c"), shown("\\u202d\\u202e\\u2066o\\u2069\\u2066l\\u2069\\u202c\\u202c")
    ('ab', 'lo')
    """
    inner = group.removesuffix("\u202c")[1:]
    if group[0] == "\u202e" and not _SPECIAL.search(inner):
        return inner[::-1].translate(_MIRROR)
    level, override = 0, ""
    state = _Open()
    units: list[str] = []
    levels: list[int] = []
    for unit in _UNIT.findall(group):
        closed = state.close(unit) if unit in "\u202c\u2069" else []
        if closed:
            _, level, override = closed[-1]
        if not _ANY.match(unit) or unit in "\u2066\u2067\u2068\u2069":  # an isolate is one sign of the line around it
            units.append(unit)
            levels.append(level + ((level + 1) % 2 if override == "R" else level % 2))
        if unit in _OPENERS:
            state.open(unit, level, override)
            if level < DEEPEST - 1:
                level += 1 if (level % 2 == 0) == (unit in "\u202b\u202e\u2067") else 2
            override = {"\u202d": "L", "\u202e": "R"}.get(unit, "")
    for high in range(min(max(levels, default=0), READABLE), 0, -1):
        at = 0
        while at < len(units):
            end = at
            while end < len(units) and levels[end] >= high:
                end += 1
            if end > at:
                units[at:end] = [MIRRORED.get(unit, unit) for unit in units[at:end][::-1]]
                levels[at:end] = levels[at:end][::-1]
            at = end + 1
    return re.sub("[\u2066-\u2069]", "", "".join(units))
