"""Word lists and alphabets: what they say, where they come from, what they cost."""

from __future__ import annotations

import doctest
import hashlib
import json
import math
import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from random import Random

import pytest

from textclean.errors import UsageError
from textclean.language import alphabets, lexicon
from textclean.scripts import script_of

ROOT = Path(__file__).parents[1]
FILES = sorted(path.name for path in resources.files("textclean.tables").joinpath("words").iterdir())
LISTS = [name.removesuffix(".bin") for name in FILES if name.endswith(".bin")]


def data(name: str) -> bytes:
    return resources.files("textclean.tables").joinpath("words", name).read_bytes()


@pytest.mark.parametrize("module", [lexicon, alphabets])
def test_examples_of_the_docstrings(module: object) -> None:
    failed, tried = doctest.testmod(module)  # type: ignore[arg-type]
    assert (failed, tried > 2) == (0, True)


def test_every_language_that_is_named_has_a_file_and_the_other_way_round() -> None:
    assert sorted(LISTS) == sorted([*lexicon.codes(), lexicon.NAMES])
    assert len(lexicon.codes()) >= 45
    assert set(lexicon.ALIASES.values()) <= set(lexicon.codes())


def test_all_the_lists_together_have_six_million_bytes_at_most() -> None:
    assert sum(len(data(name)) for name in FILES) <= 6_000_000


@pytest.mark.parametrize("code", LISTS)
def test_digest_licence_and_numbers_are_those_of_the_record(code: str) -> None:
    record = json.loads((ROOT / "tools" / "tables" / "frequency.json").read_text("utf-8"))[code]
    facts, _, body = data(f"{code}.bin").partition(b"\n")
    fields = facts.decode("ascii").split(" | ")
    digest = hashlib.sha256(body).hexdigest()
    assert record["sha256"] == digest
    assert fields[1:3] + fields[-2:] == [code, f"{record['words']} words", record["licence"], f"sha256 {digest}"]
    assert "NC" not in record["licence"].split("-")
    assert len(lexicon.words(code)) == record["words"]


def test_the_alphabets_have_the_digest_of_their_first_line() -> None:
    facts, _, body = resources.files("textclean.tables").joinpath("exemplars.txt").read_bytes().partition(b"\n")
    assert facts.decode().endswith(f"sha256 {hashlib.sha256(body).hexdigest()}")


@pytest.mark.parametrize("code", LISTS)
def test_words_are_lower_case_composed_and_of_one_script(code: str) -> None:
    for word in lexicon.words(code):
        assert word == unicodedata.normalize("NFC", word)
        assert lexicon.folded(word, code) == word
        assert not any(char.isdigit() for char in word)
        scripts = {script_of(char) for char in word} - {"Common", "Inherited"}
        assert len(scripts) == 1 or code == "ja", word


@pytest.mark.parametrize(
    ("word", "code", "zipf"),
    [
        ("the", "en", 7.625),
        ("und", "de", 7.375),
        ("что", "ru", 7.125),
        ("привіт", "uk", 5.125),
        ("об’єкт", "uk", 4.625),
        ("și", "ro", 7.375),
        ("google", "names", 4.625),
    ],
)
def test_frequencies(word: str, code: str, zipf: float) -> None:
    assert lexicon.zipf(word, code) == zipf
    assert lexicon.nats(word, code) == pytest.approx((9 - zipf) * math.log(10))
    assert lexicon.known(word.upper(), code)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("в\N{LATIN SMALL LETTER I}н", "uk"),  # Latin i, common in what was counted
        ("\N{LATIN SMALL LETTER O}\N{GREEK SMALL LETTER IOTA}", "el"),
        ("\N{LATIN SMALL LETTER S WITH CEDILLA}i", "ro"),
        ("это", "uk"),
        ("κύριοσ", "el"),  # no final sigma
        ("strasse", "de"),
        ("the", "ru"),
        ("tbe", "de"),
    ],
)
def test_damage_and_foreign_words_are_not_listed(word: str, code: str) -> None:
    assert lexicon.zipf(word, code) is None
    assert lexicon.nats(word, code) is None
    assert not lexicon.known(word, code)


@pytest.mark.parametrize(
    ("word", "code"), [("κύριος", "el"), ("Straße", "de"), ("IŞIK", "tr"), ("می\N{ZERO WIDTH NON-JOINER}شود", "fa")]
)
def test_words_are_listed_as_they_are_written(word: str, code: str) -> None:
    assert lexicon.known(word, code)


def test_other_names_of_a_language() -> None:
    assert lexicon.zipf("ikke", "no") == lexicon.zipf("ikke", "nb")
    assert lexicon.zipf("nije", "sr_Latn") == lexicon.zipf("nije", "hr")


def test_a_language_without_a_list_is_an_error_that_helps() -> None:
    with pytest.raises(UsageError, match="unknown language 'enn'; did you mean"):
        lexicon.zipf("the", "enn")
    with pytest.raises(UsageError, match="unknown language"):
        alphabets.letters("enn")
    assert lexicon.codes("Klingon") == ()


def test_lists_are_loaded_one_by_one_and_without_numpy() -> None:
    code = (
        "import sys; from textclean.language import lexicon; "
        "assert lexicon._list.cache_info().currsize == 0; lexicon.known('und', 'de'); "
        "assert lexicon._list.cache_info().currsize == 1; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_few_words_and_many_get_the_same_answers() -> None:
    asked = ["und", "Haus", "", "xq", "und\nder", "der", "é", "nicht", "zzz"]
    few, many = lexicon._List("de"), lexicon.words("de")
    assert [few.has(word) for word in asked] == [word in many for word in asked]
    assert "words" not in vars(few)
    for _ in range(lexicon.TABLE // len(asked) + 1):
        assert [few.step(word) for word in asked] == [many.get(word) for word in asked]
    assert "words" in vars(few)  # in the end a table is asked
    assert [few.has(word) for word in asked] == [word in many for word in asked]


def test_threads_get_the_same_answers() -> None:
    lexicon._list.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda at: lexicon.zipf("и", ("ru", "bg", "sr", "mk")[at % 4]), range(64)))
    assert found == [lexicon.zipf("и", ("ru", "bg", "sr", "mk")[at % 4]) for at in range(64)]


def test_letters_of_a_language() -> None:
    assert alphabets.letters("uk") - alphabets.letters("ru") == set("ґєіїʼ")
    assert alphabets.letters("ro") - alphabets.letters("en") == set("ăâîșț")
    assert "ş" in alphabets.letters("ro", loans=True)
    assert "\N{COMBINING ACUTE ACCENT}" in alphabets.letters("ru", loans=True)
    assert len(alphabets.codes()) >= 70


def test_the_licence_of_the_lists_stands_beside_them() -> None:
    text = data("README.md").decode()
    record = json.loads((ROOT / "tools" / "tables" / "frequency.json").read_text("utf-8"))
    for licence in {entry["licence"] for entry in record.values()}:
        assert re.search(rf"\*\*{re.escape(licence)}\*\*", text)


@pytest.mark.parametrize("code", ["fi", "uk", "hy", "names"])
def test_the_beginning_of_a_word_is_found_as_a_search_would_find_it(code: str) -> None:
    words = list(lexicon.words(code))
    rng = Random(code)
    listed = lexicon._list(code)
    for word in (words[0], words[-1], *rng.sample(words, 300)):
        part = word[: rng.randint(1, len(word))]
        other = part[:-1] + rng.choice(words)[0]
        assert listed.begins(part)
        assert listed.begins(other) is any(word.startswith(other) for word in words)
    assert not listed.begins("\U0010ffff")


@pytest.mark.parametrize(
    ("word", "code", "first", "found"),
    [
        ("chirurgick\u00e9m", "cs", 2, True),
        ("chlrurgick\u00e9m", "cs", 2, False),
        ("\u03b1\u03cc\u03c1\u03b9\u03c3\u03c4\u03b1", "el", 4, True),
        ("\u03b1\u03cc\u03c1\u03b9\u03bf\u03c4\u03b1", "el", 4, False),
        ("finallere", "tr", 8, False),  # in the ending, of which the stem says nothing
    ],
)
def test_a_form_or_compound_of_a_listed_word(word: str, code: str, first: int, found: bool) -> None:
    assert lexicon.akin(word, code, first, first) is found
