"""The contract of Pipeline, clean and inspect: places, grades, protection, faults, the same object, many threads."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import textclean
from textclean import Edit, Pipeline, Stage, Sure, Text, TextcleanError, rule, rule_registry
from textclean.contract import Rule
from textclean.result import Problem
from textclean.testing import check_result
from textclean.triggers import Wake

DAMAGED = "Th\u0435 pr\u0435sid\u0435nt"


def _clean_in_child(pipeline: Pipeline) -> str:
    return pipeline.clean(DAMAGED)


def test_fixes_carry_rule_reason_grade_and_the_place_in_the_source() -> None:
    fixes = textclean.inspect(DAMAGED).fixes
    assert [(fix.rule, fix.start, fix.end, fix.old, fix.new) for fix in fixes] == [
        ("homoglyphs", at, at + 1, "\u0435", "e") for at in (2, 6, 10)
    ]
    assert all(fix.why and fix.sure >= Sure.LIKELY and not fix.held for fix in fixes)


def test_a_chain_shows_two_fixes_at_one_place() -> None:
    result = textclean.inspect("&#1077;ats p\u0435ars")
    assert result.text == "eats pears"
    assert [(fix.rule, fix.start, fix.end, fix.old, fix.new) for fix in result.fixes][:2] == [
        ("entities", 0, 7, "&#1077;", "\u0435"),
        ("homoglyphs", 0, 7, "\u0435", "e"),
    ]
    assert len(result.changes) == 2
    check_result(result)


def test_places_map_both_ways() -> None:
    result = textclean.inspect("zero\u200bwidth and Th\u0435")
    assert result.text == "zerowidth and The"
    assert result.source(4, 9) == (5, 10)
    assert result.target(5, 10) == (4, 9)
    assert result.source(14, 17) == (15, 18)


def test_nothing_wrong_is_the_same_object() -> None:
    for text in ("", "plain", "\u201ccurly\u201d \u2013 \u00e9", "\u041c\u043e\u0441\u043a\u0432\u0430", "x" * 1000):
        assert textclean.clean(text) is text
        assert textclean.inspect(text).text is text


def test_look_alikes_in_a_link_are_held_and_reported() -> None:
    text = "see https://p\u0430ypal.example/login, Th\u0435 bank"
    result = textclean.inspect(text)
    assert result.text == "see https://p\u0430ypal.example/login, The bank"
    assert [(fix.rule, fix.held) for fix in result.held] == [("homoglyphs", "inside a URL")]


def test_a_rule_that_raises_loses_only_its_own_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    @rule(Stage.LETTERS, triggers="\u0435")
    def broken(text: Text) -> Iterator[Edit]:
        yield Edit(0, 1, "X", "nonsense", Sure.CERTAIN)
        raise RuntimeError("planted")

    @rule(Stage.LETTERS, triggers="\u0435")
    def outside(text: Text) -> Iterator[Edit]:
        yield Edit(0, 10_000, "", "nonsense", Sure.CERTAIN)

    planted = {**rule_registry.rules(), "broken": broken, "outside": outside}
    monkeypatch.setattr(rule_registry, "rules", lambda: planted)
    result = Pipeline().inspect(DAMAGED)
    assert result.text == "The president"
    assert [problem.rule for problem in result.problems] == ["broken", "outside"]
    assert result.problems[0] == Problem("broken", "RuntimeError('planted')")
    assert Pipeline().clean(DAMAGED) == "The president"


def test_a_rule_that_never_settles_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    @rule(Stage.LETTERS, triggers="\u0435")
    def endless(text: Text) -> Iterator[Edit]:
        yield Edit(0, 0, "\u0435", "nonsense", Sure.CERTAIN)

    monkeypatch.setattr(rule_registry, "rules", lambda: {"endless": endless})
    assert not Pipeline().inspect("\u0435").settled


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"skip": ["homoglyph"]}, "unknown rule 'homoglyph'; did you mean 'homoglyphs'?"),
        ({"also": ["escape"]}, "unknown rule 'escape'; did you mean 'escapes'?"),
        ({"profile": "repiar"}, "unknown profile 'repiar'; did you mean 'repair'?"),
        ({"floor": "sure"}, "unknown floor 'sure'; there are: certain, guess, likely"),
        (
            {"options": {"invisible": {"soft_hyphen": "all"}}},
            "unknown option of rule 'invisible': 'soft_hyphen'; did you mean 'soft_hyphens'?",
        ),
    ],
)
def test_unknown_names_are_errors_with_the_near_match(settings: dict[str, object], message: str) -> None:
    with pytest.raises(TextcleanError) as caught:
        Pipeline(**settings)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_a_pipeline_pickles_and_works_in_a_spawned_process() -> None:
    pipeline = Pipeline(profile="normalize", skip=["fonts"], options={"invisible": {"soft_hyphens": "all"}})
    assert pickle.loads(pickle.dumps(pipeline)).rules == pipeline.rules
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_clean_in_child, (pipeline,)) == "The president"


def test_many_threads_give_the_same_answer() -> None:
    pipeline = Pipeline()
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(pipeline.clean, [DAMAGED] * 200)) == {"The president"}


def test_switched_off_means_off() -> None:
    assert textclean.clean(DAMAGED, skip=["homoglyphs"]) == DAMAGED
    assert Pipeline(only=[]).clean(DAMAGED) is DAMAGED
    assert textclean.clean(DAMAGED, floor=Sure.CERTAIN, only=["tags"]) is DAMAGED


def test_no_result_holds_a_surrogate() -> None:
    for pipeline in (Pipeline(), Pipeline(only=[]), Pipeline(skip=["surrogates"])):
        result = pipeline.inspect("a\ud800b")
        assert result.text == "a\ufffdb"
        assert result.undo() == "a\ud800b"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_has_an_answer(text: str) -> None:
    result = textclean.inspect(text)
    check_result(result)
    assert textclean.clean(text) == result.text
    if not result.changed:
        assert textclean.clean(text) is text


@given(st.binary())
def test_any_bytes_have_an_answer(data: bytes) -> None:
    try:
        result = textclean.inspect(data)
    except textclean.TextcleanError:
        return
    check_result(result)
    assert result.undo() == data


def test_the_stand_in_for_a_surrogate_is_news_for_other_rules() -> None:
    pipeline = Pipeline(skip=["surrogates"])
    result = pipeline.inspect("She said \u201cgoodbye\u00e2\u20ac\ud800 and left")
    check_result(result)
    assert result.text == "She said \u201cgoodbye\u201d and left"


def test_damage_may_hide_damage_many_times() -> None:
    pipeline = Pipeline(profile="ascii")
    hidden = "\u0924&am\u034fp;#x9\u034f24;&am\u115fp;#x9\u206024;&amp;#x924\u3164;"
    for text in (hidden, hidden * 3, f"a {hidden} b"):
        result = pipeline.inspect(text)
        check_result(result)
        assert pipeline.clean(result.text) is result.text


_CALLS = [
    pytest.param(textclean.clean, id="clean"),
    pytest.param(textclean.inspect, id="inspect"),
    pytest.param(textclean.Pipeline().clean, id="Pipeline.clean"),
    pytest.param(textclean.Pipeline().inspect, id="Pipeline.inspect"),
    pytest.param(textclean.decode, id="decode"),
]
_SOURCES = [pytest.param("na\xefve", id="str"), pytest.param(b"na\xc3\xafve", id="bytes")]


@pytest.mark.parametrize("source", _SOURCES)
@pytest.mark.parametrize("call", _CALLS)
def test_an_unknown_keyword_is_an_error_with_the_near_match(call, source):
    if call is textclean.decode and isinstance(source, str):
        pytest.skip("decode takes bytes")
    with pytest.raises(textclean.TextcleanError, match="unknown setting 'languge'; did you mean 'language'"):
        call(source, languge="fr")


@pytest.mark.parametrize("source", _SOURCES)
@pytest.mark.parametrize(
    ("wrong", "near"), [("profle", "profile"), ("skipp", "skip"), ("markupp", "markup"), ("flooor", "floor")]
)
def test_misspelt_settings_are_named(source, wrong, near):
    for call in (textclean.clean, textclean.inspect):
        with pytest.raises(textclean.TextcleanError, match=f"unknown setting '{wrong}'; did you mean '{near}'"):
            call(source, **{wrong: "ascii"})


def test_an_unknown_keyword_of_a_pipeline_is_an_error():
    with pytest.raises(textclean.TextcleanError, match="unknown setting 'profle'; did you mean 'profile'"):
        textclean.Pipeline(profle="ascii")


@pytest.mark.parametrize("name", ["transport", "declared", "encoding"])
def test_what_describes_bytes_is_refused_beside_a_str(name):
    with pytest.raises(textclean.TextcleanError, match=f"{name}='nonsense' says how to decode bytes"):
        textclean.clean("na\xefve", **{name: "nonsense"})


@pytest.mark.parametrize("name", ["only", "also", "skip"])
def test_a_str_is_no_list_of_rules(name):
    with pytest.raises(textclean.TextcleanError, match=rf"write {name}=\['fonts'\]"):
        textclean.clean("na\xefve", **{name: "fonts"})


def test_settings_are_told_apart_by_their_values():
    after = {"percent": "\xe4 \u2013", "dashes": "%C3%A4 -"}
    for name in ("percent", "dashes", "percent"):  # generators look alike
        assert textclean.clean("%C3%A4 \u2013", also=(rule for rule in [name])) == after[name]


def test_a_rule_with_a_pattern_is_awake_on_long_text():
    """Ellipses and guillemets are everyday signs: a long text that holds no others is told quickly."""
    ellipses = Rule(_no_edits, Stage.FORM, pattern="\u2026|\xab")
    for line in ("It is na\xefve.\n", "C\u2019est d\xe9j\xe0 l\u2019\xe9t\xe9.\n", "В городе тихо.\n"):
        assert Wake([ellipses]).any(Text(line * 40 + "Well\u2026 yes."))
        assert not Wake([ellipses]).any(Text(line * 40))


def _no_edits(text: Text):
    yield from ()


def test_a_rule_that_raises_is_asked_again(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Short answers are remembered, but not those of rules that are not ours."""

    @rule(Stage.LETTERS, triggers="\u0435")
    def broken(text: Text) -> Iterator[Edit]:
        yield Edit(0, 1, "X", "nonsense", Sure.CERTAIN)
        raise RuntimeError("planted")

    planted = {**rule_registry.rules(), "broken": broken}
    monkeypatch.setattr(rule_registry, "rules", lambda: planted)
    pipeline = Pipeline(only=["broken"])
    assert [pipeline.clean(DAMAGED) for _ in range(2)] == [DAMAGED, DAMAGED]
    assert len(caplog.records) == 2


@pytest.mark.parametrize("text", ["\u0467 \u0527", "\u0467\u0527", "a\u0467 \u0527b \u04cf", "\u04cfittle \u04cf"])
@pytest.mark.parametrize("profile", ["repair", "normalize", "ascii"])
def test_letters_that_twins_and_spellings_pass_on_to_each_other_settle(text: str, profile: str) -> None:
    pipeline = textclean.Pipeline(profile)
    for long in (text, f"{text} " * 90, f"{text} " * 400, f"{text} " * 1500):
        result = pipeline.inspect(long)
        assert result.settled
        assert pipeline.clean(long) == result.text
        assert pipeline.clean(result.text) is result.text


def test_what_a_rule_offers_is_held() -> None:
    text = "It=E2=80=99s here, Sch%C3%B6n"
    result = textclean.inspect(text)
    assert result.text is text
    assert [(fix.rule, fix.new) for fix in result.held] == [("quoted_printable", "\u2019"), ("percent", "Sch\xf6n")]
    assert textclean.clean(text) is text
    assert (
        textclean.clean(text, floor="guess")
        == textclean.inspect(text, floor="guess").text
        == "It\u2019s here, Sch\xf6n"
    )
    assert textclean.clean(text, also=["percent"]) == "It=E2=80=99s here, Sch\xf6n"
    assert not textclean.inspect(text, skip=["percent", "quoted_printable"]).held
    assert not textclean.inspect(text, only=["mojibake"]).held
    assert not textclean.inspect(text, profile="ascii").held
