"""Variation selectors where there is nothing to select.

A variation selector picks a shape of the character before it: U+FE0F an emoji's, U+E0100-E01EF an ideograph's, U+180B
-180D a Mongolian letter's, U+FE00 that of some Myanmar letters and mathematical signs.  No letter of Latin, Greek,
Cyrillic, Armenian, Georgian, Hebrew, Arabic, the Indic scripts, Thai, Ethiopic, kana or Hangul has variants, nor has a
space; an ideograph's selectors mean nothing after anything
else, and nowhere do two follow each other.  What remains is debris of a lost emoji, or bytes in disguise (U+FE00-FE0F
are 0 to 15, U+E0100-E01EF 16 to 255); a message is decoded into the reason.  Never touched: a selector after a sign,
a digit (keycaps, slashed zero), an emoji, or a letter of a script that this rule does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden.characters import LETTER, MARK
from textclean.hidden.payload import from_selectors, quoted
from textclean.patterns import lazy
from textclean.text import Text

MANY = 50  # from here on one batch instead of edits
EARLY = "\ufe00-\ufe0f"
LATE = "\U000e0100-\U000e01ef"
MONGOLIAN = "\u180b-\u180d\u180f"
# Nothing to select after these: letters, white space, brackets, quotes and stops ("#" and "*" make keycaps).
_BARE = f'{LETTER}{MARK}\\x00-"$-)+-/:-@\\[-`{{-\u00a0\u00ab\u00bb\u2000-\u200a\u2010-\u2029\u202f'
_BARE += "\u0590-\u077f\u0900-\u0eff\u0f40-\u0fbc\u1200-\u139f\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3"
_QUOTE = "[\u2018\u2019\u201c\u201d][\ufe00\ufe01]"  # their width and side in Chinese, since Unicode 16
# At an end of a range, or alone between quotation marks.
_SHOWN = f"(?<=[{EARLY}{LATE}{MONGOLIAN}]-.)|-[{EARLY}{LATE}{MONGOLIAN}]|(?<=[\"'].)[\"']"
_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Led by one plain class: a look-behind in front would cost re its fast scan.  One alternative for each reason.
_RUN = lazy(
    f"[{EARLY}{LATE}{MONGOLIAN}](?:"
    f"(?<=[{_BARE}].)(?<!{_QUOTE})(?!{_SHOWN})[{EARLY}{LATE}{MONGOLIAN}]*"  # after a letter or a blank
    f"|(?<![\\x00-\U0010ffff]{{2}})[{EARLY}{LATE}{MONGOLIAN}]*"  # at the very start
    f"|(?<=[{EARLY}{LATE}])[{EARLY}{LATE}]+"  # several in a row
    "|(?<=[1-9#*][\ufe00-\ufe0d])"  # a digit has the two of an emoji, and zero a slashed shape
    f"|(?<=[{LATE}])(?<![{_HAN}{EARLY}{LATE}].))"  # one of an ideograph's after something else
)


@rule(Stage.HIDDEN, triggers=EARLY + LATE + MONGOLIAN)
def selectors(text: Text) -> Iterator[Edit | Batch]:
    """Drop variation selectors that can select nothing."""
    new, count = _RUN.subn(_new, text.value)
    if count > MANY:
        yield Batch(new, lambda: list(_edits(text)), Sure.CERTAIN)
    else:
        yield from _edits(text)


def _new(run: re.Match[str]) -> str:
    """What may stay: the first of several after an emoji or an ideograph, which can be its own."""
    if len(run[0]) == 1 or not run.start() or re.match(f"[{_BARE}]", run.string[run.start() - 1]):
        return ""
    own = run[0][0] in "\ufe0e\ufe0f" or (len(run[0]) == 2 and re.match(f"[{_HAN}]", run.string[run.start() - 1]))
    return run[0][0] if own else ""


def _edits(text: Text) -> Iterator[Edit]:
    for run in text.finditer(_RUN):
        new = _new(run)
        what = f"variation selector U+{ord(run[0]):04X}" if len(run[0]) == 1 else f"{len(run[0])} variation selectors"
        if len(run[0]) > 1 and not re.search(f"[{MONGOLIAN}]", run[0]):
            what += quoted(from_selectors(run[0]) or from_selectors(run[0][1:]))
        yield Edit(run.start(), run.end(), new, what + " with nothing to select", Sure.CERTAIN)


selectors.fixes("e\ufe00very rig\U000e0105ht", "every right")
selectors.fixes("\u043d\ufe0f\u0435\u0442", "\u043d\u0435\u0442")
selectors.fixes("fine \ufe0f, thanks", "fine , thanks", because="its emoji is gone")
selectors.fixes("ok \U0001f44d\U000e0158\U000e0159", "ok \U0001f44d", because="bytes in disguise say: hi")
selectors.keeps(
    "\u2601\ufe0f \u2764\ufe0e 1\ufe0f\u20e3 #\ufe0f\u20e3 \u00a9\ufe0f", because="emoji, text style, keycaps"
)
selectors.keeps("\u845b\U000e0100\u57ce", because="a variant of an ideograph, in a name")
selectors.keeps("\u1820\u180b \u182d\u180d", because="Mongolian letters have variants")
selectors.keeps("\u1000\ufe00 \u2229\ufe00 0\ufe00", because="dotted Myanmar letters, serifs on a sign, slashed zero")
selectors.keeps(
    "\u67e5\u770b\u201c\ufe01$1\u201d\ufe01", because="full-width quotation marks of Chinese, since Unicode 16"
)
