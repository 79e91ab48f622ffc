"""Files that are no text at all, known by their first bytes, and the packed ones that can be opened.

Decoding a gzip file "as windows-1252" gives a page of letters that no later step can tell from real damage, so the
bytes front says what it is and stops.  A signature that could begin a text ("BM", "GIF89a", "%PDF-1.4") is not enough:
then what the format writes behind it must be there too, at its offset.  Sources: RFC 1952, 1950 and 8878, PKWARE
APPNOTE, ISO 32000, 14496-12 and 10918, the specifications of PNG, GIF, RIFF, BMP, OpenType, ELF, PE, Mach-O, Java class
files, NumPy, HDF5, SQLite, Arrow and Parquet, POSIX pax, gettext, ``file``'s list for the rest.
"""

from __future__ import annotations

import io
import re
from functools import cache

from textclean.errors import NotText
from textclean.patterns import lazy

_LARGEST = 1 << 28  # bytes that unpacking may give: a bomb must not take the machine down
_ZIP = "a zip archive (also .docx, .xlsx, .epub, .jar, .whl, .npz)"
_NUL_SOON = rb"(?=[\x00-\xff]{0,63}\x00)"  # in lengths and counts, which text does not have
# What the file begins with, what must follow (a pattern; empty: nothing), what it is.
_KINDS = (
    # Packed.
    (b"\x1f\x8b\x08", b"", "gzip"),
    (b"BZh", rb"[1-9]1AY&SY", "bzip2"),
    (b"\xfd7zXZ\0", b"", "xz"),
    (b"PK\3\4", b"", _ZIP),
    (b"PK\5\6", b"", _ZIP),
    (b"PK\7\x08", b"", _ZIP),
    (b"\x28\xb5\x2f\xfd", b"", "zstandard"),
    (b"7z\xbc\xaf\x27\x1c", b"", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", b"", "a RAR archive"),
    (b"!<arch>\n", rb"[ -~]{58}`\n", "an ar archive (.deb, .a)"),
    (b"!<thin>\n", rb"[ -~]{58}`\n", "an ar archive"),
    (b"\xed\xab\xee\xdb", b"", "an RPM package"),
    (b"MSCF\0\0\0\0", b"", "a cabinet file"),
    (b"LZIP\1", b"", "lzip"),
    (b"\x04\x22\x4d\x18", b"", "LZ4"),
    (b"07070", rb"[12][0-9A-Fa-f]{104}", "a cpio archive"),
    # Documents and pictures.  A PDF says by a comment that it is binary, or begins with its first object.
    (b"%PDF-", rb"[12]\.[0-9][ \t]*[\r\n]+(?:%[^\r\n]?[\x80-\xff]|[\x00-\xff]{0,1023}?[0-9] [0-9]+ obj)", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", "an old Microsoft Office document"),
    (b"AT&TFORM", rb"[\x00-\xff]{4}DJV", "a DjVu document"),
    (b"\x89PNG\r\n\x1a\n", b"", "a PNG image"),
    (b"\xff\xd8\xff", rb"[\xc0-\xfe]" + _NUL_SOON, "a JPEG image"),
    (b"GIF8", rb"[79]a(?:[\x00-\xff][\x00-\x1f]){2}" + _NUL_SOON, "a GIF image"),  # less than 8192 wide and high
    (b"RIFF", rb"[\x00-\xff]{4}(?:WEBPVP8|WAVE|AVI LIST|ACON|sfbk)" + _NUL_SOON, "a RIFF file (WebP, WAV, AVI)"),
    (b"BM", rb"[\x00-\xff]{4}\x00{4}[\x00-\xff]{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}", "a BMP image"),
    (b"II", rb"[*+]\x00", "a TIFF image"),
    (b"MM\0", rb"[*+]", "a TIFF image"),
    (b"\0\0", rb"[\x01\x02]\x00[\x01-\xff]\x00[\x00-\xff]{3}\x00", "an icon"),
    (b"8BPS\0", rb"[\x01\x02]", "a Photoshop image"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", b"", "a JPEG 2000 image"),
    # Sound and film.
    (b"OggS\0", b"", "an Ogg file"),
    (b"ID3", rb"[\x02-\x04]\x00", "an MP3 file"),
    (b"fLaC\0\0\0\x22", b"", "a FLAC file"),
    (b"MThd\0\0\0\6", b"", "a MIDI file"),
    (b"\0", rb"[\x00-\x0f][\x00-\xff]{2}ftyp[ -~]{4}", "an MP4 or HEIF file"),  # the length of the box comes first
    (b"\x1a\x45\xdf\xa3", b"", "a Matroska or WebM file"),
    (b"FLV\1", b"", "a Flash video"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"", "a Windows Media file"),
    # Fonts.
    (b"wOF", rb"[F2](?:\x00\x01\x00\x00|OTTO|true)" + _NUL_SOON, "a web font"),
    (b"\0\1\0\0\0", rb"[\x01-\x40][\x00-\xff]{2}\x00", "a TrueType font"),
    (b"true\0", rb"[\x01-\x40][\x00-\xff]{2}\x00", "a TrueType font"),
    (b"OTTO\0", rb"[\x01-\x40][\x00-\xff]{2}\x00", "an OpenType font"),
    (b"ttcf\0", rb"[\x01\x02]\x00\x00", "a font collection"),
    # Programs.
    (b"\x7fELF", rb"[\x01\x02][\x01\x02]", "an ELF program"),
    (b"MZ", rb"[\x00-\xff]{60}\x00\x00", "a Windows program"),  # the offset of its header is at 60, and small
    (b"\xca\xfe\xba\xbe", rb"[\x00-\xff]{2}\x00[\x2d-\x7f]", "a Java class"),
    (b"\xca\xfe\xba\xbe\0\0\0", rb"[\x01-\x20]", "a Mach-O program"),
    (b"\xcf\xfa\xed\xfe", b"", "a Mach-O program"),
    (b"\xce\xfa\xed\xfe", b"", "a Mach-O program"),
    (b"\xfe\xed\xfa", rb"[\xce\xcf]", "a Mach-O program"),
    (b"JM\1\0PK", b"", "a Java module"),
    (b"\0asm\1\0\0\0", b"", "a WebAssembly module"),
    (b"BC\xc0\xde", b"", "LLVM bitcode"),
    (b"\x1bLua", rb"[QRST]\x00", "Lua bytecode"),
    (b"dex\n03", rb"[0-9]\x00", "Dalvik bytecode"),
    (b"FOR1", rb"[\x00-\xff]{4}BEAM", "an Erlang module"),
    (b"\x03\xf3\r\n", rb"[\x00-\xff]{4}c\x00", "Python 2 bytecode"),
    (b"\xde\x12\x04\x95\0", b"", "a message catalogue (.mo)"),
    (b"\x95\x04\x12\xde\0", b"", "a message catalogue (.mo)"),
    # Data.
    (b"\x80", rb"[\x04\x05]\x95[\x00-\xff]{5}\x00{3}|[\x02\x03](?:[\]})(]|c[A-Za-z_])", "a Python pickle"),
    (b"\x93NUMPY", rb"[\x01-\x03]\x00", "a NumPy array"),
    (b"\x89HDF\r\n\x1a\n", b"", "an HDF5 file"),
    (b"SQLite format 3\0", b"", "an SQLite database"),
    (b"PAR1\x15", b"", "a Parquet file"),
    (b"ARROW1\0\0", b"", "an Arrow file"),
    (b"FEA1\0\0\0\0", b"", "a Feather file"),
    (b"Obj\1", rb"[\x00-\xff]{1,3}avro\.", "an Avro file"),
    (b"GGUF", rb"[\x01-\x03]\x00{3}", "model weights"),
    (b"bplist0", rb"[0-9][\x00-\x1f\x80-\xff]", "a binary property list"),
    (b"DIRC\0\0\0", rb"[\x02-\x04]", "an index of git"),
    (b"PACK\0\0\0\2", b"", "a pack of git"),
)
_SHORT = 16  # bytes; a longer file holds what its signature asks for
_CONTROL = lazy(rb"[\x00-\x08\x0e-\x1f\x7f]")
_TAR = (b"ustar\x0000", b"ustar  \0")  # at 257
_PYTHON = lazy(rb"[\x00-\xff][\x0c-\x0f]\r\n[\x00-\x03]\x00{3}")  # a number that counts versions comes first


@cache
def _by_first_byte() -> dict[int, list[tuple[bytes, re.Pattern[bytes] | None, str]]]:
    found: dict[int, list[tuple[bytes, re.Pattern[bytes] | None, str]]] = {}
    for begin, rest, kind in _KINDS:
        found.setdefault(begin[0], []).append((begin, lazy(rest) if rest else None, kind))
    return found


def refuse(data: bytes, advice: str = "") -> None:
    """Raise NotText if *data*, a file or its first 2048 bytes, is no text; the message says what it is, what to do.

    *advice*: what else than unpacking the caller offers for packed data.
    """
    kind = _kind(data)
    if kind:
        packed = kind in ("gzip", "bzip2", "xz") or kind.startswith("a zip")
        document = kind.startswith(("PDF", "an old", "a DjVu"))
        cure = f": unpack it first{advice}" if packed else ""
        raise NotText(f"this is {kind}, not text{': extract its text first' if document else cure}")


def _kind(data: bytes) -> str:
    """What *data* is if it is no text, else nothing."""
    for begin, rest, kind in _by_first_byte().get(data[0], ()) if data else ():
        if data.startswith(begin) and (rest is None or rest.match(data, len(begin))):
            return kind
    if data[257:265] in _TAR:
        return "a tar archive"
    return "Python bytecode" if data[2:4] == b"\r\n" and _PYTHON.match(data) else ""


def cut(data: bytes) -> str:
    """What *data*, a whole file of a few bytes, is the beginning of, if it holds a control; else nothing."""
    if len(data) > _SHORT or not _CONTROL.search(data):
        return ""
    for begin, _, kind in _by_first_byte().get(data[0], ()):
        if begin.startswith(data) or data.startswith(begin):
            return kind
    return ""


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
