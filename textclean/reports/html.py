"""One page for people: damaged and restored side by side, every change marked by its rule; no network, no server.

The page is ``page.html`` with ``page.css`` and ``page.js`` put inside.  It can be read without JavaScript; with it,
rules, levels and grades can be filtered and the keys n and p walk from change to change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.levels import LEVELS
from textclean.reports.visible import code_point, hidden, names, visible
from textclean.reports.wording import described, unseen

GRADES = ("certain", "likely", "guess", "held")
_LONG = 240  # code points; longer unchanged stretches are cut down to
_KEPT = 80  # code points on either side of a change
_GOLDEN = 137.5  # degrees between the hues of neighbours: no two rules look alike


class HtmlReport:
    """Collects what is found; the page is written at the end, for its chart needs the sums."""

    most = 5000  # damaged lines on one page; a browser gets slow beyond, and nobody reads on
    elsewhere = "--output-format jsonl lists them all"

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}
        self._lines: Counter[str] = Counter()
        self._rules: Counter[str] = Counter()
        self._held: Counter[str] = Counter()
        self._grades: Counter[str] = Counter()
        self._levels: Counter[str] = Counter()
        self._shown = 0

    def head(self) -> str:
        """Nothing yet."""
        return ""

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """Remember *found*, up to a limit that the page states."""
        for spot in found:
            self._lines[path] += 1
            for finding in spot.findings:
                self._rules[finding.rule] += 1
                self._held[finding.rule] += bool(finding.held)
                self._grades[_grade(finding)] += 1
                self._levels[finding.level] += 1
            if self._shown < self.most:
                self._shown += 1
                self._files.setdefault(path, []).append(self._spot(spot))
        return ""

    def tail(self, tally: Tally) -> str:
        """The whole page."""
        names = list(self._lines)
        title = names[0] if len(names) == 1 else f"{tally.files} files"
        return Template(part("page.html")).substitute(
            title=escape(visible(title)),
            style=f"{part('page.css')}{hues(self._rules)}",
            script=part("page.js"),
            files=self._file_list(),
            **self.pieces(tally),
        )

    def pieces(self, tally: Tally) -> dict[str, str]:
        """The parts of the page that tell of what was found, as HTML: facts, chart, grades and body."""
        return {
            "facts": self._facts(tally),
            "chart": self._chart(),
            "levels": _boxes("level", LEVELS, self._levels),
            "grades": _boxes("grade", GRADES, self._grades),
            "body": self._body(tally),
        }

    def _facts(self, tally: Tally) -> str:
        held = sum(tally.held.values())
        lines, changes = sum(self._lines.values()), sum(tally.fixes.values())
        parts = [
            f"<b>{tally.files:,}</b> file{'s' * (tally.files != 1)}",
            f"<b>{tally.changed:,}</b> to restore",
            f"<b>{lines:,}</b> damaged line{'s' * (lines != 1)}",
            f"<b>{changes:,}</b> change{'s' * (changes != 1)}",
        ]
        if errors := self._levels["error"]:
            parts.append(f"<b>{errors:,}</b> error{'s' * (errors != 1)}")
        return " &middot; ".join(parts + [f"<b>{held:,}</b> held for a person"] * bool(held))

    def _chart(self) -> str:
        most = max(self._rules.values(), default=1)
        return "".join(
            f'<li data-hue="{rule}"><label><input type="checkbox" data-rule="{rule}" checked>'
            f'<span>{rule}</span><span class="n">{self._counted(rule)}</span>'
            '<svg class="bar" aria-hidden="true">'
            f'<rect width="{100 * count / most:.1f}%" height="100%"/></svg></label></li>'
            for rule, count in self._rules.most_common()
        )

    def _counted(self, rule: str) -> str:
        """Changes, and what was held besides, as the head of the page counts them."""
        made, held = self._rules[rule] - self._held[rule], self._held[rule]
        return f"{made:,} + {held:,} held" if made and held else f"{held:,} held" if held else f"{made:,}"

    def _file_list(self) -> str:
        if len(self._files) < 2:
            return ""
        items = "".join(
            f'<li><a href="#file-{n}"><span>{escape(visible(path))}</span>'
            f'<span class="n">{self._lines[path]:,}</span></a></li>'
            for n, path in enumerate(self._files)
        )
        return f'<section><h2>Files</h2><ul class="files">{items}</ul></section>'

    def _body(self, tally: Tally) -> str:
        if not self._files:
            return '<p class="clean">Every text is as its author wrote it.</p>'
        pieces = []
        for n, (path, rows) in enumerate(self._files.items()):
            count = self._lines[path]
            small = f"<small>{count:,} damaged line{'s' * (count != 1)}</small>"
            pieces.append(f'<section class="file" id="file-{n}"><h3>{escape(visible(path))}{small}</h3>')
            pieces.append('<div class="sides" aria-hidden="true"><span>Damaged</span><span>Restored</span></div>')
            pieces += rows
            pieces.append("</section>")
        left = sum(self._lines.values()) - self._shown
        if left:
            pieces.append(f'<p class="more">And {left:,} more damaged lines; {self.elsewhere}.</p>')
        return "\n".join(pieces)

    def _spot(self, spot: Spot) -> str:
        was, now = sides(spot, places(spot), mark)
        return article(spot, was, now)


def part(name: str) -> str:
    """A piece of the page that is a file of its own."""
    return (Path(__file__).parent / name).read_text("utf-8")


def hue(rule: str) -> int:
    """Its colour, in degrees: the same in every report, by its place among all rules."""
    from textclean import rule_registry

    known = sorted({*rule_registry.RESERVED, *rule_registry.rules(), rule})
    return round(20 + known.index(rule) * _GOLDEN) % 360


def hues(shown: Iterable[str]) -> str:
    """The style of the rules *shown*."""
    return "\n".join(
        f'[data-rules~="{rule}"], [data-hue="{rule}"] {{ --h: {hue(rule)}; }}' for rule in sorted(set(shown))
    )


def article(spot: Spot, was: str, now: str, more: str = "") -> str:
    """A damaged line: where it is, both sides of it, and what *more* there is to say."""
    place = f"line {spot.line:,}" + (f" &middot; {escape(visible(spot.cell))}" if spot.cell else "")
    return (
        f'<article class="spot"><p class="place">{place}</p>'
        f'<p class="side was" dir="auto" data-label="Damaged">{was}</p>'
        f'<p class="side is" dir="auto" data-label="Restored">{now}</p>{more}</article>'
    )


def _boxes(kind: str, names: Iterable[str], counts: Counter[str]) -> str:
    """A box to tick for each of *names* that occurs."""
    return "".join(
        f'<li><label><input type="checkbox" data-{kind}="{name}" checked>{name} '
        f'<span class="n">{counts[name]:,}</span></label></li>'
        for name in names
        if counts[name]
    )


def _grade(finding: Finding) -> str:
    return "held" if finding.held else finding.sure


class Place(NamedTuple):
    """``before[start:end]`` became ``after[at:till]``, and what found it."""

    start: int
    end: int
    at: int
    till: int
    findings: list[Finding]


def places(spot: Spot) -> list[Place]:
    """What to mark: changes with what made them, and held edits that lie outside of changes, in order."""
    changes = [Place(*change, []) for change in spot.changes]
    starts = [change.start for change in changes]
    loose: list[Place] = []
    for finding in sorted(spot.findings, key=lambda f: f.at):
        index = bisect_right(starts, max(finding.at, finding.till - 1)) - 1
        near = changes[index] if index >= 0 else None
        if near and finding.at <= near.end and (near.end > finding.at or not finding.held):
            near.findings.append(finding)
        elif loose and finding.at < loose[-1].end:
            loose[-1].findings.append(finding)
        else:
            shift = near.till - near.end if near else 0
            loose.append(Place(finding.at, finding.till, finding.at + shift, finding.till + shift, [finding]))
    marked = sorted([place for place in changes if place.findings] + loose)
    return [place for n, place in enumerate(marked) if n == 0 or place.start >= marked[n - 1].end]


class Mark(NamedTuple):
    """What is marked on one side: *text*, which is *other* on the other side.

    *hard* are the characters to show by their code points as well; *restored* says which side it is.
    """

    text: str
    other: str
    place: Place
    hard: frozenset[str] = frozenset()
    restored: bool = False


def sides(spot: Spot, found: Iterable[Place], drawn: Callable[[Mark], str]) -> tuple[str, str]:
    """Both texts as HTML, the places *found* as they are *drawn*, long unchanged stretches cut."""
    was: list[str] = []
    now: list[str] = []
    done = 0
    for place in found:
        gap = _stretch(spot.before[done : place.start], done > 0, True)
        old, new = spot.before[place.start : place.end], spot.after[place.at : place.till]
        hard = frozenset().union(*(unseen(f.rule, f.old, f.new) for f in place.findings))
        was += gap, drawn(Mark(old, new, place, hard))
        now += gap, drawn(Mark(new, old, place, restored=True))
        done = place.end
    rest = _stretch(spot.before[done:], True, False)
    return "".join([*was, rest]), "".join([*now, rest])


def mark(given: Mark, inside: str | None = None, more: str = "") -> str:
    """A place that can be reached by the keyboard, with its rules, its grade and a note; *inside* is what it shows."""
    findings = given.place.findings
    grade = grade_of(findings)
    tip = escape("\n\n".join(dict.fromkeys(map(_note, findings))), quote=True)
    held = ' class="held"' if grade == "held" else ""
    shown = marked(given) if inside is None else inside
    return f'<mark tabindex="0" {kinds_of(findings)} data-tip="{tip}"{held}{more}>{shown}</mark>'


def kinds_of(findings: Sequence[Finding]) -> str:
    """What the page filters by, as attributes: rules, the worst level, the grade."""
    level = min((finding.level for finding in findings), key=LEVELS.index)
    return f'data-rules="{rules_of(findings)}" data-level="{level}" data-grade="{grade_of(findings)}"'


def rules_of(findings: Iterable[Finding]) -> str:
    """Their rules, each once."""
    return " ".join(dict.fromkeys(finding.rule for finding in findings))


def grade_of(findings: Iterable[Finding]) -> str:
    """The grade of a place: ``held`` only if all are held."""
    return _grade(min(findings, key=lambda f: (bool(f.held), f.sure != "certain")))


def marked(given: Mark) -> str:
    """The text of a mark; where the other side differs character by character, those that differ are set off.

    Look-alikes, which are *hard* to see, have their code points behind them.
    """
    text, other, hard = given.text, given.other, given.hard
    if len(text) == len(other):
        pairs = zip(text, other, strict=True)
        inside = "".join(_shown(c, hard) if c == d else f"<b>{_shown(c, hard)}</b>" for c, d in pairs)
    else:
        inside = _shown(text, hard)
    return inside or '<span class="gone" aria-label="nothing"></span>'


def _note(finding: Finding) -> str:
    """Rule, level and grade, reason, what became what, and the code points, a line each."""
    state = f"held: {finding.held}" if finding.held else finding.sure
    lines = [f"{finding.rule} ({finding.level}, {state})", visible(finding.why), described(finding)]
    if len(set(finding.old)) > 1:  # a single character has been named already
        lines.append(names(finding.old, 4))
    return "\n".join(lines)


def _shown(text: str, hard: frozenset[str] = frozenset()) -> str:
    return "".join(
        f'<span class="cp">{code_point(c)}</span>'
        if c not in "\t\n" and hidden(c)
        else escape(c, quote=False) + (f'<span class="cp">{code_point(c)}</span>' if c in hard else "")
        for c in text
    )


def _stretch(text: str, after_mark: bool, before_mark: bool) -> str:
    """An unchanged stretch, cut in the middle (or at its free end) if it is long."""
    if len(text) <= _LONG:
        return _shown(text)
    head = text[:_KEPT] if after_mark else ""
    tail = text[-_KEPT:] if before_mark else ""
    left = len(text) - len(head) - len(tail)
    return f'{_shown(head)}<span class="cut">{left:,} characters</span>{_shown(tail)}'


def make(colour: bool) -> HtmlReport:
    """The report; it has its own colours."""
    return HtmlReport()
