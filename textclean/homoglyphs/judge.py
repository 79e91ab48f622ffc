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
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, ordinary
from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.readings import Reading, read
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.sounds import by_sound
from textclean.homoglyphs.speech import FLAT, anywhere
from textclean.homoglyphs.table import ALPHABETS, CLEAR, NAMES, kind, options
from textclean.homoglyphs.words import Words, script_name
from textclean.scripts import CYRILLIC, EXOTIC, GREEK, LATIN, MARK, OTHER

RULE = "homoglyphs"
SECTION = 1200  # words whose evidence is pooled: some 8 KiB
REACH = ((1, 0.6), (2, 0.3))  # sections away, and what their evidence counts: 16 KiB to either side, fading
STRENGTH = 2.0  # words that the prior of a letter counts for
POOLED = 6.0  # weight of the damaged words around, against words mixed on purpose: the text is damaged, and so much
ON_PURPOSE = 0.002  # words that mix scripts on purpose, among all words
ROUNDS = 4
SHORT = 3  # letters; a shorter word may be a symbol, and proves little or nothing
OPEN, STRANGE = 3.7, 4.0  # nats a letter of a word that no language explains, and for such a word
# Nats for a foreign letter that is part of the spelling: of phonetics, one alike only, one that an alphabet has, too.
SPELLING = {"phonetic": 1.0, "near": 5.0, "exact": 8.0}
FOREIGN = 7.0  # nats more where all words around are of a language that has no such letter
FEW = 20  # words of a script that tell its language
HOPELESS = 14.0  # nats by which a reading is worse than the best and is not asked again
SURE = 1.4  # nats by which a letter must be the likelier one to be taken for the only one
PROVEN = 1.5  # damaged words of a direction, before words wholly of twins are asked

MANY, PLAIN = 8, 0.4  # plain words, and their share of all suspicious ones, that make the ledger needless for them
UNLIKELY = Hypothesis(AS_WRITTEN, None, (Addend("letters that stand together", 0.0),))

Pair = tuple[str, str]


class Pool:
    """What a section has shown: damaged words, as sums of chances."""

    def __init__(self) -> None:
        self.pairs: dict[Pair, float] = defaultdict(float)  # (character, letter): damaged words with it
        self.seen: dict[str, float] = defaultdict(float)  # character: all words with it
        self.hits: dict[int, float] = defaultdict(float)  # script: damaged words of it that prove something
        self.chance: dict[int, float] = defaultdict(float)  # script: damaged words of it
        self.sources: dict[int, float] = defaultdict(float)  # script of a replacement: damaged words with it
        self.suspects = self.words = 0.0

    def add(self, other: Pool, weight: float) -> None:
        """Count what another section has shown, too."""
        for name in ("pairs", "seen", "hits", "chance", "sources"):
            mine = getattr(self, name)
            for key, times in getattr(other, name).items():
                mine[key] += weight * times
        self.suspects += weight * other.suspects
        self.words += weight * other.words


class Suspect:
    """One distinct word with foreign letters, where it stands, and what it may be."""

    def __init__(self, word: str, kinds: int, places: list[int]) -> None:
        self.word, self.kinds, self.places = word, kinds, places
        self.weight = 1.0 if len(word) >= (SHORT if kinds not in NAMES else 2) else 0.3 * (kinds in NAMES)  # as a proof
        self.proof = 0.0  # the same, if its reading is a word
        self.readings: list[Reading] = []
        self.pairs: dict[str, tuple[tuple[Pair, float], ...]] = {}  # reading: replacements and their prior shares
        self.written: list[Hypothesis] = []
        self.as_written = 0.0
        self.lines: dict[int, float] = {}
        self.chance: dict[str, float] = {}  # per reading

    def damaged(self, script: int) -> float:
        """The chance that it is a damaged word of *script*."""
        return sum(self.chance.get(reading.new, 0.0) for reading in self.readings if reading.script == script)


class Judge:
    """One section on trial."""

    def __init__(self, section: Section) -> None:
        self.section = section
        found = {**section.strange, **section.seldom()}
        self.suspects = [Suspect(word, section.words.kinds[at[0]], at) for word, at in found.items()]
        self.own, self.pool = Pool(), Pool()
        self.plain: list[tuple[Suspect, Reading]] = []
        self._take_plain()
        self._prepare()

    # -- the everyday case

    def _take_plain(self) -> None:
        """Where most suspicious words are known words with one reading, these need no ledger: their odds are far off.

        The answers are the ledger's (a test compares them); they cost a tenth of the time.
        """
        section = self.section
        size = {bit: len(words) for bit, words in section.clean.items() if bit in NAMES}
        main = max(size, key=lambda bit: size[bit])
        if len(self.suspects) < MANY or not section.speech(main).codes:
            return
        table, cost = clear(main), section.speech(main).cost
        found = []
        for suspect in self.suspects:
            word = suspect.word
            if suspect.kinds & main and len(word) > SHORT and not suspect.kinds & OTHER:
                new = word.translate(table)
                if "\0" not in new:
                    nats, known = cost(new)
                    if known and case_fits(new):
                        found.append((suspect, Reading(main, new, nats, 0.0, True)))
        if len(found) >= max(MANY, PLAIN * len(self.suspects)):
            self.plain = found
            taken = {id(suspect) for suspect, _ in found}
            self.suspects = [suspect for suspect in self.suspects if id(suspect) not in taken]

    def _count_plain(self, pool: Pool) -> None:
        for suspect, reading in self.plain:
            for pair in {pair for pair in zip(suspect.word, reading.new, strict=True) if pair[0] != pair[1]}:
                pool.pairs[pair] += 1
            pool.chance[reading.script] += 1
            for source in {kind(old) for old, new in zip(suspect.word, reading.new, strict=True) if old != new}:
                pool.sources[source] += 1
            pool.hits[reading.script] += 1

    # -- hypotheses

    def _prepare(self) -> None:
        for suspect in self.suspects:
            self._read(suspect)
            if suspect.weight:
                for char in set(suspect.word):
                    self.own.seen[char] += 1
            if suspect.readings:  # a reading that nobody knows proves nothing
                best = suspect.readings[0]
                suspect.proof = suspect.weight * self.section.speech(best.script).familiar(best.new)
        restored: dict[int, list[str]] = defaultdict(list)
        for _, reading in self.plain:
            restored[reading.script].append(reading.new)
        for suspect in self.suspects:
            if suspect.readings:
                restored[suspect.readings[0].script].append(suspect.readings[0].new)
        known = {bit: self.section.known(bit, words) for bit, words in restored.items()}
        for suspect in self.suspects:
            if suspect.readings:
                suspect.written = self._as_written(suspect, known)
                suspect.as_written = log_sum([hypothesis.nats for hypothesis in suspect.written])
        self.suspects = [suspect for suspect in self.suspects if suspect.readings]
        for suspect, _ in self.plain:
            for char in set(suspect.word):
                self.own.seen[char] += 1
        self.own.suspects, self.own.words = len(self.suspects) + len(self.plain), self.section.size
        self._count_plain(self.own)
        self.pool = self.own

    def _read(self, suspect: Suspect) -> None:
        """The readings of a word."""
        section = self.section
        price = self.price if self.pool.suspects else None
        suspect.readings = [
            reading
            for bit in section.targets(suspect.word)
            for reading in read(suspect.word, bit, section.speech(bit), price, section.written)
        ]
        suspect.readings.sort(key=lambda reading: reading.nats + reading.changes)
        if suspect.readings:
            best = suspect.readings[0].nats + suspect.readings[0].changes
            suspect.readings = [r for r in suspect.readings if r.nats + r.changes < best + HOPELESS]
        suspect.pairs = {
            reading.new: replacements(suspect.word, reading.new, reading.script, suspect.kinds in NAMES)
            for reading in suspect.readings
        }
        if suspect.kinds in NAMES or len({reading.script for reading in suspect.readings}) > 1:
            suspect.lines = {r.script: section.line(suspect.places[0], r.script) for r in suspect.readings}

    def price(self, char: str, letter: str, nats: float) -> float:
        """What it costs that *char* stands for *letter*: as the table has it, or as the section has shown."""
        pairs = self.pool.pairs
        others = sum(pairs.get((char, other), 0.0) for other in _letters_of(char))
        if others < 1:
            return nats
        return -math.log((pairs.get((char, letter), 0.0) + 0.5 * math.exp(-nats)) / (others + 0.5))

    def _as_written(self, suspect: Suspect, known: dict[int, float]) -> list[Hypothesis]:
        """What the author may have meant by the word as it stands."""
        word, at, section = suspect.word, suspect.places[0], self.section
        start, end = section.words.starts[at], section.words.ends[at]
        best = suspect.readings[0]
        kinds = ordinary.hypotheses(
            section.value, start, end, section.around(at), lambda: self.parts(word), best.nats
        )
        if suspect.kinds in NAMES:
            return [self.of_its_script(word, suspect.kinds), *kinds]
        found = [Hypothesis(AS_WRITTEN, None, (Addend("letters that stand together", -OPEN * len(word) - STRANGE),)), *kinds]
        if suspect.kinds == LATIN | CYRILLIC and not best.known and (sound := by_sound(word, best.script)):
            nats, heard = section.speech(best.script).cost(sound)
            if heard and sound != best.new:
                found.append(Hypothesis(AS_WRITTEN, None, (Addend("letters by sound, another rule's work", -nats),)))
        strange = FOREIGN * known[best.script]
        if all(share >= base_of("exact") for _, share in suspect.pairs[best.new]):
            strange += SPELLING["exact"]
        elif best.script == LATIN and any(kind(char) & (EXOTIC | GREEK) for char in word):
            strange += SPELLING["phonetic"]
        else:
            strange += SPELLING["near"]
        letters = section.speech(best.script).letters(best.new)
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("a letter of the spelling", -letters - strange),)))
        return found

    def of_its_script(self, word: str, script: int) -> Hypothesis:
        """A word of another script than those around it."""
        cost, _ = self.section.speech(script).cost(word)
        if len(self.section.clean[script]) < FEW:  # too few words to tell their language
            cost = min(cost, anywhere(word, script))
        here = Addend("where few are", -self.section.rarity(script))
        return Hypothesis(AS_WRITTEN, None, (Addend(f"a word of {NAMES[script]} letters", -cost), here))

    def parts(self, word: str) -> float:
        """Nats for the word as words of its scripts side by side."""
        total, last, part = 0.0, 0, ""
        for char in [*word, " "]:
            own = kind(char)
            if part and own not in (last, MARK):
                ending = char == " " and len(part) <= SHORT and total
                total += FLAT * len(part) if ending or last not in NAMES else self.section.speech(last).cost(part)[0]
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
        whole = max(0.0, pool.chance[bit] - own - 1) / (pool.suspects + 1) if pool.suspects > SHORT else 0.0
        counted = suspect.chance.get(reading.new, 0.0) ** 2 * suspect.proof
        total = 0.0
        own_hits = pool.hits[bit]
        pairs = suspect.pairs[reading.new]
        for pair, base in pairs:
            share = max(base, 0.9 * whole * min(1.0, pool.sources[kind(pair[0])] / (own_hits + 1)))
            hits = max(0.0, pool.pairs.get(pair, 0.0) - counted)
            misses = max(0.0, pool.seen.get(pair[0], 0.0) - suspect.weight - hits)
            total += math.log((STRENGTH * share + hits) / (STRENGTH * (1 - share) + misses))
        around = max(0.0, pool.hits[bit] - own * suspect.proof) / (1 + ON_PURPOSE * pool.words)
        return total / len(pairs) + POOLED * math.log1p(around)

    def estimate(self, pool: Pool | None = None) -> None:
        """The chances of all suspects, and what the section shows; *pool*: what its neighbours have shown, too."""
        before = 0.0
        for turn in range(ROUNDS):
            if turn == 1 and pool is None:
                self._read_again()
            for suspect in self.suspects:
                nats = [
                    self.prior(suspect, r) - r.nats - r.changes + suspect.lines.get(r.script, 0.0) for r in suspect.readings
                ]
                total = log_sum([*nats, suspect.as_written])
                suspect.chance = {r.new: math.exp(n - total) for r, n in zip(suspect.readings, nats, strict=True)}
            own = Pool()
            own.seen, own.suspects, own.words = self.own.seen, self.own.suspects, self.own.words
            self._count_plain(own)
            for suspect in self.suspects:
                for reading in suspect.readings:
                    chance = suspect.chance[reading.new]
                    if chance > 1e-3:
                        own.chance[reading.script] += chance * suspect.proof
                        own.hits[reading.script] += chance * suspect.proof
                        for pair, _ in suspect.pairs[reading.new]:
                            own.pairs[pair] += chance * chance * suspect.proof  # doubtful ones hardly count
                        for source in {kind(old) for (old, _), _ in suspect.pairs[reading.new]}:
                            own.sources[source] += chance * suspect.proof
            self.own = own
            self.pool = own
            if pool is not None:
                self.pool = Pool()
                self.pool.add(own, 1)
                self.pool.add(pool, 1)
            self._decide_neighbours()
            hits = sum(own.hits.values())
            if hits < 1 or abs(hits - before) < 0.02 * hits:
                break
            before = hits

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
                suspect.lines = {r.script: self.section.line(suspect.places[0], r.script) for r in suspect.readings}

    def _read_again(self) -> None:
        """Letters that stand for several others may by now be known to stand for one."""
        for suspect in self.suspects:
            if any(self.pool.pairs.get((char, other)) for char in suspect.word for other in _letters_of(char)[1:]):
                self._read(suspect)

    def decision(self, suspect: Suspect, at: int) -> Decision:
        """The ledger of one word at one place."""
        found = list(suspect.written)
        for reading in suspect.readings:
            name = NAMES[reading.script]
            addends = [
                Addend("such letters are damage in this text", self.prior(suspect, reading)),
                Addend(f"{name} letters look like these", -reading.changes),
                Addend("the word is known" if reading.known else "its letters", -reading.nats),
            ]
            if suspect.lines:
                addends.append(Addend(f"its neighbours are {name}", self.section.line(at, reading.script)))
            kinds = script_name(suspect.kinds & ~reading.script)
            found.append(Hypothesis(f"{kinds} letters in a {name} word", reading.new, tuple(addends)))
        return decide(found)

    def decisions(self) -> Iterator[tuple[int, Decision]]:
        """What is decided about each suspicious word."""
        for suspect, reading in self.plain:
            here = self.plainly(suspect, reading)
            for at in suspect.places:
                yield at, here
        for suspect in self.suspects:
            here = None
            for at in suspect.places:
                if here is None or suspect.lines:
                    here = self.decision(suspect, at)
                yield at, here

    def plainly(self, suspect: Suspect, reading: Reading) -> Decision:
        """The decision on one of the plain words: the largest addends only."""
        name = NAMES[reading.script]
        addends = (
            Addend(f"as in {len(self.plain)} other words", math.log(len(self.plain) / ON_PURPOSE)),
            Addend("the word is known", OPEN * len(suspect.word) - reading.nats),
        )
        kinds = script_name(suspect.kinds & ~reading.script)
        return decide([Hypothesis(f"{kinds} letters in a {name} word", reading.new, addends), UNLIKELY])

    # -- words wholly of twins, of a script that the text has, too

    def pure(self) -> Iterator[tuple[int, Decision]]:
        """Words of one script, all of twins, where replacements of that script are proven."""
        proven: Counter[tuple[int, int]] = Counter()
        for (old, new), times in self.pool.pairs.items():
            proven[kind(old), kind(new)] += times  # type: ignore[assignment]
        for (source, target), times in proven.items():
            if source in NAMES and target in NAMES and source != target and times >= PROVEN:
                yield from self._pure(source, target)

    def _pure(self, source: int, target: int) -> Iterator[tuple[int, Decision]]:
        section, table = self.section, options(target)
        rates = Rates(self, source, target)
        asked = {suspect.word for suspect in self.suspects}
        found: dict[str, tuple[Hypothesis, str, str, tuple[Addend, ...]] | None] = {}
        for at in section.words.of(source, section.first, section.last):
            word = section.words[at]
            if word not in found:
                found[word] = None
                if word not in asked and all(char in table or kind(char) == MARK for char in word):
                    for reading in read(word, target, section.speech(target), self.price, frozenset())[:1]:
                        addends = (
                            Addend("its letters are replaced elsewhere", -rates.nats(word, reading.new) - reading.changes),
                            Addend("the word is known" if reading.known else "its letters", -reading.nats),
                        )
                        name = f"{NAMES[source]} letters in a {NAMES[target]} word"
                        found[word] = self.of_its_script(word, source), name, reading.new, addends
            if (entry := found[word]) is not None:
                written, name, new, addends = entry
                line = Addend(f"its neighbours are {NAMES[target]}", section.line(at, target))
                yield at, decide([written, Hypothesis(name, new, (*addends, line))])


class Rates:
    """How much of *target* stands as letters of *source*, letter by letter, and how many words wholly."""

    def __init__(self, judge: Judge, source: int, target: int) -> None:
        self.damaged: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()
        full = 0
        words = len(judge.section.clean[target])
        sure = [(suspect, max(suspect.readings, key=lambda r: suspect.chance[r.new])) for suspect in judge.suspects]
        sure = [(suspect, reading) for suspect, reading in sure if suspect.chance[reading.new] > 0.5]
        for suspect, reading in (*judge.plain, *sure):
            if reading.script == target:
                kept = 0
                for old, new in zip(suspect.word, reading.new, strict=True):
                    if old == new:
                        self.whole[new] += len(suspect.places)
                        kept += 1
                    elif kind(old) == source:
                        self.damaged[new] += len(suspect.places)
                words += len(suspect.places)
                full += len(suspect.places) * (kept == 0)
        for word in judge.section.clean[target]:
            self.whole.update(word)
        hits = self.damaged.total()
        self.pooled = (hits + 0.5) / (hits + sum(self.whole[char] for char in self.damaged) + 1)
        self.full = (full + 0.01) / (words + 1)

    def nats(self, old: str, new: str) -> float:
        """Nats for the damage of a word: letter by letter, or the whole word at once."""
        total = 0.0
        for before, after in zip(old, new, strict=True):
            if before != after:
                hits = self.damaged[after]
                total -= math.log((hits + 2 * self.pooled) / (hits + self.whole[after] + 2))
        return min(total, -math.log(self.full))


@cache
def clear(script: int) -> dict[int, str]:
    """For ``str.translate``: what can be read as one letter of *script* only; "\\0" for what may be several or none."""

    class Table(dict[int, str]):
        def __missing__(self, code: int) -> str:
            char = chr(code)
            letters = options(script).get(char, ())
            one = letters and letters[0][1] <= CLEAR and (len(letters) == 1 or letters[1][1] > letters[0][1] + SURE)
            self[code] = char if kind(char) & (script | MARK) else letters[0][0] if one else "\0"
            return self[code]

    return Table()


def case_fits(word: str) -> bool:
    """Small letters, capitals, or one capital and small letters?"""
    return word[1:] == word[1:].lower() or word == word.upper()


@cache
def _letters_of(char: str) -> tuple[str, ...]:
    """All letters that a character may stand for."""
    return tuple(letter for bit in NAMES for letter, _ in options(bit).get(char, ()))


@cache
def replacements(old: str, new: str, script: int, pure: bool) -> tuple[tuple[Pair, float], ...]:
    """The distinct replacements, each with the prior share of damage among the words that hold such a character."""
    return tuple((pair, base(*pair, script, pure)) for pair in dict.fromkeys(zip(old, new, strict=True)) if pair[0] != pair[1])


@cache
def base(old: str, new: str, script: int, pure: bool) -> float:
    """The prior share of damage among words in which *old* may stand for *new*."""
    nats = next((nats for letter, nats in options(script).get(old, ()) if letter == new), math.inf)
    living = kind(old) & ALPHABETS and kind(old) != script
    name = "pure" if pure else "rare" if not living else "exact" if nats < CLEAR else "near"
    return base_of(name)


@cache
def base_of(name: str) -> float:
    """A prior share of the file."""
    return math.exp(priors(RULE)[name])


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
