"""Rewriting files: atomic, encoding kept, nothing written when nothing changed; and the way back."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from textclean.cli.main import main
from textclean.io.files import Replacement

DAMAGED = "Th\u0435 pr\u0435sident of the club\u200bhouse\n"
RESTORED = "The president of the clubhouse\n"


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, data: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_the_file_is_rewritten_with_its_mode_and_times() -> None:
    path = write("a.txt", DAMAGED)
    path.chmod(0o640)
    os.utime(path, ns=(10**18, 10**18))
    assert run("--in-place", path).exit_code == 0
    assert path.read_text("utf-8") == RESTORED
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.stat().st_mtime_ns == 10**18
    assert [p.name for p in Path.cwd().iterdir()] == ["a.txt"]


def test_a_clean_file_is_not_written() -> None:
    path = write("a.txt", RESTORED)
    before = path.stat()
    assert run("-i", path).exit_code == 0
    assert path.stat().st_ino == before.st_ino


def test_a_symbolic_link_stays_and_its_target_is_rewritten() -> None:
    path = write("a.txt", DAMAGED)
    link = Path("link.txt")
    link.symlink_to("a.txt")
    assert run("-i", link).exit_code == 0
    assert link.is_symlink()
    assert path.read_text("utf-8") == RESTORED


def test_byte_order_mark_and_encoding_are_kept() -> None:
    marked = write("marked.txt", b"\xef\xbb\xbf" + DAMAGED.encode())
    wide = write("wide.txt", DAMAGED.encode("utf-16"))
    assert run("-i", marked, wide).exit_code == 0
    assert marked.read_bytes() == b"\xef\xbb\xbf" + RESTORED.encode()
    assert wide.read_bytes() == RESTORED.encode("utf-16")


def test_a_legacy_file_stays_in_its_encoding() -> None:
    text = "Caf\u00e9 caf&eacute;s na\u00efve d\u00e9j\u00e0 vu, \u00e0 la carte, r\u00e9sum\u00e9\n"
    path = write("old.txt", text.encode("cp1252"))
    run("-i", "--encoding", "windows-1252", "--only", "entities", path)
    assert path.read_bytes() == text.replace("&eacute;", "\u00e9").encode("cp1252")


def test_what_the_encoding_cannot_hold_is_refused_with_the_way_out() -> None:
    text = "Caf\u00e9 cost&#1046;s d\u00e9j\u00e0 vu\n"
    path = write("old.txt", text.encode("cp1252"))
    result = run("-i", "--encoding", "windows-1252", "--only", "entities", path)
    assert result.exit_code == 2
    assert "--to utf-8" in result.stderr
    assert "U+0416" in result.stderr
    assert path.read_bytes() == text.encode("cp1252")
    assert run("-i", "--encoding", "windows-1252", "--only", "entities", "--to", "utf-8", path).exit_code == 0
    assert path.read_bytes() == text.replace("&#1046;", "\u0416").encode()


def test_a_read_only_file_is_left_alone() -> None:
    path = write("a.txt", DAMAGED)
    path.chmod(0o444)
    if os.access(path, os.W_OK):
        pytest.skip("root may write everything")
    assert run("-i", path).exit_code == 2
    assert path.read_text("utf-8") == DAMAGED


def test_several_files_one_absent() -> None:
    first, last = write("a.txt", DAMAGED), write("c.txt", DAMAGED)
    result = run("-i", first, "b.txt", last)
    assert result.exit_code == 2
    assert "b.txt" in result.stderr
    assert first.read_text("utf-8") == last.read_text("utf-8") == RESTORED


def test_undo_restores_the_bytes() -> None:
    sources = {
        "a.txt": DAMAGED.encode(),
        "b.txt": b"\xef\xbb\xbf" + DAMAGED.encode(),
        "c.txt": DAMAGED.encode("utf-16"),
        "clean.txt": RESTORED.encode(),
    }
    for name, data in sources.items():
        write(name, data)
    assert run("-i", *sources, "--changes", "changes.jsonl").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == RESTORED
    assert run("undo", "--dry-run", "changes.jsonl").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == RESTORED
    assert run("undo", "changes.jsonl").exit_code == 0
    assert {name: Path(name).read_bytes() for name in sources} == sources


def test_undo_refuses_a_file_that_has_changed_since() -> None:
    path = write("a.txt", DAMAGED)
    run("-i", path, "--changes", "changes.jsonl")
    path.write_text("another text\n")
    result = run("undo", "changes.jsonl")
    assert result.exit_code == 2
    assert "has changed since" in result.stderr
    assert path.read_text() == "another text\n"


def test_undo_of_a_pipe() -> None:
    source = b"caf\xe9 " + DAMAGED.encode()
    out = run("--changes", "changes.jsonl", stdin=source).stdout_bytes
    assert out != source
    assert run("undo", "changes.jsonl", stdin=out).stdout_bytes == source


def test_undo_refuses_a_record_that_broke_off() -> None:
    path = write("a.txt", DAMAGED)
    run("-i", path, "--changes", "changes.jsonl")
    record = Path("changes.jsonl")
    record.write_text("".join(record.read_text().splitlines(keepends=True)[:-1]))
    result = run("undo", "changes.jsonl")
    assert result.exit_code == 2
    assert "incomplete" in result.stderr


def test_the_record_is_small() -> None:
    path = write("a.txt", "clean line\n" * 1000 + DAMAGED)
    run("-i", path, "--changes", "changes.jsonl")
    lines = [json.loads(line) for line in Path("changes.jsonl").read_text().splitlines()]
    assert [sorted(line) for line in lines] == [["edits", "out", "target"], ["sha256_after", "sha256_before", "target"]]
    assert len(lines[0]["edits"]) == 3


def test_a_record_that_is_there_is_not_replaced() -> None:
    write("a.txt", DAMAGED)
    assert run("-i", "a.txt", "--changes", "changes.jsonl").exit_code == 0
    record = Path("changes.jsonl").read_bytes()
    write("b.txt", DAMAGED)
    for arguments in (
        ["-i", "a.txt"],
        ["-i", "b.txt"],
        ["b.txt"],
        ["b.txt", "-o", "out"],
        ["b.txt", "--output-dir", "o"],
    ):
        result = run(*arguments, "--changes", "changes.jsonl")
        assert result.exit_code == 2
        assert "changes.jsonl exists already" in result.stderr
        assert "Name another file" in result.stderr
        assert (result.stdout_bytes, Path("b.txt").read_text("utf-8")) == (b"", DAMAGED)
        assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.txt", "b.txt", "changes.jsonl"]
    assert Path("changes.jsonl").read_bytes() == record
    assert run("undo", "changes.jsonl").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == DAMAGED


@pytest.mark.parametrize("data", [DAMAGED, RESTORED, ""])
@pytest.mark.parametrize("name", ["a.txt", "./a.txt", "link", "hard"])
def test_the_record_is_none_of_the_sources(data: str, name: str) -> None:
    path = write("a.txt", data)
    Path("link").symlink_to("a.txt")
    os.link(path, "hard")
    for arguments in (["-i", "a.txt"], ["a.txt"], ["a.txt", "--output-dir", "out"]):
        result = run(*arguments, "--changes", name)
        assert result.exit_code == 2
        assert "--changes would replace it" in result.stderr
        assert (result.stdout, path.read_text("utf-8")) == ("", data)


def test_the_record_is_not_the_result() -> None:
    write("a.txt", DAMAGED)
    Path("out").mkdir()
    for target, arguments in (("new", ["-o", "new"]), ("out/a.txt", ["--output-dir", "out"])):
        result = run("a.txt", *arguments, "--changes", target)
        assert result.exit_code == 2
        assert "the result and the record" in result.stderr
        assert not Path(target).exists()
        assert sorted(path.name for path in Path.cwd().iterdir()) == ["a.txt", "out"]


def test_an_empty_file_may_become_the_record() -> None:
    """That is how ``mktemp`` leaves it, and a run that changed nothing."""
    write("a.txt", DAMAGED)
    write("changes.jsonl", "")
    assert run("-i", "a.txt", "--changes", "changes.jsonl").exit_code == 0
    assert run("undo", "changes.jsonl").exit_code == 0
    assert Path("a.txt").read_text("utf-8") == DAMAGED


def test_a_record_that_somebody_wrote_meanwhile_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", DAMAGED)
    place = Replacement.place

    def and_somebody_writes(self: Replacement) -> None:
        place(self)
        Path("changes.jsonl").write_text("theirs\n")

    monkeypatch.setattr(Replacement, "place", and_somebody_writes)
    result = run("-i", "a.txt", "--changes", "changes.jsonl")
    assert result.exit_code == 2
    assert Path("changes.jsonl").read_text() == "theirs\n"
    kept = next(path for path in Path.cwd().iterdir() if path.name.endswith(".part"))
    assert kept.name in result.stderr
    assert run("undo", kept).exit_code == 0
    assert Path("a.txt").read_text("utf-8") == DAMAGED


LONG = ["\u6f22" * 76 + ".txt", "\u6f22" * 84 + ".md", "a" * 251 + ".txt", "\U0001f600" * 63]


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("unnamed", [True, False])
def test_the_longest_names(name: str, unnamed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not unnamed:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    write(name, DAMAGED)
    record = "\u5b57" * 85
    result = run("-i", "-q", name, "--changes", record)
    assert (result.exit_code, result.stderr) == (0, "")
    assert Path(name).read_text("utf-8") == RESTORED
    assert run("undo", record).exit_code == 0
    assert Path(name).read_text("utf-8") == DAMAGED
    assert run(name, "--output-dir", "out").exit_code == 0
    assert Path("out", name).read_text("utf-8") == RESTORED


@pytest.mark.parametrize("unnamed", [True, False])
@pytest.mark.parametrize("call", ["link", "replace", "fsync"])
def test_an_error_names_the_file_and_no_temporary_one(
    call: str, unnamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not unnamed:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    write("a.txt", DAMAGED)

    def fails(*names: object, **_: object) -> None:
        raise OSError(errno.EDQUOT, "no room is left for you", *map(str, names[:1]))

    monkeypatch.setattr(os, call, fails)
    result = run("-i", "a.txt")
    assert ".textclean" not in result.stderr
    assert Path("a.txt").read_text("utf-8") == (DAMAGED if result.exit_code else RESTORED)
    if result.exit_code:
        assert "a.txt is left as it was" in result.stderr
        assert "no room is left for you: 'a.txt'" in result.stderr
    assert [path.name for path in Path.cwd().iterdir()] == ["a.txt"]


def test_output_dir_skips_what_is_finished() -> None:
    Path("in").mkdir()
    write("in/a.txt", DAMAGED)
    write("in/b.txt", b"")
    assert run("in", "--output-dir", "out").exit_code == 0
    assert Path("out/in/a.txt").read_text("utf-8") == RESTORED
    assert Path("out/in/b.txt").read_bytes() == b""
    Path("out/in/a.txt").write_text("finished")
    result = run("in", "--output-dir", "out")
    assert result.exit_code == 0
    assert "finished already" in result.stderr
    assert Path("out/in/a.txt").read_text() == "finished"


def seconds_left_out(result: Result) -> str:
    """What stands on standard error, but for how long it took."""
    return re.sub(r"in \d+\.\d s$", "in T s", result.stderr, flags=re.M)


def test_closing_words() -> None:
    write("a.txt", DAMAGED + "see https://ex\u0430mple.org/\n")
    write("b.txt", RESTORED)
    names = ("a.txt", "b.txt")
    assert seconds_left_out(run(*names, "--output-dir", "out")) == "textclean: 2 files, 1 changed, in T s\n"
    result = run("-i", *names, "--changes", "changes.jsonl")
    expected = "2 files, 1 changed, 3 places restored, 1 held (textclean check tells which), in T s"
    told = "a.txt: 3 places restored (homoglyphs 2, invisible 1), 1 held"
    assert seconds_left_out(result) == f"textclean: {told}\ntextclean: {expected}\n"
    assert seconds_left_out(run("undo", "-n", "changes.jsonl")) == "textclean: 1 file can be restored, in T s\n"
    assert seconds_left_out(run("undo", "changes.jsonl")) == "textclean: 1 file restored, in T s\n"
    assert run("-i", "-q", *names).stderr == ""


def test_many_changed_files_are_not_all_told() -> None:
    for number in range(25):
        write(f"{number:02}.txt", DAMAGED)
    lines = run("-i", ".").stderr.splitlines()
    assert len(lines) == 22
    assert lines[20] == "textclean: and 5 more files"


def test_statistics_for_programs() -> None:
    write("a.txt", DAMAGED)
    expected = {
        "files": 1,
        "changed": 1,
        "bytes": len(DAMAGED.encode()),
        "lines": 1,
        "passed": 0,
        "unread": 0,
        "rules": {"homoglyphs": {"fixes": 2, "held": 0}, "invisible": {"fixes": 1, "held": 0}},
    }
    result = run("check", "--statistics", "--output-format", "jsonl", "a.txt")
    assert json.loads(result.stdout) == expected
    result = run("-i", "-q", "--statistics", "--output-format", "jsonl", "a.txt")
    assert json.loads(result.stderr) == expected


def test_statistics_of_a_filter_count_what_changed_and_what_was_passed_over() -> None:
    write("a.jsonl", json.dumps({"text": DAMAGED}) + "\nno JSON\n")
    write("b.txt", RESTORED)
    told = json.loads(run("--statistics", "--output-format", "json", "-q", "a.jsonl", "b.txt").stderr)
    assert [told[name] for name in ("files", "changed", "lines", "passed", "unread")] == [2, 1, 3, 1, 0]
    lines = run("--statistics", "-q", "a.jsonl", "b.txt").stderr.splitlines()
    assert lines[-1].startswith("2 files, 1 changed, ")
    assert lines[-1].endswith(" 3 lines, passed over: 1")


def test_a_note_is_shortened_and_said_once_for_a_file() -> None:
    """A record may have 300,000 keys, or one of three megabytes, and a file many blocks."""
    record = json.dumps({"k" * 3_500_000: "x"}) + "\n"
    write("a.jsonl", record * 2)
    result = run("a.jsonl")
    assert len(result.stderr) < 1200
    assert result.stderr.count("no line has the field text") == 1


def test_a_clean_file_is_written_if_it_is_to_be_utf_8() -> None:
    text = "Он ушёл домой к маме, и мама была рада.\n"
    path = write("old.txt", text.encode("cp1251"))
    assert "1 file, 1 changed" in run("-i", "--to", "utf-8", path, "--changes", "changes.jsonl").stderr
    assert path.read_text("utf-8") == text
    assert "1 file, 0 changed" in run("-i", "--to", "utf-8", path).stderr
    assert run("undo", "changes.jsonl").exit_code == 0
    assert path.read_bytes() == text.encode("cp1251")
