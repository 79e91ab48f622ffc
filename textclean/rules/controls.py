"""Control characters and terminal output in text.

Captured terminal sessions carry colours, titles, links and cursor moves as escape sequences; manual pages print bold
as a letter, a backspace and the letter again; broken exports leave NUL and its like inside words; a JSON string that
was read twice turns TeX's ``\\frac`` into a form feed and "rac".  None of it is text.  A sequence goes as a whole, a
link keeps its text, a backspace takes what a terminal would have taken (beside Han, kana and Hangul, and after a blank,
an input method left it behind, and nothing is taken), TeX gets its command back.

Never touched: TAB, LF, CR, U+0085 (a line break); form feed and vertical tab, which part pages and lines; U+FFFD.
0x1C-0x1F part records in data, unless other controls show that the text is damaged.  NULs that end names of files or
settings, as ``find -print0`` writes them, and numbers in strings of a program are held.  A C1 control is an undecoded
byte: held in a line that looks like mojibake, and where the sign that Windows-1252 has there would fit or other
characters beyond ASCII stand beside it, of which it may be a byte.  So is one in a word that a ligature would make one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.extraction import ligatures
from textclean.hidden import terminal
from textclean.hidden.characters import LETTER, MARK, garbled_without, is_stray, lists_names
from textclean.markup import is_data
from textclean.patterns import lazy
from textclean.spans import is_quoted
from textclean.text import Text

MANY = 50  # from here on one batch instead of edits
# Different controls that are numbers in strings of a program: damaged texts have 4 at most, tables of Emacs 16.
KINDS = 8
C0 = "\x00-\x07\x0e-\x1a\x7f"
PARTS = "\x1c-\x1f"
C1 = "\x80-\x84\x86-\x9a\x9c-\x9f"
# Windows-1252 has a letter, a dash or an apostrophe here, which fit between letters; nothing; elsewhere a sign.
FITS, UNDEFINED = "\x83\x8a\x8c\x8e\x92\x96\x97\x9a\x9c\x9e\x9f", "\x81\x8d\x8f\x90\x9d"

_KINDS = tuple(map(chr, (*range(8), *range(14, 27))))
_C1 = lazy(f"[{C1}]")
_JUNK = lazy(f"[{C0}\x1b]")
_FOUND = lazy(f"[{C0}{PARTS}{C1}\x1b\x9b]")
_BESIDES_PARTS = lazy(f"[{C0}{C1}\x1b\x9b]")  # where nothing else is wrong, separators are data
# One after each letter, as when UTF-16 is read as ASCII, is one piece of damage and one edit.
_JUNK_RUN = f"(?:(?!\x03[0-9]{{1,2}},[0-9])[{C0}])+"  # up to a colour
_RUN = lazy(f"{_JUNK_RUN}(?:[^{C0}{C1}{PARTS}\x08\x1b\x9b\n]{_JUNK_RUN})*|[{PARTS}]+|[{C1}]+|[\x1b\x9b]")
_FIELD = lazy("\x13 ?[A-Z][^\x13-\x15\n]{0,400}\x14")  # Word: the instruction of a field, in front of its result
_TEX = lazy(  # commands whose first letter was read as an escape, by what remains of them
    "\x0c(?=rac[{1-9]|orall(?![a-z])|loor(?![a-z]))|\x0b(?=ec[{ ]|ar(?:phi|epsilon|theta)(?![a-z])|dots(?![a-z]))"
    "|\x07(?=(?:lpha|pprox|ngle|leph)(?![a-z]))"
    "|\x08(?<![^ $({=+,\n-].)(?=eta(?![a-z])|egin[{]|ar[{]|inom[{]|oldsymbol|ullet(?![a-z]))"
)
_TEX_LETTER = {"\x0c": "\\f", "\x0b": "\\v", "\x07": "\\a", "\x08": "\\b"}
_DROPPED = lazy(f"[{C0}{PARTS}\x1b]+")
_BYTES = bytes(c for c in range(0x80) if _DROPPED.match(chr(c)))
_UNDERLINED = lazy("_\x08(?=[^\x08_\n])")
_BOLD = lazy("\x08(?<=([^\x08\n])\x08)\\1")
_WORD = lazy(f"[{LETTER}{MARK}]")


@rule(Stage.HIDDEN, triggers="\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f", literals=terminal.RESETS)
def controls(text: Text) -> Iterator[Edit | Batch]:
    """Drop control characters and escape sequences; replay backspaces."""
    if not text.code:
        yield from _found(text)
        return
    for found in _found(text):
        for edit in found.edits() if isinstance(found, Batch) else (found,):
            yield edit._replace(why=f"{edit.why}, in a program", sure=Sure.GUESS)


def _found(text: Text) -> Iterator[Edit | Batch]:
    value = text.value
    changed = binary = sum(map(value.__contains__, _KINDS)) >= KINDS
    for start, end, paired in terminal.remains(value):
        changed |= paired
        yield Edit(start, end, "", "remains of a terminal colour", Sure.LIKELY if paired else Sure.GUESS)
    tex = {m.start() for m in _TEX.finditer(value)} if any(c in value for c in _TEX_LETTER) else set()
    listed = lists_names(value)
    damaged = _JUNK.search(value.replace("\0", "") if listed else value) is not None
    if not tex and (batch := terminal.sequences(value, MANY) or _plain(text, damaged and not (listed or binary))):
        yield batch
        return
    for at in tex:
        changed = True
        yield Edit(at, at + 1, _TEX_LETTER[value[at]], "TeX command whose first letters were an escape", Sure.LIKELY)
    at, known = 0, dict[int, bool]()
    junk = _FOUND if damaged else _BESIDES_PARTS
    while found := junk.search(value, at):
        at = found.start()
        if at in tex:
            at += 1
            continue
        edit = _edit(text, at, damaged, known)
        data = binary or is_data(value, at)
        if data or (listed and value[at] == "\0"):
            edit = edit._replace(why=f"{edit.why}, {'of data' if data else 'at the end of a name'}", sure=Sure.GUESS)
        changed |= edit.sure > Sure.GUESS
        yield edit
        at = edit.end
    if "\x08" in value and not changed:  # the last step: it must not take parts of a sequence
        new = _BOLD.sub("", _UNDERLINED.sub("", value))
        if len(value) - len(new) > MANY and "\x08" not in new:
            yield Batch(new, lambda: list(_overstruck(text)), Sure.LIKELY)
        else:
            yield from _overstruck(text)


def _plain(text: Text, damaged: bool) -> Batch | None:
    """All C0 controls at once, if there are many and no escape sequence or field among them."""
    value = text.value
    sequences = ("\x1b" in value or "\x03" in value) and terminal.SEQUENCE.search(value)
    if not damaged or sequences or "\x9b" in value or _FIELD.search(value):
        return None
    left = text.utf8.translate(None, _BYTES)
    if len(text.utf8) - len(left) <= MANY or ligatures.doubts(value):
        return None
    return Batch(
        left.decode("utf-8", "surrogatepass"),
        lambda: [
            Edit(m.start(), m.end(), "", f"control character U+{ord(m[0][0]):04X}", Sure.LIKELY)
            for m in _DROPPED.finditer(value)
        ],
        Sure.LIKELY,
    )


def _overstruck(text: Text) -> Iterator[Edit]:
    lone = text.value.count("\x08") == 1
    for start, end in text.lines:
        line = text.value[start:end]
        for low, high, new in terminal.overstruck(line, lone) if "\x08" in line else ():
            yield Edit(start + low, start + high, new, "overstruck or backspaced", Sure.LIKELY)


def _edit(text: Text, at: int, damaged: bool, known: dict[int, bool]) -> Edit:
    """The edit for the control at *at*; *damaged*: the document holds controls that no data format uses."""
    value = text.value
    sequence = terminal.SEQUENCE.match(value, at) or _FIELD.match(value, at)
    if sequence and not is_quoted(value, at, at + 1):
        why = "field instruction" if value[at] == "\x13" else f"terminal sequence {terminal.spelled(sequence[0])}"
        half = value[at] == "\x9b" and value[at - 1 : at] > "\x7f"  # it may be half of a letter
        return Edit(at, sequence.end(), "", why, Sure.GUESS if half else Sure.CERTAIN)
    run = _RUN.match(value, at)
    assert run is not None  # _RUN matches whatever _FOUND does
    first, new = run[0][0], re.sub(f"[{C0}{PARTS}{C1}\x1b\x9b]", "", run[0])
    count = len(run[0]) - len(new)
    what = f"control character U+{ord(first):04X}" if count == 1 else f"{count} control characters"
    inside = _WORD.match(value[at - 1 : at]) and _WORD.match(value[run.end() : run.end() + 1])
    if "\t" in (value[at - 1 : at], value[run.end() : run.end() + 1]) or is_quoted(value, at, run.end()):
        sure = Sure.GUESS  # alone in a cell of a table, or shown
    elif first < "\x80":
        sure = Sure.LIKELY if first in "\x1c\x1d\x1e\x1f" else Sure.CERTAIN
    elif (
        first in FITS
        or not (inside or first in UNDEFINED)
        or not is_stray(value, at, run.end())
        or garbled_without(text, at, _C1, known)
    ):
        sure = Sure.GUESS
    else:
        sure = Sure.LIKELY
    if inside and first < "\x80" and at in ligatures.doubts(value):
        return Edit(at, run.end(), new, f"{what} where a ligature may have stood", Sure.GUESS)
    return Edit(at, run.end(), new, f"{what}{' inside a word' * bool(inside)}", sure)


controls.fixes("\x1b[1;31mError\x1b[0m: no file", "Error: no file")
controls.fixes("\x1b]8;;https://example.org\x1b\\the page\x1b]8;;\x1b\\", "the page", because="a link keeps its text")
controls.fixes("[32mok[0m \u0434\u0430", "ok \u0434\u0430", because="a pair that lost its ESC")
controls.fixes("(cid:27)[31mbad(cid:27)[0m", "bad", because="out of a PDF: code 27 is ESC")
controls.fixes("N\x08NA\x08AME _\x08f_\x08i_\x08l_\x08e, x\x08_", "NAME file, x", because="bold and underlined")
controls.fixes("a\x00b\x00c\x00 wo\x04rd\x7f", "abc word")
controls.fixes("\x038,1join us\x03 now", "join us now", because="colours of IRC")
controls.fixes("wro\x08\x08\x08right, Ren'\x08e, n\x08~", "right, Ren\xe9, \xf1", because="accents of typewriters")
controls.fixes("* \x08\ud55c\uae00\x08 \ubb38\uc11c", "* \ud55c\uae00 \ubb38\uc11c", because="left behind")
controls.fixes("$\x0crac{1}{2} + \x08eta$", "$\\frac{1}{2} + \\beta$")
controls.fixes("wo\x00rd of the ti\x00mes.\x00", "word of the times.", because="no list of names")
controls.fixes("\u043c\u043e\u043b\u043e\x81\u043a\u043e", "\u043c\u043e\u043b\u043e\u043a\u043e")
controls.keeps("\xcb\x90 a\xe3\x81b \xc9\x9b", because="bytes of letters that were misread")
controls.keeps("one\ttwo\r\n\x0cpage two\x0bline\u0085", because="white space of tables, pages and lines")
controls.keeps("a.txt\0r\u00e9sum\u00e9.pdf\0notes/b.txt\0", because="a list of files, as find -print0 writes it")
controls.keeps("./\u0447\u0435\u0440\u043d.txt\0./\u4e2d\u6587/\u8868.csv\0", because="a list of files")
controls.keeps("a.py\x1f\u0648\u0635\u0641\0b.py\x1f\u05ea\u05d9\u05d0\u05d5\u05e8\0", because="records of two fields")
controls.keeps('"\x02\x01\x8d\x03\x14\x07 \x17\x05\x06\x10"', because="numbers in a string of a program")
controls.keeps("'\x7f' U+007F\n'\x9b' U+009B", because="a table shows them")
controls.keeps("name\x1fplace\x1eJos\u00e9\x1fLisboa", because="separators of records")
controls.keeps("print %1B[31mred%1B[0m, <ESC>[1mred<ESC>[0m", because="ESC is spelled: a lesson, or an address")
controls.keeps("see [1], [0m] and a[5] \u2014 [31m apart", because="a colour that nothing resets")
