"""Which charsets are read as which, and how seldom: fees in nats.

A reading of a damaged text must be likelier than the text as it stands by more than its fee.  Fees were set on
damaged catalogues of free programs and on bug reports, not on the texts that judge us.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from textclean import garbled
from textclean.misreading import neighbours, plausible
from textclean.misreading.charsets import ONE_BYTE, TWO_BYTE, charset, utf8

LEGACY_SHOWN = (
    "cp1252", "cp1251", "cp1250", "mac_roman", "koi8-r", "cp866", "cp437", "cp850", "cp852", "mac_cyrillic",
    "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874",
    "gb18030", "big5", "cp932", "cp949", "euc_jp",
)  # fmt: skip
LEGACY_MEANT = ONE_BYTE + TWO_BYTE


class Step(NamedTuple):
    """Text in charset *meant* was decoded as *shown*."""

    meant: str
    shown: str


_COMMON = frozenset((
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "mac_roman", "cp437", "cp850",
    "cp866", "koi8-r", "gb18030", "cp932", "cp949", "big5",
))  # fmt: skip


def utf8_fee(before: str, after: str, chain: tuple[Step, ...]) -> float:
    """Two nats a layer, one for a rare charset; one and a half are given back for every code point that folds away.

    A Windows charset shows a character for most bytes that ISO charsets show as C1 controls; a text that holds both
    was hardly shown by it.
    """
    fee = 2.0 * len(chain) + sum(step.shown not in _COMMON for step in chain) - 1.5 * min(len(before) - len(after), 20)
    current: str | None = before
    for step in chain:
        if step.shown[:4] in ("cp12", "cp87") and _mixed(current or "", step.shown):
            fee += MIXED
        data = charset(step.shown).encode(current or "")
        current = None if data is None else utf8(data, cut=True)
    return fee


MIXED = 6.0  # nats


def _mixed(text: str, name: str) -> bool:
    shown = {byte: char for byte, char in enumerate(charset(name).high[:0x20], 0x80) if char > "\x9f"}
    return any(char in text for char in shown.values()) and any(chr(byte) in text for byte in shown)


_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso-8859-5", "mac_cyrillic", "koi8-u", "cp855")
_LATIN_PAIRS = {  # Latin read as Latin: what was met in real text, the commonest first
    "cp1252": (
        "mac_roman", "cp850", "cp437", "cp1250", "iso-8859-2", "cp852", "cp1254", "cp857", "cp1257", "cp1252",
        "mac_latin2", "mac_turkish",
    ),
    "cp1250": ("cp1252", "iso-8859-2", "cp852"),
    "iso-8859-2": ("cp1252", "cp1250", "cp852"),
    "cp1254": ("cp1252", "cp857"),
    "cp1257": ("cp1252",),
    "mac_roman": ("cp1252", "cp1250"),
    "cp850": ("cp1252",),
    "cp437": ("cp1252",),
    "cp852": ("cp1250", "iso-8859-2"),
}  # fmt: skip


def legacy_fee(before: str, after: str, step: Step) -> float:
    """Eight nats, more for rare charsets, most for one Latin charset as another where that was hardly ever met.

    Where it was met, letters that come to stand where a language has them count in its favour: the model has seen so
    many foreign names that it forgives a letter from the wrong alphabet.
    """
    fee = 8.0 + 2 * (step.shown not in _COMMON) + 2 * (step.meant not in _COMMON)
    if charset(step.shown).wide and step.meant in ("mac_roman", "cp850", "cp437", "cp852"):
        fee += 20
    if plausible.latin(after) and not plausible.latin(before):
        fee += 12 * (step.shown in _CYRILLIC[1:]) + 2 * (step.meant != "cp1252") + 4 * _strange(after)
        fee += 10 * (step.meant not in _WINDOWS_LATIN)
    if plausible.latin(before) and plausible.latin(after):
        if step.meant not in _LATIN_PAIRS.get(step.shown, ()):
            return fee + 16
        if (step.meant == "cp1252" or step.shown == "mac_roman") and _CARONS.intersection(after).difference(before):
            fee += 4  # in that charset, but hardly in its languages
        if step.shown == "cp1257" or step == ("cp852", "cp1250"):
            fee += 8  # hardly met; letters of small languages look like them
        if "cp1257" in step and (_circumflex_for_macron(before, after) or max(after) < "\u0100"):
            fee += 16  # the same sounds, spelled otherwise; or not a letter of the Baltic
        return fee - 4 - 4 * (_known(after) - _known(before))
    return fee


_WINDOWS_LATIN = ("cp1252", "cp1250", "cp1254", "cp1257", "iso-8859-2")
_CARONS = frozenset("\u0160\u0161\u017d\u017e")
_CIRCUMFLEX = frozenset("\xe2\xea\xee\xf4\xfb\xc2\xca\xce\xd4\xdb")
_MACRON = frozenset("\u0101\u012b\u016b\u014d\u0113\u0100\u012a\u016a")


def _circumflex_for_macron(before: str, after: str) -> bool:
    """Are vowels with a circumflex, and those with a macron, all that changed?  Transliterations differ in that."""
    changed = {char for char in {*before} - {*after} if char > "\x7f"}
    return changed <= _CIRCUMFLEX or changed <= _MACRON


_strange = lru_cache(maxsize=64)(neighbours.strange)
_known = lru_cache(maxsize=64)(neighbours.known)  # the same texts come by many chains


def pairs_for(text: str) -> Mapping[str, Iterable[str]]:
    """The charsets shown and meant that come into question: fewer where nothing but the letters is suspicious."""
    if not garbled.suspicious(text):
        if plausible.latin(text):
            return _LATIN_PAIRS
        if plausible.cyrillic(text) and not plausible.SEAM.search(text):
            return dict.fromkeys(_CYRILLIC, _CYRILLIC) | {"cp1251": (*_CYRILLIC, "cp1252")}
    return dict.fromkeys(LEGACY_SHOWN, LEGACY_MEANT)
