"""Generate the property and look-alike tables: ``python textclean/tables/build.py CONFUSABLES``.

Needs ``regex`` and ``unicodedata2`` of the Unicode version below (``pip install regex unicodedata2``); the package
itself needs neither to read what is written here.  CONFUSABLES is a copy of the file published at the address below.
Output, beside this file: ``properties.bin`` (script, general category and emoji of every code point),
``confusables.py`` (who looks like whom) and ``alphabets.py`` (the letters of the look-alike alphabets as insides of
``re`` classes).  The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import struct
import sys
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNICODE = "18.0.0"
ADDRESS = "https://www.unicode.org/Public/security/15.0.0/confusables.txt"
LICENCE = "Unicode-3.0 (https://www.unicode.org/license.txt)"
ALPHABETS = ("Latin", "Cyrillic", "Greek", "Armenian")

Pairs = dict[str, str]

# Letters a text of today may be restored to; a twin found by Unicode's classes must be one of these.
LIVING = {
    "Latin": "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e\u0186\u018e\u018f\u0190\u0254\u0259\u025b\u01dd\u0292]",
    "Cyrillic": "[\u0400-\u045f\u0490-\u04bf\u04c1-\u04ce\u04d0-\u04ff]",
    "Greek": "[\u0386-\u03ce]",
    "Armenian": "[\u0531-\u0556\u0561-\u0587]",
}
# Scripts found in no text beside a living alphabet by accident: dead, or drawn like Latin from the start.
# A living script that is glued to Latin words by its grammar (Hebrew, Arabic, Indic, Thai ...) is never an exact twin.
EXOTIC = """Lisu Cherokee Coptic Deseret Osage Canadian_Aboriginal Tifinagh Vai Runic Old_Italic Lycian Carian Lydian
    Warang_Citi Miao Elbasan Caucasian_Albanian Gothic Bamum Shavian Old_Permic Osmanya Vithkuqi Glagolitic""".split()
LONG_NAMES = """Anatolian_Hieroglyphs Bassa_Vah Beria_Erfe Canadian_Aboriginal Caucasian_Albanian Cypro_Minoan Dives_Akuru
    Egyptian_Hieroglyphs Gunjala_Gondi Gurung_Khema Hanifi_Rohingya Imperial_Aramaic Inscriptional_Pahlavi
    Inscriptional_Parthian Kayah_Li Khitan_Small_Script Kirat_Rai Linear_A Linear_B Masaram_Gondi Meetei_Mayek
    Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Nag_Mundari New_Tai_Lue Nyiakeng_Puachue_Hmong Ol_Chiki Ol_Onal
    Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian Old_Turkic
    Old_Uyghur Pahawh_Hmong Pau_Cin_Hau Phags_Pa Proto_Cuneiform Psalter_Pahlavi SignWriting Sora_Sompeng Syloti_Nagri
    Tai_Le Tai_Tham Tai_Viet Tai_Yo Tolong_Siki Tulu_Tigalari Warang_Citi Zanabazar_Square""".split()
# Enclosed letters that have no compatibility decomposition: first code point of A to Z.
ENCLOSED = (0x1F150, 0x1F170, 0x1F1E6, 0x1F110, 0x1CCD6)
SPACES = "\u1680\u2000-\u2006\u2008-\u200a\u205f\u2800"
SPACES_NEAR = "\u00a0\u2007\u202f\u3000"


def header(kind: str, *sources: str) -> str:
    """Line 1 of a table."""
    return f"# {kind} | {' | '.join(sources)} | generated 2026-11-24 by textclean/tables/build.py\n"


def digest(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# -- properties ------------------------------------------------------------------------------------------------------


def scripts() -> dict[str, list[tuple[int, int]]]:
    """Script name -> its ranges ``(first, last)``, from the ``regex`` module."""
    import regex
    from regex import _regex_core

    by_number: dict[int, list[str]] = defaultdict(list)
    for name, number in _regex_core.PROPERTIES["SCRIPT"][1].items():
        by_number[number].append(name)
    everything = "".join(map(chr, range(0x110000)))
    found = {}
    for names in by_number.values():
        pattern = regex.compile(rf"\p{{Script={names[0]}}}+")
        ranges = [(match.start(), match.end() - 1) for match in pattern.finditer(everything)]
        if ranges:
            found[_spelled(names[0])] = ranges
    return found


def _spelled(name: str) -> str:
    """The name as Unicode writes it; ``regex`` drops the underscores."""
    return next((long for long in LONG_NAMES if long.replace("_", "").upper() == name), name.title())


def _runs(values: bytes) -> bytes:
    """Run-length form: count, then the firsts (uint32, little-endian), then one value (uint8) each."""
    firsts = [at for at in range(len(values)) if at == 0 or values[at] != values[at - 1]]
    return struct.pack(f"<I{len(firsts)}I", len(firsts), *firsts) + bytes(values[at] for at in firsts)


def properties() -> bytes:
    """Script, general category and Extended_Pictographic of all code points."""
    import regex
    import unicodedata2

    assert unicodedata2.unidata_version == UNICODE, unicodedata2.unidata_version
    by_script = scripts()
    names = ["Unknown", *sorted(by_script.keys() - {"Unknown"})]
    script = bytearray(0x110000)
    for name, ranges in by_script.items():
        for first, last in ranges:
            script[first : last + 1] = bytes([names.index(name)]) * (last + 1 - first)
    kinds = [unicodedata2.category(chr(code)) for code in range(0x110000)]
    categories = sorted(set(kinds))
    category = bytes(categories.index(kind) for kind in kinds)
    emoji = bytearray(0x110000)
    for match in regex.finditer(r"\p{Extended_Pictographic}", "".join(map(chr, range(0x80, 0x20000)))):
        emoji[match.start() + 0x80] = 1
    line = header(
        f"script, general category, Extended_Pictographic: Unicode {UNICODE}",
        "https://www.unicode.org/Public/18.0.0/ucd/ by way of regex 2026.11.15 and unicodedata2 18.0.0",
        LICENCE,
        f"sha256 of the values {hashlib.sha256(script + category + emoji).hexdigest()}",
    )
    packed = zlib.compress(b"".join(_runs(bytes(values)) for values in (script, category, emoji)), 9)
    return (line + " ".join(names) + "\n" + " ".join(categories) + "\n").encode() + packed


# -- look-alikes -----------------------------------------------------------------------------------------------------


class Confusables:
    """The look-alike tables, from Unicode's skeletons and the reviewed pairs."""

    def __init__(self, published: Path, reviewed: Path) -> None:
        import unicodedata2

        self.data = unicodedata2
        self.script = {chr(c): n for n, rs in scripts().items() for a, b in rs for c in range(a, b + 1)}
        self.reviewed = dict(_read_reviewed(reviewed))
        self.classes = _read_published(published)
        self.tables: dict[str, Pairs] = {}
        for alphabet in ALPHABETS:
            self.add_alphabet(alphabet)
        self.add_latin_letters()
        self.add_fonts()
        self.add_signs()

    def case(self, char: str) -> str:
        """``Lu``, ``Ll`` or ``""`` for a caseless character, by the letter it stands for."""
        kind: str = self.data.category(self.data.normalize("NFKC", char)[0])
        return kind if kind in ("Lu", "Ll") else ""

    def exact(self, char: str) -> bool:
        """May Unicode's word alone make *char* an exact twin?  Not for letters of living scripts, not for signs."""
        if self.script.get(char) in EXOTIC:
            return True
        plain = self.data.normalize("NFKC", char)
        return len(plain) == 1 and plain != char and self.data.category(char) in ("Nl", "So")

    def add_alphabet(self, alphabet: str) -> None:
        """The twins in one alphabet: reviewed, then through Unicode's classes, then with their diacritics."""
        exact, near = self.reviewed[alphabet, "exact"].copy(), self.reviewed[alphabet, "near"].copy()
        convention = self.reviewed.get((alphabet, "convention"), {})
        for char, letter in self.by_class(alphabet):
            if char in exact or char in near or char in convention:
                continue
            plain = self.data.normalize("NFKC", char)
            through = exact.get(plain, "") if alphabet != "Latin" else ""
            (exact if through or self.exact(char) else near)[char] = through or letter
        if alphabet == "Latin":
            for char in map(chr, range(0x2100, 0x2190)):  # letter-like signs and Roman numerals
                plain = self.data.normalize("NFKC", char)
                if len(plain) == 1 and plain.isascii() and plain.isalpha() and char != "\u2139":
                    exact[char] = plain
            exact["\u212b"] = "\u00c5"
            near["\u2139"] = "i"
            self.add_small_cherokee(exact, near)
            near = {c: t for c, t in near.items() if self.script.get(c) != "Latin" or self.data.category(c)[0] != "L"}
        else:
            self.add_through_latin(alphabet, exact, near)
        near = {char: letter for char, letter in near.items() if char not in exact and char not in convention}
        second = {c: t for c, t in self.reviewed.get((alphabet, "second"), {}).items() if exact.get(c, near.get(c)) != t}
        name = alphabet.upper()
        self.tables |= {f"{name}_EXACT": exact, f"{name}_NEAR": near, f"{name}_SECOND": second}
        if convention:
            self.tables[f"{name}_CONVENTION"] = convention

    def add_small_cherokee(self, exact: Pairs, near: Pairs) -> None:
        """Small Cherokee letters are the capitals at another height: they look like small capitals."""
        for code in range(0xAB70, 0xABC0):
            char, capital = chr(code), chr(code - 0xAB70 + 0x13A0)
            letter = exact.get(capital, near.get(capital, ""))
            if letter.isascii() and letter and not exact.get(char, "\x80").isascii():
                exact.pop(char, None)
                near[char] = letter.lower()

    def by_class(self, alphabet: str) -> Iterator[tuple[str, str]]:
        """Every foreign member of a class of Unicode's with the member of *alphabet* that has its case."""
        for skeleton, members in sorted(self.classes.items()):
            letters = [letter for letter in members if re.fullmatch(LIVING[alphabet], letter)]
            for char in members:
                if char.isascii() and (alphabet == "Latin" or not char.isalpha()):
                    continue
                if self.is_font(char) or self.script.get(char) == alphabet and not self.exact_latin(char, alphabet):
                    continue
                wanted = self.case(char)
                fit = [t for t in letters if not wanted or self.case(t) == wanted]
                if self.script.get(char) == "Cherokee" or not wanted:
                    fit = [t for t in letters if t == skeleton] or fit or letters
                if self.data.category(char)[0] not in "LNS" or not fit or char == "\u017f":
                    continue
                fit = [t for t in fit if t.isascii()] or fit if alphabet == "Latin" else fit
                yield char, "I" if fit == ["l"] and self.script.get(char) in EXOTIC and wanted == "Lu" else fit[0]

    def exact_latin(self, char: str, alphabet: str) -> bool:
        """A Roman numeral or another sign of the Latin script that is no letter of it."""
        return alphabet == "Latin" and self.data.category(char) in ("Nl", "So")

    def is_font(self, char: str) -> bool:
        """A letter or digit in another font or frame: tables of their own."""
        tag = self.data.decomposition(char).partition(" ")[0]
        return tag in ("<font>", "<circle>", "<square>", "<wide>", "<narrow>", "<super>", "<sub>", "<isolated>",
                       "<initial>", "<medial>", "<final>")  # fmt: skip

    def add_through_latin(self, alphabet: str, exact: Pairs, near: Pairs) -> None:
        """What looks like a Latin letter looks like that letter's twin in *alphabet*."""
        for source, grade in (("LATIN_EXACT", "exact"), ("LATIN_NEAR", "near")):
            for char, latin in self.tables[source].items():
                if self.script.get(char) == alphabet or char in exact:
                    continue
                if latin in exact and grade == "exact":
                    exact[char] = exact[latin]
                    near.pop(char, None)
                elif (letter := exact.get(latin, near.get(latin))) and char not in near:
                    near[char] = letter

    def add_latin_letters(self) -> None:
        """Latin letters with plainer Latin twins, and letters with one diacritic: only where the word proves it."""
        plain = self.reviewed["Latin letters", ""].copy()
        for char, letter in self.by_latin_class():
            plain.setdefault(char, letter)
        self.tables["LATIN_LETTERS"] = plain
        accented = {}
        for char in map(chr, range(0xC0, 0x1F00)):
            parts = self.data.normalize("NFD", char)
            if self.script.get(char) == "Latin" and len(parts) == 2 and parts[0].isascii():
                accented[char] = parts[0]
        self.tables["LATIN_ACCENTED"] = {c: t for c, t in accented.items() if c not in plain}

    def by_latin_class(self) -> Iterator[tuple[str, str]]:
        for members in self.classes.values():
            letters = [letter for letter in members if letter.isascii() and letter.isalpha()]
            for char in members:
                if self.script.get(char) == "Latin" and not char.isascii() and not self.is_font(char):
                    fit = [t for t in letters if self.case(t) == self.case(char)]
                    real = self.data.category(char) in ("Lu", "Ll") and self.data.normalize("NFC", char) == char
                    if fit and real and char != "\u017f":  # the long s is an s, whatever it looks like
                        yield char, fit[0]

    def add_fonts(self) -> None:
        """Letters and digits in another font, frame or width, and raised or lowered ones."""
        fonts: dict[str, Pairs] = {"FONTS": {}, "WIDE": {}, "RAISED": {}}
        kinds = dict.fromkeys(("<font>", "<circle>", "<square>"), "FONTS") | {"<wide>": "WIDE"}
        kinds |= dict.fromkeys(("<super>", "<sub>"), "RAISED")
        for char in map(chr, range(0x80, 0x20000)):
            tag = self.data.decomposition(char).partition(" ")[0]
            plain = self.data.normalize("NFKC", char)
            if tag in kinds and len(plain) == 1 and plain.isascii() and plain.isalnum():
                fonts[kinds[tag]][char] = plain
        for first in ENCLOSED:
            fonts["FONTS"] |= {chr(first + i): chr(65 + i) for i in range(26)}
        fonts["FONTS"] |= {chr(0x249C + i): chr(97 + i) for i in range(26)}
        fonts["FONTS"] |= {chr(0x1CCF0 + i): chr(48 + i) for i in range(10)}
        self.tables |= fonts

    def add_signs(self) -> None:
        """Digits, punctuation and spaces."""
        digits: Pairs = {}
        for skeleton, members in self.classes.items():
            if skeleton in "23456789":
                digits |= {c: skeleton for c in members if not c.isascii() and not self.is_font(c)}
        near = {c: t for c, t in self.reviewed["digits", "near"].items() if c not in digits and not c.isascii()}
        exact = self.reviewed["punctuation", "exact"]
        self.tables |= {"DIGITS_EXACT": digits, "DIGITS_NEAR": near, "PUNCTUATION_EXACT": exact}
        self.tables["PUNCTUATION_NEAR"] = {c: t for c, t in self.reviewed["punctuation", "near"].items() if c not in exact}
        for name, ranges in (("SPACES_EXACT", SPACES), ("SPACES_NEAR", SPACES_NEAR)):
            self.tables[name] = {c: " " for c in re.findall(f"[{ranges}]", "".join(map(chr, range(0x3001))))}


def _read_published(path: Path) -> dict[str, list[str]]:
    """Skeleton (one character) -> the characters that have it, itself included."""
    classes: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if match := re.match(r"([0-9A-F]+) ;\t([0-9A-F]+) ;", line):
            char, skeleton = (chr(int(code, 16)) for code in match.groups())
            classes[skeleton].append(char)
    return {skeleton: [skeleton, *members] for skeleton, members in classes.items()}


def _read_reviewed(path: Path) -> Iterator[tuple[tuple[str, str], Pairs]]:
    """``(alphabet, grade)`` -> pairs, from ``look_alikes.txt``."""
    for section in path.read_text(encoding="utf-8").split("\n[")[1:]:
        title, *lines = section.splitlines()
        alphabet, _, grade = title.rstrip("]").rpartition(" ")
        if grade not in ("exact", "near", "second", "convention"):
            alphabet, grade = f"{alphabet} {grade}", ""
        pairs: Pairs = {}
        for line in lines:
            letter, chars = line.split(" ")
            assert len(letter) == 1, line
            for char in chars:
                if unicodedata.combining(char) or pairs.setdefault(char, letter) != letter:
                    raise SystemExit(f"{path.name}, {title}: U+{ord(char):04X} {char} is listed twice or is a mark")
        yield (alphabet, grade), pairs


def as_module(tables: dict[str, Pairs], published: Path, reviewed: Path) -> str:
    """The tables as Python source: per table two strings of equal length, who looks and like whom."""
    lines = [
        header(
            f"look-alikes, UTS #39 15.0.0 (2022-08-26) {ADDRESS} sha256 {digest(published)}",
            f"reviewed pairs {reviewed.name} sha256 {digest(reviewed)}",
            LICENCE + " and MIT",
        ).rstrip(),
        '"""Who looks like whom: each table is two strings of equal length.  Read it through ``textclean.scripts``."""\n',
    ]
    for name, pairs in tables.items():
        chars = sorted(pairs)
        lines += [f"{name} = (", *_literal(chars), "    ,", *_literal(pairs[char] for char in chars), ")"]
    return "\n".join(lines).replace('"\n    ,\n', '",\n') + "\n"


def _literal(chars: Iterable[str]) -> Iterator[str]:
    row = "    "
    pieces = [c if c.isascii() and c not in '"\\' else ascii(c)[1:-1] if c not in '"\\' else "\\" + c for c in chars]
    text = ""
    for piece in pieces:
        if len(text) + len(piece) > 105:
            yield f'{row}"{text}"'
            text = ""
        text += piece
    yield f'{row}"{text}"'


def alphabets(confusables: Confusables) -> str:
    """Insides of ``re`` classes, ASCII with escapes."""
    tables, script, category = confusables.tables, confusables.script, confusables.data.category
    numerals = {c for c in tables["LATIN_EXACT"] if script[c] == "Latin"}
    classes: dict[str, tuple[str, set[str]]] = {}
    for name in (*ALPHABETS, "Georgian"):
        letters = {c for c, s in script.items() if s == name and category(c)[0] == "L" and c not in numerals}
        classes[name.upper()] = (f"Letters of the {name} script, to U+FFFF.", {c for c in letters if c <= "\uffff"})
    marks = {chr(c) for c in range(0xFFFF) if category(chr(c))[0] == "M" and script[chr(c)] == "Inherited"}
    marks |= set(map(chr, range(0x483, 0x48A)))
    classes["MARKS"] = ("Combining marks that belong to no script, and the Cyrillic ones, to U+FFFF.", marks)
    exotic = {c for a in ALPHABETS for c in tables[f"{a.upper()}_EXACT"] if category(c)[0] == "L" and script[c] != "Common"}
    exotic = {c for c in exotic | set(tables["LATIN_EXACT"]) if script[c] not in ALPHABETS or c in numerals}
    exotic -= set("\u212a\u212b")  # kelvin and angstrom signs are Latin letters as soon as anybody normalises
    classes["EXOTIC"] = ("Letters and signs of other scripts with an exact twin, to U+FFFF.", {c for c in exotic if c < "\uffff"})
    classes["EXOTIC_ASTRAL"] = ("The same above U+FFFF.", {c for c in exotic if c > "\uffff"})
    living = {c for c in tables["LATIN_NEAR"] if category(c)[0] in "LN" and script[c] not in (*ALPHABETS, "Common")}
    living = {c for c in living - exotic if c < "\uffff"}
    classes["LIVING"] = ("Letters and digits of scripts in daily use beside Latin that a reader takes for Latin.", living)
    line = header(f"alphabets, Unicode {UNICODE}, from properties.bin and confusables.py", LICENCE)
    text = line + '"""The insides of ``re`` character classes, exact for the Unicode version of line 1."""\n'
    for name, (what, chars) in classes.items():
        text += f"\n# {what}\n{name} = (\n" + "\n".join(_literal(_ranges(chars))) + "\n)\n"
    return text


def _ranges(chars: set[str]) -> Iterator[str]:
    codes = sorted(map(ord, chars))
    known = set(codes)
    firsts = [code for code in codes if code - 1 not in known]
    lasts = [code for code in codes if code + 1 not in known]
    for first, last in zip(firsts, lasts, strict=True):
        yield from chr(first) if first == last else (chr(first), "-", chr(last))


def main() -> None:
    """Write the tables beside this file."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python textclean/tables/build.py confusables.txt")
    published, reviewed = Path(sys.argv[1]), HERE / "look_alikes.txt"
    (HERE / "properties.bin").write_bytes(properties())
    confusables = Confusables(published, reviewed)
    (HERE / "confusables.py").write_text(as_module(confusables.tables, published, reviewed), encoding="ascii")
    (HERE / "alphabets.py").write_text(alphabets(confusables), encoding="ascii")


if __name__ == "__main__":
    main()
