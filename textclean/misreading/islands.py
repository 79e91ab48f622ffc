"""Islands of mojibake: runs of valid UTF-8 under some charset, inside a line that is otherwise right.

A damaged phrase is quoted in a good sentence, or two good files were joined.  The line as a whole does not decode, so
only the runs are read anew: where characters meet as they do in mojibake, where the whole word then looks written,
where the lead characters hardly ever stand alone in the document, and where the model finds the words likelier.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from textclean import garbled, language
from textclean.misreading import look_alikes, plausible
from textclean.misreading.charsets import ONE_BYTE, charset, utf8
from textclean.patterns import lazy
from textclean.spans import splice

RUNS = 200  # runs of one line that the model judges before it trusts a charset with the rest
ENOUGH = 6.0  # nats that reading a run anew must gain
PROVEN = 3  # islands of one script in a line, after which its other runs are read too
_LONG = 4000  # code points of a line that is not remembered
_NOT_ASCII = lazy("[^\\x00-\\x7f]")
_ASCII_LETTER = lazy("[A-Za-z]")
_ACCENTED = lazy("[\u00c0-\u024f\u1e00-\u1eff]+")
_GREEK_OR_CYRILLIC = lazy("[\u0370-\u052f]")


class Island(NamedTuple):
    """``line[start:end]`` reads *new* as UTF-8."""

    start: int
    end: int
    new: str


def islands(line: str, document: str) -> tuple[str, list[Island]]:
    """The charset that explains the most of *line*, and its islands; *document* is the text that holds the line."""
    best: tuple[float, str, list[Island]] = (0.0, "", [])
    seen: list[list[Island]] = [[]]
    for name, runs in _candidates(line) if len(line) > _LONG else _remembered(line):
        found = _written(line, runs)
        if found in seen:
            continue
        seen.append(found)
        gain, good = _judged(line, found)
        if gain > best[0] and _led(good, line, document, name):
            best = (gain, name, good)
    return best[1], sorted(best[2] + _in_company(line, best[1], best[2]))


def _candidates(line: str) -> list[tuple[str, list[Island]]]:
    """The charsets under which runs of *line* are UTF-8, without those that give what another gave.

    None at all, if some place that looks garbled is out of reach of all of them: the line would stay garbled.
    """
    found: list[tuple[str, list[Island]]] = []
    characters = {char for char in line if char > "\x7f"}
    hot: dict[tuple[int, int], bool] = {}
    reached: set[int] = set()
    for name in ONE_BYTE:
        if len(characters & charset(name).characters) >= 2:
            runs = _runs(line, name, hot)
            if runs and all(runs != others for _, others in found):
                found.append((name, runs))
                reached.update(*(range(run.start - 1, run.end + 2) for run in runs))
    garbled_places = (range(m.start() - 1, m.end() + 1) for m in garbled.EXPRESSION.finditer(line))
    return [] if any(map(reached.isdisjoint, garbled_places)) else found


# A stage runs until it is quiet, so a line beyond repair is asked about again.
_remembered = lru_cache(maxsize=256)(_candidates)


def _runs(line: str, name: str, hot: dict[tuple[int, int], bool]) -> list[Island]:
    """The runs of *line* that are UTF-8 under that charset and look garbled; *hot* remembers which spans do."""
    runs = []
    for match in charset(name).runs.finditer(line):
        span = match.span()
        if span not in hot:
            hot[span] = garbled.EXPRESSION.search(line, max(0, span[0] - 1), span[1] + 1) is not None
        if hot[span]:
            data = charset(name).encode(match[0])
            new = None if data is None else utf8(data)
            if new and plausible.possible(match[0], new) and not plausible.letters_by_chance(name, match[0], new):
                runs.append(Island(*span, new))
    return runs


def _written(line: str, runs: list[Island]) -> list[Island]:
    """Those of *runs* that leave a word that looks written."""
    about = plausible.about_mojibake(line)
    good = []
    for at, run in enumerate(runs):
        first = line.rfind(" ", max(0, run.start - 30), run.start) + 1 or max(0, run.start - 30)
        last = line.find(" ", run.end, run.end + 30)
        last = run.end + 30 if last < 0 else last
        word = line[first:last]
        for other in reversed(runs[max(0, at - 10) : at + 10]):
            if first <= other.start and other.end <= last:
                word = word[: other.start - first] + other.new + word[other.end - first :]
        # Where the word still looks garbled, a longer chain may explain all of it.
        if not garbled.suspicious(word) and plausible.believable(line[first:last], word, True, about):
            good.append(run)
    return good


def _judged(line: str, found: list[Island]) -> tuple[float, list[Island]]:
    """The nats that the islands gain, and those that are worth it."""
    windows = []
    for start, end, new in found[:RUNS]:
        left, right = line[max(0, start - 12) : start], line[end : end + 12]
        windows += [left + line[start:end] + right, left + new + right]
    costs = language.costs(windows)
    gains = [before.nats - after.nats for before, after in zip(costs[::2], costs[1::2], strict=True)]
    good = [run for run, gain in zip(found, gains, strict=False) if gain > ENOUGH]
    if any("\u0370" <= line[run.start] <= "\u052f" for run in good):  # or are they look-alikes?
        folds = language.costs([look_alikes.folded(window) for window in windows[::2]])
        after = [cost.nats + look_alikes.FEE for cost in costs[1::2]]
        twins = {run for run, fold, nats in zip(found, folds, after, strict=False) if fold.nats <= nats}
        good = [run for run in good if run not in twins]
    if len(good) * 10 >= len(gains) * 9:
        good += found[RUNS:]
    return sum(gain for gain in gains if gain > ENOUGH), good


def _in_company(line: str, name: str, good: list[Island]) -> list[Island]:
    """The other runs of *line* that read as the script of *good*: a word of one letter proves nothing by itself.

    Accented Latin letters must stand in a word.
    """
    if len(good) < PROVEN:
        return []
    letters = {char for run in good for char in run.new}
    scripts = {ord(char) >> 7 for char in letters if char > "\u036f" and not "\u1e00" <= char < "\u2c00"}
    latin = any(map(_ACCENTED.match, letters))
    taken = {run.start for run in good}
    others = [match for match in charset(name).runs.finditer(line) if match.start() not in taken]
    found = []
    for match in others:
        start, end = match.span()
        data = charset(name).encode(match[0])
        new = None if data is None else utf8(data)
        in_word = _ASCII_LETTER.match(line[start - 1 : start]) or _ASCII_LETTER.match(line, end)
        if new and ({ord(char) >> 7 for char in new} <= scripts or (latin and in_word and _ACCENTED.fullmatch(new))):
            found.append(Island(start, end, new))
    if _GREEK_OR_CYRILLIC.match(line, good[0].start):  # shown as letters that may be the line's own elsewhere
        left = splice(line, ((run.start, run.end, "") for run in sorted(good + found)))
        return [] if _GREEK_OR_CYRILLIC.search(left) else found
    return found


def _led(found: list[Island], line: str, document: str, name: str) -> bool:
    """Are the characters that start the islands hardly ever met in the document without starting one?"""
    leads = {line[run.start] for run in found}
    about = _document(document)
    total = sum(about.counts[lead] for lead in leads)
    if total <= 2 * len(found):
        return True
    inside = about.inside(name)
    return total <= 2 * sum(inside[lead] for lead in leads)


class _Document:
    """How often characters that are not ASCII stand in a document, and how often inside of its runs.

    Counted once for all of its lines: asked anew for each, a document of many lines would take quadratic time.
    """

    def __init__(self, value: str) -> None:
        self.value = value
        self.counts = Counter(_NOT_ASCII.findall(value))
        self._inside: dict[str, Counter[str]] = {}

    def inside(self, name: str) -> Counter[str]:
        """The characters of all runs that could be UTF-8 under that charset."""
        if name not in self._inside:
            self._inside[name] = Counter("".join(match[0] for match in charset(name).runs.finditer(self.value)))
        return self._inside[name]


@lru_cache(maxsize=1)
def _document(value: str) -> _Document:
    return _Document(value)
