"""Can a few suspicious words in a long text be worth the ledger?  A look at what they may have been, without languages.

Most signs that stand oddly in a clean page stand there by themselves: two words that lost the blank between them, a
name of another language.  The odds of a word or two in a page are so low that letters alone never make up for them.
What can: a letter of another alphabet in a word, valid UTF-8, C1 controls, a reading that is a word of a list, or a
form of one.
"""

from __future__ import annotations

from collections.abc import Sequence

from textclean import scripts
from textclean.language import lexicon
from textclean.mojibake import chains
from textclean.patterns import lazy
from textclean.prefilter import neighbours, rereadings, unlisted

LONG = neighbours.LONG  # code points of a text in which a few words are few
FEW = 12  # distinct suspicious words
_RUN = lazy("[^\\W\\d_\xb2\xb3\xb9\xbc-\xbe\u2070\u2074-\u2089]+")  # but for fractions and exponents
_WITHOUT_BLANKS = lazy("[\u0e01-\u0e5b]+|[\u2e80-\ud7a3]+")  # words of these are not told from what is none


def hopeless(words: Sequence[str]) -> bool:
    """Is each of *words* of one alphabet, and none of its readings valid UTF-8, Windows signs, or a word of a list?

    >>> hopeless(["all\u201dinterno"]), hopeless(["\xbdteaspoon"]), hopeless(["Gu\u201arin"])
    (True, True, False)
    """
    if not all(_script(run) for word in words for run in _RUN.findall(word)):
        return False
    return not any(_is_one(word, reading) for word in words for reading in chains.readings(word))


def _is_one(word: str, reading: chains.Reading) -> bool:
    runs = _RUN.findall(reading.text)
    if not all(map(_script, runs)):
        return False
    if reading.chain[-1] == chains.WINDOWS or reading.chain[-1].meant == "utf-8":
        return True
    return any(_is_word(run) for run in runs if run not in word)


def _script(run: str) -> str:
    """The script of all letters of *run*; empty if they are of several."""
    if _WITHOUT_BLANKS.fullmatch(run):
        return scripts.script_of(run[0])
    return scripts.script_of_all(run)


def _is_word(run: str) -> bool:
    """Is *run*, letters of one script that the word did not have, a word as far as can be told?  No letter alone is."""
    if len(run) == 1 or _WITHOUT_BLANKS.match(run):
        return len(run) > 1
    if (script := _script(run)) == "Latin":
        return len(run) > 2 and unlisted.is_cased(run) and (unlisted.listed(run) or rereadings.is_listed(run))
    return any(lexicon.known(run, code) for code in lexicon.codes(script))
