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

from textclean import language
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
                if result is None or result in seen or not _possible(current, result):
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
            if _possible(text, result) and _like_words(result):
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


def _possible(before: str, after: str) -> bool:
    """No C1 control, private use, noncharacter or U+FFFD in *after*, unless *before* has as bad."""
    new = set(after) - set(before)
    return not any(_bad(char) for char in new) and all(char in COMBINING for char in new if "\u0300" <= char <= "\u036f")


def _bad(char: str) -> bool:
    return (
        "\x7f" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff" or "\ufdd0" <= char <= "\ufdef" or "\ufff0" <= char <= "\uffff"
        or char >= "\U000e0100" or (char < " " and char not in "\t\n\r\f\x1b")
    )  # fmt: skip


def _like_words(text: str) -> bool:
    """Letters of one script beside ASCII, no word of two scripts, few odd signs, no capital after a small letter."""
    scripts: set[str] = set()
    letters = signs = seams = 0
    previous, last = "", ""  # the character before and its script
    for char in text:
        if char <= "\x7f":
            kind = "latin" if "a" <= char <= "z" or "A" <= char <= "Z" else ""
        else:
            kind = script(char)
            if kind == "marks":
                if not last or char not in COMBINING:
                    return False
                kind = last
            elif kind:
                scripts.add(kind)
                letters += 1
                if previous.islower() and char.isupper():
                    return False
            elif char not in TYPOGRAPHY:
                signs += 1
        if kind and last and kind != last:
            seams += 1
        elif previous > "\x7f" and "A" <= char <= "Z" and previous.islower():
            return False
        previous, last = char, kind
    if not letters or len(scripts) > 1 or signs * 4 > letters + 3:
        return False
    return seams * 4 <= letters if scripts == {"cjk"} else not seams


COMBINING = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0308\u0309\u030a\u030b\u030c\u0323\u0327\u0328")
TYPOGRAPHY = frozenset("\xa0\xab\xad\xb0\xb7\xbb\xa7\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2116")

_BLOCKS = (
    (0xAA, 0xAA, "latin"), (0xBA, 0xBA, "latin"), (0xC0, 0xD6, "latin"), (0xD8, 0xF6, "latin"), (0xF8, 0x24F, "latin"),
    (0x300, 0x36F, "marks"), (0x370, 0x3FF, "greek"), (0x400, 0x52F, "cyrillic"), (0x5B0, 0x5F4, "hebrew"),
    (0x60C, 0x6FF, "arabic"), (0xE01, 0xE5B, "thai"), (0x1E00, 0x1EFF, "latin"), (0x1F00, 0x1FFF, "greek"),
    (0x3000, 0x30FF, "cjk"), (0x3400, 0x9FFF, "cjk"), (0xAC00, 0xD7A3, "cjk"), (0xF900, 0xFAFF, "cjk"), (0xFF00, 0xFFEF, "cjk"),
)  # fmt: skip


def script(char: str) -> str:
    """The script of a non-ASCII letter that legacy charsets know, or "" for a sign."""
    code = ord(char)
    for first, last, name in _BLOCKS:
        if first <= code <= last:
            return name
    return ""


_COMMON = frozenset(
    "cp1252 cp1251 cp1250 cp1253 cp1254 cp1255 cp1256 cp1257 mac_roman cp437 cp850 cp866 koi8-r gb18030 cp932 cp949 big5".split()
)


def _utf8_fee(before: str, after: str, chain: tuple[Step, ...]) -> float:
    """Two nats a layer, one for a rare charset; three are given back for every sequence that came out valid."""
    return 2.0 * len(chain) + sum(step.shown not in _COMMON for step in chain) - 1.5 * min(len(before) - len(after), 20)


def _legacy_fee(before: str, after: str, step: Step) -> float:
    return 8.0 + 2 * (step.shown not in _COMMON) + 2 * (step.meant not in _COMMON)


def best(text: str, readings: Iterable[Reading]) -> tuple[Reading, float] | None:
    """The likeliest of *readings* after fees, and by how many nats it beats *text*; None if none does."""
    found = list(readings)
    if not found:
        return None
    costs = language.costs([text, *(reading.text for reading in found)])
    margins = [costs[0].nats - cost.nats - reading.fee for cost, reading in zip(costs[1:], found, strict=True)]
    at = max(range(len(found)), key=margins.__getitem__)
    return (found[at], margins[at]) if margins[at] > 0 else None
