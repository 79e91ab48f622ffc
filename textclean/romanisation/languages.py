"""Which table spells the words of a script in this document: the language asked for, or the one the text is in.

Letters that one language alone writes tell it; else the language model names the likely languages of a sample, and the
word lists decide where it is not sure.  A word goes to the first of them whose table has all of its letters.  So a
Ukrainian name in a Russian text is spelled the Ukrainian way as soon as it has a letter that Russian lacks.
"""

from __future__ import annotations

import re

from textclean import language
from textclean.language import lexicon

# The tables of a script, the default ones last; and the languages whose table has another name.
TABLES = {
    "Cyrillic": ("uk", "be", "bg", "sr", "mk", "mn", "ru", "cyrillic"),
    "Greek": ("el",),
    "Armenian": ("hy",),
    "Georgian": ("ka",),
    "Hebrew": ("he", "yi"),
    "Arabic": ("fa", "ur", "ug", "ckb", "ar"),
}
_ORDER = {"Cyrillic": ("ru", "uk", "be", "sr", "mk", "cyrillic"), "Arabic": ("ar",), "Hebrew": ("he",)}
_OTHERS = {"Cyrillic": "cyrillic", "Arabic": "ar"}
_TELLING = {  # letters that one table alone writes: they outweigh a guess from a few words
    "Cyrillic": {"uk": "їєґ", "be": "ў", "sr": "ђћ", "mk": "ѓќѕ", "ru": "ыэё", "cyrillic": "ѫѧѩѭѥѹꙋꙗѡѱѯһ"},
    "Arabic": {"ur": "ٹڈڑںےہھ", "fa": "پچژگ", "ug": "ېۈڭۇۋ", "ckb": "ڕڵێ"},
}
_SMALL = "און איז דער די דאס דאָס פון פֿון נישט ניט מיט צו אויף זיך האט האָט וואס וואָס װאָס אַ"
_YIDDISH = frozenset(_SMALL.split(" "))
SAMPLE = 3000  # code points of a script that are asked
SURE_SHARE = 0.9  # belief of the language model above which no word list is asked
WORDS = 60  # words that are looked up


def order(script: str, letters: str, asked: str) -> tuple[str, ...]:
    """The tables for the words of *script*, best first.

    *letters*: its words in the text; *asked*: a language (ISO 639-1) or "".
    """
    tables = TABLES[script]
    if len(tables) == 1:
        return tables
    if script == "Hebrew":
        return ("yi", "he") if asked == "yi" or (not asked and _is_yiddish(letters)) else ("he",)
    found: list[str] = []
    if asked == "ku" and script == "Arabic":
        asked = "ckb"
    if asked in tables:
        found.append(asked)
    elif asked and script in _OTHERS and _written_in(asked, script):
        found.append(_OTHERS[script])
    else:
        found += _told(script, letters)
    return tuple(dict.fromkeys([*found, *_ORDER[script]]))


def _is_yiddish(letters: str) -> bool:
    """Are one in ten words small words of Yiddish, or has it ligatures that Hebrew does not write?"""
    words = letters[:SAMPLE].split(" ")
    return (
        10 * sum(word in _YIDDISH for word in words) > len(words) or re.search("[\u05f0-\u05f2]", letters) is not None
    )


def _written_in(asked: str, script: str) -> bool:
    """Is *asked* a language that is written in *script* and has no table of its own?"""
    listed = {"Cyrillic": "kk ky tg tt ba cv sah uz az os ce ab", "Arabic": "ps sd ms az ks pa"}
    return asked in listed[script].split(" ")


def _told(script: str, letters: str) -> list[str]:
    """What the letters tell, then what the language model and, where it is not sure, the word lists think."""
    sample = letters[:SAMPLE]
    small = sample.lower()
    telling = {name: sum(map(small.count, chars)) for name, chars in _TELLING[script].items()}
    if script == "Cyrillic" and re.search("[әғҙқҡңҫөүұһҳӣӯҷ]", small):
        telling["ru"] = 0  # its letters are those of many
    best = max(telling, key=telling.__getitem__)
    found = [best] if telling[best] and 2 * telling[best] > sum(telling.values()) else []
    shares = dict(language.languages(sample))
    if max(shares.values(), default=0) < SURE_SHARE:
        asked = [code for code, share in shares.items() if share > 0.01 and code in lexicon.codes(script)]
        shares = _votes(small.split(" ")[:WORDS], [*dict.fromkeys([_ORDER[script][0], *asked])]) or shares
    codes = sorted(shares, key=lambda code: -shares[code])[:3]
    if script == "Arabic" and not re.search("[\u06a9\u06cc]", sample):
        codes = []  # Persian and Urdu write hardly a line without one of these
    return found + [code if code in TABLES[script] else _OTHERS[script] for code in codes]


def _votes(words: list[str], codes: list[str]) -> dict[str, float]:
    """For each language the summed Zipf values of its words among *words*; the first of equals wins."""
    votes = {code: sum(lexicon.zipf(word, code) or 0.0 for word in words) for code in codes}
    return votes if any(votes.values()) else {}
