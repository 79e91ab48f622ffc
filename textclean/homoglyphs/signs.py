"""Punctuation and blanks that stand for plain ones in a Latin text whose letters were replaced, too.

They prove nothing by themselves: a one-dot leader, a click letter, an en quad have business of their own.  In a text
with proven look-alike letters they go where their plain twin belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textclean import scripts
from textclean.contract import Edit, Sure
from textclean.scripts import MARK

PROVEN = 3  # damaged words that prove the text
_OPERATORS = range(0x2200, 0x2300)
_NEAR = "\u01c3\u02d0\u02d1\u0589\u05c3\u06d4\u0701\u0702"  # of the near twins, those that no Latin text has


def signs(value: str, inventory: frozenset[str]) -> Iterator[Edit]:
    """The edits in *value*, whose characters beyond ASCII are *inventory*."""
    for sign, new in _table().items():
        if sign in inventory:
            yield from _sign(value, sign, new)
    if len(inventory & scripts.look_alikes("spaces_exact").keys()) > 1:  # blanks are replaced at random
        for blank in sorted(inventory & scripts.look_alikes("spaces_near").keys()):
            yield from _sign(value, blank, " ")


@cache
def _table() -> dict[str, str]:
    near = scripts.look_alikes("punctuation_near")
    found = {**scripts.look_alikes("punctuation_exact"), **scripts.look_alikes("spaces_exact")}
    found |= {char: near[char] for char in _NEAR if char in near}
    return {char: new for char, new in found.items() if char > "\x7f" and ord(char) not in _OPERATORS}


def _sign(value: str, sign: str, new: str) -> Iterator[Edit]:
    """A sign where its plain twin belongs: blanks between words, punctuation at the end of a word or around one."""
    for match in re.finditer(re.escape(sign), value):
        at = match.start()
        before, after = value[at - 1 : at], value[at + 1 : at + 2]
        glued, opens = _is_word(before), _is_word(after)
        if (
            (new == " " and glued and opens and not (before + after).isdigit())
            or (new in ".,;:!?)>" and glued)
            or (new in "(<" and opens)
            or (new not in " .,;:!?()<>" and glued and opens)
        ):
            yield Edit(at, at + 1, new, f"stands for {new!r} in a text with proven look-alikes", Sure.LIKELY)


def _is_word(char: str) -> bool:
    """A letter or an ASCII digit ("" is neither)."""
    return bool(char) and (bool(scripts.kind(char) & ~MARK) or "0" <= char <= "9")
