"""Letters that a scanner took for others: rn for m, cl for d, li for h, vv for w, c for e.

Character recognition sees shapes.  Where print is worn, "people" becomes "peoplc" and "the" becomes "tlie"; such a word
is in no list, and one confusion undone makes it a word of the document's languages.  A lone word of that kind may as
well be a name, or its author's slip: it is held.  A section full of them was scanned.

Digits in words (0 for O, 1 for l, 5 for S) are left to the rule for digits, Cyrillic letters in Latin words to that for
look-alikes.  Kept: words that a list has, names, capitals, code; foreign words that no confusion explains.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import Hypothesis, decide, note, prior
from textclean.evidence.ledger import Addend
from textclean.extraction import pooling, recognition, traces, vocabulary
from textclean.extraction.accents import trim
from textclean.patterns import lazy
from textclean.text import Text

_LATIN = lazy(
    "(?<![A-Za-z\u00c0-\u024f0-9'\u2019_./@#|-])[A-Za-z\u00c0-\u024f|]{3,20}(?![A-Za-z\u00c0-\u024f0-9'\u2019_/@#|-])"
)
_CYRILLIC = lazy("(?<![\u0400-\u04ff0-9A-Za-z-])[\u0430-\u045fI1\u0410-\u042f]{4,20}(?![\u0400-\u04ff0-9A-Za-z-])")
_SMALL = lazy(
    "[a-z\u00df-\u00ff\u0430-\u045f|][a-z\u00df-\u00ff\u0430-\u045f|I1]*"
    "|[A-Z\u0410-\u042f|][a-z\u00df-\u00ff\u0430-\u045f|1]+|[A-Za-z]?[a-z\u00df-\u00ff]+B[a-z]*"
)
MOST = 20_000  # words of a document that are asked


@rule(Stage.HIDDEN, shape=traces.BROKEN, triggers="\x0c\ufb00-\ufb06")
def ocr(text: Text) -> Iterator[Edit]:
    """A word that is none becomes the one that a scanner misread."""
    if not traces.there(text.value) or text.code or text.markup:
        return
    for script, pattern, pairs in (("Latin", _LATIN, recognition.LATIN), ("Cyrillic", _CYRILLIC, recognition.CYRILLIC)):
        yield from _misread(text, script, pattern, pairs)


def _misread(text: Text, script: str, pattern: object, pairs: recognition.Pairs) -> Iterator[Edit]:
    value = text.value
    matches = [m for m in text.finditer(pattern) if _SMALL.fullmatch(m[0])][:MOST]  # type: ignore[arg-type]
    if not matches:
        return
    words = vocabulary.of(value, script)
    if not words.familiar(value):  # where most words are in no list, one that is in none says nothing
        return
    distinct = {m[0] for m in matches}
    main = words.main(distinct)
    unknown = [word for word in distinct if not words.known(word)]
    main.costs(unknown)  # all at once: they are remembered
    strange = {word: recognition.hypotheses(word, main, pairs) for word in unknown}
    found = [m for m in matches if m[0] in strange]
    odds = [_odds(strange[m[0]]) for m in found]
    own = pooling.shared(odds, [m.start() for m in found], [m[0] for m in found], prior("extraction", "ocr"))
    for match, document in zip(found, own, strict=True):
        here = strange[match[0]]
        if len(here) == 1:
            continue
        shared = Addend("a scanned section", document)
        decision = decide([h if h.new is None else h._replace(addends=(*h.addends, shared)) for h in here])
        note("ocr", *match.span(), decision)
        if decision.sure is not None and decision.best.new is not None:
            start, end, new = trim(value, *match.span(), decision.best.new)
            sure = min(decision.sure, Sure.LIKELY)
            yield Edit(start, end, new, f"letters that a scanner misread; {decision.reason(1)}", sure)


def _odds(here: list[Hypothesis]) -> float:
    """What one unlisted word says of the section (nats): that it was scanned, or that it holds names."""
    if len(here) == 1:
        return -1.0
    return max(h.nats for h in here if h.new) - here[0].nats - recognition.CHANCE


ocr.fixes(
    "\x0ctlie man wlio saw tbe bouse and tlien went iuto tlie garclen",
    "\x0cthe man who saw the house and then went into the garden",
)
ocr.fixes(
    "\x0cDie Regicrung hat bcschlossen, die StraBe fiir alle Biirger ncu zu baucn",
    "\x0cDie Regierung hat beschlossen, die Stra\u00dfe f\u00fcr alle B\u00fcrger neu zu bauen",
)
ocr.fixes(
    "\x0cLe gouvemement a d\u00e9cicl\u00e9 de rnodifier la loi clu pays",
    "\x0cLe gouvernement a d\u00e9cid\u00e9 de modifier la loi du pays",
)
ocr.fixes(
    "\x0c\u041f\u0440\u0430\u0432\u043f\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e "
    "\u0440\u0435\u0448\u043f\u043b\u043e, "
    "\u0447\u0442\u043e \u043f\u0443\u0436\u043d\u043e \u0432\u0440\u0435\u043c\u044f",
    "\x0c\u041f\u0440\u0430\u0432\u0438\u0442\u0435\u043b\u044c\u0441\u0442\u0432\u043e "
    "\u0440\u0435\u0448\u0438\u043b\u043e, "
    "\u0447\u0442\u043e \u043d\u0443\u0436\u043d\u043e \u0432\u0440\u0435\u043c\u044f",
    because="Russian",
)
ocr.keeps("\x0cthe modem of Mr Darnell in Cornwall", because="words and names that look misread")
ocr.keeps("\x0ca lone tbe is held", because="one word may be its author's slip")
ocr.keeps(
    "\x0c\u0413-\u043d \u041f\u0435\u0442\u0440\u043e\u0432 "
    "\u0438 \u043c\u0438\u0441\u0442\u0435\u0440 \u0425\u0430\u043c\u043f\u0442\u043e\u043d",
    because="Russian, and a name",
)
ocr.keeps("\x0cein Flu\u00df und die Maurer", because="German")
