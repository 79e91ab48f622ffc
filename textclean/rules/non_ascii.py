"""Everything outside ASCII spelled in ASCII, for systems that can hold nothing else.

This is no repair, so it is on in ``ascii`` and else only by name.  Values come first: a power keeps its caret, a
currency gets its code, the micro sign is u.  Words are spelled as the national standard of their language spells them
(``tables/romanisation`` names them), and the language is asked for, or told by the caller's hint, or read from the
text.  Everything else is Unidecode's (by Sean M. Burke and Tomaz Solc; GPL, imported only when this rule runs, nothing
of it is copied): Latin letters, pinyin, signs.

A word is spelled whole or not at all.  What has no spelling that a speaker could read (emoji, scripts such as Thai
and Khmer whose vowels stand around the consonant, Japanese ideographs, private use) stays and is reported; nothing
disappears unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from textclean import scripts
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.errors import UsageError
from textclean.patterns import lazy
from textclean.romanisation import speller
from textclean.spans import splice
from textclean.text import Text

_UMLAUTS = ("de", "da", "nb", "nn", "no")
_RUN = lazy("[^\x00-\x9f\ud800-\udfff]+")
_LATIN = lazy(f"[ {scripts.LATIN_LETTERS}]*")
_ANGSTROM = lazy("[0-9][ \xa0\u202f]?[\xc5\u212b]")


@cache
def _spelling(char: str) -> str | None:
    """A character's spelling in ASCII; None where Unidecode has none."""
    from unidecode import UnidecodeError, unidecode_expect_nonascii

    try:
        return str(unidecode_expect_nonascii(char, errors="strict"))
    except UnidecodeError:
        return None


@cache
def _reader() -> speller.Spell:
    """Ideographs by their Japanese readings: cutlet, which the extra ``japanese`` installs."""
    try:
        from cutlet import Cutlet
    except ImportError as error:
        raise UsageError(
            "non_ascii: the option readings needs cutlet: pip install '.[japanese]', or leave the option out"
        ) from error
    katsu = Cutlet(use_foreign_spelling=False)

    def read(run: str) -> str | None:
        spelled = str(katsu.romaji(run, capitalize=False))
        return spelled if spelled.isascii() and "?" not in spelled else None

    return read


@rule(Stage.FORM, triggers="\xa0-\ud7ff\ue000-\U0010ffff", profiles=("ascii",))
def non_ascii(
    text: Text, *, unknown: str = "keep", language: str = "", digraphs: bool = False, readings: bool = False
) -> Iterator[Edit | Batch]:
    """Spell characters in ASCII by the standards of the languages, and by Unidecode's tables.

    *unknown*: what becomes of a character without a spelling: ``keep`` (and report it), ``drop``, or any other string
    to stand for it, such as ``?``.  *language*: the language whose convention holds, such as ``uk`` (ISO 639-1); else
    the caller's hint, else what the text is written in.  *digraphs*: ``ae oe ue aa`` for the letters of German and
    Scandinavian; asked for by *language* ``de``, ``da``, ``nb``, ``nn``, ``no``, too.  *readings*: Japanese ideographs
    by their readings, which needs the extra ``japanese`` (cutlet); else they are kept.
    """
    value = text.value
    asked = (language or text.language_hint or "").lower().replace("_", "-").partition("-")[0]
    by = speller.Speller(
        value,
        _spelling,
        asked=asked,
        digraphs=digraphs or language.lower().partition("-")[0] in _UMLAUTS,
        readings=_reader() if readings else None,
    )
    if not _ANGSTROM.search(value) and (table := _one_by_one(by, text.marks)) is not None:
        if (new := value.translate(table)) != value:
            runs = text.finditer(_RUN)
            yield Batch(new, lambda: [_edit(*match.span(), match[0].translate(table)) for match in runs], Sure.LIKELY)
        return
    pieces = by.pieces()
    if unknown != "keep":
        put = "" if unknown == "drop" else unknown
        pieces = [piece._replace(new=_instead(piece, value, put)) for piece in pieces]
    edits = [
        _edit(start, end, "".join(str(piece.new) for piece in run))
        for start, end, run in _runs(pieces, kept=False)
        if start < end
    ]
    edits = [edit for edit in edits if edit.new != value[edit.start : edit.end]]
    if edits:
        yield Batch(splice(value, ((edit.start, edit.end, edit.new) for edit in edits)), lambda: edits, Sure.LIKELY)
    for start, end, _ in _runs(pieces, kept=True):
        names = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(value[start : min(end, start + 8)]))
        yield Edit(start, end, "", f"no ASCII spelling, kept: {names}", Sure.GUESS)


def _edit(start: int, end: int, new: str) -> Edit:
    return Edit(start, end, new, "spelled in ASCII", Sure.LIKELY)


def _one_by_one(by: speller.Speller, marks: str) -> dict[int, str] | None:
    """A table for a text whose characters are small or simple letters of Latin, which no context changes; or None."""
    if not _LATIN.fullmatch(marks):
        return None
    chars = set(marks) - {" "}
    if any(scripts.category(char) not in ("Ll", "Lu") for char in chars):
        return None
    table = {char: by.letter(char) for char in chars}
    if any(new is None or (len(new) != 1 and not scripts.is_lower(char)) for char, new in table.items()):
        return None
    return {ord(char): str(new) for char, new in table.items()}


def _instead(piece: speller.Piece, value: str, put: str) -> str:
    """The spelling of *piece*, or *put* for each of its characters that is more than glue."""
    if piece.new is not None:
        return piece.new
    return "".join("" if char in speller.GLUE else put for char in value[piece.start : piece.end])


def _runs(pieces: list[speller.Piece], *, kept: bool) -> Iterator[tuple[int, int, list[speller.Piece]]]:
    """The pieces that are kept, or those that are spelled, in runs that touch: start, end, pieces."""
    run: list[speller.Piece] = []
    for piece in pieces:
        if (piece.new is None) is not kept or (run and run[-1].end != piece.start):
            if run:
                yield run[0].start, run[-1].end, run
            run = []
        if (piece.new is None) is kept:
            run.append(piece)
    if run:
        yield run[0].start, run[-1].end, run


non_ascii.fixes("d\u00e9j\u00e0 vu, Stra\u00dfe", "deja vu, Strasse")
non_ascii.fixes("500 \u03bcg, 10\u2076, 5 k\u03a9, 20 \u00b0C", "500 ug, 10^6, 5 kohm, 20 deg C", because="values")
non_ascii.fixes("\u00a325, 5\u00bd km \u2192 \u00bd l", "GBP 25, 5 1/2 km -> 1/2 l")
non_ascii.fixes("\u5317\u4eac is the **\u7c97\u4f53**", "Bei Jing is the **Cu Ti**", because="pinyin")
non_ascii.fixes(
    "\u041a\u0438\u0457\u0432, \u0429\u0423\u041a\u0410", "Kyiv, SHCHUKA", because="Ukrainian; case follows the word"
)
non_ascii.fixes("\u0395\u03c5\u03ac\u03b3\u03b3\u03b5\u03bb\u03bf\u03c2", "Evangelos", because="ELOT 743")
non_ascii.fixes("\ub3c5\ub9bd\ubb38", "dongnimmun", because="the Revised Romanization writes what is spoken")
non_ascii.fixes(
    "caf\u00e9 \U0001f468\u200d\U0001f469",
    "cafe \U0001f468\u200d\U0001f469",
    because="emoji have no spelling and stay whole",
)
non_ascii.keeps("plain ASCII", because="nothing to spell")
non_ascii.keeps("\U0001f44d\U0001f3fd", because="emoji have no spelling")
non_ascii.keeps("\U00012000", because="Unidecode knows no cuneiform: kept and reported")
non_ascii.keeps(
    "\u6771\u4eac\u3068\u30bf\u30ef\u30fc", because="Japanese: pinyin would be wrong, and no word is half-spelled"
)
non_ascii.keeps("\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22", because="Thai vowels stand around their consonants")
