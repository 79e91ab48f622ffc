"""One table all through a Latin text: proven by a few searches, undone letter by letter.

Every ``e`` of an article is U+0435.  If each foreign letter of a text is of one script and looks like one Latin letter
only, and if most words that hold one become known words, then one hypothesis explains the whole text, and the ledger
would restore every word.  Words wholly of such letters must be likely ones, and none of these Latin letters be left.
The searches below say so a hundred times faster; where they find anything else, the ledger is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from textclean import scripts
from textclean.contract import Edit, Sure
from textclean.homoglyphs.section import MOST
from textclean.homoglyphs.speech import Speech, anywhere
from textclean.homoglyphs.table import CLEAR, kind, options
from textclean.patterns import lazy
from textclean.scripts import ARMENIAN, CYRILLIC, LATIN, MARK
from textclean.text import Text

LEAST = 1000  # code points; a shorter text costs the ledger no more
HEAD = 3000  # code points that must hold enough words that prove it
MANY = 12  # such words
SIGNS = ".,;:!?()[]\"'*\u2018\u2019\u201c\u201d\u201e\xab\xbb\u2013\u2014\u2026"  # around words
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # other Latin letters are left to the ledger
WHY = "one table of letters explains the whole text, as in the word"
_WORD, _BLANK = lazy(f"[{LETTERS}]+"), lazy("[ \n]")


def direct(text: Text) -> str:
    """The restored text, if one table explains all foreign letters; "": ask the ledger."""
    value = text.value
    if len(value) < LEAST or text.garbled or len(text.marks) * 8 > len(value):
        return ""
    foreign = "".join(
        sorted(char for char in text.inventory if scripts.kind(char) & ~(LATIN | MARK) or kind(char) & ~LATIN)
    )
    if not foreign or kind(foreign[0]) not in (CYRILLIC, ARMENIAN):
        return ""
    table = {char: _letter(char, text.inventory) for char in foreign if kind(char) == kind(foreign[0])}
    if len(table) < len(foreign) or not all(table.values()):
        return ""
    alone, *glued = _searches(foreign)
    if any(sign in value and search.search(value) for sign, search in glued):
        return ""
    whole = {match[0] for match in alone[1].finditer(value)}
    if whole and any(letter in value for letter in table.values()):
        return ""
    return _restored(value, table) if _proven(value[:HEAD], table, whole) else ""


def edits(value: str, new: str, spans: Iterable[tuple[int, int]]) -> list[Edit]:
    """What makes *new* of *value*, word by word, in those words that touch *spans*."""
    found: dict[int, Edit] = {}
    for start, end in spans:
        first = max(new.rfind(" ", 0, start), new.rfind("\n", 0, start)) + 1
        after = _BLANK.search(new, end)
        for word in _WORD.finditer(new, first, after.start() if after else len(new)):
            if word[0] != value[word.start() : word.end()]:
                changed = [at for at in range(*word.span()) if value[at] != new[at]]
                low, high = changed[0], changed[-1] + 1
                found[low] = Edit(low, high, new[low:high], f"{WHY} {word[0]!r}", Sure.CERTAIN)
    return [found[low] for low in sorted(found)]


def _restored(value: str, table: dict[str, str]) -> str:
    for char, letter in table.items():  # few: ``str.translate`` looks up each character of the text
        value = value.replace(char, letter)
    return value


def _letter(char: str, present: frozenset[str]) -> str:
    """The one Latin letter that *char* looks like, of ASCII and those *present*; "" if there are several, or none."""
    letters = [option for option in options(LATIN).get(char, ()) if option[0] <= "\x7f" or option[0] in present]
    one = letters and letters[0][1] < CLEAR and (len(letters) == 1 or letters[1][1] > 2 * CLEAR)
    return letters[0][0] if one else ""


def _proven(head: str, table: dict[str, str], whole: set[str]) -> bool:
    """Do most words with a foreign letter become words that the language of the text has, and all that are *whole*?"""
    pairs = zip(head.split(), _restored(head, table).split(), strict=True)
    restored = list(dict.fromkeys(new.strip(SIGNS) for old, new in pairs if old != new))
    if len(restored) < MANY:
        return False
    speech = Speech(LATIN, " ".join(restored))
    known = sum(speech.familiar(word) == 1 for word in restored) > MOST * len(restored)
    return known and all(_is_likelier(_restored(word, table), word, speech) for word in whole)


def _is_likelier(new: str, word: str, speech: Speech) -> bool:
    """Is *new* known to the languages of the text, and likelier than *word* in any of its own script?"""
    nats, known = speech.cost(new)
    return known and nats < anywhere(word, kind(word[0]))


@cache
def _searches(foreign: str) -> list[tuple[str, re.Pattern[str]]]:
    """Foreign letters without a Latin letter at their side; words glued to an escape or a placeholder.

    Each with the character that it begins with.
    """
    letters = f"{LETTERS}{foreign}"
    alone = re.compile(f"[{foreign}](?<![{letters}].)[{foreign}]*+(?![{LETTERS}])")
    word = f"(?=[{letters}]*[{foreign}])"
    glued = [(sign, re.compile(re.escape(sign) + word)) for sign in "\\%&${@)["]
    glued.append(("-", re.compile(f"-(?<![{letters}].){word}")))  # an option, and not the second half of a word
    return [("", alone), *glued]
