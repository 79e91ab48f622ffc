"""Scrapy: an add-on that decodes responses by evidence and cleans the fields of items.

    ADDONS = {"textclean.integrations.scrapy.TextcleanAddon": 500}

Settings, all optional, are those in :data:`SETTINGS`; docs/scrapers.md explains them.  Stats:
``textclean/fixed/<rule>``, ``textclean/held/<rule>``, ``textclean/decoded/<encoding>``, ``textclean/unreported``.
Scrapy 2.11 or later.
"""

from __future__ import annotations

import copy
import logging
from collections import Counter
from typing import Any

from itemadapter import ItemAdapter, is_item
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response, TextResponse
from scrapy.settings import BaseSettings

from textclean import Pipeline, decode
from textclean.decoding import Decoded
from textclean.errors import NotText, UsageError, unknown
from textclean.integrations import fixes

# After ``TEXTCLEAN_``: what textclean.Pipeline takes, the item fields to clean (default: every str, nested ones too),
# and an item field that receives the list of fixes.
SETTINGS = ("PROFILE", "ONLY", "ALSO", "SKIP", "FLOOR", "OPTIONS", "FIELDS", "REPORT_FIELD")
_PREFIX = "TEXTCLEAN_"
_MOST_TOLD = 10  # responses
_MOST_NAMES = 200  # that are remembered, of items that are dicts with keys of their own
_LOG = logging.getLogger(__name__)


class TextcleanItems:
    """Item pipeline: cleans str fields.  Fields that hold nothing wrong keep the very same object.

    Items may be whatever itemadapter knows: dict, Item, dataclass, attrs, pydantic, nested in each other, in lists and
    in dicts.  A frozen item is replaced by a copy.
    """

    def __init__(self, cleaner: Pipeline, stats: Any, fields: list[str] | None, report_field: str | None) -> None:
        self.cleaner = cleaner
        self.stats = stats
        self.fields = fields
        self.report_field = report_field
        self._warned: set[type] = set()
        self._missing = dict.fromkeys(fields or ())  # named fields that no item had yet
        self._known: dict[str, None] = {}  # the names that items have instead

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TextcleanItems:
        """Built by Scrapy.  A wrong setting raises :class:`textclean.TextcleanError` before the crawl starts."""
        settings = crawler.settings
        for name in settings:
            if name.startswith(_PREFIX) and name[len(_PREFIX) :] not in SETTINGS:
                raise unknown("setting", name, [_PREFIX + known for known in SETTINGS])
        given: dict[str, Any] = {name: settings.get(f"{_PREFIX}{name.upper()}") for name in ("profile", "floor")}
        given |= {name: settings.getlist(f"{_PREFIX}{name.upper()}") or None for name in ("only", "also", "skip")}
        given["options"] = _options(settings) or None
        cleaner = Pipeline(**{name: value for name, value in given.items() if value is not None})
        fields = settings.getlist(f"{_PREFIX}FIELDS") or None
        return cls(cleaner, crawler.stats, fields, settings.get(f"{_PREFIX}REPORT_FIELD"))

    def __repr__(self) -> str:
        return f"TextcleanItems({self.cleaner!r}, fields={self.fields}, report_field={self.report_field!r})"

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with the chosen fields cleaned: the same item, unless it is frozen."""
        found: list[dict[str, Any]] = []
        if self._missing:
            self._look_for_fields(item)
        item = self._clean_item(item, "", found)
        if self.report_field is not None:
            try:
                return _put(item, self.report_field, found)
            except KeyError:  # the report is lost, the item is not
                self._say_unreported(type(item), self.report_field)
        return item

    def close_spider(self, spider: Any = None) -> None:
        """Say which of ``TEXTCLEAN_FIELDS`` no item ever had; stats ``textclean/unknown_field``."""
        for name in self._missing if self._known else ():
            self.stats.inc_value("textclean/unknown_field")
            _LOG.error("TEXTCLEAN_FIELDS: no item had it: %s", unknown("field", name, self._known))

    def _look_for_fields(self, item: Any) -> None:
        """Strike off what *item* has.  Once, at its first item, a name that is nearly one of its own is told."""
        names = ItemAdapter(item).field_names()
        first = not self._known
        for name in names:
            self._missing.pop(name, None)
            if len(self._known) < _MOST_NAMES:
                self._known[name] = None
        for name in self._missing if first else ():
            if "did you mean" in (told := str(unknown("field", name, names))):
                _LOG.warning("TEXTCLEAN_FIELDS: %s", told)

    def _clean_item(self, item: Any, where: str, found: list[dict[str, Any]]) -> Any:
        adapter = ItemAdapter(item)
        for name in list(adapter):
            if not where and (name == self.report_field or (self.fields is not None and name not in self.fields)):
                continue
            value = adapter[name]
            cleaned = self._cleaned(value, f"{where}.{name}" if where else name, found)
            if cleaned is not value:
                item = _put(item, name, cleaned)
        return item

    def _cleaned(self, value: Any, where: str, found: list[dict[str, Any]]) -> Any:
        """*value* with every str in it cleaned; the same object if nothing changed, containers are never altered."""
        if isinstance(value, str):
            return self._clean_text(value, where, found)
        if isinstance(value, list | tuple):
            quick = self.report_field is None
            clean = self.cleaner.clean
            parts = [
                part
                if quick and isinstance(part, str) and clean(part) is part
                else self._cleaned(part, f"{where}[{at}]", found)
                for at, part in enumerate(value)
            ]
            if all(new is old for new, old in zip(parts, value, strict=True)):
                return value
            if isinstance(value, tuple):
                return value._make(parts) if hasattr(value, "_make") else tuple(parts)
            lines = copy.copy(value)
            lines[:] = parts
            return lines
        if isinstance(value, dict):
            new = {key: self._cleaned(part, f"{where}.{key}", found) for key, part in value.items()}
            if all(new[key] is value[key] for key in value):
                return value
            twin = copy.copy(value)
            twin.update(new)
            return twin
        return self._clean_item(value, where, found) if is_item(value) else value

    def _clean_text(self, value: str, where: str, found: list[dict[str, Any]]) -> str:
        if self.report_field is None and self.cleaner.clean(value) is value:
            return value
        result = self.cleaner.inspect(value)
        for kind, some in (("fixed", result.fixes), ("held", result.held)):
            for fix in some:
                self.stats.inc_value(f"textclean/{kind}/{fix.rule}")
        found += ({"field": where, **fix} for fix in fixes.of(result) or ())
        return result.text if result.changed else value

    def _say_unreported(self, kind: type, field: str) -> None:
        self.stats.inc_value("textclean/unreported")
        if kind not in self._warned:
            self._warned.add(kind)
            _LOG.warning("items of %s have no field %r for the report; declare it to get one", kind.__name__, field)


def _options(settings: BaseSettings) -> dict[str, Any]:
    """``TEXTCLEAN_OPTIONS``: a dict, or JSON on the command line.  Raises UsageError for anything else."""
    try:
        return dict(settings.getdict(f"{_PREFIX}OPTIONS"))
    except (ValueError, TypeError) as cause:
        raise UsageError(
            f"{_PREFIX}OPTIONS is {settings.get(f'{_PREFIX}OPTIONS')!r}, which is no dict, nor JSON of one ({cause}); "
            'it wants options by rule, such as {"invisible": {"soft_hyphens": "all"}}'
        ) from cause


def _put(item: Any, name: str, value: Any) -> Any:
    """The item with that field set, or a copy of it if the item is frozen.  Raises KeyError for an unknown field."""
    try:
        ItemAdapter(item)[name] = value
    except (AttributeError, ValueError):  # what frozen dataclasses and attrs classes raise, and frozen pydantic models
        item = copy.copy(item)
        object.__setattr__(item, name, value)
    return item


class TextcleanResponses:
    """Downloader middleware: a response whose charset Scrapy would misread is decoded by evidence.

    ``response.text`` and selectors are then right.  The body keeps its bytes wherever one encoding reads all of it,
    else it is UTF-8 from there on.  ``response.meta["textclean"]`` holds the evidence of a response that was replaced;
    the others pass as the same object.  The log names the first ten with level INFO, all with DEBUG, and at the end
    how many there were of each encoding.
    """

    def __init__(self, stats: Any) -> None:
        self.stats = stats
        self._read: Counter[str] = Counter()  # responses by encoding

    def __repr__(self) -> str:
        return f"TextcleanResponses({sum(self._read.values())} responses read by evidence)"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TextcleanResponses:
        """Built by Scrapy."""
        made = cls(crawler.stats)
        crawler.signals.connect(made.spider_closed, signals.spider_closed)
        return made

    def spider_closed(self, spider: Any = None) -> None:
        """Say in one line what was decoded otherwise."""
        if self._read:
            counts = ", ".join(f"{encoding} {count}" for encoding, count in self._read.most_common())
            _LOG.info("responses that Scrapy would have misread, by the encoding they are in: %s", counts)

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Response:
        """The response itself, or one that reads right."""
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
        self._read[decoded.encoding] += 1
        level = logging.INFO if self._read.total() <= _MOST_TOLD else logging.DEBUG
        _LOG.log(level, "%s is %s (%s), not %s", request.url, decoded.encoding, decoded.why, response.encoding)
        request.meta["textclean"] = {"encoding": decoded.encoding, "why": decoded.why}
        return _kept(response, decoded) or response.replace(body=decoded.text.encode("utf-8"), encoding="utf-8")


def _kept(response: TextResponse, decoded: Decoded) -> TextResponse | None:
    """The response with its own bytes and the right encoding, if Scrapy then reads the same text.

    Links with queries and forms are sent in the encoding of their page, so it is worth keeping.
    """
    try:
        kept = response.replace(encoding=decoded.encoding)
        return kept if kept.text == decoded.text else None
    except LookupError:  # an encoding that Python does not know
        return None


class TextcleanAddon:
    """Puts both in their places, after what the project has put there itself."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Called by Scrapy for each entry of ``ADDONS``."""
        settings.setdefault_in_component_priority_dict("ITEM_PIPELINES", TextcleanItems, 300)
        settings.setdefault_in_component_priority_dict("DOWNLOADER_MIDDLEWARES", TextcleanResponses, 545)
