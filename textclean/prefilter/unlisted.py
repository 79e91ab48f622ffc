"""Does a pair of charsets make a listed word of one that no list has?  Asked of short strings with accented letters.

``neighbours`` knows letters in company.  Some misread letters keep company that another language knows: Finnish
``viel\\u00f5`` looks Estonian, French ``si\\u010dcle`` Slovak.  The word tells: no list has it, and with another
charset one does.  A table of a few bits a word stands for the lists of all languages in Latin letters (Bloom 1970):
what is in a list is found in it, and of a thousand other words one is.  It only wakes the repair; it never decides.
"""

from __future__ import annotations

import zlib
from functools import cache, lru_cache
from itertools import pairwise

from textclean.patterns import lazy
from textclean.prefilter import neighbours, rereadings
from textclean.tables import read_table

LONGEST = neighbours.LINE  # code points of a string in which each word is asked
LEAST = 3  # letters of a word that is asked
STEM = 5  # letters of a beginning that tells, of a word of twice as many and more
_L = neighbours.LATIN
_LETTERS = lazy(f"[A-Za-z{_L}]+")
_ALL = lazy(f"[{_L}]+")
HASHES = 6  # bits that a word sets


def words(value: str) -> list[str]:
    """The words of *value* that no list has, but with another charset one; and those of accented letters alone.

    >>> words("si\\u010dcle"), words("si\\u00e8cle"), words("S\\u00f8r\\u00f8y")
    (['sičcle'], [], [])
    """
    return [word for token in value.split() if not token.isascii() for word in _hidden(token)]


# What accented letters at the end of a word are shown as.
_SIGNS = "\xa1-\xa3\xa7\xa8\xb7\u2018\u2020\u2021\u2026\u2030"
_SIGN = lazy(f"[{_SIGNS}]")
_SIGNED = lazy(f"[{_SIGNS}](?<=[A-Za-z{_L}]{{{LEAST}}}.)(?!\\w)")
FAR = 40  # code points of a word
# What accented letters inside a word are shown as, or at its ends; a no-break space stands between letters.
_INNER = (
    "\xa1\xa9\xae\xb1-\xb4\xb6-\xb9\xbc-\xbe\u02c6-\u02dd\u2013\u2014\u2017-\u201a\u201c-\u201e"
    "\u2020-\u2022\u2026\u207f\u2217-\u2265\ufb01\ufb02"
)
_INNER_SIGN = lazy(f"[{_INNER}]|\xa0(?<=[A-Za-z].)(?=[a-z])")
_WITH_SIGNS = lazy(f"(?<![^\\W_])[A-Za-z{_L}{_INNER}]{{{LEAST},{FAR}}}(?![^\\W_])")
_TORN = lazy(f"(?<![^\\W_])(?=[A-Za-z{_L}{_INNER}]*\xa0)[A-Za-z{_L}{_INNER}\xa0]{{{LEAST},{FAR}}}(?![^\\W_])")
_QUOTES = "\xb4\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026"
_MARKS = "\u2013\u2014\u2020-\u2022\u2026"  # they stand before a word: an item, one who died, what is corrupt
_NOTED = lazy("[\xb2\xb3\xb9]\\Z")  # as a note to a word has it


def signed(value: str, marks: str) -> list[str]:
    """The words of *value* that end in a sign, and with another charset in a letter, as a list has them.

    *marks*: those of ``Text``.

    >>> signed("in citt\\u2026, a Roma\\u2026", "")
    ['citt…']
    """
    inner = _with_signs(value) if len(value) <= LONGEST and _INNER_SIGN.search(value) else []
    if _SIGN.search(marks or value) is None:
        return inner
    words = [word for match in _SIGNED.finditer(value) if (word := _word_before(value, match.end()))]
    return list(dict.fromkeys([*(word for word in words if _becomes_listed(word)), *inner]))


def _word_before(value: str, end: int) -> str:
    """The word of letters and a sign that ends at *end*; empty if it is a part of a longer one."""
    letters = _LETTERS.match(value[max(0, end - 1 - FAR) : end - 1][::-1])
    start = end - 1 - (letters.end() if letters else 0)
    return "" if value[start - 1 : start].isalnum() else value[start:end]


def _with_signs(value: str) -> list[str]:
    """The same of words with a sign in them or at their ends, or with a no-break space.

    >>> _with_signs("Krytyczny b\\xb3\\xb9d m\\xb3"), _with_signs("\u2018so\u201d"), _with_signs("adatb\xa0zisban")
    (['b\xb3\xb9d'], [], ['adatb\\xa0zisban'])
    """
    beyond = " ".join([token for token in value.split() if not token.isascii()])
    found = [word.lstrip(_MARKS) for word in _WITH_SIGNS.findall(beyond)]
    if "\xa0" in value:
        found += ["\xa0".join(pair) for run in _TORN.findall(value) for pair in pairwise(run.split("\xa0"))]
    return list(dict.fromkeys([form for word in found for form in _forms_with_signs(word)]))


@lru_cache(maxsize=4096)
def _forms_with_signs(word: str) -> tuple[str, ...]:
    """*word*, and the same without quotation marks, if it has a sign in it, and would be listed with a letter there."""
    if not (_INNER_SIGN.search(word) and any(map(str.isalpha, word))):
        return ()
    forms = (form for form in (word, word.strip(_QUOTES)) if len(form) >= LEAST and _INNER_SIGN.search(form))
    return tuple(form for form in forms if _becomes_listed(form) and not _may_be_written(form))


def _may_be_written(word: str) -> bool:
    """May somebody have put a note behind a word, a blank that does not break between two, or an apostrophe?"""
    if _NOTED.search(word):
        return _is_a_word(word[:-1])
    if "\xa0" in word:
        return all(map(_is_a_word, word.split("\xa0")))
    return "\u2019" in word and len(word) < STEM


@lru_cache(maxsize=1024)
def _is_a_word(stem: str) -> bool:
    from textclean.language import lexicon

    return any(lexicon.known(stem.lower(), code) for code in lexicon.codes("Latin"))


@lru_cache(maxsize=4096)
def _becomes_listed(word: str) -> bool:
    return any(map(spells, {word.translate(table) for table in rereadings.tables()} - {word}))


def spells(word: str) -> bool:
    """Is *word* of Latin letters, written as words are, and listed?"""
    return _LETTERS.fullmatch(word) is not None and is_cased(word) and listed(word)


def any_word(value: str) -> bool:
    """Has *value* such a word?"""
    for token in value.split():  # noqa: SIM110 - a generator takes twice the time
        if not token.isascii() and _hidden(token):
            return True
    return False


@lru_cache(maxsize=16384)
def _hidden(token: str) -> tuple[str, ...]:
    found = (token,) if _LETTERS.fullmatch(token) else _LETTERS.findall(token)
    return tuple([word for word in found if not word.isascii() and _hides(word)])


def _hides(word: str) -> bool:
    if len(word) > 1 and _ALL.fullmatch(word):  # the letters of another script
        return not listed(word)
    if len(word) < LEAST or listed(word):
        return False
    beyond = frozenset([char for char in word if char > "\x7f"])
    forms = (word.translate(table) for table in _tables(beyond))
    if len(word) < 2 * STEM:
        return any(is_cased(form) and listed(form) for form in forms)
    # Languages with long endings have more forms than a list: what stands before them tells.
    longest = _stem(word, word)
    return any(is_cased(form) and (listed(form) or _stem(form, word, longest) > longest) for form in forms)


def _stem(form: str, word: str, least: int = STEM - 1) -> int:
    """Letters of the longest listed beginning of *form* that has an accent, or lacks one of *word*, if over *least*."""
    first = next(at for at, (new, old) in enumerate(zip(form, word, strict=True)) if new != old or new > "\x7f")
    lengths = range(len(form) - 1, max(least, first), -1)
    return next((length for length in lengths if not form[:length].isascii() and listed(form[:length])), STEM - 1)


def is_cased(word: str) -> bool:
    """Is *word* written as words are: small, with a capital in front, or all capitals?"""
    return word[1:] == word[1:].lower() or word == word.upper()


@lru_cache(maxsize=1024)
def _tables(letters: frozenset[str]) -> tuple[dict[int, str], ...]:
    """What pairs of charsets make of *letters*, where that is letters, one of them accented; each once."""
    found = {}
    for table in rereadings.tables():
        new = {letter: table.get(ord(letter), letter) for letter in letters}
        made = "".join(new.values())
        if _LETTERS.fullmatch(made) and not made.isascii() and any(old != char for old, char in new.items()):
            found[tuple(sorted(new.items()))] = {ord(old): char for old, char in new.items()}
    return tuple(found.values())


def listed(word: str) -> bool:
    """Has a list *word*, in which a letter is accented?  One of a thousand that none has passes for listed.

    >>> listed("Siècle"), listed("sičcle")
    (True, False)
    """
    small = (word.replace("\u0130", "i") if "\u0130" in word else word).lower()  # lists have an ASCII letter there
    if small.isascii():
        return True
    bits = _bits()
    size = 8 * len(bits)
    for place in places(small):
        at = place % size
        if not bits[at >> 3] >> (at & 7) & 1:
            return False
    return True


def places(word: str) -> range:
    """The numbers of the bits that a small *word* sets, modulo the bits of the table."""
    data = word.encode("utf-8", "surrogatepass")
    first, step = zlib.crc32(data), zlib.crc32(data[::-1]) | 1
    return range(first, first + HASHES * step, step)


@cache
def _bits() -> bytes:
    return read_table("accented.bin").partition(b"\n")[2]
