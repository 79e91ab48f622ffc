"""A real Scrapy crawl of pages on 127.0.0.1: charsets, lying headers, look-alikes, mojibake, items of all kinds."""

from __future__ import annotations

import dataclasses
import http.server
import json
import logging
import subprocess
import sys
import threading
from collections import OrderedDict, namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES

pytest.importorskip("scrapy")
attrs = pytest.importorskip("attrs")
pydantic = pytest.importorskip("pydantic")

from scrapy import Field, Item  # noqa: E402
from scrapy.http import HtmlResponse, Request, Response, TextResponse, XmlResponse  # noqa: E402
from scrapy.utils.test import get_crawler  # noqa: E402

from textclean.errors import UsageError  # noqa: E402
from textclean.integrations.scrapy import TextcleanItems, TextcleanResponses  # noqa: E402

pytestmark = pytest.mark.hosts

GERMAN = "Die Kühe mögen süßes Gras, und die Mädchen hörten schöne Märchen über Könige."
RUSSIAN = "Снег выпал ночью, и утром весь город был белым, тихим и очень красивым."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, když šel kolem staré školy u řeky."
GREEK = "Το πρωί η πόλη ήταν ήσυχη, λευκή και πολύ όμορφη, και τα παιδιά έπαιζαν στο χιόνι."
JAPANESE = "昨夜は雪が降り、今朝の町は白く静かで、とても美しかったです。子供たちは外で遊んでいました。"
CHINESE = "昨天夜里下了雪，今天早上整座城市洁白而安静，非常美丽，孩子们在外面玩耍。"
PAGES: dict[str, tuple[str, bytes, str]] = {  # name: Content-Type, body, what the author wrote
    "utf-8 as iso-8859-1": ("text/html; charset=iso-8859-1", GERMAN.encode(), GERMAN),
    "utf-8 as cp1251": ("text/html; charset=windows-1251", RUSSIAN.encode(), RUSSIAN),
    "utf-8 as nonsense": ("text/html; charset=none", GERMAN.encode(), GERMAN),
    "cp1252 as utf-8": ("text/html; charset=utf-8", GERMAN.encode("cp1252"), GERMAN),
    "koi8-r as cp1251": ("text/html; charset=windows-1251", RUSSIAN.encode("koi8-r"), RUSSIAN),
    "meta lies": ("text/html", f'<meta charset="iso-8859-1">{GERMAN}'.encode(), GERMAN),
    "silent": ("text/html", GERMAN.encode(), GERMAN),
    "stray byte": ("text/html; charset=utf-8", GERMAN.encode() + " Straße".encode("latin-1"), GERMAN + " Straße"),
    "windows-1251": ("text/html; charset=windows-1251", RUSSIAN.encode("cp1251"), RUSSIAN),
    "koi8-r by meta": ("text/html", f'<meta charset="koi8-r">{RUSSIAN}'.encode("koi8-r"), RUSSIAN),
    "iso-8859-2": ("text/html; charset=iso-8859-2", CZECH.encode("iso-8859-2"), CZECH),
    "iso-8859-7": ("text/html; charset=iso-8859-7", GREEK.encode("iso-8859-7"), GREEK),
    "shift_jis": ("text/html; charset=shift_jis", JAPANESE.encode("shift_jis"), JAPANESE),
    "gb18030 by meta": ("text/html", f'<meta charset="gbk">{CHINESE}'.encode("gb18030"), CHINESE),
    "utf-16": ("text/html; charset=utf-8", b"\xff\xfe" + RUSSIAN.encode("utf-16-le"), RUSSIAN),
    "look-alikes": (
        "text/html; charset=utf-8",
        "Thе prеsidеnt said: zero\u200bwidth".encode(),
        "The president said: zerowidth",
    ),
    "mojibake": ("text/html; charset=utf-8", GERMAN.encode().decode("latin-1").encode(), GERMAN),
}
KINDS = ["dict", "Item", "dataclass", "attrs", "pydantic"]
SPIDER = """
import dataclasses, json, sys
from typing import Any, Optional
from urllib.parse import unquote
import attrs, pydantic, scrapy
from scrapy.crawler import CrawlerProcess

class ScrapyItem(scrapy.Item):
    name = scrapy.Field(); kind = scrapy.Field(); text = scrapy.Field(); nested = scrapy.Field()
    raw = scrapy.Field(); evidence = scrapy.Field(); fixes = scrapy.Field()

@dataclasses.dataclass
class DataclassItem:
    name: str
    kind: str
    text: str
    nested: Any
    raw: str
    evidence: Any
    fixes: Optional[list] = None

@attrs.define(frozen=True)
class AttrsItem:
    name: str
    kind: str
    text: str
    nested: Any
    raw: str
    evidence: Any
    fixes: Optional[list] = None

class PydanticItem(pydantic.BaseModel):
    name: str
    kind: str
    text: str
    nested: Any
    raw: str
    evidence: Any
    fixes: Optional[list] = None

KINDS = {"dict": dict, "Item": ScrapyItem, "dataclass": DataclassItem, "attrs": AttrsItem, "pydantic": PydanticItem}

class Spider(scrapy.Spider):
    name = "pages"
    start_urls = sys.argv[3:]
    def parse(self, response):
        text = response.text
        if response.css("body"):
            text = "".join(response.css("body ::text").getall())
        for kind, make in KINDS.items():
            nested = {"lines": [text, "plain", 7], "none": None, "item": DataclassItem("", "", text, (text,), "", None)}
            yield make(name=unquote(response.url.rsplit("/", 1)[1]), kind=kind, text=text, nested=nested,
                       raw=response.text, evidence=response.meta.get("textclean"))

process = CrawlerProcess({
    "ADDONS": {"textclean.integrations.scrapy.TextcleanAddon": 500},
    "TEXTCLEAN_REPORT_FIELD": "fixes",
    "FEEDS": {sys.argv[1]: {"format": "jsonlines", "encoding": "utf-8"}},
    "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "WARNING",
})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
json.dump({k: v for k, v in crawler.stats.get_stats().items() if k.startswith("textclean/")}, open(sys.argv[2], "w"))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    pages = {name: page[:2] for name, page in PAGES.items()}
    pages["seed"] = ("text/plain; charset=utf-8", (FIXTURES / "seed" / "before.txt").read_bytes())

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = pages[self.path[1:].replace("%20", " ")]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@dataclasses.dataclass
class Crawl:
    items: dict[tuple[str, str], dict[str, Any]]
    stats: dict[str, int]
    log: str


@pytest.fixture(scope="module")
def crawl(site: str, tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    folder: Path = tmp_path_factory.mktemp("crawl")
    items, stats = folder / "items.jsonl", folder / "stats.json"
    urls = [site + name.replace(" ", "%20") for name in [*PAGES, "seed"]]
    command = [sys.executable, "-c", SPIDER, items, stats, *urls]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in items.read_text(encoding="utf-8").split("\n")[:-1]]
    return Crawl({(item["kind"], item["name"]): item for item in found}, json.loads(stats.read_text()), run.stderr)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_restored_in_items_of_each_kind(kind: str, name: str, crawl: Crawl) -> None:
    item, expected = crawl.items[kind, name], PAGES[name][2]
    assert item["text"] == expected
    nested = item["nested"]
    assert nested["lines"] == [expected, "plain", 7]
    assert nested["none"] is None
    assert nested["item"]["text"] == expected
    assert nested["item"]["nested"] == [expected]


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_article_gives_the_same_bytes(kind: str, crawl: Crawl) -> None:
    assert crawl.items[kind, "seed"]["raw"].encode() == (FIXTURES / "seed" / "after.txt").read_bytes()


def test_the_log_has_no_warning(crawl: Crawl) -> None:
    assert "WARNING" not in crawl.log
    assert "ERROR" not in crawl.log


def test_stats_and_reports(crawl: Crawl) -> None:
    assert crawl.stats["textclean/fixed/homoglyphs"] >= 3
    assert crawl.stats["textclean/fixed/mojibake"] >= 3
    assert crawl.stats["textclean/decoded/utf-8"] >= 4
    assert sum(count for name, count in crawl.stats.items() if name.startswith("textclean/decoded/koi8")) == 1
    assert crawl.items["dict", "utf-8 as cp1251"]["evidence"] == {"encoding": "utf-8", "why": "utf-8 valid"}
    assert crawl.items["dict", "windows-1251"]["evidence"] is None
    for kind in KINDS:
        report = crawl.items[kind, "look-alikes"]["fixes"]
        assert {"text", "raw", "nested.lines[0]", "nested.item.text"} <= {fix["field"] for fix in report}
        assert any((fix["rule"], fix["start"], fix["new"]) == ("homoglyphs", 2, "e") for fix in report)
        assert crawl.items[kind, "silent"]["fixes"] == []


DAMAGED, RESTORED = "zero\u200bwidth", "zerowidth"


def _pipeline(**settings: Any) -> tuple[TextcleanItems, Any]:
    crawler = get_crawler(settings_dict={f"TEXTCLEAN_{name}": value for name, value in settings.items()})
    crawler._apply_settings()
    return TextcleanItems.from_crawler(crawler), crawler.stats


def test_only_the_named_fields() -> None:
    pipeline, _ = _pipeline(FIELDS="title,body")
    item = pipeline.process_item({"title": DAMAGED, "slug": DAMAGED, "body": [DAMAGED]})
    assert item == {"title": RESTORED, "slug": DAMAGED, "body": [RESTORED]}


def test_clean_items_and_values_are_the_same_objects() -> None:
    pipeline, stats = _pipeline()
    value = {"lines": ["plain", ("a", 1)], "bytes": b"\xff", "set": {"a"}}
    item = {"text": "plain", "more": value}
    assert pipeline.process_item(item) is item
    assert item["more"] is value
    assert not stats.get_stats()


def test_containers_of_the_spider_are_not_altered_and_keep_their_kind() -> None:
    pair = namedtuple("pair", "left right")
    lines = [DAMAGED]
    item = {"lines": lines, "pair": pair(DAMAGED, 1), "map": OrderedDict(a=DAMAGED), "tuple": (DAMAGED,)}
    pipeline, _ = _pipeline()
    got = pipeline.process_item(item)
    assert lines == [DAMAGED]
    assert got == {"lines": [RESTORED], "pair": pair(RESTORED, 1), "map": {"a": RESTORED}, "tuple": (RESTORED,)}
    assert type(got["pair"]) is pair
    assert type(got["map"]) is OrderedDict


@dataclasses.dataclass(frozen=True)
class FrozenDataclass:
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class SlottedDataclass:
    text: str


@attrs.frozen
class FrozenAttrs:
    text: str


class FrozenModel(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True)
    text: str


@pytest.mark.parametrize("kind", [FrozenDataclass, SlottedDataclass, FrozenAttrs, FrozenModel])
def test_frozen_items_are_replaced(kind: Any) -> None:
    pipeline, _ = _pipeline()
    item, same = kind(text=DAMAGED), kind(text="plain")
    assert pipeline.process_item(item) == kind(text=RESTORED)
    assert item == kind(text=DAMAGED)
    assert pipeline.process_item(same) is same


class NoReport(Item):
    text = Field()


def test_an_item_without_the_report_field_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    pipeline, stats = _pipeline(REPORT_FIELD="fixes")
    for _ in range(2):
        assert pipeline.process_item(NoReport(text=DAMAGED)) == {"text": RESTORED}
    assert stats.get_value("textclean/unreported") == 2
    assert [record.getMessage() for record in caplog.records if "NoReport" in record.getMessage()] == [
        "items of NoReport have no field 'fixes' for the report; declare it to get one"
    ]


def test_settings_as_the_command_line_gives_them() -> None:
    pipeline, _ = _pipeline(ALSO="quotes,dashes", SKIP="fonts", OPTIONS='{"invisible": {"soft_hyphens": "all"}}')
    assert pipeline.process_item({"text": "\u201ca\u201d \U0001d412ale"})["text"] == '"a" \U0001d412ale'
    assert _pipeline(PROFILE="ascii")[0].process_item({"text": "\u201ca\u201d"}) == {"text": '"a"'}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"FIELD": "text"}, "did you mean 'TEXTCLEAN_FIELDS'"),
        ({"SKIP": "homoglyph"}, "did you mean 'homoglyphs'"),
        ({"PROFILE": "repairs"}, "did you mean 'repair'"),
        ({"OPTIONS": "{bad"}, 'it wants options by rule, such as {"invisible"'),
        ({"OPTIONS": "[1]"}, 'it wants options by rule, such as {"invisible"'),
        ({"OPTIONS": '{"invisible": "all"}'}, "options of invisible are 'all', and not a mapping"),
        ({"OPTIONS": '{"invisible": {"soft_hyphen": "all"}}'}, "did you mean 'soft_hyphens'"),
    ],
)
def test_a_wrong_setting_is_an_error_before_the_crawl(settings: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _pipeline(**settings)


def _response(kind: type[Response], content_type: str, body: bytes) -> tuple[Response, Response, Request]:
    request = Request("http://127.0.0.1/")
    before = kind(request.url, headers={"Content-Type": content_type}, body=body, request=request)
    after = TextcleanResponses.from_crawler(_crawler()).process_response(request, before)
    return before, after, request


def _crawler() -> Any:
    crawler = get_crawler()
    crawler._apply_settings()
    return crawler


def test_a_response_that_scrapy_reads_right_is_the_same_response() -> None:
    for body in (RUSSIAN.encode(), b"", b"plain", "\ufeffTitle".encode()):
        before, after, request = _response(HtmlResponse, "text/html; charset=utf-8", body)
        assert after is before
        assert "textclean" not in request.meta


def test_the_log_says_what_was_decoded_otherwise(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    crawler = _crawler()
    made = TextcleanResponses.from_crawler(crawler)
    for number in range(12):
        request = Request(f"http://127.0.0.1/{number}")
        headers = {"Content-Type": "text/html; charset=iso-8859-1"}
        made.process_response(
            request, HtmlResponse(request.url, headers=headers, body=GERMAN.encode(), request=request)
        )
    assert repr(made) == "TextcleanResponses(12 responses read by evidence)"
    made.spider_closed()
    told = [record.getMessage() for record in caplog.records if "textclean" in record.name]
    assert len(told) == 11
    assert told[0] == "http://127.0.0.1/0 is utf-8 (utf-8 valid), not cp1252"
    assert told[10] == "responses that Scrapy would have misread, by the encoding they are in: utf-8 12"


def test_the_pipeline_shows_how_it_is_set() -> None:
    pipeline, _ = _pipeline(SKIP="fonts", FIELDS="title")
    assert repr(pipeline).startswith("TextcleanItems(Pipeline(profile='repair'")
    assert repr(pipeline).endswith("fields=['title'], report_field=None)")


def test_what_is_no_text_passes() -> None:
    for kind, body in (
        (Response, RUSSIAN.encode("koi8-r")),
        (TextResponse, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        (TextResponse, b""),
    ):
        before, after, _ = _response(kind, "text/plain", body)
        assert after is before


def test_the_body_and_the_links_keep_the_encoding_of_the_page() -> None:
    body = f'<p>{RUSSIAN}</p><a href="?q=снег">x</a>'.encode("cp1251")
    _, after, request = _response(HtmlResponse, "text/html; charset=utf-8", body)
    assert isinstance(after, HtmlResponse)
    assert after.body == body
    assert after.encoding == "windows-1251"
    assert after.css("p::text").get() == RUSSIAN
    assert next(iter(after.follow_all(css="a"))).url.endswith("?q=%F1%ED%E5%E3")
    assert request.meta["textclean"]["encoding"] == "windows-1251"


def test_xml_with_a_lying_declaration() -> None:
    body = f'<?xml version="1.0" encoding="iso-8859-1"?><a><b>{GERMAN}</b></a>'.encode()
    _, after, _ = _response(XmlResponse, "application/xml", body)
    assert isinstance(after, XmlResponse)
    assert after.xpath("//b/text()").get() == GERMAN


def test_a_misspelt_field_is_told_at_the_first_item_and_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    pipeline, stats = _pipeline(FIELDS="titel,body,tags")
    pipeline.process_item({"title": "Th\u0435 end", "body": "Th\u0435 end"})
    pipeline.process_item({"title": "a", "body": "b", "tags": "c"})
    assert caplog.messages == ["TEXTCLEAN_FIELDS: unknown field 'titel'; did you mean 'title'?"]
    pipeline.close_spider()
    assert caplog.messages[1:] == [
        "TEXTCLEAN_FIELDS: no item had it: unknown field 'titel'; did you mean 'title'?"
    ]  # fmt: skip
    assert stats.get_value("textclean/unknown_field") == 1


def test_fields_that_only_some_items_have_are_no_error(caplog: pytest.LogCaptureFixture) -> None:
    pipeline, stats = _pipeline(FIELDS="title,body")
    pipeline.process_item({"body": "Th\u0435 end"})
    pipeline.process_item({"title": "Th\u0435 end"})
    pipeline.close_spider()
    assert (caplog.messages, stats.get_value("textclean/unknown_field")) == ([], None)
