"""Text that was encoded for mail (RFC 2045, quoted-printable) and never decoded: "M=C3=BCnchen".

Every byte outside printable ASCII stands as "=" and two hexadecimal digits, every "=" as "=3D", and long lines are cut
by a "=" at their end.  The same characters occur in code and in arithmetic ("x=20"), so a document must prove itself:
several encoded bytes that decode to letters, or cut lines beside an encoded byte; and no "=" that the encoding could
not have written.  If only that last proof fails, everything is held.  Encoded words of mail headers (RFC 2047,
"=?utf-8?Q?M=C3=BCnchen?=") prove themselves.  Never on by itself.
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
_PIECE = lazy(f"{_ONE}(?:{_ONE})*")
_OTHER = lazy("=(?![0-9A-F]{2}|[ \t]*\r?\n|\\Z)")
_HIGH = lazy("=[89A-F][0-9A-F]")


@lru_cache(maxsize=4096)
def _decoded(piece: str) -> str:
    """The text of encoded bytes: UTF-8, else Windows-1252; *piece* itself where neither fits or a control comes out."""
    raw = bytes.fromhex(_CUT.sub("", piece).replace("=", ""))
    for encoding in ("utf-8", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return piece if any((char < " " and char not in "\t\n\r") or "\x7f" <= char < "\xa0" for char in text) else text
    return piece


@rule(Stage.UNESCAPE, triggers="=", profiles=())
def quoted_printable(text: Text) -> Iterator[Edit | Batch]:
    """Encoded bytes and cut lines of quoted-printable text are decoded, where the whole document is written so."""
    value = text.value
    if "=?" in value:
        yield from _headers(text)
    high = len(_HIGH.findall(value))
    cuts = len(_CUT.findall(value))
    if not (high >= 4 or (high and cuts)):
        return
    sure = Sure.GUESS if _OTHER.search(_WORD.sub("", value)) else Sure.LIKELY
    why = "quoted-printable: encoded bytes or a cut line"
    yield from batch(value, _PIECE, lambda piece: _decoded(piece[0]), why, sure)


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
quoted_printable.keeps("x=20; y=3D; z=FF", because="arithmetic, not letters")
quoted_printable.keeps("M=C3=BC, K=C3=B6, if a=b then", because="a bare sign of equality: held")
quoted_printable.keeps("a == b = c =\n=> \u0434 = \u0451", because="no encoded byte")
