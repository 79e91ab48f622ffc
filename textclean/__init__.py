"""Give back exactly what the author wrote: repair what scraping did to a text, and say what was done.

>>> import textclean
>>> textclean.clean("Th\\u0435 pr\\u0435sid\\u0435nt")        # each e was the Cyrillic letter U+0435
'The president'
"""

from textclean.contract import Edit, Stage, Sure, rule
from textclean.decoding import decode
from textclean.errors import TextcleanError
from textclean.pipeline import Pipeline, clean, inspect
from textclean.result import Fix, Result
from textclean.text import Text
from textclean.version import __version__

__all__ = [
    "Edit",
    "Fix",
    "Pipeline",
    "Result",
    "Stage",
    "Sure",
    "Text",
    "TextcleanError",
    "__version__",
    "clean",
    "decode",
    "inspect",
    "rule",
]
