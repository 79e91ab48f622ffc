"""The window under load: parallel pastes of 1 MB, how long they wait, and the memory of the server and its processes.

    pip install '.[web]'
    python benchmarks/serve.py                    # 50 at once, three kinds of text
    python benchmarks/serve.py --pastes 8 --size 0.2

Latency is what a person waits for, the queue before him included; memory is the resident set (``/proc``, Linux) of the
server, and of each of its processes, sampled ten times a second.  Exit code 1 if a paste got no answer: 200, or 503
with the reason.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

CLEAN = "Ordinary lines of a page, as there are many: “quoted”, café, 5 °C.\n"
DAMAGED = (
    "Th\u0435 pr\u0435sident, zero\u200bwidth, KÃ¼he mÃ¶gen GrÃ¤ser. t0wn https://p\u0430ypal.com/\n"  # a line of all
)
TEXTS = {
    "clean": CLEAN,
    "one line in 400 damaged": DAMAGED + CLEAN * 400,
    "every line damaged": DAMAGED,
}


class Reply(NamedTuple):
    """The status of an answer, the seconds that it took, its size in bytes."""

    status: int
    seconds: float
    size: int


def resident(pid: int) -> int:
    """The resident set of a process in bytes; 0 if it is gone."""
    try:
        told = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", told)
    return int(found[1]) * 1024 if found else 0


def children(pid: int) -> list[int]:
    """The processes that *pid* started, and theirs."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    own = [int(number) for listed in lists for number in listed.split()]
    return own + [pid for child in own for pid in children(child)]


class Memory:
    """The peaks of a process and of those that it started, watched until told to stop."""

    def __init__(self, pid: int) -> None:
        self.server = self.largest = self.together = 0
        self._pid, self._end = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._end.wait(0.1):
            server, others = resident(self._pid), [resident(pid) for pid in children(self._pid)]
            self.server = max(self.server, server)
            self.largest = max(self.largest, *others, 0)
            self.together = max(self.together, server + sum(others))

    def stop(self) -> str:
        """What it saw, in words."""
        self._end.set()
        self._thread.join()
        peaks = (self.server, self.largest, self.together)
        return "server {:.0f} MB, largest process {:.0f} MB, together {:.0f} MB".format(*(peak / 1e6 for peak in peaks))


def paste(port: int, body: bytes) -> Reply:
    """One text, as the page sends it."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=900)
    connection.request("POST", "/inspect?kind=text", body, {"Host": f"localhost:{port}"})
    response = connection.getresponse()
    answer = response.read()
    connection.close()
    if response.status != 200:
        print("  ", response.status, json.loads(answer)["error"], file=sys.stderr)
    return Reply(response.status, time.monotonic() - start, len(answer))


def told(name: str, replies: Iterable[Reply], memory: str) -> str:
    """A line for a kind of text."""
    replies = list(replies)
    seconds = [reply.seconds for reply in replies]
    statuses = ", ".join(f"{count} x {status}" for status, count in sorted(Counter(r.status for r in replies).items()))
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    each = max(reply.size for reply in replies) / 1e6
    return (
        f"{name}: {statuses}; median {statistics.median(seconds):.1f} s, p95 {p95:.1f} s, last {max(seconds):.1f} s; "
        f"answers up to {each:.1f} MB; {memory}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pastes", type=int, default=50)
    parser.add_argument("--size", type=float, default=1.0, help="MB of each")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--kinds", nargs="+", choices=TEXTS, default=list(TEXTS))
    given = parser.parse_args()
    command = [sys.executable, "-m", "textclean", "serve", "--port", "0", "--jobs", str(given.jobs)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    failed = False
    try:
        found = re.search(r"127\.0\.0\.1:(\d+)/", server.stderr.readline())
        assert found
        port = int(found[1])
        for name in given.kinds:
            line = TEXTS[name].encode()
            body = line * (int(given.size * 1e6) // len(line) + 1)
            memory = Memory(server.pid)
            with ThreadPoolExecutor(given.pastes) as pool:
                replies = list(pool.map(paste, [port] * given.pastes, [body] * given.pastes))
            print(told(name, replies, memory.stop()), flush=True)
            failed |= any(reply.status not in (200, 503) for reply in replies)
    finally:
        server.terminate()
        server.wait(30)
    return int(failed or server.returncode not in (0, -15, 143))


if __name__ == "__main__":
    sys.exit(main())
