"""Accents that a page draws beside their letters: which letter was meant, and how likely that is.

Fonts of TeX (OT1) and old PostScript have no accented letters: an accent is drawn, then its letter.  Readers give
them in this order (or in the other), with or without a blank, and a dotless i under the accent.  The reading is a
parameter of the document: accents stand before their letters or behind them, or, where a reader sorts glyphs by their
left edges, before the wide letters and behind the narrow ones.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

from textclean.contract import Sure
from textclean.evidence import AS_WRITTEN, Addend, Decision, Hypothesis, decide, prior
from textclean.extraction import pooling, vocabulary
from textclean.extraction.vocabulary import LETTERS, Vocabulary
from textclean.patterns import lazy

MARKS = {  # spacing accent -> combining mark
    "`": "\u0300",
    "\u00b4": "\u0301",
    "\u00a8": "\u0308",
    "\u00af": "\u0304",
    "\u00b8": "\u0327",
    "\u02c6": "\u0302",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u02d9": "\u0307",
    "\u02da": "\u030a",
    "\u02db": "\u0328",
    "\u02dc": "\u0303",
    "\u02dd": "\u030b",
    "\u2019": "\u030c",  # Czech and Slovak, at d, l and t
}
COMBINING = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"
SPACING = "".join(c for c in MARKS if c not in "`\u2019")
# Letters that such a font has: a letter with an accent of its own says that the text was not drawn so.
PLAIN = "A-Za-z\u0131\u0237\u00df\u00e6\u00c6\u00f8\u00d8\u0153\u0152\u0142\u0141"
ACCENT = f"{SPACING}{COMBINING}"
# A word and some accents, each in front of a letter, or each behind one; a blank may be on either side.  A combining
# mark behind a letter is that letter's, as in any decomposed text, unless the two compose to nothing.
_CONSONANT = "B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z"
_ANY = f"(?:[{SPACING}`\u2019]|(?<=[ \u00a0\n(])[{COMBINING}]|(?<=[{_CONSONANT}])[{COMBINING}](?=[A-Za-z]))"
_BEFORE = lazy(f"(?<![{PLAIN}])[{PLAIN}]*(?: ?{_ANY} ?[{PLAIN}]+){{1,16}}")
_BEHIND = lazy(f"(?<![{PLAIN}])(?:[{PLAIN}]+ )?(?:[{PLAIN}]+ ?{_ANY}){{1,16}}(?: ?[{PLAIN}]+)?")
_EITHER = lazy(f"(?<![{PLAIN}])[{PLAIN}]*(?: ?[{SPACING}`\u2019] ?[{PLAIN}]*){{1,8}}")
_SIGN = lazy(f"[{ACCENT}`\u2019]")
_LETTER = lazy(f"[{PLAIN}]")
_FOUND = lazy(f"[{ACCENT}]")
_STRONG = lazy(f"[{PLAIN}] ?[{ACCENT}]|[{ACCENT}] ?[{PLAIN}]")
_BESIDE = lazy(f"[{SPACING}](?:(?<=[{PLAIN}].)|(?=[{PLAIN}]))")
_LONE_APOSTROPHE = lazy("(?<=[A-Za-z])[\u00b4`\u2019](?=[A-Za-z])")
# Signs inside words that no page draws: rather a wrong charset.
_MISREAD = lazy("[a-z][\x80-\xa7\xa9-\xae\xb0-\xb3\xb5-\xb7\xb9-\xbf\u0192\u201a\u201e\u2020-\u2030\u20ac\u2122][a-z]")
_DOTLESS = lazy(f"[\u0131\u0237][{COMBINING}]")
_DOTLESS_WORD = lazy(f"(?<![{LETTERS}])[{LETTERS}]*[\u0131\u0237][{COMBINING}][{LETTERS}]*")
_UNDER = {"\u0131": "i", "\u0237": "j"}
_SPLIT = lazy(f"({_ANY})")
_PIECES = lazy(f"[{ACCENT}`\u2019 ]+")
CARONS = ("cs", "sk")  # languages whose d', l' and t' are letters
NAME = 3.0  # nats that an unlisted word can say for the document
GRAVES = 5  # grave accents to each other accent: Italian has the most
LEFT_OUT = 2  # accents that make no word on one side of their letters, from which on they may stand on either
MOST_WAYS = 64  # readings of one place whose accents may stand on either side
AMBIGUOUS = 5  # blanks of one place that may be inside a word: 2 or 3 readings each
FOREIGN = "\u00c0-\u024f\u0300-\u036f"  # beside the place: not drawn so, but composed or misread

REPAIR, TYPED = "accent beside its letter", "an accent for an apostrophe"


_How = Callable[[str], Iterator[str]]


class Place(NamedTuple):
    """A word with accents beside its letters: its span in code points, what was meant, what is known."""

    start: int
    end: int
    new: str
    decision: Decision


class _Reading(NamedTuple):
    start: int
    end: int
    old: str
    news: tuple[str, ...]


def composed(letter: str, mark: str) -> str | None:
    """*letter* with a combining *mark* as one code point, or None.

    >>> composed("o", "\\u0308"), composed("\\u0131", "\\u0301"), composed("r", "\\u0327"), composed("x", "\\u0327")
    ('ö', 'í', 'ŗ', None)
    """
    whole = unicodedata.normalize("NFC", _UNDER.get(letter, letter) + mark)
    return whole if len(whole) == 1 else None


class _Arrangement(NamedTuple):
    """Where the accents of a document stand, and what its places say: their hypotheses, their log odds (nats)."""

    readings: list[_Reading]
    hypotheses: list[list[Hypothesis]]
    odds: list[float]

    def explained(self) -> float:
        """The nats that the places say for it."""
        return sum(max(0.0, nats) for nats in self.odds)

    def left_out(self, value: str) -> int:
        """How many accents of *value* that stand beside letters make no word in it?"""
        pairs = zip(self.readings, self.odds, strict=True)
        return len(_BESIDE.findall(value)) - sum(len(_BESIDE.findall(r.old)) for r, nats in pairs if nats > 0)


def places(value: str) -> Iterator[Place]:
    """The places of *value* where an accent may stand beside its letter, decided, in order."""
    found = _arranged(value) if _STRONG.search(value) else None
    if found is None:
        return
    readings, hypotheses, odds = found
    priors = pooling.shared(
        odds, [r.start for r in readings], [r.old for r in readings], prior("extraction", "accents")
    )
    for reading, here, own in zip(readings, hypotheses, priors, strict=True):
        document = Addend("accents stand beside their letters", own)
        # Where accents stand so, one of them is hardly an apostrophe or a sign of its own.
        seldom = Addend("not in this document", pooling.unless(own, prior("extraction", "beside")))
        added = {REPAIR: document, TYPED: seldom, AS_WRITTEN: seldom}
        best = decide([h._replace(addends=(*h.addends, added[h.kind])) if h.kind in added else h for h in here])
        if best.best.new is not None and best.sure is not None:
            yield Place(reading.start, reading.end, best.best.new, best)


def _arranged(value: str) -> _Arrangement | None:
    """The arrangement that makes the most words: accents before their letters, behind, on either side; or None."""
    # A grave accent is ASCII, and code is full of it: it counts where other accents stand in the document.
    graves = "`" in value and len(_FOUND.findall(value)) > value.count("`") // GRAVES
    before = _read(value, _BEFORE, _before, graves)
    behind = [r for r in _read(value, _BEHIND, _behind, graves) if not re.search(f"[{COMBINING}]", r.old)]
    if not before and not behind:
        return None
    samples = [_restored(value, readings) for readings in (before, behind) if readings]
    vocabularies = [(vocabulary.of(sample), sample) for sample in samples]
    words, sample = max(vocabularies, key=lambda item: item[0].share(item[1]))
    if not words.familiar(sample):
        return None  # many languages write tones by such signs, and no list of words says which
    strict = _MISREAD.search(value) is not None
    one_side = [_judged(_fitting(readings, words), words, strict) for readings in (before, behind)]
    best = max(one_side, key=_Arrangement.explained)
    if best.left_out(value) >= LEFT_OUT:
        either = _judged(_fitting(_read(value, _EITHER, _either, graves), words), words, strict)
        if either.explained() > best.explained() + len(either.readings) * math.log(2):
            best = either
    if max(best.odds, default=0.0) <= NAME and best.left_out(value) > len(best.readings):
        return None  # no listed word, and most accents make nothing: stress, or tones
    return best


def _read(value: str, pattern: re.Pattern[str], how: _How, graves: bool) -> list[_Reading]:
    return [r for m in matches(value, pattern) if (r := _reading(value, m, how, graves))]


def matches(value: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """``pattern.finditer(value)`` for one of the patterns above: looked for at signs alone, not at each word.

    >>> [match[0] for match in matches("so it is: Universit\u00a8at", _BEFORE)]
    ['Universit\xa8at']
    """
    done = 0
    for sign in _SIGN.finditer(value):
        if sign.start() >= done:
            starts = (start for start in _starts(value, sign.start()) if start >= done)
            found = next((match for start in starts if (match := pattern.match(value, start))), None)
            done = found.end() if found else done
            if found:
                yield found


def _starts(value: str, at: int) -> Iterator[int]:
    """Where a match may begin whose first sign stands at *at*: at the last two words before it, or there, in order."""
    last = _word(value, at - value.startswith(" ", at - 1) if at else 0)
    if last and value[last - 1] == " " and (before := _word(value, last - 1)) < last - 1:
        yield before
    yield last
    if last < at:
        yield at


def _word(value: str, end: int) -> int:
    """Where the letters begin that end at *end*; *end* if there are none."""
    start = end
    while start and _LETTER.match(value, start - 1):
        start -= 1
    return start


def dotless(value: str) -> Iterator[Place]:
    """The places of *value* where a letter without its dot bears the accent that was drawn over it, decided, in order.

    Readers that put accents on their letters leave the dotless i and j of the font.  Languages that write them so
    (Dene) are told by their words.
    """
    if not _DOTLESS.search(value):
        return
    readings = [
        _Reading(m.start(), m.end(), m[0], (_DOTLESS.sub(lambda one: composed(one[0][0], one[0][1]) or one[0], m[0]),))
        for m in _DOTLESS_WORD.finditer(value)
    ]
    sample = _restored(value, readings)
    words = vocabulary.of(sample)
    if not words.familiar(sample):
        return
    readings = [r for r in readings if r.news[0] != r.old and words.known(r.news[0])]
    news, olds = words.costs([r.news[0] for r in readings]), words.costs([r.old for r in readings])
    written = prior("extraction", "accent_written")
    odds = [old - new - written for new, old in zip(news, olds, strict=True)]
    own = pooling.shared(odds, [r.start for r in readings], [r.old for r in readings], prior("extraction", "accents"))
    for reading, new, old, document in zip(readings, news, olds, own, strict=True):
        stands = Hypothesis(AS_WRITTEN, None, (Addend("signs of the author", written), Addend("its words", -old)))
        addends = (Addend("restores a word", -new), Addend("accents stand beside their letters", document))
        decision = decide([stands, Hypothesis(REPAIR, reading.news[0], addends)])
        if decision.best.new is not None and decision.sure is not None:
            yield Place(reading.start, reading.end, decision.best.new, decision)


def _restored(value: str, readings: list[_Reading]) -> str:
    """The document as it would be, to tell its languages."""
    parts, at = [], 0
    for reading in readings:
        parts += [value[at : reading.start], reading.news[0]]
        at = reading.end
    return "".join(parts) + value[at:]


def _reading(value: str, match: re.Match[str], how: _How, graves: bool) -> _Reading | None:
    old = match[0]
    if not _FOUND.search(old) and not (graves and "`" in old):
        return None
    start, end = match.span()
    if re.match(f"[{FOREIGN}]", value[start - 1 : start] or " ") or re.match(
        f"[{FOREIGN}]", value[end : end + 1] or " "
    ):
        return None
    if old[-1] in SPACING and "-" in (
        value[start - 1 : start],
        value[end : end + 1],
    ):  # stress of a syllable, in books about languages
        return None
    if old[-1] in SPACING and value[end : end + 1] in {*SPACING, "`"}:  # two accents for one letter: it may be either
        return None
    news = tuple(dict.fromkeys(how(old)))
    return _Reading(start, end, old, news) if news else None


def _mark(accent: str, letter: str) -> str:
    if accent == "\u2019" and letter not in "dtlLDT":
        return ""
    return MARKS.get(accent, accent)


def _before(old: str) -> Iterator[str]:
    """All words that *old* can be if each accent belongs to the letter behind it; a blank in front may be one."""
    head, *rest = _SPLIT.split(old)
    options: list[tuple[str, ...]] = [(head.rstrip(" "),)]
    blank = head.endswith(" ")
    if head == " " and rest[0] in COMBINING:  # it carries the mark; the blank between the words is another
        blank = False
    for accent, tail in zip(rest[::2], rest[1::2], strict=True):
        kept = _apostrophe(accent, tail)
        letters = tail.lstrip(" ")
        one = composed(letters[:1], _mark(accent, letters[:1])) if letters else None
        if accent == "\u2019":
            one = None  # the caron of t' stands behind its letter: see below
        ways = []
        if one is not None:
            body = one + letters[1:].rstrip(" ")
            ways += [body, " " + body] if blank else [body]
        elif kept:
            ways.append(kept)
        if not ways:
            return
        options.append(tuple(ways))
        blank = tail.endswith(" ")
    for way in _ways(options):
        yield _carons(way)
        yield way


def _ways(options: list[tuple[str, ...]]) -> Iterator[str]:
    """Every choice of one of each of *options*; where they are very many, the first of all."""
    if sum(len(ways) > 1 for ways in options) > AMBIGUOUS:
        options = [(ways[0],) for ways in options]
    yield from map("".join, product(*options))


def _apostrophe(accent: str, tail: str) -> str:
    """An apostrophe stays one, and may be the caron of Czech d, t or l."""
    return accent + tail.rstrip(" ") if accent == "\u2019" and tail and tail[0] != " " else ""


def _carons(word: str) -> str:
    """``t'`` inside a word that had other accents: the Czech letter."""
    return re.sub("([dtlL])\u2019(?=[a-z\u00e0-\u017e])", lambda m: composed(m[1], "\u030c") or m[0], word)


def _fitting(readings: list[_Reading], words: Vocabulary) -> list[_Reading]:
    """The readings without those that *words* has no letters for: a caron is no apostrophe, and the other way round."""
    unfit = lazy("[dtlL]\u2019[a-z]" if words.codes[0] in CARONS else "[\u010f\u0165\u013e\u013d]")
    fitting = [
        r._replace(news=tuple(new for new in r.news if "\u2019" not in r.old or not unfit.search(new)))
        for r in readings
    ]
    return [r for r in fitting if r.news]


def _behind(old: str) -> Iterator[str]:
    """All words that *old* can be if each accent belongs to the letter in front of it."""
    parts = _SPLIT.split(old)
    options: list[tuple[str, ...]] = []
    for text, accent in zip(parts[::2], parts[1::2], strict=False):
        if accent == "\u2019":
            options.append((text + accent,))
            continue
        body = text.rstrip(" ")
        one = composed(body[-1:], MARKS.get(accent, accent)) if body else None
        if one is None:
            return
        head = body[:-1]
        options.append(
            (head + one, head.rstrip(" ") + one, head.replace(" ", "") + one) if " " in head else (head + one,)
        )
    tail = parts[-1]
    yield from _ways([*options, (tail, tail.lstrip(" ")) if tail.startswith(" ") else (tail,)])


def _either(old: str) -> Iterator[str]:
    """All words that *old* can be if each accent belongs to the letter before or behind it, as its glyph is wide."""
    first, *rest = _SPLIT.split(old)
    ways = [first]
    for accent, tail in zip(rest[::2], rest[1::2], strict=True):
        letters = tail.lstrip(" ")
        on_next = composed(letters[:1], _mark(accent, letters[:1])) if letters else None
        longer = [way + accent + tail for way in ways if accent == "\u2019" and not tail.startswith(" ")]
        for way in ways:
            on_last = composed(way[-1:], MARKS.get(accent, accent)) if way[-1:] not in ("", " ") else None
            if on_last is not None and accent != "\u2019":
                longer += [way[:-1] + on_last + end for end in dict.fromkeys((tail, letters))]
            if on_next is not None and accent != "\u2019":
                longer += [begin + on_next + letters[1:] for begin in dict.fromkeys((way, way.rstrip(" ")))]
        ways = longer
        if len(ways) > MOST_WAYS:
            return
    yield from ways


def _judged(readings: list[_Reading], words: Vocabulary, strict: bool) -> _Arrangement:
    """Per place: its hypotheses, without what the document says; and the log odds of the best repair so far.

    *strict*: the text may have been read in a wrong charset, which words alone can deny.
    """
    found, odds = [], []
    written = prior("extraction", "accent_written")
    blank = prior("extraction", "accent_blank")
    olds = words.costs([_PIECES.sub(" ", r.old) for r in readings])
    apostrophes = words.costs([_LONE_APOSTROPHE.sub("'", r.old) for r in readings])
    news = iter(words.costs([new for r in readings for new in r.news]))
    for reading, old, apostrophe in zip(readings, olds, apostrophes, strict=True):
        signs = len(_FOUND.findall(reading.old))
        letters = sum(len(piece) == 1 for piece in reading.news[0].split())
        typed = prior("extraction", "apostrophe_written")  # so are grave accents, and primes at lone letters
        own = typed if letters == len(reading.news[0].split()) else max(signs, 1) * written if signs else typed
        here = [Hypothesis(AS_WRITTEN, None, (Addend("signs of the author", own), Addend("its words", -old)))]
        if _LONE_APOSTROPHE.search(reading.old):
            other = typed + max(0, signs - 1) * written / 4
            here.append(Hypothesis(TYPED, None, (Addend("typed so", other), Addend("", -apostrophe))))
        combining = re.search(f"[A-Za-z][{COMBINING}]", reading.old) is not None  # on its letter: only a word says no
        carried = re.search(f" [{COMBINING}]", reading.old) is not None  # the blank is the mark's own
        for new in reading.news:
            if (combining or strict or not words.spells(new)) and not words.all_known(new):
                next(news)
                continue
            gone = new.count(" ") / 2 if carried else reading.old.count(" ") - new.count(" ")
            cost = next(news)
            kept = "restores a word" if words.all_known(new) else "restores what may be a word"
            here.append(Hypothesis(REPAIR, new, (Addend(kept, -cost), Addend("blanks", gone * blank))))
        found.append(here)
        repairs = [h.nats for h in here if h.new]
        best = max(repairs) - max(h.nats for h in here if h.new is None) if repairs else -pooling.BOUND
        odds.append(best if any(words.all_known(h.new) for h in here if h.new) else min(best, NAME))
    return _Arrangement(readings, found, odds)


def delimited(value: str, start: int, end: int, places: list[Place]) -> bool:
    """Is ``value[start:end]`` no code between grave accents, because both of these belong to letters of *places*?

    >>> delimited("o`u est-elle, l`a", 1, 16, [])
    False
    """
    sure = [place for place in places if place.decision.sure is not None and place.decision.sure >= Sure.LIKELY]
    return value[start] == value[end - 1] == "`" and all(
        any(place.start <= at < place.end for place in sure) for at in (start, end - 1)
    )


def trimmed(value: str, place: Place) -> tuple[int, int, str]:
    """The span and the new text of *place* without what stays the same at its ends."""
    return trim(value, place.start, place.end, place.new)


def trim(value: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """``value[start:end]`` becomes *new*: the same change without what stays the same at its ends.

    >>> trim("Universit\\u00a8at", 0, 12, "Universit\\u00e4t")
    (9, 11, 'ä')
    """
    old = value[start:end]
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    return start + head, end - tail, new[head : len(new) - tail]
