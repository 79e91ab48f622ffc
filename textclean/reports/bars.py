"""A plot of counts as SVG, without a plotting library: one bar for each row, in parts by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

from textclean.reports.visible import visible

_WIDTH, _LEFT, _BAR = 760, 190, 460  # pixels: of all, of the names, of the longest bar
_ROW, _TOP, _NAME = 26, 64, 24  # pixels of a row and above the first; code points of a name
_STYLE = """
svg { color-scheme: light dark; }
text { font: 13px system-ui, "Noto Sans", sans-serif; fill: #26323a; }
.title { font-weight: 600; font-size: 15px; } .soft { fill: #5a6870; }
.ground { fill: #ffffff; stroke: #d9dfe2; }
@media (prefers-color-scheme: dark) {
  text { fill: #e4eaed; } .soft { fill: #a9b6bd; } .ground { fill: #1f2529; stroke: #39444a; }
}
"""


def plot(title: str, rows: Mapping[str, Counter[str]], hues: Mapping[str, int]) -> str:
    """An SVG of *rows*, counts by rule under their names; *hues* are the colours of the rules, in degrees.

    It says the same in words, in its description; it can be read on a light and on a dark page.
    """
    most = max((counts.total() for counts in rows.values()), default=0) or 1
    rules = list(dict.fromkeys(rule for counts in rows.values() for rule, _ in counts.most_common()))
    parts: list[str] = []
    for at, (name, counts) in enumerate(rows.items()):
        parts += _row(_TOP + at * _ROW, name, counts, _BAR / most, hues)
    legend, bottom = _legend(rules, hues, _TOP + len(rows) * _ROW + 20)
    words = "; ".join(
        f"{visible(name)}: " + ", ".join(f"{rule} {count:,}" for rule, count in counts.most_common())
        for name, counts in rows.items()
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom}" width="{_WIDTH}" role="img" '
            'aria-labelledby="t d">',
            f'<title id="t">{escape(title)}</title><desc id="d">{escape(words)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" x=".5" y=".5" width="{_WIDTH - 1}" height="{bottom - 1}" rx="8"/>',
            f'<text class="title" x="20" y="32">{escape(title)}</text>',
            *parts,
            *legend,
            "</svg>\n",
        ]
    )


def _row(y: int, name: str, counts: Counter[str], scale: float, hues: Mapping[str, int]) -> list[str]:
    shown = visible(name)
    shown = shown if len(shown) <= _NAME else "..." + shown[3 - _NAME :]
    parts = [f'<text x="{_LEFT - 10}" y="{y + 13}" text-anchor="end">{escape(shown)}</text>']
    x = float(_LEFT)
    for rule, count in counts.most_common():
        width = count * scale
        parts.append(
            f'<rect x="{x:.1f}" y="{y}" width="{max(width, 0.5):.1f}" height="17" fill="hsl({hues[rule]} 62% 50%)">'
            f"<title>{rule} {count:,}</title></rect>"
        )
        x += width
    parts.append(f'<text class="soft" x="{x + 8:.1f}" y="{y + 13}">{counts.total():,}</text>')
    return parts


def _legend(rules: list[str], hues: Mapping[str, int], y: int) -> tuple[list[str], int]:
    """The names of the rules beside their colours, and where they end."""
    parts = []
    x = 20
    for rule in rules:
        width = 30 + 8 * len(rule)
        if x + width > _WIDTH - 10:
            x, y = 20, y + 22
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" rx="2" fill="hsl({hues[rule]} 62% 50%)"/>')
        parts.append(f'<text class="soft" x="{x + 17}" y="{y + 11}">{escape(rule)}</text>')
        x += width
    return parts, y + 30
