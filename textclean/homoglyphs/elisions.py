"""Letters that are no words but where a vowel is elided: Latin l, which looks like I, Greek sigma, like omicron.

Sigma also stands before an article, where a treebank sets all words and signs apart.  The article omicron stands before
no other one, and is not elided: there the word is sigma.
"""

from __future__ import annotations

from textclean.homoglyphs.readings import SIGMA, Reading
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.table import options
from textclean.scripts import GREEK, LATIN

OMICRON = "\N{GREEK SMALL LETTER OMICRON}"
ELL, ELL_TWIN = "l", "I"
ARTICLES = ("το", "τη", "την", "τον", "τους", "τις", "τα")
APOSTROPHES = ("'", "\u2019")
MISPLACED = 15.0  # nats against the article before another one, or before an apostrophe
APART = 6.0  # nats for sigma there, beyond those of its letter, and against both letters elsewhere; against I there
NAME = "where a letter may stand alone"


def elision(section: Section, at: int, reading: Reading) -> float:
    """Nats for *reading*, a letter alone, as word *at* of a section; 0 if it is none of those above."""
    letter = reading.new.lower()
    if reading.script == LATIN and reading.new == ELL:
        return -APART * (not section.is_of_letters and not _touches(section, at, (*APOSTROPHES, "-", ".")))
    if reading.script == LATIN and reading.new == ELL_TWIN:  # English elides what is behind it, others nothing
        beside = _touches(section, at, APOSTROPHES) or _follows(section, at)
        return -APART * (beside and section.speech(LATIN).codes[0][0] != "en")
    if reading.script != GREEK or letter not in (SIGMA, OMICRON):
        return 0.0
    elided = _touches(section, at, APOSTROPHES) and not _follows(section, at)
    if not elided and not _is_before_article(section, at):
        return -APART * (letter == SIGMA)
    if letter == OMICRON:
        return -MISPLACED
    return APART * (elided or section.is_tokenised)


def _touches(section: Section, at: int, signs: tuple[str, ...]) -> bool:
    """Does one of *signs* stand right after word *at*?"""
    end = section.words.ends[at]
    return section.value[end : end + 1] in signs


def _follows(section: Section, at: int) -> bool:
    """Does word *at* stand right after an apostrophe, which may open a quotation?"""
    start = section.words.starts[at]
    return section.value[max(0, start - 1) : start] in APOSTROPHES


def _is_before_article(section: Section, at: int) -> bool:
    words = section.words
    if at + 1 >= len(words) or section.value[words.ends[at] : words.starts[at + 1]] != " ":
        return False
    word, table = words[at + 1], options(GREEK)
    return any(
        len(word) == len(article)
        and all(a == b or b in dict(table.get(a, ())) for a, b in zip(word, article, strict=True))
        for article in ARTICLES
    )
