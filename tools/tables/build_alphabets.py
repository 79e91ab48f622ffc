"""Build ``textclean/tables/exemplars.txt``, the letters that each language is written with, from the Unicode CLDR.

    npm pack cldr-misc-full@48.2.0 && tar xzf cldr-misc-full-48.2.0.tgz      (Unicode-3.0)
    python tools/tables/build_alphabets.py package

The same package gives the same bytes.  CLDR lists main exemplar characters (what the language needs) and auxiliary ones
(what loan words and names need).  Of both, letters and marks are kept, in lower case and composed (NFC); a cluster such
as ``{dž}`` counts as its code points.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

CODES = (
    "af am ar as ast az be bg bn br bs ca ceb ckb cs cv cy da de dz el en eo es et eu fa fi fil fo fr fy ga gd gl gu ha "
    "haw he hi hr hsb dsb hu hy ia id ig is it ja jv ka kk km kn ko ku ky la lb lo lt lv mi mk ml mn mr ms mt my nb ne "
    "nl nn nso oc om or os pa pl ps pt qu rm ro ru rw sa sah sc sd se si sk sl sn so sq sr sr-Latn st su sv sw ta te tg "
    "th ti tk tn to tr tt ug uk ur uz vi wo xh yi yo zh zh-Hant zu"
)
TARGET = Path(__file__).parents[2] / "textclean" / "tables" / "exemplars.txt"


def letters(unicode_set: str) -> list[str]:
    """The letters and marks of a CLDR set, sorted.

    Escapes (``\\u200C``, backslash before a sign) and ranges (``a-z``) are resolved; all else stands as itself.
    """
    inside = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), unicode_set.strip()[1:-1])
    found: set[str] = set()
    for first, last in re.findall(r"([^\s{}\\])-([^\s{}\\])", inside):
        found.update(map(chr, range(ord(first), ord(last) + 1)))
    found.update(unicodedata.normalize("NFC", inside))
    small = {low for char in found for low in [unicodedata.normalize("NFC", char.lower())] if len(low) == 1}
    return sorted(char for char in small if unicodedata.category(char)[0] in "LM")


def shown(chars: list[str]) -> str:
    """Letters as themselves, marks by number: a mark on its own would hang on its neighbour."""
    marks = [f" U+{ord(char):04X}" for char in chars if unicodedata.category(char)[0] == "M"]
    return "".join(char for char in chars if unicodedata.category(char)[0] == "L") + "".join(marks)


def main() -> None:
    """Write the file."""
    lines = []
    for code in CODES.split():
        path = Path(sys.argv[1]) / "main" / code / "characters.json"
        if not path.exists():
            print("not in the package:", code, file=sys.stderr)
            continue
        sets = json.loads(path.read_text("utf-8"))["main"][code]["characters"]
        needed = letters(sets["exemplarCharacters"])
        loans = [char for char in letters(sets.get("auxiliary") or "[]") if char not in needed]
        if not needed:
            continue  # not listed there yet
        lines.append(f"{code.replace('-', '_')}\t{shown(needed)}\t{shown(loans)}".rstrip())
    body = "\n".join(lines) + "\n"
    digest = hashlib.sha256(body.encode()).hexdigest()
    facts = "# exemplar letters | tools/tables/build_alphabets.py | Unicode CLDR 48.2.0 (cldr-misc-full), Unicode-3.0"
    TARGET.write_text(f"{facts} | sha256 {digest}\n{body}", "utf-8", newline="\n")
    print(f"{TARGET.name}: {len(lines)} languages, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
