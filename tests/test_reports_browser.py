"""The HTML report in a real browser: driven by a script put into a copy of the page, which reports into its title."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from textclean.cli.main import main

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FOLDER = Path(__file__).parents[1] / "fixtures" / "reports"
pytestmark = [pytest.mark.hosts, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    target = tmp_path / "report.html"
    answer = CliRunner().invoke(
        main, ["check", str(FOLDER), "--isolated", "--output-format", "html", "-o", str(target)]
    )
    assert answer.exit_code == 1
    return target


def browse(*args: str) -> bytes:
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=3000")
    return subprocess.run([str(CHROMIUM), *flags, *args], capture_output=True, check=True, timeout=120).stdout


def drive(page: Path, script: str, width: int = 1280) -> Any:
    """What *script* puts into ``result`` after the page has loaded."""
    end = "document.body.dataset.result = JSON.stringify(result);"
    probe = f"<script>const result = {{}};\n{script}\n{end}</script></body>"
    copy = page.with_name("driven.html")
    copy.write_text(page.read_text("utf-8").replace("</body>", probe), "utf-8")
    dom = browse(f"--window-size={width},900", "--dump-dom", copy.as_uri()).decode()
    found = re.search(r'data-result="([^"]*)"', dom)
    assert found, dom[-500:]
    return json.loads(unescape(found[1]))


def test_rules_and_grades_filter(page: Path) -> None:
    result = drive(
        page,
        """
        const shown = () => document.querySelectorAll(".spot:not([hidden])").length;
        const click = what => document.querySelector(what).click();
        result.all = shown();
        click('input[data-rule="homoglyphs"]');
        result.without = shown();
        click('button[data-all=""]');
        result.none = shown();
        click('input[data-rule="invisible"]');
        result.one = shown();
        result.others = [...document.querySelectorAll(".spot:not([hidden]) mark:not(.off)")]
            .filter(m => !m.dataset.rules.split(" ").includes("invisible")).length;
        click('button[data-all="1"]');
        click('input[data-grade="held"]');
        result.made = shown();
        click('input[data-level="warning"]');
        result.warned = shown();
        """,
    )
    assert result["none"] == result["others"] == 0
    assert 0 < result["one"] < result["all"]
    assert result["without"] < result["all"]
    assert result["made"] < result["all"]
    assert result["warned"] < result["made"]


def test_keys_walk_from_change_to_change(page: Path) -> None:
    result = drive(
        page,
        """
        const key = k => document.dispatchEvent(new KeyboardEvent("keydown", {key: k, bubbles: true}));
        const tip = document.getElementById("tip");
        const marks = [...document.querySelectorAll(".was mark")];
        const here = () => marks.indexOf(document.activeElement);
        result.places = [];
        for (const k of ["n", "n", "n", "p"]) { document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: k, bubbles: true})); result.places.push(here()); }
        result.tip = tip.textContent;
        result.open = !tip.hidden;
        result.described = document.activeElement.getAttribute("aria-describedby");
        key("Escape");
        result.closed = tip.hidden;
        const all = [...document.querySelectorAll("mark, input, button, a")];
        result.unreachable = all.filter(e => e.tabIndex < 0).length;
        """,
    )
    assert result["places"] == [0, 1, 2, 1]
    assert result["open"]
    assert result["closed"]
    assert result["described"] == "tip"
    assert "U+" in result["tip"]
    assert result["unreachable"] == 0


def test_right_to_left_text_stands_right_and_nothing_is_loaded(page: Path) -> None:
    result = drive(
        page,
        """
        const rtl = [...document.querySelectorAll(".side")].filter(e => /[\\u0590-\\u06ff]/.test(e.textContent[0]));
        result.count = rtl.length;
        result.right = rtl.every(e => getComputedStyle(e).direction === "rtl");
        result.left = [...document.querySelectorAll(".side")].filter(e => /^[A-Za-z]/.test(e.textContent))
            .every(e => getComputedStyle(e).direction === "ltr");
        result.loaded = performance.getEntriesByType("resource").length;
        """,
    )
    assert result["count"] >= 2
    assert result["right"]
    assert result["left"]
    assert result["loaded"] == 0


def test_on_a_phone_nothing_overflows_and_sides_are_stacked(page: Path) -> None:
    script = """
        result.over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        const [was, is] = document.querySelector(".spot").querySelectorAll(".side");
        result.stacked = is.getBoundingClientRect().top >= was.getBoundingClientRect().bottom;
        result.narrow = innerWidth < 832;
        """
    result = drive(page, script, 500)
    assert result == {"over": 0, "stacked": True, "narrow": True}
    assert not drive(page, script)["stacked"]


def test_a_screenshot_can_be_taken(page: Path) -> None:
    picture = page.with_name("report.png")
    browse("--window-size=1280,1000", f"--screenshot={picture}", page.as_uri())
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000


@pytest.mark.parametrize(("width", "folded"), [(1280, False), (500, True)])
def test_filters_are_folded_on_a_phone(page: Path, width: int, folded: bool) -> None:
    script = """
        result.folded = !document.querySelector("aside details").open;
        result.top = document.querySelector(".spot").getBoundingClientRect().top;
    """
    result = drive(page, script, width)
    assert result["folded"] is folded
    assert result["top"] < 420
