"""Traces of extraction in a document: what a page leaves in the text that is read from it."""

from __future__ import annotations

from textclean.extraction.vocabulary import LETTERS
from textclean.patterns import lazy

BROKEN = f"-\n(?<=[{LETTERS}]-\n)[a-z]{{2}}"
"""A word broken at a line end, as a regular expression."""

_BROKEN = lazy(BROKEN)
_LIGATURE = lazy(f"[\ufb00-\ufb06](?:(?=[{LETTERS}])|(?<=[{LETTERS}].))")


def there(value: str) -> bool:
    """Does *value* hold a page break, a printed ligature in a word, or two words broken at line ends?

    >>> there("one page\\x0cand the next"), there("the \\ufb01rst"), there("one line\\n- and a list\\n")
    (True, True, False)
    """
    return printed(value) or len(_BROKEN.findall(value, 0, 100_000)) > 1


def printed(value: str) -> bool:
    """The same without broken words: what no author types.

    >>> printed("exam-\\nple and exam-\\nple")
    False
    """
    return "\x0c" in value or (not value.isascii() and _LIGATURE.search(value) is not None)
