"""Make ``textclean/tables/neighbours.txt``: which letters stand beside an accented Latin letter, by language.

    python tools/tables/build_neighbours.py

From ``language.bin``.  One line for each letter: the letter, then for each language its code, the usual letters before
(``#`` is the edge of a word), a slash, the usual letters after.  A neighbour is usual if the language model finds it at
most ``FAR`` nats dearer than the usual neighbour of that letter.
"""

from __future__ import annotations

from pathlib import Path

from textclean.language import ngrams

FAR = 5.0
# The accented letters a language writes, loan words that everybody knows included.
ALPHABETS = {
    "af": "áéëêèíîïóôöúûý", "az": "əçğıöşü", "ca": "àçèéíïòóúü", "cs": "áčďéěíňóřšťúůýž", "cy": "âêîôûŵŷàèìòùáéíóúäëïö",
    "da": "æøåé", "de": "äöüßéà", "en": "éèêïçàâôöüñ", "eo": "ĉĝĥĵŝŭ", "es": "áéíñóúü", "et": "äõöüšž", "eu": "ñçü",
    "fi": "äöåšž", "fr": "àâæçéèêëîïôœùûüÿ", "ga": "áéíóú", "hr": "čćđšž", "hu": "áéíóöőúüű", "id": "é",
    "is": "áæðéíóöþúý", "it": "àèéìíòóùúî", "la": "āēīōūæœë", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "mi": "āēīōū",
    "nb": "æøåéèòóôàê", "nl": "éëïóöüèêáàç", "pl": "ąćęłńóśźż", "pt": "áâãàçéêíóôõúüò", "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšžćđ", "tl": "ñáéíóú", "tn": "êôš", "sq": "çë", "sv": "åäöéà", "tr": "çğıöşüâîû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "yo": "ẹọṣàáèéìíòóùúńǹ",
    "gl": "áéíñóúüï", "gd": "àèìòùáéó", "tk": "äçňöşüýž",
}  # fmt: skip
TABLES = Path(__file__).parents[2] / "textclean" / "tables"


def main() -> None:
    """Write the table."""
    model = ngrams.model()
    lines: dict[str, list[str]] = {}
    for code, (alphabet, cube) in model.cubes("Latin").items():
        pairs = (cube * model.step).min(axis=0)  # first letter, second letter
        names = "#\0" + alphabet[2:]
        for number, letter in enumerate(names):
            if letter not in ALPHABETS.get(code, "") or letter < "\x80":
                continue
            usual = [n for n in range(len(names)) if n != 1]
            before = [names[n] for n in usual if pairs[n, number] <= pairs[:, number].min() + FAR]
            after = [names[n] for n in usual if pairs[number, n] <= pairs[number].min() + FAR]
            lines.setdefault(letter, []).append(f"{code}:{''.join(sorted(before))}/{''.join(sorted(after))}")
    head = "# Made by tools/tables/build_neighbours.py from language.bin; sources and licences as there."
    body = "\n".join(f"{letter} {' '.join(parts)}" for letter, parts in sorted(lines.items()))
    (TABLES / "neighbours.txt").write_text(f"{head}\n{body}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
