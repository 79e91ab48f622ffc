"""Patterns compiled when they are first asked: most texts ask few, and all of them cost a fifth of a second."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, AnyStr, cast

_METHODS = (
    "search",
    "match",
    "fullmatch",
    "finditer",
    "findall",
    "split",
    "sub",
    "subn",
    "groups",
    "groupindex",
    "flags",
)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(pattern, flags)``, but not yet; an error in *pattern* shows at the first question.

    >>> lazy("a+").findall("banana")
    ['a', 'a', 'a']
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


def by_first(alternatives: Iterable[str]) -> dict[str, str]:
    """For each character that some of *alternatives* begin with one pattern for all of these.

    ``re`` looks for the first character of alternatives fast where each begins with one, and few do with the same.

    >>> by_first(["utf-?8", "latin-?1", "unicode"])
    {'u': 'u(?:tf-?8|nicode)', 'l': 'l(?:atin-?1)'}
    """
    tails: dict[str, list[str]] = {}
    for alternative in alternatives:
        tails.setdefault(alternative[0], []).append(alternative[1:])
    return {first: f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items()}


def either(alternatives: str) -> re.Pattern[str]:
    """The pattern of *alternatives*, parted by ``|``, without any in groups; each begins with a character."""
    return lazy("|".join(by_first(alternatives.split("|")).values()))


def led(*alternatives: tuple[str, str]) -> str:
    """One pattern for all *alternatives*: the inside of the class that each begins with, and the rest of it.

    A class in front of all is what ``re`` looks for fast.

    >>> led(("ab", "c"), ("b", "d"))
    '[abb](?:(?<=[ab])(?:c)|(?<=[b])(?:d))'
    """
    leads = "".join(lead for lead, _ in alternatives)
    return f"[{leads}](?:{'|'.join(f'(?<=[{lead}])(?:{rest})' for lead, rest in alternatives)})"


class _Lazy:
    """Stands for a pattern, and takes over its methods once it is compiled."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            self.__dict__[method] = getattr(compiled, method)
        return self.__dict__[name]

    def __repr__(self) -> str:
        return f"lazy({self.pattern!r})"
