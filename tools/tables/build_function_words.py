"""Make ``textclean/tables/function_words.txt``: the commonest plain words of languages with accented Latin letters.

    python tools/tables/build_function_words.py

From ``textclean/tables/words``.  One line for each language of ``neighbours.txt`` that has a list: its code, then the
``MOST`` commonest words of ASCII letters, the commonest first.
"""

from __future__ import annotations

from pathlib import Path

from textclean.language import lexicon
from textclean.prefilter import neighbours

MOST = 60
TABLES = Path(__file__).parents[2] / "textclean" / "tables"


def main() -> None:
    """Write the table."""
    lines = ["# The commonest words of ASCII letters by language, by tools/tables/build_function_words.py"]
    for code in neighbours.languages():
        if code not in lexicon.codes() and code not in lexicon.ALIASES:
            continue
        listed = lexicon.words(code)
        plain = [word for word in listed if word.isascii() and word.isalpha()]
        plain.sort(key=lambda word: (-ord(listed[word]), word))
        lines.append(" ".join([code, *plain[:MOST]]))
    (TABLES / "function_words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
