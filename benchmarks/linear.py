"""Is every rule linear?  Time on 1/4, 1 and 4 MB of its own triggers and examples, and how it grows.

    python benchmarks/linear.py            # an exponent near 1 is linear; 2 would be quadratic
    python benchmarks/linear.py homoglyphs

Each text is asked of the rule alone and of the whole pipeline that has it.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator

from textclean import Pipeline
from textclean.contract import Rule
from textclean.registry import rules
from textclean.wake import parse_class

SIZES = (250_000, 1_000_000, 4_000_000)  # code points


def texts(rule: Rule) -> Iterator[tuple[str, str]]:
    """Name and seed of each hostile text: repeated, it makes any size."""
    triggers = [chr(low) for low, _ in parse_class(rule.triggers)][:3]
    for trigger in triggers:
        yield f"U+{ord(trigger):04X}", trigger
        yield f"U+{ord(trigger):04X} in words", f"a{trigger}b "
    broken = [example.before for example in rule.examples if example.before != example.after]
    yield "its examples, one line", " ".join(broken).replace("\n", " ") + " "
    yield "its examples, lines", "\n".join(broken) + "\n"


def seconds(pipeline: Pipeline, text: str) -> float:
    start = time.process_time()
    pipeline.clean(text)
    return time.process_time() - start


def main() -> None:
    """Print a row for each rule and text."""
    print(f"{'rule, text':60s} {'1/4 MB':>8s} {'1 MB':>8s} {'4 MB':>8s}  exponent")
    for rule in rules().values():
        if sys.argv[1:] and rule.name not in sys.argv[1:]:
            continue
        for name, seed in texts(rule):
            for label, pipeline in (("alone", Pipeline(only=[rule.name])), ("all", Pipeline(also=[rule.name]))):
                taken = [seconds(pipeline, (seed * (size // len(seed) + 1))[:size]) for size in SIZES]
                grown = math.log(max(taken[-1], 1e-4) / max(taken[-2], 1e-4)) / math.log(4)
                cells = " ".join(f"{t:8.3f}" for t in taken)
                print(f"{f'{rule.name}, {name}, {label}':60s} {cells}  {grown:.2f}", flush=True)


if __name__ == "__main__":
    main()
