"""HTML: the text of the page, and some attributes, cleaned; every byte of markup stays.

The text nodes of a page are one document, as a reader sees it: inline tags join their neighbours ("pr<b>e</b>sident"
is a word), block tags part paragraphs.  References stand for their characters; only those that a change touches are
written anew.  A page that is written as UTF-8 declares that; one that keeps its encoding has a reference for what that
cannot hold.

The tokens are those of the HTML Standard (section 13.2.5), found with patterns that never look at a place twice:
``html.parser`` differs between the Pythons we support and takes quadratic time on unclosed tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from typing import BinaryIO, NamedTuple

from textclean.formats import cells
from textclean.formats.base import Block, Done, Note, Plain, Task
from textclean.formats.cells import Cell, FileEdit, Look, Piece
from textclean.formats.whole import whole
from textclean.result import Result

ATTRIBUTES = ("alt", "title", "placeholder", "label", "summary", "aria-label", "aria-description")
_NAMED_BY = re.compile(r"description|keywords|title|author|site_name|alt$", re.I)  # <meta> whose content is prose
# These do not part a word.
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "i", "ins"),
        *("mark", "nobr", "q", "rp", "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time"),
        *("tt", "u", "wbr"),
    )
)
_RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"))  # their content is no text
_RAW_TEXT = frozenset(("title", "textarea"))  # their content is text with references, whatever looks like a tag in it
_FOREIGN = frozenset(("svg", "math"))  # in them there are no such elements
# These end a picture or a formula that was not closed.
_BREAKOUT = frozenset(
    (
        *("b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre"),
        *("ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var"),
    )
)
_CODE = frozenset(("code", "kbd", "samp", "pre", "textarea", "var"))  # the author's exact characters
_MOST = 1 << 25  # bytes of a page; clean, it takes 15 times as much memory, and 130 times if all of it is damage
_REACH = 40  # characters; the longest name of a reference has 31
_SIGN = re.compile("[<&]")
_TAG_BEGINS = re.compile("<[A-Za-z/!?]")
_S = r"\t\n\f\r "  # what HTML takes for a blank: U+00A0 is a part of a name
_TAG = re.compile(f"</?([A-Za-z][^{_S}/>]*)")
_ATTRIBUTE = re.compile(
    rf"[{_S}/]*([^{_S}/>][^{_S}/>=]*)(?:[{_S}]*=[{_S}]*(?:(\")([^\"]*)\"|(')([^']*)'|([^{_S}>\"'][^{_S}>]*)))?"
)
_OPEN_QUOTE = re.compile(f"[{_S}]*=[{_S}]*[\"']")
_BLANKS = re.compile(f"[{_S}/]*")
_COMMENT_END = re.compile("--!?>")
_IN_SCRIPT = re.compile(f"<!(?=--)|-->|</?script(?=[{_S}/>])", re.I)
_RAW_TEXT_END = re.compile(f"</(?:title|textarea)(?=[{_S}/>])", re.I)
_ENDS_BARE = re.compile("[\t\n\f\r \"'=>`]")  # what cannot stand in a value without quotes
_CHARSET = re.compile(rf"charset[{_S}]*=[{_S}]*([A-Za-z0-9._:-]+)", re.I)
_WHOLE = re.compile(rf"[{_S}]*([A-Za-z0-9._:-]+)")
_SAYS = re.compile("charset|encoding", re.I)
_XML = re.compile(rf"\ufeff?<\?xml[^>]*[{_S}]encoding[{_S}]*=[{_S}]*[\"']([A-Za-z0-9._:-]+)")
# A number of more digits stands for U+FFFD, and has more than Python reads.
_REFERENCE = re.compile(
    r"&(?:#0{0,99}+[0-9]{1,9}(?![0-9])|#[xX]0{0,99}+[0-9a-fA-F]{1,9}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]*);?|[^&]+|&"
)


class Attribute(NamedTuple):
    """An attribute's name in lower case, and the span of its value (empty: it has none)."""

    name: str
    start: int
    end: int


class Token(NamedTuple):
    """``text[start:end]``: a tag with its lower-case *name* (with ``/`` in front if it closes), or text if empty."""

    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


class HtmlFormat(Plain):
    """See the module."""

    places = "attribute"

    def blocks(self, stream: BinaryIO, task: Task) -> Iterator[Block]:
        """The whole page: it cannot be judged in part.  Raises OSError for more than 32 MiB."""
        return whole(stream, task, "page", _MOST)

    def treat(self, block: Block, task: Task) -> Done:
        """Clean the text and the attributes."""
        return cells.treat(block, task, _cells)


class _Label(Cell):
    """The encoding that a page declares; it becomes UTF-8, which is written."""

    def edits(self, result: Result) -> list[FileEdit | None]:
        """One edit, whatever the rules say."""
        return [(self.pieces[0].start, self.pieces[-1].end, "utf-8")]


def _labels(text: str, token: Token) -> list[Cell]:
    """Where *token*, a ``<meta>``, says that the page is in an encoding other than UTF-8."""
    found: list[Cell] = []
    declares = any(
        a.name == "http-equiv" and text[a.start : a.end].strip().lower() == "content-type" for a in token.attributes
    )
    for attribute in token.attributes:
        if attribute.name == "charset" or (declares and attribute.name == "content"):
            pattern = _CHARSET if attribute.name == "content" else _WHOLE
            label = pattern.search(text, attribute.start, attribute.end)
            if label and label[1].lower() not in ("utf-8", "utf8"):
                found.append(_Label(label[1], [Piece(label[1], *label.span(1))], str))
    return found


def _cells(text: str, block: Block, task: Task, look: Look) -> Iterator[Cell | Note]:
    wanted = frozenset((*ATTRIBUTES, *(name.lower() for name in task.places)))
    amend = partial(_amended, text)
    prose: list[Piece] = []
    code = 0
    relabel = not task.keep and not text.isascii()  # it is written as UTF-8, and must not say otherwise
    if relabel and (label := _XML.match(text)) and label[1].lower() != "utf-8":
        yield _Label(label[1], [Piece(label[1], *label.span(1))], str)
    in_text, in_quotes, in_bare = _quotes(text)
    for token in tokens(text):
        name = token.name.removeprefix("/")
        if relabel and token.name == "meta":
            yield from _labels(text, token)
        if name in _CODE:
            code = max(0, code + (1 if name == token.name else -1))
        if not name:
            if not code:
                prose += _pieces(text, token.start, token.end)
        elif name not in _INLINE and prose and prose[-1].start >= 0:
            prose.append(Piece("\n", -1, -1))
        for attribute in token.attributes:
            if attribute.name in wanted or (attribute.name == "content" and _is_prose(text, token)):
                pieces = _pieces(text, attribute.start, attribute.end)
                value = "".join(piece.value for piece in pieces)
                if look(value, True):
                    bare = text[attribute.start - 1] not in "\"'"
                    quote = in_bare if bare else in_quotes
                    own = partial(_amended_bare, text, attribute) if bare else amend
                    yield Cell(value, pieces, quote, f"{name} {attribute.name}", True, amend=own)
    value = "".join(piece.value for piece in prose)
    if value and look(value, True):
        yield Cell(value, prose, in_text, "", True, amend=amend)


def _quotes(text: str) -> list[Callable[[str], str]]:
    """How what is new is written in text, in values with quotes, in values without.

    A page that is ASCII and says that it is in another encoding than UTF-8 stays so: what is new is a reference.
    """
    ways: list[Callable[[str], str]] = [partial(_escaped, False), partial(_escaped, True), _bare]
    if text.isascii() and _SAYS.search(text):
        label = _XML.match(text)
        named = any(_labels(text, token) for token in tokens(text) if token.name == "meta")
        if named or (label and label[1].lower() != "utf-8"):
            return [partial(_in_ascii, way) for way in ways]
    return ways


def _in_ascii(way: Callable[[str], str], new: str) -> str:
    return way(new).encode("ascii", "xmlcharrefreplace").decode("ascii")


def _is_prose(text: str, token: Token) -> bool:
    """Is this the ``<meta>`` of a description or a title?"""
    return token.name == "meta" and any(
        a.name in ("name", "property", "itemprop") and _NAMED_BY.search(text[a.start : a.end]) for a in token.attributes
    )


def tokens(text: str) -> Iterator[Token]:
    """The tags and the text between them; comments, declarations and the content of scripts are left out."""
    at = done = 0  # text from *done* on has not been given yet
    foreign = False
    while (at := text.find("<", at)) >= 0:
        end, found = _markup(text, at, foreign)
        if end == at:  # a lone "<" is text
            at += 1
            continue
        if done < at:
            yield Token(done, at)
        at = done = end
        if found is not None:
            yield found
            foreign = _is_foreign(foreign, found.name)
            if not (foreign and text[end - 2] == "/"):  # elsewhere a slash closes nothing
                at = _raw_end(text, found.name, end, foreign)
                done = end if found.name in _RAW_TEXT else at
    if done < len(text):
        yield Token(done, len(text))


def _is_foreign(before: bool, name: str) -> bool:
    """Are we in a picture or a formula after the tag *name*?"""
    if name in _FOREIGN:
        return True
    return before and name.removeprefix("/") not in _FOREIGN and name not in _BREAKOUT


def _markup(text: str, at: int, foreign: bool) -> tuple[int, Token | None]:
    """The end of the markup at ``text[at] == "<"`` (*at* itself: it is none), and the token if it is a tag."""
    if text.startswith("<!--", at):
        return _comment_end(text, at), None
    if foreign and text.startswith("<![CDATA[", at):
        close = text.find("]]>", at)
        return (close + 3 if close >= 0 else len(text)), None
    tag = _TAG.match(text, at)
    if tag is None:
        if text[at + 1 : at + 2] in tuple("!?/"):
            close = text.find(">", at)
            return (close + 1 if close >= 0 else len(text)), None
        return at, None
    attributes = []
    end = tag.end()
    while (end := _BLANKS.match(text, end).end()) < len(text) and text[end] != ">":  # type: ignore[union-attr]
        found = _ATTRIBUTE.match(text, end)
        assert found is not None
        end = found.end()
        if found[2] is None and found[4] is None and _OPEN_QUOTE.match(text, end):
            return len(text), None  # the quote never closes: the standard drops the tag and all that follows
        index = next((n for n in (3, 5, 6) if found[n] is not None), 0)
        span = found.span(index) if index else (end, end)
        attributes.append(Attribute(found[1].lower(), *span))
    name = tag[1].lower()
    token = Token(at, min(end + 1, len(text)), f"/{name}" if text[at + 1] == "/" else name, tuple(attributes))
    return token.end, token


def _comment_end(text: str, at: int) -> int:
    for short in ("<!-->", "<!--->"):
        if text.startswith(short, at):
            return at + len(short)
    close = _COMMENT_END.search(text, at + 4)
    return close.end() if close else len(text)


def _raw_end(text: str, name: str, at: int, foreign: bool) -> int:
    """Where the content of the element *name*, from *at* on, ends if it holds no tags; *at* if it may hold some."""
    if name == "script":
        return _script_end(text, at)
    if name == "plaintext" and not foreign:
        return len(text)
    if name != "style" and (foreign or name not in _RAW | _RAW_TEXT):
        return at
    found = re.compile(f"</{name}(?=[{_S}/>])", re.I).search(text, at)
    return found.start() if found else len(text)


def _script_end(text: str, at: int) -> int:
    """Where the script from *at* on ends: in ``<!-- -->`` in it, a script may stand with its closing tag.

    The states are those of the standard: script data (0), escaped (1), double escaped (2).
    """
    state = 0
    for sign in _IN_SCRIPT.finditer(text, at):
        if sign[0][:2] == "</":
            if state < 2:
                return sign.start()
            state = 1
        elif sign[0] == "-->":
            state = 0
        elif sign[0] == "<!":
            state = state or 1
        elif state == 1:
            state = 2
    return len(text)


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    pieces = []
    for match in _REFERENCE.finditer(text, start, end):
        value = unescape(match[0]) if match[0][0] == "&" else match[0]
        pieces.append(Piece(value, match.start(), match.end(), value != match[0]))
    return pieces


def _amended(text: str, edits: list[FileEdit]) -> list[FileEdit]:
    """What must be escaped because of *edits*: a lone ``<`` or ``&`` before them that now begins a tag or reference.

    ``<`` before a Cyrillic letter is text, before the Latin one it is a tag.  A reference that lacks its semicolon and
    now would run on gets it.
    """
    more: dict[int, FileEdit] = {}
    seen = 0  # up to where signs have been looked at
    for n, (start, _, _) in enumerate(edits):
        for match in _SIGN.finditer(text, max(seen, start - _REACH), start):
            at = match.start()
            seen = match.end()
            after = _after(text, edits, n, at)
            if text[at] == "<":
                if any(tag.match(after) and not tag.match(text, at) for tag in (_TAG_BEGINS, _RAW_TEXT_END)):
                    more[at] = (at, at + 1, "&lt;")
                continue
            was, now = _REFERENCE.match(text, at), _REFERENCE.match(after)
            if not was or not now or was[0] == now[0] or was[0].endswith(";"):
                continue
            if unescape(was[0]) != was[0]:
                more[at] = (was.end(), was.end(), ";")
            elif unescape(now[0]) != now[0]:
                more[at] = (at, at + 1, "&amp;")
    return list(more.values())


def _amended_bare(text: str, value: Attribute, edits: list[FileEdit]) -> list[FileEdit]:
    """The same for a *value* without quotes: a quotation mark that it comes to begin with is escaped, too."""
    more, at = _amended(text, edits), value.start
    for start, end, new in edits:
        if start > at or new:
            break
        at = end
    if value.start < at < value.end and text[at] in "\"'" and all(start != at for start, _, _ in edits):
        more.append((at, at + 1, f"&#{ord(text[at])};"))
    return more


def _after(text: str, edits: list[FileEdit], n: int, at: int) -> str:
    """What stands from *at* on once the edits around number *n* are made; nothing if *at* is itself edited."""
    while n and edits[n - 1][1] > at:
        n -= 1
    if edits[n][0] < at or (edits[n][0] == at < edits[n][1]):
        return ""
    after = ""
    while n < len(edits) and len(after) < _REACH:  # what is dropped may be of any length
        start, end, new = edits[n]
        after += text[at : min(start, at + _REACH)] + (new if start < at + _REACH else "")
        at, n = end, n + 1
    return after + text[at : at + _REACH] if len(after) < _REACH else after


def _escaped(attribute: bool, new: str) -> str:
    new = new.replace("&", "&amp;").replace("<", "&lt;")
    return new.replace('"', "&quot;").replace("'", "&#39;") if attribute else new


def _bare(new: str) -> str:
    """For a value that has no quotes."""
    return _ENDS_BARE.sub(lambda match: f"&#{ord(match[0])};", _escaped(False, new))


FORMAT = HtmlFormat()
