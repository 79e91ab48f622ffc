"""Latin ligatures that a PDF left in the text: U+FB01 for "fi" and its kin.

Typesetters join f with i, l and f by a single glyph; a PDF that maps the glyph to U+FB00-FB06 gives text in which
nobody can find "first" or "office".  Spelling never needs them, so inside a word they stand for their letters; alone
they are what the text talks about.  Where the PDF left a blank beside the glyph, the blank goes only if that makes a
common word of the language of the text.  Letters that only look like ligatures are no business of this rule: ae, oe,
the Dutch ij (U+0133), the Croatian digraphs, Armenian U+0587.  Armenian has printers' ligatures too (U+FB13-FB17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean import language
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.language import lexicon
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

LETTERS = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",  # with the long s
    "\ufb06": "st",
    "\ufb13": "\u0574\u0576",
    "\ufb14": "\u0574\u0565",
    "\ufb15": "\u0574\u056b",
    "\ufb16": "\u057e\u0576",
    "\ufb17": "\u0574\u056d",
}
_RUN = "\ufb00-\ufb06\ufb13-\ufb17"
_WORD = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u0531-\u0587\u1e00-\u1eff"
_INSIDE = lazy(f"(?<![{_RUN}])[{_RUN}]+(?=[{_WORD}])|(?<=[{_WORD}])[{_RUN}]+")
_PARTED = lazy(  # with the words beside it; or inside one
    f"(?P<left>[{_WORD}]*) ?(?P<mark>[{_RUN}]) (?P<right>[{_WORD}]+)"
    f"|(?P<before>[{_WORD}]+) (?P<sign>[{_RUN}])(?P<after>[{_WORD}]*)"
    f"|[{_WORD}{_RUN}]+"
)
_TABLE = str.maketrans(LETTERS)


@rule(Stage.LETTERS, triggers=_RUN, profiles=("normalize", "ascii"))
def ligatures(text: Text) -> Iterator[Edit | Batch]:
    """Printers' ligatures inside words become their letters (Unicode, compatibility decompositions)."""
    value, why = text.value, "printer's ligature inside a word"
    if re.search(f"[{_RUN}] | [{_RUN}]", value) and (code := _language(text)):
        yield from batch(value, _PARTED, lambda match: _joined(match, code), why, Sure.LIKELY)
        return
    yield from batch(value, _INSIDE, _letters, why, Sure.LIKELY)


def _letters(match: re.Match[str]) -> str:
    return match[0].translate(_TABLE)


def _language(text: Text) -> str:
    """The language of the text, if it has a list of words; else empty."""
    likely = text.language_hint or next((code for code, _ in language.languages(text.value[:3000])), "")
    return likely if likely in lexicon.codes("Latin") else ""


def _joined(match: re.Match[str], code: str) -> str:
    """The word that the pieces make: with both neighbours, with the one behind or the one before; else as it was."""
    if not match["mark"] and not match["sign"]:
        return _INSIDE.sub(_letters, match[0])
    left, right = match["left"] or match["before"] or "", match["right"] or match["after"] or ""
    mark = (match["mark"] or match["sign"]).translate(_TABLE)
    blank = match[0][len(left)] == " "
    for word, lone, new in (
        (left + mark + right, right, left + mark + right),
        (mark + right, right, f"{left} {mark}{right}" if left and right and blank else ""),
        (left + mark, left, f"{left}{mark} {right}" if left and right else ""),
    ):  # a piece that is the commoner word is no piece: "fl are"
        if new and (lexicon.zipf(word, code) or 0) > (lexicon.zipf(lone, code) or 0):
            return new
    return _INSIDE.sub(_letters, match[0])


ligatures.fixes("the \ufb01rst o\ufb03ce", "the first office")
ligatures.fixes("Schi\ufb00 und \ufb02ie\u00dfen", "Schiff und flie\u00dfen")
ligatures.fixes("e\ufb00\u00e9minement, af\ufb02ux", "eff\u00e9minement, afflux")
ligatures.fixes("\u0561\ufb13\u0561", "\u0561\u0574\u0576\u0561", because="Armenian printers have ligatures too")
ligatures.fixes(
    "the \ufb01 rst o \ufb03 ce of the signi \ufb01 cant",
    "the first office of the significant",
    because="the PDF left blanks beside the glyph",
)
ligatures.keeps("the ligature \ufb01 (U+FB01)", because="alone it is what the text talks about")
ligatures.keeps("\u0133sbeer, \u00e6ble, c\u0153ur", because="letters of Dutch, Danish and French")
ligatures.keeps("\u0565\u0582 \u0587", because="U+0587 is an Armenian letter")
ligatures.keeps("\u05e9\ufb2a", because="Hebrew forms are not Latin ligatures")
