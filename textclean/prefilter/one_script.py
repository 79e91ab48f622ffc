"""Long text of one alphabet that is surely clean but, perhaps, for hidden characters and digits in words.

Most documents that are not ASCII are written in one alphabet with everyday punctuation, some of them with whole Latin
words in it.  For such a text no fact holds that look-alikes or a wrong charset would bring, and to find that out
costs a fifth of asking each fact.  The text is coded in one byte a character, which fails at the first character
that is not of the alphabet.  Then the bytes are searched for the meetings that the facts are about: letters of two
scripts in a word, a lone Latin letter, signs between letters, capitals inside words.  Each search begins at one byte
that is not frequent.  Doubt is for the facts.  Text of Latin letters is told by its few distinct characters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from textclean.patterns import lazy
from textclean.prefilter import bilingual, codings, conditions, latin_text, lost_bytes, places
from textclean.tables import alphabets

OWN = 3  # at least one in so many characters is a small letter of the alphabet, where Latin letters mix with them

# Insides of character classes.
_PLAIN = "\t\n\f\r -~"
_LATIN = "A-Za-z"
_QUOTES = "\xab\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u202a-\u202e"
_BLANKS = "\xa0\xad"
_FREE = "\u2010-\u2012\u200b-\u200f\u2060\ufeff"  # in no charset that is misread; some have rules of their own
_SIGNS = "\xa9\xae\xb7\u2022\u2116\u20ac\u2122\u2190-\u2193\xb0\xa7\xd7\xb2\xb3\u0384\u0385"
# Signs in no charset that is misread, each coded as a question mark: what must not stand beside that, must not stand
# beside them.
_ELSEWHERE = lazy("[\u2070-\u207e\u2080-\u209c\u2194-\u2201\u2203-\u2205\u2600-\u2bff\ufe0f\U0001f000-\U0001faff]*")

_FIRST = lazy("[\u0370-\u1fff]")
_NOTHING = b"(?!)"
# Over kinds of characters: a Latin letter that touches one of the alphabet, a Latin letter alone.  ``re`` finds one
# rare byte several times faster than ``bytes`` finds two.
_TOUCH = lazy(b"a(?:[lC]|(?<=[lC]a))")
_TOUCHED = lazy(b"a(?<=la)")  # where the scripts do not look alike, only a letter in front of it
_ALONE = lazy(b" a(?=[ ,])")


class Alphabet(NamedTuple):
    """Insides of character classes: at most 150 characters in all."""

    script: str  # of those that look alike, or ""
    others: str  # letters without case, marks, digits, punctuation
    small: str = ""
    capitals: str = ""


ALPHABETS = (
    Alphabet("Cyrillic", "", "\u0430-\u045f\u0491", "\u0400-\u042f\u0490"),
    Alphabet(
        "Cyrillic",
        "",
        "\u0430-\u044f\u0451\u0456\u045e\u0493\u0497\u049b\u04a3\u04af\u04b1\u04b3\u04b7\u04bb\u04d5\u04d9\u04e3\u04e9\u04ef",
        "\u0410-\u042f\u0401\u0406\u040e\u0492\u0496\u049a\u04a2\u04ae\u04b0\u04b2\u04b6\u04ba\u04d4\u04d8\u04e2\u04e8\u04ee",
    ),
    Alphabet("Greek", "\u037e\u0387", "\u0390\u03ac-\u03ce", "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ab"),
    Alphabet("Armenian", "\u2024\u055a-\u055f\u0589\u058a", "\u0561-\u0587", "\u0531-\u0556"),
    Alphabet("", "\u05be\u05d0-\u05ea\u05f3\u05f4"),
    Alphabet(  # Arabic, Persian, Urdu, Pashto, Kurdish, Uyghur
        "",
        "\u060c\u061b\u061f\u0621-\u063a\u0640-\u0655\u0660-\u066c\u0670\u0679\u067c\u067e\u0686\u0688\u0689\u0691\u0693"
        "\u0695\u0696\u0698\u069a\u06a4\u06a9\u06ab\u06ad\u06af\u06b5\u06ba\u06bc\u06be\u06c1-\u06c3\u06c6-\u06c8"
        "\u06cb-\u06ce\u06d0\u06d2-\u06d5\u06f0-\u06f9",
    ),
    *(Alphabet("", f"{chr(block)}-{chr(block + 0x7F)}\u0964\u0965") for block in range(0x900, 0xE00, 0x80)),
    Alphabet("", "\u0e01-\u0e3a\u0e40-\u0e5b"),
    Alphabet("", "\u0e81-\u0edf"),
    Alphabet("", "\u1000-\u109f"),
    Alphabet("", "\u10d0-\u10ff"),
    Alphabet("", "\u1780-\u17f9"),
)


class Quiet(NamedTuple):
    """What a quiet text holds."""

    rare: str  # the distinct characters that are neither plain ASCII nor of *letters*, and one of the letters
    letters: str  # the letters of the alphabet, whether they occur or not; of Latin none
    touching: bool = False  # do Latin letters touch them?
    alone: bool = False  # do Latin letters stand alone among them, or words that both scripts can spell?


def look(value: str) -> Quiet | None:
    """Is *value*, a long text mostly of other letters than Latin, quiet?  None is no answer.

    >>> look("\u041f\u0440\u0438\u0432\u0435\u0442 \xabDjango").rare == "\xab\u041f"
    True
    """
    first = _FIRST.search(value)
    for number in _by_letter().get(first[0], ()) if first else ():
        found = _coder(number).look(value)
        if found is not None:
            return found._replace(rare=found.rare + first[0])  # type: ignore[index]
    return None


def latin(value: str, characters: str, utf8: bytes) -> Quiet | None:
    """Is *value* quiet, a long text mostly of Latin letters, with these distinct *characters* beyond ASCII?"""
    return Quiet(characters, "") if characters and latin_text.latin(value, characters, utf8) else None


@cache
def _by_letter() -> dict[str, list[int]]:
    """The numbers of the alphabets that a letter is in."""
    numbers: dict[str, list[int]] = {}
    for number, alphabet in enumerate(ALPHABETS):
        for letter in _members("".join(alphabet[1:])):
            numbers.setdefault(letter, []).append(number)
    return numbers


@cache
def _coder(number: int) -> _Coder:
    return _Coder(ALPHABETS[number])


# What the facts may be about, as patterns over characters.
_CONDITIONS = (
    conditions.MISREAD,
    *map(conditions.pattern, (conditions.ODD_COUPLES, conditions.SIGNS_IN_WORDS, conditions.WEAK_SIGNS)),
    lost_bytes.MAY.pattern,
    places.INSIDE_A_WORD.pattern,
)


class _Coder:
    """Codes the characters of one alphabet, of ASCII and of everyday punctuation in a byte each."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._script = alphabet.script
        letters = "".join(alphabet[1:])
        self.letters = _members(letters)
        # charmap_build wants U+0000 in front.
        everything = _members("\0" + _PLAIN + letters + _BLANKS + _QUOTES + _FREE + _SIGNS)
        self._characters = everything[:255]  # the last signs may find no room
        self._encode = codecs.charmap_build(self._characters)
        self._odd = codings.Searches(_CONDITIONS, codings.one_byte(self._characters))
        leads = codings.union(map(codings.leads, _CONDITIONS))
        self._plain = self._codes(
            [char for char in (*_members(_PLAIN), *self.letters) if not codings.holds(leads, ord(char))]
        )
        latin, touching = (_LATIN, letters) if self._script else ("a-z", alphabets.LIVING)  # see scripts.mixed
        kinds = bytearray(b"x" * 256)
        for kind, inside in (" ", " \n\xa0"), (",", ",.;"), ("a", latin), ("l", touching), ("C", alphabet.capitals):
            for code in self._codes(_members(inside)):
                kinds[code] = ord(kind)
        self._kinds = bytes(kinds)
        self._touch = _TOUCH if self._script else _TOUCHED
        if self._script:
            partner = bilingual.partner(self._script)
            self._lone = partner.lone
            self._only_latin = self._codes(bilingual.ONLY_LATIN)
            self._own = re.compile(self._class("".join(filter(partner.own.match, self.letters))))

    def look(self, value: str) -> Quiet | None:
        """See the function; without the first letter."""
        others = ""
        try:
            coded: bytes = codecs.charmap_encode(value, "strict", self._encode)[0]
        except UnicodeEncodeError as error:
            if not _ELSEWHERE.fullmatch(value[error.start]):  # mostly
                return None
            others = "".join(frozenset(value).difference(self._characters))
            if not _ELSEWHERE.fullmatch(others):
                return None
            coded = codecs.charmap_encode(value, "replace", self._encode)[0]
        found = "".join(map(self._characters.__getitem__, frozenset(coded.translate(None, self._plain))))
        if self._odd.any(found, coded):
            return None
        kinds = b" %b " % coded.translate(self._kinds)
        if self._script and _shouts(kinds):
            return None
        touching = self._touch.search(kinds) is not None
        alone = bool(self._script) and not self._apart(value, coded, kinds)
        # In a short text, in Latin text with some foreign letters, it may be a wrong charset.
        likely = self._script and len(value) > places.SHORT and kinds.count(b"l") * OWN > len(kinds)
        if (touching or alone) and not likely:
            return None
        rare = others + "".join(char for char in found if char not in self.letters)
        return Quiet(rare, self.letters, touching, alone)

    def _apart(self, value: str, coded: bytes, kinds: bytes) -> bool:
        """Where there are Latin letters: have both scripts words that no other can spell, and is no letter alone?"""
        if b"a" not in kinds:
            return True
        if not any(map(coded.__contains__, self._only_latin)) or not self._own.search(coded):
            return False
        return not any(self._lone.match(value, match.start()) for match in _ALONE.finditer(kinds))

    def _codes(self, characters: Iterable[str]) -> bytes:
        return bytes(sorted({self._characters.index(char) for char in characters if char in self._characters}))

    def _class(self, inside: str) -> bytes:
        """The class of the codes of the inside of a class of characters."""
        codes = self._codes(_members(inside))
        return b"[%b]" % b"".join(b"\\x%02x" % code for code in codes) if codes else _NOTHING


def _shouts(kinds: bytes) -> bool:
    """Are many letters capitals?  As ``textclean.prefilter.places`` asks it of Cyrillic, and more."""
    return kinds.count(b"C", 0, 20002) * 2 > kinds.count(b"l", 0, 20002)


def _members(inside: str) -> str:
    """The characters of the inside of a class without escapes, in order."""
    found: list[str] = []
    for match in re.finditer("(.)-(.)|.", inside, re.DOTALL):
        low, high = (match[1], match[2]) if match[1] else (match[0], match[0])
        found += map(chr, range(ord(low), ord(high) + 1))
    return "".join(dict.fromkeys(found))
