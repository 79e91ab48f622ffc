"""Vowel signs and tone marks of Southeast Asia and Sri Lanka, typed as two for one or in the wrong order.

On the screen they look right, and no search finds them.  Thai and Lao am (U+0E33, U+0EB3) is one sign, which typists
put together from its ring and aa, with the tone before, between or behind; the tone belongs before am and aa and
behind a vowel sign above or below (WTT 2.0; Unicode 15, 16.1 and 16.2).  Two e (U+0E40) are not one ae (U+0E41).
Sinhala vowels are letters of their own, not a letter and a sign (Unicode 15, table 13-3).  In Burmese the digit zero
looks like the letter wa, and U+1025 with a killer like U+1009; a sign above is stored before one below, and the ring
last (Unicode Technical Note 11).

None of these sequences spells anything in the language, so the language need not be asked.  Kept: the ring of Thai
Pali (U+0E4D alone), digits, and whatever stands behind no consonant, as in a table of signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

_THAI = "(?<=[\u0e01-\u0e2e])"

_LAO = "(?<=[\u0e81-\u0eae\u0ebc\u0edc\u0edd])"
_PATTERN = (
    f"{_THAI}[\u0e48-\u0e4b]?\u0e4d[\u0e48-\u0e4b]?\u0e32[\u0e48-\u0e4b]?"
    f"|{_THAI}[\u0e32\u0e33][\u0e48-\u0e4b]"
    f"|{_THAI}[\u0e48-\u0e4b][\u0e31\u0e34-\u0e39]"
    "|\u0e40\u0e40(?=[\u0e01-\u0e2e])"
    f"|{_LAO}[\u0ec8-\u0ecb]?\u0ecd[\u0ec8-\u0ecb]?\u0eb2[\u0ec8-\u0ecb]?"
    f"|{_LAO}[\u0eb2\u0eb3][\u0ec8-\u0ecb]"
    f"|{_LAO}[\u0ec8-\u0ecb][\u0eb1\u0eb4-\u0eb9\u0ebb]"
    "|\u0ec0\u0ec0(?=[\u0e81-\u0eae\u0edc\u0edd])"
    "|\u0d85[\u0dcf-\u0dd1]|\u0d8b\u0ddf|\u0d8d\u0dd8|\u0d91[\u0dca\u0dd9]|\u0d94[\u0dca\u0ddf]"
    "|(?<![\u1040-\u1049])[\u1040\u1047](?=[\u102b-\u1032\u1036-\u103e]|[\u1000-\u1021]\u1037?\u103a)"
    "|(?<=[\u1000-\u1021\u103b-\u103e])[\u102f\u1030][\u102d\u102e]"
    "|(?<=[\u1000-\u1021\u103b-\u103e])\u1036[\u102d\u102f\u1030]"
    "|\u1025(?=\u1037?\u103a)"
)
_WRONG = lazy(_PATTERN)
_SINHALA = {
    "\u0d85\u0dcf": "\u0d86",
    "\u0d85\u0dd0": "\u0d87",
    "\u0d85\u0dd1": "\u0d88",
    "\u0d8b\u0ddf": "\u0d8c",
    "\u0d8d\u0dd8": "\u0d8e",
    "\u0d91\u0dca": "\u0d92",
    "\u0d91\u0dd9": "\u0d93",
    "\u0d94\u0dca": "\u0d95",
    "\u0d94\u0ddf": "\u0d96",
}
_ONE = {"\u0e40\u0e40": "\u0e41", "\u0ec0\u0ec0": "\u0ec1", "\u1040": "\u101d", "\u1047": "\u101b", "\u1025": "\u1009"}
_ONE |= _SINHALA
_TONE = lazy("[\u0e48-\u0e4b\u0ec8-\u0ecb]")


def _right(match: re.Match[str]) -> str:
    found = match[0]
    if found in _ONE:
        return _ONE[found]
    if "\u1000" <= found <= "\u109f":
        return found[::-1]
    tones = "".join(_TONE.findall(found))
    rest = _TONE.sub("", found).replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")
    return tones[:1] + rest if rest[0] in "\u0e32\u0e33\u0eb2\u0eb3" else rest + tones


@rule(Stage.LETTERS, pattern=_PATTERN, profiles=("normalize", "ascii"))
def vowel_signs(text: Text) -> Iterator[Batch]:
    """Thai, Lao, Sinhala and Burmese signs become the one letter, in the one order, that spells them."""
    yield from batch(text.value, _WRONG, _right, "vowel sign in parts or out of order", Sure.LIKELY)


vowel_signs.fixes("\u0e19\u0e49\u0e4d\u0e32 \u0e19\u0e4d\u0e49\u0e32", "\u0e19\u0e49\u0e33 \u0e19\u0e49\u0e33")
vowel_signs.fixes(
    "\u0e40\u0e40\u0e21\u0e48\u0e19\u0e32\u0e48",
    "\u0e41\u0e21\u0e48\u0e19\u0e48\u0e32",
    because="Thai ae; tone before aa",
)
vowel_signs.fixes("\u0e17\u0e48\u0e35", "\u0e17\u0e35\u0e48", because="the tone stands behind the vowel sign")
vowel_signs.fixes("\u0e99\u0ecd\u0ec9\u0eb2 \u0e84\u0ecd\u0eb2", "\u0e99\u0ec9\u0eb3 \u0e84\u0eb3", because="Lao")
vowel_signs.fixes("\u0d85\u0dcf\u0daf\u0dbb\u0dba", "\u0d86\u0daf\u0dbb\u0dba", because="Sinhala")
vowel_signs.fixes("\u1040\u102b\u101e\u1014\u102c", "\u101d\u102b\u101e\u1014\u102c", because="a Burmese zero for wa")
vowel_signs.fixes(
    "\u1000\u102f\u102d \u1040\u1004\u103a", "\u1000\u102d\u102f \u101d\u1004\u103a", because="Burmese order; wa"
)
vowel_signs.keeps("\u0e19\u0e49\u0e33 \u0e41\u0e21\u0e48 \u0e17\u0e35\u0e48", because="Thai as it should be")
vowel_signs.keeps("\u0e1e\u0e38\u0e17\u0e4d\u0e18\u0e4d", because="Pali in Thai letters writes the ring")
vowel_signs.keeps(
    "\u1041\u1040\u1040 \u1040, \u1040\u101b\u102c\u1001\u102d\u102f\u1004\u103a", because="Burmese numbers"
)
vowel_signs.keeps("\u1010\u102f\u1032", because="Mon writes this sign last")
vowel_signs.keeps("\u0d86\u0daf\u0dbb\u0dba", because="Sinhala as it should be")
vowel_signs.keeps("\u0e99\u0ec9\u0eb3 \u0e41\u0e21\u0ec8", because="Lao as it should be, beside a Thai letter")
