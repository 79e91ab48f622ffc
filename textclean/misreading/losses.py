"""UTF-8 read as cp1252 with bytes lost on the way: what can have stood where a byte is missing?

Bytes are lost in few ways: programs drop the five that cp1252 does not define (81 8D 8F 90 9D), write ``?`` or U+FFFD
for them, turn the no-break space A0 into a plain one, or lower-case the damaged text.  Each way leaves a short list
of candidates, and the language model ranks them in their sentence.  Where one stands far before the others it is
likely; else it is a guess for the reader of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from textclean import language, scripts
from textclean.contract import Edit, Sure

from textclean.mojibake.charsets import charset, utf8
from textclean.patterns import lazy

NEEDS = "\xc2-\xdf\xe2-\xe5\ufffd"  # without one of these (the inside of a class) nothing can have been lost
UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)  # bytes that cp1252 does not define
AROUND = 30  # code points on each side that the model sees
GAIN, AHEAD = 6.0, 2.0  # nats: over the text as it stands, and over the next candidate, to be likely
BATCH = 200  # places that the model is asked about at once
HELD = 1.0  # nats over the text as it stands, to be worth a guess


_LEADS = lazy(
    "[\xc2-\xdf\xe2-\xe5\ufffd](?:(?<=\xe2)\u20ac(?![^\x00-\x7f])|(?<=\ufffd)|(?<=[\xc3-\xdf])[\xa1-\xbf\u2013-\u203a]"
    "|(?<=(?<![^\x00-\x7f])[\xc2\xc3\xe2])(?![^\x00-\x7f])|(?<=(?<![^\x00-\x7f])[\xe3-\xe5])[\xa1-\xbf])"
)
_ANY = lazy(f"[{NEEDS}]")  # a class alone is searched ten times as fast
_LOST = (lazy("\xe2[?]{2}"), re.compile("\xc2 "), re.compile("\xc3 "))  # one by one: each begins with a literal


def suspected(value: str, marks: str) -> bool:
    """May bytes have been lost in *value*?  *marks* are those of ``Text``."""
    match = _LEADS.search(marks) if _ANY.search(marks) else None
    if match is None:
        return False
    if match[0] in ("\xe2", "\xc2", "\xc3") and not any(lost.search(value) for lost in _LOST):
        return _LEADS.search(marks, match.end()) is not None
    return True


@cache
def _tail() -> str:
    """The inside of a class of all characters that continue a UTF-8 sequence in cp1252."""
    return "\x80-\xbf" + "".join(re.escape(char) for char in charset("cp1252").high[:0x40] if char > "\xbf")


def chosen(value: str, start: int, end: int, candidates: Iterable[str], why: str) -> Iterator[Edit]:
    """The best of *candidates* for ``value[start:end]`` as an edit, if the model prefers it to what stands there."""
    yield from all_chosen(value, [(start, end, candidates)], why)


def all_chosen(value: str, places: Iterable[tuple[int, int, Iterable[str]]], why: str) -> Iterator[Edit]:
    """As :func:`chosen`, for many places, each with its candidates; the model is asked about some of them at once."""
    waiting = list(places)
    for at in range(0, len(waiting), BATCH):
        part = [(start, end, list(dict.fromkeys(candidates))) for start, end, candidates in waiting[at : at + BATCH]]
        costs = iter(language.costs([text for place in part for text in _windows(value, *place)]))
        for start, end, options in part:
            nats = [next(costs).nats for _ in range(len(options) + 1)]
            order = sorted(range(len(options)), key=lambda option, nats=nats: nats[option + 1])  # type: ignore[misc]
            gain = nats[0] - nats[order[0] + 1]
            ahead = nats[order[1] + 1] - nats[order[0] + 1] if len(order) > 1 else GAIN
            if gain > HELD:
                sure = Sure.LIKELY if gain > GAIN and ahead > AHEAD else Sure.GUESS
                yield Edit(start, end, options[order[0]], why, sure)


def _windows(value: str, start: int, end: int, options: list[str]) -> list[str]:
    """The line around a place, as it stands and with each of the options."""
    left, right = value[max(0, start - AROUND) : start], value[end : end + AROUND]
    left, right = left[left.rfind("\n") + 1 :], right.partition("\n")[0]
    return [left + text + right for text in (value[start:end], *options)]


def closing_quotes(value: str) -> Iterator[Edit]:
    """E2 80 without its last byte: nearly always U+201D, whose 9D is dropped; sure where the quotation is open."""
    for match in re.finditer(f"\xe2\u20ac(?:[?\ufffd](?![a-z])|(?![{_tail()}?\ufffd]))", value):
        line = value[value.rfind("\n", 0, match.start()) + 1 : match.start()][-400:]
        opened = line.count("\u201c") + line.count("\xe2\u20ac\u0153")
        closed = line.count("\u201d") + len(re.findall(f"\xe2\u20ac(?![{_tail()}])", line))
        sure = Sure.LIKELY if opened > closed else Sure.GUESS
        yield Edit(match.start(), match.end(), "\u201d", "utf-8 read as cp1252, byte 9D dropped", sure)


_ENGLISH = lazy("[a-z]\xe2..(?:s|t|re|ve|ll|d|m)(?![a-z])")


def apostrophes(value: str) -> Iterator[Edit]:
    """E2 and two bytes that became ``?`` or U+FFFD, inside an English word: the apostrophe."""
    for match in re.finditer("\xe2[?\ufffd]{2}", value):
        if _ENGLISH.match(value, match.start() - 1):
            yield Edit(match.start(), match.end(), "\u2019", "utf-8 read as cp1252, bytes lost", Sure.LIKELY)
            continue
        options = ("\u2019", "\u201c", "\u201d", "\u2013", "\u2014", "\u2026")
        for edit in chosen(value, *match.span(), options, "utf-8 read as cp1252, bytes lost"):
            yield edit._replace(sure=Sure.GUESS)


_CAPITALS = lazy("[A-Z\xc0-\xde] ?\xc3  ?[A-Z\xc0-\xde]|^..\xc3  ?[\xc0-\xde]")  # an alphabet, or a heading


def spaces(value: str) -> Iterator[Edit]:
    """C3 A0 or C2 A0 whose no-break space became a plain one: the letter is certain, the space after it is judged.

    A lone letter proves nothing: alphabets and names hold it.  Some whole sequence must stand in the text, or the
    letter must end a word in small letters.
    """
    why = "utf-8 read as cp1252, no-break space lost"
    proven = re.search(f"[\xc3\xc5][{_tail()}](?<!\xa0)|\xe2\u20ac|[a-z]\xc3 ", value) is not None
    if proven and not False:
        for match in re.finditer("(?:(?<=[a-z])|(?<![^\\s(\"'\u2018\u201c\u2019]))\xc3 ", value):
            if _CAPITALS.search(value[max(0, match.start() - 2) : match.end() + 2]):
                continue
            following = value[match.end() : match.end() + 1]
            options = ("\xe0",) if not following or following in " \n.,;:!?)\u201d\xbb" else ("\xe0 ", "\xe0")
            yield from chosen(value, *match.span(), options, why)
    before = "a-z0-9.,;:!?)%" if proven else "0-9"
    for match in re.finditer(f"(?<=[{before}])\xc2 (?=\\S)", value):
        yield from chosen(value, *match.span(), ("\xa0",), why)


def letters(value: str, whole: bool) -> Iterator[Edit]:
    """A lead byte whose continuation was one of the undefined five: replaced, or dropped unless damage is *whole*."""
    pattern = f"(?:[\xc3\xc4\xc5\xce\xcf\xd0\xd1\xd7\xd8\xd9](?![{_tail()} ]))[?\ufffd]?"
    evidence = len(re.findall(f"[\xc2-\xdf][{_tail()}]", value[:20000]))
    places = []
    for match in re.finditer(pattern, value):
        if len(match[0]) == 1 and (whole or evidence < 3):
            continue
        lead = ord(match[0][0])
        places.append((*match.span(), [text for byte in UNDEFINED if (text := utf8(bytes([lead, byte])))]))
    for edit in all_chosen(value, places, "utf-8 read as cp1252, a byte lost"):
        lost = edit.end - edit.start > 1
        yield edit if lost and evidence >= 3 else edit._replace(sure=Sure.GUESS)


def lower_cased(value: str) -> Iterator[Edit]:
    """A sequence whose lead byte, shown as a capital, was lower-cased with the text; what may be a note is held."""
    signs = "\xa1-\xa9\xab\xac\xae-\xb4\xb6-\xb9\xbb-\xbf"
    places = []
    for match in re.finditer(f"[\xe3\xe4\xe5][{signs}](?<![^\x00-\x7f]..)(?![^\x00-\x7f])", value):
        data = charset("cp1252").encode(match[0][0].upper() + match[0][1])
        if data and (text := utf8(data)):
            places.append((*match.span(), (text,)))
    for edit in all_chosen(value, places, "utf-8 read as cp1252, then lower-cased"):
        note = value[edit.end - 1] in _NOTES and not scripts.is_letter(value[edit.end : edit.end + 1] or " ")
        yield edit._replace(sure=Sure.GUESS) if note else edit


_NOTES = "\xaa\xb9\xba\xb2\xb3\xae\xa9"


# It begins at the one character that is seldom there: that is searched a hundred times as fast.
_IN_A_WORD = lazy("\ufffd(?:(?<=[A-Za-z].)(?=[A-Za-z])|(?<!\\S.)(?=[a-z]{2})|(?<=[a-z]{2}.)(?=[\\s.,;:!?]))")


def replaced(value: str, alphabet: str) -> Iterator[Edit]:
    """U+FFFD inside a word: a letter of the language's alphabet, always a guess."""
    for match in _IN_A_WORD.finditer(value):
        for edit in chosen(value, *match.span(), alphabet, "a letter was replaced"):
            yield edit._replace(sure=Sure.GUESS)
