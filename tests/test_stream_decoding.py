"""Streams in every encoding, cut everywhere: what the command writes is what the library reads in the whole."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from textclean.decoding import codecs, decode, escapes
from textclean.decoding import stream as streams
from textclean.decoding.stream import decode_stream
from textclean.formats import find
from textclean.formats.base import BLOCK, Task
from textclean.formats.blocks import blocks
from textclean.formats.decoded import decoded_block

LONG = os.environ.get("TEXTCLEAN_EVERY") == "1"  # real sizes, some minutes

JAPANESE = "昨日の午後、友達と川のほとりを散歩して、新しい本を買いました。"
KOREAN = "어제 오후에 친구와 함께 강가를 걷다가 새로운 책을 한 권 샀습니다."
CHINESE = "昨天下午，我们在河边散步，还买了一些新鲜的桃子和一本书。"
TAIWAN = "昨天下午，我們在河邊散步，還買了一些新鮮的桃子和一本書。"
RUSSIAN = "Вчера днём мы гуляли по берегу реки и купили свежие персики."
GREEK = "Χθες το απόγευμα περπατήσαμε δίπλα στο ποτάμι και αγοράσαμε βιβλία."
HEBREW = "אתמול אחר הצהריים הלכנו לאורך הנהר וקנינו ספר חדש."
ARABIC = "مشينا أمس بعد الظهر على ضفة النهر واشترينا كتابا جديدا."
THAI = "เมื่อวานตอนบ่ายเราเดินเล่นริมแม่น้ำและซื้อหนังสือใหม่"
FRENCH = "Hier après-midi, nous nous sommes promenés près de la rivière où j'ai acheté des pêches."
POLISH = "Wczoraj po południu spacerowaliśmy nad rzeką i kupiliśmy świeże brzoskwinie, książkę też."
TURKISH = "Dün öğleden sonra nehir kıyısında yürüdük ve şeftali aldık, çok güzeldi."

TEXTS = {
    "windows-1251": RUSSIAN, "koi8-r": RUSSIAN, "ibm866": RUSSIAN, "iso-8859-5": RUSSIAN, "windows-1253": GREEK,
    "windows-1255": HEBREW, "windows-1256": ARABIC, "windows-874": THAI, "windows-1252": FRENCH, "macintosh": FRENCH,
    "windows-1250": POLISH, "iso-8859-2": POLISH, "windows-1254": TURKISH,
    "gbk": CHINESE, "gb18030": CHINESE + "\U00020000", "big5": TAIWAN, "shift_jis": JAPANESE, "euc-jp": JAPANESE,
    "euc-kr": KOREAN, "iso-2022-jp": JAPANESE, "iso-2022-kr": KOREAN, "hz": CHINESE, "utf-7": CHINESE,
    "utf-8": JAPANESE + FRENCH + "\U0001f600", "utf-16le": JAPANESE + "\U0001f600", "utf-16be": RUSSIAN,
    "utf-32le": KOREAN, "utf-32be": FRENCH,
}  # fmt: skip
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16le": b"\xff\xfe", "utf-16be": b"\xfe\xff", "utf-32le": b"\xff\xfe\0\0"}
STATED = {"utf-7"}  # no evidence in the bytes


def data_of(encoding: str, parting: str, times: int, text: str = "") -> bytes:
    """A text many times, each a little different, in *encoding*."""
    whole = "".join(f"{text or TEXTS[encoding]}{number % 7 if parting else ''}{parting}" for number in range(times))
    return codecs.encode(whole, encoding)


def blocks_of(data: bytes, size: int, **task: Any) -> list[str]:
    """The texts of *data* in blocks of *size* bytes, as the command reads them."""
    given = Task({}, size=size, **task)
    return [decoded_block(block, given).text for block in blocks(io.BytesIO(data), given)]


def sizes() -> Iterator[int]:
    """Block sizes by which every place of a short text is an end of a block."""
    return itertools.chain(range(16, 96), (127, 128, 129, 255, 256, 257, 511))


@pytest.mark.parametrize("parting", ["\n", "", " "], ids=["lines", "unbroken", "blanks"])
@pytest.mark.parametrize("encoding", TEXTS)
def test_every_cut_reads_like_the_whole(encoding: str, parting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "decode", cache(decode))  # the evidence is the same for every size
    data = data_of(encoding, parting, 8)
    stated = encoding if encoding in STATED else None
    whole = decode(data, encoding=stated)
    assert "\ufffd" not in whole.text
    for size in sizes():
        assert "".join(blocks_of(data, size, encoding=stated)) == whole.text, size
    for size in (16, 33, 64, 255):
        pieces = list(decode_stream([data], piece=size, encoding=stated))
        assert "".join(piece.text for piece in pieces) == whole.text
        assert b"".join(piece.encode() for piece in pieces) == data


@pytest.mark.parametrize("parting", ["\n", ""], ids=["lines", "unbroken"])
@pytest.mark.parametrize("encoding", MARKS)
def test_every_cut_behind_a_mark(encoding: str, parting: str) -> None:
    data = MARKS[encoding] + data_of(encoding, parting, 8)
    whole = decode(data)
    assert whole.bom == MARKS[encoding]
    for size in range(16, 96):
        assert "".join(blocks_of(data, size)) == whole.text, size


def stray(utf8: str, foreign: str, encoding: str) -> bytes:
    return (utf8 + "\n").encode() * 3 + (foreign + "\n").encode(encoding) + (utf8 + "\n").encode() * 3


@pytest.mark.parametrize(("encoding", "text"), [("cp1252", FRENCH), ("cp1251", RUSSIAN), ("gb18030", CHINESE)])
def test_lines_that_are_not_utf8_in_every_block(encoding: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read in one encoding, that of the first of them, wherever the blocks end."""
    monkeypatch.setattr(streams, "decode", cache(decode))
    data = stray(JAPANESE + text, text, encoding) * 3
    whole = decode(data).text
    assert whole.count(text) == 21
    for size in range(300, 700, 23):
        assert "".join(blocks_of(data, size)) == whole, size


def test_stray_bytes_in_one_long_line() -> None:
    data = (("Straße, Käse und Müller; " * 3).encode() + b"caf\xe9 und M\xfcller, ") * 9
    whole = ("Straße, Käse und Müller; " * 3 + "café und Müller, ") * 9
    assert decode(data).text == whole
    for size in range(64, 300, 7):
        assert "".join(blocks_of(data, size)) == whole, size


ONE_STRAY = b'{"text": "caf\xe9"}\n' + b'{"text": "nothing here"}\n' * 40
RECORDS = ["Straße", "naïve", "Käse und Brot", "Größe 5 €", "Вчера днём", "昨天下午"]


@pytest.mark.parametrize("size", [64, 100, 400, 2000])
def test_good_utf8_after_a_stray_byte(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte of cp1252 in the first block made all later records mojibake."""
    monkeypatch.setattr(streams, "WINDOW", 256)
    later = [f'{{"text": "{text}"}}' for text in RECORDS] * 9
    read = "".join(blocks_of(ONE_STRAY + "\n".join(later).encode(), size))
    assert read.startswith('{"text": "café"}\n')
    assert read.splitlines()[41:] == later


@pytest.mark.parametrize("form", ["jsonl", "csv", "text"])
def test_the_command_after_a_stray_byte(form: str) -> None:
    """The same for whole files, of more than one block of 4 MiB, without the rule that would mend the worst of it."""
    later = "".join(f'{{"text": "{text}"}}\n' for text in RECORDS)
    data = ONE_STRAY + b'{"text": "nothing here"}\n' * (BLOCK // 25) + later.encode() * 500
    task = Task({"skip": ("mojibake",)}, format=form)
    treat = find(form).treat
    done = [(block, treat(block, task)) for block in find(form).blocks(io.BytesIO(data), task)]
    out = b"".join(block.data if found.data is None else found.data for block, found in done)
    assert len(done) == 2
    assert out.endswith(later.encode() * 500)


def test_a_long_document_after_a_stray_byte() -> None:
    """A file of less than a block is decoded as a whole: good lines far behind the first bad byte count there too."""
    later = "".join(f'{{"text": "{text}"}}\n' for text in RECORDS)
    data = ONE_STRAY + b'{"text": "nothing here"}\n' * 20_000 + later.encode() * 5
    assert decode(data).text.endswith(later * 5)
    assert decode(data).encode() == data


def in_lines(data: bytes, **task: Any) -> list[str]:
    return blocks_of(data, BLOCK, line_buffered=True, **task)


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
@pytest.mark.parametrize("text", [FRENCH, JAPANESE + " ", RUSSIAN, "ਅ\u010a\u0a0d of 0A bytes"])
def test_single_lines_of_utf16(encoding: str, text: str) -> None:
    lines = [f"{number} {text}\n" for number in range(5)] + ["\n", "end"]
    assert in_lines("".join(lines).encode(encoding)) == lines


@pytest.mark.parametrize("encoding", sorted(set(TEXTS) - {"utf-16le", "utf-16be", "utf-32le", "utf-32be"}))
def test_single_lines_of_every_encoding(encoding: str) -> None:
    data = data_of(encoding, "\n", 6)
    stated = encoding if encoding in STATED else None
    assert "".join(in_lines(data, encoding=stated)) == decode(data, encoding=stated).text


def test_single_lines_of_utf8_among_others() -> None:
    data = b"caf\xe9 au lait\n" + "Straße\n".encode() + b"d\xe9j\xe0 vu\n" + "昨天下午\n".encode()
    assert in_lines(data) == ["café au lait\n", "Straße\n", "déjà vu\n", "昨天下午\n"]


def test_an_escape_sequence_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "decode", cache(decode))
    for encoding in ("iso-2022-jp", "iso-2022-kr"):
        data = (b"x" * 50 if encoding == "iso-2022-jp" else b"") + codecs.encode(TEXTS[encoding], encoding) * 3
        for size in range(16, 80):
            assert "".join(blocks_of(data, size)) == decode(data).text


def test_a_state_gives_no_text() -> None:
    for encoding, text in (("iso-2022-jp", JAPANESE), ("iso-2022-kr", KOREAN), ("hz", CHINESE), ("utf-7", CHINESE)):
        data = codecs.encode(text, encoding)
        for cut in range(len(data)):
            at = escapes.boundary(data[:cut], encoding)
            state = escapes.state(data[:at], encoding)
            parts = codecs.decode(data[:at], encoding)[0] + codecs.decode(data[at:], encoding, state)[0]
            assert parts == text, (encoding, cut)
            assert codecs.decode(b"", encoding, state)[0] == ""


def test_english_in_utf16_decides_for_what_has_no_nul() -> None:
    """The first block is UTF-16 that could be ASCII with NULs, a later one has no NUL at all."""
    text = "Plain English, again. " * 20 + JAPANESE * 40
    for size in (64, 128, 130):
        assert "".join(blocks_of(text.encode("utf-16-le"), size)) == text


def test_a_mark_in_the_middle_is_text() -> None:
    data = b"plain\n" * 20 + b"\xef\xbb\xbfmore\n" + b"%PDF-1.5 is a magic number\n" * 9
    assert "".join(blocks_of(data, 40)) == data.decode()


@pytest.mark.skipif(not LONG, reason="real sizes; set TEXTCLEAN_EVERY=1")
@pytest.mark.parametrize("megabytes", [5, 20])
@pytest.mark.parametrize("parting", ["\n", "", " "], ids=["lines", "unbroken", "blanks"])
@pytest.mark.parametrize("encoding", TEXTS)
def test_real_sizes(encoding: str, parting: str, megabytes: int) -> None:
    stated = encoding if encoding in STATED else None
    data = data_of(encoding, parting, (megabytes << 20) // len(data_of(encoding, parting, 1)) + 1)
    assert "".join(blocks_of(data, BLOCK, encoding=stated)) == decode(data, encoding=stated).text
