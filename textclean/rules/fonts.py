"""Words written in symbols that only look like letters: mathematical bold, circled, squared, small capitals, raised.

Text generators dress up posts and spam with alphabets made for other ends, and then no search, filter or screen reader
knows the words.  Each symbol stands for one plain letter, so a word is easily read back.  The question is only whether
it is a word:

* a lone symbol is the author's: variables, number sets, list marks, blood groups, footnotes, phonetic letters;
* so is a formula: words beside an operator, names of functions, italic capitals for the corners of a triangle;
* a word of three or four letters, or several words in a row, are dressed up, and so are the short words of the same
  alphabet beside them; letters that the alphabet lacks (accented ones, digits) stand between as they are;
* two regional indicators are a flag if such a flag exists; a row that cannot be flags is a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.spans import splice
from textclean.styled import alphabets, rows
from textclean.text import Text

_SIGNS = alphabets.SMALL + alphabets.RAISED + alphabets.LOWERED + alphabets.REGIONAL
_SYMBOLS = lazy(f"[{rows.DRESSED}{_SIGNS}\u0493\u01eb]+")
_ROW = lazy(f"[{alphabets.REGIONAL}]{{3,}}")


@rule(
    Stage.LETTERS,
    triggers=rows.DRESSED + alphabets.REGIONAL + alphabets.SMALL_ONLY + alphabets.RAISED + alphabets.LOWERED,
)
def fonts(text: Text) -> Iterator[Edit | Batch]:
    """Words in dressed-up letters become plain words; lone symbols, formulas and flags stay."""
    value = text.value
    found = rows.changes(value, text.marks)
    plain = alphabets.tables()[0]
    for row in text.finditer(_ROW) if _ROW.search(text.marks) else ():
        letters = "".join(map(plain.__getitem__, row[0]))
        if not alphabets.are_flags(letters) and not rows.is_list(row[0]):
            found.append((*row.span(), letters))
    if not found:
        return
    found.sort()

    def edits() -> list[Edit]:
        return [
            Edit(*run.span(), new[run.start() - start : run.end() - start], "word in dressed-up letters", Sure.LIKELY)
            for start, end, new in found
            for run in _SYMBOLS.finditer(value, start, end)
            if new[run.start() - start : run.end() - start] != run[0]
        ]

    yield Batch(splice(value, found), edits, Sure.LIKELY)


fonts.fixes(
    "\U0001d412\U0001d41a\U0001d425\U0001d41e \U0001d41e\U0001d427\U0001d41d\U0001d42c \U0001d41a"
    "\U0001d42d \U0001d7d3, \U0001d41a \U0001d425\U0001d428\U0001d42d",
    "Sale ends at 5, a lot",
)
fonts.fixes(
    "\U0001d5ea\u00fc\U0001d5ff\U0001d5f1\U0001d5f2 und \U0001d622\U0001d623\U0001d626\U0001d633",
    "W\u00fcrde und aber",
    because="letters without a bold form stayed plain",
)
fonts.fixes(
    "\u24c8\u24d0\u24db\u24d4 \U0001f175\U0001f181\U0001f174\U0001f174 \U0001d4e2\U0001d4f1\U0001d4f8\U0001d4f9",
    "Sale FREE Shop",
)
fonts.fixes(
    "\u1d1b\u029c\u026as \u026as \u1d00 \u1d1b\u1d07s\u1d1b, T\u029c\u1d07 E\u0274\u1d05", "this is a test, The End"
)
fonts.fixes("\u1d57\u02b0\u2071\u02e2 \u2071\u02e2 \u1d43 \u1d57\u1d49\u02e2\u1d57", "this is a test")
fonts.fixes("\U0001f1ed\U0001f1ea\U0001f1f1\U0001f1f1\U0001f1f4 world", "HELLO world", because="no row of flags")
fonts.fixes("\U0001d407ello \U0001d416orld", "Hello World", because="one symbol in a plain word")
fonts.keeps(
    "\U0001d453: \u211d \u2192 \u211d, \U0001d400\U0001d431 = \U0001d41b; \u25b3\U0001d434\U0001d435"
    "\U0001d436\U0001d437, \U0001d460\U0001d456\U0001d45b(\U0001d465)",
    because="mathematics",
)
fonts.keeps(
    "\u00bd m\u00b2 \u2116 5\u2122 20 \u2103, \u2460 one, \u24d0 two, 1\u02e2\u1d57, M\u1d50\u1d49, H\u2082O, x\u207f",
    because="signs",
)
fonts.keeps(
    "\U0001f1eb\U0001f1f7\U0001f1e9\U0001f1ea\U0001f1fa\U0001f1e6 \U0001f170\U0001f171 \U0001f18e", because="flags"
)
fonts.keeps("[k\u02b0\u026at\u02b0] \u0299\u0280\u026a\u0274 t\u02b7a \u1d07\u1d0f", because="phonetic letters")
fonts.keeps(
    "q\u02b0\u02b7\u02b2 \u2071\u1d58\u1d57\u1d4f \u014b\u02b2\u02d0", because="phonetic letters, three of them raised"
)
fonts.keeps(
    "superscripts: \u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0, \u02b3\u02e2\u1d57\u1d58 and \u1d57\u02b0\u1d49\u02e2\u1d49",
    because="a text that lists an alphabet is about it",
)
fonts.keeps("\u1d3a\u1d35\u1d3a\u1d30\u1d2c(al)lattari", because="a raised word in front of another, in cuneiform")
fonts.keeps("\u0414\u0430 \U0001d44e + \U0001d44f, \u6f22\u5b57 \U0001d538", because="other scripts")
fonts.keeps(
    "the group \U0001d530\U0001d532(2), \U0001d53c[\U0001d44b] = \U0001d707, \U0001d4aa(\U0001d45b log "
    "\U0001d45b), \u2211\U0001d456 \U0001d465\U0001d456\u00b2 and \U0001d405 = \U0001d45a\U0001d41a, "
    "\U0001d44e\U0001d44f\U0001d450",
    because="mathematics",
)
fonts.keeps(
    "\u0414\u0430\u043d\u043e \U0001d434\U0001d435\U0001d436\U0001d437; \U0001d460\U0001d456\U0001d45b \U0001d465 < 1",
    because="corners and functions",
)
fonts.fixes(
    "T\u1d0f\u1d05\u1d0f \u00e9\u0262\u1d00\u1d1cx \u017e\u026a\u1d20\u1d0f\u1d1b",
    "Todo \u00e9gaux \u017eivot",
    because="accented letters have no small form",
)
fonts.fixes(
    "Eve\U0001d493yone kn\U0001d52cws th\U0001d522m", "Everyone knows them", because="symbols inside plain words"
)
fonts.fixes(
    "derecho \U0001d4ea la propiedad", "derecho a la propiedad", because="a lone symbol may be a variable", solved=False
)
fonts.fixes(
    "Mix \U0001d538\U0001d539 and \u029c\u1d00",
    "Mix AB and ha",
    because="two letters may be a product or a sign",
    solved=False,
)
fonts.keeps("{y\u203fx\U0001d54ati: 0}", because="a function in BQN, inside a name")
fonts.keeps(
    "F\u2190{\U0001d54f\U0001d54e\U0001d53d\U0001d53e\U0001d557 \U0001d568\u22b8\U0001d569}",
    because="names of functions in BQN",
)
fonts.keeps(
    "l\u02e1r\u02b3 | \u2115\u2115\u2115\u2115 | \u2200\u2200\u2203\u2203",
    because="signs, each of them again and again",
)
fonts.keeps("Acme\u24c7 Drill and Sonora\u24c2", because="marks of owners, behind names")
fonts.keeps(
    "unit = r'[\u02b0\u02b2\u02b3\u02b7\u02b8\u02e1\u02e2\u02e3\u1d2c\u1d2e\u1d30]*' # \u1d62\u1d63\u1d64\u1d65",
    because="raised and lowered letters in the order of their code points",
)
fonts.keeps("".join(map(chr, range(0x1F1E6, 0x1F200))), because="all regional indicators, in order")
