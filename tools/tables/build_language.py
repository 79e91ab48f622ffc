"""Build ``textclean/tables/language.bin``, the n-gram model behind ``textclean.language``, from installed packages.

    python -m venv /tmp/sources
    /tmp/sources/bin/pip install lingua-language-detector==1.3.5 babel==2.18.0 simplemma==2.0.0 stopwordsiso==0.7.1 \\
        django==5.2.19 wagtail==8.0.1 sphinx==9.0.4 django-cms==5.1.3 pythainlp==5.4.0 \\
        opencc-python-reimplemented==0.1.7
    python tools/tables/build_language.py /tmp/sources/lib/python3.11/site-packages

The same sources and the same Python give the same bytes.  What is taken from where, and under which licence, stands in
``SOURCES``; NOTICE repeats it.  No text of the Universal Declaration of Human Rights is used.

lingua's tables are conditional frequencies P(c | ab) of letters inside words.  What is missing to one is the chance
that the word ends after "ab"; what a bigram has more than all trigrams that end in it is how often it starts a word.
So word starts and word ends can be had from them exactly (``lingua_counts``).
"""

from __future__ import annotations

import gettext
import hashlib
import importlib
import json
import math
import re
import sys
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parents[2] / "textclean" / "tables"
SOURCES = {
    "lingua-language-detector 1.3.5": "Apache-2.0, letter n-grams of 70 languages",
    "Babel 2.18.0 (CLDR)": "Unicode-3.0, names of languages, places, months",
    "Wagtail 8.0.1, Sphinx 9.0.4, django CMS 5.1.3 catalogues": "BSD, punctuation, marks",
    "Django 5.2.19 catalogues": "BSD-3-Clause, only languages that lingua lacks",
    "PyThaiNLP 5.4.0 tnc_freq.txt": "CC0-1.0, Thai",
    "simplemma 2.0.0": "MIT, word forms of Hindi and Malayalam",
    "OpenCC tables in opencc-python-reimplemented 0.1.7": "Apache-2.0, simplified and traditional forms",
    "stopwordsiso 0.7.1": "MIT, function words",
}

LINGUA = (
    "af az ca cs cy da de en eo es et eu fi fr ga hr hu id is it la lt lv mi nb nl pl pt ro sk sl sn so sq sv sw tl tn "
    "tr vi yo zu be bg kk mk mn ru sr uk el hy ka he ar fa ur"
)
TEXT = "gl gd uz tk ky tg tt os ug ckb hi mr ne bn pa gu ta te kn ml si th"
FOR_DJANGO = {"hr": ["hr", "bs"], "pt": ["pt", "pt_BR"], "es": ["es", "es_MX"]}
BOUNDARY, FOREIGN = "\0", "\1"
Tally = defaultdict[str, float]
Counts = tuple[Tally, Tally, Tally]  # of one, two and three letters

# --- letters -----------------------------------------------------------------------------------------------------


def spans(text: str) -> list[tuple[int, int]]:
    """Ranges of code points, ends included, from hexadecimal: ``41-5A AA``."""
    pairs = (item.partition("-") for item in text.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


GROUPS = {
    "Latin": spans("41-5A 61-7A AA BA C0-D6 D8-F6 F8-2AF 1E00-1EFF 2C60-2C7F A722-A787 FB00-FB06"),
    "Cyrillic": spans("400-481 48A-52F"),
    "Greek": spans("386 388-3FF 1F00-1FFF"),
    "Armenian": spans("531-556 561-587"),
    "Georgian": spans("10D0-10FF"),
    "Hebrew": spans("5D0-5F2"),
    "Arabic": spans("620-63F 641-64A 66E-6D3 6D5 6FA-6FF 750-77F"),
    "Devanagari": spans("900-963 970-97F"),
    "Bengali": spans("980-9E3 9F0-9F1"),
    "Gurmukhi": spans("A01-A5E A70-A75"),
    "Gujarati": spans("A81-AE3"),
    "Tamil": spans("B82-BD7"),
    "Telugu": spans("C00-C63"),
    "Kannada": spans("C80-CE3"),
    "Malayalam": spans("D00-D63 D7A-D7F"),
    "Sinhala": spans("D81-DDF"),
    "Thai": spans("E01-E3A E40-E4E"),
    "Han": spans(
        "2E80-2FD5 3005-3007 3041-3096 309B-309F 30A1-30FA 30FC-30FF 3105-312F 3400-4DBF 4E00-9FFF F900-FAFF FF66-FF9F"
    ),
    "Hangul": spans("1100-11FF 3131-318E AC00-D7A3"),
    # Living scripts that we have no text for: a flat cost each.
    "Other": spans(
        "10A0-10CD 1C90-1CBF 710-74F 780-7B1 B01-B77 E81-EDF F40-FBC 1000-109F 1200-137F 1780-17D3 1820-18AA "
        "13A0-13FD 2D30-2D7F A000-A48C 1400-167F 7C0-7FF"
    ),
}
OF_LANGUAGE = {
    "Cyrillic": "be bg kk mk mn ru sr uk ky tg tt os",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Hebrew": "he",
    "Arabic": "ar fa ur ug ckb",
    "Devanagari": "hi mr ne",
    "Bengali": "bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
}
GROUP_OF_LANGUAGE = {code: group for group, codes in OF_LANGUAGE.items() for code in codes.split()}
# What a word may carry or not (accents in NFD, vowel points, harakat, tatweel, joiners): looked through after a letter
# of one of these scripts, for a price in nats.  The later line wins.  Of Latin only those count that do not compose:
# they cost about as much as a letter that a language lacks, or misread UTF-8 would rather be letters with such marks.
MARKS: list[tuple[str, float, list[tuple[int, int]]]] = [
    ("Latin", 15, spans("300-36F 1AB0-1AFF 1DC0-1DFF 20D0-20F0")),
    ("Cyrillic", 15, spans("483-487")),
    ("Latin", 10, spans("35C-362")),  # ties of phonetics
    ("Latin Cyrillic Greek", 5, spans("300-304 308 30C")),  # of spellings: Russian stress, Yoruba
    ("Latin", 5, spans("323 327-328")),  # Yoruba, Marshallese
    ("Armenian", 2, spans("55B-55C 55E")),  # over the vowel that is stressed, in writing behind it
    ("Hebrew", 2.5, spans("591-5BD 5BF 5C1-5C2 5C4-5C5 5C7")),
    ("Arabic", 3, spans("610-61A 640 64B-65F 670 6D6-6DC 6DF-6E4")),
    ("Arabic Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala Other", 3, spans("200C-200D")),
    ("Han", 4, spans("3099-309A")),
]

# --- classes of characters, for the skeleton of a line -------------------------------------------------------------

NAMES = (
    "space nbsp lower upper caps caseless mark digit stop apostrophe quote dash bracket sign cjk_punct latin_sign "
    "currency maths box emoji format halfkana odd control private"
)
CLASSES = NAMES.split()


def class_of(cp: int, letters: set[int]) -> str:
    """The class of a code point by its general category; *letters* are those of ``GROUPS``."""
    char, category = chr(cp), unicodedata.category(chr(cp))
    if category in ("Co", "Cn", "Cs"):
        return "private"
    if cp in letters and not (0xFF66 <= cp <= 0xFF9F):
        if category in ("Lu", "Lt"):
            return "upper"
        return "lower" if category == "Ll" and char.upper() != char else "caseless"
    if category == "Cc":
        return "space" if cp in (9, 10, 13) else "control"
    if category == "Sm":
        return "maths" if cp > 0xFF else "odd"
    return {"Nd": "digit", "Cf": "format", "Sc": "currency"}.get(category, "odd")


def classes() -> bytes:
    """The class of each of the 65,536 code points of the BMP; one byte each."""
    number = {name: at for at, name in enumerate(CLASSES)}
    letters = {cp for ranges in GROUPS.values() for first, last in ranges for cp in range(first, last + 1)}
    table = bytearray(number[class_of(cp, letters)] for cp in range(65536))
    ranges = {
        "mark": [span for _, _, ranges in MARKS for span in ranges],
        "cjk_punct": spans("3000-3004 3008-3020 3030 FF01-FF60"),
        "latin_sign": spans("A1-BF D7 F7"),
        "maths": spans("2190-22FF"),
        "box": spans("2500-25FF"),
        "emoji": spans("231A-231B 23E9-23F3 23F8-23FA 2600-27BF 2B05-2B07 2B1B-2B1C 2B50 2B55 FE0F"),
        "halfkana": spans("FF61-FF9F"),
        "currency": spans("A2-A5"),
        "format": spans("AD"),
    }
    for name, places in ranges.items():
        for first, last in places:
            table[first : last + 1] = bytes([number[name]]) * (last + 1 - first)
    chars = {
        "space": " \u2028\u2029\u2009\u200a\u2002\u2003",
        "nbsp": "\xa0\u202f\u2007",
        "apostrophe": "'\u2019\u02bc",
        "quote": '"\u201c\u201d\u201e\u201a\u2018\xab\xbb\u2039\u203a\xbf\xa1',
        "dash": "-\u2013\u2014\u2010\u2011\u2012\u2015\u05be",
        "bracket": "()[]{}",
        "sign": "#$%&*+/<=>@\\^_`|~\xa7\xb0\u2022\u2116\u2122\xa9\xae\u2030",
        "stop": ".,:;!?\u2026\xb7\u0387\u055d\u0589\u05f3\u05f4\u060c\u061b\u061f\u06d4\u0964\u0965\u09f7\u2024",
    }
    for name, members in chars.items():
        for char in members:
            table[ord(char)] = number[name]
    table[0xFFFD] = number["control"]
    return bytes(table)


# --- sources -------------------------------------------------------------------------------------------------------


def lingua_table(folder: Path, code: str, name: str) -> dict[str, float]:
    """One of lingua's tables: letters -> their conditional frequency."""
    path = folder / "lingua/language-models" / code / f"{name}.json.br"
    raw = json.loads(importlib.import_module("brotli").decompress(path.read_bytes()))
    table: dict[str, float] = {}
    for fraction, grams in raw["ngrams"].items():
        top, bottom = map(int, fraction.split("/"))
        table.update(dict.fromkeys(grams.split(" "), top / bottom))
    return table


def lingua_counts(folder: Path, code: str) -> Counts:
    """Relative counts of one, two and three letters with word boundaries, out of lingua's conditional frequencies."""
    one, two, three = (lingua_table(folder, code, name) for name in ("unigrams", "bigrams", "trigrams"))
    two = {gram: p * one[gram[0]] for gram, p in two.items()}
    three = {gram: p * two[gram[:2]] for gram, p in three.items()}
    c1, c2, c3 = Tally(float, one), Tally(float, two), Tally(float, three)
    before, after, before2, after2 = Tally(float), Tally(float), Tally(float), Tally(float)
    for gram, n in two.items():
        after[gram[0]] += n
        before[gram[1]] += n
    for gram, n in three.items():
        after2[gram[:2]] += n
        before2[gram[1:]] += n
    tiny = 1e-9
    for char, n in one.items():
        c2[BOUNDARY + char] = max(n - before[char], 0)
        c2[char + BOUNDARY] = max(n - after[char], 0)
    starts = Tally(float)
    for gram, n in two.items():
        c3[BOUNDARY + gram] = max(n - before2[gram], 0)
        c3[gram + BOUNDARY] = max(n - after2[gram], 0)
        starts[gram[0]] += c3[BOUNDARY + gram]
    for char in one:
        c3[BOUNDARY + char + BOUNDARY] = max(c2[BOUNDARY + char] - starts[char], 0)
    c1[BOUNDARY] = sum(c2[BOUNDARY + char] for char in one)
    one, two, three = ({gram: n for gram, n in c.items() if n > tiny} for c in (c1, c2, c3))
    return Tally(float, one), Tally(float, two), Tally(float, three)


def word_counts(words: Iterable[tuple[str, float]], joined: float = 0.0) -> Counts:
    """Counts of one, two and three letters in weighted *words*; *joined* is the share that no space follows."""
    c1, c2, c3 = Tally(float), Tally(float), Tally(float)
    for word, weight in words:
        padded = BOUNDARY + word + BOUNDARY
        for at in range(1, len(padded)):
            c1[padded[at]] += weight
            c2[padded[at - 1 : at + 1]] += weight
            if at > 1:
                c3[padded[at - 2 : at + 1]] += weight
    if joined:
        join(c1, c2, c3, joined)
    return c1, c2, c3


def join(c1: Tally, c2: Tally, c3: Tally, joined: float) -> None:
    """Let the share *joined* of all words be followed by the next without a space between."""
    total = c1[BOUNDARY]
    ends = {g: n for g, n in c3.items() if g[2] == BOUNDARY and BOUNDARY not in g[:2]}
    starts = {g: n for g, n in c3.items() if g[0] == BOUNDARY and BOUNDARY not in g[1:]}
    end1 = {g[0]: n for g, n in c2.items() if g[1] == BOUNDARY}
    start1 = {g[1]: n for g, n in c2.items() if g[0] == BOUNDARY}
    for counter in (c1, c2, c3):
        counter.update({gram: n * (1 - joined) for gram, n in counter.items() if BOUNDARY in gram})
    for last, n in end1.items():
        for first, m in start1.items():
            c2[last + first] += joined * n * m / total
        for gram, m in starts.items():
            c3[last + gram[1:]] += joined * n * m / total
    for gram, n in ends.items():
        for first, m in start1.items():
            c3[gram[:2] + first] += joined * n * m / total


PLACEHOLDER = re.compile(
    r"%\(\w+\)[#0\- +]*[\d.]*\w|%[sdrif%]|\{[^{}]*\}|<[^<>]*>|&\w+;|`[^`]*`|https?:\S+|:\w+:|\b\w*_\w*\b"
)


@cache
def catalogues(package: Path) -> list[Path]:
    """The compiled catalogues of a package."""
    return sorted(package.rglob("*.mo"))


def catalogue(folder: Path, package: str, locale: str) -> Iterator[str]:
    """The translated strings of a package in *locale*, placeholders and tags taken out."""
    seen = set()
    for path in catalogues(folder / package):
        if locale in (path.parts[-3], path.parts[-3].split("_")[0]) and path.parts[-2] == "LC_MESSAGES":
            with path.open("rb") as file:
                strings = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            for key, value in sorted(strings.items(), key=str):
                if key and isinstance(value, str) and value != key and value not in seen:
                    seen.add(value)
                    yield PLACEHOLDER.sub(" ", value)


def cldr(code: str) -> Iterator[str]:
    """Names of languages, territories, months and days from the CLDR."""
    core = importlib.import_module("babel.core")
    try:
        locale = core.Locale.parse(code)
    except (core.UnknownLocaleError, ValueError):
        return
    for table in (locale.languages, locale.territories, locale.currencies):
        yield from (str(value) for _, value in sorted(table.items()))
    for names in (locale.months, locale.days):
        yield from (str(value) for _, value in sorted(names["format"]["wide"].items(), key=str))


def weighted_strings(folder: Path, code: str) -> Iterator[tuple[str, float]]:
    """Text of a language that lingua cannot serve, and what each word in it weighs."""
    for package in ("wagtail", "sphinx", "cms", "django"):
        for locale in sorted({code, *(FOR_DJANGO.get(code, []))}):
            for string in catalogue(folder, package, locale):
                yield string, 1
    for string in cldr(code):
        yield string, 1
    stops = importlib.import_module("stopwordsiso")
    if code in stops.langs():
        for word in sorted(stops.stopwords(code)):
            yield word, 5
    if code in ("hi", "ml", "gl", "gd"):
        forms = importlib.import_module("simplemma.strategies.dictionaries.dictionary_factory")
        for key in sorted(forms.DefaultDictionaryFactory().get_dictionary(code)):
            yield key.decode() if isinstance(key, bytes) else key, 0.2
    if code == "th":
        for line in (folder / "pythainlp/corpus/tnc_freq.txt").read_text("utf-8").splitlines():
            word, _, count = line.partition("\t")
            yield word, int(count) / 100


def text_words(folder: Path, code: str) -> Tally:
    """Lower-case words of a language that lingua cannot serve, weighted."""
    group = GROUP_OF_LANGUAGE.get(code, "Latin")
    pattern = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in GROUPS[group]) + "]+")
    words = Tally(float)
    for string, weight in weighted_strings(folder, code):
        for word in pattern.findall(string.lower()):
            words[word] += weight
    return words


# --- model ---------------------------------------------------------------------------------------------------------

TYPOGRAPHY = (
    "\u201c\u201d\u201e\u2018\u2019\xab\xbb\u2010\u2013\u2014\u2026\xbf\xa1"
    "\u055d\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u06d4\u0964\u0965\u3001\u3002\uff0c"
)
STEP = 0.25  # nats per unit in every table
KEEP = 2.5e-6  # nats per letter of running text that a kept trigram must save; the size of the file follows from it
TOP = 88  # 22 nats: the largest cost of one step inside a word


def language_table(counts: Counts, letters: set[str], keep: float) -> tuple[str, bytes, bytes, bytes]:
    """One language: its alphabet, the costs of two letters, the cost of backing off per pair, the kept costs of three.

    P(c) is mixed with P(c | b) and that with P(c | ab), the more, the more kinds of letters were seen after the context
    (Witten and Bell).  A trigram is kept where it saves *keep* nats per letter of running text or more, otherwise the
    bigram plus the fee of its context stands in.
    """
    c1, c2, c3 = counts
    total = sum(n for char, n in c1.items() if char in letters)
    alphabet = sorted((c for c in c1 if c in letters and c1[c] / total > 4e-6), key=lambda c: -c1[c])[:110]
    alphabet = [BOUNDARY, FOREIGN, *sorted(alphabet)]
    whole = total + c1[BOUNDARY]
    p1 = [max(c1[c] / whole, 2e-6) * 0.98 for c in alphabet]
    p1[1] = 2e-4
    p2, costs2 = two_letters(c2, alphabet, p1, whole)
    fees, kept = three_letters(c3, alphabet, p2, costs2, whole, keep)
    return "".join(alphabet), costs2, fees, kept


def contexts(grams: Tally, alphabet: list[str]) -> tuple[Tally, Tally]:
    """How often each context (all letters but the last) was seen, and how many kinds of letters after it."""
    known = frozenset(alphabet)
    sums, kinds = Tally(float), Tally(float)
    for gram, n in grams.items():
        if known.issuperset(gram):
            sums[gram[:-1]] += n
            kinds[gram[:-1]] += 1
    return sums, kinds


def unit(whole: float) -> float:
    """One unit of relative count, as if some millions of letters had been read: only rare contexts are spread out."""
    return min(1.0, 2e-7 * whole) if whole < 1e5 else 1.0


def mixed(least: float, kinds: float, seen: float) -> float:
    """The share of the shorter context, by Witten and Bell, and *least* more; all, if the longer was never *seen*."""
    return min(1.0, least + kinds / (kinds + seen)) if seen else 1.0


def two_letters(c2: Tally, alphabet: list[str], p1: list[float], whole: float) -> tuple[list[list[float]], bytes]:
    """P(letter | letter before), and its costs in steps."""
    size = len(alphabet)
    sums, kinds = contexts(c2, alphabet)
    costs = bytearray(size * size)
    p2 = [[0.0] * size for _ in range(size)]
    for a, first in enumerate(alphabet):
        seen = sums[first]
        mix = mixed(0.02, kinds[first] * unit(whole), seen)
        for b, second in enumerate(alphabet):
            own = c2[first + second] / seen if seen else 0.0
            p2[a][b] = (1 - mix) * own + mix * p1[b]
            costs[a * size + b] = min(TOP, round(-math.log(p2[a][b]) / STEP))
    return p2, bytes(costs)


def three_letters(
    c3: Tally, alphabet: list[str], p2: list[list[float]], costs2: bytes, whole: float, keep: float
) -> tuple[bytes, bytes]:
    """The fees of contexts of two letters, and the costs of those trigrams that save *keep* nats per letter or more."""
    size = len(alphabet)
    sums, kinds = contexts(c3, alphabet)
    fees, kept = bytearray(size * size), bytearray(size**3)
    for a, first in enumerate(alphabet):
        for b, second in enumerate(alphabet):
            pair = first + second
            seen = sums[pair]
            mix = mixed(0.06, kinds[pair] * unit(whole), seen)
            fee = fees[a * size + b] = round(-math.log(mix) / STEP)
            for c, third in enumerate(alphabet if seen else ()):
                n = c3.get(pair + third, 0.0)
                if not n:
                    continue
                cost = round(-math.log((1 - mix) * n / seen + mix * p2[b][c]) / STEP)
                default = min(TOP, costs2[b * size + c] + fee)
                if n / whole * (default - cost) * STEP > keep and cost < default:
                    kept[(a * size + b) * size + c] = cost // 2 + 1
    return bytes(fees), bytes(kept)


def sparse(kept: bytes) -> tuple[bytes, bytes]:
    """The cells that are not 0: the gaps between them (255: go on by 255 and read the next) and their values, less
    one, in half the precision of the other tables."""
    gaps, values, last = bytearray(), bytearray(), -1
    for at, value in enumerate(kept):
        if value:
            far, gap = divmod(at - last, 255)
            gaps += b"\xff" * far + bytes([gap])
            values.append(value - 1)
            last = at
    return bytes(gaps), bytes(values)


def emission(folder: Path, code: str, members: list[int], floor: float) -> bytes:
    """Cost per character of a script of many signs (Han with kana, Hangul), from lingua's frequencies of characters.

    lingua's Chinese is a mixture of both spellings, so each character is read as its simplified (Hans) or traditional
    (Hant) form first, by OpenCC's table.
    """
    code, _, spelling = code.partition("_")
    p = lingua_table(folder, code, "unigrams")
    if code == "ja":
        p["\u30fc"] = 0.02  # the long vowel sign, which lingua leaves out (no letter of one script)
    if spelling:
        name = {"Hans": "TSCharacters.txt", "Hant": "STCharacters.txt"}[spelling]
        table = dict(
            line.split("\t")
            for line in (folder / "opencc/dictionary" / name).read_text("utf-8").split("\n")
            if "\t" in line
        )
        merged = Tally(float)
        for char, share in p.items():
            merged[table.get(char, char).split(" ")[0]] += share
        p = merged
    return bytes(
        min(255, round(min(floor, -math.log(p[chr(cp)] + 3e-7)) / STEP)) if chr(cp) in p else round(floor / STEP)
        for cp in members
    )


def transitions(strings: list[str], table: bytes) -> tuple[Counter[tuple[int, int]], Counter[int]]:
    """How often each class follows each other in *strings*, and how often each character comes that is no letter."""
    number = {name: at for at, name in enumerate(CLASSES)}
    pairs, signs = Counter[tuple[int, int]](), Counter[int]()
    for string in strings:
        before = 0
        for cp in map(ord, string + " "):
            kind = table[cp] if cp < 65536 else number["emoji"]
            if kind == number["mark"]:
                continue
            if kind == number["upper"] and before in (number["upper"], number["caps"]):
                kind = number["caps"]
            pairs[before, kind] += 1
            if kind not in (2, 3, 4, 5):
                signs[cp] += 1
            before = kind
    return pairs, signs


def skeleton(strings: Iterable[list[str]], table: bytes) -> tuple[list[list[float]], dict[int, float]]:
    """-log P(class | class before), and -log P(character | class) for what is no letter, from strings per language."""
    number = {name: at for at, name in enumerate(CLASSES)}
    pairs: defaultdict[tuple[int, int], float] = defaultdict(float)
    signs: defaultdict[int, float] = defaultdict(float)
    for language in strings:
        weight = 1.0 / max(1, sum(map(len, language)))
        own, own_signs = transitions(language, table)
        for pair, n in own.items():
            pairs[pair] += n * weight
        for cp, n in own_signs.items():
            signs[cp] += n * weight
    size = len(CLASSES)
    total = sum(pairs.values())
    single = [sum(pairs[a, k] for a in range(size)) / total for k in range(size)]
    prior = [max(p, 2e-5) for p in single]
    for name, p in (
        ("control", 1e-9),
        ("private", 3e-10),
        ("odd", 1e-6),
        ("halfkana", 1e-6),
        ("box", 2e-6),
        ("format", 1e-5),
        ("latin_sign", 2e-5),
    ):
        prior[number[name]] = p
    costs = []
    for a in range(size):
        seen = sum(pairs[a, k] for k in range(size)) / total
        mix = 0.02 if seen > 1e-3 else 0.2 if seen > 1e-5 else 1.0
        costs.append(
            [-math.log((1 - mix) * (pairs[a, k] / total / seen if seen else 0) + mix * prior[k]) for k in range(size)]
        )
    totals: defaultdict[int, float] = defaultdict(float)
    for cp, count in signs.items():
        totals[table[cp] if cp < 65536 else number["emoji"]] += count
    found = {cp: count / totals[table[cp]] for cp, count in signs.items() if cp < 65536}
    for cp in map(ord, TYPOGRAPHY):  # catalogues are typed with the signs of the keyboard; books are not
        found[cp] = max(found.get(cp, 0.0), 0.2)
    return costs, found


def build(folder: Path, keep: float) -> bytes:
    """The whole file: one line of plain facts, then a zlib stream of a JSON head and the tables it describes."""
    blocks: list[bytes] = []
    head: dict[str, object] = {"step": STEP, "classes": CLASSES, "groups": GROUPS, "marks": MARKS, "languages": []}
    table = classes()
    blocks.append(table)
    lower = {
        cp: ord(chr(cp).lower())
        for cp in range(65536)
        if table[cp] == CLASSES.index("upper") and len(chr(cp).lower()) == 1
    }
    lower[0x130] = ord("i")
    head["lower"] = [sorted(lower), [lower[cp] for cp in sorted(lower)]]
    entries: list[dict[str, object]] = []
    gap_blocks: list[bytes] = []
    value_blocks: list[bytes] = []
    running: list[list[str]] = []
    rarity: dict[str, float] = {}
    for code in [*LINGUA.split(), *TEXT.split()]:
        group = GROUP_OF_LANGUAGE.get(code, "Latin")
        letters = {chr(cp) for first, last in GROUPS[group] for cp in range(first, last + 1)}
        letters = {c for c in letters if c.lower() == c}
        if code in LINGUA.split():
            counts = lingua_counts(folder, code)
        else:
            words = text_words(folder, code)
            counts = word_counts(words.items(), joined=0.8 if code == "th" else 0.0)
        alphabet, *tables = language_table(counts, letters, keep)
        total = sum(counts[0][c] for c in alphabet[2:])
        for char, n in counts[0].items():
            if char in letters:
                rarity[char] = min(rarity.get(char, 99.0), -math.log(n / total))
        gaps, values = sparse(tables[2])
        entries.append({"code": code, "group": group, "alphabet": alphabet, "kept": [len(gaps), len(values)]})
        blocks.extend((tables[0], tables[1]))
        gap_blocks.append(gaps)
        value_blocks.append(values)
        print(code, group, len(alphabet), len(values), file=sys.stderr)
        strings = [s for package in ("wagtail", "sphinx", "cms") for s in catalogue(folder, package, code)]
        if len(strings) > 200:
            running.append(strings)
    for code in ("ja", "ko", "zh_Hans", "zh_Hant"):
        running.append([s for package in ("wagtail", "sphinx", "cms") for s in catalogue(folder, package, code)])
    blocks.extend(gap_blocks)
    blocks.extend(value_blocks)
    head["languages"] = entries
    head["rarity"] = {c: round(v, 2) for c, v in sorted(rarity.items())}
    for code, group, floor in (
        ("zh_Hans", "Han", 14.5),
        ("zh_Hant", "Han", 14.5),
        ("ja", "Han", 14.5),
        ("ko", "Hangul", 14.5),
    ):
        members = [cp for first, last in GROUPS[group] for cp in range(first, last + 1)]
        blocks.append(emission(folder, code, members, floor))
    head["emissions"] = [["zh", "Han"], ["zh-Hant", "Han"], ["ja", "Han"], ["ko", "Hangul"]]
    costs, signs = skeleton(running, table)
    head["skeleton"] = [[round(x, 2) for x in row] for row in costs]
    head["signs"] = {chr(cp): round(-math.log(p), 2) for cp, p in sorted(signs.items())}
    body = json.dumps(head, ensure_ascii=True, sort_keys=True).encode() + b"\n" + b"".join(blocks)
    # zlib, not xz: a tenth larger, but unpacked in a fifth of the time.
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_FILTERED)
    packed = squeeze.compress(body) + squeeze.flush()
    sources = "; ".join(f"{name} ({what})" for name, what in SOURCES.items())
    digest = hashlib.sha256(packed).hexdigest()
    title = f"textclean language model 1 | built by build_language.py from {sources} | sha256 {digest}\n"
    return title.encode("ascii") + packed


if __name__ == "__main__":
    sources = Path(sys.argv[1])
    sys.path.insert(0, str(sources))
    importlib.invalidate_caches()
    data = build(sources, float(sys.argv[2]) if len(sys.argv) > 2 else KEEP)
    target = TABLES / "language.bin"
    target.write_bytes(data)
    print(f"{target}: {len(data):,} bytes")
