"""Interrobangs where a question mark was.

Some site replaced every question mark by U+203D.  The character is so rare that a text which has it and no question
mark was damaged; a text with both may be about punctuation, and stays.
"""

import re
from collections.abc import Iterator

from textclean import Edit, Stage, Sure, Text, rule

_BANG = re.compile("\u203d")


@rule(Stage.LETTERS, triggers="\u203d", profiles=())
def interrobangs(text: Text, *, replacement: str = "?") -> Iterator[Edit]:
    """Puts *replacement* where an interrobang stands."""
    if "?" in text.value:
        return
    for found in text.finditer(_BANG):
        yield Edit(found.start(), found.end(), replacement, "interrobang for a question mark", Sure.LIKELY)


interrobangs.fixes("Why\u203d", "Why?")
interrobangs.fixes("Who\u203d Me\u203d", "Who? Me?")
interrobangs.fixes("\u041a\u0442\u043e\u203d", "\u041a\u0442\u043e?")
interrobangs.keeps("What?! An \u203d is an interrobang.", because="about punctuation")
interrobangs.keeps("\u0427\u0442\u043e?", because="nothing wrong")
interrobangs.keeps("\u4f60\u597d\uff1f", because="another question mark")
