"""pandas: the accessor ``textclean`` on a Series.

    import textclean.integrations.pandas

    frame["text"] = frame["text"].textclean.clean()
    fixes = frame["text"].textclean.inspect()

Works on every dtype that holds text: object, string, Arrow strings, categories.  Missing stays missing, and so does
everything else that is neither str nor bytes.  pandas 2.0 or later.
"""

from __future__ import annotations

import operator
from typing import Any

import pandas as pd
from pandas.api.extensions import register_series_accessor
from pandas.api.types import is_string_dtype

from textclean import Pipeline
from textclean.errors import UsageError
from textclean.integrations import fixes


@register_series_accessor("textclean")
class TextcleanAccessor:
    """``series.textclean``.  Raises :class:`~textclean.errors.UsageError` for a Series that cannot hold text."""

    def __init__(self, series: pd.Series[Any]) -> None:
        dtype = series.dtype
        kind = dtype.categories.dtype if isinstance(dtype, pd.CategoricalDtype) else dtype
        if not is_string_dtype(kind):
            raise UsageError(f"series {series.name!r} is {dtype}, not text; choose a column of strings")
        self._series = series

    def clean(self, pipeline: Pipeline | None = None, **settings: Any) -> pd.Series[Any]:
        """A new Series with its texts restored; same index, name, attributes and dtype.

        *settings* are those of :class:`textclean.Pipeline`, or give a *pipeline*.  Bytes are decoded first.  The
        values of a categorical Series are its categories; those that become equal become one.
        """
        cleaner = pipeline or Pipeline(**settings)
        series = self._series
        if isinstance(series.dtype, pd.CategoricalDtype):
            return _categories(series, cleaner)
        before = series.to_numpy(dtype=object)
        after = [cleaner.clean(value) if isinstance(value, str | bytes) else value for value in before]
        if all(map(operator.is_, before, after)):
            return series.copy()
        return pd.Series(after, index=series.index, dtype=series.dtype, name=series.name).__finalize__(series)

    def inspect(self, pipeline: Pipeline | None = None, **settings: Any) -> pd.DataFrame:
        """One row for each fix, held ones included, under the index label of its text.

        Offsets are code points of the source; *held* says why a fix was not applied, empty if it was.
        """
        cleaner = pipeline or Pipeline(**settings)
        labels: list[Any] = []
        rows: list[dict[str, Any]] = []
        for label, value in zip(self._series.index, self._series.to_numpy(dtype=object), strict=True):
            if not isinstance(value, str | bytes):
                continue
            found = fixes.of(cleaner.inspect(value)) or []
            labels += [label] * len(found)
            rows += found
        index = self._series.index
        return pd.DataFrame(rows, columns=list(fixes.FIELDS), index=index[:0].append(pd.Index(labels)))

    def counts(self, pipeline: Pipeline | None = None, **settings: Any) -> pd.DataFrame:
        """One row for each rule, most first: how many fixes were made and held, and in how many texts."""
        cleaner = pipeline or Pipeline(**settings)
        texts = (value for value in self._series.to_numpy(dtype=object) if isinstance(value, str | bytes))
        rows = fixes.counts(fixes.of(cleaner.inspect(text)) for text in texts)
        return pd.DataFrame(rows, columns=list(fixes.COUNTS)).set_index("rule")


def _categories(series: pd.Series[Any], cleaner: Pipeline) -> pd.Series[Any]:
    before = list(series.cat.categories)
    after = [cleaner.clean(value) if isinstance(value, str | bytes) else value for value in before]
    if all(map(operator.is_, before, after)):
        return series.copy()
    kept = list(dict.fromkeys(after))
    place = {value: number for number, value in enumerate(kept)}
    codes = [place[after[code]] if code >= 0 else -1 for code in series.cat.codes]
    categories = pd.Index(kept, dtype=series.cat.categories.dtype)
    values = pd.Categorical.from_codes(codes, categories, ordered=series.cat.ordered)
    return pd.Series(values, index=series.index, name=series.name).__finalize__(series)
