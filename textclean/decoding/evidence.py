"""What decoding found: the text, the encoding, and why; and the way back to the very bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from textclean.decoding import codecs
from textclean.decoding.span import Span


class RunnerUp(NamedTuple):
    """Another encoding that was considered; *behind* is by how many nats (None: not measured).

    *reads* shows the first piece that it would read otherwise, as ``"ours -> theirs"``; empty if the texts are equal.
    """

    encoding: str
    behind: float | None
    reads: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the evidence for it.

    *text* is well-formed; U+FFFD stands for what could not be decoded.  *encoding* is a canonical label.  *why* is one
    of: ascii, bom, utf-8 valid, utf-8 variant, utf-8 damaged, escape sequences, utf-16 pattern, stated, transport and
    valid, declared and valid, detectors agree, plausible, fallback.  *margin* is the lead over the best runner-up that
    gives another text, in nats; *reason* says in words what speaks for it most.  *bom* is not part of the text.
    *problems* are sentences for a person.
    """

    text: str
    encoding: str
    why: str
    margin: float | None = None
    runners_up: tuple[RunnerUp, ...] = ()
    bom: bytes = b""
    spans: tuple[Span, ...] = ()
    problems: tuple[str, ...] = ()
    reason: str = ""

    def encode(self, text: str | None = None) -> bytes:
        """The very bytes this came from.  Another *text* is written in the same encoding, with the same BOM.

        Raises UnicodeEncodeError if the encoding cannot hold *text*.
        """
        if text is None or text == self.text:
            return self.bom + self.raw(0, len(self.text))
        return self.bom + codecs.encode(text, self.encoding)

    def raw(self, start: int, end: int) -> bytes:
        """The bytes of the code points from *start* to *end*, without the BOM.

        A piece that cannot be cut (a foreign span that is not reversible) is given whole.
        """
        pieces = []
        at = start
        for span in self.spans:
            if span.end < start or span.start > end or (span.end == start < span.start == end):
                continue
            if span.start > at:
                pieces.append(codecs.encode(self.text[at : span.start], self.encoding))
            pieces.append(self._cut(span, max(start, span.start), min(end, span.end)))
            at = max(at, span.end)
        if at < end:
            pieces.append(codecs.encode(self.text[at:end], self.encoding))
        return b"".join(pieces)

    def _cut(self, span: Span, start: int, end: int) -> bytes:
        """The bytes of a part of *span*."""
        if (start, end) == (span.start, span.end):
            return span.raw
        if start == end:
            return b""
        try:
            if codecs.encode(self.text[span.start : span.end], span.encoding) == span.raw:
                return codecs.encode(self.text[start:end], span.encoding)
        except UnicodeEncodeError:
            pass
        return span.raw

    def noting(self, *problems: str) -> Decoded:
        """The same with more problems."""
        return replace(self, problems=(*self.problems, *problems)) if problems else self


def problems(spans: tuple[Span, ...]) -> tuple[str, ...]:
    """One sentence if *spans* holds undecodable bytes."""
    lost = [span for span in spans if span.why == "undecodable"]
    if not lost:
        return ()
    shown = ", ".join(span.raw.hex(" ").upper() for span in lost[:3])
    more = ", ..." if len(lost) > 3 else ""
    return (f"{len(lost)} undecodable piece{'s' * (len(lost) > 1)} ({shown}{more}): U+FFFD, the bytes are kept",)
