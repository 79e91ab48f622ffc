"""How programs are told where a file is: annotations, SARIF and JSON name it in one way."""

from __future__ import annotations

import os


def located(path: str) -> str:
    """*path* from the working directory if it lies below, without ``./``; else as it is.

    >>> located("./docs/../a.txt")
    'a.txt'
    """
    here = os.getcwd()  # noqa: PTH109
    full = os.path.normpath(os.path.join(here, path))  # noqa: PTH118
    return os.path.relpath(full, here) if full.startswith(here.rstrip(os.sep) + os.sep) else path
