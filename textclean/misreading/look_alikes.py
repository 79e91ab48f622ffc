"""Latin words with Cyrillic or Greek letters in them: misread, or written with letters that look alike?

``libert\\u0430`` is what cp1251 shows of an Italian word, ``th\\u0435`` what somebody wrote who passes a filter.  Both
readings are weighed, by word lists first and then by the model; where they are too near, nobody can say.
"""

from __future__ import annotations

import math
from functools import cache

from textclean import language, scripts
from textclean.language import frequency as words
from textclean.misreading import plausible

FEE = 4.0  # nats between the two readings that prove something


def likelier(text: str, read: str) -> float:
    """By how many nats *text* is likelier to be Latin with look-alike letters than to be misread; 0: nobody can say."""
    if not plausible.latin(read):
        return -math.inf
    plain = folded(text)
    if plain == text or not plausible.latin(plain):  # a letter is left that looks like none
        return -math.inf
    costs = language.costs([plain, read, text.translate(_by_sound())])
    if costs[1].nats - costs[2].nats > FEE:
        return FEE
    tongues = [cost.language for cost in costs[:2] if cost.language in words.SCRIPTS["Latin"].split()] or ["Latin"]
    known, known_read = (_known_words(text, new, tongues) for new in (plain, read))
    nats = costs[1].nats - costs[0].nats
    if not plausible.latin(text.translate(_exact_twins())):  # what looks alike only from afar must be far likelier
        return nats if nats > FEE else -math.inf
    if abs(known - known_read) > 0.5:  # word lists tell them apart, if the model does not contradict
        return math.copysign(FEE, known - known_read) if nats * (known - known_read) > -FEE else 0
    return nats if abs(nats) > FEE else 0


def _known_words(text: str, new: str, tongues: list[str]) -> float:
    """How common the words of *new* are that are others in *text*, in the best of those languages."""
    changed = [words.bare(word) for _, word in plausible.changed_words(text, new)]
    return max(sum(words.frequency(word, tongue) for word in changed) for tongue in tongues)


def folded(text: str) -> str:
    """*text* with every letter that looks like a Latin one replaced by that."""
    return text.translate(_twin_table())


@cache
def _twin_table() -> dict[int, str]:
    return str.maketrans(scripts.twins("Latin", near=True))


@cache
def _exact_twins() -> dict[int, str]:
    return str.maketrans(scripts.look_alikes("latin_exact"))


@cache
def _by_sound() -> dict[int, str]:
    """As :func:`_twin_table`, but Cyrillic letters that look like another sound as the Latin letter of their own."""
    letters = zip("\u0432\u043d\u0440\u0441\u0443\u0445", "vnrsuh", strict=True)
    return _twin_table() | {ord(letter): sound for letter, sound in letters}
