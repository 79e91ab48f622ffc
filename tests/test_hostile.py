"""Hostile surroundings: names, archives, links, settings, plugins and texts made to do harm.

What is asked of the reports in a real browser is marked ``hosts``.
"""

from __future__ import annotations

import ast
import bz2
import gzip
import json
import lzma
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html import unescape
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

import textclean
from textclean import plugins, rule_registry
from textclean.cli.main import main
from textclean.decoding import magic
from textclean.errors import NotText, PluginError
from textclean.formats import html as html_format
from textclean.formats import warc as warc_format
from textclean.io import compression
from textclean.io.files import Replacement

DAMAGED, RESTORED = "Th\u0435 pr\u0435sident of the club\u200bhouse", "The president of the clubhouse"
ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\x00\x7f"
BIDI = "\u202e\u2066\u200f\u061c"
PAYLOADS = {
    "script": "<script>document.title='owned'</script>",
    "image": "<img src=x onerror=document.title='owned'>",
    "attribute": "\" onmouseover=document.title='owned' x=\"",
    "single": "' autofocus onfocus=document.title='owned' x='",
    "end of script": "</script><script>document.title='owned'</script>",
    "end of style": "</style><script>document.title='owned'</script>",
    "end of title": "</title><script>document.title='owned'</script>",
    "comment": "--><script>document.title='owned'</script><!--",
    "template": "${document.title='owned'} $title {{7*7}} $$",
    "reference": "&lt;script&gt;&quot;&#x3c;img src=x&#x3e;",
    "escapes": ESCAPES,
    "bidi": BIDI,
    "tags": "\U000e0041\U000e0042",
    "command": "\n::error file=x::owned\n::add-mask::a\r::warning::b",
    "encoded": "%0A::error::owned %25 ,line=7:: : ,",
    "json": '"}]}\n{"path": "x"} \\u0000 \\',
}
# What must never come out of a report: controls but TAB and LF, bidi and tag characters, surrogates.
LIVE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["--isolated", *map(str, args)], input=stdin)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def here(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def evil_files(folder: Path) -> list[str]:
    """A file for each payload, in its text and in its name; one with a name that is not UTF-8; names of columns."""
    names = []
    for number, payload in enumerate(PAYLOADS.values()):
        name = f"{number}{payload}".replace("/", "\u2215").replace("\0", "")[:60] + ".txt"
        (folder / name).write_text(f"{DAMAGED} {payload}\n", "utf-8", newline="")
        names.append(name)
    raw = os.fsdecode(b"::error::\xff.txt")
    (folder / raw).write_text(DAMAGED, "utf-8")
    header = ",".join('"' + payload.replace('"', '""') + '"' for payload in PAYLOADS.values() if "\n" not in payload)
    cells = ",".join([DAMAGED] * header.count('","')) + f",{DAMAGED}"
    (folder / "table.csv").write_text(f"{header}\n{cells}\n", "utf-8", newline="")
    page = f"<p title='{DAMAGED} {{}}'>{DAMAGED} {{}}</p>"
    (folder / "page.html").write_text("".join(page.replace("{}", p) for p in PAYLOADS.values()), "utf-8", newline="")
    return [*names, raw, "table.csv", "page.html"]


# Reports carry nothing live


@pytest.mark.parametrize("form", ["text", "jsonl", "sarif", "github", "html"])
@pytest.mark.parametrize("command", ["check", "inspect"])
def test_no_report_carries_anything_live(command: str, form: str, folder: Path) -> None:
    result = run(command, "--output-format", form, "--", *evil_files(folder))
    assert result.exit_code == (1 if command == "check" else 0), result.stderr
    for out in (result.stdout_bytes.decode("utf-8"), result.stderr_bytes.decode("utf-8")):
        assert not (found := LIVE.search(out)), f"U+{ord(found[0]):04X} in {out[found.start() - 80 : found.end()]!a}"


def test_a_workflow_command_means_what_was_meant(folder: Path) -> None:
    names = evil_files(folder)
    lines = run("check", "--output-format", "github", "--", *names).stdout.rstrip("\n").split("\n")
    assert not lines.pop().startswith("::")
    files = set()
    for line in lines:
        command, properties, message = workflow_command(line)
        assert command in ("error", "warning", "notice")
        assert list(properties) == ["file", "line", "col", "endLine", "endColumn", "title"]
        assert int(properties["line"]) > 0
        assert properties["title"].startswith("textclean: ")
        assert message
        files.add(properties["file"])
    assert {name for name in names if not LIVE.search(name)} <= files | {n for n in names if "\n" in n}


def workflow_command(line: str) -> tuple[str, dict[str, str], str]:
    """How GitHub's runner reads a line: split at the first ``::`` behind the properties, then unescape."""
    found = re.fullmatch(r"::(\w+)(?: ([^\n]*?))?::([^\n\r]*)", line)
    assert found, line

    def plain(text: str) -> str:
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(code, character)
        return text

    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {name: plain(value) for name, value in properties.items()}, plain(found[3])


def test_no_line_of_the_text_report_is_a_workflow_command(folder: Path) -> None:
    out = run("check", "--", *evil_files(folder)).stdout
    assert "./::error::" in out
    assert not [line for line in out.split("\n") if line.lstrip().startswith("::")]


def test_sarif_names_the_very_file(folder: Path) -> None:
    names = evil_files(folder)
    log = json.loads(run("check", "--output-format", "sarif", "--", *names).stdout)
    found = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]}
    assert {unquote_to_bytes(uri) for uri in found} == {os.fsencode(name) for name in names}
    assert not [uri for uri in found if not re.fullmatch(r"[A-Za-z0-9_.~/%()-]+", uri)]


def test_every_line_of_the_jsonl_report_is_one_finding(folder: Path) -> None:
    names = evil_files(folder)
    lines = run("check", "--output-format", "jsonl", "--", *names).stdout.rstrip("\n").split("\n")
    assert {json.loads(line)["path"] for line in lines} == set(names)


def test_a_diff_is_a_patch_in_a_pipe_and_safe_for_a_person(folder: Path) -> None:
    name = "a\n+++ \x1b[31m\u202e.txt"
    Path(name).write_text(f"{DAMAGED} {ESCAPES.replace(chr(0), '')}{BIDI}\n", "utf-8", newline="")
    patch = run("--diff", "--only", "homoglyphs", "--", name).stdout_bytes.decode()
    assert ESCAPES.replace("\0", "") in patch  # a patch must hold the lines as they are
    heads = [line for line in patch.split("\n") if line.startswith(("---", "+++"))]
    assert heads == [f'{sign} "a\\012+++ \\033[31m\\342\\200\\256.txt"{end}' for sign, end in
                     (("---", ""), ("+++", "\t(restored)"))]  # fmt: skip
    coloured = run("--diff", "--color", "always", "--only", "homoglyphs", "--", name).stdout
    assert not LIVE.search(re.sub(r"\x1b\[\d*m", "", coloured))


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_terminal_without_colours_nothing_is_live_either(folder: Path) -> None:
    import pty

    Path("a.txt").write_text(f"{DAMAGED} {ESCAPES.replace(chr(0), '')}{BIDI}\n", "utf-8", newline="")
    for command in (["--diff"], ["check"], ["inspect"]):
        master, slave = pty.openpty()
        done = subprocess.Popen(
            [sys.executable, "-m", "textclean", *command, "--isolated", "a.txt"],
            stdout=slave, stderr=slave, env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        os.close(slave)
        shown = b""
        try:
            while piece := os.read(master, 1 << 16):
                shown += piece
        except OSError:  # Linux says so when the other side is closed
            pass
        done.wait()
        os.close(master)
        text = shown.decode().replace("\r\n", "\n")
        assert "U+202E" in text
        assert not LIVE.search(text), (command, text)


@pytest.mark.parametrize("args", [["nothing\x1b[31m\u202e.txt"], ["--nothing\x1b[31m"], ["-p", "x\x1b[31m"],
                                  ["--only", "x\x1b[31m"], ["--set", "\x1b[31m"], ["--config", "no\x1b[31m.toml"],
                                  ["undo", "no\x1b[31m"], ["--input", "csv", "--column", "\x1b[31m"],
                                  [os.fsdecode(b"absent\xff")], ["explain", "\u202ex"]])  # fmt: skip
def test_errors_are_safe_for_a_terminal(args: list[str], folder: Path) -> None:
    result = CliRunner().invoke(main, args, input=b"a,b\n")
    assert result.exit_code == 2
    assert not LIVE.search(result.stderr_bytes.decode("utf-8", "backslashreplace"))


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.hosts
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_in_a_browser_no_payload_comes_to_life(folder: Path) -> None:
    names = evil_files(folder)
    run("check", "--output-format", "html", "-o", "report.html", "--", *names)
    page = Path("report.html").read_text("utf-8")
    probe = """<script>
        document.querySelectorAll("mark").forEach(m => {
            m.dispatchEvent(new MouseEvent("mouseover", {bubbles: true})); m.focus(); m.click(); });
        document.querySelectorAll("a[href^='#']").forEach(a => a.click());
        const odd = [...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => /^on/i.test(a.name)));
        document.body.dataset.result = JSON.stringify({
            title: document.title, scripts: document.querySelectorAll("script").length, odd: odd.length,
            styles: document.querySelectorAll("style").length,
            images: document.querySelectorAll("img, iframe, object, embed, link, base, form, svg:not(.bar)").length,
            files: document.querySelectorAll(".file").length,
            text: document.body.innerText.length,
            loaded: performance.getEntriesByType("resource").length});
        </script></body>"""
    Path("driven.html").write_text(page.replace("</body>", probe), "utf-8")
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000", "--dump-dom")
    shown = subprocess.run([str(CHROMIUM), *flags, (folder / "driven.html").as_uri()], capture_output=True, check=True)
    found = re.search(r'data-result="([^"]*)"', shown.stdout.decode())
    assert found
    result = json.loads(unescape(found[1]))
    assert result.pop("title").startswith("textclean: ")
    assert result.pop("text") > 1000
    assert result == {"scripts": 2, "styles": 1, "odd": 0, "images": 0, "files": len(names), "loaded": 0}


# Archives


PACKERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("form", ["text", "jsonl", "csv", "html", "warc"])
def test_a_bomb_is_refused_and_named(suffix: str, form: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "_HARMLESS", 1 << 20)
    path = Path(f"bomb.{suffix}")
    path.write_bytes(PACKERS[suffix](b"\0" * (8 << 20)))
    before = path.read_bytes()
    result = run("-i", "--input", form, path)
    assert result.exit_code == 2
    assert f"bomb.{suffix}" in result.stderr
    assert "--max-ratio" in result.stderr
    assert path.read_bytes() == before
    assert here() == [path.name]


def test_a_bomb_that_is_trusted_is_read_and_ordinary_files_are_no_bombs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compression, "_HARMLESS", 1 << 20)
    Path("lines.txt.gz").write_bytes(gzip.compress(b"a line\n" * (1 << 19)))
    assert len(run("--max-ratio", "0", "lines.txt.gz").stdout_bytes) == 7 << 19
    Path("textclean.toml").write_text("max_ratio = 0\n")
    assert CliRunner().invoke(main, ["lines.txt.gz"]).exit_code == 0
    varied = "".join(f"{n * 7919 % 1_000_003} {n}\n" for n in range(200_000)).encode()
    Path("varied.txt.gz").write_bytes(gzip.compress(varied))
    assert run("varied.txt.gz").stdout_bytes == varied


def test_an_endless_line_is_read_in_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What asks for a line of a bomb must not get all of it at once."""
    monkeypatch.setattr(compression, "_HARMLESS", 1 << 20)
    Path("bomb.gz").write_bytes(gzip.compress(b"a" * (8 << 20)))
    with compression.reader(Path("bomb.gz"), 1) as stream, pytest.raises(OSError, match="many times its size"):
        stream.readline()
    with compression.reader(Path("bomb.gz"), 0) as stream:
        assert len(stream.readline(100)) == 100
        assert len(stream.readline()) == (8 << 20) - 100


@pytest.mark.parametrize("pack", [*PACKERS.values(), "zip"])
def test_unpacking_bytes_is_bounded(pack: Any, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(magic, "_LARGEST", 1 << 16)
    for size in (1 << 16, (1 << 16) + 1):
        if pack == "zip":
            with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("../../outside.txt", b"a" * size)
            packed = Path("a.zip").read_bytes()
        else:
            packed = pack(b"a" * size)
        if size <= 1 << 16:
            assert textclean.decode(packed, inflate=True).text == "a" * size
        else:
            with pytest.raises(NotText, match="unpacks to more than"):
                textclean.decode(packed, inflate=True)
    assert not (folder.parent.parent / "outside.txt").exists()


@pytest.mark.parametrize("pack", PACKERS.values())
def test_what_was_packed_in_parts_is_unpacked_whole(pack: Any) -> None:
    assert textclean.decode(pack(b"one ") + pack(b"two"), inflate=True).text == "one two"
    with pytest.raises(NotText, match="broken"):
        textclean.decode(pack(b"one two three")[:-6], inflate=True)


def test_a_page_too_large_for_memory_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_format, "_MOST", 1 << 20)
    Path("a.html").write_bytes(b"<p>x</p>" * (1 << 18))
    result = run("a.html")
    assert result.exit_code == 2
    assert "a.html" in result.stderr
    assert "--input text" in result.stderr


def test_records_that_lie_about_their_length_pass(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_format, "_HEAD", 1 << 12)
    monkeypatch.setattr(warc_format, "_MOST", 1 << 16)
    for length in (b"9" * 5000, b"9" * 18, b"-1", b"1e9", b"0", b"99999"):
        data = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: %b\r\n\r\ntext\r\n\r\n" % length
        assert run("--input", "warc", stdin=data).stdout_bytes == data
    endless = b"WARC/1.0\r\n" + b"x: y\r\n" * 10_000
    assert run("--input", "warc", stdin=endless).stdout_bytes == endless


# Files and links


def test_a_link_put_in_the_place_of_a_file_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read from one file, the name then leads to another: it must not get the first one's text."""
    path, victim = Path("a.txt"), Path("victim.txt")
    victim.write_text("secret\n")
    begin = Replacement.__init__

    def swapped(self: Replacement, target: Path, times: bool = False) -> None:
        path.unlink()
        path.symlink_to(victim)
        begin(self, target, times)

    path.write_text(DAMAGED, "utf-8")
    monkeypatch.setattr(Replacement, "__init__", swapped)
    result = run("-i", path)
    assert result.exit_code == 2
    assert "a.txt is left as it was: somebody else has changed it" in result.stderr
    assert victim.read_text() == "secret\n"
    assert here() == ["a.txt", "victim.txt"]


def test_another_file_put_in_its_place_while_it_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("a.txt")
    path.write_text(DAMAGED, "utf-8")
    opened = path.stat()
    begin = Replacement.__init__

    def swapped(self: Replacement, target: Path, times: bool = False) -> None:
        begin(self, target, times)
        Path("new").write_bytes(path.read_bytes())
        os.utime("new", ns=(opened.st_atime_ns, opened.st_mtime_ns))
        Path("new").replace(path)

    monkeypatch.setattr(Replacement, "__init__", swapped)
    assert run("-i", path).exit_code == 2
    assert path.read_text("utf-8") == DAMAGED


def test_a_folder_that_becomes_a_link_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("inside").mkdir()
    Path("outside").mkdir()
    Path("inside/a.txt").write_text(DAMAGED, "utf-8")
    Path("outside/a.txt").write_text("secret\n")
    dress = Replacement._dress

    def swapped(self: Replacement) -> None:
        dress(self)
        Path("inside").rename("moved")
        Path("inside").symlink_to("outside")

    monkeypatch.setattr(Replacement, "_dress", swapped)
    assert run("-i", "inside/a.txt").exit_code == 2
    assert Path("outside/a.txt").read_text() == "secret\n"
    assert here("outside") == ["a.txt"]


def test_the_temporary_file_is_new_private_and_cannot_be_guessed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    Path("a.txt").write_text("old")
    Path("a.txt").chmod(0o644)
    first, second = Replacement(Path("a.txt")), Replacement(Path("a.txt"))
    names = [name for name in here() if name != "a.txt"]
    assert len(set(names)) == 2
    assert all(len(name) >= len(".a.txt..textclean") + 8 for name in names)
    assert {Path(name).stat().st_mode & 0o777 for name in names} == {0o600}
    first.forget()
    second.forget()


@pytest.mark.skipif(sys.platform == "win32", reason="modes and owners of Unix")
def test_mode_and_owner_go_to_the_file_that_was_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of somebody else the temporary name may lead elsewhere by the time it is dressed."""
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    Path("a.txt").write_text("old")
    Path("a.txt").chmod(0o666)
    Path("victim").write_text("secret")
    Path("victim").chmod(0o600)
    new = Replacement(Path("a.txt"), times=True)
    new.stream.write(b"new")
    name = next(Path(name) for name in here() if name.endswith(".textclean"))
    name.unlink()
    name.symlink_to("victim")
    before = Path("victim").stat()
    new.commit()
    after = Path("victim").stat()
    assert (after.st_mode, after.st_uid, after.st_mtime_ns) == (before.st_mode, before.st_uid, before.st_mtime_ns)
    assert Path("victim").read_text() == "secret"


def test_another_name_of_the_file_keeps_the_old_text(folder: Path) -> None:
    Path("a.txt").write_text(DAMAGED, "utf-8")
    os.link("a.txt", "b.txt")
    assert run("-i", "a.txt").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == RESTORED
    assert Path("b.txt").read_text("utf-8") == DAMAGED


def test_links_in_a_folder_are_not_followed(folder: Path) -> None:
    for name in ("home", "project"):
        Path(name).mkdir()
    Path("home/profile").write_text(DAMAGED, "utf-8")
    Path("project/a.txt").write_text(DAMAGED, "utf-8")
    Path("project/link.txt").symlink_to(folder / "home" / "profile")
    Path("project/links").symlink_to(folder / "home")
    Path("project/loop").symlink_to(".")
    assert run("-i", "project").exit_code == 0
    assert Path("project/a.txt").read_text("utf-8") == RESTORED
    assert Path("home/profile").read_text("utf-8") == DAMAGED


def test_results_go_below_the_folder(folder: Path) -> None:
    for name in ("in/deep", "out/in"):
        Path(name).mkdir(parents=True)
    Path("in/a.txt").write_text(DAMAGED, "utf-8")
    Path("out/in/b.txt").symlink_to(folder / "elsewhere.txt")
    Path("in/b.txt").write_text(DAMAGED, "utf-8")
    result = run("--output-dir", "out", "in/deep/../../in/a.txt", folder / "in/a.txt", "in/b.txt")
    assert result.exit_code == 2
    assert "symbolic link that leads nowhere" in result.stderr
    written = {path.relative_to(folder / "out").as_posix() for path in Path("out").resolve().rglob("a.txt")}
    assert all(not path.startswith("..") for path in written)
    assert len(written) == 2
    assert not Path("elsewhere.txt").exists()


def test_a_record_of_changes_cannot_write_to_other_files(folder: Path) -> None:
    """A forged record may name any file, but must know its digest."""
    Path("victim.txt").write_text("secret\n")
    lines = [{"target": str(folder / "victim.txt"), "out": 7, "edits": [[0, 7, "owned\n"]]},
             {"target": str(folder / "victim.txt"), "sha256_before": "0" * 64, "sha256_after": "0" * 64}]  # fmt: skip
    Path("forged.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = CliRunner().invoke(main, ["undo", "forged.jsonl"])
    assert result.exit_code == 2
    assert "victim.txt is left as it is" in result.stderr
    assert Path("victim.txt").read_text() == "secret\n"


# Settings


def test_the_library_reads_no_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("textclean.toml").write_text('skip = ["homoglyphs", "invisible"]\n')
    for name in ("PROFILE", "SKIP", "ONLY", "CONFIG", "ISOLATED"):
        monkeypatch.setenv(f"TEXTCLEAN_{name}", "ascii")
    assert textclean.clean(DAMAGED) == RESTORED
    assert textclean.Pipeline().clean(DAMAGED) == RESTORED


def test_settings_come_from_the_working_directory_upward_and_nowhere_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = 'skip = ["homoglyphs", "invisible"]\n'
    for name in ("work/deep", "data", "home/.config/textclean"):
        Path(name).mkdir(parents=True)
    for name in ("data", "home", "home/.config", "home/.config/textclean", "work/deep"):
        Path(name, "textclean.toml").write_text(off)
    Path("data/a.txt").write_text(DAMAGED, "utf-8")
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "home/.config"))
    monkeypatch.setenv("TEXTCLEAN_SKIP", "homoglyphs,invisible")
    monkeypatch.chdir("work")
    plain = CliRunner(env={"TEXTCLEAN_ISOLATED": "1"})
    assert plain.invoke(main, ["../data/a.txt"]).stdout_bytes.decode() == RESTORED
    monkeypatch.chdir("deep")
    assert CliRunner().invoke(main, ["../../data/a.txt"]).stdout_bytes.decode() == DAMAGED
    assert run("../../data/a.txt").stdout_bytes.decode() == RESTORED


# Plugins


@pytest.mark.parametrize("name", ["homoglyphs", "decoding", "not a name", "<b>"])
def test_a_plugin_takes_no_name_that_is_taken_and_is_not_even_loaded(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    class Entry(EntryPoint):
        dist = SimpleNamespace(name="evil-package")

        def load(self) -> Any:
            loaded.append(self.name)
            return rule_registry._built_in()["homoglyphs"]

    monkeypatch.setattr(plugins, "may_offer", lambda group: True)
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [Entry(name, "evil:rule", group)])
    rule_registry.rules.cache_clear()
    try:
        with pytest.raises(PluginError, match="evil-package"):
            rule_registry.rules()
    finally:
        monkeypatch.undo()
        rule_registry.rules.cache_clear()
    assert not loaded


# Nothing is executed, nothing goes over a network


FORBIDDEN = frozenset(("eval", "exec", "compile", "__import__", "input", "breakpoint"))
FORBIDDEN_MODULES = frozenset(
    (
        *("pickle", "marshal", "shelve", "subprocess", "socket", "ssl", "http", "urllib.request", "ftplib", "smtplib"),
        *("xmlrpc", "asyncio", "ctypes", "code", "runpy", "webbrowser", "requests", "aiohttp", "yaml", "imp", "dill"),
    )
)
ALLOWED = {
    ("testing.py", "pickle"),  # a rule that the caller holds is packed and unpacked
    ("cli/language_server.py", "asyncio"),  # whose loop is that of pygls, on standard streams
    ("io/git.py", "subprocess"),  # git, by a list of words, when --against or --changed asks for it
    ("cli/serve.py", "socket"),  # textclean serve listens, at this machine's address unless told
    ("cli/web.py", "asyncio"),
    ("cli/workers.py", "asyncio"),
}


def test_nothing_in_the_source_could_execute_a_text() -> None:
    for path in sorted((ROOT / "textclean").rglob("*.py")):
        where = path.relative_to(ROOT / "textclean").as_posix()
        if where.startswith("integrations/"):
            continue  # hosts bring their own transport
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            place = f"{where}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in FORBIDDEN, place
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in ("system", "popen", "spawnl", "execv", "execvp", "fork"), place
            if isinstance(node, ast.keyword) and node.arg in ("shell", "allow_pickle"):
                assert isinstance(node.value, ast.Constant), place
                assert node.value.value is False, place
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in modules:
                bad = any(module == name or module.startswith(f"{name}.") for name in FORBIDDEN_MODULES)
                assert not bad or (where, module) in ALLOWED, f"{place} imports {module}"


WATCH = """
import os, sys

NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
           "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect", "webbrowser.open",
           "os.system", "os.exec", "pty.spawn")

def watch(event, args):
    if event in NETWORK and not (event.startswith("socket.") and isinstance(args[-1], (str, bytes))):  # AF_UNIX: no net
        with open(os.environ["WATCHED"], "a") as out:
            out.write(f"{event} {args!r}\\n")
        raise RuntimeError(f"forbidden: {event}")

sys.addaudithook(watch)
"""

LIBRARY = """
import glob, sys
import textclean
everything = list(textclean.Pipeline().rules) and textclean.Pipeline(
    also=["escapes", "percent", "quoted_printable", "quotes", "dashes", "non_ascii"])
for path in sorted(glob.glob(sys.argv[1] + "/*/*/before.txt"))[::4]:
    with open(path, "rb") as file:
        data = file.read()[:4000]
    everything.inspect(data)
    textclean.clean(data)
import textclean.testing
"""


def test_there_is_no_network(folder: Path) -> None:
    """Library and command, worker processes too, under an audit hook that forbids sockets and other programs."""
    Path("site").mkdir()
    Path("site/sitecustomize.py").write_text(WATCH)
    for number in range(3):
        text = f"{DAMAGED} https://127.0.0.1:9/x ftp://127.0.0.1/ file:///etc/passwd\n" * 20
        Path(f"{number}.txt").write_text(text, "utf-8")
    xxe = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]><p>&e; ' + DAMAGED + '<img src="http://127.0.0.1:9/">'
    )
    Path("page.html").write_text(xxe, "utf-8")
    Path("lines.jsonl").write_text(json.dumps({"text": DAMAGED, "$ref": "http://127.0.0.1:9/"}) + "\n")
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{ROOT}", "WATCHED": str(folder / "seen")}
    command = ["-m", "textclean", "--isolated"]
    for args in (
        ["-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],  # the hook itself
        ["-c", LIBRARY, str(ROOT / "fixtures")],
        [*command, "--jobs", "2", "0.txt", "1.txt", "2.txt"],
        [*command, "check", "--output-format", "html", "page.html", "lines.jsonl"],
        [*command, "check", "--output-format", "sarif", "0.txt"],
        [*command, "-i", "page.html", "lines.jsonl", "--changes", "changes.jsonl"],
        ["-m", "textclean", "undo", "changes.jsonl"],
    ):
        done = subprocess.run([sys.executable, *args], check=False, env=environment, capture_output=True)
        if "socket" in args[1]:
            assert b"forbidden: socket" in done.stderr
            Path("seen").unlink()
        else:
            assert done.returncode in (0, 1), done.stderr.decode()
    assert not Path("seen").exists(), Path("seen").read_text()


COMMAND = Path(sys.executable).with_name("textclean.exe" if sys.platform == "win32" else "textclean")


@pytest.mark.skipif(not COMMAND.exists(), reason="the command is not installed here")
@pytest.mark.parametrize("args", [["a.txt"], ["--jobs", "2", "a.txt", "b.txt"], ["check", "a.txt"]])
def test_the_command_runs_nothing_that_lies_in_the_working_directory(args: list[str], folder: Path) -> None:
    for name in ("click", "numpy", "ftfy", "regex", "sitecustomize", "textclean", "tomllib", "json", "encodings"):
        Path(f"{name}.py").write_text(f"open('owned by {name}', 'w')\n")
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(DAMAGED, "utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([COMMAND, *args], capture_output=True, check=False, env=environment)
    assert done.returncode in (0, 1), done.stderr.decode()
    assert not [name for name in here() if name.startswith("owned")]


def test_what_the_page_on_security_names_exists() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    commands = [line for line in re.findall(r"`([^`]+)`", page) if ".py" in line and line.startswith("py")]
    assert len(commands) > 8
    for command in commands:
        files = re.findall(r"(?:tests|benchmarks)/[\w/]+\.py", command)
        assert files
        assert [name for name in files if not (ROOT / name).exists()] == []
        texts = "".join((ROOT / name).read_text("utf-8") for name in files)
        for word in re.findall(r"\w+", (re.findall(r'-k (?:"([^"]+)"|(\w+))', command) or [("", "")])[0][0]):
            assert word == "or" or re.search(rf"def test_\w*{word}|\b{word}\b", texts), (command, word)
