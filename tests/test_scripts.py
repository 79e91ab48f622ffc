"""Scripts, kinds, readings and runs: the short way and the vectorised way say the same."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textclean import scripts
from textclean.scripts import ARMENIAN, CYRILLIC, EXOTIC, GEORGIAN, GREEK, LATIN, MARK, OTHER
from textclean.text import Text

np = pytest.importorskip("numpy")

ANYTHING = st.text(st.characters(exclude_categories=()))
# Letters that are mistaken for each other, and what stands between them.
ALIKE = st.text(
    st.sampled_from(
        "aeoIlK\u00e9\u0435\u043e\u0416\u03bf\u03b1\u03a9\u0585\u056d\u13aa\u217c\ua4f2\u10d0\u05d0\u4e2d"
        "\u0301\u200d -'1\u0966\U00010404\U0001d400\ud800"
    )
)


@pytest.mark.parametrize(
    ("char", "script", "category", "kind"),
    [
        ("a", "Latin", "Ll", LATIN),
        ("\u00c9", "Latin", "Lu", LATIN),
        ("\u0131", "Latin", "Ll", LATIN),
        ("\u212a", "Latin", "Lu", LATIN),
        ("\u0435", "Cyrillic", "Ll", CYRILLIC),
        ("\u03a9", "Greek", "Lu", GREEK),
        ("\u0585", "Armenian", "Ll", ARMENIAN),
        ("\u10d0", "Georgian", "Ll", GEORGIAN),
        ("\u13aa", "Cherokee", "Lu", EXOTIC),
        ("\ua4f2", "Lisu", "Lo", EXOTIC),
        ("\u217c", "Latin", "Nl", EXOTIC),
        ("\u212e", "Common", "So", EXOTIC),
        ("\U00010404", "Deseret", "Lu", EXOTIC),
        ("\u05d5", "Hebrew", "Lo", OTHER),
        ("\u4e2d", "Han", "Lo", OTHER),
        ("\u02bc", "Common", "Lm", OTHER),
        ("\u00b5", "Common", "Ll", OTHER),
        ("\u0301", "Inherited", "Mn", MARK),
        ("\u093f", "Devanagari", "Mc", MARK),
        ("\u0966", "Devanagari", "Nd", 0),
        ("7", "Common", "Nd", 0),
        ("\u2019", "Common", "Pf", 0),
        ("\u0378", "Unknown", "Cn", 0),
        ("\ue000", "Unknown", "Co", 0),
        ("\ud800", "Unknown", "Cs", 0),
        ("\U0010ffff", "Unknown", "Cn", 0),
    ],
)
def test_one_character(char: str, script: str, category: str, kind: int) -> None:
    assert scripts.script_of(char) == script
    assert scripts.category(char) == category
    assert scripts.kind(char) == kind


def test_questions_of_one_character() -> None:
    assert scripts.is_letter("\u05d0")
    assert not scripts.is_letter("1")
    assert scripts.is_mark("\u0301")
    assert scripts.is_upper("\u0416")
    assert scripts.is_upper("\u01c5")
    assert scripts.is_lower("\u0436")
    assert not scripts.is_lower("\u05d0")


def test_readings() -> None:
    every = LATIN | GREEK | CYRILLIC | ARMENIAN
    assert scripts.reading("o") == every
    assert scripts.reading("e") == LATIN | CYRILLIC
    assert scripts.reading("\u043a") == CYRILLIC
    assert scripts.reading("\u043a", near=True) == CYRILLIC | LATIN | GREEK
    assert scripts.reading("\u0301") == every
    assert scripts.reading("\u10d0") == GEORGIAN
    assert scripts.reading("\u05d5") == 0
    assert scripts.reading("7") == 0


@given(ANYTHING | ALIKE)
def test_kinds_are_classes(value: str) -> None:
    points = scripts.codes(value)
    assert [chr(code) for code in points] == list(value)
    assert scripts.classes(points).tobytes() == scripts.kinds(value)


@given(ANYTHING | ALIKE, st.booleans())
def test_reading_is_readings(value: str, near: bool) -> None:
    assert list(scripts.readings(scripts.codes(value), near)) == [scripts.reading(char, near) for char in value]


@given(ANYTHING | ALIKE)
def test_runs_are_what_a_pattern_finds(value: str) -> None:
    kinds = scripts.kinds(value)
    starts, ends, unions = scripts.runs(scripts.classes(scripts.codes(value)))
    found = list(re.finditer(rb"[^\0]+", kinds))
    assert list(zip(starts, ends, strict=True)) == [match.span() for match in found]
    for match, union in zip(found, unions, strict=True):
        bits = 0
        for bit in match[0]:
            bits |= bit
        assert bits == union


def test_all_code_points_agree() -> None:
    value = "".join(map(chr, range(0x110000)))
    points = scripts.codes(value)
    assert scripts.classes(points).tobytes() == scripts.kinds(value)
    for near in (False, True):
        found = scripts.readings(points, near)
        assert [code for code in range(0x30000) if found[code] != scripts.reading(chr(code), near)] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", False),
        ("plain", False),
        ("Stra\u00dfe \u2013 \u201cna\u00efve\u201d \u2026 \u20ac5, 20\u00b0, 1\u00bd, 5 \u00b5m", False),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", False),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 2025", False),
        ("\u0395\u03bb\u03bb\u03ac\u03b4\u03b1", False),
        ("\u4e2d\u6587 web \u65e5\u672c\u8a9eweb", False),
        ("\u0641\u0627\u0631\u0633\u06cc web", False),
        ("\ud55c\uad6d\uc5b4 PC\ub97c", False),
        ("k\u0435\u0435per", True),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 and Paris", True),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 \u00e9", True),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 \u03b1", True),
        ("\u041c\u043e\u0441\u043a\u0432\u0430 \U00010404", True),
        ("h\u0585use", True),
        ("\u13aalpha", True),
        ("sma\u217cl", True),
        ("f\U00010404rest", True),
        ("he\u0627lo", True),
        ("\ud800\u0435 a", True),
        ("\U00010404\U0001042c", False),
        ("\U0001f600 smile \u2764\ufe0f", False),
    ],
)
def test_mixed(value: str, expected: bool) -> None:
    assert scripts.mixed(value, Text(value).marks) is expected
    if expected:
        assert re.search(f"[{scripts.FOREIGN}]", value)


@given(ALIKE)
def test_mixed_needs_two_kinds(value: str) -> None:
    found = set(scripts.kinds(value)) - {MARK, OTHER, GEORGIAN, 0}
    if len(found) > 1:
        assert scripts.mixed(value, Text(value).marks)
    elif found != {EXOTIC} and not re.search(f"[{scripts.alphabets.LIVING}]", value):
        assert not scripts.mixed(value, Text(value).marks)


@pytest.mark.parametrize(
    "unit",
    [
        "\u0416\u0443\u043a ",
        "\u4e2d\u6587\u201c",
        "\u0627\u0645 web ",
        "\u10404",
        "\U00010404 ",
        "na\u00efve \u2013 ",
        "\u0966a\u0905",
        "\U00016fff ",
    ],
)
def test_mixed_is_linear(unit: str) -> None:
    value = unit * (1_000_000 // len(unit))
    marks = Text(value).marks
    start = time.perf_counter()
    scripts.mixed(value, marks)
    assert time.perf_counter() - start < 0.5


def test_unknown_tables_are_an_error() -> None:
    with pytest.raises(AttributeError):
        scripts.twins("Klingon")
