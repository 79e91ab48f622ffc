"""Bytes that are not plain UTF-8: cut, damaged, mixed, declared, or to be guessed.  The later half of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textclean.decoding import codecs, detect, labels, mixed, problems, utf8, utf16
from textclean.decoding import declared as prescan
from textclean.decoding.evidence import Decoded, RunnerUp

_TRANSPORT, _DECLARED = 18.0, 15.0  # nats that a label is worth: another reading must beat it by more
_SHOWN = 3  # runners-up that are reported
_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32)])


def decode(data: bytes, transport: str | None, declared: str | None, language: str | None) -> Decoded:
    """*data*, which is not valid UTF-8 as a whole: steps 3 (cut ends) to 8 of ``textclean.decoding.decode``."""
    ends = utf8.cut(data)
    if ends:
        text, spans = codecs.decode(data, "utf-8")
        return Decoded(text, "utf-8", "utf-8 valid", spans=spans, problems=problems(spans))
    if utf8.VARIANT.search(data):
        text, spans = utf8.variants(data)
        if not any(span.why == "undecodable" for span in spans):
            return Decoded(text, "utf-8", "utf-8 variant", spans=spans)
    hints, notes = _hints(data, transport, declared)
    some = _around_first_error(data)
    found = _mixed(data, hints, language) if len(some) == len(data) or _mixed(some, hints, language) else None
    return (found or _legacy(data, hints, language)).noting(*notes)


def _around_first_error(data: bytes) -> bytes:
    """The lines of large *data* around its first byte that is not UTF-8: where to look for a mixture."""
    if len(data) <= 4 * detect.WINDOW:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, max(0, error.start - detect.WINDOW // 2)) + 1
        end = data.find(b"\n", error.start + detect.WINDOW) + 1 or len(data)
        return data[start:end] if end - start < 4 * detect.WINDOW else data
    return data


def doubted(data: bytes, text: str, transport: str | None, declared: str | None, language: str | None) -> Decoded:
    """Short *data* that is valid UTF-8 (*text*), perhaps by accident: another reading must be much better."""
    hints, notes = _hints(data, transport, declared)
    ranked = detect.rank([detect.words(data)], [("utf-8", 10.0), *((e, 5.0) for e, _, _ in hints if e != "utf-8")], language)
    best = ranked[0].encoding
    if best == "utf-8":
        return Decoded(text, "utf-8", "utf-8 valid").noting(*notes)
    return _read(data, best, "plausible", ranked).noting(*notes)


def damaged_after_bom(body: bytes, mark: bytes) -> Decoded:
    """*body* follows a UTF-8 BOM and is not valid: UTF-8 with damage, whatever the share of it."""
    found = _mixed(body, [], None, proven=True)
    if found is None:
        text, spans = codecs.decode(body, "utf-8")
        found = Decoded(text, "utf-8", "bom", spans=spans, problems=problems(spans))
    return replace(found, why="bom", bom=mark)


def _hints(data: bytes, transport: str | None, declared: str | None) -> tuple[list[tuple[str, float, str]], list[str]]:
    """What was declared: (encoding, worth in nats, why), and problems with the labels."""
    hints: list[tuple[str, float, str]] = []
    notes: list[str] = []
    if transport:
        label = labels.of_header(transport)
        encoding = labels.resolve(label)
        if encoding:
            hints.append((encoding, _TRANSPORT, "transport and valid"))
        elif not labels.says_nothing(label):
            notes.append(f"the transport charset {label!r} is unknown and was ignored")
    own = declared or prescan.find(data)
    if own:
        hints.append((own, _DECLARED, "declared and valid"))
    return hints, notes


def _legacy(data: bytes, hints: list[tuple[str, float, str]], language: str | None) -> Decoded:
    sniff = data if len(data) <= detect.WINDOW else data[: detect.WINDOW]
    gain = {encoding: worth for encoding, worth, _ in reversed(hints) if codecs.is_valid(sniff, encoding, cut=True)}
    ranked = detect.rank([detect.words(data)], list(gain.items()), language)
    best = ranked[0]
    wide = utf16.east_asian(data)
    if wide and detect.is_better(data, wide, best.encoding):
        return _read(data, wide, "utf-16 pattern", [])
    for encoding, _, why in hints:
        if encoding in gain and codecs.peek(detect.words(data), encoding) == best.words:
            return _read(data, encoding, why, ranked)
    return _read(data, best.encoding, "detectors agree" if best.agreed else "plausible", ranked)


def _read(data: bytes, encoding: str, why: str, ranked: list[detect.Candidate]) -> Decoded:
    text, spans = codecs.decode(data, encoding)
    best, others = ranked[:1], ranked[1 : 1 + _SHOWN]
    runners = tuple(
        RunnerUp(other.encoding, other.nats - first.nats, _differs(first.words, other.words))
        for first in best
        for other in others
    )
    notes = problems(spans)
    head = data[:4096]
    if (len(head) - len(head.translate(None, _CONTROLS))) * 10 > len(head):
        notes = (*notes, "one byte in ten or more is a control: this may be no text at all")
        why = "fallback"
    margin = runners[0].behind if runners else None
    return Decoded(text, encoding, why, margin, runners, spans=spans, problems=notes)


def _differs(ours: str, theirs: str) -> str:
    """The first word that is read otherwise: ``"ours -> theirs"``."""
    for mine, other in zip(ours.split(" "), theirs.split(" "), strict=False):
        if mine != other:
            return f"{mine[:20]} -> {other[:20]}"
    return ""


def _mixed(
    data: bytes, hints: list[tuple[str, float, str]], language: str | None, proven: bool = False
) -> Decoded | None:
    favoured = [(encoding, worth) for encoding, worth, _ in hints if not encoding.startswith("utf-")]

    def foreign(sample: Sequence[bytes | str], context: str) -> str:
        return detect.rank(sample, favoured, language, context)[0].encoding

    found = mixed.decode(data, foreign, proven)
    if found is None:
        return None
    text, spans, base = found
    others = sorted({span.encoding for span in spans if span.why != "undecodable" and span.encoding != base})
    strange = sum(span.encoding in others for span in spans)
    notes = (f"{strange} piece{'s' * (strange > 1)} in {', '.join(others)} among {base}",) if strange else ()
    why = "utf-8 damaged" if base == "utf-8" else "plausible"
    return Decoded(text, base, why, spans=spans, problems=(*notes, *problems(spans)))
