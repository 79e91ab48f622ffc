"""Text as hypothesis draws it: what people write, what happens to it, and whatever fits into a str or into bytes."""

from __future__ import annotations

import codecs

import vocabulary
from damage import ACCIDENTS, damaged
from hypothesis import strategies as st

from textclean.rule_registry import rules

PROFILES = ("repair", "normalize", "ascii")
SEPARATORS = ("\n", " ", "\n\n", "", ", ", "\r\n", "\t")

sentences = st.sampled_from(vocabulary.ALL_SENTENCES)
words = st.sampled_from(vocabulary.WORDS)
compounds = st.lists(words, min_size=2, max_size=3).map("-".join)
oddities = st.sampled_from(
    (*vocabulary.MIXED, *vocabulary.EMOJI, *vocabulary.JOINED, *vocabulary.LINKS, *vocabulary.TABLES)
)
markup = st.sampled_from(vocabulary.MARKUP)
code = st.sampled_from(vocabulary.CODE)
lines = st.lists(st.one_of(sentences, oddities, words, compounds), min_size=1, max_size=4).map(" ".join)
blocks = st.one_of(sentences, lines, oddities, markup, code)
documents = st.builds(str.join, st.sampled_from(SEPARATORS), st.lists(blocks, min_size=1, max_size=6))

# What authors write, laid out as they would: every line is of one kind, and at least a sentence stands beside it.
clean_documents = st.lists(
    st.one_of(sentences, st.sampled_from(vocabulary.MIXED + vocabulary.TABLES)), min_size=1, max_size=8
).map("\n".join)

chains = st.lists(st.sampled_from(sorted(ACCIDENTS)), max_size=4)
seeds = st.integers(0, 2**16)
wrecks = st.builds(damaged, documents, chains, seeds)
# Sound text beside a wreck: context must neither spoil the sound nor hide the damage.
beside = st.builds(
    lambda sound, wreck, separator, turned: separator.join((wreck, sound) if turned else (sound, wreck)),
    documents,
    wrecks,
    st.sampled_from(SEPARATORS),
    st.booleans(),
)

# Any code points, surrogates and noncharacters too: the ones that rules wake on, in the company of words.
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)
telling = st.sampled_from(sorted({c for rule in rules().values() for e in rule.examples for c in e.before if c > "~"}))
examples = st.sampled_from(sorted({text for rule in rules().values() for e in rule.examples for text in e[:2]}))
punctuation = st.text("&#;:<>/@.%{}()[]`\\\"'=?!-_*+|~^$ \t\r\n0123456789abcxuXA", max_size=8)
jumbles = st.lists(
    st.one_of(anything, telling, telling.map(lambda c: c * 3), examples, punctuation, words, oddities), max_size=8
).map("".join)

texts = st.one_of(documents, wrecks, beside, jumbles)

# Bytes: documents in charsets, cut, joined, with bytes exchanged; and any bytes at all.
CHARSETS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "latin-1", "cp1251"),
    *("cp1250", "koi8-r", "cp866", "cp437", "mac_roman", "gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "cp949"),
    *("hz", "cp1256", "cp874", "cp1253", "cp1255", "cp500", "tis_620"),
)  # fmt: skip


def _encoded(text: str, charset: str) -> bytes:
    return codecs.encode(text, charset, "replace" if charset not in ("utf-8", "utf-16") else "surrogatepass")


def _bitten(data: bytes, at: int, till: int, new: bytes) -> bytes:
    start, end = sorted((at % (len(data) + 1), till % (len(data) + 1)))
    return data[:start] + new + (data[end:] if len(new) < 3 else data[start:])


charsets = st.sampled_from(CHARSETS)
encoded = st.builds(_encoded, texts, charsets)
bitten = st.builds(_bitten, encoded, seeds, seeds, st.binary(max_size=4))
octets = st.one_of(
    encoded, bitten, st.lists(st.one_of(encoded, bitten, st.binary(max_size=8)), max_size=4).map(b"".join), st.binary()
)

# Long enough for the ways that only long texts go (facts from 200 code points on, whole arrays from some kilobytes).
long_texts = st.builds(
    lambda pieces, times, separator, tail: separator.join(pieces * times) + tail,
    st.lists(st.one_of(sentences, sentences, documents, wrecks), min_size=1, max_size=3),
    st.sampled_from((3, 10, 30)),
    st.sampled_from(SEPARATORS),
    st.one_of(st.just(""), texts),
)

# Accidents that leave one reading only, alone and in chains, for what is written in one language.
UTF8_SHOWN = ("cp1252", "latin-1", "mac_roman", "cp1251", "cp1250", "cp437", "cp866", "koi8-r", "cp850", "gb18030")
SURE_ACCIDENTS = (
    *(f"misread utf-8 as {shown}" for shown in UTF8_SHOWN),
    *("font bold", "font wide", "font monospace", "font sans", "tags", "entities", "entities, escaped once more"),
)
SURE_CHAINS = (
    *((accident,) for accident in SURE_ACCIDENTS),
    *(("misread utf-8 as cp1252", second) for second in ("misread utf-8 as cp1252", "entities")),
    *(("font bold", second) for second in ("misread utf-8 as cp1252", "misread utf-8 as latin-1", "entities")),
)
monolingual = st.sampled_from(sorted(vocabulary.SENTENCES.values())).flatmap(
    lambda group: st.lists(st.sampled_from(group), min_size=1, max_size=3).map("\n".join)
)
SURE_CHARSETS = {
    **dict.fromkeys(("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"), vocabulary.ALL_SENTENCES),
    "cp1251": vocabulary.SENTENCES["Russian"] + vocabulary.SENTENCES["Bulgarian"],
    "koi8-r": vocabulary.SENTENCES["Russian"][:2],
    "cp1253": vocabulary.SENTENCES["Greek"],
    "cp1255": vocabulary.SENTENCES["Hebrew"],
    "cp1256": vocabulary.SENTENCES["Arabic"],
    "cp874": vocabulary.SENTENCES["Thai"],
    "cp932": vocabulary.SENTENCES["Japanese"],
    "euc_jp": vocabulary.SENTENCES["Japanese"],
    "iso2022_jp": vocabulary.SENTENCES["Japanese"],
    "cp949": vocabulary.SENTENCES["Korean"],
    "big5": vocabulary.SENTENCES["Taiwanese"],
    "cp1252": vocabulary.SENTENCES["German"] + vocabulary.SENTENCES["French"] + vocabulary.SENTENCES["Spanish"],
    "cp1250": vocabulary.SENTENCES["Polish"] + vocabulary.SENTENCES["Czech"],
}
written = st.sampled_from(sorted(SURE_CHARSETS)).flatmap(
    lambda charset: st.tuples(
        st.just(charset), st.lists(st.sampled_from(SURE_CHARSETS[charset]), min_size=1, max_size=3).map("\n".join)
    )
)
