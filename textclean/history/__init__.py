"""Letters that an edit lost, taken from the earlier version of the same text.

A tool that rewrites a file may write U+FFFD or ``?`` for letters, read it in the wrong charset, or fold it to ASCII.
No look at the damaged text alone gives those letters back; the version before the edit holds them.  The lines of both
versions are matched (``lines``), then the code points of each pair (``alignment``), where a code point of the earlier
version may be found as itself or as what damage makes of it (``images``).  Only the second is changed: words that were
added, removed or written anew stay as they are.
"""

from textclean.history.restoring import restored

__all__ = ["restored"]
