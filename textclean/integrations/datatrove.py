"""datatrove: a formatter that stands where ``FTFYFormatter`` stood.

    from textclean.integrations.datatrove import TextcleanFormatter

    pipeline = [JsonlReader("in/"), TextcleanFormatter(), JsonlWriter("out/")]

Stats: ``changed``, and ``fixed/<rule>`` and ``held/<rule>`` if a report was asked for.  datatrove 0.4 or later.
"""

from __future__ import annotations

from typing import Any

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.typeshelper import StatHints

from textclean import Pipeline
from textclean.integrations import fixes


class TextcleanFormatter(BaseFormatter):  # type: ignore[misc]
    """Restores the text of each document; one in which nothing was wrong is passed on as it is.

    *settings* are those of :class:`textclean.Pipeline`, or give a *pipeline*.  *report* names a key of the document's
    metadata that receives its fixes, what was held included; a document without any gets no such key.
    """

    name = "textclean"

    def __init__(self, pipeline: Pipeline | None = None, *, report: str | None = None, **settings: Any) -> None:
        super().__init__()
        # Methods, not the pipeline: the executor writes what a step holds to executor.json, and these print well.
        cleaner = pipeline or Pipeline(**settings)
        self.clean, self.inspect = cleaner.clean, cleaner.inspect
        self.report = report

    def format(self, text: str) -> str:
        """The text restored."""
        return self.clean(text)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Called by datatrove with the documents of one task."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                before = document.text
                if self.report is None:
                    document.text = self.format(before)
                else:
                    self._report(document, self.report)
            if document.text is not before:
                self.stat_update("changed")
            yield document

    def _report(self, document: Any, report: str) -> None:
        result = self.inspect(document.text)
        for kind, found in (("fixed", result.fixes), ("held", result.held)):
            for fix in found:
                self.stat_update(f"{kind}/{fix.rule}")
        if result.fixes or result.held:
            document.metadata[report] = fixes.of(result)
        if result.changed:
            document.text = result.text
