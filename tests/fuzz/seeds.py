"""Where fuzzing starts: the fixtures, cut to a few kilobytes and put into each kind of file.

    python tests/fuzz/seeds.py FOLDER     # FOLDER/decode/..., FOLDER/inspect/..., FOLDER/jsonl/..., ...

Whatever a run has found is kept in ``fixtures/fuzz/<target>/`` and is a seed too.  ``fixtures/fuzz/slow/`` holds the
texts that took ``inspect`` the longest for their size; ``benchmarks/linear.py`` repeats them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import quopri
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
KEPT = FIXTURES / "fuzz"
NAMES = ("decode", "inspect", "jsonl", "csv", "html", "warc", "mail", "markdown", "config")
MOST = 1024  # bytes of a text that becomes a seed: small inputs mutate better

_CHARSETS = ("cp1251", "koi8_r", "shift_jis", "gb18030", "big5", "euc_kr", "cp1253", "utf-16-le", "iso2022_jp", "utf-7")

CONFIGS = (
    b'profile = "normalize"\nskip = ["fonts"]\nalso = ["quotes"]\nfloor = "certain"\njobs = 2\n',
    b'[options.invisible]\nsoft_hyphens = "all"\n[options.homoglyphs]\n',
    b'[tool.textclean]\nonly = ["bidi"]\nexclude = ["vendor/*"]\nfiles."*.ru.txt".skip = ["homoglyphs"]\n',
    b'[files."*.txt".options.invisible]\nsoft_hyphens = "none"\n',
    b"[tool]\ntextclean = 3\n",
    b"a = " + b"[" * 3000,
    b"options.spaces = 1\nfield = [1]\n",
)
FLAGS = (b"invisible.soft_hyphens=all\nspaces.x=1", b"a.b.c=d=e\n=\n.\nnon_ascii.language=de")


def _texts() -> Iterator[tuple[str, bytes]]:
    for path in sorted(FIXTURES.rglob("*.txt")):
        if "seed" in path.parts or "decoding" in path.parts or KEPT in path.parents:
            continue
        yield path.relative_to(FIXTURES).as_posix(), _cut(path.read_bytes())


def _cut(data: bytes) -> bytes:
    """The first lines of *data*, cut between characters."""
    if len(data) <= MOST:
        return data
    end = data.rfind(b"\n", 0, MOST) + 1 or MOST
    while end < len(data) and 0x80 <= data[end] < 0xC0:
        end -= 1
    return data[:end]


def seeds(target: str) -> Iterator[bytes]:
    """The inputs that *target* starts from, the first byte being its choice of settings."""
    for path in sorted((KEPT / target).glob("*")) if (KEPT / target).is_dir() else ():
        yield path.read_bytes()
    if target == "config":
        yield from (bytes([2 * (b"[tool" in data)]) + data for data in CONFIGS)
        yield from (b"\1" + data for data in FLAGS)
        return
    if target == "decode":
        for path in sorted((FIXTURES / "decoding").rglob("*")):
            if path.is_file() and path.suffix != ".md":
                yield b"\0" + _cut(path.read_bytes())
    for number, (_, data) in enumerate(_texts()):
        text = data.decode("utf-8", "replace")
        if target == "decode":
            yield bytes([(number * 8 + 1) % 256]) + data
            try:
                yield b"\0" + text[:200].encode(_CHARSETS[number % len(_CHARSETS)])
            except UnicodeEncodeError:
                continue
        elif target == "inspect":
            yield bytes([number % 8]) + data
        elif number % 3 == 0:  # the formats share the code below: fewer texts are enough
            yield bytes([4 * (number % 8)]) + WRAPPED[target](text[:400], number)


def _jsonl(text: str, number: int) -> bytes:
    record = {"id": number, "text": text, "a": [{"b": text[:20]}]}
    return (json.dumps(record, ensure_ascii=number % 2 == 0) + '\n{"text": 1.5, "x": null}\n').encode(
        "utf-8", "replace"
    )


def _csv(text: str, number: int) -> bytes:
    d = ",;\t|"[number % 4]
    quoted = text.replace('"', '""')
    bare = text.split("\n")[0].replace(d, "")
    return f'id{d}text\r\n{number}{d}"{quoted}"\r\n2{d}{bare}\r\n'.encode("utf-8", "replace")


def _html(text: str, number: int) -> bytes:
    safe = text.replace("<", "&lt;")
    word = safe[:30].replace('"', "")
    body = f'<p title="{word}">{safe[:20]}<b>{safe[20:]}</b><script>{word}</script>'
    page = f"<meta charset=utf-8><title>{word}</title>{body}"
    return page.encode("utf-8", "replace")


def _warc(text: str, number: int) -> bytes:
    body = _html(text, number) if number % 2 else text.encode("utf-8", "replace")
    if number % 2:
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    kind, mime = (b"response", b"application/http") if number % 2 else (b"conversion", b"text/plain")
    head = b"WARC/1.0\r\nWARC-Type: %b\r\nContent-Type: %b\r\nWARC-Block-Digest: sha1:%b\r\nContent-Length: %d\r\n\r\n"
    return head % (kind, mime, b"A" * 32, len(body)) + body + b"\r\n\r\n"


def _mail(text: str, number: int) -> bytes:
    transfer = ("8bit", "quoted-printable", "base64")[number // 3 % 3]
    body = text.encode("utf-8", "replace")
    packed = {"8bit": bytes, "quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[transfer](body)
    words = base64.b64encode(text[:20].encode("utf-8", "replace"))
    head = b"Subject: =?utf-8?B?%b?= %b\nFrom: A <a@b.c>\n" % (words, text[:20].replace("\n", " ").encode())
    part = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: %b\n\n%b" % (transfer.encode(), packed)
    if number % 2:
        return head + part
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    several = b"Content-Type: multipart/mixed; boundary=x\n\n--x\n%b\n--x\n%b\n--x--\n" % (part, picture)
    return (b"From a@b.c\n" if number % 4 else b"") + head + several


def _markdown(text: str, number: int) -> bytes:
    line = text.split("\n")[0]
    page = (
        f"---\ntitle: {line}\n---\n# {line}\n\n{text}\n\n- [{line}](/x) `{line}`\n\n```\n{line}\n```\n| {line} | b |\n"
    )
    return page.encode("utf-8", "replace")


WRAPPED = {"jsonl": _jsonl, "csv": _csv, "html": _html, "warc": _warc, "mail": _mail, "markdown": _markdown}


def write(folder: Path, target: str) -> None:
    """The seeds of *target* as files named by their digest."""
    (folder / target).mkdir(parents=True, exist_ok=True)
    for data in seeds(target):
        (folder / target / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    for each in NAMES:
        write(Path(sys.argv[1]), each)
