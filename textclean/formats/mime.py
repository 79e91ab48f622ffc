"""The parts of a mail message, by place (RFC 5322, 2045, 2046), and what its encodings stand for (RFC 2045, 2047).

No library keeps the places of what it reads, and all of them write messages anew; here every byte has a place.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from textclean.decoding import codecs, labels
from textclean.patterns import lazy

ByteEdit = tuple[int, int, bytes]  # data[start:end] becomes the new bytes
_DEEPEST = 50  # parts in parts
_LINE = 76  # bytes of a line that is quoted-printable (RFC 2045, 6.7), or base64
_WORD = 75  # bytes of an encoded word (RFC 2047, section 2)


class Field(NamedTuple):
    """A field of a head: its name in lower case, and where its value is, with its folds."""

    name: str
    start: int
    end: int


class Part(NamedTuple):
    """A body that is text, at ``data[start:end]``, as its head describes it.

    *why* says why it is not to be read: it is signed, or written in an encoding that nobody knows.  *bare*: no
    empty line parts it from its head.
    """

    start: int
    end: int
    mime: str = "text/plain"
    charset: str = ""
    transfer: str = ""
    flowed: bool = False
    why: str = ""
    bare: bool = False


_FIELD = lazy(rb"([!-9;-~]+)[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)(?:\r?\n|\Z)")
# Whatever comes behind it: parsers differ about what a line end is, and about an empty name.
_HEAD = lazy(rb"(?<![^\r\n])(?:[!-9;-~]*[ \t]*:|[ \t\r\n]|>?From )")
_EMPTY = lazy(rb"\n\r?\n")
_PARAMETER = lazy(rb";\s*([!-:<-~]+?)\*?\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s;\"]+))")
_IDENTITY = ("", "7bit", "8bit", "binary")


def walk(data: bytes, start: int, end: int, boundaries: list[bytes], depth: int = 0) -> Iterator[Field | Part]:
    """The fields and the bodies of text of the message ``data[start:end]``; *boundaries* gets those of its parts."""
    fields, body, bare = _head(data, start, end)
    yield from fields
    values = {field.name: data[field.start : field.end] for field in reversed(fields)}
    kind, parameters = described(values.get("content-type", b"text/plain"))
    transfer = values.get("content-transfer-encoding", b"").strip().decode("latin-1").lower()
    if kind.startswith("multipart/") and "boundary" in parameters:
        if kind in ("multipart/signed", "multipart/encrypted"):
            yield Part(body, end, kind, why=f"it is {kind.partition('/')[2]}")
        elif depth < _DEEPEST:
            boundaries.append(parameters["boundary"])
            for first, last in _parts(data, body, end, parameters["boundary"]):
                yield from walk(data, first, last, boundaries, depth + 1)
    elif kind == "message/rfc822" and transfer in _IDENTITY and depth < _DEEPEST:
        yield from walk(data, body, end, boundaries, depth + 1)
    elif kind in ("text/plain", "text/html") and _is_shown(values):
        charset = parameters.get("charset", b"").decode("latin-1")
        flowed = parameters.get("format", b"").lower() == b"flowed"
        yield Part(body, end, kind, charset, transfer, flowed, _refused(data, body, end, values, transfer), bare)


def _is_shown(values: dict[str, bytes]) -> bool:
    """A text that is attached is a file, and stays."""
    return not values.get("content-disposition", b"").strip().lower().startswith(b"attachment")


def _refused(data: bytes, body: int, end: int, values: dict[str, bytes], transfer: str) -> str:
    if transfer not in (*_IDENTITY, "quoted-printable", "base64"):
        return f"its transfer encoding {transfer[:40]!r} is not known here"
    if "content-md5" in values:
        return "it has a digest (Content-MD5)"
    signed = data.find(b"-----BEGIN PGP ", body, end) >= 0
    return "it is signed or encrypted (OpenPGP)" if signed else ""


def described(value: bytes) -> tuple[str, dict[str, bytes]]:
    """The type and the parameters of a Content-Type field, names in lower case.

    >>> described(b'text/plain; charset="utf-8"')
    ('text/plain', {'charset': b'utf-8'})
    """
    kind = value.split(b";")[0].strip().decode("latin-1").lower()
    found: dict[str, bytes] = {}
    for name, quoted, bare in _PARAMETER.findall(value):
        found.setdefault(name.decode("latin-1").lower(), re.sub(rb"\\(.)", rb"\1", quoted) if quoted else bare)
    return kind or "text/plain", found


def _head(data: bytes, at: int, end: int) -> tuple[list[Field], int, bool]:
    """The fields from *at* on, where the body begins, and whether that is at what is no field, with no empty line."""
    fields = []
    envelope = re.compile(rb">?From [^\r\n]*(?:\r?\n|\Z)").match(data, at, end)
    at = envelope.end() if envelope else at
    while field := _FIELD.match(data, at, end):
        fields.append(Field(field[1].decode("latin-1").lower(), *field.span(2)))
        at = field.end()
    blank = re.compile(rb"\r?\n").match(data, at, end)
    return fields, blank.end() if blank else at, blank is None


def head_lines(data: bytes) -> list[bytes]:
    """What begins the lines, up to an empty one, that some parser may take for lines of a head.

    It is asked about a body that no empty line parts from its head: parsers do not agree where such a head ends.

    >>> head_lines(b"To: me\\nno field\\n: none\\n\\nCc: you")
    [b'To:', b':']
    """
    empty = _EMPTY.search(data)
    return [match[0] for match in _HEAD.finditer(data, 0, empty.start() if empty else len(data))]


def _parts(data: bytes, at: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """What stands between the delimiters; the line end in front of one belongs to it."""
    begun = -1
    for line in re.compile(rb"^--%b(--)?[ \t]*\r?$" % re.escape(boundary), re.M).finditer(data, at, end):
        if begun >= 0:
            last = line.start() - 1 - data.startswith(b"\r", line.start() - 2)
            yield begun, max(begun, last)
        begun = min(line.end() + 1, end)
        if line[1]:
            return
    if begun >= 0:
        yield begun, end


class Body:
    """The *decoded* bytes of ``data[start:end]``, and how edits of them are written.

    Raises ValueError for base64 that is none.
    """

    def __init__(self, raw: bytes, transfer: str) -> None:
        self._raw = raw
        self._transfer = transfer
        self._starts: list[int] = []  # of quoted-printable: where pieces begin in what is decoded,
        self._places: list[tuple[int, int, bool]] = []  # and where they are, and whether they stand for themselves
        if transfer == "base64":
            self.decoded = _base64(raw)
        elif transfer == "quoted-printable":
            self.decoded = b"".join(self._quoted())
        else:
            self.decoded = raw

    def _quoted(self) -> Iterator[bytes]:
        length = 0
        for token in _QUOTED.finditer(self._raw):
            piece = bytes([int(token[1], 16)]) if token[1] else b"" if token[2] else token[0]
            if piece:
                self._starts.append(length)
                self._places.append((*token.span(), not token[1]))
                length += len(piece)
                yield piece

    def line(self, number: int) -> int:
        """In which line of ``data[start:end]`` line *number* of what is decoded begins, from 1; of base64 always 1."""
        if self._transfer != "quoted-printable":
            return 1 if self._transfer == "base64" else number
        return self._raw.count(b"\n", 0, self._place(self._lines[number - 1])) + 1

    @cached_property
    def _lines(self) -> list[int]:
        """Where the lines of what is decoded begin."""
        return [0, *(match.end() for match in re.finditer(rb"\n", self.decoded))]

    def _place(self, at: int, behind: bool = False) -> int:
        """Where byte *at* of what is decoded comes from; *behind*: where what is before it ends."""
        if not self._starts:
            return 0
        index = max(0, bisect_right(self._starts, at - behind) - 1)
        start, end, verbatim = self._places[index]
        if verbatim:
            return min(start + at - self._starts[index], end)
        return end if behind or at > self._starts[index] else start

    def edits(self, edits: list[ByteEdit]) -> list[ByteEdit]:
        """*edits* of what is decoded, which are sorted, as edits of ``data[start:end]``."""
        if self._transfer == "base64":
            return _trimmed(self._raw, _as_base64(spliced(self.decoded, edits), self._raw))
        if self._transfer != "quoted-printable":
            return edits
        found = []
        for start, end, new in edits:
            first = self._place(start)
            last = self._place(end, True) if end > start else first
            found.append((first, last, _as_quoted(new, self._raw[last : last + 1] in (b"\r", b"\n", b""))))
        made = spliced(self._raw, found)
        wrapped = _wrapped(made, self._raw)
        return found if wrapped is made else _trimmed(self._raw, wrapped)


_QUOTED = lazy(rb"=([0-9A-Fa-f]{2})|(=[ \t]*\r?\n)|[^=]+|=")
_LITERAL = frozenset(b"\t\r\n " + bytes(range(33, 127))) - frozenset(b"=")


def _as_quoted(new: bytes, at_end: bool) -> bytes:
    """*new* as quoted-printable; a blank that would end a line is encoded."""
    out = b"".join(bytes([b]) if b in _LITERAL else b"=%02X" % b for b in new)
    return out[:-1] + b"=%02X" % out[-1] if at_end and out[-1:] in (b" ", b"\t") else out


def _wrapped(made: bytes, raw: bytes) -> bytes:
    """*made*, quoted-printable, with lines cut that have become too long; those that were so in *raw* stay."""
    if max(map(len, made.split(b"\n"))) <= _LINE + 1:
        return made
    known = frozenset(raw.split(b"\n"))
    return b"\n".join(line if line in known else _cut(line) for line in made.split(b"\n"))


def _cut(line: bytes) -> bytes:
    tail = b"\r" if line.endswith(b"\r") else b""
    rest, cut = line.removesuffix(b"\r"), []
    while len(rest) > _LINE:
        at = _LINE - 1
        at -= 1 if rest[at - 1 : at] == b"=" else 2 if rest[at - 2 : at - 1] == b"=" else 0
        cut.append(rest[:at] + b"=" + tail)
        rest = rest[at:]
    return b"\n".join([*cut, rest + tail])


def _base64(raw: bytes) -> bytes:
    packed = b"".join(raw.split())
    if len(packed) % 4 or not re.fullmatch(rb"[A-Za-z0-9+/]*={0,2}", packed):
        raise ValueError("its base64 is damaged")
    return binascii.a2b_base64(packed)


def _as_base64(new: bytes, raw: bytes) -> bytes:
    """*new* in lines as long as those of *raw*, with its blanks around it."""
    inner = raw.strip()
    head = raw[: len(raw) - len(raw.lstrip())]
    tail = raw[len(head) + len(inner) :]
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    width = len(inner.split(b"\n", 1)[0].rstrip(b"\r")) if b"\n" in inner else max(_LINE, len(inner))
    packed = binascii.b2a_base64(new, newline=False)
    return head + end.join(packed[at : at + width] for at in range(0, len(packed), width)) + tail


def spliced(data: bytes, edits: list[ByteEdit]) -> bytes:
    """*data* with sorted *edits* that do not overlap put in."""
    pieces: list[bytes] = []
    done = 0
    for start, end, new in edits:
        pieces += data[done:start], new
        done = end
    return b"".join([*pieces, data[done:]])


def _trimmed(old: bytes, new: bytes) -> list[ByteEdit]:
    """The one edit that makes *new* of *old*, as short as it gets by whole lines."""
    if old == new:
        return []
    start = 0
    for a, b in zip(old.splitlines(True), new.splitlines(True), strict=False):
        if a != b:
            break
        start += len(a)
    end, till = len(old), len(new)
    while end > start and till > start and old[end - 1] == new[till - 1]:
        end, till = end - 1, till - 1
    return [(start, end, new[start:till])]


# Encoded words of heads


class Words(NamedTuple):
    """A run of encoded words at ``data[start:end]``: the text that they are, their charset, and B or Q."""

    start: int
    end: int
    text: str
    charset: str
    way: str


_ONE = lazy(rb"=\?([!->@-~]{1,80})\?([BbQq])\?([!->@-~]*)\?=")
_RUN = lazy(rb"(?:=\?[!->@-~]{1,80}\?[BbQq]\?[!->@-~]*+\?=(?:[ \t\r\n]++(?==\?))?)+")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")  # RFC 2047, 5 (3)


def words(data: bytes, start: int, end: int) -> Iterator[Words]:
    """The runs of encoded words in a value, without those that cannot be read."""
    for run in _RUN.finditer(data, start, end):
        found = _read(run[0])
        if found is not None:
            text, charset, way = found
            yield Words(run.start(), run.start() + len(run[0].rstrip()), text, charset, way)


def _read(run: bytes) -> tuple[str, str, str] | None:
    """Text, charset and way of *run*; a character may be cut in two by the end of a word."""
    groups: list[tuple[str, bytes]] = []
    way = ""
    for charset, letter, inner in _ONE.findall(run):
        name = charset.partition(b"*")[0].decode("latin-1")
        way = way or letter.decode("latin-1").upper()
        try:
            piece = _base64(inner) if letter in b"Bb" else Body(inner.replace(b"_", b" "), "quoted-printable").decoded
        except ValueError:
            return None
        if groups and groups[-1][0] == name:
            groups[-1] = (name, groups[-1][1] + piece)
        else:
            groups.append((name, piece))
    texts = []
    for name, piece in groups:
        encoding = labels.resolve(name)
        text, spans = codecs.decode(piece, encoding) if encoding else ("", ())
        if not encoding or spans:
            return None
        texts.append(text)
    return "".join(texts), groups[0][0], way


def written(text: str, found: Words, end: bytes) -> bytes | None:
    """*text* as encoded words like those *found*, in UTF-8 if their charset cannot hold it; *end* is a line end.

    None if it cannot be written.
    """
    for charset in (found.charset, "utf-8"):
        made = _encoded(text, charset, found.way, end)
        read = _read(made) if made is not None else None
        if read is not None and read[0] == text:
            return made
    return None


def _encoded(text: str, charset: str, way: str, end: bytes) -> bytes | None:
    encoding = labels.resolve(charset)
    if encoding is None or codecs.switches(encoding):
        return None
    room = _WORD - len(f"=?{charset}?{way}??=")
    done: list[bytes] = []
    inner = b""
    for character in text:
        try:
            piece = codecs.encode(character, encoding)
        except UnicodeEncodeError:
            return None
        if len(_inner(inner + piece, way)) > room and inner:
            done.append(inner)
            inner = b""
        inner += piece
    head = f"=?{charset}?{way}?".encode()
    return (end + b" ").join(head + _inner(piece, way) + b"?=" for piece in (*done, inner))


def _inner(piece: bytes, way: str) -> bytes:
    if way == "B":
        return binascii.b2a_base64(piece, newline=False)
    return b"".join(bytes([b]) if b in _PLAIN else b"_" if b == 32 else b"=%02X" % b for b in piece)
