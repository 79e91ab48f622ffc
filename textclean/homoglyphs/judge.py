"""The odds that a word with foreign letters is damaged, and the edits that follow.

Each distinct word of a section that holds a letter foreign to it has hypotheses: it stands as written (a kind of word
that authors mix on purpose, or letters that happen to stand together), or letters of one script were replaced.  Three
things decide: what the restored word costs in the languages of the section, what the word as written costs, and the
share of such words that are damaged here.  That share is a parameter of the section, per foreign letter: it starts at
the prior and is estimated from all its words together (expectation and maximisation, each word judged by the others),
so that a weak place beside fifty strong ones is strong, and a strong one alone in a clean book is weak.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from textclean import language, scripts
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, may_win, ordinary, ordinary_signs
from textclean.evidence.ledger import log_sum
from textclean.evidence.ordinary import FLAT
from textclean.evidence.trace import is_traced
from textclean.homoglyphs import elisions
from textclean.homoglyphs.elisions import elision
from textclean.homoglyphs.misread import misread
from textclean.homoglyphs.plain import clear, decided, plain_words
from textclean.homoglyphs.pool import (
    ALWAYS,
    ATTACKED,
    NEVER,
    PROVEN,
    SHORT,
    STRENGTH,
    Pair,
    Pool,
    Suspect,
    base_of,
    cost,
    costs_of,
    letters_of,
    replacements,
    spelling,
    stands_for,
)
from textclean.homoglyphs.readings import SIGMA, Price, Reading, read
from textclean.homoglyphs.section import MOST, SOME, TELLING, Section
from textclean.homoglyphs.sounds import by_sound
from textclean.homoglyphs.speech import NUMERAL, OPEN, STRANGE, anywhere
from textclean.homoglyphs.strays import is_stray
from textclean.homoglyphs.table import (
    ALPHABETS,
    CLEAR,
    NAMES,
    is_symbol,
    kind,
    of_an_alphabet,
    options,
    phonetic,
)
from textclean.homoglyphs.words import Words, script_name
from textclean.language.letters import UNKNOWN as UNKNOWN_LETTER
from textclean.language.lexicon import AKIN
from textclean.scripts import CYRILLIC, GREEK, LATIN, MARK, OTHER

SECTION = 1200  # words whose evidence is pooled: some 8 KiB
REACH = ((1, 0.6), (2, 0.3))  # sections away, and what their evidence counts: 16 KiB to either side, fading
FAR = 0.25  # what a damaged word on another line counts
# Nats for each tenth of the words beyond a half that a list knows, for a word that is of no ordinary kind: in lists of
# words and in phonetics few are known.
PROSE = 0.4
KEYED = 7.0  # nats for a word that a table of a program gives its good form for; nobody writes that by accident
POOLED = 6.0  # weight of the damaged words around, against words mixed on purpose: the text is damaged, and so much
ON_PURPOSE = 0.002  # words that mix scripts on purpose, among all words
# Nats for a Latin acronym of twins that no list has, among words of another script, in a section without another Latin
# word: in the corpus that harm runs use there are 198 in letters of that script, and none in Latin ones.
NOWHERE = 5.3
# Share of damaged words among those with a letter, at most: with 0.99 a name with one such letter stays damaged.
SURE = 0.999
# Nats for the absence of a word, without which a Latin word in other text is not asked; with 0 one all of twins stays.
EXPECTED = 0.5
FORM = 0.97  # what a form of a listed word proves: 39 of 40 are told rightly (lexicon.akin)
ENOUGH, UNKNOWN = 5.0, 0.3  # damaged words, after which a word that nobody knows shows its letters, too, and how much
ALIKE = 0.95  # damaged words of a line that make a symbol with an index none, by letters of the same script
ROUNDS = 4
# Nats for a foreign letter that is part of the spelling: of phonetics, one alike only, one that an alphabet has, too.
SPELLING = {"phonetic": 1.0, "near": 5.0, "exact": 8.0}
FOREIGN = 9.0  # nats more where all words around are of a language that has no such letter
ANOTHER = 2.0  # nats for each further such letter of one word: alphabets have few
CASE = 2.0  # nats for a capital within a sentence, and for a small letter at its beginning
STRAY = 4.0  # nats more for a word where one of another script should stand
# Nats against a Latin word of the everyday ones, which are 45 in 100 of running words, alone in Greek or Cyrillic text:
# of 3,313 words that are, in every second document of the corpus that harm runs use, 10 are of them.
EVERYDAY, BORROWED = 7.0, 5.0
LACKING = 3.0  # nats at most for a letter that looks exactly alike, and that neither the text nor its language has
# Nats for a letter of another keyboard layout in place of any other.  With 6 a rare form of a word whose other forms
# are listed is held in attacked texts; with 1000 a Ukrainian "s" for "i" becomes a Macedonian letter.
SLIP = 12.0
LISTED = 4  # letters of a word that may be spelled with any letters; with 3 a word list of phonetics is changed
# Letters of a word inside of which one that hardly looks like its own is damage, too, but for those of phonetics, yers,
# and Latin ones with the accent of a stressed vowel: all others in the corpus that harm runs use, few, are slips.
WHOLE, SPELLED = 5, frozenset("\u03b2\u03b3\u03b5\u044a\u044c")
# What a listed spelling is likelier at least than one that no list has, if the sums differ by AKIN to SPREAD: of 13,733
# such places in texts of 13 languages, the listed one was not meant at 31.  More than AT_MOST it is not, which alone is
# not CERTAIN, nor is one of two that no list has by its letters: none of 1,700 in Greek and Armenian was meant
# otherwise, which shows no more.  Of 199 where no list has even the beginning, and the sums differ by AKIN to AT_MOST,
# 11 were: AKIN again; of 709 where they differ by more, none.
TOLD, SPREAD, AT_MOST = 6.0, 12.0, 9.0
HOPELESS = 14.0  # nats by which a reading is worse than the best and is not asked again


class Judge:
    """One section on trial."""

    def __init__(self, section: Section) -> None:
        self.section = section
        found = {**section.strange, **section.seldom}
        self.suspects = [Suspect(word, section.words.kinds[at[0]], at) for word, at in found.items()]
        self.own, self.pool = Pool(), Pool()
        self._own_pairs: dict[Pair, float] = {}  # what the word that is being read has shown itself
        self._chances: dict[str, dict[str, float]] = {}  # by the others, of its characters: what each stands for
        self._found_kept: dict[tuple[str, bool], int] = {}
        self._own_letters: dict[int, frozenset[str]] = {}
        self._symbols: dict[str, bool] = {}  # letters of no living alphabet: do they stand alone, as symbols do?
        self.lines: dict[tuple[int, int], float] = {}  # (line, script): damaged words on it that prove something
        for suspect in self.suspects:
            suspect.line = section.line_of(suspect.places[0])
        self.plain = plain_words(section, self.suspects)
        taken = {id(suspect) for suspect, _ in self.plain}
        self.suspects = [suspect for suspect in self.suspects if id(suspect) not in taken]
        self._prepare()

    def _count_plain(self, pool: Pool) -> None:
        """The plain words, as what the section has shown."""
        for suspect, reading in self.plain:
            pairs = {pair for pair in zip(suspect.word, reading.new, strict=True) if pair[0] != pair[1]}
            for pair in pairs:
                pool.pairs[pair] += 1
            for source in {kind(old) for old, _ in pairs}:
                pool.sources[source] += 1
            pool.hits[reading.script] += 1

    # -- hypotheses

    def _prepare(self) -> None:
        for suspect in self.suspects:
            self._read(suspect)
            if suspect.weight:
                for char in set(suspect.word):
                    self.own.seen[char] += suspect.weight
            if suspect.readings:
                suspect.proof = suspect.weight * self._told(suspect.word, suspect.readings[0])
        restored: dict[int, list[str]] = defaultdict(list)
        for _, reading in self.plain:
            restored[reading.script].append(reading.new)
        for suspect in self.suspects:
            if suspect.readings:
                restored[suspect.readings[0].script].append(suspect.readings[0].new)
        self.known = {bit: self.section.known(bit, words) for bit, words in restored.items()}
        for suspect in self.suspects:
            if suspect.readings:
                self._ask_as_written(suspect, False)
        self.suspects = [suspect for suspect in self.suspects if suspect.readings]
        for suspect, _ in self.plain:
            for char in set(suspect.word):
                self.own.seen[char] += 1
        self.own.suspects, self.own.words = len(self.suspects) + len(self.plain), self.section.size
        self._all_seen = dict(self.own.seen)
        self._count_plain(self.own)
        self.pool = self.own

    def _read(self, suspect: Suspect) -> None:
        """The readings of a word, by what the others have shown."""
        section = self.section
        self._own_pairs, self._chances = self._shown_by(suspect), {}
        price = self.price if self.pool.suspects else None
        readings = [
            reading
            for bit in section.targets(suspect.word)
            if not section.is_symbol(suspect.word, bit)
            for reading in self._readings(suspect.word, bit, price)
            if reading.known or suspect.kinds != LATIN or reading.new.lower() == SIGMA
        ]
        if suspect.readings and not readings:
            return
        if section.main & suspect.kinds:
            readings = [self._all_replaced(reading, suspect.kinds) for reading in readings]
        suspect.readings = self._alone(suspect.kinds, readings)
        suspect.readings.sort(key=lambda reading: reading.nats + reading.changes)
        if suspect.readings:
            if len(suspect.readings) > 1 and len(suspect.word) == 1 and section.is_of_letters:
                alike = max(reading.nats for reading in suspect.readings)
                suspect.readings = [reading._replace(nats=alike) for reading in suspect.readings]
            best = suspect.readings[0].nats + suspect.readings[0].changes
            suspect.readings = [r for r in suspect.readings if r.nats + r.changes < best + HOPELESS]
        if suspect.readings and len(suspect.word) > SHORT:
            # A word that no language here explains is as likely in another one as it is to stand as written.
            most = OPEN * len(suspect.word) + STRANGE
            free = max(0.0, suspect.readings[0].nats - most)
            suspect.readings = [
                r._replace(nats=r.nats - free if section.is_known(r.script) else min(r.nats, most))
                for r in suspect.readings
            ]
            suspect.readings = [self._akin(r, suspect.readings) for r in suspect.readings]
            suspect.readings.sort(key=lambda reading: reading.nats + reading.changes)
        if len({scripts.is_upper(reading.new[0]) for reading in suspect.readings}) > 1:
            opens = section.opens(suspect.places[0])
            suspect.readings = [self._cased(reading, opens) for reading in suspect.readings]
        suspect.pairs = {
            r.new: replacements(suspect.word, r.new, r.script, suspect.kinds in NAMES, self._own(suspect.word, r))
            for r in suspect.readings
        }
        suspect.spelled = {r.new for r in suspect.readings if r.script == LATIN and spelling(suspect.pairs[r.new])}
        targets = {reading.script for reading in suspect.readings}
        others = any(section.clean.has(bit) for bit in NAMES if bit not in targets)
        if suspect.kinds in NAMES or others or len(targets) > 1:
            suspect.lines = {r.script: self.line(suspect, suspect.places[0], r.script) for r in suspect.readings}
        if suspect.kinds in NAMES:
            likely = [r for r in suspect.readings if r.known and suspect.lines[r.script] > 0]
            suspect.missing = {r.new: section.missing(r.new, r.nats, len(suspect.places)) for r in likely}
        if (
            suspect.kinds == LATIN and not suspect.proof and not section.all_twins
        ):  # names of commands are as Latin as can be
            stray = [at for at in suspect.places if any(is_stray(section, at, r) for r in suspect.readings)]
            missed = [
                r
                for r in suspect.readings
                if suspect.missing.get(r.new, 0.0) >= EXPECTED and (suspect.word[1:] or scripts.is_lower(suspect.word))
            ]
            if not stray or (missed and missed[0] is suspect.readings[0]):
                suspect.readings = missed
            else:
                suspect.places = stray

    def _told(self, word: str, reading: Reading) -> float:
        """What a reading proves, from 0 to 1: nothing if nobody knows it.

        In a text of a language that has a list, the text itself may know it, too, or a list a form of it.
        """
        speech = self.section.speech(reading.script)
        told = speech.familiar(reading.new)
        if told == 1 or not self.section.is_known(reading.script):
            return told
        return 1.0 if reading.known else max(told, FORM * speech.is_form(reading.new, word))

    def _readings(self, word: str, script: int, price: Price | None) -> list[Reading]:
        """The spellings of *word*: letters of other Latin alphabets stay, if nobody knows the word without them.

        So they do beside others that stand for plain ones, which prove nothing about them.
        """
        section = self.section
        speech = section.speech(script)
        found = [
            reading if reading.known else reading._replace(nats=min(reading.nats, speech.own_form(reading.new, word)))
            for reading in read(word, script, speech, price, self._kept_in(word, script))
        ]
        if not found or any(self._tells(word, reading) for reading in found):
            return found
        if script != LATIN:
            known = self.section.is_known(script)
            return found if known else list(self._with_exact_letters(word, script, found, price))
        foreign = frozenset(char for char in word if not kind(char) & (LATIN | MARK))
        letters = frozenset(char for char in foreign if of_an_alphabet(char) and not self._is_proven(char))
        if letters == foreign and self._listed[0] <= MOST:
            return []  # it is spelled so
        if not letters or letters == foreign:
            return found
        return read(word, script, section.speech(script), price, section.written | letters)

    def _tells(self, word: str, reading: Reading) -> bool:
        """Does *reading* tell what the letters of *word* are?  As a word, and a Latin one of a language with a list.

        A word of some list is found soon among those of Kabyle without their gamma.  Where no word is of another
        language, a word of some letters is enough.
        """
        if not reading.known or len(word) < SHORT or reading.script != LATIN:
            return reading.known and len(word) >= SHORT
        listed, others = self._listed
        return listed > MOST or (others < 1 and len(word) > SHORT)

    @cached_property
    def _listed(self) -> tuple[float, float]:
        """The share of the Latin words that lists know, and how many others there are.

        With the suspicious ones that look like one word only.
        """
        looks = [word.translate(clear(LATIN)) for word in islice(self.section.strange, SOME)]
        words = {*self.section.latin_words(SOME), *(word for word in looks if "\0" not in word)}
        known = sum(map(self.section.speech(LATIN).familiar, words))
        return (known + 1) / (len(words) + 2), len(words) - known

    def _kept_in(self, word: str, script: int) -> frozenset[str]:
        """The letters beyond the usual ones of *script* that stay in *word*, as the text writes it.

        Of Latin ones that stand in Cyrillic words, only beside another letter that is foreign.
        """
        if script != CYRILLIC:
            return {LATIN: self.section.written, GREEK: self.section.printed}.get(script, frozenset())
        own = frozenset(char for char in self.section.national.intersection(word) if not self._is_proven(char))
        return own if any(not kind(char) & (CYRILLIC | MARK) and char not in own for char in word) else frozenset()

    def _with_exact_letters(
        self, word: str, script: int, found: list[Reading], price: Price | None
    ) -> Iterator[Reading]:
        """*found*, spellings of *word* that nobody knows, and what they are in letters that look exactly like its own.

        The language that is known best may lack such a letter where another has it: Buryat and Sakha are written with
        U+04BB, and people who have no key for it type a Latin h.  Where the text has it in other words, it is no other.
        """
        table = self.section.speech(script).main
        for reading in found:
            pairs = list(zip(word, reading.new, strict=True))
            exact = {old: options(script)[old][0][0] for old, new in pairs if old != new}
            others = {
                a for old, new in pairs if old != new and (a := exact[old]) != new and cost(old, a, script) < CLEAR
            }
            others = {letter for letter in others if table and letter.lower() not in table}
            if others:
                spelled = "".join(exact[old] if exact.get(old) in others else new for old, new in pairs)
                found_pairs = {pair for pair in zip(word, spelled, strict=True) if pair[0] != pair[1]}
                costs = ((a, b, cost(a, b, script)) for a, b in found_pairs)
                changes = sum(price(*nats) if price else nats[2] for nats in costs)
                if not others <= self._letters(script):
                    yield reading
                    changes = max(changes, reading.changes - LACKING)
                yield Reading(script, spelled, reading.nats, changes, False)
            else:
                yield reading

    def _letters(self, script: int) -> frozenset[str]:
        """The letters of the words that can only be of *script*."""
        if script not in self._own_letters:
            self._own_letters[script] = frozenset().union(*self.section.clean[script])
        return self._own_letters[script]

    def _own(self, word: str, reading: Reading) -> int:
        """May the letters of *word* that are replaced by those of *reading* be nothing but damage (1)?

        They are drawn as the others are, or about so in a longer word, and the text or its language writes those, or no
        key of a Latin keyboard has these (short words in lists of words may be spelled with them).  A short word with
        capitals, or an unknown one that begins with a foreign one, may be a symbol with an index.  A word that nobody
        knows tells nothing if most of its letters are of other scripts, not all, or if it is short and stranger than
        any letters.  A letter that neither the text nor its language writes, in a word that nobody knows, is hardly
        meant (-1).
        """
        size, target = len(word), reading.script
        changed = [(a, b) for a, b in zip(word, reading.new, strict=True) if a != b]
        strange = size <= SHORT and reading.nats > OPEN * size + STRANGE
        if not reading.known and (strange or len(changed) < size < 2 * len(changed)):
            return 0
        symbol = word[1:] == reading.new[1:] and scripts.is_upper(word[0]) and not reading.known and size <= WHOLE
        if symbol or size < SHORT or (size == SHORT and word[1:] != word[1:].lower()):
            return 0
        near = any(cost(a, b, target) >= CLEAR for a, b in changed)
        edge = word[0] != reading.new[0] or word[-1] != reading.new[-1]
        if near and (size < WHOLE or edge or not self._is_slip(changed, target)):
            return 0
        if len(changed) > 1 and all(scripts.is_upper(a) for a, _ in changed) and any(map(scripts.is_lower, word)):
            return 0  # an abbreviation with an ending of the language, as those of PC and SMS
        typed = [b.lower() for a, b in changed if a < "\x80" or size <= LISTED]
        if self.section.writes(target).issuperset(typed):
            return 1
        return -1 if self.section.is_known(target) and not reading.known else 0

    @staticmethod
    def _is_slip(changed: list[Pair], target: int) -> bool:
        """Is one letter *changed*, none that is spelled so, that looks like none of *target* exactly?"""
        old = changed[0][0]
        spelled = old.lower() in SPELLED or (kind(old) == LATIN and old > "\x7f")
        return len(changed) == 1 and not spelled and options(target)[old][0][1] >= CLEAR

    def _akin(self, reading: Reading, rivals: list[Reading]) -> Reading:
        """A reading that no list has, by whether it is a form of a listed word in the letters that its rivals lack.

        Where a list has a rival, that is TOLD nats likelier at least, if it is likelier by AKIN at all, and the section
        has not shown that its letters are the less likely ones.
        """
        others = [rival for rival in rivals if rival.script == reading.script and rival.new != reading.new]
        if reading.known or not others:
            return reading
        speech = self.section.speech(reading.script)
        shown = reading.changes + CLEAR
        told = min((r.nats for r in others if r.changes <= shown and speech.is_listed(r.new)), default=math.inf)
        least = min(rival.nats for rival in others)
        if told + AKIN <= reading.nats <= told + SPREAD:
            return reading._replace(nats=min(max(reading.nats, told + TOLD), told + AT_MOST))
        if told + AKIN <= reading.nats:
            return reading
        # The list of Greek is none of old Greek.
        listed = self._listed[0] > MOST if reading.script == LATIN else not self.section.printed
        doubted = reading.nats < least + AT_MOST and speech.are_strange([reading.new, *(rival.new for rival in others)])
        if not listed or doubted:
            return reading._replace(nats=min(reading.nats, least + AKIN))
        first = speech.leaves_first(reading.new, [rival.new for rival in others if not rival.known])
        akin = AKIN * speech.akin(reading.new, [rival.new for rival in others])
        return reading._replace(nats=min(reading.nats + first, least + AT_MOST) - akin)

    def _alone(self, kinds: int, readings: list[Reading]) -> list[Reading]:
        """The readings of a mixed word, in Latin letters by the lists of all languages if no word here tells which."""
        if kinds in NAMES or self.section.clean.has(LATIN) or len({reading.script for reading in readings}) < 2:
            return readings
        nats = {r.new: anywhere(r.new, LATIN, alone=True) for r in readings if r.script == LATIN and not r.known}
        return [r._replace(nats=nats[r.new], known=True) if nats.get(r.new, math.inf) < r.nats else r for r in readings]

    def _all_replaced(self, reading: Reading, kinds: int) -> Reading:
        """A reading with what it costs that no letter of the word, of *kinds*, is of its script, if that is rare."""
        if reading.script & kinds:
            return reading
        rare = math.log((self.section.size + 1) / (len(self.section.clean[reading.script]) + 1))
        return reading._replace(changes=reading.changes + rare)

    @staticmethod
    def _cased(reading: Reading, opens: bool) -> Reading:
        """A reading with what its first letter costs, a capital or not, at the beginning of a sentence or within."""
        return reading._replace(changes=reading.changes + CASE * (scripts.is_upper(reading.new[0]) != opens))

    def line(self, suspect: Suspect, at: int, script: int) -> float:
        """What the neighbours of a word say for *script*; only against it, where no other script could be meant."""
        nats = self.section.line(at, script)
        if suspect.kinds not in NAMES and len({r.script for r in suspect.readings}) == 1:
            return min(0.0, nats)
        if suspect.kinds not in NAMES and nats < 0 and not self.section.clean.has(script):
            nats -= self.section.rarity(at, script)  # neighbours are not all: no word here is of that script
        words = [(r.new, r.nats) for r in suspect.readings if r.script == script]
        if script == LATIN and any(NUMERAL.fullmatch(new) for new, _ in words):
            return max(0.0, nats)  # Roman numerals stand among words of any script
        against = (self._nowhere(at, script, new) or self._borrowed(at, script, cost) for new, cost in words)
        return nats - max(against, default=0)

    def _borrowed(self, at: int, script: int, nats: float) -> float:
        """Nats against an everyday Latin word, which costs *nats*, alone among words of another script."""
        return BORROWED * (script == LATIN and nats < EVERYDAY and self.section.is_among_others(at, script))

    def price(self, char: str, letter: str, nats: float) -> float:
        """What it costs that *char* stands for *letter*: as the table has it, or as the section has shown.

        What counts is how much of each letter is replaced: where no i is left and every l stands, U+04CF is an i.
        """
        if char not in self._chances:
            self._chances[char] = self._chances_of(char)
        chances = self._chances[char]
        if not chances:
            return nats
        # More where its case is odd.
        return math.log(sum(chances.values()) / chances[letter]) + nats - costs_of(char)[letter]

    def _chances_of(self, char: str) -> dict[str, float]:
        """What speaks for each letter that *char* may stand for; nothing if too few words say anything."""
        costs = costs_of(char)
        found = {letter: times for letter in costs if (times := self._times(char, letter))}
        if sum(found.values()) < 1:
            return {}
        most = max(found, key=lambda letter: found[letter])
        everywhere = not self._kept(most, False)
        return stands_for(
            costs,
            found,
            {letter: self.pool.letters.get(letter, 0.0) + self._kept(letter, everywhere) for letter in costs},
        )

    def _kept(self, letter: str, everywhere: bool) -> int:
        """The distinct words in which *letter* stands: those that could have shown that it is replaced.

        *everywhere*: those without a foreign letter could have, too, for what is replaced stands in none of them.
        """
        if (letter, everywhere) not in self._found_kept:
            found = sum(letter in word for word in self.section.strange)
            if everywhere:
                found += sum(letter in word for word in self._clean)
            self._found_kept[letter, everywhere] = found
        return self._found_kept[letter, everywhere]

    def _times(self, char: str, letter: str) -> float:
        """Damaged words in which *char* stands for *letter*, without the one that is asked about."""
        return max(0.0, self.pool.pairs.get((char, letter), 0.0) - self._own_pairs.get((char, letter), 0.0))

    @staticmethod
    def _shown_by(suspect: Suspect) -> dict[Pair, float]:
        """What one word shows of each replacement."""
        found: dict[Pair, float] = {}
        for new, chance in suspect.chance.items():
            for pair, _ in suspect.pairs.get(new, ()):
                found[pair] = found.get(pair, 0.0) + chance * chance * suspect.proof
        return found

    @cached_property
    def _clean(self) -> set[str]:
        """The distinct words of the section that can only be of one script."""
        return {word for bit in (*NAMES, OTHER) for word in self.section.clean[bit]}

    def _ask_as_written(self, suspect: Suspect, proven: bool) -> None:
        """The hypotheses that the word stands as its author wrote it."""
        suspect.proven = proven
        suspect.written = [*self._as_written(suspect, proven), *self._keyed(suspect)]
        ordinary_kinds = any(hypothesis.addends[0].name in ordinary.names() for hypothesis in suspect.written)
        small = any(map(scripts.is_lower, suspect.word[1:]))
        suspect.plain = small and suspect.kinds not in NAMES and not ordinary_kinds
        suspect.as_written = log_sum([hypothesis.nats for hypothesis in suspect.written])

    def _keyed(self, suspect: Suspect) -> Iterator[Hypothesis]:
        """The word as a key of a table, for which that has the good form."""
        best, words = suspect.readings[0], self.section.words
        if any(
            ordinary_signs.is_keyed(words.value, words.starts[at], words.ends[at], best.new) for at in suspect.places
        ):
            parts = Addend("beside its good form", KEYED), Addend("its letters", -best.nats)
            yield Hypothesis(AS_WRITTEN, None, parts)

    def _as_written(self, suspect: Suspect, proven: bool) -> list[Hypothesis]:
        """What the author may have meant by the word as it stands; *proven*: words around it are damaged."""
        word, at, section = suspect.word, suspect.places[0], self.section
        start, end = section.words.starts[at], section.words.ends[at]
        best = suspect.readings[0]
        if suspect.kinds in NAMES:
            return self.unmixed(at, suspect.kinds, best, proven, len(suspect.places))
        proven = proven or is_stray(section, at, best)
        around = section.around(at)
        listed = best.known and section.is_known(best.script)
        kinds = ordinary.hypotheses(
            section.value, start, end, around, lambda: self.parts(word), best.nats, proven, listed=listed
        )
        found = [
            Hypothesis(
                AS_WRITTEN,
                None,
                (Addend("letters that stand together", -OPEN * len(word) - STRANGE - (len(word) > SHORT)),),
            ),
            *kinds,
        ]
        exact = all(share >= base_of("exact") for _, share in suspect.pairs[best.new])
        most = max((best.script, LATIN, CYRILLIC), key=lambda bit: sum(kind(char) == bit for char in word))
        heard_in = most if best.known and most != best.script else best.script * (not best.known)
        if suspect.kinds == LATIN | CYRILLIC and heard_in and (sound := by_sound(word, heard_in)):
            nats, heard = section.speech(heard_in).cost(sound)
            if (heard or not (best.known or exact)) and sound != best.new:
                found.append(Hypothesis(AS_WRITTEN, None, (Addend("letters by sound, another rule's work", -nats),)))
        changed = [at for at, (old, new) in enumerate(zip(word, best.new, strict=True)) if old != new]
        # Who writes Latin only, has no other layout.
        layouts = [bit for bit in NAMES if bit == LATIN or section.clean.has(bit)]
        if len(changed) == 1 and not best.known and any(bit & suspect.kinds & ~best.script for bit in layouts):
            nats = section.speech(best.script).with_another(best.new, changed[0]) + SLIP
            found.append(Hypothesis(AS_WRITTEN, None, (Addend("another letter was meant", -nats),)))
        if best.script == LATIN and suspect.kinds & (CYRILLIC | GREEK):
            found += misread(section.value, start, end, best, section.speech(LATIN))
        strange = FOREIGN * self.known[best.script]
        if exact:
            strange += SPELLING["exact"]
        elif best.script == LATIN and any(map(phonetic, word)):
            strange += SPELLING["phonetic"]
        else:
            strange += SPELLING["near"]
        strange += ANOTHER * (len(suspect.pairs[best.new]) - 1)
        letters = section.speech(best.script).letters(best.new)
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("a letter of the spelling", -letters - strange),)))
        return found

    def unmixed(self, at: int, script: int, reading: Reading, proven: bool = False, times: int = 1) -> list[Hypothesis]:
        """What the author may have meant by word *at* of one *script*, which may be read otherwise.

        *proven*: replacements of this script are proven in the section.  *times*: how often the word stands there; that
        one of another script does has to be said once, where what it is read as is none.
        """
        words = self.section.words
        word, start, end = words[at], words.starts[at], words.ends[at]
        around = self.section.around(at)
        proven = proven or is_stray(self.section, at, reading)
        alone = proven and self._is_nowhere_else(at, script, word)
        kinds = ordinary.hypotheses(
            words.value, start, end, around, lambda: self.parts(word), reading.nats, proven, alone
        )
        found = [self.of_its_script(at, script, 1 if reading.known else times), *kinds]
        if script & (CYRILLIC | GREEK) and reading.script == LATIN and not reading.known:
            found += misread(words.value, start, end, reading, self.section.speech(LATIN))
        return found

    def _is_nowhere_else(self, at: int, script: int, word: str) -> bool:
        """Is *word* of *script*, at *at*, among words of others, none like it in the section, no numeral, not known?"""
        section = self.section
        if NUMERAL.fullmatch(word) or not section.is_among_others(at, script):
            return False
        return (len(word) == 1 or anywhere(word, script) == math.inf) and not section.has(script)

    def of_its_script(self, at: int, script: int, times: int = 1) -> Hypothesis:
        """A word of another script than those around it, which stands there so many *times*."""
        word = self.section.words[at]
        cost = self._cost(word, script)
        rarity = self._nowhere(at, script, word)
        if rarity is None:
            rarity = self.section.rarity(at, script) + (len(word) > 1) * self._borrowed(at, script, cost)
        here = Addend("where few are", -rarity * (1 + math.log(times)) / times)
        return Hypothesis(AS_WRITTEN, None, (Addend(f"a word of {NAMES[script]} letters", -cost), here))

    def least_of_its_script(self, word: str, script: int) -> float:
        """The nats of :meth:`of_its_script` for *word*, wherever it may stand, are as many or more."""
        return -self._cost(word, script) - max(NOWHERE, self.section.rarest(script) + BORROWED)

    def _cost(self, word: str, script: int) -> float:
        """Nats for *word* in the languages of *script* here, another one, or one that nobody here knows."""
        cost, _ = self.section.speech(script).cost(word)
        # Too few words to tell their language, or words of any.
        few = len(self.section.clean[script]) < TELLING or self.section.is_polyglot
        unknown = OPEN * len(word) + STRANGE
        return min(cost, anywhere(word, script) + (0.0 if few else language.FEE), unknown)

    def _nowhere(self, at: int, script: int, word: str) -> float | None:
        """Nats against *word* where no other is of *script*, if it is a Latin acronym.

        Those of twins are as usual in Latin letters as in those of a text in another script: of 1,800 in half of the
        corpus that harm runs use, 1,300 are Latin; but none where no word can only be Latin.
        """
        if script != LATIN or not math.isfinite(ordinary.acronym(word)):
            return None
        return NOWHERE * self._is_nowhere_else(at, script, word)

    def parts(self, word: str) -> float:
        """Nats for the word as words of its scripts side by side; more for a script that the text has nowhere else.

        Latin names stand in texts of any script.
        """
        total, last, part = 0.0, 0, ""
        for char in [*word, " "]:
            own = kind(char)
            if part and own not in (last, MARK):
                ending = char == " " and len(part) <= SHORT and total
                free = FLAT * (len(part) + (0 if ending else 1))  # a name may be any letters
                if ending and last in NAMES and (table := self.section.speech(last).main):
                    free += UNKNOWN_LETTER * sum(letter not in table for letter in part.lower())
                total += free if ending or last not in NAMES else min(free, self.section.speech(last).cost(part)[0])
                if last in NAMES and last != LATIN and not self.section.clean.has(last):
                    total += math.log(self.section.size)
                part = ""
            if own != MARK or not part:
                last = own
            part += char
        return total

    # -- the shares of this section

    def prior(self, suspect: Suspect, reading: Reading) -> float:
        """The log odds that the word is damaged, by the others of the section that hold the same foreign letters."""
        pool, bit = self.pool, reading.script
        own = suspect.damaged(bit)
        whole = max(0.0, pool.hits[bit] - own - 1) / (pool.suspects + 1) if pool.suspects > SHORT else 0.0
        if reading.new in suspect.spelled:
            whole = 0.0
        shown = self._shown_by(suspect)
        total = pure = spared = 0.0
        if suspect.kinds in NAMES:
            here = sum(suspect.chance.get(r.new, 0.0) for r in suspect.readings if r.script == bit)
            hits = max(0.0, pool.pure_hits[bit] - suspect.weight * here)
            pure = (STRENGTH * base_of("pure") + hits) / (STRENGTH + max(0.0, pool.pure - suspect.weight))
            if len(suspect.word) > 1:  # lone letters stand for things
                full = math.log((hits + base_of("pure")) / (1 + pool.words))  # whole words are replaced
                spared = max(full, self._spared(suspect.kinds, [new for (_, new), _ in suspect.pairs[reading.new]]))
        own_hits = pool.hits[bit]
        pairs = suspect.pairs[reading.new]
        for pair, base in pairs:
            share = max(base, pure, 0.9 * whole * min(1.0, pool.sources[kind(pair[0])] / (own_hits + 1)))
            share = min(share, SURE)
            hits = self._hits(suspect, pair, bit, shown)
            misses = max(0.0, pool.seen.get(pair[0], 0.0) - suspect.weight + suspect.open.get(pair[0], 0.0) - hits)
            total += math.log((STRENGTH * share + hits) / (STRENGTH * (1 - share) + misses))
        prose = 10 * PROSE * max(0.0, self.known.get(bit, 0.0) - 0.5) * suspect.plain
        return total / len(pairs) + prose + POOLED * math.log1p(self.around(suspect, reading)) + spared

    def _spared(self, source: int, letters: Iterable[str]) -> float:
        """Nats for a word wholly of *source* to stand for *letters*, where these stay, and others are always replaced.

        Who replaces each e of a page leaves its n and o: a Russian word in it is Russian.
        """
        replaced = {letter for (old, letter), times in self.pool.pairs.items() if kind(old) == source and times >= 1}
        hits = sum(self.pool.letters[letter] for letter in replaced)
        share = min(ALWAYS, hits / (1 + hits + sum(self._kept(letter, True) for letter in replaced)))
        cases = ({letter.lower(), letter.upper()} for letter in letters)
        kept = (sum(self._kept(char, True) for char in case) for case in cases if replaced.isdisjoint(case))
        return sum(max(math.log(NEVER), times * math.log(1 - share)) for times in kept)

    def _hits(self, suspect: Suspect, pair: Pair, script: int, shown: Mapping[Pair, float]) -> float:
        """Damaged words of the section with a replacement, without what this one has *shown*.

        A letter that is known to stand for several of *script* is damage whichever it is: the price of each reading
        says which.  So it is for one of which the section shows nothing, and so is a rare letter alone.
        """
        old, new = pair
        pairs = self.pool.pairs
        alone = len(suspect.word) == 1 and suspect.kinds not in NAMES
        letters = [
            letter
            for letter, _ in options(script).get(old, ())
            if alone or pairs.get((old, letter), 0.0) >= 1 or self._is_open(old, letter)
        ]
        ways = [(old, letter) for letter in (letters if new in letters else [new])]
        return sum(max(0.0, pairs.get(way, 0.0) - shown.get(way, 0.0)) for way in ways)

    def _is_open(self, old: str, letter: str) -> bool:
        """Could *old* be *letter*, its twin, as far as the section shows: it has none, nor another character for it?"""
        if costs_of(old)[letter] > CLEAR or scripts.is_upper(old) != scripts.is_upper(letter):
            return False
        return self.pool.letters.get(letter, 0.0) < 1 and not self._kept(letter, True)

    def around(self, suspect: Suspect, reading: Reading) -> float:
        """Damaged words beside a suspicious one: those that are like it, and on its line, count most."""
        pool, bit, pairs = self.pool, reading.script, suspect.pairs[reading.new]
        own = suspect.damaged(bit) * suspect.proof
        hits = max(0.0, pool.hits[bit] - own)
        near = max(0.0, self.lines.get((suspect.line, bit), 0.0) - own)
        near, far = min(near, hits), max(0.0, hits - near)
        if suspect.kinds in NAMES:  # damage by letters of other scripts says nothing of those of this one
            share = min(1.0, pool.sources[suspect.kinds] / (pool.hits[bit] + 1))
            # Nor does it of a word among those of its own script, but on its line.
            near, far = share * near, share * far * (suspect.lines[bit] >= 0)
        if suspect.kinds in NAMES or not reading.known:  # nor of those that hardly look alike
            unlike = self._unlike(suspect, reading)
            near, far = min([near, *unlike]), min([far, *unlike])
        if suspect.kinds not in NAMES and bit == LATIN and not reading.known:
            # Other letters' damage says little of those that phonetics have.
            sources = [max(0.0, pool.sources[kind(a)] - own) for (a, _), _ in pairs if kind(a) == GREEK and phonetic(a)]
            near, far = min([near, *sources]), min([far, *sources])
        if reading.new in suspect.spelled or (not suspect.weight and suspect.kinds not in NAMES):
            # Spelling of another alphabet, or a symbol, as well as damage: only the same letters elsewhere count.
            alike = min(pool.times(*pair) for pair, _ in pairs)
            far = min(far, alike)
            if reading.new in suspect.spelled and not self._tells(suspect.word, reading):
                near = min(near, alike)  # nor does its line prove anything about them
        explained = self.section.explained(suspect.places[0], bit)
        return explained * (near + FAR * far) / (1 + ON_PURPOSE * pool.words)

    def _unlike(self, suspect: Suspect, reading: Reading) -> list[float]:
        """Damaged words with each replacement by a letter hardly like it, or by a symbol for no everyday word."""
        lone = len(suspect.word) == 1 and suspect.kinds == GREEK and is_symbol(suspect.word)
        symbol = lone and reading.nats >= EVERYDAY
        pairs = suspect.pairs[reading.new]
        unlike = [p for p, _ in pairs if symbol or cost(*p, reading.script) > CLEAR or self._stands_alone(p[0])]
        return [self.pool.times(*pair) for pair in unlike]

    def _stands_alone(self, char: str) -> bool:
        """Does *char*, a letter of no living alphabet, stand alone more often than in words, as symbols do?"""
        if kind(char) & ALPHABETS:
            return False
        if char not in self._symbols:
            section = self.section
            start, end = section.words.starts[section.first], section.words.ends[section.last - 1]
            inside = sum(word.count(char) * len(at) for word, at in section.strange.items() if len(word) > 1)
            self._symbols[char] = section.value.count(char, start, end) > 2 * inside
        return self._symbols[char]

    def estimate(self, pool: Pool | None = None) -> None:
        """The chances of all suspects, and what the section shows; *pool*: what its neighbours have shown, too."""
        before = 0.0
        for turn in range(ROUNDS):
            if turn == 1 and pool is None:
                self._read_again()
            self._weigh()
            own = self._shown()
            self.own = own
            self.pool = own
            if pool is not None:
                self.pool = Pool()
                self.pool.add(own, 1)
                self.pool.add(pool, 1)
            self._count_lines()
            self._decide_neighbours()
            hits = sum(own.hits.values()) + sum(sum(suspect.open.values()) for suspect in self.suspects)
            if hits < 1 or abs(hits - before) < 0.02 * hits:
                break
            before = hits
        self._read_again()  # by all that is known now
        self._own_pairs, self._chances = {}, {}
        self._weigh()

    def _weigh(self) -> None:
        """The chances of each suspect's readings."""
        for suspect in self.suspects:
            nats = [
                self.prior(suspect, r)
                - r.nats
                - r.changes
                + suspect.lines.get(r.script, 0.0)
                + suspect.missing.get(r.new, 0.0)
                for r in suspect.readings
            ]
            total = log_sum([*nats, suspect.as_written])
            suspect.chance = {r.new: math.exp(n - total) for r, n in zip(suspect.readings, nats, strict=True)}

    def _shown(self) -> Pool:
        """What the section shows by these chances."""
        own = Pool()
        own.seen.update(self._all_seen)
        own.suspects, own.words = self.own.suspects, self.own.words
        self._count_plain(own)
        for suspect in self.suspects:
            if suspect.kinds in NAMES:
                own.pure += suspect.weight
                for reading in suspect.readings:
                    own.pure_hits[reading.script] += suspect.weight * suspect.chance[reading.new]
            for reading in suspect.readings:
                chance = suspect.chance[reading.new]
                if chance > 1e-3 and reading.new not in suspect.spelled:
                    own.hits[reading.script] += chance * suspect.proof
                    proven = self.pool.hits[reading.script] >= ENOUGH
                    proof = max(suspect.proof, proven * UNKNOWN * suspect.weight)
                    for pair, _ in suspect.pairs[reading.new]:
                        own.pairs[pair] += chance * chance * proof  # doubtful ones hardly count
                    for source in {kind(old) for (old, _), _ in suspect.pairs[reading.new]}:
                        own.sources[source] += chance * suspect.proof
            suspect.open = dict.fromkeys(suspect.word, 0.0)
            for reading in suspect.readings:
                for old in {old for (old, _), _ in suspect.pairs[reading.new]}:
                    suspect.open[old] += suspect.chance[reading.new] * max(0.0, suspect.weight - suspect.proof)
            for old, chance in suspect.open.items():
                own.seen[old] -= chance
        return own

    def damaged_on_line_of(self, at: int, script: int) -> float:
        """The damaged words of *script* on the line of word *at*."""
        return self.lines.get((self.section.line_of(at), script), 0.0)

    def _count_lines(self) -> None:
        """The damaged words of each line."""
        lines: dict[tuple[int, int], float] = defaultdict(float)
        for suspect, reading in self.plain:
            lines[suspect.line, reading.script] += 1
        for suspect in self.suspects:
            for bit in {reading.script for reading in suspect.readings}:
                lines[suspect.line, bit] += suspect.damaged(bit) * suspect.proof
        self.lines = lines

    def _decide_neighbours(self) -> None:
        """The script that each suspicious word is likely to be, for those beside it."""
        decided = self.section.decided
        for suspect, reading in self.plain:
            decided.update(dict.fromkeys(suspect.places, reading.script))
        for suspect in self.suspects:
            likely = max(suspect.readings, key=lambda reading: suspect.chance[reading.new])
            script = likely.script if suspect.chance[likely.new] > 0.5 else suspect.kinds
            decided.update(dict.fromkeys(suspect.places, script))
        for suspect in self.suspects:
            if suspect.lines:
                suspect.lines = {r.script: self.line(suspect, suspect.places[0], r.script) for r in suspect.readings}

    def _read_again(self) -> None:
        """By now letters may be known to stand for one of several others, and lone ones to be no symbols."""
        for suspect in self.suspects:
            script = suspect.readings[0].script
            if any(len(options(script).get(char, ())) > 1 and self._is_proven(char) for char in suspect.word):
                self._read(suspect)
            script = suspect.readings[0].script
            own = 0.0 if suspect.kinds in NAMES else suspect.damaged(script) * suspect.proof
            voided = any(hypothesis.addends[0].name in ordinary.unproven() for hypothesis in suspect.written)
            near = self.lines.get((suspect.line, script), 0.0) - own
            if suspect.kinds in NAMES:
                alike = min(self.pool.sources[suspect.kinds], self.pool.hits[script])
                if suspect.readings[0].nats >= EVERYDAY:  # letters of other scripts say nothing of such a word
                    near = min(near, alike)
                near = PROVEN if alike >= ATTACKED else near
            near = min([near, *self._unlike(suspect, suspect.readings[0])])
            # A term is no damage for what stands beside it, if nobody knows the word that it would be, nor its letters.
            known = suspect.kinds in NAMES or any(r.known for r in suspect.readings) or self._is_attacked(suspect)
            if voided and known and (near >= PROVEN or self._is_like_its_line(suspect, near)):
                self._ask_as_written(suspect, True)

    def _is_attacked(self, suspect: Suspect) -> bool:
        """Do other words show what all its foreign letters stand for, and several that letters of their script do?"""
        old = {pair[0] for pair, _ in suspect.pairs[suspect.readings[0].new]}
        return all(self._is_proven(char) and self.pool.sources[kind(char)] >= ATTACKED for char in old)

    def _is_like_its_line(self, suspect: Suspect, near: float) -> bool:
        """Is a word of its line surely damaged by letters of the script that this word of two scripts holds?

        *near*: the damaged words of its line.
        """
        if suspect.kinds in NAMES:
            return False
        best = suspect.readings[0]
        own = suspect.damaged(best.script) * suspect.proof
        alike = min(self.pool.sources[kind(old)] - own for (old, _), _ in suspect.pairs[best.new])
        return min(near, alike) >= ALIKE

    def _is_proven(self, char: str) -> bool:
        """Do words of the section show what *char* stands for?"""
        return sum(self.pool.pairs.get((char, letter), 0.0) for letter in letters_of(char)) >= 1

    def decision(self, suspect: Suspect, at: int) -> Decision | None:
        """The ledger of one word at one place; None where no repair can win."""
        found = []
        one = suspect.readings if suspect.kinds in NAMES else []
        strays = {reading.script for reading in one if is_stray(self.section, at, reading)}
        for reading in suspect.readings:
            name = NAMES[reading.script]
            addends = [
                Addend("such letters are damage in this text", self.prior(suspect, reading)),
                Addend(f"{name} letters look like these", -reading.changes),
                Addend("the word is known" if reading.known else "its letters", -reading.nats),
            ]
            if suspect.lines:
                addends.append(Addend(f"its neighbours are {name}", self.line(suspect, at, reading.script)))
            if reading.script in strays:
                again = math.log(len(suspect.places))  # a variable would not always stand so
                addends.append(Addend("a word of another script should stand here", STRAY + again))
            if nats := elision(self.section, at, reading):
                addends.append(Addend(elisions.NAME, nats))
            if missing := suspect.missing.get(reading.new):
                addends.append(Addend("the word itself is nowhere in the text", missing))
            kinds = script_name(suspect.kinds & ~reading.script)
            found.append(Hypothesis(f"{kinds} letters in a {name} word", reading.new, tuple(addends)))
        if suspect.kinds not in NAMES or at == suspect.places[0]:
            return decide([*suspect.written, *found])
        # What stands beside it tells what is meant.
        if not (is_traced() or may_win(found, self.of_its_script(at, suspect.kinds))):
            return None
        times = len(suspect.places)
        return decide([*self.unmixed(at, suspect.kinds, suspect.readings[0], suspect.proven, times), *found])

    def decisions(self) -> Iterator[tuple[int, Decision]]:
        """What is decided about each suspicious word."""
        for suspect, reading in self.plain:
            plainly = decided(suspect, reading, len(self.plain), ON_PURPOSE, OPEN)
            yield from ((at, plainly) for at in suspect.places)
        for suspect in self.suspects:
            here: Decision | None = None
            for at in suspect.places:
                if here is None or suspect.lines:
                    here = self.decision(suspect, at)
                if here is not None:
                    yield at, here


def judged(words: Words) -> list[Judge]:
    """The sections of a text, each judged with what its neighbours have shown."""
    judges = [Judge(Section(words, at, min(at + SECTION, len(words)))) for at in range(0, len(words), SECTION)]
    for judge in judges:
        judge.estimate()
    if len(judges) > 1:
        shown = [judge.own for judge in judges]
        for at, judge in enumerate(judges):
            near = Pool()
            for away, weight in REACH:
                for other in (at - away, at + away):
                    if 0 <= other < len(shown) and shown[other].hits:
                        near.add(shown[other], weight)
            if near.hits and judge.suspects:
                judge.estimate(near)
    return judges
