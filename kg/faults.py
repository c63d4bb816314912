"""Errors in a reader: it loses what it found in one sentence, and the article is read on.

Outside of ``collecting`` the exception is raised as usual, so that tests of a reader see it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

from kg.errors import KgError
from kg.model.claims import Article

T = TypeVar("T")
_found: ContextVar[list[str] | None] = ContextVar("faults", default=None)
_SENTENCE = re.compile(r"[^.!?؟\n]+[.!?؟\n]*|[.!?؟\n]+")
_MOST = 4
"""Sentences of one article that may be left out before it is given up."""
_SHOWN = 60


@contextmanager
def collecting() -> Iterator[list[str]]:
    """The faults of what is read within, in one line each."""
    found: list[str] = []
    token = _found.set(found)
    try:
        yield found
    finally:
        _found.reset(token)


@contextmanager
def spared(what: str) -> Iterator[None]:
    """Note an exception of ``what`` and go on; bad data of ours (KgError) stops everything."""
    try:
        yield
    except KgError:
        raise
    except Exception as error:
        _note(what, "", error)


def each(what: str, found: Iterable[T]) -> Iterator[T]:
    """What a reader finds, as far as it comes."""
    with spared(what):
        yield from found


def _note(what: str, sentence: str, error: Exception) -> None:
    found = _found.get()
    if found is None:
        raise error
    last = traceback.extract_tb(error.__traceback__)[-1]
    told = " ".join(f"{type(error).__name__}: {error}".split())[:120]
    words = f" in «{sentence}»" if sentence else ""
    found.append(
        f"{what} could not be read{words} ({told}, {Path(last.filename).name}:{last.lineno})"
    )


def isolated(article: Article, read: Callable[[Article], T], *, what: str, default: T) -> T:
    """What ``read`` makes of an article; a sentence on which it fails is blank to it.

    ``default`` when there is no such sentence.
    """
    if _found.get() is None:
        return read(article)
    failed = _failure(article, read)
    if isinstance(failed, _Read):
        return failed.value
    sentences = [match.span() for match in _SENTENCE.finditer(article.text)]
    shown = article
    for _ in range(_MOST):
        place = _culprit(shown, read, sentences)
        words = " ".join(article.text[slice(*place)].split())[:_SHOWN]
        shown = _blank(shown, [place])
        again = _failure(shown, read)
        _note(what, words, failed)
        if isinstance(again, _Read):
            return again.value
        failed = again
        sentences.remove(place)
        if not sentences:
            break
    return default


class _Read(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


def _failure(article: Article, read: Callable[[Article], T]) -> _Read[T] | Exception:
    try:
        return _Read(read(article))
    except KgError:
        raise
    except Exception as error:
        return error


def _culprit(
    article: Article, read: Callable[[Article], T], sentences: list[tuple[int, int]]
) -> tuple[int, int]:
    """The sentence without which the reading is likeliest to succeed, by halving."""
    suspects = list(sentences)
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        failed = isinstance(_failure(_blank(article, half), read), Exception)
        suspects = suspects[len(half) :] if failed else half
    return suspects[0]


def _blank(article: Article, places: list[tuple[int, int]]) -> Article:
    text = article.text
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return replace(article, text=text)
