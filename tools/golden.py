"""Every answer of the library on texts that are known, written down and compared.

    python tools/golden.py run -o old.jsonl       # before a change
    python tools/golden.py run -o new.jsonl       # after it
    python tools/golden.py diff old.jsonl new.jsonl

``run`` writes one JSON object a line, in an order that never changes.  ``diff`` prints each answer that differs and a
summary; it exits with 1 if anything does.  Spans count code points of the source.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import IO, Any, cast

from cases import Case, cases
from library import EXAM, pipeline

Answer = dict[str, Any]
WORST_FIRST = ("harmed", "lost", "spared", "restored", "changed", "held", "explained")
WINDOW = 72  # code points of a text that are shown


def answer(case: Case) -> Answer:
    """What the library says about *case*.  An error is an answer, too."""
    told: Answer = {"id": case.id, "kind": case.kind, "settings": case.settings._asdict(), "expected": case.expected}
    try:
        result = pipeline(case.settings).inspect(case.given)
    except Exception as error:  # whatever it is, the next version may say something else
        before = case.given if isinstance(case.given, str) else None
        return {**told, "before": before, "after": None, "error": repr(error), "fixes": [], "held": []}
    told |= {"before": result.before, "after": result.text, "encoding": result.encoding}
    return {**told, "fixes": _plain(result.fixes), "held": _plain(result.held)}


def _plain(fixes: Iterable[Any]) -> list[Answer]:
    plain = [
        {"rule": fix.rule, "span": [fix.start, fix.end], "before": fix.old, "after": fix.new, "grade": fix.sure.name}
        for fix in fixes
    ]
    return sorted(plain, key=lambda fix: (fix["span"], fix["rule"], fix["after"]))


def run(exam: Path, every: int, jobs: int, only: str = "") -> Iterator[Answer]:
    """The answers to all cases whose id begins with *only*, in order, by *jobs* processes."""
    found = (case for case in cases(exam, every) if case.id.startswith(only))
    if jobs == 1:
        yield from map(answer, found)
        return
    with Pool(jobs) as pool:
        yield from pool.imap(answer, found, chunksize=32)


def verdict(old: Answer, new: Answer) -> str:
    """What became of an answer; empty if it is the same.

    ``harmed`` and ``spared``: clean text, wrong now or no longer.  ``lost`` and ``restored``: damaged text, right
    before or now.  ``changed``: neither; ``held``: the text is the same, what is held differs; ``explained``: only
    the fixes, their grades or the encoding differ.
    """
    if old == new:
        return ""
    if old["after"] != new["after"]:
        expected = old["expected"]
        clean = old["before"] == expected
        if expected is not None and old["after"] == expected:
            return "harmed" if clean else "lost"
        if expected is not None and new["after"] == expected:
            return "spared" if clean else "restored"
        return "changed"
    return "held" if old["held"] != new["held"] else "explained"


def diff(old: dict[str, Answer], new: dict[str, Answer], most: int) -> Iterator[str]:
    """The lines of a report: at most *most* changed answers, the worst first, and the summary as the last line."""
    verdicts = {name: verdict(was, new[name]) for name, was in old.items() if name in new}
    worst = sorted((name for name in verdicts if verdicts[name]), key=lambda name: WORST_FIRST.index(verdicts[name]))
    for name in worst[:most]:
        yield from story(verdicts[name], old[name], new[name])
    if len(worst) > most:
        yield f"... and {len(worst) - most} more changed answers (--most)"
    for gone, names in (("OLD", old.keys() - new.keys()), ("NEW", new.keys() - old.keys())):
        if names:
            yield f"only in {gone}: {len(names)} answers, such as {min(names)}"
    yield summary(Counter(verdicts.values()), [(old[name], new[name]) for name in verdicts])


def summary(count: Counter[str], pairs: list[tuple[Answer, Answer]]) -> str:
    """One line of counts: answers, but edits for what is held."""
    more, fewer = (sum(len(_less(b["held"], a["held"])) for a, b in ways) for ways in (pairs, [p[::-1] for p in pairs]))
    clean = [(old, new) for old, new in pairs if old["before"] == old["expected"]]
    was, harmed = (sum(pair[side]["after"] != pair[0]["expected"] for pair in clean) for side in (0, 1))
    return (
        f"restored +{count['restored']} -{count['lost']}, held +{more} -{fewer}, "
        f"harmed {harmed} of clean {len(clean)} (was {was}); "
        f"{count['changed']} changed otherwise, {count.total() - count['']} of {len(pairs)} answers differ"
    )


def story(kind: str, old: Answer, new: Answer) -> Iterator[str]:
    """A changed answer in a few lines: texts around the first difference, and the edits that came and went."""
    yield f"{kind}: {old['id']}"
    texts = {"before": old["before"], "old": old["after"], "new": new["after"], "expected": old["expected"]}
    if old["before"] != new["before"]:
        texts = {"read, old": old["before"], "read, new": new["before"], **texts}
        del texts["before"]
    start = _first_difference(old["after"] or "", new["after"] or "") if old["after"] != new["after"] else None
    if start is None:
        edits = [edit for side in (old, new) for edit in (*side["fixes"], *side["held"])]
        start = min((edit["span"][0] for edit in edits), default=0)
    for name, text in texts.items():
        if text is not None:
            yield f"  {name:9} {_shown(text, max(0, start - WINDOW // 3))}"
    for side, sign in ((old, "-"), (new, "+")):
        if "error" in side:
            yield f"  {sign} {side['error']}"
    if old.get("encoding") != new.get("encoding"):
        yield f"  encoding  {old.get('encoding')} -> {new.get('encoding')}"
    for what in ("fixes", "held"):
        for sign, edits in (("-", _less(old[what], new[what])), ("+", _less(new[what], old[what]))):
            for edit in islice(edits, 6):
                span = "{}:{}".format(*edit["span"])
                change = f"{_shown(edit['before'])} -> {_shown(edit['after'])}"
                yield f"  {what:9} {sign} {edit['rule']} {span} {change} {edit['grade']}"
            if len(edits) > 6:
                yield f"  {what:9} {sign} {len(edits) - 6} more"


def _less(edits: list[Answer], others: list[Answer]) -> list[Answer]:
    """The *edits* that are not among *others*."""
    known = {json.dumps(edit) for edit in others}
    return [edit for edit in edits if json.dumps(edit) not in known]


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shown(text: str, start: int = 0) -> str:
    """A piece of *text*, escaped where it cannot be seen; a character or two by code point, too."""
    piece = text[start : start + WINDOW]
    head, tail = "..." * (start > 0), "..." * (start + WINDOW < len(text))
    points = " (" + " ".join(f"U+{ord(c):04X}" for c in text) + ")" if 0 < len(text) < 3 and not text.isascii() else ""
    return f"{head}{piece!r}{tail}{points}"


def opened(path: str, mode: str) -> IO[str]:
    """The file *path* as UTF-8 text, compressed if its name ends in ``.gz``; ``-`` is standard output."""
    if path == "-":
        return sys.stdout
    if path.endswith(".gz"):
        return cast(IO[str], gzip.open(path, mode + "t", encoding="utf-8"))
    return Path(path).open(mode, encoding="utf-8")


def read(path: str) -> dict[str, Answer]:
    """The answers of a file, by id."""
    with opened(path, "r") as lines:
        return {told["id"]: told for told in map(json.loads, lines)}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    ran = commands.add_parser("run", help="write all answers")
    ran.add_argument("-o", "--output", metavar="FILE", default="-", help="default: standard output; .gz compresses")
    ran.add_argument("--exam", type=Path, metavar="DIR", default=EXAM, help="a folder of .jsonl.gz with known answers")
    ran.add_argument("--every", type=int, metavar="N", default=4, help="every Nth row of the exam (default: 4)")
    ran.add_argument("--only", metavar="PREFIX", default="", help="ids that begin so, such as examples/mojibake/")
    ran.add_argument("--jobs", type=int, default=2)
    compared = commands.add_parser("diff", help="compare two files of answers")
    compared.add_argument("old", metavar="OLD")
    compared.add_argument("new", metavar="NEW")
    compared.add_argument("--most", type=int, metavar="N", default=50, help="changed answers shown (default: 50)")
    given = parser.parse_args(arguments)
    if given.command == "diff":
        old, new = read(given.old), read(given.new)
        print(*diff(old, new, given.most), sep="\n")
        return int(old != new)
    out = opened(given.output, "w")
    try:
        for told in run(given.exam, given.every, given.jobs, given.only):
            print(json.dumps(told), file=out)
    finally:
        if out is not sys.stdout:
            out.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
