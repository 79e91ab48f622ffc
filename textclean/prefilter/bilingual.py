"""Clean text in two scripts, told by a few searches: Russian, Greek or Armenian with whole Latin words in it.

The judge needs something to judge: a word that mixes letters, a rare letter, a lone letter that could be a word of
the other script.  Where there is none, and where both scripts surely have words of their own, he finds nothing; here
that is known for a tenth of the time.  Anything unusual (a third script, marks, symbols that stand for letters) is
left to him.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from textclean import scripts
from textclean.patterns import lazy

# No letters and no look-alikes of letters; then Latin letters that no other alphabet has.
_SIGNS = (
    "\0-\x7f\xa0\xa2-\xa4\xa6-\xa9\xab-\xaf\xb1-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u201f\u2021-\u206f\u20a0-\u20c0"
    "\u2116\u2122\u2190-\u21ff\u2460-\u249b\u2500-\u252b\u25a0-\u25ca\u2600-\u266c\u2700-\u27bf"
)
_LATIN = (
    "\xc0-\xca\xcc-\xce\xd0-\xd2\xd4-\xd6\xd8-\xea\xec-\xee\xf0-\xf6\xf8-\xff"
    "\u0100-\u0130\u0132-\u0137\u0139-\u0177\u0179-\u017f"
)
ONLY_LATIN = "DFGQRVWbdfklmrtwz"  # ASCII letters that neither Greek nor Cyrillic nor Armenian can spell
_LATIN_BYTES = ONLY_LATIN.encode()
_TOUCH = lazy(b"l(?:cs|(?<=scl))")


class Partner(NamedTuple):
    """A script that stands beside Latin."""

    letters: str  # the inside of a class
    own: re.Pattern[str]  # a letter that looks like no Latin one
    unusual: re.Pattern[str]  # a character that needs the judge
    lone: re.Pattern[str]  # a Latin letter alone between blanks that may be one of this script
    shapes: bytes  # kinds of bytes of UTF-8: ``a`` ASCII, ``l`` a Latin lead, ``s`` this script's, ``c`` no lead


# The letters in UTF-8 of two bytes, and the lead bytes.
_PARTNERS = {
    "Cyrillic": ("\u0400-\u0481\u048a-\u04ff", range(0xD0, 0xD4)),
    "Greek": ("\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce", range(0xCE, 0xD0)),
    "Armenian": ("\u0531-\u0556\u0561-\u0587", range(0xD4, 0xD7)),
}


@cache
def partner(name: str) -> Partner:
    """What is asked of a text that may be *name* with Latin words."""
    letters, leads = _PARTNERS[name]
    bit = scripts.ALPHABETS[name]
    whole = [char for char in map(chr, range(0x370, 0x590)) if re.match(f"[{letters}]", char)]
    own = "".join(char for char in whole if not scripts.reading(char, near=True) & scripts.LATIN)
    like = "".join(char for char in map(chr, range(0x41, 0x7B)) if scripts.reading(char) & bit and char.isalpha())
    # Not before a word that is surely Latin: then it belongs to the Latin words.
    lone = f"[{like}](?<![^ \\n\\xa0].)(?![^ ,.;\\n])(?! [A-Za-z]*[{ONLY_LATIN}])"
    shapes = bytearray(b"x" * 256)
    kinds = (
        (b" ", b" \n,.;"),
        (b"a", (*range(0x41, 0x5B), *range(0x61, 0x7B))),
        (b"l", range(0xC3, 0xC6)),
        (b"s", leads),
        (b"c", range(0x80, 0xC0)),
    )
    for kind, among in kinds:
        for byte in among:
            shapes[byte] = kind[0]
    unusual = f"[^{_SIGNS}{_LATIN}{letters}]"
    return Partner(letters, re.compile(f"[{own}]"), re.compile(unusual), re.compile(lone), bytes(shapes))


@cache
def _first() -> re.Pattern[str]:
    return re.compile("|".join(f"([{letters}])" for letters, _ in _PARTNERS.values()))


def quiet(value: str, marks: str, utf8: bytes) -> bool:
    """Is there surely nothing for a look-alike rule in this text of two scripts?  *marks*: see ``Text.marks``."""
    found = _first().search(marks)
    if not found or not found.lastindex:
        return False
    asked = partner(tuple(_PARTNERS)[found.lastindex - 1])
    if asked.unusual.search(marks) or not asked.own.search(marks) or not any(map(utf8.__contains__, _LATIN_BYTES)):
        return False
    shape = b" %b " % utf8.translate(asked.shapes)
    after = b"ca" in shape  # ASCII after a character that is not: a letter, or a sign such as a quotation mark
    if b"as" in shape or (after and b"sca" in shape) or (b"l" in shape and _TOUCH.search(shape)):
        return False
    return not (b" a " in shape or (after and b"ca " in shape)) or asked.lone.search(value) is None
