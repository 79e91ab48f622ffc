"""The set: documents of each language, each kind of damage done to some of them, and as many clean ones.

Everything is drawn by seeds that are strings; the same packages give the same set, to the byte.  ``digest`` says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count, islice
from random import Random
from typing import NamedTuple

import kinds

SEED = "restorebench 1"
EACH = 4  # documents of each kind and language


class Case(NamedTuple):
    """The author's *text* and what became of it; of the kind ``clean``, both are the same."""

    name: str  # kind/language/number
    text: str
    given: str | bytes

    @property
    def kind(self) -> str:
        """The kind of damage."""
        return self.name.split("/")[0]

    @property
    def language(self) -> str:
        """The code of the language."""
        return self.name.split("/")[1]


def documents(language: str, sentences: list[str]) -> list[str]:
    """Documents of two to four sentences, each sentence in one of them; in one paragraph, or a line each."""
    rng = Random(f"{SEED} {language}")
    order = list(sentences)
    rng.shuffle(order)
    found = []
    while len(order) > 1:
        part = [order.pop() for _ in range(min(len(order), rng.randint(2, 4)))]
        found.append(("\n" if rng.random() < 0.5 else "" if language in ("ja", "zh") else " ").join(part))
    return found


def damaged(kind: str, language: str, texts: list[str], each: int = EACH) -> Iterator[Case]:
    """Up to *each* documents that this *kind* of damage can happen to, and changes."""
    rng = Random(f"{SEED} {kind} {language}")
    order = list(texts)
    rng.shuffle(order)
    numbers = count()
    for text in islice(order, 40 * each):
        given = kinds.KINDS[kind].damage(text, language, rng)
        if given is None or given in (text, text.encode()):
            continue
        if (number := next(numbers)) >= each:
            return
        yield Case(f"{kind}/{language}/{number}", text, given)


def build(sentences: dict[str, list[str]], each: int = EACH, only: Iterable[str] = kinds.KINDS) -> list[Case]:
    """All damaged documents, and as many clean ones, by turns of each language."""
    texts = {language: documents(language, found) for language, found in sentences.items()}
    found = [case for kind in only for language in texts for case in damaged(kind, language, texts[language], each)]
    turns = (
        Case(f"clean/{language}/{turn}", texts[language][turn], texts[language][turn])
        for turn in range(max(map(len, texts.values())))
        for language in texts
        if turn < len(texts[language])
    )
    return found + list(islice(turns, len(found)))


def digest(cases: Iterable[Case]) -> str:
    """The SHA-256 of all cases, in their order."""
    total = hashlib.sha256()
    for case in cases:
        given = case.given if isinstance(case.given, bytes) else case.given.encode("utf-8", "surrogatepass")
        for part in (case.name.encode(), case.text.encode(), given):
            total.update(len(part).to_bytes(4, "big") + part)
    return total.hexdigest()
