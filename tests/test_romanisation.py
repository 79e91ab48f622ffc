"""The profile ``ascii``: words as a speaker would sign them, values that stay what they are, nothing that vanishes."""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata

import pytest
from conftest import FIXTURES, ROOT
from hypothesis import given
from hypothesis import strategies as st
from vocabulary import SENTENCES

import textclean
from textclean import scripts
from textclean.pipeline import Pipeline
from textclean.romanisation import languages

ASCII = Pipeline(profile="ascii")


def _pairs() -> list[tuple[str, str, str]]:
    found, code = [], ""
    for line in (FIXTURES / "non_ascii" / "speakers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            code = line.split(" ")[1]
        elif line and not line.startswith("# "):
            text, _, spelled = line.partition(" = ")
            found.append((code, text, spelled))
    return found


PAIRS = _pairs()


def test_the_table_of_speakers_is_large() -> None:
    assert len(PAIRS) >= 300
    assert len({code for code, _, _ in PAIRS}) >= 30


@pytest.mark.parametrize("code", sorted({code for code, _, _ in PAIRS}))
def test_as_a_speaker_would_sign(code: str) -> None:
    cleaner = Pipeline(only=["non_ascii"], options={"non_ascii": {"language": "" if code == "und" else code}})
    mine = [(text, spelled) for own, text, spelled in PAIRS if own == code]
    assert [(text, cleaner.clean(text)) for text, _ in mine] == mine


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Слава Україні", "Slava Ukraini"),
        ("Щастие и любов за България", "Shtastie i lyubov za Balgaria"),
        ("сахар и кот", "sakhar i kot"),
        ("Београд је главни град", "Beograd je glavni grad"),
        ("تهران پایتخت ایران است", "thran paytkht iran ast"),
        ("Đorđe živi u Zagrebu i radi kao učitelj", "Djordje zivi u Zagrebu i radi kao ucitelj"),
    ],
)
def test_the_language_is_found_in_the_text(text: str, spelled: str) -> None:
    assert textclean.clean(text, profile="ascii") == spelled


# Vowels that Nepali and Gujarati speak and Hindi does not: what is written does not tell.
@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(
    ("code", "text", "spelled"),
    [("ne", "पोखरा", "pokhara"), ("gu", "ગુજરાતી", "gujarati"), ("gu", "વડોદરા", "vadodara")],
)
def test_known_misses(code: str, text: str, spelled: str) -> None:
    assert Pipeline(only=["non_ascii"], options={"non_ascii": {"language": code}}).clean(text) == spelled


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("5 Å, 1.5Å, Åsa", "5 angstrom, 1.5 angstrom, Asa"),
        ("20º C, 1º", "20 deg C, 1o"),
        ("6·10²³, a·b", "6*10^23, a*b"),
        ("円 １２３円", "円 123円"),
        ("5㎂ 3㎧", "5 uA 3 m/s"),
        ("一九四○年", "Yi Jiu Si Ling Nian"),
        ("2ⁿᵈ, xⁿ", "2nd, x^n"),
        ("来㗎。囖!", "Lai 㗎. 囖!"),
        ("сⱕ, ся", "сⱕ, sya"),
    ],
)
def test_values_that_were_once_misread(text: str, spelled: str) -> None:
    assert ASCII.clean(text) == spelled


def test_a_point_between_numbers_may_be_a_decimal_one_and_is_reported() -> None:
    result = ASCII.inspect("3·14 cm")
    assert result.text == "3·14 cm"
    assert [held.old for held in result.held] == ["·"]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Δὲν εἶναι ἡ Ἰουλία νὰ πάῃ εἰς τὴν Ἀθήνα", "Den einai i Ioulia na pai eis tin Athina"),
        ("ἀλλ’ Ἡρακλῆς ὁ ῥήτωρ νῦν λέγει", "all' Herakles ho rhetor nyn legei"),
        ("и онъ сказалъ ему", "i on skazal yemu"),
        ("словеса ꙗже чловѣкъ рече", "slovesa yazhe chlovek reche"),
        ("איך האָב נישט פֿאַרשטאַנען און דער ייִד", "ikh hob nisht farshtanen un der yid"),
        ("Улаанбаатар хотод амралтын өдөр байна", "Ulaanbaatar khotod amraltyn odor baina"),
    ],
)
def test_older_and_neighbouring_orthographies(text: str, spelled: str) -> None:
    assert ASCII.clean(text) == spelled


def test_japanese_is_kept_whole_without_a_reader() -> None:
    text = "東京タワー、ありがとう。"
    result = ASCII.inspect(text)
    assert result.text == text
    assert [held.rule for held in result.held] == ["non_ascii"]
    assert ASCII.clean("ありがとう") == "arigatou"


def test_a_reader_that_is_not_installed_is_told() -> None:
    try:
        import cutlet  # noqa: F401
    except ImportError:
        cleaner = Pipeline(only=["non_ascii"], options={"non_ascii": {"readings": True}})
        assert any("cutlet" in str(problem) for problem in cleaner.inspect("東京").problems)


@pytest.mark.parametrize("text", ["ភាសាខ្មែរ", "မြန်မာ", "ภาษาไทย", "ພາສາລາວ", "བོད་སྐད་", "ߒߞߏ", "ꝏꝏ", "㈱", "৷"])
def test_kept_and_reported(text: str) -> None:
    result = ASCII.inspect(text)
    assert result.text == text
    assert "".join(held.old for held in result.held) == text


def test_an_order_of_tables_for_every_script() -> None:
    assert languages.order("Cyrillic", "Київ", "")[0] == "uk"
    assert languages.order("Cyrillic", "мир", "kk")[0] == "cyrillic"
    assert languages.order("Arabic", "سلام", "ku")[0] == "ckb"
    assert languages.order("Greek", "α", "fr") == ("el",)


# Numbers with their signs, and words of many scripts, side by side in any order.
VALUES = [text for code, text, _ in PAIRS if code == "und"]
WORDS = [text for code, text, _ in PAIRS if code != "und"] + [
    "ภาษา",
    "မြန်မာ",
    "東京",
    "тѧԧ",
    "👍🏽",
    "ꝏ",
    "\u0301",
    "ь",
]
PARTS = st.sampled_from([*VALUES, *WORDS, " ", " ", ", ", "\n", "5", "a", "(", ")", "-", "%", "."])
NUMBER = re.compile("[0-9]+")


@given(st.lists(PARTS, max_size=8))
def test_nothing_vanishes_and_a_second_run_changes_nothing(parts: list[str]) -> None:
    text = "".join(parts)
    result = ASCII.inspect(text)
    assert result.settled
    assert not result.problems
    assert ASCII.clean(result.text) == result.text
    assert all(fix.new or not re.search("[^\u0300-\u036f]", fix.old) for fix in result.fixes if fix.rule == "non_ascii")
    told = {char for held in result.held for char in held.old}
    assert {char for char in result.text if char > "\x7f"} <= told | set("\u200d\ufe0f")


@given(st.text(st.sampled_from("0123456789 ,.:/+-⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃½¼⅔٠١٢٣०१२：，")))
def test_digits_stay_in_order(text: str) -> None:
    def digits(value: str) -> str:
        return "".join(NUMBER.findall(unicodedata.normalize("NFKC", value).replace("\u2044", "/")))

    # Arabic and Indic digits count, too.
    plain = "".join(str(unicodedata.decimal(char, char)) if scripts.category(char) == "Nd" else char for char in text)
    result = Pipeline(only=["non_ascii"]).inspect(text)
    assert digits(result.text) == digits(plain)


@given(st.integers(0, 99), st.sampled_from("⁰¹²³⁴⁵⁶⁷⁸⁹"), st.integers(0, 99))
def test_a_power_is_no_digit_of_its_base(base: int, power: str, other: int) -> None:
    plain = unicodedata.normalize("NFKC", power)
    assert textclean.clean(f"{base}{power}", profile="ascii") == f"{base}^{plain}"
    assert textclean.clean(f"{base}½ {other}", profile="ascii") == f"{base} 1/2 {other}"


def test_the_benchmark_finds_nothing_in_texts_of_many_languages() -> None:
    """No value changed, nothing vanished in silence, no word half spelled, a second run changes nothing."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    benchmark = importlib.import_module("ascii_values")
    texts = [(name, "\n".join((*sentences, *VALUES))) for name, sentences in SENTENCES.items()]
    assert [finding for text in texts for finding in benchmark.judged(text).wrong] == []
    assert benchmark.judged(("en", "5 \u00b5m, 3\u00b7s")).wrong == []
    assert benchmark.numbers("10\u2076 \u0967\u0968 \xbd") == ["10", "6", "12", "1", "2"]
