"""What the document's own languages say: is this reading a word, and may it hold this letter?

The languages are those of the words already decided, script by script.  Costs are nats (-log P) of the letter model
``textclean.language``; a word that people write costs little for its length.  Everything is computed when first asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from textclean import language, scripts
from textclean.letters.lookalikes import Words, case, respell
from textclean.scripts import CYRILLIC, GREEK, LATIN

GREEK_WORDS, GREEK_LETTERS = 3, 4  # so many distinct words of so many letters: a text in Greek, not formulas
OPENS = 2.0  # nats by which a small letter must beat a capital at the beginning of a word
FEW = 100  # code points of decided words that tell little
SAMPLE = 1500  # code points of a script's words that are enough to know its language
MISREAD_SAMPLE = 40  # distinct words that are enough to see a wrong charset
_CHARSETS = (("cp1251", "cp1252"), ("cp1251", "cp1250"), ("cp1251", "cp1257"), ("cp1251", "cp1254"),
             ("iso8859-5", "latin-1"), ("koi8-r", "cp1252"), ("cp1253", "cp1252"), ("iso8859-7", "latin-1"),
             ("cp866", "cp850"), ("mac_cyrillic", "mac_roman"))  # fmt: skip
STRANGE = 4.0  # nats above the usual cost that a word may have
UNEXPLAINED = 10.0  # nats that a word without a reading by shape counts at most, for a charset or against it
CLEARER = 4.0  # nats by which the letters' sounds must beat their shapes to leave a text to ``sound_alikes``
# Cyrillic letters that sound unlike their twins
_SOUND = str.maketrans("\u0432\u043d\u0440\u0441\u0443\u0445", "vnrsuh")
# Cyrillic letters with a Latin twin that only some languages have: the letter, letters that prove such a language,
# letters that rule it out.  Without either (a short text) the letter may be written.
_REGIONAL = (
    ("\u0456\u0457", "\u0454\u0457\u0491\u045e\u04d9\u0493\u049b\u04a3\u04e9\u04b1\u04af\u0463",
     "\u044b\u044d\u044a\u0451\u0459\u045a\u0452\u045b\u045f\u0453\u045c"),
    ("\u0458\u0455", "\u0459\u045a\u0452\u045b\u045f\u0453\u045c",
     "\u0439\u044e\u044f\u044c\u044a\u044b\u044d\u0449\u0456"),
    ("\u04bb", "\u04d9\u04e9\u04af\u049b\u04a3", "\u0438"),
)  # fmt: skip
_RARE = "\u0455\u04bb"
_EVERYWHERE = frozenset(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0432\u043a\u043c\u043d"
    "\u0442\u0437\u0444\u0438\u0433\u043b\u043f\u0451\u044f\u044c\u0431"
)


class Evidence:
    """Questions about the languages of one document."""

    def __init__(self, words: Words, decided: bytearray, inventory: frozenset[str]) -> None:
        self.words, self.decided = words, decided
        self.inventory = inventory  # the characters of the document that are not plain ASCII
        self._languages: dict[int, str] = {}
        self._surplus: dict[int, dict[str, float]] = {}
        self._expected: dict[int, set[str]] = {}

    def writable(self, target: int, word: str) -> bool:
        """Do the letters that *word* would get belong to the alphabet that the document uses?"""
        if target == GREEK:
            return self._has_greek
        if target != CYRILLIC:
            return True
        for old, new in zip(word, respell(word, target), strict=True):
            small = new.lower()
            if old == new or small in _EVERYWHERE or new in self.inventory or small in self.inventory:
                continue
            for letters, proof, against in _REGIONAL:
                if small in letters:
                    if self.inventory.isdisjoint(proof) and not self.inventory.isdisjoint(against):
                        return small == "\u0456" and self._ukrainian(respell(word, target))
                    break
            else:
                return False
            if small in _RARE and not self.plausible(respell(word, target), target):
                return False
        return True

    @cached_property
    def _has_greek(self) -> bool:
        """Has the document Greek words, not only letters?  Or several that Greek alone can spell, and no Latin ones?"""
        words = self.words
        greek: set[str] = set()
        at = self.decided.find(GREEK)
        while at >= 0 and len(greek) < GREEK_WORDS:
            if words.ends[at] - words.starts[at] >= GREEK_LETTERS:
                greek.add(words[at])
            at = self.decided.find(GREEK, at + 1)
        if len(greek) < GREEK_WORDS and LATIN not in self.decided:
            greek.update(
                words[at] for at in words.mixed if words.exact[at] == GREEK and len(words[at]) >= GREEK_LETTERS
            )
        return len(greek) >= GREEK_WORDS

    def _ukrainian(self, word: str) -> bool:
        """Is it a word of Ukrainian or Belarusian, in a document that is mostly in another language?"""
        return any(language.word_cost(word, code) < 4.5 + 2.7 * len(word) for code in ("uk", "be"))

    def language(self, script: int) -> str:
        """The main language of the document's words of *script*, or "" if there are none or the model does not know."""
        if script not in self._languages:
            sample: list[str] = []
            size = 0
            at = self.decided.find(script)
            while at >= 0 and size < SAMPLE:
                whole = self.words.kinds[at] == script
                sample.append(self.words[at] if whole else respell(self.words[at], script))
                size += len(sample[-1]) + 1
                at = self.decided.find(script, at + 1)
            if size < FEW and script == LATIN:  # most of its words may be damaged
                sample += [word for at in self.words.mixed if _spelled(word := _shaped(self.words[at], script), script)]
            found = language.languages(" ".join(sample)[:SAMPLE]) if sample else []
            self._languages[script] = found[0][0] if found else ""
        return self._languages[script]

    def forget(self, script: int) -> None:
        """More words of *script* are decided now: its language is asked again."""
        self._languages.pop(script, None)
        self._surplus.pop(script, None)

    def expect(self, words: Iterable[str], script: int) -> None:
        """These words will be asked about: the first question answers all, for one by one costs 50 times as much."""
        self._expected.setdefault(script, set()).update(words)

    def surplus(self, word: str, script: int) -> float:
        """By how many nats *word* costs more than usual words of its length in the document's language of *script*."""
        known = self._surplus.setdefault(script, {})
        if word not in known:
            asked = sorted({word, *self._expected.pop(script, ())} - known.keys())
            code = self.language(script)
            fee = 0 if code else language.FEE
            for each, cost in zip(asked, language.word_costs(asked, code or None), strict=True):
                known[each] = cost - fee - 4.5 - 3.2 * len(each)
        return known[word]

    def reading(self, word: str, target: int) -> str:
        """*word* in the letters of *target*; of a letter with two readings (U+04CF: l or i) the usual one."""
        first = respell(word, target)
        if target != LATIN:
            return first
        second = scripts.look_alikes("latin_second")
        places = [at for at, char in enumerate(word) if char in second and first[at] != char]
        if not places or len(word) == 1 or case(first) == "upper":
            return first

        def other(at: int) -> str:
            return second[word[at]].lower() if scripts.is_lower(word[at]) else second[word[at]]

        found = [first]
        for at in places[:3]:
            found += [reading[:at] + other(at) + reading[at + 1 :] for reading in found]
        for char in sorted({word[at] for at in places}):  # all of one letter alike
            found.append("".join(other(at) if word[at] == char else letter for at, letter in enumerate(first)))
        self.expect(found, target)
        doubt = OPENS if scripts.is_upper(first[0]) and 0 in places else 0.0  # it may be a capital
        return min(found, key=lambda reading: self.surplus(reading, target) + doubt * (reading[0] != first[0]))

    def prefer(self, readings: dict[str, str], source: int, target: int) -> bool:
        """Are these words of *source*, all in all, likelier as their readings in *target*?"""
        self.expect(readings, source)
        self.expect(readings.values(), target)
        return sum(self.surplus(new, target) - self.surplus(old, source) for old, new in readings.items()) < 0

    def plausible(self, word: str, script: int) -> bool:
        """Could *word* be one of the document's language?"""
        return self.surplus(word, script) <= 0

    def function_word(self, letter: str, script: int) -> bool:
        """Is this single letter a usual word of the document's language (Russian U+0441, Spanish y)?"""
        return bool(self.language(script)) and self.surplus(letter, script) < 1

    def favour(self, word: str, source: int, reading: str, target: int) -> float:
        """log10 odds, -3 to 3, for *reading* against *word* as it stands; only languages of the document speak."""
        nats = -self.surplus(reading, target)
        if source in self.decided:
            nats += self.surplus(word, source)
        else:
            nats = max(0.0, nats)
        return max(-3.0, min(3.0, nats / 2.3))

    def misread(self, at: Sequence[int], target: int) -> bool:
        """Are these words of mixed letters no look-alikes at all, but accented letters read in another charset?

        Spanish U+00F3 in windows-1252 is Cyrillic U+0443 in windows-1251: the word gives it away, for with the accent
        it costs less than with the twin.  Letters chosen by sound are no look-alikes either.
        """
        found = list(dict.fromkeys(self.words[index] for index in at))[:MISREAD_SAMPLE]
        shape = [_shaped(word, target) for word in found]
        ways = [[respell(word.translate(_SOUND), target) for word in found]]
        ways += [meant for codec in _CHARSETS if "" not in (meant := [_recoded(word, *codec) for word in found])]
        self.expect([*shape, *(word for way in ways for word in way)], target)
        for at_way, way in enumerate(ways):
            margin = 0.0 if self.language(target) else -CLEARER * len(found)
            if not at_way:  # each word that sound and shape spell differently must speak for the sound
                unlike = sum(by_shape != other for by_shape, other in zip(shape, way, strict=True))
                margin = -CLEARER * max(1, unlike) * (1 if self.language(target) else 2)
            for by_shape, other in zip(shape, way, strict=True):
                surplus = self.surplus(other, target)
                if _spelled(by_shape, target):
                    margin += self.surplus(by_shape, target) - surplus
                elif at_way:  # shapes do not explain it; does the charset?
                    margin += max(-UNEXPLAINED, min(UNEXPLAINED, STRANGE - surplus))
            if margin > 0:
                return True
        return False


def _shaped(word: str, target: int) -> str:
    """*word* by exact twins, or by approximate ones if those do not spell it."""
    exact = respell(word, target)
    return exact if _spelled(exact, target) else respell(word, target, near=True)


def _spelled(word: str, target: int) -> bool:
    """Are all letters of *target*?"""
    return all(scripts.reading(char) & target for char in word)


def _recoded(word: str, read: str, written: str) -> str:
    """*word* as its bytes in charset *read* look in *written*; "" if they do not exist there."""
    try:
        return word.encode(read).decode(written)
    except UnicodeError:
        return ""
