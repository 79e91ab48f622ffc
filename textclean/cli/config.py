"""Settings: ``[tool.textclean]`` in ``pyproject.toml`` or ``textclean.toml``, nearest upward, then the flags.

The names are those of :class:`~textclean.pipeline.Pipeline` and of the flags::

    [tool.textclean]                # in textclean.toml the same keys stand at the top
    profile = "repair"
    skip = ["fonts"]
    options.invisible.soft_hyphens = "all"
    exclude = ["drafts/", "*.min.js"]       # globs as in .gitignore
    files."*.ru.txt".skip = ["homoglyphs"]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textclean import formats
from textclean.errors import UsageError, unknown
from textclean.io.compression import RATIO
from textclean.io.globs import Globs

_FILES = ("textclean.toml", "pyproject.toml")
_RULES = ("profile", "only", "also", "skip", "floor", "options")  # what Pipeline takes, and what files."..." may set


@dataclass(frozen=True)
class Settings:
    """Everything a run of the command can be told, with its defaults."""

    profile: str = "repair"
    only: tuple[str, ...] | None = None
    also: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    floor: str = "likely"
    options: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    input: str = formats.AUTO
    encoding: str | None = None
    field: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    attribute: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int | None = None
    max_ratio: int = RATIO
    files: Mapping[str, Mapping[str, Any]] = dataclasses.field(default_factory=dict)
    origin: Path | None = None

    def pipeline(self, path: str = "") -> dict[str, Any]:
        """The settings of the :class:`Pipeline` for the file at *path*, its ``files`` entries merged in."""
        merged = {name: getattr(self, name) for name in _RULES}
        base = self.origin.parent if self.origin else Path()
        for glob, given in self.files.items():
            if path and Globs((glob,), base).match(path):
                _merge(merged, given)
        return merged

    def places(self, setting: str) -> tuple[str, ...]:
        """What is to be cleaned in the records of a format whose places are named by *setting* (empty: by none)."""
        return getattr(self, setting) if setting else ()

    def shown(self) -> dict[str, Any]:
        """All settings as plain data, for ``--show-settings``."""
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()} | {
            "origin": str(self.origin) if self.origin else None
        }


def load(flags: Mapping[str, Any], config: Path | None = None, isolated: bool = False) -> Settings:
    """The settings of a run: defaults, then the configuration file, then *flags* (None: not given).

    *config* names the file; otherwise the nearest one upward of the working directory counts, unless *isolated*.
    Raises :class:`~textclean.errors.UsageError` for an unknown name or a wrong type.
    """
    merged = {f.name: f.default if f.default is not dataclasses.MISSING else {} for f in dataclasses.fields(Settings)}
    origin = config or (None if isolated else nearest(Path.cwd()))
    if origin is not None:
        _merge(merged, _read(origin))
        merged["origin"] = origin
    _merge(merged, {name: value for name, value in flags.items() if value not in (None, (), {})})
    return Settings(**merged)


def assignments(given: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """``rule.option=value`` flags as nested options."""
    options: dict[str, dict[str, str]] = {}
    for text in given:
        place, equals, value = text.partition("=")
        rule, dot, option = place.strip().partition(".")
        if not (equals and dot and rule and option):
            raise UsageError(f"--set {text!r} is not of the form rule.option=value, such as invisible.soft_hyphens=all")
        options.setdefault(rule, {})[option] = value.strip()
    return options


def nearest(start: Path) -> Path | None:
    """The settings file that counts in the folder *start*, if there is one."""
    for folder in (start, *start.parents):
        for name in _FILES:
            path = folder / name
            if path.is_file() and (name != "pyproject.toml" or _table(path) is not None):
                return path
    return None


def _table(path: Path) -> dict[str, Any] | None:
    import tomllib

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as cause:
        raise UsageError(f"cannot read the settings in {path}: {cause}") from cause
    if path.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    found = tool.get("textclean") if isinstance(tool, dict) else None
    if found is not None and not isinstance(found, dict):
        raise UsageError(f"{path}: tool.textclean wants a table, not {found!r}")
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        return _checked(_table(path) or {}, [f.name for f in dataclasses.fields(Settings) if f.name != "origin"])
    except UsageError as error:
        raise UsageError(f"{path}: {error}") if str(path) not in str(error) else error from None


def _checked(given: Mapping[str, Any], known: list[str]) -> dict[str, Any]:
    """*given* with lists as tuples.  Raises UsageError for unknown keys and wrong types."""
    result: dict[str, Any] = {}
    for key, value in given.items():
        if key not in known:
            raise unknown("setting", key, known)
        if key in ("options", "files"):
            if not isinstance(value, dict) or not all(isinstance(inner, dict) for inner in value.values()):
                raise UsageError(f"{key} wants tables inside tables, not {value!r}")
            result[key] = {name: _checked(v, list(_RULES)) for name, v in value.items()} if key == "files" else value
        elif key in ("profile", "floor", "input", "encoding"):
            result[key] = _typed(key, value, str)
            if key == "input" and value != formats.AUTO:
                formats.find(value)
        elif key in ("jobs", "max_ratio"):
            result[key] = _typed(key, value, int)
        else:
            result[key] = tuple(_typed(key, item, str) for item in _typed(key, value, list))
    return result


def _typed(key: str, value: Any, kind: type) -> Any:
    if type(value) is not kind:
        wants = {list: "a list", str: "a string", int: "a whole number"}[kind]
        raise UsageError(f"{key} wants {wants}, not {value!r}")
    return value


def _merge(into: dict[str, Any], given: Mapping[str, Any]) -> None:
    """Put *given* over *into*: lists of names to add grow, tables of options merge, the rest is replaced."""
    for key, value in given.items():
        if key in ("also", "skip", "exclude"):
            into[key] = (*into.get(key, ()), *value)
        elif key == "options":
            merged = {rule: dict(options) for rule, options in into.get(key, {}).items()}
            for rule, options in value.items():
                merged.setdefault(rule, {}).update(options)
            into[key] = merged
        else:
            into[key] = value
