"""Wrong charsets: every chain on own text, ftfy as a floor, harm on hostile and on clean text, linear time."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from conftest import ROOT
from growth import assert_linear, repeated
from hypothesis import given, settings
from hypothesis import strategies as st

import textclean
from textclean.evidence import ordinary_signs
from textclean.mojibake import chains, direct, document, iso_2022, utf_16
from textclean.mojibake.chains import Step
from textclean.pipeline import Pipeline
from textclean.prefilter import badness
from textclean.spans import splice
from textclean.text import Text

ONLY = Pipeline(only=["mojibake", "lossy"])
SENTENCES = {
    "de": "Die Bäckerei öffnet früh, und die Brötchen schmecken süß.",
    "fr": "Le garçon a mangé des crêpes près de la forêt.",
    "es": "El año pasado compré una montaña de piñas.",
    "pt": "A irmã dele não comeu o pão de manhã.",
    "it": "La città è più bella di così, però fa caldo già.",
    "pl": "Żółta łódka płynęła powoli pod mostem, a dzieci się śmiały.",
    "cs": "Náš děda pěstuje růže a třešně, večer čte noviny.",
    "hu": "A kertész délután öntözi a gyümölcsfákat és a bőséges virágágyást.",
    "ro": "Bunica a făcut plăcintă cu vișine, iar bunicul citea știrile.",
    "tr": "Işıklı caddede yaşlı bir satıcı oturuyor, çocuklar gülüyordu.",
    "sv": "Flickan på ön åt smörgås och såg på båtarna.",
    "lt": "Šiandien lijo, todėl likome namuose ir gėrėme arbatą.",
    "vi": "Bà nướng bánh, còn ông đọc báo dưới gốc cây.",
    "ru": "Старый мост через реку закрыли на ремонт, пришлось идти пешком.",
    "uk": "Бабуся спекла пиріг із вишнями, а дідусь читав газету.",
    "bg": "Баба изпече баница, а дядо четеше вестник на пейката.",
    "el": "Η γιαγιά έψησε πίτα και ο παππούς διάβαζε εφημερίδα.",
    "he": "סבתא אפתה עוגה וסבא קרא עיתון על הספסל.",
    "ar": "خبزت جدتي كعكة وكان جدي يقرأ الجريدة في الحديقة.",
    "th": "คุณยายอบพาย ส่วนคุณตาอ่านหนังสือพิมพ์อยู่ในสวน",
    "hi": "दादी ने केक बनाया और दादाजी बगीचे में अखबार पढ़ रहे थे।",
    "zh": "奶奶做了蛋糕，爷爷在花园里看报纸。",
    "ja": "祖母はケーキを焼き、祖父は庭で新聞を読んでいました。",
    "ko": "할머니는 케이크를 굽고 할아버지는 정원에서 신문을 읽으셨다.",
}
FTFY = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso-8859-2", "mac_roman", "cp437")
WIDE = [
    "cp1255", "cp1256", "cp1258", "cp874", "cp850", "cp852", "cp866", "koi8-r", "koi8-u", "mac_cyrillic",
    "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "gb18030", "cp932", "cp949", "big5",
]  # fmt: skip


def damaged(text: str, meant: str, shown: str) -> str | None:
    """*text* written in *meant* and read as *shown*, as programs do it; None if it cannot be."""
    try:
        data = text.encode(meant)
        if shown.startswith(("cp12", "cp874")):  # gaps of Windows charsets hold C1 controls
            return "".join(bytes([byte]).decode(shown, "ignore") or chr(byte) for byte in data)
        return data.decode(shown)
    except UnicodeError:
        return None


def utf8_cases(shown: tuple[str, ...] | list[str]) -> Iterator[tuple[str, str, str]]:
    for (language, text), name in itertools.product(SENTENCES.items(), shown):
        broken = damaged(text, "utf-8", name)
        if broken and broken != text:
            yield f"{language}-{name}", broken, text


@pytest.mark.parametrize(("broken", "text"), [pytest.param(b, t, id=i) for i, b, t in utf8_cases([*FTFY, *WIDE])])
def test_utf8_read_as_anything(broken: str, text: str) -> None:
    assert ONLY.clean(broken) == text


@pytest.mark.parametrize(("first", "second"), [("cp1252", "cp1252"), ("latin-1", "cp1252"), ("cp1252", "latin-1")])
@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_two_layers(text: str, first: str, second: str) -> None:
    once = damaged(text, "utf-8", first)
    assert once is not None
    twice = damaged(once, "utf-8", second)
    assert twice is not None
    assert ONLY.clean(twice) == text


@pytest.mark.parametrize("text", ["{}", "{} Done", "Build finished {}", "A line with {} in it, and more behind."])
@pytest.mark.parametrize("shown", ["cp1252", "latin-1", "cp437", "mac_roman", "cp850"])
def test_a_sign_alone(text: str, shown: str) -> None:
    for sign in "✅✔★→•♥⚠❤⭐∞≥≈™№€●☕🔥":
        try:
            broken = text.format(sign.encode().decode(shown))
        except UnicodeDecodeError:
            continue
        assert textclean.clean(broken) == text.format(sign), sign


@pytest.mark.parametrize("text", ["10 µm", "5 m³/s", "10 kΩ", "¥1,000", "Île-de-France", "★★★☆☆", "x² + y²"])
@pytest.mark.parametrize("shown", ["cp1252", "latin-1"])
def test_a_sign_beside_letters(text: str, shown: str) -> None:
    codec = "".join(
        chr(byte) if shown == "latin-1" else bytes([byte]).decode(shown, "replace") for byte in text.encode()
    )
    assert textclean.clean(f"It says {codec} here") == f"It says {text} here"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("el se\xf1or Garc\xeda", "mac_roman"), ("Le caf\xe9 est ouvert", "cp1252")),
        (("el se\xf1or Garc\xeda", "cp437"), ("Herr M\xfcller wohnt hier", "cp1252")),
        (("Le caf\xe9 est ouvert", "latin-1"), ("\u2713 done", "cp437")),
        (("Herr M\xfcller wohnt hier", "cp850"), ("costs 5 \u20ac only", "mac_roman")),
        (
            ("\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430", "mac_roman"),
            ("el se\xf1or Garc\xeda", "latin-1"),
        ),
    ],
)
def test_lines_read_with_two_wrong_charsets(first: tuple[str, str], second: tuple[str, str]) -> None:
    for lines in ([first, second], [second, first]):
        shown = "\n".join(text.encode().decode(name) for text, name in lines)
        assert textclean.clean(shown) == "\n".join(text for text, _ in lines)


@pytest.mark.parametrize(
    "text",
    [
        "\u201c\xa5100, \xa320, \u20ac30, \xa250, \u20b940\u201d",
        "\u201c\xa250\u201d, \u201c\xa35\u201d",
        "\u201cThe byte order mark shows up as \xef\xbb\xbf\u201d",
    ],
)
def test_amounts_of_money_and_a_lesson_stay(text: str) -> None:
    assert textclean.clean(text) is text


def test_a_rare_charset_that_makes_more_words_than_its_sister() -> None:
    text = "Der M\xf6rder h\xf6rte n\xe4her dar\xfcber, lie\xdf ihn st\xfcrzen und war vorgef\xfchrt"
    assert textclean.clean(str(damaged(text, "utf-8", "iso-8859-7"))) == text


def test_one_layer_and_two_in_one_text() -> None:
    once, twice = "M\xc3\xbcller", "M\xc3\u0192\xc2\xbcller"
    assert textclean.clean(f"{once}, {twice}, M\ufffdller") == "M\xfcller, M\xfcller, M\ufffdller"


@pytest.mark.parametrize("word", ["Ren\xe9\u2019s", "na\xefve\u2014but", "voil\xe0\u2026", "Chlo\xe9\u2019s"])
def test_a_sign_behind_an_intact_accented_letter(word: str) -> None:
    sign = next(char for char in word if char > "\u2000")
    assert textclean.clean(f"a {word.replace(sign, sign.encode().decode('cp1252'))} book") == f"a {word} book"


@pytest.mark.parametrize("sign", ["\u2713", "\u2019", "\u2192", "\u2605", "\u2264"])
@pytest.mark.parametrize(
    "text",
    [
        "In the log I saw {1} instead of {0}.",
        "{0} \u2192 {1}",
        "| {0} | {1} |",
        'text.replace("{1}", "{0}")',
        "{1}: {0}",
    ],
)
def test_a_sign_beside_what_a_wrong_charset_makes_of_it(text: str, sign: str) -> None:
    shown = text.format(sign, sign.encode().decode("cp1252"))
    assert textclean.clean(shown) is shown


@pytest.mark.parametrize(
    ("language", "meant", "shown"),
    [
        ("ru", "cp1251", "cp1252"), ("ru", "cp1251", "latin-1"), ("ru", "cp1251", "mac_roman"),
        ("ru", "cp1251", "koi8-r"), ("ru", "koi8-r", "cp1251"), ("ru", "koi8-r", "cp1252"),
        ("ru", "cp866", "cp1251"), ("ru", "cp866", "cp437"), ("ru", "iso-8859-5", "cp1252"),
        ("ru", "mac_cyrillic", "cp1252"), ("uk", "cp1251", "cp1252"), ("bg", "cp1251", "latin-1"),
        ("el", "cp1253", "cp1252"), ("el", "iso-8859-7", "latin-1"), ("he", "cp1255", "cp1252"),
        ("ar", "cp1256", "cp1252"), ("zh", "gb18030", "latin-1"), ("zh", "gb18030", "cp1252"),
        ("ja", "cp932", "cp1252"), ("ja", "euc_jp", "latin-1"), ("ja", "cp932", "gb18030"),
        ("ko", "cp949", "latin-1"), ("th", "cp874", "cp1252"), ("pl", "cp1250", "cp1252"),
        ("pl", "iso-8859-2", "cp1252"), ("cs", "cp1250", "cp1252"), ("cs", "cp852", "cp1252"),
        ("tr", "cp1254", "cp1252"), ("fr", "cp1252", "mac_roman"), ("fr", "mac_roman", "cp1252"),
        ("de", "cp850", "cp1252"), ("fr", "cp1252", "cp1251"), ("sv", "cp1252", "mac_roman"),
    ],
)  # fmt: skip
def test_legacy_read_as_legacy(language: str, meant: str, shown: str) -> None:
    text = SENTENCES[language]
    broken = damaged(text, meant, shown)
    assert broken is not None
    assert ONLY.clean(broken) == text


def ftfy_encoding(text: str) -> str:
    """The encoding part of ftfy, which has ten charsets and decodes to UTF-8."""
    ftfy = pytest.importorskip("ftfy")
    off = dict.fromkeys(
        ["unescape_html", "remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes",
         "fix_line_breaks", "fix_surrogates", "remove_control_chars"], False
    )  # fmt: skip
    return ftfy.fix_encoding_and_explain(text, ftfy.TextFixerConfig(**off, normalization=None, explain=True)).text


def pieces() -> Iterator[tuple[str, str]]:
    """Words, halves and whole sentences, damaged by every chain that ftfy knows, once and twice, beside good text."""
    for text in SENTENCES.values():
        words = text.split(" ")
        for clean in {text, " ".join(words[: len(words) // 2]), words[0], words[-1], f"{text} “{words[0]}”"}:
            for name in FTFY:
                broken = damaged(clean, "utf-8", name)
                if broken and broken != clean:
                    yield broken, clean
                    yield f"Good: {broken}", f"Good: {clean}"
                    twice = damaged(broken, "utf-8", "cp1252")
                    if twice:
                        yield twice, clean


# Held with the right candidate: a dash that an author may have put behind a capital, one Greek letter beside English.
HELD = {"\xce\u2014", "Good: \xce\u2014", "\xc3\u017d\xe2\u20ac\u201d"}
MISSED = {"\u0152\xf3", "Good: \u0152\xf3", "\xc5\u2019\xc3\xb3"}  # one letter read as MacRoman: not asked


def test_never_worse_than_ftfy() -> None:
    worse = [
        (broken, clean, ONLY.clean(broken))
        for broken, clean in pieces()
        if ftfy_encoding(broken) == clean and ONLY.clean(broken) != clean
    ]
    assert {broken for broken, _, _ in worse} == HELD | MISSED
    held = Pipeline(only=["mojibake", "lossy"], floor="guess")
    assert {broken for broken, clean, _ in worse if held.clean(broken) == clean} == HELD


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_clean_sentences_come_back(text: str) -> None:
    for form in (text, text.upper(), text.lower(), f"«{text}»", f"“{text.upper()}”", text.replace(" ", "\xa0")):
        assert textclean.clean(form) is form


def test_a_fix_names_its_chain() -> None:
    broken = damaged(damaged(SENTENCES["fr"], "utf-8", "cp1252") or "", "utf-8", "cp1252") or ""
    result = ONLY.inspect(broken)
    assert {fix.why for fix in result.fixes} == {"utf-8 read as cp1252, twice"}
    assert result.replay() == SENTENCES["fr"]
    assert result.undo() == broken


def test_one_edit_for_each_damaged_run() -> None:
    result = ONLY.inspect("Der BÃ¤cker isst BrÃ¶tchen.")
    assert [(fix.start, fix.end, fix.new) for fix in result.fixes] == [(5, 7, "ä"), (19, 21, "ö")]


def test_one_damaged_word_is_held_with_its_candidate() -> None:
    text = "h\u0448gre"
    result = ONLY.inspect(text)
    assert result.text == text
    assert [held.new for held in result.held] == ["ø"]


def test_one_damaged_word_that_its_list_knows_is_mended() -> None:
    assert ONLY.clean("mìsto") == "město"


def test_one_word_that_a_sister_language_may_have_is_held() -> None:
    held = [(result.text, [fix.new for fix in result.held]) for result in map(ONLY.inspect, ("bûtinoms", "Principâ"))]
    assert held == [("bûtinoms", ["ū"]), ("Principâ", ["ā"])]


def test_mixed_document() -> None:
    good = [SENTENCES["fr"], SENTENCES["ru"], SENTENCES["de"], SENTENCES["el"], "Plain ASCII."]
    lines = [
        damaged(SENTENCES["es"], "utf-8", "cp1252"),
        damaged(SENTENCES["ru"], "utf-8", "koi8-r"),
        damaged(SENTENCES["uk"], "cp1251", "cp1252"),
        damaged(SENTENCES["de"], "utf-8", "cp850"),
    ]
    right = [SENTENCES["es"], SENTENCES["ru"], SENTENCES["uk"], SENTENCES["de"]]
    broken = "\n".join(itertools.chain(*zip(good, [*map(str, lines), ""], strict=True)))
    clean = "\n".join(itertools.chain(*zip(good, [*right, ""], strict=True)))
    assert ONLY.clean(broken) == clean


def test_a_proven_chain_helps_short_lines() -> None:
    lines = [damaged(SENTENCES["ru"], "cp1251", "cp1252"), damaged("Да", "cp1251", "cp1252"), "Yes"]
    assert ONLY.clean("\n".join(map(str, lines))) == f"{SENTENCES['ru']}\nДа\nYes"


def test_chains_in_words() -> None:
    step = Step("utf-8", "cp1251")
    assert chains.why((step, step, step)) == "utf-8 read as cp1251, three times"
    assert chains.why((Step("utf-8", "cp1252"), step)) == "utf-8 read as cp1251, then utf-8 read as cp1252"


@given(st.text(alphabet=st.sampled_from("aé Ã©â€™œ\x9dÐ½ÑƒР¶Сп║яґ茅锚É½ÉÏ\n?\ufffd\xa0"), max_size=60))
def test_any_text_settles(text: str) -> None:
    result = ONLY.inspect(text)
    assert result.problems == ()
    assert result.replay() == result.text
    assert result.undo() == text
    assert ONLY.clean(text) == result.text
    assert ONLY.clean(result.text) == result.text


@pytest.mark.parametrize(
    "unit",
    [
        "Ã© ", "Ã©\n", "é à\n", "Ð½", "Ñíå ", "Ñíåã âûïàë\n", "п║ ", "╨╗\n", "鐨 ", "йЮ ", "Ã \n", "â€ ",
        "\x85\x92\n", "\ufffd ",
    ],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def work(text: str) -> None:
        for _ in document.repairs(Text(text)):
            pass
        badness.suspicious(text)

    assert_linear(work, repeated(unit), 50_000, 400_000)


@pytest.mark.parametrize("piece", ["\x1b$B", "\x1b$Bab", "\x1b(J", "\x1b$B$N\x1b(B"])
def test_escape_sequences_without_an_end_take_linear_time(piece: str) -> None:
    def work(text: str) -> None:
        found = list(iso_2022.runs(text))
        assert found == [] or "\x1b(B" in piece

    assert_linear(work, lambda count: piece * count + "é", 12_500, 100_000)


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    program = (
        "import sys; sys.stdout.reconfigure(encoding='utf-8'); import textclean\n"
        "for text in sys.stdin.buffer.read().decode().split('\\n'): print(textclean.clean(text))"
    )
    broken = [damaged(SENTENCES["sv"], "mac_roman", "cp1252"), damaged(SENTENCES["cs"], "cp1250", "cp1252")]
    broken += [damaged(SENTENCES["fr"], "utf-8", "iso-8859-15"), damaged(SENTENCES["ru"], "cp866", "cp1252")]
    given = "\n".join(map(str, broken)).encode()
    answers = {
        subprocess.run([sys.executable, "-c", program], input=given, env=os.environ | {"PYTHONHASHSEED": seed},
                       capture_output=True, check=True, cwd=ROOT).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(answers) == 1


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(["Ã¼ber", "na\x0bÃ¯ve", "ğı", "Кå", "“a”", "é“", "œ", "x´", "schön", "Р’В", "’", "ÇÀ", " "])
    )
)
def test_the_marks_answer_for_the_text(pieces: list[str]) -> None:
    value = "A long, plain and perfectly clean sentence. " * 5 + "".join(pieces)
    assert badness.holds(value, Text(value).marks) == badness.suspicious(value)


@pytest.mark.parametrize(
    "language", ["de", "fr", "es", "pt", "it", "pl", "cs", "hu", "ro", "tr", "sv", "lt", "ru", "el"]
)
def test_the_direct_way_answers_as_the_ledger(language: str) -> None:
    broken = damaged(SENTENCES[language], "utf-8", "cp1252") or ""
    told = direct.undone(broken)
    if told is None:
        pytest.skip("not told so easily")
    chain, new = told
    made = [repair[:3] for repair in document.ledger(Text(broken)) if repair.decision.sure]
    assert splice(broken, direct.runs(broken, chain)) == splice(broken, made) == new == SENTENCES[language]


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("shown", ["cp1252", "latin-1", "cp1251", "mac_roman", "cp437"])
def test_many_damaged_words_are_told_directly(shown: str, layers: int) -> None:
    """Of a page with lines that speak of charsets, the others tell."""
    page = "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(SENTENCES.values()))
    broken = page = page + "\nThe encoding is UTF-8 \u2013 or so."
    for _ in range(layers):
        broken = damaged(broken, "utf-8", shown) or ""
    chain, new = direct.undone(broken) or ((), "")
    assert (len(chain), new) == (layers, page)
    assert textclean.clean(broken) == page


def test_a_list_of_damaged_words_is_not_told_directly() -> None:
    """Its lines speak of charsets: it may be a lesson."""
    words = damaged(" ".join(SENTENCES.values()), "utf-8", "cp1252") or ""
    assert direct.undone("\n".join(f"mojibake: {word}" for word in words.split())) is None


@pytest.mark.parametrize(
    "text",
    [
        "“Ã©” is how “é” looks when UTF-8 is read as Latin-1",
        "Statt „Müller“ steht da „MÃ¼ller“, ein Fehler der Kodierung",
        "| café | cafÃ© | UTF-8 read as windows-1252 |",
        "бНОПНЯ — это «Вопрос» в КОИ-8",
        "Вместо «Привет» видны кракозябры: РџСЂРёРІРµС‚",
        "Au lieu de « é », l'encodage donne « Ã© »",
        "En vez de «ñ» aparece «Ã±»: la codificación es errónea",
        "“ã‚” は文字化けで、本来は “あ” です",
        "Repair badly decoded Latin strings: Xz, “â€œ”, “â ¢”, “&yuml;”",
    ],
)
def test_text_about_mojibake_stays(text: str) -> None:
    assert textclean.clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "витамин «В» и «С»", "220 В±10%", "1000 В·А", "O filme “IRMÃ” estreia", "«DIENĀ»", "CAFÉ™", "√π ≈ 1,77",
        "»trä«",
        "仄仄平平仄，平平仄仄平。\n平平平仄平平仄，仄仄平平平仄平。", "┌──┬──┐\n├──┼──┤", "————————————————",
        "v w x y z\n[ªáâåäã æ ç êë íîï]", "n⋆4 ←→ n×n×n×n", "km³ m³ {0} km³ cm²",
        "ДатаНачала, ДатаОкончания, ВсяАктивность",
        "zero z≤n z≤n", "¬m≤n m≤n", "(s≤s m≤n)", "7 ≤ x ≤ 9", "n ×˜ n", "éèê íìî", "a /θalaθ/ b", "„Ő”, „Ű”",
        "æ ɾ ɡ", "t½ = 5 h", "12 кВ±5%", "1000 КВ·А", "РФ·А", "m·s", "a±b",
        "modo †ni cadit, nasum odore † inlucid", "Kôeity, Kômaoro, Mônakô, Kôlômbia", "Israèl, Èl Salvador",
    ],
)  # fmt: skip
def test_ordinary_signs_stay(text: str) -> None:
    assert textclean.clean(text) == text


@pytest.mark.parametrize(
    ("text", "meant", "shown"),
    [
        ("färdig", "cp1252", "cp1251"), ("Müdigkeit", "cp1252", "cp1251"), ("Gebirgsflüsse", "cp1252", "cp1251"),
        ("können Sie", "cp1252", "mac_roman"), ("bébé", "cp1252", "mac_roman"), ("España", "mac_roman", "cp1252"),
        ("ciudad pequeña", "mac_roman", "cp1252"), ("Schlösser", "cp850", "cp1252"), ("ein Gemälde", "cp850", "cp1252"),
        ("Verhältnisse", "cp850", "cp1252"), ("Não sei", "cp850", "cp1252"), ("São Tomé", "cp1252", "cp850"),
        ("señor", "cp1252", "cp850"), ("påskägg", "cp1252", "cp850"), ("cañón", "cp1252", "cp437"),
        ("Küchenmöbel", "cp1252", "cp437"), ("kärlek", "cp1252", "cp1253"), ("İzmir", "cp1254", "cp1252"),
        ("İskenderun", "cp1254", "cp1252"), ("książki", "iso8859_2", "cp1252"), ("później", "cp1250", "cp1252"),
        ("日本語", "cp932", "gbk"),
    ],
)  # fmt: skip
def test_a_word_or_two_of_a_legacy_charset(text: str, meant: str, shown: str) -> None:
    assert textclean.clean(text.encode(meant).decode(shown)) == text


def test_what_a_chain_has_done_to_most_words_it_did_to_the_others() -> None:
    text = "Chtěl jsem mu říct, že už je pozdě a že nikdo nepřijde"
    assert textclean.clean(text.encode("iso8859_2").decode("cp1252")) == text


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("Ta ootas \x96 aga keegi ei tulnud", "Ta ootas – aga keegi ei tulnud"),
        ("Mój brat śpi \x96 a ja pracuję", "Mój brat śpi – a ja pracuję"),
        ("Řekl \x84ano\x93 a šel do \x9akoly", "Řekl „ano“ a šel do školy"),
        ("Twój go\x9cć śpi", "Twój gość śpi"),
        ("Una casa \x8f bella", "Una casa è bella"),
        ("il sent\x8d la voce", "il sentì la voce"),
        ("La \x8cuvre du si\xe8cle", "La Œuvre du siècle"),
    ],
)
def test_a_c1_control_is_a_byte(broken: str, text: str) -> None:
    assert textclean.clean(broken) == text


@pytest.mark.parametrize(
    "run",
    [
        "\u4e00" * 4,
        "\u6700\u6700\u6700\u6700",
        "\u5200\u4e00" * 9,
        "\u4e00\u4e00\u4e8c\u4e00\u4e00\u4e00\u4e00",
        "\u4e00" * 240,
    ],
)
def test_one_character_again_and_again_is_no_utf_16(run: str) -> None:
    """Some ideographs have a low byte of zero; short or long, alone or not, one answer."""
    for text in (run, f"\u7b2c{run}\u9875", run * 3):
        assert textclean.clean(text) is text
        assert textclean.inspect(text).fixes == ()


def test_utf_16_of_the_wrong_byte_order_in_short_text() -> None:
    wrong = "Vilnius".encode("utf-16-le").decode("utf-16-be")
    assert textclean.clean(wrong) == textclean.inspect(wrong).text == "Vilnius"


@pytest.mark.parametrize(
    "text", [" nessuno \u7661", "caff \ud6ce", "nessuno \u7661\u7661 e", "\u7661 b", "Anna \u674e"]
)
@pytest.mark.parametrize("floor", ["guess", "likely"])
def test_a_lone_ideograph_beside_latin_is_judged_alike(text: str, floor: str) -> None:
    cleaner = Pipeline(floor=floor)
    assert cleaner.clean(text) == cleaner.inspect(text).text


@pytest.mark.parametrize("value", ["b\uff7e", "b\u2593", "T\uff71"])
def test_two_characters_may_be_a_code(value: str) -> None:
    assert textclean.clean(value) is value


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("\u0414o\u043c y \u043cop\u044f", "\u0414\u043e\u043c \u0443 \u043c\u043e\u0440\u044f"),
        ("\u0416o\u043ba", "\u0416\u043e\u043b\u0430"),
    ],
)
def test_letters_that_look_alike_are_no_wrong_charset(broken: str, meant: str) -> None:
    result = textclean.inspect(broken)
    assert {fix.rule for fix in result.fixes} <= {"homoglyphs"}
    assert result.text in (broken, meant)


def test_a_letter_that_is_nowhere_left_was_replaced_by_its_twin() -> None:
    """Malagasy with a Cyrillic a for each Latin one: as letters of another charset they would be accented ones."""
    text = (
        "Antananarivo no renivohitra, ary misy tanana maro hafa: Toamasina, Mahajanga, Fianarantsoa, Toliara, Antsirabe"
    )
    text += ". Ny vary no sakafo fihinan'ny olona isan'andro, ary be koa ny voankazo amin'ny fotoam-pahavaratra."
    assert textclean.clean(text.replace("a", "\u0430")) == text


def test_raised_letters_of_an_orthography_stay() -> None:
    """Amuzgo writes a nasal vowel with U+207F and a glottal stop with U+02C8."""
    text = "Ndo\u02c8 mei\u207f tyo\u02c8 na tsjoom, na\u207f cwii x'ei\u207f wa\u02c8 Joo\u02c8 nda\u02c8."
    assert textclean.clean(text) is text


@pytest.mark.parametrize("word", ["løsning", "Ønsker du", "frøs", "øse", "poète", "siècle"])
def test_half_of_a_letter_is_no_accent_beside_its_letter(word: str) -> None:
    """Danish and French; a cedilla and a diaeresis are the second half of their letters in UTF-8."""
    result = textclean.inspect(word.encode().decode("cp1252"))
    assert result.text == word
    assert ordinary_signs.DETACHED.search(word.encode().decode("cp1252")) is None


@pytest.mark.parametrize("name", ["cp1252", "latin-1"])
@pytest.mark.parametrize(
    "text",
    [
        "Es\u0326ec, t\u0326ine as\u0326teptare",  # Romanian, decomposed
        "kut\u0326-ilin, yet\u0326t\u0326ef",  # Kabyle
        "z\u0307ycie",  # a dot above
        "i\u0307stanbul",  # a Turkish capital in lower case
        "bo\u031btd\u031bo",  # a horn
        "[n\u0329da\u032f]",  # phonetics: syllabic, not syllabic
        "t\u0361s",  # a tie
        "h\u032feb h\u032eayn",  # transliterated Akkadian and Arabic
        "\u0430\u0351\u0437\u044a \u0433\u0346\u044c \u0432\u044c\u0357",  # Old Church Slavonic
    ],
)
def test_combining_marks_of_spelling_and_phonetics_come_back(text: str, name: str) -> None:
    broken = text.encode().decode(name)
    assert textclean.Pipeline(only=["mojibake"]).clean(broken) == text


def test_glottal_stops_of_a_whole_text_are_no_letters_of_the_macintosh() -> None:
    text = (
        "Cˈo jun achi rubiˈ Nicodemo, riˈ jun cˈa chique ri fariseos. Xbe rukˈin ri Jesús chakˈaˈ y xubij chare: "
        "Rabi, kataˈn chi rat rat jun tijonel petenak rukˈin ri Dios, ruma majun nitiquer nubˈan riˈ. "
    )
    broken = (text * 4).encode().decode("cp437")
    assert textclean.clean(broken) == text * 4


def test_one_latin_letter_always_a_cyrillic_one_is_no_accent_that_was_misread() -> None:
    text = "Thoir seachad an t-ainm ma tha thu airson gum mol sinn thu dha na caraidean agad agus dealbhan ann."
    assert textclean.clean(text.replace("a", "\u0430")) == text


@pytest.mark.parametrize(
    "text",
    [
        "It shows \xc2\xa0 before every price, instead of a space.",
        "I get strange characters like \xc2  and \xc3  in my output",
        "I get strange characters like \xc2\xa0 and \xc3\xa0 in my output",
        "Pourquoi vois-je \xc3\xa0 \xe0 la place de \xe0 ?",
        "Weird \xc2\xa0 characters in the feed",
        "Der Buchstabe \xc3\xa0 steht vor jedem Namen.",
        "En lugar de la letra sale \xc3\xa0 en la lista.",
        "Вместо пробела везде \xc2\xa0 в ценах.",
        "Zamiast litery widz\u0119 \xc3\xa0 w nag\u0142\xf3wku.",
        "El car\xe1cter \xc3\xa0 aparece en el t\xedtulo",
        "\u7a7a\u767d\u306e\u4ee3\u308f\u308a\u306b \xc2\xa0 \u304c\u51fa\u308b",
        "Au lieu d'une espace on voit \xc2\xa0 partout.",
    ],
)
def test_a_letter_of_damage_that_a_text_speaks_about_stays(text: str) -> None:
    assert textclean.clean(text) is text


def test_look_alikes_in_a_language_that_no_list_knows_are_no_mojibake() -> None:
    text = "In yejhuan yohuajquisquej ipan on temojtij, xoc quinhuicas ican apistli, nion \u0430mictli, meya \u0430tl."
    assert textclean.clean(text).replace("\u0430", "a") == text.replace("\u0430", "a")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("She\x92s late\x85 \x93no\x94, he\x92ll say", "She’s late… “no”, he’ll say"),
        ("Qu’il l\x92a vu", "Qu’il l’a vu"),
        ("“Clean” words, Ed OвЂ™Keefe, caf\xe9", "“Clean” words, Ed O’Keefe, café"),
        ("«naïve» isnâ€™t naÃ¯ve, â‚¬5", None),  # a word stands in its good form, too
        ("The qÃ¼brx “text” says â€“ so", None),  # no listed word
        ("It\x92s \x8e", None),  # another control
        ("The charset shows â€™ for ’", None),
    ],
)
def test_parts_are_told_directly(text: str, clean: str | None) -> None:
    told = direct.undone(text)
    assert (told and told[1]) == clean
    if told:
        assert splice(text, direct.runs(text, told[0])) == clean == textclean.clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rabi\u2018 al-Awwal and Shari\u2018 are written so",
        "Er sagte \u201anein\u2018 und ging.",
        "In \u2018Indonesi\u2018 stond een fout",
        "rock \u2018n\u2018 roll",
    ],
)
def test_a_quotation_mark_behind_a_word_stays(text: str) -> None:
    assert textclean.clean(text) == text


def test_sequences_for_terminals_are_no_signs_of_windows() -> None:
    assert "\u203a" not in textclean.clean("abc \x1b[0m\x9b31m red \x9b0m and more \x9b1m text")


def test_charsets_that_lost_by_little_stay_rivals_where_blanks_stay_blanks() -> None:
    """C5 9B is s with acute by code page 437, and Z with caron by 850, which reads all other words alike."""
    text = "Tyn tekst pokazuje listã filtrōw i przizwŏlŏ na zmiany.\nIt was late.\nPozůr: śe edytowańy śe kůńczy."
    page = "He ran (fast) home; the door was open.\n" + damaged(text, "utf-8", "cp437")
    assert [fix for fix in textclean.inspect(page).fixes if "\xa2" in fix.old] == []


@pytest.mark.parametrize(
    ("text", "meant", "shown"),
    [
        (
            "Подождите, пожалуйста. Сегодня открывается международная конференция разработчиков программного "
            "обеспечения. Потом состоится торжественное награждение победителей.",
            "gb18030",
            "iso-8859-2",
        ),
        (
            "администраторы имеют полный контроль над тем, кто и что может делать, и намного проще оперировать базами "
            "данных на каждом рабочем месте.",
            "koi8-r",
            "cp857",
        ),
    ],
)
def test_a_charset_that_makes_words_is_a_rival_of_one_that_reads_most_words_alike(
    text: str, meant: str, shown: str
) -> None:
    assert textclean.clean(damaged(text, meant, shown)) == text


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("the wo\x81rd is here", "the word is here"),
        ("Han gick ut i sko\x8fgen", "Han gick ut i skogen"),
        ("Das B\x81ro", "Das Büro"),
        ("une le\x8don facile", "une leçon facile"),
    ],
)
def test_a_control_in_a_word_is_no_letter_if_it_is_a_word_without(broken: str, text: str) -> None:
    assert textclean.clean(broken) == text


def test_a_word_of_two_letters_beside_words_of_another_language_stays() -> None:
    assert textclean.clean("\xfeu mik insandides") == "\xfeu mik insandides"  # Gothic; "\u015fu" is Turkish
    assert textclean.clean("bunu \xfeu adam dedi") == "bunu \u015fu adam dedi"


def test_words_that_come_again_and_again_do_not_outweigh_each_other_by_their_order() -> None:
    """Every other line is damaged: that the state changes so often counts as little as what the words prove."""
    lines = [(f"Line {n}, ", "K\u00fcche", f" d\u00e9j\u00e0 {n * 7} \u20ac.\n") for n in range(400)]
    broken = "".join(a + (damaged(b, "utf-8", "cp1252") if n % 2 else b) + c for n, (a, b, c) in enumerate(lines))
    assert textclean.clean(broken) == "".join(map("".join, lines))


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize("shown", ["cp1252", "cp1251", "cp1250", "latin-1", "mac_roman", "cp437"])
@pytest.mark.parametrize(
    "text",
    [
        "# Библиотека \u201cmy_lib\u201d\n\nЭто библиотека.\n",
        "Žluťoučký kůň\r\n",
        "你好，世界 abc def\n",
        "Ελληνικά και αγγλικά",
    ],
    ids=["Russian", "Czech", "Chinese", "Greek"],
)
def test_utf_16_that_was_read_with_one_byte_a_character_comes_back(text: str, shown: str, order: str) -> None:
    mark = {"le": b"\xff\xfe", "be": b"\xfe\xff"}[order]
    data = text.encode(f"utf-16-{order}")
    try:
        broken = (mark + data).decode(shown)
    except UnicodeDecodeError:
        pytest.skip("a byte that the charset lacks")
    assert textclean.clean(broken) == text
    if shown != "cp437":  # without the mark other charsets explain what it shows, too
        assert textclean.clean(broken[2:]) in (text, broken[2:])


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_comes_back_where_its_line_ends_were_exchanged(order: str) -> None:
    text = "Моя библиотека\nдаёт функции\n"
    broken = text.encode(f"utf-16-{order}").decode("cp1252").replace("\n", "\r\n")
    assert textclean.clean(broken.rstrip("\0")) == text


@pytest.mark.parametrize(
    "text",
    ["é\0à\0", "café\0thé\0", "cafés\0thé\0eaux\0", "a\0b\0c\0d\0e\0", "ÿþ is a byte order mark"],
    ids=["letters", "names", "more names", "names of one letter", "a mark that is spoken of"],
)
def test_what_has_nuls_and_is_no_utf_16_is_not_read_as_such(text: str) -> None:
    assert list(utf_16.whole(text)) == []


@pytest.mark.parametrize("row", [(0xE0, 0x100), (0xC0, 0xE0), (0xDF, 0x100, 0xC0, 0xDF), (0xC0, 0x100)])
def test_characters_in_the_order_of_their_codes_are_no_word(row: tuple[int, ...]) -> None:
    letters = "".join(chr(code) for start, end in zip(row[::2], row[1::2], strict=True) for code in range(start, end))
    for text in f"LETTERS = '{letters}'", f"print u'{letters}'\n", letters:
        assert textclean.clean(text) == text


@pytest.mark.parametrize(
    ("keys", "letters"),
    [
        ("asdfghj\xa3\xb1\xc5\xcd\xcf", "\xc7\u011e\u0130\xd6\u015e\xdc\xe7#*\xdb\xce\xc2"),
        ("F<DULT:PBQ", "".join(map(chr, range(0x410, 0x41A)))),
        ("abgdezhui", "".join(map(chr, range(0x3B1, 0x3BA)))),
        ("abcdefgh", "\u0105\u0107\u0119\u0142\u0144\xf3\u015b\u017c"),
    ],
)
def test_letters_with_their_names_are_no_mojibake(keys: str, letters: str) -> None:
    rows = [f"{key}\t{char}\t{unicodedata.name(char)}" for key, char in zip(keys, letters, strict=True)]
    text = "\n".join(["keys of the board", *rows, ""])
    assert textclean.clean(text) == text
    assert textclean.clean(text.replace("\t", " ")) == text.replace("\t", " ")


@pytest.mark.parametrize(
    "text",
    [
        "puts 'm\xfcde'.encode('utf-8').force_encoding('latin1')\n# m\xc3\xbcde\n",
        "name = 'D\xe9j\xe0'\nprint(read(name, 'cp437'))  # D\u221a\xa9j\u221a\xa0\n",
        "s.toString('utf8')\n// \u043c\u0438\u0440\ns.toString('latin1')\n// \xd0\xbc\xd0\xb8\xd1\u20ac\n",
    ],
)
def test_what_a_program_shows_of_charsets_is_quoted(text: str) -> None:
    assert textclean.clean(text) == text


def test_letters_of_a_language_that_no_list_has_are_no_signs_that_lost_bytes() -> None:
    arpitan = (
        "'\xc9m\xe2ges novles': 'ListaDeLes\xc9m\xe2ges',\n'F\xe2re un compto': 'F\xe2reUnCompto',\n"
        "'P\xe2ges sen cat\xe8gorie': 'P\xe2gesSenCat\xe8gorie',\n'P\xe2ges demand\xe2s': 'P\xe2gesDemand\xe2s',\n"
        "'Vouedar la b\xe2sa': 'VouedarLaB\xe2sa',\n'\xc9m\xe2ges utilis\xe2s': '\xc9m\xe2gesUtilis\xe2s',\n"
    )
    assert textclean.clean(arpitan) == arpitan


@pytest.mark.parametrize(
    "text",
    [
        "part = 'Hello-\xb5@\xdf\xf6\xe4 \xfc\xe0\xe1-UTF-8!!'\nall = 'Hello-\xb5@\xdf\xf6\xe4\xfc\xe0\xe1-UTF-8!!'\n",
        "name=T\xdf\xf6\xe4 and x\xdf\xf6\xe4y",
    ],
)
def test_letters_make_no_syllables_in_a_latin_word(text: str) -> None:
    assert textclean.clean(text) == text


def test_units_of_resistance_are_no_letters() -> None:
    units = '{"key": "\xb5\u03a9", "names": ["\xb5\u03a9"]}, {"key": "m\u03a9", "names": ["m\u03a9", "k\u03a9"]}'
    assert textclean.clean(units) == units
    assert textclean.clean("La for\u03a9t et la m\u03a9me f\u03a9te") == "La for\xeat et la m\xeame f\xeate"
