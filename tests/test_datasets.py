"""Hugging Face datasets: map in both formats, in processes and streams; the cache is found again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

datasets = pytest.importorskip("datasets")

from textclean import Pipeline, inspect  # noqa: E402
from textclean.errors import UsageError  # noqa: E402
from textclean.integrations.datasets import FIXES, Clean  # noqa: E402

pytestmark = pytest.mark.hosts

DAMAGED = ["Th\u0435 pr\u0435sid\u0435nt said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zero\u200bwidth"]
RESTORED = ["The president said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zerowidth"]


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    datasets.disable_progress_bars()


def _made() -> Any:
    return datasets.Dataset.from_dict({"text": DAMAGED, "id": list(range(5))})


@pytest.mark.parametrize("form", [None, "arrow"])
@pytest.mark.parametrize("processes", [None, 2])
def test_map(form: str | None, processes: int | None) -> None:
    dataset = _made()
    got = dataset.with_format(form).map(Clean(["text"]), batched=True, batch_size=2, num_proc=processes)
    assert got.with_format(None)["text"][:] == RESTORED
    assert got.features == dataset.features


def test_map_of_a_stream() -> None:
    stream = _made().to_iterable_dataset().map(Clean(["text"]), batched=True)
    assert [row["text"] for row in stream] == RESTORED


@pytest.mark.parametrize("form", [None, "arrow"])
def test_the_report(form: str | None) -> None:
    dataset = _made().with_format(form)
    features = datasets.Features({**dataset.features, "text_fixes": FIXES})
    got = dataset.map(Clean("text", report=True), batched=True, features=features).with_format(None)
    assert got.features == features
    for text, fixes in zip(DAMAGED, got["text_fixes"], strict=True):
        if text is None:
            assert fixes is None
        else:
            expected = [(f.rule, f.start, f.old, f.new) for f in inspect(text).fixes]
            assert [(f["rule"], f["start"], f["old"], f["new"]) for f in fixes] == expected


FINGERPRINT = """
from datasets.fingerprint import Hasher
from textclean import Pipeline
from textclean.integrations.datasets import Clean
clean = Clean(["text"], Pipeline(also=["quotes"], options={"invisible": {"soft_hyphens": "all"}}))
if USED: clean({"text": ["Th\\u0435"]})
print(Hasher.hash(clean))
"""


def test_the_fingerprint_is_stable_and_knows_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for used in ("False", "True"):
        code = FINGERPRINT.replace("USED", used)
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        seen.add(run.stdout.strip())
    assert len(seen) == 1
    from datasets.fingerprint import Hasher

    own = Clean(["text"], Pipeline(also=["quotes"], options={"invisible": {"soft_hyphens": "all"}}))
    assert Hasher.hash(own) in seen
    object.__setattr__(own, "version", "0.0.1")
    others = [own, Clean(["text"]), Clean(["text"], Pipeline("normalize")), Clean(["body"])]
    hashes = {Hasher.hash(clean) for clean in others}
    assert len(hashes) == 4
    assert not hashes & seen


def test_the_cache_is_found_again(tmp_path: Path) -> None:
    _made().to_parquet(tmp_path / "in.parquet")
    files = []
    for _ in range(2):
        dataset = datasets.load_dataset("parquet", data_files=str(tmp_path / "in.parquet"), split="train")
        files.append(dataset.map(Clean(["text"]), batched=True).cache_files)
    assert files[0] == files[1]


def test_errors_say_what_to_do() -> None:
    with pytest.raises(UsageError, match="did you mean 'text'"):
        _made().map(Clean(["txt"]), batched=True)
    with pytest.raises(UsageError, match="batched=True"):
        _made().map(Clean(["text"]))
    with pytest.raises(UsageError, match="not text"):
        _made().map(Clean(["id"]), batched=True)
