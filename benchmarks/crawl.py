"""What the Scrapy add-on costs: CPU seconds of a crawl of clean local pages with it and without it.

    pip install '.[hosts,bench]'
    python benchmarks/crawl.py                 # 500 pages; --pages 100 for less

Every crawl is a process of its own, and yields an item of title, text and links for each page.  The bar: 0.5 s once,
and 5 % beside it.  The least of ``--passes`` interleaved passes counts.
"""

from __future__ import annotations

import argparse
import html
import http.server
import os
import subprocess
import sys
import threading

SPIDER = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Spider(scrapy.Spider):
    name = "pages"
    start_urls = [f"{sys.argv[1]}{number}" for number in range(int(sys.argv[2]))]
    def parse(self, response):
        yield {"title": response.css("title::text").get(),
               "text": "\\n\\n".join(response.css("article p::text").getall()),
               "links": response.css("nav a::text").getall()}

settings = {"TELNETCONSOLE_ENABLED": False, "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 8}
if sys.argv[3] == "with":
    settings["ADDONS"] = {"textclean.integrations.scrapy.TextcleanAddon": 500}
process = CrawlerProcess(settings)
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
assert crawler.stats.get_value("item_scraped_count") == int(sys.argv[2]), crawler.stats.get_stats()
"""


def site(count: int) -> list[bytes]:
    """Pages of a news site: some 7 kB of clean text, navigation around it."""
    import corpora

    links = "".join(f'<li><a href="/{number}">Page {number}</a></li>' for number in range(60))
    return [
        (
            f"<!doctype html><html><head><meta charset=utf-8><title>Page {number}</title></head><body>"
            f"<nav><ul>{links}</ul></nav><article>"
            + "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in page.split("\n\n"))
            + "</article></body></html>"
        ).encode()
        for number, page in enumerate(corpora.web_pages(count))
    ]


def serve(pages: list[bytes]) -> http.server.ThreadingHTTPServer:
    """The site on a free port of 127.0.0.1; its CPU time is not the crawler's."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages[int(self.path[1:])]
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def cost(url: str, count: int, addon: str) -> float:
    """CPU seconds of one crawl."""
    process = subprocess.Popen([sys.executable, "-c", SPIDER, url, str(count), addon])
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit("the crawl failed")
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--passes", type=int, default=5)
    given = parser.parse_args()
    pages = site(given.pages)
    with serve(pages) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        found: dict[tuple[int, str], list[float]] = {}
        for _ in range(given.passes):
            for count in (1, given.pages):
                for addon in ("without", "with"):
                    found.setdefault((count, addon), []).append(cost(url, count, addon))
        server.shutdown()
    least = {key: min(runs) for key, runs in found.items()}
    once = least[1, "with"] - least[1, "without"]
    before, after = least[given.pages, "without"], least[given.pages, "with"]
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{given.pages} pages of {size:.0f} kB: {before:.2f} CPU s without the add-on, {after:.2f} with it.")
    print(f"A crawl of one page costs {once:.2f} s more.  All but 0.5 s: {(after - before - 0.5) / before:+.1%}.")


if __name__ == "__main__":
    main()
