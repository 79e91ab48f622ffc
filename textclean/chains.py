"""Which chain of wrong charsets turns this damaged string back into something a person wrote?

Mojibake is ``clean.encode(T).decode(X)``, one to three times; a :class:`Reading` undoes it.  All pairs (X, T) are
tried on a sample of the text; strict decoding and a few plain facts (one script, few signs, no controls, no capital
in the middle of a word) leave a handful of readings, and the language model ranks those.

A fee in nats stands for how seldom a chain is met: a reading is taken if it is likelier than the damaged string by
more than its fee.  Fees and limits were set on damaged catalogues of free programs, not on the texts that judge us.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textclean import language, plausible
from textclean.charsets import ONE_BYTE, TWO_BYTE, charset, utf8

LAYERS = 3  # deeper chains were not met in 450 real cases
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


class Reading(NamedTuple):
    """A possible original: its *text*, the chain that leads to it (outermost first), and *fee* in nats."""

    text: str
    chain: tuple[Step, ...]
    fee: float


def why(chain: tuple[Step, ...]) -> str:
    """A chain in words.

    >>> why((Step("utf-8", "cp1251"), Step("utf-8", "cp1251")))
    'utf-8 read as cp1251, twice'
    """
    if len(set(chain)) == 1:
        times = ("", "", ", twice", ", three times")[min(len(chain), 3)]
        return f"{chain[0].meant} read as {chain[0].shown}{times}"
    return ", then ".join(f"{step.meant} read as {step.shown}" for step in reversed(chain))


def undo(text: str, chain: Iterable[Step]) -> str | None:
    """*text* with *chain* undone, or None where it does not fit."""
    current: str | None = text
    for step in chain:
        data = charset(step.shown).encode(current or "")
        current = None if data is None else utf8(data) if step.meant == "utf-8" else charset(step.meant).decode(data)
        if current is None:
            return None
    return current


def utf8_readings(text: str, layers: int = LAYERS) -> Iterator[Reading]:
    """All strict readings of *text* as UTF-8 misread one to *layers* times, each result once."""
    seen = {text}
    level: list[tuple[str, tuple[Step, ...]]] = [(text, ())]
    for _ in range(layers):
        following = []
        for current, chain in level:
            for name, data in _bytes_of(current, (*ONE_BYTE, *TWO_BYTE)):
                result = utf8(data)
                if result is None or result in seen or not plausible.possible(current, result):
                    continue
                seen.add(result)
                chain_now = (*chain, Step("utf-8", name))
                yield Reading(result, chain_now, _utf8_fee(text, result, chain_now))
                following.append((result, chain_now))
        level = following


def legacy_readings(text: str) -> Iterator[Reading]:
    """All readings of *text* as one legacy charset misread as another, each result once."""
    seen = {text}
    for name, data in _bytes_of(text, LEGACY_SHOWN):
        for meant in LEGACY_MEANT:
            if meant == name:
                continue
            result = charset(meant).decode(data)
            if result is None or result in seen:
                continue
            seen.add(result)
            if plausible.possible(text, result) and plausible.like_words(result):
                yield Reading(result, (step := Step(meant, name),), _legacy_fee(text, result, step))


def _bytes_of(text: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The charsets that can have shown *text*, with the bytes it then was; each string of bytes once."""
    characters = {char for char in text if char > "\x7f"}
    seen = set()
    wide = any(char >= "\u2e80" for char in characters)
    for name in names:
        shown = charset(name)
        if (not wide) if shown.wide else not characters <= shown.characters:
            continue
        data = shown.encode(text)
        if data is not None and data not in seen:
            seen.add(data)
            yield name, data


_COMMON = frozenset(
    "cp1252 cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 mac_roman cp437 cp850 cp866 koi8-r gb18030 cp932 cp949 big5".split()
)


def _utf8_fee(before: str, after: str, chain: tuple[Step, ...]) -> float:
    """Two nats a layer, one for a rare charset; three are given back for every sequence that came out valid."""
    return 2.0 * len(chain) + sum(step.shown not in _COMMON for step in chain) - 1.5 * min(len(before) - len(after), 20)


_WEST = frozenset("cp1252 cp850 cp437 mac_roman".split())
_LATIN_PAIRS = {  # Latin read as Latin: what was met in real text
    "cp1252": _WEST | {"cp1250", "iso-8859-2", "cp852", "cp1254", "cp857", "cp1257", "iso-8859-13", "mac_latin2", "mac_turkish"},
    "cp1250": {"cp1252", "iso-8859-2", "cp852"},
    "iso-8859-2": {"cp1252", "cp1250", "cp852"},
    "cp1254": {"cp1252", "cp857"},
    "cp1257": {"cp1252"},
    "mac_roman": {"cp1252", "cp1250"},
    "cp850": {"cp1252"},
    "cp437": {"cp1252"},
    "cp852": {"cp1250", "iso-8859-2"},
}


def _legacy_fee(before: str, after: str, step: Step) -> float:
    """Eight nats, more for rare charsets, most for one Latin charset as another where that was hardly ever met."""
    fee = 8.0 + 2 * (step.shown not in _COMMON) + 2 * (step.meant not in _COMMON)
    if plausible.latin(before) and plausible.latin(after) and step.meant not in _LATIN_PAIRS.get(step.shown, ()):
        fee += 16
    return fee


def best(text: str, readings: Iterable[Reading]) -> tuple[Reading, float] | None:
    """The likeliest of *readings* after fees, and by how many nats it beats *text*; None if none is believable."""
    found = list(readings)
    if not found:
        return None
    costs = language.costs([text, *(reading.text for reading in found)])
    margins = [costs[0].nats - cost.nats - reading.fee for cost, reading in zip(costs[1:], found, strict=True)]
    for at in sorted(range(len(found)), key=margins.__getitem__, reverse=True)[:3]:
        if margins[at] <= 0:
            return None
        from_utf8 = all(step.meant == "utf-8" for step in found[at].chain)
        if plausible.believable(text, found[at].text, from_utf8, about=from_utf8 and plausible.about_mojibake(text)):
            return found[at], margins[at]
    return None
