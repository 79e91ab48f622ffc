"""The docs in a real browser: nothing is loaded from elsewhere, pictures have words, all can be read, on any screen."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_serve_browser import CONTRAST, browser  # noqa: F401  (the second is a fixture)

HAVE = all(importlib.util.find_spec(name) for name in ("material", "mkdocs", "selenium"))
pytestmark = [
    pytest.mark.hosts,
    pytest.mark.skipif(not HAVE, reason="the extra [docs], or selenium, is absent"),
    pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("chromedriver")), reason="no Chromium here"),
]
PAGES = ("", "comparison/", "restorebench/", "window/", "questions/why-was-this-not-restored/", "rules/homoglyphs/")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Files, without a line for each."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_pages(browser: Any, site: str, width: int, dark: bool) -> None:  # noqa: F811
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.get_log("browser")
    for page in PAGES:
        browser.get(site + page)
        time.sleep(0.5)
        script = browser.execute_script
        assert script("return document.documentElement.scrollWidth") <= width, page
        assert script("return [...document.images].filter(i => !i.naturalWidth || i.alt.length < 20).length") == 0
        loaded = script("return performance.getEntriesByType('resource').map(entry => entry.name)")
        assert [name for name in loaded if not name.startswith(site)] == []
        assert script(CONTRAST) == [], page
        assert [entry["message"] for entry in browser.get_log("browser")] == []
