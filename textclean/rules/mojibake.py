"""Text decoded with the wrong charset: the bytes are right, the letters are not.

Some program wrote UTF-8 (or cp1251, Shift_JIS ...) and another read it as cp1252 (or KOI8-R, GB18030 ...), one to
three times.  Nothing is lost as long as every byte was kept, so the repair is to go back to the bytes and to read
them rightly.  The art is to know the right reading when it appears and to leave clean text alone: strict decoding
proves little in short text, so a language model must find the reading likelier, by a margin in nats, than the text
as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean import garbled, redecode
from textclean.contract import Batch, Edit, Stage, rule
from textclean.text import Text

@rule(Stage.REDECODE, pattern=garbled.PATTERN, fact="misread")
def mojibake(text: Text) -> Iterator[Edit | Batch]:
    """Undo wrong charsets, for the whole document, for single lines, or for a span inside a line."""
    yield from redecode.repairs(text.value, text.misread)


mojibake.fixes("K\xc3\xbche m\xc3\xb6gen s\xc3\xbc\xc3\x9fes Gras", "K\xfche m\xf6gen s\xfc\xdfes Gras", "UTF-8 as Latin-1")
