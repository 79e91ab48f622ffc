"""How sure is a reading of damaged text?  Certain, likely, or a guess that is held with its candidate.

Where the script changes, accidents are out of the question: Cyrillic words do not come out of Latin letters by chance.
Where it stays, one letter in one word proves nothing, and the document must bear witness.
"""

from __future__ import annotations

import math

from textclean import garbled
from textclean.contract import Sure
from textclean.language import frequency as words
from textclean.misreading import chains, look_alikes, plausible
from textclean.misreading.chains import Found
from textclean.misreading.charsets import charset
from textclean.patterns import lazy

LONE, FEW = 13.0, 6.0  # nats for one damaged Latin word, or two that nobody knows; and for several
AHEAD = 3.0  # nats before the next reading
COMMON = 5.0  # Zipf scale
_APOSTROPHES = frozenset("\u2018\u2019")
SHORT = 4  # letters of a lone word; three accented ones in a row are an alphabet, a name, a variable
_BESIDE = lazy("[A-Za-z]{2}[^\\x00-\\x7f]|[^\\x00-\\x7f][A-Za-z]{2}|[A-Za-z][^\\x00-\\x7f]+[A-Za-z]")
_SIGN_INSIDE = lazy("[a-z](?:[\xc0-\xde]|[\x80-\x9f\xa1-\xb6\xb8-\xbf\u02c6\u02dc\u2020-\u2030\u201a\u201e][a-z])")


def grade(text: str, found: Found) -> Sure:
    """How sure a reading of *text* is.

    Where the script stays, one word proves little (``Dzie\xf1`` may be a word somewhere): it must be far likelier than
    what stands there, and than what other charsets make of it.
    """
    reading, margin, ahead = found
    if reading.chain[-1].meant == "utf-8" or reading.chain == (chains.WINDOWS,):
        return Sure.CERTAIN if margin > 8 else Sure.LIKELY
    changed = plausible.changed_words(text, reading.text)
    different = {old for old, _ in changed}
    if plausible.latin(text) and plausible.latin(reading.text):
        if len(different) > 1:
            few = len(different) < 3 and not any(words.known(new, "Latin") for _, new in changed)
            enough = LONE if few else max(FEW, 3 * min(len(different), 10))
            return Sure.LIKELY if margin > enough else Sure.GUESS
        if set(changed[0][0]) - set(changed[0][1]) <= _APOSTROPHES:
            return Sure.GUESS  # romanized Chinese, Arabic ...
        return Sure.LIKELY if margin > LONE and ahead > AHEAD else Sure.GUESS
    if plausible.cyrillic(text):
        if not plausible.cyrillic(reading.text):
            if max(len(new) for _, new in changed) < 4 and len(different) < 2 and not _in_text(text, *changed[0]):
                return Sure.GUESS  # a unit, a name of two letters
            enough = 4 if plausible.SEAM.search(text) else 12 if garbled.suspicious(text) else math.inf
            if len(different) == 1 and ahead < AHEAD:
                return Sure.GUESS
            return Sure.LIKELY if margin > enough else Sure.GUESS
        if len(different) > 1:
            return Sure.LIKELY if margin > max(12, 3 * min(len(different), 10)) else Sure.GUESS
        if margin > 10 and any(map(_SIGN_INSIDE.search, different)):
            return Sure.LIKELY
        new = changed[0][1]  # capitals may be an abbreviation
        enough = 13 if len(new) > 4 and words.known(new, "Cyrillic") else 30 if len(new) > 5 else math.inf
        return Sure.LIKELY if margin > enough and ahead > AHEAD else Sure.GUESS
    if len(different) == 1 and plausible.latin(reading.text) and not charset(reading.chain[0].shown).wide:
        return Sure.GUESS  # romanized with letters of its own
    if len(different) == 1 and ahead < AHEAD:
        return Sure.GUESS
    if len(different) == 1 and _slight(changed[0][0], plausible.latin(text)):
        known = _common(changed[0][1], plausible.main_script(changed[0][1]))
        known = known or (plausible.latin(reading.text) and _in_text(text, *changed[0]))
        return Sure.LIKELY if known and margin > LONE else Sure.GUESS
    return Sure.CERTAIN if margin > 16 else Sure.LIKELY


def _common(word: str, where: str) -> bool:
    """Is it a word of three letters or more that everybody uses?"""
    word = words.bare(word)
    return len(word) > 2 and where in words.SCRIPTS and words.frequency(word, where) > COMMON


def _in_text(text: str, old: str, new: str) -> bool:
    """Is *new* a word of the Latin text around it?  Where look-alikes could spell *old*, only a common one is."""
    if plausible.latin(look_alikes.folded(old)):
        return _common(new, "Latin")
    others = [word for word in text.split(" ") if len(word) > 1 and word.isascii()]
    return len(others) > 7 or (len(others) > 1 and words.known(words.bare(new), "Latin"))


def _slight(word: str, latin: bool) -> bool:
    """Is a lone *word* too little to go by: few accented letters, or a Han letter with one Latin beside it?"""
    strange = sum(char > "\x7f" for char in word)
    if latin:
        return strange < SHORT
    return strange < 3 and _BESIDE.search(word) is None
