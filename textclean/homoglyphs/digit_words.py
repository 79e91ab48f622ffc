"""Words with digits among their letters: what they may have been, and the odds that they were."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from math import prod
from typing import NamedTuple

from textclean import scripts
from textclean.contract import Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide
from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.context import OPENING, Context, Contexts
from textclean.homoglyphs.pool import ATTACKED, STRENGTH, stands_for
from textclean.homoglyphs.readings import EVERY
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.speech import EVERYDAY, Speech
from textclean.language.lexicon import AKIN
from textclean.patterns import either, lazy
from textclean.scripts import ARMENIAN, CYRILLIC, GREEK, LATIN

# Digit -> the letters that it looks like, each with nats for how unlike they are: 8 is a B rather than a b.
LETTERS = {
    LATIN: {
        "0": {"o": 0.0, "O": 0.0},
        "1": {"l": 0.0, "I": 0.5, "i": 1.0},
        "2": {"z": 0.0, "Z": 0.0},
        "3": {"e": 1.5, "E": 1.5},
        "5": {"S": 0.0, "s": 1.5},
        "6": {"b": 0.0},
        "8": {"B": 0.0, "b": 2.5},
        "9": {"g": 0.0},
    },
    CYRILLIC: {
        "0": {"\u043e": 0.0, "\u041e": 0.0},
        "3": {"\u0437": 0.0, "\u0417": 0.0},
        "4": {"\u0447": 0.0, "\u0427": 0.0},
        "6": {"\u0431": 0.0, "\u0411": 1.0},
        "8": {"\u0412": 0.5, "\u0432": 2.0},
    },
    GREEK: {"0": {"\u03bf": 0.0, "\u039f": 0.0}},
    ARMENIAN: {"0": {"\u0585": 0.0, "\u0555": 0.0}},
}
# Where the text or its language has it, the digit may stand for it as well: Hausa is typed with 6 for U+0253.
HOOKED = {"6": "\u0253"}
SHORT = 4  # letters; shorter words are too often codes or ordinals, but for everyday ones
TELLING = 3  # letters of a short word, or of one beside a number, that may tell something
WHOLE = 5  # letters of a word that is hardly written with a digit for style, nor a name that happens to be one
SIGN = 1.0  # nats for each digit
CODE, ANY = 2.0, 3.7  # nats for a code, and for each of its characters
NOBODY = 1.0  # nats for a word that nobody knows
SELDOM = 2.0  # nats for a digit that is hardly ever written for a letter on purpose
FIGURE = 2.3  # nats for a figure of a number
# Nats for a capital within a sentence: of an everyday word, of a rarer one, of one that no list has; the same where
# nouns have capitals; and for a small letter at a beginning.  Counted on 8,600 words in o, s and z of 30 languages,
# in every fifteenth document of the corpus that harm runs use: 2.5 and 8 (10 and 42) in 100 of those within are
# capitals, and 9 in 100 at a beginning are small.
CAPITAL, NOUN = (3.7, 2.4, 0.7), (2.1, 0.3, 0.3)
NOUNS = ("de", "lb")
BEGINNING = 2.4
# Nats for a capital before a word with one, and against it where nouns have them: what stands before those is small.
# Counted on 33,000 words in the letters that digits look like, in two samples of every fifteenth document: 1.6 to 2.4.
BESIDE = 2.0
SPELLED, READ = 4, 12  # spellings that are weighed; that other words may make likelier
ELSEWHERE, COMPANY, LEET = 6.0, 2.0, 8.0  # nats: the text has the word; others of the kind; it writes leetspeak
REACH = 16384  # code points on either side in which words speak for one another
TWICE = 1.9  # damaged words with the same digit for the same letter, from which on words that nobody knows are restored
# Times, from which on a word is a name where no other one is damaged: who reads one letter wrongly, reads others.
AGAIN = 2
LITTLE = 0.05  # damaged words, all together, below which they show each other nothing
# Texts about passwords, nicknames and forged names, and logs of chats, where such words are examples.
_ABOUT = either(
    "passw|pass ?phrase|passcode|kennwort|mot de passe|contrase\u00f1|senha|palavra-passe|has\u0142[aoe]|heslo|heslem|"
    "l\u00f6senord|adgangskode|salasana|parola|wachtwoord|jelsz|\u0444\u0438\u0448\u0438\u043d\u0433|"
    "\u043f\u0430\u0440\u043e\u043b|\u03ba\u03c9\u03b4\u03b9\u03ba|phishing|typosquat|leetspeak|homoglyph|"
    "log-?in|user ?name|nickname|ksyw[aeyk]|<[@+%]\\w|:(?<=\\d:)\\d\\d\\]? <"
)
NEAR = 200  # code points on either side in which a text says so
_FIGURES = lazy("[23]d\\Z|[0-9]+")  # dimensions, and any others
_SENTENCE = lazy(f"{OPENING}\\Z")
_OPENS = lazy("^\\Z|[.!?\u2026:\n][\"'\u00ab\u201c\u201e ]*\\Z")


Pair = tuple[str, str]  # a digit, and the letter that it stands for


class Spelling(NamedTuple):
    """What a word may have been, what it costs in nats, and whether a list, or the text, has it.

    *shown*: nats, 0 at most, by what the digits stand for in other words.
    """

    new: str
    nats: float
    known: bool
    shown: float = 0.0


class Found(NamedTuple):
    """A word, and its readings, the likeliest first."""

    start: int
    word: str
    kind: int
    shape: str  # where the digits stand: inside, in front, at the end, in a short word
    spellings: tuple[Spelling, ...]
    opens: bool = False  # with a digit, where a sentence or a line begins and any word has a capital

    @property
    def new(self) -> str:
        """The likeliest reading."""
        return self.spellings[0].new

    @property
    def known(self) -> bool:
        """Does a list, or the text, have the likeliest reading?"""
        return self.spellings[0].known

    @property
    def place(self) -> str:
        """The key of its prior: its shape, or that it is a long word that is known."""
        return "word" if self.shape == "inside" and self.known and len(self.word) >= WHOLE else self.shape

    @property
    def pairs(self) -> set[Pair]:
        """The digits that it replaces, with the letters that they stand for."""
        return replaced(self.word, self.new)

    @property
    def leads(self) -> bool:
        """Does it begin with a digit, which does not tell whether it was a capital?"""
        return "0" <= self.word[0] <= "9"

    def exactly(self, new: str) -> bool:
        """Must the text have *new* with the same first letter?  Where any word has a capital, it may be small there."""
        return self.leads and not (self.opens and scripts.is_upper(new[0]))

    @property
    def proves(self) -> bool:
        """Does it say anything about others?  Numbers behind a word, and short words, are found everywhere."""
        return self.known and self.shape != "short" and not "0" <= self.word[-1] <= "9"


def replaced(word: str, new: str) -> set[Pair]:
    """The digits of *word*, with the letters that stand for them in *new*."""
    return {(old, letter) for old, letter in zip(word, new, strict=True) if "0" <= old <= "9"}


def read(value: str, near: Contexts, start: int, word: str, kind: int) -> Found:
    """The likeliest spellings of the word: one that a list, or the text, knows, else what its letters say."""
    context = near.at(start)
    leads = "0" <= word[0] <= "9"
    speech = context.section.speech(kind)
    cases = _cases(value, start, start + len(word), context, speech) if leads else ()
    found = []
    for new, looks in _spellings(word, kind, context.section):
        nats, listed = speech.listed(new)
        known = listed or context.has(new)
        nats += looks + NOBODY * (not known) + (_case(new, nats, listed, cases) if cases else 0.0)
        found.append(Spelling(new, nats, known))
    found.sort(key=lambda spelling: spelling.nats)
    if not found[0].known and len(found) > 1:
        found = sorted((_akin(spelling, found, speech) for spelling in found), key=lambda spelling: spelling.nats)
    everyday = found[0].known and found[0].nats < EVERYDAY
    shape = _shape(word, kind, found[0].known, everyday)
    return Found(start, word, kind, shape, tuple(found[:READ]), cases[:1] > (0.0,))


def _akin(spelling: Spelling, found: list[Spelling], speech: Speech) -> Spelling:
    """A reading that no list has, by whether it is a form of a listed word in the letters that its rivals lack."""
    rivals = [rival.new for rival in found if rival.new.lower() != spelling.new.lower()]
    akin = rivals and not spelling.known and speech.akin(spelling.new, rivals)
    return spelling._replace(nats=spelling.nats - AKIN * akin) if akin else spelling


def _shape(word: str, kind: int, known: bool, everyday: bool) -> str:
    """Where the digits of the word stand.

    A short word that ends in a digit, or has two characters, is hardly ever damage.  Others are if they are *everyday*:
    of 23,691 clean documents none has such a word with a digit between letters, and three have one with it in front.
    A name or a note has no number 0: in the same documents none stands behind letters that make a known word with it.
    """
    leads, ends = word[0] <= "9", word[-1] <= "9" and not (known and word[-1] == "0")
    numbered = kind == LATIN and ends  # pos1 is the first of many
    digits = sum("0" <= char <= "9" for char in word)
    if len(word) < SHORT + numbered and (ends or len(word) < TELLING or not everyday):
        return "short"
    if digits > 1 and 3 * digits > len(word):
        return "short"
    return "end" if ends else "front" if leads else "inside"


def _cases(value: str, start: int, end: int, context: Context, speech: Speech) -> tuple[float, ...]:
    """Nats for the case of the letter at *start*: if it is small; if it is a capital, of a word as in CAPITAL."""
    before = value[max(0, start - 8) : start]
    if _SENTENCE.search(before):
        return (-math.log(context.small), *[-math.log1p(-context.small)] * 3)
    if _OPENS.search(before[-3:]):
        return (BEGINNING, 0.0, 0.0, 0.0)
    nouns = speech.codes[0][0] in NOUNS
    beside = BESIDE * (value[end : end + 1] == " " and value[end + 1 : end + 2].isupper())
    return (0.0, *(fee + (beside if nouns else -beside) for fee in (NOUN if nouns else CAPITAL)))


def _case(new: str, nats: float, listed: bool, cases: tuple[float, ...]) -> float:
    """Nats for the case of the first letter of a word of *nats*."""
    if not scripts.is_upper(new[0]):
        return cases[0]
    return cases[3 if not listed else 2 if nats > EVERYDAY else 1]


def _spellings(word: str, kind: int, near: Section) -> list[tuple[str, float]]:
    """All that the word may have been, in small letters but for the first, with nats for its digits."""
    table = LETTERS[kind]
    choices: list[list[tuple[str, float]]] = []
    for at, char in enumerate(word):
        letters = table.get(char, {})
        if char in HOOKED and (HOOKED[char] in near.value or HOOKED[char] in near.speech(kind).alphabet):
            letters = {**letters, HOOKED[char]: 0.0}
        fitting = [(letter, nats) for letter, nats in letters.items() if at == 0 or not scripts.is_upper(letter)]
        choices.append(fitting or [(char, 0.0)])
    if prod(map(len, choices)) > EVERY:
        choices = [[min(letters, key=lambda option: option[1])] for letters in choices]
    return [("".join(letter for letter, _ in way), sum(nats for _, nats in way)) for way in product(*choices)]


class Chance(NamedTuple):
    """The chance that a word is damaged, and, if it is, that it is the likeliest reading."""

    damaged: float
    reading: float


class Shown(NamedTuple):
    """What other words near one have shown: damaged words, all, and by replacement; and words that stand, by digit."""

    company: float
    damaged: Mapping[Pair, float]
    kept: Mapping[str, float]

    def times(self, pair: Pair) -> float:
        """Damaged words with the digit for the letter, capital or small."""
        digit, letter = pair
        return sum(self.damaged.get((digit, cased), 0.0) for cased in {letter.lower(), letter.upper()})

    def odds(self, pair: Pair, near: Context, kind: int) -> float:
        """Nats, 0 at most, for the letter of *pair*, beside the likeliest one for its digit.

        Either letters that look like a digit are replaced as often as one another, or this one never is; the words in
        which it stands tell.
        """
        digit, letter = pair
        hits = {new: times for (old, new), times in self.damaged.items() if old == digit}
        if max(hits.values(), default=0.0) < 1:
            return 0.0
        costs = dict.fromkeys((*LETTERS[kind].get(digit, ()), *hits, letter), 0.0)
        chances = stands_for(costs, hits, {new: hits.get(new, 0.0) + near.kept(new) for new in costs}, twin=1.0)
        return math.log(chances[letter] / max(chances.values()))


NOTHING = Shown(0.0, {}, {})
_PARTS = 1 << 40  # in which a chance is counted


class Pool:
    """What the words of a text show about one another: the chance of each distinct reading, where it stands.

    Asked about the words in their order: a window moves over them.  Chances are counted as whole numbers, so that what
    has been added can be taken away again and leaves no trace.
    """

    def __init__(self, found: Sequence[Found], chances: Sequence[Chance]) -> None:
        self._found, self._starts = found, [item.start for item in found]
        self._parts = [round(chance.damaged * _PARTS) for chance in chances]
        self._read = [round(chance.damaged * chance.reading * _PARTS) for chance in chances]
        self._readings = [item.new.lower() for item in found]
        self._first = self._last = 0  # the words in the window
        self._surest: dict[str, list[tuple[int, int]]] = defaultdict(list)  # a heap for each reading: -parts, number
        self._company = 0
        self._damaged: dict[Pair, int] = defaultdict(int)
        self._kept: dict[str, int] = defaultdict(int)

    def around(self, item: Found) -> Shown:
        """What is near *item*, and not *item* itself."""
        self._move(bisect_left(self._starts, item.start - REACH), bisect_right(self._starts, item.start + REACH))
        own = self._surest[item.new.lower()][0]
        self._count(own, -1)
        digits = {digit for digit, _ in item.pairs}
        told = Shown(
            self._company / _PARTS,
            {pair: parts / _PARTS for pair, parts in self._damaged.items() if parts and pair[0] in digits},
            {digit: self._kept[digit] / _PARTS for digit in digits},
        )
        self._count(own, 1)
        return told

    def _move(self, first: int, last: int) -> None:
        """Let the window hold the words number *first* to *last*."""
        for number in range(self._last, last):
            heap = self._surest[self._readings[number]]
            before = heap[0] if heap else None
            heappush(heap, (-self._parts[number], number))
            self._exchange(before, heap[0])
        for number in range(self._first, first):
            heap = self._surest[self._readings[number]]
            before = heap[0] if heap else None
            while heap and heap[0][1] < first:
                heappop(heap)
            self._exchange(before, heap[0] if heap else None)
        self._first, self._last = first, last

    def _exchange(self, before: tuple[int, int] | None, after: tuple[int, int] | None) -> None:
        if before != after:
            if before is not None:
                self._count(before, -1)
            if after is not None:
                self._count(after, 1)

    def _count(self, surest: tuple[int, int], sign: int) -> None:
        """Add the surest word of a reading, or take it away."""
        parts, item = -surest[0], self._found[surest[1]]
        if item.proves:
            self._company += sign * parts
            for pair in item.pairs:
                self._damaged[pair] += sign * self._read[surest[1]]
        for digit in {digit for digit, _ in item.pairs}:
            self._kept[digit] += sign * (_PARTS - parts)


def decisions(found: list[Found], near: Contexts, leet: bool) -> tuple[list[Found], list[Decision]]:
    """Was each word damaged, or written so?  First each by itself, then by what the others have shown.

    Returns the words again, each with the likeliest reading by what all have shown, and what was decided about them.
    """
    styles = [LEET * (leet + _is_example(near.text.value, item.start)) for item in found]
    made = [decision(item, near.at(item.start), NOTHING, style) for item, style in zip(found, styles, strict=True)]
    if len(found) < 2:
        return found, [
            choice if _is_known(item, near.at(item.start)) else _doubted(choice)
            for item, choice in zip(found, made, strict=True)
        ]
    times = Counter(item.word for item in found)
    for _ in range(2):
        chances = [_chance(choice) for choice in made]
        if sum(chance.damaged for chance in chances) < LITTLE:
            break
        pool = Pool(found, chances)
        again, made = [], []
        for item, style in zip(found, styles, strict=True):
            shown, context = pool.around(item), near.at(item.start)
            read_again = _read_again(item, shown, context)
            choice = decision(read_again, context, shown, style, times[item.word])
            proven = min(map(shown.times, read_again.pairs), default=0.0)
            a_name = times[item.word] > AGAIN and shown.company < 1
            if a_name or ((shown.company < ATTACKED or proven < TWICE) and not _is_known(read_again, context)):
                choice = _doubted(choice)
            again.append(read_again)
            made.append(choice)
        found = again
    return found, made


def _read_again(item: Found, shown: Shown, near: Context) -> Found:
    """The same word, its readings by what its digits stand for in other words."""
    spellings = [
        spelling._replace(shown=sum(shown.odds(pair, near, item.kind) for pair in replaced(item.word, spelling.new)))
        for spelling in item.spellings
    ]
    return item._replace(spellings=tuple(sorted(spellings, key=lambda spelling: spelling.nats - spelling.shown)))


def _is_example(value: str, at: int) -> bool:
    """Is the text around *at* about passwords, forged names and the like?"""
    near = value[max(0, at - NEAR) : at + NEAR].replace("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}", "I")
    return _ABOUT.search(near.lower()) is not None


def _is_known(item: Found, near: Context) -> bool:
    """Is the likeliest reading a word of the language of the text?"""
    return item.known and not (item.kind == LATIN and near.is_foreign)


def _doubted(choice: Decision) -> Decision:
    """A word that nobody knows, in a text that shows nothing, is a guess at best; so is one again and again alone."""
    return choice._replace(sure=choice.sure and min(choice.sure, Sure.GUESS))


def _chance(choice: Decision) -> Chance:
    """The chance that the word was damaged, and was this one."""
    nats = [h.nats for h in (choice.best, *choice.others)]
    damaged = [h.nats for h in (choice.best, *choice.others) if h.new is not None]
    return Chance(math.exp(log_sum(damaged) - log_sum(nats)), math.exp(max(damaged) - log_sum(damaged)))


def prior(item: Found, shown: Shown) -> float:
    """The log odds that the word is damaged, by the others near it with the same digits."""
    share = math.exp(priors("digits")[f"{'latin' if item.kind == LATIN else 'other'}_{item.place}"])
    total = 0.0
    for pair in item.pairs:
        hits, misses = shown.times(pair), shown.kept.get(pair[0], 0.0)
        total += math.log((STRENGTH * share + hits) / (STRENGTH * (1 - share) + misses))
    return total / len(item.pairs)


def decision(item: Found, context: Context, shown: Shown, style: float, times: int = 1) -> Decision:
    """Was the word, which stands *times* times, damaged, or written so?  *style*: nats for leetspeak and examples."""
    signs = sum("0" <= char <= "9" for char in item.word)
    proven = shown.company >= ATTACKED
    whole = context.section.of_length(item.kind, SHORT) if shown.company else 0
    company = min(shown.company, whole // 2)  # where all words are such, it is style
    company *= min(1.0, company / (sum(shown.kept.values()) or 1.0))  # of many codes some are words by chance
    speech, missing = context.section.speech(item.kind), context.section.missing
    stem = item.word.strip("0123456789")
    unit = item.kind == LATIN and "1" <= item.word[0] <= "9" and speech.listed(stem)[1]  # behind a number
    told = 0.0 if unit else ELSEWHERE
    shared = (
        Addend("such words are damage", prior(item, shown)),
        Addend("digits look like these letters", -SIGN * signs),
        Addend("the text has others of the kind", COMPANY * math.log1p(company)),
    )
    found = [
        Hypothesis(
            "digits for letters",
            new,
            (
                *shared,
                Addend("the word is known" if known else "its letters", -nats),
                Addend("what the digits stand for elsewhere", odds),
                Addend("the text has the word elsewhere", told * context.has(new, item.exactly(new))),
                Addend("the word itself is nowhere in the text", missing(new, nats, times) if proven else 0.0),
            ),
        )
        for new, nats, known, odds in item.spellings[:SPELLED]
    ]
    style = style - SELDOM * any(char in "2689" for char in item.word) - SIGN * signs
    word = item.spellings[0].nats
    found += [
        Hypothesis(AS_WRITTEN, None, (Addend("leetspeak, a name", style), Addend("the word", -word))),
        Hypothesis(AS_WRITTEN, None, (Addend("a code", -CODE - ANY * len(item.word)),)),
    ]
    parts = [part for part in _FIGURES.split(stem) if part] if item.kind == LATIN and not proven else [stem]
    if len(parts[0]) < len(stem) and min(map(len, parts)) >= TELLING:  # names of programs: form8ion, swagger2openapi
        nats = sum(min(speech.listed(part)[0], ANY * len(part)) for part in parts)
        number = Addend("a number", -FIGURE * (len(stem) - sum(map(len, parts))))
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("words with a number", -nats), number)))
    if min(item.word[0], item.word[-1]) <= "9":
        nats = min(speech.listed(stem)[0], ANY * len(stem))
        number = Addend("a number", -FIGURE * (len(item.word) - len(stem)))
        series = Addend("one of a series", ELSEWHERE * (len(context.numbered.get(stem.lower(), ())) > 1))
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("a name or an abbreviation", -nats), number, series)))
    return decide(found)
