"""Letters taken apart into a base and its marks, as file systems and some keyboards store them.

"e" and U+0301 is the same letter as U+00E9 (Unicode, canonical equivalence), but searches, counts and joins miss it.
This rule puts together what has a composed form, and does nothing else of normal form C: it takes nothing apart (the
composition exclusions: Devanagari U+0958, Hebrew U+FB2A), replaces no letter by another (the singletons: U+212B,
U+2126, U+1F71, U+037E, the compatibility ideographs), and does not reorder marks that compose to nothing.  26 of 383
translations of one text were found apart and are right as they are, so it is on only in ``normalize`` and ``ascii``.

The marks are listed here, all of them assigned before Unicode 6.0: composition of assigned characters is frozen by
Unicode's stability policy, so every Python gives the same answer.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

# Latin, Greek, Cyrillic; the kana voicing marks; the vowels and finals of Hangul.
MARKS = (
    "\u0342\u0345\u0300-\u0304\u0306-\u030c\u030f\u0311\u0313\u0314\u031b\u0323-\u0328\u032d\u032e\u0330\u0331\u0338"
)
KANA = "\u3099\u309a"
JAMO = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]"
# Arabic and Indic signs are common alone, so they are looked for behind the letters they compose with.
PAIRS = (
    "[\u0627\u0648\u064a\u06c1\u06d2\u06d5][\u0653-\u0655]|[\u0928\u0930\u0933]\u093c|\u09c7[\u09be\u09d7]|\u0b47[\u0b3e\u0b56\u0b57]"
    "|\u0b92\u0bd7|[\u0bc6\u0bc7]\u0bbe|\u0bc6\u0bd7|\u0c46\u0c56|\u0cbf\u0cd5|\u0cc6[\u0cd5\u0cd6]|\u0cc6\u0cc2\u0cd5?|\u0cca\u0cd5"
    "|[\u0d46\u0d47]\u0d3e|\u0d46\u0d57|\u0dd9\u0dcf\u0dca?|\u0dd9[\u0dca\u0ddf]|\u0ddc\u0dca|\u1025\u102e"
)
_RUN = lazy(f"{JAMO}|{PAIRS}|[^\x00-\x1f\u0300-\u036f\u3099\u309a][\u0300-\u036f]+|[\u3046-\u30fd][{KANA}]")


@lru_cache(maxsize=4096)
def _composed(run: str) -> str:
    """*run* put together; itself where normal form C would take apart or replace a letter, or compose nothing."""
    whole = unicodedata.normalize("NFC", run)
    kept = all(unicodedata.normalize("NFC", char) == char for char in run)
    return whole if kept and len(whole) < len(run) else run


@rule(
    Stage.FORM,
    triggers=MARKS + KANA + "\u1161-\u1175\u11a8-\u11c2",
    pattern=PAIRS,
    profiles=("normalize", "ascii"),
)
def decomposed(text: Text) -> Iterator[Edit | Batch]:
    """Base letter and mark become the composed letter where there is one (UAX 15, less its exceptions)."""
    yield from batch(
        text.value, _RUN, lambda match: _composed(match[0]), "letter stored as base and mark", Sure.CERTAIN
    )


decomposed.fixes("cafe\u0301 nai\u0308ve", "caf\u00e9 na\u00efve")
decomposed.fixes("Tie\u0302\u0301ng Vie\u0323\u0302t", "Ti\u1ebfng Vi\u1ec7t", because="in either order of the marks")
decomposed.fixes(
    "\u0438\u0306\u043e\u0434, \u0435\u0308\u043b\u043a\u0430",
    "\u0439\u043e\u0434, \u0451\u043b\u043a\u0430",
    because="Cyrillic file names of macOS",
)
decomposed.fixes("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00", because="Hangul in parts")
decomposed.fixes("\u304b\u3099\u304d\u3099", "\u304c\u304e", because="Japanese file names of macOS")
decomposed.fixes("\u03b1\u0313\u0301", "\u1f04", because="polytonic Greek")
decomposed.fixes("\u0ba8\u0bc6\u0bbe", "\u0ba8\u0bca", because="a Tamil vowel in two parts")
decomposed.keeps("\u0958 \u0915\u093c", because="Devanagari qa is excluded from composition; both spellings stay")
decomposed.keeps("\u212b \u2126 \u1f71 \u037e \uf900", because="normal form C would replace them by other characters")
decomposed.keeps("\u1f71\u0345", because="it would replace this one too")
decomposed.keeps("\u025b\u0301 \u014b\u0300 x\u0301\u0323", because="no composed form; no new order")
decomposed.keeps("\u0e33 \u0133 \u01c6 \u00bd", because="compatibility forms are letters")
decomposed.keeps("\u0ba4\u0bae\u0bbf\u0bb4\u0bcd \u0bb5\u0bbe\u0bb4\u0bcd\u0b95", because="composed already")
