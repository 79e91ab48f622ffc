"""Words wholly of twins in a document without any mixed word: nothing proves the damage but the words themselves.

English ``a`` that is Cyrillic U+0430, Ukrainian U+0456 typed as Latin ``i``.  Three things together must speak:

* the other script is not there: the document has no word that only it could have spelled;
* the place: the neighbours on the line are words of the target script, in running text (blanks around, no quotation
  marks, brackets or operators, and nobody on the line speaks of letters, axes or vitamins);
* the language: the reading is a usual word of the document's language.

In Cyrillic text single Latin letters are variables every day; there the letter must be a word of the language
(Russian U+0441 "with", Bulgarian U+0435 "is"), and no other Latin letter may stand alone in the document.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from textclean.contract import Sure
from textclean.letters.lookalikes import ALPHABETS, NAMES, case, respell
from textclean.letters.traps import in_code
from textclean.patterns import lazy
from textclean.scripts import GREEK, LATIN

if TYPE_CHECKING:
    from textclean.letters.judge import Judge

USUAL = -1.5  # nats below the usual cost for its length: a word that every page has
JOINS = "-'\u2019\u2010\u2011"
COMPANY = 3  # so many words together may each be less usual
_BEFORE = lazy(r"(?:^|[\s]|[(\u00ab\u201c\u2018\u2019']|\u2013|\u2014)$")
_SPEAKS_OF_LETTERS = lazy(
    "letter|lettre|letra|lettera|liter[ae]|buchstab|bokstav|vowel|vocal|voyelle|cyril|kyril|kiril|ciril|greek|alpha|alfa"
    "|glyph|unicode|symbol|variab"
    "|\u0431\u0443\u043a\u0432|\u043b\u0456\u0442[\u0430\u0435]\u0440|\u0430\u043b\u0444\u0430\u0432|\u043b\u0430\u0442\u0438\u043d"
    "|\u043f\u0435\u0440\u0435\u043c\u0435\u043d|\u0437\u043c\u0456\u043d\u043d|\u043e\u0441[\u044c\u0438\u0456]\\b|\u0432\u0435\u043a\u0442\u043e\u0440"
    "|\u0442\u043e\u0447\u043a|\u043a\u043e\u043e\u0440\u0434\u0438\u043d|\u0432[\u0438\u0456]\u0442\u0430\u043c"
    "|\u03b3\u03c1\u03ac\u03bc\u03bc\u03b1|\u03bc\u03b5\u03c4\u03b1\u03b2\u03bb\u03b7\u03c4",
    re.IGNORECASE,
)


def loners(judge: Judge) -> None:
    """Choose the words wholly of twins that their place and their language give away."""
    for target in ALPHABETS:
        if judge.anchors[target]:
            for source in ALPHABETS:
                if LATIN in (source, target) and source != target and not judge.anchors[source] * (target == LATIN):
                    _between(judge, source, target)


def _between(judge: Judge, source: int, target: int) -> None:
    words, evidence = judge.words, judge.evidence
    single = judge.anchors[source] > 0  # words of a script that is used are its own; letters may not be
    asked = [
        at
        for at in words.doubtful(source, target)
        if not judge.decided[at]
        and not (single and words.ends[at] - words.starts[at] > 1)
        and _in_running_text(judge, at, target)
    ]
    if not asked or not evidence.language(target):
        return
    alone = words.singles(source)
    variables = source == LATIN and any(not evidence.function_word(respell(c, target).lower(), target) for c in alone)
    evidence.expect({respell(words[at], target).lower() for at in asked}, target)
    found = Counter[int]()
    for at in asked:
        word = words[at]
        reading = respell(word, target)
        if not evidence.writable(target, word):
            continue
        surplus = evidence.surplus(reading.lower(), target)
        if target == LATIN and _joined(judge, at):
            good = len(word) < 3 or surplus < 0
        elif len(word) == 1:
            good = surplus < 1 and not variables
        else:
            good = surplus < 0 and not judge.anchors[source]
        if good:
            found[at] = 1 + (surplus <= USUAL)
    for at, strength in found.items():
        if strength == 2 or len(words[at]) == 1 or len(found) >= COMPANY:
            judge.choose(at, target, Sure.LIKELY, f"a usual word; neighbours {NAMES[target]}")
    known = {words[at] for at in found if at in judge.chosen}
    for at in words.doubtful(source, target):
        blanks = (
            words.value[words.starts[at] - 1 : words.starts[at]]
            == " "
            == words.value[words.ends[at] : words.ends[at] + 1]
        )
        capital = len(words[at]) == 1 and case(words[at]) != "lower"
        if capital or words[at] not in known or judge.decided[at] or not at or not blanks:
            continue
        if judge.decided[at - 1] == target:
            judge.choose(at, target, Sure.LIKELY, f"as elsewhere in the text; after a {NAMES[target]} word")
    chosen = sum(at in judge.chosen for at in found)
    if chosen >= COMPANY and not judge.anchors[source]:
        for at in words.doubtful(source, target):
            if judge.decided[at] or in_code(words, at) or not evidence.writable(target, words[at]):
                continue
            if judge.vote(at, source | target) == target:
                judge.choose(at, target, Sure.LIKELY, f"like {chosen} other words; neighbours {NAMES[target]}")


def _in_running_text(judge: Judge, at: int, target: int) -> bool:
    """Between two words of *target* on its line, or before one at the start of a sentence; no odd capital."""
    words, value = judge.words, judge.words.value
    start, end = words.starts[at], words.ends[at]
    front, behind = value[start - 1 : start], value[end : end + 1]
    if target == LATIN and words.kinds[at] != GREEK and _joined(judge, at):
        return True
    if front not in ("", " ", "\n", "\u00a0") or behind not in (" ", ",", ".", ";", "\n", ""):
        return False
    after = _script(judge, at + 1, target) if behind == " " and value[end + 1 : end + 2] != "\n" else 0
    before = _script(judge, at - 1, target) if "\n" not in value[words.ends[at - 1] if at else 0 : start] else 0
    if target not in (before, after) or (before or target) != target or (after or target) != target:
        return False
    lengths = [len(words[other]) for other in (at - 1, at + 1) if 0 <= other < len(words)]
    if max(lengths, default=0) < 2:  # a list of letters
        return False
    own = case(words[at])
    if own != "lower" and not (target == LATIN and own == "title" and end - start > 1):
        follows = case(words[at + 1]) if at + 1 < len(words) else ""
        opens = not before or re.search("[.!?:] *$", value[words.ends[at - 1] : start])
        if not (own == follows == "upper" or (opens and own == "title" and follows == "lower")):
            return False
    if end - start == 1 and not after:
        return False
    low, high = judge.text.line_at(start)
    return not _SPEAKS_OF_LETTERS.search(value[low:high])


def _joined(judge: Judge, at: int) -> bool:
    """Is the word joined by a hyphen or an apostrophe to a Latin word of some length (e-mail, the owner's)?"""
    words, value = judge.words, judge.words.value
    start, end = words.starts[at], words.ends[at]
    for other, join in ((at - 1, value[start - 1 : start]), (at + 1, value[end : end + 1])):
        if join and join in JOINS and 0 <= other < len(words) and judge.decided[other] == LATIN:
            gap = start - words.ends[other] if other < at else words.starts[other] - end
            if gap == 1 and words.ends[other] - words.starts[other] >= 3:
                return True
    return False


def _script(judge: Judge, at: int, target: int) -> int:
    """The script of word *at*: decided, or *target* if it is at least written in it; else 0."""
    if not 0 <= at < len(judge.words):
        return 0
    return judge.decided[at] or judge.words.kinds[at] & target
