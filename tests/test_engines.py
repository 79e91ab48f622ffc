"""Engines for more than one machine, started for real: Ray with two workers, Spark local[2], datatrove's executor.

Each gives what one process gives, also when a worker is killed half way.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from textclean import Pipeline, inspect  # noqa: E402
from textclean.errors import UsageError  # noqa: E402
from textclean.integrations.arrow import clean_table  # noqa: E402

pytestmark = pytest.mark.hosts

TEXTS = [
    "Th\u0435 pr\u0435sid\u0435nt said",
    None,
    "",
    "\u041c\u043e\u0441\u043a\u0432\u0430",
    "zero\u200bwidth",
    "K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser",
    "https://ex\u0430mple.org/ is a link",
    "plain text",
]


def _table(copies: int = 1) -> Any:
    return pa.table({"id": range(len(TEXTS) * copies), "text": TEXTS * copies})


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six files, one in a folder of its own, and one that is no Parquet file."""
    folder = tmp_path_factory.mktemp("shards")
    (folder / "more").mkdir()
    for number in range(6):
        name = f"more/{number}.parquet" if number == 5 else f"{number}.parquet"
        pq.write_table(_table(), folder / name, row_group_size=3)
    (folder / "_SUCCESS").touch()
    return folder


@pytest.fixture(scope="module")
def ray() -> Iterator[Any]:
    module = pytest.importorskip("ray")
    module.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        configure_logging=False,
        object_store_memory=100_000_000,
    )
    module.data.DataContext.get_current().enable_progress_bars = False
    yield module
    module.shutdown()


# What Ray and Spark say of themselves.
RAY = pytest.mark.filterwarnings(r"ignore:`\w+` is deprecated:DeprecationWarning")


@RAY
def test_ray_data_gives_what_one_process_gives(ray: Any, shards: Path) -> None:
    from textclean.integrations.ray import clean_dataset

    for report in (False, True):
        got = clean_dataset(ray.data.from_arrow([_table()] * 3), ["text"], report=report)
        expected = pa.concat_tables([clean_table(_table(), "text", report=report)] * 3)
        assert _sorted(got.to_arrow_refs(), ray) == expected.sort_by("id").to_pylist()


def _sorted(refs: list[Any], ray: Any) -> list[dict[str, Any]]:
    return pa.concat_tables(ray.get(refs)).sort_by("id").to_pylist()  # type: ignore[no-any-return]


class KilledOnce:
    """A pipeline that kills its process the first time it is asked."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker
        self.cleaner = Pipeline()

    def clean(self, text: str) -> str:
        if not self.marker.exists():
            self.marker.write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return self.cleaner.clean(text)


@RAY
def test_ray_data_survives_a_killed_worker(ray: Any, tmp_path: Path) -> None:
    from textclean.integrations.ray import clean_dataset

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        pipeline = KilledOnce(tmp_path / "killed")
        got = clean_dataset(ray.data.from_arrow([_table()] * 3), ["text"], pipeline=pipeline)  # type: ignore[arg-type]
        expected = pa.concat_tables([clean_table(_table(), "text")] * 3).sort_by("id").to_pylist()
        assert _sorted(got.to_arrow_refs(), ray) == expected
    finally:
        ray.cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert (tmp_path / "killed").exists()


@RAY
def test_ray_cleans_shards_and_takes_up_a_broken_run(ray: Any, shards: Path, tmp_path: Path) -> None:
    from textclean.integrations.ray import clean_files

    def breaks_off(done: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        clean_files(shards, tmp_path, "text", progress=breaks_off)
    seen: list[object] = []
    done = clean_files(shards, tmp_path, ["text"], progress=seen.append)
    assert len(done) == 6
    assert seen == done
    assert any(one.skipped for one in done)
    for source in shards.rglob("*.parquet"):
        target = tmp_path / source.relative_to(shards)
        assert pq.read_table(target).equals(clean_table(pq.read_table(source), "text"))
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".parquet"}
    assert all(one.skipped for one in clean_files(shards, tmp_path, ["text"]))


@RAY
def test_ray_cleans_shards_when_a_worker_is_killed(ray: Any, shards: Path, tmp_path: Path) -> None:
    from textclean.integrations.ray import clean_files

    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        pipeline = KilledOnce(tmp_path / "killed")
        done = clean_files(shards, tmp_path / "out", ["text"], pipeline=pipeline)  # type: ignore[arg-type]
    finally:
        ray.cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert (tmp_path / "killed").exists()
    assert sorted(one.rows for one in done) == [8] * 6
    for source in shards.rglob("*.parquet"):
        target = tmp_path / "out" / source.relative_to(shards)
        assert pq.read_table(target).equals(clean_table(pq.read_table(source), "text"))


@RAY
def test_ray_errors_say_what_to_do(ray: Any, shards: Path, tmp_path: Path) -> None:
    from textclean.integrations.ray import clean_files

    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match=r"no \.parquet file"):
        clean_files(tmp_path / "in", tmp_path / "out", ["text"])
    with pytest.raises(UsageError, match="cleaned again"):
        clean_files(shards, shards / "out", ["text"])
    with pytest.raises(UsageError, match="did you mean 'text'"):
        clean_files(shards, tmp_path / "out", ["txt"])


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        sql.SparkSession.builder.master("local[2, 3]")  # two cores; a task may be tried three times, as on a cluster
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "1g")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    yield session
    session.stop()
    if before is None:
        del os.environ["PYSPARK_PYTHON"]
    else:
        os.environ["PYSPARK_PYTHON"] = before


SPARK = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@SPARK
def test_spark_gives_what_one_process_gives(spark: Any, shards: Path, tmp_path: Path) -> None:
    from textclean.integrations.spark import clean_frame

    frame = spark.read.parquet(*(str(path) for path in shards.rglob("*.parquet")))
    got = clean_frame(frame, ["text"])
    assert got.schema == frame.schema
    got.write.parquet(str(tmp_path / "out"))
    expected = pa.concat_tables([clean_table(_table(), "text")] * 6).sort_by("id").to_pylist()
    assert pq.read_table(tmp_path / "out").sort_by("id").to_pylist() == expected


@SPARK
def test_spark_reports(spark: Any, shards: Path) -> None:
    from textclean.integrations.spark import clean_frame

    frame = spark.read.parquet(str(shards / "0.parquet"))
    rows = clean_frame(frame, "text", report=True).orderBy("id").collect()
    expected = clean_table(_table(), "text", report=True).to_pylist()
    assert [row.asDict(recursive=True) for row in rows] == expected


@SPARK
def test_spark_survives_a_killed_worker(spark: Any, shards: Path, tmp_path: Path) -> None:
    from pyspark import cloudpickle

    from textclean.integrations.spark import clean_frame

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    try:
        pipeline = KilledOnce(tmp_path / "killed")
        frame = spark.read.parquet(str(shards / "0.parquet"))
        rows = clean_frame(frame, "text", pipeline=pipeline).orderBy("id").collect()  # type: ignore[arg-type]
    finally:
        cloudpickle.unregister_pickle_by_value(sys.modules[__name__])
    assert (tmp_path / "killed").exists()
    assert [row.asDict() for row in rows] == clean_table(_table(), "text").to_pylist()


@SPARK
def test_spark_errors_say_what_to_do(spark: Any, shards: Path) -> None:
    from textclean.integrations.spark import clean_frame

    frame = spark.read.parquet(str(shards / "0.parquet"))
    with pytest.raises(UsageError, match="did you mean 'text'"):
        clean_frame(frame, "txt")
    with pytest.raises(UsageError, match="bigint, not text"):
        clean_frame(frame, ["id"])


DOCUMENTS = [{"id": str(number), "text": text} for number, text in enumerate(TEXTS) if text]


@pytest.fixture
def crawled(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for task in range(2):
        lines = [json.dumps(document) for document in DOCUMENTS]
        (folder / f"{task}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize("report", [None, "fixes"])
def test_datatrove_gives_what_one_process_gives(report: str | None, crawled: Path, tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from textclean.integrations.datatrove import TextcleanFormatter

    steps = [
        JsonlReader(str(crawled)),
        TextcleanFormatter(report=report),
        JsonlWriter(str(tmp_path / "out"), compression=None),
    ]
    stats = LocalPipelineExecutor(steps, tasks=2, workers=2, logging_dir=str(tmp_path / "logs")).run()
    for path in sorted((tmp_path / "out").iterdir()):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
        for row, document in zip(rows, DOCUMENTS, strict=True):
            result = inspect(document["text"])
            assert row["text"] == result.text
            found = [(fix["rule"], fix["old"]) for fix in row.get("metadata", {}).get("fixes", [])]
            assert found == ([(fix.rule, fix.old) for fix in (*result.fixes, *result.held)] if report else [])
    counted = stats.stats[1].to_dict()["stats"]
    assert counted["changed"] == 2 * sum(inspect(d["text"]).changed for d in DOCUMENTS)
    assert ("fixed/homoglyphs" in counted) is bool(report)


def test_datatrove_takes_settings() -> None:
    pytest.importorskip("datatrove")
    from textclean.integrations.datatrove import TextcleanFormatter

    assert TextcleanFormatter(profile="ascii").format("\u201ccurly\u201d") == '"curly"'
    with pytest.raises(UsageError, match="did you mean"):
        TextcleanFormatter(skip=["homoglyph"])
