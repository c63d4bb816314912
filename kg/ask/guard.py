"""May this query run here: nothing that reaches out of the store, nothing that changes it.

Queries are read token by token as SPARQL does (SPARQL 1.1, section 19.8), so that no
quotation mark or comment hides a word. Stricter than the grammar where parsers differ:
keywords glued to their neighbours count, escapes outside strings and IRIs are refused, and
so is a long string without an end. Every character is read a fixed number of times: a
request of a megabyte takes a moment, whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.errors import UsageError

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*+)
    | (?P<string>\"\"\"(?:"{0,2}+(?:[^"\\]|\\.))*+\"\"\"|'''(?:'{0,2}+(?:[^'\\]|\\.))*+'''
        | "(?!"")(?:[^"\\\r\n]|\\.)*+" | '(?!'')(?:[^'\\\r\n]|\\.)*+')
    | (?P<open>\"\"\"|''')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    | (?P<variable>[?$]\w++)
    | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<name>[\w.-]*+:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*+)
    | (?P<run>[\w.-]++)
    | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile("<[A-Za-z][A-Za-z0-9+.-]*://")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_OUTWARD = re.compile("SERVICE|LOAD")
_PIECES = re.compile(r"\w+|[.-]+")
_CHANGES = frozenset(["INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "LOAD"])


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: what it is, its text, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The word in capitals, empty for anything else."""
        return self.text.upper() if self.kind == "word" else ""


class _Reader:
    """What stands before: enough to tell «less than» from the beginning of an IRI.

    Parsers tell by what may stand there. So it counts whether an operand came before, and
    whether a bracket is open that may hold an expression.
    """

    def __init__(self) -> None:
        self._open: list[str] = []
        self._unsure = False
        self._declares = self._operand = False
        self._before = ""

    def saw(self, token: Token) -> None:
        """Take note of a token."""
        text = token.text
        if token.kind == "other":
            if text in _OPENING:
                self._open.append(text)
            elif text in _CLOSING and self._open:
                self._open.pop()
        self._operand = token.kind != "other" or text in ")}>"
        self._declares = self._before == "PREFIX" and token.kind == "name"
        self._before = token.word

    def less(self, iri: str) -> bool:
        """Whether what looks like an IRI is «less than» and more, as in «?a<STR(?b)&&1>0».

        Raises UsageError where each way of reading hides something from the other.
        """
        expression = self._unsure or (bool(self._open) and self._open[-1] == "(")
        if not (self._operand and expression) or self._declares or _ABSOLUTE.match(iri):
            return False
        if "'" in iri or "#" in iri:
            raise UsageError("write a space after “<”, or an IRI in full: <http://…>")
        less = "(" in iri or ")" in iri
        self._unsure |= less
        return less


def tokens(query: str) -> Iterator[Token]:
    """Every token but comments and white space.

    Raises UsageError at an escape outside of strings and IRIs, at an endless string, and
    where «<» can be read in two ways.
    """
    reader = _Reader()
    found = _TOKEN.search(query)
    while found:
        end = found.end()
        kind, text = found.lastgroup or "other", found[0]
        if kind == "iri" and reader.less(text):
            kind, text, end = "other", "<", found.start() + 1
        for token in _tokens(kind, text, found.start()):
            reader.saw(token)
            yield token
        found = _TOKEN.search(query, end)


def _tokens(kind: str, text: str, start: int) -> Iterator[Token]:
    if kind == "run":
        for piece in _PIECES.finditer(text):
            letters = piece[0][0] not in ".-"
            yield Token("word" if letters else "other", piece[0], start + piece.start())
    elif text == "\\":
        raise UsageError("an escape outside of strings and IRIs is not answered here")
    elif kind == "open":
        raise UsageError("a long string has no end")
    elif kind != "comment":
        yield Token(kind, text, start)


def refuse_outward(
    query: str, *, hosts: Collection[str] = (), graphs: bool = False, update: bool = False
) -> None:
    """Raise UsageError when a query would leave the store, or change it.

    ``hosts`` are those that SERVICE and LOAD may name, as a full IRI; ``graphs`` lets FROM
    name graphs of the store (not safe with rdflib, which fetches them); ``update`` lets the
    store be changed.
    """
    outward = ("SERVICE", "LOAD") if update else ("SERVICE",)
    found = tokens(query)
    prefixes = _Prefixes()
    for token in found:
        prefixes.see(token)
        word = token.word
        if any(keyword in word for keyword in outward):
            _refuse_unless(found, hosts, word)
        elif token.kind == "name" and prefixes.hides(token.text, outward):
            raise _outward(hosts)
        elif word in _CHANGES and not update:
            raise UsageError(
                "updates are not answered here: “kg build” is the way to change the store"
            )
        elif word == "FROM" and not graphs:
            raise UsageError("FROM is not answered here: queries are of the whole store")


class _Prefixes:
    """The prefixes that a query declares so far: what «SERVICEex:a» may mean."""

    def __init__(self) -> None:
        self._declared: set[str] = set()
        self._before = ""

    def see(self, token: Token) -> None:
        """Take note of a declaration: a prefix with nothing after it, then an IRI."""
        if token.kind == "iri" and self._before:
            self._declared.add(self._before)
            glued = self._before.upper().find("PREFIX")  # «PREFIXex: <…>» declares ex
            if glued >= 0:
                self._declared.add(self._before[glued + len("PREFIX") :])
        ends = token.kind == "name" and token.text.endswith(":") and token.text.count(":") == 1
        self._before = token.text if ends else ""

    def hides(self, name: str, keywords: Collection[str]) -> bool:
        """Whether a name can be read as a keyword before another name: «SERVICEex:a»."""
        prefix = name[: name.index(":") + 1]
        lengths = {len(declared) for declared in self._declared}
        for found in _OUTWARD.finditer(prefix.upper()):
            rests = [found.end(), found.end() + len("SILENT")]
            if found[0] in keywords and any(
                len(prefix) - rest in lengths and prefix[rest:] in self._declared for rest in rests
            ):
                return True
        return False


def _refuse_unless(after: Iterator[Token], hosts: Collection[str], word: str) -> None:
    target = next((t for t in after if t.word != "SILENT"), None)
    plain = word.removesuffix("SILENT") in ("SERVICE", "LOAD")
    if plain and target and target.kind == "iri" and "\\" not in target.text:
        with suppress(ValueError):  # a host in brackets that is no address
            parts = urlsplit(target.text[1:-1])
            if parts.scheme in ("http", "https") and parts.netloc.lower() in hosts:
                return
    raise _outward(hosts)


def _outward(hosts: Collection[str]) -> UsageError:
    allowed = f"; allowed hosts: {', '.join(sorted(hosts))}" if hosts else ""
    return UsageError(f"SERVICE and LOAD are not answered here: queries stay in the store{allowed}")
