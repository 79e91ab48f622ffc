"""Greek with breathings: is it ancient, and how is it spelled?

Katharevousa and books until 1982 are modern Greek with the accents of the ancient one: their small words tell.  In
ancient Greek the rough breathing over the first vowel or diphthong is an h, and over a rho that follows it (ALA-LC).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from textclean.patterns import lazy
from textclean.romanisation import words

_MODERN = frozenset("να θα δεν ειναι στο στη στον στην στα στους μου μας σας που απο αλλα ητο".split(" "))  # noqa: SIM905
_ANCIENT = frozenset("γαρ μεν τε ουκ ουχ ουδ αλλ δη εστι εστιν δε ουν τι ω συ εγω".split(" "))  # noqa: SIM905
_FIRST = lazy("[αεηιουωΑΕΗΙΟΥΩ][\u0300-\u0313\u0342-\u0345]*[υιΥΙ]?[\u0300-\u0313\u0342-\u0345]*\u0314")


def is_ancient(text: str) -> bool:
    """Is Greek *text* with breathings ancient, as far as its small words tell?

    >>> is_ancient("μῆνιν ἄειδε θεὰ Πηληϊάδεω Ἀχιλῆος"), is_ancient("Δὲν εἶναι ἡ Μαρία")
    (True, False)
    """
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not "\u0300" <= char <= "\u036f").lower()
    found = re.findall("[α-ω]+", bare)
    modern, ancient = (sum(word in known for word in found) for known in (_MODERN, _ANCIENT))
    return ancient >= modern


@lru_cache(maxsize=16384)
def ancient(word: str) -> str | None:
    """A word of ancient Greek, or None if it has a letter that the table lacks.

    >>> ancient("Ἡρακλῆς"), ancient("οὗτος"), ancient("ῥήτωρ"), ancient("ἄγγελος"), ancient("ναῦς")
    ('Herakles', 'houtos', 'rhetor', 'angelos', 'naus')
    """
    apart = unicodedata.normalize("NFD", word)
    bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f" or char == "\u0308")
    new = words.spelled(bare, "grc")
    if new is None:
        return None
    if apart[:2] in ("ρ\u0314", "Ρ\u0314"):
        return new[:1] + ("H" if new[1:2].isupper() else "h") + new[1:]
    if not _FIRST.match(apart):
        return new
    capital = new[:1].isupper() and not new[1:2].isupper()
    return "H" + new[:1].lower() + new[1:] if capital else ("H" if new[:1].isupper() else "h") + new
