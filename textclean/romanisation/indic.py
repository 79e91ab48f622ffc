"""Words of the Indic scripts: consonants that carry a vowel of their own, spelled by the Hunterian system.

Nine scripts have their letters in one order (Unicode 15, 12.1: after ISCII 1988), so the table of Devanagari serves
for all of them; Sinhala has its own.  The inherent vowel is written unless a sign replaces it.  In Hindi and its
northern relatives it is silent at the end of a word and, between a vowel and a consonant with a vowel, inside it
(Ohala 1983); in the south it is spoken everywhere.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from textclean.romanisation.tables import entries

# First code points of the blocks, and whether the inherent vowel is dropped where nobody speaks it.
BLOCKS = {
    "Devanagari": 0x900,
    "Bengali": 0x980,
    "Gurmukhi": 0xA00,
    "Gujarati": 0xA80,
    "Oriya": 0xB00,
    "Tamil": 0xB80,
    "Telugu": 0xC00,
    "Kannada": 0xC80,
    "Malayalam": 0xD00,
    "Sinhala": 0xD80,
}
_NORTH = ("Devanagari", "Bengali", "Gurmukhi", "Gujarati")
_NASAL = "\u0900\u0901\u0902\u0903\u0d82\u0d83\u0a70"
_POINTED = {"k": "q", "g": "gh", "j": "z", "d": "r", "dh": "rh", "ph": "f"}
_CHANDRAKKALA = "\u0d4d"
_ANUSVARA = "\u0902"
_LABIALS = range(0x92A, 0x92F)  # p ph b bh m
_NUKTA, _VIRAMA = "\u093c", "\u094d"
# Letters outside of the common order.
_OWN = {
    "\u0972": "e",  # of Marathi
    "\u0a70": "n",  # tippi
    "\u09ce": "t!",
    "\u0d7a": "n!",
    "\u0d7b": "n!",
    "\u0d7c": "r!",
    "\u0d7d": "l!",
    "\u0d7e": "l!",
    "\u0d7f": "k!",
    "\u09f0": "r~",
    "\u09f1": "w~",
    "\u0a5c": "r~",
    "\u0b71": "w~",
    "\u0ccb": "o",
    "\u0a72": "i",
    "\u0a73": "u",
}


@lru_cache(maxsize=16384)
def spelled(word: str, script: str) -> str | None:
    """*word* in Hunterian spelling, or None if it has a letter without one.

    >>> spelled("दिल्ली", "Devanagari"), spelled("भारत", "Devanagari"), spelled("తెలుగు", "Telugu")
    ('dilli', 'bharat', 'telugu')
    """
    units = _units(unicodedata.normalize("NFC", word), script)
    if units is None:
        return None
    if script in _NORTH:
        _silence(units)
    return "".join(consonant + vowel for consonant, vowel, _ in units)


def _units(word: str, script: str) -> list[list[str]] | None:
    """[consonant, vowel, "a" if the vowel is inherent]: one for each letter."""
    names = entries("si" if script == "Sinhala" else "devanagari")
    shift = 0 if script == "Sinhala" else BLOCKS[script] - BLOCKS["Devanagari"]
    units: list[list[str]] = []
    for at, char in enumerate(word):
        own = _OWN.get(char)
        common = chr(ord(char) - shift) if own is None else char
        if script == "Malayalam" and char == "\u0d31" and word[at - 1 : at] == _CHANDRAKKALA and at > 1:
            own = "t" if word[at - 2] in "\u0d28\u0d31" else None  # nta, tta: written with an r, spoken with a t
            if word[at - 2] == char:
                units[-1][0] = "t"
        new = own or names.get(common)
        if char in "\u200c\u200d" or _changes(units, common, script):
            continue
        if new is None:
            return None
        if new[-1] in "!~":  # a consonant alone, or with its vowel, out of the common order
            units.append([new[:-1], "", ""] if new[-1] == "!" else [new[:-1], "a", "a"])
        elif _is_sign(common, script):
            if common in _NASAL or not units:
                labial = common == _ANUSVARA and ord(word[at + 1 : at + 2] or "\0") - shift in _LABIALS
                units.append(["", _nasal(new, script, last=at == len(word) - 1, labial=labial), ""])
            else:
                units[-1][1:] = [new, ""]
        elif new[0] in "aeiou'":
            units.append(["", new, ""])
        else:
            long = word[at - 1 : at] == "\u0a71" or word[at + 1 : at + 2] == "\u0bcd"  # addak; the Tamil virama
            units.append([_consonant(new, script, units, long=long), "a", "a"])
    return units


def _changes(units: list[list[str]], common: str, script: str) -> bool:
    """Take in a sign that only changes the consonant before it: virama, nukta, the n of jn, addak."""
    if common == ("\u0dca" if script == "Sinhala" else _VIRAMA):
        if units and units[-1][2]:
            units[-1][1:] = ["", ""]
        return True
    if common == _NUKTA:
        if units and script != "Oriya":
            units[-1][0] = _POINTED.get(units[-1][0], units[-1][0])
        return True
    if common == "\u091e" and units and units[-1] == ["j", "", ""]:
        units[-1] = ["gy", "a", "a"]
        return True
    return script == "Gurmukhi" and common == "\u0971"  # addak: the consonant after it is long


def _consonant(new: str, script: str, units: list[list[str]], *, long: bool) -> str:
    """A consonant; Gurmukhi writes a long one with addak before it, and a Tamil c sounds s between vowels."""
    if script == "Tamil" and new == "ch" and units and units[-1][1] and not long:
        return "s"
    if not long or script == "Tamil":
        return new
    return "c" + new if new[:2] == "ch" else new[0] + new


def _is_sign(char: str, script: str) -> bool:
    if script == "Sinhala":
        return "\u0dcf" <= char <= "\u0df3" or char in "\u0d82\u0d83"
    return char in _NASAL or "\u093e" <= char <= "\u094c" or char == "\u0957"


def _nasal(new: str, script: str, *, last: bool, labial: bool) -> str:
    """The anusvara: ng in Bengali, m before lips close and, in the south, at the end of a word; else n."""
    if new == "n" and script == "Bengali":
        return "ng"
    if new == "n" and labial:
        return "m"
    return "m" if new == "n" and last and script in ("Tamil", "Telugu", "Kannada", "Malayalam") else new


def _silence(units: list[list[str]]) -> None:
    """Drop the inherent vowels that are not spoken, from the end to the front."""
    if len(units) > 1 and units[-1][2] and units[-2][1] and not (units[-1][0] == "y" and units[-2][1] == "i"):
        units[-1][1:] = ["", ""]
    for at in range(len(units) - 2, 0, -1):
        before, here, after = units[at - 1], units[at], units[at + 1]
        if here[2] and before[1] and after[0] and after[1] and here[0]:
            here[1:] = ["", ""]
