"""The table of speakers (``fixtures/non_ascii/speakers.txt``) beside what other libraries spell.

    pip install PyICU Unidecode anyascii cyrtranslit transliterate pypinyin pykakasi hangul-romanize
    python benchmarks/romanisation.py            # all differences, by language
    python benchmarks/romanisation.py --page     # docs/romanisation.md

ICU's transforms are CLDR's, made from the tables of BGN, ISO and UNGEGN by others than us: the nearest that there is to
an independent reference.  Diacritics are taken off theirs before comparing ("Latin-ASCII"), and case is not compared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from textclean import Pipeline

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "fixtures" / "non_ascii" / "speakers.txt"
PAGE = ROOT / "docs" / "romanisation.md"
# The transform of ICU for a language; where CLDR has no table of BGN for it, the general one of its script.
_BGN = {
    **{"uk": "Ukrainian", "ru": "Russian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian"},
    **{"kk": "Kazakh", "hy": "Armenian", "he": "Hebrew", "ar": "Arabic", "fa": "Persian", "am": "Amharic"},
}
_SCRIPT = {
    **{
        "tg": "Cyrillic",
        "grc": "Greek",
        "ka": "Georgian",
        "ur": "Arabic",
        "ckb": "Arabic",
        "ug": "Arabic",
        "zh": "Han",
    },
    **{"hi": "Devanagari", "mr": "Devanagari", "ne": "Devanagari", "bn": "Bengali", "gu": "Gujarati", "pa": "Gurmukhi"},
    **{"ta": "Tamil", "te": "Telugu", "kn": "Kannada", "ml": "Malayalam", "yi": "Hebrew", "ja": "Hiragana"},
}
TRANSFORMS = {
    **{code: f"{name}-Latin/BGN" for code, name in _BGN.items()},
    **{code: f"{name}-Latin" for code, name in _SCRIPT.items()},
    **{"el": "Greek-Latin/UNGEGN", "mn": "mn-mn_Latn/MNS", "si": "si-si_Latn"},
}


def _icu(code: str) -> Callable[[str], str] | None:
    if code not in TRANSFORMS:
        return None
    from icu import Transliterator

    more = "; Katakana-Latin" if code == "ja" else ""
    return Transliterator.createInstance(f"NFC; {TRANSFORMS[code]}{more}; Latin-ASCII").transliterate


def _unidecode(code: str) -> Callable[[str], str] | None:
    from unidecode import unidecode

    return unidecode


def _anyascii(code: str) -> Callable[[str], str] | None:
    from anyascii import anyascii

    return anyascii


def _cyrtranslit(code: str) -> Callable[[str], str] | None:
    import cyrtranslit

    own = {"uk": "ua", "kk": "", "tg": "tj"}.get(code, code)
    return (lambda text: cyrtranslit.to_latin(text, own)) if own in cyrtranslit.supported() else None


def _transliterate(code: str) -> Callable[[str], str] | None:
    from transliterate import translit
    from transliterate.base import registry
    from transliterate.discover import autodiscover

    autodiscover()
    return (lambda text: translit(text, code, reversed=True)) if code in registry.registry else None


def _pypinyin(code: str) -> Callable[[str], str] | None:
    if code != "zh":
        return None
    from pypinyin import Style, lazy_pinyin

    return lambda text: " ".join(lazy_pinyin(text, style=Style.NORMAL, v_to_u=False))


def _pykakasi(code: str) -> Callable[[str], str] | None:
    if code != "ja":
        return None
    from pykakasi import kakasi

    return lambda text: "".join(part["hepburn"] for part in kakasi().convert(text))


def _hangul_romanize(code: str) -> Callable[[str], str] | None:
    if code != "ko":
        return None
    from hangul_romanize import Transliter
    from hangul_romanize.rule import academic

    return Transliter(academic).translit


REFERENCES: dict[str, Callable[[str], Callable[[str], str] | None]] = {
    "ICU": _icu,
    "Unidecode": _unidecode,
    "anyascii": _anyascii,
    "cyrtranslit": _cyrtranslit,
    "transliterate": _transliterate,
    "pypinyin": _pypinyin,
    "pykakasi": _pykakasi,
    "hangul-romanize": _hangul_romanize,
}
# Why the table is not what ICU spells, language by language.
REASONS = {
    "uk": "ICU follows BGN/PCGN 1965; the state's own table of 2010 holds, which BGN took over in 2019",
    "bg": "ICU follows BGN/PCGN 1952; the law of 2009 holds, which BGN took over in 2013",
    "ru": "ё is spelled yo: without its dots BGN's ë would be another letter; the mark for ъ would be a quotation mark",
    "sr": "telegrams and passports write dj; Gaj's đ without its stroke would be another letter",
    "mk": "passports write digraphs; BGN's letters with marks would become other letters without them",
    "el": "ELOT 743 writes y for an upsilon with dots",
    "he": "without points ICU spells consonants only; letters that stand for vowels are vowels here",
    "ar": "ICU needs the vowel signs, and leaves a bare alef; letters that stand for vowels are vowels here",
    "fa": "as Arabic",
    "ur": "ICU has no table for Urdu",
    "ckb": "ICU has no table for Kurdish",
    "ug": "ICU has no table for Uyghur",
    "hi": "ICU writes each inherent vowel (ISO 15919); Hunterian leaves out those that nobody speaks",
    "mr": "as Hindi",
    "ne": "as Hindi",
    "bn": "as Hindi",
    "gu": "as Hindi",
    "pa": "as Hindi; addak and tippi are written out",
    "ta": "zh, ch, and s between vowels, as the state spells its names",
    "ml": "ICU leaves letters that stand for a consonant alone, and cuts compound vowels; ch for c",
    "si": "n for the anusvara before other letters than p, b and m, as on maps",
    "ko": "ICU's transform of Hangul needs jamo; hangul-romanize writes letters, the notice writes sounds",
    "ja": "ICU and pykakasi take small vowels for vowels of their own",
    "zh": "blanks between numbers and words",
    "am": "ICU writes the sixth vowel everywhere; it is left out where it is silent",
    "tg": "ICU's general table of Cyrillic lacks letters of Tajik",
    "grc": "υι is a diphthong, and its upsilon u (ALA-LC)",
    "yi": "ICU has no table for Yiddish",
    "az": "ICAO 9303 has no schwa: e",
}


def pairs() -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """By language: the source, and its texts with their spellings."""
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    code = ""
    for line in PAIRS.read_text("utf-8").splitlines():
        if line.startswith("## "):
            code, _, source = line[3:].partition("  ")
            found[code] = source, []
        elif line and not line.startswith("# "):
            text, _, spelled = line.partition(" = ")
            found[code][1].append((text, spelled))
    return found


def plain(text: str) -> str:
    """*text* for comparing: small letters, one kind of apostrophe, no blank at the ends."""
    return re.sub("[\u2018\u2019\u02bc\u02b9\u02bb`]", "'", text).lower().strip()


def compared(code: str, own: list[tuple[str, str]]) -> dict[str, list[tuple[str, str, str]]]:
    """For each library that knows the language: the pairs that it spells otherwise, and how."""
    found = {}
    for name, make in REFERENCES.items():
        spell = make(code)
        if spell is not None:
            other = [(text, spelled, spell(text)) for text, spelled in own]
            found[name] = [row for row in other if plain(row[1]) != plain(row[2])]
    return found


def lines() -> list[str]:
    """The page."""
    table = {code: entry for code, entry in pairs().items() if code != "und"}
    rows, reasons = [], []
    for code, (source, own) in table.items():
        found = compared(code, own)
        cells = [f"{len(own) - len(found[name])}" if name in found else "" for name in ("ICU", "Unidecode", "anyascii")]
        more = ", ".join(f"{name} {len(own) - len(rows)}" for name, rows in list(found.items())[3:])
        if "ICU" not in found:
            more = ", ".join(f"{name} {len(own) - len(rows)}" for name, rows in list(found.items())[2:])
        rows.append(f"| {code} | {source} | {len(own)} | {' | '.join(cells)} | {more} |")
        if found.get("ICU"):
            shown = ", ".join(f"{text} {spelled} / {theirs}" for text, spelled, theirs in found["ICU"][:4])
            reasons.append(f"- **{code}**: {REASONS[code]}. {shown}")
    return [
        "# Spellings, beside other libraries",
        "",
        f"The profile `ascii` is tested on {sum(len(own) for _, own in table.values())} names and words of "
        f"{len(table)} languages, with the standard that each follows",
        "(`fixtures/non_ascii/speakers.txt`). `python benchmarks/romanisation.py --page` wrote this page: how many of",
        "them other libraries spell the same. ICU's transforms are CLDR's, made from tables of BGN, ISO and UNGEGN by",
        "others than us; diacritics are taken off theirs, and case is not compared.",
        "",
        "| language | standard | pairs | ICU | Unidecode | anyascii | others |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
        "## Where ICU spells otherwise, and why ours stands",
        "",
        "Text, ours / ICU's, some of them.",
        "",
        *reasons,
        "",
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="store_true", help="write docs/romanisation.md")
    given = parser.parse_args()
    if given.page:
        PAGE.write_text("\n".join(lines()), encoding="utf-8", newline="\n")
        return 0
    wrong = 0
    for code, (source, own) in pairs().items():
        cleaner = Pipeline(only=["non_ascii"], options={"non_ascii": {"language": "" if code == "und" else code}})
        mine = sum(cleaner.clean(text) == spelled for text, spelled in own)
        wrong += len(own) - mine
        print(f"{code} ({source}): {mine} of {len(own)} as in the table")
        for name, rows in compared(code, own).items() if code != "und" else ():
            told = "".join(f", {text} {spelled} / {theirs}" for text, spelled, theirs in rows)
            print(f"  {name}: {len(own) - len(rows)} the same{told}")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
