"""Strings of four and five letters that a language has: in scripts where two letters look like one of another.

A Latin o in a Greek word is omicron or sigma, a q in an Armenian one zay or gim.  Where no list has the word, letters
by twos and threes tell them apart too seldom.
"""

from __future__ import annotations

import zlib
from functools import cache

from textclean.language import lexicon
from textclean.tables import read_table

CODES = frozenset({"el", "hy"})
# Nats for a string that the language never has, though it has all but its last letter; and for that one of two words
# which leaves the words of the list first.  Measured on 6,500 pairs of words that no list has, one right and one with a
# rival letter, in texts of the corpus that harm runs use (reactjs.org, diaspora, qBittorrent; ELTeC, nextcloud): 2 nats
# tell fewer, 4 err more often than they say.  Of 3,628 that left the list at different letters 56 were told wrongly.
# ``benchmarks/rival_letters.py`` says what comes of it on other texts.
UNSEEN, FIRST = 3.0, 3.0
# Of 3,751 words that no list has, in the corpus that harm runs use, of which the rival alone has two letters that the
# language never has side by side, or the word itself alone, the latter were 3: it counts as two such strings.
PAIR = 2


def cost(word: str, code: str) -> float:
    """Nats for the strings of *word*, in lower case, that language *code* never has; 0 for one without a table.

    >>> cost("\u03c3\u03c0\u03b1\u03c3\u03c4\u03b9\u03ba\u03ae", "el")
    0.0
    >>> cost("\u03bf\u03c0\u03b1\u03c3\u03c4\u03b9\u03ba\u03ae", "el")
    3.0
    """
    if code not in CODES:
        return 0.0
    after, pairs = _after(code), _pairs(code)
    unseen = sum(word[at : at + 2] not in pairs for at in range(len(word) - 1)) * PAIR
    for at in range(3, len(word)):
        three = after.get(word[at - 3 : at], "")
        four = _of(after.get(word[at - 4 : at - 1], ""), word[at - 1]) if at > 3 else ""
        unseen += three != "" and f" {word[at]}" not in three
        unseen += four != "" and word[at] not in four
    return UNSEEN * unseen


def begun(word: str, code: str) -> int:
    """How many letters of *word*, in lower case, a word of the list of *code* begins with; 0 without a table."""
    if code not in CODES:
        return 0
    return next((size for size in range(len(word), 0, -1) if lexicon.begins(word[:size], code)), 0)


def _of(following: str, letter: str) -> str:
    """What follows *letter* in a line of the table."""
    _, _, rest = following.partition(f" {letter}")
    return rest.partition(" ")[0]


@cache
def _pairs(code: str) -> frozenset[str]:
    """What two letters stand side by side."""
    return frozenset(pair for three in _after(code) for pair in (three[:2], three[1:]))


@cache
def _after(code: str) -> dict[str, str]:
    """Three letters -> what follows them."""
    data = read_table(f"strings/{code}.bin")
    text = zlib.decompress(data[data.index(b"\n") + 1 :]).decode()
    return {line[:3]: line[3:] for line in text.split("\n")}
