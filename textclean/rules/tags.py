"""Tag characters: a second, invisible ASCII.

U+E0020-E007F repeat ASCII without a shape.  Their one use is the flag of a region: U+1F3F4 (black flag), three to six
tag letters or digits such as "gbwls", and U+E007F to end them (UTS #51).  Everywhere else they are text that no reader
sees and every language model reads; the sentence goes into the reason.  U+E0001 once began a language tag; it is
deprecated and goes the same way.  Never touched: the three flags in use, and any other well-formed one.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden.payload import from_tags, quoted
from textclean.patterns import lazy
from textclean.text import Text

MANY = 50  # from here on one batch instead of edits
# Well-formed flags (two letters of a country, one to four more) are consumed first, so that no other run is one.
_RUN = lazy(
    "\U0001f3f4[\U000e0061-\U000e007a]{2}[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,4}\U000e007f"
    "|[\U000e0001\U000e0020-\U000e007f]+"
)


@rule(Stage.HIDDEN, triggers="\U000e0001\U000e0020-\U000e007f")
def tags(text: Text) -> Iterator[Edit | Batch]:
    """Drop tag characters outside of flags."""
    new, count = _RUN.subn(lambda run: run[0] if run[0][0] == "\U0001f3f4" else "", text.value)
    if count > MANY:
        yield Batch(new, lambda: list(_edits(text)), Sure.CERTAIN)
    else:
        yield from _edits(text)


def _edits(text: Text) -> Iterator[Edit]:
    for run in text.finditer(_RUN):
        if run[0][0] != "\U0001f3f4":
            what = "tag character" if len(run[0]) == 1 else f"{len(run[0])} tag characters"
            yield Edit(run.start(), run.end(), "", what + quoted(from_tags(run[0])), Sure.CERTAIN)


tags.fixes("a\U000e0068\U000e0069 heavier penalty", "a heavier penalty", because="they say: hi")
tags.fixes("\u0434\u0430\U000e0001\U000e0072\U000e0075", "\u0434\u0430", because="a language tag, deprecated")
tags.fixes(
    "\U0001f3f4\U000e0067\U000e0062 ahoy", "\U0001f3f4 ahoy", because="a flag without its end is only a black flag"
)
tags.fixes("\u4f60\u597d\U000e007f", "\u4f60\u597d")
tags.keeps("\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru", because="the flag of Wales")
tags.keeps(
    "\u0628\u0627 \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    because="the flag of Scotland",
)
tags.keeps("\U0001f3f4\U000e0075\U000e0073\U000e0063\U000e0061\U000e007f", because="a well-formed flag, California")
tags.keeps("\u845b\U000e0100\u57ce", because="variation selectors are not tags")
