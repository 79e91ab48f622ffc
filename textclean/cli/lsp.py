"""``textclean lsp``: the language server, on standard input and output."""

from __future__ import annotations

import click

from textclean.errors import UsageError


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="What some editors say; it is so anyway.")
def command(stdio: bool) -> int:
    """Serve an editor by the Language Server Protocol: diagnostics, quick fixes, fix all (needs the extra [lsp])."""
    try:
        from textclean.cli.language_server import server
    except ImportError as cause:
        raise UsageError("the language server needs pygls: pip install '.[lsp]'") from cause
    server().start_io()
    return 0
