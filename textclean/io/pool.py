"""Work in several processes: results in order, a bounded number of items under way, spawn-safe."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from textclean.errors import TextcleanError
from textclean.io import memory

if TYPE_CHECKING:
    from concurrent.futures import Future

I = TypeVar("I")  # noqa: E741
O = TypeVar("O")  # noqa: E741


class WorkerKilledError(TextcleanError):
    """A worker process was killed; the *items* under way, and all that follow, were not treated."""

    items: tuple[Any, ...] = ()


def ordered(function: Callable[[I], O], items: Iterable[I], workers: int) -> Iterator[tuple[I, O]]:
    """``(item, function(item))`` in the order of *items*.  One worker: in this process.

    With more, at most two items per worker are under way, so that a slow reader of the results holds the source back.
    *function*, items and results must pickle.  Raises :class:`WorkerKilledError` if a process is killed.
    """
    if workers <= 1:
        for item in items:
            yield item, function(item)
        return
    yield from _pooled(function, items, workers)


def _pooled(function: Callable[[I], O], items: Iterable[I], workers: int) -> Iterator[tuple[I, O]]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _prepare)
    under_way: deque[tuple[I, Future[O]]] = deque()

    def result() -> tuple[I, O]:
        item, future = under_way[0]
        done = future.result()
        under_way.popleft()
        return item, done

    try:
        for item in items:
            under_way.append((item, pool.submit(function, item)))
            while len(under_way) >= 2 * workers or (under_way and under_way[0][1].done()):
                yield result()
        while under_way:
            yield result()
    except BrokenProcessPool as cause:
        error = WorkerKilledError(
            "a worker process was killed (out of memory?); nothing was half written; try again with fewer --jobs"
        )
        error.items = tuple(item for item, _ in under_way)
        raise error from cause
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare() -> None:
    """Leave Ctrl-C to the parent, which then stops the pool; and do not outlive a parent that was killed."""
    import signal
    import threading

    memory.guard()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this process with its parent: nothing else tells a worker that waits for work."""
    import os
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def count(asked: int) -> int:
    """The number of processes for ``--jobs``: 0 means one for each core this process may use."""
    import os

    return asked or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
