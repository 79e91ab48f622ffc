"""Words that a reading brings back: does the language of the text know them, and does it know the damaged ones?

The language model judges letters in a row; it cannot know that ``libert\\u0155`` is no word and U+00E0 is one.
"""

from __future__ import annotations

from textclean import language
from textclean.language import frequency as words
from textclean.misreading import plausible

LISTED = 3.0  # nats for each common word that comes back
ALONE = 5.0  # for a word of one letter, which the list is sure about
MOST = 9.0
COMMON, VERY = 4.5, 6.5  # Zipf scale
SURE = 3  # common words of a language, from which on a text is written in it


def bonus(before: str, after: str) -> float:
    """Nats in favour of *after*, a Latin reading of *before*: for common words of its language that *before* lacks."""
    tongue = language.costs([after])[0].language
    if tongue not in words.SCRIPTS["Latin"].split():
        return 0.0
    changed = {(words.bare(old), words.bare(new)) for old, new in plausible.changed_words(before, after)}
    nats = 0.0
    for old, new in changed:
        often = words.frequency(new, tongue)
        if len(new) > 1 and often > COMMON and not words.known(old, "Latin"):
            nats += LISTED
        elif len(new) == 1 and often > VERY and _written_in(before, tongue):
            nats += ALONE
    return min(nats, MOST)


def _written_in(text: str, tongue: str) -> bool:
    """Are enough words of *text* that are plain ASCII common in that language?"""
    plain = {word for word in text.split(" ") if word.isascii() and word.islower() and len(word) > 1}
    return sum(words.frequency(word, tongue) > COMMON for word in plain) >= SURE
