"""From two versions of a text to the edits that give the lost letters back, each with its grade.

A letter comes back where the code points beside it are the same in both versions.  What was lost to U+FFFD, ``?`` or
a wrong charset is certain.  A fold to ASCII may be what a person wanted: it is likely only where a whole class of
signs was folded, and else a guess.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from textclean.contract import Sure
from textclean.history import images
from textclean.history.alignment import EDITED, SAME, Step, aligned, explained
from textclean.history.lines import key, pairs
from textclean.patterns import lazy
from textclean.result import Change, Fix, Result
from textclean.spans import hunks_of, splice

RULE = "history"  # what reports call it

_WHY = {
    images.LOST: "lost to U+FFFD",
    images.ASKED: "lost to a question mark",
    images.QUERIED: "lost to a question mark",
    images.MISREAD: "misread in another charset",
    images.CROSSED: "misread in another charset",
    images.FOLDED: "folded to ASCII",
    images.DROPPED: "dropped",
}
# Code points beside a letter that must be the same, in an edited line, before it comes back.
_PROOF = {
    **{images.LOST: 2, images.MISREAD: 2},
    **dict.fromkeys((images.CROSSED, images.ASKED, images.QUERIED, images.FOLDED, images.DROPPED), 3),
}
_EDGE = 2  # so much is it worth that both lines begin or end there
_DOUBTED = (images.FOLDED, images.CROSSED, images.QUERIED, images.DROPPED)  # a person may write these too
_MANY = 4  # times more signs of a class were folded than stayed: then it was a tool
_SHORTEST = 8  # letters of a line that is looked for anywhere
_BEYOND = lazy("[^\0-\x7f]")
# A word, for which other words of the earlier version are tried: what stands between blanks and signs.
_WORD = lazy("[^\0-&(-,./:->@\\[-^`{-\x7f]+")
_LETTERS = lazy("[^\0-/:->@\\[-^`{-\x7f]*")
_LAST_LETTERS = lazy("[^\0-/:->@\\[-^`{-\x7f]*\\Z")
_BESIDE = 2  # letters of a word that was edited besides
_WORD_KEY = 2  # letters of it that must be left


class Loss(NamedTuple):
    """``new[at:till]`` stands for *letters* of the earlier version; *kind* of damage; *proof*: what proves it."""

    at: int
    till: int
    letters: str
    kind: str
    sure: Sure = Sure.CERTAIN


@dataclass
class _Found:
    """What is known so far: losses; by class of signs how many were folded and how many stayed; what was *kept*.

    *styles*: how many U+FFFD or ``?`` stand for a code point, by kind.
    """

    losses: list[Loss] = field(default_factory=list)
    folded: Counter[str] = field(default_factory=Counter)
    stayed: Counter[str] = field(default_factory=Counter)
    kept: set[str] = field(default_factory=set)
    styles: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def take(self, steps: Sequence[Step], old: str, offset: int) -> None:
        """Remember all of *steps*, by which damage alone made the line at *offset*."""
        for step in steps:
            self.styles[step.kind].update(_styles(step, old))
            self.add(step, old, offset)

    def add(self, step: Step, old: str, offset: int) -> None:
        """Remember one step."""
        letters = old[step.start : step.end]
        if step.kind == SAME:
            self.stayed.update(_sort(character) for character in _BEYOND.findall(letters))
            self.kept.update(_BEYOND.findall(letters))
            return
        if step.kind in _DOUBTED:
            self.folded[_sort(letters[0])] += 1
        self.losses.append(Loss(step.at + offset, step.till + offset, letters, step.kind))

    def usual(self, step: Step, old: str) -> bool:
        """Does *step* lose as many as those before it did?"""
        seen = self.styles[step.kind]
        return not seen or any(seen[style] == max(seen.values()) for style in _styles(step, old))


def _styles(step: Step, old: str) -> list[str]:
    """What one mark may stand for in *step*: a code point, a unit of UTF-16, a byte of UTF-8."""
    if step.kind not in (images.LOST, images.ASKED):
        return []
    letters, marks = old[step.start : step.end], step.till - step.at
    sizes = {"code point": len(letters), "unit": len(letters.encode("utf-16le")) // 2, "byte": len(letters.encode())}
    return [style for style, size in sizes.items() if size == marks]


def restored(old: str, new: str, encoding: str = "utf-8", floor: Sure = Sure.LIKELY, reencoded: bool = False) -> Result:
    """*new* with the letters that it lost since *old*; ``Result.before`` is *new*.

    *encoding* is that of the file that *old* was, in which a tool may have misread it.  What is less sure than *floor*
    is held.  *reencoded*: the file is in another encoding than it was.  Fixes carry the name ``history``.  Lines end
    at LF; CR before it counts for nothing.

    >>> restored("caf\\u00e9, two for 3 \\u20ac\\n", "caf\\ufffd, four for 6 ?\\n").text
    'caf\\xe9, four for 6 \\u20ac\\n'
    """
    if old == new or old.isascii():
        return Result(new, new)
    olds, news = _lines(old), _lines(new)
    drops = new.isascii()
    found = _Found()
    starts = _starts(new)

    def explains(a: str, b: str) -> bool:
        return a == b or explained(a, b, encoding, drops) is not None

    matched, alone = pairs(olds, news, explains)
    moved, alone = _moved(olds, news, alone)
    edited: list[tuple[int, int]] = []
    for a, b in (*matched, *moved):
        if olds[a] == news[b]:
            continue
        steps = explained(olds[a], news[b], encoding, drops)
        if steps is None:
            edited.append((a, b))
        else:
            found.take(steps, olds[a], starts[b])
    unproven = list(alone)
    for a, b in edited:
        if not _look(olds[a], news[b], starts[b], encoding, found):
            unproven.append(b)
    found.losses += _by_words(olds, news, sorted(unproven), starts, encoding, found.losses)
    return _result(new, _graded(found, reencoded), floor)


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def _starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _moved(olds: Sequence[str], news: Sequence[str], alone: list[int]) -> tuple[list[tuple[int, int]], list[int]]:
    """Lines of *alone* that stood elsewhere before, if there is only one such line; and those that are left."""
    wanted = {line: found for line in alone if len(found := key(news[line])) >= _SHORTEST and found.isascii()}
    if not wanted:
        return [], alone
    keys = set(wanted.values())
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in enumerate(olds):
        if (found := key(line)) in keys:
            places[found][line] = number
    moved = [(next(iter(places[k].values())), line) for line, k in wanted.items() if len(places.get(k, ())) == 1]
    gone = {line for _, line in moved}
    return moved, [line for line in alone if line not in gone]


def _look(old: str, new: str, offset: int, encoding: str, found: _Found) -> bool:
    """Find what the edited line *new* at *offset* lost; false if something is missing and nothing proves where."""
    if not Counter(_BEYOND.findall(old)) - Counter(_BEYOND.findall(new)):
        return "\ufffd" not in new
    steps = aligned(old, new, encoding)
    edited = "".join(new[step.at : step.till] for step in steps if step.kind == EDITED)
    proven = edited.isascii() and "?" not in edited
    for group in _groups(steps):
        same = sum(step.end - step.start for step in group if step.kind == SAME)
        same += _EDGE * (
            (group[0].start == group[0].at == 0) + (group[-1].end == len(old) and group[-1].till == len(new))
        )
        for step in group:
            if step.kind != SAME and (
                same < _PROOF[step.kind]
                or _cut(step, group, old, new)
                or not _is_in_its_word(step, group, old, new)
                or not found.usual(step, old)
            ):
                proven = False
            else:
                found.add(step, old, offset)
    return proven


def _cut(step: Step, group: Sequence[Step], old: str, new: str) -> bool:
    """Does *step* stand for a part only of a run, lost or to be lost, the rest of which was edited?"""
    if step.kind not in (images.LOST, images.ASKED):
        return False
    marks = ("?", "\ufffd")
    left, right = old[: step.start][-1:], old[step.end : step.end + 1]
    before, behind = new[: step.at][-1:], new[step.till : step.till + 1]
    return (step is group[0] and (not left.isascii() or before in marks)) or (
        step is group[-1] and (not right.isascii() or behind in marks)
    )


def _is_in_its_word(step: Step, group: Sequence[Step], old: str, new: str) -> bool:
    """If an edit begins or ends inside of the word of *step*: are letters of the word beside it the same?"""
    first, last = group[0], group[-1]
    left = _LAST_LETTERS.search(old, first.start, step.start)
    right = _LETTERS.match(old, step.end, last.end)
    assert left is not None
    assert right is not None
    cut = (left.start() == first.start and (_ends_in_word(old[: first.start]) or _ends_in_word(new[: first.at]))) or (
        right.end() == last.end and (_begins_in_word(old[last.end :]) or _begins_in_word(new[last.till :]))
    )
    return not cut or len(left[0]) + len(right[0]) >= _BESIDE


def _ends_in_word(text: str) -> bool:
    return _LETTERS.fullmatch(text[-1:]) is not None and text != ""


def _begins_in_word(text: str) -> bool:
    return _LETTERS.fullmatch(text[:1]) is not None and text != ""


def _groups(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps in a row without an edit between them."""
    group: list[Step] = []
    for step in steps:
        if step.kind == EDITED:
            if group:
                yield group
            group = []
        else:
            group.append(step)
    if group:
        yield group


def _sort(character: str) -> str:
    """The class of signs that an editor folds together: letters, quotation marks, or each other sign by itself."""
    if not images.is_sign(character):
        return "letter"
    folded = images.folds(character)[0]
    return "quote" if folded in ('"', "'") else "dash" if folded == "-" else character


def _graded(found: _Found, tool: bool) -> Iterator[Loss]:
    """The losses with their grades.

    Folds are a tool's if hardly any sign of their class stayed in lines that changed, or if *tool* or other losses
    prove that there was one, and no sign of the kind stayed: code pages keep some letters and fold others.
    """
    gone = {sort for sort, count in found.folded.items() if count > _MANY * found.stayed[sort]}
    alone = sum(found.folded[sort] for sort in gone) < 2
    kinds = {loss.kind for loss in found.losses}
    tool = tool or not kinds.isdisjoint((images.LOST, images.ASKED, images.MISREAD))
    for loss in found.losses:
        if loss.kind not in _DOUBTED:
            yield loss
        elif loss.kind == images.QUERIED:
            yield loss._replace(sure=Sure.CERTAIN if images.ASKED in kinds else Sure.GUESS)
        elif images.is_unseen(loss.letters[0]):
            yield loss._replace(sure=Sure.LIKELY if tool else Sure.GUESS)
        else:
            likely = not alone and _sort(loss.letters[0]) in gone
            likely = likely or (tool and found.kept.isdisjoint(loss.letters))
            yield loss._replace(sure=Sure.LIKELY if likely else Sure.GUESS)


def _by_words(
    olds: Sequence[str], news: Sequence[str], lines: Sequence[int], starts: list[int], encoding: str, done: list[Loss]
) -> Iterator[Loss]:
    """Damaged words of *lines* for which the earlier version has one word, and no other."""
    wanted = [
        (line, word)
        for line in lines
        for word in _WORD.finditer(news[line])
        if ("\ufffd" in word[0] or not word[0].isascii() or "?" in word[0].strip("?"))
        and len(_letters(word[0])) >= _WORD_KEY
    ]
    if not wanted:
        return
    keys = {_letters(word[0]) for _, word in wanted}
    known: dict[str, set[str]] = defaultdict(set)
    for text in olds:
        if not text.isascii():
            for word in _WORD.finditer(text):
                if not word[0].isascii() and (left := _letters(word[0])) in keys:
                    known[left].add(word[0].rstrip("?"))
    taken = {loss.at for loss in done}
    for line, word in wanted:
        damaged = word[0].rstrip("?") if "?" in word[0].strip("?") else word[0]
        steps = {
            candidate: found
            for candidate in known[_letters(word[0])]
            if candidate != damaged and (found := explained(candidate, damaged, encoding)) is not None
        }
        if len(steps) != 1 or word[0] in known[_letters(word[0])]:
            continue
        candidate, found = steps.popitem()
        for step in found:
            at = starts[line] + word.start() + step.at
            if step.kind in (images.LOST, images.ASKED, images.MISREAD) and at not in taken:
                yield Loss(
                    at,
                    starts[line] + word.start() + step.till,
                    candidate[step.start : step.end],
                    step.kind,
                    Sure.LIKELY,
                )


def _letters(word: str) -> str:
    return "".join(re.findall("[A-Za-z0-9]+", word))


def _result(new: str, losses: Iterator[Loss], floor: Sure) -> Result:
    """*losses* as fixes, neighbours of one kind together."""
    fixes: list[Fix] = []
    for loss in sorted(losses, key=lambda loss: (loss.at, loss.till)):
        why = f"{_WHY[loss.kind]}; the earlier version has it"
        last = fixes[-1] if fixes else None
        if last and loss.at < last.end:
            continue
        if last and last.end == loss.at and last.why == why and last.sure == loss.sure:
            fixes[-1] = Fix(
                RULE,
                why,
                loss.sure,
                last.start,
                loss.till,
                new[last.start : loss.till],
                last.new + loss.letters,
                last.held,
            )
            continue
        held = loss.sure.name.lower() if loss.sure < floor else ""
        fixes.append(Fix(RULE, why, loss.sure, loss.at, loss.till, new[loss.at : loss.till], loss.letters, held))
    made = [fix for fix in fixes if not fix.held]
    edits = [(fix.start, fix.end, fix.new) for fix in made]
    changes = []
    shift = 0
    for start, end, letters in edits:
        changes.append(Change(start, end, start + shift, start + shift + len(letters), new[start:end], letters))
        shift += len(letters) - (end - start)
    text = splice(new, edits) if edits else new
    return Result(
        text, new, tuple(made), tuple(fix for fix in fixes if fix.held), tuple(changes), _hunks=tuple(hunks_of(edits))
    )
