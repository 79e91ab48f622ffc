"""How sure is a reading of damaged text?  Certain, likely, or a guess that is held with its candidate.

Where the script changes, accidents are out of the question: Cyrillic words do not come out of Latin letters by chance.
Where it stays, one letter in one word proves nothing, and the document must bear witness.
"""

from __future__ import annotations

import re

from textclean import garbled
from textclean.contract import Sure
from textclean.languages import words
from textclean.misreading import chains, plausible
from textclean.misreading.chains import Reading

SHORT = 4  # letters of a lone word; three accented ones in a row are an alphabet, a name, a variable
_BESIDE = re.compile("[A-Za-z]{2}[^\\x00-\\x7f]|[^\\x00-\\x7f][A-Za-z]{2}|[A-Za-z][^\\x00-\\x7f]+[A-Za-z]")
_SIGN_INSIDE = re.compile(
    "[a-z](?:[\xc0-\xde]|[\x80-\x9f\xa1-\xb6\xb8-\xbf\u02c6\u02dc\u2020-\u2030\u201a\u201e][a-z])"
)


def grade(text: str, reading: Reading, margin: float) -> Sure:
    """How sure a reading of *text* is, found with *margin* nats.

    Where the script stays, one word proves nothing (``Dzie\xf1`` may be a word somewhere), unless a sign stands in it.
    """
    if reading.chain[-1].meant == "utf-8" or reading.chain == (chains.WINDOWS,):
        return Sure.CERTAIN if margin > 8 else Sure.LIKELY
    changed = plausible.changed_words(text, reading.text)
    if plausible.latin(text) and plausible.latin(reading.text):
        enough = 4.0
        if len(text) < 40 and margin < 16 and not any(words.known(new, "Latin") for _, new in changed):
            return Sure.GUESS  # two words of a language that we do not know
    elif plausible.cyrillic(text):
        if not plausible.cyrillic(reading.text):
            if max(len(new) for _, new in changed) < 4 and len(changed) < 2:
                return Sure.GUESS  # a unit, a name of two letters
            enough = 4 if plausible.SEAM.search(text) else 12 if garbled.suspicious(text) else 1e9
            return Sure.LIKELY if margin > enough else Sure.GUESS
        enough = 12.0
    else:
        if len({old for old, _ in changed}) == 1 and _slight(changed[0][0], plausible.latin(text)):
            return Sure.GUESS
        return Sure.CERTAIN if margin > 16 else Sure.LIKELY
    different = {old for old, _ in changed}
    if len(different) > 1:
        return Sure.LIKELY if margin > max(enough, 3 * min(len(different), 10)) else Sure.GUESS
    return Sure.LIKELY if margin > 10 and any(map(_SIGN_INSIDE.search, different)) else Sure.GUESS


def _slight(word: str, latin: bool) -> bool:
    """Is a lone *word* too little to go by: few accented letters, or a Han letter with one Latin beside it?"""
    strange = sum(char > "\x7f" for char in word)
    if latin:
        return strange < SHORT
    return strange < 3 and _BESIDE.search(word) is None
