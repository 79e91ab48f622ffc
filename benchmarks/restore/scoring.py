"""What an answer is worth: the author's text to the byte, or not."""

from __future__ import annotations

OUTCOMES = ("restored", "left", "closer", "harmed")


def outcome(answer: str, given: str | bytes, text: str) -> str:
    """One of ``OUTCOMES`` for *answer*, when *text* was damaged into *given*.

    ``restored``: the author's text.  ``left``: as it came.  ``closer``: neither, but fewer insertions, deletions and
    replacements away from the author's text than what came.  ``harmed``: neither, and not closer.  Bytes are held
    against what they show as UTF-8.

    >>> outcome("Grüße", "GrÃ¼ÃŸe", "Grüße"), outcome("GrüÃŸe", "GrÃ¼ÃŸe", "Grüße"), outcome("Grusse", "Grüße", "Grüße")
    ('restored', 'closer', 'harmed')
    """
    if answer == text:
        return "restored"
    shown = given if isinstance(given, str) else given.decode("utf-8", "replace")
    if answer == shown:
        return "left"
    return "closer" if distance(answer, text) < distance(shown, text) else "harmed"


def distance(one: str, other: str) -> int:
    """The Levenshtein distance of two texts (Myers, A fast bit-vector algorithm, JACM 46, 1999; Hyyrö, 2003).

    >>> distance("kitten", "sitting"), distance("", "abc"), distance("abc", "abc")
    (3, 3, 0)
    """
    if not one or not other:
        return len(one) + len(other)
    places: dict[str, int] = {}
    for at, char in enumerate(one):
        places[char] = places.get(char, 0) | 1 << at
    mask, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    up, down, found = mask, 0, len(one)
    for char in other:
        match = places.get(char, 0)
        diagonal = ((((match & up) + up) ^ up) | match | down) & mask
        right, left = down | (mask & ~(diagonal | up)), up & diagonal
        found += bool(right & last) - bool(left & last)
        right, left = (right << 1 | 1) & mask, (left << 1) & mask
        up, down = left | (mask & ~(diagonal | right)), right & diagonal
    return found
