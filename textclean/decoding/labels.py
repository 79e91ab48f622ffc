"""Encoding labels: from what people write to one canonical name.

The WHATWG Encoding Standard's labels (``webencodings`` holds its table); besides them, from the table of charsets, what
pages, headers, databases and old files really say, and the DOS, Mac and EBCDIC code pages that browsers leave out.
"""

from __future__ import annotations

import re

from textclean import errors
from textclean.charsets.rows import is_by_name, spellings
from textclean.patterns import lazy

# They name no encoding; whoever writes them has declared nothing.
_SAYS_NOTHING = {
    "", "none", "null", "undefined", "unknown", "binary", "8bit", "7bit", "ansi", "auto", "default", "text"
}  # fmt: skip
_WRAPPING = " \t\r\n\f\"'`;,"


def resolve(label: str, by_name: bool = False) -> str | None:
    """The canonical name that *label* means, or None if it means nothing known.

    *by_name*: a person asks for it.  Some charsets are read for nobody else: no page or header is in VNI or MARC-8.

    >>> resolve(' "UTF8"; '), resolve("charset=win-1251"), resolve("latin1"), resolve("binary")
    ('utf-8', 'windows-1251', 'windows-1252', None)
    """
    from webencodings.labels import LABELS  # on first use

    name = label.strip(_WRAPPING).lower()
    if name.startswith("charset="):
        name = name[8:].strip(_WRAPPING)
    dashed = name.replace("_", "-").replace(" ", "-")
    for form in (name, dashed, dashed.replace("iso-8859", "iso8859")):
        found = spellings().get(form) or LABELS.get(form)
        if found and not by_name and is_by_name(found):
            return None
        if found and found != "replacement":
            return {"hz-gb-2312": "hz", "iso-8859-8-i": "iso-8859-8"}.get(found, found)
    return None


def says_nothing(label: str) -> bool:
    """Does *label* declare nothing ("none", "binary", "8bit", ...)?"""
    return label.strip(_WRAPPING).lower() in _SAYS_NOTHING


def require(label: str, by_name: bool = True) -> str | None:
    """The canonical name the caller meant; None for "auto" and the like.  Raises UsageError with the near match.

    *by_name* as for :func:`resolve`: what is asked for so means nothing where a document is said to declare it.
    """
    found = resolve(label, by_name=True)
    if found and not by_name and is_by_name(found):
        return None
    if found is None and not says_nothing(label):
        from webencodings.labels import LABELS

        raise errors.unknown("encoding", label, {*spellings(), *LABELS})
    return found


# RFC 9110 section 8.3.2; quotes may be lacking, single or doubled, blanks may stand around "=".
_CHARSET = lazy(r"charset\s*=\s*[\"']*\s*([^\s\"';,]+)", re.IGNORECASE | re.ASCII)


def of_header(header: str) -> str:
    """The label in a Content-Type header, "" if none; a bare label is taken as it is.

    >>> of_header("text/html; charset = 'Windows-1251' "), of_header("koi8-r"), of_header("text/html")
    ('Windows-1251', 'koi8-r', '')
    """
    found = _CHARSET.search(header)
    if found:
        return found.group(1)
    return "" if "/" in header else header.strip(_WRAPPING)
