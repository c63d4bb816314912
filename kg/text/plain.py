"""A text as it would be written plainly, with the way back to the stored characters.

What nobody sees is left out (zero-width and joining characters, soft hyphens, marks and
isolates of direction), HTML entities are the characters that they stand for, tags are gone or
line ends, and what Unicode holds to be the same letter is one letter: decomposed letters are
composed (NFC), presentation forms, ligatures and wide forms are the letters they show (NFKC).
The Unicode Standard 16, chapters 3.11, 5.21 and 23; HTML 13.1.4.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from kg.model.claims import Article, Reading, Span

T = TypeVar("T")
Char = tuple[str, int, int]
"""A character with where what it stands for begins and ends in the stored text."""

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point of Unicode, and the marks of interlinear notes."""
_SHOWN_OTHERWISE = (
    "\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e\uff66-\uffdc"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff"
)
"""Presentation forms, wide and narrow forms, letters of formulas."""
_ENTITY = r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
_BLOCKS = (
    "address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    "header|hr|li|main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_INLINE = "a|abbr|acronym|b|bdi|bdo|big|cite|code|em|font|i|img|ins|mark|q|s|small|span|strong|u"
_TAG = rf"</?(?P<tag>{_BLOCKS}|{_INLINE})(?:\s[^<>]{{0,1000}})?/?>"
_ODD = re.compile(
    rf"(?P<entity>{_ENTITY})|{_TAG}|(?P<gone>[{_INVISIBLE}])|(?P<form>[{_SHOWN_OTHERWISE}])",
    re.IGNORECASE,
)
_GONE = re.compile(f"[{_INVISIBLE}]")
_FORM = re.compile(f"[{_SHOWN_OTHERWISE}]")
_LINE_ENDS = re.compile(rf"(?:{_BLOCKS})", re.IGNORECASE)


@dataclass(frozen=True)
class Plain:
    """A text written plainly; ``starts`` and ``ends`` say where its characters are stored."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def stored(self, span: Span) -> Span:
        """The stored characters that a span of the plain text stands for."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def back(self, value: T) -> T:
        """Dataclasses and tuples with every span in them moved to the stored text."""
        moved: T = self._moved(value)
        return moved

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self.stored(value)
        if isinstance(value, tuple):
            return tuple(map(self._moved, value))
        if is_dataclass(value) and not isinstance(value, type):
            old = {field.name: getattr(value, field.name) for field in fields(value)}
            new = {name: self._moved(held) for name, held in old.items()}
            changed = {name: held for name, held in new.items() if held is not old[name]}
            return replace(value, **changed) if changed else value
        return value


def plain(text: str) -> Plain | None:
    """The text written plainly; None when it is so as it stands."""
    if unicodedata.is_normalized("NFC", text) and not _ODD.search(text):
        return None
    chars = list(_composed(_spelled(text)))
    made = "".join(char for char, _, _ in chars)
    if made == text:
        return None
    return Plain(made, tuple(c[1] for c in chars), tuple(c[2] for c in chars))


def plain_text(text: str) -> str:
    """The text written plainly, without the way back."""
    made = plain(text)
    return made.text if made else text


def plain_article(article: Article) -> tuple[Article, Plain | None]:
    """An article as it is read, and the way back to its text."""
    way = plain(article.text)
    return (replace(article, text=way.text), way) if way else (article, None)


def as_stored(reading: Reading, article: Article, way: Plain | None) -> Reading:
    """A reading of the plain text as one of the stored article."""
    if way is None:
        return reading
    moved = way.back(replace(reading, article=replace(article, text="")))
    return replace(moved, article=article)


def _spelled(text: str) -> Iterator[Char]:
    """Characters without what is invisible, entities and forms as the letters they stand for."""
    done = 0
    for odd in _ODD.finditer(text):
        yield from ((text[i], i, i + 1) for i in range(done, odd.start()))
        yield from ((char, odd.start(), odd.end()) for char in _stands_for(odd))
        done = odd.end()
    yield from ((text[i], i, i + 1) for i in range(done, len(text)))


def _stands_for(odd: re.Match[str]) -> str:
    if odd["gone"]:
        return ""
    if odd["tag"]:
        return "\n" if _LINE_ENDS.fullmatch(odd["tag"]) else ""
    if odd["form"]:
        return _letters(odd["form"])
    entity = "&" + odd["entity"].replace("amp;", "").lstrip("&")
    if entity == "&;" or entity == "&":
        return "&"
    shown = html.unescape(entity)
    return "".join(map(_letters, _GONE.sub("", shown))) if shown != entity else odd[0]


def _letters(char: str) -> str:
    """The letters that a presentation form shows; the blank under a lone mark is no letter."""
    if not _FORM.match(char):
        return char
    letters = unicodedata.normalize("NFKC", char)
    marks = letters[1:]
    lone = letters[:1] in (" ", "ـ") and marks and all(map(unicodedata.combining, marks))
    return marks if lone else letters


def _composed(chars: Iterator[Char]) -> Iterator[Char]:
    """Letters with their marks as one character where Unicode has one (NFC)."""
    cluster: list[Char] = []
    for char in chars:
        if cluster and not unicodedata.combining(char[0]):
            yield from _one(cluster)
            cluster = []
        cluster.append(char)
    yield from _one(cluster)


def _one(cluster: list[Char]) -> Iterator[Char]:
    if len(cluster) < 2:
        yield from cluster
        return
    written = "".join(char for char, _, _ in cluster)
    letters = unicodedata.normalize("NFC", written)
    if len(letters) == len(written):  # only the order of marks: as it stands
        yield from cluster
        return
    first, last = cluster[0][1], cluster[-1][2]
    for place, letter in enumerate(letters):
        yield (letter, first if place == 0 else cluster[place][1], last)
