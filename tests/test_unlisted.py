"""Short strings of legacy mojibake that look like a language until their words are looked up; clean ones stay."""

from __future__ import annotations

import pytest

import textclean
from textclean.charsets import charset
from textclean.prefilter import unlisted, wide_utf8
from textclean.text import Text

# What the author wrote, the charset it was meant in, and the one it was shown in.
RESTORED = (
    ("la première", "cp1252", "cp1250"),
    ("pöydällä", "cp1252", "cp850"),
    ("keittiön pöytä", "cp1252", "cp850"),
    ("după aceea", "cp1250", "cp1252"),
    ("događaji", "cp1250", "latin-1"),
    ("Česká", "cp1250", "cp1252"),
    ("üniversite öğrencisi", "cp1254", "cp1250"),
    ("kjærlighet", "cp1252", "cp1250"),
    ("økonomisk", "cp1252", "cp1250"),
    ("nõukogu", "cp775", "cp1252"),
    ("därför", "mac_roman", "cp1252"),
    ("možnost", "iso-8859-2", "cp1250"),
    ("er mußte gehen", "cp850", "cp1252"),
    ("так что", "cp1251", "cp1252"),
    ("από το", "cp1253", "cp1252"),
    ("今天", "utf-8", "cp949"),
    ("학교", "utf-8", "gb18030"),
)


@pytest.mark.parametrize(("text", "meant", "shown"), RESTORED, ids=[row[0] for row in RESTORED])
def test_a_word_that_no_list_has_is_read_with_another_charset(text: str, meant: str, shown: str) -> None:
    broken = text.encode(meant).decode(shown)
    assert Text(broken).misdecoded
    assert textclean.clean(broken) == text


@pytest.mark.parametrize(("text", "meant", "shown"), [("perciò", "cp1252", "cp1250"), ("mõned", "cp775", "cp1252")])
def test_what_may_be_a_word_of_another_language_is_held(text: str, meant: str, shown: str) -> None:
    broken = text.encode(meant).decode(shown)
    result = textclean.inspect(broken)
    assert result.text == broken
    assert [fix.rule for fix in result.held] == ["mojibake"]
    assert textclean.Pipeline(floor="guess").clean(broken) == text


# Names, words of languages without a list, and loans: no list has them, and some charset makes a listed word of two.
CLEAN = (
    "Prâts", "listã", "Sørøy", "Stjernøy", "Tha gnìomh ùr", "Ýmir", "Dvořák", "Tõnu Õnnepalu", "Müllerová",
    "Nguyễn", "Hałas", "Bürgi", "Çetin", "Ždiar", "Łazy", "Přerov", "Öskemen", "Þórr", "kalbà", "Gödel", "Göçek",
    "修改設定", "設計図", "한국어", "餐廳", "大韓民國",
)  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_rare_words_stay(text: str) -> None:
    assert textclean.clean(text) is text


def test_words_of_lists_are_listed() -> None:
    assert all(map(unlisted.listed, ("Siècle", "größer", "ŁÓDŹ", "İstanbul", "muß")))
    assert not unlisted.listed("sičcle")


def test_few_other_words_pass_for_listed() -> None:
    letters = "äöüéèñçşłž"
    made = [f"x{first}q{second}w{third}" for first in letters for second in letters for third in letters]
    assert sum(map(unlisted.listed, made)) <= 5


def test_han_and_hangul_are_seldom_utf8() -> None:
    assert wide_utf8.is_utf8("今天".encode().decode(charset("euc-kr").codec))
    assert not wide_utf8.is_utf8("今天")
    assert not wide_utf8.is_utf8("오늘은")
