"""What the document says of itself: the prescan of the HTML Living Standard, section 13.2.3.2, on 1,024 bytes.

"Prescan a byte stream to determine its encoding", "get an attribute" and "extracting a character encoding from a meta
element" are followed step by step, comments and bogus tags skipped as a browser skips them; then the XML declaration.
A meta that says UTF-16 means UTF-8 (it could not have been read otherwise), x-user-defined means windows-1252.
"""

from __future__ import annotations

import re

from textclean.decoding import labels
from textclean.patterns import lazy

WINDOW = 1024  # bytes, as the standard says
_LATER = 16384  # bytes in which a late meta is looked for: the parser would meet it and start anew (13.2.3.4)
_SPACE = b"\t\n\x0c\r "
_META = lazy(rb"<meta[\t\n\x0c\r /]", re.IGNORECASE)
_TAG = lazy(rb"</?[a-z]", re.IGNORECASE)
_CHARSET = lazy(r"charset[\t\n\x0c\r ]*=[\t\n\x0c\r ]*", re.IGNORECASE)
_XML = lazy(rb"<\?xml[^>]*?encoding[\x00-\x20]*=[\x00-\x20]*([\"'])([^\"'>]*)\1")


def find(data: bytes) -> str | None:
    """The canonical encoding that the head of *data* declares, or None."""
    head = data[:WINDOW]
    if b"<" not in data[:_LATER]:
        return None
    if head.startswith(b"<\x00?\x00x\x00"):
        return "utf-16le"
    if head.startswith(b"\x00<\x00?\x00x"):
        return "utf-16be"
    return _prescan(head) or _xml(head) or (_prescan(data[:_LATER]) if len(data) > WINDOW else None)


def _xml(head: bytes) -> str | None:
    found = _XML.match(head)
    label = found.group(2).decode("latin-1") if found else ""
    encoding = labels.resolve(label)
    return "utf-8" if encoding and encoding.startswith("utf-16") else encoding


def _prescan(head: bytes) -> str | None:
    at = 0
    while (at := head.find(b"<", at)) >= 0:
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 2)
            if end < 0:
                return None
            at = end + 2
        elif _META.match(head, at):
            encoding, at = _meta(head, at + 5)
            if encoding:
                return encoding
        elif _TAG.match(head, at):
            while at < len(head) and head[at] not in _SPACE + b">":
                at += 1
            while True:
                name, _, at = _attribute(head, at)
                if not name:
                    break
        elif head[at : at + 2] in (b"<!", b"</", b"<?"):
            at = head.find(b">", at)
            if at < 0:
                return None
        at += 1
    return None


def _meta(head: bytes, at: int) -> tuple[str | None, int]:
    """The encoding that the meta tag at *at* declares, and where it ends; a tag that the window cuts off is none."""
    seen: set[str] = set()
    pragma = False
    needs_pragma: bool | None = None
    label = ""
    while True:
        name, value, at = _attribute(head, at)
        if not name:
            break
        if name in seen:
            continue
        seen.add(name)
        if name == "http-equiv":
            pragma = pragma or value == "content-type"
        elif name == "content" and needs_pragma is None:
            found = _of_content(value)
            if found:
                label, needs_pragma = found, True
        elif name == "charset":
            label, needs_pragma = value, False
    if at >= len(head) or needs_pragma is None or (needs_pragma and not pragma):
        return None, at
    encoding = None if label.endswith(('"', "'")) else labels.resolve(label)  # a quote astray ends no label
    if encoding and encoding.startswith("utf-16"):
        return "utf-8", at
    return ("windows-1252" if encoding == "x-user-defined" else encoding), at


def _of_content(value: str) -> str:
    """ "text/html; charset=x" -> "x": the standard's own loop, which skips a "charset" without "="."""
    found = _CHARSET.search(value)
    if not found:
        return ""
    rest = value[found.end() :]
    if rest[:1] in ("'", '"'):
        end = rest.find(rest[0], 1)
        return rest[1:end] if end > 0 else ""
    return re.split("[\t\n\x0c\r ;]", rest, maxsplit=1)[0]


def _attribute(head: bytes, at: int) -> tuple[str, str, int]:
    """The next attribute of the tag: lower-case name, lower-case value, where it ends; an empty name ends the tag."""
    size = len(head)
    while at < size and head[at] in _SPACE + b"/":
        at += 1
    start = at
    if at >= size or head[at : at + 1] == b">":
        return "", "", at
    while at < size and not (head[at : at + 1] == b"=" and at > start) and head[at] not in _SPACE + b"/>":
        at += 1
    name = _lower(head[start:at])
    while at < size and head[at] in _SPACE:
        at += 1
    if head[at : at + 1] != b"=":
        return name, "", at
    at += 1
    while at < size and head[at] in _SPACE:
        at += 1
    quote = head[at : at + 1]
    if quote in (b'"', b"'") and quote:
        end = head.find(quote, at + 1)
        return (name, _lower(head[at + 1 : end]), end + 1) if end >= 0 else ("", "", size)
    start = at
    while at < size and head[at] not in _SPACE + b">":
        at += 1
    return name, _lower(head[start:at]), at


def _lower(raw: bytes) -> str:
    return raw.lower().decode("latin-1")
