"""``textclean undo CHANGES.jsonl``: the original bytes from recorded changes.

A file that has changed since is refused.
"""

from __future__ import annotations

import click


@click.command("undo")
@click.argument("changes", type=click.Path(dir_okay=False))
@click.option("-n", "--dry-run", is_flag=True, help="Only check that every file can be restored.")
def command(changes: str, dry_run: bool) -> int:
    """Restore the files that CHANGES (written by --changes) tells of.

    What had gone to standard output is read from standard input, and the original written to standard output.
    """
    from textclean.cli.restoring import restore

    return restore(changes, dry_run)
