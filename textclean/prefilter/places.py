"""What may be one legacy charset read as another, where no two signs betray it?  Asked of every text that is not ASCII.

``badness`` knows the meetings of characters that no author makes.  Some chains make none: a Latin word with one Han or
Cyrillic letter in it (``m閜ris``), Russian with its cases exchanged (``йЮФДШИ``), Han text without a common word,
Latin words with the letters of their neighbours (``kùò``).  :func:`places` tells where.
Each test is asked only where a cheaper one found the script; it only wakes the repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from textclean.patterns import lazy
from textclean.prefilter import (
    codings,
    conditions,
    listed,
    look_alikes,
    neighbours,
    rereadings,
    unlisted,
    wide_utf8,
)

# Without one of these (the inside of a class) there are no places; quotation marks and dashes are not among them.
NEEDS = (
    "\x80-\x9f\xa1-\u02dd\u0370-\u06ff\u0e01-\u0e5b\u1e00-\u1eff\u201a\u201e\u2020\u2021\u2030\u2039\u203a\u20ac\u2122"
    "\u2e80-\u9fff\uac00-\ud7a3\uff61-\uff9f"
)
_CYRILLIC = lazy("[\u0410-\u044f]")
_OTHER = lazy("[\u0370-\u052f\u0590-\u06ff\u0e01-\u0e3a\u0e40-\u0e5b\u2e80-\u9fff\uac00-\ud7a3\uff61-\uff9f]")
_CJK = "\u2e80-\u9fff\uac00-\ud7a3"
_SEAM = lazy(conditions.at_letters(conditions.SEAMS))
_SEAM_LETTER = lazy(f"[{''.join(seam.letters for seam in conditions.SEAMS)}]")
_SEAM_IN_UTF8 = codings.Searches([_SEAM.pattern], codings.utf8)
FEW_LETTERS = 8  # distinct ones
_CAPITAL = lazy("[\u0410-\u042f]")
SHORT = 400  # code points of a text in which a look-alike letter alone is reason enough
_TWIN_SEAM = lazy("[\u0400-\u045f](?:(?<=[A-Za-z].)|(?=[a-z])|(?<=[a-z] .)(?=(?:'[a-z])?[a-z]* [a-z]))")
ODD_COUPLE = lazy(conditions.pattern(conditions.ODD_COUPLES))
_HAN_SEAM = lazy(
    f"(?<![{_CJK}\uff00-\uffef])[{_CJK}]{{1,2}}"
    f"(?:(?:(?<=[a-z].)|(?<=[a-z][ {_CJK}].))(?![{_CJK}\uff00-\uffef])|(?=[a-z]))"
)
_HAN_IN_LATIN = lazy(f"[{_CJK}](?<=[a-z].)[{_CJK}]?(?=[a-z])")  # in a text that has Han of its own
_CASES = lazy("[\u0410-\u042f](?:(?<=[\u0430-\u044f].)|(?=[\u0410-\u042f]{2}))")
_HAN = lazy("[\u3400-\u9fff]")
_HANS = lazy("[\u3400-\u9fff]+")
_HANGUL = lazy("[\uac00-\ud7a3]")
_CJK_LETTER = lazy(f"[{_CJK}]")
_EVERYDAY = lazy(  # some of these stand in any Chinese or Japanese sentence
    "[\u3041-\u3096\u7684\u4e00\u662f\u4e0d\u4e86\u4eba\u6211\u5728\u6709\u4ed6\u8fd9\u9019\u4e2d\u5927\u4f86\u6765"
    "\u4e0a\u56fd\u570b\u4e2a\u500b\u5230\u8bf4\u8aaa\u4eec\u5011\u4e3a\u70ba\u5b50\u548c\u4f60\u5730\u51fa\u9053"
    "\u4e5f\u65f6\u6642\u5e74\u5f97\u5c31\u90a3\u8981\u4e0b\u4ee5\u751f\u4f1a\u6703\u81ea\u7740\u53bb\u4e4b\u8fc7"
    "\u904e\u5bb6\u5b66\u5b78\u5bf9\u5c0d\u53ef\u5979\u91cc\u88e1\u540e\u5f8c\u5c0f\u4e48\u9ebc\u5fc3\u591a\u5929"
    "\u800c\u80fd\u597d\u90fd\u7136\u6ca1\u6c92\u65e5\u4e8e\u65bc\u8d77\u8fd8\u9084\u53d1\u767c\u6210\u4e8b\u53ea"
    "\u4f5c\u5f53\u7576\u60f3\u770b\u6587\u65e0\u7121\u5f00\u958b\u624b\u5341\u7528\u4e3b\u884c\u65b9\u53c8\u5982"
    "\u524d\u6240\u672c\u89c1\u898b\u7ecf\u7d93\u5934\u982d\u9762\u516c\u540c\u4e09\u5df2\u8001\u4ece\u5f9e\u52a8"
    "\u4e24\u957f\u9577\u5176\u4e8c\u65b0\u6708\u540d\u5206\u4e94\u516d\u4e03\u516b\u4e5d\u56db\u8005\u66f0\u77e3\u8207\u4e0e\u6c0f\u738b\u4f55]"
)


SIGN_IN_WORD = lazy(conditions.pattern(conditions.SIGNS_IN_WORDS))
WEAK_SIGN = lazy(conditions.pattern(conditions.WEAK_SIGNS))
_IN_UTF8 = codings.Searches([SIGN_IN_WORD.pattern, WEAK_SIGN.pattern], codings.utf8)
_IN_WORD = lazy(f"[{''.join(each.lead for each in (*conditions.SIGNS_IN_WORDS, *conditions.WEAK_SIGNS))}]")
SHORT_SIGN = lazy(conditions.pattern(conditions.SHORT_SIGNS))
_OPENING = lazy("[\u201c\u201d\u201e](?<![^ \n(].)[^\u201c\u201d\u201e]*$")
_QUOTED = 120  # code points of a quotation of a word or two


def signs_in_words(value: str) -> list[re.Pattern[str]]:
    """Those of the patterns above that tell something about *value*.

    A quotation mark that closes what was opened, with an ending behind it, tells nothing.
    """
    if len(value) <= SHORT and SHORT_SIGN.search(value):
        return [SHORT_SIGN, SIGN_IN_WORD, WEAK_SIGN]
    weak = {match[0] for match in WEAK_SIGN.finditer(value)}
    for match in SIGN_IN_WORD.finditer(value):
        before = value[max(0, match.start() - _QUOTED) : match.start()]
        if match[0] not in "\u201c\u201d\u201e" or not _OPENING.search(before):
            return [SIGN_IN_WORD, WEAK_SIGN] if weak else [SIGN_IN_WORD]
    return [WEAK_SIGN] if len(weak) > 1 or (weak and len(value) <= SHORT) else []


PIECES = 4000  # code points of a text whose lines and quotations are asked one by one, too
# Between pieces: quotation marks, parentheses, and what stands for a word that a program puts there.
PIECE = lazy('%\\([a-z_]+\\)[a-z]|[\n"()\xab\xbb\u201c\u201d\u201e]')


def pieces(value: str) -> Iterator[str]:
    """The lines and quotations of *value* that are not ASCII."""
    lines = (line for line in value.split("\n") if not line.isascii())
    return (piece for line in lines for piece in PIECE.split(line) if not piece.isascii())


_SHORT = 200  # code points of a text too short to say which script it is written in


# UTF-16 with its bytes exchanged: ASCII of which each character has a low byte of zero; a letter among four of them,
# for U+2500 alone draws lines.  The first line of a frame of DOS, read as windows-1252.
EXCHANGED = "".join(chr(code << 8) for code in (9, 10, 13, *range(0x20, 0x7F)))
_LETTERS = "".join(chr(code << 8) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B)))
SWAPPED = lazy(f"[{_LETTERS}](?:[{EXCHANGED}]{{3}}|(?<=[{EXCHANGED}]{{3}}.))")
FRAME = lazy("(?m)^[ \t]*(?:\xc9[\xcd\xcb]{3,}\xbb|\xda[\xc4\xc2]{3,}\xbf)[ \t\r]*$")


class Places(NamedTuple):
    """Where to look: at matches of *patterns*, and at *words* (pieces of two or three characters)."""

    patterns: tuple[re.Pattern[str], ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.patterns or self.words)


def places(value: str, marks: str, utf8: bytes) -> Places:
    """The places of *value* that may have been misread; *marks* and *utf8* are those of ``Text``."""
    patterns = told_by_a_pattern(value, marks)
    words: list[str] = []
    if neighbours.ACCENTED.search(marks):
        found = neighbours.strangers(value, marks)
        if not found and len(value) <= PIECES:  # a line, a quotation
            odd = (piece for piece in pieces(value) if len(piece) < len(value) and not neighbours.familiar(piece))
            found = [context for piece in odd for context in neighbours.strangers(piece)]
        words = [left.lstrip(" ") + after for left, after in found]
        if not words and len(value) <= unlisted.LONGEST:
            words = unlisted.words(value)
    if len(value) <= SHORT or _IN_UTF8.any(set(_IN_WORD.findall(marks)), utf8):
        patterns += signs_in_words(value)
    if signed := unlisted.signed(value, marks):
        patterns.append(re.compile("|".join(map(re.escape, signed))))
    if _OTHER.search(marks):
        if ODD_COUPLE.search(marks):
            patterns.append(ODD_COUPLE)
        # Seams betray Latin words with a foreign letter; text of other scripts has Latin words beside its own.
        latin = len(value) < _SHORT or (len(utf8) - len(value)) * 5 < len(value)
        if latin and _has_seam(value, marks, utf8):
            patterns.append(_SEAM)
        elif len(value) <= SHORT and _TWIN_SEAM.search(value) and not look_alikes.explain(value):
            patterns.append(_TWIN_SEAM)
        patterns += _cyrillic(value, marks)
        patterns += ideographs(value, marks, latin)
    return Places(tuple(patterns), tuple(words))


def _has_seam(value: str, marks: str, utf8: bytes) -> bool:
    """Does a letter of another script stand beside a Latin one?  Bytes are searched faster, if few can do so."""
    letters = set(_SEAM_LETTER.findall(marks))
    if len(letters) > FEW_LETTERS:
        return _SEAM.search(value) is not None
    return _SEAM_IN_UTF8.any(letters, utf8)


def tells(value: str, found: Places) -> bool:
    """Is what was *found* reason to look closer?  Not unfamiliar letters alone that no charset makes words of."""
    if found.patterns or (len(value) <= unlisted.LONGEST and unlisted.any_word(value)):
        return True
    return not rereadings.none_is_listed(value)


def told_by_a_pattern(value: str, marks: str) -> list[re.Pattern[str]]:
    """Those of :data:`SWAPPED` and :data:`FRAME` that *value* has."""
    frame = ("\xcd\xcd\xcd" in marks or "\xc4\xc4\xc4" in marks) and FRAME.search(value)
    return ([SWAPPED] if SWAPPED.search(marks) else []) + ([FRAME] if frame else [])


def of_two_alphabets(marks: str) -> bool:
    """Do Cyrillic letters occur that only Serbian and Macedonian have, and others that neither has?"""
    return _SOUTHERN.search(marks) is not None and _EASTERN.search(marks) is not None


def _cyrillic(value: str, marks: str) -> list[re.Pattern[str]]:
    """Where letters of Cyrillic alphabets may have been exchanged for each other."""
    southern = [_SOUTHERN] if of_two_alphabets(marks) else []
    exchanged = _exchanged(value, marks) if _CAPITAL.search(marks) else None
    return southern if exchanged is None else [*southern, exchanged]


def _exchanged(value: str, marks: str) -> re.Pattern[str] | None:
    """Where the cases may be exchanged: in all words if most letters are capitals, or where they follow a small one."""
    sample = value[:20000].encode("utf-8", "surrogatepass")
    if len(sample.translate(None, _NOT_CAPITALS)) * 3 > len(sample.translate(None, _NOT_CYRILLIC)):  # a quick look
        head = value[:20000]
        if len(_CAPITAL.findall(head)) * 3 > len(_CYRILLIC.findall(head)):
            if _CASES.search(value):
                return _CASES
            return None if len(marks) == 1 or (len(value) <= SHORT and listed.all_cyrillic_words(value)) else _CYRILLIC
    inside = _INSIDE if len(value) <= SHORT else INSIDE_A_WORD
    return inside if inside.search(marks) is not None else None


# A small letter and capitals are a word of exchanged cases; a capital between small letters may be a vowel of Greek.
# Names as those of universities have their capitals elsewhere.
_WORDS_GLUED = "(?!(?<=[\u0430-\u044f]{2}.)[\u0430-\u044f]{2})"
_AT_SMALL = (
    "[\u0410-\u042f](?<=[\u0430-\u044f].)"
    "(?:(?=[\u0430-\u044f])%s|(?<![\u0400-\u045f]..)[\u0410-\u042f]+(?![\u0430-\u045f]))"
)
_INSIDE = lazy(_AT_SMALL % "")
# The same in a longer text, but where two words may be glued together, as in names of firms and of variables; of the
# Greek words of a text some have their accent near an end.
INSIDE_A_WORD = lazy(_AT_SMALL % _WORDS_GLUED)
# Capitals of Serbian and Macedonian that begin words, and letters that neither has.
_SOUTHERN = lazy(
    "[\u0402\u0403\u0409\u040a\u040c\u040b\u040f\u0452\u0453\u0459\u045a\u045c\u045b\u045f](?<![\u0400-\u045f].)"
)
_EASTERN = lazy("[\u0439\u0449\u044a-\u044f]")
_NOT_CYRILLIC = bytes(byte for byte in range(256) if byte not in (0xD0, 0xD1))
_NOT_CAPITALS = bytes(byte for byte in range(256) if not 0x90 <= byte <= 0xAF)  # D0 90 to D0 AF are the capitals


def ideographs(value: str, marks: str, latin: bool = True) -> list[re.Pattern[str]]:
    """Where Han characters may stand for something else; *latin*: the text is mostly Latin, or short."""
    if not _CJK_LETTER.search(marks):
        return []
    odd = _odd_han(value) and not (_of_first_levels(value) if len(value) > SHORT and latin else _listed(value))
    seam = _HAN_SEAM if odd or not _EVERYDAY.search(marks) else _HAN_IN_LATIN
    found = ([seam] if latin and seam.search(value) else []) + ([_HAN] if odd else [])
    return found or ([_CJK_LETTER] if wide_utf8.is_utf8(value) else [])


def with_everyday_han(value: str) -> bool:
    """Have the Han characters of *value*, a short string of nothing but letters of East Asia, everyday ones among them?

    There is none in Korean.  ``ideographs`` finds nothing then.
    """
    if _HAN.search(value) is not None:
        everyday = len(_EVERYDAY.findall(value)) * 8 >= len(value)
        if not everyday or SWAPPED.search(value) is not None:
            return False
    return not wide_utf8.is_utf8(value)


def _listed(value: str) -> bool:
    return len(value) <= SHORT and listed.mostly_han_words(value)


def _of_first_levels(value: str) -> bool:
    """Are all Han characters of those that charsets put first because they are met most: GB 2312-80, Big5?

    So are names and dishes in a page of Latin letters; misread words of Han alone hold others.
    """
    return all(
        _is_of(char, "gb2312", (0xB0A1, 0xD7F9)) or _is_of(char, "big5", (0xA440, 0xC67E))
        for char in set(_HAN.findall(value))
    )


def _is_of(char: str, codec: str, level: tuple[int, int]) -> bool:
    """Is the code of *char* in that charset between the first and the last code of *level*?"""
    return level[0] <= int.from_bytes(char.encode(codec, "ignore"), "big") <= level[1]


def _odd_han(value: str) -> bool:
    """Han characters without the everyday ones among them, but for those of a Korean text."""
    sample = value[:2000]
    han = sum(map(len, _HANS.findall(sample)))
    enough = (han + 7) // 8
    if han < 2 or next(islice(_EVERYDAY.finditer(sample), enough - 1, None), None):
        return False
    return len(_HANGUL.findall(sample)) <= han
