"""Kinds of files: each cuts its sources into blocks and treats a block, so that only the author's text is touched.

Our own stand in a table here, other people's are found by the entry points ``textclean.formats``
(docs/write-a-format.md).  A module is imported when its format is first asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, cast

from textclean import plugins
from textclean.errors import PluginError, unknown
from textclean.formats import languages

if TYPE_CHECKING:
    from textclean.formats.base import Format


class _Own(NamedTuple):
    """A format of ours: its module here, and the suffixes of its files."""

    module: str
    suffixes: tuple[str, ...] = ()


_OWN = {
    "text": _Own("text"),
    "jsonl": _Own("jsonl", (".jsonl", ".ndjson")),
    "csv": _Own("table", (".csv", ".tsv")),
    "html": _Own("html", (".html", ".htm", ".xhtml")),
    "warc": _Own("warc", (".warc", ".wet")),
    "parquet": _Own("parquet", (".parquet",)),
    "json": _Own("json", (".json", ".jsonc", ".webmanifest", ".geojson")),
    "markdown": _Own("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdc", ".qmd", ".rmd")),
    "ipynb": _Own("ipynb", (".ipynb",)),
    "po": _Own("po", (".po", ".pot")),
    "subtitles": _Own("subtitles", (".srt", ".vtt", ".ass", ".ssa")),
    "properties": _Own("properties", (".properties",)),
    "toml": _Own("toml", (".toml",)),
    "yaml": _Own("yaml", (".yaml", ".yml")),
    "mail": _Own("mail", (".eml", ".mbox")),
    "code": _Own("code", tuple(languages.BY_SUFFIX)),
}
_INNER = {"history": "history"}  # not to be asked for by name
AUTO = "auto"  # by suffix
_COMPRESSED = (".gz", ".bz2", ".xz", ".zst")


def names() -> tuple[str, ...]:
    """The names of all formats, ours first; none is loaded."""
    return (*_OWN, *_offers())


@cache
def find(name: str) -> Format:
    """The format of that name.

    Raises :class:`~textclean.errors.UsageError` with the near match if there is none, and
    :class:`~textclean.errors.PluginError` if it cannot be loaded.
    """
    if name in _OWN or name in _INNER:
        module = _INNER[name] if name in _INNER else _OWN[name].module
        return cast("Format", importlib.import_module(f"textclean.formats.{module}").FORMAT)
    if name not in _offers():
        raise unknown("input format", name, names())
    from textclean.formats.base import PLACES, Format

    offer = _offers()[name]
    loaded = offer.load()
    if isinstance(loaded, type) or not isinstance(loaded, Format):
        is_what = f"the class {loaded.__name__}" if isinstance(loaded, type) else f"a {type(loaded).__name__}"
        raise PluginError(
            f"{name!r} of {offer.owner!r} is {is_what}, not a format; offer an object with what "
            "textclean.formats.base.Format asks for"
        )
    if loaded.places not in PLACES:
        raise PluginError(
            f"format {name!r} of {offer.owner!r} takes its places from {loaded.places!r}; "
            f"there are: {', '.join(filter(None, PLACES))}"
        )
    return loaded


def of(path: str, asked: str) -> str:
    """The format *asked* for, or if that is ``auto`` by the suffix of *path*; programs also by name and first line."""
    if asked != AUTO:
        find(asked)
        return asked
    return _by_suffix().get(suffix(path)) or ("code" if languages.is_program(path) else "text")


@lru_cache(maxsize=64)
def suffix(path: str) -> str:
    """The last suffix of *path*, with its dot and in lower case, without those of compression; empty if it has none."""
    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    while suffixes and suffixes[-1] in _COMPRESSED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


@cache
def _offers() -> Mapping[str, plugins.Offer]:
    return plugins.offers("format", (*_OWN, *_INNER, AUTO))


@cache
def _by_suffix() -> Mapping[str, str]:
    """The name of a format by suffix, with its dot, in lower case."""
    found = {suffix: name for name, own in _OWN.items() for suffix in own.suffixes}
    for name, offer in _offers().items():
        for suffix in find(name).suffixes:
            if other := found.get(suffix):
                raise PluginError(
                    f"format {name!r} of package {offer.owner!r} claims the suffix {suffix!r}, which is that of "
                    f"{other!r}; drop it there, or uninstall {offer.owner!r}"
                )
            found[suffix] = name
    return found
