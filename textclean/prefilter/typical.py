"""The accented letters that a language writes all the time: without any of them a sentence is hardly in it.

One charset read as another may leave a letter that some language has (``citt\\u0155``, as in Slovak), in company that
this language knows.  But nobody writes a Slovak sentence with no other accent than that.
"""

from __future__ import annotations

WORDS = 8  # from so many on a text is long enough to tell
FEW = {"is": 1}  # of Icelandic fewer: it shares its other letters with misread Turkish
LETTERS = {
    "cs": "\xe1\xed\xe9\xfd\u011b\u010d\u0161\u017e", "sk": "\xe1\xed\xe9\xfd\u010d\u0161\u017e",
    "pl": "\u0142\u0105\u0119\u017c\xf3\u015b", "hu": "\xe1\xe9\xf6\xf3",
    "ro": "\u0103\xe2\xee\u015f\u0163\u0219\u021b",
    "hr": "\u010d\u0161\u017e\u0107", "sl": "\u010d\u0161\u017e", "tr": "\u0131\u015f\xfc\xf6\u011f\xe7",
    "az": "\u0259\u0131\xfc\xf6\u015f", "lt": "\u0117\u0161\u017e\u0173\u0105\u012f\u016b\u010d",
    "lv": "\u0101\u012b\u0161\u0113\u016b", "et": "\xe4\xf5\xf6\xfc", "is": "\xe1\xed\xf3\xfa\xe6\xe9\xf6",
}  # fmt: skip


def lacking(language: str, letters: set[str], words: int) -> bool:
    """Has a text of *words* with those accented *letters* (small) none of what *language* writes all the time?"""
    return words >= FEW.get(language, WORDS) and language in LETTERS and letters.isdisjoint(LETTERS[language])
