"""Punctuation and blanks that stand for plain ones in a Latin text whose letters were replaced, too.

They prove nothing by themselves: a one-dot leader, a click letter, an en quad have business of their own.  In a text
with proven look-alike letters they go where their plain twin belongs: near such letters, between plain ones or those
that were restored, and never on a line that has letters of the script that the sign belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from textclean import scripts
from textclean.contract import Edit, Sure
from textclean.homoglyphs.table import kind
from textclean.patterns import lazy
from textclean.scripts import LATIN, MARK

NEAR = 400  # code points from a sign to a damaged word
_SOUNDS = "\u01c0\u01c3\u02d0\u02d1"  # clicks and marks of length, which belong to phonetic letters and signs of stress
# Letters of phonetics, signs of stress, marks of length after a letter or two and before one.
_PHONETIC = lazy(r"[\u01c0-\u01c2\u0250-\u02b8\u02c8\u02cc]|(?<!\w)\w{1,2}[\u02d0\u02d1]|[\u02d0\u02d1](?=\w)")
_ENDS = lazy("/(?!/)|\\]")  # a transcription
_OPERATORS = range(0x2200, 0x2300)
_NEAR = "\u01c3\u02d0\u02d1\u0589\u05c3\u06d4\u0701\u0702"  # of the near twins, those that no Latin text has


def signs(value: str, inventory: frozenset[str], damaged: list[tuple[int, int]]) -> Iterator[Edit]:
    """The edits in *value*, whose characters beyond ASCII are *inventory*; *damaged*: the spans of restored letters."""
    place = _Place(value, damaged)
    transcribed = any(not place.is_restored(match.start()) for match in _PHONETIC.finditer(value))
    for sign, new in _table().items():
        if sign in inventory and not (transcribed and sign in _SOUNDS):
            yield from _sign(place, sign, new)
    if len(inventory & scripts.look_alikes("spaces_exact").keys()) > 1:  # blanks are replaced at random
        for blank in sorted(inventory & scripts.look_alikes("spaces_near").keys()):
            yield from _sign(place, blank, " ")


class _Place:
    """What stands beside and around a sign."""

    def __init__(self, value: str, damaged: list[tuple[int, int]]) -> None:
        self.value = value
        self.starts, self.ends = [start for start, _ in damaged], [end for _, end in damaged]

    def is_damaged(self, at: int) -> bool:
        """Is there damage near code point *at*?"""
        after = bisect_left(self.starts, at)
        return (after < len(self.starts) and self.starts[after] - at <= NEAR) or (
            after > 0 and at - self.ends[after - 1] <= NEAR
        )

    def is_word(self, at: int) -> bool:
        """Is at *at* a Latin letter, one that was restored to such, or an ASCII digit?"""
        if not 0 <= at < len(self.value):
            return False
        char = self.value[at]
        if "0" <= char <= "9" or (kind(char) == LATIN and not "\u0250" <= char <= "\u02ff"):
            return True
        return self.is_restored(at)

    def is_restored(self, at: int) -> bool:
        """Was a letter restored at *at*?"""
        after = bisect_left(self.ends, at + 1)
        return after < len(self.starts) and self.starts[after] <= at

    def is_foreign(self, at: int) -> bool:
        """Is the sign at *at* of a script that has letters on its line?"""
        value = self.value
        own = signs_script(value[at])
        if not own:
            return False
        start, end = value.rfind("\n", 0, at) + 1, value.find("\n", at)
        near = value[max(start, at - NEAR) : min(end if end >= 0 else len(value), at + NEAR)]
        return any(scripts.script_of(char) in own for char in set(near) if scripts.kind(char) & ~MARK)


@cache
def signs_script(sign: str) -> frozenset[str]:
    """The scripts that a punctuation mark belongs to, by its name and block; none for one of all scripts."""
    words = unicodedata.name(sign, "").title().split()
    return frozenset(words[:1]) - {"Latin"}


@cache
def _table() -> dict[str, str]:
    near = scripts.look_alikes("punctuation_near")
    found = {**scripts.look_alikes("punctuation_exact"), **scripts.look_alikes("spaces_exact")}
    found |= {char: near[char] for char in _NEAR if char in near}
    return {char: new for char, new in found.items() if char > "\x7f" and ord(char) not in _OPERATORS}


def _sign(place: _Place, sign: str, new: str) -> Iterator[Edit]:
    """A sign where its plain twin belongs: blanks between words, punctuation at the end of a word or around one."""
    value = place.value
    for match in re.finditer(re.escape(sign), value):
        at = match.start()
        if not place.is_damaged(at) or place.is_foreign(at) or (sign in _SOUNDS and _ENDS.match(value, at + 1)):
            continue
        glued, opens = place.is_word(at - 1), place.is_word(at + 1)
        if (
            (new == " " and glued and opens and not (value[at - 1] + value[at + 1]).isdigit())
            or (new in ".,;:!?)>" and glued)
            or (new in "(<" and opens)
            or (new not in " .,;:!?()<>" and glued and opens)
        ):
            yield Edit(at, at + 1, new, f"stands for {new!r} in a text with proven look-alikes", Sure.LIKELY)
