"""The page ``docs/api.md``: every name that a caller may import, with its typed signature and its docstring."""

from __future__ import annotations

import enum
import importlib
import inspect
import json
import re
from collections.abc import Iterator
from typing import Any

# Heading, what to say below it, and the names: those of the package itself without a dot.
SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Cleaning", "All that most callers need.", ("clean", "inspect", "decode", "Pipeline")),
    (
        "What comes back",
        "Frozen values. Offsets count code points of the source, from 0; spans are half open.",
        (
            "Result",
            "Fix",
            "result.Change",
            "result.Problem",
            "evidence.trace.Note",
            "decoding.Decoded",
            "decoding.Span",
        ),
    ),
    (
        "Rules",
        "For whoever writes one: [write a rule](write-a-rule.md).",
        (
            "rule",
            "contract.Rule",
            "Edit",
            "contract.Batch",
            "contract.Doubt",
            "Sure",
            "Stage",
            "Text",
            "contract.Example",
        ),
    ),
    (
        "Streams and formats",
        "For whoever writes a format: [write a format](write-a-format.md).",
        (
            *(
                "decoding.stream.decode_stream",
                "formats.find",
                "formats.names",
                "formats.base.Format",
                "formats.base.Task",
            ),
            *("formats.base.Block", "formats.base.Done", "formats.base.Note"),
        ),
    ),
    (
        "Errors",
        "One tree: `except textclean.TextcleanError` catches whatever textclean raises on purpose.",
        (
            "TextcleanError",
            "errors.UsageError",
            "errors.NotText",
            "errors.PluginError",
            "errors.HistoryError",
            "errors.BaselineError",
            "io.pool.WorkerError",
            "io.pool.WorkerKilledError",
            "io.pool.UnsendableError",
            "cli.workers.TooMuchError",
        ),
    ),
    ("Checks for tests", "", ("testing.check_rule", "testing.check_example", "testing.check_result")),
)


def page() -> str:
    """The whole page, as Markdown."""
    lines = ["# API", ""]
    lines += [
        "What stands here is meant to be imported. Everything else may change at any time.",
        "",
    ]
    for head, _, names in SECTIONS:
        listed = ", ".join(f"`{name.rpartition('.')[2]}`" for name in names)
        lines.append(f"- [{head}](#{head.lower().replace(' ', '-')}): {listed}")
    for head, text, names in SECTIONS:
        lines += ["", f"## {head}", ""]
        lines += [text] if text else []
        for name in names:
            lines += ["", *_entry(name)]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def found(name: str) -> Any:
    """What is imported by *name*, below ``textclean``."""
    home, _, last = f"textclean.{name}".rpartition(".")
    return getattr(importlib.import_module(home), last)


def _entry(name: str) -> Iterator[str]:
    thing = found(name)
    yield f"### textclean.{name}"
    yield ""
    if inspect.isclass(thing):
        yield from _class(thing)
    else:
        yield from _code(signature(thing.__name__, thing))
        yield ""
        yield from prose(inspect.getdoc(thing) or "")


def _class(thing: type) -> Iterator[str]:
    bases = [base.__name__ for base in thing.__bases__ if base is not object]
    if issubclass(thing, BaseException):
        yield from _code(f"class {thing.__name__}({', '.join(bases)})")
    elif issubclass(thing, enum.Enum):
        members = "\n".join(f"    {member.name} = {_literal(member.value)}" for member in thing)
        yield from _code(f"class {thing.__name__}({', '.join(bases)}):\n{members}")
    else:
        yield from _code(signature(thing.__name__, thing))
    yield ""
    yield from prose(_own_doc(thing))
    rows = [*_properties(thing)]
    if rows:
        yield from ("", "| attribute | type | |", "|---|---|---|", *rows)
    for name, method in _methods(thing):
        yield from ("", f"#### {thing.__name__}.{name}", "")
        yield from _code(signature(name, method))
        yield ""
        yield from prose(inspect.getdoc(method) or "")


def _own_doc(thing: type) -> str:
    """The docstring of the class itself, and not what named tuples and data classes make up."""
    text = inspect.cleandoc(thing.__doc__ or "")
    return "" if text.startswith(f"{thing.__name__}(") else text


def _methods(thing: type) -> Iterator[tuple[str, Any]]:
    """Public methods that have a docstring, in the order of the class."""
    for name, value in vars(thing).items():
        method = value.__func__ if isinstance(value, (classmethod, staticmethod)) else value
        if not name.startswith("_") and inspect.isfunction(method) and method.__doc__:
            yield name, method


def _properties(thing: type) -> Iterator[str]:
    for name, value in vars(thing).items():
        getter = getattr(value, "fget", None) or getattr(value, "func", None) or getattr(value, "_work", None)
        if name.startswith("_") or getter is None or not getter.__doc__:
            continue
        kind = str(getter.__annotations__.get("return", "")).replace("|", "\\|")
        about = _inline(inspect.cleandoc(getter.__doc__).split("\n\n")[0]).replace("\n", " ")
        yield f"| `{name}` | `{kind}` | {about} |"


def signature(name: str, thing: Any) -> str:
    """*name* with its typed parameters, one a line where they are many.

    >>> signature("found", found)
    'found(name: str) -> Any'
    """
    given = inspect.signature(thing)
    returns = "" if inspect.isclass(thing) else f" -> {_type(given.return_annotation)}"
    parts = []
    starred = False
    for parameter in given.parameters.values():
        if parameter.name in ("self", "others") or parameter.name.startswith("_"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(_parameter(parameter))
    line = f"{name}({', '.join(parts)}){returns}"
    return line if len(line) <= _WIDE else f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){returns}"


_WIDE = 88


def _parameter(parameter: inspect.Parameter) -> str:
    text = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "") + parameter.name
    if parameter.annotation is not parameter.empty:
        text += f": {_type(parameter.annotation)}"
    if parameter.default is not parameter.empty:
        text += f" = {_default(parameter.default)}"
    return text


def _type(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _default(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    text = _literal(value)
    return "..." if "<" in text else text


def _literal(value: Any) -> str:
    """With the quotation marks that the formatter wants."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _code(text: str) -> Iterator[str]:
    yield from ("```python", *text.split("\n"), "```")


def prose(text: str) -> Iterator[str]:
    """A docstring as Markdown: references and literals as code, examples as blocks of code."""
    for paragraph in re.split(r"\n{2,}", text):
        rows = paragraph.split("\n")
        if any(row.lstrip().startswith(">>> ") for row in rows):
            first = next(n for n, row in enumerate(rows) if row.lstrip().startswith(">>> "))
            if first:
                yield from (_inline("\n".join(rows[:first])), "")
            block = inspect.cleandoc("\n".join(rows[first:])).split("\n")
            shown = [
                row.encode("ascii", "backslashreplace").decode() if row[:3] in (">>>", "...") else row for row in block
            ]
            yield from ("```pycon", *shown, "```", "")
        elif paragraph:
            yield from (_inline(paragraph), "")


def _inline(text: str) -> str:
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")
