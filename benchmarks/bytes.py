"""Bytes to text: how often the right text, and how fast, beside chardet and chardetng.

    pip install '.[bench]' django chardet
    python benchmarks/bytes.py             # --smoke: a sixth of the languages

The texts are the message catalogues of Django in 48 languages, each written in every encoding that can hold it, whole
and as windows of 4 KB, 500 and 60 bytes; and documents of 60 UTF-8 lines, some of them in another encoding.  Equal
means: to the character.  Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import gettext
import random
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import chardet
import django
from chardetng_py import EncodingDetector

from textclean.decoding import codecs, decode, labels
from textclean.decoding.stream import decode_stream

WRITTEN_IN = {
    "windows-1252 iso-8859-15 macintosh cp850": "fr de es it pt nl sv da nb fi is ga ca gl af sq es_AR pt_BR",
    "cp437": "fr de es it sv",
    "windows-1250 iso-8859-2 mac-centeuro cp852": "pl cs sk hu hr sl bs hsb dsb",
    "windows-1257 iso-8859-13 iso-8859-4 cp775": "lt lv et",
    "windows-1254 mac-turkish cp857": "tr",
    "windows-1253 iso-8859-7 mac-greek cp737": "el",
    "windows-1251 iso-8859-5 x-mac-cyrillic ibm866": "ru uk bg sr be mk",
    "koi8-r": "ru bg",
    "koi8-u": "uk",
    "cp855": "ru sr bg mk",
    "kz1048": "kk",
    "windows-1255 iso-8859-8 cp862": "he",
    "windows-1256 iso-8859-6": "ar",
    "windows-1256": "fa ar_DZ",
    "windows-874": "th",
    "windows-1258": "vi",
    "gb18030": "zh_Hans",
    "big5": "zh_Hant",
    "shift_jis euc-jp iso-2022-jp": "ja",
    "euc-kr johab": "ko",
    "iso-8859-3": "eo",
    "iso-8859-14": "cy ga",
    "utf-8": "fr de pl ru el he ar th vi zh_Hans ja ko hi ta",
    "utf-16le utf-16be": "fr ru el ja ko zh_Hans th ar",
}
WINDOWS = {"whole": (0, 1), "4 KB": (4096, 1), "500 bytes": (500, 4), "60 bytes": (60, 8)}
NOT_OLD = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2013": "-", "\u2026": "..."}
)
PAGES = {
    "fr": "windows-1252", "ru": "windows-1251", "pl": "iso-8859-2", "ja": "shift_jis", "ko": "euc-kr",
    "zh_Hans": "gb18030", "th": "windows-874",
}  # fmt: skip
TONES = "\u0300\u0301\u0303\u0309\u0323"


def family(encoding: str) -> str:
    """Unicode, on the web (the WHATWG standard has it), or elsewhere (DOS, Mac and national pages)."""
    if encoding.startswith("utf-"):
        return "unicode"
    off_web = encoding.startswith(("cp", "mac-", "johab", "kz"))
    return "elsewhere" if off_web else "web"


def messages(language: str) -> list[str]:
    found = []
    for path in sorted(Path(django.__file__).parent.glob(f"**/locale/{language}/LC_MESSAGES/django.mo")):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        found += [text for key, text in sorted(catalogue.items(), key=str) if key and isinstance(text, str) and text]
    return found


def as_written(text: str, encoding: str) -> str:
    """*text* as somebody would have typed it who had only *encoding*: plain quotes, tones apart."""
    if encoding == "windows-1258":
        parts = unicodedata.normalize("NFD", text)
        clusters = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        return text if clusters == text else _tones_apart(text)
    old = encoding.startswith(("iso-8859", "cp", "ibm"))
    return text.translate(NOT_OLD) if old else text


def _tones_apart(text: str) -> str:
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONES))
        try:
            codecs.encode(char, "windows-1258")
            out.append(char)
        except UnicodeEncodeError:
            out.append(base + "".join(c for c in parts if c in TONES))
    return "".join(out)


def holds(encoding: str, texts: list[str]) -> list[str]:
    """Those of *texts* that *encoding* can hold, as they are written in it."""
    found = []
    for text in texts:
        written = as_written(text, encoding)
        try:
            codecs.encode(written, encoding)
        except UnicodeEncodeError:
            continue
        found.append(written)
    return found


def pairs(every: int) -> Iterator[tuple[str, str, list[str]]]:
    turn = 0
    for encodings, languages in WRITTEN_IN.items():
        for language in languages.split():
            texts = messages(language)
            random.Random(language).shuffle(texts)
            for encoding in encodings.split():
                turn += 1
                held = holds(encoding, texts) if turn % every == 0 else []
                if sum(not text.isascii() for text in held) > 30:
                    yield encoding, language, held


def windows(text: str, encoding: str, rolls: random.Random) -> Iterator[tuple[str, str]]:
    for name, (size, times) in WINDOWS.items():
        if not size:
            yield name, text
        for _ in range(times if size else 0):
            for _ in range(30):
                start = rolls.randrange(len(text))
                window = text[start : start + size]
                while len(codecs.encode(window, encoding)) > size:
                    window = window[:-1]
                if not window.isascii():
                    yield name, window
                    break


def by_chardet(data: bytes) -> str:
    return data.decode(chardet.detect(data)["encoding"] or "cp1252", "replace")


def by_chardetng(data: bytes) -> str:
    detector = EncodingDetector()
    detector.feed(data, last=False)
    return codecs.peek(data, labels.resolve(detector.guess(tld=None, allow_utf8=True)) or "windows-1252")


READERS: dict[str, Callable[[bytes], str]] = {
    "textclean": lambda data: decode(data).text,
    "chardet": by_chardet,
    "chardetng": by_chardetng,
}


def equality(every: int) -> None:
    right: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * (len(READERS) + 1))
    for encoding, language, texts in pairs(every):
        rolls = random.Random(encoding + language)
        for name, text in windows("\n".join(texts), encoding, rolls):
            row = right[family(encoding), name]
            row[-1] += 1
            for at, reader in enumerate(READERS.values()):
                row[at] += reader(codecs.encode(text, encoding)) == text
    print(f"\n{'texts equal, %':28}", *(f"{name:>10}" for name in READERS), f"{'texts':>8}")
    for (kind, name), row in sorted(right.items(), key=lambda item: (item[0][0], list(WINDOWS).index(item[0][1]))):
        print(f"{kind + ', ' + name:28}", *(f"{100 * n / row[-1]:10.1f}" for n in row[:-1]), f"{row[-1]:8}")


def mixtures(every: int) -> None:
    right: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for encoding, language, texts in pairs(every):
        lines = [text.replace("\n", " ") for text in texts if len(text) > 25]
        foreign = [line for line in lines if not line.isascii()]
        if family(encoding) != "web" or encoding == "iso-2022-jp" or len(foreign) < 15 or len(lines) < 60:
            continue
        rolls = random.Random(encoding + language)
        for count in (1, 3, 10):
            chosen = rolls.sample(lines, 60)
            bad = rolls.sample(range(60), count)
            for at in bad:
                chosen[at] = rolls.choice(foreign)
            written = (encoding if at in bad else "utf-8" for at in range(60))
            data = b"\n".join(map(codecs.encode, chosen, written))
            read = decode(data).text.split("\n")
            row = right[count]
            row[0] += read == chosen
            row[1] += len(read) == 60 and all(read[at] == chosen[at] for at in range(60) if at not in bad)
            row[2] += 1
    print("\nUTF-8 with foreign lines        exact %   good lines kept %   documents")
    for count, (exact, kept, number) in right.items():
        print(f"{count:2} of 60 {'':22} {100 * exact / number:9.1f} {100 * kept / number:19.1f} {number:11}")


def seconds(function: Callable[[], object], passes: int = 7) -> float:
    taken = []
    for _ in range(passes):
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def speed(size: int) -> None:
    print("\nspeed (CPU time, medians)")
    for language in ("fr", "ru", "ja"):
        data = ("\n".join(messages(language)).encode() * 100)[: size // 10].decode("utf-8", "ignore").encode()
        ratio = seconds(data.decode) / seconds(lambda data=data: decode(data))
        print(f"UTF-8 proven, {language:8} {ratio:6.2f} x bytes.decode       (budget: 0.6)")
    for language, encoding in PAGES.items():
        page = codecs.encode("\n".join(holds(encoding, messages(language))), encoding)[:4096]
        ours, theirs = (seconds(lambda read=read, page=page: read(page)) for read in (decode, chardet.detect))
        print(f"4 KB of {encoding:14} {1000 * ours:6.1f} ms, {ours / theirs:4.1f} x chardet   (budget: 5)")
    line = codecs.encode("\n".join(holds("windows-1251", messages("ru"))), "windows-1251")
    one = line * (size // 10 // len(line))
    plain = seconds(lambda: one.decode("cp1251"), 3) * 10
    chunks = (one[at : at + 65536] for _ in range(10) for at in range(0, len(one), 65536))
    ours = seconds(lambda: sum(len(piece.text) for piece in decode_stream(chunks)), 1)
    size = len(one) * 10 // 1_000_000
    print(f"{size} MB of windows-1251 as a stream: {plain / ours:.2f} x bytes.decode   (budget: 0.3)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="a sixth of the languages, a tenth of the bytes")
    smoke = parser.parse_args().smoke
    equality(6 if smoke else 1)
    mixtures(6 if smoke else 1)
    speed(10_000_000 if smoke else 100_000_000)


if __name__ == "__main__":
    main()
