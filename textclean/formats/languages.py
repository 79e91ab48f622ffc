"""Which files are programs, and in which language: by suffix, by name, or by the first line."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path, PurePath

_SUFFIXES = {
    "c": ".c .h .cc .cpp .cxx .hh .hpp .hxx .ino .cu .glsl .proto",
    "java": ".java .kt .kts .scala .swift .cs",
    "javascript": ".js .mjs .cjs .jsx .ts .mts .cts .tsx",
    "rust": ".rs",
    "go": ".go",
    "css": ".css .scss .less",
    "python": ".py .pyi .pyw .bzl",
    "shell": ".sh .bash .zsh .ksh",
    "sql": ".sql",
    "lua": ".lua",
    "r": ".r",
    "powershell": ".ps1 .psm1 .psd1",
    # Programs whose comments nobody here can tell from their strings.
    "": ".php .rb .pl .pm .vue .svelte .erb .jsp .asp .aspx .hs .ml .clj .ex .exs .erl .jl .vb .bat .cmd .asm .tcl"
    " .groovy .gradle .dart .fs .lisp .el .scm .pas .f90 .awk .sed .cmake .mk .tf .nix .zig .nim .cr"
    " .m .mm .cljs .elm .fish .bas .hrl",
}
BY_SUFFIX = {suffix: language for language, names in _SUFFIXES.items() for suffix in names.split()}
_NAMES = frozenset(
    ("makefile", "gnumakefile", "dockerfile", "containerfile", "justfile", "rakefile", "gemfile", "cmakelists.txt")
)
_SHELLS = frozenset(("sh", "bash", "dash", "zsh", "ksh"))
_INTERPRETERS = {"python": "python", "node": "javascript", "deno": "javascript", "lua": "lua", "Rscript": "r"}
# #!/usr/bin/python3, #!/usr/bin/env -S node
_SHEBANG = re.compile(r"#![ \t]*[^\s]*?([A-Za-z]+)[0-9.]*(?:[ \t]+(?:-S[ \t]+)?([A-Za-z]+)[0-9.]*)?(?=\s|\Z)")


def of(name: str, text: str) -> str:
    """The language of the program *text*, a file called *name*; empty if it is not known.

    >>> of("tools/build", "#!/usr/bin/env python3\\nprint()")
    'python'
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    head = _SHEBANG.match(text)
    called = (head[2] if head[1] == "env" else head[1]) if head else ""
    return "shell" if called in _SHELLS else _INTERPRETERS.get(called or "", "")


def is_program(path: str) -> bool:
    """Is the file at *path*, whose suffix tells nothing, a program by its name or its first line?"""
    if PurePath(path).name.lower() in _NAMES:
        return True
    with suppress(OSError, ValueError):
        if not PurePath(path).suffix and Path(path).is_file():
            with Path(path).open("rb") as stream:
                return stream.read(2) == b"#!"
    return False
