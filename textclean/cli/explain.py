"""``textclean explain RULE``: the rule's own story, the same text as its page in the documentation."""

from __future__ import annotations

import json

import click

from textclean.cli.options import Known


@click.command("explain")
@click.argument("rules", nargs=-1, required=True, metavar="RULE...")
@click.option(
    "--output-format", type=Known("output format", ("text", "json")), default="text", help="For people, or as data."
)
def command(rules: tuple[str, ...], output_format: str) -> int:
    """Tell what RULE repairs and what it leaves alone, with its options and examples."""
    from textclean import rule_registry
    from textclean.reports.explain import explain, facts

    found = [rule_registry.find(name) for name in rules]
    if output_format == "json":
        click.echo(json.dumps([facts(rule) for rule in found], indent=2, default=str).encode())
    else:
        click.echo("\n".join(explain(rule) for rule in found).encode(), nl=False)
    return 0
