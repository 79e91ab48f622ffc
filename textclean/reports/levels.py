"""How dangerous a finding is: its level, which is apart from its grade (how sure we are).

An *error* misleads people or programs on purpose, as far as one can tell: direction controls that reorder source code
(Boucher and Anderson, Trojan Source, 2021), text that only machines read, a link that is not what it looks like.  What
lost letters or looks wrong is a *warning*; form, and what is not changed anyway, is a *note*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from textclean.contract import Stage
from textclean.reports.findings import Finding, Spot

LEVELS = ("error", "warning", "note")
# Files that agents take for instructions.  Who hides text in them speaks to the agent behind the back of its user.
AGENT_FILES = (
    *("AGENTS.md", "AGENT.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md", "SKILL.md", "copilot-instructions.md"),
    *(".cursorrules", ".windsurfrules", ".clinerules", "llms.txt", "llms-full.txt"),
    *("*.mcp.json", "mcp.json", "*.mdc", "*.prompt", "*.prompt.md", "*.prompt.txt", "*.instructions.md", "*.agent.md"),
)
_AGENT_NAMES = frozenset(glob for glob in AGENT_FILES if "*" not in glob)
_AGENT_ENDINGS = tuple(glob[1:] for glob in AGENT_FILES if "*" in glob)
_AGENT_FOLDERS = frozenset(("prompts", ".claude", ".cursor", ".codex", ".gemini", ".agents"))
_PROSE = frozenset((".md", ".mdc", ".txt", ".json", ".toml", ".yaml", ".yml", ".prompt", ".jinja", ".j2"))
HIDING = ("bidi", "controls", "invisible", "overlays", "selectors", "tags")  # rules that find what nobody sees
# Suffixes of source code, where order is meaning.
_CODE = frozenset(
    """
    py pyi js mjs cjs ts tsx jsx c h cc cpp cxx hpp cs java kt kts scala go rs rb php pl pm swift m mm sh bash zsh fish
    ps1 psm1 bat cmd lua r jl dart ex exs erl hs ml fs fsx clj lisp el vb sql sol zig nim html htm vue svelte css scss
    json yaml yml toml ini cfg tf gradle cmake dockerfile makefile mk
    """.split()  # noqa: SIM905  (so it is read)
)
_MOVES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPOOFS = ("homoglyphs", "fullwidth", "fonts", "digits", *HIDING)


def is_agent_file(path: str) -> bool:
    """Is *path* the name of a file with instructions for agents?

    >>> is_agent_file("docs/CLAUDE.md"), is_agent_file(".claude/commands/fix.md"), is_agent_file("README.md")
    (True, True, False)
    """
    pure = PurePath(path)
    if pure.name in _AGENT_NAMES or pure.name.endswith(_AGENT_ENDINGS):
        return True
    return pure.suffix in _PROSE and not _AGENT_FOLDERS.isdisjoint(pure.parts[:-1])


def level(finding: Finding, path: str, agents: bool = False) -> str:
    """One of ``LEVELS`` for a *finding* in the file at *path*; *agents*: whatever its name, agents read it."""
    if _misleads(finding, path, agents or is_agent_file(path)):
        return "error"
    if finding.held or _stage(finding.rule) is Stage.FORM:
        return "note"
    return "warning"


def _misleads(finding: Finding, path: str, agents: bool) -> bool:
    if finding.rule in HIDING and " hiding " in finding.why:
        return True
    if agents and finding.rule in HIDING and (finding.rule != "controls" or "\x1b" in finding.old):
        return True
    if finding.rule == "tags" and len(finding.old) > 1:
        return True
    if finding.rule == "bidi":
        name = PurePath(path)
        return (name.suffix or name.name).lstrip(".").lower() in _CODE and _MOVES.search(finding.old) is not None
    return finding.rule in _SPOOFS and finding.held in ("inside a URL", "inside an e-mail address")


def leveled(found: Iterable[Spot], path: str, agents: bool = False) -> tuple[Spot, ...]:
    """*found* in the file at *path*, each finding with its level (see :func:`level`)."""
    return tuple(
        spot._replace(findings=tuple(finding._replace(level=level(finding, path, agents)) for finding in spot.findings))
        for spot in found
    )


def _stage(rule: str) -> Stage | None:
    from textclean import rule_registry

    found = rule_registry.rules().get(rule)
    return found.stage if found else None
