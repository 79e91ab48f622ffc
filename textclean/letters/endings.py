"""Names with native endings in a quiet text: words of two scripts that no alphabet can spell.

Turkic and Armenian pages write ``URL`` and their own ending in one word.  Where there are no other mixed words, and
the Latin letters have words of their own elsewhere, the judge finds nothing; a few searches say so for a tenth of the
time.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from string import ascii_letters

from textclean import scripts
from textclean.letters.strangers import may_prove
from textclean.patterns import lazy
from textclean.prefilter.bilingual import ONLY_LATIN
from textclean.text import Text

MANY = 50  # words that are looked at
LATER = 500  # Latin letters among which one must stand in another word


def beyond_reading(text: Text) -> bool:
    """Is it a quiet text whose words of mixed letters can be read in no alphabet, and prove no damage?"""
    quiet = text.quiet
    if quiet is None or quiet.alone or not quiet.touching:
        return False
    value = text.value
    members, word, touch, own = _patterns(quiet.letters)
    mixed: list[tuple[int, int]] = []
    done = 0
    for match in touch.finditer(value):
        if match.start() < done:
            continue
        start = match.start()
        while start > done and value[start - 1] in members:
            start -= 1
        done = word.match(value, start).end()  # type: ignore[union-attr]  # it begins with a letter
        mixed.append((start, done))
        if len(mixed) > MANY:
            return False
    words = [value[start:end] for start, end in mixed]
    if any(map(may_prove, words)) or not all(_LATIN.search(word) and own.search(word) for word in words):
        return False
    elsewhere = (match.start() for match in _LATIN.finditer(value))
    return any(not any(start <= at < end for start, end in mixed) for at in islice(elsewhere, LATER))


_LATIN = lazy(f"[{ONLY_LATIN}]")


@cache
def _patterns(letters: str) -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Letters of words, a word, a Latin letter that touches one of *letters*, one of those with no other reading."""
    own = "".join(char for char in letters if scripts.kind(char))
    alone = "".join(char for char in own if scripts.reading(char) == scripts.kind(char))
    members = frozenset(own + ascii_letters)
    touch = f"[A-Za-z](?:(?=[{own}])|(?<=[{own}].))"
    return members, re.compile(f"[A-Za-z{own}]+"), re.compile(touch), re.compile(f"[{alone}]")
