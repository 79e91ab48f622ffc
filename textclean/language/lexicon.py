"""Common words of some 70 languages, and how common they are: is this string a word, and how likely is it?

Frequencies are on the Zipf scale (van Heuven et al. 2014, "SUBTLEX-UK"): log10 of the occurrences in a billion words.
7 is "the", 4 a word read every day, 3 a word known to all and seldom written.  They are kept in steps of a quarter.
The lists are counts of running text where such counts are free (wordfreq), and estimates from the frequencies of
short strings elsewhere: see ``tools/tables/build_frequency.py``, and ``tables/words/README.md`` for the licences.
A word that is not listed may still be one: a list says yes, never no.

Words are looked up in lower case; they must be composed (NFC), and bare, without the punctuation around them.  Any of
the apostrophes ``'``, U+2019 and U+02BC will do; so will ``"`` or U+05F4 in Hebrew acronyms.  ``names`` is a list of
its own: brands, people, places and other words in Latin letters that appear in the text of any language.

A list is unpacked when it is first asked for, in 2 to 5 ms, and then kept; a table of it (2 to 5 MB) is made when many
words were asked.  Any number of threads may ask.
"""

from __future__ import annotations

import math
import zlib
from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from itertools import accumulate, pairwise

from textclean.errors import unknown
from textclean.patterns import lazy
from textclean.tables import read_table

NAMES = "names"
# Languages that the letters do not tell apart, and such of which little text is counted: one whose words are alike.
RELATIVES = {"nb": "nn", "id": "ms", "ky": "kk", "tt": "kk"}
ALIASES = {"no": "nb", "tl": "fil", "sh": "hr", "bs": "hr", "sr_Latn": "hr", "zh_Hans": "zh", "zh_Hant": "zh"}
SCRIPTS = {
    "Arabic": "ar fa ur",
    "Armenian": "hy",
    "Bengali": "bn",
    "Cyrillic": "be bg kk ky mk mn ru sr tg tt uk",
    "Devanagari": "hi mr",
    "Georgian": "ka",
    "Greek": "el",
    "Han": "zh ja",
    "Hangul": "ko",
    "Hebrew": "he",
    "Latin": (
        "en de fr es pt it pl nl tr cs sv fi hu ro da nb ca hr sk sl lt lv id is ms vi fil "
        "af ast az cy eo et eu ga gl la lb nn sq sw tn uz xh yo zu"
    ),
    "Tamil": "ta",
    "Thai": "th",
}
DOTLESS = ("tr", "az")  # whose small letter of I is dotless
# What a character of the first line of a list stands for: nats, Zipf value.
_ZIPF = {chr(ord("0") + step): step / 4 + 0.125 for step in range(41)}
_NATS = {char: (9 - zipf) * math.log(10) for char, zipf in _ZIPF.items()}


def codes(script: str | None = None) -> tuple[str, ...]:
    """The languages with a list, all or those written in *script* (Unicode's name of it), without ``names``.

    >>> codes("Greek")
    ('el',)
    >>> len(codes()) > 60
    True
    """
    if script is not None:
        return tuple(SCRIPTS.get(script, "").split())
    return tuple(sorted(code for listed in SCRIPTS.values() for code in listed.split()))


def zipf(word: str, code: str) -> float | None:
    """How common *word* is in language *code*, on the Zipf scale (to an eighth of a unit), or None if it is not listed.

    Raises UsageError for a language without a list.

    >>> zipf("The", "en")
    7.625
    >>> zipf("\\u0447\\u0442\\u043e", "ru") > zipf("\\u043f\\u0438\\u0440\\u043e\\u0433", "ru")
    True
    """
    step = _list(code).step(folded(word, code))
    return None if step is None else _ZIPF[step]


def nats(word: str, code: str) -> float | None:
    """-log P(*word* | language *code*) in nats, or None if it is not listed.  P is its share of all running words.

    Raises UsageError for a language without a list.

    >>> round(nats("the", "en"), 2), nats("tbe", "de")
    (3.17, None)
    """
    step = _list(code).step(folded(word, code))
    return None if step is None else _NATS[step]


def known(word: str, code: str) -> bool:
    """Is *word* a common word of language *code*?  Raises UsageError for a language without a list."""
    return _list(code).has(folded(word, code))


def begins(part: str, code: str) -> bool:
    """Does a word of language *code* begin with *part*, in lower case?  Raises UsageError for one without a list."""
    return _list(code).begins(part)


LONGEST = 4  # characters of a word of Han, kana and Hangul that is looked for in running text
_KANA = lazy("[\u3041-\u30ff]{2}")  # any two of them are a word


def in_words(text: str, code: str) -> int:
    """How many characters of *text*, whose words no blanks part, stand in listed words of two of them and more.

    Raises UsageError for a language without a list.

    >>> in_words("\u4f4d\u7f6e\u4e0d\u9519", "zh"), in_words("\u4f5c\u7f6e\u4e2d\u9519", "zh")
    (4, 0)
    """
    listed, found = _list(code), [0]
    for end in range(1, len(text) + 1):
        parts = [text[end - size : end] for size in range(2, min(end, LONGEST) + 1)]
        words = [part for part in parts if not part.isascii() and not _KANA.fullmatch(part) and listed.has(part)]
        found.append(max([found[-1], *(found[end - len(word)] + len(word) for word in words)]))
    return found[-1]


STEM = 5  # letters of a stem, or of the last part of a compound
ENDING = 4  # letters that endings have at most


def related(word: str, code: str) -> bool:
    """Is *word* another form of a listed word, or a compound that ends in one?  They share its letters beyond ASCII.

    A list holds few of the forms of a word.  Raises UsageError for a language without a list.

    >>> related("kaltgem\xfcse", "de"), related("gem\xfcses", "de"), related("kalt\xfcmese", "de")
    (True, True, False)
    """
    word = folded(word, code)
    beyond = [at for at, char in enumerate(word) if char > "\x7f"]
    # Where the first letter is one of them the stem holds enough of them.
    return bool(beyond) and akin(word, code, beyond[0], beyond[-1] if beyond[0] else 0)


AKIN = 3.5  # nats for what :func:`akin` or :func:`related` tells: a little less than what a spelling tells by it


def akin(word: str, code: str, first: int, last: int, stress: bool = True) -> bool:
    """Does a listed word begin as *word*, but for an ending, or end it, in what holds its letters *first* to *last*?

    So it tells which of two spellings, that differ in these letters, is a form or a compound of a word.  Of 46,000
    words that no list has, in texts of 16 languages, 39 were told rightly for each that was told wrongly, and 38 in 100
    were told.  Not *stress*: wherever the accent of a Greek word stands, which moves from form to form; 51 were told
    rightly for each that was told wrongly, of 1,544, and 53 in 100 were told, not 43.  Raises UsageError for a language
    without a list.

    >>> akin("fl\xfcsternden", "de", 1, 1), akin("fi\xfcsternden", "de", 1, 1)
    (True, False)
    """
    given, word, listed = len(word), folded(word, code), _list(code)
    last += len(word) - given  # a ligature is two letters
    if code == "el" and not stress:
        word, listed = word.translate(_STRESSED), _unstressed(code)
    least = max(STEM, last + 1, len(word) - ENDING)
    if least <= len(word) and listed.begins(word[:least]):
        return True
    return any(listed.has(word[at:]) for at in range(1, min(first, len(word) - STEM) + 1))


def folded(word: str, code: str) -> str:
    """*word* as the lists have it: lower case as language *code* has it, with straight apostrophes (and gershayim).

    And with the letters of the Armenian ligature for "and", which the lists have composed by compatibility.

    >>> folded("D\\u2019ISTANBUL", "en"), folded("ISI", "tr")
    ("d'istanbul", 'ısı')
    """
    if code in DOTLESS:
        word = word.replace("I", "\u0131").replace("\u0130", "i")
    if word.isascii():
        return word.lower()
    word = word.lower().replace("\u2019", "'").replace("\u02bc", "'").replace("\u05f4", '"')
    return word.replace("\u0587", "\u0565\u0582")


def words(code: str) -> dict[str, str]:
    """The list of one language, not to be changed: word -> step of frequency ("0" + n: Zipf value n/4 to (n + 1)/4).

    Raises UsageError for a language without a list.
    """
    return _list(code).words


TABLE = 2000  # words asked for: a table of a list takes 4 to 7 ms, to seek a word in its text 2 to 3 us
_STRETCH = 1 << 10  # bytes, in which a word is sought at one time


class _List:
    """The list of one language: a text of words and one of steps, and a table of both once many words are asked.

    The text is kept in UTF-8, whose order is that of code points: it is half as long, and counted ten times as fast.
    """

    def __init__(self, code: str) -> None:
        name = ALIASES.get(code, code)
        if name != NAMES and name not in codes():
            raise unknown("language", code, [*codes(), *ALIASES, NAMES])
        _, _, body = read_table(f"words/{name}.bin").partition(b"\n")
        self._steps, _, listed = zlib.decompress(body).partition(b"\n")
        self._listed = b"\n%b\n" % listed
        self._asked = 0

    @cached_property
    def words(self) -> dict[str, str]:
        """Word -> step."""
        return dict(zip(self._listed[1:-1].decode().split("\n"), self._steps.decode(), strict=True))

    @cached_property
    def _ordered(self) -> list[str]:
        return list(self.words)

    @cached_property
    def _stretches(self) -> tuple[list[bytes], list[int]]:
        """The first word of each stretch of the text, and where the line feed in front of it stands; last, its end."""
        listed, end = self._listed, len(self._listed) - 1
        firsts: list[bytes] = []
        places: list[int] = []
        for at in range(0, end, _STRETCH):
            start = listed.index(b"\n", at)
            if start < end and (not places or start > places[-1]):
                firsts.append(listed[start + 1 : listed.index(b"\n", start + 1)])
                places.append(start)
        return firsts, [*places, end]

    @cached_property
    def _counted(self) -> list[int]:
        """The line feeds in front of each stretch."""
        return [*accumulate((self._listed.count(b"\n", *span) for span in pairwise(self._stretches[1])), initial=0)]

    def begins(self, part: str) -> bool:
        """Does a word of the list begin with *part*?"""
        if self._asked > TABLE:
            at = bisect_left(self._ordered, part)
            return at < len(self._ordered) and self._ordered[at].startswith(part)
        self._asked += 1
        return self._place(b"\n" + _encoded(part)) >= 0

    def has(self, word: str) -> bool:
        """Is *word* listed?"""
        if self._asked > TABLE:
            return word in self.words
        self._asked += 1
        return self._place(b"\n%b\n" % _encoded(word)) >= 0

    def step(self, word: str) -> str | None:
        """The step of *word*, or None if it is not listed."""
        if self._asked > TABLE:
            return self.words.get(word)
        self._asked += 1
        at = self._place(b"\n%b\n" % _encoded(word))
        if at < 0:
            return None
        places = self._stretches[1]
        number = bisect_right(places, at) - 1
        return chr(self._steps[self._counted[number] + self._listed.count(b"\n", places[number], at)])

    def _place(self, line: bytes) -> int:
        """Where *line*, the beginning of one with the line feed in front, stands; -1 if it does not.

        Lines stand in the order of their code points.
        """
        if b"\n" in line[1:-1]:
            return -1
        firsts, places = self._stretches
        word = line[1:].rstrip(b"\n")
        number = max(0, bisect_right(firsts, word) - 1)
        # What begins so may be the first line of the next stretch.
        return self._listed.find(line, places[number], places[number + 1] + len(line))


class _Unstressed(_List):
    """A Greek list without accents and frequencies."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        words = sorted(set(self._listed[1:-1].decode().translate(_STRESSED).split("\n")))
        self._listed, self._steps = _encoded("\n".join(["", *words, ""])), bytes(len(words))


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")


_list = cache(_List)
_unstressed = cache(_Unstressed)
# Greek vowels with the accent, and without.
_STRESSED = str.maketrans(
    "\u03ac\u03ad\u03ae\u03af\u03cc\u03cd\u03ce\u0390\u03b0", "\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9\u03ca\u03cb"
)
