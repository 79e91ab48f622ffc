"""The table of charsets: names, codecs, scripts, shares; and each charset as an object that reads and writes.

Everything that is known of charsets stands in ``tables/charsets.txt``, one line a charset, and is compiled from there.
Outside, a charset has the name that the WHATWG Encoding Standard gives it (``windows-1252``, ``euc-kr``), or else the
name of IANA's registry; names of Python's codecs (``cp1252``, ``cp949``) are understood, and used at the edge only.

>>> charset("cp1252").name, charset("windows-1251").scripts, charset("koi8-r").languages
('windows-1252', ('Cyrillic',), ('ru', 'bg'))
>>> charset("windows-1252").encode("\\xe2\\u20ac\\u2122").decode("utf-8")
'\u2019'
"""

from textclean.charsets.coding import GAP, Charset, charset, from_standard, to_standard
from textclean.charsets.rows import Row, named, rows, with_role

__all__ = ["GAP", "Charset", "Row", "charset", "from_standard", "named", "rows", "to_standard", "with_role"]
