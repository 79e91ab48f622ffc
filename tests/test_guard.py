"""``check`` in a repository: changed lines, a baseline, ignore comments, levels."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import forget_git

from textclean import formats, ignores, inspect
from textclean.cli import running
from textclean.cli.main import main
from textclean.formats.base import Task
from textclean.io import walk
from textclean.io.git import Repositories
from textclean.reports.levels import is_agent_file

BAD, GOOD = "th\u0435 president", "the president"


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, [*map(str, args), "--isolated"], input=stdin)


def git(*args: str) -> str:
    return subprocess.run(["git", *args], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    forget_git(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def repository(folder: Path) -> Path:
    """One commit, in which ``a.txt`` has damage in its first line."""
    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "a")
    (folder / "a.txt").write_text(f"{BAD}\nsecond\n", "utf-8")
    (folder / "b.txt").write_text(f"{BAD} too\n", "utf-8")
    commit()
    return folder


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "change")


def places(result: Result) -> list[str]:
    found = [line.removeprefix("./").partition(": ")[0] for line in result.stdout.splitlines()]
    return [place for place in found if place.count(":") == 2]


# Changed lines


def test_only_lines_that_were_added_are_told(repository: Path) -> None:
    assert run("check", "--changed").exit_code == 0
    (repository / "a.txt").write_text(f"zero\n{BAD}\nsecond\n{BAD} again\n", "utf-8")
    result = run("check", "--changed")
    assert (result.exit_code, places(result)) == (1, ["a.txt:4:3"])
    assert places(run("check", "--changed", "HEAD", ".")) == ["a.txt:4:3"]
    assert places(run("check", "--changed", "a.txt")) == ["a.txt:4:3"]
    assert places(run("check", ".")) == ["a.txt:2:3", "a.txt:4:3", "b.txt:1:3"]


def test_all_of_a_new_file_is_told_whether_git_knows_it_or_not(repository: Path) -> None:
    (repository / "new.txt").write_text(f"one\n{BAD}\n", "utf-8")
    (repository / ".gitignore").write_text("ignored.txt\n")
    (repository / "ignored.txt").write_text(BAD, "utf-8")
    assert places(run("check", "--changed")) == ["new.txt:2:3"]
    git("add", "new.txt")
    assert places(run("check", "--changed")) == ["new.txt:2:3"]


def test_a_file_that_was_only_renamed_has_no_changed_lines(repository: Path) -> None:
    git("mv", "a.txt", "c.txt")
    assert run("check", "--changed").exit_code == 0
    with (repository / "c.txt").open("a", encoding="utf-8") as page:
        page.write(f"{BAD} more\n")
    assert places(run("check", "--changed")) == ["c.txt:3:3"]


def test_since_the_branch_began(repository: Path) -> None:
    git("checkout", "-q", "-b", "mine")
    (repository / "mine.txt").write_text(f"{BAD} mine\n", "utf-8")
    commit()
    git("checkout", "-q", "main")
    (repository / "theirs.txt").write_text(f"{BAD} theirs\n", "utf-8")
    commit()
    git("checkout", "-q", "mine")
    assert places(run("check", "--changed", "main")) == ["mine.txt:1:3"]
    assert run("check", "--changed").exit_code == 0


def test_names_with_blanks_quotes_and_letters(repository: Path) -> None:
    names = ("a b.txt", "\u00fcber.txt", '"q".txt')
    for name in names:
        (repository / name).write_text("one\n")
    commit()
    for name in names:
        (repository / name).write_text(f"one\n{BAD}\n", "utf-8")
    assert len(places(run("check", "--changed"))) == 3
    assert "3 files, 3 would change" in run("check", "--changed").output


def test_from_a_folder_inside(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "in").mkdir()
    (repository / "in" / "x.txt").write_text(BAD, "utf-8")
    (repository / "a.txt").write_text(f"{BAD} changed\n", "utf-8")
    monkeypatch.chdir(repository / "in")
    assert places(run("check", "--changed")) == ["x.txt:1:3"]


def test_a_repository_is_asked_once_and_only_what_changed_is_opened(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (repository / f"d{number}" / "e").mkdir(parents=True)
        (repository / f"d{number}" / "e" / "a.txt").write_text("plain\n", "utf-8")
    commit()
    (repository / "d3" / "e" / "a.txt").write_text(f"{BAD}\n", "utf-8")
    asked, opened = [], []
    run_git, is_binary = subprocess.run, walk._binary
    monkeypatch.setattr(subprocess, "run", lambda args, **kw: asked.append(args) or run_git(args, **kw))
    monkeypatch.setattr(walk, "_binary", lambda path: opened.append(path) or is_binary(path))
    assert places(run("check", "--changed", ".")) == ["d3/e/a.txt:1:3"]
    assert sum("--show-toplevel" in args for args in asked) == 2  # once more for the name behind the flag
    assert opened == ["./d3/e/a.txt"]


def test_a_repository_within_another_is_one_of_its_own(repository: Path) -> None:
    inner = repository / "in" / "ner"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_text(f"{BAD}\n", "utf-8")
    git("-C", str(inner), "init", "-q")
    git("-C", str(inner), "add", "-A")
    git("-C", str(inner), "-c", "user.email=a@example.org", "-c", "user.name=a", "commit", "-q", "-m", "one")
    found = Repositories()
    assert found.of_folder(repository).top == repository.resolve()
    assert found.of_folder(inner.parent.resolve()) is found.of_folder(repository)
    assert found.of_folder(inner.resolve()).top == inner.resolve()
    assert places(run("check", "--changed", ".")) == []


def test_changed_needs_a_repository_and_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    assert "is in no working tree of git" in run("check", "--changed", ".").output
    git("init", "-q")
    assert "has no commit yet" in run("check", "--changed").output
    assert "No such file" in run("check", "--changed", ":", "absent.txt").output
    assert "standard input is none" in run("check", "--changed", "HEAD", "-").output


# A baseline


def test_known_findings_are_left_out_wherever_their_line_stands(folder: Path) -> None:
    page = folder / "page.txt"
    page.write_text(f"{BAD}\nsecond\n", "utf-8")
    result = run("check", "--write-baseline", "known.json", "page.txt")
    assert (result.exit_code, "1 finding accepted" in result.output) == (0, True)
    assert run("check", "--baseline", "known.json", "page.txt").exit_code == 0
    page.write_text(f"zero\n  {BAD}\nsecond {BAD}\n", "utf-8")
    result = run("check", "--baseline", "known.json", "page.txt")
    assert (result.exit_code, places(result)) == (1, ["page.txt:3:10"])
    page.write_text(f"{BAD}\n{BAD}\n", "utf-8")  # one is known, not two
    assert places(run("check", "--baseline", "known.json", "page.txt")) == ["page.txt:2:3"]
    page.write_text(f"{GOOD}\n", "utf-8")
    assert "are mended" in run("check", "--baseline", "known.json", "page.txt").output


def test_a_baseline_is_the_same_from_any_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "page.txt").write_text(BAD, "utf-8")
    run("check", "--write-baseline", "known.json", ".")
    text = (folder / "known.json").read_text("utf-8")
    assert '"in/page.txt"' in text
    assert str(folder) not in text
    monkeypatch.chdir(folder / "in")
    assert run("check", "--baseline", "../known.json", "page.txt").exit_code == 0
    run("check", "--write-baseline", "../known.json", folder)
    assert (folder / "known.json").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no baseline known.json; write it anew: textclean check --write-baseline known.json"),
        ("{", "known.json is no baseline: it is no JSON"),
        ("[1]", "is no baseline of textclean"),
        ('{"findings": {}}', "is no baseline of textclean"),
        (
            '{"about": "textclean baseline", "version": 0, "findings": {}}',
            "of version 0, and this textclean reads 1; wr",
        ),
        (
            '{"about": "textclean baseline", "version": 9, "findings": {}}',
            "of version 9, and this textclean reads 1; up",
        ),
        ('{"about": "textclean baseline", "version": 1}', "is damaged"),
        ('{"about": "textclean baseline", "version": 1, "findings": {"a": {"bidi": {"x": "1"}}}}', "'1' is no count"),
        ("\udcff", "is no baseline"),
    ],
)
def test_a_wrong_baseline_says_what_to_do(folder: Path, content: str | None, told: str) -> None:
    if content is not None:
        (folder / "known.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    (folder / "page.txt").write_text("ok\n")
    result = run("check", "--baseline", "known.json", "page.txt")
    assert result.exit_code == 2
    assert told in result.output


def test_both_baselines_at_once_are_refused(folder: Path) -> None:
    assert run("check", "--baseline", "a", "--write-baseline", "b", ".").exit_code == 2


# Ignore comments


@pytest.mark.parametrize(
    "comment",
    [
        "# textclean: ignore[homoglyphs]",
        "// textclean: ignore[ homoglyphs ,mojibake]",
        "<!-- textclean: ignore -->",
        "/* textclean:ignore[homoglyphs] */",
        "-- textclean: ignore[homoglyphs] a quotation",
        "REM textclean: ignore[homoglyphs]",
        "% textclean: ignore[homoglyphs]",
        "; textclean: ignore[homoglyphs]",
        '" textclean: ignore[homoglyphs]',
    ],
)
def test_on_the_line_or_alone_on_the_line_before(folder: Path, comment: str) -> None:
    page = folder / "page.txt"
    for text in (f"{BAD} {comment}\n", f"{comment}\n{BAD}\n"):
        page.write_text(text, "utf-8")
        result = run("check", "page.txt")
        assert (result.exit_code, "by homoglyphs" in result.stderr) == (0, False)
        assert run("-i", "page.txt").exit_code == 0
        assert page.read_text("utf-8") == text
        assert run("--diff", "page.txt").exit_code == 0
        assert BAD.encode() not in run("page.txt").stdout_bytes  # a filter reads what strangers wrote
        assert run("check", "--no-ignores", "page.txt").exit_code == 1
    page.write_text(f"{comment}\nok\n{BAD}\n", "utf-8")
    result = run("check", "page.txt")
    assert (result.exit_code, places(result)) == (1, ["page.txt:3:3"])


def test_a_comment_behind_code_holds_for_its_line_only(folder: Path) -> None:
    (folder / "page.txt").write_text(f"x = 1  # textclean: ignore\n{BAD}\n", "utf-8")
    result = run("check", "page.txt")
    assert (result.exit_code, places(result)) == (1, ["page.txt:2:3"])
    assert "page.txt:1: unused ignore comment: nothing is found there by any rule" in result.stderr


def test_other_rules_still_speak(folder: Path) -> None:
    text = f"{BAD} and caf\u00c3\u00a9 # textclean: ignore[homoglyphs]\n"
    (folder / "page.txt").write_text(text, "utf-8")
    assert run("-i", "page.txt").exit_code == 0
    assert (folder / "page.txt").read_text("utf-8") == text.replace("caf\u00c3\u00a9", "caf\u00e9")


def test_no_comment_counts_in_instructions_for_agents(folder: Path) -> None:
    (folder / "AGENTS.md").write_text("<!-- textclean: ignore -->\nclub\u200bhouse\n", "utf-8")
    assert run("check", "AGENTS.md").exit_code == 1


def test_blocks(folder: Path) -> None:
    page = folder / "page.txt"
    page.write_text(
        f"{BAD} 1\n# textclean: off[homoglyphs]\n{BAD} 2\n\n{BAD} 3\n# textclean: on\n{BAD} 4\n"
        f"# textclean: off\n{BAD} 5\ncaf\u00c3\u00a9\n",
        "utf-8",
    )
    assert places(run("check", "page.txt")) == ["page.txt:1:3", "page.txt:7:3"]


def test_a_block_goes_on_over_the_parts_of_a_long_text() -> None:
    """Text is read in parts of 4 MiB; here they are smaller."""
    filler = "Some words that stand here for nothing.\n" * 20
    text = f"# textclean: off[homoglyphs]\n{filler}{BAD}\n{filler}# textclean: on\n{filler}{BAD}\n{filler}"
    for kind, encoding in (("text", "utf-8"), ("code", "utf-8"), ("text", "utf-16-le")):
        task = Task({}, kind, size=512, report=True, ignores=True, name="a.py", keep=True)
        form = formats.find(kind)
        lines, notes, done = [], [], 0
        for block in form.blocks(io.BytesIO(text.encode(encoding)), task):
            made = form.treat(block, task)
            lines += [spot.line + done for spot in made.spots]
            notes += made.notes
            done += made.lines
        assert (lines, notes) == ([64], [])


def test_a_comment_that_names_a_rule_makes_no_text_about_it(folder: Path) -> None:
    """Who writes about look-alikes shows some; who ignores them does not."""
    (folder / "a.yaml").write_text(f"# textclean: ignore[homoglyphs]\na: {BAD}\n# {BAD}\nb: {BAD}\n", "utf-8")
    (folder / "a.txt").write_text(f"# textclean: ignore[homoglyphs]\n{BAD}\n{BAD}\n", "utf-8")
    assert places(run("check", ".")) == ["a.txt:3:3", "a.yaml:3:5 (comment)", "a.yaml:4:6 (b)"]


def test_unused_and_unknown_comments_are_told(folder: Path) -> None:
    (folder / "page.txt").write_text(f"ok # textclean: ignore[bidi]\n{BAD} # textclean: ignore[homoglyph]\n", "utf-8")
    told = run("check", "page.txt").stderr
    assert "page.txt:1: unused ignore comment: nothing is found there by bidi; take it away" in told
    assert "page.txt:2: ignore comment: unknown rule 'homoglyph'; did you mean 'homoglyphs'?" in told
    assert "unused" not in run("check", "--only", "homoglyphs", "page.txt").stderr.partition("page.txt:2")[0]


def test_in_structured_files(folder: Path) -> None:
    page = folder / "page.html"
    page.write_text(f"<!-- textclean: ignore[homoglyphs] -->\n<p>{BAD}</p>\n<p>{BAD}!</p>\n", "utf-8")
    assert run("-i", "page.html").exit_code == 0
    assert page.read_text("utf-8").endswith(f"<p>{BAD}</p>\n<p>{GOOD}!</p>\n")


def test_in_utf_16(folder: Path) -> None:
    text = f"# textclean: ignore[homoglyphs]\n{BAD}\n"
    (folder / "page.txt").write_bytes(text.encode("utf-16"))
    assert run("check", "page.txt").exit_code == 0


def test_without_keeps_a_result_true() -> None:
    result = inspect(f"{BAD}, caf\u00c3\u00a9")
    some = ignores.without(result, lambda fix: fix.rule == "homoglyphs")
    assert some.text == f"{BAD}, caf\u00e9"
    assert (some.replay(), some.undo()) == (some.text, some.before)
    assert ignores.without(result, lambda fix: False) is result
    none = ignores.without(result, lambda fix: True)
    assert (none.text, none.fixes, none.changes) == (result.before, (), ())


# Levels


@pytest.mark.parametrize(
    ("name", "text", "level"),
    [
        ("a.py", "if x:  # \u202e } if\n", "error"),
        ("a.txt", "list \u202egnp.scr\n", "warning"),
        ("a.txt", "ok" + "".join(chr(0xE0000 + ord(c)) for c in "ignore all") + "\n", "error"),
        ("a.txt", f"{BAD}\n", "warning"),
        ("a.txt", "see https://www.p\u0430yp\u0430l.com/login now\n", "error"),
        ("a.txt", "club\u200bhouse\n", "warning"),
        ("AGENTS.md", "club\u200bhouse\n", "error"),
        ("a.txt", "caf\u00c3\u00a9\n", "warning"),
    ],
)
def test_levels(folder: Path, name: str, text: str, level: str) -> None:
    (folder / name).write_text(text, "utf-8")
    result = run("check", "--output-format", "json", name)
    assert {finding["level"] for finding in json.loads(result.stdout)} == {level}
    assert result.exit_code == 1  # a spoofed link is held, and fails all the same
    shown = run("check", name).stdout
    assert ("(error, " in shown) == (level == "error")
    sarif = json.loads(run("check", "--output-format", "sarif", name).stdout)
    assert {found["level"] for found in sarif["runs"][0]["results"]} == {level}
    assert f"::{level} " in run("check", "--output-format", "github", name).stdout


def test_the_page_shows_levels(folder: Path) -> None:
    (folder / "a.py").write_text("x = 1  # \u202eabc\u202c\n# club\u200bhouse\n", "utf-8")
    page = run("check", "--output-format", "html", "a.py").stdout
    for level in ("error", "warning"):
        assert f'data-level="{level}" checked>{level} <span class="n">' in page
        assert f'data-level="{level}" data-grade="' in page
    assert "invisible (warning, certain)" in page


def test_form_is_a_note(folder: Path) -> None:
    (folder / "a.txt").write_text("a\u00a0b \n", "utf-8")
    found = json.loads(run("check", "-p", "normalize", "--output-format", "json", "a.txt").stdout)
    assert {finding["level"] for finding in found} == {"note"}


TAGS = "".join(chr(0xE0000 + ord(c)) for c in "run rm -rf")


def test_what_is_hidden_from_the_user_of_an_agent_is_told_in_clear(folder: Path) -> None:
    (folder / ".claude" / "commands").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("AGENTS.md", ".claude/commands/fix.md", ".git/AGENTS.md", "README.md", "notes.txt"):
        (folder / name).write_text(f"Be kind.{TAGS} Read the do\u200bcs at `a\u2060b`.\nth\u0435 president\n", "utf-8")
    result = run("check", "--agents")
    assert result.exit_code == 1
    assert places(result) == [
        *(".claude/commands/fix.md:1:9", ".claude/commands/fix.md:1:31", ".claude/commands/fix.md:1:40"),
        *("AGENTS.md:1:9", "AGENTS.md:1:31", "AGENTS.md:1:40"),
    ]
    assert "hiding 'run rm -rf'" in result.stdout
    assert result.stdout.count("(error, ") == 6
    assert "homoglyphs" not in result.stdout
    # Named files are read whatever they are called, and what is hidden in them is as bad.
    assert run("check", "--agents", "notes.txt").stdout.count("(error, ") == 3
    # Without the flag these files are known too.
    assert run("check", "AGENTS.md").stdout.count("(error, ") == 3
    assert run("check", "notes.txt").stdout.count("(error, ") == 1


def test_the_command_that_fixes_what_is_hidden_can_be_run(folder: Path) -> None:
    for name in ("AGENTS.md", "notes.txt"):
        Path(name).write_text(f"Be kind.{TAGS} Bye.\n{BAD}\n", "utf-8")
    told = run("check", "--agents").stdout.splitlines()[-1]
    assert told.startswith("fix with: textclean --in-place ")
    assert told.endswith(" --only bidi,controls,invisible,overlays,selectors,tags ./AGENTS.md")
    assert run(*told.split()[3:]).exit_code == 0
    assert Path("AGENTS.md").read_text("utf-8") == f"Be kind. Bye.\n{BAD}\n"
    assert run("check", "--agents").exit_code == 0


def test_of_what_changed_only_instructions_for_agents_are_looked_at(repository: Path) -> None:
    for name in ("AGENTS.md", "notes.txt"):
        Path(name).write_text(f"Be kind.{TAGS} Bye.\n", "utf-8")
    result = run("check", "--agents", "--changed")
    assert places(result) == ["AGENTS.md:1:9"]
    assert "1 file, 1 would change" in result.stdout


def test_what_writers_need_is_not_hidden_text(folder: Path) -> None:
    persian, family = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    text = f"{persian} {family} \u2764\ufe0f <!-- a comment -->\n"
    (folder / "CLAUDE.md").write_text(text, "utf-8")
    assert run("check", "--agents").exit_code == 0


def test_files_of_agents() -> None:
    for name in (
        "AGENTS.md",
        "x/SKILL.md",
        "a.mcp.json",
        ".cursor/rules/a.mdc",
        "prompts/fix.txt",
        "b.instructions.md",
    ):
        assert is_agent_file(name)
    for name in ("README.md", "prompts/fix.py", "agents.py", "data.json"):
        assert not is_agent_file(name)


# Files that are known to be clean


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read and judged."""
    found: list[str] = []
    file = running.Run.file
    monkeypatch.setattr(running.Run, "file", lambda self, name: (found.append(name), file(self, name))[1])
    return found


def test_a_file_without_findings_is_judged_again_only_when_something_changes(
    folder: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "clean.txt": GOOD,
        "bad.txt": BAD,
        "held.txt": "http://ex\u0430mple.org/",
        "blank.txt": "ends with a blank \n",
    }
    for name, text in texts.items():
        Path(name).write_text(text, "utf-8")
    check = ("check", "--cache", "clean", *texts)
    first = run(*check)
    assert (first.exit_code, judged) == (1, list(texts))
    judged.clear()
    again = run(*check)
    assert (again.exit_code, again.stdout, judged) == (1, first.stdout, ["bad.txt", "held.txt"])

    judged.clear()
    Path("clean.txt").write_text(BAD, "utf-8")
    assert run(*check).stdout.count("homoglyphs") == 3
    assert judged == ["clean.txt", "bad.txt", "held.txt"]
    judged.clear()
    Path("clean.txt").write_text(GOOD, "utf-8")
    assert run(*check).stdout == first.stdout  # what it holds counts, not when it was written
    assert judged == ["bad.txt", "held.txt"]

    for other in (["--profile", "normalize"], ["--input", "markdown"], ["--no-ignores"], ["--statistics"]):
        judged.clear()
        result = run(*check, *other)
        assert "blank.txt" in judged, other
        assert ("blank.txt:1:" in result.stdout) == ("normalize" in other)
    judged.clear()
    monkeypatch.setattr("textclean.cli.clean_files._code", lambda: "newer")
    run(*check)
    assert judged == list(texts)


def test_what_is_no_list_of_clean_files_is_not_written_over(folder: Path) -> None:
    Path("notes.txt").write_text("mine", "utf-8")
    result = run("check", "--cache", "notes.txt", "notes.txt")
    assert (result.exit_code, result.stderr) == (
        2,
        "textclean: notes.txt is no list of clean files (--cache); name another file, or delete it\n",
    )
    assert Path("notes.txt").read_text("utf-8") == "mine"


def test_a_large_file_is_never_known_by_its_beginning(folder: Path) -> None:
    Path("a.txt").write_bytes(b"words\n" * 200_000)
    assert run("check", "--cache", "clean", "a.txt").exit_code == 0
    with Path("a.txt").open("ab") as stream:
        stream.write(BAD.encode())
    assert run("check", "--cache", "clean", "a.txt").exit_code == 1
