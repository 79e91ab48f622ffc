"""Surrogate code points, which no text may hold.

UTF-16 spells a character beyond U+FFFF as two halves, U+D800-DBFF and U+DC00-DFFF.  JSON, JavaScript, CESU-8 and
Java's "modified UTF-8" hand them over one by one; a high half followed by a low one is one character, and is joined.
Python hides bytes it could not decode as U+DC80-DCFF (``surrogateescape``): a run of them that is UTF-8 is decoded.
A half that is left alone stands for a character that is lost; it becomes U+FFFD, and the reason names it.  Nothing
else is touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.text import Text

LONG = 2000  # code points of a text from which on one batch stands for all edits
# Pairs first; then hidden bytes, as a run; then what is alone.
_RUN = lazy("(?:[\ud800-\udbff][\udc00-\udfff])+|[\udc80-\udcff]+|[\ud800-\udfff]")
_LEFT = lazy("[\udc80-\udcff]+|[\ud800-\udfff]")


@rule(Stage.REDECODE, triggers="\ud800-\udfff")
def surrogates(text: Text) -> Iterator[Edit | Batch]:
    """Join surrogate pairs, decode hidden bytes, and replace lone halves by U+FFFD."""
    if len(text.value) < LONG:
        yield from _edits(text)
        return
    joined = text.value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    new = _LEFT.sub(lambda run: _read(run[0]), joined)
    yield Batch(new, lambda: list(_edits(text)), Sure.CERTAIN)


def _read(run: str) -> str:
    """The characters that a run of halves stands for."""
    if run[0] < "\udc00" and len(run) > 1:
        return run.encode("utf-16", "surrogatepass").decode("utf-16")
    if "\udc80" <= run[0] <= "\udcff":
        return run.encode("ascii", "surrogateescape").decode("utf-8", "replace")
    return "\ufffd"


def _edits(text: Text) -> Iterator[Edit]:
    for run in text.finditer(_RUN):
        new = _read(run[0])
        names = " ".join(f"U+{ord(half):04X}" for half in run[0][:8]) + (" ..." if len(run[0]) > 8 else "")
        if new[0] != "\ufffd":
            why = f"surrogate pair {names}" if run[0][0] < "\udc00" else f"undecoded bytes {names}, which are UTF-8"
        elif "\udc80" <= run[0][0] <= "\udcff":
            why = (
                f"undecoded byte {' '.join(f'{ord(half) - 0xDC00:02X}' for half in run[0][:8])}, lone surrogate {names}"
            )
        else:
            why = f"lone surrogate {names}"
        yield Edit(run.start(), run.end(), new, why, Sure.CERTAIN)


surrogates.fixes("ok \ud83d\ude00\ud83d\ude01", "ok \U0001f600\U0001f601")
surrogates.fixes("caf\udcc3\udca9", "caf\u00e9", because="Python hid two bytes of UTF-8")
surrogates.fixes("half \ud83d of it", "half \ufffd of it", because="the other half is lost")
surrogates.fixes("\u043d\u0435\u0442 \ude00\ud83d", "\u043d\u0435\u0442 \ufffd\ufffd", because="the wrong way round")
surrogates.fixes("x\udcefz", "x\ufffdz", because="a byte that is no UTF-8")
surrogates.keeps("\U0001f600 \U00020000", because="characters beyond U+FFFF are one code point here")
surrogates.keeps("\ud55c\uad6d\uc5b4 \ue000 \ufffd", because="Hangul ends just before, private use begins just after")
surrogates.keeps("\u0939\u093f\u0928\u094d\u0926\u0940", because="Hindi")
