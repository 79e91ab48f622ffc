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
from functools import cached_property

from textclean import scripts
from textclean.contract import Edit, Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, note
from textclean.evidence import ordinary
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.readings import Reading, read
from textclean.homoglyphs.speech import FLAT, SAMPLE, Speech, counted, plain
from textclean.homoglyphs.table import CLEAR, NAMES, kind, options, readable
from textclean.homoglyphs.words import Words, firm, script_name
from textclean.scripts import ARMENIAN, CYRILLIC, EXOTIC, GEORGIAN, GREEK, LATIN, MARK, OTHER
from textclean.language import alphabets
from textclean.text import Text

RULE = "homoglyphs"
ALPHABETS = LATIN | CYRILLIC | GREEK | ARMENIAN
STRENGTH = 2.0  # words that the prior of a letter counts for
ROUNDS = 4
SHORT = 3  # letters; a shorter word may be a symbol, and proves nothing
POOLED = 3.0  # how much the damaged words around say, against their share of the words: the text is damaged, and so much
ON_PURPOSE = 0.002  # words that mix scripts on purpose, among all words
OPEN = 3.7  # nats a letter of a word that no language explains
STRANGE = 2.0  # nats for such a word
SPELLING = {True: 1.0, False: 5.0}  # nats for a foreign letter that belongs to the spelling: rare or Greek; another
FOREIGN = 6.0  # nats more where all words around are of a language that has no such letter
SOME = 100  # words that show whether the language is known
LINE = 3.0  # nats that the neighbours of a word can say for or against a script
NEIGHBOURS = 4  # words on either side that say it
SELDOM = 0.1  # words of a script that a text holds where none is to be seen
MAIN = 1.0  # nats of its share that a language may cost which is one of the text
PROVEN = 1.5  # damaged words of a direction, before words wholly of twins are asked


class Suspect:
    """One distinct word with foreign letters, where it stands, and what it may be."""

    def __init__(self, word: str, kinds: int) -> None:
        self.word, self.kinds = word, kinds
        self.places: list[int] = []
        self.weight = 0.0 if len(word) < SHORT else 1.0  # as a proof
        self.readings: dict[int, list[Reading]] = {}  # per script, the best first
        self.written: list[Hypothesis] = []
        self.chance: dict[int, float] = {}  # per script, that it is damaged and was of this script


class Section:
    """A text, or a part of it, whose evidence is pooled."""

    def __init__(self, text: Text, words: Words) -> None:
        self.text, self.words = text, words
        self.value = words.value
        self.suspects: dict[str, Suspect] = {}
        for at in words.strange:
            word = words[at]
            suspect = self.suspects.get(word)
            if suspect is None:
                suspect = self.suspects[word] = Suspect(word, words.kinds[at])
            suspect.places.append(at)
        self.found: Counter[tuple[str, str]] = Counter()  # (character, letter): damaged words
        self.seen: Counter[str] = Counter()  # character: words with it
        self.hits: Counter[int] = Counter()  # script: damaged words, repetitions counted

    # -- what is there

    @cached_property
    def clean(self) -> dict[int, list[str]]:
        """Script -> the words that can only be of this script, in order."""
        found: dict[int, list[str]] = defaultdict(list)
        for script in (*NAMES, OTHER):
            for at in self.words.of(script):
                word = self.words[at]
                if firm(word, script):
                    found[script].append(word)
        return found

    @cached_property
    def others(self) -> frozenset[str]:
        """Scripts without a living twin alphabet that the text writes: their letters stand for themselves."""
        return frozenset(scripts.script_of(char) for word in self.clean[OTHER][:200] for char in word) | frozenset(
            scripts.script_of(char)
            for word in self.suspects
            for char in word
            if kind(char) & (OTHER | EXOTIC) and not any(readable(char, bit) for bit in NAMES)
        )

    def targets(self, suspect: Suspect) -> list[int]:
        """The scripts that could have spelled the word."""
        word = suspect.word
        if all(kind(char) & (LATIN | MARK) or char in self.written for char in word):
            return []
        if any(scripts.script_of(char) in self.others for char in word if kind(char) & (OTHER | EXOTIC)):
            return []
        return [
            bit
            for bit in NAMES
            if (self.clean.get(bit) or suspect.kinds & bit or bit == LATIN)
            and all(readable(char, bit) for char in word)
        ]

    @cached_property
    def written(self) -> frozenset[str]:
        """Letters beyond the usual Latin ones that a language of the text is written with: Turkish U+0131."""
        codes = [code for code, fee in self.speech[LATIN].codes if fee < MAIN and code in alphabets.codes()]
        return frozenset(char for code in codes for char in alphabets.letters(code) if kind(char) == EXOTIC)

    @cached_property
    def speech(self) -> dict[int, Speech]:
        """Script -> its languages here."""
        return {bit: self._speech(bit) for bit in NAMES}

    @cached_property
    def known(self) -> dict[int, float]:
        """Script -> the share of its words that a list knows, the restored ones included; 0 where there is no list."""
        found = {}
        restored = list(self.suspects.values())[: 2 * SOME]
        for bit in NAMES:
            words = set(self.clean.get(bit, [])[:SOME])
            words.update(suspect.readings[bit][0].new for suspect in restored if bit in suspect.readings)
            speech = self.speech[bit]
            found[bit] = sum(speech.listed(word) for word in words) / (len(words) + 2)
        return found

    def _speech(self, bit: int) -> Speech:
        words = self.clean.get(bit, [])
        own = counted(words)
        sample = " ".join(words[:300])
        if len(sample) < SAMPLE // 4:  # most of its words may be damaged
            table = options(bit)
            for word in list(self.suspects)[:300]:
                if all(readable(char, bit, 3.0) for char in word):
                    sample += " " + "".join(
                        char if kind(char) & (bit | MARK) else table[char][0][0] for char in word
                    )
        return Speech(bit, sample, own)

    # -- hypotheses

    def price(self, char: str, letter: str, nats: float) -> float:
        """What it costs that *char* stands for *letter*: as the table has it, or as the section has shown."""
        times = self.found[char, letter]
        others = sum(self.found[char, other] for other, _ in self._letters_of(char))
        if others < 1:
            return nats
        return -math.log((times + 0.5 * math.exp(-nats)) / (others + 0.5))

    def _letters_of(self, char: str) -> list[tuple[str, float]]:
        return [option for bit in NAMES for option in options(bit).get(char, ())]

    def read(self, suspect: Suspect) -> None:
        """The readings of a word, and what it may be as it stands."""
        suspect.readings = {}
        for bit in self.targets(suspect):
            readings = read(suspect.word, bit, self.speech[bit], self.price)
            if readings:
                suspect.readings[bit] = readings

    def as_written(self, suspect: Suspect) -> list[Hypothesis]:
        """What the author may have meant by the word as it stands."""
        word, at = suspect.word, suspect.places[0]
        start, end = self.words.starts[at], self.words.ends[at]
        found = [Hypothesis(AS_WRITTEN, None, (Addend("letters that stand together", -OPEN * len(word) - STRANGE),))]
        bit, best = min(
            ((bit, readings[0]) for bit, readings in suspect.readings.items()), key=lambda pair: pair[1].letters
        )
        foreign = {kind(char) for char in word if kind(char) != MARK}
        strange = SPELLING[bool(foreign & {EXOTIC, GREEK})] + FOREIGN * self.known[bit]
        found.append(Hypothesis(AS_WRITTEN, None, (Addend("a letter of the spelling", -best.letters - strange),)))
        return found + ordinary.hypotheses(self.value, start, end, self.around(at), lambda: self.parts(word))

    def parts(self, word: str) -> float:
        """Nats for the word as words of its scripts side by side."""
        total, last, part = 0.0, 0, ""
        for char in [*word, " "]:
            own = kind(char)
            if part and own not in (last, MARK):
                total += self.speech[last].cost(part)[0] if last in NAMES else FLAT * len(part)
                part = ""
            if own != MARK or not part:
                last = own
            part += char
        return total

    def changed(self, suspect: Suspect, reading: Reading) -> set[tuple[str, str]]:
        """The replacements of a reading: (character, letter)."""
        return {(old, new) for old, new in zip(suspect.word, reading.new, strict=True) if old != new}

    def prior(self, suspect: Suspect, reading: Reading, bit: int) -> float:
        """The log odds that the word is damaged, by the others of the section that hold the same foreign letters."""
        pairs = self.changed(suspect, reading)
        total = 0.0
        whole = self.share_of(bit, suspect)
        for old, new in pairs:
            base = max(self.base(old, new, bit), whole)
            own = suspect.chance.get(bit, 0.0) * suspect.weight
            hits = max(0.0, self.found[old, new] - own)
            seen = max(0.0, self.seen[old] - suspect.weight)
            total += math.log((STRENGTH * base + hits) / (STRENGTH * (1 - base) + max(0.0, seen - hits)))
        return total / len(pairs) + self.damage(suspect, bit)

    def damage(self, suspect: Suspect, bit: int) -> float:
        """By how many nats damaged words are commoner here than words that are mixed on purpose, but for this one."""
        hits = self.hits[bit] - suspect.chance.get(bit, 0.0) * suspect.weight
        return POOLED * math.log1p(max(0.0, hits) / (1.0 + ON_PURPOSE * len(self.words)))

    def share_of(self, bit: int, suspect: Suspect) -> float:
        """The share of all words with foreign letters that are damaged words of this script, but for this one."""
        others = len(self.suspects) - 1
        if others < 3:
            return 0.0
        hits = sum(other.chance.get(bit, 0.0) for other in self.suspects.values()) - suspect.chance.get(bit, 0.0)
        return 0.9 * max(0.0, hits - 1) / (others + 2)

    def base(self, old: str, new: str, bit: int) -> float:
        """The prior share of damage among words in which *old* may stand for *new*."""
        nats = next((nats for letter, nats in options(bit).get(old, ()) if letter == new), 9.0)
        own = kind(old)
        name = "rare" if not own & ALPHABETS or (own == bit) else "exact" if nats < CLEAR and own & ALPHABETS else "near"
        return math.exp(priors(RULE)[name])

    def line(self, at: int, bit: int) -> float:
        """What the neighbours of word *at* on its line say for the script *bit*, in nats."""
        own = others = 0
        words = self.words
        for step in (-1, 1):
            for near in range(at + step, at + step * (NEIGHBOURS + 1), step):
                if not 0 <= near < len(words):
                    break
                gap = (words.ends[near], words.starts[near - step]) if step < 0 else (words.ends[near - step], words.starts[near])
                if "\n" in self.value[gap[0] : gap[1]]:
                    break
                kinds = words.kinds[near]
                own += kinds == bit
                others += kinds in NAMES and kinds != bit
        return LINE * (own - others) / (own + others + 1)

    def around(self, at: int) -> int:
        """The script of most words near word *at*; 0 if there are none."""
        near = Counter(self.words.kinds[max(0, at - 2 * NEIGHBOURS) : at + 2 * NEIGHBOURS + 1])
        script, times = max(((bit, near[bit]) for bit in (*NAMES, OTHER)), key=lambda pair: pair[1])
        return script if times else 0

    def decision(self, suspect: Suspect, at: int | None = None) -> Decision:
        """The ledger of one word."""
        found = list(suspect.written)
        for bit, reading in ((bit, reading) for bit, readings in suspect.readings.items() for reading in readings):
            addends = [
                Addend(f"such letters are damage in this text", self.prior(suspect, reading, bit)),
                Addend(f"{NAMES[bit]} letters look like these", -reading.changes),
                Addend("the word is known" if reading.known else "its letters", reading.changes - reading.nats),
            ]
            if len(suspect.readings) > 1 or at is not None:
                where = suspect.places[0] if at is None else at
                addends.append(Addend(f"its neighbours are {NAMES[bit]}", self.line(where, bit)))
            found.append(Hypothesis(f"{script_name(suspect.kinds & ~bit)} letters in a {NAMES[bit]} word", reading.new, tuple(addends)))
        return decide(found)

    # -- the rounds

    def judge(self) -> None:
        """Estimate the shares and the readings of all suspects."""
        for suspect in self.suspects.values():
            if suspect.weight:
                self.seen.update({char for char in suspect.word})
            self.read(suspect)
        for suspect in self.suspects.values():
            if suspect.readings:
                suspect.written = self.as_written(suspect)
        for turn in range(ROUNDS):
            found: Counter[tuple[str, str]] = Counter()
            for suspect in self.suspects.values():
                if turn == 1 and suspect.readings:
                    self.read(suspect)
                chances = self.chances(suspect)
                suspect.chance = chances
                for bit, chance in chances.items():
                    for pair in self.changed(suspect, suspect.readings[bit][0]):
                        found[pair] += chance * suspect.weight  # type: ignore[assignment]
            self.found = found
            self.hits = Counter()
            for suspect in self.suspects.values():
                for bit, chance in suspect.chance.items():
                    self.hits[bit] += chance * suspect.weight

    def chances(self, suspect: Suspect) -> dict[int, float]:
        """Per script the chance that the word is damaged and was of it."""
        if not suspect.readings:
            return {}
        decision = self.decision(suspect)
        everything = [decision.best, *decision.others]
        top = max(hypothesis.nats for hypothesis in everything)
        weights = [math.exp(hypothesis.nats - top) for hypothesis in everything]
        total = sum(weights)
        return {
            bit: sum(w for h, w in zip(everything, weights, strict=True) if h.new == reading.new) / total
            for bit, (reading, *_) in suspect.readings.items()
        }

    # -- words wholly of twins

    def pure(self) -> Iterator[tuple[int, Decision]]:
        """Words of one script, all of twins, where replacements of that script are proven."""
        for source in (LATIN, CYRILLIC, GREEK, ARMENIAN):
            for target in NAMES:
                proven = {(old, new): times for (old, new), times in self.found.items() if kind(old) == source and kind(new) == target}
                if target == source or sum(proven.values()) < PROVEN:
                    continue
                yield from self._pure(source, target)

    def _pure(self, source: int, target: int) -> Iterator[tuple[int, Decision]]:
        rates = self.rates(source, target)
        table = options(target)
        speech, own = self.speech[target], self.speech[source]
        spoken = math.log((len(self.words) + 1) / (len(self.clean.get(source, [])) + SELDOM))
        readings: dict[str, list[Reading]] = {}
        for at in self.words.of(source):
            word = self.words[at]
            if word not in readings:
                good = all(char in table or kind(char) == MARK for char in word)
                readings[word] = read(word, target, speech, self.price) if good else []
            if not readings[word]:
                continue
            reading = readings[word][0]
            lost = sum(-math.log(rates[new]) for old, new in self.changed_letters(word, reading.new))
            lost = min(lost, -math.log(rates[""]))
            written = own.cost(word)[0] + spoken
            decision = decide(
                [
                    Hypothesis(AS_WRITTEN, None, (Addend(f"a word of {NAMES[source]} letters", -written),)),
                    Hypothesis(
                        f"{NAMES[source]} letters in a {NAMES[target]} word",
                        reading.new,
                        (
                            Addend("its letters are replaced elsewhere", -lost - reading.changes),
                            Addend("the word is known" if reading.known else "its letters", reading.changes - reading.nats),
                            Addend(f"its neighbours are {NAMES[target]}", self.line(at, target)),
                        ),
                    ),
                ]
            )
            yield at, decision

    @staticmethod
    def changed_letters(old: str, new: str) -> list[tuple[str, str]]:
        """Letter by letter what was replaced."""
        return [(a, b) for a, b in zip(old, new, strict=True) if a != b]

    def rates(self, source: int, target: int) -> dict[str, float]:
        """Letter of *target* -> the share of its places where one of *source* stands; "": words wholly replaced."""
        damaged: Counter[str] = Counter()
        whole: Counter[str] = Counter()
        full = part = 0.0
        for suspect in self.suspects.values():
            chance = suspect.chance.get(target, 0.0)
            if chance > 0.5:
                reading = suspect.readings[target][0]
                times = len(suspect.places)
                kept = 0
                for old, new in zip(suspect.word, reading.new, strict=True):
                    if old != new and kind(old) == source:
                        damaged[new] += times
                    elif old == new:
                        whole[new] += times
                        kept += 1
                full += times * (kept == 0)
                part += times * (kept > 0)
        for word in self.clean.get(target, []):
            whole.update(word)
        hits = sum(damaged.values())
        pooled = (hits + 0.5) / (hits + sum(whole[char] for char in damaged) + 1)
        everything = full + part + len(self.clean.get(target, []))
        rates = defaultdict(lambda: pooled, {char: (damaged[char] + 2 * pooled) / (damaged[char] + whole[char] + 2) for char in damaged.keys() | whole.keys()})
        rates[""] = (full + 0.01) / (everything + 1)
        return rates

    # -- edits

    def edits(self) -> Iterator[Edit]:
        """What follows."""
        if not self.suspects:
            return
        self.judge()
        for suspect in self.suspects.values():
            if not suspect.readings:
                continue
            same = None
            for at in suspect.places:
                if len(suspect.readings) > 1 or same is None:
                    same = self.decision(suspect, at if len(suspect.readings) > 1 else None)
                yield from self.edit(at, same)
        for at, decision in self.pure():
            yield from self.edit(at, decision)

    def edit(self, at: int, decision: Decision) -> Iterator[Edit]:
        """The smallest span from the first to the last changed letter of the word."""
        start, end = self.words.starts[at], self.words.ends[at]
        note(RULE, start, end, decision)
        if decision.sure is None or decision.best.new is None:
            return
        word, new = self.words[at], decision.best.new
        changed = [place for place, (a, b) in enumerate(zip(word, new, strict=True)) if a != b]
        low, high = changed[0], changed[-1] + 1
        why = f"{len(changed)} of {len(word)} characters: {decision.best.kind}; {decision.reason()}"
        sure = Sure.GUESS if self.text.is_garbled(start) else decision.sure
        yield Edit(start + low, start + high, new[low:high], why, sure)


def findings(text: Text) -> Iterator[Edit]:
    """All decisions on one text, in order."""
    yield from sorted(Section(text, Words(text.value)).edits())


__all__ = ["GEORGIAN", "Section", "findings", "plain"]
