"""Finds rules: our own by walking ``textclean.rules``, other people's by the entry points ``textclean.rules``.

A rule that cannot be loaded is an error that names the culprit, never a warning; a plugin cannot take the name
of a rule that is there already.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from textclean import plugins
from textclean.contract import Rule
from textclean.errors import PluginError, unknown

_PACKAGE = "textclean.rules"
RESERVED = frozenset(("decoding", "history"))  # what reports call the bytes front, and an earlier version


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by name, sorted.  Raises :class:`~textclean.errors.PluginError` if one cannot be loaded."""
    found = {**_built_in(), **_plugins()}
    return MappingProxyType(dict(sorted(found.items())))


def find(name: str) -> Rule:
    """The rule of that name.  Raises :class:`~textclean.errors.UsageError` with the near match."""
    if name not in rules():
        raise unknown("rule", name, rules())
    return rules()[name]


@cache
def _built_in() -> dict[str, Rule]:
    package = importlib.import_module(_PACKAGE)
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    return {
        name: _checked(getattr(importlib.import_module(f"{_PACKAGE}.{name}"), name), name, _PACKAGE) for name in names
    }


def _plugins() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name, offer in plugins.offers("rule", (*_built_in(), *RESERVED)).items():
        found[name] = _checked(offer.load(), name, offer.owner)
        try:
            re.compile(found[name].pattern)
        except re.error as cause:
            raise PluginError(f"the pattern of rule {name!r} of {offer.owner!r} is wrong: {cause}") from cause
    return found


def _checked(loaded: object, name: str, owner: str) -> Rule:
    if not isinstance(loaded, Rule):
        raise PluginError(
            f"{name!r} of {owner!r} is a {type(loaded).__name__}, not a rule; decorate it with @rule(...)"
        )
    if loaded.name != name:
        raise PluginError(f"the rule {name!r} of {owner!r} calls itself {loaded.name!r}; the two names must be one")
    return loaded
