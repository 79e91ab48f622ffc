"""restorebench: text restoration across kinds of damage and languages, with a clean control set; scored to the byte.

    pip install '.[bench]' charset-normalizer clean-text decancer-py silverspeak zerowidth
    python benchmarks/restore/run.py                # fetch, build, run all; writes results.json
    python benchmarks/restore/run.py --digest       # only build the set, and say its digest
    python benchmarks/restore/run.py --losses       # what textclean did not restore, with its texts (they are not ours)
    python benchmarks/restore/run.py --sample       # a trial on a few sentences of the tests; no network

README.md tells what is measured and how; DATA_CARD.md where the texts come from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import kinds
import runners
import scoring
import sources
import texts
from texts import Case

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
DIGEST = FOLDER / "digest.txt"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "restorebench"
BLOCK = 250  # cases that one worker is given at a time


class Answers(NamedTuple):
    """What a tool made of some cases: the outcomes by case, seconds of CPU, MB given, the digest of the answers."""

    outcomes: dict[str, str]
    seconds: float
    size: float
    digest: str


def measure(name: str, cases: list[Case]) -> Answers:
    """Ask the tool *name* for each of *cases* that it takes."""
    tool = runners.TOOLS[name]
    call = _loaded(name)
    outcomes: dict[str, str] = {}
    total, seconds, size = hashlib.sha256(), 0.0, 0
    call(b"a" if str not in tool.takes else "a")  # what is loaded at the first call
    for case in cases:
        given = _given(case, tool)
        if given is None:
            continue
        start = time.process_time()
        answer = _answer(call, given)
        seconds += time.process_time() - start
        size += len(given if isinstance(given, bytes) else given.encode("utf-8", "surrogatepass"))
        total.update(answer.encode("utf-8", "surrogatepass") + b"\0")
        outcomes[case.name] = scoring.outcome(answer, given, case.text)
        if name == "textclean" and outcomes[case.name] != "restored" and isinstance(given, str):
            outcomes[case.name] += _held(given, case.text)
    return Answers(outcomes, seconds, size / 1e6, total.hexdigest())


@cache
def _loaded(name: str) -> Callable[[Any], str]:
    """The tool, loaded once in each worker: tables take their time."""
    return runners.TOOLS[name].load()


def _given(case: Case, tool: runners.Tool) -> str | bytes | None:
    """What *tool* is given of *case*; readers of bytes read clean text as UTF-8."""
    if type(case.given) in tool.takes:
        return case.given
    return case.given.encode() if case.kind == "clean" and isinstance(case.given, str) else None


def _answer(call: Callable[[Any], str], given: str | bytes) -> str:
    try:
        return str(call(given))
    except Exception as error:  # an answer like any other: not the author's text
        return f"{type(error).__name__}: {error}"


def _held(given: str, text: str) -> str:
    """`` +held`` if the text comes back when a person accepts what is held."""
    import textclean

    return " +held" if textclean.Pipeline(floor="guess").clean(given) == text else ""


def blocks(cases: list[Case]) -> Iterator[list[Case]]:
    """Runs of *cases*, for the workers."""
    for start in range(0, len(cases), BLOCK):
        yield cases[start : start + BLOCK]


def run(cases: list[Case], names: Iterable[str], jobs: int) -> dict[str, Any]:
    """All tools on all cases: what ``results.json`` holds."""
    found: dict[str, Any] = {
        "digest": texts.digest(cases),
        "cases": dict(Counter(case.kind for case in cases)),
        "languages": dict(Counter(case.language for case in cases if case.kind != "clean")),
        "tools": {},
    }
    with ProcessPoolExecutor(jobs) as pool:
        for name in names:
            parts = list(pool.map(measure, repeat(name), blocks(cases)))
            found["tools"][name] = _summed(name, parts)
            print(f"{name}: {found['tools'][name]['seconds']:.1f} s", file=sys.stderr)
    return found


def _summed(name: str, parts: list[Answers]) -> dict[str, Any]:
    outcomes = {case: outcome for part in parts for case, outcome in part.outcomes.items()}
    tool = runners.TOOLS[name]
    by_kind: dict[str, dict[str, int]] = {}
    for case, outcome in outcomes.items():
        counts = by_kind.setdefault(case.split("/")[0], {})
        counts[outcome.split()[0]] = counts.get(outcome.split()[0], 0) + 1
        counts["held"] = counts.get("held", 0) + outcome.endswith("+held")
    facts: dict[str, Any] = {
        "version": tool.version(),
        "setting": tool.setting,
        "kinds": by_kind,
        "seconds": round(sum(part.seconds for part in parts), 1),
        "megabytes": round(sum(part.size for part in parts), 3),
        "answers": hashlib.sha256("".join(part.digest for part in parts).encode()).hexdigest(),
    }
    if name == "textclean":
        facts["lost"] = _lost(outcomes)
    return facts


def _lost(outcomes: dict[str, str]) -> dict[str, dict[str, int]]:
    """How many cases of a kind and language were not restored, where any was not."""
    lost: dict[str, dict[str, int]] = {}
    for case, outcome in outcomes.items():
        if outcome != "restored":
            kind, language, _ = case.split("/")
            lost.setdefault(kind, {})[language] = lost.get(kind, {}).get(language, 0) + 1
    return lost


def losses(cases: list[Case]) -> Iterator[str]:
    """Each case that textclean does not restore: the author's text, what was given, what came back."""
    import textclean

    for case in cases:
        answer = textclean.clean(case.given)
        if answer != case.text:
            what = scoring.outcome(answer, case.given, case.text)
            yield f"{case.name} {what}\n  was   {case.text!r}\n  given {case.given!r}\n  now   {answer!r}"


def sample() -> dict[str, list[str]]:
    """The sentences of this project's tests, which were written for it."""
    sys.path.insert(0, str(FOLDER.parents[1] / "tests"))
    from vocabulary import SENTENCES

    codes = {"ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "fr": "French", "pl": "Polish"}
    return {code: [*SENTENCES[name]] for code, name in {**codes, "ru": "Russian"}.items() if name in SENTENCES}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"where the packages are kept ({CACHE})")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--tools", nargs="+", choices=runners.TOOLS, help="only these, and nothing is written")
    parser.add_argument(
        "--digest", action="store_true", help="build the set, say its digest, and whether it is as here"
    )
    parser.add_argument("--losses", action="store_true", help="print what textclean did not restore")
    parser.add_argument("--sample", action="store_true", help="a trial on a few sentences of the tests")
    given = parser.parse_args()
    start = time.monotonic()
    if given.sample:
        cases = texts.build(sample(), each=2)
    else:
        cases = texts.build(sources.sentences(sources.fetch(given.cache)))
    if given.losses:
        print("\n".join(losses(cases)))
        return 0
    found, recorded = texts.digest(cases), DIGEST.read_text("utf-8").strip()
    if given.digest:
        print(f"{len(cases)} cases, SHA-256 {found}", "as recorded" if found == recorded else f"recorded: {recorded}")
        return int(found != recorded)
    there, missing = runners.installed()
    for name in missing:
        print(f"{name} is not installed", file=sys.stderr)
    results = run(cases, given.tools or there, given.jobs)
    if given.sample or given.tools:
        print(json.dumps(results, indent=1))
        return 0
    print(f"{len(cases)} cases of {len(kinds.KINDS)} kinds, {time.monotonic() - start:.0f} s", file=sys.stderr)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    DIGEST.write_text(f"{found}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
