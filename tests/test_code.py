"""Source code: comments and strings are restored, code is told and stays."""

from __future__ import annotations

import json
import py_compile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from textclean import formats
from textclean.cli.main import main
from textclean.formats.code import SUFFIXES

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
CODE = "us\u0435r"  # an identifier with a Cyrillic letter


def run(*args: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["--isolated", *map(str, args)], input=stdin.encode())


SOURCES = {
    "a.py": 'CODE = \'BAD\'  # BAD\'s\ndef f():\n    """BAD\n\n    \'BAD\'"""\n    return CODE + r"BAD\\""\n',
    "a.c": '#include "a.h"\n/* BAD\n * BAD */\nint CODE = 1; // BAD\nchar *s = "BAD \\"BAD\\"", c = \'x\';\n',
    "a.js": "const CODE = `BAD ${1}\nBAD`; // BAD\nlet b = 'BAD' /* BAD */;\n",
    "a.rs": "fn f<'a>(CODE: &'a str) -> char { /* BAD */ let _ = r#\"BAD \"BAD\"\"#; 'x' } // BAD\n",
    "a.go": 'package a\n\nvar CODE = `BAD \\\nBAD`\nvar s = "BAD" // BAD\n',
    "a.java": 'class A { String CODE = """\n  BAD\n  """; } // BAD\n',
    "a.sh": "# BAD\nCODE='BAD'\necho \"BAD\nBAD\" ${CODE#x} # BAD\n",
    "a.sql": "-- BAD\nSELECT CODE FROM t WHERE a = 'BAD''s'; /* BAD */\n",
    "a.ps1": "<# BAD\nBAD #>\n$CODE = 'BAD ''BAD' # BAD\n",
    "a.lua": "--[[ BAD\nBAD ]]\nlocal CODE = [[BAD]] -- BAD\n",
    "a.hs": '{- BAD -}\nf CODE = "BAD" -- BAD\n',
    "a.el": '; BAD\n(setq CODE "BAD\nBAD")\n',
    "a.rb": "# BAD\nCODE = 'BAD' # BAD\n",
    "a.vb": '\' BAD\nDim CODE = "BAD"\n',
    "a.erl": '% BAD\nf(CODE) -> "BAD".\n',
    "a.css": "/* BAD */ .CODE::after { content: 'BAD'; }\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_comments_and_strings_only(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SOURCES[name].replace("BAD", BAD).replace("CODE", CODE).encode())
    found = json.loads(run("check", "--output-format", "json", path).stdout)
    if path.suffix in (".py", ".c", ".java"):
        assert "inside code" in {f["held"] for f in found}
    assert run(path).stdout_bytes.decode() == SOURCES[name].replace("BAD", GOOD).replace("CODE", CODE)
    assert run("-i", path).exit_code == 0
    assert path.read_bytes().decode() == SOURCES[name].replace("BAD", GOOD).replace("CODE", CODE)
    assert run("check", path).exit_code == 0  # what is held fails nothing
    if name == "a.py":
        py_compile.compile(str(path), doraise=True)


def test_a_direction_control_in_code_is_an_error_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.c"
    text = "int a\u202e = 1;\n"
    path.write_bytes(text.encode())
    result = run("check", path)
    assert (result.exit_code, "(error, held: inside code" in result.stdout) == (1, True)
    assert run("-i", path).exit_code == 0
    assert path.read_bytes() == text.encode()


def test_line_ends_are_the_files(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x = 1\r\ny = 2  \r\n")
    assert run("-p", "normalize", path).stdout_bytes == b"x = 1\ny = 2\n"


def test_the_suffixes_are_those_of_the_format() -> None:
    assert set(formats._CODE) == set(SUFFIXES)
