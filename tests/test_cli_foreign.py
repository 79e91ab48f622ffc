"""Other people's distributions of the same import name: said where somebody asks, and where something is odd."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def installed(site: Path, name: str, version: str) -> None:
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "top_level.txt").write_text("textclean\n")


def run(site: Path, *args: str, code: str = "") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "textclean", *args]
    path = os.pathsep.join((str(ROOT), str(site)))
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False)


def test_another_owner_of_the_name_is_reported_with_the_way_out(tmp_path: Path) -> None:
    installed(tmp_path, "textclean-py", "0.1.0")
    for args in (("--version",), ("rules",)):
        done = run(tmp_path, *args)
        assert done.returncode == 0
        assert b"(textclean-py 0.1.0 beside textclean-restore)" in done.stderr
        assert b"pip uninstall textclean-py textclean-restore, then install textclean-restore again" in done.stderr


def test_our_own_distribution_is_no_stranger(tmp_path: Path) -> None:
    installed(tmp_path, "textclean-restore", "0.1.0")
    assert run(tmp_path, "--version").stderr == b""


def test_files_that_were_overwritten_are_the_reason_given(tmp_path: Path) -> None:
    installed(tmp_path, "textclean-py", "0.1.0")
    broken = (
        "import sys, textclean.formats as f; del f.of; "
        "from textclean.cli.main import main; sys.argv[1:] = ['x']; main()"
    )
    done = run(tmp_path, code=broken)
    assert done.returncode == 2
    assert b"is installed twice (textclean-py 0.1.0" in done.stderr


def test_help_does_not_look() -> None:
    code = (
        "import sys; sys.argv[1:] = ['--help']\n"
        "from textclean.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert 'textclean.cli.foreign' not in sys.modules"
    )
    assert run(ROOT, code=code).returncode == 0
