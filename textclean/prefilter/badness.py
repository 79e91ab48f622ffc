"""Does this look like text decoded with the wrong charset?  A cheap question, asked of every document.

Mojibake puts characters side by side that no author does: a capital with an accent before a currency sign, a box
drawing after a Cyrillic letter, a C1 control anywhere.  :data:`PATTERN` knows these meetings.  It is one ``re``
pattern that starts at a class without plain Cyrillic, Greek, Hebrew, Arabic, Thai and Han letters, so that clean
text passes at the speed of a character class; it can be asked of ``Text.marks`` (where plain ASCII is a blank) and
of the text itself.  It only wakes the repair; it never decides.

Source of the categories and of most meetings: ``ftfy.badness`` 6.3.1 (Robyn Speer, Apache-2.0, see NOTICE), where
they are one expression of alternatives; here every alternative hangs on one of its rarer characters.
"""

from __future__ import annotations

from textclean.patterns import lazy

# The categories of ftfy, as insides of a character class.
COMMON = "\xa0\xad\xb4\xb7\u2013-\u2015\u2019\u2026"
C1 = "\x80-\x9f"
BAD = "\xa4\xa6\xa8\xaa\xac\xaf\xb8\xba\u0192\u02c6\u02c7\u02d8\u02db\u02dc\u2020\u2021\u2030\u2310\u25ca\ufffd"
LAW = "\xa7\xb6"
CURRENCY = "\xa2\xa3\xa5\u20a7\u20ac"
OPENING = "\xa1\xa9\xab\xbf\u0384\u0385\u2018\u201a\u201c\u201e\u2022\u2039\uf8ff"
CLOSING = "\xae\xbb\u02dd\u201d\u203a\u2122"
NUMERIC = (
    "\xb1-\xb3\xb5\xb9\xbc-\xbe\xd7\xf7\u2044\u2116\u2202\u2206\u220f\u2211\u221a\u221e\u2229\u222b\u2248\u2260\u2261"
    "\u2264\u2265"
)
FACES = "\xb0\xd2-\xd6\xd9-\xdc\xf2-\xf6\xf8-\xfc\u014c\u0150\u016a\u0172"
UPPER = (
    "\xc0-\xd1\xd8\xdc\xdd\u0100\u0102\u0104\u0106\u010c\u010e\u0110\u0112\u0116\u0118\u011a\u011e\u0122\u012a\u0130"
    "\u0136\u0139\u013b\u013d\u0141\u0143\u0145\u0147\u0152\u0158\u015a\u015e\u0160\u0162\u0164\u016e\u0170\u0178"
    "\u0179\u017b\u017d\u0490"
)
LOWER = (
    "\xdf-\xf1\xfc\u0101\u0103\u0105\u0107\u010d\u010f\u0111\u0113\u0117\u0119\u011b\u011f\u0123\u012b\u012f\u0137"
    "\u013a\u013c\u013e\u0142\u0153\u0155\u015b\u015f\u0161\u0165\u017a\u017c\u017e\u0491\ufb01\ufb02"
)
GREEK_CYRILLIC_UPPER = "\xde\u0386\u0388-\u038a\u038c\u038e\u038f\u0391-\u03ab\u0401-\u042f"
GREEK_CYRILLIC_LOWER = "\u03ac-\u03c9\u0430-\u045f"
BOX = "\u2502\u250c\u2510\u2518\u251c\u2524\u252c\u253c\u2550-\u256c\u2580\u2584\u2588\u258c\u2590-\u2593"

ACCENTED = LOWER + UPPER
SIGNS = BOX + OPENING + CLOSING + CURRENCY + NUMERIC + LAW
LATIN_1_LETTERS = "\xc0-\xd6\xd8-\xf6\xf8-\xff"


def _before(previous: str, here: str) -> str:
    """The hot character is one of *here*, and one of *previous* stands in front of it."""
    return f"(?<=[{previous}][{here}])"


def _after(here: str, following: str) -> str:
    """The hot character is one of *here*, and one of *following* comes after it."""
    return f"(?<=[{here}])[{following}]"


# Meetings of ftfy, in its order; where a plain Cyrillic or Greek letter leads, the other character is the hot one.
_MEETINGS = [
    _before(BAD + ACCENTED + SIGNS + GREEK_CYRILLIC_LOWER + GREEK_CYRILLIC_UPPER, BAD),
    _after(BAD, ACCENTED + SIGNS),
    _before(LOWER + GREEK_CYRILLIC_LOWER + BOX + CLOSING + CURRENCY + NUMERIC, UPPER),
    _after(BOX + CLOSING + CURRENCY + NUMERIC, LOWER),
    _before(ACCENTED + BOX + CLOSING, CURRENCY),
    _before(UPPER + BOX, NUMERIC + LAW),
    f"(?<=[{ACCENTED}{BOX}{CURRENCY}{CLOSING}][{OPENING}][{NUMERIC}])",
    f"(?<=[{ACCENTED}{CURRENCY}{NUMERIC}{BOX}{LAW}][{CLOSING}])[{OPENING}]",
    _after(CURRENCY + NUMERIC + BOX, OPENING),
    _after(BOX, FACES + CLOSING),
    _before(ACCENTED + CURRENCY + NUMERIC + OPENING + CLOSING + LAW, BOX),
    _after(UPPER, OPENING + CLOSING),
    # ftfy asks for a letter after these two; UTF-8 sequences of three bytes go on with another non-ASCII character.
    f"(?<=[{LOWER}][{OPENING}{CLOSING}])[^\x00-\x7f]",
    _before("^\x00-\x7f\u2018\u2019\xab\xbb\u201c\u201d\xa0\u2010-\u2015", "\u0152\u0153"),  # not l'oeuvre
    "(?<=[\xc0-\xff][\u2018\u2019\xab\xbb\u201c\u201d\xa0\u2010-\u2015][\u0152\u0153])",
    _after("\u0152\u0153", "^\x00-\x7f"),
    _after(UPPER, "\xb0"),
    _after(
        "\xc2\xc3\xce\xd0",
        "\u20ac\u0153\u0160\u0161\xa2\xa3\u0178\u017e\xa0\xa9\xad\xae\xb0\xb4\xb7\xbb\u2013\u2014",
    ),
    f"(?<=[\xd8\xd9])(?:[{COMMON}{CURRENCY}{BAD}{NUMERIC}{OPENING}\u0178\u0160\xae\xb0\xb5\xbb][\xd8\xd9])",
    "(?<=[\uff82\uff83])[\uff61-\uff9f](?![\uff61-\uff9f])(?<![\uff61-\uff9f]..)",  # UTF-8 as cp932
    _before("\xe0", "\xb2\xb5\xb9\xbc-\xbe"),
    _after("\u221a", "\xb1\u2202\u2020\u2260\xae\u2122\xb4\u2264\u2265\xa5\xb5\xf8"),
    _after("\u2248", "\xb0\xa2"),
    _after("\u201a", "\xc4\xe2\xf3"),
    f"(?<=[\u0412\u0413\u0420\u0421][{C1}{BAD}{OPENING}{CLOSING}{CURRENCY}\xb0\xb5])[\u0412\u0413\u0420\u0421]",
    _before("\u03b2", "\u20ac"),
    f"(?<=[\u0392\u0393\u039e\u039f][{BAD}{OPENING}{CLOSING}{CURRENCY}\xb0])[\u0392\u0393\u039e\u039f]",
]

# UTF-8 under charsets that ftfy does not know: lead and continuation bytes as these charsets show them.
_GREEK_CYRILLIC_MORE = "\u0402-\u040f\u0452-\u045f\u0490\u0491"  # letters at 0x80-0xBF of cp1251
_CP1250_LETTERS = (  # at 0x80-0xBF of cp1250, cp1252, cp1254, cp1257 and ISO 8859-2
    "\xc6\xe6\xd8\xf8\u0104\u0105\u013d\u013e\u0141\u0142\u0156\u0157\u015a\u015b\u015e-\u0161\u0164\u0165\u0178-\u017e"
)
_LATIN_SIGNS = "\xa1-\xac\xae-\xbf\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_CYRILLIC = "\u0400-\u04ff"
_MORE_MEETINGS = [
    _after("\xc4\xc5\u0102\u0139", _CP1250_LETTERS),  # cp1250, cp1254, cp1257, iso-8859-2
    _after("\xc3-\xc5", "\u2013\u2014\u2019\u2026"),
    "(?<=\u0102\xad)",
    "(?<=(?<![^\x00-\x7f])\u0102\xa0)(?![^\x00-\x7f])",
    _after("\u2248\u0192\u2206\xbb", ACCENTED + FACES),  # mac_roman
    f"(?<=[\xc2-\xdf\u0102-\u0170][{_LATIN_SIGNS}])[\xc2-\xdf\u0102-\u0170]",  # two sequences in a row
    "(?<=[\u05d2\u0e42]\u20ac)",  # cp1255, cp874: three bytes of punctuation
    _after("\xc4\xc5\u0139", "\xa0"),
    # Not an apostrophe before a letter (Ukrainian), nor a quotation mark behind an initial.
    f"(?<=(?<![{_CYRILLIC}])[\u0412-\u0415][{_LATIN_SIGNS}])(?!(?<=\u2019)[\u0430-\u045f]|(?<=[\u201c\u201d\xbb])(?![{_CYRILLIC}]))",
    f"(?<=(?<![^\x00-\x7f])\u0413[\xa0\xad])(?![{_CYRILLIC}])",
    "(?<=[\u0420\u0421][\xa0\xad])[\u0420\u0421]",
    "(?<=(?<![^\x00-\x7f])\u251c)[\u2502\u2524](?![^\x00-\x7f])",
    _before("\u0430-\u044f", "\u2550-\u256c\u2580-\u2593\u2320\u2321\u25a0\u2219"),  # koi8-r, koi8-u
    f"(?<=[\u043f\u044f\u0446][\u2500-\u256c\u2580-\u2593{NUMERIC}\xa9\xb0\xb7])[\u043f\u044f\u0446]",
    _after("\u2568\u2564\u252c\u251c\u2500\u256c\u256b\u2567", "\u0410-\u043f\u2591-\u2593"),  # cp866
    _after("\u252c\u251c\u2500\u253c", f"{ACCENTED}{FACES}{SIGNS}{BAD}"),  # cp437, cp850, cp852
    _after("\xd4", "\xc7\xe7\xe9\xe4\xee\xef\xf4\xf6\xfb\xfc"),
    "(?<=[\u2013\u2014])[^\x00-\x7f][\u2013\u2014][^\x00-\x7f]",  # mac_cyrillic
    "(?<=\u221a)[^\x00-\x7f]",  # the mac charsets: lead byte C3
    f"(?<=[\u05b2-\u05c3\u05f0-\u05f4][{_LATIN_SIGNS}\u20aa])[\u05b2-\u05c3\u05f0-\u05f4]",  # cp1255
    f"(?<=[\u0637\u0638][{_LATIN_SIGNS}])[\u0637\u0638]",  # cp1256
    f"(?<=[\u0621-\u063a][{_LATIN_SIGNS}])[\u0621-\u063a][{_LATIN_SIGNS}]",
    "(?<=[\u0391-\u03a9]\u0385)",  # cp1253
    f"(?<=[\u0622\u0623][{_LATIN_SIGNS}])",
]

# Hot letters of other alphabets have few meetings, and many of them are common: they must not try the rest.
_CYRILLIC_MEETINGS = [
    _before(LOWER + GREEK_CYRILLIC_LOWER + BOX + CLOSING + CURRENCY + NUMERIC, "\u0490"),
    _before("\u0432", "\u0402"),
    "(?<=\u0413\u045e\u0412\u0402)\u0412",
    f"(?<=[\u0420\u0421][{_GREEK_CYRILLIC_MORE}])[\u0420\u0421]",  # cp1251
    f"(?<=(?<![{_CYRILLIC}])[\u0412-\u0415][\u0402\u0403\u0405\u0408-\u040c\u040e\u040f\u0453\u0455\u0458-\u045c\u045e\u045f])",
    f"(?<=(?<![{_CYRILLIC}])\u0413[\u0401\u0404\u0406\u0407\u0451\u0454\u0456\u0457\u0490\u0491])(?![{_CYRILLIC}])",
]
_ARABIC_MEETINGS = [  # cp1256
    "(?<=[\u0637\u0638][\u060c\u061b\u061f\u0679-\u06be])[\u0637\u0638]",
    f"(?<=[\u0630\u0631][\u060c\u061b\u061f\u0679-\u06be])[\u0630\u0631][{_LATIN_SIGNS}]",
]
_THAI_MEETINGS = ["(?<=[\u0e18\u0e19])[^\x00-\x7f]\u0e40[\u0e18\u0e19]"]  # cp874

# Letters of one-byte charsets shown as Latin-1 or Latin-2: a word of three or four of them is rare in any language.
_LATIN_2 = f"{LATIN_1_LETTERS}\u0100-\u017f"
_LEGACY = "|".join(
    f"(?<=(?<![A-Za-z{letters}])[{letters}])[{letters}]{{{more},}}(?![A-Za-z])"
    for letters, more in ((LATIN_1_LETTERS, 2), (_LATIN_2, 3))
)

HOT = (
    C1 + BAD + SIGNS + ACCENTED + _GREEK_CYRILLIC_MORE
    + "\xd0\xde\xa0\xad\xb0\xb4\xb7\xd2-\xd6\xf2-\xff\u0401\u0404\u0406\u0407\u0451\u0454\u0456\u0457\u060c\u061b\u061f"
    + "\uff82\uff83\u0679-\u06be\u0e18\u0e19\u2013-\u203a\u20aa\u2219\u2320\u2321\u2500-\u25a0"
)  # fmt: skip
_NO_ASCII = "[^\x00-\x7f]"


def _group(letters: str, meetings: list[str]) -> str:
    return f"(?<=[{letters}])(?:{'|'.join(meetings)})"


PATTERN = (
    f"[{HOT}](?:"
    + "|".join(
        [
            f"(?<=[{C1}])",
            _group(_CYRILLIC, _CYRILLIC_MEETINGS),
            _group("\u0600-\u06ff", _ARABIC_MEETINGS),
            _group("\u0e00-\u0e7f", _THAI_MEETINGS),
            # All others need a second character that is not ASCII; mostly there is none, and nothing more is asked.
            f"(?<![\u0400-\u0e7f])(?:(?={_NO_ASCII})|(?<={_NO_ASCII}.))"
            f"(?:{'|'.join([*_MEETINGS, *_MORE_MEETINGS, _LEGACY])})",
        ]
    )
    + ")"
)
"""What wakes the repair; asked of ``Text.marks`` and of texts."""

FEW = 8  # runs that are looked for one by one
EXPRESSION = lazy(PATTERN)
_MEETING = lazy(f"{_NO_ASCII}(?:(?={_NO_ASCII})|(?<=[{C1}]))")  # without one nothing of it can match


def suspicious(value: str) -> bool:
    """Do characters of *value* (a text, a line, or ``Text.marks``) meet as they do in mojibake?

    >>> suspicious("sch\\xc3\\xb6n"), suspicious("sch\\xf6n")
    (True, False)
    """
    return _MEETING.search(value) is not None and EXPRESSION.search(value) is not None


def holds(value: str, marks: str) -> bool:
    """As ``suspicious(value)``, for a long text with its ``Text.marks``, which are asked first.

    The inside of a word may look like a whole one there: each run that does is looked for in the text.
    """
    if not suspicious(marks):
        return False
    runs: list[str] = []
    end = -1
    while (match := EXPRESSION.search(marks, end + 1)) is not None:
        start = marks.rfind(" ", end + 1, match.start()) + 1 or end + 1
        end = marks.find(" ", match.start())
        runs.append(marks[start:end] if end >= 0 else marks[start:])
        if len(runs) > FEW or "\x01" in marks:  # which stands for another control
            return EXPRESSION.search(value) is not None
        if end < 0:
            break
    return any(_meets(value, run) for run in runs)


def _meets(value: str, run: str) -> bool:
    """Does *run*, or a part of it, look like mojibake at one of its places in *value*?"""
    at = value.find(run)
    while at >= 0:
        if any(EXPRESSION.match(value, place) for place in range(at, at + len(run))):
            return True
        at = value.find(run, at + len(run))
    return False
