"""What a terminal would have made of its control codes: escape sequences, their remains, overstrikes.

Sources: ECMA-48 (sequences), OSC 8 (links), the manuals of nroff and col (overstrikes), ECMA-6 (accents made of signs
and backspaces).  Places are code points.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Sure
from textclean.patterns import lazy

# CSI, OSC and other strings with their terminator, designations, two-character ones.  A string ends before the next ESC
# or line, so that an unfinished one costs one look; an OSC 8 link is two of them, with its text in between.
# IRC colours text by ETX and two numbers; by one number only, which may be the author's, it is not told.
_PARAMETERS = "[0-?]*[ -/]*(?:[@-~]|(?![ -~]))"
SEQUENCE = lazy(
    f"\x1b(?:\\[{_PARAMETERS}|[\\]PX^_][^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)"
    "|[!-/][ -/]*[0-~]| [FGLMN]|[78=>]|[DEHMNOZc](?![a-z]))"
    f"|\x9b{_PARAMETERS}|\x03[0-9]{{1,2}},[0-9]{{1,2}}(?![0-9])"
)
# What is left of a colour when a filter took the ESC away, or a pager spelled it ^[.
RESETS = ("[0m", "[39m", "[22m", "[49m", "[00m")
_REMAINS = lazy("\\[((?:[0-9]{1,3};){0,4}[0-9]{1,3})?m(?!])")
_SPELLED = lazy(r"(?:\\(?:x1[bB]|033|[eE]|u001[bB])|%1[bB]|&#(?:0?27|[xX]1[bB]);|[<\[{(]ESC[>\]})]|ESC ?|CSI ?)\Z")
_STANDS_FOR_IT = lazy(r"(?:\^\[|\(cid:27\)|[\u241b\ufffd])\Z")  # a pager's, a PDF's, a font's
_RESETS = frozenset(["0", "00", "22", "23", "24", "27", "39", "49", "0;0"])


def sequences(value: str, many: int) -> Batch | None:
    """All escape sequences at once, if there are more than *many*."""
    if "\x1b" not in value:
        return None
    new, count = SEQUENCE.subn("", value)
    if count <= many:
        return None
    return Batch(
        new,
        lambda: [
            Edit(*m.span(), "", f"terminal sequence {spelled(m[0])}", Sure.CERTAIN) for m in SEQUENCE.finditer(value)
        ],
        Sure.CERTAIN,
    )


def remains(value: str) -> Iterator[tuple[int, int, bool]]:
    """The remains of colours as ``(start, end, paired)``; a colour is paired if a reset follows in its paragraph."""
    if "\x1b" in value or not any(reset in value for reset in RESETS):
        return
    waiting: list[tuple[int, int]] = []
    paired = False
    for token in _REMAINS.finditer(value):
        if _SPELLED.search(value, max(token.start() - 8, 0), token.start()):
            continue  # source code, or a lesson
        if waiting and value.find("\n\n", waiting[-1][1], token.start()) >= 0:
            yield from ((*span, paired) for span in waiting)
            waiting, paired = [], False
        if token[1] in _RESETS:
            opened = bool(waiting)
            yield from ((*span, True) for span in waiting)
            waiting = []
            if opened or paired:
                yield _start(value, token.start()), token.end(), True
            paired = opened or paired
        elif token[1]:
            waiting.append((_start(value, token.start()), token.end()))
    yield from ((*span, False) for span in waiting)


def _start(value: str, at: int) -> int:
    """Where a colour begins: at what stands for its ESC, if anything does."""
    sign = _STANDS_FOR_IT.search(value, max(at - 8, 0), at)
    return sign.start() if sign else at


# Letters, signs and pictures of two columns: Han, kana, Hangul, full-width forms.
_WIDE = lazy(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]"
)
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", ",": "\u0327"}


def overstruck(line: str, lone: bool = False) -> Iterator[tuple[int, int, str]]:
    """What backspaces do to *line*, as ``(start, end, new)``: a letter gets its accent, all else that is struck goes.

    *lone*: its text has no more than one, which an editor or a keyboard left behind, unless it makes an accent.

    >>> list(overstruck("f\\x08_x\\x08x")), list(overstruck("Ren'\\x08e"))
    ([(1, 5, '')], [(3, 6, 'é')])
    """
    for start, end in _struck_out(line, lone):
        one = _accented(line[start], line[end : end + 1]) if end - start == 2 else ""
        yield (start, end + 1, one) if one else (start, end, "")


def _accented(first: str, second: str) -> str:
    """The letter that two characters in one place are, one of them its accent; empty if they are none."""
    for accent, letter in ((first, second), (second, first)):
        if accent in _ACCENTS and letter.isalpha():
            one = unicodedata.normalize("NFC", letter + _ACCENTS[accent])
            return one if len(one) == 1 else ""
    return ""


def _is_stray(struck: str, over: str, before: str) -> bool:
    """Did an input method or an editor leave the backspaces behind between *struck* and *over*?

    So it is beside letters of two columns, and after a blank that no backspace stands *before*: nothing is struck.
    """
    if _WIDE.match(struck[-1:]) or (_WIDE.match(over) and set(struck) != {"_"}):
        return True
    return struck.isspace() and before != "\x08"


def _struck_out(line: str, lone: bool) -> list[tuple[int, int]]:
    """The spans of the characters that backspaces take away from *line*, the backspaces among them.

    A character overstruck by itself (bold) or by an underline stays once; any other is replaced by what follows.
    """
    kept: list[int] = []
    gone: list[int] = []
    at = 0
    while at < len(line):
        if line[at] != "\x08":
            kept.append(at)
            at += 1
            continue
        end = at
        while end < len(line) and line[end] == "\x08":
            end += 1
        if line[at - 1 : at] == "\t":  # alone in a cell of a table
            at = end
            continue
        gone += range(at, end)
        count = min(end - at, len(kept))
        struck, over = "".join(line[k] for k in kept[len(kept) - count :]), line[end : end + count]
        if count and len(over) == count and set(over) == {"_"} and "_" not in struck:
            gone += range(end, end + count)
            at = end + count
            continue
        if over != struck and _WIDE.match(struck[-1:]):
            count = min((end - at + 1) // 2, len(kept))
            struck, over = struck[-count:], line[end : end + count]
        stray = over != struck and _is_stray(struck, over, line[at - 2 : at - 1])
        stray = stray or (lone and not (set(struck) == {"_"} or _accented(struck, over)))
        at = end
        if stray:
            continue
        gone += kept[len(kept) - count :]
        del kept[len(kept) - count :]
    spans: list[tuple[int, int]] = []
    for place in sorted(gone):
        if spans and spans[-1][1] == place:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans


def spelled(sequence: str) -> str:
    """The first characters of a sequence, as a reason shows them."""
    return sequence[:40].replace("\x1b", "ESC ").encode("unicode_escape").decode()
