"""Build ``textclean/tables/strings/*.bin``: which letters follow three and four others in a language.

    python -m venv /tmp/sources
    /tmp/sources/bin/pip install brotli
    /tmp/sources/bin/pip install --no-deps lingua-language-detector==1.3.5
    PYTHONPATH=. /tmp/sources/bin/python tools/tables/build_strings.py

The same sources and the same Python give the same bytes.  Only for languages of scripts in which two letters look like
one of another: Greek (omicron and sigma like o) and Armenian (zay and gim like q, vo and ra like n).

Format: one line of facts (ASCII); then a zlib stream of UTF-8, a line for each three letters, sorted: the three, and
for each letter that follows them a blank, the letter, and those that follow all four.
"""

from __future__ import annotations

import hashlib
import importlib
import zlib
from collections import defaultdict
from pathlib import Path

from short_strings import lingua_tables

TARGET = Path(__file__).parents[2] / "textclean" / "tables" / "strings"
CODES = "el", "hy"
# How often a string of so many letters must have been seen, in the unit of the rarest: rarer ones are names, other
# languages and slips.  With 16 and 16, of 100 pairs of words (``language/strings.py``) two or three fewer are told;
# with 1 and 4 one more, in a table half as large again.
LEAST = {4: 4, 5: 8}


def seen(tables: dict[int, dict[str, float]], size: int) -> list[str]:
    """The strings of *size* letters that were seen often enough."""
    unit = min(tables[size].values())
    return [string for string, times in tables[size].items() if times > (LEAST[size] - 0.5) * unit]


def lines(tables: dict[int, dict[str, float]]) -> list[str]:
    """The lines of one language."""
    after: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for string in seen(tables, 4):
        after[string[:3]][string[3]] = []
    for string in seen(tables, 5):
        after[string[:3]][string[3]].append(string[4])
    return [
        " ".join([three, *(fourth + "".join(sorted(fifth)) for fourth, fifth in sorted(letters.items()))])
        for three, letters in sorted(after.items())
    ]


def main() -> None:
    """Write all files."""
    TARGET.mkdir(exist_ok=True)
    packages = Path(importlib.import_module("lingua").__file__ or "").parents[1]
    for code in CODES:
        text = "\n".join(lines(lingua_tables(packages, code)))
        body = zlib.compress(text.encode(), 9)
        facts = (
            f"textclean strings 1 | {code} | tools/tables/build_strings.py from lingua-language-detector 1.3.5 | "
            f"Apache-2.0 | sha256 {hashlib.sha256(body).hexdigest()}\n"
        )
        TARGET.joinpath(f"{code}.bin").write_bytes(facts.encode("ascii") + body)


if __name__ == "__main__":
    main()
