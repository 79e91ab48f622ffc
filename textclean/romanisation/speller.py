"""A text cut into words of one script, values and signs, each spelled in ASCII, or kept where ASCII has no spelling.

What is kept drags along what belongs to it: the other letters of its word, and what holds an emoji together.  Blanks
are only added, and only where two spellings would run into each other ("5 Ohm", "Bei Jing").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from textclean import language, scripts
from textclean.romanisation import ethiopic, greek, indic, korean, languages, signs, words

Spell = Callable[[str], str | None]

_CYRILLIC = "\u0400-\u052f\u1c80-\u1c88\ua640-\ua69f"
_GREEK = (
    "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff"
    "\u1f00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"
)
_ARABIC = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
)
_HEBREW = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u05d0-\u05f4"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = "\u0300-\u036f"
# Ideographs that Japan alone writes: its simplified forms, and characters made there.
_SHINJITAI = "円駅県広応戦気図沢検験険帰楽売読発実経済関鉄価伝変単営団労総続桜渋浜滝辺働込畑峠枠栃匂辻"
_NUMERAL = "[〇零一二三四五六七八九十百千○◯]"
GLUE = "\u200d\u20e3\ufe0e\ufe0f"  # holds emoji together: kept with what is kept, and so is what U+200D joins to it
_INDIC = {name: f"[{chr(first)}-{chr(first + 0x63)}\u200c\u200d]" for name, first in indic.BLOCKS.items()}
for _name, _more in (
    ("Devanagari", "\u0971-\u097f"),
    ("Bengali", "\u09f0\u09f1"),
    ("Gurmukhi", "\u0a70-\u0a75"),
    ("Oriya", "\u0b71"),
    ("Malayalam", "\u0d7a-\u0d7f"),
):
    _INDIC[_name] = f"[{_more}{_INDIC[_name][1:]}"
_INDIC["Sinhala"] = "[\u0d81-\u0de5\u0df2\u0df3\u200c\u200d]"
_WORDS = {
    "Cyrillic": f"[{_CYRILLIC}](?:[{_CYRILLIC}{_MARKS}]|['\u2019\u02bc](?=[{_CYRILLIC}]))*",
    "Greek": f"[{_GREEK}][{_GREEK}{_MARKS}]*",
    "Armenian": "[\u0531-\u0556\u0561-\u0588]+",
    "Georgian": "[\u10a0-\u10ff\u1c90-\u1cbf]+",
    "Hebrew": f"[{_HEBREW}]+",
    "Arabic": f"[{_ARABIC}](?:[{_ARABIC}]|\u200c(?=[{_ARABIC}]))*",
    "Ethiopic": "[\u1200-\u135a]+",
    "Hangul": "[\uac00-\ud7a3]+",
    "Kana": f"[{_KANA}]+",
    "Han": f"[{_HAN}]",
    **{name: f"(?![\u200c\u200d]){inside}+" for name, inside in _INDIC.items()},
}
_TOKEN = (
    f"(?=[^\x00-\x9f])(?:(?P<value>{signs.VALUES})|"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _WORDS.items())
    + f"|(?P<Latin>[{scripts.LATIN_LETTERS.replace('A-Za-z', '')}])|(?P<other>[^\x00-\x9f\ud800-\udfff]))"
)
# Scripts that one spelling for each letter turns into what no speaker reads: their vowels stand around the consonant.
_KEPT = (
    "\u0e01-\u0e3a\u0e40-\u0e4f\u0e5a\u0e5b\u0e80-\u0ecf\u0edc-\u0edf\u0f00-\u0f1f\u0f2a-\u0fff\u1000-\u103f\u104a-\u108f"
    "\u109a-\u109f\u1780-\u17da\u17dc\u17dd"
)
_PARTED = frozenset(("value", "Han", "Greek", "other"))  # what may need a blank beside it
LONG = 64  # code points of a word that is remembered
_TOKENS: list[re.Pattern[str]] = []


class Piece(NamedTuple):
    """A span of the text and its spelling; None: it is kept."""

    start: int
    end: int
    kind: str
    new: str | None


class Speller:
    """How to spell one text: its languages, its tables, and *others*, a spelling for any other character."""

    def __init__(
        self, value: str, others: Spell, *, asked: str = "", digraphs: bool = False, readings: Spell | None = None
    ) -> None:
        self.value, self.others, self.asked, self.digraphs, self.readings = value, others, asked, digraphs, readings
        self._orders: dict[str, tuple[str, ...]] = {}
        self._how: dict[str, Callable[[re.Match[str]], str | None]] = {}
        self.greek = re.search(f"[{_GREEK}]{{3}}", value) is not None
        breathes = re.search("[\u1f00-\u1f6f\u1f80-\u1fb7\u1fc6\u1fd6\u1fe4-\u1fe7\u1ff6]", value)
        self.ancient = asked == "grc" or (
            self.greek and breathes and asked != "el" and greek.is_ancient(value[:100_000])
        )
        kana, han = (len(re.findall(f"[{inside}]", value)) for inside in (_KANA, _HAN))
        own = len(re.findall(f"[{_SHINJITAI}]", value)) if han else 0
        written = (kana > 0 and 10 * kana >= han) or (own > 0 and 40 * own >= han)
        self.japanese = asked == "ja" or (not asked.startswith("zh") and written)
        self.keeps_japanese = self.japanese and han > 0
        self.chinese = han > 0 and not self.japanese

    def pieces(self) -> list[Piece]:
        """Everything beyond ASCII, in order, with its spelling."""
        if not _TOKENS:
            _TOKENS.append(re.compile(_TOKEN))
        found = [self._piece(match) for match in _TOKENS[0].finditer(self.value)]
        if self.keeps_japanese:
            found = list(self._read(found))
        return self._apart(_whole_words(_with_glue(found, self.value), self.value))

    def _piece(self, match: re.Match[str]) -> Piece:
        kind = str(match.lastgroup)
        how = self._how.get(kind)
        if how is None:
            how = self._how[kind] = getattr(self, f"_{kind.lower()}", self._word)
        return Piece(match.start(), match.end(), kind, how(match))

    def _value(self, match: re.Match[str]) -> str | None:
        return signs.value(match)

    def _word(self, match: re.Match[str]) -> str | None:
        """A word of a script that has tables, or one of the Indic ones."""
        script = str(match.lastgroup)
        if script in indic.BLOCKS:
            return _known(indic.spelled, match[0], script) or None
        if script not in self._orders:
            letters = " ".join(re.findall(_WORDS[script], self.value[:100_000]))
            self._orders[script] = languages.order(script, letters, self.asked)
        known = (_known(words.spelled, match[0], name) for name in self._orders[script])
        return next((new for new in known if new is not None), None) or None

    def _greek(self, match: re.Match[str]) -> str | None:
        word, start, end = match[0], match.start(), match.end()
        beside = self.value[max(0, start - 1) : start] + self.value[end : end + 1]
        if len(word) <= 2 and (not self.greek or re.search("[A-Za-z0-9]", beside)):
            return signs.greek_names(word)
        spelled = _known(greek.ancient, word) if self.ancient else self._word(match)
        return spelled or signs.greek_names(word)

    def _ethiopic(self, match: re.Match[str]) -> str | None:
        return _known(ethiopic.spelled, match[0])

    def _hangul(self, match: re.Match[str]) -> str | None:
        return _known(korean.spelled, match[0])

    def _kana(self, match: re.Match[str]) -> str | None:
        small = "".join(chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char for char in match[0])
        return _known(words.spelled, small, "kana") or None

    def _han(self, match: re.Match[str]) -> str | None:
        char, at = match[0], match.start()
        if char == "\u3005" and re.match(f"[{_HAN}]", self.value[max(0, at - 1) : at]):
            char = self.value[at - 1]  # it repeats the ideograph before it
        spelled = signs.pinyin(char) or self.others(char)
        return spelled.strip(" ") if spelled and re.fullmatch("[A-Za-z]+", spelled.strip(" ")) else None

    def _latin(self, match: re.Match[str]) -> str | None:
        char, at = match[0], match.start()
        new = self.letter(char)
        if new and len(new) > 1 and scripts.is_upper(char):
            beside = self.value[max(0, at - 1) : at] + self.value[at + 1 : at + 2]
            return new.upper() if any(map(scripts.is_upper, beside)) else new[:1].upper() + new[1:]
        return new

    def letter(self, char: str) -> str | None:
        """A letter of Latin, wherever it stands."""
        small = char.lower()
        if self.digraphs and small in signs.DIGRAPHS:
            new = signs.DIGRAPHS[small]
            return new if small == char else new.capitalize()
        if small == "\u0111" and self.serbian:
            return "dj" if small == char else "Dj"
        return self._plain(char)

    @property
    def serbian(self) -> bool:
        """Is d with a stroke the Serbo-Croatian letter, which telegrams write dj, or that of Vietnamese or Sami?"""
        if "serbian" not in self.__dict__:
            if self.asked:
                said = self.asked in ("hr", "sr", "bs", "sh", "me")
            else:
                said = dict(language.languages(self.value[: languages.SAMPLE])).get("hr", 0) > 0.5
            self.__dict__["serbian"] = said
        return bool(self.__dict__["serbian"])

    def _other(self, match: re.Match[str]) -> str | None:
        char, at = match[0], match.start()
        if char in GLUE:
            return ""
        if char == "\xb7":
            return signs.middle_dot(self.value, at)
        if char in "\u25cb\u25ef" and re.search(
            _NUMERAL, self.value[max(0, at - 1) : at] + self.value[at + 1 : at + 2]
        ):
            return "Ling"  # a nought among Chinese numerals
        if char in "\xa5\uffe5":
            return "CNY" if self.chinese else "JPY"
        known = signs.sign(char)
        if known is not None:
            return None if known == signs.KEEP else known
        if re.match(f"[{_KEPT}]", char):
            return None
        return signs.number(char) or (None if signs.east_asian(char) else self._plain(char))

    def _plain(self, char: str) -> str | None:
        """What the tables of Latin and the caller's function say of one character, if it can be read."""
        small = char.lower()
        new = signs.latin(small)
        if new is not None:
            return new if char == small else new.capitalize()
        new = self.others(char)
        kind = scripts.category(char)
        if new is None or kind == "Me" or (kind[0] in "PSL" and not new):
            return None
        if kind[0] in "LM":
            new = new.strip(" ").replace("`", "'")
            new = new.lower() if kind == "Ll" else new  # Unidecode's letters of phonetics are capitals
            return new if not new or re.fullmatch("[A-Za-z']+", new) or kind == "Lm" else None
        return new if kind[0] == "Z" else new.strip(" ")

    def _read(self, found: list[Piece]) -> Iterator[Piece]:
        """Japanese with ideographs: by their readings if there is a reader, else kept, kana, punctuation and all."""
        kinds = "".join("j" if piece.kind in ("Kana", "Han") else self._punctuation(piece) for piece in found)
        at = 0
        for match in re.finditer("j+" if self.readings else "[jp]+", kinds):
            first = match.start()
            yield from found[at:first]
            for last in range(first, match.end()):
                if last + 1 == match.end() or found[last].end != found[last + 1].start:
                    start, end = found[first].start, found[last].end
                    run = self.value[start:end]
                    alone = "j" not in kinds[first : last + 1]
                    if alone:
                        yield from found[first : last + 1]
                    else:
                        yield Piece(start, end, "Han", self.readings(run) if self.readings else None)
                    first = last + 1
            at = match.end()
        yield from found[at:]

    def _punctuation(self, piece: Piece) -> str:
        return (
            "p" if re.match("[\u3001-\u303f\u30fb\uff01-\uff0f\uff1a-\uff1f\uff5e]", self.value[piece.start]) else "-"
        )

    def _apart(self, found: list[Piece]) -> list[Piece]:
        """With blanks between spellings that would run into each other."""
        out: list[Piece] = []
        for at, piece in enumerate(found):
            new = piece.new
            if new and piece.kind in _PARTED:
                before, after = self.value[max(0, piece.start - 1) : piece.start], self.value[piece.end : piece.end + 1]
                if out and out[-1].end == piece.start:
                    before = (out[-1].new or _kept(out[-1], before))[-1]
                following = found[at + 1] if at + 1 < len(found) else None
                if following and following.start == piece.end:
                    after = (following.new or _kept(following, ""))[:1]
                new = signs.apart(piece.kind, self.value[piece.start : piece.end], new, before, after)
                piece = Piece(piece.start, piece.end, piece.kind, new)  # noqa: PLW2901
            out.append(piece)
        return out


def _kept(piece: Piece, beside: str) -> str:
    """What stands for a *piece* that is not spelled where blanks are asked for: an ideograph is a word like others."""
    return "a" if piece.new is None and piece.kind == "Han" else beside or " "


def _known(spelled: Any, word: str, *more: str) -> str | None:
    """``spelled(word, ...)``; only what may be a word is remembered, not a megabyte of letters."""
    found: str | None = (spelled if len(word) <= LONG else spelled.__wrapped__)(word, *more)
    return found


def _with_glue(found: list[Piece], value: str) -> list[Piece]:
    """Kept signs keep what holds them together, and what is joined to them."""
    out: list[Piece] = []
    for piece in found:
        last = out[-1] if out else None
        kept = last is not None and last.new is None and last.end == piece.start
        joined = last is not None and value[piece.start - 1] == "\u200d" and last.kind == "other"
        out.append(piece._replace(new=None) if kept and (value[piece.start] in GLUE or joined) else piece)
    return out


def _whole_words(found: list[Piece], value: str) -> list[Piece]:
    """A letter without a spelling keeps the letters beside it that are of its script: no word is half-spelled."""

    def joins(one: Piece, other: Piece) -> bool:
        first, second = value[one.end - 1], value[other.start]
        kinds = scripts.category(first)[0] + scripts.category(second)[0]
        between = value[one.end : min(other.start, one.end + LONG)]
        if not set(kinds) <= {"L", "M"} or (between and not (between.isascii() and between.isalpha())):
            return False
        cased = all(scripts.category(char) in ("Ll", "Lu") for char in (first, second))
        return "M" in kinds or cased or scripts.script_of(first) == scripts.script_of(second)

    pieces = list(found)
    for order in (range(1, len(pieces)), range(len(pieces) - 2, -1, -1)):
        for at in order:
            beside = at - 1 if order.step > 0 else at + 1
            one, other = sorted((at, beside))
            spelled = pieces[at].new is not None and pieces[at].kind not in ("value", "Han", "Kana")
            if spelled and pieces[beside].new is None and joins(pieces[one], pieces[other]):
                pieces[at] = pieces[at]._replace(new=None)
    return pieces
