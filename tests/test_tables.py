"""The generated tables: what they promise, and that they are what their sources give."""

import hashlib
import importlib.util
import os
import re
import runpy
import shutil
import sys
import unicodedata
from pathlib import Path

import pytest

from textclean import scripts
from textclean.tables import alphabets, confusables

TABLES = Path(scripts.__file__).parent / "tables"
TOOLS = Path(__file__).parents[1] / "tools" / "tables"
ALPHABETS = ("latin", "cyrillic", "greek", "armenian")
NAMES = [name.lower() for name in dir(confusables) if name.isupper()]
# sha256 of https://www.unicode.org/Public/security/15.0.0/confusables.txt
CONFUSABLES = "85c37e269f13403e7d541ead4e7aae63cfdb683b0d725d27abefd47dc36783c9"


def case(char: str) -> str:
    kind = scripts.category(unicodedata.normalize("NFKC", char)[0])
    return kind if kind in ("Lu", "Ll") else ""


@pytest.mark.parametrize("name", NAMES)
def test_one_character_becomes_another(name: str) -> None:
    table = scripts.look_alikes(name)
    assert table
    for char, letter in table.items():
        assert len(char) == len(letter) == 1
        assert char != letter
        assert char < "\ud800" or char > "\udfff"


@pytest.mark.parametrize("name", [n for n in NAMES if not n.startswith(ALPHABETS[1:])])
def test_nothing_plain_is_foreign(name: str) -> None:
    assert not [char for char in scripts.look_alikes(name) if char.isascii()]


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_exact_and_near_are_apart(alphabet: str) -> None:
    assert not scripts.look_alikes(f"{alphabet}_exact").keys() & scripts.look_alikes(f"{alphabet}_near").keys()
    assert scripts.twins(alphabet.title()) == scripts.look_alikes(f"{alphabet}_exact")
    both = scripts.twins(alphabet.title(), near=True)
    assert both == scripts.look_alikes(f"{alphabet}_near") | scripts.look_alikes(f"{alphabet}_exact")


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("grade", ["exact", "near"])
def test_case_is_kept(alphabet: str, grade: str) -> None:
    # Cherokee has case on paper only: its capitals are its everyday letters, and some look like Latin small ones.
    # The capital hard and soft signs are drawn like a small b.
    table = scripts.look_alikes(f"{alphabet}_{grade}")
    cased = {c: t for c, t in table.items() if case(c) and scripts.script_of(c) != "Cherokee"}
    assert {c for c, t in cased.items() if case(c) != case(t)} <= set("\u042a\u042c")


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_no_chains(alphabet: str) -> None:
    table = scripts.twins(alphabet.title(), near=True)
    assert not {char: letter for char, letter in table.items() if letter in table}


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_targets_are_letters_of_the_alphabet_and_sources_are_not(alphabet: str) -> None:
    name = alphabet.title()
    table = scripts.twins(name, near=True)
    assert not [
        letter for letter in table.values() if scripts.script_of(letter) != name or not scripts.is_letter(letter)
    ]
    own = {char for char in table if scripts.script_of(char) == name and scripts.is_letter(char)}
    # Signs that become letters as soon as anybody normalises, and phonetic small capitals.
    assert own <= set("\u212a\u212b\u2126\u1d27\u1d28\u1d2b")


def test_no_latin_letter_folds_to_another() -> None:
    for (
        char
    ) in "\u0263\u028b\u0269\u0251\u0131\u0261\u0256\u0253\u0257\u0199\u0294\u0272\u014b\u0254\u025b\u0110\u00d0\u0189":
        assert char not in scripts.twins("Latin", near=True)
    assert scripts.look_alikes("latin_letters")["\u0251"] == "a"
    assert "\u017f" not in scripts.look_alikes("latin_letters")


def test_pairs_that_a_skeleton_lacks() -> None:
    latin, cyrillic, greek = (scripts.twins(name) for name in ("Latin", "Cyrillic", "Greek"))
    for pair in (
        "\u0451\u00eb",
        "\u0457\u00ef",
        "\u0435e",
        "\u0456i",
        "\u0406I",
        "\u04c0I",
        "\u04cfl",
        "\u217cl",
        "\u0555O",
        "\ua4f2I",
    ):
        assert latin[pair[0]] == pair[1]
    for pair in (
        "e\u0435",
        "\u00eb\u0451",
        "\u0393\u0413",
        "\u03a0\u041f",
        "\u03a6\u0424",
        "\u03bf\u043e",
        "\u0585\u043e",
        "\u1d0b\u043a",
    ):
        assert cyrillic[pair[0]] == pair[1]
    for pair in ("v\u03bd", "\u043e\u03bf", "\u0413\u0393", "\u00b5\u03bc", "\u2206\u0394"):
        assert greek[pair[0]] == pair[1]
    near = scripts.look_alikes("latin_near")
    for pair in ("\u03c7x", "\u03c9w", "\u043ak", "\u0442t", "\u043dh", "\u0432b", "\u043cm", "\u03b1a", "\u0627l"):
        assert near[pair[0]] == pair[1]


def test_conventions_are_no_twins() -> None:
    cyrillic = scripts.twins("Cyrillic", near=True)
    for char in "\u00e6\u0259\u00e7\u00f6\u0103\u00e8lwqd":
        assert char not in cyrillic
        assert char in scripts.look_alikes("cyrillic_convention")


def test_typography_is_nobodys_look_alike() -> None:
    for name in ("punctuation_exact", "spaces_exact"):
        assert (
            not set("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb\u2010\u2011\u00a0\u202f\u3000")
            & scripts.look_alikes(name).keys()
        )
    for char in "\u2018\u2019\u201c\u201d\u2014\u2026\u00ab\u00bb":
        assert char not in scripts.look_alikes("punctuation_near")


@pytest.mark.parametrize("name", ["confusables.py", "alphabets.py", "properties.bin"])
def test_line_one_tells_the_source(name: str) -> None:
    line = (TABLES / name).read_bytes().split(b"\n")[0].decode("ascii")
    for word in ("Unicode", "generated 2026-", "Unicode-3.0"):
        assert word in line


def test_digests() -> None:
    line = (TABLES / "confusables.py").read_text(encoding="ascii").split("\n")[0]
    assert CONFUSABLES in line
    assert hashlib.sha256((TABLES / "look_alikes.txt").read_bytes()).hexdigest() in line
    recorded = re.search(rb"values ([0-9a-f]{64})", (TABLES / "properties.bin").read_bytes())
    table = scripts._properties()
    lengths = ([b - a for a, b in zip(t.firsts, [*t.firsts[1:], 0x110000], strict=True)] for t in table[2:])
    values = (
        b"".join(bytes([v]) * n for v, n in zip(t.values, ns, strict=True))
        for t, ns in zip(table[2:], lengths, strict=True)
    )
    assert recorded
    assert hashlib.sha256(b"".join(values)).hexdigest() == recorded[1].decode()


def test_alphabets_are_the_property_tables() -> None:
    for name, bit in scripts.ALPHABETS.items():
        inside = re.compile(f"[{getattr(alphabets, name.upper())}]")
        for code in range(0x10000):
            if not 0xD800 <= code < 0xE000:
                assert bool(inside.match(chr(code))) == (scripts.kind(chr(code)) == bit), hex(code)


def test_the_properties_can_be_made_again() -> None:
    data = pytest.importorskip("unicodedata2")
    regex = pytest.importorskip("regex")
    if data.unidata_version != "18.0.0" or regex.__version__ != "2026.11.15":
        pytest.skip("other versions of the sources are installed")
    made = runpy.run_path(str(TOOLS / "build_properties.py"))
    assert made["build"]() == (TABLES / "properties.bin").read_bytes()


def test_the_look_alikes_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(os.environ.get("TEXTCLEAN_CONFUSABLES", "confusables.txt"))
    if not source.exists() or importlib.util.find_spec("unicodedata2") is None:
        pytest.skip("set TEXTCLEAN_CONFUSABLES to a copy of the published file, and install unicodedata2")
    tools, tables = tmp_path / "tools" / "tables", tmp_path / "textclean" / "tables"
    tools.mkdir(parents=True)
    tables.mkdir(parents=True)
    for name in ("build.py", "build_properties.py"):
        (tools / name).write_bytes((TOOLS / name).read_bytes())
    (tables / "look_alikes.txt").write_bytes((TABLES / "look_alikes.txt").read_bytes())
    monkeypatch.setattr(sys, "argv", ["build.py", str(source)])
    runpy.run_path(str(tools / "build.py"), run_name="__main__")
    for name in ("confusables.py", "alphabets.py"):
        assert (tables / name).read_bytes() == (TABLES / name).read_bytes()


def test_the_radicals_can_be_made_again() -> None:
    head, _, body = (TABLES / "radicals.txt").read_bytes().partition(b"\n")
    assert hashlib.sha256(body).hexdigest().encode() in head
    if not shutil.which("perl"):
        pytest.skip("the builder asks Perl for equivalent ideographs")
    made = runpy.run_path(str(TABLES.parents[1] / "tools" / "tables" / "build_radicals.py"))
    found = dict(line.split("\t") for line in body.decode().split("\n")[:-1])
    if made["pairs"]() != found:
        pytest.skip("another version of Unicode")
