"""U+200B and U+2060 beside letters of scripts that part words by blanks, other than Latin and its neighbours.

In Hebrew, Arabic and the scripts of India neither is spelling: a line breaks at the blanks.  Translation services and
editors leave U+200B at the ends of words there.  Between ideographs or kana both may be an author's hint where a line
may break, and where it may not; and U+200B may stand where U+200C belongs, which Persian parts words with, and the
scripts of South India keep two consonants of a loan word from joining with.  Those are held.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Sure
from textclean.hidden.characters import LETTER, MARK, named
from textclean.patterns import lazy

# Letters, marks and joiners of Hebrew, Arabic, Syriac, Thaana, N'Ko, and of India from Devanagari to Sinhala.
SPACED = (
    "\u0591-\u05f4\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06ff\u0710-\u07bf\u07ca-\u07f5"
    "\u0860-\u086a\u0870-\u0887\u0889-\u0963\u0971-\u0dff\u200c\u200d\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc"
)
# Scripts that do not part words by blanks, or of whose habits we know too little.
_U = (
    "\u0e00-\u109f\u1200-\u137f\u16a0-\u16ff\u1780-\u1aaf\u1b00-\u1bff\u2e80-\u9fff\ua960-\uaaff"
    "\U00010000-\U0001cfff\U00020000-\U0003ffff"
)
_UNSPACED = lazy(f"[{_U}]")
_PARTING = lazy(f"\u200b(?:(?<=[{_U}].)|(?=[{_U}]))")  # who parts words with it types it beside signs, too
_ENDS = ".,:;!?)\u00bb\u060c\u061b\u061f\u0964\u0965\u06d4"
_OPENS = "(\u00ab\u00bf\u00a1"
_IDEOGRAPH = "[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
SIGNS = lazy("[\u200b\u2060]")
_HINT = lazy(f"[\u200b\u2060](?<={_IDEOGRAPH}.)(?={_IDEOGRAPH})")
# After mi-, and before -ha with its endings: where Persian parts a word with U+200C.  After a virama of Tamil, Telugu,
# Kannada, Malayalam, Sinhala.
_ARABIC = "[\u0621-\u06d3]"
_PLURAL = f"\u0647\u0627[\u06cc\u0634\u062a\u0645]?(?!{_ARABIC})"
_VIRAMA = "(?<=[\u0bcd\u0c4d\u0ccd\u0d4d\u0dca].)(?=[\u0b80-\u0dff])"
_PARTED = f"(?<=\u0645[\u06cc\u064a].)(?={_ARABIC})|(?<={_ARABIC}.)(?={_PLURAL})|{_VIRAMA}"
_NON_JOINER = lazy(f"\u200b(?:{_PARTED})")


def ways(value: str, marks: str, blanks: str) -> list[str]:
    """What goes with a U+200B or U+2060 that is debris in *value*, as expressions for what surrounds it.

    *marks*: its characters beyond ASCII.  *blanks*: what parts words, as the inside of a class.
    """
    debris, blank = "(?<=[\u200b\u2060])", f"(?![^{blanks}])"
    letters = SPACED if _UNSPACED.search(marks) else SPACED + LETTER + MARK
    ends = "" if letters is SPACED and _PARTING.search(value) else _ENDS
    return [
        f"{debris}(?!(?<=\u200b)(?:{_PARTED}))(?<=[{SPACED}].)[\u200b\u2060]*(?=[{SPACED}])",
        f"{debris}(?<=[{letters}].)(?=['\u2019][{letters}])",
        # At the end and the beginning of a word, but for those that keep a blank and a sign on one line.
        f"{debris}(?<=[{letters}{ends}].)[\u200b\u2060]*(?=[{_ENDS}]*{blank})(?!.\u2060|.[^{letters}{_OPENS}])",
        f"{debris}(?<![^{blanks}].)(?<![^{letters}{ends}]..)[\u200b\u2060]*(?=[{letters}])",
    ]


def held(value: str) -> Iterator[Edit]:
    """Hints for line breaks between ideographs, and U+200B where U+200C belongs."""
    for run in _HINT.finditer(value):
        yield Edit(run.start(), run.end(), "", f"{named(run[0], '')} between ideographs or kana", Sure.GUESS)
    for run in _NON_JOINER.finditer(value):
        why = f"{named(run[0], '')} where U+200C belongs"
        yield Edit(run.start(), run.end(), "\u200c", why, Sure.GUESS)
