"""SARIF 2.1.0 (OASIS Standard, 2020), for code scanning: columns count code points, fixes are included."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from textclean.reports.findings import Finding, Spot, Tally
from textclean.reports.paths import located
from textclean.reports.visible import visible
from textclean.reports.wording import described
from textclean.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NO_RULES = {
    "decoding": "Bytes that were not read like the rest of the file.",
    "history": "Letters that the earlier version of the file has.",
}
_NEAR = 100  # code points before and behind a finding


class SarifReport:
    """See the module.  Results are written as they come; the rules they name follow at the end."""

    def __init__(self) -> None:
        self._rules: dict[str, int] = {}
        self._seen: Counter[str] = Counter()
        self._first = True

    def head(self) -> str:
        """Up to the first result."""
        facts = {"columnKind": "unicodeCodePoints", "defaultEncoding": "utf-8"}
        run = json.dumps(facts)[1:-1]
        return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{{run}, "results": ['

    def spots(self, path: str, found: Sequence[Spot]) -> str:
        """The results of some spots."""
        pieces = []
        for spot in found:
            for finding in spot.findings:
                pieces.append(("" if self._first else ",") + "\n" + json.dumps(self._result(path, spot, finding)))
                self._first = False
        return "".join(pieces)

    def tail(self, tally: Tally) -> str:
        """The tool with the rules that were named, and the end."""
        driver = {
            "name": "textclean",
            "version": __version__,
            "informationUri": "https://pypi.org/project/textclean-restore/",
            "rules": [_rule(name) for name in self._rules],
        }
        return f'\n], "tool": {json.dumps({"driver": driver})}}}]}}\n'

    def _result(self, path: str, spot: Spot, finding: Finding) -> dict[str, Any]:
        index = self._rules.setdefault(finding.rule, len(self._rules))
        region = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        }
        where = {"uri": _uri(path)}
        text = f"{visible(finding.why)}: {described(finding)}" + (f" (held: {finding.held})" if finding.held else "")
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": index,
            "level": finding.level,
            "message": {"text": text},
            "locations": [{"physicalLocation": {"artifactLocation": where, "region": region}}],
            "partialFingerprints": {"damage/v1": self._fingerprint(path, spot, finding)},
            "properties": {"grade": finding.sure},
        }
        if not finding.held and not spot.cell and finding.rule != "decoding" and (finding.old or finding.new):
            change = {"deletedRegion": region, "insertedContent": {"text": finding.new}}
            result["fixes"] = [
                {
                    "description": {"text": f"restore {described(finding)}"},
                    "artifactChanges": [{"artifactLocation": where, "replacements": [change]}],
                }
            ]
        return result

    def _fingerprint(self, path: str, spot: Spot, finding: Finding) -> str:
        """The same damage in the same line keeps its mark when lines above it come and go.

        Of the line its surroundings count: it may be as long as the file, and have as many findings.
        """
        near = spot.before[max(0, finding.at - _NEAR) : finding.till + _NEAR]
        facts = "\0".join((path, finding.rule, finding.old, finding.new, near))
        mark = hashlib.sha256(facts.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        self._seen[mark] += 1
        return f"{mark}:{self._seen[mark]}"


def _rule(name: str) -> dict[str, Any]:
    from textclean import rule_registry
    from textclean.reports.explain import explain, summary

    if name in _NO_RULES:
        return {"id": name, "shortDescription": {"text": _NO_RULES[name]}}
    rule = rule_registry.find(name)
    text = explain(rule)
    return {
        "id": name,
        "shortDescription": {"text": summary(rule)},
        "fullDescription": {"text": summary(rule)},
        "help": {"text": text, "markdown": text},
    }


def _uri(path: str) -> str:
    pure = PurePath(located(path))
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


def make(colour: bool) -> SarifReport:
    """The report; colours mean nothing here."""
    return SarifReport()
