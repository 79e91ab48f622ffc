"""Seven-bit encodings that switch by escape sequences: ISO-2022-JP, -KR, -CN and HZ.

Mail and old pages of East Asia.  No byte is above 7F, so a tool that looks for high bytes calls them ASCII.  Sources:
RFC 1468, 1554, 1557, 1922 and 1843; JIS X 0208, GB 2312 and KS X 1001 rows are read by way of their EUC forms, whose
codecs know the vendor rows.  Terminal output has ESC ( B in it too: only ESC $ and the shift to kana count.
"""

from __future__ import annotations

import base64
import re

from textclean.charsets.rows import is_by_name
from textclean.decoding import stateless
from textclean.patterns import lazy

_SWITCH = lazy(rb"\x1b\$\(?[@ABCDG]|\x1b\$\)[ACG]|\x1b\([BJI]|[\x0e\x0f]|\n")
_HZ = lazy(rb"~\{((?:[\x21-\x77][\x21-\x7e])*)(?:~\}|(?=\n)|\Z|([\x21-\x77])\Z)|~(~|\n)")
_HIGH = bytes(b | 0x80 if 0x21 <= b <= 0x7E else b for b in range(256))
_JAPANESE = lazy(rb"\x1b(?:\$[@B]|\$\(D|\(I)(?:[\x21-\x7e]{2}|[\x21-\x5f])")
_JIS_RUN = lazy(rb"\x1b\$[@B]([^\x1b\n]*)")
_RARE_ROWS = bytes([*range(0x21), *range(0x29, 0x30), *range(0x50, 0x80)])  # not kana, not kanji of level 1
_LAST_BLANK = lazy(rb"[\x00-\x20](?=[^\x00-\x20]*\Z)")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_COMMON_HANZI = lazy(rb"[\x21-\x23\x30-\x57][\x21-\x7e]")


def find(data: bytes) -> str | None:
    """The escape-switched encoding that *data* (no byte above 7F) is written in, or None."""
    if b"\x1b" in data:
        if b"\x1b$)C" in data and b"\x0e" in data:
            return "iso-2022-kr"
        if re.search(rb"\x1b\$\)[AG]", data) and b"\x0e" in data:
            return "iso-2022-cn"
        if _JAPANESE.search(data) and _is_japanese(data):
            return "iso-2022-jp"
    if b"~{" in data and _is_hz(data):
        return "hz"
    return None


def _is_japanese(data: bytes) -> bool:
    """Is what follows ESC $ B mostly kana and kanji in use?  A stray sequence has English behind it: rare rows."""
    leads = b"".join(match[1][::2] for match in _JIS_RUN.finditer(data))
    return len(leads.translate(None, _RARE_ROWS)) >= 0.7 * len(leads)


def _is_hz(data: bytes) -> bool:
    """Is what stands between ~{ and ~} mostly hanzi in use?  Source code has such braces too, with words inside."""
    pairs = common = 0
    for match in _HZ.finditer(data):
        run = match.group(1) or b""
        pairs += len(run) // 2
        common += sum(_COMMON_HANZI.fullmatch(run[at : at + 2]) is not None for at in range(0, len(run), 2))
    return pairs >= 2 and common >= 0.8 * pairs and data.count(b"~{") <= 2 * pairs


def decode(data: bytes, encoding: str) -> str:
    """The text of *data* in *encoding*, HZ or a form of ISO-2022; what no table holds becomes U+FFFD."""
    if encoding == "hz":
        return _decode_hz(data)
    out: list[str] = []
    set_, shifted, graphic, at = "ascii", False, "", 0
    for match in [*_SWITCH.finditer(data), None]:
        piece = data[at : match.start() if match else len(data)]
        out.append(_read(piece, graphic if shifted and graphic else set_))
        if match is None:
            break
        at = match.end()
        switch = match.group()
        if switch == b"\n":
            out.append("\n")
            shifted = False
        elif switch in (b"\x0e", b"\x0f"):
            shifted = switch == b"\x0e"
            if not graphic:
                out.append(switch.decode("ascii"))
        elif switch[1:3] == b"$)":
            graphic = {b"C": "euc-kr", b"A": "gb18030"}.get(switch[3:], "unknown")
        else:
            set_ = _SETS.get(switch, "unknown")
    return "".join(out)


_SETS = {
    b"\x1b(B": "ascii", b"\x1b(J": "roman", b"\x1b(I": "kana", b"\x1b$@": "euc-jp", b"\x1b$B": "euc-jp",
    b"\x1b$(B": "euc-jp", b"\x1b$(D": "jis x 0212", b"\x1b$A": "gb18030", b"\x1b$(A": "gb18030", b"\x1b$(C": "euc-kr",
}  # fmt: skip


def _read(piece: bytes, charset: str) -> str:
    if charset in ("ascii", "roman"):
        text = piece.decode("ascii", "replace")
        return text.replace("\\", "\u00a5").replace("~", "\u203e") if charset == "roman" else text
    if charset == "kana":
        return "".join(chr(0xFF40 + b) if 0x21 <= b <= 0x5F else chr(b) if b < 0x80 else "\ufffd" for b in piece)
    if charset == "jis x 0212":
        piece = re.sub(rb"[\x21-\x7e]{2}", lambda pair: b"\x8f" + pair.group(), piece)
        return stateless.decode(piece.translate(_HIGH), "euc-jp")[0]
    if charset == "unknown":
        return re.sub("[!-~]{2}", "\ufffd", piece.decode("ascii", "replace"))
    return stateless.decode(piece.translate(_HIGH), charset)[0]


_BLANKS = (b"\n", b" ")


def state(data: bytes, encoding: str, before: bytes = b"") -> bytes:
    """The escape sequences in force after *data*, of those *before* it: read first, they give no text of their own."""
    if is_by_name(encoding):
        return b""
    if encoding == "hz":
        run = _open_run(before + data)
        return b"" if run is None else b"~{"
    if encoding == "utf-7":
        return b"" if _open_base64(before + data) is None else b"+"
    designation, set_, shift = b"", b"", b""
    for match in _SWITCH.finditer(before + data):
        switch = match.group()
        if switch in (b"\n", b"\x0f"):
            shift = b""
        elif switch == b"\x0e":
            shift = switch
        elif switch[1:3] == b"$)":
            designation = switch
        else:
            set_ = b"" if switch == b"\x1b(B" else switch
    return designation + set_ + (shift if designation else b"")


def masked(data: bytes, encoding: str, before: bytes = b"") -> bytes:
    """*data* with bytes above 7F for those that are a part of other characters than ASCII; UTF-7 is left as it is.

    *before* as for ``state``.
    """
    whole = before + data
    if encoding == "hz":
        whole = _HZ.sub(lambda match: b"\x80" * len(match[0]), whole)
    elif encoding != "utf-7" and not is_by_name(encoding):
        out: list[bytes] = []
        set_, shifted, designated, at = False, False, False, 0
        for match in _SWITCH.finditer(whole):
            piece = whole[at : match.start()]
            out += [piece.translate(_HIGH) if set_ or (shifted and designated) else piece, match[0]]
            at = match.end()
            if match[0] in (b"\n", b"\x0e", b"\x0f"):
                shifted = match[0] == b"\x0e"
            elif match[0][1:3] == b"$)":
                designated = True
            else:
                set_ = match[0] not in (b"\x1b(B", b"\x1b(J")
        piece = whole[at:]
        whole = b"".join([*out, piece.translate(_HIGH) if set_ or (shifted and designated) else piece])
    return whole[len(before) :]


def boundary(data: bytes, encoding: str, before: bytes = b"") -> int:
    """How much of *data* ends between two characters, and outside of an escape sequence; 0 if nothing does."""
    whole = before + data
    if is_by_name(encoding):
        end = max(map(whole.rfind, _BLANKS)) + 1  # a character may end in one, and none goes on behind it
    elif encoding == "hz":
        run = _open_run(whole)
        end = len(whole) - whole.endswith(b"~") if run is None else run + (len(whole) - run) // 2 * 2
    elif encoding == "utf-7":
        end = _between_units(whole)
    else:
        end = _between_pairs(whole)
    return max(0, end - len(before))


def _between_pairs(whole: bytes) -> int:
    """*boundary* in ISO-2022 and in what may turn out to be that."""
    escape = whole.rfind(b"\x1b", max(0, len(whole) - 3))
    unfinished = escape >= 0 and not _SWITCH.match(whole, escape)
    end = escape if unfinished else len(whole) - whole.endswith(b"~")
    switches = [match.end() for match in _SWITCH.finditer(whole, 0, end)]
    in_force = state(whole[:end], "")
    in_force = in_force[4:] if in_force.startswith(b"\x1b$)") else in_force  # designated is not yet in use
    in_pairs = in_force.endswith(b"\x0e") or in_force.startswith(b"\x1b$")
    if not in_pairs:
        return end
    blank = _LAST_BLANK.search(whole, 0, end)
    run = max(switches[-1], blank.end() if blank else 0)
    return run + (end - run) // 2 * 2


def _between_units(whole: bytes) -> int:
    """*boundary* in UTF-7: outside of base64, else after eight of its digits, which are three UTF-16 code units."""
    start = _open_base64(whole)
    if start is None or start > 0:
        return len(whole) if start is None else start
    end = 1 + (len(whole) - 1) // 8 * 8
    high = base64.b64decode(whole[end - 8 : end])[4] if end > 8 else 0  # the first half of a pair stays with the second
    return end - 8 if 0xD8 <= high <= 0xDB else end


def _open_base64(data: bytes) -> int | None:
    """Where in *data* (UTF-7) the + stands that begins the base64 that nothing ends, or None."""
    start = data.find(b"+", len(data.rstrip(_BASE64)))
    return None if start < 0 else start


def _open_run(data: bytes) -> int | None:
    """Where in *data* (HZ) the pairs begin that nothing ends, or None."""
    runs = [match for match in _HZ.finditer(data) if match.end() == len(data)]
    if not runs or runs[0].group(1) is None or data.endswith(b"~}"):
        return None
    return runs[0].start(1)


def _decode_hz(data: bytes) -> str:
    out: list[str] = []
    at = 0
    for match in _HZ.finditer(data):
        out.append(data[at : match.start()].decode("ascii", "replace"))
        if match.group(3):
            out.append("~" if match.group(3) == b"~" else "")
        else:
            out.append(_read(match.group(1), "gb18030") + ("\ufffd" if match.group(2) else ""))
        at = match.end()
    return "".join([*out, data[at:].decode("ascii", "replace")])
