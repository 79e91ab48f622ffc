"""Short strings that sleep early would have slept anyway: no rule has anything to do in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean.pipeline import Pipeline
from textclean.prefilter.short import is_plain
from textclean.text import Text

CLEAN = Pipeline()
WORDS = ("Grüße", "château", "à", "kůň", "mùj", "kùò", "Привет", "приВЕТ", "год2", "3D", "«Да»", "мир", "люди",
         "Καλημέρα", "Ã¼", "Ã", "â??", "über", "–", "“ok”", "Åse", "ñandú", "ß", "ПРИВЕТ", "aбв", "şey")  # fmt: skip


@pytest.mark.parametrize("text", ["Grüße aus München – schön!", "Привет, мир и все люди", "Καλημέρα, κόσμε"])
def test_everyday_strings_are_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize("text", ["mùž", "SchÃ¶n", "приВЕТ", "aбв", "ПРИВЕТ", "l'Ã cole", "Ñêàçêà"])
def test_doubt_is_for_the_facts(text: str) -> None:
    assert not is_plain(text)


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))
def test_nothing_is_missed(text: str) -> None:
    if CLEAN._compiled[0].sleeps(text):
        found = CLEAN._run(Text(text), None).value
        assert found == text
