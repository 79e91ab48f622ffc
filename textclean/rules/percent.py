"""Percent-encoding (RFC 3986, section 2.1) that escaped from a URL into the prose: "M%C3%BCnchen".

Link texts, file names and titles taken from URLs keep the encoding of the URL.  It proves itself where the bytes of a
run are valid UTF-8 of more than one byte; by chance a run of bytes is not.  Then the rest of the same word, its "%20"
and "%28", goes with it.  A word that is a link or part of one is held: the encoding is right there.  "100%25" and
"50%20" alone prove nothing.  A run that was encoded twice is undone one level at a time.  Never on by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.text import Text

_TWICE = re.compile("(?:%25[0-9A-Fa-f]{2})+")
_RUN = re.compile("(?:%[0-9A-Fa-f]{2})+|(?:%u[0-9A-Fa-f]{4})+")
_TOKEN = 200  # code points looked at on both sides for the word that holds a run
_LINK = re.compile(r"[/?&=@]|\]\(")


def _token(value: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after *start* and *end* up to the next blank."""
    before = value[max(0, start - _TOKEN) : start]
    after = value[end : end + _TOKEN]
    return re.split("[ \t\r\n]", before)[-1], re.split("[ \t\r\n]", after)[0]


def _decoded(run: str) -> str:
    """The text of a run, or nothing where its bytes are not valid, or are controls."""
    try:
        if run[1] == "u":  # JavaScript's escape()
            text = bytes.fromhex(run.replace("%u", "")).decode("utf-16-be")
        else:
            text = bytes.fromhex(run.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "" if any(char < " " or "\x7f" <= char < "\xa0" for char in text) else text


@rule(Stage.UNESCAPE, triggers="%", profiles=())
def percent(text: Text) -> Iterator[Edit | Batch]:
    """Percent-encoded UTF-8 in words outside of URLs is decoded, one level at a time."""
    value = text.value
    for run in text.finditer(_TWICE):
        once = run[0].replace("%25", "%")
        if not _decoded(once).isascii():
            yield Edit(*run.span(), once, "percent-encoded twice", Sure.LIKELY)
    proven = -1  # the end of the word that a run has proven
    waiting: list[tuple[int, int, str, str, str]] = []  # plain runs before the proof in their word
    for run in text.finditer(_RUN):
        new = _decoded(run[0])
        if not new:
            continue
        before, after = _token(value, *run.span())
        item = (*run.span(), new, before, after)
        if waiting and len(before) < run.start() - waiting[0][1]:
            waiting = []
        if not new.isascii():
            proven = run.end() + len(after)
            yield from map(_edit, [*waiting, item])
            waiting = []
        elif run.start() < proven:
            yield _edit(item)
        else:
            waiting.append(item)


def _edit(item: tuple[int, int, str, str, str]) -> Edit:
    start, end, new, before, after = item
    sure = Sure.GUESS if _LINK.search(before) or _LINK.search(after) else Sure.LIKELY
    return Edit(start, end, new, "percent-encoded UTF-8 in a word", sure)


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
