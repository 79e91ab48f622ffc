"""Latin ligatures that a PDF left in the text: U+FB01 for "fi" and its kin.

Typesetters join f with i, l and f by a single glyph; a PDF that maps the glyph to U+FB00-FB06 gives text in which
nobody can find "first" or "office".  Spelling never needs them, so inside a word they stand for their letters; alone
they are what the text talks about.  Letters that only look like ligatures are no business of this rule: ae, oe, the
Dutch ij (U+0133), the Croatian digraphs, Armenian U+0587.  Armenian has printers' ligatures too (U+FB13-FB17).
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
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
_TABLE = str.maketrans(LETTERS)


@rule(Stage.LETTERS, triggers=_RUN, profiles=("normalize", "ascii"))
def ligatures(text: Text) -> Iterator[Edit | Batch]:
    """Printers' ligatures inside words become their letters (Unicode, compatibility decompositions)."""
    yield from batch(
        text.value, _INSIDE, lambda match: match[0].translate(_TABLE), "printer's ligature inside a word", Sure.LIKELY
    )


ligatures.fixes("the \ufb01rst o\ufb03ce", "the first office")
ligatures.fixes("Schi\ufb00 und \ufb02ie\u00dfen", "Schiff und flie\u00dfen")
ligatures.fixes("e\ufb00\u00e9minement, af\ufb02ux", "eff\u00e9minement, afflux")
ligatures.fixes("\u0561\ufb13\u0561", "\u0561\u0574\u0576\u0561", because="Armenian printers have ligatures too")
ligatures.keeps("the ligature \ufb01 (U+FB01)", because="alone it is what the text talks about")
ligatures.keeps("\u0133sbeer, \u00e6ble, c\u0153ur", because="letters of Dutch, Danish and French")
ligatures.keeps("\u0565\u0582 \u0587", because="U+0587 is an Armenian letter")
ligatures.keeps("\u05e9\ufb2a", because="Hebrew forms are not Latin ligatures")
