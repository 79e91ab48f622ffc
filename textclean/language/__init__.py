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

Tables: ``tables/language.bin``, built by ``tools/tables/build_language.py`` (sources and licences in its first line).
numpy is imported on the first call, not with this module.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from textclean.language import ngrams, without_numpy

FEE = 5.0  # nats for a word in another language than the main one
STRANGER = 8.0  # nats for a foreign word in a language that is not spoken there
FLAT, LETTER = 0.7, 2.3  # there: what is left of its cost; nats per letter that take the place of the rest
UNKNOWN = 2.0  # nats for a word in a language that the model does not know: it is like a word of some known one
INNER = 3.0  # nats for a quote, bracket or symbol with letters on both sides
JUMP, SOFT_JUMP = 7.0, 2.0  # nats for letters of two scripts side by side; soft where a script has no word spaces


class Cost(NamedTuple):
    """The cost of a text: *nats* in total, its characters that are not blank, its likeliest language ("" if none)."""

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
    m = ngrams.model()
    np = m.np
    steps = _Steps(m, texts)
    totals, names = steps.by_language()
    best = totals.argmin(axis=0)
    visible = np.bincount(steps.text, (steps.kind > 1).astype(np.float64), len(texts)).astype(int)
    return [
        Cost(float(totals[at, i]), int(visible[i]), names[at] if names[at] != "-" else "")
        for i, at in enumerate(best.tolist())
    ]


def costs_by_language(texts: Sequence[str], spoken: Sequence[Collection[str] | None]) -> tuple[Any, list[str]]:
    """The costs of *texts* in nats, one row for each main language and one column for each text; and the languages.

    The last language, "", is for text in none that the model knows.  *spoken* says for each text which languages its
    foreign words may be in (None: in any), as far as they have letters beyond ASCII; such a word of any other costs
    ``STRANGER`` more.  So a charset can be asked about the languages that it was made for.
    """
    m = ngrams.model()
    totals, names = _Steps(m, texts).by_language(spoken=spoken)
    return totals, [*names[:-1], ""]


# Nats for a letter in a language that the model does not know: ASCII or of another script, accented, Han and the like;
# and more for one that no language of the model has.
PLAIN_LETTER, ACCENTED_LETTER, SIGN_LETTER, RARE_LETTER = 3.4, 5.5, 12.0, 4.0


def by_languages(texts: Sequence[str]) -> tuple[Any, list[str]]:
    """The cost of each of *texts* (columns) in each language (rows), and the codes of the languages.

    Only languages whose script occurs are there; then ``-``, no language in particular, and ``?``, one that the model
    does not know: every letter costs the same.  A word costs at most ``FEE`` more than where it is cheapest.
    """
    m = ngrams.model()
    np = m.np
    steps = _Steps(m, texts)
    totals, names = steps.by_language()
    skeleton = np.bincount(steps.text, steps.skeleton, len(texts)) + steps.extra
    latin = m.groups[ord("a")]
    accented = (steps.group == latin) & (steps.near > 0x7F)
    letter = np.where(accented, ACCENTED_LETTER, PLAIN_LETTER) + RARE_LETTER * m.rare[steps.near]
    letter = np.where(m.soft[steps.group], SIGN_LETTER, letter) * (steps.group > 0)
    flat = skeleton + np.bincount(steps.text, letter, len(texts))
    return np.vstack([totals, flat]), [*names, "?"]


def gain(before: str, after: str) -> float:
    """By how many nats *after* is likelier than *before*, both taken as a whole; negative if it is less likely."""
    first, second = costs([before, after])
    return first.nats - second.nats


def languages(text: str) -> list[tuple[str, float]]:
    """The likely main languages of *text*, likeliest first, with their shares of belief (they sum to 1 or less).

    ISO 639-1 codes, and ``zh-Hant`` beside ``zh``.  Near relatives stand for each other: ``hr`` for all Serbo-Croatian
    in Latin letters, ``id`` for Malay.
    Empty where the text holds no word of a script that the model knows.
    """
    try:
        m = ngrams.model()
    except ModuleNotFoundError as error:
        if error.name != "numpy":
            raise
        return without_numpy.languages(text, FEE)
    np = m.np
    totals, names = _Steps(m, [text]).by_language()
    column = totals[:, 0]
    weights = np.exp(-np.clip(column - column.min(), 0, 50))
    weights /= weights.sum()
    order = np.argsort(-weights)[:6]
    return [(names[i], float(weights[i])) for i in order.tolist() if names[i] != "-" and weights[i] > 0.005]


def word_costs(words: Sequence[str], language: str | None = None) -> list[float]:
    """The cost of each word in *language* (a code that the model has), or in the language where it is cheapest."""
    if not words:
        return []
    m = ngrams.model()
    totals, names = _Steps(m, words).by_language(fee=1e4 if language else FEE, code=language)
    if language is None:
        cheapest: list[float] = totals.min(axis=0).tolist()
        return cheapest
    if language not in m.codes:
        raise ValueError(f"no table for the language {language!r}; known: {', '.join(sorted(m.codes))}")
    if language not in names:  # no word has a letter of its script
        return [1e4] * len(words)
    nats: list[float] = totals[names.index(language)].tolist()
    return nats


def has_table(code: str) -> bool:
    """Does the model know the language *code*?"""
    return code in ngrams.model().codes


class _Part(NamedTuple):
    """The words of one script in all texts.  A step is one letter, or the end of a word, with the two before it."""

    rows: Any  # languages x distinct steps: costs in table units
    at: Any  # per step: its column in rows
    first: Any  # per word: its first step
    text: Any  # per word: the text it stands in
    points: Any  # the letters
    begins: Any  # per word: its first letter
    codes: list[str]  # the languages


class _Steps:
    """Texts as arrays: one step per character, each text closed by a space."""

    def __init__(self, m: ngrams.Model, texts: Sequence[str]) -> None:
        np = self.np = m.np
        self.m, self.count = m, len(texts)
        joined = " ".join(texts) + " "
        if ngrams.composed(joined) != joined:
            texts = list(map(ngrams.composed, texts))
            joined = " ".join(texts) + " "
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        text = np.repeat(np.arange(len(texts)), np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
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

    def words(self, code: str | None = None) -> list[_Part]:
        """The costs of the letters, script by script; of language *code* alone in its script."""
        np, m = self.np, self.m
        parts = []
        for group in np.bincount(self.group).nonzero()[0].tolist():
            if group:
                where = (self.group == group).nonzero()[0]
                first = np.concatenate(([True], where[1:] - where[:-1] > 1)).nonzero()[0]
                points = self.near[where]
                rows, at, shift, codes = m.score(group, points, first, code)
                parts.append(_Part(rows, at, first + shift, self.text[where[first]], points, first, codes))
        return parts

    def by_language(
        self, fee: float = FEE, spoken: Sequence[Collection[str] | None] | None = None, code: str | None = None
    ) -> tuple[Any, list[str]]:
        """Total cost per main language and text, and the languages; the last, "-", is no main language.

        *spoken*: as in ``costs_by_language``.  *code*: only that language is asked, of those of its script.
        """
        np, m = self.np, self.m
        base = np.bincount(self.text, self.skeleton, self.count) + self.extra
        savings, names = [], []
        unknown = np.zeros(self.count)
        for part in self.words(code):
            per_word = np.add.reduceat(part.rows.take(part.at, axis=1), part.first, axis=1) * m.step
            text = part.text
            cheapest = per_word.min(axis=0) + fee
            if spoken is not None:
                strange = np.array(
                    [[codes is not None and name not in codes for codes in spoken] for name in part.codes]
                )
                foreign = np.maximum.reduceat(part.points, part.begins) > 0x7F
                priced = per_word + STRANGER * (strange[:, text] & foreign)
                cheapest = priced.min(axis=0) + fee
                lengths = np.diff(part.begins, append=len(part.points))
                flat = FLAT * (cheapest - fee) + (1 - FLAT) * LETTER * lengths + UNKNOWN
                unknown += np.bincount(text, cheapest - flat, self.count)
            base = base + np.bincount(text, cheapest, self.count)
            saved = np.maximum(0, cheapest - per_word)
            edges = np.concatenate(([True], text[1:] != text[:-1])).nonzero()[0]
            table = np.zeros((len(part.codes), self.count))
            table[:, text[edges]] = np.add.reduceat(saved, edges, axis=1)
            savings.append(table)
            names.extend(part.codes)
        savings.append(unknown[None, :])
        return base - np.concatenate(savings), [*names, "-"]
