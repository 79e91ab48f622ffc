"""A repository with forty files of all kinds: planted damage is found and goes, all else stays, other tools agree."""

from __future__ import annotations

import csv
import email
import gzip
import json
import py_compile
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import forget_git

from textclean.cli.main import main

FINE, BAD = "the president of the clubhouse", "th\u0435 pr\u0435sident of the club\u200bhouse"
ACCENTS, MISREAD = "d\u00e9j\u00e0 vu, Gr\u00fc\u00dfe", "d\u00c3\u00a9j\u00c3\u00a0 vu, Gr\u00c3\u00bc\u00c3\u0178e"
# TEXT and WORDS stand where text may be changed, HELD where damage is told and stays.
FILES = {
    "README.md": "# Notes\n\nSee TEXT, `HELD` and WORDS.\n\n```sh\nls \u251c\u2500\u2500 src\n```\n",
    "docs/guide.md": "---\ntitle: About TEXT\n---\n\n1. TEXT\n\n        code\n\n| a | `b` |\n|--|--|\n| WORDS | x |\n",
    "docs/page.mdx": "import X from './x'\n\n<X a=\"b\">\nTEXT\n</X>\n",
    "docs/plain.txt": "TEXT\nWORDS\n\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440. \u4f60\u597d\u3002\n",
    "docs/manual.rst": "Title\n=====\n\nTEXT\n",
    "docs/paper.tex": "\\section{WORDS}\nTEXT % comment\n",
    "docs/index.html": "<!DOCTYPE html><title>TEXT</title><p title='TEXT'>WORDS &amp; <code>x</code>\n",
    "docs/feed.xml": "<?xml version='1.0'?><rss><title>TEXT</title></rss>\n",
    "AGENTS.md": "Be kind to TEXT.\n",
    "prompts/ask.md": "Ask TEXT.\n",
    "src/app.py": '"""Not HELD."""\n\n# TEXT\nNAME = "HELD"  # WORDS\n',
    "src/app.js": "// TEXT\nconst name = `${x} HELD`; /* WORDS */\n",
    "src/app.ts": "// TEXT\nexport const a: string = '\u2192';\n",
    "src/app.c": "/* TEXT */\nint main(void) { return 0; } // WORDS\n",
    "src/app.h": "/* TEXT */\n",
    "src/App.java": "// TEXT\nclass App { char c = '\u00e9'; }\n",
    "src/app.go": "// TEXT\npackage main\n",
    "src/app.rs": "// TEXT\nfn main() {}\n",
    "src/app.sh": "# TEXT\necho 'HELD'\n",
    "src/app.sql": "-- TEXT\nSELECT 'HELD';\n",
    "src/app.css": "/* TEXT */\np::before { content: '\u201c'; }\n",
    "src/app.lua": "-- TEXT\n",
    "src/app.ps1": "# TEXT\n",
    "src/app.php": "<?php // HELD\n",
    "Makefile": "all:\n\techo ok\n",
    "data/a.json": '{"key": "TEXT", "n": 1.50, "list": ["WORDS", null]}\n',
    "data/tools.mcp.json": '{"description": "Tells TEXT."}\n',
    "data/a.jsonl": '{"text": "TEXT", "id": 1}\n{"text": "WORDS"}\n',
    "data/a.csv": 'id,text\n1,"TEXT, and more"\n2,"WORDS"\n',
    "data/a.tsv": "id\ttext\n1\tTEXT\n",
    "data/a.yaml": "# TEXT\ntitle: TEXT\nyes: 'WORDS'\nblock: |\n  TEXT\n",
    "data/a.toml": '# TEXT\ntitle = "TEXT"\nn = 1_000\n',
    "data/a.properties": "# TEXT\ntitle = TEXT\n",
    "data/a.ipynb": """{"cells": [
  {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# TEXT"]},
  {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {}, "outputs": [], "source": ["x = 1  # TEXT"]}
], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
""",
    "po/de.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "key"\nmsgstr "TEXT"\n',
    "po/all.pot": '# TEXT\nmsgid "key"\nmsgstr ""\n',
    "film/a.srt": "1\n00:00:01,000 --> 00:00:02,000\n<i>TEXT</i>\n",
    "film/a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nTEXT\n",
    "mail/a.eml": "Subject: TEXT\nContent-Type: text/plain; charset=utf-8\n\nTEXT\nWORDS\n",
    "mail/all.mbox": "From a@b.c\nContent-Type: text/plain; charset=utf-8\n\nTEXT\n\nFrom d@e.f\n\nok\n",
    "odd/wide.txt": "TEXT\nWORDS\n",
    "odd/packed.txt.gz": "TEXT\n",
}  # fmt: skip
HELD = "club\u200bhouse"


def filled(text: str, fine: str, accents: str, held: str) -> str:
    return text.replace("TEXT", fine).replace("WORDS", accents).replace("HELD", held)


def run(*args: str | Path) -> Result:
    isolated = () if args[0] == "undo" else ("--isolated",)
    return CliRunner().invoke(main, [*map(str, args), *isolated])


def stored(name: str, text: str) -> bytes:
    data = text.encode("utf-16" if name == "odd/wide.txt" else "utf-8")
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


def content(name: str, data: bytes) -> bytes:
    """What is compared: how it is packed may differ."""
    return gzip.decompress(data) if name.endswith(".gz") else data


def git(*args: str) -> str:
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All files as their authors wrote them, in one commit."""
    forget_git(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(stored(name, filled(text, FINE, ACCENTS, "harmless")))
    Path("odd/latin.txt").write_bytes("Caf\u00e9 \u2013 d\u00e9j\u00e0 vu, na\u00efve\n".encode("cp1252") * 3)
    Path("odd/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU")
    Path("odd/example.txt").write_text(
        "Old mail shows caf\u00c3\u00a9 for caf\u00e9, and th\u0435 is known.\n", "utf-8"
    )
    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "a")
    git("config", "core.autocrlf", "false")
    git("add", "-A")
    git("commit", "-qm", "one")
    return tmp_path


def damage() -> dict[str, bytes]:
    """Plant damage in all files; what they hold then."""
    for name, text in FILES.items():
        Path(name).write_bytes(stored(name, filled(text, BAD, MISREAD, HELD)))
    return {name: content(name, Path(name).read_bytes()) for name in FILES}


def places(result: Result) -> set[tuple[str, int]]:
    return {(f["path"].removeprefix("./"), f["line"]) for f in json.loads(result.stdout)}


def planted() -> set[tuple[str, int]]:
    """Files and lines that :func:`damage` changes."""
    found = set()
    for name, text in FILES.items():
        for number, line in enumerate(text.split("\n"), 1):
            if any(word in line for word in ("TEXT", "WORDS", "HELD")):
                found.add((name, number))
    return found


def test_forty_files(repository: Path) -> None:
    assert len(FILES) + 3 >= 40
    assert run("check", "--write-baseline", "known.json", ".").exit_code == 0
    clean = run("check", "--baseline", "known.json", ".")
    assert (clean.exit_code, clean.stdout.splitlines()[0]) == (0, f"{len(FILES) + 3} files: nothing to restore")
    known = json.loads(Path("known.json").read_text("utf-8"))["findings"]
    assert set(known) <= {"odd/example.txt"}

    broken = damage()
    found = run("check", "--baseline", "known.json", "--output-format", "json", ".")
    assert found.exit_code == 1
    assert planted() - places(found) == set()
    changed = run("check", "--changed", "--baseline", "known.json", "--output-format", "json", ".")
    assert changed.exit_code == 1
    assert planted() - places(changed) == set()

    assert run("-i", "--changes", "record", *FILES).exit_code == 0
    for name, text in FILES.items():
        wanted = stored(name, filled(text, FINE, ACCENTS, HELD))
        assert content(name, Path(name).read_bytes()) == content(name, wanted), name
    accepted()
    assert run("undo", "record").exit_code == 0
    assert {name: content(name, Path(name).read_bytes()) for name in FILES} == broken


def accepted() -> None:
    """Other tools read every result."""
    patch = git("diff", "--binary")
    subprocess.run(["git", "apply", "--check", "-R", "-"], input=patch, text=True, check=True)
    py_compile.compile("src/app.py", cfile="app.pyc", doraise=True)
    tomllib.loads(Path("data/a.toml").read_text("utf-8"))
    for name in ("data/a.json", "data/tools.mcp.json", "data/a.ipynb"):
        json.loads(Path(name).read_text("utf-8"))
        if shutil.which("jq"):
            subprocess.run(["jq", "empty", name], check=True)
    for line in Path("data/a.jsonl").read_text("utf-8").splitlines():
        json.loads(line)
    rows = list(csv.reader(Path("data/a.csv").read_text("utf-8").splitlines()))
    assert [len(row) for row in rows] == [2, 2, 2]
    message = email.message_from_bytes(Path("mail/a.eml").read_bytes())
    assert message["subject"] == FINE
    for name in ("po/de.po", "po/all.pot"):
        if shutil.which("msgfmt"):
            subprocess.run(["msgfmt", "--check-format", "-o", "a.mo", name], check=True)
    for program, name in (("node", "src/app.js"), ("gcc", "src/app.c"), ("bash", "src/app.sh")):
        flag = {"node": ["--check"], "gcc": ["-fsyntax-only"], "bash": ["-n"]}[program]
        if shutil.which(program):
            subprocess.run([program, *flag, name], check=True)
    try:
        import nbformat
    except ImportError:
        return
    nbformat.validate(nbformat.read("data/a.ipynb", as_version=4))
