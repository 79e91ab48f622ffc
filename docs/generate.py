"""Write the pages that the code knows: ``docs/rules/<rule>.md`` is what ``textclean explain <rule>`` prints, and
``docs/api.md`` has the signatures and docstrings of all public names.

python docs/generate.py            # write them
python docs/generate.py --check    # exit 1 if one is not current
"""

from __future__ import annotations

import sys
from pathlib import Path

import api

from textclean.contract import Stage
from textclean.reports.explain import explain, summary
from textclean.rule_registry import rules

FOLDER = Path(__file__).parent


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


def stale() -> list[str]:
    """The names of pages that are missing, left over, or not what the rules say."""
    wanted = pages()
    paths = [path for path in (FOLDER / "api.md", *FOLDER.glob("rules/*.md")) if path.exists()]
    there = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main() -> int:
    """Write what is not current, or with ``--check`` name it."""
    names = stale()
    if "--check" in sys.argv:
        print("\n".join(f"docs/{name} is not current; run: python docs/generate.py" for name in names), end="")
        return bool(names)
    (FOLDER / "rules").mkdir(exist_ok=True)
    wanted = pages()
    for name in names:
        path = FOLDER / name
        if name in wanted:
            path.write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
