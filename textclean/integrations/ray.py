"""Ray: the way to outgrow one machine.

    from textclean.integrations.ray import clean_dataset, clean_files

    dataset = clean_dataset(ray.data.read_parquet("s3://crawl/"), ["text"])        # inside a Ray Data pipeline
    clean_files("s3://crawl/", "s3://crawl-clean/", ["text"], progress=print)      # shards to shards, resumable

A worker that dies is replaced by Ray and its work done again; the answer is that of one process.  textclean must be
installed on every node.  Ray 2.9 or later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import ray
from pyarrow import fs

from textclean import Pipeline
from textclean.errors import UsageError
from textclean.integrations.arrow import clean_table
from textclean.integrations.parquet import Done, Path, absolute, clean_file, located


def clean_dataset(
    dataset: ray.data.Dataset,
    columns: str | Sequence[str],
    *,
    pipeline: Pipeline | None = None,
    report: bool = False,
    **how: Any,
) -> ray.data.Dataset:
    """*dataset* with the text of *columns* restored, lazily, as ``clean_table`` does with each block.

    *how* goes to ``Dataset.map_batches``: ``num_cpus``, ``concurrency``, ``batch_size`` (default: whole blocks).
    """
    given = {"columns": columns, "pipeline": pipeline or Pipeline(), "report": report}
    return dataset.map_batches(
        _clean_block, fn_kwargs=given, **{"batch_size": None, "zero_copy_batch": True, **how, "batch_format": "pyarrow"}
    )


def clean_files(
    source: Path,
    target: Path,
    columns: str | Sequence[str],
    *,
    pipeline: Pipeline | None = None,
    report: bool = False,
    progress: Callable[[Done], object] | None = None,
    **how: Any,
) -> list[Done]:
    """Clean every ``.parquet`` file below *source* into a file of the same name below *target*; one task a file.

    Gives what became of each file, in the order in which they were done; *progress* is called with each at once.
    A file that is there already is skipped, so starting it again takes up a run that broke off.  *how* goes to
    ``ray.remote(...).options``: ``num_cpus``, ``memory``, ``max_retries`` (default 3).  Raises what ``clean_file``
    raises; the files that are done stay.  *target* must not lie in *source*.
    """
    source, target = (absolute(folder).rstrip("/") for folder in (source, target))
    names = list(_parquet_files(source))
    if f"{target}/".startswith(f"{source}/"):
        raise UsageError(f"{target} lies in {source}, so its files would be cleaned again; name another folder")
    if not names:
        raise UsageError(f"there is no .parquet file below {source}; check the path")
    task = ray.remote(_clean_file).options(**how) if how else ray.remote(_clean_file)
    settings = ray.put((columns, pipeline or Pipeline(), report))
    waiting = [task.remote(f"{source}/{name}", f"{target}/{name}", settings) for name in names]
    finished: list[Done] = []
    while waiting:
        done, waiting = ray.wait(waiting)
        for result in ray.get(done):
            finished.append(result)
            if progress is not None:
                progress(result)
    return finished


def _clean_block(table: pa.Table, columns: str | Sequence[str], pipeline: Pipeline, report: bool) -> pa.Table:
    return clean_table(table, columns, pipeline=pipeline, report=report)


def _clean_file(source: str, target: str, settings: tuple[Any, Pipeline, bool]) -> Done:
    columns, pipeline, report = settings
    return clean_file(source, target, columns, pipeline=pipeline, report=report)


def _parquet_files(folder: Path) -> Iterator[str]:
    """The paths below *folder*, relative to it, sorted."""
    system, root = located(folder)
    found = system.get_file_info(fs.FileSelector(root, recursive=True))
    for info in sorted(found, key=lambda info: info.path):
        if info.type == fs.FileType.File and info.path.endswith(".parquet"):
            yield info.path[len(root) :].lstrip("/")
