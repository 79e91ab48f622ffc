"""What wakes the search for mojibake: damage does, in a word of a long text and in short ones; typography does not."""

from __future__ import annotations

import pytest

import textclean
from textclean.text import Text

EVERYDAY = {
    "French elision": "Le chef d’œuvre et l’Œuvre du siècle, à côté d’un bœuf.",
    "Ukrainian apostrophe": "В’єтнам і Г’юго, п’ять і з’їзд у Дніпрі.",
    "an initial before a closing quotation mark": "Клас „5 Е“ и клас „7 Г“ отиват на море.",
    "guillemets in Greek": "Το βιβλίο «Αλφαβητάρι» και η «φωτιά» του χωριού.",
    "acronyms": "Министр энергетики РФ и глава американского МЧС прибыли сегодня в ООН, а местные СМИ и жители молчат.",
    "names of universities": "Студенты университетов КемГУ и ТвГУ, читатели журнала ИноСМИ и рабочие завода АвтоВАЗ.",
    "an ellipsis": "She said… nothing at all, and then… she left the café."
    + 8 * " It was a long and quiet night in the old town.",
    "dashes without blanks": "The system—a big one—is old, the café too."
    + 8 * " It was a long and quiet night in the old town.",
    "acutes for apostrophes": "You´ve seen it, don´t say it´s a café, l´eau.",
    "a fraction": "Take ½teaspoon of salt and a crème fraîche." + 8 * " It was a long and quiet night in the old town.",
    "units": "Take 500 μg or 3 μm of it, and a crème fraîche.",
    "an Arabic comma behind a Latin word": "اشتريت هاتف Samsung، وهو جيد جدا",
    "Han beside Latin": "我们用 Slack 和 Ruby会议2007 的教程。",
    "hanja": "故 김철수 씨는 軍 장교였다고 한국 신문이 보도했다.",
    "Romanian and Vietnamese words": "Cât de mult poți, lâm sản ở tâm rừng.",
    "angstrom": "A length of 3.05 Å has been measured, and 7 Å too.",
    "lines that are drawn": "Über uns\n────────────\n☀☀☀☀☀ \u2800\u2800\u2800\u2800\u2800",
    "names of firms glued together": "Завод построила фирма СтройИнвест, а писал о ней журнал РегионИнформ."
    + 8 * " Город за рекой молчал, и только поезд гудел вдали.",
    "a dash of four": "是的————每件事都有最好的办法，但是在很多情况下也有别的办法。",
    "Han names in a long Latin page": "The café serves 拍黄瓜 and 叉烧饭."
    + 10 * " It was a long and quiet night in the old town.",
    "Welsh": "Mae'r llyfr yn mynd â'r plentyn adref.",
    # Languages whose letters the table of neighbours lacks, in short strings.
    "Gaelic": "Tha gnìomh ùr gu h-ìseal air an duilleag",
    "Lower Sorbian": "Wšykne wuslědki pokazaś",
    "Breton": "An holl restroù a zo bet cheñchet",
    "Albanian": "Jepni një emër për skedarin e ri",
    "Icelandic with eth alone": "Þetta er að minnsta kosti staðfest",
    "what a program puts in": "%(total)s dosya seçildi",
    "Tatar in small letters": "эш сәгате сәламәтлек",
    "Han words of a label": "修改設定",
    "a Cyrillic word with its capital": "Да",
    "a Cyrillic letter": "Ж",
}


@pytest.mark.parametrize("text", EVERYDAY.values(), ids=EVERYDAY)
def test_everyday_typography_wakes_nothing(text: str) -> None:
    here = Text(text)
    assert not here.misdecoded
    assert not here.lossy
    assert textclean.clean(text) is text


DAMAGED = {
    "Serbian among its commonest words": ("Rekao je da će to bièe sve i da je kod kuæe", True),
    "letters of Latin-2 alone": ("Ďđčâĺň âńĺě", True),
    "Greek as cp1251": ("Уе лЯгп вгбЯнпхн", True),
    "cases exchanged": ("мНБНЯРХ", True),
    "a box before Cyrillic letters": ("╧ЁштхЄ", True),
    "a capital of Belarusian inside a word": ("‘Ї бЁЎ®", True),
    "a raised digit in a word": ("Herr M³ller", True),
    "half-width commas between kana": ("ｸｵｵ､､ﾇ､ｹ､ｫ｡ｩ", True),
    "Turkish without a letter of Icelandic": ("Ýyi akþamlar", True),
    "Turkish, not Turkmen": ("pazar günü kapalý", True),
    "French by one of its words": ("les lumičres", True),
    "a word that begins with a sign": ("©tevilka dve", True),
    "superscript n": ("das neue Haus ist fⁿr uns", True),
    "a capital behind the first one": ("ÞÆrdur og SÒla", True),
    "a capital at the end of a word": ("un cafÈ", True),
    "dots for a word": ("vicino … casa", True),
    "a dash inside a short word": ("Catalu–a", True),
    "a raised dot in a word": ("qualsev·l", True),
    "a letter of another language for a word": ("il va ŕ la gare", True),
    "a capital for a word": ("Š parte di noi", True),
    "capitals inside words": ("kŠsitellŠ asiaa", True),
    "Croatian as mac_roman": ("pravni poloæaj", True),
    "Han words that no list has": ("紕矫妮扼", True),
    "a Cyrillic word of no list": ("Фш", True),
    "a Han word alone": ("et gammelt 錼 i dalen", True),
}


@pytest.mark.parametrize(("text", "woken"), DAMAGED.values(), ids=DAMAGED)
def test_damage_wakes(text: str, woken: bool) -> None:
    assert Text(text).misdecoded is woken


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        pytest.param(broken, text, id=text.split(" ")[0])
        for broken, text in (
            ("sis├ñlt├âjen muutos", "sisältöjen muutos"),
            ("i├ºin ├âzel ├ºaba", "için özel çaba"),
            ("on nosz─à ju┼╝ ksi─à┼╝ki do domu", "on noszą już książki do domu"),
            ('он сказал: ("Ðàáîòà èäåò áûñòðî")', 'он сказал: ("Работа идет быстро")'),
            ("das neue Haus ist fⁿr uns", "das neue Haus ist für uns"),
            ("Il gatto √® sul letto", "Il gatto è sul letto"),
            (
                "ÚÄÄÄÄ¿\n³ ab ³\nÃÄÄÄÄ´\n³ c  ³\nÀÄÄÄÄÙ\n20 m³ à 5 º",
                "┌────┐\n│ ab │\n├────┤\n│ c  │\n└────┘\n20 m³ à 5 º",
            ),
            ("Winter in Oslo".encode("utf-16-le").decode("utf-16-be"), "Winter in Oslo"),
        )
    ],
)
def test_restored(broken: str, text: str) -> None:
    assert textclean.clean(broken) == text


def test_devanagari_is_not_made_lower_case() -> None:
    """It has no capitals, and so no doubt about them."""
    assert textclean.clean("भारत में".encode().decode("cp437")) == "भारत में"
