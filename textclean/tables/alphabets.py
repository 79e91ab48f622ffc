# alphabets: Unicode 18.0.0 | properties.bin and confusables.py | Unicode-3.0 (https://www.unicode.org/license.txt) | generated 2026-11-24 by tools/tables/build.py  # noqa: E501
"""The insides of ``re`` character classes, exact for the Unicode version of line 1."""

# Letters of the Latin script.
LATIN = (
    "A-Za-z\xaa\xba\xc0-\xd6\xd8-\xf6\xf8-\u02b8\u02e0-\u02e4\u1d00-\u1d25\u1d2c-\u1d5c\u1d62-\u1d65\u1d6b"
    "-\u1d77\u1d79-\u1dbe\u1e00-\u1eff\u2071\u207f\u2090-\u209f\u212a-\u212b\u2132\u214e\u2183-\u2184\u2c60"
    "-\u2c7f\ua722-\ua787\ua78b-\ua7dd\ua7e2\ua7f1-\ua7ff\uab30-\uab5a\uab5c-\uab64\uab66-\uab69\uab6c-\uab6d"
    "\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)

# Letters of the Cyrillic script.
CYRILLIC = (
    "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8a\u1d2b\u1d78\ua640-\ua66e\ua67f-\ua69d"
)

# Letters of the Greek script.
GREEK = (
    "\u0370-\u0373\u0376-\u0377\u037a-\u037d\u037f\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03e1\u03f0"
    "-\u03f5\u03f7-\u03ff\u1d26-\u1d2a\u1d5d-\u1d61\u1d66-\u1d6a\u1dbf\u1f00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45"
    "\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4\u1fb6-\u1fbc\u1fbe\u1fc2-\u1fc4"
    "\u1fc6-\u1fcc\u1fd0-\u1fd3\u1fd6-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ff4\u1ff6-\u1ffc\u2126\uab65"
)

# Letters of the Armenian script.
ARMENIAN = (
    "\u0531-\u0556\u0558-\u0559\u0560-\u0588\u058b-\u058c\ufb13-\ufb17"
)

# Letters of the Georgian script.
GEORGIAN = (
    "\u10a0-\u10c5\u10c7\u10cd\u10d0-\u10fa\u10fc-\u10ff\u1c90-\u1cba\u1cbd-\u1cbf\u2d00-\u2d25\u2d27\u2d2d"
)

# Combining marks of no script, and the Cyrillic ones.
MARKS = (
    "\u0300-\u036f\u0483-\u0489\u064b-\u0655\u0670\u0951-\u0954\u1ab0-\u1af0\u1cd0-\u1cd2\u1cd4-\u1ce0\u1ce2"
    "-\u1ce8\u1ced\u1cf4\u1cf8-\u1cf9\u1dc0-\u1dff\u20d0-\u20f0\u302a-\u302d\u3099-\u309a\ufe00-\ufe0f\ufe20"
    "-\ufe2d"
)

# Letters and signs of other scripts with an exact twin.
EXOTIC = (
    "\u13a0-\u13a2\u13a5\u13a9-\u13ac\u13b1\u13b3\u13b7\u13bb\u13bd\u13bf-\u13c0\u13c2-\u13c3\u13c6\u13cb\u13cf"
    "\u13d2\u13d4-\u13d5\u13d9-\u13da\u13de-\u13df\u13e2\u13e6-\u13e7\u13ee\u13f0\u13f3-\u13f4\u13fc\u1403"
    "\u142f\u1431\u144c\u144e\u1455\u146d\u146f\u1472\u148d\u14a5\u14aa\u1541\u1577\u157c-\u157d\u1587\u15af"
    "\u15b4\u15c5\u15de\u15ea\u15f0\u15f7\u162f\u1635\u166d\u16b7\u16c1\u16d5-\u16d6\u16d8\u2102\u210a-\u210e"
    "\u2110-\u2113\u2115\u2119-\u211d\u2124\u2128\u212c-\u2131\u2133-\u2134\u2145-\u2149\u2160\u2164\u2169"
    "\u216c-\u2170\u2174\u2179\u217c-\u217f\u2c80-\u2c82\u2c84-\u2c86\u2c88-\u2c89\u2c8c\u2c8e\u2c92\u2c94"
    "-\u2c95\u2c98\u2c9a\u2c9e-\u2ca0\u2ca2-\u2ca6\u2ca8\u2caa-\u2cae\u2cb1\u2cbc-\u2cbd\u2ccc-\u2ccd\u2cd0"
    "\u2d37-\u2d3a\u2d49\u2d4f\u2d54-\u2d55\u2d5d\u2d60\ua4d0-\ua4d4\ua4d6-\ua4d7\ua4d9-\ua4dd\ua4df-\ua4e3"
    "\ua4e5-\ua4e7\ua4ea-\ua4ec\ua4ee\ua4f0-\ua4f5\ua6a1\ua6ce\ua6db\ua6df\uab72\uab75\uab81\uab83\uab87\uab8b"
    "\uab93\uab9b\uab9f\uaba9-\uabaa\uabaf\uabb6"
)

# The same above U+FFFF.
EXOTIC_ASTRAL = (
    "\U00010282\U00010285-\U00010287\U0001028a\U0001028d\U00010290\U00010292\U00010295-\U00010297\U000102a0"
    "-\U000102a3\U000102a5\U000102ab\U000102b0-\U000102b6\U000102cf\U00010301-\U00010302\U00010309\U00010311"
    "\U00010315\U00010317\U00010320\U00010322\U00010401\U00010404\U00010415\U0001041b\U00010420\U00010423\U00010425"
    "\U00010429\U0001042c\U0001043d\U00010448\U0001044b\U0001044d\U000104b0\U000104b4\U000104bc\U000104c2\U000104c4"
    "\U000104cd-\U000104ce\U000104d1\U000104db\U000104ea\U000104f6\U000104f9\U00010513\U00010516\U00010518"
    "\U0001051c-\U0001051d\U00010525-\U00010527\U000118a0\U000118a2-\U000118a4\U000118a6\U000118a9\U000118ae"
    "\U000118b2\U000118b5\U000118b8\U000118bc\U000118c0-\U000118c1\U000118c3-\U000118c4\U000118c8\U000118ce"
    "\U000118d5\U000118d7-\U000118d8\U000118dc\U000118e0\U000118e5-\U000118e6\U000118e9\U000118ec\U000118ef"
    "\U000118f2\U00016f07-\U00016f08\U00016f0a\U00016f16\U00016f1a\U00016f28\U00016f2d\U00016f35\U00016f3a"
    "-\U00016f3b\U00016f3d\U00016f40\U00016f42-\U00016f43"
)

# Letters and digits of scripts used beside Latin every day, with a near twin.
LIVING = (
    "\u03e5\u05d4-\u05d5\u05d8\u05df\u05e1\u05e5\u0627\u0629\u0644\u0647\u0661\u0665\u0667\u06be\u06c1\u06c3"
    "\u06d5\u06f0-\u06f1\u06f5\u06f7\u07c0\u07ca\u07ce\u07d5\u07e0\u084d\u0966\u09e6\u0a66\u0ae6\u0b20\u0b66"
    "\u0be6\u0c66\u0ce6\u0d1f-\u0d20\u0d66\u0e01\u0e20\u0e2c\u0e50\u0ed0\u101d\u1040\u10a0\u10bd\u10d7-\u10d8"
    "\u10db\u10dd\u10e0-\u10e1\u10e7\u10eb\u10ee\u10f3\u10ff\u1200\u12d0\u13a4\u13af-\u13b0\u13b5-\u13b6\u13be"
    "\u13cc\u13e3-\u13e4\u13e9\u13eb\u1424\u14bc\u14d1\u1515\u15e9\u15ef\u15f4\u1633\u17f4\u1949\u1959\u1985"
    "\u2c8d\u2c8f\u2c91\u2c93\u2c99\u2c9b\u2ca1\u2ca7\u2d30\u2d4a\u2d4e\u2d61\ua9d0\uaa50\uab70-\uab71\uab74"
    "\uab79-\uab7c\uab7f-\uab80\uab85-\uab86\uab8d-\uab8e\uab90\uab92\uab96\uab9c\uaba2\uaba4-\uaba5\uabae"
    "\uabb2-\uabb4\uabb7\uabb9\uabbb\ufba6-\ufbad\ufe8d-\ufe8e\ufe93-\ufe94\ufee9-\ufeec"
)
