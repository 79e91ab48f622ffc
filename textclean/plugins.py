"""What other packages offer by entry points: rules (``textclean.rules``) and formats (``textclean.formats``).

Asked only if some installed package may offer anything: ``importlib.metadata`` takes 40 ms to say that none does.
"""

from __future__ import annotations

import sys
from collections.abc import Container
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textclean.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_OURS = "textclean."  # how groups of ours begin


class Offer(NamedTuple):
    """A thing of some *kind* ("rule", "format") that the package *owner* offers under *name*; not loaded yet."""

    kind: str
    name: str
    owner: str
    entry: EntryPoint

    def load(self) -> object:
        """The thing itself.  Raises :class:`~textclean.errors.PluginError` if it cannot be loaded."""
        try:
            return self.entry.load()
        except Exception as cause:
            raise PluginError(
                f"{self.kind} {self.name!r} of package {self.owner!r} cannot be loaded: {cause!r}; "
                f"mend or uninstall {self.owner!r} (entry point {self.entry.value!r})"
            ) from cause


def offers(kind: str, taken: Container[str]) -> dict[str, Offer]:
    """What packages offer of *kind*, by name, sorted.

    Raises :class:`~textclean.errors.PluginError` for a name that is *taken*, or is no ASCII identifier.
    """
    found: dict[str, Offer] = {}
    group = f"{_OURS}{kind}s"
    if not may_offer(group):
        return found
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=group), key=lambda e: e.name):
        owner = entry.dist.name if entry.dist else entry.value
        if not (entry.name.isascii() and entry.name.isidentifier()):
            raise PluginError(
                f"package {owner!r} offers a {kind} {entry.name!r}; a {kind} is named like an ASCII function"
            )
        if entry.name in taken or entry.name in found:
            raise PluginError(
                f"package {owner!r} offers a {kind} {entry.name!r}, but that name is taken; rename it, "
                f"or uninstall {owner!r}"
            )
        found[entry.name] = Offer(kind, entry.name, owner, entry)
    return found


def may_offer(group: str) -> bool:
    """May an installed package have entry points of *group*?  A quick look."""
    others = any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder)
    return others or any(found is None or group in found for found in map(_declared, sys.path))


@cache
def _declared(place: str) -> str | None:
    """What packages in *place*, of ``sys.path``, write of entry points of ours; None if that cannot be seen."""
    try:
        packages = [path for path in Path(place).iterdir() if path.name.lower().endswith("-info")]
    except NotADirectoryError:  # an archive
        return None
    except OSError:
        return ""
    found = []
    for package in packages:
        try:
            found.append((package / "entry_points.txt").read_text("utf-8", "replace"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return None
    return "".join(text for text in found if _OURS in text)
