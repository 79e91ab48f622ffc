"""Look-alikes: the small and the vectorised halves agree, time grows with size, mixed text stays."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from growth import assert_linear, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean import clean, scripts
from textclean.contract import Batch, Edit, Sure
from textclean.evidence import ordinary, tracing
from textclean.homoglyphs import findings as found_in
from textclean.homoglyphs import judge
from textclean.homoglyphs.direct import direct
from textclean.homoglyphs.elisions import elision
from textclean.homoglyphs.findings import findings
from textclean.homoglyphs.judge import judged
from textclean.homoglyphs.readings import Reading, read
from textclean.homoglyphs.section import Section
from textclean.homoglyphs.speech import Speech, composed
from textclean.homoglyphs.table import NAMES, options, rare
from textclean.homoglyphs.words import Words
from textclean.pipeline import Pipeline
from textclean.prefilter import bilingual
from textclean.rules.homoglyphs import homoglyphs
from textclean.rules.sound_alikes import sound_alikes
from textclean.scripts import CYRILLIC, GREEK, LATIN
from textclean.spans import splice
from textclean.text import Text

ROOT = Path(__file__).parent.parent
ALONE = Pipeline(only=["homoglyphs"])
LETTERS = Pipeline(only=["homoglyphs", "digits", "sound_alikes", "fonts"])
PIECES = st.sampled_from(
    re.split(
        "[|]",
        "the|people|of|this|place|can|see|peace|as|ocean|GPS|RXR\u03b3|x|y|5|-|'|\"|.|,|\\|%|\n|\u02bc|\u0301|\u2019"
        "|\u0442\u0430\u043a|\u0432\u043e\u0434\u0430|\u0441\u043e\u0440|\u0430|\u0441|\u0435\u043b\u044c"
        "|\u0446\u0430\u0440\u044c|\u0438\u043b\u0438|\u03ba\u03b1\u03b9|\u03c4\u03bf|\u03bd\u03ad\u03bf|\u0578\u0580"
        "|\u0441\u00e6|\u0430\u0445\u0259\u0430|\u05d4|\u2160|\ua4d2|\u13a2|\u217c|\u212a|\U00010429",
    )
)
SWAPS = st.sampled_from(
    ["", "a\u0430", "e\u0435", "o\u043e", "o\u03bf", "n\u0578", "\u0430a", "\u043eo", "\u0441c", "\u03bfo", "v\u03bd"]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Words of several scripts, some letters swapped, some words glued."""
    words = draw(st.lists(st.tuples(PIECES, SWAPS, st.sampled_from([" ", " ", " ", "", "\n"])), max_size=40))
    return "".join((word.replace(swap[0], swap[1]) if swap else word) + gap for word, swap, gap in words)


def edits_of(text: Text) -> list[Edit]:
    edits: list[Edit] = []
    for item in findings(text):
        edits += item.edits() if isinstance(item, Batch) else [item]
    return sorted(edits)


def by_the_ledger(text: str) -> str:
    """The text as the ledger alone restores it, without the direct way."""
    return splice(text, [item[:3] for item in found_in._found(Text(text)) if item.sure > Sure.GUESS])


@given(documents() | st.text(max_size=60))
def test_the_words_are_the_same_with_and_without_numpy(text: str) -> None:
    plain, fast = Words(text, vectorised=False), Words(text, vectorised=True)
    assert (plain.starts, plain.ends, plain.kinds) == (fast.starts, fast.ends, fast.kinds)


def test_the_table_has_no_plain_letters_and_keeps_case() -> None:
    for bit in NAMES:
        for char, letters in options(bit).items():
            assert not char.isascii() or bit != LATIN
            assert all(nats > 0 for _, nats in letters)
    assert options(LATIN)["\u0435"] == (("e", 0.5),)
    assert "e" not in options(LATIN)
    assert dict(options(CYRILLIC)["\u0377"])["\u0438"] == 1.0  # through the skeleton that both share
    assert "\xb5" in options(GREEK)
    assert "\xb5" not in options(LATIN)


def test_readings_are_words_first() -> None:
    speech = Speech(LATIN, "the people of this place see the ocean")
    (first, second) = read("\u04cfittle", LATIN, speech, None, frozenset())
    assert (first.new, first.known) == ("little", True)
    assert second.new == "iittle"
    assert not read("\u0436ittle", LATIN, speech, None, frozenset())


def test_greek_has_one_sigma_for_the_end_of_a_word() -> None:
    speech = Speech(GREEK, "\u03c4\u03bf \u03c3\u03c0\u03af\u03c4\u03b9")
    spelled = [reading.new for reading in read("\u03c3\u03c0\u03bf\u0440o", GREEK, speech, None, frozenset())]
    assert spelled[0] == "\u03c3\u03c0\u03bf\u03c1\u03bf"
    assert read("\u03b5\u03c0\u03b5s\u03ba", GREEK, speech, None, frozenset()) == []


@pytest.mark.parametrize(
    ("text", "new", "nats"),
    [
        ("\u03c0\u03ac\u03c9 o \u03c4o \u03c3\u03c0\u03af\u03c4\u03b9", "\u03c3", 0.0),
        ("\u03c0\u03ac\u03c9 o \u03c4o \u03c3\u03c0\u03af\u03c4\u03b9", "\u03bf", -15.0),
        ("\u03c0\u03ac\u03c9 o \u03c4o , \u03bd\u03b1\u03b9 ;", "\u03c3", 6.0),
        ("\u03c0\u03ac\u03c9 o' \u03b5\u03c3\u03ad\u03bd\u03b1", "\u03c3", 6.0),
        ("\u03bb\u03ad\u03bd\u03b5 'o' \u03b5\u03ba\u03b5\u03af", "\u03bf", 0.0),
        ("\u03c0\u03ac\u03c9 o \u03bd\u03ad\u03bf\u03c2", "\u03bf", 0.0),
        ("\u03c0\u03ac\u03c9 o \u03bd\u03ad\u03bf\u03c2", "\u03c3", -6.0),
    ],
)
def test_sigma_stands_alone_where_it_is_elided_or_before_an_article(text: str, new: str, nats: float) -> None:
    section = Section(words := Words(text), 0, len(words))
    assert elision(section, 1, Reading(GREEK, new, 0.0, 0.0, True)) == nats


def test_an_l_stands_alone_where_it_is_elided() -> None:
    section = Section(words := Words("l'eau de phase l ici"), 0, len(words))
    found = [elision(section, at, Reading(LATIN, "l", 0.0, 0.0, True)) for at in (0, 4)]
    assert found == [0.0, -6.0]


@pytest.mark.parametrize(
    ("word", "new", "own"),
    [
        ("c\u0259\u043b", "\u0441\u0259\u043b", 1),  # a letter of the text
        ("\u0431\u0443\u043bj", "\u0431\u0443\u043b\u0458", -1),  # of another language
        ("\u041c\u0411", "MB", 0),  # short
        ("P\u043c\u0438\u043d", "\u0420\u043c\u0438\u043d", 0),  # perhaps a symbol
        ("\u0442\u0435\u043at", "\u0442\u0435\u043a\u0442", 0),  # alike only
        ("\u0422l\u043e\u0440", "Tlop", 0),  # most letters are of another script
    ],
)
def test_what_may_be_nothing_but_damage(word: str, new: str, own: int) -> None:
    text = "\u043a\u043e\u0437\u0430\u043a \u0433\u043e\u0432\u043e\u0440\u0438\u0442"
    section = Section(words := Words(text), 0, len(words))
    reading = Reading(LATIN if new.isascii() else CYRILLIC, new, 12.0, 0.0, False)
    assert judge.Judge(section)._own(word, reading) == own


def test_one_slip_is_weak_and_many_are_strong() -> None:
    def odds(text: str) -> float:
        with tracing() as notes:
            list(findings(Text(text)))
        return next(n.decision.log_odds for n in notes if n.decision and text[n.start : n.end] == "p\u03b1ge")

    clean = "the people came to see the page and then they went away again with all that they had read "
    assert odds(clean + "p\u03b1ge " + clean) < odds(clean.replace("a", "\u03b1") + "p\u03b1ge " + clean) - 3


def test_evidence_stays_near() -> None:
    damaged = "th\u0435 p\u0435opl\u0435 c\u0430m\u0435 and w\u0435nt h\u043em\u0435 b\u0435for\u0435 dark\n" * 40
    clean = "they went to see the house, and then they came home again before it was dark\n" * 800
    lone = "a word of tw\u03b9ns\n"

    def odds(text: str) -> float:
        with tracing() as notes:
            list(findings(Text(text)))
        return next(n.decision.log_odds for n in notes if n.decision and text[n.start : n.end] == "tw\u03b9ns")

    assert odds(damaged + lone) > odds(damaged + clean + lone) == odds(clean + lone)


def test_a_compound_is_one_where_sections_meet() -> None:
    words = Words("\u0436\u0435\u043b\u0456 " * 50 + "Wi-fi Wi fi")
    section = Section(words, 0, 51)
    assert section.rarity(50, LATIN) < 1 < section.rarity(52, LATIN)


@pytest.mark.parametrize("kind", ordinary.kinds(), ids=lambda kind: kind.name)
def test_what_authors_mix_on_purpose_stays(kind: ordinary.Kind) -> None:
    for example in kind.examples:
        assert LETTERS.clean(example) == example


BILINGUAL = st.lists(
    st.sampled_from(
        re.split(
            "[|]",
            "the|a|e|o|C|\u00e9|caf\u00e9|HTTP|API|-|.|, |\u00ab|\u00bb|\u2014|\u00a0|\n| | | |5|_|\u0301|\u0131|\u212a"
            "|\u0436\u0430\u0440\u0430|\u0430|\u0441\u043e\u0440|\u0456|\u03bb\u03cc\u03b3\u03bf\u03c2|\u03bf|\u03bd"
            "|\u0562\u0561\u0580|\u0578\u0582",
        )
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(["\u0436\u0430\u0440\u0430", "\u03bb\u03cc\u03b3\u03bf\u03c2", "\u0562\u0561\u0580"]), BILINGUAL)
def test_in_text_called_clean_and_bilingual_nothing_is_found(start: str, rest: str) -> None:
    text = Text(f"the {start} {rest}")
    if bilingual.quiet(text.value, text.marks, text.utf8):
        assert not [*findings(text), *sound_alikes.find(text)]


def test_no_ordinary_character_stands_for_a_letter() -> None:
    for name in ("Cyrillic", "Greek", "Armenian"):
        asked = bilingual.partner(name)
        own = re.compile(f"[{asked.letters}]")
        assert not [c for c in rare() if not own.match(c) and not asked.unusual.match(c)]
        kinds = {scripts.kind(c) for c in map(chr, range(0x110000)) if not asked.unusual.match(c)}
        assert kinds == {0, LATIN, scripts.ALPHABETS[name]}


@settings(deadline=None, max_examples=100)
@given(documents())
def test_a_second_run_changes_nothing(text: str) -> None:
    once = ALONE.clean(text)
    assert ALONE.clean(once) == once


def test_the_seed_article_comes_back_by_every_road() -> None:
    article = next((ROOT / "fixtures" / "seed").rglob("before.txt")).read_text(encoding="utf-8")
    wanted = article.replace("\u0435", "e")
    for text, want in ((article, wanted), (article * 5, wanted * 5)):
        assert ALONE.clean(text) == by_the_ledger(text) == want
        assert direct(Text(text)) == want
        (batch,) = findings(Text(text))
        assert isinstance(batch, Batch)
        assert splice(text, [edit[:3] for edit in batch.edits()]) == batch.new


def test_where_every_letter_is_replaced_one_table_restores_words_wholly_of_others() -> None:
    article = next((ROOT / "fixtures" / "seed").rglob("before.txt")).read_text(encoding="utf-8").replace("\u0435", "e")
    article += "\nA well-educated peace, page IX of https://example.org/a/cope.\n"
    letters = dict(zip("aecopxyiX", "\u0430\u0435\u0441\u043e\u0440\u0445\u0443\u0456\u0425", strict=True))
    text = "".join(letters.get(char, char) for char in article)
    assert direct(Text(text)) == article
    result = ALONE.inspect(text)
    assert ALONE.clean(text) == result.text
    held = [(fix.start, fix.end, fix.new) for fix in result.held]
    assert splice(result.text, held) == article
    assert {result.text[start - 40 : start].count("htt") for start, _, _ in held} == {1}
    assert not direct(Text(text + "And one Latin a."))


@pytest.mark.parametrize("share", [1.0, 0.5, 0.1])
def test_plain_words_get_the_answers_of_the_ledger(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    article = next((ROOT / "fixtures" / "seed").rglob("before.txt")).read_text(encoding="utf-8").replace("\u0435", "e")
    table = {"a": "\u0430", "o": "\u043e", "c": "\u0441", "p": "\u0440", "s": "\u0455"}
    random = Random(7)
    text = "".join(table[c] if c in table and random.random() < share else c for c in article)
    assert by_the_ledger(text) == article
    monkeypatch.setattr(judge, "plain_words", lambda section, suspects: [])
    assert by_the_ledger(text) == article


def test_a_word_that_the_table_does_not_explain_sends_the_document_to_the_ledger() -> None:
    article = "The people of this place were there before nine more came home late. ".replace("e", "\u0435") * 50
    assert direct(Text(article))
    for other in ("\u0435\u0435 ", "\\th\u0435 ", "\u0446\u0430\u0440\u044c "):
        assert not direct(Text(article + other))


@pytest.mark.parametrize(
    "unit",
    ["\u0430a", "\u0430 a ", "C\u043d\u0435\u0433 ", "th\u0435 ", "\u0435", "\u2160x", "x\u03bd ", "\u0430-\u0430'",
     "a\u0430\n", "\u02bc\u0430a", "\u0430\u0301a\u0301", "th\u0435\u0446 \u2024 \u2004", "\u0578n ", "\u04cfo\u03c3 "],
)  # fmt: skip
def test_time_grows_with_size(unit: str) -> None:
    assert_linear(lambda text: list(homoglyphs.find(Text(text))), repeated(unit), 20_000, 120_000)


def test_the_reason_can_be_checked_by_a_person() -> None:
    (edit,) = findings(Text("the w\u043er\u0501 people say"))
    assert isinstance(edit, Edit)
    assert edit.why == (
        "in a word of 4 letters: Cyrillic letters in a Latin word; such letters are damage in this text"
    )


def test_addresses_are_reported_and_not_changed() -> None:
    result = Pipeline().inspect("Visit https://p\u0430yp\u0430l.example/ and pay with p\u0430yp\u0430l")
    assert result.text == "Visit https://p\u0430yp\u0430l.example/ and pay with paypal"
    assert [held.rule for held in result.held] == ["homoglyphs"] * len(result.held)
    assert result.held


def test_nothing_is_kept_between_documents() -> None:
    first = edits_of(Text("th\u0435 p\u0435opl\u0435"))
    assert edits_of(Text("th\u0435 p\u0435opl\u0435")) == first
    assert len(judged(Words("the people"))) == 1
    assert Section(Words("the p\u0435ople"), 0, 2).strange == {"p\u0435ople": [1]}


@pytest.mark.parametrize(
    ("text", "woken"),
    [
        ("He w0uld come by train", True),
        ("the sh0rtest", True),
        ("0ptional words", True),
        ("python3 and base64, chapter12, the 2nd of 3", False),
        ("A4, H2O, B2B, 12in, 40mm and 5th", False),
        ("Words \u201cin quotes\u201d, w0nderful ones", True),
        ("\u0d2e\u0d40\u0d7b, 9\u0d2e\u0d40\u0d7b", False),
    ],
)
@pytest.mark.parametrize("times", [1, 20])
def test_a_digit_inside_a_word_of_ascii_letters_wakes_the_rule(text: str, woken: bool, times: int) -> None:
    text = " ".join([text] * times)
    assert Text(text).digit_words is woken
    if woken:
        assert not LETTERS._compiled[0].sleeps(text)
        assert LETTERS._compiled[0].any(Text(text))


def test_what_a_digit_stands_for_in_front_of_a_word_is_held_with_both_cases_in_mind() -> None:
    result = Pipeline(only=["digits"]).inspect(
        "Voici la s0lution, le m0teur et le pr0duit du jour. Le 0bjet est perdu depuis hier."
    )
    assert result.text == "Voici la solution, le moteur et le produit du jour. Le 0bjet est perdu depuis hier."


def test_the_first_word_of_a_quotation_belongs_to_it() -> None:
    section = Section(Words("He said: \u201cA \u0443 \u043d\u0430\u0441 \u0437\u0438\u043c\u0430\u201d and left"), 0, 8)
    at = [section.words[number] for number in range(len(section.words))].index("A")
    assert section.line(at, CYRILLIC) > 1.5
    assert section.line(at, LATIN) < -1.5


def test_a_word_whose_small_letters_are_more_is_no_trouble_for_digits() -> None:
    text = "\u0130stanb0l ve \u0130zm1r b\u00fcy\u00fck \u015fehirlerdir, \u0130sv1\u00e7re de bir \u00fclke."
    assert Pipeline(only=["digits"]).inspect(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "\u0422standard algorithm\u0423 means the one that we had before.",  # quotation marks of MacRoman as cp1251
        "Ingresos P\u039f\u039ablicos",  # UTF-8 as MacGreek
        "El informe anual \u0392\xabresultados\u0392\xbb y sus anexos.",  # UTF-8 as cp1253
        "Guardar la contrase\u0454a nueva",  # cp850 as koi8-u
        "Karakter s\u03a5n\u03a5flar\u03a5",  # cp850 as cp1253
    ],
)
def test_letters_of_a_wrong_charset_are_no_look_alikes(text: str) -> None:
    assert ALONE.clean(text) == text


def test_letters_alone_in_a_table_of_sounds_are_judged_by_the_words_beside_them() -> None:
    words = ("bleda", "klop", "velo", "galum", "olef", "plino", "zelm", "hufi", "tsigar", "udeni", "voimi")
    table = "".join(f"{word}\t{' '.join(word)}\n" for word in words)
    broken = table.replace("bleda\t", "b\u04cfeda\t").replace("velo\t", "ve\u04cfo\t")
    assert ALONE.clean(broken.replace("g a l", "g a \u04cf").replace("o l e", "o \u04cf e")) == table


def test_a_quotation_that_is_glued_to_a_word_is_no_stray() -> None:
    text = (
        "\u0417\u0430\u0447\u0435\u043c \u0437\u0430\u043d\u0438\u043c\u0430\u0442\u044c\u0441\u044f? \u042f "
        "\u0441\u0434\u0435\u043b\u0430\u043b ce contrat\u042d\u0442\u043e\u0442 \u0434\u043e\u0433\u043e\u0432\u043e"
        "\u0440 (\u0444\u0440\u0430\u043d\u0446.) \u2014 \u0433\u0440\u0435\u0445 \u044d\u0442\u043e\u0442 "
        "\u043d\u0435\u0432\u0435\u043b\u0438\u043a"
    )
    assert ALONE.clean(text) == text


def test_terms_stay_beside_damage_by_letters_of_the_same_script() -> None:
    assert ALONE.clean("The receptor RXR\u03b3 is b\u03bfund by TNF\u03b1.") == (
        "The receptor RXR\u03b3 is bound by TNF\u03b1."
    )


def test_greek_of_many_accents_is_looked_up_with_one_and_with_none_on_one_syllable() -> None:
    words = {"\u03c4\u1f78": "\u03c4\u03bf", "\u03ba\u03b1\u1f76": "\u03ba\u03b1\u03b9"}
    words |= {"\u03c6\u1ff6\u03c2": "\u03c6\u03c9\u03c2", "\u1f00\u03c0\u1f78": "\u03b1\u03c0\u03cc"}
    assert {word: composed(word) for word in words} == words


@pytest.mark.parametrize(
    ("more", "told"), [("", False), (" \u03ba\u03b1\u03b9 \u03c0\u03ac\u03bb\u03b9 \u03ad\u03be\u03c9", True)]
)
def test_another_key_is_pressed_by_those_who_have_it(more: str, told: bool) -> None:
    text = f"Djed je popravio staru klupic\u03c5 koja je stajala pred ku\u0107om{more}"
    section = Section(words := Words(text), 0, len(words))
    written = [h.addends[0].name for suspect in judge.Judge(section).suspects for h in suspect.written]
    assert ("another letter was meant" in written) is told


@pytest.mark.parametrize(
    "text",
    [
        "A versão nova da diaspora* abre a primeira porta da casa: agora você pode guardar todos os dados.",
        "El primer grupo de la diaspora* abre la puerta: ahora podéis guardar todos los datos de la configuración.",
    ],
)
def test_what_is_mended_still_speaks_against_a_wrong_charset(text: str) -> None:
    """By code page 866 the Cyrillic a is an accented one, in one word; where its like are mended, it stands alone."""
    broken = text.replace("ersão", "еrѕãо").replace("aspora", "аspora").replace("prim", "рrim")
    broken = broken.replace(" ab", " аb").replace("p", "р", 1).replace("datos", "dаtoѕ").replace("todos", "todoѕ")
    assert clean(broken.replace("guardar", "guаrdar").replace("agora", "аgora")) == text


@pytest.mark.parametrize(
    "page",
    [
        "The menu of the new theme has seven entries.\nfrom %{start} по %{x}\nThe next one is never seen here, "
        "nor in the other places.\nNo one came. Do come in on Monday.\nYesterday seven people went there.",
        "Der neue Termin ist jetzt im Kalender. Nie mehr warten!\nSeite по\nDas Ende der Liste. Sie sehen alle "
        "Wege der Reise, vom Beginn bis zum Ende.",
    ],
)
def test_a_word_whose_letters_stay_elsewhere_is_none_of_those_whose_letters_never_do(page: str) -> None:
    assert clean(page.replace("e", "\u0435")) == page


def test_a_list_of_many_languages_has_words_of_each() -> None:
    words = {
        "ar": "هو",
        "bg": "е",
        "bn": "হয়",
        "cs": "je",
        "el": "είναι",
        "hi": "है",
        "hr": "je",
        "ja": "は",
        "ru": "это",
    }
    rows = [f'<a lang="{code}">{word}</a>\n' for code, word in {**words, "sl": "je", "sr": "је", "uk": "є"}.items()]
    text = "".join(f"<a>{word}</a>\n{''.join(rows)}" for word in ("is", "was", "will be"))
    assert Pipeline().clean(text) == text


def test_that_a_word_of_another_script_stands_there_is_said_once() -> None:
    text = "The test finds тест and a cat, and then it finds тест once more, and a dog."
    section = Section(words := Words(text), 0, len(words))
    at = section.words.starts.index(text.index("тест"))
    asked = judge.Judge(section)
    once, often = (asked.of_its_script(at, CYRILLIC, times) for times in (1, 2))
    assert once.addends[0] == often.addends[0]
    assert once.nats < often.nats < 0
