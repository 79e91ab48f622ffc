"""Words that seem to be of a script that nothing else in the document is in: its letters are approximate twins.

In a text where Cyrillic U+0433 stands for r and U+043F for n, whole words look Cyrillic and have letters without an
exact Latin twin.  Counted as Cyrillic neighbours they would mislead every vote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textclean import scripts
from textclean.contract import Sure
from textclean.letters.lookalikes import ALL, ALPHABETS, respell
from textclean.scripts import LATIN

if TYPE_CHECKING:
    from textclean.letters.judge import Judge

PROOFS = 3  # Latin words of mixed letters that prove the damage
MASKED = 60  # distinct words that prove a script to be there


def contested(judge: Judge, at: int, target: int) -> int:
    """The neighbours' script, if approximate twins can spell the word in it, where *target* stands alone; else 0."""
    rival = judge.vote(at, ALL)
    word = judge.words[at]
    readable = rival and rival != target and all(scripts.reading(char, near=True) & rival for char in word)
    return rival if readable else 0


def settle(judge: Judge, at: int, target: int, because: str) -> None:
    """Choose *target* for a contested word, if its rival is not proven and the reading is the likelier one."""
    rival = contested(judge, at, target)
    if not rival:
        if not judge.trapped(at, target):
            judge.choose(at, target, Sure.LIKELY, because)
        return
    reading, other = respell(judge.words[at], target), respell(judge.words[at], rival, near=True)
    likelier = judge.evidence.surplus(reading, target) < judge.evidence.surplus(other, rival)
    if judge.proven_total(rival) < PROOFS and likelier and not judge.trapped(at, target):
        judge.choose(at, target, Sure.LIKELY, because)


def unmask(judge: Judge, proofs: int) -> bool:
    """Words of a script that seem its own: are they Latin ones, too?  True if some were, and are open again.

    They are if none has a letter without a twin, and if they cost less as Latin words than as what they seem.
    *proofs*: the Latin words of mixed letters.
    """
    some = False
    for source in ALPHABETS:
        if source == LATIN or not judge.anchors[source] or proofs < PROOFS:
            continue
        found: dict[str, str] = {}
        at = judge.decided.find(source)
        while at >= 0 and len(found) < MASKED:
            word = judge.words[at]
            if not all(scripts.reading(char, near=True) & LATIN for char in word):
                break
            found[word] = respell(word, LATIN, near=True)
            at = judge.decided.find(source, at + 1)
        if at < 0 and judge.evidence.prefer(found, source, LATIN):
            judge.decided[:] = judge.decided.replace(bytes([source]), b"\0")
            judge.anchors[source] = judge.total[source] = 0
            some = True
    return some
