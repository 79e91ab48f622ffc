"""Percent-encoding (RFC 3986, section 2.1) that escaped from a URL into the prose: "M%C3%BCnchen".

Link texts, file names and titles taken from URLs keep the encoding of the URL.  It proves itself where the bytes of a
run are valid UTF-8 of more than one byte; by chance a run of bytes is not.  Then the rest of the same word, its "%20"
and "%28", goes with it.  A word that is a link or part of one is held: the encoding is right there.  "100%25" and
"50%20" alone prove nothing.  A run that was encoded twice is undone one level at a time.  Never on by itself:
what it is sure of is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.text import Text

_RUN = lazy("(?:%[0-9A-Fa-f]{2})+|(?:%u[0-9A-Fa-f]{4})+")
_TWICE = lazy("(?:%25[0-9A-Fa-f]{2})+")
_LINK = lazy(r"[/?&=@]|\]\(")


@lru_cache(maxsize=4096)
def _decoded(run: str) -> str:
    """The text of a run; the run itself where its bytes are not valid, or are controls."""
    try:
        if run[1] == "u":  # JavaScript's escape()
            text = bytes.fromhex(run.replace("%u", "")).decode("utf-16-be")
        else:
            text = bytes.fromhex(run.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return run
    return run if any(char < " " or "\x7f" <= char < "\xa0" for char in text) else text


@lru_cache(maxsize=4096)
def _word(token: str) -> str:
    """A word with its runs decoded, if one of them proves itself; one level at a time."""
    once = _TWICE.sub(lambda run: run[0].replace("%25", "%"), token)
    new = _RUN.sub(lambda run: _decoded(run[0]), once)
    if new.isascii():
        return token
    return new if once == token else once


@rule(
    Stage.UNESCAPE,
    shape="%(?:(?:25)?[89A-Fa-f][0-9A-Fa-f]|u[0-9A-Fa-f]{4})",
    profiles=(),
    offered=("repair", "normalize"),
)
def percent(text: Text) -> Iterator[Edit | Batch]:
    """Percent-encoded UTF-8 in words outside of URLs is decoded, one level at a time."""
    why = "percent-encoded UTF-8 in a word"

    parts = re.split("([ \t\r\n]+)", text.value)
    changed = [_word(part) if "%" in part else part for part in parts]
    if changed == parts:
        return

    def edits() -> list[Edit]:
        starts = accumulate(map(len, parts), initial=0)
        found = [(at, part, new) for at, part, new in zip(starts, parts, changed, strict=False) if part != new]
        return [Edit(at, at + len(part), new, why, _grade(part)) for at, part, new in found]

    if any(_grade(part) is Sure.GUESS for part in set(parts).difference(changed)):
        yield from edits()
    else:
        yield Batch("".join(changed), edits, Sure.LIKELY)


def _grade(token: str) -> Sure:
    """A link, or a part of one, is right as it is."""
    return Sure.GUESS if _LINK.search(token) else Sure.LIKELY


percent.fixes("M%C3%BCnchen und K%C3%B6ln", "M\u00fcnchen und K\u00f6ln")
percent.fixes("Datei: Sch%C3%B6ne%20Gr%C3%BC%C3%9Fe.pdf", "Datei: Sch\u00f6ne Gr\u00fc\u00dfe.pdf")
percent.fixes("My%20caf%C3%A9 menu", "My caf\u00e9 menu", because="the blank belongs to the proven word")
percent.fixes(
    "%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82, %u043C%u0438%u0440",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440",
)
percent.fixes("M%25C3%25BCnchen", "M\u00fcnchen", because="encoded twice")
percent.keeps("100%25 sure, 50%20 off", because="no byte of a letter")
percent.keeps("/wiki/M%C3%BCnchen and ?q=%D0%BC%D0%B8%D1%80", because="links: held")
percent.keeps("%E4%F6%FC \u0438 %s %d", because="not valid UTF-8; placeholders")
