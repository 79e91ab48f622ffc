"""Words wholly of twins in a document whose damage is proven: the rates say how likely each is damaged, too.

The odds that a word of script T became one of script S are the product of the rates of its letters; against them
stands how rare a word of S is between words of T, and what the languages of the document say to both readings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textclean.contract import Sure
from textclean.letters.lookalikes import ALPHABETS, NAMES, Words, case, respell
from textclean.letters.traps import in_code
from textclean.letters.votes import Rates
from textclean.scripts import LATIN

if TYPE_CHECKING:
    from textclean.letters.judge import Judge

# log10 of the odds against a damaged word between words of its script: where the other script is used in the document,
# where it is not, and for single letters that are variables in many texts.
USED, UNUSED, VARIABLE = 2.3, 3.0, 0.6
_OPENS, _CLOSES = ' \n\u00a0(["\u00ab\u201e\u201c\u2018', ' \n\u00a0.,;:!?\u2026)]"\u00bb\u201d\u201c\u2019\u00b7'
SWAY = 3.0  # log10 by which the languages can sway the odds


def whole_words(judge: Judge) -> None:
    """Choose among the words wholly of twins, in each direction that is proven."""
    words, evidence = judge.words, judge.evidence
    for source, target in list(judge.proofs):
        asked = words.doubtful(source, target) if judge.proofs[source, target] and source in ALPHABETS else []
        asked = [at for at in asked if not judge.decided[at]]
        if not asked:
            continue
        distinct = {words[at] for at in asked}
        evidence.expect({respell(word, target) for word in distinct}, target)
        evidence.expect(distinct, source)
        rates = Rates(words.letters(judge.decided, target), source, target)
        likely = {word for word in distinct if _likely(judge, word, source, target, rates)}
        for at in [*asked, *asked]:  # twice: the first decisions are neighbours of the second
            if words[at] not in likely or judge.decided[at] or in_code(words, at):
                continue
            if source == LATIN and (_is_term(judge, at, target) or (judge.anchors[LATIN] and _is_name(words, at))):
                continue
            if not _beside(judge, at, source) and judge.vote(at, source | target) == target:
                judge.choose(at, target, Sure.LIKELY, f"as elsewhere in the text; neighbours {NAMES[target]}")


def _likely(judge: Judge, word: str, source: int, target: int, rates: Rates) -> bool:
    """Was this word of *source* one of *target*, where the neighbours are?"""
    reading, evidence = respell(word, target), judge.evidence
    odds = rates.log10(reading)
    limit = USED if judge.anchors[source] else UNUSED
    if odds <= -limit - SWAY or not evidence.writable(target, word):
        return False
    if len(word) == 1 and (word == "\u03bd" or (source == LATIN and not evidence.function_word(reading, target))):
        limit = VARIABLE
    if -limit - SWAY < odds < -limit + SWAY:
        odds += evidence.favour(word, source, reading, target)
    return odds > -limit


def _is_term(judge: Judge, at: int, target: int) -> bool:
    """May the Latin word be right: an acronym, a variable, an option, a command?  Only a plain word of *target* is not.

    It stands between blanks and plain punctuation, is small (or begins a sentence, or stands among capitals), is a word
    of the language, and a word of mixed letters on its line shows that the damage is here.
    """
    words, evidence = judge.words, judge.evidence
    start, end, own = words.starts[at], words.ends[at], case(words[at])
    value = words.value
    if value[start - 1 : start].strip(_OPENS) or value[end : end + 1].strip(_CLOSES):
        return True
    if own == "upper" or (own == "title" and end - start == 1):
        if own == "upper" and not any(case(words[other]) == "upper" for other in _beside(judge, at, target)):
            return True
        if own == "title" and not _begins(words, at):
            return True
    elif own == "odd":
        return True
    reading = respell(words[at], target).lower()
    usual = evidence.function_word(reading, target) if end - start == 1 else evidence.plausible(reading, target)
    return not usual or not judge.near(start, target)


def _beside(judge: Judge, at: int, script: int) -> list[int]:
    """The words beside this one on its line that are surely of *script*; single letters are not."""
    words = judge.words
    return [
        other
        for other in (at - 1, at + 1)
        if 0 <= other < len(words)
        and judge.decided[other] == script
        and words.ends[other] - words.starts[other] > 1
        and "\n" not in words.value[words.ends[min(at, other)] : words.starts[max(at, other)]]
    ]


def _begins(words: Words, at: int) -> bool:
    """Does the word begin a line or a sentence?"""
    gap = words.value[words.ends[at - 1] if at else 0 : words.starts[at]]
    return not at or "\n" in gap or any(sign in gap for sign in ".!?:\u2026\u00ab\u201e\u2014\u2013")


def _is_name(words: Words, at: int) -> bool:
    """Does a capital stand in the middle of a sentence (Mac)?  A name may be of any language."""
    if case(words[at]) != "title" or words.ends[at] - words.starts[at] < 2 or not at:
        return False
    gap = words.value[words.ends[at - 1] : words.starts[at]]
    return "\n" not in gap and not any(sign in gap for sign in ".!?:\u2026")
