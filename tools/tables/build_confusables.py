"""Generate ``textclean/tables/confusables.tsv``: which character may stand for which letter, and how unlike they look.

``python tools/tables/build_confusables.py CONFUSABLES``, where CONFUSABLES is a copy of the file published at
``ADDRESS`` (UTS #39).  That file is a skeleton for comparison, not a repair table: it folds case (I, l, 1 and | are
one), and it says nothing about how alike two characters are.  So here only its classes are used: two characters with
one skeleton look alike, also where the skeleton itself is of a third script.  The reviewed pairs of
``textclean/tables/look_alikes.txt`` come first.

A line of the output: script, letter, cost in nats, the characters that stand for the letter at this cost.  The cost is
-ln P(this character | the letter was replaced), in three steps that a reader's eye can tell apart: the same drawing,
like it, and only in a word.  The same sources give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from textclean import scripts

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://www.unicode.org/Public/security/15.0.0/confusables.txt"
TARGETS = {
    "Latin": "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u0137\u0139-\u0148\u014a-\u017e\u018f\u0259\u0192\u01b7\u0292\u0218-\u021b"
    "\u0186\u0254\u0190\u025b\u018e\u01dd\u1ea0-\u1ef9",
    "Cyrillic": "\u0400-\u045f\u0490-\u04bb\u04c0-\u04ff",
    "Greek": "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce",
    "Armenian": "\u0531-\u0556\u0561-\u0587",
    "Georgian": "\u10d0-\u10f0",
    "Hebrew": "\u05d0-\u05ea",
}
# Nats: the same drawing; one skeleton in UTS #39, or another style of the letter; near; a second reading of a letter;
# the case that the other character has not; near to what is near (both to one Latin letter).
SAME, ALIKE, NEAR, SECOND, CASE, FAR = 0.5, 1.0, 3.5, 5.5, 5.0, 6.5
MICRO = "\xb5"  # a sign of its own in every other script
# Letters that Unicode puts into the class of another one of their alphabet, with the few that do look like them; and
# how much more the others cost: the class is drawn like the other letter.
OTHERS = {"\u04af": "\u028f"}
UNLIKE = 2.0
RARE = 1.0  # more for a Latin letter of no living alphabet: it may be phonetics
FRAMED = (0x1F150, 0x1F170, 0x1F1E6, 0x1F110, 0x1F130, 0x24B6)  # A to Z in a frame
FRAMED_SMALL = (0x249C, 0x24D0)

Costs = dict[tuple[str, str], float]  # (letter, character) -> nats


def published(path: Path) -> dict[str, str]:
    """Character -> skeleton (one step of UTS #39, as published)."""
    found = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if match := re.match(r"([0-9A-F]+) ;\t([0-9A-F ]+) ;", line):
            found[chr(int(match[1], 16))] = "".join(chr(int(code, 16)) for code in match[2].split())
    return found


def skeletons(prototypes: dict[str, str]) -> dict[str, str]:
    """Every character that may matter -> its whole skeleton."""
    letters = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xA0, 0x0600), *range(0x10A0, 0x1100))))
    everything = {*prototypes, *letters, *map(chr, range(0x1E00, 0x2000))}

    def skeleton(char: str) -> str:
        parts = unicodedata.normalize("NFD", char)
        return unicodedata.normalize("NFD", "".join(prototypes.get(part, part) for part in parts))

    return {char: skeleton(char) for char in everything if unicodedata.category(char) != "Cn"}


def case(char: str) -> str:
    """``Lu``, ``Ll`` or nothing: by the letter that a styled one stands for."""
    kind = scripts.category(unicodedata.normalize("NFKC", char)[0])
    return kind if kind in ("Lu", "Ll") and scripts.script_of(char) not in ("Cherokee", "Deseret", "Osage") else ""


def is_source(char: str, script: str) -> bool:
    """May *char* stand for letters of *script*?  No ASCII but letters, no letter of its own living alphabet."""
    own = scripts.script_of(char) == script
    if char == MICRO:
        return script == "Greek"
    if char.isascii():
        return char.isalpha() and script != "Latin"
    if own:
        accented = len(unicodedata.normalize("NFD", char)) > 1
        if scripts.category(char) == "Lm":
            return False
        rare = script == "Latin" and not accented and not re.match(f"[{TARGETS['Latin']}\u017f\u212a\u212b]", char)
        return (
            rare
            or char in "\u0131\u0138"
            or (script == "Greek" and re.match("[\u03d0-\u03ff\u1d26-\u1d2a]", char) is not None)
        )
    return scripts.category(char)[0] in "LNS" and scripts.category(char) not in ("Lm", "Sk", "Sc")


def reviewed(path: Path) -> dict[str, dict[str, str]]:
    """Title of a section (``Latin exact``) -> {letter: the characters}."""
    sections: dict[str, dict[str, str]] = defaultdict(dict)
    for section in path.read_text(encoding="utf-8").split("\n[")[1:]:
        title, *lines = section.splitlines()
        for line in lines:
            letter, chars = line.split(" ")
            sections[title.rstrip("]")][letter] = sections[title.rstrip("]")].get(letter, "") + chars
    return sections


def styled(script: str) -> Costs:
    """Letters in another font, frame, width or height."""
    found: Costs = {}
    for char in map(
        chr,
        (
            *range(0x2070, 0x2190),
            *range(0x2C60, 0x2C80),
            *range(0xFF21, 0xFF5B),
            *range(0x1D400, 0x1D800),
            *range(0x1D2C, 0x1D6B),
            *range(0x1D78, 0x1DC0),
            *range(0x2B0, 0x2B9),
            0xAA,
            0xBA,
            0xB5,
        ),
    ):
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and len(plain) == 1 and re.match(f"[{TARGETS[script]}]", plain):
            found[plain, char] = ALIKE
    if script == "Latin":
        for first in FRAMED:
            found |= {(chr(65 + at), chr(first + at)): ALIKE for at in range(26)}
        for first in FRAMED_SMALL:
            found |= {(chr(97 + at), chr(first + at)): ALIKE for at in range(26)}
    return found


def build(prototypes: dict[str, str], pairs: dict[str, dict[str, str]]) -> dict[str, Costs]:
    """Script -> costs."""
    skeleton = skeletons(prototypes)
    classes: dict[str, list[str]] = defaultdict(list)
    for char, name in skeleton.items():
        classes[name].append(char)
    tables: dict[str, Costs] = {}
    for script, inside in TARGETS.items():
        costs: Costs = {}

        def add(letter: str, char: str, nats: float, costs: Costs = costs, script: str = script) -> None:
            if char != letter and is_source(char, script):
                rare = RARE * (scripts.script_of(char) == script == "Latin" and nats > SAME)
                costs[letter, char] = min(costs.get((letter, char), 99.0), nats + rare)

        for letter in (char for char in map(chr, range(0x41, 0x1F00)) if re.match(f"[{inside}]", char)):
            for char in classes[skeleton[letter]] if letter in skeleton else ():
                unlike = case(char) and case(letter) and case(char) != case(letter)
                other = letter in OTHERS and char not in OTHERS[letter]
                add(letter, char, ALIKE + CASE * bool(unlike) + UNLIKE * other)
        for (letter, char), nats in styled(script).items():
            add(letter, char, nats)
        for title, nats in (
            ("exact", SAME),
            ("near", NEAR),
            ("second", SECOND),
            ("convention", SAME),
            ("letters", ALIKE),
        ):
            for letter, chars in pairs.get(f"{script} {title}", {}).items():
                for char in chars:
                    add(letter, char, nats)
        tables[script] = costs
    through_latin(tables, add_to=("Cyrillic", "Greek", "Armenian"))
    return tables


def through_latin(tables: dict[str, Costs], add_to: tuple[str, ...]) -> None:
    """Two characters that both look like one Latin letter look like each other."""
    latin: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (letter, char), nats in tables["Latin"].items():
        latin[letter].append((char, nats))
    for script in add_to:
        costs = tables[script]
        twins = [(letter, char, nats) for (letter, char), nats in costs.items() if char.isascii() and nats <= NEAR]
        for letter, char, nats in twins:
            for other, more in latin[char]:
                total = min(nats + more + (ALIKE if nats + more > ALIKE else 0), FAR)
                if other != letter and is_source(other, script) and (letter, other) not in costs:
                    costs[letter, other] = total


def lines(tables: dict[str, Costs]) -> list[str]:
    """The rows of the file."""
    rows = []
    for script, costs in tables.items():
        grouped: dict[tuple[str, float], list[str]] = defaultdict(list)
        for (letter, char), nats in costs.items():
            grouped[letter, nats].append(char)
        rows += [
            f"{script}\t{letter}\t{nats:g}\t{''.join(sorted(chars))}"
            for (letter, nats), chars in sorted(grouped.items())
        ]
    return rows


def main() -> None:
    """Write the table."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python tools/tables/build_confusables.py confusables.txt")
    source, own = Path(sys.argv[1]), ROOT / "textclean/tables/look_alikes.txt"
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (source, own)]
    head = (
        f"# look-alikes: UTS #39 15.0.0 | {ADDRESS} sha256 {digests[0]} | Unicode-3.0 (https://www.unicode.org/license.txt)"
        f" | reviewed pairs: look_alikes.txt sha256 {digests[1]} | MIT | tools/tables/build_confusables.py"
    )
    rows = lines(build(published(source), reviewed(own)))
    (ROOT / "textclean/tables/confusables.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
