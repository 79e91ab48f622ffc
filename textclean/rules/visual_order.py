"""Hebrew and Arabic in visual order: lines stored as they are seen, the last letter first.

A page places letters from left to right, and some readers (and the files of old systems, ISO-8859-8) keep that order.
Hebrew has five letters with another shape at the end of a word: where words begin with them, the line is turned.
Arabic shapes (U+FB50-FEFC) say which neighbour they join; teh marbuta ends words.  The words of the language decide:
those of the turned line against those that stand.

A line is restored as a whole; numbers and Latin words in it keep their own direction, brackets are mirrored back,
shapes become letters.  One word alone, turned for fun or in a riddle, is held unless other lines are turned; so are
lines of which the lists know few words either way, such as Cyrillic that was read as Hebrew.
Kept: tables of shapes, other languages in these scripts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, note, prior
from textclean.extraction import order, pooling, vocabulary
from textclean.extraction.arabic import FORMS, joins, letters_of_shapes
from textclean.extraction.vocabulary import Vocabulary
from textclean.patterns import lazy
from textclean.text import Text

# Letters that end words, in front of one; inside a word they are where a blank was lost.
_FINAL = "[\u05da\u05dd\u05df\u05e3\u05e5]"
_FINAL_FIRST = f"{_FINAL}(?<![\u05d0-\u05ea]{_FINAL})[\u05d0-\u05ea]"
_TEH_FIRST = "\u0629(?<![\u0621-\u064a]\u0629)[\u0621-\u064a]"
_WAKE = lazy(f"{_FINAL_FIRST}|{_TEH_FIRST}|[{FORMS}]")
PROVEN = math.log(0.999)  # what other lines say of the document, where a line of one word is no riddle
_SHAPE = lazy(f"[{FORMS}]")
_HEBREW, _ARABIC = lazy("[\u05d0-\u05ea]"), lazy(f"[\u0621-\u064a{FORMS}]")
# Letters of Uyghur, Kurdish and others: no list of words tells their order.
_UNLISTED = lazy("[\u06d0\u06c6\u06c8\u06ad\u06d5\u06c7\u06b5\u0695]")


@rule(Stage.LETTERS, triggers=FORMS, pattern=f"{_FINAL_FIRST}|{_TEH_FIRST}")
def visual_order(text: Text) -> Iterator[Edit]:
    """Lines of Hebrew or Arabic in visual order are turned into reading order."""
    value = text.value
    if not _WAKE.search(value) or _UNLISTED.search(value):
        return
    vocabularies: dict[str, Vocabulary] = {}
    judged: dict[int, tuple[str, str, Hypothesis, Hypothesis]] = {}
    for woken in (True, False):  # where no line that looks turned is one, no other is asked
        for first, end in text.lines:
            line = value[first:end].strip("\r\n\x0c")  # a page break stays where it is
            if (_WAKE.search(line) is not None) is woken and (new := order.turned(line)) != line and order.words(line):
                judged[value.index(line, first)] = line, new, *_hypotheses(value, line, new, vocabularies)
        if not any(turned.nats > stands.nats for _, _, stands, turned in judged.values()):
            return
    known = all(words.familiar(order.turned(value[: vocabulary.SAMPLE])) for words in vocabularies.values())
    places = dict(sorted(judged.items()))
    odds = [turned.nats - stands.nats for _, _, stands, turned in places.values()]
    lines = [line for line, *_ in places.values()]
    own = pooling.shared(odds, [*places], lines, prior("extraction", "visual_order"))
    for (start, (line, new, stands, turned)), shared in zip(places.items(), own, strict=True):
        document = Addend("the document is in visual order", shared)
        decision = decide([stands, turned._replace(addends=(*turned.addends, document))])
        note("visual_order", start, start + len(line), decision)
        if decision.sure is not None:
            told = (len(order.words(line)) > 1 or shared > PROVEN) and (_SHAPE.search(line) or known)
            sure = decision.sure if told else Sure.GUESS
            yield Edit(start, start + len(line), new, "line in visual order; its words are those of the language", sure)


def _hypotheses(value: str, line: str, new: str, known: dict[str, Vocabulary]) -> tuple[Hypothesis, Hypothesis]:
    script = "Hebrew" if len(_HEBREW.findall(line)) > len(_ARABIC.findall(line)) else "Arabic"
    if script not in known:
        letters = value[: vocabulary.SAMPLE].translate(letters_of_shapes())
        known[script] = vocabulary.of(f"{letters}\n{order.turned(letters)}", script)
    words = known[script]
    stands = words.cost(" ".join(order.words(line.translate(letters_of_shapes()))))
    turned = words.cost(" ".join(order.words(new)))
    forward, backward = joins(line)
    shapes = (forward - backward) * prior("extraction", "visual_order")  # a pair in the wrong order is as rare as that
    return (
        Hypothesis(
            AS_WRITTEN, None, (Addend("its words as they stand", -stands), Addend("shapes that join", min(0, -shapes)))
        ),
        Hypothesis(
            "visual order", new, (Addend("its words turned", -turned), Addend("shapes that join", min(0, shapes)))
        ),
    )


visual_order.fixes(
    "\u05dd\u05d5\u05dc\u05e9 \u05dd\u05dc\u05d5\u05e2", "\u05e2\u05d5\u05dc\u05dd \u05e9\u05dc\u05d5\u05dd"
)
visual_order.fixes(
    "\u05ea\u05d5\u05d4\u05d6 \u05e8\u05e4\u05e1\u05de, \u05dd\u05d5\u05dc\u05e9",
    "\u05de\u05e1\u05e4\u05e8 \u05d6\u05d4\u05d5\u05ea, \u05e9\u05dc\u05d5\u05dd",
    because="the comma follows its word: only the pieces are turned",
)
visual_order.fixes(
    "\u0629\u064a\u0628\u0631\u0639\u0644\u0627 \u0629\u063a\u0644\u0644\u0627 \u0645\u0644\u0639\u062a",
    "\u062a\u0639\u0644\u0645 \u0627\u0644\u0644\u063a\u0629 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
)
visual_order.fixes(
    "\ufee2\ufedc\ufef4\ufee0\ufecb \ufee1\ufefc\ufeb4\ufedf\ufe8d",
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
    because="shapes",
)
visual_order.fixes(
    "\u05dd\u05d9\u05e4\u05d3 120 \u05e9\u05d9 \u05d4\u05d6\u05d4 \u05e8\u05e4\u05e1\u05d1",
    "\u05d1\u05e1\u05e4\u05e8 \u05d4\u05d6\u05d4 \u05d9\u05e9 120 \u05d3\u05e4\u05d9\u05dd",
    because="the number keeps its direction",
)
visual_order.keeps("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", because="Hebrew")
visual_order.keeps("\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645", because="Arabic")
visual_order.keeps("\ufe8f \ufe91 \ufe92 \ufe90", because="a table of the shapes of one letter")
visual_order.keeps(
    "\u05e1\u05e1\u05de\u05d4 \u05d9\u05de\u05d9\u05dd\u05ea\u05d5\u05e7\u05e3", because="a blank was lost"
)
