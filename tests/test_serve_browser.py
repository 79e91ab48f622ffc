"""The window in a real browser, driven as a person does: paste, file, choices, undo, keyboard, right-to-left text."""

from __future__ import annotations

import importlib.util
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HAVE = all(importlib.util.find_spec(name) for name in ("starlette", "uvicorn", "selenium"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.hosts,
    pytest.mark.skipif(not HAVE, reason="the extra [web], or selenium, is absent"),
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium, or no driver for it, here"),
]
DAMAGED = "Th\u0435 pr\u0435sident of zero\u200bwidth and the b\u0435st off\u0435r: https://p\u0430ypal.com/"
RESTORED = "The president of zerowidth and the best offer: https://p\u0430ypal.com/"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    from test_serve import serving

    with serving(jobs=1) as client:
        yield f"http://localhost:{client.port}/"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,1000"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(DRIVER))
    found.folder = tmp_path_factory.mktemp("saved")
    found.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(found.folder)})
    yield found
    found.quit()


def until(true: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come to be")


class Window:
    """The page, by what a person sees and does."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        browser.get(address)

    def find(self, what: str) -> Any:
        return self.browser.find_element("css selector", what)

    def all(self, what: str) -> list[Any]:
        found: list[Any] = self.browser.find_elements("css selector", what)
        return found

    def script(self, code: str, *args: Any) -> Any:
        return self.browser.execute_script(code, *args)

    def keys(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def look(self, text: str) -> None:
        """Put *text* into the box, and look."""
        self.script("document.getElementById('text').value = arguments[0]; told.textContent = ''", text)
        self.find("button.main").click()
        until(lambda: self.find("#told").text not in ("", "Looking \u2026"))

    @property
    def text(self) -> str:
        """The text as it is now."""
        found: str = self.script("return document.getElementById('out').value")
        return found

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.browser.get_log("browser")]


@pytest.fixture
def window(browser: Any, address: str) -> Iterator[Window]:
    browser.get_log("browser")
    found = Window(browser, address)
    yield found
    assert found.complaints() == []
    loaded = found.script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert all(name.startswith((address, "blob:", "data:")) for name in loaded)


def test_paste_refuse_accept_undo(window: Window) -> None:
    window.look(DAMAGED)
    assert window.text == RESTORED
    boxes = window.all(".choices input")
    assert [box.is_selected() for box in boxes] == [True] * 5 + [False]
    boxes[0].click()
    assert window.text == RESTORED.replace("The", "Th\u0435")
    mark = window.find(".is mark[data-choice='0']")
    assert "\u0435" in mark.text
    boxes[5].click()  # the held one
    assert window.text == RESTORED.replace("The", "Th\u0435").replace("p\u0430ypal", "paypal")
    window.find("#undo").click()
    window.find("#undo").click()
    assert window.text == RESTORED
    assert not window.find("#undo").is_enabled()
    window.find("#redo").click()
    assert window.text == RESTORED.replace("The", "Th\u0435")


def test_a_file_by_its_bytes(window: Window, tmp_path: Path) -> None:
    text = "Die Züge über Köln fahren heute später, und die Straßen sind naß. Th\u0435 end."
    path = tmp_path / "Züge <b>.txt"
    path.write_bytes(text.replace("\u0435", "e\xad").encode("cp1252"))
    window.find("#file").send_keys(str(path))
    until(lambda: "windows-1252" in window.find("#told").text)
    assert window.find("#title").text == path.name
    assert window.text.startswith("Die Züge über Köln")


def test_a_file_that_is_dropped(window: Window) -> None:
    window.script(
        """
        const data = new DataTransfer();
        data.items.add(new File(["th\\u0435 end"], "dropped.txt"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        """
    )
    until(lambda: window.find("#title").text == "dropped.txt")
    assert window.text == "the end"


def test_profile_and_rules_switch(window: Window) -> None:
    window.look("\ufb01nd th\u0435 caf\u00e9")
    assert window.text == "\ufb01nd the caf\u00e9"
    window.script(
        "const s = document.getElementById('profile'); s.value = 'normalize'; s.dispatchEvent(new Event('change'))"
    )
    until(lambda: window.text == "find the caf\u00e9")
    window.find("form summary").click()
    window.find("input[data-switch='homoglyphs']").click()
    until(lambda: window.text == "find th\u0435 caf\u00e9")


def test_by_keyboard_alone(window: Window) -> None:
    from selenium.webdriver.common.keys import Keys

    def focus() -> str:
        found: str = window.script("return document.activeElement.id || document.activeElement.className")
        return found

    window.keys(Keys.TAB)
    assert focus() == "skip"
    window.keys(Keys.TAB)
    assert focus() == "text"
    window.keys("Th\u0435 end, zero\u200bwidth")
    window.keys(Keys.TAB * 4, Keys.ENTER)
    until(lambda: window.text == "The end, zerowidth")
    window.keys("n", "a")
    assert window.text == "Th\u0435 end, zerowidth"
    window.keys("n", "a")
    assert window.text == "Th\u0435 end, zero\u200bwidth"
    window.keys("u", "u")
    assert window.text == "The end, zerowidth"


def test_names_for_a_screen_reader(window: Window) -> None:
    window.look(DAMAGED)
    nameless = window.script(
        """
        const name = e => e.getAttribute("aria-label") || e.textContent.trim()
            || [...(e.labels || [])].map(l => l.textContent.trim()).join(" ");
        return [...document.querySelectorAll("button, input, select, textarea, summary, a")]
            .filter(e => !name(e)).map(e => e.outerHTML);
        """
    )
    assert nameless == []
    assert window.find(".choices input").accessible_name == (
        'make this change: U+0435 CYRILLIC SMALL LETTER IE -> "e", line 1'
    )
    assert window.find("#told").aria_role == "status"
    assert window.find("main").aria_role == "main"


def test_right_to_left(window: Window) -> None:
    window.look(
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, th\u0435 pr\u0435sident\n"
        "\u0645\u0631\u062d\u0628\u0627 th\u0435 end"
    )
    directions = window.script("return [...document.querySelectorAll('.side')].map(e => getComputedStyle(e).direction)")
    assert directions
    assert set(directions) == {"rtl"}


def test_downloads(window: Window, browser: Any) -> None:
    window.look(DAMAGED)
    window.all(".choices input")[0].click()
    for name in ("text", "record", "json"):
        window.find(f"#save-{name}").click()
    folder = browser.folder
    names = {"pasted_text", "pasted_text.changes", "pasted_text.json"}
    until(lambda: {path.name.removesuffix(".txt") for path in folder.iterdir()} >= names, 20)
    text = next(path for path in folder.iterdir() if path.name in ("pasted_text", "pasted_text.txt")).read_text("utf-8")
    assert text == window.text
    saved = json.loads((folder / "pasted_text.json").read_text("utf-8"))
    assert saved["text"] == text
    assert [choice["on"] for choice in saved["choices"]] == [False] + [True] * 4 + [False]
    lines = [json.loads(line) for line in (folder / "pasted_text.changes").read_text("utf-8").splitlines()]
    assert {line["target"] for line in lines} == {"pasted text"}


def test_hostile_payloads_stay_dead(window: Window, tmp_path: Path) -> None:
    from test_serve import PAYLOADS

    for number, payload in enumerate(PAYLOADS):
        window.look(f"{number} th\u0435 {payload} club\u200bhouse\n{payload}th\u0435 end {payload}")
        for mark in window.all("mark")[:2]:
            window.script("arguments[0].click()", mark)
        assert window.find("h1").text == "pasted text"
        assert window.script("return document.title") == "textclean: pasted text"
        assert (
            window.script("return document.querySelectorAll('#body script, #body img, #body iframe, #body a').length")
            == 0
        )
    for payload in PAYLOADS[:5]:  # as the name of a file, without what a file system does not take
        path = tmp_path / payload.replace("/", "")
        path.write_text("th\u0435 end", "utf-8")
        window.find("#file").send_keys(str(path))
        until(lambda name=path.name: window.find("#title").text == name)
        assert window.script("return document.querySelectorAll('h1 *, #body img, #body script').length") == 0
        window.browser.refresh()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows_and_contrast_is_enough(window: Window, width: int, dark: bool) -> None:
    browser = window.browser
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    try:
        window.look(DAMAGED)
        assert window.script("return document.documentElement.scrollWidth") <= width
        low = window.script(CONTRAST)
        assert low == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


# Texts whose contrast with the ground behind them is below 4.5 (WCAG 2.2, 1.4.3), those of disabled buttons left out.
CONTRAST = """
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data]; };
const over = (top, under) => top.slice(0, 3).map((v, i) => v * top[3] / 255 + under[i] * (1 - top[3] / 255));
const ground = e => { const chain = []; for (let n = e; n; n = n.parentElement) chain.unshift(n);
    return chain.reduce((under, n) => over(rgba(getComputedStyle(n).backgroundColor), under), [255, 255, 255]); };
const light = c => c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
return [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && !e.disabled && e.id !== "tip"
    && !e.matches(".skip, .headerlink") && !e.classList.contains("unseen")
    && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
        const under = ground(e), [a, b] = [light(under), light(over(rgba(getComputedStyle(e).color), under))];
        const name = `${e.tagName}.${e.className}: ${e.textContent.slice(0, 30)}`;
        return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), name];
    }).filter(([ratio]) => ratio < 4.5);
"""
