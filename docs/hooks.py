"""What MkDocs is told besides ``mkdocs.yml``: the changelog is a page, and every rule stands in the menu."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

FOLDER = Path(__file__).parent


def on_config(config: Any) -> Any:
    """The pages of rules under "Rules", as there are."""
    pages = sorted(f"rules/{path.name}" for path in (FOLDER / "rules").glob("*.md") if path.name != "index.md")
    for entry in config.nav:
        if "Rules" in entry:
            entry["Rules"] = ["rules/index.md", *pages]
    return config


def on_files(files: Files, config: Any) -> Files:
    """The changelog, which stands beside the README."""
    files.append(File.generated(config, "changelog.md", abs_src_path=str(FOLDER.parent / "CHANGELOG.md")))
    return files
