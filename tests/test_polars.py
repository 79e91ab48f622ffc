"""The namespace on expressions and Series, eager, lazy and streaming."""

from __future__ import annotations

from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

import textclean.integrations.polars  # noqa: E402, F401  (registers the namespace)
from textclean import Pipeline, inspect  # noqa: E402
from textclean.errors import UsageError  # noqa: E402

pytestmark = pytest.mark.hosts

DAMAGED = ["Th\u0435 pr\u0435sid\u0435nt said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zero\u200bwidth"]
RESTORED = ["The president said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zerowidth"]


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical], ids=str)
def test_text_is_restored_and_the_dtype_stays(dtype: pl.DataType) -> None:
    frame = pl.DataFrame({"text": pl.Series(DAMAGED).cast(dtype), "id": range(5)})
    got = frame.with_columns(pl.col("text").textclean.clean())
    assert got.schema == frame.schema
    assert got["text"].to_list() == RESTORED


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_lazy_and_streaming(engine: str, tmp_path: Path) -> None:
    frame = pl.DataFrame({"text": DAMAGED * 20, "id": range(100)})
    frame.write_parquet(tmp_path / "in.parquet", row_group_size=10)
    lazy = pl.scan_parquet(tmp_path / "in.parquet").with_columns(pl.col("text").textclean.clean())
    assert lazy.collect_schema() == frame.schema
    assert lazy.collect(engine=engine).equals(pl.DataFrame({"text": RESTORED * 20, "id": range(100)}))
    lazy.sink_parquet(tmp_path / "out.parquet", engine=engine)
    assert pl.read_parquet(tmp_path / "out.parquet")["text"].to_list() == RESTORED * 20


def test_filters_and_groups_see_the_restored_text() -> None:
    frame = pl.DataFrame({"text": ["Th\u0435", "The", "A", None], "n": [1, 2, 3, 4]}).lazy()
    kept = frame.with_columns(pl.col("text").textclean.clean()).filter(pl.col("text") == "The").collect()
    assert kept["n"].to_list() == [1, 2]
    grouped = frame.group_by(pl.col("text").textclean.clean()).agg(pl.col("n").sum()).sort("text").collect()
    assert grouped.rows() == [(None, 4), ("A", 3), ("The", 3)]


def test_a_clean_series_is_the_same_series() -> None:
    series = pl.Series("text", ["plain", None, "\u201ccurly\u201d"])
    assert series.textclean.clean() is series
    assert pl.Series("text", [None, None]).textclean.clean().to_list() == [None, None]


def test_lists_of_strings() -> None:
    frame = pl.DataFrame({"tags": [["Th\u0435", "A"], None, []]})
    got = frame.with_columns(pl.col("tags").list.eval(pl.element().textclean.clean()))
    assert got["tags"].to_list() == [["The", "A"], None, []]


def test_inspect_says_what_the_library_says() -> None:
    texts = [*DAMAGED, "https://ex\u0430mple.org/ is a link"]
    frame = pl.DataFrame({"text": texts}).lazy().with_columns(pl.col("text").textclean.inspect().alias("fixes"))
    assert dict(frame.collect_schema()) == dict(frame.collect().schema)
    for text, fixes in frame.collect().rows():
        if text is None:
            assert fixes is None
            continue
        result = inspect(text)
        expected = [(f.rule, f.start, f.end, f.old, f.new, f.held) for f in (*result.fixes, *result.held)]
        assert [(f["rule"], f["start"], f["end"], f["old"], f["new"], f["held"]) for f in fixes] == expected


def test_an_enum_cannot_hold_other_words() -> None:
    kind = pl.Enum(["The", "Th\u0435", "zero\u200bwidth"])
    assert pl.Series(["Th\u0435"], dtype=kind).textclean.clean().to_list() == ["The"]
    with pytest.raises(UsageError, match="has no 'zerowidth'"):
        pl.Series("text", ["zero\u200bwidth"], dtype=kind).textclean.clean()


def test_settings_and_errors() -> None:
    series = pl.Series("text", ["\u201ccurly\u201d"])
    assert series.textclean.clean(profile="ascii").to_list() == ['"curly"']
    assert series.textclean.clean(Pipeline("ascii")).to_list() == ['"curly"']
    with pytest.raises(UsageError, match="did you mean"):
        pl.col("text").textclean.clean(skip=["homoglyph"])
    with pytest.raises(UsageError, match="Int64, not text"):
        pl.Series("id", [1]).textclean.clean()


def test_counts_by_rule() -> None:
    frame = pl.Series([*DAMAGED, "th\u0435 t0wn"]).textclean.counts()
    assert frame.to_dicts() == [
        {"rule": "homoglyphs", "made": 4, "held": 0, "texts": 2},
        {"rule": "digits", "made": 0, "held": 1, "texts": 1},
        {"rule": "invisible", "made": 1, "held": 0, "texts": 1},
    ]
    assert pl.Series(["fine"]).textclean.counts().is_empty()
