"""What a rule says about itself, as one text: ``textclean explain``, the docs page and its test all print this.

The text is Markdown that also reads well on a terminal.
"""

from __future__ import annotations

import inspect
import re
import sys
import typing
import unicodedata
from collections.abc import Iterator

from textclean.contract import PROFILES, Example, Rule, Stage
from textclean.reports.visible import code_point, hidden, name, names, visible

_SEEN = (Stage.UNESCAPE, Stage.REDECODE)  # their damage can be seen as it is; look-alikes and hidden characters cannot


def explain(rule: Rule) -> str:
    """The story, when it runs, its options, examples with code points made visible, and what it is known to miss."""
    return "\n".join(_lines(rule)).rstrip() + "\n"


def summary(rule: Rule) -> str:
    """The first line of the story: what the damage is."""
    return _story(rule).split("\n", 1)[0]


def facts(rule: Rule) -> dict[str, object]:
    """The same as data, for ``--output-format json``."""
    return {
        "name": rule.name,
        "summary": summary(rule),
        "stage": rule.stage.name,
        "profiles": {profile: dict(options) for profile, options in rule.profiles.items()},
        "options": {
            name: {"type": _type(option.annotation), "default": option.default} for name, option in rule.options.items()
        },
        "story": _story(rule),
        "examples": [example._asdict() for example in rule.examples],
    }


def character_of(text: str) -> str:
    """The character that *text* names: itself, ``U+00AD``, or its Unicode name or alias; empty if none.

    >>> character_of("nbsp") == character_of("U+00A0") == character_of("no-break space") == "\\u00a0"
    True
    """
    if len(text) == 1:
        return text
    if match := re.fullmatch(r"(?:[Uu]\+|\\[uUx]|0x)\{?([0-9A-Fa-f]{1,6})\}?", text):
        return chr(number) if (number := int(match[1], 16)) <= sys.maxunicode else ""
    try:
        found = unicodedata.lookup(text.replace("_", " "))
    except KeyError:
        return ""
    return found if len(found) == 1 else ""


def character(one: str) -> str:
    """What a character is, and which rules look for it, in words."""
    lines = [name(one), ""]
    for rule in _looking_for(one):
        lines.append(f"- {rule.name}: {summary(rule)} {_profiles(rule)}")
    return "\n".join(lines if len(lines) > 2 else [*lines, "No rule looks for it by itself."]) + "\n"


def character_facts(one: str) -> dict[str, object]:
    """The same as data."""
    return {
        "character": one,
        "code_point": code_point(one),
        "name": name(one),
        "rules": [r.name for r in _looking_for(one)],
    }


def _looking_for(one: str) -> list[Rule]:
    """The rules that name the character among their triggers, or in an example that they change."""
    from textclean import rule_registry

    return [
        rule
        for rule in rule_registry.rules().values()
        if (rule.triggers and re.match(f"[{rule.triggers}]", one))
        or (
            (hidden(one) or not one.isascii())
            and any(one in e.before and one not in e.after for e in rule.examples if e.solved)
        )
    ]


def _lines(rule: Rule) -> Iterator[str]:
    yield f"# {rule.name}"
    yield ""
    yield _story(rule)
    yield ""
    yield "## When it runs"
    yield ""
    yield f"Stage {rule.stage.name}: {rule.stage.value}."
    yield _profiles(rule)
    yield ""
    about = inspect.getdoc(rule.find) or ""
    if rule.options or about:
        yield "## Options" if rule.options else "## How it works"
        yield ""
        for name, option in rule.options.items():
            kind = _type(option.annotation)
            yield f"- `{name}`: {kind}, default `{option.default!r}`; `--set {rule.name}.{name}=...`"
        if rule.options:
            yield ""
        yield about
        yield ""
    solved = [example for example in rule.examples if example.solved]
    yield from _examples(rule, "What it restores", [e for e in solved if e.before != e.after])
    yield from _examples(rule, "What it leaves alone", [e for e in solved if e.before == e.after])
    yield from _examples(rule, "What it is known to miss", [e for e in rule.examples if not e.solved])


def _examples(rule: Rule, title: str, examples: list[Example]) -> Iterator[str]:
    if not examples:
        return
    yield f"## {title}"
    yield ""
    for example in examples:
        gone = frozenset(example.before) - frozenset(example.after)
        shown = "" if rule.stage in _SEEN else gone
        yield f"    {_inline(example.before, shown)}"
        if example.before != example.after:
            yield f"    {_inline(example.after)}"
        notes = [example.because] if example.because else []
        named = [c for c in dict.fromkeys(example.before) if c in gone or hidden(c)]
        if named and rule.stage not in _SEEN:
            notes.append(names("".join(named)))
        if notes:
            yield ""
            yield "; ".join(notes)
        yield ""


def _inline(text: str, shown: typing.Container[str] = "") -> str:
    return visible(text, shown).replace("\t", "[U+0009]")


def _profiles(rule: Rule) -> str:
    if not rule.profiles:
        offered = " or ".join(f"`{profile}`" for profile in PROFILES if profile in rule.offered)
        return f"Only by name: `--also {rule.name}`." + (
            f" In {offered} what it is sure of is held." if offered else ""
        )
    named = [
        f"`{profile}`" + (f" ({', '.join(f'{name}={value}' for name, value in options.items())})" if options else "")
        for profile, options in rule.profiles.items()
    ]
    return f"On in {', '.join(named)}; `--skip {rule.name}` leaves it out."


def _story(rule: Rule) -> str:
    return inspect.cleandoc(sys.modules[rule.find.__module__].__doc__ or "")


def _type(annotation: object) -> str:
    if typing.get_origin(annotation) is typing.Literal:
        return " or ".join(f"`{value}`" for value in typing.get_args(annotation))
    return getattr(annotation, "__name__", None) if isinstance(annotation, type) else str(annotation)  # type: ignore[return-value]
