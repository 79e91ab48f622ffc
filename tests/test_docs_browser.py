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
PAGES = (
    "",
    "comparison/",
    "restorebench/",
    "window/",
    "profiles/",
    "romanisation/",
    "questions/my-csv-says-francois/",
    "questions/why-was-this-not-restored/",
    "rules/homoglyphs/",
)


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
        script = browser.execute_script
        script("localStorage.clear()")  # the scheme that was chosen on the page before
        browser.refresh()
        time.sleep(0.5)
        assert script("return document.body.dataset.mdColorScheme") == ("slate" if dark else "default")
        narrow = script("return [...document.images].some(i => i.currentSrc.endsWith('-narrow.svg'))")
        assert narrow == (width < 500 and script("return document.querySelector('picture') !== null"))
        assert script("return document.documentElement.scrollWidth") <= width, page
        assert script("return [...document.images].filter(i => !i.naturalWidth || i.alt.length < 20).length") == 0
        loaded = script("return performance.getEntriesByType('resource').map(entry => entry.name)")
        assert [name for name in loaded if not name.startswith(site)] == []
        assert script(CONTRAST) == [], page
        assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_by_keyboard(browser: Any, site: str) -> None:  # noqa: F811
    """From the top of the start page: past the menu into the text, along its links, each of which shows the focus."""
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser.get(site)
    seen = []
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        now = browser.switch_to.active_element
        name = now.accessible_name
        assert name, now.get_attribute("outerHTML")
        seen.append(name)
        style = "const s = getComputedStyle(arguments[0]); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'"
        if now.tag_name == "a" and not browser.execute_script("return arguments[0].matches('.headerlink')", now):
            assert browser.execute_script(style, now), name
        if name == "Why was this not restored?":
            break
    assert seen[0] == "Skip to content"
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert browser.title.startswith("Why was this not restored?")
