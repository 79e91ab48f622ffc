"""Characters that nobody sees: their names, and the letters between which none of them is spelling.

Shared by the rules of the stage HIDDEN.  All classes are the insides of ``re`` character classes and name code points
of Unicode 16; what is unassigned or private there is in none of them.
"""

from __future__ import annotations

import re

from textclean.patterns import lazy
from textclean.prefilter import badness
from textclean.text import Text

# Latin with its modifier letters (Belarusian writes U+02BC), Greek, Cyrillic, Armenian, Georgian.  No orthography of
# these five scripts spells with joiners or selectors.
LETTER = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u0373\u0376\u0377\u037a-\u037d\u037f\u0386"
    "\u0388-\u0481\u048a-\u052f\u0531-\u0556\u0559-\u0588\u10a0-\u10ff\u1c80-\u1c8a\u1c90-\u1cbf\u1d00-\u1dbf"
    "\u1e00-\u1fff\u2c60-\u2c7f\u2d00-\u2d2d\ua640-\ua66e\ua680-\ua69f\ua722-\ua788\ua78b-\ua7ff\uab30-\uab69"
    "\ufb00-\ufb17\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb"  # and their wide and mathematical shapes
)
# Nonspacing marks of the blocks that go with them.
MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u2de0-\u2dff"
# Visible neighbours that say nothing for another script: ASCII, Latin-1 signs, general punctuation, spaces, currency.
NEUTRAL = (
    "\\x00-@\\[-`{-~\u00a0-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    "\u2000-\u200a\u2010-\u2029\u202f-\u205f\u20a0-\u20cf"
)
RIGHT_TO_LEFT = "\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"

NAMES = {
    "\u00ad": "soft hyphen",
    "\u034f": "combining grapheme joiner",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\u2061": "function application sign",
    "\u2062": "invisible times sign",
    "\u2063": "invisible separator",
    "\u2064": "invisible plus sign",
    "\u2800": "blank Braille pattern",
    "\ufeff": "byte order mark",
    **dict.fromkeys("\u206a\u206b\u206c\u206d\u206e\u206f", "deprecated format character"),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0", "Hangul filler"),
    "\u061c": "Arabic letter mark",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202a": "left-to-right embedding",
    "\u202b": "right-to-left embedding",
    "\u202c": "pop directional formatting",
    "\u202d": "left-to-right override",
    "\u202e": "right-to-left override",
    "\u2066": "left-to-right isolate",
    "\u2067": "right-to-left isolate",
    "\u2068": "first strong isolate",
    "\u2069": "pop directional isolate",
}


# Alphabets that are not Latin, for what C1 controls may stand in by accident.
NEAR = 24  # code points of a word on either side
_ALPHABETS = ("\u0370-\u03ff", "\u0400-\u052f", "\u0531-\u0587", "\u05d0-\u05ea", "\u0620-\u06d3", "\u10d0-\u10ff")
_STRAY = lazy(
    "[\0-\x7f]*\x85[\0-\x7f]*"
    + "".join(f"|[\0-@]*[{letters}]{{2,}}\x85[{letters}]{{2,}}[\0-@]*" for letters in _ALPHABETS)
)


def named(run: str, many: str) -> str:
    """One character by its name and code point, several as *many* with their number.

    >>> named("\\u200b", "zero-width characters"), named("\\u200b\\u200c", "zero-width characters")
    ('zero-width space U+200B', '2 zero-width characters')
    """
    if len(run) == 1:
        return f"{NAMES.get(run, 'character')} U+{ord(run):04X}"
    return f"{len(run)} {many}"


def garbled_without(text: Text, at: int, ignored: re.Pattern[str], known: dict[int, bool]) -> bool:
    """Does the line around *at* look like mojibake even without the *ignored* characters?  *known*: answers by line.

    They are what is being judged, and may be all that looks wrong there.
    """
    start, end = text.line_at(at)
    if start not in known:
        known[start] = badness.suspicious(ignored.sub("", text.value[start:end]))
    return known[start]


def is_stray(value: str, start: int, end: int) -> bool:
    """Do C1 controls from *start* to *end* stand in ASCII, or inside a word of one alphabet that is not Latin?

    In any other company they may be bytes of a letter, and the last that is left of it.

    >>> is_stray("wo\\x81rd", 2, 3), is_stray("\\xcb\\x90", 1, 2)
    (True, False)
    """
    before, after = value[max(0, start - NEAR) : start], value[end : end + NEAR]
    return _STRAY.fullmatch(f"{before.rpartition(' ')[2]}\x85{after.partition(' ')[0]}") is not None


def lists_names(value: str) -> bool:
    """Is it a list, a NUL at the end of each item, and are most of them names of files or settings?"""
    if not value.endswith("\0") or "\0\0" in value:
        return False
    items = value.split("\0")[:-1]
    return len(items) > 1 and 2 * sum(_NAME.search(item) is not None for item in items) > len(items)


_NAME = lazy("[/=_]|\\.(?=[^ .\n])|^-")  # a sign of names of files, settings and options
