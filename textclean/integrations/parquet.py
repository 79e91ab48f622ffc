"""Parquet files, one at a time: the unit of work for a process pool, Ray, or any scheduler of jobs.

    from textclean.integrations.parquet import clean_file

    clean_file("in/part-0007.parquet", "out/part-0007.parquet", ["text"])

A file that is there already is not made again, and a file appears only when it is whole: so a run that broke off is
taken up by starting it once more.  Memory is that of one row group.  Paths may be URIs of any file system that pyarrow
knows (``s3://``, ``gs://``, ``hdfs://``).
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from textclean import Pipeline
from textclean.errors import UsageError
from textclean.integrations.arrow import clean_table, cleaned_schema

Path = str | os.PathLike[str]


class Done(NamedTuple):
    """What became of one file: how many *rows* it has and how many of them were *changed*; *skipped*: it was there."""

    target: str
    rows: int = 0
    changed: int = 0
    skipped: bool = False


def clean_file(
    source: Path,
    target: Path,
    columns: str | Sequence[str],
    *,
    pipeline: Pipeline | None = None,
    report: bool = False,
) -> Done:
    """Write *source* to *target*, its *columns* restored as :func:`~textclean.integrations.arrow.clean_table` does.

    Row groups, compression and metadata stay as they are.  Nothing is done if *target* is there.  Raises
    :class:`~textclean.errors.UsageError` for wrong columns or if both paths are one, OSError if the file cannot be
    read or written; then no half a file is left.
    """
    (there, path), (where, end) = located(source), located(target)
    if (there, path) == (where, end):
        raise UsageError(f"{source} and {target} are the same file; name another target")
    if where.get_file_info(end).type != fs.FileType.NotFound:
        return Done(str(target), skipped=True)
    names = [columns] if isinstance(columns, str) else list(columns)
    rows = changed = 0
    with there.open_input_file(path) as opened:
        file = pq.ParquetFile(opened)
        schema = cleaned_schema(file.schema_arrow, names, report=report)
        where.create_dir(os.path.dirname(end), recursive=True)  # noqa: PTH120  (a URI's path)
        part = f"{end}.{uuid.uuid4().hex}.part"
        try:
            with pq.ParquetWriter(part, schema, filesystem=where, compression=_compression(file)) as writer:
                for group in _groups(file):
                    cleaned = clean_table(group, names, pipeline=pipeline, report=report)
                    writer.write_table(cleaned, row_group_size=max(1, group.num_rows))
                    rows += group.num_rows
                    changed += _different(group, cleaned, names)
            where.move(part, end)
        except BaseException:
            if where.get_file_info(part).type != fs.FileType.NotFound:
                where.delete_file(part)
            raise
    return Done(str(target), rows, changed)


def absolute(path: Path) -> str:
    """*path* as every process and machine understands it."""
    text = os.fspath(path)
    return text if "://" in text else os.path.abspath(text)  # noqa: PTH100  (URIs are no Path)


def located(path: Path) -> tuple[fs.FileSystem, str]:
    """The file system of *path* and where it is there."""
    found: tuple[fs.FileSystem, str] = fs.FileSystem.from_uri(absolute(path))
    return found


def _compression(file: pq.ParquetFile) -> str:
    """That of the first column; snappy, the usual one, if there is none to ask."""
    meta = file.metadata
    name = meta.row_group(0).column(0).compression if meta.num_row_groups and meta.num_columns else "SNAPPY"
    return "none" if name == "UNCOMPRESSED" else name.lower()


def _groups(file: pq.ParquetFile) -> Iterator[pa.Table]:
    for number in range(file.num_row_groups):
        yield file.read_row_group(number)


def _different(before: pa.Table, after: pa.Table, names: Sequence[str]) -> int:
    """How many rows differ in one of the columns *names*."""
    if all(before[name] is after[name] or before[name].equals(after[name]) for name in names):
        return 0
    rows = zip(*(before[name].to_pylist() + after[name].to_pylist() for name in names), strict=True)
    both = list(rows)
    half = before.num_rows
    return sum(old != new for old, new in zip(both[:half], both[half:], strict=True))
