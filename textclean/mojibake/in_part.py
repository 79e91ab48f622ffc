"""Words and signs here and there that are surely UTF-8 read with one wrong charset, or C1 controls: the everyday cases.

An apostrophe that is shown as three characters, listed words, C1 controls with an apostrophe of English, French or
Italian among them.  If anything else in the text is odd, or it speaks of charsets, the ledger has to judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.evidence.ordinary_signs import both_alone, is_about
from textclean.mojibake import by_lists, chains
from textclean.mojibake.chains import Chain, Step
from textclean.mojibake.charsets import charset
from textclean.mojibake.surroundings import line_around
from textclean.patterns import lazy
from textclean.prefilter import badness, lost_bytes
from textclean.spans import splice

LONGEST = 40  # letters of a word on either side
TELLING = ("cp1252", "cp1251", "cp1250", "mac_roman", "cp437")  # charsets that show signs as nobody writes them
_SIGN = lazy("[\xa1-\xbf\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff\ufe0f\U0001f000-\U0001faff]")
_USUAL = lazy("[\u2010-\u2027\u2030-\u203a\u20ac\u2122\U0001f300-\U0001f6ff]")
_C1 = lazy("[\x80-\x9f]")
_APOSTROPHE = lazy(  # it's, they're; l'on, d'oro
    "\x92(?:(?<=[a-z].)(?=(?:s|t|re|ve|ll|d|m)(?![A-Za-z]))|(?<=[^A-Za-z][CDJLMNSTcdjlmnst].)(?=[A-Za-z]))"
)
_PLACED = lazy(
    "\x92(?<=[A-Za-z\xc0-\xff.,!?].)|[\x91\x93](?=[A-Za-z0-9\xc0-\xff])|\x94(?<=[^ \n].)|[\x95-\x97]"
    "|\x85(?<=[a-z\xdf-\xff].)"
)
_NO_LETTER = lazy("[\\W\\d_]")


def undone(value: str) -> tuple[Chain, str] | None:
    """The charset that showed some words and signs of *value*, and what it was; None if anything else in it is odd.

    Words must be listed, and not stand in their good form, too; of signs one at least must be read as three characters.

    >>> undone("\xabr\xe9sum\xe9\xbb isn\xe2\u20ac\u2122t")[1]
    '«résumé» isn’t'
    """
    if _APOSTROPHE.search(value):
        return _with_controls(value)
    own: set[str] = set()
    for name in TELLING:
        found = list(valid(value, name)) if _may_show(value, name) else []
        own = own or (by_lists.words(value) if found else own)
        told = {_tells(value, start, end, new, name, own) for start, end, new in found}
        if True in told and None not in told and not is_about(value):
            new = splice(value, found)
            odd = badness.suspicious(new) or lost_bytes.suspected(new, new) or not chains.possible(value, new)
            odd = odd or _are_more(value, name, len(found))
            return None if odd else ((Step("utf-8", name),), new)
    return None


def _with_controls(value: str) -> tuple[Chain, str] | None:
    """The same where nothing is odd but C1 controls that stand as signs of windows-1252 do; an apostrophe is proven."""
    found = list(controls(value))
    new = splice(value, found)
    odd = _C1.search(new) or badness.suspicious(new) or lost_bytes.suspected(new, new)
    odd = odd or not all(map(by_lists.is_listed, by_lists.words(new)))
    return None if odd else ((chains.WINDOWS,), new)


def controls(value: str) -> Iterator[tuple[int, int, str]]:
    """The C1 controls of *value* that stand where their sign in windows-1252, the same in all its relatives, may."""
    for match in _PLACED.finditer(value):
        yield (*match.span(), charset("cp1252").high[ord(match[0]) - 0x80])


def valid(value: str, name: str) -> Iterator[tuple[int, int, str]]:
    """The runs of *value* that are valid UTF-8 read as that charset."""
    for match in charset(name).runs.finditer(value):
        if (new := chains.undo(match[0], (Step("utf-8", name),))) is not None:
            yield (*match.span(), new)


def _are_more(value: str, name: str, number: int) -> bool:
    """Does a charset that shows the same for most signs explain more than *number* runs?"""
    alike = (other for other in chains.ONE_BYTE if _sign_lead(other) == _sign_lead(name))
    return any(sum(1 for _ in valid(value, other)) > number for other in alike)


def _may_show(value: str, name: str) -> bool:
    """Does *value* hold how that charset shows the first two bytes of a sign?"""
    high, lead = charset(name).high, _sign_lead(name)
    return lead in value and any(lead + high[byte - 0x80] in value for byte in (0x80, 0x82, 0x84, 0x86))


def _sign_lead(name: str) -> str:
    """What that charset shows for the byte that begins most signs."""
    return charset(name).high[0xE2 - 0x80]


def _tells(value: str, start: int, end: int, new: str, name: str, own: set[str]) -> bool | None:
    """Is ``value[start:end]`` surely *new*: signs that are read as three characters, or letters of a listed word?

    False: it may be, beside others; None: it may not.  *own*: the words of *value* that are not ASCII.
    """
    beside = value[start - 1 : start] + value[end : end + 1]
    if any(char > "\x7f" and char not in chains.PUNCTUATION for char in beside):
        return None
    if all(char in chains.PUNCTUATION or _SIGN.match(char) for char in new):
        if new in value and both_alone(*line_around(value, start, end), new):
            return None
        return _USUAL.search(new) is not None
    before = _NO_LETTER.split(value[max(0, start - LONGEST) : start])[-1]
    after = _NO_LETTER.split(value[end : end + LONGEST], maxsplit=1)[0]
    word = f"{before}{new}{after}".strip(chains.PUNCTUATION)
    told = name == chains.COMMONEST.shown and by_lists.is_listed(word) and word not in own
    return True if told else None
