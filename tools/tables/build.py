"""Generate the look-alike tables: ``python tools/tables/build.py CONFUSABLES``.

CONFUSABLES is a copy of the file published at ``ADDRESS``.  It is a skeleton for comparison, not a repair table: it
folds case (I, l, 1 and | are one) and it folds real Latin letters.  So here only its classes are used: two members of
a class look alike; the case of a letter is kept, and the reviewed pairs of ``look_alikes.txt`` decide first.

Output, in ``textclean/tables/``: ``confusables.py`` (who looks like whom) and ``alphabets.py`` (the letters of the
look-alike alphabets as insides of ``re`` classes).  Scripts come from regex by way of ``build_properties.py``,
categories and decompositions from unicodedata2: the versions named there.  The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import re
import runpy
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TABLES = HERE.parents[1] / "textclean" / "tables"
ADDRESS = "https://www.unicode.org/Public/security/15.0.0/confusables.txt"
MADE = "generated 2026-11-24 by tools/tables/build.py"
ALPHABETS = ("Latin", "Cyrillic", "Greek", "Armenian")

Pairs = dict[str, str]
Tables = dict[str, Pairs]
Classes = dict[str, list[str]]

properties = runpy.run_path(str(HERE / "build_properties.py"))
data = importlib.import_module("unicodedata2")
_names, _numbers = properties["scripts"]()
SCRIPT = {chr(code): _names[number] for code, number in enumerate(_numbers) if number}

# Letters a text of today may be restored to; a twin found by Unicode's classes must be one of these.
LIVING = {
    "Latin": "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0137\u0139-\u017e"
    "\u0186\u018e\u018f\u0190\u0254\u0259\u025b\u01dd\u0292]",
    "Cyrillic": "[\u0400-\u045f\u0490-\u04bf\u04c1-\u04ce\u04d0-\u04ff]",
    "Greek": "[\u0386\u0388-\u03ce]",
    "Armenian": "[\u0531-\u0556\u0561-\u0587]",
}
# Scripts whose letters stand beside a living alphabet by damage only: dead, or drawn like Latin from the start.
# A living script that its grammar glues to Latin words (Hebrew, Arabic, Indic, Thai ...) is never an exact twin.
EXOTIC = """Lisu Cherokee Coptic Deseret Osage Canadian_Aboriginal Tifinagh Vai Runic Old_Italic Lycian Carian
    Lydian Warang_Citi Miao Elbasan Caucasian_Albanian Gothic Bamum Shavian Old_Permic Osmanya Vithkuqi Glagolitic"""
BESIDE_LATIN = ("Common", "Han", "Hangul", "Bopomofo", "Katakana")  # they touch Latin words in clean text
ARABIC_FORMS = ("<isolated>", "<initial>", "<medial>", "<final>")
FONT, FRAMES, RAISED = "<font>", ("<circle>", "<square>"), ("<super>", "<sub>")
# Letters in a frame that have no compatibility decomposition: first code point of A to Z.
FRAMED = (0x1F150, 0x1F170, 0x1F1E6, 0x1F110, 0x1CCD6)
SPACES = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u2800"
SPACES_NEAR = "\u00a0\u2007\u202f\u3000"
LONG_S = "\u017f"  # an s, whatever it looks like
INFORMATION = "\u2139"  # an i, and a pictogram
SIGNS = "\u212a\u212b"  # kelvin and angstrom: Latin letters as soon as anybody normalises


def category(char: str) -> str:
    """The general category."""
    return str(data.category(char))


def plain(char: str) -> str:
    """The compatibility form (NFKC)."""
    return str(data.normalize("NFKC", char))


def tag(char: str) -> str:
    """The kind of compatibility decomposition (``<font>`` ...), or an empty string."""
    word: str = data.decomposition(char).partition(" ")[0]
    return word if word.startswith("<") else ""


def case(char: str) -> str:
    """``Lu``, ``Ll`` or, for a caseless character, nothing: by the letter it stands for."""
    kind: str = category(plain(char)[0])
    return kind if kind in ("Lu", "Ll") else ""


def is_exact(char: str) -> bool:
    """May Unicode's word alone make *char* an exact twin?  Not for letters of living scripts, not for signs."""
    compatible = len(plain(char)) == 1 and plain(char) != char
    return SCRIPT.get(char, "Unknown") in EXOTIC.split() or (compatible and category(char) in ("Nl", "So"))


def is_variant(char: str) -> bool:
    """A letter or digit in another font, frame, width or height: those have tables of their own."""
    return tag(char) in (FONT, *FRAMES, *RAISED, *ARABIC_FORMS, "<wide>", "<narrow>")


def read_published(path: Path) -> Classes:
    """Skeleton (one character) -> the characters that have it, itself first."""
    classes: Classes = defaultdict(list)
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if match := re.match(r"([0-9A-F]+) ;\t([0-9A-F]+) ;", line):
            char, skeleton = (chr(int(code, 16)) for code in match.groups())
            classes[skeleton].append(char)
    return {skeleton: [skeleton, *classes[skeleton]] for skeleton in sorted(classes)}


def read_reviewed(path: Path) -> Tables:
    """Title of a section (``Latin exact``) -> pairs, from ``look_alikes.txt``."""
    sections: Tables = defaultdict(dict)
    for section in path.read_text(encoding="utf-8").split("\n[")[1:]:
        title, *lines = section.splitlines()
        pairs, ascii_too = sections[title.rstrip("]")], title.startswith(ALPHABETS[1:])
        for letter, chars in (line.split(" ") for line in lines):
            for char in chars:
                if (char.isascii() and not ascii_too) or pairs.setdefault(char, letter) != letter:
                    raise SystemExit(f"{path.name}, {title}: U+{ord(char):04X} stands twice, or is ASCII")
    return sections


def by_class(classes: Classes, alphabet: str) -> Iterator[tuple[str, str]]:
    """Every foreign member of a class with the member of *alphabet* that has its case."""
    for skeleton, members in classes.items():
        letters = [letter for letter in members if re.fullmatch(LIVING[alphabet], letter)]
        for char in members:
            own = SCRIPT.get(char) == alphabet and (alphabet != "Latin" or category(char) not in ("Nl", "So"))
            variant = is_variant(char) and tag(char) not in ARABIC_FORMS
            other_kind = category(char)[0] not in "LNS" and category(char) != "Mc"
            plain_ascii = char.isascii() and (alphabet == "Latin" or not char.isalpha())
            if own or variant or other_kind or plain_ascii or char == LONG_S:
                continue
            cased = case(char) and SCRIPT.get(char) != "Cherokee"  # Cherokee capitals look like Latin small letters too
            fit = [t for t in letters if case(t) == case(char)] if cased else letters
            fit = [t for t in fit if t == skeleton] or [t for t in fit if t.isascii()] or fit
            if fit:
                yield (
                    char,
                    "I" if fit[0] == "l" and SCRIPT.get(char) in EXOTIC.split() and case(char) == "Lu" else fit[0],
                )


def add_alphabet(tables: Tables, reviewed: Tables, classes: Classes, name: str) -> None:
    """The twins in one alphabet: the reviewed ones, then by Unicode's classes, then through the Latin twin."""
    exact, near = reviewed[f"{name} exact"].copy(), reviewed[f"{name} near"].copy()
    convention = reviewed[f"{name} convention"]
    for char in map(chr, (*range(0x213C, 0x2140), *range(0x1D6A8, 0x1D7CC))):  # Greek of mathematics looks like Greek
        own = plain(char) if name == "Greek" and re.fullmatch(LIVING["Greek"], plain(char)) else ""
        if letter := own or exact.get(plain(char), near.get(plain(char))):
            near[char] = letter
    for char, letter in by_class(classes, name):
        if char not in exact and char not in near and char not in convention:
            (exact if is_exact(char) else near)[char] = letter
    if name == "Latin":
        exact |= {c: plain(c) for c in map(chr, range(0x2100, 0x2190)) if is_letter(plain(c))} | {"\u212b": "\u00c5"}
        near[INFORMATION] = exact.pop(INFORMATION)
        add_small_cherokee(exact, near)
        near = {c: t for c, t in near.items() if SCRIPT.get(c) != "Latin" or category(c)[0] != "L"}
    for source in ("LATIN_EXACT", "LATIN_NEAR") if name != "Latin" else ():
        for char, latin in tables[source].items():
            if SCRIPT.get(char) == name or char in exact:
                continue
            if latin in exact and source == "LATIN_EXACT":
                exact[char] = exact[latin]
            elif latin in exact or latin in near:
                near.setdefault(char, exact.get(latin) or near[latin])
    near = {char: letter for char, letter in near.items() if char not in exact and char not in convention}
    tables |= {f"{name.upper()}_EXACT": exact, f"{name.upper()}_NEAR": near}
    second = {c: t for c, t in reviewed[f"{name} second"].items() if exact.get(c, near.get(c)) != t}
    tables[f"{name.upper()}_SECOND"] = second
    if convention:
        tables[f"{name.upper()}_CONVENTION"] = convention


def is_letter(text: str) -> bool:
    """One ASCII letter?"""
    return len(text) == 1 and text.isascii() and text.isalpha()


def add_small_cherokee(exact: Pairs, near: Pairs) -> None:
    """Small Cherokee letters are the capitals at another height: they look like small capitals."""
    for code in range(0xAB70, 0xABC0):
        letter = exact.get(chr(code - 0xAB70 + 0x13A0), near.get(chr(code - 0xAB70 + 0x13A0), ""))
        if is_letter(letter) and not exact.get(chr(code), "\x80").isascii():
            exact.pop(chr(code), None)
            near[chr(code)] = letter.lower()


def add_latin_letters(tables: Tables, reviewed: Tables, classes: Classes) -> None:
    """Latin letters with plainer Latin twins, and letters with one diacritic: only where the word proves it."""
    twins = reviewed["Latin letters"].copy()
    for members in classes.values():
        for char in members:
            fit = [t for t in members if is_letter(t) and case(t) == case(char)]
            latin = SCRIPT.get(char) == "Latin" and category(char) in ("Lu", "Ll") and not char.isascii()
            if fit and latin and not is_variant(char) and char not in LONG_S + SIGNS:
                twins.setdefault(char, fit[0])
    parts = {char: data.normalize("NFD", char) for char in map(chr, range(0xC0, 0x1F00)) if SCRIPT.get(char) == "Latin"}
    accented = {c: two[0] for c, two in parts.items() if len(two) == 2 and two[0].isascii() and c not in twins}
    tables |= {"LATIN_LETTERS": twins, "LATIN_ACCENTED": accented}


def add_variants(tables: Tables) -> None:
    """Letters and digits in another font, frame or width, and raised or lowered ones."""
    kinds = dict.fromkeys((FONT, *FRAMES), "FONTS") | {"<wide>": "WIDE"} | dict.fromkeys(RAISED, "RAISED")
    found: dict[str, Pairs] = {"FONTS": {}, "WIDE": {}, "RAISED": {}}
    for char in map(chr, range(0x80, 0x20000)):
        if tag(char) in kinds and (is_letter(plain(char)) or plain(char) in set("0123456789")):
            found[kinds[tag(char)]][char] = plain(char)
    found["FONTS"] |= {chr(first + at): chr(65 + at) for first in FRAMED for at in range(26)}
    found["FONTS"] |= {chr(0x249C + at): chr(97 + at) for at in range(26)}
    found["FONTS"] |= {chr(0x1CCF0 + at): chr(48 + at) for at in range(10)}
    tables |= found


def add_signs(tables: Tables, reviewed: Tables, classes: Classes) -> None:
    """Digits, punctuation and spaces."""
    digits = {c: d for d in "23456789" for c in classes[d] if not c.isascii() and not is_variant(c)}
    wide = {c: plain(c) for c in map(chr, (*range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F)))}
    wide = {c: t for c, t in wide.items() if len(t) == 1 and t.isascii() and not t.isalnum()}
    exact, near = reviewed["punctuation exact"], reviewed["punctuation near"] | wide
    everything = "".join(map(chr, range(0x3001)))
    tables |= {
        "DIGITS_EXACT": digits,
        "DIGITS_NEAR": {c: d for c, d in reviewed["digits near"].items() if c not in digits},
        "PUNCTUATION_EXACT": exact,
        "PUNCTUATION_NEAR": {c: t for c, t in near.items() if c not in exact},
        "SPACES_EXACT": dict.fromkeys(re.findall(f"[{SPACES}]", everything), " "),
        "SPACES_NEAR": dict.fromkeys(re.findall(f"[{SPACES_NEAR}]", everything), " "),
    }


def add_ambiguous(tables: Tables, classes: Classes) -> None:
    """Unicode's classes of I and l, and of O and 0: whoever reads as one may have been the other."""
    second = tables["LATIN_SECOND"]
    first = {c: t for name in ("LATIN_NEAR", "LATIN_EXACT", "FONTS", "WIDE") for c, t in tables[name].items()}
    for char in (c for skeleton in "lO" for c in classes[skeleton] if c in first):
        if other := {"I": "l", "l": "I", "1": "l", "0": "O"}.get(first[char]):
            second.setdefault(char, other)


def build(published: Path, reviewed_path: Path) -> Tables:
    """All tables by name."""
    classes, reviewed = read_published(published), read_reviewed(reviewed_path)
    tables: Tables = {}
    for name in ALPHABETS:
        add_alphabet(tables, reviewed, classes, name)
    add_latin_letters(tables, reviewed, classes)
    add_variants(tables)
    add_signs(tables, reviewed, classes)
    add_ambiguous(tables, classes)
    return tables


def alphabet_classes(tables: Tables) -> dict[str, set[str]]:
    """Name and comment -> the characters of a class."""
    numerals = {c for c in tables["LATIN_EXACT"] if SCRIPT[c] == "Latin"} - set(SIGNS)
    letters: dict[str, set[str]] = defaultdict(set)
    for char, script in SCRIPT.items():
        if category(char)[0] == "L" and char <= "\uffff" and char not in numerals:
            letters[script].add(char)
    marks = {c for c, s in SCRIPT.items() if s == "Inherited" and category(c)[0] == "M" and c <= "\uffff"}
    twins = {c for name in ALPHABETS for c in tables[f"{name.upper()}_EXACT"]}
    twins = {c for c in twins if category(c)[0] == "L" and SCRIPT[c] != "Common"}
    twins = {c for c in twins | set(tables["LATIN_EXACT"]) if SCRIPT[c] not in ALPHABETS or c in numerals}
    living = {
        c for c in tables["LATIN_NEAR"] if category(c)[0] in "LN" and SCRIPT[c] not in (*ALPHABETS, *BESIDE_LATIN)
    }
    return {
        **{f"{name.upper()} = Letters of the {name} script": letters[name] for name in (*ALPHABETS, "Georgian")},
        "MARKS = Combining marks of no script, and the Cyrillic ones": marks | set(map(chr, range(0x483, 0x48A))),
        "EXOTIC = Letters and signs of other scripts with an exact twin": {c for c in twins if c <= "\uffff"},
        "EXOTIC_ASTRAL = The same above U+FFFF": {c for c in twins if c > "\uffff"},
        "LIVING = Letters and digits of scripts used beside Latin every day, with a near twin": {
            c for c in living - twins if c <= "\uffff"
        },
    }


def ranges(chars: set[str]) -> Iterator[str]:
    """The characters as the inside of an ``re`` class, piece by piece."""
    codes = set(map(ord, chars))
    firsts, lasts = (sorted(code for code in codes if code + step not in codes) for step in (-1, 1))
    for first, last in zip(firsts, lasts, strict=True):
        yield from chr(first) if first == last else (chr(first), "-", chr(last))


def literal(chars: Iterable[str]) -> Iterator[str]:
    """Lines of a string literal in ASCII."""
    text = ""
    for char in chars:
        if len(text) > 100:
            yield f'    "{text}"'
            text = ""
        text += ascii(char)[1:-1].replace('"', '\\"')
    yield f'    "{text}"'


def main() -> None:
    """Write the tables."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/tables/build.py confusables.txt")
    published, reviewed = Path(sys.argv[1]), TABLES / "look_alikes.txt"
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (published, reviewed)]
    tables = build(published, reviewed)
    unicode, licence = properties["UNICODE"], properties["LICENCE"]
    lines = [
        f"# look-alikes: UTS #39 15.0.0 of 2022-08-26 | {ADDRESS} sha256 {digests[0]} | {licence} "
        f"| reviewed pairs: look_alikes.txt sha256 {digests[1]} | MIT | {MADE}  # noqa: E501",
        '"""Who looks like whom: two strings of equal length per table.  ``textclean.scripts`` reads them."""\n',
    ]
    for name, pairs in tables.items():
        who = sorted(pairs)
        lines += [f"{name} = (", *literal(who), "    ,", *literal(pairs[char] for char in who), ")"]
    text = "\n".join(lines).replace('"\n    ,\n', '",\n') + "\n"
    (TABLES / "confusables.py").write_text(text, encoding="ascii")

    lines = [
        f"# alphabets: Unicode {unicode} | properties.bin and confusables.py | {licence} | {MADE}  # noqa: E501",
        '"""The insides of ``re`` character classes, exact for the Unicode version of line 1."""',
    ]
    for title, chars in alphabet_classes(tables).items():
        name, _, what = title.partition(" = ")
        lines += [f"\n# {what}.", f"{name} = (", *literal(ranges(chars)), ")"]
    (TABLES / "alphabets.py").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
