"""A repository with files of all kinds: all damage is found, nothing else; repaired files are good for other tools."""

from __future__ import annotations

import json
import os
import py_compile
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import forget_git
from test_structured import BAD, CASES, GOOD, filled

from textclean.cli.main import main

PLAIN = {
    "README.md": "# BAD\n\nText with `code` and https://example.org/ BAD.\n",
    "notes.txt": "BAD\nplain \u4e2d\u6587 \u2014 \u201cok\u201d\n",
    "page.html": '<html><body><p title="BAD">BAD</p><script>var KEY = 1;</script></body></html>\n',
    "data.csv": 'id,text\n1,BAD\n2,"a ""BAD"""\n',
    "data.jsonl": '{"text": "BAD", "key": "KEY"}\n',
    "docs/guide.rst": "BAD\n===\n",
    "docs/\u00fcber uns.md": "BAD\n",
    "manual.rst": "BAD\n===\n",
    "AGENTS.md": "Be kind to BAD.\n",
}
CLEAN = {
    "clean/a.md": "d\u00e9j\u00e0 vu, \u0441\u043b\u043e\u0432\u043e, \u65e5\u672c\u8a9e \U0001f468\u200d\U0001f469\n",
    "clean/\u0641\u0627\u0631\u0633\u06cc.txt": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\n",
    "clean/a.py": "gr\u00f6\u00dfe = '\u043f\u0440\u0438\u0432\u0435\u0442'\n",
    "clean/a.json": '{"a": "\\ud800", "a": NaN, "\u00e9": 1e400}\n',
    "clean/a.yaml": "a: [d\u00e9j\u00e0, 1]\n",
    "clean/a.po": 'msgid "a"\nmsgstr "\u00e4"\n',
}


CODE = "us\u0435r"  # an identifier with a Cyrillic letter
SOURCES = {
    "a.py": "CODE = 'x'  # BAD's\ndef f():\n    # BAD\n    return CODE\n",
    "a.c": '#include "a.h"\n/* BAD\n * BAD */\nint CODE = 1; // BAD\nchar *s = "x \\"", c = \'x\';\n',
    "a.js": "const CODE = `x ${1}\n`; // BAD\nlet b = 'x' /* BAD */;\n",
    "a.rs": "fn f<'a>(CODE: &'a str) -> char { /* BAD */ let _ = r#\"x \"x\"\"#; 'x' } // BAD\n",
    "a.go": 'package a\n\nvar CODE = `x`\nvar s = "x" // BAD\n',
    "a.java": 'class A { String CODE = """\n  x\n  """; } // BAD\n',
    "a.sh": "# BAD\nCODE='x'\necho \"x\" # BAD\n",
    "a.sql": "-- BAD\nSELECT CODE FROM t WHERE a = 'x''s'; /* BAD */\n",
    "a.lua": "--[[ BAD\nBAD ]]\nlocal CODE = [[x]] -- BAD\n",
    "a.css": "/* BAD */ .CODE::after { content: 'x'; }\n",
    "a.ts": "// BAD\nconst CODE: string = 'x';\n",
    "a.kt": "/* BAD */ val CODE = 1 // BAD\n",
    "a.cs": "// BAD\nclass CODE { }\n",
    "a.swift": "let CODE = 1 // BAD\n",
    "a.h": "/* BAD */ extern int CODE;\n",
    "a.scss": "/* BAD */ .CODE { color: red; }\n",
}


def run(*args: str | Path) -> Result:
    isolated = () if args[0] == "undo" else ("--isolated",)
    return CliRunner().invoke(main, [*map(str, args), *isolated])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    forget_git(monkeypatch)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in expected(BAD).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for command in (["init", "-q"], ["config", "user.email", "a@b.c"], ["config", "user.name", "a"], ["add", "-A"]):
        subprocess.run(["git", *command], check=True)
    subprocess.run(["git", "commit", "-qm", "one"], check=True)
    return folder


def expected(word: str) -> dict[str, str]:
    """All files, with *word* where a text is."""
    structured = dict(CASES)
    # What jq takes: no comments, no lone surrogates, no NaN.
    for strange in ('  // a comment with KEY and a " in it\n', '/* KEY: " */ ', ', "nan": NaN, "lone": "\\ud800 BADx"'):
        assert strange in structured["a.json"]
        structured["a.json"] = structured["a.json"].replace(strange, "")
    files = {f"kinds/{name}": filled(text, word, "key") for name, text in structured.items()}
    files |= {f"src/{name}": text.replace("BAD", word).replace("CODE", CODE) for name, text in SOURCES.items()}
    files |= {name: filled(text, word, "key") for name, text in PLAIN.items()}
    return files | CLEAN


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_all_that_was_planted_is_found_and_nothing_else(repository: Path) -> None:
    before = contents(repository)
    assert len(before) >= 40
    result = run("check", "--output-format", "json", ".")
    assert result.exit_code == 1
    found = {os.path.normpath(finding["path"]) for finding in json.loads(result.stdout) if not finding["held"]}
    assert found == set(expected(BAD)) - set(CLEAN)
    # Accepted, it is silent; a new line is told.
    assert run("check", "--write-baseline", "../known.json", ".").exit_code == 0
    assert run("check", "--baseline", "../known.json", ".").exit_code == 0
    assert run("check", "--changed", ".").exit_code == 0
    with (repository / "notes.txt").open("a", encoding="utf-8") as notes:
        notes.write(f"{BAD} again\n")
    assert run("check", "--baseline", "../known.json", ".").exit_code == 1
    assert run("check", "--changed").exit_code == 1


def test_repaired_and_taken_back(repository: Path) -> None:
    before = contents(repository)
    assert run("--in-place", "--changes", repository.parent / "changes", ".").exit_code == 0
    assert {name: data.decode() for name, data in contents(repository).items()} == expected(GOOD)
    assert run("check", ".").exit_code == 0
    for name in ("a.json", "a.ipynb"):
        data = (repository / "kinds" / name).read_bytes()
        assert json.loads(data)
        if shutil.which("jq"):
            subprocess.run(["jq", "empty"], input=data, check=True)
    notebook = json.loads((repository / "kinds" / "a.ipynb").read_bytes())
    assert all(isinstance(cell["source"], list | str) and "metadata" in cell for cell in notebook["cells"])
    assert tomllib.loads((repository / "kinds" / "a.toml").read_text("utf-8"))
    py_compile.compile(str(repository / "src" / "a.py"), cfile=str(repository.parent / "a.pyc"), doraise=True)
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, "kinds/a.po"], check=True, capture_output=True)
    changed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "diff", "--name-only"], capture_output=True, check=True
    )
    assert set(changed.stdout.decode().splitlines()) == set(before) - set(CLEAN)
    assert run("undo", repository.parent / "changes").exit_code == 0
    assert contents(repository) == before


def test_an_agent_that_loses_all_letters(repository: Path) -> None:
    """Every file as a tool leaves it that writes U+FFFD, with an edit in each; git gives every letter back."""
    before = contents(repository)
    for name, data in before.items():
        lost = "".join(c if c.isascii() else "\ufffd" for c in data.decode())
        (repository / name).write_bytes(f"{lost}edited\n".encode())
    assert run("--in-place", "--against", "HEAD").exit_code == 0
    assert contents(repository) == {name: data + b"edited\n" for name, data in before.items()}
