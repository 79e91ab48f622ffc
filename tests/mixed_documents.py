"""Clean documents beside damaged ones: what is proven of the one must change nothing of the other.

A page in Hebrew with an English advertisement, a Russian manual after a damaged comment, a dump of many pages in one
file: the damaged sentences prove a kind of damage, and the clean ones have letters that look like what was replaced.
A :class:`Pair` is one of each.  All sentences were written for this project.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from damage import LOOK_ALIKES, swap
from vocabulary import MIXED, SENTENCES

from textclean import scripts

FIXTURES = Path(__file__).parent.parent / "fixtures"

# Further clean text in scripts whose letters and signs look like those of Greek, Cyrillic and Latin ...
OTHER_SCRIPTS: dict[str, tuple[str, ...]] = {
    "Hebrew": (
        "זה קרה בשנה שעברה, ואז סגרו את הסניף ברחוב הראשי.",
        "ס ה ו ן י הן אותיות; סוס, הוא, היו, יונה וסין הן מילים.",
        "התקנו Windows חדש, ועכשיו הUSB עובד עם הPC.",
    ),
    "Yiddish": (
        "די באָבע האָט געבאַקן אַ קוגל און געזונגען אַן אַלט ליד.",
        "מײַן פֿעטער וווינט אין אַ קליין הײַזל לעבן טײַך.",
    ),
    "Arabic": (
        "ا ه ا: حروف. أنا هنا، وهو هناك؛ لا أحد يعرف لماذا؟",
        "اشترى أخي هاتفا جديدا من نوع iPhone بسعر ٥٥٠ دينارا.",
    ),
    "Persian": (
        "او آن‌ها را در ماه گذشته دید؛ آیا راه دور بود؟",
        "برنامهٔ Word را باز کنید و روی OK بزنید.",
    ),
    "Urdu": (
        "وہ آج شہر گیا۔ اس نے ایک نیا PC خریدا۔ کیا وہ اچھا ہے؟",
        "ہمارا گاؤں دریا کے پاس ہے۔ وہاں ہر سال میلہ لگتا ہے۔",
    ),
    "Pashto": ("زه پرون له خپل ورور سره ښار ته لاړم. هلته موږ یو نوی کتاب واخیست۔",),
    "Kurdish": ("ئێمە دوێنێ لە باخەکە بووین و نانی گەرممان خوارد.",),
    "Uyghur": ("بالىلار ئۆيدە كىتاب ئوقۇۋاتىدۇ، مومىسى چاي تەييارلىدى.",),
    "Syriac": ("ܫܠܡܐ ܠܟ݂ ܐܚܝ܂ ܐܝܟܢܐ ܐܝܬܝܟ݂ ܝܘܡܢܐ܁",),
    "Thai": (
        "เธอถามว่า ๐ กับ ๑ ต่างกันอย่างไร แล้วก็เปิด Windows",
        "ร้านนี้ขายกาแฟ ชา และขนมปังทุกวัน",
    ),
    "Telugu": ("ఉదయం వర్షం పడింది, అందుకే పిల్లలు ఇంట్లో ౦ నుండి ౧౦ వరకు లెక్కపెట్టారు.", "అం అః అనేవి అక్షరాలు."),
    "Kannada": ("ಬೆಳಿಗ್ಗೆ ಮಳೆ ಬಂತು, ಆದ್ದರಿಂದ ಮಕ್ಕಳು ೦ ಇಂದ ೧೦ ರವರೆಗೆ ಎಣಿಸಿದರು.", "ಅಂ ಅಃ ಎಂಬವು ಅಕ್ಷರಗಳು."),
    "Malayalam": ("രാവിലെ മഴ പെയ്തു; കുട്ടികൾ ഠ എന്ന അക്ഷരം എഴുതി പഠിച്ചു.",),
    "Bengali": ("সে ০ থেকে ১০ পর্যন্ত গুনল। তারপর দুঃখ করে বলল, আর পারি না।",),
    "Hindi": ("उसने ० से १० तक गिना। फिर दुःख से कहा: अब नहीं।",),
    "Burmese": ("ဝါဝါ ဝယ်တဲ့ ပန်းသီး ၀ ကနေ ၁၀ အထိ ရေတယ်။",),
    "Khmer": ("ក្មេងៗរាប់ពី ០ ដល់ ១០ ហើយគេងលក់។",),
    "Armenian": (
        "Ո՞վ է այնտեղ։ Ես եմ, ասաց նա՝ ժպտալով, ու բացեց դուռը։",
        "Օհան պապը հոս է. նա ունի մի սուր դանակ։ Բարև՜ ձեզ։",
        "Տեղադրեք Windows-ը և սեղմեք OK։ Այնուհետև միացրեք USB-ն։",
    ),
    "Georgian": ("დედაქალაქში ახალი ხიდი ააშენეს; იქ Windows-ის კურსებიც არის.",),
    "Cherokee": ("ᎣᏏᏲ, ᏙᎯᏧ? ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏆᏚᎵ ᎠᏇᎳᏗ ᏗᏂᏲᏟ ᎤᎾᏕᎶᏆᏍᏗ.", "ᎡᎳ ᎠᎴ ᎠᎹ, ᏔᎷᎩᏍᎩ ᎥᎴᏂᏙᎲ."),
    "Coptic": ("ⲡⲣⲱⲙⲉ ⲙⲛ ⲧⲉϥⲥϩⲓⲙⲉ ⲥⲉⲟⲩⲏϩ ϩⲙ ⲡⲏⲓ ⲛⲧⲉ ⲡⲉⲩⲉⲓⲱⲧ.", "ⲥⲟⲟⲩⲛ ⲛⲟⲩⲟ, ⲙⲟⲟⲩ ⲙⲛ ⲟⲉⲓⲕ."),
    "Tifinagh": ("ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ, ⵎⴰⵏⵣⴰⴽⵏⵏ ⵜⴳⴰⵎ? ⵜⴰⵎⴰⵣⵉⵖⵜ ⵜⴳⴰ ⵜⵓⵜⵍⴰⵢⵜ ⵏⵏⵖ.", "ⵙⵓⵙ, ⵍⵍⵓⵙ, ⵉⵏⵏⴰ ⵓⵎⵣⵣⵓⵢ."),
    "Lisu": ("ꓡꓲꓢꓴ ꓙꓳ ꓥꓳ ꓑ ꓟ ꓠꓴ ꓔꓯ ꓮ ꓬꓲꓸ ꓫꓵꓽ ꓐꓯ.", "ꓢꓳꓸ ꓞꓳ, ꓙꓳ ꓗꓪꓯ ꓡꓯ꓿"),
    "Gothic": ("𐌰𐍄𐍄𐌰 𐌿𐌽𐍃𐌰𐍂 𐌹𐍃𐍄 𐌹𐌽 𐌲𐌰𐍂𐌳𐌰.",),
    "Mongolian": ("ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ᠂ ᠰᠠᠶᠢᠨ ᠪᠠᠶᠢᠨ᠎ᠠ ᠤᠤ᠃",),
    "Chinese": ("口、一、丨、卜、工、二都是简单的字；“人口”是词。他用PC上网，用TCP。",),
    "Japanese": ("「ロ」と「口」、「ニ」と「二」、「ー」と「一」は似ている。PCとOSを買った。",),
    "Korean": ("ㅣ, ㅇ, ㅡ, ㅅ은 글자이고, 이이는 이름이다. PC와 TCP를 쓴다.",),
}  # fmt: skip

# ... and technical prose: acronyms, options, variables and names of programs, all of letters that have twins.
TECHNICAL: dict[str, tuple[str, ...]] = {
    "Russian": (
        "Откройте PC, проверьте TCP и IPv6; флаг -o задаёт файл, флаг -c считает строки.",
        "Таблица CEO и HR, карта MAC-адресов, порт COM, файлы EXE и BAT; команда top, пакет npm, каталог opt.",
        "Витамин C, группа A, ось x и ось y; программа на C или C++, класс B, размер XXL, ТВ и HP.",
        "Команда cp копирует файл, ps показывает процессы, awk и sed правят текст.",
        "Ток базы Iб, напряжение Uвх; PCшники и IT-отдел сидят в Discordе, SMSки идут по TCP.",
        "БМВ X5, MAN TGX, ОС и CPU; HTC и OPPO дешевле. Петя сказал «OK» и ушёл в KFC.",
    ),
    "Ukrainian": (
        "Увімкніть PC, перевірте TCP та IPv6; прапорець -o задає файл, а MAX та MIN обчислює сервер.",
        "Вітамін C і група A; кабель HP, команда top, порт COM і каталог opt.",
    ),
    "Bulgarian": ("Включете PC, отворете порт COM и сложете опция -o; HTC и MTC са марки, а top е команда.",),
    "Serbian": ("Укључите PC и проверите TCP; опција -o бира датотеку, а HP је марка.",),
    "Greek": (
        "Ανοίξτε το PC, ελέγξτε το TCP και το IPv6· η επιλογή -o ορίζει το αρχείο.",
        "Οι τύποι EXE και ZIP, η θύρα COM, το MAX και το MIN· ο άξονας x, η BMW X5 και η HTC.",
        "Η βιταμίνη A και η βιταμίνη K, το NATO, η KAPPA, το MTV και το μέγεθος XXL.",
    ),
    "Macedonian": ("Вклучете го PC и проверете TCP; опцијата -o е за датотека.",),
}

LATIN: dict[str, tuple[str, ...]] = {
    "Turkish": ("Kızı sınıfta kaldı; yarın ışığı açıp ılık çay içtik. Dağın altı ıssızdı.",),
    "Azerbaijani": ("Nənəm səhər çörək bişirdi, biz də bağda gəzdik və şəkil çəkdik. Ilıq idi.",),
    "Hausa": ("Ɗan uwana ya sayi ƙaramin gida kusa da ɓangaren kasuwa.",),
    "Ewe": ("Ɖevi la ɖu nu eye wòyi suku. Ŋdi nyuie, ɣletivi ɖi le dziƒo.",),
    "Croatian": ("Đurđica je u džepu našla ključ, a Lj i Nj su slova kao i dž.",),
    "Catalan": ("El col·legi és a prop; la sal·lera és damunt la taula.",),
    "Dutch": ("Het ijs is dun, dus blijf liever op de oever; ’s avonds vriest het.",),
    "Irish": ("Bhí an aimsir go breá inné, agus chuamar go léir chun na farraige.",),
    "Hawaiian": ("ʻO ka ʻōlelo Hawaiʻi ka ʻōlelo o koʻu kupuna wahine.",),
    "Welsh": ("Aeth y plant i’r ysgol drwy’r eira, ac roedd y tân yn gynnes.",),
    "Phonetics": ("The word thought is /θɔːt/, German Loch [lɔχ], Spanish lobo [ˈloβo]; ǃXóõ and ǀxam have clicks.",),
    "Science": ("IFNγ and TNFα rise, RXRγ binds PPARα, the Hα line shifts by Δλ, hν = 2.1 eV, ρv² and 5 µF.",),
}

DAMAGED: dict[str, tuple[str, ...]] = {
    "English": (
        "The president of the country said that people should have a voice in every decision.",
        "Please check your account before the end of the month, or the access will be closed.",
        "A cheap phone can take better pictures than an expensive camera from ten years ago.",
        "Our neighbours planted apple trees behind the house and waited for the first harvest.",
        "Customers receive a discount code when they place an order over fifty dollars.",
    ),
    "Russian": (
        "Утром выпал первый снег, и дети побежали кататься с горки за старой школой.",
        "Проверьте свой счёт до конца месяца, иначе доступ к странице будет закрыт.",
        "Соседи посадили яблони за домом и долго ждали, когда они начнут плодоносить.",
        "Покупатели получают скидку, если заказывают товаров больше чем на три тысячи.",
    ),
    "Greek": (
        "Το πρωί ήπιαμε καφέ στην αυλή και μιλήσαμε πολλή ώρα για το ταξίδι στο νησί.",
        "Οι γείτονες φύτεψαν μηλιές πίσω από το σπίτι και περίμεναν τους πρώτους καρπούς.",
        "Ελέγξτε τον λογαριασμό σας πριν από το τέλος του μήνα, αλλιώς θα κλείσει.",
    ),
}
_SOURCES = {"English": ("Cyrillic", "Greek", "Armenian", "Cherokee"), "Russian": ("Latin",), "Greek": ("Latin",)}
_GREEK = dict(zip("οανιυΑΒΕΗΙΚΜΝΟΡΤΧ", "oavıuABEHIKMNOPTX", strict=True)) | {"ι": "i", "ρ": "p"}
_JOINTS = ("\n", "\n\n", "\n\n", "\n* * *\n")


class Pair(NamedTuple):
    """A document: *before*, then *clean*, which must stay as it is, then *after*; and what it is made of."""

    before: str
    clean: str
    after: str
    name: str

    @property
    def text(self) -> str:
        return self.before + self.clean + self.after


def clean_documents() -> dict[str, tuple[str, ...]]:
    """Language or kind -> clean sentences of it."""
    found: dict[str, tuple[str, ...]] = {}
    for group in (SENTENCES, OTHER_SCRIPTS, LATIN):
        for name, sentences in group.items():
            found[name] = found.get(name, ()) + sentences
    for name, sentences in TECHNICAL.items():
        found[f"{name}, technical"] = sentences
    found["Mixed"] = MIXED
    return found


def damaged_sentence(rng: Random, language: str) -> str:
    """A few sentences of *language* with letters replaced: some, one in each word, one letter always, all."""
    text = " ".join(rng.sample(DAMAGED[language], rng.randint(1, 2)))
    table = _table(rng, language)
    way = rng.randrange(4)
    if way == 0:
        letter = rng.choice([char for char in table if char in text] or list(table))
        return swap(text, {letter: table[letter]}, rng, 1)
    return swap(text, table, rng, (1, 0.4, 0.12)[way - 1])


def _table(rng: Random, language: str) -> dict[str, str]:
    if language == "Greek":
        return _GREEK
    if language == "Russian":
        return LOOK_ALIKES["Latin"]
    if rng.random() < 0.7:
        return LOOK_ALIKES[rng.choice(_SOURCES["English"])]
    letters: dict[str, str] = {}  # any of the wide tables, as generators of spam have them
    for name in ("latin_exact", "latin_near"):
        for char, letter in sorted(scripts.look_alikes(name).items()):
            if char > "\u024f" and letter.isalpha() and rng.random() < 0.2:
                letters[letter] = char
    return letters


def pairs(seed: int, number: int) -> Iterator[Pair]:
    """*number* documents, always the same for one *seed*."""
    rng = Random(seed)
    documents = clean_documents()
    names = list(documents)
    for _ in range(number):
        name, language = rng.choice(names), rng.choice(list(DAMAGED))
        sentences = documents[name]
        clean = " ".join(rng.sample(sentences, rng.randint(1, min(3, len(sentences)))))
        joint = rng.choice(_JOINTS)
        first, second = damaged_sentence(rng, language), damaged_sentence(rng, language)
        before, after = rng.choice(((first + joint, ""), ("", joint + first), (first + joint, joint + second)))
        yield Pair(before, clean, after, f"{name} beside {language}")
