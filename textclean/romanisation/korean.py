"""Hangul by the Revised Romanization of Korean (Ministry of Culture and Tourism, notice 2000-8), with sound changes.

A syllable block is an initial, a vowel and a final (Unicode, 3.12).  Where two blocks meet, the final moves to an
empty initial, or both change: k + n is ngn, n + l is ll, and so on (articles 3.1.1 to 3.1.3).
"""

from __future__ import annotations

from functools import lru_cache

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
# The finals at the end of a word; and before an empty initial: what stays, what moves there.
_CODA = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t"
_MOVES = ", ,g ,kk k,s ,n n,j ,n ,d ,r l,g l,m l,b l,s l,t l,p ,r ,m ,b p,s ,s ,ss ng, ,j ,ch ,k ,t ,p ,"
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_ASPIRATED = {"g": "k", "d": "t", "j": "ch"}


@lru_cache(maxsize=16384)
def spelled(word: str) -> str | None:
    """A run of Hangul syllables in the Revised Romanization, or None if one of them is no syllable.

    >>> spelled("한국어"), spelled("대한민국"), spelled("독립문"), spelled("신라")
    ('hangugeo', 'daehanminguk', 'dongnimmun', 'silla')
    """
    if not all("\uac00" <= char <= "\ud7a3" for char in word):
        return None
    blocks = [(code // 588, code // 28 % 21, code % 28) for code in (ord(char) - 0xAC00 for char in word)]
    parts = []
    onset = _INITIALS[blocks[0][0]]
    for at, (_, vowel, final) in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        coda, after = _meeting(final, following)
        parts.append(onset + _VOWELS.split(" ")[vowel] + coda)
        onset = after
    return "".join(parts)


def _meeting(final: int, following: tuple[int, int, int] | None) -> tuple[str, str]:
    """The final as it is spelled before *following*, and the initial of that."""
    coda = _CODA.split(" ")[final]
    if following is None:
        return coda, ""
    initial = _INITIALS[following[0]]
    if initial == "":
        if final in (7, 25) and following[1] == 20:  # d and t before i
            return "", "j" if final == 7 else "ch"
        stays, _, moves = _MOVES.split(" ")[final].partition(",")
        return (stays, moves) if final else ("", "")
    if final in (6, 15, 27) and initial in _ASPIRATED:  # h and a stop
        return ("n" if final == 6 else "l" if final == 15 else ""), _ASPIRATED[initial]
    if initial in ("n", "m"):
        return ("l", "l") if coda == "l" and initial == "n" else (_NASAL.get(coda, coda), initial)
    if initial == "r":
        if coda in ("n", "l"):
            return "l", "l"
        return (_NASAL.get(coda, coda), "n") if coda else ("", "r")
    return coda, initial
