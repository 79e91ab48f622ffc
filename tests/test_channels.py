"""The ways to people: the GitHub Action, the schema of the settings, llms.txt."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, forget_git

from textclean.io.globs import Globs

sys.path.insert(0, str(ROOT / "docs"))


def test_every_link_of_llms_txt_leads_somewhere() -> None:
    text = (ROOT / "llms.txt").read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) >= 8
    assert [link for link in links if not (ROOT / link).is_file()] == []


# The schema


@pytest.fixture
def schema() -> Any:
    return json.loads((ROOT / "docs" / "settings.schema.json").read_text("utf-8"))


def test_the_schema_knows_all_settings(schema: Any) -> None:
    import dataclasses

    from textclean.cli.config import Settings

    assert set(schema["properties"]) == {f.name for f in dataclasses.fields(Settings)} - {"origin"}
    assert importlib.import_module("generate").stale() == []


def test_the_schema_takes_what_the_command_takes(schema: Any) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    page = (ROOT / "docs" / "command.md").read_text("utf-8")
    settings = tomllib.loads(re.search(r"```toml\n(\[tool.textclean\].*?)```", page, re.S)[1])  # type: ignore[index]
    jsonschema.validate(settings["tool"]["textclean"], schema)
    for wrong in ({"profil": "repair"}, {"profile": "fix"}, {"skip": "fonts"}, {"options": {"invisible": {"soft": 1}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


# The action

DAMAGED = "th\u0435 president\n"


@pytest.fixture
def action() -> Any:
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((ROOT / "action.yml").read_bytes())


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    forget_git(monkeypatch)
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "old.txt").write_text(DAMAGED, "utf-8")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.email", "a@example.org"],
        ["config", "user.name", "a"],
        ["add", "-A"],
        ["commit", "-qm", "one"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def step(action: Any, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run what the action runs, with the textclean of these tests."""
    command = folder.parent / "textclean"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m textclean "$@"\n')
    command.chmod(0o755)
    run = action["runs"]["steps"][-1]
    defaults = {"PATHS": "", "CHANGED": "true", "BASE": "HEAD~1", "ARGUMENTS": "", "SARIF": ""}
    assert {*defaults, "TEXTCLEAN"} == set(run["env"])
    environment = {**os.environ, **defaults, "TEXTCLEAN": str(command), "PYTHONPATH": str(ROOT), **given}
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", run["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is absent")
def test_the_action_tells_what_a_pull_request_adds(action: Any, repository: Path) -> None:
    (repository / "new page.txt").write_text(f"fine\n{DAMAGED}", "utf-8")
    subprocess.run("git add -A && git commit -qm two", shell=True, cwd=repository, check=True)
    result = step(action, repository, SARIF="found.sarif")
    assert result.returncode == 1
    assert "::warning file=new page.txt,line=2,col=3," in result.stdout
    assert "old.txt" not in result.stdout
    assert len(json.loads((repository / "found.sarif").read_text("utf-8"))["runs"][0]["results"]) == 1
    result = step(action, repository, CHANGED="false")
    assert (result.returncode, "file=old.txt" in result.stdout) == (1, True)
    assert step(action, repository, PATHS="old.txt").returncode == 0
    assert step(action, repository, ARGUMENTS="--only bidi").returncode == 0
    assert step(action, repository, BASE="nowhere").returncode == 2
    result = step(action, repository, PATHS="$(touch harm) *.txt")  # words, not commands
    assert (result.returncode, (repository / "harm").exists()) == (2, False)


def test_inputs_reach_the_shell_by_the_environment_only(action: Any) -> None:
    for run in action["runs"]["steps"]:
        assert "${{" not in run["run"]
    text = (ROOT / "action.yml").read_text("utf-8")
    assert set(re.findall(r"inputs\.([a-z]+)", text)) == set(action["inputs"])


# The image


@pytest.mark.hosts
def test_what_the_image_is_made_of_can_be_installed_and_runs(tmp_path: Path) -> None:
    """The commands of the Dockerfile, without Docker: what ``.dockerignore`` leaves is the package, and works."""
    pytest.importorskip("hatchling")
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    assert "RUN pip install --no-cache-dir /src && rm -rf /src" in lines
    assert lines[-1] == 'ENTRYPOINT ["textclean"]'
    left_out = Globs((ROOT / ".dockerignore").read_text("utf-8").splitlines(), ROOT)
    named = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, named.decode().split("\0")):
        if not left_out.match(str(ROOT / name)) and (ROOT / name).is_file():
            (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / "src" / name)
    assert not (tmp_path / "src" / "fixtures").exists()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-cache-dir"]
    subprocess.run([*pip, "--target", str(tmp_path / "lib"), str(tmp_path / "src")], check=True, capture_output=True)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.txt").write_text(DAMAGED, "utf-8")
    command = [sys.executable, "-m", "textclean", "check", "."]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "lib")}
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0].split(" ")[0]) == (1, "./a.txt:1:3:")
