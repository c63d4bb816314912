"""Vague words of time date an event only when they look the way its status does."""

from datetime import date

import pytest

from kg.dates.clues import AHEAD
from kg.model.claims import Article, Frame
from kg.pipeline import read_article

DAY = date(2018, 5, 3)


def visit(text: str, language: str) -> Frame:
    read = read_article(Article("x", text, language, DAY))
    return next(f for h in read.happenings for f in h.frames if f.type == "Visit")


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        (
            "en",
            "John Kerry urged Sergei Lavrov to visit Damascus in the near future.",
            "called_for",
        ),
        ("en", "Sergei Lavrov may visit Damascus in the near future.", "possible"),
    ],
)
def test_what_is_called_for_lies_ahead(language: str, text: str, status: str) -> None:
    frame = visit(text, language)
    assert frame.status == status
    assert frame.window is not None
    assert frame.window.edtf == "2018-05-03/.."


def test_what_was_called_for_is_a_clue_of_what_lies_ahead() -> None:
    assert "called_for" in AHEAD
