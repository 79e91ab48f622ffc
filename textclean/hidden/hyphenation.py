"""Did an author put these soft hyphens, or did they fall where they fell?

Publishing systems ship U+00AD at every point where a word may break; damage and filter dodging put it anywhere.  In
29 languages the hyphenation patterns of TeX leave a first or last piece without a vowel, or of one letter, in at most
0.3 % of their breaks (Icelandic, English, Ukrainian and Albanian included, which break where others never would);
of breaks at random places a quarter do.  Breaks inside a word tell less: Ukrainian and Albanian patterns part
clusters, English and Icelandic ones part a consonant from the vowel it opens.  But such patterns spare no long word;
and in most languages a consonant goes with the vowel behind it: the patterns of those in SYLLABIC part the two in at
most 0.3 % of their breaks (counted on the words of their lists), breaks at random do so in 40 %.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from textclean import language
from textclean.hidden.characters import LETTER, MARK
from textclean.patterns import lazy

SHY = "\u00ad"
RARE = 100  # of so many breaks one may be odd: the patterns' own mistakes, foreign words
REACH = 40  # code points of a word that are looked at on either side
NEAR = 200  # code points around an odd break where its author's other long words are looked for
SAMPLE = 2000  # breaks that are looked at; more tell nothing new
BLOCK = 1000  # code points around a break whose language is asked for
SYLLABIC = lazy("be|bg|cs|el|es|eu|fr|gl|hy|it|mn|pl|pt|ro|ru|sk|sr|tr|uk|zu")  # hy and tr by their rules
UNPARTED = lazy("fr")  # whose patterns do not part two vowels either: 0.1 % of breaks, 8 % at random
SURE = 0.99  # belief in a language
ONE_SOUND = frozenset(("ch", "qu"))  # which patterns part in 0.03 % of their breaks at most, Indonesian ones in 0.2 %

VOWELS = (  # small letters of the five scripts
    "aeiouy\u00e0-\u00e6\u00e8-\u00ef\u00f2-\u00f6\u00f8-\u00fd\u00ff\u0101\u0103\u0105\u0113\u0115\u0117\u0119\u011b"
    "\u0129\u012b\u012d\u012f\u0131\u014d\u014f\u0151\u0153\u0169\u016b\u016d\u016f\u0171\u0173\u0177\u01a1\u01b0"
    "\u01ce-\u01dc\u01df\u01e1\u01e3\u01eb\u01ed\u01fb\u01fd\u01ff\u0201-\u020f\u0215\u0217\u0227-\u0233\u0250-\u0252"
    "\u0254\u0258-\u025e\u0264\u0268\u026a\u026f\u0275\u0276\u0289-\u028c\u028f\u1e01\u1e15-\u1e1d\u1e2d\u1e2f"
    "\u1e4d-\u1e53\u1e73-\u1e7b\u1ea1-\u1ef9\u03ac-\u03af\u03b1\u03b5\u03b7\u03b9\u03bf\u03c5\u03c9-\u03ce\u0390\u03b0"
    "\u1f00-\u1fe3\u1fe6-\u1fff\u0430\u0435\u0438\u043e\u0443\u044a\u044b\u044d-\u0451\u0454\u0456\u0457\u045d\u0463"
    "\u0467-\u046d\u04af\u04b1\u04d1-\u04d9\u04e3-\u04f3\u04f9\u0561\u0565\u0567\u0568\u056b\u0578\u0582\u0585\u0587"
    "\u10d0\u10d4\u10d8\u10dd\u10e3\u10f1-\u10f3\u10f5\u10f7"
)
# r and l carry syllables in Czech, Slovak, Croatian, Slovene; w in Welsh.
_NUCLEUS = lazy(f"[{VOWELS}rlw\u0155\u013a\u0440\u043b]")
_VOWEL = lazy(f"[{VOWELS}]")
_LONG = lazy(f"(?<![{LETTER}{MARK}{SHY}])[{LETTER}{MARK}]{{9,}}(?![{LETTER}{MARK}{SHY}])")
_LETTERS = lazy(f"[{LETTER}{MARK}'\u2019]*")
# The byte AD behind the byte C3, as charsets show that: together they are U+00ED in UTF-8, a letter that would be lost.
# So in any word but one in capitals.  Or behind a letter of one alphabet beside one of another.
_C3 = "\xc3\u0102\u0106"
_OTHER = "\u0370-\u052f"
HALF = lazy(
    f"(?<![A-Z\xc0-\xde])[{_C3}]{SHY}|[{_C3}]{SHY}(?=[a-z\xdf-\xff])"
    f"|[{_OTHER}]{SHY}(?=[A-Za-z\xc0-\u024f])|[A-Za-z\xc0-\u024f]{SHY}(?=[{_OTHER}])"
)


def plausible(value: str) -> bool:
    """Do all soft hyphens between letters stand where a hyphenator could have put them?

    >>> plausible("syl\\u00adla\\u00adble"), plausible("s\\u00adyllable")
    (True, False)
    """
    parts = value.split(SHY, SAMPLE)
    breaks = odd = at = 0
    for left, right in pairwise(parts):
        at += len(left) + 1
        tail = _LETTERS.match(left[: -REACH - 1 : -1])[0][::-1]  # type: ignore[index]  # the pattern always matches
        head = _LETTERS.match(right[:REACH])[0]  # type: ignore[index]
        if not right and tail:  # two in a row
            breaks, odd = breaks + 1, odd + 1
        if not (tail and head):
            continue
        breaks += 1
        first, last = len(tail) < len(left) or left is parts[0], len(head) < len(right) or right is parts[-1]
        odd += (first and _no_syllable(tail)) or (last and _no_syllable(head))
        odd += odd < 1 and _inside_syllable(value, at, tail[-1].lower(), head[0].lower())
        odd += not last and odd < 1 and _NUCLEUS.search(head.lower()) is None and _skipped(value, at)
    return odd <= breaks // RARE


def _skipped(value: str, at: int) -> bool:
    """Is there a long word without soft hyphens near by?  Patterns that part clusters spare none."""
    return _LONG.search(value, max(at - NEAR, 0), at + NEAR) is not None


def _inside_syllable(value: str, at: int, before: str, after: str) -> bool:
    """Does the break at *at*, between two small letters, stand inside a syllable of the language around it?"""
    if before + after in ONE_SOUND:
        return True
    if not before.isalpha() or _VOWEL.match(after) is None:
        return False
    start = at // BLOCK * BLOCK
    spoken = _spoken(value[start : start + BLOCK])
    return (UNPARTED if _VOWEL.match(before) else SYLLABIC).fullmatch(spoken) is not None


@lru_cache(64)
def _spoken(sample: str) -> str:
    """The language of *sample*, or nothing."""
    found = language.languages(sample.replace(SHY, ""))
    return found[0][0] if found and found[0][1] > SURE else ""


def _no_syllable(piece: str) -> bool:
    """Can no hyphenator leave this *piece* at the edge of a word?  An abbreviation may stand there."""
    if len(piece) > 1 and (piece.isupper() or "'" in piece or "\u2019" in piece):
        return False
    return len(piece) == 1 or _NUCLEUS.search(piece.lower()) is None
