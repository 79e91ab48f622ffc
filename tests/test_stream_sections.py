"""Blocks of long sources: quiet sections go by, the others are one document, and every place is that of the block."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import textclean
from textclean.decoding.stream import Reading
from textclean.formats import sections
from textclean.formats.base import Block, Task
from textclean.formats.text import FORMAT
from textclean.markup import over_lines
from textclean.pipeline import Pipeline
from textclean.result import Result

CLEANER = Pipeline()
PLAIN = "The committee met on Tuesday \u2013 and \u201cagreed\u201d on nothing at all, as everybody had expected.\n"
DAMAGED = "The caf\xc3\xa9 on the corner doesn\xe2\u20ac\u2122t open before noon, na\xc3\xafve as that may seem.\n"
SPOOFED = "Thе prеsidеnt has not answered.\n".replace("е", "\u0435")
TASK = Task({})


def inspected(text: str, cleaner: Pipeline = CLEANER) -> Result:
    seen = sections.look(text.encode(), cleaner)
    assert seen is not None
    assert seen.length == len(text)
    result = sections.inspect(text, seen, cleaner)
    assert (sections.clean(seen, cleaner) or text.encode()) == result.text.encode()
    return result


def test_a_quiet_block_is_not_even_decoded() -> None:
    done = FORMAT.treat(
        Block((PLAIN * 2000).encode(), Reading("utf-8", "utf-8 valid", ""), first=False, part=True), TASK
    )
    assert (done.data, done.changed, done.length) == (None, False, len(PLAIN) * 2000)


def test_a_damaged_line_in_a_thousand_is_restored_in_its_place() -> None:
    text = PLAIN * 500 + DAMAGED + PLAIN * 500 + SPOOFED + PLAIN * 200
    result = inspected(text)
    assert result.text == CLEANER.clean(text)
    assert result.replay() == result.text
    assert result.undo() == text
    assert [text[fix.start : fix.end] for fix in result.fixes] == [fix.old for fix in result.fixes]
    seen = sections.look(text.encode(), CLEANER)
    assert seen is not None
    assert len(seen.awake) <= 2


def test_bytes_that_are_no_utf8_take_the_long_way() -> None:
    assert sections.look(b"caf\xe9\n" * 1000, CLEANER) is None
    text = PLAIN * 300 + SPOOFED
    done = FORMAT.treat(Block(text.encode("utf-16"), Reading("utf-16le", "bom", bom=b"\xff\xfe"), part=True), TASK)
    assert done.data == (PLAIN * 300 + "The president has not answered.\n").encode()


def test_short_sources_are_one_document() -> None:
    text = PLAIN * 100 + SPOOFED
    done = FORMAT.treat(Block(text.encode()), TASK)
    assert done.data == textclean.clean(text).encode()


def test_blocks_of_code_and_tags_are_not_cut() -> None:
    code = "```text\n" + "x = 1  # nothing of interest here\n" * 200 + SPOOFED + "y = 2\n" * 2000 + "```\n"
    text = PLAIN * 100 + code + PLAIN * 100
    assert over_lines(text.encode(), [(0, len(text.encode()))]) == [
        (len(PLAIN.encode()) * 100, len((PLAIN * 100 + code).encode()) - 1)
    ]
    result = inspected(text)
    assert result.text == text
    assert [fix.held for fix in result.held][:1] == ["inside code"]
    assert over_lines(b'<a\n href="x">', [(0, 13)]) == [(0, 13)]
    assert over_lines(b"inline ``` and <b> and ~~~ alone\n", [(0, 34)]) == []


def test_a_rule_that_wakes_everywhere_sees_the_whole_block() -> None:
    cleaner = Pipeline(profile="normalize")
    text = "one  line \r\n" * 1000
    assert inspected(text, cleaner).text == cleaner.clean(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([PLAIN * 30, DAMAGED, SPOOFED, "\n", PLAIN, "zero\u200bwidth\n", "&amp;\n"]), max_size=30)
)
def test_places_are_those_of_the_block(pieces: list[str]) -> None:
    text = "".join(pieces)
    result = inspected(text)
    assert result.replay() == result.text
    assert result.undo() == text
    for change in result.changes:
        assert text[change.start : change.end] == change.old
        assert result.text[change.at : change.till] == change.new
        assert result.source(change.at, change.till) == (change.start, change.end)
    assert inspected(result.text).text == result.text
