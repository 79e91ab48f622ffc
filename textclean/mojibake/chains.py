"""Which chains of wrong charsets may have led to this string, and how often each is met.

Mojibake is ``clean.encode(T).decode(X)``, one to three times.  A :class:`Reading` undoes it; its prior is the share of
the chain among misreadings: how often texts are written in T, times how often programs wrongly assume X, for each
layer.  Charsets come in three classes of frequency; the shares of the classes stand in ``tables/priors.toml``.
"""

from __future__ import annotations

import math
from codecs import charmap_decode
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from textclean.charsets import rows, with_role
from textclean.evidence.priors import prior
from textclean.mojibake import losses
from textclean.mojibake.charsets import charset, known_as, utf8
from textclean.patterns import lazy
from textclean.scripts import is_upper

LAYERS = 3  # deeper chains were not met in 450 real cases


class Step(NamedTuple):
    """Text in charset *meant* was decoded as *shown*."""

    meant: str
    shown: str


Chain = tuple[Step, ...]  # outermost first


class Story(NamedTuple):
    """What befell a text: a chain of charsets, and what was lost on the way (a key of ``losses.KINDS``, or nothing)."""

    chain: Chain
    loss: str = ""


class Reading(NamedTuple):
    """A possible original: its *text*, and the chain that leads to it."""

    text: str
    chain: Chain


def _classes(role: str) -> tuple[tuple[str, ...], ...]:
    """The charsets that may have been *shown*, or *meant*: those that are common, uncommon and rare."""
    shares = [(known_as(name), getattr(rows()[name], role)) for name in with_role(role)]
    edges = (1.0, *LEAST[role], 0.0)
    return tuple(tuple(name for name, share in shares if low <= share < high) for high, low in pairwise(edges))


# Shares of misreadings from which on a charset is common, and uncommon.
LEAST = {"shown": (0.1, 0.001), "meant": (0.02, 0.001)}
SHOWN, MEANT = _classes("shown"), _classes("meant")
ONE_BYTE = tuple(name for names in SHOWN for name in names if not charset(name).wide)
WIDE = tuple(name for names in SHOWN for name in names if charset(name).wide)
_CLASSES = ("common", "uncommon", "rare")
PUNCTUATION = "\"'()*,-./:;?!_\xab\xbb\xa0\xa1\xbf\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026\u2039\u203a"
COMMONEST = Step("utf-8", "cp1252")
WINDOWS = Step("cp1252", "latin-1")  # C1 controls, whatever else stands in the text
_CONTROLS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# C1 controls, private use, noncharacters, U+FFFD, C0 controls that are neither white space nor ESC, and of the
# combining marks those that neither decomposed letters nor phonetics nor old Slavonic have: no text.
_BAD = lazy(
    "[\x7f-\x9f\u0310\u0312\u0315-\u0317\u0321\u0322\u0332\u0333\u033e-\u0341\u0343\u0344\u034f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0100-\U0010ffff\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]"
)


def told(story: Story) -> str:
    """A story in words.

    >>> told(Story((Step("utf-8", "cp1251"), Step("utf-8", "cp1251"))))
    'utf-8 read as cp1251, twice'
    """
    return why(story.chain) + (f", {losses.KINDS[story.loss]}" if story.loss else "")


def why(chain: Chain) -> str:
    """A chain in words."""
    if len(set(chain)) == 1:
        times = ("", "", ", twice", ", three times")[min(len(chain), 3)]
        return f"{_told(chain[0])}{times}"
    return ", then ".join(map(_told, reversed(chain)))


def _told(step: Step) -> str:
    """A step in words; C1 controls in a Windows charset are those of ISO 8859-1."""
    return f"{step.meant} read as {'latin-1' if step.shown == step.meant else step.shown}"


LOCAL = 0.00005  # share of misreadings from which on systems of its region took a charset for granted


@cache
def _local(language: str) -> frozenset[str]:
    """The charsets that systems took for granted where *language* is written; none for Latin ones of the West."""
    found = _at_home(language)
    return frozenset() if "cp1252" in found else found


@cache
def _at_home(language: str) -> frozenset[str]:
    """The same, for the languages of the West too, and for one that nobody knows ("" and "?"); none for any ("-")."""
    code = language.strip("?")
    names = [name for name in with_role("shown") if rows()[name].shown >= LOCAL and rows()[name].is_for(code)]
    return frozenset(map(known_as, names))


@cache
def share(chain: Chain, language: str = "") -> float:
    """The prior of *chain* among misreadings of texts in that language, in nats.

    >>> share((Step("utf-8", "cp1252"),)) > share((Step("utf-8", "mac_roman"),)) + 4
    True
    >>> share((Step("iso-8859-2", "cp1250"),), "pl") > share((Step("iso-8859-2", "cp1250"),)) + 2
    True
    """
    return sum(_share(step, language) for step in chain) + (len(chain) - 1) * prior("mojibake", "layer")


def _share(step: Step, language: str) -> float:
    if step == WINDOWS:
        return prior("mojibake", "windows")
    local = step.shown in _local(language)
    if step.meant == "utf-8":  # by class: two signs of cp1251 or cp1250 side by side are UTF-8 by accident, too
        return prior("meant", "utf-8") + prior("shown", "local" if local else _class_of(step.shown, SHOWN))
    shown = prior("shown", "local") if local else _shown(step.shown)
    return (
        prior("meant", "legacy") + prior("meant", _class_of(step.meant, MEANT)) + abroad(step.meant, language) + shown
    )


def abroad(meant: str, language: str) -> float:
    """Nats for a text in *language* to be written in a charset that is none of its own; 0 in one of them.

    >>> abroad("cp1252", "de"), abroad("cp1252", "pl") < -4
    (0.0, True)
    """
    home = _at_home(language)
    return prior("meant", "elsewhere") if home and meant not in home else 0.0


@cache
def _shown(name: str) -> float:
    return max(math.log(row.shown) for row in rows().values() if row.shown and known_as(row.name) == name)


def _class_of(name: str, classes: tuple[tuple[str, ...], ...]) -> str:
    return next((word for word, names in zip(_CLASSES, classes, strict=True) if name in names), _CLASSES[-1])


def possible(before: str, after: str) -> bool:
    """No C1 control, private use, noncharacter or U+FFFD in *after*, unless *before* has as bad."""
    return not _BAD.search(after) or not _BAD.search("".join({*after}.difference(before)))


def undo(text: str, chain: Iterable[Step]) -> str | None:
    """*text* with *chain* undone, all of it, or None where it does not fit."""
    current: str | None = text
    for step in chain:
        if step == WINDOWS:
            return (current or "").translate(_CONTROLS)
        data = charset(step.shown).encode(current or "")
        if data is None:
            return None
        current = utf8(data) if step.meant == "utf-8" else charset(step.meant).decode(data)
        if current is None:
            return None
    return current


def undo_in(word: str, chain: Chain, same: bool = False) -> str | None:
    """*word* with *chain* undone; UTF-8 also in the runs of it that are valid where the whole is not.  None: nowhere.

    *same*: where two legacy charsets agree on all of its characters, it comes back as it is.

    >>> undo_in("H\\xf6he/H\\xc3\\xb6he", (Step("utf-8", "cp1252"),))
    'H\xf6he/H\xf6he'
    """
    if "\ufffd" in word:
        parts = [part if part.isascii() else undo(part, chain) for part in word.split("\ufffd")]
        new = None if None in parts else "\ufffd".join(map(str, parts))
    elif chain[0].meant == "utf-8" and not (_PAIR.search(word) or word.isascii() or charset(chain[0].shown).wide):
        return None
    else:
        new = undo(word, chain)
    if new is not None:
        return new if (same or new != word) and possible(word, new) else None
    if any(step.meant != "utf-8" or charset(step.shown).wide for step in chain):
        core = word.strip(PUNCTUATION)
        new = undo(core, chain) if core != word and not core.isascii() else None
        return word.replace(core, new) if new and new != core and possible(core, new) else None
    new = _in_runs(word, chain)
    return new if new != word and possible(word, new) else None


def _in_runs(word: str, chain: Chain) -> str:
    """*word* with *chain* undone in its runs of valid UTF-8, layer in layer.

    Not where the beginning of another sequence stands before a run, or inside a word of an alphabet: bytes were lost
    there; what is left tells which.
    """
    if not _PAIR.search(word):
        return word
    shown = charset(chain[0].shown)
    leads = shown.high[0xC2 - 0x80 : 0xF5 - 0x80]
    small = losses.small_leads(chain[0].shown)
    if not (shown.runs.search(word) or small.search(word)):
        return word
    begun = next((char for char in word if char > "\x7f"), "")
    if begun != begun.lower() and small.search(shown.runs.sub(" ", word)):  # somebody began each word with a capital
        return undo(small.sub(lambda match: match[0].upper(), word), chain) or word  # half of it would be read
    found, at = [], 0
    for run in shown.runs.finditer(word):
        if (
            run.start() > at
            and word[run.start() - 1] in leads
            and not _ENDS_A_WORD.match(word, max(0, run.start() - 2))
        ):
            return word
        new = _run(run[0], chain[0].shown)
        if new != run[0] and len(chain) > 1:
            inner = undo_in(new, chain[1:])
            new = run[0] if inner is None else inner
        found += [word[at : run.start()], new]
        at = run.end()
    new = "".join([*found, word[at:]])
    of_an_alphabet = any(char.isalpha() and char < "\u2e80" for char in {*new}.difference(word))
    return word if of_an_alphabet and losses.cut_short(chain[0].shown).search(shown.runs.sub(" ", word)) else new


_ENDS_A_WORD = lazy("[a-z][\xe0-\xe1\xe3-\xef]")  # a letter, which Latin letters precede, and no lead of a sign
_PAIR = lazy("[^\x00-\x7f]{2}")  # without one nothing is a sequence, in any charset


def _run(run: str, name: str) -> str:
    data = charset(name).encode(run)
    new = None if data is None else utf8(data)
    return run if new is None or not possible(run, new) else new


class _Holders(dict[str, int]):
    """For each character the one-byte charsets that have it, one bit each."""

    def __missing__(self, char: str) -> int:
        bits = sum(1 << at for at, name in enumerate(ONE_BYTE) if char in charset(name).characters)
        self[char] = bits
        return bits


_holders = _Holders()


def shown_as(text: str) -> Iterator[str]:
    """The charsets that can have shown all of *text*, the commonest first; wide ones only where wide characters are."""
    bits = (1 << len(ONE_BYTE)) - 1
    wide = False
    for char in set(text):
        if char > "\x7f":
            bits &= _holders[char]
            wide |= char >= "\u2e80"
    for at, name in enumerate(ONE_BYTE):
        if bits >> at & 1:
            yield name
    if wide:
        yield from WIDE


@lru_cache(maxsize=64)  # a word that is asked about is asked about again
def readings(word: str) -> tuple[Reading, ...]:
    """All readings of *word* as UTF-8 or a legacy charset misread, each text once, by its commonest chain."""
    found: dict[str, Reading] = {}
    if "\ufffd" in word:
        part = max(word.split("\ufffd"), key=lambda part: sum(char > "\x7f" for char in part))
        return tuple(Reading(word.replace(part, new), chain) for new, chain in readings(part))
    for reading in (*_utf8_readings(word), *_legacy_readings(word)):
        known = found.get(reading.text)
        if known is None or share(reading.chain) > share(known.chain):
            found[reading.text] = reading
    return (*found.values(),)


def _utf8_readings(word: str) -> Iterator[Reading]:
    level: list[Reading] = [Reading(word, ())]
    seen = {word}
    for layer in range(LAYERS):
        following = []
        for current, chain in level:
            for name, result in _folded(current, SHOWN[: 3 if not layer else 2]):
                if result in seen:
                    continue
                seen.add(result)
                reading = Reading(result, (*chain, Step("utf-8", name)))
                if possible(current, result):
                    yield reading
                following.append(reading)
        level = following
    windows = word.translate(_CONTROLS)
    if windows != word:
        yield Reading(windows, (WINDOWS,))


def may_be_utf8(word: str) -> bool:
    """Has *word* the characters that a sequence of UTF-8 takes: two beyond ASCII, or one that is wide?

    >>> may_be_utf8("H\\xc3\\xb6he"), may_be_utf8("H\\xc3he"), may_be_utf8("\\u9e81")
    (True, False, True)
    """
    high = [char for char in word if char > "\x7f"]
    return len(high) > 1 or max(high, default="") >= "\u2e80"


def _folded(word: str, classes: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str]]:
    """*word* with one layer of UTF-8 undone: all of it, or the runs that are valid; with the charset shown."""
    strict = False
    if not may_be_utf8(word):
        return
    high = [char for char in word if char > "\x7f"]
    for name in shown_as(word):
        data = charset(name).encode(word)
        result = None if data is None else utf8(data)
        if result is not None:
            strict = True
            yield name, result
    if not strict and len(high) > 1:
        for names in classes:
            for name in names:
                if not charset(name).wide and sum(map(charset(name).characters.__contains__, high)) * 2 >= len(high):
                    result = _in_runs(word, (Step("utf-8", name),))
                    if result != word:
                        yield name, result


def _legacy_readings(word: str) -> Iterator[Reading]:
    core = word.strip(PUNCTUATION)
    if core != word and core and not core.isascii():
        for new, chain in _legacy_readings(core):
            yield Reading(word.replace(core, new), chain)
    known = {word}
    coded: dict[bytes, str] = {}
    for shown in shown_as(word):
        data = charset(shown).encode(word) if shown not in SHOWN[-1] else None
        if data is None:
            continue
        first = coded.setdefault(data, shown)
        if first != shown:  # which was read anew already
            result = charset(first).decode(data)
            read = [(first, result)] if result is not None else []
        else:
            read = _decoded(data)
        for meant, result in read:
            if result not in known and meant != shown:
                known.add(result)
                if possible(word, result) and like_words(result):
                    yield Reading(result, (Step(meant, shown),))


_MEANT = tuple(name for names in MEANT for name in names)


@cache
def _one_byte_tables() -> dict[str, str]:
    return {name: charset(name).table for name in _MEANT if not charset(name).wide}


def _decoded(data: bytes) -> list[tuple[str, str]]:
    """*data* read with each charset that a text may be meant in, where that fits."""
    found = []
    tables = _one_byte_tables()
    for name in _MEANT:
        if name in tables:
            try:
                found.append((name, charmap_decode(data, "strict", tables[name])[0]))
            except UnicodeDecodeError:
                continue
        elif (text := charset(name).decode(data)) is not None:
            found.append((name, text))
    return found


_SCRIPTS = (  # a code for small letters beyond ASCII, and their ranges; capitals have the capital code
    ("a", "\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"), ("g", "\u0370-\u03ff\u1f00-\u1fff"),
    ("c", "\u0400-\u052f"), ("h", "\u05b0-\u05f4"), ("r", "\u060c-\u06ff"), ("t", "\u0e01-\u0e5b"),
    ("j", "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"), ("m", "\u0300-\u036f"),
)  # fmt: skip
_CODES = [(code, lazy(f"[{inside}]")) for code, inside in _SCRIPTS]
_USUAL = frozenset(
    "\xa0\xab\xad\xb0\xb7\xbb\xa7\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2116\u3001\u3002"
)
# A capital after a small letter, a mark on none, a small ASCII letter beside another script.
_UNLIKE_WORDS = lazy("[agc][XAGC]|x[AGC]|(?:^|[ .#])m|[xX][gcrGC]|[gchrtGC][xX]|x[h]")

LONG = 12  # characters of a word from which on it has many different ones
_HAN_INSIDE = lazy("xj+x")
STUTTERS = 6  # characters
_STUTTER = lazy("([^\x00-\x7f])\\1{5}|([^\x00-\x7f]{2})\\2{2}")  # a rule drawn with one sign or two


class _Shapes(dict[int, str]):
    """For each character: x, X for ASCII letters, a code by script and case, ``.`` for typography, ``#`` for a sign."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        if char <= "\x7f":
            shape = "x" if "a" <= char <= "z" else "X" if "A" <= char <= "Z" else " "
        else:
            shape = next((code for code, inside in _CODES if inside.match(char)), "." if char in _USUAL else "#")
            if shape in "agc" and is_upper(char):
                shape = shape.upper()
        self[number] = shape
        return shape


_shapes = _Shapes()


def like_words(text: str) -> bool:
    """Letters of one script beside ASCII, few odd signs, no capital after a small letter: a cheap test of a reading."""
    shape = text.translate(_shapes)
    codes = set(shape.lower()).difference("x .#m")
    if len(codes) > 1:  # the quickest test that most readings fail
        return False
    if len(_UNLIKE_WORDS.findall(shape)) * 6 > len(shape) or ("j" in codes and _HAN_INSIDE.search(shape)):
        return False
    if len(text) >= STUTTERS and _STUTTER.search(text):
        return False
    if not codes:
        return "." in shape
    if len(text) >= LONG and len(set(text)) * 3 < len(text):
        return False  # verse as a pattern of long and short, and the like
    signs = shape.count("#")
    return signs * 4 <= len(shape) - signs + 3
