"""Do the accented letters of this text stand beside the neighbours that some language gives them?

One legacy charset read as another often leaves Latin letters among Latin letters: Czech ``kůň`` becomes ``kùò``.  No
pair of signs betrays it, but its letters keep company that no one language knows.  :func:`suspects` finds such
company in a document, cheaply: each context (letter before, accented letter, letter after; ``#`` is the edge of a
word) is looked up in a table of 40 languages, and the language that explains the most contexts is taken.  What stays
unexplained is a suspect only if some pair of charsets would explain it.
It only wakes the repair; it never decides.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from textclean.charsets import charset
from textclean.patterns import lazy
from textclean.prefilter import typical
from textclean.tables import read_table

LATIN = "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
# Signs that stand for letters in damaged words, and seldom at the end of a clean one.
SIGNS = (
    "\x80-\x9f\xa1\xa2\xa4-\xa6\xa8\xaa\xac\xaf\xb1\xb4-\xb6\xb8-\xba\xbc-\xbf\u0192\u02c6\u02c7\u02d8-\u02dd\u2020\u2021\u2030"
    "\u2039\u203a\u201a\u201e"
)
_CONTEXT = lazy(f"[{LATIN}{SIGNS}\xa3\xa7\xa9\xae\xb2\xb3\xd7\xf7\u20ac\u2122](?<=(..))(?=(.?))", re.DOTALL)
ACCENTED = lazy(f"[{LATIN}{SIGNS}]")
_FIELD = 16  # bits of a counter
_MOST = 1500  # distinct contexts that are looked at
_SHOWN, _SMALL = 60, 12  # of them, to every pair of charsets, and before that; fewer show less
SHORT = 400  # code points of a text whose commonest words are looked at
LONG = 1000  # code points of a text whose alphabet tells enough
_WIDE = ("vi", "yo")  # so many letters that misread text may stay among them
_TYPOGRAPHY = frozenset(
    "\xa0\xa7\xa9\xab\xad\xae\xb0\xb2\xb3\xb7\xbb\xbd\xd7\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e"
    "\u2022\u2026\u202f\u2039\u203a\u20ac\u2122\u2190\u2192\u2212"
)
_QUOTES = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"

# (charset shown, charset meant): the pairs of Latin charsets that are met.
PAIRS = (
    ("cp1252", "cp1250"), ("cp1252", "iso-8859-2"), ("cp1252", "cp852"), ("cp1252", "cp1254"), ("cp1252", "cp857"),
    ("cp1252", "cp1257"), ("cp1252", "cp850"), ("cp1252", "mac_roman"), ("cp1250", "cp1252"), ("cp1250", "iso-8859-2"),
    ("iso-8859-2", "cp1252"), ("iso-8859-2", "cp1250"), ("mac_roman", "cp1252"), ("cp850", "cp1252"),
    ("cp437", "cp1252"), ("cp1254", "cp1252"), ("cp1257", "cp1252"), ("cp852", "cp1250"), ("cp1250", "cp852"),
    ("cp1252", "mac_latin2"), ("cp1252", "mac_turkish"), ("cp1250", "cp1254"), ("cp1254", "cp1250"),
)  # fmt: skip


@cache
def _table() -> tuple[dict[str, str], dict[str, int]]:
    lines = [line for line in read_table("neighbours.txt").decode().split("\n") if line and line[0] != "#"]
    codes = sorted({part.partition(":")[0] for line in lines for part in line.split(" ")[1:]})
    return {line[0]: line[2:] for line in lines}, {code: number for number, code in enumerate(codes)}


class _Known(dict[tuple[str, str], int]):
    """Per context (letter before and here, letter after): the languages that know it, one counter each set to 1."""

    def __missing__(self, pair: tuple[str, str]) -> int:
        if len(self) > 100_000:
            self.clear()
        self[pair] = known = _look_up(*pair)
        return known


_known = _Known()


def _look_up(left: str, after: str) -> int:
    lines, codes = _table()
    before, here = left[0], left[1]
    if here.lower() != here and before.islower():  # a capital inside a word
        return 0
    if here == "\u0130":  # its small letter is ASCII, and so not in the table
        return sum(1 << (_FIELD * codes[code]) for code in ("tr", "az"))
    before, here, after = _side(before), here.lower(), _side(after)
    known = 0
    for part in lines.get(here, "").split(" "):
        code, _, both = part.partition(":")
        first, _, last = both.partition("/")
        if before in first and after in last:
            known |= 1 << (_FIELD * codes[code])
    return known


def _side(char: str) -> str:
    """The neighbour as the table has it: a small letter, or ``#``."""
    return char.lower() if char.isalpha() else "#"


def _best(contexts: Iterable[tuple[str, str]]) -> int:
    """How many of *contexts* the language knows that knows the most of them."""
    return _highest(sum(map(_known.__getitem__, contexts)))


def _highest(total: int) -> int:
    """The highest of the counters packed into *total*."""
    return max(memoryview(total.to_bytes(2 * len(_table()[1]), sys.byteorder)).cast("H"))


def contexts_of(value: str) -> list[tuple[str, str]]:
    """The distinct contexts of accented Latin letters, and of signs that touch a letter, in *value*."""
    found = sorted(set(_CONTEXT.findall(f" {value}")))[:_MOST]
    return [pair for pair in found if _known[pair] or _counts(*pair)]  # what is known is a letter


def familiar(value: str) -> bool:
    """Does one language know all contexts of *value*?  For short strings: nothing is counted or sorted."""
    common = -1
    contexts = []
    for pair in _CONTEXT.findall(f" {value}"):
        known = _known[pair]
        if known or _counts(*pair):
            common &= known
            if not common:
                return False
            contexts.append(pair)
    return not _untypical(common, contexts, value)


def familiar_to(word: str) -> list[str]:
    """The languages that know all contexts of *word*, in which a letter is accented.

    >>> familiar_to("d\\u016fm")
    ['cs']
    """
    common = -1
    for context in contexts_of(word):
        common &= _known[context]
    return [code for code, number in _table()[1].items() if common > 0 and common >> (_FIELD * number) & 1]


def of_word(word: str) -> int:
    """The languages that know all contexts of *word*, and have it among their commonest words if any has.

    As a number with a counter of 1 for each of them; -1 where nothing tells, 0 where none knows them.
    """
    shared = _function_words().get(word.lower(), -1)
    for pair in _CONTEXT.findall(f" {word}"):
        if (known := _known[pair]) or _counts(*pair):
            shared &= known
    return shared


def is_of_one(shared: int, blanks: int) -> bool:
    """Is a text with so many *blanks* surely of one of the languages *shared*, the ``of_word`` of all its words?"""
    return bool(shared & (_met() if blanks < typical.WORDS else _met() & _without_typical_letters()))


def languages() -> list[str]:
    """The languages of the table."""
    return list(_table()[1])


@cache
def _function_words() -> dict[str, int]:
    """Word -> the languages in which it is one of the commonest, one counter each set to 1, as in ``_Known``."""
    found: dict[str, int] = {}
    for line in read_table("function_words.txt").decode().split("\n"):
        code, *words = line.split(" ")
        if code in _table()[1]:
            for word in words:
                found[word] = found.get(word, 0) | 1 << (_FIELD * _table()[1][code])
    return found


def _of_another(common: int, contexts: list[tuple[str, str]], value: str) -> bool:
    """Is *value*, by its commonest words, of a language that knows its *contexts* only if a charset was misread?

    The languages in *common* know them as they stand: they are names and loans, unless some pair of charsets makes
    them letters of the language of the text.
    """
    known = _function_words()
    found = [known[word] for word in value.lower().split() if word in known]
    shared = common
    for languages in found:
        shared &= languages
    if shared:  # one language knows the contexts and all of these words
        return False
    total = sum(found)
    if not total or (best := _highest(total)) < (1 if len(value) <= LINE else TELLING):
        return False
    if 2 * _highest(total & (common * _FULL)) > best:  # each language in common has a counter of 1 there
        return False
    counts = {code: total >> (_FIELD * number) & _FULL for code, number in _table()[1].items()}
    bits = [1 << (_FIELD * _table()[1][code]) for code, count in counts.items() if count == best]
    return any(_becomes(bit, pair, contexts) for bit in bits for pair in range(len(PAIRS)))


def _becomes(language: int, pair: int, contexts: list[tuple[str, str]]) -> bool:
    """Does *language* know all *contexts*, those that it did not know with that pair of charsets read anew?"""
    return all(
        _known[context] & language or ((read := _read(pair, context)) == -1 or read & language) for context in contexts
    )


@cache
def _bits(languages: tuple[str, ...]) -> int:
    """The counters of *languages*, each at its highest."""
    return sum(_FULL << (_FIELD * _table()[1][code]) for code in languages)


def _of_a_rare_one(common: int, contexts: list[tuple[str, str]]) -> bool:
    """Do only languages that are seldom met know the *contexts*, and others if a charset was misread?

    Turkish in windows-1254 read as windows-1252 has the letters of Turkmen.
    """
    numbers = _table()[1]
    if not common or common & ~_bits(_SELDOM):
        return False
    others = [1 << (_FIELD * number) for code, number in numbers.items() if code not in _SELDOM]
    return any(_becomes(bit, pair, contexts) for bit in others for pair in range(len(PAIRS)))


# So many of the commonest words of one language tell it, if no language that knows the letters has half as many; in a
# line one does.
TELLING = 2
LINE = 60  # code points
_SELDOM = ("tk", "yo", "tn", "mi", "gd")
_FULL = (1 << _FIELD) - 1


def _untypical(common: int, contexts: list[tuple[str, str]], value: str) -> bool:
    """Is *value*, some words, in none of the languages that know all its contexts (*common*)?

    It lacks the letters that all of them write all the time, or its commonest words are of another language.
    """
    words = value.count(" ")
    if common >= 0 and len(value) <= SHORT:
        if words and _of_another(common, contexts, value):
            return True
        if _of_a_rare_one(common, contexts):
            return True
    if common < 0 or (words < typical.WORDS and (not words or common & ~_bits(tuple(typical.FEW)))):
        return False
    if common & _without_typical_letters():
        return False
    letters = set(ACCENTED.findall(value.lower()))
    known = (code for code, number in _table()[1].items() if common >> (_FIELD * number) & 1)
    return all(typical.lacking(code, letters, words) for code in known)


@cache
def _met() -> int:
    """The counters of the languages that some words are enough for: not those that are rare, nor Icelandic."""
    return ~_bits((*_SELDOM, *typical.FEW))


@cache
def _without_typical_letters() -> int:
    """The counters of the languages that write none of their accented letters all the time."""
    return _bits(tuple(code for code in _table()[1] if code not in typical.LETTERS))


def _counts(left: str, after: str) -> bool:
    """Is it the context of a letter, or of a sign that touches one?"""
    return (left[1] >= "\xc0" and left[1] not in _NO_LETTERS) or _glued(left, after)


_NO_LETTERS = frozenset(
    "\xd7\xf7\u0192\u02c6\u02c7\u02d8\u02d9\u02da\u02db\u02dc\u02dd\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u2020\u2021\u2026\u2030"
    "\u201e\u2039\u203a\u20ac\u2122"
)


def _glued(left: str, after: str) -> bool:
    """Is the sign inside a word, or one that never ends a clean word?"""
    if not ("a" <= left[0] <= "z" or left[0] >= "\xc0"):
        return False
    if left[1] == "\xb4" and after in "stdmlrv":  # typed for an apostrophe: don't, it's, we're
        return False
    return "a" <= after <= "z" or left[1] not in "\xa3\xa7\xa9\xae\xb2\xb3\xd7\xf7\u20ac\u2122\xaa\xba\xb4\u201e"


def known(value: str) -> int:
    """How many contexts of *value* its best language knows."""
    return _best(contexts_of(value))


def strange(value: str) -> int:
    """How many contexts of *value* its best language does not know."""
    contexts = contexts_of(value)
    return len(contexts) - _best(contexts)


def ordinary(marks: str) -> bool:
    """Are all accented letters in *marks* of one language's alphabet, and all signs those of typography?

    So it is in most clean text; a charset misread brings letters of two alphabets, or signs, in a few lines already.
    """
    masks = _alphabets()
    characters = frozenset(marks)
    shared = -1
    for char in characters:
        shared &= masks[char]
        if not shared:
            return _is_vietnamese(characters)
    return True


def _is_vietnamese(characters: frozenset[str]) -> bool:
    """Are many of them letters that Vietnamese alone has, and all others in its alphabet?"""
    others = [char for char in characters if not "\u1ea0" <= char <= "\u1ef9"]
    return len(characters) - len(others) >= 10 and all(c in _VIETNAMESE or _alphabets()[c] == -1 for c in others)


class _Alphabets(dict[str, int]):
    """For each accented letter one bit for each language that has it; all bits for what is no such letter."""

    def __missing__(self, char: str) -> int:
        return 0 if ACCENTED.match(char) and char not in _TYPOGRAPHY else -1


# What no context tells: signs, a capital whose small letter is ASCII, letters of older books.
_BESIDE = (
    ("\xbf\xa1", ("es", "gl")), ("\xaa\xba", ("es", "gl", "pt", "it")), ("\u0130", ("tr", "az")),
    ("\u0157\u0156", ("lv",)),
)  # fmt: skip


# Small letters beyond ASCII of languages that the table does not know.
_ALPHABETS = (
    "\u010d\u0107\u011b\u0142\u0144\xf3\u0159\u0161\u017e\u017a",  # Upper Sorbian
    "\u010d\u0107\u011b\u0142\u0144\xf3\u0155\u015b\u0161\u017e\u017a",  # Lower Sorbian
    "\xf1\xf9\xe2\xea\xee\xf4\xfb\xfc\xe9\xe8",  # Breton
    "\u1ecb\u1ecd\u1ee5\u1e45\xe1\xe0\xe9\xe8\xed\xec\xf3\xf2\xfa\xf9",  # Igbo
    "\u010d\u1e0d\u01e7\u1e25\u1e5b\u1e63\u1e6d\u1e93",  # Kabyle
    "\xe7\xea\xee\u015f\xfb",  # Kurdish
    "\u010b\u0121\u0127\u017c\xe0\xe8\xec\xf2\xf9",  # Maltese
    "\xe1\xf0\xed\xf3\xfa\xfd\xe6\xf8",  # Faroese
    "\xe1\u010d\u0111\u014b\u0161\u0167\u017e",  # Northern Sami
    "\u0101\u0113\u012b\u014d\u016b",  # Hawaiian, Samoan, Tongan
    "\xe7\u011f\u0131\xf6\u015f\xfc\u0163\xe4\xea",  # Gagauz
    "\xe0\xe9\xeb\xf3\xf1\u014b",  # Wolof
    "\xe3\u1ebd\u0129\xf5\u0169\u1ef9\xf1\xe1\xe9\xed\xf3\xfa\xfd",  # Guarani
)
_VIETNAMESE = frozenset(
    "\xe0\xe1\xe2\xe3\xe8\xe9\xea\xec\xed\xf2\xf3\xf4\xf5\xf9\xfa\xfd\u0103\u0111\u0129\u0169\u01a1\u01b0"
    "\xc0\xc1\xc2\xc3\xc8\xc9\xca\xcc\xcd\xd2\xd3\xd4\xd5\xd9\xda\xdd\u0102\u0110\u0128\u0168\u01a0\u01af"
)


@cache
def _alphabets() -> _Alphabets:
    """The letters of the table and of :data:`_ALPHABETS`, small and capital."""
    masks: dict[str, int] = {}
    lines, codes = _table()
    for letter, line in lines.items():
        for part in line.split(" "):
            code = part.partition(":")[0]
            if code not in _WIDE:
                masks[letter] = masks.get(letter, 0) | 1 << codes[code]
    for number, letters in enumerate(_ALPHABETS, len(codes)):
        for letter in letters:
            masks[letter] = masks.get(letter, 0) | 1 << number
    for sign, used in _BESIDE:
        for char in sign:
            masks[char] = masks.get(char, 0) | sum(1 << codes[code] for code in used)
    capitals = {letter.upper(): mask for letter, mask in masks.items() if len(letter.upper()) == 1}
    return _Alphabets(masks | capitals | dict.fromkeys(_TYPOGRAPHY, -1) | dict.fromkeys(map(chr, range(128)), -1))


def strangers(value: str, marks: str = "") -> list[tuple[str, str]]:
    """Contexts of *value* that its best language does not know, if some pair of charsets would explain nearly all.

    *marks*, those of ``Text``, spare the search on a long text whose letters are all of one alphabet.
    """
    if marks and len(value) >= LONG and ordinary(marks):
        return []
    if not (contexts := contexts_of(value)):
        return []
    common = -1
    for context in contexts:
        common &= _known[context]
        if not common:
            break
    else:  # one language knows them all
        return contexts if _untypical(common, contexts, value) else []
    before = _best(contexts)
    unknown = [context for context in contexts if not _known[context]]
    # Two samples must speak for a pair; if the best language knows nearly all of one of them, no pair can.
    more = 1 if len(contexts) <= _SMALL or before == len(contexts) - 1 else 2
    samples = [contexts[::step] for step in (len(contexts) // _SMALL + 1, len(contexts) // _SHOWN + 1)]
    if len(unknown) < 3:  # a sample may miss them
        samples = [[*{*unknown, *sample}] for sample in samples]
    asked = [(each, max(_best(each) + more, _enough(each))) for each in samples]
    if any(least > len(sample) for sample, least in asked):
        return []
    letters = Counter(left[1] for left, _ in contexts)
    # Charsets differ in what is not ASCII: without the rest there are few to ask each pair about.
    strange = Counter("".join([char for char in left + after if char > "\x7f"]) for left, after in unknown)
    for pair in range(len(PAIRS)):
        changed = _changes(pair).keys()
        if changed.isdisjoint(letters):
            continue
        lost = sum([count for signs, count in strange.items() if changed.isdisjoint(signs)])  # no help here
        possible = lost <= len(contexts) - _enough(contexts)
        if possible and all(_explained(pair, sample) >= least for sample, least in asked):
            return unknown or contexts
    return []


def _enough(contexts: Sequence[tuple[str, str]]) -> float:
    """How many of *contexts* a pair of charsets must explain."""
    return len(contexts) * (0.8 if len(contexts) <= _SMALL else 0.88)


def _explained(pair: int, contexts: list[tuple[str, str]]) -> int:
    """How many of *contexts*, read anew with that pair of charsets, one language knows, or are no letters any more."""
    read = [_read(pair, context) for context in contexts]
    signs = read.count(-1)
    best = _highest(sum(read) + signs)
    return best + min(signs, 2 * best)


@lru_cache(maxsize=65536)
def _read(pair: int, context: tuple[str, str]) -> int:
    """As ``_known``, for *context* read anew; -1 if it is a quotation mark or a dash then."""
    table = _changes(pair)
    before, here, after = (table.get(char, char) for char in (context[0][0], context[0][1], context[1]))
    return -1 if here in _QUOTES else _known[before + here, after]


@cache
def _changes(pair: int) -> dict[str, str]:
    """What the characters of the charset shown should have been, where that differs."""
    shown, meant = PAIRS[pair]
    return {a: b for a, b in zip(charset(shown).high, charset(meant).high, strict=True) if a != b}
