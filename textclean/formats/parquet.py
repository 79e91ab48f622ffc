"""Parquet, with the extra ``[arrow]``: text columns cleaned, row group by row group; schema and compression stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from textclean.errors import UsageError
from textclean.formats.answers import Answers
from textclean.formats.base import Block, Done, Task
from textclean.pipeline import pipeline
from textclean.reports.findings import Spot, spots

_COMPRESSION = b"textclean.compression"  # travels with a row group from the reader to the writer, and is not written


class ParquetFormat:
    """See the module.  A block is one row group, as an Arrow stream."""

    is_text = False
    suffixes: tuple[str, ...] = ()
    places = "column"

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """The row groups; a stream that cannot be sought is read whole."""
        pa, pq = _arrow()
        try:
            file = pq.ParquetFile(stream if _seekable(stream) else io.BytesIO(stream.read()))
        except pa.ArrowInvalid as cause:
            raise OSError(f"no parquet file: {cause}") from cause
        _check(file.schema_arrow, task.places)
        if file.metadata.num_row_groups == 0:
            yield Block(_packed(file.schema_arrow.empty_table(), "NONE"))
        for number in range(file.metadata.num_row_groups):
            group = file.metadata.row_group(number)
            codec = group.column(0).compression if group.num_columns else "NONE"
            yield Block(_packed(file.read_row_group(number), codec))

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the chosen columns, or all that hold text."""
        pa, _ = _arrow()
        table = pa.ipc.open_stream(block.data).read_all()
        known = Answers(pipeline(**dict(task.settings)), task.report)
        found: list[Spot] = []
        rows = table.num_rows
        changed = False
        for name in task.places or [field.name for field in table.schema if _is_text(field.type)]:
            index = table.schema.get_field_index(name)
            field = table.schema.field(index)
            values = table.column(index).to_pylist()
            cleaned = [_cleaned(known, value, row, name, found, task) for row, value in enumerate(values, 1)]
            if any(old is not new for old, new in zip(values, cleaned, strict=True)):
                changed = True
                table = table.set_column(index, field, pa.array(cleaned, _plain(field.type)).cast(field.type))
        if not changed:
            return Done(None, spots=tuple(found), lines=rows)
        if task.undo:
            raise UsageError("--changes cannot record the way back for parquet; keep the source and use --output-dir")
        found.sort(key=lambda spot: spot.line)
        codec = (table.schema.metadata or {})[_COMPRESSION].decode()
        return Done(_packed(table, codec), True, tuple(found), rows)

    def sink(self, stream: IO[bytes], path: Path) -> IO[bytes]:
        """A parquet writer on *stream*."""
        return cast("IO[bytes]", _Writer(stream))


def _cleaned(known: Answers, value: Any, row: int, name: str, found: list[Spot], task: Task) -> Any:
    if not isinstance(value, str) or not known.damaged(value):
        return value
    result = known.inspect(value)
    found += (
        ()
        if not task.report
        else [
            spot._replace(line=row, findings=tuple(f._replace(line=row, end_line=row) for f in spot.findings))
            for spot in spots(result, cell=name)
        ]
    )
    return result.text if result.changes else value


class _Writer:
    """Takes row groups as Arrow streams; the file's end is written by close."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._writer: Any = None

    def write(self, data: bytes) -> int:
        pa, pq = _arrow()
        table = pa.ipc.open_stream(data).read_all()
        metadata = dict(table.schema.metadata)
        codec = metadata.pop(_COMPRESSION).decode()
        table = table.replace_schema_metadata(metadata or None)
        if self._writer is None:
            compression = "none" if codec in ("NONE", "UNCOMPRESSED") else codec.lower()
            self._writer = pq.ParquetWriter(self._stream, table.schema, compression=compression)
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        return len(data)

    def close(self) -> None:
        """Write the footer; the stream is closed by whoever opened it."""
        if self._writer is not None:
            self._writer.close()


def _packed(table: Any, codec: str) -> bytes:
    pa, _ = _arrow()
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), _COMPRESSION: codec.encode()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return cast(bytes, sink.getvalue().to_pybytes())


def _check(schema: Any, names: tuple[str, ...]) -> None:
    for name in names:
        if name not in schema.names:
            raise UsageError(f"there is no column {name!r}; there are: {', '.join(schema.names)}")
        kind = schema.field(name).type
        if not _is_text(kind):
            raise UsageError(f"column {name!r} holds {kind}, not text")


def _is_text(kind: Any) -> bool:
    pa, _ = _arrow()
    kind = _plain(kind)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _plain(kind: Any) -> Any:
    pa, _ = _arrow()
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _seekable(stream: BinaryIO) -> bool:
    return bool(getattr(stream, "seekable", bool)())


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as cause:
        raise UsageError("parquet files need the package pyarrow; install textclean-restore[arrow]") from cause
    return pa, pq


FORMAT = ParquetFormat()
