"""Much damage with something in the way of some of it: at once or edit by edit, the answer is the same."""

import random

import pytest

import textclean
from textclean.conflicts import settle, whole
from textclean.contract import Stage, Sure
from textclean.homoglyphs.findings import findings
from textclean.spans import splice
from textclean.text import Text

WORDS = ("president", "answered", "every", "question", "letter", "Sep", "people", "once", "never", "The", "e")
IN_THE_WAY = (
    "https://example.org/lеtter",  # with Cyrillic letters inside
    "mail pеople@examplе.org",
    "`lеtter = еvery`",
    "{lеtter}",
    "%(lеtter)s",
    "lеtter{x}pеople",
    "$lеtter",
    "wh3re and ev3ry",
    "б3лый",
    "Минск и Курск",
    "cafÃ© Ã¼ber",
    "\u200bhidden",
)


def document(rng: random.Random) -> str:
    """More than 4,096 code points, where numpy takes over, with Cyrillic letters in most words."""
    pieces = []
    for _ in range(900):
        word = rng.choice(WORDS)
        pieces.append(word.replace("e", "\u0435") if rng.random() < 0.8 else word)
        if rng.random() < 0.03:
            pieces[-1] += rng.choice((" ", "", "\n", "-")) + rng.choice(IN_THE_WAY)
    return " ".join(pieces)


@pytest.mark.parametrize("seed", range(12))
def test_the_answer_is_the_same(seed: int) -> None:
    text = document(random.Random(seed))
    assert textclean.clean(text) == textclean.inspect(text).text


def test_what_is_free_is_made_at_once() -> None:
    text = Text(
        " ".join(
            ["Th\u0435 lett\u0435r n\u0435v\u0435r mailed, se\u0435 https://\u0435xample.org/l\u0435tt\u0435r"] * 200
        )
    )
    found = [("homoglyphs", item) for item in findings(text)]
    made, held = settle(text, Stage.LETTERS, found, Sure.LIKELY)
    assert (len(made), len(held)) == (800, 400)
    assert whole(text, Stage.LETTERS, found, Sure.LIKELY) == splice(text.value, (item.edit[:3] for item in made))


def test_many_obstacles_in_one_word_cost_one_look_at_it() -> None:
    text = Text("Th\u0435 " * 1500 + "l\u0435tt\u0435r" * 2000)
    (batch,) = findings(text)
    assert batch.near is not None
    start = len("Th\u0435 " * 1500)
    spans = [(at, at + 1) for at in range(start, len(text.value), 2)]
    assert [(edit.start, edit.end) for edit in batch.near(spans)] == [(start + 1, len(text.value) - 1)]
    assert len(batch.near([(0, start)])) == 1500
