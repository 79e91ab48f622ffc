"""Bytes that are not plain UTF-8: cut, damaged, mixed, declared, or to be guessed.  The later half of the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from textclean import scripts
from textclean.decoding import binary, codecs, detect, labels, mixed, sample, utf8, utf16
from textclean.decoding import declared as prescan
from textclean.decoding.evidence import Decoded, RunnerUp, problems
from textclean.evidence.priors import prior
from textclean.patterns import lazy

_SHOWN = 3  # runners-up that are reported


class _Case:
    """The bytes in question, what was declared about them, and the candidates for the whole, found once."""

    def __init__(self, data: bytes, transport: str | None, declared: str | None, language: str | None) -> None:
        self.data, self.language = data, language
        self.hints: list[tuple[str, float, str]] = []  # encoding, worth in nats, why
        self.notes: list[str] = []
        if transport:
            label = labels.of_header(transport)
            encoding = labels.resolve(label)
            if encoding:
                self.hints.append((encoding, -prior("bytes", "transport_lies"), "transport and valid"))
            elif not labels.says_nothing(label):
                self.notes.append(f"the transport charset {label!r} is unknown and was ignored")
        own = declared or prescan.find(data)
        if own:
            self.hints.append((own, -prior("bytes", "declaration_lies"), "declared and valid"))

    @cached_property
    def words(self) -> bytes:
        return sample.words(self.data)

    @cached_property
    def valid(self) -> dict[str, float]:
        """The declared encodings in which the head of the data decodes, and what they are worth in nats."""
        head = self.data[: sample.WINDOW]
        return {e: worth for e, worth, _ in reversed(self.hints) if codecs.is_valid(head, e, cut=True)}

    @cached_property
    def ranked(self) -> list[detect.Candidate]:
        return detect.rank([self.words], list(self.valid.items()), self.language)

    def mostly(self, lines: bytes) -> str:
        """The encoding of the *lines* that are not UTF-8, which are most of the data: they stand for the whole."""
        self.__dict__["words"] = sample.words(lines)
        return next(found.encoding for found in self.ranked if _has_lines(found.encoding))

    def foreign(self, pieces: Sequence[bytes | str], context: str) -> str:
        """The encoding of pieces of a mixed stream."""
        favoured = [(encoding, worth) for encoding, worth, _ in self.hints if _has_lines(encoding)]
        return detect.rank(pieces, favoured, self.language, context)[0].encoding


def _has_lines(encoding: str) -> bool:
    """Is a line feed a byte of its own in *encoding*, so that each line may have another one?"""
    return not encoding.startswith("utf-") and not codecs.switches(encoding)


def decode(data: bytes, transport: str | None, declared: str | None, language: str | None) -> Decoded:
    """*data*, which is not valid UTF-8 as a whole: steps 3 (cut ends) to 8 of ``textclean.decoding.decode``."""
    if utf8.cut(data):
        text, spans = codecs.decode(data, "utf-8")
        return Decoded(text, "utf-8", "utf-8 valid", spans=spans, problems=problems(spans))
    if utf8.VARIANT.search(data):
        text, spans = utf8.variants(data)
        if not any(span.why == "undecodable" for span in spans):
            return Decoded(text, "utf-8", "utf-8 variant", spans=spans)
    case = _Case(data, transport, declared, language)
    some = _around_first_error(data)
    found = _mixed(data, case) if len(some) == len(data) or _mixed(some, case) else None
    if found is None:
        found = _legacy(case)
        found = _with_utf8_lines(found, data) if len(some) < len(data) else found
    return found.noting(*case.notes)


def _with_utf8_lines(found: Decoded, data: bytes) -> Decoded:
    """Large *data* that is no mixture where the first bad byte is, with the lines of UTF-8 that come later."""
    if not codecs.extends_ascii(found.encoding):
        return found
    from textclean.decoding import lines  # rare

    text, spans = lines.decode(data, found.encoding, found.encoding)
    strange = sum(span.encoding != found.encoding for span in spans)
    if not strange:
        return found
    notes = (f"{strange} piece{'s' * (strange > 1)} in utf-8 among {found.encoding}", *problems(spans))
    return replace(found, text=text, spans=spans, problems=notes)


def _around_first_error(data: bytes) -> bytes:
    """The lines of large *data* around its first byte that is not UTF-8: where to look for a mixture."""
    if len(data) <= 4 * sample.WINDOW:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, max(0, error.start - sample.WINDOW // 2)) + 1
        end = data.find(b"\n", error.start + sample.WINDOW) + 1 or len(data)
        return data[start:end] if end - start < 4 * sample.WINDOW else data
    return data


# Encodings whose bytes are valid UTF-8 by accident; the last three only where no Latin letter is.
_EAST_ASIAN = frozenset(("gb18030", "gbk", "big5", "euc-kr", "shift_jis", "euc-jp"))
_ACCIDENTS = _EAST_ASIAN | {"windows-1251", "koi8-r", "koi8-u"}
_LATIN = lazy("[A-Za-z]")
# UTF-8 again, by its bytes; leads and bytes of CJK by turns, which lost controls.
_TWICE = lazy("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|(?:[\xe0-\xef]+[\x80-\xbf]){2}")
_FOREIGN = lazy("[^\0-\u024f](?:(?<=[a-z].)|(?=[a-z]))")  # at a small Latin letter


def doubted(data: bytes, text: str, transport: str | None, declared: str | None, language: str | None) -> Decoded:
    """Short *data* that is valid UTF-8 (*text*), perhaps by accident: another reading must be much better."""
    case = _Case(data, transport, declared, language)
    letters = any(char > "\x7f" and char.isalpha() for char in text)  # else there is nothing to judge by
    if not case.hints and (not letters or _TWICE.search(text)):
        return Decoded(text, "utf-8", "utf-8 valid").noting(*case.notes)
    labelled = -prior("bytes", "transport_lies")
    favoured = [("utf-8", _as_look_alikes(text) - prior("bytes", "accident"))]
    favoured += [(encoding, labelled) for encoding, _, _ in case.hints if encoding != "utf-8"]
    ranked = detect.rank([case.words], favoured, language)
    allowed = {encoding for encoding, _, _ in case.hints} | (_EAST_ASIAN if _LATIN.search(text) else _ACCIDENTS)
    if ranked[0].encoding not in allowed:
        return Decoded(text, "utf-8", "utf-8 valid").noting(*case.notes)
    why = next((why for encoding, _, why in case.hints if encoding == ranked[0].encoding), "plausible")
    return _read(data, ranked[0].encoding, why, ranked).noting(*case.notes)


def _as_look_alikes(text: str) -> float:
    """Nats for foreign letters in the Latin words of *text* to stand for Latin ones: no odd letters, if the text is so.

    >>> _as_look_alikes("the mill\u04bdr cou\u057cted") > 0, _as_look_alikes("Strau\u03b2e")
    (True, 0.0)
    """
    letters = [match[0] for match in _FOREIGN.finditer(text)]
    found = sum(map(scripts.twins("Latin", near=True).__contains__, letters))
    return max(0.0, prior("homoglyphs", "document") - found * prior("bytes", "wedged"))


def damaged_after_bom(body: bytes, mark: bytes) -> Decoded:
    """*body* follows a UTF-8 BOM and is not valid: UTF-8 with damage, whatever the share of it."""
    found = _mixed(body, _Case(body, None, None, None), proven=True)
    if found is None:
        text, spans = codecs.decode(body, "utf-8")
        found = Decoded(text, "utf-8", "bom", spans=spans, problems=problems(spans))
    return replace(found, why="bom", bom=mark)


def _legacy(case: _Case) -> Decoded:
    ranked = case.ranked
    wide = utf16.east_asian(case.data)
    if wide and detect.is_better(case.data, wide, ranked[0].encoding):
        return _read(case.data, wide, "utf-16 pattern", [])
    for encoding, _, why in case.hints:
        if encoding in case.valid and codecs.peek(case.words, encoding) == ranked[0].words:
            return _read(case.data, encoding, why, ranked)
    return _read(case.data, ranked[0].encoding, "detectors agree" if ranked[0].agreed else "plausible", ranked)


def _read(data: bytes, encoding: str, why: str, ranked: list[detect.Candidate]) -> Decoded:
    text, spans = codecs.decode(data, encoding)
    best, others = ranked[:1], ranked[1 : 1 + _SHOWN]
    runners = tuple(
        RunnerUp(other.encoding, other.nats - first.nats, _differs(first.words, other.words))
        for first in best
        for other in others
    )
    notes = problems(spans)
    if binary.many_controls(data):
        notes = (*notes, "one byte in twenty or more is a control: this may be no text at all")
        why = "fallback"
    margin = runners[0].behind if runners else None
    reason = detect.decision(ranked).reason() if ranked else ""
    return Decoded(text, encoding, why, margin, runners, spans=spans, problems=notes, reason=reason)


def _differs(ours: str, theirs: str) -> str:
    """The first word that is read otherwise: ``"ours -> theirs"``."""
    for mine, other in zip(ours.split(" "), theirs.split(" "), strict=False):
        if mine != other:
            return f"{mine[:20]} -> {other[:20]}"
    return ""


def _mixed(data: bytes, case: _Case, proven: bool = False) -> Decoded | None:
    found = mixed.decode(data, case.foreign, case.mostly, proven)
    if found is None:
        return None
    text, spans, base = found
    others = sorted({span.encoding for span in spans if span.why != "undecodable" and span.encoding != base})
    strange = sum(span.encoding in others for span in spans)
    notes = (f"{strange} piece{'s' * (strange > 1)} in {', '.join(others)} among {base}",) if strange else ()
    why = "utf-8 damaged" if base == "utf-8" else "plausible"
    return Decoded(text, base, why, spans=spans, problems=(*notes, *problems(spans)))
