"""Whoever reads a structured file sees the same structure before and after, and the library's answer in each cell.

The readers are not ours: ``csv``, ``json``, html5lib, pyarrow.  Files are made of every kind of cell, quotation mark,
encoding and line end.  Here the blocks are small, so that every kind of cut is made often.  ``TEXTCLEAN_EVERY=1`` takes
files of 5 MB in blocks of the usual size, one in each encoding and one of each kind with every other choice, and of 20
MB for UTF-8 and UTF-16: meant to end in less than 20 minutes on an idle machine.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_stream import Given

from textclean import Pipeline, clean
from textclean.cli.main import main
from textclean.formats import blocks, cells
from textclean.formats.answers import Answers
from textclean.formats.base import BLOCK, Task
from textclean.result import Result
from textclean.stream import run

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
CELLS = (
    *("plain", "", " ", "x y", BAD, BAD, f"a {BAD} of it", "caf\u00e9", "caf\u00c3\u00a9 au lait", "7", "-", "=1+1"),
    *('5" pipe', 'say "x"', '"', '""', '"quoted"', "6' 2\"", "it's", "&quot;x&quot; &amp; y", "a&#44; b", "a&#10;b"),
    *("one\ntwo", f"one\r\n{BAD}\r\n", '"\n', "\n", "\r", "x\rth\u0435 y", f'\n"{BAD}"\n,;|\t', "a,b", "a;b", "a|b"),
    *("\u0416\u0438\u0437\u043d\u044c", "\U0001f600", "zero\u200bwidth", "\u2028", "\\", "\\n", "{", "[1]", "<b>x</b>"),
)
CYRILLIC = (
    "\u0416\u0438\u0437\u043d\u044c",
    "plain",
    "",
    '5" pipe',
    "\u0434\u0430\n\u043d\u0435\u0442",
    "x,y",
    "&quot;x&quot;",
)
csv.field_size_limit(sys.maxsize)

LONG = os.environ.get("TEXTCLEAN_EVERY") == "1"
SIZES = (
    [pytest.param(size, BLOCK, id=f"{size / 1e6} MB") for size in (5_000_000, 20_000_000)]
    if LONG
    else [pytest.param(4_000, size, id=f"blocks of {size}") for size in (64, 1000)]
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be")


def skip_most(size: int, usual: bool, encoding: str) -> None:
    """Of files of real size: 5 MB in any encoding, or else with any other choice; 20 MB as people have them."""
    wanted = usual or encoding == "utf-8"
    if size >= 20_000_000:
        wanted = usual and encoding in ("utf-8", "utf-16")
    if LONG and not wanted:
        pytest.skip("one choice at a time, with files of real size")


cleaned = cache(clean)


@pytest.fixture(scope="module", autouse=True)
def _answers_are_kept() -> Iterator[None]:
    """Small blocks, and all of them hold the same cells."""
    kept = Answers(Pipeline(), report=False)
    with pytest.MonkeyPatch.context() as patch:
        if not LONG:
            patch.setattr(cells, "Answers", lambda *_: kept)
        yield


def through(data: bytes, said: list[str] | None = None, **task: Any) -> bytes:
    out = []
    for _, block, done in run([(Given(data), Task({}, **task))]):
        if block is not None and done is not None:
            assert not done.failed
            out.append(block.data if done.data is None else done.data)
            if said is not None:
                said += [note.text for note in done.notes if note.failed]
    return b"".join(out)


# Tables


def long_value(size: int) -> str:
    """More than a block of it, and a damage at either end."""
    return f'{BAD}, "' + 'plain words of a long cell, and 5" more\n' * (size // 60) + BAD


def rows_of(size: int, vocabulary: tuple[str, ...], seed: int, width: int = 3) -> list[list[str]]:
    made = random.Random(seed)
    rows = [[f"{BAD} {n}" for n in range(width)]]
    length = 0
    while length < size:
        rows.append(made.choices(vocabulary, k=width))
        length += sum(map(len, rows[-1])) + width + 1
    rows[len(rows) // 2][1] = long_value(size)
    return rows


def written(rows: list[list[str]], delimiter: str, end: str, every: bool) -> str:
    """As many programs write it: quotes where they are needed, and a quotation mark inside a word is not."""

    def cell(value: str) -> str:
        needed = every or value[:1] == '"' or any(c in value for c in (delimiter, "\r", "\n"))
        return '"' + value.replace('"', '""') + '"' if needed else value

    return "".join(delimiter.join(map(cell, row)) + end for row in rows)


def read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("every", [True, False], ids=["all quoted", "few quoted"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
@pytest.mark.parametrize(("delimiter", "encoding"), [(",", e) for e in ENCODINGS] + [(d, "utf-8") for d in "\t;|"])
def test_table(size: int, block: int, every: bool, end: str, delimiter: str, encoding: str) -> None:
    skip_most(size, usual=(every, end, delimiter) == (False, "\r\n", ","), encoding=encoding)
    rows = rows_of(size, CELLS, size + block)
    data = written(rows, delimiter, end, every).encode(encoding)
    before = read(data.decode(encoding), delimiter)
    assert before == rows
    after = through(data, format="csv", size=block, encoding=stated(encoding))
    expected = [rows[0], *([cleaned(cell) for cell in row] for row in rows[1:])]
    assert read(after.decode("utf-8-sig"), delimiter) == expected
    kept = through(data, format="csv", size=block, keep=True, encoding=stated(encoding))
    assert read(kept.decode(encoding), delimiter) == expected


def stated(encoding: str) -> str | None:
    """What has no mark and no longer begins with ASCII in every unit is named."""
    return encoding if encoding.endswith(("le", "be")) else None


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso-8859-5"])
def test_table_in_a_legacy_encoding(size: int, block: int, encoding: str) -> None:
    rows = [["a", "b", "c"], *rows_of(size, CYRILLIC, 1)[1:]]
    rows = [[cell.replace(BAD, "x") for cell in row] for row in rows]
    data = written(rows, ",", "\r\n", False).encode(encoding)
    expected = [rows[0], *([cleaned(cell) for cell in row] for row in rows[1:])]
    after = through(data, format="csv", size=block, encoding=encoding)
    assert read(after.decode(), ",") == expected


def test_table_in_iso_2022_jp_whose_letters_look_like_quotes() -> None:
    word = "\u3042\u3044\u3046"  # in bytes: $" $$ $&
    rows = [["a", "b"], *([word, f'"{word}\n{word}'] for _ in range(200))]
    data = written(rows, ",", "\n", False).encode("iso-2022-jp")
    after = through(data, format="csv", size=500, encoding="iso-2022-jp")
    assert read(after.decode(), ",") == [rows[0], *([cleaned(cell) for cell in row] for row in rows[1:])]


@pytest.mark.parametrize("encoding", ["iso-2022-kr", "hz", "gbk", "shift_jis", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "|"])
def test_table_whose_letters_hold_the_bytes_of_its_signs(encoding: str, delimiter: str) -> None:
    """In bytes: quotation marks, commas and vertical bars, in the middle of a character."""
    words = {"iso-2022-kr": "\u314e\ud55c\uae00", "shift_jis": "\u5012\u57f9\u5f13", "gbk": "\u4e85\u5104\u5008"}
    word = words.get(encoding, "\u3001\u554a\u963f")
    rows = [
        ["a", "b"],
        *(
            [
                word,
                f'"{word}\n{word}',
            ]
            for _ in range(200)
        ),
    ]
    data = codecs.encode(written(rows, delimiter, "\n", False), encoding)
    after = through(data, format="csv", size=500, encoding=encoding)
    assert read(after.decode("utf-8-sig"), delimiter) == [
        rows[0],
        *([cleaned(cell) for cell in row] for row in rows[1:]),
    ]


@settings(max_examples=300)
@given(st.text(st.sampled_from('ab \u0435\u200b",\n\r&;'), max_size=80), st.integers(4, 40))
def test_any_table_at_any_block_size(text: str, size: int) -> None:
    """A cell with text behind the closing quote, or that never closes, stays as it is."""
    text = "a,b\n" + text
    before = read(text, ",")
    after = read(through(text.encode(), format="csv", size=size, encoding="utf-8").decode(), ",")
    assert [len(row) for row in after] == [len(row) for row in before]
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if number == 0:
            assert new == old
        assert all(b in (a, clean(a)) for a, b in zip(old, new, strict=True))


def test_misplaced_quotes_at_block_edges() -> None:
    text = "a,b\n" + f'1,"{BAD}" x\n"{BAD}" y,{BAD}\n5" pipe,{BAD}\n' * 50
    expected = text.replace(f"y,{BAD}", f"y,{GOOD}").replace(f"pipe,{BAD}", f"pipe,{GOOD}")
    for size in (16, 100, 333, 100_000):
        assert through(text.encode(), format="csv", size=size).decode() == expected


def test_rows_that_a_quote_swallows_are_said_and_fail() -> None:
    said: list[str] = []
    text = f'a,b\n{BAD},x\n1,"never closed\n{BAD},x\n{BAD},x\n'
    after = through(text.encode(), said, format="csv")
    assert after.decode() == text.replace(BAD, GOOD, 1)
    assert said == ["a cell with a misplaced quote goes on for 2 more lines; passed through"]


# JSON lines


def lines_of(size: int, seed: int) -> list[dict[str, Any]]:
    made = random.Random(seed)
    found: list[dict[str, Any]] = []
    length = 0
    while length < size:
        text: Any = made.choice(CELLS)
        other = made.choice(CELLS)
        found.append(
            {"id": len(found), "text": text, "other": [other, {"text": other}], "n": made.choice((1.5, 10**30))}
        )
        if made.random() < 0.1:
            found[-1]["text"] = [text, [other], 3, None]
        length += len(text) + 2 * len(other) + 60
    found[len(found) // 2]["text"] = long_value(size)
    return found


def field(value: Any) -> Any:
    """What becomes of the field: a list stands for its items."""
    return (
        [field(item) for item in value]
        if isinstance(value, list)
        else cleaned(value)
        if isinstance(value, str)
        else value
    )


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"], ids=["LF", "CR LF", "LF LF"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_lines(size: int, block: int, ascii_only: bool, end: str, encoding: str) -> None:
    skip_most(size, usual=(ascii_only, end) == (False, "\n"), encoding=encoding)
    found = lines_of(size, size + block)
    data = "".join(json.dumps(record, ensure_ascii=ascii_only) + end for record in found).encode(encoding)
    expected = [record | {"text": field(record["text"])} for record in found]
    after = through(data, format="jsonl", size=block, encoding=stated(encoding)).decode("utf-8-sig")
    assert [json.loads(line) for line in after.split(end) if line] == expected
    kept = through(data, format="jsonl", size=block, keep=True, encoding=stated(encoding)).decode(encoding)
    assert [json.loads(line) for line in kept.split(end) if line] == expected


def test_a_number_of_any_length_is_a_number() -> None:
    line = f'{{"n": {"1" * 5000}, "text": "{BAD}", "m": -{"2" * 9000}}}\n'
    assert through(line.encode(), format="jsonl").decode() == line.replace(BAD, GOOD)


def test_records_that_are_too_deep_are_said_and_the_others_go_on() -> None:
    said: list[str] = []
    deep = '{"text": ' + "[" * 5000 + "]" * 5000 + "}\n"
    text = f'{{"text": "{BAD}"}}\n'
    assert through((text + deep + text).encode(), said, format="jsonl").decode() == (text + deep + text).replace(
        BAD, GOOD
    )
    assert said == ["nested deeper than 200; passed through"]


def test_strings_that_never_close_take_linear_time() -> None:
    line = '{"text": [' + "[" * 300 + '\\"' * 500_000 + "\n"
    start = time.perf_counter()
    assert through(line.encode(), format="jsonl").decode() == line
    assert time.perf_counter() - start < 20  # it was days


def test_a_value_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Pipeline, "inspect", lambda self, value, **_: asked.append(value) or Result(value, value))
    answers = Answers(Pipeline(), report=False)
    for _ in range(1000):
        assert not answers.damaged("\u00c3\u00a9")
    assert asked == ["\u00c3\u00a9"]


def test_a_record_of_changes_that_is_too_deep_is_one_message(tmp_path: Path) -> None:
    record = tmp_path / "changes.jsonl"
    record.write_text('{"target": ' + "[" * 100_000 + "]" * 100_000 + "}\n")
    result = CliRunner().invoke(main, ["undo", str(record)])
    assert result.exit_code == 2
    assert "is no record of changes" in result.stderr


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_record_over_the_limit_is_said_and_fails(kind: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST", 1 << 20)
    small = f'{{"text": "{BAD}"}}\n' if kind == "jsonl" else f"{BAD},x\n"
    large = f'{{"text": "{BAD * 100_000}"}}\n' if kind == "jsonl" else f'1,"{BAD * 100_000}\n'
    head = "" if kind == "jsonl" else "a,b\n"
    text = head + small * 500 + large + small * 500
    said: list[str] = []
    after = through(text.encode(encoding), said, format=kind, size=1000, keep=True).decode(encoding)
    last = small.replace(BAD, GOOD) if kind == "jsonl" else small
    assert after == head + small.replace(BAD, GOOD) * 500 + large + last * 500
    assert len(said) == 1
    assert "more than" in said[0]


# HTML


PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<div title='", "'>", '<img alt="', '">', "<br>", "<title>", "</title>", "<pre>"),
    *("<textarea>", "</textarea>", "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "--!>", "<!-", ">"),
    *("<svg>", "</svg>", "<svg><title/>", "<![CDATA[", "]]>", "<a title=", "=", " ", "\u00a0", "/", "<", "&", "&amp;"),
    *(
        "&lt;",
        "&lt",
        "&#",
        "text",
        f" {BAD} ",
        f" {BAD} ",
        "'",
        '"',
        "<!DOCTYPE html>",
        "</",
        "<?x",
        "\n",
        "<noscript>",
    ),
    *("</tit\u200ble>", "<\u0435m>", "</svg >", "<SCRIPT >", "</scripts>", "<foreignObject>", "<iframe>", "</iframe>"),
)
UNTOUCHED = {"script", "style", "textarea", "iframe", "pre"}


def tree(text: str) -> Any:
    html5lib = pytest.importorskip("html5lib")
    return html5lib.parse(text, namespaceHTMLElements=False)


Mend = Callable[[str], str]


def seen(element: Any, mend: Mend, code: bool = False) -> Iterator[tuple[Any, ...]]:
    """What a reader sees, with the damage mended where it must be."""
    name = element.tag if isinstance(element.tag, str) else "comment"
    code = code or name in UNTOUCHED or name == "comment"
    text = str if code else mend
    yield name, {key: mend(value) if key in ("title", "alt") else value for key, value in element.attrib.items()}
    yield "text", text(element.text or "")
    for child in element:
        yield from seen(child, mend, code)
        yield "text", text(child.tail or "")
    yield "end", name


def restored(text: str) -> str:
    return text.replace(BAD, GOOD)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_any_page_keeps_its_tree(text: str) -> None:
    before, after = tree(text), tree(through(text.encode(), format="html", encoding="utf-8").decode())

    def same(text: str) -> str:
        return clean(text, markup=True).replace("\u200b", "")

    assert list(seen(after, same)) == list(seen(before, same))


def page(size: int, seed: int) -> str:
    made = random.Random(seed)
    blocks = (
        f"<p>text {BAD} and <b>more</b></p>\n",
        f"<div title='x {BAD}' class='{BAD}'>5\" pipe &amp; &lt;b&gt; caf\u00e9</div>\r\n",
        f"<script>var a = '<!-- <script>'; x('</script>'); // {BAD} --></script>",
        f"<script>if (a<b) x('{BAD}')</script><style>p::before {{ content: '{BAD}' }}</style>",
        f"<textarea><!-- {BAD}</textarea><p>{BAD}</p>",
        f"<!-- {BAD} --!><p>{BAD}</p><!--><p>{BAD}</p>",
        f"<svg><title>{BAD}</title><style/><path d='M0'/></svg><p>{BAD}</p>",
        f"<pre>{BAD}\n</pre><table><tr><td>{BAD}<td>x</table>",
        f"<img alt='{BAD}' =title='{BAD}'><p\u00a0title='{BAD}'>x</p>",
    )
    found = [f"<!DOCTYPE html><html><head><meta charset=utf-8><title><!-- {BAD}</title></head><body>"]
    length = 0
    while length < size:
        found.append(made.choice(blocks) if made.random() < 5000 / size else "<p>plain words, &amp; more</p>\n" * 3)
        length += len(found[-1])
    return "".join((*found, "</body></html>\n"))


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_page(size: int, block: int, encoding: str) -> None:
    text = page(size, size)
    after = through(text.encode(encoding), format="html", size=block).decode()
    assert list(seen(tree(after), str)) == list(seen(tree(text), restored))


# Parquet and text


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("kind", ["string", "large_string", "dictionary"])
def test_parquet(size: int, block: int, kind: str) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    from textclean import formats

    made = random.Random(size)
    values = [*made.choices((*CELLS, None), k=size // 10), long_value(size)]
    column = pa.array(values, pa.large_string() if kind == "large_string" else pa.string())
    column = column.dictionary_encode() if kind == "dictionary" else column
    table = pa.table({"id": range(len(values)), "text": column, "list": [[BAD]] * len(values)})
    source, out = io.BytesIO(), io.BytesIO()
    pq.write_table(table, source, row_group_size=max(7, block // 100))
    sink = formats.find("parquet").sink(out, Path("x.parquet"))
    for _, piece, done in run([(Given(source.getvalue()), Task({}, format="parquet"))]):
        if piece is not None and done is not None:
            sink.write(piece.data if done.data is None else done.data)
    sink.close()
    after = pq.ParquetFile(io.BytesIO(out.getvalue()))
    before = pq.ParquetFile(io.BytesIO(source.getvalue()))
    assert after.schema_arrow == before.schema_arrow
    assert after.metadata.num_row_groups == before.metadata.num_row_groups
    found = after.read()
    assert found.column("text").to_pylist() == [value if value is None else cleaned(value) for value in values]
    assert found.drop_columns(["text"]) == before.read().drop_columns(["text"])


@pytest.mark.parametrize(("size", "block"), SIZES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CR LF"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_text(size: int, block: int, end: str, encoding: str) -> None:
    skip_most(size, usual=end == "\n", encoding=encoding)
    lines = random.Random(size).choices(
        ("plain words", "", f"of {BAD} and", '5" pipe', "caf\u00e9 \u2014 ok"), k=size // 12
    )
    text = end.join(lines)
    after = through(text.encode(encoding), size=block, encoding=stated(encoding)).decode("utf-8-sig")
    assert after.split(end) == [restored(line) for line in lines]


def test_a_quotation_mark_does_not_begin_a_value_that_had_no_quotes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<meta charset=utf-8><p title=\x04\x04"Она пришла" id=a>Он</p>', "utf-8")
    found = CliRunner().invoke(main, ["--input", "html", str(page)])
    assert found.exit_code == 0
    assert found.stdout == '<meta charset=utf-8><p title=&#34;Она пришла" id=a>Он</p>'


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "nonsense"])
def test_a_page_in_ascii_keeps_what_it_says_of_its_encoding(label: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<meta charset={label}><p title='l&#226;&#8364;&#8482;a'>va dir l&#226;&#8364;&#8482;avi</p>", "ascii"
    )
    found = CliRunner().invoke(main, ["--input", "html", str(page)])
    assert found.stdout == f"<meta charset={label}><p title='l&#8217;a'>va dir l&#8217;avi</p>"
