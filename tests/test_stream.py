"""Streams: the same bytes whatever the chunks, the jobs and the size; blocks end where text can be parted."""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean import clean
from textclean.formats.base import Done, Task
from textclean.formats.blocks import blocks
from textclean.io.pool import UnsendableError, WorkerKilledError, ordered
from textclean.stream import run

LINES = [
    "clean line\n",
    "Th\u0435 pr\u0435sident\n",
    "\n",
    "caf\u00e9 \u2014 ok\r\n",
    "club\u200bhouse\n",
    "\u0416\u0438\u0437\u043d\u044c\n",
]


class Dribble(io.RawIOBase):
    """Gives its bytes in pieces of odd sizes, as a pipe may."""

    def __init__(self, data: bytes, seed: int) -> None:
        self._rest = data
        self._random = random.Random(seed)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else len(self._rest), self._random.randint(1, 40))
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


@dataclass(frozen=True)
class Given:
    data: bytes
    seed: int = 0
    name: str = "given"

    def open(self) -> AbstractContextManager[BinaryIO]:
        return nullcontext(cast(BinaryIO, Dribble(self.data, self.seed) if self.seed else io.BytesIO(self.data)))


def through(data: bytes, *, seed: int = 0, workers: int = 1, **task: Any) -> bytes:
    out = []
    for _, block, done in run([(Given(data, seed), Task({}, **task))], workers):
        if block is not None and done is not None:
            assert not done.failed
            out.append(block.data if done.data is None else done.data)
    return b"".join(out)


@given(st.lists(st.sampled_from(LINES), max_size=30).map("".join), st.integers(1, 9), st.integers(16, 200))
def test_chunks_do_not_matter(text: str, seed: int, size: int) -> None:
    assert through(text.encode(), seed=seed, size=size) == through(text.encode(), size=size)


@given(st.lists(st.sampled_from(LINES), max_size=12).map("".join))
def test_up_to_one_block_is_one_document(text: str) -> None:
    assert through(text.encode()) == clean(text).encode()


def test_jobs_do_not_matter() -> None:
    data = "".join(random.Random(5).choices(LINES, k=3000)).encode()
    assert through(data, size=4096, workers=2) == through(data, size=4096)


@given(st.binary(max_size=300), st.integers(8, 64))
def test_no_byte_of_a_block_is_lost(data: bytes, size: int) -> None:
    pieces = [block.data for block in blocks(io.BytesIO(data), Task({}, encoding="utf-8", size=size))]
    assert b"".join(pieces) == data
    assert all(0 < len(piece) <= size for piece in pieces)


@given(st.text(st.sampled_from("a\u00e9\u20ac\U0001f600\n "), max_size=200), st.integers(8, 40))
def test_blocks_are_whole_characters(text: str, size: int) -> None:
    for block in blocks(io.BytesIO(text.encode()), Task({}, size=size)):
        block.data.decode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize(
    "text", ["Th\u0435 pr\u0435sident \U0001f600\n", "a line of \u0a0a text\r\n", "no end\U0001f600"]
)
def test_wide_encodings_are_cut_between_characters(encoding: str, text: str) -> None:
    data = (text * 50).encode(encoding)
    out = through(data, size=128)
    assert out.decode("utf-8") == "".join(clean(text * 50))


def test_a_legacy_encoding_holds_for_all_blocks() -> None:
    line = "Съешь ещё этих мягких булок\r\n"
    text = "ASCII first\n" * 20 + line * 30 + "and some\n" + line
    assert through(text.encode("cp1251"), size=256).decode() == text


@pytest.mark.parametrize("tail", ["", "\n", "\r\n", "no end", "\r"])
def test_line_ends_stay(tail: str) -> None:
    text = "one\r\ntwo\nthree\r\n\r\n" * 20 + tail
    assert through(text.encode(), size=32) == text.encode()


def test_line_buffered_gives_each_line_at_once() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "textclean", "--line-buffered"], stdin=-1, stdout=-1, env=environment(), bufsize=0
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(3):
        process.stdin.write("club\u200bhouse\n".encode())
        assert process.stdout.readline() == b"clubhouse\n"
    process.communicate()
    assert process.returncode == 0


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def test_output_begins_before_the_input_ends() -> None:
    seen = threading.Event()
    line = b"a line of text\n"
    with subprocess.Popen([sys.executable, "-m", "textclean"], stdin=-1, stdout=-1, env=environment()) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def write(target: Any = process.stdin) -> None:
            target.write(line * 600_000)
            target.flush()
            assert seen.wait(60)
            target.close()

        writer = threading.Thread(target=write)
        writer.start()
        first = process.stdout.read(len(line) * 1000)
        seen.set()
        rest = process.stdout.read()
        writer.join()
    assert first + rest == line * 600_000


def _double(number: int) -> int:
    time.sleep(random.Random(number).random() / 100)
    return 2 * number


def test_ordered_keeps_the_order_and_holds_the_source_back() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield number

    for number, (item, doubled) in enumerate(ordered(_double, numbers(), 2)):
        assert (item, doubled) == (number, 2 * number)
        assert taken <= number + 6


def test_of_small_items_more_are_under_way_than_of_large_ones() -> None:
    """Else all would wait for one that takes long."""
    most = {}
    for size in (1 << 19, 1 << 16):
        taken: list[int] = []
        numbers = (taken.append(number) or number for number in range(100))
        results = ordered(_slowly, numbers, 2, size=lambda _, s=size: s)
        assert next(results) == (0, 0)
        most[size] = len(taken)
        results.close()  # type: ignore[attr-defined]
    assert most[1 << 19] <= 6 < most[1 << 16] <= 34


def test_small_items_do_not_wait_behind_one_that_takes_long() -> None:
    pids = [pid for _, pid in ordered(_first_slowly, range(40), 2, size=lambda _: 1 << 15)]
    assert pids.count(pids[0]) <= 3


def _first_slowly(number: int) -> int:
    time.sleep(0.01 if number else 1.5)
    return os.getpid()


def _slowly(number: int) -> int:
    time.sleep(1)
    return number


def test_the_first_seconds_of_work_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count(step=0.02)  # each item takes just so long
    monkeypatch.setattr("textclean.io.pool.time", SimpleNamespace(monotonic=lambda: next(clock)))
    here = [os.getpid() == pid for _, pid in ordered(_where, range(6), 2, alone=0.05)]
    assert here == [True, True, True, False, False, False]
    assert all(pid == os.getpid() for _, pid in ordered(_where, range(2), 2, alone=60))
    assert not multiprocessing.active_children()


def _where(_: int) -> int:
    return os.getpid()


def _die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_killed_worker_is_an_error() -> None:
    with pytest.raises(WorkerKilledError, match="killed") as caught:
        list(ordered(_die, range(10), 2))
    assert 3 in caught.value.items


def _long(number: int) -> bytes:
    return bytes([number]) * 10_000_000


def test_a_worker_that_is_killed_in_the_midst_of_a_result_is_an_error_and_no_wait_without_end() -> None:
    results = ordered(_long, range(10), 2)
    assert next(results) == (0, _long(0))
    time.sleep(0.5)  # now both write, and nobody reads
    for worker in multiprocessing.active_children():
        worker.kill()
    with pytest.raises(WorkerKilledError, match="killed"):
        list(results)


class _OfTwo(Exception):  # noqa: N818 - pickles, and does not come back
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def _unsendable(number: int) -> object:
    if number == 5:
        raise _OfTwo("this ", "fails")
    return (lambda: number) if number == 3 else number


@pytest.mark.parametrize(
    ("first", "told"),
    [(0, r"^a result cannot be sent .*pickle.*--jobs 1$"), (4, "^the error _OfTwo.'this fails'. cannot")],
)
def test_what_cannot_be_sent_is_told_as_such_and_no_killed_worker(first: int, told: str) -> None:
    with pytest.raises(UnsendableError, match=told) as caught:
        list(ordered(_unsendable, range(first, 10), 2))
    assert caught.value.items == ({0: 3, 4: 5}[first],)


def _fail(number: int) -> int:
    if number == 3:
        raise OSError("three")
    return number


def test_an_error_in_a_worker_is_the_error_of_the_caller_and_says_where_it_came_from() -> None:
    with pytest.raises(OSError, match="three") as caught:
        list(ordered(_fail, range(10), 2))
    assert "in _fail" in caught.value.__notes__[0]
    assert not multiprocessing.active_children()


def test_a_reader_that_goes_away_leaves_no_worker() -> None:
    results = ordered(_double, range(1000), 2)
    assert next(results) == (0, 0)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_source_that_breaks_off_is_reported_in_its_place() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    @dataclass(frozen=True)
    class Bad:
        name: str = "bad"

        def open(self) -> AbstractContextManager[BinaryIO]:
            return nullcontext(Broken())

    found = [(source.name, done) for source, _, done in run([(Bad(), Task({})), (Given(b"ok\n"), Task({}))])]
    assert [name for name, _ in found] == ["bad", "bad", "given", "given"]
    assert cast(Done, found[0][1]).failed == "cannot be read: Input/output error"
