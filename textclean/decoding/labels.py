"""Encoding labels: from what people write to one canonical name.

The WHATWG Encoding Standard's names where it has one (``webencodings`` holds its table), lower case; besides them what
pages, headers, databases and old files really say, and the DOS, Mac and EBCDIC code pages that browsers leave out.
"""

from __future__ import annotations

import re

from textclean import errors
from textclean.patterns import lazy

# Seen in the wild, or left out by WHATWG on purpose ("replacement"): restoration should read them.
_ALSO = {
    "utf8mb4": "utf-8", "utf8mb3": "utf-8", "utf-8-sig": "utf-8", "utf8-sig": "utf-8", "utf-8n": "utf-8",
    "windows1250": "windows-1250", "windows1251": "windows-1251", "windows1252": "windows-1252",
    "win-1250": "windows-1250", "win-1251": "windows-1251", "win-1252": "windows-1252", "win1250": "windows-1250",
    "win1251": "windows-1251", "win1252": "windows-1252", "cp-1250": "windows-1250", "cp-1251": "windows-1251",
    "cp-1252": "windows-1252", "windows-cp1251": "windows-1251", "windows-cp1252": "windows-1252",
    "cp936": "gbk", "ms936": "gbk", "windows-936": "gbk", "gb-2312": "gbk", "gb18030-2000": "gb18030",
    "gb18030-2022": "gb18030",
    "cp932": "shift_jis", "ms932": "shift_jis", "windows-932": "shift_jis", "shift-jis-2004": "shift_jis",
    "cp949": "euc-kr", "ms949": "euc-kr", "uhc": "euc-kr", "euckr": "euc-kr", "windows-949-2000": "euc-kr",
    "cp950": "big5", "ms950": "big5", "windows-950": "big5", "big5hkscs": "big5", "cp65001": "utf-8", "65001": "utf-8",
    "euc_jp": "euc-jp", "eucjp": "euc-jp", "ujis": "euc-jp", "euc-jp-ms": "euc-jp", "cp51932": "euc-jp",
    "iso2022-jp": "iso-2022-jp", "iso2022jp": "iso-2022-jp", "jis": "iso-2022-jp", "cp50220": "iso-2022-jp",
    "cp50221": "iso-2022-jp", "iso-2022-jp-1": "iso-2022-jp", "iso-2022-jp-2": "iso-2022-jp",
    "iso-2022-jp-3": "iso-2022-jp", "iso-2022-kr": "iso-2022-kr", "csiso2022kr": "iso-2022-kr",
    "iso-2022-cn": "iso-2022-cn", "iso-2022-cn-ext": "iso-2022-cn", "hz": "hz", "hz-gb-2312": "hz", "hzgb": "hz",
    "johab": "johab", "cp1361": "johab", "cesu-8": "cesu-8", "cesu8": "cesu-8", "mutf-8": "cesu-8", "utf-7": "utf-7",
    "utf-16-le": "utf-16le", "utf-16-be": "utf-16be", "ucs2": "utf-16le", "utf16": "utf-16le", "utf16le": "utf-16le",
    "utf16be": "utf-16be", "utf-32": "utf-32le", "utf32": "utf-32le", "utf-32-le": "utf-32le", "utf-32le": "utf-32le",
    "utf-32be": "utf-32be", "utf-32-be": "utf-32be", "ucs-4": "utf-32be", "ucs4": "utf-32be",
    "maccyrillic": "x-mac-cyrillic", "mac-cyrillic": "x-mac-cyrillic", "macroman": "macintosh",
    "mac-roman": "macintosh", "mac": "macintosh", "x-macroman": "macintosh", "mac-latin2": "mac-centeuro",
    "mac-ce": "mac-centeuro", "x-mac-ce": "mac-centeuro", "x-mac-centraleurroman": "mac-centeuro",
    "mac-centeuro": "mac-centeuro", "mac-greek": "mac-greek", "x-mac-greek": "mac-greek", "macgreek": "mac-greek",
    "mac-turkish": "mac-turkish", "x-mac-turkish": "mac-turkish", "mac-iceland": "mac-iceland",
    "mac-croatian": "mac-croatian", "mac-romanian": "mac-romanian", "koi8-t": "koi8-t", "kz1048": "kz1048",
    "ptcp154": "ptcp154", "koi8-ru": "koi8-u", "koi": "koi8-r", "dos-866": "ibm866", "cp-866": "ibm866",
    "ebcdic": "cp037", "ebcdic-cp-us": "cp037", "ebcdic-cp-be": "cp500", "latin-1": "windows-1252",
    "latin1252": "windows-1252", "iso8859-1": "windows-1252", "8859-1": "windows-1252", "us": "windows-1252",
    "latin-2": "iso-8859-2", "latin-5": "windows-1254", "latin-9": "iso-8859-15", "latin9": "iso-8859-15",
}  # fmt: skip
_DOS = ("437", "720", "737", "775", "850", "852", "855", "856", "857", "858", "860", "861", "862", "863", "864", "865")
_EBCDIC = ("037", "273", "500", "875", "1026", "1140")
_ALSO.update({f"{prefix}{page}": f"cp{page}" for page in (*_DOS, *_EBCDIC) for prefix in ("cp", "cp-", "ibm", "ibm-")})
_ALSO.update({f"dos-{page}": f"cp{page}" for page in _DOS})
# They name no encoding; whoever writes them has declared nothing.
_SAYS_NOTHING = {
    "", "none", "null", "undefined", "unknown", "binary", "8bit", "7bit", "ansi", "auto", "default", "text"
}  # fmt: skip
_WRAPPING = " \t\r\n\f\"'`;,"


def resolve(label: str) -> str | None:
    """The canonical name that *label* means, or None if it means nothing known.

    >>> resolve(' "UTF8"; '), resolve("charset=win-1251"), resolve("latin1"), resolve("binary")
    ('utf-8', 'windows-1251', 'windows-1252', None)
    """
    from webencodings.labels import LABELS  # on first use

    name = label.strip(_WRAPPING).lower()
    if name.startswith("charset="):
        name = name[8:].strip(_WRAPPING)
    dashed = name.replace("_", "-").replace(" ", "-")
    for form in (name, dashed, dashed.replace("iso-8859", "iso8859")):
        found = _ALSO.get(form) or LABELS.get(form)
        if found and found != "replacement":
            return {"hz-gb-2312": "hz", "iso-8859-8-i": "iso-8859-8"}.get(found, found)
    return None


def says_nothing(label: str) -> bool:
    """Does *label* declare nothing ("none", "binary", "8bit", ...)?"""
    return label.strip(_WRAPPING).lower() in _SAYS_NOTHING


def require(label: str) -> str | None:
    """The canonical name the caller meant; None for "auto" and the like.  Raises UsageError with the near match."""
    found = resolve(label)
    if found is None and not says_nothing(label):
        from webencodings.labels import LABELS

        raise errors.unknown("encoding", label, {*_ALSO, *LABELS})
    return found


# RFC 9110 section 8.3.2; quotes may be lacking, single or doubled, blanks may stand around "=".
_CHARSET = lazy(r"charset\s*=\s*[\"']*\s*([^\s\"';,]+)", re.IGNORECASE | re.ASCII)


def of_header(header: str) -> str:
    """The label in a Content-Type header, "" if none; a bare label is taken as it is.

    >>> of_header("text/html; charset = 'Windows-1251' "), of_header("koi8-r"), of_header("text/html")
    ('Windows-1251', 'koi8-r', '')
    """
    found = _CHARSET.search(header)
    if found:
        return found.group(1)
    return "" if "/" in header else header.strip(_WRAPPING)
