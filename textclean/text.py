"""The text as rules read it: an immutable value, the caller's hints, and cached facts about the whole document.

A fact is computed on first use and never again; after a change there is a new ``Text`` with new facts.  The facts
themselves are worked out in ``scripts``, ``markup``, ``language`` and ``mojibake``; this module only remembers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

from textclean import markup, scripts
from textclean.patterns import lazy
from textclean.prefilter import badness, bilingual, conditions, lost_bytes, one_script, places

SHORT = 200  # code points; below, searching the text itself is cheaper than making its marks (0.2 against 0.7 us)
_PLAIN = bytes([9, 10, 12, 13, *range(0x20, 0x7F)])
# Plain ASCII becomes a blank.  0x0B and 0x1C-0x1F would be eaten by split(), so they borrow a byte that it leaves.
_PLAIN_TO_BLANK = bytes(0x20 if b in _PLAIN else 0x01 if b in (0x0B, *range(0x1C, 0x20)) else b for b in range(256))


# Bytes by kind: small ASCII letters and all of UTF-8 beyond ASCII; digits that look like Latin letters, and others;
# odd controls; anything else.
_SHAPES = bytes(
    0x61 if 0x61 <= b <= 0x7A or b > 0x7F
    else 0x30 if b in b"0125689"
    else 0x33 if b in b"347"
    else 0x20 if b in _PLAIN
    else 0x01
    for b in range(256)
)  # fmt: skip
_ASCII_SHAPES = bytes(_SHAPES[b] if b < 0x80 else 0x20 for b in range(256))
# Patterns that start at a digit: between letters, between a blank and four of them (of Latin ones: bytes of UTF-8).
# Each begins with one byte, which ``re`` finds in a fifth of the time that it takes to find one of two.
_DIGIT_WORD = (
    re.compile(rb"0(?:(?<=a0)a|aa[03]|(?<![a03]0)aaaaaaaa|(?<=aaaaaaaa0) )"),
    re.compile(rb"3(?:(?<=a3)a|aa[03]|(?<![a03]3)aaaaaaaa|(?<=aaaaaaaa3) )"),
)
_DIGIT_IN_LATIN = (
    re.compile(rb"0(?:(?<=a0)aa|(?<=aa0)a|(?<![a03]0)aaaa|(?<=aaaaa0) )"),
    re.compile(rb"3(?:(?<=a3)aa|(?<=aa3)a)"),
)
_DIGIT_IN_ASCII = lazy(rb"0a(?:(?<=a0a)a|(?<=aa0a)|(?<![a03]0a)aaa)")  # numbers behind words are everywhere


_LETTERS = "\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u058f\u1e00-\u1fff"
_LETTER = lazy(f"[{_LETTERS}]")
_FOREIGN = lazy("[\u0370-\u058f\u1f00-\u1fff]")
_ASTRAL = bytes(range(0xF0, 0xF5))  # what leads them in UTF-8

_HEAD = 4096  # bytes

TWINS = "twins"  # under which the memory of a text has the letters that stood for Latin ones in many of its words

_Value = TypeVar("_Value")


class _once(Generic[_Value]):  # noqa: N801 - a decorator
    """``functools.cached_property`` without the lock of Python 3.11, a microsecond each; a fact may be found twice."""

    def __init__(self, work: Callable[[Any], _Value]) -> None:
        self._work, self._name, self.__doc__ = work, work.__name__, work.__doc__

    def __get__(self, text: Any, owner: type | None = None) -> _Value:
        if text is None:
            return self  # type: ignore[return-value]
        found: _Value = self._work(text)
        text.__dict__[self._name] = found
        return found


def _runs(blanked: bytes) -> set[bytes]:
    """The distinct runs between blanks; one that stands alone all over a long text is not cut out each time."""
    head = blanked[:_HEAD].split()[:-1] if len(blanked) > 16 * _HEAD else []  # the last one may be cut
    often = max(set(head), key=head.count, default=b"")
    if 2 * head.count(often) <= len(head):
        return set(blanked.split())
    return {often, *blanked.replace(b" %b " % often, b" ").split()}


class Text:
    """An immutable document: ``value`` (str), the caller's hints, and facts about the whole of it."""

    # Facts that need one of these characters (the inside of a class); the others need one that is not ASCII.
    NEEDS: ClassVar[Mapping[str, str]] = {
        "mixed": scripts.FOREIGN,
        "misdecoded": places.NEEDS + conditions.HOT,
        "lossy": lost_bytes.NEEDS + places.NEEDS + conditions.HOT,
        "digit_words": _LETTERS,
    }
    # Facts that may hold on pure ASCII, each with what a short string must match.
    ASCII_FACTS: ClassVar[Mapping[str, str]] = {
        "digit_words": "[0125689](?=[a-z])(?:(?<=[A-Za-z].)[a-z]{2}|(?<=[A-Za-z]{2}.)|(?<![0-9A-Za-z].)[a-z]{4})"
    }
    QUIET_FACTS: ClassVar[frozenset[str]] = frozenset(("mixed", "digit_words"))  # ... and on quiet text

    value: str
    language_hint: str | None
    _markup_hint: bool | None

    def __init__(self, value: str, *, markup: bool | None = None, language: str | None = None) -> None:
        self.__dict__.update(value=value, language_hint=language, _markup_hint=markup)

    @classmethod
    def of(cls, utf8: bytes) -> Text:
        """The text of valid *utf8*, which need not be encoded again."""
        text = cls.__new__(cls)
        text.__dict__.update(value=utf8.decode(), utf8=utf8, language_hint=None, _markup_hint=None)
        return text

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"Text is immutable: cannot set {name!r}; a rule yields edits instead")

    def become(self, value: str) -> Text:
        """The same document with another value: hints stay, facts are computed anew."""
        text = Text(value, markup=self._markup_hint, language=self.language_hint)
        text.__dict__["memory"] = self.memory
        return text

    @_once
    def memory(self) -> dict[Any, Any]:
        """What was found out about parts of the document by what they hold, for the versions of it that follow."""
        return {}

    @_once
    def answers(self) -> dict[str, list[Any]]:
        """What rules have found in this text, by their names."""
        return {}

    @_once
    def utf8(self) -> bytes:
        """The value as UTF-8; lone surrogates pass as three bytes each."""
        return self.value.encode("utf-8", "surrogatepass")

    @_once
    def marks(self) -> str:
        """The distinct runs of characters that are not plain ASCII, in no order, parted by blanks.

        Controls stay (0x0B and 0x1C-0x1F stand as U+0001).  Tiny on Latin text, and adjacency inside runs is kept,
        so a trigger class or a mojibake pattern asked of it answers for the document.
        """
        return b" ".join(_runs(self.utf8.translate(_PLAIN_TO_BLANK))).decode("utf-8", "surrogatepass")

    @_once
    def rare(self) -> str:
        """The distinct characters that are not plain ASCII, where they are few beside it; else empty.

        A third of the price of ``marks``, and enough for text of Latin letters and typography.
        """
        if (len(self.utf8) - len(self.value)) * 4 >= len(self.value):
            return ""
        return "".join(set(self.utf8.translate(None, _PLAIN).decode("utf-8", "surrogatepass")))

    @_once
    def quiet(self) -> one_script.Quiet | None:
        """What a long text of one alphabet holds that is surely clean but for hidden characters, or None."""
        if len(self.value) < SHORT:
            return None
        if (len(self.utf8) - len(self.value)) * 4 < len(self.value):
            return one_script.latin(self.value, self.rare, self.utf8)
        return one_script.look(self.value)

    @_once
    def signs(self) -> str:
        """Characters that are not plain ASCII: all of them but, in a quiet text, most letters of its alphabet.

        What a class of signs or of whole scripts is asked of; how they stand side by side is lost.
        """
        return self.marks if self.quiet is None else " ".join(self.quiet.rare)

    @_once
    def inventory(self) -> frozenset[str]:
        """The characters that are not plain ASCII."""
        return frozenset(self.marks)

    @_once
    def has_controls(self) -> bool:
        """Do C0 controls other than TAB, LF, FF and CR, or DEL, or any character that is not ASCII occur?"""
        return not self.value.isascii() or b"\x01" in self._shapes

    @_once
    def _shapes(self) -> bytes:
        """The UTF-8 by kinds of bytes."""
        return self.utf8.translate(_SHAPES)

    @_once
    def has_astral(self) -> bool:
        """Do characters above U+FFFF occur?"""
        return any(map(self.utf8.__contains__, _ASTRAL))

    @_once
    def ill_formed(self) -> bool:
        """Does the value hold surrogate code points, which no UTF-8 may hold?"""
        return bool(re.search("[\ud800-\udfff]", self.marks))

    @_once
    def mixed(self) -> bool:
        """Do letters of two scripts that look alike occur, but for text that is surely clean and bilingual?"""
        if self.quiet is not None:
            return self.quiet.touching or self.quiet.alone
        return scripts.mixed(self.value, self.marks) and not bilingual.quiet(self.value, self.marks, self.utf8)

    @_once
    def digit_words(self) -> bool:
        """Does a digit stand in a word, or a letter beyond ASCII between two digits?"""
        if self.value.isascii():
            return _DIGIT_IN_ASCII.search(self._shapes) is not None
        letters = (self.quiet and (self.quiet.letters or self.quiet.rare)) or self.rare or self.marks
        if _FOREIGN.search(letters):
            return any(pattern.search(self._shapes) for pattern in _DIGIT_WORD)
        if _LETTER.search(letters):
            return any(pattern.search(self._shapes) for pattern in _DIGIT_IN_LATIN)
        return _DIGIT_IN_ASCII.search(self.utf8.translate(_ASCII_SHAPES)) is not None

    @_once
    def markup(self) -> bool:
        """Is it HTML, XML or the like, where entities are the author's?  The caller's word decides, if given."""
        return markup.is_markup(self.value) if self._markup_hint is None else self._markup_hint

    @_once
    def code(self) -> bool:
        """Is it a program, where digits in words and entities are the author's?"""
        return markup.is_code(self.value)

    @_once
    def protected(self) -> list[tuple[int, int, str]]:
        """Where edits are held (URLs, addresses, placeholders, code ...): ``(start, end, kind)``, sorted, disjoint."""
        return markup.protected(self.value)

    @_once
    def garbled(self) -> bool:
        """Does some line still look like mojibake?"""
        if self.quiet is not None:
            return False
        return badness.suspicious(self.value) if len(self.value) < SHORT else badness.holds(self.value, self.marks)

    @_once
    def misdecoded(self) -> bool:
        """Does anything look as if it had been decoded with the wrong charset?"""
        return self.garbled or (self.quiet is None and bool(self.misread) and places.tells(self.value, self.misread))

    @_once
    def misread(self) -> places.Places:
        """The places where one legacy charset may have been read as another; false if there are none."""
        return places.places(self.value, self.marks, self.utf8)

    @_once
    def lossy(self) -> bool:
        """May bytes have been lost on the way, of UTF-8 or of another charset that the text was misread from?"""
        return self.lacks_bytes or self.misdecoded

    @_once
    def lacks_bytes(self) -> bool:
        """A lead of UTF-8 as it is shown, without what should follow?"""
        if self.quiet is not None:
            return False
        return lost_bytes.suspected(self.value, self.marks, self.garbled, self.utf8)

    @_once
    def garbled_lines(self) -> list[tuple[int, int]]:
        """The spans of the lines that look like mojibake, sorted; look-alike rules leave them alone."""
        if not self.garbled:
            return []
        return [span for span in self.lines if badness.suspicious(self.value[span[0] : span[1]])]

    def is_garbled(self, at: int) -> bool:
        """Does the line that holds code point *at* look like mojibake?"""
        spans = self.garbled_lines
        found = bisect_right(spans, (at, len(self.value) + 1)) - 1
        return found >= 0 and spans[found][0] <= at < spans[found][1]

    @_once
    def lines(self) -> list[tuple[int, int]]:
        """The lines as ``(start, end)``, the LF included.  LF only: U+0085 may be half of a letter."""
        starts = [0, *(m.end() for m in re.finditer("\n", self.value))]
        if len(starts) > 1 and starts[-1] == len(self.value):
            starts.pop()
        return list(zip(starts, [*starts[1:], len(self.value)], strict=True))

    def line_at(self, at: int) -> tuple[int, int]:
        """The span of the line that holds code point *at*."""
        return self.lines[bisect_right(self.lines, (at, len(self.value) + 1)) - 1]

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """``pattern.finditer`` over the value."""
        return pattern.finditer(self.value)

    def __repr__(self) -> str:
        return f"Text({self.value[:40]!r}{'...' if len(self.value) > 40 else ''}, {len(self.value)} code points)"
