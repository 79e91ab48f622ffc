"""Look-alikes: the small and the vectorised halves agree, time grows with size, mixed text stays."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textclean import scripts
from textclean.contract import Batch, Edit
from textclean.letters import judge
from textclean.letters.everywhere import everywhere
from textclean.letters.judge import Judge, findings
from textclean.letters.lookalikes import LATIN, Words
from textclean.pipeline import Pipeline
from textclean.prefilter import bilingual
from textclean.rules.homoglyphs import homoglyphs
from textclean.rules.sound_alikes import sound_alikes
from textclean.scripts import CYRILLIC
from textclean.spans import splice
from textclean.text import Text

ROOT = Path(__file__).parent.parent
ALONE = Pipeline(only=["homoglyphs"])
PIECES = st.sampled_from(
    re.split(
        "[|]",
        "the|people|of|this|place|can|see|peace|as|ocean|GPS|RXR\u03b3|x|y|5|-|'|\"|.|,|\\|%|\n|\u02bc|\u0301|\u2019"
        "|\u0442\u0430\u043a|\u0432\u043e\u0434\u0430|\u0441\u043e\u0440|\u0430|\u0441|\u0435\u043b\u044c"
        "|\u0446\u0430\u0440\u044c|\u0438\u043b\u0438|\u03ba\u03b1\u03b9|\u03c4\u03bf|\u03bd\u03ad\u03bf|\u0578\u0580"
        "|\u0441\u00e6|\u0430\u0445\u0259\u0430|\u05d4|\u2160|\ua4d2|\u13a2|\u217c|\u212a|\U00010429",
    )
)
SWAPS = st.sampled_from(
    ["", "a\u0430", "e\u0435", "o\u043e", "o\u03bf", "n\u0578", "\u0430a", "\u043eo", "\u0441c", "\u03bfo", "v\u03bd"]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Words of several scripts, some letters swapped, some words glued."""
    words = draw(st.lists(st.tuples(PIECES, SWAPS, st.sampled_from([" ", " ", " ", "", "\n"])), max_size=40))
    return "".join((word.replace(swap[0], swap[1]) if swap else word) + gap for word, swap, gap in words)


def restored(text: str, vectorised: bool) -> str:
    document = Text(text)
    edits: list[Edit] = []
    for item in Judge(document, Words(text, vectorised)).findings():
        edits += item.edits() if isinstance(item, Batch) else [item]
    return splice(text, [edit[:3] for edit in sorted(edits)])


@given(documents() | st.text(max_size=60))
def test_the_words_are_the_same_with_and_without_numpy(text: str) -> None:
    plain, fast = Words(text, vectorised=False), Words(text, vectorised=True)
    assert (plain.starts, plain.ends, plain.kinds, plain.exact) == (fast.starts, fast.ends, fast.kinds, fast.exact)
    assert plain.decided() == fast.decided()
    assert plain.mixed == fast.mixed
    assert plain.foreign_to(LATIN) == fast.foreign_to(LATIN)
    assert plain.unknown(plain.decided(), CYRILLIC) == fast.unknown(fast.decided(), CYRILLIC)


@settings(deadline=None, max_examples=150)
@given(documents())
def test_the_decisions_are_the_same_with_and_without_numpy(text: str) -> None:
    assert restored(text, vectorised=False) == restored(text, vectorised=True)


BILINGUAL = st.lists(
    st.sampled_from(
        re.split(
            "[|]",
            "the|a|e|o|C|\u00e9|caf\u00e9|HTTP|API|-|.|, |\u00ab|\u00bb|\u2014|\u00a0|\n| | | |5|_|\u0301|\u0131|\u212a"
            "|\u0436\u0430\u0440\u0430|\u0430|\u0441\u043e\u0440|\u0456|\u03bb\u03cc\u03b3\u03bf\u03c2|\u03bf|\u03bd"
            "|\u0562\u0561\u0580|\u0578\u0582",
        )
    ),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(["\u0436\u0430\u0440\u0430", "\u03bb\u03cc\u03b3\u03bf\u03c2", "\u0562\u0561\u0580"]), BILINGUAL)
def test_in_text_called_clean_and_bilingual_nothing_is_found(start: str, rest: str) -> None:
    text = Text(f"the {start} {rest}")
    if bilingual.quiet(text.value, text.marks, text.utf8):
        assert not [*findings(text), *sound_alikes.find(text)]


def test_no_ordinary_character_stands_for_a_latin_letter() -> None:
    from textclean.letters.strangers import _letters

    for name in ("Cyrillic", "Greek", "Armenian"):
        asked = bilingual.partner(name)
        own = re.compile(f"[{asked.letters}]")
        assert not [c for c in _letters() if not own.match(c) and not asked.unusual.match(c)]
        kinds = {scripts.kind(c) for c in map(chr, range(0x110000)) if not asked.unusual.match(c)}
        assert kinds == {0, LATIN, scripts.ALPHABETS[name]}


@settings(deadline=None, max_examples=100)
@given(documents())
def test_a_second_run_changes_nothing(text: str) -> None:
    once = ALONE.clean(text)
    assert ALONE.clean(once) == once


def test_the_seed_article_comes_back_by_every_road() -> None:
    article = next((ROOT / "fixtures" / "seed").rglob("before.txt")).read_text(encoding="utf-8")
    wanted = article.replace("\u0435", "e")
    for text, want in ((article, wanted), (article * 20, wanted * 20)):
        assert restored(text, vectorised=False) == restored(text, vectorised=True) == want
        assert ALONE.clean(text) == want
    assert everywhere(Text(article * 20)) == wanted * 20
    (batch,) = findings(Text(article * 20))
    assert isinstance(batch, Batch)
    assert splice(article * 20, [edit[:3] for edit in batch.edits()]) == batch.new


def test_one_word_that_is_not_plain_sends_the_document_to_the_judge() -> None:
    article = "Th\u0435 p\u0435opl\u0435 of this plac\u0435 w\u0435r\u0435 th\u0435r\u0435 b\u0435for\u0435. " * 200
    assert everywhere(Text(article)) is not None
    for other in ("\u0435\u0435 ", "\\th\u0435 ", "\u0446\u0430\u0440\u044c "):
        assert everywhere(Text(article + other)) is None


@pytest.mark.parametrize(
    "unit",
    ["\u0430a", "\u0430 a ", "C\u043d\u0435\u0433 ", "th\u0435 ", "\u0435", "\u2160x", "x\u03bd ", "\u0430-\u0430'",
     "a\u0430\n", "\u02bc\u0430a", "\u0430\u0301a\u0301", "th\u0435\u0446 \u2024 \u2004", "\u0578n ", "\u04cfo\u03c3 "],
)  # fmt: skip
def test_time_grows_with_size(unit: str) -> None:
    def spent(size: int) -> float:
        text = Text(unit * (size // len(unit)))
        start = time.process_time()
        list(homoglyphs.find(text))
        return time.process_time() - start

    spent(5_000)
    small, large = spent(20_000), spent(120_000)
    assert large < 0.15 + 12 * small


def test_the_reason_can_be_checked_by_a_person() -> None:
    (edit,) = findings(Text("the w\u043er\u0501 people say"))
    assert isinstance(edit, Edit)
    assert edit.why == "2 of 4 letters Cyrillic, all with Latin twins; no other reading"


def test_addresses_are_reported_and_not_changed() -> None:
    result = Pipeline().inspect("Visit https://p\u0430yp\u0430l.example/ and pay with p\u0430yp\u0430l")
    assert result.text == "Visit https://p\u0430yp\u0430l.example/ and pay with paypal"
    assert [held.rule for held in result.held] == ["homoglyphs"] * len(result.held)
    assert result.held


def test_judge_has_no_state_between_documents() -> None:
    first = list(judge.findings(Text("th\u0435 p\u0435opl\u0435")))
    assert list(judge.findings(Text("th\u0435 p\u0435opl\u0435"))) == first
