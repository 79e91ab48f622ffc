"""Signs that authors put beside a word or between two: a footnote's dagger, a dash, a bullet, a raised figure.

A misread charset puts such signs where letters were (``k\\u201dnnen``), and the language model finds a sign at a letter
so unlikely that it would take any reading for better.  So a reading must also be likelier than the text without them.
"""

from __future__ import annotations

import re

from textclean.misreading.neighbours import LATIN

FEE = 3.0  # nats for each kind of sign that the author is thought to have put there
_LETTERS = f"A-Za-z{LATIN}"
# What stands behind a word, before one, and between two.
_BEHIND = (
    "\u2020\u2021\u2122\xae\xa9\u2026\u201d\u2019\u201c\xba\xaa\xb2\xb3\xb9\xb0\u2030\u2022\xb7\xbb\u20ac\xa3\xa2\xb6\xa7"
    "\u2013\u2014\u2018\xb4\u02da\u201a\xac\u203a\u2039\xd7\xf7\xb1\xa8\xb5\xa5\xa4\xab"
)
_BEFORE = (
    "\xa7\xb6\u2022\u201c\u201e\u201a\u2018\u2019\xab\xbf\xa1\xa3\u20ac\xa5\xa9\xb5\u2020\u2021\xb7\u2013\u2014\u2026\u2122\xa2\xb1"
    "\xd7\xf7\xac\u2039\u203a\xbb\xb0\xae\xa4\xbc-\xbe"
)
_BETWEEN = "\u2013\u2014\u2026\u2022\xd7\xae\u2122\xb0\xa0\u201c\u201d\xb1\xf7\xa9"
_SIGNS = re.compile(
    f"(?<=[{_LETTERS}0-9.,;:!?)])(?P<behind>[{_BEHIND}]+)(?![{_LETTERS}])"
    f"|(?<![{_LETTERS}])(?P<before>[{_BEFORE}]+)(?=[{_LETTERS}0-9.(])"
    f"|(?<![^ ])(?P<alone>[{_BEHIND}{_BEFORE}])(?![^ ])"
    f"|(?<=[{_LETTERS}])(?:(?P<between>[{_BETWEEN}])|(?P<joint>[\u2018\u2019\xb4\u02bb\u02bc\xb7\xad]))(?=[{_LETTERS}])"
)
_JOINT = {"\xb7": "", "\xad": ""}


def without(text: str) -> tuple[str, float]:
    """*text* without the signs beside its words, and the nats that they cost the author.

    >>> without("the word\\u2020 and k\\u201dnnen")
    ('the word and k nnen', 6.0)
    """
    kinds: set[str] = set()

    def plain(match: re.Match[str]) -> str:
        kinds.update(match[0])
        return _JOINT.get(match[0], "'") if match["joint"] else " " if match["between"] else ""

    plain_text = _SIGNS.sub(plain, text)
    return plain_text, FEE * len(kinds)
