"""UTF-8 that was read as GB 18030 or code page 949: is a short string of Han and Hangul made of such bytes?

Text of these charsets is hardly ever valid UTF-8: in a string of some characters each has to be so by accident.  The
last one may have lost bytes.
"""

from __future__ import annotations

import re
from functools import cache

from textclean.charsets import charset
from textclean.patterns import lazy

LONGEST = 60  # code points of a string that is asked
LEAST = 2  # characters of it that must be sequences of UTF-8
_RUN = lazy("[^\x00-\x7f]{2,}")
_CODECS = ("gb18030", "euc-kr")


def is_utf8(value: str) -> bool:
    """Are the characters of *value* beyond ASCII UTF-8, read as one of those charsets?

    >>> is_utf8("\u6f41\uc370\ud273"), is_utf8("\u4e2d\u6587")
    (True, False)
    """
    if len(value) > LONGEST or _first().search(value) is None:
        return False
    runs = _RUN.findall(value)
    return any(runs and all(_reads(run, codec) for run in runs) for codec in _CODECS)


def _reads(run: str, name: str) -> bool:
    data = charset(name).encode(run)
    if data is None:
        return False
    new = data.decode("utf-8", "replace")
    return len(new.rstrip("\ufffd")) >= LEAST and "\ufffd" not in new[:-1]


@cache
def _first() -> re.Pattern[str]:
    """A character whose bytes begin a sequence of UTF-8 of three bytes, with nothing of the kind before it."""
    pairs = (bytes((lead, tail)) for lead in range(0xE0, 0xF0) for tail in range(0x80, 0xC0))
    found = {char for pair in pairs for name in _CODECS if (char := charset(name).decode(pair)) and len(char) == 1}
    return re.compile(f"(?<![^\x00-\x7f])[{''.join(sorted(map(re.escape, found)))}]")
