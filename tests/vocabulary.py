"""Clean text to build with: sentences of many languages, and the odd things that authors write on purpose.

All of it was written for this project.  Nothing here is damaged: the default profile must give it back as it is.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "English": (
        "The ferry leaves at noon, so pack a sandwich and meet us by the lighthouse.",
        "Nobody had watered the garden since the old neighbours moved away.",
        "“You can’t be serious,” she said – and laughed.",
    ),
    "German": (
        "Über dem Fluss hängt dichter Nebel, und die Züge fahren heute später.",
        "Die größte Schüssel gehört dem Bäcker aus der Nachbarstraße.",
        "„Schöne Grüße an Jürgen“, rief er über den Gartenzaun.",
    ),
    "French": (
        "L’été dernier, nous avons dîné chez Hélène près du vieux château.",
        "Où est passé le garçon qui vendait des crêpes à côté de l’église ?",
        "« Ça alors ! » s’écria le maître, déçu mais poli.",
    ),
    "Spanish": (
        "¿Cuándo llegará el próximo autobús a la estación de Cádiz?",
        "El niño soñó que un pingüino cantaba en su jardín.",
        "Mañana cumplirá noventa años y todavía nada cada día.",
    ),
    "Portuguese": (
        "A irmã de João não pôde vir à reunião porque perdeu o avião.",
        "Três maçãs e um pão custam menos do que você imagina.",
    ),
    "Italian": (
        "La città è più bella quando piove e nessuno è per strada.",
        "Perché non c’è mai un caffè aperto di lunedì?",
    ),
    "Swedish": (
        "På söndag åker vi båt över sjön och äter räksmörgås på ön.",
        "Hans mormor kunde härma både göken och ångvisslan.",
    ),
    "Danish": (
        "Min søster købte en grøn sæk kål på torvet i Ålborg.",
        "Det blæste så hårdt, at høet fløj over åen.",
    ),
    "Icelandic": (
        "Það er ekki hægt að fara yfir ána þegar vatnið er svona mikið.",
        "Þórður og Ásta búa í litlu húsi við höfnina.",
    ),
    "Polish": (
        "Żółta łódź dopłynęła do brzegu tuż przed świtem.",
        "Wczoraj wieczorem babcia opowiadała dzieciom o wędrownych ptakach.",
    ),
    "Czech": (
        "Příliš dlouho jsme čekali na vlak, který přijel až večer.",
        "Děda koupil koláče, čerstvé mléko a půl kila třešní.",
    ),
    "Hungarian": (
        "A nagymama gyümölcsöt főzött, és megkérte, hogy őrizzük a tűzhelyet.",
        "Öt szép szűzlány őrült írót nyúz, mondta a tanító.",
    ),
    "Romanian": (
        "Știi că în fiecare dimineață bunica hrănește găinile și rațele?",
        "Trenul către Brașov pleacă la ora șase și jumătate.",
    ),
    "Turkish": (
        "Küçük kız, annesinin ördüğü şapkayı rüzgârda kaybettiğini söyledi.",
        "İstanbul’dan Ağrı’ya giden yol çok uzun sürdü.",
    ),
    "Vietnamese": (
        "Sáng nay trời mưa to nên chúng tôi ở nhà đọc sách và uống trà.",
        "Người bán hàng ở góc phố kể chuyện về con mèo của bà ấy.",
    ),
    "Latvian": ("Vecmāmiņa cepa pīrāgus, kamēr bērni spēlējās pie ezera.",),
    "Russian": (
        "Утром выпал первый снег, и дети побежали кататься с горки.",
        "Старый мельник рассказал нам, почему река больше не замерзает.",
        "«Подождите меня, – крикнула она, – я забыла ключи!»",
    ),
    "Ukrainian": (
        "Ґанок пофарбували ще навесні, але їжак і досі живе під ним.",
        "Щоранку дідусь ходить до лісу по гриби та ягоди.",
    ),
    "Bulgarian": ("Вчера купихме пресен хляб и сирене от малкия магазин зад ъгъла.",),
    "Serbian": ("Ђак је заборавио књигу код куће, па му је учитељица позајмила своју.",),
    "Kazakh": ("Әжем маған қыстың ұзақ түндерінде ертегі айтып беретін еді.",),
    "Greek": (
        "Το πρωί ήπιαμε καφέ στην αυλή και μιλήσαμε για το ταξίδι.",
        "Η θάλασσα ήταν ήρεμη, όμως κανείς δεν ήθελε να κολυμπήσει.",
    ),
    "Armenian": ("Երեկ երեկոյան մենք զբոսնեցինք գետի ափով և տաք հաց գնեցինք։",),
    "Georgian": ("ბებიამ დილით პური გამოაცხო და ბავშვებს თაფლი მისცა.",),
    "Hebrew": ("בבוקר ירד גשם, ולכן נשארנו בבית וקראנו ספרים ישנים.",),
    "Arabic": (
        "في الصباح الباكر خرج الصياد إلى البحر ومعه شبكة قديمة.",
        "قالت الجدة إن البيت القديم كان مليئا بالكتب.",
    ),
    "Persian": (
        "دیروز باران می‌بارید و بچه‌ها در خانه نقاشی می‌کشیدند.",
        "کتاب‌های کتابخانه را باید تا هفته‌ی آینده پس بدهیم.",
    ),
    "Urdu": ("کل شام ہم دریا کے کنارے چائے پینے گئے تھے۔",),
    "Hindi": (
        "सुबह से बारिश हो रही है, इसलिए बच्चे घर पर कहानियाँ पढ़ रहे हैं।",
        "दादी ने आम का अचार बनाया और पड़ोसियों को भी दिया।",
    ),
    "Marathi": ("दुसर्‍या दिवशी आम्ही गावाच्या बाजारात गेलो.",),
    "Bengali": ("সকালে র‍্যাফেল নদীর ধারে হাঁটতে গিয়েছিল আর মাছ কিনেছিল।",),
    "Tamil": ("காலையில் மழை பெய்ததால் நாங்கள் வீட்டில் இருந்தோம்.",),
    "Malayalam": ("അവൾ രാവിലെ ചന്തയിൽ നിന്ന് മീൻ വാങ്ങി വീട്ടിലേക്ക് നടന്നു.",),
    "Kannada": ("ಅವನು ಸಾಫ್ಟ್‌ವೇರ್ ಕಂಪನಿಯಲ್ಲಿ ಕೆಲಸ ಮಾಡುತ್ತಾನೆ.",),
    "Sinhala": ("ශ්‍රී ලංකාවේ ගම්වල උදේට තේ බොන්නේ පොල් හකුරු එක්ක.",),
    "Thai": ("เช้านี้ฝนตกหนัก เราจึงนั่งดื่มกาแฟอยู่ที่บ้าน",),
    "Lao": ("ມື້ເຊົ້ານີ້ຝົນຕົກແຮງ ພວກເຮົາຈຶ່ງຢູ່ເຮືອນ",),
    "Khmer": ("ខ្ញុំ\u200bទៅ\u200bផ្សារ\u200bជា\u200bមួយ\u200bម្តាយ\u200bខ្ញុំ\u200bរាល់\u200bព្រឹក។",),
    "Burmese": ("မနက်က မိုးရွာလို့ ကလေးတွေ အိမ်မှာ ပုံဆွဲနေကြတယ်။",),
    "Tibetan": ("ང་ཚོ་ཁ་སང་ལྷ་སར་སོང་ནས་ཇ་མངར་མོ་འཐུངས་པ་ཡིན།",),
    "Amharic": ("ዛሬ ጠዋት ዝናብ ስለዘነበ ልጆቹ ቤት ውስጥ ቆዩ።",),
    "Chinese": (
        "昨天下午，我们在河边散步，还买了两斤新鲜的桃子。",
        "爷爷说：“这座桥比村里最老的树还要老。”",
    ),
    "Taiwanese": ("昨天傍晚下了一場大雨，孩子們只好留在家裡讀書。",),
    "Japanese": (
        "昨日の午後、川沿いを散歩して、新しい桃を二つ買いました。",
        "おばあさんは「また来てね」と言って、ドアをゆっくり閉めた。",
    ),
    "Korean": (
        "어제 오후에 강가를 산책하고 신선한 복숭아를 두 개 샀습니다.",
        "할머니는 오래된 다리가 나무보다 더 늙었다고 말씀하셨다.",
    ),
}

# Two scripts in one line, or even in one word, as people write them.
MIXED = (
    "В чате спросили, почему SQL-запрос из Python-скрипта не видит таблицу users.",
    "Купил USB-кабель, SIM-карту и наушники JBL за 1500 ₽.",
    "Το αρχείο readme.txt ανοίγει με το Notepad στα Windows.",
    "The angle α is 30°, β-carotene absorbs blue light, and Δt = 5 µs.",
    "Das Wort „Мир“ heißt auf Deutsch sowohl Frieden als auch Welt.",
    "In Greek the word λόγος means both reason and speech.",
    "הזמנתי iPhone חדש ועוד 2 כבלי USB מהאתר.",
    "استخدمت برنامج Word لكتابة التقرير رقم 12.",
    "東京でiPhoneを買って、Wi-Fiの設定をしました。",
    "我用Python写了一个小程序，叫做hello_world。",
    "서울에서 KTX를 타고 3시간 만에 부산에 도착했다.",
    "अगला WhatsApp अपडेट कल आएगा, ऐसा कंपनी ने कहा।",
    "Витамины A, B и C; группа крови AB; ось x и ось y.",
    "COVID-19, R2-D2, B2B, MP3, 3D, 4K und 2nd.",
    "x² + y² = z², H₂O, CO₂, 5 × 3 ≠ 16, ½ cup, 20 °C, №\u00a07, § 4, ™ ® ©",
)

# Emoji with their grammar: skin tones, joined families, flags, keycaps, presentation selectors, tag sequences.
EMOJI = (
    "👍", "👍🏽", "😀", "❤️", "☀️", "👩‍🔬", "👨‍👩‍👧‍👦", "🧑🏿‍🚀", "🏳️‍🌈", "🏴‍☠️", "🇫🇷", "🇯🇵", "1️⃣", "#️⃣",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "™️", "❤️‍🔥", "🤷‍♀️", "👁️‍🗨️", "✌🏻",
)  # fmt: skip

# Words whose joiners, selectors, marks and direction signs are spelling.
JOINED = (
    "می‌خواهم", "خانه‌ها", "نمی‌دانم", "ශ්‍රී", "ක්‍ෂ", "র‍্যাব", "दुसर्‍या", "सॉफ्ट‌वेयर", "ಸಾಫ್ಟ್‌ವೇರ್", "ന്‍", "Auf‌lage",
    "ه‍", "ខ្ញុំ\u200bទៅ", "ᠮᠣᠩᠭᠣᠯ ᠤᠨ", "葛󠄀城", "Donau\u00addampf\u00adschiff\u00adfahrt",
    "מחיר: \u200e+5%\u200e",
    "שָׁלוֹם", "مُحَمَّد",
)  # fmt: skip

MARKUP = (
    '<p class="lead">Fish &amp; chips &mdash; 5&nbsp;&euro;</p>',
    '<a href="https://example.org/?q=1&amp;lang=fr" title="Déjà vu">Déjà&nbsp;vu</a>',
    "<ul>\n<li>Größe</li>\n<li>&lt;em&gt; is a tag</li>\n</ul>",
    "<!-- Привет --><br/><span lang='ru'>Мир&#8230;</span>",
)

CODE = (
    'print("naïve café", "日本語")  # ✓ done',
    "const été = {clé: 'Ünïcödé', 'ключ': 1}; // → ok",
    'if (a < b && c > d) { return "&lt;" + x.replace(/&/g, "&amp;"); }',
    "def f(x: int) -> str:\n    return f'{x!r}: %(name)s \\u00e9'",
    "SELECT имя, цена FROM товары WHERE цена >= 100;",
)

TABLES = (
    "name;größe;цена\nApfel;klein;10 ₽\nÄpfel;groß;25 ₽",
    "| Név | Ár |\n|---|---|\n| Őszibarack | 5 € |",
    "┌──────┬─────┐\n│ clé  │ ñ   │\n└──────┴─────┘",
    "id\tcafé\t価格\n1\toui\t100円",
)

LINKS = (
    "https://example.org/путь?q=café#наверх",
    "mailto:jörg@example.org",
    "see http://müller.example/ä and www.example.com/%C3%A9",
    "C:\\Users\\Zoë\\Döcs and /home/андрей/файл.txt",
)

ALL_SENTENCES = tuple(sentence for group in SENTENCES.values() for sentence in group)
WORDS = tuple(sorted({word.strip(".,:;?!«»“”„()") for sentence in ALL_SENTENCES for word in sentence.split()} - {""}))
