"""The algebra of edits: whatever the edits, every untouched character maps to itself, and layers compose."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from textclean.spans import Hunk, compose, hunks_of, invert, splice, to_source

Edits = list[tuple[int, int, str]]


@st.composite
def layer(draw: st.DrawFn, text: str) -> Edits:
    """Sorted edits of *text* that do not overlap; no two insertions at one place."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    return [(a, b, draw(st.text("xyz", max_size=3))) for a, b in zip(places[::2], places[1::2], strict=False)]


@st.composite
def story(draw: st.DrawFn) -> tuple[str, list[Edits]]:
    text = draw(st.text("abcdefgh", max_size=20))
    layers: list[Edits] = []
    now = text
    for _ in range(draw(st.integers(0, 4))):
        layers.append(draw(layer(now)))
        now = splice(now, layers[-1])
    return text, layers


@given(story())
def test_composed_hunks_replay_and_undo(given: tuple[str, list[Edits]]) -> None:
    source, layers = given
    now, hunks = source, list[Hunk]()
    for edits in layers:
        hunks = compose(hunks, hunks_of(edits))
        now = splice(now, edits)
    assert splice(source, [(h.start, h.end, now[h.at : h.till]) for h in hunks]) == now
    assert splice(now, [(h.at, h.till, source[h.start : h.end]) for h in hunks]) == source
    ends = [(0, 0), *((h.end, h.till) for h in hunks)]
    starts = [*((h.start, h.at) for h in hunks), (len(source), len(now))]
    for (source_from, at_from), (source_to, at_to) in zip(ends, starts, strict=True):
        assert source[source_from:source_to] == now[at_from:at_to]
    for hunk, following in pairwise(hunks):
        assert hunk.end < following.start or hunk.till < following.at


@given(story())
def test_every_untouched_character_maps_to_itself(given: tuple[str, list[Edits]]) -> None:
    source, layers = given
    now, hunks = source, list[Hunk]()
    for edits in layers:
        hunks = compose(hunks, hunks_of(edits))
        now = splice(now, edits)
    for at in range(len(now)):
        inside = next((h for h in hunks if h.at <= at < h.till), None)
        shift = sum((h.end - h.start) - (h.till - h.at) for h in hunks if h.till <= at)
        expected = (inside.start, inside.end) if inside else (at + shift, at + shift + 1)
        assert to_source(hunks, at, at + 1) == expected


def test_a_place_that_was_deleted_maps_to_the_gap() -> None:
    hunks = hunks_of([(2, 5, "")])
    assert to_source(invert(hunks), 2, 5) == (2, 2)
    assert to_source(hunks, 0, 1) == (0, 1)
    assert to_source(hunks, 2, 2) == (2, 5)
    assert to_source(hunks, 4, 5) == (7, 8)
