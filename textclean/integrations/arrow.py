"""Arrow: a table or a record batch in, the same type out, with the text of some columns restored.

    from textclean.integrations.arrow import clean_table

    table = clean_table(table, ["title", "body"])

This is the one function behind Parquet files, Ray Data, Spark, datasets and whatever else hands over Arrow data.  It
reads ``string``, ``large_string`` and ``string_view`` columns, and dictionaries of those.  Nulls stay null.  What was
clean is shared, not copied: a chunk that needed no change is the same chunk, a table in which nothing was wrong is
the very same table.  pyarrow 15 or later.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa

from textclean import Pipeline, Result
from textclean.errors import NotText, UsageError, unknown
from textclean.integrations import fixes

# One fix of a report column.
FIX = pa.struct([(name, pa.string() if name in fixes.TEXTS else pa.int64()) for name in fixes.FIELDS])

Rows = TypeVar("Rows", pa.Table, pa.RecordBatch)


def clean_table(
    table: Rows, columns: str | Sequence[str], *, pipeline: Pipeline | None = None, report: bool = False
) -> Rows:
    """*table* with the text of *columns* restored by *pipeline* (default: the profile ``repair``).

    With *report*, each of the columns gets a companion ``<name>_fixes``: a list of :data:`FIX`, what was held
    included.  Raises :class:`~textclean.errors.UsageError` for a column that is not there, is there twice or is not
    text, and for a companion whose name is taken.  A value that is not UTF-8, which Arrow does not check, is decoded
    by evidence.
    """
    cleaner = pipeline or Pipeline()
    names = [columns] if isinstance(columns, str) else list(columns)
    schema = cleaned_schema(table.schema, names, report=report)
    found = dict(zip(table.schema.names, table.columns, strict=True))
    changed = report
    for name in names:
        if report:
            found[fixes_name(name)] = _per_chunk(found[name], partial(_reported, inspect=cleaner.inspect))
        cleaned = _per_chunk(found[name], partial(_cleaned, clean=cleaner.clean))
        changed = changed or cleaned is not found[name]
        found[name] = cleaned
    return type(table).from_arrays(list(found.values()), schema=schema) if changed else table


def cleaned_schema(schema: pa.Schema, columns: str | Sequence[str], *, report: bool = False) -> pa.Schema:
    """The schema of what :func:`clean_table` gives: the same, and with *report* the companions at the end.

    Raises :class:`~textclean.errors.UsageError` as :func:`clean_table` does.
    """
    for name in [columns] if isinstance(columns, str) else columns:
        fields = schema.get_all_field_indices(name)
        if not fields:
            raise unknown("column", name, schema.names)
        if len(fields) > 1 or len(set(schema.names)) < len(schema.names):
            raise UsageError(f"two columns have the same name, among {schema.names}; rename one first")
        if not _is_text(schema.field(name).type):
            raise UsageError(f"column {name!r} is {schema.field(name).type}, not text; name columns of strings")
        if report:
            if fixes_name(name) in schema.names:
                raise UsageError(f"there is a column {fixes_name(name)!r} already; rename it, or ask for no report")
            schema = schema.append(pa.field(fixes_name(name), pa.list_(FIX)))
    return schema


def fixes_name(column: str) -> str:
    """What the companion of *column* is called."""
    return f"{column}_fixes"


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or kind == pa.string_view())


def _per_chunk(column: pa.Array | pa.ChunkedArray, treat: Callable[[pa.Array], pa.Array]) -> Any:
    """*treat* applied to each chunk; the same object if it gave every chunk back."""
    if not isinstance(column, pa.ChunkedArray):
        return treat(column)
    before = column.chunks or [pa.array([], column.type)]
    after = [treat(chunk) for chunk in before]
    if all(map(operator.is_, before, after)):
        return column
    # a chunk of strings ends at 2 GiB, and pyarrow gives two if the new text is longer
    parts = [part for chunk in after for part in (chunk.chunks if isinstance(chunk, pa.ChunkedArray) else [chunk])]
    return pa.chunked_array(parts)


def _cleaned(chunk: pa.Array, clean: Callable[..., str]) -> pa.Array:
    """The chunk with its texts restored, or the chunk itself; a dictionary's values are cleaned once each."""
    if pa.types.is_dictionary(chunk.type):
        before = chunk.dictionary
        values = _cleaned(before, clean)
        if values is before:
            return chunk
        merged = values.dictionary_encode()  # two values may have become one
        indices = merged.indices.take(chunk.indices).cast(chunk.type.index_type)
        return pa.DictionaryArray.from_arrays(indices, merged.dictionary.cast(values.type), ordered=chunk.type.ordered)
    before = _texts(chunk)
    after = _each(before, clean)
    return chunk if all(map(operator.is_, before, after)) else pa.array(after, chunk.type)


def _reported(chunk: pa.Array, inspect: Callable[..., Result]) -> pa.Array:
    """What was found in each text of the chunk."""
    if pa.types.is_dictionary(chunk.type):
        return _reported(chunk.dictionary, inspect).take(chunk.indices)
    return pa.array([fixes.of(result) for result in _each(_texts(chunk), inspect)], pa.list_(FIX))


def _texts(chunk: pa.Array) -> list[Any]:
    """The values as str; where one is not valid UTF-8, its bytes."""
    try:
        return chunk.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return [_str(value) for value in chunk.cast(pa.large_binary()).to_pylist()]


def _str(value: bytes | None) -> str | bytes | None:
    try:
        return value if value is None else value.decode()
    except UnicodeDecodeError:
        return value


def _each(values: list[Any], treat: Callable[..., Any]) -> list[Any]:
    """*treat* of each value; nulls stay.  Bytes that are no text at all, and no UTF-8, are read as damaged UTF-8."""
    return [None if v is None else treat(v) if isinstance(v, str) else _of_bytes(v, treat) for v in values]


def _of_bytes(value: bytes, treat: Callable[..., Any]) -> Any:
    try:
        return treat(value)
    except NotText:
        return treat(value, encoding="utf-8")
