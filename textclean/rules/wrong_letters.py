"""The right script but the wrong letter for the language, left by old keyboards, fonts and programs.

Romanian needs a comma below s and t (U+0219, U+021B); before 2007 most systems had only the cedilla of Turkish.
Persian has its own yeh and kaf (U+06CC, U+06A9), Arabic keyboards give U+064A and U+0643.  Ukrainian and Belarusian
write an apostrophe after a consonant, for which typists take whatever mark is at hand.  Lower-casing the Turkish
capital I with dot outside of Turkey leaves "i" and U+0307.  Croatian writes two letters where U+01C4-01CC are one.
Vietnamese marks a vowel first and its tone second; typed the other way round they never compose.  Croatian and
Vietnamese share the capital of U+0111 with Icelandic U+00D0 in shape only.

Every one of these letters is right in another language, so nothing is done without the language: each line that
holds one is asked, or, in a long document, thirty-two of them, and all only if these differ.  A line too short to
tell follows the others, and stays where there are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textclean import scripts
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.language import spoken
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

SAMPLE = 32  # places of a long document that are asked
_CONSONANT = (
    "\u0431\u0432\u0433\u0491\u0434\u0436\u0437\u0439\u043a\u043b\u043c\u043d\u043f\u0440\u0441\u0442"
    "\u0444\u0445\u0446\u0447\u0448\u0449\u0411\u0412\u0413\u0490\u0414\u0416\u0417\u0419\u041a\u041b"
    "\u041c\u041d\u041f\u0420\u0421\u0422\u0424\u0425\u0426\u0427\u0428\u0429"
)
_IOTATED = "\u044f\u044e\u0454\u0457\u0451\u042f\u042e\u0404\u0407\u0401"
_APOSTROPHE = lazy(f"[\u2019\u02bc'](?=[{_IOTATED}])(?<=[{_CONSONANT}].)")
_MARK = lazy(f'[`\u00b4*"\u2032\u2018\u02b9\u02c8\u02bb\u201b](?=[{_IOTATED}])(?<=[{_CONSONANT}].)')
_SWAPS = dict(
    zip(
        "\u015f\u0163\u015e\u0162\u064a\u0643\u00d0\u00f0",
        "\u0219\u021b\u0218\u021a\u06cc\u06a9\u0110\u0111",
        strict=True,
    )
)
_DIGRAPHS = dict(
    zip(
        "\u01c4\u01c5\u01c6\u01c7\u01c8\u01c9\u01ca\u01cb\u01cc",
        ("D\u017d", "D\u017e", "d\u017e", "LJ", "Lj", "lj", "NJ", "Nj", "nj"),
        strict=True,
    )
)


class _Repair(NamedTuple):
    """A wrong letter: the languages, what their text has, the letter, what it should be, the reason."""

    languages: str
    has: str
    wrong: re.Pattern[str]
    right: Callable[[re.Match[str]], str]
    why: str


def _swapped(match: re.Match[str]) -> str:
    return _SWAPS[match[0]]


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
_REPAIRS = (
    _Repair(
        "ro",
        "[\u0103\u0102\u021b\u021a\u0163\u0162]",
        re.compile("[\u015f\u0163\u015e\u0162]"),
        _swapped,
        "Romanian letter with a cedilla",
    ),
    _Repair(
        "fa",
        "[\u067e\u0686\u0698\u06af]|\\A(?![^\u0629\u0625\u0649]*[\u0629\u0625\u0649])",
        re.compile("[\u064a\u0643]"),
        _swapped,
        "Arabic yeh or kaf in Persian",
    ),
    _Repair(
        "tr az", "\u0307", re.compile("i\u0307(?![\u0300\u0301\u0303])"), lambda match: "i", "dot left by lower-casing"
    ),
    _Repair("hr", "[\u01c4-\u01cc]", re.compile("[\u01c4-\u01cc]"), _letters, "two Croatian letters in one"),
    _Repair(
        "hr vi",
        "[\u010c\u010d\u0106\u0107\u0160\u0161\u017d\u017e\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]",
        re.compile("[\u00d0\u00f0]"),
        _swapped,
        "Icelandic eth for a d with a stroke",
    ),
    _Repair("vi", "[\u0302\u0306]", re.compile(_TONES), _composed, "Vietnamese tone before the mark of the vowel"),
)


@rule(
    Stage.LETTERS,
    triggers="\u015f\u0163\u015e\u0162\u064a\u0643\u00d0\u00f0\u01c4-\u01cc\u0302\u0306\u0307\u0404\u0406\u0407\u0454\u0456\u0457\u040e\u045e\u0490\u0491",
    profiles=("normalize", "ascii"),
)
def wrong_letters(text: Text) -> Iterator[Edit | Batch]:
    """Letters of another language's spelling become the language's own, where the language is known."""
    value = text.value
    for repair in _REPAIRS:
        if re.search(repair.has, text.marks) and repair.wrong.search(value):
            yield from _repaired(text, repair)
    if _MARK.search(value):
        used = _APOSTROPHE.findall(value)
        best = max("\u2019\u02bc'", key=used.count)  # the document's own; if it has none, the typographic one
        yield from _repaired(text, _Repair("uk be", "", _MARK, lambda match: best, "a mark in the apostrophe's place"))


def _repaired(text: Text, repair: _Repair) -> Iterator[Edit | Batch]:
    value = text.value
    if len(value) > SAMPLE * spoken.WINDOW:
        step = len(value) // SAMPLE
        nearest = (repair.wrong.search(value, at, at + step) for at in range(0, len(value), step))
        places = [match.start() for match in nearest if match]
    else:
        places = [match.start() for match in repair.wrong.finditer(value)]
    said = spoken.verdicts(text, places, repair.languages)
    if True not in said.values():
        return
    if False not in said.values():
        yield from batch(value, repair.wrong, repair.right, repair.why, Sure.LIKELY)
        return
    said = spoken.verdicts(text, [match.start() for match in repair.wrong.finditer(value)], repair.languages)
    for match in repair.wrong.finditer(value):
        if said[spoken.line(text, match.start())] is not False:
            yield Edit(*match.span(), repair.right(match), repair.why, Sure.LIKELY)


wrong_letters.fixes(
    "Toate fiin\u0163ele se nasc libere \u015fi egale", "Toate fiin\u021bele se nasc libere \u0219i egale"
)
wrong_letters.fixes(
    "\u0627\u0648 \u0643\u062a\u0627\u0628 \u0631\u0627 \u0628\u0647 \u0645\u0646 \u062f\u0627\u062f "
    "\u0648 \u0631\u0641\u062a",
    "\u0627\u0648 \u06a9\u062a\u0627\u0628 \u0631\u0627 \u0628\u0647 \u0645\u0646 \u062f\u0627\u062f "
    "\u0648 \u0631\u0641\u062a",
)
wrong_letters.fixes(
    '\u041f`\u044f\u0442\u044c \u043e\u0431"\u0454\u043a\u0442\u0456\u0432, \u0441\u0456\u043c*\u044f',
    "\u041f\u2019\u044f\u0442\u044c \u043e\u0431\u2019\u0454\u043a\u0442\u0456\u0432, \u0441\u0456\u043c\u2019\u044f",
)
wrong_letters.fixes(
    "i\u0307stanbul ve i\u0307zmir b\u00fcy\u00fck \u015fehirlerdir",
    "istanbul ve izmir b\u00fcy\u00fck \u015fehirlerdir",
)
wrong_letters.fixes(
    "\u01c7udi \u017eive u \u00d0akovu i vole svoj \u01cce\u017eni grad",
    "Ljudi \u017eive u \u0110akovu i vole svoj nje\u017eni grad",
)
wrong_letters.fixes(
    "Tie\u0301\u0302ng Vi\u1ec7t l\u00e0 ng\u00f4n ng\u1eef", "Ti\u1ebfng Vi\u1ec7t l\u00e0 ng\u00f4n ng\u1eef"
)
wrong_letters.keeps("B\u00fct\u00fcn insanlar h\u00fcr ve e\u015fit", because="Turkish")
wrong_letters.keeps(
    "\u064a\u0648\u0644\u062f \u0627\u0644\u0646\u0627\u0633 \u0623\u062d\u0631\u0627\u0631\u0627", because="Arabic"
)
wrong_letters.keeps("\u00dea\u00f0 er gott a\u00f0 b\u00faa h\u00e9r, sag\u00f0i \u00d0\u00f3ra", because="Icelandic")
wrong_letters.keeps(
    '\u0426\u0435 "\u044f" \u2013 \u043e\u0441\u0442\u0430\u043d\u043d\u044f \u043b\u0456\u0442\u0435\u0440\u0430',
    because="it opens",
)
wrong_letters.keeps("Timi\u015foara", because="one word does not tell its language")
