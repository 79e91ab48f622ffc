"""Give back exactly what the author wrote: repair what scraping did to a text, and say what was done.

>>> import textclean
>>> textclean.clean("Th\\u0435 pr\\u0435sid\\u0435nt")        # each e was the Cyrillic letter U+0435
'The president'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textclean.contract import Edit, Stage, Sure, rule
    from textclean.decoding import decode
    from textclean.errors import TextcleanError
    from textclean.pipeline import Pipeline, clean, inspect
    from textclean.result import Fix, Result
    from textclean.text import Text
    from textclean.version import __version__

# Each name is fetched from its home on first use, so that importing the package costs next to nothing.
_HOMES = {
    "Edit": "contract",
    "Stage": "contract",
    "Sure": "contract",
    "rule": "contract",
    "decode": "decoding",
    "TextcleanError": "errors",
    "Pipeline": "pipeline",
    "clean": "pipeline",
    "inspect": "pipeline",
    "Fix": "result",
    "Result": "result",
    "Text": "text",
    "__version__": "version",
}

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


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'textclean' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"textclean.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
