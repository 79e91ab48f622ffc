"""Is everything linear?  Time and memory on 1, 4 and 16 MB of hostile text, and the exponents by which they grow.

    python benchmarks/linear.py                       # all: an hour or two; exponent 1 is linear, 2 quadratic
    python benchmarks/linear.py homoglyphs mixes      # a rule, or a group: wake, mixes, worst, bytes, files, ...
    python benchmarks/linear.py --sizes 0.25,1 --limit 5

Each rule gets its own triggers, bare and in words, and its examples, alone and with all others.  ``wake`` is clean text
of each kind that the wake-up tests tell apart, ``mixes`` are triggers that alternate, ``worst`` the inputs that
fuzzing found slowest (fixtures/fuzz/slow), ``bytes`` goes through decoding, ``files`` through the parsers of records,
``code`` through the search for comments.  ``lines`` are findings side by side in one long line, in every report, and
``distinct`` is what no cache has seen: references, cells.
Every figure is taken in a process of its own; a size is left out where the one before took more than the limit, and
where the first did, the exponent is from a quarter of it.
Exit code 1 if something grows by more than 1.15, and does so on four times the text too, in the fastest of up to seven
rounds, in which the sizes take turns.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from textclean import Pipeline, decode, formats, reports
from textclean.contract import Rule
from textclean.errors import NotText
from textclean.formats.base import Block, Task
from textclean.formats.comments import comments
from textclean.formats.decoded import decoded_block, written
from textclean.rule_registry import rules
from textclean.triggers import parse_class

MOST = 1.15  # a larger exponent is measured again, and told at the end
LEAST = 0.05  # seconds; shorter times say nothing about growth
ROUNDS = 7  # of the second look
SLOW = Path(__file__).parents[1] / "fixtures" / "fuzz" / "slow"

Work = Callable[[str], object]
Case = tuple[str, str, Work]  # name, seed (repeated, it makes any size), what is done

WAKE = {
    "ASCII": "The quick brown fox, isn't it? (see 3.2 and page 7)",
    "Latin, typography": "“Naïve” café – déjà\u00a0vu… «Grüße»",
    "Latin, rare": "Đường ấy și ţară żółw",
    "Cyrillic": "Все счастливые семьи, дом 7",
    "Cyrillic and Latin": "Ядро Linux и USB-порт COM1, файл README",
    "Greek": "Μήνιν ἄειδε θεά, και το",
    "Arabic, joiners": "می\u200cخواهم و نمی\u200cدانم",
    "Hindi": "क्\u200dष हिन्दी में",
    "Chinese": "学而时习之，不亦说乎？",
    "Japanese, wide": "テレビはＡＢ社。１２月",
    "emoji": "👨\u200d👩\u200d👧 ❤\ufe0f ok 🇩🇪",
    "no blanks, ASCII": "abcdefgh",
    "no blanks, Cyrillic": "абвгд",
    "digits in words": "a1b2 3rd x86 4éme MP3",
    "markup": "<p class='x'>one &amp; two</p><br>",
    "code": "def f(x): return {'a': x[0] % 3}  # {name} %(n)s",
    "links": "see https://example.org/a?b=c or mail a.b@example.org,",
}
BYTES = {
    "cp1251": "\u0412\u0441\u0435 \u0441\u0447\u0430\u0441\u0442\u043b\u0438\u0432\u044b\u0435\n".encode("cp1251"),
    "cp1252 and UTF-8 lines": "caf\u00e9\n".encode("cp1252") + "caf\u00e9\n".encode(),
    "stray bytes in UTF-8": "na\u00efve \u201cx\u201d ".encode() + b"\xe9 ",
    "Shift_JIS": "\u30c6\u30ec\u30d3\u306f\u793e\u3002\n".encode("shift_jis"),
    "GB18030": "\u5b66\u800c\u65f6\u4e60\u4e4b\n".encode("gb18030"),
    "UTF-16": "Hello w\u00f6rld\n".encode("utf-16-le"),
    "CESU-8": b"x \xed\xa0\xbd\xed\xb8\x80 ",
    "ISO-2022-JP": b"\x1b$B$3$l\x1b(B ",
    "HZ": b"~{<:Ky2;~} ",
    "all bytes": bytes(range(256)),
    "FF": b"\xff",
    "lead bytes": b"\xe3\x81",
    "NUL and FF": b"\0\xff\0",
}
FILES = {
    "jsonl": ('{"text": "x"}\n', "[", '{"text": [', '{"a":', '{"text": "\\ud83d"}\n', "\n", '"', "\\"),
    "csv": ('a,"b"c\n', '"', '""', 'a,"', "\n", ",", '"a\n', ";\t|,", "\0\n"),
    "html": (
        "<",
        "<a ",
        '<a b="',
        "<a b=c ",
        "<script>",
        "<!--",
        "<![",
        "&",
        "&amp",
        "</",
        "<code>",
        "<p>x",
        "<b>x</b>",
    ),
    "warc": ("WARC/1.0\r\n\r\n", "WARC/1.0\r\nContent-Length: 0\r\n\r\n", "\n", "WARC/1.0\r\n" + "x: y\r\n" * 9),
}
LINES = {  # one line each, as long as the file
    "look-alikes": "Th\u0435 pr\u0435sident ".encode(),
    "mojibake": "K\u00c3\u00bche m\u00c3\u00b6gen ".encode(),
    "references": b"caf&eacute; au lait ",
    "stray bytes": "na\u00efve \u201cx\u201d ".encode() + b"caf\xe9 ",
    "closing quotes": "He said \u00e2\u20ac\u0153no\u00e2\u20ac and left ".encode(),
    "U+FFFD": "caf\ufffd ".encode(),
    "only U+FFFD": "\ufffd".encode(),
    "digits in a reference": b"&#" + b"9" * 60,
}
CODE = {
    "c": ('R"a(\n', "/*", "'", '"'),
    "java": ("/*", '"""', '@"'),
    "javascript": ("`${", "= /[", "{", "a / b "),
    "lua": ("--[==[", "[["),
    "powershell": ('@"\n', "<#"),
    "python": ('"""', "# x\n", "'"),
    "rust": ('r#"', "/*"),
    "shell": ("<<EOF\n", '"$(', "`", "# x\n"),
    "sql": ("$a$'\\'", "COPY t FROM stdin;", "--"),
}


def cases(asked: list[str]) -> Iterator[Case]:
    """All that is measured, or what is *asked* for."""
    everything = Pipeline(also=list(rules())).clean
    default = Pipeline().clean
    for rule in rules().values():
        if not asked or rule.name in asked:
            for name, seed in of_rule(rule):
                yield f"{rule.name}, {name}, alone", seed, Pipeline(only=[rule.name]).clean
                yield f"{rule.name}, {name}, all", seed, everything
    groups = {
        **{"wake": of_wake, "mixes": of_mixes, "worst": of_worst, "bytes": of_bytes, "files": of_files},
        **{"code": of_code, "lines": of_lines, "distinct": of_distinct},
    }
    for name, group in groups.items():
        if not asked or name in asked:
            yield from group(default, everything)


def of_wake(default: Work, everything: Work) -> Iterator[Case]:
    for name, text in WAKE.items():
        yield f"wake, {name}, one line", text + " ", default
        yield f"wake, {name}, lines", text + "\n", default


def of_mixes(default: Work, everything: Work) -> Iterator[Case]:
    for name, seed in mixes():
        yield f"mixes, {name}", seed, everything


def of_worst(default: Work, everything: Work) -> Iterator[Case]:
    for path in sorted(SLOW.glob("*")):
        seed = path.read_bytes()[1:].decode("utf-8", "replace")
        yield f"worst, {path.name}, default", seed, default
        yield f"worst, {path.name}, all", seed, everything


def of_bytes(default: Work, everything: Work) -> Iterator[Case]:
    for name, data in BYTES.items():
        yield f"bytes, {name}", data.decode("latin-1"), decoded


def of_files(default: Work, everything: Work) -> Iterator[Case]:
    for kind, seeds in FILES.items():
        for seed in seeds:
            yield f"files, {kind}, {seed[:20]!a}", seed, parser(kind)


def of_code(default: Work, everything: Work) -> Iterator[Case]:
    for language, seeds in CODE.items():
        for seed in seeds:
            yield f"code, {language}, {seed!a}", seed, partial(_comments, language)


def _comments(language: str, text: str) -> object:
    return comments(text, language)


def of_lines(default: Work, everything: Work) -> Iterator[Case]:
    for name, seed in LINES.items():
        for form in ("text", "full", "jsonl", "sarif", "github", "html"):
            yield f"lines, {name}, {form}", seed.decode("latin-1"), partial(_reported, form)


def _reported(form: str, text: str) -> object:
    """What ``check``, ``--diff`` and ``--changes`` make of a file, and the report."""
    task = Task({}, report=True, diff=True, undo=True)
    report = reports.find(form, colour=False)
    treated = formats.find("text")
    return [
        report.spots("a.txt", treated.treat(block, task).spots)
        for block in treated.blocks(io.BytesIO(text.encode("latin-1")), task)
    ]


def of_distinct(default: Work, everything: Work) -> Iterator[Case]:
    numbers = [n for n in range(0xC0, 0x2FA1E) if not 0xD800 <= n < 0xF900]
    Random(0).shuffle(numbers)  # else a larger size would hold other scripts than a smaller one
    yield "distinct, references", "x" * 8, lambda text: default("".join(f"&#{n};" for n in _first(numbers, text)))
    for name, row in (
        ("cells of one sign", "{}"),
        ("cells of two letters", "{}e"),
        ("cells with a hidden character", "{}\u200b"),
    ):
        yield (
            f"distinct, {name}",
            "x" * 4,
            lambda text, row=row: parser("csv")(
                "a,b\n" + ",\n".join(row.format(chr(n)) for n in _first(numbers, text))
            ),
        )
    yield "distinct, new in a page of another encoding", "x" * 8, lambda text: _page(_first(numbers, text))
    yield "distinct, restored and written as references", "x" * 8, lambda text: _restored(_first(numbers, text))


def _first(numbers: list[int], text: str) -> list[int]:
    """As many of *numbers* as *text* has room for, over and over if need be."""
    return [numbers[n % len(numbers)] for n in range(len(text) // 8)]


def _page(numbers: list[int]) -> object:
    """A page in windows-1251 that holds references to characters which it cannot hold, and damage beside them."""
    page = "<p>\u041e\u043d Th&#x435; " + " ".join(f"pr\u0435sident&amp;#{n};" for n in numbers)
    task = Task({}, "html", keep=True, encoding="windows-1251")
    form = formats.find("html")
    return [form.treat(block, task) for block in form.blocks(io.BytesIO(page.encode("cp1251")), task)]


def _restored(numbers: list[int]) -> object:
    """Such a page in which these characters have come back."""
    block, task = Block("\u041e\u043d".encode("cp1251")), Task({}, "html", keep=True, encoding="windows-1251")
    return written(block, decoded_block(block, task), "".join(map(chr, numbers)), task)


def of_rule(rule: Rule) -> Iterator[tuple[str, str]]:
    """The texts that a rule gets."""
    broken = [example.before for example in rule.examples if example.before != example.after]
    yield "its examples, one line", " ".join(broken).replace("\n", " ") + " "
    yield "its examples, lines", "\n".join(broken) + "\n"
    for trigger in triggers(rule, 3):
        yield f"U+{ord(trigger):04X}", trigger
        yield f"U+{ord(trigger):04X} in words", f"a{trigger}b "


def triggers(rule: Rule, most: int) -> list[str]:
    """The first of its trigger characters; where it has none, a character that its first example is about."""
    found = [chr(low) for low, _ in parse_class(rule.triggers)][:most]
    strange = [c for example in rule.examples for c in example.before if c > "\x7f"]
    return found or strange[:1] or ["&"]


def mixes() -> Iterator[tuple[str, str]]:
    """Triggers that alternate: of neighbouring rules, and one of every rule in turn."""
    every = [(rule.name, triggers(rule, 1)[0]) for rule in rules().values()]
    for (one, first), (other, second) in zip(every, every[1:] + every[:1], strict=True):
        yield f"{one} and {other}", first + second
        yield f"{one} and {other} in words", f"a{first}\u0430{second} "
    whole = "".join(trigger for _, trigger in every)
    yield "one of every rule", whole
    yield "one of every rule, in words", "".join(f"a{trigger}" for trigger in whole) + " "
    yield "one of every rule, lines", "\n".join(whole) + "\n"


def decoded(text: str) -> object:
    """What decoding makes of the bytes."""
    try:
        return decode(text.encode("latin-1"))
    except NotText:
        return None


def parser(kind: str) -> Work:
    """Every block of a file of that kind, treated."""

    def work(text: str) -> object:
        task = Task({}, kind, report=True)
        form = formats.find(kind)
        return sum(len(form.treat(block, task).notes) for block in form.blocks(io.BytesIO(text.encode()), task))

    return work


def measured(work: Work, text: str) -> tuple[float, float]:
    """CPU seconds and MB of memory beyond what was there, in a process of its own."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        work(text)
        took = time.process_time() - start
        os.write(write, f"{took} {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}".encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        said = answer.read().split()
    os.waitpid(child, 0)
    if not said:
        raise MemoryError("the process was killed")
    return float(said[0]), float(said[1])


def growth(work: Work, seed: str, sizes: list[int], limit: float) -> tuple[list[tuple[float, float]], float]:
    """Figures for each size, and the exponent between the last two."""
    found: list[tuple[float, float]] = []
    for size in sizes:
        if found and found[-1][0] > limit:
            break
        found.append(measured(work, repeated(seed, size)))
    times = [took for took, _ in found]
    if len(found) < min(2, len(sizes)):  # so slow that only a smaller size says how it grows
        return found, exponent([measured(work, repeated(seed, sizes[0] // 4))[0], *times], [sizes[0] // 4, sizes[0]])
    return found, exponent(times, sizes)


def growth_again(work: Work, seed: str, sizes: list[int]) -> float:
    """The exponent between two *sizes* in the fastest of up to ``ROUNDS`` rounds, fewer where it is within bounds.

    A machine may run at half its speed for a second or two.  The sizes take turns, so that none meets only that.
    """
    best = [math.inf] * len(sizes)
    power = math.inf
    for _ in range(ROUNDS):
        best = [min(least, measured(work, repeated(seed, size))[0]) for least, size in zip(best, sizes, strict=True)]
        power = exponent(best, sizes)
        if not power > MOST:
            break
    return power


def repeated(seed: str, size: int) -> str:
    """*seed* over and over, *size* code points."""
    return (seed * (size // len(seed) + 1))[:size]


def exponent(values: list[float], sizes: list[int]) -> float:
    """By which power of the size the last value has grown."""
    if len(values) < 2 or values[-1] < LEAST:
        return math.nan
    last = len(values) - 1
    return math.log(values[last] / max(values[last - 1], 1e-3)) / math.log(sizes[last] / sizes[last - 1])


def main() -> int:
    """Print a row for each case, and at the end those that grow out of proportion."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("names", nargs="*")
    asking.add_argument("--sizes", default="1,4,16", help="MB (millions of code points)")
    asking.add_argument("--limit", type=float, default=20, help="CPU seconds after which no larger size is tried")
    args = asking.parse_args()
    sizes = [round(float(size) * 1_000_000) for size in args.sizes.split(",")]
    heads = "".join(f"{size / 1e6:>8g} MB" for size in sizes)
    print(f"{'seconds on':60s}{heads}  exponent   MB a MB")
    failed = []
    count = 0
    for name, seed, work in cases(args.names):
        count += 1
        work((seed * 40)[:4000])  # what is loaded on first use is shared by all that follow
        found, power = growth(work, seed, sizes, args.limit)
        again = ""
        # The caches of a busy machine end somewhere too: what is out of proportion stays so on larger sizes.
        if power > MOST:
            larger = [size * 4 for size in sizes[: max(2, len(found))]][-2:]
            power = growth_again(work, seed, larger)
            again = f"  on {larger[-1] / 1e6:g} MB"
        if power > MOST:
            failed.append(f"{name}: {power:.2f}")
        cells = "".join(f"{took:11.3f}" for took, _ in found) + " " * 11 * (len(sizes) - len(found))
        memory = found[-1][1] / (sizes[len(found) - 1] / 1e6)
        print(f"{name:60s}{cells}  {power:8.2f}  {memory:8.1f}{again}", flush=True)
    print(f"\n{count} cases, {len(failed)} grow by more than {MOST}", *failed, sep="\n")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
