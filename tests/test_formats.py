"""Kinds of files: only the author's text is touched, every other byte stays."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sys
import zlib
from base64 import b32encode
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from growth import assert_linear, repeated
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli.main import main
from textclean.formats import http_body
from textclean.formats.html import tokens
from textclean.formats.table import row_end

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"


def run(*args: str | Path, stdin: str | bytes = b"") -> Result:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    return CliRunner().invoke(main, ["--isolated", *map(str, args)], input=data)


def cleaned(kind: str, text: str, *args: str) -> str:
    return run("--input", kind, *args, stdin=text).stdout_bytes.decode()


# JSON lines


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1, "text": "BAD"}',
        '{"id":1,"text" : "BAD" , "x":[1, 2.50, 1e3, "BAD-"], "y": {"text": "other"}}',
        '  {"text": "a \\"BAD\\" \\\\ \\/ \\t end"}  ',
        '{"text": "\\u00e9 BAD \\ud83d\\ude00 \U0001f600"}',
        '{"text": "first", "text": "BAD"}',
        '{"t\\u0065xt": "BAD"}',
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n"])
def test_json_only_the_damage_changes(line: str, end: str) -> None:
    assert (
        cleaned("jsonl", line.replace("BAD", BAD) + end)
        == line.replace(BAD, GOOD).replace("BAD", GOOD).replace(GOOD + "-", BAD + "-") + end
    )


def test_json_escapes_stay_ascii_where_all_was_ascii() -> None:
    line = json.dumps({"text": "caf\u00c3\u00a9 of th\u0435 \u2014 end"}) + "\n"
    assert cleaned("jsonl", line) == '{"text": "caf\\u00e9 of the \\u2014 end"}\n'


def test_json_fields_may_be_nested_and_in_lists() -> None:
    line = json.dumps({"messages": [{"content": BAD, "role": BAD}, {"content": "ok"}, 3], "a": {"b": BAD}}) + "\n"
    expected = json.dumps({"messages": [{"content": GOOD, "role": BAD}, {"content": "ok"}, 3], "a": {"b": GOOD}}) + "\n"
    assert cleaned("jsonl", line, "--field", "messages.content", "--field", "a.b") == expected


def test_bad_lines_pass_and_are_reported() -> None:
    result = run("--input", "jsonl", stdin='{"text": "ok"}\nnot json\n{"text": \n' + "[" * 100_000 + "\n")
    assert result.stdout_bytes.decode() == '{"text": "ok"}\nnot json\n{"text": \n' + "[" * 100_000 + "\n"
    assert "<stdin>:2: no JSON" in result.stderr
    assert "<stdin>:3: no JSON" in result.stderr


def test_a_missing_field_is_named_with_those_there_are() -> None:
    assert "there are: id, body" in run("--input", "jsonl", stdin='{"id": 1, "body": "x"}\n').stderr


def test_lone_surrogates_in_json() -> None:
    assert cleaned("jsonl", '{"text": "a\\ud83d b"}\n') == '{"text": "a\\ufffd b"}\n'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["x", BAD, "", "caf\u00e9", "\U0001f600"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "a", "b"]), inner, max_size=3),
    max_leaves=12,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_any_record_keeps_all_but_the_field(record: object, ascii_only: bool, indent: None) -> None:
    line = json.dumps(record, ensure_ascii=ascii_only) + "\n"
    found = json.loads(cleaned("jsonl", line))
    if isinstance(record, dict) and record.get("text") == BAD:
        assert found == record | {"text": GOOD}
    elif not (isinstance(record, list) or (isinstance(record, dict) and isinstance(record.get("text"), list | dict))):
        assert found == record


# Tables


def test_table_keeps_its_dialect() -> None:
    text = f'id;text;"other x"\r\n1;"{BAD} ""said"" so; x";{BAD}\r\n2;"two\nlin\u0435s th\u0435";\r\n3;{BAD};"a"'
    assert cleaned("csv", text) == text.replace(BAD, GOOD).replace("lin\u0435s th\u0435", "lines the")
    assert cleaned("csv", text, "--column", "other x") == text.replace(f";{BAD}\r", f";{GOOD}\r")
    assert cleaned("csv", text, "--column", "3") == text.replace(f";{BAD}\r", f";{GOOD}\r")


def test_the_header_stays() -> None:
    text = f"{BAD}\tb\n{BAD}\t{BAD}\n"
    assert cleaned("csv", text) == f"{BAD}\tb\n{GOOD}\t{GOOD}\n"


def test_a_cell_that_needs_quotes_gets_them() -> None:
    assert cleaned("csv", "a,b\nx&#44; y&#10;z,c\n", "--only", "entities") == 'a,b\n"x, y\nz",c\n'


def test_misplaced_quotes_pass_and_are_reported() -> None:
    text = f'a,b\n"{BAD}" x,{BAD}\nc,{BAD}\n"never closed {BAD}\n'
    result = run("--input", "csv", stdin=text)
    assert result.stdout_bytes.decode() == text.replace(f"{BAD}\nc,{BAD}", f"{GOOD}\nc,{GOOD}")
    assert "<stdin>:2: a cell with a misplaced quote" in result.stderr


def test_an_unknown_column_is_named_with_those_there_are() -> None:
    result = run("--input", "csv", "--column", "txt", stdin="id,text\n1,x\n")
    assert result.exit_code == 2
    assert "there are: id, text" in result.stderr


CELLS = st.lists(
    st.lists(st.sampled_from(["a", BAD, 'q"', "x,y", "l\nm", ""]), min_size=2, max_size=2), min_size=2, max_size=8
)


@given(
    CELLS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"])
)
def test_any_table_keeps_all_but_the_damage(rows: list[list[str]], quoting: int, delimiter: str, end: str) -> None:
    rows[0] = ["one", "two"]
    out = io.StringIO()
    csv.writer(out, quoting=quoting, delimiter=delimiter, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    expected = out.getvalue().replace(BAD, GOOD)
    assert cleaned("csv", out.getvalue()) == expected


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b'a,"b\nc', 0),
        (b'a,b\nc,"d\ne', 4),
        (b'a,"b\nc"\nd', 8),
        (b'5" pipe,a\n6" pipe,b\n"c\nd', 20),  # inches
        (b'"a""\nb"\nc', 8),
        (b'"a"x"\nb,"\n', 6),
        (b"a\rb\rc", 4),
        (b"a\r\nb\r", 3),  # a LF may follow
        (b"", 0),
    ],
)
def test_rows_end_outside_of_quotes(data: bytes, end: int) -> None:
    assert row_end(data, b",") == end


# HTML

PAGE = """<!DOCTYPE html><html><head><title>BAD</title><meta name="description" content="BAD">
<meta name="viewport" content="-BAD"><style>p::before { content: "-BAD" }</style>
<script>var x = "-BAD" < 3;</script></head>
<body class="-BAD"><!-- -BAD --><p data-x='-BAD' title="BAD">Th<b>\u0435</b> pr&#1077;sident &amp; co &lt; BAD</p>
<pre>-BAD</pre><img alt='BAD' src=-BAD><p>1 < 2, see <a href="http://-BAD.org">BAD</a>
<textarea>-BAD</textarea></body></html>
"""


def test_only_text_and_chosen_attributes_change() -> None:
    page = PAGE.replace("BAD", BAD)
    expected = page.replace(BAD, GOOD).replace("-" + GOOD, "-" + BAD)
    expected = expected.replace("Th<b>\u0435</b> pr&#1077;sident", "Th<b>e</b> president")
    assert cleaned("html", page) == expected
    assert cleaned("html", page, "--attribute", "data-x") == expected.replace(f"data-x='-{BAD}", f"data-x='-{GOOD}")


def test_a_page_in_place_keeps_its_encoding_and_writes_references(tmp_path: Path) -> None:
    page = '<meta charset="windows-1252"><p>caf\u00e9 \\u041f\\u0440\\u0438\\u0432\\u0435\\u0442</p>'
    file = tmp_path / "a.html"
    file.write_bytes(page.encode("cp1252"))
    assert run("-i", "--only", "escapes", str(file)).exit_code == 0
    start = '<meta charset="windows-1252"><p>caf\u00e9 &#x41F;&#x440;'
    assert file.read_bytes().decode("cp1252").startswith(start)


@given(st.text(st.sampled_from("<>/!-a b=\"'&;x\n"), max_size=60))
def test_any_markup_comes_back(text: str) -> None:
    assert cleaned("html", text) == text
    spans = [(token.start, token.end) for token in tokens(text)]
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    "piece", ["<", "<a", "<!--", "<a b='", '<a b="c" ', "<a b=", "&", "&#", "<script>", "</", "<a " + " " * 50, "<?"]
)
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    assert_linear(lambda text: list(tokens(text)), repeated(piece), 200_000, 2_000_000)


# WARC


def record(kind: str, content: bytes, *headers: str) -> bytes:
    digest = "sha1:" + b32encode(hashlib.sha1(content).digest()).decode()
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        *headers,
        f"WARC-Block-Digest: {digest}",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def http(content: bytes, mime: str, *headers: str) -> bytes:
    head = ["HTTP/1.1 200 OK", f"Content-Type: {mime}", f"Content-Length: {len(content)}", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


def warc(text: str) -> bytes:
    page = f"<p>{text}</p>".encode()
    response = "Content-Type: application/http; msgtype=response"
    uri = "WARC-Target-URI: http://a.org/"
    return b"".join(
        (
            record("warcinfo", b"software: x\r\n"),
            record("conversion", f"{text}\nline\n".encode(), uri, "Content-Type: text/plain"),
            record("response", http(page, "text/html; charset=utf-8"), uri, response),
            record("response", http(gzip.compress(b"x"), "image/png", "Content-Encoding: gzip"), uri, response),
            record("resource", b"\x89PNG\r\n\x1a\n\0\0", uri, "Content-Type: image/png"),
        )
    )


def test_warc_text_is_cleaned_and_lengths_and_digests_follow(tmp_path: Path) -> None:
    source, expected = warc(BAD), warc(GOOD)
    packed = source.split(b"\r\n\r\nWARC/")
    assert len(packed) == 5
    assert run("--input", "warc", stdin=source).stdout_bytes == expected
    assert run("--input", "warc", stdin=expected).stdout_bytes == expected
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(source))
    assert run("-i", path).exit_code == 0
    assert gzip.decompress(path.read_bytes()) == expected
    assert path.read_bytes().count(b"\x1f\x8b\x08") >= 5


def test_warc_findings_name_the_page() -> None:
    shown = run("check", "--input", "warc", stdin=warc(BAD)).stdout
    assert "(http://a.org/)" in shown


def test_what_is_no_warc_passes() -> None:
    result = run("--input", "warc", stdin=b"something else\nentirely\n")
    assert result.stdout_bytes == b"something else\nentirely\n"
    assert "no WARC record" in result.stderr


def test_warc_is_read_by_others(tmp_path: Path) -> None:
    warcio = pytest.importorskip("warcio.archiveiterator")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(gzip.compress(part) for part in [warc(BAD)]))
    run("-i", path)
    with path.open("rb") as stream:
        found = [r.content_stream().read() for r in warcio.ArchiveIterator(stream)]
    assert f"{GOOD}\nline\n".encode() in found


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (*pieces, b""))


def responses(*pages: bytes) -> bytes:
    uri, kind = "WARC-Target-URI: http://a.org/", "Content-Type: application/http; msgtype=response"
    return b"".join(record("response", page, uri, kind) for page in pages)


def sent(body: bytes, *headers: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers, "", "")).encode() + body


CHUNKED, GZIP, DEFLATE = "Transfer-Encoding: chunked", "Content-Encoding: gzip", "content-encoding: deflate"
PACKED = {
    "chunked": (chunked, (CHUNKED,)),
    "gzip": (gzip.compress, (GZIP,)),
    "two members": (lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:]), (GZIP,)),
    "deflate": (zlib.compress, (DEFLATE,)),
    "deflate without a head": (lambda body: zlib.compress(body, wbits=-15), (DEFLATE,)),
    "gzip in chunks": (lambda body: chunked(gzip.compress(body)), (GZIP, CHUNKED)),
    "written plain": (bytes, (GZIP, CHUNKED)),
}


@pytest.mark.parametrize("way", PACKED)
def test_packed_bodies_in_a_warc_are_cleaned_and_written_plain(way: str, tmp_path: Path) -> None:
    archives = pytest.importorskip("warcio.archiveiterator")
    pack, headers = PACKED[way]
    dirty, good = (f"<p>{text}</p>\n".encode() for text in (BAD, GOOD))
    clean = sent(pack(good), *headers)
    path = tmp_path / "a.warc"
    path.write_bytes(responses(sent(pack(dirty), *headers), clean))
    changes = tmp_path / "changes"
    before = path.read_bytes()
    result = run("-i", "--changes", str(changes), str(path))
    assert (result.exit_code, result.stderr.count("written plain (X-Crawler-...")) == (0, 1)
    kept = [f"X-Crawler-{header}" for header in headers]
    assert path.read_bytes() == responses(sent(good, *kept, f"Content-Length: {len(good)}"), clean)
    with path.open("rb") as stream:
        assert next(archives.ArchiveIterator(stream)).content_stream().read() == good
    assert CliRunner().invoke(main, ["undo", str(changes)]).exit_code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("body", "header", "said"),
    [
        (chunked(BAD.encode())[:-9], CHUNKED, "its chunks are cut off or damaged"),
        (chunked(BAD.encode()) + b"more", CHUNKED, "something stands behind its last chunk"),
        (gzip.compress(BAD.encode())[:-9], GZIP, "its gzip data is cut off or damaged"),
        (gzip.compress(BAD.encode()) + b"more", GZIP, "its gzip data is cut off or damaged"),
        (BAD.encode(), DEFLATE, "its deflate data is cut off or damaged"),
        (BAD.encode(), "Content-Encoding: zpaq", "its coding 'zpaq' is not known here"),
    ],
    ids=["cut chunks", "more than chunks", "cut gzip", "more than gzip", "no deflate", "unknown"],
)
def test_a_body_that_cannot_be_unpacked_passes_and_is_told(body: bytes, header: str, said: str) -> None:
    pytest.importorskip("warcio")
    source = responses(sent(body, header))
    result = run("--input", "warc", stdin=source)
    told = f"textclean: <stdin>: http://a.org/: its body is passed through: {said}\n"
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (2, source, told)


def test_a_body_of_no_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("warcio")
    monkeypatch.setattr(http_body, "MOST", 1 << 20)
    source = responses(sent(gzip.compress(bytes(1 << 21)), GZIP))
    assert run("--input", "warc", stdin=source).exit_code == 2


def test_without_warcio_packed_bodies_pass_and_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.bufferedreaders", None)
    source = responses(*[sent(gzip.compress(BAD.encode()), GZIP)] * 3)
    result = run("--input", "warc", stdin=source)
    assert (result.exit_code, result.stdout_bytes) == (2, source)
    assert result.stderr.count("install textclean-restore[warc]") == 1


# Parquet


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = pa.table(
        {
            "id": [1, 2, 3, 4],
            "text": pa.array([BAD, None, "", "clean"], pa.large_string()),
            "label": pa.array(["x", BAD, "x", None]).dictionary_encode(),
        },
    ).replace_schema_metadata({"made": "by us"})
    path = tmp_path / "a.parquet"
    pq.write_table(table, path, row_group_size=2, compression="gzip")
    assert run("check", path).exit_code == 1
    assert run("--output-dir", tmp_path / "out", path).exit_code == 0
    assert run("-i", path, "--column", "text").exit_code == 0
    found = pq.ParquetFile(path)
    assert found.schema_arrow.equals(table.schema, check_metadata=True)
    assert found.metadata.num_row_groups == 2
    assert found.metadata.row_group(0).column(0).compression == "GZIP"
    assert found.read().column("text").to_pylist() == [GOOD, None, "", "clean"]
    assert found.read().column("label").to_pylist() == ["x", BAD, "x", None]
    before = path.stat().st_ino
    assert run("-i", path, "--column", "text").exit_code == 0
    assert path.stat().st_ino == before
    assert run("check", path, "--column", "id").exit_code == 2
    (out,) = (tmp_path / "out").rglob("*.parquet")
    assert pq.read_table(out).column("label").to_pylist() == ["x", GOOD, "x", None]


def test_undo_of_structured_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sources = {
        "a.jsonl": json.dumps({"text": BAD}).encode() + b"\n",
        "b.csv": f'a,b\n"{BAD}",x\n'.encode(),
        "c.html": f"<p>{BAD}</p>".encode(),
        "d.warc": warc(BAD),
        "e.txt.gz": gzip.compress(BAD.encode(), mtime=0),
    }
    for name, data in sources.items():
        Path(name).write_bytes(data)
    assert run("-i", *sources, "--changes", "changes.jsonl").exit_code == 0
    assert all(Path(name).read_bytes() != data for name, data in sources.items())
    assert CliRunner().invoke(main, ["undo", "changes.jsonl"]).exit_code == 0
    for name, data in sources.items():
        if name.endswith("gz"):
            assert gzip.decompress(Path(name).read_bytes()) == gzip.decompress(data)
        else:
            assert Path(name).read_bytes() == data


def test_no_tag_and_no_reference_comes_about() -> None:
    """A sign that stood for itself, before a letter that was none of Latin's, still does."""
    page = "<p>&\u0430mp; <\u0455cript> &l\u200bt; &amp \u0430mp;x th\u0435 &not\u0456n; <b>x"
    assert cleaned("html", page, "--floor", "guess") == (
        "<p>&amp;amp; &lt;script> &amp;lt; &amp amp;x the &not;in; <b>x"
    )


def test_digests_are_replaced_where_they_stand() -> None:
    """Both digests of a conversion are equal; the first of them in the head need not be the block's."""
    digest = "sha1:" + b32encode(hashlib.sha1(BAD.encode()).digest()).decode()
    new = "sha1:" + b32encode(hashlib.sha1(GOOD.encode()).digest()).decode()
    head = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Payload-Digest: {0}\r\nWARC-Block-Digest: {0}\r\nContent-Length: {1}"
    )
    record = (head + "\r\n\r\n{2}\r\n\r\n").format
    assert cleaned("warc", record(digest, len(BAD.encode()), BAD)) == record(new, len(GOOD), GOOD)


def test_a_reference_in_an_attribute_without_quotes() -> None:
    assert cleaned("html", "<p title=a&nbsp;b>x&nbsp;y", "-p", "normalize") == "<p title=a&#32;b>x y"


def test_a_row_stays_a_row() -> None:
    assert cleaned("csv", "a\n\0\0\nb\n") == 'a\n""\nb\n'


@pytest.mark.parametrize("depth", [190, 250, 600, 950, 5000])
def test_deep_records_pass_or_are_cleaned_whatever_the_python(depth: int) -> None:
    brackets = '"[[[", ' * 300  # those in strings do not count
    line = f'{{"x": [{brackets}1], "text": {"[" * depth}"{BAD}"{"]" * depth}}}\n'
    assert cleaned("jsonl", line) == (line.replace(BAD, GOOD) if depth < 200 else line)


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        (["titel"], 2, "no line has the field titel; did you mean 'title'?"),
        (["title", "bodi"], 2, "no line has the field bodi; did you mean 'body'?"),
        (["title", "body"], 0, ""),
        ([], 0, "no line has the field text; there are: title, body; name one with --field"),
    ],
)
def test_a_field_that_no_line_has_is_an_error_told_once(fields: list[str], code: int, said: str) -> None:
    flags = [word for field in fields for word in ("--field", field)]
    result = run("--input", "jsonl", *flags, stdin='{"title": "x", "body": "y"}\n' * 200_000)  # two blocks
    assert (result.exit_code, result.stderr) == (code, f"textclean: <stdin>: {said}\n" if said else "")
    found = run("check", "--input", "jsonl", *flags, stdin='{"title": "x", "body": "y"}\n')
    nothing = "nothing found; 1 not looked at in full" if code else "nothing to restore"
    assert (found.exit_code, found.stdout) == (code, f"1 file: {nothing}\n")


OLD = "<?xml version='1.0' encoding='windows-1251'?><meta charset=windows-1251>"
OLD += (
    '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Он ушёл домой к маме, cli&#1077;nt.'
)


def test_a_page_that_is_written_as_utf_8_declares_it(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(OLD.encode("cp1251"))
    new = OLD.replace("windows-1251", "utf-8").replace("&#1077;", "e").encode()
    assert run(str(page)).stdout_bytes == new
    kept = run("-i", str(page))
    assert kept.exit_code == 0
    assert page.read_bytes() == OLD.replace("&#1077;", "e").encode("cp1251")
    record = tmp_path / "changes"
    assert run("-i", "--to", "utf-8", str(page), "--changes", str(record)).exit_code == 0  # though no letter changes
    assert page.read_bytes() == new
    assert CliRunner().invoke(main, ["undo", str(record)]).exit_code == 0
    assert page.read_bytes() == OLD.replace("&#1077;", "e").encode("cp1251")


def test_a_reference_of_thousands_of_digits_passes() -> None:
    page = f"<p>th\u0435 end &#{'9' * 5000}; &#x{'f' * 5000}; &#{'0' * 5000}233;</p>\n"
    assert run("--input", "html", stdin=page).stdout == page.replace("\u0435", "e")
