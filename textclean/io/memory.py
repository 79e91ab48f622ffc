"""Short of memory, numpy's algebra library ends the process with a line and a code of its own: ask before it does."""

from __future__ import annotations

import sys

NUMPY = 90 << 20  # bytes of addresses that numpy 2 takes with OPENBLAS_NUM_THREADS=1 (Linux, x86-64)


class _Room:
    """Imports nothing; stands in front of those who do."""

    def find_spec(self, name: str, *_: object) -> None:
        """Raise MemoryError if numpy is asked for and there is no room for it."""
        if name == "numpy":
            import mmap

            try:
                mmap.mmap(-1, NUMPY).close()
            except OSError as error:
                raise MemoryError("there is no room for numpy") from error


def guard() -> None:
    """Where the addresses of this process are limited (``ulimit -v``), ask for room before numpy is loaded."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    limited = resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY
    if limited and not any(isinstance(finder, _Room) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Room())
