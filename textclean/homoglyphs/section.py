"""What is known about a section of a text before its suspicious words are judged: scripts, languages, neighbours."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from itertools import islice

from textclean import scripts
from textclean.evidence import ordinary
from textclean.homoglyphs.pool import SHORT
from textclean.homoglyphs.speech import MAIN, SAMPLE, Speech
from textclean.homoglyphs.table import CLEAR, NAMES, kind, of_an_alphabet, options, readable
from textclean.homoglyphs.words import Words, firm, firm_of
from textclean.language import alphabets
from textclean.patterns import lazy
from textclean.scripts import CYRILLIC, EXOTIC, GREEK, LATIN, MARK, OTHER

ENOUGH = SAMPLE // 4  # words of a sample
SOME = 60  # words that show whether the language is known
FEW = 200  # code points of clean words that tell the language; with fewer, the damaged ones are read, too
TELLING = 20  # words of a script that tell its language
POLYGLOT = 3  # scripts without look-alikes in a text of many languages; Japanese has two
SELDOM = 0.03  # words of a script that a text holds where none is to be seen
RARELY = 0.05  # words of a script for each of the main one, where it is hardly there
MISSING = 8.0  # nats at most that it is worth that a word is nowhere in the text, where it might be
INSTEAD = 0.5  # nats for each time that its twin stands there, once it is missing
LINE = 3.0  # nats that the neighbours of a word can say for or against a script
# Nats for the script of the next word, if a word is elided before it, and the letters of such a word.  Of 21,093 before
# Latin ones, in every second document of the corpus that harm runs use, none was Cyrillic or Greek.
ELIDED, ELISION = 10.0, 2
NEIGHBOURS = 4  # words on either side that say it
# Words alone among those of other scripts, where none is to be seen, in so many words beside those of the section;
# Latin names stand in texts of any script.
ONCE, BESIDE = 0.3, 200
CURLED_BETA = "\N{GREEK BETA SYMBOL}"
MOST = 0.7  # share of the words that lists know, in a text of a language that has one
ALONE, ALPHABET = 0.35, 10  # letters alone, of all words, and how many of them, in a text of single letters
SPELLED = (3, 0.2)  # distinct words with a letter of an alphabet, and the share of them that a list has with plain ones
_SIGN_APART = lazy(r"(?<=\w) [,.;\xb7:\xbb!](?!\S)")
CODE = "`"
FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # of two such letters each
_CLAUSE = frozenset('"\u00ab\u00bb\u201c\u201d\u201e.:!?()')
_NEW_LINE = lazy("\n")
_OF_MANY_ACCENTS = lazy("[\u1f00-\u1fff]")
_BEGINS = lazy("[.!?\u2026:\n]['\"\u00ab\u201c\u201e\u2018( ]*\\Z|\\A['\"\u00ab\u201c\u201e\u2018(]+\\Z")


class Scripts(dict[int, list[str]]):
    """Script -> the words of a section that can only be of this script, in order, sought when they are asked for."""

    def __init__(self, words: Words, first: int, last: int) -> None:
        self._words, self._first, self._last = words, first, last
        self._texts: dict[int, list[str]] = {}
        self._begun: dict[int, tuple[list[str], Iterator[str]]] = {}  # the first of them, and the others

    def __missing__(self, script: int) -> list[str]:
        found = self[script] = self.first(script, self._last - self._first)
        return found

    def texts(self, script: int) -> list[str]:
        """The words that are wholly of *script*, in order."""
        if script not in self._texts:
            self._texts[script] = list(self._those(script))
        return self._texts[script]

    def _those(self, script: int) -> Iterable[str]:
        there = self._words.kinds.find(script, self._first, self._last) >= 0
        return self._texts.get(script) or (self._words.texts(script, self._first, self._last) if there else ())

    def first(self, script: int, most: int) -> list[str]:
        """The first *most* words that can only be of *script*."""
        if script not in self._begun:
            self._begun[script] = [], firm_of(self._those(script), script)
        found, others = self._begun[script]
        found += islice(others, max(0, most - len(found)))
        return found[:most]

    def has(self, script: int) -> bool:
        """Is there a word that can only be of *script*?"""
        return bool(self.first(script, 1))

    @cached_property
    def main(self) -> int:
        """The script of most words that can only be of one."""
        kinds = self._words.kinds[self._first : self._last]
        second, first = sorted(map(kinds.count, NAMES))[-2:]
        most = next(bit for bit in NAMES if kinds.count(bit) == first)
        if len(self.first(most, second + 1)) > second:  # more than any other can have; few need be looked at
            return most
        return max(NAMES, key=lambda bit: len(self[bit]))

    def own(self, script: int) -> list[str]:
        """The words that can only be of *script*, and of the main one those that another could spell but no symbols."""
        if script != self.main:
            return self[script]
        return [word for word in self.texts(script) if word[SHORT:] or firm(word, script)]


class Section:
    """The words ``first`` to ``last`` of a text, whose evidence is pooled."""

    def __init__(self, words: Words, first: int, last: int) -> None:
        self.words, self.value = words, words.value
        self.first, self.last = first, last
        self.size = last - first
        self.kinds = words.kinds[first:last]
        self.clean = Scripts(words, first, last)
        self._lengths: dict[int, list[int]] = {}
        self._is_known: dict[int, bool] = {}  # script -> do the lists know most of its words?
        self.decided: dict[int, int] = {}  # word with foreign letters -> the script that it is likely to be
        self.present = LATIN
        for bits in set(self.kinds):
            self.present |= bits
        self.strange: dict[str, list[int]] = {}  # distinct words with foreign letters -> where they stand
        for at in words.strange_among(first, last):
            self.strange.setdefault(words[at], []).append(at)

    def of_length(self, script: int, least: int) -> int:
        """How many words there are that can only be of *script* and have *least* letters."""
        if script not in self._lengths:
            self._lengths[script] = sorted(map(len, self.clean[script]))
        lengths = self._lengths[script]
        return len(lengths) - bisect_left(lengths, least)

    @cached_property
    def latin(self) -> frozenset[str]:
        """The distinct words that are wholly of Latin letters."""
        return frozenset(self.clean.texts(LATIN))

    def is_symbol(self, word: str, script: int) -> bool:
        """Is *word* a Greek letter, and do others that are none of *script* stand alone, too, as in formulas?

        Letters of other scripts are words where they stand alone.
        """
        if len(word) > 1 or kind(word) != GREEK or script == GREEK:
            return False
        alone = (other for other in (*self.seldom, *self.clean[GREEK]) if len(other) == 1 and kind(other) == GREEK)
        return not all(readable(other, script, CLEAR) for other in alone)

    def latin_words(self, most: int) -> list[str]:
        """The first *most* of these words, in order."""
        return self.clean.texts(LATIN)[:most]

    @cached_property
    def main(self) -> int:
        """The script of most words that can only be of one; of what mixed words could only be, where most are mixed."""
        mixed = {word: len(at) for word, at in self.strange.items() if word[1:]}
        if 2 * sum(mixed.values()) <= self.size:
            return self.clean.main
        found = {bit: len(self.clean[bit]) for bit in NAMES}
        for word, times in mixed.items():
            scripts_of = [bit for bit in NAMES if all(readable(char, bit) for char in word)]
            if len(scripts_of) == 1:
                found[scripts_of[0]] += times
        return max(found, key=lambda bit: found[bit])

    def writes(self, script: int) -> frozenset[str]:
        """The small letters of *script* that the section has in words of this script only, or its languages write.

        And those of the language that is written with it most.
        """
        if script not in self._writes:
            known = alphabets.letters(MAIN[NAMES[script]]) | self.speech(script).alphabet
            self._writes[script] = known.union(*map(str.lower, set(self.clean[script])))
        return self._writes[script]

    @cached_property
    def _writes(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def is_tokenised(self) -> bool:
        """Is a sign of punctuation set apart from the words, as in treebanks?"""
        starts = self.words.starts
        till = starts[self.last] if self.last < len(starts) else len(self.value)
        return _SIGN_APART.search(self.value, starts[self.first], till) is not None

    @cached_property
    def seldom(self) -> dict[str, list[int]]:
        """The words of a script that the section hardly has, which could be read in its main one."""
        found: dict[str, list[int]] = defaultdict(list)
        for bit in filter(self._may_be_seldom, NAMES):
            enough = int(len(self.clean[bit]) / RARELY) + 1  # words of the main script: more need not be counted
            if bit != self.main and len(self.clean[bit]) <= RARELY * len(self.clean.first(self.main, enough)):
                for at in self.words.of(bit, self.first, self.last):
                    if all(readable(char, self.main) for char in self.words[at]):
                        found[self.words[at]].append(at)
        return found

    def _may_be_seldom(self, script: int) -> bool:
        """Are so few words surely of *script* that they could be seldom, and can one be read in another?  A quick look.

        In most texts the answer is no, and then nobody need ask what the main script is.
        """
        if script not in self.kinds:
            return False
        others = [bit for bit in NAMES if bit != script and (bit in self.kinds or bit == LATIN)]
        most = RARELY * max(map(self.kinds.count, others), default=0)
        sure, words = 0, set()
        for word in self.words.texts(script, self.first, self.last):  # seldom many of them
            words.add(word)
            sure += firm(word, script)
            if sure > most:
                return False
        return any(all(readable(char, bit) for char in word) for word in words for bit in others)

    @cached_property
    def all_twins(self) -> bool:
        """Are all Latin words here such as the main script could spell, several of more than a letter?

        A text that names commands or variables has others, too.
        """
        if self.clean.has(LATIN) or self.main == LATIN:
            return False
        words = [word for word in self.seldom if word[1:] and word[1:] == word[1:].lower() and LATIN & kind(word[0])]
        return len(words) > 1

    @cached_property
    def _count(self) -> Counter[str]:
        """The words of the main script, small, and how often they stand."""
        return Counter(map(str.lower, self.clean.texts(self.main)))

    def missing(self, word: str, nats: float, times: int) -> float:
        """Nats for the absence of *word*, which has the chance exp(-*nats*), among the words of the main script.

        *times*: how often its twin stands.  About as often as the word should, and each time counts.
        """
        if self._count[word.lower()]:
            return 0.0
        expected = self._count.total() * math.exp(-nats)
        return min(MISSING, expected + INSTEAD * max(0.0, min(times, 2 * expected) - 1))

    @cached_property
    def printed(self) -> frozenset[str]:
        """The curled beta, which old Greek is printed with inside of words, in texts with its accents."""
        old = _OF_MANY_ACCENTS.search("".join(self.clean[GREEK]))
        return frozenset(CURLED_BETA) if old else frozenset()

    @cached_property
    def national(self) -> frozenset[str]:
        """Latin letters that the text has for its own in Cyrillic words, several of them and nothing else foreign."""
        found = Counter(
            char
            for word in self.strange
            if all(kind(char) & (CYRILLIC | MARK) or char in ordinary.NATIONAL for char in word)
            for char in set(word)
            if char in ordinary.NATIONAL
        )
        return frozenset(char for char, times in found.items() if times >= SPELLED[0])

    def _is_flags(self, word: str) -> bool:
        """Is *word* one flag or two, more that spell no word, or flags right before and behind letters?"""
        inner = word.strip(FLAGS)
        if inner:
            before = len(word) - len(word.lstrip(FLAGS))
            flags = len(word) - len(inner)
            return flags > 0 and not (before % 2 or flags % 2) and set(FLAGS).isdisjoint(inner)
        letters = "".join(chr(ord(char) - ord(FLAGS[0]) + ord("A")) for char in word)
        return len(word) in (2, 4) or (len(word) % 2 == 0 and not self.speech(LATIN).listed(letters)[1])

    @staticmethod
    def _is_latin(word: str) -> bool:
        """Are most letters of *word* those of a Latin alphabet, and can the others be such?"""
        own = sum(kind(char) == LATIN or of_an_alphabet(char) for char in word)
        return len(word) >= SHORT and 2 * own > len(word) and all(readable(char, LATIN) for char in word)

    @cached_property
    def is_of_letters(self) -> bool:
        """Do letters stand alone all the time, as in tables of phonetics?  Which ones are words says nothing then."""
        alone = [at for at in range(self.first, self.last) if self.words.ends[at] - self.words.starts[at] == 1]
        return len(alone) > ALONE * self.size and len({self.words[at].lower() for at in alone}) >= ALPHABET

    @property
    def is_polyglot(self) -> bool:
        """Is there text in many scripts, as in a list of languages or of their words for one thing?"""
        return len(self.others) >= POLYGLOT

    @cached_property
    def others(self) -> frozenset[str]:
        """Scripts without a living twin alphabet that the text writes: their letters stand for themselves."""
        spoken = {scripts.script_of(char) for word in self.clean.first(OTHER, SOME) for char in word}
        for word in self.strange:
            for char in word:
                if kind(char) & (OTHER | EXOTIC) and not any(readable(char, bit) for bit in NAMES):
                    spoken.add(scripts.script_of(char))
        return frozenset(spoken)

    @cached_property
    def written(self) -> frozenset[str]:
        """Letters beyond the usual Latin ones that a language of the text is written with: Turkish U+0131.

        Or one that nobody here knows, as those of Africa are: the letters of an alphabet in several words, of which no
        list has what they would be with plain ones.  Whatever else stands in these words proves nothing about them.
        A letter that stands in more words that are not Latin is none of an alphabet.
        """
        listed = frozenset(char for char in self.speech(LATIN).alphabet if kind(char) == EXOTIC)
        return listed.union(*({letter, letter.upper()} for letter in self._unlisted_letters()))

    def _unlisted_letters(self) -> Iterator[str]:
        table, has = options(LATIN), self.speech(LATIN).listed
        words: dict[str, list[bool]] = defaultdict(list)
        elsewhere: Counter[str] = Counter()
        for word in self.strange:
            letters = {char.lower() for char in word if kind(char) == EXOTIC and of_an_alphabet(char)}
            if letters and self._is_latin(word):
                plain = "".join(char if kind(char) & (LATIN | MARK) else table[char][0][0] for char in word)
                for letter in letters:
                    words[letter].append(has(plain)[1])
            elif letters and not all(readable(char, LATIN) for char in word):
                elsewhere.update(letters)
        for letter, known in words.items():
            if len(known) >= max(SPELLED[0], elsewhere[letter]) and sum(known) <= SPELLED[1] * len(known):
                yield letter

    def targets(self, word: str) -> list[int]:
        """The scripts that could have spelled a word with foreign letters."""
        if all(kind(char) & (LATIN | MARK) or char in self.written for char in word):
            # Latin words stand in texts of any script: only those in small letters, all of twins, may be no such words.
            # A capital alone may begin a sentence.
            small = word[1:] == word[1:].lower()
            twins = small and all(readable(char, self.main, CLEAR) for char in word)
            return [self.main] if twins and word in self.seldom else []
        if self._is_flags(word):
            return []
        if any(scripts.category(char) == "Lm" for char in word):  # raised letters are phonetics
            return []
        if self.others and any(
            scripts.script_of(char) in self.others for char in word if kind(char) & (OTHER | EXOTIC)
        ):
            return []
        return [bit for bit in NAMES if self.present & bit and all(readable(char, bit) for char in word)]

    @cached_property
    def _speech(self) -> dict[int, Speech]:
        return {}

    def speech(self, script: int) -> Speech:
        """The languages of one script here."""
        if script not in self._speech:
            sample = " ".join(self.clean.first(script, ENOUGH))
            if len(sample) < FEW:  # most of its words may be damaged, or such as another script could spell
                if not sample and 2 * self.kinds.count(script) > self.size:
                    sample = " ".join(self.clean.texts(script)[:ENOUGH])
                table = options(script)
                for word in list(self.strange)[:ENOUGH]:
                    if all(readable(char, script, LINE) for char in word):
                        sample += " " + "".join(
                            char if kind(char) & (script | MARK) else table[char][0][0] for char in word
                        )
            self._speech[script] = Speech(script, sample, partial(self.clean.own, script), self.strange)
        return self._speech[script]

    def known(self, script: int, restored: list[str]) -> float:
        """The share of the words of *script* that a list knows, the *restored* ones included."""
        words = {*self.clean.first(script, SOME), *restored[:SOME]}
        return (sum(map(self.speech(script).familiar, words)) + 1) / (len(words) + 2)

    def is_known(self, script: int) -> bool:
        """Do the lists know most words that can only be of *script*?  Else they may be of a language without one."""
        if script not in self._is_known:
            self._is_known[script] = self.known(script, []) > MOST
        return self._is_known[script]

    def rarity(self, at: int, script: int) -> float:
        """Nats for a word of *script* at *at*, where words of others stand; more for one alone among them.

        A quotation is many words of its script in a row, and is no reason to expect one alone.
        """
        nats = math.log((self.size + 1) / (len(self.clean[script]) + SELDOM))
        if self._is_joined(at, script) or self.is_polyglot:
            return 0.0
        if not self.clean[script]:
            return nats
        if self.is_alone(at):
            return max(nats, math.log((self.size + (1 if script == LATIN else BESIDE)) / (self._alone(script) + ONCE)))
        words = self.words
        beside = [near for near in (at - 1, at + 1) if 0 <= near < len(words)]
        own = all(words.kinds[near] == script and self._is_none_of(words[near], self.main) for near in beside)
        return 0.0 if own and len(beside) > 1 else nats

    def rarest(self, script: int) -> float:
        """What :meth:`rarity` says at most, wherever a word stands."""
        nats = math.log((self.size + 1) / (len(self.clean[script]) + SELDOM))
        alone = math.log((self.size + BESIDE) / (self._alone(script) + ONCE)) if self.clean[script] else 0.0
        return max(0.0, nats, alone)

    def _is_joined(self, at: int, script: int) -> bool:
        """Does a hyphen join word *at* to one of *script*, be it in the next section, that is none of those around?"""
        words, most = self.words, self.around(at)
        for near, gap in ((at - 1, (at - 1, at)), (at + 1, (at, at + 1))):
            if 0 <= near < len(words) and words.kinds[near] == script and most in NAMES:
                joined = self.value[words.ends[gap[0]] : words.starts[gap[1]]] == "-"
                if joined and self._is_none_of(words[near], most):
                    return True
        return False

    @staticmethod
    def _is_none_of(word: str, script: int) -> bool:
        """Has *word* a letter that a reader takes for none of *script*?"""
        return not all(readable(char, script, CLEAR) for char in word)

    def is_alone(self, at: int) -> bool:
        """Are the words on both sides of word *at*, or on its only side, of other scripts?"""
        kinds = self.words.kinds
        near = [beside for beside in (at - 1, at + 1) if self.first <= beside < self.last]
        return bool(near) and all(self.decided.get(beside, kinds[beside]) != kinds[at] for beside in near)

    def has(self, script: int) -> bool:
        """Does a word stand here that can only be of *script*, but in a link or an address?"""
        words = self.words
        places = words.of(script, self.first, self.last) if self.clean[script] else []
        return any(firm(words[at], script) and not words.is_linked(at) for at in places)

    def _alone(self, script: int) -> int:
        """How many words that can only be of *script* stand alone among words of others."""
        if script not in self._found_alone:
            words = self.words
            places = words.of(script, self.first, self.last)
            self._found_alone[script] = sum(self.is_alone(at) and firm(words[at], script) for at in places)
        return self._found_alone[script]

    @cached_property
    def _found_alone(self) -> dict[int, int]:
        return {}

    def opens(self, at: int) -> bool:
        """Does word *at* begin a sentence, or a line?"""
        start = self.words.starts[at]
        return _BEGINS.search(self.value, max(0, start - 4), start) is not None or start == 0

    def line(self, at: int, script: int) -> float:
        """What the neighbours of word *at* on its line say for *script*, in nats: those of its clause, if any."""
        inner, outer = self._neighbours(at)
        near = inner or outer
        own = sum(kind_of == script for kind_of in near)
        others = sum(kind_of in NAMES and kind_of != script for kind_of in near)
        return LINE * (own - others) / (own + others + 1) + ELIDED * self._is_elided(at, script)

    def is_among_others(self, at: int, script: int) -> bool:
        """Are the words of the clause of word *at* all of other alphabets than *script*, and several of them?"""
        inner, _ = self._neighbours(at)
        return len(inner) > 1 and script not in inner and all(kind_of in NAMES for kind_of in inner)

    def _neighbours(self, at: int) -> tuple[list[int], list[int]]:
        """The scripts of the words beside word *at* on its line: up to a full stop or quotation mark, and all.

        A code span or a link is not of the language around it, and the same word once more says nothing.
        """
        words = self.words
        starts, ends, kinds = words.starts, words.ends, words.kinds
        inner, outer = [], []
        for step in (-1, 1):
            apart = in_code = False
            for near in range(at + step, at + step * (NEIGHBOURS + 1), step):
                if not 0 <= near < len(kinds):
                    break
                low, high = (ends[near], starts[near + 1]) if step < 0 else (ends[near - 1], starts[near])
                gap = self.value[low:high]
                if (high - low > 1 and "\n" in gap) or gap[:1] == "\n":
                    break
                apart = apart or not _CLAUSE.isdisjoint(gap)
                in_code ^= gap.count(CODE) == 1
                if in_code or words[near] == words[at] or words.is_linked(near):
                    continue
                kind_of = self.decided.get(near, kinds[near])
                outer.append(kind_of)
                if not apart:
                    inner.append(kind_of)
        return inner, outer

    def _is_elided(self, at: int, script: int) -> bool:
        """Has word *at*, of a letter or two and one script, lost its vowel before a word of *script* (``s'``)?"""
        words, after = self.words, at + 1
        if after >= len(words.kinds) or len(words[at]) > ELISION or words.kinds[at] not in NAMES:
            return False
        if not words.kinds[after] & script:
            return False
        return self.value[words.ends[at] : words.starts[after]] in ("'", "\u2019")

    def between(self, at: int, script: int) -> int:
        """How many of the two words beside word *at* are small ones of *script*; 0 if one is of another.

        A name is often followed by a word of another script, a word in small letters hardly ever by just one.
        """
        words, found = self.words, 0
        for near, gap in ((at - 1, at), (at + 1, at + 1)):
            if not 0 <= near < len(words.kinds):
                continue
            if self.value[words.ends[gap - 1] : words.starts[gap]] != " ":
                continue  # a new clause, or a new line
            if self.decided.get(near, words.kinds[near]) != script:
                return 0
            found += not scripts.is_upper(self.value[words.starts[near]])
        return found

    @cached_property
    def _line_ends(self) -> list[int]:
        value, words = self.value, self.words
        first, last = words.starts[self.first], words.ends[self.last - 1]
        return [match.start() for match in _NEW_LINE.finditer(value, first, last)]

    def line_of(self, at: int) -> int:
        """The number of the line, in the section, that word *at* stands on."""
        return bisect_left(self._line_ends, self.words.starts[at])

    def explained(self, at: int, script: int) -> float:
        """The share of the words near word *at*, on its line, that the languages of *script* have; 1 if there is none.

        Words of other scripts explain nothing.
        """
        if (at, script) not in self._explained:
            self._explained[at, script] = self._share_explained(at, script)
        return self._explained[at, script]

    @cached_property
    def _explained(self) -> dict[tuple[int, int], float]:
        return {}

    def _share_explained(self, at: int, script: int) -> float:
        words, line, speech = self.words, self.line_of(at), self.speech(script)
        known = all_words = 1.0
        for near in range(max(self.first, at - 2 * NEIGHBOURS), min(self.last, at + 2 * NEIGHBOURS + 1)):
            if near != at and words.kinds[near] == script and self.line_of(near) == line and len(words[near]) > 2:
                all_words += 1
                known += (speech.has(words[near]) + speech.familiar(words[near])) / 2
        return known / all_words

    def around(self, at: int) -> int:
        """The script of most words near word *at*; 0 if there are none."""
        near = Counter(self.words.kinds[max(0, at - 2 * NEIGHBOURS) : at + 2 * NEIGHBOURS + 1])
        script, times = max(((bit, near[bit]) for bit in (*NAMES, OTHER)), key=lambda pair: pair[1])
        return script if times else 0
