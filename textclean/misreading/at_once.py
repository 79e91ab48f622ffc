"""Whole documents of one chain, known without the model: by UTF-8 all through, or by their commonest words.

A page of a legacy charset holds a dozen words that stand in every text of its language.  Read back with the charset
that was shown, they are short strings of bytes; if many of them are the commonest words of one charset meant, and
fewer of any other, that is the chain.  Then all of the document must decode, and no word may come out in two scripts.

The words stand here, a few for each language, because the lists of ``textclean.language.frequency`` take a tenth of a
second to unpack, and have none in Hebrew and Arabic letters.
"""

from __future__ import annotations

import re
from functools import cache

from textclean import garbled
from textclean.misreading import neighbours, plausible
from textclean.misreading.charsets import ONE_BYTE, TWO_BYTE, charset
from textclean.misreading.charsets import utf8 as strict
from textclean.misreading.fees import Step

SHOWN = (
    "cp1252", "mac_roman", "cp437", "cp850", "cp1250", "iso-8859-2", "cp1251", "koi8-r", "cp866", "iso-8859-5",
    "mac_cyrillic",
)  # fmt: skip
LATIN = ("cp1252", "mac_roman", "cp850", "cp437", "cp1250", "iso-8859-2", "cp852", "cp1254", "cp857", "cp1257")
LONG = 300  # code points of a document that is told at once
SAMPLE = 6000
FOLDED = 20  # code points that UTF-8 must fold away
ENOUGH, FEW = 6, 4  # of the commonest words; of Latin ones, for their letters are asked, too
_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_SIGN = re.compile("[\u2300-\u25ff]")
_COMMONEST = (
    (
        ("cp1251", "koi8-r", "cp866", "iso-8859-5", "mac_cyrillic"),
        "\u043d\u0435 \u043d\u0430 \u0447\u0442\u043e \u043a\u0430\u043a \u044d\u0442\u043e "
        "\u0434\u043b\u044f \u043f\u043e \u0438\u0437 \u043e\u0442 \u0438\u043b\u0438 \u043d\u043e "
        "\u0437\u0430 \u0434\u043e \u0435\u0441\u043b\u0438 \u0436\u0435 \u0442\u043e \u043f\u0440\u0438 "
        "\u0442\u0430\u043a \u0438\u0445 \u0432\u0441\u0435 \u0432\u044b \u043c\u044b \u0431\u044b\u043b "
        "\u0431\u044b\u0442\u044c \u043c\u043e\u0436\u0435\u0442 \u043c\u0435\u043d\u044f \u0432\u0441\u044f "
        "\u0449\u043e \u044f\u043a \u0446\u0435 \u0456\u0437 \u0432\u0456\u0434 \u0430\u0431\u043e "
        "\u0430\u043b\u0435 \u044f\u043a\u0449\u043e \u0442\u0430 \u0432\u0441\u0456 \u0432\u0438 "
        "\u043c\u0438 \u0431\u0443\u0442\u0438 \u043c\u043e\u0436\u0435 \u0447\u0435 "
        "\u0442\u043e\u0432\u0430 \u0430\u043a\u043e \u0441\u0435 \u0442\u0430\u043a\u0430 \u0442\u0435 "
        "\u0441\u0430 \u0434\u0430 \u0449\u0435 \u0458\u0430 \u0458\u0435 \u0441\u0443 \u043e\u0434 "
        "\u0430\u043b\u0438 \u043a\u0430\u043a\u043e \u043e\u0432\u043e \u0448\u0442\u043e "
        "\u0433\u044d\u0442\u0430 \u043f\u0430 \u0430\u0434 \u044f\u043d\u044b",
    ),  # Cyrillic
    (
        ("cp1253", "cp737"),
        "\u03ba\u03b1\u03b9 \u03c4\u03bf \u03c4\u03b7\u03c2 \u03c4\u03b7\u03bd \u03c4\u03c9\u03bd "
        "\u03bd\u03b1 \u03c4\u03bf\u03c5 \u03c4\u03b1 \u03bc\u03b5 \u03b3\u03b9\u03b1 \u03b1\u03c0\u03cc "
        "\u03c0\u03bf\u03c5 \u03b5\u03af\u03bd\u03b1\u03b9 \u03c3\u03c4\u03bf \u03c3\u03c4\u03b7 "
        "\u03b4\u03b5\u03bd \u03ad\u03bd\u03b1 \u03bc\u03b9\u03b1 \u03b8\u03b1 \u03c4\u03bf\u03bd "
        "\u03c3\u03b5 \u03c9\u03c2 \u03b1\u03bd",
    ),  # Greek
    (
        ("cp1255", "cp862"),
        "\u05e9\u05dc \u05d0\u05ea \u05e2\u05dc \u05dc\u05d0 \u05db\u05dc \u05d0\u05d5 \u05d0\u05dd "
        "\u05d6\u05d4 \u05e2\u05dd \u05d4\u05d5\u05d0 \u05d4\u05d9\u05d0 \u05d2\u05dd \u05e8\u05e7 "
        "\u05d0\u05dc \u05db\u05d9 \u05d9\u05e9 \u05d0\u05d9\u05df",
    ),  # Hebrew
    (
        ("cp1256", "iso-8859-6"),
        "\u0641\u064a \u0645\u0646 \u0639\u0644\u0649 \u0625\u0644\u0649 \u0623\u0646 \u0647\u0630\u0627 "
        "\u0647\u0630\u0647 \u0644\u0627 \u0645\u0627 \u0623\u0648 \u0639\u0646 \u0645\u0639 \u0643\u0644 "
        "\u0627\u0644\u062a\u064a \u0627\u0644\u0630\u064a \u0644\u0645 \u0643\u0627\u0646 \u062f\u0631 "
        "\u0627\u0632 \u0628\u0647 \u06a9\u0647 \u0627\u06cc\u0646 \u0631\u0627 \u0628\u0627 "
        "\u0627\u0633\u062a \u0628\u0631\u0627\u06cc \u0622\u0646 \u0634\u0645\u0627 \u0647\u0631 "
        "\u06cc\u0627 \u062a\u0627",
    ),  # Arabic
    (
        ("cp1252", "mac_roman", "cp850", "cp437"),
        "\xe0 \xe9t\xe9 \xeatre m\xeame tr\xe8s apr\xe8s o\xf9 d\xe9j\xe0 f\xfcr \xfcber k\xf6nnen "
        "m\xf6glich m\xfcssen gr\xf6\xdfe m\xe1s est\xe1 tambi\xe9n seg\xfan a\xf1o n\xfamero p\xe1gina "
        "as\xed n\xe3o s\xe3o voc\xea at\xe9 j\xe1 \xe9 \xe8 pi\xf9 pu\xf2 gi\xe0 perch\xe9 citt\xe0 f\xf6r "
        "\xe4r p\xe5 fr\xe5n s\xe5 \xe4ven ocks\xe5 f\xe5 v\xe6re n\xe5r m\xe5 ett\xe4 my\xf6s t\xe4m\xe4 "
        "\xe9\xe9n \xe9s per\xf2 aix\xf2 qu\xe8",
    ),  # Latin
    (
        ("cp1250", "iso-8859-2", "cp852"),
        "si\u0119 \u017ce s\u0105 by\u0107 wi\u0119c tak\u017ce mo\u017cna b\u0119dzie te\u017c kt\xf3rej "
        "b\xfdt p\u0159i m\u016f\u017ee nen\xed kter\xe9 v\xedce t\xe9\u017e ji\u017e \u017ee m\xf4\u017ee "
        "ktor\xe9 s\xfabor \xe9s m\xe9g m\xe1r t\xf6bb \xf6t \xfaj \xeen s\u0103 c\u0103 dup\u0103 "
        "f\u0103r\u0103 p\xe2n\u0103 \u0219i \u0107e vi\u0161e mo\u017ee \u0161to ve\u0107 jo\u0161 "
        "va\u0161e",
    ),  # Latin
    (
        ("cp1254", "cp857"),
        "i\xe7in de\u011fil \xe7ok b\xfcy\xfck oldu\u011fu \u015fu yaln\u0131zca l\xfctfen ba\u011fl\u0131 "
        "t\xfcm g\xfcn ge\xe7erli",
    ),  # Latin
    (
        ("cp1257",),
        "\u0161is b\u016bti reik\u0161m\u0117 \u0161\u012f \u0161\u012b v\u0113rt\u012bba \u0161aj\u0101 "
        "j\u016bs k\u0101 t\u0101 ar\u012b",
    ),  # Latin
)


def legacy(value: str) -> tuple[str, Step] | None:
    """*value* with one chain of two legacy charsets undone, if its words leave no doubt."""
    if len(value) < LONG:
        return None
    sample = value[:SAMPLE]
    for shown in SHOWN:
        data = charset(shown).encode(sample)
        if data is None:
            continue
        found = set(_WORD.findall(data))
        counts = sorted(((len(found & words), meant) for meant, words in _bytes().items()), reverse=True)
        most = counts[0][0]
        if most < (FEW if counts[0][1] in LATIN else ENOUGH):
            continue
        data = charset(shown).encode(value)
        readings = [(_read(value, data, meant), meant) for count, meant in counts if count == most and data]
        new, meant = readings[-1] if readings else (None, "")
        if new is None or new == value or any(other != new for other, _ in readings):
            return None
        return new, Step(meant, shown)
    return None


def _read(value: str, data: bytes, meant: str) -> str | None:
    """*data*, the bytes of *value*, in that charset, if words come out whole and letters are those of one language."""
    new = None if _seam(data, meant) else charset(meant).decode(data)
    if new is None or not plausible.possible(value, new) or (_SIGN.search(new) and not _SIGN.search(value)):
        return None
    return new if meant not in LATIN or neighbours.ordinary(new) else None


def _seam(data: bytes, meant: str) -> bool:
    """Does a small ASCII letter touch a letter of another script, read as that charset?  Hebrew may stand before it."""
    if meant in LATIN:
        return False
    shapes = data.translate(_shapes(meant))
    return b"ab" in shapes or (b"ba" in shapes and meant not in ("cp1255", "cp862"))


@cache
def _shapes(name: str) -> bytes:
    """For bytes.translate: a for small ASCII letters, b for letters beyond ASCII, blanks for all else."""
    ascii_part = bytes(0x61 if 0x61 <= byte <= 0x7A else 0x20 for byte in range(0x80))
    return ascii_part + bytes(0x62 if plausible.script(char) else 0x20 for char in charset(name).high)


def utf8(value: str) -> tuple[str, Step] | None:
    """*value* with one chain of UTF-8 undone, if all of it decodes, much folds away, and no other charset differs."""
    if len(value) < LONG:
        return None
    found: dict[str, Step] = {}
    characters = {char for char in set(value[:SAMPLE]) if char > "\x7f"}
    for name in (*ONE_BYTE, *TWO_BYTE):
        shown = charset(name)
        if not shown.wide and not characters <= shown.characters:
            continue
        data = shown.encode(value)
        new = None if data is None else strict(data)
        if new is not None and len(value) - len(new) >= FOLDED:
            found.setdefault(new, Step("utf-8", name))
    if len(found) != 1:
        return None
    ((new, step),) = found.items()
    return (new, step) if plausible.possible(value, new) and not garbled.suspicious(new) else None


@cache
def _bytes() -> dict[str, frozenset[bytes]]:
    """By charset: the commonest words of its languages."""
    found = {}
    for names, words in _COMMONEST:
        for name in names:
            coded = (charset(name).encode(word) for word in words.split(" "))
            found[name] = frozenset(data for data in coded if data)
    return found
