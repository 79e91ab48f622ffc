"""Dashes and hyphens of the printer, where the reader of the text wants the typewriter's one.

U+2010 and U+2011 hyphens, en and em dashes, the minus sign and their kin are the author's; nothing damaged them.  On
in ``ascii`` and else only by name.  Hyphens, the en dash and the minus become one U+002D; the em dash and its longer
kin become two, the typewriter's convention: a line of dialogue that opens with an em dash must not turn into an item
of a Markdown list.  Marks of a script stay: the Hebrew maqaf, the Armenian and the Mongolian hyphen, the Japanese
sound mark U+30FC and the wave dash.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

SHORT = "\u2010\u2011\u2012\u2013\u2212\u2043\ufe63\uff0d"
LONG = "\u2014\u2015\u2e3a\u2e3b\ufe58"
_DASHES = lazy(f"[{SHORT}{LONG}]+")


@rule(Stage.FORM, triggers=SHORT + LONG, profiles=("ascii",))
def dashes(text: Text, *, em: str = "--") -> Iterator[Edit | Batch]:
    """Dashes become hyphens; *em* is what stands for an em dash."""
    table = {ord(dash): "-" for dash in SHORT} | {ord(dash): em for dash in LONG}
    yield from batch(text.value, _DASHES, lambda match: match[0].translate(table), "typographic dash", Sure.CERTAIN)


dashes.fixes("pages 5\u20136, a well\u2010known case", "pages 5-6, a well-known case")
dashes.fixes("wait\u2014what?", "wait--what?")
dashes.fixes("\u2014 \u00bfQui\u00e9n?", "-- \u00bfQui\u00e9n?", because="Spanish dialogue, no list item")
dashes.fixes("\u22125 \u00b0C", "-5 \u00b0C")
dashes.fixes(
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u2014 \u0433\u043e\u0440\u043e\u0434",
    "\u041c\u043e\u0441\u043a\u0432\u0430 -- \u0433\u043e\u0440\u043e\u0434",
)
dashes.keeps("a well-known case -- really", because="ASCII already")
dashes.keeps("\u05ea\u05dc\u05be\u05d0\u05d1\u05d9\u05d1", because="the Hebrew maqaf belongs to the script")
dashes.keeps("\u30b3\u30fc\u30d2\u30fc", because="the Japanese sound mark is a letter")
