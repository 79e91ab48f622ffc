"""Which legacy encoding?  Every candidate reads the same words; what a person would have written wins.

No detector is asked for the answer, only for a name among others (chardetng, Firefox's): candidates are weighed by the
text they give, in nats: how surprising it is in any language (``textclean.language``), plus how rare the encoding is
on the web.  Encodings that give the same text are one candidate.  The words weighed are those that hold high bytes,
the rare bytes first; the rest is the same in every candidate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from textclean.decoding import codecs

WINDOW = 1 << 16  # bytes looked at, from the first high byte on
_SAMPLE = 1200  # bytes of words weighed
_WORD = 400  # bytes of one unbroken word (a line, in East Asian text)
_WEIGHED = 14  # candidates that the language model reads; the shapes of words have sorted the rest out
_UNMARKED = 5.0  # nats for UTF-16 without a byte order mark
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
    """What is weighed: short *data* whole; else the words with high bytes and a neighbour on either side.

    Every high byte once, then more in order, up to a fixed amount; a word counts once.  The neighbours say what
    language the text is in.  Cut at bytes below 30, which are never the second byte of a character (but for
    GB 18030's rare four-byte forms).
    """
    first = re.search(rb"[\x80-\xff]", data)
    if not first or len(data) <= _SAMPLE:
        return data
    begin = max(data.rfind(b" ", 0, first.start()), data.rfind(b"\n", 0, first.start())) + 1
    begin = max(begin, first.start() - 100)
    pieces = re.split(rb"([\x00-\x2f]+)", data[begin : begin + WINDOW])  # a word, what parts it, a word, ...
    places = {word: at for at, word in reversed(list(enumerate(pieces))) if not word.isascii()}
    chosen: set[int] = set()
    room = _SAMPLE
    seen: set[int] = set()
    rare = []
    for at, word in sorted((at, word) for word, at in places.items()):
        new = set(word) - seen
        rare.append((max(new, default=0) < 0x80, at))
        seen |= new
    for _, at in sorted(rare):
        if room <= 0:
            break
        around = set(range(max(0, at - 2), min(len(pieces), at + 3))) - chosen
        chosen |= around
        room -= sum(min(_WORD, len(pieces[i])) for i in around)
    out = []
    last = -1
    for at in sorted(chosen):
        if at != last + 1:
            out.append(b"\n")
        out.append(pieces[at][:_WORD])
        last = at
    return b"".join(out)


def rank(data: bytes, favoured: Sequence[tuple[str, float]] = (), language: str | None = None) -> list[Candidate]:
    """The candidates for *data*, cheapest first, one for each different reading.

    *favoured*: encodings that somebody declared, each with the nats that this is worth.  *language*: the caller's
    hint, an ISO 639 code.  Never empty: windows-1252 reads anything.
    """
    sample = words(data)
    guess, sure = _chardetng(data)
    gain = dict(favoured)
    readings: dict[str, tuple[float, str]] = {}
    agreed = ""
    for encoding in dict.fromkeys([*gain, guess, *RARITY]):
        text = codecs.peek(sample, encoding)
        prior = RARITY.get(encoding, 5.0) - gain.get(encoding, 0.0) - (_DETECTOR if sure and encoding == guess else 0.0)
        if language and language[:2] in _LANGUAGES.get(encoding, "").split():
            prior -= 2.0
        if encoding == guess:
            agreed = text
        if text not in readings or readings[text][0] > prior:
            readings[text] = (prior, encoding)
    shaped = sorted((prior + _misshapen(text, encoding), text) for text, (prior, encoding) in readings.items())
    kept = [text for _, text in shaped[:_WEIGHED]]
    kept += [text for text, (_, encoding) in readings.items() if (encoding in gain or text == agreed) and text not in kept]
    weighed = [
        Candidate(readings[text][1], nats + readings[text][0], text, text == agreed)
        for text, nats in zip(kept, _nats(kept), strict=True)
    ]
    return sorted(weighed, key=lambda candidate: candidate.nats)


def is_better(data: bytes, new: str, old: str) -> bool:
    """Does *data* read better in *new* than in *old*, by more than the rarity of UTF-16 without a mark?"""
    head = data[:_SAMPLE]
    ours, theirs = _nats([codecs.peek(head, new), codecs.peek(head, old)])
    return ours + _UNMARKED < theirs


def _chardetng(data: bytes) -> tuple[str, bool]:
    """Its guess, and whether it prefers it to another."""
    from chardetng_py import EncodingDetector  # noqa: PLC0415  (on first use)

    detector = EncodingDetector()
    detector.feed(data[: WINDOW // 8], last=False)  # a cut multi-byte character must not count as an error
    guess, sure = detector.guess_assess(tld=None, allow_utf8=False)
    guess = guess.lower()
    return {"gbk": "gb18030", "iso-8859-8-i": "iso-8859-8"}.get(guess, guess), sure


def _nats(texts: Sequence[str]) -> list[float]:
    from textclean import language  # noqa: PLC0415  (loads its model on first use)

    found = language.costs([text.translate(_ORDINALS) for text in texts])
    return [cost.nats + _unheard_of(text, cost.language) for text, cost in zip(texts, found, strict=True)]


# What the language model cannot know: it looks through marks, and takes each word for itself.
_ORDINALS = {0xAA: "\u00b0", 0xBA: "\u00b0"}  # 1\u00ba is a sign after a figure, no word of one letter
_ORPHANS = re.compile(
    "(?<![\u05b0-\u05ea])[\u05b0-\u05bd\u05bf\u05c1\u05c2]|(?<![\u0621-\u0652\u0670-\u06d3])[\u064b-\u0652]"
    "|(?<![AEIOUYaeiouy\u00c2\u00ca\u00d4\u00e2\u00ea\u00f4\u0102\u0103\u01a0\u01a1\u01af\u01b0])[\u0300-\u0323]"
)
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffdc]")
_WEDGED = re.compile("(?<=[a-z])[^\0-\u024f\u2010-\u201f\u0300-\u0323](?=[a-z])")
_DOUBTFUL = {"hu": re.compile("[\u00d5\u00db\u00f5\u00fb]")}  # old web text has these for U+0150 and U+0170


def _unheard_of(text: str, language: str) -> float:
    """Nats for a mark without its letter, one foreign character inside a Latin word, one Han word in a Latin text."""
    nats = 8.0 * len(_ORPHANS.findall(text)) + 4.0 * len(_WEDGED.findall(text))
    if 0 < len(_WIDE.findall(text)) <= 2 and re.search("[a-z]{3}", text):
        nats += 4.0
    if language in _DOUBTFUL:
        nats += 3.0 * len(_DOUBTFUL[language].findall(text))
    return nats


# --- the shapes of words: a cheap first sieve -------------------------------------------------------------------------

_SHAPES = (
    ("a", "a-z\u00aa\u00ba\u00df-\u00f6\u00f8-\u00ff"), ("A", "A-Z\u00c0-\u00d6\u00d8-\u00de"), ("l", "\u0100-\u024f\u1e00-\u1eff"),
    ("c", "\u0430-\u045f\u0491"), ("C", "\u0400-\u042f\u0490"), ("g", "\u0390\u03ac-\u03ce"), ("G", "\u0386-\u038f\u0391-\u03ab"),
    ("h", "\u05d0-\u05ea\u05f0-\u05f4"), ("r", "\u0621-\u06d3"), ("t", "\u0e01-\u0e5b"),
    ("!", "\x80-\x9f\ufffd\ue000-\uf8ff"), ("#", "\u00a1-\u00a9\u00ac\u00ae-\u00b6\u00b8\u00b9\u00bc-\u00be\u00d7\u00f7\u2100-\u2bff"),
)  # fmt: skip
_ILL = re.compile(r"!|(?<=[aAlcCgGhrt])#+(?=[aAlcCgGhrt])|#(?=#)|(?<=[aAl])[cCgGhrt]|(?<=[cC])[aAlgGhrt]|(?<=[gG])[aAlcChrt]"
                  r"|(?<=[hrt])[aAlcCgG]|(?<=h)[rt]|(?<=r)[ht]|(?<=t)[hr]|(?<=a)A|(?<=c)C|(?<=g)G")  # fmt: skip


@cache
def _shape_table() -> dict[int, str]:
    table = {}
    for shape, members in _SHAPES:
        for char in re.findall(f"[{members}]", "".join(map(chr, range(0x2C00))) + "\ufffd"):
            table[ord(char)] = shape
    return table


def _misshapen(text: str, encoding: str) -> float:
    """Some 3 nats for each thing no word has: a control, a sign between letters, two scripts side by side, aB."""
    if encoding in ("gb18030", "big5", "shift_jis", "euc-kr", "euc-jp", "johab"):
        return 6.0 * text.count("\ufffd")
    return 3.0 * len(_ILL.findall(text.translate(_shape_table())))
