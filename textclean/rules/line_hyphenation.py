"""Words that a printer broke at the end of a line, with a hyphen that is not the word's.

A page has lines; the text that is read from it keeps their ends, and "exam-" and "ple" are two words that no search
finds.  A hyphen at a line end may as well belong to the word ("well-known"), stand for a part that is left out ("pre-
and postwar"), or end a line of a table; and a writer of plain text may have broken the word himself.  So the word must
be one of the document's languages, and its halves less likely; and where nothing else says that the text came out of a
PDF (page breaks, printed ligatures) it is held.

The rest of the word moves up to its line; the line end stays.  A break between two columns or pages may lie between
(one empty line).  Kept: soft hyphens, page numbers and running heads, capitals behind the hyphen, lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, note, prior
from textclean.extraction import pooling, traces, vocabulary
from textclean.patterns import lazy
from textclean.text import Text

# Small letters of Latin, Greek, Cyrillic, Armenian, with their marks; capitals only in front.
_SMALL = "a-z\u00df-\u00f6\u00f8-\u024f\u0300-\u036f\u03ac-\u03ce\u0430-\u045f\u0491\u0561-\u0587\u1e00-\u1eff"
_LETTER = f"A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0400-\u042f\u0531-\u0556{_SMALL}"
LONGEST = 60  # letters of a word
_ENDING = lazy(f"[{_LETTER}]*")
_BROKEN = f"-(?<=[{_LETTER}]-)\r?\n[ \t\r\n]*[{_SMALL}]{{2}}"  # the same, found fast
_MAY = lazy(_BROKEN)
_CUT = lazy(
    f"(?<![{_LETTER}-])([{_LETTER}]{{2,}})[-\u2010](\r?\n(?:[ \t]*\r?\n)?)[ \t]*"
    f"([{_SMALL}]{{2,}})(?![{_LETTER}-])((?:[ \u00a0\u202f][;:!?\u00bb])?[.,;:!?)\u201d\u00bb]*)(?: +|(?=\r?\n)|\\Z)"
)
_SCRIPTS = (("Cyrillic", "\u0430-\u045f"), ("Greek", "\u03ac-\u03ce"), ("Armenian", "\u0561-\u0587"))


@rule(Stage.HIDDEN, shape=_BROKEN)
def line_hyphenation(text: Text) -> Iterator[Edit]:
    """A word broken at a line end is joined, and its end moves up to the line."""
    value = text.value
    cuts = [cut for may in text.finditer(_MAY) if (cut := _CUT.match(value, _head(value, may.start())))]
    if not cuts:
        return
    joined = [cut[1] + cut[3] for cut in cuts]
    sample = " ".join(joined)
    script = next((name for name, letters in _SCRIPTS if lazy(f"[{letters}]").search(sample)), "Latin")
    words = vocabulary.of(_CUT.sub("\\1\\3\\4\\2", value[: vocabulary.SAMPLE]), script)
    wholes, halves = words.costs(joined), words.costs([f"{cut[1]} {cut[3]}" for cut in cuts])
    wrote = prior("extraction", "hyphen_written")
    odds = [halves[i] - wholes[i] - wrote if words.known(word) else -wrote for i, word in enumerate(joined)]
    own = pooling.shared(odds, [cut.start() for cut in cuts], joined, prior("extraction", "line_hyphenation"))
    printed = traces.printed(value)
    for at, cut in enumerate(cuts):
        if not words.known(joined[at]):
            continue
        decision = decide(
            [
                Hypothesis(
                    AS_WRITTEN, None, (Addend("the word's own hyphen", wrote), Addend("its halves", -halves[at]))
                ),
                Hypothesis(
                    "broken at a line end",
                    joined[at],
                    (Addend(f"{joined[at]!r} is a word", -wholes[at]), Addend("broken lines", own[at])),
                ),
            ]
        )
        note("line_hyphenation", *cut.span(), decision)
        if decision.sure is not None:
            end = cut[2].replace("\r\n", "\n") if "\r" not in value else cut[2]
            new = joined[at] + cut[4] + ("" if value[cut.end() : cut.end() + 1] in ("", "\n", "\r") else end)
            sure = decision.sure if printed else Sure.GUESS
            yield Edit(*cut.span(), new, f"broken at a line end; {decision.reason(1)}", sure)


def _head(value: str, at: int) -> int:
    """Where the word that ends before *at* begins."""
    found = _ENDING.match(value[max(0, at - LONGEST) : at][::-1])
    return at - (found.end() if found else 0)


line_hyphenation.fixes("\x0cThis is an exam-\nple of it.\n", "\x0cThis is an example\nof it.\n")
line_hyphenation.fixes(
    "\x0cDie Regie-\nrung hat das Ge-\nsetz beschlossen.",
    "\x0cDie Regierung\nhat das Gesetz\nbeschlossen.",
    because="German",
)
line_hyphenation.fixes(
    "\x0c\u041d\u043e\u0432\u043e\u0435 \u043f\u0440\u0430\u0432\u0438-\n"
    "\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e \u0433\u043e\u0432\u043e\u0440\u0438\u0442",
    "\x0c\u041d\u043e\u0432\u043e\u0435 "
    "\u043f\u0440\u0430\u0432\u0438\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e\n"
    "\u0433\u043e\u0432\u043e\u0440\u0438\u0442",
    because="Russian",
)
line_hyphenation.fixes(
    "The \ufb01rst informa-\n\ntion is here", "The \ufb01rst information\n\nis here", because="a break between columns"
)
line_hyphenation.keeps("\x0ca well-\nknown state-\nof-the-art method", because="the words' own hyphens")
line_hyphenation.keeps("\x0cpre-\nand postwar, Erziehungs-\noder Vor-\nund Nachteile", because="a part is left out")
line_hyphenation.keeps("an exam-\nple in plain text", because="held: its author may have broken it")
line_hyphenation.keeps("\x0cthe end-\n12\nBook One", because="a page number and a running head")
line_hyphenation.keeps(
    "\x0c\u043a\u0442\u043e-\n\u0442\u043e \u0438\u0437 \u043d\u0430\u0441", because="Russian writes it so"
)
