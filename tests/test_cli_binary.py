"""Files that are no text: named, skipped, never written; and what looks like them is text."""

from __future__ import annotations

import array
import gzip
import random
import re
import shlex
from pathlib import Path

import pytest
from binaries import TEXT, all_kinds, noise
from click.testing import CliRunner, Result

from textclean.cli.main import main
from textclean.decoding import binary, decode, legacy
from textclean.decoding.stream import decode_stream
from textclean.errors import NotText

ROOT = Path(__file__).parents[1]
KINDS = all_kinds()
DAMAGED = TEXT
RESTORED = "The president of the clubhouse met fianc\u00e9es\r\n".encode()
ENTRIES = re.findall("entry: (.*)", (ROOT / ".pre-commit-hooks.yaml").read_text())
# Those that look at the files they are given.
HOOKS = [shlex.split(entry)[1:] for entry in ENTRIES if "--against" not in entry]


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["--isolated", *map(str, args)], input=stdin)


def notes(result: Result) -> list[str]:
    """The lines of standard error without those that say what was done."""
    return [line for line in result.stderr.splitlines() if not re.search(r" files?, \d+ changed| restored \(", line)]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(files: dict[str, bytes]) -> dict[str, bytes]:
    for name, data in files.items():
        Path(name).write_bytes(data)
    return files


def now(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: Path(name).read_bytes() for name in files}


@pytest.mark.parametrize("command", [["--in-place"], ["--in-place", "--to", "utf-8"], ["--diff"], *HOOKS])
def test_every_kind_is_named_once_and_left_alone(command: list[str]) -> None:
    put(KINDS)
    put({"page.txt": DAMAGED})
    result = run(*command, *KINDS, "page.txt")
    assert len(KINDS) >= 80
    assert result.exit_code == 2
    assert now(KINDS) == KINDS
    assert [line.split(":")[1].strip() for line in notes(result) if "page.txt" not in line] == list(KINDS)
    if "--in-place" in command:  # the text among them is not forgotten
        assert Path("page.txt").read_bytes() == RESTORED


@pytest.mark.parametrize("label", ["windows-1252", "utf-8"])
def test_an_encoding_that_the_caller_states_makes_no_binary_file_text(label: str) -> None:
    put(KINDS)
    run("--in-place", "--encoding", label, *KINDS)
    assert now(KINDS) == KINDS


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "html", "txt.gz"])
def test_every_kind_under_the_suffix_of_another(suffix: str) -> None:
    pack = gzip.compress if suffix.endswith("gz") else bytes
    files = put({f"{name}.{suffix}": pack(data) for name, data in KINDS.items()})
    result = run("--in-place", *files)
    assert now(files) == files
    assert len(notes(result)) == len(files)


def test_files_that_were_cut_off() -> None:
    """But for noise without a signature, of which a few bytes may be anything."""
    rng = random.Random(3)
    cut = {}
    for name, data in KINDS.items():
        if name in ("raw.bin", "a.dat"):
            continue
        for size in (*range(1, 9), rng.randint(9, 64), rng.randint(64, 600)):
            cut[f"{size}.{name}"] = data[:size]
    put(cut)
    run("--in-place", *cut)
    assert now(cut) == cut


def test_tables_of_numbers_are_no_utf_16_or_utf_32() -> None:
    rng = random.Random(4)
    tables = {
        f"{code}{start}.{step}": array.array(code, range(start, start + 900 * step, step)).tobytes()
        for code in "HI"
        for start in (700, 2000, 6000, 13_000, 40_000)
        for step in (1, 2, 7)
    }
    tables["random"] = array.array("H", rng.sample(range(40_000), 2000)).tobytes()
    put(tables)
    run("--in-place", *tables)
    assert now(tables) == tables


WIDE = (
    "Th\u0435 pr\u0435sident of the clubhouse\n",
    "\u041e\u043d \u043cog \u0431\u044b \u043f\u0440\u0438\u0439\u0442\u0438 \u0432\u0447\u0435\u0440\u0430\u200b\n",
)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", WIDE)
def test_utf_16_and_utf_32_are_text(encoding: str, text: str) -> None:
    put({"a.txt": text.encode(encoding)})
    result = run("--in-place", "a.txt")
    assert (result.exit_code, notes(result)) == (0, [])
    assert Path("a.txt").read_bytes() != text.encode(encoding)
    Path("folder").mkdir()
    put({"folder/a.txt": text.encode(encoding)})
    assert run("check", "folder").exit_code == 1


def test_a_nul_behind_megabytes_of_text_is_seen_before_anything_is_written() -> None:
    files = put({"a.log": DAMAGED * 160_000 + b"\0" + DAMAGED})
    assert len(files["a.log"]) > 8 << 20
    result = run("--in-place", "--changes", "record", "a.log")
    assert result.exit_code == 2
    assert "a.log: binary, for it holds NULs" in result.stderr
    assert now(files) == files
    assert Path("record").read_bytes() == b""


def test_a_text_with_a_stray_nul_is_reported_and_restored_as_a_copy() -> None:
    files = put({"a.txt": b"the club\0house of the president\n"})
    assert run("check", "a.txt").exit_code == 1
    result = run("--in-place", "a.txt")
    assert result.exit_code == 2
    assert "textclean < FILE > COPY" in result.stderr
    assert now(files) == files
    assert run(stdin=files["a.txt"]).stdout_bytes == b"the clubhouse of the president\n"


def test_a_list_that_ends_with_nul_goes_through_a_pipe() -> None:
    listed = "a.txt\0r\u00e9sum\u00e9.pdf\0notes/b.txt\0".encode()
    assert run(stdin=listed).stdout_bytes == listed
    assert run("check", stdin=listed).exit_code == 0


def test_binary_files_are_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes ten seconds is to look for the encoding of a file that has none."""

    def never(*_: object) -> None:
        raise AssertionError("the encoding of a binary file was looked for")

    monkeypatch.setattr(legacy, "decode", never)
    monkeypatch.setattr("textclean.decoding.by_evidence", never)
    files = put({name: data + noise(200_000) for name, data in KINDS.items()})
    for command in (["--in-place"], ["check"]):
        result = run(*command, *files)
        assert result.exit_code == 2
        assert len([line for line in notes(result) if line.startswith("textclean: ")]) == len(files)


# Text that begins like a binary file

LIKE_BINARIES = [
    "let ftypeList = ['a', 'b']\n",
    "var ftypisom = 1\n",
    "GIF89a is supported, and so is GIF87a\n",
    "RIFF, a WAVE file begins with these\n",
    "RIFF....WAVE and WEBPVP8\n",
    "%PDF-1.4 is the version we write\n",
    "%PDF-1.5\n\\documentclass{article}\n",
    "BM25 is a ranking function of four\n",
    "MZ is what Mark Zbikowski left in every program for Windows, and that is sixty bytes\n",
    "II*: the second\n",
    "PK, the primary key\n",
    "!<arch>\nis how an archive begins\n",
    "PAR1 and PAR2\n",
    "true, it is\n",
    "wOFF and wOF2\n",
    "ID3 tags\n",
    "BZh91 is a name\n",
    "FOR1 to 10 BEAM\n",
    "Obj1, Obj2\n",
    "x\u0153ur\n",
    "a\r\n\r\nb\r\n",
]


@pytest.mark.parametrize("text", LIKE_BINARIES)
def test_a_signature_needs_its_structure(text: str) -> None:
    assert decode(text.encode()).text == text
    put({"a.txt": text.encode()})
    result = run("--in-place", "a.txt")
    assert (result.exit_code, notes(result)) == (0, [])


STARTS = [b"%PDF-1.4\n1 0 obj\n", b"GIF89a\x01\x01\x01\x01\xf0\0\0\n", b"\x89PNG\r\n\x1a\n"]


@pytest.mark.parametrize("start", STARTS)
def test_it_is_the_file_that_is_no_text_not_a_line_of_it(start: bytes) -> None:
    source = b"a first line\n" + start + b"a last line\n"
    one = run("--line-buffered", stdin=source)
    assert one.exit_code == 0
    assert one.stdout_bytes.startswith(b"a first line\n")
    assert one.stdout_bytes.endswith(b"a last line\n")
    block = b"a clean line of text\n" * 199_728  # nearly 4 MiB: the next line begins a block of its own
    long = run(stdin=block + b"x" * ((4 << 20) - len(block) - 1) + b"\n" + source[13:])
    assert long.exit_code == 0
    assert long.stdout_bytes.endswith(b"a last line\n")


@pytest.mark.parametrize("start", STARTS)
def test_nothing_of_a_binary_pipe_is_written(start: bytes) -> None:
    for arguments in ([], ["--input", "csv"], ["--input", "html"], ["--input", "jsonl"]):
        result = run(*arguments, stdin=start + b"the rest of it\n" * 300_000)
        assert result.exit_code == 2
        assert result.stdout_bytes == b""
        assert len(notes(result)) == 1


def test_a_stream_is_refused_at_its_front_only() -> None:
    pieces = [b"text\n" * 4, b"%PDF-1.4\n1 0 obj\n", b"more\n" * 8]
    assert "".join(piece.text for piece in decode_stream(pieces, piece=20)) == b"".join(pieces).decode()
    with pytest.raises(NotText, match="PDF"):
        list(decode_stream(pieces[1:], piece=20))


def test_a_page_of_a_crawl_that_is_an_image_passes_through() -> None:
    body = KINDS["a.png"]
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    )
    source = head + b"Content-Length: %d\r\n\r\n" % len(http) + http + b"\r\n\r\n"
    result = run("--input", "warc", stdin=source)
    assert result.exit_code == 0
    assert result.stdout_bytes == source
    assert "http://a.example/: passed through: this is a PNG image" in result.stderr


def test_folders_leave_out_every_kind() -> None:
    Path("folder").mkdir()
    for name, data in KINDS.items():
        Path("folder", name.replace(".", "-")).write_bytes(data)
    Path("folder/page.txt").write_bytes(DAMAGED)
    result = run("--in-place", "folder")
    assert Path("folder/page.txt").read_bytes() == RESTORED
    assert {Path("folder", name.replace(".", "-")).read_bytes() for name in KINDS} == set(KINDS.values())
    assert not [line for line in notes(result) if "page.txt" in line]


@pytest.mark.parametrize(
    "data",
    [
        "1\x01Caf\u00e9\x01Paris\n2\x01Bar\x01Lyon\n".encode(),
        "name\x1fM\u00fcller\x1eplace\x1fK\u00f6ln\x1e".encode(),
        b"\x1b[31mred\x1b[0m and \x1b[1mbold\x1b[0m: caf\xe9\n",
        "\u3042\u3044\u3046\u3048\u304a\n".encode("iso2022_jp"),
        b"\xef\xbb\xbfa text with a mark\n",
        b"",
    ],
)
def test_text_with_controls_is_text(data: bytes) -> None:
    binary.refuse(data)


def test_advice_for_the_library_is_not_given_by_the_command() -> None:
    put({"a.txt": gzip.compress(DAMAGED)})
    for arguments in (["a.txt"], ["check", "a.txt"], ["-i", "a.txt"]):
        assert "a.txt: this is gzip, not text: unpack it first\n" in run(*arguments).stderr
    with pytest.raises(NotText, match="or decode with inflate=True"):
        decode(gzip.compress(DAMAGED))
