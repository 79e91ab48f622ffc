"""The tools, each in the setting that serves restoration best; one that is not installed is told of, and has no column.

A tool takes str or bytes, or both; what it does not take it is not asked.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

Call = Callable[[Any], str]


class Tool(NamedTuple):
    """A tool: how it is loaded, its distribution on PyPI, its setting in words, and what it takes."""

    load: Callable[[], Call]
    distribution: str
    setting: str
    takes: tuple[type, ...] = (str,)

    def version(self) -> str:
        """Its version; empty if it is not installed."""
        try:
            return importlib.metadata.version(self.distribution)
        except importlib.metadata.PackageNotFoundError:
            return ""


def _textclean(**settings: Any) -> Callable[[], Call]:
    def load() -> Call:
        import textclean

        cleaner = textclean.Pipeline(**settings)
        return cleaner.clean

    return load


def _ftfy(**settings: Any) -> Callable[[], Call]:
    def load() -> Call:
        import ftfy

        return lambda text: ftfy.fix_text(text, **settings)

    return load


def _attribute(module: str, name: str) -> Callable[[], Call]:
    def load() -> Call:
        call: Call = getattr(importlib.import_module(module), name)
        return call

    return load


def _decancer() -> Call:
    import decancer_py

    scripts = "greek cyrillic hebrew arabic devanagari bengali armenian tamil thai chinese korean japanese"
    keep = dict.fromkeys(
        [f"retain_{name}" for name in (*scripts.split(), "diacritics", "capitalization", "emojis")], True
    )
    return lambda text: str(decancer_py.parse(text, disable_bidi=True, **keep))


def _silverspeak() -> Call:
    from silverspeak.homoglyphs.fast_normalize import fast_normalize
    from silverspeak.homoglyphs.hkb.kb import load_default_kb

    logging.getLogger().setLevel(logging.ERROR)  # it warns of every text in two scripts
    graph = load_default_kb()
    return lambda text: str(fast_normalize(text=text, kb=graph, min_score=0.0, score_margin=0.0).text)


def _clean_text() -> Call:
    import cleantext

    settings = {"to_ascii": False, "lower": False, "normalize_whitespace": False, "strip_lines": False}
    return lambda text: str(cleantext.clean(text, fix_unicode=True, **settings))


def _zerowidth() -> Call:
    import zerowidth

    return lambda text: zerowidth.strip_invisible(text, keep_emoji=True, keep_joiners=True)


def _disarm() -> Call:
    import disarm

    return lambda given: disarm.decode_to_utf8(given)[0] if isinstance(given, bytes) else disarm.canonicalize(given)


def _charset_normalizer() -> Call:
    import charset_normalizer

    return lambda data: str(charset_normalizer.from_bytes(data).best() or "")


def _chardet() -> Call:
    import chardet

    return lambda data: _decoded(data, chardet.detect(data)["encoding"])


def _chardetng() -> Call:
    from chardetng_py import EncodingDetector

    def read(data: bytes) -> str:
        detector = EncodingDetector()
        detector.feed(data, last=True)
        return _decoded(data, detector.guess(tld=None, allow_utf8=True))

    return read


def _decoded(data: bytes, name: str | None) -> str:
    try:
        return data.decode(name or "windows-1252", "replace")
    except LookupError:
        return data.decode("windows-1252", "replace")


TOOLS = {
    "textclean": Tool(_textclean(), "textclean-restore", "as it comes (profile repair)", (str, bytes)),
    "textclean, asked": Tool(
        _textclean(also=("decomposed", "escapes", "ligatures", "quoted_printable")),
        "textclean-restore",
        "the rules decomposed, escapes, ligatures and quoted_printable by name",
        (str, bytes),
    ),
    "ftfy": Tool(_ftfy(uncurl_quotes=False), "ftfy", "fix_text(uncurl_quotes=False)"),
    "ftfy, defaults": Tool(_ftfy(), "ftfy", "fix_text"),
    "plsfix": Tool(_attribute("plsfix", "fix_text"), "plsfix", "fix_text; its settings cannot be reached from Python"),
    "disarm": Tool(_disarm, "disarm", "canonicalize; decode_to_utf8 for bytes", (str, bytes)),
    "disarm, strip": Tool(_attribute("disarm", "strip_format"), "disarm", "strip_format"),
    "decancer": Tool(_decancer, "decancer-py", "parse, all retain_ options, disable_bidi"),
    "silverspeak": Tool(
        _silverspeak, "silverspeak", "fast_normalize with its graph, both thresholds 0 (as its command)"
    ),
    "clean-text": Tool(_clean_text, "clean-text", "clean(to_ascii=False, lower=False), white space kept"),
    "zerowidth": Tool(_zerowidth, "zerowidth", "strip_invisible(keep_emoji=True, keep_joiners=True)"),
    "charset-normalizer": Tool(_charset_normalizer, "charset-normalizer", "from_bytes(...).best()", (bytes,)),
    "chardet": Tool(_chardet, "chardet", "detect, then decoded", (bytes,)),
    "chardetng": Tool(_chardetng, "chardetng-py", "guess(allow_utf8=True), then decoded", (bytes,)),
}


def installed() -> tuple[list[str], list[str]]:
    """The names of the tools that can be run, and of those that cannot."""
    there: list[str] = []
    missing: list[str] = []
    for name, tool in TOOLS.items():
        try:
            tool.load()
        except ImportError:
            missing.append(name)
        else:
            there.append(name)
    return there, missing
