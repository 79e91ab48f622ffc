"""Flags that several commands share, and the typed options that they become."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from textclean import formats
from textclean.cli import config
from textclean.errors import unknown

Command = TypeVar("Command", bound=Callable[..., Any])

# Spelled here and not imported: --help must load no rule.  A test compares them with their sources.
PROFILES = ("repair", "normalize", "ascii")
REPORTS = ("text", "full", "json", "jsonl", "sarif", "github", "html")
DATA = ("text", "json", "jsonl")  # what commands that list facts can write
_RULE_LISTS = ("only", "also", "skip")
_HOW = (
    *("isolated", "config", "profile", *_RULE_LISTS, "assigned", "floor", "input", "encoding"),
    *("field", "column", "attribute", "exclude", "no_ignores", "agents", "against", "against_file"),
)


class Names(click.ParamType):  # type: ignore[type-arg]
    """Comma-separated names."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """``a,b`` as ``("a", "b")``."""
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value


class RuleList(Names):
    """Comma-separated names of rules."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The rules that fit what stands behind the last comma."""
        from click.shell_completion import CompletionItem

        from textclean import rule_registry

        before, comma, begun = incomplete.rpartition(",")
        return [CompletionItem(before + comma + name) for name in rule_registry.rules() if name.startswith(begun)]


class Assignment(click.ParamType):  # type: ignore[type-arg]
    """An option of a rule and its value."""

    name = "assignment"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The options that begin so, with their values where these are few."""
        from click.shell_completion import CompletionItem

        from textclean import selection

        return [CompletionItem(text) for text in selection.spelled() if text.startswith(incomplete)]


class Known(click.ParamType):  # type: ignore[type-arg]
    """One of a few names, or of those that *known* finds; an unknown one is answered with the near match."""

    def __init__(self, kind: str, known: tuple[str, ...] | Callable[[], tuple[str, ...]]) -> None:
        self.name = kind
        self._known = known

    @property
    def known(self) -> tuple[str, ...]:
        """The names."""
        return self._known() if callable(self._known) else self._known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The name itself."""
        if value not in self.known:
            self.fail(str(unknown(self.name, str(value), self.known)), param, ctx)
        return value

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, in the help."""
        return "|".join(self.known)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The names that fit."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.known if name.startswith(incomplete)]


def _inputs() -> tuple[str, ...]:
    return (formats.AUTO, *formats.names())


def chained(options: tuple[Callable[[Command], Command], ...]) -> Callable[[Command], Command]:
    """One decorator of several, in the order of the help."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


files = click.argument("files", nargs=-1, type=click.Path(readable=False))  # reading will say what is wrong with which

what = chained(
    (
        click.option(
            "-p",
            "--profile",
            type=Known("profile", PROFILES),
            help="What to clean: repair (default) restores; normalize also tidies form; ascii spells in ASCII.",
        ),
        click.option(
            "--only",
            multiple=True,
            type=RuleList(),
            metavar="RULES",
            help="Use just these rules (comma-separated, repeatable).",
        ),
        click.option("--also", multiple=True, type=RuleList(), metavar="RULES", help="Use these rules too."),
        click.option("--skip", multiple=True, type=RuleList(), metavar="RULES", help="Leave these rules out."),
        click.option(
            "--set",
            "assigned",
            multiple=True,
            type=Assignment(),
            metavar="RULE.OPTION=VALUE",
            help="Set an option of a rule; `textclean explain RULE` lists them.",
        ),
        click.option(
            "--floor",
            type=Known("floor", ("guess", "likely", "certain")),
            help="The least sure edits to apply (default: likely).",
        ),
        click.option("--input", type=Known("input format", _inputs), help="Kind of input (default: by suffix)."),
        click.option(
            "--field",
            multiple=True,
            metavar="NAME",
            help="JSONL: the field to clean, dotted (repeatable; default: text).",
        ),
        click.option(
            "--column",
            multiple=True,
            metavar="NAME",
            help="CSV, parquet: the column to clean (repeatable; default: all text).",
        ),
        click.option(
            "--attribute",
            multiple=True,
            metavar="NAME",
            help="HTML: an attribute to clean besides alt, title and the like.",
        ),
        click.option(
            "--encoding", metavar="LABEL", help="The encoding of the input, if you know it (default: by evidence)."
        ),
        click.option(
            "-j",
            "--jobs",
            type=click.IntRange(0),
            metavar="N",
            help="Worker processes; 0 for one per core (default: 1; `check`: 0).",
        ),
        click.option(
            "--max-ratio",
            type=click.IntRange(0),
            metavar="N",
            help="Refuse a compressed file that unpacks to more than N times its size (default: 500; 0: no limit).",
        ),
        click.option("--no-ignores", is_flag=True, help="Heed no comments `textclean: ignore[RULES]` in the files."),
        click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files that match (repeatable)."),
        click.option(
            "--stdin-filename",
            metavar="NAME",
            help="The name that standard input goes by, for settings, suffix and reports.",
        ),
        click.option(
            "--config",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Settings file (default: nearest textclean.toml or pyproject.toml upward).",
        ),
        click.option("--isolated", is_flag=True, help="Ignore settings files."),
        click.option("-q", "--quiet", is_flag=True, help="No notes and no progress on standard error."),
        click.option("-v", "--verbose", is_flag=True, help="Say on standard error how each file was read."),
        click.option(
            "--progress/--no-progress", default=None, help="Show progress on standard error (default: on a terminal)."
        ),
    )
)


def output_format(default: str) -> Callable[[Command], Command]:
    """The flag of a command that reports findings."""
    return click.option(
        "--output-format",
        type=Known("output format", REPORTS),
        default=default,
        help=f"How to report findings (default: {default}).",
    )


history = chained(
    (
        click.option(
            "--against",
            is_flag=False,
            flag_value="HEAD",
            metavar="[REV]",
            help="Take back only the letters that an edit lost since REV of git (default: HEAD; `:` is the index).",
        ),
        click.option(
            "--against-file",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="OLD",
            help="The same with the file OLD as the earlier version.",
        ),
        click.option("--staged", is_flag=True, help="With --against: look at what is staged, not at the files."),
    )
)

guard = chained(
    (
        click.option("--names", is_flag=True, help="Look at the names of files and folders, not at what they hold."),
        click.option(
            "--agents",
            is_flag=True,
            help="Look only for hidden text, only in instructions for agents (AGENTS.md, CLAUDE.md, *.mcp.json, ...).",
        ),
        click.option(
            "--changed",
            is_flag=False,
            flag_value="HEAD",
            metavar="[REV]",
            help="Tell only what is in lines that were added or changed since REV of git (default: HEAD).",
        ),
        click.option(
            "--baseline",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Leave out the findings that FILE lists.",
        ),
        click.option(
            "--write-baseline",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="List all findings in FILE and exit 0.",
        ),
        click.option(
            "--cache",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Remember in FILE which files held nothing to tell, and judge them anew only when they change.",
        ),
    )
)

output = chained(
    (
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Write to FILE instead of standard output.",
        ),
        click.option(
            "--color",
            type=Known("color", ("auto", "always", "never")),
            default="auto",
            help="Colours (default: on a terminal; NO_COLOR wins).",
        ),
    )
)


@dataclass(frozen=True)
class RunOptions:
    """What one call of the command was asked to do; made once, from click's parameters, by :func:`run_options`.

    *settings* say how to clean and may come from a file; everything else comes from the command line only.
    *how* are the flags that say how to read and clean, as they can be given again.
    """

    settings: config.Settings
    check: bool = False
    diff: bool = False
    in_place: bool = False
    output_dir: Path | None = None
    to: str | None = None
    changes: Path | None = None
    line_buffered: bool = False
    statistics: bool = False
    show_settings: bool = False
    output_format: str = "text"
    output: Path | None = None
    color: str = "auto"
    stdin_filename: str = ""
    quiet: bool = False
    verbose: bool = False
    progress: bool | None = None
    against: str | None = None
    against_file: Path | None = None
    staged: bool = False
    changed: str | None = None
    baseline: Path | None = None
    write_baseline: Path | None = None
    cache: Path | None = None
    no_ignores: bool = False
    agents: bool = False
    names: bool = False
    how: tuple[str, ...] = ()


def run_options(given: Mapping[str, Any]) -> RunOptions:
    """The options of a run from the parameters that click has parsed; those that are not given have their defaults.

    Raises UsageError for a wrong settings file or a wrong ``--set``.
    """
    names = [f.name for f in dataclasses.fields(config.Settings) if f.name not in ("files", "origin")]
    flags = {name: given.get(name) for name in names}
    flags |= {name: tuple(rule for rules in given.get(name) or () for rule in rules) for name in _RULE_LISTS}
    flags["options"] = config.assignments(given.get("assigned") or ())
    settings = config.load(flags, given.get("config"), bool(given.get("isolated")))
    own = {f.name for f in dataclasses.fields(RunOptions)} - {"settings"}
    plain = {name: value for name, value in given.items() if name in own and value is not None}
    return RunOptions(settings, how=tuple(_again(given)), **plain)


def _again(given: Mapping[str, Any]) -> Iterator[str]:
    """The flags of *given* that say how to read and clean, spelled as for a shell."""
    for name in _HOW:
        value = given.get(name)
        flag = "--set" if name == "assigned" else f"--{name.replace('_', '-')}"
        for one in value if isinstance(value, tuple) else (value,):
            if one is True:
                yield flag
            elif one:
                yield from (flag, shlex.quote(",".join(one) if isinstance(one, tuple) else str(one)))


def as_data(facts: list[Any], output_format: str) -> str:
    """*facts* as one JSON array (``json``) or as one object a line (``jsonl``)."""
    import json

    if output_format == "json":
        return json.dumps(facts, indent=2, default=str) + "\n"
    return "".join(json.dumps(one, default=str) + "\n" for one in facts)
