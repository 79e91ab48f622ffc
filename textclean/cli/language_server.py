"""A language server (Language Server Protocol 3.17, by pygls): what ``textclean check`` tells, while one types.

Diagnostics carry the reason; each has a quick fix where it can be changed by itself, and ``source.fixAll.textclean``
restores the whole document.  Files are read by their formats, settings and ignore comments as by the command.
Columns are counted as the client asks for (UTF-16 units if it does not say).
"""

from __future__ import annotations

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


class _Document:
    """A text that the client has open, with what was found in it."""

    def __init__(self, server: LanguageServer, uri: str, settings: config.Settings) -> None:
        document = server.workspace.get_text_document(uri)
        self.version = document.version
        self.text = document.source
        self._units = server.workspace.position_codec.client_num_units
        self._lines = self.text.split("\n")
        path = uris.to_fs_path(uri) or uri
        self._done, self._kind = treated(self.text, path, settings)
        self.findings = [f for spot in leveled(self._done.spots, path) for f in spot.findings]

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


def server() -> LanguageServer:
    """A server that waits for a client; ``server().start_io()`` serves standard streams."""
    served = LanguageServer("textclean", __version__)
    settings: dict[str, config.Settings] = {}

    def looked(uri: str) -> _Document:
        if not settings:
            root = served.workspace.root_path
            settings[""] = config.load({}, config.nearest(Path(root)) if root else None, isolated=not root)
        return _Document(served, uri, settings[""])

    def publish(uri: str) -> None:
        try:
            document = looked(uri)
        except TextcleanError as error:
            served.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"textclean: {error}"))
            return
        found = [document.diagnostic(finding) for finding in document.findings]
        served.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, document.version))

    def changed(parameters: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
        publish(parameters.text_document.uri)

    def saved(parameters: types.DidSaveTextDocumentParams) -> None:
        settings.clear()  # it may be the settings that were saved
        publish(parameters.text_document.uri)

    def closed(parameters: types.DidCloseTextDocumentParams) -> None:
        served.text_document_publish_diagnostics(types.PublishDiagnosticsParams(parameters.text_document.uri, []))

    def actions(parameters: types.CodeActionParams) -> list[types.CodeAction]:
        return _actions(looked(parameters.text_document.uri), parameters)

    served.feature(types.TEXT_DOCUMENT_DID_OPEN)(changed)
    served.feature(types.TEXT_DOCUMENT_DID_CHANGE)(changed)
    served.feature(types.TEXT_DOCUMENT_DID_SAVE)(saved)
    served.feature(types.TEXT_DOCUMENT_DID_CLOSE)(closed)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
    served.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(actions)
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
