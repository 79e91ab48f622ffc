"""What is scored once, or kept, is what would be scored anew."""

from __future__ import annotations

import pytest

from textclean.homoglyphs import words
from textclean.mojibake import losses
from textclean.mojibake.scoring import Context, Scores
from textclean.prefilter.lost_bytes import DROPPED
from textclean.scripts import LATIN

CONTEXT = "the old bridge over the river was closed for repairs until the end of the month"
TEXTS = ["gr\xc3\xb6\xc3\u0178er", "gr\xf6\xdfer", "\u0440\xb5\u0440", "\u0440\u0435\u043a\u0430", "\u6cb3"]


def test_a_context_scored_by_itself_costs_the_same_beside_any_script() -> None:
    for texts in (TEXTS, TEXTS[3:], TEXTS[4:]):
        anew = Scores([CONTEXT, *texts])
        once = Scores([CONTEXT, *texts], context=Context(CONTEXT))
        assert once.names == anew.names
        for text in (CONTEXT, *texts):
            assert once.costs[:, once.column[text]].tolist() == anew.costs[:, anew.column[text]].tolist()


def test_an_empty_text_is_no_context() -> None:
    scores = Scores(["", "\u0440\u0435\u043a\u0430"])
    assert len(set(scores.costs[:, 0].tolist())) == 1  # in all languages
    assert "en" not in scores.names  # nothing stands in for it


def test_forms_of_a_word_follow_each_other() -> None:
    chain = (("utf-8", "cp1252"),)
    word = "\xc3\u0178\xc3x\xc3\xa9"
    units = [here[-1] for here in losses._by_form(word, chain, DROPPED)]
    assert list(losses._forms_in(word, chain, DROPPED)) == [word[unit.start : unit.end] for unit in units]


def test_what_is_known_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST_KNOWN", 2)
    table = words._Firm(LATIN)
    assert [table[word] for word in ("stone", "acx", "dusk", "ace", "\u0455")] == [True, False, True, False, False]
    assert len(table) <= 3
