"""How often letters that became U+FFFD come back right: clean text loses all letters beyond ASCII, and is asked.

    python benchmarks/replaced.py FOLDER [--every 23] [--offset 11]

FOLDER holds .jsonl.gz files of records with "text" and "lang".  Up to twelve documents of a file in Latin letters are
taken, 3,000 code points of each.  The numbers in ``textclean/mojibake/replaced.py`` were fitted on offset 0.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from textclean.contract import Sure
from textclean.mojibake import replaced

MOST, LONG = 12, 3000
ACCENTS = 10  # letters beyond ASCII that a document must have
PHONETICS = ("wikipron", "phoible", "ipa-dict", "numerals", "kanjium")  # which no list has


def documents(folder: Path, every: int, offset: int) -> Iterator[tuple[str, str]]:
    """Language and text of the documents."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        taken = 0
        if any(name in path.name for name in PHONETICS):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every != offset or taken == MOST:
                    continue
                record = json.loads(line)
                text = record["text"][:LONG]
                latin = sum("\x7f" < char < "\u0250" and char.isalpha() for char in text)
                other = sum(char >= "\u0250" and char.isalpha() for char in text)
                if replaced.LOST not in text and latin >= ACCENTS and other <= latin // 4:
                    taken += 1
                    yield record["lang"], text


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--every", type=int, default=23)
    asked.add_argument("--offset", type=int, default=11)
    given = asked.parse_args()
    count, languages = 0, set()
    words: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for language, text in documents(given.folder, given.every, given.offset):
        count += 1
        languages.add(language)
        for place in replaced.places(re.sub("[^\x00-\x7f]", replaced.LOST, text)):
            best, sure = place.decision.best.new, place.decision.sure
            if best is not None and sure is not None:
                grade = "likely" if sure >= Sure.LIKELY else "held"
                words[grade] += 1
                wrong[grade] += best != text[place.start : place.end]
    print(f"{count} documents of {len(languages)} languages")
    for grade, number in sorted(words.items()):
        print(f"{grade}: {number} words, {wrong[grade]} wrong ({wrong[grade] / number:.2%})")


if __name__ == "__main__":
    main()
