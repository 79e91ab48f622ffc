"""Short strings of plain words, told in two microseconds: none of the facts in :data:`FACTS` holds for them.

Most calls on short strings are cells, titles and messages: words of one alphabet and everyday punctuation.  Making a
``Text`` with its facts costs ten times as much as finding that out.  Doubt is for the facts: a digit at a letter, two
scripts, a letter in company that no one language knows, capitals inside words.
"""

from __future__ import annotations

import re

from textclean.garbled import suspicious
from textclean.misreading import losses, neighbours

FACTS = frozenset({"mixed", "misdecoded", "lossy", "digit_words"})

_SIGNS = "\t\n\r -/:-@\\[-`{-~\xa0\xab\xb7\xbb\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
_TOUCHED = "(?<=[0-9])(?:(?<=[a-z\x80-\U0010ffff].)|(?=[a-z\x80-\U0010ffff]))"  # a digit in a word
# What is odd begins at one character that is neither a sign nor a small letter: one class is searched fast.
_ODD_LATIN = re.compile(f"[^{_SIGNS}A-Za-z{neighbours.LATIN}](?:(?<![0-9])|{_TOUCHED})")
_ODD_CYRILLIC = re.compile(
    f"[^{_SIGNS}\u0430-\u045f](?:(?<![0-9\u0400-\u042f])|{_TOUCHED}"
    "|(?<=[\u0400-\u042f])(?:(?<=[\u0430-\u045f].)|(?![\u0430-\u044f]{2})))"  # a capital that begins no word
)
_ODD_GREEK = re.compile(f"[^{_SIGNS}\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce](?:(?<![0-9])|{_TOUCHED})")
# Mojibake needs characters side by side; of two Latin letters their languages tell, no more of them are plain.
_L = neighbours.LATIN
_MEETING = re.compile(f"[^\x00-\x7f](?=[^\x00-\x7f])(?:(?<![{_L}])|(?![{_L}])|(?<=[{_L}]{{2}}))")


# Letters that begin no common two-byte sequence of UTF-8 read as Latin-1 (but U+00C4), and signs of typography.
_QUIET = frozenset(
    "\xc4\xdf\xc9\xd6\xdc\xe0\xe1\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf6\xf8\xf9\xfa\xfb\xfc"
    "\u0153\xa0\xab\xbb\xb7\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026"
    "\u2190\u2191\u2192\u2193\u2318\u2605\u2606\u2713\u2714"  # in no charset that is misread
)


# Latvian and Lithuanian letters as UTF-8 shows them, which a lone name may bring into a German page.
_BALTIC = re.compile("\xc4[\xa0\xab\xb7\xbb\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026]")


def is_quiet(value: str, characters: str) -> bool:
    """Does a long *value* with these distinct characters beyond ASCII hold no fact but, perhaps, ``digit_words``?

    They are letters of one language's alphabet and typography; misread text in any length has others among them.
    """
    if not _QUIET.issuperset(characters) or not neighbours.ordinary(characters):
        return False
    return "\xc4" not in characters or _BALTIC.search(value) is None


def is_plain(value: str) -> bool:
    """Is *value* surely plain?  False is no answer.

    >>> is_plain("Gr\\xfc\\xdfe"), is_plain("m\\xf9\\u017e"), is_plain("\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442")
    (True, False, True)
    """
    if _ODD_LATIN.search(value) is None:
        garbled = _MEETING.search(value) is not None and suspicious(value)
        return not garbled and neighbours.familiar(value) and not losses.suspected(value, value)
    return (_ODD_CYRILLIC.search(value) is None or _ODD_GREEK.search(value) is None) and not suspicious(value)
