"""Build ``textclean/tables/words.bin``, common words of some 40 languages by frequency (``language.frequency``).

    python tools/tables/build_words.py /tmp/sources/lib/python3.11/site-packages   (sources: see build_language.py)

No free list of word frequencies covers these languages, so they are worked out.  lingua's tables hold the
frequencies of one to five letters inside words.  A string of letters stands alone as often as it occurs at all, less as
often as a letter precedes, less as often as a letter follows, plus as often as both do: exact up to three letters (the
last term needs two letters more), an estimate for four and five.  A longer word is taken from simplemma's word forms,
stopwordsiso or the catalogues, and its frequency is that of its first four letters at a word start, times
P(letter | the four before) for each further letter, times the chance that the word ends after its last four.

Format: one line of facts; one line of JSON, code -> [offset, length]; per language a raw LZMA2 stream of UTF-8 lines:
the words, sorted, each as a digit in base 36 (how many letters it shares with the word before) and its own rest; then a
last line with a digit per word, its frequency on the Zipf scale in halves above 2.5 (0: 2.5 to 3, 9: 7 and more).
"""

from __future__ import annotations

import hashlib
import importlib
import json
import lzma
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from build_language import GROUP_OF_LANGUAGE, GROUPS, TABLES, Tally, catalogue, lingua_table

# Words per language.
SIZES = {
    9000: "en ru",
    6000: "uk bg el",
    4500: "de fr es pt it pl cs sk hu ro hr tr lt lv",
    4000: "sr mk be",
    3000: "nl sv da nb fi et sl is sq ca",
    1500: "af az cy ga id hy vi kk mn",
}
SIMPLEMMA = {"sr": "hbs", "hr": "hbs"}
# Small letters with a look-alike in one of the other two scripts.
TWINS = {
    "Latin": set("aeopcxyisjhdqwlbvmtknrgu"),
    "Cyrillic": set(
        "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0458\u04bb\u0501\u051b\u051d\u0433\u043a\u0442\u043d\u0432\u043c"
        "\u043f\u0438\u044c\u0431\u0437\u0451\u0457"
    ),
    "Greek": set(
        "\u03bf\u03bd\u03f2\u03b1\u03c1\u03c5\u03b9\u03ba\u03b3\u03c7\u03c4\u03b7\u03c9\u03c3\u03b5\u03b6\u03bc\u03b2"
    ),
}
LOWEST = 2.5  # on the Zipf scale: log10 of the occurrences in a billion words


def lingua_tables(folder: Path, code: str) -> dict[int, dict[str, float]]:
    """Relative frequencies of strings of one to five letters, per letter of text."""
    tables: dict[int, dict[str, float]] = {}
    for size, name in enumerate(("unigrams", "bigrams", "trigrams", "quadrigrams", "fivegrams"), 1):
        table = lingua_table(folder, code, name)
        tables[size] = {gram: p * tables[size - 1][gram[:-1]] for gram, p in table.items()} if size > 1 else table
    return tables


class Frequencies:
    """How often a word occurs in a language, as a share of all its words."""

    def __init__(self, folder: Path, code: str) -> None:
        self.tables = lingua_tables(folder, code)
        self.before, self.after, self.both = Tally(float), Tally(float), Tally(float)
        for size in range(2, 6):
            for gram, n in self.tables[size].items():
                self.before[gram[1:]] += n
                self.after[gram[:-1]] += n
                self.both[gram[1:-1]] += n
        one = self.tables[1]
        self.words = sum(max(0.0, n - self.before.get(char, 0.0)) for char, n in one.items())
        self.least = self.words * 10 ** (LOWEST - 9)

    def of(self, word: str) -> float:
        """The share; 0 where some part never occurs."""
        size = len(word)
        if size <= 5:
            n = self.tables[size].get(word, 0.0)
            if not n:
                return 0.0
            before, after = self.before.get(word, 0.0), self.after.get(word, 0.0)
            if size == 5:
                start = n * self._starts(word[:4])
                end = max(0.0, 1 - self.after.get(word[1:], 0.0) / self.tables[4][word[1:]])
                return start * end / self.words
            both = self.both.get(word, 0.0) if size <= 3 else before * after / n
            return max(0.0, n - before - after + both) / self.words
        share = self.tables[4].get(word[:4], 0.0) * self._starts(word[:4])
        for at in range(4, size):
            if share < self.least:
                return 0.0
            past = self.tables[4].get(word[at - 4 : at], 0.0)
            share *= self.tables[5].get(word[at - 4 : at + 1], 0.0) / past if past else 0.0
        last = self.tables[4].get(word[-4:], 0.0)
        return share * max(0.0, 1 - self.after.get(word[-4:], 0.0) / last) / self.words if last else 0.0

    def _starts(self, four: str) -> float:
        whole = self.tables[4].get(four, 0.0)
        return max(0.0, 1 - self.before.get(four, 0.0) / whole) if whole else 0.0


def candidates(folder: Path, code: str) -> Iterator[str]:
    """Strings that may be words, lower case."""
    stops = importlib.import_module("stopwordsiso")
    factory = importlib.import_module("simplemma.strategies.dictionaries.dictionary_factory")

    spans = GROUPS[GROUP_OF_LANGUAGE.get(code, "Latin")]
    pattern = re.compile("[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in spans) + "]+")
    whole = factory.DefaultDictionaryFactory()
    try:
        forms = whole.get_dictionary(SIMPLEMMA.get(code, code))
        whole_list = [w.decode() if isinstance(w, bytes) else w for w in [*forms, *forms.values()]]
        yield from pattern.findall("\n".join(whole_list).lower())
    except ValueError:
        pass
    if code in stops.langs():
        for word in stops.stopwords(code):
            yield from pattern.findall(word.lower())
    for package in ("wagtail", "sphinx", "cms", "django"):
        for string in catalogue(folder, package, code):
            yield from pattern.findall(string.lower())


def common(folder: Path, code: str, size: int) -> dict[str, int]:
    """The *size* commonest words and their class of frequency, plus every common word whose letters all have twins."""
    frequencies = Frequencies(folder, code)
    group = GROUP_OF_LANGUAGE.get(code, "Latin")
    allowed = {chr(cp) for first, last in GROUPS[group] for cp in range(first, last + 1)}
    words = {word for word in candidates(folder, code) if len(word) <= 16}
    # At their length a word that no list has may be only a piece of longer words: it must be the commoner.
    lowest = [LOWEST, 6.0, LOWEST, 3.3, 4.0, 4.5]
    scored: list[tuple[float, str]] = []
    pieces = {
        gram
        for length, floor in enumerate(lowest[1:], 1)
        for gram, n in frequencies.tables[length].items()
        if n >= frequencies.words * 10 ** (floor - 9)
    }
    for word in words | pieces:
        share = frequencies.of(word)
        zipf = math.log10(share * 1e9) if share > 0 else 0.0
        listed = len(word) > 5 or (word in words and len(word) > 1)
        if zipf >= (LOWEST if listed else lowest[len(word)]) and set(word) <= allowed:
            scored.append((-zipf, word))
    scored.sort()
    twins = TWINS.get(group, set()) if group != "Latin" or code == "en" else set()
    kept = scored[:size]
    kept += [item for item in scored[size:] if (item[0] <= -3.2 or len(item[1]) <= 4) and set(item[1]) <= twins]
    return {word: min(9, int((-zipf - LOWEST) * 2)) for zipf, word in kept}


def pack(words: dict[str, int]) -> bytes:
    """The lines of one language."""
    lines, last = [], ""
    for word in sorted(words):
        shared = 0
        while shared < min(len(word), len(last), 35) and word[shared] == last[shared]:
            shared += 1
        lines.append("0123456789abcdefghijklmnopqrstuvwxyz"[shared] + word[shared:])
        last = word
    text = "\n".join([*lines, "".join(str(words[word]) for word in sorted(words))])
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]
    return lzma.compress(text.encode(), format=lzma.FORMAT_RAW, filters=filters)


def build(folder: Path) -> bytes:
    """The whole file."""
    index, blocks, at = {}, [], 0
    for code, size in ((code, size) for size, codes in SIZES.items() for code in codes.split()):
        words = common(folder, code, size)
        block = pack(words)
        index[code], at = [at, len(block)], at + len(block)
        blocks.append(block)
        shown = sorted(words, key=lambda w: (-words[w], w))
        print(code, len(words), len(block), shown[:12], shown[-12:], file=sys.stderr)
    body = json.dumps(index, sort_keys=True).encode() + b"\n" + b"".join(blocks)
    title = (
        "textclean common words 1 | built by build_words.py from lingua-language-detector 1.3.5 (Apache-2.0), "
        "simplemma 2.0.0 (MIT), stopwordsiso 0.7.1 (MIT), Django, Wagtail, Sphinx and django CMS catalogues (BSD)"
    )
    return f"{title} | sha256 {hashlib.sha256(body).hexdigest()}\n".encode("ascii") + body


if __name__ == "__main__":
    source = Path(sys.argv[1])
    sys.path.insert(0, str(source))
    data = build(source)
    target = TABLES / "words.bin"
    target.write_bytes(data)
    print(f"{target}: {len(data):,} bytes")
