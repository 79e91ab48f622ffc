"""What is promised of every text, tried on text that people and accidents make, and on whatever fits into a str.

The everyday run is short and always the same.  The long one, hours of a core:
``nice python -m pytest -q tests/test_properties.py --hypothesis-profile=long`` (docs/promises.md).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from random import Random

import strategies
from damage import LOOK_ALIKES, damaged, insert, swap
from hypothesis import given, note, settings
from hypothesis import strategies as st
from vocabulary import SENTENCES

import textclean
from textclean import Pipeline, Text
from textclean.contract import Batch, Sure
from textclean.errors import NotText
from textclean.result import Result
from textclean.rule_registry import rules
from textclean.testing import check_item, check_result
from textclean.triggers import Wake

profiles = st.sampled_from(strategies.PROFILES)


@cache
def pipeline(profile: str, skip: str = "", floor: str = "likely", also: tuple[str, ...] = ()) -> Pipeline:
    return Pipeline(profile=profile, skip=[skip] if skip else (), floor=floor, also=also)


@cache
def alone(name: str) -> Pipeline:
    return Pipeline(only=[name])


def check_places(result: Result) -> None:
    """Every fix and change lies inside the source; changes do not touch; the map is one-to-one outside of them."""
    size, length = len(result.before), len(result.text)
    for fix in (*result.fixes, *result.held):
        assert 0 <= fix.start <= fix.end <= size, fix
        assert fix.old != fix.new or fix.rule == "decoding", fix
        assert fix.why
        assert isinstance(fix.sure, Sure)
    assert not any(fix.held for fix in result.fixes)
    assert all(fix.held for fix in result.held)
    for change, following in pairwise(result.changes):
        assert change.end < following.start or change.till < following.at, (change, following)
    ends = [(0, 0), *((change.end, change.till) for change in result.changes)]
    starts = [*((change.start, change.at) for change in result.changes), (size, length)]
    for (start, at), (end, till) in zip(ends, starts, strict=True):
        assert result.before[start:end] == result.text[at:till]
    for change in result.changes:
        assert result.text[change.at : change.till] == change.new != change.old
        start, end = result.source(change.at, change.till)
        assert start <= change.start <= change.end <= end
        at, till = result.target(change.start, change.end)
        assert at <= change.at <= change.till <= till
    assert result.source(0, length)[1] <= size
    assert result.target(0, size)[1] <= length


def check_promises(cleaner: Pipeline, source: str | bytes, markup: bool | None = None, **hints: str | None) -> Result:
    """All that is promised of any source.  Gives the result."""
    result = cleaner.inspect(source, markup=markup, **hints)
    note(result)
    check_result(result)
    check_places(result)
    assert result.undo() == source
    assert type(result.undo()) is type(source)
    assert cleaner.clean(source, markup=markup, **hints) == result.text, "clean() and inspect() differ"
    if isinstance(source, str):
        assert bool(result.fixes) == bool(result.changes) == (result.text != source)
        assert result.fixes or result.text is source
    language = hints.get("language")
    again = cleaner.inspect(result.text, markup=markup, language=language)
    assert not again.fixes, "the result is not clean"
    assert cleaner.clean(result.text, markup=markup, language=language) is result.text, "another object"
    return result


@given(profiles, strategies.documents)
def test_documents(profile: str, text: str) -> None:
    check_promises(pipeline(profile), text)


@given(profiles, strategies.wrecks | strategies.beside)
def test_damaged_documents(profile: str, text: str) -> None:
    check_promises(pipeline(profile), text)


@given(profiles, strategies.jumbles)
def test_any_text(profile: str, text: str) -> None:
    check_promises(pipeline(profile), text)


@given(profiles, strategies.octets)
def test_any_bytes(profile: str, data: bytes) -> None:
    try:
        check_promises(pipeline(profile), data)
    except NotText:  # a picture, an archive: refused with a reason
        return


@given(profiles, st.sampled_from(("guess", "certain")), strategies.texts)
def test_any_floor(profile: str, floor: str, text: str) -> None:
    check_promises(pipeline(profile, floor=floor), text)


languages = st.sampled_from((None, "ru", "tr", "de", "ja", "fa", "xx", ""))
headers = st.sampled_from(
    (
        None,
        "",
        "text/html",
        "text/html; charset=iso-8859-1",
        "utf-8",
        "windows-1251",
        "charset=;;",
        "utf-16le",
        "nonsense\0",
    )
)


@given(profiles, strategies.texts, st.booleans(), languages)
def test_any_hints_for_text(profile: str, text: str, markup: bool, language: str | None) -> None:
    check_promises(pipeline(profile), text, markup=markup, language=language)


@given(profiles, strategies.octets, languages, headers)
def test_any_hints_for_bytes(profile: str, data: bytes, language: str | None, transport: str | None) -> None:
    try:
        check_promises(pipeline(profile), data, language=language, transport=transport)
    except NotText:
        return


BY_NAME = ("escapes", "percent", "quoted_printable", "quotes", "dashes", "ligatures", "spaces", "line_breaks")


@given(profiles, st.sampled_from(BY_NAME), strategies.texts)
def test_rules_that_are_asked_for_by_name(profile: str, name: str, text: str) -> None:
    check_promises(pipeline(profile, also=(name,)), text)


@given(strategies.clean_documents)
def test_clean_documents_come_back_as_the_same_object(text: str) -> None:
    note(repr(textclean.inspect(text).fixes))
    assert textclean.clean(text) is text


@given(profiles, st.sampled_from(sorted(rules())), strategies.texts)
def test_a_rule_that_is_switched_off_changes_nothing_for_the_others(profile: str, name: str, text: str) -> None:
    result = pipeline(profile).inspect(text)
    if not any(fix.rule == name for fix in result.fixes):
        without = pipeline(profile, skip=name).inspect(text)
        assert (without.text, without.fixes) == (result.text, result.fixes)
        assert without.held == tuple(fix for fix in result.held if fix.rule != name)


@given(st.sampled_from(sorted(rules())), strategies.texts)
def test_a_rule_alone(name: str, text: str) -> None:
    rule = rules()[name]
    result = check_promises(alone(name), text)
    for item in rule.find(Text(text)):
        check_item(rule, Text(text), item)
    if any(fix.rule == name for fix in result.fixes):
        assert rule in Wake([rule]).awake(Text(text)), "sleeps on what it fixes"


@given(profiles, strategies.texts | strategies.long_texts)
def test_a_rule_that_sleeps_has_nothing_to_say(profile: str, text: str) -> None:
    wake = Wake([rules()[name] for name in pipeline(profile).rules])
    awake = wake.awake(Text(text)) if not wake.sleeps(text) and wake.any(Text(text)) else []
    for rule in wake.rules:
        if rule not in awake:
            said = [item for item in rule.find(Text(text)) if item.sure >= Sure.LIKELY]
            assert all(isinstance(item, Batch) and item.new == text for item in said), rule.name


@settings(max_examples=settings.default.max_examples // 10)
@given(profiles, strategies.long_texts)
def test_long_documents(profile: str, text: str) -> None:
    check_promises(pipeline(profile), text)


@given(strategies.monolingual, st.sampled_from(strategies.SURE_CHAINS), strategies.seeds)
def test_what_has_one_reading_is_restored_exactly(text: str, chain: tuple[str, ...], seed: int) -> None:
    broken = damaged(text, chain, seed)
    result = check_promises(pipeline("repair"), broken)
    assert result.text == text


LATIN = [SENTENCES[name] for name in ("English", "German", "French", "Polish", "Czech", "Swedish", "Hungarian")]


SWAPS = {**LOOK_ALIKES, "Greek": {a: b for a, b in LOOK_ALIKES["Greek"].items() if a != "v"}}  # nu i is a variable


@given(
    st.sampled_from(LATIN).flatmap(lambda group: st.lists(st.sampled_from(group), min_size=1).map("\n".join)),
    st.sampled_from(("Cyrillic", "Greek", "Armenian")),
    st.floats(0.05, 1),
    st.randoms(use_true_random=False),
)
def test_swapped_letters_are_restored_exactly(text: str, script: str, share: float, rng: Random) -> None:
    assert textclean.clean(swap(text, SWAPS[script], rng, share)) == text


@given(strategies.sentences, st.sampled_from(("\ufeff", "\x00", "\x7f", "\x1b[31m")), st.randoms(use_true_random=False))
def test_what_never_stands_inside_text_goes(text: str, sign: str, rng: Random) -> None:
    assert textclean.clean(insert(text, [sign], rng)) == text


@given(strategies.written)
def test_bytes_are_read_as_they_were_written(given: tuple[str, str]) -> None:
    charset, text = given
    result = check_promises(pipeline("repair"), text.encode(charset))
    assert result.text == text
