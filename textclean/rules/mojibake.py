"""Text decoded with the wrong charset: the bytes are right, the letters are not.

Some program wrote UTF-8 (or UTF-16, cp1251 ...) and another read it as cp1252 (or KOI8-R, GB18030 ...), one to three
times.  Nothing is lost as long as every byte was kept, so the repair is to go back to the bytes and to read them
rightly.  To leave clean text alone, a reading must be likelier, in nats, than the text as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Doubt, Edit, Stage, Sure, rule
from textclean.mojibake import iso_2022, utf_16
from textclean.text import Text


@rule(Stage.REDECODE, fact="misdecoded", literals=(*iso_2022.STARTS, "\0"))
def mojibake(text: Text) -> Iterator[Edit | Batch | Doubt]:
    """Undo wrong charsets, for the whole document, for single lines, or for a span inside a line."""
    if "\0" in text.value and (found := list(utf_16.whole(text.value))):
        yield from found
        return
    if "\x1b" in text.value:
        yield from iso_2022.runs(text.value)
    if text.misdecoded:
        from textclean.mojibake import edits  # most texts have no need of it

        yield from edits.doubts(text)
        for repair in edits.edits(text):
            # Programs name alphabets, formulas, accented variables.
            doubtful = isinstance(repair, Edit) and not repair.why.startswith("utf-8") and text.code
            yield repair._replace(sure=Sure.GUESS) if doubtful else repair


mojibake.fixes(
    "Der B\xc3\xa4cker gr\xc3\xb6\xc3\u0178t m\xc3\xbcde \xc3\xbcber die Br\xc3\xbccke",
    "Der B\xe4cker gr\xf6\xdft m\xfcde \xfcber die Br\xfccke",
    "UTF-8 read as cp1252",
)
mojibake.fixes(
    "\u0420\u201d\u0420\u0455\u0420\xb6\u0420\u0491\u0421\u040a \u0421\u0403\u0421\u201a\u0421\u0453\u0421"
    "\u2021\u0420\xb0\u0420\xbb \u0420\u0457\u0420\u0455 \u0420\u0454\u0421\u0402\u0421\u2039\u0421\u20ac"
    "\u0420\xb5 \u0420\u0406\u0421\u0403\u0421\u040b \u0420\u0405\u0420\u0455\u0421\u2021\u0421\u040a",
    "\u0414\u043e\u0436\u0434\u044c \u0441\u0442\u0443\u0447\u0430\u043b \u043f\u043e \u043a\u0440\u044b"
    "\u0448\u0435 \u0432\u0441\u044e \u043d\u043e\u0447\u044c",
    "UTF-8 read as cp1251",
)
mojibake.fixes(
    "\u043f\u25a0\u043f\u256c\u043f\u2564\u043f\u2562\u044f\u2584 \u044f\u2502\u044f\u250c\u044f\u2510\u044f"
    "\u2524\u043f\u255f\u043f\u2569 \u043f\xa9\u043f\u256c \u043f\u2568\u044f\u2500\u044f\u2580\u044f\u252c"
    "\u043f\u2563 \u043f\u2561\u044f\u2502\u044f\u258c \u043f\u256b\u043f\u256c\u044f\u2524\u044f\u2584",
    "\u0414\u043e\u0436\u0434\u044c \u0441\u0442\u0443\u0447\u0430\u043b \u043f\u043e \u043a\u0440\u044b"
    "\u0448\u0435 \u0432\u0441\u044e \u043d\u043e\u0447\u044c",
    "UTF-8 read as KOI8-R, which ftfy does not know",
)
mojibake.fixes(
    "Les \u251c\xael\u251c\xbfves \u251c\xaetaient fatigu\u251c\xaes apr\u251c\xbfs la f\u251c\xacte",
    "Les \xe9l\xe8ves \xe9taient fatigu\xe9s apr\xe8s la f\xeate",
    "UTF-8 read as cp850",
)
mojibake.fixes(
    "\u93c4\u3125\u3049\u6d93\u5b2a\u5d0d\u93b4\u621c\u6ed1\u5a0c\u8de8\u6f43\u5a0c\u5ba0\u7adf\u93c1\uff46\ue11e",
    "\u6628\u5929\u4e0b\u5348\u6211\u4eec\u6cbf\u7740\u6cb3\u8fb9\u6563\u6b65",
    "UTF-8 read as GB18030",
)
mojibake.fixes(
    "\u0638\u2020\u0637\xb2\u0638\u201e \u0637\xa7\u0638\u201e\u0638\u2026\u0637\xb7\u0637\xb1 \u0637\xb9"
    "\u0638\u201e\u0638\u2030 \u0637\xa7\u0638\u201e\u0638\u2026\u0637\xaf\u0638\u0679\u0638\u2020\u0637\xa9 "
    "\u0637\xb7\u0638\u02c6\u0637\xa7\u0638\u201e \u0637\xa7\u0638\u201e\u0638\u201e\u0638\u0679\u0638\u201e",
    "\u0646\u0632\u0644 \u0627\u0644\u0645\u0637\u0631 \u0639\u0644\u0649 \u0627\u0644\u0645\u062f\u064a"
    "\u0646\u0629 \u0637\u0648\u0627\u0644 \u0627\u0644\u0644\u064a\u0644",
    "UTF-8 read as cp1256",
)
mojibake.fixes(
    "La se\xc3\u0192\xc2\xb1ora compr\xc3\u0192\xc2\xb3 tres pi\xc3\u0192\xc2\xb1as",
    "La se\xf1ora compr\xf3 tres pi\xf1as",
    "twice",
)
mojibake.fixes(
    "\xd1\xf2\xe0\xf0\xfb\xe9 \xec\xee\xf1\xf2 \xf7\xe5\xf0\xe5\xe7 \xf0\xe5\xea\xf3 \xe7\xe0\xea\xf0\xfb\xeb"
    "\xe8 \xed\xe0 \xf0\xe5\xec\xee\xed\xf2",
    "\u0421\u0442\u0430\u0440\u044b\u0439 \u043c\u043e\u0441\u0442 \u0447\u0435\u0440\u0435\u0437 \u0440"
    "\u0435\u043a\u0443 \u0437\u0430\u043a\u0440\u044b\u043b\u0438 \u043d\u0430 \u0440\u0435\u043c\u043e"
    "\u043d\u0442",
    "cp1251 read as cp1252",
)
mojibake.fixes(
    "\u0443\u0424\u0411\u0422\u0429\u041a \u041d\u041f\u0423\u0424 \u042e\u0415\u0422\u0415\u042a \u0422"
    "\u0415\u041b\u0425 \u042a\u0411\u041b\u0422\u0429\u041c\u0419 \u041e\u0411 \u0422\u0415\u041d\u041f"
    "\u041e\u0424",
    "\u0421\u0442\u0430\u0440\u044b\u0439 \u043c\u043e\u0441\u0442 \u0447\u0435\u0440\u0435\u0437 \u0440"
    "\u0435\u043a\u0443 \u0437\u0430\u043a\u0440\u044b\u043b\u0438 \u043d\u0430 \u0440\u0435\u043c\u043e"
    "\u043d\u0442",
    "KOI8-R read as cp1251: the cases are exchanged",
)
mojibake.fixes(
    "\xd4\xef \xf0\xe1\xeb\xe9\xfc \xe3\xe5\xf6\xfd\xf1\xe9 \xdd\xea\xeb\xe5\xe9\xf3\xe5 \xe3\xe9\xe1 \xe5"
    "\xf0\xe9\xf3\xea\xe5\xf5\xdd\xf2",
    "\u03a4\u03bf \u03c0\u03b1\u03bb\u03b9\u03cc \u03b3\u03b5\u03c6\u03cd\u03c1\u03b9 \u03ad\u03ba\u03bb"
    "\u03b5\u03b9\u03c3\u03b5 \u03b3\u03b9\u03b1 \u03b5\u03c0\u03b9\u03c3\u03ba\u03b5\u03c5\u03ad\u03c2",
    "cp1253 read as cp1252",
)
mojibake.fixes(
    "\xce\xd2\xc3\xc7\xd7\xf2\xcc\xec\xcf\xc2\xce\xe7\xc8\xa5\xba\xd3\xb1\xdf\xc9\xa2\xb2\xbd",
    "\u6211\u4eec\u6628\u5929\u4e0b\u5348\u53bb\u6cb3\u8fb9\u6563\u6b65",
    "GB18030 read as Latin-1",
)
mojibake.fixes(
    "\xbe\xee\xc1\xa6 \xbf\xc0\xc8\xc4\xbf\xa1 \xb0\xad\xb0\xa1\xb8\xa6 \xb0\xc9\xbe\xfa\xb4\xd9",
    "\uc5b4\uc81c \uc624\ud6c4\uc5d0 \uac15\uac00\ub97c \uac78\uc5c8\ub2e4",
    "CP949 read as Latin-1",
)
mojibake.fixes(
    "\u2030J\u201a\xaa\u02c6\xea\u201d\xd3\u2019\u2020\u2030\xae\x8d\xaa\u201a\xf0\u2019@\u201a\xa2\u201a\xc4"
    "\u201a\xa2\u201a\xbd",
    "\u96e8\u304c\u4e00\u6669\u4e2d\u5c4b\u6839\u3092\u53e9\u3044\u3066\u3044\u305f",
    "Shift_JIS read as cp1252",
)
mojibake.fixes(
    "Les \xc8l\xcbves \xc8taient fatigu\xc8s apr\xcbs la f\xcdte",
    "Les \xe9l\xe8ves \xe9taient fatigu\xe9s apr\xe8s la f\xeate",
    "cp1252 read as MacRoman",
)
mojibake.fixes(
    "\xaf\xf3\xb3ta \xb3\xf3dka p\xb3yn\xea\xb3a po w\xb9skiej rzece",
    "\u017b\xf3\u0142ta \u0142\xf3dka p\u0142yn\u0119\u0142a po w\u0105skiej rzece",
    "cp1250 read as cp1252: no script changes, but many words",
)
mojibake.fixes(
    "I\xfe\xfdkl\xfd caddede ya\xfel\xfd bir sat\xfdc\xfd oturuyordu",
    "I\u015f\u0131kl\u0131 caddede ya\u015fl\u0131 bir sat\u0131c\u0131 oturuyordu",
    "cp1254 read as cp1252",
)
mojibake.fixes(
    "\u041e\u043d \u043d\u0430\u043f\u0438\u0441\u0430\u043b \xab\u0420\u045f\u0421\u0402\u0420\u0451\u0420"
    "\u0406\u0420\xb5\u0421\u201a, \u0420\u0491\u0421\u0402\u0421\u0453\u0420\xb7\u0421\u040a\u0421\u040f\xbb"
    " \u0438 \u0443\u0448\u0451\u043b",
    "\u041e\u043d \u043d\u0430\u043f\u0438\u0441\u0430\u043b \xab\u041f\u0440\u0438\u0432\u0435\u0442, \u0434"
    "\u0440\u0443\u0437\u044c\u044f\xbb \u0438 \u0443\u0448\u0451\u043b",
    "a damaged phrase in a good line",
)
mojibake.fixes("H\xf6hle, aber nicht H\xc3\xb6hle", "H\xf6hle, aber nicht H\xf6hle", "a damaged word beside a good one")
mojibake.fixes("It\x92s late \x96 go", "It\u2019s late \u2013 go", "Windows punctuation as C1 controls")
mojibake.fixes(
    "Good line.\nCaf\xc3\xa9 \xc3\xa0 l\xe2\u20ac\u2122ancienne \xe2\u20ac\u201d d\xc3\xa9j\xc3\xa0 vu\n",
    "Good line.\nCaf\xe9 \xe0 l\u2019ancienne \u2014 d\xe9j\xe0 vu\n",
    "one line of a document",
)
mojibake.fixes(
    "\x1b$B$3$s$K$A$O\x1b(B, world",
    "\u3053\u3093\u306b\u3061\u306f, world",
    "ISO-2022-JP, whose escape sequences arrived",
)
mojibake.keeps(
    "import numpy\ndef step(\u0394t, \u0394f):\n    return len(\u0394t)  # \xe1\xf3\xed = |Sxy|\xb2\n",
    "a program with formulas",
)
mojibake.keeps("V = 1234 \xc5\xb3, A = 60 \xc5\xb2", because="cubic and square angstrom are valid UTF-8 in Latin-1")
mojibake.keeps("\xd8\xb10,1 mm", because="a diameter with its tolerance would be an Arabic letter")
mojibake.keeps("IRM\xc3\xa0DULCE", because="a small letter after capitals")
mojibake.keeps("\xabQUALIT\xc9\xbb et CAF\xc9\u2122", because="capitals before signs")
mojibake.keeps("Il s\u2019\xe9teint.", because="MacRoman round trip gives U+054E")
mojibake.keeps(
    "\u041c\u043e\u0439 \u0441\u043f\u0438\u0441\u043e\u043a \u043a\u043d\u0438\u0433 \u0433\u043e\u0442"
    "\u043e\u0432, \u0438 \u0442\u043e\u043b\u044c\u043a\u043e",
    because="cp866 bytes are valid UTF-8",
)
mojibake.keeps(
    "(\u30ce\xb0\u0414\xb0)\u30ce\u5f61\u253b\u2501\u253b \u0295\u2022\u1d25\u2022\u0294 \u0ca0_\u0ca0",
    because="faces",
)
mojibake.keeps(
    "\u250c\u2500\u2500\u252c\u2500\u2500\u2510\n\u251c\u2500\u2500\u253c\u2500\u2500\u2524",
    because="a drawn table",
)
mojibake.keeps("f(x) = \u222b\u221ax dx \u2248 3\xb7\u03c0\xb2 \xb1 \xbd", because="mathematics")
mojibake.keeps(
    "\u201c\xc3\xa9\u201d is how \u201c\xe9\u201d looks when UTF-8 is read as Latin-1",
    because="text about mojibake",
)
mojibake.keeps("C\u1ed8NG H\xd2A X\xc3 H\u1ed8I CH\u1ee6 NGH\u0128A VI\u1ec6T NAM", because="Vietnamese in capitals")
mojibake.keeps(
    "P\u0159\xedli\u0161 \u017elu\u0165ou\u010dk\xfd k\u016f\u0148 \xfap\u011bl \u010f\xe1belsk\xe9 \xf3dy",
    because="Czech",
)
mojibake.keeps(
    "\u041c\u041e\u0421\u041a\u0412\u0410 \u0418 \u0421\u0410\u041d\u041a\u0422-\u041f\u0415\u0422\u0415"
    "\u0420\u0411\u0423\u0420\u0413",
    because="Russian in capitals",
)
mojibake.keeps(
    "\u05d7\u05ea\u05d5\u05dc \u05e9\u05d7\u05d5\u05e8 \u05d9\u05e9\u05d1 \u05e2\u05dc \u05d4\u05d2\u05d3\u05e8",
    because="Hebrew",
)
mojibake.keeps(
    "\u767d\u65e5\u4f9d\u5c71\u5c3d\uff0c\u9ec4\u6cb3\u5165\u6d77\u6d41",
    because="a poem without everyday words",
)
mojibake.fixes("\xff\xfeH\0i\0 \0<\x048\x04@\x04", "Hi \u043c\u0438\u0440", "UTF-16 read as cp1252")
mojibake.fixes("Adem\xa0s", "Adem\xe1s", "cp850 a with acute is a no-break space in cp1252", solved=False)
