"""Patterns that are compiled when they are asked."""

from __future__ import annotations

import re

import pytest

from textclean.patterns import lazy


def test_a_lazy_pattern_answers_like_a_compiled_one() -> None:
    pattern, compiled = lazy("(a)b|c", re.I), re.compile("(a)b|c", re.I)
    assert pattern.pattern == compiled.pattern
    assert pattern.flags == compiled.flags
    for text in ("xABc", "", "c"):
        assert pattern.findall(text) == compiled.findall(text)
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in compiled.finditer(text)]
        assert pattern.sub("-", text) == compiled.sub("-", text)
        assert pattern.split(text) == compiled.split(text)
        assert (pattern.search(text) is None) == (compiled.search(text) is None)
    assert lazy(b"\xc3.").match(b"\xc3\xa9") is not None


def test_an_error_shows_at_the_first_question() -> None:
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("")
    with pytest.raises(AttributeError):
        broken.unheard_of  # noqa: B018
    assert repr(broken) == "lazy('(')"
