"""Realistic and hostile texts without end: the n-th text of a seed is always the same.

A text is made of pieces (sentences of many languages, wrecks of them, hidden characters, markup, references, controls,
halves of surrogate pairs, piles of marks, tables of tiny cells, ...), joined and then bitten or brought to a length:
around those at which the engine goes another way, or as it comes.  ``tests/test_hostile_texts.py`` asks of each what is
promised of all.

    python tests/hostile_texts.py 1234        # the text of that number, as a literal
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from random import Random

import vocabulary
from damage import ACCIDENTS, CONTROLS, DIRECTIONS, HIDDEN, LOOK_ALIKES, damaged, swap

from textclean.rule_registry import rules

# Lengths in code points at which other ways begin: facts (200), whole arrays (1,024 and 4,096), sections (2,048 and
# 4,096 bytes), evidence (16 KiB, of which two would make the run too long).
SWITCHES = (64, 200, 256, 1000, 1024, 2048, 4096)
_ACCIDENTS = sorted(ACCIDENTS)
_MARKS = "\u0300\u0301\u0308\u0327\u0336\u0338\u20dd\u0483\u05b0\u05bc\u064b\u0651\u093c\u0e31\u0e49\u3099\U0001d165"
_SIGNS = "&#;<>/@.%{}()[]`\\\"'=?!-_*+|~^$,:0123456789 \t\r\n"
_BLOCKS = (
    *((0x00, 0x20), (0x7F, 0xA0), (0xA0, 0x100), (0x100, 0x250), (0x250, 0x370), (0x370, 0x400), (0x400, 0x530)),
    *((0x530, 0x600), (0x600, 0x700), (0x900, 0xE00), (0xE00, 0x1000), (0x10A0, 0x1100), (0x1100, 0x1200)),
    *((0x13A0, 0x1400), (0x1680, 0x1700), (0x1E00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2200), (0x2200, 0x2E80)),
    *((0x2E80, 0x3100), (0x3100, 0x3400), (0x4E00, 0x5200), (0xA640, 0xA700), (0xAC00, 0xB000), (0xD800, 0xE000)),
    *((0xE000, 0xE100), (0xF000, 0xF100), (0xF900, 0xFB00), (0xFB00, 0xFE00), (0xFE00, 0x10000), (0x10000, 0x10100)),
    *((0x1D400, 0x1D800), (0x1F300, 0x1FA00), (0x20000, 0x20100), (0xE0000, 0xE0200), (0x10FF00, 0x110000)),
)
_REFERENCES = (
    *("&amp;", "&amp;amp;", "&amp;lt;", "&lt;b&gt;", "&nbsp;", "&eacute;", "&eacute", "&Eacute;&Atilde;&copy;"),
    *("&#39;", "&#039;", "&#x27;", "&#233;", "&#xE9;", "&#150;", "&#128;", "&#0;", "&#xD83D;&#xDE00;", "&#x110000;"),
    *(
        "&#",
        "&#x",
        "&#;",
        "&;",
        "&notit;",
        "&#8203;",
        "&shy;",
        "&zwj;",
        "&#x202E;",
        "&thorn;",
        "&bogus;",
        "&ampeacute;",
    ),
)
_MARKUP = (
    *("<p>", "</p>", "<b", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<br/>", '<a href="x">', "</"),
    *(
        "```",
        "`",
        "~~~",
        "{{",
        "}}",
        "%(x)s",
        "%s",
        "${x}",
        "{name}",
        "http://",
        "www.",
        "@x.org",
        "mailto:",
        "\\u0435",
    ),
    *("=C3=A9", "%C3%A9", "\\xe9", "+AOk-", "=\n", "\x1b[31m", "\x1b$B", "~{", "~}", "--", "'", '"', "“", "»"),
)


def text(number: int, seed: int = 0) -> str:
    """The text of that *number*: 0 to some 10,000 code points, most under 50; any code points, surrogates too."""
    rng = Random(f"{seed}, {number}")
    short = rng.random() < 0.88
    made = _JOINS[rng.randrange(len(_JOINS))].join(
        _piece(rng) for _ in range(rng.choice((1, 1, 2) if short else (1, 2, 3, 4)))
    )
    way = rng.random()
    if way < 0.25:
        made = _bitten(made, rng)
    if way < 0.05:
        made = damaged(made, (rng.choice(_ACCIDENTS),), rng.randrange(999))
    if short:
        start = rng.randrange(max(1, len(made) - 8))
        return made[start : start + rng.randrange(4, 40)]
    if rng.random() < 0.1 and made:
        switch = rng.choice(SWITCHES if rng.random() < 0.3 else SWITCHES[:4])
        made = _of_length(made, switch + rng.randrange(-2, 3), rng)
    return made


def _of_length(piece: str, length: int, rng: Random) -> str:
    """*piece*, with others or with itself again and again, up to *length* code points."""
    while len(piece) < length:
        piece += rng.choice(_JOINS) + (piece if rng.random() < 0.5 else _piece(rng))
    return piece[:length] if rng.random() < 0.5 else piece[-length:]


def _bitten(whole: str, rng: Random) -> str:
    """Something cut out, put in, doubled, or carried to another place."""
    start, end = sorted((rng.randrange(len(whole) + 1), rng.randrange(len(whole) + 1)))
    put = rng.choice(("", "", _oddity(rng), whole[end : end + 9], _letter(rng) * rng.choice((1, 2, 9))))
    way = rng.randrange(4)
    if way == 0:
        return whole[:start] + put + whole[start:]
    if way == 1:
        return whole[:start] + put + whole[end:]
    if way == 2:
        return whole[start:end] + put
    return whole[start:end] + put + whole[:start] + whole[end:]


_JOINS = (" ", "\n", "", ", ", "\n\n", "\t", "\r\n", ". ", "\u00a0", "|", ",", ' "')


def _piece(rng: Random) -> str:
    makers, weights = _makers()
    return rng.choices(makers, weights)[0](rng)


def _sentence(rng: Random) -> str:
    return rng.choice(vocabulary.ALL_SENTENCES)


def _wreck(rng: Random) -> str:
    group = rng.choice((_sentence, _sentence, _own))
    return damaged(group(rng), rng.choices(_ACCIDENTS, k=rng.choice((1, 1, 1, 2, 3))), rng.randrange(999))


def _own(rng: Random) -> str:
    """What authors write on purpose."""
    groups = (vocabulary.MIXED, vocabulary.EMOJI, vocabulary.JOINED, vocabulary.LINKS, vocabulary.TABLES)
    return rng.choice(rng.choice((*groups, vocabulary.MARKUP, vocabulary.CODE)))


def _words(rng: Random) -> str:
    """Words of any languages, some of them with a look-alike or a sign inside."""
    table = rng.choice(list(LOOK_ALIKES.values()))
    return " ".join(swap(rng.choice(vocabulary.WORDS), table, rng, rng.choice((0, 0, 0.3)))
                    + rng.choice(("", "", "", _oddity(rng))) for _ in range(rng.randrange(1, 6)))  # fmt: skip


def _example(rng: Random) -> str:
    """The examples of rules, of two rules together, or with their letters shaken."""
    one = rng.choice(_examples())
    way = rng.random()
    if way < 0.4:
        return one
    if way < 0.7:
        return one + rng.choice(_JOINS) + rng.choice(_examples())
    return "".join(rng.sample(one, len(one))) if way < 0.8 else one[: rng.randrange(len(one) + 1)]


def _triggers(rng: Random) -> str:
    """Characters on which rules wake, side by side, apart, or in words."""
    several = [rng.choice(_telling()) for _ in range(rng.choice((1, 2, 5)))]
    return rng.choice(("", " ", "a", "\u0430", "e\u0301", "1")).join(several * rng.choice((1, 1, 4)))


def _code_points(rng: Random) -> str:
    """Code points of one block, or of two that alternate."""
    blocks = rng.choices(_BLOCKS, k=rng.choice((1, 1, 2)))
    return "".join(chr(rng.randrange(*rng.choice(blocks))) for _ in range(rng.randrange(1, 24)))


def _anything(rng: Random) -> str:
    return "".join(
        chr(rng.randrange(rng.choice((0x80, 0x800, 0x10000, 0x110000)))) for _ in range(rng.randrange(1, 12))
    )


def _hidden(rng: Random) -> str:
    """A sentence with hidden characters, controls or directions, here and there or in runs."""
    share = rng.choice((0.02, 0.1, 0.5))
    signs = rng.choice((list(HIDDEN), list(DIRECTIONS), CONTROLS, [chr(c) for c in range(0x80, 0xA0)]))
    return "".join(
        c + rng.choice(signs) * rng.choice((1, 1, 1, 3)) if rng.random() < share else c for c in _sentence(rng)
    )


def _lost(rng: Random) -> str:
    """U+FFFD, question marks or dropped bytes in a sentence, its mojibake, or alone."""
    base = rng.choice((_sentence, _wreck))(rng)
    sign = rng.choice(("\ufffd", "\ufffd\ufffd", "\ufffd", "?", "\u001a", "\u00c3", "\u00e2\u20ac"))
    share = rng.choice((0.05, 0.3, 1))
    broken = "".join(sign if c > "~" and rng.random() < share else c for c in base)
    return rng.choice((broken, sign * rng.randrange(1, 40), broken.replace("\u00c3", sign)))


def _surrogates(rng: Random) -> str:
    halves = [
        chr(rng.randrange(0xD800, 0xDC00)),
        chr(rng.randrange(0xDC00, 0xE000)),
        "\ud83d",
        "\ude00",
        "x",
        " ",
        "\u0435",
    ]
    return "".join(rng.choice(halves) for _ in range(rng.randrange(1, 9)))


def _pile(rng: Random) -> str:
    """Marks upon marks, behind letters of any script, at the beginning, or on blanks."""
    marks = rng.choices(_MARKS, k=rng.choice((1, 2, 3)))
    return "".join(_letter(rng) + "".join(rng.choice(marks) for _ in range(rng.choice((0, 1, 3, 20))))
                   for _ in range(rng.randrange(1, 10)))  # fmt: skip


def _references(rng: Random) -> str:
    return "".join(
        rng.choice((rng.choice(_REFERENCES), rng.choice(_REFERENCES), rng.choice(vocabulary.WORDS), " "))
        for _ in range(rng.randrange(1, 8))
    ) + rng.choice(("", "", f"&#{'9' * rng.choice((7, 30, 5000))};"))


def _markup(rng: Random) -> str:
    parts = (lambda: rng.choice(_MARKUP), lambda: _words(rng), lambda: _oddity(rng), lambda: rng.choice(_SIGNS))
    return "".join(rng.choice(parts)() for _ in range(rng.randrange(1, 10)))


def _signs(rng: Random) -> str:
    return "".join(rng.choice(_SIGNS) for _ in range(rng.randrange(1, 20)))


def _cells(rng: Random) -> str:
    """A table of tiny cells, most of them different."""
    between = rng.choice((",", ";", "\t", "|"))
    rows = (
        between.join(rng.choice((_letter(rng), _oddity(rng), str(rng.randrange(99)), "", rng.choice(vocabulary.WORDS)))
                     for _ in range(rng.randrange(1, 6)))
        for _ in range(rng.randrange(1, 6))
    )  # fmt: skip
    return "\n".join(rows)


def _run(rng: Random) -> str:
    """One or two characters over and over, without a blank."""
    return "".join(_letter(rng) for _ in range(rng.choice((1, 1, 2)))) * rng.choice((2, 30, 100))


def _oddity(rng: Random) -> str:
    return rng.choice((lambda: rng.choice(_telling()), lambda: rng.choice(HIDDEN), lambda: rng.choice(_REFERENCES),
                       lambda: rng.choice(CONTROLS), lambda: rng.choice(_MARKUP), lambda: _letter(rng)))()  # fmt: skip


def _letter(rng: Random) -> str:
    return chr(rng.randrange(*rng.choice(_BLOCKS)))


@cache
def _makers() -> tuple[list[Callable[[Random], str]], list[int]]:
    weighed: dict[Callable[[Random], str], int] = {
        **{_sentence: 4, _wreck: 8, _own: 2, _words: 4, _example: 4, _triggers: 3, _code_points: 3, _anything: 1},
        **{_hidden: 3, _lost: 3, _surrogates: 1, _pile: 2, _references: 2, _markup: 2, _signs: 1, _cells: 2, _run: 1},
    }
    return list(weighed), list(weighed.values())


@cache
def _examples() -> list[str]:
    return sorted({side for rule in rules().values() for example in rule.examples for side in example[:2]})


@cache
def _telling() -> list[str]:
    return sorted({c for one in _examples() for c in one if c > "~"})


if __name__ == "__main__":
    print(ascii(text(*map(int, sys.argv[1:]))))
