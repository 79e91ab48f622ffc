"""Arabic letters as the shapes they are printed in, and what the shapes say of their order.

A letter has up to four shapes, and each shape says whether the letters beside it join: in reading order an initial or
medial shape is followed by a medial or final one.  Decompositions are those of the Unicode Character Database.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from textclean.patterns import lazy

# All assigned before Unicode 6.0, and a decomposition never changes after that: the same answer everywhere.
FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufe70-\ufe74\ufe76-\ufefc"
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3"
_WORD = lazy(f"[{FORMS}{LETTERS}\u064b-\u065f]+")
_SHAPE = {"<isolated>": "o", "<initial>": "i", "<medial>": "m", "<final>": "f"}
# Two neighbouring shapes that are joined forward, as they are stored, or backward.
_FORWARD = lazy("(?=[im][mf])")
_BACKWARD = lazy("(?=[fm][mi])")
_ENOUGH = 10_000  # code points that tell the order


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    letters: dict[int, str] = {}
    shapes: dict[int, str] = {}
    for low, high in re.findall("(.)-(.)", FORMS):
        for code in range(ord(low), ord(high) + 1):
            shape = unicodedata.decomposition(chr(code)).partition(" ")[0]
            # A vowel sign "on a blank" or "on a stroke" is the sign: the letter in front carries it.
            letters[code] = unicodedata.normalize("NFKC", chr(code)).lstrip(" \u0640") or chr(code)
            shapes[code] = _SHAPE.get(shape, "")
    return letters, shapes


def letters_of_shapes() -> dict[int, str]:
    """For ``str.translate``: shape -> its letters.  Do not change it.

    >>> "\\ufee1".translate(letters_of_shapes())
    'م'
    """
    return _tables()[0]


def joins(value: str) -> tuple[int, int]:
    """How many neighbouring shapes join forward, and how many backward.

    >>> joins("\\ufeb3\\ufef4\\ufeaa"), joins("\\ufeaa\\ufef4\\ufeb3")
    ((2, 0), (0, 2))
    """
    words = " ".join(_WORD.findall(value, 0, _ENOUGH)).translate(_tables()[1])
    return len(_FORWARD.findall(words)), len(_BACKWARD.findall(words))


def visual(value: str) -> bool:
    """Do the shapes of *value* join backwards more often than forwards?"""
    forward, backward = joins(value)
    return backward > forward
