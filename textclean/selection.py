"""Which rules are on, with which options: names in, rules out.  Unknown names are errors with the near match."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from textclean import rule_registry
from textclean.contract import PROFILES, Rule, Sure
from textclean.errors import UsageError, unknown


def chosen(profile: str, only: Iterable[str] | None, also: Iterable[str], skip: Iterable[str]) -> list[Rule]:
    """The rules of *profile* (or just *only*), and *also*, without *skip*, sorted by name."""
    if profile not in PROFILES:
        raise unknown("profile", profile, PROFILES)
    on = {rule.name for rule in rule_registry.rules().values() if profile in rule.profiles}
    if only is not None:
        on = {rule_registry.find(name).name for name in only}
    on |= {rule_registry.find(name).name for name in also}
    on -= {rule_registry.find(name).name for name in skip}
    return [rule_registry.find(name) for name in sorted(on)]


def offered(profile: str, only: Iterable[str] | None, skip: Iterable[str], on: Iterable[Rule]) -> list[Rule]:
    """The rules that are not *on*, but say in *profile* what they would change; none if only some are asked."""
    if only is not None:
        return []
    known = {*(rule.name for rule in on), *skip}
    return [rule for rule in rule_registry.rules().values() if profile in rule.offered and rule.name not in known]


def floor_of(floor: str | Sure) -> Sure:
    """The grade of that name (``guess``, ``likely``, ``certain``)."""
    if isinstance(floor, Sure):
        return floor
    names = {sure.name.lower(): sure for sure in Sure}
    if floor not in names:
        raise unknown("floor", str(floor), names)
    return names[floor]


def options_of(
    rules: Iterable[Rule], profile: str, given: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The options of each rule: those of the profile, then those *given*.

    A str stands for the value it spells (``"true"``, ``"3"``), so the command and a configuration file may pass text.
    """
    for name in given:
        rule_registry.find(name)
    result: dict[str, dict[str, Any]] = {}
    for rule in rules:
        options = dict(rule.profiles.get(profile, {}))
        for option, value in given.get(rule.name, {}).items():
            if option not in rule.options:
                raise unknown(f"option of rule {rule.name!r}:", option, rule.options)
            options[option] = _fitted(f"{rule.name}.{option}", value, rule.options[option].annotation)
        result[rule.name] = options
    return result


def spelled() -> list[str]:
    """All options of all rules as ``rule.option=value``; without the value where it may be any.

    >>> "spaces.trailing=true" in spelled()
    True
    """
    options = [
        (f"{rule.name}.{name}", p) for rule in rule_registry.rules().values() for name, p in rule.options.items()
    ]
    return [f"{name}={value}" for name, parameter in options for value in _values(parameter.annotation) or [""]]


def _values(kind: Any) -> list[str]:
    """The values of an option of type *kind* as text, where they are few."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [value for one in typing.get_args(kind) for value in _values(one)]
    if typing.get_origin(kind) is typing.Literal:
        return list(map(str, typing.get_args(kind)))
    return {bool: ["true", "false"], type(None): ["none"]}.get(kind, [])


def _fitted(where: str, value: Any, kind: Any) -> Any:
    """*value* as an option of type *kind* (bool, int, float, str, a ``Literal`` of str, or one of these or None)."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        if value is None or (value == "none" and type(None) in typing.get_args(kind)):
            return None
        (kind,) = (k for k in typing.get_args(kind) if k is not type(None))
    if typing.get_origin(kind) is typing.Literal:
        if value not in typing.get_args(kind):
            raise unknown(f"value for {where}:", str(value), map(str, typing.get_args(kind)))
        return value
    if isinstance(value, str) and kind is bool and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if isinstance(value, str) and kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            pass
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise UsageError(f"{where} wants {getattr(kind, '__name__', kind)}, not {value!r}")
