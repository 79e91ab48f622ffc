"""One page for people: damaged and restored side by side, every change marked by its rule; no network, no server.

The page is ``page.html`` with ``page.css`` and ``page.js`` put inside.  It can be read without JavaScript; with it,
rules, levels and grades can be filtered and the keys n and p walk from change to change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.levels import LEVELS
from textclean.reports.visible import code_point, hidden, names, visible
from textclean.reports.wording import described, unseen

GRADES = ("certain", "likely", "guess", "held")
_MOST = 5000  # damaged lines on one page; a browser gets slow beyond, and nobody reads on
_LONG = 240  # code points; longer unchanged stretches are cut down to
_KEPT = 80  # code points on either side of a change
_GOLDEN = 137.5  # degrees between the hues of neighbours: no two rules look alike


class HtmlReport:
    """Collects what is found; the page is written at the end, for its chart needs the sums."""

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
            if self._shown < _MOST:
                self._shown += 1
                self._files.setdefault(path, []).append(self._spot(spot))
        return ""

    def tail(self, tally: Tally) -> str:
        """The whole page."""
        folder = Path(__file__).parent
        style = (folder / "page.css").read_text("utf-8")
        hues = "\n".join(f'[data-rules~="{rule}"], [data-hue="{rule}"] {{ --h: {hue}; }}' for rule, hue in self._hues())
        names = list(self._lines)
        title = names[0] if len(names) == 1 else f"{tally.files} files"
        return Template((folder / "page.html").read_text("utf-8")).substitute(
            title=escape(visible(title)),
            facts=self._facts(tally),
            style=f"{style}{hues}",
            script=(folder / "page.js").read_text("utf-8"),
            chart=self._chart(),
            levels=_boxes("level", LEVELS, self._levels),
            grades=_boxes("grade", GRADES, self._grades),
            files=self._file_list(),
            body=self._body(tally),
        )

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

    def _hues(self) -> Iterator[tuple[str, int]]:
        """A rule has the same colour in every report: by its place among all rules."""
        from textclean import rule_registry

        for number, rule in enumerate(sorted({*rule_registry.RESERVED, *rule_registry.rules(), *self._rules})):
            if rule in self._rules:
                yield rule, round(20 + number * _GOLDEN) % 360

    def _chart(self) -> str:
        most = max(self._rules.values(), default=1)
        return "".join(
            f'<li data-hue="{rule}"><label><input type="checkbox" data-rule="{rule}" checked>'
            f'<span>{rule}</span><span class="n">{self._counted(rule)}</span>'
            f'<span class="bar"><i style="--w:{100 * count / most:.1f}%"></i></span></label></li>'
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
            pieces.append(f'<p class="more">And {left:,} more damaged lines; --output-format jsonl lists them all.</p>')
        return "\n".join(pieces)

    def _spot(self, spot: Spot) -> str:
        was, now = _sides(spot)
        place = f"line {spot.line:,}" + (f" &middot; {escape(visible(spot.cell))}" if spot.cell else "")
        return (
            f'<article class="spot"><p class="place">{place}</p>'
            f'<p class="side was" dir="auto" data-label="Damaged">{was}</p>'
            f'<p class="side is" dir="auto" data-label="Restored">{now}</p></article>'
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


def _sides(spot: Spot) -> tuple[str, str]:
    """Both texts as HTML, changes and held edits marked, long unchanged stretches cut."""
    was: list[str] = []
    now: list[str] = []
    done = 0
    for place in _places(spot):
        gap = _stretch(spot.before[done : place.start], done > 0, True)
        old, new = spot.before[place.start : place.end], spot.after[place.at : place.till]
        hard = frozenset().union(*(unseen(f.rule, f.old, f.new) for f in place.findings))
        was += gap, _mark(old, new, place.findings, hard)
        now += gap, _mark(new, old, place.findings)
        done = place.end
    rest = _stretch(spot.before[done:], True, False)
    return "".join([*was, rest]), "".join([*now, rest])


class Place(NamedTuple):
    """``before[start:end]`` became ``after[at:till]``, and what found it."""

    start: int
    end: int
    at: int
    till: int
    findings: list[Finding]


def _places(spot: Spot) -> list[Place]:
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


def _mark(text: str, other: str, findings: list[Finding], hard: frozenset[str] = frozenset()) -> str:
    """*text* marked; where *other* differs character by character, those that differ are set off.

    Look-alikes, which are *hard* to see, have their code points behind them.
    """
    rules = " ".join(dict.fromkeys(finding.rule for finding in findings))
    grade = _grade(min(findings, key=lambda f: (bool(f.held), f.sure != "certain")))
    notes = dict.fromkeys(map(_note, findings))
    tip = escape("\n\n".join(notes), quote=True)
    level = min((finding.level for finding in findings), key=LEVELS.index)
    held = ' class="held"' if grade == "held" else ""
    if len(text) == len(other):
        pairs = zip(text, other, strict=True)
        inside = "".join(_shown(c, hard) if c == d else f"<b>{_shown(c, hard)}</b>" for c, d in pairs)
    else:
        inside = _shown(text, hard)
    inside = inside or '<span class="gone" aria-label="nothing"></span>'
    kinds = f'data-rules="{rules}" data-level="{level}" data-grade="{grade}"'
    return f'<mark tabindex="0" {kinds} data-tip="{tip}"{held}>{inside}</mark>'


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
