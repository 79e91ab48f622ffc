"""The table of charsets: one line a charset, and everything is compiled from it."""

from __future__ import annotations

import codecs
import importlib
import pickle
from collections.abc import Iterator

import pytest

from textclean import errors
from textclean.charsets import GAP, charset, rows, with_role
from textclean.charsets.shares import prior
from textclean.decoding import codecs as readers
from textclean.decoding import decode, detect, labels, stateless

NAMES = list(rows())


@pytest.mark.parametrize("name", NAMES)
def test_each_row_is_whole(name: str) -> None:
    row = rows()[name]
    assert row.family == "sequence" or codecs.lookup(row.codec)
    assert row.share > 0
    assert row.roles <= {"guess", "chardetng"}
    assert labels.resolve(name, by_name=True) == name
    assert all(labels.resolve(alias, by_name=True) == name for alias in row.aliases)
    assert (labels.resolve(name) is None) is (row.family == "sequence")
    if "guess" in row.roles or row.meant:
        assert row.scripts
        assert row.languages
    if row.one_byte:
        assert len(charset(name).table) == 256
        own = [(char, byte) for byte, char in enumerate(charset(name).table) if char != GAP]
        assert charset(name).encode("".join(char for char, _ in own)) == bytes(byte for _, byte in own)
    assert pickle.loads(pickle.dumps(charset(name))) is charset(name)


def test_any_spelling_will_do() -> None:
    assert charset("cp1252") is charset("windows-1252") is charset("Latin-1")
    assert charset("mac_roman").name == "macintosh"
    assert charset("iso8859_2") is charset("ISO-8859-2")
    with pytest.raises(errors.UsageError, match="did you mean 'windows-1252'"):
        charset("windows-1252x")


def test_what_a_program_has_shown_goes_back_to_its_bytes() -> None:
    assert charset("windows-1252").encode("\xe2\u20ac\u2122") == b"\xe2\x80\x99"
    assert charset("windows-1252").encode("\xe2\x80\u2122") == b"\xe2\x80\x99"  # C1 beside signs of windows-1252
    assert charset("koi8-u").encode("\u2554\u255d\u045e") == bytes(
        [0xA5, 0xAE, 0xAE]
    )  # the vendor's and the standard's
    assert charset("windows-1251").encode("\u4e2d") is None
    assert charset("shift_jis").decode(b"\x93\xfa\x96", cut=True) == "\u65e5"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\x80", "windows-1252", "\u20ac"), (b"\x80", "gbk", "\u20ac"), (b"\xa4", "iso-8859-7", "\u20ac"),
        (b"\xa4", "iso-8859-15", "\u20ac"), (b"\xdb", "macintosh", "\u20ac"), (b"\xff", "x-mac-cyrillic", "\u20ac"),
        (b"\x81\x60", "shift_jis", "\uff5e"), (b"\xa1\xc1", "euc-jp", "\uff5e"), (b"\xa1\xe3", "big5", "\uff5e"),
        (b"\xa1\x45", "big5", "\u2027"), (b"\xa2\x44", "big5", "\uffe5"), (b"\xa8\xbc", "gb18030", "\u1e3f"),
        (b"\x81\x5f", "shift_jis", "\uff3c"), (b"\xca", "windows-1255", "\u05ba"), (b"\xae", "koi8-u", "\u045e"),
    ],
)  # fmt: skip
def test_where_vendors_differ_the_standard_is_followed(data: bytes, encoding: str, text: str) -> None:
    read, spans = readers.decode(data, encoding)
    assert read == text
    assert spans or readers.encode(text, encoding) == data


# --- one line is enough ------------------------------------------------------------------------------------------


@pytest.fixture
def cp1006(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A charset that the table does not have: Urdu of IBM, in presentation forms."""
    source = importlib.import_module("textclean.charsets.rows")
    line = "cp1006 | cp1006 | dos | Arabic: ur | ~90000 | 5 | 300 | guess | ibm-pakistan"
    whole = source._source() + line + "\n"
    caches = (stateless.table, stateless._writing, stateless.several, detect._spoken, detect._shares)
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(source, "_source", lambda: whole)
    yield "cp1006"
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_a_new_line_works_in_both_directions(cp1006: str) -> None:
    urdu = bytes(range(0xB3, 0xC8)).decode(cp1006) + " " + bytes(range(0xC8, 0xF0)).decode(cp1006)
    data = urdu.encode(cp1006)
    assert labels.resolve("IBM_Pakistan") == cp1006
    assert cp1006 in with_role("guess")
    assert cp1006 in with_role("shown")
    assert cp1006 in with_role("meant")
    assert decode(data, encoding="ibm-pakistan").text == urdu
    assert cp1006 in [candidate.encoding for candidate in detect.rank([data])]
    shown = charset(cp1006).decode("\xe9".encode())
    assert shown is not None
    assert charset(cp1006).encode(shown) == "\xe9".encode()


# --- how usual it is ---------------------------------------------------------------------------------------------


def test_outside_of_its_languages_everything_but_windows_1252_is_rare() -> None:
    guess = with_role("guess")
    unknown = {name: prior(name, "", guess) for name in guess}
    assert max(unknown, key=unknown.__getitem__) == "windows-1252"
    latin = {name for name in guess if rows()[name].scripts == ("Latin",)}
    others = latin - {name for name in latin if rows()[name].is_for("")}
    assert max(unknown[name] for name in others) < unknown["windows-1252"] - 15
    assert prior("windows-1250", "pl", guess) > prior("windows-1252", "pl", guess) + 3


@pytest.mark.parametrize(
    "text",
    [
        "Gwir eo, me a zo o vont d\u2019ar skol bemdez, ha gwela\xf1 a ran va mignoned eno.",
        "O soi lade al marcj\xe2t cun m\xe2 mari e o vin cjolt des brocjis e cualchi pagn\xf2c cun formadi e l\xfbs.",
        "Li pitite feye a d\xe5d l\u2019 cinse n\u2019 a n\xe9n vol\xe5 rivni e l\u2019 m\xe5jhon divant.",
    ],
)
def test_unknown_latin_text_is_windows_1252(text: str) -> None:
    found = decode(readers.encode(text, "windows-1252"))
    assert (found.text, found.encoding) == (text, "windows-1252")


def test_the_reason_names_the_parts_of_the_sum() -> None:
    found = decode("Za\u017c\xf3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144, przyj\u015b\u0107".encode("cp1250"))
    assert "language 'pl'" in found.reason
    assert found.margin is not None
    assert found.margin > 20
