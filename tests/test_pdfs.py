"""Real PDFs, read by four programs and cleaned: the text equals the source's, but for listed lines.

``tests/pdfs/make.py`` makes the files.  A reader that is not installed is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from textclean import Pipeline

pytestmark = pytest.mark.hosts

FOLDER = Path(__file__).with_name("pdfs")
TEXTS = {
    "accents": (
        "Die Lösung der Schrödinger Gleichung\nwurde an der Universität Zürich veröffentlicht.\n"
        "Sie hängt von der größeren Zahl ab."
    ),
    "french": "Le café est fermé pendant l’été,\net les élèves français préparent la fête.",
    "ligatures": ("The first specification defines a government\noffice with different information\nabout its files."),
}
# Nothing in what pdfplumber gives says that it comes out of a PDF once its ligatures are restored: held.
HELD = {("pdfplumber", "ligatures")}
JOINED = {("pdftotext", "ligatures")}  # poppler joins broken words, and the lines with them


def _pypdf(path: Path) -> str:
    return str(pytest.importorskip("pypdf").PdfReader(path).pages[0].extract_text())


def _pdfminer(path: Path) -> str:
    return str(pytest.importorskip("pdfminer.high_level").extract_text(path))


def _pdfplumber(path: Path) -> str:
    with pytest.importorskip("pdfplumber").open(path) as pdf:
        return str(pdf.pages[0].extract_text())


def _pdftotext(path: Path) -> str:
    if not (program := shutil.which("pdftotext")):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([program, str(path), "-"], capture_output=True, check=True).stdout.decode()


READERS = {"pypdf": _pypdf, "pdfminer": _pdfminer, "pdfplumber": _pdfplumber, "pdftotext": _pdftotext}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("reader", READERS)
def test_a_pdf_comes_back_as_it_was_written(reader: str, name: str) -> None:
    raw = READERS[reader](FOLDER / f"{name}.pdf")
    floor = "guess" if (reader, name) in HELD else "likely"
    # Printed ligatures and accents apart (poppler's) are the author's letters in another form: asked for.
    cleaner = Pipeline(also=["ligatures", "decomposed"], floor=floor)
    expected = TEXTS[name].replace("\n", " ") if (reader, name) in JOINED else TEXTS[name]
    assert cleaner.clean(raw).strip("\n\x0c") == expected
