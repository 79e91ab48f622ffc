"""The everyday case: known words with one reading, in a section where most suspicious words are such.

These need no ledger: their odds are far off.  The answers are the ledger's (a test compares them), at a tenth of the
time.
"""

from __future__ import annotations

import math
from functools import cache

from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide
from textclean.homoglyphs.pool import SHORT, Suspect
from textclean.homoglyphs.readings import Reading
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.table import CLEAR, NAMES, kind, options
from textclean.homoglyphs.words import script_name
from textclean.scripts import MARK, OTHER

MANY, SHARE = 8, 0.4  # plain words, and their share of all suspicious ones, that make the ledger needless for them
CLEARER = 1.4  # nats by which a letter must be the likelier one to be taken for the only one
_UNLIKELY = Hypothesis(AS_WRITTEN, None, (Addend("letters that stand together", 0.0),))


def plain_words(section: Section, suspects: list[Suspect]) -> list[tuple[Suspect, Reading]]:
    """The plain words among *suspects*, with their readings; none if they are too few to prove one another."""
    if len(suspects) < MANY:
        return []
    main = section.main
    table, cost = clear(main), section.speech(main).cost
    found = []
    for suspect in suspects:
        word = suspect.word
        if suspect.kinds & main and len(word) > SHORT and not suspect.kinds & OTHER:
            new = word.translate(table)
            if "\0" not in new:
                nats, known = cost(new)
                if known and case_fits(new):
                    found.append((suspect, Reading(main, new, nats, 0.0, True)))
    return found if len(found) >= max(MANY, SHARE * len(suspects)) else []


def decided(suspect: Suspect, reading: Reading, number: int, purpose: float, free: float) -> Decision:
    """The decision on one of *number* plain words: the largest addends only."""
    name = NAMES[reading.script]
    addends = (
        Addend(f"as in {number} other words", math.log(number / purpose)),
        Addend("the word is known", free * len(suspect.word) - reading.nats),
    )
    kinds = script_name(suspect.kinds & ~reading.script)
    return decide([Hypothesis(f"{kinds} letters in a {name} word", reading.new, addends), _UNLIKELY])


@cache
def clear(script: int) -> dict[int, str]:
    """For ``str.translate``: what can be read as one letter of *script* only; "\\0" for what may be several or none."""

    class Table(dict[int, str]):
        def __missing__(self, code: int) -> str:
            char = chr(code)
            letters = options(script).get(char, ())
            one = letters and letters[0][1] <= CLEAR and (len(letters) == 1 or letters[1][1] > letters[0][1] + CLEARER)
            self[code] = char if kind(char) & (script | MARK) else letters[0][0] if one else "\0"
            return self[code]

    return Table()


def case_fits(word: str) -> bool:
    """Small letters, capitals, or one capital and small letters?"""
    return word[1:] == word[1:].lower() or word == word.upper()
