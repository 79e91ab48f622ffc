"""What no language has, and the language model cannot know: it looks through marks and takes each word for itself.

A wrong encoding makes combining marks without letters, one foreign character inside a Latin word, a letter or two of
another script in a Latin text, holes.  How seldom each is met in real text stands in ``tables/priors.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from textclean.evidence.priors import prior
from textclean.patterns import lazy

_ORDINALS = {0xAA: "\u00b0", 0xBA: "\u00b0"}  # 1\u00ba is a sign after a figure, no word of one letter
_ORPHANS = lazy(
    "(?<![\u05b0-\u05ea])[\u05b0-\u05bd\u05bf\u05c1\u05c2]|(?<![\u0610-\u0652\u0670-\u06d3])[\u0610-\u061a\u064b-\u0652]"
    "|(?<![AEIOUYaeiouy\u00c2\u00ca\u00d4\u00e2\u00ea\u00f4\u0102\u0103\u01a0\u01a1\u01af\u01b0])[\u0300-\u036f]"
)
_NOT_LATIN = lazy("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffdc]")
_WEDGED = lazy("(?<=[a-z])[^\0-\u024f\u2010-\u201f\u0300-\u0323](?=[a-z])")
_LATIN = lazy("[A-Za-z]")
_LATIN_WORD = lazy("[a-z]{3}")
_GLUED = lazy("(?<=[a-z])[\u2013\u2014](?=[ \n])|(?<=[a-z])[\u200c-\u200f]")  # a dash at a word's end, a joiner in it
_SCRIPTS = {
    "Cyrillic": lazy("[\u0400-\u04ff]"), "Greek": lazy("[\u0370-\u03ff]"), "Hebrew": lazy("[\u05d0-\u05ea]"),
    "Arabic": lazy("[\u0621-\u06d3]"), "Thai": lazy("[\u0e01-\u0e5b]"), "Hangul": lazy("[\uac00-\ud7a3]"),
    "Han": lazy("[\u3400-\u9fff]"), "Japanese": lazy("[\u3040-\u30ff\u3400-\u9fff\uff61-\uff9f]"),
}  # fmt: skip
_INNER_CAPITAL = lazy(
    "(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])[\u00c0-\u00d6\u00d8-\u00de]|(?<=[\u0430-\u045f])[\u0400-\u042f]"
    "|(?<=[\u03ac-\u03ce])[\u0386-\u03ab]"
)
_PAIRS = (("\u00ab", "\u00bb"), ("\u2039", "\u203a"))
_DOUBTFUL = {"hu": re.compile("[\u00d5\u00db\u00f5\u00fb]")}  # old web text has these for U+0150 and U+0170


def plain(text: str) -> str:
    """*text* for the language model: ordinal signs are no letters."""
    return text.translate(_ORDINALS) if "\xaa" in text or "\xba" in text else text


def nats(texts: Sequence[str]) -> list[float]:
    """What each text costs by the language model, and by what that model cannot know."""
    from textclean import language  # loads its model on first use

    found = language.costs([plain(text) for text in texts])
    return [cost.nats + unheard_of(text, cost.language) for text, cost in zip(texts, found, strict=True)]


def unheard_of(text: str, language: str) -> float:
    """-log P in nats of a mark without its letter, a foreign character in a Latin word, a foreign letter, a hole."""
    cost: float = -prior("bytes", "orphan") * len(_ORPHANS.findall(text))
    cost -= prior("bytes", "wedged") * len(_WEDGED.findall(text))
    cost -= prior("bytes", "inner_capital") * len(_INNER_CAPITAL.findall(text))
    cost -= prior("bytes", "glued") * len(_GLUED.findall(text))
    cost -= prior("bytes", "undecodable") * text.count("\ufffd")
    if 0 < len(_NOT_LATIN.findall(text)) <= 2 and _LATIN_WORD.search(text):
        cost -= prior("bytes", "lone_foreign_letter")
    cost -= prior("bytes", "unpaired") * sum(text.count(first) != text.count(last) for first, last in _PAIRS)
    if language in _DOUBTFUL:
        cost -= prior("bytes", "doubtful_letter") * len(_DOUBTFUL[language].findall(text))
    return cost


def letters_of(text: str, scripts: Sequence[str]) -> tuple[int, int] | None:
    """How many letters *text* has of *scripts*, for which its charset was made, and of Latin; None if that is Latin."""
    if not scripts or any(script not in _SCRIPTS for script in scripts):
        return None
    return sum(len(_SCRIPTS[script].findall(text)) for script in scripts), len(_LATIN.findall(text))
