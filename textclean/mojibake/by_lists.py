"""One legacy charset read as another all through, told by lists of words without the ledger.

Of words spread over the text the lists have hardly one as it is written, and most of them with one pair of charsets,
clearly more than with any other.  Then all of the text must fit that pair, and no listed word may be lost by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from textclean import scripts
from textclean.language import lexicon
from textclean.mojibake import chains
from textclean.mojibake.chains import Chain, Step
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy
from textclean.prefilter import badness, unlisted

# Shares of listed words, as they were and as they are written; listed words more than any other charsets make.  In
# the draw of ``benchmarks/told_directly.py`` that ``direct.MANY`` names none of 6,471 answers is wrong; with half of
# MOST or of MORE some are.  Twice MORE tells 173 texts of legacy charsets, not 219; 0.9 for MOST 28; twice HARDLY 246.
MOST, HARDLY, MORE = 0.5, 0.2, 4
_COMMAS = str.maketrans("\u015e\u015f\u0162\u0163", "\u0218\u0219\u021a\u021b")  # Romanian as most charsets have it
SEVERAL = 5  # words, of which one may be a name
LETTERS = 3  # of words that UTF-8 makes: a letter or two may be a sign in its place
_RUN = lazy("[^\\W\\d_]+")
_CHARSETS = tuple(name for names in chains.MEANT for name in names if not charset(name).wide)


def undone(value: str, words: Iterable[str], least: int, most: int) -> tuple[Chain, str] | None:
    """The chain of two charsets that all of *value* was misread by, and what it was; None if lists do not tell it.

    *words* of it that are not ASCII, *least* of them or more, *most* of them or less.
    """
    examples, known = [], 0
    for word in words:
        examples.append(word)
        known += _is_listed(word)
        if known > HARDLY * most:  # so are most words of a clean text, and no more of them need be found
            return None
    if len(examples) < least or known > HARDLY * len(examples):
        return None
    sample = "\n".join(examples)
    read = _readings(sample)
    listed = {new: _listed(new.split("\n")) for new in read}
    order = sorted(listed, key=lambda new: -listed[new])
    if not order or listed[order[0]] < MOST * len(examples):
        return None
    if len(order) > 1 and listed[order[1]] + MORE > listed[order[0]]:
        return None
    ways = {chain: new for chain in read[order[0]] if (new := chains.undo(value, chain)) is not None}
    if len(set(ways.values())) != 1:
        return None
    chain = max(ways, key=chains.share)
    new = ways[chain]
    sound = chains.possible(value, new) and not badness.suspicious(new) and _keeps_words(value, new, chain)
    return (chain, new) if sound else None


def makes_words(value: str, new: str) -> bool:
    """Are there words in *new* that are not in *value*, more than a letter or two, and have lists all of them?

    Of several, most of them.  No signs but punctuation.
    """
    if any(not char.isalpha() and char not in chains.PUNCTUATION for char in set(new) if char > "\x7f"):
        return False
    made = words(new) - words(value)
    known = sum(map(is_listed, made))
    return sum(map(len, made)) >= LETTERS and known >= (len(made) if len(made) < SEVERAL else MOST * len(made))


def number_listed(value: str, new: str) -> int:
    """How many words of *new* that are not in *value* have lists?"""
    return sum(map(is_listed, words(new) - words(value)))


def _readings(sample: str) -> dict[str, list[Chain]]:
    """What *sample* may have been, each with the chains that say so."""
    shown = defaultdict(list)
    for name in chains.ONE_BYTE:
        if (data := charset(name).encode(sample)) is not None:
            shown[data].append(name)
    read: dict[str, list[Chain]] = defaultdict(list)
    for data, names in shown.items():
        for meant in _CHARSETS:
            new = charset(meant).decode(data)
            if new is not None and new != sample and chains.possible(sample, new):
                read[new] += [(Step(meant, name),) for name in names if name != meant]
    return read


def _keeps_words(value: str, new: str, chain: Chain) -> bool:
    """Has *new* no word of several scripts, and is no listed word of *value* one that no list has now?"""
    if not all(map(scripts.script_of_all, words(new))):
        return False
    listed = (run for run in words(value) if is_listed(run))
    return all(run == back or is_listed(back) for run in listed for back in [chains.undo(run, chain) or run])


def words(value: str) -> set[str]:
    """The words of *value* that are not ASCII."""
    return {run for run in _RUN.findall(value) if not run.isascii()}


def _listed(examples: Iterable[str]) -> int:
    """How many of *examples* are in a list."""
    return sum(map(_is_listed, examples))


def _is_listed(word: str) -> bool:
    """Is *word* in a list, without signs at its ends?"""
    return is_listed(word.strip(chains.PUNCTUATION))


@lru_cache(maxsize=16384)
def is_listed(run: str) -> bool:
    """Have the lists of a language *run*, letters that are not all ASCII?"""
    if not (_RUN.fullmatch(run) and unlisted.is_cased(run)):
        return False
    script = scripts.script_of(run[0])
    if script == "Latin":
        return len(run) >= unlisted.LEAST and (unlisted.listed(run) or unlisted.listed(run.translate(_COMMAS)))
    return any(lexicon.known(run, code) for code in lexicon.codes(script))
