"""Code point -> script, kind of letter, look-alikes; for a short string in plain Python, for a long one vectorised.

All answers come from tables of one Unicode version (``tables/properties.bin`` names it), so they are the same on
every Python.  Nothing is read before the first question, and numpy is imported by the vectorised half alone.

*Properties of one character*: :func:`script_of`, :func:`category`, :func:`is_letter`, :func:`is_mark`, ...
Unassigned code points have script ``Unknown`` and category ``Cn``; lone surrogates ``Unknown`` and ``Cs``.

*Kinds*: one bit per alphabet that is mistaken for another.  ``LATIN GREEK CYRILLIC ARMENIAN GEORGIAN`` are its real
letters; ``EXOTIC`` is a letter or sign of any other script which has an exact twin in one of the alphabets (Lisu,
Cherokee, Coptic, Roman numerals, letter-like signs); ``OTHER`` is a letter without a twin; ``MARK`` a combining mark;
0 is everything that ends a run of letters.  :func:`kinds` gives them as bytes, ``classes(codes(value))`` as an array;
both are equal.  ``re.finditer(rb"[^\\0]+", kinds(value))`` or :func:`runs` then give the runs of letters, and the
union of the bits says which scripts a run mixes.
*Readings*: in which of Latin, Greek, Cyrillic and Armenian can this character be read, by itself or through an exact
(on request: near) twin?  Marks can be read in all.  The AND over a run says which alphabets could have spelled it.

*Twins*: :func:`twins` gives foreign letter -> letter of the target; :func:`look_alikes` every other table.

*Insides of character classes*: ``LATIN_LETTERS`` and so on, to U+FFFF, for ``re`` patterns.
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from textclean.tables import alphabets, read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LATIN, GREEK, CYRILLIC, ARMENIAN, GEORGIAN, EXOTIC, OTHER, MARK = (1 << bit for bit in range(8))
ALPHABETS = {"Latin": LATIN, "Greek": GREEK, "Cyrillic": CYRILLIC, "Armenian": ARMENIAN}
_ALL = LATIN | GREEK | CYRILLIC | ARMENIAN

LATIN_LETTERS, GREEK_LETTERS, CYRILLIC_LETTERS = alphabets.LATIN, alphabets.GREEK, alphabets.CYRILLIC
ARMENIAN_LETTERS, GEORGIAN_LETTERS, MARKS = alphabets.ARMENIAN, alphabets.GEORGIAN, alphabets.MARKS
_FAMILIES = (alphabets.CYRILLIC, alphabets.GREEK, alphabets.ARMENIAN, alphabets.EXOTIC)
_ANY = "".join(_FAMILIES)
_NO_LETTER = bytes(byte for byte in range(256) if not (0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A))
# A class of many astral ranges runs at 10 MB/s, a class of one at 400: so this one asks whether it is worth asking.
_ASTRAL = "\U00010280-\U00016fff"
FOREIGN = _ANY + alphabets.LIVING + _ASTRAL  # without one of these no text is mixed


@cache
def _pattern(inside: str, after: str = "") -> re.Pattern[str]:
    return re.compile(f"[{inside}]{after}")


def mixed(value: str, marks: str) -> bool:
    """Do letters of two look-alike scripts occur?  *marks* are the runs of ``Text.marks``.

    Asked of every text that is not ASCII, so the tests go from cheap to dear and each stops at its first hit: any
    letter of Greek, Cyrillic, Armenian or an exotic script among the marks (none in Latin text), a Latin letter in
    the text, a second one of those families.  Letters of Arabic, Hebrew, Thai and other scripts that stand beside
    Latin every day count only when one is glued to the front of a small Latin letter.
    """
    if not _pattern(FOREIGN).search(marks):
        return False
    found = _pattern(_ANY).search(marks) or _astral(marks)
    if not found:
        return bool(_pattern(alphabets.LIVING, "[a-z]").search(value))
    if _pattern("A-Za-z").search(value, 0, 4096) or value.encode("utf-8", "surrogatepass").translate(None, _NO_LETTER):
        return True  # the bytes are searched at seven times the speed of re
    others = "".join([alphabets.LATIN, *(family for family in _FAMILIES if not _pattern(family).match(found[0]))])
    return bool(_pattern(others).search(marks) or (found[0] < "\U00010000" and _astral(marks)))


def _astral(marks: str) -> re.Match[str] | None:
    return _pattern(_ASTRAL).search(marks) and _pattern(alphabets.EXOTIC_ASTRAL).search(marks)


class _Runs(NamedTuple):
    """A property as runs: ``values[i]`` holds from ``firsts[i]`` to the next one."""

    firsts: tuple[int, ...]
    values: bytes

    def at(self, code: int) -> int:
        return self.values[bisect_right(self.firsts, code) - 1]


class _Properties(NamedTuple):
    names: list[str]
    categories: list[str]
    script: _Runs
    category: _Runs


@cache
def _properties() -> _Properties:
    _, names, categories, packed = read_table("properties.bin").split(b"\n", 3)
    raw, at, runs = zlib.decompress(packed), 0, []
    for _ in range(2):
        (count,) = struct.unpack_from("<I", raw, at)
        firsts = struct.unpack_from(f"<{count}I", raw, at + 4)
        at += 4 + 5 * count
        runs.append(_Runs(firsts, raw[at - count : at]))
    return _Properties(names.decode().split(), categories.decode().split(), *runs)


@lru_cache(1 << 16)
def script_of(char: str) -> str:
    """The script as Unicode names it (``Latin``, ``Old_Italic``, ``Common``, ``Inherited``, ``Unknown``)."""
    table = _properties()
    return table.names[table.script.at(ord(char))]


def script_of_all(letters: str) -> str:
    """The script of all *letters* and the marks on them; empty if they are of several.

    >>> script_of_all("na\\u0308\\u0131f"), script_of_all("\\u0441lean")
    ('Latin', '')
    """
    found = set(map(script_of, letters)) - {"Inherited"}
    return found.pop() if len(found) == 1 else ""


@lru_cache(1 << 16)
def category(char: str) -> str:
    """The general category (``Lu``, ``Mn``, ``Cn`` ...)."""
    table = _properties()
    return table.categories[table.category.at(ord(char))]


def is_letter(char: str) -> bool:
    """A letter of any script (L*)."""
    return category(char)[0] == "L"


def is_mark(char: str) -> bool:
    """A combining mark (M*)."""
    return category(char)[0] == "M"


def is_upper(char: str) -> bool:
    """A capital or title-case letter (Lu, Lt)."""
    return category(char) in ("Lu", "Lt")


def is_lower(char: str) -> bool:
    """A small letter (Ll)."""
    return category(char) == "Ll"


@cache
def look_alikes(name: str) -> dict[str, str]:
    """One table of ``tables/confusables.py``, who -> like whom.  Do not change it.

    *name*: ``latin_exact``, ``latin_near``, ``latin_second`` (another reading of a letter, tried after the first)
    and so for ``cyrillic greek armenian``; ``cyrillic_convention`` (Latin letters whole communities type on purpose,
    and targets of one orthography); ``latin_letters`` (real Latin letters with a plainer Latin twin) and
    ``latin_accented``: only where the word proves it; ``fonts wide raised``; ``digits_exact digits_near
    punctuation_exact punctuation_near spaces_exact spaces_near``: only where the document's damage is proven.
    """
    from textclean.tables import confusables

    who, whom = getattr(confusables, name.upper())
    return dict(zip(who, whom, strict=True))


@cache
def twins(target: str, near: bool = False) -> dict[str, str]:
    """Foreign letter -> its twin in *target* (``Latin Cyrillic Greek Armenian``); *near* adds the approximate ones."""
    exact = look_alikes(f"{target}_exact")
    return look_alikes(f"{target}_near") | exact if near else exact


class _Memory(dict[str, int]):
    """What *find* says of each character, remembered for some 65,000 of them."""

    def __init__(self, find: Any) -> None:
        self.find = find

    def __missing__(self, char: str) -> int:
        if len(self) > 0xFFFF:
            self.clear()
        found: int = self.find(char)
        self[char] = found
        return found


_BITS = {**ALPHABETS, "Georgian": GEORGIAN}


@cache
def _exotic() -> frozenset[str]:
    inside = f"[{alphabets.EXOTIC}{alphabets.EXOTIC_ASTRAL}]"
    return frozenset(char for target in ALPHABETS for char in twins(target) if re.match(inside, char))


def _kind(char: str) -> int:
    if char in _exotic():
        return EXOTIC
    kind = category(char)[0]
    return MARK if kind == "M" else _BITS.get(script_of(char), OTHER) if kind == "L" else 0


_KINDS = _Memory(_kind)


def kinds(value: str) -> bytes:
    """The kind of every character, one byte each; some 30 ns a character."""
    return bytes(map(_KINDS.__getitem__, value))


def kind(char: str) -> int:
    """The kind of one character."""
    return _KINDS[char]


@lru_cache(1 << 16)
def reading(char: str, near: bool = False) -> int:
    """The alphabets in which one character can be read, as bits."""
    own = _ALL if kind(char) == MARK else kind(char) & (_ALL | GEORGIAN)
    for name, bit in ALPHABETS.items():
        own |= bit * (char in twins(name, near))
    return own


def codes(value: str) -> NDArray[np.uint32]:
    """The code points as an array; lone surrogates pass."""
    import numpy as np

    return np.frombuffer(value.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


@cache
def _table(near: bool | None) -> NDArray[np.uint8]:
    """Kind (None) or readings (exact, near) of all 0x110000 code points."""
    import numpy as np

    def spread(runs: _Runs, values: list[int]) -> NDArray[np.uint8]:
        lengths = np.diff(np.array([*runs.firsts, 0x110000]))
        return np.repeat(np.array(values, np.uint8)[np.frombuffer(runs.values, np.uint8)], lengths)

    names, categories, script, general = _properties()
    if near is None:
        table = spread(general, [255 * (name[0] == "L") for name in categories])
        table &= spread(script, [_BITS.get(name, OTHER) for name in names])
        table |= spread(general, [MARK * (name[0] == "M") for name in categories])
        table[[ord(char) for char in _exotic()]] = EXOTIC
    else:
        own = [_ALL if bits == MARK else bits & (_ALL | GEORGIAN) for bits in range(256)]
        table = np.array(own, np.uint8)[_table(None)]
        for name, bit in ALPHABETS.items():
            foreign = [ord(char) for char in twins(name, near)]
            table[foreign] |= bit
    return table


def classes(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The kinds of the code points: equal to :func:`kinds`."""
    return _table(None)[points]


def readings(points: NDArray[np.uint32], near: bool = False) -> NDArray[np.uint8]:
    """The alphabets in which each code point can be read: equal to :func:`reading`."""
    return _table(near)[points]


def runs(kind_bits: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.uint8]]:
    """Runs of letters and marks: starts, ends (code points, half-open), and the union of the kinds of each run.

    For what holds of *every* letter: ``np.bitwise_and.reduceat(np.where(kind_bits, readings(points), 255), starts)``.
    """
    import numpy as np

    inside = np.concatenate(([False], kind_bits != 0, [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return starts, ends, np.empty(0, np.uint8)
    return starts, ends, np.bitwise_or.reduceat(kind_bits, starts)
