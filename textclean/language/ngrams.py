"""The n-gram tables behind ``textclean.language``, unpacked: costs of letters in languages, and of kinds of characters.

``tables/language.bin`` is one line of facts and a zlib stream: a line of JSON, then the arrays it describes.  Costs are
in units of ``Model.step`` nats.  A language has an alphabet (number 0: the boundary of a word, 1: any letter it lacks),
the costs of two letters in a row, a fee per pair for letters it was not seen with, and the cost of three letters where
that differs; the cube of all three-letter costs is put together when its script is first met.  Han, kana and Hangul
have one cost per character.

Unpacking takes 15 ms and each script a few more.  numpy is imported on the first call.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from textclean.language import contaminated
from textclean.patterns import lazy
from textclean.tables import read_table

LETTER_FEE = 4.5  # nats per letter of a script that has no table (Khmer, Lao, Ethiopic ...)
TOP = 88  # the largest cost of a letter inside a word, in table units
STRAY_MARK = 25.0  # nats for a combining mark that follows no letter of its script
CASED = ("Latin", "Cyrillic")  # scripts whose languages differ in letters that charsets mix up
FEW = 200  # letters, up to which it takes longer to find those that come again than to score them all
SOFT = ("Han", "Hangul", "Thai", "Other")


_ACCENT = lazy("[\u0300-\u036f]")


def composed(text: str) -> str:
    """*text* with accents composed with their letters; what is left of them is seldom in any language.

    >>> composed("cafe\\u0301") == "caf\\xe9"
    True
    """
    return normalize("NFC", text) if _ACCENT.search(text) else text


class Model:
    """The unpacked tables as numpy arrays."""

    def __init__(self) -> None:
        import numpy as np

        self.np = np
        data = read_table("language.bin")
        body = zlib.decompress(data[data.index(b"\n") + 1 :])
        cut = body.index(b"\n")
        import json  # with the model

        head = json.loads(body[:cut])
        self._rest, self._at = np.frombuffer(body, np.uint8), cut + 1
        self.step: float = head["step"]
        kinds: list[str] = head["classes"]
        self.mark, self.upper, self.caps = (kinds.index(name) for name in ("mark", "upper", "caps"))
        self.kinds = self._take(65536)
        self.stand_in = np.full(0x400, 0xFFFF, np.uint32)  # by code point / 256; 0xFFFF is no character
        self.stand_in[0x1D0:0x1F0], self.stand_in[0x1F0:0x1FC], self.stand_in[0x200:0x320] = 0x2103, 0x2600, 0x9FFF
        self.skeleton = np.array(head["skeleton"], np.float32)
        half = kinds.index("halfkana")
        self.skeleton[half, half] = 3.0
        self.inner = np.isin(
            np.arange(len(kinds)), [kinds.index(n) for n in ("quote", "latin_sign", "currency", "maths", "box")]
        )
        letters = [kinds.index(name) for name in ("lower", "upper", "caps", "caseless")]
        self.signs = np.full(65536, 7.0, np.float32)
        self.signs[np.isin(self.kinds, [*letters, 0])] = 0
        for char, nats in head["signs"].items():
            self.signs[ord(char)] = nats
        self.group_names = ["", *head["groups"]]
        self.soft = np.array([name in SOFT for name in self.group_names])
        self.groups = np.zeros(65536, np.uint8)
        spans = {}
        for number, name in enumerate(head["groups"], 1):
            spans[name] = np.concatenate([np.arange(a, b + 1) for a, b in head["groups"][name]])
            self.groups[spans[name]] = number
        self.mark_sets = np.zeros(65536, np.uint8)  # 0: no mark
        self.mark_prices = np.full((len(head["marks"]) + 1, len(self.group_names)), STRAY_MARK)
        self.mark_prices[0] = 0
        for number, (names, price, ranges) in enumerate(head["marks"], 1):
            self.mark_prices[number, [self.group_names.index(name) for name in names.split()]] = price
            for first, last in ranges:
                self.mark_sets[first : last + 1] = number
        self.lower = np.arange(65536, dtype=np.uint32)
        self.lower[head["lower"][0]] = head["lower"][1]
        self.codes = [entry["code"] for entry in head["languages"]] + [code for code, _ in head["emissions"]]
        self._rarity: dict[str, float] = head["rarity"]
        self._entries: list[tuple[str, str, str, Any, Any, Any, Any]] = []
        pairs = [(self._take(n), self._take(n)) for n in (len(entry["alphabet"]) ** 2 for entry in head["languages"])]
        gaps = [self._take(entry["kept"][0]) for entry in head["languages"]]
        values = [self._take(entry["kept"][1]) for entry in head["languages"]]
        for entry, (two, fee), gap, value in zip(head["languages"], pairs, gaps, values, strict=True):
            self._entries.append((entry["group"], entry["code"], entry["alphabet"], two, fee, gap, value))
        self.rare = np.ones(65536, bool)  # letters of no alphabet
        self.rare[[ord(char) for entry in head["languages"] for char in entry["alphabet"][2:]]] = False
        self.rare = self.rare[self.lower]
        self._tables: dict[int, tuple[Any, ...]] = {}
        self.by_sign: dict[str, Any] = {}
        for code, group in head["emissions"]:
            self.by_sign[code] = np.full(65536, 58, np.float32)
            self.by_sign[code][spans[group]] = self._take(len(spans[group]))
        self._signs_of = {
            self.group_names.index(g): [c for c, other in head["emissions"] if other == g] for _, g in head["emissions"]
        }

    def tables(self, group: int) -> tuple[Any, ...]:
        """What scores one script.

        Its languages; letter -> symbol; language x symbol -> number in its alphabet; all cubes of three-letter costs,
        flat; where each begins and its edge; symbol -> extra cost where the alphabet lacks it.
        """
        np = self.np
        entries = [entry[1:] for entry in self._entries if entry[0] == self.group_names[group]]
        letters = sorted({char for entry in entries for char in entry[1][2:]})
        symbols = np.ones(65536, np.int64)  # 0: word boundary, 1: a letter of no alphabet
        symbols[[ord(char) for char in letters]] = np.arange(2, len(letters) + 2)
        numbers = np.ones((len(entries), len(letters) + 2), np.int32)
        numbers[:, 0] = 0
        cubes, begins, edges = [], [0], []
        for row, (code, alphabet, two, fee, gaps, values) in enumerate(entries):
            size = len(alphabet)
            cube = self._cube(size, two, fee, gaps, values)
            own = alphabet[2:] if self.group_names[group] not in CASED else contaminated.letters(code, alphabet[2:])
            numbers[row, symbols[[ord(char) for char in own]]] = [alphabet.index(char, 2) for char in own]
            cubes.append(cube)
            begins.append(begins[-1] + size**3)
            edges.append(size)
        rarity = np.array([14, 14, *(self._rarity[char] for char in letters)])
        extra = np.maximum(0, (rarity - 3) * 0.7 / self.step).astype(np.float32)
        column = np.array([begins[:-1], edges], np.int32)[:, :, None]
        return [entry[0] for entry in entries], symbols[self.lower], numbers, np.concatenate(cubes), *column, extra

    def cubes(self, script: str) -> dict[str, tuple[str, Any]]:
        """Per language of *script*: its alphabet, and its three-letter costs as a cube (first, second, third)."""
        found = {}
        for name, code, alphabet, *packed in self._entries:
            if name == script:
                size = len(alphabet)
                found[code] = alphabet, self._cube(size, *packed).reshape(size, size, size)
        return found

    def _cube(self, size: int, two: Any, fee: Any, gaps: Any, values: Any) -> Any:
        np = self.np
        cube = np.minimum(two.reshape(1, size, size) + fee.reshape(size, size, 1), TOP).ravel()
        cube[(np.cumsum(gaps, dtype=np.int32) - 1)[gaps != 255]] = values * 2
        return cube

    def _take(self, size: int) -> Any:
        self._at += size
        return self._rest[self._at - size : self._at]

    def _numbered(self, values: Any, most: int) -> tuple[Any, Any]:
        """The distinct *values*, sorted, and the number of each in them, as ``np.unique`` has it; all below *most*."""
        np = self.np
        seen = np.zeros(most, bool)
        seen[values] = True
        distinct = seen.nonzero()[0]
        numbers = np.empty(most, np.int64)
        numbers[distinct] = np.arange(len(distinct))
        return distinct, numbers[values]

    def score(self, group: int, points: Any, first: Any, code: str | None = None) -> tuple[Any, Any, Any, list[str]]:
        """Costs of the letters *points*, all of one script, words starting at *first*: rows, at, shift, codes.

        Of language *code* alone, if the script has it.
        """
        np = self.np
        if group in self._signs_of:
            codes = self._signs_of[group]
            distinct, at = np.unique(points, return_inverse=True)
            return np.stack([self.by_sign[code][distinct] for code in codes]), at, 0, codes
        if not any(entry[0] == self.group_names[group] for entry in self._entries):
            return np.full((1, 1), LETTER_FEE / self.step, np.float32), np.zeros(len(points), np.int64), 0, [""]
        if group not in self._tables:
            self._tables[group] = self.tables(group)
        codes, symbols, numbers, cubes, begins, edges, extra = self._tables[group]
        if code in codes:
            only = slice(codes.index(code), codes.index(code) + 1)
            codes, numbers, begins, edges = codes[only], numbers[only], begins[only], edges[only]
        shift = np.arange(len(first))
        word = np.zeros(len(points), np.int64)
        word[first[1:]] = 1
        c = np.zeros(len(points) + len(first), np.int64)  # a boundary follows each word
        c[np.arange(len(points)) + word.cumsum()] = symbols[points]
        b = np.zeros_like(c)
        b[1:] = c[:-1]
        a = np.zeros_like(c)
        a[1:] = b[:-1]
        a *= b > 0
        width = len(extra)
        ab = a * width + b
        if len(c) > FEW:
            pairs, at = self._numbered(ab, width * width)
            triples, at = self._numbered(at * width + c, len(pairs) * width)
            ab, c = pairs[triples // width], triples % width
        else:
            at = np.arange(len(c))
        c_here = numbers.take(c, axis=1)
        cells = numbers.take(ab // width, axis=1)
        for nearer in numbers.take(ab % width, axis=1), c_here:  # in place: the arrays are large
            cells *= edges
            cells += nearer
        cells += begins
        costs = extra.take(c) * (c_here == 1)
        costs += cubes.take(cells)
        return costs, at, shift, codes


@lru_cache(maxsize=1)
def model() -> Model:
    """The one model of this process."""
    return Model()
