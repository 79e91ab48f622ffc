"""The profile ``ascii`` on real texts of many languages: is any value changed, does anything vanish, is it idempotent?

    pip install '.[bench]'
    python benchmarks/ascii_values.py                     # the messages of Django's translations, some 100 languages
    python benchmarks/ascii_values.py --corpus FOLDER   # .jsonl, .jsonl.gz with "text", "lang"; or FOLDER/LANG/*.txt
    python benchmarks/ascii_values.py --show 20           # and some of what became of words, by language

Of each text is asked:

* values: its numbers are the same, in order (digits of any script count as digits, a power as ``^`` and its digits);
  so is each currency, and a micro sign is never an m;
* nothing vanishes: where something is spelled by nothing, that is a mark over a letter, a letter that the standard
  omits, or a character that cannot be seen; what is not ASCII in the answer is reported as held;
* no word is half spelled: a letter that is not ASCII never stands beside one that was spelled;
* a second run changes nothing, and the first one settled.

Exit code 1 if anything else is found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import corpora

import textclean
from textclean.result import Result

EACH = 25  # texts of a language
LENGTH = 1500  # code points of a text, cut at line ends
_POWER = re.compile("[\u2070\xb9\xb2\xb3\u2074-\u2079]+")
_INDEX = re.compile("[\u2080-\u2089]+")
_NUMBER = re.compile("[0-9]+")
# What a standard spells by nothing: signs of softness, vowel marks, joiners, tatweel, marks that only change a letter.
_OMITTED = re.compile(
    "[\u0300-\u036f\u044a\u044c\u042a\u042c\u02b9\u02ba\u02bc\u2019'\u0591-\u05c7\u05d0\u05e2\u05f3\u05f4\u0610-\u061a\u0621\u0639\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f\u200b-\u200f\u202a-\u202e\u2060-\u2069\xad\ufeff"
    "\ufe0f\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0a71\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u3063\u30c3\u30fc]+"
)
CURRENCIES = {
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₫": "VND",
    "₴": "UAH",
    "₺": "TRY",
}


class Finding(NamedTuple):
    """What is wrong with the answer to a text: the kind, its language, what was and what is."""

    kind: str
    language: str
    old: str
    new: str


class Told(NamedTuple):
    """Of one text: what is wrong, how many words were spelled and kept, and some of them, before and after."""

    language: str
    wrong: list[Finding]
    spelled: int
    kept: int
    words: list[tuple[str, str]]


def numbers(text: str) -> list[str]:
    """The numbers of *text*: digits of any script; a power or an index is a number of its own."""
    plain = _POWER.sub(lambda match: "^" + unicodedata.normalize("NFKC", match[0]), text)
    plain = _INDEX.sub(lambda match: unicodedata.normalize("NFKC", match[0]) + " ", plain)
    plain = "".join(_digits(char) for char in plain)
    return _NUMBER.findall(plain.replace("\u2044", "/"))


def _digits(char: str) -> str:
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.decimal(char))
    if unicodedata.category(char) != "No":
        return char
    plain = unicodedata.normalize("NFKC", char).replace("\u2044", "/")
    plain = (
        f" {int(unicodedata.numeric(char))} " if not plain.isascii() and unicodedata.numeric(char) % 1 == 0 else plain
    )
    return f" {plain} "


def judged(given: tuple[str, str]) -> Told:
    """What is wrong with ``ascii`` on a text of a language."""
    language, text = given
    cleaner = textclean.Pipeline(profile="ascii")
    result = cleaner.inspect(text)
    wrong = [Finding(kind, language, old, new) for kind, old, new in _wrong(text, result)]
    wrong += [Finding("a rule failed", language, str(problem), "") for problem in result.problems]
    if not result.settled or cleaner.clean(result.text) != result.text:
        wrong.append(Finding("not idempotent", language, result.text[:80], cleaner.clean(result.text)[:80]))
    spelled = [fix for fix in result.fixes if fix.rule == "non_ascii"]
    kept = [fix for fix in result.held if fix.rule == "non_ascii"]
    words = [(fix.old, fix.new) for fix in spelled if len(fix.old) > 2]
    return Told(language, wrong, len(spelled), len(kept), words)


def _wrong(text: str, result: Result) -> Iterator[tuple[str, str, str]]:
    before, after = numbers(_repaired(text)), numbers(result.text)
    if before != after:
        at = next(
            (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
        )
        yield "value", " ".join(before[at - 1 : at + 4]), " ".join(after[at - 1 : at + 4])
    for sign, code in CURRENCIES.items():
        if text.count(sign) and result.text.count(code) < text.count(sign):
            yield "currency", sign, code
    for fix in result.fixes:
        if fix.rule == "non_ascii":
            if not fix.new.strip() and _OMITTED.sub("", fix.old).strip():
                yield "vanished", fix.old, fix.new
            if set("@?#") & set(fix.new) - set(unicodedata.normalize("NFKC", fix.old)) and not re.search(
                "[\xbf\u037e\u061f\u1367\u2048\u2049\u203d\u055e]", fix.old
            ):
                yield "odd sign", fix.old, fix.new
            if fix.old in ("\xb5", "\u03bc") and fix.new != "u" and re.search("[0-9][ \xa0]?$", text[: fix.start]):
                yield "micro", text[fix.start - 8 : fix.end + 8], fix.new
    told = set(unicodedata.normalize("NFC", "".join(held.old + "\0" for held in result.held)))
    if silent := {char for char in result.text if char > "\x9f"} - told - set("\u200d\ufe0f"):
        yield "kept in silence", "".join(sorted(silent))[:40], ""
    source = set(re.findall("(?:[A-Za-z][^\x00-\u024f]|[^\x00-\u024f][A-Za-z])", text))
    for match in re.finditer("[A-Za-z][^\x00-\u024f]|[^\x00-\u024f][A-Za-z]", result.text):
        if (
            match[0] not in source
            and "\ufe0f" not in match[0]
            and all(unicodedata.category(char) in ("Lu", "Ll", "Lo", "Mn", "Mc") for char in match[0])
        ):
            yield "half spelled", result.text[max(0, match.start() - 12) : match.end() + 12], match[0]
            break


def _repaired(text: str) -> str:
    """*text* as ``normalize`` leaves it: what repairs do to numbers is not asked here."""
    return textclean.clean(text, profile="normalize")


def catalogues() -> Iterator[tuple[str, str]]:
    """Texts of some messages each, by language."""
    for locale, messages in sorted(corpora.catalogues().items()):
        for start in range(0, min(len(messages), EACH * 8), 8):
            yield locale, "\n".join(messages[start : start + 8])


def corpus(folder: Path) -> Iterator[tuple[str, str]]:
    """Texts in *folder*, by language; long ones from a place that a seed draws."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.parent.name, _piece(path.read_text("utf-8"), str(path))
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            with gzip.open(path, "rt", "utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
                for number, line in enumerate(file):
                    record = json.loads(line)
                    yield str(record.get("lang", "")), _piece(record["text"], f"{path.name} {number}")


def _piece(text: str, seed: str) -> str:
    """Some lines of *text*."""
    at = random.Random(seed).randrange(max(1, len(text) - LENGTH))
    start = text.rfind("\n", 0, at) + 1 if at else 0
    piece = text[start : start + LENGTH]
    return piece[: piece.rfind("\n") + 1] or piece


def some(texts: Iterable[tuple[str, str]], each: int) -> list[tuple[str, str]]:
    """*each* texts of a language, drawn by a seed; only those that have something to spell."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for language, text in texts:
        if not text.isascii():
            by_language[language].append(text)
    found = []
    for language, own in sorted(by_language.items()):
        random.Random(language).shuffle(own)
        found += [(language, text) for text in islice(own, each)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, help="a folder of texts, instead of Django's messages")
    parser.add_argument("--each", type=int, default=EACH, help="texts of a language")
    parser.add_argument("--show", type=int, default=0, help="so many words of each language")
    parser.add_argument("--languages", nargs="+", help="only these")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    texts = some(corpus(given.corpus) if given.corpus else catalogues(), given.each)
    texts = [(language, text) for language, text in texts if not given.languages or language in given.languages]
    with ProcessPoolExecutor(given.jobs) as pool:
        answers = list(pool.map(judged, texts, chunksize=8))
    wrong = [finding for answer in answers for finding in answer.wrong]
    for finding in wrong:
        print(f"{finding.kind} [{finding.language}] {finding.old!r} -> {finding.new!r}")
    if given.show:
        words: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        for answer in answers:
            words[answer.language].update(answer.words)
        for language, own in words.items():
            print(f"{language}: " + ", ".join(f"{old} {new}" for (old, new), _ in own.most_common(given.show)))
    languages = {language for language, _ in texts}
    kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(f.kind for f in wrong).most_common()) or "nothing"
    print(
        f"{len(texts)} texts of {len(languages)} languages, "
        f"{sum(len(text) for _, text in texts) / 1e6:.1f} M characters; "
        f"{sum(a.spelled for a in answers):,} spans spelled, "
        f"{sum(a.kept for a in answers):,} kept and reported; wrong: {kinds}"
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
