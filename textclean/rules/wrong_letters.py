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
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, rule
from textclean.spelling import respelling
from textclean.text import Text


@rule(
    Stage.LETTERS,
    triggers="\u015f\u0163\u015e\u0162\u064a\u0643\u00d0\u00f0\u01c4-\u01cc\u0302\u0306\u0307\u0404\u0406\u0407\u0454\u0456\u0457\u040e\u045e\u0490\u0491"
    "\xb5\u2206\u2126\u06a9\u06cc\u0101\u0113\u012b\u014d\u016b\u02bb",
    pattern="\u0647\u200c",
    profiles=("normalize", "ascii"),
)
def wrong_letters(text: Text) -> Iterator[Edit | Batch]:
    """Letters of another language's spelling become the language's own, where the language is known."""
    value = text.value
    for repair in respelling.REPAIRS:
        if re.search(repair.has, text.marks) and repair.wrong.search(value):
            yield from respelling.repaired(text, repair)
    if respelling.MARK.search(value):
        used = respelling.APOSTROPHE.findall(value)
        best = max("\u2019\u02bc'", key=used.count)  # the document's own; if it has none, the typographic one
        why = "a mark in the apostrophe's place"
        languages, sure = "uk be", respelling.is_ukrainian
        repair = respelling.Repair(languages, "", respelling.MARK, lambda match: best, why, sure=sure)
        yield from respelling.repaired(text, repair)


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
