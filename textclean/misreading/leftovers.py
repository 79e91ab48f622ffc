"""What no chain explains: C1 controls, and the inconsistent UTF-8 that ftfy knows.

These repairs touch single characters and destroy the bytes that a longer chain would need, so they come last, and only
where nothing on the line stays garbled.
"""

from __future__ import annotations

from functools import lru_cache

from textclean import garbled, language
from textclean.misreading import chains, plausible
from textclean.misreading.fees import Step

_LONG = 4000  # code points of a line that is not remembered


def undone(line: str) -> tuple[str, tuple[Step, ...]] | None:
    """*line* repaired, or None.  A stage runs until it is quiet, so a line beyond repair is asked about again."""
    return _undone(line) if len(line) > _LONG else _remembered(line)


def _undone(line: str) -> tuple[str, tuple[Step, ...]] | None:
    """What no chain explains: C1 controls as Windows characters, then what ftfy knows, if it leaves nothing garbled."""
    new = chains.undo(line, (chains.WINDOWS,))
    if new and new != line and not garbled.suspicious(new):
        return new, (chains.WINDOWS,)
    new = _ftfy(line)
    if new == line or garbled.suspicious(new) or plausible.about_mojibake(line):
        return None
    if plausible.believable(line, new, True, every=True) and language.gain(line, new) > 0:
        return new, (Step("utf-8", "cp1252"),)
    return None


_remembered = lru_cache(maxsize=256)(_undone)


def _ftfy(line: str) -> str:
    """The encoding part of ftfy alone: its other fixes are not restoration.  explain=False would lose the settings."""
    if "\x85" in line or "\xe2\u20ac " in line:  # a line end, as likely as an ellipsis; a quotation mark, not a dagger
        return line
    import ftfy

    off = dict.fromkeys((
        "unescape_html", "remove_terminal_escapes", "fix_latin_ligatures", "fix_character_width", "uncurl_quotes",
        "fix_line_breaks", "fix_surrogates", "remove_control_chars",
    ), False)  # fmt: skip
    return ftfy.fix_encoding_and_explain(line, ftfy.TextFixerConfig(**off, normalization=None, explain=True)).text
