"""A real Scrapy crawl of pages served on 127.0.0.1: lying headers, six encodings, look-alikes, nested items."""

from __future__ import annotations

import http.server
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import FIXTURES

pytest.importorskip("scrapy")
pytestmark = pytest.mark.hosts

GERMAN = "Die Kühe mögen süßes Gras, und die Mädchen hörten schöne Märchen über Könige."
RUSSIAN = "Снег выпал ночью, и утром весь город был белым, тихим и очень красивым."
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, když šel kolem staré školy u řeky."
PAGES: dict[str, tuple[str, bytes]] = {
    "lying-header": ("text/html; charset=iso-8859-1", GERMAN.encode()),
    "silent": ("text/html", GERMAN.encode()),
    "stray-byte": ("text/html; charset=utf-8", GERMAN.encode() + " Straße".encode("latin-1")),
    "windows-1251": ("text/html; charset=windows-1251", RUSSIAN.encode("cp1251")),
    "koi8-r": ("text/html", f'<meta charset="koi8-r">{RUSSIAN}'.encode("koi8-r")),
    "iso-8859-2": ("text/html; charset=iso-8859-2", CZECH.encode("iso-8859-2")),
    "utf-16": ("text/html", b"\xff\xfe" + RUSSIAN.encode("utf-16-le")),
    "look-alikes": ("text/html; charset=utf-8", "Thе prеsidеnt said: zero\u200bwidth".encode()),
    "mojibake": ("text/html; charset=utf-8", GERMAN.encode().decode("latin-1").encode()),
}
EXPECTED = {
    "lying-header": GERMAN,
    "silent": GERMAN,
    "stray-byte": GERMAN + " Straße",
    "windows-1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "iso-8859-2": CZECH,
    "utf-16": RUSSIAN,
    "look-alikes": "The president said: zerowidth",
    "mojibake": GERMAN,
}
SPIDER = """
import dataclasses, json, sys
import scrapy
from scrapy.crawler import CrawlerProcess

@dataclasses.dataclass
class Page:
    name: str
    text: str
    nested: dict
    raw: str
    fixes: list = None

class Spider(scrapy.Spider):
    name = "pages"
    start_urls = sys.argv[3:]
    def parse(self, response):
        text = response.css("body p::text, article::text").get() or response.text
        text = "".join(response.css("body ::text").getall()) if response.css("body") else text
        yield Page(response.url.rsplit("/", 1)[1], text, {"lines": [text, "plain", 7], "none": None}, response.text)

process = CrawlerProcess({
    "ADDONS": {"textclean.integrations.scrapy.TextcleanAddon": 500},
    "TEXTCLEAN_REPORT_FIELD": "fixes",
    "FEEDS": {sys.argv[1]: {"format": "jsonlines", "encoding": "utf-8"}},
    "TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR",
})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
json.dump({k: v for k, v in crawler.stats.get_stats().items() if k.startswith("textclean/")}, open(sys.argv[2], "w"))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    pages = {**PAGES, "seed": ("text/plain; charset=utf-8", (FIXTURES / "seed" / "before.txt").read_bytes())}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = pages[self.path[1:]]
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


@pytest.fixture(scope="module")
def crawl(site: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, object]], dict[str, int]]:
    folder: Path = tmp_path_factory.mktemp("crawl")
    items, stats = folder / "items.jsonl", folder / "stats.json"
    urls = [site + name for name in [*PAGES, "seed"]]
    run = subprocess.run(
        [sys.executable, "-c", SPIDER, items, stats, *urls], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()]
    return {item["name"]: item for item in found}, json.loads(stats.read_text())


@pytest.mark.parametrize("name", EXPECTED)
def test_each_page_is_restored(name: str, crawl: tuple[dict[str, dict[str, object]], dict[str, int]]) -> None:
    item = crawl[0][name]
    assert item["text"] == EXPECTED[name]
    assert item["nested"] == {"lines": [EXPECTED[name], "plain", 7], "none": None}


def test_the_seed_article_gives_the_same_bytes(crawl: tuple[dict[str, dict[str, object]], dict[str, int]]) -> None:
    text = crawl[0]["seed"]["raw"]
    assert isinstance(text, str)
    assert text.encode() == (FIXTURES / "seed" / "after.txt").read_bytes()


def test_stats_and_report(crawl: tuple[dict[str, dict[str, object]], dict[str, int]]) -> None:
    items, stats = crawl
    assert stats["textclean/fixed/homoglyphs"] >= 3
    assert stats["textclean/decoded/utf-8"] >= 1
    report = items["look-alikes"]["fixes"]
    assert {"field": "text", "rule": "homoglyphs", "old": "\u0435", "new": "e"}.items() <= report[0].items()  # type: ignore[index]
    assert items["silent"]["fixes"] == []
