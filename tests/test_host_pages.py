"""What the docs for scrapers, data frames and engines tell people to paste, pasted and run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from snippets import run, snippets

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

pytestmark = pytest.mark.hosts

TITLES = ["Th\u0435 n\u0435ws", None, "plain"]
TEXTS = ["zero\u200bwidth", "K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser", ""]
RESTORED = {"title": ["The news", None, "plain"], "text": ["zerowidth", "K\u00fche m\u00f6gen Gr\u00e4ser", ""]}


def _crawl(folder: Path) -> None:
    (folder / "crawl" / "more").mkdir(parents=True)
    for name in ("crawl/0.parquet", "crawl/more/1.parquet"):
        pq.write_table(pa.table({"id": ["a", "b", "c"], "title": TITLES, "text": TEXTS}), folder / name)


def _check(table: Any, copies: int = 1) -> None:
    rows = [tuple(row.values()) for row in table.select(["title", "text"]).to_pylist()]
    expected = list(zip(RESTORED["title"], RESTORED["text"], strict=True)) * copies
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_for_scrapers() -> None:
    pytest.importorskip("scrapy")
    from scrapy.utils.misc import load_object
    from scrapy.utils.test import get_crawler

    names = run("scrapers.md")
    crawler = get_crawler(settings_dict={"ADDONS": names["ADDONS"]})
    crawler._apply_settings()
    for setting in ("ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES"):
        by_hand = {load_object(path): number for path, number in names[setting].items()}
        assert by_hand.items() <= dict(crawler.settings.getdict(setting)).items()
    header = {"Content-Type": "text/html; charset=iso-8859-1"}
    page = "<p title='x'>K\u00fche m\u00f6gen caf&amp;eacute; und <b>pr\u0435</b>sident</p><script>a&&b</script>"
    response = SimpleNamespace(content=page.encode(), headers=header)
    assert names["text_of"](response) == "K\u00fche m\u00f6gen caf\u00e9 und president"
    plain = SimpleNamespace(
        content="1 < 2, K\u00fche".encode(), headers={"Content-Type": "text/plain; charset=latin-1"}
    )
    assert names["text_of"](plain) == "1 < 2, K\u00fche"


def test_the_settings_on_the_page_are_the_settings() -> None:
    pytest.importorskip("scrapy")
    from conftest import ROOT

    from textclean.integrations.scrapy import SETTINGS

    page = (ROOT / "docs" / "scrapers.md").read_text(encoding="utf-8")
    assert all(f"`TEXTCLEAN_{name}`" in page for name in SETTINGS)


def test_for_data_frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for host in ("pandas", "polars", "datasets"):
        pytest.importorskip(host)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    pq.write_table(pa.table({"title": TITLES, "text": TEXTS}), "pages.parquet")
    names = run("data-frames.md")
    for name in ("pages.clean.parquet", "clean/pages.parquet", "pages.polars.parquet"):
        _check(pq.read_table(name))
    assert names["done"] == ("clean/pages.parquet", 3, 2, False)
    assert names["frame"]["text"].tolist() == RESTORED["text"]
    assert list(names["fixes"].index) == [0, 0]
    _check(names["dataset"].with_format("arrow")[:])


def _name(block: str) -> str:
    return next(line for line in block.split("\n") if "textclean.integrations" in line).split()[1].split(".")[-1]


BLOCKS = [(f"{_name(block)}-{at}", block) for at, block in enumerate(snippets("engines.md"))]


@pytest.mark.parametrize(("name", "block"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_more_than_one_machine(name: str, block: str, tmp_path: Path) -> None:
    engine = name.split("-")[0]
    pytest.importorskip({"spark": "pyspark"}.get(engine, "pyarrow" if engine == "parquet" else engine))
    _crawl(tmp_path)
    before = set(tmp_path.iterdir())
    script = tmp_path / "script.py"
    script.write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    assert done.returncode == 0, done.stderr
    (out,) = [path for path in tmp_path.iterdir() if path.is_dir() and path.name.startswith("crawl.")]
    assert out not in before
    if engine == "datatrove":
        lines = [line for path in out.iterdir() for line in _gunzipped(path).split("\n")[:-1]]
        texts = sorted(json.loads(line)["text"] for line in lines)
        assert texts == sorted([text for text in RESTORED["text"] if text] * 2)  # datatrove's readers skip empty ones
    else:
        _check(pa.concat_tables([pq.read_table(path) for path in sorted(out.rglob("*.parquet"))]), 2)


def _gunzipped(path: Path) -> str:
    import gzip

    return gzip.decompress(path.read_bytes()).decode()
