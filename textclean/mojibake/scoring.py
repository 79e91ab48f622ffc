"""How likely words are, as they stand and as chains of charsets would have it, in the languages of their neighbourhood.

All words of a section and all their readings are scored in one call of ``textclean.language``.  Then each chain gets a
:class:`~textclean.mojibake.sections.Row`: the language of the section is the one that explains its ASCII words and the
words as that chain leaves them.  Letters in a row say what may be a word; the lists of ``language.lexicon`` say what
is one: a word costs what the list says, or what its letters cost and :data:`UNLISTED`.  Nats are weighed by
:data:`WEIGHT`, for neighbouring letters are not independent.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from textclean import language, scripts
from textclean.charsets import rows as charset_rows
from textclean.evidence import ordinary, ordinary_signs, priors
from textclean.evidence.ledger import log_sum
from textclean.evidence.priors import prior
from textclean.language import alphabets, lexicon
from textclean.mojibake import chains, losses, rare_signs
from textclean.mojibake.chains import Story
from textclean.mojibake.charsets import charset, known_as
from textclean.mojibake.sections import Row
from textclean.patterns import lazy, led
from textclean.prefilter import conditions
from textclean.prefilter.lost_bytes import BLANK, C1, DROPPED, LOWER, SPACED

WEIGHT = 0.9  # fitted by benchmarks/calibration.py: what a nat of the language model is worth
STRANGE = 6.0  # nats for a legacy charset that brings back no common word at all
# ... and for one that does: letters and lists know no author who writes such words.  Of 36,081 strings of one to three
# words with an accented Latin letter, cut from every second document of the corpus that harm runs use (those of odd
# number), 25 have odds of 0 and more to be damaged with a size of 5, the highest 4.7: words of Gothic, and two of
# Lithuanian that their author wrote with Polish letters.  Of short legacy strings of the development exam 3.9, 4.4 and
# 5 restore 75.4, 75.9 and 76.3 %; with 5 a formula in Cyrillic letters and a stressed word of its clean texts change.
WORDS = 4.4
# ... and where nothing is odd but that words are in no list, for their letters keep company that one language knows:
# the author may write in another.  In 663,731 strings of one to three words, cut from the corpus that harm runs use, 19
# places have odds of 6.2 and more with it; half of them are Lithuanian of the 19th century, which has another letter.
FAMILIAR = 3.7
NOWHERE = 18.0  # the same, where it is no language that has a list either
# Nats for a word or a name of a language that nobody here knows, or for all words in Latin letters beside another
# alphabet: of the development exam's prose 84.5 % is repaired if those cost nothing, 86.6 with 3 and 6.
FOREIGN = 3.0
# The same for one or two letters.  In 1.76 million words of 20 languages in Latin letters, every second document of the
# corpus that harm runs use, one of them had a letter that its language lacks; of three letters and more there were 81.
FOREIGN_SHORT = 9.0
# ... and more for a letter that the language of the section lacks even in loans, in words of three letters and more:
# those 81 are 11 nats, of which FOREIGN and the letters have some.
ABROAD = 5.0
# ... and for six Cyrillic letters or more without a vowel, in any language: abbreviations, 1 of 100,000 words.
FOREIGN_CONSONANTS = 12.0
# Nats for a Greek or Cyrillic letter without a Latin twin among Latin ones (a capital may stand before it), or a Han
# character between number and unit.
# In 7.1 million words, every second document of that corpus, 216 had such a letter, most in phonetic and Slavic word
# lists (beta, theta, yers); 12 had another.  Behind a capital one of 10.9 million had one, which is a slip.  None of
# 6.7 million had a line of a frame, or a dagger or one of its neighbours before an accented letter.
WEDGED = 10.0
# ... and for one of these signs between small ASCII letters, beside what the model says of signs (12 nats): in 2.7
# million words, every fourth document of that corpus, four documents had one, three of them programs.
SIGN_INSIDE = 3.0
# ... and for a C1 control, but U+0085, which ends lines: nobody types them, and programs that write them wrote bytes.
CONTROL = 8.0
_LETTER_OF_WINDOWS = lazy("[\x8a\x8c-\x8f\x9a\x9c-\x9f]")  # where the Windows charsets differ
_NOT_OF_THE_WEST = lazy("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0400-\u04ff]")
_SIGN_INSIDE = lazy(
    "[\u201a\u201e\u2020\u2021\u2030\u0192\xa2\xa3\xa5\xa7\xa9\xae\xb0\xb2\xb3\xb9\xbc-\xbe\xf7\u20ac\u2122\xa8\xaf\xb8\u02c6\u2039\u02d8]"
    "(?<=[a-z].)(?=[a-z])|[\u201a\u2020\u2021\u2030\u0192](?<=[a-z]{2}.)(?![^ .,;:!?])"
)
CODE = 2  # characters of what may be a code: "b\u2593"
# Nats for each word of a legacy charset that does nothing but put signs in the place of signs, or of lone letters, or
# makes none of its letters, which are not Latin, or is of other languages and does nothing but exchange accents: a sign
# that comes again is its author's, and so are the words of a sister language, which nobody here knows.
SIGNS = 15.0
# ... and what a degree or micro sign of a measure costs less than the model of letters says, which knows no numbers: 15
# nats and more.  Of 193,953 numbers, every sixth document of that corpus, 106 have a degree sign: 7.5 nats.  The
# multiplication sign (13 stand between numbers) and the euro (14) cost 9.5, and 26 by the model.
MEASURE = 8.0
# ... and what a space of another width costs more than a blank: of 6.4 million of both, every second document of that
# corpus, 3,606 are.
WIDTH = 7.5
_WIDTH = lazy("[\u2000-\u200a\u2028\u2029\u205f]")
DRAWN, SIGN = 10.0, 7.0  # nats for a face, a formula or a rule, and for each different character of it
KEYS = 7  # of a row of a keyboard, and letters in the order of their code points, which no word has
ELIDED = 4  # letters of what an apostrophe cuts short: l', d', qu', dell'
# Nats for a straight apostrophe or quotation mark inside a legacy text to have been a letter: one word in 209 of that
# corpus has one of its own.
APOSTROPHE = 4.0
# Nats for a letter that was lost, or of a legacy charset, to be a capital between small letters, or a sign there.  Of
# 114,688 accented letters between small ones, every sixth document of that corpus, 16 were capitals.
INNER = 9.0
SLIP = 1.0  # nats for a word that was damaged in another way, where such words are
# ... less where these and the ASCII words around, of TELLING characters and more, have no such letter left, if it is
# one of the commonest: a, e, i and o are each twentieth letter of a text, and more.
ABSENT, TELLING, COMMON = 6.0, 60, frozenset("aeio\u0430\u0435\u0438\u043e\u03b1\u03b5\u03b9\u03bf")
# ... more for letters that are alike only, as Greek alpha and a are.  Of 1,371 texts of the development exam two more
# are left with 2, and four with none: they were shown as windows-1253.
ALIKE = 5.0
# Nats of a word in a list, from which on it may be one that was typed without its accents: "liberta" has 12.4 in the
# Italian list, "proprieta" 13.0; "title" has 8.9 in the English one, "neutral" 11.2.
RARE = 12.0
FUNCTION = 7.5  # nats; what is commoner is "and", "or", "with"
FEW = 250  # distinct words and readings, or words with several, that are looked at in each way: it spares time
LISTS = 10.0  # nats that word lists may add to what the letters say
UNLISTED = 2.0  # nats for a word that the list of its language lacks
NOISE, NOISE_WIDE = math.log(400), math.log(20000)  # any character, any Han character: damaged beyond recognition
OFTEN = 6  # a character is frequent if every sixth is it: leads of UTF-8 are, no letter of a text of many letters is
STANDS_IN = "a"  # a letter of the script of a context that is scored already
# Nats for each character that stands in no listed word, where another reading's does.  Of 19,440 characters of Chinese
# in the corpus that harm runs use 62 in 100 stand in one, and 0.6 of those that a lost byte makes of them: 5.5 nats,
# which the two characters of a word share.
IN_WORD = 2.75
TONGUES_ASKED = 5  # languages whose lists are looked up for each story
_ALPHABETIC = lazy(
    "[A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u06d3\u1e00-\u1fff\u0300-\u036f'\u2019]+"
)
_MARKS = lazy("[\u0300-\u036f]")  # with one that does not compose, a word is another
_STRESS = lazy("(?<=[\u0400-\u04ff])[\u0300\u0301]")
_MEASURE = lazy(
    led(
        ("\xd7", "(?<![^\\W\\d_].)(?![^\\W\\d_])"),
        ("\u20ac", "(?<=[0-9].)|(?<=[0-9] .)|(?= ?[0-9])"),
        ("\xb0", "(?:(?<=[0-9].)|(?<=[0-9] .))(?:[CF](?![A-Za-z])|(?![^\x00-\x40]))"),
        ("\xb5\u03bc", "(?<![A-Za-z].)[glmsAFLVWM](?![a-z]{2})"),
    )
)
_ALPHABETS = frozenset(alphabets.codes())
TONGUES = frozenset(lexicon.codes())
_LETTERS = lazy("[\xc0-\xd6\xd8-\xf6\xf8-\u02af\u0370-\u05ff\u0620-\u0669\u066e-\u06d3\u06d5-\u1fff\u3041-\ud7a3]")
_CONSONANTS = lazy(
    "(?i:[\u0400-\u052f](?<![\u0430\u0435\u0438\u043e\u0443\u044a-\u0451\u0454\u0456\u0457\u045e\u0463-\u0477\u04af\u04b1\u04d1-\u04e9])){6,}"
)
# A capital behind a small letter is another letter.
_EXCHANGED = lazy("[\u0430-\u045f][\u0400-\u042f]|[a-z\xdf-\xff][\xc0-\xd6\xd8-\xde]")
_CYRILLIC, _GREEK = (seam.letters for seam in conditions.SEAMS[:2])  # letters without a twin in Latin
_OF_PHONETICS = "\u03b2\u03b8\u03bc\u03c9\u044a\u044c"  # beta, theta, micro, omega; the yers of Slavic word lists
_WEDGED_LETTER = (
    f"(?![{_OF_PHONETICS}])(?:[{_CYRILLIC}{_GREEK}](?<=[A-Za-z].)(?=[a-z])"
    f"|[{_CYRILLIC}](?:(?<=[a-z]{{2}}.)|(?=[a-z]{{2}}))"
    "|[\u2500-\u257f](?:(?<=[a-z]{2}.)(?=[^\x00-\x7f]?[a-z])|(?<=[a-z].)(?=[^\x00-\x7f]?[a-z]{2}))|[\u201a\u2020\u2021\u2030\u0192](?<=[a-z]{2}.)(?=[\xc0-\xff]))"
)
_WEDGED = lazy(f"{_WEDGED_LETTER}|^[0-9][\u3400-\u9fff][A-Z](?![A-Za-z\u2e80-\u9fff])")
_WEDGED_ANYWHERE = lazy(f"{_WEDGED_LETTER}|[0-9][\u3400-\u9fff][A-Z]")  # in one of several words
# A Han character in or before a Latin word, where no other stands: 13 million words of that corpus have none.
_HAN_IN_LATIN = lazy("[a-z][\u3400-\u9fff][a-z]|^[\u3400-\u9fff][a-z]{2}")
# Letters of scripts that are hardly ever written, and none in one word with a Latin letter: N'Ko to Samaritan, Ethiopic
# to Mongolian, Limbu to Vedic, Glagolitic to Ethiopic, Lisu to Saurashtra, Javanese to Meetei Mayek.
_SELDOM = lazy("[\u07c0-\u08ff\u1200-\u18af\u1900-\u1cff\u2c00-\u2ddf\ua4d0-\ua95f\ua980-\uabff]")
_HAN_ALONE = lazy("[\u3400-\u9fff]{2}|(?<![A-Za-z])[\u3400-\u9fff](?![a-z])|[\u3041-\u30ff]")
_FOREIGN_LETTER = lazy("[\xc0-\xc4\xc6-\xd6\xd9-\xf6\xf8-\u024f\u0259\u0400-\u052f]")  # no angstrom, no diameter
_NO_WORDS = lexicon.codes("Han") + lexicon.codes("Hangul") + lexicon.codes("Thai")
_HAN = {"zh": "zh", "zh-Hant": "zh", "ja": "ja", "ko": "ko"}  # the languages of Han and Hangul, and their lists
_OF_LATIN = frozenset(lexicon.codes("Latin"))
_OTHER_ALPHABETS = frozenset(lexicon.codes()).difference(_OF_LATIN, _NO_WORDS)
_LISTED = frozenset(lexicon.codes()) - frozenset(_NO_WORDS)


class Context:
    """The ASCII words of a section, scored once for all that is asked about it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(_bare(unstyled(text)))
        costs, names = language.by_languages([unstyled(text)])
        self._costs = dict(zip(names, costs[:, 0].tolist(), strict=True))

    def costs(self, names: Iterable[str]) -> list[float]:
        """What the text costs in each of the languages *names*; in one of another script as in none."""
        none = self._costs["-"]
        return [self._costs.get(name, none) for name in names]


class Scores:
    """The costs of strings in all languages, worked out in one go; *lists*: words may be looked up in lists, too.

    *context*, if one of *texts* is scored already: its words are not looked up.
    """

    def __init__(self, texts: Iterable[str], lists: bool = True, context: Context | None = None) -> None:
        distinct = dict.fromkeys(texts)
        known = None if context is None else context.text
        # As the lists have them: small, without quotation marks.
        plain = unstyled if _FONTS.search("".join(distinct)) else str  # as most texts are
        self._words = {text: _bare(plain(text)) for text in distinct if text != known} if lists else {}
        bare = dict.fromkeys(word for words in self._words.values() for word in words)
        several = len(bare) if context is None else len(context.words.union(bare))
        self._few = several <= FEW  # many words tell enough without their other forms, which take time to find
        self.column = {text: at for at, text in enumerate(dict.fromkeys([*distinct, *bare]))}
        asked = [plain(text) if text != known else STANDS_IN for text in self.column]
        self.costs, self.names = language.by_languages(asked)
        if context is not None:
            self.costs[:, self.column[context.text]] = context.costs(self.names)
        self._beside_other_alphabets(next(iter(distinct), ""))
        self._rows: dict[int, list[float]] = {}
        self._known: dict[int, dict[str, float]] = {}
        self._added: dict[int, dict[str, float]] = {}

    def _beside_other_alphabets(self, context: str) -> None:
        """Let what has Latin letters only cost in languages of other alphabets what it does in that of *context*."""
        others = [at for at, name in enumerate(self.names) if name in _OTHER_ALPHABETS]
        if context and others:
            texts = [at for text, at in self.column.items() if not _BEYOND_LATIN.search(text)]
            latin = self.costs[[at for at, name in enumerate(self.names) if name in _OF_LATIN]]
            beside = latin[latin[:, self.column[context]].argmin()].copy()
            beside[self.column[context]] += FOREIGN
            rows, columns = [[at] for at in others], texts
            self.costs[rows, columns] = self.costs[rows, columns].clip(max=beside[columns])
            shares = priors.section("beside_latin")
            for at in others:
                self.costs[at, self.column[context]] -= shares.get(self.names[at], 0.0) / WEIGHT

    def bare(self, text: str) -> list[str]:
        """The words of *text* as lists have them."""
        return self._words[text] if text in self._words else _bare(unstyled(text))

    def columns(self, texts: Sequence[str]) -> list[int]:
        """The columns of *texts* in ``costs``."""
        return [self.column[text] for text in texts]

    def main_languages(self, texts: Sequence[str]) -> list[str]:
        """The languages in which *texts* cost the least together, mostly one; none if they hold no word."""
        totals = self.costs[:-1, self.columns(texts)].sum(axis=1)  # the last one is that nobody knows
        least = totals.min() + 1e-6
        return [self.names[at] for at in (totals < least).nonzero()[0].tolist()] if totals[-1] > least else []

    def listed(self, at: int, texts: Sequence[str]) -> list[float]:
        """What the list of language number *at* adds to the cost of each of *texts*."""
        code = self.names[at]
        if code not in _LISTED:
            return [0.0] * len(texts)
        added = self._added.setdefault(at, {})
        new = [text for text in texts if text not in added]
        if new:
            known, row = self._known.setdefault(at, {}), self._row(at)
            words = [self._words.get(text, ()) for text in new]
            for word in {word for some in words for word in some}.difference(known):
                nats = _listed(word, code)
                if nats is not None:
                    letters = row[self.column[word]]
                    known[word] = min(letters + UNLISTED, nats) - letters
                else:
                    known[word] = UNLISTED - lexicon.AKIN * (self._few and _related(word, code))
            added.update(zip(new, [sum([known[word] for word in some]) for some in words], strict=True))
        return [added[text] for text in texts]

    def in_language(self, at: int, texts: Sequence[str]) -> tuple[list[float], list[float]]:
        """What each of *texts* costs in language number *at*, with its list; and what that adds."""
        row, added = self._row(at), self.listed(at, texts)
        return [row[self.column[text]] + nats for text, nats in zip(texts, added, strict=True)], added

    def _row(self, at: int) -> list[float]:
        if at not in self._rows:
            self._rows[at] = self.costs[at].tolist()
        return self._rows[at]

    def brings_back(self, at: int, old: str, new: str, beside: bool = False) -> bool:
        """Has *new* a word that *old* lacks and the list of language number *at* holds?

        One of three letters or more, or a form or a compound of one, or one of the commonest with a letter that is not
        ASCII ("on" in Swedish); a Latin one where words in ASCII stand *beside*.
        Of Han, Hangul and Thai every text may be words.
        """
        code = self.names[at]
        if code not in _LISTED:
            return code in _NO_WORDS or code == "zh-Hant"
        words = set(self._words.get(new, ()))
        if not _EXCHANGED.search(old):
            words.difference_update(self._words.get(old, ()))
            words -= {word for word in words if word in old.lower()}  # which lost a letter to a sign
        known = {word: nats for word in words if (nats := _spelled(word, code)) is not None}
        if any(
            len(word) > 2 or (nats < FUNCTION and not word.isascii() and not (beside and word > "\u0250"))
            for word, nats in known.items()
        ):
            return True
        return any(_related(word, code) for word in words - known.keys())


def _bare(text: str) -> list[str]:
    """The words of *text* as lists have them: small, composed, without quotation marks and Cyrillic stress marks."""
    if _MARKS.search(text):
        text = _STRESS.sub("", unicodedata.normalize("NFC", text))
    return [word.strip("'\u2019").replace("\u0130", "i").lower() for word in _ALPHABETIC.findall(text)]


class Task(NamedTuple):
    """What is to be scored: the distinct *words* of a section, how often each occurs, its ASCII *context*.

    *read* maps, for each story, the words that it can have damaged to what they may have been.
    """

    words: Sequence[str]
    counts: Sequence[int]
    context: str
    read: Mapping[Story, Mapping[str, Sequence[str]]]
    small: float = 0.0  # nats for its having been made lower case
    parts: frozenset[str] = frozenset()  # words that are parts of others, which an apostrophe or a hyphen ends
    familiar: bool = False  # does one language know the letters of the section in their company?
    # Words that were searched once more in the language of a story: which, and which language.
    searched: Mapping[Story, tuple[str, frozenset[str]]] = {}

    def texts(self) -> Iterator[str]:
        """All that a :class:`Scores` must know."""
        yield from (self.context, *self.words)
        yield from _twins_of(self.words).values()
        for known in self.read.values():
            for texts in known.values():
                yield from texts


class Scored(NamedTuple):
    """A story over the words of a section: its *row*, the *tongue* it is judged in, and for each word its texts.

    Each text comes with the logarithm of its share among those of the same word.
    """

    row: Row
    tongue: str
    texts: Mapping[str, Sequence[tuple[str, float]]]
    sense: float  # nats that it explains its words better than damage beyond recognition does
    sister: bool  # may its words be those of a sister language, which nobody here knows?


def unstyled(text: str) -> str:
    """*text* with plain letters for mathematical and full-width ones: they spell the words of its language.

    Of the modifier letters that write a glottal stop or a length, the model knows apostrophes and the colon; U+02BC in
    Ukrainian words alone.
    """
    if not _FONTS.search(text):
        return text
    plain = _FONTS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return plain.translate(_MODIFIERS if _LATIN.search(plain) else _MODIFIERS_ELSEWHERE)


@lru_cache(losses.REMEMBERED)
def folded(word: str) -> str | None:
    """*word* without what other damage may have done to it; None if it shows none.

    Hidden characters between letters go, letters of fonts become plain, and look-alikes in a word of two scripts
    become letters of one script: that for which the fewest letters are no exact twins, or of which most are.
    """
    if not _FOLDABLE.search(word):
        return None
    plain = _HIDDEN.sub("", word)
    left = _LEFT.sub("", plain)  # beside other signs they are letters, too
    plain = left if left.isascii() else unstyled(plain)
    if _LATIN.search(plain) and _OTHER.search(plain):
        made = {plain.translate(_twins(target)): others for target, others in _OTHERS.items()}
        if of_one := [new for new, others in made.items() if not others.search(new)]:
            return min(of_one, key=lambda new: _inexact(plain, new))
    return plain if plain != word else None


def _twins_of(words: Sequence[str]) -> dict[int, str]:
    """What each of *words* may be without other damage, by number.

    Beside words of two scripts, those wholly of look-alikes are Latin ones, too: "\u0430 d\u0430y".
    """
    if not _FOLDABLE.search("".join(words)):
        return {}
    found = {at: twin for at, word in enumerate(words) if (twin := folded(word)) is not None}
    if any(_LATIN.search(words[at]) and not _OTHER.search(twin) for at, twin in found.items()):
        for at, word in enumerate(words):
            twin = word.translate(_twins("Latin"))
            if at not in found and twin != word and not _OTHER.search(twin):
                found[at] = twin
    return found


_LATIN, _OTHER = lazy("[A-Za-z]"), lazy("[\u0370-\u052f]")
_OTHERS = {  # those of the other alphabets
    "Latin": _OTHER, "Cyrillic": lazy("[A-Za-z\u0370-\u03ff]"), "Greek": lazy("[A-Za-z\u0400-\u052f]"),
}  # fmt: skip
# Hidden characters, and controls that windows-1252 has no letter for, which other programs leave in words as well.
_UNDEFINED, _DROPPED = "\x81\x8d\x8f\x90\x9d", "\xad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
_HIDDEN = lazy(f"(?<=[^\\W\\d_])[{_DROPPED}]+(?=[^\\W\\d_])")
_LEFT = lazy(f"(?<=[A-Za-z])[{_UNDEFINED}](?=[A-Za-z])")
# These, letters of fonts, Greek and Cyrillic letters: without one of them there is nothing to fold.
_FOLDABLE = lazy(f"[{_UNDEFINED}{_DROPPED}\u0370-\u052f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]")
_MODIFIERS = {**dict.fromkeys(map(ord, "\u02b9\u02bb\u02bc\u02c8\ua78c"), "'"), 0x2D0: ":"}
_MODIFIERS_ELSEWHERE = {**dict.fromkeys(map(ord, "\u02b9\u02bb\u02c8\ua78c"), "\u02bc"), 0x2D0: ":"}
_FONTS = lazy("[\uff21-\uff3a\uff41-\uff5a\u02b9\u02bb\u02bc\u02c8\u02d0\ua78c\U0001d400-\U0001d7ff]+")


@lru_cache(4 * losses.REMEMBERED)  # in several languages each
def _listed(word: str, code: str) -> float | None:
    """Nats of *word* in the list of a language; of its parts, if an apostrophe ends a short first one."""
    nats = _spelled(word, code)
    if nats is None and 0 < (at := max(word.find("'"), word.find("\u2019"))) <= ELIDED:
        before, after = lexicon.nats(word[:at], code), lexicon.nats(word[at + 1 :], code)
        return None if before is None or after is None else before + after
    return nats


def _spelled(word: str, code: str) -> float | None:
    """Nats of *word* in the list of a language, or as it was spelled before 1996: Einflu\xdf."""
    nats = lexicon.nats(word, code)
    if nats is None and code == "de" and "\xdf" in word:
        return lexicon.nats(word.replace("\xdf", "ss"), code)
    return nats


_related, _is_form = (lru_cache(4 * losses.REMEMBERED)(work) for work in (lexicon.related, lexicon.akin))


def _inexact(word: str, twin: str) -> int:
    """How many letters of *twin* are alike only to those of *word*?"""
    return sum(pair[0] != pair[1] and pair not in _exact_twins() for pair in zip(word, twin, strict=False))


@cache
def _exact_twins() -> frozenset[tuple[str, str]]:
    return frozenset(pair for target in ("Latin", "Cyrillic", "Greek") for pair in scripts.twins(target).items())


@cache
def _twins(target: str) -> dict[int, str]:
    return str.maketrans(scripts.twins(target, near=True))


def promise(task: Task, scores: Scores) -> Any:
    """For each story the most that its log odds could be by letters alone: all words damaged that gain by it."""
    import numpy as np

    about = scores.costs[:, scores.column[task.context]]
    written, after, sure, shares = _by_letters(task, scores)
    often = np.array(task.counts, float)
    totals = about[:, None] + np.minimum(written[:, None, :], after) @ often
    return shares + WEIGHT * (sure @ often + (about + written @ often).min() - totals.min(axis=0))


def gains(task: Task, scores: Scores) -> tuple[Any, Any]:
    """For each story what it costs beforehand, and the most that each word could gain by it, by letters alone."""
    import numpy as np

    written, after, sure, shares = _by_letters(task, scores)
    return shares, WEIGHT * np.maximum(sure + written.min(axis=0) - after.min(axis=0), 0.0)


def _by_letters(task: Task, scores: Scores) -> tuple[Any, Any, Any, Any]:
    """The costs of the words as they stand (languages x words) and read back (languages x stories x words).

    With what speaks against an author (stories x words), and what each story costs beforehand.
    """
    import numpy as np

    written = scores.costs[:, scores.columns(task.words)]
    made = [[known.get(word, [word])[0] for word in task.words] for known in task.read.values()]
    most = [list(map(rare_signs.alone, news, task.words)) for news in made]
    after = np.minimum(scores.costs[:, list(map(scores.columns, made))], most)
    sure = np.array([rare_signs.never_typed(task.words, story.chain) for story in task.read])
    shares = np.array([_prior(story, "-") + task.small * (story.loss == LOWER) for story in task.read])
    return written, after, sure, shares


def rows(task: Task, scores: Scores) -> list[Scored]:
    """Each story over the distinct words, in the language that it makes of the section.

    A story must also explain its words better than damage beyond recognition does, where any character is as good as
    another: that is in its prior.
    """
    import numpy as np

    words = task.words
    about = scores.costs[:, scores.column[task.context]]
    written = scores.costs[:, scores.columns(words)]
    often = 1 + np.log(np.array(task.counts, float))

    twins, slip = _fold(task, often, written, scores)
    alike = _known(twins, scores, about, task.context)
    foreign = np.minimum(scores.costs[-1, scores.columns(words)], _acronyms(task))
    foreign = foreign + [FOREIGN if word in task.parts else _foreign(word) for word in words]
    foreign = np.minimum(foreign, [_no_word(word) for word in words])
    wedged = np.array(_odd_inside(words, alike, bool(task.context)))

    near = np.array([ALIKE * (_inexact(words[number], twin) > 0) for number, twin in twins.items()])
    asked: dict[int, Any] = {}
    told: dict[int, Any] = {}  # by lists
    signs_alone = np.array(list(map(rare_signs.alone, words)))
    beyond = [frozenset(_FOREIGN_LETTER.findall(word)) if len(word) > 2 else frozenset() for word in words]
    letters_beyond = frozenset().union(*beyond)

    def as_written(at: int) -> Any:
        if at not in asked:
            lacking = _lacking(scores.names[at])
            absent = {char for char in letters_beyond if lacking[char]}
            apart = np.array([ABROAD * (not absent.isdisjoint(letters)) for letters in beyond]) if absent else 0.0
            told[at] = np.array(scores.listed(at, words))
            plain = np.minimum(written[at] + told[at], signs_alone)
            if twins:  # lists know what a word of look-alikes means, not how it stands
                folded = list(twins.values())
                meant = scores.costs[at, scores.columns(folded)] + np.array(scores.listed(at, folded)) + near + slip
                plain[list(twins)] = np.minimum(plain[list(twins)], meant)
            asked[at] = np.minimum(plain, foreign + apart) + wedged
        return asked[at]

    totals = about + written @ often
    best = min(_few(totals, scores.names), key=lambda at: about[at] + as_written(at) @ often)
    base = as_written(best)
    rows_of_keys = list(map(_is_row, words))
    noise = np.array(_noise(words))
    plain_noise = np.array([sum(NOISE if char < "\u2e80" else NOISE_WIDE for char in word) for word in words])
    # A few characters and nothing else may be a code or a mark, whatever they are; UTF-8 is valid by design.
    alone_here = len(words) == 1 and not task.context and len(words[0]) <= CODE
    codes = plain_noise + FOREIGN if alone_here else np.array([np.inf])
    found = []
    for story, known in task.read.items():
        legacy = story.chain[-1].meant != "utf-8" and story.chain[-1] != chains.WINDOWS
        after = written.copy()
        fits = np.array([word in known for word in words], bool)
        several = [number for number, word in enumerate(words) if len(known.get(word, "")) > 1]
        # Words that can have been one thing only, which differs.
        alone = [(number, new[0]) for number, word in enumerate(words) if len(new := known.get(word, "")) == 1]
        alone = [(number, new) for number, new in alone if new != words[number]]
        for number in several:
            after[:, number] = scores.costs[:, scores.columns(known[words[number]])].min(axis=1)
        numbers, news = [number for number, _ in alone], [new for _, new in alone]
        pairs = [(words[number], new) for number, new in alone]
        columns = scores.columns(news)
        inner = np.array([INNER / WEIGHT * (legacy and (_inner_capital(new) or _is_cut(new))) for new in news])
        inner += [WIDTH * (_WIDTH.search(new) is not None and not _WIDTH.search(old)) for old, new in pairs]
        inner += [WEDGED * _is_odd_now(old, new, story) for old, new in pairs]
        inner -= [MEASURE * (_MEASURE.search(new) is not None and not _MEASURE.search(old)) for old, new in pairs]
        most = np.array([rare_signs.alone(new, old) for old, new in pairs])
        after[:, numbers] = np.minimum(scores.costs[:, columns], most)
        totals = about + np.minimum(written, after) @ often
        few = _few(totals, scores.names) if len(several) <= FEW else [scores.names.index(_spoken(task, story, scores))]
        plains = np.array([as_written(at) for at in few])  # languages x words
        # What lists tell of it as it stands they may tell of what it was, too: of the words beside a blank.
        worst = plains + LISTS - np.minimum([told[at] for at in few], 0.0)
        letters = np.minimum(scores.costs[few][:, columns], most) + inner
        marked = _marked(pairs)
        letters += np.array([_strange_marks(len(pairs), marked, scores.names[at]) for at in few])
        # Words that no list makes likelier than they stand are not looked up.
        likely = letters < worst[:, numbers]
        news_back = plains.copy()
        news_back[:, numbers] = letters
        options: list[dict[str, tuple[list[tuple[str, float]], float]]] = []
        signs = {words[number]: _signs(words[number], known[words[number]], story) for number in several}
        for line, at in enumerate(few):
            looked_up = likely[line].nonzero()[0].tolist()
            if looked_up:
                listed = scores.listed(at, [news[n] for n in looked_up])
                news_back[line, [numbers[n] for n in looked_up]] += listed
            # All letters cost the same in a language that nobody knows: others say which of them stood there.
            told_by = scores.names.index("-") if scores.names[at] == "?" else at
            texts = {
                word: _told(word, known[word], story, told_by, signs[word], scores, task)
                for word in (words[number] for number in several if after[told_by, number] < worst[line, number])
            }
            if several:
                news_back[line, several] = [texts.get(words[n], ("", after[told_by, n]))[1] for n in several]
            options.append(texts)
        sums = about[few] + np.where(fits, np.minimum(plains, news_back), plains) @ often
        priors_of = [_prior(story, scores.names[at]) / WEIGHT for at in few]
        line = min(range(len(few)), key=lambda line: (sums[line] - priors_of[line], few[line]))
        at, plain, read_back, texts = few[line], plains[line], news_back[line], options[line]
        if alone_here and scores.names[at] == "?":  # a letter that is a word nowhere
            read_back = read_back + FOREIGN
        texts |= {
            words[number]: (_cheapest(known[words[number]], at, scores), 0.0)
            for number in several
            if words[number] not in texts
        }
        unknown = legacy and scores.names[at] == "?"  # what is a row of keys is one in any other charset, too
        read_back = np.where(rows_of_keys, np.maximum(read_back, base), read_back) if unknown else read_back
        stands = (np.minimum(base, codes) if legacy or story.loss else base) + rare_signs.never_typed(
            words, story.chain
        )
        damaged = np.where(fits, (stands - read_back) * WEIGHT, -np.inf)
        common = float(about[best] - about[at]) * WEIGHT
        taken = fits & (read_back < plain)
        # What is valid UTF-8 is so by design.
        least = plain_noise if story.chain[-1].meant == "utf-8" and not story.loss else noise
        sense = WEIGHT * float(((least - read_back) * often)[taken].sum()) - prior("mojibake", "unknown")
        nats = _prior(story, scores.names[at]) + task.small * (story.loss == LOWER) - log_sum([0.0, -sense])
        read = {words[number]: [(new, 0.0)] for number, new in alone}
        read |= {word: shares for word, (shares, _) in texts.items()}
        if legacy:
            made = [(word, read[word][0][0]) for word, yes in zip(words, taken.tolist(), strict=True) if yes]
            abroad = _is_in_another(task.context, scores.names[at], scores.names[best], [new for _, new in made])
            abroad = abroad and not any(_in_script(old) == _in_script(new) != "" for old, new in made)
            nats -= _legacy(scores, at, made, story.chain[-1].meant, bool(task.context), abroad)
            nats += _unpaid(twins, alike, taken, often) - FAMILIAR * task.familiar
        elif chains.WINDOWS in story.chain and _LETTER_OF_WINDOWS.search("".join(words)):
            elsewhere = _NOT_OF_THE_WEST.search("".join(words)) is not None
            nats += prior("meant", "elsewhere") if elsewhere else chains.abroad("cp1252", scores.names[at])
        row = Row(nats, damaged.tolist(), ((base - plain) * WEIGHT).tolist(), common)
        others = [*task.context.split(" "), *(word for word in words if word not in read)]
        sister = legacy and _may_be_of_a_sister(others, scores.names[at], read)
        found.append(Scored(row, scores.names[at], read, sense, sister))
    return found


def _acronyms(task: Task) -> list[float]:
    """What the words of *task* cost as acronyms; those of two letters are not met in texts of another alphabet.

    In a text of capitals any short word would look like one.
    """
    capitals = task.context == task.context.upper()
    return [math.inf if capitals or len(word) == 2 else ordinary.acronym(word) for word in task.words]


def _spoken(task: Task, story: Story, scores: Scores) -> str:
    """The language that *story* makes of some of the words: to read all of them in several takes long."""
    if story in task.searched:
        return task.searched[story][0]
    step = len(task.words) // FEW + 1
    words = task.words[::step]
    some = task._replace(words=words, counts=task.counts[::step], read={story: task.read[story]})
    return rows(some, scores)[0].tongue


def _odd_inside(words: Sequence[str], alike: Collection[int], beside: bool) -> list[float]:
    """Nats for what hardly any author writes in each of *words*; letters of those *alike* are look-alikes.

    *beside*: are there words in ASCII, too?
    """
    together = "\n".join(words)
    found = [0.0] * len(words)
    if _WEDGED_ANYWHERE.search(together):
        found = [WEDGED * (at not in alike and _WEDGED.search(word) is not None) for at, word in enumerate(words)]
    han = WEDGED * (beside and not _HAN_ALONE.search(together))
    for pattern, nats in ((_SIGN_INSIDE, SIGN_INSIDE), (C1, CONTROL), (_HAN_IN_LATIN, han)):
        if nats and pattern.search(together):
            found = [cost + nats * bool(pattern.search(word)) for cost, word in zip(found, words, strict=True)]
    return found


def _is_odd_now(old: str, new: str, story: Story) -> bool:
    """Is *new* what hardly any author writes, and *old* is not, or has a letter that *story* cannot have shown?"""
    if (_SELDOM.search(new) and _LATIN.search(old)) or (_WEDGED.search(new) and not _WEDGED.search(old)):
        return True
    own = charset(story.chain[0].shown).characters
    return bool(own) and not story.loss and any(char > "\x7f" and char.isalpha() and char not in own for char in old)


def _noise(words: Sequence[str]) -> list[float]:
    """What each of *words* costs as damage beyond recognition: any character is as good as another.

    But for those that come again and again, as leads of UTF-8 do, of which every second or third character is one:
    they cost what a code of order 0 needs for them (Cover and Thomas 2006, chapter 5).
    """
    beyond = Counter(char for word in words for char in word if char > "\x7f")
    total = beyond.total()
    often = {char: math.log(total / count) for char, count in beyond.items() if count * OFTEN > total and count > 2}
    costs = []
    for word in words:
        cost = 0.0
        for char in word:
            cost += often.get(char, NOISE if char < "\u2e80" else NOISE_WIDE)
        costs.append(cost)
    if costs:
        costs[0] += NOISE * len(often)  # which they are must be said once
    return costs


def _fold(task: Task, often: Any, written: Any, scores: Scores) -> tuple[dict[int, str], Any]:
    """Lower the costs *written* of words that were damaged in another way, which is asked of the section once.

    What these words were, by number, and the nats for each of them to be damaged so.
    """
    import numpy as np

    twins = _twins_of(task.words)
    if not twins:
        return twins, 0.0
    prior_of_each = prior("homoglyphs", "document") / WEIGHT / float(often[list(twins)].sum())
    slips = []
    beside = " ".join([task.context, *task.words])
    for at, twin in twins.items():
        slips.append(SLIP - prior_of_each - ABSENT * _lacks(beside, task.words[at], twin))
        written[:, at] = np.minimum(written[:, at], scores.costs[:, scores.column[twin]] + slips[-1])
    return twins, np.array(slips)


def _unpaid(twins: Mapping[int, str], known: Collection[int], taken: Any, often: Any) -> float:
    """What a story owes for the words of look-alikes that it explains where some that are *known* remain.

    Those pay the prior of a section that has any, which all together have paid.
    """
    if all(taken[at] for at in known):
        return 0.0
    explained = [at for at in twins if taken[at]]
    return prior("homoglyphs", "document") * float(often[explained].sum() / often[list(twins)].sum())


def _lacks(beside: str, word: str, twin: str) -> bool:
    """Has *beside* none of the letters of *twin* for which others stand in *word*?  All may have been replaced."""
    new = {new for old, new in zip(word, twin, strict=False) if old != new}
    return len(beside) >= TELLING and len(word) == len(twin) and new <= COMMON and new.isdisjoint(beside)


def _known(twins: Mapping[int, str], scores: Scores, about: Any, context: str) -> set[int]:
    """The numbers of those of *twins* that the list of one of their likeliest languages knows.

    Where nobody knows the language of the section, those that are ASCII as its *context* is.
    """
    found = set()
    for at, twin in twins.items():
        totals = about + scores.costs[:, scores.column[twin]]
        near = (totals < totals.min() + FOREIGN).nonzero()[0]
        codes = [scores.names[number] for number in near[totals[near].argsort()].tolist()]
        listed = any(code in _LISTED and all(_is_common(word, code) for word in _bare(twin)) for code in codes)
        if listed or (codes[0] == "?" and twin.isascii() and len(context) >= TELLING):
            found.add(at)
    return found


def _is_common(word: str, code: str) -> bool:
    """Is *word* in the list of language *code*, and not near its end, where words without their accents stand?

    Or in that of a relative, whose words the letters do not tell apart.
    """
    nats = lexicon.nats(word, code)
    if nats is None and code in lexicon.RELATIVES:
        nats = lexicon.nats(word, lexicon.RELATIVES[code])
    return nats is not None and nats < RARE


def _may_be_of_a_sister(words: Iterable[str], code: str, read: Mapping[str, Sequence[tuple[str, float]]]) -> bool:
    """Is nothing of a section known in language *code* but words that are *read* with other accents, all of theirs?

    *words*: the others.  A letter that looks like one without an accent has another (n\u03b1nu, n\xe1nu), and beside it
    no word of two letters, which every language has, tells anything.
    """
    twins = {old: folded(old) or old for old in read}
    alike = any(old != twin for old, twin in twins.items())
    pairs = [(twins[old], news[0][0]) for old, news in read.items()]
    kept = any(char > "\x7f" and char in new for old, new in pairs for char in old)
    if kept or not all(_accented_alike(old, new) for old, new in pairs):
        return False
    if code not in _LISTED:
        return alike
    if alike and any(len(new) > lexicon.STEM and lexicon.known(new, code) for _, new in pairs):
        return False
    return not any(len(word) > 1 + alike and lexicon.known(word, code) for word in words)


def _is_in_another(context: str, code: str, best: str, made: Sequence[str]) -> bool:
    """Are the ASCII words *context* of a section of another language than *code*, of which *best* is the likeliest?

    Its list has none of them, and that of the other has one, or they are several: two will do beside words *made* of
    two letters, which every language has.
    """
    words = {word for word in context.split(" ") if len(word) > 2}
    if not words or code == best or code not in _LISTED or any(lexicon.known(word, code) for word in words):
        return False
    short = all(len(word) <= 2 for new in made for word in _bare(new))
    return len(words) > 2 - short or (best in _LISTED and any(lexicon.known(word, best) for word in words))


def _in_script(word: str) -> str:
    """The one script, other than Latin, of the letters of *word*: words in ASCII beside it are of another language."""
    return scripts.script_of_all("".join(_BEYOND_LATIN.findall(word)))


_BEYOND_LATIN = lazy("[^\\W\\d_\\x00-\\u024f]")


def _legacy(scores: Scores, at: int, pairs: Sequence[tuple[str, str]], meant: str, beside: bool, abroad: bool) -> float:
    """Nats against the legacy charset *meant*, which makes these *pairs* of old and new words of language *at*.

    *beside*: are there words in ASCII, too?  *abroad*: these are of another language.
    """
    nats = 0.0
    if not abroad and any(scores.brings_back(at, old, new, beside) for old, new in pairs):
        nats -= WORDS * (scores.names[at] in _LISTED or any(_without_blanks(new, scores.names[at]) for _, new in pairs))
    elif not any(_parts_scripts(old, new) for old, new in pairs):
        nats += STRANGE if scores.names[at] in TONGUES else NOWHERE
    lost = "".join(char for old, new in pairs for char in {*old}.difference(new))
    made = "".join(char for old, new in pairs for char in {*new}.difference(old))
    letters = any(char > "\x7f" and char.isalpha() for char in made) or (
        meant in _of_latin_letters() and _LETTERS.search(lost)
    )
    signs = not letters or not any(any(map(str.isalpha, new)) for _, new in pairs)
    if signs or (chains.abroad(meant, scores.names[at]) and all(_accented_alike(old, new) for old, new in pairs)):
        nats += SIGNS * len(pairs)
    return nats


def _accented_alike(old: str, new: str) -> bool:
    """Are they the same but for accents, as words of sister languages are?"""
    bare = [_MARKS.sub("", unicodedata.normalize("NFD", word)) for word in (old, new)]
    return bare[0] == bare[1]


@cache
def _of_latin_letters() -> frozenset[str]:
    return frozenset(known_as(name) for name, row in charset_rows().items() if "Latin" in row.scripts)


def _without_blanks(text: str, code: str) -> bool:
    """Is a run of *text* a word of two characters or more, of a language whose words no blanks part?"""
    code = lexicon.ALIASES.get(code.replace("-", "_"), code)
    return code in _NO_WORDS and any(lexicon.known(run, code) for run in _IDEOGRAPHS.findall(text))


_IDEOGRAPHS = lazy("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")


def _parts_scripts(old: str, new: str) -> bool:
    """Do letters of two scripts stand side by side in *old*, and in *new* no more?"""
    return _SEAM.search(old) is not None and _SEAM.search(new) is None


_SEAM = lazy("[\u0370-\u03ff\u0400-\u052f\u2e80-\u9fff](?:(?<=[A-Za-z].)|(?=[a-z]))")


def _foreign(word: str) -> float:
    """Nats for *word* to be of a language that nobody here knows; a letter between quotation marks is spoken of."""
    bare = word.strip(" .,!?")
    if _CONSONANTS.fullmatch(bare):
        return FOREIGN_CONSONANTS
    return FOREIGN_SHORT if len(bare) <= 2 and bare.isalpha() and _FOREIGN_LETTER.search(bare) else FOREIGN


@cache
def _lacking(code: str) -> _Lacking:
    return _Lacking(code)


class _Lacking(dict[str, bool]):
    """For each letter whether language *code* lacks it, even in its loans."""

    def __init__(self, code: str) -> None:
        self._known = alphabets.letters(code, loans=True) if code in _ALPHABETS else None

    def __missing__(self, char: str) -> bool:
        self[char] = lacks = self._known is not None and char not in self._known and char.lower() not in self._known
        return lacks


def _marked(pairs: Sequence[tuple[str, str]]) -> dict[int, list[str]]:
    """The marks that do not compose in the new words of *pairs* of old and new ones, those of the old ones left out."""
    return {
        at: [mark for mark in _MARKS.findall(unicodedata.normalize("NFC", new)) if mark not in old]
        for at, (old, new) in enumerate(pairs)
        if _MARKS.search(new)
    }


def _strange_marks(count: int, marked: Mapping[int, Sequence[str]], code: str) -> list[float]:
    """Nats for those of *count* words that are *marked* with what language *code* has nowhere."""
    found, lacking = [0.0] * count, _lacking(code)
    for at, marks in marked.items():
        found[at] = ABROAD * any(lacking[mark] for mark in marks)
    return found


def _is_row(word: str) -> bool:
    """Are its characters that are not ASCII, KEYS at least, all different, as in a row of keys or an alphabet?"""
    beyond = [char for char in word.lower() if char > "\x7f"]
    return len({*beyond}) == len(beyond) >= KEYS


@lru_cache(losses.REMEMBERED)
def _no_word(word: str) -> float:
    """What *word* costs as an alphabet, or as signs, as in faces, formulas and rules (half of it or more).

    A sign costs what it is new, and then what tells it from the others; that it is like its neighbours saves a nat.
    Nobody draws with C1 controls.
    """
    letters = [char for char in word if char > "\x7f"]
    if len(letters) >= KEYS and (_in_order(letters) or _in_both_cases(letters)):
        return DRAWN + len(word)
    if len({*letters}) == len(letters) == sum(map(str.isalpha, word)) and _VARIANTS.fullmatch(
        "".join(map(_base, letters))
    ):
        return DRAWN + len(word)
    if (sum(map(str.isalnum, word)) * 2 > len(word) and not _RULE.fullmatch(word)) or C1.search(word):
        return math.inf
    often = Counter(word)
    entropy = math.log(len(word)) - sum(count * math.log(count) for count in often.values()) / len(word)
    return DRAWN + SIGN * len(often) + len(word) * max(1.0, entropy - 1)


def _in_order(letters: Sequence[str]) -> bool:
    """Do *letters* stand in the order of their code points, all of them or KEYS at a time, as in tables of alphabets?

    >>> _in_order("\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xc0\xc1\xc2\xc3\xc4\xc5\xc6"), _in_order("\xef\xf0\xe8\xe2\xe5\xf2")
    (True, False)
    """
    falls = [at for at, (first, second) in enumerate(pairwise(letters), 1) if first >= second]
    return all(end - start >= KEYS for start, end in pairwise((0, *falls, len(letters))))


def _in_both_cases(letters: Sequence[str]) -> bool:
    """Do most of *letters*, each of which comes once, stand beside their capitals, as in tables of alphabets?

    >>> _in_both_cases("\xc0\xe0\xc1\xe1\xc2\xe2"), _in_both_cases("\xc0\xe0\xc0\xe0\xc0\xe0")
    (True, False)
    """
    paired = sum(first.lower() == second.lower() for first, second in pairwise(letters))
    return 3 * paired > len(letters) and len({*letters}) == len(letters)


_VARIANTS = lazy("(?:([a-z])\\1{2,})+")  # three accents in a row on the same letter, as in lists of a keyboard


def _base(char: str) -> str:
    """The small letter that an accented one is a variant of; a sign is one of itself."""
    return _BASES.get(char.lower()) or unicodedata.normalize("NFKD", char.lower())[0]


_BASES = {"\xf8": "o", "\xe6": "a", "\u0153": "o", "\u0142": "l"}
_RULE = lazy("(.{1,2})\\1{5,}", re.DOTALL)  # one or two characters again and again draw a line


class _Signs(NamedTuple):
    """What the model of letters does not know of a text: letters that a language may lack, and nats in any language.

    What it costs to have lost quotation marks of its own, a blank behind the byte that became one, a sign behind a
    letter, less what a measure does; and to have a capital inside.  The words that a dash or an apostrophe joins.
    """

    letters: list[str]
    inside: float
    capital: float
    joined: tuple[str, ...]


def _signs(word: str, texts: Sequence[str], story: Story) -> list[_Signs]:
    """The signs of each of the *texts* that *word* may have been."""
    legacy = story.chain[-1].meant != "utf-8"
    return [_signs_of(word, text, legacy, story.loss) for text in texts]


@lru_cache(4 * losses.REMEMBERED)
def _signs_of(word: str, text: str, legacy: bool, loss: str) -> _Signs:
    collapsed = -prior("lost", "collapsed") / WEIGHT if loss in (BLANK, SPACED) else 0.0
    return _Signs(
        [char for char in _FOREIGN_LETTER.findall(text) if char not in word],
        APOSTROPHE * (legacy and _apostrophes(word, text))
        + collapsed * (" " in text)
        + SIGN_INSIDE * len(_SIGN_BEHIND.findall(text))
        + ordinary_signs.SIGN * len(_MISPLACED.findall(text))
        - MEASURE * (_MEASURE.search(text) is not None and not _MEASURE.search(word)),
        INNER * _inner_capital(text),
        _joined(word, text) if loss in (DROPPED, SPACED) else (),
    )


def _apart(signs: Sequence[_Signs], costs: list[float], code: str) -> list[float]:
    """*costs* of texts with these *signs*, with what the model of letters does not know, in language *code*."""
    lacking = _lacking(code)
    return [
        cost
        + inside
        + (ABROAD * any(map(lacking.__getitem__, letters)) if letters else 0.0)
        + ordinary_signs.SIGN * any(code not in _LISTED or _listed(part, code) is None for part in joined)
        for cost, (letters, inside, _, joined) in zip(costs, signs, strict=True)
    ]


def _joined(word: str, text: str) -> tuple[str, ...]:
    """The words of *text* that an apostrophe or a dash joins where *word* has one letter: lists should have them.

    >>> _joined("speci\xe2l,", "speci\u2014l,"), _joined("caf\xe9\u2014bar", "caf\xe9\u2014bar")
    (('speci', 'l'), ())
    """
    if not any(sign in text and sign not in word for sign in "\u2019\u2013\u2014"):
        return ()
    return tuple(part for found in _JOINED.findall(text) for part in _bare(found))


_JOINED = lazy("(?<![^\\W\\d_])[^\\W\\d_]+(?:[\u2019\u2013\u2014][^\\W\\d_]+)+")


# Quotation marks between letters, an opening one behind another alphabet, a comma or a stop before a letter; Armenian
# emphasis that stands on no vowel.
_MISPLACED = lazy(
    "[\xa1\xab\xbb\xbf\u201a\u201c-\u201e](?<=[^\\W\\d_].)(?=[^\\W\\d_])|[\xa1\xab\xbf\u201e](?<=[\u0370-\u1fff].)"
    "|[\xa1\xbb\xbf](?=[\u0370-\u1fff])|[\u0589\u060c\u061b\u061f\u06d4](?=[^\\W\\d_])"
    "|[\u055b\u055c\u055e](?<![\u0561\u0565\u0567\u0568\u056b\u0578\u0582\u0585].)"
)
_SIGN_BEHIND = lazy("[^\\W\\d_][\xa2-\xa6\xa8\xa9\xac-\xb1\xb4\xb6\xb8\xbc-\xbf\xd7\xf7]")


def _akin(texts: Sequence[str], costs: list[float], code: str, scores: Scores) -> list[float]:
    """*costs* of *texts*, less where the list of language *code* has another form of a word than the others spell.

    It is asked of the likeliest and of those that compete with it, each of one word that no list has.  Of Han and
    Hangul, whose words nothing parts, those cost more whose characters stand in fewer words.
    """
    if code in _HAN:
        covered = [lexicon.in_words(text, _HAN[code]) for text in texts]
        return [cost + IN_WORD * (max(covered) - some) for cost, some in zip(costs, covered, strict=True)]
    if code not in _LISTED:
        return costs
    least = min(costs)
    near = [at for at, cost in enumerate(costs) if cost < least + LISTS]
    if len(near) < 2:
        return costs
    words = {at: bare[0] for at in near if len(bare := scores.bare(texts[at])) == 1}
    first = words.get(costs.index(least))
    if first is None or lexicon.nats(first, code) is not None:
        return costs
    others = [word for word in words.values() if len(word) == len(first) and word != first]
    apart = [at for at, letters in enumerate(zip(first, *others, strict=True)) if len(set(letters)) > 1]
    if not apart:
        return costs
    found = list(costs)
    for at, word in words.items():
        if len(word) == len(first) and lexicon.nats(word, code) is None and _is_form(word, code, apart[0], apart[-1]):
            found[at] -= lexicon.AKIN
    return found


def _left_out(word: str, story: Story, code: str, task: Task) -> float:
    """What the texts of *word* not kept are worth, the likeliest being 1, where the list of *code* may tell."""
    if story.loss not in (DROPPED, SPACED) or code not in _LISTED:
        return 0.0
    told, words = task.searched.get(story, ("", frozenset()))
    return losses.left_out(word, story.chain, story.loss, code if code == told and word in words else None)


def _told(
    word: str,
    texts: Sequence[str],
    story: Story,
    at: int,
    signs: Sequence[_Signs],
    scores: Scores,
    task: Task,
) -> tuple[list[tuple[str, float]], float]:
    """The likeliest of the *texts* that *word* may have been in language number *at*, as ``_shares`` has them."""
    code = scores.names[at]
    costs, added = scores.in_language(at, texts)
    costs = _akin(texts, _apart(signs, costs, code), code, scores)
    return _shares(texts, costs, signs, _left_out(word, story, code, task), added)


def _shares(
    texts: Sequence[str], costs: Sequence[float], signs: Sequence[_Signs], left_out: float, added: Sequence[float]
) -> tuple[list[tuple[str, float]], float]:
    """The likeliest of *texts* with the logarithms of their shares, and the cost of all of them together.

    Where there were too many to keep, and the likeliest is no word of a list (which *added* tells), the right one may
    be among the others: they have a share, too.  *left_out* is what they are worth, the likeliest being worth 1.
    """
    nats = [-WEIGHT * cost - sign.capital for sign, cost in zip(signs, costs, strict=True)]
    total = log_sum(nats)
    ranked = sorted(zip(nats, texts, strict=True), reverse=True)[:3]
    if left_out and added[texts.index(ranked[0][1])] >= UNLISTED:
        total = log_sum([total, ranked[0][0] + math.log(left_out)])
    return [(text, value - total) for value, text in ranked], -total / WEIGHT


def _apostrophes(old: str, new: str) -> int:
    """How many apostrophes and quotation marks of *old* are something else in *new*."""
    return sum(max(0, old.count(sign) - new.count(sign)) for sign in "'\"")


def _is_cut(text: str) -> bool:
    """Does a sign stand between small letters that no author writes there, or one Han character behind them?

    >>> _is_cut("t\xbftulo"), _is_cut("\xbftitulo"), _is_cut("rozmierzwi\u9020")
    (True, False, True)
    """
    return _SIGN_INSIDE.search(text) is not None or _CUT.search(text) is not None


_CUT = lazy("[\xa1\xbf](?<=[a-z].)(?=[a-z])|^[^\u2e80-\u9fff]*[a-z]{2}[\u2e80-\u9fff][^\u2e80-\u9fff]*$")


def _inner_capital(text: str) -> bool:
    """Does a capital beyond ASCII stand between small letters?

    >>> _inner_capital("bev\xc6gelse"), _inner_capital("\xc6ble"), _inner_capital("BEV\xc6GELSE")
    (True, False, False)
    """
    inside = text[1:-1]
    if inside == inside.lower():
        return False
    return any(
        char > "\x7f" and scripts.is_upper(char) and scripts.is_lower(before) and scripts.is_lower(after)
        for before, char, after in zip(text, text[1:], text[2:], strict=False)
    )


def _prior(story: Story, tongue: str) -> float:
    lost = prior("lost", story.loss) if story.loss else 0.0
    return prior("mojibake", "document") + chains.share(story.chain, tongue) + lost


def small(value: str) -> float:
    """Nats for the author's not having written *value*, which has no capitals, so; 0 where he may have none to write.

    >>> round(small("a few words"), 1), round(small("this is one. that is two. more"), 1)
    (2.2, 5.1)
    """
    if not losses.CASED.search(value):  # misread Hebrew or Thai
        return 0.0
    shares = priors.section("small")
    sentences = len(_NEW_SENTENCE.findall(value))
    return -log_sum([shares["never"], shares["line"] + sentences * shares["sentence"]])


_NEW_SENTENCE = lazy("[.!?\u2026][\"')\u201d\xbb]? +(?=[a-z\xdf-\xff])")


def _cheapest(texts: Sequence[str], at: int, scores: Scores) -> list[tuple[str, float]]:
    """The one of *texts* that costs the least in language number *at*, as of a share of 1."""
    costs = scores.costs[at, scores.columns(texts)]
    return [(texts[int(costs.argmin())], 0.0)]


def _few(totals: Any, names: Sequence[str]) -> list[int]:
    """The likeliest languages, and the likeliest of Latin letters: those whose lists are worth a look."""
    order: list[int] = totals.argsort().tolist()
    few = order[:TONGUES_ASKED]
    latin = next((at for at in order if names[at] in _OF_LATIN), few[0])
    return few if latin in few else [*few, latin]
