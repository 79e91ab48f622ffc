"""Processes that answer one question at a time, and are ended if it takes too long: for a server that must go on.

Each has a pipe of its own.  A process that is killed, by its limit or by the system, is replaced for the next question.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textclean.errors import TextcleanError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_PATIENCE = 60.0  # seconds for a process to start
WAITING = 64  # questions that may wait for a process; more are turned away
MEMORY = 1 << 30  # bytes that a process may have, where the system can say so


class TooMuchError(TextcleanError):
    """A text is too large or took too long, or too many are waiting; *status* is how HTTP says that."""

    status = 503


class Workers:
    """*number* processes, each of which has *seconds* for a question."""

    def __init__(self, number: int, seconds: float) -> None:
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all = [_Worker() for _ in range(number)]
        self._seconds = seconds
        self._waiting = 0
        for worker in self._all:
            self._idle.put_nowait(worker)

    async def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """``function(*args)``, which must pickle, worked out in a process.

        Raises :class:`TooMuchError` if that takes longer than it may, or if too many wait already.
        """
        if self._waiting >= WAITING:
            raise TooMuchError("too many texts are waiting; try again in a moment")
        self._waiting += 1
        try:
            worker = await self._idle.get()
        finally:
            self._waiting -= 1
        asking = asyncio.ensure_future(asyncio.to_thread(worker.ask, function, args, self._seconds))
        asking.add_done_callback(lambda _: self._idle.put_nowait(worker))
        return await asyncio.shield(asking)  # who asked may go away; the process is busy all the same

    def close(self) -> None:
        """End all processes."""
        for worker in self._all:
            worker.end()


class _Worker:
    """One process, started when it is asked for the first time."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Connection | None = None

    def ask(self, function: Callable[..., Any], args: tuple[Any, ...], seconds: float) -> Any:
        try:
            if self._process is None or not self._process.is_alive():
                self._start()
            assert self._pipe is not None
            self._pipe.send((function, args))
            if not self._pipe.poll(seconds):
                self.end()
                raise TooMuchError(f"this text takes more than {seconds:g} seconds; use the command, or a part of it")
            failed, found = self._pipe.recv()
        except (EOFError, OSError) as cause:
            self.end()
            raise TooMuchError("the process that looked at this text was ended; is there too little memory?") from cause
        if failed:
            raise TextcleanError(found)
        return found

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_answer, args=(other,), daemon=True)
        self._process.start()
        other.close()
        if not self._pipe.poll(_PATIENCE):
            raise EOFError
        self._pipe.recv()  # it is there: its time is for the text alone

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


def _answer(pipe: Connection) -> None:
    """Work out what is asked, until the other end is gone."""
    import signal
    from multiprocessing.reduction import ForkingPickler

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's algebra is not asked for, and takes room for each
    _limit(MEMORY)
    pipe.send("here")
    while True:
        try:
            function, args = pipe.recv()
        except EOFError:
            return
        try:
            found = ForkingPickler.dumps((False, function(*args)))
        except MemoryError:
            few = "there is too little memory for this text; use the command, or a part of it"
            found = ForkingPickler.dumps((True, few))
        except Exception as error:  # told to who asked, as the server goes on
            found = ForkingPickler.dumps((True, f"{type(error).__name__}: {error}"))
        pipe.send_bytes(found)


def _limit(size: int) -> None:
    """This process may have *size* bytes of its own; asking for more raises MemoryError (POSIX, ``setrlimit``)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or most > size:
        resource.setrlimit(resource.RLIMIT_DATA, (size, most))
