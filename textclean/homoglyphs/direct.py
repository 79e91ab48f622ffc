"""One table all through a Latin text: proven by a few searches, undone by ``str.translate``.

Every ``e`` of an article is U+0435.  If each foreign letter of a text is of one script and looks like one Latin letter
only, if it always stands beside a Latin letter, and if most words that hold one become known words, then one
hypothesis explains the whole text, and the ledger would restore every word.  The searches below say so some thirty
times faster; where they find anything else, the ledger is asked.
"""

from __future__ import annotations

import re
from functools import cache

from textclean import scripts
from textclean.homoglyphs.speech import Speech
from textclean.homoglyphs.table import CLEAR, kind, options
from textclean.homoglyphs.words import Words
from textclean.scripts import ARMENIAN, CYRILLIC, LATIN, MARK
from textclean.text import Text

LEAST = 1000  # code points; a shorter text costs the ledger no more
HEAD = 3000  # code points that must hold enough words that prove it
MANY = 12  # such words
KNOWN = 0.6  # of them
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # other Latin letters are left to the ledger


def direct(text: Text) -> str:
    """The restored text, if one table explains all foreign letters; "": ask the ledger."""
    if len(text.value) < LEAST or text.garbled or len(text.marks) * 8 > len(text.value):
        return ""
    foreign = "".join(
        sorted(char for char in text.inventory if scripts.kind(char) & ~(LATIN | MARK) or kind(char) & ~LATIN)
    )
    if not foreign or kind(foreign[0]) not in (CYRILLIC, ARMENIAN):
        return ""
    if not all(kind(char) == kind(foreign[0]) and _letter(char) for char in foreign):
        return ""
    value = text.value
    if any(first in value and search.search(value) for first, search in _searches(foreign)):
        return ""
    table = {ord(char): _letter(char) for char in foreign}
    return value.translate(table) if _proven(value[:HEAD], table) else ""


@cache
def _letter(char: str) -> str:
    """The one Latin letter that *char* looks like; "" if there are several, or none."""
    letters = options(LATIN).get(char, ())
    one = letters and letters[0][1] < CLEAR and (len(letters) == 1 or letters[1][1] > 2 * CLEAR)
    return letters[0][0] if one else ""


def _proven(head: str, table: dict[int, str]) -> bool:
    """Do most words with a foreign letter become words that the language of the text has?"""
    words = Words(head, vectorised=False)
    mixed = {words[at] for at in words.strange_among(0, len(words))}
    restored = [word.translate(table) for word in mixed]
    speech = Speech(LATIN, " ".join(restored))
    return len(mixed) >= MANY and sum(speech.familiar(word) == 1 for word in restored) >= KNOWN * len(mixed)


@cache
def _searches(foreign: str) -> list[tuple[str, re.Pattern[str]]]:
    """Foreign letters without a Latin letter at their side; words glued to an escape or a placeholder.

    Each with the character that it begins with.
    """
    letters = f"{LETTERS}{foreign}"
    alone = re.compile(f"[{foreign}](?<![{letters}].)[{foreign}]*(?![{LETTERS}])")
    glued = [(sign, re.compile(f"{re.escape(sign)}(?=[{letters}]*[{foreign}])")) for sign in "\\%&${@)[-"]
    return [("", alone), *glued]
