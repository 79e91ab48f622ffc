"""The command ``textclean``: a filter, and subcommands beside it.  Thin: parse, call, print.

``textclean [FILES]`` is the filter itself; if the first word that is no option names a subcommand, that one runs
(write ``./check`` for a file of such a name).  ``--help`` imports click and nothing else of weight.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from textclean.errors import TextcleanError, UsageError, unknown
from textclean.io import memory, standard
from textclean.version import __version__

COMMANDS = {
    "check": ("check", "Say what would be changed; exit 1 if anything."),
    "inspect": ("inspect", "Say everything there is to say about a text: encoding, fixes, what was held and why."),
    "stats": ("stats", "Count what is damaged, by kind, file and language."),
    "rules": ("rules", "List the rules."),
    "explain": ("explain", "Tell the story of a rule, with options and examples; or what a character is."),
    "rename": ("rename", "Restore damaged names of files and folders; a dry run first."),
    "serve": ("serve", "Open a window in the browser: paste, look, decide."),
    "lsp": ("lsp", "Serve an editor: diagnostics, quick fixes, fix all."),
    "undo": ("undo", "Restore the original bytes from recorded changes."),
}
_BROKEN_PIPE, _INTERRUPTED = 141, 130  # what a shell shows for a filter that dies of SIGPIPE or SIGINT
# What the system says of a library that finds no room.
_NO_MEMORY = ("annot allocate memory", "failed to map segment")


class Door(click.Group):
    """The filter, or one of its subcommands."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now; ``""`` is the filter."""
        if cmd_name and cmd_name not in COMMANDS:
            return None
        module = COMMANDS[cmd_name][0] if cmd_name else "filter"
        return importlib.import_module(f"textclean.cli.{module}").command  # type: ignore[no-any-return]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the filter, unless *args* name a subcommand or ask for help."""
        own = click.Context(self, info_name=info_name, parent=parent)
        the_filter = self.get_command(own, "")
        assert the_filter is not None
        at = _first_word(args, the_filter)
        if at is not None and args[at] in COMMANDS:
            args = [args[at], *args[:at], *args[at + 1 :]]
        elif "--" not in args and (asked := {"--help", "-h", "--version"} & set(args)):
            args = [asked.pop()]
        elif args or not extra.get("resilient_parsing"):
            if at is not None:
                _refuse_typo(args[at])
            return the_filter.make_context(info_name, args, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run what was asked for."""
        try:
            return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
        except BrokenPipeError:  # the reader has had enough: leave as quietly as any filter
            standard.let_go_of_output()
            return _BROKEN_PIPE

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and exit: 0 clean or done, 1 ``check`` or ``--diff`` found something, 2 cannot run."""
        code: Any
        standard.replace_closed()
        # numpy's algebra is not asked for; short of memory for its threads, it would end the process with 1.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.set_threshold(20_000)  # what is loaded stays; to look through it anew takes a twentieth of the time
        try:
            memory.guard()
            with _stoppable():
                code = super().main(args, prog_name or "textclean", **{**extra, "standalone_mode": False})
        except click.Abort:
            code = _INTERRUPTED
        except click.ClickException as error:
            vars(error)["message"] = _safe(error.message)
            error.show()
            code = 2
        except OSError as error:
            where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
            _say(f"{where}{error.strerror or error}")
            code = 2
        except TextcleanError as error:
            _say(str(error))
            code = 2
        except MemoryError:
            _say("there is not enough memory")
            code = 2
        except ImportError as error:
            if any(sign in str(error) for sign in _NO_MEMORY):  # numpy's own message goes on for pages
                _say("there is not enough memory")
            else:
                _confess(error)
            code = 2
        except Exception as error:  # a defect; Python's own code for it would say that something was found
            _confess(error)
            code = 2
        standard.let_go_of_output()
        sys.exit(code or 0)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both forms."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] [FILES]...")
        formatter.write_usage(ctx.command_path, "COMMAND [OPTIONS] [ARGS]...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the filter, then the commands."""
        the_filter = self.get_command(ctx, "")
        assert the_filter is not None
        records = [r for p in the_filter.params if isinstance(p, click.Option) and (r := p.get_help_record(ctx))]
        records += [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(records)
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Subcommands, the filter's options, files."""
        from click.shell_completion import CompletionItem

        the_filter = self.get_command(ctx, "")
        if incomplete.startswith("-") and the_filter is not None:
            return the_filter.shell_complete(ctx, incomplete)
        found = [
            CompletionItem(name, help=about) for name, (_, about) in COMMANDS.items() if name.startswith(incomplete)
        ]
        return found or [CompletionItem(incomplete, type="file")]


def _say(text: str) -> None:
    click.echo(f"textclean: {_safe(text)}".encode(), err=True)


def _safe(text: str) -> str:
    """*text* with hidden characters shown: it may name a file, and names come from anybody."""
    from textclean.reports.visible import message

    return message(text)


def _first_word(args: Sequence[str], command: click.Command) -> int | None:
    """The place of the first of *args* that is neither an option of *command* nor an option's value."""
    takes = {
        name: not (option.is_flag or option.count)
        for option in command.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
    value = False
    for at, arg in enumerate(args):
        if value:
            value = False
        elif arg == "--":
            return None
        elif arg.startswith("--"):
            value = "=" not in arg and takes.get(arg, False)
        elif arg.startswith("-") and arg != "-":
            letters = [f"-{letter}" for letter in arg[1:]]
            taker = next((n for n, letter in enumerate(letters) if takes.get(letter, False)), None)
            value = taker == len(letters) - 1
        else:
            return at
    return None


# What other programs call it.
_ELSEWHERE = {
    **dict.fromkeys(("fix", "clean", "repair", "restore", "format", "apply"), "textclean --in-place FILES"),
    **dict.fromkeys(("lint", "scan", "detect"), "textclean check FILES"),
    "diff": "textclean --diff FILES",
    "help": "textclean --help",
    "version": "textclean --version",
    "list": "textclean rules",
    "settings": "textclean --show-settings",
    "config": "textclean --show-settings",
}


def _refuse_typo(word: str) -> None:
    """Is *word* neither a file nor a subcommand, but nearly one of those?  Then it is a slip."""
    import difflib

    if Path(word).exists():
        return
    if word in _ELSEWHERE:
        raise UsageError(f"there is no command {word!r} and no such file; try: {_ELSEWHERE[word]}")
    if difflib.get_close_matches(word, COMMANDS, 1, 0.7):
        raise UsageError(f"there is no file {word!r}; {str(unknown('command', word, COMMANDS)).split('; ')[1]}")


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM and SIGHUP end the run in order, as Ctrl-C does: half-written files go, workers end.

    A worker may be busy with its block for a minute, so workers are killed: they write no files.  A second signal ends
    this process at once, whatever it waits for; what is being written has no name yet, or that of a temporary file.
    """
    stopping = False

    def stop(number: int, _: object) -> NoReturn:
        nonlocal stopping
        if stopping:
            os._exit(128 + number)
        stopping = True
        if processes := sys.modules.get("multiprocessing"):
            for worker in processes.active_children():
                worker.kill()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + number)

    names = ("SIGINT", "SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [number for name in names if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in numbers}
    mine = [n for n, handler in before.items() if handler in (signal.SIG_DFL, signal.default_int_handler)]
    for number in mine:
        signal.signal(number, stop)
    try:
        yield
    finally:
        # A process that ends may get a second one until it is gone, when the interpreter has reset its handlers.
        for number in mine:
            signal.signal(number, signal.SIG_IGN if stopping else before[number])


def _confess(error: Exception) -> None:
    if isinstance(error, ImportError | AttributeError) and (found := _foreign()):
        _say(found)
        return
    import traceback

    traceback.print_exc()
    _say("this is a defect of textclean, please report it; a file that was being written is as it was")


def _foreign() -> str:
    from textclean.cli import foreign

    return foreign.advice()


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"textclean {__version__}")
        if found := _foreign():
            _say(found)
        ctx.exit()


@click.command(cls=Door, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version.")
def main() -> None:
    """Give back exactly what the author wrote: a filter for scraped text.

    Bytes in, UTF-8 out.  Reads FILES or standard input, writes standard output.  Exits 0 when done, 1 if check or
    --diff found something, 2 if it cannot run.
    """
