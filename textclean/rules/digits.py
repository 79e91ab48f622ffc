"""Digits that stand for letters in a word, and letters that stand for digits in a number.

OCR reads o as 0 and the Cyrillic letters ze and be as 3 and 6; spammers write that way on purpose.  Codes, sizes,
plates and ordinals mix both every day, so a word must have letters of one alphabet, one or two digits, and a reading
that a list of the language, or the text itself, knows.  Then the odds decide: leetspeak, names and codes are about as
frequent as damage in Latin letters, elsewhere seldom; a word that the text has rightly spelled, and others of the kind,
speak for damage, and tell which letter a digit stands for.  What is likely and not sure is held: so one word alone,
which may be a password or a name, and a word that begins with a 0 or 2, where nothing tells whether it was a capital.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from textclean import scripts
from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import Decision, note
from textclean.homoglyphs.context import contexts
from textclean.homoglyphs.digit_words import LETTERS, SHORT, Found, decisions, read
from textclean.patterns import lazy
from textclean.scripts import LATIN, MARK
from textclean.text import Text

ZEROS = "\u041e\u043e\u039f\u03bf\u0555\u0585"
THREES = "\u0417\u0437"
VERSIONS = "258"  # what hardly ever stands for a letter at the end of a word
LONGEST = 40  # code points of a word with digits in it
_LETTER = f"[{scripts.LATIN_LETTERS}{scripts.CYRILLIC_LETTERS}{scripts.GREEK_LETTERS}{scripts.ARMENIAN_LETTERS}]"
_IN_WORD = f"[{_LETTER[1:-1]}{scripts.GEORGIAN_LETTERS}{scripts.MARKS}0-9]"
_INSIDE = lazy(f"{_IN_WORD}*")
_WORD = lazy(f"[012345689](?:(?<={_LETTER}.)|(?={_LETTER})){_IN_WORD}{{0,{LONGEST}}}")  # from its first digit on
_NO_DIGITS = dict.fromkeys(range(ord("0"), ord("9") + 1))
_BEFORE, _AFTER = frozenset("_.@#%\\"), frozenset("_@")  # parts of names and addresses; escapes
_JOINTS = frozenset("-/")
_HEXADECIMAL_PART = lazy("[0-9a-f]*")
_HEXADECIMAL = lazy("(?:0x)?(?=.*[0-9].*[0-9])[0-9a-f]*")
_INNER = lazy(Text.ASCII_FACTS["digit_words"])
_LEET = lazy("[47](?<=[a-z].)(?=[a-z])")
_ROUND = lazy(f"[{ZEROS}{THREES}]")
_NUMBER = lazy(f"[{ZEROS}{THREES}](?<=[0-9].)(?=[0-9])")


@rule(Stage.LETTERS, fact="digit_words")
def digits(text: Text) -> Iterator[Edit]:
    """Restore digits inside words and letters inside numbers where the words of the text prove it; hold the rest."""
    value = text.value
    plain = value.isascii()
    found = list(_words(value)) if not plain or _may_ask(value) else []
    if any(_asks(value, *item, plain) for item in found) and not text.code:
        near = contexts(text)
        read_as = [read(value, near, start, word, kind) for start, word, kind in found]
        read_as = [
            item for item in read_as if item.known or not _is_joined(value, item.start, item.start + len(item.word))
        ]
        leet = any(_LEET.search(value, max(0, item.start - 1000) + 1, item.start + 1000) for item in read_as[:50])
        for item, decision in zip(*decisions(read_as, near, leet), strict=True):
            if not text.is_garbled(item.start):
                yield from _edits(item, decision)
    if _ROUND.search(text.marks):
        for match in _NUMBER.finditer(value):
            yield from _number(value, match.start())


def _words(value: str) -> Iterator[tuple[int, str, int]]:
    """The words of letters of one alphabet and a few digits that could be letters, in small letters or a title."""
    for match in _WORD.finditer(value):
        start, end = _start(value, match.start()), match.end()
        after = value[end : end + 1]
        word = value[start:end]
        if value[start - 1 : start] in _BEFORE or after in _AFTER:
            continue
        joined = after == "-" or _is_joined(value, start, end)
        if joined and (word[-1] <= "9" or len(word) < SHORT or _HEXADECIMAL_PART.fullmatch(word)):
            continue
        letters = word.translate(_NO_DIGITS)
        digits = len(word) - len(letters)
        rest = letters[word[0] > "9" :]
        if (digits > 1 and 2 * digits > len(word)) or rest != rest.lower():
            continue
        kind = LATIN if word.isascii() else reduce(or_, (scripts.kind(char) & ~MARK for char in letters))
        table = LETTERS.get(kind, {})
        if all(char in table for char in word if char <= "9"):
            yield start, word, kind


def _is_joined(value: str, start: int, end: int) -> bool:
    """Is ``value[start:end]`` a part of a compound, a name or an address?  Only a word that is known is then damage."""
    return value[start - 1 : start] in _JOINTS or value[end : end + 1] == "/"


def _may_ask(value: str) -> bool:
    """Is a word of *value*, plain ASCII, a reason to look?  All words are sought only then; of a long one it may be."""
    for match in _INNER.finditer(value):
        after = _INSIDE.match(value, match.start())
        start, end = _start(value, match.start()), after.end() if after else match.end()
        piece = value[max(0, start - 1) : end + 1]
        if end - start > LONGEST or any(_asks(piece, *item, True) for item in _words(piece)):
            return True
    return False


def _asks(value: str, start: int, word: str, kind: int, plain: bool) -> bool:
    """Is the word a reason to look?  Hexadecimal numbers, numbers behind words and parts of names are everywhere.

    In *plain* ASCII most words with digits are names and codes, and letters must stand on either side.
    """
    if _HEXADECIMAL.fullmatch(word) or _is_joined(value, start, start + len(word)):
        return False
    if plain:
        return _INNER.search(word) is not None
    return kind != LATIN or (len(word) >= SHORT and word[-1] not in VERSIONS)


def _start(value: str, at: int) -> int:
    """Where the word of letters, marks and digits begins that goes on at *at*, LONGEST code points back at most."""
    before = _INSIDE.match(value[max(0, at - LONGEST) : at][::-1])
    return at - (before.end() if before else 0)


def _edits(item: Found, decision: Decision) -> Iterator[Edit]:
    note("digits", item.start, item.start + len(item.word), decision)
    restored = decision.best.new or item.word
    why = f"digits in the word {restored!r}; {decision.reason()}"
    for at, (old, new) in enumerate(zip(item.word, restored, strict=True)):
        if decision.sure and old != new:
            sure = min(decision.sure, Sure.LIKELY)
            yield Edit(item.start + at, item.start + at + 1, new, why, sure)


def _number(value: str, at: int) -> Iterator[Edit]:
    """A letter between digits, in a number that has no other letter."""
    after = _INSIDE.match(value, at, at + 1 + LONGEST)
    number = value[_start(value, at) : after.end() if after else at]
    letters = [char for char in number if not "0" <= char <= "9"]
    if len(letters) == 1 and len(number) >= 3:
        zero = value[at] in ZEROS
        why, sure = f"a letter in the number {number!r}", (Sure.GUESS, Sure.LIKELY)[zero and len(number) >= SHORT]
        yield Edit(at, at + 1, "0" if zero else "3", why, sure)


digits.fixes(
    "\u0421\u0432\u0435\u0436\u0435\u0435 \u043c\u043e\u043b\u043e\u043a\u043e \u0438 \u0435\u0449\u0451 \u043c0"
    "\u043b\u043e\u043a\u043e \u043d\u0430 \u0440\u044b\u043d\u043a\u0435",
    "\u0421\u0432\u0435\u0436\u0435\u0435 \u043c\u043e\u043b\u043e\u043a\u043e \u0438 \u0435\u0449\u0451 \u043c"
    "\u043e\u043b\u043e\u043a\u043e \u043d\u0430 \u0440\u044b\u043d\u043a\u0435",
    "the word stands elsewhere",
)
digits.fixes(
    "\u0412 2\u041e25 \u0433\u043e\u0434\u0443 \u043f\u0440\u0438\u043d\u044f\u043b\u0438 \u0437\u0430\u043a"
    "\u043e\u043d",
    "\u0412 2025 \u0433\u043e\u0434\u0443 \u043f\u0440\u0438\u043d\u044f\u043b\u0438 \u0437\u0430\u043a\u043e\u043d",
    "a Cyrillic letter in a number",
)
digits.fixes(
    "La soci\u00e9t\u00e9, la famille; la s0ci\u00e9t\u00e9, la fami1le",
    "La soci\u00e9t\u00e9, la famille; la soci\u00e9t\u00e9, la famille",
    "French, both words stand elsewhere",
)
digits.fixes(
    "The p0lice said on M0nday that the sus6ect had c0nfessed. The trial will beg1n in the spring, after the "
    "first hearing of the witnesses.",
    "The police said on Monday that the sus6ect had confessed. The trial will begin in the spring, after the "
    "first hearing of the witnesses.",
    "several words of one text, in plain ASCII; what is no word stays",
)
digits.keeps("The password of the guest account is still passw0rd, and that is known to all", "held: one word alone")
digits.keeps(
    "One by unkn0wn, two by unkn0wn, three by unkn0wn\nfour by someone unknown",
    "held: a name in credits, again and again",
)
digits.keeps("14:08:37 <@dee> h0ney, honey\n14:08:44 <@dee> m0nkey\n14:08:59 <@z0c> monkey", "nicknames in a log")
digits.keeps("Tuesday 5th: utf8, base64, mp3s, h264 and covid19; the 2nd of 3 rooms, 12in wide", "ASCII, numbers")
digits.keeps("Zdroje uv\u00e1d\u011bj\u00ed, \u017ee 6yla v obci \u0161ko1a", "held: the words stand nowhere else")
digits.keeps("pos1 a pos2, s\u00edt\u011b area1 i area2, bl%C3%A6se", "names with numbers, percent-encoding")
digits.fixes(
    "Pena1 code \u2014 the text says \u201cpenal\u201d twice",
    "Penal code \u2014 the text says \u201cpenal\u201d twice",
    "a name with a number, for all we know",
    solved=False,
)
digits.keeps(
    "import numpy\ndef union(a, b):\n    return intersect1d(a, b)\n# intersect, union1d \u2013 setdiff1d, setxor1d\n",
    "names of a program",
)
digits.keeps(
    "\u041b\u0430\u043c\u043f\u0430 40\u043c\u043c, 6-\u0439 \u044d\u0442\u0430\u0436, 3D-\u043f\u0440\u0438"
    "\u043d\u0442\u0435\u0440, 4K-\u044d\u043a\u0440\u0430\u043d \u0438 B2B",
    "sizes, ordinals and terms",
)
digits.keeps("na\u00efve users of k8s, i18n, l10n, w3c, b2b, p2p and m0n0wall", "abbreviations and names")
digits.keeps("caf\u00e9 h4ck3r n00b pr0n; python3 et covid19, la fa\u00e7ade d\u2019area51", "leetspeak, names")
digits.keeps("Schr\u00f6dinger C60, H2O, CO2, \u03b11\u03b21, p53, Il6 und Ca2+", "chemistry")
digits.keeps("UUID 3f0b1c, sha 0deadb0ef, \u043a\u043b\u044e\u0447 \u04301\u04312\u04323", "codes")
