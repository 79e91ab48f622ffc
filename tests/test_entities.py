"""References that are left in a text are decoded or told, whatever else stands in it."""

from __future__ import annotations

import html
import json

import pytest
from click.testing import CliRunner
from conftest import FIXTURES
from vocabulary import SENTENCES

import textclean
from textclean import Text
from textclean.character_references import REFERENCE
from textclean.cli.main import main

COMMANDS = "$ cp a b\n$ mv c d\n$ ls\n"
GERMAN = "Der Himmel &uuml;ber K&ouml;ln ist grau &amp; nass.\n"


def pages() -> list[pytest.param]:
    found = [pytest.param("\n".join(group), id=language) for language, group in SENTENCES.items()]
    for path in sorted(FIXTURES.glob("clean/**/*.txt")):
        page = path.read_text("utf-8", "replace")[:4000]
        if not Text(page).markup and not REFERENCE.search(page):
            found.append(pytest.param(page, id=path.stem))
    return found


@pytest.mark.parametrize("page", pages())
def test_no_damage_goes_unreported(page: str) -> None:
    for before in ("", COMMANDS):
        for damaged in (page.encode("ascii", "xmlcharrefreplace").decode(), html.escape(page)):
            result = textclean.inspect(before + damaged)
            told = [(fix.start, fix.end) for fix in (*result.fixes, *result.held)]
            left = [
                found[0]
                for found in REFERENCE.finditer(before + damaged)
                if result.text != before + page and not any(start <= found.start() < end for start, end in told)
            ]
            assert not left


def test_commands_do_not_switch_the_repair_off() -> None:
    result = textclean.inspect(COMMANDS + GERMAN)
    assert result.text == COMMANDS + "Der Himmel \u00fcber K\u00f6ln ist grau &amp; nass.\n"
    assert [(fix.old, fix.held) for fix in result.held] == [("&amp;", "guess")]


def test_references_of_a_program_are_told_and_stay() -> None:
    program = "import os\nx = '&amp;'\nprint(x)\n"
    assert textclean.clean(program) is program
    assert [fix.old for fix in textclean.inspect(program).held] == ["&amp;"]


@pytest.mark.parametrize("kind", ["text", "html", "markdown", "csv", "jsonl", "json", "yaml", "mail"])
def test_a_number_of_any_length_in_a_reference_is_no_error(kind: str) -> None:
    """Python reads no more than 4,300 digits."""
    number = "9" * 5000
    text = f"caf\u00c3\u00a9 &#{number}; &#x{number}; &#{'0' * 5000}65;"
    data = json.dumps({"text": text}, ensure_ascii=False) if kind.startswith("json") else text
    result = CliRunner().invoke(main, ["--isolated", "--input", kind], input=data.encode() + b"\n")
    assert (result.exit_code, result.exception) == (0, None)
    assert number in result.stdout_bytes.decode()
