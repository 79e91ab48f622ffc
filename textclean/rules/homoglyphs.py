"""Letters of a look-alike script inside a word: one Cyrillic letter in an English word, a Latin one in a Russian word.

People make it who pass a filter or hide a copy (every ``e`` of an article is U+0435), typists whose keyboard was left
in the other layout, and Ukrainian typists who have no key for U+0456.  Every word with foreign letters has hypotheses:
it stands as its author wrote it, or letters of one script were replaced.  The ledger of odds weighs them:

* what the restored word costs in the languages of the section (word lists, letters), and how unlike the characters are;
* what the author may have mixed on purpose: names with native endings, acronyms in identifiers, symbols with an index,
  transcriptions, letters that a community types for its own (``tables/ordinary.toml``);
* the share of such words that are damaged in the section, some 16 KiB to either side: fifty like it make a weak one
  strong.

Words wholly of look-alikes are restored where their script is hardly in the text, or by the rates of its letters.
A lone letter that could be a word stays, and so does a word whose letters stand for nothing in its line's script.  In a
text with proven damage, signs and blanks that stand for plain ones go, too.  Pairs: UTS #39 and reviewed ones, each
with a cost (``tables/confusables.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterator

from textclean.contract import Batch, Edit, Stage, rule
from textclean.text import Text


@rule(Stage.LETTERS, fact="mixed")
def homoglyphs(text: Text) -> Iterator[Edit | Batch]:
    """Restore words with letters of another script, where damage is far likelier than what they say as they stand."""
    from textclean.homoglyphs.findings import findings  # most texts have no need of it

    yield from findings(text)


homoglyphs.fixes("Th\u0435 pr\u0435sid\u0435nt of Ir\u0430n", "The president of Iran", "Cyrillic U+0435, U+0430")
homoglyphs.fixes(
    "C\u043de\u0433 \u043be\u0436a\u043b \u043da \u0437e\u043c\u043be",
    "\u0421\u043d\u0435\u0433 \u043b\u0435\u0436\u0430\u043b \u043d\u0430 \u0437\u0435\u043c\u043b\u0435",
    "Latin letters in Russian",
)
homoglyphs.fixes(
    "\u041c\u0456\u0439 \u043ai\u0442 \u0441\u043f\u0438\u0442\u044c",
    "\u041c\u0456\u0439 \u043a\u0456\u0442 \u0441\u043f\u0438\u0442\u044c",
    "Ukrainian, Latin i",
)
homoglyphs.fixes("the w\u03bfrd of h\u0585us\u0435", "the word of house", "Greek, Armenian and Cyrillic letters")
homoglyphs.fixes(
    "\u039a\u03b1\u03b8\u03ad\u03bd\u03b1\u03c2 \u03ad\u03c7\u03b5\u03b9 \u03b4\u03b9\u03ba\u03b1\u03af\u03c9"
    "\u03bc\u03b1 \u03c0o\u03c5 \u03c4o \u03b8\u03ad\u03bb\u03b5\u03b9",
    "\u039a\u03b1\u03b8\u03ad\u03bd\u03b1\u03c2 \u03ad\u03c7\u03b5\u03b9 \u03b4\u03b9\u03ba\u03b1\u03af\u03c9"
    "\u03bc\u03b1 \u03c0\u03bf\u03c5 \u03c4\u03bf \u03b8\u03ad\u03bb\u03b5\u03b9",
    "Latin o in Greek",
)
homoglyphs.fixes(
    "\u053e\u0576n\u0572\u0576\u0565\u0580\u0576 n\u0582\u0576\u0565\u0576 \u056b\u0580\u0565\u0576\u0581 \u0565"
    "\u0580\u0565\u056d\u0561\u0576\u0565\u0580\u056b\u0576",
    "\u053e\u0576\u0578\u0572\u0576\u0565\u0580\u0576 \u0578\u0582\u0576\u0565\u0576 \u056b\u0580\u0565\u0576"
    "\u0581 \u0565\u0580\u0565\u056d\u0561\u0576\u0565\u0580\u056b\u0576",
    "Latin n in Armenian",
)
homoglyphs.fixes(
    "\u0410ll th\u0435\u0455\u0435 \u0440\u0435\u043e\u0440l\u0435 \u0441\u0430m\u0435 \u0430nd s\u0430w \u0456t."
    " \u0422h\u0435\u0443 w\u0430nt \u0430 \u0440\u0435\u0430\u0441\u0435",
    "All these people came and saw it. They want a peace",
    "words wholly of twins, by rate and neighbours",
)
homoglyphs.fixes(
    "\u041c\u0438\u043d\u0438\u0441\u0442\u03b5\u0440 \u0441\u043a\u0430\u0437\u0430\u043b, \u0447\u0442"
    "\u043e \u0432\u03b5\u0441\u0442\u0438 \u043f\u03b5\u0440\u03b5\u0433\u043e\u0432\u043e\u0440\u044b "
    "\u043d\u03b5\u043b\u03b5\u0433\u043a\u043e",
    "\u041c\u0438\u043d\u0438\u0441\u0442\u0435\u0440 \u0441\u043a\u0430\u0437\u0430\u043b, \u0447\u0442"
    "\u043e \u0432\u0435\u0441\u0442\u0438 \u043f\u0435\u0440\u0435\u0433\u043e\u0432\u043e\u0440\u044b "
    "\u043d\u0435\u043b\u0435\u0433\u043a\u043e",
    "Greek epsilon in Russian",
)
homoglyphs.keeps("Tom \u0456 Jerry, HTML \u0456 CSS", "a conjunction between foreign names")
homoglyphs.keeps(
    "\u0421\u0431\u0435\u0440Pay \u0438 \u0410\u0434\u0440\u0435\u0441\u0421\u0435\u0440\u0432\u0435\u0440\u0430POP3",
    "names of two scripts, acronyms in identifiers",
)
homoglyphs.keeps(
    "\u042d\u043d\u0435\u0440\u0433\u0438\u044f E\u043a = mv\u00b2/2, T\u043a\u0438\u043f = 100",
    "symbols with an index",
)
homoglyphs.keeps(
    "\u041f\u043e\u0434\u043a\u043b\u044e\u0447\u0438\u0442\u0435 GPS-\u043e\u0448\u0435\u0439\u043d\u0438\u043a "
    "\u0438 \u0432\u043a\u043b\u044e\u0447\u0438\u0442\u0435 Zoom\u2019\u043e\u043c \u0437\u0430\u043f\u0438"
    "\u0441\u044c",
    "hyphen and apostrophe compounds",
)
homoglyphs.keeps(
    "\u041c\u044b \u043f\u0435\u0440\u0435\u043f\u0438\u0441\u044b\u0432\u0430\u0435\u043c\u0441\u044f \u0432 Dis"
    "cord\u0435 \u0438 Telegram\u0435",
    "Russian case endings on Latin names",
)
homoglyphs.keeps(
    "\u043d\u0430\u0448 PC\u0448\u043d\u0438\u043a \u0438 \u0438\u0445 SMS\u043a\u0438",
    "Latin capitals with a Russian ending",
)
homoglyphs.keeps(
    "\u0412\u0441\u0435\u0433\u043e %s\u0440\u0443\u0431\u043b\u0435\u0439",
    "the s belongs to the placeholder",
)
homoglyphs.keeps(
    "\u0410\u0432\u0430\u0440 \u043c\u0430\u0446I: \u0433I\u0430\u0434\u0430\u043d, \u043aI\u0443\u0434\u0438"
    "\u044f\u0431, \u0445I\u0438\u043d\u043a\u044a\u0438",
    "Avar types I for the palochka",
)
homoglyphs.keeps(
    "\u0418\u0440\u043e\u043d \u00e6\u0432\u0437\u0430\u0433, \u0441\u00e6 \u0445\u00e6\u0434\u0437\u0430\u0440",
    "Ossetic U+00E6",
)
homoglyphs.keeps("\u0425\u0259, 5", "Abkhaz, typed with the Latin schwa")
homoglyphs.keeps(
    "\u041a\u0259\u0433\u0430\u0437\u044c \u0442\u0430\u0442\u0430\u0440 \u0442\u0435\u043b\u0435\u043d\u0434\u0259",
    "Tatar schwa",
)
homoglyphs.keeps(
    "\u0440\u0435\u043a\u043e\u043d\u0441\u0442\u0440\u0443\u043a\u0446\u0438\u044f d\u044cn\u044c, s\u044an\u044a",
    "Slavonic reconstruction",
)
homoglyphs.keeps("the RXR\u03b3 receptor, the H\u03b1 line, \u0394t and 5 \u00b5F", "science")
homoglyphs.keeps("\u0441\u0430\u0445\u0430\u0440 \u0438 \u0440\u0438\u0441", "a word of twins in its own script")
homoglyphs.keeps("\u0392\u0391\u0396\u039f \u039c\u0395 \u039d\u0395\u03a1\u039f", "Greek capitals")
homoglyphs.keeps("[a-z\u0430-\u044f\u0451] or [A-Za-z\u0410-\u042f\u0430-\u044f\u0401\u0451]", "character classes")
homoglyphs.keeps(
    "Ewe \u0263letivi, Dagbani \u014b, Xhosa \u01c3X\u00f3\u00f5, \u02bbohana",
    "African and Hawaiian letters",
)
homoglyphs.keeps("\u05d4USB \u05e9\u05dc \u05d4\u05de\u05d7\u05e9\u05d1", "Hebrew article on a Latin word")
homoglyphs.keeps(
    "\u0432\u0438\u0442\u0430\u043c\u0438\u043d A \u0438 \u0433\u0440\u0443\u043f\u043f\u0430 \u043a\u0440\u043e"
    "\u0432\u0438 B",
    "Latin capitals alone",
)
homoglyphs.keeps(
    "\u0420\u043e\u043c\u0430\u043d \u00ab\u0412\u043e\u0439\u043d\u0430 \u0438 \u043c\u0438\u0440\u00bb (War and"
    " Peace) \u0441\u0442\u0430\u043b bestseller",
    "real bilingual text",
)
homoglyphs.fixes(
    "Th\u0435 pr\u0435sid\u0435nt said th\u0435 pric\u0435 is high.\n\u05d1\u05e9\u05e0\u05d4 \u05e9"
    "\u05e2\u05d1\u05e8\u05d4, \u05d4USB",
    "The president said the price is high.\n\u05d1\u05e9\u05e0\u05d4 \u05e9\u05e2\u05d1\u05e8\u05d4, \u05d4USB",
    "Hebrew beside damaged English stays",
)
homoglyphs.fixes(
    "Th\u0435 pr\u0435sid\u0435nt said th\u0435 pric\u0435 is high.\n\u0648\u06c1 \u0622\u062c \u06af"
    "\u06cc\u0627\u06d4 \u053f\u0561 \u0574\u056b \u0578\u0582\u057d\u0589 OK\u0589",
    "The president said the price is high.\n\u0648\u06c1 \u0622\u062c \u06af\u06cc\u0627\u06d4 \u053f"
    "\u0561 \u0574\u056b \u0578\u0582\u057d\u0589 OK\u0589",
    "full stops of Urdu and Armenian beside damaged English",
)
homoglyphs.fixes(
    "\u0421o\u0441\u0435\u0434 \u0441\u043aa\u0437\u0430\u043b, \u0447\u0442\u043e \u043fo\u0435\u0437"
    "\u0434 \u0443\u0448\u0451\u043b.\n\u041e\u0442\u043a\u0440\u043e\u0439\u0442\u0435 PC, TCP \u0438 IP"
    "v6; \u0444\u043b\u0430\u0433 -o, \u043a\u043e\u043c\u0430\u043d\u0434\u0430 cp",
    "\u0421\u043e\u0441\u0435\u0434 \u0441\u043a\u0430\u0437\u0430\u043b, \u0447\u0442\u043e \u043f\u043e"
    "\u0435\u0437\u0434 \u0443\u0448\u0451\u043b.\n\u041e\u0442\u043a\u0440\u043e\u0439\u0442\u0435 PC, T"
    "CP \u0438 IPv6; \u0444\u043b\u0430\u0433 -o, \u043a\u043e\u043c\u0430\u043d\u0434\u0430 cp",
    "acronyms and options beside a damaged sentence",
)
homoglyphs.fixes(
    "\u03a4o \u03c0\u03bbo\u03afo \u03c6\u03b5\u03cd\u03b3\u03b5\u03b9 \u03bd\u03c9\u03c1\u03af\u03c2.\n"
    "\u0391\u03bd\u03bf\u03af\u03be\u03c4\u03b5 \u03c4\u03bf PC \u03ba\u03b1\u03b9 \u03c4\u03bf IPv6"
    "\u00b7 \u03b7 \u03b5\u03c0\u03b9\u03bb\u03bf\u03b3\u03ae -o",
    "\u03a4\u03bf \u03c0\u03bb\u03bf\u03af\u03bf \u03c6\u03b5\u03cd\u03b3\u03b5\u03b9 \u03bd\u03c9\u03c1"
    "\u03af\u03c2.\n\u0391\u03bd\u03bf\u03af\u03be\u03c4\u03b5 \u03c4\u03bf PC \u03ba\u03b1\u03b9 \u03c4"
    "\u03bf IPv6\u00b7 \u03b7 \u03b5\u03c0\u03b9\u03bb\u03bf\u03b3\u03ae -o",
    "acronyms and options beside damaged Greek",
)
homoglyphs.fixes(
    "\u0410 library for reading maps",
    "A library for reading maps",
    "a letter that is a word, and nothing else",
    solved=False,
)
homoglyphs.fixes(
    "\u042d\u043a\u0441\u043f\u043e\u0440\u0442 \u0434\u0430\u043d\u043d\u044b\u0445 c \u043f\u043b"
    "\u043e\u0449\u0430\u0434\u043e\u043a \u0438 \u043e\u0442\u0447\u0451\u0442\u043e\u0432 c \u043e"
    "\u0448\u0438\u0431\u043a\u0430\u043c\u0438",
    "\u042d\u043a\u0441\u043f\u043e\u0440\u0442 \u0434\u0430\u043d\u043d\u044b\u0445 \u0441 \u043f"
    "\u043b\u043e\u0449\u0430\u0434\u043e\u043a \u0438 \u043e\u0442\u0447\u0451\u0442\u043e\u0432 "
    "\u0441 \u043e\u0448\u0438\u0431\u043a\u0430\u043c\u0438",
    "a preposition that may be a variable",
    solved=False,
)
homoglyphs.keeps("Bosnia and Herzegovina (BAM \u041a\u041c), Brunei (BND $)", "a mark of currency in its own script")
homoglyphs.keeps(
    "ya \u0257aya, ta \u0257ora, \u0257ayan su suna da \u0253era a \u0199asa; an \u0257auka, an kama \u0253arawo",
    "letters of Hausa, again and again",
)
homoglyphs.fixes(
    "\u0430n \u0257\u0430ur\u0430 \u0430ure d\u0430 \u0257\u0430ns\u0430",
    "an \u0257aura aure da \u0257ansa",
    "Hausa in few words: the hooked d beside damage",
)
