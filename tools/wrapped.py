"""Rule files in lines that fit a screen: ``python -m tools.wrapped ontology/ar.toml …``.

A list on a line of more than 100 characters is written over several, in its order; a comment
behind it goes before it. What the file says is the same: that is checked before it is written.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kg.files import replace_file

WIDTH = 100
_LIST = re.compile(r"^(?P<key>[^\s=#\[][^=#\n]*?) = \[(?P<items>.*)\](?P<rest>[ \t]*(?:#.*)?)$")
_MORE = re.compile(r"^(?P<key>) {2}(?P<items>[\"'].*?),?(?P<rest>[ \t]*)$")
"""A line of a list that is over several lines already."""
_ITEM = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'|-?[\w.]+")


def wrapped(text: str) -> str:
    """The text with its long lists over several lines."""
    lines: list[str] = []
    inside = False
    for line in text.split("\n"):
        quotes = line.count('"""') + line.count("'''")
        found = None if inside or quotes else _LIST.match(line) or _MORE.match(line)
        lines += _over_lines(found) if found and width(line) > WIDTH else [line]
        inside ^= bool(quotes % 2)
    return "\n".join(lines)


def width(line: str) -> int:
    """Columns of a line: marks above and below letters take none."""
    return sum(not unicodedata.combining(letter) for letter in line)


def _over_lines(found: re.Match[str]) -> Iterator[str]:
    items = _ITEM.findall(found["items"])
    if ", ".join(items) != found["items"].rstrip(", "):  # no plain list of words or numbers
        yield found[0]
        return
    comment = found["rest"].strip()
    if comment:
        yield comment
    if not found["key"]:
        yield from _lines(items)
        return
    short = f"{found['key']} = [{', '.join(items)}]"
    if width(short) <= WIDTH:
        yield short
        return
    yield f"{found['key']} = ["
    yield from _lines(items)
    yield "]"


def _lines(items: list[str]) -> Iterator[str]:
    line = " "
    for item in items:
        if line.strip() and width(f"{line} {item},") > WIDTH:
            yield line
            line = " "
        line += f" {item},"
    yield line


def main() -> int:
    """Writes each file again; exit code 1 when one would say something else."""
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")
        made = wrapped(text)
        if tomllib.loads(made) != tomllib.loads(text):
            print(f"{name}: would say something else; left as it is", file=sys.stderr)
            return 1
        if made != text:
            replace_file(Path(name), made)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
