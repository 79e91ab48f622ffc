"""Bytes to text: the order of evidence, the labels, the codecs, and the way back to the very bytes."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import pickle
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean import errors
from textclean.charsets import rows
from textclean.decoding import Decoded, codecs, declared, decode, escapes, labels, magic
from textclean.decoding.stream import decode_stream

CASES = sorted((Path(__file__).parents[1] / "fixtures" / "decoding").glob("*/before.txt"))
RUSSIAN = (
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043a\u0430\u043a \u0434\u0435\u043b\u0430 "
    "\u0441\u0435\u0433\u043e\u0434\u043d\u044f"
)
JAPANESE = "\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3092\u66f8\u304f\u3002"


@pytest.mark.parametrize("before", CASES, ids=lambda path: path.parent.name)
def test_fixtures(before: Path) -> None:
    data = before.read_bytes()
    found = decode(data)
    assert found.text == (before.parent / "after.txt").read_bytes().decode("utf-8")
    assert found.encode() == data


# --- the order of evidence ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text", "encoding", "why"),
    [
        (b"", "", "ascii", "ascii"),
        (b"plain", "plain", "ascii", "ascii"),
        (b"\xef\xbb\xbfx", "x", "utf-8", "bom"),
        (b"\xff\xfex\0", "x", "utf-16le", "bom"),
        (b"\xff\xfe\0\0x\0\0\0", "x", "utf-32le", "bom"),
        (b"\0\0\xfe\xff\0\0\0x", "x", "utf-32be", "bom"),
        ("caf\xe9".encode(), "caf\xe9", "utf-8", "utf-8 valid"),
        (JAPANESE.encode()[1:], "\ufffd" * 2 + JAPANESE[1:], "utf-8", "utf-8 valid"),
        (JAPANESE.encode()[:-1], JAPANESE[:-1] + "\ufffd", "utf-8", "utf-8 valid"),
        (b"a\xed\xa0\xbd\xed\xb8\x80b\xc0\x80", "a\U0001f600b\0", "utf-8", "utf-8 variant"),
        (RUSSIAN.encode("utf-16-le"), RUSSIAN, "utf-16le", "utf-16 pattern"),
        (RUSSIAN.encode("utf-16-be"), RUSSIAN, "utf-16be", "utf-16 pattern"),
        (RUSSIAN.encode("utf-32-le"), RUSSIAN, "utf-32le", "utf-16 pattern"),
        (JAPANESE.encode("utf-16-be"), JAPANESE, "utf-16be", "utf-16 pattern"),
        (JAPANESE.encode("iso2022_jp"), JAPANESE, "iso-2022-jp", "escape sequences"),
        ("\ud55c\uad6d\uc5b4".encode("iso2022_kr"), "\ud55c\uad6d\uc5b4", "iso-2022-kr", "escape sequences"),
        ("\u4e2d\u6587\u7ad9\u70b9".encode("hz"), "\u4e2d\u6587\u7ad9\u70b9", "hz", "escape sequences"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "windows-1251", "detectors agree"),
    ],
)
def test_evidence(data: bytes, text: str, encoding: str, why: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.why) == (text, encoding, why)
    assert found.encode() == data


def test_valid_utf8_beats_every_label() -> None:
    found = decode(RUSSIAN.encode(), transport="text/html; charset=iso-8859-1", declared="koi8-r")
    assert (found.text, found.why) == (RUSSIAN, "utf-8 valid")


def test_a_label_that_reads_well_is_honoured() -> None:
    text = "\u017dlu\u0165ou\u010dk\xfd k\u016f\u0148"
    assert decode(text.encode("iso-8859-2"), declared="iso-8859-2").why == "declared and valid"
    assert decode(text.encode("cp1250"), transport="text/html; charset=cp1250").why == "transport and valid"


@pytest.mark.parametrize("label", ["iso-8859-1", "utf-8", "shift_jis", "koi8-r"])
def test_a_lying_label_is_not(label: str) -> None:
    assert decode(RUSSIAN.encode("cp1251"), transport=f"text/html; charset={label}").text == RUSSIAN


def test_short_east_asian_text_that_is_utf8_by_accident() -> None:
    assert decode("\u76ee\u524d\u4e3a\u6b62".encode("gbk")).text == "\u76ee\u524d\u4e3a\u6b62"
    assert decode("\u7ffb\u7ffb".encode("big5"), transport="text/html; charset=big5").text == "\u7ffb\u7ffb"
    assert decode("\ud2bc\ud2bc".encode("cp949"), declared="euc-kr").text == "\ud2bc\ud2bc"
    assert decode("\u0435\u0451".encode("koi8-r"), transport="koi8-r").text == "\u0435\u0451"
    assert decode("\xbd\xbd".encode()).text == "\xbd\xbd"


def test_utf_8_that_was_misread_and_lost_its_controls_is_no_ideographs() -> None:
    text = "\xe3\xe3\xa1\xe3\xa4\xe3\xab.txt"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("text", ["so he cou\u057cted \u04bbim twice", "the mill\u04bdr and the cou\u057cted sacks"])
def test_look_alike_letters_in_utf8_are_no_ideographs(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"10 \x80", "10 \u20ac"), (b"\xa9 2020", "\xa9 2020"), (b"25\xb0C", "25\xb0C"), (b"\xa310", "\xa310"),
        (b"\x80", "\u20ac"),
        (b"caf\xe9", "caf\xe9"), (b"it\x92s", "it\u2019s"),
        (b"\x93yes\x94 \x97 no\x85", "\u201cyes\u201d \u2014 no\u2026"),
    ],
)  # fmt: skip
def test_one_to_three_high_bytes_are_windows_1252(data: bytes, text: str) -> None:
    assert (decode(data).text, decode(data).encoding) == (text, "windows-1252")


def test_runners_up_say_what_they_would_read() -> None:
    found = decode(RUSSIAN.encode("koi8-r"))
    assert found.margin is not None
    assert found.margin > 20
    assert " -> " in found.runners_up[0].reads
    assert found.runners_up[0].behind == found.margin


def test_the_language_hint_tips_the_scale() -> None:
    data = "\u0130\u015f".encode("cp1254")
    assert decode(data, language="tr").text == "\u0130\u015f"


@pytest.mark.parametrize("text", ["\x1b(B\x1b[m done", "echo ~{foo,bar}~", "a ~{1} b", "\x1b[31mred\x1b[0m"])
def test_escapes_of_terminals_and_shells_are_ascii(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "ascii", "ascii")


# --- files that are no text ----------------------------------------------------------------------------------------


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"na\xefve")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(b"x", mtime=0), "gzip"), (_zip("a"), "zip"), (b"%PDF-1.7\n%\xe2", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"), (b"\x7fELF\x02\x01", "ELF"), (b"SQLite format 3\0", "SQLite"),
    ],
)  # fmt: skip
def test_no_text_is_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(errors.NotText, match=kind):
        decode(data)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_packed_text_is_opened_where_asked(pack: object) -> None:
    assert decode(pack(b"na\xefve"), inflate=True).text == "na\xefve"  # type: ignore[operator]


def test_zip_archives() -> None:
    assert decode(_zip("a"), inflate=True).text == "na\xefve"
    with pytest.raises(errors.NotText, match="2 files"):
        decode(_zip("a", "b"), inflate=True)
    with pytest.raises(errors.NotText, match="broken"):
        decode(gzip.compress(b"x" * 1000)[:20], inflate=True)


def test_a_bomb_does_not_take_the_machine_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magic, "_LARGEST", 1000)
    with pytest.raises(errors.NotText, match="unpacks to more"):
        decode(gzip.compress(b"x" * 100_000), inflate=True)


# --- labels ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("latin1", "windows-1252"), ("ASCII", "windows-1252"), ("gb2312", "gbk"), ("cp936", "gbk"), ("ms936", "gbk"),
        (' "UTF8"; ', "utf-8"), ("utf8mb4", "utf-8"), ("windows1252", "windows-1252"), ("win-1251", "windows-1251"),
        ("cp-1251", "windows-1251"), ("charset=koi8-r", "koi8-r"), ("'Shift_JIS'", "shift_jis"), ("euc_jp", "euc-jp"),
        ("tis-620", "windows-874"), ("johab", "johab"), ("IBM850", "cp850"), ("ebcdic", "cp037"),
        ("utf-8-sig", "utf-8"),
        ("cesu-8", "cesu-8"), ("hz-gb-2312", "hz"), ("iso-2022-kr", "iso-2022-kr"), ("none", None), ("binary", None),
        ("x-foo", None),
    ],
)  # fmt: skip
def test_labels(label: str, encoding: str | None) -> None:
    assert labels.resolve(label) == encoding


def test_an_unknown_label_of_the_caller_gets_the_near_match() -> None:
    with pytest.raises(errors.UsageError, match="did you mean 'cp1251'"):
        decode(b"x", declared="cp1251x")
    with pytest.raises(errors.UsageError, match="latni1"):
        decode(b"x", encoding="latni1")
    with pytest.raises(errors.UsageError, match="surrogateescape"):
        decode(b"x", errors="surrogatescape")


def test_an_unknown_label_of_the_network_is_a_problem_to_report() -> None:
    assert "x-foo" in decode(b"caf\xe9", transport="text/html; charset=x-foo").problems[0]


# --- what the document says of itself -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="koi8-r">', "koi8-r"),
        ("<META CHARSET = 'KOI8-R' />", "koi8-r"),
        ("<meta/charset=koi8-r>", "koi8-r"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<meta content="text/html; charset=koi8-r" http-equiv="content-type">', "koi8-r"),
        ("<meta http-equiv=content-type content='charset = \"koi8-r\" x'>", "koi8-r"),
        ('<meta content="text/html; charset=koi8-r">', None),
        ('<meta http-equiv="refresh" content="text/html; charset=koi8-r">', None),
        ('<!-- <meta charset="koi8-r"> -->', None),
        ('<!--><meta charset="koi8-r">', "koi8-r"),
        ('<p title="<meta charset=koi8-r>">', None),
        ("<a title='>'><meta charset=koi8-r>", "koi8-r"),
        ("</x <meta charset=koi8-r>", None),
        ("<!x><?y ><meta charset=koi8-r>", "koi8-r"),
        ('<metax charset="koi8-r">', None),
        ("<meta charset=koi8-r", None),
        ('<meta charset=koi8-r">', None),
        ('<meta charset="x-foo"><meta charset="koi8-r">', "koi8-r"),
        ('<meta charset="koi8-r" charset="big5">', "koi8-r"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<meta charset=x-user-defined>", "windows-1252"),
        ("<?xml version='1.0' encoding='koi8-r'?>", "koi8-r"),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-8"),
        ("<?xml version='1.0'?><meta charset=koi8-r>", "koi8-r"),
        (" " * 2000 + "<meta charset=koi8-r>", "koi8-r"),
        (" " * 20000 + "<meta charset=koi8-r>", None),
        ("no tags at all", None),
    ],
)  # fmt: skip
def test_prescan(head: str, encoding: str | None) -> None:
    assert declared.find(head.encode()) == encoding


def test_the_meta_is_read_from_the_bytes() -> None:
    page = f"<html><head><meta charset=windows-1251><title>{RUSSIAN[:6]}</title>"
    found = decode(page.encode("cp1251"))
    assert (found.text, found.why) == (page, "declared and valid")


# --- mixed streams -----------------------------------------------------------------------------------------------


def test_a_stray_byte_does_no_harm_to_its_line() -> None:
    found = decode(b"H\xc3\xbcgel, Stra\xdfe, T\xc3\xbcr")
    assert (found.text, found.encoding, found.why) == ("H\xfcgel, Stra\xdfe, T\xfcr", "utf-8", "utf-8 damaged")
    assert [span.encoding for span in found.spans] == ["windows-1252"]


def test_a_foreign_line_is_reported_and_the_rest_is_kept() -> None:
    lines = [f"{RUSSIAN} {number}" for number in range(8)]
    data = b"\r\n".join(line.encode("koi8-r" if at == 3 else "utf-8") for at, line in enumerate(lines))
    found = decode(data)
    assert found.text == "\r\n".join(lines)
    (span,) = found.spans
    assert span.encoding in ("koi8-r", "koi8-u")
    assert (span.raw, span.why) == (lines[3].encode("koi8-r"), "foreign line")
    assert found.text[span.start : span.end] == lines[3]
    assert found.encode() == data


def test_a_page_of_another_encoding_with_a_line_of_utf8() -> None:
    lines = [f"{JAPANESE}{number}" for number in range(9)]
    data = b"\n".join(line.encode("utf-8" if at == 5 else "shift_jis") for at, line in enumerate(lines))
    found = decode(data)
    assert (found.text, found.encoding) == ("\n".join(lines), "shift_jis")
    assert [span.encoding for span in found.spans] == ["utf-8"]


def test_fields_of_both_kinds() -> None:
    rows = [("Gr\xfc\xdfe aus K\xf6ln", "sch\xf6ne T\xfcr", "Stra\xdfe zur M\xfchle")] * 6
    data = b"\n".join(";".join(row[:2]).encode() + b";" + row[2].encode("cp1252") for row in rows)
    assert decode(data).text == "\n".join(";".join(row) for row in rows)


# --- nothing is lost ---------------------------------------------------------------------------------------------

EVERY = sorted({*rows(), "x-user-defined", "ascii"})


@pytest.mark.parametrize("encoding", EVERY)
def test_any_bytes_decode_and_come_back(encoding: str) -> None:
    if encoding in ("ansel", "marc-8"):
        pytest.importorskip("pymarc")
    rolls = random.Random(encoding)
    odd = b"\x87\x90\x81\xca\xfa\xf0\xa1\xad\x40\x8e\x8f\x80\xff\xfe\xc0\xed\xa0\x80\x1b$B(J~{}\x0e\n"
    for turn in range(60):
        data = rolls.randbytes(turn) if turn % 2 else bytes(rolls.choices(odd, k=turn))
        text, spans = codecs.decode(data, encoding)
        assert not re.search("[\ud800-\udfff]", text)
        assert Decoded(text, encoding, "stated", spans=spans).encode() == data
        assert codecs.peek(data, encoding).count("\ufffd") <= len(data)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=120) | st.text(max_size=60).map(str.encode))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    try:
        found = decode(data)
    except errors.NotText:
        return
    assert found.encode() == data
    assert not re.search("[\ud800-\udfff]", found.text)
    assert pickle.loads(pickle.dumps(found)) == found
    assert decode(data, errors="surrogateescape").encode() == data
    for span in found.spans:
        assert found.raw(span.start, span.end) == span.raw


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(1, 50), st.integers(20, 300))
def test_streams_give_back_the_bytes(data: bytes, size: int, piece: int) -> None:
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    try:
        pieces = list(decode_stream(chunks, piece=piece))
    except errors.NotText:
        return
    assert b"".join(found.encode() for found in pieces) == data


def test_an_undecodable_byte_is_kept() -> None:
    found = decode(JAPANESE.encode("cp932") + b"\xfd\x81", encoding="shift_jis")
    assert found.text.endswith("\ufffd")
    assert found.spans[-1].raw == b"\x81"
    assert found.problems == ("1 undecodable piece (81): U+FFFD, the bytes are kept",)


def test_what_is_not_reversible_keeps_its_bytes() -> None:
    found = decode(b"\x87\x90", encoding="shift_jis")
    assert (found.text, found.spans[0].raw, found.encode()) == ("\u2252", b"\x87\x90", b"\x87\x90")
    assert decode(b"\x80", encoding="gbk").text == "\u20ac"
    assert decode(b"\xad\xa1", encoding="euc-jp").text == "\u2460"


def test_errors() -> None:
    assert decode(b"a\xffb", encoding="utf-8", errors="surrogateescape").text == "a\udcffb"
    with pytest.raises(UnicodeDecodeError, match="position 1"):
        decode(b"a\xffb", encoding="utf-8", errors="strict")


def test_another_text_is_written_in_the_same_encoding() -> None:
    found = decode(b"\xff\xfe" + RUSSIAN.encode("utf-16-le"))
    assert found.encode("\u0434\u0430") == b"\xff\xfe" + "\u0434\u0430".encode("utf-16-le")
    with pytest.raises(UnicodeEncodeError):
        decode(b"caf\xe9").encode(RUSSIAN)


def test_raw_bytes_of_a_span() -> None:
    found = decode(b"H\xc3\xbcgel, Stra\xdfe")
    assert found.raw(0, 5) == b"H\xc3\xbcgel"
    assert found.raw(7, 13) == b"Stra\xdfe"


# --- streams -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16", "utf-8-sig", "koi8-r"])
def test_a_stream_reads_like_the_whole(encoding: str) -> None:
    data = "\n".join(f"{RUSSIAN} {number}" for number in range(3000)).encode(encoding)
    chunks = [data[at : at + 777] for at in range(0, len(data), 777)]
    pieces = list(decode_stream(chunks, piece=10_000))
    assert len(pieces) > 5
    assert "".join(piece.text for piece in pieces) == decode(data).text
    assert b"".join(piece.encode() for piece in pieces) == data


def test_a_late_high_byte_decides() -> None:
    data = b"plain\n" * 20_000 + (RUSSIAN + "\n").encode("cp1251") * 40
    pieces = list(decode_stream([data[at : at + 5000] for at in range(0, len(data), 5000)], piece=30_000))
    assert pieces[0].encoding == "ascii"
    assert pieces[-1].encoding == "windows-1251"
    assert pieces[-1].text.endswith(RUSSIAN + "\n")


def test_a_foreign_line_late_in_a_stream() -> None:
    data = (RUSSIAN + "\n").encode() * 9000 + (RUSSIAN + "\n").encode("cp1251") + (RUSSIAN + "\n").encode() * 100
    pieces = list(decode_stream([data], piece=50_000))
    assert "".join(piece.text for piece in pieces) == (RUSSIAN + "\n") * 9101


# --- linear time ---------------------------------------------------------------------------------------------------


HOSTILE = [
    b"\xe9", b"\xc3(", b"\xed\xa0\x80", b"<!--", b"\x1b$B", b"~{", b"\xc3\xa9;\xe9;", b"\xe9\r", b"\0\xe9", b"<meta ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition(unit: bytes) -> None:
    data = unit * (300_000 // len(unit)) + b"\xe9"
    assert decode(data).encode() == data


def test_hz_that_is_cut() -> None:
    whole = "\u4e2d\u6587\u7ad9\u70b9".encode("hz")
    assert escapes.decode(whole[:-2], "hz") == "\u4e2d\u6587\u7ad9\u70b9"
    assert escapes.decode(whole[:-3], "hz") == "\u4e2d\u6587\u7ad9\ufffd"
    assert escapes.decode(b"a~~b~\nc", "hz") == "a~bc"


def test_a_stray_escape_sequence_is_no_japanese() -> None:
    """Terminal output and broken exports hold ESC $ B in English text."""
    for data in (b"a \x1b$B was never seen again by anybody else\n", b"\x1b$@hello world\n", b"x\x1b$Bab\n"):
        assert decode(data).text.encode() == data
    text = "\u9d0e\u5916\u3068\u6a0b\u53e3\u4e00\u8449\u3092\u8aad\u3080"
    assert decode(text.encode("iso2022_jp")).text == text


@pytest.mark.parametrize(
    "data",
    [
        b"abc\0def\0ghi\0jkl\0",
        b"line one\0line two\0line three\0",
        b"./a.txt\0./docs/b.md\0./docs/long name.md\0",
        b"ab\0cd\0ef\0",
        b"k8s, l10n, w3c and a name(\0\0\0\0[22m\n",
    ],
)
def test_records_parted_by_nuls_are_no_utf16(data: bytes) -> None:
    assert decode(data).text.encode() == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_of_any_script_is_told_by_its_pattern(encoding: str) -> None:
    for text in (
        "Hello, world",
        "\u201cHi\u201d \u2013 wait\u2026 \u2122",
        "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440",
        "\u3042\u308a\u304c\u3068\u3046 OK \u3053\u3093\u306b\u3061\u306f",
        "Linux \u5185\u6838\u7684\u4e00\u90e8\u5206 is here",
        "\u4e00\u3001\u4e8c\u3001\u4e09\n\u7b2c\u4e00\u7ae0 The end\n",
        "\ud55c\uad6d\uc5b4 and Latin",
        "\u03b1\u03b2\u03b3 \u05d0\u05d1\u05d2 \u0627\u0628\u062a",
    ):
        assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["([\u0304\u0301\u030c\u0300])", "a \u0304\u0301 b", "\xd0 \xd0\xb8\xd0\xbc\n"])
def test_marks_alone_and_utf_8_twice_are_utf_8(text: str) -> None:
    assert decode(text.encode()).text == text
