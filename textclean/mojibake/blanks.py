"""Blanks that were letters: a legacy charset shows one letter as the no-break space, and a program made it a plain one.

Code page 852 has a-acute where windows-1252 has the no-break space, code page 866 the Russian a, windows-1251 the
letter K where the Macintosh has it: ``v\\xe1s``, read so and "cleaned", is ``v s``.  Where the other letters of a text
have told its charset, each blank is asked: was it that letter?  The likeliest way to read a line is found by dynamic
programming (Viterbi 1967) over the words that its runs between blanks make, with and without the letter.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from textclean import language
from textclean.evidence.priors import prior
from textclean.language import alphabets, lexicon
from textclean.mojibake import chains, losses
from textclean.mojibake.chains import Chain
from textclean.mojibake.charsets import charset
from textclean.patterns import lazy

# Nats for two blanks between letters to be a letter and a blank: one of 1,228 there is doubled by hand.  Of lines where
# no other begins with one, one in 7,450 does.  For three: 19 of 1.1 million, in texts without longer ones.  For one in
# front of a stop or a comma, most of which stand behind letters: 1,242 of 162,197.
DOUBLED, TRIPLED, APART = 7.1, 11.0, 4.9
MOST = 3  # letters that one word lost inside
UNKNOWN = 2.0  # nats against a word that lost a letter and is in no list: letters alone make such words of two
MAY_BE = 3  # languages that a text may be in
_LISTED = frozenset(alphabets.codes()).intersection(lexicon.codes())
_TOKEN = lazy("[^ \n]+")
_LETTERS = lazy("[^\\W\\d_]+")
_LETTER = lazy("[^\\W\\d_]")
_APART, _CLOSE = lazy("[^ \n] [.,](?!\\w)"), lazy("[^\\W\\d_][.,](?!\\w)")
# A sign that nobody writes behind a letter without a blank, or a capital behind a small letter.
_TORN = lazy(
    '[^\\W\\d_](?:[%$#@&({\u00ab\u201e]|"[\\w$%])|[\xdf-\xff\u03ac-\u03ce\u0430-\u045f][A-Z\u0391-\u03a9\u0410-\u042f]'
)


class Joined(NamedTuple):
    """``value[start:end]`` was *new*, with *letters* for blanks; it is *gain* nats likelier than what stands there."""

    start: int
    end: int
    new: str
    gain: float
    letters: int


def letter(chain: Chain) -> str:
    """The letter of the charset meant that the charset shown has as a no-break space; "" if there is none.

    >>> letter((chains.Step("cp852", "cp1252"),)), letter((chains.Step("utf-8", "cp1252"),))
    ('á', '')
    """
    if len(chain) > 1 or chain[0].meant == "utf-8" or any(charset(name).wide for name in chain[0]):
        return ""
    pairs = zip(charset(chain[0].shown).high, charset(chain[0].meant).high, strict=True)
    return next((meant for shown, meant in pairs if shown == "\xa0" and meant.isalpha()), "")


def may_be_lost(value: str, chain: Chain, new: str) -> bool:
    """May the letter of *chain*, which made *value* of *new*, have become blanks, all of it?"""
    lost = letter(chain)
    return lost != "" and "\xa0" not in value and " " in value and bool(spoken(lost, new))


def undo(text: str, chain: Chain) -> str | None:
    """*text* with *chain* undone, all of it, if each blank behind a lead of UTF-8 was byte A0; None where none was.

    >>> undo("\xc3\xab\xc2\xb2\xc2 ", (chains.COMMONEST, chains.COMMONEST))
    '베'
    """
    restored = _behind_leads(chain[0].shown).sub("\xa0", text)
    return chains.undo(restored, chain) if restored != text else None


def layers(value: str, known: Iterable[Chain]) -> Iterator[Chain]:
    """Those of *known* with several layers of UTF-8 that :func:`undo` undoes in a stretch of *value*.

    The letters of all scripts may be meant, too many to spell out what each of them loses; two layers leave no doubt.
    """
    for chain in known:
        if len(chain) > 1 and chain[0].meant == "utf-8" and not charset(chain[0].shown).wide:
            stretches = (value[start:end] for start, end in losses.segments(value, chain[0].shown))
            if any(" " in stretch and undo(stretch, chain) for stretch in stretches):
                yield chain


@cache
def _behind_leads(name: str) -> re.Pattern[str]:
    return re.compile(f"(?<=[{''.join(map(re.escape, charset(name).high[0xC2 - 0x80 : 0xF5 - 0x80]))}]) ")


def spoken(lost: str, text: str) -> list[str]:
    """The languages with a list that *text* may be in, likeliest first, of those that write the letter *lost*.

    >>> spoken("а", "в этом разделе")[:1], spoken("а", "see the log of it")
    (['ru'], [])
    """
    likely = [code for code, _ in language.languages(text)[:MAY_BE] if code in _LISTED]
    return [code for code in likely if lost.lower() in alphabets.letters(code, loans=True)]


def joined(value: str, chain: Chain, code: str) -> list[Joined]:
    """The words of *value* that lost that letter to a blank, in the language *code*, sorted; none overlaps another.

    None if no list has one of them, or a word akin to it: letters alone make words in a language that it is not in.
    """
    lost = letter(chain)
    found_lines = list(re.finditer("[^\n]+", value))
    alone = sum(line[0][0] == " " for line in found_lines) == 1
    habit = len(_APART.findall(value)) > len(_CLOSE.findall(value))
    lines = [_Line(value, *line.span(), chain, lost, alone, habit) for line in found_lines]
    words = list(dict.fromkeys(way.new for line in lines for ways in line.ways for way in ways))
    costs = dict(zip(words, _costs(words, lost, code), strict=True))
    found = [one for line in lines for one in line.likeliest(costs)]
    if not any(_is_told(one.new, lost, code) for one in found):
        return []
    often = Counter(one.new for one in found)  # what comes again tells more, but less each time
    return sorted(one._replace(gain=one.gain * (1 + math.log(often[one.new]))) for one in found)


class _Way(NamedTuple):
    """The runs *first* to *last* of a line as one word *new*, that lost *letters*; before and behind them, too."""

    first: int
    last: int
    before: bool
    behind: bool
    new: str
    letters: int


_Path = tuple[_Way, Any] | None  # a way to read a word, and the path to it


class _Line:
    """The runs between the blanks of one line, as the chain reads them, and the words that they may make.

    *alone*: no line but one begins with a blank; *habit*: most stops and commas stand apart.
    """

    def __init__(self, value: str, start: int, end: int, chain: Chain, lost: str, alone: bool, habit: bool) -> None:
        self.lost = lost
        spans = [run.span() for run in _TOKEN.finditer(value, start, end)]
        if "    " not in value[start:end]:  # between three blanks a letter may have stood alone
            apart = [(one[1] + 1, one[1] + 1) for one, other in pairwise(spans) if other[0] - one[1] == 3]
            spans = sorted([*spans, *apart])
        indented = value[start] == " "
        spans = [(start, start)] * indented + spans + [(end, end)] * (value[end - 1] == " ")
        self.spans = spans
        texts = [value[first:last] for first, last in spans]
        self.read = [text if text.isascii() else chains.undo_in(text, chain, same=True) or text for text in texts]
        self.gaps = [behind[0] - before[1] for before, behind in pairwise(spans)]
        self.typed = [DOUBLED * (gap == 2 or (at == 0 and indented and alone)) for at, gap in enumerate(self.gaps)]
        for at in range(1, len(self.gaps)):
            if self.gaps[at] == 2 and spans[at][0] == spans[at][1]:  # behind the place of a letter that stood alone
                self.typed[at] = TRIPLED
            elif not habit and _APART.match(value, spans[at][1] - 1):
                self.typed[at] = APART
        self.ways = [list(self._from(first)) for first in range(len(spans))]

    def _from(self, first: int) -> Iterator[_Way]:
        """The words that begin with the run number *first*."""
        new, letters, last = self.read[first], 0, first
        while True:
            for before in (False, True)[: 1 + (first > 0 and self.gaps[first - 1] == 2)]:
                for behind in (False, True)[: 1 + (last < len(self.gaps) and self.gaps[last] == 2)]:
                    if (not before or _LETTER.match(new[:1])) and (not behind or _LETTER.match(new[-1:]) or not new):
                        text, count = self.lost * before + new + self.lost * behind, letters + before + behind
                        if not (count and _TORN.search(text)):
                            yield _Way(first, last, before, behind, text, count)
            if last == len(self.gaps) or self.gaps[last] > 2 or not (not new or _LETTER.match(new[-1])):
                return
            letters += self.gaps[last]
            new += self.lost * self.gaps[last] + self.read[last + 1]
            last += 1
            if letters > MOST:
                return

    def likeliest(self, costs: dict[str, float]) -> Iterator[Joined]:
        """The words that lost letters, in the likeliest way to read the line."""
        letter = -prior("lost", "letter")
        best: dict[tuple[int, bool], tuple[float, _Path]] = {(0, False): (0.0, None)}
        for first, ways in enumerate(self.ways):
            for way in ways:
                known = best.get((first, way.before))
                if known is None:
                    continue
                nats = known[0] + costs[way.new] + way.letters * letter
                typed = self.typed[way.last] if way.last < len(self.gaps) else 0.0
                doubled = typed > 0 and self.gaps[way.last] == 2
                for taken in (False, True)[: 1 + (doubled and not way.behind)]:  # by the word that comes next
                    total = nats + typed * (not (way.behind or taken))
                    here = way.last + 1, taken
                    if here not in best or total < best[here][0]:
                        best[here] = total, (way, known[1])
        path = best.get((len(self.spans), False), (0.0, None))[1]
        while path is not None:
            way, path = path
            if way.letters:
                yield self._joined(way, costs)

    def _joined(self, way: _Way, costs: dict[str, float]) -> Joined:
        inside = range(way.first, way.last + 1)
        taken = [*inside[:-1], *[way.first - 1] * way.before, *[way.last] * way.behind]
        typed = sum(self.typed[at] for at in taken)
        gain = sum(costs[self.read[at]] for at in inside) + typed - costs[way.new]
        start, end = self.spans[way.first][0] - way.before, self.spans[way.last][1] + way.behind
        return Joined(start, end, way.new, gain, way.letters)


def _costs(texts: Sequence[str], lost: str, code: str) -> list[float]:
    """Nats of each of *texts*: what the list of the language says of its words, or their letters."""
    words = list(dict.fromkeys(word for text in texts for word in _LETTERS.findall(text)))
    known = dict(zip(words, language.word_costs(words, code), strict=True))
    for word in words:
        nats = lexicon.nats(word, code)
        unlisted = known[word] - prior("extraction", "unlisted")
        if nats is None and lost in word:
            unlisted += -lexicon.AKIN if _is_akin(word, lost, code) else UNKNOWN
        known[word] = unlisted if nats is None else min(nats, unlisted)
    return [sum(known[word] for word in _LETTERS.findall(text)) for text in texts]


def _is_akin(word: str, lost: str, code: str) -> bool:
    return lexicon.akin(word, code, word.index(lost), word.rindex(lost))


def _is_told(text: str, lost: str, code: str) -> bool:
    """Does a list tell of a word in *text* that holds the letter *lost*?"""
    words = [word for word in _LETTERS.findall(text) if lost in word]
    return any(lexicon.known(word, code) or _is_akin(word, lost, code) for word in words)
