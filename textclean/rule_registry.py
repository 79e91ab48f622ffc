"""Finds rules: our own by walking ``textclean.rules``, other people's by the entry points ``textclean.rules``.

A rule that cannot be loaded is an error that names the culprit, never a warning; a plugin cannot take the name
of a rule that is there already.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from types import MappingProxyType

from textclean.contract import Rule
from textclean.errors import PluginError, unknown

GROUP = "textclean.rules"
RESERVED = frozenset(("decoding",))  # what reports call the bytes front


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
    package = importlib.import_module("textclean.rules")
    names = [module.name for module in pkgutil.iter_modules(package.__path__)]
    return {name: _checked(getattr(importlib.import_module(f"{GROUP}.{name}"), name), name, GROUP) for name in names}


def _plugins() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    if not _may_offer():
        return found
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name):
        owner = entry.dist.name if entry.dist else entry.value
        if not (entry.name.isascii() and entry.name.isidentifier()):
            raise PluginError(f"package {owner!r} offers a rule {entry.name!r}; a rule is named like an ASCII function")
        if entry.name in _built_in() or entry.name in found or entry.name in RESERVED:
            raise PluginError(
                f"package {owner!r} offers a rule {entry.name!r}, but that name is taken; rename the entry point "
                f"and the function, or uninstall {owner!r}"
            )
        try:
            loaded = entry.load()
        except Exception as cause:
            raise PluginError(
                f"rule {entry.name!r} of package {owner!r} cannot be loaded: {cause!r}; "
                f"mend or uninstall {owner!r} (entry point {entry.value!r})"
            ) from cause
        found[entry.name] = _checked(loaded, entry.name, owner)
        try:
            re.compile(found[entry.name].pattern)
        except re.error as cause:
            raise PluginError(f"the pattern of rule {entry.name!r} of {owner!r} is wrong: {cause}") from cause
    return found


def _may_offer() -> bool:
    """May an installed package offer rules?  A quick look: ``importlib.metadata`` takes 40 ms to say so."""
    others = any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder)
    return others or any(map(_may_hold, sys.path))


def _may_hold(place: str) -> bool:
    """May a package that offers rules be in *place*, of ``sys.path``?"""
    try:
        packages = [path for path in Path(place).iterdir() if path.name.lower().endswith("-info")]
    except NotADirectoryError:  # an archive
        return True
    except OSError:
        return False
    for package in packages:
        try:
            if GROUP.encode() in (package / "entry_points.txt").read_bytes():
                return True
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return True
    return False


def _checked(loaded: object, name: str, owner: str) -> Rule:
    if not isinstance(loaded, Rule):
        raise PluginError(
            f"{name!r} of {owner!r} is a {type(loaded).__name__}, not a rule; decorate it with @rule(...)"
        )
    if loaded.name != name:
        raise PluginError(f"the rule {name!r} of {owner!r} calls itself {loaded.name!r}; the two names must be one")
    return loaded
