"""Text that was encoded for mail (RFC 2045, quoted-printable) and never decoded: "M=C3=BCnchen".

Every byte outside printable ASCII stands as "=" and two hexadecimal digits, every "=" as "=3D", and long lines are cut
by a "=" at their end.  The same characters occur in code and in arithmetic ("x=20"), so a document must prove itself:
several encoded bytes that decode to letters, UTF-8 of one letter beside others, or cut lines beside an encoded byte;
and no "=" that the encoding could not have written.  If only that last proof fails, everything is held.  Encoded words
of mail headers (RFC 2047, "=?utf-8?Q?M=C3=BCnchen?=") prove themselves.  Never on by itself: what it is sure of is
held.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.patterns import lazy
from textclean.substitution import batch
from textclean.text import Text

_WORD = lazy(r"=\?([A-Za-z0-9_.:-]{2,40})\?[Qq]\?([!-<>@-~]|=[0-9A-Fa-f]{2}){1,75}?\?=")
_CUT = lazy("=[ \t]*\r?\n")
_ONE = "=(?:[0-9A-F]{2}|[ \t]*\r?\n)"
_PIECE = lazy(f"{_WORD.pattern}|{_ONE}(?:{_ONE})*")
_OTHER = lazy("=(?![0-9A-F]{2}|[ \t]*\r?\n|\\Z)")
_HIGH = lazy("=[89A-F][0-9A-F]")
_LETTER = lazy("[A-Za-z]")
_RUN = lazy("(?:=[89A-F][0-9A-F])+")


@lru_cache(maxsize=4096)
def _decoded(piece: str) -> str:
    """The text of encoded bytes: UTF-8, else Windows-1252; *piece* itself where neither fits or a control comes out."""
    if piece[:2] == "=?":
        return piece
    raw = bytes.fromhex(_CUT.sub("", piece).replace("=", ""))
    for encoding in ("utf-8", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return piece if any((char < " " and char not in "\t\n\r") or "\x7f" <= char < "\xa0" for char in text) else text
    return piece


@rule(
    Stage.UNESCAPE,
    shape=r"=(?:[89A-F][0-9A-F]|\?[A-Za-z0-9_.:-]{2,40}\?[Qq]\?)",
    profiles=(),
    offered=("repair", "normalize"),
)
def quoted_printable(text: Text) -> Iterator[Edit | Batch]:
    """Encoded bytes and cut lines of quoted-printable text are decoded, where the whole document is written so."""
    value = text.value
    if "=?" in value:
        yield from _headers(text)
    rest = _WORD.sub("", value)
    high, cuts = len(_HIGH.findall(rest)), len(_CUT.findall(rest))
    if not high or not (high >= 4 or cuts or _is_letter(rest)):
        return
    sure = Sure.GUESS if _OTHER.search(rest) else Sure.LIKELY
    why = "quoted-printable: encoded bytes or a cut line"
    yield from batch(value, _PIECE, lambda piece: _decoded(piece[0]), why, sure)


def _is_letter(value: str) -> bool:
    """Are there encoded bytes that are UTF-8 and touch a letter?"""
    for match in _RUN.finditer(value):
        beside = value[match.start() - 1 : match.start()] + value[match.end() : match.end() + 1]
        if _LETTER.search(beside) and _is_utf8(match[0]):
            return True
    return False


def _is_utf8(run: str) -> bool:
    try:
        return bool(bytes.fromhex(run.replace("=", "")).decode())
    except UnicodeDecodeError:
        return False


def _headers(text: Text) -> Iterator[Edit]:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    for word in text.finditer(_WORD):
        try:
            new = str(make_header(decode_header(word[0])))
        except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
            continue
        if new != word[0]:
            yield Edit(*word.span(), new, f"encoded word of a mail header ({word[1]})", Sure.CERTAIN)


quoted_printable.fixes("M=C3=BCnchen und K=C3=B6ln", "M\u00fcnchen und K\u00f6ln")
quoted_printable.fixes(
    "Gr=FC=DFe aus M=FCnchen, sch=F6n", "Gr\u00fc\u00dfe aus M\u00fcnchen, sch\u00f6n", because="Windows-1252 bytes"
)
quoted_printable.fixes(
    "ein langer Satz =C3=BCber viele=\n Zeilen, a =3D b", "ein langer Satz \u00fcber viele Zeilen, a = b"
)
quoted_printable.fixes("Betreff: =?utf-8?Q?M=C3=BCnchen?= heute", "Betreff: M\u00fcnchen heute")
quoted_printable.fixes("=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82", "\u041f\u0440\u0438\u0432\u0435\u0442")
quoted_printable.fixes("It=E2=80=99s here", "It\u2019s here", because="UTF-8 beside letters")
quoted_printable.keeps("x=20; y=3D; z=FF", because="arithmetic, not letters")
quoted_printable.keeps("M=C3=BC, K=C3=B6, if a=b then", because="a bare sign of equality: held")
quoted_printable.keeps("A1 =C3=A9, =B2", because="cells of a table")
quoted_printable.keeps("a == b = c =\n=> \u0434 = \u0451", because="no encoded byte")
