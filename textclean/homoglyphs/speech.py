"""What a word costs in the languages that a section of a text is written in, in nats (-ln P).

A word that a frequency list knows costs what its frequency says, any other word its letters and a fee for being
unknown.  A word that the text itself has elsewhere, spelled with letters of one script, is known, too.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from textclean import language, scripts
from textclean.homoglyphs.table import NAMES
from textclean.language import lexicon
from textclean.language.letters import Letters, letters
from textclean.scripts import LATIN

UNKNOWN = 2.5  # nats for a word that no list knows; one running word in ten, in texts of the languages listed
OWN = 6.0  # nats more than its share of the words for a word that the text has elsewhere
FLAT = 3.2  # nats a letter of a script without a table, or of an acronym, and for its end
ACRONYM = 5  # letters of an acronym at most
LOAN = 3.0  # nats for an English word in a text whose Latin words are of another language
SAMPLE = 1200  # code points that are enough to tell a language
_LISTED = {code: script for script, codes in lexicon.SCRIPTS.items() for code in codes.split()}
RELATIVES = {"nb": "nn", "id": "ms"}  # languages that the letters do not tell apart


class Speech:
    """The languages of one script in one section: code -> nats for its share."""

    def __init__(self, script: int, sample: str, own: Counter[str]) -> None:
        self.script, self.own = script, own
        self.total = max(20, own.total())
        self.codes = spoken(script, sample)
        self._costs: dict[str, tuple[float, bool]] = {}

    @property
    def main(self) -> Letters | None:
        """The letters of the likeliest language."""
        return letters(self.codes[0][0]) if self.codes else None

    def cost(self, word: str) -> tuple[float, bool]:
        """Nats for *word*, a spelling in this script, and whether anybody knows it."""
        found = self._costs.get(word)
        if found is None:
            found = self._cost(plain(word))
            if 1 < len(word) <= ACRONYM and scripts.is_upper(word[0]) and scripts.is_upper(word[-1]):
                found = min(found, (FLAT * (len(word) + 1), False))
            self._costs[word] = found
        return found

    def listed(self, word: str) -> bool:
        """Does a list of one of the languages have *word*?"""
        small = plain(word)
        return any(listed(small, code) is not None for code, _ in self.codes)

    def letters(self, word: str) -> float:
        """Nats for the letters of *word* alone."""
        small = plain(word)
        found = [table.cost(small) + fee for code, fee in self.codes if (table := letters(code))]
        return min(found, default=FLAT * (len(small) + 1))

    def _cost(self, small: str) -> tuple[float, bool]:
        known = [fee + nats for code, fee in self.codes if (nats := listed(small, code)) is not None]
        if times := self.own.get(small):
            known.append(math.log(self.total / times) + OWN)
        unknown = self.letters(small) + UNKNOWN
        best = min(known, default=math.inf)
        return (best, True) if best <= unknown else (unknown, bool(known))


def spoken(script: int, sample: str) -> list[tuple[str, float]]:
    """The languages that *sample*, words of one script, may be written in, the likeliest first, with their fees."""
    found = language.languages(sample[:SAMPLE]) if sample else []
    kept = [(code, -math.log(share)) for code, share in found if share > 0.02 and _script(code) == NAMES.get(script)]
    kept += [(RELATIVES[code], fee) for code, fee in kept if code in RELATIVES]
    if script == LATIN:
        kept += [("en", LOAN)] * ("en" not in dict(kept)) + [(lexicon.NAMES, LOAN)]
    return kept or _fallback(script)


def _fallback(script: int) -> list[tuple[str, float]]:
    main = {"Latin": "en", "Cyrillic": "ru", "Greek": "el", "Armenian": "hy", "Georgian": "ka"}
    return [(main[NAMES[script]], LOAN)] if script in NAMES else []


@cache
def _script(code: str) -> str:
    if code in ("sr", "hr"):
        return "Cyrillic" if code == "sr" else "Latin"
    table = letters(code)
    if code in _LISTED:
        return _LISTED[code]
    return next((name for name, sign in _SIGNS.items() if table and sign in table), "")


_SIGNS = {"Latin": "a", "Cyrillic": "\u0430", "Greek": "\u03b1", "Armenian": "\u0561", "Georgian": "\u10d0"}


def listed(small: str, code: str) -> float | None:
    """Nats for a word in lower case; None if no list of *code* has it."""
    return lexicon.nats(small, code) if code in _LISTED or code == lexicon.NAMES else None


def plain(word: str) -> str:
    """*word* as the lists have it: lower case, composed, without marks of stress."""
    small = word.lower()
    if small.isascii():
        return small
    composed = unicodedata.normalize("NFC", small)
    return composed.replace("\u0301", "").replace("\u0300", "")


def counted(words: Iterable[str]) -> Counter[str]:
    """How often each word of the text is there, as the lists have it."""
    return Counter(map(plain, words))
