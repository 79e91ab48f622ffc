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


def test_splice_and_hunks_of() -> None:
    assert splice("abcdef", []) == "abcdef"
    assert splice("abcdef", [(0, 1, ""), (1, 1, "xy"), (3, 5, "z"), (6, 6, "!")]) == "xybczf!"
    assert hunks_of([]) == []
    assert hunks_of([(0, 1, ""), (2, 3, "xyz"), (5, 5, "q")]) == [Hunk(0, 1, 0, 0), Hunk(2, 3, 1, 4), Hunk(5, 5, 6, 7)]


def test_edits_that_touch_are_one_hunk() -> None:
    assert hunks_of([(1, 2, "xy"), (2, 4, ""), (4, 4, "z"), (5, 6, "")]) == [Hunk(1, 4, 1, 4), Hunk(5, 6, 5, 5)]


def test_an_empty_layer_changes_nothing() -> None:
    hunks = hunks_of([(1, 2, "xy")])
    for composed in (compose(hunks, []), compose([], hunks), compose(tuple(hunks), ()), compose([], [])):
        assert isinstance(composed, list)
    assert compose(hunks, []) == compose([], hunks) == hunks


def test_layers_side_by_side_stay_apart() -> None:
    first = hunks_of([(1, 2, "xyz")])  # abcdef -> axyzcdef
    assert compose(first, hunks_of([(5, 6, "")])) == [Hunk(1, 2, 1, 4), Hunk(3, 4, 5, 5)]
    assert compose(first, hunks_of([(0, 0, "__")])) == [Hunk(0, 0, 0, 2), Hunk(1, 2, 3, 6)]


def test_layers_that_touch_or_overlap_are_one_cluster() -> None:
    first = hunks_of([(1, 2, "xyz"), (4, 5, "")])  # abcdef -> axyzcdf
    assert compose(first, hunks_of([(4, 5, "C")])) == [Hunk(1, 3, 1, 5), Hunk(4, 5, 6, 6)]
    assert compose(first, hunks_of([(3, 6, "-")])) == [Hunk(1, 5, 1, 4)]
    assert compose(first, hunks_of([(2, 3, "")])) == [Hunk(1, 2, 1, 3), Hunk(4, 5, 5, 5)]


# source a bc d ef g, result a XYZ d g and Q at the end: one hunk longer, one deletion, one insertion.
PLACES = [Hunk(1, 3, 1, 4), Hunk(4, 6, 5, 5), Hunk(7, 7, 6, 7)]


def test_every_span_of_the_result_has_its_place() -> None:
    expected = {
        (0, 0): (0, 0), (0, 1): (0, 1), (0, 2): (0, 3), (0, 4): (0, 3), (0, 5): (0, 4), (0, 6): (0, 7), (0, 7): (0, 7),
        (1, 1): (1, 3), (1, 2): (1, 3), (1, 4): (1, 3), (1, 5): (1, 4), (1, 6): (1, 7), (2, 2): (1, 3), (2, 3): (1, 3),
        (3, 3): (1, 3), (3, 4): (1, 3), (3, 5): (1, 4), (4, 4): (3, 3), (4, 5): (3, 4), (4, 6): (3, 7), (4, 7): (3, 7),
        (5, 5): (4, 6), (5, 6): (6, 7), (5, 7): (6, 7), (6, 6): (7, 7), (6, 7): (7, 7), (7, 7): (7, 7),
    }  # fmt: skip
    assert {span: to_source(PLACES, *span) for span in expected} == expected


def test_invert_goes_the_other_way() -> None:
    assert invert(PLACES) == [Hunk(1, 4, 1, 3), Hunk(5, 5, 4, 6), Hunk(6, 7, 7, 7)]
    assert invert(invert(PLACES)) == PLACES


def test_without_hunks_every_place_is_its_own() -> None:
    assert to_source([], 3, 5) == (3, 5)
    assert to_source([], 3, 3) == (3, 3)
    assert to_source([], 0, 0) == (0, 0)
