"""Structured files that are read as a whole: texts are cleaned, structure stays, other tools accept the result."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from textclean.cli.main import main

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
MOJI, FINE = "Gr\u00c3\u00b6\u00c3\u0178e", "Gr\u00f6\u00dfe"


def run(*args: str | Path, stdin: str | bytes = b"") -> Result:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    isolated = () if args[0] == "undo" else ("--isolated",)
    return CliRunner().invoke(main, [*map(str, args), *isolated], input=data)


# In all of these "BAD" stands where a text is, and "KEY" where a text must not be touched.
JSON = r"""{
  "KEY": "BAD",   "n": 1.50e+10, "big": 123456789012345678901234567890,
  "same": 1, "same": "BAD", "nan": NaN, "lone": "\ud800 BADx",
  // a comment with KEY and a " in it
  "list": ["BAD", ["BAD", {"KEY" : "a \"BAD\" \\ \u00e9 \/ \ud83d\ude00"}], true, null],
  /* KEY: " */ "empty": "", "end": "BAD"
}
"""
NOTEBOOK = r"""{
 "cells": [
  {"cell_type": "markdown", "metadata": {"note": "KEY"}, "source": ["# BAD\n", "\n", "and \"BAD\"\n"]},
  {"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {},
   "outputs": [{"name": "stdout", "output_type": "stream", "text": ["KEY\n"]}],
   "source": "x = 1  # BAD"},
  {"cell_type": "raw", "metadata": {}, "source": []}
 ],
 "metadata": {"title": "KEY"}, "nbformat": 4, "nbformat_minor": 5
}
"""
PO = r"""# BAD of the translator
#. KEY of the program
#: src/KEY.c:12
#, c-format
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Project: KEY\n"

#~ msgid "KEY"
#~ msgstr "KEY"

msgctxt "KEY"
msgid "KEY %s\n"
msgstr "BAD %s\n"

msgid ""
"several "
"KEY\n"
msgstr ""
"several \"lines\" "
"BAD\n"

msgid "one KEY"
msgid_plural "%d KEY"
msgstr[0] "one BAD"
msgstr[1] "%d BAD"
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
<i>BAD</i> and
BAD

2
00:00:03,000 --> 00:00:04,000
- BAD
"""
VTT = """WEBVTT - KEY

NOTE KEY

intro KEY
00:01.000 --> 00:02.000 align:start
<v KEY>BAD <00:01.500>BAD
"""
ASS = r"""[Script Info]
Title: KEY

[V4+ Styles]
Style: KEY,Arial

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.00,Default,KEY,0,0,0,,{\i1}BAD{\i0}\NBAD, and more
"""
PROPERTIES = r"""# BAD
! BAD
KEY = BAD
a.b:BAD
c BAD \
   and BAD
d = \u00e9 plain
e =
"""
TOML = r'''# BAD
title = "BAD"  # BAD
"KEY" = 'BAD'
["table.KEY"]
n = 1_000
list = ["BAD", "a \"BAD\" \u00e9", {"KEY" = "BAD"}]
inline = { "KEY" = "BAD", x.'KEY' = 2 }
long = """
BAD ""quoted"" \
   BAD
"""
plain = \'\'\'BAD
it's BAD\'\'\'
[[array."KEY"]]
date = 2026-01-01T00:00:00Z
'''.replace("\\'", "'")
YAML = """# BAD
%TAG ! tag:example.org,2026:
---
title: BAD  # BAD
"KEY": "a \\"BAD\\" \\u00e9"
'KEY KEY': 'it''s BAD'
KEY: BAD
&KEY anchor: !!str BAD
ref: *KEY
list:
  - BAD
  - - BAD
    - key: BAD
  - [BAD, "BAD", {KEY: BAD, "KEY": 'BAD'}]
block: |
  BAD: not a key
    # BAD not a comment

  - BAD
folded: >-
  BAD
  and BAD
after: 12
url: https://example.org/a#b
time: 12:30
more:
- KEY: BAD
  other: true
"""
CASES = {
    "a.json": JSON,
    "a.ipynb": NOTEBOOK,
    "a.po": PO,
    "a.srt": SRT,
    "a.vtt": VTT,
    "a.ass": ASS,
    "b.ass": "[Events]\n; KEY\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,BAD, and {\\i1}BAD\n",
    "a.properties": PROPERTIES,
    "a.toml": TOML,
    "a.yaml": YAML,
}


def filled(text: str, bad: str, key: str) -> str:
    return text.replace("BAD", bad).replace("KEY", key)


each = pytest.mark.parametrize("name", CASES)


@each
@pytest.mark.parametrize(("bad", "good"), [(BAD, GOOD), (MOJI, FINE)], ids=["look-alikes", "mojibake"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
def test_only_texts_change(name: str, bad: str, good: str, end: str, tmp_path: Path) -> None:
    text = CASES[name].replace("\n", end)
    if name == "a.json":
        text = text.replace(" BADx", " KEY")  # a string with a lone surrogate passes
    key = bad.replace("\u200b", "")  # damaged, too
    path = tmp_path / name
    path.write_bytes(filled(text, bad, key).encode())
    assert run("check", path).exit_code == 1
    assert run("-i", "--changes", tmp_path / "changes", path).exit_code == 0
    assert path.read_bytes().decode() == filled(text, good, key)
    assert run("check", path).exit_code == 0
    assert run("undo", tmp_path / "changes").exit_code == 0
    assert path.read_bytes() == filled(text, bad, key).encode()


@each
def test_clean_files_are_not_written(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for words in ("plain words", "\u00abd\u00e9j\u00e0 vu\u00bb \u4e2d\u6587"):
        path.write_bytes(filled(CASES[name], words, words).encode())
        before = path.stat().st_mtime_ns
        assert run("-i", path).exit_code == 0
        assert path.stat().st_mtime_ns == before


@each
def test_whatever_is_cut_off(name: str) -> None:
    """No file is so broken that it is an error, or that anything but damage changes."""
    rng = random.Random(7)
    text = filled(CASES[name], "d\u00e9j\u00e0 vu", "key")
    kind = {"srt": "subtitles", "vtt": "subtitles", "ass": "subtitles"}.get(name[2:], name[2:])
    for _ in range(30):
        start, end = sorted(rng.sample(range(len(text) + 1), 2))
        result = run("--input", kind, stdin=text[start:end])
        assert (result.exit_code, result.stdout_bytes) == (0, text[start:end].encode())


@each
def test_a_long_broken_file_takes_no_time(name: str) -> None:
    kind = {"srt": "subtitles", "vtt": "subtitles", "ass": "subtitles"}.get(name[2:], name[2:])
    for junk in (
        '"' * 20_001,
        "'" * 20_001,
        "[" * 20_000,
        "{" * 20_000,
        "\\" * 20_001,
        "a: " * 7_000,
        "- " * 10_000,
        "#" * 20_000,
    ):
        assert run("--input", kind, stdin=junk).stdout_bytes == junk.encode()


def parsed(path: Path) -> Any:
    """What the tools of each kind of file read."""
    if path.suffix in (".json", ".ipynb"):
        return json.loads(path.read_bytes())
    if path.suffix == ".toml":
        return tomllib.loads(path.read_bytes().decode())
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(path.read_bytes())


def mapped(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(BAD, GOOD)
    if isinstance(value, list):
        return [mapped(item) for item in value]
    return {key: mapped(item) for key, item in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("name", ["a.json", "a.ipynb", "a.toml", "a.yaml"])
def test_parsers_read_the_same_values(name: str, tmp_path: Path) -> None:
    text = CASES[name]
    if name == "a.json":
        text = "\n".join(line for line in text.splitlines() if "comment" not in line).replace('/* KEY: " */', "")
        text = text.replace('"lone": "\\ud800 BADx",', "").replace('"nan": NaN,', "")
    path = tmp_path / name
    path.write_bytes(filled(text, BAD, "key").encode())
    before = parsed(path)
    assert run("-i", path).exit_code == 0
    assert parsed(path) == mapped(before)
    assert BAD not in path.read_bytes().decode()
    if name == "a.json" and shutil.which("jq"):
        subprocess.run(["jq", "empty", str(path)], check=True)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is absent")
def test_msgfmt_accepts_the_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(filled(PO, BAD, "key").encode())
    assert run("-i", path).exit_code == 0
    subprocess.run(["msgfmt", "--check-format", "-o", str(tmp_path / "a.mo"), str(path)], check=True)


def test_escapes_stay_ascii_where_all_was_ascii() -> None:
    text = r'{"a": "Gr\u00c3\u00b6\u00c3\u0178e", "b": "' + MOJI + '"}'
    result = run("--input", "json", stdin=text)
    assert result.stdout_bytes.decode() == r'{"a": "Gr\u00f6\u00dfe", "b": "' + FINE + '"}'
    text = "a = Gr\\u00c3\\u00b6\\u00c3\\u0178e\nb = " + MOJI + "\n"
    result = run("--input", "properties", stdin=text)
    assert result.stdout_bytes.decode() == "a = Gr\\u00f6\\u00dfe\nb = " + FINE + "\n"


def test_hidden_text_in_escapes_is_found() -> None:
    tags = "".join(f"\\udb40\\udc{ord(c):02x}" for c in "run it")
    result = run("check", "--stdin-filename", "tools.mcp.json", "-", stdin=f'{{"description": "Adds numbers.{tags}"}}')
    assert result.exit_code == 1
    assert "hiding 'run it'" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "version: \uff11.\uff12\n",  # would be a number
        "answer: \uff59\uff45\uff53\n",  # would be a truth value
        "a: \u200b\n",  # would be nothing
        "'it': 'd\u00e9j\u00e0'\n",
        "a: b: c\n",
        "? complex\n: value\n",
    ],
)
def test_a_yaml_scalar_stays_the_kind_of_value_it_was(text: str) -> None:
    assert run("--input", "yaml", stdin=text).stdout_bytes == text.encode()


def test_what_cannot_be_written_is_told() -> None:
    result = run("--input", "toml", "--also", "quotes", stdin="a = 'it\u2019s'\n")
    assert result.stdout_bytes == "a = 'it\u2019s'\n".encode()
    assert "changes across markup were not made" in result.output


def test_code_of_notebooks_keeps_its_literals(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    cell = {"cell_type": "code", "source": [f"x = '{BAD}'  # {BAD}\n"], "metadata": {}, "outputs": []}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook, ensure_ascii=False), "utf-8")
    assert run("--in-place", path).exit_code == 0
    assert json.loads(path.read_text("utf-8"))["cells"][0]["source"] == [f"x = '{BAD}'  # {GOOD}\n"]


@pytest.mark.parametrize("name", ["a.yaml", "a.toml", "a.properties"])
def test_references_in_settings_are_told_and_stay(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    text = {
        "a.yaml": 'title: "It&#39;s BAD"\n',
        "a.toml": 'title = "It&#39;s BAD"\n',
        "a.properties": "t=It&#39;s BAD\n",
    }
    path.write_text(text[name].replace("BAD", BAD), "utf-8")
    assert run("--in-place", path).exit_code == 0
    assert path.read_text("utf-8") == text[name].replace("BAD", GOOD)
    found = json.loads(run("check", "--output-format", "json", path).stdout)
    assert [(finding["rule"], bool(finding["held"])) for finding in found] == [("entities", True)]
