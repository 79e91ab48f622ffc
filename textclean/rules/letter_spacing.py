"""Words set with a blank after each letter: emphasis of old printers, headings, and what readers make of wide tracking.

German and Russian printers spaced letters for emphasis, designers space headings, and a reader of a PDF takes wide
gaps for blanks: "G e s e t z".  Where the letters make a word of the document's languages it is one.  Writers of plain
text do the same on purpose; so, unless other traces of a PDF are in the document, the word is held.

Kept: initials, lists of letters, alphabets, variables; words that are run together are no business of this rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, note, prior
from textclean.extraction import pooling, traces, vocabulary
from textclean.extraction.vocabulary import LETTERS
from textclean.patterns import lazy
from textclean.text import Text

_OTHERS = "\u0386-\u03ce\u0400-\u045f\u0490\u0491"  # Greek and Cyrillic
_L = f"[{LETTERS}{_OTHERS}]"
_RUN = lazy(
    f'(?<![^ \t\n\x0c(\u201e\u201c\u00ab"])(?:{_L}[ \u00a0\u2009\u200a]){{3,40}}{_L}'
    f"(?![{LETTERS}{_OTHERS}'\u2019]|\\. ?{_L}\\.)"
)
SHORT = 6  # fewer capitals may be an abbreviation
_BLANKS = lazy("[ \u00a0\u2009\u200a]")
_SCRIPTS = (("Cyrillic", "\u0400-\u045f"), ("Greek", "\u0386-\u03ce"))


@rule(Stage.HIDDEN, triggers="\x0c\ufb00-\ufb06")
def letter_spacing(text: Text) -> Iterator[Edit]:
    """The blanks inside a letter-spaced word go."""
    value = text.value
    runs = list(text.finditer(_RUN))
    if not runs:
        return
    joined = [_BLANKS.sub("", run[0]) for run in runs]
    sample = " ".join(joined)
    script = next((name for name, letters in _SCRIPTS if lazy(f"[{letters}]").search(sample)), "Latin")
    words = vocabulary.of(_RUN.sub(lambda run: _BLANKS.sub("", run[0]), value[: vocabulary.SAMPLE]), script)
    stand, whole = words.costs([_BLANKS.sub(" ", run[0]) for run in runs]), words.costs(joined)
    odds = [stand[i] - whole[i] if words.known(word) else 0.0 for i, word in enumerate(joined)]
    own = pooling.shared(odds, [run.start() for run in runs], joined, prior("extraction", "letter_spacing"))
    printed = traces.printed(value)
    for at, run in enumerate(runs):
        if not words.known(joined[at]):
            continue
        kind = "letter-spaced word"
        decision = decide(
            [
                Hypothesis(AS_WRITTEN, None, (Addend("single letters", -stand[at]),)),
                Hypothesis(kind, joined[at], (Addend(f"the word {joined[at]!r}", -whole[at]), Addend(kind, own[at]))),
            ]
        )
        note("letter_spacing", *run.span(), decision)
        if decision.sure is not None:
            short = len(joined[at]) < SHORT and joined[at] == joined[at].upper()
            sure = decision.sure if printed and not short else Sure.GUESS
            yield Edit(*run.span(), joined[at], f"{kind} {joined[at]!r}", sure)


letter_spacing.fixes("\x0cDas G e s e t z gilt", "\x0cDas Gesetz gilt")
letter_spacing.fixes("\x0cC O N T E N T S\n", "\x0cCONTENTS\n", because="a heading")
letter_spacing.fixes(
    "\x0c\u042d\u0442\u043e \u0433 \u043b \u0430 \u0432 \u043d \u043e \u0435 \u0441\u043b\u043e\u0432\u043e",
    "\x0c\u042d\u0442\u043e \u0433\u043b\u0430\u0432\u043d\u043e\u0435 \u0441\u043b\u043e\u0432\u043e",
    because="Russian",
)
letter_spacing.keeps("\x0cA B C D E F, a b c d", because="an alphabet")
letter_spacing.keeps("Das G e s e t z gilt f\u00fcr alle", because="held: its author may have spaced it")
letter_spacing.keeps("\x0cJ. R. R. T, x y z w", because="initials and variables")
letter_spacing.keeps("\x0c\u0430 \u0431 \u0432 \u0433 \u0434 \u0435", because="the Russian alphabet")
