"""Markdown: running text is cleaned; code, targets, tags and front matter stay, and so do the blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from growth import assert_linear, repeated
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli.main import main
from textclean.formats import commonmark

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
KEY = "pr\u0435si\u200bdent"


def run(*args: str | Path, stdin: str | bytes = b"") -> Result:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return CliRunner().invoke(main, [*map(str, args), "--isolated"], input=data)


def cleaned(text: str, *args: str) -> str:
    return run("--input", "markdown", *args, stdin=text).stdout_bytes.decode()


# In all of these "BAD" stands where running text is, and "KEY" where it must not be touched.
PAGES = {
    "blocks": """# BAD

BAD, and
BAD
===

- BAD

      KEY
  BAD
  1. BAD
     ```KEY
     KEY
     ```
     BAD
> BAD
> ~~~
> KEY
> ~~~
> BAD
BAD

    KEY

\tKEY

+ BAD
***
| BAD | `KEY` |
|---|---|
| BAD | BAD |

~~~~
```
KEY
~~~
KEY
""",
    "spans": """BAD `KEY` BAD ``KEY ` KEY`` BAD
BAD [BAD](KEY "BAD") ![BAD](<KEY> 'BAD') <https://KEY> BAD
[BAD][KEY], [KEY], [KEY][], [^KEY], [BAD], BAD

[KEY]: ./KEY "BAD"
[other]:
  <KEY>
[^KEY]: BAD
    BAD

`BAD, for nothing closes it
""",
    "tags": """BAD <b class="KEY">BAD</b> <code>KEY</code> BAD <!-- KEY --> BAD <kbd>KEY</kbd>

<div title="KEY">
BAD <pre>KEY</pre>
</div>

<!-- KEY

KEY -->
BAD

<script>
KEY

KEY
</script>
BAD

<x-y z="KEY">
*BAD*

BAD
""",
    "front matter": """---
KEY: BAD
list: [BAD, "BAD"]  # BAD
"KEY": "\\u00e9 x"
---
BAD

---
BAD: `KEY`
---
""",
    "front matter, TOML": """+++
KEY = "KEY"
+++
BAD
""",
    "never closed": "BAD\n\n```\nKEY\n\nKEY",
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", PAGES)
def test_only_running_text_changes(name: str, end: str, tmp_path: Path) -> None:
    page = PAGES[name].replace("\n", end)
    path = tmp_path / "page.md"
    before = page.replace("BAD", BAD).replace("KEY", KEY).encode()
    path.write_bytes(before)
    assert run("check", str(path)).exit_code == 1
    record = tmp_path / "changes"
    assert run("-i", path, "--changes", record).exit_code == 0
    assert path.read_bytes() == page.replace("BAD", GOOD).replace("KEY", KEY).encode()
    assert run("--diff", path).exit_code == 0
    assert CliRunner().invoke(main, ["undo", str(record)]).exit_code == 0
    assert path.read_bytes() == before


def test_what_is_held_is_told() -> None:
    shown = run("check", "--input", "markdown", stdin=f"`{BAD}` [x](/th\u0435)\n").stdout
    assert shown.count("inside code") == 2
    assert "inside a link" in shown


def test_references_are_markup() -> None:
    text = "caf&eacute; &lt;T&gt; &amp;nbsp; `&amp;`\n"
    assert cleaned(text) == text


def test_what_was_misread_was_misread_in_code_too() -> None:
    tree = "Gr\u00f6\u00dfe \u2014 d\u00e9j\u00e0\n\n```\n\u251c\u2500\u2500 \u00fcber.c\n\u2514\u2500\u2500 x.h\n```\n"
    wreck = tree.encode().decode("cp1252", "replace")
    assert "\ufffd" not in wreck
    assert cleaned(wreck) == tree
    example = "`caf\u00c3\u00a9` is caf\u00e9 in the wrong charset.\n"
    assert cleaned(example) == example


@pytest.mark.parametrize(
    "text",
    [
        "\uff0a\uff0anot bold\uff0a\uff0a and \uff3bx\uff3d",  # fullwidth signs
        "&lt;b&gt; \\* x",
        "two blanks at the end  \nthen",
        "1\u200b. no list",
        "\u200b# no heading",
        "**\u200bword**",
    ],
)
@pytest.mark.parametrize("profile", ["repair", "normalize"])
def test_no_sign_comes_about_and_none_is_lost(text: str, profile: str) -> None:
    document = commonmark.document(text)
    after = cleaned(text, "-p", profile, "--also", "fullwidth")
    assert commonmark.document(after).shape == document.shape
    assert [c for c in after if c in "*_`[]<>#|\\&"] == [c for c in text if c in "*_`[]<>#|\\&"]
    assert ("  \n" in after) == ("  \n" in text)


def test_ignore_comments_count() -> None:
    text = f"<!-- textclean: ignore -->\n{BAD}\n\n{BAD}\n"
    assert run("check", "--input", "markdown", stdin=text).stdout.count(" homoglyphs ") == 1


def test_ignore_comments_in_code_are_only_shown() -> None:
    text = f"`textclean: ignore`\n\n```\n# textclean: off[nothing]\n```\n\n{BAD}\n"
    result = run("check", "--input", "markdown", stdin=text)
    assert (result.stdout.count(" homoglyphs "), result.stderr) == (1, "")


PARTS = st.sampled_from(
    (*"`~*_[]()<>!#|\\-+=:.&\t\n ", "\n", "\n", "```", "    ", "> ", "- ", "1. ", "](", "[x]", "]: ", "<b>", "</b>",
     "<!--", "-->", "<pre>", "---", "word", "caf\u00e9", BAD, BAD, "\u200b", "\u0435")
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
def test_any_markdown_keeps_its_blocks(text: str) -> None:
    before = commonmark.document(text)
    ends = [span.end for span in before.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in before.spans)
    assert all(end <= span.start for end, span in zip(ends, before.spans[1:], strict=False))
    after = cleaned(text)
    found = commonmark.document(after)
    assert found.shape == before.shape
    assert [after[s.start : s.end] for s in found.spans] == [text[s.start : s.end] for s in before.spans]
    assert cleaned(after) == after


@given(st.lists(PARTS.filter(lambda part: part not in (BAD, "\u200b", "\u0435")), max_size=40).map("".join))
def test_clean_markdown_comes_back(text: str) -> None:
    assert run("--input", "markdown", stdin=text).stdout_bytes == text.encode()


@pytest.mark.parametrize(
    "piece",
    [*"`<[]>-#&*", "``` ", "<!--", "<a b='", '<a b="c" ', "](", "][", "[x]:", "> ", "- ", "1. ", "    ", "<pre>",
     "`a``b", "<code>", "\n\n", "- \n", ">\n", "[^", "---\n", "```\n`", "~~~\n", "<?", "<![CDATA[", "](<", "\\",
     "]: x\n"],
)  # fmt: skip
def test_hostile_markdown_takes_linear_time(piece: str) -> None:
    assert_linear(commonmark.document, repeated(piece), 40_000, 400_000)


def test_binary_files_in_folders_are_left_out_as_others_are(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    (tmp_path / "b.md").write_text(f"{BAD}\n", "utf-8")
    result = run("check", tmp_path)
    assert (result.exit_code, result.stderr) == (1, "")
