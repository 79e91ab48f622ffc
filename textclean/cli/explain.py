"""``textclean explain RULE``: the rule's own story, the same text as its page in the documentation."""

from __future__ import annotations

from typing import Any

import click

from textclean.cli.options import DATA, Known


class RuleNames(click.ParamType):  # type: ignore[type-arg]
    """Names of rules, for the completion; what is none may be a character."""

    name = "rule"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The rules that fit."""
        from click.shell_completion import CompletionItem

        from textclean import rule_registry

        return [CompletionItem(name) for name in rule_registry.rules() if name.startswith(incomplete)]


@click.command("explain")
@click.argument("names", nargs=-1, required=True, metavar="RULE...", type=RuleNames())
@click.option("--output-format", type=Known("output format", DATA), default="text", help="For people, or as data.")
def command(names: tuple[str, ...], output_format: str) -> int:
    """Tell what RULE repairs and what it leaves alone, with its options and examples.

    For a character (U+00AD, nbsp, or itself) tell its name and the rules that look for it.
    """
    from textclean.cli.options import as_data
    from textclean.contract import Rule
    from textclean.reports import explain

    found = [_meant(name) for name in names]
    if output_format == "text":
        pieces = [explain.explain(one) if isinstance(one, Rule) else explain.character(one) for one in found]
        click.echo("\n".join(pieces).encode(), nl=False)
    else:
        listed = [explain.facts(one) if isinstance(one, Rule) else explain.character_facts(one) for one in found]
        click.echo(as_data(listed, output_format).encode(), nl=False)
    return 0


def _meant(name: str) -> Any:
    """The rule of that name, or the character."""
    from textclean import rule_registry
    from textclean.reports.explain import character_of

    if name not in rule_registry.rules() and (character := character_of(name)):
        return character
    return rule_registry.find(name)
