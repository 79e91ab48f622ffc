"""Letters that an edit lost come back from the earlier version, by git or from a file; nothing else is touched."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import FIXTURES, forget_git
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean.cli.main import main
from textclean.history import images, restored
from textclean.history.alignment import explained

CASES = sorted(path for path in (FIXTURES / "history").iterdir() if path.is_dir())
OLD = "# Gr\u00f6\u00dfe der T\u00fcr\nx = 1\n\u2502 a \u2502\n\u4e2d\u6587\u6d4b\u8bd5\n\U0001f389 \u201cok\u201d\n"
LOST = "".join(c if c.isascii() else "\ufffd" for c in OLD)


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    isolated = () if args[0] == "undo" else ("--isolated",)
    return CliRunner().invoke(main, [*map(str, args), *isolated], input=stdin)


def git(*args: str, folder: Path | None = None) -> str:
    done = subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, in which ``page.md`` is OLD; the working directory."""
    forget_git(monkeypatch)
    folder = tmp_path / "repository"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git("init", "-q", "-b", "main")
    for name, value in (("user.email", "a@example.org"), ("user.name", "a"), ("protocol.file.allow", "always")):
        git("config", name, value)
    (folder / "page.md").write_bytes(OLD.encode())
    commit()
    return folder


def commit(message: str = "change") -> None:
    git("add", "-A")
    git("commit", "-q", "-m", message)


# Reports from the public, rebuilt small: every letter comes back, every edit stays.


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_public_reports(case: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.src"
    page.write_bytes((case / "edited.src").read_bytes())
    assert run("-i", "--against-file", case / "earlier.src", "--changes", tmp_path / "changes", page).exit_code == 0
    assert page.read_bytes() == (case / "restored.src").read_bytes()
    # What is restored has nothing left to restore, and the edit comes back byte for byte.
    assert run("check", "--against-file", case / "earlier.src", page).exit_code == 0
    assert run("undo", tmp_path / "changes").exit_code == 0
    assert page.read_bytes() == (case / "edited.src").read_bytes()


LETTERS = st.text(st.sampled_from("ab \u00e4\u00df\u0416\u4e2d\U0001f389\u2502\u201c?"), max_size=12)
DAMAGES = {
    "U+FFFD": lambda text: "".join(c if c.isascii() else "\ufffd" for c in text),
    "U+FFFD for each byte": lambda text: "".join(c if c.isascii() else "\ufffd" * len(c.encode()) for c in text),
    "question marks": lambda text: text.encode("ascii", "replace").decode(),
    "latin-1": lambda text: text.encode().decode("latin-1"),
    "cp850": lambda text: text.encode().decode("cp850"),
    "twice": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@settings(max_examples=40, deadline=None)
@given(lines=st.lists(LETTERS, max_size=8))
def test_a_text_that_was_only_damaged_comes_back(damage: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    assert restored(text, DAMAGES[damage](text)).text == text


@settings(max_examples=100, deadline=None)
@given(old=st.lists(LETTERS, max_size=6).map("\n".join), new=st.lists(LETTERS, max_size=6).map("\n".join))
def test_any_two_versions(old: str, new: str) -> None:
    """Never raises; replays; what was only added or removed is no damage."""
    result = restored(old, new)
    assert result.replay() == result.text
    assert result.undo() == new
    assert restored(new, new).text == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Gr\u00f6\u00dfe ist relativ\n", "Masse ist relativ?\n"),  # written anew
        ("Was ist das f\u00fcr ein Haus\n", "What? Is this a house?\n"),
        ("na\u00efve\n", "naive\n"),  # one accent, which a person may not want
        ("\u201cyes\n", '"yes\n'),
        ("Warte\u2026\n", "Warte?\n"),
        ("caf\u00e9 \U0001f389\n", "caf\u00e9\n"),  # an emoji was removed
        ("\u043f\u0440\u0438\u0432\u0435\u0442\n", "\u043f\u0440\u0438\u0432\u0435\u0442?\n"),
        ("K\u00c3\u00bche\n", "K\u00fche\n"),  # the edit is the repair
        ("Th\u0435 end\n", "The end\n"),
        ("a\u200bb\n", "ab\n"),
        ("\ufffd\n", "?\n"),  # the earlier version had lost it already
        ("\u4e2d\n\u6587\n", "?\n?\n?\n"),  # which of them was added?
        ("a\u00a0b\n", "a b\n"),
    ],
)
def test_an_edit_is_no_damage(old: str, new: str) -> None:
    assert restored(old, new).text == new


def test_what_may_be_an_edit_is_held_as_a_guess() -> None:
    result = restored("na\u00efve\n", "naive\n")
    assert [(fix.old, fix.new, fix.held) for fix in result.held] == [("i", "\u00ef", "guess")]


def test_edits_on_the_line_stay() -> None:
    old = "F\u00fcr gr\u00f6\u00dfere \u00c4pfel: 3 \u20ac, bitte sch\u00f6n und danke\n"
    new = "F\ufffdr viel gr\ufffd\ufffdere \ufffdpfel: 17 \ufffd, bitte sch\ufffdn und vielen Dank?\n"
    good = "F\u00fcr viel gr\u00f6\u00dfere \u00c4pfel: 17 \u20ac, bitte sch\u00f6n und vielen Dank?\n"
    assert restored(old, new).text == good


def test_fixes_tell_what_was_done() -> None:
    fix = restored("Gr\u00f6\u00dfe\n", "Gr??e\n").fixes[0]
    assert (fix.rule, fix.old, fix.new, fix.sure.name) == ("history", "??", "\u00f6\u00df", "CERTAIN")
    assert fix.why == "lost to a question mark; the earlier version has it"


def test_images_are_texts_of_their_own() -> None:
    for character in "\u00e4\u2014\u4e2d\U0001f389\u20ac":
        texts = [image.text for image in images.of_character(character)]
        assert len(texts) == len(set(texts))
        assert character not in texts
    assert explained("\u00e4", "x", "utf-8") is None


def test_the_cost_grows_with_the_text() -> None:
    line = "F\u00fcr gr\u00f6\u00dfere \u00c4pfel {}, {} \u4e2d\u6587 \u2014 \u201cok\u201d\n"

    def work(old: str) -> None:
        new = "".join(c if c.isascii() else "\ufffd" for c in old.replace(" 5", " 9"))
        assert "\ufffd" not in restored(old, new).text

    assert_linear(work, lambda count: "".join(line.format(n, n * 7) for n in range(count)), 1500, 6000)
    many, more = "\u4e2d\n" * 3000, "?\n" * 2999  # nothing tells them apart
    started = time.process_time()
    assert restored(many, more).text == more
    assert time.process_time() - started < 10


# git


def test_the_last_commit_is_the_default(repository: Path) -> None:
    page = repository / "page.md"
    page.write_bytes(LOST.replace("x = 1", "x = 2").encode())
    result = run("check", "--against")
    assert result.exit_code == 1
    assert "page.md:1:5: history" in result.output
    assert "textclean --in-place --isolated --against HEAD" in result.output
    assert "+# Gr\u00f6\u00dfe der T\u00fcr\n" in run("--diff", "--against").output
    assert run("--against", "page.md").stdout_bytes == OLD.replace("x = 1", "x = 2").encode()
    assert run("-i", "--against").exit_code == 0
    assert page.read_bytes() == OLD.replace("x = 1", "x = 2").encode()
    assert run("check", "--against").exit_code == 0


def test_any_revision_and_any_name(repository: Path) -> None:
    page = repository / "page.md"
    page.write_bytes(LOST.encode())
    commit("damage")
    page.write_bytes(LOST.encode() + b"more\n")
    assert run("check", "--against", "HEAD", page).exit_code == 0  # the damage is in there already
    git("tag", "good", "HEAD~1")
    for revision in ("HEAD~1", "good", git("rev-parse", "HEAD~1").strip()):
        assert run("--against", revision, "page.md").stdout_bytes == OLD.encode() + b"more\n"


def test_a_file_that_is_named_like_a_revision(repository: Path) -> None:
    (repository / "main").write_bytes(OLD.encode())
    commit()
    (repository / "main").write_bytes(LOST.encode())
    assert run("--against", "main", "main").stdout_bytes == OLD.encode()


def test_the_index_is_a_version_too(repository: Path) -> None:
    page = repository / "page.md"
    page.write_bytes(OLD.encode() + "neu: \u00fc\n".encode())
    git("add", "page.md")
    page.write_bytes((LOST + "neu: \ufffd\n").encode())
    assert run("--against", ":", "page.md").stdout_bytes == OLD.encode() + "neu: \u00fc\n".encode()


def test_what_is_staged_can_be_looked_at(repository: Path) -> None:
    page = repository / "page.md"
    page.write_bytes(LOST.encode())
    git("add", "page.md")
    page.write_bytes(OLD.encode())
    assert run("check", "--against", "HEAD", "page.md").exit_code == 0
    assert run("check", "--against", "HEAD", "--staged", "page.md").exit_code == 1
    assert run("check", "--against", "HEAD", "--staged").exit_code == 1
    result = run("-i", "--against", "HEAD", "--staged", "page.md")
    assert result.exit_code == 2
    assert "git add" in result.output


def test_a_renamed_file_is_followed(repository: Path) -> None:
    git("mv", "page.md", "other.md")
    (repository / "other.md").write_bytes(LOST.encode())
    assert run("--against", "HEAD", "other.md").stdout_bytes == OLD.encode()
    git("add", "-A")
    assert run("--against", "HEAD", "other.md").stdout_bytes == OLD.encode()


def test_a_renamed_file_is_followed_though_every_line_of_it_was_damaged(repository: Path) -> None:
    Path("old.md").write_text("Gr\u00f6\u00dfe\nK\u00fcche\n", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "two")
    git("mv", "old.md", "new.md")
    Path("new.md").write_text("Gr\ufffd\ufffde\nK\ufffdche\n", "utf-8")
    assert run("--in-place", "--against").exit_code == 0
    assert Path("new.md").read_text("utf-8") == "Gr\u00f6\u00dfe\nK\u00fcche\n"


def test_a_file_moved_without_telling_git(repository: Path) -> None:
    (repository / "folder").mkdir()
    (repository / "page.md").rename(repository / "folder" / "page.md")
    (repository / "folder" / "page.md").write_bytes(LOST.encode())
    assert run("--against", "HEAD", "folder/page.md").stdout_bytes == OLD.encode()


def test_names_that_are_hard(repository: Path) -> None:
    for name in ("a b.md", "\u00fcber \u4e2d.md", "-x.md", '"q".md', "a\tb.md"):
        (repository / name).write_bytes(OLD.encode())
    commit()
    for name in ("a b.md", "\u00fcber \u4e2d.md", "-x.md", '"q".md', "a\tb.md"):
        (repository / name).write_bytes(LOST.encode())
        assert run("--against", "HEAD", f"./{name}").stdout_bytes == OLD.encode()
    assert run("-i", "--against", "HEAD").exit_code == 0
    assert git("status", "--porcelain") == ""


def test_from_a_folder_inside(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = repository / "inside"
    inside.mkdir()
    (inside / "a.md").write_bytes(OLD.encode())
    commit()
    (inside / "a.md").write_bytes(LOST.encode())
    (repository / "page.md").write_bytes(LOST.encode())
    monkeypatch.chdir(inside)
    assert run("-i", "--against").exit_code == 0
    assert (inside / "a.md").read_bytes() == OLD.encode()
    assert (repository / "page.md").read_bytes() == LOST.encode()  # outside of the working directory
    assert run("-i", "--against", "HEAD", "..").exit_code == 0
    assert (repository / "page.md").read_bytes() == OLD.encode()


def test_filters_of_line_ends(repository: Path) -> None:
    (repository / ".gitattributes").write_text("*.bat text eol=crlf\n*.u16 text working-tree-encoding=UTF-16LE\n")
    (repository / "a.bat").write_bytes(OLD.replace("\n", "\r\n").encode())
    (repository / "a.u16").write_bytes(OLD.encode("utf-16le"))
    commit()
    assert (
        b"\r" not in subprocess.run(["git", "cat-file", "blob", "HEAD:a.bat"], capture_output=True, check=True).stdout
    )
    (repository / "a.bat").write_bytes(LOST.replace("\n", "\r\n").encode())
    (repository / "a.u16").write_bytes(LOST.encode("utf-16le"))
    assert run("-i", "--against", "HEAD", "a.bat", "a.u16").exit_code == 0
    assert (repository / "a.bat").read_bytes() == OLD.replace("\n", "\r\n").encode()
    assert (repository / "a.u16").read_bytes() == OLD.encode("utf-16le")
    # An editor that changed all line ends besides: these are no letters.
    (repository / "page.md").write_bytes(LOST.replace("\n", "\r\n").encode())
    assert run("--against", "HEAD", "page.md").stdout_bytes == OLD.replace("\n", "\r\n").encode()


def test_during_a_merge(repository: Path) -> None:
    page = repository / "page.md"
    git("checkout", "-q", "-b", "side")
    page.write_bytes(OLD.replace("x = 1", "x = 2").encode())
    commit()
    git("checkout", "-q", "main")
    page.write_bytes(OLD.replace("x = 1", "x = 3").encode())
    commit()
    assert subprocess.run(["git", "merge", "side"], capture_output=True, check=False).returncode == 1
    conflict = page.read_text("utf-8")
    assert "<<<<<<<" in conflict
    page.write_bytes("".join(c if c.isascii() else "\ufffd" for c in conflict).encode())
    assert run("--against", "HEAD", "page.md").stdout_bytes == conflict.encode()
    assert run("--against", "MERGE_HEAD", "page.md").stdout_bytes == conflict.encode()
    result = run("--against", ":", "page.md")
    assert result.exit_code == 2
    assert "is in conflict" in result.output
    assert "--against MERGE_HEAD" in result.output


def test_a_shallow_clone_says_how_to_get_the_rest(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_more = repository / "more.md"
    commit_more.write_text("more\n")
    commit()
    git("clone", "-q", "--depth", "1", f"file://{repository}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    Path("page.md").write_bytes(LOST.encode())
    assert run("--against", "HEAD", "page.md").stdout_bytes == OLD.encode()
    result = run("--against", "HEAD~1", "page.md")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.output


def test_a_submodule_has_revisions_of_its_own(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git("clone", "-q", str(repository), str(other))
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "sub")
    commit()
    (repository / "sub" / "page.md").write_bytes(LOST.encode())
    assert run("--against", "HEAD", "sub/page.md").stdout_bytes == OLD.encode()
    result = run("--against", "main~1", "sub/page.md")
    assert result.exit_code == 2
    assert "submodule" in result.output


def test_binary_and_new_files(repository: Path) -> None:
    (repository / "a.bin").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100))
    commit()
    (repository / "a.bin").write_bytes(b"now text \xef\xbf\xbd\n")
    (repository / "new.md").write_bytes(LOST.encode())
    result = run("check", "--against", "HEAD", "a.bin")
    assert result.exit_code == 0
    assert "its earlier version is no text" in result.output
    result = run("check", "--against", "HEAD", "new.md")
    assert result.exit_code == 2
    assert "new.md has no earlier version in HEAD" in result.output
    assert run("check", "--against", "HEAD", ".").exit_code == 0  # nobody asked for it


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--against", "nothing", "page.md"), "git knows no revision 'nothing'"),
        (("--against", "HEAD", "--against-file", "page.md", "page.md"), "do not go together"),
        (("--against-file", "page.md", "."), "name just one"),
        (("--staged", "page.md"), "--staged goes with --against"),
        (("--against", "HEAD", "-"), "--stdin-filename"),
        (("--against-file", "absent.md", "page.md"), "absent.md: No such file"),
    ],
)
def test_errors_say_what_to_do(repository: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert told in result.output


def test_without_a_repository_a_commit_or_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("page.md").write_bytes(LOST.encode())
    Path("old.md").write_bytes(OLD.encode())
    result = run("check", "--against", "HEAD", "page.md")
    assert (result.exit_code, "--against-file OLD" in result.output) == (2, True)
    assert run("--against-file", "old.md", "page.md").stdout_bytes == OLD.encode()
    assert run("--against-file", "old.md", stdin=LOST.encode()).stdout_bytes == OLD.encode()
    git("init", "-q")
    result = run("check", "--against", "HEAD", "page.md")
    assert (result.exit_code, "has no commit yet" in result.output) == (2, True)
    monkeypatch.setenv("PATH", "")
    result = run("check", "--against", "HEAD", "page.md")
    assert (result.exit_code, "git is not installed" in result.output) == (2, True)


def test_standard_input_with_a_name(repository: Path) -> None:
    result = run("--against", "HEAD", "--stdin-filename", "page.md", "-", stdin=LOST.encode())
    assert result.stdout_bytes == OLD.encode()


def test_reports_for_machines(repository: Path) -> None:
    (repository / "page.md").write_bytes(OLD.encode("utf-16"))
    for kind in ("sarif", "github", "jsonl", "html", "full"):
        result = run("check", "--against", "HEAD", "--output-format", kind, "page.md")
        assert result.exit_code == 1
        assert "written in utf-16le; the earlier version is utf-8" in result.output
    assert run("-i", "--against", "HEAD", "page.md").exit_code == 0
    assert (repository / "page.md").read_bytes() == OLD.encode()


def test_in_processes_of_their_own(repository: Path) -> None:
    for number in range(5):
        (repository / f"{number}.md").write_bytes(OLD.encode())
    commit()
    for number in range(5):
        (repository / f"{number}.md").write_bytes(LOST.encode())
    command = [sys.executable, "-m", "textclean", "-i", "--against", "HEAD", "-j", "2"]
    assert subprocess.run(command, cwd=repository, check=False).returncode == 0
    assert git("status", "--porcelain") == ""
