"""The window in the browser, as an ASGI application (Starlette): a page, and two questions about a text.

It stores nothing, loads nothing from elsewhere, and is careful whom it answers.  Any page that is open in the same
browser can send requests to a local port, so a request must name this server as its host (DNS rebinding: a foreign
name that was made to point here) and must not come from another origin (CSRF).  The page has no inline script and no
inline style, and its policy (CSP) forbids both, so text that got into it as markup would still do nothing.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from textclean.cli import window
from textclean.cli.workers import TooMuchError, Workers
from textclean.errors import TextcleanError
from textclean.reports import html
from textclean.reports import window as page

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]
LOOPBACK = ("127.0.0.1", "localhost", "::1")
UPLOAD = 30.0  # seconds for a body to arrive
HELD = 256_000_000  # bytes of texts that are held at once, those that wait included; more are turned away
SETTINGS = ("profile", "floor", "also", "skip")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}


class Guard:
    """Answers only those who know this server by one of *hosts*, and puts the headers that keep its pages safe."""

    def __init__(self, app: App, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((name.encode(), value.encode()) for name, value in HEADERS.items()),
                ]
            await send(message)

        refused = self._refused(scope)
        app: Any = self._app if not refused else JSONResponse({"error": refused}, 403)
        await app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> str:
        """Why a request gets no answer; empty if it does."""
        named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or _host(named[0]) not in self._hosts:
            return "this server is not known by that name"
        headers = dict(scope["headers"])
        if b"origin" in headers and urlsplit(headers[b"origin"].decode("latin-1")).netloc != named[0]:
            return "requests from other pages are not answered"
        followed = scope["method"] == "GET" and headers.get(b"sec-fetch-mode") == b"navigate"  # a link to this page
        if not followed and headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            return "requests from other pages are not answered"
        return ""


def _host(value: str) -> str:
    """The name in a Host header, in lower case, without the port.

    >>> _host("LOCALHOST:80"), _host("[::1]:80"), _host("a@localhost"), _host("localhost:x")
    ('localhost', '::1', '', '')
    """
    try:
        parts = urlsplit(f"//{value}")
        _ = parts.port
    except ValueError:
        return ""
    return parts.hostname or "" if parts.netloc == value and "@" not in value else ""


def application(
    hosts: Iterable[str] = LOOPBACK, *, size: int = 4_000_000, seconds: float = 20.0, jobs: int | None = None
) -> Guard:
    """The server: answers to *hosts*, takes up to *size* bytes a text, *seconds* for each, in *jobs* processes."""
    workers: list[Workers] = []
    room = Room(HELD)

    @asynccontextmanager
    async def life(app: Starlette) -> Any:
        workers.append(Workers(jobs or os.cpu_count() or 1, seconds))
        try:
            yield
        finally:
            workers.pop().close()

    async def inspect(request: Request) -> Response:
        found = await _asked(request, window.answer)
        return JSONResponse(found, 400 if "error" in found else 200)

    async def record(request: Request) -> Response:
        numbers = [int(number) for number in request.query_params.get("on", "").split(",") if number.isdecimal()]
        found = await _asked(request, window.record, numbers)
        return JSONResponse(found, 400) if "error" in found else PlainTextResponse(found["lines"])

    async def _asked(request: Request, function: Any, *more: Any) -> dict[str, Any]:
        query = request.query_params
        given: dict[str, Any] = {name: query[name] for name in ("profile", "floor") if name in query}
        given |= {name: query.getlist(name) for name in ("also", "skip")}
        name = query.get("name", "")[:255] or "text"
        with room.taken(min(size, int(request.headers.get("content-length") or size))):
            data = await asyncio.wait_for(_body(request, size), UPLOAD)
            found: dict[str, Any] = await workers[0].ask(
                function, data, name, query.get("kind") == "text", given, *more
            )
        return found

    routes = [
        Route("/", lambda request: Response(page.page(), media_type="text/html")),
        Route("/hues.css", lambda request: Response(page.style(), media_type="text/css")),
        *(Route(f"/{name}", _file(name, kind)) for name, kind in page.FILES.items()),
        Route("/inspect", inspect, methods=["POST"]),
        Route("/record", record, methods=["POST"]),
    ]
    troubles: Any = {TextcleanError: _told, TimeoutError: _told}
    return Guard(Starlette(routes=routes, lifespan=life, exception_handlers=troubles), hosts)


class Room:
    """How many bytes of texts may still be taken."""

    def __init__(self, size: int) -> None:
        self._free = size

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """*size* bytes, until the text is answered.  Raises :class:`TooMuchError` if there is no room for them."""
        if size > self._free:
            raise TooMuchError("too many texts are waiting; try again in a moment")
        self._free -= size
        try:
            yield
        finally:
            self._free += size


async def _body(request: Request, size: int) -> bytes:
    """What was sent, if that is not more than *size* bytes: no more than that is ever held."""
    error = TooMuchError(f"this is more than {size / 1e6:g} MB; use the command, or serve with a larger --size")
    error.status = 413
    if int(request.headers.get("content-length") or 0) > size:
        raise error
    pieces, total = [], 0
    try:
        async for piece in request.stream():
            total += len(piece)
            if total > size:
                raise error
            pieces.append(piece)
    except ClientDisconnect as cause:
        raise TextcleanError("the text did not arrive") from cause
    return b"".join(pieces)


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    return lambda request: Response(html.part(name), media_type=kind)


def _told(request: Request, error: Exception) -> Response:
    if isinstance(error, TimeoutError):
        return JSONResponse({"error": "the text did not arrive in time"}, 408)
    return JSONResponse({"error": str(error)}, error.status if isinstance(error, TooMuchError) else 500)
