"""One substitution all over a Latin document: proven by a few searches, undone by ``str.replace``.

Every ``e`` of an article is U+0435.  If each foreign letter of a document is of one script and has an exact Latin
twin, if it always stands beside a Latin letter, and if no word is part of a code, then the judge
would restore every single one.  The searches below say so 30 times faster than he does; where they find anything,
he is asked.
"""

from __future__ import annotations

import re
from functools import cache

from textclean import scripts
from textclean.letters.lookalikes import MANY, NUMPY_FROM, Words
from textclean.scripts import ARMENIAN, CYRILLIC, LATIN, MARK
from textclean.text import Text

HEAD = 3000  # code points that must hold Latin words and enough mixed ones
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # other Latin letters are left to the judge
FEW = 12  # distinct foreign letters, each one pass of str.replace


def everywhere(text: Text) -> str | None:
    """The restored text, if all foreign letters are look-alikes of Latin beyond doubt; None: ask the judge."""
    if len(text.value) < NUMPY_FROM or text.garbled:
        return None
    if len(text.marks) * 8 > len(text.value):  # as many distinct runs as that have more than look-alikes in them
        return None
    foreign = [char for char in text.inventory if scripts.kind(char) & ~(LATIN | MARK)]
    twins = scripts.twins("Latin")
    kind = scripts.kind(foreign[0]) if foreign else 0
    if (
        kind not in (CYRILLIC, ARMENIAN)
        or len(foreign) > FEW
        or not all(char in twins and scripts.kind(char) == kind for char in foreign)
    ):
        return None
    value = text.value
    if any(first in value and search.search(value) for first, search in _searches("".join(sorted(foreign)))):
        return None
    head = Words(value[:HEAD], vectorised=False)
    if not head.decided().count(LATIN) or sum(head.exact[at] == LATIN for at in head.mixed) < MANY:
        return None
    for char in foreign:
        value = value.replace(char, twins[char])
    return value


@cache
def _searches(foreign: str) -> list[tuple[str, re.Pattern[str]]]:
    """Foreign letters without a Latin letter at their side; words glued to an escape or a placeholder.

    Each with the character that it begins with.  Traps that only wait for proof need no search: there is proof enough.
    """
    letters = f"{LETTERS}{foreign}"
    alone = re.compile(f"[{foreign}](?<![{letters}].)[{foreign}]*(?![{LETTERS}])")
    glued = [(sign, re.compile(f"{re.escape(sign)}(?=[{letters}]*[{foreign}])")) for sign in "\\%&${@)[-"]
    return [("", alone), *glued]
