"""Mojibake that lost bytes: the letter is gone, and often only one can have stood there.

``\xe2\x80\x9d`` read as cp1252 shows two characters, for the third byte is not defined and was dropped; the no-break
space that ends U+00E0 became a plain one; ``?`` or U+FFFD stands for what could not be shown.  What is left names a
short list of candidates.  Where one reading is possible it is taken; where one is likelier it is offered in
``held`` with its candidate; nothing is ever invented, and U+FFFD is never deleted.  Where nothing of a letter is left
but U+FFFD, the word decides: one of the lists of the language, or none.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, rule
from textclean.text import Text


@rule(Stage.REDECODE, fact="lossy")
def lossy(text: Text) -> Iterator[Edit | Batch]:
    """Fill what lost bytes left open, where the candidates leave one reading; offer the likeliest where they do not."""
    from textclean.mojibake import document, edits, replaced  # most texts have no need of them

    yield from edits.edits(text, lossy=True)
    if replaced.LOST in text.value:
        taken = [(repair.start, repair.end) for repair in document.repairs(text)]
        for edit in replaced.edits(text.value):
            if not any(start < edit.end and edit.start < end for start, end in taken):
                yield edit


lossy.fixes(
    "She said \u201cgoodbye\xe2\u20ac and left",
    "She said \u201cgoodbye\u201d and left",
    "byte 9D is dropped by programs that go by the letter",
)
lossy.fixes("it\xe2??s late, we\xe2??ll go", "it\u2019s late, we\u2019ll go", "? for two bytes")
lossy.fixes(
    "L\xe0 o\xf9 il va, voil\xc3 , \xc3  demain",
    "L\xe0 o\xf9 il va, voil\xe0, \xe0 demain",
    "the no-break space of C3 A0 became a plain one",
)
lossy.fixes("Es kostet 10\xc2 \u20ac", "Es kostet 10\xa0\u20ac", "C2 A0, and nothing beside it", solved=False)
lossy.fixes(
    "La situaci\ufffdn econ\ufffdmica del pa\ufffds",
    "La situaci\xf3n econ\xf3mica del pa\xeds",
    "letters became U+FFFD, and the words are words of the language",
)
lossy.keeps("M\ufffdller and G\ufffddel", because="names that differ in one letter")
lossy.fixes(
    "der m\xe3\xbcller liest sch\xe3\xb6ne b\xe3\xbccher",
    "der m\xfcller liest sch\xf6ne b\xfccher",
    "lower-cased after the damage",
)
lossy.fixes(
    "\xc3frica, Am\xc3\xa9rica, Espa\xc3\xb1a",
    "\xc1frica, Am\xe9rica, Espa\xf1a",
    "81 dropped: five letters are possible, one of them makes a word",
)
lossy.fixes(
    "g\ufffdzel bir g\ufffdn",
    "g\xfczel bir g\xfcn",
    "which letter was replaced only the language knows: held",
    solved=False,
)
lossy.keeps("S\xe3o Paulo, n\xe3o, MA\xc7\xc3", because="Portuguese")
lossy.keeps("C\u1ed8NG H\xd2A X\xc3 H\u1ed8I", because="Vietnamese in capitals")
lossy.keeps("L\u2019\xc2me et le ch\xe2teau \xe2", because="French")
lossy.keeps("\u0410 \u0411 \u0412 \xc3 \u1ebc \u0128 \xd5 \u0168", because="an alphabet")
lossy.keeps("He lost his \ufffd and found it", because="U+FFFD between blanks says nothing")
lossy.keeps("\u2167 \u2014 \u0391\u0392\u0393 \u201c\u03a9\u201d", because="Greek")
lossy.keeps("\u201cquoted\u201d text \u2013 really\u2026", because="typography")
