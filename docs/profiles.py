"""Write the table of ``docs/profiles.md``: what each profile and three other tools make of the same texts.

python docs/profiles.py            # write it (needs clean-text: pip install clean-text)

Every cell is the output of a call.  A test compares the columns whose tools are installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from textclean import clean

PAGE = Path(__file__).parent / "profiles.md"
START, END = "<!-- table -->\n", "<!-- end of table -->\n"
# fmt: off
ROWS = (
    ("mojibake", "fianc\u00c3\u00a9e\u2019s caf\u00c3\u00a9"),
    ("look-alike letters", "Th\u0435 pr\u0435sid\u0435nt sp\u043eke"),
    ("Russian is no look-alike", "\u0441\u0430\u0445\u0430\u0440 \u0438 \u043a\u043e\u0442"),
    ("zero-width space in a word", "zero\u200bwidth"),
    ("joiner that Persian spells with", "\u0645\u06cc\u200c\u0634\u0648\u062f"),
    ("emoji sequence", "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u260e\ufe0f"),
    ("bold letters", "\U0001d412\U0001d41a\U0001d425\U0001d41e \U0001d41e\U0001d427\U0001d41d\U0001d42c"),
    ("mathematics", "\U0001d453: \u211d \u2192 \u211d"),
    ("signs", "\u00bd m\u00b2 \u2116 5\u2122"),
    ("full-width Latin", "\uff2f\uff50\uff45\uff4e \uff44\uff41\uff59"),
    ("full-width in Japanese", "\uff23\uff24\u3092\uff13\u679a\u3001"),
    ("ligatures of a PDF", "the \ufb01rst o\ufb03ce"),
    ("letters that look like ligatures", "\u0133s, c\u0153ur"),
    ("Arabic shapes", "\ufeb3\ufef4\ufeaa\ufe93"),
    ("Romanian cedillas", "Pre\u015fedin\u0163ia a anun\u0163at \u015fedin\u0163a"),
    ("letters taken apart", "cafe\u0301"),
    ("letters without a composed form", "\u0958 \u212b"),
    ("no-break space, debris", "large\u00a0house  and\u2003garden"),
    ("no-break space, French", "10\u202f000\u00a0\u20ac\u00a0!"),
    ("ideographic space", "\u6771\u4eac\u3000\u5927\u962a"),
    ("ragged line ends", "one \ntwo\t\n"),
    ("line ends", "one\r\ntwo\u2028three"),
    ("columns and indentation", "a    b\n  c  d"),
    ("curly quotes", "\u201cIt\u2019s\u201d \u00aboui\u00bb"),
    ("quotes in a CSV cell", '1,"so \u201cno\u201d"'),
    ("dashes", "5\u20136 \u2014 well\u2010known"),
    ("accents, \u00df", "na\u00efve Stra\u00dfe"),
    ("other scripts", "\u041f\u0440\u0438\u0432\u0435\u0442, \u5317\u4eac!"),
    ("emoji", "ok \U0001f44d\U0001f3fd"),
    ("entities in plain text", "Caf&eacute; &#8217;tis"),
    ("terminal colours", "\x1b[31mred\x1b[0m"),
    ("link with a look-alike", "see https://\u0440aypal.com/"),
)
# fmt: on


def _ftfy(text: str) -> str:
    from ftfy import fix_text

    return str(fix_text(text))


def _clean_text(text: str) -> str:
    from cleantext import clean as clean_text

    return str(clean_text(text))


def _unidecode(text: str) -> str:
    from unidecode import unidecode

    return str(unidecode(text))


COLUMNS: dict[str, Callable[[str], str]] = {
    "repair": clean,
    "normalize": lambda text: clean(text, profile="normalize"),
    "ascii": lambda text: clean(text, profile="ascii"),
    "ftfy": _ftfy,
    "clean-text": _clean_text,
    "Unidecode": _unidecode,
}
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\u00ad\u0300-\u036f\u2000-\u200f\u2028-\u202f\u2060-\u2064\u3000\ufe00-\ufe0f]"
)


def shown(text: str) -> str:
    """*text* as a cell: what cannot be seen is spelled out."""
    visible = _HIDDEN.sub(lambda m: {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(m[0], f"\\u{ord(m[0]):04x}"), text)
    return f"`{visible.replace('|', chr(92) + '|')}`"


def table(names: tuple[str, ...] = tuple(COLUMNS)) -> list[list[str]]:
    """The cells, row by row: the kind, the text, and each column's output (``=`` where nothing changes)."""
    rows = []
    for kind, text in ROWS:
        outputs = [COLUMNS[name](text) for name in names]
        rows.append([kind, shown(text), *("=" if out == text else shown(out) for out in outputs)])
    return rows


def written() -> list[list[str]]:
    """The cells of the table in the page, without its head."""
    page = PAGE.read_text(encoding="utf-8")
    lines = page[page.index(START) + len(START) : page.index(END)].splitlines()[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def main() -> None:
    """Put the table into the page."""
    head = ["kind", "text", *COLUMNS]
    lines = [head, ["---"] * len(head), *table()]
    page = PAGE.read_text(encoding="utf-8")
    body = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    PAGE.write_text(page[: page.index(START)] + START + body + page[page.index(END) :], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
