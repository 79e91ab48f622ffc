"""Which chain of wrong charsets turns this damaged string back into something a person wrote?

Mojibake is ``clean.encode(T).decode(X)``, one to three times; a :class:`Reading` undoes it.  All pairs (X, T) are
tried on a sample of the text; strict decoding and a few plain facts (one script, few signs, no controls, no capital
in the middle of a word) leave a handful of readings, and the language model ranks those.

A fee in nats stands for how seldom a chain is met: a reading is taken if it is likelier than the damaged string by
more than its fee.  Fees and limits were set on damaged catalogues of free programs, not on the texts that judge us.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from textclean import garbled, language
from textclean.misreading import fees, look_alikes, plausible, signs, vocabulary
from textclean.misreading.charsets import ONE_BYTE, TWO_BYTE, charset, utf8
from textclean.misreading.fees import Step

SHORT, LONG = 100, 400  # code points that a chain is searched on, and judged on
SURE = 3  # code points that a UTF-8 reading folds away, from which on no other reading is tried
LAYERS = 3  # deeper chains were not met in 450 real cases


class Reading(NamedTuple):
    """A possible original: its *text*, the chain that leads to it (outermost first), and *fee* in nats."""

    text: str
    chain: tuple[Step, ...]
    fee: float


class Found(NamedTuple):
    """The best believable reading, its *margin* over the damaged text, how far it is *ahead* of any other, in nats."""

    reading: Reading
    margin: float
    ahead: float


WINDOWS = Step("cp1252", "latin-1")  # C1 controls, whatever else stands in the text; U+0085 may be a line end
_CONTROLS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D)
}


def why(chain: tuple[Step, ...]) -> str:
    """A chain in words.

    >>> why((Step("utf-8", "cp1251"), Step("utf-8", "cp1251")))
    'utf-8 read as cp1251, twice'
    """
    if len(set(chain)) == 1:
        times = ("", "", ", twice", ", three times")[min(len(chain), 3)]
        return f"{chain[0].meant} read as {chain[0].shown}{times}"
    return ", then ".join(f"{step.meant} read as {step.shown}" for step in reversed(chain))


def undo(text: str, chain: Iterable[Step], cut: bool = False) -> str | None:
    """*text* with *chain* undone, or None where it does not fit; *cut*: *text* may end within a character."""
    current: str | None = text
    for step in chain:
        if step == WINDOWS:
            return (current or "").translate(_CONTROLS)
        data = charset(step.shown).encode(current or "")
        if data is not None:
            current = utf8(data, cut) if step.meant == "utf-8" else charset(step.meant).decode(data, cut)
        else:
            current = None
        if current is None:
            return None
    return current


def utf8_readings(text: str, cut: bool = False) -> Iterator[Reading]:
    """All strict readings of *text* as UTF-8 misread one to three times, each result once; *cut* as in :func:`undo`."""
    seen = {text}
    level: list[tuple[str, tuple[Step, ...]]] = [(text, ())]
    for _ in range(LAYERS):
        following = []
        for current, chain in level:
            for name, data in _bytes_of(current, (*ONE_BYTE, *TWO_BYTE)):
                result = utf8(data, cut)
                if result is None or result in seen:
                    continue
                seen.add(result)
                chain_now = (*chain, Step("utf-8", name))
                if plausible.possible(current, result):
                    yield Reading(result, chain_now, fees.utf8_fee(text, result, chain_now))
                following.append((result, chain_now))  # C1 controls may be part of a deeper layer
        level = following


def legacy_readings(text: str, cut: bool = False) -> list[Reading]:
    """All readings of *text* as one legacy charset misread as another, each result once, by its commonest chain.

    *cut* as in :func:`undo`.
    """
    found: dict[str, Reading] = {}
    windows = text.translate(_CONTROLS)
    if windows != text:
        found[windows] = Reading(windows, (WINDOWS,), 3.0)
    wrong = {text}
    pairs = fees.pairs_for(text)
    for name, data in _bytes_of(text, pairs, again=True):
        high = frozenset(data.translate(None, _ASCII))
        for meant in pairs[name]:
            target = charset(meant)
            if not (target.wide or _one_script(meant, high)):
                continue
            result = target.decode(data, cut)
            if result is None or result in wrong:
                continue
            if result not in found and not (plausible.possible(text, result) and plausible.like_words(text, result)):
                wrong.add(result)
                continue
            reading = Reading(result, (step := Step(meant, name),), fees.legacy_fee(text, result, step))
            if result not in found or reading.fee < found[result].fee:
                found[result] = reading
    return list(found.values())


_ASCII = bytes(range(0x80))


@lru_cache(maxsize=4096)
def _one_script(name: str, high: frozenset[int]) -> bool:
    """Do those *high* bytes stand for letters of one script at most in that charset, and for no controls?"""
    characters = [charset(name).high[byte - 0x80] for byte in high]
    scripts = {kind for kind in map(plausible.script, characters) if kind and kind != "marks"}
    return len(scripts) <= 1 and not any(map(plausible.bad, characters))


def _bytes_of(text: str, names: Iterable[str], again: bool = False) -> Iterator[tuple[str, bytes]]:
    """The charsets that can have shown *text*, with the bytes it then was; each string of bytes once, or *again*."""
    characters = {char for char in text if char > "\x7f"}
    seen: set[bytes] = set()
    wide = any(char >= "\u2e80" for char in characters)
    for name in names:
        shown = charset(name)
        if (not wide) if shown.wide else not characters <= shown.characters:
            continue
        data = shown.encode(text)
        if data is not None and (again or data not in seen):
            seen.add(data)
            yield name, data


def search(text: str) -> Found | None:
    """The chain that explains *text*, with the margin in nats by which it does; None if none is believable.

    Searched on the first suspicious words, judged on more of them, undone on all of *text*.
    """
    short = condensed(text, SHORT)
    cut = len(short) < len(text)
    readings = list(utf8_readings(short, cut))
    if not any(len(short) - len(reading.text) >= SURE for reading in readings):
        readings += legacy_readings(short, cut)
    found = best(short, readings, keep=5)
    longer = condensed(text, LONG)
    if longer != short:
        chains = dict.fromkeys(chain for reading, _ in found for chain in _relatives(short, reading))
        found = best(longer, _again(longer, chains, len(longer) < len(text)), keep=8)
    for at, (reading, nats) in enumerate(found):
        if nats <= (-vocabulary.ALONE if not at else 0):
            break
        margin = _weighed(longer, reading, nats)
        if max(margin, nats) <= 0:
            continue
        new = undo(text, reading.chain)
        if new is not None and _explained(longer, reading):
            twins = look_alikes.likelier(longer, reading.text)
            if twins > 0:
                continue
            ahead = nats - (found[at + 1][1] if at + 1 < len(found) else 0) if not at else nats - found[0][1]
            return Found(reading._replace(text=new), margin, min(ahead, -twins))
    return None


def _weighed(text: str, reading: Reading, margin: float) -> float:
    """The *margin* of a Latin *reading*, with what signs beside words say against it, and common words for it."""
    if reading.chain[-1] == WINDOWS or reading.chain[-1].meant == "utf-8" or not plausible.latin(reading.text):
        return margin
    plain, fee = signs.without(text)
    if plain != text:
        margin = min(margin, language.gain(plain, reading.text) + fee - reading.fee)
    return margin + vocabulary.bonus(text, reading.text)


def condensed(text: str, limit: int) -> str:
    """The words of *text* that hold non-ASCII characters, each once, with the words beside them; about *limit* long."""
    if len(text) <= limit:
        return text
    words = text[: 40 * limit].split(" ")
    chosen: dict[str, None] = {}
    size = 0
    for at, word in enumerate(words):
        if word.isascii() or word in chosen:
            continue
        for near in words[max(0, at - 1) : at + 2]:
            if near not in chosen:
                chosen[near[: limit - size]] = None
                size += min(len(near), limit - size) + 1
                if size >= limit:
                    return " ".join(chosen)
    return " ".join(chosen)


def _relatives(text: str, reading: Reading) -> Iterator[tuple[Step, ...]]:
    """The chain of *reading*, and those of charsets that cannot be told from it on *text*."""
    yield reading.chain
    first = reading.chain[0]
    data = charset(first.shown).encode(text)
    if data is None or len(set(reading.chain)) > 1 or reading.chain == (WINDOWS,):
        return
    for name in ONE_BYTE:
        if first.meant == "utf-8":
            if name != first.shown and charset(name).encode(text) == data:
                yield tuple(step._replace(shown=name) for step in reading.chain)
        elif name != first.meant and charset(name).decode(data) == reading.text:
            yield (Step(name, first.shown),)


def _again(text: str, found: Iterable[tuple[Step, ...]], cut: bool) -> Iterator[Reading]:
    """The readings of *text* by chains already found."""
    seen = {text}
    for chain in found:
        new = undo(text, chain, cut)
        if new is None or new in seen:
            continue
        seen.add(new)
        legacy = chain[-1].meant != "utf-8"
        if chain == (WINDOWS,):
            yield Reading(new, chain, 3.0)
        elif plausible.possible(text, new) and (not legacy or plausible.like_words(text, new)):
            fee = fees.legacy_fee(text, new, chain[-1]) if legacy else fees.utf8_fee(text, new, chain)
            yield Reading(new, chain, fee)


def best(text: str, readings: Iterable[Reading], keep: int) -> list[tuple[Reading, float]]:
    """The *keep* likeliest of *readings*, with the nats by which each beats *text* after its fee."""
    found = list(readings)
    if not found:
        return []
    costs = language.costs([text, *(reading.text for reading in found)])
    margins = [costs[0].nats - cost.nats - reading.fee for cost, reading in zip(costs[1:], found, strict=True)]
    order = sorted(range(len(found)), key=margins.__getitem__, reverse=True)[:keep]
    return [(found[at], margins[at]) for at in order]


def _explained(text: str, reading: Reading) -> bool:
    """Does *reading* of *text* look written by a person?"""
    from_utf8 = all(step.meant == "utf-8" for step in reading.chain)
    folded_away = len(text) - len(reading.text)
    doubtful = folded_away < 4 and not (garbled.suspicious(text) or charset(reading.chain[0].shown).wide)
    glued = plausible.GLUED.search(text) is not None
    if from_utf8 and doubtful and not glued:
        return False  # plain letters that happen to decode
    if from_utf8 and not glued and len({*reading.text}) < 3 and charset(reading.chain[0].shown).wide:
        return False  # one or two Han letters
    if from_utf8 and plausible.letters_by_chance(reading.chain[0].shown, text, reading.text):
        return False
    if reading.chain == (WINDOWS,):
        return not garbled.suspicious(reading.text)
    return plausible.believable(text, reading.text, from_utf8, about=from_utf8 and plausible.about_mojibake(text))
