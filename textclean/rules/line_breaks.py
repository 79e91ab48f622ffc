"""Line ends of other systems, and words that a printed line cut in two.

CR LF, a lone CR, CR CR LF (a CR LF converted once too often), U+0085, U+2028, U+2029 and the vertical tab all become
LF.  U+0085 stays where other C1 controls or a lead byte before it say that it is a byte of mojibake.

A hyphen at a line end may belong to the word ("well-known") or to the printer ("exam-" and "ple").  Only the document
can tell: if it writes the word whole somewhere else, and never with the hyphen, the printer did it; a soft hyphen
(U+00AD) is always the printer's.  The rest of the word then moves up to its line.  Everything else stays: suspended
hyphens, compounds, dashes, list markers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.extraction import ligatures
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

NAMES = {
    "\r\r\n": "CR CR LF",
    "\r\n": "CR LF",
    "\r": "lone CR",
    "\x0b": "vertical tab",
    "\x85": "next line, U+0085",
    "\u2028": "line separator, U+2028",
    "\u2029": "paragraph separator, U+2029",
}
_BREAKS = lazy("[\r\x0b\x85\u2028\u2029][\r\n\x0b\x85\u2028\u2029]*")
_ODD = lazy("[\x01\x0b\x85\u2028\u2029]")  # in marks U+0001 stands for the vertical tab
_C1 = lazy("[\x80-\x84\x86-\x9f]")
# Small letters of Latin, Greek, Cyrillic, Armenian, with their marks; capitals only in front.
_SMALL = "a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u03ac-\u03ce\u0430-\u045f\u0491\u0561-\u0587\u1e00-\u1fff"
_LETTER = f"A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0400-\u042f\u0531-\u0556{_SMALL}"
_HEAD = f"(?<![{_LETTER}])([{_LETTER}]{{2,}})([-\u2010\u00ad])"
_TAIL = f"([{_SMALL}]{{2,}})(?![{_LETTER}-])([.,;:!?)]*)(?: +|\n|(\\Z))"
_CUT = lazy(f"{_HEAD}\n[ \t]*{_TAIL}")
_WORD = lazy(f"[{_LETTER}]+(?:[-\u2010][{_LETTER}]+)*")


@rule(Stage.FORM, triggers="\r\x0b\x85\u2028\u2029\\-\u2010\u00ad", profiles=("normalize", "ascii"))
def line_breaks(text: Text, *, hyphens: bool = True) -> Iterator[Edit | Batch]:
    """Line ends become LF; *hyphens*: words cut at a line end are joined where the document proves it."""
    value = text.value
    if hyphens and any(f"{hyphen}\n" in value for hyphen in "-\u2010\u00ad"):  # CR LF has become LF a round earlier
        yield from _joined(text)

    if "\r" not in value and not _ODD.search(text.marks):
        return
    torn = ligatures.doubts(value) if "\x0b" in value else frozenset[int]()
    bytes_too = "\x85" in value and _C1.search(text.marks) is not None

    def plain(run: re.Match[str]) -> str:
        if "\x85" in run[0] and (bytes_too or "\xc2" <= value[run.start() - 1 : run.start()] <= "\xf4"):
            return run[0]
        if run.start() in torn:  # no line ends here: a ligature stood there
            return run[0]
        # What is left of a run without the two long ones is one break a character.
        return "\n" * len(run[0].replace("\r\r\n", "\n").replace("\r\n", "\n"))

    def why(run: str) -> str:
        return f"line end: {next(name for mark, name in NAMES.items() if run.startswith(mark))}"

    yield from batch(value, _BREAKS, plain, why, Sure.CERTAIN)


def _joined(text: Text) -> Iterator[Edit]:
    cuts = list(text.finditer(_CUT))
    if not cuts:
        return
    written = {word.lower() for word in _WORD.findall(text.value)}
    for cut in cuts:
        head, hyphen, tail, close, last = cut.groups()
        if hyphen == "\u00ad":
            why = "soft hyphen at a line end"
        elif (head + tail).lower() in written and written.isdisjoint(
            {f"{head}-{tail}".lower(), f"{head}\u2010{tail}".lower()}
        ):
            why = f"{head}{tail} stands whole elsewhere in the text"
        else:
            continue
        yield Edit(cut.end(1), cut.end(), tail + close + ("\n" if last is None else ""), why, Sure.LIKELY)


line_breaks.fixes("one\r\ntwo\r\n", "one\ntwo\n")
line_breaks.fixes("one\rtwo\r\r\nthree", "one\ntwo\nthree", because="old systems; converted once too often")
line_breaks.fixes("a\u2028b\u2029\u2029c\x0bd", "a\nb\n\nc\nd")
line_breaks.fixes("a\x85b exam\u00ad\nple", "a\nb example", because="NEL; a soft hyphen at a line end")
line_breaks.fixes("An example helps; this exam-\nple too.", "An example helps; this example\ntoo.")
line_breaks.fixes(
    "\u041f\u0440\u0438\u043c\u0435\u0440 \u0438 \u043f\u0440\u0438-\n\u043c\u0435\u0440, \u0434\u0430",
    "\u041f\u0440\u0438\u043c\u0435\u0440 \u0438 \u043f\u0440\u0438\u043c\u0435\u0440,\n\u0434\u0430",
    because="the printer cut it",
)
line_breaks.keeps("Haus- und Hof-\ntor", because="nothing proves that the hyphen is the printer's")
line_breaks.keeps("a well-known and well-\nknown man", because="the document writes the hyphen")
line_breaks.keeps("- \u043e\u0434\u0438\u043d\n- \u0434\u0432\u0430\n", because="list markers")
line_breaks.keeps(
    "\u05d0\u05d7\u05ea\n\u05e9\u05ea\u05d9\u05d9\u05dd\n\n\u4e09\t\u56db\n", because="LF and TAB are as they should be"
)
