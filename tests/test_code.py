"""Program code: comments are cleaned, all else is reported; what the languages' own tools read stays the same."""

from __future__ import annotations

import ast
import io
import json
import shutil
import subprocess
import tokenize
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from textclean.cli.main import main
from textclean.formats import languages, of
from textclean.formats.comments import comments

BAD, GOOD = "Th\u0435 pr\u0435sident of the club\u200bhouse", "The president of the clubhouse"
MOJIBAKE, MENDED = (
    "caf\u00c3\u00a9 au lait et cr\u00c3\u00a8me br\u00c3\u00bbl\u00c3\u00a9e",
    "caf\u00e9 au lait et cr\u00e8me br\u00fbl\u00e9e",
)

# Programs: {} is a comment's text, [] is what a program needs as it is.
PROGRAMS = {
    "a.py": '# {}\nHIDDEN = "\u200b\u2060"\nCASES = ["[]", \'# []\']\ndef f():\n    """[] # []"""\n'
    "    return 1  # {}\n",
    "a.js": '// {}\nvar re=/[\u200b\'"\\/*]/g,s="[]"; /* {} */\nvar t=`[] // ${`// []`+{a:1}.a} // []`; // {}\n',
    "a.ts": "const a = b / c; // {}\nif (x) return /[/*\"']/.test('// []');\n/** {}\n * {} */\n",
    "a.c": "/* {} */\nstatic const char *s = \"[] // []\";\nint n = '\"'; // {}\nint m = 1'000'000;\n",
    "a.cpp": 'auto s = R"x([] // []\n/* [] )" */)x"; // {}\n',
    "a.rs": "fn f<'a>(x: &'a str) { let s = r#\"[] // \" []\"#; let c = '\"'; } // {}\n",
    "a.go": "s := `[] // []\n// []` // {}\n",
    "a.kt": 'val s = """[] // "quoted" []""" // {}\n',
    "a.cs": 'var s = @"[] "" // []"; // {}\n',
    "a.css": 'a { content: "[] /* [] */"; background: url(//example.org/[]); } /* {} */\n',
    "a.sh": "#!/bin/sh\n# {}\necho \"it&#39;s # []\" '# []' # {}\ncat <<EOF\n# []\nEOF\n"
    'sed -e \'s/&#39;/x/g\' -e "$(echo "\n# []")"\nx=${1# []}; y=$#\n',
    "a.sql": "-- {}\nINSERT INTO t VALUES ('it&#39;s', '[] -- []', 'it''s -- []'); /* {} */\nSELECT $q$ -- [] $q$;\n",
    "a.lua": "--[==[ {} ]] ]==] s = [[ -- [] ]] -- {}\n",
    "a.r": 'x <- \'# []\' # {}\ny <- r"(# []")"\n',
    "a.ps1": "<# {} #>\n$s = \"[] # []\" # {}\n$t = @'\n# []\n'@\n",
}


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["--isolated", *map(str, args)])


def program(name: str, comment: str, literal: str) -> str:
    return PROGRAMS[name].replace("{}", comment).replace("[]", literal)


@pytest.mark.parametrize("name", PROGRAMS)
def test_comments_are_cleaned_and_nothing_else(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for (bad, good), other in (((BAD, GOOD), (MOJIBAKE, MENDED)), ((MOJIBAKE, MENDED), (BAD, GOOD))):
        path.write_text(program(name, bad, other[0]), "utf-8", newline="")
        assert run("--in-place", path).exit_code == 0
        assert path.read_bytes().decode() == program(name, good, other[0])
        before = path.read_bytes()
        assert run("--in-place", path).exit_code == 0
        assert path.read_bytes() == before


@pytest.mark.parametrize("name", PROGRAMS)
def test_all_else_is_reported_and_does_not_fail_the_check(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(program(name, GOOD, BAD), "utf-8", newline="")
    result = run("check", "--output-format", "jsonl", path)
    assert result.exit_code == 0, result.stdout
    if "[]" in PROGRAMS[name]:
        found = [json.loads(line) for line in result.stdout.splitlines()]
        assert "homoglyphs" in {finding["rule"] for finding in found}
        assert all(finding["held"] for finding in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f'x = """{BAD}\n# {BAD}\n'),  # nobody closes it: what stands behind may be anything
        ("a.js", f"x = `{BAD}\n// {BAD}\n"),
        ("a.c", f'#error it"s\n// {BAD}\n'),
        ("a.cpp", f'R"x(\n// {BAD}\n'),
        ("a.rs", f"/* /* {BAD} */ // {BAD} */\n"),
        ("a.sql", f"SELECT 'it\\'s'; -- {BAD}\n"),  # an escape in one dialect, the end of the string in another
        ("a.sql", f"COPY t FROM stdin;\nit's -- {BAD}\n"),
        ("a.sh", f"cat <<EOF\n# {BAD}\n"),
        ("a.rb", f"# {BAD}\n"),
        ("a.php", f"<p>http://example.org {BAD}</p><?php // {BAD}\n"),
        ("a.c", "/* caf&eacute; &#42;/ int x; */\n"),  # restored, the comment would end before the code
        ("a.js", f"// {BAD} \u2028 let x = '{BAD}'\n".replace(BAD, "x")),
        ("Makefile", f"# {BAD}\n"),
    ],
)
def test_in_doubt_nothing_is_changed(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    assert run("--in-place", path).exit_code == 0
    assert path.read_bytes().decode() == text


def test_scripts_are_known_by_their_first_line(tmp_path: Path) -> None:
    lines = {
        "#!/bin/sh": "shell",
        "#!/usr/bin/env python3": "python",
        "#! /usr/bin/env -S node --x": "javascript",
        "#!/usr/bin/python3.11 -u": "python",
        "#!/usr/bin/perl": "",
    }
    for line, language in lines.items():
        path = tmp_path / "build"
        path.write_text(f"{line}\necho '{BAD}'\n", "utf-8")
        assert of(str(path), "auto") == "code"
        assert languages.of(str(path), path.read_text("utf-8")) == language
        assert run("--in-place", path).exit_code == 0
        assert path.read_text("utf-8") == f"{line}\necho '{BAD}'\n"
    (tmp_path / "notes").write_text(BAD, "utf-8")
    assert of(str(tmp_path / "notes"), "auto") == "text"


def test_line_ends_and_encodings_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(f"# {BAD}\r\n'''x  \r\n'''\r\n", "utf-8", newline="")
    assert run("--in-place", "-p", "normalize", path).exit_code == 0
    assert path.read_bytes().decode() == f"# {GOOD}\r\n'''x  \r\n'''\r\n"
    russian = "# Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему\n"
    path.write_bytes(russian.encode("cp1251"))
    before = path.read_bytes()
    assert run("--in-place", path).exit_code == 0
    assert path.read_bytes() == before


def test_a_stray_byte_outside_of_comments_stays_and_one_inside_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    literal = 'x = "na\u00efve \u201cquotes\u201d"\ny = "caf'.encode() + b'\xe9"\n'
    path.write_bytes(f"# {BAD}\n".encode() + literal)
    assert run("--in-place", path).exit_code == 0
    assert path.read_bytes() == f"# {BAD}\n".encode() + literal
    assert run("check", path).exit_code == 0
    path.write_bytes('x = "na\u00efve \u201cquotes\u201d"\n# un caf'.encode() + b"\xe9 noir\n")
    assert run("--in-place", path).exit_code == 0
    assert path.read_bytes() == 'x = "na\u00efve \u201cquotes\u201d"\n# un caf\u00e9 noir\n'.encode()


def test_on_standard_output_too_and_all_of_it_if_it_is_to_be_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(f"# {BAD}\nx = '{BAD}'\n", "utf-8")
    assert run(path).stdout_bytes.decode() == f"# {GOOD}\nx = '{BAD}'\n"
    assert run("--input", "text", path).stdout_bytes.decode() == f"# {GOOD}\nx = '{GOOD}'\n"


def test_what_was_done_can_be_undone_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    text = f"# {BAD}\nx = '{BAD}'\n"
    path.write_text(text, "utf-8")
    diff = run("--diff", path).stdout
    assert [line for line in diff.splitlines() if line[:1] in "+-"][2:] == [f"-# {BAD}", f"+# {GOOD}"]
    record = tmp_path / "record.jsonl"
    assert run("--in-place", "--changes", record, path).exit_code == 0
    assert path.read_text("utf-8") == f"# {GOOD}\nx = '{BAD}'\n"
    assert CliRunner().invoke(main, ["undo", str(record)]).exit_code == 0
    assert path.read_text("utf-8") == text


def test_a_long_program_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.js"
    text = f"// {BAD}\n" + "var x = 1;\n" * 500_000
    path.write_text(text, "utf-8")
    result = run("check", path)
    assert result.exit_code == 0
    assert "in program code" in result.stdout
    assert run("--in-place", path).exit_code == 0
    assert path.read_text("utf-8") == text


def test_translations_of_qt_are_no_program(tmp_path: Path) -> None:
    path = tmp_path / "a.ts"
    path.write_text(f'<?xml version="1.0"?>\n<TS><translation>{BAD}</translation></TS>\n', "utf-8")
    assert run("--in-place", path).exit_code == 0
    assert GOOD in path.read_text("utf-8")


def test_comments_of_our_own_code_are_those_that_python_finds() -> None:
    for path in sorted((*ROOT.glob("textclean/**/*.py"), *ROOT.glob("tests/*.py"))):
        text = path.read_text("utf-8")
        starts = [0]
        for line in io.StringIO(text):
            starts.append(starts[-1] + len(line))
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        wanted = [starts[t.start[0] - 1] + t.start[1] for t in tokens if t.type == tokenize.COMMENT]
        assert [start for start, _ in comments(text, "python")] == wanted, path


def test_python_and_shell_and_node_still_read_them(tmp_path: Path) -> None:
    for name in ("a.py", "a.sh", "a.js"):
        path = tmp_path / name
        path.write_text(program(name, BAD, BAD), "utf-8", newline="")
        before = path.read_text("utf-8")
        assert run("--in-place", path).exit_code == 0
        after = path.read_text("utf-8")
        assert after != before
        if name == "a.py":
            assert ast.dump(ast.parse(after)) == ast.dump(ast.parse(before))
        elif tool := shutil.which("sh" if name == "a.sh" else "node"):
            flag = "-n" if name == "a.sh" else "--check"
            assert subprocess.run([tool, flag, str(path)], capture_output=True, check=False).returncode == 0


def test_time_grows_with_the_text() -> None:
    import time

    pieces = (
        *(("c", 'R"a("\n'), ("java", "/*"), ("python", '"""'), ("javascript", "`${"), ("javascript", "= /[")),
        *(("sql", "$a$'\\'"), ("lua", "--[==["), ("shell", "<<EOF\n"), ("shell", '"$('), ("powershell", '@"\n')),
        *(("rust", 'r#"'), ("css", "/*"), ("r", 'r"-(')),
    )
    for language, piece in pieces:
        start = time.process_time()
        comments(piece * (400_000 // len(piece)), language)
        assert time.process_time() - start < 2, (language, piece)
