"""Are these words listed as they stand?  Asked of short strings of few letters, that look odd for want of others.

A title or a label of two Han characters holds none of the everyday ones, and a word that begins with a capital is
hardly longer than it.  Misread text looks so, too, but its words are in no list.
"""

from __future__ import annotations

from functools import lru_cache

from textclean.patterns import lazy

LONGEST = 4  # Han characters of a word that is sought
_HAN = lazy("[\u3400-\u9fff]+")
_CYRILLIC = lazy("[\u0400-\u052f]+")


def mostly_han_words(value: str) -> bool:
    """Are half of the Han characters of *value* in listed words of two or more?

    >>> mostly_han_words("\\u8a2d\\u5b9a\\u5bc6\\u78bc"), mostly_han_words("\\u7d15\\u77eb")
    (True, False)
    """
    runs = _HAN.findall(value)
    return 2 * sum(map(_in_words, runs)) >= sum(map(len, runs)) > 0


@lru_cache(maxsize=1024)
def _in_words(run: str) -> int:
    """How many characters of *run* are in listed words, each the longest that begins there."""
    from textclean.language import lexicon

    found = at = 0
    while at < len(run):
        for length in range(min(LONGEST, len(run) - at), 1, -1):
            word = run[at : at + length]
            if lexicon.known(word, "zh") or lexicon.known(word, "ja"):
                found += length
                break
        else:
            length = 1
        at += length
    return found


def all_cyrillic_words(value: str) -> bool:
    """Are all Cyrillic words of *value* common ones that begin with a capital, or are small?

    >>> all_cyrillic_words("\\u0414\\u0430"), all_cyrillic_words("\\u0434\\u0410")
    (True, False)
    """
    return all(map(_is_common, _CYRILLIC.findall(value)))


@lru_cache(maxsize=1024)
def _is_common(word: str) -> bool:
    if len(word) == 1 or word[1:] != word[1:].lower():
        return False
    from textclean.language import lexicon

    return any(lexicon.known(word, code) for code in lexicon.codes("Cyrillic"))
