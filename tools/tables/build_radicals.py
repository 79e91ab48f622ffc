"""Build ``textclean/tables/radicals.txt``: radicals and compatibility ideographs, and the ideographs they stand for.

    python tools/tables/build_radicals.py

Kangxi radicals (U+2F00-2FD5) and compatibility ideographs (U+F900-FAD9): the decompositions of the Unicode Character
Database, which never change (Unicode stability policy).  CJK radicals (U+2E80-2EF3): ``EquivalentUnifiedIdeograph.txt``
of the same, as Perl's ``Unicode::UCD`` ships it; those that are parts of ideographs and no words of their own, which
have equivalents outside of the basic plane or only by likeness, are left out by :data:`PARTS`.
"""

from __future__ import annotations

import hashlib
import subprocess
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parents[2] / "textclean" / "tables" / "radicals.txt"
PERL = (
    "use Unicode::UCD qw(prop_invmap); my ($l,$m)=prop_invmap('Equivalent_Unified_Ideograph');"
    "for my $i (0..$#$l) { next unless $m->[$i]; my $n = $i < $#$l ? $l->[$i+1] : $l->[$i]+1;"
    "for my $c ($l->[$i]..$n-1) { printf '%x %x ', $c, $m->[$i]+$c-$l->[$i] } }"
)
# Shapes that a radical takes in other ideographs: nobody writes a word with them.
PARTS = (
    "\u2e84\u2e85\u2e87\u2e88\u2e89\u2e8b\u2e8c\u2e8d\u2e92\u2e96\u2e97\u2ea3\u2ea4\u2ea5\u2ea7\u2eab\u2eac"
    "\u2ead\u2eae\u2eb0\u2eb2\u2eb3\u2eb7\u2eb8\u2ebe\u2ebf\u2ec0\u2ecc\u2ecd\u2ece\u2ecf"
)


def pairs() -> dict[str, str]:
    """Character -> the ideograph that it stands for."""
    found = {}
    numbers = subprocess.run(["perl", "-e", PERL], capture_output=True, check=True, text=True).stdout.split()
    for left, right in zip(numbers[::2], numbers[1::2], strict=True):
        char, meant = chr(int(left, 16)), chr(int(right, 16))
        if "\u2e80" <= char <= "\u2ef3" and meant < "\U00010000" and char not in PARTS:
            found[char] = meant
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA)):
        meant = unicodedata.normalize("NFKC", chr(code))
        if meant != chr(code):
            found[chr(code)] = meant
    return dict(sorted(found.items()))


def main() -> None:
    """Write the table, its digest in line 1."""
    body = "".join(f"{char}\t{meant}\n" for char, meant in pairs().items())
    digest = hashlib.sha256(body.encode()).hexdigest()
    head = "# radicals and compatibility ideographs | tools/tables/build_radicals.py"
    head += " | Unicode Character Database 14.0.0, Unicode-3.0"
    TARGET.write_text(f"{head} | sha256 {digest}\n{body}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
