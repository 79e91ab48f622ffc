"""The corners of the core that no text leads to: options as strings, wrong rules and plugins, odd values."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest

import textclean
from textclean import Edit, Pipeline, Stage, Sure, Text, TextcleanError, formats, plugins, rule, rule_registry
from textclean.change_log import Record
from textclean.cli.config import load
from textclean.conflicts import Found
from textclean.contract import Rule
from textclean.errors import PluginError
from textclean.formats.text import TextFormat
from textclean.language import word_costs
from textclean.markup import protected
from textclean.mojibake import edits
from textclean.pipeline import pipeline
from textclean.testing import check_result
from textclean.triggers import Wake

STAMPED = re.compile("\u00a4")


@rule(Stage.FORM, triggers="\u00a4", profiles=())
def stamp(
    text: Text,
    *,
    loud: bool = False,
    times: int = 1,
    weight: float = 1.0,
    sign: Literal["!", "?"] = "!",
    name: str | None = "x",
) -> Iterator[Edit]:
    for match in text.finditer(STAMPED):
        new = f"{name}{sign * times}{weight}{loud}"
        yield Edit(match.start(), match.end(), new, "a stamp", Sure.CERTAIN)


@pytest.fixture
def stamped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_registry, "rules", lambda: {"stamp": stamp})


@pytest.mark.usefixtures("stamped")
@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "x!1.0False"),
        ({"loud": "True", "times": "2", "weight": "0.5", "sign": "?", "name": "none"}, "None??0.5True"),
        ({"loud": True, "times": 3, "weight": 2, "name": None}, "None!!!2True"),
        ({"loud": "false", "name": "y"}, "y!1.0False"),
    ],
)
def test_options_may_be_spelled(options: dict[str, Any], text: str) -> None:
    assert textclean.clean("\u00a4", only=["stamp"], options={"stamp": options}) == text


@pytest.mark.usefixtures("stamped")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"times": "many"}, "stamp.times wants int, not 'many'"),
        ({"loud": "perhaps"}, "stamp.loud wants bool, not 'perhaps'"),
        ({"loud": 1}, "stamp.loud wants bool, not 1"),
        ({"name": 5}, "stamp.name wants str, not 5"),
        ({"sign": "."}, "unknown value for stamp.sign: '.'; there are: !, ?"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TextcleanError) as caught:
        Pipeline(only=["stamp"], options={"stamp": options})
    assert str(caught.value) == message


@rule(Stage.FORM, pattern="(", profiles=())
def broken(text: Text) -> Iterator[Edit]:
    """A wrong pattern."""
    yield from ()


def plugin(name: str, loaded: object) -> SimpleNamespace:
    def load() -> object:
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    return SimpleNamespace(name=name, value=f"other:{name}", dist=SimpleNamespace(name="other-package"), load=load)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (plugin("tags", stamp), "'tags', but that name is taken"),
        (plugin("stamp", OSError("gone")), "rule 'stamp' of package 'other-package' cannot be loaded: OSError('gone')"),
        (plugin("stamp", 5), "'stamp' of 'other-package' is a int, not a rule"),
        (plugin("seal", stamp), "the rule 'seal' of 'other-package' calls itself 'stamp'"),
        (plugin("broken", broken), "the pattern of rule 'broken' of 'other-package' is wrong: missing ), unterminated"),
        (plugin("no-name", stamp), "a rule is named like an ASCII function"),
    ],
)
def test_a_wrong_plugin_is_named(entry: object, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "may_offer", lambda group: True)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [entry])
    with pytest.raises(TextcleanError) as caught:
        rule_registry.rules.__wrapped__()
    assert message in str(caught.value)


def test_a_right_plugin_is_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "may_offer", lambda group: True)
    monkeypatch.setattr(metadata, "entry_points", lambda group: [plugin("stamp", stamp)])
    assert rule_registry.rules.__wrapped__()["stamp"] is stamp


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    """Offers a thing as the format ``notes``."""
    cached = (formats.find, formats._offers, formats._by_suffix)

    def offer(loaded: object) -> None:
        monkeypatch.setattr(plugins, "may_offer", lambda group: True)
        monkeypatch.setattr(metadata, "entry_points", lambda group: [plugin("notes", loaded)])
        for function in cached:
            function.cache_clear()

    yield offer
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


class Notes(TextFormat):
    suffixes = (".notes",)


def test_a_format_of_a_plugin_is_found(offered: Callable[[object], None]) -> None:
    notes = Notes()
    offered(notes)
    assert formats.find("notes") is notes
    assert (formats.of("a.NOTES.gz", "auto"), formats.of("a.txt", "notes")) == ("notes", "notes")
    assert formats.names()[-1] == "notes"


@pytest.mark.parametrize(
    ("loaded", "message"),
    [
        (5, "'notes' of 'other-package' is a int, not a format"),
        (Notes, "'notes' of 'other-package' is the class Notes, not a format"),
        (type("Odd", (Notes,), {"places": "row"})(), "its places from 'row'; there are: field, column, attribute"),
        (type("Odd", (Notes,), {"suffixes": (".csv",)})(), "claims the suffix '.csv', which is that of 'csv'"),
    ],
)
def test_a_wrong_format_is_named(loaded: object, message: str, offered: Callable[[object], None]) -> None:
    offered(loaded)
    with pytest.raises(PluginError) as caught:
        formats.of("a.notes", "auto")
    assert message in str(caught.value)


def may_offer() -> bool:
    """Asked anew."""
    plugins._declared.cache_clear()
    return plugins.may_offer("textclean.rules")


@pytest.mark.parametrize("name", ["stamp-1.0.dist-info", "stamp.egg-info", "EGG-INFO"])
def test_packages_that_may_offer_rules_are_seen_in_their_folders(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing")])
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    (tmp_path / "other.egg-info").touch()  # as distutils left them
    (tmp_path / "another-2.dist-info").mkdir()
    assert not may_offer()
    entries = tmp_path / name / "entry_points.txt"
    entries.parent.mkdir()
    entries.write_text("[console_scripts]\nstamp = stamp:main\n")
    assert not may_offer()
    entries.write_text("[textclean.rules]\nstamp = stamp:stamp\n")
    assert may_offer()


def test_where_packages_cannot_be_seen_they_may_offer_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "packages.zip"
    archive.touch()
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert may_offer()
    monkeypatch.setattr(sys, "path", [])
    assert not may_offer()
    monkeypatch.setattr(sys, "meta_path", [PathFinder, SimpleNamespace(find_distributions=lambda context: [])])
    assert may_offer()
    unreadable = tmp_path / "p-1.dist-info" / "entry_points.txt"
    unreadable.mkdir(parents=True)
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert may_offer()


def planted(monkeypatch: pytest.MonkeyPatch, find: Any, **conditions: Any) -> Rule:
    made = rule(Stage.LETTERS, **conditions)(find)
    monkeypatch.setattr(rule_registry, "rules", lambda: {made.name: made})
    return made


def test_a_rule_without_conditions_sees_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def yes(text: Text) -> Iterator[Edit]:
        if text.value == "no":
            yield Edit(0, 2, "yes", "a change of mind", Sure.CERTAIN)

    made = planted(monkeypatch, yes)
    assert Wake([made]).any(Text("plain"))
    assert not Wake([made]).sleeps("plain")
    assert Pipeline().clean("no") == "yes"


def test_an_edit_that_changes_nothing_is_no_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    def idle(text: Text) -> Iterator[Edit]:
        yield Edit(0, 1, text.value[0], "nothing", Sure.CERTAIN)

    planted(monkeypatch, idle, triggers="\u0435")
    assert Pipeline().inspect("\u0435").fixes == ()


def test_an_edit_without_a_grade_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(text: Text) -> Iterator[Edit]:
        yield Edit(0, 1, "", "nothing", 3)  # type: ignore[arg-type]

    planted(monkeypatch, careless, triggers="\u0435")
    assert "has no grade of type Sure" in Pipeline().inspect("\u0435").problems[0].error


def test_a_rule_that_never_settles_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def endless(text: Text) -> Iterator[Edit]:
        yield Edit(0, 0, "\u0435", "nonsense", Sure.CERTAIN)

    planted(monkeypatch, endless, triggers="\u0435")
    with caplog.at_level(logging.WARNING, "textclean"):
        assert Pipeline().clean("\u0435").startswith("\u0435\u0435")
    assert "did not settle within" in caplog.text


def test_a_judge_that_fails_takes_no_text_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: Text) -> None:
        raise RuntimeError("planted")

    text = "K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser, Th\u0435 pr\u0435sident"
    monkeypatch.setattr(edits, "doubts", fail)
    assert textclean.clean(text) == "K\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser, The president"
    assert textclean.clean("club\u200bhouse \u00c3\u0192", skip=["mojibake"]) == "clubhouse \u00c3\u0192"


def test_a_pipeline_for_settings_that_cannot_be_told_apart() -> None:
    class Odd(dict[str, Any]):
        def __repr__(self) -> str:
            raise RuntimeError("no")

    assert textclean.clean("Th\u0435 president", options=Odd()) == "The president"


def test_the_last_pipelines_are_kept_and_no_more() -> None:
    first = pipeline(skip=["tags"])
    assert pipeline(skip=["tags"]) is first
    for name in rule_registry.rules():
        for floor in ("likely", "certain"):
            pipeline(skip=[name], floor=floor)
    assert pipeline(skip=["tags"]).rules == first.rules


def test_a_text_is_immutable_and_says_what_it_is() -> None:
    text = Text("x" * 50)
    with pytest.raises(AttributeError, match="Text is immutable: cannot set 'value'"):
        text.value = "y"
    assert repr(text) == f"Text('{'x' * 40}'..., 50 code points)"
    assert repr(Text("short")) == "Text('short', 5 code points)"
    assert "UTF-8" in (Text.utf8.__doc__ or "")  # type: ignore[attr-defined]


def test_protected_spans_that_overlap_are_one() -> None:
    assert protected("${a}b@c.example") == [(0, 15, "an address")]
    assert protected("`%(n)s` {x}") == [(0, 7, "code"), (8, 11, "a placeholder")]


@pytest.mark.parametrize(
    "code",
    [
        "re.compile('[^\x00-\x7f]')",
        "const HIDDEN = /[A-Z\u200b-\u200f\u202a-\u202e_]+/g;",
        "s.replace(/[\u200b\u200c\u200d\ufeff]/g, '')",
        "emoji = re.sub('[\ufe00-\ufe0f\U000e0100-\U000e01ef]', '', emoji)",
        'tags = r"[\U000e0020-\U000e007f]"',
        "[\u180b-\u180d\u0300-\u036f]*",
        "E0020..E007F [96] (\U000e0020..\U000e007f) tag space..cancel tag",
        "bad = re.findall('[A-Za-z0-9\u0300\u0301\u0323-]+', text)",
    ],
)
def test_characters_that_nobody_sees_stay_in_regular_expressions(code: str) -> None:
    assert [kind for _, _, kind in protected(code)] == ["a set of characters"]
    assert textclean.clean(code) is code
    assert {held.held for held in textclean.inspect(code).held} <= {"inside a set of characters"}


@pytest.mark.parametrize(
    "code",
    [
        'a.HEADER="PK\x03\x04",a.END="PK\x05\x06";function b(c){return c===a||c&&!c.d?e=>f:{}}'
        "var g=function(h){return h===i&&j||k};function l(m){return m!==n}(function(){})();",
        "function q() {\n  const bell = '\x07';\n  return bell + '\x1b[' + width + 'D';\n}\n",
        'map = ["LHF\\JXB~LdTFJ@VA^D\x84HZFLHFDVbHDBD@JENKPAJB^ZNNTLHFAHCBCNI@AA\x8aMLEHKB@\x7fDPsdMAMB_FF@FCFE"]',
        'faces = ["\ua4b0\u2022\u0325\u0325\u0325\u0325\u0325 \ufe4f \u2022\u0325\u0325\u0325\u0325\u0325\ua4b1"]',
        'known = {"\u043eff": "off", "\u0440m": "pm", "o\u0444\u0444": "off"}',
        'emoji.replace("\ufe0f", "")',
        'space = "\\t\\n \\u2028\\u2029\ufeff"; switch(c) { case `\u200c`: case `\ufeff`: }',
        "imath~\u0131~iukcy~\u0456~jcirc~\u0135~jcy~\u0439~lrm~\u200e~zwj~\u200d~ndash~\u2013~mdash~\u2014",
        f"'cp874': '{bytes(range(0xA1, 0xDB)).decode('cp874')}\ufeff\u200b{bytes(range(0xE0, 0xFC)).decode('cp874')}'",
        "[Demos](#demos-\ufe0f) and [why](docs/\u0440\u0443\u200b\u0441.md)",
    ],
)
def test_programs_keep_what_nobody_sees(code: str) -> None:
    assert textclean.clean(code) is code


def test_a_lone_backspace_takes_nothing() -> None:
    assert textclean.clean("* @method md5\x08\n * @return") == "* @method md5\n * @return"
    assert textclean.clean("* a slider |\x08 Layout") == "* a slider | Layout"
    assert textclean.clean("Rene\x08' and x\u0302") == "Ren\xe9 and x\u0302"
    assert textclean.clean("bold\x08\x08\x08\x08bold, x\x08y") == "bold, y"


def test_colours_of_a_terminal_stay_where_a_program_names_them() -> None:
    code = "RED='\x1b[31m'\nNORMAL=\"\x1b[0m\"\n"
    assert textclean.clean(code) is code
    assert [kind for _, _, kind in protected(code)] == ["a string", "a string"]
    assert textclean.clean("\x1b[31m'failed'\x1b[0m") == "'failed'"


def test_brackets_alone_do_not_protect() -> None:
    assert textclean.clean("see [\u202anote\u202c] and [wo\u200brd]") == "see [note] and [word]"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("~~~py\nx\n~~~\nafter", [(0, 11)]),
        ("before\n~~~\nx", [(7, 12)]),  # to the end of the text, as in CommonMark
        ("before\n\n~~~~\nx\n~~~~\n", [(8, 18)]),
        ("Heading\n~~~~~~~\n\ntext\n\nOther\n~~~~~\n", []),
        ("~~~ and ~~~ in a line", [(0, 11)]),
        ("here ~~~ and ~~~ there", []),
        ("```\n" + "x\n" * 99_000 + "```\n", [(0, 198_007)]),
        ("a ``` that nothing closes\n" + "text and text\n" * 20_000, [(2, 4)]),
    ],
)
def test_fences_of_code(text: str, spans: list[tuple[int, int]]) -> None:
    assert [(start, end) for start, end, _ in protected(text)] == spans


def test_bytes_that_are_read_but_not_reversible_are_no_fix() -> None:
    result = textclean.inspect(b"\xa2\xcc \xa4\xa4\xa4\xe5", encoding="big5")
    assert result.decoded is not None
    assert [span.why for span in result.decoded.spans] == ["not reversible"]
    assert result.fixes == ()
    check_result(result)


def test_what_comes_back_as_it_was_is_no_change() -> None:
    record = Record("ab")
    record.layer("ab", [Found("there", Edit(0, 1, "x", "there", Sure.CERTAIN))])
    assert record.layer("xb", [Found("back", Edit(0, 1, "a", "and back", Sure.CERTAIN))]) == "ab"
    result = record.result("ab", None)
    assert (result.changes, [fix.rule for fix in result.fixes]) == ((), ["there", "back"])


def test_no_words_cost_nothing() -> None:
    assert word_costs([]) == []


def test_settings_are_typed(tmp_path: Path) -> None:
    (tmp_path / "textclean.toml").write_text(
        "profile = 'ascii'\njobs = 2\nmax_ratio = 9\n[files.'*.md']\nskip = ['tags']\n"
    )
    settings = load({}, tmp_path / "textclean.toml")
    assert (settings.profile, settings.jobs) == ("ascii", 2)
    (tmp_path / "textclean.toml").write_text("jobs = 'two'\n")
    with pytest.raises(TextcleanError, match="jobs wants a whole number, not 'two'"):
        load({}, tmp_path / "textclean.toml")
