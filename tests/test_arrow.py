"""The Arrow seam against the real pyarrow: types, nulls, chunks, dictionaries, sharing, reports, ill-formed input."""

from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

from textclean import Pipeline, clean, inspect  # noqa: E402
from textclean.errors import UsageError  # noqa: E402
from textclean.integrations.arrow import FIX, clean_table, cleaned_schema  # noqa: E402
from textclean.integrations.parquet import clean_file  # noqa: E402

pytestmark = pytest.mark.hosts

DAMAGED = ["Th\u0435 pr\u0435sid\u0435nt said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zero\u200bwidth"]
RESTORED = ["The president said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zerowidth"]
CLEAN = ["plain", None, "", "\u201ccurly\u201d", "\u4f60\u597d\uff0c"]
TYPES = [pa.string(), pa.large_string(), pa.string_view()]


def _not_utf8(*values: bytes) -> pa.Array:
    binary = pa.array(values, pa.binary())
    return pa.Array.from_buffers(pa.string(), len(binary), binary.buffers())


@pytest.mark.parametrize("kind", TYPES, ids=str)
@pytest.mark.parametrize("make", [pa.table, pa.record_batch], ids=["table", "batch"])
def test_text_is_restored_and_the_type_stays(kind: pa.DataType, make: object) -> None:
    table = make({"id": range(5), "text": pa.array(DAMAGED, kind)}, metadata={"made": "here"})  # type: ignore[operator]
    got = clean_table(table, ["text"])
    assert type(got) is type(table)
    assert got.schema.equals(table.schema, check_metadata=True)
    assert got.column("text").to_pylist() == RESTORED
    got.validate(full=True)
    assert clean_table(got, ["text"]) is got


def test_a_clean_table_is_the_same_table() -> None:
    table = pa.table({"text": pa.chunked_array([CLEAN, [], CLEAN]), "more": [0] * 10})
    assert clean_table(table, "text") is table
    batch = pa.record_batch({"text": CLEAN})
    assert clean_table(batch, "text") is batch


def test_unchanged_chunks_and_columns_are_shared() -> None:
    table = pa.table({"text": pa.chunked_array([CLEAN, DAMAGED]), "title": pa.chunked_array([CLEAN, CLEAN])})
    got = clean_table(table, ["text", "title"])
    assert _buffers(got["text"].chunk(0)) == _buffers(table["text"].chunk(0))
    assert _buffers(got["title"]) == _buffers(table["title"])
    assert got["text"].to_pylist() == CLEAN + RESTORED


def _buffers(array: pa.Array | pa.ChunkedArray) -> list[int]:
    chunks = array.chunks if isinstance(array, pa.ChunkedArray) else [array]
    return [b.address for chunk in chunks for b in chunk.buffers() if b is not None]


def test_slices_are_read_where_they_are() -> None:
    table = pa.table({"text": DAMAGED}).slice(3, 2)
    assert clean_table(table, "text")["text"].to_pylist() == RESTORED[3:]


def test_empty_tables() -> None:
    for text in (pa.array([], pa.string()), pa.chunked_array([], pa.string())):
        table = pa.table({"text": text})
        assert clean_table(table, "text") is table or clean_table(table, "text").equals(table)
        assert clean_table(table, "text", report=True).schema == cleaned_schema(table.schema, "text", report=True)


@pytest.mark.parametrize("index", [pa.int8(), pa.int32(), pa.int64()], ids=str)
def test_dictionaries_are_cleaned_once_per_value(index: pa.DataType) -> None:
    kind = pa.dictionary(index, pa.large_string())
    column = pa.array(["The", "Th\u0435", None, "The"]).dictionary_encode().cast(kind)
    table = pa.table({"text": column})
    got = clean_table(table, "text")
    assert got.schema == table.schema
    assert got["text"].to_pylist() == ["The", "The", None, "The"]
    assert got["text"].chunk(0).dictionary.to_pylist() == ["The"]
    assert clean_table(got, "text") is got
    report = clean_table(table, "text", report=True)["text_fixes"].to_pylist()
    assert [fixes and [fix["rule"] for fix in fixes] for fixes in report] == [[], ["homoglyphs"], None, []]


def test_the_report_says_what_inspect_says() -> None:
    texts = [*DAMAGED, "https://ex\u0430mple.org/ is a link"]
    got = clean_table(pa.table({"text": texts}), "text", report=True)
    assert got.schema.field("text_fixes").type == pa.list_(FIX)
    for text, fixes in zip(texts, got["text_fixes"].to_pylist(), strict=True):
        if text is None:
            assert fixes is None
            continue
        result = inspect(text)
        expected = [(f.rule, f.start, f.end, f.old, f.new, f.held) for f in (*result.fixes, *result.held)]
        assert [(f["rule"], f["start"], f["end"], f["old"], f["new"], f["held"]) for f in fixes] == expected
    assert got["text_fixes"].to_pylist()[5][0]["held"]


def test_text_that_is_not_utf8_is_decoded_by_evidence() -> None:
    table = pa.table({"text": _not_utf8(b"plain", "caf\u00e9 cr\u00e8me".encode("latin-1"), b"\x1f\x8b\x08\xff\xfe")})
    got = clean_table(table, "text", report=True)
    got.validate(full=True)
    assert got["text"].to_pylist()[:2] == ["plain", "caf\u00e9 cr\u00e8me"]
    assert len(got["text_fixes"].to_pylist()[2]) >= 1  # no text at all: what could not be read is said


def test_the_pipeline_is_the_callers() -> None:
    table = pa.table({"text": ["\u201ccurly\u201d"]})
    assert clean_table(table, "text", pipeline=Pipeline(profile="ascii"))["text"].to_pylist() == ['"curly"']


@pytest.mark.parametrize(
    ("columns", "report", "said"),
    [
        ("txt", False, "did you mean 'text'"),
        ("id", False, "is int64, not text"),
        ("text", True, "'text_fixes' already"),
        ("twice", False, "same name"),
    ],
)
def test_errors_say_what_to_do(columns: str, report: bool, said: str) -> None:
    arrays = [pa.array(["a"]), pa.array([1]), pa.array(["b"]), pa.array(["c"]), pa.array(["d"])]
    names = ["text", "id", "text_fixes", "twice", "twice"]
    keep = 5 if columns == "twice" else 3
    table = pa.Table.from_arrays(arrays[:keep], names[:keep])
    with pytest.raises(UsageError, match=said):
        clean_table(table, columns, report=report)


def test_a_file_is_cleaned_row_group_by_row_group(tmp_path: object) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out" / "in.parquet"  # type: ignore[operator]
    table = pa.table({"id": range(50), "text": DAMAGED * 10}, metadata={"made": "here"})
    pq.write_table(table, source, row_group_size=20, compression="zstd")
    done = clean_file(source, target, "text")
    assert (done.rows, done.changed, done.skipped) == (50, 20, False)
    assert pq.read_table(target).equals(clean_table(table, "text"))
    assert pq.read_schema(target).metadata[b"made"] == b"here"
    assert pq.ParquetFile(target).num_row_groups == 3
    stamp = target.stat().st_mtime_ns
    assert clean_file(source, target, "text").skipped
    assert target.stat().st_mtime_ns == stamp
    assert [p.name for p in target.parent.iterdir()] == ["in.parquet"]


def test_a_file_that_fails_leaves_nothing_behind(tmp_path: object) -> None:
    source, target = tmp_path / "in.parquet", tmp_path / "out" / "in.parquet"  # type: ignore[operator]
    pq.write_table(pa.table({"text": ["a"]}), source)
    with pytest.raises(UsageError, match="unknown column"):
        clean_file(source, target, "body")
    assert not target.parent.exists() or not list(target.parent.iterdir())
    with pytest.raises(UsageError, match="same file"):
        clean_file(source, source, "text")


def test_equal_to_the_library(tmp_path: object) -> None:
    texts = [
        "K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser",
        "caf&eacute;",
        "\U0001d412\U0001d41a\U0001d425\U0001d41e",
    ]
    assert clean_table(pa.table({"t": texts}), "t")["t"].to_pylist() == [clean(text) for text in texts]
