"""Blanks that are not plain spaces, and blanks at line ends.

Editors and HTML leave no-break spaces between ordinary words, and then "two words" are one to every search.  But a
no-break or thin space is typography where it binds: in numbers and before units, beside dashes, guillemets and the
French colon, after initials and abbreviations, around short Russian, Polish and Czech words, between digits, before
Mongolian suffixes, in Chinese and Japanese lines (U+3000).  There it stays.  Everywhere else it becomes a plain
space, one for one, so that columns and indentation keep their width; only a no-break space beside one plain space
is one space.

Blanks at line ends go, except where they say something: two of them are a line break in Markdown, a tab is an empty
cell in a table, "-- " opens a mail signature, and in a patch every line begins with one.  Blanks inside lines and
at their start are layout; they stay unless *runs* asks for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.spans import splice
from textclean.text import Text

BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BINDS = frozenset("\u00a0\u2006\u2007\u2008\u2009\u200a\u202f")  # what a typesetter uses inside a line
_ODD = lazy(f"[{BLANKS}][ \t{BLANKS}]*")
_STRIPPED = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LAST = frozenset(_STRIPPED + "\r")
_SIGNS = {*"\u2013\u2014\u2212\u20ac$\u00a3\u00a5=+\u00d7\u00f7\u00b1<>/\u00b7\u2219"}
_SIGNS |= {chr(zero + value) for zero in (0x30, 0x660, 0x6F0, 0x966) for value in range(10)}
_BEFORE = _SIGNS | {*"\u00ab\u2039\u2116\u00a7\u00b6#\u00bf\u00a1"}
_AFTER = _SIGNS | {*"\u00bb\u203a;:!?%\u2030\u00b0\u20b4\u20bd"}
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff"
_CYRILLIC = "\u0400-\u052f"
_LETTERS = f"{_LATIN}\u0370-\u03ff{_CYRILLIC}\u0531-\u0587"
# The common case, at the speed of a constant: after three letters and before three nothing binds (Ogham: _plain).
_BETWEEN_WORDS = lazy(f"(?<=[{_LETTERS}]{{3}})(?!\u1680)[{BLANKS}](?=[{_LETTERS}]{{3}})")
# An initial or an abbreviation; a Russian word of one or two letters.
_SHORT_BEFORE = lazy(f"(?:^|[^{_LETTERS}])(?:[{_LETTERS}]{{1,4}}\\.|[{_CYRILLIC}]{{1,2}})\\Z")
_SHORT_AFTER = lazy(f"[{_CYRILLIC}]{{1,2}}(?![{_CYRILLIC}])")
_SLAVIC = lazy(
    "[\u0104-\u0107\u010c-\u010f\u0118-\u011b\u0141-\u0144\u0147\u0148\u0158-\u015b\u0160\u0161\u0164"
    "\u0165\u016e\u016f\u0179-\u017e]"
)
_ONE_LETTER = lazy(f"(?:^|[^{_LETTERS}])[AIOUWZKSVaiouwzksv]\\Z")
# Mongolian, Ogham, East Asian: their own blanks.
_OWN = lazy(
    "[\u1680-\u169f\u1800-\u18af\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-"
    "\uffef\U00020000-\U0003ffff]"
)
_MARKDOWN = lazy("^(?:#{1,6} |[-*+] |[0-9]+[.)] |> |```|\\|.*\\|$)|\\*\\*[^ *]|\\]\\(|^[=-]{3,}$", re.M)
_CELLS = lazy("[^ \t\r\n]\t+[^ \t\r\n]")
_PATCH = lazy("^@@ -[0-9]", re.M)
_CLOCK = lazy("[AaPp]\\.?[Mm](?![A-Za-z])")  # since CLDR 42 formatters put U+202F before AM: no typist's work
_RUNS = lazy("(?<=[^ \t\n])  +(?=[^ \t\r\n|])")


@rule(Stage.FORM, triggers=" \t" + BLANKS, profiles=("normalize", "ascii"))
def spaces(text: Text, *, trailing: bool = True, runs: bool = False) -> Iterator[Edit | Batch]:
    """Odd blanks become plain spaces where no typography needs them.

    *trailing*: blanks at line ends go.  *runs*: several spaces between the words of a line become one, unless the
    lines beside it have their words at the same column.
    """
    value = text.value
    inside = not value.isascii()
    slavic = inside and _SLAVIC.search(text.marks) is not None
    ends = list(_ends(text)) if trailing else []

    def plain(match: re.Match[str]) -> str:
        start, stop = match.span()
        whole = match.string
        return _plain(whole[max(0, start - 7) : start], match[0], whole[stop : stop + 3], slavic)

    new = splice(value, ((*span, "") for span in ends)) if ends else value
    if inside:
        new = _ODD.sub(plain, _BETWEEN_WORDS.sub(" ", new))

    def edits() -> list[Edit]:
        odd = ((match, plain(match)) for match in _ODD.finditer(value)) if inside else ()
        return [Edit(*span, "", "blanks at a line end", Sure.LIKELY) for span in ends] + [
            Edit(*match.span(), put, f"odd blank: {_names(match[0])}", Sure.LIKELY)
            for match, put in odd
            if put != match[0]
        ]

    if new != value:
        yield Batch(new, edits, Sure.LIKELY)
    if runs and "  " in value:
        yield from _inner(text)


def _names(old: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(old) if char not in " \t")


@lru_cache(maxsize=4096)
def _plain(ahead: str, run: str, behind: str, slavic: bool) -> str:
    """What a *run* that begins with an odd blank becomes, between the seven characters *ahead* and three *behind*."""
    before, after = ahead[-1:], behind[:1]
    if after in ("", "\n", "\r") or _OWN.match(before) or _OWN.match(after) or "\u1680" in run:
        return run  # a line end is the other half's business
    if before not in ("", "\n", "\t") and len(run.rstrip(" ")) == 1:
        if before == " " and ahead[-2:-1] not in ("", " ", "\n", "\t") and len(run) == 1:
            return ""  # an editor's pair
        if run == "\u202f" and _CLOCK.match(behind) and before in _SIGNS:
            return " "
        if before != " " and len(run) == 1 and run in _BINDS and _binds(ahead, behind, slavic):
            return run
        if before != " " and len(run) == 2:
            return " "
    return re.sub("[^\t]", " ", run)


def _binds(ahead: str, behind: str, slavic: bool) -> bool:
    """Would a typesetter put a no-break space between *ahead* and *behind*?"""
    before, after = ahead[-1], behind[0]
    if before in _BEFORE or after in _AFTER:  # digits and signs
        return True
    return bool(_SHORT_BEFORE.search(ahead) or _SHORT_AFTER.match(behind) or (slavic and _ONE_LETTER.search(ahead)))


def _ends(text: Text) -> Iterator[tuple[int, int]]:
    """The spans of blanks at line ends that say nothing."""
    value = text.value
    found: list[tuple[int, int]] = []
    start = 0
    for line in value.split("\n"):
        if line[-1:] in _LAST:
            body = line.removesuffix("\r")
            if len(bare := body.rstrip(_STRIPPED)) < len(body):
                found.append((start + len(bare), start + len(body)))
        start += len(line) + 1
    if not found or _PATCH.search(value):
        return
    runs = {value[a:b] for a, b in found if value[a - 1 : a] not in ("", "\n")}
    # Two blanks break a line in Markdown.  In doubt they do: only a document with other ragged ends is merely ragged.
    breaks = "  " in runs and (len(runs) == 1 or _MARKDOWN.search(value) is not None)
    table = "\t" in value and _CELLS.search(value) is not None
    for start, stop in found:
        run, before = value[start:stop], value[max(0, start - 3) : start]
        if run == " " and before in ("--", "\n--"):
            continue
        if (
            run == "  "
            and breaks
            and before[-1:] not in ("", "\n")
            and value[stop + 1 : stop + 2] not in ("", "\n", "\r")
        ):
            continue
        if table and "\t" in run:
            continue
        if before[-1:] in (",", ";") and value.count(before[-1], *text.line_at(start)) > 1:
            continue  # an empty cell
        yield start, stop


def _inner(text: Text) -> Iterator[Edit]:
    value = text.value
    columns: list[set[int]] = [
        {m.end() - start for m in _RUNS.finditer(value, start, end)} for start, end in text.lines
    ]
    for number, (start, end) in enumerate(text.lines):
        beside = columns[number - 1] if number else set()
        beside = beside | columns[number + 1] if number + 1 < len(columns) else beside
        if "\t" in value[start:end] or "|" in value[start:end] or value.startswith("    ", start):
            continue
        for match in _RUNS.finditer(value, start, end):
            if match.end() - start not in beside:
                yield Edit(*match.span(), " ", "several spaces between words", Sure.LIKELY)


spaces.fixes("two\u00a0words, three\u2003more", "two words, three more")
spaces.fixes("Sentence. \u00a0Next\u00a0one", "Sentence. Next one", because="an editor's pair is one space")
spaces.fixes("\u00a0\u00a0indented\n\u3000too", "  indented\n too", because="indentation keeps its width")
spaces.fixes("ragged \nlines\t\n\u00a0\nend   ", "ragged\nlines\n\nend")
spaces.fixes(
    "\u0431\u043e\u043b\u044c\u0448\u043e\u0439\u00a0\u043a\u0440\u0430\u0441\u043d\u044b\u0439 \u0434\u043e\u043c",
    "\u0431\u043e\u043b\u044c\u0448\u043e\u0439 \u043a\u0440\u0430\u0441\u043d\u044b\u0439 \u0434\u043e\u043c",
)
spaces.fixes("10:30\u202fAM", "10:30 AM")
spaces.keeps("\u00ab\u00a0Oui\u00a0!\u00a0\u00bb 10\u202f000\u00a0\u20ac, p.\u00a05", because="French typography")
spaces.keeps(
    "\u0432\u00a0\u0434\u043e\u043c\u0435, \u0410.\u00a0\u0421.\u00a0\u0411\u043b\u043e\u043a, 5\u00a0\u043a\u0433",
    because="Russian typography",
)
spaces.keeps(
    "w\u00a0\u0141odzi, z.\u00a0B.", because="a Polish word of one letter stays with the next; an abbreviation"
)
spaces.keeps("a word\u1680beside", because="the blank of Ogham shows: it is a stroke")
spaces.keeps("\u6771\u4eac\u3000\u5927\u962a", because="the ideographic space is theirs")
spaces.keeps("\u182e\u1823\u1829\u182d\u1823\u182f\u202f\u1824\u1828", because="Mongolian suffixes hang on U+202F")
spaces.keeps("# Title\n\nfirst  \nsecond\n    code\n", because="Markdown: two blanks break the line")
spaces.keeps("a\tb\t\nc\t\td\n", because="a tab at the end is an empty cell")
spaces.keeps("Bye\n-- \nAnn", because="the line that opens a mail signature (RFC 3676)")
spaces.keeps("@@ -1,2 +1,2 @@\n \n-old \n+new\n", because="a patch")
spaces.keeps("name     size\nspaces   12\n", because="columns")
