"""Other distributions that install a package ``textclean``: they and we would overwrite each other's files.

PyPI has a ``textclean`` and a ``textclean-py`` of other people, and pip does not warn.  Finding out costs a look at
all that is installed (some 50 ms), so it is asked only by ``--version`` and ``rules``, and where something is odd.
"""

from __future__ import annotations

OURS = "textclean-restore"


def owners() -> list[str]:
    """The distributions, other than ours, that have files in the package ``textclean``, with their versions."""
    from importlib import metadata

    names = set(metadata.packages_distributions().get("textclean", ()))
    return [f"{name} {metadata.version(name)}" for name in sorted(names) if name.lower().replace("_", "-") != OURS]


def overwritten() -> bool:
    """Is what was imported as ``textclean`` not ours, though this module is?"""
    import textclean

    return "TextcleanError" not in getattr(textclean, "__all__", ())


def advice() -> str:
    """What is wrong and what to do; empty if nothing is."""
    found = owners()
    if not found and not overwritten():
        return ""
    names = " ".join(name.split(" ")[0] for name in found)
    return (
        f"the package textclean is installed twice ({', '.join(found) or 'by somebody unknown'} beside {OURS}): each "
        f"overwrote files of the other; run: pip uninstall {f'{names} {OURS}'.strip()}, then install {OURS} again"
    )
