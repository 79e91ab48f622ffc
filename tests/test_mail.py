"""Mail: what a reader reads is cleaned, whatever it was encoded in; every other byte stays."""

from __future__ import annotations

import base64
import contextlib
import email
import email.policy
import mailbox
import quopri
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from growth import assert_linear, repeated
from hypothesis import given
from hypothesis import strategies as st

from textclean.cli.main import main
from textclean.formats import mail, mime
from textclean.formats.base import Block, Task

BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
MOJI, FINE = "sch\u00c3\u00b6ne Gr\u00c3\u00bc\u00c3\u0178e", "sch\u00f6ne Gr\u00fc\u00dfe"


def run(*args: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, [*map(str, args), *(() if args[0] == "undo" else ("--isolated",))], input=stdin)


def cleaned(data: bytes, *args: str) -> bytes:
    return run("--input", "mail", *args, stdin=data).stdout_bytes


def word(text: str, way: str, charset: str = "utf-8") -> str:
    raw = text.encode(charset)
    inner = base64.b64encode(raw).decode() if way == "B" else "".join(
        chr(b) if chr(b).isalnum() and b < 128 else f"={b:02X}" if b != 32 else "_" for b in raw
    )  # fmt: skip
    return f"=?{charset}?{way}?{inner}?="


def encoded(text: str, transfer: str, charset: str = "utf-8") -> bytes:
    raw = text.encode(charset)
    if transfer == "base64":
        return base64.encodebytes(raw)
    return quopri.encodestring(raw) if transfer == "quoted-printable" else raw


def message(text: str, transfer: str = "8bit", *, charset: str = "utf-8", kind: str = "plain") -> bytes:
    subject = word(text.partition(":")[0].strip()[:14], "Q")
    return (
        f"Received: from x by y; th\u0435\nDKIM-Signature: v=1; b=abc=\nSubject: {subject}\n"
        f'From: "A. B." <th\u0435@x.org>\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset="{charset}"\n'
        f"Content-Transfer-Encoding: {transfer}\n\n"
    ).encode().replace(b"\xd0\xb5", b"e") + encoded(text, transfer, charset)


def parts(data: bytes) -> list[Any]:
    return [
        part for part in email.message_from_bytes(data, policy=email.policy.default).walk() if not part.is_multipart()
    ]


LONG = "".join(f"Line {n}: words d\u00e9j\u00e0 vu, and so on = for {n * 'x'} some {n} letters  \n" for n in range(40))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_bodies_and_subjects(transfer: str, end: bytes, tmp_path: Path) -> None:
    before = message(f"{BAD}: {LONG}{MOJI}\n", transfer).replace(b"\n", end)
    after = message(f"{GOOD}: {LONG}{FINE}\n", transfer).replace(b"\n", end)
    path = tmp_path / "a.eml"
    path.write_bytes(before)
    checked = run("check", path)
    assert checked.exit_code == 1
    assert "(text/plain)" in checked.stdout or "text/plain" in run("check", "--output-format", "jsonl", path).stdout
    record = tmp_path / "changes"
    assert run("-i", path, "--changes", record).exit_code == 0
    made = path.read_bytes()
    (one,), (two,) = parts(made), parts(after)
    assert one.get_content() == two.get_content()
    assert str(one["subject"]).strip() == str(two["subject"]).strip()
    long = [line for line in made.split(b"\n") if len(line.rstrip(b"\r")) > 76]
    assert frozenset(long) <= frozenset(before.split(b"\n"))
    changed = [pair for pair in zip(before.split(b"\n"), made.split(b"\n"), strict=False) if pair[0] != pair[1]]
    assert len(changed) < 10 or transfer == "base64"
    assert run("--diff", path).exit_code == 0
    assert run("undo", record).exit_code == 0
    assert path.read_bytes() == before


def test_findings_stand_in_their_lines() -> None:
    for transfer, line in (("8bit", 12), ("quoted-printable", 13), ("base64", 9)):
        data = message(f"one\ntwo {80 * 'x'}\nthree\n{BAD}\n", transfer)
        head = b"\n".join(data.split(b"\n\n")[0].split(b"\n"))
        assert head.count(b"\n") == 6
        lines = [row.split(":")[1] for row in run("check", "--input", "mail", stdin=data).stdout.split("\n")[:2]]
        assert lines == [str(line)] * 2, transfer


MULTIPART = b"""From - Mon
Subject: caf\xc3\xa9 BAD
 BAD
To: =?utf-8?Q?MOJI?= <a@b.c>,
 =?utf-8?B?QkFE?= <d@e.f>
X-Other: =?utf-8?Q?KEY?= KEY
Content-Type: multipart/mixed; boundary="=_x"

KEY
--=_x
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

BAD
and
--inner
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<p title="BAD" class="KEY">BAD<br>&eacute; &lt;KE&gt;</p><script>"KEY"</script>

--inner--

--=_x
Content-Type: text/x-patch; charset=utf-8

KEY
--=_x
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename=a.txt

KEY
--=_x
Content-Type: message/rfc822

Subject: =?utf-8?Q?BAD?=

BAD
--=_x--
KEY
"""


def filled(bad: str, moji: str) -> bytes:
    key = b"pr\xd0\xb5si\xe2\x80\x8bdent"
    data = MULTIPART.replace(b"=?utf-8?B?QkFE?=", word(bad, "B").encode())
    data = data.replace(b"=?utf-8?Q?MOJI?=", word(moji, "Q").encode()).replace(b"?Q?BAD?=", word(bad, "Q")[7:].encode())
    return data.replace(b"BAD", bad.encode()).replace(b"KEY", key)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_parts_of_parts(end: bytes) -> None:
    before, after = (filled(*texts).replace(b"\n", end) for texts in ((BAD, MOJI), (GOOD, FINE)))
    assert cleaned(before) == after
    assert cleaned(after) == after


def test_a_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    one, two = message(f"{BAD}\n", "quoted-printable"), message(f"{BAD}\n\n>From here on\n")
    clean = message("From us.\n".replace("From", ">From"))
    path.write_bytes(b"\n".join(b"From a@b.c Mon Jan  1 00:00:00 2024\n" + each for each in (one, clean, two, clean)))
    assert run("-i", path).exit_code == 0
    with contextlib.closing(mailbox.mbox(path)) as box:
        found = [m.get_payload(decode=True) for m in box]
    assert [text.decode().strip() for text in found] == [GOOD, ">From us.", f"{GOOD}\n\n>From here on", ">From us."]


@given(st.integers(1, 400))
def test_a_mailbox_is_cut_between_messages(size: int) -> None:
    import io

    data = b"\n".join(b"From x\n" + message(f"{BAD} {n}\n") for n in range(5))
    task = Task({}, "mail", size=size)
    form = mail.FORMAT
    out = b"".join(form.treat(block, task).data or block.data for block in form.blocks(io.BytesIO(data), task))
    assert out == cleaned(data)
    assert out.count(GOOD.encode()) == 5


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"Content-Type: multipart/signed; boundary=x\n", "it is signed"),
        (b"Content-Type: text/plain; charset=utf-8\nContent-MD5: abc\n", "digest"),
        (
            b"Content-Transfer-Encoding: x-uuencode\nContent-Type: text/plain; charset=utf-8\n",
            "'x-uuencode' is not known",
        ),
        (b"Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=utf-8\n", "its base64 is damaged"),
    ],
)
def test_what_is_not_touched_is_told(head: bytes, said: str) -> None:
    data = b"Subject: x\n" + head + b"\n--x\n\n" + BAD.encode() + b"\n--x--\n"
    result = run("--input", "mail", stdin=data)
    assert result.stdout_bytes == data
    assert said in result.stderr


def test_signed_text_stays() -> None:
    data = message(f"-----BEGIN PGP SIGNED MESSAGE-----\n\n{BAD}\n-----BEGIN PGP SIGNATURE-----\n")
    assert encoded(BAD, "8bit") in cleaned(data)


def test_what_the_charset_cannot_hold_is_not_written() -> None:
    for head in (b"Content-Type: text/plain; charset=us-ascii\n", b""):
        data = b"Subject: x\n" + head + b"\ncaf&eacute; au lait\n"
        result = run("--input", "mail", stdin=data)
        assert result.stdout_bytes == data
        assert "cannot hold what was restored" in result.stderr
    latin = b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\ncaf&eacute; au lait\n"
    assert cleaned(latin) == latin.replace(b"&eacute;", b"\xe9")
    quoted = latin.replace(b"8bit", b"quoted-printable")
    assert cleaned(quoted) == quoted.replace(b"&eacute;", b"=E9")


def test_no_line_begins_a_message_or_a_part() -> None:
    for line in ("Fr\u043em here on", "--\u0430b"):
        data = b"Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: text/plain; charset=utf-8\n\n"
        data += f"{line}, th\u0435 president spoke.\n--ab--\n".encode()
        assert len(parts(cleaned(data, "--floor", "guess"))) == len(parts(data))
        assert cleaned(data, "--floor", "guess") == data


def test_what_only_looks_like_the_end_of_a_part_stays() -> None:
    data = b"Content-Type: multipart/mixed; boundary=ab\n\n--ab\nContent-Type: text/plain; charset=utf-8\n\n"
    data += "The club\u200bhouse\n--ab\u200b\nContent-Type: image/png\n\niVBORw0KGgo=\n--ab--\n".encode()
    assert cleaned(data) == data
    assert cleaned(data.replace(b"--ab\xe2", b"--b\xe2")) == data.replace(b"--ab\xe2", b"--b\xe2").replace(
        b"\xe2\x80\x8b", b""
    )


def test_line_ends_and_flowed_lines_stay() -> None:
    data = (
        message("one two three: \ntwo  \n-- \nthree\n")
        .replace(b'"utf-8"', b"utf-8; format=flowed")
        .replace(b"\n", b"\r\n")
    )
    assert cleaned(data, "-p", "normalize") == data


def test_the_length_of_a_body_follows() -> None:
    body = f"{BAD}\n".encode()
    data = b"Content-Length: %d\nContent-Type: text/plain; charset=utf-8\n\n%b" % (len(body), body)
    assert cleaned(data) == b"Content-Length: 14\nContent-Type: text/plain; charset=utf-8\n\nthe clubhouse\n"


def test_words_cut_within_a_character_are_read_together() -> None:
    raw = base64.b64encode
    cut = b"=?utf-8?B?%b?=\n =?utf-8?B?%b?=" % (raw(f"{MOJI} ".encode()[:5]), raw(f"{MOJI} ".encode()[5:]))
    assert cleaned(b"Subject: %b\n\n" % cut).decode() == f"Subject: {word(FINE + ' ', 'B')}\n\n"
    strange = b"Subject: =?x-none?B?%b?= =?utf-8?Q?=FF?= =?utf-8?B?abc?=\n\n" % raw(b"x")
    assert cleaned(strange) == strange


@pytest.mark.parametrize(
    "first",
    [
        b"Content-Typ\xe2\x80\x8be: text/html",
        b"\xe2\x80\x8b",
        b"Se\xe2\x80\x8be: this",
        b"Se\xe2\x80\x8be: a\rb",
        b"\xe2\x80\x8b folded",
        b"\xe2\x80\x8b: no name",
        b": no name\n\xe2\x80\x8bSubject: a field to parsers that pass over it",
    ],
)
def test_a_body_that_no_empty_line_parts_from_its_head_gives_it_no_field(first: bytes) -> None:
    for head in (b"", b"From: a@b.c\n"):
        data = head + first + b"\nBody\n"
        assert cleaned(data) == data
    parted = b"From: a@b.c\n\n" + first + b"\nBody\n"
    assert cleaned(parted) == parted.replace(b"\xe2\x80\x8b", b"")


PIECES = st.sampled_from(
    (b"\n", b"\n\n", b"\r\n", b" ", b"=", b"=\n", b"=C3=A9", b"=3D", b"--x", b"--x--", b"From ", b"Subject: ", b"word",
     b"=?utf-8?Q?a?=", b"=?utf-8?B?w6k=?=", b"Content-Type: text/plain; charset=utf-8", b"d29yZA==", b"caf\xc3\xa9",
     b"Content-Type: multipart/mixed; boundary=x", b"Content-Transfer-Encoding: base64",
     b"Content-Transfer-Encoding: quoted-printable")
)  # fmt: skip
BROKEN = st.one_of(PIECES, st.sampled_from([BAD.encode(), b"\xe2\x80\x8b", b"th=D0=B5 president", b"\xff"]))


@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_any_clean_bytes_come_back(data: bytes) -> None:
    assert cleaned(data) == data


@given(st.lists(BROKEN, max_size=30).map(b"".join))
def test_any_bytes_keep_their_parts_and_come_back(data: bytes) -> None:
    from textclean.io.undo import restored

    done = mail.FORMAT.treat(Block(data, context=True), Task({}, "mail", undo=True, report=True, diff=True))
    assert [note for note in done.notes if note.failed] == []
    if done.data is None:
        return
    assert done.undo is not None
    assert restored(done.undo, done.data) == data
    one, two = ([type(p).__name__ for p in mime.walk(d, 0, len(d), [])] for d in (data, done.data))
    assert one == two


@given(st.binary(max_size=300), st.sampled_from(["quoted-printable", "base64"]), st.data())
def test_an_edit_of_a_body_is_read_back(raw: bytes, transfer: str, data: st.DataObject) -> None:
    packed = quopri.encodestring(raw) if transfer == "quoted-printable" else base64.encodebytes(raw)
    body = mime.Body(packed, transfer)
    start = data.draw(st.integers(0, len(body.decoded)))
    end = data.draw(st.integers(start, len(body.decoded)))
    new = data.draw(st.binary(max_size=100).filter(lambda piece: b"\r" not in piece and b"\n" not in piece))
    edits = body.edits([(start, end, new)]) if body.decoded[start:end] != new else []
    wanted = mime.spliced(body.decoded, [(start, end, new)])
    assert mime.Body(mime.spliced(packed, edits), transfer).decoded == wanted


HOSTILE = (
    *(
        b"--x\n\nth\xd0\xb5 end\n",
        b"Subject: =?utf-8?Q?the?=\n",
        b"\n\nFrom x\n\n",
        b"--x\nContent-Type: multipart/mixed;",
    ),
    *(
        b"=?utf-8?Q?a?=",
        b"=",
        b"=\n",
        b"\n--x",
        b'Content-Type: text/plain;x="',
        b"--x\nContent-Type: message/rfc822\n\n",
    ),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_mail_takes_linear_time(piece: bytes) -> None:
    head = b"Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: quoted-printable\n"
    first = b"From x\n" if piece.startswith(b"\n\nFrom") else head + b"\n" * (piece[:2] == b"--")

    def work(text: str) -> None:
        mail.FORMAT.treat(Block(text.encode("latin-1"), context=True), Task({}, "mail", report=True))

    body = repeated(piece.decode("latin-1"))
    assert_linear(work, lambda size: first.decode("latin-1") + body(size), 10_000, 100_000)
