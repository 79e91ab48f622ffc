"""The language server, with a client that speaks the protocol over standard streams."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

pytestmark = [
    pytest.mark.hosts,
    pytest.mark.skipif(importlib.util.find_spec("pygls") is None, reason="pygls is absent"),
]
BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"


class Client:
    """As an editor does it: requests are answered, notifications come in between."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "textclean", "lsp", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=root,
        )
        self._number = 0
        self._version = 0
        self.told: list[dict[str, Any]] = []
        self.server = self.ask("initialize", processId=None, rootUri=root.as_uri(), capabilities={})
        self.say("initialized")

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        out = self._process.stdout
        assert out is not None
        size = 0
        while (line := out.readline()) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        found: dict[str, Any] = json.loads(out.read(size))
        return found

    def say(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._send(id=self._number, method=method, params=params)
        while (answer := self._read()).get("id") != self._number:
            self.told.append(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """The next ones for *uri*."""
        while True:
            message = self.told.pop(0) if self.told else self._read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}
        self.say("textDocument/didOpen", textDocument=document)
        return self.diagnostics(uri)

    def change(self, uri: str, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        self._version += 1
        self.say("textDocument/didChange", textDocument={"uri": uri, "version": self._version}, contentChanges=changes)
        return self.diagnostics(uri)

    def actions(self, uri: str, line: int, only: str = "") -> list[dict[str, Any]]:
        place = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 999}}
        context = {"diagnostics": [], **({"only": [only]} if only else {})}
        found = self.ask("textDocument/codeAction", textDocument={"uri": uri}, range=place, context=context)
        return list(found or [])

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.ask("shutdown")
            self.say("exit")
        self._process.communicate(timeout=10)


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "textclean.toml").write_text("")
    found = Client(tmp_path)
    yield found
    found.close()


def edited(text: str, edit: dict[str, Any]) -> str:
    """*text* after *edit*, whose columns count UTF-16 units."""
    lines = text.split("\n")

    def offset(place: dict[str, int]) -> int:
        before = sum(len(line) + 1 for line in lines[: place["line"]])
        units = lines[place["line"]].encode("utf-16le")[: 2 * place["character"]]
        return before + len(units.decode("utf-16le"))

    return text[: offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]) :]


def test_diagnostics_fixes_and_fix_all(client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "page.txt").as_uri()
    text = f"fine\n\U0001f389 {BAD}\nand {BAD}\n"
    found = client.open(uri, text)
    assert [(d["code"], d["severity"], d["range"]["start"]) for d in found[:2]] == [
        ("homoglyphs", 2, {"line": 1, "character": 5}),
        ("invisible", 2, {"line": 1, "character": 11}),
    ]
    assert "U+0435 CYRILLIC SMALL LETTER IE" in found[0]["message"]
    fixes = client.actions(uri, 1, "quickfix")
    assert [fix["title"][:8] for fix in fixes] == ["Restore:"] * 2
    one = edited(text, fixes[0]["edit"]["changes"][uri][0])
    assert one == text.replace("th\u0435", "the", 1)
    (whole,) = client.actions(uri, 0, "source.fixAll")
    assert edited(text, whole["edit"]["changes"][uri][0]) == text.replace(BAD, GOOD)
    assert client.change(uri, {"text": text.replace(BAD, GOOD)}) == []
    assert client.actions(uri, 1) == []


def test_files_are_read_by_their_kinds_and_settings_hold(client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "a.json").as_uri()
    text = '{"th\u0435 key": "Gr\\u00c3\\u00b6\\u00c3\\u0178e"}'
    assert [d["code"] for d in client.open(uri, text)] == ["mojibake"]
    (whole,) = client.actions(uri, 0)
    assert edited(text, whole["edit"]["changes"][uri][0]) == '{"th\u0435 key": "Gr\\u00f6\\u00dfe"}'
    agents = (tmp_path / "AGENTS.md").as_uri()
    assert [d["severity"] for d in client.open(agents, "club\u200bhouse")] == [1]
    ignored = (tmp_path / "b.txt").as_uri()
    assert client.open(ignored, f"{BAD} # textclean: ignore\n") == []
    (tmp_path / "textclean.toml").write_text('only = ["bidi"]\n')
    client.say("textDocument/didSave", textDocument={"uri": uri})
    assert client.diagnostics(uri) == []


def test_a_change_in_a_long_file_is_answered_at_once(client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "long.md").as_uri()
    lines = [f"Line {n}: some words, d\u00e9j\u00e0 vu \u2014 and a number {n * 7}.\n" for n in range(2000)]
    lines[1000] = f"{BAD}\n"
    assert len(client.open(uri, "".join(lines))) == 2
    seconds = []
    for n in range(20):
        place = {"line": 500, "character": 4}
        started = time.perf_counter()
        client.change(uri, {"range": {"start": place, "end": place}, "text": str(n % 10)})
        seconds.append(time.perf_counter() - started)
    assert sorted(seconds)[len(seconds) // 2] < 0.25  # 50 ms on a machine that is not busy


def test_where_all_takes_long_the_paragraph_is_judged_at_once_and_all_in_a_pause(
    client: Client, tmp_path: Path
) -> None:
    """Damage in every other line: the whole takes ten times as long as one should wait."""
    uri = (tmp_path / "long.md").as_uri()
    kitchens = ("K\u00fcche", "K\u00c3\u00bcche")
    lines = [f"Line {n}, {kitchens[n % 2]} d\u00e9j\u00e0 {n * 7} \u20ac.\n" for n in range(2000)]
    lines[1000] = f"\n{BAD}\n\n"
    first = client.open(uri, "".join(lines))
    assert len(first) > 900

    def places(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [(d["code"], *d["range"]["start"].values()) for d in found]

    place = {"line": 1001, "character": 0}
    started = time.perf_counter()
    at_once = client.change(uri, {"range": {"start": place, "end": place}, "text": f"more\n\u200b{BAD} "})
    took = time.perf_counter() - started
    assert took < 0.5  # 50 ms on a machine that is not busy
    whole = client.diagnostics(uri)
    assert places(at_once) == places(whole)
    assert len(whole) > len(first)
    other = (tmp_path / "other.md").as_uri()
    lines[1000] = f"\nmore\n\u200b{BAD} {BAD}\n\n"
    assert places(client.open(other, "".join(lines))) == places(whole)
