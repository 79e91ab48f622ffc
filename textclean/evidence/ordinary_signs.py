"""What authors write beside signs and charsets: kinds of ordinary text that look like mojibake.

Each is a hypothesis of its own, "as written", with what it is worth in nats beside "damaged" (found on documentation of
programs and issue reports; ``tests/test_mojibake.py`` holds the examples).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from textclean.patterns import either, lazy

# Texts about charsets and mojibake, by words that all languages borrow and by their own, in small letters.
_ABOUT = either(
    "mojibake|byte.?order|utf-?8|utf-?16|latin-?[1-9]|8859|windows-?12|cp-?12[0-9]|cp-?8[56][0-9]|ansi(?<=\\bansi)\\b|ascii|encod|decod|charset|"
    "codec|codepage|code page|unicode|iconv|koi-?8|krakozyabr|кодиров|кодуван|кадыроў|кракозябр|крякозябр|бнопня|"
    "юникод|юнікод|кои-?8|zeichensatz|zeichensätz|zeichenkod|kodierung|umlautfehler|codificaci|codifica[^a-z]|codificaç|encodage|"
    "codage|jeu de caractères|kódov|kodowani|krzaki|krzaczk|karakter ?kod|karakter ?set|karakterkódol|tekenset|"
    "tekencod|teckenkod|tegnsett|tegnsæt|tegnkod|merkistö|kodiran|kodna|kodavim|kodējum|kodeering|κωδικοποί|文字化け|文字コード|乱码|亂碼|"
    "编码|編碼|字符集|인코딩|글자.?깨|ترميز|محارف|קידוד|ג׳יבריש|ג'יבריש|mã hóa|bảng mã|เข้ารหัส"
)
# Texts about characters: what they call them, and that one stands instead of another.
NAMING = lazy(
    "\\b(?:character|letter|symbol|carácter|caracter|caract[eè]re|carattere|caractere|buchstabe|zeichen|lettre|letra|lettera|"
    "litera|literă|símbolo|simbolo|bokstav|bogstav|tecken|kirjain|kirjaim|merkki|merkke|znak|písmen|betű|karakter|harf|"
    "символ|букв|знак|літер|літар|γράμμα|χαρακτήρ|ký tự|chữ cái|instead of|statt|anstelle|à la place|au lieu|en lugar|"
    "em vez|al posto|invece|zamiast|místo|helyett|yerine|i stället|i stedet|sijaan|în loc|вместо|замість|замест|αντί)"
    "|حرف|رمز|بدل|به جای|אות |תווים|במקום|文字|字符|字元|代わり|而不是|글자|문자|대신|ตัวอักษร|अक्षर",
    re.IGNORECASE,
)
ALONE_LETTERS = lazy("[^A-Za-z]{1,4}")
# What stands between a form and another that is compared with it.
BESIDE = lazy("[\"'`\u2018\u201c\u201e\xab\xbb\u201d|\t\u2192\u21d2\u2190=>/]|->|--|\u2014| vs\\.? ")
# Symbols with raised or other signs of their own: cubic angstrom, diameters.  Formulas and symbols in Cyrillic letters
# that look like the Latin ones, with digits or a degree sign; acidity; formats of dates; initials; amounts of money.
_CAPITALS = "[\u0410\u0412\u0415\u041a\u041c-\u041e\u0420-\u0422\u0425]"
UNITS = lazy(
    "[0-9kcdm}] ?[\xc5\xb5\u03a9\u212b][\xb2\xb3\xb9]"
    "|[0-9] ?\xb0 ?[CFKNSEWO\u0421]?(?![a-z])|\xd8 ?[\xb1<>\u2264\u2265=]|\xc5[\xb2\xb3]|[0-9] ?[A-Z][\xb7\xb1\xb2\xb3]"
    "|[0-9] ?[\u0430-\u044f]?[\u0410-\u042f]{1,2}[\u0430-\u044f]?[\xb7\xb1\xb2\xb3]"
    "|(?<![A-Za-z])(?:[kcdhmn\xb5\u03bc]?m|ft|in|yd|mi)[\xb2\xb3](?![a-z])"
    "|(?<![^\x00-\x40\\[-`{-\x7f])[kmMGTnp\xb5\u03bc]?[\u03a9\u2126](?![^\x00-\x40\\[-`{-\x7f])"
    "|\u221a[\u03b1-\u03c9](?![^\x00-\x7f])|[\u0394\u2206]\xb0"
    "|(?<![\u0400-\u045f])[\u0410-\u042f]{2,3}\xb7[\u0410-\u042f](?![\u0400-\u045f])"
    f"|(?<!\\w){_CAPITALS}(?:{_CAPITALS}+[0-9\xb0]|[0-9]+{_CAPITALS})(?:{_CAPITALS}|[0-9\xb0])*(?!\\w)"
    "|(?<!\\w)\u0440\u041d(?= ?[0-9=<>])"
    "|(?<![A-Za-z])(?:[Yy]{1,4}|[MDdHhms]{1,2})[\u5e74\u6708\u65e5\u6642\u65f6\u5206\u79d2\ub144\uc6d4\uc77c\uc2dc\ubd84\ucd08]"
    "|(?<!\\w)[\u0410-\u042f]\\.[\u0410-\u042f](?!\\w)|[\"'][\u0410-\u042f][\"']"
    "|[\u201c\u201e][^\x00-\x7f][\u201c\u201d]|\xab[^\x00-\x7f]\xbb"
    "|(?<![A-Za-z])[A-Za-z0-9]{1,2}[\xd7\xb7\xf7\u22c6][A-Za-z0-9]{1,2}(?![A-Za-z])"
    "|(?<![^\\W_])[\xa2\xa3\xa5][0-9]"
    "|(?<![A-Za-z])(?:[A-Za-z]|[0-9]{1,2})\xb1(?:[A-Za-z]|[0-9]{1,2})(?![A-Za-z])"
)
_ONE = "(?<![^ ])[^\x00-\x20]"
ALPHABET = lazy(f"{_ONE}(?: (?:{_ONE} ){{4}}|, ?(?:{_ONE}, ?){{4}})")  # single letters in a row
# Signs of APL, BQN, logic and proofs, lowered letters, and raised letters of phonetics, which no legacy charset has
# (but for one, n): two different ones near a place make it notation.
NOTATION = lazy(
    "[\u02b0-\u02b8\u02c8\u02d0\u02e0-\u02e4\ua78c\u1d2c-\u1d6a\u207f\u203f\u2080-\u209c\u2102\u2115\u211a\u211d\u2124\u21a6\u220e\u2218\u2238"
    "\u2257\u225f\u2262\u227a-\u227f\u228e\u2291-\u2294\u22a2-\u22ff\u2308-\u230b\u231c-\u231f\u2336-\u237a\u27c0-\u2bff\U0001d538-\U0001d56b]"
)
DRAWN = lazy("[^\\w\x80-\x9f]{,2}|[^\\w]*[\u2500-\u2503\u2550\u2551][^\\w]*")  # tables and rules, not letters
# An operator between letters of a formula, or alone; the multiplication sign and another sign; a power of a constant.
_OPERATORS = "\u2260\u2261\u2264\u2265\u2248\u2227\u2228\u2229\u222a\u2208\u2500"
FORMULA = lazy(
    f"(?<![A-Za-z\xc0-\u024f])[A-Za-z0-9][{_OPERATORS}](?=[A-Za-z0-9](?![A-Za-z\xc0-\u024f]))"
    f"|(?<![^ \n`(])[{_OPERATORS}](?![^ \n`)])|\xac[A-Za-z][{_OPERATORS}]"
    "|(?<![^\x00-\x7f])\xd7[\x80-\xbf\u02c6\u02dc](?![^\x00-\x7f])"
    "|(?<![^\x00-\x7f])[\u03b1-\u03c9][\xb2\xb3](?![^\x00-\x7f])"
)
# In slashes or brackets.
PHONETIC = lazy("/[a-z\u03b2\u03b8\u03c7\u0250-\u02ff.]+/|\\[[a-z\u03b2\u03b8\u03c7\u0250-\u02ff.]+\\]")
SOUNDS = lazy("[\u0250-\u02af\u02d0]")
TONE = lazy("[a-z\u014b\u0250-\u02d0][\xb9\xb2\xb3]")  # behind a syllable of phonetics
# An accent beside the letter that it belongs on, as in text of a PDF; behind another character beyond ASCII it may be
# half of a letter.
DETACHED = lazy(
    "(?<![^\x00-\x7f])(?:[AEIOUaeiou][\xa8\u02c6\u02dc]|[\xa8\u02c6\u02dc][AEIOUaeiou\u0131]"
    "|[CScs]\xb8|\xb8[CScs]|[Nn]\u02dc|\u02dc[Nn])"
)
# Half-width kana with what belongs behind them: voicing marks, small vowels; not behind those that UTF-8 begins with.
KANA = lazy(
    "[\uff76-\uff81\uff84\uff8a-\uff8d]\uff9e|[\uff8a-\uff8d]\uff9f|[\uff73\uff8c]\uff9e?[\uff67-\uff6b]"
    "|[\uff77\uff7c\uff81\uff86\uff8b\uff98]\uff9e?[\uff6c-\uff6e]"
)
DAGGER = lazy("(?<![^ \n])[\u2020\u2021\xb6\xa7](?![^ \n])")  # alone: a passage in doubt, a note
QUOTED, PAIR = 1.0, 4.0  # nats for "quoted" against "damaged"; where the good form stands beside the bad one
# Identifiers of programs in Cyrillic letters: small and capital ones side by side are UTF-8 in ISO 8859-5.  Nothing but
# its two leads in windows-1251, each with a letter, names nothing.
IDENTIFIER = lazy(
    "(?!(?:[\u0420\u0421].)+$)[\u0400-\u045fA-Za-z0-9_]+[\u0430-\u045f][\u0400-\u042f](?:[\u0430-\u045f][\u0400-\u045fA-Za-z0-9_]*)?"
)
# Signs that people type beside letters: an accent for the apostrophe, "times", the fractions of recipes.
TYPED = frozenset("\xb4\xd7\xbc\xbd\xbe")
# Behind letters, which no recipe has; one letter and a half may be a half-life.
_SMALL = "a-z\xdf-\xf6\xf8-\xff\u0101-\u017e"
FRACTION = lazy(f"[\xbc-\xbe](?:(?<=[{_SMALL}]{{2}}.)|(?<=[A-Z{_SMALL}].)(?=[{_SMALL}])|(?<=[{_SMALL}][\xbc\xbe]))")
# The yers of Slavic philology in words of Latin letters, beside Slavic words or the asterisk of a reconstruction.
YERS = frozenset("\u044a\u044c")
SLAVIC = lazy("[\u0430-\u0451]{3}|[*]")
# A no-break space that a legacy charset puts into a word, or between one and a blank, a sign at the edge of one.
_TORN = lazy("(?<=[^\\W\\d_]{2})\xa0(?=[^\\W\\d_]*[a-z]|\\Z)")
_EDGE = lazy("^[^\\w\\s]|[^\\w\\s]$")
_SIGN = lazy("[^\\w\\s'`\xb4\u2010-\u2019\u2026\xb7-](?<=[^\\W\\d_].)(?=[^\\W\\d_])")  # no apostrophe, dash or dot
SIGN = 15.0  # what a sign beyond ASCII in a word costs more than a comma, by the model of letters
UNIT = 12.0
ALONE = 8.0  # nats for a dagger that stands alone
CLOSE = 12  # code points between two forms that are compared
PAIRED = 4.0  # nats for each quotation mark that would lose its partner
QUOTES = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d",
    "\xab": "\xbb",
    "\xbb": "\xab",
    "\u2018": "\u2019",
    "\u201a": "\u2018",
    "(": ")",
}
_MARKS = frozenset("".join(QUOTES) + "\u201d\u2019")
_SET_OFF = (_MARKS - {"("}) | frozenset("'\"`")  # quotation marks


def unpaired(before: str, word: str, new: str) -> int:
    """How many quotation marks opened in *before* (the line so far) lose their partner if *word* is *new*.

    >>> unpaired("O filme ", "\u201cIRM\xc3\u201d", "\u201cIRM\xd4")
    1
    """
    lost = [char for char in word if char in _MARKS and word.count(char) > new.count(char)]
    if not lost:
        return 0
    return max(0, _open(before + new) - _open(before + word))


def closing(value: str, read: Mapping[str, str]) -> frozenset[str]:
    """The words of *read* (what stands, what it would be) that would close quotations which nothing ever opens.

    >>> sorted(closing("Bul\xf6 bini", {"Bul\xf6": "Bul\u201d"}))
    ['Bulö']
    """
    if any(mark in value or any(mark in new for new in read.values()) for mark in _OPENING):
        return frozenset()
    return frozenset(old for old, new in read.items() if any(new.count(mark) > old.count(mark) for mark in _CLOSING))


_OPENING, _CLOSING = "\u201c\u201e\xab", "\u201d\xbb"


def torn(text: str, new: str) -> float:
    """Nats against a legacy charset that makes of the letters of *text* a blank in it or behind it, or signs around it.

    And of a sign inside of it another sign, which mends nothing.

    >>> torn("val\xf4", "val\u201c"), torn("val\xf4", "val\xf2"), torn("h\xa8aufig", "h\u060caufig")
    (6.0, 0.0, 15.0)
    """
    same = len(text) == len(new)
    signs = sum(not text[match.start()].isalpha() for match in _SIGN.finditer(new) if same and match[0] not in text)
    edges = sum(text[match.start()].isalpha() for match in _EDGE.finditer(new) if same)
    if edges == 2 and new[-1] in QUOTES.get(new[0], ""):
        edges = 0  # a quotation
    return UNIT * (_TORN.search(new) is not None) + UNIT / 2 * edges + SIGN * signs


def _open(text: str) -> int:
    waiting: list[str] = []
    for char in text:
        if waiting and char in waiting[-1]:
            waiting.pop()
        elif char in QUOTES:
            waiting.append(QUOTES[char])
    return len(waiting)


FIXED_STRESS = frozenset(("cs", "et", "fi", "hu", "is", "lv", "pl", "sk"))  # languages in which nobody marks it


def stressed(made: Mapping[str, str], code: str, is_listed: Callable[[str], bool]) -> bool:
    """Are all letters that changed in the words *made* vowels with a stress mark, and the words without it listed?

    So is Lithuanian in grammars and dictionaries: ``kalb\xe0`` stands for ``kalba``, and is no ``kalb\u0105``.
    *code*: the language of the words.
    """
    if code in FIXED_STRESS:
        return False
    lost = {char for old, new in made.items() for char in old if char not in new}
    if not lost or not all(ord(char) in _STRESS for char in lost):
        return False
    return all(is_listed(old.translate(_STRESS)) for old in made)


_STRESS = str.maketrans("\xe0\xe1\xe8\xe9\xec\xed\xf2\xf3\xf9\xfa", "aaeeiioouu")


def is_about(text: str) -> bool:
    """Does *text* speak of charsets or mojibake?"""
    return _ABOUT.search(text.lower()) is not None


def both_alone(line: str, start: int, end: int, good: str) -> bool:
    """Is *good* a sign that no letter touches, here and elsewhere in the line?  Dashes and bullets often are.

    >>> both_alone("\u2713 is shown as \xe2\u0153\u201c", 14, 17, "\u2713")
    True
    """
    sign = "".join(char for char in good if char > "\x7f")
    if not sign or any(map(str.isalpha, sign)) or _OFTEN_ALONE.search(sign):
        return False
    alone = re.compile(f"(?<!\\w){re.escape(sign)}(?!\\w)")
    others = f"{line[:start]} {line[end:]}".replace(line[start:end], " ")
    return alone.search(good) is not None and alone.search(others) is not None


_OFTEN_ALONE = lazy("[\xab\xb7\xbb\u2010-\u2015\u2022-\u2027]")


def quoted(line: str, start: int, end: int, new: str) -> float | None:
    """Nats for "the author quotes it, to show what it looks like", of ``line[start:end]`` that may have been *new*.

    None: nothing speaks for it.
    """
    good = _bare(new)
    pair = _is_paired(line, start, end, good)
    if both_alone(line, start, end, good) or _both_quoted(line[:start], new, line[end:]):
        return QUOTED
    if is_about(line) or (ALONE_LETTERS.fullmatch(line, start, end) and NAMING.search(_sentence(line, start, end))):
        return PAIR if pair else QUOTED
    if not pair:
        return None
    beside = any(len(gap) <= CLOSE and BESIDE.search(gap) for gap in _gaps(line, start, end, good))
    return QUOTED if beside or _same_quotes(line[:start], new, good, line[end:]) else None


def compared(said: str, around: str, start: int, end: int, new: str) -> float | None:
    """The same of ``around[start:end]`` where *around* has the good form, too, and the line above *said* something of
    charsets."""
    return PAIR if _is_paired(around, start, end, _bare(new)) and is_about(said) else None


def is_keyed(value: str, start: int, end: int, good: str) -> bool:
    """Does a table give *good* for ``value[start:end]``, both between quotation marks, or for it?

    >>> is_keyed("{'\u043eff': 'off'}", 2, 5, "off"), is_keyed("'\u043eff', off", 1, 4, "off")
    (True, False)
    """
    mark = value[start - 1 : start]
    if not mark or mark not in "\"'`":
        return False
    before, behind = value[max(0, start - 2 * CLOSE - len(good)) : start], value[end : end + 2 * CLOSE + len(good)]
    quoted = re.escape(f"{mark}{good}{mark}")
    return bool(
        re.match(f"{mark}\\s*(?::|=>|=|->|\u2192)\\s*{quoted}", behind)
        or re.search(f"{quoted}\\s*(?::|=>|=|->|\u2192)\\s*{mark}\\Z", before)
    )


def _bare(text: str) -> str:
    return text.strip("\"'`\u2018\u2019\u201c\u201d\u201e\xab\xbb.,;:!?()[]") or text


def _is_paired(line: str, start: int, end: int, good: str) -> bool:
    """Does *good* stand beside ``line[start:end]``, which may hold it, too?"""
    others = " ".join(side.replace(line[start:end], " ") for side in (line[:start], line[end:]))
    return len(good) > 0 and not good.isascii() and good in others


def _sentence(line: str, start: int, end: int) -> str:
    """The sentence of *line* that holds the place."""
    before, behind = _STOP.split(line[:start]), _STOP.split(line[end:])
    return before[-1] + line[start:end] + behind[0]


_STOP = lazy("[.!?] ")


def _same_quotes(before: str, new: str, good: str, behind: str) -> bool:
    """Does a quotation mark stand beside *good* in *new*, and the same one beside it elsewhere in the line?"""
    at = new.find(good)
    opened, closed = new[:at][-1:], new[at + len(good) :][:1]
    marked = [form for mark, form in ((opened, opened + good), (closed, good + closed)) if mark in _SET_OFF]
    return any(form in before or form in behind for form in marked)


def _both_quoted(before: str, new: str, behind: str) -> bool:
    """Does *new* have characters that are not ASCII between quotation marks, which stand so elsewhere in the line?"""
    inside = _BETWEEN_QUOTES.search(new)
    return inside is not None and (inside[0] in before or inside[0] in behind)


_BETWEEN_QUOTES = lazy("([\"'`])[^\\x00-\\x7f]+\\1")


def _gaps(line: str, start: int, end: int, good: str) -> list[str]:
    """What stands between ``line[start:end]`` and *good* on either side of it."""
    return [line[:start].rpartition(good)[2], line[end:].partition(good)[0]]
