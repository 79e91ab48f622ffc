"""The language server with clients of other people: pytest-lsp, and Emacs with eglot."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

pytestmark = [
    pytest.mark.hosts,
    pytest.mark.skipif(importlib.util.find_spec("pygls") is None, reason="pygls is absent"),
]
BAD, GOOD = "th\u0435 club\u200bhouse", "the clubhouse"
COMMAND = [sys.executable, "-m", "textclean", "lsp", "--stdio"]

if importlib.util.find_spec("pytest_lsp"):
    import pytest_lsp
    from lsprotocol import types
    from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

    @pytest_lsp.fixture(
        config=ClientServerConfig(server_command=COMMAND, server_env={**os.environ, "PYTHONPATH": str(ROOT)})
    )
    async def client(lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
        parameters = types.InitializeParams(
            capabilities=client_capabilities("visual-studio-code"), root_uri=tmp_path.as_uri()
        )
        await lsp_client.initialize_session(parameters)
        yield
        await lsp_client.shutdown_session()

    @pytest.mark.asyncio
    async def test_a_session_of_visual_studio_code(client: Any, tmp_path: Path) -> None:
        uri = (tmp_path / "page.md").as_uri()
        text = f"# fine\n\n\U0001f389 {BAD}, `{BAD}`\n"
        opened = types.TextDocumentItem(uri, "markdown", 1, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(opened))
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        found = client.diagnostics[uri]
        assert [(d.code, d.severity.name) for d in found] == [
            *(("homoglyphs", "Warning"), ("invisible", "Warning")),
            *(("homoglyphs", "Information"), ("invisible", "Information")),
        ]
        place = types.Range(types.Position(2, 0), types.Position(2, 40))
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), place, types.CodeActionContext([], only=["source.fixAll"])
        )
        (action,) = await client.text_document_code_action_async(asked)
        (edit,) = action.edit.changes[uri]
        line = text.split("\n")[2].encode("utf-16le")
        start, end = (2 * at.character for at in (edit.range.start, edit.range.end))
        new = line[:start] + edit.new_text.encode("utf-16le") + line[end:]
        assert new.decode("utf-16le") == f"\U0001f389 {GOOD}, `{BAD}`"
        change = types.TextDocumentContentChangeWholeDocument("# fine\n")
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(2, uri), [change])
        )
        await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert client.diagnostics[uri] == ()


EMACS = """
(require 'eglot)
(setq eglot-sync-connect 30)
(add-to-list 'eglot-server-programs (cons 'text-mode (list (getenv "PYTHON") "-m" "textclean" "lsp")))
(find-file "page.txt")
(text-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1)
(flymake-start)
(let ((tries 0))
  (while (and (null (flymake-diagnostics)) (< (setq tries (1+ tries)) 400)) (accept-process-output nil 0.05)))
(dolist (d (flymake-diagnostics)) (princ (format "%d %s\\n" (flymake-diagnostic-beg d) (flymake-diagnostic-text d))))
(let ((actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
        (list :textDocument (eglot--TextDocumentIdentifier)
              :range (list :start (eglot--pos-to-lsp-position (point-min))
                           :end (eglot--pos-to-lsp-position (point-max)))
              :context (list :diagnostics [] :only ["source.fixAll.textclean"])))))
  (eglot--apply-workspace-edit (plist-get (aref actions 0) :edit)))
(save-buffer)
(eglot-shutdown-all)
"""


def _has_eglot() -> bool:
    emacs = shutil.which("emacs")
    asked = [str(emacs), "--batch", "-f", "package-initialize", "--eval", "(require 'eglot)"]
    return emacs is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_emacs_with_eglot(tmp_path: Path) -> None:
    if not _has_eglot():
        pytest.skip("no Emacs with eglot here (Debian: emacs-nox elpa-eglot)")
    (tmp_path / "page.txt").write_text(f"fine\n\U0001f389 {BAD}\n", "utf-8")
    (tmp_path / "drive.el").write_text(EMACS, "utf-8")
    done = subprocess.run(
        ["emacs", "--batch", "-f", "package-initialize", "-l", "drive.el"],
        cwd=tmp_path, capture_output=True, check=False, timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHON": sys.executable, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert [line.split(" in a word")[0].split(" zero-width")[0] for line in said.splitlines()] == [
        "10 textclean [homoglyphs]:",
        "16 textclean [invisible]:",
    ]
    assert (tmp_path / "page.txt").read_text("utf-8") == f"fine\n\U0001f389 {GOOD}\n"
