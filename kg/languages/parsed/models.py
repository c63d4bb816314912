"""Which spaCy pipeline reads a language, and what is missing when none is installed.

The pipelines are optional: they add names that nobody listed and the parse. Without one,
the same reading works on rules and knowledge.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.text.lexicon import load
from kg.text.words import endless

_DASHES = ("-", "--", "–", "—", "_")
_STOPS = frozenset(".!?")
_LINES, _DATELINE = 6, 16
"""Lines in which a dateline may stand, and how many words it may have."""
_NOT_READ = ("lemmatizer", "senter")


@Language.component("kg_lines")
def lines(doc: Doc) -> Doc:
    """A line ends a sentence, and so do a dateline and a length that no sentence has:
    no parser may hang a text on them."""
    start, number, since = 0, 0, 0
    for token in doc[:-1]:
        since = 0 if token.text in _STOPS or "\n" in token.text else since + 1
        if endless(since, token.text):
            doc[token.i + 1].is_sent_start = True
            since = 0
        elif "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
            start, number = token.i + 1, number + 1
        elif number < _LINES and _closes_dateline(doc, start, token.i):
            doc[token.i + 1].is_sent_start = True
    return doc


def _closes_dateline(doc: Doc, start: int, dash: int) -> bool:
    """«GENEVA, Oct 18 (Reuters) -»: a place in front, a day or agency, then a dash."""
    if doc[dash].text not in _DASHES or not 0 < dash - start < _DATELINE:
        return False
    before = [token.text for token in doc[start:dash]]
    capital = before[0][:1].isupper()
    return capital and any(text == "(" or text.isdigit() for text in before)


def installed(language: str) -> str | None:
    """The first installed pipeline of the language file's list, None when there is none."""
    packages: list[str] = load(language).tables["models"]["packages"]
    return next((name for name in packages if find_spec(name)), None)


@cache
def model(language: str) -> Language:
    """The pipeline of a language, a blank one with its tokenizer when none is installed."""
    name = installed(language)
    nlp = spacy.load(name, exclude=list(_NOT_READ)) if name else spacy.blank(language)
    nlp.add_pipe("kg_lines", first=True)
    return nlp


def missing(language: str) -> str | None:
    """One line that says what is missing for a language and the cure; None when nothing is."""
    if installed(language):
        return None
    extra = load(language).tables["models"]["extra"]
    return (
        f"no spaCy pipeline for “{language}” is installed: names that nobody listed are found "
        f"by rules alone, and events are not read; pip install 'dtkg[{extra}]' brings one"
    )
