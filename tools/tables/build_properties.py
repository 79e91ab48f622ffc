"""Generate ``textclean/tables/properties.bin``: script and category of all code points of one Unicode version.

``python tools/tables/build_properties.py``, with ``pip install regex==2026.11.15 unicodedata2==18.0.0``: two
packages that ship the published data.  The same versions give the same bytes.  ``build.py`` reads the result.

Line 1 says what it is, line 2 names the scripts, line 3 the categories, in the order of their numbers.  Then follow,
compressed with zlib, two tables as runs: the count, the first code point of each run (uint32, little-endian), and
the value of each run (uint8).
"""

from __future__ import annotations

import hashlib
import importlib
import struct
import zlib
from pathlib import Path

UNICODE = "18.0.0"
SOURCE = f"https://www.unicode.org/Public/{UNICODE}/ucd/ by way of regex 2026.11.15 and unicodedata2 {UNICODE}"
LICENCE = "Unicode-3.0 (https://www.unicode.org/license.txt)"
SIZE = 0x110000

# Scripts of several words; regex drops the underscores.
LONG_NAMES = (
    "Anatolian_Hieroglyphs Bassa_Vah Beria_Erfe Canadian_Aboriginal Caucasian_Albanian Cypro_Minoan Dives_Akuru "
    "Egyptian_Hieroglyphs Gunjala_Gondi Gurung_Khema Hanifi_Rohingya Imperial_Aramaic Inscriptional_Pahlavi "
    "Inscriptional_Parthian Kayah_Li Khitan_Small_Script Kirat_Rai Linear_A Linear_B Masaram_Gondi Meetei_Mayek "
    "Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Nag_Mundari New_Tai_Lue Nyiakeng_Puachue_Hmong Ol_Chiki "
    "Ol_Onal Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian Old_South_Arabian "
    "Old_Turkic Old_Uyghur Pahawh_Hmong Pau_Cin_Hau Phags_Pa Proto_Cuneiform Psalter_Pahlavi SignWriting "
    "Sora_Sompeng Syloti_Nagri Tai_Le Tai_Tham Tai_Viet Tai_Yo Tolong_Siki Tulu_Tigalari Warang_Citi Zanabazar_Square"
)
SPELLED = {name.replace("_", "").upper(): name for name in LONG_NAMES.split()}


def runs(values: bytes) -> bytes:
    """One value per code point -> the runs."""
    firsts = [at for at in range(len(values)) if at == 0 or values[at] != values[at - 1]]
    return struct.pack(f"<I{len(firsts)}I", len(firsts), *firsts) + bytes(values[at] for at in firsts)


def scripts() -> tuple[list[str], bytes]:
    """The names of the scripts, and the number of the script of every code point."""
    import regex
    from regex import _regex_core

    first_name: dict[int, str] = {}
    for name, number in _regex_core.PROPERTIES["SCRIPT"][1].items():
        first_name.setdefault(number, name)
    names = sorted(SPELLED.get(name, name.title()) for name in first_name.values() if name != "UNKNOWN")
    everything, values, used = "".join(map(chr, range(SIZE))), bytearray(SIZE), ["Unknown"]
    for name in names:
        found = [match.span() for match in regex.finditer(rf"\p{{Script={name}}}+", everything)]
        for start, end in found:
            values[start:end] = bytes([len(used)]) * (end - start)
        used += [name] if found else []
    return used, bytes(values)


def categories() -> tuple[list[str], bytes]:
    """The names of the general categories, and the number of the category of every code point."""
    data = importlib.import_module("unicodedata2")
    if data.unidata_version != UNICODE:
        raise SystemExit(f"unicodedata2 has Unicode {data.unidata_version}; this table is of {UNICODE}")
    found = [data.category(chr(code)) for code in range(SIZE)]
    names = sorted(set(found))
    number = {name: at for at, name in enumerate(names)}
    return names, bytes(number[name] for name in found)


def build() -> bytes:
    """The whole file."""
    script_names, script = scripts()
    category_names, category = categories()
    tables = (script, category)
    digest = hashlib.sha256(b"".join(tables)).hexdigest()
    lines = (
        f"# script, general category: Unicode {UNICODE} | {SOURCE} | {LICENCE} "
        f"| sha256 of the values {digest} | generated 2026-11-24 by tools/tables/build_properties.py",
        " ".join(script_names),
        " ".join(category_names),
    )
    return "\n".join(lines).encode("ascii") + b"\n" + zlib.compress(b"".join(map(runs, tables)), 9)


if __name__ == "__main__":
    (Path(__file__).parents[2] / "textclean" / "tables" / "properties.bin").write_bytes(build())
