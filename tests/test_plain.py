"""Short strings that sleep early would have slept anyway: no rule has anything to do in them."""

import random

import pytest
import vocabulary
from hypothesis import given
from hypothesis import strategies as st

from textclean.pipeline import Pipeline
from textclean.prefilter.short import FACTS, is_plain
from textclean.text import Text

CLEAN = Pipeline()
WORDS = ("Grüße", "château", "à", "kůň", "mùj", "kùò", "Привет", "приВЕТ", "год2", "3D", "«Да»", "мир", "люди",
         "Καλημέρα", "Ã¼", "Ã", "â??", "über", "–", "“ok”", "Åse", "ñandú", "ß", "ПРИВЕТ", "aбв", "şey",
         "한국어", "中文", "日本語です", "閜", "的", "l’été", "und", "Ā", "für")  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Grüße aus München – schön!",
        "Привет, мир и все люди",
        "Καλημέρα, κόσμε",
        "한국어 글",
        "一段干净的中文",
        "短いテキスト",
    ],
)
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


LETTERS = ((0x20, 0x7F), (0xA0, 0x250), (0x370, 0x400), (0x400, 0x460), (0x590, 0x600), (0x600, 0x700), (0x900, 0xA00),
           (0xE00, 0xE80), (0x10D0, 0x1100), (0x3041, 0x3100), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFF20),
           (0x2010, 0x2030))  # fmt: skip


def test_no_fact_holds_for_a_plain_string() -> None:
    """A short string that is told plain at once, and a ``Text`` of it, are of one mind."""
    rng = random.Random(7)

    def letter() -> str:
        return chr(rng.randrange(*rng.choice(LETTERS)))

    def made() -> str:
        word = rng.choice(vocabulary.WORDS)
        at = rng.randrange(len(word) + 1)
        if rng.random() < 0.5:
            return rng.choice((word, "")) + rng.choice((" ", ", ", '"', "\u201d")) + word[:at] + letter() + word[at:]
        pieces = (word, letter(), rng.choice((" ", "-", "\u2019", "\u201c", "\u00a0")), letter(), " ")
        return "".join(rng.choice(pieces) for _ in range(rng.randrange(1, 6)))

    strings = [made() for _ in range(40_000)]
    plain = [text for text in strings if is_plain(text)]
    assert len(plain) > 10_000
    assert [text for text in plain if any(getattr(Text(text), fact) for fact in FACTS)] == []
