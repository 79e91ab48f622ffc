"""Digests of everything the library says about the fixtures, to compare Pythons, locales, machines and releases.

``python tests/digests.py`` prints one line for each part and nothing that depends on the machine: two runs that print
the same gave the same answers, to the byte.  ``--each`` prints a line for each text and profile instead, ``--every N``
takes every Nth text.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import damage
import vocabulary

import textclean

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROFILES = ("repair", "normalize", "ascii")


def texts() -> Iterator[tuple[str, str | bytes]]:
    """All texts, by name: the fixtures' bytes, the examples of the rules, and sentences after each accident."""
    for path in sorted(FIXTURES.rglob("*.txt")):
        yield path.relative_to(FIXTURES).as_posix(), path.read_bytes()
    for name, rule in textclean.rule_registry.rules().items():
        for number, example in enumerate(rule.examples):
            yield f"examples/{name}/{number}", example.before
    for name, _, source in accidents():
        yield f"accidents/{name}", source


def accidents() -> Iterator[tuple[str, str, str]]:
    """Each accident by name: four sentences as they were meant, and after it."""
    pool = (*vocabulary.ALL_SENTENCES, *vocabulary.MIXED)
    stable = sorted(damage.ACCIDENTS.keys() - {"capitals", "decomposed", "compatibility forms"})  # Python's own tables
    for number, name in enumerate(stable):
        meant = "\n".join(pool[(7 * number + 11 * place) % len(pool)] for place in range(4))
        yield name, meant, damage.damaged(meant, [name], seed=number)


def answer(source: str | bytes, profile: str) -> str:
    """All that is said about *source*, as JSON."""
    cleaner = _PIPELINES[profile]
    try:
        result = cleaner.inspect(source)
    except textclean.TextcleanError as error:
        return str(error)
    story = [
        cleaner.clean(source),
        result.text,
        [[*_plain(fix)] for fix in (*result.fixes, *result.held)],
        result.changes,
        result.problems,
        result.settled,
        [result.source(at, at + 3) for at in range(0, len(result.text), 7)],
    ]
    if result.decoded:
        read = result.decoded
        spans = [[span.start, span.end, span.raw.hex(), span.encoding, span.why] for span in read.spans]
        story.append([read.text, read.encoding, read.why, spans])
    return json.dumps(story)


def digests(each: bool = False, every: int = 1) -> Iterator[tuple[str, str]]:
    """Names and digests: of the parts, or of *each* text and profile; of *every* Nth text."""
    parts: dict[str, hashlib._Hash] = {}
    for name, source in islice(texts(), 0, None, every):
        for profile in PROFILES:
            said = answer(source, profile).encode()
            if each:
                yield f"{name} {profile}", hashlib.sha256(said).hexdigest()
            else:
                parts.setdefault(f"{name.split('/')[0]} {profile}", hashlib.sha256()).update(said)
    yield from ((name, part.hexdigest()) for name, part in sorted(parts.items()))


def _plain(fix: textclean.Fix) -> tuple[object, ...]:
    return fix.rule, fix.why, int(fix.sure), fix.start, fix.end, fix.old, fix.new, fix.held


_PIPELINES = {profile: textclean.Pipeline(profile=profile) for profile in PROFILES}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    for name, digest in digests(**vars(parser.parse_args())):
        print(digest, name)
