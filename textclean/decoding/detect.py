"""Which legacy encoding?  Every candidate reads the same words; what a person would have written wins.

No detector is asked for the answer, only for a name among others (chardetng, Firefox's): candidates are weighed by the
text they give, in nats: how surprising it is in any language (``textclean.language``), plus how rare the encoding is
on the web.  Encodings that give the same text are one candidate.  The words weighed are those that hold high bytes,
the rare bytes first; the rest is the same in every candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textclean.decoding import codecs, sample
from textclean.decoding.plausible import nats
from textclean.decoding.rarity import KNOWN_TO_DETECTOR, LANGUAGES, RARITY
from textclean.decoding.shapes import misshapen
from textclean.patterns import lazy

_FIRST = 160  # bytes that all candidates are weighed by; the whole sample is for those that come close
_CLOSE = 25.0  # nats behind the first that still count as close
_SHAPELY = 60.0  # nats of bad shapes behind the first that are still worth weighing
_WEIGHED = 18  # candidates that the language model reads; the shapes of words have sorted the rest out
_HIGH = lazy(rb"[\x80-\xff]")
# A lone sign of windows-1252 (euro, pound, degree, fraction, copyright, dash, ...) that touches no letter.
_LONE_SIGN = lazy(
    rb"(?<![A-Za-z\x80-\xff])[\x80\x95-\x97\xa2\xa3\xa5\xa7\xa9\xae\xb0-\xb3\xb7\xbc-\xbe\xd7](?![a-z\x80-\xff])"
)
_UNMARKED = 5.0  # nats for UTF-16 without a byte order mark
_SIGNS = 18.0  # nats for windows-1252 where there are one to three lone signs and nothing to learn from
_DETECTOR, _UNKNOWN = 2.0, 1.0  # nats for being chardetng's guess, and for what it never guesses


class Candidate(NamedTuple):
    """An *encoding*, what its reading costs in *nats* (rarity included), the *words* as it reads them.

    *agreed*: chardetng's guess gives the same text.
    """

    encoding: str
    nats: float
    words: str
    agreed: bool


def rank(
    pieces: Sequence[bytes | str],
    favoured: Sequence[tuple[str, float]] = (),
    language: str | None = None,
    context: str = "",
) -> list[Candidate]:
    """The candidates for *pieces* (str: known already), cheapest first, one for each different reading.

    *favoured*: encodings that somebody declared, each with the nats that this is worth.  *language*: the caller's
    hint, an ISO 639 code.  *context*: text around it, which says what language it is in.  Never empty: windows-1252
    reads anything.
    """
    unknown = b" ".join(piece for piece in pieces if isinstance(piece, bytes))
    guess, sure = _chardetng(unknown)
    gain = dict(favoured)
    signs = 0 < len(_LONE_SIGN.findall(unknown)) == len(_HIGH.findall(unknown)) <= 3
    shapes = misshapen(unknown)
    readings: dict[str, tuple[float, str]] = {}
    for encoding in dict.fromkeys([*gain, guess, *RARITY]):
        text = read(pieces, encoding)
        prior = RARITY.get(encoding, 5.0) - gain.get(encoding, 0.0)
        if sure:
            prior -= _DETECTOR if encoding == guess else _UNKNOWN if encoding not in KNOWN_TO_DETECTOR else 0.0
        if signs and encoding == "windows-1252":
            prior -= _SIGNS
        if language and language[:2] in LANGUAGES.get(encoding, "").split():
            prior -= 2.0
        if text not in readings or readings[text][0] > prior:
            readings[text] = (prior, encoding)
    agreed = read(pieces, guess)
    rough = {
        text: prior + shapes.get(encoding, 6.0 * text.count("\ufffd")) for text, (prior, encoding) in readings.items()
    }
    bound = min(rough.values()) + _SHAPELY
    kept = [text for text in sorted(rough, key=rough.__getitem__)[:_WEIGHED] if rough[text] <= bound]
    kept += [text for text, (_, e) in readings.items() if (e in gain or text == agreed) and text not in kept]
    near, behind = _near(kept, readings, pieces, context)
    weighed = [
        Candidate(readings[text][1], cost + readings[text][0], text, text == agreed)
        for text, cost in zip(near, nats([context + text for text in near]), strict=True)
    ]
    first = min(candidate.nats for candidate in weighed)
    weighed += [Candidate(readings[text][1], first + gap, text, text == agreed) for text, gap in behind.items()]
    return sorted(weighed, key=lambda candidate: candidate.nats)


def read(pieces: Sequence[bytes | str], encoding: str) -> str:
    """*pieces* as one text: bytes read in *encoding*, str as it is."""
    return "".join(piece if isinstance(piece, str) else codecs.peek(piece, encoding) for piece in pieces)


def _near(
    kept: list[str], readings: dict[str, tuple[float, str]], pieces: Sequence[bytes | str], context: str
) -> tuple[list[str], dict[str, float]]:
    """Who comes close on the first words of *pieces*, and by how much the others are behind: the whole is for few."""
    if len(pieces) != 1 or not isinstance(pieces[0], bytes) or len(pieces[0]) < 2 * _FIRST:
        return kept, {}
    cut = sample.PARTING.search(pieces[0], _FIRST)
    head = pieces[0][: cut.start() if cut else len(pieces[0])]
    heads = [context + codecs.peek(head, readings[text][1]) for text in kept]
    costs = [cost + readings[text][0] for text, cost in zip(kept, nats(heads), strict=True)]
    behind = {text: cost - min(costs) for text, cost in zip(kept, costs, strict=True)}
    near = [text for text in kept if behind[text] <= _CLOSE]
    return near, {text: gap for text, gap in behind.items() if gap > _CLOSE}


def is_better(data: bytes, new: str, old: str) -> bool:
    """Does *data* read better in *new* than in *old*, by more than the rarity of UTF-16 without a mark?"""
    head = data[: sample.SIZE]
    ours, theirs = nats([codecs.peek(head, new), codecs.peek(head, old)])
    return ours + _UNMARKED < theirs


def _chardetng(words: bytes) -> tuple[str, bool]:
    """Its guess, and whether it prefers it to another."""
    from chardetng_py import EncodingDetector  # on first use

    detector = EncodingDetector()
    detector.feed(words, last=False)  # a cut multi-byte character must not count as an error
    guess, sure = detector.guess_assess(tld=None, allow_utf8=False)
    guess = guess.lower()
    return {"gbk": "gb18030", "iso-8859-8-i": "iso-8859-8"}.get(guess, guess), sure
