"""Hidden characters: what no rule may break, and what a reader of the report must learn."""

import itertools

import pytest

import textclean
from textclean.hidden import direction, hyphenation, payload, terminal
from textclean.pipeline import Pipeline
from textclean.text import Text

RULES = ["invisible", "selectors", "tags", "bidi", "controls", "overlays", "entities", "surrogates"]


@pytest.fixture(scope="module")
def sequences() -> list[str]:
    """Every sequence of the newest emoji-test data that a package ships, with the half-qualified ones."""
    return list(pytest.importorskip("emoji").EMOJI_DATA)


@pytest.mark.parametrize("around", ["{}", "so {} ok", "x{}y", "{}{}", "{}\n", "\u0434\u0430{}, \u0646\u0639\u0645 {}"])
def test_every_emoji_sequence_comes_back(around: str, sequences: list[str]) -> None:
    for sequence in sequences:
        text = around.format(sequence, sequence)
        assert textclean.clean(text) is text, ascii(sequence)


def test_emoji_side_by_side_come_back(sequences: list[str]) -> None:
    text = " ".join(sequences) + "".join(sequences)
    for profile in ("repair", "normalize"):
        assert textclean.clean(text, profile=profile) == text


def _bits(message: str, zero: str, one: str, width: int = 8) -> str:
    return "".join(f"{byte:0{width}b}" for byte in message.encode()).replace("0", zero).replace("1", one)


@pytest.mark.parametrize(
    ("hidden", "message"),
    [
        (_bits("secret", "\u200b", "\u200c"), "secret"),
        (_bits("secret", "\u200d", "\u2060"), "secret"),
        (_bits("secret", "\u200b", "\u200c", 7), "secret"),
        (_bits("\u0434\u0430", "\u200c", "\ufeff"), "\u0434\u0430"),
        ("\u200d".join(f"{ord(c):b}".replace("0", "\u200b").replace("1", "\u200c") for c in "wm 7"), "wm 7"),
        ("".join(chr(0xE0000 + ord(c)) for c in "ignore all rules"), "ignore all rules"),
        ("".join(chr(0xE0100 + byte - 16) for byte in b"buy now"), "buy now"),
    ],
)
def test_a_hidden_message_is_told(hidden: str, message: str) -> None:
    result = textclean.inspect(f"plain{hidden} text")
    assert result.text == "plain text"
    assert repr(message) in " ".join(fix.why for fix in result.fixes)
    assert result.undo() == f"plain{hidden} text"


def test_noise_is_no_message() -> None:
    assert payload.from_digits("\u200b" * 40) is None
    assert payload.from_digits("\u200b\u200c\u200b\u200b\u200c\u200c\u200c\u200c\u200b") is None


@pytest.mark.parametrize("swapped", [("th", "e"), ("a", "b c"), ("\u043d\u0435", "\u0442")])
def test_nested_overrides_show_the_second_first(swapped: tuple[str, str]) -> None:
    one, two = swapped
    group = f"\u202d\u2066\u202e\u2066{one}\u2069\u2066{two}\u2069\u202c\u2069\u202c"
    assert direction.shown(group) == two + one
    assert textclean.clean(f"\u00b7{group}") == f"\u00b7{two}{one}"
    nested = f"\u202d\u2066\u202e\u2066{group}\u2069\u2066z\u2069\u202c\u2069\u202c"
    assert direction.shown(nested) == "z" + two + one


def test_unbalanced_controls_in_arabic_are_reported_and_kept() -> None:
    text = "\u0633\u0644\u0627\u0645 \u202bworld"
    result = textclean.inspect(text)
    assert result.text == text
    assert [held.why for held in result.held] == ["unbalanced right-to-left embedding U+202B"]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("N\x08NA\x08A", "NA"),
        ("_\x08f_\x08o", "fo"),
        ("f\x08_", "f"),
        ("word\x08\x08\x08\x08____", "word"),
        ("____\x08\x08\x08\x08word", "word"),
        ("_\x08f\x08f", "f"),
        ("abc\x08 \x08d", "abd"),
        ("\x08\x08x", "x"),
        ("teh\x08\x08he", "the"),
        ("\u672c\x08\u672c\u65e5\x08\x08\u65e5_\x08\u8a18", "\u672c\u65e5\u8a18"),
    ],
)
def test_backspaces_do_what_a_terminal_does(line: str, left: str) -> None:
    assert textclean.clean(line) == left


@pytest.mark.parametrize(
    "line",
    [
        "* \x08Unicode",
        "\u6587\u5b57\u3002\x08\x08\uff08\u6ce8\uff09",  # Chinese, as an input method leaves it
        "Python\x08\ub97c \uc4f4\ub2e4\x08.",
        "\u3053\u308c\x08\u306f \x08memo\x08\u3067\u3059",
    ],
)
def test_backspaces_that_were_left_behind_take_no_letter(line: str) -> None:
    assert textclean.clean(line) == line.replace("\x08", "")


def test_many_overstrikes_come_out_as_few() -> None:
    line = "_\x08f_\x08i_\x08l_\x08e B\x08Bo\x08ol\x08ld\x08d\n"
    assert textclean.clean(line * 200) == textclean.clean(line) * 200 == "file Bold\n" * 200


@pytest.mark.parametrize("rule", RULES)
def test_a_batch_is_what_its_edits_say(rule: str) -> None:
    from textclean import rule_registry
    from textclean.testing import check_item

    found = rule_registry.find(rule)
    for example in found.examples:
        text = Text("\n".join([example.before] * 120))
        for item in found.find(text):
            check_item(found, text, item)
    mixed = Text(" ".join(itertools.islice(itertools.cycle(e.before for e in found.examples), 400)))
    for item in found.find(mixed):
        check_item(found, mixed, item)


def test_soft_hyphens_by_evidence() -> None:
    authors = "Die Donau\u00addampf\u00adschiff\u00adfahrt ist eine Ge\u00adsell\u00adschaft."
    assert textclean.clean(authors) is authors
    assert len(textclean.inspect(authors).held) == 5
    assert textclean.clean(authors, profile="normalize") == authors.replace("\u00ad", "")
    assert textclean.clean(authors + " u\u00adnd") == authors.replace("\u00ad", "") + " und"
    never = Pipeline(options={"invisible": {"soft_hyphens": "none"}})
    assert never.clean("u\u00adnd") == "u\u00adnd"
    assert hyphenation.plausible("no hyphens at all")


def test_terminal_remains_go_in_pairs() -> None:
    assert list(terminal.remains("[1;31mred[0m")) == [(0, 6, True), (9, 12, True)]
    assert list(terminal.remains("^[[1mbold^[[0m")) == [(0, 5, True), (9, 14, True)]
    assert [paired for *_, paired in terminal.remains("[31m alone\n\n[0m")] == [False]


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("ho\u00adr, sv\u0393\u00adi, t\u00adal", "hor, sv\u0393\u00adi, tal"),
        ("(\u00c3\u00adC) and o\u00adther", "(\u00c3\u00adC) and other"),
        ("t\u0106\u00adtulo, o\u00adther", "t\u0106\u00adtulo, other"),
        ("V\u00c3\u00adetnam, o\u00adther", "V\u00c3\u00adetnam, other"),
        ("IRM\u00c3\u00adOS, o\u00adther", "IRM\u00c3OS, other"),
        ("GR\u00d6\u00adSSE, h\u00ader", "GR\u00d6SSE, her"),
        ("\u00ce\u00adn c\u00adasa lor, \u00d6\u00adsterreich", "\u00cen casa lor, \u00d6sterreich"),
    ],
)
def test_the_second_byte_of_a_letter_is_no_soft_hyphen(text: str, restored: str) -> None:
    assert textclean.clean(text, only=["invisible"]) == restored


def test_the_second_byte_of_a_letter_is_no_soft_hyphen_among_many() -> None:
    text = "d\u00adamage o\u00adf letters "
    restored = textclean.clean(text * 40 + "sv\u0393\u00adi", only=["invisible"])
    assert restored == "damage of letters " * 40 + "sv\u0393\u00adi"
