"""The code in the docs, so that tests can run it."""

from __future__ import annotations

import re
from typing import Any

from conftest import ROOT


def snippets(page: str, language: str = "python") -> list[str]:
    """The fenced blocks of *language* in ``docs/<page>``, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def run(page: str, namespace: dict[str, Any] | None = None, skip: str = "") -> dict[str, Any]:
    """What the Python blocks of a page define when they are run one after the other, but those with *skip* in them."""
    names: dict[str, Any] = {"__name__": "page"} if namespace is None else namespace
    for number, block in enumerate(snippets(page)):
        if not skip or skip not in block:
            exec(compile(block, f"{page}, block {number}", "exec"), names)
    return names
