"""Words with digits among their letters: what they may have been, and the odds that they were."""

from __future__ import annotations

import math
from itertools import product
from typing import NamedTuple

from textclean import scripts
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.context import Context, Contexts
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, GREEK, LATIN

LETTERS = {
    LATIN: {"0": "o", "1": "li", "2": "z", "5": "s", "6": "b", "8": "b", "9": "g"},
    CYRILLIC: {"0": "\u043e", "3": "\u0437", "4": "\u0447", "6": "\u0431"},
    GREEK: {"0": "\u03bf"},
    ARMENIAN: {"0": "\u0585"},
}
SHORT = 4  # letters; shorter words are too often codes or ordinals
SIGN = 1.0  # nats for each digit
CODE, ANY = 2.0, 3.7  # nats for a code, and for each of its characters
NOBODY = 1.0  # nats for a word that nobody knows
SELDOM = 2.0  # nats for a digit that is hardly ever written for a letter on purpose
FIGURE = 2.3  # nats for a figure of a number
CASE = 2.0  # nats for a capital within a sentence, and for a small letter at its beginning
ELSEWHERE, COMPANY, LEET = 6.0, 2.0, 8.0  # nats: the text has the word; others of the kind; it writes leetspeak
_OPENS = lazy("^\\Z|[.!?\u2026:\n][\"'\u00ab\u201c\u201e ]*\\Z")


class Found(NamedTuple):
    """A word, and its likeliest reading."""

    start: int
    word: str
    new: str  # the reading
    nats: float  # what it costs
    kind: int
    place: str  # of the digits: inside, at the edge, in a short word
    known: bool  # does a list, or the text, have the reading?
    rival: tuple[float, str]  # another reading, and what it costs; infinite if there is none


def read(value: str, near: Contexts, start: int, word: str, kind: int) -> Found | None:
    """The likeliest spelling of the word: one that a list, or the text, knows, else what its letters say."""
    table, context = LETTERS[kind], near.at(start)
    opens = _OPENS.search(value[max(0, start - 3) : start]) is not None  # a capital is likelier
    speech = context.section.speech(kind)
    found = []
    for way in product(*(table.get(char, char) for char in word)):
        new = "".join(way)
        for spelling in {new, new[0].upper() + new[1:]} if "0" <= word[0] <= "9" else {new}:
            nats, known = speech.cost(spelling)
            known = known or context.has(spelling)
            odd = CASE * (scripts.is_upper(spelling[0]) != opens) * ("0" <= word[0] <= "9")
            found.append((nats + odd + NOBODY * (not known), spelling, known))
    numbered = kind == LATIN and word[-1] <= "9"  # pos1 is the first of many
    place = "short" if len(word) < SHORT + numbered else "edge" if min(word[0], word[-1]) <= "9" else "inside"
    nats, new, known = min(found)
    small = new.lower()
    other, rival, _ = min((item for item in found if item[1].lower() != small), default=(math.inf, "", False))
    return Found(start, word, new, nats, kind, place, known, (other, rival)) if known or place != "short" else None


def decision(item: Found, context: Context, company: int, leet: bool) -> Decision:
    """Was the word damaged, or written so?"""
    share = priors("digits")[f"{'latin' if item.kind == LATIN else 'other'}_{item.place}"]
    signs = sum("0" <= char <= "9" for char in item.word)
    whole = context.section.of_length(item.kind, SHORT)
    company = min(company, whole // 2)  # where all words are such, it is style
    speech = context.section.speech(item.kind)
    addends = (
        Addend("such words are damage", share - math.log1p(-math.exp(share))),
        Addend("the word is known" if item.known else "its letters", -item.nats),
        Addend("digits look like these letters", -SIGN * signs),
        Addend("the text has the word elsewhere", ELSEWHERE * context.has(item.new)),
        Addend("the text has others of the kind", COMPANY * math.log1p(company)),
    )
    damaged = Hypothesis("digits for letters", item.new, addends)
    style = LEET * leet - SELDOM * any(char in "2689" for char in item.word) - SIGN * signs
    other, rival = item.rival
    found = [
        damaged,
        Hypothesis("digits for letters", rival, (*addends, Addend("its letters, otherwise", item.nats - other))),
        Hypothesis(AS_WRITTEN, None, (Addend("leetspeak, a name", style), Addend("the word", -item.nats))),
        Hypothesis(AS_WRITTEN, None, (Addend("a code", -CODE - ANY * len(item.word)),)),
    ]
    if item.place == "edge":
        stem = item.word.strip("0123456789")
        nats = min(speech.listed(stem)[0], ANY * len(stem))
        number = Addend("a number", -FIGURE * (len(item.word) - len(stem)))
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("a name or an abbreviation", -nats), number)))
    return decide(found)
