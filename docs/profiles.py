"""Write the table of ``docs/profiles.md``: what each profile and four other tools make of the same texts.

python docs/profiles.py            # write it (needs clean-text and anyascii: pip install clean-text anyascii)
python docs/profiles.py --check    # exit 1 if the page is not what the calls say

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
    ("micro sign before a unit", "500 \u03bcg, 5 \u00b5m"),
    ("powers", "10\u2076, 2\u00b3\u00b2, 10\u207b\u00b3 m\u00b2"),
    ("formulas", "H\u2082O, log\u20828, x\u2081"),
    ("mixed fractions", "5\u00bd km, 1\u00b3\u2044\u2084"),
    ("currencies", "\u00a325, \u00a5500, 500 \u20bd, 25\u20ac"),
    ("units", "20\u00b0C, 10 k\u03a9, 5\u2030"),
    ("arrows", "a \u2192 b \u21d2 c \u2191"),
    ("relations", "x \u2264 y \u2260 z \u00b1 2\u00d73"),
    ("Greek quantities", "\u0394T = 2\u03c0, \u03b2-carotene"),
    ("numbers in circles", "\u2460 \u2461"),
    ("section, number", "\u00a75, \u21165"),
    ("digits of other scripts", "\u0661\u0662\u0663, \u0967\u0968\u0969"),
    (
        "Ukrainian",
        "\u041a\u0438\u0457\u0432, \u0417\u0433\u0443\u0440\u0441"
        "\u044c\u043a\u0438\u0439, \u043c'\u044f\u0442\u0430",
    ),
    ("Bulgarian", "\u0429\u0430\u0441\u0442\u0438\u0435, \u0411\u044a\u043b\u0433\u0430\u0440\u0438\u044f"),
    ("Serbian", "\u0411\u0435\u043e\u0433\u0440\u0430\u0434, \u0402\u043e\u0440\u0452\u0435"),
    ("Greek, modern", "\u0395\u03c5\u03ac\u03b3\u03b3\u03b5\u03bb\u03bf\u03c2, \u03bc\u03c0\u03af\u03c1\u03b1"),
    ("Armenian", "\u0535\u0580\u0587\u0561\u0576"),
    ("Hebrew", "\u05e9\u05dc\u05d5\u05dd"),
    ("Arabic", "\u0627\u0644\u0633\u0644\u0627\u0645\u060c \u0623\u062d\u0645\u062f"),
    (
        "Persian yeh and kaf in Arabic",
        "\u0627\u0644\u0645\u06a9\u062a\u0628\u0629 \u0641"
        "\u06cc \u0627\u0644\u0642\u0627\u0647\u0631\u0629",
    ),
    (
        "Urdu on an Arabic keyboard",
        "\u064a\u06c1 \u0627\u064a\u0643 \u0643\u062a\u0627\u0628"
        " \u06c1\u06d2 \u0627\u0648\u0631 \u0645\u064a\u06ba",
    ),
    (
        "Kurdish he and joiner",
        "\u0644\u0647\u200c \u0647\u0647\u200c\u0648"
        "\u0644\u06ce\u0631 \u062f\u0647\u200c\u0698\u06cc",
    ),
    ("Hindi", "\u0928\u092e\u0938\u094d\u0924\u0947, \u0926\u093f\u0932\u094d\u0932\u0940"),
    ("Tamil", "\u0b9a\u0bc6\u0ba9\u0bcd\u0ba9\u0bc8"),
    ("Korean, sound changes", "\ub3c5\ub9bd\ubb38, \ub300\ud55c\ubbfc\uad6d"),
    ("Japanese kana", "\u3042\u308a\u304c\u3068\u3046\u3001\u30e9\u30fc\u30e1\u30f3"),
    ("Japanese ideographs", "\u6771\u4eac\u30bf\u30ef\u30fc"),
    ("Chinese in Markdown", "**\u7c97\u4f53**\u7b2c3\u7ae0"),
    ("Thai am in parts", "\u0e19\u0e4d\u0e49\u0e32\u0e43\u0e08 \u0e40\u0e40\u0e25\u0e30"),
    ("Khmer", "\u1797\u17b6\u179f\u17b6"),
    ("word signs", "\ufdfa"),
    ("a blank beside a ligature", "the \ufb01 rst o \ufb03 ce"),
    ("clock", "10:30\u202fAM"),
    ("Greek with signs for letters", "\u2206\u03b7\u03bc\u03bf\u03ba\u03c1\u03b1\u03c4\u03af\u03b1 \u00b5\u03b5"),
    ("Catalan", "col\u00b7lecci\u00f3"),
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


def _anyascii(text: str) -> str:
    from anyascii import anyascii

    return str(anyascii(text))


COLUMNS: dict[str, Callable[[str], str]] = {
    "repair": clean,
    "normalize": lambda text: clean(text, profile="normalize"),
    "ascii": lambda text: clean(text, profile="ascii"),
    "ftfy": _ftfy,
    "clean-text": _clean_text,
    "Unidecode": _unidecode,
    "anyascii": _anyascii,
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


def main() -> int:
    """Put the table into the page; with --check only say whether it is there."""
    rows = table()
    if "--check" in sys.argv[1:]:
        stale = [row[0] for row, cells in zip(rows, [*written(), *[[]] * len(rows)], strict=False) if row != cells]
        print("\n".join(f"docs/profiles.md is not current: {kind}" for kind in stale), end="\n" if stale else "")
        return int(bool(stale))
    head = ["kind", "text", *COLUMNS]
    lines = [head, ["---"] * len(head), *rows]
    page = PAGE.read_text(encoding="utf-8")
    body = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    PAGE.write_text(page[: page.index(START)] + START + body + page[page.index(END) :], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
