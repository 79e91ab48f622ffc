"""Symbols that stand for letters: mathematical, framed, small, raised, and the regional indicators of flags.

Each belongs to an *alphabet*, named by one letter, and stands for one plain letter.  Sources: the compatibility
decompositions of Unicode for the mathematical ones (frozen once assigned, so every Python gives the same), the
character names for the others, the list of flags of Unicode Emoji 16.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Insides of character classes.
MATHS = (
    "\U0001d400-\U0001d7ff\u2102\u210a-\u210e\u2110-\u2112\u2115\u2119-\u211d\u2124\u2128\u212c\u212d"
    "\u212f-\u2131\u2133\u2134"
)
FRAMED = "\u249c-\u24e9\U0001f110-\U0001f129\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
REGIONAL = "\U0001f1e6-\U0001f1ff"
PHONETIC = "\u0299\u0262\u029c\u026a\u0274\u0280\u029f\u028f"  # small capitals that are letters of the IPA
MODIFIERS = "\u02b0\u02b2\u02b7\u207f\u02e1"  # raised h, j, w, n, l, which the IPA puts beside its letters
OF_PHONETICS = frozenset(PHONETIC + MODIFIERS)
SMALL = (
    "\u1d00\u0299\u1d04\u1d05\u1d07\ua730\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274\u1d0f\u1d18"
    "\ua7af\u0280\ua731\u1d1b\u1d1c\u1d20\u1d21\u028f\u1d22"
)
SMALL_ONLY = "".join(char for char in SMALL if char not in PHONETIC)
RAISED = (
    "\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0\u1d4d\u02b0\u2071\u02b2\u1d4f\u02e1\u1d50\u207f\u1d52\u1d56"
    "\u02b3\u02e2\u1d57\u1d58\u1d5b\u02b7\u02e3\u02b8\u1dbb\u1d2c\u1d2e\u1d30\u1d31\u1d33\u1d34\u1d35"
    "\u1d36\u1d37\u1d38\u1d39\u1d3a\u1d3c\u1d3e\u1d3f\u1d40\u1d41\u2c7d\u1d42"
)
LOWERED = "\u2090\u2091\u2095\u1d62\u2c7c\u2096\u2097\u2098\u2099\u2092\u209a\u1d63\u209b\u209c\u1d64\u1d65\u2093"

VARIABLES = frozenset("bcfgh")  # italic, double-struck, fraktur: what formulas are written in
SIGNS = frozenset("tuv")  # small capitals, raised, lowered: phonetics and footnotes use them too

_GREEK, _DIGITS = "abcjl", "agijm"  # the alphabets of the five Greek and the five digit rows, in code point order
_HOLES = (
    ("\u212c\u2130\u2131\u210b\u2110\u2112\u2133\u211b\u212f\u210a\u2134", "d"),
    ("\u212d\u210c\u2111\u211c\u2128", "f"),
    ("\u2102\u210d\u2115\u2119\u211a\u211d\u2124", "g"),
    ("\u210e", "b"),
)  # assigned long before the rest
_ROWS = (
    (0x249C, "a", "n"),
    (0x24B6, "A", "o"),
    (0x24D0, "a", "o"),
    (0x1F110, "A", "n"),
    (0x1F130, "A", "p"),
    (0x1F150, "A", "q"),
    (0x1F170, "A", "r"),
    (0x1F1E6, "A", "s"),
)
_NAMES = (
    (SMALL + "\u0493\u01eb", "abcdefghijklmnopqrstuvwyzfq", "t"),  # the last two are what generators put for f and q
    (RAISED, "abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW", "u"),
    (LOWERED, "aehijklmnoprstuvx", "v"),
)
_FLAGS = (
    "ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPQRUVWXYZ DEGJKMOZ EACEGHRSTU FIJKMOR GABDEFG"
    "HILMNPQRSTUWY "
    "HKMNRTU ICDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFG"
    "HKLMNRSTWY QA "
    "REOSUW SABCDEGHIJKLMNORSTVXYZ TACDFGHJKLMNORTVWZ UAGMNSYZ VACEGINU WFS XK YET ZAMW"
)
_PAIRS = frozenset(row[0] + second for row in _FLAGS.split(" ") for second in row[1:])


@cache
def tables() -> tuple[dict[str, str], dict[str, str]]:
    """From a symbol to its plain letter, and from a symbol to the name of its alphabet."""
    plain: dict[str, str] = {}
    name: dict[str, str] = {}
    for code in range(0x1D400, 0x1D800):
        char = chr(code)
        plain[char] = unicodedata.normalize("NFKC", char)
        if code < 0x1D6A8:
            name[char] = "abcdefghijklmb"[(code - 0x1D400) // 52]
        elif code < 0x1D7CE:
            name[char] = (_GREEK + "a")[(code - 0x1D6A8) // 58]
        else:
            name[char] = _DIGITS[(code - 0x1D7CE) // 10]
    for letters, alphabet in _HOLES:
        for char in letters:
            plain[char], name[char] = unicodedata.normalize("NFKC", char), alphabet
    for first, letter, alphabet in _ROWS:
        for place in range(26):
            plain[chr(first + place)], name[chr(first + place)] = chr(ord(letter) + place), alphabet
    for symbols, letters, alphabet in _NAMES:
        plain.update(zip(symbols, letters, strict=True))
        name.update(dict.fromkeys(symbols, alphabet))
    return plain, name


def are_flags(letters: str) -> bool:
    """Could a row of regional indicators, given as capital letters, be flags side by side?

    A pair that is no flag, or a fifth letter without a partner, says that it is a word.

    >>> are_flags("FRDE"), are_flags("HELLO")
    (True, False)
    """
    pairs = [letters[at : at + 2] for at in range(0, len(letters) - 1, 2)]
    return all(pair in _PAIRS for pair in pairs) and (len(letters) % 2 == 0 or len(letters) < 5)
