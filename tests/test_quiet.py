"""A text that is called quiet holds nothing for the rules of look-alikes and wrong charsets: each fact would say so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean import quiet
from textclean.letters.judge import findings
from textclean.rules.sound_alikes import sound_alikes
from textclean.text import Text

BASES = {
    "Cyrillic": "Мы читаем книгу и пьём чай, а потом идём домой. ",
    "Tatar": "Без китап укыйбыз һәм чәй эчәбез, аннары өйгә кайтабыз. ",
    "Greek": "Διαβάζουμε ένα βιβλίο και πίνουμε τσάι, μετά πάμε σπίτι. ",
    "Armenian": "Մենք գիրք ենք կարդում և թեյ խմում, հետո տուն ենք գնում։ ",
    "Hebrew": "אנחנו קוראים ספר ושותים תה, ואחר כך הולכים הביתה. ",
    "Arabic": "نقرأ كتابا ونشرب الشاي، ثم نذهب إلى البيت. ",
    "Devanagari": "हम किताब पढ़ते हैं और चाय पीते हैं, फिर घर जाते हैं। ",
    "Thai": "เราอ่านหนังสือและดื่มชา แล้วกลับบ้าน ",
    "Georgian": "ვკითხულობთ წიგნს და ვსვამთ ჩაის, მერე სახლში მივდივართ. ",
}
LATIN = ("Linux", "URL", "wide", "a", "i", "3D", "e-mail", "(DNF)", "x=1", "“web”", "B", "cop")


def slowly(value: str) -> list[str]:
    """What the facts say when nobody has called the text quiet."""
    text = Text(value)
    text.__dict__["quiet"] = None
    found = [fact for fact in ("garbled", "misread", "lossy") if getattr(text, fact)]
    quietly = Text(value).quiet
    if text.mixed and not (quietly and (quietly.touching or quietly.alone)):
        found += [str(edit) for rule in (findings, sound_alikes.find) for edit in rule(text)]
    return found


def test_texts_of_one_alphabet_are_quiet() -> None:
    for name, base in BASES.items():
        assert Text(base * 6).quiet is not None, name
        assert slowly(base * 6) == [], name


@pytest.mark.parametrize(
    "odd",
    ["«снег»снег", "СНЕГСНЕГ" * 40, "сНег", "РЎРЅРµРі", "В» ", "снег©", "wide cop Cнег " * 200],
)
def test_doubt_is_for_the_facts(odd: str) -> None:
    assert Text(BASES["Cyrillic"] * 6 + odd + BASES["Cyrillic"] * 6).quiet is None


@pytest.mark.parametrize("odd", ["Cнег", "мoре", "снегL", " c ", "cop"])
def test_mixed_letters_are_told(odd: str) -> None:
    found = Text(BASES["Cyrillic"] * 6 + odd + " " + BASES["Cyrillic"] * 6).quiet
    assert found is not None
    assert found.touching or found.alone


def test_hidden_characters_are_told() -> None:
    found = Text((BASES["Cyrillic"] + "сн\u200bег «да» ") * 5).quiet
    assert found is not None
    assert set(found.rare) == set("\u200b«»М")


@settings(max_examples=300)
@given(st.sampled_from(sorted(BASES)), st.randoms(use_true_random=False))
def test_nothing_is_missed(name: str, rng: random.Random) -> None:
    value = disturbed(name, rng)
    if Text(value).quiet is not None:
        assert slowly(value) == []


def disturbed(name: str, rng: random.Random) -> str:
    """A clean text with a few characters of its alphabet, or Latin words, put in somewhere."""
    base = BASES[name] * rng.choice((6, 6, 10))
    letter = next(char for char in base if char in quiet._by_letter())
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(base))
        if rng.random() < 0.4:
            new = rng.choice((" ", "")) + rng.choice(LATIN) + rng.choice((" ", "", ", "))
        else:
            coder = quiet._coder(rng.choice(quiet._by_letter()[letter]))
            signs = "".join(char for char in coder._characters if char not in coder.letters and char > "\x7f")
            new = "".join(rng.choice(rng.choice((signs, coder._characters))) for _ in range(rng.randint(1, 4)))
        base = base[:at] + new + base[at:]
    return base
