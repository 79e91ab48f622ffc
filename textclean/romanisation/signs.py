"""Values and signs in ASCII, so that nobody reads another value: powers, indices, fractions, units, currencies.

A power is written with a caret (10^6), an index of a formula stands on the line (H2O), a fraction is set off from
the whole number (5 1/2).  The micro sign before a unit is u, and the ohm is written out, as the SI Brochure and ISO
2955 have it for systems without Greek letters.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache

from textclean import scripts
from textclean.patterns import lazy
from textclean.romanisation.tables import KEEP as KEEP
from textclean.romanisation.tables import entries

_UP, _DOWN = "\u2070\xb9\xb2\xb3\u2074-\u2079", "\u2080-\u2089"
_UNIT = "(?:mol|bar|Pa|Hz|eV|Sv|Gy|Wb|sec|in|[gmslLAVWFHJTNSCKM\u03a9\u2126])(?![A-Za-z\u0370-\u03ff])"
VALUES = (
    f"[{_UP}]+\u2044[{_DOWN}]+"
    f"|[{_UP}\u207a-\u207e]+|[{_DOWN}\u208a-\u208e]+"
    "|[\u2071\u207f\u02e3]+(?!\u1d48)"
    f"|(?<![A-Za-z\u0370-\u03ff])[\xb5\u03bc](?={_UNIT})"
    "|(?<=[0-9])[\u03a9](?![A-Za-z\u0370-\u03ff])|(?<=[0-9][ \xa0\u202fkMGTm\xb5\u03bc])\u03a9(?![A-Za-z\u0370-\u03ff])"
    "|(?<=[0-9][ \xa0\u202f][kMGTm\xb5\u03bc])\u03a9(?![A-Za-z\u0370-\u03ff])"
    "|(?<=[\xb5\u03bc])\u03a9(?![A-Za-z\u0370-\u03ff])"
    f"|(?:(?<=[0-9])|(?<=[0-9][ \xa0\u202f]))[\xc5\u212b](?![A-Za-z\xc0-\u024f{_UP}])"
    "|\xa7\xa7|\xb0(?=[CF](?![A-Za-z]))|(?<=[0-9])\xba(?=[ \xa0\u202f]?[CF](?![A-Za-z]))"
)
DIGRAPHS = {"\xe4": "ae", "\xf6": "oe", "\xfc": "ue", "\xe5": "aa", "\xf8": "oe", "\xe6": "ae", "\xdf": "ss"}
_CLOSING = frozenset("\uff0c\u3001\u3002\uff61\uff0e\uff1b\uff1a\uff01\uff1f\u060c\u061b\u061f\u06d4\u0964\u0965\u0589")
_NUMBER = lazy("[0-9]+")
_DIGITS = frozenset(string.digits)
_LETTERS = frozenset(string.ascii_letters)
_ALNUM = _DIGITS | _LETTERS


def value(match: re.Match[str]) -> str:
    """The spelling of a match of ``VALUES``; where it stands tells a power from a footnote."""
    found, text, start, end = match[0], match.string, match.start(), match.end()
    if found[0] in "\xb5\u03bc":
        return "u"
    if found[0] == "\u03a9":
        return "ohm"
    if found[0] in "\xc5\u212b":
        return "angstrom"
    if found[0] in "\xa7\xb0\xba":
        return entries("signs")[found.replace("\xba", "\xb0")]
    plain = unicodedata.normalize("NFKC", found).replace("\u2212", "-")
    if "\u2044" in plain:
        return plain.replace("\u2044", "/")
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if re.match(f"[{_DOWN}\u208a-\u208e]", found):
        simple = _NUMBER.fullmatch(plain) and (scripts.is_letter(before or " ") or before in (")", "]"))
        return plain if simple and not re.match("[0-9]", after) else "_" + plain
    return "^" + plain


@cache
def sign(char: str) -> str | None:
    """The spelling of a sign in the table, KEEP, or None if it is not listed."""
    return entries("signs").get(char)


@cache
def latin(small: str) -> str | None:
    """The spelling of a small letter that the general one gets wrong."""
    return entries("latin").get(small)


@cache
def pinyin(char: str) -> str | None:
    """The Mandarin reading of a character that the general one gets wrong, with a capital like the others."""
    found = entries("pinyin").get(char)
    return found and found.capitalize()


def greek_names(letters: str) -> str | None:
    """Letters by their names: they stand for quantities."""
    names = []
    for char in unicodedata.normalize("NFC", letters):
        base = unicodedata.normalize("NFD", char)[0]
        name = entries("greek_names").get(base.lower())
        if name is None:
            return None
        names.append(name.capitalize() if scripts.is_upper(base) else name)
    return " ".join(names)


def number(char: str) -> str | None:
    """Fractions in one character, and numbers and letters in circles; None for anything else."""
    if "\u24b6" <= char <= "\u24e9":
        return f"({unicodedata.normalize('NFKC', char)})"
    if scripts.category(char) != "No":
        return None
    plain = unicodedata.normalize("NFKC", char)
    if "\u2044" in plain:
        return plain.replace("\u2044", "/")
    if _NUMBER.fullmatch(plain):
        return f"({plain})"
    if "\u2776" <= char <= "\u2793" or "\u3220" <= char <= "\u3229" or "\u3280" <= char <= "\u3289":
        return f"({int(unicodedata.numeric(char))})"
    return plain if plain.isascii() else None


def east_asian(char: str) -> bool:
    """Is it a sign made of ideographs, kana or Hangul, which has another reading in each language?"""
    return "\u3200" <= char <= "\u33ff" and not unicodedata.normalize("NFKC", char).isascii()


def middle_dot(text: str, at: int) -> str | None:
    """U+00B7 at *at*: the Catalan l.l, a product between letters or digits, else a dash between names and items.

    Between two numbers it may be a decimal point of older British books or a product: None, unless a power follows.
    """
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if before in ("l", "L") and after in ("l", "L"):
        return "."
    if before in _DIGITS and after in _DIGITS and not re.match(f"10[{_UP}^\u207a-\u207e]", text[at + 1 : at + 4]):
        return None
    return "*" if re.fullmatch("[A-Za-z0-9]{2}", before + after) else "-"


def apart(kind: str, old: str, new: str, before: str, after: str) -> str:
    """*new* with the blanks that part it from the characters beside it."""
    left, right = before in _ALNUM and new[0] in _ALNUM, after in _ALNUM and new[-1] in _ALNUM
    if kind == "value":
        return _value_apart(old, new, before, after)
    if kind == "Han":
        return _blanks(new, left, right)
    if kind == "Greek":
        named = new.lower().split(" ")[0] in _names() and len(old) <= 2
        return _blanks(new, before in _LETTERS, right and after in _LETTERS) if named else new
    return _sign_apart(old, new, before, after) if kind == "other" else new


def _value_apart(old: str, new: str, before: str, after: str) -> str:
    if old[0] in "\xb5\u03bc":
        return new
    if "/" in new or old in "\xb0\xba":
        return _blanks(new, before in _DIGITS or (old == "\xb0" and before in _LETTERS), after in _ALNUM)
    if old in "\u03a9\xc5\u212b":
        return _blanks(new, before in _DIGITS, after in _ALNUM)
    index = new[0] in _DIGITS  # of a formula: letters may follow
    return _blanks(new, False, after in _DIGITS if index else after in _ALNUM)


def _sign_apart(old: str, new: str, before: str, after: str) -> str:
    if old in _CLOSING:
        return new + " " if after in _ALNUM and not (before in _DIGITS and after in _DIGITS) else new
    if old == "\xd7":
        return _blanks(new, before in _LETTERS, after in _LETTERS)
    kind = scripts.category(old)
    if kind[0] in "LMZ" or kind == "Nd":
        return _blanks(new, before in _DIGITS, after in _ALNUM) if new == "ohm" else new
    if new[0] in _ALNUM or new[-1] in _ALNUM or (len(new) > 1 and new[-1] == "."):
        left = before in _ALNUM and new[0] in _ALNUM
        return _blanks(new, left, after in _ALNUM and (new[-1] in _ALNUM or new[-1] == "."))
    return new


@cache
def _names() -> frozenset[str]:
    return frozenset(entries("greek_names").values())


def _blanks(new: str, left: bool, right: bool) -> str:
    return " " * left + new + " " * right
