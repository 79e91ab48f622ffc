"""UTF-8 (or a legacy charset) misread, with something lost on the way: what may have stood there?

Bytes are lost in few ways.  Programs drop what their charset does not define; they turn the no-break space A0 into a
plain one; somebody straightens quotation marks or makes the text lower case after the damage; ``?`` or U+FFFD stands
for what could not be shown.  Each way leaves, for each sequence, a short list of characters.  :func:`readings` spells
out the likeliest texts of a word: a beam search that asks the language model after each doubtful sequence.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, wraps
from itertools import islice, pairwise, product
from typing import Any, NamedTuple, TypeVar

from textclean import language
from textclean.charsets import GAP
from textclean.language import alphabets
from textclean.mojibake.charsets import charset, utf8
from textclean.patterns import lazy, led
from textclean.prefilter.lost_bytes import ALONE, BLANK, C1, DROPPED, LOWER, REPLACED, SPACED, STRAIGHT, is_small

KINDS = {
    DROPPED: "bytes dropped",
    BLANK: "no-break space made a blank",
    SPACED: "bytes dropped or made a blank",
    STRAIGHT: "quotation marks made straight",
    LOWER: "then made lower case",
    REPLACED: "a byte replaced",
}
_Value = TypeVar("_Value")
Chain = Sequence[tuple[str, str]]  # of charsets, meant and shown; outermost first
LONG, HOLES = 120, 40  # code points of a word, and places of it, beyond which nobody fills it
RUN_OF_PAIRS = 600  # the same where two characters were one of Chinese or Korean; it takes 0.3 s
BEAM, NARROW = 40, 3  # unfinished texts of a word that are kept, at most and at least
TEXTS = 12  # finished ones
EFFORT = 40000  # code points to judge for one word, as far as keeping fewer of them helps
REMEMBERED = 8192  # words that were read, with their readings: a section is looked at in several rounds
# Letters of Chinese or Japanese that are judged together.  Of 8,732 in 80 pieces of text, without five of their bytes,
# 6,884 come back, none of them wrong.
PIECE = 2
MOST = 4096  # strings of bytes that one sequence may have been
# Tables of forms that are kept, of a chain and a loss: 0.4 MB each, those of legacy charsets a hundredth of it.
TABLES, SMALL_TABLES = 256, 2048
MANY = 80  # characters that one sequence may have been
_STRAIGHT = {
    "'": "\u2018\u2019\u201a\u2039\u203a\xb4", '"': "\u201c\u201d\u201e\xab\xbb", "-": "\u2013\u2014\xad",
    "`": "\u2018", "<": "\u2039", ">": "\u203a",
}  # fmt: skip
_TAIL = range(0x80, 0xC0)
_AMBIGUOUS = "lower, by its tail"
# Without such letters a text may have no capitals because its script has none.  DOS shows lines of frames before other
# letters for Cyrillic and Greek, the Macintosh dashes before Latin ones.
CASED = lazy(
    "[a-z]{2}|[\u0430-\u044f][\u2564\u2568\u0430-\u044f]|[\u03b1-\u03c9]{2}|(?:[\u2013\u2014][^\x00-\x7f]){2}"
    "|[\u2564\u2567\u2568\u256c][\xe0-\xff]"
)
_CASELESS = lazy("[\u3041-\u30ff\u4e00-\u9fff]")
NOTHING = "\uffff"  # a noncharacter: the inside of a class that matches none


def kinds(value: str, name: str, hot: str = "") -> list[str]:
    """The kinds of loss that *value* shows signs of, if UTF-8 was read as that charset.

    Some stand alone; for the others at least half of the letters that may lead a sequence must have what should follow,
    in *value* or in its suspicious words *hot* (the others may be the author's); where bytes were dropped, some of it.
    """
    intact = any(_is_intact(part, name) for part in (hot, value))
    short = _is_intact(hot, name, cut_short(name))
    small = may_be_lowered(value)
    found = []
    for kind, pattern in _signs(name):
        alone = ALONE.get(kind) if name == "cp1252" or kind == BLANK else None
        if kind in (LOWER, _AMBIGUOUS):
            shown = small and (kind == LOWER or CASED.search(value) is not None)
        else:
            shown = (
                intact
                or (short and kind == DROPPED)
                or (alone is not None and any(map(_leads(name).match, alone.findall(value))))
            )
        if shown and pattern.search(value):
            found.append(LOWER if kind == _AMBIGUOUS else kind)
    if BLANK in found and DROPPED in found:
        if C1.search(value):  # what drops some drops all
            found.remove(DROPPED)
        elif sum(1 for _ in _torn(value, name)) > len(dict(_signs(name))[BLANK].findall(value)):
            found.remove(BLANK)  # a blank stands behind some words that lost their end
    return list(dict.fromkeys(found))


def _is_intact(value: str, name: str, *others: re.Pattern[str]) -> bool:
    whole = sum(len(run) for pattern in (charset(name).runs, *others) for run in pattern.findall(value))
    return whole > 0 and whole >= len(_leads(name).findall(value))


@cache
def cut_short(name: str) -> re.Pattern[str]:
    """Two bytes of a sequence of three or four, as that charset shows them, with a letter behind them."""
    lead, tail = (charset(name).high[first - 0x80 : last - 0x80] for first, last in ((0xE0, 0xF5), (0x80, 0xC0)))
    return re.compile(f"[{re.escape(lead)}][{re.escape(tail)}](?=[^\\W\\d_])")


def _kept_by_size(make: Callable[..., _Value]) -> Callable[..., _Value]:
    """Keep what *make* gave for the last chains of UTF-8, and for more of a legacy charset: those are small."""
    large, small = lru_cache(maxsize=TABLES)(make), lru_cache(maxsize=SMALL_TABLES)(make)

    @wraps(make)
    def kept(chain: Chain, *others: Any) -> _Value:
        return (large if chain[-1][0] == "utf-8" else small)(chain, *others)

    return kept


@cache
def _leads(name: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(_leads_by_length(name))}]")


def _leads_by_length(name: str) -> tuple[str, str]:
    """The insides of classes of what that charset shows for the leads of two bytes, and for those of more."""
    high = charset(name).high
    two, more = (map(re.escape, high[first - 0x80 : last - 0x80]) for first, last in ((0xC2, 0xE0), (0xE0, 0xF5)))
    return "".join(two), "".join(more)


def _tail(name: str) -> str:
    """The inside of a class of what that charset shows for the bytes behind a lead, with C1 for what it lacks."""
    return "".join(map(re.escape, charset(name).high[:0x40])) + "\x80-\x9f"


@cache
def _signs(name: str) -> list[tuple[str, re.Pattern[str]]]:
    high = charset(name).high
    two, more = _leads_by_length(name)
    lead = two + more
    tail = _tail(name)
    lowered = "".join(re.escape(char.lower()) for char in high[:0x40] if char != char.lower())
    few = "".join(re.escape(char) for char in high[0xC2 - 0x80 : 0xF5 - 0x80] if char != char.lower())
    return [
        (DROPPED, unfinished(name) if _dropped("", name) else re.compile(NOTHING)),
        (BLANK, re.compile(led((two, " "), (more, f"[{tail}] | [{tail}]")))),
        (STRAIGHT, re.compile(f"[{lead}][{tail}]?['\"<>`-]" + (f"|['\"-][{tail}]" if "\u201d" in lead else ""))),
        # A lead that had a capital, or any lead and what may have been a capital of the tail.
        (LOWER, re.compile(f"[{few.lower() or NOTHING}][{tail}{tail.lower()}]")),
        (_AMBIGUOUS, re.compile(f"[{lead}][{lowered or NOTHING}]")),
        (REPLACED, re.compile(f"[{lead}][{tail}]?[?\ufffd]")),
    ]


@cache
def small_leads(name: str) -> re.Pattern[str]:
    """Capitals that begin sequences, as that charset shows them, made small, and what goes on behind them.

    Not those that begin other sequences, and not before a letter that may have been made small, too.
    """
    known, high = charset(name), charset(name).high
    shown = [high[byte - 0x80] for byte in range(0xC2, 0xE0) if known.table[byte] != GAP]
    leads = {char.lower() for char in shown if char != char.lower() and len(char.lower()) == 1}
    tail = "".join(char for char in high[:0x40] if char == char.lower() == char.upper())
    own = "".join(sorted(leads.difference(high[0x60:0x70])))
    return re.compile(f"[{re.escape(own) or NOTHING}](?=[{re.escape(tail) or NOTHING}])")


def may_be_raised(word: str, name: str) -> bool:
    """Is *word* in capitals, some of which may have been small letters, which that charset shows for other bytes?"""
    tail = charset(name).high[:0x40]
    return word == word.upper() and any(char.lower() != char and char.lower() in tail for char in word)


@cache
def unfinished(name: str) -> re.Pattern[str]:
    """The begin of a sequence, as that charset shows it, without its last byte."""
    high = charset(name).high
    lead = "".join(map(re.escape, high[0xC2 - 0x80 : 0xF5 - 0x80]))
    tail = "".join(map(re.escape, high[:0x40])) + "\x80-\x9f"
    return re.compile(led((lead, f"(?![{tail}])"), (re.escape(high[0x60:0x70]), f"[{tail}](?![{tail}])")))


# Of the bytes that begin sequences, most are of so few kinds: two for Cyrillic or Greek, five for Chinese, where the
# commonest three are two thirds.  The commonest three letters of a language are at most a third of its letters.
LEADS = 3


def are_cut(words: Sequence[str], name: str) -> bool:
    """Are nearly all characters beyond ASCII in *words* sequences, as that charset shows them, some without an end?"""
    beyond = [char for word in words for char in word if char > "\x7f"]
    if not beyond or not _dropped("", name):
        return False
    enough, known = COVERED * len(beyond), charset(name)
    if sum(map(known.characters.__contains__, beyond)) < enough or not any(map(known.runs.search, words)):
        return False
    found = [match[0] for word in words for match in _sequences(name).finditer(word)]
    leads = Counter(sequence[0] for sequence in found).most_common(LEADS)
    few = 2 * sum(count for _, count in leads) >= len(found)
    return few and sum(map(len, found)) >= enough and any(map(unfinished(name).search, words))


@cache
def _sequences(name: str) -> re.Pattern[str]:
    """Sequences as that charset shows them, and what begins as they do."""
    two, more = _leads_by_length(name)
    tail = "".join(map(re.escape, charset(name).high[:0x40]))
    return re.compile(f"[{two}][{tail}]?|[{more}][{tail}]{{0,3}}")


def _torn(value: str, name: str) -> Iterator[re.Match[str]]:
    """The sequences of *value*, as that charset shows them, that lack an end before another letter."""
    return (match for match in unfinished(name).finditer(value) if value[match.end() : match.end() + 1].isalpha())


def is_inside(value: str, name: str, kind: str) -> bool:
    """Has *value* a sequence that lost something so, with a letter behind it?"""
    pattern = dict(_signs(name)).get(DROPPED if kind == SPACED else kind)
    return pattern is not None and any(value[m.end() : m.end() + 1].isalpha() for m in pattern.finditer(value))


# What is damaged more than once has no intact sequence where every letter lost something.
DEEP: tuple[tuple[tuple[str, str], ...], ...] = (
    (("utf-8", "cp1252"),) * 2,
    (("utf-8", "cp1252"),) * 3,
    (("utf-8", "cp1250"),) * 2,
    (("utf-8", "cp1251"),) * 2,
    (("utf-8", "cp1251"), ("utf-8", "cp1252")),
)
COVERED = 0.9  # share of the characters beyond ASCII that a chain must explain


def befell(words: Sequence[str], known: Iterable[Chain], part: str) -> Iterator[tuple[Chain, str]]:
    """The chains, of those in *known*, and the losses that together explain *words* of *part*."""
    letters = "".join(words)
    beyond = "".join(char for char in letters if char > "\x7f")
    small = may_be_lowered(part) and letters != letters.upper()
    shown = [STRAIGHT] * ('"' in part or "'" in part) + [DROPPED, BLANK]
    shown += [LOWER] * small + [REPLACED] * ("\ufffd" in part)
    lines = "\n".join(line for line in part.split("\n") if any(map(line.__contains__, words)))
    stretches = cache(lambda name: _joined(words, lines, name))
    for chain in dict.fromkeys(known):
        meant, name = chain[0]
        if charset(name).wide:
            yield from ((chain, kind) for kind in shown if kind == REPLACED)
        elif _covers(_may_show(name), beyond):
            for kind in shown:
                asked = words if kind != BLANK else stretches(name) if meant == "utf-8" else ()
                if asked and _befell(asked, chain, kind, part):
                    yield chain, kind


def _befell(words: Sequence[str], chain: Chain, kind: str, part: str) -> bool:
    """Do *chain*, which ends in one byte a character, and that loss explain *words* of *part*?"""
    if explains(words, chain, kind, kind == LOWER and CASED.search(part) is not None):
        return True
    if chain[0][0] == "utf-8":
        return False
    if kind == LOWER:  # letters that may have been capitals stand elsewhere
        return len(chain) == 1 and _either(chain).search(part) is not None
    # Such signs stand beside letters elsewhere.
    return kind == STRAIGHT and _beside(signs([(chain, kind)])).search(part) is not None


def _joined(words: Sequence[str], part: str, name: str) -> list[str]:
    """The stretches of *part* that hold *words*, those with blanks that may have been byte A0 first."""
    stretches = (part[start:end] for start, end in segments(part, name))
    holding = [stretch for stretch in stretches if not stretch.isascii() and any(map(stretch.__contains__, words))]
    return sorted(holding, key=lambda stretch: " " not in stretch)[: len(words)]


def explains(words: Sequence[str], chain: Chain, kind: str, ambiguous: bool = False) -> bool:
    """Do *chain* and that loss, but not the chain alone, explain nearly all that is not ASCII in *words*?

    *ambiguous*: also where the chain alone explains them, but they may be others with that loss.
    """
    beyond = "".join(char for word in words for char in word if char > "\x7f")
    for shown in (_may_show(chain[0][1]), _shown_by(chain, kind)):  # the first is quickly made
        if not _covers(shown, beyond):
            return False
    known = [form for word in words for form in _forms_in(word, chain, kind)]
    covered = sum(char > "\x7f" for form in known for char in form)
    if not known or covered < COVERED * len(beyond):
        return False
    intact = _intact(chain, kind if ambiguous else "")
    return any(form not in intact for form in known)


def _forms_in(word: str, chain: Chain, kind: str) -> Iterator[str]:
    """The :func:`forms` in *word* one after another, the longest of those that begin at one place."""
    known, longest, _ = _table(chain, kind, not any(char in _WINDOWS for char in word))
    at = 0
    while at < len(word):
        ends = range(min(len(word), at + longest), at, -1) if not _quotes(word, at) else ()
        end = next((end for end in ends if word[at:end] in known), 0)
        if end:
            yield word[at:end]
        at = end or at + 1


def _quotes(word: str, at: int) -> bool:
    """Is the character of *word* at *at* a quotation mark?"""
    return word[at] in "'\"" and len(word) > 1 and not any(map(str.isalpha, word[max(0, at - 1) : at + 2]))


def covers(word: str, chain: Chain) -> bool:
    """May *chain* have shown nearly all of the characters beyond ASCII in *word*?"""
    return not charset(chain[0][1]).wide and _covers(_may_show(chain[0][1]), "".join(c for c in word if c > "\x7f"))


def _covers(shown: frozenset[str], beyond: str) -> bool:
    return sum(map(shown.__contains__, beyond)) >= COVERED * len(beyond)


@_kept_by_size
def _intact(chain: Chain, kind: str) -> frozenset[str]:
    """The forms that stand for the same without that loss; without *kind*, all that stand for something."""
    plain, lossy = ({**forms(chain, loss, False), **forms(chain, loss, True)} for loss in ("", kind))
    return frozenset(form for form, options in plain.items() if not kind or lossy.get(form, options) == options)


@cache
def _may_show(name: str) -> frozenset[str]:
    """All that a chain can leave which ends in a text shown in that charset."""
    high = "".join((charset(name).high, *map(chr, range(0x80, 0x100)), "\ufffd"))
    return frozenset(high + high.lower() + "\u03c2" * ("\u03a3" in high))


@lru_cache(maxsize=1024)
def _shown_by(chain: Chain, kind: str) -> frozenset[str]:
    """The characters of all :func:`forms` of *chain* and that loss, quickly: without them it explains nothing."""
    if _has_wide(chain):
        return frozenset()
    shown = {False, any(shown == "cp1252" for _, shown in chain)}
    texts = ("\n".join(_read_through(chain, iso, kind == REPLACED)[1]) for iso in shown)
    return frozenset().union(*(lossy for text in texts for lossy in _lost(text, kind)))


def signs(stories: Iterable[tuple[Chain, str]]) -> str:
    """The ASCII signs that may be what was left of a letter, under any of *stories*."""
    known = (forms(chain, kind, False) for chain, kind in stories if kind == STRAIGHT and chain[0][0] != "utf-8")
    return "".join({form for table in known for form in table if form.isascii() and len(form) == 1 and form != "-"})


@_kept_by_size
def _either(chain: Chain) -> re.Pattern[str]:
    """A character that stands for another letter if the text was made lower case; none if its script has no case."""
    if charset(chain[-1][0]).wide:
        return re.compile("[\xe0-\xf6\xf8-\xfe\u03b1-\u03c9]")
    own = [char for char in charset(chain[-1][0]).high if char > "\u036f" and char.isalpha()]  # beyond Latin
    if own and all(char == char.lower() for char in own):
        return re.compile(NOTHING)
    intact = _intact(chain, LOWER)
    either = [form for form in forms(chain, LOWER, True) if len(form) == 1 and form > "\x7f" and form not in intact]
    return re.compile(f"[{''.join(map(re.escape, either)) or NOTHING}]")


@cache
def _beside(signs: str) -> re.Pattern[str]:
    """One of *signs* behind a letter."""
    return re.compile(f"(?<=[^\\W\\d_])[{re.escape(signs) or NOTHING}]")


class Unit(NamedTuple):
    """``word[start:end]`` may have been any of *options*."""

    start: int
    end: int
    options: tuple[str, ...]


@cache
def _bytes(name: str, kind: str, signs: bool = False) -> dict[str, tuple[int, ...]]:
    """The bytes beyond ASCII that each character may stand for, in that charset after that loss.

    *signs*: signs of windows-1252 stand beside it, which has one for byte 85, too.
    """
    known = charset(name)
    found: dict[str, list[int]] = {}
    for byte, char in enumerate(known.high, 0x80):
        found.setdefault(char, []).append(byte)
        if kind == LOWER and char.lower() != char and len(char.lower()) == 1:
            found.setdefault(char.lower(), []).append(byte)
    for byte in range(0x80, 0xA0):
        found.setdefault(chr(byte), [byte])
    if kind == STRAIGHT:
        for sign, curly in _STRAIGHT.items():
            found[sign] = [byte for char in curly for byte in found.get(char, ())]  # on the Macintosh they are leads
    elif kind == BLANK:
        # U+0085 is white space, too: ISO 8859-1 shows it for the second byte of a Polish a with ogonek.
        found[" "] = [byte for byte, char in enumerate(known.high, 0x80) if char == "\xa0"] + [0x85] * (
            name == "cp1252" and not signs
        )
    elif kind == SPACED:
        found[" "] = found["\n"] = [0xA0, 0x85]
    elif kind == REPLACED:
        gaps = [byte for byte in range(0x80, 0x100) if known.table[byte] == GAP]
        unshown = gaps or [byte for byte, char in enumerate(known.high, 0x80) if char in _UNSHOWN]
        found["?"] = unshown if len(unshown) == 1 else list(_TAIL)  # windows-1251 shows all but 98
        found["\ufffd"] = unshown or list(_TAIL)
    return {char: tuple(dict.fromkeys(codes)) for char, codes in found.items()}


def may_be_lowered(value: str) -> bool:
    """Has *value* no capitals?  Beside kana and Han, which have no case, that tells nothing."""
    return is_small(value) and not _CASELESS.search(value)


def may_be_others(value: str, chain: Chain) -> bool:
    """Has *value* no capitals, and letters that *chain* shows for others if they were capitals?"""
    if len(chain) > 1 or not may_be_lowered(value):
        return False
    meant, name = chain[0]
    return LOWER in kinds(value, name) if meant == "utf-8" else _either(chain).search(value) is not None


def raised(word: str) -> str:
    """*word* with its letters beyond ASCII as capitals: most that a charset shows for UTF-8 are."""
    return "".join(char.upper() if char > "\x7f" and len(char.upper()) == 1 else char for char in word)


def units(word: str, chain: Chain, kind: str) -> Iterator[list[Unit]]:
    """For each place of *word* that *chain* and that loss may have damaged: the units that may begin there."""
    meant, name = chain[0]
    if charset(name).wide:
        yield from _wide(word, meant, name)
        return
    if kind == LOWER and len(chain) == 1 and charset(meant).wide:
        yield from _pairs(word, meant, name)
        return
    if len(chain) > 1 or meant != "utf-8":
        yield from _by_form(word, chain, kind)
        return
    signs = not _WINDOWS.isdisjoint(word)
    leads, beginning = _leading(name, kind, signs)
    places = [match.start() for match in beginning.finditer(word)]
    if not places:
        return
    table = _bytes(name, kind, signs)
    dropped = _dropped(word, name) if kind in (DROPPED, SPACED) else ()
    at_end = (*dropped, 0xA0) if kind == SPACED else dropped  # the blank behind it may have been two
    for at in places:
        found: dict[tuple[int, int], list[tuple[int, tuple[tuple[int, ...], ...]]]] = {}
        for lead in leads[word[at]]:
            for end, tail in _tails(word, at + 1, 1 + (lead >= 0xE0) + (lead >= 0xF0), table, dropped, at_end):
                found.setdefault((at, end), []).append((lead, tuple(map(tuple, tail))))
        here = [
            Unit(*span, options)
            for span, ways in found.items()
            if (options := _whole(ways, span) or _options(tuple(ways), kind == LOWER, _beside_ascii(word, *span)))
        ]
        if here:
            yield here


@cache
def _leading(name: str, kind: str, signs: bool) -> tuple[dict[str, list[int]], re.Pattern[str]]:
    """The characters that may begin a sequence in that charset after that loss, with their bytes; and their class."""
    leads = {
        char: found
        for char, codes in _bytes(name, kind, signs).items()
        if (char > "\x7f" or kind == STRAIGHT) and (found := [code for code in codes if 0xC2 <= code <= 0xF4])
    }
    return leads, re.compile(f"[{re.escape(''.join(leads)) or NOTHING}]")


def _whole(ways: list[tuple[int, tuple[tuple[int, ...], ...]]], span: tuple[int, int]) -> tuple[str, ...]:
    """The one character of a sequence that lost nothing, whichever it is; none where something may be lost."""
    lead, tail = ways[0]
    if len(ways) > 1 or len(tail) + 1 != span[1] - span[0] or any(len(codes) > 1 for codes in tail):
        return ()
    char = utf8(bytes([lead, *(code for (code,) in tail)]))
    return (char,) if char and _SOUND.match(char) else ()


_SOUND = lazy("[^\x00-\x9f\ud800-\uf8ff]")  # no control, no surrogate, no private use


def _by_form(word: str, chain: Chain, kind: str) -> Iterator[list[Unit]]:
    known, longest, first = _table(chain, kind, not any(char in _WINDOWS for char in word))
    layers = kind != LOWER and len(chain) > 1 and all(meant == "utf-8" for meant, _ in chain)
    for at in range(len(word)):
        if _quotes(word, at):
            continue
        ends = range(at + 1, min(len(word), at + longest) + 1)
        fit = [end for end in ends if word[at:end] in known]
        if layers:  # nothing beyond ASCII was spared: a sequence goes on with what cannot begin one
            fit = [end for end in fit if word[end : end + 1] <= "\x7f" or word[end] in first] or fit
        here = [Unit(at, end, _likely(_ASCII.search(word) is not None, known[word[at:end]])) for end in fit]
        if not here and layers and word[at] > "\x7f":
            here = list(islice((Unit(at, end, (new,)) for end in ends if (new := _one(word[at:end], chain))), 1))
        if here:
            yield here


def _one(text: str, chain: Chain) -> str:
    """The one character of which *chain* made *text*, of those that no table of forms holds; "" if there is none."""
    for _, shown in chain:
        data = charset(shown).encode(text)
        text = (utf8(data) or "") if data else ""
    return text if len(text) == 1 and _SOUND.match(text) else ""


@_kept_by_size
def _table(chain: Chain, kind: str, iso: bool) -> tuple[dict[str, tuple[str, ...]], int, frozenset[str]]:
    """The :func:`forms` to look for in a word, the length of the longest, and what they begin with.

    *iso*: as there, and the rarer ones.
    """
    known = forms(chain, kind, iso)
    if kind != DROPPED or chain[0][1] != "cp1252":  # the word tells what was shown last only
        known = known | forms(chain, kind, not iso)
    return known, max(map(len, known), default=0), frozenset(form[0] for form in known)


def _likely(ascii: bool, options: tuple[str, ...]) -> tuple[str, ...]:
    """Those of *options* that stand in a word with small *ascii* letters, if there are any, without seldom marks."""
    if len(options) > 1:
        options = tuple(option for option in options if not _SELDOM.match(option)) or options
        if ascii:
            return tuple(filter(_LATIN.match, options)) or options
    return options


@lru_cache(maxsize=4096)
def _options(ways: tuple[tuple[int, tuple[tuple[int, ...], ...]], ...], small: bool, beside: int) -> tuple[str, ...]:
    """The likely characters of a sequence: each of *ways* is its lead, and what each of its tail may be.

    *beside*: small ASCII letters of the word that stand elsewhere (1), or on both sides (2): no Han stands there, and
    one of it speaks for all.
    """
    options = [char for way in ways for char in _characters(*way)]
    likely = _likely(beside > 0, tuple(dict.fromkeys(_small(options) if small else options)))
    return likely if beside < 2 or len(likely) < 2 else (tuple(filter(_LATIN.match, likely)) or likely[:1])


def _beside_ascii(word: str, start: int, end: int) -> int:
    if _ASCII.match(word, start - 1 if start else len(word)) and _ASCII.match(word, end):
        return 2
    return int(_ASCII.search(word) is not None)


# Marks, points of Hebrew and of the Quran, digits of other scripts: a byte that is gone was hardly ever one of them.
_SELDOM = lazy(
    "[\u0300-\u036f\u0483-\u0487\u05b0-\u05bd\u05bf-\u05c7\u0610-\u061a\u0653\u0655-\u0669\u06d6-\u06ed\u06f0-\u06f9]"
)
_ASCII = lazy("[a-z]")
_LATIN = lazy("[\xa0-\u02ff\u1e00-\u1eff\u2000-\u2fff]")


def _wide(word: str, meant: str, name: str) -> Iterator[list[Unit]]:
    """Each U+FFFD was a byte that the two-byte charset could not use: a letter of a one-byte charset."""
    if meant == "utf-8" or charset(meant).wide:
        return
    letters = tuple(sorted((char for char in charset(meant).high if char > "\xbf" and char.isalpha()), key=_rarity))
    for part in _PARTS.finditer(word):
        data = charset(name).encode(part[0])
        new = charset(meant).decode(data) if data is not None else None
        if part[0] == "\ufffd":
            yield [Unit(*part.span(), letters)]
        elif new is not None and new != part[0]:
            yield [Unit(*part.span(), (new,))]


_PARTS = lazy("\ufffd|[^\ufffd]+")


def _pairs(word: str, meant: str, name: str) -> Iterator[list[Unit]]:
    """Each two characters were bytes of a two-byte charset, and letters among them may have been capitals."""
    table = _bytes(name, LOWER)
    at = 0
    while at < len(word) - 1:
        tail = word[at + 1]
        tails = table.get(tail) or [ord(char) for char in (tail, tail.upper()) if len(char) == 1]
        pairs = [bytes(pair) for pair in product(table.get(word[at], ()), dict.fromkeys(tails)) if max(pair) < 0x100]
        read = [new for pair in pairs if (new := charset(meant).decode(pair)) is not None and _fit(new)]
        if read:
            yield [Unit(at, at + 2, tuple(read))]
        at += 2 if read else 1


@_kept_by_size
def forms(chain: Chain, kind: str, iso: bool) -> dict[str, tuple[str, ...]]:
    """What each string may have been that *chain* and that loss make of one character; the commonest first.

    *iso*: ISO 8859-1 in the place of windows-1252.
    """
    if _has_wide(chain):
        return {}
    if iso and all(shown != "cp1252" for _, shown in chain):
        return forms(chain, kind, False)
    chars, current = _read_through(chain, iso, kind == REPLACED)
    found: dict[str, dict[str, None]] = {}
    for lossy in _lost("\n".join(current), kind):
        for char, whole, form in zip(chars, current, lossy.split("\n"), strict=True):
            if (
                form and form != char and whole != char
            ):  # what is shown as it is was not damaged: a straight quotation mark
                found.setdefault(form, {})[char] = None
    cased = kind != LOWER  # which case it had is lost: the small letter stands for both
    return {form: tuple(options if cased else _small(list(options))) for form, options in found.items()}


def _has_wide(chain: Chain) -> bool:
    """Does a charset of two bytes a character stand in *chain*?"""
    return any(charset(shown).wide or (meant != "utf-8" and charset(meant).wide) for meant, shown in chain)


@lru_cache(maxsize=4)
def _read_through(chain: Chain, iso: bool, replaced: bool) -> tuple[list[str], list[str]]:
    """The characters that *chain* may damage, and as what it shows them; *replaced*: with U+FFFD for controls."""
    meant = chain[-1][0]
    chars = list(_alphabet()) if meant == "utf-8" else [char for char in charset(meant).high if _fit(char)]
    current = list(chars)
    for meant, shown in reversed(chain):
        current = _shown(current, meant, shown, iso)
        if replaced:
            current = _CONTROL.sub("\ufffd", "\n".join(current)).split("\n")
    return chars, current


def _small(options: Sequence[str]) -> list[str]:
    """*options* without the capitals whose small letters are among them, and without marks where there are letters."""
    known = frozenset(options)
    letters = any(map(str.isalpha, options))
    return [
        char
        for char in options
        if (char.lower() == char or char.lower() not in known) and not (letters and unicodedata.combining(char))
    ]


def _shown(texts: list[str], meant: str, shown: str, iso: bool) -> list[str]:
    """Each of *texts*, *meant* so, as that charset shows it; "" where *meant* has it not."""
    if meant == "utf-8":
        data = "\n".join(texts).encode("utf-8", "surrogatepass")
    else:
        codes = {char: bytes([byte]) for byte, char in enumerate(charset(meant).high, 0x80)}
        data = b"\n".join(codes.get(text, b"") for text in texts)
    if iso and shown == "cp1252":
        return data.decode("latin-1").split("\n")
    table = "".join(map(chr, range(0x80))) + charset(shown).high
    return data.decode("latin-1").translate(table).split("\n")


def _lost(form: str, kind: str) -> list[str]:
    """*form* after the loss, in each way that it may have happened: some programs straighten quotation marks alone."""
    if kind == DROPPED:
        return [_CONTROL.sub("", form)]
    if kind == BLANK:
        return [form.replace("\xa0", " ")]
    if kind == STRAIGHT:
        return [form.translate(way) for way in _STRAIGHTENED]
    if kind == LOWER:  # a sigma that ends a word is another letter
        return [form.lower().replace("\u03c2", "\u03c3"), form.lower().replace("\u03c3", "\u03c2")]
    return [form]


@cache
def _alphabet() -> dict[str, float]:
    """The characters that may have been lost, but Han and Hangul, with nats; those common in some language first."""
    chars = [chr(number) for number in range(0xA0, 0x3100) if _fit(chr(number))]
    costs, _ = language.by_languages(chars)
    best = costs[:-1].min(axis=0).tolist()
    return {char: nats for nats, char in sorted(zip(best, chars, strict=True))}


def _rarity(char: str) -> float:
    return _alphabet().get(char, math.inf)


_UNSHOWN = frozenset(map(chr, range(0x80, 0xA0)))
_CONTROL = lazy("[\x80-\x9f]")
# What programs make of them: of four quotation marks alone; of low ones, too; of dashes and guillemets; with the grave.
_FOUR = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_QUOTES = _FOUR | str.maketrans("\u201a\u201e", "'\"")
_STRAIGHTENED = (
    _FOUR,
    _QUOTES,
    _QUOTES | str.maketrans("\u2039\u203a\xb4\xab\xbb\u2013\u2014\xad", "'''\"\"---"),
    _QUOTES | str.maketrans("\u2018\u2039\u203a\xb4\xab\xbb\u2013\u2014\xad", '`<>\'""---'),
)
_WINDOWS = frozenset(char for char in charset("cp1252").high[:0x20] if char > "\x9f")


def _characters(lead: int, tail: tuple[tuple[int, ...], ...]) -> list[str]:
    """The characters that *lead* begins, each of *tail* being one of some bytes; none where they may be too many."""
    if math.prod(map(len, tail)) > MOST:
        return []
    return [char for codes in product(*tail) if (char := utf8(bytes([lead, *codes]))) and _fit(char)]


def _dropped(word: str, name: str) -> tuple[int, ...]:
    """The bytes that may be gone: those that the charset does not define, or all controls where it was ISO 8859.

    And AD, where it is the soft hyphen that nobody sees.  ISO 8859-1 and -9 have no names of their own here; KOI8, DOS
    and the Macintosh show all bytes.
    """
    shown = charset(name).high
    return _gone(name, name not in ("cp1252", "cp1254") or any(char in word for char in shown[:0x20] if char > "\x9f"))


@cache
def _gone(name: str, windows: bool) -> tuple[int, ...]:
    gone = [byte for byte, char in enumerate(charset(name).high[:0x40], 0x80) if char <= "\x9f" or char in "\xad\ufffd"]
    return tuple(gone if windows else sorted({*gone, *range(0x80, 0xA0)}))


def _fit(char: str) -> bool:
    """No control, no rare sign, nothing unassigned: what is lost was text."""
    return _TEXT.match(char) is not None and unicodedata.category(char) != "Cn"


_TEXT = lazy(
    "[\xa0-\u024f\u0259\u0300-\u0308\u030c\u0370-\u047f\u048a-\u0556\u0559-\u058a\u05b0-\u05f4\u060c-\u06ff\u0900-\u0dff\u0e01-\u0e5b\u10a0-\u10ff\u1e00-\u1fff"
    "\u200c\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"
)


def _tails(
    word: str,
    at: int,
    count: int,
    table: dict[str, tuple[int, ...]],
    dropped: tuple[int, ...],
    at_end: tuple[int, ...],
) -> Iterator[tuple[int, list[Sequence[int]]]]:
    """The ways to find *count* following bytes from ``word[at]`` on: where they end, and what each may be."""
    if not count:
        yield at, []
        return
    codes = [code for code in table.get(word[at], ()) if code in _TAIL] if at < len(word) else []
    if codes:
        for end, tail in _tails(word, at + 1, count - 1, table, dropped, at_end):
            yield end, [codes, *tail]
    if dropped and not (codes and count == 1):
        for end, tail in _tails(word, at, count - 1, table, dropped, at_end):
            yield end, [at_end if at == len(word) else dropped, *tail]


def readings(words: Iterable[str], chain: Chain, kind: str, code: str | None = None) -> dict[str, list[str]]:
    """For each of *words* its likeliest texts in language *code*, or in any, if *chain* befell it, with that loss.

    A sequence that lost nothing has one reading; what fits no sequence stands as it is.
    """
    asked = list(words)
    befallen = (tuple(chain), kind, code)
    new = [word for word in asked if (word, befallen) not in _read]
    if len(_read) + len(new) > REMEMBERED:
        _read.clear()
        new = asked
    _read.update(((word, befallen), texts) for word, texts in _readings(new, chain, kind, code).items())
    return {word: texts for word in asked if (texts := _read[word, befallen].texts)}


def left_out(word: str, chain: Chain, kind: str, code: str | None) -> float:
    """What the texts of *word* that :func:`readings` did not keep are worth together, the likeliest one being worth 1.

    Of the search in language *code*, or in any; 0 for a word that was not asked.
    """
    known = _read.get((word, (tuple(chain), kind, code)))
    return 0.0 if known is None else known.left_out


class _Readings(NamedTuple):
    """The likeliest texts of a word, and what those that were not kept are worth at most, the likeliest being 1."""

    texts: list[str]
    left_out: float


_read: dict[tuple[str, tuple[Chain, str, str | None]], _Readings] = {}


def _readings(words: Iterable[str], chain: Chain, kind: str, code: str | None) -> dict[str, _Readings]:
    """For each of *words* its likeliest texts, none if it has none."""
    found: dict[str, list[str]] = {}
    plans: dict[tuple[str, str], list[list[Unit]]] = {}
    pairs = kind == LOWER and _has_wide(chain)  # each of few letters, and no blanks part words
    longest, holes = (RUN_OF_PAIRS, RUN_OF_PAIRS) if pairs else (LONG, HOLES)
    for word in words:
        found[word] = []
        plan = list(units(word, chain, kind)) if len(word) <= longest else []
        if plan and len(plan) <= holes:
            plans |= {(word, script): part for script, part in _by_script(plan, code).items()}
    beams: dict[tuple[str, str], list[tuple[str, int]]] = {key: [("", 0)] for key in plans}
    most = {key: _kept(key[0], plan) for key, plan in plans.items()}
    left: dict[str, float] = {}
    for step in range(max(map(len, plans.values()), default=0)):
        wide: list[tuple[str, str]] = []
        for key, plan in plans.items():
            if step < len(plan):
                beams[key] = list(_grown(key[0], beams[key], plan[step]))
                if len(beams[key]) > most[key]:
                    wide.append(key)
        _prune(beams, wide, most, {key: plans[key][step + 1 :] for key in wide}, left, code)
    wide = [key for key, beam in beams.items() if len(beam) > TEXTS]
    _prune(beams, wide, dict.fromkeys(beams, TEXTS), {}, left, code)
    for (word, _), beam in beams.items():
        texts = [text + word[at:] for text, at in beam]
        found[word] += [text for text in dict.fromkeys(texts) if text != word and text not in found[word]]
    return {word: _Readings(texts, left.get(word, 0.0)) for word, texts in found.items()}


# Where each script begins; marks and signs (no name) stand in words of any.
_STARTS = (
    (0, ""), (0xC0, "Latin"), (0x300, ""), (0x370, "Greek"), (0x400, "Cyrillic"), (0x530, "Armenian"),
    (0x590, "Hebrew"), (0x600, "Arabic"), (0x900, "Devanagari"), (0x980, "Bengali"), (0xA00, "Gurmukhi"),
    (0xA80, "Gujarati"), (0xB00, "Oriya"), (0xB80, "Tamil"), (0xC00, "Telugu"),
    (0xC80, "Kannada"), (0xD00, "Malayalam"), (0xD80, "Sinhala"),
    (0xE00, "Thai"), (0xE80, "Lao"), (0x10A0, "Georgian"), (0x1100, ""), (0x1E00, "Latin"), (0x1F00, "Greek"),
    (0x2000, ""), (0x200C, "Arabic"), (0x200D, ""), (0x3040, "kana"), (0x3100, "Han"), (0xAC00, "Hangul"), (0xD7B0, ""),
)  # fmt: skip
_FIRST = [number for number, _ in _STARTS]


@cache
def _script(char: str) -> str:
    """The script of a letter, a mark or a sign that one script alone has, "" of other characters.

    >>> _script("\u0436"), _script("\u061f"), _script("\u2019")
    ('Cyrillic', 'Arabic', '')
    """
    if len(char) > 1 or (char < "\u0530" and not (char.isalpha() or unicodedata.combining(char))):
        return ""  # what is intact may be several
    return _STARTS[bisect_right(_FIRST, ord(char)) - 1][1]


def _by_script(plan: list[list[Unit]], code: str | None) -> dict[str, list[list[Unit]]]:
    """*plan* for each script that all its places have a letter of, or at least a sign: a word is of one script.

    That of language *code*, if it has one that is known, and of its letters, where one of them may have stood.
    """
    scripts = {_script(option) for here in plan for unit in here for option in unit.options} - {""}
    if code in alphabets.codes():
        scripts = scripts.intersection(map(_script, alphabets.letters(code))) or scripts
        own = alphabets.letters(code, loans=True)
        plan = [[unit._replace(options=_written(unit.options, own)) for unit in here] for here in plan]
    found = {}
    for script in sorted(scripts):
        part = [
            [unit._replace(options=options) for unit in here if (options := _of(script, unit.options))] for here in plan
        ]
        if all(part):
            found[script] = part
    if not found:
        return {"": [[unit._replace(options=unit.options[:MANY]) for unit in here] for here in plan]}
    return dict(sorted(found.items(), key=lambda part: (part[0] != "Latin", _least(part[1]))))


def _written(options: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
    """Those of *options* that are no letter, or one of an alphabet; all, if none is."""
    return tuple([one for one in options if not one.isalpha() or one.lower() in own]) or options


def _least(plan: list[list[Unit]]) -> float:
    """What the commonest letters of *plan* cost, in nats."""
    return sum(min(_rarity(option) for unit in here for option in unit.options) for here in plan)


def _of(script: str, options: Sequence[str]) -> tuple[str, ...]:
    """Those of *options* that stand in words of *script*, the commonest; Japanese words are of two."""
    fit = ("", "kana", "Han") if script in ("kana", "Han") else ("", script)
    return tuple([option for option in options if _script(option) in fit][:MANY])


def _kept(word: str, plan: list[list[Unit]]) -> int:
    """How many unfinished texts of *word* are kept: fewer if it has many places, each with many readings."""
    options = sum(len(unit.options) for here in plan for unit in here)
    return max(NARROW, min(BEAM, EFFORT // max(1, options * len(word))))


def _grown(word: str, beam: list[tuple[str, int]], here: list[Unit]) -> Iterator[tuple[str, int]]:
    """Each unfinished text of *beam*, gone on with each reading of the units *here*; those that are beyond stay."""
    start = here[0].start
    for text, at in beam:
        if at > start:
            yield text, at
            continue
        before = text + word[at:start]
        for unit in here:
            blank = word[unit.end - 1] if word[unit.end - 1] in " \n" else ""
            apart = blank if _APART.match(word, unit.end) else ""
            inside = before[-1:].islower() or (before[-1:].isupper() and word[unit.end : unit.end + 1].islower())
            for option in small_letters(unit.options) if inside else unit.options:
                if not apart or _JOINS.match(word, unit.end):
                    yield before + option, unit.end
                if apart and option != "\xa0":  # nobody writes two
                    yield before + option + apart, unit.end
        if len(here) != 1 or len(here[0].options) != 1 or here[0].end - start == 1:
            yield before + word[start], start + 1


@lru_cache(maxsize=4096)
def small_letters(options: tuple[str, ...]) -> tuple[str, ...]:
    """*options* without the capitals, which stand behind no small letter, if there are small letters."""
    small = any(map(str.islower, options))
    return tuple([option for option in options if not (small and option.isupper())])


# What may stand behind a blank, and what may stand behind a letter.
_JOINS = lazy("[^\x00-!#-&(-,.-@\\[-`{-\xbf\u2010-\u2018\u201a-\u201c\u201e-\u2038\u203a]")
_APART = lazy("(?![\"'](?![^\\W\\d_]))[^\x00-\x20!),.:;?\\]}\x7f-\xa9\xab-\xba\xbc-\xbf\u2019\u201d\u2026]")


def _prune(
    beams: dict[tuple[str, str], list[tuple[str, int]]],
    wide: list[tuple[str, str]],
    most: dict[tuple[str, str], int],
    ahead: dict[tuple[str, str], list[list[Unit]]],
    left: dict[str, float],
    code: str | None,
) -> None:
    """Keep the likeliest texts of the words in *wide*, judged in language *code*, or where they are cheapest.

    *ahead*: for each its units that are still to come.  *left* grows by what the others are worth: each at most as much
    as the last one that is kept.
    """
    texts: list[list[str]] = []
    for key in wide:
        coming = {at: _continuation(key, at, ahead.get(key, [])) for at in {at for _, at in beams[key]}}
        texts += [_continued(text, *coming[at]) for text, at in beams[key]]
    best = iter(language.word_costs([one for each in texts for one in each], code))
    nats = iter([min(islice(best, len(each))) for each in texts])
    for key in wide:
        ranked = sorted((next(nats), text, at) for text, at in beams[key])
        beams[key] = [(text, at) for _, text, at in ranked[: most[key]]]
        last = math.exp(ranked[0][0] - ranked[most[key] - 1][0])
        left[key[0]] = left.get(key[0], 0.0) + last * (len(ranked) - most[key])


def _continued(text: str, intact: str, letters: str) -> list[str]:
    """An unfinished *text*, gone on with what is *intact* behind it, and with one of *letters*."""
    text += intact
    return [text + letter for letter in letters] if letters and text[-1:].isalpha() else [text]


def _continuation(key: tuple[str, str], at: int, ahead: list[list[Unit]]) -> tuple[str, str]:
    """What is intact in the word of *key* from *at* on, and letters that may come next.

    A letter that nobody knows comes next: it is no end of a word, so frequent ones stand for it.
    """
    word, script = key
    intact = ""
    for here in ahead:
        start = here[0].start
        if start < at:
            continue
        if len(here) > 1 or len(here[0].options) > 1:
            return intact + word[at:start], _FREQUENT.get(script, "") if start == at else ""
        intact += word[at:start] + here[0].options[0]
        at = here[0].end
    return intact + word[at:], ""


_FREQUENT = {
    "Latin": "an",
    "Cyrillic": "\u0430\u043d",
    "Greek": "\u03b1\u03bd",
    "Hebrew": "\u05d5\u05d9",
    "Arabic": "\u0627\u0644",
}


def segments(value: str, name: str | None) -> Iterator[tuple[int, int]]:
    """The runs between blanks; if *name*, also across a blank that may have been byte A0 as that charset showed it."""
    for match in (_across(name) if name else RUN).finditer(value):
        yield match.span()


@cache
def _across(name: str) -> re.Pattern[str]:
    two, more = _leads_by_length(name)
    tail, run = _tail(name), "[^\x00-\x20]"
    joint = f"(?<=[{two}]) {run}*|(?<=[{more}]) (?=[{tail}]){run}*|(?<=[{more}][{tail}]) {run}*"
    return re.compile(f"{run}+(?:{joint})*")


RUN = lazy("[^\x00-\x20]+")


def cut(value: str, spans: Iterable[tuple[int, int]], name: str) -> Iterator[tuple[int, int]]:
    """*spans*, those of Chinese or Japanese cut into pairs of letters: no blanks part their words."""
    high = charset(name).high
    letter = re.compile(f"[{re.escape(high[0x63:0x6A])}][{re.escape(high[:0x40])}]{{0,2}}")  # of kana and Han
    for start, end in spans:
        if value[start:end].isascii():
            yield start, end
            continue
        letters = [match.span() for match in letter.finditer(value, start, end)]
        shown = sum(char > "\x7f" for char in value[start:end]) if letters else 0
        many = sum(behind - at for at, behind in letters) > COVERED * shown
        yield from pairwise([start, *(at for at, _ in letters[PIECE::PIECE] if many), end])


def without_lost(text: str, name: str) -> str | None:
    """*text* with the letters that lost nothing read back, the others as they stand; None if words are made of letters.

    Han and kana stand by themselves; half of any other word would hide what it was.

    >>> without_lost("\xe5\u2026\xac\xe5\xb8\xe6\u02c6", "cp1252")
    '\u516c\xe5\xb8\xe6\u02c6'
    """
    shown = charset(name)
    data = shown.encode(text)
    if data is None:
        return None
    new = data.decode("utf-8", "surrogateescape").translate({0xDC80 + at: char for at, char in enumerate(shown.high)})
    read = [char for char in new if char not in text]
    return new if _BY_THEMSELVES.fullmatch("".join(read)) else None


_BY_THEMSELVES = lazy(
    "[\u2010-\u2026]*[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60][\u2010-\u2026\u3000-\u9fff\uff01-\uff60]*"
)
