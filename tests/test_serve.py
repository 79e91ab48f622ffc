"""The window's server: what it answers, whom it refuses, its limits; and choices, of which it makes the text."""

from __future__ import annotations

import asyncio
import doctest
import http.client
import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean.cli import workers
from textclean.cli.main import main
from textclean.cli.window import answer, record
from textclean.reports.choices import choices, decided

HAVE = all(importlib.util.find_spec(name) for name in ("starlette", "uvicorn"))
web = pytest.mark.skipif(not HAVE, reason="the extra [web] is absent")
DAMAGED = "Th\u0435 pr\u0435sident, zero\u200bwidth, K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser. t0wn https://p\u0430ypal.com/\n"
LINES = st.lists(
    st.sampled_from(["Th\u0435 end", "zero\u200bwidth ", "\n", "GrÃ¼ÃŸe ", "\U0001f600", "t0wn "]), max_size=12
)


# ------------------------------------------------------------------ choices


def test_choices_are_changes_and_what_is_held() -> None:
    result = textclean.inspect(DAMAGED)
    found = choices(result)
    assert [choice for choice in found if choice.on] == [(c.start, c.end, c.new, True) for c in result.changes]
    assert {(c.start, c.end) for c in found if not c.on} == {(f.start, f.end) for f in result.held}
    on = {number for number, choice in enumerate(found) if choice.on}
    assert decided(result, on).text == result.text
    assert decided(result, ()).text == DAMAGED
    assert decided(result, range(len(found))).text == textclean.Pipeline(floor="guess").clean(DAMAGED).replace(
        "p\u0430ypal", "paypal"
    )


@given(LINES.map("".join), st.sets(st.integers(0, 9)))
def test_the_way_back_from_any_choice(text: str, on: set[int]) -> None:
    result = decided(textclean.inspect(text), on)
    assert result.undo() == text
    assert result.replay() == result.text
    for change in result.changes:
        assert result.text[change.at : change.till] == change.new
        assert result.target(change.start, change.end) == (change.at, change.till)


def test_of_two_held_edits_at_one_place_one_is_offered() -> None:
    fix = textclean.Fix("a", "why", textclean.Sure.GUESS, 0, 2, "ab", "x", "guess")
    other = textclean.Fix("b", "why", textclean.Sure.LIKELY, 1, 3, "bc", "y", "inside a URL")
    unseen = textclean.Fix("c", "why", textclean.Sure.GUESS, 5, 6, "Q", "z", "guess")  # what an earlier rule made
    result = textclean.Result("abcdef", "abcdef", held=(fix, other, unseen))
    assert choices(result) == [(1, 3, "y", False)]


# ------------------------------------------------------------------ answers


def test_an_answer_has_all_that_the_page_shows() -> None:
    found = answer(DAMAGED.encode(), "a.txt", True, {})
    assert found["before"] == DAMAGED
    assert found["choices"] == [choice._asdict() for choice in choices(textclean.inspect(DAMAGED))]
    assert re.search(r"log odds \+\d+\.\d \(says: ", found["body"])
    assert 'data-choice="0"' in found["body"]
    assert json.loads(json.dumps(found)) == found


def test_bytes_of_a_file_are_read_by_evidence() -> None:
    data = "Die Züge über Köln fahren heute später, und die Straßen sind naß.".encode("cp1252")
    found = answer(data, "a.txt", False, {})
    assert found["reading"] == "read as windows-1252"
    assert found["before"] == data.decode("cp1252")


@pytest.mark.parametrize("settings", [{"profile": "no"}, {"also": ["no"]}, {"floor": "no"}])
def test_wrong_settings_are_told(settings: dict[str, Any]) -> None:
    assert answer(b"a", "a", True, settings).keys() == {"error"}
    assert record(b"a", "a", True, settings, []).keys() == {"error"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_record_takes_the_file_back(tmp_path: Path, encoding: str) -> None:
    text = "Die Z\u00fcge \u00fcber K\u00f6ln fahren sp\u00e4ter, zero\u00adwidth th\u0435 end."
    source = text.replace("\u0435", "e").replace("zero", "ze\u00adro").encode(encoding)
    found = answer(source, "../a.txt", False, {"profile": "normalize"})
    on = [number for number, choice in enumerate(found["choices"]) if choice["on"]]
    assert on
    pieces, at = [], 0
    for choice in found["choices"]:
        pieces += found["before"][at : choice["start"]], choice["new"]
        at = choice["end"]
    (tmp_path / "a.txt").write_bytes("".join([*pieces, found["before"][at:]]).encode())
    (tmp_path / "changes").write_text(record(source, "../a.txt", False, {"profile": "normalize"}, on)["lines"])
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        told = CliRunner().invoke(main, ["undo", "changes"])
    finally:
        os.chdir(here)
    assert told.exit_code == 0, told.output
    assert (tmp_path / "a.txt").read_bytes() == source


# ------------------------------------------------------------------ hostile payloads

PAYLOADS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=document.title='owned'>",
    "<svg onload=document.title='owned'>",
    "\"><svg/onload=document.title='owned'>",
    "' autofocus onfocus=document.title='owned' x='",
    "</textarea><script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "<iframe srcdoc='<script>top.document.title=1</script>'>",
    "<a href=javascript:document.title='owned'>x</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=document.title='owned'>",
    "<details open ontoggle=document.title='owned'>",
    "{{constructor.constructor('document.title=1')()}}",
    "<!--><img src=x onerror=document.title='owned'>-->",
    "]]><script>document.title='owned'</script>",
    "&lt;script&gt;document.title='owned'&lt;/script&gt;",
    "\u202e<script>document.title='owned'</script>\u2028\x00\ufeff",
)


class Tags(HTMLParser):
    """The elements and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_and_names_stay_text(payload: str) -> None:
    text = f"th\u0435 {payload} club\u200bhouse\n{payload}th\u0435 president p\u0430ypal\u200b{payload}\n"
    found = answer(text.encode(), payload, True, {})
    seen = Tags()
    for piece in ("facts", "chart", "grades", "body"):
        seen.feed(found[piece])
    own = Tags()
    for piece in ("facts", "chart", "grades", "body"):
        own.feed(answer(DAMAGED.encode() * 2, "a", True, {})[piece])
    assert seen.tags <= own.tags | {"small", "p"}
    assert seen.attributes <= own.attributes | {"class"}
    assert not any(name.startswith("on") for name in seen.attributes)


# ------------------------------------------------------------------ the server


class Answer(NamedTuple):
    """What a server said."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """The value that it said."""
        return json.loads(self.text)


class Client:
    """Asks a server at a port of this machine, with the headers it is told."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, content: Any, **headers: str) -> Answer:
        return self._ask("POST", path, content, headers)

    def _ask(self, method: str, path: str, content: Any, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, content, {"Host": f"localhost:{self.port}", **named})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read().decode())
        finally:
            connection.close()


@contextmanager
def serving(**limits: Any) -> Iterator[Client]:
    """A server in a thread."""
    uvicorn = importlib.import_module("uvicorn")
    app = importlib.import_module("textclean.cli.web").application(**limits)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.02)
        yield Client(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with serving(size=100_000, seconds=20, jobs=1) as found:
        yield found


@web
def test_examples_of_the_server() -> None:
    assert doctest.testmod(importlib.import_module("textclean.cli.web")).failed == 0


@web
def test_the_page_loads_from_here_only_and_has_no_inline_script(client: Client) -> None:
    page = client.get("/")
    assert page.status == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page.text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style| style=| on\w+=", page.text)
    for name in re.findall(r'(?:src|href)="([\w.]+)"', page.text):
        part = client.get(f"/{name}")
        assert part.status == 200
        assert part.headers["x-content-type-options"] == "nosniff"
        assert part.headers["content-type"].startswith("text/")


@web
def test_a_text_is_answered_with_the_settings(client: Client) -> None:
    found = client.post("/inspect?kind=text&name=a", DAMAGED.encode()).json
    assert found == answer(DAMAGED.encode(), "a", True, {})
    query = "/inspect?kind=text&name=a&profile=normalize&floor=guess&skip=mojibake&skip=fonts&also=escapes"
    settings = {"profile": "normalize", "floor": "guess", "skip": ["mojibake", "fonts"], "also": ["escapes"]}
    assert client.post(query, DAMAGED.encode()).json == answer(DAMAGED.encode(), "a", True, settings)
    wrong = client.post("/inspect?profile=no", b"a")
    assert wrong.status == 400
    assert "profile" in wrong.json["error"]
    lines = client.post("/record?kind=text&name=a&on=0,1", DAMAGED.encode()).text
    assert lines == record(DAMAGED.encode(), "a", True, {}, [0, 1])["lines"]


@web
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "localhost.evil.example"},
        {"Host": "evil@localhost"},
        {"Host": ""},
        {"Host": "localhost:x"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_others_are_refused(client: Client, headers: dict[str, str]) -> None:
    refused = client.post("/inspect", b"a", **headers)
    assert refused.status == 403
    assert "content-security-policy" in refused.headers


@web
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "127.0.0.1:9"},
        {"Host": "LOCALHOST"},
        {"Host": "[::1]:8377"},
        {"sec_fetch_site": "same-origin"},
    ],
)
def test_this_machine_is_answered(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/inspect", b"a", **headers).status == 200
    assert client.post("/inspect", b"a", origin=f"http://localhost:{client.port}").status == 200


@web
def test_a_link_from_another_page_may_be_followed(client: Client) -> None:
    headers = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert client.get("/", **headers).status == 200
    assert client.post("/inspect", b"a", **headers).status == 403


@web
def test_too_large_texts_are_refused_and_not_held(client: Client) -> None:
    refused = client.post("/inspect", b"a" * 100_001)
    assert refused.status == 413
    assert "0.1 MB" in refused.json["error"]
    assert client.post("/inspect", iter([b"a" * 60_000] * 3)).status == 413  # of unknown length
    assert client.post("/inspect", b"a" * 100_000).status == 200


@web
def test_nothing_else_is_served(client: Client) -> None:
    for path in ("/window.html", "/../pyproject.toml", "/page.css/", "/%2e%2e/%2e%2e/etc/passwd"):
        assert client.get(path).status in (307, 404)
    assert client.get("/inspect").status == 405


def _sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _die() -> None:
    os._exit(3)


def _fail() -> None:
    raise ValueError("no")


def test_a_process_that_takes_too_long_is_replaced() -> None:
    async def ask() -> list[Any]:
        pool = workers.Workers(1, 3.0)
        found: list[Any] = []
        try:
            for function, args in ((_sleep, (0.0,)), (_sleep, (60.0,)), (_die, ()), (_fail, ()), (_sleep, (0.0,))):
                try:
                    found.append(await pool.ask(function, *args))
                except textclean.TextcleanError as error:
                    found.append(f"{type(error).__name__}: {error}")
        finally:
            pool.close()
        return found

    found = asyncio.run(ask())
    assert found[0] == found[4] == 0.0
    assert "takes more than 3 seconds" in found[1]
    assert "was ended" in found[2]
    assert found[3] == "TextcleanError: ValueError: no"


def test_too_many_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WAITING", 2)

    async def ask() -> list[Any]:
        pool = workers.Workers(1, 20.0)
        try:
            return await asyncio.gather(*(pool.ask(_sleep, 0.2) for _ in range(5)), return_exceptions=True)
        finally:
            pool.close()

    found = asyncio.run(ask())
    assert found.count(0.2) == 2 + 1
    assert sum(isinstance(one, workers.TooMuchError) for one in found) == 2


@web
def test_there_is_room_for_so_many_bytes() -> None:
    web = importlib.import_module("textclean.cli.web")
    room = web.Room(100)
    with room.taken(60):
        with pytest.raises(workers.TooMuchError, match="too many"), room.taken(41):
            pass
        with room.taken(40):
            pass
    with room.taken(100):
        pass


def _fill(size: int) -> int:
    return len(b"a" * size)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="RLIMIT_DATA counts all memory on Linux only")
def test_a_process_has_so_much_memory_and_lives_on() -> None:
    async def ask() -> list[Any]:
        pool = workers.Workers(1, 30.0)
        try:
            found = [await pool.ask(_fill, 1 << 20)]
            with pytest.raises(textclean.TextcleanError, match="too little memory"):
                await pool.ask(_fill, 2 << 30)
            return [*found, await pool.ask(_fill, 1 << 20)]
        finally:
            pool.close()

    assert asyncio.run(ask()) == [1 << 20, 1 << 20]


@web
def test_the_command_serves_this_machine_and_ends() -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "textclean", "serve", "--port", "0", "--jobs", "1"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        told = server.stderr.readline()
        match = re.fullmatch(r"textclean: http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", told)
        assert match, told
        found = Client(int(match[1])).post("/inspect?kind=text&name=a", DAMAGED.encode()).json
        assert found["before"] == DAMAGED
        server.terminate()
        assert server.wait(30) in (143, -15)
    finally:
        server.kill()
        server.stderr.close()
        server.wait()


@web
@pytest.mark.hosts
def test_fifty_pastes_at_once() -> None:
    """1 MB each, one damaged line in four hundred: all are answered."""
    text = (DAMAGED + "Ordinary lines of a page, as there are many.\n" * 400) * 55

    with serving(seconds=120, jobs=2) as client:

        def paste(number: int) -> tuple[int, float]:
            start = time.monotonic()
            return client.post("/inspect?kind=text", text.encode()).status, time.monotonic() - start

        with ThreadPoolExecutor(50) as pool:
            found = list(pool.map(paste, range(50)))
    print("p95", sorted(seconds for _, seconds in found)[47])
    assert {status for status, _ in found} == {200}


def test_without_the_extra_the_command_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    told = CliRunner().invoke(main, ["serve"])
    assert told.exit_code == 2
    assert "pip install '.[web]'" in told.output
