"""Make the small PDFs of this folder: ``python tests/pdfs/make.py``, with ``pip install reportlab==4.*``.

The sources are our own, the font is Bitstream Vera, which reportlab brings along (free, may be embedded).  The pages
are drawn as old typesetters draw them: an accent over its letter as two glyphs, words broken at line ends, printed
ligatures, two of which the font lacks.  What was meant is in ``tests/test_pdfs.py``.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
SIZE, LINE = 11, 16  # points
SPACING = dict(zip("\u0300\u0301\u0302\u0308\u030c\u0327", "`\u00b4\u02c6\u00a8\u02c7\u00b8", strict=True))
DOTLESS = {"i": "\u0131"}
PAGES = {
    "accents": [
        "Die L\u00f6sung der Schr\u00f6dinger Gleichung",
        "wurde an der Universit\u00e4t Z\u00fcrich ver\u00f6ffentlicht.",
        "Sie h\u00e4ngt von der gr\u00f6\u00dferen Zahl ab.",
    ],
    "french": [
        "Le caf\u00e9 est ferm\u00e9 pendant l\u2019\u00e9t\u00e9,",
        "et les \u00e9l\u00e8ves fran\u00e7ais pr\u00e9parent la f\u00eate.",
    ],
    "ligatures": [
        "The \ufb01rst speci\ufb01cation de\ufb01nes a govern-",
        "ment o\ufb03ce with di\ufb00erent informa-",
        "tion about its \ufb01les.",
    ],
}


def draw(canvas: Canvas, x: float, y: float, text: str) -> None:
    """*text* as one text object: an accent first, then its letter at the same place."""
    pen = canvas.beginText(x, y)
    for letter in text:
        char = letter
        base, *marks = unicodedata.normalize("NFD", letter)
        if len(marks) == 1 and marks[0] in SPACING:
            accent = SPACING[marks[0]]
            at = pen.getX()
            shift = (pdfmetrics.stringWidth(base, "Vera", SIZE) - pdfmetrics.stringWidth(accent, "Vera", SIZE)) / 2
            pen.setTextOrigin(at + shift, y)
            pen.textOut(accent)
            pen.setTextOrigin(at, y)
            char = DOTLESS.get(base, base)
        pen.textOut(char)
    canvas.drawText(pen)


def main() -> None:
    """Write all files."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    for name, lines in PAGES.items():
        canvas = Canvas(str(HERE / f"{name}.pdf"), pagesize=(320, 120), invariant=1)
        canvas.setFont("Vera", SIZE)
        for at, line in enumerate(lines):
            draw(canvas, 20, 90 - at * LINE, line)
        canvas.save()


if __name__ == "__main__":
    main()
