"""A text that is called quiet holds nothing for the rules of look-alikes and wrong charsets: each fact would say so."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vocabulary import SENTENCES

from textclean.homoglyphs.findings import findings
from textclean.prefilter import latin_text, neighbours, one_script
from textclean.rules.lossy import lossy
from textclean.rules.mojibake import mojibake
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
    "German": "Wir lesen ein schönes Buch und trinken Tee, dann gehen wir früh nach Hause. ",
    "French": "Nous lisons un livre très bon et buvons du thé, puis nous rentrons à la maison. ",
    "Spanish": "Leemos un libro muy largo y tomamos té en el jardín de la casa, ¿y luego? ¡A casa, vamos todos! ",
    "Czech": "Čteme dlouhou knihu a pijeme čaj, potom jdeme přes řeku domů. ",
    "Polish": "Czytamy długą książkę i pijemy herbatę, potem idziemy do domu. ",
    "Hungarian": "Hosszú könyvet olvasunk és teát iszunk, később hazamegyünk őszi időben. ",
    "Turkish": "Uzun bir kitap okuyoruz ve çay içiyoruz, sonra eve gidiyoruz, çünkü akşam oldu. ",
    "Portuguese": "Lemos um livro muito longo e tomamos chá no jardim, não é? Depois vamos para casa amanhã. ",
    "Romanian": "Citim o carte lungă și bem ceai în grădină, apoi mergem acasă după câteva ore. ",
    "German and French": "Wir lesen ein schönes Buch früh. Nous lisons un livre très bon et buvons du thé à côté. ",
    "Georgian": "ვკითხულობთ წიგნს და ვსვამთ ჩაის, მერე სახლში მივდივართ. ",
}
# Which are asked for odd meetings even then.
LONG = ("Czech", "Polish", "Hungarian", "Turkish", "Portuguese", "Romanian", "German and French")
LATIN = ("Linux", "URL", "wide", "a", "i", "3D", "e-mail", "(DNF)", "x=1", "“web”", "B", "cop")

LATIN_LETTERS = "".join(sorted(latin_text.LETTERS_AND_SIGNS.union(neighbours._alphabets()))) + "etaoin ETAOIN.,:" * 4


def slowly(value: str) -> list[str]:
    """What the rules find when nobody has called the text quiet."""
    text = Text(value)
    text.__dict__["quiet"] = None
    awake = [(text.misdecoded, mojibake.find), (text.lossy, lossy.find)]
    quietly = Text(value).quiet
    if not (quietly and (quietly.touching or quietly.alone)):
        awake += [(text.mixed, findings), (text.mixed, sound_alikes.find)]
    return [str(edit) for wanted, rule in awake if wanted for edit in rule(text)]


def test_texts_of_one_alphabet_are_quiet() -> None:
    for name, base in BASES.items():
        assert Text(base * 16).quiet is not None, name
        assert slowly(base * 16) == [], name


@pytest.mark.parametrize(
    "odd",
    ["«снег»снег", "СНЕГСНЕГ" * 40, "сНег", "РЎРЅРµРі", "ВЅ ", "снег®снег", "wide cop Cнег " * 200],
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


@pytest.mark.parametrize(
    "meant", ["cp850", "cp437", "cp852", "cp1250", "cp1252", "cp1254", "cp1257", "mac_roman", "utf-8"]
)
def test_whole_texts_that_were_misread_are_not_quiet(meant: str) -> None:
    for sentences in SENTENCES.values():
        text = " ".join(sentences)
        text = f"{text} " * (2000 // len(text))
        for shown in ("cp1252", "cp1250", "cp1254", "iso-8859-15", "mac_roman"):
            try:
                misread = text.encode(meant).decode(shown)
            except UnicodeError:
                continue
            if Text(misread).quiet is not None:
                assert misread == text or slowly(misread) == [], (meant, shown, text)


def disturbed(name: str, rng: random.Random) -> str:
    """A clean text with a few characters of its alphabet, or Latin words, put in somewhere."""
    base = BASES[name] * (16 if name in LONG else rng.choice((6, 6, 10)))
    letter = next((char for char in base if char in one_script._by_letter()), "")
    coders = [one_script._coder(number) for number in one_script._by_letter().get(letter, ())]
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(base))
        if rng.random() < 0.4:
            new = rng.choice((" ", "")) + rng.choice(LATIN) + rng.choice((" ", "", ", "))
        else:
            characters = rng.choice(coders)._characters if coders else LATIN_LETTERS
            letters = rng.choice(coders).letters if coders else ""
            signs = "".join(char for char in characters if char not in letters and char > "\x7f")
            new = "".join(rng.choice(rng.choice((signs, characters))) for _ in range(rng.randint(1, 4)))
        base = base[:at] + new + base[at:]
    return base
