"""The conditions that wake a rule: each is met by its example, and each coding of a text gives the same answer."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean.prefilter import codings, conditions
from textclean.prefilter.conditions import Condition

GROUPS = (
    conditions.MEETINGS,
    conditions.CYRILLIC_MEETINGS,
    conditions.ARABIC_MEETINGS,
    conditions.THAI_MEETINGS,
    conditions.SIGNS_IN_WORDS,
    conditions.WEAK_SIGNS,
    conditions.SHORT_SIGNS,
    conditions.ODD_COUPLES,
)
CONDITIONS = [condition for group in GROUPS for condition in group]
PATTERNS = [
    conditions.MISREAD,
    *map(conditions.pattern, GROUPS[4:]),
    conditions.at_letters(conditions.SEAMS),
    conditions.at_latin(conditions.SEAMS),
]
# Letters and signs at which conditions begin, and what stands beside them.
CHARACTERS = "".join(
    dict.fromkeys(
        "abcdefghijklmnopqrstuvwxyzABCDEFG .,'\n0"
        + "".join(map(chr, (*range(0xA0, 0x180), *range(0x391, 0x3CA), *range(0x402, 0x460), *range(0x2010, 0x2027))))
        + "\u20ac\u2122\u2554\u2580\u251c\u221a\u0637\u0638\u0622\u0e19\u0e40\uff82\U0001f600"
    )
)
ONE_BYTE = "\0" + "".join(character for character in CHARACTERS if character > "\xa0" or character < "\x7f")[:254]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_each_condition_is_met_by_its_example(condition: Condition) -> None:
    assert re.search(conditions.pattern([condition]), condition.example)


def test_names_are_told_apart() -> None:
    names = [condition.name for condition in CONDITIONS] + [seam.name for seam in conditions.SEAMS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("seam", conditions.SEAMS, ids=lambda seam: seam.name)
def test_a_seam_is_seen_from_both_sides(seam: conditions.Seam) -> None:
    assert re.search(conditions.at_letters([seam]), seam.example)
    assert re.search(conditions.at_latin([seam]), seam.example)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_utf8_gives_the_same_answer(pattern: str) -> None:
    agree(pattern, codings.utf8, CHARACTERS, lambda text: text.encode())


@pytest.mark.parametrize("pattern", PATTERNS)
def test_one_byte_a_character_gives_the_same_answer(pattern: str) -> None:
    agree(pattern, codings.one_byte(ONE_BYTE), ONE_BYTE, lambda text: bytes(map(ONE_BYTE.index, text)))


def agree(pattern: str, coding: codings.Coding, characters: str, encode: Callable[[str], bytes]) -> None:
    """The pattern compiled for each character, and for all at once, says of random texts what it says of characters."""
    searches = codings.Searches([pattern], coding)
    of_all = searches.of(codings.leads(pattern))
    leads = [character for character in characters if codings.holds(codings.leads(pattern), ord(character))]
    alphabet = st.one_of(st.sampled_from(leads or characters), st.sampled_from(characters), st.sampled_from("aeos t"))

    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet, max_size=7))
    def says(text: str) -> None:
        met = re.search(pattern, text) is not None
        assert searches.any(set(text), encode(text)) is met
        assert (of_all is not None and of_all.search(encode(text)) is not None) is met

    says()


@pytest.mark.parametrize(
    ("pattern", "text", "met"),
    [
        ("[\xab\xbb](?<!(?<![a-z])\xe9.)", "\xe9\xab", False),
        ("[\xab\xbb](?<!(?<![a-z])\xe9.)", "a\xe9\xab", True),
        ("\xab[\u0400-\u052f]{2,}", "\xab\u0430\u052f", True),
        ("\xab[^\0-\x7f]?x", "\xab\U0001f600x", True),
        ("\xab(?=[ .]|$)", "a\xab", True),
        ("\xab(?<=(?<![^ ]).)", "a\xab", False),
        ("[\u4e00-\u9fff](?<=[\u3041-\u3096\uac00-\ud7a3]{2}.)", "\u3042\uac00\u4e2d", True),
    ],
)
def test_what_patterns_may_hold(pattern: str, text: str, met: bool) -> None:
    assert codings.Searches([pattern], codings.utf8).any(text, text.encode()) is met
    assert (re.search(pattern, text) is not None) is met


@pytest.mark.parametrize("pattern", ["(?=a)b", "a\\b", "a\\w"])
def test_what_they_may_not(pattern: str) -> None:
    with pytest.raises(ValueError, match="condition"):
        codings.around(pattern, ((0x61, 0x62),), codings.utf8)
