"""Work in several processes: results in order, a bounded number of items under way.

Where a process may be copied (``fork``: Linux, and no other thread), a worker has what this process has loaded; else it
begins anew (``spawn``).

Each worker has a pipe of its own, whose other end no third process holds.  So a worker that is killed in the midst of
a message is the end of its pipe, and never a wait without end, as with a queue that all share
(``concurrent.futures``: the parent holds the writing end too).
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textclean.errors import TextcleanError
from textclean.io import memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from queue import SimpleQueue

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741

_AHEAD = 2  # items a worker has at most: one at work, one that waits in its process
_ROOM = 1 << 21  # bytes of items under way, up to which there may be more
_NEAR = 1 << 16  # bytes of items that a worker has, up to which there may be more: it shall not wait for this process
_PATIENCE = 5.0  # seconds for a worker to end by itself after its last item


class WorkerError(TextcleanError):
    """A worker process could not do its work: *items* were not treated, nor all that follow."""

    items: tuple[Any, ...] = ()


class WorkerKilledError(WorkerError):
    """A worker process was killed; *items* were under way."""


class UnsendableError(WorkerError):
    """What came of an item cannot be sent from one process to another."""


def ordered(
    function: Callable[[I], O],
    items: Iterable[I],
    workers: int,
    alone: float = 0.0,
    size: Callable[[I], int] = lambda item: _ROOM,
) -> Iterator[tuple[I, O]]:
    """``(item, function(item))`` in the order of *items*.  One worker: in this process.

    With more, at most two items per worker are under way, so that a slow reader of the results holds the source back;
    more of small ones, up to 2 MiB together by their *size* in bytes, so that nobody waits for one that takes long.
    The first *alone* seconds of work are done in this process: what is short needs no other one.
    *function*, items and results must pickle.  Raises :class:`WorkerKilledError` if a process is killed,
    :class:`UnsendableError` if a result does not pickle, and what *function* raises.
    """
    left = iter(items)
    spent = 0.0
    while workers <= 1 or spent < alone:
        try:
            item = next(left)
        except StopIteration:
            return
        started = time.monotonic()
        result = function(item)
        spent += time.monotonic() - started
        yield item, result
    pool = _Pool(function, workers)
    try:
        for item in left:
            pool.give(item, size(item))
            yield from pool.results(full=len(pool.under_way) >= _AHEAD * workers and pool.size >= _ROOM)
        while pool.under_way:
            yield from pool.results(full=True)
        pool.dismiss()
    except (EOFError, OSError) as cause:
        if not pool.broken:
            raise
        error = WorkerKilledError(
            "a worker process was killed (out of memory?); nothing was half written; try again with fewer --jobs"
        )
        error.items = tuple(job.item for job in pool.under_way)
        raise error from cause
    finally:
        pool.kill()


class _Job(Generic[I, O]):
    """An item on its way, and its result when it is *done*."""

    def __init__(self, item: I, size: int) -> None:
        self.item, self.size = item, max(1, size)
        self.done = False
        self.result: O | None = None
        self.error: BaseException | None = None


class _Worker(Generic[I, O]):
    """One process, this end of its pipe, and the jobs it has, in order."""

    def __init__(self, function: Callable[[I], O], others: Iterable[Connection]) -> None:
        import multiprocessing

        forks = _may_fork()
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.jobs: deque[_Job[I, O]] = deque()
        ours = (self.pipe, *others) if forks else ()  # a copy has our ends of all pipes too
        self.process = context.Process(target=_work, args=(theirs, function, ours), daemon=True)
        try:
            self.process.start()
        finally:
            theirs.close()

    @property
    def size(self) -> int:
        """The bytes of its items."""
        return sum(job.size for job in self.jobs)

    def take(self) -> None:
        """Read the result of its oldest job; EOFError or OSError if the process has ended."""
        succeeded, value = self.pipe.recv()
        job = self.jobs.popleft()
        job.done = True
        if succeeded:
            job.result = value
        else:
            job.error = value


class _Pool(Generic[I, O]):
    """Up to *most* workers, started when there is work for them."""

    def __init__(self, function: Callable[[I], O], most: int) -> None:
        self.under_way: deque[_Job[I, O]] = deque()
        self.size = 0  # bytes of the items under way
        self.broken = False
        self._function = function
        self._most = most
        self._workers: list[_Worker[I, O]] = []
        self._waiting: deque[_Job[I, O]] = deque()  # those that no worker has yet

    def give(self, item: I, size: int) -> None:
        """Let *item* be treated by the worker that is free first."""
        job: _Job[I, O] = _Job(item, size)
        self.size += size
        self.under_way.append(job)
        self._waiting.append(job)
        self._send()

    def _send(self) -> None:
        """Send what waits to workers that have little to do."""
        while self._waiting:
            worker = min(self._workers, key=lambda worker: worker.size, default=None)
            if worker is None or (worker.jobs and len(self._workers) < self._most):
                worker = _Worker(self._function, [worker.pipe for worker in self._workers])
                self._workers.append(worker)
            if len(worker.jobs) >= _AHEAD and worker.size >= _NEAR:
                return
            job = self._waiting.popleft()
            worker.jobs.append(job)
            with self._watched():
                worker.pipe.send((job.item,))  # None alone is the end

    def results(self, full: bool) -> Iterator[tuple[I, O]]:
        """What is done, in order; if *full*, wait for the oldest job."""
        self._read(0)
        while full and not self.under_way[0].done:
            self._read(None)
        while self.under_way and self.under_way[0].done:
            job = self.under_way.popleft()
            self.size -= job.size
            if isinstance(job.error, WorkerError):
                job.error.items = (job.item,)
            if job.error is not None:
                raise job.error
            yield job.item, job.result  # type: ignore[misc]  # done without error: there is a result

    def dismiss(self) -> None:
        """Let the workers, which have nothing to do, end by themselves; one that was killed has left nothing undone."""
        for worker in self._workers:
            with suppress(OSError):
                worker.pipe.send(None)
        for worker in self._workers:
            worker.process.join(_PATIENCE)

    def kill(self) -> None:
        """End all processes now.  They write no files, so nothing is lost."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()

    def _read(self, seconds: float | None) -> None:
        """Take the results that have come, after *seconds* at most; None: wait for one."""
        from multiprocessing import connection

        busy = {worker.pipe: worker for worker in self._workers if worker.jobs}
        for pipe in connection.wait(list(busy), seconds):
            with self._watched():
                busy[pipe].take()  # type: ignore[index]  # one of ours
        self._send()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tell the end of a pipe from other errors, such as those of the source."""
        try:
            yield
        except (EOFError, OSError):
            self.broken = True
            raise


def _may_fork() -> bool:
    """Is a copy of this process sound?  Locks that another thread holds would stay locked in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _work(pipe: Connection, function: Callable[[Any], Any], inherited: Iterable[Connection]) -> None:
    """The life of a worker: items come in through a thread, so that the next one is there when this one is done.

    The *inherited* ends of the parent are closed, so that the end of the parent is the end of the pipe.
    """
    import queue
    import signal
    import threading

    for end in inherited:
        end.close()
    memory.guard()
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, signal.SIG_DFL)  # a copy of the parent has his ways of ending
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    items: SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, items), daemon=True).start()
    while (item := items.get()) is not None:
        try:
            answer = True, function(item[0])
        except Exception as error:
            import traceback

            error.add_note("".join(traceback.format_exception(error)))
            answer = False, error
        pipe.send_bytes(_pickled(answer))


def _pickled(answer: tuple[bool, Any]) -> bytes:
    """*answer* as the other end of a pipe reads it; what cannot be sent becomes an error that says so."""
    from multiprocessing.reduction import ForkingPickler

    succeeded, value = answer
    try:
        data = bytes(ForkingPickler.dumps(answer))
        if not succeeded:  # errors may pickle and not come back, for want of their arguments
            ForkingPickler.loads(data)
    except Exception as cause:
        told = "a result" if succeeded else f"the error {value!r}"
        error = UnsendableError(f"{told} cannot be sent from a worker process ({cause}); try again with --jobs 1")
        return bytes(ForkingPickler.dumps((False, error)))
    return data


def _receive(pipe: Connection, items: SimpleQueue[Any]) -> None:
    """Hand over what the parent sends; end this process with the parent, even in the midst of a text."""
    import os

    try:
        while True:
            items.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(1)


def count(asked: int) -> int:
    """The number of processes for ``--jobs``: 0 means one for each core this process may use."""
    import os

    return asked or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
