"""How well the language model tells text from damage, on text it was not built from.

    python benchmarks/language.py [--texts FOLDER] [--lines 40] [--languages de,ru,ja]

Texts: files ``CODE.txt`` (UTF-8, one sentence a line) in FOLDER, or, without a folder, the translations of an installed
Django (``pip install django==5.2.19``).  Of the languages shown only those marked ``*`` are built from its catalogues.

Per language:
  clean<    share of (line, chain) where the clean line costs less than its mojibake, and by 6 nats or more
  search    share where the true reading is the cheapest of all that 12 x 26 pairs of codecs can make of the mojibake
  short     the same two for strings of one to three words
"""

from __future__ import annotations

import argparse
import codecs
import gettext
import random
import re
from collections.abc import Iterator
from pathlib import Path

from textclean import language

PAGES = {
    "cp1252 cp850 mac_roman": "de fr es pt it nl sv da nb is fi ca gl eu id sq af ga sw",
    "cp1250 iso8859_2 cp852": "pl cs sk hu ro hr sl",
    "cp1251 koi8_u cp866 iso8859_5 mac_cyrillic": "ru uk bg be mk sr",
    "cp1257": "et lv lt",
    "cp1253 iso8859_7": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa",
    "cp874": "th",
    "cp1258": "vi",
    "cp932 euc_jp": "ja",
    "cp949": "ko",
    "gb18030": "zh_Hans",
    "big5": "zh_Hant",
}
LEGACY = {code: pages.split() for pages, codes in PAGES.items() for code in codes.split()}
OTHERS = "en eo cy az hy ka kk mn hi* bn* ta* te* ml* ur"
READ_AS = "latin_1 cp1250 cp1251 cp1252 cp1253 cp1254 cp1256 cp437 cp866 koi8_r mac_roman gb18030"
WRITTEN = """utf_8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp437 cp850 cp852 cp866 koi8_u
    iso8859_2 iso8859_5 iso8859_7 mac_roman mac_cyrillic cp932 euc_jp cp949 gb18030 big5"""
PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*\w|%[sdrif%]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?:\S+")


def sentences(folder: Path | None, code: str) -> list[str]:
    """The test lines of a language, 25 to 120 characters, shuffled with a fixed seed."""
    if folder:
        path = folder / f"{code}.txt"
        lines = path.read_text("utf-8").split("\n") if path.exists() else []
    else:
        import django

        lines = []
        for path in sorted(Path(django.__file__).parent.rglob(f"locale/{code}/LC_MESSAGES/*.mo")):
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
            lines += [v for k, v in sorted(catalogue.items(), key=str) if k and isinstance(v, str) and v != k]
    lines = sorted({" ".join(PLACEHOLDER.sub(" ", line).split()) for line in lines})
    low = 10 if code[:2] in ("zh", "ja", "ko", "th") else 25
    lines = [line for line in lines if low <= len(line) <= 120 and (not line.isascii() or code == "en")]
    random.Random(7).shuffle(lines)
    return lines


def broken(line: str, code: str) -> Iterator[str]:
    """The line, misread in the ways its language meets."""
    pairs = [("utf_8", reader) for reader in ("latin_1", "cp1252", "cp1251", "koi8_r", "cp866", "gb18030", "cp1256")]
    pairs += [(writer, reader) for writer in LEGACY.get(code, []) for reader in ("cp1252", "latin_1", "cp1251")]
    if code in ("ko", "ja", "zh_Hans", "zh_Hant"):
        pairs += [(LEGACY[code][0], "gb18030"), (LEGACY[code][0], "cp949")]
    for writer, reader in pairs:
        try:
            wrong = line.encode(writer).decode("cp1252" if reader == "latin_1" and writer == "utf_8" else reader)
        except UnicodeError:
            continue
        if wrong != line and not any("\x80" <= c < "\xa0" for c in wrong):
            yield wrong


def readings(wrong: str) -> list[str]:
    """All that the pairs of codecs make of it."""
    found = {wrong: None}
    for reader in READ_AS.split():
        try:
            data = wrong.encode(reader)
        except UnicodeError:
            continue
        for writer in WRITTEN.split():
            if codecs.lookup(reader) != codecs.lookup(writer):
                try:
                    found[data.decode(writer)] = None
                except UnicodeError:
                    continue
    return list(found)


def measure(lines: list[str], code: str) -> tuple[int, int, int, int, int]:
    """Counts: pairs, cheaper, cheaper by 6, searches, found."""
    pairs = cheaper = clear = searches = found = 0
    for number, line in enumerate(lines):
        for at, wrong in enumerate(broken(line, code)):
            gain = language.gain(wrong, line)
            pairs += 1
            cheaper += gain > 0
            clear += gain >= 6
            if (number + at) % 4 == 0:
                options = readings(wrong)
                if line in options:
                    searches += 1
                    scored = language.costs(options)
                    found += options[min(range(len(options)), key=lambda i: scored[i].nats)] == line
    return pairs, cheaper, clear, searches, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--lines", type=int, default=40)
    parser.add_argument("--languages")
    options = parser.parse_args()
    codes = options.languages.split(",") if options.languages else [*LEGACY, *OTHERS.split()]
    half = f"{'clean<':>7} {'by 6':>6} {'search':>7}"
    print(f"language  {half} | short {half} | nats/char")
    total = [0] * 10
    for mark in codes:
        code = mark.rstrip("*")
        lines = sentences(options.texts, code)[: options.lines]
        if not lines:
            continue
        long = measure(lines, code)
        cut = 4 if code[:2] in ("zh", "ja", "th") else None
        short = [line[:cut] if cut else " ".join(line.split()[: 1 + i % 3]) for i, line in enumerate(lines)]
        brief = measure([s for s in short if not s.isascii()], code)
        mean = sum(c.nats for c in language.costs(lines)) / sum(c.characters for c in language.costs(lines))
        row = [*long, *brief]
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(_row(mark, row), f"| {mean:.2f}", flush=True)
    print(_row("all", total))


def _row(name: str, row: list[int]) -> str:
    def share(part: int, whole: int) -> str:
        return f"{100 * part / whole:.1f}" if whole else "-"

    halves = [f"{share(a[1], a[0]):>7} {share(a[2], a[0]):>6} {share(a[4], a[3]):>7}" for a in (row[:5], row[5:])]
    return f"{name:9} {halves[0]} |       {halves[1]}"


if __name__ == "__main__":
    main()
