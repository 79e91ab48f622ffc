"""Write what is generated: the docs page of each rule (``docs/rules/<rule>.md`` is what ``textclean explain <rule>``
prints), ``docs/api.md`` with the signatures and docstrings of all public names, the schema of the settings,
``docs/settings.schema.json``, and the plots and the page of restorebench (``docs/figures.py``).

python docs/generate.py            # write them
python docs/generate.py --check    # exit 1 if one is not current
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

import api
import figures

from textclean import formats
from textclean.cli.options import PROFILES
from textclean.contract import Rule, Stage
from textclean.reports.explain import explain, summary
from textclean.rule_registry import rules

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "settings.schema.json"


def pages() -> dict[str, str]:
    """Text by file name: the API, an index of all rules by stage, and a page for each."""
    index = [
        "# Rules",
        "",
        "By stage, in the order in which they run. `textclean explain NAME` prints the page of one.",
        "",
    ]
    for stage in Stage:
        index += [
            f"## {stage.name}",
            "",
            f"{stage.value[0].upper()}{stage.value[1:]}.",
            "",
            "| rule | damage | on in |",
            "|---|---|---|",
        ]
        for rule in rules().values():
            if rule.stage is stage and rule.find.__module__.startswith("textclean."):
                index.append(
                    f"| [{rule.name}]({rule.name}.md) | {summary(rule)} | {', '.join(rule.profiles) or 'by name'} |"
                )
        index.append("")
    found = {"api.md": api.page(), "rules/index.md": "\n".join(index)}
    for rule in rules().values():
        if rule.find.__module__.startswith("textclean."):
            found[f"rules/{rule.name}.md"] = explain(rule)
    return found


def schema() -> str:
    """The JSON schema (2020-12) of ``textclean.toml`` and of ``[tool.textclean]``, for editors."""
    own = [rule for rule in rules().values() if rule.find.__module__.startswith("textclean.")]
    names = {"type": "array", "items": {"type": "string"}}
    chosen = {"type": "array", "items": {"anyOf": [{"enum": [rule.name for rule in own]}, {"type": "string"}]}}
    options = {rule.name: _options(rule) for rule in own if rule.options}
    pipeline: dict[str, Any] = {
        "profile": {"enum": list(PROFILES), "default": "repair"},
        **dict.fromkeys(("only", "also", "skip"), chosen),
        "floor": {"enum": ["guess", "likely", "certain"], "default": "likely"},
        "options": {"type": "object", "properties": options},
    }
    built_in = [formats.AUTO, *formats._OWN]
    properties = {
        **pipeline,
        "input": {"anyOf": [{"enum": built_in}, {"type": "string"}], "default": formats.AUTO},
        "encoding": {"type": "string"},
        **dict.fromkeys(("field", "column", "attribute", "exclude"), names),
        "jobs": {"type": "integer", "minimum": 0},
        "max_ratio": {"type": "integer", "minimum": 0},
        "files": {
            "type": "object",
            "additionalProperties": {"type": "object", "properties": pipeline, "additionalProperties": False},
        },
    }
    facts = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of textclean",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json.dumps(facts, indent=2) + "\n"


def _options(rule: Rule) -> dict[str, Any]:
    kinds = {bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}, str: {"type": "string"}}
    found = {}
    for name, option in rule.options.items():
        values = [value for value in get_args(option.annotation) if isinstance(value, str)]
        kind = {"enum": values} if values else kinds.get(option.annotation, {})
        default = {"default": option.default} if isinstance(option.default, str | bool | int | float) else {}
        found[name] = {**kind, **default}
    return {"type": "object", "properties": found, "additionalProperties": False}


def generated() -> dict[Path, str]:
    """All that is generated, by path."""
    texts = pages() | figures.figures()
    return {FOLDER / name: text for name, text in texts.items()} | {SCHEMA: schema()}


def stale() -> list[str]:
    """What is missing, left over, or not what the rules say, by its path below the docs."""
    wanted = generated()
    own = (
        FOLDER / "api.md",
        FOLDER / "restorebench.md",
        SCHEMA,
        *FOLDER.glob("rules/*.md"),
        *FOLDER.glob("plots/*.svg"),
    )
    paths = [path for path in own if path.exists()]
    there = {path: path.read_text(encoding="utf-8") for path in paths}
    different = (path for path in wanted.keys() | there.keys() if wanted.get(path) != there.get(path))
    return sorted(path.relative_to(FOLDER).as_posix() for path in different)


def main() -> int:
    """Write what is not current, or with ``--check`` name it."""
    names = stale()
    if "--check" in sys.argv:
        print("\n".join(f"docs/{name} is not current; run: python docs/generate.py" for name in names), end="")
        return bool(names)
    (FOLDER / "plots").mkdir(exist_ok=True)
    wanted = generated()
    for name in names:
        path = SCHEMA.parent / name
        if path in wanted:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
