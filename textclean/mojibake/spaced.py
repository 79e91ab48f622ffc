"""Words that a lost byte cut in two: ISO 8859-1 shows 85 and A0 for second bytes of UTF-8, which programs make a blank.

Where the controls were dropped on the way, U+0085 (it ends lines) and U+00A0 were kept as white space, and tidied up
with all other: ``obowi\\xc4 zk\\xc3\\xb3w``.  Behind a lead a blank is then the author's, or a byte, or both.  Each is
asked by itself: are the runs on its sides likelier to be one word, or two?
"""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise

from textclean import language
from textclean.evidence.priors import prior
from textclean.language import lexicon
from textclean.mojibake import chains, losses
from textclean.mojibake.chains import COMMONEST
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy
from textclean.prefilter.lost_bytes import SPACED

_BLANKS = (" ", "\n")
_CLOSING = lazy("[.,;:!?)]+(?![^ \n])")  # no blank stands before these
_LETTERS = lazy("[^\\W\\d_]+")


def may_be(value: str) -> bool:
    """Do leads of UTF-8 as ISO 8859-1 stand before a letter, as where a control was dropped, and before blanks?

    Where a byte A0 stayed, nothing was tidied up.
    """
    return _kept().search(value) is None and _sites().search(value) is not None and _dropped().search(value) is not None


def spoken(value: str) -> str | None:
    """The likeliest language of the words of *value* that lost nothing, if the model knows it."""
    runs = (run if run.isascii() else chains.undo(run, (COMMONEST,)) for run in losses.RUN.findall(value))
    told = language.languages(" ".join(filter(None, runs)))
    return told[0][0] if told and language.has_table(told[0][0]) else None


def segments(value: str, code: str) -> list[tuple[int, int]]:
    """The runs of *value* between what is a blank in language *code*, and not a byte."""
    open_at = {match.start() for match in _sites().finditer(value)}
    runs = [
        (start, end + (end in open_at and value[end + 1 : end + 2] in _BLANKS))
        for start, end in map(re.Match.span, losses.RUN.finditer(value))
    ]
    pairs = [(left, right) for left, right in pairwise(runs) if left[1] in open_at and right[0] == left[1] + 1]
    texts = dict.fromkeys(
        value[start:end] for left, right in pairs for start, end in (left, right, (left[0], right[1]))
    )
    read = losses.readings(texts, (COMMONEST,), SPACED, code)
    costs = _costs(list(dict.fromkeys([*texts, *(text for found in read.values() for text in found)])), code)
    joined = {left[1] for left, right in pairs if _is_one(value, left, right, read, costs)}
    found: list[tuple[int, int]] = []
    for start, end in runs:
        if found and found[-1][1] in joined:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _is_one(
    value: str, left: tuple[int, int], right: tuple[int, int], read: dict[str, list[str]], costs: dict[str, float]
) -> bool:
    """Are the runs *left* and *right*, and the blank between them, likelier to be one word?"""
    whole = value[left[0] : right[1]]
    if not _LETTER.match(value, right[0]):
        return _CLOSING.match(value, right[0]) is not None
    one = min((costs[text] for text in read.get(whole, ()) if not _BLANK.search(text)), default=math.inf)
    two = sum(
        min(costs[text] for text in (read.get(part) or [part])) for part in (value[slice(*left)], value[slice(*right)])
    )
    return one < two


_BLANK = lazy(
    "[ \n\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0669\u06d6-\u06ed]"
)  # or a mark or a digit: no letter of a word
_LETTER = lazy("[^\\W\\d_]")


def _costs(texts: list[str], code: str) -> dict[str, float]:
    """Nats of each of *texts* in language *code*: what its list says of the words, or their letters."""
    words = list(dict.fromkeys(word for text in texts for word in _LETTERS.findall(text)))
    known = dict(zip(words, language.word_costs(words, code), strict=True))
    listed = lexicon.codes()
    for word in words:
        nats = lexicon.nats(word.lower(), code) if code in listed else None
        unlisted = known[word] - prior("extraction", "unlisted")
        known[word] = unlisted if nats is None else min(nats, unlisted)
    return {text: sum(known[word] for word in _LETTERS.findall(text)) for text in texts}


@cache
def _sites() -> re.Pattern[str]:
    """A blank where the last byte of a sequence may have stood."""
    high = charset(COMMONEST.shown).high
    return re.compile(f"(?:(?<=[{high[0x42:0x60]}])|(?<=[{high[0x60:0x70]}][\xa1-\xbf]))[ \n]")


@cache
def _kept() -> re.Pattern[str]:
    return re.compile(_sites().pattern.replace("[ \n]", "\xa0"))


@cache
def _dropped() -> re.Pattern[str]:
    high = charset(COMMONEST.shown).high
    return re.compile(f"[{high[0x42:0x74]}](?![{re.escape(high[:0x40])}\x80-\x9f \n]|$)")
