"""Spark: a DataFrame in, the same DataFrame with restored text out.

    from textclean.integrations.spark import clean_frame

    frame = clean_frame(frame, ["text"])

The work is done by ``mapInArrow``, with the same function as everywhere.  Executors must have textclean and pyarrow,
and ``PYSPARK_PYTHON`` must name their interpreter.  Spark 3.4 or later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import ArrayType, LongType, StringType, StructField, StructType

from textclean import Pipeline
from textclean.errors import UsageError, unknown
from textclean.integrations.arrow import FIX, clean_table, fixes_name

_TYPES = {pa.string(): StringType(), pa.int64(): LongType()}
_FIXES = ArrayType(StructType([StructField(part.name, _TYPES[part.type]) for part in FIX]))

Batches = Iterator[pa.RecordBatch]


def clean_frame(
    frame: DataFrame, columns: str | Sequence[str], *, pipeline: Pipeline | None = None, report: bool = False
) -> DataFrame:
    """*frame* with the text of *columns* restored, lazily, as ``clean_table`` does with each batch.

    With *report*, each of the columns gets a companion ``<name>_fixes``.  Raises
    :class:`~textclean.errors.UsageError` for a column that is not there or is not a string.
    """
    names = [columns] if isinstance(columns, str) else list(columns)
    kinds = {part.name: part.dataType for part in frame.schema}
    for name in names:
        if name not in kinds:
            raise unknown("column", name, kinds)
        if not isinstance(kinds[name], StringType):
            raise UsageError(f"column {name!r} is {kinds[name].simpleString()}, not text; name columns of strings")
    schema = StructType(list(frame.schema))
    for name in names if report else ():
        schema = schema.add(fixes_name(name), _FIXES)
    return frame.mapInArrow(_over_batches(names, pipeline or Pipeline(), report), schema)


def _over_batches(names: list[str], pipeline: Pipeline, report: bool) -> Callable[[Batches], Batches]:
    def clean_batches(batches: Batches) -> Batches:
        for batch in batches:
            yield clean_table(batch, names, pipeline=pipeline, report=report)

    return clean_batches
