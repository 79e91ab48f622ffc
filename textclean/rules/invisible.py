"""Zero-width characters where no script wants them.

Editors, page builders, watermarks and people who dodge filters put characters of no width between letters: U+200B,
joiners, byte order marks, soft hyphens, fillers.  Search, counting and every later rule then miss the word.  Between
two letters of Latin, Greek, Cyrillic, Armenian or Georgian no orthography spells with them: debris.

Everywhere else they are spelling or layout, and stay: Persian, Urdu, Kurdish and the Indic scripts spell with
joiners; Khmer, Thai, Lao, Burmese, Javanese, Tibetan part words with U+200B; Mongolian parts vowels with U+180E;
emoji are glued by U+200D; old Korean needs fillers. (U+200B and U+2060 of Hebrew, Arabic, the scripts of India and
ideographs: ``textclean.hidden.spaced``.) Even in Latin some authors use them: U+200C parts a ligature in German, a
letter and its cedilla in Marshallese, U+200D ties the sounds of a phonetic transcript, U+2061-2064 stand in formulas,
U+200B lets a long path break. So where ALL of a document's stand as such an author would put them, they are his;
random debris never does that. Runs of many are a message; it is decoded into the reason. Soft hyphens are judged in
``textclean.hidden.hyphenation``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from typing import Literal

from textclean.contract import Batch, Edit, Stage, Sure, rule
from textclean.hidden import hyphenation, spaced
from textclean.hidden.characters import LETTER, MARK, NEUTRAL, garbled_without, named
from textclean.hidden.payload import from_digits, quoted
from textclean.patterns import lazy
from textclean.text import Text

SHY = "\u00ad"
SoftHyphens = Literal["evidence", "all", "none"]
_SHY = lazy(SHY)
# Between two letters of the five scripts: always junk, and junk unless this document's author means it.
ALWAYS = "\u034f\u115f\u1160\u180e\u200b\u2060\u206a-\u206f\u3164\ufeff\uffa0"
DEPENDS = ("\u00ad", "\u200c", "\u200d", "\u2061-\u2064")
MANY = 50  # from here on one batch instead of edits (an Edit costs 1.6 us)
MESSAGE = 8  # so many in one place are a message or a prank; no orthography has more than two

_FUNCTION = "arc|sin|cos|tan|sinh|cosh|tanh|cot|sec|csc|log|ln|lg|exp|max|min|sup|inf|lim|det|dim|ker|gcd|deg|arg|mod"
# Where an author's joiner stands in Latin: between letters that would form a ligature, sounds, terms.
_AUTHORS = {
    "\u200c": lazy("[Ff\u017f]\u200c(?=[fijltbhk])|[cst]\u200c(?=[htz])"),
    "\u200d": lazy("(?<![^ \t\n])(?=[^ \t\n]*?[\u0250-\u02af\u02c8\u02cc\u02d0])[^ \t\n]+"),  # a phonetic word
    "\u2061-\u2064": lazy(
        f"(?:(?<![{LETTER}])[{LETTER}]|{_FUNCTION})[\u2061-\u2064](?=(?:{_FUNCTION}|[{LETTER}])(?![{LETTER}]))"
    ),
}
_OLD_CYRILLIC = lazy("[\u0460-\u0481\ua640-\ua66e]")  # editions of manuscripts mark their source's line breaks
_ALWAYS = lazy(f"[{ALWAYS}]")
_LETTER = lazy(f"[{LETTER}{MARK}\u00ad\u200b-\u200d]")
_SURELY_JUNK = lazy(f"[{ALWAYS}](?<=[{LETTER}{MARK}].)(?=[{LETTER}])")
# Between a letter and its mark these two are never debris: they keep fonts and NFC from making one character of both.
# Marshallese is written so on the web, for a cedilla that does not become a comma below.
# One alone between brackets or quotation marks is what the text speaks of.
_UNTIED = f"(?!(?<=[\u034f\u200c])[{MARK}])(?!(?<=[(\\[\"'\u00ab\u201c].)[)\\]\"'\u00bb\u201d])"
# Letters whose writers type joiners or U+200B on their own: from Hebrew to Burmese, Khmer, Javanese, Han, runes.
_USERS = lazy(
    "[\u0590-\u109f\u1200-\u137f\u16a0-\u16ff\u1780-\u1aaf\u1b00-\u1bff\u2e80-\u9fff\ua900-\uaaff"
    "\U00010000-\U0001cfff\U00020000-\U0003ffff]"
)
_BLANKS = "\\x09-\\x0d \u0085\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f"
# Beside any other sign (a slash, a dash, a dot) U+200B may be there to let an address or a path break.
_QUIET = f"{LETTER}{MARK}{_BLANKS}\"$'()*,0-9;<>!\\[\\]^`{{}}\u00a1-\u00ac\u00ae-\u00bf\u2016-\u2025\u2039\u203a"
_JAMO = "[\u1100-\u11ff\u2800-\u28ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7fb\uffa0-\uffdc]"
_BLANK = lazy(f"[\u115f\u1160\u2800\u3164\uffa0](?<!{_JAMO}.)(?!{_JAMO})")


@cache
def _junk(kept: str, plain: bool, everywhere: bool, more: tuple[str, ...]) -> re.Pattern[str]:
    """Every run that goes.  *kept* characters are the author's; *plain*: no script of the document goes with joiners;
    *everywhere*: U+00AD goes in every script.  *more*: further ways.

    It begins with the class itself: a look-behind in front costs ``re`` its fast scan (38 instead of 112 MB/s).
    """
    junk = "".join(part for part in (ALWAYS, *DEPENDS) if part not in kept)
    if "\u200b" in kept:
        junk = junk.replace("\u200b", "")
    edge = "".join(c for c in "\u034f\u200b\u200c\u200d" if c not in kept and plain)
    seen = f"{LETTER}{MARK}{NEUTRAL}"
    ways = [
        f"(?<=[{LETTER}{MARK}{kept}].)[{junk}]*(?=[{LETTER}{kept}])",  # between two letters
        f"[{junk}]{{{MESSAGE - 1},}}",
        "(?<=\ufeff)",  # a byte order mark: in front of a file it is no part of the text
    ]
    if edge:  # beside a blank, or between signs where nothing breaks
        stop = f"(?=[.:?]+(?![^{_BLANKS}]))"
        for before, after in (_BLANKS, seen), (seen, _BLANKS), (_QUIET, _QUIET):
            ways.append(f"(?<=[{edge}])(?<![^{before}].)[{edge}]*(?:(?![^{after}])|{stop})")
        if "\u200b" in edge:  # whatever is on the other side
            ways.append(f"(?<=\u200b)(?:(?<![^{_BLANKS}].)\u200b*|\u200b*(?![^{_BLANKS}]))")
    if "\u200b" not in kept:
        ways += more
    if SHY not in kept:  # beside a blank, or wherever it may; but it parts numbers, and a word at the end of a line
        ways.append(f"(?<={SHY})(?<![0-9].)(?![0-9\r\n]|\\Z)" + ("" if everywhere else f"(?=[ {LETTER}])"))
    return re.compile(f"[{junk}]{_UNTIED}(?:{'|'.join(ways)})")


@rule(
    Stage.HIDDEN,
    triggers=ALWAYS + "".join(DEPENDS) + "\u2800",
    profiles={"repair": {}, "normalize": {"soft_hyphens": "all"}, "ascii": {"soft_hyphens": "all"}},
)
def invisible(text: Text, *, soft_hyphens: SoftHyphens = "evidence") -> Iterator[Edit | Batch]:
    """*soft_hyphens*: "evidence" drops a document's U+00AD if one stands where nobody hyphenates, "all", or "none"."""
    value, marks = text.value, text.signs
    kept = _kept(value, marks, soft_hyphens)
    more = tuple(spaced.ways(value, marks, _BLANKS)) if spaced.SIGNS.search(marks) else ()
    junk = _junk(kept, _USERS.search(marks) is None, soft_hyphens == "all", more)
    new, count = junk.subn("", value)
    halves = SHY in value and SHY not in kept and (text.garbled or hyphenation.HALF.search(value))
    if count > MANY and not halves:
        yield Batch(new, partial(_edits, text, junk), Sure.LIKELY)
    elif count:
        yield from _edits(text, junk)
    held = SHY if SHY in kept and soft_hyphens == "evidence" else ""
    if held or _BLANK.search(marks):
        pattern = re.compile(f"{_BLANK.pattern}|{SHY}") if held else _BLANK
        yield Batch(pattern.sub("", value), partial(_held, value, pattern), Sure.GUESS, Sure.GUESS)
    if more:
        yield from spaced.held(value)


def _kept(value: str, marks: str, soft_hyphens: str) -> str:
    """The characters that this document's author means where they stand between letters."""
    kept = "\u200b" if "\u200b" in marks and _OLD_CYRILLIC.search(marks) else ""
    if kept or not _ALWAYS.search(marks) or not _SURELY_JUNK.search(value):
        for character, authors in _AUTHORS.items():
            if re.search(f"[{character}]", marks):
                between = re.compile(f"[{character}](?<=[{LETTER}{MARK}].)(?=[{LETTER}])")
                if between.search(value) and not between.search(authors.sub(" ", value)):
                    kept += character
    if SHY in marks and soft_hyphens != "all" and (soft_hyphens == "none" or hyphenation.plausible(value)):
        kept += SHY
    return kept


def _edits(text: Text, junk: re.Pattern[str]) -> list[Edit]:
    edits = []
    known: dict[int, bool] = {}
    for run in text.finditer(junk):
        found, before, after = run[0], text.value[run.start() - 1 : run.start()], text.value[run.end() : run.end() + 1]
        half = SHY in found and hyphenation.HALF.match(text.value, run.start() - 1)
        if half or (SHY in found and text.garbled and garbled_without(text, run.start(), _SHY, known)):
            continue
        what = named(found, "zero-width characters")
        if len(found) >= MESSAGE:
            why, sure = f"{what}{quoted(from_digits(found))}", Sure.CERTAIN
        elif _LETTER.match(before) and _LETTER.match(after):
            why, sure = f"{what} inside a word", Sure.LIKELY if SHY in found else Sure.CERTAIN
        elif found == "\ufeff":
            why, sure = f"byte order mark {'inside' if run.start() else 'in front of'} text", Sure.CERTAIN
        else:
            why, sure = f"{what} outside of a word", Sure.LIKELY
        edits.append(Edit(run.start(), run.end(), "", why, sure))
    return edits


def _held(value: str, pattern: re.Pattern[str]) -> list[Edit]:
    """What is only reported: an author's soft hyphens, and fillers that stand for a blank."""
    why = {SHY: "soft hyphen where a word may break"}
    return [
        Edit(run.start(), run.end(), "", why.get(run[0], f"{named(run[0], '')} used as a blank"), Sure.GUESS)
        for run in pattern.finditer(value)
    ]


invisible.fixes("zero\u200bwidth", "zerowidth")
invisible.fixes("\u0421\u200c\u043d\u2060\u0435\ufeff\u0433", "\u0421\u043d\u0435\u0433")
invisible.fixes("w\u00adord and o\u00adther wor\u00add", "word and other word", because="nobody hyphenates there")
invisible.fixes("h\u2063idden", "hidden")
invisible.fixes("pay\u200b now,\u200b please", "pay now, please")
invisible.fixes(
    "end\u200b\u200c\u200c\u200b\u200c\u200b\u200c\u200c here", "end here", because="eight bits hide a letter k"
)
invisible.fixes(
    "\u0634\u0643\u0631\u0627\u200b \u0644\u0643",
    "\u0634\u0643\u0631\u0627 \u0644\u0643",
    because="Arabic parts words by blanks",
)
invisible.fixes("\u092d\u093e\u2060\u0930\u0924", "\u092d\u093e\u0930\u0924", because="no line breaks there")
invisible.keeps("\u5317\u200b\u4eac\u2060\u5e02", because="hints for line breaks: held")
invisible.keeps("\u0645\u06cc\u200b\u0631\u0648\u0645", because="Persian wants U+200C: held with it")
invisible.keeps(
    "\u0441\u043b\u043e\u0432\u043e\u2060 \u2014 \u0434\u0435\u043b\u043e", because="keeps the dash on the line"
)
invisible.keeps("\u0646\u0645\u06cc\u200c\u062f\u0627\u0646\u0645", because="Persian spells with U+200C")
invisible.keeps("\u1797\u17b6\u179f\u17b6\u200b\u1781\u17d2\u1798\u17c2\u179a", because="Khmer parts words with U+200B")
invisible.keeps("\u0dc1\u0dca\u200d\u0dbb\u0dd3", because="Sinhala joins consonants with U+200D")
invisible.keeps("\u1828\u1821\u1837\u180e\u1821", because="Mongolian parts a last vowel with U+180E")
invisible.keeps("\U0001f469\u200d\U0001f680", because="an emoji sequence: woman, joiner, rocket")
invisible.keeps("the zero width joiner (\u200d), le liant (\u200d), \u00ab\u200b\u00bb", because="named")
invisible.keeps("Auf\u200clage und Dorf\u200cleben", because="German parts a ligature where two stems meet")
invisible.keeps("m\u200c\u0327aj, n\u200c\u0327a, el\u200c\u0327ap", because="Marshallese keeps its cedilla apart")
invisible.keeps("[no\u028a\u200d\u0259]", because="phoneticians tie sounds with U+200D")
invisible.keeps("Sil\u00adben\u00adtren\u00adnung", because="every soft hyphen stands between syllables: held")
invisible.keeps(
    "/\u02c8e\u200d\u0259\u0279i/, /t\u200d\u0283\u026ald/, /\u02c8f\u0259\u200dl/",
    because="ties of a phonetic transcript",
)
