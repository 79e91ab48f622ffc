"""How much of running text the word lists cover, on text that they were not built from; their sizes and loading times.

    python benchmarks/words.py [--texts FOLDER] [--languages de,ru]

Texts: files ``CODE.txt`` (UTF-8) in FOLDER, or, without a folder, the translations of an installed Django
(``pip install django==5.2.19``); for the few languages that are built from these, those of Django REST framework and
allauth (``pip install --no-deps djangorestframework==3.18.3 django-allauth==65.22.1``).  Per language: running words of
two letters or more in its script; the share that is listed, and the share that is listed there or among the names; the
words of the list; its bytes; milliseconds of processor time to load it (the best of five).  Languages without blanks
between words are left out of the shares.
"""

from __future__ import annotations

import argparse
import gettext
import importlib.util
import re
import time
import unicodedata
from importlib import resources
from pathlib import Path

from textclean.language import lexicon
from textclean.scripts import script_of

PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*\w|%[sdrif%]|\{[^{}]*\}|<[^<>]*>|&\w+;|https?:\S+|\S*[./_@]\S*\w")
WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])+(?:['\u2019\u02bc\u200c\"](?:[^\W\d_])+)*'?")
NO_BLANKS = "ja ko th zh"  # Korean has blanks, but its list is of morphemes
SCRIPT_OF = {code: script for script in lexicon.SCRIPTS for code in lexicon.codes(script)}
DJANGO = {"zh": "zh_Hans"}
BUILT_FROM_DJANGO = "af az be eu kk ky mn mr tg tt uz"


def text_of(folder: Path | None, code: str) -> str:
    """The test text of a language, composed (NFC)."""
    if folder:
        path = folder / f"{code}.txt"
        return unicodedata.normalize("NFC", path.read_text("utf-8")) if path.exists() else ""
    strings: set[str] = set()
    for path in catalogues(code):
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        strings.update(value for key, value in catalogue.items() if key and isinstance(value, str) and value != key)
    return unicodedata.normalize("NFC", "\n".join(PLACEHOLDER.sub(" ", string) for string in sorted(strings)))


def catalogues(code: str) -> list[Path]:
    """The files with translations into a language, of packages that its list was not built from."""
    found: list[Path] = []
    for name in ("rest_framework", "allauth") if code in BUILT_FROM_DJANGO.split() else ("django",):
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            found += Path(spec.origin).parent.rglob(f"locale/{DJANGO.get(code, code)}/LC_MESSAGES/*.mo")
    return sorted(found)


def coverage(text: str, code: str) -> tuple[int, float, float]:
    """Running words, the share listed, the share listed there or among the names."""
    words = [word for word in WORD.findall(text) if len(word) > 1 and script_of(word[0]) == SCRIPT_OF[code]]
    listed = [lexicon.known(word, code) or lexicon.known(word.rstrip("'"), code) for word in words]
    named = [yes or lexicon.known(word, lexicon.NAMES) for yes, word in zip(listed, words, strict=True)]
    whole = len(words) or 1
    return len(words), sum(listed) / whole, sum(named) / whole


def loading(code: str) -> float:
    """Milliseconds of processor time."""
    best = 1e9
    for _ in range(5):
        lexicon.words.cache_clear()
        start = time.process_time()
        lexicon.words(code)
        best = min(best, (time.process_time() - start) * 1000)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--languages")
    options = parser.parse_args()
    folder = resources.files("textclean.tables").joinpath("words")
    print("code    words of text  listed  or named |   list    bytes     ms")
    for code in options.languages.split(",") if options.languages else lexicon.codes():
        line = f"{code:5}"
        text = "" if code in NO_BLANKS.split() else text_of(options.texts, code)
        number, listed, named = coverage(text, code) if text else (0, 0.0, 0.0)
        line += f"{number:16,} {listed:7.1%} {named:9.1%}" if number else " " * 34
        size = len(folder.joinpath(f"{code}.bin").read_bytes())
        print(f"{line} | {len(lexicon.words(code)):6,} {size:8,} {loading(code):6.1f}", flush=True)


if __name__ == "__main__":
    main()
