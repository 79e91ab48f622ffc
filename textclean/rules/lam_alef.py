"""Lam and alef in the wrong order: what is left of the ligature of both when an Arabic page is read.

Arabic always draws lam and alef as one glyph.  A reader that takes the glyph apart in the order of drawing, in a line
that it has turned already, gives alef before lam; the same happens to lam before alef maksura in some fonts.  Every
such pair of the document is swapped, so "al-ishtirak" begins with two alefs, which no word does.

A word is restored where swapping one or more of its pairs back makes a word of Arabic, Persian or Urdu;
one document is of one kind, and a word with such a pair as it should be speaks against it.  Kept: the article (alef,
lam) and names, other languages in Arabic letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from textclean import language
from textclean.contract import Edit, Stage, rule
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, note, prior
from textclean.extraction import pooling, vocabulary
from textclean.extraction.accents import trim
from textclean.extraction.vocabulary import Vocabulary
from textclean.patterns import lazy
from textclean.text import Text

# What wakes, and no word should have: the article before another alef, and alef maksura before lam.
_SEEN = "\u0627[\u0627\u0623\u0625\u0622]\u0644|\u0649\u0644"
_LETTER = "\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2"
_WORD = lazy(f"(?<![{_LETTER}])[{_LETTER}]*[\u0627\u0623\u0625\u0622\u0649]\u0644[{_LETTER}]*")
_WHOLE = lazy(f"(?<![{_LETTER}])[{_LETTER}]*\u0644[\u0627\u0623\u0625\u0622][{_LETTER}]*")
_PAIR = lazy("([\u0627\u0623\u0625\u0622\u0649])(\u0644)")
_OTHERS = lazy("[\u06d0\u06c6\u06c8\u06ad\u06d5\u06c7\u06b5\u0695\u067c\u0693\u06cd]")  # Uyghur, Kurdish, Pashto
# And, so, in, as, for (in front of the article): written as one with the word.
_FRONT = ("", "\u0648", "\u0641", "\u0628", "\u0643", "\u0644", "\u0648\u0628", "\u0641\u0628")
_YEHS = "\u0649\u06cc\u064a"  # for which some keyboards have alef maksura, in the midst of a word, too
MOST = 4  # pairs of a word that are tried


@rule(Stage.LETTERS, pattern=_SEEN)
def lam_alef(text: Text) -> Iterator[Edit]:
    """Lam and alef change places where that makes a word."""
    value = text.value
    if not re.search(_SEEN, value) or _OTHERS.search(value):
        return
    swapped = _PAIR.sub("\\2\\1", value)
    codes = [code for code, _ in language.languages(f"{value[: vocabulary.SAMPLE]}\n{swapped[: vocabulary.SAMPLE]}")]
    words = Vocabulary([code for code in codes if code in ("ar", "fa", "ur")] or ["ar"])
    if not words.familiar(value):
        return
    found = []
    for match in _WORD.finditer(value):
        hypotheses = _hypotheses(match[0], words)
        if hypotheses:
            found.append((match, hypotheses))
    told = [(match.start(), max(h.nats for h in hs[1:]) - hs[0].nats, match[0]) for match, hs in found]
    if told:  # where a pair stands as it should, the others do, too
        whole = (match for match in _WHOLE.finditer(value) if _listed(match[0], words))
        told = sorted([*told, *((match.start(), -pooling.BOUND, match[0]) for match in whole)])
    places, odds, kinds = zip(*told, strict=True) if told else ((), (), ())
    own = dict(zip(places, pooling.shared(odds, places, kinds, prior("extraction", "lam_alef")), strict=True))
    for match, hypotheses in found:
        document = Addend("lam and alef in the order of drawing", own[match.start()])
        decision = decide([h if h.new is None else h._replace(addends=(*h.addends, document)) for h in hypotheses])
        note("lam_alef", *match.span(), decision)
        if decision.sure is not None and decision.best.new is not None:
            yield Edit(*trim(value, *match.span(), decision.best.new), "lam and alef changed places", decision.sure)


def _hypotheses(word: str, words: Vocabulary) -> list[Hypothesis]:
    """As it stands, and each way to swap pairs that makes a word; none if no way does."""
    found = []
    places = [m.start() for m in _PAIR.finditer(word)][:MOST]
    for way in product((False, True), repeat=len(places)):
        letters = list(word)
        for at, swap in zip(places, way, strict=True):
            if swap:
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
        new = "".join(letters)
        if new != word and _listed(new, words):
            found.append(Hypothesis("lam and alef", new, (Addend("makes a word", -_cost(new, words)),)))
    if not found:
        return []
    stands = min(_cost(word.replace("\u0649", yeh), words) for yeh in _YEHS)
    return [Hypothesis(AS_WRITTEN, None, (Addend("the word as it stands", -stands),)), *found]


def _listed(word: str, words: Vocabulary) -> bool:
    if words.codes[0] != "ar":
        return words.listed(word)
    return any(
        word.startswith(front) and words.listed(word[len(front) :])
        for front in _FRONT
        if len(word) - len(front) > 2 or not front
    )


def _cost(word: str, words: Vocabulary) -> float:
    """The cost of a word, or of what is behind a particle in front of it (nats)."""
    behind = [
        word[len(front) :] for front in _FRONT if front and word.startswith(front) and words.listed(word[len(front) :])
    ]
    return min([words.cost(word), *(words.cost(rest) + 2.0 for rest in behind if len(rest) > 2)])


lam_alef.fixes("\u0627\u0627\u0644\u0634\u062a\u0631\u0627\u0643", "\u0627\u0644\u0627\u0634\u062a\u0631\u0627\u0643")
lam_alef.fixes(
    "\u0627\u0644\u0644\u063a\u0629 \u0627\u0625\u0644\u0646\u062c\u0644\u064a\u0632\u064a\u0629",
    "\u0627\u0644\u0644\u063a\u0629 \u0627\u0644\u0625\u0646\u062c\u0644\u064a\u0632\u064a\u0629",
)
lam_alef.fixes(
    "\u0639\u0649\u0644 \u0627\u0644\u0637\u0631\u064a\u0642 \u0627\u0623\u0644\u0648\u0644",
    "\u0639\u0644\u0649 \u0627\u0644\u0637\u0631\u064a\u0642 \u0627\u0644\u0623\u0648\u0644",
    because="alef maksura and hamza",
)
lam_alef.keeps("\u0627\u0644\u0627\u0634\u062a\u0631\u0627\u0643 \u0639\u0644\u0649", because="Arabic as it should be")
lam_alef.keeps(
    "\u0633\u0627\u0644\u0645 \u0648 \u0633\u0627\u0644 \u06a9\u0627\u0645\u0644",
    because="Persian words with alef and lam",
)
lam_alef.keeps("\u0623\u0635\u0644 \u0641\u0627\u0649\u0644", because="alef maksura typed for yeh")
lam_alef.keeps("\u0642\u0649\u0644\u0645\u0649\u0633\u06d5", because="Uyghur")
lam_alef.keeps("\u0623\u0644\u0645 \u0648\u0625\u0644\u0649 \u0622\u0644", because="words that begin so")
