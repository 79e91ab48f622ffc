"""How plausible is this string as something a person wrote, in any of about 70 languages?

One model answers for decoding, mojibake and look-alikes.  A cost is -log P in nats: the smaller, the likelier; two
readings of the same bytes or of the same damaged line are compared by their total cost (``gain``), never by the
average, for mojibake is longer than the truth.  The cost of a text has two parts:

* the letters: every run of letters of one script is a word, and each letter costs -log P(letter | the two before) in a
  language.  A text has one main language; every word costs what it costs there, or what it costs in the language where
  it is cheapest plus ``FEE`` (a German name in a Russian line).  The main language is the one with the smallest total.
* the skeleton, the same in every language: the sequence of kinds of characters (lower, upper, digit, quote, sign, box
  drawing, control ...), so that a fraction after an accented capital costs what it should, and so does a capital
  after a small letter.  Case is judged here alone: the letters are compared in lower case.

What the numbers mean: running text costs 2.2 to 3.2 nats a character in alphabets and 6 to 7 in Han and Hangul;
mojibake 5 and more.  A margin is a difference of totals: 3 nats say "20 times likelier", and as neighbours are
not independent, callers should ask for 6 to 10 before they change a text.  ``benchmarks/language.py`` measures it on
text that the model has not seen.

Tables: ``tables/language.bin``, built by ``tables/build_language.py`` (sources and licences in its first line).
numpy is imported on the first call, not with this module.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

FEE = 5.0  # nats for a word in another language than the main one
LETTER_FEE = 4.5  # nats per letter of a script that has no table (Khmer, Lao, Ethiopic ...)
STRAY_MARK = 15.0  # nats for a combining mark that follows no letter of its script
TOP = 88  # the largest cost of a letter inside a word, in table units
USUAL, USUAL_SIGN = 4.5, 10.0  # nats per step that the gate finds usual; for Han, kana and Hangul
INNER = 3.0  # nats for a quote, bracket or symbol with letters on both sides
JUMP, SOFT_JUMP = 7.0, 2.0  # nats for letters of two scripts side by side; soft where a script has no word spaces
SOFT = ("Han", "Hangul", "Thai", "Other")


class Cost(NamedTuple):
    """The cost of a text: *nats* in total, its characters that are not blank, and its likeliest main language ("" if none)."""

    nats: float
    characters: int
    language: str

    @property
    def average(self) -> float:
        """Nats per character that is not blank."""
        return self.nats / max(1, self.characters)


def costs(texts: Sequence[str]) -> list[Cost]:
    """The cost of each of *texts*, all scored in one go: the way to compare many readings of one line."""
    if not texts:
        return []
    m = _model()
    np = m.np
    steps = _Steps(m, texts)
    totals, names = steps.by_language()
    best = totals.argmin(axis=0)
    visible = np.bincount(steps.text, (steps.kind > 1).astype(np.float64), len(texts)).astype(int)
    return [
        Cost(float(totals[at, i]), int(visible[i]), names[at] if names[at] != "-" else "") for i, at in enumerate(best.tolist())
    ]


def gain(before: str, after: str) -> float:
    """By how many nats *after* is likelier than *before*, both taken as a whole; negative if it is less likely."""
    first, second = costs([before, after])
    return first.nats - second.nats


def languages(text: str) -> list[tuple[str, float]]:
    """The likely main languages of *text*, likeliest first, with their shares of belief (they sum to 1 or less).

    ISO 639-1 codes.  Near relatives stand for each other: ``hr`` for all Serbo-Croatian in Latin letters, ``id`` for Malay.
    Empty where the text holds no word of a script that the model knows.
    """
    m = _model()
    np = m.np
    totals, names = _Steps(m, [text]).by_language()
    column = totals[:, 0]
    weights = np.exp(-np.clip(column - column.min(), 0, 50))
    weights /= weights.sum()
    order = np.argsort(-weights)[:6]
    return [(names[i], float(weights[i])) for i in order.tolist() if names[i] != "-" and weights[i] > 0.005]


def suspicion(tokens: Sequence[str]) -> list[float]:
    """Per token (a word with its punctuation, no blanks): the nats by which its steps exceed the usual in EVERY language.

    Sum over the steps of max(0, cheapest cost in any language - ``USUAL``); steps between two ASCII signs and words of ASCII
    letters do not count.  Clean words of any language stay below about 7.
    """
    if not tokens:
        return []
    m = _model()
    np = m.np
    steps = _Steps(m, tokens)
    total = np.bincount(steps.text, np.maximum(0, steps.skeleton - USUAL) * steps.foreign, len(tokens))
    for part in steps.words():
        usual = USUAL_SIGN if part.codes[-1] in m.by_sign else USUAL
        excess = np.maximum(0, part.rows.min(axis=0) * m.step - usual)[part.at]
        excess = np.add.reduceat(excess, part.first) * part.foreign
        total += np.bincount(part.text, excess, len(tokens))
    return [float(x) for x in total]


def word_costs(words: Sequence[str], language: str | None = None) -> list[float]:
    """The cost of each word in *language* (an ISO 639-1 code that the model has), or in the language where it is cheapest."""
    if not words:
        return []
    m = _model()
    totals, names = _Steps(m, words).by_language(fee=1e4 if language else FEE)
    if language is None:
        return [float(x) for x in totals.min(axis=0)]
    if language not in m.codes:
        raise ValueError(f"no table for the language {language!r}; known: {', '.join(sorted(m.codes))}")
    if language not in names:  # no word has a letter of its script
        return [1e4] * len(words)
    return [float(x) for x in totals[names.index(language)]]


def word_cost(word: str, language: str | None = None) -> float:
    """The cost of one word: see :func:`word_costs`."""
    return word_costs([word], language)[0]


class _Part(NamedTuple):
    """The words of one script in all texts.  A step is one letter, or the end of a word, with the two before it."""

    rows: Any  # languages x distinct steps: costs in table units
    at: Any  # per step: its column in rows
    first: Any  # per word: its first step
    text: Any  # per word: the text it stands in
    foreign: Any  # per word: does it hold a letter that is not ASCII?
    codes: list[str]  # the languages


class _Steps:
    """Texts as arrays: one step per character, each text closed by a space."""

    def __init__(self, m: Any, texts: Sequence[str]) -> None:
        np = self.np = m.np
        self.m, self.count = m, len(texts)
        points = np.frombuffer("".join(t + " " for t in texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        text = np.repeat(np.arange(len(texts)), [len(t) + 1 for t in texts])
        astral = points >= 0x10000
        near = np.where(astral, m.stand_in[np.minimum(points >> 8, 0x3FF)], points) if astral.any() else points
        kind = m.kinds[near]
        marks = kind == m.mark
        self.extra = np.zeros(len(texts))
        if marks.any():
            bearer = m.groups[near][np.maximum.accumulate(np.where(marks, 0, np.arange(len(near))))]
            self.extra += np.bincount(text, m.mark_prices[m.mark_sets[near], bearer], len(texts))
            near, kind, text = near[~marks], kind[~marks], text[~marks]
        before = np.empty_like(kind)
        before[0], before[1:] = 0, kind[:-1]
        kind = np.where((kind == m.upper) & (before == m.upper), m.caps, kind)
        before[1:] = kind[:-1]
        self.group = m.groups[near]
        self.near, self.text, self.kind = near, text, kind
        skeleton = m.skeleton[before, kind] + m.signs[near]
        last = np.empty_like(self.group)
        last[0], last[1:] = 0, self.group[:-1]
        jump = (self.group != last) & (self.group > 0) & (last > 0)
        if jump.any():
            skeleton = skeleton + np.where(jump, np.where(m.soft[self.group] | m.soft[last], SOFT_JUMP, JUMP), 0)
        inner = m.inner[kind]
        inner[1:-1] &= (self.group[:-2] > 0) & (self.group[2:] > 0)
        self.skeleton = skeleton + inner * INNER
        self.foreign = np.empty(len(near), bool)  # is this step, or the one before, outside ASCII?
        self.foreign[0], self.foreign[1:] = near[0] > 0x7F, (near[1:] > 0x7F) | (near[:-1] > 0x7F)

    def words(self) -> list[_Part]:
        """The costs of the letters, script by script."""
        np, m = self.np, self.m
        parts = []
        for group in np.unique(self.group).tolist():
            if group:
                where = np.flatnonzero(self.group == group)
                first = np.flatnonzero(np.r_[True, where[1:] - where[:-1] > 1])
                points = self.near[where]
                rows, at, shift, codes = m.score(group, points, first)
                foreign = np.maximum.reduceat(points, first) > 0x7F
                parts.append(_Part(rows, at, first + shift, self.text[where[first]], foreign, codes))
        return parts

    def by_language(self, fee: float = FEE) -> tuple[Any, list[str]]:
        """Total cost per main language and text, and the languages; the last, "-", is no main language."""
        np, m = self.np, self.m
        base = np.bincount(self.text, self.skeleton, self.count) + self.extra
        savings, names = [], []
        for part in self.words():
            per_word = np.add.reduceat(part.rows[:, part.at], part.first, axis=1) * m.step
            text = part.text
            cheapest = per_word.min(axis=0) + fee
            base = base + np.bincount(text, cheapest, self.count)
            saved = np.maximum(0, cheapest - per_word)
            edges = np.flatnonzero(np.r_[True, text[1:] != text[:-1]])
            table = np.zeros((len(part.codes), self.count))
            table[:, text[edges]] = np.add.reduceat(saved, edges, axis=1)
            savings.append(table)
            names.extend(part.codes)
        savings.append(np.zeros((1, self.count)))
        return base - np.concatenate(savings), [*names, "-"]


class _Model:
    """The unpacked tables as numpy arrays."""

    def __init__(self) -> None:
        import numpy as np

        self.np = np
        data = resources.files("textclean.tables").joinpath("language.bin").read_bytes()
        body = zlib.decompress(data[data.index(b"\n") + 1 :])
        cut = body.index(b"\n")
        head = json.loads(body[:cut])
        self._rest, self._at = np.frombuffer(body, np.uint8), cut + 1
        self.step: float = head["step"]
        kinds: list[str] = head["classes"]
        self.mark, self.upper, self.caps = (kinds.index(name) for name in ("mark", "upper", "caps"))
        self.kinds = self._take(65536)
        self.stand_in = np.full(0x400, 0x2C00 + 0x2FF, np.uint32)  # unassigned in every version so far
        self.stand_in[0x1D0 : 0x1F0], self.stand_in[0x1F0:0x1FC], self.stand_in[0x200:0x320] = 0x2103, 0x2600, 0x9FFF
        self.skeleton = np.array(head["skeleton"], np.float32)
        half = kinds.index("halfkana")
        self.skeleton[half, half] = 3.0
        self.inner = np.isin(np.arange(len(kinds)), [kinds.index(n) for n in ("quote", "latin_sign", "currency", "maths", "box")])
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
        self._tables: dict[int, tuple[Any, ...]] = {}
        self.by_sign: dict[str, Any] = {}
        for code, group in head["emissions"]:
            self.by_sign[code] = np.full(65536, 58, np.float32)
            self.by_sign[code][spans[group]] = self._take(len(spans[group]))
        self._signs_of = {self.group_names.index(g): [c for c, other in head["emissions"] if other == g] for _, g in head["emissions"]}

    def tables(self, group: int) -> tuple[Any, ...]:
        """What scores one script: its languages; letter -> symbol; language x symbol -> number in its alphabet; all cubes
        of three-letter costs, flat; where each begins and its edge; symbol -> extra cost where the alphabet lacks it.
        """
        np = self.np
        entries = [entry[1:] for entry in self._entries if entry[0] == self.group_names[group]]
        letters = sorted({char for entry in entries for char in entry[1][2:]})
        symbols = np.ones(65536, np.int64)  # 0: word boundary, 1: a letter of no alphabet
        symbols[[ord(char) for char in letters]] = np.arange(2, len(letters) + 2)
        numbers = np.ones((len(entries), len(letters) + 2), np.int32)
        numbers[:, 0] = 0
        cubes, begins, edges = [], [0], []
        for row, (_, alphabet, two, fee, gaps, values) in enumerate(entries):
            size = len(alphabet)
            cube = np.minimum(two.reshape(1, size, size) + fee.reshape(size, size, 1), TOP).ravel()
            cube[(np.cumsum(gaps, dtype=np.int32) - 1)[gaps != 255]] = values * 2
            numbers[row, symbols[[ord(char) for char in alphabet[2:]]]] = np.arange(2, size)
            cubes.append(cube)
            begins.append(begins[-1] + size**3)
            edges.append(size)
        rarity = np.array([14, 14, *(self._rarity[char] for char in letters)])
        extra = np.maximum(0, (rarity - 3) * 0.7 / self.step).astype(np.float32)
        column = np.array([begins[:-1], edges], np.int32)[:, :, None]
        return [entry[0] for entry in entries], symbols[self.lower], numbers, np.concatenate(cubes), *column, extra

    def _take(self, size: int) -> Any:
        self._at += size
        return self._rest[self._at - size : self._at]

    def score(self, group: int, points: Any, first: Any) -> tuple[Any, Any, Any, list[str]]:
        """The letters *points* of one script, their words starting at *first*: rows, at, how far each word moved, codes."""
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
        shift = np.arange(len(first))
        word = np.zeros(len(points), np.int64)
        word[first[1:]] = 1
        c = np.zeros(len(points) + len(first), np.int64)  # a boundary follows each word
        c[np.arange(len(points)) + word.cumsum()] = symbols[points]
        b = np.r_[0, c[:-1]]
        a = np.r_[0, b[:-1]] * (b > 0)
        width = len(extra)
        distinct, at = np.unique((a * width + b) * width + c, return_inverse=True)
        ab, c = np.divmod(distinct, width)
        c_here = numbers[:, c]
        cells = (numbers[:, ab // width] * edges + numbers[:, ab % width]) * edges + c_here + begins
        return cubes[cells] + extra[c] * (c_here == 1), at, shift, codes


@lru_cache(maxsize=1)
def _model() -> _Model:
    return _Model()
