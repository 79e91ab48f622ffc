"""Files that are no text at all, known by their first bytes, and the packed ones that can be opened.

Decoding a gzip file "as windows-1252" gives a page of letters that no later step can tell from real damage, so the
bytes front says what it is and stops.  Sources: RFC 1952, 1950 and 8878, PKWARE APPNOTE, ISO 32000, the PNG, JPEG,
GIF and RIFF specifications.
"""

from __future__ import annotations

import io
import re

from textclean.errors import NotText
from textclean.patterns import lazy

_LARGEST = 1 << 28  # bytes that unpacking may give: a bomb must not take the machine down
_KINDS = [
    (rb"\x1f\x8b\x08", "gzip"),
    (rb"BZh[1-9]1AY&SY", "bzip2"),
    (rb"\xfd7zXZ\x00", "xz"),
    (rb"PK\x03\x04|PK\x05\x06", "a zip archive (also .docx, .xlsx, .epub, .jar)"),
    (rb"%PDF-[12]\.[0-9]\s", "PDF"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image"),
    (rb"\xff\xd8\xff[\xc0-\xfe]", "a JPEG image"),
    (rb"GIF8[79]a[\x00-\xff]{2}[\x00-\xff]{2}[\x00\x70-\xff]", "a GIF image"),
    (rb"RIFF[\x00-\xff]{4}(?:WEBP|WAVE|AVI )", "a RIFF file (WebP, WAV, AVI)"),
    (rb"\x28\xb5\x2f\xfd", "zstandard"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
    (rb"\x7fELF[\x01\x02][\x01\x02]", "an ELF program"),
    (rb"SQLite format 3\x00", "an SQLite database"),
    (rb"OggS\x00", "an Ogg file"),
    (rb"ID3[\x02-\x04]\x00", "an MP3 file"),
    (rb"fLaC\x00\x00\x00\x22", "a FLAC file"),
    (rb"[\x00-\xff]{4}ftyp[a-zA-Z0-9]{3}", "an MP4 or HEIF file"),
    (rb"wOF[F2](?:\x00\x01\x00\x00|OTTO|true)", "a web font"),
    (rb"PAR1\x15", "a Parquet file"),
    (rb"\x00asm\x01\x00\x00\x00", "a WebAssembly module"),
]
_MAGIC = lazy(b"|".join(b"(%s)" % pattern for pattern, _ in _KINDS))


def refuse(data: bytes) -> None:
    """Raise NotText if *data* begins like a file that is no text; the message says what it is and what to do."""
    found = _MAGIC.match(data)
    if found and found.lastindex:
        kind = _KINDS[found.lastindex - 1][1]
        packed = kind in ("gzip", "bzip2", "xz") or kind.startswith("a zip")
        cure = "unpack it first, or decode with inflate=True" if packed else "extract its text first"
        raise NotText(f"this is {kind}, not text: {cure}")


def inflate(data: bytes) -> bytes:
    """What *data* holds if it is gzip, bzip2, xz or a zip archive of one file; else *data*.

    Raises NotText if it is broken, holds several files, or unpacks to more than 256 MiB.
    """
    try:
        if data.startswith(b"PK\x03\x04"):
            return _only_member(data)
        if data.startswith(b"\x1f\x8b\x08"):
            import gzip  # on first use

            return _bounded(gzip.GzipFile(fileobj=io.BytesIO(data)).read(_LARGEST + 1))
        if re.match(rb"BZh[1-9]1AY&SY", data):
            import bz2

            return _bounded(bz2.BZ2File(io.BytesIO(data)).read(_LARGEST + 1))
        if data.startswith(b"\xfd7zXZ\x00"):
            import lzma

            return _bounded(lzma.LZMAFile(io.BytesIO(data)).read(_LARGEST + 1))
    except NotText:
        raise
    except Exception as error:  # zlib, lzma and zipfile have a class each; for the caller it is one: broken
        raise NotText(f"the packed data is broken and cannot be opened: {error}") from error
    return data


def _only_member(data: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if len(files) != 1:
            raise NotText(f"this is a zip archive of {len(files)} files, not one text: unpack it first")
        with archive.open(files[0]) as member:
            return _bounded(member.read(_LARGEST + 1))


def _bounded(unpacked: bytes) -> bytes:
    if len(unpacked) > _LARGEST:
        raise NotText(f"this unpacks to more than {_LARGEST >> 20} MiB: unpack it to a file first and stream that")
    return unpacked
