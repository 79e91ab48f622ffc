"""The damage generator of the tests: what happens to text between its author and us, one function per accident.

A chain is a list of names, e.g. ``["misread utf-8 as cp1252", "entities"]``; :func:`damaged` applies it in order, with
a seed for the places.  An accident that cannot happen to a text (its letters are not in that charset) leaves it alone.
"""

from __future__ import annotations

import html
import quopri
import unicodedata
from collections.abc import Callable, Iterable
from random import Random
from urllib.parse import quote

Accident = Callable[[str, Random], str]

# Charsets that were meant, and those they were taken for.
MISREADINGS = (
    *(("utf-8", shown) for shown in ("cp1252", "latin-1", "mac_roman", "cp1251", "cp1250", "cp437", "cp866", "koi8-r")),
    *(("utf-8", shown) for shown in ("gb18030", "cp932", "big5", "cp949", "cp1254", "iso-8859-15", "cp850", "cp874")),
    *(("cp1251", shown) for shown in ("cp1252", "latin-1", "koi8-r", "cp866", "mac_cyrillic")),
    *((meant, "cp1252") for meant in ("koi8-r", "cp1253", "cp1255", "cp1256", "cp1250", "mac_roman", "cp850")),
    *((meant, "latin-1") for meant in ("shift_jis", "euc_jp", "gb18030", "big5", "cp949", "cp874", "utf-16-le")),
    ("cp866", "cp1251"),
    ("koi8-r", "cp1251"),
    ("gb18030", "big5"),
    ("cp932", "gb18030"),
)
LOOK_ALIKES = {
    "Cyrillic": dict(zip("aceopxyABCEHIKMOPTXijs", "асеорхуАВСЕНІКМОРТХіјѕ", strict=True)),
    "Greek": dict(zip("oABEHIKMNOPTXZv", "οΑΒΕΗΙΚΜΝΟΡΤΧΖν", strict=True)),
    "Latin": dict(zip("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX", strict=True)),
    "Armenian": dict(zip("ohnqu", "օհոզս", strict=True)),
    "Cherokee": dict(zip("ABDEGHJKLMPRSTVWZ", "ᎪᏴᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ", strict=True)),
}
_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FONTS = {
    "bold": {c: chr(0x1D400 + i) for i, c in enumerate(_UPPER + _LOWER)},
    "sans": {c: chr(0x1D5A0 + i) for i, c in enumerate(_UPPER + _LOWER)},
    "monospace": {c: chr(0x1D670 + i) for i, c in enumerate(_UPPER + _LOWER)},
    "wide": {c: chr(ord(c) + 0xFEE0) for c in _UPPER + _LOWER},
    "circled": {c: chr(0x24B6 + i) for i, c in enumerate(_UPPER + _LOWER)},
}
HIDDEN = "\u200b\u2060\ufeff\u00ad\u200c\u200d\u180e\u034f\u2061\u115f\u3164\ufe0f\U000e0100"
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = (
    "\x00",
    "\x08",
    "\x7f",
    "\x0b",
    "\x0c",
    "\x1b[31m",
    "\x1b[0m",
    "\x85",
    "\x9d",
    "\u2028",
    "\r",
    "\x1b]0;t\x07",
)
SIGNS = {"0": "o", "1": "l", "3": "e", "5": "s", "ß": "β", "µ": "μ", "д": "g"}


def misread(text: str, meant: str, shown: str, errors: str = "strict") -> str:
    """*text* was written in charset *meant* and decoded as *shown*; as it was where either cannot hold it."""
    try:
        data = text.encode(meant)
        if shown == "cp1252":  # as browsers do it: the five bytes without a character stand for C1 controls
            return "".join(bytes([b]).decode("latin-1" if b in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for b in data)
        return data.decode(shown, errors)
    except UnicodeError:
        return text


def swap(text: str, table: dict[str, str], rng: Random, share: float) -> str:
    """Each letter of *table* becomes another one, with a chance of *share*."""
    return "".join(table[c] if c in table and rng.random() < share else c for c in text)


def insert(text: str, signs: Iterable[str], rng: Random, share: float = 0.05) -> str:
    """After each character one of *signs*, with a chance of *share*."""
    choice = list(signs)
    return "".join(c + rng.choice(choice) if rng.random() < share else c for c in text)


def entities(text: str, rng: Random) -> str:
    """Characters as HTML writes them: by name, in decimal or in hexadecimal."""
    ways: tuple[Callable[[str], str], ...] = (
        lambda c: c.encode("ascii", "xmlcharrefreplace").decode(),
        lambda c: f"&#x{ord(c):x};" if c > "~" else html.escape(c),
    )
    way = rng.choice(ways)
    return "".join(way(c) for c in text)


def surrogates(text: str, rng: Random) -> str:
    """Astral characters as two surrogates, some of which got lost."""
    data = text.encode("utf-16-le", "surrogatepass")
    units = [chr(int.from_bytes(data[i : i + 2], "little")) for i in range(0, len(data), 2)]
    return "".join(u for u in units if not ("\ud800" <= u <= "\udfff" and rng.random() < 0.1))


def lost_bytes(text: str, rng: Random) -> str:
    """Bytes of the UTF-8 got lost or were replaced."""
    data = bytes(b for b in text.encode("utf-8", "replace") if b < 0x80 or rng.random() < 0.97)
    return data.decode("utf-8", rng.choice(("replace", "ignore")))


def cut(text: str, rng: Random) -> str:
    """A piece from the middle, cut anywhere: also within a letter and its marks, an entity, an escape."""
    start = rng.randrange(len(text) + 1)
    return text[start : rng.randrange(start, len(text) + 1)]


def capitals(text: str, rng: Random) -> str:
    return text.upper()


def question_marks(text: str, rng: Random) -> str:
    return "".join("?" if c > "~" and rng.random() < 0.5 else c for c in text)


def line_ends(text: str, rng: Random) -> str:
    return "".join(rng.choice(("\r\n", "\n", "\r", "\u2028", "\x85")) if c == "\n" else c for c in text)


def struck(text: str, rng: Random) -> str:
    mark = rng.choice("\u0336\u0332\u0338\u20dd")
    return "".join(c + mark for c in text)


def blanks(text: str, rng: Random) -> str:
    return "".join(
        rng.choice("\u00a0\u2009\u3000\t \u1680\u202f") if c == " " and rng.random() < 0.3 else c for c in text
    )


ACCENTS = dict(zip("\u0300\u0301\u0302\u0303\u0308\u030c\u0327", "`\xb4\u02c6\u02dc\xa8\u02c7\xb8", strict=True))


def detached(text: str, rng: Random) -> str:
    """Accents as TeX's old fonts draw them: in front of their letters."""
    pairs = (unicodedata.normalize("NFD", c) for c in text)
    return "".join(
        ACCENTS[p[1]] + p[0] if len(p) == 2 and p[1] in ACCENTS else unicodedata.normalize("NFC", p) for p in pairs
    )


def ligatures(text: str, rng: Random) -> str:
    """Ligatures as the numbers that a font gives them, or as blanks."""
    base = rng.choice("\x0b\x1b\x01\uf000 ")
    for at, letters in enumerate(("ffi", "ffl", "ff", "fi", "fl")):
        text = text.replace(letters, base if base == " " else chr(ord(base) + at))
    return text


def broken_lines(text: str, rng: Random) -> str:
    """Hyphens and line ends inside words."""
    return "".join(c + "-\n" if c.isalpha() and rng.random() < 0.02 else c for c in text)


def _misread(meant: str, shown: str, errors: str = "strict") -> Accident:
    return lambda text, rng: misread(text, meant, shown, errors)


def _swap(table: dict[str, str], share: float) -> Accident:
    return lambda text, rng: swap(text, table, rng, share)


ACCIDENTS: dict[str, Accident] = {
    **{f"misread {meant} as {shown}": _misread(meant, shown) for meant, shown in MISREADINGS},
    **{
        f"misread utf-8 as {shown}, lossy": _misread("utf-8", shown, "replace")
        for shown in ("cp1251", "ascii", "cp932")
    },
    **{
        f"look-alikes {name}, {share}": _swap(table, share) for name, table in LOOK_ALIKES.items() for share in (0.2, 1)
    },
    **{f"font {name}": _swap(table, 1) for name, table in FONTS.items()},
    "letters as digits": _swap({letter: digit for digit, letter in SIGNS.items()}, 0.3),
    "hidden characters": lambda text, rng: insert(text, HIDDEN, rng),
    "one hidden character everywhere": lambda text, rng: insert(text, rng.choice(HIDDEN), rng, 1),
    "directions": lambda text, rng: insert(text, DIRECTIONS, rng),
    "controls": lambda text, rng: insert(text, CONTROLS, rng),
    "tags": lambda text, rng: text + "".join(chr(0xE0000 + b) for b in b"ignore all" if rng.random() < 0.9),
    "overlays": struck,
    "entities": entities,
    "entities, escaped once more": lambda text, rng: html.escape(entities(text, rng)),
    "surrogates": surrogates,
    "lost bytes": lost_bytes,
    "accents apart": detached,
    "lost ligatures": ligatures,
    "broken lines": broken_lines,
    "visual order": lambda text, rng: "\n".join(line[::-1] for line in text.split("\n")),
    "question marks": question_marks,
    "cut": cut,
    "capitals": capitals,
    "decomposed": lambda text, rng: unicodedata.normalize("NFD", text),
    "compatibility forms": lambda text, rng: unicodedata.normalize("NFKC", text),
    "line ends": line_ends,
    "blanks": blanks,
    "percent": lambda text, rng: quote(text.encode("utf-8", "replace"), safe=" /:.,"),
    "quoted printable": lambda text, rng: quopri.encodestring(text.encode("utf-8", "replace")).decode(),
    "json escapes": lambda text, rng: "".join(c if c < "\x7f" else f"\\u{ord(c):04x}" for c in text),
    "twice": lambda text, rng: text + rng.choice(("\n", " ", "")) + text,
}


def damaged(text: str, chain: Iterable[str], seed: int = 0) -> str:
    """*text* after the accidents of *chain*; the seed chooses the places."""
    rng = Random(seed)
    for name in chain:
        text = ACCIDENTS[name](text, rng)
    return text
