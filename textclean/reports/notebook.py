"""A single result for a person: HTML for notebooks, lines for a terminal.

The HTML is a fragment that stands alone: no script, no network, a style that touches nothing but itself, colours for
light and dark pages.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from textclean.reports import html
from textclean.reports.findings import Finding, spots
from textclean.reports.full import FullReport
from textclean.reports.paint import Paint
from textclean.reports.visible import visible
from textclean.reports.wording import described

if TYPE_CHECKING:
    from textclean.result import Result

_MOST = 50  # damaged lines
_STYLE = """
.textclean-result { font: 14px/1.5 system-ui, "Noto Sans", sans-serif; color: CanvasText; max-width: 70rem; }
.textclean-result table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .4em 0; }
.textclean-result td, .textclean-result th { text-align: start; vertical-align: top; padding: .3em .6em;
  border: 1px solid color-mix(in srgb, CanvasText 20%, transparent); white-space: pre-wrap; overflow-wrap: anywhere;
  background: none; }
.textclean-result mark { background: color-mix(in srgb, #e0a030 35%, transparent); color: inherit;
  border-bottom: 2px solid #b3541e; }
.textclean-result mark.held { background: none; border-bottom-style: dashed; }
.textclean-result .cp { font: .72em ui-monospace, monospace; border: 1px solid currentColor; border-radius: .25em;
  padding: 0 .2em; opacity: .8; }
.textclean-result small { opacity: .75; }
"""


def fragment(result: Result) -> str:
    """*result* as HTML: how much was found, both sides of each damaged line, and why."""
    found = spots(result)
    rows = []
    for spot in found[:_MOST]:
        was, now = html.sides(spot, html.places(spot), _mark)
        why = "<br>".join(dict.fromkeys(f"<b>{f.rule}</b> {escape(_said(f))}" for f in spot.findings))
        rows.append(
            f'<tr><td dir="auto">{was}</td><td dir="auto">{now}</td></tr>'
            f'<tr><td colspan="2"><small>line {spot.line}: {why}</small></td></tr>'
        )
    more = f"<p><small>And {len(found) - _MOST:,} more damaged lines.</small></p>" if len(found) > _MOST else ""
    head = "<tr><th>Damaged</th><th>Restored</th></tr>"
    table = f"<table>{head}{''.join(rows)}</table>" if rows else ""
    return (
        f'<div class="textclean-result"><style>{_STYLE}</style>'
        f"<p><b>textclean</b>: {escape(facts(result))}</p>{table}{more}</div>"
    )


def _mark(given: html.Mark) -> str:
    held = ' class="held"' if html.grade_of(given.place.findings) == "held" else ""
    return f"<mark{held}>{html.marked(given)}</mark>"


def _said(finding: Finding) -> str:
    grade = f"held: {finding.held}" if finding.held else finding.sure
    return f"({grade}) {visible(finding.why)}: {visible(described(finding))}"


def facts(result: Result) -> str:
    """How much was found, in words.

    >>> import textclean
    >>> facts(textclean.inspect("th\\u0435 end")), facts(textclean.inspect("the end"))
    ('1 change', 'nothing to restore')
    """
    made, held = len(result.changes), len(result.held)
    parts = [f"{made:,} change{'s' * (made != 1)}"] * bool(made) + [f"{held:,} held"] * bool(held)
    read = [f"read as {result.encoding}"] * bool(result.encoding)
    return ", ".join([*(parts or ["nothing to restore"]), *read])


def lines(result: Result, colour: bool = False) -> str:
    """*result* for a terminal: each damaged line before and after, with what was found in it."""
    return FullReport(Paint(colour)).spots("text", spots(result)) + f"{facts(result)}\n"
