"""The same answer everywhere: other Pythons, hash seeds, locales, jobs, and input that comes in any pieces."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import FIXTURES, ROOT

import textclean
from textclean.cli.main import main
from textclean.decoding.stream import decode_stream
from textclean.errors import NotText

EVERY = os.environ.get("TEXTCLEAN_EVERY", "16")  # texts; 1 takes all of them, some 15 s for each comparison
PYTHONS = ("3.11", "3.12", "3.13")
NEEDED = "import chardetng_py, click, ftfy, numpy, regex, unidecode, webencodings"


def interpreter(version: str) -> str:
    """A Python of that version that can import what the library needs; skips the test if there is none.

    Looked for in ``TEXTCLEAN_PYTHONS`` (paths, parted as in PATH), on the PATH, and among those of pyenv.
    """
    named = os.environ.get("TEXTCLEAN_PYTHONS", "").split(os.pathsep)
    found = [path for path in (*named, shutil.which(f"python{version}")) if path]
    found += map(str, (Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    for path in found:
        told = subprocess.run(
            [path, "-c", f"import sys; print('%d.%d' % sys.version_info[:2]); {NEEDED}"],
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode == 0 and told.stdout.strip() == version:
            return path
    pytest.skip(f"no Python {version} here with textclean's dependencies; name one in TEXTCLEAN_PYTHONS")


def digests(python: str = sys.executable, *flags: str, **environment: str) -> str:
    command = [python, *flags, str(ROOT / "tests" / "digests.py"), "--every", EVERY]
    run = subprocess.run(command, capture_output=True, env={**os.environ, **environment}, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def here() -> str:
    return digests()


@pytest.mark.parametrize("version", [v for v in PYTHONS if v != f"{sys.version_info[0]}.{sys.version_info[1]}"])
def test_other_pythons(version: str, here: str) -> None:
    assert digests(interpreter(version)) == here


SURROUNDINGS: list[dict[str, str]] = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "PYTHONOPTIMIZE": "2", "TZ": "Asia/Tokyo"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.ISO-8859-9", "LANG": "nowhere", "PYTHONIOENCODING": "latin-1"},
]


@pytest.mark.parametrize("environment", SURROUNDINGS, ids=lambda environment: environment["LC_ALL"])
def test_hash_seeds_and_locales(environment: dict[str, str], here: str) -> None:
    assert digests(**environment) == here


CASES = sorted(path for path in FIXTURES.rglob("before.txt") if path.stat().st_size < 4096)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures under names of their own."""
    folder = tmp_path_factory.mktemp("cases")
    for path in CASES:
        (folder / "-".join(path.relative_to(FIXTURES).parts)).write_bytes(path.read_bytes())
    (folder / "zzz-long.txt").write_bytes(
        b"".join(path.read_bytes() for path in CASES if b"\0" not in path.read_bytes())
    )
    return folder


def test_the_command_writes_what_the_library_says(folder: Path) -> None:
    paths = sorted(folder.glob("*.txt"))[::3]
    run = subprocess.run(
        [sys.executable, "-m", "textclean", *map(str, paths)],
        capture_output=True,
        env={**os.environ, **SURROUNDINGS[0]},
        check=True,
    )
    assert run.stdout == b"".join(textclean.clean(path.read_bytes()).encode() for path in paths)


def test_jobs(folder: Path) -> None:
    paths = [str(path) for path in sorted(folder.glob("*.txt"))[::9]]

    def output(jobs: int) -> bytes:
        command = [sys.executable, "-m", "textclean", "--jobs", str(jobs), *paths]
        return subprocess.run(command, capture_output=True, check=True).stdout

    one = output(1)
    assert [output(jobs) == one for jobs in (2, 4)] == [True, True]


class InPieces(io.RawIOBase):
    """Standard input that gives what is before *cut*, and then the rest."""

    def __init__(self, data: bytes, cut: int) -> None:
        self._pieces = [data[:cut], data[cut:]]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._pieces and not self._pieces[0]:
            del self._pieces[0]
        if not self._pieces:
            return 0
        given = self._pieces[0][: len(buffer)]
        self._pieces[0] = self._pieces[0][len(given) :]
        buffer[: len(given)] = given
        return len(given)


def filtered(data: bytes, cut: int, *flags: str, buffered: bool) -> bytes:
    """What the command writes if *data* comes in two pieces."""
    raw = InPieces(data, cut)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(raw) if buffered else raw))  # type: ignore[arg-type]
        out = io.TextIOWrapper(io.BytesIO())
        patch.setattr(sys, "stdout", out)
        with pytest.raises(SystemExit) as left:
            main(list(flags))
        assert left.value.code == 0
        return out.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


TEXT = "Th\u0435 caf\u00e9 \u2014 \u65e5\u672c\U0001f600\r\n\u041c\u043e\u0441\u043a\u0432\u0430 club\u200bhouse\r\nend"
RUSSIAN = "Старый мельник спал.\r\nШёл снег"
CHINESE = "昨天下午，我们在河边散步。\n还买了桃子"
JSONL = '{"text": "Th\u0435 caf\u00e9\\u200b \\ud83d\\ude00"}\r\n{"n": 1.50, "text": "\u65e5"}'
INPUTS = {
    "utf-8": (TEXT.encode(), ()),
    "utf-16": (TEXT.encode("utf-16"), ()),
    "utf-16-be": (TEXT.encode("utf-16-be"), ()),
    "cp1251": (RUSSIAN.encode("cp1251"), ()),
    "gb18030": (CHINESE.encode("gb18030"), ()),
    "damaged": (TEXT.encode()[:-20] + b"\xe9\xff \xc3\n\xe2\x82", ()),
    "jsonl": (JSONL.encode(), ("--input", "jsonl")),
    "csv": ('a;b\r\n"Th\u0435 ""x""\r\ny";\u65e5\r\n1;2'.encode(), ("--input", "csv")),
    "html": ("<p title='Th\u0435'>Th\u0435 caf&eacute; \u65e5<!-- \u0435 --></p>\r\n".encode(), ("--input", "html")),
}


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("buffered", [True, False], ids=["buffered", "raw"])
def test_input_may_be_cut_anywhere(name: str, buffered: bool) -> None:
    data, flags = INPUTS[name]
    whole = filtered(data, 0, *flags, buffered=buffered)
    assert whole != data
    for cut in range(1, len(data)):
        assert filtered(data, cut, *flags, buffered=buffered) == whole, cut


@pytest.mark.parametrize("name", [name for name, (_, flags) in INPUTS.items() if not flags])
def test_decoding_may_be_given_any_pieces(name: str) -> None:
    data = INPUTS[name][0]
    whole = textclean.decode(data)
    for cut in range(len(data)):
        pieces = list(decode_stream([data[:cut], data[cut:]]))
        assert ["".join(p.text for p in pieces), pieces[0].encoding] == [whole.text, whole.encoding]
        assert b"".join(p.encode() for p in pieces) == data


def test_a_pipe_that_dribbles() -> None:
    data = INPUTS["utf-8"][0]
    command = subprocess.Popen([sys.executable, "-m", "textclean"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert command.stdin is not None
    assert command.stdout is not None
    for byte in data:
        command.stdin.write(bytes([byte]))
        command.stdin.flush()
    command.stdin.close()
    assert command.stdout.read() == textclean.clean(data).encode()
    command.stdout.close()
    assert command.wait() == 0


def test_all_fixtures_have_a_digest() -> None:
    import digests as script

    named = dict(script.texts())
    assert {path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.txt")} <= named.keys()
    assert len(named) > 800
    with pytest.raises(NotText):
        textclean.clean(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
