"""A language server (Language Server Protocol 3.17, by pygls): what ``textclean check`` tells, while one types.

Diagnostics carry the reason; each has a quick fix where it can be changed by itself, and ``source.fixAll.textclean``
restores the whole document.  Files are read by their formats, settings and ignore comments as by the command.
Columns are counted as the client asks for (UTF-16 units if it does not say).

A document is judged as a whole.  Where that takes longer than one should wait, only the paragraphs that changed are
judged at once, and the whole when the writer pauses, beside what goes on.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from textclean import formats
from textclean.cli import config
from textclean.errors import TextcleanError
from textclean.formats.base import Block, Done, Task
from textclean.reports.findings import Finding
from textclean.reports.levels import is_agent_file, leveled
from textclean.reports.visible import visible
from textclean.reports.wording import described
from textclean.version import __version__

FIX_ALL = "source.fixAll.textclean"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_PLAIN = ("text", "markdown", "code")  # formats without escapes: a finding's new text is what is to be written


def treated(text: str, path: str, settings: config.Settings) -> tuple[Done, str]:
    """What the command would find in the file at *path* if it held *text*, and the name of its format."""
    kind = formats.of(path, settings.input)
    if not formats.find(kind).is_text:
        kind = "text"
    task = Task(
        settings.pipeline(path),
        kind,
        "utf-8",
        report=True,
        keep=True,
        places=settings.places(formats.find(kind).places),
        ignores=not is_agent_file(path),
        name=path,
    )
    return formats.find(kind).treat(Block(text.encode("utf-8", "replace")), task), kind


QUICK = 0.03  # seconds; what takes longer is not judged as a whole at each change
PAUSE = 0.3  # seconds without a change
PARAGRAPH = 40  # lines to either side of a change, at most


class _Document:
    """A text that the client has open, with what was found in it; *whole*: all of it was judged."""

    def __init__(self, server: LanguageServer, uri: str, settings: config.Settings, before: _Document | None) -> None:
        document = server.workspace.get_text_document(uri)
        self.version = document.version
        self.text = document.source
        self.path = uris.to_fs_path(uri) or uri
        self.whole = False
        self.findings: list[Finding] = []
        self._settings = settings
        self._units = server.workspace.position_codec.client_num_units
        self._lines = self.text.split("\n")
        self._done, self._kind = Done(None), "text"
        self.seconds: float = before.seconds if before else 0.0
        if before is None or before.seconds < QUICK:
            self.judge()
        else:
            self._changed(before)

    def judge(self) -> None:
        """Find what is wrong in all of it."""
        started = time.perf_counter()
        self._done, self._kind = treated(self.text, self.path, self._settings)
        self.findings = [f for spot in leveled(self._done.spots, self.path) for f in spot.findings]
        self.whole = True
        self.seconds = time.perf_counter() - started

    def _changed(self, before: _Document) -> None:
        """Judge the paragraphs that changed, by themselves; what was found in the others is still there."""
        self._kind = before._kind
        old, new = before._lines, self._lines
        first = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
        if first is None:
            first = min(len(old), len(new))
        last = 0  # lines at the end that are the same
        while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
            last += 1
        for _ in range(PARAGRAPH):
            first -= bool(first and new[first - 1].strip())
            last -= bool(last and new[-last].strip())
        end, gone = len(new) - last, len(old) - last
        for found in before.findings:
            if found.end_line <= first:
                self.findings.append(found)
            elif found.line > gone:
                self.findings.append(_moved(found, len(new) - len(old)))
        if self._kind in _PLAIN:
            done, _ = treated("\n".join(new[first:end]) + "\n", self.path, self._settings)
            here = (f for spot in leveled(done.spots, self.path) for f in spot.findings)
            self.findings = sorted(
                [*self.findings, *(_moved(f, first) for f in here)], key=lambda f: (f.line, f.column)
            )

    def _position(self, line: int, column: int) -> types.Position:
        """Line and column of a report, which count code points from 1, as the client counts."""
        line = min(line, len(self._lines))
        return types.Position(line - 1, self._units(self._lines[line - 1][: column - 1]))

    def range(self, finding: Finding) -> types.Range:
        """Where *finding* is."""
        return types.Range(
            self._position(finding.line, finding.column), self._position(finding.end_line, finding.end_column)
        )

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """*finding* for the client."""
        held = f" (held: {finding.held})" if finding.held else f" ({finding.sure})"
        return types.Diagnostic(
            self.range(finding),
            f"{visible(finding.why)}: {described(finding)}{held}",
            severity=_SEVERITIES[finding.level],
            code=finding.rule,
            source="textclean",
        )

    def fix(self, finding: Finding) -> types.TextEdit | None:
        """The edit that makes *finding* good by itself, if there is one."""
        if finding.held or self._kind not in _PLAIN or not (finding.old or finding.new):
            return None
        return types.TextEdit(self.range(finding), finding.new)

    def fix_all(self) -> types.TextEdit | None:
        """The edit that restores the document: of the smallest stretch that holds all changes."""
        if self._done.data is None:
            return None
        new = self._done.data.decode("utf-8")
        if new == self.text:
            return None
        start = next(
            (n for n, (a, b) in enumerate(zip(self.text, new, strict=False)) if a != b), min(len(self.text), len(new))
        )
        end, till = len(self.text), len(new)
        while end > start and till > start and self.text[end - 1] == new[till - 1]:
            end, till = end - 1, till - 1
        return types.TextEdit(types.Range(self._at(start), self._at(end)), new[start:till])

    def _at(self, offset: int) -> types.Position:
        line = self.text.count("\n", 0, offset)
        begin = self.text.rfind("\n", 0, offset) + 1
        return types.Position(line, self._units(self.text[begin:offset]))


def _moved(finding: Finding, lines: int) -> Finding:
    return finding._replace(line=finding.line + lines, end_line=finding.end_line + lines)


class _Service:
    """What is open, and what to answer."""

    def __init__(self, served: LanguageServer) -> None:
        self._served = served
        self._settings: config.Settings | None = None
        self._documents: dict[str, _Document] = {}

    def _looked(self, uri: str, fresh: bool = False) -> _Document:
        """The document as it is now; *fresh*: judged anew, for the settings may be others."""
        if self._settings is None:
            root = self._served.workspace.root_path
            self._settings = config.load({}, config.nearest(Path(root)) if root else None, isolated=not root)
        before = None if fresh else self._documents.get(uri)
        if before is None or before.text != self._served.workspace.get_text_document(uri).source:
            self._documents[uri] = _Document(self._served, uri, self._settings, before)
        return self._documents[uri]

    def _publish(self, uri: str, fresh: bool = False) -> None:
        try:
            document = self._looked(uri, fresh)
        except TextcleanError as error:
            told = types.ShowMessageParams(types.MessageType.Error, f"textclean: {error}")
            self._served.window_show_message(told)
            return
        self._tell(uri, document)
        if not document.whole:
            asyncio.get_running_loop().call_later(PAUSE, self._judge, uri, document)

    def _tell(self, uri: str, document: _Document) -> None:
        found = [document.diagnostic(finding) for finding in document.findings]
        told = types.PublishDiagnosticsParams(uri, found, document.version)
        self._served.text_document_publish_diagnostics(told)

    def _judge(self, uri: str, document: _Document) -> None:
        """All of *document*, beside what goes on, if nobody has written meanwhile; told if nobody has by then."""
        if self._documents.get(uri) is not document or document.whole:
            return

        def judged(future: asyncio.Future[None]) -> None:
            if future.exception() is None and self._documents.get(uri) is document:
                self._tell(uri, document)

        asyncio.get_running_loop().run_in_executor(None, document.judge).add_done_callback(judged)

    def changed(self, parameters: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
        """A document was opened, or somebody writes."""
        self._publish(parameters.text_document.uri)

    def saved(self, parameters: types.DidSaveTextDocumentParams) -> None:
        """It may be the settings that were saved."""
        self._settings = None
        self._publish(parameters.text_document.uri, fresh=True)

    def closed(self, parameters: types.DidCloseTextDocumentParams) -> None:
        """Nothing is to be told of it any more."""
        uri = parameters.text_document.uri
        self._documents.pop(uri, None)
        self._served.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def actions(self, parameters: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a place."""
        document = self._looked(parameters.text_document.uri)
        if not document.whole:
            document.judge()
        return _actions(document, parameters)


def server() -> LanguageServer:
    """A server that waits for a client; ``server().start_io()`` serves standard streams."""
    served = LanguageServer("textclean", __version__)
    service = _Service(served)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
    # pygls writes attributes on what it is given, which methods do not take.
    served.feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(service.changed))
    served.feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(service.changed))
    served.feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(service.saved))
    served.feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(service.closed))
    served.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(partial(service.actions))
    return served


def _actions(document: _Document, parameters: types.CodeActionParams) -> list[types.CodeAction]:
    uri, only = parameters.text_document.uri, parameters.context.only
    actions: list[types.CodeAction] = []

    def offer(title: str, kind: Any, edit: types.TextEdit, about: list[types.Diagnostic] | None = None) -> None:
        asked = only is None or any(kind == wanted or str(kind).startswith(f"{wanted}.") for wanted in map(_name, only))
        if asked:
            change = types.WorkspaceEdit(changes={uri: [edit]})
            actions.append(types.CodeAction(title, kind=kind, diagnostics=about, edit=change))

    for finding in document.findings:
        place = document.range(finding)
        if place.start <= parameters.range.end and parameters.range.start <= place.end:
            edit = document.fix(finding)
            if edit is not None:
                title = f"Restore: {described(finding)}"
                offer(title, types.CodeActionKind.QuickFix.value, edit, [document.diagnostic(finding)])
    whole = document.fix_all()
    if whole is not None:
        offer("Restore all text in this file", FIX_ALL, whole)
    return actions


def _name(kind: Any) -> str:
    return str(getattr(kind, "value", kind))
