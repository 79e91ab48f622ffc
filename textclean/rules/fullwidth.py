"""Latin letters and digits in their full width (U+FF01-FF5E), in text that is not Chinese, Japanese or Korean.

Full-width Latin belongs to East Asian text, where it fills one square like every other character; there it is the
author's and stays.  In text without a single East Asian letter it is a disguise or a joke, and every search misses
the words.  Punctuation alone is never touched: Yi, Chinese and Japanese write U+FF0C and U+3000 as their own.  It goes
with the letters that it touches, and with all of them where they outnumber it.  Where a few East Asian letters stand
on other lines (a menu of languages), words of three letters and more are still restored, and digits stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.spans import is_quoted
from textclean.substitution import batch
from textclean.text import Text

LETTERS = "\uff21-\uff3a\uff41-\uff5a"
DIGITS = "\uff10-\uff19"
ROW = 8  # characters in the order of their code points, which are a table
NEAR = 20  # code points on either side of a character that may say its code
_ANY = "\uff01-\uff5e"
_RUN = lazy(f"[{_ANY}]*[{LETTERS}{DIGITS}](?:[{_ANY}]|\u3000(?=[{_ANY}]))*")
_LONG = lazy(f"[{LETTERS}]{{3}}")
_ALL = lazy(f"[{_ANY}\u3000]+")
_SIGN = lazy("[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e\u3000]+")
_LETTERS = lazy(f"[{LETTERS}]+")
_LETTER = lazy(f"[{LETTERS}{DIGITS}]")
# Radicals, kana, bopomofo, Hangul, Yi, ideographs, half-width kana and Hangul, supplementary ideographs.
_EAST = lazy(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3001-\u3003\u3008-\u3011\u3005-\u3007\u3021-\u302f\u3031-\u4dbf\u4e00-"
    "\ua4cf\ua960-\ua97f"
    "\uac00-\ud7fb\uf900-\ufaff\uff65-\uffdc\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff]"
)
_ONE = f"[{LETTERS}{DIGITS}]"
_RANGE = lazy(f"(?<!{_ONE}){_ONE}{{1,2}}-{_ONE}{{1,2}}(?!{_ONE})")
_NAMED = lazy("(?i)full-?width|double-?byte|zenkaku")  # such texts show what they speak of
_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _narrow(run: re.Match[str]) -> str:
    """*run* as plain letters; one character in quotes or beside its code, ranges and rows stay: they are shown."""
    value, (start, end) = run.string, run.span()
    near = value[max(0, start - NEAR) : end + NEAR].lower() if end - start == 1 else ""
    if near and (is_quoted(value, start, end) or f"{ord(run[0]):x}" in near):
        return run[0]
    if end - start >= ROW and all(ord(after) - ord(before) == 1 for before, after in pairwise(run[0])):
        return run[0]
    if end - start <= 2 and any(_RANGE.match(value, at) for at in range(max(0, start - 3), end)):
        return run[0]
    return run[0].translate(_TABLE)


@rule(Stage.LETTERS, triggers=LETTERS + DIGITS)
def fullwidth(text: Text) -> Iterator[Edit | Batch]:
    """Full-width letters and digits, and what touches them, become plain where nothing else is East Asian."""
    value = text.value
    if _EAST.search(text.marks) is None:
        wide = sum(map(len, _SIGN.findall(value))) < sum(map(len, _LETTERS.findall(value)))
        why = "full-width letters in narrow text"
        sure = Sure.GUESS if _NAMED.search(value) else Sure.LIKELY
        yield from batch(value, _ALL if wide else _RUN, _narrow, why, sure)
        return
    letters = sum(1 for _ in _LETTER.finditer(value))
    if sum(1 for _ in islice(_EAST.finditer(value), letters // 20 + 1)) > letters // 20:
        return  # East Asian text
    for start, end in text.lines:
        if _LONG.search(value, start, end) and not _EAST.search(value, start, end):
            for run in _RUN.finditer(value, start, end):
                if _LONG.search(run[0]):
                    why = "full-width word on a line without East Asian letters"
                    yield Edit(*run.span(), run[0].translate(_TABLE), why, Sure.LIKELY)


fullwidth.fixes("\uff2f\uff50\uff45\uff4e \uff41\uff4c\uff4c \uff44\uff41\uff59", "Open all day")
fullwidth.fixes(
    "\uff46\u00fc\uff52 \uff41\uff4c\uff4c\uff45, \uff11\uff19\uff14\uff18",
    "f\u00fcr alle, 1948",
    because="letters without a wide form stayed",
)
fullwidth.fixes(
    "\uff28\uff45\uff4c\uff4c\uff4f\uff0c\u3000\uff57\uff4f\uff52\uff4c\uff44\uff01",
    "Hello, world!",
    because="punctuation goes with the letters it touches",
)
fullwidth.fixes(
    "\uff2c\uff45\uff53 \uff44\uff52\uff4f\uff49\uff54\uff53 de l\u2019\uff48\uff4f\uff4d\uff4d\uff45",
    "Les droits de l\u2019homme",
)
fullwidth.keeps("\u7b2c\uff13\u56de\u56fd\u9023\u7dcf\u4f1a\u63a1\u629e", because="Japanese writes wide digits")
fullwidth.keeps("\uff23\uff24\u3068\uff24\uff36\uff24", because="wide capitals in Japanese")
fullwidth.keeps("\ua00a\ua188\ua320\uff0c\uff11\uff19\uff15\uff12", because="Yi writes wide punctuation and digits")
fullwidth.keeps("\ud55c\uad6d\uc5b4 \uff21\uff22\uff23", because="wide capitals in Korean")
fullwidth.keeps("0xFF21 \uff21\n0xFF22 \uff22", because="a table of characters shows what it names by their codes")
fullwidth.keeps('{"\u24b6": "A", "\uff21": "A", "\u00c0": "A"}', because="a table of letters and their plain forms")
fullwidth.keeps("[0-9A-F\uff10-\uff19\uff21-\uff26]+", because="ranges of characters")
fullwidth.keeps("lower: " + "".join(map(chr, range(0xFF41, 0xFF5B))), because="the alphabet")
fullwidth.keeps('=FIND("\uff41"; "\uff23\uff21\uff2c\uff23") finds a full-width "a"', because="what it speaks of")
fullwidth.keeps("Hello\uff0c world\uff08really\uff09", because="punctuation alone is no evidence")
