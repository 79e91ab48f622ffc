"""What a rule is: one generator function in the module of its name, under one decorator.

It reads an immutable ``Text`` and yields edits; it changes nothing and knows no other rule (docs/write-a-rule.md).
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any, NamedTuple

PROFILES = ("repair", "normalize", "ascii")


class Stage(enum.Enum):
    """When a rule runs.  In this order; each stage promises the next a cleaner text."""

    UNESCAPE = "undo escapes and entities, so that letters are letters"
    REDECODE = "undo wrong charsets, so that they are the right letters"
    HIDDEN = "drop what cannot be seen and should not be there, so that words are whole"
    LETTERS = "undo look-alikes and fancy fonts, word by word"
    FORM = "settle normal form and white space, only if asked"


class Sure(enum.IntEnum):
    """How well a rule knows.  Below the caller's floor (default: LIKELY) an edit is held."""

    GUESS, LIKELY, CERTAIN = 1, 2, 3


class Edit(NamedTuple):
    """``text[start:end]`` should have been *new*.  Code points; *why* is a short noun phrase for a person."""

    start: int
    end: int
    new: str
    why: str
    sure: Sure


class Batch(NamedTuple):
    """All edits of one call: the whole *new* text, *edits()* on demand, their lowest (*sure*) and highest grade."""

    new: str
    edits: Callable[[], list[Edit]]
    sure: Sure
    most: Sure = Sure.CERTAIN
    near: Callable[[list[tuple[int, int]]], list[Edit]] | None = None  # those that touch spans; if all keep lengths


class Doubt(NamedTuple):
    """``text[start:end]`` may be damaged, but nobody can be sure: what later stages would change in it is held."""

    start: int
    end: int


class Example(NamedTuple):
    """*before* becomes *after*; ``solved=False`` is a known miss: a strict expected failure."""

    before: str
    after: str
    because: str = ""
    solved: bool = True


Find = Callable[..., Iterator[Edit | Batch] | Iterator[Edit | Batch | Doubt]]


@dataclass(frozen=True, eq=False)
class Rule:
    """One kind of damage, one module.  Written as a function under :func:`rule`."""

    find: Find
    stage: Stage
    triggers: str = ""
    literals: tuple[str, ...] = ()
    shape: str = ""
    pattern: str = ""
    fact: str = ""
    profiles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()
    examples: list[Example] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The one name: of module, function, flag, key, docs page and fixture folder."""
        return self.find.__name__

    @property
    def options(self) -> dict[str, inspect.Parameter]:
        """The keyword-only parameters of the function: typed, defaulted, explained in its docstring."""
        found = inspect.signature(self.find, eval_str=True).parameters
        return {name: p for name, p in found.items() if p.kind is p.KEYWORD_ONLY}

    def fixes(self, before: str, after: str, because: str = "", solved: bool = True) -> None:
        """Record that *before* must become *after*, by this rule alone and in the whole pipeline."""
        self.examples.append(Example(before, after, because, solved))

    def keeps(self, text: str, because: str, solved: bool = True) -> None:
        """Record that *text* must stay as it is."""
        self.examples.append(Example(text, text, because, solved))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by name: the decorator hides the function, and every worker process needs the rule."""
        return resolve_name, (f"{self.find.__module__}:{self.find.__name__}",)


def rule(
    stage: Stage,
    *,
    triggers: str = "",
    literals: Iterable[str] = (),
    shape: str = "",
    pattern: str = "",
    fact: str = "",
    profiles: Iterable[str] | Mapping[str, Mapping[str, Any]] = PROFILES,
    offered: Iterable[str] = (),
) -> Callable[[Find], Rule]:
    """Declare a rule.  It wakes if any of its conditions holds, and always if it names none.

    *triggers*: characters and ranges, as inside ``[...]`` of ``re``.  *literals*: strings.  *shape*: a regular
    expression that begins with one printable ASCII character, asked of the text where that occurs.  *pattern*: asked of
    ``Text.marks``, the runs of what is not plain ASCII.  *fact*: the name of an attribute of ``Text``.  *profiles*:
    where it is on (none: only by name), or a mapping from profile to the options it has there.  *offered*: profiles in
    which it is off, and all that it is sure of is held.
    """
    chosen = profiles if isinstance(profiles, Mapping) else {name: {} for name in profiles}
    return lambda find: Rule(
        find, stage, triggers, tuple(literals), shape, pattern, fact, dict(chosen), frozenset(offered)
    )
