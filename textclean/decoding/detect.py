"""Which legacy encoding?  Each candidate reads the same words, and the likeliest pair of charset and language wins.

One ledger (``textclean.evidence``): a hypothesis is "these bytes are in charset C, and the text is in language L", its
addends are named, in nats: how usual C is for L (``textclean.charsets.shares``), how likely the text is in L
(``textclean.language``), what no language has (a mark without its letter), what chardetng says (Firefox's detector: a
witness, no judge), what labels say.  A language that nobody knows is a hypothesis like the others, and there everything
but windows-1252 is rare.  Encodings that give the same text are one candidate.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from textclean.charsets import rows, with_role
from textclean.charsets.shares import prior as share
from textclean.decoding import codecs, labels, oddities, sample, shapes
from textclean.evidence.ledger import Addend, Decision, Hypothesis, decide
from textclean.evidence.priors import prior
from textclean.patterns import lazy

_FIRST = 160  # bytes that all candidates are weighed by; the whole sample is for those that come close
_CLOSE = 25.0  # nats behind the first that still count as close
_WEIGHED = 18  # encodings that the language model reads
_BROKEN = 6.0  # nats of a bad shape for each undecodable piece
_USUAL = 5e-5  # share of documents
_HIGH = lazy(rb"[\x80-\xff]")
# A lone sign of windows-1252 (euro, pound, degree, fraction, copyright, dash, ...) that touches no letter.
_LONE_SIGN = lazy(
    rb"(?<![A-Za-z\x80-\xff])[\x80\x95-\x97\xa2\xa3\xa5\xa7\xa9\xae\xb0-\xb3\xb7\xbc-\xbe\xd7](?![a-z\x80-\xff])"
)


class Candidate(NamedTuple):
    """An *encoding*, the *words* as it reads them, and what speaks for it: addends, whose sum is less the worse it is.

    *agreed*: chardetng's guess gives the same text.
    """

    encoding: str
    words: str
    addends: tuple[Addend, ...]
    agreed: bool

    @property
    def nats(self) -> float:
        """-log P in nats: the less, the likelier."""
        return -sum(addend.nats for addend in self.addends)


class _Question(NamedTuple):
    """What is asked about each reading: see ``rank``."""

    favoured: dict[str, float]
    language: str
    guess: str
    sure: bool
    signs: bool
    context: str


def rank(
    pieces: Sequence[bytes | str],
    favoured: Sequence[tuple[str, float]] = (),
    language: str | None = None,
    context: str = "",
) -> list[Candidate]:
    """The candidates for *pieces* (str: known already), likeliest first, one for each different reading.

    *favoured*: encodings that somebody declared, each with the nats that this is worth.  *language*: the caller's
    hint, an ISO 639 code.  *context*: text around it, which says what language it is in.  Never empty: windows-1252
    reads anything.
    """
    unknown = b" ".join(piece for piece in pieces if isinstance(piece, bytes))
    guess, sure = _chardetng(unknown)
    signs = 0 < len(_LONE_SIGN.findall(unknown)) == len(_HIGH.findall(unknown)) <= 3
    asked = _Question(dict(favoured), (language or "")[:2], guess, sure, signs, context)
    names = dict.fromkeys([*asked.favoured, guess, *_worth_a_look(unknown)])
    head = _head(pieces)
    if head is pieces:
        return _merged(_weighed(pieces, names, asked))
    found = _weighed(head, names, asked)
    near = [other.encoding for other in found if other.nats <= found[0].nats + _CLOSE]
    whole = _merged(_weighed(pieces, near, asked))
    far = [_behind(whole[0], other, other.nats - found[0].nats, pieces) for other in found[len(near) :]]
    return _merged([*whole, *far])


def _merged(found: Sequence[Candidate]) -> list[Candidate]:
    """*found*, likeliest first; of those that read alike only the first, by the most usual name."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda candidate: candidate.nats):
        first = best.setdefault(candidate.words, candidate)
        if _usualness(candidate.encoding) > _usualness(first.encoding):
            best[candidate.words] = first._replace(encoding=candidate.encoding)
    return list(best.values())


def _usualness(name: str) -> float:
    row = rows().get(name)
    return row.share if row else 0.0


def _behind(first: Candidate, other: Candidate, gap: float, pieces: Sequence[bytes | str]) -> Candidate:
    """*other*, which was behind by *gap* nats on the first words and is not weighed on the rest."""
    last = Addend("likelier from the first words on", first.addends[-1].nats - gap)
    return Candidate(other.encoding, read(pieces, other.encoding), (*first.addends[:-1], last), other.agreed)


def usual() -> tuple[str, ...]:
    """The encodings among which a second foreign one in a document is looked for: the web's, but for the rare."""
    found = [rows()[name] for name in with_role("guess")]
    return tuple(row.name for row in found if row.family not in ("dos", "mac") and row.share >= _USUAL)


def read(pieces: Sequence[bytes | str], encoding: str) -> str:
    """*pieces* as one text: bytes read in *encoding*, str as it is."""
    return "".join(piece if isinstance(piece, str) else codecs.peek(piece, encoding) for piece in pieces)


def decision(ranked: Sequence[Candidate]) -> Decision:
    """The first of *ranked* against the others; its addends say by how much it is ahead of the second in each part."""
    zero = ranked[1 if len(ranked) > 1 else 0].addends
    return decide(
        [
            Hypothesis(
                candidate.encoding,
                candidate.words,
                tuple(Addend(a.name, a.nats - z.nats) for a, z in zip(candidate.addends, zero, strict=False)),
            )
            for candidate in ranked
        ]
    )


def is_better(data: bytes, new: str, old: str) -> bool:
    """Does *data* read better in *new* than in *old*, by more than UTF-16 without a mark is rare?"""
    head = data[: sample.SIZE]
    ours, theirs = oddities.nats([codecs.peek(head, new), codecs.peek(head, old)])
    return ours - prior("bytes", "unmarked_utf16") < theirs


def _worth_a_look(unknown: bytes) -> list[str]:
    """The encodings whose reading of *unknown* has the shapes of words: the language model is for few."""
    ill = shapes.misshapen(unknown)
    names = [name for name in with_role("guess") if rows()[name].wide or name in ill]
    rough = {name: ill[name] if name in ill else _BROKEN * codecs.peek(unknown, name).count("\ufffd") for name in names}
    return sorted(names, key=lambda name: rough[name] - rows()[name].prior)[:_WEIGHED]


def _head(pieces: Sequence[bytes | str]) -> Sequence[bytes | str]:
    """The first words of *pieces*, or all if they are few."""
    if len(pieces) != 1 or not isinstance(pieces[0], bytes) or len(pieces[0]) < 2 * _FIRST:
        return pieces
    cut = sample.PARTING.search(pieces[0], _FIRST)
    return [pieces[0][: cut.start() if cut else len(pieces[0])]]


def _weighed(pieces: Sequence[bytes | str], names: Iterable[str], asked: _Question) -> list[Candidate]:
    """The candidates among *names*, likeliest first, each in the language that is likeliest for it."""
    from textclean import language  # loads its model on first use

    texts = {name: read(pieces, name) for name in names}
    agreed = texts.get(asked.guess)
    asking = list(dict.fromkeys((text, _spoken(name)) for name, text in texts.items()))
    totals, codes = language.costs_by_language(
        [oddities.plain(asked.context + text) for text, _ in asking], [spoken for _, spoken in asking]
    )
    column = {pair: at for at, pair in enumerate(asking)}
    found = []
    for name, text in texts.items():
        cost = totals[:, column[text, _spoken(name)]]
        letters = oddities.letters_of(text, rows()[name].scripts) if name in rows() else None
        foreign = letters is not None and letters[0] < letters[1]
        sums = cost - _shares(name, tuple(codes), foreign)
        if asked.language in codes:
            sums[codes.index(asked.language)] += prior("bytes", "another_language")
        likeliest = int(sums.argmin())
        code = codes[likeliest]
        missing = letters is not None and not letters[0]
        addends = (
            Addend(f"{name} is usual for {_language(code)}", _share(name, code, foreign)),
            Addend("letters of its script", prior("bytes", "no_letter_of_its_script") if missing else 0.0),
            Addend(f"the text reads as {_language(code)}", -float(cost[likeliest])),
            *_witnesses(name, text, code, asked),
        )
        found.append(Candidate(name, text, addends, text == agreed))
    return sorted(found, key=lambda candidate: candidate.nats)


def _witnesses(name: str, text: str, code: str, asked: _Question) -> tuple[Addend, ...]:
    labelled = asked.favoured.get(name, 0.0)
    witness = 0.0
    if asked.sure and name != asked.guess and "utf-8" not in asked.favoured:  # it was not asked about UTF-8
        known = name in rows() and "chardetng" in rows()[name].roles
        witness = prior("bytes", "not_named_by_chardetng" if known else "not_known_to_chardetng")
    hint = prior("bytes", "another_language") if asked.language and asked.language != code else 0.0
    lone = 0.0 if not asked.signs or name == "windows-1252" else prior("bytes", "lone_sign_elsewhere")
    return (
        Addend("less in it that no language has", -oddities.unheard_of(text, code)),
        Addend("chardetng names it", witness),
        Addend("labelled so", labelled),
        Addend("the language that the caller named", hint),
        Addend("a lone sign of windows-1252", lone),
    )


def _language(code: str) -> str:
    return f"language {code!r}" if code else "a language that the model does not know"


@cache
def _spoken(name: str) -> frozenset[str] | None:
    row = rows().get(name)
    return None if row is None or row.is_for("") or not row.languages else frozenset(row.languages)


def _share(name: str, code: str, foreign: bool) -> float:
    """ln P(charset | language) among what decode guesses; 0 for UTF-8, whose prior ``legacy.doubted`` gives."""
    legacy = rows().get(name)
    if legacy is None or not (legacy.one_byte or legacy.wide):
        return 0.0
    return share(legacy.name, code, with_role("guess"), foreign)


@cache
def _shares(name: str, codes: tuple[str, ...], foreign: bool):  # type: ignore[no-untyped-def]
    import numpy as np

    return np.array([_share(name, code, foreign) for code in codes])


@cache
def _warn_once() -> None:
    warnings.warn("chardetng-py is not installed: encodings are told apart without its vote", RuntimeWarning, 2)


def _chardetng(words: bytes) -> tuple[str, bool]:
    """Its guess, and whether it prefers it to another; no vote where it is not installed, which a warning says."""
    try:
        from chardetng_py import EncodingDetector  # on first use
    except ImportError:  # in a browser: it is compiled, and there may be no build
        _warn_once()
        return "windows-1252", False
    detector = EncodingDetector()
    detector.feed(words, last=False)  # a cut multi-byte character must not count as an error
    guess, sure = detector.guess_assess(tld=None, allow_utf8=False)
    name = labels.resolve(guess) or "windows-1252"
    return {"gbk": "gb18030"}.get(name, name), sure
