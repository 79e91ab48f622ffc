"""Where code, links, tags and front matter are in Markdown (CommonMark 0.31, with tables and footnotes as GitHub's).

No renderer: blocks are told apart line by line, with what contains them (quotes, list items), then what stands in their
lines.  In doubt a span counts as code: it stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from textclean.patterns import lazy

CODE, LINK, TAG, FRONT = "in code", "in a link", "in a tag", "in the front matter"


class Span(NamedTuple):
    """``text[start:end]``, in code points, is not prose; *kind* is one of the four above."""

    start: int
    end: int
    kind: str


class Document(NamedTuple):
    """The *spans* that are not prose, sorted and disjoint; *shape*, what blocks and spans follow each other.

    *front* is where the front matter ends.  A ``[name]`` is no part of the shape: where a letter of it comes back,
    it may become a link again.
    """

    spans: list[Span]
    shape: list[str]
    front: int


_FRONT = lazy(r"\A(?:---[ \t]*\r?\n.*?^(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n.*?^\+\+\+)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_MARKER = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?=[ \t\r\n]|\Z)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}(?=[\r\n]|\Z)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
_HEADING = re.compile(r"#{1,6}(?=[ \t\r\n]|\Z)")
_FENCE = re.compile(r"(`{3,})(?![^\n]*`)|(~{3,})")
_DEFINITION = re.compile(r"\[((?:\\.|[^\[\]\\\n]){1,999})\]:[ \t]*(?:\r?\n[ \t]*)?(<[^<>\n]*>|[^\s<][^\s]*)?")
_ATTRIBUTES = (
    r"(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']{0,2000}'|\"[^\"]{0,2000}\"))?)*+\s*+"
)
_ONE_TAG = rf"<(?:/[A-Za-z][A-Za-z0-9-]*+\s*+|[A-Za-z][A-Za-z0-9-]*+{_ATTRIBUTES}/?)>"
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main"
    r"|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title"
    r"|tr|track|ul)(?=[\s>]|/>|\Z)",
    re.I,
)
_LONE_TAG = re.compile(rf"{_ONE_TAG}[ \t]*(?=[\r\n]|\Z)")
_ELEMENTS = "(?:script|pre|style|textarea)"
# HTML that holds no Markdown: how it begins, and how it ends.
_RAW = (
    (re.compile(rf"<{_ELEMENTS}(?=[\s>]|\Z)", re.I), re.compile(f"</{_ELEMENTS}>", re.I)),
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile("<![A-Za-z]"), re.compile(">")),
)  # fmt: skip
_INLINE = lazy(
    r"\\[!-/:-@\[-`{-~]|(?P<ticks>`+)"
    r"|(?P<auto><[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+>|<[^\s<>@]{1,64}@[^\s<>@]{1,255}>)"
    rf"|(?P<open><!--|<\?|<!\[CDATA\[)|(?P<tag><![A-Za-z][^>]{{0,2000}}>|{_ONE_TAG})"
    r"|(?P<target>\]\([ \t\r\n]*+(?:<[^<>\n]*+>|(?:\\.|[^\x00-\x20\x7f()\\]|\((?:\\.|[^\x00-\x20\x7f()\\])*+\))*+))"
    r"|(?P<label>\]\[[^\[\]]{0,999}\])|(?P<note>\[\^[^\[\]\s]{1,999}\])|\[(?P<short>[^\[\]\\]{1,999})\]",
    re.S,
)
_TAGS = lazy(rf"(?P<open><!--|<\?|<!\[CDATA\[)|(?P<tag><![A-Za-z][^>]{{0,2000}}>|{_ONE_TAG})", re.S)
_CLOSES = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_VERBATIM = lazy(r"<(pre|code|kbd|samp|var|script|style|textarea)(?=[\s>/])", re.I)
_QUOTE = -1  # a container: a block quote; others are list items, with the columns by which they are indented


def document(text: str) -> Document:
    """Take *text* apart."""
    front = _FRONT.match(text)
    blocks = _Blocks(text, front.end() if front else 0)
    blocks.read()
    found = list(blocks.spans)
    if front:
        found += _front(text, front.end())
    for start, end, html in blocks.prose:
        found += _inline(text, start, end, html, blocks.labels)
    found.sort(key=lambda span: (span.start, -span.end))
    shape = [*blocks.shape, *(span.kind for span in found if text[span.start] != "[")]
    return Document(_disjoint(found), shape, front.end() if front else 0)


def _disjoint(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in found:
        if kept and span.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(end=max(kept[-1].end, span.end))
        elif span.end > span.start:
            kept.append(span)
    return kept


def _front(text: str, end: int) -> Iterator[Span]:
    """All of the front matter but values of YAML that stand for themselves."""
    at = 0
    if text.startswith("-"):
        from textclean.formats import yaml

        for start, till in yaml.plain_values(text[:end]):
            yield Span(at, start, FRONT)
            at = till
    yield Span(at, end, FRONT)


def label(name: str) -> str:
    """*name* of a link's target as it is compared: without regard to case and blanks."""
    return " ".join(name.split()).casefold()


class _Blocks:
    """Reads lines.  *prose* are the stretches ``(start, end, html)`` that hold running text; *labels* are defined."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self.spans: list[Span] = []
        self.prose: list[tuple[int, int, bool]] = []
        self.labels: set[str] = set()
        self.shape: list[str] = []
        self._containers: list[int] = []
        self._paragraph = -1  # where the open paragraph begins
        self._fence = ""  # what closes the open fence
        self._raw: re.Pattern[str] | None = None  # what closes the open HTML
        self._html = False  # in HTML that ends with an empty line
        self._leaf = 0  # where the open block begins
        self._depth = 0  # in how many containers

    def read(self) -> None:
        """Go through all lines."""
        text = self._text
        while self._at < len(text):
            end = text.find("\n", self._at) + 1 or len(text)
            self._line(self._at, end)
            self._at = max(end, self._at)
        self._close(len(text))

    def _close(self, at: int) -> None:
        """End the open block."""
        if self._paragraph >= 0:
            self.prose.append((self._paragraph, at, False))
            self.shape.append("paragraph")
        if self._fence or self._raw:
            self.spans.append(Span(self._leaf, at, CODE if self._fence else TAG))
        if self._html:
            self.prose.append((self._leaf, at, True))
            self.shape.append("HTML")
        self._paragraph, self._fence, self._raw, self._html = -1, "", None, False

    def _line(self, start: int, end: int) -> None:
        at, column, matched = self._continued(start, end)
        if (self._fence or self._raw or self._html) and matched >= self._depth:
            self._go_on(at, end)
            return
        if self._fence or self._raw or self._html:
            self._close(start)
        rest, indent = _blanks(self._text, at, column)
        blank = rest >= end or self._text[rest] in "\r\n"
        if matched < len(self._containers):
            if self._paragraph >= 0 and not blank and not self._begins(rest, indent - column):
                return  # a lazy line of the paragraph
            self._close(start)
            del self._containers[matched:]
        if blank:
            self._close(start)
            return
        at, column = self._opened(at, column, start, end)
        self._leaf_begins(at, column, start, end)

    def _continued(self, at: int, end: int) -> tuple[int, int, int]:
        """Place and column behind the marks of the open containers, and how many of them go on."""
        text, column = self._text, 0
        for number, container in enumerate(self._containers):
            rest, indent = _blanks(text, at, column)
            if container == _QUOTE:
                if indent - column > 3 or not text.startswith(">", rest):
                    return at, column, number
                at, column = _one_blank(text, rest + 1, indent + 1)
            elif rest >= end or text[rest] in "\r\n":
                continue
            elif indent - column >= container:
                at, column = _advance(text, at, column, container)
            else:
                return at, column, number
        return at, column, len(self._containers)

    def _begins(self, at: int, indent: int) -> bool:
        """Does a block begin there that ends a paragraph?"""
        text = self._text
        if indent > 3:
            return False
        patterns = (_HEADING, _FENCE, _RULE, _BLOCK_TAG, *(begin for begin, _ in _RAW))
        return text.startswith(">", at) or _starts_item(text, at) or any(p.match(text, at) for p in patterns)

    def _opened(self, at: int, column: int, start: int, end: int) -> tuple[int, int]:
        """Place and column behind the marks of containers that begin here."""
        text = self._text
        while len(self._containers) < 100:
            rest, indent = _blanks(text, at, column)
            if indent - column > 3:
                break
            if text.startswith(">", rest):
                self._close(start)
                self._containers.append(_QUOTE)
                at, column = _one_blank(text, rest + 1, indent + 1)
            elif (marker := _MARKER.match(text, rest)) and not _RULE.match(text, rest):
                if self._paragraph >= 0 and not _starts_item(text, rest):
                    break
                self._close(start)
                width = indent - column + len(marker[0])
                at = marker.end()
                inner, behind = _blanks(text, at, column + width)
                gap = behind - column - width
                empty = inner >= end or text[inner] in "\r\n"
                self._containers.append(width + (1 if empty or gap > 4 else gap))
                column += width
                if not empty:
                    at, column = _advance(text, at, column, 1 if gap > 4 else gap)
            else:
                break
            self.shape.append("container")
        return at, column

    def _leaf_begins(self, at: int, column: int, start: int, end: int) -> None:
        text = self._text
        rest, indent = _blanks(text, at, column)
        if rest >= end or text[rest] in "\r\n":
            return
        if indent - column > 3:
            if self._paragraph < 0:
                self.spans.append(Span(at, end, CODE))
            return
        self._depth = len(self._containers)
        if fence := _FENCE.match(text, rest):
            self._close(start)
            self._fence, self._leaf = fence[0], rest
        elif self._starts_html(rest, start, end):
            pass
        elif _HEADING.match(text, rest) or _RULE.match(text, rest):
            underline = self._paragraph >= 0 and _UNDERLINE.match(text, rest)
            self._close(start)
            self.shape.append("underline" if underline else "heading")
            self.prose.append((rest, end, False))
        elif self._paragraph >= 0:
            if _UNDERLINE.match(text, rest):
                self._close(start)
                self.shape.append("underline")
        elif definition := _DEFINITION.match(text, rest):
            self._defined(definition)
        else:
            self._paragraph = rest

    def _defined(self, definition: re.Match[str]) -> None:
        """The target of a link, or a footnote, whose text is a paragraph."""
        start = definition.start()
        self.shape.append("definition")
        if definition[1].startswith("^"):
            self._paragraph = definition.end(1) + 2
            self.spans.append(Span(start, self._paragraph, LINK))
            return
        self.spans.append(Span(start, definition.end(), LINK))
        self.labels.add(label(definition[1]))
        self._at = self._text.find("\n", definition.end()) + 1 or len(self._text)
        self.prose.append((definition.end(), self._at, False))

    def _starts_html(self, at: int, start: int, end: int) -> bool:
        text = self._text
        if not text.startswith("<", at):
            return False
        for begin, close in _RAW:
            if begin.match(text, at):
                self._close(start)
                self._raw, self._leaf = close, at
                self._go_on(at, end)
                return True
        if _BLOCK_TAG.match(text, at) or (self._paragraph < 0 and _LONE_TAG.match(text, at)):
            self._close(start)
            self._html, self._leaf = True, at
            return True
        return False

    def _go_on(self, at: int, end: int) -> None:
        """A line of a fence, or of HTML."""
        text = self._text
        rest, indent = _blanks(text, at, 0)
        if self._fence:
            sign = self._fence[0]
            run = len(text[rest:end]) - len(text[rest:end].lstrip(sign))
            if indent < 4 and run >= len(self._fence) and not text[rest + run : end].strip():
                self._close(end)
        elif self._raw:
            if self._raw.search(text, at, end):
                self._close(end)
        elif rest >= end or text[rest] in "\r\n":
            self._close(at)


def _starts_item(text: str, at: int) -> bool:
    """Does a list item begin there that may end a paragraph: one with text, that is number 1 if it has one?"""
    marker = _MARKER.match(text, at)
    if marker is None or (marker[0][0].isdigit() and marker[0][:-1] != "1"):
        return False
    rest = _blanks(text, marker.end(), 0)[0]
    return rest < len(text) and text[rest] not in "\r\n"


def _blanks(text: str, at: int, column: int) -> tuple[int, int]:
    """Place and column of the first character from *at* on that is no blank; tab stops are four columns apart."""
    while at < len(text) and text[at] in " \t":
        column += 4 - column % 4 if text[at] == "\t" else 1
        at += 1
    return at, column


def _one_blank(text: str, at: int, column: int) -> tuple[int, int]:
    return (at + 1, column + 1) if text[at : at + 1] in (" ", "\t") else (at, column)


def _advance(text: str, at: int, column: int, width: int) -> tuple[int, int]:
    """Place and column *width* columns of blanks further on."""
    target = column + width
    while column < target and at < len(text) and text[at] in " \t":
        column += 4 - column % 4 if text[at] == "\t" else 1
        at += 1
    return at, column


def _inline(text: str, start: int, end: int, html: bool, labels: set[str]) -> Iterator[Span]:
    """What is not prose in ``text[start:end]``, running text or *html*."""
    ticks = _Ticks(text, start, end)
    missing: set[str] = set()  # what closes something, and does not come any more
    at = start
    while found := (_TAGS if html else _INLINE).search(text, at, end):
        at = found.end()
        kind = found.lastgroup
        if kind == "ticks":
            close = ticks.closing(found.start(), at)
            if close:
                yield Span(found.start(), close, CODE)
                at = close
        elif kind == "open":
            closing = _CLOSES[found[0]]
            close = -1 if closing in missing else text.find(closing, at, end)
            if close < 0:
                missing.add(closing)
            else:
                at = close + len(closing)
                yield Span(found.start(), at, TAG)
        elif kind == "tag":
            at = _verbatim_end(text, found.start(), at, end, missing)
            yield Span(found.start(), at, TAG)
        elif kind in ("auto", "target", "label", "note"):
            yield Span(*found.span(), LINK)
        elif kind == "short":
            if label(found["short"]) in labels:
                yield Span(*found.span(), LINK)
            else:
                at = found.start() + 1


def _verbatim_end(text: str, start: int, at: int, end: int, missing: set[str]) -> int:
    """The end of the element whose tag is ``text[start:at]`` if it holds code, else of the tag."""
    element = _VERBATIM.match(text, start)
    if element is None or text[at - 2] == "/":
        return at
    closing = f"</{element[1].lower()}"
    close = None if closing in missing else re.compile(f"{closing}\\s*>", re.I).search(text, at, end)
    if close is None:
        missing.add(closing)
        return at
    return close.end()


class _Ticks:
    """Runs of backticks in a stretch of text, by their lengths."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._by_length: dict[int, list[int]] = {}
        if text.find("`", start, end) >= 0:
            for run in re.compile("`+").finditer(text, start, end):
                self._by_length.setdefault(len(run[0]), []).append(run.start())

    def closing(self, start: int, end: int) -> int:
        """Where the code ends that begins with the run from *start* to *end*; 0 if nothing closes it."""
        runs = self._by_length.get(end - start, [])
        at = bisect_left(runs, end)
        return runs[at] + end - start if at < len(runs) else 0
