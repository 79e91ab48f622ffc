"""Without what is compiled or large: textclean imports, and restores the seed article, where only numpy is there.

That is what a browser has (Pyodide): wheels of pure Python, and numpy.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import ROOT

import textclean

ABSENT = ("chardetng_py", "click", "ftfy", "numpy", "pathspec", "regex", "unidecode", "webencodings")
PROGRAM = """
import json, sys, warnings
absent = set(sys.argv[1].split(","))
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
sys.path.insert(0, sys.argv[2])
import textclean
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    given = [bytes.fromhex(data) for data in json.load(sys.stdin)]
    found = [textclean.decode(data).text for data in given]
    cleaned = [textclean.clean(data) for data in given]
print(json.dumps([found, cleaned, [str(warning.message) for warning in told], sorted(absent & set(sys.modules))]))
"""
SEED = ROOT / "fixtures" / "seed"


def run(absent: tuple[str, ...], *given: bytes) -> list[list[str]]:
    command = [sys.executable, "-c", PROGRAM, ",".join(absent), str(ROOT)]
    sent = json.dumps([data.hex() for data in given])
    done = subprocess.run(command, input=sent, capture_output=True, check=True, text=True)
    found: list[list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("absent", [*((name,) for name in ABSENT), ABSENT], ids=",".join)
def test_the_seed_article_is_restored(absent: tuple[str, ...]) -> None:
    before, after = ((SEED / name).read_bytes() for name in ("before.txt", "after.txt"))
    _, cleaned, told, loaded = run(absent, before)
    assert cleaned == [after.decode()]
    assert told == []
    assert loaded == []


def test_encodings_are_told_apart_without_chardetng_and_that_is_said() -> None:
    texts = {
        "cp1252": "Die Züge über Köln fahren heute später, und die Straßen sind naß.",
        "cp1251": "Сегодня утром в городе было тепло, и дети играли во дворе.",
        "shift_jis": "今日は天気がよかったので、子供たちは公園で遊んでいました。",
    }
    given = [text.encode(encoding) for encoding, text in texts.items()]
    found, _, told, _ = run(("chardetng_py",), *given)
    assert found == [*texts.values()] == [textclean.decode(data).text for data in given]
    assert told == ["chardetng-py is not installed: encodings are told apart without its vote"]
