"""Vowel harmony: which vowels follow one another in the words of a language, whatever consonants stand between them.

Turkish, Tatar or Finnish words have back vowels or front ones, seldom both (van der Hulst & van de Weijer 1995,
"Vowel harmony").  Letter trigrams see it only where one consonant stands between.  Here the vowels of a word are a
sequence of their own, a tier (Goldsmith 1976, "Autosegmental phonology"), with pairs counted in the word list of the
language.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from itertools import pairwise

from textclean.language import lexicon

# The vowels of the languages with harmony that have a word list.
VOWELS = {
    "az": "a\u0259ei\u0131o\u00f6u\u00fc",
    "et": "aeiou\u00e4\u00f5\u00f6\u00fc",
    "fi": "aeiouy\u00e4\u00f6",
    "hu": "aeiou\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171",
    "kk": "\u0430\u04d9\u0435\u0438\u043e\u04e9\u0443\u04b1\u04af\u044b\u0456\u044d\u044e\u044f",
    "ky": "\u0430\u0435\u0451\u0438\u043e\u04e9\u0443\u04af\u044b\u044d\u044e\u044f",
    "mn": "\u0430\u0435\u0451\u0438\u043e\u04e9\u0443\u04af\u044b\u044d\u044e\u044f",
    "tr": "ae\u0131io\u00f6u\u00fc",
    "tt": "\u0430\u04d9\u0435\u0451\u0438\u043e\u04e9\u0443\u04af\u044b\u044d\u044e\u044f",
}
SAMPLE = 5000  # words that are enough to count the pairs
SMOOTH = 2.0  # times that each pair is taken to have been seen beforehand, by the frequency of its second vowel


def cost(word: str, code: str) -> float:
    """Nats that the vowels of *word*, in lower case, cost more than in any order; 0 for a language without harmony.

    >>> cost("g\u00f6zl\u00fck", "tr") < 0 < cost("gozl\u00fck", "tr")
    True
    """
    if code not in VOWELS:
        return 0.0
    pairs = _pairs(code)
    vowels = [char for char in word if char in VOWELS[code]]
    return sum(pairs[pair] for pair in pairwise(vowels))


@cache
def _pairs(code: str) -> dict[tuple[str, str], float]:
    """Two vowels in a row: -log of how much likelier the second is after the first."""
    vowels = VOWELS[code]
    words = list(lexicon.words(code))
    sample = "\n".join(words[:: 1 + len(words) // SAMPLE])
    tiers = sample.translate({ord(char): None for char in {*sample} - {*vowels, "\n"}})
    alone: Counter[str] = Counter(tiers + vowels)  # each once more
    del alone["\n"]
    seen = Counter(pair for pair in pairwise(tiers) if "\n" not in pair)
    first: Counter[str] = Counter()
    for (before, _), times in seen.items():
        first[before] += times
    share = {char: times / alone.total() for char, times in alone.items()}
    return {
        (a, b): -math.log((seen[a, b] + SMOOTH * share[b]) / (first[a] + SMOOTH) / share[b])
        for a in vowels
        for b in vowels
    }
