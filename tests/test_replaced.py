"""Letters that became U+FFFD come back where a list has the word, and only there."""

from __future__ import annotations

import time

import pytest

from textclean import clean, inspect
from textclean.mojibake import replaced

RESTORED = [
    ("La situaci?n econ?mica del pa?s", "La situación económica del país"),
    ("I don?t know what it?s about", "I don’t know what it’s about"),
]
HELD = [
    ("Das ist f?r alle M?nner und Frauen", "Das ist für alle Männer und Frauen"),
    ("dzisiaj jest ju? dziesi?? lat", "dzisiaj jest już dziesięć lat"),  # the end of a word may be another form
    ("Die T?ren und Fenster sind offen", "Die Türen und Fenster sind offen"),
]
KEPT = [
    "the ? character stands for what is lost",
    "????? ????? ???",
    "x?y = 3, a?b",
    "wj?zk qv?xt brm?lq",
    "Bucure?ti este un ora? mare",  # comma or cedilla below: nobody knows
    "Dseaj jal?ey tsaab luuq ngiia huuns",
]


def lost(text: str) -> str:
    return text.replace("?", replaced.LOST)


@pytest.mark.parametrize(("broken", "restored"), RESTORED)
def test_words_of_a_list_come_back(broken: str, restored: str) -> None:
    assert clean(lost(broken)) == restored


@pytest.mark.parametrize(("broken", "restored"), HELD)
def test_what_may_be_another_word_is_held(broken: str, restored: str) -> None:
    result = inspect(lost(broken))
    offered = {edit.start: edit.new for edit in (*result.fixes, *result.held)}
    assert replaced.LOST in result.text
    assert all(offered.get(at) == char for at, char in enumerate(restored) if lost(broken)[at] == replaced.LOST), (
        offered
    )


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_word_stays(text: str) -> None:
    assert clean(lost(text)) == lost(text)
    assert not [edit for edit in inspect(lost(text)).fixes if edit.rule == "lossy"]


def test_names_that_differ_in_one_letter_stay() -> None:
    assert clean(lost("M?ller and G?del met again")) == lost("M?ller and G?del met again")


def test_capitals_follow_those_of_the_word() -> None:
    assert clean(lost("LA SITUACI?N ECON?MICA DEL PA?S")) == "LA SITUACIÓN ECONÓMICA DEL PAÍS"


def test_a_word_that_lost_many_letters_takes_no_time() -> None:
    """Three ways for each of twenty letters would take years."""
    text = "caf\ufffd et h\ufffdtel, \u00e9t\u00e9: oui" + "\ufffd" * 20 + "x fran\ufffdais"
    begun = time.process_time()
    inspect(text)
    assert time.process_time() - begun < 5
