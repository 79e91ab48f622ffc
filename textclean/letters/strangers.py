"""What else stands for Latin in a text with proven damage: approximate twins, phonetic letters, signs, blanks.

Other people's tables of look-alikes are wider than any that could be trusted alone: U+028B for u, U+237A for a, a click
letter for an exclamation mark, a one-dot leader for a full stop.  So they count only here, after three words of mixed
letters have proven that the document was damaged, and a word is restored only if the language knows the reading.
Letters of living Latin alphabets, quotation marks, dashes and no-break spaces are never among them.

Damaged English and clean Hebrew, Thai or Cherokee may stand in one document.  So letters and signs of a script that
has words of its own there are left, wherever they stand, and so is a Latin letter that only whole Latin words have.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from textclean import scripts
from textclean.contract import Edit, Sure
from textclean.letters.lookalikes import ALL, NAMES, case
from textclean.letters.masks import unmask
from textclean.letters.traps import SHORT_GREEK, borrowed
from textclean.scripts import EXOTIC, GREEK, LATIN, MARK, OTHER

if TYPE_CHECKING:
    from textclean.letters.judge import Judge

PROOFS = 3  # mixed words that prove the damage
LONGEST = 60  # code points of a word on each side of the place found
CHOICES = 16  # readings of one word that are compared
LENIENT, STRICT = 4.0, 0.0  # nats above the usual cost that a reading may have: foreign letters; Latin ones
SURE = -4.0  # nats, for a word whose foreign letter stands at its edge to prove damage
SECOND = 2.5  # nats that a letter's less likely twin costs
BETTER = 6.0  # nats by which it must beat the word as it stands, if that is Latin, too
_DOTLESS = ("tr", "az")  # languages with a letter U+0131
MANY_SCRIPTS = 3
_LENGTH = "\u02d0\u02d1\u01c3"  # signs of phonetics
_PHONETIC = "\u0250-\u02af\u03b8\u03c7\u03b2\u00f0\u014b"  # the inside of a class
_LATIN_1_SIGNS = frozenset(map(chr, range(0xA1, 0xC0))) - frozenset("\N{MICRO SIGN}\u00aa\u00ba")
_MICRO = "\N{MICRO SIGN}"
_VOWELS = frozenset("\u044a\u044c")  # of reconstructed Slavic, in Latin letters
_OPERATORS = range(0x2200, 0x2300)


def strangers(judge: Judge) -> Iterator[Edit]:
    """The edits outside the words that the judge has chosen."""
    if not judge.anchors[LATIN]:
        return
    there = judge.evidence.inventory
    value = judge.words.value
    candidates = list(_candidates(judge))
    if not judge.proven_total(LATIN) and not any(may_prove(value[start:end]) for start, end in candidates):
        return
    judge.evidence.forget(LATIN)
    readings, proofs = _readings(judge, candidates)
    if unmask(judge, proofs):
        readings, proofs = _readings(judge, list(_candidates(judge)))
    proven = {reading.word[at] for reading in readings if reading.proof for at in reading.places}
    for reading in readings:
        again = reading.likely and proven.issuperset(reading.word[at] for at in reading.places)
        if proofs >= (2 if reading.proof or again else PROOFS):
            judge.taken |= reading.taken
            yield from reading.edits(proofs)
        elif reading.proof:
            yield from (edit._replace(sure=Sure.GUESS) for edit in reading.edits(proofs))
    if proofs < PROOFS:
        return
    for sign, new in _signs().items():
        if sign in there and not _is_native(judge, sign):
            yield from _sign(value, sign, new)
    if len(there & scripts.look_alikes("spaces_exact").keys()) >= 2:  # blanks are replaced at random
        for blank in sorted(there & scripts.look_alikes("spaces_near").keys()):
            yield from _sign(value, blank, " ")


def _readings(judge: Judge, candidates: list[tuple[int, int]]) -> tuple[list[_Reading], int]:
    """The words that can be read, and how many words prove the damage."""
    value = judge.words.value
    readings = [found for start, end in candidates if (found := _read(judge, start, value[start:end]))]
    kept = _of_the_author(readings)
    if kept:
        readings = [reading for reading in readings if kept.isdisjoint(reading.word[at] for at in reading.places)]
    readings = _near_damage(judge, readings)
    return readings, judge.proven_total(LATIN) + len({reading.word for reading in readings if reading.proof})


def _of_the_author(readings: list[_Reading]) -> set[str]:
    """The letters of another Latin alphabet: those that stand in no word that is restored for a foreign letter."""
    changed: set[str] = set()
    proven: set[str] = set()
    for reading in readings:
        letters = {reading.word[at] for at in reading.places}
        latin = {char for char in letters if scripts.kind(char) & LATIN}
        changed |= latin
        if latin != letters:
            proven |= latin
    return changed - proven


@cache
def _letters() -> dict[str, str]:
    """Every character that may stand for Latin letters, with the letters, the likeliest first."""
    options: dict[str, str] = {}
    for name in ("latin_exact", "latin_near", "latin_second", "latin_letters", "fonts", "wide"):
        for char, letter in scripts.look_alikes(name).items():
            living = name == "latin_letters" and char < "\u0180" and char not in "\u0131\u0138"
            if (
                char > "\x7f"
                and char not in _LATIN_1_SIGNS
                and letter.isalpha()
                and not living
                and letter not in options.get(char, "")
            ):
                options[char] = options.get(char, "") + letter
    options["\u04cf"] = "li"
    for char in options:
        if scripts.kind(char) & LATIN:  # it may be the author's
            options[char] += char
    return options


@cache
def _signs() -> dict[str, str]:
    """Punctuation and blanks that have a plain twin and no business of their own in Latin prose."""
    found: dict[str, str] = {}
    for name in ("punctuation_exact", "spaces_exact"):
        found |= scripts.look_alikes(name)
    near = scripts.look_alikes("punctuation_near")
    found |= {char: near[char] for char in "\u01c3\u02d0\u02d1\u0589\u05c3\u06d4\u0701\u0702" if char in near}
    return {char: new for char, new in found.items() if char > "\x7f" and ord(char) not in _OPERATORS}


def _candidates(judge: Judge) -> Iterator[tuple[int, int]]:
    """The spans of words that are not decided or have a character that stands for a letter but is no exact twin."""
    words, value, letters = judge.words, judge.words.value, _letters()
    exact = scripts.twins("Latin")
    anchored = sum(bit for bit in NAMES if judge.anchors[bit])
    rare = [
        char
        for char in judge.evidence.inventory & letters.keys()
        if (char not in exact or scripts.kind(char) & ~ALL) and not scripts.kind(char) & anchored & ~LATIN
    ]
    native = _native_scripts(judge)
    places = [words.starts[at] for at in words.unknown(judge.decided, anchored)]
    if rare:
        places += (match.start() for match in re.finditer("[" + "".join(map(re.escape, sorted(rare))) + "]", value))
    done = 0
    for place in sorted(places):
        if place < done:
            continue
        start = end = place
        while start > done and place - start < LONGEST and (value[start - 1] in letters or _is_latin(value[start - 1])):
            start -= 1
        while end < len(value) and end - place < LONGEST and (value[end] in letters or _is_latin(value[end])):
            end += 1
        done = max(end, place + 1)
        if _is_whole(value, start, end) and not any(scripts.script_of(char) in native for char in value[start:end]):
            yield start, end


def _is_whole(value: str, start: int, end: int) -> bool:
    """Is the span no piece of a longer word?"""
    return not any(char and scripts.kind(char) & ~MARK for char in (value[start - 1 : start], value[end : end + 1]))


def _native_scripts(judge: Judge) -> set[str]:
    """The scripts, other than the alphabets that the judge knows, that have words of their own in the document.

    A word is two letters of one script side by side, one of which cannot stand for a Latin one.
    """
    others = {char for char in judge.evidence.inventory if scripts.kind(char) & (OTHER | EXOTIC)}
    if not others:
        return set()
    found: set[str] = set()
    for match in re.finditer("[" + "".join(map(re.escape, sorted(others))) + "]{2,}", judge.words.value):
        names = {scripts.script_of(char) for char in match[0]}
        if len(names) == 1 and not names <= found and not _letters().keys() >= set(match[0]):
            found |= names
    return found


def _is_latin(char: str) -> bool:
    return bool(scripts.kind(char) & (LATIN | MARK))


class _Reading(NamedTuple):
    """A word, what it should be, the places to change, whether that is a usual word, and a proof of damage itself.

    *taken*: the judge's words whose letters are among the places.
    """

    start: int
    word: str
    new: str
    places: list[int]
    likely: bool
    proof: bool
    taken: set[int]

    def edits(self, proofs: int) -> Iterator[Edit]:
        for start, end in _spans(self.places):
            proven = f", as proven in {proofs} words" if proofs > 1 else ""
            why = f"look-alikes from a wider table{proven}; the reading is {self.new!r}"
            yield Edit(self.start + start, self.start + end, self.new[start:end], why, Sure.LIKELY)


def _read(judge: Judge, start: int, word: str) -> _Reading | None:
    words, evidence, letters = judge.words, judge.evidence, _letters()
    foreign = [at for at, char in enumerate(word) if char in letters and not scripts.kind(char) & LATIN]
    latin = [at for at, char in enumerate(word) if char in letters and scripts.kind(char) & LATIN]
    if "\u0131" in word and evidence.language(LATIN) in _DOTLESS:
        latin = [at for at in latin if word[at] != "\u0131"]
    open_ = [at for at in foreign if _settled(judge, start + at) < 0]
    if not (open_ or latin) or not _is_free(judge, start, start + len(word)):
        return None
    choices = [letters.get(char, char) if at in foreign or at in latin else char for at, char in enumerate(word)]
    readings = ["".join(chosen) for _, chosen in zip(range(CHOICES), product(*choices), strict=False)]
    evidence.expect(readings, LATIN)
    usual = [char[0] for char in choices]

    def cost(reading: str) -> float:
        return evidence.surplus(reading, LATIN) + _changes(word, reading, latin) + _second(usual, reading)

    best = min(readings, key=cost)
    surplus = evidence.surplus(best, LATIN)
    native = len(word) - len(foreign)
    if foreign:
        limit = LENIENT * (2 if 2 * native >= len(word) >= 3 else 1)
    else:
        limit = min(STRICT, evidence.surplus(word, LATIN) - BETTER)
    if surplus > limit:
        return None
    changed = [at for at in latin if best[at] != word[at]]
    taken = {run for at in changed if (run := _settled(judge, start + at)) >= 0 and words.kinds[run] != LATIN}
    places = [at for at in foreign if at in open_ or _settled(judge, start + at) in taken] + changed
    # At the edge of a word may stand an ending of a language that the document has.
    alone = not any(judge.anchors.get(scripts.kind(word[at])) for at in foreign)
    sure = surplus <= SURE and alone and _is_long(word, foreign)
    proof = surplus <= STRICT and (sure or _proves(word, foreign, open_))
    proof &= not _VOWELS.issuperset(word[at] for at in foreign)
    return _Reading(start, word, best, places, surplus <= STRICT, proof, taken)


def _proves(word: str, foreign: list[int], open_: list[int]) -> bool:
    """Are there enough letters, two of them Latin, and a foreign one between small letters?"""
    inside = (at for at in open_ if 0 < at < len(word) - 1 and case(word[at - 1 : at + 2 : 2]) == "lower")
    return len(word) >= 5 and len(word) - len(foreign) >= 2 and any(inside)


def _is_long(word: str, foreign: list[int]) -> bool:
    """Are there so many small Latin letters that a foreign one may stand at the edge?"""
    return len(word) >= 6 and sum(map(str.islower, word)) >= 4 + len(foreign)


def may_prove(word: str) -> bool:
    """May the word prove damage, whatever the languages say?"""
    foreign = [at for at, char in enumerate(word) if char in _letters() and not scripts.kind(char) & LATIN]
    return _proves(word, foreign, foreign) or (bool(foreign) and _is_long(word, foreign))


def _second(usual: list[str], reading: str) -> float:
    """What it costs to take a letter for its less likely twin (U+03C5 for v, not u); i or l for U+04CF are equal."""
    return SECOND * sum(new != first and new != "i" for first, new in zip(usual, reading, strict=True))


def _changes(word: str, reading: str, latin: list[int]) -> float:
    """What it costs to change letters that are Latin already."""
    return BETTER * sum(word[at] != reading[at] for at in latin)


def _is_symbol(word: str) -> bool:
    """Could it be one of formulas: a Greek letter alone, or with one other, or with capitals?"""
    greek = any(scripts.kind(char) == GREEK or char == _MICRO for char in word)
    return greek and len(word) < SHORT_GREEK and (len(word) <= 2 or case(word) != "lower")


def _near_damage(judge: Judge, readings: list[_Reading]) -> list[_Reading]:
    """The readings that prove damage, have letters of one that does, or stand on a line that shows damage.

    Nobody writes letters of three other scripts in one Latin word, so that is enough, too.
    A symbol is never proof by its letter alone.
    """
    proofs = [reading for reading in readings if reading.proof and not _is_symbol(reading.word)]
    proven = {reading.word[at] for reading in proofs for at in reading.places}
    lines = {judge.text.line_at(reading.start)[0] for reading in proofs}

    def is_near(reading: _Reading) -> bool:
        if judge.text.line_at(reading.start)[0] in lines or judge.near(reading.start, LATIN):
            return True
        if _is_symbol(reading.word):
            return False
        letters = {reading.word[at] for at in reading.places}
        return letters <= proven or len({scripts.script_of(char) for char in letters}) >= MANY_SCRIPTS

    return [reading for reading in readings if is_near(reading)]


def _is_free(judge: Judge, start: int, end: int) -> bool:
    """Has the span letters, and no word that is, or may well be, of another script?"""
    words = judge.words
    at = max(0, bisect_right(words.starts, start) - 1)
    some = False
    while at < len(words) and words.starts[at] < end:
        if words.ends[at] > start:
            some = True
            own = judge.decided[at]
            if own not in (0, LATIN) or (not own and judge.anchors.get(words.kinds[at])):
                return False
            if not own and judge.anchors.get(ending := borrowed(words, at)) and judge.vote(at, LATIN | ending) != LATIN:
                return False
        at += 1
    return some


def _settled(judge: Judge, place: int) -> int:
    """The word around this place, if the judge has found it to be Latin; else -1."""
    at = bisect_right(judge.words.starts, place) - 1
    return at if at >= 0 and place < judge.words.ends[at] and judge.decided[at] == LATIN else -1


def _spans(places: list[int]) -> list[tuple[int, int]]:
    """Neighbouring places as spans."""
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        if spans and spans[-1][1] == place:
            spans[-1] = spans[-1][0], place + 1
        else:
            spans.append((place, place + 1))
    return spans


def _is_native(judge: Judge, sign: str) -> bool:
    """Does the sign stand within phonetics, or somewhere beside a letter of another script that is no damage?"""
    native, letters, value = _native_scripts(judge), _letters(), judge.words.value
    if sign in _LENGTH and re.search(f"[{_PHONETIC}] ?{sign}|{sign}[{scripts.LATIN_LETTERS}]", value):
        return True
    for match in re.finditer(f"(.?) ?{re.escape(sign)} ?(.?)", value):
        for char in match[1] + match[2]:
            kind = scripts.kind(char) & ~MARK
            foreign = kind & ~LATIN and (
                char not in letters or judge.anchors.get(kind) or scripts.script_of(char) in native
            )
            if foreign:
                return True
    return False


def _sign(value: str, sign: str, new: str) -> Iterator[Edit]:
    """A sign where its plain twin belongs: blanks between words, punctuation at the end of a word or around one."""
    for match in re.finditer(re.escape(sign), value):
        at = match.start()
        before, after = value[at - 1 : at], value[at + 1 : at + 2]
        glued, opens = _is_word(before), _is_word(after)
        if (
            (new == " " and glued and opens and not (before + after).isdigit())
            or (new in ".,;:!?)>" and glued)
            or (new in "(<" and opens)
            or (new not in " .,;:!?()<>" and glued and opens)
        ):
            yield Edit(at, at + 1, new, f"stands for {new!r} in a text with proven look-alikes", Sure.LIKELY)


def _is_word(char: str) -> bool:
    """A letter or an ASCII digit ("" is neither)."""
    return bool(char) and (bool(scripts.kind(char) & ~MARK) or "0" <= char <= "9")
