"""Real PDFs, read by five programs and cleaned: the text equals the source's, but for listed words.

``tests/pdfs/make.py`` draws the files of ``tests/pdfs``, ``tests/pdfs/typeset.py`` lets LaTeX, Chromium, LibreOffice
and reportlab make those of ``tests/pdfs/programs``.  ``tests/pdfs/listed.txt`` says what does not come back, and why.
A reader that is not installed is skipped.
"""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from snippets import run

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
TYPESET = sorted(path.stem for path in (FOLDER / "programs").glob("*.pdf"))
# Printed ligatures, shapes of Arabic letters and accents apart are the author's letters in another form: asked for.
CLEANER = Pipeline(also=["ligatures", "decomposed", "presentation_forms"])
PAGE = "\x0c"  # between pages, and behind the last: what pdftotext and pdfminer.six do, and what tells a PDF
JOINED = {("pdftotext", "ligatures")}  # poppler joins broken words, and the lines with them
# Poppler says by controls which way each run goes; the lines show the same without.
DIRECTION = re.compile("[\u202a-\u202c]")
Differences = list[tuple[str, str]]


def _pypdf(path: Path) -> str:
    return "".join(page.extract_text() + PAGE for page in pytest.importorskip("pypdf").PdfReader(path).pages)


def _pdfminer(path: Path) -> str:
    return str(pytest.importorskip("pdfminer.high_level").extract_text(path))


def _pdfplumber(path: Path) -> str:
    # The blanks of TeX are narrower than its tolerance of 3 points.
    with pytest.importorskip("pdfplumber").open(path) as pdf:
        return "".join(page.extract_text(x_tolerance=1.5) + PAGE for page in pdf.pages)


def _pymupdf(path: Path) -> str:
    with pytest.importorskip("pymupdf").open(path) as pdf:
        return "".join(page.get_text() + PAGE for page in pdf)


def _pdftotext(path: Path) -> str:
    return DIRECTION.sub("", _output("pdftotext", "poppler-utils", str(path), "-"))


READERS = {
    "pypdf": _pypdf,
    "pdfminer": _pdfminer,
    "pdfplumber": _pdfplumber,
    "pymupdf": _pymupdf,
    "pdftotext": _pdftotext,
}


def _output(program: str, package: str, *arguments: str) -> str:
    """What *program* prints; the test is skipped if it is not there."""
    if not (found := shutil.which(program)):
        pytest.skip(f"{program} ({package}) is not installed")
    return subprocess.run([found, *arguments], capture_output=True, check=True, timeout=120).stdout.decode()


def _source(language: str) -> str:
    return (FOLDER / "texts" / f"{language}.txt").read_text(encoding="utf-8")


def _differences(source: str, text: str) -> Differences:
    """Words of *source* and what stands for them in *text*; lines may end elsewhere."""
    old, new = source.split(), text.split()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(" ".join(old[a:b]), " ".join(new[c:d])) for step, a, b, c, d in steps if step != "equal"]


def _listed(name: str, reader: str) -> Differences:
    rows = [line.split("\t") for line in (FOLDER / "listed.txt").read_text(encoding="utf-8").splitlines()]
    assert all(len(row) == 5 and row[4] for row in rows if row[0][0] != "#")
    return [(row[2], row[3]) for row in rows if row[0] == name and reader in row[1].split(" ")]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("reader", READERS)
def test_a_pdf_comes_back_as_it_was_written(reader: str, name: str) -> None:
    raw = READERS[reader](FOLDER / f"{name}.pdf")
    expected = TEXTS[name].replace("\n", " ") if (reader, name) in JOINED else TEXTS[name]
    assert CLEANER.clean(raw).strip("\n\x0c") == expected


@pytest.mark.parametrize("name", TYPESET)
@pytest.mark.parametrize("reader", READERS)
def test_a_typeset_pdf_comes_back_but_for_what_is_listed(reader: str, name: str) -> None:
    raw = READERS[reader](FOLDER / "programs" / f"{name}.pdf")
    text = CLEANER.clean(raw)
    source = _source(name.rpartition("-")[2])
    assert sorted(_differences(source, text)) == sorted(_listed(name, reader))
    assert CLEANER.clean(text) == text


@pytest.mark.parametrize("reader", ["text_of", "text_of_pdfplumber", "text_of_pdfminer"])
def test_the_recipe(reader: str) -> None:
    for package in ("pypdf", "pdfplumber", "pdfminer"):
        pytest.importorskip(package)
    text = run("recipes/pdf.md")[reader](str(FOLDER / "programs" / "latex-bitmap-en.pdf"))
    assert _differences(_source("en"), text) == []


def test_the_page_says_how_many_come_back() -> None:
    page = (ROOT / "docs" / "recipes" / "pdf.md").read_text(encoding="utf-8")
    equal = [not _listed(name, reader) for name in TYPESET for reader in READERS]
    assert f"| of {len(equal)} texts |" in page
    assert f"| cleaned | {sum(equal)} |" in page


LANGUAGES = {"en": ("eng", "latex-ot1-en"), "de": ("deu", "latex-ot1-de"), "ru": ("rus", "latex-t2a-ru")}
# What tesseract 5.3 takes for something else at 150 dots per inch: a diaeresis on i, the width of a dash.
MISREAD: dict[str, Differences] = {"en": [("naïve", "naive"), ("–", "—")], "de": [("–", "-")], "ru": [("–", "—")]}


def _recognised(language: str, dots: int, folder: Path) -> str:
    """A printed page as tesseract reads it at *dots* per inch; the test is skipped if the language is not installed."""
    data, name = LANGUAGES[language]
    if data not in _output("tesseract", f"tesseract-ocr-{data}", "--list-langs").split():
        pytest.skip(f"tesseract-ocr-{data} is not installed")
    page = ("-r", str(dots), "-gray", "-png", "-singlefile")
    _output("pdftoppm", "poppler-utils", *page, str(FOLDER / "programs" / f"{name}.pdf"), str(folder / "page"))
    text = _output("tesseract", "tesseract-ocr", str(folder / "page.png"), "-", "-l", data)
    return text if PAGE in text else text + PAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scanned_page_comes_back_but_for_what_was_misread(language: str, tmp_path: Path) -> None:
    text = CLEANER.clean(_recognised(language, 150, tmp_path))
    if " 5.3" not in _output("tesseract", "tesseract-ocr", "--version").splitlines()[0]:
        pytest.skip("what is misread is listed for tesseract 5.3")
    assert _differences(_source(language), text) == MISREAD[language]


@pytest.mark.parametrize("dots", [72, 85, 100])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_scan_gets_never_worse(language: str, dots: int, tmp_path: Path) -> None:
    raw = _recognised(language, dots, tmp_path)
    before, after = (_differences(_source(language), text) for text in (raw, CLEANER.clean(raw)))
    assert set(after) <= set(before) or len(after) < len(before)
