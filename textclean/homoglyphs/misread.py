"""Letters of another script that a wrong charset left in a Latin word, where a look-alike would be read otherwise.

Quotation marks of MacRoman that were read as cp1251 are a Cyrillic letter at either end of a phrase; an accented letter
of cp1252 that was read as koi8-r is one inside of a word.  A sign that is glued to a listed word, or a letter that
makes one, is likelier than a look-alike that makes a word that nobody knows.  Nothing is repaired here: that is the
work of another rule, which may know too little of the text; the place is not taken for what it is not.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from itertools import pairwise

from textclean import scripts
from textclean.charsets import Charset, charset, rows, with_role
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis
from textclean.evidence.ordinary_signs import torn
from textclean.evidence.priors import prior
from textclean.homoglyphs.readings import Reading
from textclean.homoglyphs.speech import OPEN, STRANGE, Speech
from textclean.scripts import LATIN, MARK

NAME = "letters of a wrong charset, another rule's work"
LONGEST = 40  # code points of a stretch without blanks
# Nats for a sign beside a word: one that texts are full of, any other.
TYPOGRAPHY, SIGN = 4.0, 9.0
# Nats for a capital after a small letter, in a word that no list has: a look-alike has the case of the letter it stands
# for, and of 10,000 running words some ten have such a capital.
INNER = 7.0
_TYPOGRAPHY = frozenset(
    "\xa0\xab\xbb\xa1\xbf\xb0\xa9\xae\xb7\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2122"
)


def misread(value: str, start: int, end: int, best: Reading, speech: Speech) -> list[Hypothesis]:
    """The hypothesis that the word ``value[start:end]`` was in another charset; none if it cannot be.

    *best*: the word that it may be by its looks, which is likely if it is known and nothing odd stands beside it.  The
    prior is beside that of documents with look-alikes.
    """
    low, high = _stretch(value, start, end)
    if high - low > LONGEST:
        return []
    capital = any(scripts.is_lower(a) and scripts.is_upper(b) for a, b in pairwise(best.new))
    stretch, likely = value[low:high], best.known and not capital and high - low == end - start
    # Beside a likely word only UTF-8, which is shorter, is asked: its sequences are not so by accident.
    read = [(text, nats) for text, nats in _rereadings(stretch) if not likely or len(text) < len(stretch)]
    if not read:
        return []
    others = _nats(value[low:start], speech) + _nats(value[end:high], speech)
    most = -math.inf
    for text, nats in read:
        if nats - _parts(text)[1] > most:  # for its signs alone
            most = max(most, nats - _nats(text, speech) - torn(stretch, text))
    return [Hypothesis(AS_WRITTEN, None, (Addend(NAME, most + others + INNER * capital),))]


def _stretch(value: str, start: int, end: int) -> tuple[int, int]:
    """The word with the letters and the characters beyond ASCII beside it, a few more than are asked at most."""
    least, most = max(0, start - LONGEST), min(len(value), end + LONGEST)
    while start > least and _is_inside(value[start - 1]):
        start -= 1
    while end < most and _is_inside(value[end]):
        end += 1
    return start, end


def _is_inside(char: str) -> bool:
    return char > "\x7f" or bool(scripts.kind(char))


def _nats(text: str, speech: Speech) -> float:
    """Nats for the words of *text* and the signs beside them."""
    words, total = _parts(text)
    for word in words:
        total += min(speech.cost(word)[0], OPEN * len(word) + STRANGE)
    return total


@lru_cache(1 << 12)
def _parts(text: str) -> tuple[list[str], float]:
    """The words of *text*, and nats for its signs."""
    signs = {char for char in text if not scripts.kind(char)}
    words = "".join(" " if char in signs else char for char in text).split(" ")
    nats = {char: TYPOGRAPHY if char in _TYPOGRAPHY else SIGN for char in signs if char > "\x7f"}
    return [word for word in words if word], sum(nats.get(char, 0.0) for char in text)


@lru_cache(1 << 12)
def _rereadings(stretch: str) -> tuple[tuple[str, float], ...]:
    """What *stretch* may have been in letters of Latin alphabets, each with nats for the likeliest charsets."""
    found: dict[str, float] = {}
    beyond = {char for char in stretch if char > "\x7f"}
    for shown, nats in _shown():
        if not beyond <= shown.characters:
            continue
        data = shown.encode(stretch)
        for meant, share in _meant():
            text = None if data is None else _decoded(data, meant)
            if text is not None and _is_latin(text):
                found[text] = max(found.get(text, -math.inf), nats + share)
    return tuple(found.items())


def _decoded(data: bytes, meant: Charset | None) -> str | None:
    if meant is not None:
        return meant.decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_latin(text: str) -> bool:
    """Are all letters Latin, and is nothing else in it than signs?"""
    return all(scripts.kind(char) in (LATIN, MARK) or scripts.category(char)[0] in "PSZN" for char in text)


@cache
def _shown() -> tuple[tuple[Charset, float], ...]:
    """The charsets of Cyrillic and Greek that a text may have been shown in, each with nats."""
    documents = prior("mojibake", "document") - prior("homoglyphs", "document")
    return tuple(
        (charset(name), documents + math.log(rows()[name].shown))
        for name in with_role("shown")
        if rows()[name].one_byte and set(rows()[name].scripts) & {"Cyrillic", "Greek"}
    )


@cache
def _meant() -> tuple[tuple[Charset | None, float], ...]:
    """The charsets of Latin alphabets that a text may have been in, and UTF-8 as None, each with nats."""
    legacy = prior("meant", "legacy")
    found = [
        (charset(name), legacy + math.log(rows()[name].meant))
        for name in with_role("meant")
        if rows()[name].one_byte and "Latin" in rows()[name].scripts
    ]
    return ((None, prior("meant", "utf-8")), *found)
