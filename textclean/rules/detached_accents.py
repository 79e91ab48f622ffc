"""Accents that stand beside their letters: what readers make of PDFs whose fonts have no accented letters.

TeX's first fonts (OT1) and many PostScript fonts draw an accent and then its letter; the text that is read from the
page has both, in this order or the other, as a spacing accent or a combining one, with or without a blank, over a
dotless i.  "Schr(diaeresis)odinger" is what search engines hold of many papers, and a repair of wrong charsets takes
such pairs for letters of some other charset; so this rule runs in the same stage, and the surer reading wins.

A document writes its accents before their letters or behind them; the reading that gives more words in its languages
is asked, and each place is weighed: accent, letters and words against signs that the author put there.  Acute and
grave accents typed as apostrophes (d'un, it's) are a hypothesis of their own.  Kept: quoted words, lone accents,
formulas, code, text whose letters beside the accent are composed already (that is rather a wrong charset).
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import note
from textclean.extraction import accents
from textclean.text import Text

_TRIGGERS = "\u00a8\u00af\u00b4\u00b8\u02c6\u02c7\u02d8-\u02dd\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0327\u0328"


@rule(Stage.REDECODE, triggers=_TRIGGERS)
def detached_accents(text: Text) -> Iterator[Edit]:
    """An accent beside its letter is put on it, where the words of the document's languages say so."""
    value = text.value
    places = [*accents.places(value), *accents.dotless(value)]
    if not places:
        return
    protected = [span for span in text.protected if not accents.delimited(value, span[0], span[1], places)]
    for place in places:
        note("detached_accents", place.start, place.end, place.decision)
        assert place.decision.sure is not None
        sure = place.decision.sure
        if any(start < place.end and place.start < end for start, end, _ in protected):
            sure = Sure.GUESS
        start, end, new = accents.trimmed(value, place)
        yield Edit(start, end, new, f"accent beside its letter; {place.decision.reason(1)}".rstrip("; "), sure)


detached_accents.fixes("the Schr\u00a8odinger equation", "the Schr\u00f6dinger equation")
detached_accents.fixes(
    "Technische Universit\u00a8at M\u00a8unchen", "Technische Universit\u00e4t M\u00fcnchen", because="not MacRoman"
)
detached_accents.fixes("fran\u00b8cais et gar\u00b8con", "fran\u00e7ais et gar\u00e7on")
detached_accents.fixes(
    "pr\u00b4elev\u00b4ee le 15 ao\u02c6ut, tr`es \u00b4elev\u00b4e",
    "pr\u00e9lev\u00e9e le 15 ao\u00fbt, tr\u00e8s \u00e9lev\u00e9",
)
detached_accents.fixes("bajo el \u00b4arbol", "bajo el \u00e1rbol", because="at the beginning of a word")
detached_accents.fixes("un caf e\u00b4 noir", "un caf\u00e9 noir", because="behind its letter, and a blank")
detached_accents.fixes("a na\u0131\u00a8ve approach", "a na\u00efve approach", because="dotless i")
detached_accents.fixes(
    "P\u02c7r\u00b4\u0131li\u02c7s \u02c7zlut\u2019ou\u02c7ck\u00b4y k\u02dau\u02c7n",
    "P\u0159\u00edli\u0161 \u017elu\u0165ou\u010dk\u00fd k\u016f\u0148",
)
detached_accents.fixes(
    "Schr \u0308odinger, Universit \u0308at", "Schr\u00f6dinger, Universit\u00e4t", because="combining"
)
detached_accents.fixes("a na\u0131\u0308ve approach", "a na\u00efve approach", because="on the dotless i")
detached_accents.keeps("d\u00b4un c\u00f4t\u00e9, c\u00b4est", because="typed apostrophes in French")
detached_accents.keeps("it\u00b4s late, don\u00b4t go; l`altro", because="typed apostrophes in English and Italian")
detached_accents.keeps("\u00b4quoted\u00b4 and ``quoted\u00b4\u00b4", because="quotation marks")
detached_accents.keeps("Ori\u00b4`on con arma para Proci\u00f3n", because="two accents in a row")
detached_accents.keeps("x\u02d9 = f(x), \u02c6p = 0.5", because="mathematics")
detached_accents.keeps("\u00af\\_(\u30c4)_/\u00af \u00b4\u03c9`", because="a kaomoji")
detached_accents.keeps("\u0438\u00b4 \u043e\u00b4", because="stress marks in Russian")
detached_accents.keeps("Ti\u1ebfng Vi\u1ec7t, m\u0300 b\u1eb9\u0300", because="marks on their letters")
detached_accents.keeps("T\u0142\u0131\u0328ch\u01eb Yat\u0131\u0300", because="Dene writes i without a dot")
