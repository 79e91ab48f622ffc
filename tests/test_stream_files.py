"""Files survive what kills a program: SIGKILL at any moment, a full disk, a folder that cannot be written."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from textclean.cli.main import main
from textclean.io.files import Replacement
from textclean.io.globs import Globs
from textclean.io.walk import Walk

DAMAGED = ("Th\u0435 pr\u0435sident of the club\u200bhouse\n" * 2000).encode()
RESTORED = b"The president of the clubhouse\n" * 2000


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def test_sigkill_at_random_moments_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(30)]
    moments = random.Random(7)
    old_or_new = {DAMAGED, RESTORED}
    seen = set()
    for _ in range(6):
        for path in paths:
            path.write_bytes(DAMAGED)
        process = subprocess.Popen(
            [sys.executable, "-m", "textclean", "--in-place", "--isolated", *map(str, paths)], env=environment()
        )
        deadline = time.monotonic() + 60
        while paths[0].read_bytes() == DAMAGED and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(moments.random() / 5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in paths:
            data = path.read_bytes()
            assert data in old_or_new
            seen.add(data)
    assert seen == old_or_new


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED)
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000));"
        "from textclean.cli.main import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, "-i", "--isolated", str(path)],
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert result.returncode == 2
    assert b"left as it was" in result.stderr
    assert path.read_bytes() == DAMAGED
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_output_device_is_one_clear_line() -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "textclean"], input=DAMAGED, stdout=full, stderr=-1, env=environment(), check=False
        )
    assert result.returncode == 2
    assert b"No space left" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED)

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    result = CliRunner().invoke(main, ["-i", "--isolated", str(path)])
    assert result.exit_code == 2
    assert "Permission denied" in result.stderr
    assert path.read_bytes() == DAMAGED


def test_a_file_that_changes_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(DAMAGED)
    start = Replacement.__init__

    def and_somebody_writes(self: Replacement, *args: object, **named: object) -> None:
        start(self, *args, **named)  # type: ignore[arg-type]
        path.write_bytes(b"newer\n")

    monkeypatch.setattr(Replacement, "__init__", and_somebody_writes)
    result = CliRunner().invoke(main, ["-i", "--isolated", str(path)])
    assert result.exit_code == 2
    assert "somebody else" in result.stderr
    assert path.read_bytes() == b"newer\n"


def test_folders_are_walked_without_hidden_and_binary_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.md", ".git/config", ".hidden", "vendor/x.txt", "picture.bin"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\0\1" if name.endswith("bin") else b"text")
    (tmp_path / "wide.txt").write_bytes("text".encode("utf-16"))
    found = [
        Path(name).relative_to(tmp_path).as_posix() for name in Walk(["vendor"], tmp_path / "x").files([str(tmp_path)])
    ]
    assert found == ["a.txt", "b.txt", "sub/c.md", "wide.txt"]
    assert list(Walk().files([str(tmp_path / ".hidden"), "-"])) == [str(tmp_path / ".hidden"), "-"]
    assert list(Walk().files([str(tmp_path / "**" / "*.md")])) == [str(tmp_path / "sub" / "c.md")]
    (tmp_path / "[x].txt").write_bytes(b"text")
    assert list(Walk().files([str(tmp_path / "[x].txt")])) == [str(tmp_path / "[x].txt")]


def test_compressed_files_in_and_out(tmp_path: Path) -> None:
    import bz2
    import gzip
    import lzma

    for suffix, module in ((".gz", gzip), (".bz2", bz2), (".xz", lzma)):
        path = tmp_path / f"a.txt{suffix}"
        path.write_bytes(module.compress(DAMAGED))
        assert CliRunner().invoke(main, [str(path), "--isolated"]).stdout_bytes == RESTORED
        assert CliRunner().invoke(main, ["-i", "--isolated", str(path)]).exit_code == 0
        assert module.decompress(path.read_bytes()) == RESTORED
        broken = tmp_path / f"broken.txt{suffix}"
        broken.write_bytes(module.compress(DAMAGED)[:-20])
        before = broken.read_bytes()
        result = CliRunner().invoke(main, ["-i", "--isolated", str(broken)])
        assert result.exit_code == 2
        assert "damaged" in result.stderr
        assert broken.read_bytes() == before


def test_zst(tmp_path: Path) -> None:
    zstd = pytest.importorskip("backports.zstd")
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstd.compress(DAMAGED))
    assert CliRunner().invoke(main, ["-i", "--isolated", str(path)]).exit_code == 0
    assert zstd.decompress(path.read_bytes()) == RESTORED


def test_jobs_on_many_files(tmp_path: Path) -> None:
    for n in range(8):
        (tmp_path / f"{n}.txt").write_bytes(DAMAGED)
    assert CliRunner().invoke(main, ["-i", "--isolated", "--jobs", "2", str(tmp_path)]).exit_code == 0
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {RESTORED}


def test_binary_data_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = CliRunner().invoke(main, ["-i", "--isolated", str(path)])
    assert result.exit_code == 2
    assert "PNG" in result.stderr


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here")
def test_a_killed_worker_leaves_no_half_file(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    command = [sys.executable, "-m", "textclean", "--isolated", "--jobs", "2", "-o", str(out)]
    with subprocess.Popen(command, stdin=-1, stderr=-1, env=environment()) as process:
        assert process.stdin is not None
        process.stdin.write(b"a clean line of text\n" * 800_000)
        process.stdin.flush()
        deadline = time.monotonic() + 60
        while not (workers := _workers(process.pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(workers[0], signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"a worker process was killed" in errors
    assert list(tmp_path.iterdir()) == []


def _workers(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(c) for c in children if b"resource_tracker" not in Path(f"/proc/{c}/cmdline").read_bytes()]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file called ``x.txt`` in many folders."""
    monkeypatch.chdir(tmp_path)
    for folder in (".", "docs", "docs/api", "build", "src/vendor/deep", "src/out", "node_modules/a", "venv", "logs"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "x.txt").write_text("text")
    return tmp_path


def files(*names: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [Path(name).as_posix() for name in Walk(exclude).files(names)]


def test_folders_that_programs_fill_are_left_out_and_told(tree: Path) -> None:
    told: list[str] = []
    found = list(Walk(note=told.append).files(["."]))
    assert [Path(name).as_posix() for name in found] == [
        "docs/api/x.txt", "docs/x.txt", "logs/x.txt", "src/out/x.txt", "x.txt"
    ]  # fmt: skip
    assert len(told) == 4
    assert told[0] == "./build is left out, as a folder that programs fill; to have it read, name it"
    assert files("build", "src/vendor") == ["build/x.txt", "src/vendor/deep/x.txt"]


def test_gitignore_files_are_obeyed(tree: Path) -> None:
    (tree / ".gitignore").write_text("/logs/\nout\n*.tmp\n")
    (tree / "docs/api/.gitignore").write_text("*.txt\n!keep.txt\n")
    (tree / "docs/api/keep.txt").write_text("text")
    (tree / "docs/a.tmp").write_text("text")
    assert files(".") == ["docs/api/keep.txt", "docs/x.txt", "x.txt"]
    (tree / ".git").mkdir()
    assert files("docs", "src") == ["docs/api/keep.txt", "docs/x.txt"]
    assert files("logs", "docs/a.tmp") == ["logs/x.txt", "docs/a.tmp"]  # who names it wants it


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("*.txt", []),
        ("docs/*.txt", ["docs/api/x.txt", "logs/x.txt", "src/out/x.txt", "x.txt"]),
        ("docs/**", ["logs/x.txt", "src/out/x.txt", "x.txt"]),
        ("/x.txt", ["docs/api/x.txt", "docs/x.txt", "logs/x.txt", "src/out/x.txt"]),
        ("api/", ["docs/x.txt", "logs/x.txt", "src/out/x.txt", "x.txt"]),
        ("./docs", ["logs/x.txt", "src/out/x.txt", "x.txt"]),
    ],
)
def test_globs_are_those_of_gitignore(tree: Path, glob: str, left: list[str]) -> None:
    assert files(".", exclude=(glob,)) == left


_SEGMENTS = st.lists(st.sampled_from(("a", "b", "*", "**", "?", "[ab]", r"\*", "+", ".")), min_size=1, max_size=5)


@given(
    st.sampled_from(("", "/", "!")),
    st.lists(_SEGMENTS.map("".join), min_size=1, max_size=6),
    st.lists(st.text("aab.*+", min_size=1, max_size=5), min_size=1, max_size=6),
)
def test_globs_match_what_pathspec_matches(first: str, segments: list[str], path: list[str]) -> None:
    glob, name = first + "/".join(segments), "/".join(path)
    try:
        expected = GitIgnoreSpec.from_lines([glob]).check_file(name).include
    except ValueError:
        return
    assert Globs([glob], Path("/base")).decide(f"/base/{name}") == expected


@pytest.mark.parametrize(
    "glob",
    ["*" * 88 + ".txt", "*a" * 30 + ".txt", "*" + "?" * 90 + "*b", "**/a*/" * 30 + "b", "/*a" + "/**/a" * 30 + "/b"],
)
def test_a_glob_with_many_stars_takes_no_time(glob: str) -> None:
    for name in ("a" * 250, "a/" * 120 + "c"):  # by itself pathspec would take years
        assert not Globs([glob], Path("/base")).match(f"/base/{name}")


def test_a_folder_nested_deeper_than_the_stack(tree: Path) -> None:
    top = os.open(".", os.O_RDONLY)
    try:
        for _ in range(1500):
            Path("d").mkdir()
            os.chdir("d")
        Path("deep.txt").write_bytes(DAMAGED)
    finally:
        os.chdir(top)
        os.close(top)
    try:
        (found,) = [name for name in files(".") if name.endswith("deep.txt")]
        assert found.count("/") == 1500
        assert CliRunner().invoke(main, ["-i", "d", "--isolated"]).exit_code == 0
        assert Path(found).read_bytes() == RESTORED
    finally:
        subprocess.run(["rm", "-rf", "d"], check=True)  # pytest's own cleaning would recurse


def test_a_folder_that_cannot_be_read_is_named_and_the_others_go_on(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("api"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("textclean.io.walk.os.scandir", refuse)
    result = CliRunner().invoke(main, ["check", "docs", "logs", "--isolated"])
    assert result.exit_code == 2
    assert result.stderr.count("textclean: docs/api: Permission denied\n") == 1
    assert result.stdout.startswith("2 files")


@pytest.mark.skipif(sys.platform != "linux", reason="signals and processes of Linux")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_busy_workers_within_two_seconds(number: signal.Signals, tmp_path: Path) -> None:
    """Some seconds of work for each worker; only the command itself gets the signal."""
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    words = "caf\u00c3\u00a9 th\u0435 club\u200bhouse na\u00efve said Gr\u00c3\u00a4ser \u201cquote\u201d"
    damaged = "".join(f"{n} {words} {n}\n" for n in range(60_000))
    for path in paths:
        path.write_text(damaged, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "textclean", "-i", "--isolated", "-j", "2", *map(str, paths)],
        env=environment(),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 60
    while len(children.read_text().split()) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(2)  # now they work
    assert process.poll() is None
    started = time.monotonic()
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert time.monotonic() - started < 2
    assert process.returncode == 128 + number
    assert errors.strip() == b""
    assert all(path.read_text("utf-8") == damaged for path in paths)
    assert sorted(tmp_path.iterdir()) == paths


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_standard_input_is_recognised(pack: Callable[[bytes], bytes]) -> None:
    result = CliRunner().invoke(main, ["--isolated"], input=pack(DAMAGED))
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, RESTORED, "")
    result = CliRunner().invoke(main, ["--isolated"], input=pack(DAMAGED)[:-20])
    assert result.exit_code == 2
    assert "<stdin> is damaged" in result.stderr


def test_a_bomb_through_a_pipe_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textclean.io.compression._HARMLESS", 1 << 20)
    bomb = gzip.compress(b" " * (8 << 20))
    result = CliRunner().invoke(main, ["--isolated"], input=bomb)
    assert result.exit_code == 2
    assert "--max-ratio" in result.stderr
    assert CliRunner().invoke(main, ["--isolated", "--max-ratio", "0"], input=bomb).exit_code == 0


@pytest.mark.parametrize(
    ("data", "flag"),
    [
        (b'{"id": 1, "text": "a"}\n', "--input jsonl"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p>a</p>\n", "--input html"),
        (b"{braces} in a text\n", ""),
        (b"BZh is how it begins\n", ""),
    ],
)
def test_other_formats_on_standard_input_are_named_with_the_flag_that_helps(data: bytes, flag: str) -> None:
    result = CliRunner().invoke(main, ["--isolated"], input=data)
    assert (result.exit_code, result.stdout_bytes) == (0, data)
    assert (flag in result.stderr) if flag else (result.stderr == "")
    if flag:
        assert CliRunner().invoke(main, ["--isolated", *flag.split()], input=data).stderr == ""
