"""The byte order mark: the first evidence, and the strongest."""

from __future__ import annotations

# UTF-32 before UTF-16: FF FE 00 00 begins with FF FE.  GB 18030 writes U+FEFF as 84 31 95 33.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


def find(data: bytes) -> tuple[bytes, str] | None:
    """The mark at the head of *data* and the encoding it proves, or None.

    FF FE 00 00 is UTF-32 only if whole units follow, none above U+10FFFF: else it is UTF-16 with a NUL.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            if encoding == "utf-32le" and (len(data) % 4 or any(data[7:4096:4]) or any(b > 16 for b in data[6:4096:4])):
                continue
            return mark, encoding
    return None
