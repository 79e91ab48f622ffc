"""Lines of Hebrew and Arabic that are stored as they are seen, left to right, and the order in which they are read.

The way back turns the line round, and then what is written left to right inside it (Latin, numbers), and mirrors the
brackets (Unicode Standard Annex #9 the other way round).  Where commas and stops follow their words in the stored
line, only the pieces between them were turned.
"""

from __future__ import annotations

import re

from textclean.extraction.arabic import letters_of_shapes
from textclean.patterns import lazy

_MIRROR = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")
_MARKS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
_UNIT = lazy(f"(?s:.)[{_MARKS}]*")
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_LATIN = "A-Za-z\u00c0-\u024f"
# Latin words with blanks and signs between them, or a number with what is inside it and a sign in front or behind.
_LEFT_TO_RIGHT = lazy(
    f"[{_LATIN}{_DIGITS}@#$](?:[{_LATIN}{_DIGITS}'\u2019._/:@&+#%=~-]|[ ,](?=[{_LATIN}]))*[{_LATIN}{_DIGITS}%+#]"
    f"|[{_DIGITS}][{_DIGITS}.,:/%-]*[{_DIGITS}%]|[{_LATIN}{_DIGITS}]"
)
_STOP = "[,.;:!?\u060c\u061b\u061f]"
_RIGHT_TO_LEFT = "\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\ufb1d-\ufdff\ufe70-\ufefc"
_BEHIND = lazy(f"[{_RIGHT_TO_LEFT}]{_STOP}(?= |$)")
_BEFORE = lazy(f"(?:(?<= )|^){_STOP}[{_RIGHT_TO_LEFT}]")
_PIECE = lazy(f"({_STOP}+ *)")


def turned(line: str) -> str:
    """*line*, stored as it is seen, in the order in which it is read; Arabic shapes become letters.

    >>> turned("\u05dd\u05d9\u05d5\u05dc 2024 \u05d5\u05d6")
    '\u05d6\u05d5 2024 \u05dc\u05d5\u05d9\u05dd'
    """
    body = line.strip(" \t")
    if len(_BEHIND.findall(body)) > len(_BEFORE.findall(body)):
        turned_ = "".join(_round(piece) if at % 2 == 0 else piece for at, piece in enumerate(_PIECE.split(body)))
    else:
        turned_ = _round(body)
    at = len(line) - len(line.lstrip(" \t"))
    return line[:at] + turned_.translate(letters_of_shapes()) + line[at + len(body) :]


def _round(piece: str) -> str:
    units: list[str] = []
    at = 0
    for match in _LEFT_TO_RIGHT.finditer(piece):
        units += _UNIT.findall(piece[at : match.start()].translate(_MIRROR))
        units.append(match[0])
        at = match.end()
    units += _UNIT.findall(piece[at:].translate(_MIRROR))
    return "".join(reversed(units))


def words(value: str) -> list[str]:
    """The runs of right-to-left letters of *value*, of two letters or more."""
    return re.findall(f"[{_RIGHT_TO_LEFT}]{{2,}}", value)
