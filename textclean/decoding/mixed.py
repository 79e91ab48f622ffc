"""UTF-8 with foreign lines, fields or single bytes in it, and the mirror case: a legacy page with a line of UTF-8.

One foreign byte makes nearly every tool misread or drop the rest.  Here each line that is good UTF-8 is kept, all
others are pooled, one encoding is found for the pool, and each bad line is settled for itself: mostly UTF-8 with
stray bytes in it, fields of both kinds, or foreign as a whole.  Bytes are cut at LF and CR only.

Where little speaks for UTF-8 a good line may be one by accident (a short line of GBK): there the language model
chooses between the two readings, and so it does where a bad line has a little of both.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from textclean.decoding import codecs, detect, plausible, sample, utf8
from textclean.decoding.rarity import COMMON
from textclean.decoding.span import Span
from textclean.patterns import lazy

_SEQUENCE = lazy(b"(?:" + utf8.SEQUENCE + b")+")
_GOOD_RUN = lazy(rb"[\x00-\x7f]+|(?:" + utf8.SEQUENCE + rb")+")
_HIGH = bytes(range(0x80, 0x100))
_PROVEN = 14  # high bytes in whole sequences by which UTF-8 must outweigh the stray ones to need no second opinion
_RARE = 50  # times as many stray bytes as good ones: whole sequences may well be accidents
_BLOCK = 8192  # bytes that are tried at once
_FIELDS = lazy(rb"([\t,;]+)")
_POOL = 600  # bytes of bad lines by which their encoding is found
_CONTEXT = 120  # characters of good lines that say what language the text is in
_PREFERRED = 3.0  # nats for the UTF-8 reading of what is valid UTF-8, if that is half of the document at least
_ACCIDENT = 10.0  # nats by which UTF-8 must read better in a document that is mostly something else
_ASKED, _HEAD = 40, 120  # foreign lines, and bytes of each, for which a second encoding is considered
_JUDGED, _LINE = 300, 400  # lines, and bytes of each, that the language model arbitrates between two readings
_LOST = "undecodable"
_OTHER = 8.0  # nats by which a line must read better in it

Finder = Callable[[Sequence[bytes | str], str], str]


def high(data: bytes) -> int:
    """How many bytes of *data* are above 7F."""
    return len(data) - len(data.translate(None, _HIGH))


def good(data: bytes) -> int:
    """How many bytes of *data* stand in whole multi-byte sequences."""
    return sum(map(len, _SEQUENCE.findall(data)))


def decode(
    data: bytes, foreign: Finder, whole: Callable[[bytes], str], proven: bool = False
) -> tuple[str, tuple[Span, ...], str] | None:
    """The text of *data*, its spans, and the encoding of most of it; None if there is no UTF-8 in it.

    *foreign* finds the encoding of pieces (bytes unknown, str known) in a context, *whole* that of all lines that are
    not UTF-8, in a document that is mostly not UTF-8.  *proven*: the document is UTF-8.
    """
    parts = parts_of(data)
    evidence = stray = 0
    for part, fine in parts:
        inside = high(part) if fine else good(part) if mostly_utf8(part) else 0
        evidence += inside
        stray += 0 if inside else high(part) - good(part)
    short = len(data) <= _LINE and any(_half_utf8(part, 2) for part, fine in parts if not fine)
    if not evidence and not proven and not short:
        return None
    proven = proven or evidence >= _PROVEN + stray
    utf8_first = proven or evidence >= stray
    mostly = utf8_first or short
    least = 2 if mostly else 4 if _RARE * evidence >= stray else 8
    if not proven:
        parts = [(part, fine and (part.isascii() or high(part) >= least)) for part, fine in parts]
        if not any(not part.isascii() and (fine or (mostly and _half_utf8(part, least))) for part, fine in parts):
            return None
    bad = b"".join(part for part, fine in parts if not fine or part.isascii())
    known = b"".join(part for part, fine in parts if fine and (proven or part.isascii()))
    context = known[: 3 * _CONTEXT].decode("utf-8", "ignore")[:_CONTEXT] + "\n"
    groups: list[list[Unit]] = [
        [[part.decode("utf-8")]] if fine else units_of(part, utf8_first) for part, fine in parts
    ]
    pooled = foreign(_pool([unit for group in groups for unit in group]), context) if mostly else whole(bad)
    if not proven:
        groups = _arbitrate(parts, groups, pooled, -_PREFERRED if utf8_first else _ACCIDENT)
        groups = half_good(groups, {}, pooled, least, _ACCIDENT) if mostly else groups
        if all(isinstance(piece, bytes) or piece.isascii() for group in groups for unit in group for piece in unit):
            return None
    pooled, encodings = _second_opinion([unit for group in groups for unit in group], pooled)
    if proven:
        groups = half_good(groups, encodings, pooled, least, 0.0)
    out = Pieces("utf-8" if mostly else pooled)
    for group in groups:
        for unit in group:
            for piece in unit:
                if isinstance(piece, str):
                    out.add(piece.encode("utf-8"), "utf-8", "line of UTF-8")
                else:
                    out.add(piece, encodings.get(piece, pooled), kind_of(unit, group))
    return "".join(out.texts), tuple(out.spans), out.base


def parts_of(data: bytes) -> list[tuple[bytes, bool]]:
    """*data* in order: lines that are not UTF-8, and what is between them (True), which may be many lines.

    In an unproven document the UTF-8 lines that are not ASCII stand alone too: there may be an accident among them.
    """
    parts: list[tuple[bytes, bool]] = []
    at = 0
    while at < len(data):
        end = data.find(b"\n", at + _BLOCK) + 1 or len(data)
        block = data[at:end]
        at = end
        if is_utf8(block) and (len(block) >= _BLOCK or block.isascii()):
            parts.append((block, True))
        else:
            parts += [(line, is_utf8(line)) for line in block.splitlines(keepends=True)]
    return parts


Unit = list[bytes | str]


def units_of(line: bytes, utf8_first: bool) -> list[Unit]:
    """The fields of a bad *line* (if they are of both kinds) as units; in a unit, bytes are foreign, str is UTF-8."""
    body = line.rstrip(b"\r\n")
    if not utf8_first:
        return [[body], [line[len(body) :].decode("ascii")]]
    fields = [field for field in _FIELDS.split(body) if field]
    kinds = {is_utf8(field) for field in fields if not field.isascii()}
    units: list[Unit] = []
    for field in fields if len(kinds) == 2 else [body]:
        if is_utf8(field):
            units.append([field.decode("utf-8")])
        elif mostly_utf8(field):
            units.append(with_strays(field))
        else:
            units.append([field])
    return [*units, [line[len(body) :].decode("ascii")]]


def is_utf8(line: bytes) -> bool:
    """Is *line* valid UTF-8?"""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mostly_utf8(line: bytes) -> bool:
    """Are three in four of the high bytes of *line*, and four of them, in whole sequences?"""
    inside = good(line)
    return inside >= 4 and inside >= 3 * (high(line) - inside)


def _half_utf8(line: bytes, least: int) -> bool:
    """Are half of the high bytes of *line*, and *least* of them, in whole sequences?"""
    inside = good(line)
    return inside >= least and 2 * inside >= high(line)


def with_strays(line: bytes) -> Unit:
    """Runs of ASCII and UTF-8 as str, what is between them as bytes."""
    unit: Unit = []
    at = 0
    for match in _GOOD_RUN.finditer(line):
        if match.start() > at:
            unit.append(line[at : match.start()])
        unit.append(match.group().decode("utf-8"))
        at = match.end()
    return [*unit, line[at:]] if at < len(line) else unit


def _pool(units: list[Unit]) -> Unit:
    """What the foreign encoding is found by: the foreign units, each followed by a line end, up to a fixed amount."""
    pool: Unit = []
    size = 0
    whole = [unit for unit in units if any(isinstance(piece, bytes) for piece in unit)]
    for unit in sorted(whole, key=len):  # whole foreign lines first: they say more
        for piece in unit:
            pool.append(_near(piece) if isinstance(piece, str) else piece)
            size += len(pool[-1])
            if size > _POOL:
                break
        pool.append("\n")
        if size > _POOL:
            break
    if len(pool) > 1 and all(len(unit) == 1 for unit in whole[:1]):
        joined = b"\n".join(piece for piece in pool if isinstance(piece, bytes))
        return [sample.words(joined), *[piece for unit in whole if len(unit) > 1 for piece in unit][:40]]
    return pool


def _near(piece: str) -> str:
    """What of *piece* stands beside stray bytes; they are judged by it."""
    return piece if len(piece) <= _CONTEXT else piece[: _CONTEXT // 2] + piece[-_CONTEXT // 2 :]


def _arbitrate(
    parts: list[tuple[bytes, bool]], groups: list[list[Unit]], pooled: str, margin: float
) -> list[list[Unit]]:
    """Lines that are valid UTF-8, perhaps by accident: foreign after all, unless better as UTF-8 by *margin* nats."""
    asked = [at for at, (part, fine) in enumerate(parts) if fine and not part.isascii()]
    heads = [parts[at][0][:_LINE] for at in asked]
    costs = plausible.nats(
        [
            *(beginning(head, "utf-8") for head in heads[:_JUDGED]),
            *(beginning(head, pooled) for head in heads[:_JUDGED]),
        ]
    )
    judged = min(len(asked), _JUDGED)
    accidents = {at for i, at in enumerate(asked) if i >= judged or costs[i] + margin > costs[i + judged]}
    return [units_of(parts[at][0], False) if at in accidents else group for at, group in enumerate(groups)]


def _second_opinion(units: list[Unit], pooled: str) -> tuple[str, dict[bytes, str]]:
    """Are the foreign lines in two encodings?  The one of most of them, and the other for the pieces that are in it.

    Of all pairs of common encodings the one in which the lines read best; a line counts as being in the second only
    if it reads better there by ``_OTHER`` nats.
    """
    whole = [unit[0] for unit in units if len(unit) == 1 and isinstance(unit[0], bytes)][:_ASKED]
    if len(whole) < 2:
        return pooled, {}
    heads = [sample.words(piece)[:_HEAD] for piece in whole]
    names = [pooled, *(encoding for encoding in COMMON if encoding != pooled)]
    flat = plausible.nats([beginning(head, encoding) for encoding in names for head in heads])
    costs = {name: flat[at * len(heads) : (at + 1) * len(heads)] for at, name in enumerate(names)}
    best, pair = sum(costs[pooled]), (pooled, pooled)
    for one, other in itertools.permutations(names, 2):
        total = sum(min(cost, rival + _OTHER) for cost, rival in zip(costs[one], costs[other], strict=True))
        total += 0.0 if one == pooled else _OTHER
        if total < best:
            best, pair = total, (one, other)
    one, other = pair
    lines = zip(whole, costs[one], costs[other], strict=True)
    return one, {piece: other for piece, cost, rival in lines if rival + _OTHER < cost}


def beginning(head: bytes, encoding: str) -> str:
    """*head* in *encoding*; its last character may be cut off."""
    text = codecs.peek(head, encoding)
    return text[:-2] + text[-2:].rstrip("\ufffd")


def half_good(
    groups: list[list[Unit]], encodings: dict[bytes, str], pooled: str, least: int, margin: float
) -> list[list[Unit]]:
    """Foreign units with some UTF-8 in them: UTF-8 with strays, if that reads better by *margin* nats."""
    asked: list[tuple[bytes, str]] = []
    for piece in (unit[0] for group in groups for unit in group if len(unit) == 1):
        if isinstance(piece, bytes) and len(piece) <= _LINE and _half_utf8(piece, least) and len(asked) < _JUDGED:
            encoding = encodings.get(piece, pooled)
            asked += [(piece, encoding)] if codecs.table(encoding) else []
    split = [with_strays(piece) for piece, _ in asked]
    texts = [detect.read(unit, encoding) for unit, (_, encoding) in zip(split, asked, strict=True)]
    costs = plausible.nats([*texts, *(codecs.peek(piece, encoding) for piece, encoding in asked)])
    better = {
        piece: unit
        for i, ((piece, _), unit) in enumerate(zip(asked, split, strict=True))
        if costs[i] + margin <= costs[i + len(asked)]
    }
    return [[better.get(unit[0], unit) if isinstance(unit[0], bytes) else unit for unit in group] for group in groups]


def kind_of(unit: Unit, group: list[Unit]) -> str:
    """Why the bytes of *unit*, of a line with the units *group*, are foreign."""
    if len(unit) > 1:
        return "stray bytes"
    return "foreign line" if len(group) <= 2 else "foreign field"


class Pieces:
    """Text and spans, built from left to right; *base* is the encoding that needs no span."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.texts: list[str] = []
        self.spans: list[Span] = []
        self.at = 0

    def add(self, raw: bytes, encoding: str, why: str) -> None:
        """Read *raw* in *encoding*; a span says so if that is not the base."""
        variant = utf8.VARIANT.search(raw) is not None
        if variant and encoding != self.base and _LOST not in {span.why for span in utf8.variants(raw)[1]}:
            encoding = "utf-8"
        text, inner = utf8.variants(raw) if variant and encoding == "utf-8" else codecs.decode(raw, encoding)
        at = 0
        for span in (*inner, None):
            end = span.start if span else len(text)
            if end > at and encoding != self.base and not text[at:end].isascii():
                piece = codecs.encode(text[at:end], encoding) if inner else raw
                self.spans.append(Span(self.at + at, self.at + end, encoding, piece, why))
            if span:
                self.spans.append(span._replace(start=span.start + self.at, end=span.end + self.at))
                at = span.end
        self.texts.append(text)
        self.at += len(text)
