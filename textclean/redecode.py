"""Find the chains of wrong charsets in one document and undo them: the document, its lines, spans inside a line.

The order matters, for a local repair destroys the bytes that a longer chain needs:

1. one chain for the document, found on a sample of its suspicious lines;
2. chains proven so far, then a search of its own, for every suspicious line left;
3. runs of valid UTF-8 under some charset inside a line that is otherwise right.

A chain proven once is tried on all other lines.  Everything is counted, so that hostile text stays linear: after
``PATIENCE`` lines that no chain explains, only proven chains are tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textclean import adapter, chains, garbled, islands, language, misread, plausible
from textclean.chains import Reading
from textclean.charsets import charset
from textclean.contract import Batch, Edit, Sure
from textclean.fees import Step

SMALL = 4000  # code points up to which the whole document is the sample
PATIENCE = 12  # lines without a chain, after which no new chain is searched
BATCH = 48  # lines that the model judges before it trusts a chain with the rest

_BLANKS = re.compile("([\x00-\x2f]+)")  # never a trail byte in a two-byte charset


class Repair(NamedTuple):
    """``value[start:end]`` was *new* before *chain* befell it."""

    start: int
    end: int
    new: str
    chain: tuple[Step, ...]
    sure: Sure


def repairs(value: str, places: misread.Places) -> Iterator[Edit | Batch]:
    """The edits that undo all chains found in *value*; *places* are suspicious beside those of ``garbled.PATTERN``."""
    lines = hot_lines(value, places)
    if not lines:
        return
    found = _Document(value, lines)
    if whole := found.whole():
        new, chain, sure = whole
        yield Batch(new, lambda: list(edits_of(0, value, new, chain, sure)), sure)
        return
    for repair in found.pieces():
        yield from edits_of(repair.start, value[repair.start : repair.end], repair.new, repair.chain, repair.sure)


def hot_lines(value: str, places: misread.Places) -> list[tuple[int, int]]:
    """The spans of the lines (LF only) that hold something suspicious, sorted."""
    found: set[tuple[int, int]] = set()
    for pattern in (garbled.EXPRESSION, *places.patterns):
        found.update(_lines_of(value, lambda at, pattern=pattern: pattern.search(value, at)))  # type: ignore[misc]
    if places.words:
        words = re.compile("|".join(map(re.escape, places.words[:40])))
        found.update(_lines_of(value, lambda at: words.search(value, at)))
    return sorted(found)


def _lines_of(value: str, search: Callable[[int], re.Match[str] | None]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(value) and (match := search(at)):
        start = value.rfind("\n", at, match.start()) + 1 or at
        at = value.find("\n", match.start()) + 1 or len(value)
        yield start, at


class _Document:
    def __init__(self, value: str, lines: list[tuple[int, int]]) -> None:
        self.value, self.lines = value, lines
        self.proven: list[tuple[Step, ...]] = []

    def whole(self) -> tuple[str, tuple[Step, ...], Sure] | None:
        """The document with one chain undone, if one explains all of it."""
        sample = self.value
        if len(sample) > SMALL:
            sample = "".join(self.value[start:end] for start, end in self.lines[: chains.LONG // 4])
        taken = chains.search(sample)
        if taken is None:
            return None
        chain, sure = taken[0].chain, _grade(sample, *taken)
        if sample == self.value:
            return taken[0].text, chain, sure
        if sure < Sure.LIKELY:
            return None
        self.proven.append(chain)
        if any(step.meant != "utf-8" for step in chain):
            return None
        new = chains.undo(self.value, chain)
        return None if new is None else (new, chain, sure)

    def pieces(self) -> Iterator[Repair]:
        """Repairs of single lines and of spans inside lines."""
        waiting = self.lines
        for chain in self.proven:
            done, waiting = self._by(chain, waiting)
            yield from done
        failures = 0
        while waiting:
            (start, end), waiting = waiting[0], waiting[1:]
            line = self.value[start:end]
            looks = garbled.suspicious(line)
            taken = chains.search(line) if failures < (PATIENCE if looks else PATIENCE // 4) else None
            if taken is None:
                failures += 1
                if looks:
                    yield from self._islands(start, line) or _last(start, line)
                continue
            sure = min(_grade(line, *taken), self._foreign(taken[0].chain))
            yield Repair(start, end, taken[0].text, taken[0].chain, sure)
            if sure >= Sure.LIKELY:
                done, waiting = self._by(taken[0].chain, waiting)
                yield from done

    def _foreign(self, chain: tuple[Step, ...]) -> Sure:
        """How sure a chain found on one line can be: hardly, if the document as a whole is worse for it."""
        if chain[-1].meant == "utf-8":
            return Sure.CERTAIN
        text = chains.condensed(self.value, chains.LONG)
        new = chains.undo(text, chain, cut=True)
        if new is None or not (plausible.latin(text) and plausible.latin(new)) or plausible.believable(text, new, False):
            return Sure.CERTAIN
        return Sure.GUESS

    def _by(self, chain: tuple[Step, ...], lines: list[tuple[int, int]]) -> tuple[list[Repair], list[tuple[int, int]]]:
        """The repairs of those *lines* that the proven *chain* explains, and the other lines."""
        from_utf8 = all(step.meant == "utf-8" for step in chain)
        fits: list[Repair] = []
        for start, end in lines if from_utf8 else self._with(lines):
            line = self.value[start:end]
            new = chains.undo(line, chain)
            if new is not None and new != line and (not from_utf8 or plausible.believable(line, new, True)):
                fits.append(Repair(start, end, new, chain, Sure.LIKELY))
        if not from_utf8:
            fits = self._likelier(fits)
        done = {repair.start for repair in fits}
        return fits, [span for span in lines if span[0] not in done]

    def _with(self, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """*lines*, and all others that are not ASCII and not done: a legacy chain damages lines that do not look it."""
        done = set(self.lines) - set(lines)
        starts = [0, *(match.end() for match in re.finditer("\n", self.value))]
        spans = zip(starts, [*starts[1:], len(self.value)], strict=True)
        return [span for span in spans if span not in done and not self.value[slice(*span)].isascii()]

    def _likelier(self, repairs: list[Repair]) -> list[Repair]:
        """Those repairs that the model agrees with; of many, only a part and the doubtful ones are shown to it."""
        step = max(1, len(repairs) // BATCH)
        asked = [r for at, r in enumerate(repairs) if at % step == 0 or plausible.SEAM.search(r.new)]
        texts = [text for r in asked for text in (self.value[r.start : r.end][:400], r.new[:400])]
        costs = language.costs(texts)
        refused = {r.start for r, before, after in zip(asked, costs[::2], costs[1::2], strict=True) if before.nats < after.nats}
        if len(refused) * 4 > len(asked) and step > 1:
            return [r for r in asked if r.start not in refused]
        return [r for r in repairs if r.start not in refused]

    def _islands(self, start: int, line: str) -> list[Repair]:
        """Runs of UTF-8 inside a *line* that no chain explains as a whole."""
        name, found = islands.islands(line, self.value)
        chain = (Step("utf-8", name),)
        return [Repair(start + a, start + b, new, chain, Sure.LIKELY) for a, b, new in found]


def _last(start: int, line: str) -> Iterator[Repair]:
    """What no chain explains: C1 controls as Windows characters, then what ftfy knows, if it leaves nothing garbled."""
    new = chains.undo(line, (chains.WINDOWS,))
    if new and new != line and not garbled.suspicious(new):
        yield Repair(start, start + len(line), new, (chains.WINDOWS,), Sure.LIKELY)
        return
    new = _ftfy(line)
    if new == line or garbled.suspicious(new) or plausible.about_mojibake(line):
        return
    if plausible.believable(line, new, True, every=True) and language.gain(line, new) > 0:
        yield Repair(start, start + len(line), new, (Step("utf-8", "cp1252"),), Sure.LIKELY)


def _ftfy(line: str) -> str:
    """The encoding part of ftfy alone: its other fixes are not restoration.  explain=False would lose the settings."""
    if "\x85" in line:  # a line end, as likely as an ellipsis
        return line
    import ftfy

    off = dict.fromkeys((
        "unescape_html", "remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes",
        "fix_line_breaks", "fix_surrogates", "remove_control_chars",
    ), False)  # fmt: skip
    return ftfy.fix_encoding_and_explain(line, ftfy.TextFixerConfig(**off, normalization=None, explain=True)).text


def _grade(text: str, reading: Reading, margin: float) -> Sure:
    """How sure a reading of *text* is, found with *margin* nats.

    Where the script stays, one word proves nothing (``Dzie\xf1`` may be a word somewhere), unless a sign stands in it.
    """
    if reading.chain[-1].meant == "utf-8" or reading.chain == (chains.WINDOWS,):
        return Sure.CERTAIN if margin > 8 else Sure.LIKELY
    if plausible.latin(text) and plausible.latin(reading.text):
        enough = 4.0
    elif plausible.cyrillic(text):
        if not plausible.cyrillic(reading.text):
            enough = 4 if plausible.SEAM.search(text) else 12 if garbled.suspicious(text) else 1e9
            return Sure.LIKELY if margin > enough else Sure.GUESS
        enough = 12.0
    else:
        return Sure.CERTAIN if margin > 16 else Sure.LIKELY
    words = {old for old, _ in plausible.changed_words(text, reading.text)}
    if len(words) > 1:
        return Sure.LIKELY if margin > enough else Sure.GUESS
    return Sure.LIKELY if margin > 10 and any(map(_SIGN_INSIDE.search, words)) else Sure.GUESS


_SIGN_INSIDE = re.compile("[a-z][\xc0-\xde]|[a-z][\x80-\x9f\xa1-\xb6\xb8-\xbf\u02c6\u02dc\u2020-\u2030\u201a\u201e][a-z]")


def edits_of(at: int, before: str, after: str, chain: tuple[Step, ...], sure: Sure) -> Iterator[Edit]:
    """One edit for each changed run of non-ASCII characters of *before*, which starts at *at* in the document."""
    why = chains.why(chain)
    wide = any(charset(name).wide for step in chain for name in step if name != "utf-8")
    for start, end, new in adapter.differences(at, before, after, *([_BLANKS] if wide else [])):
        yield Edit(start, end, new, why, sure)
