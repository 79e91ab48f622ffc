"""Can this reading of a damaged string be what a person wrote?  Plain facts beside the language model.

A strict decode proves little in short text: a cubic angstrom sign, a quotation mark after a capital, or kaomoji are
valid UTF-8 in Latin-1.  What a person wrote keeps a few laws that accidents break: words of one script, no small
letter after capitals, no lone letter that is no word in any language, no controls, few signs.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from textclean import language, scripts
from textclean.language import frequency as common
from textclean.patterns import lazy


def possible(before: str, after: str) -> bool:
    """No C1 control, private use, noncharacter or U+FFFD in *after*, unless *before* has as bad."""
    if not (_BAD.search(after) or _STRANGE_MARK.search(after)):
        return True
    new = "".join({*after}.difference(before))
    return not (_BAD.search(new) or _STRANGE_MARK.search(new))


# C1 controls, private use, noncharacters, U+FFFD, and C0 controls that are neither white space nor ESC.
_BAD = lazy("[\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0100-\U0010ffff\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def bad(char: str) -> bool:
    """A character that no text holds: a C1 control, private use, a noncharacter, U+FFFD."""
    return _BAD.match(char) is not None


def like_words(before: str, text: str) -> bool:
    """Letters of one script beside ASCII, no word of two scripts, few odd signs, no capital after a small letter."""
    if _STUTTER.search(text) or _DRAWN.fullmatch(before):
        return False
    shape = text.translate(_shapes)
    if _UNLIKE_WORDS.search(shape):
        return False
    counts = {code: shape.count(code) for code in set(shape)}
    used = {_KINDS[(ord(code) - 0x100) // 4] for code in counts if code >= "\u0104"} - {"sign"}
    if not used:
        return _QUOTED_IN.search(text) is not None and not latin(before)
    if len(used) != 1:
        return False
    kind = used.pop()
    own = _codes(kind)
    letters = sum(map(counts.get, own, (0, 0, 0)))
    if sum(map(counts.get, _codes("sign"), (0, 0, 0))) * 4 > letters + 3:
        return False
    seams = 0 if kind == "latin" else len(re.findall(f"[aA](?=[{own}])|[{own}](?=[aA])", shape.replace("m", "")))
    return seams * 4 <= letters if kind == "cjk" else not seams


_QUOTED_IN = lazy("[A-Za-z](?:[\u2018\u2019\u2013\u2014][A-Za-z]|[\u2019\u201d\u2026])|[\u2018\u201c][A-Za-z]")
_KINDS = ("", "latin", "greek", "cyrillic", "hebrew", "arabic", "thai", "cjk", "sign")


def _codes(kind: str) -> str:
    """What stands for letters of that script without case, small and capital."""
    first = 0x100 + 4 * _KINDS.index(kind)
    return "".join(map(chr, range(first, first + 3)))


class _Shapes(dict[int, str]):
    """What stands for a character: a, A; m, M for marks, known or not; a code by script and case; else a blank."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = script(char) if char > "\x7f" else ""
        if char <= "\x7f":
            shape = "a" if "a" <= char <= "z" else "A" if "A" <= char <= "Z" else " "
        elif kind == "marks":
            shape = "m" if char in COMBINING else "M"
        else:
            shape = _codes(kind or ("" if char in TYPOGRAPHY else "sign"))[char.islower() + 2 * char.isupper()]
        self[code] = shape
        return shape


_shapes = _Shapes()
_SMALL = "".join(_codes(kind)[1] for kind in _KINDS)
_CAPITALS = "".join(_codes(kind)[2] for kind in _KINDS[1:-1])
_NO_LETTERS = " " + _codes("") + _codes("sign")
# A mark that bears on no letter, a capital after a small letter.
_UNLIKE_WORDS = lazy(
    f"M|(?:^|[{_NO_LETTERS}])m|[a{_SMALL}][{_CAPITALS}]|[{_SMALL[0]}{_codes('latin')[1]}{_SMALL[-1]}]A"
)


COMBINING = frozenset("\u0300\u0301\u0302\u0303\u0304\u0306\u0308\u0309\u030a\u030b\u030c\u0323\u0327\u0328")
_STRANGE_MARK = lazy(f"[\u0300-\u036f](?<![{''.join(sorted(COMBINING))}])")
_DRAWN = lazy("[\x00-\x7f\u2500-\u2503\u250c-\u253c\u2550-\u256c\u2580-\u2593]*")
_STUTTER = lazy("([^\x00-\x7f])\\1\\1")  # rules of drawn tables
TYPOGRAPHY = frozenset("\xa0\xab\xad\xb0\xb7\xbb\xa7\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2116")

_BLOCKS = (
    (0xAA, 0xAA, "latin"), (0xBA, 0xBA, "latin"), (0xC0, 0xD6, "latin"), (0xD8, 0xF6, "latin"), (0xF8, 0x24F, "latin"),
    (0x300, 0x36F, "marks"), (0x370, 0x3FF, "greek"), (0x400, 0x52F, "cyrillic"), (0x5B0, 0x5F4, "hebrew"),
    (0x60C, 0x6FF, "arabic"), (0xE01, 0xE5B, "thai"), (0x1E00, 0x1EFF, "latin"), (0x1F00, 0x1FFF, "greek"),
    (0x3000, 0x30FF, "cjk"), (0x3400, 0x9FFF, "cjk"), (0xAC00, 0xD7A3, "cjk"), (0xF900, 0xFAFF, "cjk"),
    (0xFF00, 0xFFEF, "cjk"),
)  # fmt: skip


@cache
def script(char: str) -> str:
    """The script of a non-ASCII letter that legacy charsets know, or "" for a sign."""
    code = ord(char)
    for first, last, name in _BLOCKS:
        if first <= code <= last:
            return name
    return ""


LISTED = 8  # letters in order are no accident
# Words of one letter, by script: the author may well have written them.
ONE_LETTER_WORDS = frozenset(
    "\xe0\xe1\xe2\xe4\xe5\xe6\xe8\xe9\xea\xed\xec\xee\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb\xfd\xff\u0151\u012f\u0171"
    "\u0430\u0431\u0432\u0435\u0436\u0437\u0438\u0439\u043a\u043e\u0441\u0443\u044d\u044e\u044f\u0454\u0456\u045e"
    "\u03b7\u03ae\u03bf\u03cc\u03c9\u0648"
)
_EVERYDAY = frozenset("\xa0\xab\xbb\u2013\u2014\u2019\u201c\u201d\u2026")
_NO_PUNCTUATION = dict.fromkeys(
    map(ord, "!\"'(),-.:;?[]\xa0\xab\xbb\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2026")
)
_NEIGHBOURLY = ("Common", "Han", "Hiragana", "Katakana", "Hangul", "Bopomofo")
_VIETNAMESE = frozenset("\u0103\u0111\u01a1\u01b0")
_LIMITS = {"cjk": 8.8, "latin": 5.0}  # nats per character of the changed words
_ABOUT = lazy("mojibake|utf-?8|latin-?1|8859|windows-12|cp12|encod|charset|codec|unicode|krakozyabr", re.IGNORECASE)
_SIGN = lazy("[\xa0-\xbf\u2000-\u2bff\u3000-\u303f\ufe0f\uff00-\uff0f\U0001f000-\U0001faff]")
GLUED = lazy("[a-zA-Z][\u0370-\u1dff\u2e80-\ud7ff\uff61-\uff9f]|[\u0370-\u1dff\u2e80-\ud7ff\uff61-\uff9f][a-z]")
SEAM = lazy("[a-zA-Z][^\x00-\xbf]|[^\x00-\xbf][a-z]")  # a Latin letter glued to something else
_BLANK = lazy("[\x00-\x20]+")
_QUOTES = "\"'`\u2018\u2019\u201a\u201c\u201d\u201e\xab\xbb"


_SMALL_LEADS = ("cp850", "cp852", "cp857", "cp775", "mac_latin2", "mac_turkish")  # lead bytes that show letters
_ANY_SIGN = lazy("[\xa1-\xbf\u2000-\u2bff]")


def letters_by_chance(name: str, old: str, new: str) -> bool:
    """Are these few letters that happen to decode to a letter?  *name*: the charset that would have shown them."""
    few = len(old) - len(new) < 3 and name in _SMALL_LEADS
    return few and not (_ANY_SIGN.search(old) or _ANY_SIGN.search("".join({*new}.difference(old))))


def about_mojibake(text: str) -> bool:
    """Does *text* talk about charsets?  Then a lone sequence in it may be an example."""
    return bool(_ABOUT.search(text))


def believable(before: str, after: str, from_utf8: bool, about: bool = False, every: bool = False) -> bool:
    """Do the words that changed look written by a person, and not like signs that happen to decode?

    *about*: the text talks about charsets, so that lone sequences prove nothing; *every*: ask it of every word.
    """
    changed = changed_words(before, after)
    if from_utf8:
        return (all if every else any)(_meant(a, b, about) for a, b in changed[:400])
    if any(_listed(a) for a, _ in changed):
        return False
    words = " ".join(b for _, b in changed).translate(_NO_PUNCTUATION)
    kinds = {kind for char in words if char > "\x7f" and (kind := script(char)) and kind != "marks"}
    kind = min(kinds, default="latin")
    if kind == "latin":
        lost = {a for old_word, _ in changed for a in old_word if a > "\x7f"} - set(after)
        if not lost or (not COMBINING.isdisjoint(words) and _VIETNAMESE.isdisjoint(words)):
            return False
    elif kind == "cjk":
        if len({char for char in words if script(char)}) < 2:
            return False
    elif max(len({char for char in word if script(char)}) for _, word in changed) < 3:
        listed = kind in ("cyrillic", "greek") and common.known(words, kind.capitalize())
        if not listed and len({char for char in words if script(char)}) < 4:
            return False
    costs = language.costs([words[:2000], after])
    if kind == "latin" and latin(before) and costs[1].average > (4.3 if costs[1].characters > 60 else 5.2):
        return False  # no language that we know
    if kind == "latin" and costs[0].characters <= 12:
        return costs[0].average <= 6.0 or {*words.split(" ")} <= ONE_LETTER_WORDS
    return costs[0].average <= _LIMITS.get(kind, 5.0 if costs[0].characters > 24 else 5.6)


def _listed(word: str) -> bool:
    """Do letters stand in the order of their code points, as in an alphabet?"""
    letters = [char for char in word if char > "\x7f"]
    return len(letters) >= LISTED and all(first < second for first, second in pairwise(letters))


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """The words of *before* that are others in *after*, with those."""
    old, new = _BLANK.split(before), _BLANK.split(after)
    if len(old) != len(new):
        return [(before, after)]
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def _meant(before: str, after: str, about: bool) -> bool:
    """Is this one word, whose UTF-8 was folded, more than an accident?"""
    old = set(before)
    new = [at for at, char in enumerate(after) if char > "\x7f" and char not in old]
    if len(new) == 1 and "\u2e80" <= after[new[0]] <= "\ud7ff" and _AT_LETTER.search(after, max(0, new[0] - 1)):
        return False  # a few signs at the end of a word
    letters = [at for at in new if scripts.is_letter(after[at]) or scripts.is_mark(after[at])]
    if not letters:
        return (not about and any(_SIGN.match(after[at]) for at in new)) or not new
    if any(_seam(after, at) for at in letters):
        return False
    if len(new) > 1 or len(before) - len(after) > 1:
        return True
    at = letters[0]
    letter, left, right = after[at], after[at - 1 : at], after[at + 1 : at + 2]
    if (left and scripts.is_letter(left)) or (right and scripts.is_letter(right)):
        if left and letter.islower() and scripts.is_upper(left) and not (right and scripts.is_lower(right)):
            return at == 1 and not right
        inside = bool(left) and scripts.is_letter(left) and scripts.is_upper(letter)
        return not (inside and (scripts.is_lower(left) or (bool(right) and scripts.is_lower(right))))
    if letter.lower() not in ONE_LETTER_WORDS or about:
        return False
    quoted = bool(left) and left in _QUOTES and (not right or right in _QUOTES or before[-1:] in _QUOTES)
    return not quoted and not (left + right).isdigit()


_LETTERS = "a-z\xdf-\u024f\u0370-\u052f"
_AT_LETTER = lazy(f"[{_LETTERS}][\u2e80-\ud7ff]|[\u2e80-\ud7ff][{_LETTERS}]")


def _seam(text: str, at: int) -> bool:
    """Does the letter or mark at *at* touch a letter of another script (Han and its company aside)?"""
    here = scripts.script_of(text[at])
    if here in _NEIGHBOURLY:
        return False
    beside = [char for char in (text[at - 1 : at], text[at + 1 : at + 2]) if char and scripts.is_letter(char)]
    if here == "Inherited":
        return not beside
    return any(scripts.script_of(char) not in (here, *_NEIGHBOURLY) for char in beside)


def main_script(text: str) -> str:
    """The script of the letters of *text* beyond ASCII, if it is one, as Unicode names it; Latin if there are none."""
    kinds = {kind for kind in map(script, (char for char in text if char > "\x7f")) if kind and kind != "marks"}
    return kinds.pop().capitalize() if len(kinds) == 1 else "" if kinds else "Latin"


def latin(text: str) -> bool:
    """Are all letters of *text* Latin?"""
    return _NOT_LATIN.search(text) is None


_NOT_LATIN = lazy("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last, name in _BLOCKS if name != "latin") + "]")


def cyrillic(text: str) -> bool:
    """Are all letters of *text* beside ASCII Cyrillic?"""
    return {kind for kind in map(script, (char for char in set(text) if char > "\x7f")) if kind} == {"cyrillic"}


def _ascii_letter(char: str) -> bool:
    return "a" <= char <= "z" or "A" <= char <= "Z"
