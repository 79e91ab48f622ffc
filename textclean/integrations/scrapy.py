"""Scrapy: an add-on that decodes responses by evidence and cleans the fields of items.

    ADDONS = {"textclean.integrations.scrapy.TextcleanAddon": 500}

Settings, all optional: ``TEXTCLEAN_FIELDS`` (names of the item fields to clean; default: every str, nested ones too),
``TEXTCLEAN_PROFILE``, ``TEXTCLEAN_ONLY``, ``TEXTCLEAN_ALSO``, ``TEXTCLEAN_SKIP``, ``TEXTCLEAN_FLOOR``,
``TEXTCLEAN_OPTIONS`` (as :class:`textclean.Pipeline` has them), ``TEXTCLEAN_REPORT_FIELD`` (an item field that receives
the list of fixes).  Stats: ``textclean/fixed/<rule>``, ``textclean/held/<rule>``, ``textclean/decoded/<encoding>``.
Scrapy 2.11 or later.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from itemadapter import ItemAdapter, is_item
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse
from scrapy.settings import BaseSettings

from textclean import Fix, Pipeline, decode
from textclean.errors import NotText

_SETTINGS = ("profile", "only", "also", "skip", "floor", "options")


class TextcleanItems:
    """Item pipeline: cleans str fields.  Fields that hold nothing wrong keep the very same object."""

    def __init__(self, cleaner: Pipeline, stats: Any, fields: list[str] | None, report_field: str | None) -> None:
        self.cleaner = cleaner
        self.stats = stats
        self.fields = fields
        self.report_field = report_field

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TextcleanItems:
        """Built by Scrapy.  A wrong setting raises :class:`textclean.TextcleanError` before the crawl starts."""
        settings = crawler.settings
        given = {name: settings.get(f"TEXTCLEAN_{name.upper()}") for name in _SETTINGS}
        cleaner = Pipeline(**{name: value for name, value in given.items() if value is not None})
        fields = settings.getlist("TEXTCLEAN_FIELDS") or None
        return cls(cleaner, crawler.stats, fields, settings.get("TEXTCLEAN_REPORT_FIELD"))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Clean the chosen fields in place and give the item back."""
        adapter = ItemAdapter(item)
        fixes: list[dict[str, Any]] = []
        for name in list(adapter.keys()):
            if name == self.report_field or (self.fields is not None and name not in self.fields):
                continue
            value = adapter[name]
            cleaned = self._cleaned(value, name, fixes)
            if cleaned is not value:
                adapter[name] = cleaned
        if self.report_field is not None:
            adapter[self.report_field] = fixes
        return item

    def _cleaned(self, value: Any, where: str, fixes: list[dict[str, Any]]) -> Any:
        """*value* with every str in it cleaned; containers and items are walked, the same object if nothing changed."""
        if isinstance(value, str):
            return self._clean_text(value, where, fixes)
        if isinstance(value, list | tuple):
            cleaned = [self._cleaned(part, f"{where}[{at}]", fixes) for at, part in enumerate(value)]
            changed = any(new is not old for new, old in zip(cleaned, value, strict=True))
            return type(value)(cleaned) if changed else value
        if isinstance(value, dict):
            new = {key: self._cleaned(part, f"{where}.{key}", fixes) for key, part in value.items()}
            return new if any(new[key] is not value[key] for key in value) else value
        if is_item(value):
            adapter = ItemAdapter(value)
            for name in list(adapter.keys()):
                part = self._cleaned(adapter[name], f"{where}.{name}", fixes)
                if part is not adapter[name]:
                    adapter[name] = part
        return value

    def _clean_text(self, value: str, where: str, fixes: list[dict[str, Any]]) -> str:
        if self.report_field is None and self.cleaner.clean(value) is value:
            return value
        result = self.cleaner.inspect(value)
        for kind, found in (("fixed", result.fixes), ("held", result.held)):
            for fix in found:
                self.stats.inc_value(f"textclean/{kind}/{fix.rule}")
                fixes.append(_as_dict(fix, where))
        return result.text if result.changed else value


class TextcleanResponses:
    """Downloader middleware: a response whose charset Scrapy would misread is decoded by evidence.

    ``response.text`` and selectors are then right.  ``response.meta["textclean"]`` holds the evidence of a response
    that was replaced; the others pass as the same object.
    """

    def __init__(self, stats: Any) -> None:
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TextcleanResponses:
        """Built by Scrapy."""
        return cls(crawler.stats)

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Response:
        """The response itself, or one with the same body as UTF-8."""
        if not isinstance(response, TextResponse) or not response.body:
            return response
        transport = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            decoded = decode(response.body, transport=transport or None)
        except NotText:  # an archive or an image that claims to be text is Scrapy's business
            return response
        if decoded.text == response.text:
            return response
        self.stats.inc_value(f"textclean/decoded/{decoded.encoding}")
        request.meta["textclean"] = {"encoding": decoded.encoding, "why": decoded.why}
        return response.replace(body=decoded.text.encode("utf-8"), encoding="utf-8")


class TextcleanAddon:
    """Puts both in their places, after what the project has put there itself."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Called by Scrapy for each entry of ``ADDONS``."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", TextcleanItems, 300)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", TextcleanResponses, 545)


def _as_dict(fix: Fix, where: str) -> dict[str, Any]:
    return {"field": where, **asdict(fix), "sure": fix.sure.name.lower()}
