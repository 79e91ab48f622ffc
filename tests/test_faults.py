"""The command under fire: killed, short of disk or memory, read-only, its files changed by others, its pipe closed.

After each fault the same is asked: every file holds its old content or the new one, whole; nothing lies about; no
process is left; the exit code tells the truth; a message names the file.  The everyday suite runs a few of each.  The
long version, with figures:

    FAULT_RUNS=300 pytest -s tests/test_faults.py

Some faults need root (a small disk of their own) or another user; without they are skipped, with the reason.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and disks of Linux")

ROOT = Path(__file__).parent.parent
RUNS = int(os.environ.get("FAULT_RUNS", "2"))
LONG = RUNS >= 100
NOBODY = 65534
COMMAND = [sys.executable, "-m", "textclean", "--isolated"]
OLD = ("Th\u0435 pr\u0435sident of the club\u200bhouse\n" * 1000).encode()
NEW = b"The president of the clubhouse\n" * 1000
CLEAN = "A clean line \u2013 with typography.\n".encode()
FILES = 8

longer = pytest.mark.skipif(not LONG, reason="minutes: FAULT_RUNS=300 pytest -s tests/test_faults.py")


def few(*cases: Any) -> list[Any]:
    """All cases in the long version, else the first."""
    return [pytest.param(case, marks=longer if n else ()) for n, case in enumerate(cases)]


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk or become somebody else")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def start(args: list[str], **more: Any) -> subprocess.Popen[bytes]:
    """The command in a session of its own, so that its processes can be told from others."""
    return subprocess.Popen([*COMMAND, *args], env=environment(), start_new_session=True, **more)


def run(args: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
    more.setdefault("stdin", subprocess.DEVNULL)
    command = COMMAND[:-1] if args[:1] in (["undo"], ["rules"]) else COMMAND  # which read no settings anyway
    return subprocess.run([*command, *args], env=environment(), capture_output=True, check=False, timeout=600, **more)


def left_over(session: int) -> list[int]:
    """The processes of a session that still run; its own leader is waited for by the test."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(path.parent.name))
    return found


def gone(session: int) -> bool:
    """Do all processes of the session end within seconds?"""
    deadline = time.monotonic() + 20
    while left_over(session):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def sources(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{n:02}.txt" for n in range(FILES)]
    for path in paths:
        path.write_bytes(OLD)
    return paths


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


# Killed.


MODES = ("in place, jobs", "folder", "in place", "folder, jobs", "one file")


def command_for(mode: str, paths: list[Path], out: Path) -> list[str]:
    jobs = ["--jobs", "2"] if "jobs" in mode else []
    if mode.startswith("in place"):
        return ["-i", "--changes", str(out / "record.jsonl"), *jobs, *map(str, paths)]
    if mode.startswith("folder"):
        return ["--output-dir", str(out), *jobs, *map(str, paths)]
    return ["-o", str(out / "all.txt"), *map(str, paths)]


def check_after_kill(mode: str, paths: list[Path], out: Path, number: int, seen: Counter[str]) -> None:
    """What must hold whatever the moment."""
    contents = {path: path.read_bytes() for path in paths}
    assert names(paths[0].parent) == {path.name for path in paths}, "litter beside the sources"
    if mode.startswith("in place"):
        assert set(contents.values()) <= {OLD, NEW}
        seen["old"] += list(contents.values()).count(OLD)
        seen["new"] += list(contents.values()).count(NEW)
        records = list(out.iterdir())
        assert len(records) <= 1
        if NEW in contents.values():  # who has a new file has the way back
            undone = run(["undo", str(records[0])])
            assert undone.returncode in (0, 2), undone.stderr  # 2: the record ends in the middle of a file
            assert {path.read_bytes() for path in paths} == {OLD}, undone.stderr
        for path in records:
            assert number == signal.SIGKILL or not path.name.endswith(".part")
            path.unlink()
        return
    assert set(contents.values()) == {OLD}
    made = [path for path in out.rglob("*") if path.is_file()]
    whole = NEW * FILES if mode == "one file" else NEW
    assert all(path.read_bytes() == whole for path in made)
    assert not [path for path in made if path.name.endswith((".textclean", ".part"))], "litter"
    seen["new"] += len(made)
    seen["old"] += (1 if mode == "one file" else FILES) - len(made)


@pytest.mark.parametrize("mode", few(*MODES))
def test_killed_at_random_moments(mode: str, tmp_path: Path) -> None:
    runs = RUNS if not LONG else RUNS // len(MODES)
    moments = random.Random(mode)
    seen: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    out = tmp_path / "out"
    out.mkdir()
    paths = sources(tmp_path / "in")
    begun = time.monotonic()
    assert start(command_for(mode, paths, out)).wait() == 0
    whole = time.monotonic() - begun
    for turn in range(runs):
        for path in [*out.rglob("*")][::-1]:
            path.rmdir() if path.is_dir() else path.unlink()
        paths = sources(tmp_path / "in")
        number = (signal.SIGKILL, signal.SIGTERM)[turn % 2]
        process = start(command_for(mode, paths, out), stderr=subprocess.DEVNULL)
        if turn % 3:  # most of them when the files are being written
            while process.poll() is None and not (names(out) or paths[0].read_bytes() != OLD):
                time.sleep(0.002)
            time.sleep(whole * 0.3 * moments.random() ** 2)
        else:
            time.sleep(whole * moments.random())
        process.send_signal(number)
        code = process.wait(timeout=60)
        codes[code] += 1
        assert code in (0, -number, 128 + number)
        assert gone(process.pid), "a worker outlives the command"
        check_after_kill(mode, paths, out, number, seen)
    if mode.startswith("folder"):  # resumed, it is finished
        assert run(command_for(mode, paths, out)).returncode == 0
        assert len(names(out)) == FILES
    print(f"\n{mode}: {runs} runs, exit codes {dict(codes)}, files {dict(seen)}")


def test_a_group_that_is_terminated_together(tmp_path: Path) -> None:
    """As service managers do it: the workers get the signal too."""
    paths = sources(tmp_path / "in")
    process = start(["-i", "--jobs", "2", *map(str, paths)], stderr=subprocess.DEVNULL)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(timeout=60) in (-signal.SIGTERM, 128 + signal.SIGTERM, 2, 0)
    assert gone(process.pid)
    assert {path.read_bytes() for path in paths} <= {OLD, NEW}
    assert len(names(tmp_path)) == FILES


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("args", "times"),
    [(["-i", "--jobs", "2"], 1), (["-i", "--jobs", "2"], 2), (["check", "--jobs", "2"], 1), (["check"], 1)],
)
def test_busy_workers_end_within_two_seconds(args: list[str], times: int, number: int, tmp_path: Path) -> None:
    """In the midst of a text that takes minutes; a second signal does no harm."""
    line = " ".join(f"K\u00c3\u00bche{n} \ufffdm\u00c3{n}gen Th\u0435{n}" for n in range(40_000)) + "\n"
    paths = [tmp_path / f"{name}.txt" for name in "abc"]
    for path in paths:
        path.write_text(line, "utf-8")
    process = start([*args, *map(str, paths)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(2.5)
    assert process.poll() is None, "that was too easy a text"
    begun = time.monotonic()
    for _ in range(times):
        process.send_signal(number)  # to one that has ended, nothing is sent
        time.sleep(0.01)
    assert process.wait(timeout=60) == 128 + number
    assert time.monotonic() - begun < 2
    assert gone(process.pid)
    assert {path.read_text("utf-8") for path in paths} == {line}


def workers(pid: int) -> list[int]:
    """The children of *pid* that work: copies of it, and processes that began anew, without what tracks resources."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(c) for c in children if b"resource_tracker" not in Path(f"/proc/{c}/cmdline").read_bytes()]


@pytest.mark.parametrize("mode", few("in place, jobs", "folder, jobs"))
def test_a_worker_that_is_killed_by_the_system(mode: str, tmp_path: Path) -> None:
    runs = max(1, RUNS // 10)
    moments = random.Random(mode)
    codes: Counter[int] = Counter()
    for turn in range(runs):
        out = tmp_path / f"out{turn}"
        out.mkdir()
        paths = sources(tmp_path / "in")
        process = start(command_for(mode, paths, out), stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while not (found := workers(process.pid)) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(moments.random())
        for pid in found[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
        codes[process.returncode] += 1
        assert process.returncode in (0, 2)  # 0: all was done already
        assert process.returncode == 0 or re.search(rb"\.txt(?: and \d+ others)?: a worker process was killed", errors)
        assert b"Traceback" not in errors
        assert gone(process.pid)
        assert {path.read_bytes() for path in paths} <= {OLD, NEW}
        assert names(tmp_path / "in") == {path.name for path in paths}
        assert all(p.read_bytes() == NEW for p in out.rglob("*.txt"))
        assert not [name for name in names(out) if name.endswith((".textclean", ".part"))]
    print(f"\na worker killed, {mode}: {runs} runs, exit codes {dict(codes)}")


# Short of disk.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no small disk: {mounted.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@as_root
def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(OLD * 35)
    for args in (["-o", str(small_disk / "a.txt")], ["--output-dir", str(small_disk / "out")]):
        done = run([*args, str(big)])
        assert done.returncode == 2
        assert b"No space left" in done.stderr
        assert b".txt" in done.stderr
        assert names(small_disk) == set()
    done = run(["-i", "--changes", str(small_disk / "record.jsonl"), str(big)])
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert big.read_bytes() == OLD * 35
    assert names(small_disk) <= {"record.jsonl"}


@as_root
def test_a_disk_that_gets_full_by_and_by(small_disk: Path) -> None:
    """Some files fit in twice, then none: those that were written are whole, the others are as they were."""
    paths = [small_disk / f"{n}.txt" for n in range(6)]
    for path in paths:
        path.write_bytes(OLD)
    (small_disk / "filler").write_bytes(bytes((1 << 20) - 6 * len(OLD) - (60 << 10)))
    for limit in range(0, 120_000, 120_000 // min(RUNS, 12)):
        with contextlib.suppress(OSError), (small_disk / "filler").open("ab") as filler:
            filler.write(bytes(limit))
        done = run(["-i", *map(str, paths)])
        contents = [path.read_bytes() for path in paths]
        assert set(contents) <= {OLD, NEW}
        assert done.returncode == (2 if OLD in contents else 0)
        for path, data in zip(paths, contents, strict=True):
            assert (f"{path} is left as it was: ".encode() in done.stderr) == (data == OLD)
        assert len(names(small_disk)) == 7
        for path in paths:
            with contextlib.suppress(OSError):
                path.write_bytes(OLD)
        if {path.read_bytes() for path in paths} != {OLD}:
            break


def limited(kind: int, size: int) -> Callable[[], None]:
    def set_limit() -> None:
        if kind == resource.RLIMIT_FSIZE:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (size, size))

    return set_limit


@pytest.mark.parametrize("mode", few("in place", "folder", "one file"))
def test_a_file_that_may_not_grow(mode: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    paths = sources(tmp_path / "in")
    for size in random.Random(mode).sample(range(1, len(NEW)), max(1, RUNS // 20)):
        done = run(command_for(mode, paths, out), preexec_fn=limited(resource.RLIMIT_FSIZE, size))
        assert done.returncode == 2
        assert b"File too large" in done.stderr
        assert b".txt" in done.stderr
        assert {path.read_bytes() for path in paths} == {OLD}
        assert names(out) <= {"record.jsonl"}
        assert len(names(tmp_path / "in")) == FILES


# Not to be written, not to be read.


WITHOUT_POWERS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner"]  # root as anybody else


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command runs without root's power over other people's files; the modes of files count."""
    if subprocess.run([*WITHOUT_POWERS, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no setpriv here")
    monkeypatch.setattr(sys.modules[__name__], "COMMAND", [*WITHOUT_POWERS, *COMMAND])


@as_root
@pytest.mark.usefixtures("bound")
def test_files_and_folders_that_may_not_be_written_or_read(tmp_path: Path) -> None:
    open_folder = tmp_path / "folder"
    open_folder.mkdir()
    paths = {name: open_folder / f"{name}.txt" for name in ("writable", "readonly", "unreadable", "foreign")}
    for path in paths.values():
        path.write_bytes(OLD)
    paths["readonly"].chmod(0o444)
    paths["unreadable"].chmod(0o000)
    os.chown(paths["foreign"], NOBODY, NOBODY)
    paths["foreign"].chmod(0o644)
    done = run(["-i", *map(str, paths.values())])
    assert done.returncode == 2
    assert paths["writable"].read_bytes() == NEW, done.stderr
    for name in ("readonly", "unreadable", "foreign"):
        assert paths[name].read_bytes() == OLD
        assert str(paths[name]).encode() in done.stderr
    paths["writable"].write_bytes(OLD)
    open_folder.chmod(0o555)
    for args in (["-i"], ["--output-dir", str(open_folder / "out")], ["-o", str(open_folder / "out.txt")]):
        done = run([*args, str(paths["writable"])])
        assert done.returncode == 2
        assert b"ermission denied" in done.stderr
        assert str(open_folder).encode() in done.stderr
        assert b"Traceback" not in done.stderr
    assert paths["writable"].read_bytes() == OLD
    open_folder.chmod(0o755)
    assert len(names(open_folder)) == 4


@as_root
def test_a_disk_that_is_mounted_read_only(small_disk: Path) -> None:
    path = small_disk / "a.txt"
    path.write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = run(["-i", str(path)])
    assert (done.returncode, path.read_bytes()) == (2, OLD)
    assert str(path).encode() in done.stderr
    done = run(["-o", str(small_disk / "b.txt"), str(path)])
    assert done.returncode == 2
    assert b"b.txt" in done.stderr


# Changed by somebody else.


def reads(pid: int, path: Path) -> bool:
    """Has the process opened the file?"""
    for link in Path(f"/proc/{pid}/fd").glob("*"):
        with contextlib.suppress(OSError):
            if link.readlink() == path:
                return True
    return False


@pytest.mark.parametrize("how", few("appended", "cut", "replaced", "rewritten", "removed"))
def test_a_file_that_changes_while_it_is_read(how: str, tmp_path: Path) -> None:
    """The writer's last word stays: textclean writes only what nobody has touched since it was opened."""
    path = tmp_path / "a.txt"
    moments = random.Random(how)
    codes: Counter[int] = Counter()
    for _ in range(max(1, RUNS // 20)):
        path.write_bytes(CLEAN * 150_000 + OLD)  # 5 MB: two blocks
        process = start(["-i", str(path)], stderr=subprocess.PIPE)
        while process.poll() is None and not reads(process.pid, path):
            time.sleep(0.002)
        time.sleep(moments.random() / 2)
        if how == "appended":
            with path.open("ab") as file:
                file.write(b"theirs\n")
        elif how == "cut":
            os.truncate(path, 1000)
        elif how == "replaced":
            (tmp_path / "new").write_bytes(b"theirs\n")
            (tmp_path / "new").replace(path)
        elif how == "rewritten":
            path.write_bytes(b"theirs\n")
        else:
            path.unlink()
        _, errors = process.communicate(timeout=120)
        codes[process.returncode] += 1
        now = path.read_bytes() if path.exists() else None
        assert process.returncode in (0, 2)
        assert process.returncode == 0 or str(path).encode() in errors
        assert b"Traceback" not in errors
        if how == "appended":
            assert now is not None
            assert now.endswith(b"theirs\n")
            assert now.removesuffix(b"theirs\n") in (CLEAN * 150_000 + OLD, CLEAN * 150_000 + NEW)
        elif how == "cut":
            assert now is not None
            assert (CLEAN * 150_000)[:1000] == now
        else:
            assert now == (None if how == "removed" else b"theirs\n")
        assert names(tmp_path) <= {"a.txt"}
    print(f"\na file that is {how}: exit codes {dict(codes)}")


# A reader that has had enough.


@pytest.mark.parametrize("args", few(["--jobs", "2"], [], ["check"], ["--diff"], ["inspect"]))
def test_a_closed_output_pipe(args: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(OLD * 60)
    process = start([*args, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(100)
    process.stdout.close()
    assert process.wait(timeout=120) == 141
    assert process.stderr.read() == b""
    process.stderr.close()
    assert gone(process.pid)


# Short of memory.


@pytest.mark.parametrize("mode", few("in place", "folder", "filter"))
def test_short_of_memory(mode: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    path = tmp_path / "a.txt"
    codes: Counter[int] = Counter()
    low, high = (60, 420)  # MB of addresses: Python alone, and more than enough
    for limit in range(low, high, (high - low) // min(36, RUNS + 1)):
        path.write_bytes(OLD * 10)
        args = {"in place": ["-i"], "folder": ["--output-dir", str(out)], "filter": []}[mode]
        done = run([*args, str(path)], preexec_fn=limited(resource.RLIMIT_AS, limit << 20))
        codes[done.returncode] += 1
        good = done.returncode == 0
        assert good or (done.returncode == 2 and b"emory" in done.stderr), done.stderr
        if mode == "in place":
            assert path.read_bytes() in (OLD * 10, NEW * 10)
            assert not good or path.read_bytes() == NEW * 10
        elif mode == "folder":
            made = [p for p in out.rglob("*") if p.is_file()]
            assert all(p.read_bytes() == NEW * 10 for p in made)
            assert not good or made
            for p in made:
                p.unlink()
        else:
            assert not good or done.stdout == NEW * 10
        assert names(tmp_path) == {"a.txt"}
    print(f"\nshort of memory, {mode}: exit codes {dict(codes)}")


def test_numpy_is_not_loaded_where_there_is_no_room_for_it() -> None:
    code = "from textclean.io import memory; memory.guard(); import numpy"
    limit = limited(resource.RLIMIT_AS, 80 << 20)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), preexec_fn=limit, check=False
    )
    assert b"MemoryError: there is no room for numpy" in done.stderr


# Large.


def peak(args: list[str], source: Iterator[bytes]) -> tuple[int, float]:
    """The exit code, and MB at the peak of memory, of the command fed from a pipe."""
    with start(args, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        for piece in source:
            process.stdin.write(piece)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_maxrss / 1024


@longer
def test_one_line_of_a_gigabyte() -> None:
    words = "words and words \u2013 ".encode()
    for name, piece in (
        ("words", words * 60_000),
        ("no blank at all", b"x" * 1_000_000),
        ("damaged", OLD.replace(b"\n", b" ") * 10),
    ):
        code, megabytes = peak([], (piece for _ in range(10**9 // len(piece))))
        print(f"\none line of 1 GB ({name}): exit code {code}, peak {megabytes:.0f} MB")
        assert code == 0
        assert megabytes < 200


@longer
def test_a_million_small_documents() -> None:
    def lines(count: int) -> Iterator[bytes]:
        for n in range(0, count, 1000):
            texts = [
                f"Th\u0435 pr\u0435sident {k}" if k % 50 == 0 else f"document {k} \u2013 d\xe9j\xe0 vu"
                for k in range(n, n + 1000)
            ]
            yield b"".join(json.dumps({"id": n, "text": text}).encode() + b"\n" for text in texts)

    small = peak(["--input", "jsonl"], lines(200_000))
    large = peak(["--input", "jsonl"], lines(1_000_000))
    print(f"\n200,000 documents: {small[1]:.0f} MB; 1,000,000: {large[1]:.0f} MB")
    assert (small[0], large[0]) == (0, 0)
    assert large[1] < small[1] + 20


@longer
def test_a_million_calls_of_the_library() -> None:
    code = (
        "import resource, textclean\n"
        "def grown(n):\n"
        "    for k in range(n):\n"
        "        textclean.clean(f'document {k} caf\\xc3\\xa9' if k % 20 == 0 else f'document {k} d\\xe9j\\xe0 vu')\n"
        "    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(grown(50_000), grown(950_000))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=True)
    before, after = map(float, done.stdout.split())
    print(f"\n50,000 calls: {before:.0f} MB; 1,000,000: {after:.0f} MB")
    assert after < before + 20


# Its standard streams closed.


def closed(args: list[str], *numbers: int, cwd: Path) -> tuple[int, bytes, bytes]:
    result = run(args, cwd=cwd, preexec_fn=lambda: [os.close(number) for number in numbers])
    return result.returncode, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("args", "numbers", "expected"),
    [
        ([], [0], (2, b"", b"textclean: <stdin>: cannot be read: it is closed\n")),
        (["a.txt"], [1], (2, b"", b"textclean: standard output: it is closed\n")),
        (["check", "a.txt"], [1], (2, b"", b"textclean: standard output: it is closed\n")),
        (["rules"], [1], (2, b"", b"textclean: standard output: it is closed\n")),
        (["a.txt"], [0, 2], (0, NEW, b"")),
        (["a.txt", "absent.txt"], [2], (2, NEW, b"")),
        (["-i", "a.txt"], [0, 1, 2], (0, b"", b"")),
        (["-i", "a.txt", "-j", "2"], [0, 1, 2], (0, b"", b"")),
    ],
)
def test_closed_standard_streams(
    args: list[str], numbers: list[int], expected: tuple[int, bytes, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(OLD)
    assert closed(args, *numbers, cwd=tmp_path) == expected
    assert path.read_bytes() == (NEW if "-i" in args else OLD)
