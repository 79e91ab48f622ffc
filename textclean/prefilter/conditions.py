"""Each condition under which a text may have been read with the wrong charset, declared once.

A :class:`Condition` is a pattern over code points that begins at one character, its lead.  The modules beside this one
ask them of ``Text.marks`` (where plain ASCII is a blank) and of the text; of UTF-8 and of text in one byte a character
they ask what ``codings`` compiles from the same patterns.  A condition only wakes the repair; it never decides.
Conditions that no pattern can say stand in ``neighbours`` (letters in the company of no language), ``bilingual`` and
``scripts`` (letters of two scripts) and ``lost_bytes``.

Source of the categories and of most of :data:`MEETINGS`: ``ftfy.badness`` 6.3.1 (Robyn Speer, Apache-2.0, see NOTICE),
where they are one expression of alternatives; here every alternative hangs on one of its rarer characters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textclean.patterns import led


class Condition(NamedTuple):
    """What is odd, in words, and the pattern that finds it."""

    name: str
    lead: str  # the inside of a class: the character that the pattern begins at
    around: str  # what must be around it: the rest of the pattern, which begins behind the lead
    example: str  # a text that meets it


# Categories of characters, as insides of a class.
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
    """The lead is one of *here*, and one of *previous* stands in front of it."""
    return f"(?<=[{previous}][{here}])"


def _after(here: str, following: str) -> str:
    """The lead is one of *following*, and one of *here* stands in front of it."""
    return f"(?<=[{here}])[{following}]"


def pattern(conditions: Iterable[Condition]) -> str:
    """One pattern for all *conditions*."""
    return led(*((condition.lead, condition.around) for condition in conditions))


# Letters that lead UTF-8 under charsets that ftfy does not know, and what continues it.
_GREEK_CYRILLIC_MORE = "\u0402-\u040f\u0452-\u045f\u0490\u0491"  # letters at 0x80-0xBF of cp1251
_CP1250_LETTERS = (  # at 0x80-0xBF of cp1250, cp1252, cp1254, cp1257 and ISO 8859-2
    "\xc6\xe6\xd8\xf8\u0104\u0105\u013d\u013e\u0141\u0142\u0156\u0157\u015a\u015b\u015e-\u0161\u0164\u0165\u0178-\u017e"
)
_LATIN_SIGNS = "\xa1-\xac\xae-\xbf\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122"
_CYRILLIC = "\u0400-\u04ff"
_OF_CP1251 = f"\xa0-\xbb\u2013-\u203a\u20ac\u2116\u2122\u0401\u0451{_GREEK_CYRILLIC_MORE}"  # bytes behind a lead
_TWO_OF_CP1251 = f"(?<=[\u0430-\u043f][%s])[{_OF_CP1251}][\u0430-\u043f][{_OF_CP1251}]{{2}}"
_ARABIC = "\u0600-\u06ff"
_THAI = "\u0e00-\u0e7f"
_NO_ASCII = "[^\x00-\x7f]"
_IN_FRENCH = "\u2018\u2019\xab\xbb\u201c\u201d\xa0\u2010-\u2015"  # what stands before the ligature of l'oeuvre
_AFTER_ALEF = "\u060c\u061b\u061f\u0679-\u06be"
_SERBIAN = "\u0402\u0403\u0405\u0408-\u040c\u040e\u040f\u0453\u0455\u0458-\u045c\u045e\u045f"

# Any of these may lead a meeting; plain Cyrillic, Greek, Hebrew, Arabic, Thai and Han letters never do.
HOT = (
    C1 + BAD + SIGNS + ACCENTED + _GREEK_CYRILLIC_MORE
    + "\xd0\xde\xa0\xad\xb0\xb4\xb7\xd2-\xd6\xf2-\xff\u0401\u0404\u0406\u0407\u0451\u0454\u0456\u0457\u060c\u061b\u061f"
    + "\uff82\uff83\u0679-\u06be\u0e18\u0e19\u2013-\u203a\u20aa\u2219\u2320\u2321\u2500-\u25a0"
)  # fmt: skip


def _meeting(name: str, around: str, example: str) -> Condition:
    return Condition(name, HOT, around, example)


# Characters side by side as no author puts them.  Where a plain letter leads in ftfy, the other character does here.
MEETINGS = (
    _meeting(
        "a letter or a sign before a bad one",
        _before(BAD + ACCENTED + SIGNS + GREEK_CYRILLIC_LOWER + GREEK_CYRILLIC_UPPER, BAD),
        "\xc3\xa8",
    ),
    _meeting("a bad sign before a letter or a sign", _after(BAD, ACCENTED + SIGNS), "\xac\xa3"),
    _meeting(
        "a small letter or a sign before a capital",
        _before(LOWER + GREEK_CYRILLIC_LOWER + BOX + CLOSING + CURRENCY + NUMERIC, UPPER),
        "\xe1\u015a",
    ),
    _meeting(
        "a closing sign or a number before a small letter",
        _after(BOX + CLOSING + CURRENCY + NUMERIC, LOWER),
        "\xf7\xe1",
    ),
    _meeting("a letter before a currency sign", _before(ACCENTED + BOX + CLOSING, CURRENCY), "\xc2\xa3"),
    _meeting("a capital before a number or a section sign", _before(UPPER + BOX, NUMERIC + LAW), "\xc2\xb1"),
    _meeting(
        "a letter, an opening sign, a number",
        f"(?<=[{ACCENTED}{BOX}{CURRENCY}{CLOSING}][{OPENING}][{NUMERIC}])",
        "\xca\u201e\u2044",
    ),
    _meeting(
        "a letter, a closing sign, an opening one",
        f"(?<=[{ACCENTED}{CURRENCY}{NUMERIC}{BOX}{LAW}][{CLOSING}])[{OPENING}]",
        "\xe1\xbb\u2018",
    ),
    _meeting("a number before an opening sign", _after(CURRENCY + NUMERIC + BOX, OPENING), "\xd7\u2022"),
    _meeting("a box before a letter", _after(BOX, FACES + CLOSING), "\u252c\xae"),
    _meeting(
        "a letter or a sign before a box",
        _before(ACCENTED + CURRENCY + NUMERIC + OPENING + CLOSING + LAW, BOX),
        "\xdf\u2557",
    ),
    _meeting("a capital before a quotation mark", _after(UPPER, OPENING + CLOSING), "\xc2\xa9"),
    # ftfy asks for a letter after these two; UTF-8 of three bytes goes on with another character beyond ASCII.
    _meeting(
        "a small letter, a quotation mark, anything beyond ASCII",
        f"(?<=[{LOWER}][{OPENING}{CLOSING}]){_NO_ASCII}",
        "\xe1\xbb\u0178",
    ),
    _meeting(
        "anything but French before the ligature oe",
        _before(f"^\x00-\x7f{_IN_FRENCH}", "\u0152\u0153"),
        "\xea\xb0\u0153",
    ),
    _meeting(
        "a letter and a quotation mark before the ligature oe",
        f"(?<=[\xc0-\xff][{_IN_FRENCH}][\u0152\u0153])",
        "\xe2\u2014\u0153",
    ),
    _meeting("the ligature oe before anything beyond ASCII", _after("\u0152\u0153", "^\x00-\x7f"), "\u0152\xf3"),
    _meeting("a capital before a degree sign", _after(UPPER, "\xb0"), "\xc2\xb0"),
    _meeting(
        "leads of UTF-8 before what goes on",
        _after(
            "\xc2\xc3\xce\xd0",
            "\u20ac\u0152\u0153\u017d\u0160\u0161\xa2\xa3\u0178\u017e\xa0\xa9\xad\xae\xb0\xb4\xb7\xbb\u2013\u2014",
        ),
        "\xc3\xa0",
    ),
    _meeting(
        "Arabic in UTF-8",
        f"(?<=[\xd8\xd9])(?:[{COMMON}{CURRENCY}{BAD}{NUMERIC}{OPENING}\u0178\u0160\xae\xb0\xb5\xbb][\xd8\xd9])",
        "\xd8\xaa\xd8\xa7",
    ),
    _meeting(
        "UTF-8 as cp932", "(?<=[\uff82\uff83])[\uff61-\uff9f](?![\uff61-\uff9f])(?<![\uff61-\uff9f]..)", "\uff82\uff63"
    ),
    _meeting("Indic scripts in UTF-8", _before("\xe0", "\xb2\xb5\xb9\xbc-\xbe"), "\xe0\xb2"),
    _meeting(
        "UTF-8 as mac_roman, C3 in front",
        _after("\u221a", "\xb1\u2202\u2020\u2260\xae\u2122\xb4\u2264\u2265\xa5\xb5\xf8"),
        "\u221a\xae",
    ),
    _meeting("UTF-8 as mac_roman, C5 in front", _after("\u2248", "\xb0\xa2"), "\u2248\xb0"),
    _meeting("UTF-8 as mac_roman, E2 in front", _after("\u201a", "\xc4\xe2\xf3"), "\u201a\xc4"),
    _meeting(
        "Cyrillic in UTF-8 as cp1251, with a sign",
        f"(?<=[\u0412\u0413\u0420\u0421][{C1}{BAD}{OPENING}{CLOSING}{CURRENCY}\xb0\xb5])[\u0412\u0413\u0420\u0421]",
        "\u0421\u201a\u0420",
    ),
    _meeting("punctuation in UTF-8 as cp1253", _before("\u03b2", "\u20ac"), "\u03b2\u20ac"),
    _meeting(
        "Greek in UTF-8 as cp1253",
        f"(?<=[\u0392\u0393\u039e\u039f][{BAD}{OPENING}{CLOSING}{CURRENCY}\xb0])[\u0392\u0393\u039e\u039f]",
        "\u039e\xa4\u039f",
    ),
    _meeting("letters of Central Europe in UTF-8", _after("\xc4\xc5\u0102\u0139", _CP1250_LETTERS), "\u0102\u0105"),
    _meeting("a capital before a dash", _after("\xc3-\xc5", "\u2013\u2014\u2019\u2026"), "\xc3\u2013"),
    _meeting("UTF-8 as cp1250, a soft hyphen", "(?<=\u0102\xad)", "\u0102\xad"),
    _meeting("UTF-8 as cp1250, a no-break space", f"(?<=(?<!{_NO_ASCII})\u0102\xa0)(?!{_NO_ASCII})", "\u0102\xa0"),
    _meeting("letters in UTF-8 as mac_roman", _after("\u2248\u0192\u2206\xbb", ACCENTED + FACES), "\u0192\xc9"),
    _meeting(
        "two sequences of two bytes in a row",
        f"(?<=[\xc2-\xdf\u0102-\u0170][{_LATIN_SIGNS}])[\xc2-\xdf\u0102-\u0170]",
        "\xce\xb1\xcf",
    ),
    _meeting("punctuation in UTF-8 as cp1255 or cp874", "(?<=[\u05d2\u0e42]\u20ac)", "\u05d2\u20ac"),
    _meeting("a no-break space for a continuation", _after("\xc4\xc5\u0139", "\xa0"), "\xc5\xa0"),
    # Not an apostrophe before a letter (Ukrainian), nor a quotation mark behind an initial.
    _meeting(
        "a lone capital of cp1251 before a sign",
        f"(?<=(?<![{_CYRILLIC}])[\u0412-\u0415][{_LATIN_SIGNS}])"
        f"(?!(?<=\u2019)[\u0430-\u045f]|(?<=[\u201c\u201d\xbb])(?![{_CYRILLIC}]))",
        "\u0412\xa9",
    ),
    _meeting(
        "UTF-8 as cp1251, a blank for its end", f"(?<=(?<!{_NO_ASCII})\u0413[\xa0\xad])(?![{_CYRILLIC}])", "\u0413\xad"
    ),
    _meeting("Cyrillic in UTF-8 as cp1251, a blank", "(?<=[\u0420\u0421][\xa0\xad])[\u0420\u0421]", "\u0420\xa0\u0421"),
    _meeting("UTF-8 as cp850, a letter", f"(?<=(?<!{_NO_ASCII})\u251c)[\u2502\u2524](?!{_NO_ASCII})", "\u251c\u2502"),
    _meeting(
        "a box after a Cyrillic letter",
        _before("\u0430-\u044f", "\u2550-\u256c\u2580-\u2593\u2320\u2321\u25a0\u2219"),
        "\u0431\u2554",
    ),
    _meeting(
        "Cyrillic in UTF-8 as koi8-r",
        f"(?<=[\u043f\u044f\u0446][\u2500-\u256c\u2580-\u2593{NUMERIC}\xa9\xb0\xb7])[\u043f\u044f\u0446]",
        "\u043f\xa9\u043f",
    ),
    _meeting(
        "UTF-8 as cp866",
        _after("\u2568\u2564\u252c\u251c\u2500\u256c\u256b\u2567", "\u0410-\u043f\u2591-\u2593"),
        "\u251c\u0430",
    ),
    _meeting(
        "UTF-8 as cp437, cp850 or cp852",
        _after("\u252c\u251c\u2500\u253c", f"{ACCENTED}{FACES}{SIGNS}{BAD}"),
        "\u251c\xbf",
    ),
    _meeting("punctuation in UTF-8 as cp850", _after("\xd4", "\xc7\xe7\xe9\xe4\xee\xef\xf4\xf6\xfb\xfc"), "\xd4\xc7"),
    _meeting(
        "Cyrillic in UTF-8 as mac_cyrillic",
        "(?<=[\u2013\u2014])[^\x00-\x7f\u2013\u2014][\u2013\u2014][^\x00-\x7f\u2013\u2014]",
        "\u2013\xa5\u2013\xe6",
    ),
    _meeting(
        "UTF-8 as mac_roman, C2 in front",
        _after("\xac", "\u2020\xb0\xa2\xa3\xa7\u2022\xb6\xae\xa9\u2122\xb4\xa8\u221e\xa5\xaa\xba\xf8"),
        "\xac\xb4",
    ),
    _meeting("a root before anything beyond ASCII", f"(?<=\u221a){_NO_ASCII}", "\u221a\xae"),
    _meeting(
        "Hebrew in UTF-8 as cp1255",
        f"(?<=[\u05b2-\u05c3\u05f0-\u05f4][{_LATIN_SIGNS}\u20aa])[\u05b2-\u05c3\u05f0-\u05f4]",
        "\u05be\xbd\u05be",
    ),
    _meeting("Arabic in UTF-8 as cp1256", f"(?<=[\u0637\u0638][{_LATIN_SIGNS}])[\u0637\u0638]", "\u0637\xaf\u0637"),
    _meeting(
        "Greek or Cyrillic in UTF-8 as cp1256",
        f"(?<=[\u0621-\u063a][{_LATIN_SIGNS}])[\u0621-\u063a][{_LATIN_SIGNS}]",
        "\u0630\xb4\u0630\xbe",
    ),
    _meeting(
        "two sequences of three bytes in a row as cp1251, with a sign",
        _TWO_OF_CP1251 % _LATIN_SIGNS,
        "\u043d\u2022\u045a\u043a\xb5\xad",
    ),
    _meeting(
        "a sign in UTF-8 as a Latin charset",
        f"(?<=(?:(?<![A-Za-z\xc0-\u03ff])\xe2|[\xd4\u0393\u201a]){_NO_ASCII})[^\x00-\x7f\u0370-\u03ff]",
        "\u0393\u0153\xf4",
    ),
    _meeting(
        "a sign in UTF-8 as cp1251, which has a sign there",
        f"(?<=(?<![{_CYRILLIC}])\u0432[{_LATIN_SIGNS}\xad])[{_OF_CP1251}](?![{_CYRILLIC}])",
        "\u0432\u2013\u0404",
    ),
    _meeting("a Greek capital before a dialytika", "(?<=[\u0391-\u03a9]\u0385)", "\u0393\u0385"),
    _meeting("an alef with a sign on it before another sign", f"(?<=[\u0622\u0623][{_LATIN_SIGNS}])", "\u0622\xa3"),
    # Letters of one-byte charsets: a word of three or four letters beyond ASCII is rare in any language.
    *(
        _meeting(
            f"a word all beyond ASCII, as {name} shows it",
            f"(?<=(?<![A-Za-z{letters}])[{letters}])[{letters}]{{{more},}}(?![A-Za-z])",
            example,
        )
        for name, letters, more, example in (
            ("latin-1", LATIN_1_LETTERS, 2, "\xcc\xe8\xf0"),
            ("iso-8859-2", f"{LATIN_1_LETTERS}\u0100-\u017f", 3, "\u013c\u010d\xf0\xfc"),
        )
    ),
)
CYRILLIC_MEETINGS = (
    _meeting(
        "a small letter or a sign before a capital that Ukrainian alone has",
        _before(LOWER + GREEK_CYRILLIC_LOWER + BOX + CLOSING + CURRENCY + NUMERIC, "\u0490"),
        "\u0454\u0490",
    ),
    _meeting("punctuation in UTF-8 as cp1251", _before("\u0432", "\u0402"), "\u0432\u0402"),
    _meeting(
        "an emoji in UTF-8 as cp1251",
        f"(?<=(?<![{_CYRILLIC}])\u0440\u045f)[{_OF_CP1251}]",
        "\u0440\u045f\u2018\u040c",
    ),
    _meeting(
        "a sign in UTF-8 as cp1251",
        f"(?<=(?<![{_CYRILLIC}])\u0432[{_GREEK_CYRILLIC_MORE}])[{_OF_CP1251}](?![{_CYRILLIC}])",
        "\u0432\u045a\u2026",
    ),
    _meeting(
        "punctuation in UTF-8 as cp1251, twice", "(?<=\u0413\u045e\u0412\u0402)\u0412", "\u0413\u045e\u0412\u0402\u0412"
    ),
    _meeting(
        "Cyrillic in UTF-8 as cp1251",
        f"(?<=[\u0420\u0421][{_GREEK_CYRILLIC_MORE}])[\u0420\u0421]",
        "\u0420\u0405\u0420",
    ),
    _meeting(
        "two sequences of three bytes in a row as cp1251",
        _TWO_OF_CP1251 % _GREEK_CYRILLIC_MORE,
        "\u0438\u0457\xad\u0434\xbb\u0408",
    ),
    _meeting(
        "a lone capital of cp1251 before a letter",
        f"(?<=(?<![{_CYRILLIC}])[\u0412-\u0415][{_SERBIAN}])",
        "\u0412\u0405",
    ),
    _meeting(
        "UTF-8 as cp1251, a letter",
        f"(?<=(?<![{_CYRILLIC}])\u0413[\u0401\u0404\u0406\u0407\u0451\u0454\u0456\u0457\u0490\u0491])(?![{_CYRILLIC}])",
        "\u0413\u0401",
    ),
)
ARABIC_MEETINGS = (
    _meeting(
        "Arabic in UTF-8 as cp1256, letters", f"(?<=[\u0637\u0638][{_AFTER_ALEF}])[\u0637\u0638]", "\u0637\u06be\u0637"
    ),
    _meeting(
        "Cyrillic in UTF-8 as cp1256, a letter",
        f"(?<=[\u0630\u0631][{_AFTER_ALEF}])[\u0630\u0631][{_LATIN_SIGNS}]",
        "\u0630\u061f\u0630\xb0",
    ),
)
THAI_MEETINGS = (
    _meeting(
        "Thai in UTF-8 as cp874", f"(?<=[\u0e18\u0e19]){_NO_ASCII}\u0e40[\u0e18\u0e19]", "\u0e19\u0e40\u0e40\u0e18"
    ),
)


def _group(letters: str, meetings: Iterable[Condition]) -> str:
    return f"(?<=[{letters}])(?:{'|'.join(each.around for each in meetings)})"


# Letters of other alphabets have few meetings, and many of them are common: they do not try the rest.  All others need
# a second character beyond ASCII; mostly there is none, and nothing more is asked.
MISREAD = (
    f"[{HOT}](?:(?<=[{C1}])|{_group(_CYRILLIC, CYRILLIC_MEETINGS)}|{_group(_ARABIC, ARABIC_MEETINGS)}"
    f"|{_group(_THAI, THAI_MEETINGS)}|(?<![\u0400-\u0e7f])(?:(?={_NO_ASCII})|(?<={_NO_ASCII}.))"
    f"(?:{'|'.join(each.around for each in MEETINGS)}))"
)

# Signs where letters were: inside a word, before one that no sign begins, or as a word between small letters.  Dashes,
# dots and bullets stand between words without blanks, too: only a lone letter after them tells.
_HALF = "\u2014\u2013\u2026\u2022\xb7"
_CAPITALS = "\xc0-\xde"
_IN_WORDS = (
    "\u201c\u201d\u201a\u201e\u2020\u2021\u2030\u0192\u207f\xa2\xa3\xa5\xa7\xa9\xae\xb0\xb2\xb3\xbc-\xbe\xf7\u20ac\u2122"
    "\xa8\xaf\xb8\u02c6\u2039\u02d8\u221a-\u2265\u2320\u2321\u25a0-\u25ca\uf8ff"
)
# An acute accent or an opening quotation mark typed for an apostrophe: don't, it's, d'un.
_NO_APOSTROPHE = "(?!(?:[stdm]|ll|re|ve)(?![a-z]))(?<!(?<![A-Za-z\xc0-\u024f])[A-Za-z].)"

SIGNS_IN_WORDS = (
    Condition("a sign between small letters", _IN_WORDS, "(?<=[a-z].)(?=[a-z])", "Stra\xa7e"),
    Condition("an acute accent between small letters", "\xb4", f"(?<=[a-z].)(?=[a-z]){_NO_APOSTROPHE}", "caf\xb4teria"),
    Condition(
        "an opening quotation mark between small letters",
        "\u2018",
        f"(?<=[a-z].)(?=[a-z]{{2}})(?<![og].){_NO_APOSTROPHE}",
        "pa\u2018cen",
    ),
    Condition(
        "a sign after a letter or a no-break space, before a small one",
        "\xa7\xa8\xaf\xb8\u02c6\u2039",
        "(?<=[A-Za-z\xa0].)(?=[a-z])",
        "M\xb8ller",
    ),
    Condition("a division sign or a raised n after a capital", "\xf7\u207f", "(?<=[A-Z].)(?=[a-z])", "K\xf7ln"),
    Condition(
        "a capital between small letters", _CAPITALS, "(?<=[a-z].)(?=[a-z](?![A-Z]))(?<![Mm][ac].)", "espa\xd1ol"
    ),
    Condition(
        "a sign at the end of a word, before another",
        "\u2017\u2022\u2021\u2020\u0192\u2030\xa1\xa2",
        "(?<=[a-z]{2}.)(?= [a-z])",
        "caf\u2021 noir",
    ),
    # Not U+201D: Swedish and Finnish quotations begin with it.
    Condition("a sign at the start of a word", "\xae\xb2\xb3\xb6", "(?<![^ ].)(?=[a-z]{2})", "\xb3atwo"),
    Condition("a low quotation mark at the end of a word", "\u201a\u201e", "(?<=[a-z].)(?=[ ,.;:)]|$)", "caf\u201a"),
    Condition(
        "a sign or a capital for a word between small letters",
        f"\u2020\u2021\u0192\u2030\u201a\u201e{_CAPITALS}\u0152\u0160\u017d",
        "(?<=[a-z] .)(?= [a-z])",
        "va \u2030 la",
    ),
    Condition("a sign alone at the start", "\u0192\u2030\u201a\u201e", "(?<![^ ].)(?=[ '])", "\u201a 'a"),
)
# What authors write every day, too: "wait... what", "it --a dash-- is", "1/2 cup".  Two kinds of them tell, or a short
# text.
WEAK_SIGNS = (
    Condition("a dash or a dot before a lone letter", _HALF, "(?<=[a-z]{2}.)(?=[a-z](?![A-Za-z]))", "pi\u2013a"),
    Condition(
        "dots at the end of a word, before another",
        "\u2026",
        "(?<=[a-z]{2}.)(?= [a-z])(?<![.\u2026].)",
        "caf\u2026 noir",
    ),
    Condition("a fraction at the start of a word", "\xbc-\xbe", "(?<![^ ].)(?=[a-z]{2})", "\xbecup"),
)
# In a short text: blocks at letters, a raised digit in a word, a sign at the end of one or for one, a quotation mark
# behind its first letter.
SHORT_SIGNS = (
    Condition("a block at a letter", "\u2580-\u25a0", "(?<=[a-z].)|(?=[a-z])", "Stra\u2580e"),
    Condition("a raised digit in a word", "\xb2\xb3", "(?<=[A-Za-z\xdf-\xf6\xf8-\xff].)(?=[a-z]{2})", "M\xb3ller"),
    Condition("a section sign at the end of a word", "\xa7", "(?<=[a-z]{2}.)(?=[ .,]|$)", "citt\xa7"),
    Condition("a circumflex for a word", "\u02c6", "(?<=[a-z] .)(?= [a-z])", "va \u02c6 la"),
    Condition(
        "a sign behind the first letter",
        "\xa3\u201a\u201e\u2020\u2021\u2030",
        "(?<=(?<![A-Za-z\xc0-\u024f])[A-Z].)(?=[a-z])",
        "M\u201aller",
    ),
    Condition("a raised dot in a word", "\xb7", "(?<=[a-z].)(?<![lL].)(?= ?[a-z])", "m\xb7scara"),
    Condition("a capital behind the first one", _CAPITALS, "(?<=(?<![A-Za-z\xc0-\u024f])[A-Z].)(?=[a-z])", "B\xccrga"),
    Condition("a capital at the end of a word", _CAPITALS, "(?<=[a-z].)(?![^ .,;:!?])", "caf\xc8"),
    Condition("dots for a word", "\u2026", "(?<=[a-z] .)(?= [a-z])", "va \u2026 pied"),
    Condition(
        "a dash inside a word, or at the end", "\u2013\u2014", "(?<=[A-Za-z][a-z].)(?=[a-z]{2}|$)", "Espa\u2013ola"
    ),
    Condition("a dagger for a word", "\u2020\u2021", "(?<=[a-z] .)(?= [A-Za-z])", "va \u2021 Pau"),
    Condition("a shade behind a number", "\u221e\u2591", "(?<=[0-9].)(?![^ .,;)])", "15\u2591"),
    Condition("a sign before a word", "\xa9\u02d9", "(?<![^ ].)(?=[a-z]{3})", "\xa9kola"),
    Condition(
        "a bar or a dagger before a word",
        "\xa6\xac\u2020\u2021\u2039",
        "(?<![^ ].)(?=[a-z\xdf-\xf6\xf8-\xff]{2})",
        "\xacena",
    ),
    Condition("a copyright sign at the end of a word", "\xa9", "(?<=[a-z]{2}.)(?= [a-z])", "caf\xa9 noir"),
    # mac_cyrillic as cp1251, which shows its capitals as signs, and the small ya as a capital.
    Condition(
        "a sign before a Cyrillic word",
        "\u2020\u2021\u2030\u20ac",
        "(?<![^ ].)(?=[\u0430-\u044f]{2})",
        "\u2020\u0430\u0431",
    ),
    Condition(
        "a capital at the end of a Cyrillic word",
        "\u042f",
        "(?<=[\u0430-\u044f]{2}.)(?![\u0410-\u044f])",
        "\u0430\u0431\u042f",
    ),
)

# Letters and signs of two charsets side by side.  The signs: not the guillemets of Greek, nor its raised dot.
_BESIDE = "\xa1-\xaa\xac-\xaf\xb8-\xba\xbc-\xff"
_GREEK_OF_IBM = "\u0393\u0398\u03a3\u03a6\u03a9\u03b1\u03b4\u03b5\u03c0\u03c3\u03c4\u03c6"
ODD_COUPLES = (
    Condition("a sign before a Greek letter that IBM charsets show", _BESIDE, f"(?=[{_GREEK_OF_IBM}])", "\xe9\u0393"),
    Condition(
        "a sign behind such a letter",
        f"{_BESIDE}\xb0-\xb6",
        f"(?<=(?<![\xb0-\xb7])[{_GREEK_OF_IBM}].)",
        "\u0393\xe9",
    ),
    Condition(
        "a sign between small Cyrillic letters",
        "\xab\xae\xac",
        "(?<=[\u0430-\u044f\u0451-\u045f].)(?=[\u0430-\u044f\u0451-\u045f])",
        "\u0441\xae\u0431",
    ),
    # cp866 and cp1251 for each other.
    Condition("a box before a Cyrillic letter", "\u2550-\u256c\u2580-\u2593", "(?=[\u0400-\u045f])", "\u2554\u0430"),
    Condition(
        "a capital of other alphabets between Cyrillic letters",
        "\u0401-\u040f",
        "(?<=[\u0430-\u044f].)(?=[\u0400-\u045f])",
        "\u0441\u040e\u0431",
    ),
    Condition(
        "two capitals of other Cyrillic alphabets",
        "\u0402-\u0405\u0408-\u040f",
        "(?=[\u0490\u0402-\u0405\u0408-\u040f])",
        "\u0402\u040e",
    ),
    Condition(
        "a soft hyphen at the end of a Cyrillic word", "\xad", "(?<=[\u0400-\u045f].)(?![\u0400-\u045f])", "\u0441\xad"
    ),
    Condition("EUC-JP as cp932", "\uff61\uff64", "(?=[\uff66-\uff9f][\uff61\uff64])", "\uff64\uff66\uff64"),
    # mac_cyrillic shows E0 for the first byte of Indic and South-East Asian scripts.
    Condition(
        "Indic scripts in UTF-8 as mac_cyrillic",
        "\xa7\xb6\xac\u2202\u221e\u2264\u2265\u0403\u0404\u0405\u0407-\u040c",
        f"(?<=\u0430.)(?={_NO_ASCII})",
        "\u0430\xa7\u0430",
    ),
)


class Seam(NamedTuple):
    """A letter of another alphabet at a Latin one; each field but the name and the example is the inside of a class."""

    name: str
    letters: str
    before: str  # Latin letters, before one of the letters
    after: str
    example: str
    unless: str = ""  # what must not be around the letter


# No letter of such a pair looks like one of the other alphabet.
_CYRILLIC_LETTERS = (
    "\u0402-\u0404\u0409-\u040f\u0411\u0413\u0414\u0416-\u0419\u041b\u041f\u0424\u0426-\u0434\u0436-\u043d\u043f\u0442\u0444"
    "\u0446-\u044f\u0452-\u0454\u0459-\u045f\u0490\u0491"
)
_GREEK = (
    "\u0370-\u0390\u0393\u0394\u0398\u039b\u039e\u03a0\u03a3\u03a6\u03a8\u03a9\u03ac-\u03bc\u03be"
    "\u03c0-\u03cb\u03cd-\u03ce"
)
# Not the Arabic comma, semicolon and question mark, which are typed after Latin words, too.
_OTHERS = "\u0590-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u06ff\u0e01-\u0e3a\u0e40-\u0e5b\uff61-\uff9f"
_MU_OF_A_UNIT = "(?<!(?<![A-Za-z])\u03bc)"

SEAMS = (
    Seam(
        "a Cyrillic letter at a Latin one",
        _CYRILLIC_LETTERS,
        "bdfghklmnqrstuvwzDFGJLNQRUVWZ",
        "bdfghklmnqrstuvwz",
        "m\u0439ris",
    ),
    Seam("a Greek letter at a Latin one", _GREEK, "a-np-uw-zCDFGJLQRSUVW", "a-np-uw-z", "m\u03b3ris", _MU_OF_A_UNIT),
    Seam("a letter of a script without look-alikes at a Latin one", _OTHERS, "A-Za-z", "a-z", "m\u0e04ris"),
)


def at_letters(seams: Iterable[Seam]) -> str:
    """The pattern of *seams* that begins at the letter of the other alphabet."""
    return led(*((s.letters, f"{s.unless}(?:(?<=[{s.before}].)|(?=[{s.after}]))") for s in seams))


def at_latin(seams: Iterable[Seam]) -> str:
    """The same at the Latin letter, for text in which that is the rarer one; without what is not to be around."""
    return "|".join(f"[{s.before}](?=[{s.letters}])|[{s.after}](?<=[{s.letters}].)" for s in seams)
