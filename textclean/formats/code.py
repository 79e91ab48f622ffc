"""Source code: comments and strings are texts; identifiers and all other code are looked at, and never changed.

A letter of another script in an identifier may be an attack (Unicode Technical Standard #55) or a slip, but to change
it changes the program, here and wherever it is used.  So what is found outside of comments and strings is held, and
told.  The whole file is one document all the same: comments are judged in the light of each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from textclean import ignores
from textclean.formats.base import Block, Task
from textclean.formats.text import TextFormat
from textclean.result import Fix, Result

HELD = "inside code"
_FORM = frozenset(("line_breaks", "spaces"))  # of the file, not of its code

_DOUBLE = r'"(?:[^"\\\n]|\\.)*(?:"|$)'
_SINGLE = r"'(?:[^'\\\n]|\\.)*(?:'|$)"
_CHARACTER = r"'(?:[^'\\\n]|\\[^\n]{1,10})'"  # in Rust a lone apostrophe begins the name of a lifetime
_SLASHES = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_HASH = r"(?:(?<=[\s;(){}])|\A)#[^\n]*"
_DASHES = r"--[^\n]*"
_TRIPLE = r'"""(?:[^\\]|\\.)*?(?:"""|\Z)' + r"|'''(?:[^\\]|\\.)*?(?:'''|\Z)"
_TEMPLATE = r"`(?:[^`\\]|\\.)*(?:`|\Z)"


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.S | re.M)


_LANGUAGES = {
    "py pyi": _pattern(_TRIPLE, _DOUBLE, _SINGLE, r"#[^\n]*"),
    "c h cc cpp cxx hpp hh cs m mm zig": _pattern(_SLASHES, _DOUBLE, _SINGLE),
    "java kt kts scala groovy gradle swift dart": _pattern(_SLASHES, _TRIPLE, _DOUBLE, _SINGLE),
    "js mjs cjs ts mts cts": _pattern(_SLASHES, _TEMPLATE, _DOUBLE, _SINGLE),
    "go": _pattern(_SLASHES, r"`[^`]*(?:`|\Z)", _DOUBLE, _SINGLE),
    "rs": _pattern(_SLASHES, r'r#"(?:[^"]|"(?!#))*(?:"#|\Z)', r'"(?:[^"\\]|\\.)*(?:"|\Z)', _CHARACTER),
    "css scss less": _pattern(_SLASHES.replace("//[^\\n]*|", ""), _DOUBLE, _SINGLE),
    "rb pl pm r jl ex exs nim tcl": _pattern(_HASH, _TRIPLE, _DOUBLE, _SINGLE),
    "sh bash zsh fish mk cmake": _pattern(_HASH, r'"(?:[^"\\]|\\.)*(?:"|\Z)', r"'[^']*(?:'|\Z)"),
    "ps1 psm1 psd1": _pattern(r"<#.*?(?:#>|\Z)", r"#[^\n]*", r'"(?:[^"`\n]|`.|"")*(?:"|$)', r"'(?:[^'\n]|'')*(?:'|$)"),
    "sql": _pattern(_DASHES, r"/\*.*?(?:\*/|\Z)", r"'(?:[^']|'')*(?:'|\Z)"),
    "lua": _pattern(r"--\[\[.*?(?:\]\]|\Z)", _DASHES, r"\[\[.*?(?:\]\]|\Z)", _DOUBLE, _SINGLE),
    "hs elm": _pattern(r"\{-.*?(?:-\}|\Z)", _DASHES, _DOUBLE),
    "lisp el clj cljs scm": _pattern(r";[^\n]*", r'"(?:[^"\\]|\\.)*(?:"|\Z)'),
    "vb bas": _pattern(r"'[^\n]*", r'"(?:[^"\n]|"")*(?:"|$)'),
    "erl hrl": _pattern(r"%[^\n]*", _DOUBLE, _SINGLE),
}
_BY_SUFFIX = {f".{name}": pattern for names, pattern in _LANGUAGES.items() for name in names.split()}
SUFFIXES = tuple(_BY_SUFFIX)


class CodeFormat(TextFormat):
    """See the module."""

    holds = True

    def held(self, result: Result, block: Block, task: Task) -> Result:
        """*result* with all fixes held that lie outside of comments and strings."""
        pattern = _BY_SUFFIX.get(task.suffix)
        if pattern is None or not result.fixes:
            return result
        spans = [match.span() for match in pattern.finditer(result.before)]
        starts = [start for start, _ in spans]

        def is_code(fix: Fix) -> bool:
            if fix.rule in _FORM:
                return False
            index = bisect_right(starts, fix.start) - 1
            return index < 0 or fix.end > spans[index][1] or fix.start >= spans[index][1]

        told = tuple(replace(fix, held=HELD) for fix in result.fixes if is_code(fix))
        kept = ignores.without(result, is_code)
        return replace(kept, held=(*kept.held, *told)) if told else kept


FORMAT = CodeFormat()
