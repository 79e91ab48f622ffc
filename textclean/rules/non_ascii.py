"""Everything outside ASCII spelled in ASCII, for systems that can hold nothing else.

This is no repair: it is Unidecode (by Sean M. Burke and Tomaz Solc; GPL, imported only when this rule runs, nothing of
it is copied), one spelling for each character whatever the language: "Bei Jing" for the two ideographs, but also for
the same two in Japanese.  So it is on in ``ascii`` and else only by name.  What Unidecode cannot spell (emoji, scripts
it does not know, private use) stays in the text and is reported; nothing disappears unless asked for.

A few languages have a convention of their own that Unidecode does not follow; they are told by *language* or by the
caller's hint: German and Danish write "ue", "oe", "aa"; Ukrainian and Bulgarian have a law (Cabinet of Ukraine 55/2010;
the Bulgarian Transliteration Act of 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from textclean import scripts
from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.text import Text

# C1 controls and surrogates are other rules' business.
_RUN = lazy("[^\x00-\x9f\ud800-\udfff]+")
_GLUE = "\u200d\u20e3\ufe0e\ufe0f"  # holds emoji together: kept with what is kept, and so is what U+200D joins to it
_LOOSE = lazy(r" +(?=[ ,.;:!?)\]}])")
_AFTER = frozenset(" \t\r\n,.;:!?)]}")


def _pairs(spelled: str) -> dict[str, str]:
    """From "letter and its spelling", parted by blanks, to a table."""
    return {pair[0]: pair[1:] for pair in spelled.split(" ")}


LANGUAGES: dict[str, dict[str, str]] = {
    "de": _pairs("\u00e4ae \u00f6oe \u00fcue \u00dfss"),
    "da": _pairs("\u00e6ae \u00f8oe \u00e5aa"),
    "uk": _pairs(
        "\u0433h \u0491g \u0454ie \u0438y \u0456i \u0457i \u0439i \u0445kh \u0449shch \u044eiu \u044fia \u044c \u02bc"
    ),
    "bg": _pairs("\u0449sht \u044aa \u044cy \u044eyu \u044fya \u0445h \u0439y"),
}
LANGUAGES["nb"] = LANGUAGES["nn"] = LANGUAGES["no"] = LANGUAGES["da"]


@cache
def _spelling(char: str) -> str | None:
    """A character's spelling in ASCII; None where Unidecode has none."""
    from unidecode import UnidecodeError, unidecode_expect_nonascii

    try:
        spelled = str(unidecode_expect_nonascii(char, errors="strict"))
    except UnidecodeError:
        return None
    # Letters and marks may be silent; a symbol that is spelled as nothing has no spelling.
    return None if not spelled and scripts.category(char)[0] in "SP" else spelled


@rule(Stage.FORM, triggers="\xa0-\ud7ff\ue000-\U0010ffff", profiles=("ascii",))
def non_ascii(text: Text, *, unknown: str = "keep", language: str = "") -> Iterator[Edit | Batch]:
    """Spell characters in ASCII by Unidecode's tables.

    *unknown*: what becomes of a character without a spelling: ``keep`` (and report it), ``drop``, or any other string
    to stand for it, such as ``?``.  *language*: ``de``, ``da``, ``nb``, ``uk``, ``bg`` for that language's convention.
    """
    own = LANGUAGES.get((language or text.language_hint or "").lower().partition("-")[0], {})
    own = own | {small.upper(): spelled.capitalize() for small, spelled in own.items() if len(small.upper()) == 1}
    value = text.value
    table = {char: own.get(char, _spelling(char)) for char in set("".join(_RUN.findall(text.marks)))}
    strange = {char for char, spelled in table.items() if spelled is None and char not in _GLUE}
    table |= dict.fromkeys(_GLUE, "")
    if unknown != "keep":
        table |= dict.fromkeys(strange, "" if unknown == "drop" else unknown)
    to_ascii = str.maketrans({char: spelled for char, spelled in table.items() if spelled is not None})
    upper = "A-Z" + "".join(char for char in table if scripts.is_upper(char))
    wide = "".join(char for char in upper[3:] if len(table[char] or "") > 1)
    capitals = re.compile(f"(?<=[{upper}])[{wide}]|[{wide}](?=[{upper}])") if wide else None
    glued = re.compile(f"[{''.join(strange)}](?:[{_GLUE}{''.join(strange)}]|(?<=\u200d).)*") if strange else None
    loose = any(" " in spelled for spelled in table.values() if spelled and spelled != " ")

    def spelled(match: re.Match[str]) -> str:
        start, end = match.span()
        new = match[0]
        if capitals and capitals.search(around := value[max(0, start - 1) : end + 1]):
            all_caps = capitals.sub(lambda capital: str(table[capital[0]]).upper(), around)
            new = all_caps[start > 0 : len(all_caps) - (end < len(value))]
        if glued and unknown == "keep" and glued.search(new):
            cuts = [0, *(place for kept in glued.finditer(new) for place in kept.span()), len(new)]
            parts = [new[a:b] for a, b in pairwise(cuts)]
            new = "".join(part if odd % 2 else part.translate(to_ascii) for odd, part in enumerate(parts))
        else:
            new = new.translate(to_ascii)
        if not loose or " " not in new or not new.strip(" "):
            return new
        new = _LOOSE.sub("", new)
        # Ideographs and fractions bring blanks along; none at a place where there is one, or none belongs.
        new = new.rstrip(" ") if end == len(value) or value[end] in _AFTER else new
        return new.lstrip(" ") if start == 0 or value[start - 1] in " \t\n([{" else new

    def edits() -> list[Edit]:
        found = ((match, spelled(match)) for match in text.finditer(_RUN))
        return [Edit(*match.span(), new, "spelled in ASCII", Sure.LIKELY) for match, new in found if new != match[0]]

    if loose or glued:
        new = _RUN.sub(spelled, value)
    else:
        new = (capitals.sub(lambda found: str(table[found[0]]).upper(), value) if capitals else value).translate(
            to_ascii
        )
    if new != value:
        yield Batch(new, edits, Sure.LIKELY)
    if strange and unknown == "keep":
        for found in text.finditer(re.compile(f"[{''.join(strange)}]+")):
            names = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found[0][:8]))
            yield Edit(*found.span(), "", f"no ASCII spelling, kept: {names}", Sure.GUESS)


non_ascii.fixes("d\u00e9j\u00e0 vu, Stra\u00dfe", "deja vu, Strasse")
non_ascii.fixes("\u5317\u4eac is the capital", "Bei Jing is the capital", because="no second blank")
non_ascii.fixes(
    "\u0429\u0443\u043a\u0430, \u0429\u0423\u041a\u0410", "Shchuka, SHCHUKA", because="case follows the word"
)
non_ascii.fixes("5\u00bd km, \u00bd l", "5 1/2 km, 1/2 l")
non_ascii.fixes(
    "caf\u00e9 \U0001f468\u200d\U0001f469",
    "cafe \U0001f468\u200d\U0001f469",
    because="emoji have no spelling and stay whole",
)
non_ascii.keeps("plain ASCII", because="nothing to spell")
non_ascii.keeps("\U0001f44d\U0001f3fd", because="emoji have no spelling")
non_ascii.keeps("\U00012000", because="Unidecode knows no cuneiform: kept and reported")
