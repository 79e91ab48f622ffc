"""The repairs of one document: suspicious places, the chains that may explain them, the odds of each word, edits.

A document is judged in sections of some 16 KiB, so that a clean line is not judged by damage far away.  In each
section that holds something suspicious:

1. the suspicious words are read back by all chains; the few chains that explain them best are kept;
2. every word that is not ASCII gets its cost as it stands and as each kept chain would have it (``scoring``);
3. ``sections`` makes odds of costs and priors, and ``evidence`` makes grades of odds.
"""

from __future__ import annotations

import math
import operator
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import compress, islice, pairwise, starmap
from typing import NamedTuple
from weakref import WeakKeyDictionary

from textclean import language
from textclean.contract import Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, note, ordinary_signs
from textclean.evidence.grades import LIMITS, WRONG_AT_MOST
from textclean.evidence.priors import prior
from textclean.evidence.trace import is_traced
from textclean.language import lexicon
from textclean.mojibake import (
    blanks,
    chains,
    direct,
    drawn,
    fitting,
    losses,
    outlook,
    rare_signs,
    replaced,
    scoring,
    spaced,
)
from textclean.mojibake.chains import Chain, Step, Story
from textclean.mojibake.charsets import charset
from textclean.mojibake.scoring import TONGUES
from textclean.mojibake.sections import Row, posteriors
from textclean.mojibake.surroundings import Surroundings, Word
from textclean.patterns import lazy
from textclean.prefilter import badness, lost_bytes, neighbours, places, unlisted
from textclean.scripts import script_of
from textclean.spans import is_quoted, splice
from textclean.text import TWINS, Text

SECTION = 16384  # code points
LONG = 60  # code points of a run, and on either side of a word
SAMPLE = 300  # code points of a word that chains are searched on: cut where a layer goes on, it fits none
ASKED = 6  # distinct suspicious words that chains are searched on
CONTEXT = 2000  # code points of a section whose ASCII words tell its language
NAMED = 100  # code points around a character in which the line may have its name, which has up to 60
CLOSE = 20.0  # nats behind the best chain, from which on another is not looked at
# Nats of a story on its most suspicious words, below which the others are not asked.  Of 1,457 texts of the development
# exam that are repaired, the lowest had -10.8; of 47 clean pages of the web with an odd sign, 31 had less than -12.
UNPROMISING = -12.0
EVERYDAY = 12.0  # log odds of what direct.undone() tells; none of 19,000 was wrong
# Nats for a letter that ends in a blank for byte A0 to stand before another one, where no blank is doubled by hand, and
# for a character that begins sequences to stand before a blank by itself, in the midst of such sequences.
TWO = 3.0
AGAIN = 0.5  # what a word without a new character is worth
STEM = 4  # characters up to the last one beyond ASCII, from which on words that begin with them are forms of one word
_ASCII = "".join(map(chr, range(0x80)))
FAINT = 1e-6  # a chance that is not worth a hypothesis
WHOLE = 6  # damaged words from which on a text does not quote damage, it is damaged
# Few distinct suspicious words stand in a long section: their places that are looked at with the words beside them, on
# either side.  Of 129 such texts with damage, pages of the web and of the development exam, the lowest story that wins
# had 18 nats there; of 11 clean pages 8 had less than 0.
PLACES, BESIDE = 15, 8
KEPT = 8  # chains that are kept for a closer look
HOPELESS = 10.0  # nats that a word is worse off as damaged, from which on nothing more is asked
SHOWING = 24  # distinct words that stories are tried on, which show a loss or do not fit the best chain: it spares time
SISTERS = ("cp1250", "cp1251")  # of windows-1252, which show another letter for a lead of UTF-8 that A0 follows
PROVEN = 1 - WRONG_AT_MOST[Sure.CERTAIN]  # chance of a word to be damaged by a chain, from which on it bears witness
SHORT = 4  # words that hardly tell a language by what is left of them
CONTROLS = (lost_bytes.DROPPED, lost_bytes.SPACED)  # losses of C1 controls
CUT = (*CONTROLS, lost_bytes.BLANK, lost_bytes.STRAIGHT)  # after which a letter may lack its end
# Nats for a word to be damaged rather than one of a sister language without a list, where nothing else speaks for it:
# such words are held.  Of 160,498 short strings in 559 languages some twenty were changed so, none of them damaged.
SISTER = 4.0
_ASCII_WORD = lazy("(?<![^ \n\t\"'(])[A-Za-z]+(?![^ \n\t\"'.,;:!?)])")
_WORD = lazy("(?<![^\x00-\x2f:;<=>])[0-9?-\x7f]*+[^\x00-\x7f][^\x00-\x2f:;<=>]*")  # those that are not ASCII
_IN_WORD = lazy("[^\x00-\x2f:;<=>]+")
PART = 2  # letters
_PARTS = (
    lazy(f"['\u2019-](?<=\\w.)([^\\W\\d_]{{1,{PART}}})(?!\\w)"),
    *(lazy(f"['\u2019-](?=\\w)(?<=(?<!\\w)([^\\W\\d_]{{{size}}}).)") for size in range(1, PART + 1)),
)
# Behind the last letter of a text, a line, a field.
_FIELD_END = lazy("['\"]?[\\])}]*(?:$|[,;|<\t\n]|\\.\\.\\.|\u2026)")
_TRAILS = lazy("\u2026['\"]?[\\])}]*(?:$|[;|<\t\n])")  # byte 85 of windows-1252, too
_TWO_LETTERS = lazy("[^\\W\\d_]{2}")
_SURROGATE = lazy("[\ud800-\udfff]")


class _Known(NamedTuple):
    """What is known of a word under one story: nats of the *story*, of the word as damaged, and all together."""

    story: Story
    prior: float
    damaged: float
    nats: float
    tongue: str
    sister: bool  # may the words be those of a sister language?
    alike: Mapping[str, float]  # the words that it changes, with their chances


class Repair(NamedTuple):
    """``value[start:end]`` was *new*; *decision* says why, and how sure that is."""

    start: int
    end: int
    new: str
    story: Story
    decision: Decision


_looked_at: WeakKeyDictionary[Text, list[Repair]] = WeakKeyDictionary()
_everywhere: WeakKeyDictionary[Text, tuple[Chain, str] | None] = WeakKeyDictionary()


def repairs(text: Text, least: float = LIMITS[Sure.GUESS]) -> list[Repair]:
    """The repairs of *text* whose log odds are *least* or more, sorted; found out once, whichever rule asks."""
    if text not in _looked_at:
        _looked_at[text] = _everyday(text) or ledger(text)
    return [repair for repair in _looked_at[text] if repair.decision.log_odds >= least]


def ledger(text: Text) -> list[Repair]:
    """The repairs of *text* as the ledger has them, sorted, whatever their odds."""
    found: list[Repair] = []
    for start, part in _sections(text):
        key = "mojibake", part.value
        if is_traced() or key not in text.memory:
            text.memory[key] = Section(part, start).repairs() if part.misdecoded or part.lossy else []
        found += [r._replace(start=r.start + start, end=r.end + start) if start else r for r in text.memory[key]]
    twins = text.memory.get(TWINS)
    return [r for r in found if not _is_of(r, text.value, twins)] if twins else found


def _is_of(repair: Repair, value: str, twins: set[str]) -> bool:
    """Would *repair* read letters of a legacy charset that stood for their *twins*, where the others are mended by now?

    They spoke against that charset as long as they stood.
    """
    changed = set(value[repair.start : repair.end]).difference(repair.new)
    return repair.story.chain[-1].meant != "utf-8" and bool(changed) and twins.issuperset(changed)


def _everyday(text: Text) -> list[Repair]:
    """The repairs of the everyday case, without a look at languages."""
    patterns = places.told_by_a_pattern(text.value, text.marks)
    if places.SWAPPED in patterns:
        return _told(Story((Step("utf-16-be", "utf-16-le"),)), drawn.swapped(text.value))
    if places.FRAME in patterns:
        return _told(Story((Step("cp437", "cp1252"),)), drawn.frames(text.value))
    found = everywhere(text)
    return _told(Story(found[0]), direct.runs(text.value, found[0])) if found else []


def everywhere(text: Text) -> tuple[Chain, str] | None:
    """The chain of charsets that all of *text* was misread by, and what it was, where that is told at once.

    None where it has no capitals, and letters that would have been others if they had been some; or where a letter may
    have become its blanks.
    """
    if text not in _everywhere:
        asked = text.misdecoded and not places.told_by_a_pattern(text.value, text.marks)
        found = direct.undone(text.value) if asked else None
        if found and (losses.may_be_others(text.value, found[0]) or blanks.may_be_lost(text.value, *found)):
            found = None
        _everywhere[text] = found
    return _everywhere[text]


def _told(story: Story, runs: Iterable[tuple[int, int, str]]) -> list[Repair]:
    """Repairs of what a pattern alone tells."""
    kind = chains.told(story)
    written = Hypothesis(AS_WRITTEN, None, ())
    return [
        Repair(
            start, end, new, story, decide([written, Hypothesis(kind, new, (Addend(f"{kind}, everywhere", EVERYDAY),))])
        )
        for start, end, new in runs
    ]


def _sections(text: Text) -> Iterator[tuple[int, Text]]:
    """The stretches that are judged by themselves, with where they start; one where nothing is odd need not be."""
    value = text.value
    if len(value) <= SECTION:
        yield 0, text
        return
    at = 0
    while at < len(value):
        end = len(value)
        if end - at > SECTION:
            end = value.rfind("\n", at, at + SECTION) + 1 or value.rfind(" ", at, at + SECTION) + 1 or at + SECTION
        yield at, Text(value[at:end])
        at = end


class Section:
    """One stretch of text, judged as a whole; it starts at code point *at* of its document."""

    def __init__(self, text: Text, at: int = 0) -> None:
        self.text, self.at = text, at
        # A lone surrogate stands for a byte that could not be decoded, as U+FFFD does.
        self.value = _SURROGATE.sub("\ufffd", text.value) if text.ill_formed else text.value
        self._around = Surroundings(self.value)
        self._likely = False  # do the most suspicious words alone speak for some story?
        self._kinds: dict[tuple[str, str], list[str]] = {}
        self._searched: dict[tuple[str, ...], tuple[scoring.Task, scoring.Scores]] = {}
        self._scores: scoring.Scores | None = None  # of the last search
        self._utf8: list[Chain] = []  # the likeliest chain of the search that is UTF-8
        self._back: dict[tuple[Chain, bool], dict[str, str | None]] = defaultdict(dict)

    def repairs(self) -> list[Repair]:
        """The words of this section that may have been something else."""
        hot = self.hot()
        hopeless = self._is_hopeless(hot)
        if hopeless and not self.text.lacks_bytes:
            return []
        later = [losses.raised(word) for word in hot] if lost_bytes.is_small(self.value) else []
        various = _various(hot)
        searched = self.search(various, later) if hot and not hopeless else []
        kept = self.promising([Story(chain) for chain in searched], various)
        asked = [word[:SAMPLE] for word in various[:ASKED]]
        alike = [find(kept[0].chain, asked) for find in (self.siblings, self.native, self.rivals)] if kept else []
        kept = list(dict.fromkeys([*kept[:1], *(Story(chain) for found in alike for chain in found), *kept]))
        lacks = self.text.lacks_bytes or any(self._lacks_bytes(story.chain[0]) for story in kept)
        lost = self.lost(kept, hot) if lacks else self.lost_of_legacy(kept, hot)
        if lost and not hot:
            lost = self._shown(lost)
        if not (kept or lost):
            return []
        name = next((story.chain[0].shown for story in lost if story.loss == lost_bytes.BLANK), None)
        words = self.words
        signs = losses.signs(lost)
        if (lacks and lost) or signs:
            spans = (
                self._spaced
                if Story((chains.COMMONEST,), lost_bytes.SPACED) in lost
                else losses.segments(self.value, name)
            )
            shown = next((s.chain[0].shown for s in lost if s.loss in CUT and len(s.chain) == 1), None)
            words = self._words(losses.cut(self.value, spans, shown) if shown else spans, signs)
        stories = [*kept, *lost]
        hot = hot or self._showing
        near = self._beside(words, hot) if 0 < len(hot) <= outlook.FEW else []
        if near and not self._likely:
            stories = self.likely_beside(stories, [words[at] for at in near])
        found = self._judged_near(stories, words, near) if stories else []
        if name and found and self._blanks_stay(found, words):
            # What stands on both sides of one are words by themselves.  Charsets that lost by little stay its rivals.
            stories = [story for story in stories if story.loss != lost_bytes.BLANK]
            found = list(self.judged(stories, self._words(losses.segments(self.value, None), signs)))
        if found and not any((repair.decision.sure or Sure.GUESS) > Sure.GUESS for repair in found):
            found = self._with_blanks(stories, words) or found
        return self.joined(found)

    def _is_hopeless(self, hot: list[str]) -> bool:
        """Are there so few suspicious words, and so little that they may have been, that no odds can be enough?

        But for what has lost bytes.
        """
        few = 0 < len(hot) <= outlook.FEW and len(self.value) >= outlook.LONG
        if not few or lost_bytes.is_small(self.value):
            return False
        return outlook.hopeless([word[:SAMPLE] for word in hot])

    def _lacks_bytes(self, step: Step) -> bool:
        """Does a blank or a straight quotation mark stand where UTF-8 that *step* misread may have had a byte?"""
        if step.meant != "utf-8" or charset(step.shown).wide:
            return False
        return not {lost_bytes.BLANK, lost_bytes.STRAIGHT}.isdisjoint(self._losses(step.shown))

    def _losses(self, name: str, hot: str = "") -> list[str]:
        """The kinds of loss that the section, or its words *hot*, shows signs of; asked once."""
        if (name, hot) not in self._kinds:
            self._kinds[name, hot] = losses.kinds(self.value, name, hot)
        return self._kinds[name, hot]

    def _blanks_stay(self, found: list[Repair], words: list[Word]) -> bool:
        """Was no blank a byte, by all of *found*, and do two runs stand together that are not surely repaired?"""
        sure = {repair.start for repair in found if (repair.decision.sure or Sure.GUESS) > Sure.GUESS}
        together = (word for word in words if " " in self.value[word.start : word.end])
        return all(repair.story.loss != lost_bytes.BLANK for repair in found) and any(
            word.start not in sure for word in together
        )

    def _with_blanks(self, stories: list[Story], words: list[Word]) -> list[Repair]:
        """The repairs where a charset is likelier for the words that its letter makes of blanks; none if it is not."""
        if "\xa0" in self.value:
            return []
        gained = {}
        for story in stories:
            if blanks.letter(story.chain):
                _, made = self._lost_to_blanks(story.chain, _undone_in(self.value, story.chain))
                nats = prior("lost", lost_bytes.BLANK) + scoring.WEIGHT * sum(word.gain for word in made)
                gained[story] = max(0.0, nats)
        return list(self.judged(stories, words, gained)) if any(gained.values()) else []

    def _lost_to_blanks(self, chain: Chain, text: str) -> tuple[str, list[blanks.Joined]]:
        """The words that lost a letter to a blank, and the language, of those that *text* may be in, that has most.

        Only a language that writes the letter can have lost it: in a page of English and Russian those of the words
        that are not ASCII are asked.  Not for a Latin letter: those few words may be in another language, the blanks
        stand between words of the page.
        """
        lost = blanks.letter(chain)
        codes = blanks.spoken(lost, text)
        if not codes and script_of(lost) != "Latin":
            codes = blanks.spoken(lost, " ".join(_WORD.findall(text)))
        made = ((code, blanks.joined(self.value, chain, code)) for code in codes)
        return max(made, key=lambda pair: sum(word.gain for word in pair[1]), default=("", []))

    def joined(self, found: list[Repair]) -> list[Repair]:
        """*found*, with the letters that became blanks, if the chain of most of them has one that can."""
        sure = Counter(r.story.chain for r in found if (r.decision.sure or Sure.GUESS) > Sure.GUESS)
        chain = max(sure, key=lambda chain: (sure[chain], chain), default=())
        if not chain or not blanks.letter(chain) or "\xa0" in self.value:
            return found
        code, words = self._lost_to_blanks(chain, splice(self.value, (repair[:3] for repair in found)))
        story = Story(chain, lost_bytes.BLANK)
        total = prior("lost", story.loss) + scoring.WEIGHT * sum(word.gain for word in words)
        beyond = scoring.WORDS * (total > LIMITS[Sure.CERTAIN])  # such letters did become blanks
        made = []
        for start, end, new, gain, letters in words:
            addends = (
                Addend(chains.told(story), letters * prior("lost", "letter") + beyond),
                Addend(f"words of {code}", gain * scoring.WEIGHT),
            )
            decision = decide([Hypothesis(AS_WRITTEN, None, ()), Hypothesis(chains.told(story), new, addends)])
            beside = [r for r in found if r.start < end and start < r.end]
            least = LIMITS[Sure.LIKELY if beside else Sure.GUESS]  # a guess displaces nothing
            if min(total, decision.log_odds) >= least:
                made.append(Repair(start, end, new, story, decision))
        others = [r for r in found if not any(r.start < new.end and new.start < r.end for new in made)]
        return sorted([*others, *made])

    def promising(self, stories: list[Story], hot: list[str], whole: bool = False) -> list[Story]:
        """Those of *stories* that may win, judged with all evidence on the most suspicious words alone.

        It spares a page that holds an odd sign or two the look at each of its words.  *whole*: what befell all words
        must explain them together.
        """
        asked = hot if whole else hot[:ASKED]
        if not stories:
            return stories
        more = next(islice(_WORD.finditer(self.value), len(asked), None), None)
        if not more and not stories[0].loss:  # all of them are judged at once
            return stories
        found = []
        for story, row in self._tried(stories, asked):
            most = _most(row, [1] * len(asked))
            if most > UNPROMISING and not (whole and sum(row.damaged) < sum(row.written)):
                found.append(story)
                self._likely |= most > 0
        return found

    def _beside(self, words: list[Word], hot: list[str]) -> list[int]:
        """The numbers of the *words* at places of those that are *hot*, and beside them; none where most would be."""
        if len(words) <= 2 * BESIDE:
            return []
        starts = [word.start for word in words]
        found = islice(re.finditer("|".join(map(re.escape, hot)), self.value), PLACES)
        places = {bisect_right(starts, match.start()) - 1 for match in found}
        near = {at for place in places for at in range(max(0, place - BESIDE), place + BESIDE + 1) if at < len(words)}
        return sorted(near) if len(words) > 2 * len(near) else []

    def likely_beside(self, stories: list[Story], words: list[Word]) -> list[Story]:
        """Those of *stories* that may win on *words*, the suspicious ones with those beside them.

        Where the suspicious words alone speak for no story, in a long section: to ask all words takes many times as
        long.
        """
        asked = list(dict.fromkeys(self.value[word.start : word.end] for word in words))
        return [story for story, row in self._tried(stories, asked) if _most(row, [1] * len(asked)) > 0]

    def _judged_near(self, stories: list[Story], words: list[Word], near: list[int]) -> list[Repair]:
        """The repairs among *words*; none if there is none among those with the numbers *near*, which are asked first.

        All words are asked before one is repaired: those far away may say that a sign is the author's.
        """
        few, least = [words[at] for at in near], LIMITS[Sure.GUESS]
        if few and all(repair.decision.log_odds < least for repair in self.judged(stories, few)):
            return []
        return list(self.judged(stories, words))

    def _tried(self, stories: list[Story], asked: list[str]) -> Iterator[tuple[Story, Row]]:
        """Each of *stories* with its row over the words *asked* alone."""
        task = self._task(asked, [1] * len(asked), {story: self._read(asked, story) for story in stories})
        scored = scoring.rows(task, self._scored(task.texts()))
        return zip(stories, (one.row for one in scored), strict=True)

    def lost(self, kept: list[Story], hot: list[str]) -> list[Story]:
        """The chains of *kept* where something may have been lost, too; the commonest is always among them."""
        steps = [chain[0] for chain in self._with_utf8(kept) if len(chain) == 1 and _simple(chain[0])]
        found = []
        known: dict[tuple[str | None, ...], Step] = {}  # charsets that agree on all that is intact are one story
        for step in [s for s in steps if s.meant == "utf-8"][:2]:
            known.setdefault(tuple(chains.undo_in(word, (step,)) for word in hot[:ASKED]), step)
        others = [step for step in (Step("utf-8", name) for name in SISTERS) if self._lacks_bytes(step)]
        once = list(dict.fromkeys([*known.values(), chains.COMMONEST, *others]))
        for step in once:
            kinds = self._losses(step.shown, " ".join(hot))
            if step == chains.COMMONEST and lost_bytes.DROPPED in kinds and self._spaced:
                kinds = [
                    lost_bytes.SPACED,
                    *(kind for kind in kinds if kind not in (lost_bytes.DROPPED, lost_bytes.BLANK)),
                ]
            found += [Story((step,), kind) for kind in kinds]
        # Charsets that agree on what is intact differ in their capitals.
        alike = [step for step in dict.fromkeys(steps[:KEPT]) if step.meant == "utf-8" and step not in once]
        found += [Story((s,), lost_bytes.LOWER) for s in alike if lost_bytes.LOWER in self._losses(s.shown)]
        found += self._raised(kept, hot)
        deep = [story.chain for story in kept if len(story.chain) > 1 or story.chain[0].meant != "utf-8"]
        asked = self._runs(hot)
        if layers := [chain for chain in deep if len(chain) > 1]:  # the most suspicious words are intact ones
            torn = self._torn(layers)
            asked = list(dict.fromkeys([*asked, *torn]))
            found += [Story(chain, lost_bytes.REPLACED) for chain in layers if self._replaced_between(torn, chain)]
        found += _befell(losses.befell(asked, (*losses.DEEP, *deep), self.value))
        found += [Story(chain, lost_bytes.BLANK) for chain in blanks.layers(self.value, deep)]
        if not any(step.meant == "utf-8" for step in steps):
            found += _cut(asked)
        return list(dict.fromkeys(found))

    @cached_property
    def _spaced(self) -> list[tuple[int, int]]:
        """The words of a text whose controls were dropped or made a blank."""
        code = spaced.spoken(self.value) if spaced.may_be(self.value) else None
        return spaced.segments(self.value, code) if code else []

    def _with_utf8(self, kept: list[Story]) -> list[Chain]:
        """The chains of *kept*; where none is UTF-8, the likeliest that is, too: it may fit a few intact words only."""
        found = [story.chain for story in kept]
        return found if any(chain[-1].meant == "utf-8" for chain in found) else [*found, *self._utf8]

    def _torn(self, layers: Sequence[Chain]) -> list[str]:
        """Some runs between blanks that none of *layers* undoes as a whole, though it may show their characters."""
        runs = dict.fromkeys(run for run in losses.RUN.findall(self.value) if not run.isascii())
        torn = (run for run in runs if all(chains.undo(run, chain) is None for chain in layers))
        return list(islice((run for run in torn if any(losses.covers(run, chain) for chain in layers)), ASKED))

    def lost_of_legacy(self, kept: list[Story], hot: list[str]) -> list[Story]:
        """The legacy charsets of *kept* where something may have been lost, too."""
        legacy = [story.chain for story in kept if len(story.chain) == 1 and story.chain[0].meant != "utf-8"]
        runs = self._runs(hot) if legacy else []
        found = self.promising(_befell(losses.befell(runs, legacy, self.value)), hot)
        cut = [] if any(story.chain[-1].meant == "utf-8" for story in kept) else _cut(runs or self._runs(hot))
        return list(dict.fromkeys([*found, *cut, *self._raised(kept, hot)]))

    def _shown(self, lost: list[Story]) -> list[Story]:
        """Those of the stories *lost* by which one at least gains of the words that show a loss by themselves."""
        found = self._showing
        told = [story for story in lost if story.chain == (chains.COMMONEST,)] if found else []
        if not told:
            return lost
        gaining = {story for story, row in self._tried(told, found) if _gains(row)}
        return [story for story in lost if story in gaining or story not in told]

    @cached_property
    def _showing(self) -> list[str]:
        """Distinct words that show a loss by themselves."""
        found: dict[str, None] = {}
        for match in (match for pattern in lost_bytes.ALONE.values() for match in pattern.finditer(self.value)):
            start, end = max(0, match.start() - LONG), match.end() + LONG
            for first, last in losses.segments(self.value[start:end], chains.COMMONEST.shown):
                if first < match.end() - start and last > match.start() - start:
                    found[self.value[start + first : start + last]] = None
            if len(found) >= SHOWING:
                break
        return list(found)

    def _raised(self, kept: list[Story], hot: list[str]) -> list[Story]:
        """The chains that fit the words as they were before somebody made them lower case."""
        if not losses.may_be_lowered(self.value):
            return []
        asked = hot or self._runs(hot)
        raised = self.search([losses.raised(word) for word in asked])
        already = {story.chain for story in kept}  # which has the same letters in the other case
        may_be = (chain for chain in raised if not any(charset(step.shown).wide for step in chain))
        found = [Story(chain, lost_bytes.LOWER) for chain in may_be if chain not in already]
        found = self.promising(found, asked[:ASKED], whole=True)
        others = self._beyond[:: max(1, len(self._beyond) // SHOWING)][:SHOWING]  # from all over the section
        return found if len(self._beyond) <= SHOWING else self.promising(found, others, whole=True)

    def _runs(self, hot: list[str]) -> list[str]:
        """Runs between blanks that hold some of the words *hot*, or else any that are not ASCII."""
        found = [run for run in self._beyond if any(word[:LONG] in run for word in hot[:ASKED])] or self._beyond
        return sorted(found, key=lambda run: -sum(char > "\x7f" for char in run))[:ASKED]

    @cached_property
    def _beyond(self) -> list[str]:
        """The distinct runs between blanks that are not ASCII, their beginnings."""
        return [run for run in {run[:LONG]: 0 for run in losses.RUN.findall(self.value)} if not run.isascii()]

    def hot(self) -> list[str]:
        """The distinct words that hold something suspicious, those with the most characters beyond ASCII first."""
        seen = self.text.misread
        patterns = [*seen.patterns]
        if self.text.garbled or self.value != self.text.value:
            patterns.append(badness.EXPRESSION)
        if seen.words:
            patterns.append(re.compile("|".join(map(re.escape, seen.words[:40]))))
        found = {word for pattern in patterns for word in self._words_at(pattern)}
        if all(ordinary_signs.DRAWN.fullmatch(word) and not _a_letter(word) for word in found):
            return []
        return sorted(found, key=lambda word: (-sum(char > "\x7f" for char in word[:SAMPLE]), word))

    def _words_at(self, pattern: re.Pattern[str]) -> Iterator[str]:
        """The words that matches of *pattern* touch, cut out there: most texts need no others."""
        value, low, high = self.value, 0, 0  # of the words at the last match
        behind: deque[re.Match[str]] = deque()  # those of them that begin behind it
        for match in pattern.finditer(value):
            start, end = match.start(), max(match.end(), match.start() + 1)
            if start >= high:
                before = _IN_WORD.match(value[high:start][::-1])
                low = start - (before.end() if before else 0)
            if end > high:
                after = _IN_WORD.match(value, end)
                high = after.end() if after else end
                behind = deque(_WORD.finditer(value[low:high]))
            while behind and low + behind[0].start() < end:
                yield behind.popleft()[0]

    @cached_property
    def words(self) -> list[Word]:
        """All words of the section that are not ASCII."""
        return list(starmap(Word, map(re.Match.span, _WORD.finditer(self.value))))

    def _words(self, spans: Iterable[tuple[int, int]], signs: str) -> list[Word]:
        """The words at *spans* that are not ASCII, or hold one of *signs*."""
        found = []
        for start, end in spans:
            word = self.value[start:end]
            if not word.isascii() or (signs and any(map(word.__contains__, signs))):
                found.append(Word(start, end))
        return found

    def _begin_lines(self, words: Sequence[Word]) -> list[bool]:
        """Is each of *words* the first of them on its line?"""
        ends = [word.end for word in words]
        gaps = zip(ends, words[1:], strict=False)
        return [True, *(self.value.find("\n", end, word.start) >= 0 for end, word in gaps)] if ends else []

    @cached_property
    def context(self) -> str:
        """Some of the ASCII words of the section, each once: what comes again is no new evidence."""
        return " ".join(list(dict.fromkeys(_ASCII_WORD.findall(self.value, 0, CONTEXT)))[:80])

    def _scored(self, texts: Iterable[str], lists: bool = True) -> scoring.Scores:
        """The costs of *texts*, the context among them."""
        known = self._context_scored if len(self.context) >= scoring.TELLING else None
        return scoring.Scores(texts, lists, known)

    @cached_property
    def _context_scored(self) -> scoring.Context:
        return scoring.Context(self.context)

    def search(self, hot: list[str], later: Sequence[str] = ()) -> list[Chain]:
        """The chains that explain the suspicious words best, if any is worth a closer look.

        *later*: words that may be searched next.  To score their readings along takes little longer.
        """
        task, scores = self._searched.pop(tuple(hot), None) or (self._may_have_been(hot), None)
        if not task.read:
            return []
        if scores is None:
            following = self._may_have_been(later) if later else None
            scores = self._scored([*task.texts(), *(following.texts() if following else ())], lists=False)
            if following:
                self._searched[tuple(later)] = following, scores
        self._scores = scores
        some = self._best(task.read, scoring.promise(task, scores), 3 * KEPT, math.inf)
        if not some:
            return []
        self._utf8 = [story.chain for story in some if story.chain[-1].meant == "utf-8"][:1]
        read = {story: dict(task.read[story]) for story in some}
        for story in some:
            for word in task.words:
                new = chains.undo_in(word, story.chain) if word not in read[story] else None
                if new is not None and new in scores.column:
                    read[story][word] = [new]
        best = self._best(read, scoring.promise(task._replace(read=read), scores), KEPT, CLOSE)
        return [story.chain for story in dict.fromkeys([*best, *_beside(best[0], task, scores)])]

    def _may_have_been(self, hot: Sequence[str]) -> scoring.Task:
        """The first of the words *hot*, and what they may have been."""
        asked = [word[:SAMPLE] for word in hot[:ASKED]]
        return self._task(asked, [1] * len(asked), _candidates(asked))

    def siblings(self, chain: Chain, asked: list[str]) -> list[Chain]:
        """The chain that reads *asked* alike and fits most of the words that do not fit *chain*, if any does."""
        distinct = dict.fromkeys(self.value[word.start : word.end] for word in self.words)
        misfits = [word for word in distinct if self._undone(word, chain) is None][:SHOWING]
        if not misfits or not _simple(chain[-1]):
            return []
        known = {word: chains.undo_in(word, chain) for word in asked}
        meant, shown = chain[-1]
        others = [(*chain[:-1], Step(meant, name)) for names in chains.SHOWN for name in names if name != shown]
        if meant != "utf-8":
            others += [
                (*chain[:-1], Step(name, shown)) for names in chains.MEANT[:2] for name in names if name != meant
            ]
        fits = {
            other: sum(chains.undo_in(word, other) is not None for word in misfits)
            for other in others
            if _simple(other[-1])
            and all(new is None or chains.undo_in(word, other) == new for word, new in known.items())
        }
        best = max(fits, key=lambda other: (fits[other], chains.share(other)), default=chain)
        return [best] if fits.get(best) else []

    def rivals(self, chain: Chain, asked: list[str]) -> list[Chain]:
        """The chain that reads the listed words of *asked* alike, and makes listed words of most others, if any does.

        Code page 857 has other letters than 850 in two places: half of a text may not tell.
        """
        meant, shown = chain[-1]
        if charset(shown).wide:
            return []
        distinct = dict.fromkeys(self.value[word.start : word.end] for word in self.words)
        read = {word: new for word in (*asked, *distinct) if (new := chains.undo_in(word, chain)) is not None}
        told = self._main_language([read[word] for word in asked if word in read])
        if told not in TONGUES:
            return []
        odd = [word for word, new in read.items() if not _is_listed(told, new)][:SHOWING]
        known = {word: read[word] for word in asked if word in read and word not in odd}
        made = {}
        for name in (name for names in chains.SHOWN for name in names if name != shown and not charset(name).wide):
            other = (*chain[:-1], Step(meant, name))
            if all(chains.undo_in(word, other) == new for word, new in known.items()):
                news = ((word, chains.undo_in(word, other)) for word in odd)
                made[other] = sum(new is not None and new != read[word] and _is_listed(told, new) for word, new in news)
        best = max(made, key=lambda other: (made[other], chains.share(other)), default=chain)
        return [best] if made.get(best) else []

    def native(self, chain: Chain, asked: list[str]) -> list[Chain]:
        """The chain that reads *asked* alike, by a charset of the language that this makes, if *chain* has none of it.

        Of charsets that read a word alike the search knows the commonest only: code page 850 for 852.
        """
        if len(chain) > 1 or not _simple(chain[0]) or chain[0].meant == "utf-8":
            return []
        known = {word: new for word in asked if (new := chains.undo_in(word, chain)) is not None}
        told = self._main_language(known.values()) if known else None
        if told is None or not chains.abroad(chain[0].meant, told):
            return []
        names = [name for names in chains.MEANT for name in names if not chains.abroad(name, told)]
        others: list[Chain] = [(Step(name, chain[0].shown),) for name in names]
        others = [other for other in others if _simple(other[0])]
        alike = [other for other in others if all(chains.undo_in(word, other) == new for word, new in known.items())]
        return sorted(alike, key=lambda other: chains.share(other, told))[-1:]

    def _main_language(self, texts: Iterable[str]) -> str | None:
        """The likeliest language of the section with *texts* in it; None if they hold no word of any."""
        asked = [self.context, *texts]
        if self._scores is not None and all(map(self._scores.column.__contains__, asked)):
            likely = self._scores.main_languages(asked)
            if len(likely) < 2:
                return likely[0] if likely else None
        told = language.languages(" ".join(asked))
        return told[0][0] if told else None

    def _task(
        self, words: Sequence[str], counts: Sequence[int], read: Mapping[Story, Mapping[str, Sequence[str]]]
    ) -> scoring.Task:
        parts = self._parts if any(len(word) <= PART for word in words) else frozenset()
        return scoring.Task(words, counts, self.context, read, self._small, parts, self._familiar)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """One letter or two beside an apostrophe or a hyphen."""
        return frozenset(part for pattern in _PARTS for part in pattern.findall(self.value))

    @cached_property
    def _familiar(self) -> bool:
        """Is nothing odd in the section, which is short, but that no list has its words?"""
        return (
            len(self.value) <= unlisted.LONGEST
            and not self.text.misread.patterns
            and not self.text.garbled
            and neighbours.familiar(self.value)
        )

    @cached_property
    def _small(self) -> float:
        return scoring.small(self.value)

    def _read(self, words: Sequence[str], story: Story) -> dict[str, list[str]]:
        """What each of *words* may have been if that befell it; words that do not fit are left out."""
        if story.loss:
            lost = losses.readings(words, story.chain, story.loss)
            if story.loss == lost_bytes.BLANK and len(story.chain) > 1:
                lost |= {word: [new] for word in words if (new := blanks.undo(word, story.chain)) is not None}
            if story.loss == lost_bytes.REPLACED:
                once = self._replaced_between(words, story.chain)
                read = losses.readings(once.values(), story.chain[1:], story.loss)
                lost |= {word: read[new] for word, new in once.items() if new in read}
            intact = {word: self._undone(word, story.chain, False) for word in words if word not in lost}
            return lost | {word: [new] for word, new in intact.items() if new is not None}
        found = {word: self._undone(word, story.chain) for word in words}
        return {word: [new] for word, new in found.items() if new is not None}

    def _replaced_between(self, words: Iterable[str], chain: Chain) -> dict[str, str]:
        """Those of *words* that lost bytes to U+FFFD before the last layer of *chain*, with that layer undone."""
        once = {word: chains.undo(word, chain[:1]) or "" for word in words} if len(chain) > 1 else {}
        return {word: new for word, new in once.items() if "\ufffd" in new}

    def _undone(self, word: str, chain: Chain, same: bool = True) -> str | None:
        """``chains.undo_in``, also for what two charsets have alike; asked once."""
        known = self._back[chain, same]
        if word not in known:
            may_be = chain != (chains.WINDOWS,) or self._has_signs_of_windows
            known[word] = chains.undo_in(word, chain, same) if may_be else None
        return known[word]

    @cached_property
    def _has_signs_of_windows(self) -> bool:
        """Are there C1 controls other than U+0085, which may end lines?"""
        return lost_bytes.C1.search(self.value) is not None

    def _best(self, read: Mapping[Story, object], promised: Sequence[float], most: int, close: float) -> list[Story]:
        order = sorted(zip(promised, read, strict=True), key=lambda pair: -pair[0])[:most]
        least = max(LIMITS[Sure.GUESS] - scoring.LISTS, order[0][0] - close)
        return [chain for nats, chain in order if nats > least]

    def judged(
        self, kept: list[Story], words: list[Word], gained: Mapping[Story, float] | None = None
    ) -> Iterator[Repair]:
        """The odds of each of *words* under the stories *kept*; *gained*: nats for what else a story explains."""
        texts = [self.value[w.start : w.end] for w in words]
        counts = Counter(texts)
        distinct = list(counts)
        task = self._task(distinct, [counts[word] for word in distinct], {s: self._read(distinct, s) for s in kept})
        scores = self._scored(task.texts())
        kept = self._best(task.read, scoring.promise(task, scores), len(kept), math.inf)
        task = task._replace(read={story: task.read[story] for story in kept})
        scored = scoring.rows(task, scores)
        if fits := _in_all_lists(task, scored):
            task = fits
            scored = scoring.rows(task, self._scored(task.texts()))
        if again := _in_their_language(task, scored):
            task = again
            some = task._replace(read={story: task.read[story] for story in task.searched})
            new = dict(zip(some.read, scoring.rows(some, self._scored(some.texts())), strict=True))
            scored = [new.get(story, one) for story, one in zip(kept, scored, strict=True)]
        if gained:
            scored = [
                one._replace(row=one.row._replace(common=one.row.common + gained.get(story, 0.0)))
                for one, story in zip(scored, kept, strict=True)
            ]
        worth = [_most(one.row, task.counts) > 0 for one in scored]
        kept, scored = list(compress(kept, worth)), list(compress(scored, worth))
        if not kept:
            return
        placed = [self._placed(one, s, words, texts, counts) for one, s in zip(scored, kept, strict=True)]
        spread = [row for row, _ in placed]
        senses = [math.inf if _sound(story, one) else one.sense for one, story in zip(scored, kept, strict=True)]
        told = [(1 + math.log(counts[text])) / counts[text] for text in texts]
        chances = posteriors(spread, told, [proofs for _, proofs in placed], self._begin_lines(words), senses)
        highest = list(map(max, zip(*chances, strict=True)))
        share = sum(highest)
        changed = [
            dict(sorted((text, p) for text, p in zip(texts, row, strict=True) if p > FAINT and _changes(one, text)))
            for row, one in zip(chances, scored, strict=True)
        ]
        proven = [sum(p > PROVEN for p in known.values()) for known in changed]
        stay: dict[str, list[float]] = {}
        for at, (word, text) in enumerate(zip(words, texts, strict=True)):
            if highest[at] <= FAINT:
                continue
            left = max(1e-300, 1 - sum(column[at] for column in chances))
            most = max(range(len(kept)), key=lambda number: chances[number][at])
            beside = scoring.WORDS * (proven[most] > (changed[most].get(text, 0.0) > PROVEN))
            hypotheses = [Hypothesis(AS_WRITTEN, None, (Addend("as written", math.log(left) - beside),))]
            shares = [column[at] for column in chances]
            if changed[most].keys() == {text}:
                stay[text] = stay.get(text) or [_stay(row, text, texts) for row in spread]
                alone = [rest + row.damaged[at] for rest, row in zip(stay[text], spread, strict=True)]
                shares = _by_itself(shares, most, alone)
            for story, row, one, chance, alike in zip(kept, spread, scored, shares, changed, strict=True):
                if chance > FAINT and text in one.texts:
                    known = _Known(story, row.prior, row.damaged[at], math.log(chance), one.tongue, one.sister, alike)
                    hypotheses += self._hypotheses(word, one.texts[text], known, share < WHOLE)
            if len(hypotheses) > 1:
                yield from self._decided(word, hypotheses, kept)

    def _hypotheses(
        self, word: Word, shares: Sequence[tuple[str, float]], known: _Known, quoted: bool
    ) -> Iterator[Hypothesis]:
        """What *word* may have been under one story; *shares*: its readings, with the logarithms of their shares.

        *quoted*: it may also be quoted as an example.
        """
        text, kind = self.value[word.start : word.end], chains.told(known.story)
        others = 1 - sum(math.exp(part) for _, part in shares)
        if others > WRONG_AT_MOST[Sure.GUESS]:  # rarer ones cost no repair its grade
            addend = Addend("another word that lost the same", known.nats + math.log(others))
            intact = _intact(text, known.story.chain)
            yield Hypothesis(AS_WRITTEN if intact is None else kind, intact, (addend,))
        for new, part in shares:
            if new == text:
                continue
            nats = known.nats + part + (self._cased(word, new, known.tongue) if known.story.loss else 0.0)
            if self._may_be_raised(text, known):
                yield Hypothesis(AS_WRITTEN, None, (Addend("then made capitals", nats),))
            if self._is_cut(word, new, known):
                intact = None if "\u2026" in text else _intact(text, known.story.chain)
                addend = Addend("cut in the midst of a letter", nats)
                yield Hypothesis(AS_WRITTEN if intact is None else kind, intact, (addend,))
            if known.story.loss in CONTROLS and _only_hides(text, new, known.tongue):
                yield Hypothesis(AS_WRITTEN, None, (Addend("a letter, and no soft hyphen", nats),))
                continue
            parts = (
                Addend(kind, known.prior),
                Addend(f"words of {known.tongue}" if known.tongue in TONGUES else "letters", known.damaged),
                Addend("the words beside it", nats - known.prior - known.damaged),
            )
            yield Hypothesis(kind, new, parts)
            if known.sister:
                yield Hypothesis(AS_WRITTEN, None, (Addend("a word of a sister language", nats - SISTER),))
            shown = self._around.quoted(word, new) if quoted else None
            if shown is not None:
                yield Hypothesis(AS_WRITTEN, None, (Addend("quoted as an example", nats + shown),))

    def _may_be_raised(self, text: str, known: _Known) -> bool:
        """May *text* have been made capitals when it was misread, as words that would have them behind small ones?"""
        chain = known.story.chain
        if chain[0].meant != "utf-8" or charset(chain[0].shown).wide:
            return False
        may_be = partial(losses.may_be_raised, name=chain[0].shown)
        return may_be(text) and any(may_be(word) and _rises(chains.undo(word, chain) or "") for word in known.alike)

    def _is_cut(self, word: Word, new: str, known: _Known) -> bool:
        """May a field end in *word* in the midst of a letter?

        Not if letters before others lost the same, or a list has *new*, and no quotation mark at the end belongs to it.
        """
        (meant, name), loss = known.story.chain[0], known.story.loss
        if meant != "utf-8" or len(known.story.chain) > 1 or charset(name).wide:
            return False
        text, raised = self.value[word.start : word.end], _raises_its_end(new)
        if raised and _TRAILS.search(self.value, word.start, word.end):
            return True
        if loss not in CUT:
            return False
        ends = [match.end() for match in losses.unfinished(name).finditer(self.value, word.start, word.end)]
        if not ends or not _FIELD_END.match(self.value, ends[-1]):
            return False
        if raised:
            return True
        if loss != lost_bytes.STRAIGHT and _is_listed(known.tongue, new):
            return False
        sure = (other for other, chance in known.alike.items() if other != text and chance > PROVEN)
        return not any(losses.is_inside(other, name, loss) for other in sure)

    def _cased(self, word: Word, new: str, tongue: str) -> float:
        """Nats against a capital at the start of *new*, where something was lost, for *word* inside of a sentence.

        A name has one, too: listed words are asked, not those of German.
        """
        first = new[:1]
        if first == first.lower() or first == self.value[word.start] or new[1:] != new[1:].lower():
            return 0.0
        inside = _INSIDE.search(self.value, max(0, word.start - 2), word.start)
        if not inside or tongue not in TONGUES or tongue == "de":
            return 0.0
        nats = lexicon.nats(_LETTERS.findall(new)[0], tongue)
        return 0.0 if nats is None else replaced.capital(nats)

    def _decided(self, word: Word, hypotheses: list[Hypothesis], kept: list[Story]) -> Iterator[Repair]:
        """The repair of *word*, if it is likelier than that it stands as written."""
        decision = decide(hypotheses)
        note("mojibake", self.at + word.start, self.at + word.end, decision)
        if decision.best.new is None:
            return
        same = max((h for h in hypotheses if h.new == decision.best.new), key=lambda h: h.nats)
        story = next(s for s in kept if chains.told(s) == same.kind)
        if story.loss and decision.log_odds < LIMITS[Sure.GUESS]:
            text = self.value[word.start : word.end]
            decision = _of_intact(hypotheses, text, story.chain) or decision
        if decision.best.new is not None:
            yield Repair(word.start, word.end, decision.best.new, story, decision)

    def _placed(
        self, one: scoring.Scored, story: Story, words: list[Word], texts: list[str], counts: Counter[str]
    ) -> tuple[Row, list[float]]:
        """The row of *one* over all *words* of the section, and how much the damage of each proves.

        A single character between quotation marks proves nothing.
        """
        number = {word: at for at, word in enumerate(counts)}
        proof = dict.fromkeys(counts, 1.0)
        if story.chain[-1].meant != "utf-8" or charset(story.chain[0].shown).wide:
            first = sorted(counts, key=lambda word: one.row.damaged[number[word]] <= one.row.written[number[word]])
            proof = dict(zip(first, _novelty(first), strict=True))
        damaged = [one.row.damaged[number[text]] for text in texts]
        written = [one.row.written[number[text]] for text in texts]
        if story.loss == lost_bytes.BLANK:
            for at in self._doubled(words):
                damaged[at] += TWO * (texts[at] in one.texts and one.texts[texts[at]][0][0][-1:].isalpha())
        else:
            for at, text in enumerate(texts):
                if " " in text and text in one.texts:  # two runs, the first of which ends as a sequence begins
                    damaged[at] -= TWO * _keeps_its_end(text, one.texts[text][0][0])
        if story.chain[-1].meant != "utf-8":
            apart = {text for text in number if self._is_initial(text, one)}
            if all(nats <= 0 for nats, text in zip(damaged, texts, strict=True) if text not in apart):
                damaged = [min(nats, 0.0) if text in apart else nats for nats, text in zip(damaged, texts, strict=True)]
        alone = {text for text in number if len(text) == 1} if charset(story.chain[0].shown).wide else set()
        if 2 * sum(text in one.texts for text in alone) < len(alone):  # some of any list of ideographs are valid UTF-8
            damaged = [min(nats, 0.0) if text in alone else nats for nats, text in zip(damaged, texts, strict=True)]
        made = {text: news[0][0] for text, news in one.texts.items() if news[0][0] != text}
        legacy = story.chain[-1].meant != "utf-8"
        listed = partial(_is_listed, one.tongue)
        stressed = ordinary_signs.UNIT * (legacy and ordinary_signs.stressed(made, one.tongue, listed))
        closed = ordinary_signs.closing(self.value, {text: news[0][0] for text, news in one.texts.items()})
        for at, (word, text) in enumerate(zip(words, texts, strict=True)):
            if text in one.texts and one.texts[text][0][0] != text and damaged[at] > written[at] - HOPELESS:
                damaged[at] -= self._around.ordinary(word, text, one.texts[text][0][0]) + stressed
                damaged[at] -= ordinary_signs.PAIRED * (text in closed)
                if legacy:
                    damaged[at] -= ordinary_signs.torn(text, one.texts[text][0][0])
        shown = [legacy and _is_shown(self.value, word) for word in words]
        proofs = [proof[text] * (not is_shown) for text, is_shown in zip(texts, shown, strict=True)]
        return one.row._replace(damaged=damaged, written=written), proofs

    def _is_initial(self, text: str, one: scoring.Scored) -> bool:
        """Are the words of *text* beyond ASCII of one letter, and so if damaged?  Of no Latin alphabet, or alone there.

        So are initials, answers, school forms and keys: without a longer word that a legacy charset explains they prove
        none.
        """
        read = one.texts[text][0][0] if text in one.texts else ""
        new, old = ([word for word in _LETTERS.findall(form) if not word.isascii()] for form in (read, text))
        if not new or any(len(word) > 1 for word in (*old, *new)):
            return False
        return max((*old, *new)) > "\u02ff" or not _TWO_LETTERS.search(self.value)

    def _doubled(self, words: list[Word]) -> list[int]:
        """The numbers of the words that end in a blank with another behind it, if no blank is doubled elsewhere."""
        found = [at for at, word in enumerate(words) if self.value[word.end - 1 : word.end + 1] == "  "]
        return found if len(found) == self.value.count("  ") else []


def _various(words: Sequence[str]) -> list[str]:
    """*words*, but the first half of those that are asked is followed by those that show the most other characters."""
    half, rest = list(words[: ASKED // 2]), list(words[ASKED // 2 : SHOWING])
    seen = {*"".join(half), *_ASCII}
    while rest and len(half) < ASKED:
        other = max(rest, key=lambda word: len({*word} - seen))
        rest.remove(other)
        half.append(other)
        seen.update(other)
    return [*half, *rest, *words[max(SHOWING, ASKED // 2) :]]


def _beside(best: Story, task: scoring.Task, scores: scoring.Scores) -> list[Story]:
    """The stories that explain words which *best* does not, likeliest first: a text may hold two kinds of damage."""
    if len(task.words) < 2:
        return []
    stories = list(task.read)
    shares, gained = scoring.gains(task, scores)
    more = shares + (gained - gained[stories.index(best)]).clip(0.0).sum(axis=1)
    return [stories[at] for at in (-more).argsort()[:KEPT].tolist() if more[at] > 0]


def _in_all_lists(task: scoring.Task, scored: Sequence[scoring.Scored]) -> scoring.Task | None:
    """*task*, of few words, with what the lists of their script have for those that lost something.

    Letters alone do not tell which language so few are of.  Not for Latin ones, of which there are too many.
    """
    read = {}
    for story, one in zip(task.read, scored, strict=True):
        several = [word for word, texts in task.read[story].items() if len(texts) > 1]
        if (
            story.loss in CONTROLS
            and 0 < len(several) <= SHORT
            and len(story.chain) > 1
            and _most(one.row, task.counts) > 0
        ):
            found = dict(task.read[story])
            script = script_of(max("".join(text for word in several for text, _ in one.texts[word]), default=""))
            for code in lexicon.codes(script) if script != "Latin" else ():
                for word, texts in fitting.fitting(several, story.chain, story.loss, code):
                    found[word] = list(dict.fromkeys([*found[word], *texts]))
            if found != task.read[story]:
                read[story] = found
    return task._replace(read={**task.read, **read}) if read else None


def _in_their_language(task: scoring.Task, scored: Sequence[scoring.Scored]) -> scoring.Task | None:
    """*task* with what the language of each story adds to what its words may have been, where it lost something.

    A search in all languages at once keeps the likeliest texts of each; None if no story is of a language.
    """
    read = {story: dict(known) for story, known in task.read.items()}
    searched = {}
    for story, one in zip(task.read, scored, strict=True):
        nats = dict(zip(task.words, map(operator.sub, one.row.damaged, one.row.written), strict=True))
        several = [word for word, texts in read[story].items() if len(texts) > 1 and nats[word] > -HOPELESS]
        sure = language.has_table(one.tongue) and one.row.common >= 0  # no ASCII word speaks for another
        if story.loss in CONTROLS and several and sure and _most(one.row, task.counts) > 0:
            searched[story] = one.tongue, frozenset(several)
            for word, texts in losses.readings(several, story.chain, story.loss, one.tongue).items():
                read[story][word] = list(dict.fromkeys([*read[story][word], *texts]))
            if one.tongue in TONGUES:
                for word, texts in fitting.fitting(several, story.chain, story.loss, one.tongue):
                    read[story][word] = list(dict.fromkeys([*read[story][word], *texts]))
    return task._replace(read=read, searched=searched) if searched else None


def _most(row: Row, counts: Sequence[int]) -> float:
    """The most nats that a story can reach, all else speaking for it; below 0 no word of it is likely to be damaged."""
    gains = zip(row.damaged, row.written, counts, strict=True)
    return row.prior + row.common + sum(max(damaged, written, 0.0) * count for damaged, written, count in gains)


def _changes(one: scoring.Scored, text: str) -> bool:
    """Was *text* something else, by a story of which *one* tells?  What it leaves as it is does not speak for it."""
    return text in one.texts and one.texts[text][0][0] != text


def _stay(row: Row, text: str, texts: Sequence[str]) -> float:
    """Nats for what is not damage of *text*: what the language of *row* makes of the other *texts*, which stay."""
    return row.prior + row.common + sum(compress(row.written, (text != other for other in texts)))


def _by_itself(chances: list[float], most: int, alone: Sequence[float]) -> list[float]:
    """The *chances* of a word, where story number *most* changes no other, by what is known of it *alone*.

    That a story leaves all other words as they are tells little about what this one was: others would have to spare
    them, which is as likely as that one word of a text was misread, however many there are.
    """
    one = prior("mojibake", "part") + prior("mojibake", "word")
    weights = [math.exp(nats + one * (at != most) - max(alone)) for at, nats in enumerate(alone)]
    raised = [max(c * weights[most], chances[most] * w) for c, w in zip(chances, weights, strict=True)]
    share = sum(chances) / sum(raised)
    return [chance * share for chance in raised]


def _is_shown(value: str, word: Word) -> bool:
    """Is it one character between quotation marks, or with its own name on the line, as in tables of characters?"""
    bare = value[word.start : word.end].strip(_ASCII)
    if len(bare) != 1:
        return False
    at = value.find(bare, word.start)
    return is_quoted(value, at, at + 1) or unicodedata.name(bare, "\n\n") in value[max(0, at - NAMED) : at + NAMED]


def _gains(row: Row) -> bool:
    """Is one of its words likelier to be damaged?"""
    return any(damaged > max(written, 0.0) for damaged, written in zip(row.damaged, row.written, strict=True))


def _keeps_its_end(old: str, new: str) -> bool:
    """Does a run of *old* before a blank end in *new* as it did, though other parts of *old* changed?"""
    return new != old and any(run[-1:] > "\x7f" and f"{run[-1:]} " in new for run in old.split(" ")[:-1])


def _rises(new: str) -> bool:
    """Does a capital beyond ASCII stand behind a small letter?"""
    return any(second > "\x7f" and first.islower() and second.isupper() for first, second in pairwise(new))


def _raises_its_end(new: str) -> bool:
    """Does the last word of *new* end in a capital behind a small letter?"""
    last: str = ["", *_LETTERS.findall(new)][-1]
    return last[-1:].isupper() and last[-2:-1].islower()


def _is_listed(tongue: str, text: str) -> bool:
    """Are all words of *text* in the list of that language, if it has one?"""
    return tongue in TONGUES and all(lexicon.known(word.lower(), tongue) for word in _LETTERS.findall(text))


def _only_hides(old: str, new: str, tongue: str) -> bool:
    """Would a letter of *old* become a soft hyphen in *new*, in a word that no list has without it?"""
    return new.count("\xad") > old.count("\xad") and not _is_listed(tongue, new.replace("\xad", ""))


_LETTERS = lazy("[^\\W\\d_]+")
# What a sentence goes on behind: no sign that ends one, and none that charsets show for dots and quotation marks.
_INSIDE = lazy("[^\\s.!?:;\u2026\xa6\xaa\xb6\"'\xbb\u201d)\\]*\u2013\u2014-] $")


_C1, _MARK = lazy("[\x80-\x9f]"), lazy("[\x91-\x97]")


def _sound(story: Story, one: scoring.Scored) -> bool:
    """Is what it explains valid UTF-8, which nothing is by accident?  Two bytes in the midst of others may be.

    Or C1 controls that no terminal and no file has, but Windows quotation marks and dashes for.
    """
    if story.chain == (chains.WINDOWS,):
        return all(map(_MARK.fullmatch, _C1.findall(" ".join(one.texts))))
    if story.chain[-1].meant != "utf-8" or story.loss:
        return False
    shown = charset(story.chain[0].shown).characters
    own = ("".join(char for char in text if char <= "\x7f" or char in shown) for text in one.texts)
    return any(chains.undo(text, story.chain) is not None for text in own)


def _novelty(words: list[str]) -> list[float]:
    """How much each of *words* adds to what is known: the share of its characters that no word before it has.

    One sign at the end of many words, a few Han over and over, forms of one word are one proof.
    """
    seen: set[str] = set()
    stems: set[str] = set()
    found = []
    for word in words:
        here = {char for char in word if char > "\x7f"}
        stem = word.lower().rstrip(_ASCII)
        mixed = min(here, default="") < "\u2e80" or any("a" <= char <= "z" for char in word)
        least = AGAIN if mixed and (stem not in stems or len(stem) < STEM) else AGAIN / 3
        stems.add(stem)
        found.append(max(least, len(here - seen) / max(1, len(here))))
        seen |= here
    return found


def _a_letter(word: str) -> bool:
    """Are two signs, not both of a frame, a character of UTF-8, as DOS and the Macintosh show it?"""
    if len(word) != 2 or _OF_A_FRAME.search(word[1]):
        return False
    return any(chains.undo(word, (Step("utf-8", name),)) is not None for name in ("cp437", "mac_roman"))


_OF_A_FRAME = lazy(f"[{rare_signs.FRAME}]")


def _candidates(asked: Sequence[str]) -> dict[Story, dict[str, list[str]]]:
    """The chains that read one of the words *asked* at least, and what each makes of them."""
    read: dict[Story, dict[str, list[str]]] = defaultdict(dict)
    for word in asked:
        for reading in chains.readings(word):
            read[Story(reading.chain)][word] = [reading.text]
    sequences = [word for word in asked if chains.may_be_utf8(word)]
    if not (read or sequences):
        return read
    for name in (name for names in chains.SHOWN[:2] for name in names):
        read[Story((Step("utf-8", name),))]  # which other words, or parts of words, may need
    for story in list(read):  # a word that two charsets would read alike is known by the commoner one only
        if len(story.chain) == 1 and story.chain[0].meant == "utf-8":
            for word in sequences:
                if word not in read[story] and (new := chains.undo_in(word, story.chain)) is not None:
                    read[story][word] = [new]
    return {story: known for story, known in read.items() if known}


def _of_intact(hypotheses: list[Hypothesis], text: str, chain: Chain) -> Decision | None:
    """What is decided about the runs of *text* between blanks that lost nothing, if readings differ in others only.

    None where the likeliest joins them to one that lost something: half of a word repaired would hide what it was.
    """
    intact = _intact(text, chain)
    best = max((h for h in hypotheses if h.new is not None), key=lambda h: h.nats, default=None)
    if intact is None or (best is not None and str(best.new).count(" ") < text.count(" ")):
        return None
    runs = [new for new in _runs_of(intact) if not new.isascii() and new not in text]
    agreed = [
        h._replace(new=intact) if h.new is not None and all(run in h.new for run in runs) else h for h in hypotheses
    ]
    return decide(agreed)


def _runs_of(intact: str) -> list[str]:
    """The runs of *intact* between blanks, or those of Chinese between letters that were not undone."""
    pieces = _PIECES.split(intact)
    return re.split("[ \ufffd]", intact) if all(map(str.isascii, pieces)) else pieces


_PIECES = lazy("[ \x80-\u2dff]+")


def _intact(text: str, chain: Chain) -> str | None:
    """*text* with *chain* undone where a run between blanks, or a letter of Chinese, lost nothing; None if all did."""
    if "\ufffd" in text and chain[-1].meant != "utf-8":  # each byte was a letter
        return chains.undo_in(text, chain)
    if len(chain) == 1 and chain[0].meant == "utf-8" and (new := losses.without_lost(text, chain[0].shown)) is not None:
        return new
    runs = [run if run.isascii() else (chains.undo(run, chain) or run) for run in text.split(" ")]
    new = " ".join(runs)
    return new if new != text and chains.possible(text, new) else None


def _befell(found: Iterable[tuple[losses.Chain, str]]) -> list[Story]:
    return [Story(tuple(Step(*step) for step in chain), kind) for chain, kind in found]


def _cut(runs: Sequence[str]) -> list[Story]:
    """What may show *runs* for UTF-8 without its controls: where few letters are whole no search finds them."""
    return [Story((Step("utf-8", name),), lost_bytes.DROPPED) for name in chains.ONE_BYTE if losses.are_cut(runs, name)]


def _undone_in(value: str, chain: Chain) -> str:
    """*value* with *chain* undone in its runs between blanks, where it fits."""
    runs = [run if run.isascii() else chains.undo_in(run, chain, same=True) or run for run in value.split(" ")]
    return " ".join(runs)


def _simple(step: Step) -> bool:
    return step != chains.WINDOWS and not (
        charset(step.shown).wide or (step.meant != "utf-8" and charset(step.meant).wide)
    )
