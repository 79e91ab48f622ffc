"""The command: filter, exit codes, errors, settings; through click's runner, which keeps bytes intact."""

from __future__ import annotations

import contextlib
import gzip
import html
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from textclean.cli import write
from textclean.cli.main import main
from textclean.cli.options import run_options
from textclean.errors import UsageError

DAMAGED = "Th\u0435 pr\u0435sident\r\nof the club\u200bhouse".encode()
RESTORED = b"The president\r\nof the clubhouse"
CLEAN = "The president\r\nof the clubhouse \u201cis\u201d here\u2026".encode()


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


@pytest.fixture
def damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "page.txt"
    path.write_bytes(DAMAGED)
    return path


def test_filter_restores_standard_input_and_exits_0() -> None:
    result = run(stdin=DAMAGED)
    assert (result.exit_code, result.stdout_bytes) == (0, RESTORED)


def test_filter_gives_clean_bytes_back() -> None:
    result = run(stdin=CLEAN)
    assert (result.exit_code, result.stdout_bytes) == (0, CLEAN)


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbfabc\n", b"no end", b"a\r\nb\rc\n"])
def test_line_ends_and_byte_order_mark_survive(data: bytes) -> None:
    assert run(stdin=data).stdout_bytes == data


def test_several_files_are_concatenated(damaged: Path) -> None:
    assert run(damaged, "-", damaged, stdin=CLEAN).stdout_bytes == RESTORED + CLEAN + RESTORED


def test_legacy_bytes_become_utf8() -> None:
    text = "Привет, как дела?\n"
    assert run("--encoding", "windows-1251", stdin=text.encode("cp1251")).stdout_bytes == text.encode()


def test_undecodable_bytes_are_reported() -> None:
    result = run("--encoding", "utf-8", stdin=b"abc \xff def\n")
    assert result.stdout_bytes == "abc \ufffd def\n".encode()
    assert "FF" in result.stderr
    assert result.exit_code == 0


def test_check_exit_codes(damaged: Path) -> None:
    assert run("check", damaged).exit_code == 1
    assert run("--check", damaged).exit_code == 1
    assert run("check", stdin=CLEAN).exit_code == 0
    assert run("check", "absent.txt").exit_code == 2
    assert run("check", damaged, "absent.txt").exit_code == 2


def test_what_is_held_does_not_fail_the_check() -> None:
    result = run("check", stdin="the president %(us\u0435r)s now\n".encode())
    assert (result.exit_code, "1 held" in result.output) == (0, True)
    # Unless it is dangerous: a link that is not what it looks like.
    assert run("check", stdin="see https://ex\u0430mple.org/ now\n".encode()).exit_code == 1


def test_check_is_one_line_for_a_rule_and_a_line_of_the_file(damaged: Path) -> None:
    assert run("check", "page.txt").stdout == (
        "page.txt:1:3: homoglyphs Th[U+0435] \u2192 The, pr[U+0435]sident \u2192 president (certain)\n"
        "page.txt:2:12: invisible club[U+200B]house \u2192 clubhouse (certain)\n"
        "1 file, 1 would change: 3 findings\n"
        "fix with: textclean --in-place page.txt\n"
    )


def test_check_tells_the_command_that_fixes_with_the_same_flags(damaged: Path) -> None:
    Path("b c.txt").write_bytes(CLEAN)
    told = run(
        "check", "-p", "ascii", "--skip", "fonts,bidi", "--set", "spaces.runs=true", "b c.txt", damaged.name
    ).stdout
    fix = "textclean --in-place --profile ascii --skip fonts,bidi --set spaces.runs=true 'b c.txt' page.txt"
    assert told.splitlines()[-1] == f"fix with: {fix}"
    assert run(*shlex.split(fix)[1:]).exit_code == 0
    assert run("check", "-p", "ascii", "--skip", "fonts,bidi", "--set", "spaces.runs=true", "b c.txt").exit_code == 0
    assert run("check", stdin=DAMAGED).stdout.splitlines()[-1] == "fix with: textclean < FILE > COPY"
    assert "fix with" not in run("check", stdin=CLEAN).stdout


def test_what_could_not_be_read_is_not_said_to_be_clean(damaged: Path) -> None:
    assert run("check", "absent.txt").stdout == "1 could not be read\n"
    lines = run("check", "absent.txt", "page.txt").stdout.splitlines()
    assert lines[-2] == "1 file, 1 would change: 3 findings; 1 could not be read"
    Path("page.txt").write_bytes(CLEAN)
    assert run("check", "absent.txt", "page.txt").stdout == "1 file: nothing to restore; 1 could not be read\n"


@pytest.mark.parametrize(
    ("word", "named"),
    [("fix", "textclean --in-place FILES"), ("diff", "textclean --diff FILES"), ("help", "textclean --help")],
)
def test_commands_of_other_programs_name_ours(word: str, named: str, damaged: Path) -> None:
    result = run(word, "page.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"textclean: there is no command '{word}' and no such file; try: {named}\n"
    Path(word).write_bytes(DAMAGED)  # unless it is a file
    assert run(word, "page.txt").stdout_bytes == RESTORED * 2


def test_a_folder_is_not_printed_to_a_terminal(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(".").stdout_bytes == RESTORED
    with (damaged.parent / "terminal").open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        with pytest.raises(UsageError, match=r"is a folder, .* --output-dir DIR"):
            write.out((".",), run_options({}))


def test_paths_are_alike_in_reports_for_programs(damaged: Path) -> None:
    for name in ("page.txt", "./page.txt", str(damaged)):
        assert "file=page.txt," in run("check", "--output-format", "github", name).stdout
        found = json.loads(run("check", "--output-format", "sarif", name).stdout)["runs"][0]["results"][0]
        assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "page.txt"


def test_json_has_one_spelling_in_all_commands(damaged: Path) -> None:
    for args in (["check", "page.txt"], ["inspect", "page.txt"], ["rules"], ["explain", "bidi", "U+00AD"]):
        array = json.loads(run(*args, "--output-format", "json").stdout)
        lines = run(*args, "--output-format", "jsonl").stdout.splitlines()
        assert array == [json.loads(line) for line in lines] != []
    assert json.loads(run("check", "--output-format", "json", stdin=CLEAN).stdout) == []


@pytest.mark.parametrize("name", ["U+00AD", "u+ad", "\\u00ad", "soft hyphen", "shy", "\u00ad"])
def test_explain_tells_of_a_character(name: str) -> None:
    told = run("explain", name).stdout
    assert told.startswith("U+00AD SOFT HYPHEN\n\n")
    assert "- invisible: Zero-width characters where no script wants them." in told
    assert run("explain", "nbsp").stdout.startswith("U+00A0 NO-BREAK SPACE\n")


def test_diff(damaged: Path) -> None:
    result = run("--diff", "page.txt")
    assert result.exit_code == 1
    assert result.stdout_bytes == (
        b"--- page.txt\n+++ page.txt\t(restored)\n@@ -1,2 +1,2 @@\n"
        + "-Th\u0435 pr\u0435sident\r\n-of the club\u200bhouse\n\\ No newline at end of file\n".encode()
        + b"+The president\r\n+of the clubhouse\n\\ No newline at end of file\n"
    )
    assert run("--diff", stdin=CLEAN).exit_code == 0
    assert run("--diff", stdin=CLEAN).stdout == ""


def test_the_diff_is_a_patch(damaged: Path) -> None:
    lines = [f"line {n}\n" for n in range(60)]
    for n in (0, 5, 13, 30, 58):
        lines[n] = f"th\u0435 lin\u0435 of number {n}\n"
    damaged.write_text("".join(lines), "utf-8")
    Path("page.diff").write_bytes(run("--diff", "page.txt").stdout_bytes)
    restored = run("page.txt").stdout_bytes
    subprocess.run(["patch", "-s", "-p0", "-i", "page.diff"], check=True)
    assert damaged.read_bytes() == restored


def test_inspect_says_how_it_was_read_and_exits_0(damaged: Path) -> None:
    result = run("inspect", "page.txt")
    assert result.exit_code == 0
    assert result.stdout.startswith("page.txt: utf-8 (utf-8 valid)\n")


def test_jsonl_report(damaged: Path) -> None:
    found = [json.loads(line) for line in run("check", "--output-format", "jsonl", "page.txt").stdout.splitlines()]
    last = found[-1]
    assert (last["rule"], last["line"], last["column"], last["start"], last["end"]) == ("invisible", 2, 12, 26, 27)
    assert (last["old"], last["new"], last["old_code_points"]) == ("\u200b", "", ["U+200B"])


def test_rules_can_be_chosen(damaged: Path) -> None:
    assert run("--only", "invisible", damaged).stdout_bytes == DAMAGED.replace("\u200b".encode(), b"")
    assert run("--skip", "invisible", damaged).stdout_bytes == RESTORED.replace(b"clubh", "club\u200bh".encode())
    assert run("--only", "invisible,homoglyphs", damaged).stdout_bytes == RESTORED


def test_profile_and_options() -> None:
    soft = "a soft hy\u00adphen\n".encode()
    assert run("-p", "normalize", stdin=soft).stdout_bytes == b"a soft hyphen\n"
    assert run("-p", "normalize", "--set", "invisible.soft_hyphens=none", stdin=soft).stdout_bytes == soft


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["-p", "normalise"], "did you mean 'normalize'?"),
        (["--only", "homoglyph"], "did you mean 'homoglyphs'?"),
        (["--set", "invisible.soft_hyphen=all"], "did you mean 'soft_hyphens'?"),
        (["--set", "nonsense"], "rule.option=value"),
        (["--floor", "likly"], "did you mean 'likely'?"),
        (["--encoding", "utf-9"], "utf-8"),
        (["--input", "jsonlines"], "did you mean 'jsonl'?"),
        (["chek"], "did you mean 'check'?"),
        (["absent.txt"], "absent.txt"),
        (["explain", "homoglyph"], "did you mean 'homoglyphs'?"),
        (["--in-place"], "--in-place needs files"),
        (["--in-place", "--diff", "x"], "do not go together"),
        (["--check", "--changes", "y", "x"], "--check changes nothing"),
        (["--diff", "--changes", "y", "x"], "--diff changes nothing"),
        (["--diff", "--statistics", "x"], "check --statistics"),
        (["--output-dir", "y", "-o", "z", "x"], "do not go together"),
        (["--output-format", "sarif", "x"], "use textclean check"),
        (["--in-place", "--output-format", "jsonl", "x"], "use textclean check"),
    ],
)
def test_what_cannot_run_is_one_clear_line_and_exit_2(args: list[str], named: str) -> None:
    result = run("--isolated", *args) if args[0] != "explain" else run(*args)
    assert result.exit_code == 2
    assert named in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_options_may_stand_before_the_subcommand(damaged: Path) -> None:
    told = run("--only", "invisible", "check", "--statistics", damaged).stdout
    assert told.splitlines()[0].split() == ["invisible", "1", "0", "held"]


def test_a_file_named_like_a_subcommand(damaged: Path) -> None:
    Path("check").write_bytes(DAMAGED)
    assert run("./check").stdout_bytes == RESTORED
    assert run("--", "check").stdout_bytes == RESTORED


def test_rules_and_explain() -> None:
    listed = run("rules").stdout
    assert "homoglyphs" in listed
    assert "REDECODE" in listed
    assert {rule["name"] for rule in json.loads(run("rules", "--output-format", "json").stdout)} >= {"homoglyphs"}
    assert run("explain", "homoglyphs").stdout.startswith("# homoglyphs\n")


def test_output_file(damaged: Path) -> None:
    assert run(damaged, "-o", "out.txt").stdout == ""
    assert Path("out.txt").read_bytes() == RESTORED


def test_colour_and_no_color(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in run("check", damaged).stdout
    assert "\x1b[" in run("check", "--color", "always", damaged).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", damaged).stdout
    assert "\x1b[" not in run("check", "--color", "never", damaged).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", damaged).stdout


def test_the_diff_is_a_patch_for_the_bytes_of_the_file(damaged: Path) -> None:
    """git and patch compare bytes: rows are in the encoding of the file, behind its byte order mark."""
    russian = "первая строка\nОн сказал: &laquo;привет, мама&raquo; и ушёл домой\nтретья строка\n"
    Path("old.txt").write_bytes(russian.encode("cp1251"))
    Path("marked.txt").write_bytes(b"\xef\xbb\xbf" + DAMAGED)
    Path("page.diff").write_bytes(run("--diff", "marked.txt", "old.txt", "page.txt").stdout_bytes)
    subprocess.run(["git", "apply", "page.diff"], check=True)
    assert Path("old.txt").read_bytes() == html.unescape(russian).encode("cp1251")
    assert Path("marked.txt").read_bytes() == b"\xef\xbb\xbf" + RESTORED
    assert damaged.read_bytes() == RESTORED


def test_a_diff_in_colour_sets_the_changed_characters_off() -> None:
    shown = run("--diff", "--color", "always", stdin="Th\u0435 old club\u200bhouse\n".encode()).stdout
    assert "\x1b[31m\x1b[7m\u0435\x1b[0m" in shown
    assert "\x1b[32m\x1b[7me\x1b[0m" in shown
    assert "\x1b[31m\x1b[7m[U+200B]\x1b[0m" in shown
    assert "\x1b[7m" not in run("--diff", stdin=DAMAGED).stdout


def test_controls_in_reports_cannot_reach_the_terminal() -> None:
    assert "\x1b" not in run("check", stdin="Th\u0435 pr\u0435sident \x1b[31mred\n".encode()).stdout


def test_settings_from_the_nearest_file(damaged: Path) -> None:
    Path("pyproject.toml").write_text('[tool.textclean]\nskip = ["invisible"]\n')
    assert run(damaged).stdout_bytes == RESTORED.replace(b"clubh", "club\u200bh".encode())
    assert run("--isolated", damaged).stdout_bytes == RESTORED
    Path("textclean.toml").write_text('skip = ["homoglyphs"]\n')
    assert run(damaged).stdout_bytes == DAMAGED.replace("\u200b".encode(), b"")
    settings = json.loads(run("--show-settings").stdout)
    assert settings["skip"] == ["homoglyphs"]
    assert settings["origin"].endswith("textclean.toml")


def test_settings_for_some_files(damaged: Path) -> None:
    Path("textclean.toml").write_text('[files."*.ru.txt"]\nskip = ["homoglyphs"]\n')
    Path("a.ru.txt").write_bytes(DAMAGED)
    assert run("a.ru.txt").stdout_bytes == DAMAGED.replace("\u200b".encode(), b"")
    assert run("page.txt").stdout_bytes == RESTORED
    assert run("--stdin-filename", "b.ru.txt", stdin=DAMAGED).stdout_bytes == DAMAGED.replace("\u200b".encode(), b"")


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("skipp = []", "did you mean 'skip'?"),
        ('skip = "fonts"', "skip wants a list"),
        ('skip = ["font"]', "did you mean 'fonts'?"),
        ('input = "jsonlines"', "did you mean 'jsonl'?"),
        ("jobs = 'two'", "jobs wants a whole number"),
        ("= 3", "textclean.toml"),
    ],
)
def test_wrong_settings_name_the_file_and_the_near_match(damaged: Path, written: str, named: str) -> None:
    Path("textclean.toml").write_text(written)
    result = run(damaged)
    assert result.exit_code == 2
    assert named in result.stderr


def command(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run([sys.executable, *args], capture_output=True, env=env, check=False, **more)  # type: ignore[call-overload, no-any-return]


def test_utf8_out_whatever_the_locale() -> None:
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        result = command(
            "-m", "textclean", input=CLEAN, env={"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        )
        assert (result.returncode, result.stdout, result.stderr) == (0, CLEAN, b"")


def test_a_broken_pipe_is_quiet() -> None:
    script = f"yes 'Th\u0435 president' | head -300000 | {sys.executable} -m textclean | head -1"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    result = subprocess.run(["bash", "-c", script], capture_output=True, env=env, check=True)
    assert (result.stdout, result.stderr) == (b"The president\n", b"")


def test_ctrl_c_is_quiet() -> None:
    import signal

    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-m", "textclean", "--line-buffered"],
        stdin=-1,
        stdout=-1,
        stderr=-1,
        env=env,
        # A shell ignores it in the background, and so would the child.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"a line\n")
    process.stdin.flush()
    assert process.stdout.readline() == b"a line\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.strip() == b""


def test_help_imports_nothing_of_weight() -> None:
    script = (
        "import sys\nfrom textclean.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'ftfy', 'regex', 'unidecode', 'chardetng_py', 'scrapy', 'multiprocessing'}\n"
        "found = heavy & set(sys.modules) | {m for m in sys.modules if m.startswith('textclean.rules')}\n"
        "print(sorted(found), file=sys.stderr)"
    )
    result = command("-c", script)
    assert result.stderr == b"[]\n"
    assert b"--in-place" in result.stdout


def test_choices_of_the_flags_are_those_of_the_library() -> None:
    from textclean import contract, reports
    from textclean.cli import options

    assert options.PROFILES == contract.PROFILES
    assert options.REPORTS == reports.FORMATS


def test_a_bare_terminal_gets_a_hint() -> None:
    import pty

    parent, child = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-m", "textclean"], stdin=child, stdout=-1, stderr=-1, env=env) as process:
        os.close(child)
        os.write(parent, b"a line\n\x04")
        output, errors = process.communicate(timeout=60)
    os.close(parent)
    assert output == b"a line\n"
    assert errors.startswith(b"textclean: reading standard input")


def test_a_broken_pipe_is_quiet_with_jobs() -> None:
    script = f"yes 'a clean line' | head -2000000 | {sys.executable} -m textclean --jobs 2 | head -1"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    result = subprocess.run(["bash", "-c", script], capture_output=True, env=env, check=True, timeout=100)
    assert (result.stdout, result.stderr) == (b"a clean line\n", b"")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("che", "check"),
        ("--prof", "--profile"),
        ("check --output-format sa", "sarif"),
        ("explain homo", "homoglyphs"),
        ("--skip fonts,inv", "fonts,invisible"),
        ("check --set invisible.soft_hyphens=a", "invisible.soft_hyphens=all"),
        ("--set dash", "dashes.em="),
    ],
)
def test_completion(words: str, found: str) -> None:
    line = f"textclean {words}"
    env = {"_TEXTCLEAN_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    assert command("-m", "textclean", env=env).stdout.decode().split() == [f"plain,{found}"]


def test_progress_when_asked(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textclean.cli.progress._FIRST", 0.0)
    monkeypatch.setattr("textclean.cli.progress._EVERY_LINE", 0.0)
    assert run("--progress", damaged, damaged).stderr == "36 B\n72 B\n"
    assert run("--progress", "check", damaged).stderr == "36 B, 3 findings\n"
    assert run(damaged, damaged).stderr == ""
    assert run("--progress", "--quiet", damaged).stderr == ""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_progress_counts_compressed_files_as_they_lie_on_the_disk(
    jobs: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from textclean.cli.progress import Progress, total

    names = [str(tmp_path / "a.txt.gz"), str(tmp_path / "b.txt")]
    Path(names[0]).write_bytes(gzip.compress(b"a clean line\n" * 500_000))
    Path(names[1]).write_bytes(b"a clean line\n")
    seen: list[int] = []
    monkeypatch.setattr(Progress, "_show", lambda self: seen.append(self._before + self._here))
    assert run("--progress", "-j", jobs, *names).exit_code == 0
    assert seen == sorted(seen)
    assert seen[-1] == total(names) == sum(Path(name).stat().st_size for name in names)


@pytest.mark.parametrize("args", [["-i"], ["--output-dir", "out"], ["-o", "out.txt"]])
def test_progress_is_shown_on_a_terminal_where_files_are_written(args: list[str], damaged: Path) -> None:
    import pty

    parent, child = pty.openpty()
    script = "import textclean.cli.progress as p; p._FIRST = 0; from textclean.cli.main import main; main()"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", script, "--isolated", *args, "page.txt"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=child, stderr=child, env=env) as process:
        os.close(child)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal ends
            while piece := os.read(parent, 4096):
                shown += piece
        process.wait(timeout=60)
    os.close(parent)
    assert b"100%" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")  # the cursor is back


def test_a_rule_that_fails_is_named_and_the_text_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from textclean import rule_registry
    from textclean.pipeline import _default

    def broken(text: object) -> None:
        raise RuntimeError("planted")

    rule = rule_registry.find("invisible")
    monkeypatch.setitem(rule.__dict__, "find", broken)
    broken.__name__ = "invisible"
    _default.cache_clear()
    monkeypatch.setattr("textclean.pipeline._kept", {})
    result = run("--only", "invisible,homoglyphs", stdin=DAMAGED)
    assert result.stdout_bytes == RESTORED.replace(b"clubh", "club\u200bh".encode())
    assert "invisible failed" in result.stderr
    assert "planted" in result.stderr


def test_a_long_single_line_is_no_trouble() -> None:
    data = b"word " * 2_000_000
    assert run(stdin=data).stdout_bytes == data
