"""Typographic quotation marks, where the reader of the text wants the typewriter's two.

Curly quotes, guillemets and low quotes are the author's and right in every language; nothing damaged them.  Old
systems, code examples and plain ASCII files cannot hold them, so this rule is on in ``ascii`` and else only by name.
Single marks become U+0027, double ones U+0022; a no-break space inside French guillemets goes with them.  A double
mark inside straight double quotes becomes a single one: another U+0022 would end a CSV cell or a JSON string early.
Letters that look like marks stay: U+02BB and U+02BC spell words in Hawaiian, Tongan, Uzbek and Ukrainian; so do
primes, corner brackets of Chinese and Japanese, and the Hebrew geresh.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u275b\u275c"
DOUBLE = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u275d\u275e\u2e42"
_GAP = "\u00a0\u202f\u2009"  # what French puts inside its guillemets
_MARKS = lazy(f"[\u00ab\u2039][{_GAP}]|[{_GAP}][\u00bb\u203a]|[{SINGLE}{DOUBLE}]+")
_STRAIGHT = lazy('"[^"\n]*"')
_TABLE = {ord(mark): "'" for mark in SINGLE} | {ord(mark): '"' for mark in DOUBLE} | {ord(gap): "" for gap in _GAP}
_NESTED = _TABLE | {ord(mark): "'" for mark in DOUBLE}


@rule(Stage.FORM, triggers=SINGLE + DOUBLE, profiles=("ascii",))
def quotes(text: Text) -> Iterator[Edit | Batch]:
    """Typographic quotation marks become straight ones."""
    spans = [match.span() for match in text.finditer(_STRAIGHT)] if '"' in text.value else []

    def straight(match: re.Match[str]) -> str:
        at = bisect_right(spans, (match.start(), len(text.value))) - 1
        nested = at >= 0 and match.start() < spans[at][1]
        return match[0].translate(_NESTED if nested else _TABLE)

    yield from batch(text.value, _MARKS, straight, "typographic quotation mark", Sure.CERTAIN)


quotes.fixes("\u201cDon\u2019t,\u201d she said", '"Don\'t," she said')
quotes.fixes("\u00ab\u00a0Bonjour\u00a0\u00bb, dit-il", '"Bonjour", dit-il', because="the space belongs to the marks")
quotes.fixes("\u201eGuten Tag\u201c und \u00bbhallo\u00ab", '"Guten Tag" und "hallo"', because="German has both pairs")
quotes.fixes(
    'id,note\n1,"he said \u201cno\u201d, twice"',
    "id,note\n1,\"he said 'no', twice\"",
    because="a straight double quote would end the cell",
)
quotes.fixes(
    "\u041e\u043d \u0441\u043a\u0430\u0437\u0430\u043b: \u00ab\u0434\u0430\u00bb",
    '\u041e\u043d \u0441\u043a\u0430\u0437\u0430\u043b: "\u0434\u0430"',
)
quotes.keeps("\u02bbokina and \u043e\u0431\u02bc\u0454\u043a\u0442", because="modifier letters spell words")
quotes.keeps(
    "\u300c\u6771\u4eac\u300d\u3068\u300e\u5927\u962a\u300f", because="Japanese brackets are not quotation marks"
)
quotes.keeps("5\u2032 10\u2033 and \u05e6\u05d4\u05f4\u05dc", because="primes and the Hebrew gershayim")
