"""The language model: its file, its numbers, and what must hold for any string."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vocabulary import SENTENCES

from textclean import language
from textclean.language import harmony, lexicon, strings, without_numpy

CLEAN = {
    "de": "Die Müllabfuhr kommt übermorgen früh",
    "fr": "L'élève a oublié ses clés à l'école",
    "pl": "Zażółć gęślą jaźń, mówi żona sąsiada",
    "cs": "Příští týden přijede babička z Olomouce",
    "tr": "Çocuklar bahçede güneşin altında oynuyor",
    "ru": "Поезд отправляется со второго пути",
    "uk": "Їжак біжить лісом уночі",
    "el": "Το πλοίο φεύγει αύριο το πρωί",
    "he": "הרכבת יוצאת מחר בבוקר",
    "ar": "يغادر القطار غدا في الصباح",
    "th": "รถไฟออกพรุ่งนี้เช้า",
    "hi": "रेलगाड़ी कल सुबह जाएगी",
    "ko": "기차는 내일 아침에 떠납니다",
    "ja": "電車は明日の朝に出発します",
    "zh": "火车明天早上出发",
    "vi": "Chuyến tàu khởi hành vào sáng mai",
}
CHAINS = """
    de utf-8 cp1252, fr utf-8 latin-1, pl cp1250 cp1252, cs cp852 cp1250, tr cp1254 cp1252, ru utf-8 koi8-r,
    ru koi8-r cp1251, ru cp1251 latin-1, ru cp866 cp1251, uk utf-8 cp866, el cp1253 cp1252, he cp1255 cp1252,
    ar cp1256 latin-1, th cp874 latin-1, hi utf-8 latin-1, ko cp949 latin-1, ja cp932 latin-1, ja euc-jp gb18030,
    zh gb18030 latin-1, zh utf-8 gb18030
"""


def table(name: str) -> bytes:
    return resources.files("textclean.tables").joinpath(name).read_bytes()


def test_the_first_line_tells_sources_licences_and_the_digest_of_the_rest() -> None:
    title, _, rest = table("language.bin").partition(b"\n")
    text = title.decode("ascii")
    assert "Apache-2.0" in text
    assert "MIT" in text
    assert text.endswith(hashlib.sha256(rest).hexdigest())


def test_the_table_stays_small() -> None:
    assert len(table("language.bin")) < 750_000


def test_numpy_waits_for_the_first_question() -> None:
    code = "import sys, textclean.language, textclean.language.lexicon; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("chain", CHAINS.split(","))
def test_text_is_cheaper_than_its_mojibake(chain: str) -> None:
    code, written, read = chain.split()
    clean = CLEAN[code]
    broken = clean.encode(written).decode(read, "replace")
    assert language.gain(broken, clean) > 6
    assert language.gain(clean, broken) < -6


@pytest.mark.parametrize("code", CLEAN)
def test_the_main_language_is_found(code: str) -> None:
    text = CLEAN[code]
    assert language.costs([text])[0].language == code
    assert language.languages(text)[0][0] == code
    assert sum(share for _, share in language.languages(text)) <= 1.0001


def test_case_is_judged_apart_from_letters() -> None:
    plain, title, shout, mixed = (c.nats for c in language.costs(["поезд", "Поезд", "ПОЕЗД", "пОЕзД"]))
    assert plain < title < shout < mixed


def test_a_foreign_word_costs_its_own_price_and_the_fee() -> None:
    alone, name, both = (c.nats for c in language.costs(["поезд ушел", "Schneider", "поезд ушел Schneider"]))
    assert both < alone + name + language.FEE + 3


def test_marks_are_looked_through_only_on_letters_that_bear_them() -> None:
    pointed, plain, wrong, right = (c.nats for c in language.costs(["שָׁלוֹם", "שלום", "shaָlom", "shalom"]))
    assert pointed - plain < 9
    assert wrong - right > 14


def test_strings_of_rare_han_cost_more_than_common_ones() -> None:
    common, rare = language.costs(["中国人民大学", "灞变笂鏈変竴"])
    assert common.nats + 20 < rare.nats


def test_scores_do_not_depend_on_the_company() -> None:
    texts = [*CLEAN.values(), "", " ", "MÃ¼ll", "\ud800", "\U0001f600 ok"]
    together = language.costs(texts)
    for text, cost in zip(texts, together, strict=True):
        assert language.costs([text])[0].nats == pytest.approx(cost.nats, abs=1e-3)
    assert language.costs([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=12), max_size=5))
def test_any_string_has_a_finite_cost(texts: list[str]) -> None:
    for text, cost in zip(texts, language.costs(texts), strict=True):
        assert 0 <= cost.nats < 60 * (len(text) + 1)
        assert cost.characters <= len(text)


def test_word_costs() -> None:
    assert language.word_costs(["лестница"], "ru") < language.word_costs(["лестница"], "uk")
    assert language.word_costs(["staircase"])[0] <= language.word_costs(["staircase"], "en")[0] + 1e-3
    with pytest.raises(ValueError, match="no table for the language 'xx'"):
        language.word_costs(["word"], "xx")


COMMON = "the en, cop en, не ru, вор ru, рот Cyrillic, не uk, και el, dzień pl, Übung de, ОН ru, о Cyrillic"


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("tr", "g\u00f6zl\u00fck", "g\u00f6zluk"),
        ("fi", "p\u00f6yd\u00e4ll\u00e4", "p\u00f6ydalla"),
        ("ky", "\u0436\u043e\u043b\u0434\u043e\u0440\u0434\u0443", "\u0436\u043e\u043b\u0434\u043e\u0440\u0434\u04af"),
    ],
)
def test_vowels_that_go_together_cost_less(code: str, one: str, other: str) -> None:
    assert harmony.cost(one, code) + 2 < harmony.cost(other, code)
    assert harmony.cost(one, "en") == 0


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("el", "\u03c3\u03c0\u03b1\u03c3\u03c4\u03b9\u03ba\u03ae", "\u03bf\u03c0\u03b1\u03c3\u03c4\u03b9\u03ba\u03ae"),
        ("hy", "\u0566\u0565\u056f\u0578\u0582\u0581\u0578\u0572", "\u0563\u0565\u056f\u0578\u0582\u0581\u0578\u0572"),
    ],
)
def test_strings_that_a_language_has_tell_letters_apart(code: str, right: str, wrong: str) -> None:
    assert strings.cost(right, code) < strings.cost(wrong, code)
    assert strings.cost(wrong, "en") == 0


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (
            "el",
            "\u03ba\u03b1\u03c4\u03bf\u03b9\u03ba\u03b7\u03b8\u03b5\u03af",
            "\u03ba\u03b1\u03c4\u03c3\u03b9\u03ba\u03b7\u03b8\u03b5\u03af",
        ),
        (
            "hy",
            "\u0564\u0561\u057f\u0561\u056d\u0561\u0566\u0565\u0581",
            "\u0564\u0561\u057f\u0561\u056d\u0561\u0563\u0565\u0581",
        ),
    ],
)
def test_words_leave_the_list_where_a_wrong_letter_stands(code: str, right: str, wrong: str) -> None:
    assert strings.begun(wrong, code) < strings.begun(right, code) <= len(right)
    assert strings.begun(right, "en") == 0


def known(word: str, where: str) -> bool:
    """In a language, or in any language of a script."""
    return any(lexicon.known(word, code) for code in lexicon.codes(where) or (where,))


@pytest.mark.parametrize(("word", "where"), [pair.split() for pair in COMMON.split(",")])
def test_common_words_are_known(word: str, where: str) -> None:
    assert known(word, where)


@pytest.mark.parametrize(
    ("word", "where"), [("dzieñ", "Latin"), ("сорр", "Cyrillic"), ("не", "Latin"), ("xqzt", "Latin"), ("", "Latin")]
)
def test_other_strings_are_not(word: str, where: str) -> None:
    assert not known(word, where)


def test_frequencies_are_on_the_zipf_scale() -> None:
    the, he, cop = (lexicon.zipf(word, "en") or 0.0 for word in ("the", "he", "cop"))
    assert the > 6.5
    assert the > he > cop > 2.5
    assert (lexicon.zipf("не", "ru") or 0.0) > (lexicon.zipf("рот", "ru") or 0.0) > 2.5


def test_languages_without_numpy_are_the_same() -> None:
    for sentences in SENTENCES.values():
        for text in (*sentences, " ".join(sentences), "", "5 %", "日本語と English, русский", "cafe\u0301 ǅ"):
            asked = without_numpy.languages(text, language.FEE)
            found = language.languages(text)
            assert dict(asked) == pytest.approx(dict(found)), text  # equals in any order
