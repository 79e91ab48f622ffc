"""What MkDocs is told besides ``mkdocs.yml``: the changelog is a page, every rule stands in the menu, live examples.

With ``TEXTCLEAN_PYODIDE`` set to a folder that holds Pyodide, the page of each rule has a form that runs textclean in
the reader's browser.  The folder is npm's package ``pyodide``, or the larger archive of its releases, which has numpy,
too: without numpy the rules that weigh whole readings (mojibake) say that they lack it.  Pyodide (MPL-2.0) is copied
into the site, which loads nothing from elsewhere; nothing of it is in this repository.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from textclean.rule_registry import rules

FOLDER = Path(__file__).parent
PYODIDE = os.environ.get("TEXTCLEAN_PYODIDE", "")
CORE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
WANTED = ("numpy", "regex")  # what is loaded of the archive where it is there
ARCHIVE = "textclean.zip"
FORM = """
## Try it

<form class="live" data-rule="{rule}" data-text="{text}">
<label for="live-text">Text, restored in your browser by all that is on by default, and by <code>{rule}</code></label>
<textarea id="live-text" rows="5" dir="auto" spellcheck="false"></textarea>
<button type="submit" class="md-button">Restore</button>
<p role="status"></p>
<pre dir="auto" hidden></pre>
<ul></ul>
</form>

"""


def on_config(config: Any) -> Any:
    """The pages of rules under "Rules", as there are."""
    pages = sorted(f"rules/{path.name}" for path in (FOLDER / "rules").glob("*.md") if path.name != "index.md")
    for entry in config.nav:
        if "Rules" in entry:
            entry["Rules"] = ["rules/index.md", *pages]
    if PYODIDE:
        config.extra_javascript.append("live.js")
    return config


def on_files(files: Files, config: Any) -> Files:
    """The changelog, which stands beside the README; the scripts of live examples only where there are any."""
    files.append(File.generated(config, "changelog.md", abs_src_path=str(FOLDER.parent / "CHANGELOG.md")))
    for name in ("live.js", "live-worker.js"):
        if not PYODIDE and (found := files.get_file_from_path(name)):
            files.remove(found)
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """The form, before the first section of a rule's page."""
    rule = rules().get(Path(page.file.src_uri).stem) if page.file.src_uri.startswith("rules/") else None
    if not PYODIDE or rule is None or "\n## " not in markdown:
        return markdown
    text = json.dumps(rule.examples[0].before)
    head, _, rest = markdown.partition("\n## ")
    return head + FORM.format(rule=rule.name, text=escape(text)) + "## " + rest


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """Plots that have a narrow drawing show it on narrow screens."""

    def both(match: re.Match[str]) -> str:
        if not (FOLDER / "plots" / f"{match[2]}-narrow.svg").exists():
            return match[0]
        narrow = f"{match[1]}plots/{match[2]}-narrow.svg"
        return f'<picture><source media="(max-width: 44.9rem)" srcset="{narrow}">{match[0]}</picture>'

    return re.sub(r'<img [^>]*src="([./]*)plots/(\w+)\.svg"[^>]*>', both, html)


def on_post_build(config: Any) -> None:
    """Pyodide, and textclean as an archive, in the site."""
    if not PYODIDE:
        return
    source, site = Path(PYODIDE), Path(config.site_dir)
    (site / "pyodide").mkdir(exist_ok=True)
    packages = json.loads((source / "pyodide-lock.json").read_text("utf-8"))["packages"]
    there = [name for name in WANTED if name in packages and (source / packages[name]["file_name"]).exists()]
    for name in (*CORE, *(packages[name]["file_name"] for name in there)):
        if (source / name).exists():
            shutil.copy(source / name, site / "pyodide" / name)
    code = Path(shutil.copytree(FOLDER.parent / "textclean", site / "code" / "textclean", ignore=_compiled))
    shutil.make_archive(str(site / ARCHIVE.removesuffix(".zip")), "zip", code.parent, "textclean")
    shutil.rmtree(code.parent)
    (site / "live.json").write_text(json.dumps({"packages": there, "textclean": ARCHIVE}), "utf-8")


def _compiled(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]
