"""Characters made visible for a person: code points in brackets, names, safe to print on a terminal.

For show only: nothing here decides anything, so the names may come from the running Python's ``unicodedata``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))  # controls, formats, surrogates, private, unassigned
_LONGEST = 1000  # code points of a message
_CONTROLS = {
    0: "NULL",
    7: "BELL",
    8: "BACKSPACE",
    9: "TAB",
    10: "LINE FEED",
    13: "CARRIAGE RETURN",
    27: "ESCAPE",
    127: "DELETE",
}


def code_point(character: str) -> str:
    """The usual spelling of one code point.

    >>> code_point("e")
    'U+0065'
    """
    return f"U+{ord(character):04X}"


def name(character: str) -> str:
    """Code point and Unicode name.

    >>> name("\\u0435")
    'U+0435 CYRILLIC SMALL LETTER IE'
    """
    known = unicodedata.name(character, "") or _CONTROLS.get(ord(character), "")
    if not known:
        known = {"Cc": "CONTROL", "Cs": "LONE SURROGATE", "Co": "PRIVATE USE"}.get(
            unicodedata.category(character), "UNASSIGNED"
        )
    return f"{code_point(character)} {known}"


def hidden(character: str) -> bool:
    """Would a reader not see *character*, or see it wreck the terminal?  Any space but U+0020 counts."""
    return unicodedata.category(character) in _HIDDEN or (character != " " and unicodedata.category(character) == "Zs")


def visible(text: str, also: Container[str] = ()) -> str:
    """*text* with hidden characters, and those in *also*, as code points in brackets.  TAB stays.

    >>> visible("Th\\u0435 end\\u200b", "\\u0435")
    'Th[U+0435] end[U+200B]'
    """
    if text.isascii() and text.isprintable() and not also:
        return text
    return "".join(
        f"[{code_point(c)}]" if c in also or (c != "\t" and (not c.isprintable() or hidden(c))) else c for c in text
    )


def message(text: str) -> str:
    """*text* fit for one line on a terminal: hidden characters shown, the middle left out if it is very long.

    It may hold the keys of a record or the name of a column, and those come from anybody.
    """
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]}... ({len(text) - _LONGEST:,} characters) ...{text[-_LONGEST // 2 :]}"
    return visible(text)


def names(text: str, most: int = 3) -> str:
    """The names of the distinct characters of *text* in order, at most *most* of them.

    >>> names("e")
    'U+0065 LATIN SMALL LETTER E'
    """
    if not text:
        return "nothing"
    found = list(dict.fromkeys(text))
    listed = ", ".join(map(name, found[:most]))
    return listed if len(found) <= most else f"{listed} and {len(found) - most} more"


def quoted(text: str, also: Iterable[str] = (), most: int = 40) -> str:
    """*text* in quotes, hidden characters visible, cut after *most* code points; ``nothing`` if empty."""
    if not text:
        return "nothing"
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return f'"{visible(cut, frozenset(also))}"'
