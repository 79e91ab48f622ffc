"""Letters of another alphabet that were chosen for their sound: a Cyrillic ef in "configuration", a Latin r in Russian.

Language models and OCR produce them, not people at a keyboard: the letter looks like nothing in the word, but a speaker
would say it.  By shape U+0440 is p, by sound it is r, and the two readings contradict each other; only words decide.
So the reading must be a word that a list of the language, or the text itself, knows, with one or two foreign letters
among many, and its odds must beat those of the shapes, of a native ending on a borrowed word, and of a compound.  It
is applied if the text has the word, spelled rightly, elsewhere; else it is held.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from textclean import scripts
from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, note, ordinary
from textclean.evidence.priors import section as priors
from textclean.homoglyphs.context import Context, contexts
from textclean.homoglyphs.readings import read
from textclean.homoglyphs.sounds import by_sound
from textclean.patterns import lazy
from textclean.scripts import CYRILLIC, LATIN, MARK
from textclean.text import Text

SHORTEST, FOREIGN = 4, 2  # letters of the word; foreign ones among them, at most
LONGEST = 40  # code points of a word
MANY = 12  # distinct words of mixed letters: more is another damage
SIGN = 1.0  # nats for each letter
ELSEWHERE = 6.0  # nats for a word that the text has, rightly spelled
SHAPE = 2.0  # nats by which shapes are the commoner reason
_CYRILLIC = lazy(f"[{scripts.CYRILLIC_LETTERS}]")
_MIXED = lazy(f"[{scripts.LATIN_LETTERS}](?:(?=[{scripts.CYRILLIC_LETTERS}])|(?<=[{scripts.CYRILLIC_LETTERS}].))")
_AT_CYRILLIC = lazy(  # the same, for text in which Latin letters are more frequent
    f"[{scripts.CYRILLIC_LETTERS}](?:(?=[{scripts.LATIN_LETTERS}])|(?<=[{scripts.LATIN_LETTERS}].))"
)
_WORD = lazy(f"[{scripts.LATIN_LETTERS}{scripts.CYRILLIC_LETTERS}{scripts.MARKS}]+")


@rule(Stage.LETTERS, fact="mixed")
def sound_alikes(text: Text) -> Iterator[Edit]:
    """Restore letters chosen by sound where the word stands rightly spelled in the text; hold other likely ones."""
    value = text.value
    if not (_CYRILLIC.search(text.marks) and (_AT_CYRILLIC if text.rare else _MIXED).search(value)):
        return
    found: dict[str, list[int]] = {}
    for start, word in _words(value):
        found.setdefault(word, []).append(start)
        if len(found) > MANY:
            return
    near = contexts(text)
    for word, everywhere in found.items():
        target = _target(word)
        reading = by_sound(word, target)
        free = [at for at in everywhere if value[at - 1 : at] not in ("%", "\\", "{", "&", ")", "_")]
        places = [at for at in free if not text.is_garbled(at)]
        if reading and places:
            decision = _decision(value, word, reading, target, places[0], near.at(places[0]))
            note("sound_alikes", places[0], places[0] + len(word), decision)
            yield from _edits(places, word, decision)


def _words(value: str) -> Iterator[tuple[int, str]]:
    """The words that mix Latin and Cyrillic letters."""
    done = 0
    for match in _MIXED.finditer(value):
        if match.start() >= done:
            at = match.start()
            while at > done and match.start() - at < LONGEST and scripts.kind(value[at - 1]):
                at -= 1
            whole = _WORD.match(value, at)
            word = whole[0] if whole else ""
            done = at + len(word)
            yield at, word


def _target(word: str) -> int:
    """The alphabet of nearly all letters of a word, if it is long enough; else 0."""
    kinds = [scripts.kind(char) & ~MARK for char in word]
    for target in (LATIN, CYRILLIC):
        foreign = [at for at, kind in enumerate(kinds) if kind and kind != target]
        if len(word) >= SHORTEST and len(foreign) <= FOREIGN and 3 * len(foreign) <= len(word):
            return target
    return 0


def _decision(value: str, word: str, reading: str, target: int, at: int, context: Context) -> Decision:
    """By sound, by shape, or as written?"""
    speech = context.section.speech(target)
    nats, known = speech.cost(reading)
    again = context.has(reading)
    share = priors("sound_alikes")["share"]
    letters = sum(old != new for old, new in zip(word, reading, strict=True))
    tail = word[-1:] != reading[-1:] and word[:-2] == reading[:-2]  # a native ending on a borrowed word
    found = [
        Hypothesis(
            AS_WRITTEN, None, (Addend("a name with an ending, a spelling of its own", -speech.letters(reading)),)
        )
    ]
    found += ordinary.hypotheses(value, at, at + len(word), target, lambda: speech.letters(reading), nats)
    for shape in read(word, target, speech, None, frozenset())[:1]:
        if shape.new == reading:  # the shape says the same
            return decide(found)
        found.append(Hypothesis("letters by shape", word, (Addend("its letters", SHAPE - shape.nats - shape.changes),)))
    if (known or again) and not tail:
        addends = (
            Addend("such words are meant so", share - math.log1p(-math.exp(share))),
            Addend("the word is known", -nats),
            Addend("letters of this sound", -SIGN * letters),
            Addend("the text has the word elsewhere", ELSEWHERE * again),
        )
        found.append(Hypothesis("letters by sound", reading, addends))
    return decide(found)


def _edits(places: list[int], word: str, decision: Decision) -> Iterator[Edit]:
    reading = decision.best.new
    if decision.sure is None or reading is None or reading == word:
        return
    again = any(addend.nats == ELSEWHERE for addend in decision.best.addends)
    sure = min(decision.sure, Sure.LIKELY) if again else Sure.GUESS
    why = f"letters by sound in {reading!r}; {decision.reason()}"
    for number, (old, new) in enumerate(zip(word, reading, strict=True)):
        for at in places if old != new else ():
            yield Edit(at + number, at + number + 1, new, why, sure)


sound_alikes.fixes(
    "The server is up; restart the se\u0440ver now",
    "The server is up; restart the server now",
    "U+0440 is r by sound",
)
sound_alikes.fixes(
    "Enter the password; the \u043fassword is long",
    "Enter the password; the password is long",
    "U+043F looks like no Latin letter",
)
sound_alikes.fixes(
    "\u041d\u0430\u0434\u0451\u0436\u043d\u044b\u0439 \u043a\u043b\u0438\u0435\u043d\u0442 \u0438 \u043d\u043e"
    "\u0432\u044b\u0439 \u043a\u043b\u0438\u0435n\u0442",
    "\u041d\u0430\u0434\u0451\u0436\u043d\u044b\u0439 \u043a\u043b\u0438\u0435\u043d\u0442 \u0438 \u043d\u043e"
    "\u0432\u044b\u0439 \u043a\u043b\u0438\u0435\u043d\u0442",
    "Latin n in Russian",
)
sound_alikes.fixes(
    "\u041c\u0456\u0439 \u0441\u0435\u0440\u0432\u0435\u0440 \u0456 \u0442\u0432\u0456\u0439 \u0441\u0435\u0440v"
    "\u0435\u0440",
    "\u041c\u0456\u0439 \u0441\u0435\u0440\u0432\u0435\u0440 \u0456 \u0442\u0432\u0456\u0439 \u0441\u0435\u0440"
    "\u0432\u0435\u0440",
    "Ukrainian, Latin v",
)
sound_alikes.keeps("Mahatma Gand\u0445i said so", "held: the word stands nowhere else")
sound_alikes.keeps(
    "\u041c\u044b \u043f\u0435\u0440\u0435\u043f\u0438\u0441\u044b\u0432\u0430\u0435\u043c\u0441\u044f \u0432 Dis"
    "cord\u0435, Telegram\u0435 \u0438 Photoshop\u0435",
    "native endings on borrowed words",
)
sound_alikes.keeps(
    "\u043d\u0430\u0448 Web\u043c\u0430\u0441\u0442\u0435\u0440 \u0432\u0435\u0434\u0451\u0442 YouTube\u043a"
    "\u0430\u043d\u0430\u043b",
    "compounds of two whole words",
)
sound_alikes.keeps(
    "\u0440\u0435\u043a\u043e\u043d\u0441\u0442\u0440\u0443\u043a\u0446\u0438\u044f d\u044cn\u044c \u0438 m\u044a"
    "x\u044a",
    "Slavonic reconstruction",
)
sound_alikes.keeps("\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac \u03ba\u03b1\u03b9 Latin", "Greek beside Latin")
sound_alikes.keeps("q \u0439 w \u0446 e \u0443 r \u043a t \u0435 y \u043d", "a key map")
