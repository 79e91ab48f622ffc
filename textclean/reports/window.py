"""The report with choices, for a window in the browser (``textclean serve``): the same lines, and what can be decided.

A place that can be decided shows both of its readings on the restored side, one of them hidden.  Below the line stands
a box for each, with its rule, grade, reason and odds.  The script of the window turns them.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from textclean.contract import PROFILES, Sure
from textclean.evidence.trace import Note
from textclean.reports import html
from textclean.reports.choices import Choice
from textclean.reports.findings import Finding, Spot
from textclean.reports.visible import visible
from textclean.reports.wording import described, unseen

FILES = {
    "page.css": "text/css",
    "page.js": "text/javascript",
    "window.css": "text/css",
    "window.js": "text/javascript",
}
_NEAR = 64  # decisions before a place that are looked through
_MOST = 13.8  # nats: one in a million; more says nothing more


class WindowReport(html.HtmlReport):
    """The HTML report of one text with *choices*; *considered* has the odds."""

    most = 1000  # each with its boxes
    elsewhere = "they are in the text and in the JSON"

    def __init__(self, choices: Sequence[Choice], considered: Iterable[Note] = ()) -> None:
        super().__init__()
        self._choices = choices
        self._numbers = {(choice.start, choice.end): number for number, choice in enumerate(choices)}
        self._notes = sorted((n for n in considered if n.decision), key=lambda n: (n.start, -n.end))
        self._starts = [note.start for note in self._notes]

    def _spot(self, spot: Spot) -> str:
        places = html.places(spot)
        was, now = html.sides(spot, places, lambda given: self._mark(spot, given))
        items = "".join(self._item(spot, place) for place in places)
        return html.article(spot, was, now, f'<ul class="choices">{items}</ul>')

    def _number(self, spot: Spot, place: html.Place) -> int | None:
        """The number of the choice at *place*; None if there is none."""
        finding = spot.findings[0]
        offset = finding.start - finding.at  # of the line, in the text
        return self._numbers.get((place.start + offset, place.end + offset))

    def _mark(self, spot: Spot, given: html.Mark) -> str:
        number = self._number(spot, given.place)
        if number is None:
            return html.mark(given)
        more = f' data-choice="{number}"'
        if not given.restored:
            return html.mark(given, more=more)
        choice = self._choices[number]
        old = spot.before[given.place.start : given.place.end]
        hard = unseen(given.place.findings[0].rule, old, choice.new)
        on, off = html.Mark(choice.new, old, given.place), html.Mark(old, choice.new, given.place, hard)
        shown = [
            f'<span class="{name}"{_hidden(choice.on is not made)}>{html.marked(reading)}</span>'
            for name, made, reading in (("on", True, on), ("off", False, off))
        ]
        return html.mark(given, "".join(shown), more)

    def _item(self, spot: Spot, place: html.Place) -> str:
        """What can be decided at *place*, and all there is to say about it."""
        number = self._number(spot, place)
        lines = "".join(self._line(finding) for finding in dict.fromkeys(place.findings))
        if number is None:
            box = '<span class="fixed">cannot be chosen</span>'
        else:
            name = escape(visible(described(place.findings[0])), quote=True)
            box = (
                f'<label><input type="checkbox" data-choice="{number}"{" checked" * self._choices[number].on} '
                f'aria-label="make this change: {name}, line {spot.line}">make</label>'
            )
        kind = html.kinds_of(place.findings)
        return f"<li {kind}>{box}<div>{lines}</div></li>"

    def _line(self, finding: Finding) -> str:
        state = f"held: {finding.held}" if finding.held else finding.sure
        odds = self._odds(finding)
        told = f' <span class="odds">{in_words(odds)}</span>' if odds is not None else ""
        return (
            f"<p><b>{finding.rule}</b> <i>{escape(state)}</i> {escape(visible(finding.why))}: "
            f"<bdi>{escape(visible(described(finding)))}</bdi>{told}</p>"
        )

    def _odds(self, finding: Finding) -> float | None:
        """The log odds of the decision that *finding* came from: the nearest one of its rule that covers its place."""
        last = bisect_right(self._starts, finding.start)
        for note in reversed(self._notes[max(0, last - _NEAR) : last]):
            same = note.rule == finding.rule or (note.rule, finding.rule) == ("mojibake", "lossy")
            if same and note.end >= finding.end and note.decision:
                return note.decision.log_odds
        return None


def _hidden(hidden: bool) -> str:
    return " hidden" * hidden


def in_words(nats: float) -> str:
    """Log odds, and what they say: how many of such repairs are wrong.

    >>> in_words(9.21), in_words(-1.0)
    ('log odds +9.2 (says: 1 in 10,000 wrong)', 'log odds -1.0 (says: more likely meant)')
    """
    if nats <= 0:
        return f"log odds {nats:+.1f} (says: more likely meant)"
    share = 1 + math.exp(min(nats, _MOST))
    number = int(float(f"{share:.2g}")) if nats < _MOST else 1_000_000
    return f"log odds {nats:+.1f} (says: {'fewer than ' * (nats >= _MOST)}1 in {number:,} wrong)"


def page() -> str:
    """The empty window: a box for the text, the profiles and rules, and where the report goes."""
    from textclean import rule_registry

    rules = rule_registry.rules()
    boxes = []
    for name, rule in rules.items():
        on = " ".join(profile for profile in PROFILES if profile in rule.profiles)
        checked = " checked" * ("repair" in rule.profiles)
        boxes.append(
            f'<li data-hue="{name}"><label><input type="checkbox" data-switch="{name}" data-profiles="{on}"{checked}>'
            f"{name}</label></li>"
        )
    grades = "".join(
        f'<option value="{sure.name.lower()}"{" selected" * (sure is Sure.LIKELY)}>{sure.name.lower()}</option>'
        for sure in Sure
    )
    profiles = "".join(f"<option>{name}</option>" for name in PROFILES)
    return Template(html.part("window.html")).substitute(rules="".join(boxes), grades=grades, profiles=profiles)


def style() -> str:
    """The colours of all rules."""
    from textclean import rule_registry

    return html.hues([*rule_registry.RESERVED, *rule_registry.rules()])
