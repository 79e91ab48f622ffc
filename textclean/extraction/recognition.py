"""Letters that character recognition takes for others, and the words that they make when they are put back.

A scanner sees "rn" where "m" is printed, "cl" for "d", "li" for "h".  A word that no list has, and that becomes a word
by one such pair (or the same pair twice), may have been misread; one that its author misspelled may look the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, prior
from textclean.extraction.vocabulary import Vocabulary

Pairs = tuple[tuple[str, ...], ...]
# Seen, printed; the common ones, then the rare ones.  Digits are the business of another rule.
COMMON = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("li", "h"), ("ii", "\u00fc"),
    ("b", "h"), ("h", "b"),
    ("c", "e"), ("e", "c"), ("u", "n"), ("n", "u"), ("|", "l"), ("|", "I"), ("I", "l"), ("l", "I"), ("B", "\u00df"),
)  # fmt: skip
RARE = (
    ("h", "li"), ("tl", "d"), ("lc", "k"), ("f", "t"), ("t", "f"), ("nn", "m"), ("ni", "m"), ("in", "m"), ("rri", "m"),
    ("ri", "n"), ("ll", "U"), ("J", "l"), ("fi", "\u00df"), ("f", "s"), ("ao", "ae"),
)  # fmt: skip
LATIN = COMMON + RARE
CYRILLIC = tuple(
    tuple(pair.split("-"))
    for pair in [
        "п-н",
        "н-п",
        "п-и",
        "и-п",
        "н-и",
        "и-н",
        "ш-щ",
        "щ-ш",
        "с-е",
        "е-с",
        "о-с",
        "с-о",
        "ьі-ы",
        "ь1-ы",
        "ьI-ы",
        "л-п",
        "г-т",
        "т-г",
    ]
)
CHANCE = 6.0  # nats that a name by chance seems to gain: half of the unlisted words of clean text gain less


def readings(word: str, pairs: Pairs) -> Iterator[tuple[str, bool]]:
    """What *word* may have been: one confusion undone at one place, or at all of its places; and is it a rare one?

    >>> sorted(readings("modem", (("m", "rn"),)))
    [('modern', False), ('rnodem', False), ('rnodern', False)]
    """
    seen = {word}
    for wrong, right in pairs:
        if wrong not in word:
            continue
        places = [at for at in range(len(word)) if word.startswith(wrong, at)]
        for new in (*(word[:at] + right + word[at + len(wrong) :] for at in places[:4]), word.replace(wrong, right)):
            if new not in seen:
                seen.add(new)
                yield new, (wrong, right) in RARE


def hypotheses(word: str, words: Vocabulary, pairs: Pairs) -> list[Hypothesis]:
    """As written (or misspelled), and the misread words that *word* may have been."""
    here = [Hypothesis(AS_WRITTEN, None, (Addend("an unlisted word", -words.cost(word)),))]
    news = [(new, rare) for new, rare in readings(word, pairs) if words.listed(new)]
    if not news:
        return here
    costs = words.costs([new for new, _ in news])
    misspelled = Addend("misspelled by its author", prior("extraction", "misspelled"))
    here.append(Hypothesis("misspelled", None, (misspelled, Addend("", -min(costs)))))
    for (new, rare), cost in zip(news, costs, strict=True):
        seen = prior("extraction", "letter_confused") + rare * prior("extraction", "confusion_rare")
        here.append(Hypothesis("misread letters", new, (Addend("", seen), Addend(f"the word {new!r}", -cost))))
    return here
