"""Latin and Cyrillic letters that sound alike: U+0440 looks like p, and is an r."""

from __future__ import annotations

from textclean import scripts
from textclean.scripts import CYRILLIC, LATIN, MARK

_CYRILLIC = (
    "\u0430\u0431\u0432\u0433\u0434\u0435\u0437\u0438\u043a\u043b"
    "\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u0443\u0444\u0445"
)
_LATIN = "abvgdeziklmnoprstufh"
SOUNDS = {
    LATIN: dict(zip(_CYRILLIC, _LATIN, strict=True)),
    CYRILLIC: dict(zip(_LATIN, _CYRILLIC, strict=True)),
}


def by_sound(word: str, target: int) -> str:
    """*word* with the letters that are not of *target* replaced by sound, case kept; "" if one has no such letter.

    >>> by_sound("se\u0440ver", LATIN)
    'server'
    """
    table, spelled = SOUNDS.get(target, {}), ""
    for char in word:
        new = char
        if scripts.kind(char) & ~MARK & ~target:
            new = table.get(char) or table.get(char.lower(), "").upper()
            if not new:
                return ""
        spelled += new
    return spelled if target else ""
