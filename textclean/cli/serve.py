"""``textclean serve``: the window in the browser, on this machine only unless told otherwise."""

from __future__ import annotations

import socket

import click

from textclean.errors import UsageError


@click.command("serve")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen at; others than this machine's are seen by others.",
)
@click.option("--port", default=8377, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A name by which browsers may know this server, besides localhost (repeatable).",
)
@click.option(
    "--size", default=4.0, show_default=True, type=click.FloatRange(0.001, 1000), help="MB of a text, at most."
)
@click.option(
    "--seconds", default=20.0, show_default=True, type=click.FloatRange(0.1, 3600), help="Seconds for a text, at most."
)
@click.option(
    "--jobs", default=2, show_default=True, type=click.IntRange(1, 64), help="Texts that are looked at at once."
)
def command(host: str, port: int, names: tuple[str, ...], size: float, seconds: float, jobs: int) -> int:
    """Open a window in the browser: paste a text or drop a file, see what is wrong, decide (needs the extra [web]).

    Nothing is stored, and nothing is loaded from elsewhere.
    """
    try:
        import uvicorn

        from textclean.cli import web
    except ImportError as cause:
        raise UsageError("the window needs Starlette and uvicorn: pip install '.[web]'") from cause
    local = host in web.LOOPBACK
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as cause:
        raise UsageError(f"{host}:{port} cannot be listened at: {cause.strerror}; try --port 0") from cause
    app = web.application((*web.LOOPBACK, host, *names), size=int(size * 1e6), seconds=seconds, jobs=jobs)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=256,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
    )
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"textclean: http://{shown}:{listener.getsockname()[1]}/ (Ctrl-C ends it)", err=True)
    if not local:
        click.echo("textclean: whoever reaches this address can send texts; there is no password", err=True)
    uvicorn.Server(config).run(sockets=[listener])
    return 0
