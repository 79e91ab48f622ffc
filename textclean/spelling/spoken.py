"""Is a line written in a language?  For rules that mend the spelling of one language and must not touch its neighbours.

The language model answers, line by line.  Where a language shares its letters with many that the model does not know
(Persian with Pashto, Sindhi, Malay, Ottoman ...), its alphabet and its small words must agree.
"""

from __future__ import annotations

from textclean import language
from textclean.patterns import lazy
from textclean.text import Text

WINDOW = 300  # code points of a line that are asked
SHORT = 20  # code points; a shorter line cannot tell
# Letters of the Arabic block that Persian does not write.
_FOREIGN = lazy(
    "[\u0620\u0629\u063b-\u063f\u066e-\u067d\u067f-\u0685\u0687-\u0697\u0699-\u06a8\u06aa-\u06ae\u06b0-"
    "\u06bf\u06c1-\u06cb\u06cd-\u06d5]"
)
_SMALL_WORDS = (
    " \u0628\u0647 \u0627\u0632 \u06a9\u0647 \u0643\u0647 \u062f\u0631 \u0631\u0627 \u0627\u0633\u062a "
    "\u0627\u06cc\u0646 \u0627\u064a\u0646 \u0645\u06cc \u0645\u064a \u0628\u0627 \u0628\u0631 \u0628"
    "\u0631\u0627\u06cc \u0628\u0631\u0627\u064a \u0622\u0646 \u0647\u0631 \u062a\u0627 \u06cc\u06a9 "
    "\u064a\u0643 \u0634\u062f\u0647 \u0628\u0648\u062f \u062e\u0648\u062f "
)


def verdicts(text: Text, places: list[int], languages: str) -> dict[str, bool | None]:
    """For the lines at *places*: is it one of *languages* (ISO 639-1, parted by blanks)?  None: too short to tell."""
    lines = list(dict.fromkeys(line(text, at) for at in places))
    said: dict[str, bool | None] = {}
    for part, cost in zip(lines, language.costs(lines), strict=True):
        yes = cost.language in languages.split(" ") and (cost.language != "fa" or _persian(part))
        said[part] = None if len(part) < SHORT else yes
    return said


def _persian(part: str) -> bool:
    """Is it Persian and none of the many languages that share its letters?  Its alphabet and its small words tell."""
    words = part.split(" ")
    small = [word for word in words if word and f" {word} " in _SMALL_WORDS]
    return not _FOREIGN.search(part) and len(set(small)) > 1 and 8 * len(small) > len(words)


def line(text: Text, at: int) -> str:
    """The line at *at*; of a long one, the window that holds it."""
    start, end = text.line_at(at)
    start += (at - start) // WINDOW * WINDOW
    return text.value[start : min(end, start + WINDOW)].strip(" \t\n")
