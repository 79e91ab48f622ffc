"""Arabic letters stored as the shapes they are printed in (U+FB50-FDFF, U+FE70-FEFC).

An Arabic letter has up to four shapes; text stores the letter and the font joins them.  PDF extraction and old
systems store the shapes, and then no search finds a word.  Each shape stands for one letter or a few (Unicode,
compatibility decompositions).  The shapes also tell the order: in reading order an initial or medial shape is
followed by a medial or final one.  Where the opposite holds the text was stored in visual order, left to right; that
cannot be undone with certainty across digits and lines, so the reversed word is held, not made.

Kept: word signs such as U+FDFA and U+FDF2, which are signs of their own; the ornate parentheses; shapes that stand
alone, as in a table of the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.extraction.arabic import FORMS, letters_of_shapes, visual
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

_PLAIN = "\u0620-\u065f\u066e-\u06d5"
_WORDS = lazy(f"[{FORMS}][{FORMS}{_PLAIN} \u00a0\u060c\u061b\u061f]*[{FORMS}{_PLAIN}]")
_JOINED = lazy(f"[{FORMS}{_PLAIN}]{{2}}")
_WORD = lazy(f"[{FORMS}{_PLAIN}]+")


@rule(Stage.LETTERS, triggers=FORMS, profiles=("normalize", "ascii"))
def presentation_forms(text: Text) -> Iterator[Edit | Batch]:
    """Arabic shapes become letters, in reading order; text in visual order is held."""
    letters = letters_of_shapes()
    if visual(text.value):
        for match in text.finditer(_WORD):
            if len(new := match[0][::-1].translate(letters)) > 1:
                yield Edit(match.start(), match.end(), new, "Arabic shapes in visual order", Sure.GUESS)
        return

    def plain(match: re.Match[str]) -> str:
        # Shapes that all stand alone are exhibits; one alone between words is the word "and".
        return match[0].translate(letters) if _JOINED.search(match[0]) else match[0]

    yield from batch(text.value, _WORDS, plain, "Arabic presentation forms", Sure.LIKELY)


presentation_forms.fixes(
    "\ufe8d\ufedf\ufeb4\ufefc\ufee1 \ufecb\ufee0\ufef4\ufedc\ufee2",
    "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645",
)
presentation_forms.fixes("\ufb58\ufb8b\ufef2", "\u067e\u0698\u064a", because="Persian letters")
presentation_forms.fixes("PDF: \ufeb3\ufef4\ufeaa.", "PDF: \u0633\u064a\u062f.")
presentation_forms.keeps("\ufdfa \ufdf2 \ufd3e1\ufd3f", because="word signs and ornate parentheses")
presentation_forms.keeps("\ufe8f \ufe91 \ufe92 \ufe90", because="a table of the shapes of one letter")
presentation_forms.keeps("\ufee1\ufefc\ufeb4\ufedf\ufe8d", because="visual order: held, and a line by visual_order")
presentation_forms.keeps("\u05e9\ufb2a \ufb01", because="Hebrew and Latin forms are not Arabic")
