"""Is it markup, program code or plain text, and which spans of it are not prose?

``is_markup`` and ``is_code`` decide once for a document: entities and digits in words are the author's there.
``protected`` finds the spans where a changed letter breaks something or hides evidence: URLs, e-mail addresses,
placeholders, sets of characters, code, tags.  It is asked only after an edit was found: one pattern per kind, each led
by a literal, each tried only where its literal occurs (as one alternation it cost more than everything else: 15 against
300 MB/s).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textclean.patterns import lazy

# A tag that HTML, XML or a feed would have: a name, and then a space, a slash or the end.
_TAG = lazy(r"<(?:/?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>]{0,2000})?/?>|!--|!DOCTYPE [^<>]{0,500}>|\?xml [^<>]{0,500}>)")
_CLOSED = lazy(
    r"<(?:/[A-Za-z][A-Za-z0-9:-]{0,30}>|(?i:br|hr|img|input|meta|link)\b[^<>]{0,2000}>|!(?i:DOCTYPE) |\?(?i:xml) |!--)"
)
_CLOSED_IN = lazy(_CLOSED.pattern.encode())
_END = "\\s\\x00-\\x1f\\x7f\u00a0\u3000\u200b"  # what ends a URL, besides the brackets and quotes people put around one
_STOP = '<>"\u00ab\u00bb\u201c\u201d\u201e\u2018\u300c\u300d\u300e\u300f\u3001\u3002\uff0c\uff08\uff09'
_LINK = lazy(f"[^{_END}{_STOP}]+")
_SCHEME = lazy(f"[^{_END}{_STOP}:/()\\[\\]]{{1,31}}")
_HOST = lazy(f"[^{_END}{_STOP}@()\\[\\],;:&]{{1,255}}")
_LOCAL = lazy(f"[^{_END}{_STOP}@()\\[\\],;:]{{1,64}}")
NO_MEMBER = '(?!"[^"{}]*":)'  # behind a brace: {"name":"..."} is data, and no placeholder
_BRACES = lazy(r"(?<!\\u)\{\{? ?" + NO_MEMBER + r"[^{}\s]{0,64} ?\}\}?")
# Percent-encoded bytes of a letter are no placeholder: %C3%BC, %25C3, %u00FC.
_HEX = "[0-9A-Fa-f]"
_BYTES = f"{_HEX}{{2}}%[89A-Fa-f]{_HEX}|(?<=%{_HEX}{{2}}%)[89A-Fa-f]{_HEX}|25{_HEX}{{2}}|u{_HEX}{{4}}"
_PERCENT = lazy(
    rf"%(?!{_BYTES})"
    r"(?:\([^()\s]{1,64}\)[#0+-]*[0-9.]*[A-Za-z]"  # %(name)s
    r"|[#0+-]*[0-9]*(?:\.[0-9]+)?[diouxXeEfFgGcrsa](?![A-Za-z])"  # %s, %5.2f
    r"|\{[^{}\s]{1,64}\}|[A-Z_]{2,40}%)"  # %{name}, %NAME%
)


# A fence that nothing closes in a hundred pages is a slip.  A longer row of tildes right under a line of text makes
# that a heading.
_CODE_IN = ".{0,200000}?"
_TILDES = r"~(?:(?<=\n\n~)|(?<=\n~)(?=~~(?!~))|(?<!.~))~~+"
# Two backticks that begin a quotation, as in TeX and treebanks: where the next two stand, another one begins, too.
_QUOTED = r"(?!\S[^`\n]*(?<=[\s(\[\u202a-\u202e\u2066-\u2069])``\w)"
_CODE_SPAN = rf"``{_QUOTED}[^\n]*?``|`(?<![A-Za-z\u00c0-\u0587]`)[^`\n]*`"


# Controls, format characters and selectors.  Where a range of them, or a set of nothing else, stands in brackets, or a
# range of letters or digits, it is part of a regular expression.
_UNSEEN = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\x9f\xad\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_SET = lazy(
    f"\\[(?:(?=[^\\[\\]\n]*?(?:[{_UNSEEN}]-[{_UNSEEN}]|A-Z|a-z|0-9))[^\\[\\]\n]*\\]|\\^?[{_UNSEEN}]+\\](?=[+*?{{/\"']))"
)


class _Kind(NamedTuple):
    """A kind of span: its *literal*, what may stand *before* it, backwards, and the span from the literal (*after*)."""

    literal: str
    name: str
    before: re.Pattern[str] | None
    after: re.Pattern[str]


_KINDS = (
    _Kind("://", "a URL", _SCHEME, _LINK),
    _Kind("www.", "a URL", None, lazy(f"www\\.{_LINK.pattern}")),
    _Kind("](", "a link", None, lazy(r"\]\([^\s()]*\)")),
    _Kind("mailto:", "a URL", None, lazy(f"mailto:{_LINK.pattern}")),
    _Kind("@", "an address", _LOCAL, lazy(f"@{_HOST.pattern}")),
    _Kind("`", "code", None, lazy(rf"```{_CODE_IN}(?:```|\Z)|{_CODE_SPAN}", re.S)),
    _Kind("~~~", "code", None, lazy(rf"{_TILDES}{_CODE_IN}(?:~~~|\Z)", re.S)),
    _Kind("<", "a tag", None, _TAG),
    _Kind("%", "a placeholder", None, _PERCENT),
    _Kind("{", "a placeholder", None, _BRACES),
    _Kind("[", "a set of characters", None, _SET),
    _Kind("\\u", "a set of characters", None, lazy(rf"\\u[0-9A-Fa-f]{{4}}[{_UNSEEN}]+")),
    _Kind("\\x", "a set of characters", None, lazy(rf"\\x[0-9A-Fa-f]{{2}}[{_UNSEEN}]+")),
    _Kind("`", "a character", None, lazy(f"`[{_UNSEEN}]`")),
    _Kind("..", "a set of characters", None, lazy(f"[{_UNSEEN}]\\.\\.[{_UNSEEN}]")),
    _Kind("\x1b", "a string", None, lazy("\x1b(?<=['\"].)\\[[0-9;]*[A-Za-z]?(?=['\"])")),
    _Kind("$", "a placeholder", None, lazy(r"\$[A-Za-z_][A-Za-z0-9_]*|\$\{[^{}\s]{1,64}\}")),
)
_LINKS = ("a URL", "an address")
_BEFORE = 64  # code points looked at before a literal


def is_markup(value: str) -> bool:
    """Is *value* HTML, XML or the like, so that its entities are the author's?

    Yes if it holds a closing tag, a void element, a comment or a declaration.  A lone ``<`` is no evidence.

    >>> is_markup("a < b"), is_markup("<p>Fish &amp; chips</p>")
    (False, True)
    """
    return "<" in value and _CLOSED.search(value) is not None


def is_markup_in(utf8: bytes, pieces: Iterable[tuple[int, int]]) -> bool:
    """The same of text in UTF-8 in which what :func:`may_begin` says stands only in *pieces*."""
    return any(_CLOSED_IN.search(utf8, at, till + _LONGEST) is not None for at, till in pieces)


# A line of a program: a definition, an import, a directive, a call that ends a statement, a member of an
# object, a brace or a bracket alone.
_CODE = lazy(
    r"^[ \t]*(?:(?:async )?def [A-Za-z_]|class [A-Za-z_][A-Za-z_0-9]*[(:{ ]"
    r"|import [A-Za-z_.]+[; \t]*$|from [A-Za-z_.]+ import |#(?:include|define|ifdef|endif)"
    r"|(?:const|let|var|fn|func|function|public|private|static|void|struct) [A-Za-z_*&]"
    r"|(?:return|elif|else if|while|for|if)\b[^\n]*[:{;)][ \t]*$|(?:else|try|except|finally)\b[^\n]{0,60}[:{][ \t]*$"
    r"|[A-Za-z_]\w*:[ \t]*(?:'[^'\n]*'|\"[^\"\n]*\"|[a-z0-9]+|\[[^\n]*),[ \t]*$"
    r"|\$?[A-Za-z_][A-Za-z_0-9.\[\]'\"]* ?(?:[-+*/|]?=|:=) [^\n]*[-A-Za-z0-9_)\]}\"';,(\[{][ \t]*$"
    r"|[\]})]+[;,]?[ \t]*$|[A-Za-z_.]+\([^\n]*\)[;:]?[ \t]*$|(?:>>>|\.\.\.|\$) )",
    re.M,
)
# What a program without line ends is full of.
_DENSE = lazy(r"function ?\(|=>|===|!==|&&|\|\||;(?:var|let|const|return) |\}\)?[;,)]")
_SOME, _APART = 8, 50  # so many of them, and one in so many code points
_LEAST, _SHARE = 3, 8  # a program has so many such lines, and one line in so many is one
_LOOKED_AT = 100_000  # code points
_AROUND = 80  # code points on either side of a character that may be one of data


def is_code(value: str) -> bool:
    """Is *value* a program, or prose that is full of one?

    Three lines of code at least, and one line in eight.

    >>> is_code("import os\\ndef main():\\n    return len(os.name)\\n")
    True
    >>> is_code("Import this.\\nReturn; if not, call.\\n")
    False
    """
    head = value[:_LOOKED_AT]
    found = len(_CODE.findall(head))
    if found >= _LEAST and found * _SHARE >= head.count("\n") - head.count("\n\n"):
        return True
    some = "=>" in head or "===" in head or "function(" in head
    return some and len(_DENSE.findall(head)) >= max(_SOME, len(head) // _APART)


_BEFORE_IT, _RUN = lazy(r"\S*\Z"), lazy(r"\S*")


def is_data(value: str, at: int) -> bool:
    """Is the character at *at* inside a long run of letters and signs without a blank: numbers written as characters?

    >>> is_data("LHF^JXB~LdTFJ@VA^DLHZFLHFDVbHDBD@JENKPAJB^", 20), is_data("The word after a\\x84b.", 17)
    (True, False)
    """
    before, behind = _BEFORE_IT.search(value[max(0, at - _AROUND) : at]), _RUN.match(value, at, at + _AROUND)
    run = before[0] + behind[0] if before and behind else ""
    return len(run) >= _AROUND // 2 and sum(map(run.count, "@[\\]^_`{|}~")) * 16 >= len(run)


def protected(value: str) -> list[tuple[int, int, str]]:
    """The spans that are not prose, as ``(start, end, kind)`` in code points, sorted and disjoint.

    >>> protected("see https://example.org/a now")
    [(4, 25, 'a URL')]
    """
    # The last character of a literal is looked for first: at seven times the speed, and it is often missing.
    found = [
        span for kind in _KINDS if kind.literal[-1] in value and kind.literal in value for span in _spans(value, kind)
    ]
    found += _tables(value)
    if len(found) < 2:
        return found
    found.sort(key=lambda span: (span[0], -span[1]))
    merged = found[:1]
    for start, end, kind in found[1:]:
        last = merged[-1]
        if start >= last[1]:
            merged.append((start, end, kind))
        elif end > last[1]:
            merged[-1] = (last[0], end, last[2])
    return merged


def links(value: str) -> list[tuple[int, int]]:
    """The spans of the URLs and addresses in *value*, but for those inside of others that are not prose.

    >>> links("see https://example.org/a now")
    [(4, 25)]
    """
    if not any(kind.literal in value for kind in _KINDS if kind.name in _LINKS):
        return []
    return [span[:2] for span in protected(value) if span[2] in _LINKS]


def _tables(value: str) -> Iterator[tuple[int, int, str]]:
    """Long rows of characters that nearly all are different, as in the tables of charsets; U+FFFD stands for none."""
    end = 0
    for word in value.split():
        if len(word) >= _TABLE:
            start = value.find(word, end)
            end = start + len(word)
            for run in _ROW.finditer(value, start, end):
                row = run[0].replace("\ufffd", "")
                if not row.isascii() and len(row) >= _TABLE and len(set(row)) * 10 >= len(row) * 9:
                    yield *run.span(), "a table of characters"


_TABLE = 64  # different characters of one; of so many of Chinese prose, some are the same
_ROW = lazy(f"[^\\s\"'`]{{{_TABLE},}}")
_TAG_OVER_LINES = lazy(b"<[A-Za-z][^<>\n]{0,500}\n[^<>]{0,2000}>")
_FENCED = (
    (b"```", lazy(rf"```{_CODE_IN}\n[ \t]*```".encode(), re.S)),
    (b"~~~", lazy(rf"{_TILDES}{_CODE_IN}\n[ \t]*~~~".encode(), re.S)),
)
_LONGEST = 2600  # bytes of a tag


def may_begin(utf8: bytes) -> bool:
    """May a tag or a fenced block of code begin in that piece of text in UTF-8?"""
    # Their first characters are mostly missing, and are looked for at several times the speed.
    return b"<" in utf8 or (b"`" in utf8 and b"```" in utf8) or (b"~" in utf8 and b"~~~" in utf8)


def over_lines(utf8: bytes, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tags and fenced blocks of code that go on over a line end: a long text should not be cut there.

    Asked of text in UTF-8 in which what :func:`may_begin` says stands only in *pieces*; the spans are those of its
    bytes, sorted.
    """
    found: list[tuple[int, int]] = []
    fenced = [0] * len(_FENCED)  # up to where that has been read
    for first, last in pieces:
        tags = _TAG_OVER_LINES.finditer(utf8, first, last + _LONGEST)
        found += [tag.span() for tag in tags if tag.start() < last]
        for number, (fence, pattern) in enumerate(_FENCED):
            at = utf8.find(fence, max(first, fenced[number]), last)
            while at >= 0:
                before = utf8[max(0, at - 64) : at]
                begins = not before[before.rfind(b"\n") + 1 :].strip(b" \t")
                match = pattern.match(utf8, at) if begins else None
                found += [match.span()] if match else []
                fenced[number] = match.end() if match else at + 3
                at = utf8.find(fence, fenced[number], last)
    return sorted(found)


def _spans(value: str, kind: _Kind) -> Iterator[tuple[int, int, str]]:
    if kind.before is None:
        for span in kind.after.finditer(value):
            yield span.start(), span.end(), kind.name
        return
    at = value.find(kind.literal)
    while at >= 0:
        match = kind.after.match(value, at)
        end = match.end() if match else at + len(kind.literal)
        if match:
            head = kind.before.match(value[max(0, at - _BEFORE) : at][::-1])
            yield at - len(head[0]) if head else at, end, kind.name
        at = value.find(kind.literal, end)
