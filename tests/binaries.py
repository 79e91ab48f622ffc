"""Binary files of many kinds, from Python's own modules, or a signature and its structure."""

from __future__ import annotations

import array
import bz2
import dbm.dumb
import gzip
import io
import lzma
import marshal
import pickle
import plistlib
import random
import sqlite3
import struct
import sys
import tarfile
import tempfile
import wave
import zipfile
import zlib
from importlib.util import MAGIC_NUMBER
from pathlib import Path

_NOISE = random.Random(14)
TEXT = "Th\u0435 pr\u0435sident of the club\u200bhouse met fianc\u00c3\u00a9es\r\n".encode()


def noise(size: int) -> bytes:
    """Bytes of every value; with text between, that any rule would like to change."""
    return b"".join(_NOISE.randbytes(97) + TEXT for _ in range(size // (97 + len(TEXT)) + 1))


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT)
    return out.getvalue()


def _tar(form: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    return out.getvalue()


def _ar(name: bytes, data: bytes) -> bytes:
    head = b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (name, 0, 0, 0, b"100644", len(data))
    return b"!<arch>\n" + head + data


def _deb() -> bytes:
    return _ar(b"debian-binary", b"2.0\n") + _ar(b"control.tar.xz", lzma.compress(TEXT))[8:] + noise(4000)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + _NOISE.randbytes(96) for _ in range(32)))
    head = struct.pack(">IIBBBBB", 32, 32, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(noise(2000)[:2000])
    return out.getvalue()


def _mo() -> bytes:
    keys, values = b"name\0", TEXT + b"\0"
    at = 28 + 16
    table = struct.pack("<4I", 4, at, len(TEXT), at + len(keys))
    return struct.pack("<7I", 0x950412DE, 0, 1, 28, 36, 0, at) + table + keys + values


def _sqlite(folder: Path) -> bytes:
    path = folder / "a.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE t (text)")
    base.execute("INSERT INTO t VALUES (?)", (TEXT.decode(),))
    base.commit()
    base.close()
    return path.read_bytes()


def _dbm(folder: Path) -> bytes:
    with dbm.dumb.open(str(folder / "a"), "c") as base:
        base[b"key"] = noise(500)
    return (folder / "a.dat").read_bytes()


def _class() -> bytes:
    strings = b"".join(b"\1" + struct.pack(">H", len(text)) + text for text in (b"Main", b"java/lang/Object", TEXT))
    return b"\xca\xfe\xba\xbe" + struct.pack(">HHH", 0, 61, 4) + strings + noise(300)


def _font(version: bytes, tables: int = 9) -> bytes:
    return version + struct.pack(">4H", tables, 128, 3, 16) + b"".join(
        name + struct.pack(">3I", 7, 12, 54) for name in (b"OS/2", b"cmap", b"glyf", b"name")
    ) + noise(2000)  # fmt: skip


def _numpy(version: int = 1) -> bytes:
    head = b"{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }".ljust(117) + b"\n"
    size = struct.pack("<H" if version == 1 else "<I", len(head))
    return b"\x93NUMPY" + bytes([version, 0]) + size + head + array.array("d", range(9)).tobytes()


def _programs() -> dict[str, bytes]:
    code = compile("def f(x):\n    return 'Th\u0435 pr\u0435sident'\n", "a.py", "exec")
    own = Path(sys.executable).read_bytes()[:200_000]
    return {
        "own.exe": own,
        "a.pyc": MAGIC_NUMBER + bytes(12) + marshal.dumps(code),
        "old.pyc": struct.pack("<H", 3394) + b"\r\n" + bytes(4) + b"\x11\x22\x33\x5f\x80\0\0\0" + marshal.dumps(code),
        "two.pyc": b"\x03\xf3\r\n\x11\x22\x33\x5fc\0\0\0\0" + noise(200),
        "a.marshal": marshal.dumps(code),
        "Main.class": _class(),
        "a.so": b"\x7fELF\2\1\1" + bytes(9) + noise(3000),
        "a.dll": b"MZ\x90\0" + _NOISE.randbytes(56) + b"\xe8\0\0\0" + noise(3000),
        "a.dylib": b"\xcf\xfa\xed\xfe\x0c\0\0\1" + noise(3000),
        "fat.dylib": b"\xca\xfe\xba\xbe\0\0\0\2\1\0\0\7" + noise(3000),
        "a.wasm": b"\0asm\1\0\0\0" + noise(500),
        "a.bc": b"BC\xc0\xde" + noise(500),
        "a.luac": b"\x1bLuaS\0\x19\x93\r\n\x1a\n" + noise(500),
        "classes.dex": b"dex\n035\0" + noise(500),
        "a.beam": b"FOR1\0\0\4\0BEAMAtU8" + noise(500),
        "a.o": b"\x7fELF\1\2\1" + bytes(9) + noise(500),
        "a.a": _ar(b"a.o/", b"\x7fELF\2\1\1" + bytes(9)) + noise(500),
    }


def _data() -> dict[str, bytes]:
    value = {"text": TEXT.decode(), "numbers": list(range(50))}
    kinds = {f"{p}.pkl": pickle.dumps(value, protocol=p) for p in range(2, 6)}
    rows = io.BytesIO()
    array.array("d", [0.1 * n for n in range(500)]).tofile(rows)
    return kinds | {
        "a.npy": _numpy(),
        "b.npy": _numpy(2),
        "a.mo": _mo(),
        "a.h5": b"\x89HDF\r\n\x1a\n\0\0\0\0" + noise(500),
        "a.parquet.bin": b"PAR1\x15\4\x15\x30" + noise(500) + b"PAR1",
        "a.arrow": b"ARROW1\0\0\xff\xff\xff\xff" + noise(500),
        "a.avro": b"Obj\1\4\x16avro.schema" + noise(500),
        "a.gguf": b"GGUF\3\0\0\0" + noise(500),
        "a.plist": plistlib.dumps(value, fmt=plistlib.FMT_BINARY),
        "doubles.bin": rows.getvalue(),
        "raw.bin": _NOISE.randbytes(3000),
        "marked.bin": b"\xff\xfe" + _NOISE.randbytes(3000),
        "index": b"DIRC\0\0\0\2\0\0\0\1" + noise(500),
        "a.pack": b"PACK\0\0\0\2" + noise(500),
        "object": zlib.compress(b"blob 9\0" + noise(500)),
        "install.sh": b"#!/bin/sh\n" + b"# The installer\n" * 900 + b"exit 0\n" + gzip.compress(noise(900), mtime=0),
    }


def _packed() -> dict[str, bytes]:
    return {
        "a.zip": _zip(),
        "a.whl": _zip(),
        "a.docx": _zip(),
        "a.npz": _zip(),
        "a.tgz": gzip.compress(_tar(tarfile.GNU_FORMAT), mtime=0),
        "gnu.tar": _tar(tarfile.GNU_FORMAT),
        "pax.tar": _tar(tarfile.PAX_FORMAT),
        "a.tar.gz": gzip.compress(_tar(tarfile.USTAR_FORMAT), mtime=0),
        "a.tbz": bz2.compress(TEXT * 9),
        "a.txz": lzma.compress(TEXT * 9),
        "a.lzma": lzma.compress(noise(900), format=lzma.FORMAT_ALONE),
        "a.deb": _deb(),
        "a.rpm": b"\xed\xab\xee\xdb\3\0\0\0" + noise(500),
        "a.7z": b"7z\xbc\xaf\x27\x1c\0\4" + noise(500),
        "a.rar": b"Rar!\x1a\7\1\0" + noise(500),
        "a.lz4": b"\x04\x22\x4d\x18\x64\x40" + noise(500),
        "a.zstd": b"\x28\xb5\x2f\xfd\x04\x58" + noise(500),
    }


def _media() -> dict[str, bytes]:
    return {
        "a.png": _png(),
        "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + noise(900),
        "exif.jpg": b"\xff\xd8\xff\xe1\x2f\xfeExif\0\0" + noise(900),
        "a.gif": b"GIF89a\x10\0\x10\0\x80\0\0\0\0\0\xff\xff\xff," + noise(300),
        "a.bmp": b"BM" + struct.pack("<IIII", 3000, 0, 54, 40) + noise(3000),
        "a.tiff": b"II*\0\x08\0\0\0" + noise(500),
        "big.tiff": b"MM\0*\0\0\0\x08" + noise(500),
        "a.ico": b"\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0" + noise(500),
        "a.webp": b"RIFF\x24\x08\0\0WEBPVP8 \x18\x08\0\0" + noise(500),
        "a.wav": _wav(),
        "a.mp3": b"ID3\4\0\0\0\0\0\x23TSSE" + noise(500),
        "bare.mp3": b"\xff\xfb\x90\x64\0\0" + noise(500),
        "a.ogg": b"OggS\0\2\0\0" + noise(500),
        "a.flac": b"fLaC\0\0\0\x22\x10\0" + noise(500),
        "a.mid": b"MThd\0\0\0\6\0\1\0\2" + noise(500),
        "a.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0" + noise(500),
        "a.mkv": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\1" + noise(500),
        "a.psd": b"8BPS\0\1\0\0\0\0\0\0" + noise(500),
        "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 900>>stream\n" + noise(900),
        "plain.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n(Th\xd0\xb5 pr\xd0\xb5sident)\n",
        "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + noise(500),
        "a.ttf": _font(b"\0\1\0\0"),
        "a.otf": _font(b"OTTO"),
        "a.ttc": b"ttcf\0\1\0\0\0\0\0\2" + noise(500),
        "a.woff2": b"wOF2\0\1\0\0\0\0\x20\0" + noise(500),
        "a.woff": b"wOFFOTTO\0\0\x20\0" + noise(500),
    }


def all_kinds() -> dict[str, bytes]:
    """A file of each kind, by a name that the kind would have."""
    with tempfile.TemporaryDirectory() as folder:
        bases = {"a.sqlite": _sqlite(Path(folder)), "a.dat": _dbm(Path(folder))}
    return _programs() | _data() | _packed() | _media() | bases
