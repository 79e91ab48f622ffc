"""A word that is the only one of its script in a section, just where a word of another should stand.

Elsewhere a letter alone, or a short word of twins, may be a variable, a unit, a numeral, an acronym, a command, a name.
In the 24,000 documents of the corpus that harm runs use there is no word of the kinds below that is not a slip.
"""

from __future__ import annotations

from itertools import groupby

from textclean import scripts
from textclean.evidence.ordinary import NEAR
from textclean.homoglyphs.readings import Reading
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.speech import EVERYDAY
from textclean.homoglyphs.table import is_symbol, kind
from textclean.scripts import CYRILLIC, LATIN

AMONG = 6  # words that can only be of the other script, at least
RUN = 4  # letters
NUMERALS = frozenset("IXVLMD")
DOTTED = "\u0456"  # of the alphabets that have it, the one letter that people often type as a Latin one
TYPED = frozenset("Iiy")  # words of a letter that are typed so, and a numeral
# Near such a sign a letter is a variable.
FORMULA = frozenset("=<>\xb0\xb1\xd7\u221a\u2211\u222b\u2264\u2265")


def is_stray(section: Section, at: int, reading: Reading) -> bool:
    """Should word *at* be *reading*, a word of another script?

    Yes for a letter that is no symbol between two small words, for a capital first in its sentence and before one, and
    in texts that are not Latin for an everyday word that is small or first in its sentence: elsewhere it may be a name.
    """
    word, target = section.words[at], reading.script
    if _is_conjunction(section, at, reading):
        return True
    if (
        section.clean.get(kind(word[0]))
        or _is_beside_a_run(section, at)
        or not reading.known
        or len(section.clean[target]) < AMONG
    ):
        return False
    if len(word) > 1:
        if any(kind(char) == target for char in word):  # a symbol with an index, or the first word of a sentence
            return reading.nats < EVERYDAY and section.opens(at) and not section.latin and _is_prose(section, at)
        if word not in section.latin or not all(map(_is_small, section.latin)):
            return False  # where there are acronyms, there may be commands
        return reading.nats < EVERYDAY and (scripts.is_lower(word[0]) or section.opens(at))
    # Old Slavonic is typed with a Greek iota.
    symbol = is_symbol(word) or (target != LATIN and "\u0391" <= word <= "\u03c9")
    if symbol and (target == LATIN or not _is_word(section, at)):
        return False
    least = 1 if scripts.is_upper(word) and section.opens(at) else 2
    return section.between(at, target) >= least


def _is_conjunction(section: Section, at: int, reading: Reading) -> bool:
    """Is it the Ukrainian or Belarusian "and", typed as a Latin i, between two words, one of them small?

    Not near a formula, nor where other Latin letters stand alone, which are variables, or Latin words in small letters,
    which are code.  In no document of that corpus is it anything else.
    """
    return (
        section.words[at] == "i"
        and reading.new == DOTTED
        and DOTTED in section.speech(CYRILLIC).alphabet
        and len(section.clean[CYRILLIC]) >= AMONG
        and section.between(at, CYRILLIC) > 0
        and all(word in TYPED if len(word) == 1 else scripts.is_upper(word[0]) for word in section.latin)
        and _is_prose(section, at)
    )


def _is_beside_a_run(section: Section, at: int) -> bool:
    """Has a word beside word *at* so many letters of its script in a row that a word of it is glued there?"""
    words, own = section.words, kind(section.words[at][0])
    for near in (at - 1, at + 1):
        if 0 <= near < len(words) and words.kinds[near] & own:
            run = max((len(list(letters)) for bit, letters in groupby(words[near], kind) if bit == own), default=0)
            if run >= RUN:
                return True
    return False


def _is_word(section: Section, at: int) -> bool:
    """May letter *at*, in text that is not Latin, be a word, rather than a variable, a unit, a numeral?"""
    letter = section.words[at]
    if letter == "i":
        alone = sum(len(word) == 1 for word in section.latin) == 1  # among other letters it is a variable
        return alone and DOTTED in section.speech(CYRILLIC).alphabet
    if kind(letter) != LATIN or letter in NUMERALS or not section.opens(at) or len(section.latin) > 1:
        return False
    return _is_prose(section, at)


def _is_prose(section: Section, at: int) -> bool:
    """Is no sign of a formula near word *at*?"""
    start = section.words.starts[at]
    return FORMULA.isdisjoint(section.value[max(0, start - NEAR) : start + NEAR])


def _is_small(word: str) -> bool:
    """Is it in small letters, but for the first?"""
    return word[1:] == word[1:].lower()
