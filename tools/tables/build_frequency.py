"""Build ``textclean/tables/words/*.bin``, the common words of each language and how common they are.

    python -m venv /tmp/sources
    /tmp/sources/bin/pip install wordfreq==3.1.1 babel==2.19.0 simplemma==2.0.0 stopwordsiso==0.7.1 pythainlp==5.4.0 \\
        opencc-python-reimplemented==0.1.7 regex brotli
    /tmp/sources/bin/pip install --no-deps lingua-language-detector==1.3.5 wagtail==8.0.1 sphinx==9.0.4 \\
        django-cms==5.1.3 django==5.2.19
    PYTHONPATH=. /tmp/sources/bin/python tools/tables/build_frequency.py [CODE ...]

The same sources and the same Python give the same bytes.  ``SOURCES`` says what is taken from where; the licences
stand in ``textclean/tables/words/README.md`` and NOTICE.  The lists are measured on Django's catalogues, those of
``WITH_DJANGO``, which are built from these, on others (benchmarks/words.py).

wordfreq counts words, but its sources have damage of their own.  A word is taken only if all its letters belong to the
language's alphabet (exemplars.txt); what is dropped, and why, is counted in ``frequency.json`` beside this file.  For
languages that wordfreq lacks, frequencies are worked out from the frequencies of short strings (``short_strings.py``).

Format: one line of facts (ASCII); then a zlib stream of UTF-8: a line with one ASCII character for each word, its
frequency, then the words, sorted, a line each.  The character "0" + n stands for a Zipf value of n/4 to (n + 1)/4.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import math
import re
import statistics
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from textclean.language import alphabets
from textclean.scripts import script_of

TARGET = Path(__file__).parents[2] / "textclean" / "tables" / "words"
RECORD = Path(__file__).with_name("frequency.json")

SOURCES = {
    "wordfreq": "wordfreq 3.1.1 (CC-BY-SA-4.0)",
    "lingua": "lingua-language-detector 1.3.5 (Apache-2.0)",
    "simplemma": "simplemma 2.0.0 (MIT)",
    "stopwords": "stopwordsiso 0.7.1 (MIT)",
    "cldr": "Unicode CLDR in Babel 2.19.0 (Unicode-3.0)",
    "thai": "PyThaiNLP 5.4.0 tnc_freq.txt (CC0-1.0)",
    "opencc": "OpenCC in opencc-python-reimplemented 0.1.7 (Apache-2.0)",
    "catalogues": "Wagtail 8.0.1, Sphinx 9.0.4, django CMS 5.1.3 (BSD-3-Clause)",
    "django": "Django 5.2.19 (BSD-3-Clause)",
    "everyday": "textclean's everyday.txt (MIT)",
}
# How many words at most, by language.  wordfreq's small lists end at a Zipf value of 3, about 30,000 to 60,000 words.
COUNTED = {
    40_000: "en ru de fr es pt it pl uk nl cs tr he",
    30_000: "ar el sv fi hu ro bg fa da nb ca hr sr mk sk sl lt lv id ko ja zh",
    20_000: "is ms hi bn ta ur vi fil",
}
LIMITS = {code: limit for limit, codes in COUNTED.items() for code in codes.split()}
IN_WORDFREQ = {"hr": "sh", "sr": "sh"}
WORKED_OUT = "af az be cy eo et eu ga hy ka kk la mn sq so sw tn xh yo zu"
IN_SIMPLEMMA = {"hr": "hbs", "sr": "hbs", "fil": "tl"}
# Languages without counts of their own: word forms of simplemma, with the mean frequency they have in near languages.
NEAR = {"gl": "pt es", "nn": "nb da", "ast": "es", "lb": "de"}
OTHER_SCRIPTS = "ar bg bn el fa he hi ja ko mk ru ta uk ur zh"
WITH_DJANGO = "af az be eu kk ky mn mr tg tt uz"
BARE = "ky tg tt uz mr"  # names and function words only
LOWEST_NAME, FUNCTION_WORD, FORM = 2.6, 4.0, 2.6  # Zipf values of words that no source counts

LATIN_MAIN = set("abcdefghijklmnopqrstuvwxyz")
JOINTS = re.compile(r"['-]")
MORE_JOINTS = {"fa": "\u200c", "he": '"'}  # Persian writes a joiner inside words; Hebrew marks acronyms so
WORDS = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc][^\W\d_]+)*")
# Cyrillic in UTF-8 read as windows-1251, in lower case: the first byte of a letter is "р" or "с".
READ_AS_1251 = re.compile("(?:[рс][ђѓљњќћџўјґёєіїѕ])+")
CEDILLAS = {"ro": set("şţ"), "tr": set("ș"), "az": set("ș")}
ALSO_NEEDED = {"bg": "ѝ", "mk": "ѐѝ", "ur": "آئؤأۂۓںہھے"}  # in words of every day, auxiliary in CLDR
SCRIPTS = {"zh": {"Han"}, "ja": {"Han", "Hiragana", "Katakana"}, "ko": {"Hangul"}}
SERBIAN = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
SERBIAN_PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
ALWAYS_SHARP = re.compile("(?<=stra)ss(?=e)|(?<=grö)ss|(?<=^gro)ss(?!ist)")
AFTER_LONG = re.compile(
    "^(?!auß(?!e[rn])).*(?:[aeä][iu]|ie|gr[oöuü]|f[uü]|sp[aä]|s[üo]|st[oö]|bl[oö]|fä|ges[aä]|verg[aä])ß"
)
AFTER_EITHER = re.compile("(?:m[aä]|b[uü]|^sch[oö]|ru|fra|sa|^a)ß")  # Masse and Maße, Busse and Buße
# Prefix and stem meet here: two letters, not one.
SERBIAN_APART = re.compile("^(?:nadž|podž|odž(?!a)|injek|konju|vanjez|tanjug)")


# --- which words are whole ---------------------------------------------------------------------------------------


class Alphabet:
    """Says whether a word can belong to a language, or else why not."""

    def __init__(self, code: str) -> None:
        self.scripts = SCRIPTS.get(code, set())
        self.shared = "ー" if code == "ja" else "-"
        self.joint = MORE_JOINTS.get(code, "-")
        code = code if code in alphabets.codes() else "en"  # Latin has no entry
        self.needed = set() if self.scripts else set(alphabets.letters(code)) | set(ALSO_NEEDED.get(code, ""))
        self.latin = "a" in self.needed
        if self.latin:
            self.needed |= LATIN_MAIN
            self.loans = set(alphabets.letters(code, loans=True)) - self.needed - CEDILLAS.get(code, set())
        else:
            self.loans = set()

    def refusal(self, word: str) -> str:
        """Why *word* (NFC, lower case) is no word of the language; empty if it may be one."""
        if any(char.isdigit() or unicodedata.category(char)[0] == "N" for char in word):
            return "digits"
        parts = JOINTS.split(word.replace(self.joint, "-"))
        if not all(parts) and not (self.latin and word[-1:] == "'"):
            return "punctuation"
        text = "".join(parts)
        if not all(unicodedata.category(char)[0] in "LM" for char in text):
            return "other signs"
        if self.scripts:
            return "" if all(script_of(char) in self.scripts for char in text.replace(self.shared, "")) else "script"
        foreign = [at for at, char in enumerate(text) if char not in self.needed]
        if any(text[at] not in self.loans for at in foreign):
            scripts = {script_of(char) for char in text} - {"Inherited", "Common"}
            return "mixed scripts" if len(scripts) > 1 else self._outside(scripts)
        if any(b - a == 1 for a, b in pairwise(foreign)) or READ_AS_1251.fullmatch(text):
            return "misread"
        return ""

    def _outside(self, scripts: set[str]) -> str:
        own = {script_of(char) for char in self.needed} - {"Inherited", "Common"}
        return "letters of another language" if scripts <= own else "script"


def kept(code: str, words: Iterable[tuple[str, float]], dropped: Counter[str]) -> dict[str, float]:
    """The words of a language that its alphabet allows, with the higher frequency where two are one in NFC."""
    alphabet = Alphabet(code)
    found: dict[str, float] = {}
    for raw, zipf in words:
        word = unicodedata.normalize("NFC", raw.replace("\u2019", "'").replace("\u02bc", "'"))
        reason = alphabet.refusal(word)
        if reason:
            dropped[reason] += 1
        else:
            found[word] = max(zipf, found.get(word, 0.0))
    return found


# --- sources -----------------------------------------------------------------------------------------------------


def wordfreq(code: str) -> Iterator[tuple[str, float]]:
    """Words of wordfreq's best list, the commonest first.  It groups them by centibels: -100 log10 of the share."""
    bins = importlib.import_module("wordfreq").get_frequency_list(IN_WORDFREQ.get(code, code), "best")
    for centibels, words in enumerate(bins):
        for word in sorted(words):
            respelt = RESPELT.get(code)
            yield (respelt(word) if respelt else word), 9 - centibels / 100


def final_sigma(word: str) -> str:
    """A Greek word as it is written: wordfreq folds case, and the final sigma with it."""
    return re.sub("σ(?![α-ωά-ώ])", "ς", word)


def sharp_s(word: str) -> str:
    """A German word as it is written: wordfreq folds the sharp s into "ss".  It stands after long vowels only."""
    word = ALWAYS_SHARP.sub("ß", word)
    return next((other for other in with_sharp_s(word) if AFTER_LONG.search(other) and other in forms("de")), word)


def with_sharp_s(word: str) -> list[str]:
    """*word* with one "ss" made sharp, for each of them."""
    return [word[: at.start()] + "ß" + word[at.end() :] for at in re.finditer("ss", word)]


@cache
def english() -> frozenset[str]:
    """Words that are common in English."""
    return frozenset(word for word, zipf in wordfreq("en") if zipf >= 2.5)


def serbian(word: str) -> str:
    """The Cyrillic spelling of a Serbian word in Latin letters; the word itself if that cannot be."""
    if word in english() and word not in forms("sr"):
        return word  # a name or a foreign word, written as it is: the alphabet then refuses it
    if not SERBIAN_APART.match(word):
        for pair, one in SERBIAN_PAIRS.items():
            word = word.replace(pair, one)
    return "".join(SERBIAN.get(char, char) for char in word)


RESPELT = {"de": sharp_s, "el": final_sigma, "sr": serbian}


@cache
def forms(code: str) -> frozenset[str]:
    """Word forms and lemmas in simplemma."""
    factory = importlib.import_module("simplemma.strategies.dictionaries.dictionary_factory")
    try:
        table: dict[Any, Any] = factory.DefaultDictionaryFactory().get_dictionary(IN_SIMPLEMMA.get(code, code))
    except ValueError:
        return frozenset()
    listed = [word.decode() if isinstance(word, bytes) else word for word in [*table, *table.values()]]
    return frozenset(word.lower() for word in listed)


def function_words(code: str) -> set[str]:
    """The stop words of stopwordsiso."""
    stops = importlib.import_module("stopwordsiso")
    return {word.lower() for word in stops.stopwords(code)} if code in stops.langs() else set()


def everyday(code: str) -> dict[str, float]:
    """The words of ``everyday.txt``, with their Zipf values."""
    found: dict[str, float] = {}
    for line in Path(__file__).with_name("everyday.txt").read_text("utf-8").splitlines():
        of, zipf, *words = line.split()
        if of == code:
            found.update(dict.fromkeys(words, float(zipf)))
    return found


def names(code: str) -> set[str]:
    """The words in CLDR's names of languages, countries, currencies, months, days and cities."""
    babel = importlib.import_module("babel")
    try:
        locale = babel.Locale.parse(code)
    except (ValueError, babel.UnknownLocaleError):
        return set()
    strings = [*locale.languages.values(), *locale.territories.values(), *locale.currencies.values()]
    strings += [zone.get("city", "") for zone in locale.time_zones.values()]
    for table in (locale.months, locale.days):
        strings += [name for usage in table.values() for name in usage.get("wide", {}).values()]
    return {word.lower() for string in strings for word in WORDS.findall(string) if len(word) > 1}


def catalogues(code: str) -> Iterator[str]:
    """The words of the translations of Wagtail, Sphinx and django CMS, and of Django for languages with little else."""
    from build_language import catalogue

    for package in ("wagtail", "sphinx", "cms", *(["django"] if code in WITH_DJANGO.split() else [])):
        for string in catalogue(_packages(), package, code):
            yield from WORDS.findall(string.lower())


def _packages() -> Path:
    return Path(importlib.import_module("wordfreq").__file__ or "").parents[1]


# --- lists -------------------------------------------------------------------------------------------------------


def counted(code: str, dropped: Counter[str]) -> dict[str, float]:
    """A language of wordfreq."""
    found = kept(code, wordfreq(code), dropped)
    if code == "de":
        for word, zipf in list(found.items()):
            for other in with_sharp_s(word):
                if AFTER_EITHER.search(other) and other in forms("de"):
                    found.setdefault(other, zipf - 0.5)
    if code == "zh":
        convert = importlib.import_module("opencc").OpenCC("s2t").convert
        for word, zipf in list(found.items())[: LIMITS[code] // 2]:
            found.setdefault(convert(word), zipf)
    return found


def worked_out(code: str, dropped: Counter[str]) -> dict[str, float]:
    """A language of lingua: known words with frequencies from short strings, and very common short strings."""
    from short_strings import Frequencies

    frequencies = Frequencies(_packages(), code)
    known = forms(code) | function_words(code) | names(code) | set(catalogues(code))

    def zipf(word: str) -> float:
        share = frequencies.of(word.replace("'", ""))
        return math.log10(share * 1e9) if share > 0 else 0.0

    # At its length a string that no list has may be only a piece of longer words: it must be the commoner.
    lowest = {2: 5.0, 3: 3.5, 4: 4.0, 5: 4.5}
    pieces = {gram for size in lowest for gram in frequencies.tables[size]} - known
    seen = set(catalogues(code))  # rare or not, they are words
    words = [(word, max(zipf(word), FORM * (word in seen))) for word in sorted(known) if 1 < len(word) <= 24]
    words += [(word, level) for word in sorted(pieces) if (level := zipf(word)) >= lowest[len(word)]]
    return kept(code, ((word, level) for word, level in words if level >= 2.5), dropped)


def borrowed(code: str, dropped: Counter[str]) -> dict[str, float]:
    """A language with word forms only: the mean frequency in its near languages."""
    near = [dict(wordfreq(other)) for other in NEAR[code].split()]

    def zipf(word: str) -> float:
        levels = [table[word] for table in near if word in table]
        return statistics.fmean(levels) if levels else FORM

    # A form that no near language has is one of hundreds of thousands: only the lemmas and short ones are let in.
    words = sorted(forms(code) | set(catalogues(code)))
    found = kept(code, ((word, zipf(word)) for word in words), dropped)
    seen = set(catalogues(code)) | function_words(code)
    found = {word: zipf for word, zipf in found.items() if zipf > FORM or word in seen}
    if code == "nn":
        counted: Callable[[str, str], float] = importlib.import_module("wordfreq").zipf_frequency
        lines = Path(__file__).with_name("nynorsk.txt").read_text("utf-8").splitlines()
        pairs = [line.split() for line in lines if not line.startswith("#")]
        for word, level in kept(code, ((word, counted(like, "nb")) for word, like in pairs), dropped).items():
            found[word] = max(level, found.get(word, 0.0))
    return found


def thai(dropped: Counter[str]) -> dict[str, float]:
    """The Thai National Corpus, by PyThaiNLP."""
    path = _packages() / "pythainlp" / "corpus" / "tnc_freq.txt"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line]
    counts = {word.strip(): int(count) for word, count in rows}
    whole = sum(counts.values())
    return kept("th", ((word, math.log10(n / whole * 1e9)) for word, n in counts.items() if n > 2), dropped)


def everywhere() -> dict[str, float]:
    """Latin words that occur in the text of eight languages or more, two of other scripts among them; and CLDR's names.

    The frequency is the median of all."""
    known = importlib.import_module("wordfreq").available_languages("best")
    levels: dict[str, list[float]] = {}
    abroad: Counter[str] = Counter()
    for code in sorted(known):
        for raw, zipf in wordfreq(code):
            if zipf >= 2.75 and len(raw) > 1:
                levels.setdefault(raw, []).append(zipf)
                abroad[raw] += code in OTHER_SCRIPTS.split()
    alphabet = Alphabet("en")
    shared = [word for word, seen in levels.items() if len(seen) >= 8 and abroad[word] >= 2]
    found = {word: statistics.median(levels[word]) for word in shared if not alphabet.refusal(word)}
    for word in names("en"):
        if not alphabet.refusal(word):
            found.setdefault(word, LOWEST_NAME)
    return found


# --- files -------------------------------------------------------------------------------------------------------


def collect(code: str, dropped: Counter[str]) -> tuple[dict[str, float], str]:
    """The words of a language and the keys of their sources."""
    if code == "names":
        return everywhere(), "wordfreq cldr"
    if code in LIMITS:
        words, sources = counted(code, dropped), "wordfreq cldr" + (" opencc" if code == "zh" else "")
    elif code in WORKED_OUT.split():
        words, sources = worked_out(code, dropped), "lingua simplemma stopwords cldr catalogues"
    elif code in NEAR:
        words, sources = borrowed(code, dropped), "wordfreq simplemma stopwords cldr catalogues"
    elif code == "th":
        words, sources = thai(dropped), "thai cldr"
    else:
        words, sources = {}, "stopwords cldr catalogues"
        tally = Counter(catalogues(code))
        words = kept(code, ((word, 3.0 + math.log10(n)) for word, n in tally.items() if n > 1), dropped)
    if "stopwords" in sources:
        for word, zipf in kept(code, ((word, FUNCTION_WORD) for word in sorted(function_words(code))), dropped).items():
            words.setdefault(word, zipf)
    if common := kept(code, everyday(code).items(), dropped):
        words |= {word: max(zipf, words.get(word, 0.0)) for word, zipf in common.items()}
        sources += " everyday"
    return words, sources + (" django" if code in WITH_DJANGO.split() else "")


def level(zipf: float) -> int:
    """Quarters of a Zipf unit, rounded down."""
    return max(0, min(40, int(zipf * 4)))


def packed(words: dict[str, float]) -> bytes:
    """The zlib stream."""
    order = sorted(words)
    first = "".join(chr(ord("0") + level(words[word])) for word in order)
    return zlib.compress("\n".join([first, *order]).encode(), 9)


def build(code: str) -> dict[str, Any]:
    """Write one file and return its entry for the record."""
    dropped: Counter[str] = Counter()
    words, sources = collect(code, dropped)
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))[
        : LIMITS.get(code, 20_000 if code in WORKED_OUT.split() else 30_000)
    ]
    chosen = dict(ranked)
    if code != "names":
        for word, zipf in kept(code, ((word, LOWEST_NAME) for word in sorted(names(code))), Counter()).items():
            chosen.setdefault(word, words.get(word, zipf))
    body = packed(chosen)
    licence = "CC-BY-SA-4.0" if "wordfreq" in sources else "MIT AND Apache-2.0 AND BSD-3-Clause AND Unicode-3.0"
    if code == "th":
        licence = "CC0-1.0 AND Unicode-3.0"
    digest = hashlib.sha256(body).hexdigest()
    facts = (
        f"textclean words 1 | {code} | {len(chosen)} words | tools/tables/build_frequency.py from "
        f"{', '.join(SOURCES[key] for key in sources.split())} | {licence} | sha256 {digest}\n"
    )
    TARGET.joinpath(f"{code}.bin").write_bytes(facts.encode("ascii") + body)
    lowest = min(chosen.values())
    return {
        "words": len(chosen), "bytes": len(facts) + len(body), "lowest": round(lowest, 2), "licence": licence,
        "sha256": digest, "dropped": dict(sorted(dropped.items())),
    }  # fmt: skip


def main() -> None:
    """Write all files, or those of the languages named."""
    codes = sys.argv[1:] or [*LIMITS, *WORKED_OUT.split(), *NEAR, *BARE.split(), "th", "names"]
    record: dict[str, Any] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() and sys.argv[1:] else {}
    TARGET.mkdir(exist_ok=True)
    for code in sorted(codes):
        record[code] = build(code)
        print(code, json.dumps(record[code]), file=sys.stderr)
    RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8", newline="\n")
    print(f"{len(record)} files, {sum(entry['bytes'] for entry in record.values()):,} bytes")


if __name__ == "__main__":
    main()
