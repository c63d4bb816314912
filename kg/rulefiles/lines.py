"""On which line of a TOML file a key or a value stands; tomllib does not tell.

Only for files that tomllib has read, and only when one is wrong: it need not be fast.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from kg.rulefiles.entries import Path

_TOKEN = re.compile(
    r"""(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<end>\n)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{},=.])|(?P<bare>[^\s\[\]{},=.\#"']+)""",
    re.DOTALL | re.VERBOSE,
)


def lines_of(text: str) -> Mapping[Path, int]:
    """Place -> line (from 1) of its key, or of the value in a list."""
    return _Scanner(text).scan()


class _Scanner:
    """Goes through the marks of a file once."""

    def __init__(self, text: str) -> None:
        self.marks: list[tuple[str, str, int]] = []
        line = 1
        for found in _TOKEN.finditer(text):
            if found.lastgroup != "skip":
                self.marks.append((str(found.lastgroup), found[0], line))
            line += found[0].count("\n")
        self.at = 0
        self.lines: dict[Path, int] = {(): 1}
        self.counts: dict[Path, int] = {}

    def scan(self) -> Mapping[Path, int]:
        """The whole file."""
        table: Path = ()
        while self.at < len(self.marks):
            kind, mark, _line = self.marks[self.at]
            if kind == "end":
                self.at += 1
            elif mark == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.lines

    def _next(self, mark: str) -> bool:
        """Steps over a mark when it is the next one."""
        if self.at < len(self.marks) and self.marks[self.at][:2] == ("mark", mark):
            self.at += 1
            return True
        return False

    def _closed(self, mark: str) -> bool:
        """Steps over ends of lines, and over a mark when it comes next."""
        while self.at < len(self.marks) and self.marks[self.at][0] == "end":
            self.at += 1
        return self._next(mark)

    def _header(self) -> Path:
        line = self.marks[self.at][2]
        self._next("[")
        several = self._next("[")
        path: Path = ()
        names = self._key()
        for number, name in enumerate(names, 1):
            path = (*path, name)
            if several and number == len(names):
                self.lines.setdefault(path, line)
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
            self.lines.setdefault(path, line)
        self.lines[path] = line
        self._next("]")
        self._next("]")
        return path

    def _key(self) -> list[str]:
        names = []
        while True:
            _kind, mark, _line = self.marks[self.at]
            self.at += 1
            names.append(tomllib.loads(f"x = {mark}")["x"] if mark[0] in "\"'" else mark)
            if not self._next("."):
                return names

    def _pair(self, table: Path) -> None:
        line = self.marks[self.at][2]
        path = table
        for name in self._key():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._next("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._next("["):
            number = 0
            while not self._closed("]"):
                self.lines[(*path, number)] = self.marks[self.at][2]
                self._value((*path, number))
                self._closed(",")
                number += 1
        elif self._next("{"):
            while not self._closed("}"):
                self._pair(path)
                self._next(",")
        else:
            while self.at < len(self.marks) and not (
                self.marks[self.at][0] == "end" or self.marks[self.at][1] in (",", "]", "}")
            ):
                self.at += 1
