"""The one place where the tools name parts of the library: what is public, so that moved modules break nothing.

The library is the one beside this folder, whatever else is installed.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import textclean  # noqa: E402

PROFILES = ("repair", "normalize", "ascii")
__all__ = ["CLEAN", "EXAM", "PROFILES", "ROOT", "Settings", "home", "is_on", "pipeline", "rules", "textclean"]
EXAM = ROOT.parent / "shared" / "exam"
CLEAN = ROOT.parent / "shared" / "clean"


class Settings(NamedTuple):
    """What a pipeline is made of: a profile, and rules by name."""

    profile: str = "repair"
    also: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None


REPAIR = Settings()


@cache
def pipeline(settings: Settings = REPAIR) -> textclean.Pipeline:
    """The pipeline of *settings*, made once in each process."""
    return textclean.Pipeline(**settings._asdict())


@cache
def rules() -> dict[str, Any]:
    """The library's own rules by name, sorted; each has the name of its module in ``textclean.rules``."""
    package = importlib.import_module("textclean.rules")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__) if module.name[0] != "_")
    return {name: getattr(importlib.import_module(f"{package.__name__}.{name}"), name) for name in names}


@cache
def is_on(rule: str, profile: str) -> bool:
    """Is *rule* on in *profile* without being named?"""
    return rule in pipeline(Settings(profile)).rules


@cache
def home(rule: str) -> str:
    """The first profile in which *rule* is on; ``repair`` if it is on in none, or is no rule."""
    return next((profile for profile in PROFILES if is_on(rule, profile)), "repair")
