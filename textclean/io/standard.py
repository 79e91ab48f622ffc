"""Standard streams that were closed before we began (``<&-``, ``>&-``): one clear error where one is used."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, NoReturn


class _Closed(io.RawIOBase):
    """Reading or writing raises OSError, which names the stream."""

    def __init__(self, name: str) -> None:
        self._name = name

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> NoReturn:
        raise OSError(errno.EBADF, "it is closed", self._name)

    def write(self, data: Any) -> NoReturn:
        raise OSError(errno.EBADF, "it is closed", self._name)


def replace_closed() -> None:
    """Put something in the place of each standard stream that is closed; Python has None there.

    Their numbers are taken too: else the next file that is opened would get one, and what is meant for a terminal would
    land in it.  What is said on a closed standard error, nobody wants to hear.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            stream: Any = (
                open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
                if name == "stderr"
                else io.TextIOWrapper(
                    _Closed(f"standard {'in' if number == 0 else 'out'}put"), encoding="utf-8", write_through=True
                )
            )
            setattr(sys, name, stream)


def let_go_of_output() -> None:
    """Drop what standard output could not take: Python would try again at its end, and complain again."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except OSError:  # it has no number
            return
