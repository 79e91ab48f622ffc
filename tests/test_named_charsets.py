"""Charsets that are read by name only: accents beside their letters, library records, names of mailboxes."""

from __future__ import annotations

import builtins
import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest

import textclean
from textclean import errors
from textclean.decoding import codecs, escapes, labels, marc8, sequences

VIETNAMESE = "Trời xanh, mây trắng; đường về quê hẹp và dài. Ẩm ướt. ĐƯỜNG PHỐ VẮNG VẺ"
needs_pymarc = pytest.mark.skipif(importlib.util.find_spec("pymarc") is None, reason="the extra marc")


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("ISO_6937", b"Z\xc8urich, Krak\xc2ow, \xcfcesky; 5 \xa4 \xaaok\xba", "Zürich, Kraków, česky; 5 € “ok”"),
        ("hp-roman8", b"caf\xc5 \xd2", "café Ø"),
        ("VNI", b"Tie\xe1ng Vie\xe4t \xf1e\xefp la\xe9m", "Tiếng Việt đẹp lắm"),
        ("vni-windows", b"\xd1\xd6\xd4\xd8NG PHO\xc1", "ĐƯỜNG PHỐ"),
        ("TCVN3", b"Ti\xd5ng Vi\xd6t \xae\xd1p l\xbem", "Tiếng Việt đẹp lắm"),
        ("imap-utf-7", b"Envoy&AOk-s &- &ZeVnLIqe-/&U,BTFw-", "Envoyés & 日本語/台北"),
    ],
)
def test_read_by_name(label: str, data: bytes, text: str) -> None:
    found = textclean.decode(data, encoding=label)
    assert found.text == text
    assert not found.spans
    assert found.encode() == data


@pytest.mark.parametrize("label", ["iso-6937", "vni", "tcvn3", "imap-utf-7", "marc-8", "ansel"])
def test_for_nobody_else(label: str) -> None:
    assert labels.resolve(label) is None
    data = b"caf\xe9 au lait"
    assert textclean.decode(data, transport=f"text/html; charset={label}").text == "café au lait"
    assert textclean.decode(data, declared=label).text == "café au lait"


def test_capitals_may_have_a_small_mark() -> None:
    found = textclean.decode(b"A\xf9o", encoding="vni")
    assert found.text == "Áo"
    assert found.encode() == b"A\xf9o"


def test_what_is_no_sequence() -> None:
    found = textclean.decode(b"a\xc2, b\xff &", encoding="iso-6937")
    assert found.text == "a\ufffd, b\xad &"
    assert found.encode() == b"a\xc2, b\xff &"
    assert textclean.decode(b"a &b c&- &!!-", encoding="imap-utf-7").text == "a &b c& &!!-"
    with pytest.raises(UnicodeEncodeError):
        codecs.encode("中", "vni")


@pytest.mark.parametrize("encoding", ["vni", "iso-6937"])
def test_a_stream_is_cut_between_letters(encoding: str) -> None:
    text = VIETNAMESE if encoding == "vni" else "Łódź, Zürich und São Paulo, česky a žluťoučký kůň"
    data = codecs.encode(text, encoding)
    assert codecs.decode(data, encoding) == (text, ())
    for cut in range(len(data)):
        at = escapes.boundary(data[:cut], encoding)
        assert codecs.decode(data[:at], encoding)[0] + codecs.decode(data[at:], encoding)[0] == text
    assert "".join(sequences.decode(piece, encoding) for piece in data.split(b"\n")) == text


@needs_pymarc
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"M\xe8uller, \xe2Eva; f\xf0ca\nKrak\xe2ow \xb1", "Müller, Éva; fça\nKraków ł"),
        (b"\x1b(NRoSSIQ\x1b(B, 1990", "рОссия, 1990"),
        (b"H\x1bb2\x1bsO, \x1bga\x1bs", "H₂O, α"),
        (b"\x1b(3Gd\x1b(B", "ال"),
        (b"x\xff", "x\ufffd"),
    ],
)
def test_library_records(data: bytes, text: str) -> None:
    found = textclean.decode(data, encoding="MARC-8")
    assert found.text == text
    assert found.encode() == data


def test_what_is_lacking_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pymarc"):
            raise ImportError(name)
        return real(name, *rest)

    marc8._tables.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(errors.UsageError, match=r"pip install '\.\[marc\]'"):
        textclean.decode(b"\xe2e", encoding="ansel")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    marc8._tables.cache_clear()
