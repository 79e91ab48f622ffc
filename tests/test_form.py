"""Form, fonts and escapes: the profiles settle, agree with their page, keep layout, and hold what they cannot know."""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import sys

import pytest
from conftest import ROOT
from growth import assert_linear, repeated
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean.pipeline import Pipeline
from textclean.rule_registry import find
from textclean.styled import alphabets

FORM = ("decomposed", "spaces", "line_breaks", "quotes", "dashes", "non_ascii")
LETTERS = ("ligatures", "presentation_forms", "wrong_letters", "vowel_signs", "fonts", "fullwidth")
ESCAPES = ("escapes", "percent", "quoted_printable")
EVERY = Pipeline(profile="ascii", also=ESCAPES)


def alone(name: str, **options: object) -> Pipeline:
    return Pipeline(only=[name], options={name: options})


def test_the_page_of_profiles_says_what_the_calls_say() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    page = importlib.import_module("profiles")
    needs = {"ftfy": "ftfy", "clean-text": "cleantext", "Unidecode": "unidecode", "anyascii": "anyascii"}
    there = [name for name in page.COLUMNS if name not in needs or importlib.util.find_spec(needs[name])]
    written = page.written()
    assert len(written) == len(page.ROWS) >= 60
    places = [0, 1, *(2 + list(page.COLUMNS).index(name) for name in there)]
    assert [[row[at] for at in places] for row in written] == page.table(tuple(there))


@pytest.mark.parametrize("profile", ["normalize", "ascii"])
@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])))
def test_a_second_run_changes_nothing(profile: str, text: str) -> None:
    cleaner = Pipeline(profile=profile)
    once = cleaner.inspect(text)
    assert once.settled
    assert not once.problems
    assert cleaner.clean(once.text) == once.text


PIECES = st.sampled_from(
    [rule.examples[at].before for name in (*FORM, *LETTERS, *ESCAPES) for rule in [find(name)] for at in (0, 1, 2)]
    + [
        "\r\n",
        "\r",
        "\u2028",
        " ",
        "  \n",
        "\u00a0",
        "\u3000",
        "\t",
        "\u0301",
        "\u0338",
        "=\n",
        "%C3",
        "\\ud83d",
        '"',
        "`",
    ]
)


@given(pieces=st.lists(PIECES, max_size=6))
def test_damage_of_all_kinds_together_settles(pieces: list[str]) -> None:
    text = "".join(pieces)
    once = EVERY.inspect(text)
    assert not once.problems
    assert once.replay() == once.text
    assert once.undo() == text
    assert EVERY.clean(text) == once.text


@pytest.mark.parametrize("name", [*FORM, *LETTERS, *ESCAPES])
@given(
    text=st.text(
        st.sampled_from(
            "aB1 .,\n\r\t\\ux=%?<>+{}cC3BbfF`'\"-\u00a0\u0301\ufb01\uff21\U0001d400\u1d1b\u1d57\u00e9\u0448"
        )
    )
)
def test_a_rule_never_raises(name: str, text: str) -> None:
    result = Pipeline(only=[name]).inspect(text)
    assert not result.problems
    assert result.undo() == text


def test_composition_is_the_same_in_every_python() -> None:
    # Nearly a million pairs of a character and a mark; so many compose, to the same letters in 3.11, 3.12 and 3.13.
    cleaner = alone("decomposed")
    marks = [*map(chr, range(0x300, 0x346)), "\u3099", "\u309a", "\u0654", "\u093c", "\u0bbe", "\u11a8"]
    digest, count = hashlib.sha256(), 0
    for mark in marks:
        text = "\n".join(chr(code) + mark for code in range(0x20, 0x3100))
        changed = [(a, b) for a, b in zip(text.split("\n"), cleaner.clean(text).split("\n"), strict=True) if a != b]
        count += len(changed)
        digest.update("".join(a + b for a, b in sorted(changed)).encode())
    assert (count, digest.hexdigest()[:16]) == (987, "e5da91aab75e29d7")


def test_every_emoji_comes_back_from_every_profile() -> None:
    sequences = list(pytest.importorskip("emoji").EMOJI_DATA)
    for profile in ("repair", "normalize"):
        cleaner = Pipeline(profile=profile)
        assert [s for s in sequences if cleaner.clean(f"so {s} ok") != f"so {s} ok"] == []
    ascii_letters = Pipeline(profile="ascii")
    changed = {s: ascii_letters.clean(f"so {s} ok")[3:-3] for s in sequences}
    changed = {s: new for s, new in changed.items() if s != new}
    assert len(changed) < 100  # Unidecode spells a few: the trade mark, arrows, the blood groups
    assert [ascii(s) for s, new in changed.items() if not new.isascii() or not new] == []


SENTENCE = "Gestern fuhr der Zug spaet ab und wir kamen erst am Abend an"


@pytest.mark.parametrize("alphabet", sorted(set(alphabets.tables()[1].values()) - {"s", "u", "v"}))
def test_every_alphabet_is_read(alphabet: str) -> None:
    plain, names = alphabets.tables()
    dress = {plain[char]: char for char in plain if names[char] == alphabet}
    dressed = "".join(dress.get(c, dress.get(c.upper(), c)) for c in SENTENCE)
    if alphabet in "pqr":  # capitals only
        assert textclean.clean(dressed) == SENTENCE.upper()
    else:
        assert textclean.clean(dressed) == SENTENCE


@pytest.mark.parametrize("profile", ["repair", "normalize", "ascii"])
def test_layout_survives(profile: str) -> None:
    documents = [
        "# Title\n\n- one\n  - two  \n    more\n\n"
        "| a  | b |\n|----|---|\n| 1  | 2 |\n\n    code(  x )\n\n```py\nif x :\n\treturn  1\n```\n",
        "name\tqty\tnote\nfig\t\t\nplum\t3\t\n",
        "def f(a,  b):\n    x = {'k':  1}   # note\n\treturn x\n",
        "--- a\n+++ b\n@@ -1,2 +1,2 @@\n \n-a \n+b\n",
        "  +-----+\n  | box |      right\n  +-----+\n",
        "a:\n  - b: 1\n    c: |\n      text\n\n      more\n",
    ]
    for document in documents:
        assert textclean.clean(document, profile=profile) is document


def test_cells_of_a_csv_file_stay_cells() -> None:
    rows = [["id", "text", ""], ["1", "she said \u201cno\u201d, twice", ""], ["2", "it\u2019s\r\n5\u00a0kg", "\u2014"]]
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\n").writerows(rows)
    for profile in ("normalize", "ascii"):
        cleaned = textclean.clean(file.getvalue(), profile=profile)
        assert [len(row) for row in csv.reader(io.StringIO(cleaned))] == [3, 3, 3]


def test_what_has_no_spelling_is_kept_and_reported() -> None:
    text = "caf\u00e9 \U0001f44d\U0001f3fd"
    result = alone("non_ascii").inspect(text)
    assert result.text == "cafe \U0001f44d\U0001f3fd"
    assert [(held.rule, held.start, held.end) for held in result.held] == [("non_ascii", 5, 7)]
    assert alone("non_ascii", unknown="drop").clean(text) == "cafe "
    assert alone("non_ascii", unknown="?").clean(text) == "cafe ??"


@pytest.mark.parametrize(
    ("language", "text", "spelled"),
    [
        ("de", "\u00c4rger, \u00dcBUNG, Stra\u00dfe", "Aerger, UEBUNG, Strasse"),
        ("da", "\u00c5se k\u00f8bte \u00e6bler", "Aase koebte aebler"),
        ("uk", "\u0413\u043e\u0433\u043e\u043b\u044c, \u0449\u0438\u0442", "Hohol, shchyt"),
        ("bg", "\u0449\u044a\u0440\u043a\u0435\u043b", "shtarkel"),
        ("", "\u0449\u044a\u0440\u043a\u0435\u043b", "shtarkel"),
        ("ru", "\u0449\u0438\u0442", "shchit"),
    ],
)
def test_a_language_spells_its_own_way(language: str, text: str, spelled: str) -> None:
    assert alone("non_ascii", language=language).clean(text) == spelled
    if language not in ("", "de", "da"):
        assert alone("non_ascii").clean(text, language=language) == spelled


def test_digraphs_only_if_asked_for() -> None:
    text = "\u00c4rger, \u00dcBUNG, \u00c5se"
    assert alone("non_ascii").clean(text, language="de") == "Arger, UBUNG, Ase"
    assert alone("non_ascii", digraphs=True).clean(text) == "Aerger, UEBUNG, Aase"


def test_options_of_form() -> None:
    assert alone("dashes", em="-").clean("a\u2014b") == "a-b"
    assert alone("spaces", runs=True).clean("one  two\nthree") == "one two\nthree"
    columns = "name   size\nplum   12\n"
    assert alone("spaces", runs=True).clean(columns) is columns
    assert alone("spaces", trailing=False).clean("a \nb\u00a0house here\n") == "a \nb house here\n"
    cut = "An example; this exam-\nple too."
    assert alone("line_breaks", hyphens=False).clean(cut) is cut


def test_visual_order_is_held_with_its_reading() -> None:
    held = alone("presentation_forms").inspect("\ufee1\ufefc\ufeb4\ufedf\ufe8d").held
    assert [item.new for item in held] == ["\u0627\u0644\u0633\u0644\u0627\u0645"]


def test_a_letter_of_another_language_needs_the_language() -> None:
    text = "\u015eedin\u0163a"
    assert alone("wrong_letters").clean(text) is text


TRIGGERS = {
    "fonts": "\U0001d400 \u1d1b\u02b0\U0001f1ed",
    "fullwidth": "\uff21\uff0c\u3000",
    "quotes": '\u201c"\u00ab\u00a0',
    "dashes": "\u2014-",
    "spaces": "\u00a0 \t\n",
    "line_breaks": "\r\n\u2028-",
    "ligatures": "\ufb01a",
    "presentation_forms": "\ufefc ",
    "decomposed": "e\u0301\u0323",
    "non_ascii": "\u00e9\U0001f600\u5317",
    "wrong_letters": "\u0163\u0103 ",
    "escapes": "\\u00e9x",
    "percent": "%C3 ",
    "quoted_printable": "=C3\n?",
}


@pytest.mark.parametrize("name", TRIGGERS)
def test_time_grows_with_the_size_and_no_faster(name: str) -> None:
    cleaner = Pipeline(only=[name])
    letters = TRIGGERS[name]
    for piece in (letters, *letters, *(a + b for a in letters for b in letters)):
        assert_linear(cleaner.clean, repeated(piece), 10_000, 80_000)


@pytest.mark.parametrize(
    "text",
    [
        "بایجان تۆرکجه\u200cسی، صفحه\u200cده",  # South Azerbaijani
        "له\u200cمنځه\u200cوړل\u200cشوې بڼه",  # Pashto
        "افزونه\u200cی فراداده\u200c برمی\u200cگرداند",  # Persian
        "ئۇيغۇر تىلى بىر كىتاب",  # Uyghur
        "هاسیں تاک، بے جاه",  # Balochi
        "رياضي جي حالت، نياپو گروھَ، ڳوليو ٻوليون",  # Sindhi
        "مکتب الأستاذ در تهران است و از آن کتاب",  # Persian with an Arabic name
        "Beşiktaş ile Fenerbahçe arasındaki maç",  # Turkish
        "Her kes mafdar e û şaristan î ji bo me ye",  # Kurmanji
    ],
)
def test_neighbours_keep_their_letters(text: str) -> None:
    assert textclean.clean(text, profile="normalize") == text


# Each class of wrong letters, signs and forms that the profile mends, and what it leaves to the neighbours.
MENDED = (
    ("Kurdish", "ئه\u200cم كتێبه\u200c باشه\u200c", "ئەم کتێبە باشە"),
    ("Kurdish", "هه\u200cموو ڕۆژێك", "هەموو ڕۆژێک"),
    ("Arabic with Persian letters", "الکتاب علی الطاولة فی المدرسة", "الكتاب على الطاولة في المدرسة"),
    ("Arabic with Persian letters", "هذا البیت الکبیر فی القاهرة", "هذا البيت الكبير في القاهرة"),
    ("Arabic with Persian letters", "أکل الولد التفاحة فی الحدیقة", "أكل الولد التفاحة في الحديقة"),
    ("Arabic with Persian letters", "قال رئیس الوزراء إن الحکومة مستعدة", "قال رئيس الوزراء إن الحكومة مستعدة"),
    ("Arabic with Persian letters", "السلام علیکم ورحمة الله وبرکاته", "السلام عليكم ورحمة الله وبركاته"),
    ("Romanian", "În această ţară există şi oraşe", "În această țară există și orașe"),
    ("Romanian", "Iaşi\nBucureşti\nConstanţa\nPiteşti\nTimişoara", "Iași\nBucurești\nConstanța\nPitești\nTimișoara"),
    ("Romanian", "Ştefan cel Mare şi Sfânt a fost domnul Moldovei", "Ștefan cel Mare și Sfânt a fost domnul Moldovei"),
    (
        "Romanian",
        "Scriitorul turc Yaşar Kemal a vizitat şi Bucureştiul în această toamnă",
        "Scriitorul turc Yaşar Kemal a vizitat și Bucureștiul în această toamnă",
    ),
    ("Thai", "นํ้าตก", "น้ำตก"),
    ("Thai", "ทํางาน", "ทำงาน"),
    ("Thai", "เเม่เเละลูก", "แม่และลูก"),
    ("Thai", "กำลังเเปลภาษา", "กำลังแปลภาษา"),
    ("Thai", "น่ํา", "น่ำ"),
    ("Thai", "ปํา", "ปำ"),
    ("Lao", "ນໍ້າ", "ນ້ຳ"),
    ("Lao", "ເເລະ", "ແລະ"),
    ("Lao", "ທໍາອິດ", "ທຳອິດ"),
    ("Sinhala", "අායුබෝවන්", "ආයුබෝවන්"),
    ("Sinhala", "අැය", "ඇය"),
    ("Sinhala", "අෑත", "ඈත"),
    ("Sinhala", "එ්ක", "ඒක"),
    ("Sinhala", "ඔ්ක", "ඕක"),
    ("Burmese", "ကုိ", "ကို"),
    ("Burmese", "သုိ့", "သို့"),
    ("Burmese", "စဥ်", "စဉ်"),
    ("Burmese", "၀င်", "ဝင်"),
    ("Burmese", "၇ှိ", "ရှိ"),
    ("Greek", "το µέλλον", "το μέλλον"),
    ("Greek", "Η ∆ευτέρα", "Η Δευτέρα"),
    ("Greek", "αγαπηµένοι", "αγαπημένοι"),
    ("clock", "at 10:30\u202fAM", "at 10:30 AM"),
    ("clock", "9\u202fPM", "9 PM"),
    ("clock", "7:05:00\u202fp.m.", "7:05:00 p.m."),
    ("ligatures", "the ﬂ ow of", "the flow of"),
    ("ligatures", "e ﬀ ect", "effect"),
    ("ligatures", "di ﬃ cult", "difficult"),
    ("ligatures", "ﬁ nally", "finally"),
    ("fullwidth", "Ｈｅｌｌｏ Ｗｏｒｌｄ", "Hello World"),
    ("fullwidth", "ｉＰｈｏｎｅ is", "iPhone is"),
    ("kangxi", "\u2f08民", "人民"),
    ("kangxi", "\u2f47本\u2f24学", "日本大学"),
    ("NFC", "e\u0301cole", "école"),
    ("NFC", "a\u0308rger", "ärger"),
    ("Vietnamese", "Viê\u0323t", "Việt"),
    ("Vietnamese", "thuâ\u0323n", "thuận"),
    ("Hawaiian", "E hele mai ‘oe i ko‘u hale i ka lā", "E hele mai ʻoe i koʻu hale i ka lā"),
    ("Hawaiian", "Ua mau ke ea o ka ‘āina i ka pono", "Ua mau ke ea o ka ʻāina i ka pono"),
    ("Ukrainian", "комп*ютер і об*єкт", "комп’ютер і об’єкт"),
    ("Ukrainian", "п`ять зв`язків", "п’ять зв’язків"),
    ("Ukrainian", 'сім"я', "сім’я"),
    ("Turkish", "Di\u0307yarbakır ve i\u0307stanbul şehirleri", "Diyarbakır ve istanbul şehirleri"),
    ("Croatian", "Ǉubav i ǌegov ǆep u Zagrebu", "Ljubav i njegov džep u Zagrebu"),
)
LEFT = (
    ("Kurdish", "نامه\u200cها و خانه\u200cهای تهران"),
    ("Kurdish", "خانه\u200cای در شهر است"),
    ("Kurdish", "برنامه\u200cنویسی به زبان فارسی"),
    ("Arabic with Persian letters", "این کتاب در کتابخانه است"),
    ("Arabic with Persian letters", "دا کتاب ډېر ښه دی"),
    ("Arabic with Persian letters", "یہ کتاب اچھی ہے"),
    ("Arabic with Persian letters", "کتاب الله را خواندم و علیه السلام گفتم"),
    ("Arabic with Persian letters", "مکة المکرمة شہر ہے"),
    ("Arabic with Persian letters", "بو كىتاب ياخشى"),
    ("Arabic with Persian letters", "مکتب الأستاذ در تهران است و از آن کتاب"),
    ("Romanian", "Beşiktaş ile Fenerbahçe arasındaki maç"),
    ("Romanian", "Bu şehirde yaşıyoruz"),
    ("Romanian", "Gagauz dili türk dillerinin şinasıdır"),
    ("Romanian", "Çeşitli işler için başvuru"),
    ("Thai", "น้ำตกแม่และลูก"),
    ("Thai", "พุทฺธํ สรณํ คจฺฉามิ"),
    ("Thai", "เมตตา"),
    ("Lao", "ນ້ຳ ແລະ"),
    ("Lao", "ພຸດທໍ ສະຣະນັງ"),
    ("Sinhala", "ආයුබෝවන්"),
    ("Sinhala", "ඇය"),
    ("Burmese", "ကို သို့"),
    ("Burmese", "၁၀ ၇"),
    ("Greek", "5 µm"),
    ("Greek", "∆x = 5"),
    ("Greek", "µ = 0,5"),
    ("clock", "10\u202f000\u202f€"),
    ("ligatures", "ﬂ"),
    ("ligatures", "the letter ﬁ is"),
    ("fullwidth", "ＣＤを聞く"),
    ("fullwidth", "１月"),
    ("kangxi", "\u2f08 is radical 9"),
    ("NFC", "क़"),
    ("NFC", "שׁ"),
    ("NFC", "Å"),
    ("NFC", "豈"),
    ("Vietnamese", "thuỷ hoá"),
    ("Hawaiian", "the ‘āina of Hawai‘i is"),
    ("Hawaiian", "He said ‘aloha’ to me and i ka"),
    ("Ukrainian", "об'єкт"),
    ("Ukrainian", '«я» і "я"'),
    ("Ukrainian", "з `яблук` код"),
    ("Turkish", "İstanbul"),
    ("Turkish", "Lithuanian i\u0307\u0301"),
    ("Croatian", "The ǆ letter"),
)


@pytest.mark.parametrize(("kind", "before", "after"), MENDED)
def test_normalize_mends(kind: str, before: str, after: str) -> None:
    assert textclean.clean(before, profile="normalize") == after


@pytest.mark.parametrize(("kind", "text"), LEFT)
def test_normalize_leaves(kind: str, text: str) -> None:
    assert textclean.clean(text, profile="normalize") == text
