"""Letters of another alphabet that were chosen for their sound: a Cyrillic ef in "configuration", a Latin r in Russian.

Language models and OCR produce them, not people at a keyboard: the letter looks like nothing in the word, but a speaker
would say it.  By shape U+0440 is p, by sound it is r, and the two readings contradict each other; only words decide.
So the reading must be a usual word of the language of the text, clearly likelier than what the shapes give, with
one or two foreign letters among many; and it is applied only if the text has the same word, spelled rightly,
elsewhere.  Everything else is held.  In a text where shapes explain several words, nothing is read by sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean import scripts
from textclean.contract import Edit, Stage, Sure, rule
from textclean.letters.swaps import Surroundings
from textclean.patterns import lazy
from textclean.scripts import CYRILLIC, LATIN, MARK
from textclean.text import Text

CYRILLIC_SOUND = (
    "\u0430\u0431\u0432\u0433\u0434\u0435\u0437\u0438\u043a\u043b"
    "\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u0443\u0444\u0445"
)
LATIN_SOUND = "abvgdeziklmnoprstufh"
SOUNDS = {
    LATIN: dict(zip(CYRILLIC_SOUND, LATIN_SOUND, strict=True)),
    CYRILLIC: dict(zip(LATIN_SOUND, CYRILLIC_SOUND, strict=True)),
}
SHORTEST, FOREIGN = 4, 2  # letters of the word; foreign ones among them, at most
CLEARER = 4.0  # nats by which the sound must beat the shape
USUAL = -1.0  # nats below the usual cost of a word
LONGEST = 40  # code points of a word
MANY = 12  # distinct words of mixed letters that shapes explain, or that sounds may explain: more is another damage
BY_SHAPE = 2  # words that shapes explain: more of them, and nothing is read by sound
_MIXED = lazy(f"[{scripts.LATIN_LETTERS}](?:(?=[{scripts.CYRILLIC_LETTERS}])|(?<=[{scripts.CYRILLIC_LETTERS}].))")
_WORD = lazy(f"[{scripts.LATIN_LETTERS}{scripts.CYRILLIC_LETTERS}{scripts.MARKS}]+")


@rule(Stage.LETTERS, fact="mixed")
def sound_alikes(text: Text) -> Iterator[Edit]:
    """Restore letters chosen by sound where the word stands rightly spelled in the text; hold other likely ones."""
    value = text.value
    if not _MIXED.search(value):
        return
    found: dict[str, tuple[list[int], str, int]] = {}  # a word: where it stands, its reading, its alphabet
    shapes: dict[str, str] = {}
    done = 0
    for match in _MIXED.finditer(value):
        if match.start() < done:
            continue
        at = match.start()
        while at > done and match.start() - at < LONGEST and scripts.kind(value[at - 1]):
            at -= 1
        whole = _WORD.match(value, at)
        word = whole[0] if whole else ""
        done = at + len(word)
        if word not in shapes:
            target = _target(word)
            shapes[word] = _spelled(word, target, _shapes(target))
            if sum(map(bool, shapes.values())) > MANY:
                return
            reading = _spelled(word, target, SOUNDS.get(target, {}))
            if reading and reading != shapes[word] and len(found) < MANY:
                found[word] = [], reading, target
        glued = value[at - 1 : at] in ("%", "\\", "{", "&", ")", "_")  # a placeholder, an escape
        if word in found and not glued and not text.is_garbled(at):
            found[word][0].append(at)
    found = {word: facts for word, facts in found.items() if facts[0]}
    if not found:
        return
    about = Surroundings(text, [(places[0], reading) for places, reading, _ in found.values()])
    by_shape = {shape for word, shape in shapes.items() if shape and about.surplus(shape, _target(word)) <= 0}
    if len(by_shape) <= BY_SHAPE:
        for word, (places, reading, target) in found.items():
            yield from _edits(places, word, reading, target, about)


def _shapes(target: int) -> dict[str, str]:
    return scripts.twins("Latin" if target == LATIN else "Cyrillic")


def _target(word: str) -> int:
    """The alphabet of nearly all letters of a word, if it is long enough; else 0."""
    kinds = [scripts.kind(char) & ~MARK for char in word]
    for target in (LATIN, CYRILLIC):
        foreign = [at for at, kind in enumerate(kinds) if kind and kind != target]
        if len(word) >= SHORTEST and len(foreign) <= FOREIGN and 3 * len(foreign) <= len(word):
            return target
    return 0


def _spelled(word: str, target: int, table: dict[str, str]) -> str:
    """*word* with its foreign letters replaced by *table*, case kept; "" if one is not in it."""
    spelled = ""
    for char in word:
        new = char
        if scripts.kind(char) & ~MARK & ~target:
            new = table.get(char) or table.get(char.lower(), "").upper()
            if not new:
                return ""
        spelled += new
    return spelled if target else ""


def _edits(places: list[int], word: str, reading: str, target: int, about: Surroundings) -> Iterator[Edit]:
    shape = _spelled(word, target, _shapes(target))
    surplus = about.surplus(reading, target)
    again = about.elsewhere(reading) or about.elsewhere(reading[:1].upper() + reading[1:])
    tail = word[-1:] != reading[-1:] and word[:-2] == reading[:-2]  # a native ending on a borrowed word
    if (
        ((surplus > USUAL or len(word) == SHORTEST) and not again)
        or tail
        or (shape and about.surplus(shape, target) < surplus + CLEARER)
    ):
        return
    why = f"letters by sound in {reading!r}" + (", which the text has elsewhere" if again else "")
    for number, (old, new) in enumerate(zip(word, reading, strict=True)):
        for at in places if old != new else ():
            yield Edit(at + number, at + number + 1, new, why, Sure.LIKELY if again else Sure.GUESS)


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
