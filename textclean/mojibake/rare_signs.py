"""Signs: how rare they are where they stand alone, and what no author writes but is a sign in UTF-8.

The model of letters knows few signs: it takes a check mark for a rarity of one in ten thousand million characters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from textclean import scripts
from textclean.mojibake.chains import Chain
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy

# What a sign that stands alone costs at most, in nats: of 7.1 million words in every second document of the corpus that
# harm runs use, those of even number, a check mark is 367 (9.9 nats), a multiplication sign 291 (10.1), a heart 35
# (12.2), a triangle for a bullet 15 (13.1), a double dagger 10 (13.5).
ALONE = 12.5
_SYMBOLS = "\u2190-\u24ff\u25a0-\u27ff\u2b05-\u2b55\U0001f000-\U0001faff"
_BESIDE = "(?:<[^<>]*+>|[\x00-@[-`{-\x7f])*+"  # tags, digits, ASCII signs
_ALONE = lazy(
    f"{_BESIDE}(?:([\xa2\xa3\xa5\xa7\xa9\xaa\xae\xb0-\xb3\xb6\xb7\xb9\xba\xbc-\xbe\xd7\xf7\u2010-\u201f\u2022-\u2027"
    f"\u2030-\u205e\u20a0-\u214f])(?:<[^<>]*+>|[\x00-@[-`{{-\x7f]|\\1)*+"
    f"|[{_SYMBOLS}](?:<[^<>]*+>|[{_SYMBOLS}\ufe0f\x00-@[-`{{-\x7f])*+)"
)
# Where they are letters of a wrong charset: behind a number in DOS (1949\xa3. is a Russian year), alone in Ukrainian.
_MAY_BE_LETTERS = lazy("[\xa2\xa3\xa5\xa7]|^[^0-9]*[\xaa\xb2\xb3\xb9\xba]")
_SIGN = lazy("[^\x00-\x7f\ufe0f]")
# Nats for what `never_typed` finds, beside what the model says of it: of the 104 million characters of that corpus none
# of these is its author's, nor of 31 million of packages of Debian and npm, which hold three true slips.
NEVER_TYPED = 14.0
_CLOSING = "\xa0\xb7\xbb\u2013\u2014\u2019\u201c\u201d\u2026\u203a"  # two may follow a word of one letter
_OF_FORMULAS = "\xb1-\xb3\xb7\xb9\xbb"  # may follow a circumflexed A, the operator
_OF_LOGIC = "\u2260\u2264\u2265"  # may follow the sign for "not"
FRAME = "\u2500-\u257f"


def alone(word: str, old: str = "") -> float:
    """What *word* costs at most, if it is a sign that stands alone, or symbols in a row, and *old* has none of them.

    *old*: what stands there, if *word* is what that may have been.

    >>> alone("\u2605\u2605"), alone("\u2605\u2606"), alone("x\u2605")
    (12.5, 25.0, inf)
    """
    if not _ALONE.fullmatch(word) or (not old and _MAY_BE_LETTERS.search(word)):
        return math.inf
    signs = {*_SIGN.findall(word)}
    return ALONE * len(signs) if signs.isdisjoint(old) else math.inf


def never_typed(words: Sequence[str], chain: Chain) -> list[float]:
    """Nats for each of *words* that holds a sign in UTF-8 as *chain* shows it, where no author writes the like."""
    if chain[-1].meant != "utf-8" or charset(chain[0].shown).wide:
        return [0.0] * len(words)
    pattern = _never_typed(chain[0].shown)
    return [NEVER_TYPED * (pattern.search(word) is not None) for word in words]


@cache
def _never_typed(shown: str) -> re.Pattern[str]:
    """A sign or a Greek letter of two bytes, a sign of three behind E2, or an emoji, as that charset shows it."""
    high = charset(shown).high
    emoji = f"(?<![^\\W\\d_]){_class(high[0x70])}{_class(high[0x1F])}"
    return re.compile("|".join([_of_three(high), *_of_two(high), emoji]))


def _of_three(high: str) -> str:
    """Where the lead is a small letter, no letter may touch it; where it is of an alphabet that the others are of, too,
    one at least is a sign, or the next a capital."""
    lead, ends, signs = high[0x62], _class(high[:0x40]), "".join(char for char in high[:0x40] if not char.isalpha())
    alphabet = scripts.script_of(lead)
    letters = not lead.isalpha() or alphabet == "Latin" or alphabet not in map(scripts.script_of, high[:0x40])
    capitals = "".join(filter(scripts.is_upper, high[:0x40])) if lead.islower() else ""
    two = ends * 2 if letters else f"{_class(signs + capitals)}{ends}|{ends}{_class(signs)}"
    one = f"{_class(lead)}(?![{_CLOSING}]{{2}})(?:{two})"
    return f"(?<![^\\W_])(?:{one})+(?![^\\W_])" if lead.islower() else one


def _of_two(high: str) -> list[str]:
    """Behind C2, C3, CE and CF, where the charset has capitals of Latin, lines of a frame, or signs there."""
    ends, times = _class(high[:0x40]), _class(high[0x17] + high[0x37])
    signs = _class("".join(char for char in high[:0x40] if not char.isalpha() and not re.match(f"[{_CLOSING}]", char)))
    if high[0x42] == "\u252c":
        return [f"(?<![{FRAME}])(?:[\u252c\u256c\u2567]{ends}|\u251c{times})(?![{FRAME}])"]
    if high[0x42] == "\xac":
        greek = f"[\u0152\u0153](?!\u2211){signs}"  # a row of keys goes on with a sum
        return [f"\xac(?![{_OF_LOGIC}]){ends}", f"(?<=[a-z0-9])\xac{ends}", greek]
    if high[0x42] == "\u0412":
        return ["(?<![^\\W\\d_])\u0412[\xa7\xa9\xab\xb0\xb6]"]
    if high[0x42] != "\xc2":
        return []
    greek = "".join(char for char in high[0x4E:0x50] if char in "\xce\xcf")
    found = [f"(?<![A-Z\xc0-\xde])\xc2(?![{_OF_FORMULAS}]){ends}", f"(?<=[a-z])\xc2{ends}", f"[{greek}]{signs}"]
    return [*found, f"(?<![^\\W\\d_])\xc3{times}(?![a-z])"] if high[0x43] == "\xc3" else found


def _class(chars: str) -> str:
    return f"[{''.join(map(re.escape, chars))}]"
