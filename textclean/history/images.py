"""What damage makes of a code point or of a run of them: the *images* by which it can be known again.

Lost: U+FFFD or ``?``, one for each code point, UTF-16 unit or byte.  Misread: its bytes in one charset, read in
another.  Folded: an ASCII spelling that looks alike.  Sources: the WHATWG Encoding Standard for decoders, Microsoft's
bestfit1252.txt for what Windows writes for characters that its code page lacks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from typing import NamedTuple

from textclean import scripts

LOST, ASKED, MISREAD = "lost", "asked", "misread"
CROSSED = "crossed"  # misread, one letter as another: a person may have written that
QUERIED = "queried"  # a sign that a person may have written ``?`` for
FOLDED, DROPPED = "folded", "dropped"

# Charsets that tools of our days read and write without being asked: code pages of Windows and its consoles, Macs.
_SINGLE = ("cp1252", "latin-1", "cp437", "cp850", "cp1250", "cp1251", "cp1254", "cp866", "mac_roman")
_MULTI = ("gbk", "cp932", "cp949", "big5")
_UNMAPPED = ("\ufffd", "?", "")  # for a byte that a charset does not have, where it does not become a C1 control

# What editors and "smart" clean-ups write for signs.
_SIGNS = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", ('"',)),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u00b4\u02bc\u02bb", ("'",)),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", ("-",)),
    **dict.fromkeys("\u2014\u2015", ("-", "--", "---")),
    "\u2026": ("...", "?"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", (" ",)),
    **dict.fromkeys("\u2022\u00b7\u25cf\u25e6", ("*", "-")),
    "\u00d7": ("x",),
    "\u00f7": ("/",),
    "\u2192": ("->",),
    "\u2190": ("<-",),
    "\u21d2": ("=>",),
    "\u2260": ("!=",),
    "\u2264": ("<=",),
    "\u2265": (">=",),
    "\u00a9": ("(c)",),
    "\u00ae": ("(r)", "(R)"),
    "\u2122": ("(tm)", "(TM)", "TM"),
    "\u20ac": ("EUR",),
    "\u00bf": ("?",),
    "\u061f": ("?",),
    "\uff1f": ("?",),
    "\u203d": ("?",),
    **{chr(code): ("-",) for code in (0x2500, 0x2501, 0x2550)},
    **{chr(code): ("|", "\u00a6") for code in (0x2502, 0x2503, 0x2551)},
    **{chr(code): ("+",) for code in (*range(0x250C, 0x254C), *range(0x2552, 0x256D))},
}
_LETTERS = {
    "\u00df": ("ss",),
    "\u00e6": ("ae",),
    "\u00c6": ("AE", "Ae"),
    "\u0153": ("oe",),
    "\u0152": ("OE", "Oe"),
    "\u00f8": ("o", "oe"),
    "\u00d8": ("O", "Oe"),
    "\u0142": ("l",),
    "\u0141": ("L",),
    "\u0111": ("d",),
    "\u0110": ("D",),
    "\u0131": ("i",),
    "\u00f0": ("d",),
    "\u00fe": ("th",),
    "\u00de": ("Th", "TH"),
    "\u00e4": ("ae",),
    "\u00f6": ("oe",),
    "\u00fc": ("ue",),
    "\u00c4": ("Ae", "AE"),
    "\u00d6": ("Oe", "OE"),
    "\u00dc": ("Ue", "UE"),
    "\u00e5": ("aa",),
}
# These are not seen, and tools drop them without a loss of letters.
_UNSEEN = frozenset("\ufe0f\ufe0e\u200d\u200c\u200b\u00ad\u2060\ufeff")


def is_letter(character: str) -> bool:
    """Is it a letter, or a mark on one?"""
    return scripts.category(character)[0] in "LM" and not is_unseen(character)


def is_unseen(character: str) -> bool:
    """Is it a joiner, a variation selector or the like?"""
    return character in _UNSEEN


class Image(NamedTuple):
    """A *text* that may stand for some code points, and the *kind* of damage that wrote it."""

    text: str
    kind: str


@lru_cache(maxsize=4096)
def folds(character: str) -> tuple[str, ...]:
    """The ASCII spellings that look like *character*, or are usual for it.

    >>> folds("\\u00e9"), folds("\\u2014")
    (('e',), ('-', '--', '---'))
    """
    plain = unicodedata.normalize("NFD", character)
    base = (plain[0],) if len(plain) > 1 and plain[0].isascii() else ()
    return base + _LETTERS.get(character, ()) + _SIGNS.get(character, ())


def is_sign(character: str) -> bool:
    """Is it a sign, not a letter?"""
    return character in _SIGNS


@lru_cache(maxsize=4096)
def of_character(character: str) -> tuple[Image, ...]:
    """All images of one code point beyond ASCII, each text once; U+FFFD, which is lost already, has none.

    >>> [image.kind for image in of_character("\\u00fc")][:4]
    ['lost', 'lost', 'asked', 'asked']
    """
    if character == "\ufffd" or character.isascii() or "\ud800" <= character <= "\udfff":
        return ()
    utf8 = character.encode()
    counts = {1, len(character.encode("utf-16le")) // 2, len(utf8)} | ({6} if len(utf8) == 4 else set())
    found: dict[str, str] = {}
    for count in sorted(counts):
        found["\ufffd" * count] = LOST
    questions = QUERIED if "?" in folds(character) else ASKED
    for count in sorted(counts):
        found.setdefault("?" * count, questions if count == 1 else ASKED)
    for codec in _SINGLE:
        for once in _read(utf8, codec):
            found.setdefault(once, MISREAD)
            if codec in ("cp1252", "latin-1") and not once.isascii():
                for twice in _read(once.encode(), codec):
                    found.setdefault(twice, MISREAD)
    for text in _crossed(character):
        found.setdefault(text, CROSSED)
    for text in folds(character):
        found.setdefault(text, FOLDED)
    if character in _UNSEEN:
        found.setdefault("", DROPPED)
    found.pop(character, None)
    return tuple(Image(text, kind) for text, kind in found.items())


@lru_cache(maxsize=4096)
def of_run(run: str, encoding: str) -> tuple[Image, ...]:
    """Images of a *run* beyond ASCII (and of the ASCII character behind it, if there) as a whole.

    Its bytes, in UTF-8 or in the *encoding* of the file, read in a charset of several bytes a character.
    """
    found: dict[str, str] = {}
    for codec in _MULTI:
        read = run.encode("utf-8", "replace").decode(codec, "replace")
        for unmapped in ("\ufffd", "?") if "\ufffd" in read else ("",):
            found.setdefault(read.replace("\ufffd", unmapped), MISREAD)
    if encoding not in ("utf-8", "ascii", ""):
        with suppress(UnicodeEncodeError, LookupError):
            read = run.encode(encoding).decode("utf-8", "replace")
            if "\ufffd" in read:  # else it was no damage but a repair
                found.setdefault(read, LOST)
    found.pop(run, None)
    return tuple(Image(text, kind) for text, kind in found.items())


@cache
def _table(codec: str) -> tuple[str, ...]:
    """What each byte is in *codec*; empty for one that it does not have."""
    return tuple(bytes([byte]).decode(codec, "ignore") for byte in range(256))


def _read(data: bytes, codec: str) -> set[str]:
    """*data* read in *codec*; where it has no such byte, in the ways of several decoders."""
    table = _table(codec)
    plain = "".join(table[byte] or chr(byte) for byte in data)
    if all(table[byte] for byte in data):
        return {plain}
    return {plain, *("".join(table[byte] or unmapped for byte in data) for unmapped in _UNMAPPED)}


def _crossed(character: str) -> set[str]:
    """Its one byte in one charset, as another reads it."""
    found = set()
    for codec in _SINGLE:
        try:
            byte = character.encode(codec)[0]
        except UnicodeEncodeError:
            continue
        for other in _SINGLE:
            read = _table(other)[byte]
            if read and not read.isascii():
                found.add(read)
    return found


class Uniform:
    """One damage that is done to every code point: a *table* for ``str.translate``."""

    def __init__(self, kind: str, image: Callable[[str], str]) -> None:
        self._kind = kind
        self.table: Mapping[int, str] = _Table(image)

    def kind(self, character: str) -> str:
        """Of the damage to *character*."""
        return QUERIED if self._kind == ASKED and "?" in folds(character) else self._kind


class _Table(dict[int, str]):
    """Made as it is asked."""

    def __init__(self, image: Callable[[str], str]) -> None:
        super().__init__()
        self._image = image

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lost = character.isascii() or character == "\ufffd" or "\ud800" <= character <= "\udfff"
        self[code] = image = character if lost else self._image(character)
        return image


def _units(character: str) -> int:
    return 1 + (character > "\uffff")


def _misread(codec: str, unmapped: str | None) -> Callable[[str], str]:
    table = _table(codec)
    return lambda character: "".join(
        table[byte] or (chr(byte) if unmapped is None else unmapped) for byte in character.encode()
    )


UNIFORM = (
    Uniform(LOST, lambda character: "\ufffd"),
    Uniform(ASKED, lambda character: "?"),
    Uniform(MISREAD, _misread("cp1252", None)),
    Uniform(MISREAD, _misread("latin-1", None)),
    Uniform(LOST, lambda character: "\ufffd" * len(character.encode())),
    Uniform(ASKED, lambda character: "?" * _units(character)),
    Uniform(ASKED, lambda character: "?" * len(character.encode())),
    Uniform(MISREAD, _misread("cp1252", "\ufffd")),
    Uniform(MISREAD, _misread("cp437", None)),
    Uniform(MISREAD, _misread("cp850", None)),
)


class _Folding(dict[int, str]):
    """For ``str.translate``: each code point beyond ASCII by its first ASCII spelling, or by nothing."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        spelled = character if code < 128 else next(iter(folds(character)), "")
        self[code] = spelled
        return spelled


FOLDING = _Folding()
