"""The lines of ``tables/charsets.txt``, parsed: what each column means stands in the head of that file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from textclean.errors import unknown
from textclean.tables import read_table

ONE_BYTE = frozenset(("windows", "iso", "koi", "mac", "dos", "ebcdic", "unix"))  # families
EACH = "*"  # in place of languages: any language of the script


class Row(NamedTuple):
    """One charset; *share* (of all documents), *shown*, *meant* (of misreadings) are probabilities; see ``prior``."""

    name: str
    codec: str
    family: str
    scripts: tuple[str, ...]
    languages: tuple[str, ...]
    share: float
    shown: float
    meant: float
    roles: frozenset[str]
    aliases: tuple[str, ...]

    @property
    def wide(self) -> bool:
        """Does a character take two bytes or more?"""
        return self.family == "cjk"

    @property
    def one_byte(self) -> bool:
        """Is each byte a character?"""
        return self.family in ONE_BYTE

    @property
    def by_name(self) -> bool:
        """Is it read only for who asks for it, and by no codec of Python's?"""
        return self.family == "sequence"

    @property
    def prior(self) -> float:
        """ln of its share among the documents that are not in Unicode, in nats (0 or less)."""
        return math.log(self.share / _legacy())

    def is_for(self, language: str) -> bool:
        """Was it made for *language* (ISO 639; "": one that nobody knows)?  Those for any language are for that."""
        return language in self.languages if language else EACH in self.languages


def rows() -> Mapping[str, Row]:
    """The table: name -> row, in the order of the file."""
    return _parsed(_source())


def is_by_name(name: str) -> bool:
    """Is *name* that of a charset which is read only for who asks for it?  False for any other string."""
    row = rows().get(name)
    return row is not None and row.by_name


def with_role(role: str) -> tuple[str, ...]:
    """The names of the charsets that have *role*, the commonest first; that of "shown" or "meant" have all that may be.

    >>> with_role("guess")[:3], with_role("shown")[:3]
    (('windows-1252', 'windows-1251', 'gb18030'), ('windows-1252', 'windows-1251', 'windows-1250'))
    """
    return _with_role(_source(), role)


@cache
def _with_role(source: str, role: str) -> tuple[str, ...]:
    shares = {row: getattr(row, role, row.share if role in row.roles else 0.0) for row in _parsed(source).values()}
    return tuple(row.name for row, share in sorted(shares.items(), key=lambda pair: -pair[1]) if share)


def named(name: str) -> Row:
    """The row of the charset called *name*: its own name, that of its codec in any spelling, or an alias.

    Raises UsageError, with the near match, for a name that is not in the table.

    >>> named("mac_roman").name, named("CP949").name, named("latin-1").name
    ('macintosh', 'euc-kr', 'windows-1252')
    """
    found = spellings().get(name) or spellings().get(name.lower().replace("_", "-"))
    if found is None:
        raise unknown("charset", name, rows())
    return rows()[found]


def spellings() -> Mapping[str, str]:
    """All names in the table, of codecs and aliases too, lower case and with ``-`` for ``_``: -> the charset's name."""
    return _spelled(_source())


@cache
def _source() -> str:
    return read_table("charsets.txt").decode()


@cache
def _parsed(source: str) -> dict[str, Row]:
    groups = {line.split()[1]: line.split()[2:] for line in source.split("\n") if line[2:].split("  ")[0].isupper()}
    found = {}
    for line in source.split("\n"):
        if line and line[0] != "#":
            row = _row([field.strip() for field in line.split("|")], groups)
            found[row.name] = row
    return found


def _row(fields: list[str], groups: Mapping[str, list[str]]) -> Row:
    name, codec, family, languages, share, shown, meant, roles, aliases = fields
    script, _, listed = languages.partition(":")
    codes = tuple(code for word in listed.split() for code in groups.get(word, [word]))
    million = 1_000_000
    return Row(
        name, codec, family, (script,) if script else (), codes, float(share.lstrip("~")) / million,
        float(shown) / million, float(meant) / million, frozenset(roles.split()), tuple(aliases.split()),
    )  # fmt: skip


@cache
def _spelled(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _parsed(source).values():
        for name in (row.name, *row.aliases, *_code_page(row)):
            _add(found, name, row.name)
    for row in _parsed(source).values():  # a codec of two rows is the first one's
        _add(found, row.codec, row.name)
    return found


def _add(found: dict[str, str], spelling: str, name: str) -> None:
    dashed = spelling.lower().replace("_", "-")
    found.setdefault(dashed, name)
    found.setdefault(dashed.replace("iso8859", "iso-8859"), name)


def _code_page(row: Row) -> list[str]:
    """ "cp850" is "ibm850", "cp-850" and "ibm-850" as well."""
    if row.family not in ("dos", "ebcdic") or not row.name.startswith("cp"):
        return []
    return [f"{prefix}{row.name[2:]}" for prefix in ("cp-", "ibm", "ibm-")]


@cache
def _legacy() -> float:
    """The share of documents that are in no form of Unicode; a charset with two names counts once."""
    shares = {row.codec: row.share for row in rows().values() if row.one_byte or row.wide}
    return math.fsum(shares.values())
