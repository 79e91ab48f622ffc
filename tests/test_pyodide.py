"""In the browser without a server: the wheel in Pyodide, and the live examples of the docs, in Chromium.

npm's package of Pyodide has Python and its library, and neither numpy nor anything else that textclean uses; so this is
also the run without numpy, regex, ftfy, click and chardetng.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_docs_browser import HAVE, Quiet
from test_serve_browser import CONTRAST, browser, until  # noqa: F401  (the second is a fixture)

VERSION = "314.0.7"
SEED = ROOT / "fixtures" / "seed"
pytestmark = [pytest.mark.hosts, pytest.mark.skipif(shutil.which("npm") is None, reason="npm is absent")]
NODE = """
import { loadPyodide } from "PYODIDE/pyodide.mjs";
import fs from "fs";
const bytes = (path) => new Uint8Array(fs.readFileSync(path));
const [wheel, before] = process.argv.slice(2);
const python = await loadPyodide({ indexURL: "PYODIDE/" });
python.unpackArchive(bytes(wheel).buffer, "wheel");
python.FS.writeFile("/before.txt", bytes(before));
console.log(python.runPython(`
import json, sys
import textclean
with open("/before.txt", "rb") as file:
    text = textclean.clean(file.read())
json.dumps([text, sorted({"chardetng_py", "click", "ftfy", "numpy", "regex"} & set(sys.modules)), sys.platform])
`));
"""


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """npm's package, unpacked; ``TEXTCLEAN_PYODIDE`` may name a folder that has it."""
    if named := os.environ.get("TEXTCLEAN_PYODIDE"):
        return Path(named)
    folder = tmp_path_factory.mktemp("npm")
    done = subprocess.run(
        ["npm", "pack", f"pyodide@{VERSION}"], cwd=folder, capture_output=True, check=False, text=True
    )
    if done.returncode:
        pytest.skip(f"npm gives no Pyodide: {done.stderr.strip().splitlines()[-1:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


@pytest.mark.skipif(shutil.which("node") is None, reason="node is absent")
def test_the_wheel_restores_the_seed_article(pyodide: Path, tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(ROOT),
    ]
    if subprocess.run(build, capture_output=True, check=False).returncode:
        pytest.skip("no wheel can be built: is hatchling installed?")
    program = tmp_path / "program.mjs"
    program.write_text(NODE.replace("PYODIDE", str(pyodide)), "utf-8")
    given = [str(next(tmp_path.glob("*.whl"))), str(SEED / "before.txt")]
    done = subprocess.run(["node", str(program), *given], capture_output=True, check=True, text=True)
    text, loaded, platform = json.loads(done.stdout)
    assert text.encode() == (SEED / "after.txt").read_bytes()
    assert loaded == []
    assert platform == "emscripten"


@pytest.fixture(scope="module")
def site(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("live")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "TEXTCLEAN_PYODIDE": str(pyodide)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(not HAVE, reason="the extra [docs], or selenium, is absent")
@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("chromedriver")), reason="no Chromium here")
def test_live_examples(browser: Any, site: str) -> None:  # noqa: F811
    from selenium.webdriver.common.keys import Keys

    browser.get_log("browser")
    browser.get(f"{site}rules/homoglyphs/")
    find = functools.partial(browser.find_element, "css selector")
    box, button = find("form.live textarea"), find("form.live button")
    assert box.get_attribute("value").isascii() is False  # the rule's first example
    assert box.accessible_name.startswith("Text, restored in your browser")
    before, after = ((SEED / name).read_text("utf-8") for name in ("before.txt", "after.txt"))
    browser.execute_script("arguments[0].value = arguments[1]", box, before)
    box.send_keys(Keys.TAB, Keys.ENTER)  # by keyboard
    assert browser.switch_to.active_element == button
    until(lambda: "change" in find("form.live [role=status]").text, 120)
    assert browser.execute_script("return document.querySelector('form.live pre').textContent") == after
    assert len(browser.find_elements("css selector", "form.live li")) > 50
    assert browser.execute_script(CONTRAST) == []
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in loaded if not name.startswith(site)] == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": dark})
    for rule in ("invisible", "entities", "fonts"):  # pages with a form of their own
        browser.get(f"{site}rules/{rule}/")
        browser.execute_script("localStorage.clear()")
        browser.refresh()
        until(lambda: browser.execute_script("return document.body.dataset.mdColorScheme") == "slate")
        assert find("form.live").get_attribute("data-rule") == rule
        assert browser.execute_script(CONTRAST) == []
