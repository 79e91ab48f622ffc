"""Escapes of programming languages that were never undone: "M\\u00fcnchen" with its backslash written out.

JSON, JavaScript, Python, Java properties and R write a letter outside ASCII as an escape; text cut out of their
output keeps it.  The same characters are right in code, in paths ("C:\\u0123") and in lessons about escapes, so a
document must prove itself: the escape stands inside a word, or several letters stand side by side.  One escape
between blanks proves nothing and is held, unless the document has others that do.  Surrogate pairs are joined
first; half a pair, a control or a number outside Unicode is never written.  Bytes ("\\xc3\\xbc", "\\303\\274")
count as UTF-8, single "\\xfc" as Latin-1.

"\\n", "\\t" and "\\"" are undone only in a document that is proven, and a "\\n" before a small letter is held: it
may be TeX ("\\nabla") or a path.  Never on by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

_HEX = "[0-9A-Fa-f]"
_BYTES = rf"x{_HEX}{{2}}(?:\\x{_HEX}{{2}})*|[23][0-7]{{2}}(?:\\[23][0-7]{{2}})*"
_AFTER = rf"u{_HEX}{{4}}|u\{{{_HEX}{{1,6}}\}}|U{_HEX}{{8}}|{_BYTES}"
_ONE = rf"(?:\\(?:{_AFTER})|<U\+{_HEX}{{4,6}}>)"
_RUN = lazy(rf"(?:\\(?<!\\\\)(?:{_AFTER})|<U\+{_HEX}{{4,6}}>){_ONE}{{0,999}}")  # led by a literal: fast
_PIECE = lazy(_ONE)
_BOTH = lazy(rf"{_RUN.pattern}|\\(?<!\\\\)(?:r\\n|n|t|[\"'/])")
_MEANING = {"\\r\\n": "\n", "\\n": "\n", "\\t": "\t", '\\"': '"', "\\'": "'", "\\/": "/"}
_TEX = lazy(r"\\(?:begin|end|frac|nabla|neq|nu|text|theta|times|tau|documentclass)(?![A-Za-z])")
_PATH = lazy(r"(?:[A-Za-z]:|\\)\\[^ \t\n]*\Z")
# What words are written with, roughly: every character from U+00C0 on that is no punctuation, symbol or surrogate.
_LETTER = lazy(
    "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-"
    "\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
)
_WRONG = lazy("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@lru_cache(maxsize=4096)
def _decoded(run: str) -> str:
    """The text of a run of escapes; the run itself where part of it means nothing that may be written."""
    units: list[str] = []
    for piece in _PIECE.findall(run):
        if piece[:2] == "\\x":
            raw = bytes.fromhex(piece.replace("\\x", ""))
            try:
                units.append(raw.decode("utf-8"))
            except UnicodeDecodeError:
                units.append(raw.decode("latin-1"))
        elif piece[:2] in ("\\2", "\\3"):
            try:
                units.append(bytes(int(octal, 8) for octal in piece[1:].split("\\")).decode("utf-8"))
            except UnicodeDecodeError:
                return run
        else:
            code = int(piece.strip("\\uU{}<+>"), 16)
            if code > 0x10FFFF:
                return run
            units.append(chr(code))
    text = "".join(units).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return run if _WRONG.search(text) else text


def _proven(match: re.Match[str]) -> bool:
    """Does a run stand inside a word, or is it one?"""
    new = _decoded(match[0])
    if new.isascii():
        return False
    letters = len(_LETTER.findall(new))
    before = match.start() > 0 and _LETTER.match(match.string, match.start() - 1) is not None
    after = _LETTER.match(match.string, match.end()) is not None
    return letters > 1 or (letters == 1 and (before or after)) or (before and after)


@rule(Stage.UNESCAPE, triggers="\\\\<", profiles=())
def escapes(text: Text) -> Iterator[Edit | Batch]:
    """Written-out escapes of letters become the letters, where words or the whole document prove them."""
    value = text.value
    paths = ":\\" in value or "\\\\" in value
    tex = _TEX.search(value) is not None

    def path(match: re.Match[str]) -> bool:
        return paths and _PATH.search(value[max(0, match.start() - 64) : match.start() + 1]) is not None

    def letters(match: re.Match[str]) -> str:
        if match[0] in _MEANING:
            return match[0] if tex or path(match) or _small(match) else _MEANING[match[0]]
        return match[0] if path(match) else _decoded(match[0])

    proofs = len(list(islice((run for run in text.finditer(_RUN) if _proven(run) and not path(run)), 2)))
    if proofs > 1:
        yield from batch(value, _BOTH, letters, lambda old: f"escape written out: {old[:12]}", Sure.LIKELY)
        return
    for run in text.finditer(_RUN):
        if (new := letters(run)) != run[0]:
            sure = Sure.LIKELY if proofs and (new.isascii() or _proven(run)) else Sure.GUESS
            yield Edit(*run.span(), new, f"escape written out: {run[0][:12]}", sure)


def _small(match: re.Match[str]) -> bool:
    """Is it a line feed or a tab in front of a small letter?  Then it may be TeX or a path."""
    return match[0] in ("\\n", "\\t") and "a" <= match.string[match.end() : match.end() + 1] <= "z"


escapes.fixes("M\\u00fcnchen", "M\u00fcnchen")
escapes.fixes(
    "\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442 M\\u00e9 \\ud83d\\ude00",
    "\u041f\u0440\u0438\u0432\u0435\u0442 M\u00e9 \U0001f600",
    because="a pair is joined",
)
escapes.fixes(
    "caf\\xe9, na\\xc3\\xafve, Stra\\303\\237e", "caf\u00e9, na\u00efve, Stra\u00dfe", because="Latin-1, UTF-8, octal"
)
escapes.fixes(
    "Don\\u2019t say \\u201cd\\u00e9j\\u00e0 vu\\u201d.\\nTwice", "Don\u2019t say \u201cd\u00e9j\u00e0 vu\u201d.\nTwice"
)
escapes.fixes("caf<U+00E9> \\u{1F600} fa\\u00e7ade", "caf\u00e9 \U0001f600 fa\u00e7ade", because="R and JavaScript")
escapes.keeps("\\u00fc is the escape of one letter", because="a lesson: nothing proves it")
escapes.keeps("C:\\u0123\\notes \\nabla \\times \u0434", because="a path and TeX")
escapes.keeps("half a pair: a\\ud83db \\u0007 \\U00110000", because="never written")
escapes.keeps("[^\\x00-\\x1f] \u0438 \\n+", because="a regular expression")
