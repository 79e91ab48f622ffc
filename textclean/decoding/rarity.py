"""How rare each encoding is, in nats, and the languages that some are written for.

From the shares of encodings in web crawls, rounded; DOS and Mac code pages come from old disks.  Where two encodings
give the same text the more usual name is reported.
"""

RARITY = {
    "windows-1252": 0.0, "windows-1251": 1.0, "shift_jis": 1.0, "gb18030": 1.0, "euc-kr": 1.0, "big5": 1.5,
    "euc-jp": 1.5,
    "windows-1250": 1.5, "iso-8859-2": 2.0, "windows-1254": 2.0, "windows-1256": 2.0, "windows-1253": 2.0,
    "iso-8859-7": 2.3, "windows-1255": 2.0, "windows-874": 2.0, "windows-1257": 2.0, "koi8-r": 2.0, "koi8-u": 2.5,
    "windows-1258": 3.0, "iso-8859-15": 2.5, "iso-8859-5": 3.0, "ibm866": 3.0, "iso-8859-13": 3.5, "iso-8859-4": 4.0,
    "iso-8859-6": 4.0, "iso-8859-8": 4.0, "iso-8859-3": 5.0, "iso-8859-10": 5.5, "iso-8859-14": 5.5, "iso-8859-16": 5.0,
    "macintosh": 3.5, "x-mac-cyrillic": 3.5, "mac-centeuro": 5.0, "mac-greek": 6.0, "mac-turkish": 5.0,
    "mac-iceland": 6.0,
    "cp850": 3.5, "cp852": 3.5, "cp437": 4.5, "cp857": 5.0, "cp855": 6.0, "cp737": 5.0, "cp775": 5.5, "cp862": 5.0,
    "cp860": 6.0, "cp861": 6.0, "cp863": 6.0, "cp865": 5.5, "cp720": 6.0, "cp864": 7.0, "johab": 7.0, "kz1048": 6.0,
}  # fmt: skip
# A second foreign encoding in one document is looked for among these.
COMMON = tuple(encoding for encoding, nats in RARITY.items() if nats <= 2.5)
LANGUAGES = {
    "windows-1254": "tr az", "cp857": "tr az", "windows-1255": "he yi", "windows-1256": "ar fa ur",
    "windows-1258": "vi",
    "windows-874": "th", "shift_jis": "ja", "euc-jp": "ja", "euc-kr": "ko", "gb18030": "zh", "big5": "zh",
    "windows-1253": "el", "iso-8859-7": "el", "koi8-u": "uk",
}  # fmt: skip
# What chardetng can answer (KOI8-U stands for both); its silence says nothing about the others.
KNOWN_TO_DETECTOR = {
    *(f"windows-{page}" for page in (874, *range(1250, 1259))),
    *(f"iso-8859-{part}" for part in (2, 4, 5, 6, 7, 8, 13)),
    "koi8-r", "koi8-u", "ibm866", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5", "iso-2022-jp",
}  # fmt: skip
