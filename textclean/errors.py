"""What can go wrong, as one class tree.  Each message says what, where, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable


class TextcleanError(Exception):
    """Every error that textclean raises on purpose."""


class UsageError(TextcleanError, ValueError):
    """The caller named something that does not exist, or asked for what cannot be."""


class NotText(TextcleanError, ValueError):  # noqa: N818  (it says what the bytes are)
    """The bytes are no text: an archive, an image, a document format."""


class HistoryError(TextcleanError, ValueError):
    """There is no earlier version to ask: no repository, no such revision, no such file in it."""


class BaselineError(UsageError):
    """A file that is no baseline, or one of another version."""


class PluginError(TextcleanError):
    """A rule or a format from another package cannot be loaded.  Names the package."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for an unknown *name*, with the near match or, failing that, all there are.

    >>> print(unknown("rule", "homoglyph", ["bidi", "homoglyphs"]))
    unknown rule 'homoglyph'; did you mean 'homoglyphs'?
    """
    import difflib  # seldom

    names = sorted(known)
    near = difflib.get_close_matches(name, names, 1, 0.6)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names) or 'none'}"
    return UsageError(f"unknown {kind} {name!r}; {hint}")
