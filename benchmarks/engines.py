"""What the adapters cost beside textclean itself: CPU seconds of each engine with and without the cleaning.

    pip install '.[hosts,bench]'
    python benchmarks/engines.py                     # 200 MB; --size 50 for less, --only arrow,ray for some

Every run is a process tree of its own, Parquet in and out, and its CPU seconds are those of all its processes.  *own*
is a bare loop over the same texts.  The bar for each adapter: ``clean - identity <= 1.1 * own``.  The least of
``--passes`` interleaved passes counts; wall times are not used, for a shared machine stretches them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

SHARDS = 8
ROW_GROUP = 500  # documents of some 7 kB


def build(folder: Path, megabytes: int) -> None:
    """Web pages, one in thirty damaged, repeated until there are so many MB of text, in shards."""
    import corpora
    import pyarrow as pa
    import pyarrow.parquet as pq

    pages = corpora.damaged_pages(2000)
    size = sum(len(page.encode()) for page in pages)
    count = len(pages) * megabytes * 1_000_000 // size // SHARDS
    for shard in range(SHARDS):
        rows = range(shard * count, (shard + 1) * count)
        texts = [f"{pages[row % len(pages)]}\n\n{row}" for row in rows]
        table = pa.table({"id": [str(row) for row in rows], "text": texts})
        pq.write_table(table, folder / f"{shard}.parquet", row_group_size=ROW_GROUP, compression="zstd")


def own(source: Path, target: Path, clean: bool) -> None:
    """textclean alone, its start included; what it costs to read the texts is taken away with the identity."""
    import pyarrow.parquet as pq

    tables = (pq.read_table(path) for path in sorted(source.iterdir()))
    texts = (text for table in tables for text in table["text"].to_pylist())
    if clean:
        from textclean import Pipeline

        texts = map(Pipeline().clean, texts)  # type: ignore[assignment]
    for _ in texts:
        pass


def arrow(source: Path, target: Path, clean: bool) -> None:
    import pyarrow.parquet as pq

    from textclean.integrations.arrow import clean_table

    for path in sorted(source.iterdir()):
        file = pq.ParquetFile(path)
        with pq.ParquetWriter(target / path.name, file.schema_arrow, compression="zstd") as writer:
            for number in range(file.num_row_groups):
                group = file.read_row_group(number)
                writer.write_table(clean_table(group, ["text"]) if clean else group)


def pandas(source: Path, target: Path, clean: bool) -> None:
    import pandas as pd

    import textclean.integrations.pandas  # noqa: F401

    for path in sorted(source.iterdir()):
        frame = pd.read_parquet(path)
        frame["text"] = frame["text"].textclean.clean() if clean else frame["text"].copy()
        frame.to_parquet(target / path.name, compression="zstd")


def polars(source: Path, target: Path, clean: bool) -> None:
    import polars as pl

    import textclean.integrations.polars  # noqa: F401

    text = pl.col("text")
    same = text.map_batches(_same, return_dtype=pl.String, is_elementwise=True)
    for path in sorted(source.iterdir()):
        frame = pl.scan_parquet(path).with_columns(text.textclean.clean() if clean else same)  # type: ignore[attr-defined]
        frame.sink_parquet(target / path.name, compression="zstd")


def datasets(source: Path, target: Path, clean: bool) -> None:
    import datasets as hf

    from textclean.integrations.datasets import Clean

    hf.disable_progress_bars()
    files = [str(path) for path in sorted(source.iterdir())]
    dataset = hf.load_dataset("parquet", data_files=files, split="train", cache_dir=str(target / "cache"))
    dataset = dataset.with_format("arrow").map(Clean(["text"]) if clean else _same, batched=True)
    dataset.to_parquet(target / "all.parquet")


def ray(source: Path, target: Path, clean: bool) -> None:
    import ray as engine

    from textclean.integrations.ray import clean_dataset

    engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False, object_store_memory=1_000_000_000)
    engine.data.DataContext.get_current().enable_progress_bars = False
    dataset = engine.data.read_parquet(str(source))
    if clean:
        dataset = clean_dataset(dataset, ["text"])
    else:
        dataset = dataset.map_batches(_same, batch_format="pyarrow", batch_size=None, zero_copy_batch=True)
    dataset.write_parquet(str(target), compression="zstd")
    engine.shutdown()


def spark(source: Path, target: Path, clean: bool) -> None:
    from pyspark.sql import SparkSession

    from textclean.integrations.spark import clean_frame

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .getOrCreate()
    )
    frame = session.read.parquet(str(source))
    frame = clean_frame(frame, ["text"]) if clean else frame.mapInArrow(_same, frame.schema)
    frame.write.parquet(str(target / "out"))
    session.stop()


def datatrove(source: Path, target: Path, clean: bool) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import ParquetWriter

    from textclean.integrations.datatrove import TextcleanFormatter

    class Same(BaseFormatter):  # type: ignore[misc]
        name = "same"

        def format(self, text: str) -> str:
            return text

    steps = [ParquetReader(str(source)), TextcleanFormatter() if clean else Same(), ParquetWriter(str(target / "out"))]
    LocalPipelineExecutor(steps, tasks=SHARDS, workers=2, logging_dir=str(target / "logs")).run()


def _same(batch: Any) -> Any:
    return batch


ENGINES: dict[str, Callable[[Path, Path, bool], None]] = {
    "own": own,
    "arrow": arrow,
    "pandas": pandas,
    "polars": polars,
    "datasets": datasets,
    "datatrove": datatrove,
    "ray": ray,
    "spark": spark,
}


def cost(command: list[str]) -> tuple[float, float]:
    """CPU seconds of the command and all processes under it, and the most memory they held at once, in MB.

    Engines leave processes that nobody waits for, so the tree is looked at five times a second; what the system says
    of those that were waited for is exact.
    """
    import psutil

    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        root = psutil.Process(started.pid)
        seconds: dict[tuple[int, float], float] = {}
        peak = 0.0
        while (ended := os.wait4(started.pid, os.WNOHANG))[0] == 0:
            held = 0
            for process in (root, *_below(root)):
                try:
                    used = process.cpu_times()
                    seconds[process.pid, process.create_time()] = used.user + used.system
                    held += process.memory_info().rss
                except psutil.Error:
                    continue
            peak = max(peak, held / 1e6)
            time.sleep(0.2)
        if ended[1]:
            said.seek(0)
            sys.exit(f"{command} failed:\n{said.read().decode()}")
    exact = ended[2].ru_utime + ended[2].ru_stime
    return max(exact, sum(seconds.values())), peak


def _below(process: Any) -> list[Any]:
    import psutil

    try:
        return process.children(recursive=True)  # type: ignore[no-any-return]
    except psutil.Error:
        return []


def measured(name: str, source: Path, clean: bool) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as target:
        flag = "--clean" if clean else "--identity"
        return cost([sys.executable, __file__, "--run", name, flag, "--source", str(source), "--target", target])


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200, help="MB of text")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--only", default=",".join(ENGINES), help="engines, by comma")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--clean", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--identity", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--source", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--target", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        ENGINES[given.run](given.source, given.target, given.clean)
        return
    names = list(dict.fromkeys(["own", *given.only.split(",")]))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder)
        build(source, given.size)
        found: dict[tuple[str, bool], list[tuple[float, float]]] = {}
        for _ in range(given.passes):
            for name in names:
                for clean in (False, True):
                    found.setdefault((name, clean), []).append(measured(name, source, clean))
        least = partial(_least, found)
        bare = least("own", True)[0] - least("own", False)[0]
        print(f"{given.size} MB, textclean's own CPU time: {bare:.1f} s ({given.size / bare:.0f} MB/s)\n")
        print("| engine | identity, CPU s | clean, CPU s | added, of own | peak MB |\n|---|---|---|---|---|")
        for name in names[1:]:
            before, after = least(name, False), least(name, True)
            added = (after[0] - before[0]) / bare
            print(f"| {name} | {before[0]:.1f} | {after[0]:.1f} | {added:.0%} | {after[1]:.0f} |", flush=True)


def _least(found: dict[tuple[str, bool], list[tuple[float, float]]], name: str, clean: bool) -> tuple[float, float]:
    runs = found[name, clean]
    return min(run[0] for run in runs), max(run[1] for run in runs)


if __name__ == "__main__":
    main()
