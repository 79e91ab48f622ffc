"""Radicals in the place of ideographs: U+2F47 for U+65E5 in a Japanese or Chinese text out of a PDF.

A font draws the ideograph for "sun" and the radical of that name by one glyph; a reader that looks the glyph up finds
the radical first (Kangxi Radicals, U+2F00-2FD5; CJK Radicals Supplement, U+2E80-2EF3).  The text looks right, and no
search finds it.  Compatibility ideographs (U+F900-FAD9) come along in the same way.

Radicals are signs of their own in dictionaries and lessons: there they stand alone, between signs or other radicals,
before "radical" in any language, beside their ideograph.  So a radical is damage where it is part of a running text:
an ideograph, kana or hangul touches it.  One document is of one kind.  Compatibility ideographs alone are an author's
choice of a name's form: held beside damage, else left.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Edit, Stage, Sure, rule
from textclean.evidence import AS_WRITTEN, Addend, Hypothesis, decide, note, prior
from textclean.extraction import radicals as table
from textclean.patterns import lazy
from textclean.text import Text

RADICALS = "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5"
COMPATIBLE = "\uf900-\ufad9"
KOREAN = "\uf900-\ufa0b"  # doubles for other readings: never chosen in Japanese and Chinese
_TEXT = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
# Touched by running text, perhaps over another radical; not named as a radical, nor in a text that names radicals.
_DAMAGE = lazy(f"[{RADICALS}]+(?=[{_TEXT}])|(?<=[{_TEXT}])[{RADICALS}]+")
_NAMED = lazy(
    f"[{RADICALS}](?=[\u90e8\u504f\u65c1]|\u5b57[\u65c1\u5e95\u982d\u5934]|\u3078\u3093|\u304b\u3093\u3080\u308a"
    "|\u306b\u3087\u3046|\u304c\u307e\u3048|\u3065\u304f\u308a|\ubd80|[:\uff1a=\u2192/])"
)
_LESSON = lazy("\u90e8\u9996|\u504f\u65c1|\u5eb7\u7199|\ubd80\uc218|[Rr]adical|[Kk]angxi")
_ALONE = lazy(f"(?<![{_TEXT}{RADICALS}])[{RADICALS}](?![{_TEXT}{RADICALS}])")
_COMPATIBLE = lazy(f"[{COMPATIBLE}]")
_KOREAN = lazy(f"[{KOREAN}]")
# Descriptions of an ideograph by its parts.
_DESCRIBED = lazy(f"[\u2ff0-\u2fff\u31ef][{_TEXT}{RADICALS}\u2ff0-\u2fff\u31ef]*")
RARE = 10  # one exhibit among so many places does not make a lesson
_HANGUL = lazy("[\uac00-\ud7a3]")


@rule(Stage.LETTERS, triggers=RADICALS)
def radicals(text: Text) -> Iterator[Edit]:
    """Radicals in running text become the ideographs they stand for."""
    value = text.value
    named = {m.start() for m in _NAMED.finditer(value)}
    named.update(at for m in _DESCRIBED.finditer(value) for at in range(*m.span()))
    runs = [m for m in text.finditer(_DAMAGE) if not any(at in named for at in range(*m.span()))]
    if not runs:
        return
    ideographs = table.table()
    exhibits = len(_ALONE.findall(value)) + len(named) + len(_LESSON.findall(value))
    exhibits += sum(
        ideographs.get(char) in (value[m.start() - 1 : m.start()], value[m.end() : m.end() + 1])
        for m in runs
        for char in m[0]
    )
    # What stands alone, or beside its ideograph, says that the text is about radicals.
    lesson = exhibits * RARE > len(runs)
    written = 0.0 if lesson else prior("extraction", "radical_written") * min(len(runs), 2)
    stands = Hypothesis(AS_WRITTEN, None, (Addend("its author put radicals there", written),))
    damage = Hypothesis(
        "radicals for ideographs", value, (Addend("radicals in running text", prior("extraction", "radicals")),)
    )
    decision = decide([stands, damage])
    note("radicals", runs[0].start(), runs[-1].end(), decision)
    if decision.sure is None:
        return
    for run in runs:
        new = "".join(ideographs.get(char, char) for char in run[0])
        if new != run[0]:
            yield Edit(*run.span(), new, "radical for an ideograph in running text", decision.sure)
    if decision.sure > Sure.GUESS:
        chosen = _HANGUL.search(value) is not None
        for match in text.finditer(_COMPATIBLE):
            if match[0] in ideographs:
                sure = decision.sure if _KOREAN.match(match[0]) and not chosen else Sure.GUESS
                yield Edit(*match.span(), ideographs[match[0]], "compatibility ideograph beside radicals", sure)


radicals.fixes("\u2f47\u672c\u306e\u5929\u6c17", "\u65e5\u672c\u306e\u5929\u6c17", because="Japanese")
radicals.fixes("\u2f00\u4e2a\u2f08\u5728\u8def\u4e0a", "\u4e00\u4e2a\u4eba\u5728\u8def\u4e0a", because="Chinese")
radicals.fixes("\u2ed1\u91ce\u3068\u2ec4\u90fd", "\u9577\u91ce\u3068\u897f\u90fd", because="CJK radicals")
radicals.fixes("\u2f24\u5b78\uc758 \u2f47\u6b63", "\u5927\u5b78\uc758 \u65e5\u6b63", because="Hanja in Korean")
radicals.keeps("\u2f00 \u2f01 \u2f02 \u2f03 \u2f04", because="a list of radicals")
radicals.keeps("\u90e8\u9996\uff1a\u2f54\u90e8\u3001\u2f4a\u90e8", because="radicals by name, Chinese")
radicals.keeps("\u2f47\u3078\u3093\u306f\u201c\u65e5\u201d\u306e\u5f62", because="a lesson, Japanese")
radicals.keeps("the radical \u2f54 (water) and \u6c34", because="a lesson in English")
radicals.keeps(
    "U+2A7DD \u2ff0\u72ad\u2ff1\u2e8a\u5deb, U+20001 \u2ff1\u2e8a\u65e5", because="descriptions of rare ideographs"
)
radicals.keeps("\u798f \ufa11 \u65e5\u672c \u4e00", because="names with compatibility ideographs, Japanese")
radicals.keeps("\ud55c\uad6d\uc5b4 \uf9e4\uc0c1", because="Korean doubles, no radicals near")
