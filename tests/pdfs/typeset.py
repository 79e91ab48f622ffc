"""Typeset the texts of ``texts/`` by real programs: ``python tests/pdfs/typeset.py [PROGRAM-LANGUAGE ...]``.

A long job (two minutes), and not part of any test: what it makes is committed under ``programs/``.  It needs, on
Debian 12: texlive-latex-base, texlive-latex-recommended, lmodern, cm-super-minimal, texlive-lang-cyrillic,
texlive-lang-czechslovak, texlive-lang-french, texlive-lang-german, texlive-lang-polish, chromium,
libreoffice-writer-nogui, fonts-dejavu-core, fonts-liberation; and ``pip install reportlab==4.*``.

The texts are our own.  Fonts, of which each file holds the glyphs that it uses, and their licences: Computer Modern
(AMS Type 1; SIL Open Font License), EC (METAFONT bitmaps; LaTeX Project Public License), Latin Modern (GUST Font
License), CM-Super (GPL-2 with the exception for documents), DejaVu (Bitstream Vera licence and public domain),
Liberation (SIL Open Font License).
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
WIDTH, HEIGHT, MARGIN, SIZE = 300, 420, 24, 11  # points
RIGHT_TO_LEFT = ("ar", "he")
BABEL = {"en": "english", "de": "ngerman", "fr": "french", "cs": "czech", "pl": "polish", "ru": "russian"}
# Bitmaps by METAFONT, without a name for any glyph, are what LaTeX made for its first twenty years.
BITMAPS = "\\pdfmapfile{}"
OT1, T1, T1_BITMAP, T2A = (
    "\\usepackage[OT1]{fontenc}",
    "\\usepackage[T1]{fontenc}\\usepackage{lmodern}",
    f"\\usepackage[T1]{{fontenc}}{BITMAPS}",
    "\\usepackage[T2A]{fontenc}",
)


def paragraphs(language: str) -> list[str]:
    """The paragraphs of the text in *language*, one line each."""
    return (HERE / "texts" / f"{language}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")


def run(folder: Path, *command: str) -> None:
    """Run *command* in *folder*, always on the same day."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1704067200", "FORCE_SOURCE_DATE": "1", "HOME": str(folder)}
    subprocess.run(
        command,
        cwd=folder,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=300,
    )


def latex(fonts: str) -> Callable[[str, Path], None]:
    """A typesetter by pdfLaTeX with *fonts*: justified lines, broken words, ligatures."""

    def typeset(language: str, folder: Path) -> None:
        body = "\n\n".join(paragraphs(language)).replace("%", "\\%")
        page = f"papersize={{{WIDTH}bp,{HEIGHT}bp}},margin={MARGIN}bp"
        (folder / "page.tex").write_text(
            f"\\documentclass[{SIZE}pt]{{article}}{fonts}\\usepackage[{BABEL[language]}]{{babel}}"
            f"\\usepackage[{page}]{{geometry}}\\pagestyle{{empty}}\\emergencystretch=3em\\begin{{document}}\n{body}\n\\end{{document}}\n",
            encoding="utf-8",
        )
        run(folder, "pdflatex", "-interaction=batchmode", "page.tex")

    return typeset


def chromium(language: str, folder: Path) -> None:
    """Chromium's print of a page of HTML."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    font = "DejaVu Sans" if language in RIGHT_TO_LEFT else "DejaVu Serif"
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs(language))
    (folder / "page.html").write_text(
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><title>{language}</title>'
        f"<style>@page {{size: {WIDTH}pt {HEIGHT}pt; margin: {MARGIN}pt}} body {{margin: 0; font: {SIZE}pt '{font}'}}"
        f"</style>\n{body}</html>",
        encoding="utf-8",
    )
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=page.pdf")
    run(folder, "chromium", *flags, f"--user-data-dir={folder / 'profile'}", (folder / "page.html").as_uri())


def libreoffice(language: str, folder: Path) -> None:
    """LibreOffice's export of a text document."""
    mode = "rl-tb" if language in RIGHT_TO_LEFT else "lr-tb"
    font = "DejaVu Sans" if language in RIGHT_TO_LEFT else "Liberation Serif"
    kinds = ("text", "style", "fo", "office", "svg")
    names = {"fo": "xsl-fo-compatible", "svg": "svg-compatible"}
    spaces = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{names.get(k, k)}:1.0"' for k in kinds)
    margins = " ".join(f'fo:margin-{side}="{MARGIN}pt"' for side in ("left", "right", "top", "bottom"))
    fonts = " ".join(f'style:font-name{kind}="F" {name}="{SIZE}pt"' for kind, name in SIZES)
    body = "".join(f'<text:p text:style-name="P">{html.escape(text)}</text:p>' for text in paragraphs(language))
    (folder / "page.fodt").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="{font}"/></office:font-face-decls>'
        '<office:styles><style:style style:name="P" style:family="paragraph">'
        f'<style:paragraph-properties fo:margin-bottom="8pt" style:writing-mode="{mode}"/>'
        f"<style:text-properties {fonts}/></style:style></office:styles>"
        '<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties'
        f' fo:page-width="{WIDTH}pt" fo:page-height="{HEIGHT}pt" {margins}/></style:page-layout>'
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"'
        ' style:page-layout-name="L"/></office:master-styles>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>",
        encoding="utf-8",
    )
    run(
        folder,
        "soffice",
        "--headless",
        f"-env:UserInstallation={folder.as_uri()}/office",
        "--convert-to",
        "pdf",
        "page.fodt",
    )


SIZES = (("", "fo:font-size"), ("-complex", "style:font-size-complex"))


def reportlab(language: str, folder: Path) -> None:
    """reportlab's paragraphs."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"))
    style = ParagraphStyle("text", fontName="DejaVu", fontSize=SIZE, leading=SIZE * 1.3, spaceAfter=8)
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
    page = SimpleDocTemplate(str(folder / "page.pdf"), pagesize=(WIDTH, HEIGHT), invariant=1, **margins)
    page.build([Paragraph(html.escape(text), style) for text in paragraphs(language)])


PROGRAMS: dict[str, tuple[str, Callable[[str, Path], None]]] = {
    "latex-ot1": ("en de fr cs", latex(OT1)),
    "latex-t1": ("en de fr cs pl", latex(T1)),
    "latex-bitmap": ("en de fr", latex(T1_BITMAP)),
    "latex-t2a": ("ru", latex(T2A)),
    "chromium": ("en de fr cs pl ru ar he", chromium),
    "libreoffice": ("en de fr cs pl ru ar he", libreoffice),
    "reportlab": ("en de fr cs pl ru", reportlab),
}


def main(wanted: list[str]) -> None:
    """Make the files *wanted*, or all."""
    for program, (languages, typeset) in PROGRAMS.items():
        for language in languages.split():
            name = f"{program}-{language}"
            if wanted and name not in wanted:
                continue
            with tempfile.TemporaryDirectory() as folder:
                typeset(language, Path(folder))
                shutil.copy(Path(folder) / "page.pdf", HERE / "programs" / f"{name}.pdf")
            print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
