"""Bytes that were lost on the way: what stays beside them, what is never invented, and what a loss may have been."""

from __future__ import annotations

import re
from functools import reduce

import pytest

import textclean
from textclean.mojibake import blanks, document, fitting, losses
from textclean.mojibake.chains import Step
from textclean.mojibake.charsets import charset

TWICE = (Step("utf-8", "cp1252"), Step("utf-8", "cp1252"))
STRAIGHT = str.maketrans("\u2018\u2019\u201a\u201c\u201d\u201e", "'''\"\"\"")


def misread(text: str, meant: str, shown: str) -> str:
    """*text*, written in *meant*, as a program shows it that takes it for *shown*."""
    return text.encode(meant).decode("latin-1").translate("".join(map(chr, range(128))) + charset(shown).high)


@pytest.mark.parametrize("chain", [*losses.DEEP[:2], (Step("mac_roman", "cp1252"),), (Step("utf-8", "cp1251"),)])
def test_what_is_quickly_known_to_be_shown_holds_all_forms(chain: tuple[tuple[str, str], ...]) -> None:
    for kind in losses.KINDS:
        forms = [*losses.forms(chain, kind, True), *losses.forms(chain, kind, False)]
        assert set("".join(forms)) <= losses._shown_by(chain, kind)


def test_a_stretch_goes_on_over_a_blank_that_may_have_been_a_byte_and_over_no_line_end() -> None:
    text = "voil\xc3 la\nl\xc3\n \xe2\x82 x b"
    spans = [text[start:end] for start, end in losses.segments(text, "cp1252")]
    assert spans == ["voil\xc3 la", "l\xc3", "\xe2\x82 x", "b"]
    assert [text[start:end] for start, end in losses.segments(text, None)] == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "J'ai vu la forêt et la fenêtre du château, et j'ai reçu d'elle un garçon prêt à m'aider jusqu'au bout.",
        "D'ith an cat an t-iasc inniu, agus d'imigh na páistí ar scoil. Tá an lá go breá, a dúirt m'athair.",
    ],
)
def test_apostrophes_stay_where_letters_may_have_become_some(text: str) -> None:
    assert textclean.clean(misread(text, "cp850", "cp1252").translate(STRAIGHT)) == text


@pytest.mark.parametrize(
    "text",
    [
        "1,\u03b2alu\n2,sa\u03b2a\n3,tolu\u03b2u\n4,i\u03b2u\n5,lima\u03b2a\n",  # numerals in phonetic letters
        "Dasturda yangi ob\u043dekt yaratildi va ob\u043dektdan nusxa olindi.",  # a slip of the keyboard
        "въ то лѣто приде кнѧзь къ граду и стаꙗше подъ горою, а людье идоша противу ѥму съ хлѣбомъ",
        "The DeÄngelo brothers met LeÄnne in \u00c5re.",
        "今天气温是25度A级，第3季Part也播完了。",
        "bjǫrn sá ǫrn á ǫxl, ok gekk hann þá brott",
        "TNF\u03b1, IFN\u03b3 and cos\u03b8 are no damage; nor is a \u03b2-blocker.",
        "Il fait 20ºC, 1º y 2ª, \xd8 5 mm, 3 \xd7 4\xb0.",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert textclean.clean(text) is text


@pytest.mark.parametrize("shown", ["iso-8859-5", "iso-8859-7", "cp1250"])
def test_what_lost_half_of_its_bytes_becomes_no_other_script(shown: str) -> None:
    text = misread("Дождь стучал по крыше всю ночь, а утром выглянуло солнце.", "utf-8", shown)
    broken = re.sub("[\x80-\x9f]", "", text)
    after = textclean.clean(broken)
    assert not re.search("[\u0590-\u06ff\u4e00-\u9fff]", after)


def test_a_word_is_of_one_script() -> None:
    """Each pair of signs may be a letter of ten scripts; texts of two of them are no words."""
    found = losses.readings(["\xc3\xc2\xba\xc3\xc2\xb0\xc3\xc2\xba"], TWICE, losses.DROPPED)
    texts = next(iter(found.values()))
    assert "\u043a\u0430\u043a" in texts
    for text in texts:
        assert len({losses._script(char) for char in text} - {""}) < 2, text


def test_quotation_marks_are_straightened_in_several_ways() -> None:
    """The dash of a misread letter stays where a program made quotation marks straight and nothing else."""
    known = losses.forms(TWICE, losses.STRAIGHT, False)
    assert known["\xc3\u2013\xe2'\xac"][0] == "\u0580"
    assert known["\xc3-\xe2'\xac"][0] == "\u0580"


def test_which_letter_a_blank_may_have_been() -> None:
    assert blanks.letter((Step("cp866", "cp1252"),)) == "\u0430"
    assert blanks.letter((Step("cp1251", "mac_roman"),)) == "\u041a"
    assert blanks.letter((Step("cp1252", "cp1251"),)) == ""
    assert blanks.letter(TWICE) == ""


def test_blanks_stay_where_the_no_break_space_is_still_there() -> None:
    text = misread("Náš otec povedal, že včera dostal veľký balík, a že máme čakať na ďalší list.", "cp852", "cp1252")
    assert "\xa0" in text
    assert textclean.clean(text) == "Náš otec povedal, že včera dostal veľký balík, a že máme čakať na ďalší list."


@pytest.mark.parametrize(
    "word",
    [
        "\u043f\u043e\u044d\u0442\u043e\u043c\u0443",
        "\u043a\u0442\u043e",
        "\u03c3\u03c7\u03bf\u03bb\u03b5\u03af\u03bf",
        "\u05e9\u05dc\u05d5\u05dd",
    ],
)
def test_an_unfinished_word_is_judged_with_what_is_to_come(word: str) -> None:
    left = _without_controls(word)
    assert word in losses.readings([left], (("utf-8", "cp1252"),), losses.DROPPED)[left]


def _without_controls(text: str) -> str:
    return "".join(char for char in text.encode().decode("latin-1") if not "\x80" <= char <= "\x9f")


def test_no_letter_is_invented_where_the_right_word_may_not_have_been_kept() -> None:
    text = "Вчера учитель рассказывал"
    for word, meant in zip(textclean.clean(_without_controls(text)).split(), text.split(), strict=True):
        assert word in (meant, _without_controls(meant))


def test_kana_without_controls_are_no_accented_letters_in_lower_case() -> None:
    left = _without_controls("\u30d5\u30a1\u30a4\u30eb.txt")  # too many words may have stood there
    assert textclean.clean(left) == left


def test_intact_words_come_back_beside_lost_ones() -> None:
    text = "Хорошая погода стоит уже третью неделю"
    found = textclean.clean(_without_controls(text)).split()
    assert [word for word in found if word in text.split()] == ["Хорошая", "погода", "уже"]
    rest = [word for word in found if word not in text.split()]
    # What may have been one of two letters stands as it is, behind letters that are known.
    assert rest == [_without_controls("стоит"), _without_controls("третью"), "недел\xd1"]


@pytest.mark.parametrize("between", ["\n \n", ""])
def test_a_blank_in_a_text_of_two_languages_is_no_letter_that_one_of_them_lacks(between: str) -> None:
    """The English around says nothing of Russian words; a line of one blank has no words beside it."""
    english = "branches and tags of the remote: trunk, release, my calc branch, origin, packed, object, commit, tree. "
    russian = "Обратите внимание, как программа представляет метки в виде ссылок на давние выпуски. Давайте посмотрим."
    text = english * 4 + between + russian
    result = textclean.inspect(text.encode("koi8-r").decode("cp852"))
    assert (result.text, result.problems) == (text, ())


def without_controls(text: str) -> str:
    return re.sub("[\x80-\x9f]", "", text)


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (
            without_controls("Er biß in den Apfel und vergaß den Schlüssel".encode().decode("latin-1")),
            "Er biß in den Apfel und vergaß den Schlüssel",
        ),
        (
            without_controls(
                "Suhu udara 33° dan jarak 5′ di kota Malmö".encode().decode("latin-1").encode().decode("latin-1")
            ),
            "Suhu udara 33° dan jarak 5′ di kota Malmö",
        ),
        (
            without_controls(misread(misread("Белый снег ложится на крыши", "utf-8", "cp1252"), "utf-8", "cp1251")),
            "Белый снег ложится на крыши",
        ),
        ("Elle pense souvent \xc3  sa grand-m\xc3\xa8re", "Elle pense souvent à sa grand-mère"),
        ("Il va \xc3  la gare", "Il va à la gare"),
        (
            misread("Starý kráľ sedí na tróne", "cp852", "cp1252").replace("\xa0", " "),
            "Starý kráľ sedí na tróne",
        ),
    ],
    ids=["spelling before 1996", "measure", "one word of many", "an intact word", "two blanks", "its own charset"],
)
def test_what_is_left_tells_what_was_lost(broken: str, text: str) -> None:
    assert textclean.clean(broken) == text


@pytest.mark.parametrize(
    "text", ["Η γάτα κοιμάται στον ήλιο και ο σκύλος", "Die Königin trinkt ihren Tee und lächelt", "Путник шёл в горы"]
)
def test_no_script_is_invented(text: str) -> None:
    broken = without_controls(text.encode().decode("latin-1").encode().decode("latin-1"))
    assert not re.search("[\u0530-\u109f\u0600-\u06ff]", textclean.clean(broken))


def test_several_letters_of_a_word_may_have_become_blanks() -> None:
    text = misread("Бабушка дала котам сметаны и спала", "cp866", "cp1251").replace("\xa0", " ")
    found = blanks.joined(text, (Step("cp866", "cp1251"),), "ru")
    assert [(text[one.start : one.end], one.new, one.letters) for one in found] == [
        ("\u0403 \u040e\u0433\u0438\u0404 ", "Бабушка", 2),
        ("\xa4 \xab ", "дала", 2),
        ("\u0431\xac\u0490\u0432 \xad\u043b", "сметаны", 1),
        ("\u0431\u0407 \xab", "спал", 1),
    ]


def test_a_letter_becomes_a_soft_hyphen_only_in_a_listed_word() -> None:
    assert document._only_hides("UNIVERS\xc2L", "UNIVERS\xadL", "fr")  # Friulian
    assert not document._only_hides("infor\xc2mation", "infor\xadmation", "en")


def test_blanks_stay_between_words_that_no_list_has() -> None:
    """Letters alone make one word of two in a language that the text is not in."""
    text = "Fayl nusxal\u0430b bo\u2018lmadi, qaytadan urinib ko\u2018ring"
    assert textclean.clean(text) in (text, text.replace("\u0430", "a"))
    assert textclean.clean("Kodni nusxal\u0430b bo\u2018lmadi").count(" ") == 2


@pytest.mark.parametrize(
    ("text", "meant", "shown"),
    [
        ("昨天下午我們去河邊散步，看到很多人在那裡釣魚。", "big5", "latin-1"),
        ("어제 친구와 함께 시장에 가서 사과와 생선을 샀다.", "cp949", "latin-1"),
        ("vi ska äta kött och bröd på fredag, men på lördag är det fisk som gäller här hemma.", "mac_roman", "cp1252"),
        ("hon åt två äpplen och gick sedan till sjön för att möta sin bror.", "cp1252", "cp850"),
        ("мы долго ждали поезда, а потом пошли домой пешком.", "cp866", "koi8-r"),
        ("« γενικά κάνατε σωστά που δεν ψάξατε παραπέρα ».", "cp1253", "cp1252"),
    ],
    ids=["Chinese", "Korean", "Swedish on a Macintosh", "Swedish", "Russian", "Greek"],
)
def test_no_letter_is_made_wrong_where_lower_case_left_two(text: str, meant: str, shown: str) -> None:
    broken = (text.encode(meant).decode("latin-1") if shown == "latin-1" else misread(text, meant, shown)).lower()
    words = zip(broken.split(), textclean.clean(broken).split(), text.split(), strict=True)
    assert [got for old, got, word in words if got != old and got.casefold() != word.casefold()] == []


def test_words_in_lists_fit_what_is_left() -> None:
    chain = (Step("utf-8", "cp1252"), Step("utf-8", "cp1252"))
    left = without_controls("структура".encode().decode("latin-1").encode().decode("latin-1"))
    assert dict(fitting.fitting([left], chain, "c1", "ru"))[left][0] == "структура"
    hangul = without_controls("취업자".encode().decode("latin-1"))
    assert not list(fitting.fitting([hangul], chain[:1], "c1", "ko"))  # any syllable may have stood there


def test_what_was_held_is_not_taken_for_something_else_when_words_beside_it_are_repaired() -> None:
    given = misread("« συνεπώς , κάνατε σωστά που δεν ψάξατε παραπέρα ».", "cp1253", "cp1252").lower()
    assert "σωστό" not in textclean.clean(given)


def test_a_letter_whose_capital_is_several_is_the_second_byte_of_none() -> None:
    assert list(losses._pairs("\u0390\u0390 \xdf\xdf", "cp932", "iso-8859-7")) == []


def test_blanks_of_a_page_in_latin_letters_are_asked_in_its_own_language() -> None:
    """Latin has no a-acute: what two odd words may be in is not the language that the blanks stand in."""
    page = "Gallia est omnis divisa in partes tres, quarum unam incolunt B\u0435lg\u0430e \u2030 aliam Aquitani. " * 3
    section = document.Section(textclean.text.Text(page))
    assert section._lost_to_blanks((Step("cp850", "cp1251"),), page) == ("", [])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("今天天气不错，我们去河边散步", [("ä¸", "不")]),
        ("這座建築位於大連市西邊", [("ä½", "位")]),
        ("東京都の位置を調べる", [("æ±", "東"), ("ä½", "位")]),
    ],
    ids=["simplified", "traditional", "Japanese"],
)
def test_ideographs_that_lost_a_byte_are_held_as_those_that_make_words_and_the_others_come_back(
    text: str, held: list[tuple[str, str]]
) -> None:
    broken = misread(text, "utf-8", "cp1252")
    for control in "\x81\x8d\x8f\x90\x9d":
        broken = broken.replace(control, "")
    result = textclean.inspect(broken)
    assert result.text == reduce(lambda left, pair: left.replace(*reversed(pair)), held, text)
    assert [(fix.old, fix.new) for fix in result.held] == held
