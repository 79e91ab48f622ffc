"""The tasks of this project: ``nox -l`` lists them, ``nox -s lint`` runs one.

Everything that CI and a maintainer do stands here once; ``.ci/run`` and the workflows call the same commands.
"""

from __future__ import annotations

import nox

nox.options.sessions = ["lint", "types", "test", "docs"]
nox.options.reuse_existing_virtualenvs = True
PYTHONS = ["3.11", "3.12", "3.13"]


@nox.session(python=PYTHONS)
def test(session: nox.Session) -> None:
    """The tests: the README's own command."""
    session.install(".[test]")
    session.run("python", "-m", "pytest", "-q", *session.posargs)


@nox.session
def hosts(session: nox.Session) -> None:
    """The tests against real hosts: Scrapy, Ray, Spark, a browser, ..."""
    session.install(".[hosts]", "-r", ".ci/hosts.in")
    session.run("python", "-m", "pytest", "-q", "-m", "hosts", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and complexity."""
    session.install("ruff>=0.8")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.install(".[dev]")
    session.run("python", "-m", "mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """The pages: generated ones are up to date, and the site builds."""
    session.install(".[docs]")
    session.run("python", "docs/generate.py", "--check")
    session.run("mkdocs", "build", "--quiet", "--strict", "--site-dir", session.create_tmp())


@nox.session
def tables(session: nox.Session) -> None:
    """Make the tables again that packages on the registries are the source of, and compare."""
    session.install(".[test]", "regex==2026.11.15", "unicodedata2==18.0.0")
    session.run("python", "-m", "pytest", "-q", "tests/test_tables.py", *session.posargs)


@nox.session
def golden(session: nox.Session) -> None:
    """All answers before and after a change of the engine: ``nox -s golden -- run -o base.jsonl``, then ``diff``."""
    session.install(".[test]")
    session.run("python", "tools/golden.py", *(session.posargs or ["run"]))


@nox.session
def bench(session: nox.Session) -> None:
    """Speed beside other tools: ``nox -s bench -- --corpus DIR``."""
    session.install(".[bench]")
    session.run("python", "benchmarks/speed.py", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """A short run of each fuzz target."""
    session.install(".[fuzz]")
    session.run("python", "tests/fuzz/run.py", "--all", "--minutes", "0.3", *session.posargs)


@nox.session(venv_backend="none")
def ci(session: nox.Session) -> None:
    """All that CI does, in a clean environment of its own."""
    session.run("bash", ".ci/run", external=True)
