"""Signs that bytes were lost on the way: what ``lossy`` and ``mojibake`` have a hypothesis for.

UTF-8 that was read as windows-1252 leaves a lead without all of its tail.  A lead that is followed by what a loss
leaves (a blank for A0, a straight quotation mark, ``?`` or U+FFFD) shows it; an intact sequence need not stand beside.
"""

from __future__ import annotations

from textclean.patterns import lazy, led
from textclean.prefilter import codings

DROPPED, BLANK, STRAIGHT, LOWER, REPLACED = "c1", "blank", "straight", "lower", "replaced"
SPACED = "spaced"  # controls dropped, but what programs take for white space, 85 and A0, made a blank
C1 = lazy("[\x80-\x84\x86-\x9f]")  # controls that nobody types; U+0085 ends lines
HEAD = 400  # code points of a text in which nearly every one has a capital
NEEDS = "\xc2-\xf4\ufffd"  # without one of these (the inside of a class) nothing can have been lost
# What windows-1250 and windows-1251 show for the lead of a-grave: where a word ends, a no-break space follows.
_GRAVE = "\u0102\u0413", "(?<=[a-z].) "
_ANY = lazy("[\xc2-\xdf\xe2\u0102\u0413]")
MAY = lazy(  # any of the patterns below begins so; one search, led by letters that are not frequent
    led(
        (
            "\xc2-\xdf\xe2",
            "(?<=[\xc2\xc3\xc5]) |(?<=\xc3)\xc2|[?\ufffd]|(?<=[\xc3-\xc5\xe2])['\"]"
            "|(?<=\xe2)(?:\u20ac|(?<=[A-Za-z].)[srvldtm])|(?<=[\xc3-\xc5\xc8])(?<=[a-z].)(?:[a-z ,.;:!?]|$)",
        ),
        _GRAVE,
    )
)
# Signs of loss that need no intact sequence beside them, by kind: UTF-8 as windows-1252, and a-grave as its sisters.
ALONE = {
    DROPPED: lazy(
        # Contractions: it's, don't, I'm, we're, not Romanian and Vietnamese words with that letter.
        "[\xc3-\xc5\xc8\xe2](?:(?<=\xc3)\xc2(?![A-Z])"
        "|(?<=n\xe2)t(?![^\x00-@\\[-`{-\x7f])|(?<=I\xe2)m(?![^\x00-@\\[-`{-\x7f])"
        "|(?<=[a-z]\xe2)(?:s|re|ve|ll|d)(?![^\x00-@\\[-`{-\x7f])"
        "|(?<=\xe2)\u20ac(?![^\x00-\x7f'\"-])"
        "|(?<=[a-z][\xc3-\xc5\xc8])(?=[a-z]|[ ,.;:!?]|$))"  # a capital behind small letters
    ),
    BLANK: lazy(led(("\xc2\xc3\xc5", "(?<![^\x00-\x7f].)(?<![A-Z-].)(?<![0-9] .)(?<![0-9].) "), _GRAVE)),
    STRAIGHT: lazy(led(("\xe2", "\u20ac['\"-]|\"|(?<=[A-Za-z].)'"), ("\xc3-\xc5", "['\"](?<=[a-z]..)"))),
    REPLACED: lazy(led(("\xe2", "\u20ac[?\ufffd]"), ("\xc2-\xdf\xe2", "(?<![^\x00-\x7f].)[?\ufffd]"))),
}
_IN_UTF8 = codings.Searches([pattern.pattern for pattern in ALONE.values()], codings.utf8)
_LOWER = lazy(
    led(
        (
            "\xe2-\xe5\xf0-\xf2",
            "[\xa1-\xbf\u2013-\u203a\u20ac\u2122\u0192\u02c6\u02dc\u0160-\u017e]",
        ),
        (
            "\u251c\u2564\u2568\u221a\u0102\u0103\u0139\u013a\u0432\u0433\u0440\u0441",
            "[^\x00-\x7f\u0400-\u045f\u0492-\u052f]",
        ),
    )
)
_CAPITAL = lazy("[A-Z]")
_CYRILLIC = lazy("[\u0420\u0421] [\u0420\u0421]")


def suspected(value: str, marks: str, garbled: bool = False, utf8: bytes | None = None) -> bool:
    """May bytes have been lost in *value*?  *marks*, *utf8*: those of ``Text``; *garbled*: it looks like mojibake."""
    if garbled or "\ufffd" in marks:
        return True
    if leads := _ANY.findall(marks):
        if utf8 is not None:
            if _IN_UTF8.any(set(leads), utf8):
                return True
        elif MAY.search(value) and any(pattern.search(value) for pattern in ALONE.values()):
            return True
    if "\u0420" in marks and _CYRILLIC.search(value):
        return True
    return looks_lowered(value, marks) and is_small(value)


def looks_lowered(value: str, marks: str) -> bool:
    """Has the beginning of *value* no capitals, as hardly any, and do small leads of UTF-8 stand before other parts?

    *marks*: those of ``Text``, or *value* itself.
    """
    return _CAPITAL.search(value, 0, HEAD) is None and _LOWER.search(marks) is not None


def is_small(value: str) -> bool:
    """Has *value* no capitals?"""
    return _CAPITAL.search(value) is None and value == value.lower()
