"""The benchmarks' texts, built the same way every time from fixtures, Python's docs and Django's catalogues.

Real prose in about a hundred languages comes from the message catalogues that Django ships (BSD licence, extra
``[bench]``), English from Python's own topic pages.  Typography is put in at the rates that real web pages show: two
pages in three have curly quotes and no-break spaces, three in a hundred have soft hyphens.
"""

from __future__ import annotations

import gettext
import pydoc_data.topics
import random
import re
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"


@cache
def catalogues() -> dict[str, list[str]]:
    """Messages by locale, without placeholders and markup."""
    import django

    found: dict[str, list[str]] = {}
    for path in sorted(Path(django.__file__).parent.rglob("*.mo")):
        with path.open("rb") as file:
            messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
        locale = path.parts[path.parts.index("locale") + 1]
        texts = [t for key, t in sorted(messages.items(), key=str) if key and isinstance(t, str)]
        found.setdefault(locale, []).extend(t for t in texts if not re.search(r"[%{<&]", t) and len(t) > 20)
    return found


@cache
def english() -> str:
    """Plain ASCII English."""
    text = "\n\n".join(text for _, text in sorted(pydoc_data.topics.topics.items()))
    return text.encode("ascii", "ignore").decode().replace("&", "and")


def paragraphs(text: str, size: int = 600) -> list[str]:
    """Pieces of about *size* code points, cut at line ends."""
    pieces, now = [], ""
    for line in text.split("\n"):
        now += line.strip() + " "
        if len(now) > size:
            pieces.append(now.strip())
            now = ""
    return pieces


@cache
def web_pages(count: int = 200) -> list[str]:
    """Clean pages, mostly Latin: English, German, French, Spanish, Dutch, Czech, with a web page's typography."""
    rng = random.Random(1)
    bodies = {"en": paragraphs(english())}
    for locale in ("de", "fr", "es", "nl", "cs"):
        bodies[locale] = paragraphs("\n".join(catalogues()[locale]))
    pages = []
    for _ in range(count):
        locale = rng.choices(list(bodies), (40, 40, 7, 5, 4, 4))[0]
        page = "\n\n".join(rng.choice(bodies[locale]) for _ in range(rng.randint(3, 20)))
        if rng.random() < 0.62:
            page = (
                re.sub(r'"([^"\n]{1,80})"', "\u201c\\1\u201d", page).replace("'", "\u2019").replace(" - ", " \u2013 ")
            )
        if rng.random() < 0.61:
            page = re.sub(r"(\d) ", "\\1\u00a0", page)
        pages.append(page)
    return pages


@cache
def damaged_pages(count: int = 200) -> list[str]:
    """The same pages, one in thirty with one or two damaged lines."""
    rng = random.Random(2)
    pages = list(web_pages(count))
    for at in range(0, count, 30):
        lines = pages[at].split("\n\n")
        line = rng.randrange(len(lines))
        kind = (at // 30) % 3
        if kind == 0:
            lines[line] = lines[line].replace("'", "\u2019").encode().decode("latin-1")
        elif kind == 1:
            lines[line] = lines[line].replace("e", "\u0435")
        else:
            lines[line] = re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u200b", lines[line])
        pages[at] = "\n\n".join(lines)
    return pages


# Slips of the catalogues' authors: a Latin letter in a Cyrillic word, zero-width spaces that were pasted.
_SLIP = re.compile("[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]|\u200b\u200b")


@cache
def many_languages() -> list[str]:
    """One clean document for each of about a hundred locales."""
    clean = ([text for text in texts if not _SLIP.search(text)] for _, texts in sorted(catalogues().items()))
    return ["\n".join(texts) for texts in clean if texts]


@cache
def russian() -> list[str]:
    """Clean Russian pages with Latin words in them."""
    rng = random.Random(3)
    terms = ("Python", "Django", "HTTP", "URL", "API", "Unicode", "GitHub", "e-mail", "Linux", "JSON")
    body = [
        re.sub(r" (?=\S)", lambda m: f" {rng.choice(terms)} " if rng.random() < 0.06 else " ", p)
        for p in paragraphs("\n".join(catalogues()["ru"]))
    ]
    return ["\n".join(rng.choice(body) for _ in range(8)) for _ in range(60)]


def seed(times: int = 300) -> str:
    """The article this project was made for, so many times over."""
    return (FIXTURES / "seed" / "before.txt").read_text(encoding="utf-8") * times


@cache
def mojibake(codec: str, source: str = "utf-8", locale: str = "fr") -> list[str]:
    """Whole documents of one chain; every byte shows, those that a Windows page does not define as C1 controls."""
    import ftfy.bad_codecs  # noqa: F401  (registers the sloppy codecs)

    shown = codec.replace("cp125", "sloppy-windows-125")
    text = "\n".join(catalogues()[locale]).encode(source, "ignore").decode(shown)
    return [text] * 20
