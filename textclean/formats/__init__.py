"""Kinds of files: each cuts its sources into blocks and treats a block, so that only the author's text is touched."""

from __future__ import annotations

import importlib

from textclean.errors import unknown
from textclean.formats.base import Format

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
    ".wet": "warc",
    ".parquet": "parquet",
}
_MODULES = {"text": "text", "jsonl": "jsonl", "csv": "table", "html": "html", "warc": "warc", "parquet": "parquet"}
NAMES = tuple(_MODULES)


def find(name: str) -> Format:
    """The format of that name; its module is imported on first use."""
    if name not in _MODULES:
        raise unknown("input format", name, NAMES)
    return importlib.import_module(f"textclean.formats.{_MODULES[name]}").FORMAT  # type: ignore[no-any-return]


def of(path: str, asked: str) -> str:
    """The format *asked* for, or by the suffix of *path* if that is ``auto``."""
    if asked != "auto":
        find(asked)
        return asked
    from pathlib import PurePath

    suffixes = [suffix.lower() for suffix in PurePath(path).suffixes]
    while suffixes and suffixes[-1] in (".gz", ".bz2", ".xz", ".zst"):
        suffixes.pop()
    return SUFFIXES.get(suffixes[-1], "text") if suffixes else "text"
