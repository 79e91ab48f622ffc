"""Character references of HTML: what they stand for, and where a text speaks of them instead of using them."""

from __future__ import annotations

import re
from itertools import islice

from textclean.hidden.characters import LETTER
from textclean.patterns import lazy
from textclean.scripts import LATIN, kind
from textclean.text import Text

ONE = "&(?:#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});"
REFERENCE = lazy(ONE)
MANY = 50  # references of a text that are looked at for their kinds
_OF_CODE = lazy(r"\A(?:[$#>%+-]|[ \t])|[{}=<>|\\`;]|[A-Za-z0-9_]\(")
# Quoted, too: "&laquo;" in quotation marks of other kinds.
_IN_QUOTES = lazy(f"[\xab\u201c\u201d\u201e\u2018(]{ONE}[\xbb\u201c\u201d\u2019)]")
QUOTE = "&#34;"  # in pairs around words, where a treebank sets all signs apart; whoever names it does so by name
_ALONE = lazy(f"{ONE}(?=[.,:;!?]?(?:[ \n]|\\Z))")  # a word of its own, if a blank stands before it
# These stand between blanks in good typography.
_BETWEEN_BLANKS = frozenset("&\N{EN DASH}\N{EM DASH}\xa9\xae\xd7\xf7\xb1\xb7\u2022\u20ac\xa3\xa5\xa7\xab\xbb<>")


def character(name: str) -> str:
    """What the reference *name* (without ``&`` and ``;``) stands for; "" if for nothing that a text may hold."""
    if name[0] != "#":
        from html.entities import html5  # seldom

        return html5.get(name + ";", "")
    number = number_of(name)
    if 0x80 <= number < 0xA0:
        return bytes([number]).decode("cp1252", "ignore")
    if number in (9, 10, 13) or 0x20 <= number < 0x7F:
        return chr(number)
    return chr(number) if 0xA0 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def number_of(name: str) -> int:
    """The number in the reference *name* (without ``&`` and ``;``), decimal or hexadecimal."""
    return int(name[2:], 16) if name[1] in "xX" else int(name[1:])


def in_prose(text: Text, at: int) -> bool:
    """Is the line at *at*, without its references, free of the signs of code?"""
    start, end = text.line_at(at)
    return _OF_CODE.search(REFERENCE.sub("", text.value[start:end])) is None


def named(text: Text) -> set[int]:
    """Where a reference is a word of its own that names what it stands for.

    The character itself stands alone in the same line; or it ends a line after a colon; or the text holds no other
    reference, and no author would put that character between blanks, or none of its script.  Pairs of quotation marks
    are no names.
    """
    value = text.value
    found = {m.start() + 1 for m in _IN_QUOTES.finditer(value)}
    several = len(set(islice(REFERENCE.findall(value), MANY))) > 1
    foreign: dict[str, bool] = {}  # by character: there are few, and the text is long
    for match in _ALONE.finditer(value):
        start = match.start()
        if start and value[start - 1] not in " \n":
            continue
        new = character(REFERENCE.match(value, start)[0][1:-1])  # type: ignore[index]
        first, last = text.line_at(start)
        if new and value.endswith(": ", 0, start) and not value[match.end() : last].strip():
            found.add(start)
        if not new or new in _BETWEEN_BLANKS or (match[0] == QUOTE and value.count(QUOTE, first, last) % 2 == 0):
            continue
        if new not in foreign:
            foreign[new] = not several and _is_foreign(new, value)
        alone = foreign[new] or (not several and start > first and match.end() < last)
        if alone or _stands_alone(new, value[first:last]):
            found.add(start)
    return found


def _is_foreign(char: str, value: str) -> bool:
    """Is *char* a letter of an alphabet that *value* has not?"""
    own = kind(char)
    return own not in (0, LATIN) and own not in map(kind, set(value))


def _stands_alone(char: str, line: str) -> bool:
    """Is *char* in *line*, with no letter beside it?"""
    return char > "\xa0" and re.search(f"(?<![{LETTER}]){re.escape(char)}(?![{LETTER}])", line) is not None
