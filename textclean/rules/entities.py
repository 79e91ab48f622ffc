"""Character references of HTML in text that is not HTML.

A scraper that strips tags with a pattern, or an editor that escapes twice, leaves ``caf&eacute;`` and ``&#8217;`` in
plain text.  In a word, where the reference stands for a letter, that is certain; a dash, a quote, a space by name or
number is likely, unless the line speaks of HTML.  The four that structure HTML itself (``&lt; &gt; &amp; &quot;``) need
evidence of their own: a line that holds the bare sign too was not escaped, ``&lt;em&gt;`` in prose is a lesson,
and ``&amp;gt;`` is never decoded twice.  Each level of escaping must show its own evidence in a round of its own.

Only with the semicolon: ``?id=3&section=2`` is no section sign.  Numbers 128-159 are read as Windows-1252, as HTML
prescribes; one of the five that it leaves open is part of a misread letter where it follows another part, and is
decoded there.  Numbers for nothing, controls and halves of pairs stay.  Never in markup or code; the pipeline keeps
URLs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from textclean.character_references import ONE, REFERENCE, character, in_prose, named, number_of
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden.characters import LETTER
from textclean.patterns import lazy
from textclean.text import Text

_PAIR = lazy("&#[xX]?[dD5][0-9A-Fa-f]{3,4};&#[xX]?[dD5][0-9A-Fa-f]{3,4};")  # halves of a surrogate pair, perhaps
_OPEN = lazy("&#(?:0*(?:129|141|143|144|157)|[xX]0*(?:81|8[dDfF]|90|9[dD]));")  # no character in Windows-1252
_LETTER = lazy(f"[{LETTER}\u0590-\u1fff\u2c00-\u2fdf\u3005-\u3007\u3041-\ud7ff\uf900-\ufdff\ufe70-\uffdc]")
# Where the subject is HTML, references are quoted, not left over.
_LESSON = ("html", "entit", "xml", "escap", "unicode", "charact", "markdown", "&amp;amp;", "&amp;lt;", "&amp;gt;")
_LIKE_TAG = lazy("&lt;[/!?]?[A-Za-z][^&\n]{0,200}&gt;|&lt;!--")
_AN_ADDRESS = lazy("(?:[=(,*+]|return) ?\\Z")  # C: takes the address of a variable that is called "sum"
# What keeps a document from being decoded all at once: "&" by any name in front of a reference; a variable's address.
_TWICE = lazy("&(?:amp|AMP|#0*38|#[xX]0*26);#?[A-Za-z0-9]{1,31};")
_LAST = lazy("&[A-Za-z][A-Za-z0-9]{1,31};(?![^\n])")  # the last thing in its line
_MARKDOWN = lazy(r"\]\((?:https?:|/|#|\./)|\|[ :]?---|(?:\A|\n)```")  # it has references of its own
_QUOTED = lazy(f"&(?<=([\"'`])&){ONE[1:]}(?:{ONE})*\\1")  # named, not used
_BARE = lazy("&(?![#A-Za-z])")
MANY = 50  # from here on one batch instead of edits
STRUCTURE = frozenset('<>&"')


@rule(Stage.UNESCAPE, triggers="&")
def entities(text: Text) -> Iterator[Edit | Batch]:
    """Decode character references in plain text."""
    value = text.value
    if REFERENCE.search(value) is None or text.markup:
        return
    if text.code:  # commands, a listing: what stands between them may be prose; all else is told
        for edit in _edits(text):
            sure = edit.sure is Sure.CERTAIN and in_prose(text, edit.start)
            yield edit if sure else edit._replace(sure=Sure.GUESS)
        return
    new = _simple(value)
    if new is not None:
        yield Batch(new, lambda: list(_edits(text)), Sure.LIKELY)
    else:
        yield from _edits(text)


def _simple(value: str) -> str | None:
    """The new text, where there are many references and nothing speaks against one of them; else None."""
    if next(islice(REFERENCE.finditer(value), MANY, None), None) is None:
        return None
    if _lesson(value) or _LIKE_TAG.search(value) or _TWICE.search(value) or _QUOTED.search(value) or _markdown(value):
        return None
    if any(_is_address(value, m.start(), m.end()) for m in _LAST.finditer(value)):
        return None
    known = {kind: character(kind[1:-1]) for kind in set(REFERENCE.findall(value))}
    raw = _raw(value)
    if len(known) == 1 or any(not char or char in raw for char in known.values()):
        return None
    return REFERENCE.sub(lambda found: known[found[0]], value)


def _edits(text: Text) -> Iterator[Edit]:
    value = text.value
    lines: dict[int, tuple[bool, str]] = {}
    marked = _markdown(value)
    meant = {at for m in _LIKE_TAG.finditer(value) for at in (m.start(), m.end() - 4)} if "&lt;" in value else set()
    meant |= {one.start() for m in _QUOTED.finditer(value) for one in REFERENCE.finditer(value, *m.span())}
    meant |= named(text)
    waiting: Edit | None = None  # references side by side, of one grade, are one edit
    for start, end, new in _decoded(value):
        line = text.line_at(start)
        if line[0] not in lines:
            content = value[slice(*line)]
            lines[line[0]] = marked or _lesson(content) or _other(content), _raw(content)
        sure = _grade(value, start, end, new, start in meant, *lines[line[0]])
        if waiting and waiting.end == start and waiting.sure == sure:
            waiting = waiting._replace(end=end, new=waiting.new + new, why="character references")
            continue
        if waiting:
            yield waiting
        waiting = Edit(start, end, new, f"character reference {value[start:end]}", sure)
    if waiting:
        yield waiting


def _decoded(value: str) -> Iterator[tuple[int, int, str]]:
    """Every reference that stands for something, as ``(start, end, character)``; two halves of a pair are one."""
    at = 0
    last = ""  # what the reference before stands for
    while found := REFERENCE.search(value, at):
        beside = last if found.start() == at else value[found.start() - 1]
        at = found.end()
        new = character(found[0][1:-1])
        if not new and beside > "\x7f" and _OPEN.fullmatch(found[0]):
            new = chr(number_of(found[0][1:-1]))
        if not new and (pair := _PAIR.match(value, found.start())):
            high, low = (number_of(half[1:]) for half in pair[0][:-1].split(";"))
            if 0xD800 <= high < 0xDC00 <= low < 0xE000:
                at, new = pair.end(), chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)
        if new:
            yield found.start(), at, new
        last = new


def _lesson(value: str) -> bool:
    """Does it speak of references, so that those it holds may be meant to be seen?"""
    lower = value.lower()
    return any(word in lower for word in _LESSON)


def _other(value: str) -> bool:
    """Is a name in it none of HTML, so that the others may be of another notation, too?"""
    return any(name[1] != "#" and not character(name[1:-1]) for name in REFERENCE.findall(value))


def _markdown(value: str) -> bool:
    """Are there links, tables or code blocks of Markdown?"""
    return any(sign in value for sign in ("](", "---", "```")) and _MARKDOWN.search(value) is not None


def _raw(value: str) -> str:
    """The signs of structure that stand there as themselves: whoever wrote them did not escape them."""
    raw = "".join(c for c in '<>"' if c in value)
    return raw + "&" if _BARE.search(value) else raw


def _is_address(value: str, start: int, end: int) -> bool:
    """Is it C, which takes the address of a variable and ends the statement?"""
    return _LAST.match(value, start) is not None and _AN_ADDRESS.search(value[max(start - 7, 0) : start]) is not None


def _grade(value: str, start: int, end: int, new: str, meant: bool, lesson: bool, raw: str) -> Sure:
    """How sure is it that the reference was not meant to be seen?"""
    before, after = value[max(start - 1, 0) : start], value[end : end + 1]
    if meant:
        return Sure.GUESS
    if new in STRUCTURE:
        inner = REFERENCE.match("&" + value[end : end + 34])
        twice = new == "&" and inner is not None and character(inner[0][1:-1]) in {"", *STRUCTURE}
        return Sure.GUESS if lesson or twice or new in raw else Sure.LIKELY
    if _LETTER.match(new):
        in_word = _LETTER.match(before) or _LETTER.match(after) or before == ";" or after == "&"
        if in_word:
            return Sure.LIKELY if lesson else Sure.CERTAIN
    if lesson or _is_address(value, start, end):
        return Sure.GUESS
    return Sure.LIKELY


entities.fixes("caf&eacute; &agrave; la cr&egrave;me", "caf\u00e9 \u00e0 la cr\u00e8me")
entities.fixes("&#1044;&#x430; &ndash; it&#8217;s 5&nbsp;&euro;", "\u0414\u0430 \u2013 it\u2019s 5\u00a0\u20ac")
entities.fixes("one &#150; two&#133;", "one \u2013 two\u2026", because="Windows-1252, as HTML reads it")
entities.fixes("AT&amp;T said &quot;no&quot;, 3 &lt; 4", 'AT&T said "no", 3 < 4')
entities.fixes(
    "caf&amp;eacute; fran&amp;ccedil;ais", "caf\u00e9 fran\u00e7ais", because="each level shows its own evidence"
)
entities.fixes("fun &#55357;&#56832;", "fun \U0001f600", because="a surrogate pair by halves")
entities.fixes("sa &#34; cala &#34; u rispundi", 'sa " cala " u rispundi', because="a quotation, its marks set apart")
entities.keeps("in a form &#34; stands alone", because="one alone, between blanks, is named")
entities.keeps("?id=3&section=2&region=eu and AT&T", because="no semicolon, no reference")
entities.keeps("<p>caf&eacute; &amp; th\u00e9</p>", because="markup")
entities.keeps("in HTML write &eacute; for \u00e9 and &lt; for <", because="a lesson")
entities.keeps("use &lt;em&gt; sparingly", because="a lesson about tags")
entities.keeps("a &amp;gt; b", because="one level would show another reference, and nothing says that it is damage")
entities.keeps("[see](https://example.org) 5&nbsp;km\u00a0north", because="Markdown")
entities.keeps("s.replace('<', '&lt;') # & to &amp;", because="code that escapes")
entities.keeps("int *p = &sum;\nx = &int;", because="C takes addresses")
entities.keeps("\u0441\u043c. &foo; \u0438 &#0; &#xd800;", because="references to nothing")
entities.keeps("la &ndash; li &oe;uvre incompl\u00e8te &hellip; &flqq;", because="names of another notation")
entities.keeps("page&#129; or x &#x9d; y", because="a number that Windows-1252 leaves open, by itself")
entities.keeps("F\u00fcr \u00e4 schreibt man &auml;", because="the letter that it stands for is named beside it")
entities.keeps("Use &nbsp; here", because="no author puts that space between blanks: it is about the reference")
entities.fixes(
    "$ cp a b\n$ cp c d\n$ cp e f\nLe caf&eacute; est l\u00e0", "$ cp a b\n$ cp c d\n$ cp e f\nLe caf\u00e9 est l\u00e0"
)
