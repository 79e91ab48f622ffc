"""The code points of a line beside those of its earlier version.

First without edits: is the whole line the earlier one after damage?  That is a walk from the left with all states that
are possible, of which there are hardly ever more than two or three.  Else with edits, at the lowest cost: over words
in ASCII that both have, and between these over all pairs of code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from textclean.history import images
from textclean.patterns import lazy

SAME, EDITED = "same", "edited"
_COST = {
    SAME: 0.0,
    images.LOST: 0.2,
    images.MISREAD: 0.2,
    images.CROSSED: 0.6,
    images.ASKED: 0.4,
    images.QUERIED: 0.5,
    images.FOLDED: 0.6,
    images.DROPPED: 0.5,
}
_EDIT = 1.0  # for a code point that only one version has, or both have differently
_OPEN = 1.0  # more for the first of them in a row
_STATES = 64  # of the walk; those of lowest cost go on
_PAIRS = 600  # pairs of code points that are looked at at once
_MOST = 40_000  # the same between two words that both versions have; beyond, nothing is compared
_TOKENS = 20_000  # words of a line, squared

_ASCII = lazy("[\0-\x7f]+")
_BEYOND = lazy("[^\0-\x7f]+")
_WORD = lazy("[A-Za-z0-9]+")
_TOKEN = lazy("[A-Za-z0-9]+|[^A-Za-z0-9]")


class Step(NamedTuple):
    """``old[start:end]`` stands as ``new[at:till]``, in code points: the same, an image of a kind, or edited."""

    start: int
    end: int
    at: int
    till: int
    kind: str


class _State(NamedTuple):
    """The cost up to here, the step that led here, and from which state."""

    cost: float
    step: Step | None = None
    before: int = 0


def explained(old: str, new: str, encoding: str, drops: bool = False) -> list[Step] | None:
    """The steps by which damage alone made *new* of *old*; None if there are none.

    *encoding* is that of the earlier file, in which it may have been misread.  *drops*: letters may be missing.
    """
    if (steps := _uniform(old, new)) is not None:
        return steps
    reached: list[dict[int, _State]] = [{} for _ in range(len(old) + 1)]
    reached[0][0] = _State(0.0)
    for at in range(len(old)):
        states = reached[at]
        if not states:
            continue
        if len(states) > _STATES:
            states = dict(sorted(states.items(), key=lambda item: item[1].cost)[:_STATES])
        reached[at] = states
        moves = _moves(old, at, encoding, drops)
        for place, state in states.items():
            for end, text, kind in moves:
                if new.startswith(text, place):
                    till = place + len(text)
                    cost = state.cost + _COST[kind] * (end - at)
                    known = reached[end].get(till)
                    if known is None or cost < known.cost:
                        reached[end][till] = _State(cost, Step(at, end, place, till, kind), place)
    if len(new) not in reached[-1]:
        return None
    return _back(reached, len(old), len(new))


def _uniform(old: str, new: str) -> list[Step] | None:
    """The steps if the same damage was done to every code point of *old*, as most tools do it: quickly found."""
    if old.isascii():
        return [Step(0, len(old), 0, len(new), SAME)] if old == new else None
    for uniform in images.UNIFORM:
        if old.translate(uniform.table) == new:
            break
    else:
        return None
    steps: list[Step] = []
    at = done = 0
    for match in _BEYOND.finditer(old):
        if match.start() > done:
            steps.append(Step(done, match.start(), at, at + match.start() - done, SAME))
            at += match.start() - done
        for number, character in enumerate(match[0], match.start()):
            image = uniform.table[ord(character)]
            kind = SAME if image == character else uniform.kind(character)
            steps.append(Step(number, number + 1, at, at + len(image), kind))
            at += len(image)
        done = match.end()
    if done < len(old):
        steps.append(Step(done, len(old), at, len(new), SAME))
    return steps


def _moves(old: str, at: int, encoding: str, drops: bool) -> list[tuple[int, str, str]]:
    """What may stand for ``old[at:end]``, with that end and the kind."""
    plain = _ASCII.match(old, at)
    if plain:
        return [(plain.end(), plain[0], SAME)]
    moves = [(at + 1, old[at], SAME)]
    moves += [(at + 1, image.text, image.kind) for image in images.of_character(old[at])]
    if drops and images.is_letter(old[at]):
        moves.append((at + 1, "", images.DROPPED))
    if at == 0 or old[at - 1].isascii():
        run = _BEYOND.match(old, at)
        assert run is not None
        end = run.end()
        moves += [(end, image.text, image.kind) for image in images.of_run(run[0], encoding)]
        if end < len(old) and old[end] != "\n":  # half of a character may have taken the next one with it
            both = old[at : end + 1]
            moves += [(end + 1, image.text, image.kind) for image in images.of_run(both, encoding)]
    return moves


def _back(reached: list[dict[int, _State]], at: int, key: int) -> list[Step]:
    """The steps that led to the state *key* behind ``old[:at]``."""
    steps = []
    while (state := reached[at][key]).step is not None:
        steps.append(state.step)
        at, key = state.step.start, state.before
    return steps[::-1]


def aligned(old: str, new: str, encoding: str) -> list[Step]:
    """The steps from *old* to *new* with the fewest edits, as far as lines of their length can be compared."""
    return list(_aligned(old, new, encoding, 0, 0, words=True))


def _aligned(old: str, new: str, encoding: str, start: int, at: int, words: bool) -> Iterator[Step]:
    if not old and not new:
        return
    size = len(old) * len(new)
    found = explained(old, new, encoding) if old and new else None
    if found is not None:
        yield from (Step(s.start + start, s.end + start, s.at + at, s.till + at, s.kind) for s in found)
    elif words and size > _PAIRS:
        yield from _by_words(old, new, encoding, start, at)
    elif size and size <= _MOST:
        for s in _cheapest(old, new, encoding):
            yield Step(s.start + start, s.end + start, s.at + at, s.till + at, s.kind)
    else:
        yield Step(start, start + len(old), at, at + len(new), EDITED)


def _by_words(old: str, new: str, encoding: str, start: int, at: int) -> Iterator[Step]:
    """The same, between the words in ASCII that both have."""
    olds, news = ([(m.start(), m[0]) for m in _TOKEN.finditer(text)] for text in (old, new))
    if len(olds) * len(news) > _TOKENS * _TOKENS:
        yield Step(start, start + len(old), at, at + len(new), EDITED)
        return
    # Signs match too often to prove anything.
    keys = (word if len(word) > 1 else f"old {n}" for n, (_, word) in enumerate(olds))
    others = (word if len(word) > 1 else f"new {n}" for n, (_, word) in enumerate(news))
    matcher = SequenceMatcher(None, list(keys), list(others), autojunk=len(olds) > 2000)
    done = placed = 0
    for match in matcher.get_matching_blocks():
        begin = olds[match.a][0] if match.a < len(olds) else len(old)
        place = news[match.b][0] if match.b < len(news) else len(new)
        yield from _aligned(old[done:begin], new[placed:place], encoding, start + done, at + placed, words=False)
        if match.size:
            last = olds[match.a + match.size - 1]
            length = last[0] + len(last[1]) - begin
            yield Step(start + begin, start + begin + length, at + place, at + place + length, SAME)
            done, placed = begin + length, place + length


def _cheapest(old: str, new: str, encoding: str) -> list[Step]:
    """All pairs of code points weighed; what only one version has, or both have differently, is an edit."""
    columns = len(new) + 1
    # Two states for each pair of places: the second is behind an edit, for to begin one costs more than to go on.
    reached: list[dict[int, _State]] = [{} for _ in range(len(old) + 1)]
    reached[0][0] = _State(0.0)

    def offer(end: int, key: int, cost: float, step: Step, before: int) -> None:
        known = reached[end].get(key)
        if known is None or cost < known.cost:
            reached[end][key] = _State(cost, step, before)

    for at in range(len(old) + 1):
        moves: list[tuple[int, str, str]] = []
        if at < len(old):
            moves = _moves(old, at, encoding, False) if not old[at].isascii() else [(at + 1, old[at], SAME)]
        for place in range(columns):
            for key, open_cost in ((place, _OPEN), (place + columns, 0.0)):
                state = reached[at].get(key)
                if state is None:
                    continue
                more = state.cost + _EDIT + open_cost
                for end, till in ((at, place + 1), (at + 1, place), (at + 1, place + 1)):
                    if end <= len(old) and till < columns:
                        offer(end, till + columns, more, Step(at, end, place, till, EDITED), key)
                for end, text, kind in moves:
                    if new.startswith(text, place):
                        till = place + len(text)
                        offer(end, till, state.cost + _COST[kind] * (end - at), Step(at, end, place, till, kind), key)
    last = [key for key in (len(new), len(new) + columns) if key in reached[-1]]
    return _back(reached, len(old), min(last, key=lambda key: reached[-1][key].cost))


def similar(old: str, new: str) -> float:
    """How many of the words of either line both have once they are folded to ASCII, or end or begin in, from 0 to 1."""
    a, b = (set(_WORD.findall(text.translate(images.FOLDING))) | set(_WORD.findall(text)) for text in (old, new))
    return len(a & b) / max(min(len(a), len(b)), 1)
