"""Make ``textclean/tables/accented.bin``: which words with an accented Latin letter the word lists have.

    python tools/tables/build_accented.py

From ``textclean/tables/words``, and German words as they were spelled before 1996 (``muß``).  A line of facts, then a
Bloom filter (Bloom 1970, "Space/time trade-offs in hash coding with allowable errors") of ``SIZE`` bytes:
``textclean/prefilter/unlisted.py`` says which bits a word sets.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from textclean.language import lexicon
from textclean.prefilter import unlisted

SIZE = 448 << 10  # bytes: 15 bits a word
TABLES = Path(__file__).parents[2] / "textclean" / "tables"


def main() -> None:
    """Write the table."""
    codes = (*lexicon.codes("Latin"), lexicon.NAMES)
    german = (re.sub("ss(?=t|$)", "\xdf", word) for word in lexicon.words("de"))
    known = {*german, *(word for code in codes for word in lexicon.words(code))}
    words = sorted(word for word in known if not word.isascii())
    bits = bytearray(SIZE)
    for word in words:
        for at in unlisted.places(word):
            bits[at % (8 * SIZE) >> 3] |= 1 << (at & 7)
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    head = (
        f"# {len(words)} words of the {len(codes)} lists in Latin letters of tables/words, sha256 {digest}; "
        "made by tools/tables/build_accented.py; CC-BY-SA-4.0, see words/README.md\n"
    )
    (TABLES / "accented.bin").write_bytes(head.encode() + bytes(bits))


if __name__ == "__main__":
    main()
