"""What is told without the ledger: a text that was read with one wrong charset all through, or in part.

Where it was all through, UTF-8 must decode, and in one way only.  Then either many distinct words are damaged, more
than anybody quotes as examples; or the text does not speak of charsets, and lists have all the words that this makes,
or letters of Latin alphabets stand in words beside signs and symbols, none of them in its good form, too.  Of legacy
charsets lists of words tell.  A test compares the answers with the ledger's.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain as joined
from itertools import islice
from string import ascii_letters

from textclean.evidence.ordinary_signs import is_about
from textclean.mojibake import by_lists, chains, in_part
from textclean.mojibake.chains import Chain, Step
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy
from textclean.prefilter import badness

# Distinct damaged words, in lines that do not speak of charsets.  By ``benchmarks/told_directly.py --texts 6000
# --seed 3``: with 12, one answer of 7,840 is wrong, with 24 none of 6,471; 48 gives 5,304.
MANY = 24
LOST = "\ufffd"  # the text may have lost letters before it was misread
LEAST = 4  # characters that are not ASCII, of a word of nothing else
FIRST = 4  # of them, which tell the charsets that are tried
_RUN = lazy("[^\x00-\x7f]+")
_STRANGE = lazy(
    "[^\x00-\x7f\xa0\xa1\xab\xbb\xbf\xdf-\xf6\xf8-\xff\u0101-\u017e\u0218-\u021b\u2010-\u2027\u2030-\u205e\u2070-\u2bff\ufe0f\ufffd"
    "\U0001f000-\U0001faff]"  # symbols: nobody writes the three or four characters that they are read as
)
_LETTER = "[^\x00-\x40\\[-`{-\x7f]"  # ASCII, or anything beyond
_LETTERS = lazy(f"{_LETTER}+")
_EDGE = lazy("[\x00-\x40\\[-`{-\x7f]")


def undone(value: str) -> tuple[Chain, str] | None:
    """The chain of charsets, the same in all of *value*, and what that was; None if it is not told so easily.

    >>> undone("caf\\xc3\\xa9"), undone("\\xc3\\xa9")
    (((Step(meant='utf-8', shown='cp1252'),), 'café'), None)
    """
    chain: list[Step] = []
    new = value
    words = _examples(value)
    examples = list(islice(words, FIRST))
    sample = " ".join(examples) or value
    while not sample.isascii() and len(chain) < chains.LAYERS:
        if not (ways := _ways(sample, new)):
            break
        examples += words
        if len(set(ways.values())) > 1 and not (ways := {} if len(examples) >= MANY else _that_make_words(new, ways)):
            return None
        shown, new = next(iter(ways.items()))
        chain.append(Step("utf-8", shown))
        sample = chains.undo(sample, chain[-1:]) or ""
    if not chain:
        return by_lists.undone(value, joined(examples, words), MANY, 2 * MANY) or in_part.undone(value)
    if badness.suspicious(new) or not chains.possible(value, new.replace(LOST, "")):
        return None
    many = len(examples) >= MANY
    told = many or (not is_about(value) and (by_lists.makes_words(value, new) or _is_everyday(chain, value, new)))
    return (tuple(chain), new) if told else None


def _ways(sample: str, value: str) -> dict[str, str]:
    """What *value*, and so *sample* of it, was if it was UTF-8, by the names of the charsets that may have shown it."""
    steps = (Step("utf-8", name) for name in chains.shown_as(sample) if not charset(name).wide)
    fitting = (step for step in steps if chains.undo(sample, (step,)) is not None)
    return {step.shown: new for step in fitting if (new := chains.undo(value, (step,))) is not None}


def runs(value: str, chain: Chain) -> Iterator[tuple[int, int, str]]:
    """The runs of *value* that were read with the wrong charset, each with what it was before *chain*."""
    if chain == (chains.WINDOWS,):
        yield from in_part.controls(value)
        return
    for match in _RUN.finditer(value):
        new = chains.undo(match[0], chain)
        if new is not None:
            yield (*match.span(), new)
        else:
            found = in_part.valid(match[0], chain[0].shown)
            yield from ((match.start() + start, match.start() + end, new) for start, end, new in found)


def _that_make_words(value: str, ways: dict[str, str]) -> dict[str, str]:
    """Those of *ways* that make listed words, or else usual letters; none if they differ.  Rare charsets come last."""
    known = {name: new for name, new in ways.items() if name not in chains.SHOWN[-1]} or ways
    made = {name: new for name, new in known.items() if by_lists.makes_words(value, new)}
    found = made or {name: new for name, new in known.items() if not _STRANGE.search(new)}
    texts = set(found.values())
    if len(texts) != 1:
        return {}
    # What a rare charset makes more words of is not told so easily.
    most, others = by_lists.number_listed(value, *texts), set(ways.values()) - texts
    more = (new for new in others if by_lists.number_listed(value, new) > most)
    return {} if any(by_lists.makes_words(value, new) for new in more) else found


def _examples(value: str) -> Iterator[str]:
    """Some distinct words of *value* that may be damaged, from all over it, in lines that do not speak of charsets."""
    found: set[str] = set()
    for step, most in ((len(value) // (2 * MANY), 2 * MANY), (0, None)):
        for word in islice(_damaged(value, step), most):
            if word not in found:
                found.add(word)
                yield word
            if not step and len(found) >= MANY:  # it has few, or is short
                return
        if len(found) >= MANY:
            return


def _damaged(value: str, step: int) -> Iterator[str]:
    """Words of *value* that may be damaged, so many code points apart at least."""
    at = end = 0
    about = False
    while match := _RUN.search(value, at):
        before = value[max(0, match.start() - in_part.LONGEST) : match.start()]
        after = _LETTERS.match(value, match.end())
        word = before[len(before.rstrip(ascii_letters)) :] + match[0] + (after[0] if after else "")
        edge = _EDGE.search(value, max(at + step, after.end() if after else match.end()))
        at = edge.end() if edge else len(value)
        if len(word) == len(match[0]) < LEAST:
            continue
        if match.start() >= end:
            start, end = value.rfind("\n", 0, match.start()) + 1, value.find("\n", match.end())
            end = len(value) if end < 0 else end
            about = is_about(value[start:end])
        if not about:
            yield word


def _is_everyday(chain: list[Step], value: str, new: str) -> bool:
    """Did windows-1252 show letters of Latin alphabets in words, and signs?"""
    if chain != [chains.COMMONEST] or _STRANGE.search(new):
        return False
    for match in charset("cp1252").runs.finditer(value):
        beside = value[match.start() - 1 : match.start()] + value[match.end() : match.end() + 1]
        sign = chains.undo(match[0], (chains.COMMONEST,)) or ""
        if sign < "\u2000" and not any("a" <= char <= "z" for char in beside):
            return False
    good = {word for word in _LETTERS.findall(new) if not word.isascii()}
    return good.isdisjoint(_LETTERS.findall(value))
