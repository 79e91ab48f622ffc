"""The long run: coverage-guided fuzzing of one target with Atheris (libFuzzer), for some minutes of CPU time.

    pip install atheris                                        # CPython 3.11 to 3.13, Linux
    python tests/fuzz/run.py decode --minutes 30 --work /tmp/fuzz
    python tests/fuzz/run.py --all --minutes 30 --work /tmp/fuzz

The corpus is kept in WORK/corpus/TARGET, so a run goes on where the last one stopped.  What breaks a promise, or takes
more than a second of CPU for 4 KB, is written to WORK/findings/TARGET, one file and one traceback for each distinct
place, and the run goes on.  WORK/TARGET.jsonl gets a line for each slice: executions, CPU seconds, coverage.
--seed repeats the inputs of another run of the same code, as far as the time goes.
Exit code 1 if there are findings, and 2 if a slice died before it tried anything: WORK/TARGET.log says why.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

from seeds import NAMES

HERE = Path(__file__).resolve().parent
SLICE = 180.0  # CPU seconds: memory stays small, and mended code is taken up
SLOW = 1.0  # CPU seconds for one input
LENGTH = 4096  # bytes
EVERY = 5.0  # CPU seconds after which the figures so far are written, for a slice may be ended from outside
DIED = 60.0  # CPU seconds that a slice counts for at least that died, so that a run comes to an end


def slice_of(target: str, work: Path, seconds: float, seed: int) -> None:
    """Fuzz *target* in this process; ends it when *seconds* of CPU time are used up."""
    import atheris

    sys.path[:0] = [str(HERE), str(HERE.parents[1])]
    with atheris.instrument_imports(include=["textclean"]):
        from targets import TARGETS

        import textclean

        for module in pkgutil.walk_packages(textclean.__path__, "textclean."):  # those imported on first use too
            if not re.search(r"__main__|\.integrations|\.build|\.cli\.(?:web|language_server)", module.name):
                importlib.import_module(module.name)
    function = TARGETS[target]
    findings = work / "findings" / target
    findings.mkdir(parents=True, exist_ok=True)
    start = told = time.process_time()
    runs = 0

    def tried(data: bytes) -> float:
        before = time.process_time()
        try:
            function(data)
        except Exception as error:
            keep(findings, data, error)
        return time.process_time() - before

    def one(data: bytes) -> None:
        nonlocal runs, told
        runs += 1
        took = tried(data)
        if took > SLOW and (took := min(took, tried(data))) > SLOW:  # the first time it may have loaded a table
            keep(findings, data, TimeoutError(f"{took:.1f} s"))
        now = time.process_time()
        if runs == 1 or now - told > EVERY or now - start > seconds:
            told = now
            (work / f"{target}.slice").write_text(json.dumps({"runs": runs, "cpu": now - start}))
        if now - start > seconds:
            os._exit(0)  # libFuzzer ends a process by force as well

    corpus = work / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_len={LENGTH}", f"-dict={HERE / 'dictionary'}", "-timeout=120", "-rss_limit_mb=3000"]
    options += ["-report_slow_units=600"]  # by wall clock; what is slow is told by CPU time, above
    options += [f"-artifact_prefix={findings}/", f"-seed={seed}"]  # 0: libFuzzer draws one
    atheris.Setup([sys.argv[0], *options, str(corpus), str(work / "seeds" / target)], one)
    atheris.Fuzz()


def keep(folder: Path, data: bytes, error: Exception) -> None:
    """Write *data* and the traceback, unless the same error was seen at the same place (a shorter input replaces)."""
    frames = traceback.extract_tb(error.__traceback__)
    last = [f for f in frames if "textclean" in f.filename or "fuzz" in f.filename][-1:]
    place = f"{Path(last[0].filename).name}:{last[0].name}:{last[0].lineno}" if last else "slow"
    message = str(error) if type(error).__name__ == "Broken" else type(error).__name__
    name = hashlib.sha1(f"{place} {message}".encode()).hexdigest()[:12]
    path = folder / f"{name}.input"
    if path.exists() and path.stat().st_size <= len(data):
        return
    path.write_bytes(data)
    text = "".join(traceback.format_exception(error))
    (folder / f"{name}.txt").write_text(f"{place}: {message}\n{data!r}\n{text}", errors="backslashreplace")


def run(target: str, work: Path, minutes: float, seed: int) -> bool:
    """Slices of *target*, each a process of its own, until *minutes* of CPU time have been used.

    False if one died before it tried anything: the next would, too.
    """
    subprocess.run([sys.executable, str(HERE / "seeds.py"), str(work / "seeds")], check=True)
    log = work / f"{target}.jsonl"
    while (left := minutes * 60 - sum(entry["cpu"] for entry in entries(log))) > 1:
        done = work / f"{target}.slice"
        done.unlink(missing_ok=True)
        command = [sys.executable, __file__, target, "--slice", str(min(SLICE, left)), "--work", str(work)]
        command += ["--seed", str(seed)]
        with (work / f"{target}.log").open("wb") as output:
            code = subprocess.run(command, check=False, stdout=output, stderr=subprocess.STDOUT).returncode
        if not done.exists():
            why = (work / f"{target}.log").read_text(errors="replace").strip().rpartition("\n")[2]
            print(f"{target}: died before it tried anything (exit code {code}): {why}")
            return False
        entry = json.loads(done.read_text())
        if code:
            entry |= {"cpu": max(DIED, entry["cpu"]), "died": code}
        entry["coverage"], entry["features"], entry["corpus"] = reached(work / f"{target}.log")
        with log.open("a") as lines:
            lines.write(json.dumps(entry) + "\n")
    return True


def reached(log: Path) -> tuple[int, int, int]:
    """Edges, features and corpus size, as libFuzzer last said."""
    found = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", log.read_text(errors="replace"))
    return tuple(map(int, found[-1])) if found else (0, 0, 0)  # type: ignore[return-value]


def entries(log: Path) -> list[dict[str, float]]:
    """The slices so far."""
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def main() -> int:
    """Fuzz, then say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0, help="of chance; 0: another one each time")
    parser.add_argument("--work", type=Path, default=Path("/tmp/fuzz"))
    parser.add_argument("--slice", type=float, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    if args.slice:
        slice_of(args.targets[0], args.work, args.slice, args.seed)
    names = list(NAMES) if args.all else args.targets
    started = [run(name, args.work, args.minutes, args.seed) for name in names]
    found = report(args.work, names)
    return found if all(started) else 2


def report(work: Path, names: list[str]) -> int:
    """A line for each target: executions, CPU minutes, coverage at half time and at the end, findings."""
    failed = False
    for name in names:
        slices = entries(work / f"{name}.jsonl")
        found = len(list((work / "findings" / name).glob("*.input")))
        failed = failed or bool(found)
        runs, cpu = sum(s["runs"] for s in slices), sum(s["cpu"] for s in slices)
        half = slices[len(slices) // 2]["coverage"] if slices else 0
        last = slices[-1]["coverage"] if slices else 0
        used = f"{runs:9,.0f} executions  {cpu / 60:5.1f} CPU min"
        died = sum("died" in entry for entry in slices)
        print(f"{name:8s} {used}  edges {half:.0f} -> {last:.0f}  findings {found}" + f"  died {died}" * bool(died))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
