"""Hugging Face datasets: a function for ``Dataset.map`` and ``IterableDataset.map``.

    from textclean.integrations.datasets import Clean

    dataset = dataset.map(Clean(["text"]), batched=True)

datasets names the cached result of ``map`` by a fingerprint of the function.  That of ``Clean`` is made of columns,
settings and textclean's version: the same call finds its cache in another process and on another day, and after an
update of textclean the work is done anew.  datasets 2.14 or later.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from datasets import Features

from textclean import Pipeline, __version__
from textclean.errors import UsageError, unknown
from textclean.integrations import fixes
from textclean.integrations.arrow import FIX, clean_table, fixes_name

FIXES = Features.from_arrow_schema(pa.schema([("fixes", pa.list_(FIX))]))["fixes"]  # the feature of a report column


@dataclass(frozen=True)
class Clean:
    """Restores the text of *columns* in a batch: a dict of lists, or a table of a dataset in the format "arrow".

    With *report*, each of them gets a companion ``<name>_fixes``, a list of fixes, what was held included.
    Raises :class:`~textclean.errors.UsageError` for a column that is not there or is not text.
    """

    columns: Sequence[str]
    pipeline: Pipeline = field(default_factory=Pipeline)
    report: bool = False
    version: str = field(default=__version__, init=False)

    def __call__(self, batch: Any) -> Any:
        """The batch with its text restored."""
        if isinstance(batch, pa.Table):
            return clean_table(batch, self.columns, pipeline=self.pipeline, report=self.report)
        new: dict[str, list[Any]] = {}
        for name in [self.columns] if isinstance(self.columns, str) else self.columns:
            values = _texts(batch, name)
            cleaned = [value if value is None else self.pipeline.clean(value) for value in values]
            if not all(map(operator.is_, values, cleaned)):
                new[name] = cleaned
            if self.report:
                new[fixes_name(name)] = [None if v is None else fixes.of(self.pipeline.inspect(v)) for v in values]
        return new


def _texts(batch: Mapping[str, list[Any]], name: str) -> list[Any]:
    if name not in batch:
        raise unknown("column", name, batch)
    values = batch[name]
    if isinstance(values, str) or not all(value is None or isinstance(value, str) for value in values):
        raise UsageError(f"column {name!r} is not text, or map() was called without batched=True")
    return values
