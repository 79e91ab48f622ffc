"""Accents beside their letters: where they are looked for."""

from __future__ import annotations

from random import Random

from textclean.extraction import accents


def test_accents_are_found_at_signs_as_a_search_at_each_word_finds_them() -> None:
    rng = Random(7)
    letters = "abDet\u0131\u00e9  \n-(\u00a0`\u2019\u00b4\u00a8\u0301\u0308"
    for _ in range(4000):
        value = "".join(rng.choices(letters, k=rng.randrange(40)))
        for pattern in (accents._BEFORE, accents._BEHIND, accents._EITHER):
            found = [match.span() for match in accents.matches(value, pattern)]
            assert found == [match.span() for match in pattern.finditer(value)], value
