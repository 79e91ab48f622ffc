"""What a result says of itself: places both ways, replay and undo, and the error for another text."""

from __future__ import annotations

import dataclasses

import pytest

import textclean
from textclean.contract import Sure
from textclean.errors import UsageError
from textclean.result import Change, Fix, Problem, Result
from textclean.spans import Hunk

# 0123456789    01234567
# abXYcd&e;f -> abxcdeégf: one letter for two, one for three, and one put in.
RESULT = Result(
    "abxcdeégf",
    "abXYcd&e;gf",
    fixes=(Fix("fold", "two for one", Sure.CERTAIN, 2, 4, "XY", "x"),),
    changes=(Change(2, 4, 2, 3, "XY", "x"), Change(6, 9, 5, 7, "&e;", "eé")),
    _hunks=(Hunk(2, 4, 2, 3), Hunk(6, 9, 5, 7)),
)


@pytest.mark.parametrize(
    ("text", "source"),
    [((0, 1), (0, 1)), ((2, 3), (2, 4)), ((3, 4), (4, 5)), ((4, 6), (5, 9)), ((5, 6), (6, 9)), ((6, 8), (6, 10))],
)
def test_places_lead_back_to_the_source(text: tuple[int, int], source: tuple[int, int]) -> None:
    assert RESULT.source(*text) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [((0, 1), (0, 1)), ((2, 3), (2, 3)), ((3, 5), (2, 4)), ((4, 5), (3, 4)), ((7, 8), (5, 7)), ((9, 11), (7, 9))],
)
def test_places_of_the_source_lead_to_the_text(source: tuple[int, int], text: tuple[int, int]) -> None:
    assert RESULT.target(*source) == text


def test_replay_and_undo() -> None:
    assert RESULT.replay() == RESULT.replay("abXYcd&e;gf") == "abxcdeégf"
    assert RESULT.undo() == RESULT.undo("abxcdeégf") == "abXYcd&e;gf"


def test_replay_and_undo_refuse_another_text() -> None:
    with pytest.raises(UsageError) as caught:
        RESULT.replay("abXycd&e;gf")
    assert str(caught.value) == (
        "this is not the text the changes were recorded for: 'Xy' instead of 'XY' at 2:4; inspect the text anew"
    )
    with pytest.raises(UsageError) as caught:
        RESULT.undo("abxcdeèg")
    assert str(caught.value) == (
        "this is not the text the changes were recorded for: 'eè' instead of 'eé' at 5:7; inspect the text anew"
    )


def test_an_empty_text_is_a_text_of_its_own() -> None:
    with pytest.raises(UsageError):
        RESULT.replay("")
    with pytest.raises(UsageError):
        RESULT.undo("")


def test_replay_and_undo_touch_nothing_but_the_changes() -> None:
    assert RESULT.replay("--XY--&e;") == "--x--eé"
    assert RESULT.undo("--x--eé--") == "--XY--&e;--"


def test_changed_and_encoding() -> None:
    assert RESULT.changed is True
    assert Result("same", "same").changed is False
    assert RESULT.encoding is None
    assert textclean.inspect("naïve".encode("cp1252")).encoding == "windows-1252"


def test_undo_gives_the_very_bytes() -> None:
    for data in (
        b"Caf\xe9, d\xe9j\xe0 vu \x97 \x81",
        "\ufeffTh\u0435 b\u0430nk".encode("utf-16"),
        b"a\xff\xfe\xe9\xc3\xa9 ok \xc3",
    ):
        result = textclean.inspect(data)
        assert result.undo() == result.undo(result.text) == data


def test_defaults_say_that_nothing_happened() -> None:
    result = Result("text", "text")
    assert (result.fixes, result.held, result.changes, result.problems) == ((), (), (), ())
    assert result.settled is True
    assert result.decoded is None
    assert result.source(1, 3) == result.target(1, 3) == (1, 3)
    assert result.replay() == result.undo() == "text"
    assert "_hunks" not in repr(result)
    assert Fix("tags", "why", Sure.GUESS, 0, 1, "a", "b").held == ""


def test_results_are_values() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RESULT.text = "other"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        RESULT.fixes[0].old = "other"  # type: ignore[misc]
    assert not hasattr(RESULT, "__dict__")
    assert dataclasses.replace(RESULT) == RESULT
    assert Problem("rule", "error") == ("rule", "error")


def test_a_notebook_shows_both_sides() -> None:
    shown = textclean.inspect("Th\u0435 <b>president</b>, zero\u200bwidth t0wn")._repr_html_()
    assert "<b>president" not in shown
    assert '<mark><b>\u0435<span class="cp">U+0435</span></b></mark> &lt;b&gt;president' in shown
    assert '<mark class="held">' in shown
    assert "2 changes, 1 held" in shown
    assert "<script" not in shown
    assert "nothing to restore, read as utf-8" in textclean.inspect("caf\u00e9".encode())._repr_html_()


def test_a_long_result_is_shown_in_part() -> None:
    shown = textclean.inspect("Th\u0435 end of it.\n" * 60)._repr_html_()
    assert shown.count('colspan="2"') == 50
    assert "And 10 more damaged lines" in shown


def test_a_terminal_shows_each_damaged_line(capsys: pytest.CaptureFixture[str]) -> None:
    result = textclean.inspect("Ordinary.\nTh\u0435 end\n")
    result.show()
    told = capsys.readouterr().out
    assert "text:2:3: homoglyphs: " in told
    assert told.endswith("    - Th[U+0435] end\n    + The end\n1 change\n")
    result.show(colour=True)
    assert "\x1b[" in capsys.readouterr().out
    textclean.inspect("fine").show()
    assert capsys.readouterr().out == "nothing to restore\n"
