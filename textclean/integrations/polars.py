"""polars: the namespace ``textclean`` on expressions and Series; eager, lazy and streaming.

    import textclean.integrations.polars

    frame = frame.with_columns(pl.col("text").textclean.clean())
    frame = frame.with_columns(pl.col("text").textclean.inspect().alias("fixes"))

For lists of strings: ``pl.col("tags").list.eval(pl.element().textclean.clean())``.  polars runs Python functions on one
core: for more, run one process per file (docs/engines.md).  polars 1.34 or later.
"""

from __future__ import annotations

import operator
from functools import partial
from typing import Any

import polars as pl

from textclean import Pipeline
from textclean.errors import UsageError
from textclean.integrations import fixes

FIX = pl.Struct({name: pl.String if name in fixes.TEXTS else pl.Int64 for name in fixes.FIELDS})

COUNTS = {"rule": pl.String, "made": pl.Int64, "held": pl.Int64, "texts": pl.Int64}


@pl.api.register_expr_namespace("textclean")
class TextcleanExpr:
    """``expression.textclean``."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def clean(self, pipeline: Pipeline | None = None, **settings: Any) -> pl.Expr:
        """The text restored; nulls stay, the dtype stays.

        *settings* are those of :class:`textclean.Pipeline`, or give a *pipeline*.  Raises
        :class:`~textclean.errors.UsageError`, when the query runs, for a column that is not text.
        """
        treat = partial(_cleaned, cleaner=pipeline or Pipeline(**settings))
        return self._expression.map_batches(treat, return_dtype=pl.self_dtype(), is_elementwise=True)

    def inspect(self, pipeline: Pipeline | None = None, **settings: Any) -> pl.Expr:
        """What was found in each text: a list of :data:`FIX`, held ones included; null for null.

        Offsets are code points of the source; *held* says why a fix was not applied, empty if it was.
        """
        treat = partial(_reported, cleaner=pipeline or Pipeline(**settings))
        return self._expression.map_batches(treat, return_dtype=pl.List(FIX), is_elementwise=True)


@pl.api.register_series_namespace("textclean")
class TextcleanSeries:
    """``series.textclean``."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def clean(self, pipeline: Pipeline | None = None, **settings: Any) -> pl.Series:
        """The text restored; the same Series if nothing was wrong."""
        return _cleaned(self._series, pipeline or Pipeline(**settings))

    def inspect(self, pipeline: Pipeline | None = None, **settings: Any) -> pl.Series:
        """What was found in each text."""
        return _reported(self._series, pipeline or Pipeline(**settings))

    def counts(self, pipeline: Pipeline | None = None, **settings: Any) -> pl.DataFrame:
        """One row for each rule, most first: how many fixes were made and held, and in how many texts."""
        cleaner = pipeline or Pipeline(**settings)
        found = (fixes.of(cleaner.inspect(text)) for text in _texts(self._series) if text is not None)
        return pl.DataFrame(fixes.counts(found), schema=COUNTS)


def _cleaned(series: pl.Series, cleaner: Pipeline) -> pl.Series:
    before = _texts(series)
    after = [value if value is None else cleaner.clean(value) for value in before]
    if all(map(operator.is_, before, after)):
        return series
    restored = pl.Series(series.name, after, pl.String)
    if isinstance(series.dtype, pl.Enum):
        missing = sorted({value for value in after if value is not None} - set(series.dtype.categories))
        if missing:
            raise UsageError(f"the Enum of column {series.name!r} has no {missing[0]!r}; cast it to pl.String first")
    return restored.cast(series.dtype)


def _reported(series: pl.Series, cleaner: Pipeline) -> pl.Series:
    results = [None if value is None else cleaner.inspect(value) for value in _texts(series)]
    return pl.Series(series.name, [fixes.of(result) for result in results], pl.List(FIX))


def _texts(series: pl.Series) -> list[str | None]:
    if series.dtype not in (pl.String, pl.Null) and not isinstance(series.dtype, pl.Categorical | pl.Enum):
        raise UsageError(f"column {series.name!r} is {series.dtype}, not text; choose a column of strings")
    texts: list[str | None] = series.cast(pl.String).to_list()
    return texts
