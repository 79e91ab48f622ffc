"""Words of mixed letters that are right as written, or may be: each has its reason, and waits for proof or stays.

Case endings on borrowed names, Greek letters of science, placeholders, character classes, symbols with an index,
keyboard conventions.  What has no exact twin never comes here: it stays by itself.
"""

from __future__ import annotations

import re

from textclean import scripts
from textclean.letters.lookalikes import ALL, Words, case, respell
from textclean.patterns import lazy
from textclean.scripts import CYRILLIC, EXOTIC, GREEK, LATIN

NEVER = "part of a code"
INDEX = "a symbol with an index"
SHORT_WORD = "a Greek letter in a short word"
ENDING = 3  # letters of a native ending on a borrowed word, at most
SHORT_GREEK, SHORT_ODD = 5, 6  # a word of fewer letters may be a symbol with a Greek letter, an abbreviation
SHORT_CLASS = 3  # letters between hyphens that may belong to a character class, at most
_OPENS = '\n.!?:;(-*\u2026\u00ab\u201c\u201e\u2013\u2014\u2022"'  # what a sentence may start after
_PLACEHOLDER = lazy(r"%\(\w*\)\Z", re.ASCII)
BORROWED = "\u0259\u018f\u00e6\u00c6"  # schwa and ae: Latin on the keyboards of Abkhaz, Tatar, Ossetic
_SURELY_WRITTEN = "\u03bf\u03cc\u039f"  # omicron is used by nobody but Greek words


def trap(words: Words, index: int, target: int) -> str:
    """Why word *index* should not be read as *target* without other proofs; NEVER: not even with; "": nothing."""
    start, end, word = words.starts[index], words.ends[index], words[index]
    size = end - start
    if in_code(words, index):
        return NEVER
    if size == 2 and len(set(respell(word, target))) == 1 and in_pairs(words, index):
        return NEVER
    foreign = [at for at, char in enumerate(word) if scripts.kind(char) & ~target & (ALL | EXOTIC)]
    if target == LATIN:
        greek = [at for at in foreign if scripts.kind(word[at]) == GREEK and word[at] not in _SURELY_WRITTEN]
        if greek and size < SHORT_GREEK:
            for at in greek:
                small = 0 < at < size - 1 and scripts.is_lower(word[at - 1]) and scripts.is_lower(word[at + 1])
                if not (small or (size >= 3 and scripts.is_upper(word[at]))):
                    return SHORT_WORD
        rare = [at for at in foreign if scripts.kind(word[at]) == EXOTIC]
        if rare and (size < 4 or 2 * len(rare) > size or all(word[at] in scripts.look_alikes("fonts") for at in rare)):
            return "rare letters, perhaps a symbol"
        if convention(word):
            return "a letter that Cyrillic alphabets borrow"
    elif target == CYRILLIC and (match := re.match("[A-Z]{2,}(?![A-Z])", word)) and case(word) != "upper":
        ending = word[match.end() :]
        native = all(scripts.kind(char) == CYRILLIC and scripts.is_lower(char) for char in ending)
        return NEVER if native else "capitals with a native ending"
    if size < SHORT_ODD and odd_capitals(word):
        return "capitals within a short word"
    return ""


def convention(word: str) -> bool:
    """Is a borrowed letter all that is Latin in the word, as Ossetic and Abkhaz are typed?"""
    return any(char in word for char in BORROWED) and {c for c in word if scripts.kind(c) == LATIN} <= set(BORROWED)


def odd_capitals(word: str) -> bool:
    """Neither small, nor all capitals, nor a capital and small letters."""
    return case(word) == "odd"


def in_pairs(words: Words, index: int) -> bool:
    """Is a word of two letters in a list of such pairs: a key map, a lesson on letters?"""
    for other in (index - 1, index + 1):
        if 0 <= other < len(words) and words.ends[other] - words.starts[other] == 2:
            kind = words.kinds[other]
            if kind & (kind - 1):
                return True
    return False


def palochka(word: str) -> bool:
    """A capital I inside a word of small Cyrillic letters: how Avars, Chechens, Kabardians type U+04C0."""
    at = word.find("I", 1)
    return at > 0 and any(scripts.is_lower(char) for char in (word[at - 1], word[at + 1 : at + 2] or word[at - 1]))


def index_of_symbol(words: Words, index: int) -> bool:
    """A Latin capital with a short Cyrillic index (the voltage U, the pressure P), as technical prose flattens it.

    A first word of a sentence may look the same, therefore only within a sentence.
    """
    word = words[index]
    if not 2 <= len(word) <= 6 or not "A" <= word[0] <= "Z":
        return False
    if case(word[1:]) != "lower" or "a" <= min(word[1:]) <= "z":
        return False
    before = words.value[max(0, words.starts[index] - 3) : words.starts[index]].rstrip(" ")
    return bool(before) and before[-1] not in _OPENS


def in_code(words: Words, index: int) -> bool:
    """Is the word glued to an escape, a placeholder, a variable, or in a class such as ``[a-z\\u0430-\\u044f]``?"""
    value, start, end = words.value, words.starts[index], words.ends[index]
    before, after = value[start - 1 : start], value[end : end + 1]
    if not before:
        return False
    if before == ")":
        return _PLACEHOLDER.search(value, max(0, start - 60), start) is not None
    return before in "\\%&${@" or (end - start <= SHORT_CLASS and before in "-[" and after in ("-", "]"))


def borrowed(words: Words, index: int) -> int:
    """The script of the native ending, if the word is a whole Latin word of three letters and more with one; else 0."""
    word = words[index]
    kinds = [scripts.kind(char) for char in word]
    cut = next((at for at, kind in enumerate(kinds) if kind != LATIN), 0)
    tail = kinds[cut:]
    return tail[0] if cut >= 3 and len(tail) <= ENDING and set(tail) == {tail[0]} and tail[0] & ALL else 0
