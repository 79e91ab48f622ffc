"""``textclean rules``: every rule, what it is about, and where it is on."""

from __future__ import annotations

import click

from textclean.cli.options import DATA, Known, as_data


@click.command("rules")
@click.option("--output-format", type=Known("output format", DATA), default="text", help="For people, or as data.")
def command(output_format: str) -> int:
    """List the rules, stage by stage: name, profiles it is on in, what the damage is."""
    from textclean import rule_registry
    from textclean.cli import foreign
    from textclean.cli.running import hint
    from textclean.contract import Stage
    from textclean.reports.explain import facts, summary

    if found := foreign.advice():
        hint(found)
    rules = rule_registry.rules().values()
    if output_format != "text":
        click.echo(as_data([facts(rule) for rule in rules], output_format).encode(), nl=False)
        return 0
    width = max(len(rule.name) for rule in rules)
    for stage in Stage:
        click.echo(f"{stage.name}: {stage.value}".encode())
        for rule in rules:
            if rule.stage is stage:
                where = " ".join(rule.profiles) or "by name"
                click.echo(f"  {rule.name:<{width}}  {where:<24}  {summary(rule)}".encode())
    return 0
