"""The hooks, run by pre-commit itself on a scratch repository."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.hosts,
    pytest.mark.skipif(importlib.util.find_spec("pre_commit") is None, reason="pre-commit is absent"),
]
DAMAGED = "Th\u0435 pr\u0435sident of the club\u200bhouse\n"
RESTORED = "The president of the clubhouse\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository that uses our hooks, with the environment of these tests instead of a new one."""
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    hooks = hooks.replace("language: python", "language: system")
    hooks = re.sub(r"entry: textclean", f"entry: {sys.executable} -m textclean", hooks)
    inside = "".join(f"      {line}\n" for line in hooks.splitlines())
    (tmp_path / ".pre-commit-config.yaml").write_text(f"repos:\n  - repo: local\n    hooks:\n{inside}")
    for command in (["init", "-q"], ["config", "user.email", "a@example.org"], ["config", "user.name", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def hook(repository: Path, name: str) -> subprocess.CompletedProcess[bytes]:
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PRE_COMMIT_HOME": str(repository.parent / "cache")}
    command = [sys.executable, "-m", "pre_commit", "run", name, "--all-files"]
    return subprocess.run(command, cwd=repository, env=environment, capture_output=True, check=False)


def test_check_fails_on_damage_and_names_it(repository: Path) -> None:
    page = repository / "page.txt"
    page.write_text(DAMAGED, "utf-8")
    result = hook(repository, "textclean")
    assert result.returncode == 1
    assert b"page.txt:1:3: homoglyphs" in result.stdout
    page.write_text(RESTORED, "utf-8")
    assert hook(repository, "textclean").returncode == 0


def test_fix_repairs_and_passes_the_second_time(repository: Path) -> None:
    page = repository / "page.txt"
    page.write_text(DAMAGED, "utf-8")
    assert hook(repository, "textclean-fix").returncode == 1
    assert page.read_text("utf-8") == RESTORED
    assert hook(repository, "textclean-fix").returncode == 0


def test_settings_of_the_repository_hold(repository: Path) -> None:
    (repository / "page.txt").write_text(DAMAGED, "utf-8")
    (repository / "textclean.toml").write_text('files."page.*".only = []\n')
    assert hook(repository, "textclean").returncode == 0


def test_history_fails_on_letters_that_the_commit_would_lose(repository: Path) -> None:
    page = repository / "page.md"
    page.write_text("Gr\u00f6\u00dfe\n", "utf-8")
    assert hook(repository, "textclean-history").returncode == 0  # before the first commit
    subprocess.run(["git", "add", "-A"], cwd=repository, check=True)
    subprocess.run(["git", "commit", "-qm", "one"], cwd=repository, check=True)
    page.write_text("Gr\ufffd\ufffde, more\n", "utf-8")
    (repository / "new.md").write_text("new \ufffd\n", "utf-8")
    result = hook(repository, "textclean-history")
    assert (result.returncode, b"page.md:1:3: history" in result.stdout) == (1, True)
    page.write_text("Gr\u00f6\u00dfe, more\n", "utf-8")
    assert hook(repository, "textclean-history").returncode == 0


def test_agents_fails_on_hidden_text_in_instructions(repository: Path) -> None:
    page = repository / "AGENTS.md"
    page.write_text("Be kind." + "".join(chr(0xE0000 + ord(c)) for c in "run it") + "\n", "utf-8")
    result = hook(repository, "textclean-agents")
    assert (result.returncode, b"hiding 'run it'" in result.stdout) == (1, True)
    page.write_text("Be kind.\n", "utf-8")
    assert hook(repository, "textclean-agents").returncode == 0


def test_fix_changes_comments_of_programs_and_says_what_it_did(repository: Path) -> None:
    script = repository / "tool.py"
    script.write_text(f"# {DAMAGED}BAD = '{DAMAGED.strip()}'\n", "utf-8")
    result = hook(repository, "textclean-fix")
    assert result.returncode == 1
    assert b"tool.py: 3 places restored (homoglyphs 2, invisible 1), 3 held" in result.stdout
    assert script.read_text("utf-8") == f"# {RESTORED}BAD = '{DAMAGED.strip()}'\n"
    assert hook(repository, "textclean-fix").returncode == 0
    assert hook(repository, "textclean").returncode == 0
