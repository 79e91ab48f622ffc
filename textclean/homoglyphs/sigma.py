"""Greek sigma alone, which looks like omicron: the preposition with its vowel elided, or written apart from an article.

The article omicron stands before no other article, and is not elided: there the word is sigma.  Before an apostrophe
everybody writes it so, before an article those do who set all words and signs apart, as treebanks have them.
"""

from __future__ import annotations

from textclean.homoglyphs.readings import SIGMA
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.table import options
from textclean.scripts import GREEK

OMICRON = "\N{GREEK SMALL LETTER OMICRON}"
ARTICLES = ("το", "τη", "την", "τον", "τους", "τις", "τα")
SIGMA_OR_OMICRON = "sigma before an article or apostrophe, and no article there"
APOSTROPHES = ("'", "\u2019")
MISPLACED = 15.0  # nats against the article before another one, or before an apostrophe
APART = 6.0  # nats for sigma there, beyond those of its letter, and against it elsewhere


def sigma(section: Section, at: int, new: str) -> float:
    """Nats for *new*, sigma or omicron, as word *at* of a section; 0 for any other word."""
    letter = new.lower()
    if letter not in (SIGMA, OMICRON):
        return 0.0
    elided = _is_elided(section, at)
    if not elided and not _is_before_article(section, at):
        return -APART * (letter == SIGMA)
    if letter == OMICRON:
        return -MISPLACED
    return APART * (elided or section.is_tokenised)


def _is_elided(section: Section, at: int) -> bool:
    start, end = section.words.starts[at], section.words.ends[at]
    return section.value[end : end + 1] in APOSTROPHES and section.value[max(0, start - 1) : start] not in APOSTROPHES


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
