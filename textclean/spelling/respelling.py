"""Letters that are wrong in one language and right in another: what each language writes instead.

A :class:`Repair` names the languages, the letters and how a line of the language is known.  The rule
``wrong_letters`` tells the story; facts and sources are here.  Persian, Urdu, Kurdish and Arabic write with letters
that look alike and have several code points: Unicode 15, 9.2; Sorani Kurdish writes U+06D5, which old fonts and the
keyboards of Persian give as U+0647 and U+200C (Unicode, L2/09-146).  Romanian: standard SR 13411:1999.  Hawaiian: the
okina is U+02BB (Unicode, 6.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textclean import scripts
from textclean.contract import Batch, Edit, Sure
from textclean.language import lexicon
from textclean.patterns import lazy
from textclean.spelling import spoken
from textclean.substitution import batch
from textclean.text import Text

_REACH = 40  # letters to either side that may belong to a word
SAMPLE = 32  # places of a long document that are asked
_CONSONANT = (
    "\u0431\u0432\u0433\u0491\u0434\u0436\u0437\u0439\u043a\u043b\u043c\u043d\u043f\u0440\u0441\u0442"
    "\u0444\u0445\u0446\u0447\u0448\u0449\u0411\u0412\u0413\u0490\u0414\u0416\u0417\u0419\u041a\u041b"
    "\u041c\u041d\u041f\u0420\u0421\u0422\u0424\u0425\u0426\u0427\u0428\u0429"
)
_IOTATED = "\u044f\u044e\u0454\u0457\u0451\u042f\u042e\u0404\u0407\u0401"
APOSTROPHE = lazy(f"[\u2019\u02bc'](?=[{_IOTATED}])(?<=[{_CONSONANT}].)")
MARK = lazy(f'[`\u00b4*"\u2032\u2018\u02b9\u02c8\u02bb\u201b](?=[{_IOTATED}])(?<=[{_CONSONANT}].)')
_SWAPS = dict(
    zip(
        "\u015f\u0163\u015e\u0162\u064a\u0643\u00d0\u00f0",
        "\u0219\u021b\u0218\u021a\u06cc\u06a9\u0110\u0111",
        strict=True,
    )
)
_URDU = {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0647": "\u06c1"}
_AS_URDU = str.maketrans(_URDU)
_DIGRAPHS = dict(
    zip(
        "\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca\u01cb\u01cc",
        ("D\u017d", "D\u017e", "d\u017e", "LJ", "Lj", "lj", "NJ", "Nj", "nj"),
        strict=True,
    )
)


_PERSO_ARABIC = "[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1\u06d5\u06c6\u06ce\u0695\u06b5]"
_SINDHI = (  # and Uyghur, Kurdish, Pashto
    "[\u067b\u0680\u067a\u067d\u067f\u0684\u0683\u0687\u068f\u068a\u068d\u06a6\u06aa\u06b3\u06b1\u06fd\u06fe\u06d5"
    "\u06c6-\u06c8\u06cb\u06d0\u06ad\u06ce\u0695\u06b5]"
)
_PERSIAN_WORDS = frozenset(
    (
        "\u06a9\u0647",
        "\u0631\u0627",
        "\u0627\u0633\u062a",
        "\u0627\u06cc\u0646",
        "\u0645\u06cc",
        "\u0627\u0632",
        "\u062f\u0631",
        "\u0628\u0647",
        "\u06a9\u06d2",
    )
)
# The feminine ending; hamza on alef; the article; small words: in, this, which, from.
_ARABIC_SIGNS = (
    "\u0629",
    "[\u0623\u0625]",
    "\\b\u0627\u0644",
    "\\b(?:\u0641[\u06cc\u064a\u0649]|\u0647\u0630\u0627|\u0647\u0630\u0647|\u0627\u0644\u062a[\u06cc\u064a]|\u0627\u0644\u0630[\u06cc\u064a]|\u0639\u0646)\\b",
)
_HAWAIIAN = ("ka", "ke", "o", "i", "ma", "e", "a", "he", "n\u0101", "me", "no", "ua", "ia", "ana", "nei", "l\u0101")
_OKINA = "`'\u2018\u2019\u02bb"
_SYLLABLES = lazy(f"(?:[{_OKINA}hklmnpw]?[aeiou\u0101\u0113\u012b\u014d\u016b])+")
_GREEK = "\u0386-\u03ff\u1f00-\u1fff"


def _never(line: str) -> bool:
    return False


class Repair(NamedTuple):
    """A wrong letter: the languages, what their text has, the letter, what it should be, the reason.

    *right* gives the letter itself back where a word is another language's.  *test*: what a line must pass beside the
    verdict of the language model; with no *languages* it alone decides.  *sure*: what tells the language in any length.
    """

    languages: str
    has: str
    wrong: re.Pattern[str]
    right: Callable[[re.Match[str]], str]
    why: str
    test: Callable[[str], bool | None] = bool
    sure: Callable[[str], bool] = _never


def _swapped(match: re.Match[str]) -> str:
    return _SWAPS[match[0]]


def _word(match: re.Match[str]) -> str:
    """The word around a match, or as much of it as a word may be long."""
    text = match.string
    start, end = match.span()
    first, last = start - _REACH, end + _REACH
    while start > max(0, first) and scripts.is_letter(text[start - 1]):
        start -= 1
    while end < min(len(text), last) and scripts.is_letter(text[end]):
        end += 1
    return text[start:end]


def _romanian(match: re.Match[str]) -> str:
    """The letter with a comma, but in a Turkish word: Turkish lists it, Romanian does not."""
    word = _word(match)
    turkish = re.search("[\u011f\u011e\u0131\u0130\u00f6\u00d6\u00fc\u00dc\u00e7\u00c7]", word) is not None
    if turkish or (not re.search("[\u0163\u0162\u0103\u0102\u00e2\u00ee]", word) and _only_turkish(word)):
        return match[0]
    return _SWAPS[match[0]]


def _only_turkish(word: str) -> bool:
    own = "".join(_SWAPS.get(char, char) for char in word)
    return lexicon.zipf(word, "tr") is not None and lexicon.zipf(own, "ro") is None


def _arabic(match: re.Match[str]) -> str:
    """Arabic kaf; yeh inside a word, and at its end yeh or alef maksura, whichever makes the commoner word."""
    if match[0] == "\u06a9":
        return "\u0643"
    if any(map(scripts.is_letter, match.string[match.end() : match.end() + 1])):
        return "\u064a"
    stem = _word(match)[:-1].replace("\u06a9", "\u0643").replace("\u06cc", "\u064a")
    yeh, maksura = (lexicon.zipf(stem + end, "ar") or 0 for end in "\u064a\u0649")
    return "\u0649" if maksura > yeh else "\u064a"


def _is_arabic(line: str) -> bool:
    """Has *line* two kinds of what Persian and Urdu do not write, and nothing that only they write?"""
    if re.search(_PERSO_ARABIC, line) or len({*line.split(" ")} & _PERSIAN_WORDS) > 1:
        return False
    return sum(re.search(sign, line) is not None for sign in _ARABIC_SIGNS) > 1


def _is_urdu(line: str) -> bool:
    """Has *line* letters of Urdu, and none of Sindhi, Uyghur or Kurdish?"""
    return bool(re.search("[\u0679\u0688\u0691\u06ba\u06d2\u06c1]", line)) and not re.search(_SINDHI, line)


_URDU_WORDS = frozenset("ہے ہیں میں کا کی کے کو نے سے یہ وہ اور ہوں تھا نہیں ہو کر".split(" "))  # noqa: SIM905


def _is_urdu_alone(line: str) -> bool | None:
    """Has *line* a letter of Urdu and a small word of it, or its h of aspiration?  They tell it in any length.

    None: it is short and has none of them, nor a sign of Arabic.
    """
    kinds = {*re.findall("[\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1]", line)}
    words = {word.translate(_AS_URDU) for word in line.split(" ")}
    if kinds and (words & _URDU_WORDS or (len(kinds) > 1 and "\u06be" in kinds)):
        return True
    arabic = any(re.search(sign, line) for sign in _ARABIC_SIGNS)
    return None if len(line) < spoken.SHORT and not arabic and not kinds else False


def _mostly_arabic(line: str) -> bool:
    """Are two words in five Arabic by their shape, of two kinds, and none of another language's letters there?"""
    words = [word for word in re.split("[^\u0620-\u06d3]+", line) if word]
    shaped = sum(any(re.search(sign, word) for sign in _ARABIC_SIGNS) for word in words)
    return len(words) > 2 and 5 * shaped >= 2 * len(words) and _is_arabic(line)


def _is_kurdish(line: str) -> bool:
    """Has it letters or small words of Central Kurdish, and none of Pashto, which has one of the words, too?"""
    own = re.search("[\u0695\u06b5\u06ce\u06d5]|\\b(?:\u0644\u0647\u200c|\u0628\u06c6)(?= |$)", line)
    return own is not None and not re.search("[\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06cd\u06d0]", line)


def _is_kurdish_alone(line: str) -> bool:
    """Has it letters of Central Kurdish and none of Uyghur, which shares most of them and writes the Arabic kaf?"""
    return bool(re.search("[\u0695\u06b5\u06ce]", line)) and not re.search("[\u06c7\u06c8\u06cb\u06d0\u06ad]", line)


_ROMANIAN = frozenset("şi și este pentru care din cel lui fost prin sunt la cu pe nu ale unei".split(" "))  # noqa: SIM905


def _is_romanian(line: str) -> bool:
    """Has it three small words of Romanian, one of them *and*?"""
    words = {*re.findall("[^\\W\\d_]+", line.lower())}
    return len(words & _ROMANIAN) > 2 and "\u015fi" in words


def is_ukrainian(line: str) -> bool:
    """Has it letters that Ukrainian and Belarusian write and Russian does not?"""
    return re.search("[\u0454\u0456\u0457\u0491\u045e\u0404\u0406\u0407\u0490\u040e]", line) is not None


def _is_hawaiian(line: str) -> bool:
    """Are nearly all words of Hawaiian syllables, and three of them its small words?"""
    words = [
        word for word in re.split("[^A-Za-z\u0101\u0113\u012b\u014d\u016b`'\u2018\u2019\u02bb]+", line.lower()) if word
    ]
    shaped = [word for word in words if _SYLLABLES.fullmatch(word)]
    return len({*_HAWAIIAN} & {*words}) >= 3 and 10 * len(shaped) >= 8 * len(words)


def _letters(match: re.Match[str]) -> str:
    """The letters of a digraph; before a small letter only the first is a capital."""
    small = any(map(scripts.is_lower, match.string[match.end() : match.end() + 1]))
    return _DIGRAPHS[match[0]].capitalize() if small and match[0] in "\u01c4\u01c7\u01ca" else _DIGRAPHS[match[0]]


def _composed(match: re.Match[str]) -> str:
    """Vowel, its mark, tone: in the order that composes."""
    apart = unicodedata.normalize("NFD", match[0])
    return unicodedata.normalize("NFC", apart[0] + apart[-1] + apart[1:-1])


_TONES = (
    "[AEOaeo][\u0300\u0301\u0303\u0309][\u0302\u0306]|[\u00c0\u00c1\u00c3\u00c8\u00c9\u1ebc\u00d2\u00d3"
    "\u00d5\u00e0\u00e1\u00e3\u00e8\u00e9\u1ebd\u00f2\u00f3\u00f5\u1ea2\u1eba\u1ece\u1ea3\u1ebb\u1ecf]["
    "\u0302\u0306]"
)
REPAIRS = (
    Repair(
        "ro",
        "[\u0103\u0102\u021b\u021a\u0163\u0162]",
        lazy("[\u015f\u0163\u015e\u0162]"),
        _romanian,
        "Romanian letter with a cedilla",
    ),
    Repair(
        "",
        "\u015f",
        lazy("[\u015f\u015e]"),
        _romanian,
        "Romanian letter with a cedilla",
        _is_romanian,
    ),
    Repair(
        "fa",
        "[\u067e\u0686\u0698\u06af]|\\A(?![^\u0629\u0625\u0649]*[\u0629\u0625\u0649])",
        lazy("[\u064a\u0643]"),
        _swapped,
        "Arabic yeh or kaf in Persian",
    ),
    Repair("tr az", "\u0307", lazy("i\u0307(?![\u0300\u0301\u0303])"), lambda match: "i", "dot left by lower-casing"),
    Repair("hr", "[\u01c4-\u01cc]", lazy("[\u01c4-\u01cc]"), _letters, "two Croatian letters in one"),
    Repair(
        "hr vi",
        "[\u010c\u010d\u0106\u0107\u0160\u0161\u017d\u017e\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]",
        lazy("[\u00d0\u00f0]"),
        _swapped,
        "Icelandic eth for a d with a stroke",
    ),
    Repair(
        "",
        f"\\A(?!.*{_SINDHI})(?=.*[\u0679\u0688\u0691\u06ba\u06d2\u06c1])",
        lazy("[\u064a\u0649\u0643\u0647]"),
        lambda match: _URDU[match[0]],
        "Arabic letter in Urdu",
        _is_urdu_alone,
    ),
    Repair(
        "ur",
        "[\u0679\u0688\u0691\u06ba\u06d2\u06be\u06c1]",
        lazy("[\u064a\u0649\u0643\u0647]"),
        lambda match: _URDU[match[0]],
        "Arabic letter in Urdu",
        lambda line: len(line) >= spoken.SHORT and _is_urdu(line),
    ),
    Repair(
        "ar",
        "\\A(?=.*[\u06a9\u06cc])(?!.*[\u067e\u0686\u0698\u06af])",
        lazy("[\u06a9\u06cc]"),
        _arabic,
        "Persian letter in Arabic",
        _is_arabic,
        _mostly_arabic,
    ),
    Repair("ar", "[\u06a9\u06cc]", lazy("[\u06a9\u06cc]"), _arabic, "Persian letter in Arabic", _is_arabic),
    Repair(
        "",
        "[\u0695\u06b5\u06ce]",
        lazy("[\u0643\u064a]"),
        _swapped,
        "Arabic letter in Kurdish",
        _is_kurdish_alone,
    ),
    Repair(
        "",
        "[\u06c6\u06ce\u0695\u06b5\u06d5]|\u0647\u200c",
        lazy("\u0647\u200c"),
        lambda match: "\u06d5",
        "he and a joiner for the Kurdish vowel",
        _is_kurdish,
    ),
    Repair(
        "",
        "[\xb5\u2206\u2126]",
        lazy(f"[\xb5\u2206\u2126](?=[{_GREEK}])|(?<=[{_GREEK}])[\xb5\u2206\u2126]"),
        lambda match: {"\xb5": "\u03bc", "\u2206": "\u0394", "\u2126": "\u03a9"}[match[0]],
        "a sign for the Greek letter",
    ),
    Repair(
        "",
        "[\u0101\u0113\u012b\u014d\u016b\u02bb\u2018\u2019]",
        lazy(
            f"(?<![A-Za-z0-9{_OKINA}])[`'\u2018](?=[AEIOUaeiou\u0100-\u016b])|(?<=[AEIOUaeiou\u0100-\u016b])[`'\u2018\u2019](?=[aeiou\u0101-\u016b])"
        ),
        lambda match: "\u02bb",
        "a mark for the Hawaiian okina",
        _is_hawaiian,
    ),
    Repair("vi", "[\u0302\u0306]", lazy(_TONES), _composed, "Vietnamese tone before the mark of the vowel"),
)


def repaired(text: Text, repair: Repair) -> Iterator[Edit | Batch]:
    """The edits of one repair, where the line is written in one of its languages."""
    value = text.value
    if len(value) > SAMPLE * spoken.WINDOW:
        step = len(value) // SAMPLE
        nearest = (repair.wrong.search(value, at, at + step) for at in range(0, len(value), step))
        places = [match.start() for match in nearest if match]
    else:
        places = [match.start() for match in repair.wrong.finditer(value)]
    said = _verdicts(text, places, repair)
    if True not in said.values():
        return
    if False not in said.values():
        yield from batch(value, repair.wrong, repair.right, repair.why, Sure.LIKELY)
        return
    said = _verdicts(text, [match.start() for match in repair.wrong.finditer(value)], repair)
    for match in repair.wrong.finditer(value):
        if said[spoken.line(text, match.start())] is not False and (new := repair.right(match)) != match[0]:
            yield Edit(*match.span(), new, repair.why, Sure.LIKELY)


def _verdicts(text: Text, places: list[int], repair: Repair) -> dict[str, bool | None]:
    """For the lines at *places*: is it the language?  None: too short to tell, and so are all of them together."""
    if not repair.languages:
        return {line: repair.test(line) for line in dict.fromkeys(spoken.line(text, at) for at in places)}
    told = {line: True for line in (spoken.line(text, at) for at in places) if repair.sure(line)}
    said = spoken.verdicts(text, [at for at in places if spoken.line(text, at) not in told], repair.languages)
    if told:
        return told | {line: verdict is not False and repair.test(line) and verdict for line, verdict in said.items()}
    if said and set(said.values()) == {None} and len(said) > 1:  # a list
        whole = Text(", ".join(said))
        said = dict.fromkeys(said, True in spoken.verdicts(whole, [0], repair.languages).values() or None)
    if repair.test is bool:
        return said
    return {line: verdict is not False and repair.test(line) for line, verdict in said.items()}
