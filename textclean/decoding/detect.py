"""Which legacy encoding?  Every candidate reads the same words; what a person would have written wins.

No detector is asked for the answer, only for a name among others (chardetng, Firefox's): candidates are weighed by the
text they give, in nats: how surprising it is in any language (``textclean.language``), plus how rare the encoding is
on the web.  Encodings that give the same text are one candidate.  The words weighed are those that hold high bytes,
the rare bytes first; the rest is the same in every candidate.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from textclean.decoding import codecs

WINDOW = 1 << 16  # bytes looked at, from the first high byte on
_SHORT = 250  # bytes of data that are weighed as they are
_SAMPLE = 600  # bytes of words weighed
_WORD = 400  # bytes of one unbroken word (a line, in East Asian text)
_FIRST = 160  # bytes that all candidates are weighed by; the whole sample is for those that come close
_CLOSE = 25.0  # nats behind the first that still count as close
_WEIGHED = 12  # candidates that the language model reads; the shapes of words have sorted the rest out
_HIGH = re.compile(rb"[\x80-\xff]")
# A lone sign of windows-1252 (euro, pound, degree, fraction, copyright, dash, ...) that touches no letter.
_LONE_SIGN = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80\x95-\x97\xa2\xa3\xa5\xa7\xa9\xae\xb0-\xb3\xb7\xbc-\xbe\xd7](?![a-z\x80-\xff])")
_PARTING = re.compile(rb"[\x00-\x2f]")
_UNMARKED = 5.0  # nats for UTF-16 without a byte order mark
_SIGNS = 16.0  # nats for windows-1252 where there are one to three lone signs and nothing to learn from
_DETECTOR = 2.0  # nats for being chardetng's guess

# Nats for rarity, from the shares of encodings in web crawls, rounded; DOS and Mac pages come from old disks.
RARITY = {
    "windows-1252": 0.0, "windows-1251": 1.0, "shift_jis": 1.0, "gb18030": 1.0, "euc-kr": 1.0, "big5": 1.5, "euc-jp": 1.5,
    "windows-1250": 1.5, "iso-8859-2": 2.0, "windows-1254": 2.0, "windows-1256": 2.0, "windows-1253": 2.0,
    "iso-8859-7": 2.3, "windows-1255": 2.0, "windows-874": 2.0, "windows-1257": 2.0, "koi8-r": 2.0, "koi8-u": 2.5,
    "windows-1258": 3.0, "iso-8859-15": 2.5, "iso-8859-5": 3.0, "ibm866": 3.0, "iso-8859-13": 3.5, "iso-8859-4": 4.0,
    "iso-8859-6": 4.0, "iso-8859-8": 4.0, "iso-8859-3": 5.0, "iso-8859-10": 5.5, "iso-8859-14": 5.5, "iso-8859-16": 5.0,
    "macintosh": 3.5, "x-mac-cyrillic": 3.5, "mac-centeuro": 5.0, "mac-greek": 6.0, "mac-turkish": 5.0, "mac-iceland": 6.0,
    "cp850": 3.5, "cp852": 3.5, "cp437": 4.5, "cp857": 5.0, "cp855": 6.0, "cp737": 5.0, "cp775": 5.5, "cp862": 5.0,
    "cp860": 6.0, "cp861": 6.0, "cp863": 6.0, "cp865": 5.5, "cp720": 6.0, "cp864": 7.0, "johab": 7.0, "kz1048": 6.0,
}  # fmt: skip
COMMON = tuple(encoding for encoding, nats in RARITY.items() if nats <= 2.5)
_LANGUAGES = {
    "windows-1254": "tr az", "cp857": "tr az", "windows-1255": "he yi", "windows-1256": "ar fa ur", "windows-1258": "vi",
    "windows-874": "th", "shift_jis": "ja", "euc-jp": "ja", "euc-kr": "ko", "gb18030": "zh", "big5": "zh",
    "windows-1253": "el", "iso-8859-7": "el", "koi8-u": "uk",
}  # fmt: skip


class Candidate(NamedTuple):
    """An *encoding*, what its reading of the words costs in *nats* (rarity included), and the *words* as it reads them."""

    encoding: str
    nats: float
    words: str
    agreed: bool


def words(data: bytes) -> bytes:
    """What is weighed: short *data* whole; else words with high bytes and the word before and after each.

    From the front, a word once, up to a fixed amount; then a word for each high byte not seen so far.  The neighbours
    say what language the text is in.  Cut at bytes below 30, which are never the second byte of a character (but for
    GB 18030's rare four-byte forms).
    """
    first = _HIGH.search(data)
    if not first or len(data) <= _SHORT:
        return data[:_SAMPLE]
    begin = max(0, first.start() - 40)
    window = data[begin : begin + WINDOW]
    spans: list[tuple[int, int]] = []
    seen: set[bytes] = set()
    room, at = _SAMPLE, 0
    while room > 0 and (match := _HIGH.search(window, at)):
        start, end = _word(window, at, match.start())
        at = end
        if window[start:end] not in seen:
            seen.add(window[start:end])
            spans.append(_with_neighbours(window, start, min(end, start + _WORD), spans[-1][1] if spans else 0))
            room -= spans[-1][1] - spans[-1][0]
    met = set(b"".join(window[start:end] for start, end in spans))
    for byte in set(window) - met:
        if byte > 0x7F and byte not in met:
            start, end = _word(window, at, window.index(byte, at))
            if end - start <= _WORD:
                met |= set(window[start:end])
                spans.append(_with_neighbours(window, start, end, at))
    return b"\n".join(window[start:end] for start, end in sorted(spans))


def _word(window: bytes, floor: int, at: int) -> tuple[int, int]:
    """The word around *at*, not reaching below *floor*."""
    start = max(window.rfind(part, floor, at) for part in (b" ", b"\n", b'"', b"(", b"-")) + 1
    end = _PARTING.search(window, at)
    return max(start, floor), end.start() if end else len(window)


def _with_neighbours(window: bytes, start: int, end: int, floor: int) -> tuple[int, int]:
    """The span widened by a word of up to 16 bytes on either side, where it is ASCII."""
    left = window.rfind(b" ", max(floor, start - 16), max(floor, start - 1)) + 1 or start
    right = window.find(b" ", end + 1, end + 16)
    left = left if window[left:start].isascii() else start
    return left, right if right > 0 and window[end:right].isascii() else end


def rank(
    sample: Sequence[bytes | str],
    favoured: Sequence[tuple[str, float]] = (),
    language: str | None = None,
    context: str = "",
) -> list[Candidate]:
    """The candidates for the pieces of *sample* (str: known already), cheapest first, one for each different reading.

    *favoured*: encodings that somebody declared, each with the nats that this is worth.  *language*: the caller's
    hint, an ISO 639 code.  *context*: text around it, which says what language it is in.  Never empty: windows-1252
    reads anything.
    """
    unknown = b" ".join(piece for piece in sample if isinstance(piece, bytes))
    guess, sure = _chardetng(unknown)
    gain = dict(favoured)
    signs = 0 < len(_LONE_SIGN.findall(unknown)) == len(_HIGH.findall(unknown)) <= 3
    shapes = _misshapen(unknown)
    readings: dict[str, tuple[float, str]] = {}
    for encoding in dict.fromkeys([*gain, guess, *RARITY]):
        text = read(sample, encoding)
        prior = RARITY.get(encoding, 5.0) - gain.get(encoding, 0.0) - (_DETECTOR if sure and encoding == guess else 0.0)
        if signs and encoding == "windows-1252":
            prior -= _SIGNS
        if language and language[:2] in _LANGUAGES.get(encoding, "").split():
            prior -= 2.0
        if text not in readings or readings[text][0] > prior:
            readings[text] = (prior, encoding)
    agreed = read(sample, guess)
    rough = {text: prior + shapes.get(encoding, 6.0 * text.count("\ufffd")) for text, (prior, encoding) in readings.items()}
    kept = sorted(rough, key=rough.__getitem__)[:_WEIGHED]
    kept += [text for text, (_, encoding) in readings.items() if (encoding in gain or text == agreed) and text not in kept]
    near, behind = _near(kept, readings, sample, context)
    weighed = [
        Candidate(readings[text][1], cost + readings[text][0], text, text == agreed)
        for text, cost in zip(near, nats([context + text for text in near]), strict=True)
    ]
    first = min(candidate.nats for candidate in weighed)
    weighed += [Candidate(readings[text][1], first + gap, text, text == agreed) for text, gap in behind.items()]
    return sorted(weighed, key=lambda candidate: candidate.nats)


def read(sample: Sequence[bytes | str], encoding: str) -> str:
    """The pieces of *sample* as one text: bytes read in *encoding*, str as it is."""
    return "".join(piece if isinstance(piece, str) else codecs.peek(piece, encoding) for piece in sample)


def _near(
    kept: list[str], readings: dict[str, tuple[float, str]], sample: Sequence[bytes | str], context: str
) -> tuple[list[str], dict[str, float]]:
    """Who comes close on the first words of *sample*, and by how much the others are behind: the whole is for few."""
    if len(sample) != 1 or not isinstance(sample[0], bytes) or len(sample[0]) < 2 * _FIRST:
        return kept, {}
    cut = _PARTING.search(sample[0], _FIRST)
    head = sample[0][: cut.start() if cut else len(sample[0])]
    heads = [context + codecs.peek(head, readings[text][1]) for text in kept]
    costs = [cost + readings[text][0] for text, cost in zip(kept, nats(heads), strict=True)]
    behind = {text: cost - min(costs) for text, cost in zip(kept, costs, strict=True)}
    near = [text for text in kept if behind[text] <= _CLOSE]
    return near, {text: gap for text, gap in behind.items() if gap > _CLOSE}


def is_better(data: bytes, new: str, old: str) -> bool:
    """Does *data* read better in *new* than in *old*, by more than the rarity of UTF-16 without a mark?"""
    head = data[:_SAMPLE]
    ours, theirs = nats([codecs.peek(head, new), codecs.peek(head, old)])
    return ours + _UNMARKED < theirs


def _chardetng(sample: bytes) -> tuple[str, bool]:
    """Its guess, and whether it prefers it to another."""
    from chardetng_py import EncodingDetector  # on first use

    detector = EncodingDetector()
    detector.feed(sample, last=False)  # a cut multi-byte character must not count as an error
    guess, sure = detector.guess_assess(tld=None, allow_utf8=False)
    guess = guess.lower()
    return {"gbk": "gb18030", "iso-8859-8-i": "iso-8859-8"}.get(guess, guess), sure


def nats(texts: Sequence[str]) -> list[float]:
    """What each text costs by the language model, and by what that model cannot know."""
    from textclean import language  # loads its model on first use

    found = language.costs([text.translate(_ORDINALS) for text in texts])
    return [cost.nats + _unheard_of(text, cost.language) for text, cost in zip(texts, found, strict=True)]


# What the language model cannot know: it looks through marks, and takes each word for itself.
_ORDINALS = {0xAA: "\u00b0", 0xBA: "\u00b0"}  # 1\u00ba is a sign after a figure, no word of one letter
_ORPHANS = re.compile(
    "(?<![\u05b0-\u05ea])[\u05b0-\u05bd\u05bf\u05c1\u05c2]|(?<![\u0610-\u0652\u0670-\u06d3])[\u0610-\u061a\u064b-\u0652]"
    "|(?<![AEIOUYaeiouy\u00c2\u00ca\u00d4\u00e2\u00ea\u00f4\u0102\u0103\u01a0\u01a1\u01af\u01b0])[\u0300-\u036f]"
)
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffdc]")
_WEDGED = re.compile("(?<=[a-z])[^\0-\u024f\u2010-\u201f\u0300-\u0323](?=[a-z])")
_DOUBTFUL = {"hu": re.compile("[\u00d5\u00db\u00f5\u00fb]")}  # old web text has these for U+0150 and U+0170


def _unheard_of(text: str, language: str) -> float:
    """Nats for a mark without its letter, one foreign character inside a Latin word, one Han word in a Latin text."""
    nats = 8.0 * len(_ORPHANS.findall(text)) + 4.0 * len(_WEDGED.findall(text)) + 5.0 * text.count("\ufffd")
    if 0 < len(_WIDE.findall(text)) <= 2 and re.search("[a-z]{3}", text):
        nats += 4.0
    if language in _DOUBTFUL:
        nats += 3.0 * len(_DOUBTFUL[language].findall(text))
    return nats


# --- the shapes of words: a cheap first sieve -------------------------------------------------------------------------

# Kinds of characters, by number: 0 is what may stand anywhere.
_KINDS = (
    (1, "a-z\u00aa\u00ba\u00df-\u00f6\u00f8-\u00ff"), (2, "A-Z\u00c0-\u00d6\u00d8-\u00de"), (3, "\u0100-\u024f\u1e00-\u1eff"),
    (4, "\u0430-\u045f\u0491"), (5, "\u0400-\u042f\u0490"), (6, "\u0390\u03ac-\u03ce"), (7, "\u0386-\u038f\u0391-\u03ab"),
    (8, "\u05b0-\u05f4"), (9, "\u0621-\u06d3"), (10, "\u0e01-\u0e5b"), (11, "\x80-\x9f\ue000-\uf8ff\ufffe"),
    (12, "\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00be\u00d7\u00f7\u2190-\u2bff"),
)  # fmt: skip
_SCRIPT = (0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 0, 0)  # of each kind
_ILL = 3.0  # nats for two letters of different scripts side by side, a small letter before a capital, a control
_SIGN = 1.5  # nats for a sign beside a letter or another sign


@cache
def _sieve() -> tuple[tuple[str, ...], Any, Any]:
    """The single-byte encodings; the kind of each of their 256 bytes; the nats of each pair of kinds."""
    import numpy as np  # heavy, on first use

    kind_of = [0] * 0x10000
    for kind, members in _KINDS:
        for char in re.findall(f"[{members}]", "".join(map(chr, range(0x10000)))):
            kind_of[ord(char)] = kind
    names = tuple(name for name in RARITY if codecs.table(name))
    kinds = np.array([[kind_of[ord(c)] for c in codecs.table(name) or ""] for name in names], np.uint8)
    pairs = np.zeros((13, 13), np.float32)
    for one, other in itertools.product(range(13), repeat=2):
        if _SCRIPT[one] and _SCRIPT[other] and _SCRIPT[one] != _SCRIPT[other]:
            pairs[one, other] = _ILL
        if 12 in (one, other) and (_SCRIPT[one] or _SCRIPT[other] or one == other):
            pairs[one, other] = _SIGN
    for small, capital in ((1, 2), (4, 5), (6, 7)):
        pairs[small, capital] = _ILL
    pairs[11, :] = _ILL
    return names, kinds, pairs


def _misshapen(sample: bytes) -> dict[str, float]:
    """For each single-byte encoding the nats of things that no word has."""
    import numpy as np

    names, kinds, pairs = _sieve()
    read = kinds[:, np.frombuffer(sample + b" ", np.uint8)]
    return dict(zip(names, pairs[read[:, :-1], read[:, 1:]].sum(axis=1).tolist(), strict=True))
