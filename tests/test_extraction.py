"""The recipes of docs/recipes/extraction.md, as they stand there: bytes are decoded, extracted, cleaned."""

from __future__ import annotations

import gzip
import uuid
from pathlib import Path
from typing import Any

import pytest
from snippets import run

from textclean.pipeline import Pipeline

for host in ("trafilatura", "bs4", "resiliparse", "fastwarc", "langchain_core"):
    pytest.importorskip(host)

pytestmark = pytest.mark.hosts

GERMAN = "Die Kühe mögen süßes Gras, und die Mädchen hörten schöne Märchen über Könige und Straßen."
RUSSIAN = "Снег выпал ночью, и утром весь город был белым, тихим и очень красивым, и дети играли во дворах."
PERSIAN = "او هر روز کتاب\u200cهای تازه می\u200cخواند و درباره\u200cی آن\u200cها با دوستانش گفت\u200cوگو می\u200cکند."


def _page(text: str) -> str:
    return f"<html><head><title>News</title></head><body><article><p>{text}</p><p>{text}</p></article></body></html>"


PAGES: list[tuple[str, bytes, str | None, str]] = [
    ("header lies", _page(GERMAN).encode(), "text/html; charset=iso-8859-1", GERMAN),
    ("stray bytes", _page(GERMAN).encode().replace("\xdf".encode(), b"\xdf"), None, GERMAN),
    ("koi8-r, silent", _page(RUSSIAN).encode("koi8-r"), "text/html", RUSSIAN),
    ("mojibake inside", _page(GERMAN.encode().decode("cp1252")).encode(), None, GERMAN),
    ("look-alikes", _page("Thе prеsidеnt of the company said so on Monday mor\u200bning.").encode(), None,
     "The president of the company said so on Monday morning."),
]  # fmt: skip
IDS = [page[0] for page in PAGES]


@pytest.fixture(scope="module")
def recipes() -> dict[str, Any]:
    return run("recipes/extraction.md")


@pytest.mark.parametrize(("name", "body", "content_type", "expected"), PAGES, ids=IDS)
def test_trafilatura(name: str, body: bytes, content_type: str | None, expected: str, recipes: dict[str, Any]) -> None:
    assert set(recipes["article"](body, content_type).split("\n")) == {expected}


@pytest.mark.parametrize(("name", "body", "content_type", "expected"), PAGES, ids=IDS)
def test_beautiful_soup(name: str, body: bytes, content_type: str, expected: str, recipes: dict[str, Any]) -> None:
    assert recipes["paragraphs"](body, content_type) == [expected, expected]


@pytest.mark.parametrize(("name", "body", "content_type", "expected"), PAGES, ids=IDS)
def test_resiliparse(name: str, body: bytes, content_type: str, expected: str, recipes: dict[str, Any]) -> None:
    assert set(recipes["main_content"](body, content_type).split("\n")) - {""} == {expected}


def test_a_warc_file(tmp_path: Path, recipes: dict[str, Any]) -> None:
    path = tmp_path / "crawl.warc.gz"
    picture = ("picture", b"\x89PNG\r\n\x1a\n\0\0", "image/png", "")
    with path.open("wb") as file:
        for number, (_, body, content_type, _) in enumerate([*PAGES, picture]):
            block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type or 'text/html'}\r\n\r\n".encode() + body
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
                f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: http://127.0.0.1/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))  # one member for each record
    found = dict(recipes["pages"](str(path)))
    assert list(found) == [f"http://127.0.0.1/{number}" for number in range(len(PAGES))]
    for text, (_, _, _, expected) in zip(found.values(), PAGES, strict=True):
        assert set(text.split("\n")) - {""} == {expected}


def test_persian_keeps_its_joiners_where_the_tool_does(recipes: dict[str, Any]) -> None:
    body = _page(PERSIAN).encode()
    assert recipes["paragraphs"](body) == [PERSIAN, PERSIAN]
    assert PERSIAN in recipes["main_content"](body)
    assert PERSIAN.replace("\u200c", "") in recipes["article"](body)  # as the page warns: if this fails, take it out


def test_langchain(recipes: dict[str, Any]) -> None:
    from langchain_core.documents import Document

    documents = [Document("zero\u200bwidth", metadata={"source": "a"}), Document("plain", id="b")]
    got = recipes["Clean"]().transform_documents(documents)
    assert got == [Document("zerowidth", metadata={"source": "a"}), Document("plain", id="b")]
    assert documents[0].page_content == "zero\u200bwidth"


def test_what_the_page_says_of_tools_that_are_given_bytes() -> None:
    import trafilatura

    body = PAGES[1][1]
    assert GERMAN not in (trafilatura.extract(body) or "")


def test_cyrillic_that_was_read_as_hebrew_is_not_turned() -> None:
    russian = "Управление песочницей переводчика.\nЗапросы, ожидающие обработки\nЗавершите свой вводный курс сейчас.\n"
    text = russian.encode("cp1251").decode("iso-8859-8", "replace")
    assert Pipeline(only=["visual_order"]).clean(text) is text
