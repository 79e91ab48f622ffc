"""Ligatures that got lost on the way out of a PDF: fi, fl, ff, ffi, ffl, ft, tt, ti, Th and their kin.

A font draws such letters by one glyph and numbers it as it likes.  A page that does not say what the glyph stands for
gives its number: a control character, a private-use code (U+F001), NUL, U+FFFD; read in Adobe's standard encoding, an
accent (a raised dot for ff, an ogonek for fi).  Others leave a blank, or nothing, or set the printed ligature apart
("P(fi) zer").  Dropping the control, as one drops any other, loses the only mark of what was there.

One sign is one ligature all through a document; the reading that makes the most words of its languages is taken, and
each word is weighed: the word with the ligature against a stray control, a lost letter, the sign as its author put
it.  Where only a blank or nothing is left, other traces of a PDF must be in the document: printed ligatures, page
breaks, words broken at line ends.  Where the ligatures prove which table of TeX the codes are from, its other codes
are read too: quotation marks and dashes, ``(cid:252)`` for a letter.  Kept: signs in what is no word, private letters
of scripts and fonts, page breaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import note
from textclean.extraction import accents, font_codes, ligatures, traces
from textclean.text import Text


@rule(
    Stage.REDECODE,
    triggers="\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufb00-\ufb06\ufffd\u00a8\u00af\u00b4\u00b8\u02c6\u02c7\u02d8-\u02dd",
    literals=("(cid:",),
    shape=traces.BROKEN,
)
def lost_ligatures(text: Text) -> Iterator[Edit]:
    """The sign, blank or gap in a word becomes the ligature that makes it a word again."""
    value = text.value
    codes = font_codes.places(value) if text.has_controls or "\x0c" in value or "(cid:" in value else []
    for code in codes:
        sure = _at_most(code.sure, text, code.start, code.end)
        yield Edit(
            *accents.trim(value, code.start, code.end, code.new), f"{code.why} is its code in a font of TeX", sure
        )
    read = {at for code in codes for at in range(code.start, code.end)}
    signs = not value.isascii() or text.has_controls or "\x0c" in value
    found = [*ligatures.signed(value), *ligatures.torn(value)] if signs else []
    if found or traces.there(value):
        found += ligatures.gaps(value)
    for place in found:
        if not read.isdisjoint(range(place.start, place.end)):
            continue
        note("lost_ligatures", place.start, place.end, place.decision)
        assert place.decision.sure is not None
        sure = _at_most(place.decision.sure, text, place.start, place.end)
        start, end, new = accents.trim(value, place.start, place.end, place.new)
        yield Edit(
            start, end, new, f"{place.why} where a ligature stood; {place.decision.reason(1)}".rstrip("; "), sure
        )


def _at_most(sure: Sure, text: Text, start: int, end: int) -> Sure:
    """A guess in code, links and addresses."""
    return Sure.GUESS if any(left < end and start < right for left, right, _ in text.protected) else sure


lost_ligatures.fixes("the speci\0cation says so", "the specification says so")
lost_ligatures.fixes(
    "De veiligheidsvoorschri\x03en zijn belangrijk",
    "De veiligheidsvoorschriften zijn belangrijk",
    because="ft in Dutch",
)
lost_ligatures.fixes("the \u02dbelds are di\u02d9erent", "the fields are different", because="read as accents")
lost_ligatures.fixes("Speci\uf001cation and \uf001rst", "Specification and first", because="a private use code")
lost_ligatures.fixes("the o\ufffdce is open", "the office is open", because="U+FFFD")
lost_ligatures.fixes("Der Ho\x1bnung verp\x1cichtet", "Der Hoffnung verpflichtet", because="German, ESC is ff here")
lost_ligatures.fixes("P\ufb01 zer works in an e\ufb03 cient way", "Pfizer works in an efficient way", because="blanks")
lost_ligatures.fixes(
    "\ufb01rst the di erence\x0cthe con guration",
    "\ufb01rst the difference\x0cthe configuration",
    because="only a blank is left",
)
lost_ligatures.fixes(
    "The (cid:28)rst o(cid:30)ce has di(cid:27)erent (cid:28)les (cid:21) na(cid:239)ve and caf\xd8",
    "The first office has different files \u2013 na\xefve and caf\xe9",
    because="codes of the font T1, looked up in Adobe's standard encoding",
)
lost_ligatures.fixes(
    "\x12Wir ho\x1ben, die Stra\xffe ist o\x1ben\x10 \x15 so der Vertreter der h\xe4u\x1cg betro\x1benen Fahrer",
    "\u201eWir hoffen, die Stra\xdfe ist offen\u201c \u2013 so der Vertreter der h\xe4ufig betroffenen Fahrer",
    because="the quotation marks of T1",
)
lost_ligatures.keeps("the glyph (cid:28) has no name, and (cid:9731) is no code", because="numbers that make no words")
lost_ligatures.keeps("chapter one\x0cchapter two", because="a page break")
lost_ligatures.keeps("M\ufffdller and G\ufffddel", because="lost letters of names, not ligatures")
lost_ligatures.keeps("\ufb01 (U+FB01) is a ligature", because="what the text talks about")
lost_ligatures.keeps("\uf8ff Mac and \ue0a0 main", because="the apple, and a symbol of a terminal font")
lost_ligatures.keeps("\u0434\u0438\ufffd\u0435\u043d \u4e2d\ue000\u6587", because="no Latin word")
lost_ligatures.keeps("a of ce and b", because="nothing else says that it came out of a PDF")
lost_ligatures.keeps(
    "Die Stra\xdfe f\xfchrt \xfcber die Br\xfccke.\n\xafger du farten?\nEr h\xf6rt die V\xf6gel.",
    because="a Danish verb, its first letter shown by another charset, in a German page",
)
