"""Where the comments of a program are, in the languages that most repositories hold.

No parser: strings and comments are told apart, which takes a pattern for most languages and a stack for two.  In doubt
a span is code.  What ends a search for good is a literal that nobody closes: whatever stands behind it may be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from textclean.patterns import lazy

Span = tuple[int, int]  # text[start:end], in code points

_BEFORE = r"(?<![^\s;{}()\[\],])"  # a comment that the author set apart; others are passed over
_SLASHES = "//[^\r\n\u2028\u2029]*+"
_STARS = r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+\*/"
_HASH = r"#[^\r\n]*+"
_DOUBLE, _SINGLE = r'(?!""")"(?:\\.|[^"\\\n])*+"', r"(?!\'\'\')'(?:\\.|[^'\\\n])*+'"
_DOUBLE_LINES, _SINGLE_LINES = r'"(?:\\.|[^"\\])*+"', r"'(?:\\.|[^'\\])*+'"
_TRIPLE = r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
_CHARACTER = r"(?<![0-9A-Za-z_])'(?:\\[^\n']{1,10}|\\'|[^\\'\n]{1,4})'"
_BACKTICKS = "`[^`]*+`"
# A comment inside of a comment, which only some languages close by itself.
_NESTED = r"/\*[^*/]*+(?:(?:\*(?!/)|/(?!\*))[^*/]*+)*+/\*"

# Comments, literals, and what is open for good: tried at the same place in this order.
_SYNTAXES: dict[str, tuple[str, ...]] = {
    "c": (
        rf"//(?:\\\r?\n|[^\r\n])*+|{_STARS}",
        rf'R"(?P<d>[^()\\\s]{{0,16}})\(.*?\)(?P=d)"|{_DOUBLE}|{_CHARACTER}',
        r'R"[^()\\\s]{0,16}\(|"|/\*',
    ),
    "java": (
        f"{_SLASHES}|{_STARS}",
        rf'{_TRIPLE}|(?P<d>#+)".*?"(?P=d)|@\$?"(?:""|[^"])*+"|{_DOUBLE}|{_CHARACTER}',
        r'[#@]+\$?"|"|/\*',
        _NESTED,
    ),
    "rust": (
        f"{_SLASHES}|{_STARS}",
        rf'\bb?r(?P<d>#*)".*?"(?P=d)|{_DOUBLE_LINES}|{_CHARACTER}',
        r'\bb?r#*"|"|/\*',
        _NESTED,
    ),
    "go": (f"{_SLASHES}|{_STARS}", f"{_BACKTICKS}|{_DOUBLE}|{_CHARACTER}", r'"|`|/\*'),
    "css": (_STARS, f"{_DOUBLE}|{_SINGLE}", r"[\"']|/\*"),
    "python": (_HASH, f"{_TRIPLE}|{_TRIPLE.replace(chr(34), chr(39))}|{_DOUBLE}|{_SINGLE}", "[\"']"),
    "r": (
        _HASH,
        rf'\b[rR]"(?P<d>-*)\(.*?\)(?P=d)"|{_DOUBLE_LINES}|{_SINGLE_LINES}',
        r"\b[rR]\"-*\(|[\"']",
    ),
    "lua": (
        r"--\[(?P<c>=*)\[.*?\](?P=c)\]|--(?!\[=*\[)[^\r\n]*+",
        rf"\[(?P<d>=*)\[.*?\](?P=d)\]|{_DOUBLE}|{_SINGLE}",
        r"[\"']|\[=*\[",
    ),
    # A backslash before a quotation mark escapes it in some dialects only.  Rows of COPY are data.
    "sql": (
        rf"--[^\r\n]*+|{_STARS}|^[ \t]*+#[^\r\n]*+",
        r"^COPY\b[^;\n]*\bFROM stdin;.*?^\\\.$|\$(?P<d>[A-Za-z_]*)\$.*?\$(?P=d)\$"
        rf"|'(?:''|\\(?!')|[^'\\])*+'|\"(?:\"\"|\\(?!\")|[^\"\\])*+\"|{_BACKTICKS}",
        r"[\"'`]|/\*|^COPY\b[^;\n]*\bFROM stdin;|\$[A-Za-z_]*\$",
        _NESTED,
    ),
    "powershell": (
        rf"<#.*?#>|{_HASH}",
        r"@\"[ \t]*\n.*?^\"@|@'[ \t]*\n.*?^'@" + r'|"(?:`.|""|[^"`])*+"' + r"|'(?:''|[^'])*+'",
        "@[\"'][ \t]*\n|[\"']|<#",
    ),
}


@cache
def _compiled(language: str) -> re.Pattern[str]:
    """A pattern for the tokens that matter: literals, comments, what is open (*stop*), comments in comments."""
    comments, literals, stop, *more = _SYNTAXES[language]
    nested = more[0] if more else "(?!)"
    return re.compile(f"(?P<nested>{nested})|(?P<comment>{comments})|{literals}|(?P<stop>{stop})", re.S | re.M)


def comments(text: str, known: str) -> list[Span]:
    """The spans of the comments of a program in the language *known*, marks and all, sorted; none if in doubt.

    >>> text = 'x = "# no"  # yes'
    >>> [text[start:end] for start, end in comments(text, "python")]
    ['# yes']
    """
    scan = {"javascript": _javascript, "shell": _shell}.get(known)
    if scan is None and known not in _SYNTAXES:
        return []
    found = scan(text) if scan else _plain(text, _compiled(known))
    return [span for span in found if _APART.match(text, span[0])]


_APART = lazy(_BEFORE)


def code(text: str, spans: list[Span]) -> list[str]:
    """What stands between *spans*."""
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _plain(text: str, syntax: re.Pattern[str]) -> Iterator[Span]:
    for token in syntax.finditer(text):
        if token["stop"] is not None or token["nested"] is not None:
            return
        if token["comment"] is not None:
            yield token.span()


# A regular expression stands where a value may begin, behind a sign or a word; elsewhere a slash divides.
_VALUE = r"(?:(?<=[(,=:\[!&|?{;+\-*%~^>])|\b(?:return|typeof|case|in|of|delete|void|throw|else|do|yield|await)\b)"
_SLASH = rf"{_VALUE}[ \t\n]*+/(?![/*])"
_JS = lazy(
    rf"(?P<comment>{_SLASHES}|{_STARS})|{_SLASH}(?:\\.|\[(?:\\.|[^\]\\\n])*+\]|[^/\\\n\[])++/"
    rf"|{_DOUBLE}|{_SINGLE}|(?P<mark>[`{{}}])|(?P<stop>[\"']|/\*|{_SLASH})",
    re.S,
)
_TEMPLATE = lazy(r"(?:\\.|[^`\\$]|\$(?!\{))*+(`|\$\{)", re.S)


def _javascript(text: str) -> Iterator[Span]:
    """Template literals hold code, which holds template literals: *depths* counts the braces in each."""
    depths: list[int] = []
    at = 0
    while token := _JS.search(text, at):
        at = token.end()
        if token["stop"]:
            return
        if token["comment"]:
            yield token.span()
        elif token["mark"] == "{" and depths:
            depths[-1] += 1
        elif token["mark"] == "}" and depths and depths[-1]:
            depths[-1] -= 1
        elif token["mark"] == "`" or (token["mark"] == "}" and depths):  # a template begins, or goes on
            if token["mark"] == "}":
                depths.pop()
            literal = _TEMPLATE.match(text, at)
            if literal is None:
                return
            at = literal.end()
            if literal[1] == "${":
                depths.append(0)


_SH = lazy(
    r"\\.|\$'(?:\\.|[^'\\])*+'|'[^']*+'|<<<"
    r"|<<(?P<dash>-?)[ \t]*+(?P<quote>['\"\\]?)(?P<word>[A-Za-z_][A-Za-z0-9_]*)['\"]?"
    r"|(?P<comment>(?<![^\s;&|()])#[^\n]*+)|(?P<open>\$\{|\$\(|\()|(?P<mark>[\"`)}\n])|(?P<stop>')",
    re.S,
)
_IN_QUOTES = lazy(r"\\.|(?P<open>\$\{|\$\()|(?P<mark>[\"`])", re.S)
_CLOSES = {"$(": ")", "(": ")", "${": "}", '"': '"', "`": "`"}


def _shell(text: str) -> Iterator[Span]:
    """Quotation marks, substitutions and here-documents hold each other: *stack* has what is open."""
    stack: list[str] = []
    waiting: list[re.Match[str]] = []  # here-documents, which begin in the next line
    at = 0
    while token := (_IN_QUOTES if stack[-1:] == ['"'] else _SH).search(text, at):
        at = token.end()
        named = token.groupdict()
        mark = named["mark"]
        if named.get("stop"):
            return
        if named.get("comment"):
            if "${" not in stack[-1:]:
                yield token.span()
        elif named.get("word"):
            waiting.append(token)
        elif named["open"]:
            stack.append(named["open"])
        elif mark and stack and _CLOSES[stack[-1]] == mark:
            stack.pop()
        elif mark and mark in '"`':
            stack.append(mark)
        elif mark == "\n" and waiting:
            for here in waiting:
                end = re.compile(rf"^{chr(9) + '*' if here['dash'] else ''}{here['word']}$", re.M).search(text, at)
                if end is None:
                    return
                at = end.end()
            waiting = []
